"""Numbered pieces -> the clause tree, with the tables and responsibilities that stand in its clauses."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from pipeline.languages.transliteration import slug
from pipeline.model import Clause, Definition, Origin, Record, RepairNote, Responsibility, Table
from pipeline.structure.flow import Piece, is_bullet, join_texts, mean_confidence, strip_bullet, union_places
from pipeline.structure.front import (
    heads_definitions,
    is_definitions_heading,
    parse_definition,
    pieces_to_definitions,
)
from pipeline.structure.numbering import (
    MISREAD_CONFIDENCE,
    MOST_LETTERS_SKIPPED,
    ItemMark,
    is_heading_like,
    item_readings,
    parse_item,
    read_as_first,
    read_as_next,
    read_between,
)
from pipeline.structure.numerals import LEAST_READ
from pipeline.structure.outline import Entry
from pipeline.structure.references import find_reference_numbers
from pipeline.structure.responsibilities import find_answers, take_responsibilities
from pipeline.structure.tables import Layout, grids_to_layouts, layout_to_table, lines_to_layout

LONGEST_HEADING = 120
LONGEST_LEAD_LINES = 6
DASH = re.compile(r"^[-–—]\s+\S")
LEADING_DASH = re.compile(r"^[-–—]\s+")
RECITAL = re.compile(r"^\((?:[A-ZА-Я]|[0-9]{1,2})\)$")
ITEM_ENDS = (";", ":", ".", ",")  # of the line above an item
MOST_LEFT_OUT = 9  # items of a series, in amended laws


class Body(Record, frozen=True, kw_only=True):
    """All that stands in numbered clauses."""

    clauses: tuple[Clause, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    repairs: tuple[RepairNote, ...] = ()


def pieces_to_body(pieces: Sequence[Piece], entries: Sequence[Entry]) -> Body:
    """The clauses of an outline; each owns the pieces up to the next. Tables before them have no clause.

    A table belongs to the last clause or item that begins before it in the stream.
    """
    layouts = dict(grids_to_layouts(pieces))
    clauses: list[Clause] = []
    definitions: list[Definition] = []
    tables: list[Table] = []
    responsibilities: list[Responsibility] = []
    parents = {entry.parent for entry in entries}
    usual = _usual_openings(pieces, entries)
    bounds = [entry.index for entry in entries] + [len(pieces)]
    repairs = [note for layout in layouts.values() for note in layout.repairs]
    tables += [layout_to_table(layout, "") for index, layout in layouts.items() if index < bounds[0]]
    for entry, stop in zip(entries, bounds[1:], strict=True):
        lines = [piece for piece in _own_pieces(pieces, entry, stop) if not piece.is_grid]
        if is_definitions_heading(entry.rest):
            defined, loose = pieces_to_definitions(lines[1:])
            definitions += [msgspec.structs.replace(one, clause=entry.label) for one in defined]
            lines = [lines[0], *loose]
        else:
            definitions += _paragraph_definitions(lines, entry.label)
        text_lines, answers, flattened = _split_lines(lines, entry.label)
        responsibilities += answers
        head, items = _split_items(text_lines, usual if entry.is_unit else frozenset())
        repairs += [note for _, layout in flattened for note in layout.repairs]
        repairs += [_mark_note(mark, marked) for mark, marked in items if mark.misread]
        own = list(_to_clauses(entry, head, items, has_children=entry.label in parents))
        origins = [piece.origin for piece in pieces[entry.index : stop]]
        starts = [origins.index(item[0].origin) for _, item in items]
        inside = [(index - entry.index, layouts[index]) for index in range(entry.index, stop) if index in layouts]
        inside += [(origins.index(first), layout) for first, layout in flattened]
        tables += [layout_to_table(layout, own[bisect_left(starts, at)].number) for at, layout in inside]
        clauses += own
    return Body(
        clauses=_with_unique_eids(clauses),
        definitions=(*definitions, *_find_definitions(clauses)),
        tables=tuple(tables),
        responsibilities=(*responsibilities, *find_answers(clauses)),
        repairs=tuple(repairs),
    )


def _find_definitions(clauses: Sequence[Clause]) -> Iterator[Definition]:
    """Terms that numbered clauses and items explain: below a heading or sentence that says so, or in quotes."""
    listing: dict[str | None, bool] = {None: False}
    for clause in clauses:
        # a clause without words of its own ("(1)" with items only) passes on what its parent says
        inherited = listing.get(clause.parent, False)
        listing[clause.number] = (
            heads_definitions(clause.text) or (inherited and not clause.text) or _leads(clause.text)
        )
        led = _bullets_below(clause.text) if inherited or listing[clause.number] else ()
        for text in led or (() if listing[clause.number] else _bullets_of(clause.text)):
            parsed = parse_definition(text, listed=inherited or bool(led))
            if parsed:
                term, meaning = parsed
                yield Definition(term=term, text=meaning, clause=clause.number, in_text=True, origin=clause.origin)


def _bullets_of(text: str) -> tuple[str, ...]:
    """The bullets that a clause consists of, a line each; the whole of any other clause."""
    if "\n" not in text:
        return (text,)
    lines = text.split("\n")
    listed = _are_bullets(lines)
    return tuple(strip_bullet(LEADING_DASH.sub("", line)) for line in lines) if listed else (" ".join(lines),)


def _bullets_below(text: str) -> tuple[str, ...]:
    """The bullets below a sentence that ends in a colon; none where other lines stand among them."""
    lead, _, rest = text.partition("\n")
    return _bullets_of(rest) if lead.endswith(":") and "\n" in rest and _are_bullets(rest.split("\n")) else ()


def _are_bullets(lines: Sequence[str]) -> bool:
    return all(is_bullet(line) or DASH.match(line) for line in lines)


def _paragraph_definitions(lines: Sequence[Piece], number: str) -> Iterator[Definition]:
    """Terms that paragraphs without numbers explain, below a sentence of their clause that leads in definitions."""
    for index, line in enumerate(lines[:LONGEST_LEAD_LINES]):
        if line.text.endswith(":") and _leads(join_texts(piece.text for piece in lines[: index + 1])):
            defined, _ = pieces_to_definitions(lines[index + 1 :])
            if len(defined) > 1:
                yield from (msgspec.structs.replace(one, clause=number, in_text=True) for one in defined)
            return


def _leads(text: str) -> bool:
    """Whether the last sentence of a heading's clause leads in definitions: "Статья 1. Основные понятия ... В ...:"."""
    return text.endswith(":") and any(
        heads_definitions(part) for part in re.split(r"(?<=[^.])\s+(?=[A-ZА-ЯӘ])", text)[-1:]
    )


def _with_unique_eids(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """A second "1)" in one clause, or letters that slugs cannot tell apart, get a counter."""
    seen: Counter[str] = Counter()
    unique = []
    for clause in clauses:
        seen[clause.eid] += 1
        again = seen[clause.eid]
        unique.append(clause if again == 1 else msgspec.structs.replace(clause, eid=f"{clause.eid}~{again}"))
    return tuple(unique)


def _own_pieces(pieces: Sequence[Piece], entry: Entry, stop: int) -> list[Piece]:
    """The entry's pieces, the number taken off the first one."""
    opening = msgspec.structs.replace(pieces[entry.index], text=entry.rest)
    return [opening, *pieces[entry.index + 1 : stop]]


def _split_lines(
    lines: Sequence[Piece], number: str
) -> tuple[list[Piece], tuple[Responsibility, ...], tuple[tuple[Origin, Layout], ...]]:
    """Lines of running text, and the responsibilities or the flattened table below a line that ends in a colon.

    A table comes with the place of its first line, and ends where the list goes on that it stands in.
    """
    for index, line in enumerate(lines[:-1]):
        if not line.text.endswith(":"):
            continue
        following = lines[index + 1 :]
        taken = take_responsibilities(following, number)
        if taken.items:
            return [*lines[: index + 1], *following[taken.taken :]], taken.items, ()
        stop = _next_item(lines, index + 1)
        layout = lines_to_layout(lines[index + 1 : stop])
        if layout:
            return [*lines[: index + 1], *lines[stop:]], (), ((following[0].origin, layout),)
    return list(lines), (), ()


def _next_item(lines: Sequence[Piece], start: int) -> int:
    """The line from `start` on that begins the item after the last one above; behind all lines where none does."""
    marks = [readings for line in lines[:start] if (readings := item_readings(line.text))]
    following = (
        index
        for index in range(start, len(lines))
        if marks and any(_may_follow(one, two) for one in marks[-1] for two in item_readings(lines[index].text))
    )
    return next(following, len(lines))


def _mark_note(mark: ItemMark, lines: Sequence[Piece]) -> RepairNote:
    return RepairNote(
        before=mark.misread,
        after=mark.mark,
        method="read_item_mark",
        confidence=MISREAD_CONFIDENCE,
        origin=lines[0].origin,
    )


def _to_clauses(
    entry: Entry, own: Sequence[Piece], items: Sequence[tuple[ItemMark, list[Piece]]], *, has_children: bool
) -> Iterator[Clause]:
    """The clause and its enumerated items."""
    number, level, eid = entry.label, entry.level, entry.eid
    titled = entry.parent is None and len(entry.rest) <= LONGEST_HEADING and not entry.rest.endswith((".", ";", ":"))
    named = entry.is_unit or is_heading_like(entry.rest) or is_definitions_heading(entry.rest)
    places = union_places(line.origin for line in own)
    text = paragraphs_to_text(own)
    yield Clause(
        number=number,
        parent=entry.parent,
        level=level,
        text=text,
        eid=eid,
        kind="heading" if named or (titled and has_children) else "clause",
        number_inferred=entry.inferred,
        confidence=round(mean_confidence(own) * entry.confidence, 4),
        references=find_reference_numbers(text),
        origin=places[0],
        continued=places[1:],
    )
    path: list[tuple[str, str, ItemMark]] = []
    for mark, item_lines in items:
        if (place := _place_in([entry[2] for entry in path], mark)) is not None:
            del path[place:]
        above_number, above_eid = (path[-1][0], path[-1][1]) if path else (number, eid)
        own_number, own_eid = f"{above_number}/{mark.mark}", f"{above_eid}__item_{slug(mark.mark) or mark.ordinal}"
        path.append((own_number, own_eid, mark))
        item_text = paragraphs_to_text(item_lines)
        item_places = union_places(line.origin for line in item_lines)
        yield Clause(
            number=own_number,
            parent=above_number,
            level=level + len(path),
            text=item_text,
            eid=own_eid,
            kind="item",
            confidence=round(
                mean_confidence(item_lines) * entry.confidence * (MISREAD_CONFIDENCE if mark.misread else 1.0), 4
            ),
            references=find_reference_numbers(item_text),
            origin=item_places[0],
            continued=item_places[1:],
        )


def paragraphs_to_text(lines: Sequence[Piece]) -> str:
    """Lines joined by one space; every bullet, and every name with its value, begins a line of its own."""
    groups: list[list[str]] = []
    dashed = _dash_bullets(lines) | _valued_lines(lines)
    for index, line in enumerate(lines):
        if is_bullet(line.text) or index in dashed or not groups:
            groups.append([line.text])
        else:
            groups[-1].append(line.text)
    return "\n".join(joined for group in groups if (joined := join_texts(group)))


# "Почта: sd@host.example", "P2 – 1 час", "Отклик ........ 15 мин."
VALUED = re.compile(
    r"^[^:;]{1,60}(?::\s+|\s(?:[–—=→-]|=>)\s+|\s?(?:\.{3,}|…+|_{3,})\s?)[^:;]*[\d@][^:;]*[^:;\u2010\u00ad-];?$"
)
# "P3: next working day", behind such a line
NAMED = re.compile(r"^[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«\"][^:;]{0,40}:\s+[^:;]*[^:;\u2010\u00ad-];?$")
LONGEST_VALUED = 70  # characters of a line that is a name and its value


def _valued_lines(lines: Sequence[Piece]) -> frozenset[int]:
    """Lines that are a name and its value, two or more in a row; lines of a paragraph are none."""
    wrapped = [False, *(line.wraps for line in lines)]
    whole = [
        len(line.text) <= LONGEST_VALUED and not (line.wraps or above)
        for line, above in zip(lines, wrapped, strict=False)
    ]
    valued = [short and VALUED.match(line.text) is not None for line, short in zip(lines, whole, strict=True)]
    for index in range(1, len(lines)):
        valued[index] |= whole[index] and valued[index - 1] and NAMED.match(lines[index].text) is not None
    return frozenset(
        index
        for index, found in enumerate(valued)
        if found and ((index and valued[index - 1]) or (index + 1 < len(valued) and valued[index + 1]))
    )


def _dash_bullets(lines: Sequence[Piece]) -> frozenset[int]:
    """Lines whose dash is a bullet: they follow an ended sentence, item or lead, and are at least two.

    A dash that a wrapped line begins with ("Сервис" / "– программный комплекс") follows no such end.
    """
    found: list[int] = []
    for index, line in enumerate(lines):
        ended = index > 0 and lines[index - 1].text.endswith((":", ";", ".", ","))
        if DASH.match(line.text) and (ended or (found and found[-1] == index - 1)):
            found.append(index)
    first = found[0] - 1 if found else 0
    if first > 0 and DASH.match(lines[first].text) and lines[first].text.endswith((";", ",")):
        found.insert(0, first)  # its lead has no colon
    return frozenset(found) if len(found) > 1 else frozenset()


def _split_items(
    lines: Sequence[Piece], usual: frozenset[str]
) -> tuple[list[Piece], list[tuple[ItemMark, list[Piece]]]]:
    """Lines before the first enumerated item, and the items with their lines.

    A series begins with its first mark and goes on with the next; any other "5)" at a line's start is text. A series
    of one is text too.
    """
    marks: list[tuple[int, ItemMark]] = []
    stack: list[ItemMark] = []
    for index, line in enumerate(lines):
        readings = _readings(line)
        mark = next((mark for mark in readings if _series_of(stack, mark) is not None), None)
        if mark:
            mark = _begins_below_colon(lines, index, mark, readings) or mark
        if mark is None and marks and (first := _other_first(lines[marks[-1][0]], marks[-1][1], readings)):
            marks[-1], stack[-1] = (marks[-1][0], first), first
            mark = next(mark for mark in readings if _may_follow(first, mark))
        if mark is None and (begun := _first_misread(lines, marks[-1:], index, readings)):
            if marks and marks[-1][0] == begun[0]:
                marks.pop()
                stack.pop()
            marks.append(begun[:2])
            stack.append(begun[1])
            mark = begun[2]
        if mark is None and _opens_item(lines, index):
            mark = (
                _next_misread(lines, index, stack)
                or _unread_between(lines, index, stack)
                or next((mark for mark in readings if _place_in(stack, mark) is not None), None)
            )
        mark = mark or next((mark for mark in readings if mark.ordinal == 1), None)
        if mark is not None:
            place = _place_in(stack, mark)
            stack[len(stack) if place is None else place :] = [mark]
            marks.append((index, mark))
    marks = _without_single(marks, usual)
    if not marks:
        return list(lines), []
    stops = [index for index, _ in marks[1:]] + [len(lines)]
    items = [(mark, _item_lines(lines, index, stop, mark)) for (index, mark), stop in zip(marks, stops, strict=True)]
    return list(lines[: marks[0][0]]) or [_emptied(lines[0])], items


def _begins_below_colon(
    lines: Sequence[Piece], index: int, mark: ItemMark, readings: Sequence[ItemMark]
) -> ItemMark | None:
    """A mark as the first of a new series, where the next one shows it: "(i)" behind "(g) ...:", before "(ii)"."""
    first = next((other for other in readings if other.ordinal == 1), None)
    if first is None or first == mark or not index or not lines[index - 1].text.endswith(":"):
        return None
    following = (
        any(_may_follow(first, other) for other in behind)
        for line in lines[index + 1 :]
        if (behind := item_readings(line.text)) and any(_may_follow(one, two) for one in readings for two in behind)
    )
    return first if next(following, False) else None


def _readings(line: Piece) -> Sequence[ItemMark]:
    """What a line's mark may mean; a scan may show it twice."""
    readings = item_readings(line.text)
    if line.confidence == 1.0:
        return readings
    return [
        msgspec.structs.replace(mark, rest=mark.rest[len(mark.mark) :].lstrip(), misread=f"{mark.mark} {mark.mark}")
        if mark.rest.startswith(mark.mark) and mark.rest[len(mark.mark) :].strip()
        else mark
        for mark in readings
    ]


def _opens_item(lines: Sequence[Piece], index: int) -> bool:
    """Whether an item may begin in a line: below a heading, white space or the end of another."""
    return index == 1 or (index > 0 and (lines[index].after_gap or lines[index - 1].text.endswith(ITEM_ENDS)))


def _next_misread(lines: Sequence[Piece], index: int, stack: Sequence[ItemMark]) -> ItemMark | None:
    """The mark that an open series goes on with, where a scan shows another; the innermost series first.

    Below a colon, a first mark is one.
    """
    text = lines[index].text
    begins = lines[index - 1].text.endswith(":") and any(mark.ordinal == 1 for mark in item_readings(text))
    if lines[index].confidence == 1.0 or begins:
        return None
    return next((mark for before in reversed(stack) if (mark := read_as_next(before, text))), None)


def _unread_between(lines: Sequence[Piece], index: int, stack: Sequence[ItemMark]) -> ItemMark | None:
    """The mark of a line in doubt that the marks above and below prove: only one is missing between them."""
    if lines[index].opening >= LEAST_READ or lines[index].confidence == 1.0:
        return None
    below = next((readings for line in lines[index + 1 :] if (readings := item_readings(line.text))), ())
    read = (read_between(before, lines[index].text, after) for before in reversed(stack) for after in below)
    return next((mark for mark in read if mark), None)


def _first_misread(
    lines: Sequence[Piece], last: Sequence[tuple[int, ItemMark]], index: int, readings: Sequence[ItemMark]
) -> tuple[int, ItemMark, ItemMark] | None:
    """A series' first mark that a scan shows as another, above its second: its line, it, and the second.

    `last`: the last mark above, if there is one; it may be the one if it is a first mark.
    """
    seconds = [mark for mark in readings if mark.ordinal == 2] if lines[index].confidence < 1.0 else []
    start = max((place if mark.ordinal == 1 else place + 1 for place, mark in last), default=0)
    for place in range(index - 1, start - 1, -1) if seconds else ():
        for second in seconds if _opens_item(lines, place) else ():
            if first := read_as_first(second, lines[place].text):
                return place, first, second
    return None


def _place_in(stack: Sequence[ItemMark], mark: ItemMark) -> int | None:
    """Which of the open series a mark goes on in, if items between may have been left out."""
    place = _series_of(stack, mark)
    return (
        place
        if place is not None
        else next((at for at in reversed(range(len(stack))) if _skips(stack[at], mark)), None)
    )


def _skips(before: ItemMark, after: ItemMark) -> bool:
    """Whether a figure counts on a few places further: "4)" behind "2)", where a law lost its third item."""
    alike = before.series == after.series == "digit" and before.mark.startswith("(") == after.mark.startswith("(")
    return alike and 1 < after.ordinal - before.ordinal <= MOST_LEFT_OUT and not after.inserted


def _other_first(line: Piece, mark: ItemMark, readings: Sequence[ItemMark]) -> ItemMark | None:
    """Another reading of a series' first mark that the next one follows: "a)" in Latin letters before "б)"."""
    if mark.ordinal != 1:
        return None
    return next(
        (
            other
            for other in item_readings(line.text)
            if other != mark and other.ordinal == 1 and any(_may_follow(other, after) for after in readings)
        ),
        None,
    )


def _emptied(line: Piece) -> Piece:
    """The place of a clause that has nothing but items."""
    return Piece(text="", origin=line.origin, confidence=line.confidence, after_gap=line.after_gap)


def find_recitals(pieces: Sequence[Piece]) -> tuple[Entry, ...]:
    """Parties and recitals in front of the first clause: (1) and (2), (A) and (B), as clauses of their own.

    None where terms are explained there.
    """
    found: list[tuple[int, ItemMark]] = []
    for index, piece in enumerate(pieces):
        readings = () if piece.is_grid else item_readings(piece.text)
        own = [mark for mark in readings if RECITAL.match(mark.mark) and not mark.misread]
        following = (mark for mark in own if found and _may_follow(found[-1][1], mark))
        mark = next(following, None) or next((mark for mark in own if mark.ordinal == 1), None)
        if mark:
            found.append((index, mark))
    found = _without_single(found, frozenset())
    if not found or any(is_definitions_heading(piece.text) for piece in pieces[found[0][0] :]):
        return ()
    return tuple(
        Entry(
            index=index,
            label=mark.mark,
            parent=None,
            level=1,
            eid=f"recital__item_{slug(mark.mark) or mark.ordinal}",
            rest=mark.rest,
        )
        for index, mark in found
    )


def _usual_openings(pieces: Sequence[Piece], entries: Sequence[Entry]) -> frozenset[str]:
    """The marks that open the text of at least two units: there "(1)" begins a series that may have one member."""
    seen: Counter[str] = Counter()
    for entry in entries:
        below = pieces[entry.index + 1] if entry.is_unit and entry.index + 1 < len(pieces) else None
        mark = parse_item(below.text) if below and not below.is_grid else None
        if mark and mark.ordinal == 1:
            seen[mark.mark] += 1
    return frozenset(mark for mark, count in seen.items() if count > 1)


def _without_single(marks: Sequence[tuple[int, ItemMark]], usual: frozenset[str]) -> list[tuple[int, ItemMark]]:
    """Marks of series that have at least two members, or that open a unit as they open others."""
    followed = {
        position
        for position, ((_, one), (_, two)) in enumerate(pairwise(marks))
        if _may_follow(one, two) or two.ordinal == 1
    }
    return [
        entry
        for position, entry in enumerate(marks)
        if entry[1].ordinal > 1 or position in followed or (entry[0] == 1 and entry[1].mark in usual)
    ]


def _series_of(open_: Sequence[ItemMark], mark: ItemMark) -> int | None:
    """Which of the open series a mark goes on in, the innermost: one printed alike, (3) before (4), if there is one."""
    places = [place for place, before in enumerate(open_) if _may_follow(before, mark)]
    alike = [place for place in places if open_[place].mark.startswith("(") == mark.mark.startswith("(")]
    return next(reversed(alike or places), None)


def _may_follow(before: ItemMark, after: ItemMark) -> bool:
    """Next in the series; letters may skip two, since lists in Kazakh often leave out ә, ғ or ё.

    What was put in behind a place (2-1, 2-2) counts by itself.
    """
    step = after.ordinal - before.ordinal
    if after.inserted:
        return before.series == after.series and step == 0 and after.inserted == before.inserted + 1
    skipped = MOST_LETTERS_SKIPPED if before.series.startswith("letter") else 0
    return before.series == after.series and 1 <= step <= 1 + skipped


def _item_lines(lines: Sequence[Piece], index: int, stop: int, mark: ItemMark) -> list[Piece]:
    opening = msgspec.structs.replace(lines[index], text=mark.rest)
    return [opening, *lines[index + 1 : stop]]
