"""A page image -> the same words and grids that a text layer gives, read by Tesseract.

Places are those of the page made upright and straight. A strip of the page tells which way up it is and its main
language; then the page is read as one block by that language's model, so that a clause number stays on the line of its
clause, and the lines that may hold something else are read again by the other models: `readings.py` makes one reading
of them. Ruled cells are read one by one, so that rows keep their order.
"""

import bisect
import difflib
import itertools
import math
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple, TypeVar

import msgspec

from pipeline.errors import DocumentError
from pipeline.model import Box, Cell, Doubt, Grid, Language, Line, Origin, Page, Word
from pipeline.read import columns, scan, shapes, signs
from pipeline.read.aligned import find_aligned_grids, part_grid
from pipeline.read.layout import group_rows, round_box, row_to_line, words_to_lines
from pipeline.read.ocr_cache import OcrCache, cache_key
from pipeline.read.readings import (
    DISPUTED,
    FoundWord,
    Support,
    are_small_capitals,
    count_kazakh,
    enclose_words,
    has_kazakh_word,
    has_sure_words,
    is_english_line,
    is_known,
    judge_line,
    look_alike,
    mean_confidence,
    mend_hard_sign,
    merge_latin,
    needs_cyrillic,
    needs_other_cyrillic,
    words_for_english,
)
from pipeline.read.script import tell_language

# pytesseract loads pandas where it is there, 0.6 s and 60 MB, for a kind of answer that nothing here asks for
_PANDAS = sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
import pytesseract  # noqa: E402

if _PANDAS is None:
    del sys.modules["pandas"]

POINTS_PER_INCH = 72
ONE_BLOCK, ONE_LINE = 6, 7
QUARTER_TURNS: tuple[Literal[0, 90, 180, 270], ...] = (0, 90, 180, 270)
# a stroke so near to a cell's side is part of its border
BORDER_INCHES = 0.06
CELL_BORDER, WORD_BORDER, WORD_MARGIN, LINE_MARGIN = 12, 8, 3, 2

# Tesseract tries every line it reads badly again in white on black: the page has been made black on white before
ENGINE_OPTIONS = "-c tessedit_do_invert=0"
MODEL_OF: dict[Language, str] = {"kk": "kaz", "ru": "rus", "en": "eng"}
LANGUAGE_OF: dict[str, Language] = {"kaz": "kk", "rus": "ru", "eng": "en"}

# the strip's mean confidence: read the right way up by the right model 0.88-0.96, upside down 0.2-0.5
CLEAR_STRIP = 0.8
STRIP_LINES = 3
UPSIDE_DOWN_BY = 0.1
# letters that only Kazakh has: 15-20 % of Kazakh print, none of Russian
KAZAKH_SHARE = 0.03
# lines set below each other to be read again stand so far apart; so many of a line's words are all of it
LINE_GAP_INCHES = 0.1
# words of a line that do not stand beside each other are set so far apart when they are read again
WORD_GAP_INCHES = 0.25
WHOLE_LINE = 0.8
# by how much the other Cyrillic model must read a line better, or the English one surer
BETTER_LINE = 0.02
ENGLISH_LINE = 0.87
ENGLISH_LINE_BY = 0.05
# below this mean confidence second readings of single words are of no use: no print, or not in these letters
DOUBTFUL_PAGE = 0.6

# A word is read again, alone, where the readings are unsure or of a kind that fails in company: digits or signs inside
# words, a clause number that became a word. The new reading must be surer by the margin, or a word that is known.
DOUBTFUL_WORD = 0.8
SURER_BY = 0.015
LEAST_SECOND = 0.9
LEAST_KNOWN_SECOND = 0.45
ALIKE = 0.7
MOST_SECOND_READINGS = 60

# the height of capitals where no words tell it; what the shape of a dash alone in a cell is worth as a reading
USUAL_CAPITAL_INCHES = 0.1
SHAPE_CONFIDENCE = 0.9
LEAST_LONE_CELL = 0.3

# words read with less confidence than this, none of them known or long, are marks that are no print
MARK = 0.4
KNOWN_LETTERS, LONG_WORD = 3, 7
# in heights of the line's words: further from its neighbours than any blank of a justified line
MARK_APART = 2.0
# what was read twice is unsure the second time
TWICE_READ = 0.5
# from here on a known word within a drawing is print that a stamp lies over
PRINT = 0.85
LARGE_SIGN = 1.8
# a sign lower than that, in heights of a capital, is a dash, a dot
LEAST_HEIGHT = 0.6
# the usual height of a word's ink over the size of the print
INK_OF_SIZE = 0.72
# lines of a paragraph stand within so many heights; the text's left edge is where so many lines begin
CLOSE_LINES = 1.5
LEAST_AT_EDGE = 3

# in heights of the line's words: where a bullet's middle may lie, from the top
BULLET_MIDDLE = (0.3, 0.85)
# small letters, and what reaches below the line, over the height of a capital (Open Sans 0.75, 0.31; Times 0.68, 0.33)
SMALL_LETTERS, BELOW_LINE = 0.72, 0.3
# words of capitals, and of small letters, over the height of the page's capitals
CAPITALS_TALL, SMALL_TALL = (0.9, 1.2), (0.6, 0.82)
LEAST_CAPITALISED = 3
BULLET = "•"

# "O,I", "о,5", "I,o5": a figure with a comma, of digits and letters that look like those of old style
_OLD_FIGURE = re.compile(r"(?=.*[OОoоIІl])[OОoо\dIІl]{1,3},[OОoоIІl\d]{1,2}[,.;%)]{0,2}")
_OLD_DIGITS = str.maketrans("OОoоIІl", "0000111")
_LONG_FIGURE = re.compile(r"(?:\d[-\s().+/]*){5}")
_NUMBER = re.compile(r"\d+(\.\d+)+\.?")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_MODEL_FOLDER = re.compile(r'languages in "([^"]+)"')
_CLAUSE_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*[.)]")
_LOST_NUMBER = re.compile(r"\d+[;:,]|[^\W\d_]")
_INNER_ODDITY = re.compile(r"[^\W\d_][0-9!|¢©®°*$]+[^\W\d_]|[^\W\d_]\d|\d[^\W\d_]")
_EDGE_SIGNS = "‘’“”`'\"‚.,;:-_—–|~°*^«»"
# letters and signs as high as a capital, and those that reach below the line or above a capital
_HIGH = re.compile(r"[\dА-ЯӘҒӨҰҮҺІҚҢA-Zбіһйёbdfhkl]")
_DEEP = re.compile(r"[рудцщфқңүұЦЩДҚҢgjpqyQ,;()\[\]{}/|@_$]")
_SAME_IN_BOTH_CASES = re.compile(r"[вгджзиклмнопстхцчшщъыьэюяқңғөәВГДЖЗИКЛМНОПСТХЦЧШЩЪЫЬЭЮЯҚҢҒӨӘ]+")
_CAPITALISED = re.compile(r"[А-ЯӘҒӨҰҮҺІA-Z][а-яәғөңқіa-z]{3,}")
_DASHES = frozenset(("-", "–", "—", "‐", "--", "---", "——", "–-", "-–", "_"))
_SINGLE_QUOTES = "‘’'`´"
_STRAY_QUOTE = re.compile(rf"^[{_SINGLE_QUOTES}](?=[а-яәғқңөұүһі]{{2}})", re.IGNORECASE)
_MAILBOX = re.compile(r"\(?[a-z][\w.+-]*", re.ASCII)
_MAIL_HOST = re.compile(r"@[\w-]+(\.[\w-]+)+[.,;:)]*", re.ASCII)
_HANDLE = re.compile(r"\(?@\w+|\w+_\w*", re.ASCII)
_HANDLE_PIECE = re.compile(r"\w+[.,;:)]*", re.ASCII)
_KAZAKH_TO_PLAIN = str.maketrans("ӘҒҚҢӨҰҮҺІәғқңөұүһі", "АГКНОУУНIагкноуунi")

FoundLine = list[FoundWord]
_Found = TypeVar("_Found")


class Reader(NamedTuple):
    """How Tesseract is called: which models there are, the images' resolution, what is remembered."""

    languages: tuple[str, ...]
    dpi: float
    cache: OcrCache | None = None


class Scan(NamedTuple):
    """The image of a page, its resolution, its number, why it is read, and how far its text layer was trusted."""

    image: scan.Image
    dpi: float
    number: int
    reason: str
    trust: float | None = None


class Request(NamedTuple):
    """What the engine is asked: images, the model that is to read them, how print is laid out on them."""

    images: Sequence[scan.Image]
    reader: Reader
    model: str
    mode: int


# the lines of each image
Answer = list[list[FoundLine]]


class _ReadLine(NamedTuple):
    """A line of print and the language whose model read it best."""

    words: FoundLine
    language: Language


def check_tesseract(languages: Sequence[str]) -> None:
    """Raises DocumentError where Tesseract or its data for one of the languages is not installed."""
    wanted = " ".join(f"tesseract-ocr-{language}" for language in languages)
    hint = f"Debian, Ubuntu: apt install tesseract-ocr {wanted}; macOS: brew install tesseract tesseract-lang"
    try:
        installed = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise DocumentError(
            "ocr-missing", "the page must be read by Tesseract, which is not installed", hint=hint
        ) from error
    missing = [language for language in languages if language not in installed]
    if missing:
        raise DocumentError("ocr-language-missing", f"Tesseract has no data for {', '.join(missing)}", hint=hint)


def read_image(
    image: scan.Image,
    *,
    dpi: float,
    number: int,
    languages: Sequence[str],
    reason: str,
    cache: OcrCache | None = None,
) -> Page:
    """The page on the image. Raises DocumentError: ocr-failed."""
    (page,), _ = read_scans([Scan(image, dpi, number, reason)], languages=languages, cache=cache)
    return page


def read_scans(
    scans: Sequence[Scan], *, languages: Sequence[str], cache: OcrCache | None = None, expected: Language | None = None
) -> tuple[list[Page], Language | None]:
    """The pages on the images, read together, and the main language of the last one.

    `expected`: the language of the page before. Raises DocumentError: ocr-failed.
    """
    found = _answer_all([_read_scan(each, Reader(tuple(languages), each.dpi, cache), expected) for each in scans])
    return [page for page, _ in found], found[-1][1] if found else expected


def _read_scan(
    scanned: Scan, reader: Reader, expected: Language | None
) -> Generator[Request, Answer, tuple[Page, Language]]:
    dpi = reader.dpi
    even = scan.remove_specks(scan.clear_edges(scan.even_out(scanned.image), dpi), dpi)
    inked = scan.has_ink(even)
    quarters = 1 if scan.is_sideways(even) else 0
    upright = scan.turn(even, quarters)
    skew = scan.find_skew(upright)
    straight = scan.straighten(upright, skew)
    # pages wait for each other
    del even, upright
    straight, fills = scan.lighten_fills(straight, dpi)
    language, upside_down = yield from _find_language(straight, reader, expected)
    if upside_down:
        height, width = straight.shape
        straight, quarters = scan.turn(straight, 2), quarters + 2
        fills = [(width - x1, height - bottom, width - x0, height - top) for x0, top, x1, bottom in fills]
    page = yield from _read_straight(straight, fills, scanned.number, language, reader)
    reason = scanned.reason
    if quarters:
        reason += f"; the page was turned by {QUARTER_TURNS[quarters]} degrees"
    blank = not page.lines and not any(cell.lines for grid in page.grids for cell in grid.cells)
    page = msgspec.structs.replace(
        page,
        reason=reason,
        trust=scanned.trust,
        blank_reason=_say_why_blank(page, inked=inked) if blank else None,
        turned=QUARTER_TURNS[quarters],
        skew=skew,
    )
    return page, language


def _say_why_blank(page: Page, *, inked: bool) -> str:
    if not inked:
        return "the page image is blank: nothing is printed on it"
    if page.doubts:
        return "the page image shows marks, but none of them is text"
    return "the page image shows marks, but no text"


def read_regions(
    image: scan.Image, boxes: Sequence[Box], dpi: float, languages: Sequence[str], cache: OcrCache | None = None
) -> list[list[Word]]:
    """The words inside each box of an upright, straight page image; boxes in points, as words have them.

    Words stand where they stand on the page. A word that a box cuts is read as far as the box shows it: give boxes of
    whole words. Raises DocumentError: ocr-failed.
    """
    reader = Reader(tuple(languages), dpi, cache)
    even = scan.whiten_grain(scan.even_out(image))
    places = [_box_to_pixels(box, dpi) for box in boxes]
    parts = [scan.cut(even, place, border=CELL_BORDER) for place in places]
    longest = max(parts, key=lambda part: int((part < scan.DARK).sum()), default=None)
    looked = _answer_all([_find_language(longest, reader, None)] if longest is not None else [])
    language = looked[0][0] if looked else "kk"
    (found,) = _answer_all([_read_parts(parts, language, reader)])
    shifted = [
        [[_shift(word, max(0, x) - CELL_BORDER, max(0, y) - CELL_BORDER) for word in line.words] for line in lines]
        for lines, (x, y, _, _) in zip(found, places, strict=True)
    ]
    return [_to_points([word for line in lines for word in line], dpi) for lines in shifted]


# --- the page --------------------------------------------------------------------------------------------------------


def _find_language(
    straight: scan.Image, reader: Reader, expected: Language | None
) -> Generator[Request, Answer, tuple[Language, bool]]:
    """The main language of a straight page, by a few of its lines, and whether it is upside down.

    The shape of their letters tells it on most pages. Else the engine reads them; one line is enough where it is in the
    language that is expected.
    """
    available = [model for model in MODEL_OF.values() if model in reader.languages]
    cyrillic = [model for model in available if model != "eng"][:1]
    models = (*cyrillic, *(["eng"] if "eng" in available else []))
    lines = scan.find_full_lines(straight, reader.dpi)[:STRIP_LINES]
    if not lines or not models:
        return ("kk" if "kaz" in reader.languages else "ru"), False
    told = tell_language([straight[line] for line in lines])
    if told is not None and MODEL_OF[told] in available:
        return told, False
    if expected is not None:
        model = "eng" if expected == "en" else models[0]
        words = yield from _read_strip(scan.cut_strip(straight, lines[:1], reader.dpi), reader, model)
        if mean_confidence(words) >= CLEAR_STRIP and _guess_language(words, model, available) == expected:
            return expected, False
    strip = scan.cut_strip(straight, lines, reader.dpi)
    best = 0.0
    found: tuple[Language, bool] = ("kk", False)
    for upside_down in (False, True):
        image = scan.turn(strip, 2) if upside_down else strip
        for model in models:
            words = yield from _read_strip(image, reader, model)
            sure = mean_confidence(words)
            if sure > best + (UPSIDE_DOWN_BY if upside_down and not found[1] else 0.0):
                best, found = sure, (_guess_language(words, model, available), upside_down)
            if best >= CLEAR_STRIP:
                return found
    return found


def _read_strip(strip: scan.Image, reader: Reader, model: str) -> Generator[Request, Answer, list[FoundWord]]:
    (lines,) = yield Request([strip], reader, model, ONE_BLOCK)
    return [word for line in lines for word in line]


def _guess_language(words: Sequence[FoundWord], model: str, available: Sequence[str]) -> Language:
    if model == "kaz" and "rus" in available:
        kazakh, letters = count_kazakh(words)
        return "kk" if kazakh > KAZAKH_SHARE * letters else "ru"
    return LANGUAGE_OF[model]


def _read_straight(
    image: scan.Image, fills: Sequence[scan.PixelBox], number: int, language: Language, reader: Reader
) -> Generator[Request, Answer, Page]:
    dpi = reader.dpi
    grids = scan.find_grids(image, dpi, fills)
    # the head of a table that has no rules below it
    heads = [grid for grid in grids if len({cell.row for cell in grid.cells}) == 1 and fills]
    grids = [grid for grid in grids if grid not in heads]
    image = scan.clear_rules(scan.whiten_grain(image), heads, dpi)
    prose = scan.mask_grids(image, grids, dpi)
    areas = scan.find_columns(prose, dpi)
    insides = {cell.box: scan.cut_cell(image, cell.box, dpi) for grid in grids for cell in grid.cells}
    insides = {box: inside for box, inside in insides.items() if scan.is_inked(inside, dpi)}
    boxes = [*areas, *insides]
    parts = [
        *(scan.cut(prose, box, border=CELL_BORDER) for box in areas),
        *(_frame(inside) for inside in insides.values()),
    ]
    found = yield from _read_parts(parts, language, reader)
    shifted = [
        [[_shift(word, x - CELL_BORDER, y - CELL_BORDER) for word in line.words] for line in lines]
        for lines, (x, y, _, _) in zip(found, boxes, strict=True)
    ]
    for index, box in enumerate(insides, len(areas)):
        shifted[index] = [line for line in (_drop_borders(line, box, dpi) for line in shifted[index]) if line]
    spots = scan.find_spots(image)
    dots = scan.find_dots(image, spots, dpi)
    height = _capital_height(word for lines in shifted for line in lines for word in line)
    shifted = yield from _read_odd_cells(insides, len(areas), shifted, height or USUAL_CAPITAL_INCHES * dpi, reader)
    shaped = shapes.shape_lines(shifted, spots, height)
    if not shapes.is_dusty(line for lines in shaped for line in lines):
        for index, box in enumerate(insides, len(areas)):
            shaped[index] = signs.add_unread(shaped[index], box, spots, image, height)
    named = signs.name_signs(shaped, image)
    shifted = shapes.settle_lines(named, image)
    shifted = [
        [[restore_case(line[0], height, image)] if len(line) == 1 else line for line in lines] for lines in shifted
    ]
    words = [
        restore_marks([mend_old_figure(word) for line in lines for word in join_addresses(line, image)], dots)
        for lines in shifted
    ]
    prose_words = [word for part in words[: len(areas)] for word in part]
    cell_words = dict(zip(insides, words[len(areas) :], strict=True))

    drawings = scan.find_drawings(scan.find_spots(prose) if grids else spots, dpi)
    prose_words, doubts = set_aside(prose_words, drawings, dpi)
    outside = _to_points(_level_marks(prose_words), dpi)
    size = median([word.bbox[3] - word.bbox[1] for word in outside] or [0.0]) / INK_OF_SIZE
    aligned, rest = find_aligned_grids(outside, number, height=size)
    records = [_to_grid(grid, cell_words, number, dpi) for grid in grids]
    height, width = image.shape
    return Page(
        number=number,
        width=round(width * POINTS_PER_INCH / dpi, 2),
        height=round(height * POINTS_PER_INCH / dpi, 2),
        text_origin="ocr",
        reason="",
        confidence=mean_confidence([*prose_words, *(word for part in cell_words.values() for word in part)]),
        lines=_order_lines(rest, areas, number, dpi),
        grids=tuple(
            sorted((*(grid for grid in records if grid is not None), *aligned), key=lambda grid: grid.origin.bbox[1])
        ),
        doubts=doubts,
    )


def _read_odd_cells(
    insides: dict[scan.PixelBox, scan.Image],
    first: int,
    lines_of_parts: Sequence[list[FoundLine]],
    height: float,
    reader: Reader,
) -> Generator[Request, Answer, list[list[FoundLine]]]:
    """The lines of all parts; of cells in which nothing is printed but a bar, or nothing was read, read another way.

    A bar is a dash, whatever was read; what was not read is read as one line. `height`: of the page's capitals.
    """
    result = list(lines_of_parts)
    unread: list[tuple[int, scan.Image, int, int]] = []
    for index, (box, inside) in enumerate(insides.items(), first):
        x, y = max(0, box[0]), max(0, box[1])
        dash = shapes.find_lone_dash(inside, height)
        if dash is not None:
            result[index] = [[_shift(FoundWord(*dash, SHAPE_CONFIDENCE), x, y)]]
        elif not result[index]:
            place = scan.find_ink(inside)
            unread.append((index, scan.cut(inside, place, border=CELL_BORDER), x + place[0], y + place[1]))
    model = "eng" if "eng" in reader.languages else "+".join(reader.languages)
    if not unread:
        return result
    readings = yield Request([part for _, part, _, _ in unread], reader, model, ONE_LINE)
    for (index, _, x, y), lines in zip(unread, readings, strict=True):
        words = [
            _shift(word, x - CELL_BORDER, y - CELL_BORDER)
            for line in lines
            for word in line
            if word.confidence >= LEAST_LONE_CELL
        ]
        if words:
            result[index] = [words]
    return result


def _drop_borders(line: FoundLine, box: scan.PixelBox, dpi: float) -> FoundLine:
    """The words of a cell's line without strokes at the cell's sides: what is left of its border, not "|"."""
    near = BORDER_INCHES * dpi
    return [word for word in line if word.text != "|" or min(word.box[0] - max(0, box[0]), box[2] - word.box[2]) > near]


def _frame(inside: scan.Image) -> scan.Image:
    """The inside of a cell with white around it."""
    height, width = inside.shape
    return scan.cut(inside, (0, 0, width, height), border=CELL_BORDER)


def _order_lines(words: Sequence[Word], areas: Sequence[scan.PixelBox], number: int, dpi: float) -> tuple[Line, ...]:
    """The lines, one part of the page after the other where it was read in parts."""
    if len(areas) == 1:
        return words_to_lines(words, number)
    parts: list[list[Word]] = [[] for _ in areas]
    boxes = [_box_to_points(box, dpi) for box in areas]
    for word in words:
        x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
        inside = [i for i, box in enumerate(boxes) if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
        parts[inside[0] if inside else -1].append(word)
    return tuple(line for part in parts for line in words_to_lines(part, number))


def _to_grid(grid: scan.ImageGrid, words: dict[scan.PixelBox, list[FoundWord]], number: int, dpi: float) -> Grid | None:
    cells = []
    places = {columns.Place(cell.column, cell.row, cell.rows): words.get(cell.box, []) for cell in grid.cells}
    mended = columns.mend_columns(places)
    for cell in grid.cells:
        found_words = mended[columns.Place(cell.column, cell.row, cell.rows)]
        lines = tuple(row_to_line(row, number) for row in group_rows(_to_points(found_words, dpi)))
        cells.append(Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=lines))
    every = [line for cell in cells for line in cell.lines]
    if not every:
        return None
    found = Grid(
        origin=Origin(page=number, bbox=_box_to_points(grid.box, dpi)),
        row_count=max(cell.row + cell.rows for cell in cells),
        column_count=max(cell.column + cell.columns for cell in cells),
        cells=tuple(cells),
        found_by="image",
        confidence=mean_confidence([word for line in every for word in line.words]),
    )
    return part_grid(found)


# --- several models, one reading -------------------------------------------------------------------------------------


def _read_parts(
    parts: Sequence[scan.Image], language: Language, reader: Reader
) -> Generator[Request, Answer, list[list[_ReadLine]]]:
    """The lines of each image: read by the model of the main language, and where it may fail by the others."""
    if not parts:
        return []
    models = [model for model in MODEL_OF.values() if model in reader.languages]
    if len(models) < len(reader.languages):
        # languages that nothing here is known of: Tesseract chooses among them
        every = yield Request(parts, reader, "+".join(reader.languages), ONE_BLOCK)
        return [[_ReadLine(words, "en") for words in lines] for lines in every]
    first = MODEL_OF[language] if MODEL_OF[language] in models else models[0]
    read = yield Request(parts, reader, first, ONE_BLOCK)
    result = [[_ReadLine(words, LANGUAGE_OF[first]) for words in lines] for lines in read]
    english = result if first == "eng" else None
    cyrillic = [model for model in models if model != "eng"]
    if first == "eng" and cyrillic:
        result = yield from _try_model(parts, result, cyrillic[0], reader, lambda line: needs_cyrillic(line.words))
    if len(cyrillic) == 2:
        result = yield from _try_model(parts, result, "rus", reader, lambda line: _may_be_other(line, "kk"))
        result = yield from _try_model(parts, result, "kaz", reader, lambda line: _may_be_other(line, "ru"))
    if "eng" in models:
        result = yield from _add_english(parts, result, english, reader)
    result = [_drop_twice_read(lines) for lines in result]
    if mean_confidence([word for lines in result for line in lines for word in line.words]) < DOUBTFUL_PAGE:
        return result
    return (yield from _read_doubtful_again(parts, result, reader))


def _drop_twice_read(lines: Sequence[_ReadLine]) -> list[_ReadLine]:
    """The lines without unsure words that lie over sure ones of another line: a ring of "%" was read as "fo"."""
    sure = [(index, word.box) for index, line in enumerate(lines) for word in line.words if word.confidence >= PRINT]
    kept = [
        line._replace(
            words=[
                word
                for word in line.words
                if word.confidence >= TWICE_READ
                or not any(index != other and _lies_over(word.box, box) for other, box in sure)
            ]
        )
        for index, line in enumerate(lines)
    ]
    return [line for line in kept if line.words]


def _lies_over(box: scan.PixelBox, other: scan.PixelBox) -> bool:
    """Whether a fifth of a box's width, and half of its height, lie in the other."""
    across, down = min(box[2], other[2]) - max(box[0], other[0]), min(box[3], other[3]) - max(box[1], other[1])
    return 5 * across > box[2] - box[0] and 2 * down > box[3] - box[1]


def _may_be_other(line: _ReadLine, language: Language) -> bool:
    return line.language == language and needs_other_cyrillic(line.words, language)


def _try_model(
    parts: Sequence[scan.Image],
    lines_of_parts: list[list[_ReadLine]],
    model: str,
    reader: Reader,
    wanted: Callable[[_ReadLine], bool],
) -> Generator[Request, Answer, list[list[_ReadLine]]]:
    """The lines, those that are `wanted` read by another model where that reads them better."""
    language = LANGUAGE_OF[model]
    again = yield from _read_again(
        parts, lines_of_parts, model, reader, lambda line: line.words if wanted(line) else ()
    )
    result = [list(lines) for lines in lines_of_parts]
    for (part, index), words in again.items():
        line = result[part][index]
        if model == "kaz" and not has_kazakh_word(words):
            continue
        if words and judge_line(words, language) > judge_line(line.words, line.language) + BETTER_LINE:
            result[part][index] = _ReadLine(words, language)
    return result


def _add_english(
    parts: Sequence[scan.Image],
    lines_of_parts: list[list[_ReadLine]],
    english: list[list[_ReadLine]] | None,
    reader: Reader,
) -> Generator[Request, Answer, list[list[_ReadLine]]]:
    """The lines with what the English model reads better: words, figures, whole lines."""
    if english is None:
        again = yield from _read_again(parts, lines_of_parts, "eng", reader, _choose_for_english)
    else:
        again = {
            (part, index): english[part][index].words
            for part, lines in enumerate(lines_of_parts)
            for index, line in enumerate(lines)
            if line.language != "en"
        }
    result = [list(lines) for lines in lines_of_parts]
    for (part, index), words in again.items():
        line = result[part][index]
        sure = mean_confidence(words)
        english_line = sure >= ENGLISH_LINE and sure > mean_confidence(line.words) + ENGLISH_LINE_BY
        whole = len(words) >= WHOLE_LINE * len(line.words)
        known = has_sure_words(line.words, line.language)
        small = are_small_capitals(*(" ".join(word.text for word in each) for each in (line.words, words)))
        if english_line and whole and not known and not small and is_english_line(words):
            result[part][index] = _ReadLine(words, "en")
        elif words:
            support = _support_on_line(parts[part], line.words)
            result[part][index] = _ReadLine(merge_latin(line.words, words, line.language, support), line.language)
    return result


def _support_on_line(part: scan.Image, line: Sequence[FoundWord]) -> Support:
    """How well the ink of a line bears out words read on it; nothing is looked at before the first question."""
    x0, top, x1, bottom = enclose_words(line)
    left, upper = max(0, x0 - LINE_MARGIN), max(0, top - LINE_MARGIN)

    @cache
    def look() -> tuple[scan.Image, scan.Spots, shapes.Ground]:
        image = part[upper : bottom + LINE_MARGIN, left : x1 + LINE_MARGIN]
        spots = scan.find_spots(image)
        return image, spots, shapes.find_ground([_shift(word, -left, -upper) for word in line], spots)

    @cache
    def support_of(words: tuple[FoundWord, ...]) -> float:
        image, spots, ground = look()
        return signs.support_of([_shift(word, -left, -upper) for word in words], spots, image, ground)

    return lambda words: support_of(tuple(words))


def _choose_for_english(line: _ReadLine) -> Sequence[FoundWord]:
    return words_for_english(line.words, line.language)


def _read_again(
    parts: Sequence[scan.Image],
    lines_of_parts: Sequence[Sequence[_ReadLine]],
    model: str,
    reader: Reader,
    choose: Callable[[_ReadLine], Sequence[FoundWord]],
) -> Generator[Request, Answer, dict[tuple[int, int], FoundLine]]:
    """What another model reads of the words that are chosen of each line: by part and line.

    The lines are set below each other in one image, all else white: the engine is paid for what it has to read.
    """
    strips: dict[tuple[int, int], scan.CutLine] = {}
    gap = round(LINE_GAP_INCHES * reader.dpi)
    for part, lines in enumerate(lines_of_parts):
        for index, line in enumerate(lines):
            chosen = {word.box for word in choose(line)}
            if chosen:
                strips[part, index] = scan.cut_line(
                    parts[part],
                    [(word.box, word.box in chosen) for word in line.words],
                    margin=LINE_MARGIN,
                    gap=round(WORD_GAP_INCHES * reader.dpi),
                )
    if not strips:
        return {}
    page, tops = scan.stack([strip.image for strip in strips.values()], gap=gap)
    keys = list(strips)
    again: dict[tuple[int, int], FoundLine] = {key: [] for key in keys}
    (found,) = yield Request([page], reader, model, ONE_BLOCK)
    for word in (word for words in found for word in words):
        row = bisect.bisect_right(tops, (word.box[1] + word.box[3]) // 2) - 1
        if row >= 0:
            strip = strips[keys[row]]
            last = len(strip.columns) - 1
            x0, x1 = (strip.columns[min(max(0, x - gap), last)] for x in (word.box[0], word.box[2]))
            box = (x0, word.box[1] + strip.top - tops[row], x1, word.box[3] + strip.top - tops[row])
            again[keys[row]].append(word._replace(box=box))
    return {key: sorted(words, key=lambda word: word.box[0]) for key, words in again.items()}


# --- the engine ------------------------------------------------------------------------------------------------------


def _answer_all(tasks: Sequence[Generator[Request, Answer, _Found]]) -> list[_Found]:
    """What each task returns, the requests of all answered together: of what they wait for, one model at a time.

    The English model comes last, since it takes longest to start and all pages ask for it. Raises DocumentError.
    """
    results: dict[int, _Found] = {}
    answers: dict[int, Answer | None] = dict.fromkeys(range(len(tasks)))
    waiting: dict[int, Request] = {}
    while answers or waiting:
        for index, answer in answers.items():
            try:
                waiting[index] = next(tasks[index]) if answer is None else tasks[index].send(answer)
            except StopIteration as stop:
                results[index] = stop.value
        if not waiting:
            break
        kinds = [(request.model == "eng", request.model, request.mode) for request in waiting.values()]
        chosen = [index for index, kind in zip(waiting, kinds, strict=True) if kind == min(kinds)]
        requests = [waiting.pop(index) for index in chosen]
        answers = dict(zip(chosen, read_together(requests), strict=True))
    return [results[index] for index in range(len(tasks))]


def read_lines(images: Sequence[scan.Image], reader: Reader, model: str, mode: int) -> Answer:
    """The lines of each image as one model reads them, in one run of Tesseract. Raises DocumentError: ocr-failed."""
    return read_together([Request(images, reader, model, mode)])[0] if images else []


def read_together(requests: Sequence[Request]) -> list[Answer]:
    """The answers to requests for one model and one mode, in one run of Tesseract for each resolution.

    Raises DocumentError: ocr-failed.
    """
    files = [[scan.encode_pgm(image) for image in request.images] for request in requests]
    keys = [_cache_key(request, images) for request, images in zip(requests, files, strict=True)]
    tables = [
        request.reader.cache.load(key) if request.reader.cache is not None and key is not None else None
        for request, key in zip(requests, keys, strict=True)
    ]
    unread = [index for index, table in enumerate(tables) if table is None]
    for _, group in itertools.groupby(unread, key=lambda index: round(requests[index].reader.dpi)):
        indexes = list(group)
        request = requests[indexes[0]]
        table = _run_tesseract(
            [f for index in indexes for f in files[index]], request.model, request.mode, request.reader
        )
        for index, part in zip(indexes, _split_table(table, [len(files[index]) for index in indexes]), strict=True):
            tables[index], cache, key = part, requests[index].reader.cache, keys[index]
            if cache is not None and key is not None:
                cache.save(key, part)
    return [parse_lines(table or "", len(request.images)) for table, request in zip(tables, requests, strict=True)]


def _cache_key(request: Request, images: Sequence[bytes]) -> str | None:
    if request.reader.cache is None:
        return None
    settings = (request.model, str(request.mode), str(round(request.reader.dpi)), ENGINE_OPTIONS)
    return cache_key(_engine_version(request.model), settings, images)


def _split_table(table: str, counts: Sequence[int]) -> list[str]:
    """Tesseract's table of several requests, each with so many images, as a table for each, its images from 1 on."""
    if len(counts) == 1:
        return [table]
    head, *rows = table.split("\n")
    ends = list(itertools.accumulate(counts))
    parts: list[list[str]] = [[head] for _ in counts]
    for row in rows:
        fields = row.split("\t", 2)
        if len(fields) == 3:
            image = int(fields[1])
            part = bisect.bisect_left(ends, image)
            parts[part].append("\t".join((fields[0], str(image - ends[part] + counts[part]), fields[2])))
    return ["\n".join(part) for part in parts]


def _run_tesseract(files: Sequence[bytes], model: str, mode: int, reader: Reader) -> str:
    # one thread: two processes beat one process with two threads, and the result is the same everywhere
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory(prefix="tarmaq-") as folder:
        paths = [Path(folder, f"{index:05}.pgm") for index in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        listing = Path(folder, "images.txt")
        listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        try:
            table = pytesseract.image_to_data(
                str(listing), lang=model, config=f"--psm {mode} --dpi {round(reader.dpi)} {ENGINE_OPTIONS}"
            )
        except pytesseract.TesseractNotFoundError:
            check_tesseract(reader.languages)
            raise
        except pytesseract.TesseractError as error:
            raise DocumentError(
                "ocr-failed", f"Tesseract gave up: {error.message}", hint="check that the page is an image of text"
            ) from error
    return str(table)


@cache
def _engine_version(model: str) -> str:
    """What, besides the image and the settings, an answer depends on: Tesseract's version and the size of its model."""
    version = str(pytesseract.get_tesseract_version())
    listing = subprocess.run(  # noqa: S603
        [pytesseract.pytesseract.tesseract_cmd, "--list-langs"], capture_output=True, text=True, check=False
    )
    folder = _MODEL_FOLDER.search(listing.stdout + listing.stderr)
    files = [Path(folder[1], f"{name}.traineddata") for name in model.split("+")] if folder else []
    sizes = [str(file.stat().st_size) for file in files if file.is_file()]
    return " ".join((version, pytesseract.__version__, *sizes))


def parse_lines(table: str, image_count: int) -> list[list[FoundLine]]:
    """Tesseract's table of words (TSV), by image and line."""
    lines: list[dict[tuple[str, str, str], FoundLine]] = [{} for _ in range(image_count)]
    for row in table.split("\n")[1:]:
        fields = row.split("\t", 11)
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        x, y, width, height = (int(field) for field in fields[6:10])
        text = mend_hard_sign(unicodedata.normalize("NFC", fields[11].strip()))
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        word = FoundWord(text, (x, y, x + width, y + height), round(confidence, 4))
        lines[int(fields[1]) - 1].setdefault((fields[2], fields[3], fields[4]), []).append(word)
    return [list(found.values()) for found in lines]


# --- second readings -------------------------------------------------------------------------------------------------


def _read_doubtful_again(
    parts: Sequence[scan.Image], lines_of_parts: Sequence[Sequence[_ReadLine]], reader: Reader
) -> Generator[Request, Answer, list[list[_ReadLine]]]:
    """The lines, their doubtful words read again, alone, by the model of their line; the least sure ones first."""
    doubtful = sorted(
        (word.confidence, part, index, place)
        for part, lines in enumerate(lines_of_parts)
        for index, line in enumerate(lines)
        for place, word in enumerate(line.words)
        if line.language != "en" and _may_read_again(word) and is_doubtful(word, first_of_line=place == 0)
    )[:MOST_SECOND_READINGS]
    result = [[line._replace(words=list(line.words)) for line in lines] for lines in lines_of_parts]
    by_model: dict[str, list[tuple[int, int, int]]] = {}
    for _, part, index, place in doubtful:
        by_model.setdefault(MODEL_OF[result[part][index].language], []).append((part, index, place))
    for model, places in by_model.items():
        if model not in reader.languages:
            continue
        cuts = [_cut_word(parts[part], result[part][index].words[place]) for part, index, place in places]
        readings = yield Request(cuts, reader, model, ONE_LINE)
        for (part, index, place), lines in zip(places, readings, strict=True):
            words, language = result[part][index]
            words[place] = choose_reading(words[place], [word for line in lines for word in line], language)
    return result


def _may_read_again(word: FoundWord) -> bool:
    """Whether a Cyrillic model may say more of a word: not of a Latin one, nor of a figure.

    A figure that it takes for another it takes so again, and surely; the English model was never better a second time.
    """
    return not any(char.isdigit() for char in word.text) and _CYRILLIC.search(word.text) is not None


def _cut_word(image: scan.Image, word: FoundWord) -> scan.Image:
    x0, top, x1, bottom = word.box
    box = (x0 - WORD_MARGIN, top - WORD_MARGIN, x1 + WORD_MARGIN, bottom + WORD_MARGIN)
    return scan.cut(image, box, border=WORD_BORDER)


def is_doubtful(word: FoundWord, *, first_of_line: bool) -> bool:
    """Whether a word should be read again, alone."""
    return (
        _NUMBER.fullmatch(word.text) is None
        and any(char.isalnum() for char in word.text)
        and (
            word.confidence < DOUBTFUL_WORD
            or _INNER_ODDITY.search(word.text) is not None
            or (first_of_line and _LOST_NUMBER.fullmatch(word.text) is not None)
        )
    )


def choose_reading(first: FoundWord, second: Sequence[FoundWord], language: Language) -> FoundWord:
    """The second reading where it is one word and surer, or a known one where the first is none.

    A Kazakh letter is not given up for its plain look-alike, nor a bracket; the same word seen twice is surer.
    """
    if len(second) != 1:
        return first
    text, _, confidence = second[0]
    if first.text.strip(_EDGE_SIGNS + "()") == text.strip(_EDGE_SIGNS + "()"):
        return first._replace(confidence=max(first.confidence, confidence))
    if first.text.translate(_KAZAKH_TO_PLAIN) == text.translate(_KAZAKH_TO_PLAIN) or look_alike(first.text, text):
        return first
    if confidence >= LEAST_SECOND and confidence >= first.confidence + SURER_BY:
        return FoundWord(text, first.box, confidence)
    core = text.strip(_EDGE_SIGNS)
    if (
        not any(char.isdigit() for char in first.text + core)
        and is_known(core, language)
        and not is_known(first.text, language)
        and (confidence >= LEAST_KNOWN_SECOND or first.confidence < LEAST_KNOWN_SECOND)
        and difflib.SequenceMatcher(None, first.text, core).ratio() >= ALIKE
    ):
        end = first.text[len(first.text.rstrip(",.;:)»")) :]
        return FoundWord(core + end, first.box, max(first.confidence, confidence))
    return first


# --- what is no text -------------------------------------------------------------------------------------------------


def set_aside(
    words: Sequence[FoundWord], drawings: Sequence[scan.PixelBox], dpi: float
) -> tuple[list[FoundWord], tuple[Doubt, ...]]:
    """The words that are print, and a note of marks that were read as words: stamps, signatures, logos.

    A run of words on one line is such a mark where hardly any of its signs was read surely and no longer word of it is
    known in any language; on a page that is badly read as a whole nothing is set aside.
    """
    if mean_confidence(words) < DOUBTFUL_PAGE:
        return list(words), ()
    height = _text_height(words)
    marks = {word for word in words if _may_be_mark(word, drawings)}
    holes = [
        [word]
        for word in words
        if word.confidence < PRINT and _is_large(word, height) and not _is_beside(word, words, MARK_APART * height)
    ]
    rest = [word for word in words if [word] not in holes]
    rows = _group_words(rest)
    aside = holes + [
        run
        for index, row in enumerate(rows)
        for run in _split_runs(row, marks)
        if _is_mark(run) and not (run[0] == row[0] and not _is_drawn(run[0], drawings) and _goes_on(rows, index))
    ]
    if not aside:
        return list(words), ()
    gone = {word for run in aside for word in run}
    signs = sum(len(word.text) for word in words)
    read = "; ".join(" ".join(word.text for word in run) for run in aside)
    doubt = Doubt(
        code="set-aside",
        message=f"marks that are no print, a stamp, a signature or a logo perhaps: they were read as {read}",
        named={"words": read},
        share=round(sum(len(word.text) for word in gone) / signs, 4),
        boxes=tuple(_box_to_points(enclose_words(run), dpi) for run in aside),
    )
    return [word for word in words if word not in gone], (doubt,)


def _goes_on(rows: Sequence[Sequence[FoundWord]], index: int) -> bool:
    """Whether a line is the next one of its paragraph: right below a line of print, from the text's left edge on."""
    if not index:
        return False
    above, row = rows[index - 1], rows[index]
    height = _text_height(above)
    beginnings = [other[0].box[0] for other in rows if len(other) > 1]
    at_edge = sum(abs(row[0].box[0] - beginning) <= height for beginning in beginnings) >= LEAST_AT_EDGE
    close = 0 < row[0].box[1] - max(word.box[3] for word in above) <= CLOSE_LINES * height
    return at_edge and close and mean_confidence(above) >= PRINT and _text_height(row) <= LARGE_SIGN * height


def _split_runs(row: Sequence[FoundWord], marks: set[FoundWord]) -> Iterator[list[FoundWord]]:
    """Runs of words that may be marks and stand apart from those that may not: within a sentence nothing goes."""
    runs = [list(run) for _, run in itertools.groupby(row, key=lambda word: word in marks)]
    apart = MARK_APART * _text_height(row)
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        left = run[0].box[0] - before[-1].box[2] if before else apart
        right = after[0].box[0] - run[-1].box[2] if after else apart
        if run[0] in marks and min(left, right) >= apart:
            yield run


def _may_be_mark(word: FoundWord, drawings: Sequence[scan.PixelBox]) -> bool:
    """Whether a word was not read surely, or is part of a drawing."""
    drawn = _is_drawn(word, drawings)
    return word.confidence < MARK or (drawn and not (word.confidence >= PRINT and _is_word(word.text)))


def _is_drawn(word: FoundWord, drawings: Sequence[scan.PixelBox]) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in drawings)


def _is_large(word: FoundWord, height: float) -> bool:
    """Whether a word is one sign far larger than the print: a punch hole, a logo."""
    return len(word.text) == 1 and word.box[3] - word.box[1] > LARGE_SIGN * height > 0


def _is_beside(word: FoundWord, words: Sequence[FoundWord], apart: float) -> bool:
    """Whether a word stands on a line with others: a reader's box of one sign may be far too high."""
    x0, top, x1, bottom = word.box
    return any(
        max(x0 - other.box[2], other.box[0] - x1) < apart and min(bottom, other.box[3]) - max(top, other.box[1]) > 0
        for other in words
        if other != word
    )


def _is_mark(run: Sequence[FoundWord]) -> bool:
    letters = [part for word in run for part in re.findall(r"[^\W\d_]+", word.text)]
    if not letters and _LONG_FIGURE.search("".join(word.text for word in run)):
        return False  # a telephone or account number, badly read: better doubted than lost
    known = any(_is_word(word.text) for word in run if word.confidence >= PRINT)
    return not known and not any(len(part) >= LONG_WORD for part in letters)


def _is_word(text: str) -> bool:
    """Whether a text holds a word of some letters that one of the languages knows, or is the number of a clause."""
    parts = [part for part in re.findall(r"[^\W\d_]+", text) if len(part) >= KNOWN_LETTERS]
    known = any(is_known(part, language) for part in parts for language in MODEL_OF)
    return known or _CLAUSE_NUMBER.fullmatch(text) is not None


def _level_marks(words: Sequence[FoundWord]) -> list[FoundWord]:
    """The words, lone dashes and other low signs as high as their line: where rows part is told by heights."""
    result = []
    for row in _group_words(words):
        height = _text_height(row)
        letters = [word for word in row if word.box[3] - word.box[1] >= LEAST_HEIGHT * height]
        top = min((word.box[1] for word in letters), default=0)
        bottom = max((word.box[3] for word in letters), default=0)
        for word in row:
            x0, _, x1, _ = word.box
            result.append(word if word in letters or not letters else word._replace(box=(x0, top, x1, bottom)))
    return result


# --- bullets and dashes: signs that the shape tells better than the reading -------------------------------------------


def restore_marks(words: Sequence[FoundWord], dots: Sequence[scan.PixelBox]) -> list[FoundWord]:
    """Bullets where a dot stands left of a line, whatever was read there; lone dashes as long as they are."""
    restored: list[FoundWord] = []
    for row in _group_words(words):
        height = _text_height(row)
        top, bottom = min(word.box[1] for word in row), max(word.box[3] for word in row)
        dot = _find_bullet(row, dots, top, bottom, height)
        if dot is not None:
            restored.append(FoundWord(BULLET, dot, 1.0))
        restored += [_measure_dash(word, height) for word in row if dot is None or not _covers(word.box, dot)]
    return restored


def _group_words(words: Sequence[FoundWord]) -> list[list[FoundWord]]:
    """Words by line, left to right."""
    records = {
        Word(
            text=word.text, bbox=(float(word.box[0]), float(word.box[1]), float(word.box[2]), float(word.box[3]))
        ): word
        for word in words
    }
    return [[records[record] for record in row] for row in group_rows(list(records))]


def _text_height(row: Sequence[FoundWord]) -> float:
    """The height of the line's capitals and digits, by the median of its words."""
    words = [word for word in row if any(char.isalnum() for char in word.text)]
    high = [word for word in words if _HIGH.search(word.text) and not _DEEP.search(word.text)]
    heights = sorted((word.box[3] - word.box[1]) / _count_capitals(word.text) for word in high or words)
    return heights[len(heights) // 2] if heights else 0.0


def _count_capitals(text: str) -> float:
    """How many capitals a word is high: with what reaches below the line, or small letters alone."""
    return (1.0 if _HIGH.search(text) else SMALL_LETTERS) + (BELOW_LINE if _DEEP.search(text) else 0.0)


def _find_bullet(
    row: Sequence[FoundWord], dots: Sequence[scan.PixelBox], top: int, bottom: int, height: float
) -> scan.PixelBox | None:
    """The dot left of the line's first word, or read as that word, half way up the letters."""
    for dot in dots:
        x0, dot_top, x1, dot_bottom = dot
        middle = (dot_top + dot_bottom) / 2
        share = (middle - top) / max(1, bottom - top)
        if not BULLET_MIDDLE[0] <= share <= BULLET_MIDDLE[1] or dot_bottom - dot_top > 0.75 * height:
            continue
        rest = [word for word in row if not _covers(word.box, dot)]
        if not rest:
            continue
        gap = min(word.box[0] for word in rest) - x1
        if 0.2 * height <= gap <= 4 * height and all(word.box[0] > x0 for word in rest):
            return dot
    return None


def _covers(box: scan.PixelBox, dot: scan.PixelBox) -> bool:
    """Whether the box is the dot's, give or take half its size."""
    reach = (dot[2] - dot[0]) / 2
    return all(abs(mine - other) <= reach for mine, other in zip(box, dot, strict=True))


def _measure_dash(word: FoundWord, height: float) -> FoundWord:
    """A dash that stands alone, or what was read as "--", as long as it is."""
    if not height or word.text not in _DASHES:
        return word
    return word._replace(text=shapes.name_dash((word.box[2] - word.box[0]) / height))


def mend_old_figure(word: FoundWord) -> FoundWord:
    """A figure in old style, whose 0 is a small "o" and whose 1 a small "I", with its digits; it stays in doubt."""
    if _OLD_FIGURE.fullmatch(word.text) is None:
        return word
    return word._replace(text=word.text.translate(_OLD_DIGITS), confidence=min(word.confidence, DISPUTED))


def restore_case(word: FoundWord, height: float, image: scan.Image) -> FoundWord:
    """A word alone on its line, in letters that differ in size only, in the case of its size.

    A reader sees no other letter to compare it with; `height` is that of the page's capitals.
    """
    letters = "".join(char for char in word.text if char.isalnum())
    if not height or len(letters) < 2 or _SAME_IN_BOTH_CASES.fullmatch(letters) is None:
        return word
    tall = scan.measure_letters(image, word.box) / height
    if letters.islower() and CAPITALS_TALL[0] <= tall <= CAPITALS_TALL[1]:
        return word._replace(text=word.text.upper())
    if letters.isupper() and SMALL_TALL[0] <= tall <= SMALL_TALL[1]:
        return word._replace(text=word.text.lower())
    return word


def _capital_height(words: Iterable[FoundWord]) -> float:
    """The usual height of the capitals of a page's print, by words of both cases; 0 where there are hardly any."""
    heights = sorted(
        word.box[3] - word.box[1]
        for word in words
        if word.confidence >= LEAST_SECOND and _CAPITALISED.fullmatch(word.text) and not _DEEP.search(word.text)
    )
    return float(heights[len(heights) // 2]) if len(heights) >= LEAST_CAPITALISED else 0.0


def join_addresses(line: Sequence[FoundWord], image: scan.Image) -> list[FoundWord]:
    """The words of a line, the pieces of an address joined where the print has no blank; no stray quote."""
    words = list(line)
    if sum(word.text.count(quote) for word in words for quote in _SINGLE_QUOTES) == 1:
        # one single quote on a line is a speck
        words = [word._replace(text=_STRAY_QUOTE.sub("", word.text)) for word in words]
    height = _text_height(words)
    joined: list[FoundWord] = []
    for word in words:
        link = _find_link(joined[-1], word, height, image) if joined else None
        if link is None:
            joined.append(word)
        else:
            before = joined[-1]
            text = before.text.rstrip("_") + link + word.text.lstrip("_")
            joined[-1] = FoundWord(text, enclose_words((before, word)), min(before.confidence, word.confidence))
    return joined


def _find_link(before: FoundWord, after: FoundWord, height: float, image: scan.Image) -> str | None:
    """What joins two pieces of an address: nothing before its "@", "_" where the print has one more than was read."""
    if after.box[0] - before.box[2] > height:
        return None
    if _MAILBOX.fullmatch(before.text) and _MAIL_HOST.fullmatch(after.text):
        return ""
    if not _HANDLE.fullmatch(before.text) or not _HANDLE_PIECE.fullmatch(after.text):
        return None
    x0, top, x1, bottom = enclose_words((before, after))
    bars = scan.count_underscores(image, (x0, top, x1, round(bottom + BELOW_LINE * height)), height)
    if before.text.endswith("_") or after.text.startswith("_"):
        return "_" if bars == (before.text + after.text).count("_") else None
    return "_" if bars == (before.text + after.text).count("_") + 1 else None


# --- pixels to points ------------------------------------------------------------------------------------------------


def _shift(word: FoundWord, x: int, y: int) -> FoundWord:
    x0, top, x1, bottom = word.box
    return word._replace(box=(x0 + x, top + y, x1 + x, bottom + y))


def _box_to_points(box: scan.PixelBox, dpi: float) -> tuple[float, float, float, float]:
    factor = POINTS_PER_INCH / dpi
    return round_box(box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor)


def _box_to_pixels(box: Box, dpi: float) -> scan.PixelBox:
    """The box with a margin, so that print on its edge is not cut."""
    factor = dpi / POINTS_PER_INCH
    x0, top, x1, bottom = (side * factor for side in box)
    return (
        math.floor(x0) - WORD_MARGIN,
        math.floor(top) - WORD_MARGIN,
        math.ceil(x1) + WORD_MARGIN,
        math.ceil(bottom) + WORD_MARGIN,
    )


def _to_points(words: Sequence[FoundWord], dpi: float) -> list[Word]:
    return [Word(text=text, bbox=_box_to_points(box, dpi), confidence=confidence) for text, box, confidence in words]
