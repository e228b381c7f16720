"""What a PDF page's text layer says: its glyphs -> words, lines and grids."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median_low
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.errors import DocumentError
from pipeline.model import Box, Cell, Grid, Line, Origin, Page, Word
from pipeline.read.aligned import find_aligned_grids
from pipeline.read.layout import group_rows, round_box, row_to_line, words_to_lines
from pipeline.read.pdf import REPRINT, Font, Glyph, PdfFile, Sheet
from pipeline.read.ruled import RuledTable, find_outside, find_ruled_tables

# A gap between letters that ends a word, in font sizes. LibreOffice leaves 0.156 between "3.11.3." and its clause and
# no space; kerning stays below 0.1.
WORD_GAP = 0.13
# In letter-spaced text every gap is wide: there a word ends at this many times the line's usual gap.
SPACED_WORD_GAPS = 3.0
SPACED_LEAST_CHARACTERS = 8

_PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
UNKNOWN = "\ufffd"  # what stands in a word for a glyph that the font does not name


class Probe(NamedTuple):
    """What a quick look at a page tells: its text and how it is painted, the share of the page that images cover."""

    text: str
    hidden_share: float
    unmapped_share: float
    image_share: float
    image_count: int
    path_count: int
    sideways_share: float


def check_page_count(pdf: PdfFile) -> None:
    """Refuse a file that holds more pages than it says, which PDFium would leave out. Raises DocumentError."""
    if len(_PAGE_OBJECT.findall(pdf.data)) <= pdf.page_count:
        return
    # old versions of pages that an editor left in the file count in the line above and not in this one
    from pipeline.read import plumber  # noqa: PLC0415

    count = plumber.count_pages(pdf.data)
    if count > pdf.page_count:
        raise DocumentError(
            "broken-pdf", f"the PDF says that it has {pdf.page_count} pages and holds {count}", hint=REPRINT
        )


def look(pdf: PdfFile, page_index: int) -> Sheet:
    """What is painted on a page: by PDFium, or by pdfplumber where PDFium cannot load it. Raises DocumentError."""
    try:
        return pdf.look(page_index)
    except DocumentError:
        from pipeline.read import plumber  # noqa: PLC0415

        sheet = plumber.look(pdf.data, page_index)
        if sheet is None or not sheet.glyphs:
            raise
        return sheet


def probe_sheet(sheet: Sheet) -> Probe:
    """What triage wants to know of a page."""
    glyphs = [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]
    count = max(1, len(glyphs))
    area = max(1.0, sheet.width * sheet.height)
    covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in sheet.pictures)
    return Probe(
        text=sheet.text if glyphs else "",
        hidden_share=sum(glyph.hidden for glyph in glyphs) / count,
        unmapped_share=sum(glyph.unmapped for glyph in glyphs) / count,
        image_share=min(1.0, covered / area),
        image_count=len(sheet.pictures),
        path_count=sheet.path_count,
        sideways_share=sum(glyph.angle != 0 for glyph in glyphs) / count,
    )


def read_sheet(sheet: Sheet, *, reason: str, trust: float | None) -> Page:
    """The page as its text layer has it."""
    glyphs: Sequence[Glyph] = [glyph for glyph in sheet.glyphs if glyph.angle == 0]
    grids = []
    tables = find_ruled_tables(sheet.rules)
    for table in tables:
        inside = [glyph for glyph in sheet.glyphs if _is_inside(glyph, table.box)]
        if not any(glyph.text.strip() for glyph in inside):
            continue  # a drawing
        placed = {id(glyph) for cell in table.cells for glyph in inside if _is_inside(glyph, cell.box)}
        glyphs = [glyph for glyph in glyphs if id(glyph) not in placed]
        grids.append(_table_to_grid(table, inside, sheet.fonts, sheet.number))
    aligned, words = find_aligned_grids(
        find_words(glyphs, sheet.fonts),
        sheet.number,
        rules=find_outside([rule[:4] for rule in sheet.rules], tables),
        fills=find_outside([fill[:4] for fill in sheet.fills], tables),
    )
    lines = words_to_lines(words, sheet.number)
    grids = sorted([*grids, *aligned], key=lambda grid: grid.origin.bbox[1])
    blank = not lines and not grids
    return Page(
        number=sheet.number,
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        text_origin="text-layer",
        reason=reason,
        confidence=1.0 if trust is None else trust,
        lines=lines,
        grids=tuple(grids),
        trust=trust,
        blank_reason="the page has no text and no image" if blank else None,
    )


def _is_inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of the glyph lies in the box."""
    _, x0, top, x1, bottom, *_ = glyph
    return box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (top + bottom) / 2 <= box[3]


def _table_to_grid(table: RuledTable, glyphs: Sequence[Glyph], fonts: Sequence[Font], page: int) -> Grid:
    records = []
    for cell in table.cells:
        lines: list[Line] = []
        for part in cell.parts or (cell.box,):
            lines += _read_cell([glyph for glyph in glyphs if _is_inside(glyph, part)], fonts, page)
        records.append(Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=tuple(lines)))
    return Grid(
        origin=Origin(page=page, bbox=round_box(*table.box)),
        row_count=max(cell.row + cell.rows for cell in table.cells),
        column_count=max(cell.column + cell.columns for cell in table.cells),
        cells=tuple(records),
        found_by="ruled",
    )


def _read_cell(glyphs: Sequence[Glyph], fonts: Sequence[Font], page: int) -> list[Line]:
    """The lines of a cell: what stands upright, then what runs up or down."""
    lines: list[Line] = []
    for angle, turn, back in TURNS:
        rows = group_rows(find_words([turn(glyph) for glyph in glyphs if glyph.angle == angle], fonts))
        lines += [row_to_line([replace(word, bbox=back(word.bbox)) for word in row], page) for row in rows]
    return lines


def _turn_up(glyph: Glyph) -> Glyph:
    """A glyph of text that runs up the page, as if it ran to the right."""
    return glyph._replace(x0=-glyph.bottom, top=glyph.x0, x1=-glyph.top, bottom=glyph.x1)


def _turn_down(glyph: Glyph) -> Glyph:
    """A glyph of text that runs down the page, as if it ran to the right."""
    return glyph._replace(x0=glyph.top, top=-glyph.x1, x1=glyph.bottom, bottom=-glyph.x0)


# degrees clockwise, the turn that makes such glyphs run to the right, and the way back for boxes
TURNS: tuple[tuple[int, Callable[[Glyph], Glyph], Callable[[Box], Box]], ...] = (
    (0, lambda glyph: glyph, lambda box: box),
    (-90, _turn_up, lambda box: (box[1], -box[2], box[3], -box[0])),
    (90, _turn_down, lambda box: (-box[3], box[0], -box[1], box[2])),
)


def find_words(glyphs: Sequence[Glyph], fonts: Sequence[Font]) -> list[Word]:
    """Words from glyphs in place: a blank ends a word, and so does a gap that is wide for the line.

    A glyph from another font (Kazakh letters often are) does not end a word; one printed twice to look bold is one.
    """
    words: list[Word] = []
    for row in _group_glyphs(glyphs):
        words += _row_to_words(row, fonts)
    return words


def _group_glyphs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one line, by the overlap of their heights with the line's first."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    last = (0.0, 0.0)
    for glyph in sorted(glyphs, key=lambda glyph: (glyph[2] + glyph[4], glyph[1])):
        top, bottom = extent = (glyph.top, glyph.bottom)
        if not row or extent != last:
            last = extent
            for row in rows[:-4:-1]:
                overlap = min(bottom, row[0].bottom) - max(top, row[0].top)
                if overlap > 0.5 * min(bottom - top, row[0].bottom - row[0].top):
                    break
            else:
                row = []
                rows.append(row)
        row.append(glyph)
    return rows


def _row_to_words(row: Sequence[Glyph], fonts: Sequence[Font]) -> list[Word]:
    row = sorted(row, key=itemgetter(1))
    gap_limit = _find_gap_limit([glyph for glyph in row if not glyph.text.isspace()])
    words: list[list[Glyph]] = []
    word: list[Glyph] = []
    last = before_last = None
    for glyph in row:
        if glyph.text.isspace():
            word = []
            continue
        if last is not None and (
            _is_reprint(glyph, last) or (before_last is not None and _is_reprint(glyph, before_last))
        ):
            continue
        if not word or glyph.x0 - word[-1].x1 > gap_limit * glyph.size:
            word = []
            words.append(word)
        word.append(glyph)
        before_last, last = last, glyph
    return [_glyphs_to_word(word, fonts) for word in words]


def _find_gap_limit(row: Sequence[Glyph]) -> float:
    """The gap, in font sizes, that ends a word on this line."""
    gaps = [(after.x0 - before.x1) / (after.size or 1) for before, after in pairwise(row)]
    if len(gaps) < SPACED_LEAST_CHARACTERS:
        return WORD_GAP
    return max(WORD_GAP, SPACED_WORD_GAPS * float(median_low(gaps)))


def _is_reprint(glyph: Glyph, earlier: Glyph) -> bool:
    """The same character again, nearly on top of the earlier one."""
    return (
        glyph.text == earlier.text
        and abs(glyph.x0 - earlier.x0) < 0.3 * (glyph.x1 - glyph.x0)
        and abs(glyph.top - earlier.top) < 0.2 * glyph.size
    )


def _glyphs_to_word(glyphs: Sequence[Glyph], fonts: Sequence[Font]) -> Word:
    texts, x0s, tops, x1s, bottoms, sizes, font_indexes, _, _, unmapped, _ = zip(*glyphs, strict=True)
    if any(unmapped):
        texts = tuple(UNKNOWN if glyph.unmapped else glyph.text for glyph in glyphs)
    bold = sum(fonts[index].bold for index in font_indexes)
    return Word(
        text="".join(texts),
        bbox=round_box(min(x0s), min(tops), max(x1s), max(bottoms)),
        size=round(float(median_low(sizes)), 2),
        bold=bold > len(glyphs) / 2,
    )
