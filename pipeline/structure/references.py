"""References from one clause to others: "3.1 және 3.2-тармақтарында", "пп. 3.1 и 3.2", "clause 5.4"."""

import re
from functools import cache

from pipeline.languages import VOCABULARIES

NUMBER = r"\d{1,3}(?:\.\d{1,3})*"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    joints = "|".join(joint for vocabulary in VOCABULARIES.values() for joint in vocabulary.reference_joints)
    run = rf"(?P<run>{NUMBER}\.?(?:\s*(?:,|;|–|-|\b(?:{joints})\b)\s*{NUMBER}\.?)*)"
    after = "|".join(cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.references_after)
    before = "|".join(
        re.escape(cue) + (r"\w*" if not cue.endswith(".") else "")
        for vocabulary in VOCABULARIES.values()
        for cue in vocabulary.references_before
    )
    return (
        re.compile(rf"(?<![\w.,])(?<!\d\s){run}\s*[-–]?\s*(?:{after})", re.IGNORECASE),
        re.compile(rf"\b(?:{before})\s*№?\s*{run}(?![\d%])", re.IGNORECASE),
    )


def find_references(text: str) -> tuple[str, ...]:
    """The clause numbers a text refers to, each once, in order.

    >>> find_references("осы Шарттардың 3.1. және 3.2-тармақтарында, 5.4-тармаққа сәйкес")
    ('3.1', '3.2', '5.4')
    >>> find_references("в порядке пп. 3.1 и 3.2 Условий"), find_references("не позднее 10 дней")
    (('3.1', '3.2'), ())
    """
    found = sorted((match.start("run"), match["run"]) for pattern in _patterns() for match in pattern.finditer(text))
    numbers = [number for _, run in found for number in re.findall(NUMBER, run)]
    return tuple(dict.fromkeys(numbers))
