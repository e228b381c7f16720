"""What tables promise: each amount is told by its title, its row, the sub-title above it and what leads in.

Scales of credits are told by what their cells are (`facts.tiers`), times by the heaviest meaning of all that stands
around them, other amounts by reading a row as a sentence.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from pipeline.facts.contacts import find_contacts
from pipeline.facts.exclusions import is_exclusion, item_fact
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.sheets import TIME_UNITS, Cell, Row, Sheet, is_value, lone_amount, read_sheet, split_parts
from pipeline.facts.tiers import find_table_tiers
from pipeline.facts.times import CHANNELS, THEMES, Meaning, TimedMetric, channel_of_contact, find_meaning, weigh_sources
from pipeline.facts.tokens import cues_of
from pipeline.model import Fact, Table, TableKind

# a title that bounds what is below it: "Жылдамдық (дейін)", "Скорость до, Мбит/с"
UP_TO = re.compile(r"(?<!\w)(?:до|не\s+более|макс\w*\.?|дейін|up\s+to|max\w*\.?)(?!\w)", re.IGNORECASE)
WINDOW = re.compile(r"\d[\d/xх×\s]*")  # 24/7/365, 8x5
NO_PROMISE = frozenset({"past", "example", "customer_duty", "no_guarantee"})
# how much what stands there says of an amount: its title, its row, the sub-title above, what leads in
TITLE, LABEL, GROUP, LEAD = 1.0, 0.9, 0.85, 0.75
LABEL_BELOW_TITLE = 0.6  # where the title says something itself
# what rows are of, where no title or lead says what is done
TASKS = frozenset({"ask", "task", "request", "on_request"})
# what a table is about as its structure was told
KINDS: dict[TableKind, frozenset[str]] = {"requests": frozenset({"request"}), "recovery": frozenset({"broken"})}
DONE = frozenset({"react", "restore", "fix", "recovery", "reply", "start", "pay", "deliver", "notify", "keep"})
DECIDED = frozenset({"decide", "decision"})
GRADED = frozenset({"graded"})  # rows that are grades of faults
MENDED = frozenset({"fix", "repair", "recovery", "restore"})
MOST_BARE = 3  # words of a cell that is an amount and no sentence
# who replies at first solves later: "Первый ответ | Решение"
FIRST_REPLY = re.compile(
    r"(?<!\w)(?:перв\w+\s+(?:ответ|реакц|отклик)|(?:first|initial)\s+(?:response|reply|reaction)|алғашқы\s+(?:жауап|әрекет))",
    re.IGNORECASE,
)
GRADE = re.compile(
    r"(?<!\w)(?:[PpSsРС]\s?-?\d|Sev\w*[\s-]?\d|severity|priority|приоритет|критич|срочн|высок|средн|низк|critical|urgent|high"
    r"|medium|major|minor|low|шұғыл|сыни|жоғары|орта|төмен|маңызды|авари|апат|блокир|block|level\s\d|уровень\s\d|L\d)",
    re.IGNORECASE,
)
NOT_COUNTED = re.compile(
    r"\W*(?:нет|no|жоқ|не\s+\w+|not\s+\w+|excluded|исключ\w+|\w+(?:май|мей|пай|пей|бай|бей)ды)\W*",
    re.IGNORECASE,
)
COUNTED = re.compile(r"учит|учёт|учет|засчит|включ|считается|count|includ|есеп|ескер|есепте", re.IGNORECASE)


def find_table_facts(table: Table, lead: frozenset[str] = frozenset(), above: str = "") -> Iterator[Fact]:
    """The facts of a table; `lead` are the cues of what leads in, `above` is the text in front of it."""
    if lead & NO_PROMISE:
        return
    sheet = read_sheet(table, above)
    for read in sheet.rows:
        for cell, title in zip(read.cells, sheet.titles, strict=True):
            yield from _find_speeds(cell, title, table)
    for row in table.rows:
        for text in row:
            yield from find_contacts(text, table.clause, table.origin)
    titles = [cues_of(title, sheet.language) for title in sheet.titles]
    told = lead.union(*titles)
    gives = bool(told & {"compensation", "owed", "fee", "base"})
    tiers = tuple(find_table_tiers(sheet, table.clause, table.origin, told=gives))
    yield from tiers
    yield from _find_uncounted(table, sheet, told)
    yield from _find_times(table, sheet, titles, lead, above)


def _find_speeds(cell: Cell, title: str, table: Table) -> Iterator[Fact]:
    """The bandwidths that cells consist of: "Отбасы | 150 Мбит/с"; below "Скорость, до" they are limits."""
    speeds = [quantity for quantity in find_quantities(cell.text) if quantity.unit == "Mbit/s"]
    if len(speeds) == 1 and speeds[0].stop - speeds[0].start >= len(cell.text.strip()) * 0.5:
        yield Fact(
            metric="bandwidth",
            value=speeds[0].value,
            unit="Mbit/s",
            bound=speeds[0].bound or ("at_most" if UP_TO.search(title) else "exactly"),
            clause=table.clause,
            quote=cell.quote,
            attributes={},
            origin=table.origin,
        )


def _find_times(
    table: Table, sheet: Sheet, titles: Sequence[frozenset[str]], lead: frozenset[str], above: str
) -> Iterator[Fact]:
    """The times of the cells, each for what is heaviest around it."""
    timed = [column for column in range(len(titles)) if any(_times(row.cells[column].text) for row in sheet.rows)]
    if not timed:
        return
    untitled = [column for column in timed if not sheet.titles[column]]
    in_order = _meanings_in_order(above, sheet) if len(untitled) == len(timed) > 1 else ()
    names = _names_of(table, sheet, titles, timed)
    for row in sheet.rows:
        labels = sheet.labels(row)
        label = frozenset().union(*(cues_of(text, sheet.language) for text in labels))
        group = cues_of(row.group, sheet.language) if row.group else frozenset()
        told: list[tuple[int, Fact]] = []
        for column in timed:
            cell = row.cells[column]
            parts = _times(cell.text)
            heads = split_parts(sheet.titles[column]) if len(parts) > 1 else (sheet.titles[column],)
            if len(parts) != len(heads):
                heads = _leads_in_order(above, sheet, len(parts)) if len(parts) > 1 else heads
            if len(parts) != len(heads):
                continue
            for time, head in zip(parts, heads, strict=True):
                title = _said_in_cell(cell.text, sheet) or cues_of(head, sheet.language)
                meaning = in_order[timed.index(column)] if len(in_order) == len(timed) else None
                meaning = meaning or _meaning(title, label, group, lead, names)
                if meaning == "processing_time" and time.unit != "day" and not (title | lead) & DECIDED:
                    meaning = "request_time"  # what takes minutes is done, not considered
                elif meaning == "request_time" and time.unit == "day" and (not head or "on_request" in lead):
                    meaning = "processing_time"  # an item of a list, as in a sentence
                if meaning is not None and meaning != "other":
                    told.append((column, _time_fact(table, sheet, row, column, time, meaning, (title, group, lead))))
        yield from _with_plans(told, sheet.titles)


def _with_plans(told: Sequence[tuple[int, Fact]], titles: Sequence[str]) -> Iterator[Fact]:
    """The facts of a row; where several columns promise the same of it, `plan` says by its title whose each is."""
    for column, fact in told:
        alike = {other for other, one in told if one.metric == fact.metric}
        names = {titles[other] for other in alike}
        if len(alike) > 1 and len(names) == len(alike) and all(names):
            yield msgspec.structs.replace(fact, attributes={**fact.attributes, "plan": titles[column]})
        else:
            yield fact


def _names_of(table: Table, sheet: Sheet, titles: Sequence[frozenset[str]], timed: Sequence[int]) -> frozenset[str]:
    """What the rows of a table are, by its kind, by their names and by the titles over what is no time."""
    names = KINDS.get(table.kind, frozenset()) | (GRADED if _is_graded(sheet, timed) else frozenset())
    if any(titles[column] & MENDED for column in timed):
        names |= {"broken"}
    return names.union(*(titles[column] for column in range(len(titles)) if column not in timed))


def _said_in_cell(cell: str, sheet: Sheet) -> frozenset[str]:
    """The cues of a cell that says itself what is done: "Supply restored within 12 hours"; none for a bare amount."""
    said = cues_of(cell, sheet.language) - THEMES if len(cell.split()) > MOST_BARE else frozenset()
    return said if find_meaning(said, said) else frozenset()


def _is_graded(sheet: Sheet, timed: Sequence[int]) -> bool:
    """Whether most rows, or most titles over times, are grades of faults; or a first reply is told beside more."""
    if len(timed) > 1 and any(FIRST_REPLY.search(sheet.titles[column]) for column in timed):
        return True
    titles = sum(1 for column in timed if GRADE.search(sheet.titles[column]))
    rows = sum(1 for row in sheet.rows if GRADE.search(" ".join(sheet.labels(row))))
    return titles * 2 > len(timed) or rows * 2 > len(sheet.rows)


def _times(cell: str) -> tuple[Quantity, ...]:
    """The times that a cell consists of: one, or several parted by a slash."""
    alone = lone_amount(cell, TIME_UNITS)
    if alone:
        return (alone,)
    parts = split_parts(cell)
    found = [lone_amount(part, TIME_UNITS) for part in parts] if len(parts) > 1 else []
    times = tuple(time for time in found if time is not None)
    return times if len(times) == len(parts) else ()


def _meaning(
    title: frozenset[str], label: frozenset[str], group: frozenset[str], lead: frozenset[str], names: frozenset[str]
) -> Meaning | None:
    """What a time is promised for; `names` are the cues of the titles over what is no time."""
    if "on_request" in lead and not title and not lead & {"broken", "recovery", "repair"}:
        return "request_time"  # items of what is done on request
    tasks = (
        bool(names & TASKS) and not names & GRADED
    )  # rows are what is asked for: of what they are called only replies and decisions count
    own = find_meaning(label, label) if tasks else None
    label = label if own in {"reply_time", "processing_time"} or not tasks else frozenset()
    about = title | label | group | lead | names
    if names & GRADED and (title | label) & {"solve", "decide"} and not title & DONE:
        return "recovery_time"  # "Приоритет | Реакция | Решение": what is solved is a fault
    if "finish" in title and not (title | lead | group | names) & {"broken", "decide", "decision"} and not title & DONE:
        return "request_time"  # "Услуга | Выполнение"
    over = find_meaning(title, about)
    sources = ((title, TITLE), (label, LABEL_BELOW_TITLE if over else LABEL), (group, GROUP), (lead, LEAD))
    meaning = over or weigh_sources(sources, about)
    if tasks and meaning in {"processing_time", None} and not about & {"decide", "decision", "processing"}:
        return "request_time"
    if meaning is None and (title | lead | group) & TASKS and "broken" not in about:
        return "request_time"
    return meaning


def _meanings_in_order(above: str, sheet: Sheet) -> tuple[Meaning, ...]:
    return tuple(
        meaning
        for head in _leads_in_order(above, sheet, 0)
        if (meaning := find_meaning(cues_of(head, sheet.language), cues_of(above, sheet.language)))
    )


def _leads_in_order(above: str, sheet: Sheet, count: int) -> tuple[str, ...]:
    """The parts of the last words above that name a meaning each, in their order: "время реакции и решения:"."""
    tail = re.split(r"[.;]\s+|\n", above.strip().rstrip(":"))[-1]
    parts = [part for part in re.split(r",|\s(?:и|and|және|/|мен|бен|пен)\s", tail) if part.strip()]
    about = cues_of(tail, sheet.language)
    heads = tuple(part for part in parts if find_meaning(cues_of(part, sheet.language), about))
    return heads if not count or len(heads) == count else ()


def _time_fact(
    table: Table,
    sheet: Sheet,
    row: Row,
    column: int,
    time: Quantity,
    metric: TimedMetric,
    around: tuple[frozenset[str], ...],
) -> Fact:
    texts = sheet.labels(row)
    words = " ".join(texts)
    channels = (cues_of(words, sheet.language), *around)
    channel = next((name for cues in channels for name in CHANNELS if name in cues), None) or channel_of_contact(words)
    first = next((cell.quote for cell in row.cells if cell.text and not _times(cell.text)), row.group) or None
    told: dict[str, str | bool | None]
    if metric == "reply_time":
        told = {"channel": channel, "condition": None if channel else first}
    elif metric == "recovery_time":
        told = {"method": words or first}
    elif metric == "request_time":
        window = next((cell.quote for cell in row.cells if WINDOW.fullmatch(cell.text)), None)
        group = texts[0] if len(texts) > 1 else row.group or None
        told = {"group": group, "task": texts[-1] if texts else None, "window": window}
    else:
        told = {"condition": first}
    return Fact(
        metric=metric,
        value=time.value,
        unit=time.unit,
        bound=time.bound or "at_most",  # a promised time is kept when it is not exceeded
        clause=table.clause,
        quote=row.cells[column].quote,
        attributes=told,
        origin=table.origin,
    )


def _find_uncounted(table: Table, sheet: Sheet, told: frozenset[str]) -> Iterator[Fact]:
    """Downtime that is not counted: the items of the column whose title says so, or the rows that a "no" stands in."""
    for column, title in enumerate(sheet.titles):
        cues = cues_of(title, sheet.language)
        if "not_compensated" in cues or (is_exclusion(cues) and not COUNTED.search(title)):
            for row in sheet.rows:
                for item in re.split(r"(?<=[;.])\s+", row.cells[column].quote):
                    if item.strip() and not is_value(item):
                        yield item_fact(item, table.clause, table.origin, sure=True)
            return
    for column, title in enumerate(sheet.titles):
        if COUNTED.search(title) and told & {"downtime", "outage", "promise", "availability", "up"}:
            for row in sheet.rows:
                if NOT_COUNTED.fullmatch(row.cells[column].text):
                    first = next((cell.quote for cell in row.cells if cell.text and not is_value(cell.text)), "")
                    yield item_fact(first, table.clause, table.origin)
