"""Tables without lines: rows of words whose cells stand under each other."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.model import Cell, Grid, Origin, Word
from pipeline.read.layout import enclose, group_rows, row_to_line

# A blank between two words that parts cells, in heights of the text; justified lines stay below.
CELL_GAP = 1.5
# Fewer columns are a list of names and values, or a clause number left of its paragraph.
LEAST_COLUMNS = 3
LEAST_ROWS = 3
# Points by which the cells of a column may be out of line: at their left, or at their right where they are figures.
EDGE_PLAY = 3.0
# A line this much closer to the one above than rows are to each other is the rest of a cell that wraps.
WRAPPED_PITCH = 0.85
# Columns filled to this share are columns of prose, to be read one after the other.
PROSE_FILL = 0.7
CONFIDENCE = 0.9

Cells = list[list[Word]]
TableRow = list[Cells]  # a row of the table as the lines it takes, each split into cells


def find_aligned_grids(words: Sequence[Word], page: int) -> tuple[tuple[Grid, ...], list[Word]]:
    """The tables that no line rules, and the words outside of them."""
    rows = group_rows(words)
    if len(rows) < LEAST_ROWS:
        return (), list(words)
    height = median(word.bbox[3] - word.bbox[1] for word in words)
    lines = [_split_cells(row, CELL_GAP * height) for row in rows]
    grids: list[Grid] = []
    rest: list[Word] = []
    index = 0
    while index < len(lines):
        table, stop = _read_table(lines, index)
        if table:
            grids.append(_to_grid(table, lines[index], page))
            index = stop
        else:
            rest += [word for cell in lines[index] for word in cell]
            index += 1
    return tuple(grids), rest


def _split_cells(row: Sequence[Word], gap: float) -> Cells:
    cells: Cells = [[row[0]]]
    for before, word in pairwise(row):
        if word.bbox[0] - before.bbox[2] >= gap:
            cells.append([])
        cells[-1].append(word)
    return cells


def _read_table(lines: Sequence[Cells], start: int) -> tuple[list[TableRow], int]:
    """The rows of the table whose header is at `start`, and the line after it; no rows where it is none."""
    header = lines[start]
    if len(header) < LEAST_COLUMNS:
        return [], start
    table: list[TableRow] = [[header]]
    pitch: float | None = None
    stop = start + 1
    for above, line in pairwise(lines[start:]):
        places = [_column_of(cell, header) for cell in line]
        if None in places or len(set(places)) < len(places):
            break
        step = _top(line) - _top(above)
        if len(line) == len(header):
            pitch = step if pitch is None else min(pitch, step)
            table.append([line])
        elif pitch is not None and step < WRAPPED_PITCH * pitch:
            table[-1].append(line)
        else:
            break
        stop += 1
    if len(table) < LEAST_ROWS or _is_prose(table, header):
        return [], start
    return table, stop


def _top(line: Cells) -> float:
    return min(word.bbox[1] for cell in line for word in cell)


def _column_of(cell: Sequence[Word], header: Cells) -> int | None:
    """The column under whose title a cell stands; None where it stands under none or reaches into the next."""
    left, right = cell[0].bbox[0], cell[-1].bbox[2]
    for column, title in enumerate(header):
        beyond = header[column + 1][0].bbox[0] if column + 1 < len(header) else float("inf")
        in_line = abs(left - title[0].bbox[0]) <= EDGE_PLAY or abs(right - title[-1].bbox[2]) <= EDGE_PLAY
        if in_line and right < beyond:
            return column
    return None


def _is_prose(table: Sequence[TableRow], header: Cells) -> bool:
    """Whether all columns but the last are filled as lines of prose are."""
    fills = [
        median(
            (row[0][column][-1].bbox[2] - row[0][column][0].bbox[0])
            / (header[column + 1][0].bbox[0] - header[column][0].bbox[0])
            for row in table
        )
        for column in range(len(header) - 1)
    ]
    return min(fills) >= PROSE_FILL


def _to_grid(table: Sequence[TableRow], header: Cells, page: int) -> Grid:
    cells = []
    for number, row in enumerate(table):
        columns: list[list[Sequence[Word]]] = [[] for _ in header]
        for line in row:
            for cell in line:
                column = _column_of(cell, header)
                columns[column or 0].append(cell)
        cells += [
            Cell(row=number, column=column, lines=tuple(row_to_line(part, page) for part in parts))
            for column, parts in enumerate(columns)
        ]
    boxes = [word.bbox for row in table for line in row for cell in line for word in cell]
    return Grid(
        origin=Origin(page=page, bbox=enclose(boxes)),
        row_count=len(table),
        column_count=len(header),
        cells=tuple(cells),
        found_by="aligned",
        confidence=CONFIDENCE,
    )
