"""What a PDF page's text layer says: its glyphs -> words, lines and grids."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby, islice, pairwise
from operator import itemgetter
from statistics import median_low

from msgspec.structs import replace

from pipeline.errors import DocumentError
from pipeline.model import Box, Cell, Grid, Line, LineRole, Origin, Page, Word
from pipeline.read.aligned import find_aligned_grids, part_grid
from pipeline.read.layout import group_rows, round_box, row_to_line, words_to_lines
from pipeline.read.pdf import REPRINT, Fill, Font, Glyph, PdfFile, Rule, Sheet
from pipeline.read.ruled import RuledTable, find_outside, find_ruled_tables
from pipeline.read.shown import doubt_shown, look_again, part_hidden

# A gap between letters that ends a word, in font sizes. LibreOffice leaves 0.156 between "3.11.3." and its clause and
# no space; kerning stays below 0.1.
WORD_GAP = 0.13
# In letter-spaced text every gap is wide: there a word ends at this many times the line's usual gap.
SPACED_WORD_GAPS = 3.0
SPACED_LEAST_CHARACTERS = 8

# Degrees clockwise in which text is read; text off by less than this many belongs to a skewed layer.
AXES = (0, 90, -90, 180)
AXIS_PLAY = 5
# A page is read in the direction of more than this share of its letters.
MOST_TEXT = 0.5
# A watermark's letters are so many times as big as the page's: light ones, and any. Text runs through its words.
BIG, HUGE = 1.8, 3.0
LIGHT = 0.35
LEAST_OVERRUN = 2
# shares of height that a glyph has in common with the first glyph of its line, or with the last one of its word
SAME_LINE = 0.5
SAME_LINE_BEGUN = 0.3
SAME_WORD = 0.8
# A raised letter is at most this large and stands at least so high above its line, both in sizes of the line.
RAISED_SIZE = 0.8
RAISED = 0.15
# At most so many raised letters make a mark or a power, this near to a letter of the line; more are another line.
MOST_RAISED = 4
RAISED_GAP = 0.3

BAND = 12.0  # points: a glyph is looked for among the cells that touch its band of the page

Way = Callable[[Box], Box]
_SUPERSCRIPTS = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
UNKNOWN = "\ufffd"  # what stands in a word for a glyph that the font does not name


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
        return look_again(pdf.look(page_index), lambda dpi: pdf.render(page_index, dpi))
    except DocumentError:
        from pipeline.read import plumber  # noqa: PLC0415

        sheet = plumber.look(pdf.data, page_index)
        if sheet is None or not sheet.glyphs:
            raise
        return sheet


def read_sheet(sheet: Sheet, *, reason: str, trust: float | None) -> Page:
    """The page as its text layer has it, read in the direction in which most of its text runs."""
    sheet, hidden = part_hidden(sheet)
    turn = _find_turn(sheet.glyphs)
    lines, grids = _read_turned(_turn_sheet(sheet, turn))
    if turn:
        back = _ways(sheet.width, sheet.height)[turn][1]
        lines = tuple(_move_line(line, back) for line in lines)
        grids = tuple(_move_grid(grid, back) for grid in grids)
    blank = not lines and not grids
    aside = _rows_to_lines(group_rows(find_words([*hidden, *sheet.cropped], sheet.fonts)), sheet.number, "hidden")
    page = Page(
        number=sheet.number,
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        text_origin="text-layer",
        reason=reason,
        confidence=1.0 if trust is None else trust,
        lines=(*lines, *aside),
        grids=grids,
        trust=trust,
        blank_reason="the page has no text and no image" if blank else None,
    )
    return replace(page, doubts=doubt_shown(page, sheet.rules))


def _read_turned(sheet: Sheet) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """Lines and grids of a sheet whose text runs to the right."""
    slanting = [glyph for glyph in sheet.glyphs if glyph.angle not in AXES]
    upright = [glyph for glyph in sheet.glyphs if glyph.angle == 0]
    across = _find_watermark(upright, sheet)
    aside = {id(glyph) for glyph in across}
    glyphs: Sequence[Glyph] = [glyph for glyph in sheet.glyphs if glyph.angle in AXES and id(glyph) not in aside]
    grids = []
    tables = find_ruled_tables(sheet.rules)
    for table in tables:
        inside = [glyph for glyph in glyphs if _is_inside(glyph, table.box)]
        if not any(glyph.text.strip() for glyph in inside):
            continue  # a drawing
        grid, placed = _table_to_grid(table, inside, sheet.fonts, sheet.number)
        glyphs = [glyph for glyph in glyphs if id(glyph) not in placed]
        grids.append(part_grid(grid))
    rules = find_outside([rule[:4] for rule in sheet.rules], tables)
    aligned, words = find_aligned_grids(
        find_words([glyph for glyph in glyphs if glyph.angle == 0], sheet.fonts),
        sheet.number,
        rules=rules,
        fills=find_outside([fill[:4] for fill in sheet.fills], tables),
    )
    boxes = [grid.origin.bbox for grid in (*grids, *aligned)]
    lines = (
        *words_to_lines(words, sheet.number, rules, boxes),
        *_read_beside([glyph for glyph in glyphs if glyph.angle], sheet),
        *_rows_to_lines(group_rows(find_words(across, sheet.fonts)), sheet.number, "watermark"),
        *_read_slanting(slanting, sheet),
    )
    return lines, tuple(sorted([*grids, *aligned], key=lambda grid: grid.origin.bbox[1]))


def _rows_to_lines(rows: Sequence[Sequence[Word]], page: int, role: LineRole) -> list[Line]:
    return [replace(row_to_line(row, page), role=role) for row in rows]


# --- text that runs otherwise ----------------------------------------------------------------------------------------


def _find_turn(glyphs: Sequence[Glyph]) -> int:
    """The direction in which most of the text runs, in quarters of a circle, in degrees."""
    angles = Counter(map(itemgetter(7), glyphs))
    if not angles or angles[0] > MOST_TEXT * angles.total():
        return 0
    turns: Counter[int] = Counter()
    for angle, count in angles.items():
        turns[_to_axis(angle)] += count
    turn, most = max(turns.items(), key=itemgetter(1))
    return turn if turn in AXES and most > MOST_TEXT * turns.total() else 0


def _to_axis(angle: int) -> int:
    """The angle, or the quarter that it is nearly."""
    return next((axis for axis in AXES if abs((angle - axis + 180) % 360 - 180) <= AXIS_PLAY), angle)


def _ways(width: float, height: float) -> dict[int, tuple[Way, Way]]:
    """For each direction of text, how boxes turn so that it runs to the right, and back."""
    return {
        0: (lambda box: box, lambda box: box),
        -90: (
            lambda box: (height - box[3], box[0], height - box[1], box[2]),
            lambda box: (box[1], height - box[2], box[3], height - box[0]),
        ),
        90: (
            lambda box: (box[1], width - box[2], box[3], width - box[0]),
            lambda box: (width - box[3], box[0], width - box[1], box[2]),
        ),
        180: (
            lambda box: (width - box[2], height - box[3], width - box[0], height - box[1]),
            lambda box: (width - box[2], height - box[3], width - box[0], height - box[1]),
        ),
    }


def _turn_sheet(sheet: Sheet, turn: int) -> Sheet:
    """The sheet laid so that text in a direction runs to the right."""
    if not turn and all(glyph.angle in AXES for glyph in sheet.glyphs):
        return sheet
    there = _ways(sheet.width, sheet.height)[turn][0]
    turned = turn in {90, -90}
    return sheet._replace(
        width=sheet.height if turned else sheet.width,
        height=sheet.width if turned else sheet.height,
        glyphs=tuple(_turn_glyph(glyph, there, turn) for glyph in sheet.glyphs),
        rules=tuple(Rule(*there(rule[:4]), rule.thickness) for rule in sheet.rules),
        fills=tuple(Fill(*there(fill[:4]), fill.luminance, fill.square) for fill in sheet.fills),
        pictures=tuple(there(picture) for picture in sheet.pictures),
    )


def _turn_glyph(glyph: Glyph, there: Way, turn: int) -> Glyph:
    x0, top, x1, bottom = there(glyph[1:5])
    angle = _to_axis((glyph.angle - turn + 180) % 360 - 180)
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, angle=180 if angle == -180 else angle)


def _move_line(line: Line, back: Way) -> Line:
    words = tuple(replace(word, bbox=round_box(*back(word.bbox))) for word in line.words)
    return replace(line, words=words, origin=_move_origin(line.origin, back))


def _move_origin(origin: Origin, back: Way) -> Origin:
    return Origin(page=origin.page, bbox=round_box(*back(origin.bbox)))


def _move_grid(grid: Grid, back: Way) -> Grid:
    cells = tuple(replace(cell, lines=tuple(_move_line(line, back) for line in cell.lines)) for cell in grid.cells)
    return replace(grid, cells=cells, origin=_move_origin(grid.origin, back))


def _read_beside(glyphs: Sequence[Glyph], sheet: Sheet) -> list[Line]:
    """Lines that run up, down or upside down beside the text: notes of the margin."""
    lines = []
    for turn, (there, back) in _ways(sheet.width, sheet.height).items():
        turned = [_turn_glyph(glyph, there, turn) for glyph in glyphs if glyph.angle == turn]
        rows = group_rows(find_words(turned, sheet.fonts))
        lines += [_move_line(line, back) for line in _rows_to_lines(rows, sheet.number, "side-note")]
    return lines


def _read_slanting(glyphs: Sequence[Glyph], sheet: Sheet) -> list[Line]:
    """Lines that run aslant over the page."""
    lines: list[Line] = []
    for angle in sorted({glyph.angle for glyph in glyphs}):
        flat = [_lay_flat(glyph, angle) for glyph in glyphs if glyph.angle == angle]
        level = _rows_to_lines(group_rows(find_words(flat, sheet.fonts)), sheet.number, "watermark")
        lines += [_move_line(line, partial(_slant, angle=angle)) for line in level]
    return lines


def _lay_flat(glyph: Glyph, angle: int) -> Glyph:
    """A slanting glyph turned about the page's corner so that its line is level; its width is what its box allows."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    along, across = x * cos + y * sin, y * cos - x * sin
    wide, high = abs(cos), abs(sin)
    width, height = glyph.x1 - glyph.x0, glyph.bottom - glyph.top
    advance = (width - glyph.size * high) / wide if wide > high else (height - glyph.size * wide) / high
    half = max(advance, 0.2 * glyph.size) / 2
    return glyph._replace(
        x0=along - half, top=across - glyph.size / 2, x1=along + half, bottom=across + glyph.size / 2, angle=0
    )


def _slant(box: Box, angle: int) -> Box:
    """The box around a box of a level line when the line is turned back."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(x * cos - y * sin, x * sin + y * cos) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _find_watermark(glyphs: Sequence[Glyph], sheet: Sheet) -> list[Glyph]:
    """Big letters over which or under which the text runs."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return []
    usual = median_low([glyph.size for glyph in inked])
    big = [
        glyph
        for glyph in inked
        if glyph.size >= HUGE * usual or (glyph.size >= BIG * usual and glyph.luminance >= LIGHT)
    ]
    if not big:
        return []
    small = [glyph for glyph in inked if glyph.size < BIG * usual]
    over = [
        word.bbox
        for word in find_words(big, sheet.fonts)
        if sum(_is_inside(glyph, word.bbox) for glyph in small) >= LEAST_OVERRUN
    ]
    return [glyph for glyph in big if any(_is_inside(glyph, box) for box in over)]


# --- tables ----------------------------------------------------------------------------------------------------------


def _is_inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of the glyph lies in the box."""
    _, x0, top, x1, bottom, *_ = glyph
    return box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (top + bottom) / 2 <= box[3]


def share_out(glyphs: Sequence[Glyph], boxes: Sequence[Box]) -> list[list[Glyph]]:
    """The glyphs inside each box; each glyph is looked for among the boxes at its height."""
    bands: defaultdict[int, list[int]] = defaultdict(list)
    for index, (_, top, _, bottom) in enumerate(boxes):
        for band in range(int(top // BAND), int(bottom // BAND) + 1):
            bands[band].append(index)
    shared: list[list[Glyph]] = [[] for _ in boxes]
    for glyph in glyphs:
        for index in bands[int((glyph.top + glyph.bottom) / 2 // BAND)]:
            if _is_inside(glyph, boxes[index]):
                shared[index].append(glyph)
    return shared


def _table_to_grid(
    table: RuledTable, glyphs: Sequence[Glyph], fonts: Sequence[Font], page: int
) -> tuple[Grid, set[int]]:
    """The table with its text, and which of the glyphs (their ids) that is."""
    parts = [cell.parts or (cell.box,) for cell in table.cells]
    shared = share_out(glyphs, [part for own in parts for part in own])
    texts = iter(shared)
    records = []
    for cell, own in zip(table.cells, parts, strict=True):
        lines = [line for text in islice(texts, len(own)) for line in _read_cell(text, fonts, page)]
        records.append(Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=tuple(lines)))
    grid = Grid(
        origin=Origin(page=page, bbox=round_box(*table.box)),
        row_count=max(cell.row + cell.rows for cell in table.cells),
        column_count=max(cell.column + cell.columns for cell in table.cells),
        cells=tuple(records),
        found_by="ruled",
    )
    return grid, {id(glyph) for text in shared for glyph in text}


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
    """Glyphs on one line, by the overlap of their heights with the line's first.

    A glyph of a fallback font stands a little lower or higher than its word: it goes where it overlaps the last ones
    nearly wholly, even where the line began with another column that is half a line off.
    """
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    last = (0.0, 0.0)
    for glyph in sorted(glyphs, key=lambda glyph: (glyph[2] + glyph[4], glyph[1])):
        extent = (glyph.top, glyph.bottom)
        if not row or extent != last:
            last = extent
            for row in rows[:-4:-1]:
                share = _overlap(glyph, row[0])
                if share > SAME_LINE or (share > SAME_LINE_BEGUN and _overlap(glyph, row[-1]) > SAME_WORD):
                    break
            else:
                row = []
                rows.append(row)
        row.append(glyph)
    return rows


def _overlap(one: Glyph, other: Glyph) -> float:
    """How much of the lower one's height two glyphs have in common."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common / max(min(one.bottom - one.top, other.bottom - other.top), 0.01)


def _row_to_words(row: Sequence[Glyph], fonts: Sequence[Font]) -> list[Word]:
    row = _mark_raised(sorted(row, key=itemgetter(1)))
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


def _mark_raised(row: list[Glyph]) -> list[Glyph]:
    """The row with raised figures written as such: "99,9%" with a footnote's mark 1 is no 99,9%1, nor is 10⁶ 106."""
    sizes = [glyph.size for glyph in row]
    usual = median_low(sizes)
    if min(sizes) > RAISED_SIZE * usual:
        return row
    line = median_low([glyph.bottom - 0.25 * glyph.size for glyph in row if glyph.size == usual])
    raised = [
        glyph.size <= RAISED_SIZE * usual and line - (glyph.bottom - 0.25 * glyph.size) >= RAISED * usual
        for glyph in row
    ]
    marked = list(row)
    stop = 0
    for is_raised, group in groupby(raised):
        start, stop = stop, stop + len(list(group))
        before = row[start].x0 - row[start - 1].x1 if start else math.inf
        after = row[stop].x0 - row[stop - 1].x1 if stop < len(row) else math.inf
        if is_raised and stop - start <= MOST_RAISED and min(before, after) <= RAISED_GAP * usual:
            marked[start:stop] = [glyph._replace(text=glyph.text.translate(_SUPERSCRIPTS)) for glyph in row[start:stop]]
    return marked


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
