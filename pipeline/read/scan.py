"""A page image made upright, straight and even, and the ruled tables in it.

Everything works on grey images (rows x columns, uint8, 0 black) and counts in pixels. Sizes that depend on the print
are given in inches and turned into pixels by the image's resolution.
"""

import io
import itertools
import struct
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import PIL.Image
import PIL.ImageOps

from pipeline.errors import DocumentError

# a page is one core's work; threads of OpenCV that wait for each other count too (0.1 s a page on two cores)
cv2.setNumThreads(1)
# the settings bound an image, by `check_pixels` and before a pixel of it is decoded: Pillow's own bound, which it
# raises as it opens the file, would hide how large the image is
PIL.Image.MAX_IMAGE_PIXELS = None

Image = np.ndarray[Any, np.dtype[np.uint8]]
PixelBox = tuple[int, int, int, int]
Spots = np.ndarray[Any, np.dtype[np.int32]]

# skew is looked for up to this far, on an image scaled down to this many pixels across
MOST_SKEW = 6.0
SKEW_WIDTH = 1000
SIDEWAYS_WIDTH, LONG_FOR_PRINT = 700, 40
# letters that stand closer than that are joined along a line; print that is upright has 0.2 to 0.9 as many pieces when
# it is joined across as when it is joined down the page, print on its side 2.8 and more
LETTERS_APART, FEWER_PIECES = 5, 1.5
# a ruled line is at least this long; letters are shorter (0.2 in is 14 pt print) and words are not solid
LEAST_RULE_INCHES = 0.22
LEAST_COLUMN_INCHES = 0.12
LEAST_ROW_INCHES = 0.08
MOST_RULE_INCHES = 0.04
# a white speck or a fax's stairs break a rule by so much
GAP_IN_RULE_INCHES, LEAST_INK_IN_RULE = 0.02, 0.7
# where upright rules end together, they end within this
ENDS_APART_INCHES = 0.05
# the share of a cell's side that must be ruled for it to be a border
BORDER_SHARE = 0.6
CELL_INSET_INCHES = 0.012
# a stroke as long as that share of a cell's side is a border: print keeps off the sides
WHOLE_SIDE = 0.95
# how far apart the dots of a dotted rule stand, how long it is at least, and the share of it that is dots
DOTS_APART_INCHES, LEAST_DOTTED_INCHES, DOTTED_SHARE = 0.03, 0.25, 0.4
# the share of the paper beside a dotted rule that other dots take: beside rules up to 0.035, among specks about 0.1
MOST_BESIDE = 0.05
# the tangent of the most that a page is askew
MOST_SLANT = 0.105
# how far above and below a thin rule there is no ink, and by how many grey levels it is darker than what is there
RIDGE_INCHES, LEAST_RIDGE = 0.02, 10
# how far apart the dashes of a rule stand, how long it is at least, and along what share of it there may be print
DASHES_APART_INCHES, LEAST_DASHED_INCHES, MOST_PRINT_BESIDE = 0.06, 0.5, 0.1
# the share of its places that cells of their own take in a table whose rules are pale or dashed
WHOLE_GRID = 0.8
# or in one of so many cells that spans are likelier than chance
LEAST_CELLS_WITH_SPANS, SPANNED_GRID = 12, 0.5
# and the share of them that hold print: rows of letters have nothing between them
LEAST_FILLED = 0.25
DARK = 160
# paper darker than this is a page in white on black
MOST_DARK_PAPER = 100
# shade makes paper darker by no more than this from one place to another two inches off
LEAST_SHADE = 0.6
# print over the paper around it, at its darkest share (percent): where it is that light, the page is faint
FAINT_SHARE, FAINT_LEVEL, FAINT_SHADE = 0.1, (0.5, 0.85), 0.97
# print covers at least this share of a page, in percent; faint print is lighter than the one, grain than the other
INK_SHARE = 0.7
DARKEST_FAINT, FAINTEST_INK = 90, 225
# paper's grain and a camera's noise, which Tesseract reads as signs (digits alone in cells: 54 of 70 right, without 65)
GRAIN = 225
# a speck of dust is so small and so far (across, down) from anything as high as a letter; one page has so many
SPECK_INCHES = 0.02
SPECK_APART_INCHES = (0.09, 0.03)
LETTER_INCHES = 0.045
LEAST_SPECKS = 60
# a scanner's margin is at least this thick
EDGE_INCHES = 0.07
MARGIN = 2
A4_LONG_INCHES = 11.69
# the share of a page that a few letters cover: an A4 page with one "1" on it has 1e-5
LEAST_INK = 5e-6
# a line of print, from the top of its letters to the bottom, of 6 to 20 points
LINE_INCHES = (0.05, 0.36)
# a full stop of small print
LEAST_MARK_INCHES = 0.015
# between two columns of print: so wide, over so many inches of height; looked for at so many pixels per inch
GUTTER_DPI = 50
GUTTER_INCHES = 0.1
LEAST_GUTTER_INCHES = 1.1
LEAST_BAND_INCHES = 0.05  # above and below columns
# lines of a column begin under each other; blanks of justified lines that happen to stand so do not
LEAST_COLUMN_LINES = 4
ALIGNED_INCHES, ALIGNED_SHARE = 0.05, 0.55
MOST_GUTTERS = 8
# an area that is dark throughout is larger than the stroke of a letter; one that may hold print: width and height
FILL_INCHES = 0.045
LEAST_FILL_INCHES = (0.25, 0.1)
# the lightest area on which white print is readable, and by how much lighter that is
LIGHTEST_FILL, FILL_PLAY = 200, 50
# print darker than a shade by so much, as a share of what is lighter than it, makes it a shade under dark print
DARK_PRINT, MOST_DARKER = 80, 0.5
# light print does not reach the area's edge
LEAST_FILLED_EDGE = 0.7
LEAST_LIGHT_SHARE = 0.002
# no letter of terms is that large both ways: a capital of 24 points has 0.24
LEAST_DRAWING_INCHES = 0.3
# a bullet in print of 8 to 16 points
DOT_INCHES = (0.03, 0.11)


class ImageCell(NamedTuple):
    """A cell of a table in an image: where it stands in the table, and its inside in pixels (x0, top, x1, bottom)."""

    row: int
    column: int
    rows: int
    columns: int
    box: PixelBox


class ImageGrid(NamedTuple):
    """A ruled table in an image: its outline and its cells, row by row."""

    box: PixelBox
    cells: tuple[ImageCell, ...]


def decode_images(data: bytes, *, max_pixels: int, max_pages: int) -> Iterator[Image]:
    """The pages of a PNG, JPEG or TIFF file, upright as the camera noted, as grey images, one at a time.

    Raises DocumentError: broken-image, too-many-pages, too-many-pixels.
    """
    try:
        with PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
            count = getattr(file, "n_frames", 1)
            if count > max_pages:
                raise DocumentError(
                    "too-many-pages",
                    f"{count} pages; the limit is {max_pages}",
                    hint="raise read.max_pages in the settings, or split the file",
                )
            for index in range(count):
                file.seek(index)
                check_pixels(file.width, file.height, max_pixels)
                yield _frame_to_image(file)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise DocumentError(
            "broken-image",
            "the image is cut off or damaged beyond reading",
            hint="get the file again, or save it anew as PNG",
        ) from error


def check_pixels(width: float, height: float, max_pixels: int) -> None:
    """Raises DocumentError where an image of this size would be too large."""
    if width * height > max_pixels:
        raise DocumentError(
            "too-many-pixels",
            f"a page of {width:.0f} x {height:.0f} pixels; the limit is {max_pixels} in all",
            hint="raise read.max_pixels in the settings, or scale the image down",
        )


def _frame_to_image(frame: PIL.Image.Image) -> Image:
    upright = PIL.ImageOps.exif_transpose(frame)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = PIL.Image.new("RGBA", upright.size, "white")
        upright = PIL.Image.alpha_composite(paper, upright.convert("RGBA"))
    return np.asarray(upright.convert("L"), dtype=np.uint8)


def guess_dpi(image: Image) -> float:
    """The resolution at which the image's longer side would be a page of A4."""
    return float(max(image.shape)) / A4_LONG_INCHES


def scale(image: Image, factor: float) -> Image:
    """The image larger or smaller."""
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)


def shrink(image: Image, box: PixelBox, size: tuple[int, int]) -> Image:
    """A part of the image stretched to a width and a height."""
    x0, top, x1, bottom = box
    return np.asarray(cv2.resize(image[top:bottom, x0:x1], size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def cut(image: Image, box: PixelBox, *, border: int) -> Image:
    """A part of the image with a white border around it."""
    x0, top, x1, bottom = box
    part = image[max(0, top) : bottom, max(0, x0) : x1]
    framed = cv2.copyMakeBorder(part, border, border, border, border, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, dtype=np.uint8)


def encode_pgm(image: Image) -> bytes:
    """The image as a PGM file: as quick to write as to read."""
    return bytes(cv2.imencode(".pgm", image)[1].tobytes())


class CutLine(NamedTuple):
    """Words of a line cut out: their image, the row of the page where it begins, the column that each column was."""

    image: Image
    top: int
    columns: Sequence[int]


def cut_line(image: Image, words: Sequence[tuple[PixelBox, bool]], *, margin: int, gap: int) -> CutLine:
    """Those words of a line of print that are to be kept; white that is wider than a gap is as wide as the gap."""
    boxes = [box for box, _ in words]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = max(0, min(box[1] for box in boxes) - margin), max(box[3] for box in boxes) + margin
    wide = 4 * margin
    place = (max(0, left - wide), top, right + wide, bottom)
    line = np.array(image[place[1] : place[3], place[0] : place[2]])
    kept = np.zeros(line.shape[1], dtype=bool)
    for (x0, _, x1, _), keep in words:
        if keep:
            kept[max(0, x0 - wide - place[0]) : x1 + wide - place[0]] = True
    for (x0, _, x1, _), keep in words:
        if not keep:
            kept[max(0, x0 - place[0]) : x1 - place[0]] = False
    line[:, ~kept] = 255
    near = cv2.dilate(kept.astype(np.uint8)[None], np.ones((1, gap | 1), np.uint8))[0] > 0
    columns = np.flatnonzero(near)
    return CutLine(np.ascontiguousarray(line[:, columns]), place[1], (columns + place[0]).tolist())


def stack(images: Sequence[Image], *, gap: int) -> tuple[Image, list[int]]:
    """The images below each other on white, `gap` apart and from the left edge; and the rows at which they begin."""
    width = max(image.shape[1] for image in images)
    height = gap + sum(image.shape[0] + gap for image in images)
    page = np.full((height, width + 2 * gap), 255, dtype=np.uint8)
    tops = []
    top = gap
    for image in images:
        page[top : top + image.shape[0], gap : gap + image.shape[1]] = image
        tops.append(top)
        top += image.shape[0] + gap
    return page, tops


def find_full_lines(image: Image, dpi: float) -> list[slice]:
    """The rows of the lines of print of a straight page, the fullest line first."""
    ink = _without_rules(_ink_below(image, DARK)) > 0
    weights = np.count_nonzero(ink, axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (weights > 0).astype(np.int8), [0])))).tolist()
    bands = [
        (int(weights[start:stop].sum()), start, stop)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        if LINE_INCHES[0] * dpi <= stop - start <= LINE_INCHES[1] * dpi
    ]
    return [slice(start, stop) for _, start, stop in sorted(bands, reverse=True)]


def cut_strip(image: Image, lines: Sequence[slice], dpi: float) -> Image:
    """Some lines of print, in the order of the page, set below each other."""
    gap = np.full((round(0.06 * dpi), image.shape[1]), 255, np.uint8)
    pieces = [gap]
    for line in sorted(lines, key=lambda line: int(line.start)):
        pieces += [image[line], gap]
    return np.vstack(pieces)


def find_columns(image: Image, dpi: float) -> list[PixelBox]:
    """The parts of a straight page to be read as one block each: the page, or bands and columns beside gutters.

    Reading order is not decided here: words go back to their places.
    """
    height, width = image.shape
    gutter = _find_gutter(image, dpi)
    if gutter is None:
        return [(0, 0, width, height)]
    top, bottom, middle = gutter
    return [
        *([(0, 0, width, top)] if top > LEAST_BAND_INCHES * dpi else []),
        *(
            (x + box[0], top + box[1], x + box[2], top + box[3])
            for x, stop in ((0, middle), (middle, width))
            for box in find_columns(image[top:bottom, x:stop], dpi)
        ),
        *([(0, bottom, width, height)] if height - bottom > LEAST_BAND_INCHES * dpi else []),
    ]


def _find_gutter(image: Image, dpi: float) -> tuple[int, int, int] | None:
    """The rows between which print stands in two columns or more, and a column of pixels between two of them.

    A narrower part of the gutter may go on further, beside a heading or lines that are short.
    """
    factor = GUTTER_DPI / dpi
    small = cv2.resize((image < DARK).astype(np.float32), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = small > 0.05
    filled = np.flatnonzero(ink.any(axis=0))
    if filled.size == 0:
        return None
    left, right = int(filled[0]), int(filled[-1])
    blank = ~cv2.dilate(ink.astype(np.uint8), np.ones((1, round(GUTTER_INCHES * GUTTER_DPI)), np.uint8)).astype(bool)
    # the page below its last line is no gutter
    rows = np.flatnonzero(ink.any(axis=1))
    inked_rows = np.zeros(ink.shape[0], dtype=bool)
    inked_rows[rows[0] : rows[-1] + 1] = True
    runs = {
        x: _longest_run(blank[:, x] & inked_rows)
        for x in range(round(left + 0.25 * (right - left)), round(left + 0.75 * (right - left)))
    }
    longest = sorted(
        (start - stop, start, x)
        for x, (start, stop) in runs.items()
        if stop - start >= LEAST_GUTTER_INCHES * GUTTER_DPI
    )
    candidates = (
        (size, start, x)
        for size, start, x in longest
        if all(_is_filled(side[start : start - size]) for side in (ink[:, left:x], ink[:, x : right + 1]))
    )
    for size, start, x in itertools.islice(candidates, MOST_GUTTERS):
        middle = round(x / factor)
        top, bottom = (_find_blank_row(image, round(row / factor), dpi) for row in (start, start - size))
        if _is_column(image[top:bottom, middle:], dpi) and _is_column(image[top:bottom, :middle], dpi):
            longer = [
                (first - last, abs(at - x), first, at)
                for at, (first, last) in runs.items()
                if abs(at - x) <= GUTTER_INCHES * GUTTER_DPI and first <= start and start - size <= last
            ]
            most, _, first, at = min(longer)
            top, bottom = (_find_blank_row(image, round(row / factor), dpi) for row in (first, first - most))
            return top, bottom, round(at / factor)
    return None


def _find_blank_row(image: Image, near: int, dpi: float) -> int:
    """The middle of the blank rows next to one at which a page is to be cut: lines of print stay whole."""
    reach = round(LINE_INCHES[0] * 2 * dpi)
    first = max(0, near - reach)
    blank = ~(image[first : near + reach] < DARK).any(axis=1)
    rows = np.flatnonzero(blank) + first
    if rows.size == 0 or near <= 0 or near >= image.shape[0]:
        return near
    nearest = int(rows[np.argmin(np.abs(rows - near))])
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    run = next(run for run in runs if run[0] <= nearest <= run[-1])
    return int(run[0] + run[-1] + 1) // 2


def _is_column(image: Image, dpi: float) -> bool:
    """Whether a side of a gutter holds lines enough, most of which begin under each other."""
    ink = image < DARK
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=1).astype(np.int8), [0]))))
    starts = [
        int(np.flatnonzero(ink[top:bottom].any(axis=0))[0])
        for top, bottom in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        if bottom - top >= LINE_INCHES[0] * dpi
    ]
    play = ALIGNED_INCHES * dpi
    most = max((sum(abs(other - start) <= play for other in starts) for start in starts), default=0)
    return len(starts) >= LEAST_COLUMN_LINES and most >= ALIGNED_SHARE * len(starts)


def _longest_run(values: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[int, int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], values.astype(np.int8), [0]))))
    if edges.size == 0:
        return 0, 0
    starts, stops = edges[::2], edges[1::2]
    longest = int(np.argmax(stops - starts))
    return int(starts[longest]), int(stops[longest])


def _is_filled(side: Any) -> bool:
    """Whether most rows of a column, or a fifth of those of a ragged one, have print over most of its width."""
    rows = side.any(axis=1)
    if not rows.any():
        return False
    filled = side[rows]
    reach = side.shape[1] - 1 - filled[:, ::-1].argmax(axis=1) - filled.argmax(axis=1)
    usual, long = np.quantile(reach, (0.5, 0.8)) / side.shape[1]
    return float(rows.mean()) > 0.3 and (float(usual) > 0.6 or (float(usual) > 0.3 and float(long) > 0.7))


def lighten_fills(image: Image, dpi: float) -> tuple[Image, list[PixelBox]]:
    """The image with dark or coloured areas that hold light print turned black on white, and their boxes."""
    side, rule = max(3, round(FILL_INCHES * dpi)), round(MOST_RULE_INCHES * dpi)
    dark = (image < LIGHTEST_FILL).astype(np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not solid.any():
        return image, []
    joined = cv2.dilate(solid, np.ones((side, 3 * side), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    light = image
    boxes: list[PixelBox] = []
    for x, y, width, height, _ in stats[1:count].tolist():
        ys, xs = np.nonzero(solid[y : y + height, x : x + width])
        box = (x + int(xs.min()), y + int(ys.min()), x + int(xs.max()) + 1, y + int(ys.max()) + 1)
        inside = image[box[1] : box[3], box[0] : box[2]]
        if min(inside.shape[0] / LEAST_FILL_INCHES[1], inside.shape[1] / LEAST_FILL_INCHES[0]) < dpi:
            continue
        level = float(np.median(inside))
        letters = inside[inside > level + FILL_PLAY]
        darker = float((inside[rule:-rule, rule:-rule] < level - DARK_PRINT).mean())
        near = inside[rule // 2 : -(rule // 2), rule // 2 : -(rule // 2)]
        edge = np.concatenate((near[0], near[-1], near[:, 0], near[:, -1]))
        if (
            float((inside < level + FILL_PLAY).mean()) < 0.55
            or float((edge < level + FILL_PLAY).mean()) < LEAST_FILLED_EDGE
            or letters.size < LEAST_LIGHT_SHARE * inside.size
            or darker > MOST_DARKER * letters.size / inside.size
        ):
            continue
        lightest = float(np.percentile(letters, 80))
        if light is image:
            light = image.copy()
        turned = 255.0 * (lightest - inside.astype(np.float32)) / (lightest - level)
        light[box[1] : box[3], box[0] : box[2]] = np.clip(turned, 0, 255).astype(np.uint8)
        boxes.append(box)
    return light, boxes


def is_inked(part: Image, dpi: float) -> bool:
    """Whether anything is printed on a part of a page: more than specks."""
    return int((part < DARK).sum()) > (LEAST_MARK_INCHES * dpi) ** 2


def cut_cell(image: Image, box: PixelBox, dpi: float) -> Image:
    """The inside of a cell, black on white, without what is left of its borders along its sides."""
    x0, top, x1, bottom = box
    inside = np.array(image[max(0, top) : bottom, max(0, x0) : x1])
    if inside.size and float(np.median(inside)) < DARK:
        inside = np.asarray(255 - inside, dtype=np.uint8)
    thin = round(MOST_RULE_INCHES * dpi)
    for side in (inside, inside[::-1], inside.T, inside.T[::-1]):
        _peel_rule(side, thin, 2 * thin)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((inside < GRAIN).astype(np.uint8), connectivity=8)
    height, width = inside.shape
    for label in range(1, count):
        x, y, across, down, _ = (int(value) for value in stats[label])
        level = down <= thin and (y <= 1 or y + down >= height - 1) and across > 3 * down
        upright = across <= thin and (x <= 1 or x + across >= width - 1) and down > 3 * across
        # the inner stroke of a double frame
        level = level or (down <= thin and across >= WHOLE_SIDE * width > 3 * down)
        upright = upright or (across <= thin and down >= WHOLE_SIDE * height > 3 * across)
        if level or upright:
            inside[labels == label] = 255
    return np.asarray(inside, dtype=np.uint8)


def _peel_rule(inside: Image, thin: int, double: int) -> None:
    """Makes the first rows of a cell white, as long as they are ruled: what a blurred border leaves.

    And the inner stroke of a double border, which runs from side to side.
    """
    for row in inside[:thin]:
        if float((row < GRAIN).mean()) < BORDER_SHARE:
            break
        row[:] = 255
    rows = inside[:double]
    rows[(rows < DARK).mean(axis=1) >= WHOLE_SIDE] = 255


def find_ink(image: Image) -> PixelBox:
    """The box around all that is printed; the whole image where nothing is."""
    ys, xs = np.nonzero(image < DARK)
    if ys.size == 0:
        return 0, 0, image.shape[1], image.shape[0]
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def measure_letters(image: Image, box: PixelBox) -> int:
    """How many rows of pixels the letters of a word take, without dots, commas and brackets at its sides."""
    x0, top, x1, bottom = box
    filled = (image[max(0, top) : bottom, max(0, x0) : x1] < DARK).sum(axis=1)
    rows = np.flatnonzero(filled >= 0.2 * filled.max(initial=0)) if filled.any() else np.zeros(0, dtype=np.intp)
    return int(rows[-1] - rows[0] + 1) if rows.size else 0


def count_underscores(image: Image, box: PixelBox, height: float) -> int:
    """How many level bars lie in the lower quarter of a box, as wide as an underscore is for letters of a height."""
    x0, top, x1, bottom = box
    ink = (image[max(0, top) : bottom, max(0, x0) : x1] < DARK).astype(np.uint8)
    if not ink.size:
        return 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return sum(
        0.35 * height <= width <= 1.2 * height and thick <= 0.25 * height and y >= 0.6 * ink.shape[0]
        for _, y, width, thick, _ in stats[1:count].tolist()
    )


def _label(ink: Image) -> tuple[int, Any, Any]:
    """How many connected parts an image has, 0 counted; the part of each pixel; x, y, width, height, area of each."""
    # twice as fast with short labels, of which there are enough where rows hold no more runs of ink than that
    runs = int(np.count_nonzero(ink[:, 1:] > ink[:, :-1])) + len(ink)
    kind = cv2.CV_16U if runs < np.iinfo(np.uint16).max else cv2.CV_32S
    return cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=kind)[:3]


def find_spots(image: Image) -> Spots:
    """All connected ink of a page: rows of x0, top, x1, bottom, area."""
    _, _, stats = _label(_ink_below(image, DARK))
    boxes = np.asarray(stats[1:], dtype=np.int32)
    boxes[:, 2] += boxes[:, 0]
    boxes[:, 3] += boxes[:, 1]
    return boxes


def find_drawings(spots: Spots, dpi: float) -> list[PixelBox]:
    """Connected ink far larger than a letter both ways, tables being masked: stamps, signatures, logos."""
    least = LEAST_DRAWING_INCHES * dpi
    return [(x0, top, x1, bottom) for x0, top, x1, bottom, _ in spots.tolist() if min(x1 - x0, bottom - top) >= least]


def find_dots(image: Image, spots: Spots, dpi: float) -> list[PixelBox]:
    """Round or square spots that stand alone and are larger than a full stop: bullets, perhaps."""
    ink = (image < DARK).astype(np.uint8)
    dots = []
    for x, y, x1, bottom, area in spots.tolist():
        width, height = x1 - x, bottom - y
        size = max(width, height)
        if not DOT_INCHES[0] * dpi <= size <= DOT_INCHES[1] * dpi or min(width, height) < 0.75 * size:
            continue
        if area < 0.65 * width * height:
            continue
        alone = ink[max(0, y - size) : y + height + size, max(0, x - size) : x + width + size]
        if int(alone.sum()) <= 1.1 * area:
            dots.append((x, y, x + width, y + height))
    return dots


def find_bars_in_figure(image: Image, box: PixelBox) -> list[tuple[int, int]]:
    """Where dashes that may touch their neighbours begin and end: columns with but a thin stroke half way up."""
    x0, top, x1, bottom = box
    ink = image[top:bottom, x0:x1] < DARK
    height = bottom - top
    if not ink.size:
        return []
    low = ink[round(0.3 * height) : round(0.8 * height)].sum(axis=0)
    thin = (low > 0) & (low <= 0.2 * height) & (ink.sum(axis=0) == low)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], thin.astype(np.int8), [0]))))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(x0 + start, x0 + stop) for start, stop in runs if stop - start >= 0.25 * height]


def even_out(image: Image) -> Image:
    """The image black on white, its paper white: shading and stains that are larger than letters are divided out.

    A dark area that stands out from the paper around it (a table's header) stays dark.
    """
    height, width = image.shape
    step = max(1, max(height, width) // 500)
    small = cv2.resize(image, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    if float(np.median(small)) < MOST_DARK_PAPER:
        if float(np.percentile(small, 99)) < MOST_DARK_PAPER:
            return image  # no page at all
        image, small = np.asarray(255 - image, dtype=np.uint8), np.asarray(255 - small, dtype=np.uint8)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    around = cv2.blur(cv2.dilate(small, np.ones((61, 61), np.uint8)), (61, 61))
    paper = np.maximum(paper, (_find_least_shade(image, np.asarray(around, dtype=np.uint8)) * around).astype(np.uint8))
    background = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    return _stretch(np.asarray(cv2.divide(image, background, scale=255), dtype=np.uint8))


def _find_least_shade(image: Image, around: Image) -> float:
    """How dark shade may be beside the paper around it: on a faint page a filled area is hardly darker than shade."""
    height, width = around.shape
    rows = np.linspace(0, image.shape[0] - 1, height).astype(np.intp)
    columns = np.linspace(0, image.shape[1] - 1, width).astype(np.intp)
    level = float(np.percentile(image[np.ix_(rows, columns)] / np.maximum(around, 1), FAINT_SHARE))
    return FAINT_SHADE if FAINT_LEVEL[0] <= level <= FAINT_LEVEL[1] else LEAST_SHADE


def _stretch(even: Image) -> Image:
    """Faint print made dark."""
    ink = float(np.percentile(even[::4, ::4], INK_SHARE))
    levels = np.arange(256, dtype=np.float32)
    if FAINTEST_INK >= ink > DARKEST_FAINT:
        levels = 255 - (255 - levels) * (255 / (255 - ink))
    return np.asarray(cv2.LUT(even, np.clip(levels, 0, 255).astype(np.uint8)), dtype=np.uint8)


def whiten_grain(even: Image) -> Image:
    """The image with the grain of its paper white."""
    levels = np.arange(256, dtype=np.uint8)
    levels[levels > GRAIN] = 255
    return np.asarray(cv2.LUT(even, levels), dtype=np.uint8)


def clear_edges(image: Image, dpi: float) -> Image:
    """The image without the dark margins that a scanner leaves beyond the paper."""
    side = max(3, round(EDGE_INCHES * dpi))
    dark = (image < DARK).astype(np.uint8)
    solid = cv2.morphologyEx(
        dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=(1,)
    )
    # beyond the image all is dark, so that its sides are one area with what is dark along them
    cv2.floodFill(solid, None, (0, 0), (MARGIN,), flags=4)
    margin = np.asarray(cv2.threshold(solid, MARGIN - 1, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    if cv2.countNonZero(margin) > 0.5 * margin.size:
        return image
    cleared = image.copy()
    cleared[cv2.dilate(margin, np.ones((side, side), np.uint8)) > 0] = 255
    return cleared


def remove_specks(image: Image, dpi: float) -> Image:
    """The image without dust, where there is much of it: specks that stand apart from letters."""
    count, labels, stats = _label(_ink_below(image, DARK))
    sizes = stats[:, 2:4].max(axis=1)
    if int((sizes <= SPECK_INCHES * dpi).sum()) < LEAST_SPECKS:
        return image
    letters = stats[:, cv2.CC_STAT_HEIGHT] >= LETTER_INCHES * dpi
    letters[0] = False
    reach = np.ones((round(2 * SPECK_APART_INCHES[1] * dpi), round(2 * SPECK_APART_INCHES[0] * dpi)), np.uint8)
    near = cv2.dilate(letters[labels].astype(np.uint8), reach) > 0
    apart = np.ones(count, dtype=bool)
    apart[np.unique(labels[near])] = False
    specks = apart & (sizes <= SPECK_INCHES * dpi)
    if int(specks.sum()) < LEAST_SPECKS:
        return image
    dotted = _find_dotted_rules((sizes <= SPECK_INCHES * dpi)[labels].astype(np.uint8), dpi) > 0
    specks[np.unique(labels[dotted])] = False
    if int(specks.sum()) < LEAST_SPECKS:
        return image
    cleaned = np.asarray(cv2.medianBlur(image, 3), dtype=np.uint8)
    cleaned[specks[labels]] = 255
    cleaned[dotted] = image[dotted]
    return cleaned


def has_ink(image: Image) -> bool:
    """Whether anything is printed on an even page: more than specks."""
    return bool((image < DARK).mean() > LEAST_INK)


def find_skew(image: Image) -> float:
    """The angle, in degrees, by which the lines of print fall to the right (negative: rise), within MOST_SKEW.

    The right angle is the one at which the rows of pixels are most unlike their neighbours: lines of print and the gaps
    between them (projection profile).
    """
    small = scale(image, min(1.0, SKEW_WIDTH / image.shape[1]))
    fine = (small < DARK).astype(np.uint8) * 255
    coarse = np.asarray(cv2.resize(fine, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    best = 0.0
    for ink, step, reach in ((coarse, 1.0, MOST_SKEW), (coarse, 0.2, 0.8), (fine, 0.05, 0.15)):
        angles = np.arange(best - reach, best + reach + step / 2, step).tolist()
        scores = [(_score_profile(ink, angle), -abs(angle), angle) for angle in angles]
        best = max(scores)[2]
    return round(best, 2)


def _score_profile(ink: Image, angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST)
    profile = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).astype(np.float64)
    return float(np.square(np.diff(profile, axis=0)).sum())


def straighten(image: Image, angle: float) -> Image:
    """The image turned back by `angle`; paper is white where nothing was."""
    return image if abs(angle) < 0.03 else _rotate(image, angle, 255)


def _rotate(image: Image, angle: float, fill: int) -> Image:
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(fill,))
    return np.asarray(turned, dtype=np.uint8)


def turn(image: Image, quarters: int) -> Image:
    """The image turned clockwise by quarters of a full turn."""
    return np.ascontiguousarray(np.rot90(image, -quarters))


def is_sideways(image: Image) -> bool:
    """Whether the lines of print run up or down the page: letters stand closer along a line than the lines do."""
    small = scale(image, min(1.0, SIDEWAYS_WIDTH / max(image.shape)))
    ink = (small < DARK).astype(np.uint8)
    _, labels, stats = _label(ink)
    ink[(stats[:, 2:4].max(axis=1) >= LONG_FOR_PRINT)[labels]] = 0
    across, down = (
        cv2.connectedComponents(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(joint, np.uint8)))[0]
        for joint in ((1, LETTERS_APART), (LETTERS_APART, 1))
    )
    return bool(across > FEWER_PIECES * down)


def _without_rules(ink: Image) -> Image:
    length = 40
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(cv2.subtract(ink, cv2.bitwise_or(across, down)), dtype=np.uint8)


# --- ruled tables ----------------------------------------------------------------------------------------------------


def find_grids(image: Image, dpi: float, fills: Sequence[PixelBox] = ()) -> list[ImageGrid]:
    """The ruled tables of a straight image, top to bottom: two columns at least, borders solid or nearly.

    `fills` are areas that were dark (`lighten_fills`): their sides are borders, and inside of them the columns of the
    rest of the table go on where no print crosses. Thin, pale, dashed and dotted rules are found where the paper's
    grain has not been made white.
    """
    ink = _ink_below(image, DARK + 40)
    for x0, top, x1, bottom in fills:
        # what was dark is full of specks
        ink[top:bottom, x0:x1] = _ink_below(image[top:bottom, x0:x1], DARK + 40)
    solid = _find_solid_rules(ink, dpi)
    darkness = np.asarray(255 - image, dtype=np.uint8)
    level = np.maximum(solid[0], _join_ridges(darkness, dpi))
    if not fills and not level.any():
        return []
    every = level, np.maximum(solid[1], _transpose(_join_ridges(_transpose(darkness), dpi)))
    if not fills and not every[1].any():
        return []
    grids = _grids_in(solid, ink, image, dpi, fills)
    for grid in _grids_in(every, ink, image, dpi, fills):
        same = [other for other in grids if _overlap(grid.box, other.box)]
        filled = sum(is_inked(image[c.box[1] : c.box[3], c.box[0] : c.box[2]], dpi) for c in grid.cells)
        finer = len(grid.cells) > sum(len(other.cells) for other in same)
        if finer and filled >= LEAST_FILLED * len(grid.cells) and _share_parted(grid) >= _least_parted(grid, same, dpi):
            grids = [other for other in grids if other not in same] + [grid]
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def _least_parted(grid: ImageGrid, same: Sequence[ImageGrid], dpi: float) -> float:
    """The share of places that a table must part where the darker rules made other tables, in its stead.

    A rule that goes on into the print above makes a row too many, but does not part it in all columns.
    """
    more = len(grid.cells) - sum(len(other.cells) for other in same)
    if not any(_share_parted(other) >= WHOLE_GRID for other in same) or more > max(c.column for c in grid.cells) + 1:
        return WHOLE_GRID if len(grid.cells) < LEAST_CELLS_WITH_SPANS else SPANNED_GRID
    alike = all(abs(a - b) <= ENDS_APART_INCHES * dpi for a, b in zip(grid.box, same[0].box, strict=True))
    return 0.0 if alike and len(same) == 1 else 1.0


def _share_parted(grid: ImageGrid) -> float:
    """The share of the places that are cells of their own: where rules are missed, cells seem to span several."""
    rows, columns = (
        max(ends) for ends in zip(*((c.row + c.rows, c.column + c.columns) for c in grid.cells), strict=True)
    )
    return float(len(grid.cells) / (rows * columns))


def _ink_below(image: Image, level: int) -> Image:
    return np.asarray(cv2.threshold(image, level - 1, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def _overlap(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _find_solid_rules(ink: Image, dpi: float) -> tuple[Image, Image]:
    """Level and upright rules that are solid in the ink."""
    thick = round(MOST_RULE_INCHES * dpi)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    areas = np.asarray(cv2.dilate(solid, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    level = _find_solid_level(ink, areas, dpi)
    upright = _find_solid_level(_transpose(ink), _transpose(areas), dpi)
    return level, _transpose(upright)


def _find_solid_level(ink: Image, areas: Image, dpi: float) -> Image:
    """Level rules that are solid in the ink and lie outside of areas that are."""
    mend, least = max(3, round(GAP_IN_RULE_INCHES * dpi)), round(LEAST_RULE_INCHES * dpi)
    lines = cv2.subtract(_join_level(ink, mend, least), areas)
    # letters that stand close are joined too, but hardly half of that is ink
    count, parts, ys, xs = _label_pixels(np.asarray(lines, dtype=np.uint8))
    inked = np.bincount(parts, weights=ink[ys, xs] > 0, minlength=count)
    kept = (inked >= LEAST_INK_IN_RULE * np.bincount(parts, minlength=count))[parts]
    return _mark(ink.shape, ys[kept], xs[kept])


def _join_level(marks: Image, apart: int, least: int) -> Image:
    """What is marked in each row, joined over less than `apart` pixels, where that makes `least` and more (255)."""
    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, apart), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8)), dtype=np.uint8)


def _label_pixels(sparse: Image) -> tuple[int, Any, Any, Any]:
    """How many connected parts an image has, 0 counted; and of each pixel of them the part, the row and the column.

    For images that are mostly blank: of blank rows only those are looked at that part others.
    """
    filled = np.flatnonzero(sparse.any(axis=1))
    rows = np.unique(np.concatenate((filled, np.minimum(filled + 1, len(sparse) - 1))))
    if not rows.size:
        none = np.zeros(0, np.intp)
        return 1, none, none, none
    count, labels = cv2.connectedComponents(sparse[rows], connectivity=8)
    ys, xs = np.nonzero(labels)
    return count, labels[ys, xs], rows[ys], xs


def _mark(shape: tuple[int, ...], ys: Any, xs: Any) -> Image:
    """An image that is 0 but for some pixels (255)."""
    marked = np.zeros(shape, np.uint8)
    marked[ys, xs] = 255
    return marked


def _transpose(image: Image) -> Image:
    return np.asarray(cv2.transpose(image), dtype=np.uint8)


def _join_ridges(darkness: Image, dpi: float) -> Image:
    """Level rules, hair-thin or pale: solid ones, and rows of dashes or dots without print on one side at least."""
    ridges = _find_ridges(darkness, dpi)
    ways = [
        (round(gap * dpi) + 1, round(least * dpi))
        for gap, least in ((GAP_IN_RULE_INCHES, LEAST_RULE_INCHES), (DASHES_APART_INCHES, LEAST_DASHED_INCHES))
    ]
    # rows that hold too little to be joined to a rule are passed over
    fewest = min(least // apart for apart, least in ways) - 2
    rows = np.flatnonzero(np.count_nonzero(ridges, axis=1) >= fewest)
    joined = np.zeros_like(ridges)
    if not rows.size:
        return joined
    solid, dashed = (_join_level(np.asarray(ridges[rows], dtype=np.uint8), *way) for way in ways)
    joined[rows] = dashed
    count, parts, ys, xs = _label_pixels(joined)
    joined[rows] = solid
    if not parts.size:
        return joined
    aside = max(3, round(RIDGE_INCHES * dpi))
    print_near = cv2.dilate(_ink_below(255 - darkness, DARK), np.ones((2 * aside + 1, 1), np.uint8)) > 0
    size = np.maximum(np.bincount(parts, minlength=count), 1)
    beside = [
        np.bincount(parts, weights=print_near[near, xs], minlength=count) / size
        for near in (np.maximum(ys - 2 * aside, 0), np.minimum(ys + 2 * aside, len(joined) - 1))
    ]
    alone = (np.minimum(*beside) <= MOST_PRINT_BESIDE)[parts]
    joined[ys[alone], xs[alone]] = 255
    return joined


def _find_ridges(darkness: Image, dpi: float) -> Image:
    """Level strokes that are a little darker, along some pixels, than whatever lies above and below them (255).

    Letters have ink above or below their level strokes; grain is evened out along the row.
    """
    aside, along = max(3, round(RIDGE_INCHES * dpi)), 2 * round(RIDGE_INCHES * dpi) + 1
    ridge = cv2.dilate(cv2.blur(darkness, (along, 1)), np.ones((3, 1), np.uint8))
    near = cv2.dilate(cv2.blur(darkness, (3, 1)), np.ones((1, along), np.uint8))
    beside = np.zeros_like(near)
    beside[aside:] = near[:-aside]
    beside[:-aside] = np.maximum(beside[:-aside], near[aside:])
    darker = cv2.subtract(ridge, beside)
    return np.asarray(cv2.threshold(darker, LEAST_RIDGE - 1, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _grids_in(
    rules: tuple[Image, ...], ink: Image, image: Image, dpi: float, fills: Sequence[PixelBox]
) -> list[ImageGrid]:
    """The tables that level and upright rules make."""
    across, down = (np.array(each) for each in rules)
    for x0, top, x1, bottom in fills:
        for y in (top, bottom - 1):
            cv2.line(across, (x0, y), (x1 - 1, y), (255,), 2)
        for x in (x0, x1 - 1, *_columns_beside(np.asarray(down, dtype=np.uint8), image, (x0, top, x1, bottom), dpi)):
            cv2.line(down, (x, top), (x, bottom - 1), (255,), 2)
    length = round(LEAST_RULE_INCHES * dpi)
    reach = max(3, round(0.02 * dpi))
    both = cv2.dilate(cv2.bitwise_or(across, down), np.ones((reach, reach), np.uint8))
    rows, columns = (np.flatnonzero(both.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return []
    left, upper = int(columns[0]), int(rows[0])
    count, labels, stats = _label(np.asarray(both[upper : rows[-1] + 1, left : columns[-1] + 1], dtype=np.uint8))
    grids = []
    for label in range(1, count):
        x, y, width, height = (int(value) for value in stats[label][:4])
        if width < 4 * length or height < length:
            continue
        mine = labels[y : y + height, x : x + width] == label
        x, y = x + left, y + upper
        inside = (slice(y, y + height), slice(x, x + width))
        own = np.where(mine, across[inside], 0), np.where(mine, down[inside], 0)
        grid = _rules_to_grid(*own, np.asarray(ink[inside], dtype=np.uint8), (x, y), dpi)
        if grid is not None:
            grids.append(grid)
    return grids


def _find_dotted_rules(dots: Image, dpi: float) -> Image:
    """Rows and columns of dots as solid lines (255); `dots` is 1 where there is one."""
    reach, length = round(DOTS_APART_INCHES * dpi) + 1, round(LEAST_DOTTED_INCHES * dpi)
    lines = np.zeros_like(dots)
    wide = np.asarray(cv2.dilate(dots, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    for upright in (False, True):
        found = lines.T if upright else lines
        row = cv2.morphologyEx(wide.T if upright else wide, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
        row = cv2.morphologyEx(row, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(row, connectivity=8)
        for x, y, width, height, _ in stats[1:count].tolist():
            across = (dots.T if upright else dots)[:, x : x + width]
            dotted = float(across[y : y + height].any(axis=0).mean()) >= DOTTED_SHARE
            # in a field of specks there are as many beside the row
            beside = [across[max(0, y - 2 * reach) : y], across[y + height : y + height + 2 * reach]]
            alone = all(side.size == 0 or float(side.mean()) <= MOST_BESIDE for side in beside)
            if dotted and alone and height <= MOST_RULE_INCHES * dpi + width * MOST_SLANT:
                inside = found[y : y + height, x : x + width]
                inside[row[y : y + height, x : x + width] > 0] = 1
    return np.asarray(255 * lines, dtype=np.uint8)


def _columns_beside(down: Image, image: Image, fill: PixelBox, dpi: float) -> list[int]:
    """Where upright rules end at the upper or lower side of a filled area and no print in it stands in their way."""
    x0, top, x1, bottom = fill
    near, far = round(0.02 * dpi), round(0.1 * dpi)
    found = []
    for rows in (slice(bottom + near, bottom + far), slice(max(0, top - far), max(0, top - near))):
        part = down[rows, x0:x1]
        if part.shape[0] == 0:
            continue
        ruled = (part > 0).mean(axis=0) > 0.8
        edges = np.flatnonzero(np.diff(np.concatenate(([0], ruled.astype(np.int8), [0]))))
        found += [x0 + int(start + stop) // 2 for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    inset = round(0.02 * dpi)
    return [
        x
        for x in sorted(set(found))
        if not (image[top + inset : bottom - inset, max(0, x - 1) : x + 2] < DARK).any(axis=1).any()
    ]


def _rules_to_grid(across: Image, down: Image, ink: Image, corner: tuple[int, int], dpi: float) -> ImageGrid | None:
    ys = _find_rules(across.any(axis=1), across.sum(axis=1) / 255.0, LEAST_ROW_INCHES * dpi, LEAST_RULE_INCHES * dpi)
    xs = _find_rules(down.any(axis=0), down.sum(axis=0) / 255.0, LEAST_COLUMN_INCHES * dpi, LEAST_RULE_INCHES * dpi)
    if len(xs) < 3 or len(ys) < 2:
        return None
    across, down, xs, ys = _close_ends(across, down, ink, xs, ys, dpi)
    xs, ys, spans = _drop_lone_rules(xs, ys, _merge_cells(across, down, xs, ys))
    if len(spans) < 2:
        return None
    inset = max(2, round(CELL_INSET_INCHES * dpi))
    x, y = corner
    cells = tuple(
        ImageCell(
            row=row,
            column=column,
            rows=rows,
            columns=columns,
            box=(
                x + xs[column] + inset,
                y + ys[row] + inset,
                x + xs[column + columns] - inset,
                y + ys[row + rows] - inset,
            ),
        )
        for row, column, rows, columns in spans
    )
    return ImageGrid(box=(x + xs[0], y + ys[0], x + xs[-1], y + ys[-1]), cells=cells)


def _close_ends(
    across: Image, down: Image, ink: Image, xs: list[int], ys: list[int], dpi: float
) -> tuple[Image, Image, list[int], list[int]]:
    """The rules with the open sides of a table closed: a page's end cuts it, or its frame is too thick."""
    tops = _find_open_ends(down, ink, xs, ys, dpi)
    sides = _find_open_ends(across.T, ink.T, ys, xs, dpi)
    if not tops and not sides:
        return across, down, xs, ys
    xs, ys = sorted((*xs, *sides)), sorted((*ys, *tops))
    across, down = across.copy(), down.copy()
    for y in tops:
        across[y, xs[0] : xs[-1] + 1] = 255
    for x in sides:
        down[ys[0] : ys[-1] + 1, x] = 255
    return across, down, xs, ys


def _find_open_ends(rules: Image, ink: Image, places: Sequence[int], ends: Sequence[int], dpi: float) -> list[int]:
    """Where all of the upright rules at `places` end together, beyond the level ones at `ends`, around print."""
    apart, reach = LEAST_ROW_INCHES * dpi, round(ENDS_APART_INCHES * dpi)
    ruled = [np.flatnonzero((rules[:, max(0, x - reach) : x + reach + 1] > 0).any(axis=1)) for x in places]
    if any(rule.size == 0 for rule in ruled):
        return []
    firsts, lasts = [int(rule[0]) for rule in ruled], [int(rule[-1]) for rule in ruled]
    inset = round(CELL_INSET_INCHES * dpi)
    found = []
    for group, start, stop in ((firsts, max(firsts), ends[0]), (lasts, ends[-1], min(lasts))):
        if max(group) - min(group) > reach or stop - start < apart:
            continue
        cells = [
            ink[start + inset : stop - inset, left + inset : right - inset]
            for left, right in itertools.pairwise(places)
        ]
        if any(int((cell > 0).sum()) > (LEAST_MARK_INCHES * dpi) ** 2 for cell in cells):
            found.append(start if group is firsts else stop)
    return found


def _drop_lone_rules(
    xs: list[int], ys: list[int], spans: list[tuple[int, int, int, int]]
) -> tuple[list[int], list[int], list[tuple[int, int, int, int]]]:
    """The table without rules at which no cell ends: the double edge of a filled area, a stroke of print."""
    rows = sorted({edge for row, _, height, _ in spans for edge in (row, row + height)})
    columns = sorted({edge for _, column, _, width in spans for edge in (column, column + width)})
    kept = [
        (
            rows.index(row),
            columns.index(column),
            rows.index(row + height) - rows.index(row),
            columns.index(column + width) - columns.index(column),
        )
        for row, column, height, width in spans
    ]
    return [xs[column] for column in columns], [ys[row] for row in rows], kept


def _find_rules(marked: Any, strength: Any, apart: float, least: float) -> list[int]:
    """The middles of the runs of ruled pixel rows (or columns); lines nearer than `apart` are one line."""
    middles: list[int] = []
    weights: list[float] = []
    start = None
    for index, value in enumerate([*marked.tolist(), False]):
        if value and start is None:
            start = index
        elif not value and start is not None:
            run = np.asarray(strength[start:index], dtype=np.float64)
            if run.max() >= least:
                middle = round(float(np.average(np.arange(start, index), weights=run)))
                if middles and middle - middles[-1] < apart:
                    if run.sum() > weights[-1]:
                        middles[-1], weights[-1] = middle, float(run.sum())
                else:
                    middles.append(middle)
                    weights.append(float(run.sum()))
            start = None
    return middles


def _merge_cells(across: Image, down: Image, xs: Sequence[int], ys: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, rows, columns): neighbours without a border between them are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def find(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _is_ruled(down, ys[row], ys[row + 1], xs[column + 1], upright=True):
                first, second = sorted((find((row, column)), find((row, column + 1))))
                owner[second] = first
            if row + 1 < rows and not _is_ruled(across, xs[column], xs[column + 1], ys[row + 1], upright=False):
                first, second = sorted((find((row, column)), find((row + 1, column))))
                owner[second] = first
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        groups.setdefault(find(cell), []).append(cell)
    spans = []
    for cells in groups.values():
        top, left = min(row for row, _ in cells), min(column for _, column in cells)
        height = max(row for row, _ in cells) - top + 1
        width = max(column for _, column in cells) - left + 1
        if height * width != len(cells):
            # not a rectangle: a border is lost; the cells stay apart
            spans += [(row, column, 1, 1) for row, column in cells]
        else:
            spans.append((top, left, height, width))
    return sorted(spans)


def _is_ruled(rules: Image, start: int, stop: int, at: int, *, upright: bool) -> bool:
    """Whether a line runs along most of the way from `start` to `stop`."""
    margin = 4
    low, high = max(0, at - margin), at + margin + 1
    part = (
        rules[start + margin : stop - margin, low:high] if upright else rules[low:high, start + margin : stop - margin]
    )
    if part.size == 0:
        return True
    covered = part.any(axis=1) if upright else part.any(axis=0)
    return float(covered.mean()) >= BORDER_SHARE


def clear_rules(image: Image, grids: Sequence[ImageGrid], dpi: float) -> Image:
    """The image without the rules of some tables."""
    cleared = mask_grids(image, grids, dpi)
    for cell in (cell for grid in grids for cell in grid.cells):
        x0, top, x1, bottom = cell.box
        cleared[top:bottom, x0:x1] = image[top:bottom, x0:x1]
    return cleared


def mask_grids(image: Image, grids: Sequence[ImageGrid], dpi: float) -> Image:
    """The image with its tables painted white."""
    masked = image.copy()
    reach = max(2, round(0.02 * dpi))
    for grid in grids:
        x0, top, x1, bottom = grid.box
        masked[max(0, top - reach) : bottom + reach, max(0, x0 - reach) : x1 + reach] = 255
    return masked
