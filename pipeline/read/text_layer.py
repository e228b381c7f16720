"""What a PDF holds: its words and ruled grids, a quick probe of its text layer, and pictures of its pages.

pdfium (fast, in C) opens the file, probes and renders; pdfplumber gives characters in place and the ruled lines.
"""

import io
import itertools
import logging
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import radians, tau
from statistics import median_low
from typing import Any, NamedTuple

import numpy as np
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.errors import DocumentError
from pipeline.model import Cell, Grid, Origin, Page, Word
from pipeline.read.aligned import find_aligned_grids
from pipeline.read.layout import group_rows, round_box, row_to_line, words_to_lines

# what pdfminer skips in a damaged file it says to the log, line by line, without naming the file
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

POINTS_PER_INCH = 72

# How a parser of a damaged file fails, besides its own exceptions: it follows a reference to the wrong kind of object.
PARSER_FAILURES = (
    PSException,
    PDFException,
    PdfminerException,
    MalformedPDFException,
    struct.error,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

# A gap between letters that ends a word, in font sizes. LibreOffice leaves 0.156 between "3.11.3." and its clause and
# no space; kerning stays below 0.1.
WORD_GAP = 0.13
# In letter-spaced text every gap is wide: there a word ends at this many times the line's usual gap.
SPACED_WORD_GAPS = 3.0
SPACED_LEAST_CHARACTERS = 8

GRID_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
EDGE_TOLERANCE = 2.0

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_END_MARK = re.compile(rb"%%EOF|startxref")
_EMPTY_PAGE_TREE = re.compile(rb"/Kids\s*\[\s*\]")
AGAIN = "get the file again from its source"
END_MARK_REACH = 2048
# radians; no slant of print comes near
SIDEWAYS_ANGLES = (0.5, 5.8)


class Probe(NamedTuple):
    """What a quick look at a page tells: its text and how it is painted, the share of the page that images cover."""

    text: str
    hidden_share: float
    unmapped_share: float
    image_share: float
    image_count: int
    path_count: int
    sideways_share: float


class PdfFile:
    """An open PDF: pages by index. Made by `open_pdf`."""

    def __init__(self, document: Any, plumber: Any) -> None:
        self._document = document
        self._plumber = plumber
        self.page_count: int = len(document)

    def probe(self, page_index: int) -> Probe:
        """A quick look at a page's text layer and what else is painted there. Raises DocumentError."""
        with _broken_page(page_index):
            page = self._document[page_index]
            try:
                return _probe_page(page)
            finally:
                page.close()

    def read(self, page_index: int, *, reason: str, trust: float | None) -> Page | None:
        """The page as its text layer has it; None where that cannot be parsed."""
        if self._plumber is None or page_index >= len(self._plumber.pages):
            return None
        page = self._plumber.pages[page_index]
        try:
            return _read_page(page, page_index + 1, reason, trust)
        except PARSER_FAILURES:
            return None
        finally:
            page.close()

    def size(self, page_index: int) -> tuple[float, float]:
        """Width and height in points, as the page is shown."""
        with _broken_page(page_index):
            width, height = self._document.get_page_size(page_index)
        return float(width), float(height)

    def render(self, page_index: int, dpi: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The page as a grey image. Raises DocumentError."""
        with _broken_page(page_index):
            page = self._document[page_index]
            try:
                bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
                image = np.array(bitmap.to_numpy(), dtype=np.uint8, copy=True)
                bitmap.close()
            finally:
                page.close()
        return image.reshape(image.shape[0], image.shape[1])


@contextmanager
def open_pdf(data: bytes, *, max_pages: int) -> Iterator[PdfFile]:
    """The PDF, closed again at the end. Raises DocumentError: encrypted, broken-pdf, no-pages, too-many-pages."""
    document = _open_pdfium(data)
    plumber = None
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("no-pages", "the PDF has no pages", hint=AGAIN)
        if count > max_pages:
            raise DocumentError(
                "too-many-pages",
                f"{count} pages; the limit is {max_pages}",
                hint="raise read.max_pages in the settings, or split the file",
            )
        try:
            plumber = pdfplumber.open(io.BytesIO(data))
            _ = plumber.pages
        except PARSER_FAILURES:
            plumber = None
        yield PdfFile(document, plumber)
    finally:
        if plumber is not None:
            plumber.close()
        document.close()


def _open_pdfium(data: bytes) -> Any:
    if _END_MARK.search(data.rstrip(b"\x00\r\n\t ")[-END_MARK_REACH:]) is None:
        raise DocumentError(
            "broken-pdf",
            "the PDF is cut off: its end is missing, and pages with it",
            hint=AGAIN,
        )
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentError(
                "encrypted",
                "the PDF needs a password",
                hint="save a copy without a password and give that",
            ) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise DocumentError(
                "encrypted",
                "the PDF is protected in a way that cannot be opened here",
                hint="save a copy without protection and give that",
            ) from error
        if _EMPTY_PAGE_TREE.search(data):
            raise DocumentError("no-pages", "the PDF has no pages", hint=AGAIN) from error
        raise DocumentError(
            "broken-pdf",
            f"the PDF is damaged beyond reading ({error})",
            hint="get the file again, or print it to a new PDF where it still opens",
        ) from error


@contextmanager
def _broken_page(page_index: int) -> Iterator[None]:
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise DocumentError(
            "broken-pdf",
            f"page {page_index + 1} is damaged beyond reading ({error})",
            hint="get the file again, or print it to a new PDF where it still opens",
        ) from error


# --- the quick look --------------------------------------------------------------------------------------------------


def _probe_page(page: Any) -> Probe:
    width, height = page.get_size()
    textpage = page.get_textpage()
    unmapped = sideways = hidden = 0
    shown_turn = radians(page.get_rotation())
    try:
        # pdfium writes a hyphen at a line end as U+0002
        text = textpage.get_text_range().replace("\x02", "-").replace("\ufffe", "-")
        count = textpage.count_chars()
        for index in range(count):
            unmapped += pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1
            angle = (pdfium.FPDFText_GetCharAngle(textpage, index) + shown_turn) % tau
            sideways += SIDEWAYS_ANGLES[0] < angle < SIDEWAYS_ANGLES[1]
            item = pdfium.FPDFText_GetTextObject(textpage, index)
            if item:
                hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    finally:
        textpage.close()
    images = paths = 0
    covered = 0.0
    for item in page.get_objects(max_depth=3):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
            with suppress(pypdfium2.PdfiumError):  # an image without an area
                covered += _find_area(item.get_bounds(), width, height)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
    return Probe(
        text=text,
        hidden_share=hidden / max(1, count),
        unmapped_share=unmapped / max(1, count),
        image_share=min(1.0, covered / max(1.0, width * height)),
        image_count=images,
        path_count=paths,
        sideways_share=sideways / max(1, count),
    )


def _find_area(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """How much of the page lies inside the bounds (left, bottom, right, top)."""
    left, bottom, right, top = bounds
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))


# --- words and grids -------------------------------------------------------------------------------------------------


def _read_page(page: Any, number: int, reason: str, trust: float | None) -> Page:
    left, top, right, bottom = page.cropbox
    characters = [char for char in page.chars if char["upright"] and _is_inside(char, page.cropbox)]
    finder = page.debug_tablefinder(GRID_SETTINGS) if page.edges else None
    grids = []
    for table in finder.tables if finder is not None else ():
        cells = _find_cells(table.cells)
        if max(cell.column + cell.columns for cell in cells) < 2:
            continue  # a frame around a paragraph, or the shading of its lines
        inside = [char for char in characters if _is_inside(char, table.bbox)]
        if not any(char["text"].strip() for char in inside):
            continue  # a drawing
        characters = [char for char in characters if not _is_inside(char, table.bbox)]
        grids.append(_cells_to_grid(cells, inside, table.bbox, (left, top), number))
    aligned, words = find_aligned_grids(find_words(characters, (left, top)), number)
    lines = words_to_lines(words, number)
    grids = sorted([*grids, *aligned], key=lambda grid: grid.origin.bbox[1])
    blank = not lines and not grids
    return Page(
        number=number,
        width=round(float(right - left), 2),
        height=round(float(bottom - top), 2),
        text_origin="text-layer",
        reason=reason,
        confidence=1.0 if trust is None else trust,
        lines=lines,
        grids=tuple(grids),
        trust=trust,
        blank_reason="the page has no text and no image" if blank else None,
    )


def _is_inside(char: dict[str, Any], box: Sequence[float]) -> bool:
    """Whether the middle of the character lies in the box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


class _GridCell(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int
    box: tuple[float, float, float, float]


def _find_cells(boxes: Sequence[tuple[float, float, float, float]]) -> list[_GridCell]:
    """Rows, columns and spans of the cells, from the edges that any of them has."""
    xs = _merge_edges(x for box in boxes for x in (box[0], box[2]))
    ys = _merge_edges(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in boxes:
        column, column_stop = _nearest(xs, box[0]), _nearest(xs, box[2])
        row, row_stop = _nearest(ys, box[1]), _nearest(ys, box[3])
        cells.append(_GridCell(row, column, max(1, row_stop - row), max(1, column_stop - column), box))
    return sorted(cells)


def _merge_edges(edges: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for edge in sorted(edges):
        if not merged or edge - merged[-1] > EDGE_TOLERANCE:
            merged.append(edge)
    return merged


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


def _cells_to_grid(
    cells: Sequence[_GridCell],
    characters: Sequence[dict[str, Any]],
    box: tuple[float, float, float, float],
    corner: tuple[float, float],
    page: int,
) -> Grid:
    records = []
    for cell in cells:
        words = find_words([char for char in characters if _is_inside(char, cell.box)], corner)
        lines = tuple(row_to_line(row, page) for row in group_rows(words))
        records.append(Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=lines))
    x, y = corner
    return Grid(
        origin=Origin(page=page, bbox=round_box(box[0] - x, box[1] - y, box[2] - x, box[3] - y)),
        row_count=max(cell.row + cell.rows for cell in cells),
        column_count=max(cell.column + cell.columns for cell in cells),
        cells=tuple(records),
        found_by="ruled",
    )


def find_words(characters: Sequence[dict[str, Any]], corner: tuple[float, float]) -> list[Word]:
    """Words from characters in place: a space ends a word, and so does a gap that is wide for the line.

    `corner` is the top left of the visible page. A glyph from another font (Kazakh letters often are) does not end a
    word; a character printed twice to look bold is one character.
    """
    words: list[Word] = []
    for row in _group_character_rows(characters):
        words += _row_to_words(row, corner)
    return words


def _group_character_rows(characters: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters on one line, by the overlap of their heights with the line's first."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(characters, key=lambda char: (char["top"] + char["bottom"], char["x0"])):
        for row in rows[:-4:-1]:
            overlap = min(char["bottom"], row[0]["bottom"]) - max(char["top"], row[0]["top"])
            if overlap > 0.5 * min(char["height"], row[0]["height"]):
                row.append(char)
                break
        else:
            rows.append([char])
    return rows


def _row_to_words(row: Sequence[dict[str, Any]], corner: tuple[float, float]) -> list[Word]:
    glyphs: list[dict[str, Any]] = []
    groups: list[list[dict[str, Any]]] = [[]]
    row = sorted(row, key=lambda char: char["x0"])
    gap_limit = _find_gap_limit([char for char in row if not char["text"].isspace()])
    for char in row:
        if char["text"].isspace():
            groups.append([])
            continue
        if any(_is_reprint(char, glyph) for glyph in glyphs[-2:]):
            continue
        if groups[-1] and char["x0"] - groups[-1][-1]["x1"] > gap_limit * char["size"]:
            groups.append([])
        glyphs.append(char)
        groups[-1].append(char)
    return [_characters_to_word(group, corner) for group in groups if group]


def _find_gap_limit(row: Sequence[dict[str, Any]]) -> float:
    """The gap, in font sizes, that ends a word on this line."""
    gaps = [(after["x0"] - before["x1"]) / (after["size"] or 1) for before, after in itertools.pairwise(row)]
    if len(gaps) < SPACED_LEAST_CHARACTERS:
        return WORD_GAP
    return max(WORD_GAP, SPACED_WORD_GAPS * float(median_low(gaps)))


def _is_reprint(char: dict[str, Any], earlier: dict[str, Any]) -> bool:
    """The same character again, nearly on top of the earlier one."""
    return bool(
        char["text"] == earlier["text"]
        and abs(char["x0"] - earlier["x0"]) < 0.3 * (char["x1"] - char["x0"])
        and abs(char["top"] - earlier["top"]) < 0.2 * char["size"]
    )


def _characters_to_word(characters: Sequence[dict[str, Any]], corner: tuple[float, float]) -> Word:
    x, y = corner
    bold = sum(_BOLD.search(char["fontname"]) is not None for char in characters)
    return Word(
        text="".join(char["text"] for char in characters),
        bbox=round_box(
            min(char["x0"] for char in characters) - x,
            min(char["top"] for char in characters) - y,
            max(char["x1"] for char in characters) - x,
            max(char["bottom"] for char in characters) - y,
        ),
        size=round(float(median_low([char["size"] for char in characters])), 2),
        bold=bold > len(characters) / 2,
    )
