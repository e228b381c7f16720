"""One text in two or three languages side by side, in columns or in a table, or one behind the other: read in turn.

Contracts in Kazakhstan are printed so. What tells them from any other columns: the same clause numbers stand on all
sides, each in a language of its own.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations, pairwise
from operator import and_
from typing import NamedTuple

import msgspec

from pipeline.languages.detect import detect_language
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Box, Cell, Document, Grid, Language, Line, Page, Word
from pipeline.structure.boxes import cell_to_pieces
from pipeline.structure.flow import Piece
from pipeline.structure.numbering import SENTENCE_END, number_to_text, parse_item, parse_number
from pipeline.structure.outline import ATTACHMENT, Unit

Gutters = tuple[float, ...]  # where the columns of a page part, from the left, in points

SECOND_TEXT = NamedUnit(rank=ATTACHMENT, eid="att")
LEAST_NUMBERS = 3  # clause numbers in each text
SAME_NUMBERS = 0.6  # the share of them that all texts have
LEAST_SHARE = 0.12  # of the document's letters stand in each text
ENOUGH_LINES = 500  # tell the language of a text
MOST_FIRSTS = 16  # places where a second text may begin; laws begin again with 1 much more often
MOST_TITLE_LINES = 6
# A gutter is a white band so wide, that so few of a page's lines run across, and that leaves columns of so much of its
# width; narrower ones hold numbers.
LEAST_BAND, MOST_ACROSS, LEAST_COLUMN, LEAST_LINES = 5, 0.08, 0.15, 6
MOST_CROSSING = 0.3  # of the lines of a page that has another page's gutters
APART = 1.5  # white around a page number, in heights of its line
SAME_LINE = 0.6  # of the lower one's height two parts of a line share
NUMBER_ONLY = re.compile(r"^\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[^\W\d_]|[ivx]{1,5})[.)]?$")
NUMBER_CELLS = 0.8  # of a column's cells that have text


class Column(NamedTuple):
    """A column of a table with a text, and the one with its numbers, if they have their own."""

    text: int
    numbers: int | None


# --- lines of columns ------------------------------------------------------------------------------------------------


def part_columns(document: Document) -> tuple[Document, dict[int, Gutters]]:
    """The document with the lines of side-by-side texts taken apart, and the gutters of its pages; else as it is."""
    gutters = {page.number: found for page in document.pages if (found := _find_gutters(page))}
    for count in sorted({len(found) for found in gutters.values()}, reverse=True):
        alike = {number: found for number, found in gutters.items() if len(found) == count}
        for page in document.pages:
            nearest = min(alike, key=lambda number: (abs(number - page.number), number))
            if page.number not in alike and _keeps(page, alike[nearest]):
                alike[page.number] = alike[nearest]
        pages = [_part_page(page, alike.get(page.number, ())) for page in document.pages]
        columns = _by_column((line for page in pages for line in page.lines), alike)
        if _are_texts([[line.text for line in columns[place]] for place in range(count + 1)]):
            return msgspec.structs.replace(document, pages=tuple(pages)), alike
    return document, {}


def _find_gutters(page: Page) -> Gutters:
    lines = [line for line in page.lines if line.role == "body" and line.text.strip()]
    if page.text_origin == "plain-text" or len(lines) < LEAST_LINES:
        return ()
    width = int(page.width)
    covered = [0] * (width + 2)
    for line in lines:
        inside = {x for x0, x1 in _spans(line) for x in range(max(0, int(x0)), min(width, int(x1)) + 1)}
        for x in inside:
            covered[x] += 1
    across = max(1.0, MOST_ACROSS * len(lines))
    left, right = min(line.origin.bbox[0] for line in lines), max(line.origin.bbox[2] for line in lines)
    full = [x for x in range(width + 1) if covered[x] > across or not left <= x <= right]
    bands = [(one, two) for one, two in pairwise(full) if two - one > LEAST_BAND]
    found: list[float] = []
    for one, two in bands:
        begins, ends = (found[-1] if found else left), right
        if one - begins >= LEAST_COLUMN * width and ends - two >= LEAST_COLUMN * width:
            found.append(two - 1.0)
    return tuple(found)


def _keeps(page: Page, gutters: Gutters) -> bool:
    """Whether most lines of a page that reach over gutters of another page leave them white."""
    reaching = [line for line in page.lines if _column_of(line.origin.bbox, gutters) is None]
    crossing = [
        line for line in reaching if any(_column_of((x0, 0.0, x1, 0.0), gutters) is None for x0, x1 in _spans(line))
    ]
    return page.text_origin != "plain-text" and len(crossing) <= MOST_CROSSING * len(page.lines)


def _spans(line: Line) -> list[tuple[float, float]]:
    """What the words of a line cover of its page's width."""
    boxes = [word.bbox for word in line.words] or [line.origin.bbox]
    return [(box[0], box[2]) for box in boxes]


def _part_page(page: Page, gutters: Gutters) -> Page:
    """A page with lines that run over no gutter; what stands across keeps its place among the columns."""
    if not gutters:
        return page
    parts = [part for line in page.lines for part in (_part_line(line, gutters) if line.role == "body" else (line,))]
    bands: list[list[Line]] = [[]]
    parts.sort(key=lambda line: (line.origin.bbox[1], line.origin.bbox[0]))
    apart = {place for place in (0, len(parts) - 1) if _stands_apart(parts, place)}
    for place, line in enumerate(parts):
        if _column_of(line.origin.bbox, gutters) is None or line.role != "body" or place in apart:
            bands += [[line], []]
        else:
            bands[-1].append(line)
    lines = (line for band in bands for line in _read_columns(band, gutters))
    return msgspec.structs.replace(page, lines=tuple(lines))


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Whether white parts the first or last line of a page from the others, as it does heads and page numbers."""
    _, top, _, bottom = lines[place].origin.bbox
    others = [line.origin.bbox for index, line in enumerate(lines) if index != place]
    gap = min((max(other[1] - bottom, top - other[3]) for other in others), default=0.0)
    return gap >= APART * (bottom - top)


def _part_line(line: Line, gutters: Gutters) -> Iterator[Line]:
    words = line.words
    crosses = any(_column_of(word.bbox, gutters) is None for word in words)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words) if not crosses else ():
        groups[bisect_left(gutters, word.bbox[0])].append(index)
    if len(groups) < 2:
        yield line
        return
    tokens = line.text.split()
    for indexes in groups.values():
        own = tuple(words[index] for index in indexes)
        text = " ".join(tokens[index] for index in indexes) if len(tokens) == len(words) else _to_text(own)
        yield _with_words(line, own, text)


def _to_text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _with_words(line: Line, words: tuple[Word, ...], text: str) -> Line:
    """A part of a line, or parts of one put together; its repairs stay with the page as it was read."""
    origin = msgspec.structs.replace(line.origin, bbox=_around(word.bbox for word in words))
    return msgspec.structs.replace(line, raw=_to_text(words), text=text, words=words, origin=origin, repairs=())


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _read_columns(lines: Sequence[Line], gutters: Gutters) -> Iterator[Line]:
    """Column by column, each from top to bottom; parts of one line, which wide blanks parted, are one again."""
    columns: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        columns[_column_of(line.origin.bbox, gutters)].append(line)
    for column in sorted(columns, key=lambda column: -1 if column is None else column):
        rows: list[list[Line]] = []
        for line in columns[column]:
            if rows and line.words and _on_one_line(rows[-1][0].origin.bbox, line.origin.bbox):
                rows[-1].append(line)
            else:
                rows.append([line])
        for row in rows:
            row.sort(key=lambda line: line.origin.bbox[0])
            words = tuple(word for line in row for word in line.words)
            yield row[0] if len(row) == 1 else _with_words(row[0], words, " ".join(line.text for line in row))


def _on_one_line(above: Box, below: Box) -> bool:
    shared = min(above[3], below[3]) - max(above[1], below[1])
    apart = above[2] <= below[0] or below[2] <= above[0]
    return apart and shared >= SAME_LINE * min(above[3] - above[1], below[3] - below[1])


def _column_of(box: Box, gutters: Gutters) -> int | None:
    """Which column a box stands in, from 0; None where it runs over a gutter, or where there are none."""
    first, last = bisect_left(gutters, box[0]), bisect_left(gutters, box[2])
    return first if gutters and first == last else None


def _by_column(lines: Iterable[Line], gutters: Mapping[int, Gutters]) -> defaultdict[int | None, list[Line]]:
    columns: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        columns[_column_of(line.origin.bbox, gutters.get(line.origin.page, ()))].append(line)
    return columns


# --- texts -----------------------------------------------------------------------------------------------------------


def part_texts(pieces: Sequence[Piece], gutters: Mapping[int, Gutters]) -> tuple[tuple[Piece, ...], tuple[Unit, ...]]:
    """The pieces with one text after the other, and units named by the language of each text but the first.

    What stands across all texts keeps its place before or behind them; so does what follows a line across behind the
    last clause: the parties' particulars.
    """
    tables = _parallel_tables([piece.grid for piece in pieces if piece.grid])
    if not tables and not gutters:
        return _part_sequence(pieces)
    parted = [part for piece in pieces for part in _to_columns(piece, tables, gutters)]
    numbered = [index for index, (_, piece) in enumerate(parted) if _number_of(piece)]
    behind = range(numbered[-1] + 1 if numbered else 0, len(parted))
    end = next((index for index in behind if parted[index][0] is None), len(parted))
    texts: defaultdict[int, list[Piece]] = defaultdict(list)
    for column, piece in parted[:end]:
        if column is not None:
            texts[column].append(piece)
    columns = [texts[column] for column in sorted(texts)]
    whole = sum(len(piece.text) for _, piece in parted)
    enough = all(sum(len(piece.text) for piece in text) >= LEAST_SHARE * whole for text in columns)
    if not enough or not _are_texts([[piece.text for piece in text] for text in columns]):
        return _part_sequence(pieces)
    first = next(index for index, (column, _) in enumerate(parted) if column is not None)
    above = [piece for column, piece in parted[:first] if column is None]
    ordered, units = _in_turn([[*above, *columns[0]], *columns[1:]])
    between = [piece for column, piece in parted[first:end] if column is None]
    return (*ordered, *between, *(piece for _, piece in parted[end:])), units


def _part_sequence(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Unit, ...]]:
    """A text and, behind it, the same in another language: the numbers begin again with 1 where the language changes.

    The title above that 1 is the second text's.
    """
    numbers = [_number_of(piece) for piece in pieces]
    firsts = [index for index, number in enumerate(numbers) if set(number) == {1}]
    cuts = [cut for count in (1, 2) for cut in combinations(firsts[1:], count)] if len(firsts) <= MOST_FIRSTS else []
    for cut in cuts:
        if not _are_alike(*(numbers[start:stop] for start, stop in pairwise([0, *cut, len(pieces)]))):
            continue
        begins = [0, *(_title_above(pieces, first) for first in cut), len(pieces)]
        texts = [pieces[start:stop] for start, stop in pairwise(begins)]
        if _are_texts([[piece.text for piece in text if not piece.is_grid] for text in texts]):
            return _in_turn(texts)
    counted = list(filter(None, numbers))
    twice = sum(1 for one, two in pairwise(counted) if one == two)
    if twice >= LEAST_NUMBERS and twice * 2 >= SAME_NUMBERS * len(counted):
        return _part_paragraphs(pieces)
    return tuple(pieces), ()


def _title_above(pieces: Sequence[Piece], first: int) -> int:
    """Where a text begins whose first number is at `first`: with the lines above it that are in its language."""
    start = first
    while start and first - start < MOST_TITLE_LINES and not pieces[start - 1].text.endswith(SENTENCE_END):
        start -= 1
    language = _language(pieces[first:])
    return next((index for index in range(start, first) if _language(pieces[index:first]) == language), first)


def _in_turn(texts: Sequence[Sequence[Piece]]) -> tuple[tuple[Piece, ...], tuple[Unit, ...]]:
    """Texts one after the other, each but the first behind a unit named by its language."""
    ordered, units = [*texts[0]], []
    for text in texts[1:]:
        units.append(_to_unit(len(ordered), text))
        ordered += [_opening(text[0]), *text]
    return tuple(ordered), tuple(units)


def _part_paragraphs(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Unit, ...]]:
    """Two texts whose paragraphs stand below one another in turn, every number twice."""
    begins = [i for i, piece in enumerate(pieces) if not i or piece.after_gap or _mark_of(piece)]
    blocks = [pieces[start:stop] for start, stop in pairwise([*begins, len(pieces)])]
    languages = [_language(block) for block in blocks]
    pairs = [at for at, (one, two) in enumerate(pairwise(blocks)) if _mark_of(one[0]) == _mark_of(two[0]) != ""]
    turns = Counter((languages[at], languages[at + 1]) for at in pairs if languages[at] != languages[at + 1])
    for at in pairs if turns else ():
        languages[at], languages[at + 1] = max(turns, key=lambda turn: (turns[turn], turn))
    texts: defaultdict[Language, list[Piece]] = defaultdict(list)
    for language, block in zip(languages, blocks, strict=True):
        texts[language] += block
    ordered = list(texts.values())
    if len(ordered) != 2 or not _are_texts([[piece.text for piece in text if not piece.is_grid] for text in ordered]):
        return tuple(pieces), ()
    return _in_turn(ordered)


def _mark_of(piece: Piece) -> str:
    """The number or the item's mark that a line begins with."""
    item = None if piece.is_grid else parse_item(piece.text)
    return number_to_text(_number_of(piece)) or (item.mark if item else "")


def _number_of(piece: Piece) -> tuple[int, ...]:
    parsed = None if piece.is_grid else parse_number(piece.text)
    return parsed[0] if parsed else ()


def _language(pieces: Sequence[Piece]) -> Language:
    return detect_language(" ".join(piece.text for piece in pieces[:ENOUGH_LINES]))


def _to_unit(index: int, text: Sequence[Piece]) -> Unit:
    return Unit(index=index, label=_language(text), ordinal=(1, 0), named=SECOND_TEXT, rest="", inferred=True)


def _opening(first: Piece) -> Piece:
    """The place where another text begins, which may be a clause; nothing is printed there."""
    return Piece(text="", origin=first.origin, confidence=first.confidence, after_gap=True)


def _are_alike(*numbers: Iterable[tuple[int, ...]]) -> bool:
    """Whether texts count alike: the same numbers as often, all but a few."""
    counts = [Counter(filter(None, own)) for own in numbers]
    same = reduce(and_, counts).total()
    return min(map(len, counts)) >= LEAST_NUMBERS and same >= SAME_NUMBERS * max(own.total() for own in counts)


def _are_texts(columns: Sequence[Sequence[str]]) -> bool:
    """Whether columns of lines are one text in several languages: they count alike."""
    numbers = ([parsed[0] for text in column if (parsed := parse_number(text))] for column in columns)
    return len(columns) > 1 and _are_alike(*numbers) and _speak_apart(columns)


def _speak_apart(columns: Sequence[Sequence[str]]) -> bool:
    return len({detect_language(" ".join(column[:ENOUGH_LINES])) for column in columns}) == len(columns)


# --- tables of texts -------------------------------------------------------------------------------------------------


def _to_columns(
    piece: Piece, tables: Mapping[int, Sequence[Column]], gutters: Mapping[int, Gutters]
) -> Iterator[tuple[int | None, Piece]]:
    """Where a piece stands on its page, None for across; a table of several texts is taken apart."""
    columns = tables.get(piece.grid.column_count) if piece.grid else None
    if piece.grid is None or not columns:
        column = None if piece.is_grid else _column_of(piece.origin.bbox, gutters.get(piece.page, ()))
        yield column, piece
        return
    for place, one in enumerate(columns):
        yield from ((place, line) for line in _column_lines(piece.grid, one))
    taken = {side for one in columns for side in one}
    for cell in piece.grid.cells:
        yield from ((None, line) for line in cell_to_pieces(cell) if cell.column not in taken)


def _parallel_tables(grids: Sequence[Grid]) -> dict[int, list[Column]]:
    """The columns of texts in tables of so many columns, which may go on over pages."""
    groups: defaultdict[int, list[Grid]] = defaultdict(list)
    for grid in grids:
        groups[grid.column_count].append(grid)
    found = {count: _text_columns(group, count) for count, group in groups.items() if count > 1}
    return {
        count: columns
        for count, columns in found.items()
        if _are_texts([[line.text for grid in groups[count] for line in _column_lines(grid, one)] for one in columns])
    }


def _text_columns(grids: Sequence[Grid], count: int) -> list[Column]:
    """Columns with a text; numbers may stand in a column of their own left of it, or left of all."""
    numbers = {column for column in range(count) if _holds_numbers(grids, column)}
    first = next(iter(sorted(numbers)), None)
    texts = [column for column in range(count) if column not in numbers and _has_text(grids, column)]
    shared = first if len(numbers) == 1 else None
    return [Column(column, column - 1 if column - 1 in numbers else shared) for column in texts]


def _holds_numbers(grids: Sequence[Grid], column: int) -> bool:
    texts = [_text_of(cell) for grid in grids for cell in grid.cells if cell.column == column]
    held = [text for text in texts if text]
    return bool(held) and sum(1 for text in held if NUMBER_ONLY.match(text)) >= NUMBER_CELLS * len(held)


def _has_text(grids: Sequence[Grid], column: int) -> bool:
    return any(_text_of(cell) for grid in grids for cell in grid.cells if cell.column == column)


def _text_of(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines).strip()


def _column_lines(grid: Grid, column: Column) -> Iterator[Piece]:
    """The lines of a text, cell below cell, each behind its number; a cell over several columns is the left one's."""
    numbers = {cell.row: _text_of(cell) for cell in grid.cells if cell.column == column.numbers}
    for cell in sorted((cell for cell in grid.cells if cell.column == column.text), key=lambda cell: cell.row):
        lines = list(cell_to_pieces(cell))
        if lines and (number := numbers.get(cell.row)):
            lines[0] = msgspec.structs.replace(lines[0], text=f"{number} {lines[0].text}")
        yield from lines
