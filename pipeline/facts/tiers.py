"""Tiers of a credit: an interval of availability and what is given back below it, in prose, in items, in a table."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

import msgspec

from pipeline.facts.intervals import (
    BETWEEN,
    LEAST_LEVEL,
    Interval,
    find_sides,
    is_level,
    parse_interval,
    parse_level,
    part_shared_ends,
)
from pipeline.facts.quantity import Quantity, find_quantities, parse_decimal
from pipeline.facts.sheets import Sheet
from pipeline.facts.tokens import cues_of
from pipeline.model import Clause, Fact, Origin


def find_table_tiers(sheet: Sheet, clause: str, origin: Origin | None, *, told: bool) -> Iterator[Fact]:
    """The scale of each column of credits; where there are several, `plan` says whose each is.

    `told`: titles or what leads in speak of money that is given back; without that, credits must rise as levels fall.
    """
    levels, own = _levels(sheet)
    if not levels or (not told and len(levels) < LEAST_TOLD_BY_FIGURES):
        return
    columns = [
        column
        for column in range(len(sheet.titles))
        if column not in own
        # a damaged cell costs its own tier only
        and sum(1 for index in levels if _credit(sheet.rows[index].cells[column].text) is not None) * 2 > len(levels)
    ]
    if not told:
        columns = [column for column in columns if _rises(sheet, levels, column)]
    plans = _plans([sheet.titles[column] for column in columns])
    for column, plan in zip(columns, plans, strict=True):
        parted = part_shared_ends([interval for interval, _ in levels.values()])
        for interval, (index, (_, quote)) in zip(parted, levels.items(), strict=True):
            credit = _credit(sheet.rows[index].cells[column].text)
            if credit is not None:
                fact = _tier_fact(interval, credit, clause, quote, origin)
                yield msgspec.structs.replace(fact, attributes={**fact.attributes, "plan": plan}) if plan else fact


def _levels(sheet: Sheet) -> tuple[dict[int, tuple[Interval, str]], frozenset[int]]:
    """By row: the interval of the column that holds levels, or of two that hold their ends, as printed; the columns."""
    columns = range(len(sheet.titles))
    best = max(columns, key=lambda column: sum(1 for row in sheet.rows if is_level(row.cells[column].text)), default=0)
    found = {
        index: (interval, row.cells[best].quote)
        for index, row in enumerate(sheet.rows)
        if (interval := parse_level(row.cells[best].text)) is not None
    }
    if found:
        return found, frozenset({best})
    for one, two in pairwise(columns):  # "От | До": the ends in columns of their own
        for index, row in enumerate(sheet.rows):
            ends = [row.cells[column].text.strip() for column in (one, two)]
            if not all(re.search(r"%", end) or not re.search(r"\w", end) for end in ends):
                continue
            text = ", ".join(
                f"{sheet.titles[column]} {end}" for column, end in zip((one, two), ends, strict=True) if "%" in end
            )
            interval = parse_level(text)
            if interval is not None:
                found[index] = (interval, row.cells[one if "%" in ends[0] else two].quote)
        if len(found) > 1:
            return found, frozenset({one, two})
        found = {}
    return {}, frozenset()


def _rises(sheet: Sheet, levels: dict[int, tuple[Interval, str]], column: int) -> bool:
    """Whether the shares of a column rise as the levels fall: credits do, whatever their title is."""
    pairs = sorted(
        (interval.lower if interval.lower is not None else Decimal(0), _credit(sheet.rows[index].cells[column].text))
        for index, (interval, _) in levels.items()
    )
    return all(one[1] is not None and two[1] is not None and one[1] > two[1] for one, two in pairwise(pairs))


def _credit(cell: str) -> Decimal | None:
    percents = [quantity for quantity in find_quantities(cell) if quantity.unit == "percent"]
    return percents[0].value if len(percents) == 1 and not is_level(cell) else None


def _plans(titles: Sequence[str]) -> tuple[str | None, ...]:
    """What tells several columns apart: their titles without the words that all of them begin with."""
    if len(titles) == 1:
        return (None,)
    words = [title.split() for title in titles]
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))
    names = tuple(" ".join(title.split()[shared:]) for title in titles)
    distinct = len(set(names)) == len(names) and all(names)
    return names if distinct else tuple(str(number) for number in range(1, len(titles) + 1))


def _tier_fact(interval: Interval, credit: Decimal, clause: str, quote: str, origin: Origin | None) -> Fact:
    return Fact(
        metric="credit_tier",
        value=credit,
        unit="percent",
        bound="exactly",
        clause=clause,
        quote=quote,
        attributes={
            "lower": _decimal_text(interval.lower),
            "lower_closed": interval.lower_closed,
            "upper": _decimal_text(interval.upper),
            "upper_closed": interval.upper_closed,
        },
        origin=origin,
    )


_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_PERCENT = rf"{_NUMBER}\s?%(?:-\w+)?"
_TIER = (
    rf"(?P<tier>(?:[^\W\d_]+\s+|[<>≥≤]=?\s?){{0,4}}(?:{_NUMBER}\s?[-–—]\s?)?{_PERCENT}"
    rf"(?:[,\s]+(?:[^\W\d_]+,?\s+){{0,6}}{_PERCENT}|\s*[-–—]\s*{_PERCENT})?(?:\s+[^\W\d_]+){{0,3}})"
)
_CREDIT = rf"(?P<credit>{_NUMBER})\s?%(?!\s*[-–—]\s*\d)"
# What a tier and its credit look like, the usual first: "99.9% - 99.0%: 10%", "95,0%-дан төмен – айлық ақының 15%-ы";
# "10% of the fee if availability is below 99.9%".
PROSE_TIERS = (
    re.compile(rf"{_TIER}\s*(?::|\s[-–—=→])\s*(?:[^\W\d_]+\s+){{0,4}}{_CREDIT}"),
    re.compile(rf"{_TIER}\s*,\s*(?:[^\W\d_]+\s+){{1,6}}{_CREDIT}"),
    re.compile(
        rf"{_CREDIT}(?:-\w+)?(?:\s+[^\W\d_]+){{0,6}},?\s*(?:[-–—:]\s*)?"
        rf"\b(?:при|если|if|when|where|for)\s+(?:[^\W\d_]+\s+){{0,6}}?{_TIER}",
        re.IGNORECASE,
    ),
)
LEAST_TOLD_BY_FIGURES = 2  # tiers of a scale that no word tells
LEAST_PERCENTS = 2  # a level and its credit


def find_prose_tiers(text: str, clause: str, origin: Origin | None) -> Iterator[Fact]:
    """Credit tiers that a clause lists without a table; one alone must be told of availability and by a bound."""
    if text.count("%") >= LEAST_PERCENTS and gives_back(text):
        yield from _to_scale([(*tier, clause, origin) for tier in _tiers_of(text)])


def find_item_tiers(lead: str, items: Sequence[Clause]) -> Iterator[Fact]:
    """Credit tiers that items of a clause are, one each."""
    scaled = any(item.text.count("%") >= LEAST_PERCENTS for item in items)
    if scaled and any(gives_back(text) for text in (lead, *(item.text for item in items))):
        tiers = [(item, tuple(_tiers_of(item.text))) for item in items]
        yield from _to_scale([(*own[0], item.number, item.origin) for item, own in tiers if len(own) == 1])


def find_tier_beside(text: str, credit: Quantity, clause: str, origin: Origin | None) -> Fact | None:
    """The tier that a credit of a sentence is given for; None where the sentence does not say which."""
    for part in NEXT_TIER.split(text):
        for interval, share, quote in _told_tiers(part):
            if share == credit.value and text.find(part) <= credit.start < text.find(part) + len(part):
                return _tier_fact(interval, share, clause, quote, origin)
    return None


def _to_scale(tiers: Sequence[tuple[Interval, Decimal, str, str, Origin | None]]) -> Iterator[Fact]:
    if tiers:
        intervals = part_shared_ends([interval for interval, *_ in tiers])
        for interval, (_, credit, quote, clause, origin) in zip(intervals, tiers, strict=True):
            yield _tier_fact(interval, credit, clause, quote, origin)


def gives_back(text: str) -> bool:
    """Whether a text speaks of money that is given back, or of a fee."""
    return bool(cues_of(text) & {"compensation", "owed", "fee", "base"})


def _tiers_of(text: str) -> Iterator[tuple[Interval, Decimal, str]]:
    """Interval, credit and words of every tier of a text; what a usual pattern has taken is no part of another."""
    if text.count("%") < LEAST_PERCENTS:  # the patterns know no other sign
        return
    taken: list[tuple[int, Interval, Decimal, str]] = []
    stops: list[tuple[int, int]] = []
    for pattern in PROSE_TIERS:
        for match in pattern.finditer(text):
            interval = parse_interval(match["tier"])
            ends = [end for end in (interval.lower, interval.upper) if end is not None] if interval else []
            free = all(match.end() <= start or match.start() >= stop for start, stop in stops)
            if interval and min(ends) > LEAST_LEVEL and free:
                taken.append((match.start(), interval, parse_decimal(match["credit"]), match["tier"]))
                stops.append(match.span())
    told = [(interval, credit, quote) for _, interval, credit, quote in sorted(taken, key=lambda one: one[0])]
    yield from max(list(_told_tiers(text)), told, key=len)


# where the next tier begins: "..., при готовности менее 99,5 % – ...", "...; for less than 98% ..."
NEXT_TIER = re.compile(
    r"[;\n]|,\s+(?=[\d,]+\s?%\S*\s+(?:және\s+одан\s+)?(?:төмен|кем|аз)\s[^,;]*,[^,;]*%)|\.\s(?=[^\W\d])|,\s+(?=(?:а\s+|and\s+|ал\s+|или\s+|or\s+)?(?:при|если|когда|if|for|when|where|below|under|between"
    r"|less|менее|ниже|от|егер)\s)|,\s+(?=[^,;]*?%[^,;]*?%)",
    re.IGNORECASE,
)


def _told_tiers(text: str) -> Iterator[tuple[Interval, Decimal, str]]:
    """Tiers told in any words: a part of the text with one or two bounded levels and one more percent, the credit."""
    for part in NEXT_TIER.split(text):
        percents = [quantity for quantity in find_quantities(part) if quantity.unit == "percent"]
        high = [percent for percent in percents if percent.value > LEAST_LEVEL]
        sided = [percent for percent, side in zip(percents, find_sides(part, percents), strict=True) if side]
        levels = [percent for percent in high if percent in sided]
        if not levels and len(high) == 2 and BETWEEN.search(part):
            levels = high
        rest = [percent for percent in percents if percent not in levels]
        if len(rest) != 1 or not 1 <= len(levels) <= 2:
            continue
        credit = rest[0]
        behind = credit.start > levels[0].start
        level = part[: credit.start] if behind else part[credit.stop :]
        interval = parse_interval(level)
        if interval and (credit.start < levels[0].start or credit.start > levels[-1].start):
            yield interval, credit.value, level.strip()


def _decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
