"""Pages -> one stream of pieces (lines and grids) in reading order, and pieces -> joined text with its places."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

import msgspec

from pipeline.model import LINE_HEIGHT, Box, Cell, Document, Grid, Line, Origin, Page, Record
from pipeline.pages import enclose
from pipeline.structure.hyphenation import divided_word

SOFT_HYPHEN = "\u00ad"
HYPHENS = ("-", SOFT_HYPHEN, "\u2010")
_DIVIDED = re.compile(r"[^\W\d_]\u2010$")
# an address that a line's end cuts: "https://" / "example.kz", "help@" / "example.kz", "https://example.kz/" / "terms"
_CUT_ADDRESS = re.compile(r"(?:\w://|\w@)$")
_CUT_PATH = re.compile(r"(?:://|www\.)\S+/$")
_PATH = re.compile(
    r"(?!(?:an?|and|as|at|by|for|from|if|in|is|of|on|or|the|through|to|via|when|where|which|with)\b)[a-z0-9][a-z0-9_./-]*"
)
BULLETS = "•●▪■◦‣∙·➢▸►▶✓❖⁃*"
BULLET = re.compile(rf"^\s*[{re.escape(BULLETS)}\ue000-\uf8ff]\s*")
# A gap counts as a paragraph break when it is this much of a line's height wider than the page's usual gap.
PARAGRAPH_GAP = 0.35
PARAGRAPH_ENDS = (".", ";", ":", "!", "?")
# A column begins where so many lines of a page do, give or take some points, and this share of them; of the lines that
# begin left of it, so many end there; headings run across. Columns begin further from each other than indentations.
LEAST_COLUMN, LEAST_COLUMN_SHARE, LEAST_ENDING = 3, 0.15, 0.5
SAME_START, SAME_COLUMN = 4.0, 80.0
LEAST_HEADER = 2  # titles of a header that may stand again in one grid
BLANK_HEIGHTS = 0.35  # between two words, in heights of a line, and what edges and words are measured amiss

Span = tuple[float, float]


class Piece(Record, frozen=True, kw_only=True):
    """A line or a grid of the stream. `after_gap`: more white than usual stands above it on its page.

    `wraps`: the line ends, in the middle of a sentence, because the next word has no room.
    `column`: where the column of the page that it stands in begins and ends; of the whole page where it fits in none.
    `opening`: the least confidence of its first two words, which hold its mark.
    """

    text: str
    origin: Origin
    confidence: float
    after_gap: bool
    bold: bool = False
    size: float = 0.0
    grid: Grid | None = None
    wraps: bool = False
    column: Span = (0.0, 0.0)
    opening: float = 1.0

    # Records do no work; these two only name what is stored.
    @property
    def page(self) -> int:
        return self.origin.page

    @property
    def is_grid(self) -> bool:
        return self.grid is not None


def document_to_pieces(document: Document) -> tuple[Piece, ...]:
    """The lines and grids of a document's text in reading order; empty lines are left out.

    Footnotes, side notes and watermarks are no part of it: a clause goes on over them.
    """
    pages = [[line for line in page.lines if line.role == "body" and line.text.strip()] for page in document.pages]
    columns = [
        () if page.text_origin == "plain-text" else _find_columns([line.origin.bbox for line in lines])
        for page, lines in zip(document.pages, pages, strict=True)
    ]
    whole = _find_edges(
        [line.origin.bbox for lines, found in zip(pages, columns, strict=True) if not found for line in lines]
    )
    return tuple(
        piece
        for page, lines, found in zip(document.pages, pages, columns, strict=True)
        for piece in _page_to_pieces(page, lines, found, whole)
    )


def _page_to_pieces(page: Page, lines: Sequence[Line], columns: Sequence[Span], whole: Span) -> Iterator[Piece]:
    sides = _find_edges([line.origin.bbox for line in lines]) if columns else whole
    spans = [_own_column(line.origin.bbox, columns, sides) for line in lines]
    wrapped = _find_wrapped(lines, spans)
    usual = _usual_gap(lines, wrapped)
    if page.text_origin == "plain-text" and usual and not _is_double_spaced(lines):
        usual = 0.0
    grids = _place_grids(page.grids, lines)
    previous: Box | None = None
    for index, (line, column) in enumerate(zip(lines, spans, strict=True)):
        box = line.origin.bbox
        for grid in grids.get(index, ()):
            yield from _grid_to_pieces(grid)
            previous = grid.origin.bbox
        height = max(box[3] - box[1], 1.0)
        gap = box[1] - previous[3] if previous else 0.0
        if index and gap < -height and columns:  # the top of the next column
            after_gap = lines[index - 1].text.rstrip().endswith(PARAGRAPH_ENDS) or not wrapped[index - 1]
        else:
            after_gap = gap > usual + PARAGRAPH_GAP * height
        yield Piece(
            text=" ".join(line.text.split()),
            origin=line.origin,
            confidence=line.confidence,
            after_gap=after_gap,
            bold=line.bold,
            size=line.size,
            wraps=wrapped[index],
            column=column,
            opening=min((word.confidence for word in line.words[:2]), default=1.0),
        )
        previous = box
    for grid in grids.get(len(lines), ()):
        yield from _grid_to_pieces(grid)


def _find_columns(boxes: Sequence[Box]) -> tuple[Span, ...]:
    """Where the columns of a page begin and end; none for a page that has only one.

    A column begins where several lines do and few that begin left of it end right of it.

    >>> _find_columns([(50, 0, 290, 10), (310, 0, 540, 10), (310, 12, 540, 22)] * 3)
    ((50, 290), (310, 540))
    """
    starts = sorted(box[0] for box in boxes)
    cuts: list[float] = []
    for start in sorted(set(starts)):
        count = bisect_right(starts, start + SAME_START) - bisect_left(starts, start)
        left = bisect_left(starts, start)
        if count < max(LEAST_COLUMN, LEAST_COLUMN_SHARE * len(starts)) or left < LEAST_COLUMN:
            continue
        ending = sum(box[2] <= start for box in boxes if box[0] < start)
        if ending >= LEAST_ENDING * left and (not cuts or start - cuts[-1] > SAME_COLUMN):
            cuts.append(start)
    if not cuts:
        return ()
    found = []
    for left_edge, right_edge in pairwise([starts[0] - 1, *cuts, inf]):
        own = [box for box in boxes if left_edge <= box[0] < right_edge and box[2] <= right_edge]
        if own:
            found.append(_find_edges(own))
    return tuple(found)


def _find_edges(boxes: Sequence[Box]) -> Span:
    """Where most of the lines stay between."""
    if not boxes:
        return 0.0, 0.0
    lefts, rights = sorted(box[0] for box in boxes), sorted(box[2] for box in boxes)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 20]


def _own_column(box: Box, columns: Sequence[Span], sides: Span) -> Span:
    fits = (span for span in columns if span[0] - SAME_START <= box[0] and box[2] <= span[1] + SAME_START)
    return next(fits, sides)


def _place_grids(grids: Sequence[Grid], lines: Sequence[Line]) -> dict[int, list[Grid]]:
    """Before which line each grid comes: the first below it, or where its column has it.

    Lines of columns do not run from top to bottom of the page.
    """
    boxes = [line.origin.bbox for line in lines]
    in_columns = any(below[1] < above[1] - LINE_HEIGHT for above, below in pairwise(boxes))
    places: dict[int, list[Grid]] = defaultdict(list)
    for grid in sorted(grids, key=lambda grid: grid.origin.bbox[1]):
        box = grid.origin.bbox
        if in_columns or any(_stands_beside(other, box) for other in boxes):
            place = _place_in_columns(box, boxes)
        else:
            place = next((index for index, other in enumerate(boxes) if other[1] > box[1]), len(lines))
        right = sum(other.origin.bbox[0] >= box[2] for other in places[place])
        places[place].insert(len(places[place]) - right, grid)
    return places


def _stands_beside(line: Box, grid: Box) -> bool:
    apart = line[2] <= grid[0] or line[0] >= grid[2]
    return apart and grid[1] < (line[1] + line[3]) / 2 < grid[3]


def _place_in_columns(grid: Box, lines: Sequence[Box]) -> int:
    """Behind the last line above a grid in its column, and the columns left of it that come between that and the next.

    >>> _place_in_columns((300, 10, 500, 50), [(0, 0, 200, 10), (0, 12, 200, 22), (300, 60, 500, 70)])
    2
    >>> _place_in_columns((0, 20, 200, 50), [(0, 0, 200, 10), (300, 0, 500, 10), (300, 12, 500, 22)])
    1
    """
    mates = [index for index, line in enumerate(lines) if line[0] < grid[2] and line[2] > grid[0]]
    place = max((index + 1 for index in mates if lines[index][1] < grid[1]), default=0)
    stop = min((index for index in mates if index >= place), default=len(lines))
    while place < stop and lines[place][2] <= grid[0]:
        place += 1
    return place


def _grid_to_pieces(grid: Grid) -> Iterator[Piece]:
    """A grid as one piece; where a line of its own stands above its header once more, as two tables and that line."""
    rows: list[dict[int, Cell]] = [{} for _ in range(grid.row_count)]
    for cell in grid.cells:
        if cell.lines:
            rows[cell.row][cell.column] = cell
    texts = [{column: " ".join(line.text for line in cell.lines) for column, cell in row.items()} for row in rows]
    spans_rows = any(cell.rows > 1 for cell in grid.cells)
    start = 0
    for row in () if spans_rows or len(texts[0]) < LEAST_HEADER else range(2, grid.row_count - 2):
        if len(rows[row]) == 1 and texts[row + 1] == texts[0]:
            yield _grid_to_piece(_rows_of(grid, start, row))
            (title,) = rows[row].values()
            for line in title.lines:
                text = " ".join(line.text.split())
                yield Piece(text=text, origin=line.origin, confidence=line.confidence, after_gap=line is title.lines[0])
            start = row + 1
    yield _grid_to_piece(_rows_of(grid, start, grid.row_count) if start else grid)


def _rows_of(grid: Grid, start: int, stop: int) -> Grid:
    """The rows [start, stop) of a grid without cells over several rows, as a grid."""
    cells = [msgspec.structs.replace(cell, row=cell.row - start) for cell in grid.cells if start <= cell.row < stop]
    boxes = [line.origin.bbox for cell in cells for line in cell.lines]
    origin = Origin(page=grid.origin.page, bbox=enclose(boxes))
    return msgspec.structs.replace(grid, origin=origin, row_count=stop - start, cells=tuple(cells))


def _grid_to_piece(grid: Grid) -> Piece:
    text = " ".join(line.text for cell in grid.cells for line in cell.lines)
    return Piece(text=text, origin=grid.origin, confidence=grid.confidence, after_gap=True, grid=grid)


def _usual_gap(lines: Sequence[Line], wrapped: Sequence[bool]) -> float:
    """The gap between two lines of one paragraph; 0 where every line is one.

    Wider gaps that no sentence runs across are breaks, however many; else it is the smaller gaps' median, since breaks
    only add to it. It is never more than that below a line that `wrapped`.
    """
    pairs = [
        (below.origin.bbox[1] - above.origin.bbox[3], _runs_on(above, below), wraps)
        for (above, below), wraps in zip(pairwise(lines), wrapped, strict=False)
        if below.origin.bbox[1] >= above.origin.bbox[1]
    ]
    if not any(running or wraps for _, running, wraps in pairs):
        return 0.0
    gaps = [gap for gap, _, _ in pairs]
    height = median(line.origin.bbox[3] - line.origin.bbox[1] for line in lines)
    least = min(gaps) + PARAGRAPH_GAP * height
    if any(gap > least for gap in gaps) and not any(running for gap, running, _ in pairs if gap > least):
        usual = median(gap for gap in gaps if gap <= least)
    else:
        middle = median(gaps)
        usual = median([gap for gap in gaps if gap <= middle])
    return min([usual, *(gap for gap, _, wraps in pairs if wraps)])


def _find_wrapped(lines: Sequence[Line], columns: Sequence[Span]) -> list[bool]:
    """For each line, whether it ends, in the middle of a sentence, because the next word has no room behind it."""
    wrapped = []
    for above, below, column in zip(lines, lines[1:], columns, strict=False):
        first = below.words[0].bbox if below.words else (0.0, 0.0, 0.0, 0.0)
        _, top, right, bottom = above.origin.bbox
        room = column[1] - right - BLANK_HEIGHTS * (bottom - top)
        unfinished = not above.text.rstrip().endswith(PARAGRAPH_ENDS)
        wrapped.append(unfinished and above.size == below.size and room < first[2] - first[0])
    return [*wrapped, False]


def _runs_on(above: Line, below: Line) -> bool:
    """Whether a sentence goes on from one line to the next."""
    return above.text.rstrip()[-1:].isalnum() and below.text.lstrip()[:1].islower()


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether the blank lines of a text file part lines and not paragraphs: sentences go on behind them.

    Where every paragraph is one line, all gaps are alike and all are paragraph breaks.
    """
    going_on = sum(_runs_on(above, below) for above, below in pairwise(lines))
    return going_on * 5 > len(lines)


def is_bullet(text: str) -> bool:
    return BULLET.match(text) is not None


def strip_bullet(text: str) -> str:
    return BULLET.sub("", text)


def join_texts(texts: Iterable[str]) -> str:
    """Lines joined by one space, or by none after a hyphen, which goes where it divides a word, as a soft hyphen does.

    U+2010 at a line end, before a small letter, is what typesetters that divide words by themselves print.

    >>> join_texts(["форс-мажорлық және басқа да мән-", "жайлар салдарынан"])
    'форс-мажорлық және басқа да мән-жайлар салдарынан'
    >>> join_texts(["(бұдан әрі –", "«Қызмет») қол"])
    '(бұдан әрі – «Қызмет») қол'
    >>> join_texts(["без письменного со-", "гласия кого-", "либо"])
    'без письменного согласия кого-либо'
    >>> join_texts(["обслужи\u00ad", "вание"])
    'обслуживание'
    >>> join_texts(["обслу\u2010", "живание"])
    'обслуживание'
    >>> join_texts(["or through https://", "help.example in English"])
    'or through https://help.example in English'
    >>> join_texts(["at https://help.example/", "terms or https://a.example/", "and by mail"])
    'at https://help.example/terms or https://a.example/ and by mail'
    """
    joined = ""
    for text in texts:
        stripped = " ".join(text.split())
        if not stripped:
            continue
        end = joined[-80:]
        if end.endswith(("/", "@")) and _goes_on_in(end, stripped):
            joined += stripped
        elif not joined.endswith(HYPHENS):
            joined += f" {stripped}" if joined else stripped
        elif _divides(joined, stripped):
            joined = joined[:-1] + stripped
        else:
            wraps = re.search(r"\w-$", joined[-2:]) and re.match(r"\w", stripped)
            joined += stripped if wraps else f" {stripped}"
    return joined


def _goes_on_in(above: str, below: str) -> bool:
    """Whether an address that a line's end cuts goes on in the line below."""
    return _CUT_ADDRESS.search(above) is not None or (_CUT_PATH.search(above) and _PATH.match(below)) is not None


def _divides(above: str, below: str) -> bool:
    """Whether the hyphen that a line ends in only divides a word."""
    if above.endswith("-"):
        return divided_word(above, below) is not None
    return above.endswith(SOFT_HYPHEN) or (_DIVIDED.search(above[-2:]) is not None and below[0].islower())


def union_places(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """One place per page, in order of pages, each the box around the given boxes of that page."""
    boxes: dict[int, Box] = {}
    for origin in origins:
        x0, top, x1, bottom = origin.bbox
        if origin.page in boxes:
            a, b, c, d = boxes[origin.page]
            boxes[origin.page] = (min(a, x0), min(b, top), max(c, x1), max(d, bottom))
        else:
            boxes[origin.page] = (x0, top, x1, bottom)
    return tuple(Origin(page=page, bbox=boxes[page]) for page in sorted(boxes))


def mean_confidence(pieces: Sequence[Piece]) -> float:
    """Confidence of joined pieces, weighted by their length, rounded so that the same text gives the same bytes."""
    weight = sum(len(piece.text) for piece in pieces)
    if not weight:
        return 1.0
    return round(sum(piece.confidence * len(piece.text) for piece in pieces) / weight, 4)
