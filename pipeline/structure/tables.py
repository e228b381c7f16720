"""Grids, or the lines of a flattened table, -> tables."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, combinations, pairwise, takewhile
from typing import NamedTuple

import msgspec

from pipeline.languages import VOCABULARIES
from pipeline.model import Grid, Origin, Record, RepairNote, Table, TableKind
from pipeline.structure.cells import grid_to_texts
from pipeline.structure.flow import Piece, is_bullet, join_texts, mean_confidence, strip_bullet, union_places

MOST_LOST_CAPITALS = 2  # titles of a header that may be told without a capital
STEM, LEAST_DAMAGED = (
    4,
    2,
)  # letters that a damaged word still shares with a whole one, and how many such words prove it
STROKE = re.compile(r"[|¦]+")
# what OCR leaves of print that lies across a line of the table; a word or figure that it left whole
BROKEN_PRINT = re.compile(r"\w[?|_'‘:;]|[?|_(][?|_(\s]")
_IS_WHOLE = re.compile(r"[^\W\d_]{4}|\d|^[^\W\d_]+$")
READ_AS_REPEATED = "read-as-cells-beside"
REPEATED_TRUST = 0.5
LEAST_LIKENESS = 0.5  # of a damaged opening to one that other rows share
WIDTH_PLAY = 1.25  # how much wider than usual a line of a column may be
SAME_EDGE = 6.0  # points by which the edges of a table may move between pages
OPEN = {"row-rules", "shading", "aligned"}  # how tables without upright lines were found
EDGE_SIGNS = "«»“”„\"'()[].,;:!?"
SENTENCE_ENDS = ".;:!?"
PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|стр\.?|страница|бет|лист)\s*)?\d{1,4}(?:\s*(?:/|of|из|-ден)\s*\d{1,4})?(?:-?\s*бет)?\W*$"
)
# a line over the second part of a table: "Продолжение таблицы 1", "1-кестенің жалғасы", "Table 1 (continued)"
CONTINUATION_CUES = ("продолжение", "окончание таблицы", "жалғасы", "continued", "(cont.)")
LONGEST_CONTINUATION = 60
Rows = tuple[tuple[str, ...], ...]


class Layout(Record, frozen=True, kw_only=True):
    """A table before it has a clause: all rows with the header first, and where they stood."""

    rows: Rows
    spans: tuple[tuple[int, int, int, int], ...] = ()
    confidence: float
    found_by: str
    places: tuple[Origin, ...]
    repairs: tuple[RepairNote, ...] = ()


def layout_to_table(layout: Layout, clause: str) -> Table:
    header, *rows = layout.rows
    return Table(
        clause=clause,
        kind=table_kind(header),
        header=header,
        rows=tuple(rows),
        confidence=round(layout.confidence, 4),
        found_by=layout.found_by,
        spans=layout.spans,
        origin=layout.places[0],
        continued=layout.places[1:],
    )


def table_kind(header: Sequence[str]) -> TableKind:
    """What a table is about, by the cues in its header; the first cue of the vocabulary that is found decides.

    >>> table_kind(("Жалпы қолжетімділік уақыты", "Өтемақы мөлшері"))
    'compensation'
    >>> table_kind(("Өтемақы төленетін тоқтап қалуы", "Өтемақы төленбейтін тоқтап қалуы"))
    'downtime'
    """
    text = " | ".join(header).casefold()
    for vocabulary in VOCABULARIES.values():
        for cue, kind in vocabulary.table_cues.items():
            if cue in text:
                return kind
    return "other"


# --- grids -----------------------------------------------------------------------------------------------------------


class DraftCell(NamedTuple):
    """A cell of a table in the making: its place and extent in rows and columns, from 0, and its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


class Draft(NamedTuple):
    """A table in the making, on one page or on several."""

    row_count: int
    column_count: int
    header_rows: int
    cells: tuple[DraftCell, ...]
    confidence: float
    found_by: str
    places: tuple[Origin, ...]
    repairs: tuple[RepairNote, ...]


def grids_to_layouts(pieces: Sequence[Piece]) -> tuple[tuple[int, Layout], ...]:
    """Tables from the grids of a stream, with the index of the first piece; what page ends cut is joined."""
    grids = [(index, piece.grid) for index, piece in enumerate(pieces) if piece.grid is not None]
    if not grids:
        return ()
    tokens = _tokens(pieces)
    found: list[tuple[int, Draft]] = []
    above: tuple[int, Grid] | None = None
    for index, grid in grids:
        draft = _grid_to_draft(grid, tokens.__contains__)
        if above and _continues(above[1], grid) and all(map(_may_interrupt, pieces[above[0] + 1 : index])):
            first, whole = found[-1]
            found[-1] = (first, _join(whole, draft))
        else:
            found.append((index, draft))
        above = (index, grid)
    return tuple((index, _draft_to_layout(draft)) for index, draft in found if draft.row_count)


def _tokens(pieces: Sequence[Piece]) -> frozenset[str]:
    """Every token of a document, with and without the marks at its edges."""
    tokens = {token for piece in pieces for token in piece.text.split()}
    return frozenset(tokens | {token.strip(EDGE_SIGNS) for token in tokens})


def _grid_to_draft(grid: Grid, seen: Callable[[str], bool]) -> Draft:
    texts = grid_to_texts(grid, seen)
    lines = [line for cell in grid.cells for line in cell.lines]
    return Draft(
        row_count=grid.row_count,
        column_count=grid.column_count,
        header_rows=_count_header_rows(grid),
        cells=tuple(
            DraftCell(cell.row, cell.column, cell.rows, cell.columns, texts[cell.row, cell.column].text)
            for cell in grid.cells
        ),
        confidence=min([line.confidence for line in lines], default=1.0) * grid.confidence,
        found_by=grid.found_by,
        places=(grid.origin,),
        repairs=tuple(note for text in texts.values() for note in text.notes),
    )


def _count_header_rows(grid: Grid) -> int:
    """Rows of the header: as many as a cell of the first row spans, and one more below a title over some columns."""
    first = [cell for cell in grid.cells if cell.row == 0]
    tall = max((cell.rows for cell in first), default=1)
    if any(1 < cell.columns < grid.column_count for cell in first):
        tall = max(tall, 2)
    return min(tall, grid.row_count)


def _draft_to_layout(draft: Draft) -> Layout:
    return Layout(
        rows=_to_rows(draft),
        spans=tuple(
            (cell.row, cell.column, cell.rows, cell.columns)
            for cell in sorted(draft.cells)
            if cell.rows > 1 or cell.columns > 1
        ),
        confidence=draft.confidence,
        found_by=draft.found_by,
        places=draft.places,
        repairs=draft.repairs,
    )


def _to_rows(draft: Draft) -> Rows:
    """The texts, rectangular: a cell that spans is repeated in every position it covers."""
    texts = [["" for _ in range(draft.column_count)] for _ in range(draft.row_count)]
    for cell in draft.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                texts[row][column] = cell.text
    return tuple(tuple(row) for row in texts)


# --- tables that page ends cut ---------------------------------------------------------------------------------------


def _continues(above: Grid, below: Grid) -> bool:
    """Whether a grid may go on where the one above was cut by a page's or a column's end: same columns in one place."""
    one, two = above.origin.bbox, below.origin.bbox
    if above.column_count != below.column_count:
        return False
    if below.origin.page == above.origin.page:
        return above.found_by == below.found_by and one[2] < two[0] and two[1] < one[3] and _are_as_wide(above, below)
    if below.origin.page != above.origin.page + 1:
        return False
    if abs(one[0] - two[0]) <= SAME_EDGE and abs(one[2] - two[2]) <= SAME_EDGE:
        return True
    return {above.found_by, below.found_by} <= OPEN and _share_columns(above, below)


def _are_as_wide(above: Grid, below: Grid) -> bool:
    """Whether the cells of two grids, which stand in two columns of a page, begin as far from the grids' edges."""
    starts = [
        [
            min(line.origin.bbox[0] for cell in grid.cells if cell.column == index for line in cell.lines)
            - grid.origin.bbox[0]
            for index in range(grid.column_count)
            if any(cell.lines for cell in grid.cells if cell.column == index)
        ]
        for grid in (above, below)
    ]
    return len(starts[0]) == len(starts[1]) and all(
        abs(one - two) <= SAME_EDGE for one, two in zip(*starts, strict=True)
    )


def _share_columns(above: Grid, below: Grid) -> bool:
    """Whether the columns of two grids without lines stay apart when one is put below the other."""
    extents: dict[int, list[float]] = {}
    for cell in (*above.cells, *below.cells):
        if cell.columns == 1:
            for line in cell.lines:
                extents.setdefault(cell.column, []).extend((line.origin.bbox[0], line.origin.bbox[2]))
    columns = [extents[column] for column in sorted(extents)]
    return len(columns) == above.column_count and all(max(one) < min(two) for one, two in pairwise(columns))


def _may_interrupt(piece: Piece) -> bool:
    """Whether a line may stand between two parts of one table: a page's number, or a note that the table goes on."""
    text = piece.text.casefold()
    return not piece.is_grid and (
        PAGE_NUMBER.match(text) is not None
        or (len(text) <= LONGEST_CONTINUATION and any(cue in text for cue in CONTINUATION_CUES))
    )


def _join(above: Draft, below: Draft) -> Draft:
    """One table of two parts: a header that is repeated goes, a row or a span that the page end cut is made whole."""
    repeated = _count_repeated(above, below)
    cells = [cell._replace(row=cell.row - repeated) for cell in below.cells if cell.row + cell.rows > repeated]
    part = below._replace(row_count=below.row_count - repeated, cells=tuple(cells))
    whole = list(above.cells)
    shift = above.row_count
    if part.row_count and above.row_count > above.header_rows:
        if _is_cut(above, part):
            shift -= 1
            whole, cells = _join_row(whole, cells, above.row_count)
        else:
            whole, cells = _join_spans(whole, cells, above.row_count)
    return above._replace(
        row_count=shift + part.row_count,
        cells=tuple(sorted([*whole, *(cell._replace(row=cell.row + shift) for cell in cells)])),
        confidence=min(above.confidence, below.confidence),
        places=above.places + below.places,
        repairs=above.repairs + below.repairs,
    )


def _count_repeated(above: Draft, below: Draft) -> int:
    """How many rows of the header stand again at the top of the next page."""
    one, two = _to_rows(above), _to_rows(below)
    count = above.header_rows
    return count if any(map(any, one[:count])) and one[:count] == two[:count] and below.row_count >= count else 0


def _is_cut(above: Draft, below: Draft) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    rows = _to_rows(above)
    spanning = any(cell.rows > 1 and cell.row + cell.rows == above.row_count for cell in above.cells)
    spanning = spanning or any(cell.rows > 1 and cell.row == 0 for cell in below.cells)
    if spanning:
        return False
    keyed = all(row[0] for row in rows[above.header_rows : -1])
    return is_cut_row(rows[-1], _to_rows(below)[0], keyed=keyed)


def is_cut_row(above: Sequence[str], below: Sequence[str], *, keyed: bool = False) -> bool:
    """Whether a row goes on with what the one above began.

    It does where it holds nothing (the cells' padding, cut off), where all it holds goes on in small letters, or where
    it leaves cells empty that the row above filled; and where its first cell is empty in a table whose rows all have
    one (`keyed`), if it leaves more cells empty, has but one more, or goes on in small letters.

    >>> is_cut_row(("Мүмкін болатын", "Тапсырыс берушінің", "60 мин"), ("ақауларды жою", "қызметтерінің", ""))
    True
    >>> is_cut_row(("Диск", "10 ГБ"), ("Желі", "100 Мбит/с"))
    False
    >>> is_cut_row(("1. Құпиясөз", "Сақталады."), ("", "Өтемақы төленбейді."), keyed=True)
    True
    >>> is_cut_row(("Қолдау", "Пароль", "1 сағат"), ("", "Квота", "2 сағат"), keyed=True)
    False
    >>> is_cut_row(("", "1 hour", "8 hours"), ("Severity 2", "", ""), keyed=True)
    True
    """
    filled = [(one, two) for one, two in zip(above, below, strict=True) if two]
    if not filled:
        return True
    if keyed and not above[0] and below[0]:
        filled = filled[1:]  # the name of the row stands at its end
        return all(one and _goes_on(one, two) for one, two in filled)
    if any(not one for one, _ in filled):
        # what stands in the one part leaves the other part's cell empty
        return keyed and not below[0] and not any(one for one, _ in filled)
    small = [two for one, two in filled if _goes_on(one, two)]
    if keyed and not below[0]:
        return bool(small) or len(filled) == 1
    if len(small) < len(filled):
        return False
    return len(filled) < len(below) or len(above) == 1 or not any(one[-1] in SENTENCE_ENDS for one, _ in filled)


def _goes_on(above: str, below: str) -> bool:
    """Whether a text begins in small letters or with a mark that begins none."""
    return below[0].islower() or below[0] in ",;)–—" or (above[-1] == "-" and below[0].isalpha())


def _join_row(
    above: Sequence[DraftCell], below: Sequence[DraftCell], row_count: int
) -> tuple[list[DraftCell], list[DraftCell]]:
    """The cells of both parts, the texts of the first row below put to the last row above."""
    rest = {cell.column: cell.text for cell in below if cell.row == 0}
    whole = [
        cell._replace(text=join_texts((cell.text, rest.get(cell.column, ""))))
        if cell.row + cell.rows == row_count
        else cell
        for cell in above
    ]
    return whole, [cell for cell in below if cell.row > 0]


def _join_spans(
    above: Sequence[DraftCell], below: Sequence[DraftCell], row_count: int
) -> tuple[list[DraftCell], list[DraftCell]]:
    """The cells of both parts; a cell of several rows that the page end cut is one: below, it is empty or goes on."""
    last = {cell.column: cell for cell in above if cell.row + cell.rows == row_count}
    whole, rest = list(above), []
    for cell in below:
        upper = last.get(cell.column) if cell.row == 0 else None
        if (
            upper is None
            or not upper.text
            or upper.columns != cell.columns
            or max(upper.rows, cell.rows) == 1
            or not (not cell.text or _goes_on(upper.text, cell.text))
        ):
            rest.append(cell)
            continue
        whole[whole.index(upper)] = upper._replace(
            rows=upper.rows + cell.rows, text=join_texts((upper.text, cell.text))
        )
    return whole, rest


# --- flattened text --------------------------------------------------------------------------------------------------

PERCENT = r"(?:\d{1,3}(?:[.,]\d+)?\s?%)"
_UNITS = "|".join(
    sorted({re.escape(stem) for vocabulary in VOCABULARIES.values() for stem in vocabulary.units if stem != "%"})
)
AMOUNT = rf"(?:\d+(?:[.,]\d+)?\s*(?:{_UNITS})\w*\.?)"
CODE = r"(?:\d+(?:/\d+)+)"
VALUES = {"percent": PERCENT, "amount": AMOUNT, "code": CODE}
VALUE_LIKE = re.compile(r"^[\dSOОoоlI][\dSOОoоlI.,]*%?$")  # a figure that OCR may have misread: "S0" for "5%"


def lines_to_layout(pieces: Sequence[Piece]) -> Layout | None:
    """A table from lines that its extractor flattened; None where the lines are no table.

    The header is told by its capitals: every column's title begins with one, and a title that wraps goes on in small
    letters. Rows are told by the values that close them (percents, durations, codes), columns by the kind of value.
    """
    if len(pieces) < 2:
        return None
    whole = [_without_strokes(piece) for piece in pieces]
    for header_lines in range(1, min(4, len(pieces))):
        header = split_header([piece.text for piece in pieces[:header_lines]])
        if header is None:
            continue
        body = whole[header_lines:]
        found = (
            _rows_by_values(body, len(header)) or _rows_across(body, len(header)) or _rows_of_lists(body, len(header))
        )
        fitted = fit_header(header, len(found[0][0])) if found else None
        if found and fitted:
            places = union_places(piece.origin for piece in pieces)
            rows, notes = mend_repeated(found[0], places[0])
            return Layout(
                rows=(fitted, *rows),
                confidence=mean_confidence(pieces) * found[1],
                found_by="flattened",
                places=places,
                repairs=notes,
            )
    return None


def mend_repeated(rows: Rows, origin: Origin) -> tuple[Rows, tuple[RepairNote, ...]]:
    """First cells that OCR broke read as the whole one of their column that they are like, each with a note.

    Only what holds the signs of broken print and no figure, and begins with the same two stems, is taken for another
    cell; that the note tells, with a low confidence.

    >>> rows = (("Тапсыр:': берушінің", "1"), ("Тапсырыс берушінің", "2"), ("Тапсырыс берушіге", "3"), ("Баға? 5", "4"))
    >>> mended, (note,) = mend_repeated(rows, Origin(page=1, bbox=(0, 0, 1, 1)))
    >>> [row[0] for row in mended], note.before, note.confidence
    (['Тапсырыс берушінің', 'Тапсырыс берушінің', 'Тапсырыс берушіге', 'Баға? 5'], "Тапсыр:': берушінің", 0.5)
    """
    whole = [row[0] for row in rows if not BROKEN_PRINT.search(row[0])]
    mended, notes = [], []
    for first, *others in rows:
        alike = (one for one in whole if BROKEN_PRINT.search(first) and _is_like(first, one))
        text = next(alike, first)
        if text != first:
            notes.append(
                RepairNote(before=first, after=text, method=READ_AS_REPEATED, confidence=REPEATED_TRUST, origin=origin)
            )
        mended.append((text, *others))
    return tuple(mended), tuple(notes)


def _is_like(broken: str, whole: str) -> bool:
    return (
        not any(map(str.isdigit, broken))
        and _count_stems(_with_letters(broken.split()), _with_letters(whole.split())) >= LEAST_DAMAGED
        and SequenceMatcher(None, broken.casefold(), whole.casefold()).ratio() >= LEAST_LIKENESS
    )


def _without_strokes(piece: Piece) -> Piece:
    """A line without the upright strokes that OCR made of a table's rules."""
    if not STROKE.search(piece.text):
        return piece
    return msgspec.structs.replace(piece, text=" ".join(STROKE.sub(" ", piece.text).split()))


def split_header(lines: Sequence[str]) -> tuple[str, ...] | None:
    """Column titles of a flattened header; None unless there are at least two.

    >>> split_header(["Өтініштер тобы Тапсырма Уақыты Мерзімі"])
    ('Өтініштер тобы', 'Тапсырма', 'Уақыты', 'Мерзімі')
    >>> split_header(["Өтемақы төленетін тоқтап", "қалуы Өтемақы төленбейтін тоқтап қалуы"])
    ('Өтемақы төленетін тоқтап қалуы', 'Өтемақы төленбейтін тоқтап қалуы')
    >>> split_header(["Жалпы қолжетімділік уақыты өтемақы мөлшері"])
    ('Жалпы қолжетімділік уақыты', 'өтемақы мөлшері')
    >>> split_header(["Өтініштер тобы Тапсырма уақыты | мерзімі"])
    ('Өтініштер тобы', 'Тапсырма уақыты', 'мерзімі')
    """
    text = " ".join(lines)
    if re.search(r"[.;:!?]\s|[.;:!?]$|%", text) or len(text) > 160:
        return None
    parts = [part.split() for part in STROKE.split(text)]
    words = [word for part in parts for word in part]
    behind_strokes = set(accumulate(map(len, parts)))
    if not words or not words[0][0].isupper():
        return None
    starts = [index for index, word in enumerate(words) if word[0].isupper() or index in behind_strokes]
    if len(starts) < 2:  # text that lost its capitals
        starts = [0, *(index for index in range(1, len(words)) if _is_known_title(words[index:]))]
    if len(starts) < 2:
        return None
    return tuple(" ".join(words[start:stop]) for start, stop in pairwise([*starts, len(words)]))


def _is_known_title(words: Sequence[str]) -> bool:
    """Whether words begin like a column title that we know."""
    text = " ".join(words).casefold()
    cues = (cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.table_cues)
    return any(text.startswith(cue) for cue in cues)


def fit_header(header: tuple[str, ...], columns: int) -> tuple[str, ...] | None:
    """The header with one title per cell; a title that lost its capital is parted from the one before.

    >>> fit_header(("Өтініштер тобы", "Тапсырма уақ:ты", "Мерзімі"), 4)
    ('Өтініштер тобы', 'Тапсырма', 'уақ:ты', 'Мерзімі')
    >>> fit_header(("Тапсырма", "Мерзімі"), 4) is None
    True
    """
    titles = list(header)
    while len(titles) < columns:
        wide = [index for index, title in enumerate(titles) if " " in title]
        if not wide or columns - len(header) > MOST_LOST_CAPITALS:
            return None
        damaged = [index for index in wide if not titles[index].replace(" ", "").replace("-", "").isalpha()]
        at = (damaged or wide)[-1]
        first, _, last = titles[at].rpartition(" ")
        titles[at : at + 1] = [first, last]
    return tuple(titles) if len(titles) == columns else None


def _rows_by_values(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """Rows that a value of one kind closes; cells stand one after the other, blank lines between them.

    Returns the rows and the share of trust they deserve.
    """
    lines = [piece.text for piece in body]
    for kind in ("code", "percent", "amount"):
        chunks = _split_after_values(body, VALUES[kind])
        if chunks is None or len(chunks) < 2:
            continue
        rows = [_chunk_to_row(chunk, columns, VALUES[kind]) for chunk in chunks]
        if all(row is not None and all(row) for row in rows) and _same_openings(rows, lines):
            return tuple(row for row in rows if row is not None), 0.95
    return None


def _split_after_values(body: Sequence[Piece], value: str) -> list[list[Piece]] | None:
    """The lines in chunks that each end with a value; None where lines are left over or a line is a value's middle."""
    chunks: list[list[Piece]] = [[]]
    for piece in body:
        if is_bullet(piece.text):
            return None
        chunks[-1].append(piece)
        joined = " ".join(line.text for line in chunks[-1])
        if re.search(rf"(?:^|\s){value}$", joined, re.IGNORECASE):
            chunks.append([])
    return None if chunks[-1] else chunks[:-1]


def _chunk_to_row(chunk: Sequence[Piece], columns: int, value: str) -> tuple[str, ...] | None:
    """One row: the closing value, the typed cells before it, and up to two cells of text in front."""
    joined = join_texts(piece.text for piece in chunk)
    match = re.search(rf"(?:^|\s)({value})$", joined, re.IGNORECASE)
    if not match:
        return None
    cells, rest = [match[1]], joined[: match.start()].strip()
    while len(cells) < columns - 1:
        typed = re.search(rf"(?:^|\s)({AMOUNT}|{PERCENT}|{CODE})$", rest, re.IGNORECASE)
        if not typed:
            break
        cells.insert(0, typed[1])
        rest = rest[: typed.start()].strip()
    missing = columns - len(cells)
    if missing == 1:
        return (rest, *cells) if rest else None
    if missing != 2:
        return None
    first = _first_block(chunk)
    return (first, rest[len(first) :].strip(), *cells) if first and rest.startswith(first) else None


def _first_block(chunk: Sequence[Piece]) -> str:
    """The text of a chunk's first cell: its lines before the first blank line."""
    stop = next((index for index in range(1, len(chunk)) if chunk[index].after_gap), len(chunk))
    return join_texts(piece.text for piece in chunk[:stop])


def _same_openings(rows: Sequence[tuple[str, ...] | None], lines: Sequence[str]) -> bool:
    """Whether no row hides the beginning of another: if every row opens with a percent, no other line may."""
    opens = re.compile(rf"^{PERCENT}")
    if not all(row and opens.match(row[0]) for row in rows):
        return True
    return sum(1 for line in lines if opens.match(line)) == len(rows)


def _rows_across(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """Rows of a table that was read straight across its columns, so that the lines of its cells alternate."""
    return _anchored_rows(body) or (_tier_rows(body) if columns == 2 else None)


def _anchored_rows(body: Sequence[Piece]) -> tuple[Rows, float] | None:
    """Rows whose last cell is a code such as 24/7/365, with a text, a text and a duration before it.

    Each row has one line with the code at its end, the anchor. Lines without one belong to the row above where they
    go on in small letters, to the row below where they begin with a capital.
    """
    anchors = [index for index, piece in enumerate(body) if re.search(rf"\s{CODE}$", piece.text)]
    if len(anchors) < 2:
        return None
    groups: list[list[int]] = [[anchor] for anchor in anchors]
    for index in range(len(body)):
        if index in anchors:
            continue
        above = [position for position, anchor in enumerate(anchors) if anchor < index]
        below = [position for position, anchor in enumerate(anchors) if anchor > index]
        down = _opens_upper(body[index].text) and below
        groups[below[0] if down or not above else above[-1]].append(index)
    openings = _shared_openings([body[anchor].text for anchor in anchors])
    below_anchors = [body[anchor + 1].text for anchor in anchors if anchor + 1 < len(body)]
    seconds = _shared_openings(below_anchors, least_width=max(map(len, openings), default=0))
    rows = [
        _across_row(body, sorted(group), anchor, openings, seconds)
        for group, anchor in zip(groups, anchors, strict=True)
    ]
    found = [row for row in rows if row is not None]
    # what OCR lost of a row leaves its cell empty; where most rows lack something, the lines are no such table
    if len(found) < len(rows) or 2 * sum(map(all, found)) < len(found):
        return None
    return tuple(found), 0.5


def _opens_upper(text: str) -> bool:
    stripped = re.sub(r"^(?:[\W\d_]|\b\w\b\s)+", "", text)
    return stripped[:1].isupper()


def _clean_edges(text: str) -> str:
    """A line without the strokes and points that table rules leave in OCR."""
    return " ".join(word for word in re.sub(r"[|¦]+", " ", text).split() if word != ".")


def _shared_openings(lines: Sequence[str], *, least_width: int = 0) -> tuple[str, ...]:
    """Beginnings, in words, that at least two of the lines share: the cells that a column repeats, longest first.

    The beginning that most lines share tells how wide the column is; a longer one is cut to about that width, since
    two lines may go on alike in the next column.
    """
    words = [[word.strip(",;") for word in _clean_edges(line).split()] for line in lines]
    shared = Counter(opening for one, two in combinations(words, 2) if (opening := _shared_opening(one, two)))
    if not shared:
        return ()
    usual = max(shared, key=lambda text: (shared[text], -len(text), text))
    width = max(WIDTH_PLAY * len(usual), least_width)
    fitted = {_cut_words(text, width) for text in shared}
    shortest = {text for text in fitted if not any(other != text and text.startswith(other + " ") for other in fitted)}
    return tuple(sorted(shortest, key=lambda text: (-len(text), text)))


def _shared_opening(one: Sequence[str], two: Sequence[str]) -> str:
    """The words that two lines begin with alike; of a damaged line and a whole one, the whole one's.

    >>> _shared_opening(["Тапсыр;", "(?", "беру.", "Жеке"], ["Тапсырыс", "берушінің", "машинаны"])
    'Тапсырыс берушінің'
    """
    count = _count_shared(one, two)
    if count:
        return " ".join(one[:count])
    lines = [_with_letters(line) for line in (one, two)]
    alike = _count_stems(*lines)
    whole = [line[:alike] for line in lines if all(map(str.isalpha, line[:alike]))]
    return " ".join(whole[0]) if alike >= LEAST_DAMAGED and len(whole) == 1 else ""


def _with_letters(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(map(str.isalpha, word))]


def _count_stems(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words two lines begin with that have a stem in common."""
    stems = ([word.casefold()[:STEM] for word in line] for line in (one, two))
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1] and len(pair[0]) == STEM, zip(*stems, strict=False))
    )


def _count_shared(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words two lines begin with alike, figures aside."""
    alike = takewhile(
        lambda pair: pair[0] == pair[1] and not any(map(str.isdigit, pair[0])), zip(one, two, strict=False)
    )
    return sum(1 for _ in alike)


def _cut_words(text: str, width: float) -> str:
    """As many words of a text as fit, at least one."""
    first, *rest = text.split()
    for word in rest:
        if len(first) + 1 + len(word) > width:
            break
        first = f"{first} {word}"
    return first


def _split_opening(line: str, openings: Sequence[str]) -> tuple[str, str]:
    """A line's part in the first column, if it opens as that column does, and the rest.

    A line too damaged to open like any other is split where it is most like an opening; its words stay as they are.
    """
    for opening in openings:
        pattern = r"[,;]?\s+".join(re.escape(word) for word in opening.split())
        match = re.match(rf"{pattern}[,;]?(?:\s|$)", line)
        if match:
            return line[: match.end()].strip(), line[match.end() :].strip()
    words = line.split()
    likeness, count = max(
        (
            (SequenceMatcher(None, " ".join(words[:count]).casefold(), opening.casefold()).ratio(), -count)
            for opening in openings
            for count in range(1, len(words))
        ),
        default=(0.0, 0),
    )
    if likeness < LEAST_LIKENESS:
        return "", line
    stop = -count
    while stop < len(words) and not _IS_WHOLE.search(words[stop]):
        stop += 1
    return " ".join(words[:stop]), " ".join(words[stop:])


def _across_row(
    body: Sequence[Piece],
    group: Sequence[int],
    anchor: int,
    openings: Sequence[str],
    seconds: Sequence[str],
) -> tuple[str, ...] | None:
    first: list[str] = []
    second: list[str] = []
    value = ""
    closing = ""
    for index in group:
        line = re.sub(r"^(?:[^\w«\"(]+|\w\s)(?=\S)", "", _clean_edges(body[index].text))
        if index == anchor:
            match = re.search(rf"^(.*?)\s+(\d+(?:\s*[^\W\d]+)?)?\s*({CODE})$", line)
            if not match:
                return None
            line, value, closing = match[1], match[2] or "", match[3]
            head, line = _split_opening(line, openings)
        elif index == anchor + 1:
            unit = re.search(rf"(?:^|\s)((?:{_UNITS})\w*)$", line, re.IGNORECASE)
            if unit and value.isdigit():
                value, line = f"{value} {unit[1]}", line[: unit.start()].strip()
            head, line = _split_opening(line, seconds)
        else:
            head = ""
        if head:
            first.append(head)
        if line:
            second.append(line)
    cells = (join_texts(first), join_texts(second), value, closing)
    return cells if cells[0] or cells[1] else None


def _tier_rows(body: Sequence[Piece]) -> tuple[Rows, float] | None:
    """Rows that each open with a percent; the value stands at the end of the row's first or last line."""
    starts = [index for index, piece in enumerate(body) if re.match(PERCENT, piece.text)]
    if len(starts) < 2 or starts[0] != 0:
        return None
    rows = []
    for start, stop in pairwise([*starts, len(body)]):
        lines = [_clean_edges(piece.text) for piece in body[start:stop]]
        holder = next(
            (i for i in range(len(lines)) if VALUE_LIKE.match(lines[i].split()[-1]) and len(lines[i].split()) > 1), None
        )
        if holder is None:
            return None
        *words, value = lines[holder].split()
        lines[holder] = " ".join(words)
        rows.append((join_texts(lines), value))
    return tuple(rows), 0.6


def _rows_of_lists(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """A row of two cells: text, then a list with bullets; several such rows may follow each other."""
    coded = any(re.search(rf"\s{CODE}$", piece.text) for piece in body)
    if columns != 2 or coded or not any(is_bullet(piece.text) for piece in body):
        return None
    rows: list[tuple[list[str], list[str]]] = []
    for piece in body:
        if is_bullet(piece.text):
            if not rows:
                return None
            rows[-1][1].append(strip_bullet(piece.text))
        elif rows and rows[-1][1] and not (piece.after_gap and piece.text[:1].isupper()):
            rows[-1][1].append(piece.text)
        elif rows and not rows[-1][1]:
            rows[-1][0].append(piece.text)
        else:
            rows.append(([piece.text], []))
    if not all(left and right for left, right in rows):
        return None
    return tuple((join_texts(left), join_texts(right)) for left, right in rows), 0.9
