"""Running heads, page numbers, tables of contents, link targets, side notes, watermarks: set aside, not lost."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.languages import VOCABULARIES
from pipeline.model import Document, Grid, Leftover
from pipeline.structure.flow import Piece

EDGE_LINES = 3  # how many lines from a page's top or bottom may be running heads or feet
PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|стр\.?|страница|бет|лист)\s*)?(\d{1,4})(?:\s*(?:/|of|из|-ден)\s*\d{1,4})?(?:\s*(?:бет|стр\.?))?\W*$",
    re.IGNORECASE,
)
# "3. Порядок расчётов ........ 7": a line of a table of contents; behind a heading that says so, leaders may be missing
CONTENTS_LINE = re.compile(r"^(?P<title>\S.*?)(?P<leaders>(?:\s*[.…·_]){4,}|\s)\s*(?P<page>\d{1,4})$")
LEAST_CONTENTS = 3  # lines
MOST_WRAPPED = 3  # lines of one entry
URL_ONLY = re.compile(r"^(?:https?://|www\.)\S+$")
# Latin letters as Cyrillic ones of the same shape, for comparing what two readings made of one line
LOOK_ALIKES = str.maketrans("acepotxyrnumbkh", "асеротхугпимвкн")
ALIKE = 0.7
SAME_HEIGHT = 12.0  # points by which a running head may move between pages
# Where a lone page has its head and foot: share of its height at either end. Word processors put them half an inch
# from the edge (0.045 of A4), browsers less; text begins at 0.07 and more.
MARGIN = 0.065
MARGIN_GAP = 1.5  # white between such a line and the text, in heights of the line


def set_aside_furniture(
    pieces: Sequence[Piece], heights: Mapping[int, float]
) -> tuple[tuple[Piece, ...], tuple[Leftover, ...]]:
    """The pieces that carry the text, and the furniture among them, both in reading order.

    `heights`: of the pages that are set in print, in points; what stands in their margins is told by its place.
    """
    kinds = (
        _find_in_margins(pieces, heights)
        | _find_running(pieces)
        | _find_running_misread(pieces)
        | _find_page_numbers(pieces)
        | _find_link_targets(pieces)
        | _find_contents(pieces)
    )
    kept = tuple(piece for index, piece in enumerate(pieces) if index not in kinds)
    aside = tuple(
        Leftover(kind=kinds[index], text=piece.text, origin=piece.origin)
        for index, piece in enumerate(pieces)
        if index in kinds
    )
    return kept, aside


def find_margins(document: Document) -> tuple[Leftover, ...]:
    """Side notes, watermarks and words that the page does not show, which the reader told from the text."""
    return tuple(
        Leftover(kind=line.role, text=" ".join(line.text.split()), origin=line.origin)
        for page in document.pages
        for line in page.lines
        if line.role in {"side-note", "watermark", "hidden"}
    )


def _edges(pieces: Sequence[Piece]) -> list[tuple[int, int, str, int]]:
    """(index, page, edge, how many lines from that edge) of the lines at page edges."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        pages[piece.page].append(index)
    edges = []
    for page, indexes in pages.items():
        for depth, index in enumerate(indexes[:EDGE_LINES]):
            edges.append((index, page, "head", depth))
        for depth, index in enumerate(reversed(indexes[-EDGE_LINES:])):
            edges.append((index, page, "foot", depth))
    return [edge for edge in edges if not pieces[edge[0]].is_grid]


def _find_running(pieces: Sequence[Piece]) -> dict[int, str]:
    """Lines that stand, digits aside, at the same edge and height of at least two pages and half of them."""
    page_count = len({piece.page for piece in pieces})
    seen: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for index, page, edge, depth in _edges(pieces):
        shape = re.sub(r"\d+", "0", pieces[index].text.casefold())
        seen[edge, shape].append((index, page, depth))
    found: dict[int, str] = {}
    for (edge, shape), places in seen.items():
        pages = {page for _, page, _ in places}
        heights = [pieces[index].origin.bbox[1] for index, _, _ in places]
        level = max(heights) - min(heights) <= SAME_HEIGHT if edge == "head" else True
        if len(pages) >= 2 and len(pages) * 2 >= page_count and level and re.search(r"\w", shape):
            kind = "page-number" if PAGE_NUMBER.match(pieces[places[0][0]].text) else f"running-{edge}"
            found.update({index: kind for index, _, depth in places if _nothing_but(places, depth)})
    return found


def _find_running_misread(pieces: Sequence[Piece]) -> dict[int, str]:
    """Heads and feet that a scan shows in one place of its pages and that were read a little differently on each."""
    page_count = len({piece.page for piece in pieces})
    groups: list[list[tuple[int, str]]] = []
    for index, _, edge, depth in _edges(pieces):
        worded = re.search(r"[^\W\d_]", pieces[index].text) is not None
        if depth or not worded or pieces[index].confidence == 1.0 or not _stands_apart(pieces, index, edge):
            continue
        group = next((group for group in groups if group[0][1] == edge and _alike(pieces, group[0][0], index)), None)
        if group is None:
            groups.append([(index, edge)])
        else:
            group.append((index, edge))
    return {
        index: f"running-{edge}"
        for group in groups
        if len(pages := {pieces[index].page for index, _ in group}) >= 2 and len(pages) * 2 >= page_count
        for index, edge in group
    }


def _alike(pieces: Sequence[Piece], one: int, other: int) -> bool:
    """Whether two lines of different pages stand in one place and say nearly the same, figures aside."""
    boxes = pieces[one].origin.bbox, pieces[other].origin.bbox
    level = all(abs(boxes[0][side] - boxes[1][side]) <= SAME_HEIGHT for side in (1, 3))
    beside = any(abs(boxes[0][side] - boxes[1][side]) <= SAME_HEIGHT for side in (0, 2))
    if pieces[one].page == pieces[other].page or not level or not beside:
        return False
    first, second = (
        re.sub(r"\d+", "0", pieces[index].text.casefold().translate(LOOK_ALIKES)) for index in (one, other)
    )
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _stands_apart(pieces: Sequence[Piece], index: int, edge: str) -> bool:
    """Whether white as high as a line parts a line from the next one towards the middle of its page."""
    inner = index + 1 if edge == "head" else index - 1
    if not 0 <= inner < len(pieces) or pieces[inner].page != pieces[index].page:
        return True
    _, top, _, bottom = pieces[index].origin.bbox
    other = pieces[inner].origin.bbox
    return (other[1] - bottom if edge == "head" else top - other[3]) >= bottom - top


def _nothing_but(places: Sequence[tuple[int, int, int]], depth: int) -> bool:
    """A running line keeps its distance from the edge, give or take one line."""
    usual = sorted(other for _, _, other in places)[len(places) // 2]
    return abs(depth - usual) <= 1


def _find_in_margins(pieces: Sequence[Piece], heights: Mapping[int, float]) -> dict[int, str]:
    """The head and foot of a lone page: a line in its margin, well apart from the text."""
    if len({piece.page for piece in pieces}) != 1 or pieces[0].page not in heights:
        return {}
    height = heights[pieces[0].page]
    found: dict[int, str] = {}
    for edge, order in (("head", range(len(pieces))), ("foot", range(len(pieces) - 1, -1, -1))):
        for index, following in pairwise(order):
            piece, other = pieces[index], pieces[following]
            if piece.is_grid or not _is_in_margin(piece, other, edge, height):
                break
            found[index] = "page-number" if PAGE_NUMBER.match(piece.text) else f"running-{edge}"
    return found


def _is_in_margin(piece: Piece, other: Piece, edge: str, height: float) -> bool:
    """Whether a line stands in that margin; `other` is the next one towards the middle of the page."""
    _, top, _, bottom = piece.origin.bbox
    inside = bottom <= height * MARGIN if edge == "head" else top >= height * (1 - MARGIN)
    apart = other.origin.bbox[1] - bottom if edge == "head" else top - other.origin.bbox[3]
    larger = edge == "head" and piece.size > other.size  # then it may be the title
    return inside and apart >= (bottom - top) * MARGIN_GAP and not larger


def _find_page_numbers(pieces: Sequence[Piece]) -> dict[int, str]:
    """Lone numbers at page edges that count up with the pages."""
    offsets: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, page, edge, depth in _edges(pieces):
        match = PAGE_NUMBER.match(pieces[index].text)
        if match and depth == 0:
            offsets[edge, int(match[1]) - page].append(index)
    return {index: "page-number" for indexes in offsets.values() if len(indexes) >= 2 for index in indexes}


def _find_link_targets(pieces: Sequence[Piece]) -> dict[int, str]:
    """Addresses alone on a line that the text names elsewhere: what an extractor prints for a page's links."""
    targets = [index for index, piece in enumerate(pieces) if URL_ONLY.match(piece.text) and _stands_off(pieces, index)]
    return {
        index: "link-target"
        for index in targets
        if any(
            pieces[index].text.rstrip("/.") in piece.text for other, piece in enumerate(pieces) if other not in targets
        )
    }


def _stands_off(pieces: Sequence[Piece], index: int) -> bool:
    """Whether no sentence leads into the line."""
    above = pieces[index - 1].text if index else ""
    return pieces[index].after_gap and not above.endswith(("–", "—", ":", "-", ","))


def _find_contents(pieces: Sequence[Piece]) -> dict[int, str]:
    """Tables of contents: entries that end in pages which never go down, by leaders or below a heading that says so.

    Leaders alone are no proof of pages that the document does not have: price lists have them too.
    """
    headings = {heading for vocabulary in VOCABULARIES.values() for heading in vocabulary.contents_headings}
    last_page = max((piece.page for piece in pieces), default=0)
    found: dict[int, str] = {}
    index = 0
    while index < len(pieces):
        headed = pieces[index].text.casefold().strip(" .:") in headings
        if headed and index + 1 < len(pieces) and _is_contents_table(pieces[index + 1].grid):
            found.update(dict.fromkeys((index, index + 1), "contents"))
        stop = _contents_end(pieces, index + headed, None if headed else last_page)
        stop = stop or (_repeated_end(pieces, index + 1) if headed else 0)
        found.update(dict.fromkeys(range(index, stop), "contents"))
        index = max(stop, index + 1)
    return found


def _repeated_end(pieces: Sequence[Piece], start: int) -> int:
    """Behind the last entry of a table of contents without pages: it ends where its first entry stands again.

    All its lines must stand again behind it, wherever lines end there; 0 where they do not.
    """
    forms = [" ".join(piece.text.casefold().split()).rstrip(" .") for piece in pieces[start:]]
    stop = (
        next((at for at, form in enumerate(forms) if at and form.startswith(forms[0])), 0) if forms[:1] != [""] else 0
    )
    if stop < LEAST_CONTENTS or any(piece.is_grid for piece in pieces[start : start + stop]):
        return 0
    behind = " ".join(forms[stop:])
    return start + stop if all(form in behind for form in forms[:stop]) else 0


def _is_contents_table(grid: Grid | None) -> bool:
    """Whether the last column of a table has pages that never go down."""
    cells = grid.cells if grid and grid.column_count > 1 else ()
    last = sorted((cell for cell in cells if grid and cell.column == grid.column_count - 1), key=lambda cell: cell.row)
    pages = [" ".join(line.text for line in cell.lines).strip() for cell in last]
    numbers = [int(page) for page in pages if page.isdecimal()]
    return len(numbers) >= LEAST_CONTENTS and len(numbers) == len(pages) and numbers == sorted(numbers)


def _contents_end(pieces: Sequence[Piece], start: int, last_page: int | None) -> int:
    """Behind the last entry of a table of contents that begins at `start`, 0 where there is none.

    `last_page`: where no heading announces it, the last page that its entries may name, behind leaders. Where a title
    stands again, the text begins.
    """
    pages: list[int] = []
    titles: set[str] = set()
    stop = start
    for index in range(start, len(pieces)):
        piece = pieces[index]
        numbered = piece.text[-1:].isdigit() and not piece.is_grid
        match = CONTENTS_LINE.match(piece.text) if numbered else None
        if match is None:
            wrapped = index - stop < MOST_WRAPPED - 1 and (pages or not last_page)
            if wrapped and pieces[index].text.casefold() not in titles:
                continue
            break
        page = int(match["page"])
        if page < (pages[-1] if pages else 1) or (last_page and (page > last_page or not match["leaders"].strip())):
            break
        pages.append(page)
        titles.add(match["title"].casefold())
        stop = index + 1
    return stop if len(pages) >= LEAST_CONTENTS else 0
