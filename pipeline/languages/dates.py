"""Dates as they are written: 10.09.2025, 2025-09-10, 2025 жылғы 10 қыркүйек, 10 сентября 2025 г., 10 September 2025."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from pipeline.languages import VOCABULARIES
from pipeline.languages.cues import APPROVED, OWN_DOCUMENT, OWN_NAME, Cue
from pipeline.model import Language

YEAR = re.compile(r"\d{4}")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(
        re.escape(month) for vocabulary in VOCABULARIES.values() for month in _longest_first(vocabulary.months)
    )
    return (
        re.compile(r"(?<![\d.])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)"),
        re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
        re.compile(rf"(?P<year>\d{{4}})\s+жыл\w*\s+«?(?P<day>\d{{1,2}})»?\s+(?P<name>{names})", re.IGNORECASE),
        re.compile(rf"(?<!\d)«?(?P<day>\d{{1,2}})»?\s+(?P<name>{names})\w*\.?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
        re.compile(rf"(?P<name>{names})\w*\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    )


def _longest_first(months: tuple[str, ...]) -> list[str]:
    return sorted(months, key=lambda month: (-len(month), month))


def find_dates(text: str) -> tuple[tuple[int, int, str], ...]:
    """Dates in a text as (start, stop, ISO date), in order; impossible dates are left out.

    >>> find_dates("10.09.2025 ж. нұсқасы")
    ((0, 10, '2025-09-10'),)
    >>> [iso for _, _, iso in find_dates("2025 жылғы 10 қыркүйектен, до 1 мая 2026 года, 31.02.2025")]
    ['2025-09-10', '2026-05-01']
    """
    if not YEAR.search(text):
        return ()
    found = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts["month"]) if parts.get("month") else _month_number(parts["name"])
            try:
                date = dt.date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
            found.append((match.start(), match.end(), date.isoformat()))
    return tuple(sorted(set(found)))


def _month_number(name: str) -> int:
    lowered = name.casefold()
    return next(
        vocabulary.months.index(lowered) + 1 for vocabulary in VOCABULARIES.values() if lowered in vocabulary.months
    )


def find_date_role(text: str) -> Literal["version", "effective"] | None:
    """Whether a text with a date says which version it is, or since when it is in force.

    >>> find_date_role("10.09.2025 ж. бастап күшіне енеді"), find_date_role("Редакция от 10.09.2025")
    ('effective', 'version')
    >>> find_date_role("Дата вступления в силу: 01.04.2024"), find_date_role("Дата публикации: 15.03.2024")
    ('effective', 'version')
    >>> find_date_role("Шарт 10.09.2025 жасалды") is None
    True
    """
    lowered = text.casefold()
    if any(cue in lowered for vocabulary in VOCABULARIES.values() for cue in vocabulary.effective_cues):
        return "effective" if find_dates(text) else None
    if any(cue in lowered for vocabulary in VOCABULARIES.values() for cue in vocabulary.version_cues):
        return "version" if find_dates(text) else None
    return None


def find_approval_date(text: str) -> str | None:
    """The date of the decision that approved a document, from the lines above its title.

    >>> find_approval_date("Утверждено решением Правления № 17 от 14 марта 2026 года")
    '2026-03-14'
    >>> find_approval_date("2026 жылғы 5 қаңтардағы № 3-Ө бұйрығымен бекітілген")
    '2026-01-05'
    >>> find_approval_date("Алматы, 05.01.2026") is None
    True
    """
    dates = find_dates(text)
    return dates[-1][2] if dates and _says(APPROVED, text) else None


def begins_approval(text: str) -> bool:
    """Whether a line begins to say who approved the document.

    >>> begins_approval("УТВЕРЖДЕНО"), begins_approval("Бекітемін"), begins_approval("Правила утверждены")
    (True, True, False)
    """
    cues = (cue for own in APPROVED.values() for cue in own)
    return any(re.match(rf"\W*(?:{cue.pattern})", text, re.IGNORECASE) for cue in cues)


def ends_approval(text: str) -> bool:
    """Whether a line says last that something was approved.

    >>> ends_approval("№ 21/НҚ бұйрығымен бекітілген"), ends_approval("бекітілген Қағидалар")
    (True, False)
    """
    cues = (cue for own in APPROVED.values() for cue in own)
    return any(re.search(rf"(?<!\w)(?:{cue.pattern})\w*\W*$", text, re.IGNORECASE) for cue in cues)


def find_own_effective_date(text: str) -> str | None:
    """Since when a document says that it is in force itself; the dates of changes, laws and annexes are none of it.

    >>> find_own_effective_date("11. Осы Қағидалар 2026 жылғы 1 ақпаннан бастап күшіне енеді.")
    '2026-02-01'
    >>> find_own_effective_date("Изменения вступают в силу с 01.05.2026. Оферта вступает в силу с 1 апреля 2026 г.")
    '2026-04-01'
    >>> find_own_effective_date("Изменения настоящих Условий вступают в силу с 01.05.2026.") is None
    True
    """
    for sentence in SENTENCE_ENDS.split(text) if YEAR.search(text) else ():
        if find_date_role(sentence) == "effective" and _is_own(sentence):
            return find_dates(sentence)[0][2]
    return None


# "г." and "ж." end no sentence here, and a date's points stand between figures
SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{2}[.!?;])\s+|(?<=\d[.;])\s+(?=[^\W\d_])|\n")


def _is_own(sentence: str) -> bool:
    """Whether the sentence begins with the document's name for itself, or with "осы", "настоящий", "this"."""
    start = re.sub(r"^[\W\d_]+", "", sentence)
    for cues in (OWN_DOCUMENT, OWN_NAME):
        if any(re.match(cue.pattern, start, re.IGNORECASE) for own in cues.values() for cue in own):
            return True
    return False


def _says(cues: Mapping[Language, Sequence[Cue]], text: str) -> bool:
    return any(re.search(rf"\b(?:{cue.pattern})", text, re.IGNORECASE) for own in cues.values() for cue in own)
