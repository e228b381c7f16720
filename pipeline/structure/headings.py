"""Headings without numbers, the text under them where nothing is numbered, and what closes a document."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from pipeline.languages import VOCABULARIES
from pipeline.languages.dates import find_date_role
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Leftover, Record
from pipeline.structure.flow import Piece, is_bullet, join_texts
from pipeline.structure.numbering import (
    SENTENCE_END,
    Marker,
    is_heading_like,
    item_readings,
    parse_number,
)
from pipeline.structure.outline import Unit

LONGEST_HEADING = 100  # characters
LONGEST_OPENING = 60  # characters of a heading that only its place tells
LEAST_STANDING_OUT, MUCH_LONGER = 3, 1.5  # such headings where other blocks have none; the line below one
LARGER = 1.08  # of the document's usual type size
# A line is set in from both sides where it begins this share of the text's width behind the left edge.
SET_IN = 0.12
# Headings of a document are of one kind, the first of these that at least two lines have.
KINDS = ("capitals", "large", "bold", "set-in", "question", "alone")
STRONG = frozenset(KINDS[:4])
UNPROVED = 0.7  # confidence of a number that only the place gives
COUNTED_UNIT = NamedUnit(rank=5, eid="sec")
HEADING_UNIT = NamedUnit(rank=5, eid="chp")
BLANK_TO_FILL = re.compile(r"_{4,}")  # "______________ / Иванов И. И."
DASH = re.compile(r"^[-–—]\s+\S")
# how an item ends that the same sentence goes on behind
IN_A_LIST = re.compile(r"(?:[;,]|[;,]?\s(?:and|or|и|или|және|немесе))$")


class Heading(Record, frozen=True, kw_only=True):
    """Lines [start, stop) that head what follows, without a number; `kind` tells by what they were known."""

    start: int
    stop: int
    text: str
    kind: str


class Look(Record, frozen=True, kw_only=True):
    """What is usual in a document: type size, bold print."""

    size: float
    bold: bool


def find_headings(pieces: Sequence[Piece], taken: Collection[int] = ()) -> tuple[Heading, ...]:
    """Lines that head what follows them, in order; `taken` are pieces that a number or unit has.

    A line of such a kind is one whole heading with those that go on in its print.
    """
    look = _usual_look(pieces)
    found: list[Heading] = []
    index = 0
    while index < len(pieces):
        kind = None if index in taken else _heading_kind(pieces, index, look)
        if kind is None:
            index += 1
            continue
        stop = index + 1
        while stop < len(pieces) and stop not in taken and _goes_on(pieces, stop, kind, look):
            stop += 1
        text = join_texts(piece.text for piece in pieces[index:stop])
        if len(text) <= LONGEST_HEADING * 2:
            found.append(Heading(start=index, stop=stop, text=text, kind=kind))
        index = stop
    return tuple(found)


def _usual_look(pieces: Sequence[Piece]) -> Look:
    lines = [piece for piece in pieces if not piece.is_grid]
    if not lines:
        return Look(size=0.0, bold=False)
    letters = sum(len(piece.text) for piece in lines)
    return Look(
        size=median(piece.size for piece in lines),
        bold=sum(len(piece.text) for piece in lines if piece.bold) * 2 > letters,
    )


def _heading_kind(pieces: Sequence[Piece], index: int, look: Look) -> str | None:
    """By what a line is a heading, the strongest first; None for a line that may be none."""
    piece = pieces[index]
    if len(piece.text) > LONGEST_HEADING or not _may_head(piece.text) or piece.is_grid or _runs_on(pieces, index):
        return None
    kinds = ("question",) if piece.text.endswith("?") else KINDS
    return next((kind for kind in kinds if _TESTS[kind](pieces, index, look)), None)


def _may_head(text: str) -> bool:
    first = text.lstrip("«“\"'(")[:1]
    return (
        len(text) <= LONGEST_HEADING
        and (first.isupper() or (first.isdigit() and not parse_number(text)))
        and not text.endswith((".", ";", ":", "!", ",", "–", "—", "-"))
        and sum(map(str.isalpha, text)) >= 3
        and not item_readings(text)
        and not is_bullet(text)
        and not find_date_role(text)
        and not BLANK_TO_FILL.search(text)
        and not re.search(r"[@№]|\d{4,}|https?:|\+\d", text)
    )


def _runs_on(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the sentence above goes on in this line."""
    if not index or pieces[index].after_gap or pieces[index].page != pieces[index - 1].page:
        return False
    above = pieces[index - 1]
    return not above.is_grid and not above.text.endswith(SENTENCE_END) and not is_heading_like(above.text)


def _is_capitals(pieces: Sequence[Piece], index: int, look: Look) -> bool:  # noqa: ARG001
    return is_heading_like(pieces[index].text)


def _is_large(pieces: Sequence[Piece], index: int, look: Look) -> bool:
    return pieces[index].size > look.size * LARGER > 0


def _is_bold(pieces: Sequence[Piece], index: int, look: Look) -> bool:
    return pieces[index].bold and not look.bold


def _is_set_in(pieces: Sequence[Piece], index: int, look: Look) -> bool:  # noqa: ARG001
    x0, _, x1, _ = pieces[index].origin.bbox
    left, right = pieces[index].column
    width = right - left
    return x0 - left > SET_IN * width > 0 and right - x1 > SET_IN * width / 2


def _is_alone(pieces: Sequence[Piece], index: int, look: Look) -> bool:  # noqa: ARG001
    """White space above and below, behind a finished sentence or a line in capitals."""
    if index + 1 >= len(pieces):
        return False
    piece, below = pieces[index], pieces[index + 1]
    above = pieces[index - 1] if index else None
    above_ends = (
        above is None or above.is_grid or above.text.endswith((*SENTENCE_END, "»")) or is_heading_like(above.text)
    )
    return (not index or piece.after_gap) and above_ends and (below.after_gap or below.page != piece.page)


def _is_question(pieces: Sequence[Piece], index: int, look: Look) -> bool:  # noqa: ARG001
    """A question with white space above and below, as pages of help ask above each answer."""
    piece = pieces[index]
    stands_off = piece.after_gap and index + 1 < len(pieces) and pieces[index + 1].after_gap
    return stands_off and piece.text.endswith("?")


_TESTS: Mapping[str, Callable[[Sequence[Piece], int, Look], bool]] = {
    "capitals": _is_capitals,
    "large": _is_large,
    "bold": _is_bold,
    "set-in": _is_set_in,
    "question": _is_question,
    "alone": _is_alone,
}


def _goes_on(pieces: Sequence[Piece], index: int, kind: str, look: Look) -> bool:
    """Whether a line goes on in the heading above it."""
    piece = pieces[index]
    if piece.is_grid or piece.after_gap or piece.page != pieces[index - 1].page or kind == "alone":
        return False
    return not piece.text.endswith(SENTENCE_END) and _TESTS[kind](pieces, index, look) and not item_readings(piece.text)


# --- among numbers ---------------------------------------------------------------------------------------------------


def find_restarts(pieces: Sequence[Piece], units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Headings without numbers below which the numbers begin again with 1, as units; none where they count through.

    The first line of a document is its title and heads no part, and what stands between a unit and its first number is
    the unit's.
    """
    taken = {unit.index for unit in units}
    numbered = [index for index, piece in enumerate(pieces) if _first_number(piece)]
    heads = [
        heading
        for heading in find_headings(pieces, taken)
        if heading.start and heading.stop < len(pieces) and heading.stop not in taken
    ]
    firsts = [
        heading
        for heading in heads
        if _first_number(pieces[heading.stop]) == (1,) and not _is_title_of_unit(pieces, heading, taken, numbered)
    ]
    above = [unit for unit in units if unit.index < firsts[0].start] if firsts else []
    beside = len(firsts) == 1 and above and firsts[0].kind in STRONG and not any(i < firsts[0].start for i in numbered)
    if len(firsts) < 2 and not beside:
        return ()
    return tuple(
        Unit(
            index=heading.start,
            label=str(ordinal),
            ordinal=(ordinal, 0),
            named=above[-1].named if beside else HEADING_UNIT,
            rest=pieces[heading.start].text,
            inferred=True,
        )
        for ordinal, heading in enumerate(firsts, 1)
    )


def find_counted_headings(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Headings with numbers of their own, below which clauses count in another series: "2. ВРЕМЯ" above "3. Начало".

    By-laws count so. At least two headings that count from 1, in capitals or bold; below each of them, the number that
    follows the last clause's, or 1 again.
    """
    look = _usual_look(pieces)
    found: list[tuple[int, str]] = []
    last, due = 0, False  # the last clause's number; whether a clause must come, below a heading
    for index, piece in enumerate(pieces):
        parsed = None if piece.is_grid else parse_number(piece.text)
        if parsed is None or not parsed[2]:
            continue
        number, rest, _ = parsed
        heads = is_heading_like(rest) or (_is_bold(pieces, index, look) and not rest.endswith(SENTENCE_END))
        if heads and number == (len(found) + 1,) and not due:
            found.append((index, rest))
            due = True
        elif number in ((last + 1,), (1,)) and found and (not due or not heads) and (due or number != (1,)):
            last, due = number[0], False
        elif due or len(number) == 1:
            return ()
    if len(found) < 2 or due or not last:
        return ()
    return tuple(
        Unit(index=index, label=str(place), ordinal=(place, 0), named=COUNTED_UNIT, rest=rest, counted=True)
        for place, (index, rest) in enumerate(found, 1)
    )


def _is_title_of_unit(
    pieces: Sequence[Piece], heading: Heading, units: Collection[int], numbered: Sequence[int]
) -> bool:
    """Whether a heading is that of the unit above it: neither a number nor a table stands between them."""
    above = max((index for index in units if index < heading.start), default=-1)
    tables = above >= 0 and any(piece.is_grid for piece in pieces[above : heading.start])
    return above >= 0 and not tables and bisect_left(numbered, above) == bisect_left(numbered, heading.start)


def _first_number(piece: Piece) -> tuple[int, ...] | None:
    parsed = None if piece.is_grid else parse_number(piece.text)
    return parsed[0] if parsed else None


def find_bare_headings(
    pieces: Sequence[Piece], headings: Sequence[Heading], begins: frozenset[int], titles: Collection[int]
) -> dict[int, str]:
    """Headings that stand above numbers that count through: they head the clause that begins right behind them.

    `begins` are the pieces where a number or unit begins, `titles` those right below a unit that has no words of its
    own ("CHAPTER I" / "PRELIMINARY"): they are its title. Told by print; by white space alone only where at least two
    are. The lines in front of all numbers are headings only if others are in the same print; else they are the title.
    """
    first = min(begins, default=0)
    heads = [
        heading
        for heading in headings
        if heading.stop in begins and heading.start not in titles and not _goes_on_from(pieces, heading.start, begins)
    ]
    strong = [heading for heading in heads if heading.kind in STRONG]
    kept = strong or (heads if len(heads) > 1 else [])
    if not any(heading.start > first for heading in kept):
        return {}
    usual = {(heading.kind, round(pieces[heading.start].size)) for heading in kept if heading.start > first}
    own = [
        heading
        for heading in kept
        if heading.start > first
        or (
            heading.start
            and pieces[heading.start].after_gap
            and (heading.kind, round(pieces[heading.start].size)) in usual
        )
    ]
    return {index: "heading" for heading in own for index in range(heading.start, heading.stop)}


def _goes_on_from(pieces: Sequence[Piece], index: int, begins: frozenset[int]) -> bool:
    """Whether a line is the second one of a numbered heading: "2. ТАРАПТАРДЫҢ ҚҰҚЫҚТАРЫ МЕН" / "МІНДЕТТЕРІ"."""
    piece, above = pieces[index], pieces[index - 1]
    alike = (piece.bold and above.bold) or (is_heading_like(piece.text) and is_heading_like(above.text))
    close = above.wraps or not piece.after_gap
    return index - 1 in begins and alike and close and not above.text.endswith(SENTENCE_END)


def find_closing(
    pieces: Sequence[Piece], headings: Sequence[Heading], begins: frozenset[int], unit_begins: Collection[int]
) -> dict[int, str]:
    """What follows the last clause of a document or of its main part: the parties' details, signatures.

    It begins with a heading that names it, or with the blanks to be signed in, and ends where an attachment begins.
    """
    found: dict[int, str] = {}
    heads = {heading.start: heading.text for heading in headings}
    borders = sorted(begins)
    for position, start in enumerate(borders):
        stop = borders[position + 1] if position + 1 < len(borders) else len(pieces)
        if stop < len(pieces) and stop not in unit_begins:
            continue
        first = next((i for i in range(start + 1, stop) if _closes(pieces[i], heads.get(i, ""))), None)
        if first is not None:
            found.update({i: "closing" for i in range(first, stop) if not pieces[i].is_grid})
    return found


def find_date_line(pieces: Sequence[Piece]) -> dict[int, str]:
    """The last line of a document where it stands by itself and says of which day its text is: "Last modified: ..."."""
    last = len(pieces) - 1
    if last < 1 or pieces[last].is_grid or not pieces[last].after_gap:
        return {}
    text = pieces[last].text
    told = len(text) <= LONGEST_HEADING and not text.endswith(SENTENCE_END) and find_date_role(text) == "version"
    return {last: "date-line"} if told else {}


def _closes(piece: Piece, heading: str) -> bool:
    if piece.is_grid:
        return False
    cues = (cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.closing_cues)
    lowered = heading.casefold()
    opens = piece.text.casefold() if piece.after_gap else ""
    return bool(BLANK_TO_FILL.search(piece.text)) or any(
        re.search(rf"(?<!\w){cue}", lowered) or opens.startswith(cue) for cue in cues
    )


def to_leftovers(pieces: Sequence[Piece], kinds: Mapping[int, str]) -> tuple[Leftover, ...]:
    return tuple(
        Leftover(kind=kinds[index], text=pieces[index].text, origin=pieces[index].origin) for index in sorted(kinds)
    )


# --- where nothing is numbered ---------------------------------------------------------------------------------------


def are_lists(pieces: Sequence[Piece], printed: Sequence[Marker]) -> bool:
    """Whether all numbers of a document are those of lists in sentences below headings that have none.

    Such a list begins with 1 behind a colon, its items end in semicolons; headings stand before it and behind it.
    Where the headings are questions, the items may be sentences: the steps of an answer.
    """
    if not printed or printed[0].number != (1,):
        return False
    heads = [marker.index for marker in number_by_headings(pieces) if len(marker.number) == 1]
    asked = all(pieces[head].text.endswith("?") for head in heads)
    stops = [*(marker.index for marker in printed[1:]), len(pieces)]
    for marker, stop in zip(printed, stops, strict=True):
        first = marker.number == (1,)
        if len(marker.number) > 1 or (first and not (marker.index and pieces[marker.index - 1].text.endswith(":"))):
            return False
        goes_on = stop < len(pieces) and not pieces[stop - 1].text.endswith(":")
        if goes_on and not asked and not IN_A_LIST.search(pieces[stop - 1].text):
            return False
    return len(heads) > 1 and heads[0] < printed[0].index and printed[-1].index < heads[-1]


def number_by_headings(pieces: Sequence[Piece]) -> tuple[Marker, ...]:
    """Numbers for a document without any: 1, 2, ... for its headings, 1.1, 1.2, ... for the paragraphs under them.

    None for a document with fewer than two headings; the first line is the title if the headings are of another kind
    or follow a text of its own.
    """
    headings = [heading for heading in find_headings(pieces) if heading.stop < len(pieces)]
    for kind in KINDS:
        alike = [heading for heading in headings if heading.kind == kind]
        bodies = [heading for heading in alike if heading.start]
        if len(bodies) > 1:
            return tuple(_number_parts(pieces, bodies))
    openings = _find_openings(pieces)
    return tuple(_number_parts(pieces, openings)) if openings else ()


def _find_openings(pieces: Sequence[Piece]) -> tuple[Heading, ...]:
    """The first lines of blocks that white space parts, where they head their blocks: two at least, and all of them.

    Such a line is short and no sentence end closes it; sentences or bullets stand right below. Where not all blocks
    have one, at least three must stand out: much shorter than the line below, which begins a sentence or a list.
    """
    starts = [index for index, piece in enumerate(pieces) if index and piece.after_gap]
    heads = [
        Heading(start=start, stop=start + 1, text=pieces[start].text, kind="opening")
        for start, stop in pairwise([*starts, len(pieces)])
        if _may_head(pieces[start].text.removesuffix(":"))
        and len(pieces[start].text) <= LONGEST_OPENING
        and any(is_bullet(piece.text) or piece.text.endswith(SENTENCE_END) for piece in pieces[start + 1 : stop])
    ]
    if 1 < len(heads) == len(starts):
        return tuple(heads)
    heads = [head for head in heads if _stands_out(pieces, head)]
    return tuple(heads) if len(heads) >= LEAST_STANDING_OUT else ()


def _stands_out(pieces: Sequence[Piece], head: Heading) -> bool:
    below = pieces[head.stop]
    opens = below.text.lstrip("«“\"'(")[:1].isupper() and len(below.text) >= MUCH_LONGER * len(head.text)
    return not below.is_grid and (opens or is_bullet(below.text))


def _number_parts(pieces: Sequence[Piece], headings: Sequence[Heading]) -> Iterator[Marker]:
    stops = [heading.start for heading in headings[1:]] + [len(pieces)]
    for ordinal, (heading, stop) in enumerate(zip(headings, stops, strict=True), 1):
        yield _inferred(pieces, heading.start, (ordinal,))
        starts = [index for index in range(heading.stop, stop) if _opens(pieces, index, heading.stop)]
        for place, start in enumerate(starts, 1):
            yield _inferred(pieces, start, (ordinal, place))


def _inferred(pieces: Sequence[Piece], index: int, number: tuple[int, ...]) -> Marker:
    return Marker(index=index, number=number, rest=pieces[index].text, inferred=True, confidence=UNPROVED)


def _opens(pieces: Sequence[Piece], index: int, first: int) -> bool:
    """Whether a paragraph opens: the first line, or white space before a line that no sentence runs into."""
    piece, above = pieces[index], pieces[index - 1]
    if piece.is_grid:
        return False
    if index == first:
        return True
    listed = above.text.endswith(":") and parse_number(piece.text)
    if listed or is_bullet(piece.text) or DASH.match(piece.text) or item_readings(piece.text):
        return False
    fresh = piece.text.lstrip("«“\"'(")[:1]
    ended = above.is_grid or above.text.endswith(SENTENCE_END)
    return (piece.after_gap or piece.page != above.page) and ended and (fresh.isupper() or fresh.isdigit())
