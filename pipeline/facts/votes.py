"""What a trained model thinks that an amount is promised for: one more witness beside families and senses.

A linear model over the words around an amount, how near they stand, what leads in, the cues of the sentence and what
the rules say. `training/amounts.py` fits it on labelled sentences; `data/amounts.npz` holds its weights.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.facts.matching import CueSpan
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.tokens import cues_of, find_sentences
from pipeline.languages.detect import detect_language
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Language

NOTHING = "none"
UNITS: frozenset[UnitName] = frozenset({"minute", "hour", "day", "month", "percent"})
MODEL_FILE = "amounts.npz"
WORD = re.compile(r"[^\W\d_]{2,}")
APART = re.compile(r"[;,]|\d")
SHORT_STEM, LONG_STEM, LEAD_STEM = 4, 6, 5  # letters of a word that count
NEAR = 30  # characters in which it counts on which side of an amount a word stands
REACH = 60  # characters in which a word loses half of its weight
PER_MARK = 0.4  # how much a mark or a figure between takes away
LEAD_WEIGHT, LEAD_WORD_WEIGHT, RULE_WEIGHT = 0.6, 0.4, 1.5
HIGH, MIDDLE = 90, 50  # percent


class View(NamedTuple):
    """An amount in its sentence (`text`, which begins at `start` of the whole), and the line that leads in."""

    text: str
    start: int
    amount: Quantity
    spans: tuple[CueSpan, ...]  # places in `text`
    above: str
    language: Language


def find_views(text: str, above: str) -> Iterator[View]:
    """The amounts of a text, line by line; a line without amounts, a question or what ends in ":" leads in the next."""
    if not any(amount.unit in UNITS for amount in find_quantities(text)):
        return
    language = detect_language(text)
    at = 0
    for line in text.split("\n"):
        for sentence in find_sentences(line, language):
            words = line[sentence.start : sentence.stop]
            amounts = [amount for amount in find_quantities(words) if amount.unit in UNITS]
            spans = sentence.spans
            if amounts and sentence.start:
                spans = tuple(
                    CueSpan(name=span.name, start=span.start - sentence.start, stop=span.stop - sentence.start)
                    for span in spans
                )
            for amount in amounts:
                yield View(words, at + sentence.start, amount, spans, above, language)
        if at == 0 or not find_quantities(line) or line.rstrip().endswith((":", "?")):
            above = line
        at += len(line) + 1


def find_features(view: View, rule: str | None, *, known: bool = False) -> dict[str, float]:
    """What the model looks at, each with its weight; `rule` is what the rules say, None where that is not to count.

    `known`: words that the model has no weight for are left out.
    """
    amount = view.amount
    found = {
        f"b={view.language}": 1.0,
        f"unit={amount.unit}": 1.0,
        f"bound={amount.bound}": 1.0,
        f"ub={amount.unit}{amount.bound}": 1.0,
    }
    if amount.unit == "percent":
        found["v=" + ("hi" if amount.value >= HIGH else "mid" if amount.value >= MIDDLE else "lo")] = 1.0
    for name, weight in (*_weigh_words(view, known=known), *_weigh_cues(view), *_above(view.above).items()):
        if found.get(name, 0) < weight:
            found[name] = weight
    if rule is not None:
        found[f"R={rule}"] = found[f"R={rule}{amount.unit[0]}"] = RULE_WEIGHT
    return found


def _weigh_words(view: View, *, known: bool) -> Iterator[tuple[str, float]]:
    """The names of the words around an amount, each as heavy as it stands near."""
    amount = view.amount
    for start, stop, marks, (plain, after, before) in _words(view.text, known):
        if start >= amount.stop:
            gap, between, beside = start - amount.stop, marks - _marks_before(view.text, amount.stop), after
        elif start < amount.start:
            gap, between, beside = amount.start - stop, _marks_before(view.text, amount.start) - marks, before
        else:
            continue
        weight = 1 / (1 + max(0, gap) / REACH + PER_MARK * max(0, between))
        for name in (*plain, *beside) if gap < NEAR else plain:
            yield name, weight


def _weigh_cues(view: View) -> Iterator[tuple[str, float]]:
    amount = view.amount
    for span in view.spans:
        behind = span.start >= amount.stop
        away = max(0, span.start - amount.stop if behind else amount.start - span.stop)
        yield "c" + span.name, 1 / (1 + away / REACH)
        yield ("ac" if behind else "bc") + span.name, 1 / (1 + away / REACH)


@lru_cache(maxsize=64)  # a sentence is asked once for each of its amounts
def _marks(text: str) -> tuple[int, ...]:
    return tuple(mark.start() for mark in APART.finditer(text.lower()))


def _marks_before(text: str, place: int) -> int:
    """How many marks and figures stand in front of a place."""
    return bisect_left(_marks(text), place)


@lru_cache(maxsize=64)
def _words(text: str, known: bool) -> tuple[tuple[int, int, int, tuple[tuple[str, ...], ...]], ...]:
    """The words of a sentence: where each stands, how many marks stand before it, and its names.

    Words hold no mark, so that as many stand before its end as before its beginning.
    """
    return tuple(
        (word.start(), word.end(), _marks_before(text, word.start()), _stems(word[0], known))
        for word in WORD.finditer(text.lower())
    )


@lru_cache(maxsize=100_000)
def _stems(word: str, known: bool) -> tuple[tuple[str, ...], ...]:
    """The names of a word: anywhere, behind an amount and before it."""
    stems = dict.fromkeys((f"w{word[:SHORT_STEM]}", f"w{word[:LONG_STEM]}"))
    rows = load_model().rows if known else None
    return tuple(
        tuple(name for name in (side + stem for stem in stems) if rows is None or name in rows)
        for side in ("", "a", "b")
    )


@lru_cache(maxsize=1_000)
def _above(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in WORD.findall(text.lower()):
        found["l" + word[:LEAD_STEM]] = LEAD_WEIGHT
        found["w" + word[:LONG_STEM]] = LEAD_WORD_WEIGHT
    return found | {"lc" + name: LEAD_WEIGHT for name in cues_of(text)}


class Model(NamedTuple):
    """Rows of weights by feature, a column a class; `scale` turns the stored bytes into weights."""

    rows: dict[str, int]
    weights: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    classes: tuple[str, ...]


@cache
def load_model() -> Model:
    """The model, loaded once: some 10 ms."""
    with (files("pipeline.facts") / "data" / MODEL_FILE).open("rb") as stream, np.load(stream) as arrays:
        names = bytes(arrays["names"]).decode().split("\n")
        return Model(
            {name: row for row, name in enumerate(names)},
            arrays["weights"].astype(np.float32),
            arrays["scale"],
            arrays["bias"],
            tuple(bytes(arrays["classes"]).decode().split("\n")),
        )


def vote(view: View, rule: str) -> tuple[str, float]:
    """The likeliest class of an amount and its probability: a metric, or that it promises nothing."""
    model = load_model()
    features = find_features(view, rule, known=True)
    known = [name for name in features if name in model.rows]
    shares = np.array([features[name] for name in known], dtype=np.float32)
    rows = model.weights[[model.rows[name] for name in known]]
    scores: list[float] = (shares @ rows * model.scale + model.bias).tolist()
    most = max(scores)
    likely = [exp(score - most) for score in scores]
    best = scores.index(most)
    return model.classes[best], likely[best] / sum(likely)
