"""A page image made upright, straight and even, and the ruled tables in it.

Everything works on grey images (rows x columns, uint8, 0 black) and counts in pixels. Sizes that depend on the print
are given in inches and turned into pixels by the image's resolution.
"""

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import PIL.Image
import PIL.ImageOps

from pipeline.errors import DocumentError

Image = np.ndarray[Any, np.dtype[np.uint8]]
PixelBox = tuple[int, int, int, int]

# skew is looked for up to this far, on an image scaled down to this many pixels across
MOST_SKEW = 6.0
SKEW_WIDTH = 1000
# a ruled line is at least this long; letters are shorter (0.2 in is 14 pt print) and words are not solid
LEAST_RULE_INCHES = 0.22
LEAST_COLUMN_INCHES = 0.12
LEAST_ROW_INCHES = 0.08
MOST_RULE_INCHES = 0.04
# the share of a cell's side that must be ruled for it to be a border
BORDER_SHARE = 0.6
CELL_INSET_INCHES = 0.012
DARK = 160
A4_LONG_INCHES = 11.69
# the share of a page that a few letters cover: an A4 page with one "1" on it has 1e-5
LEAST_INK = 5e-6
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
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, PIL.Image.DecompressionBombError) as error:
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


def encode_png(image: Image) -> bytes:
    """The image as a PNG file."""
    return bytes(cv2.imencode(".png", image)[1].tobytes())


def cut(image: Image, box: PixelBox, *, border: int) -> Image:
    """A part of the image with a white border around it."""
    x0, top, x1, bottom = box
    part = image[max(0, top) : bottom, max(0, x0) : x1]
    framed = cv2.copyMakeBorder(part, border, border, border, border, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, dtype=np.uint8)


def find_dots(image: Image, dpi: float) -> list[PixelBox]:
    """Round or square spots that stand alone and are larger than a full stop: bullets, perhaps."""
    ink = (image < DARK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    dots = []
    for x, y, width, height, area in stats[1:count].tolist():
        size = max(width, height)
        if not DOT_INCHES[0] * dpi <= size <= DOT_INCHES[1] * dpi or min(width, height) < 0.75 * size:
            continue
        if area < 0.65 * width * height:
            continue
        alone = ink[max(0, y - size) : y + height + size, max(0, x - size) : x + width + size]
        if int(alone.sum()) <= 1.1 * area:
            dots.append((x, y, x + width, y + height))
    return dots


def find_hyphen(image: Image, box: PixelBox) -> tuple[int, int] | None:
    """Where a word's one hyphen begins and ends: a bar half way up with nothing above or below it."""
    x0, top, x1, bottom = box
    ink = (image[top:bottom, x0:x1] < DARK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height = bottom - top
    bars = []
    for x, y, width, bar_height, _ in stats[1:count].tolist():
        low = bar_height <= 0.2 * height and 0.15 * height <= width <= 0.7 * height
        if (
            low
            and 0.3 <= (y + bar_height / 2) / height <= 0.8
            and int(ink[:, x : x + width].any(axis=1).sum()) <= bar_height
        ):
            bars.append((x0 + x, x0 + x + width))
    return bars[0] if len(bars) == 1 else None


def even_out(image: Image) -> Image:
    """The image with its paper white: shading and stains that are larger than letters are divided out."""
    height, width = image.shape
    step = max(1, max(height, width) // 500)
    small = cv2.resize(image, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.medianBlur(paper, 21)
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    if float(np.median(background)) < 100:
        return image  # white on black, or no page at all
    level = image.astype(np.float32) / np.maximum(background, 1.0)
    return np.clip(level * 255.0, 0, 255).astype(np.uint8)


def has_ink(image: Image) -> bool:
    """Whether anything is printed on an even page: more than specks."""
    return bool((image < DARK).mean() > LEAST_INK)


def find_skew(image: Image) -> float:
    """The angle, in degrees, by which the lines of print fall to the right (negative: rise), within MOST_SKEW.

    The right angle is the one at which the rows of pixels are most unlike their neighbours: lines of print and the gaps
    between them (projection profile).
    """
    small = scale(image, min(1.0, SKEW_WIDTH / image.shape[1]))
    ink = (small < DARK).astype(np.uint8) * 255
    best = 0.0
    for step, reach in ((1.0, MOST_SKEW), (0.2, 0.8), (0.05, 0.15)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: (_score_profile(ink, float(angle)), -abs(angle))))
    return round(best, 2)


def _score_profile(ink: Image, angle: float) -> float:
    profile = _rotate(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


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
    """Whether the lines of print run up or down the page."""
    small = scale(image, min(1.0, SKEW_WIDTH / max(image.shape)))
    ink = (small < DARK).astype(np.uint8) * 255
    # rules would outweigh print: they are straight both ways
    ink = _without_rules(ink)
    across = max(_score_profile(ink, angle) for angle in (-1.0, -0.5, 0.0, 0.5, 1.0))
    down = max(_score_profile(turn(ink, 1), angle) for angle in (-1.0, -0.5, 0.0, 0.5, 1.0))
    return bool(down > 1.5 * across)


def _without_rules(ink: Image) -> Image:
    length = 40
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(cv2.subtract(ink, cv2.bitwise_or(across, down)), dtype=np.uint8)


# --- ruled tables ----------------------------------------------------------------------------------------------------


def find_grids(image: Image, dpi: float) -> list[ImageGrid]:
    """The ruled tables of a straight image, top to bottom: two columns at least, borders solid or nearly."""
    ink = (image < DARK + 40).astype(np.uint8) * 255
    length = round(LEAST_RULE_INCHES * dpi)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    thick = round(MOST_RULE_INCHES * dpi)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    across = cv2.subtract(across, cv2.dilate(solid, np.ones((3, 3), np.uint8)))
    down = cv2.subtract(down, cv2.dilate(solid, np.ones((3, 3), np.uint8)))
    reach = max(3, round(0.02 * dpi))
    both = cv2.dilate(cv2.bitwise_or(across, down), np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    grids = []
    for label in range(1, count):
        x, y, width, height = (int(value) for value in stats[label][:4])
        if width < 4 * length or height < length:
            continue
        inside = (slice(y, y + height), slice(x, x + width))
        mine = labels[inside] == label
        grid = _rules_to_grid(np.where(mine, across[inside], 0), np.where(mine, down[inside], 0), (x, y), dpi)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def _rules_to_grid(across: Image, down: Image, corner: tuple[int, int], dpi: float) -> ImageGrid | None:
    ys = _find_rules(across.any(axis=1), across.sum(axis=1) / 255.0, LEAST_ROW_INCHES * dpi, LEAST_RULE_INCHES * dpi)
    xs = _find_rules(down.any(axis=0), down.sum(axis=0) / 255.0, LEAST_COLUMN_INCHES * dpi, LEAST_RULE_INCHES * dpi)
    if len(xs) < 3 or len(ys) < 2:
        return None
    spans = _merge_cells(across, down, xs, ys)
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


def mask_grids(image: Image, grids: Sequence[ImageGrid], dpi: float) -> Image:
    """The image with its tables painted white."""
    masked = image.copy()
    reach = max(2, round(0.02 * dpi))
    for grid in grids:
        x0, top, x1, bottom = grid.box
        masked[max(0, top - reach) : bottom + reach, max(0, x0 - reach) : x1 + reach] = 255
    return masked
