"""When support is there: hours a day and days a week."""

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import cache

from pipeline.facts.contacts import find_contacts
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.sheets import Sheet
from pipeline.facts.tokens import cues_of
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.numerals import parse_numeral
from pipeline.languages.parties import find_parties
from pipeline.model import Fact, Language, Origin, Table

CLOCK = r"(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}_minutes>[0-5]\d))?(?:\s?(?P<{0}_half>[ap])\.?m\.?)?"
# "с 9:00 до 18:00", "from 8 a.m. to 8 p.m.", "9:00-ден 18:00-ге дейін", "09:00 – 18:00"
HOURS = re.compile(
    rf"(?<![\d.,:]){CLOCK.format('start')}(?:-?(?:дан|ден|тан|тен))?\s*(?:[-–—]|до|to|till|until|and|и|бен|пен|мен|және|\s)\s*{CLOCK.format('stop')}(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)


# "с 10 до 19 часов", "from 9 to 17 hours", "сағат 9-дан 18-ге дейін": hours without minutes, named as such
BARE_HOURS = re.compile(
    r"(?<!\w)(?:с\s+(?P<ru>\d{1,2})\s+до\s+(?P<ru_stop>\d{1,2})\s*(?:ч\.|час)"
    r"|сағат\s+(?P<kk>\d{1,2})-?[дт][ае]н\s+(?P<kk_stop>\d{1,2})-?[гқ][ае])",
    re.IGNORECASE,
)


# "пн–пт 9–18", "daily 8-23", "Mon-Sat 9-5": hours without minutes behind days
AFTER_DAYS = re.compile(
    r"(?:[^\W\d_]{2,}\.?[\s,:]+)(?:с\s+|from\s+)?(?P<start>\d{1,2})\s?(?:[-–—]|\s(?:до|to)\s)\s?(?P<stop>\d{1,2})"
    r"(?![\d:.%]|[-\s]?[^\W\d_])",
    re.IGNORECASE,
)


# hours by name, and by the part of the day, as the clock shows them
NAMED_HOURS = (
    (r"(?<!\w)(?:midnight|полуночи|полночь|түн\s+ортасы\w*)(?!\w)", "24:00"),
    (r"(?<!\w)(?:noon|midday|полудня|полдень|түс(?:тен|ке)?)(?!\w)", "12:00"),
    (r"(?<!\w)(\d{1,2})\s+утра(?!\w)|(?<!\w)таңғы\s+(?:сағат\s+)?(\d{1,2})(?!\d|[:.]\d)", r"\1\2:00"),
    (r"(?<!\w)(\d{1,2})\s+in\s+the\s+morning", r"\1:00"),
    (r"(?<!\w)(\d{1,2})\s+(?:in\s+the\s+(?:evening|afternoon)|at\s+night)", r"\1 p.m."),
    (r"(?<!\w)(\d{1,2})\s+(?:вечера|дня)(?!\w)|(?<!\w)кешкі\s+(?:сағат\s+)?(\d{1,2})(?!\d|[:.]\d)", r"\1\2 p.m."),
)


# a text without any of these names no hours; figures apart, since such a search is quicker
HINT = re.compile(r"\d(?:[:.]\d\d|\s?[ap]\.?m|\s+(?:утра|вечера|дня|in\s|at\s|до\s))", re.IGNORECASE)
HINT_RANGE = re.compile(r"(?<![\d.,])\d\d?\s?(?:[-–—]|\sto\s)\s?\d\d?(?![\d.,:])")
HINT_WORDS = ("сағат", "таңғы", "кешкі", "noon", "midday", "midnight", "полун", "полуд", "полно", "түн", "түс")


def parse_opening(text: str) -> Decimal | None:
    """How many hours lie between two times of day, breaks taken off; None where a text gives none.

    >>> [str(parse_opening(text)) for text in ("с 9:00 до 18:30", "8 a.m. to 8 p.m.", "9.00-ден 18.00-ге дейін")]
    ['9.5', '12', '9']
    >>> [str(parse_opening(text)) for text in ("6 a.m. until midnight", "таңғы 7-ден кешкі 9-ға дейін")]
    ['18', '14']
    >>> parse_opening("от 2 до 5 дней") is None, parse_opening("пн–пт 2-3 дня") is None
    (True, True)
    >>> str(parse_opening("Mon-Fri 9-5")), str(parse_opening("ежедневно 8–23"))
    ('8', '15')
    >>> str(parse_opening("с 9:00 до 18:00, перерыв с 13:00 до 14:00")), str(parse_opening("22:00–06:00"))
    ('8', '8')
    """
    small = text.lower()
    if not any(word in small for word in HINT_WORDS) and not HINT.search(text) and not HINT_RANGE.search(text):
        return None
    for word, clock in NAMED_HOURS:
        text = re.sub(word, clock, text, flags=re.IGNORECASE)
    ranges = _find_ranges(text)
    breaks = _find_breaks(text, [where for where, _ in ranges])
    opening = next((hours for where, hours in ranges if where not in breaks), None)
    if opening:
        pauses = (hours for where, hours in ranges if where in breaks)
        return _length(*opening) - sum(_length(*pause) for pause in pauses if opening[0] < pause[0] < opening[1])
    return None if BARE_HOURS.search(text) else _parse_after_days(text)


def _find_ranges(text: str) -> list[tuple[tuple[int, int], tuple[Decimal, Decimal]]]:
    """Where a text has two times of day, and these in hours; one of them without minutes or half of the day is none."""
    found = []
    for match in HOURS.finditer(text):
        parts = match.groupdict()
        if not all(parts[f"{end}_minutes"] or parts[f"{end}_half"] for end in ("start", "stop")):
            continue
        start, stop = (_hour(parts[end], parts[f"{end}_minutes"], parts[f"{end}_half"]) for end in ("start", "stop"))
        if start <= 24 and stop <= 24 and start != stop:
            found.append((match.span(), (start, stop)))
    for bare in BARE_HOURS.finditer(text):
        start, stop = (Decimal(bare["ru" + end] or bare["kk" + end]) for end in ("", "_stop"))
        if start < stop <= 24:
            found.append((bare.span(), (start, stop)))
    return sorted(found)


def _length(start: Decimal, stop: Decimal) -> Decimal:
    """Hours from one time of day to the next other one: "22:00 – 06:00" are eight."""
    return (stop - start + 24) % 24 or Decimal(24)


def _find_breaks(text: str, ranges: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Which of some times are breaks: those right behind the word for it, or in front of it in Kazakh."""
    found = set()
    for word in BREAK.finditer(text):
        before = next((place for place in reversed(ranges) if place[1] <= word.start()), None)
        behind = next((place for place in ranges if place[0] >= word.end()), None)
        if before and BREAK_BEHIND.fullmatch(text[before[1] : word.start()]):
            found.add(before)
        elif behind and not re.search(r"[;.]\s", text[word.end() : behind[0]]):
            found.add(behind)
    return frozenset(found)


def _parse_after_days(text: str) -> Decimal | None:
    """Hours without minutes right behind days: "Mon-Fri 9-5" is eight."""
    match = AFTER_DAYS.search(text)
    if not match or parse_days(text[: match.start("start")], hours=True) is None:
        return None
    start, stop = Decimal(match["start"]), Decimal(match["stop"])
    stop += 12 if stop <= start else 0  # "8-8", "9-5"
    return stop - start if start < stop <= 24 else None


@cache
def _days() -> tuple[re.Pattern[str], ...]:
    """For every language: a range of days of the week; their names are groups 1-7 and 8-14."""
    found = []
    for vocabulary in VOCABULARIES.values():
        names = "|".join(f"({day})" for day in vocabulary.days)
        joints = r"\s*(?:[-–—]|по|to|through|till|until|бастап|мен|бен|пен|және|\s)\s*"
        found.append(re.compile(rf"(?<!\w)(?:{names})\w*\.?{joints}(?:{names})\w*", re.IGNORECASE))
    return tuple(found)


# how many days of the week are named one by one or counted; `but`: all except those named
EVERY_DAY = re.compile(
    r"(?<!\w)(?:every\s+day|each\s+day|all\s+week|weekends\s+(?:and\s+holidays\s+)?(?:included|too)|including\s+weekends"
    r"|24/7|any\s+day|seven\s+days|daily|all\s+year|year[- ]round|365"
    r"|ежедневн|кажд\w+\s+день|без\s+(?:\w+\s+и\s+)?(?:выходн|праздник)|все\s+дни|семь\s+дней|круглый\s+год|в\s+любой\s+день"
    r"|всю\s+неделю|в\s+том\s+числе\s+в\s+(?:выходн|праздн)|включая\s+(?:выходн|праздн)"
    r"|күн\s+сайын|күнделікті|барлық\s+күн|демалыссыз|жеті\s+күн|мерекесіз|аптаның\s+кез\s+келген|апта\s+бойы"
    r"|демалыс\s+(?:(?:және|мен)\s+мереке\w*\s+)?күндері(?:\s+де|н\s+қоса))",
    re.IGNORECASE,
)
BUT = re.compile(
    r"(?<!\w)(?:except|excluding|other\s+than|but\s+not|apart\s+from|кроме|за\s+исключением|исключая|помимо)\s"
    r"|(?:басқа|өзге|қоспағанда)(?!\w)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?<!\w)(?:(?P<count>[1-7])|(?P<word>[^\W\d_]+))\s+(?:жұмыс\s+|working\s+|рабочих\s+)?"
    r"(?:days?\s+(?:a|per|each|of\s+the)\s+week|дн\w+\s+в\s+недел\w+|күн(?:і|інде|інен)(?!\w))"
    r"|(?<!\w)аптасына\s+(?P<kk>[1-7])\s+күн(?!\w)",
    re.IGNORECASE,
)


def parse_days(text: str, *, hours: bool = False) -> int | None:
    """How many days of the week a text names: a range, a count, all of them, all but some; None where it names none.

    One day alone counts only where `hours` of it are told.

    >>> [parse_days(text) for text in ("с понедельника по субботу", "Monday through Friday", "пн–пт", "в понедельник")]
    [6, 5, 5, None]
    >>> parse_days("дүйсенбіден жұмаға дейін"), parse_days("аптаның бес жұмыс күнінде"), parse_days("every day")
    (5, 5, 7)
    >>> parse_days("сенбі мен жексенбіден басқа күндері"), parse_days("ежедневно, кроме воскресенья")
    (5, 6)
    """
    named = _named_days(text)
    if named == 2 and EVERY_DAY.search(text) and not BUT.search(text):
        return 7  # "every day, Saturday and Sunday included"
    if hours and not named and not BUT.search(text):
        named = 7 if EVERY_DAY.search(text) else _count_days(text)
    if BUT.search(text):
        return 7 - (named or _count_days(text) or 0) or None if named or _count_days(text) else None
    counted = COUNTED.search(text)
    if named or not counted:
        return named or (7 if EVERY_DAY.search(text) else None)
    count = parse_numeral(counted["word"]) if counted["word"] else Decimal(counted["count"] or counted["kk"])
    return int(count) if count and count <= 7 else (7 if EVERY_DAY.search(text) else None)


def _named_days(text: str) -> int | None:
    for pattern in _days():
        match = pattern.search(text)
        if match:
            first, last = (next(i for i in range(7) if match[offset + i]) for offset in (1, 8))
            return (last - first) % 7 + 1
    return None


def _count_days(text: str) -> int:
    """How many days a text names one by one; the days at the week's end are two."""
    counts = [
        sum(1 for day in vocabulary.days if _day_pattern(day).search(text)) for vocabulary in VOCABULARIES.values()
    ]
    return max(*counts, 2 if WEEKEND.search(text) else 0)


WEEKEND = re.compile(r"(?<!\w)(?:weekends?|выходн(?:ые|ым|ых)|демалыс\s*(?:та|күн\w*)?)(?!\w)", re.IGNORECASE)


@cache
def _day_pattern(day: str) -> re.Pattern[str]:
    """A day's name: a stem of it with any ending, a shortened one alone; "mon" is no "month"."""
    ending = r"(?:day|days|\w{0,4}day\w?)?(?!\w)" if day.isascii() else ""
    forms = [rf"{form}{ending or ('' if len(form) > 2 else chr(92) + 'b')}" for form in day.split("|")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE)


def _hour(hour: str, minutes: str | None, half: str | None) -> Decimal:
    value = Decimal(hour) % 12 + (12 if half.casefold() == "p" else 0) if half else Decimal(hour)
    return value + (Decimal(minutes or 0) / 60).quantize(Decimal("0.01")).normalize()


# "24/7", "8x5", "24х7/365": hours a day and days a week
ROUND = re.compile(r"(?<![\d/.])(?P<hours>\d{1,2})\s?(?P<by>[x×хX*/])\s?(?P<days>[5-7])(?:/365)?(?![\d/.,]\d|\d|\s?%)")


def parse_round(text: str) -> tuple[Decimal, int] | None:
    """Hours a day and days a week of a code.

    >>> parse_round("поддержка 24х7"), parse_round("8x5"), parse_round("7/5 балла")
    ((Decimal('24'), 7), (Decimal('8'), 5), None)
    """
    match = ROUND.search(text) if any(sign in text for sign in "xхXХ×*/") else None
    if not match or not LEAST_HOURS <= int(match["hours"]) <= 24:
        return None
    return Decimal(match["hours"]), int(match["days"])


LEAST_HOURS = 8  # a day, of a code


def _is_support(text: str, cues: frozenset[str], *, reachable: bool) -> bool:
    """Whether it is support whose hours are told: by its name, or as people or requests that are there or taken.

    `reachable`: the sentence gives a phone number or an address. A code like 8x5 is told of people who are there.
    """
    if "support" in cues:
        return True
    if not cues & {"planned_maintenance"} and ("reception" in cues or _receives_customers(text)):
        return True
    if cues & {"premises", "deliver", "planned_maintenance"} or GIVEN.search(text):
        return False
    if reachable and cues & {"broken", "letter", "accept", "react", "ask", "phone", "staff", "always"}:
        return True
    if parse_round(text) and cues & {"staff", "react", "letter", "phone", "ask"}:
        return True
    return ("staff" in cues and bool(cues & {"accept", "react", "up", "phone", "always", "round_the_clock"})) or (
        bool(cues & {"request", "letter"}) and "accept" in cues
    )


# what is given round the clock is the service itself: "байланыс қызметтерін тәулік бойы көрсетуге"
GIVEN = re.compile(r"(?:байланыс|интернет)\s+қызмет\w*\s", re.IGNORECASE)
# who does what for a customer that stands beside: "Отделения консультируют клиентов", "Абоненттерді ... қабылдайды"
RECEIVING: dict[Language, str] = {
    "ru": r"(?<!\w)(?:при[её]м|принима|обслужива|консультир)\w*\s",
    "en": r"(?<!\w)(?:sees?|receives?|serves?|advises?|assists?|meets?)\s",
    "kk": r"(?<!\w)(?:қабылда|кеңес\s+бер|қызмет\s+көрсет)\w*",
}
REACH = {"ru": 40, "en": 40, "kk": -90}  # characters behind, or before, in which the customer is named


def _receives_customers(text: str) -> bool:
    """Whether somebody receives or advises the customer, by whatever name a document has for him."""
    language = detect_language(text)
    reach = REACH[language]
    return any(
        "customer" in find_parties(text[match.end() :][:reach] if reach > 0 else text[: match.start()][reach:])
        for match in re.finditer(RECEIVING[language], text, re.IGNORECASE)
    )


# what parts one time of opening from the next
NEXT_OPENING = re.compile(r"[;,\n]\s*|\s(?:а|and|ал)\s", re.IGNORECASE)


def split_openings(text: str) -> tuple[str, ...]:
    """The parts of a text that tell hours each, with the days that stand beside: "пн–пт 8–20, сб 10–16" has two.

    >>> split_openings("пн, ср: 07:00–19:00; вт: 08:00–17:00")
    ('пн, ср: 07:00–19:00', 'вт: 08:00–17:00')
    >>> len(split_openings("Help is there around the clock, every day"))
    1
    """
    found: list[str] = []
    before = ""
    for part in NEXT_OPENING.split(text):
        told = f"{before}, {part}" if before else part
        if BREAK.search(part) and parse_opening(part) is None:
            found = _with_break(found, part)
            continue
        until = UNTIL.search(part) if found and parse_opening(part) is None and parse_days(told, hours=True) else None
        if until and (ranges := _find_ranges(found[-1])):  # "Mon–Thu 10:00–19:00, Fri until 18:00"
            found.append(f"{part[: until.start()]} {ranges[0][1][0]:f}:00–{until['stop']}")
            before = ""
            continue
        if parse_opening(part) is not None or parse_round(part) or ALL_HOURS.search(part):
            found.append(told)
            before = ""
        elif found and parse_days(part) and not parse_days(found[-1], hours=True):
            found[-1] = f"{found[-1]}, {part}"
        else:
            before = told
    return tuple(found)


def _with_break(found: Sequence[str], part: str) -> list[str]:
    """Openings with a break that is told behind them: that of the last one, and of those that begin when it does."""
    starts = [ranges[0][1][0] if (ranges := _find_ranges(one)) else None for one in found]
    return [f"{one}, {part}" if start == starts[-1] else one for one, start in zip(found, starts, strict=True)]


# the end of an opening alone: "до 18:00", "until 6 p.m.", "18:00-ге дейін"
UNTIL = re.compile(r"(?<!\w)(?:до|to|till|until)\s+(?P<stop>\d{1,2}[:.]\d\d)(?![\d.,]\d)", re.IGNORECASE)
BREAK_BEHIND = re.compile(r"\s*(?:-?[ғгқк][ае]\s+)?дейінгі\s+(?:түскі\s+)?", re.IGNORECASE)
# when nobody is there: "обед с 13:00 до 14:00"
BREAK = re.compile(
    r"(?<!\w)(?:перерыв(?!ов)|обед|түскі|тамақтану|үзіліс(?!сіз)|lunch|break\b|closed\s+(?:for|from|between))",
    re.IGNORECASE,
)
ALL_HOURS = re.compile(
    r"круглосуточн|круглые\s+сутки|round\s+the\s+clock|around\s+the\s+clock|тәулік\s+бойы", re.IGNORECASE
)


# what tells hours without a clock
TOLD_HOURS = frozenset({"round_the_clock", "always", "per_day", "no_days_off"})


def find_support_hours(
    text: str, cues: frozenset[str], quantities: Sequence[Quantity], clause: str, origin: Origin | None
) -> Iterator[Fact]:
    """Hours from "тәулігіне 24 сағат, аптасына 7 күн", "круглосуточно, без выходных", "по будням с 9:00 до 18:00"."""
    if not _tells_hours(text, cues):
        return
    told = _read_hours(text, cues, quantities)
    if told and _is_support(text, cues, reachable=any(True for _ in find_contacts(text, clause, origin))):
        yield from (_hours_fact(hours, days, clause, text, origin) for hours, days in told)


def _tells_hours(text: str, cues: frozenset[str]) -> bool:
    return bool(cues & TOLD_HOURS) or parse_opening(text) is not None or parse_round(text) is not None


def _read_hours(text: str, cues: frozenset[str], quantities: Sequence[Quantity]) -> list[tuple[str | None, str | None]]:
    """Hours a day and days a week that a text tells; several where it tells them apart."""
    openings = split_openings(text)
    if len(openings) < 2:
        told = [_hours_and_days(text, cues, quantities)]
    else:
        told = [_hours_and_days(part, _cues_of_part(part, cues), ()) for part in openings]
        if len({hours for hours, _ in told}) == 1 and len({days for _, days in told if days}) < 2:
            told = [_hours_and_days(text, cues, quantities)]
    named = "no_days_off" in cues and cues_of(text) & {"support", "staff", "accept"}
    return [(hours, days) for hours, days in told if hours or (days and named)]


def _hours_fact(hours: str | None, days: str | None, clause: str, quote: str, origin: Origin | None) -> Fact:
    return Fact(
        metric="support_hours",
        clause=clause,
        quote=quote,
        attributes={"hours_per_day": hours, "days_per_week": days},
        origin=origin,
    )


# who is there, or how one is reached, beside hours in a table
REACHED = frozenset({"support", "phone", "email", "messenger", "staff", "letter", "react", "reply", "answers"})
NOT_SUPPORT = frozenset({"premises", "deliver", "planned_maintenance"})


def find_table_hours(sheet: Sheet, lead: frozenset[str], table: Table, aside: Container[str]) -> Iterator[Fact]:
    """Hours that cells of a table tell, with the days that stand in the same cell, beside it or over and below it.

    `lead`: the cues of what leads in. `aside`: cells that tell when a request is taken, which is no time of support.
    """
    named = lead.union(*(cues_of(title, sheet.language) for title in sheet.titles))
    if any(True for row in table.rows for cell in row for _ in find_contacts(cell, "", None)):
        named |= {"phone"}
    for row in sheet.rows:
        for column, cell in enumerate(row.cells):
            if cell.quote in aside or not _is_hours(cell.text):
                continue
            around = [row.group, *(other.text for other in row.cells if not _is_hours(other.text))]
            about = cues_of(cell.text).union(*(cues_of(text, sheet.language) for text in around))
            if not (about | named) & REACHED or (about | cues_of(sheet.titles[column])) & NOT_SUPPORT:
                continue
            beside = (other.cells[column].text for other in sheet.rows if other is not row)
            days = next((text for text in (*around, *beside) if _names_days(text) and not _is_hours(text)), "")
            text = cell.text if not days or _names_days(cell.text) else f"{days}, {cell.text}"
            told = _read_hours(text, cues_of(text, sheet.language), find_quantities(text))
            yield from (_hours_fact(hours, days, table.clause, cell.quote, table.origin) for hours, days in told)


def _is_hours(cell: str) -> bool:
    """Whether a cell tells hours a day: from when to when, all of them, or how many."""
    if parse_opening(cell) is not None or parse_round(cell) is not None:
        return True
    cues = cues_of(cell)
    many = any(quantity.unit == "hour" and quantity.value >= LEAST_HOURS for quantity in find_quantities(cell))
    return bool(cues & {"round_the_clock", "always"}) or (bool(cues & {"per_day", "per_week"}) and many)


def _names_days(cell: str) -> bool:
    short = len(cell.split()) <= FEW_WORDS  # a day alone counts where the cell says little else
    return parse_days(cell, hours=short) is not None or "weekdays" in cues_of(cell)


FEW_WORDS = 5


def _cues_of_part(part: str, cues: frozenset[str]) -> frozenset[str]:
    """What of a sentence's cues one part says itself."""
    return cues_of(part) | (cues & {"support"})


def _hours_and_days(text: str, cues: frozenset[str], quantities: Sequence[Quantity]) -> tuple[str | None, str | None]:
    told = bool(cues & {"per_day", "per_week", "no_days_off"})
    hours = next((q.value for q in quantities if q.unit == "hour" and q.bound != "at_most"), None) if told else None
    days = next((q.value for q in quantities if q.unit == "day"), None) if "per_week" in cues else None
    opening, code = parse_opening(text), parse_round(text)
    if code and opening is None:
        opening, days = code[0], Decimal(code[1])
    daily = opening if opening is not None else hours if hours is not None and hours <= 24 else None
    hours_text = (
        f"{daily.normalize():f}" if daily is not None else "24" if cues & {"round_the_clock", "always"} else None
    )
    if days:
        return hours_text, str(days)
    named = parse_days(text, hours=opening is not None)
    if "weekdays" in cues and (named is None or opening is None):
        named = named or 5
    days_text = "7" if named is None and "no_days_off" in cues else str(named) if named else None
    return hours_text, days_text
