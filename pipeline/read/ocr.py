"""A page image -> the same words and grids that a text layer gives, read by Tesseract.

Places are those of the page made upright and straight. The whole page is read as one block, so that a clause number
stays on the line of its clause; ruled cells are read one by one, so that rows keep their order.
"""

import math
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import pytesseract

from pipeline.errors import DocumentError
from pipeline.model import Box, Cell, Grid, Origin, Page, Word
from pipeline.read import scan
from pipeline.read.layout import group_rows, round_box, row_to_line, words_to_lines

POINTS_PER_INCH = 72
ONE_BLOCK, ONE_WORD = 6, 8
QUARTER_TURNS: tuple[Literal[0, 90, 180, 270], ...] = (0, 90, 180, 270)
CELL_BORDER, WORD_BORDER, WORD_MARGIN = 12, 8, 3

# below this mean confidence the page may be upside down (right way: 90-96; wrong way: 20-45)
DOUBTFUL_PAGE = 0.6

# A word is read again, alone, where the first reading is unsure or of a kind that fails in company: short words in
# capitals ("CRM" read as "СКМ" at 90 %), digits or signs inside words. Not Latin words: alone, "Linux" becomes
# "Ипих". The new reading must be surer by the margin.
DOUBTFUL_WORD = 0.88
SURER_BY = 0.015
LEAST_SECOND = 0.9

# In heights of the line's words: where a bullet's middle may lie, from the top; from which width on a dash is an en
# dash and an em dash (vps.pdf: a hyphen 0.29, an en dash 0.46).
BULLET_MIDDLE = (0.3, 0.85)
EN_DASH, EM_DASH = 0.38, 0.75
BULLET = "•"

_SHORT_CAPITALS = re.compile(r"\W*[A-ZА-ЯӘҒҚҢӨҰҮҺІ0-9]{2,5}\W*")
_NUMBER = re.compile(r"\d+(\.\d+)+\.?")
_LOST_NUMBER = re.compile(r"\d+[;:,]|\w")
_INNER_ODDITY = re.compile(r"[^\W\d_][0-9!|¢©®°*]+[^\W\d_]|[^\W\d_]\d|\d[^\W\d_]")
_DASHES = frozenset("-–—‐")
_KAZAKH_TO_PLAIN = str.maketrans("ӘҒҚҢӨҰҮҺІәғқңөұүһі", "АГКНОУУНIагкноуунi")


class FoundWord(NamedTuple):
    """A word in an image: its text, its box in pixels (x0, top, x1, bottom), its confidence 0..1."""

    text: str
    box: scan.PixelBox
    confidence: float


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
    image: scan.Image, *, dpi: float, number: int, languages: Sequence[str], reason: str, trust: float | None = None
) -> Page:
    """The page on the image. Raises DocumentError: ocr-failed."""
    even = scan.even_out(image)
    quarters = 1 if scan.is_sideways(even) else 0
    page = _read_upright(scan.turn(even, quarters), dpi, number, languages)
    if page.confidence < DOUBTFUL_PAGE and scan.has_ink(even):
        other = _read_upright(scan.turn(even, quarters + 2), dpi, number, languages)
        if other.confidence > page.confidence + 0.1:
            page, quarters = other, quarters + 2
    if quarters:
        reason += f"; the page was turned by {QUARTER_TURNS[quarters]} degrees"
    blank = not page.lines and not any(cell.lines for grid in page.grids for cell in grid.cells)
    return Page(
        number=number,
        width=page.width,
        height=page.height,
        text_origin="ocr",
        reason=reason,
        confidence=page.confidence,
        lines=page.lines,
        grids=page.grids,
        trust=trust,
        blank_reason="the page image shows no text" if blank else None,
        turned=QUARTER_TURNS[quarters],
        skew=page.skew,
    )


def read_regions(image: scan.Image, boxes: Sequence[Box], dpi: float, languages: Sequence[str]) -> list[list[Word]]:
    """The words inside each box of an upright, straight page image; boxes in points, as words have them.

    All boxes are read in one run of Tesseract, words standing where they stand on the page. A word that a box cuts is
    read as far as the box shows it: give boxes of whole words. Raises DocumentError: ocr-failed.
    """
    even = scan.even_out(image)
    places = [_box_to_pixels(box, dpi) for box in boxes]
    parts = [scan.cut(even, place, border=CELL_BORDER) for place in places]
    found = read_words(parts, dpi=dpi, languages=languages, mode=ONE_BLOCK)
    shifted = [
        [_shift(word, max(0, x) - CELL_BORDER, max(0, y) - CELL_BORDER) for word in words]
        for words, (x, y, _, _) in zip(found, places, strict=True)
    ]
    return [_to_points(words, dpi) for words in _read_doubtful_again(even, shifted, dpi, languages)]


def _read_upright(even: scan.Image, dpi: float, number: int, languages: Sequence[str]) -> Page:
    skew = scan.find_skew(even)
    image = scan.straighten(even, skew)
    grids = scan.find_grids(image, dpi)
    prose = scan.mask_grids(image, grids, dpi)
    boxes = [cell.box for grid in grids for cell in grid.cells]
    parts = [prose, *(scan.cut(image, box, border=CELL_BORDER) for box in boxes)]
    found = read_words(parts, dpi=dpi, languages=languages, mode=ONE_BLOCK)
    shifted = [found[0]]
    for words, (x, y, _, _) in zip(found[1:], boxes, strict=True):
        shifted.append([_shift(word, x - CELL_BORDER, y - CELL_BORDER) for word in words])
    if _mean_confidence([word for words in shifted for word in words]) >= DOUBTFUL_PAGE:
        shifted = _read_doubtful_again(image, shifted, dpi, languages)
    scaled = [_to_points(restore_marks(words, scan.find_dots(image, dpi)), dpi) for words in shifted]

    records = []
    cell_words = iter(scaled[1:])
    for grid in grids:
        cells = []
        for cell in grid.cells:
            lines = tuple(row_to_line(row, number) for row in group_rows(next(cell_words)))
            cells.append(Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, lines=lines))
        every = [line for cell in cells for line in cell.lines]
        if not every:
            continue
        records.append(
            Grid(
                origin=Origin(page=number, bbox=_box_to_points(grid.box, dpi)),
                row_count=max(cell.row + cell.rows for cell in cells),
                column_count=max(cell.column + cell.columns for cell in cells),
                cells=tuple(cells),
                found_by="image",
                confidence=_mean_confidence([word for line in every for word in line.words]),
            )
        )
    height, width = image.shape
    return Page(
        number=number,
        width=round(width * POINTS_PER_INCH / dpi, 2),
        height=round(height * POINTS_PER_INCH / dpi, 2),
        text_origin="ocr",
        reason="",
        confidence=_mean_confidence([word for words in scaled for word in words]),
        lines=words_to_lines(scaled[0], number),
        grids=tuple(records),
        skew=skew,
    )


def read_words(
    images: Sequence[scan.Image], *, dpi: float, languages: Sequence[str], mode: int
) -> list[list[FoundWord]]:
    """The words of each image, in one run of Tesseract. Raises DocumentError: ocr-failed."""
    if not images:
        return []
    # one thread: two processes beat one process with two threads, and the result is the same everywhere
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory(prefix="tarmaq-") as folder:
        paths = [Path(folder, f"{index:05}.png") for index in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            path.write_bytes(scan.encode_png(image))
        listing = Path(folder, "images.txt")
        listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        try:
            table = pytesseract.image_to_data(
                str(listing), lang="+".join(languages), config=f"--psm {mode} --dpi {round(dpi)}"
            )
        except pytesseract.TesseractNotFoundError:
            check_tesseract(languages)
            raise
        except pytesseract.TesseractError as error:
            raise DocumentError(
                "ocr-failed", f"Tesseract gave up: {error.message}", hint="check that the page is an image of text"
            ) from error
    return parse_table(str(table), len(images))


def parse_table(table: str, image_count: int) -> list[list[FoundWord]]:
    """Tesseract's table of words (TSV), by image."""
    words: list[list[FoundWord]] = [[] for _ in range(image_count)]
    for row in table.split("\n")[1:]:
        fields = row.split("\t", 11)
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        x, y, width, height = (int(field) for field in fields[6:10])
        text = unicodedata.normalize("NFC", fields[11].strip())
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        words[int(fields[1]) - 1].append(FoundWord(text, (x, y, x + width, y + height), round(confidence, 4)))
    return words


# --- second readings -------------------------------------------------------------------------------------------------


def _read_doubtful_again(
    image: scan.Image, parts: Sequence[Sequence[FoundWord]], dpi: float, languages: Sequence[str]
) -> list[list[FoundWord]]:
    result = [list(words) for words in parts]
    places: list[tuple[int, int, int]] = []
    cuts: list[scan.Image] = []
    for part, words in enumerate(parts):
        for index, word in enumerate(words):
            if is_doubtful(word, words[index - 1] if index else None):
                pieces = _cut_word(image, word)
                places.append((part, index, len(pieces)))
                cuts += pieces
    readings = iter(read_words(cuts, dpi=dpi, languages=languages, mode=ONE_WORD))
    for part, index, count in places:
        whole, *halves = [next(readings) for _ in range(count)]
        word = choose_reading(result[part][index], whole)
        result[part][index] = choose_reading(word, join_halves(halves))
    return result


def _cut_word(image: scan.Image, word: FoundWord) -> list[scan.Image]:
    """The word alone; and where it has a hyphen inside, what stands on either side: often two languages."""
    x0, top, x1, bottom = word.box
    x0, top, x1, bottom = x0 - WORD_MARGIN, top - WORD_MARGIN, x1 + WORD_MARGIN, bottom + WORD_MARGIN
    boxes = [(x0, top, x1, bottom)]
    hyphen = scan.find_hyphen(image, word.box) if "-" in word.text[1:-1] else None
    if hyphen is not None:
        boxes += [(x0, top, hyphen[0], bottom), (hyphen[1], top, x1, bottom)]
    return [scan.cut(image, box, border=WORD_BORDER) for box in boxes]


def join_halves(halves: Sequence[Sequence[FoundWord]]) -> list[FoundWord]:
    """What stands left and right of a hyphen as one word, as sure as the less sure of them."""
    if len(halves) != 2 or any(len(half) != 1 for half in halves):
        return []
    (left,), (right,) = halves
    text = f"{left.text.rstrip('-–')}-{right.text.lstrip('-–')}"
    return [FoundWord(text, left.box, min(left.confidence, right.confidence))]


def is_doubtful(word: FoundWord, before: FoundWord | None) -> bool:
    """Whether a word should be read again, alone."""
    starts_line = before is None or before.box[0] > word.box[0]
    return _NUMBER.fullmatch(word.text) is None and (
        word.confidence < DOUBTFUL_WORD
        or _SHORT_CAPITALS.fullmatch(word.text) is not None
        or _INNER_ODDITY.search(word.text) is not None
        or (starts_line and _LOST_NUMBER.fullmatch(word.text) is not None)
    )


def choose_reading(first: FoundWord, second: Sequence[FoundWord]) -> FoundWord:
    """The second reading where it is one word and surer; a Kazakh letter is not given up for its plain look-alike."""
    if len(second) != 1:
        return first
    text, _, confidence = second[0]
    if confidence < LEAST_SECOND or confidence < first.confidence + SURER_BY:
        return first
    if first.text.translate(_KAZAKH_TO_PLAIN) == text.translate(_KAZAKH_TO_PLAIN):
        return first
    return FoundWord(text, first.box, confidence)


# --- bullets and dashes: signs that the shape tells better than the reading -------------------------------------------


def restore_marks(words: Sequence[FoundWord], dots: Sequence[scan.PixelBox]) -> list[FoundWord]:
    """Bullets where a dot stands left of a line, whatever was read there; dashes as long as they are."""
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
    """The usual height of the line's words that have letters or digits."""
    heights = sorted(word.box[3] - word.box[1] for word in row if any(char.isalnum() for char in word.text))
    return float(heights[len(heights) // 2]) if heights else 0.0


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
    if word.text not in _DASHES or not height:
        return word
    width = (word.box[2] - word.box[0]) / height
    return word._replace(text="—" if width >= EM_DASH else "–" if width >= EN_DASH else "-")


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


def _mean_confidence(words: Sequence[Word | FoundWord]) -> float:
    """The words' confidence, each counted by its characters; 0 where there are none."""
    weight = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / weight, 4) if weight else 0.0
