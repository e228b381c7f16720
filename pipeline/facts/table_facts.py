"""What tables promise: credit tiers, request and recovery times, downtime that does not count."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from pipeline.facts.contacts import find_contacts
from pipeline.facts.quantity import FLOOR, FLOOR_BEHIND, Quantity, find_quantities, parse_decimal
from pipeline.facts.times import CHANNELS, TimedMetric, find_meaning
from pipeline.facts.tokens import find_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_parties
from pipeline.model import Clause, Fact, Language, Metric, Origin, Record, Table, TableKind


def find_table_facts(table: Table, lead: frozenset[str] = frozenset(), above: str = "") -> Iterator[Fact]:
    """The facts of a table, by its titles, its kind and the cues of what leads in, and the speeds in its cells.

    `above` is the text in front of it; titles that were read as its last words are taken back.
    """
    table = _with_titles(table, above)
    yield from _find_speeds(table)
    for row in table.rows:
        for cell in row:
            yield from find_contacts(cell, table.clause, table.origin)
    timed = tuple(_find_named_times(_with_lower_titles(table), lead))
    if timed:
        yield from timed
        return
    told = lead.union(*_titles(table))
    find = READERS.get(table.kind) or (_find_tiers if told & {"compensation", "owed", "fee", "base"} else None)
    if find:
        yield from find(table)


def _with_lower_titles(table: Table) -> Table:
    """The table with a second row of titles joined to the first: "Время, не более" over "реакции" and "устранения".

    A title over several columns stands in each of them; one beside both rows stands in both.
    """
    if not table.rows or len(table.rows[0]) != len(table.header):
        return table
    lower = table.rows[0]
    over = [one == other for one, other in pairwise(table.header)]
    parted = any(same and lower[column] != lower[column + 1] for column, same in enumerate(over))
    beside = any(title and title == below for title, below in zip(table.header, lower, strict=True))
    if not (parted and beside) or any(find_quantities(cell) for cell in lower):
        return table
    header = tuple(
        title if title == below else f"{title} {below}".strip()
        for title, below in zip(table.header, lower, strict=True)
    )
    return msgspec.structs.replace(table, header=header, rows=table.rows[1:])


def _find_speeds(table: Table) -> Iterator[Fact]:
    """The bandwidths that cells consist of: "Отбасы | 150 Мбит/с"."""
    for row in table.rows:
        for cell in row:
            speeds = [quantity for quantity in find_quantities(cell) if quantity.unit == "Mbit/s"]
            if len(speeds) == 1 and speeds[0].stop - speeds[0].start >= len(cell.strip()) * 0.5:
                yield Fact(
                    metric="bandwidth",
                    value=speeds[0].value,
                    unit="Mbit/s",
                    bound=speeds[0].bound or "exactly",
                    clause=table.clause,
                    quote=cell,
                    attributes={},
                    origin=table.origin,
                )


class Interval(Record, frozen=True, kw_only=True):
    """A stretch of availability in percent; None is no bound."""

    lower: Decimal | None
    lower_closed: bool
    upper: Decimal | None
    upper_closed: bool


# "99,0% – 99,9%", "99,0–99,9 %"
DASHED = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%?\s*[-–—]\s*(\d{1,3}(?:[.,]\d+)?)\s?%")


# "99,8 %-дан 99,0 %-ға дейін": the ablative says "from" where another amount follows at once
ABLATIVE = re.compile(r"\s?[-–]?(?:дан|ден|тан|тен|нан|нен)\s+\(?\s*$")


def parse_interval(text: str) -> Interval | None:
    """What a tier's cell says: "99,9%-дан төмен, бірақ 99,0%-дан жоғары", "от 99,0% до 99,9%", "below 95%".

    None too where one of two percents is not understood: half an interval is a wrong one.

    >>> parse_interval("99,9%-дан төмен, бірақ 99,0%-дан жоғары")
    Interval(lower=Decimal('99.0'), lower_closed=False, upper=Decimal('99.9'), upper_closed=False)
    >>> parse_interval("95,0%-дан төмен").lower is None, parse_interval("от 99,0% до 99,9%").lower_closed
    (True, True)
    >>> interval = parse_interval("99,8 %-дан 99,0 %-ға дейін")
    >>> str(interval.lower), interval.lower_closed, str(interval.upper), interval.upper_closed
    ('99.0', False, '99.8', True)
    >>> parse_interval("Өтемақы мөлшері") is None, parse_interval("99,5 % емес, 99,0 %-дан жоғары") is None
    (True, True)
    """
    percents = [quantity for quantity in find_quantities(text) if quantity.unit == "percent"]
    sides = find_sides(text, percents)
    found: dict[str, tuple[Decimal, bool]] = {}
    for percent, side in zip(percents, sides, strict=True):
        if side:
            end, closed = ENDS[side]
            found[end] = (percent.value, closed or (side == "up_to" and INCLUSIVE.search(text) is not None))
    lower, upper = found.get("lower"), found.get("upper")
    if len(percents) == 2 and not any(sides) and BETWEEN.search(text):
        low, high = sorted(percent.value for percent in percents)
        lower, upper = (low, True), (high, True)
    ends = DASHED.search(text) if lower is None and upper is None else None
    if ends:
        low, high = sorted(parse_decimal(end) for end in ends.groups())
        lower, upper = (low, True), (high, True)
    if (lower is None and upper is None) or (len(percents) > 1 and (lower is None or upper is None)):
        return None
    if lower and upper and lower[0] > upper[0]:  # "от 99,95% до 99,5%": told from the top
        lower, upper = upper, lower
    return Interval(
        lower=lower[0] if lower else None,
        lower_closed=lower[1] if lower else False,
        upper=upper[0] if upper else None,
        upper_closed=upper[1] if upper else False,
    )


# "between 99.0% and 99.9%", "в диапазоне 99,0% и 99,9%", "99,0% мен 99,9% аралығында"
BETWEEN = re.compile(r"\bbetween\b|в\s+(?:диапазоне|интервале|пределах)|аралы[ғқ]", re.IGNORECASE)


def find_sides(text: str, percents: Sequence[Quantity]) -> tuple[str | None, ...]:
    """Which side of each percent a text means: one of `SIDES`, None where it says none."""
    sides: list[str | None] = []
    for position, percent in enumerate(percents):
        start = percents[position - 1].stop if position else 0
        stop = percents[position + 1].start if position + 1 < len(percents) else len(text)
        after = text[percent.stop : stop]
        if stop < len(text) and ABLATIVE.fullmatch(after):
            sides.append("from")
        else:
            side = _side(text[start : percent.start], after)
            goes_on = (
                sides and sides[-1] == "from" and re.fullmatch(r"\s*(?:to|till|until)\s*", text[start : percent.start])
            )
            sides.append("up_to" if side is None and goes_on else side)
    for index, (one, two) in enumerate(pairwise(percents)):  # "99.0% to less than 99.9%"
        if sides[index] is None and sides[index + 1] in {"below", "up_to"}:
            between = text[one.stop : two.start]
            if re.match(r"\s*(?:to|till|until|up\s+to|до|[-–—])(?!\w)", between):
                sides[index] = "from"
    return tuple(sides)


# in the order in which Kazakh is asked: "кем емес" (not below) before "кем" (below)
SIDES = ("from", "at_most", "up_to", "above", "below")
# which end of an interval a side is, and whether the end belongs to it
ENDS = {
    "above": ("lower", False),
    "from": ("lower", True),
    "below": ("upper", False),
    "up_to": ("upper", False),
    "at_most": ("upper", True),
}
INCLUSIVE = re.compile(r"включительно|қоса|inclusive")
SIGNS = {">": "above", "<": "below", ">=": "from", "≥": "from", "<=": "at_most", "≤": "at_most"}


def _side(before: str, after: str) -> str | None:
    """Which side of a percent is meant; Kazakh says so behind it ("99%-дан төмен"), Russian and English before."""
    behind = re.split(r"\d", after)[0].casefold()
    ahead = re.split(r"%", before)[-1].casefold()
    if FLOOR.search(ahead) or FLOOR_BEHIND.match(after):
        return "from"
    sign = re.search(r"(?:>=|<=|[<>≥≤])\s*$", ahead)
    if sign:
        return SIGNS[sign.group().strip()]
    for name, side in (("and_above", "from"), ("and_below", "at_most")):
        cues = (cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.commitment_cues[name])
        if any(re.match(rf"[\s,]*{re.escape(cue)}\b", behind) for cue in cues):
            return side
    for name in SIDES:
        if any(re.search(rf"\b{re.escape(cue)}", behind) for cue in VOCABULARIES["kk"].commitment_cues[name]):
            return name
    found = [
        (match.end(), len(cue), name)
        for language in ("ru", "en")
        for name in SIDES
        for cue in VOCABULARIES[language].commitment_cues[name]
        for match in re.finditer(rf"\b{re.escape(cue)}{'' if len(cue) > 4 else chr(92) + 'b'}", ahead)
    ]
    return max(found)[2] if found else None


def _find_tiers(table: Table) -> Iterator[Fact]:
    """The scale of each column of credits; where there are several, `plan` says whose each is."""
    levels = max(range(len(table.header)), key=lambda column: sum(1 for row in table.rows if _is_level(row[column])))
    intervals = {index: parse_interval(row[levels]) for index, row in enumerate(table.rows)}
    tiers = {index: interval for index, interval in intervals.items() if interval is not None}
    if not tiers:
        return
    columns = [
        column
        for column in range(len(table.rows[0]))
        if column != levels and all(_lone_percent(table.rows[index][column]) is not None for index in tiers)
    ] or [len(table.rows[0]) - 1]
    plans = _column_names(table, columns, min(tiers))
    for column, plan in zip(columns, plans, strict=True):
        found = [
            (interval, credit, table.rows[index][levels])
            for index, interval in tiers.items()
            if (credit := _lone_percent(table.rows[index][column])) is not None
        ]
        parted = part_shared_ends([interval for interval, _, _ in found])
        for interval, (_, credit, quote) in zip(parted, found, strict=True):
            fact = _tier_fact(interval, credit, table.clause, quote, table.origin)
            yield msgspec.structs.replace(fact, attributes={**fact.attributes, "plan": plan}) if plan else fact


def _is_level(cell: str) -> bool:
    interval = parse_interval(cell)
    return interval is not None and min(end for end in (interval.lower, interval.upper) if end is not None) > LEAST_TIER


def _lone_percent(cell: str) -> Decimal | None:
    percents = [quantity for quantity in find_quantities(cell) if quantity.unit == "percent"]
    return percents[0].value if len(percents) == 1 else None


def _column_names(table: Table, columns: Sequence[int], stop: int) -> tuple[str | None, ...]:
    """What tells several columns apart: the lowest of their headings, rows above the first tier included."""
    if len(columns) == 1:
        return (None,)
    for row in (*reversed(table.rows[:stop]), table.header):
        names = tuple(row[column] for column in columns) if row else ()
        if len({name.strip() for name in names} - {""}) == len(columns):
            return names
    return tuple(str(number) for number in range(1, len(columns) + 1))


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
WINDOW = re.compile(r"\d[\d/xх×\s]*")  # 24/7/365, 8x5
LEAST_PERCENTS = 2  # a level and its credit
LEAST_TIER = 50  # percent of availability; what is less is a credit


def find_prose_tiers(text: str, clause: str, origin: Origin | None) -> Iterator[Fact]:
    """Credit tiers that a clause lists without a table; one alone must be told of availability and by a bound."""
    if text.count("%") >= LEAST_PERCENTS and gives_back(text):
        yield from _to_scale([(*tier, clause, origin) for tier in _tiers_of(text)])


def find_item_tiers(lead: str, items: Sequence[Clause]) -> Iterator[Fact]:
    """Credit tiers that items of a clause are, one each."""
    if any(gives_back(text) for text in (lead, *(item.text for item in items))):
        tiers = [(item, tuple(_tiers_of(item.text))) for item in items]
        yield from _to_scale([(*own[0], item.number, item.origin) for item, own in tiers if len(own) == 1])


def _to_scale(tiers: Sequence[tuple[Interval, Decimal, str, str, Origin | None]]) -> Iterator[Fact]:
    if tiers:
        intervals = part_shared_ends([interval for interval, *_ in tiers])
        for interval, (_, credit, quote, clause, origin) in zip(intervals, tiers, strict=True):
            yield _tier_fact(interval, credit, clause, quote, origin)


def gives_back(text: str) -> bool:
    """Whether a text speaks of money that is given back, or of a fee."""
    return bool(cues_of(text) & {"compensation", "owed", "fee", "base"})


def cues_of(text: str, language: Language | None = None) -> frozenset[str]:
    """The names of the cues of a text, in the language it seems to be in unless that is known better."""
    return frozenset().union(*(sentence.cues for sentence in find_sentences(text, language or detect_language(text))))


def _with_titles(table: Table, above: str) -> Table:
    """A table whose header is a row of values gets the titles that stand above it, one a column."""
    if not any(_lone_duration(cell) or _lone_percent(cell) is not None for cell in table.header):
        return table
    tail = re.split(r"[:.;]\s+", above.strip())[-1]
    titles = re.findall(r"[^\W\d_][^\s]*(?:\s+[^\W\d_A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\s]*)*", tail)
    if len(titles) != len(table.header) or not all(title[0].isupper() for title in titles):
        return table
    return msgspec.structs.replace(table, header=tuple(titles), rows=(table.header, *table.rows))


def _titles(table: Table) -> tuple[frozenset[str], ...]:
    """The cues of each title, in the language of the whole table: a title alone tells too little of it."""
    return tuple(cues_of(title, _language_of(table)) for title in table.header)


def _language_of(table: Table) -> Language:
    return detect_language(" ".join((*table.header, *(cell for row in table.rows for cell in row))))


def _tiers_of(text: str) -> Iterator[tuple[Interval, Decimal, str]]:
    """Interval, credit and words of every tier of a text; what a usual pattern has taken is no part of another."""
    if text.count("%") < 2:  # the patterns know no other sign
        return
    taken: list[tuple[int, Interval, Decimal, str]] = []
    stops: list[tuple[int, int]] = []
    for pattern in PROSE_TIERS:
        for match in pattern.finditer(text):
            interval = parse_interval(match["tier"])
            ends = [end for end in (interval.lower, interval.upper) if end is not None] if interval else []
            free = all(match.end() <= start or match.start() >= stop for start, stop in stops)
            if interval and min(ends) > LEAST_TIER and free:
                taken.append((match.start(), interval, parse_decimal(match["credit"]), match["tier"]))
                stops.append(match.span())
    told = [(interval, credit, quote) for _, interval, credit, quote in sorted(taken, key=lambda one: one[0])]
    yield from max(list(_told_tiers(text)), told, key=len)


# where the next tier begins: "..., при готовности менее 99,5 % – ...", "...; for less than 98% ..."
NEXT_TIER = re.compile(
    r"[;\n]|\.\s(?=[^\W\d])|,\s+(?=(?:а\s+|and\s+|ал\s+|или\s+|or\s+)?(?:при|если|когда|if|for|when|where|below|under|between"
    r"|less|менее|ниже|от|егер)\s)|,\s+(?=[^,;]*?%[^,;]*?%)",
    re.IGNORECASE,
)


def _told_tiers(text: str) -> Iterator[tuple[Interval, Decimal, str]]:
    """Tiers told in any words: a part of the text with one or two bounded levels and one more percent, the credit."""
    for part in NEXT_TIER.split(text):
        percents = [quantity for quantity in find_quantities(part) if quantity.unit == "percent"]
        levels = [
            percent
            for percent, side in zip(percents, find_sides(part, percents), strict=True)
            if side is not None and percent.value > LEAST_TIER
        ]
        rest = [percent for percent in percents if percent not in levels]
        if len(rest) != 1 or not 1 <= len(levels) <= 2:
            continue
        credit = rest[0]
        behind = credit.start > levels[0].start
        level = part[: credit.start] if behind else part[credit.stop :]
        interval = parse_interval(level)
        if interval and (credit.start < levels[0].start or credit.start > levels[-1].start):
            yield interval, credit.value, level.strip()


def part_shared_ends(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Tiers told by a dash ("99.9% - 99.0%", "99.0% - 95.0%") with an end in common: it belongs to the upper tier.

    >>> a, b = (parse_interval(text) for text in ("99.9% - 99.0%", "99.0% - 95.0%"))
    >>> [(str(one.lower), one.lower_closed, one.upper_closed) for one in part_shared_ends([a, b])]
    [('99.0', True, True), ('95.0', True, False)]
    """
    floors = {interval.lower for interval in intervals if interval.lower_closed}
    return tuple(
        msgspec.structs.replace(interval, upper_closed=False)
        if interval.lower_closed and interval.upper_closed and interval.upper in floors
        else interval
        for interval in intervals
    )


def _decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


MOST_BOUNDED = 6  # words of a cell that holds a time and its bound


def _time_column(table: Table) -> int | None:
    """The column whose cells are one duration and little else; a damaged cell costs its own fact only."""
    counts = [sum(1 for row in table.rows if _lone_duration(row[column])) for column in range(len(table.header))]
    best = max(counts, default=0)
    return counts.index(best) if best * 2 > len(table.rows) else None


def _lone_duration(cell: str) -> Quantity | None:
    found = [quantity for quantity in find_quantities(cell) if quantity.unit in {"minute", "hour", "day"}]
    if len(found) != 1:
        return None
    bare = found[0].stop - found[0].start >= len(cell.strip()) * 0.5
    bounded = found[0].bound is not None and len(cell.split()) <= MOST_BOUNDED  # "не более 2 часов"
    return found[0] if bare or bounded else None


def _find_named_times(table: Table, lead: frozenset[str]) -> Iterator[Fact]:
    """The times of columns whose titles name an action: "Приоритет | Время реакции | Время устранения".

    A title that names none ("Срок") is told by what leads in. A table with one column of times is read by its kind,
    if it has one.
    """
    timed = [column for column in range(len(table.header)) if _has_durations(table, column)]
    named = _titles(table)
    about = lead.union(*named)
    titles = {column: meaning for column in timed if (meaning := find_meaning(named[column], about))}
    if not titles and table.kind == "other" and len(timed) == 1:
        meaning = find_meaning(about, about)
        titles = {timed[0]: meaning} if meaning else {}
    if len(titles) < 2 and not (titles and table.kind == "other"):
        return
    first = named[0] if timed[0] else frozenset()
    if len(titles) == 1 and (set(titles.values()) == {"request_time"} or _is_of_tasks(first, titles)):
        yield from _find_request_times(table)
        return
    labels = [column for column in range(len(table.header)) if not _has_durations(table, column)]
    language = _language_of(table)
    for row in table.rows:
        case = row[labels[0]] if labels else None
        channel = next((name for name in CHANNELS if name in cues_of(case or "", language)), None)
        for column, metric in titles.items():
            if metric == "reply_time":
                told: dict[str, str | bool | None] = {"channel": channel, "condition": None if channel else case}
            else:
                told = {"method" if metric == "recovery_time" else "condition": case}
            yield from _duration_fact(table, row[column], metric, told)


def _is_of_tasks(first: frozenset[str], titles: dict[int, TimedMetric]) -> bool:
    """Whether a table tells how long tasks take that are asked for: its rows are kinds of requests."""
    return "ask" in first and set(titles.values()) == {"processing_time"}


def _has_durations(table: Table, column: int) -> bool:
    return sum(1 for row in table.rows if _lone_duration(row[column])) * 2 > len(table.rows)


def _find_request_times(table: Table) -> Iterator[Fact]:
    column = _time_column(table)
    if column is None:
        return
    labels = [index for index in range(len(table.header)) if index != column]
    window = _window_column(table, labels)
    texts = [index for index in labels if index != window]
    for row in table.rows:
        yield from _duration_fact(
            table,
            row[column],
            "request_time",
            {
                "group": row[texts[0]] if len(texts) > 1 else None,
                "task": row[texts[-1]] if texts else None,
                "window": row[window] if window is not None else None,
            },
        )


def _window_column(table: Table, columns: Sequence[int]) -> int | None:
    """The column of codes like 24/7/365: most of its cells are."""
    counts = {column: sum(1 for row in table.rows if WINDOW.fullmatch(row[column])) for column in columns}
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] * 2 > len(table.rows) else None


def _find_recovery_times(table: Table) -> Iterator[Fact]:
    column = _time_column(table)
    if column is None:
        return
    labels = [index for index in range(len(table.header)) if index != column]
    for row in table.rows:
        method = " ".join(row[index] for index in labels)
        yield from _duration_fact(table, row[column], "recovery_time", {"method": method})


def _duration_fact(table: Table, cell: str, metric: Metric, attributes: dict[str, str | bool | None]) -> Iterator[Fact]:
    quantity = _lone_duration(cell)
    if quantity is None:
        return
    yield Fact(
        metric=metric,
        value=quantity.value,
        unit=quantity.unit,
        # a promised time is kept when it is not exceeded
        bound=quantity.bound or "at_most",
        clause=table.clause,
        quote=cell,
        attributes=attributes,
        origin=table.origin,
    )


def _find_uncounted(table: Table) -> Iterator[Fact]:
    """Downtime that is not compensated: the items of the column whose header says so."""
    column = _uncounted_column(table.header)
    if column is None:
        return
    for row in table.rows:
        for item in re.split(r"(?<=[;.])\s+", row[column]):
            if item.strip():
                yield Fact(
                    metric="exclusion",
                    clause=table.clause,
                    quote=item,
                    attributes={"kind": "customer_action" if "customer" in find_parties(item) else "other"},
                    origin=table.origin,
                )


def _uncounted_column(header: Sequence[str]) -> int | None:
    for index, title in enumerate(header):
        lowered = title.casefold()
        if any(
            cue in lowered
            for vocabulary in VOCABULARIES.values()
            for cue in vocabulary.commitment_cues["not_compensated"]
        ):
            return index
    return None


READERS: dict[TableKind, Callable[[Table], Iterator[Fact]]] = {
    "compensation": _find_tiers,
    "requests": _find_request_times,
    "recovery": _find_recovery_times,
    "downtime": _find_uncounted,
}
