"""References from one clause to others: "3.1 және 3.2-тармақтарында", "пп. 3.1 и 3.2", "clause 5.4"."""

import re

from pipeline.languages import VOCABULARIES
from pipeline.languages.marks import find_references

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:-\d{1,2})?|\d{1,3}(?:\.\d{1,3})+(?=\)$)")


def find_reference_numbers(text: str) -> tuple[str, ...]:
    """The clause numbers a text refers to in any language, each once, in order; marks of items ("3)") are left out.

    >>> find_reference_numbers("осы Шарттардың 3.1. және 3.2-тармақтарында, 5.4-тармаққа сәйкес")
    ('3.1', '3.2', '5.4')
    >>> find_reference_numbers("в порядке пп. 3.1 и 3.2 Условий"), find_reference_numbers("не позднее 10 дней")
    (('3.1', '3.2'), ())
    >>> find_reference_numbers("подпункт 4.3) пункта 4, статья 4-1, подпункт 3)"), find_reference_numbers("under § 6")
    (('4.3', '4', '4-1'), ('6',))
    """
    marks = {mark.start: mark.value for language in VOCABULARIES for mark in find_references(text, language)}
    numbers = (match[0] for start in sorted(marks) if (match := NUMBER.match(marks[start])) and _is_whole(match))
    return tuple(dict.fromkeys(numbers))


def _is_whole(match: re.Match[str]) -> bool:
    return match.string[match.end() :] in ("", ")") and (match.end() == len(match.string) or "." in match[0])
