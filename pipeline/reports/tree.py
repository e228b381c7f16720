"""Terms as a tree in reading order, tables as cells: what exports that keep a document's form have in common."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from pipeline.model import (
    Clause,
    Definition,
    Footnote,
    Leftover,
    Origin,
    ReadingDoubt,
    Record,
    Responsibility,
    Table,
    Terms,
)

DEFINITIONS_HEADING = "definitions-heading"
DEEPEST = 40  # deeper clauses stand beside each other; no real document comes near
SURE = 0.9  # below it an export says how sure the reading is, as the tree in a terminal does


class Node(Record, frozen=True, kw_only=True):
    """A clause and what stands under its text, in order. `index` is its place in `Terms.clauses`."""

    index: int
    clause: Clause
    parts: tuple["Part", ...]


class Tree(Record, frozen=True, kw_only=True):
    """A document: what stands before its first clause, the clauses, footnotes, and text that no clause owns."""

    loose_front: tuple[Leftover, ...]
    heading: str | None  # of the definitions before the first clause
    front: tuple["Block", ...]
    nodes: tuple[Node, ...]
    footnotes: tuple[tuple[Footnote, int | None], ...]  # with the place of the clause that bears the mark
    doubts: tuple[tuple[ReadingDoubt, int | None], ...]  # with the place of the clause they are about
    loose: tuple[Leftover, ...]


Block: TypeAlias = Definition | Responsibility | Table
Part: TypeAlias = Block | Node


def terms_to_tree(terms: Terms) -> Tree:
    """Every clause, block and leftover of the terms, each exactly once; furniture is no part of it.

    A definition whose words are a clause's text is that clause and no block.
    """
    named: dict[str, list[int]] = {}
    for index, clause in enumerate(terms.clauses):
        named.setdefault(clause.number, []).append(index)
    owned: dict[int, list[Block]] = {}
    front: list[Block] = []
    for block in _blocks(terms):
        owner = _owner(block, named.get(block.clause, ()), terms.clauses)
        (front if owner is None else owned.setdefault(owner, [])).append(block)
    footnotes = ((note, _owner(note, named.get(note.clause, ()), terms.clauses)) for note in terms.footnotes)
    doubts = ((doubt, _owner(doubt, named.get(doubt.clause, ()), terms.clauses)) for doubt in terms.doubts)
    headings = [left for left in terms.unplaced if left.kind == DEFINITIONS_HEADING]
    heading = headings[0] if len(headings) == 1 and any(isinstance(block, Definition) for block in front) else None
    loose = [left for left in terms.unplaced if left is not heading]
    first = _top(terms.clauses[0].origin) if terms.clauses else None
    before = tuple(left for left in loose if first is None or _top(left.origin) < first)
    return Tree(
        loose_front=before,
        heading=heading.text if heading else None,
        front=tuple(front),
        nodes=_nodes(terms.clauses, owned),
        footnotes=tuple(footnotes),
        doubts=tuple(doubts),
        loose=tuple(left for left in loose if left not in before),
    )


def own_number(clause: Clause) -> str:
    """The clause's number as it is printed at its place, without those it stands under: "5.1/1)" is "1)".

    >>> from pipeline.model import Clause, Origin
    >>> place = Origin(page=1, bbox=(0.0, 0.0, 1.0, 1.0))
    >>> item = Clause(number="5.1/1)", parent="5.1", level=3, text="", eid="x", kind="item", origin=place)
    >>> own_number(item)
    '1)'
    """
    above = f"{clause.parent}/"
    if clause.number.startswith(above) and len(clause.number) > len(above):
        return clause.number[len(above) :]
    return clause.number.rpartition("/")[2] or clause.number


def confidences(terms: Terms) -> Iterator[float]:
    """How sure the reading of each clause and table is."""
    yield from (clause.confidence for clause in terms.clauses)
    yield from (table.confidence for table in terms.tables)


def _blocks(terms: Terms) -> Iterator[Block]:
    yield from (definition for definition in terms.definitions if not definition.in_text)
    yield from (duty for duty in terms.responsibilities if not duty.in_text)
    yield from terms.tables


def _top(origin: Origin) -> tuple[int, float]:
    return origin.page, origin.bbox[1]


def _owner(block: Block | Footnote | ReadingDoubt, named: Sequence[int], clauses: Sequence[Clause]) -> int | None:
    """The clause a block stands in, among those of its number: the last that begins above it."""
    above = [index for index in named if _top(clauses[index].origin) <= _top(block.origin)]
    return above[-1] if above else next(iter(named), None)


def _nodes(clauses: Sequence[Clause], owned: dict[int, list[Block]]) -> tuple[Node, ...]:
    children: dict[int | None, list[int]] = {}
    open_clauses: list[int] = []
    for index, clause in enumerate(clauses):
        while open_clauses and clauses[open_clauses[-1]].level >= clause.level:
            open_clauses.pop()
        del open_clauses[DEEPEST:]
        children.setdefault(open_clauses[-1] if open_clauses else None, []).append(index)
        open_clauses.append(index)
    # children come after their parent, so the deepest are made first
    made: dict[int, Node] = {}
    for index in reversed(range(len(clauses))):
        nodes = [made.pop(child) for child in children.get(index, ())]
        made[index] = Node(index=index, clause=clauses[index], parts=_in_order(nodes, owned.get(index, ())))
    return tuple(made[index] for index in children.get(None, ()))


def _in_order(nodes: Sequence[Node], blocks: Sequence[Block]) -> tuple[Part, ...]:
    """A clause's blocks after the items that stand above them and before everything else below the clause."""
    parts: list[Part] = list(nodes)
    items = 0
    while items < len(nodes) and nodes[items].clause.kind == "item":
        items += 1
    for block in sorted(blocks, key=lambda block: _top(block.origin), reverse=True):
        above = sum(_top(node.clause.origin) <= _top(block.origin) for node in nodes[:items])
        parts.insert(above, block)
    return tuple(parts)


class Cell(NamedTuple):
    """A cell of a table where it begins: the row (0 is the header) and column, how many it covers, its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def table_to_rows(table: Table) -> list[list[Cell]]:
    """The cells of a table by row, each once, also where it spans several rows or columns; no cell is left out.

    A span that does not fit the table, that overlaps another, whose cells differ, or that leaves a row without a cell
    of its own is not kept: its cells then stand for themselves.
    """
    lines = (table.header, *table.rows)
    spans = {(row, column): (rows, columns) for row, column, rows, columns in table.spans}
    while True:
        rows = _merged(lines, spans)
        bare = {index for index, cells in enumerate(rows) if not cells and lines[index]}
        if not bare:
            return rows
        spans = {at: size for at, size in spans.items() if bare.isdisjoint(range(at[0] + 1, at[0] + size[0]))}


def _merged(lines: Sequence[tuple[str, ...]], spans: dict[tuple[int, int], tuple[int, int]]) -> list[list[Cell]]:
    covered: set[tuple[int, int]] = set()
    merged: list[list[Cell]] = []
    for row, line in enumerate(lines):
        cells: list[Cell] = []
        for column, text in enumerate(line):
            if (row, column) in covered:
                continue
            rows, columns = spans.get((row, column), (1, 1))
            below = lines[row : row + rows] if 1 <= rows <= len(lines) - row else ()
            fits = bool(below) and all(other[column : column + columns] == (text,) * columns for other in below)
            area = {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)} if fits else set()
            if not (area and covered.isdisjoint(area)):
                rows, columns, area = 1, 1, set()
            covered |= area
            cells.append(Cell(row, column, rows, columns, text))
        merged.append(cells)
    return merged
