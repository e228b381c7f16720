"""What a token that was read may say, by the network alone: its best reading, or a beam where that is not sure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.languages.lexicon import load_words
from pipeline.repair.network import NEVER, Floats, Integers, Network
from pipeline.repair.ranking import (
    LEXICON_WEIGHT,
    commonest_like,
    familiarity_of_text,
    stem_and_ending,
    worth_of_text,
)

# Options kept a character and how much worse than the best they may be, and readings a token (natural logarithms).
SHAPE_MARGIN = 6.0
READING_MARGIN = 8.0
# Where the best reading is a word, others need not be so much worse: hardly a word is commoner than its length allows.
CONTEXT_MARGIN = 1.0
# Nearly all that is so short is some word (он, оң): only the words beside tell which (tried: 2, 3, 5, 6 letters, 3.0).
SHORT, SHORT_CONTEXT_MARGIN = 4, 4.0
# Readings kept a token that may become listed words, and those of the rest; some are kept unasked.
WORDS_KEPT = 24
OTHERS_KEPT = 4
OTHER_MARGIN = 4.0
LEAST_DOUBT = 1e-9
# Longer ones may be listed words with endings.
LOAN_LETTERS = 7
FEW = 8
LAST_LETTERS = re.compile(r"[^\W\d_]+$")
# A character whose own label is unlikely stays possible all the same: names and products are not in the lists.
OWN_MARGIN = 6.0
OWN_UNKNOWN = -8.0
PAIRED = "«»()@+№"  # never read where nothing stands
PUNCTUATION = " ,.;:!?-–—()«»\"'/%"
KAZAKH_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# A sign alone at a line's beginning may be a bullet.
ALONE = re.compile(r"^\S(?= |$)", re.MULTILINE)


class Reading(NamedTuple):
    """One way to read a token, whatever its letter case: `best_text` is how the network would write it.

    `best` is the score of that; `small`, `upper` and `title` are those of it in small letters, in capitals, with one
    capital at its beginning.
    """

    text: str
    best_text: str
    best: float
    small: float
    upper: float
    title: float


class Options:
    """What the characters of a block of text may say, without regard to case, worked out for all of them at once.

    The options of the character at `place` stand at `rows[place]:rows[place + 1]` of the lists `texts` (in small
    letters), `written` (as the network likes it best) and `best` (the score of that), best first; the second
    is `lead[place]` worse.
    """

    def __init__(self, network: Network, text: str, scores: Floats) -> None:
        self.text, self.network, self.scores = text, network, scores
        labels, shapes = network.labels, network.shapes
        size, own_label, own_shape = len(text), len(labels), len(shapes.texts)
        # one more label: the character as it stands, where training never saw it
        own = np.array([network.label_codes.get(letter, own_label) for letter in text], dtype=np.intp)
        own_score = _pick(scores, np.arange(size), own)
        rows, label = _possible(network, text, scores, own, own_score)
        value = _pick(scores, rows, label)
        order = np.argsort(rows * -NEVER - value)
        rows, label, value = rows[order], label[order], value[order]

        # of each shape its best label, and the likelihood of all its labels
        shape = np.append(shapes.of_label, own_shape)[label]
        _, first, group = np.unique(rows * (own_shape + 1) + shape, return_index=True, return_inverse=True)
        kept = np.sort(first)
        share = np.bincount(group, weights=np.exp(value))[group[kept]]
        rows, label, value, shape = rows[kept], label[kept], value[kept], shape[kept]
        texts, written = (
            np.array([*shapes.texts, ""], dtype=object)[shape],
            np.array([*labels, ""], dtype=object)[label],
        )
        for item in np.flatnonzero(label == own_label).tolist():
            texts[item], written[item] = text[rows[item]].lower(), text[rows[item]]
        small, upper, title = (
            _pick(scores, rows, np.append(cased, own_label)[shape])
            for cased in (shapes.small, shapes.upper, shapes.title)
        )
        starts = np.searchsorted(rows, np.arange(size + 1))
        self.rows: list[int] = starts.tolist()
        self.texts: list[str] = texts.tolist()
        self.written: list[str] = written.tolist()
        self.best: list[float] = value.tolist()
        self.own: list[float] = own_score.tolist()
        self._small: list[float] = small.tolist()
        self._upper: list[float] = upper.tolist()
        self._title: list[float] = title.tolist()

        # the best option of every character, how much worse the next one is, and sums over them
        top = starts[:-1]
        beside = np.minimum(top + 1, len(value) - 1)
        self.lead: list[float] = np.where(rows[beside] == np.arange(size), value[top] - value[beside], -NEVER).tolist()
        self._top_texts: list[str] = texts[top].tolist()
        self._top_written: list[str] = written[top].tolist()
        self._sums = tuple(_sums(one[top]) for one in (value, small, upper, title))
        self._sure = _sums(np.log(share[top] / np.add.reduceat(share, top)))
        has_case = (shapes.upper != shapes.small)[np.minimum(shape[top], own_shape - 1)]
        places = np.where(has_case, np.arange(size), size)
        self._cased: list[int] = np.minimum.accumulate(places[::-1])[::-1].tolist()

    def doubt(self, start: int, stop: int) -> float:
        """How likely it is that the best options of the characters are not right, all together, case aside; over 0."""
        return max(LEAST_DOUBT, self._sure[start] - self._sure[stop])

    def is_alone(self, start: int, stop: int, room: float) -> bool:
        """Whether every option but the best ones is so much worse."""
        return min(self.lead[start:stop]) > room

    def best_written(self, start: int, stop: int) -> str:
        """The characters as the network likes them best."""
        return "".join(self._top_written[start:stop])

    def surest(self, start: int, stop: int) -> Reading:
        """The best option of every character."""
        best, small, upper, title = (sums[stop] - sums[start] for sums in self._sums)
        first = self._cased[start]
        if first < stop:
            item = self.rows[first]
            title = small + self._title[item] - self._small[item]
        else:
            title = small
        return Reading(
            "".join(self._top_texts[start:stop]), "".join(self._top_written[start:stop]), best, small, upper, title
        )

    def reading(self, start: int, stop: int, text: str, trail: "Trail | None") -> Reading:
        """The best option of every character but where `trail` chose another."""
        best, small, upper, _ = (sums[stop] - sums[start] for sums in self._sums)
        written = self._top_written[start:stop]
        chosen: dict[int, int] = {}
        while trail is not None:
            trail, (place, item) = trail
            top = self.rows[place]
            chosen[place] = item
            written[place - start] = self.written[item]
            best += self.best[item] - self.best[top]
            small += self._small[item] - self._small[top]
            upper += self._upper[item] - self._upper[top]
        title = small
        for place in range(start, stop):
            item = chosen.get(place, self.rows[place])
            if self.texts[item].upper() != self.texts[item]:  # its first letter takes the capital
                title += self._title[item] - self._small[item]
                break
        return Reading(text, "".join(written), best, small, upper, title)


def _pick(scores: Floats, rows: Integers, label: Integers) -> Floats:
    """The scores of these labels; of the label that training never saw, and of -1, that there is none."""
    unseen = scores.shape[1]
    picked: Floats = scores[rows, np.minimum(label, unseen - 1)]
    picked[label == unseen] = OWN_UNKNOWN
    picked[label < 0] = NEVER
    return picked


def _possible(
    network: Network, text: str, scores: Floats, own: Integers, own_score: Floats
) -> tuple[Integers, Integers]:
    """The places of characters and the labels that they may have.

    A digit may be a misread letter; no letter is a digit, no digit another one, and bullets are read alone.
    """
    top = scores.max(axis=1, initial=NEVER)
    rows, label = np.divmod(np.flatnonzero(scores > top[:, None] - SHAPE_MARGIN), scores.shape[1])
    kinds = _kinds(network.labels)
    is_paired = np.array([letter in PAIRED for letter in text], dtype=bool)
    is_free = np.array([not letter.isalnum() for letter in text], dtype=bool)
    is_free[[found.start() for found in ALONE.finditer(text)]] = True
    fits = ~kinds.has_digit[label] & ~(is_paired[rows] & kinds.is_blank[label])
    fits &= is_free[rows] | kinds.is_plain[label]
    fits &= label != own[rows]
    rows, label = rows[fits], label[fits]
    stays = (own_score > top - OWN_MARGIN) | (np.bincount(rows, minlength=len(text)) == 0)
    return np.append(rows, np.flatnonzero(stays)), np.append(label, own[stays])


class _Kinds(NamedTuple):
    """Of each label, whether it has a digit, is nothing or a blank, is letters and punctuation only."""

    has_digit: npt.NDArray[np.bool_]
    is_blank: npt.NDArray[np.bool_]
    is_plain: npt.NDArray[np.bool_]


@lru_cache(maxsize=4)
def _kinds(labels: tuple[str, ...]) -> _Kinds:
    return _Kinds(
        has_digit=np.array([any(sign.isdigit() for sign in label) for label in labels]),
        is_blank=np.array([not label.strip() for label in labels]),
        is_plain=np.array([all(sign.isalpha() or sign in PUNCTUATION for sign in label) for label in labels]),
    )


def _sums(values: npt.NDArray[np.floating]) -> list[float]:
    """Running sums, nought first."""
    sums: list[float] = np.append(0.0, np.cumsum(values, dtype=np.float64)).tolist()
    return sums


# How a reading came about: what came before, and at which place which option; where no trail goes, the best one.
Trail = tuple["Trail | None", tuple[int, int]]
# A reading of a token's first characters: how much worse than the best one it is, what it says, how it came about.
State = tuple[float, str, Trail | None]
BY_LOSS = itemgetter(0, 1)
# What a character may say: how much worse than the best that is, the text, its place and option.
Step = tuple[float, str, tuple[int, int]]


def find_readings(options: Options, start: int, stop: int, *, margin: float, most: int) -> list[Reading]:
    """The readings of a token that network and word lists like best together, so far apart at most.

    A beam over the characters that may say more than one thing; the others cost nothing.
    """
    rows, texts, best, lead = options.rows, options.texts, options.best, options.lead
    surest = options.surest(start, stop)
    known = familiarity_of_text(surest.text)
    commonest = LEXICON_WEIGHT * commonest_like(surest.text)
    context = CONTEXT_MARGIN if len(surest.text) > SHORT else SHORT_CONTEXT_MARGIN
    room = min(READING_MARGIN, commonest + context - known) if known else READING_MARGIN
    if options.is_alone(start, stop, room):
        return [surest]
    words: list[State] = [(0.0, "", None)]
    others: list[State] = []
    passed = ""
    for place in range(start, stop):
        first, last = rows[place], rows[place + 1]
        if lead[place] > room:
            passed += texts[first]
            continue
        top = best[first]
        while best[last - 1] < top - room:
            last -= 1
        steps = [(top - best[item], passed + texts[item], (place, item)) for item in range(first, last)]
        passed = ""
        words = _extend(words, steps, room)
        if len(words) > FEW or others:
            words, rest = _part(words)
            others = sorted(_extend(others, steps, OTHER_MARGIN) + rest, key=BY_LOSS)[:OTHERS_KEPT]
    made = [(loss, text + passed, trail) for loss, text, trail in words + others]
    ranked = sorted(((loss - worth_of_text(text), text, trail) for loss, text, trail in made), key=BY_LOSS)
    worst = ranked[0][0] + margin
    return [options.reading(start, stop, text, trail) for cost, text, trail in ranked[:most] if cost < worst]


def _extend(states: Sequence[State], steps: Sequence[Step], margin: float) -> list[State]:
    """Each state with each step, the better one where two say the same."""
    if len(states) == 1:
        loss, made, trail = states[0]
        return [(loss + more, made + text, (trail, chosen)) for more, text, chosen in steps if loss + more <= margin]
    found: dict[str, State] = {}
    for loss, made, trail in states:
        for more, text, chosen in steps:
            total = loss + more
            if total > margin:
                break
            longer = made + text
            known = found.get(longer)
            if known is None or known[0] > total:
                found[longer] = (total, longer, (trail, chosen))
    return list(found.values())


def _part(states: list[State]) -> tuple[list[State], list[State]]:
    """The best states whose last letters begin a listed word, and the best of the rest."""
    if len(states) <= FEW:
        return states, []
    words: list[State] = []
    others: list[State] = []
    for state in sorted(states, key=BY_LOSS):
        if _begins_word(state[1]):
            words.append(state)
            if len(words) == WORDS_KEPT:
                break
        elif state[0] < OTHER_MARGIN and len(others) < OTHERS_KEPT:
            others.append(state)
    return words, others


def _begins_word(text: str) -> bool:
    if text.isalpha():
        return _may_be_word(text)
    found = LAST_LETTERS.search(text)
    return not found or _may_be_word(found[0])


@lru_cache(maxsize=100_000)
def _may_be_word(text: str) -> bool:
    """Whether a listed word begins so, or takes Kazakh endings so: `виртуализацияны` is in no list."""
    return _is_prefix(text) or (len(text) > LOAN_LETTERS and stem_and_ending(text))


@lru_cache(maxsize=100_000)
def _is_prefix(text: str) -> bool:
    return load_words("kk").has_prefix(text) or load_words("ru").has_prefix(text)


def fold(network: Network, scores: Floats) -> list[list[float]]:
    """A token's scores without regard to case: for each character those of the shapes, of each its best label."""
    of_label = network.shapes.of_label
    order = np.argsort(of_label, kind="stable")
    firsts = np.searchsorted(of_label[order], np.arange(len(network.shapes.texts)))
    folded: list[list[float]] = np.maximum.reduceat(scores[:, order], firsts, axis=1).tolist()
    return folded


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


def near_words(text: str) -> Iterator[str]:
    """The listed words one letter away from a text: one lost, one put in, one taken for another.

    >>> sorted(set(near_words("қызет")))
    ['қызмет', 'қымет']
    """
    lists = load_words("kk").lists
    for place in range(len(text) + 1):
        head, tail = text[:place], text[place:]
        rest = tail[1:]
        if tail and lists(head + rest):
            yield head + rest
        letters = _next_letters(head)
        if not letters:
            return
        for letter in letters:
            longer = head + letter
            if lists(longer + tail):
                yield longer + tail
            if tail and lists(longer + rest):
                yield longer + rest


@lru_cache(maxsize=20_000)
def _next_letters(head: str) -> str:
    """The letters that listed words beginning so go on with."""
    return "".join(letter for letter in KAZAKH_LETTERS if _is_prefix(head + letter))
