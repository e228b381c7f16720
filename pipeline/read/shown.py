"""What a page shows of its text layer: words that nobody sees, words that are struck out.

An editor covers a figure with a white patch and sets another over it; a remark stays in a layer that is turned off; a
deleted "not" has a line through it; a paragraph lies outside of what viewers show. The layer has them all.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from pipeline.model import Doubt, Line, Page, Word
from pipeline.pages import enclose, lines_of
from pipeline.read.pdf import LEAST_CONTRAST, LEAST_SIZE, POINTS_PER_INCH, Glyph, Rule, Sheet

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Render = Callable[[float], Picture]

# Dots per inch of the picture in which it is looked for whether a glyph is shown: letters of 10 points are 14 high.
GLANCE_DPI = 100
# The part of a glyph's height where letters have ink and neither rules nor other lines do, from above.
INK_BAND = (0.3, 0.75)
# A place of which less is free of glyphs that are seen tells nothing of its own.
LEAST_BARE = 0.3
# A line through words runs at this part of their height, from above, and is at most so thick, in heights. Measured in
# eight faces as Chromium, WeasyPrint and LibreOffice set them: 0.30-0.58 and 0.07; underlines at 0.79-0.91.
STRUCK_BAND = (0.25, 0.66)
STRUCK_THICKNESS = 0.16
# It begins and ends with words, so many heights beside at the most, and covers this part of each word that it strikes.
STRUCK_PLAY = 0.45
STRUCK_SHARE = 0.7
# points within which the pieces of one line follow each other
SAME_LEVEL = 0.6
MOST_QUOTED = 200
# fewer words outside of what a page shows are a printer's mark
LEAST_CROPPED = 3
HIDDEN = "the page does not show these words of its text layer, they are set aside"
_DIGITS = re.compile(r"\d+")


def look_again(sheet: Sheet, render: Render) -> Sheet:
    """The sheet, `hidden` taken from the glyphs that the page's picture shows all the same.

    A ground of a pattern or a shade is not told from paper by its objects, nor is a layer that is shown from one that
    is not. What lies over a picture stays as it is: the picture's ink is not the glyph's.
    """
    asked = [index for index, glyph in enumerate(sheet.glyphs) if _is_asked(glyph, sheet)]
    if not asked:
        return sheet
    picture = render(GLANCE_DPI)
    scale = GLANCE_DPI / POINTS_PER_INCH
    bare = np.ones(picture.shape, dtype=bool)
    for glyph in sheet.glyphs:
        if not glyph.hidden:
            bare[_pixels(glyph[1:5], scale)] = False
    glyphs = list(sheet.glyphs)
    for index in asked:
        if _has_ink(glyphs[index], picture, bare, scale):
            glyphs[index] = glyphs[index]._replace(hidden=False)
    return sheet._replace(glyphs=tuple(glyphs))


def _is_asked(glyph: Glyph, sheet: Sheet) -> bool:
    return glyph.hidden and glyph.size >= LEAST_SIZE and bool(glyph.text.strip()) and not _is_over_picture(glyph, sheet)


def _has_ink(glyph: Glyph, picture: Picture, bare: np.ndarray[Any, np.dtype[np.bool_]], scale: float) -> bool:
    """Whether something of a glyph is seen where no other glyph is."""
    height = glyph.bottom - glyph.top
    start, stop = (glyph.top + share * height for share in INK_BAND)
    place = _pixels((glyph.x0, start, glyph.x1, stop), scale)
    values = picture[place][bare[place]]
    if values.size < max(1.0, LEAST_BARE * picture[place].size):
        return False
    return int(values.max()) - int(values.min()) > LEAST_CONTRAST * 255


def _pixels(box: Sequence[float], scale: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (max(0, round(side * scale)) for side in box)
    return slice(top, max(top + 1, bottom)), slice(x0, max(x0 + 1, x1))


def _is_over_picture(glyph: Glyph, sheet: Sheet) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in sheet.pictures)


def part_hidden(sheet: Sheet) -> tuple[Sheet, list[Glyph]]:
    """The sheet as shown, and the glyphs that nobody sees; those over a picture stay, for OCR may have left them."""
    hidden = [glyph for glyph in sheet.glyphs if glyph.hidden and not _is_over_picture(glyph, sheet)]
    if not hidden:
        return sheet, []
    aside = {id(glyph) for glyph in hidden}
    return sheet._replace(glyphs=tuple(glyph for glyph in sheet.glyphs if id(glyph) not in aside)), hidden


def doubt_shown(page: Page, rules: Sequence[Rule]) -> tuple[Doubt, ...]:
    """What the layer has and the page hides or strikes out. Hidden words are set aside, struck ones stay."""
    hidden = [line.words for line in page.lines if line.role == "hidden" and not _is_cropped(line, page)]
    struck = list(_find_struck(page, rules))
    if not hidden and not struck:
        return ()
    letters = max(1, sum(len(word.text) for line in lines_of(page) for word in line.words))
    crossed = "a line is drawn through these words, they are kept"
    return (
        *(_doubt("hidden-words", HIDDEN, words, letters) for words in hidden),
        *(_doubt("struck-out", crossed, words, letters) for words in struck),
    )


def settle_cropped(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of a document, words outside of what they show doubted as hidden ones are.

    Where one sheet holds two pages, each has the other's words outside: what another page shows goes. A word or
    two, and what stands outside of several pages alike but for its figures, are printers' marks: they stay aside, and
    nobody need look.
    """
    outside = Counter(_DIGITS.sub("", line.text) for page in pages for line in page.lines if _is_cropped(line, page))
    if not outside:
        return tuple(pages)
    shown = {line.text for page in pages for line in lines_of(page) if line.role != "hidden"}
    settled = []
    for page in pages:
        lines = tuple(line for line in page.lines if not (_is_cropped(line, page) and line.text in shown))
        letters = max(1, sum(len(word.text) for line in lines for word in line.words))
        doubts = (
            _doubt("hidden-words", HIDDEN, line.words, letters)
            for line in lines
            if _is_cropped(line, page) and len(line.words) >= LEAST_CROPPED and outside[_DIGITS.sub("", line.text)] == 1
        )
        settled.append(msgspec.structs.replace(page, lines=lines, doubts=(*page.doubts, *doubts)))
    return tuple(settled)


def _is_cropped(line: Line, page: Page) -> bool:
    """Whether a line lies outside of what a page shows."""
    x0, top, x1, bottom = line.origin.bbox
    inside = 0 <= (x0 + x1) / 2 <= page.width and 0 <= (top + bottom) / 2 <= page.height
    return line.role == "hidden" and not inside


def _doubt(code: str, said: str, words: Sequence[Word], letters: int) -> Doubt:
    text = " ".join(word.text for word in words)
    text = text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1]}…"
    share = round(sum(len(word.text) for word in words) / letters, 4)
    return Doubt(
        code=code,
        message=f"{said}: «{text}»",
        named={"words": text},
        share=share,
        boxes=(enclose([word.bbox for word in words]),),
    )


def _find_struck(page: Page, rules: Sequence[Rule]) -> Iterator[tuple[Word, ...]]:
    """Words with a line through them, a line of text each time."""
    strokes = _join_strokes(rules)
    levels = [level for level, *_ in strokes]
    for line in lines_of(page) if strokes else ():
        if not line.words or line.role == "hidden":
            continue
        _, top, _, bottom = line.origin.bbox
        height = bottom - top
        first, last = (top + share * height for share in STRUCK_BAND)
        for _, x0, x1, thickness in strokes[bisect_left(levels, first) : bisect_right(levels, last)]:
            words = tuple(word for word in line.words if _is_crossed(word, x0, x1))
            ends = (words[0].bbox[0] - x0, x1 - words[-1].bbox[2]) if words else (height, height)
            if thickness <= STRUCK_THICKNESS * height and max(map(abs, ends)) <= STRUCK_PLAY * height:
                yield words


def _is_crossed(word: Word, x0: float, x1: float) -> bool:
    left, _, right, _ = word.bbox
    return min(right, x1) - max(left, x0) >= STRUCK_SHARE * max(right - left, 0.1)


def _join_strokes(rules: Sequence[Rule]) -> list[tuple[float, float, float, float]]:
    """Level lines as (height on the page, from, to, thickness), in order; a line in pieces, one per word, is one."""
    strokes: list[tuple[float, float, float, float]] = []
    for level, x0, x1, thickness in sorted(
        (rule.top, rule.x0, rule.x1, rule.thickness) for rule in rules if rule.top == rule.bottom
    ):
        if strokes and abs(strokes[-1][0] - level) <= SAME_LEVEL and -SAME_LEVEL <= x0 - strokes[-1][2] <= SAME_LEVEL:
            strokes[-1] = (strokes[-1][0], strokes[-1][1], max(x1, strokes[-1][2]), max(thickness, strokes[-1][3]))
        else:
            strokes.append((level, x0, x1, thickness))
    return strokes
