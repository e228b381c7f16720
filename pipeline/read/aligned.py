"""Tables without cells of lines: rows of words whose cells stand under each other.

What tells them is white space: a river of it runs down between two columns, crossed by no word. Lines between the rows
and shaded rows, where there are any, tell where the table is and where its rows end; else a row ends where lines stand
further apart than those of one cell. Works on words and boxes alone, so that a text layer, an OCR's words and the
characters of a text file are read alike.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.model import Box, Cell, Grid, Origin, Word
from pipeline.read.layout import enclose, group_rows, row_to_line

# A blank that opens a river, and the least width of a river between two columns, in heights of the text. A space has
# 0.25-0.3, a justified line's may have 1; cells stand 8 points apart or more (Word: 10.8), which is 0.6 at 12 points.
OPENING_GAP = 1.1
LEAST_GAP = 0.5
LEAST_ROWS = 3
# Without a line or shade, two columns are a table only with a header in bold or figures at the right.
SURE_COLUMNS = 3
VALUE_SHARE = 0.8
# Two lines of one cell are at most this much of the rows' distance apart.
WRAPPED_PITCH = 0.85
# where no two whole rows follow each other: in sizes of the text, what is the most for lines of one cell
MOST_LEADING = 1.45
# A line this many times further below than any so far is no longer the table's; in heights of the text, never below.
FAR_STEP = 2.2
LEAST_FAR = 3.0
# A justified line of prose has this many blanks or more, the widest not much wider than the others; where
# they are very wide, all are equal.
EVEN_GAPS = 4
EVEN_PLAY = 1.5
EQUAL_PLAY = 1.15
WIDEST_EVEN = 1.6
# Columns filled to this share by most of their lines are columns of prose, to be read one after the other.
PROSE_FILL = 0.72
LEAST_PROSE_LINES = 6
# Of a column's lines, the share that stands in line (at the left, the right or the middle) within so many points.
IN_LINE_SHARE = 0.6
EDGE_PLAY = 4.0
# points within which lines and shades begin and end together
SAME_EDGE = 4.0
LEAST_RULE = 60.0

CONFIDENCE = {"row-rules": 0.95, "shading": 0.95, "aligned": 0.9}
TWO_COLUMNS_CONFIDENCE = 0.85

_NUMBERING = re.compile(r"^(?:\(?\d+(?:\.\d+)*[.)]?|\(?[^\W\d_][.)]|[IVXLC]+[.)]|[•▪◦●○■\u2013\u2014*-]|\(?[ivx]+\))$")
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
    """What is drawn between rows: where lines run across (y, x0, x1), and the boxes of shaded rows."""

    lines: tuple[tuple[float, float, float], ...]
    shades: tuple[Box, ...]


class _Piece(NamedTuple):
    """What one line of the page has in one column."""

    column: int
    top: float
    bottom: float
    words: tuple[Word, ...]


class _Table(NamedTuple):
    """A table as found: rows of cells, each the pieces it holds, and how many lines of the page it took."""

    rows: tuple[tuple[tuple[_Piece, ...], ...], ...]
    found_by: str


def find_aligned_grids(
    words: Sequence[Word],
    page: int,
    *,
    rules: Sequence[Box] = (),
    fills: Sequence[Box] = (),
    least_gap: float = LEAST_GAP,
) -> tuple[tuple[Grid, ...], list[Word]]:
    """The tables that no cells of lines enclose, and the words outside of them.

    `rules` are lines, `fills` shaded areas that belong to no ruled table; `least_gap` is the least width of white space
    between two columns, in heights of the text.
    """
    rows = [_to_row(row) for row in group_rows(words)]
    if len(rows) < 2:
        return (), list(words)
    height = median(word.bbox[3] - word.bbox[1] for word in words)
    marks = _find_marks(rules, fills)
    grids: list[Grid] = []
    rest: list[Word] = []
    index = 0
    bands = _find_bands(marks, rows)
    while index < len(rows):
        table, stop = None, index + 1
        for band in bands:
            if band[0] == index:
                table, stop = _read_band(rows, band, least_gap * height)
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
    )


Band = tuple[int, int, tuple[float, ...], str]  # first and last row of the page (half-open), where rows end, how found


def _find_bands(marks: _Marks, rows: Sequence[_Row]) -> list[Band]:
    """Stretches of the page that lines of one length or shades of one width cut into rows."""
    bands: list[Band] = []
    for group in _group_alike([(y, x0, x1) for y, x0, x1 in marks.lines]):
        cuts = [y for y, _, _ in group]
        bands += [(*run, "row-rules") for run in _table_runs(cuts, rows, (group[0][1], group[0][2]))]
    shades = [(top, x0, x1) for x0, top, x1, _ in marks.shades]
    bottoms = {top: bottom for _, top, _, bottom in marks.shades}
    for group in _group_alike(shades):
        cuts = sorted({y for top, _, _ in group for y in (top, bottoms[top])})
        inside = _rows_between(rows, cuts[0], cuts[-1])
        if len(group) >= 2 and inside:
            bands.append((inside[0], inside[-1] + 1, tuple(cuts), "shading"))
    return sorted(bands, key=lambda band: (band[0], -band[1]))


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
    """Stretches between lines: one after the other where both hold more than one cell within the lines' ends."""
    runs: list[tuple[int, int, tuple[float, ...]]] = []
    open_run: list[tuple[list[int], float, float]] = []
    for top, bottom in pairwise(cuts):
        inside = _rows_between(rows, top, bottom)
        fits = inside and all(
            sides[0] - SAME_EDGE <= row.words[0].bbox[0] and row.words[-1].bbox[2] <= sides[1] + SAME_EDGE
            for row in (rows[index] for index in inside)
        )
        if fits and _has_gap([rows[index] for index in inside]):
            open_run.append((inside, top, bottom))
        elif inside or bottom - top > LEAST_FAR:
            runs += _close_run(open_run)
            open_run = []
    return runs + _close_run(open_run)


def _close_run(run: Sequence[tuple[list[int], float, float]]) -> list[tuple[int, int, tuple[float, ...]]]:
    if not run:
        return []
    return [(run[0][0][0], run[-1][0][-1] + 1, (run[0][1], *(bottom for _, _, bottom in run)))]


def _has_gap(rows: Sequence[_Row]) -> bool:
    """Whether white space runs down through the lines."""
    height = median(row.bottom - row.top for row in rows)
    return bool(_find_rivers(rows, LEAST_GAP * height))


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


def _to_pieces(rows: Sequence[_Row], rivers: Sequence[Span]) -> list[list[_Piece]]:
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


# --- tables between lines or on shades -------------------------------------------------------------------------------


def _read_band(rows: Sequence[_Row], band: Band, least: float) -> tuple[_Table | None, int]:
    start, stop, cuts, found_by = band
    rivers = _find_rivers(rows[start:stop], least)
    if not rivers:
        return None, start
    if found_by == "shading":
        # a row without a shade may stand before the first that has one or behind the last
        tall = max(below - above for above, below in pairwise(cuts))
        if stop < len(rows) and rows[stop].top - cuts[-1] < tall and _is_row(rows[stop], rivers, least):
            stop += 1
            rivers = _find_rivers(rows[start:stop], least)
    lines = _to_pieces(rows[start:stop], rivers)
    parts = _split_at(lines, cuts)
    if found_by == "row-rules":
        parts = (
            [piece for part in parts for piece in _split_full(part, len(rivers) + 1)]
            if len(cuts) > 3
            else [
                row
                for number, part in enumerate(parts)
                for row in (_split_rows(part, len(rivers) + 1) if number else [part])
            ]
        )
    table = _Table(tuple(_to_columns(part, len(rivers) + 1) for part in parts), found_by)
    return (table, stop) if len(table.rows) >= 2 and not _is_no_table(table) else (None, start)


def _is_row(row: _Row, rivers: Sequence[Span], least: float) -> bool:
    """Whether a line has something in two columns at least and crosses no river."""
    left = _cut_rivers(rivers, row, least)
    return len(left) == len(rivers) and len(_to_pieces([row], rivers)[0]) >= 2


def _split_at(lines: Sequence[Sequence[_Piece]], cuts: Sequence[float]) -> list[list[_Piece]]:
    """The pieces between each two cuts; what stands outside all cuts makes rows of its own."""
    parts: dict[int, list[_Piece]] = {}
    for line in lines:
        middle = (min(piece.top for piece in line) + max(piece.bottom for piece in line)) / 2
        parts.setdefault(sum(cut < middle for cut in cuts), []).extend(line)
    return [parts[key] for key in sorted(parts)]


def _split_full(part: Sequence[_Piece], columns: int) -> list[list[_Piece]]:
    """One row, or one for each line where all lines have every column and none begins in small letters."""
    lines = _group_lines(part)
    whole = len(lines) > 1 and all(len({piece.column for piece in line}) == columns for line in lines)
    small = any(_opens_small(piece) for line in lines[1:] for piece in line)
    return [list(line) for line in lines] if whole and not small else [list(part)]


def _opens_small(piece: _Piece) -> bool:
    return piece.words[0].text[0].islower()


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


# --- tables in the open ----------------------------------------------------------------------------------------------


def _read_free(
    rows: Sequence[_Row], start: int, marks: _Marks, height: float, least: float
) -> tuple[_Table | None, int]:
    """The table whose first line is at `start`, and the line after it; or None and the end of columns of prose."""
    if not _find_rivers([rows[start]], OPENING_GAP * height) or _is_even(rows[start], height):
        return None, start
    rivers, stop = _grow(rows, start, height, least, loose=True)
    if stop - start >= LEAST_PROSE_LINES and _is_prose(_lines_to_table(rows[start:stop], rivers)):
        return None, stop
    rivers, stop = _grow(rows, start, height, least)
    stop = _trim(rows, start, stop, rivers)
    rivers = _find_rivers(rows[start:stop], least) if stop > start else []
    if stop - start < 2 or not rivers:
        return None, start
    columns = len(rivers) + 1
    pieces = [piece for line in _to_pieces(rows[start:stop], rivers) for piece in line]
    cuts = [y for y, x0, x1 in marks.lines if rows[start].top < y < rows[stop - 1].bottom]
    parts = [row for part in _split_at([[p] for p in pieces], cuts) for row in _split_rows(part, columns, pieces)]
    table = _Table(tuple(_to_columns(part, columns) for part in parts), "aligned")
    marked = bool(cuts) or any(
        shade[1] <= rows[start].top + 2 and shade[3] >= rows[start].bottom - 2 for shade in marks.shades
    )
    if _is_no_table(table) or not _is_sure(table, marked=marked):
        return None, start
    return table, stop


def _lines_to_table(rows: Sequence[_Row], rivers: Sequence[Span]) -> _Table:
    """Every line a row."""
    return _Table(tuple(_to_columns(line, len(rivers) + 1) for line in _to_pieces(rows, rivers)), "aligned")


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


def _split_rows(part: Sequence[_Piece], columns: int, region: Sequence[_Piece] = ()) -> list[list[_Piece]]:
    """Rows from pieces: those close below each other in a column are one cell, and cells side by side are one row."""
    limit = _wrap_limit(region or part, columns)
    rows: list[list[_Piece]] = [[piece] for piece in sorted(part, key=lambda piece: (piece.top, piece.column))]
    joined = True
    while joined:
        joined = False
        for one, two in pairwise(rows):
            if _belong(one, two, limit):
                rows[rows.index(one)] = sorted([*one, *two], key=lambda piece: (piece.top, piece.column))
                rows.remove(two)
                joined = True
                break
    return _join_rest(rows, columns, region or part)


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


def _belong(one: Sequence[_Piece], two: Sequence[_Piece], limit: float) -> bool:
    """Whether two groups of pieces are of one row: they stand side by side, or a column goes on closely below."""
    bottom = max(piece.bottom for piece in one)
    top, least = min(piece.top for piece in two), min(piece.bottom - piece.top for piece in two)
    if bottom - top > 0.5 * least:
        return True
    last = {piece.column: piece for piece in sorted(one, key=lambda piece: piece.top)}
    first = {piece.column: piece for piece in sorted(two, key=lambda piece: -piece.top)}
    steps = [first[column].top - last[column].top for column in first if column in last]
    return bool(steps) and min(steps) <= limit


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


def _to_columns(part: Sequence[_Piece], columns: int) -> tuple[tuple[_Piece, ...], ...]:
    return tuple(
        tuple(sorted((piece for piece in part if piece.column == column), key=lambda piece: piece.top))
        for column in range(columns)
    )


# --- table or not ----------------------------------------------------------------------------------------------------


def _text(cell: Sequence[_Piece]) -> str:
    return " ".join(word.text for piece in cell for word in piece.words)


def _is_no_table(table: _Table) -> bool:
    """Numbers left of clauses, a table of contents, forms, parties and signatures side by side."""
    columns = list(zip(*table.rows, strict=True))
    texts = [[_text(cell) for cell in column] for column in columns]
    if len(columns) == 2 and sum(bool(_NUMBERING.match(text)) for text in texts[0]) >= 0.6 * len(texts[0]):
        return True
    flat = [text for column in texts for text in column]
    if sum(bool(_LEADERS.search(text)) for text in flat) >= 0.5 * len(table.rows) or any("____" in t for t in flat):
        return True
    return len(columns) == 2 and any(_PARTY.match(column[0]) for column in texts)


def _is_sure(table: _Table, *, marked: bool) -> bool:
    """Whether a table in the open is one: enough rows and columns, not prose set in columns."""
    columns = list(zip(*table.rows, strict=True))
    filled = [sum(bool(cell) for cell in column) for column in columns]
    rows = len(table.rows)
    if rows < (2 if marked else LEAST_ROWS) or min(filled[1:]) < 0.5 * rows:
        return False
    if _is_prose(table) or not all(map(_is_in_line, columns)):
        return False
    if len(columns) >= SURE_COLUMNS or marked:
        return True
    bold = all(word.bold for cell in table.rows[0] for piece in cell for word in piece.words)
    below = [word.bold for row in table.rows[1:] for cell in row for piece in cell for word in piece.words]
    if bold and all(table.rows[0]) and sum(below) < 0.3 * len(below):
        return True
    values = [_text(cell) for cell in columns[-1][1:] if cell]
    return len(values) >= 2 and sum(bool(_VALUE.search(value)) for value in values) >= VALUE_SHARE * len(values)


def _is_in_line(column: Sequence[Sequence[_Piece]]) -> bool:
    """Whether most lines of a column begin, end or have their middle in one place."""
    spans = [(piece.words[0].bbox[0], piece.words[-1].bbox[2]) for cell in column for piece in cell]
    for place in (min, max, sum):
        places = sorted(place(span) / (2 if place is sum else 1) for span in spans)
        most = max(sum(0 <= other - one <= EDGE_PLAY for other in places) for one in places)
        if most >= IN_LINE_SHARE * len(places):
            return True
    return False


def _is_prose(table: _Table) -> bool:
    """Whether lines fill their columns as those of prose do, and go on from one to the next."""
    columns = list(zip(*table.rows, strict=True))
    pieces = [[piece for cell in column for piece in cell] for column in columns]
    if any(len(column) < 5 for column in pieces):
        return False
    fills = []
    for column in pieces:
        left, right = min(p.words[0].bbox[0] for p in column), max(p.words[-1].bbox[2] for p in column)
        fills.append(median((p.words[-1].bbox[2] - p.words[0].bbox[0]) / (right - left) for p in column))
    small = sum(_opens_small(piece) for column in pieces for piece in column)
    return min(fills) >= PROSE_FILL and small >= 0.3 * sum(map(len, pieces))


def _to_grid(table: _Table, page: int) -> Grid:
    columns = len(table.rows[0])
    cells = [
        Cell(row=number, column=column, lines=tuple(row_to_line(piece.words, page) for piece in cell))
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
    ]
    boxes = [word.bbox for row in table.rows for cell in row for piece in cell for word in piece.words]
    confidence = CONFIDENCE[table.found_by]
    if columns < SURE_COLUMNS and table.found_by == "aligned":
        confidence = TWO_COLUMNS_CONFIDENCE
    return Grid(
        origin=Origin(page=page, bbox=enclose(boxes)),
        row_count=len(table.rows),
        column_count=columns,
        cells=tuple(cells),
        found_by=table.found_by,
        confidence=confidence,
    )
