"""Which letters of a decoded word are capitals: what the network saw, the line it stands in, all places of the word."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.languages.lexicon import load_acronyms, load_names
from pipeline.languages.places import PLACE_FORMS
from pipeline.repair.ranking import WORD
from pipeline.repair.readings import Reading

# What mixed case and mixed scripts cost, and how much a line in capitals speaks for capitals.
MIXED_CASE, MIXED_SCRIPT = -8.0, -6.0
LINE_CASE = 9.0
# Capitals inside sentences are decided for all places of a word together, with the word behind it where the two stand
# together often: the mean of their odds and the place's own make a capital; where places are few, a mean above this.
# What one place says is bounded.
FEW_MEAN = 2.0
# A name has so much better odds of a capital (tried: 3, 6).
NAME_ODDS = 4.0
# A term where a document defines it, `(«Шарттар»)` or `(бұдан әрі – «Қызмет»)`, and wherever else it stands in that
# document.
DEFINING = re.compile(r"\([«\"“][^\W\d_]")
HEREINAFTER = (("бұдан", "әрі"), ("бұдан", "былай"), ("далее",))
DASHES = frozenset("-–—")
DEFINING_ODDS, DEFINED_ODDS = 4.0, 1.0
CAPITAL_PLACES = 4
STEM_LETTERS = 6
ODDS_BOUND = 6.0
SENTENCE_END = re.compile(r"[.:;!?…][\"'»”)]*$|^[•–—*°§o-]$")
# Behind a word that ends nothing a number belongs to its sentence ("3.1. және 3.2. тармақтарында"), else it begins one.
NUMBER = re.compile(r"\d+(?:\.\d+)*[).]?")
ALL_CYRILLIC = re.compile(r"[^A-Za-zЀ-ӿ]*[Ѐ-ӿ][^A-Za-z]*")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
AROUND = "«»()\"'.,;:!?"


class Written(NamedTuple):
    """How a reading is written, its score, and how much better it is with one capital than small (0: no choice)."""

    text: str
    score: float
    odds: float


class Word(NamedTuple):
    """A word of a document as it is read, and the odds of its capital."""

    text: str
    odds: float


def letter_case(reading: Reading, capitals: float) -> Written:
    """How a reading is written in a line of which this share of the letters are capitals."""
    text = reading.text
    if not ALL_CYRILLIC.fullmatch(text):
        mixed = MIXED_SCRIPT if MIXED.search(text) else 0.0
        return Written(reading.best_text, reading.best + mixed, 0.0)
    is_word = len(text) > 1 and sum(map(str.isalpha, text)) > 1
    title = capitalise(text)
    score, written = (reading.title, title) if reading.title > reading.small else (reading.small, text)
    odds = reading.title - reading.small if is_word else 0.0
    # capitals in a line of small letters cost something, but where the word is always written so
    if is_word and reading.upper + LINE_CASE * max(0.0, 2 * capitals - 1) > score:
        of_line = 0.0 if text.strip(AROUND) in load_acronyms() else LINE_CASE * (2 * capitals - 1)
        if reading.upper + of_line > score:
            score, written, odds = reading.upper + of_line, text.upper(), 0.0
    own = reading.best_text
    if own not in (text, title) and own != text.upper():
        as_seen = reading.best + (0.0 if _each_part_cased(own) else MIXED_CASE)
        if (as_seen, own) > (score, written):
            score, written, odds = as_seen, own, 0.0
    return Written(written, score, odds)


def _each_part_cased(text: str) -> bool:
    return all(
        part.islower() or part.isupper() or part == part.capitalize()
        for word in WORD.findall(text)
        for part in word.split("-")
    )


def agree_on_capitals(words: Sequence[Word]) -> list[str]:
    """The texts, with one vote on the capital of each word by all its places inside sentences.

    Many letters look alike small and capital, and terms defined in a document ("Орындаушы") have capitals throughout.
    """
    bare = [word.text.strip(AROUND).lower() for word in words]
    stems = [text[:STEM_LETTERS] for text in bare]
    hereinafter = _named_hereinafter(bare)
    defining = [place in hereinafter or DEFINING.match(word.text) is not None for place, word in enumerate(words)]
    names = load_names()
    defined = {stem for stem, is_defined in zip(stems, defining, strict=True) if is_defined}
    odds = [
        word.odds
        + NAME_ODDS * (text in PLACE_FORMS or text in names)
        + DEFINING_ODDS * is_defined
        + DEFINED_ODDS * (stem in defined)
        for word, text, stem, is_defined in zip(words, bare, stems, defining, strict=True)
    ]
    keys: dict[int, tuple[str, str]] = {}
    votes: defaultdict[str, list[float]] = defaultdict(list)
    ended = True
    for place, word in enumerate(words):
        if (defining[place] or not ended) and word.odds:
            after = stems[place + 1] if place + 1 < len(stems) else ""
            keys[place] = f"{stems[place]} {after}", stems[place]
            for key in keys[place]:
                votes[key].append(_bounded(odds[place]))
        if NUMBER.fullmatch(word.text):
            ended = ended or not bare[place - 1].isalpha()
        else:
            ended = SENTENCE_END.search(word.text) is not None
    return [
        word.text if place not in keys else _agreed_case(word.text, odds[place], keys[place], votes)
        for place, word in enumerate(words)
    ]


def _named_hereinafter(bare: Sequence[str]) -> set[int]:
    """The places of what stands behind such words, a dash aside."""
    places = (
        place + 1
        for place, text in enumerate(bare)
        if any(text == cue[-1] and tuple(bare[place + 1 - len(cue) : place + 1]) == cue for cue in HEREINAFTER)
    )
    return {place + 1 if place < len(bare) and bare[place] in DASHES else place for place in places}


def _agreed_case(text: str, odds: float, keys: tuple[str, str], votes: dict[str, list[float]]) -> str:
    together = next((votes[key] for key in keys if len(votes[key]) >= CAPITAL_PLACES), votes[keys[-1]])
    mean = sum(together) / len(together)
    is_capital = mean + _bounded(odds) > 0 if len(together) >= CAPITAL_PLACES else mean > FEW_MEAN
    return capitalise(text) if is_capital else text.lower()


def _bounded(odds: float) -> float:
    return max(-ODDS_BOUND, min(ODDS_BOUND, odds))


def capitalise(text: str) -> str:
    """Small letters but the first."""
    small = text.lower()
    if small[0].isalpha():
        return small[0].upper() + small[1:]
    place = next(place for place, letter in enumerate(small) if letter.isalpha())
    return small[:place] + small[place].upper() + small[place + 1 :]
