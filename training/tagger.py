"""Trains the character tagger: each character that was read gets the true characters it stands for.

    python training/tagger.py PAGES TEXTS LISTS MINUTES OUT [START]

PAGES holds the pages that were set and read, OUT is the checkpoint; START, a checkpoint, is trained on. Half of what
the tagger sees are these pages, half is composed text misread by chance as the pages were.
"""

import math
import random
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from compose import Composer, load_composer
from pages import LANGUAGES
from pairs import Misreader, Piece, ReadLine, labels, learn, load_pages
from torch import nn
from torch.nn import functional

CHANNELS = 256
DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4)
WINDOW = 384
BATCH = 32
LEAST_USES = 5  # of a label
PEAK_RATE = 2e-3
SAMPLED_SHARE = 0.55
UNKNOWN = 1  # 0 pads


class Block(nn.Module):
    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(channels)
        self.conv = nn.Conv1d(channels, channels, 3, dilation=dilation, padding=dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + functional.relu(self.conv(self.norm(x)))


class Tagger(nn.Module):
    """Character codes (batch, length) to scores of labels (batch, labels, length)."""

    def __init__(self, alphabet: int, label_count: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(alphabet, 64)
        self.first = nn.Conv1d(64, CHANNELS, 5, padding=2)
        self.blocks = nn.ModuleList([Block(CHANNELS, dilation) for dilation in DILATIONS])
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.last = nn.Conv1d(CHANNELS, label_count, 1)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        x = functional.relu(self.first(self.embed(codes).transpose(1, 2)))
        for block in self.blocks:
            x = block(x)
        scores: torch.Tensor = self.last(functional.dropout(self.norm(x), 0.1, self.training))
        return scores


Example = tuple[str, list[str]]


def page_examples(aligned: Sequence[tuple[ReadLine, list[Piece]]]) -> list[Example]:
    """Pages as read, lines joined, with a label for each character."""
    pages: dict[int, list[tuple[int, str, list[str]]]] = {}
    for line, pieces in aligned:
        pages.setdefault(line.page, []).append((line.index, line.read, labels(pieces)))
    examples = []
    for _, lines in sorted(pages.items()):
        read, tags = [], []
        for _, text, line_labels in sorted(lines, key=lambda item: item[0]):
            read.append(text + "\n")
            tags += [*line_labels, "\n"]
        examples.append(("".join(read), tags))
    return examples


def sampled_examples(composer: Composer, misreader: Misreader, groups: Sequence[str], rng: random.Random) -> Iterator[Example]:
    """Composed documents, misread by chance, without end."""
    composer.rng = rng
    while True:
        language = rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        group, width = rng.choice(groups), rng.choice((45, 60, 75, 85, 95, 110))
        read, tags = [], []
        for paragraph in composer.document(language, 2500):
            for line in textwrap.wrap(paragraph, width):
                pieces = misreader.sample(group, line, rng)
                read.append("".join(piece[0] for piece in pieces) + "\n")
                tags += [*labels(pieces), "\n"]
        yield "".join(read), tags


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


def main(pages: Path, texts: Path, lists: Path, minutes: float, out: Path, start: Path | None = None) -> None:
    torch.manual_seed(1)
    rng = random.Random(1)
    aligned = learn(load_pages(pages))
    misreader = Misreader()
    for line, pieces in aligned:
        misreader.add(line.group, pieces)
    real = page_examples(aligned)
    saved = torch.load(start) if start else None
    if saved:
        alphabet, names = saved["alphabet"], saved["labels"]
    else:
        letters = Counter(character for text, _ in real for character in text)
        alphabet = ["", "", *sorted(letter for letter in letters if letters[letter] >= LEAST_USES)]
        uses = Counter(label for _, tags in real for label in tags)
        names = sorted(label for label in uses if uses[label] >= LEAST_USES)
    code = {letter: index for index, letter in enumerate(alphabet)}
    label_code = {name: index for index, name in enumerate(names)}
    print(len(real), "pages", len(alphabet), "letters", len(names), "labels", flush=True)
    groups = [line.group for line, _ in aligned[:: max(1, len(aligned) // 3000)]]
    composer = load_composer(texts, lists, "samples")
    sources = (
        shuffled(windows(forever(real, rng), rng), rng),
        shuffled(windows(sampled_examples(composer, misreader, groups, random.Random(f"{out}")), rng), rng),
    )
    model = Tagger(len(alphabet), len(names))
    if saved:
        model.load_state_dict(saved["state"])
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.01)
    began, step, seen, running, wrong = time.monotonic(), 0, 0, 0.0, 0.0
    peak = PEAK_RATE if saved is None else PEAK_RATE / 2
    while (done := (time.monotonic() - began) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1.0, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * done)) + 0.002)
        inputs = np.zeros((BATCH, WINDOW), dtype=np.int64)
        targets = np.full((BATCH, WINDOW), -100, dtype=np.int64)
        for row in range(BATCH):
            text, tags = next(sources[rng.random() < SAMPLED_SHARE])
            inputs[row, : len(text)] = [code.get(letter, UNKNOWN) for letter in text]
            targets[row, : len(tags)] = [label_code.get(tag, -100) for tag in tags]
        scores = model(torch.from_numpy(inputs))
        goals = torch.from_numpy(targets)
        loss = functional.cross_entropy(scores, goals)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step, seen = step + 1, seen + int((inputs > 0).sum())
        running += float(loss)
        wrong += float(((scores.argmax(1) != goals) & (goals >= 0)).sum() / (goals >= 0).sum())
        if step % 100 == 0:
            print(f"{done:.2f} step {step} seen {seen} loss {running / 100:.4f} wrong {wrong / 100:.4f}", flush=True)
            running = wrong = 0.0
        if step % 500 == 0:
            torch.save({"alphabet": alphabet, "labels": names, "state": model.state_dict()}, out)
    torch.save({"alphabet": alphabet, "labels": names, "state": model.state_dict()}, out)
    print("seen", seen, "characters")


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:4]]
    main(*folders, float(sys.argv[4]), Path(sys.argv[5]), *(Path(argument) for argument in sys.argv[6:]))
