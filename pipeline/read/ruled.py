"""Tables that lines rule: from the rules and shaded areas of a sheet to cells with rows, columns and spans."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.model import Box
from pipeline.read.layout import enclose
from pipeline.read.pdf import Fill, Rule

# Points by which rules that belong together may be off (drawn twice, ends that do not quite meet): pdfplumber's own.
SNAP = 3.0
MEETING = 3.0
LEAST_LENGTH = 3.0
# points within which the edges of cells are one
EDGE_TOLERANCE = 2.0


class RuledCell(NamedTuple):
    """A cell of a ruled table: its place in the grid, from 0, and on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class RuledTable(NamedTuple):
    """The cells that rules enclose, and the box around them."""

    box: Box
    cells: tuple[RuledCell, ...]


def find_ruled_tables(rules: Sequence[Rule], fills: Sequence[Fill]) -> list[RuledTable]:
    """Tables of at least two columns, top to bottom; a frame around a paragraph or the shading of its lines is none."""
    edges = [_to_edge(rule[:4]) for rule in rules]
    edges += [_to_edge(side) for fill in fills if fill.square for side in _sides(fill)]
    edges = merge_edges(edges, SNAP, SNAP, SNAP, SNAP) if edges else []
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= LEAST_LENGTH]
    cells = intersections_to_cells(edges_to_intersections(edges, MEETING, MEETING))
    tables = []
    for boxes in cells_to_tables(cells):
        found = _place_cells(boxes)
        if max(cell.column + cell.columns for cell in found) >= 2:
            tables.append(RuledTable(enclose(boxes), found))
    return tables


def _sides(fill: Fill) -> tuple[Box, Box, Box, Box]:
    x0, top, x1, bottom = fill[:4]
    return ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))


def _to_edge(line: Box) -> dict[str, Any]:
    """A line as pdfplumber's table functions want it."""
    x0, top, x1, bottom = line
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if bottom - top <= x1 - x0 else "v",
    }


def _place_cells(boxes: Sequence[Box]) -> tuple[RuledCell, ...]:
    """Rows, columns and spans of the cells, from the edges that any of them has."""
    xs = _merge(x for box in boxes for x in (box[0], box[2]))
    ys = _merge(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in boxes:
        column, column_stop = _nearest(xs, box[0]), _nearest(xs, box[2])
        row, row_stop = _nearest(ys, box[1]), _nearest(ys, box[3])
        cells.append(RuledCell(row, column, max(1, row_stop - row), max(1, column_stop - column), box))
    return tuple(sorted(cells))


def _merge(edges: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for edge in sorted(edges):
        if not merged or edge - merged[-1] > EDGE_TOLERANCE:
            merged.append(edge)
    return merged


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))
