"""Aligns what lines say with what they were read as, and learns from it how letters are misread.

A line is cut into pieces, each of 1-3 characters read that stand for 0-3 true ones. The costs of pieces and the best
cut are found by turns (expectation-maximisation along the best path). From the cut each character read gets a label:
the true characters of its piece at the piece's first character, nothing at the others. Sampling the same pieces in
context makes new misread text out of any text.
"""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

# (characters read, true characters) and what such a piece costs before anything is known
SHAPES: tuple[tuple[int, int, float], ...] = (
    (1, 1, 2.5), (2, 1, 3.5), (1, 0, 4.0), (3, 1, 5.5), (1, 2, 5.0), (2, 2, 7.0), (1, 3, 8.0), (3, 2, 9.0),
)  # fmt: skip
LENGTH_PENALTY = {
    (1, 1): 0.0, (2, 1): 0.4, (1, 0): 1.0, (3, 1): 0.8, (1, 2): 3.0, (2, 2): 3.0, (1, 3): 6.0, (3, 2): 3.5,
}  # fmt: skip
# what the eye takes for the letter: enough to begin with, the rest is learnt
LOOK_ALIKES: dict[str, tuple[str, ...]] = {
    "а": ("a", "A"), "ә": ("a", "e", "9"), "б": ("6", "b"), "в": ("B",), "г": ("r",), "ғ": ("F", "f"), "д": ("A", "g"),
    "е": ("e", "E"), "ж": ("X", "x", "XX", "K", ">K"), "з": ("3", "s"), "и": ("n", "u", "M"), "й": ("i", "n"),
    "к": ("K", "k"), "қ": ("K", "k"), "л": ("n", "l"), "м": ("M", "m"), "н": ("H",), "ң": ("H", "H,"), "о": ("o", "O"),
    "ө": ("e", "O", "©"), "п": ("n", "I"), "р": ("p", "P"), "с": ("c", "C"), "т": ("T", "t"), "у": ("y", "Y"),
    "ұ": ("y", "Y"), "ү": ("y", "Y"), "х": ("x", "X"), "һ": ("h",), "ц": ("u",), "ч": ("4", "u"),
    "ш": ("w", "LU", "W", "LW"), "щ": ("w",), "ы": ("bl", "bI", "bi", "BI"), "і": ("i", "I"), "э": ("3", "9"),
    "ю": ("KO", "10"), "я": ("a", "s", "A"), "ь": ("b",), "ф": ("F", "p"), "ё": ("e",),
}  # fmt: skip
TABLE_BITS = 20
BAND = 24
WORST_COST = 2.7  # a line that costs more a character was not read but guessed
ROUNDS = 4

Piece = tuple[str, str]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ReadLine:
    """A line as it is and as it was read; `group` tells who read which face."""

    page: int
    index: int
    group: str
    true: str
    read: str


def load_pages(folder: Path, readers: re.Pattern[str]) -> list[ReadLine]:
    """The lines that were read at all, of the pages that such readers read."""
    lines = []
    for path in sorted(folder.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        if not readers.search(page["reader"]):
            continue
        group = f"{page['reader']} {page['face']}"
        for index, (true, read) in enumerate(page["lines"]):
            if read:
                lines.append(
                    ReadLine(page=int(path.stem), index=index, group=group, true=" ".join(true.split()), read=read)
                )
    return lines


def codes(texts: Sequence[str], size: int) -> dict[int, Integers]:
    """For each length a code of the piece that ends before each position (0: too short)."""
    width = max(map(len, texts))
    grid = np.zeros((len(texts), width), dtype=np.int64)
    for row, text in enumerate(texts):
        grid[row, : len(text)] = [ord(character) + 1 for character in text]
    ends = {0: np.full((len(texts), width + 1), 7, dtype=np.int64)}
    for length in range(1, size + 1):
        code = np.zeros((len(texts), width + 1), dtype=np.int64)
        total = np.full((len(texts), width - length + 1), length, dtype=np.int64) if width >= length else None
        if total is not None:
            for offset in range(length):
                total = total * 70_001 + grid[:, offset : width - length + 1 + offset]
            code[:, length:] = total
        ends[length] = code
    return ends


def mix(read: Integers, true: Integers) -> Integers:
    """One number for a piece."""
    mixed = (read * 1_000_003) ^ (true * 998_244_353)
    return mixed ^ (mixed >> 29)


def piece_code(piece: Piece) -> int:
    values = []
    for text in piece:
        value = len(text) or 7
        for character in text:
            value = value * 70_001 + ord(character) + 1
        values.append(np.array([value], dtype=np.int64))
    with np.errstate(over="ignore"):
        return int(mix(values[0], values[1])[0])


class Costs:
    """What a piece costs: its own price where it has one, else the price of its shape."""

    def __init__(self, prices: dict[Piece, float], fallback: dict[tuple[int, int], float]) -> None:
        self.fallback = fallback
        self.codes = np.zeros(1 << TABLE_BITS, dtype=np.int64)
        self.prices = np.zeros(1 << TABLE_BITS, dtype=np.float32)
        # the cheapest last: where two pieces meet in one place it stays
        for piece, price in sorted(prices.items(), key=lambda item: -item[1]):
            code = piece_code(piece)
            place = code & ((1 << TABLE_BITS) - 1)
            self.codes[place], self.prices[place] = code, price

    def of(self, shape: tuple[int, int], read: Integers, true: Integers) -> npt.NDArray[np.float32]:
        code = mix(read, true)
        place = code & ((1 << TABLE_BITS) - 1)
        found = np.where(self.codes[place] == code, self.prices[place], np.float32(self.fallback[shape]))
        return np.asarray(found, dtype=np.float32)


def first_price(read: str, true: str, base: float) -> float:
    if read == true:
        return 0.1
    if read and read in LOOK_ALIKES.get(true.casefold(), ""):
        return 0.4 if len(read) == 1 else 0.6
    if read.casefold() == true.casefold():
        return 1.0
    return base + (6.0 if " " in (read, true) else 0.0)


def first_costs(lines: Iterable[ReadLine]) -> Costs:
    """Prices before the first round: by shape, less for the same characters and for look-alikes."""
    read_letters = sorted({character for line in lines for character in line.read})
    true_letters = sorted({character for line in lines for character in line.true})
    prices = {(read, true): first_price(read, true, 2.5) for read in read_letters for true in true_letters}
    prices |= {(read, ""): first_price(read, "", 4.0) for read in read_letters}
    for true, reads in LOOK_ALIKES.items():
        prices |= {(read, form): 0.6 for read in reads if len(read) > 1 for form in (true, true.upper())}
    return Costs(prices, {(taken, given): base for taken, given, base in SHAPES})


def next_costs(counts: Counter[Piece]) -> Costs:
    """Prices from the pieces counted: how seldom these true characters are read so, and more for long pieces."""
    true_uses: Counter[str] = Counter()
    for (_, true), uses in counts.items():
        for size in (1, 2, 3):
            for start in range(len(true) - size + 1):
                true_uses[true[start : start + size]] += uses
    total = sum(counts.values())
    prices = {}
    for (read, true), uses in counts.items():
        among = true_uses[true] if true else total
        share = uses / (among + 2.0) if len(true) < 2 else uses / (among + 20.0)
        prices[read, true] = min(11.0, LENGTH_PENALTY[len(read), len(true)] - float(np.log(share)))
    return Costs(prices, {(taken, given): base + 4.0 for taken, given, base in SHAPES})


def cut(lines: Sequence[ReadLine], costs: Costs) -> list[tuple[float, list[Piece]]]:
    """Each line's cost a character and best cut."""
    reads, trues = [line.read for line in lines], [line.true for line in lines]
    with np.errstate(over="ignore"):
        read_ends, true_ends = codes(reads, 3), codes(trues, 3)
        count, width = read_ends[0].shape
        height = true_ends[0].shape[1]
        best = np.full((width, count, height), np.float32(1e6), dtype=np.float32)
        choice = np.zeros((width, count, height), dtype=np.int8)
        best[0, :, 0] = 0
        for i in range(1, width):
            # both texts go along together: a band around the diagonal is enough
            middle = i * height // width
            low, high = max(0, middle - BAND), min(height, middle + BAND)
            for shape, (taken, given, _) in enumerate(SHAPES):
                start = max(low, given)
                if taken > i or start >= high:
                    continue
                price = costs.of((taken, given), read_ends[taken][:, i : i + 1], true_ends[given][:, start:high])
                cost = best[i - taken, :, start - given : high - given] + price
                target, pick = best[i, :, start:high], choice[i, :, start:high]
                better = cost < target
                target[better] = cost[better]
                pick[better] = shape
    result = []
    for row, line in enumerate(lines):
        i, j = len(line.read), len(line.true)
        cost = float(best[i, row, j])
        pieces: list[Piece] = []
        while cost < 1e5 and i > 0:
            taken, given, _ = SHAPES[choice[i, row, j]]
            pieces.append((line.read[i - taken : i], line.true[j - given : j]))
            i, j = i - taken, j - given
        result.append((cost / max(1, len(line.read)), pieces[::-1]))
    return result


def learn(lines: list[ReadLine]) -> list[tuple[ReadLine, list[Piece]]]:
    """The lines that could be aligned, with their pieces."""
    order = [line for line in lines if len(line.read) < 160 and len(line.true) < 160]
    costs = first_costs(order)
    for turn in range(ROUNDS):
        part = order if turn == ROUNDS - 1 else random.Random(turn).sample(order, min(len(order), 4000))
        part = sorted(part, key=lambda line: (len(line.read), len(line.true), line.read))
        cuts: list[tuple[float, list[Piece]]] = []
        for start in range(0, len(part), 200):
            cuts += cut(part[start : start + 200], costs)
        lost = sum(cost >= WORST_COST for cost, _ in cuts)
        print("round", turn, "lost", lost, "of", len(part), flush=True)
        counts = Counter(piece for cost, pieces in cuts if cost < WORST_COST for piece in pieces)
        if turn < ROUNDS - 1:
            costs = next_costs(counts)
    return [(line, pieces) for line, (cost, pieces) in zip(part, cuts, strict=True) if pieces and cost < WORST_COST]


def labels(pieces: Sequence[Piece]) -> list[str]:
    """A label for each character read.

    >>> labels([("bl", "ы"), (" ", " ")])
    ['ы', '', ' ']
    """
    out = []
    for read, true in pieces:
        out += [true] + [""] * (len(read) - 1)
    return out


@dataclass
class Misreader:
    """Samples how a text would be misread: each letter as some letter in like company was."""

    seen: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    doubles: dict[tuple[str, str], Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, group: str, pieces: Sequence[Piece]) -> None:
        reader = group.split(maxsplit=1)[0]
        trues = [true for _, true in pieces]
        for index, (read, true) in enumerate(pieces):
            if not true:
                # what stands for nothing goes with the piece before
                continue
            extra = ""
            for after, nothing in pieces[index + 1 : index + 3]:
                if nothing:
                    break
                extra += after
            before = next((t[-1] for t in reversed(trues[:index]) if t), "\n")
            after = next((t[0] for t in trues[index + 1 :] if t), "\n")
            value = read + extra
            for key in (
                (group, before, true, after),
                (reader, before, true, after),
                (group, true, after),
                (group, before, true),
                (group, true),
                (reader, true),
            ):
                self.seen[key].append(value)

    def sample(self, group: str, line: str, rng: random.Random) -> list[Piece]:
        """The line as this reader might read it."""
        reader = group.split(maxsplit=1)[0]
        pieces: list[Piece] = []
        index = 0
        while index < len(line):
            before = line[index - 1] if index else "\n"
            true = line[index]
            pair = line[index : index + 2]
            single = self.seen.get((group, true), ())
            double = self.seen.get((group, pair), ()) if len(pair) == 2 else ()
            if double and rng.random() < len(double) / (
                len(double) + min(len(single), len(self.seen.get((group, pair[1]), ())))
            ):
                true = pair
            after = line[index + len(true)] if index + len(true) < len(line) else "\n"
            read = true
            for key, least in (
                ((group, before, true, after), 4),
                ((reader, before, true, after), 6),
                ((group, true, after), 4),
                ((group, before, true), 4),
                ((group, true), 3),
                ((reader, true), 1),
            ):
                values = self.seen.get(key, ())
                if len(values) >= least:
                    read = rng.choice(values)
                    break
            pieces.append((read, true))
            index += len(true)
        return pieces
