"""One text in two languages side by side, in columns or in a table of two: read one after the other.

Contracts in Kazakhstan are printed so. What tells them from any other two columns: the same clause numbers stand on
both sides, in two languages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pipeline.languages.detect import detect_language
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Grid, Language
from pipeline.structure.flow import Piece
from pipeline.structure.numbering import SENTENCE_END, parse_number
from pipeline.structure.outline import ATTACHMENT, Unit

Side = Literal["left", "right", "across"]

SECOND_TEXT = NamedUnit(rank=ATTACHMENT, eid="att")
SIDES: tuple[tuple[Side, int], ...] = (("left", 0), ("right", 1))
LEAST_NUMBERS = 3  # clause numbers on either side
SAME_NUMBERS = 0.6  # the share of them that both sides have
LEAST_LETTERS = 0.25  # of the document's letters stand on either side
MOST_FIRSTS = 8  # places where a second text may begin
MOST_TITLE_LINES = 6
MIDDLE_PLAY = 0.03  # of a page's width, by which the columns may reach over its middle


def part_texts(pieces: Sequence[Piece], widths: Mapping[int, float]) -> tuple[tuple[Piece, ...], Unit | None]:
    """The pieces with the left text first, and the right text as a unit named by its language; None where there is one.

    `widths`: of the pages, in points. What stands across both keeps its place before or behind them.
    """
    parted = [part for piece in pieces for part in _to_sides(piece, widths.get(piece.page, 0.0))]
    left, right = ([piece for side, piece in parted if side == wanted] for wanted in ("left", "right"))
    languages = _language(left), _language(right)
    whole = sum(len(piece.text) for _, piece in parted)
    both = min(sum(len(piece.text) for piece in side) for side in (left, right)) >= LEAST_LETTERS * whole > 0
    if not both or languages[0] == languages[1] or not _count_alike(left, right):
        return _part_sequence(pieces)
    first = next(index for index, (side, _) in enumerate(parted) if side != "across")
    across = [(index, piece) for index, (side, piece) in enumerate(parted) if side == "across"]
    before = [piece for index, piece in across if index < first]
    behind = [piece for index, piece in across if index > first]
    opening = _opening(right[0])
    return (*before, *left, opening, *right, *behind), _second_text(len(before) + len(left), languages[1])


def _part_sequence(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], Unit | None]:
    """A text and, behind it, the same in another language: the numbers begin again with 1 where the language changes.

    The title above that 1 is the second text's.
    """
    firsts = [index for index, piece in enumerate(pieces) if not piece.is_grid and _begins_again(piece)]
    for first in firsts[1 : MOST_FIRSTS + 1]:
        start = first
        while start and first - start < MOST_TITLE_LINES and not pieces[start - 1].text.endswith(SENTENCE_END):
            start -= 1
        titled = [index for index in range(start, first) if _language(pieces[index:first]) != _language(pieces[:start])]
        start = min(titled, default=first)
        texts = pieces[:start], pieces[start:]
        languages = _language(texts[0]), _language(texts[1])
        if languages[0] != languages[1] and _count_alike(*texts):
            return (*texts[0], _opening(texts[1][0]), *texts[1]), _second_text(start, languages[1])
    return tuple(pieces), None


def _begins_again(piece: Piece) -> bool:
    parsed = parse_number(piece.text)
    return parsed is not None and set(parsed[0]) == {1}


def _second_text(index: int, language: Language) -> Unit:
    return Unit(index=index, label=language, ordinal=(1, 0), named=SECOND_TEXT, rest="", inferred=True)


def _opening(first: Piece) -> Piece:
    """The place where the second text begins, which may be a clause; nothing is printed there."""
    return Piece(text="", origin=first.origin, confidence=first.confidence, after_gap=True)


def _to_sides(piece: Piece, width: float) -> Iterator[tuple[Side, Piece]]:
    """Where a piece stands on its page; a table of two languages is taken apart."""
    if piece.grid is None or not _is_parallel(piece.grid):
        yield _side_of(piece, width), piece
        return
    for side, column in SIDES:
        for line in _column_lines(piece.grid, column):
            yield side, line


def _side_of(piece: Piece, width: float) -> Side:
    x0, _, x1, _ = piece.origin.bbox
    middle, play = width / 2, MIDDLE_PLAY * width
    return "left" if x1 <= middle + play else "right" if x0 >= middle - play else "across"


def _is_parallel(grid: Grid) -> bool:
    if grid.column_count != 2:
        return False
    left, right = ([*_column_lines(grid, column)] for column in (0, 1))
    return bool(left and right) and _language(left) != _language(right) and _count_alike(left, right)


def _column_lines(grid: Grid, column: int) -> Iterator[Piece]:
    """The lines of a column, cell below cell; one that covers both columns is the left one's."""
    cells = sorted((cell for cell in grid.cells if cell.column == column), key=lambda cell: cell.row)
    for cell in cells:
        for number, line in enumerate(line for line in cell.lines if line.text.strip()):
            yield Piece(
                text=" ".join(line.text.split()),
                origin=line.origin,
                confidence=line.confidence,
                after_gap=number == 0,
                bold=line.bold,
                size=line.size,
            )


def _language(pieces: Sequence[Piece]) -> Language:
    return detect_language(" ".join(piece.text for piece in pieces))


def _count_alike(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both sides have the same clause numbers, all but a few."""
    ours, theirs = _numbers(left), _numbers(right)
    least = min(len(ours), len(theirs))
    return least >= LEAST_NUMBERS and len(ours & theirs) >= SAME_NUMBERS * max(len(ours), len(theirs))


def _numbers(pieces: Sequence[Piece]) -> set[tuple[int, ...]]:
    parsed = (parse_number(piece.text) for piece in pieces if not piece.is_grid)
    return {found[0] for found in parsed if found}
