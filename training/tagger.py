"""Trains the character tagger: each character that was read gets the true characters it stands for.

    python training/tagger.py PAGES TEXTS LISTS MINUTES OUT [START FIRST_RATE LAST_RATE [KIND]]

PAGES holds the pages that were set and read, OUT is the checkpoint; START, a checkpoint, is trained on. Half of what
the tagger sees are these pages, half is composed text misread by chance as the pages were. The learning rate falls
along a cosine from the first rate to the last. KIND, `english` or `russian`: only what such weights read.
"""

import math
import random
import re
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from compose import Composer, load_composer
from pages import LANGUAGES, WEAK_FROM
from pairs import Misreader, Piece, ReadLine, labels, learn, load_pages
from torch import nn
from torch.nn import functional

# Blocks of dilated convolutions: on characters, on pairs of characters, on characters again; their widths
OUTER, INNER = 128, 256
DILATIONS = ((1, 2), (1, 2, 4, 8, 1, 2), (1,))
WINDOW = 256
BATCH = 10
LEAST_USES = 5  # of a label
RATES = (2e-3, 4e-6)  # first and last
SAMPLED_SHARE = 0.5
WEAK_PAGES = 2  # a page of what was read worst counts so often, where all readers' are learnt
# whose pages each kind of network learns
READERS = {"all": re.compile(""), "english": re.compile("/eng$"), "russian": re.compile("rus$")}
UNKNOWN = 1  # 0 pads
# The weights that are kept: their mean over the last part, taken every so many steps
MEAN_PART, MEAN_STEPS = 0.25, 10
# What is trained on keeps so much of the weights that it began with
START_SHARE = 0.25
# Documents whose Kazakh letters somebody flattened to Russian ones, and what he took; one choice a document
FLAT_SHARE = 0.07
FLATTENED: dict[str, tuple[str, ...]] = {
    "ә": ("а", "а", "а", "е", "э"), "ғ": ("г",), "қ": ("к",), "ң": ("н",), "ө": ("о", "о", "о", "е"), "ұ": ("у",),
    "ү": ("у",), "һ": ("х",), "і": ("и", "и", "и", "i"),
}  # fmt: skip


class Block(nn.Module):
    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(channels)
        self.conv = nn.Conv1d(channels, channels, 3, dilation=dilation, padding=dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + functional.relu(self.conv(self.norm(x)))


class Tagger(nn.Module):
    """Character codes (batch, length) to scores of labels (batch, labels, length); the length is even.

    Most of the work is done on pairs of characters, which halves it; what single characters are is carried past it.
    """

    def __init__(self, alphabet: int, label_count: int) -> None:
        super().__init__()
        before, between, after = DILATIONS
        self.embed = nn.Embedding(alphabet, 64)
        self.first = nn.Conv1d(64, OUTER, 5, padding=2)
        self.before = nn.Sequential(*(Block(OUTER, dilation) for dilation in before))
        self.pair = nn.Conv1d(OUTER, INNER, 2, stride=2)
        self.between = nn.Sequential(*(Block(INNER, dilation) for dilation in between))
        self.part = nn.ConvTranspose1d(INNER, OUTER, 2, stride=2)
        self.after = nn.Sequential(*(Block(OUTER, dilation) for dilation in after))
        self.norm = nn.BatchNorm1d(OUTER)
        self.last = nn.Conv1d(OUTER, label_count, 1)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        x = functional.relu(self.first(self.embed(codes).transpose(1, 2)))
        x = self.before(x)
        x = self.after(x + self.part(self.between(self.pair(x))))
        scores: torch.Tensor = self.last(functional.dropout(self.norm(x), 0.05, self.training))
        return scores


Example = tuple[str, list[str]]


def page_examples(aligned: Sequence[tuple[ReadLine, list[Piece]]], weak_pages: int) -> list[Example]:
    """Pages as read, lines joined, with a label for each character; those of what was read worst so often."""
    pages: dict[int, list[tuple[int, str, list[str]]]] = {}
    for line, pieces in aligned:
        pages.setdefault(line.page, []).append((line.index, line.read, labels(pieces)))
    examples = []
    for page, lines in sorted(pages.items()):
        read, tags = [], []
        for _, text, line_labels in sorted(lines, key=lambda item: item[0]):
            read.append(text + "\n")
            tags += [*line_labels, "\n"]
        examples += [("".join(read), tags)] * (weak_pages if page >= WEAK_FROM else 1)
    return examples


def sampled_examples(
    composer: Composer, misreader: Misreader, groups: Sequence[str], flat_share: float, rng: random.Random
) -> Iterator[Example]:
    """Composed documents, misread by chance, without end; of so many Kazakh letters are typed as Russian ones."""
    composer.rng = rng
    while True:
        language = rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        group, width = rng.choice(groups), rng.choice((45, 60, 75, 85, 95, 110))
        flat = {letter: rng.choice(plain) for letter, plain in FLATTENED.items()} if rng.random() < flat_share else {}
        read, tags = [], []
        for paragraph in composer.document("kk" if flat else language, 2500):
            for line in textwrap.wrap(paragraph, width):
                pieces = flatten(line, flat) if flat else misreader.sample(group, line, rng)
                read.append("".join(piece[0] for piece in pieces) + "\n")
                tags += [*labels(pieces), "\n"]
        yield "".join(read), tags


def flatten(line: str, plain: dict[str, str]) -> list[Piece]:
    """The line as typed by someone without Kazakh letters.

    >>> flatten("Қол", {"қ": "к"})
    [('К', 'Қ'), ('о', 'о'), ('л', 'л')]
    """
    typed = plain | {letter.upper(): other.upper() for letter, other in plain.items()}
    return [(typed.get(letter, letter), letter) for letter in line]


def windows(examples: Iterator[Example], rng: random.Random) -> Iterator[Example]:
    for text, tags in examples:
        start = rng.randrange(min(WINDOW, max(1, len(text) - WINDOW)))
        for begin in range(start, len(text), WINDOW):
            if len(text) - begin > WINDOW // 3 or begin == start:
                yield text[begin : begin + WINDOW], tags[begin : begin + WINDOW]


def shuffled(examples: Iterator[Example], rng: random.Random, size: int = 600) -> Iterator[Example]:
    pool: list[Example] = []
    for example in examples:
        pool.append(example)
        if len(pool) >= size:
            place = rng.randrange(len(pool))
            pool[place], pool[-1] = pool[-1], pool[place]
            yield pool.pop()


def forever(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    while True:
        yield from rng.sample(examples, len(examples))


def inventory(examples: Sequence[Example]) -> tuple[list[str], list[str]]:
    """The characters and the labels that are frequent enough; code 0 pads, code 1 is any other character."""
    letters = Counter(character for text, _ in examples for character in text)
    uses = Counter(label for _, tags in examples for label in tags)
    alphabet = ["", "", *sorted(letter for letter in letters if letters[letter] >= LEAST_USES)]
    return alphabet, sorted(label for label in uses if uses[label] >= LEAST_USES)


def batches(
    sources: Sequence[Iterator[Example]], alphabet: Sequence[str], names: Sequence[str], rng: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Codes and labels; -100 where nothing is learnt."""
    code = {letter: index for index, letter in enumerate(alphabet)}
    label_code = {name: index for index, name in enumerate(names)}
    while True:
        inputs = np.zeros((BATCH, WINDOW), dtype=np.int64)
        targets = np.full((BATCH, WINDOW), -100, dtype=np.int64)
        for row in range(BATCH):
            text, tags = next(sources[rng.random() < SAMPLED_SHARE])
            inputs[row, : len(text)] = [code.get(letter, UNKNOWN) for letter in text]
            targets[row, : len(tags)] = [label_code.get(tag, -100) for tag in tags]
        yield torch.from_numpy(inputs), torch.from_numpy(targets)


def train(
    model: Tagger, data: Iterator[tuple[torch.Tensor, torch.Tensor]], minutes: float, rates: tuple[float, float]
) -> Iterator[int]:
    """Trains for so long, the rate falling along a cosine; yields the number of steps now and then.

    In the end the model holds the mean of its weights over the last part of the way.
    """
    mean: dict[str, torch.Tensor] = {}
    counted = 0
    first, last = rates
    optimiser = torch.optim.AdamW(model.parameters(), lr=first, weight_decay=0.01)
    began, step, seen, running = time.monotonic(), 0, 0, 0.0
    while (done := (time.monotonic() - began) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = min(1.0, (step + 1) / 200) * (last + (first - last) * 0.5 * (1 + math.cos(math.pi * done)))
        codes, goals = next(data)
        loss = functional.cross_entropy(model(codes), goals)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if done > 1 - MEAN_PART and step % MEAN_STEPS == 0:
            counted += 1
            for name, value in model.state_dict().items():
                mean[name] = mean[name] + (value - mean[name]) / counted if name in mean else value.double()
        step, seen, running = step + 1, seen + int((codes > 0).sum()), running + float(loss.detach())
        if step % 200 == 0:
            print(f"{done:.2f} step {step} seen {seen} loss {running / 200:.4f}", flush=True)
            running = 0.0
            yield step
    if mean:
        model.load_state_dict(mean)


def main(
    folders: Sequence[Path],
    minutes: float,
    out: Path,
    start: Path | None = None,
    rates: tuple[float, float] = RATES,
    kind: str = "all",
) -> None:
    """`folders`: of pages, texts and lists."""
    torch.manual_seed(1)
    pages, texts, lists = folders
    rng = random.Random(1)
    aligned = learn(load_pages(pages, READERS[kind]))
    uses = Counter(label for _, pieces in aligned for label in labels(pieces))
    misreader = Misreader()
    for line, pieces in aligned:
        misreader.add(line.group, pieces)
    real = page_examples(aligned, WEAK_PAGES if kind == "all" else 1)
    saved = torch.load(start) if start else None
    alphabet, names = (saved["alphabet"], saved["labels"]) if saved else inventory(real)
    print(len(real), "pages", len(alphabet), "letters", len(names), "labels", flush=True)
    groups = [line.group for line, _ in aligned[:: max(1, len(aligned) // 3000)]]
    composer = load_composer(texts, lists, "samples")
    sampled = sampled_examples(
        composer, misreader, groups, 0.0 if kind == "english" else FLAT_SHARE, random.Random(out.name)
    )
    sources = [shuffled(windows(examples, rng), rng) for examples in (forever(real, rng), sampled)]
    model = Tagger(len(alphabet), len(names))
    if saved:
        model.load_state_dict(saved["state"])
    data = batches(sources, alphabet, names, rng)
    head = {"alphabet": alphabet, "labels": names, "uses": [uses[name] for name in names]}
    for _ in train(model, data, minutes, rates):
        torch.save(head | {"state": model.state_dict()}, out)
    state = model.state_dict()
    if saved:
        state = {name: value + START_SHARE * (saved["state"][name] - value) for name, value in state.items()}
    torch.save(head | {"state": state}, out)


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:4]]
    minutes, out = float(sys.argv[4]), Path(sys.argv[5])
    match sys.argv[6:]:
        case [start, first, last, *kind]:
            main(folders, minutes, out, Path(start), (float(first), float(last)), *kind)
        case _:
            main(folders, minutes, out)
