"""Tables without cells of lines: rows of words whose cells stand under each other.

What tells them is white space: a river of it runs down between two columns, crossed by no word. Lines between the rows
and shaded rows, where there are any, tell where the table is and where its rows end; else a row ends where lines stand
further apart than those of one cell. Works on words and boxes alone, so that a text layer, an OCR's words and the
characters of a text file are read alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.model import Box, Cell, Grid, Line, Origin, Word
from pipeline.pages import enclose
from pipeline.read.layout import SpanIndex, counts_on, group_rows, part_columns, row_to_line, runs_into

# A blank that opens a river, and the least width of a river between two columns, in heights of the text. A space has
# 0.25-0.3, a justified line's may have 1; cells stand 8 points apart or more (Word: 10.8), which is 0.6 at 12 points.
OPENING_GAP = 1.1
LEAST_GAP = 0.5
# the least width of a river inside the cells of a ruled column
INNER_GAP = 0.6
LEAST_ROWS = 3
# Without a line or shade, two columns are a table only with a header in bold or figures at the right.
SURE_COLUMNS = 3
VALUE_SHARE = 0.8
# Two lines of one cell are at most this much of the rows' distance apart.
WRAPPED_PITCH = 0.85
# where no two whole rows follow each other: in sizes of the text, what is the most for lines of one cell
MOST_LEADING = 1.45
# so many lines of titles over several columns may stand above the one that shows all columns
MOST_TITLE_LINES = 2
# A line this many times further below than any so far is no longer the table's; in heights of the text, never below.
FAR_STEP = 2.2
LEAST_FAR = 3.0
# A justified line of prose has this many blanks or more, the widest not much wider than the others; where
# they are very wide, all are equal.
EVEN_GAPS = 4
EVEN_PLAY = 1.5
EQUAL_PLAY = 1.15
WIDEST_EVEN = 1.6
# the share of a ruled column's cells, or of the cells of rows without lines, that are filled where it is parted
PARTED_SHARE = 0.8
# lines of ink, from a capital's top to a tail's end, over the size of the print; which of them have both
INK_OF_SIZE, HIGH_LINES = 0.94, 0.85
# the share of a column's text over which a line runs that cuts the column
COVERED = 0.6
# white space around a title between two lines, as a multiple of that around other rows
TITLE_SPACE = 1.6
# Columns filled to this share by most of their lines are columns of prose, to be read one after the other.
PROSE_FILL = 0.72
LEAST_PROSE_LINES = 6
# Of a column's lines, the share that stands in line (at the left, the right or the middle) within so many points.
IN_LINE_SHARE = 0.6
EDGE_PLAY = 4.0
# points within which lines and shades begin and end together
SAME_EDGE = 4.0
LEAST_RULE = 60.0

# Lines at which one column goes on and the other begins, in either of the two ways.
LEAST_APART = 2

CONFIDENCE = {"row-rules": 0.95, "shading": 0.95, "aligned": 0.9}
TWO_COLUMNS_CONFIDENCE = 0.85

_NUMBERING = re.compile(
    r"^(?:(?:§+\s?|(?:[^\W\d_]{1,2}\.)|\()?\d+(?:\.\d+)*[.)]?|\(?[^\W\d_][.)]|[IVXLC]+[.)]|[•▪◦●○■\u2013\u2014*-]|\(?[ivx]+\))$"
)
_ITEM = re.compile(r"^(?:[•▪◦●○■]|\(?[^\W_]{1,2}[.)])$")
_VALUE = re.compile(r"^[<>≤≥~±+\-–—]?\s*\d|^[–—-]$|\d\s?%|^\D{0,14}\d[\d\s.,]*\D{0,12}$")
_LEADERS = re.compile(r"\.{5,}|…{2,}|(?:\. ){5,}|_{5,}")
# who stands above a column of particulars or signatures; side by side they are read one after the other
_PARTY = re.compile(
    r"^(?:орындаушы|тапсырыс беруші|исполнитель|заказчик|поставщик|покупатель|провайдер|абонент|арендодатель|арендатор"
    r"|provider|customer|supplier|client|contractor|seller|buyer|lessor|lessee)\W*$",
    re.IGNORECASE,
)

Span = tuple[float, float]


class _Row(NamedTuple):
    """Words on one line of the page."""

    top: float
    bottom: float
    words: tuple[Word, ...]


class _Marks(NamedTuple):
    """What is drawn between rows: where lines run across (y, x0, x1), and the boxes of shaded rows.

    `parts` are all lines, also those too short to be a table's.
    """

    lines: tuple[tuple[float, float, float], ...]
    shades: tuple[Box, ...]
    parts: tuple[tuple[float, float, float], ...]


class _Piece(NamedTuple):
    """What one line of the page has in one column."""

    column: int
    top: float
    bottom: float
    words: tuple[Word, ...]


class _Cell(NamedTuple):
    """A cell in the making: its place and extent in rows and columns, from 0, and the pieces that it holds."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[_Piece, ...]


class _Table(NamedTuple):
    """A table as found; `box` is where its lines or shades reach, if it has any."""

    cells: tuple[_Cell, ...]
    row_count: int
    column_count: int
    found_by: str
    box: Box | None = None


def find_aligned_grids(
    words: Sequence[Word],
    page: int,
    *,
    rules: Sequence[Box] = (),
    fills: Sequence[Box] = (),
    least_gap: float = LEAST_GAP,
    height: float = 0.0,
) -> tuple[tuple[Grid, ...], list[Word]]:
    """The tables that no cells of lines enclose, and the words outside of them.

    `rules` are lines, `fills` shaded areas that belong to no ruled table; `least_gap` is the least width of white space
    between two columns, in heights of the text. `height` is that of the text where the words' boxes do not tell it.
    """
    if not words:
        return (), []
    parts = part_columns(words)
    if len(parts) > 1:
        return _find_in_parts(parts, page, rules, fills, least_gap, height)
    height = height or median(word.bbox[3] - word.bbox[1] for word in words)
    marks = _find_marks(rules, fills)
    grids, words = _find_in_columns(words, page, marks, height)
    rows = [_to_row(row) for row in group_rows(words)]
    if len(rows) < 2:
        return tuple(grids), list(words)
    rest: list[Word] = []
    index = 0
    bands = _find_bands(marks, rows, least_gap * height)
    while index < len(rows):
        table, stop = None, index + 1
        for band in bands:
            if band[0] == index:
                table, stop = _read_band(rows, band, marks, least_gap * height)
                break
        if table is None:
            table, stop = _read_free(rows, index, marks, height, least_gap * height)
        if table is not None:
            grids.append(_to_grid(table, page))
        else:
            stop = max(stop, index + 1)
            rest += [word for row in rows[index:stop] for word in row.words]
        index = stop
    return tuple(grids), rest


def _find_in_parts(
    parts: Sequence[Sequence[Word]],
    page: int,
    rules: Sequence[Box],
    fills: Sequence[Box],
    least_gap: float,
    height: float,
) -> tuple[tuple[Grid, ...], list[Word]]:
    """The tables in each column of a page of columns, and the words outside of them."""
    grids: list[Grid] = []
    rest: list[Word] = []
    for part in parts:
        left, _, right, _ = enclose([word.bbox for word in part])
        inside = [[box for box in boxes if box[0] < right and box[2] > left] for boxes in (rules, fills)]
        found, outside = find_aligned_grids(
            part, page, rules=inside[0], fills=inside[1], least_gap=least_gap, height=height
        )
        grids += found
        rest += outside
    return tuple(grids), rest


def _find_in_columns(
    words: Sequence[Word], page: int, marks: _Marks, height: float
) -> tuple[list[Grid], Sequence[Word]]:
    """The tables between level lines in one column of a page of columns, and the words outside of them.

    Text stands beside such lines, and white space parts it from what is between them in every row.
    """
    grids: list[Grid] = []
    for group in _group_alike(marks.lines):
        left, right = group[0][1] - SAME_EDGE, group[0][2] + SAME_EDGE
        top, bottom = group[0][0] - MOST_TITLE_LINES * LEAST_FAR * height, group[-1][0] + 1
        level = [word for word in words if top <= (word.bbox[1] + word.bbox[3]) / 2 <= bottom]
        inside = [word for word in level if left <= word.bbox[0] and word.bbox[2] <= right]
        beside = [word for word in level if word.bbox[0] >= right + height or word.bbox[2] <= left - height]
        if len(group) < LEAST_ROWS or not beside or len(inside) + len(beside) < len(level):
            continue
        found, outside = find_aligned_grids(inside, page, rules=[(x0, y, x1, y) for y, x0, x1 in group], height=height)
        if len(found) == 1 and found[0].found_by == "row-rules":
            grids += found
            taken = {id(word) for word in inside} - {id(word) for word in outside}
            words = [word for word in words if id(word) not in taken]
    return grids, words


def _to_row(words: Sequence[Word]) -> _Row:
    return _Row(min(word.bbox[1] for word in words), max(word.bbox[3] for word in words), tuple(words))


# --- lines and shades ------------------------------------------------------------------------------------------------


def _find_marks(rules: Sequence[Box], fills: Sequence[Box]) -> _Marks:
    """Level lines (in pieces or whole) and shaded rows (cell by cell or whole), joined along each row."""
    level = sorted({(round(rule[1], 1), rule[0], rule[2]) for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]})
    lines: list[tuple[float, float, float]] = []
    for y, x0, x1 in level:
        if lines and abs(lines[-1][0] - y) <= 1.5 and x0 <= lines[-1][2] + SAME_EDGE:
            lines[-1] = (lines[-1][0], lines[-1][1], max(lines[-1][2], x1))
        else:
            lines.append((y, x0, x1))
    shades: list[Box] = []
    for x0, top, x1, bottom in sorted(set(fills), key=lambda fill: (round(fill[1]), fill[0])):
        above = shades[-1] if shades else None
        if above and abs(above[1] - top) <= 1.5 and abs(above[3] - bottom) <= 1.5 and x0 <= above[2] + SAME_EDGE:
            shades[-1] = (above[0], above[1], max(above[2], x1), bottom)
        else:
            shades.append((x0, top, x1, bottom))
    return _Marks(
        tuple(line for line in lines if line[2] - line[1] >= LEAST_RULE),
        tuple(shade for shade in shades if shade[2] - shade[0] >= LEAST_RULE),
        tuple(lines),
    )


# first and last line of the page (half-open), where rows end, how found, its sides
Band = tuple[int, int, tuple[float, ...], str, Span]


def _find_bands(marks: _Marks, rows: Sequence[_Row], least: float) -> list[Band]:
    """Stretches of the page that lines of one length or shades of one width cut into rows.

    A header with nothing but a line below it belongs to them.
    """
    bands: list[Band] = []
    for group in _group_alike([(y, x0, x1) for y, x0, x1 in marks.lines]):
        cuts = [y for y, _, _ in group]
        sides = (group[0][1], group[0][2])
        for start, stop, own in _table_runs(cuts, rows, sides):
            bands.append((_head_start(rows, start, stop, own, sides, least), stop, own, "row-rules", sides))
    shades = [(top, x0, x1) for x0, top, x1, _ in marks.shades]
    bottoms = {top: bottom for _, top, _, bottom in marks.shades}
    for group in _group_alike(shades):
        cuts = sorted({y for top, _, _ in group for y in (top, bottoms[top])})
        inside = _rows_between(rows, cuts[0], cuts[-1])
        if len(group) >= 2 and inside:
            bands.append((inside[0], inside[-1] + 1, tuple(cuts), "shading", (group[0][1], group[0][2])))
    return sorted(bands, key=lambda band: (band[0], -band[1]))


def _head_start(rows: Sequence[_Row], start: int, stop: int, cuts: Sequence[float], sides: Span, least: float) -> int:
    """Where the header begins that stands close above the first line of a table; `start` where there is none.

    It keeps to the table's columns, and is in bold or has wide white space between all of them.
    """
    rivers = _find_columns(_cut_lines(rows[start:stop], cuts), least)
    below = cuts[0]
    first = start
    while first and start - first <= MOST_TITLE_LINES and rivers:
        row = rows[first - 1]
        height = row.bottom - row.top
        within = sides[0] - SAME_EDGE <= row.words[0].bbox[0] and row.words[-1].bbox[2] <= sides[1] + SAME_EDGE
        if not (within and abs(below - row.bottom) <= height) or None in _open_rivers(rivers, [row], least):
            break
        first, below = first - 1, row.top
    head = rows[first:start]
    columns = {piece.column for line in _to_pieces(head, rivers) for piece in line} if head else set()
    open_rows = all(len(_find_rivers([row], OPENING_GAP * (row.bottom - row.top))) >= len(rivers) for row in head)
    return first if len(columns) > 1 and (_is_bold(head) or open_rows) else start


def _group_alike(lines: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Lines (y, x0, x1) that begin and end alike, top to bottom; at least two."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        for group in groups:
            if abs(group[0][1] - line[1]) <= SAME_EDGE and abs(group[0][2] - line[2]) <= SAME_EDGE:
                group.append(line)
                break
        else:
            groups.append([line])
    return [group for group in groups if len(group) >= 2]


def _rows_between(rows: Sequence[_Row], top: float, bottom: float) -> list[int]:
    return [index for index, row in enumerate(rows) if top - 1 <= (row.top + row.bottom) / 2 <= bottom + 1]


def _table_runs(cuts: Sequence[float], rows: Sequence[_Row], sides: Span) -> list[tuple[int, int, tuple[float, ...]]]:
    """Stretches between lines: one after the other where both hold more than one cell within the lines' ends.

    A title or a note may stand between or below them where it fills the space between its lines as the cells do.
    """
    runs: list[tuple[int, int, tuple[float, ...]]] = []
    open_run: list[_Strip] = []
    for top, bottom in pairwise(cuts):
        inside = _rows_between(rows, top, bottom)
        lines = [rows[index] for index in inside]
        fits = inside and all(
            sides[0] - SAME_EDGE <= row.words[0].bbox[0] and row.words[-1].bbox[2] <= sides[1] + SAME_EDGE
            for row in lines
        )
        strip = _to_strip(inside, lines, top, bottom) if inside else None
        if strip and fits and (strip.gap or _is_tight(strip, open_run)):
            if strip.bold and len(open_run) > 2 and not open_run[-1].gap and not open_run[-2].bold:
                # a caption, and the header of the next table
                runs += _close_run(open_run[:-1])
                open_run = []
            open_run.append(strip)
        elif strip or bottom - top > LEAST_FAR:
            runs += _close_run(open_run)
            open_run = []
    return runs + _close_run(open_run)


class _Strip(NamedTuple):
    """The lines of the page between two rules.

    `above` and `below` are the white space there; `gap`: some runs down through the lines; `bold`: all words are.
    """

    inside: list[int]
    top: float
    bottom: float
    above: float
    below: float
    gap: bool
    bold: bool


def _to_strip(inside: list[int], lines: Sequence[_Row], top: float, bottom: float) -> _Strip:
    return _Strip(inside, top, bottom, lines[0].top - top, bottom - lines[-1].bottom, _has_gap(lines), _is_bold(lines))


def _is_tight(strip: _Strip, run: Sequence[_Strip]) -> bool:
    """Whether a strip has hardly more white space than those before it."""
    return bool(run) and all(
        own <= TITLE_SPACE * max(getattr(other, side) for other in run) + 2
        for own, side in ((strip.above, "above"), (strip.below, "below"))
    )


def _close_run(run: Sequence[_Strip]) -> list[tuple[int, int, tuple[float, ...]]]:
    if not run:
        return []
    return [(run[0].inside[0], run[-1].inside[-1] + 1, (run[0].top, *(strip.bottom for strip in run)))]


def _has_gap(rows: Sequence[_Row]) -> bool:
    """Whether white space runs down through the lines; of many lines, some may stand across."""
    least = LEAST_GAP * median(row.bottom - row.top for row in rows)
    return bool(_find_rivers(rows, least) or (len(rows) > SURE_COLUMNS and _find_columns([[r] for r in rows], least)))


# --- rivers ----------------------------------------------------------------------------------------------------------


def _find_rivers(rows: Sequence[_Row], least: float) -> list[Span]:
    """Stretches of x that no word of the lines covers, between the outermost words, at least so wide."""
    spans = sorted((word.bbox[0], word.bbox[2]) for row in rows for word in row.words)
    rivers = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= least:
            rivers.append((reach, x0))
        reach = max(reach, x1)
    return rivers


def _cut_rivers(rivers: Sequence[Span], row: _Row, least: float) -> list[Span]:
    """What a further line leaves of the rivers."""
    left: list[Span] = []
    for x0, x1 in rivers:
        pieces, start = [], x0
        for word in row.words:
            if word.bbox[2] <= start or word.bbox[0] >= x1:
                continue
            pieces.append((start, word.bbox[0]))
            start = max(start, word.bbox[2])
        pieces.append((start, x1))
        widest = max(pieces, key=lambda piece: piece[1] - piece[0])
        if widest[1] - widest[0] >= least:
            left.append(widest)
    return left


def _to_pieces(rows: Iterable[_Row], rivers: Sequence[Span]) -> list[list[_Piece]]:
    """Every line as its pieces by column; a word belongs where its middle is."""
    cuts = [(x0 + x1) / 2 for x0, x1 in rivers]
    lines = []
    for row in rows:
        columns: dict[int, list[Word]] = {}
        for word in row.words:
            middle = (word.bbox[0] + word.bbox[2]) / 2
            columns.setdefault(sum(cut < middle for cut in cuts), []).append(word)
        lines.append(
            [
                _Piece(column, min(w.bbox[1] for w in words), max(w.bbox[3] for w in words), tuple(words))
                for column, words in sorted(columns.items())
            ]
        )
    return lines


# --- columns ---------------------------------------------------------------------------------------------------------

Unit = Sequence[_Row]  # the lines of the page that may hold one row of a table, or each line for itself


def _find_columns(units: Sequence[Unit], least: float) -> list[Span]:
    """The rivers between the columns, though a title, a note or a sum stands across some of them.

    They are those of the units with the most rivers of their own, if these are half of all and at least two.
    """
    whole = _drop_shifted(_find_rivers([row for unit in units for row in unit], least), units)
    own = [len(_find_rivers(unit, least)) for unit in units]
    for count in sorted(set(own), reverse=True):
        chosen = [unit for unit, rivers in zip(units, own, strict=True) if rivers >= count]
        if count <= len(whole) or 2 * len(chosen) < len(units):
            continue
        rivers = _drop_shifted(_find_rivers([row for unit in chosen for row in unit], least), chosen)
        if len(chosen) >= 2 and len(rivers) > len(whole):
            return rivers
    return whole


def _drop_shifted(rivers: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """The rivers without those between the values of a column and its title or sum, set at another place of it.

    No unit has text on both sides of such a river, and only the first and the last may have any on one of them.
    """
    left = list(rivers)
    for river in rivers:
        index = left.index(river)
        filled = [{piece.column for line in _to_pieces(unit, left) for piece in line} for unit in units]
        one, two = ([number for number, own in enumerate(filled) if side in own] for side in (index, index + 1))
        ends = {0, len(units) - 1}
        if not set(one) & set(two) and any(side and set(side) <= ends and 0 in side for side in (one, two)):
            left.remove(river)
    return left


def _open_rivers(rivers: Sequence[Span], unit: Unit, least: float) -> list[Span | None]:
    """What a unit leaves of each river; None where its words stand across."""
    left: list[Span | None] = []
    for river in rivers:
        rest = [river]
        for row in unit:
            rest = _cut_rivers(rest, row, least)
        left.append(rest[0] if rest else None)
    return left


def _narrow(rivers: Sequence[Span], units: Sequence[Unit], least: float) -> list[Span]:
    """The rivers as all units leave them that have nothing across."""
    narrowed: list[Span] = list(rivers)
    for unit in units:
        left = _open_rivers(narrowed, unit, least)
        if None not in left:
            narrowed = [river for river in left if river is not None]
    return narrowed


def _unit_to_cells(unit: Unit, rivers: Sequence[Span], least: float) -> list[_Cell]:
    """A unit as one row; what stands across a river is a cell over both columns. Pieces have their first column."""
    left = _open_rivers(rivers, unit, least)
    starts = [0, *(index + 1 for index, river in enumerate(left) if river is not None)]
    lines = _to_pieces(unit, [river for river in left if river is not None])
    cells = []
    for group, (start, stop) in enumerate(pairwise([*starts, len(rivers) + 1])):
        pieces = [piece._replace(column=start) for line in lines for piece in line if piece.column == group]
        cells.append(_Cell(0, start, 1, stop - start, _sort(pieces)))
    return cells


def _stretch(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells of a row below the header: a title that stands across a river goes on to the next cell with text."""
    first, *others = cells
    if first.columns == 1 or not first.pieces:
        return list(cells)
    stop = next((cell.column for cell in others if cell.pieces), others[-1].column + 1 if others else first.columns)
    return [first._replace(columns=stop), *(cell for cell in others if cell.column >= stop)]


def _sort(pieces: Sequence[_Piece]) -> tuple[_Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.top, piece.column)))


def _stack(parts: Sequence[Sequence[_Cell]], columns: int, found_by: str, box: Box | None = None) -> _Table:
    """A table of rows, each of cells that cover all columns."""
    cells = [cell._replace(row=row) for row, part in enumerate(parts) for cell in part]
    return _Table(*_span_titles(cells, len(parts), columns), columns, found_by, box)


# --- tables between lines or on shades -------------------------------------------------------------------------------


def _read_band(rows: Sequence[_Row], band: Band, marks: _Marks, least: float) -> tuple[_Table | None, int]:
    start, stop, cuts, found_by, sides = band
    if found_by == "shading":
        # a row without a shade may stand behind the last that has one
        rivers = _find_columns(_cut_lines(rows[start:stop], cuts), least)
        tall = max(below - above for above, below in pairwise(cuts))
        end = stop
        while (
            end < len(rows)
            and rows[end].bottom - cuts[-1] < tall
            and None not in _open_rivers(rivers, [rows[end]], least)
        ):
            end += 1
        if any(_is_row(row, rivers, least) for row in rows[stop:end]):
            stop = end
    units = _cut_lines(rows[start:stop], cuts)
    # lines above, below the header and at the end; what is high and not in bold is a row and no header
    by_lines = (found_by == "row-rules" and _middle(rows[start]) > cuts[0]) and (
        len(cuts) == 2 or (len(cuts) == 3 and (len(units[0]) == 1 or _is_bold(units[0])))
    )
    if by_lines:
        units = [*units[:-1], *([row] for row in units[-1])] if len(units) > 1 else [[row] for row in units[-1]]
    rivers = _find_columns(units, least)
    rivers = _drop_shifted(_narrow(rivers, [[row] for row in rows[start:stop]], least), units)
    if not rivers:
        return None, start
    inside = rows[start:stop]
    box = (
        min([sides[0], *(row.words[0].bbox[0] for row in inside)]),
        min(cuts[0], inside[0].top),
        max([sides[1], *(row.words[-1].bbox[2] for row in inside)]),
        max(cuts[-1], inside[-1].bottom),
    )
    if by_lines:
        head = 1 if len(cuts) == 3 else 0
        parts = [_unit_to_cells(unit, rivers, least) for unit in units[:head]]
        parts += _lines_to_rows([unit[0] for unit in units[head:]], rivers, least)
        table = _stack(parts, len(rivers) + 1, found_by, box)
    else:
        partial = [line for line in marks.parts if cuts[0] < line[0] < cuts[-1]]
        table = _read_strips(units, cuts, rivers, _Strips(partial, sides, least, found_by, box))
    return (table, stop) if table.row_count >= 2 and not _is_no_table(table) else (None, start)


class _Strips(NamedTuple):
    """What is known of a band: lines over some columns only, its sides, the least river, how found, the box."""

    partial: Sequence[tuple[float, float, float]]
    sides: Span
    least: float
    found_by: str
    box: Box


def _read_strips(units: Sequence[Unit], cuts: Sequence[float], rivers: Sequence[Span], band: _Strips) -> _Table:
    """Rows as the lines or shades cut them; a line over some columns cuts only these, and the others span rows."""
    bounds = [band.sides[0], *((x0 + x1) / 2 for x0, x1 in rivers), band.sides[1]]
    extents = list(zip([bounds[0], *(x1 for _, x1 in rivers)], [*(x0 for x0, _ in rivers), bounds[-1]], strict=True))
    cells: list[_Cell] = []
    row = 0
    for number, unit in enumerate(units):
        top = max([cut for cut in cuts if cut <= unit[0].bottom - 1], default=unit[0].top)
        bottom = min([cut for cut in cuts if cut >= unit[-1].top + 1], default=unit[-1].bottom)
        inner = [
            (y, covered)
            for y, x0, x1 in band.partial
            if top + SAME_EDGE < y < bottom - SAME_EDGE and (covered := _covered(extents, x0, x1))
        ]
        if inner:
            found = _read_cut_strip(unit, inner, bounds, rivers, band.least)
        else:
            whole = number > 0 and band.found_by == "row-rules" and _is_rows(unit, rivers, band.least)
            parts = [[line] for line in unit] if whole else [unit]
            found = [
                cell._replace(row=index)
                for index, part in enumerate(parts)
                for cell in _unit_to_cells(part, rivers, band.least)
            ]
        cells += [cell._replace(row=row + cell.row) for cell in found]
        row += max(cell.row + cell.rows for cell in found)
    columns = len(rivers) + 1
    return _Table(*_span_titles(cells, row, columns), columns, band.found_by, band.box)


def _covered(extents: Sequence[Span], x0: float, x1: float) -> frozenset[int]:
    """The columns over most of whose text a line runs."""
    return frozenset(
        index
        for index, (left, right) in enumerate(extents)
        if min(x1, right) - max(x0, left) >= COVERED * (right - left)
    )


def _read_cut_strip(
    unit: Unit,
    inner: Sequence[tuple[float, frozenset[int]]],
    bounds: Sequence[float],
    rivers: Sequence[Span],
    least: float,
) -> list[_Cell]:
    """The cells of a strip in which lines (height, columns) cut some columns: those cut alike are read together."""
    ys: list[float] = []
    for y, _ in sorted(inner):
        if not ys or y - ys[-1] > SAME_EDGE:
            ys.append(y)
    own = [
        tuple(y for y in ys if any(column in covered and 0 <= other - y <= SAME_EDGE for other, covered in inner))
        for column in range(len(bounds) - 1)
    ]
    cells = []
    for cuts, group in groupby(range(len(own)), key=own.__getitem__):
        alike = list(group)
        first, last = alike[0], alike[-1]
        for top, bottom in pairwise((-inf, *cuts, inf)):
            lines = [_take(row, bounds[first], bounds[last + 1]) for row in unit if top < _middle(row) <= bottom]
            rows = [index for index, y in enumerate((*ys, inf)) if top < y <= bottom]
            cells += [
                cell._replace(row=rows[0], rows=len(rows), column=first + cell.column)
                for cell in _unit_to_cells([row for row in lines if row.words], rivers[first:last], least)
            ]
    return cells


def _middle(row: _Row) -> float:
    return (row.top + row.bottom) / 2


def _take(row: _Row, left: float, right: float) -> _Row:
    """The part of a line whose words have their middle between two places."""
    return row._replace(words=tuple(w for w in row.words if left <= (w.bbox[0] + w.bbox[2]) / 2 < right))


def _is_row(row: _Row, rivers: Sequence[Span], least: float) -> bool:
    """Whether a line has something in two columns at least and crosses no river."""
    return None not in _open_rivers(rivers, [row], least) and len(_to_pieces([row], rivers)[0]) >= 2


def _is_rows(unit: Unit, rivers: Sequence[Span], least: float) -> bool:
    """Whether each line is a row of its own: all have every column, and none begins in small letters."""
    if len(unit) < 2 or None in _open_rivers(rivers, unit, least):
        return False
    lines = _to_pieces(unit, rivers)
    full = all(len(line) == len(rivers) + 1 for line in lines)
    return full and not any(_opens_small(piece) for line in lines[1:] for piece in line)


def _cut_lines(rows: Sequence[_Row], cuts: Sequence[float]) -> list[list[_Row]]:
    """The lines between each two cuts; what stands outside all cuts makes units of its own."""
    parts: dict[int, list[_Row]] = {}
    for row in rows:
        parts.setdefault(sum(cut < _middle(row) for cut in cuts), []).append(row)
    return [parts[key] for key in sorted(parts)]


def _opens_small(piece: _Piece) -> bool:
    return piece.words[0].text[0].islower()


# --- tables in the open ----------------------------------------------------------------------------------------------


def _read_free(
    rows: Sequence[_Row], start: int, marks: _Marks, height: float, least: float
) -> tuple[_Table | None, int]:
    """The table whose first line is at `start`, and the line after it; or None and the end of columns of prose."""
    if not _find_rivers([rows[start]], OPENING_GAP * height):
        return _read_below(rows, start, marks, height, least)
    if _is_even(rows[start], height):
        return None, start
    rivers, stop = _grow(rows, start, height, least, loose=True)
    if stop - start >= LEAST_PROSE_LINES and _is_prose(_lines_to_columns(rows[start:stop], rivers)):
        return None, stop
    table, stop = _read_open(rows, (start, start), marks, height, least)
    # titles over several columns may stand above the line that shows all columns
    for first in range(start + 1, min(start + 1 + MOST_TITLE_LINES, len(rows))):
        if not _is_bold(rows[start : first + 1]):
            break
        other, end = _read_open(rows, (start, first), marks, height, least)
        if other and (table is None or other.column_count > table.column_count):
            table, stop = other, end
    return (table, stop) if table else (None, start)


def _read_below(
    rows: Sequence[_Row], start: int, marks: _Marks, height: float, least: float
) -> tuple[_Table | None, int]:
    """The table whose first line holds but the beginning of one cell that is higher than the others beside it."""
    for first in range(start + 1, min(start + 1 + MOST_TITLE_LINES, len(rows))):
        if rows[first].top - rows[first - 1].top > MOST_LEADING * height:
            break
        if not _find_rivers([rows[first]], OPENING_GAP * height) or _is_even(rows[first], height):
            continue
        table, stop = _read_open(rows, (start, first), marks, height, least)
        beside = {word for row in rows[start:first] for word in row.words}
        if table and not any(
            beside.intersection(piece.words)
            for cell in table.cells
            if cell.row or not cell.column or cell.columns > 1
            for piece in cell.pieces
        ):
            return table, stop
        break
    return None, start


def _is_bold(rows: Sequence[_Row]) -> bool:
    return all(word.bold for row in rows for word in row.words)


def _read_open(
    rows: Sequence[_Row], starts: tuple[int, int], marks: _Marks, height: float, least: float
) -> tuple[_Table | None, int]:
    """The table from the first of two lines on whose columns the second shows, and the line after it."""
    head, start = starts
    rivers, stop = _grow(rows, start, height, least)
    stop = _trim(rows, start, stop, rivers)
    rivers = _find_rivers(rows[start:stop], least) if stop > start else []
    if stop - start < 2 or not rivers or not _lies_over(rows[head:start], rows[start:stop], height):
        return None, head
    inside = rows[head:stop]
    rivers = _drop_shifted(rivers, [[row] for row in rows[start:stop]])
    rivers = _narrow(rivers, [[row] for row in inside], least)
    top, bottom = inside[0].top, inside[-1].bottom
    cuts = [y for y, _, _ in marks.lines if top < y < bottom]
    edges = [y for shade in marks.shades for y in (shade[1], shade[3]) if top < y < bottom]
    limit = _wrap_limit([piece for line in _to_pieces(rows[start:stop], rivers) for piece in line], len(rivers) + 1)
    parts = [
        part
        for lines in _cut_lines(inside, sorted({*cuts, *edges}))
        for part in _lines_to_rows(lines, rivers, least, limit)
    ]
    table = _stack(parts, len(rivers) + 1, "aligned")
    marked = bool(cuts) or any(shade[1] <= top + 2 and shade[3] >= inside[0].bottom - 2 for shade in marks.shades)
    if _is_no_table(table) or not _is_sure(table, marked=marked):
        return None, head
    return table, stop


def _lies_over(head: Sequence[_Row], body: Sequence[_Row], height: float) -> bool:
    """Whether lines stand close above a table and between its sides."""
    left, right = min(row.words[0].bbox[0] for row in body), max(row.words[-1].bbox[2] for row in body)
    lines = [*head, body[0]]
    close = all(two.top - one.top <= LEAST_FAR * height for one, two in pairwise(lines))
    return close and all(
        left - SAME_EDGE <= row.words[0].bbox[0] and row.words[-1].bbox[2] <= right + SAME_EDGE for row in head
    )


def _lines_to_columns(rows: Sequence[_Row], rivers: Sequence[Span]) -> list[list[tuple[_Piece, ...]]]:
    """The pieces of each line by columns."""
    lines = _to_pieces(rows, rivers)
    return [[tuple(p for p in line if p.column == column) for line in lines] for column in range(len(rivers) + 1)]


def _grow(
    rows: Sequence[_Row], start: int, height: float, least: float, *, loose: bool = False
) -> tuple[list[Span], int]:
    """The rivers that run on from a line, and the line that stops them; `loose`: while any of them runs on."""
    rivers = _find_rivers([rows[start]], least)
    wide = len(_find_rivers([rows[start]], OPENING_GAP * height))
    furthest = 0.0
    stop = start + 1
    while stop < len(rows):
        step = rows[stop].top - rows[stop - 1].top
        if step > max(FAR_STEP * furthest, LEAST_FAR * height) and furthest:
            break
        left = _cut_rivers(rivers, rows[stop], least)
        if not loose and _is_even(rows[stop], height) and _crosses(rows[stop], rivers):
            break
        if not left or (not loose and ((stop - start >= 2 and len(left) < len(rivers)) or len(left) < min(wide, 2))):
            break
        rivers, furthest = left, max(furthest, step)
        stop += 1
    return rivers, stop


def _is_even(row: _Row, height: float) -> bool:
    """Whether a line of many words has blanks of one width, as a justified line of prose does."""
    gaps = [after.bbox[0] - before.bbox[2] for before, after in pairwise(row.words)]
    if len(gaps) < EVEN_GAPS:
        return False
    usual = median(gaps)
    equal = max(gaps) < EQUAL_PLAY * usual and usual < EQUAL_PLAY * min(gaps)
    return equal or max(gaps) < EVEN_PLAY * usual < EVEN_PLAY * WIDEST_EVEN * height


def _crosses(row: _Row, rivers: Sequence[Span]) -> bool:
    return any(row.words[0].bbox[0] < x0 and row.words[-1].bbox[2] > x1 for x0, x1 in rivers)


def _trim(rows: Sequence[_Row], start: int, stop: int, rivers: Sequence[Span]) -> int:
    """The end of the table without the last lines that have nothing but a beginning: a heading, a short paragraph."""
    steps = [two.top - one.top for one, two in pairwise(rows[start:stop])]
    usual = min(steps, default=0.0)
    while stop - start > 1:
        (line,) = _to_pieces([rows[stop - 1]], rivers)
        step = rows[stop - 1].top - rows[stop - 2].top
        if len(line) > 1 or (line[0].column > 0 and step <= 1.2 * usual) or step <= 1.05 * usual < 1.05 * max(steps):
            break
        stop -= 1
    return stop


# --- rows ------------------------------------------------------------------------------------------------------------


def _lines_to_rows(
    lines: Sequence[_Row], rivers: Sequence[Span], least: float, limit: float | None = None
) -> list[list[_Cell]]:
    """Rows from lines that nothing cuts: where one stands across a river, it is a row, and rows end there.

    `limit`: how far apart the tops of two lines of one cell are at most, if that is known.
    """
    columns = len(rivers) + 1
    if limit is None:
        level = [row for row in lines if None not in _open_rivers(rivers, [row], least)]
        limit = _wrap_limit([piece for line in _to_pieces(level, rivers) for piece in line], columns)
    parts: list[list[_Cell]] = []
    for across, group in groupby(lines, key=lambda row: None in _open_rivers(rivers, [row], least)):
        unit = list(group)
        if across:
            for number, row in enumerate(unit):
                if number and row.top - unit[number - 1].top <= limit:
                    parts[-1] = _unit_to_cells(unit[number - 1 : number + 1], rivers, least)
                else:
                    parts.append(_unit_to_cells([row], rivers, least))
            continue
        pieces = [piece for line in _to_pieces(unit, rivers) for piece in line]
        for part in _split_rows(pieces, columns, limit):
            cells = [_sort([piece for piece in part if piece.column == column]) for column in range(columns)]
            parts.append([_Cell(0, column, 1, 1, held) for column, held in enumerate(cells)])
    return parts


def _split_rows(pieces: Sequence[_Piece], columns: int, limit: float) -> list[list[_Piece]]:
    """Rows from pieces: those close below each other in a column are one cell, and cells side by side are one row."""
    blocks: list[list[_Piece]] = []
    for column in range(columns):
        above: _Piece | None = None
        for piece in _sort([piece for piece in pieces if piece.column == column]):
            if above is not None and piece.top - above.top <= limit:
                blocks[-1].append(piece)
            else:
                blocks.append([piece])
            above = piece
    rows: list[list[_Piece]] = []
    reaching: list[list[_Piece]] = []  # rows that reach below the top of the block
    for block in sorted(blocks, key=lambda block: (block[0].top, block[0].column)):
        ended = [row for row in reaching if max(piece.bottom for piece in row) <= block[0].top]
        rows += ended
        open_rows = [row for row in reaching if row not in ended]
        beside = [row for row in open_rows if _stand_beside(row, block)]
        reaching = [row for row in open_rows if row not in beside]
        reaching.append([*(piece for row in beside for piece in row), *block])
    rows += reaching
    rows.sort(key=lambda row: min(piece.top for piece in row))
    return _join_rest([list(_sort(row)) for row in rows], columns, pieces)


def _stand_beside(row: Sequence[_Piece], block: Sequence[_Piece]) -> bool:
    """Whether a cell overlaps by more than half a line's height with any cell of a row in another column."""
    top, bottom = block[0].top, block[-1].bottom
    least = min(piece.bottom - piece.top for piece in (*row, *block))
    for column in {piece.column for piece in row} - {block[0].column}:
        own = [piece for piece in row if piece.column == column]
        if min(bottom, max(p.bottom for p in own)) - max(top, min(p.top for p in own)) > 0.5 * least:
            return True
    return False


def _join_rest(rows: Sequence[list[_Piece]], columns: int, region: Sequence[_Piece]) -> list[list[_Piece]]:
    """Rows with those put to the one above that are the rest of it, where lines and rows stand equally far apart.

    Such a line lacks columns and goes on in small letters, or has but one cell and that is not the first.
    """
    tops = sorted({piece.top for piece in region})
    step = min((two - one for one, two in pairwise(tops) if two - one > 1), default=0.0)
    joined: list[list[_Piece]] = []
    for row in rows:
        filled = {piece.column for piece in row}
        above = {piece.column for piece in joined[-1]} if joined else set()
        near = joined and min(p.top for p in row) - max(p.top for p in joined[-1]) <= 1.05 * step
        small = all(map(_opens_small, row)) or (len(filled) == 1 and 0 not in filled)
        if near and len(filled) < columns and filled <= above and small and len(joined) > 0:
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(list(row))
    return joined


def _wrap_limit(pieces: Sequence[_Piece], columns: int) -> float:
    """How far apart two lines of one cell are at most; 0 where no cell has two."""
    lines = _group_lines(pieces)
    full = [len({piece.column for piece in line}) == columns for line in lines]
    tops = [min(piece.top for piece in line) for line in lines]
    whole = [tops[i + 1] - tops[i] for i in range(len(lines) - 1) if full[i] and full[i + 1]]
    if whole:
        return WRAPPED_PITCH * median(whole)
    steps = sorted(two - one for one, two in pairwise(tops) if two > one)
    if not steps:
        return 0.0
    size = median(word.size or 0.8 * (word.bbox[3] - word.bbox[1]) for piece in pieces for word in piece.words)
    jump = max(pairwise(steps), key=lambda pair: pair[1] / pair[0], default=(1.0, 1.0))
    if jump[1] / jump[0] >= 1.15 and jump[0] <= 1.1 * MOST_LEADING * size:
        return sum(jump) / 2
    return MOST_LEADING * size if steps[0] <= MOST_LEADING * size else 0.0


def _group_lines(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand on one line of the page."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.column)):
        if (
            lines
            and (piece.top + piece.bottom) / 2 < lines[-1][0].bottom
            and piece.column not in {other.column for other in lines[-1]}
        ):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


# --- titles over rows and columns ------------------------------------------------------------------------------------


def _span_titles(cells: Sequence[_Cell], rows: int, columns: int) -> tuple[tuple[_Cell, ...], int]:
    """The cells with the titles over rows and columns as cells that span, and how many rows they make."""
    spread = _spread_sections(cells, columns)
    spread, rows = _fold_between(spread, rows)
    return tuple(sorted(_spread_header(spread, rows, columns), key=lambda cell: cell[:4])), rows


def _cell_is_bold(cell: _Cell) -> bool:
    return all(word.bold for piece in cell.pieces for word in piece.words)


def _by_rows(cells: Sequence[_Cell]) -> dict[int, list[_Cell]]:
    rows: dict[int, list[_Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell[:2]):
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _spread_sections(cells: Sequence[_Cell], columns: int) -> list[_Cell]:
    """A row below the header with nothing but a title in bold, or a note, is one cell over three columns or more.

    The title of a sum in the last row goes on to the sum.
    """
    if columns < SURE_COLUMNS:
        return list(cells)
    spread: list[_Cell] = []
    last = max(cell.row for cell in cells)
    for number, row in _by_rows(cells).items():
        filled = [cell for cell in row if cell.pieces]
        if number == last and _is_sum(row):
            spread += _stretch([row[0]._replace(columns=2), *row[2:]])
            continue
        alone = len(filled) == 1 and sum(cell.columns for cell in row) == columns and {c.rows for c in row} == {1}
        if alone and number and (_is_note(filled[0]) or (_cell_is_bold(filled[0]) and filled[0].column == 0)):
            spread.append(filled[0]._replace(column=0, columns=columns))
        elif number and filled and {cell.rows for cell in row} == {1}:
            spread += _stretch(row)
        else:
            spread += row
    return spread


def _is_sum(row: Sequence[_Cell]) -> bool:
    """Whether a row has nothing but words in its first cell and a figure in its last, with two or more between."""
    filled = [bool(cell.pieces) for cell in row]
    single = all(cell.rows == cell.columns == 1 for cell in row)
    return (
        single
        and len(row) > SURE_COLUMNS
        and filled == [True, *([False] * (len(row) - 2)), True]
        and not any(map(str.isdigit, _text(row[0].pieces)))
        and _VALUE.search(_text(row[-1].pieces)) is not None
    )


def _is_note(cell: _Cell) -> bool:
    return cell.pieces[0].words[0].text.startswith("*")


def _fold_between(cells: Sequence[_Cell], rows: int) -> tuple[list[_Cell], int]:
    """A header's title that stands in the middle beside two rows of titles is one cell beside both."""
    first, second, third = (_by_rows(cells).get(number, []) for number in range(3))
    held = {cell.column for cell in second if cell.pieces}
    others = {cell.column for cell in (*first, *third) if cell.pieces}
    bold = all(map(_cell_is_bold, (*first, *second, *third)))
    if rows < 4 or not held or held & others or not bold or any(cell.rows > 1 for cell in (*first, *second, *third)):
        return list(cells), rows
    folded = [cell for cell in first if cell.column not in held]
    folded += [cell._replace(row=0, rows=2) for cell in second if cell.column in held]
    folded += [cell._replace(row=1) for cell in third if cell.column not in held]
    return [*folded, *(cell._replace(row=cell.row - 1) for cell in cells if cell.row > 2)], rows - 1


def _spread_header(cells: Sequence[_Cell], rows: int, columns: int) -> list[_Cell]:
    """Two rows of titles in which one stands over several columns: it spans them, and those without such span rows.

    They are known by their bold type, or by a line that leaves out the columns with one title.
    """
    first, second = (_by_rows(cells).get(number, []) for number in range(2))
    known = any(cell.rows == 2 for cell in first) or all(map(_cell_is_bold, (*first, *second)))
    if rows < SURE_COLUMNS or not known or any(cell.rows > 2 for cell in first) or any(c.rows > 1 for c in second):
        return list(cells)
    above = {column: cell for cell in first for column in range(cell.column, cell.column + cell.columns)}
    below = {cell.column: cell for cell in second if cell.columns == 1 and cell.pieces}
    owners = _find_owners(above, below)
    if len(set(owners.values())) == len(owners):
        return list(cells)
    spread = [cell for cell in cells if cell.row > 1]
    for start in sorted(set(owners.values())):
        own = [column for column, owner in owners.items() if owner == start]
        spread.append(above[start]._replace(column=own[0], columns=own[-1] - own[0] + 1))
        spread += [below[column] for column in own]
    for column in range(columns):
        if column not in owners:
            title = above[column] if above[column].pieces else below.get(column, above[column])
            spread.append(_Cell(0, column, 2, 1, title.pieces))
    return spread


def _find_owners(above: dict[int, _Cell], below: dict[int, _Cell]) -> dict[int, int]:
    """For each column with a title of its own below another's, the first column of that other title."""
    owners: dict[int, int] = {}
    for column in sorted(below):
        if above[column].pieces:
            owners[column] = above[column].column
        elif _stands_between(column + 1, above, below) or (column and _stands_over_middle(column + 1, above, below)):
            owners[column] = column + 1
        elif column - 1 in owners:
            owners[column] = owners[column - 1]
    return owners


def _stands_over_middle(column: int, above: dict[int, _Cell], below: dict[int, _Cell]) -> bool:
    """Whether a title stands over the middle of three columns."""
    if not all(column + step in below for step in (0, 1)) or above[column + 1].pieces or not above[column].pieces:
        return False
    return abs(_middle_of(above[column]) - _middle_of(below[column])) <= EDGE_PLAY


def _stands_between(column: int, above: dict[int, _Cell], below: dict[int, _Cell]) -> bool:
    """Whether a title has its middle left of the title below it: in the white space between two columns."""
    return (
        column in below
        and bool(above[column].pieces)
        and _middle_of(above[column]) < below[column].pieces[0].words[0].bbox[0]
    )


def _middle_of(cell: _Cell) -> float:
    return (cell.pieces[0].words[0].bbox[0] + cell.pieces[0].words[-1].bbox[2]) / 2


# --- ruled tables that lack lines ------------------------------------------------------------------------------------


def part_grid(grid: Grid) -> Grid:
    """A ruled grid with those columns and rows parted between which its maker drew no line."""
    return _part_rows(_part_columns(grid))


def _part_columns(grid: Grid) -> Grid:
    """Columns parted where a wide river runs down through all of their cells, text on both sides."""
    shift = 0
    starts: list[int] = []  # where each column of the grid begins among the new ones
    rivers: list[list[Span]] = []
    for column in range(grid.column_count):
        own = [cell.lines for cell in grid.cells if cell.column == column and cell.columns == 1 and cell.lines]
        starts.append(column + shift)
        rivers.append(_find_inner_rivers(own))
        shift += len(rivers[-1])
    if not shift:
        return grid
    starts.append(grid.column_count + shift)
    cells: list[Cell] = []
    for cell in grid.cells:
        start, stop = starts[cell.column], starts[cell.column + cell.columns]
        if cell.columns > 1 or stop - start == 1:
            cells.append(replace(cell, column=start, columns=stop - start))
            continue
        pieces = [piece for line in _to_pieces(map(_line_to_row, cell.lines), rivers[cell.column]) for piece in line]
        for index in range(stop - start):
            held = [row_to_line(piece.words, grid.origin.page) for piece in pieces if piece.column == index]
            cells.append(replace(cell, column=start + index, lines=tuple(held)))
    return replace(grid, column_count=grid.column_count + shift, cells=tuple(cells))


def _line_to_row(line: Line) -> _Row:
    return _to_row(line.words)


def _find_inner_rivers(cells: Sequence[Sequence[Line]]) -> list[Span]:
    """Wide rivers through the cells of a column; most of them, three at least, have text on both sides of each."""
    if len(cells) < LEAST_ROWS:
        return []
    rows = [[_line_to_row(line) for line in lines] for lines in cells]
    height = median(row.bottom - row.top for cell in rows for row in cell)
    found = []
    for x0, x1 in _find_rivers([row for cell in rows for row in cell], INNER_GAP * height):
        words = [[word for row in cell for word in row.words] for cell in rows]
        both = sum(any(w.bbox[2] <= x0 for w in own) and any(w.bbox[0] >= x1 for w in own) for own in words)
        if both >= max(LEAST_ROWS, PARTED_SHARE * len(cells)):
            found.append((x0, x1))
    return found


def _part_rows(grid: Grid) -> Grid:
    """Rows parted in a grid of two or three whose body is one cell high: lines side by side, set apart as rows are."""
    if not grid.column_count >= SURE_COLUMNS >= grid.row_count:
        return grid
    cells: list[Cell] = []
    shift = 0
    for row in range(grid.row_count):
        own = sorted((cell for cell in grid.cells if cell.row == row), key=lambda cell: cell.column)
        parts = _find_inner_rows(own) if len(own) == grid.column_count else []
        if not parts:
            cells += [replace(cell, row=row + shift) for cell in own]
            continue
        for index, part in enumerate(parts):
            for cell in own:
                held = tuple(
                    row_to_line(piece.words, grid.origin.page) for piece in part if piece.column == cell.column
                )
                cells.append(replace(cell, row=row + shift + index, lines=held))
        shift += len(parts) - 1
    return replace(grid, row_count=grid.row_count + shift, cells=tuple(cells))


def _ink_size(pieces: Sequence[_Piece]) -> float:
    """The size of print that is known by its ink alone: the height of lines with letters that reach up and down."""
    heights = sorted(piece.bottom - piece.top for piece in pieces)
    return heights[int(HIGH_LINES * (len(heights) - 1))] / INK_OF_SIZE if heights else 0.0


def _find_inner_rows(cells: Sequence[Cell]) -> list[list[_Piece]]:
    """The rows in a row of cells: three or more, nearly all full, further apart than lines are, without a list."""
    if any(cell.rows > 1 or cell.columns > 1 for cell in cells):
        return []
    pieces = [
        _Piece(cell.column, line.origin.bbox[1], line.origin.bbox[3], line.words)
        for cell in cells
        for line in cell.lines
    ]
    size = median([word.size for piece in pieces for word in piece.words] or [0.0]) or _ink_size(pieces)
    parts = _split_rows(pieces, len(cells), MOST_LEADING * size)
    filled = [len({piece.column for piece in part}) for part in parts]
    if len(parts) < LEAST_ROWS or sum(filled) < PARTED_SHARE * len(parts) * len(cells) or not size:
        return []
    firsts = [min(part, key=lambda piece: (piece.column, piece.top)) for part in parts]
    listed = any(_ITEM.match(piece.words[0].text) for part in parts for piece in part if piece.column)
    return [] if listed or sum(map(_opens_small, firsts)) > len(firsts) / 2 else parts


# --- table or not ----------------------------------------------------------------------------------------------------

Columns = list[list[tuple[_Piece, ...]]]


def _text(cell: Sequence[_Piece]) -> str:
    return " ".join(word.text for piece in cell for word in piece.words)


def _piece_text(piece: _Piece) -> str:
    return " ".join(word.text for word in piece.words)


def _to_columns(table: _Table) -> Columns:
    """What each column has in each row; what stands over several columns is left out."""
    columns: Columns = [[() for _ in range(table.row_count)] for _ in range(table.column_count)]
    for cell in table.cells:
        if cell.columns == 1:
            columns[cell.column][cell.row] = cell.pieces
    return columns


def _is_no_table(table: _Table) -> bool:
    """Numbers left of clauses, a table of contents, forms, parties and signatures side by side."""
    texts = [[_text(cell) for cell in column] for column in _to_columns(table)]
    marks = [_piece_text(piece) for cell in _to_columns(table)[0] for piece in cell]
    if len(texts) == 2 and sum(bool(_NUMBERING.match(mark)) for mark in marks) >= 0.6 * len(marks):
        return True
    flat = [text for column in texts for text in column]
    if sum(bool(_LEADERS.search(text)) for text in flat) >= 0.5 * table.row_count or any("____" in t for t in flat):
        return True
    return len(texts) == 2 and any(_PARTY.match(column[0]) for column in texts)


def _is_sure(table: _Table, *, marked: bool) -> bool:
    """Whether a table in the open is one: enough rows and columns, not prose set in columns."""
    columns = _to_columns(table)
    filled = [sum(bool(cell) for cell in column) for column in columns]
    rows = table.row_count - sum(cell.columns == len(columns) for cell in table.cells)
    if rows < (2 if marked else LEAST_ROWS) or min(filled[1:]) < 0.5 * rows:
        return False
    if _is_prose(columns) or not all(map(_is_in_line, columns)):
        return False
    if len(columns) >= SURE_COLUMNS or marked:
        return True
    first, *others = zip(*columns, strict=True)
    bold = all(word.bold for cell in first for piece in cell for word in piece.words)
    below = [word.bold for row in others for cell in row for piece in cell for word in piece.words]
    if bold and all(first) and sum(below) < 0.3 * len(below):
        return True
    values = [_text(cell) for cell in columns[-1][1:] if cell]
    return len(values) >= 2 and sum(bool(_VALUE.search(value)) for value in values) >= VALUE_SHARE * len(values)


def _is_in_line(column: Sequence[Sequence[_Piece]]) -> bool:
    """Whether most lines of a column begin, end or have their middle in one place."""
    spans = [(piece.words[0].bbox[0], piece.words[-1].bbox[2]) for cell in column for piece in cell]
    for place in (min, max, sum):
        places = sorted(place(span) / (2 if place is sum else 1) for span in spans)
        first = most = 0
        for stop, other in enumerate(places, 1):
            while other - places[first] > EDGE_PLAY:
                first += 1
            most = max(most, stop - first)
        if most >= IN_LINE_SHARE * len(places):
            return True
    return False


def _is_prose(columns: Columns) -> bool:
    """Whether columns are read one after the other: their numbers count on, their sentences go on from line to line."""
    pieces = [[piece for cell in column for piece in cell] for column in columns]
    if any(counts_on(map(_piece_text, one), map(_piece_text, other)) for one, other in pairwise(pieces)):
        return True
    if any(len(column) < 5 for column in pieces):
        return False
    if any(_run_apart(one, other) for one, other in pairwise(pieces)):
        return True
    fills = []
    for column in pieces:
        left, right = min(p.words[0].bbox[0] for p in column), max(p.words[-1].bbox[2] for p in column)
        fills.append(median((p.words[-1].bbox[2] - p.words[0].bbox[0]) / (right - left) for p in column))
    small = sum(_opens_small(piece) for column in pieces for piece in column)
    return min(fills) >= PROSE_FILL and small >= 0.3 * sum(map(len, pieces))


def _run_apart(one: Sequence[_Piece], other: Sequence[_Piece]) -> bool:
    """Whether sentences go on in each of two columns where the other begins one, as in no two cells side by side.

    Items and headings make columns of prose as ragged as cells; what stands in one row of a table begins together.
    """
    going = {piece: on for column in (one, other) for piece, on in _going_on(column)}
    near = SpanIndex([(piece.top, piece.bottom) for piece in other])
    apart = [0, 0]
    for piece in one:
        middle = (piece.top + piece.bottom) / 2
        close = (other[index] for index in sorted(near.find(middle, middle)))
        beside = next((below for below in close if below.top <= middle <= below.bottom), None)
        if beside is not None and going[piece] != going[beside]:
            apart[going[piece]] += 1
    return min(apart) >= LEAST_APART


def _going_on(column: Sequence[_Piece]) -> Iterator[tuple[_Piece, bool]]:
    """The lines of a column from top to bottom, and whether each goes on from a line above that fills the column."""
    lines = sorted(column, key=lambda piece: piece.top)
    left, right = min(line.words[0].bbox[0] for line in lines), max(line.words[-1].bbox[2] for line in lines)
    full = left + PROSE_FILL * (right - left)
    above: _Piece | None = None
    for line in lines:
        yield line, above is not None and runs_into(above.words, line.words, full)
        above = line


def _to_grid(table: _Table, page: int) -> Grid:
    boxes = [word.bbox for cell in table.cells for piece in cell.pieces for word in piece.words]
    confidence = CONFIDENCE[table.found_by]
    if table.column_count < SURE_COLUMNS and table.found_by == "aligned":
        confidence = TWO_COLUMNS_CONFIDENCE
    return Grid(
        origin=Origin(page=page, bbox=enclose([*boxes, table.box] if table.box else boxes)),
        row_count=table.row_count,
        column_count=table.column_count,
        cells=tuple(
            Cell(
                row=cell.row,
                column=cell.column,
                rows=cell.rows,
                columns=cell.columns,
                lines=tuple(row_to_line(piece.words, page) for piece in cell.pieces),
            )
            for cell in table.cells
        ),
        found_by=table.found_by,
        confidence=confidence,
    )
