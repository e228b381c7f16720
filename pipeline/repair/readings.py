"""What a token that was read may say, by the network alone: a beam over the labels of its characters."""

import heapq
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np

from pipeline.languages.lexicon import load_words
from pipeline.repair.network import NEVER, Floats, Network

# Shapes kept a character and how much worse than the best they may be, and readings a token (natural logarithms).
SHAPE_MARGIN = 6.0
READING_MARGIN = 9.0
READINGS_KEPT = 16
# Beyond these only what begins a word of the lists.
PREFIXES_KEPT = 24
# The network is sure of a token whose labels are this likely together.
SURE = log(0.97)
LAST_LETTERS = re.compile(r"[^\W\d_]+$")
# A character whose own label is unlikely stays possible all the same: names and products are not in the lists.
OWN_MARGIN = 10.0
OWN_UNKNOWN = -8.0
PAIRED = "«»()@+№"  # never read where nothing stands
PUNCTUATION = " ,.;:!?-–—()«»\"'/%"


class Option(NamedTuple):
    """What one character may say: in small letters and as the network likes it best, with the scores.

    `small`, `upper` and `title` are the scores of its letter cases.
    """

    text: str
    best_text: str
    best: float
    small: float
    upper: float
    title: float


class Reading(NamedTuple):
    """One way to read a token, whatever its letter case: `best_text` is how the network would write it.

    `small`, `upper` and `title` are the scores of it in small letters, in capitals, with one capital at its beginning.
    """

    text: str
    best_text: str
    best: float
    small: float
    upper: float
    title: float


class Options:
    """The options of all characters of a block of text, worked out at once."""

    def __init__(self, network: Network, text: str, scores: Floats) -> None:
        self.text = text
        self.network = network
        self.scores = scores
        shapes = network.shapes
        top = scores.max(axis=1, keepdims=True)
        rows, labels = np.nonzero(scores > top - SHAPE_MARGIN)
        self._rows = np.searchsorted(rows, np.arange(len(text) + 1)).tolist()
        self._labels = labels.tolist()
        self._values = scores[rows, labels].tolist()
        # scores of the three letter cases of each shape kept; a label that is not there has NEVER
        padded = np.concatenate([scores, np.full((len(text), 1), NEVER, dtype=np.float32)], axis=1)
        kept = shapes.of_label[labels]
        self._shape = kept.tolist()
        self._small = padded[rows, shapes.small[kept]].tolist()
        self._upper = padded[rows, shapes.upper[kept]].tolist()
        self._title = padded[rows, shapes.title[kept]].tolist()

    def of(self, place: int, *, alone: bool) -> list[Option]:
        """What the character at a place may say, without regard to case, best first."""
        letter = self.text[place]
        labels = self.network.labels
        texts = self.network.shapes.texts
        by_shape: dict[int, Option] = {}
        for item in range(self._rows[place], self._rows[place + 1]):
            label, shape, value = self._labels[item], self._shape[item], self._values[item]
            if labels[label] != letter and not _may_be(letter, labels[label], alone):
                continue
            known = by_shape.get(shape)
            if known is None or known.best < value:
                by_shape[shape] = Option(
                    texts[shape], labels[label], value, self._small[item], self._upper[item], self._title[item]
                )
        own = self.own(place)
        if all(option.text != own.text for option in by_shape.values()):
            best = max((option.best for option in by_shape.values()), default=NEVER)
            if own.best > best - OWN_MARGIN or not by_shape:
                by_shape[-1] = own
        return sorted(by_shape.values(), key=lambda option: -option.best)

    def own(self, place: int) -> Option:
        """The character as it stands."""
        letter = self.text[place]
        label = self.network.label_codes.get(letter, -1)
        score = float(self.scores[place, label]) if label >= 0 else OWN_UNKNOWN
        other = NEVER if letter.lower() != letter.upper() else score
        small = score if letter.islower() else other
        upper = score if letter.isupper() else other
        return Option(letter.lower(), letter, score, small, upper, upper)


@lru_cache(maxsize=20_000)
def _may_be(letter: str, made: str, alone: bool) -> bool:
    """A digit may be a misread letter; no letter is a digit, no digit another one, and bullets are read alone."""
    if any(sign.isdigit() for sign in made) or (letter in PAIRED and not made.strip()):
        return False
    return alone or not letter.isalnum() or all(sign.isalpha() or sign in PUNCTUATION for sign in made)


Trail = tuple["Trail | None", Option]  # how a reading came about, last option first
Beam = dict[str, tuple[float, Trail | None]]


def find_readings(
    options: Options, start: int, stop: int, *, fixed: int, alone: bool, bonus: Callable[[str], float], most: int
) -> list[Reading]:
    """The readings of a token that the network likes best, with a bonus for each; the first `fixed` characters stay.

    Where the network is sure of every character there is one reading.
    """
    columns = [
        [options.own(place)] if place < start + fixed else options.of(place, alone=alone)
        for place in range(start, stop)
    ]
    beam: Beam = {"": (0.0, None)}
    if sum(column[0].best for column in columns) > SURE:
        columns = [column[:1] for column in columns]
    for column in columns:
        wider: Beam = {}
        least = max(score for score, _ in beam.values()) + column[0].best - READING_MARGIN
        for text, (score, trail) in beam.items():
            for option in column:
                total = score + option.best
                if total < least:
                    break
                made = text + option.text
                known = wider.get(made)
                if known is None or known[0] < total:
                    wider[made] = (total, (trail, option))
        beam = _prune(wider) if len(wider) > READINGS_KEPT else wider
    if len(beam) > most:
        best = heapq.nlargest(most, ((score + bonus(text), text) for text, (score, _) in beam.items()))
        return [_reading(text, *beam[text]) for _, text in best]
    return [_reading(text, score, trail) for text, (score, trail) in beam.items()]


def _prune(beam: Beam) -> Beam:
    """The best readings, and the best of the rest whose last letters begin a listed word."""
    ranked = sorted(((score, text) for text, (score, _) in beam.items()), reverse=True)
    kept = [text for _, text in ranked[:READINGS_KEPT]]
    room = PREFIXES_KEPT
    for _, text in ranked[READINGS_KEPT:]:
        if _begins_word(text):
            kept.append(text)
            room -= 1
            if not room:
                break
    return {text: beam[text] for text in kept}


def _begins_word(text: str) -> bool:
    if text.isalpha():
        return _is_prefix(text)
    found = LAST_LETTERS.search(text)
    return not found or _is_prefix(found[0])


@lru_cache(maxsize=100_000)
def _is_prefix(text: str) -> bool:
    return load_words("kk").has_prefix(text) or load_words("ru").has_prefix(text)


def _reading(text: str, score: float, trail: Trail | None) -> Reading:
    path = []
    while trail is not None:
        trail, option = trail
        path.append(option)
    best_text, small, upper, title = "", 0.0, 0.0, 0.0
    begun = False
    for option in reversed(path):
        best_text += option.best_text
        small += option.small
        upper += option.upper
        if not begun and option.text.upper() != option.text:  # its first letter takes the capital
            title += option.title
            begun = True
        else:
            title += option.small
    return Reading(text, best_text, score, small, upper, title)


def fold(network: Network, scores: Floats) -> list[list[float]]:
    """A token's scores without regard to case: for each character those of the shapes, of each its best label."""
    folded = np.full((len(scores), len(network.shapes.texts)), NEVER, dtype=np.float32)
    for label, shape in enumerate(network.shapes.of_label.tolist()):
        np.maximum(folded[:, shape], scores[:, label], out=folded[:, shape])
    result: list[list[float]] = folded.tolist()
    return result


def align(network: Network, folded: list[list[float]], text: str) -> float:
    """The network's score of any text in small letters, over the best cut of it."""
    places = network.shapes.places
    size = len(text)
    shapes = [
        [
            (length, places[text[end - length : end]])
            for length in range(min(3, end) + 1)
            if text[end - length : end] in places
        ]
        for end in range(size + 1)
    ]
    best = [0.0] + [9 * NEVER] * size
    for row in folded:
        best = [
            max((best[end - length] + row[shape] for length, shape in shapes[end]), default=9 * NEVER)
            for end in range(size + 1)
        ]
    return best[size]


def edits(text: str, letters: Sequence[str]) -> Iterator[str]:
    """The texts one letter away: one lost, one put in, one taken for another."""
    for place in range(len(text) + 1):
        head, tail = text[:place], text[place:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
