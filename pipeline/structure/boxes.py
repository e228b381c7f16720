"""Tables that only lay text out - a frame around it, headings beside it - are read as the lines they hold."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Cell, Grid
from pipeline.structure.flow import Piece
from pipeline.structure.numbering import SENTENCE_END, is_successor, parse_item, parse_number

LEAST_NUMBERS = 3  # clauses in a column that is text and no part of a table
LEAST_SUCCESSORS = 0.6  # of them that count on from the one before
LEAST_CLOSED = 0.5  # of their cells that a sentence's end closes


def open_boxes(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with the lines of tables whose last column counts clauses, a heading before each cell's."""
    return tuple(line for piece in pieces for line in (_lines_of(piece.grid) if _is_box(piece.grid) else (piece,)))


def _is_box(grid: Grid | None) -> bool:
    """Whether a table is one column of clauses, or two: short headings without numbers, and clauses right of them."""
    if grid is None or grid.column_count > 2:
        return False
    text = [cell for cell in grid.cells if cell.column == grid.column_count - 1 and cell.lines]
    beside = [line.text for cell in grid.cells if cell.column != grid.column_count - 1 for line in cell.lines]
    parsed = (parse_number(line.text) for cell in text for line in cell.lines)
    numbers = [found[0] for found in parsed if found]
    counting = sum(1 for one, two in pairwise(numbers) if is_successor(one, two))
    closed = sum(1 for cell in text if cell.lines[-1].text.rstrip().endswith(SENTENCE_END))
    return (
        len(numbers) >= LEAST_NUMBERS
        and counting >= LEAST_SUCCESSORS * (len(numbers) - 1)
        and closed >= LEAST_CLOSED * len(text)
        and not any(any(map(str.isdigit, line)) for line in beside)
    )


def _lines_of(grid: Grid | None) -> Iterator[Piece]:
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)) if grid else ():
        yield from cell_to_pieces(cell)


def cell_to_pieces(cell: Cell) -> Iterator[Piece]:
    """A cell's lines; one that goes on over a page's end begins in small letters."""
    for number, line in enumerate(line for line in cell.lines if line.text.strip()):
        text = " ".join(line.text.split())
        yield Piece(
            text=text,
            origin=line.origin,
            confidence=line.confidence,
            after_gap=number == 0 and (not text[0].islower() or parse_item(text) is not None),
            bold=line.bold,
            size=line.size,
        )
