"""How sure a decoded word is: a confidence that tells the share of such words that are right."""

import re
from collections.abc import Iterable
from math import exp, log
from operator import mul
from typing import NamedTuple

from pipeline.languages.lexicon import load_words
from pipeline.repair.ranking import STEM_AND_ENDING, UNKNOWN_WORD, Candidate, familiarity, merit

# A logistic curve over `Signs`, fitted by `training/calibrate.py` to statutes, news and agreements that are neither
# training text nor those that the model card measures.
SIGN_WEIGHTS = (0.497, 1.321, -1.913, -1.392, 0.197, 0.581, -2.159)
LEAST_SCORE = -15.0

# A word is doubted where it may as well be its own negation, so much likelihood (natural logarithm) apart.
NEGATION_CONFIDENCE = 0.45
NEGATION_MARGIN = 5.0
NEGATION = re.compile("[мбп][ае]")


class Signs(NamedTuple):
    """What tells how sure a decoded word is: its share of the likelihood (log odds), its length (log), whether it is
    unknown, whether only its stem is known, the network's score, whether there was nothing to choose; and 1.
    """

    odds: float
    length: float
    is_unknown: float
    is_inflected: float
    score: float
    is_single: float
    one: float = 1.0


def signs_of(chosen: Candidate, share: float, *, is_single: bool) -> Signs:
    least = min(map(familiarity, chosen.words))
    share = min(max(share, 0.001), 0.999)
    return Signs(
        odds=log(share / (1 - share)),
        length=log(len(chosen.text)),
        is_unknown=float(least <= UNKNOWN_WORD),
        is_inflected=float(UNKNOWN_WORD < least <= STEM_AND_ENDING),
        score=max(LEAST_SCORE, chosen.score),
        is_single=float(is_single),
    )


def certainty(signs: Signs) -> float:
    """How many such words are right, case aside."""
    return 1 / (1 + exp(-sum(map(mul, SIGN_WEIGHTS, signs))))


def may_be_negated(chosen: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a candidate nearly as good has a "not" more or less: "болған" for "болмаған" is the worst of errors."""
    least = merit(chosen) - NEGATION_MARGIN
    return any(differ_by_negation(chosen.text, other.text) and merit(other) > least for other in candidates)


def lacks_its_negation(raw: str, after: str) -> bool:
    """Whether a word's negation is a word too, and an "m" of the raw text speaks for it: a reader drops letters.

    >>> lacks_its_negation("6oMaraH", "болаған"), lacks_its_negation("6oJFaH", "болған")
    (True, False)
    """
    word = after.lower().strip('.,;:!?»«()"')
    if raw.lower().count("m") <= word.count("м") or not word.isalpha():
        return False
    lexicon = load_words("kk")
    return any(
        word[:place] + letters + word[place:] in lexicon
        for place in range(2, len(word))
        for letters in (("м", "ма", "ме") if word[place] in "ае" else ("ма", "ме"))
    )


def differ_by_negation(one: str, other: str) -> bool:
    """Whether two words are the same but for a Kazakh "not".

    >>> differ_by_negation("болған", "болмаған"), differ_by_negation("болған", "болғанда")
    (True, False)
    """
    if abs(len(one) - len(other)) != 2:
        return False
    longer, shorter = sorted((one.lower(), other.lower()), key=len, reverse=True)
    return any(longer[: found.start()] + longer[found.end() :] == shorter for found in NEGATION.finditer(longer))
