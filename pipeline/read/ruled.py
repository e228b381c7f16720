"""Tables that lines rule: from the rules of a sheet to cells with rows, columns and spans."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.model import Box
from pipeline.pages import enclose
from pipeline.read.pdf import Rule

# Points by which rules that belong together may be off (drawn twice, ends that do not meet), as pdfplumber has it.
SNAP = 3.0
MEETING = 3.0
LEAST_LENGTH = 3.0
# points within which the edges of cells are one
EDGE_TOLERANCE = 2.0
# The two strokes of a double line stand at most this many thicknesses apart (LibreOffice: 2.0), and never this far.
DOUBLE_THICKNESSES = 2.2
MOST_DOUBLE = 8.0
# points that cells which each have their own four sides stand apart at most
MOST_SPACING = 10.0
# how far the ends of a thick line's strokes may be from the line that they meet, in thicknesses
MEETING_THICKNESSES = 3.0

Edge = dict[str, Any]


class RuledCell(NamedTuple):
    """A cell of a ruled table: its place in the grid, from 0, and on the page.

    `parts` are the areas to be read one after the other where the cell holds a table of its own; else it is empty.
    """

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    parts: tuple[Box, ...] = ()


class RuledTable(NamedTuple):
    """The cells that rules enclose, and the box around them."""

    box: Box
    cells: tuple[RuledCell, ...]


def find_ruled_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """Tables of at least two columns, top to bottom; a frame around a paragraph is none.

    A table inside a cell belongs to the cell.
    """
    apart, rules = _find_cells_apart(rules)
    tables = [table for boxes in apart if (table := _cells_to_table(boxes)) is not None]
    edges = _find_edges(rules)
    if edges:
        thickest = max((rule.thickness for rule in rules if _is_double(rule, rules)), default=0.0)
        meeting = MEETING + MEETING_THICKNESSES * min(thickest, MOST_DOUBLE / 2)
        edges += _close_sides(edges, meeting)
        cells = intersections_to_cells(edges_to_intersections(edges, meeting, meeting))
        tables += [table for boxes in cells_to_tables(cells) if (table := _cells_to_table(boxes)) is not None]
    return _nest(sorted(tables, key=lambda table: (table.box[1], table.box[0])))


def _cells_to_table(boxes: Sequence[Box]) -> RuledTable | None:
    """The table of some cells; None where they stand in one column."""
    found = _place_cells(boxes)
    return RuledTable(enclose(boxes), found) if max(cell.column + cell.columns for cell in found) >= 2 else None


def find_outside(boxes: Iterable[Box], tables: Sequence[RuledTable]) -> list[Box]:
    """The lines or areas that lie in no table."""
    return [box for box in boxes if not any(_holds(table.box, box) for table in tables)]


# --- cells apart -----------------------------------------------------------------------------------------------------


def _find_cells_apart(rules: Sequence[Rule]) -> tuple[list[list[Box]], list[Rule]]:
    """Groups of cells that each have four sides of their own with white space between, widened so that they meet.

    And the rules that draw no such cell.
    """
    drawn = _find_boxes(rules)
    groups: list[list[Box]] = []
    used: set[Rule] = set()
    for own, gap in _group_boxes(sorted(drawn)):
        half = gap / 2
        wide = [(x0 - half, top - half, x1 + half, bottom + half) for x0, top, x1, bottom in own]
        cells = _place_cells(wide)
        thickness = max(rule.thickness for box in own for rule in drawn[box])
        if (
            gap <= max(SNAP, DOUBLE_THICKNESSES * thickness)
            or min(max(cell.row for cell in cells), max(cell.column for cell in cells)) == 0
        ):
            continue
        frame = enclose(wide)
        around = [b for b in drawn if all(abs(x - y) <= MOST_SPACING for x, y in zip(b, frame, strict=True))]
        used.update(rule for box in (*own, *around) for rule in drawn[box])
        groups.append(wide)
    return groups, [rule for rule in rules if rule not in used]


def _group_boxes(boxes: Sequence[Box]) -> list[tuple[list[Box], float]]:
    """Boxes that stand side by side or one below the other, with the widest space between two of them."""
    edges = [_merge(box[side] for box in boxes) for side in range(4)]
    lines: dict[tuple[int, int, int], list[Box]] = {}
    for box in boxes:
        x0, top, x1, bottom = (bisect_right(places, edge) for places, edge in zip(edges, box, strict=True))
        lines.setdefault((0, top, bottom), []).append(box)
        lines.setdefault((1, x0, x1), []).append(box)
    groups: dict[Box, tuple[list[Box], float]] = {box: ([box], 0.0) for box in boxes}
    for (upright, _, _), line in sorted(lines.items()):
        for one, two in pairwise(sorted(line, key=lambda box: box[upright])):
            gap = two[upright] - one[upright + 2]
            if not -EDGE_TOLERANCE <= gap <= MOST_SPACING:
                continue
            (first, widest), (second, wide) = groups[one], groups[two]
            whole = first if first is second else [*first, *second]
            groups.update(dict.fromkeys(whole, (whole, max(widest, wide, gap))))
    return list({id(own): (own, gap) for own, gap in groups.values()}.values())


def _find_boxes(rules: Sequence[Rule]) -> dict[Box, tuple[Rule, ...]]:
    """The rectangles that four rules draw whose ends meet, with these rules."""
    level: dict[tuple[int, int], list[Rule]] = {}
    upright: dict[int, list[Rule]] = {}
    for rule in rules:
        if rule.top == rule.bottom:
            level.setdefault((round(rule.x0 / 2), round(rule.x1 / 2)), []).append(rule)
        else:
            upright.setdefault(round(rule.x0 / 2), []).append(rule)
    boxes: dict[Box, tuple[Rule, ...]] = {}
    for own in level.values():
        for above, below in pairwise(sorted(own, key=lambda rule: rule.top)):
            sides = [
                next(
                    (
                        rule
                        for key in (-1, 0, 1)
                        for rule in upright.get(round(x / 2) + key, ())
                        if abs(rule.x0 - x) <= EDGE_TOLERANCE
                        and abs(rule.top - above.top) <= EDGE_TOLERANCE
                        and abs(rule.bottom - below.top) <= EDGE_TOLERANCE
                    ),
                    None,
                )
                for x in (above.x0, above.x1)
            ]
            if sides[0] is not None and sides[1] is not None and below.top - above.top > MOST_SPACING:
                boxes[(above.x0, above.top, above.x1, below.top)] = (above, below, sides[0], sides[1])
    return boxes


# --- edges -----------------------------------------------------------------------------------------------------------


def _find_edges(rules: Sequence[Rule]) -> list[Edge]:
    """Rules as edges; what is drawn twice or in pieces is one, and so is a double line."""
    edges = [_to_edge(rule[:4]) for rule in _merge_double(rules)]
    edges = merge_edges(edges, SNAP, SNAP, SNAP, SNAP) if edges else []
    return [edge for edge in edges if max(edge["width"], edge["height"]) >= LEAST_LENGTH]


def _merge_double(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with the strokes of a double line moved to the line's middle."""
    merged: list[Rule] = []
    for upright in (False, True):
        chosen = sorted(rule for rule in rules if (rule.x0 == rule.x1 and rule.top != rule.bottom) == upright)
        places = sorted({(rule.x0 if upright else rule.top) for rule in chosen})
        thickness = {(rule.x0 if upright else rule.top): rule.thickness for rule in chosen}
        groups: list[list[float]] = []
        for place in places:
            apart = min(DOUBLE_THICKNESSES * thickness[place], MOST_DOUBLE)
            if groups and place - groups[-1][0] <= apart:
                groups[-1].append(place)
            else:
                groups.append([place])
        middle = {place: (group[0] + group[-1]) / 2 for group in groups for place in group}
        for rule in chosen:
            if upright:
                merged.append(rule._replace(x0=middle[rule.x0], x1=middle[rule.x0]))
            else:
                merged.append(rule._replace(top=middle[rule.top], bottom=middle[rule.top]))
    return merged


def _is_double(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether another stroke runs beside the rule as those of a double line do."""
    reach = min(DOUBLE_THICKNESSES * rule.thickness, MOST_DOUBLE)
    upright = rule.x0 == rule.x1
    return any(
        SNAP < (abs(other.x0 - rule.x0) if upright else abs(other.top - rule.top)) <= reach
        and (other.x0 == other.x1) == upright
        and (
            min(other.bottom, rule.bottom) - max(other.top, rule.top)
            if upright
            else min(other.x1, rule.x1) - max(other.x0, rule.x0)
        )
        > LEAST_LENGTH
        for other in rules
    )


def _to_edge(line: Box) -> Edge:
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


def _close_sides(edges: Sequence[Edge], meeting: float) -> list[Edge]:
    """The edges that close a table where lines end together in the open: at a page end, or at sides left off."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    return [
        *_close_ends(upright, level, ("x0", "top", "x1", "bottom"), meeting),
        *_close_ends(level, upright, ("top", "x0", "bottom", "x1"), meeting),
    ]


def _close_ends(
    edges: Sequence[Edge], others: Sequence[Edge], sides: tuple[str, str, str, str], meeting: float
) -> list[Edge]:
    """What closes the ends of edges that lie along one way; the others cross them.

    `sides` are, of such an edge, its place across, where it begins, its place across again and where it ends.
    """
    across, start, across_stop, stop = sides
    added = []
    for group in _ends_together(edges, stop) + _ends_together(edges, start):
        at, first, last = group[0][1], min(e[across] for e, _ in group), max(e[across] for e, _ in group)
        begin, end = max(e[start] for e, _ in group), min(e[stop] for e, _ in group)
        crossing = [e for e in others if e[across] <= first + meeting and e[across_stop] >= last - meeting]
        if any(abs(e[start] - at) <= meeting for e in crossing):
            continue
        inner = [e for e in crossing if begin - meeting <= e[start] <= end + meeting]
        if inner:
            line = {across: min([first, *(e[across] for e in inner)]), start: at, stop: at}
            line[across_stop] = max([last, *(e[across_stop] for e in inner)])
            added.append(_to_edge((line["x0"], line["top"], line["x1"], line["bottom"])))
    return added


def _ends_together(edges: Sequence[Edge], end: str) -> list[list[tuple[Edge, float]]]:
    """Two edges or more that end at one place, with that place."""
    groups: list[list[tuple[Edge, float]]] = []
    for edge in sorted(edges, key=lambda edge: edge[end]):
        if groups and edge[end] - groups[-1][0][1] <= EDGE_TOLERANCE:
            groups[-1].append((edge, edge[end]))
        else:
            groups.append([(edge, edge[end])])
    return [group for group in groups if len(group) >= 2]


# --- cells -----------------------------------------------------------------------------------------------------------


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


# --- tables in cells -------------------------------------------------------------------------------------------------


def _nest(tables: Sequence[RuledTable]) -> list[RuledTable]:
    """The tables that are in no cell of another, each cell with the parts that a table inside it makes."""
    inside = {
        index: (outer, place)
        for index, table in enumerate(tables)
        for outer, other in enumerate(tables)
        for place, cell in enumerate(other.cells)
        if outer != index and _holds(cell.box, table.box)
    }
    nested = []
    for index, table in enumerate(tables):
        if index in inside:
            continue
        cells = list(table.cells)
        for inner, (outer, place) in inside.items():
            if outer == index:
                cells[place] = cells[place]._replace(parts=_split_cell(cells[place], tables[inner]))
        nested.append(table._replace(cells=tuple(cells)))
    return nested


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - EDGE_TOLERANCE <= inner[0]
        and outer[1] - EDGE_TOLERANCE <= inner[1]
        and outer[2] + EDGE_TOLERANCE >= inner[2]
        and outer[3] + EDGE_TOLERANCE >= inner[3]
    )


def _split_cell(cell: RuledCell, inner: RuledTable) -> tuple[Box, ...]:
    """The area above the inner table, left of it, its cells by rows, right of it, below; all of the cell is in one."""
    x0, top, x1, bottom = inner.box
    parts: list[Box] = []
    for left, upper, right, lower in cell.parts or (cell.box,):
        if not (left <= x0 and x1 <= right and upper <= top and bottom <= lower):
            parts.append((left, upper, right, lower))
            continue
        parts += [(left, upper, right, top), (left, top, x0, bottom)]
        parts += [part.box for part in inner.cells]
        parts += [(x1, top, right, bottom), (left, bottom, right, lower)]
    return tuple(part for part in parts if part[2] > part[0] and part[3] > part[1])
