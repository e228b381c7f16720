"""What was found on a page, drawn on the page's image, for people and for tests (home of PIL, with the reader).

Boxes come from the records alone; nothing is measured in the image. A legend below the page says what each colour
means and how many of each there are, so that what is missing shows as well as what is wrong.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.languages.transliteration import to_latin
from pipeline.model import Box, Origin, Page, Terms, Word
from pipeline.pages import enclose, lines_of

Colour = tuple[int, int, int]

# below this a word is drawn as doubtful: nine in ten of those that OCR misread lie below (docs/reading/scans.md)
DOUBTFUL_WORD = 0.8
LABEL_POINTS = 8.0
LEGEND_POINTS = 9.0
MARGIN = 4.0


class Style(NamedTuple):
    """How one kind of thing is drawn: its outline, and how strongly its inside is tinted (0..1)."""

    name: str
    colour: Colour
    width: float
    tint: float = 0.0


class Mark(NamedTuple):
    """A box to draw, in points, and what is written at its corner."""

    style: str
    box: Box
    label: str = ""


# from the bottom layer to the top one; the legend has the same order
STYLES: dict[str, Style] = {
    "furniture": Style("running heads, page numbers, side notes, watermarks", (120, 120, 120), 0.6, 0.25),
    "unplaced": Style("text that no clause owns", (200, 150, 0), 0.8, 0.25),
    "clause": Style("clause", (30, 90, 220), 1.0, 0.05),
    "inferred": Style("clause whose number was lost (?)", (150, 60, 200), 1.0, 0.08),
    "definition": Style("definition", (0, 140, 140), 0.8),
    "responsibility": Style("responsibility", (90, 140, 30), 0.8),
    "footnote": Style("footnote", (150, 90, 40), 0.8, 0.08),
    "table": Style("table", (0, 130, 60), 1.6),
    "cell": Style("cell", (0, 130, 60), 0.6, 0.06),
    "word": Style("word", (130, 170, 230), 0.3),
    "ocr": Style("word read by OCR on a page with a text layer", (220, 110, 0), 0.5, 0.15),
    "doubtful": Style(f"word of confidence below {DOUBTFUL_WORD:.0%}", (220, 60, 60), 0.6, 0.15),
    "repair": Style("line that repair changed", (0, 160, 160), 0.6),
    "doubt": Style("what speaks against the text", (230, 0, 0), 1.6, 0.12),
}


def page_to_overlay(image: np.ndarray, page: Page, terms: Terms) -> bytes:
    """The page with all that was found on it, as a PNG file.

    `image` is grey (rows, columns), upright and straight as the page's places are, at any resolution.
    """
    scale = image.shape[1] / page.width
    marks = list(find_marks(page, terms))
    picture = Image.fromarray(np.asarray(image, dtype=np.uint8)).convert("RGB")
    for style in STYLES:
        _draw([mark for mark in marks if mark.style == style], picture, scale)
    return _encode(_with_legend(picture, marks, page, scale))


def find_marks(page: Page, terms: Terms) -> Iterator[Mark]:
    """Everything that was found on a page, as boxes."""
    for style, origins, label in _places(terms):
        yield from (Mark(style, origin.bbox, label) for origin in origins if origin.page == page.number)
    yield from _cell_marks(page)
    for line in lines_of(page):
        yield from (Mark(_word_style(word, page), word.bbox) for word in line.words)
    for doubt in page.doubts:
        yield from (Mark("doubt", box, doubt.code) for box in doubt.boxes)


def _places(terms: Terms) -> Iterator[tuple[str, tuple[Origin, ...], str]]:
    """Style, places and label of what the terms hold."""
    yield from (("furniture", (one.origin,), one.kind) for one in terms.furniture)
    yield from (("unplaced", (one.origin,), one.kind) for one in terms.unplaced)
    for clause in terms.clauses:
        style, sign = ("inferred", "?") if clause.number_inferred else ("clause", "")
        yield style, (clause.origin, *clause.continued), clause.number + sign
    yield from (("definition", (one.origin,), "") for one in terms.definitions)
    yield from (("responsibility", (one.origin,), one.party) for one in terms.responsibilities)
    yield from (("footnote", (one.origin, *one.continued), one.mark) for one in terms.footnotes)
    for table in terms.tables:
        owner = f" of {table.clause}" if table.clause else ""
        yield "table", (table.origin, *table.continued), f"table{owner}: {table.kind}"
    yield from (("repair", (one.origin,), "") for one in terms.repairs)


def _cell_marks(page: Page) -> Iterator[Mark]:
    """The cells' text, since a grid keeps the places of words and not of borders."""
    for grid in page.grids:
        for cell in grid.cells:
            boxes = [line.origin.bbox for line in cell.lines]
            if boxes:
                spans = f" x{cell.rows},{cell.columns}" if cell.rows > 1 or cell.columns > 1 else ""
                label = f"{cell.row},{cell.column}{spans}"
                yield Mark("cell", enclose(boxes), label)


def _word_style(word: Word, page: Page) -> str:
    if word.confidence < DOUBTFUL_WORD:
        return "doubtful"
    return "ocr" if word.read_by == "ocr" and page.text_origin != "ocr" else "word"


def _draw(marks: Sequence[Mark], picture: Image.Image, scale: float) -> None:
    if not marks:
        return
    style = STYLES[marks[0].style]
    boxes = [_to_pixels(mark.box, scale) for mark in marks]
    if style.tint:
        tinted = Image.new("L", picture.size, 0)
        brush = ImageDraw.Draw(tinted)
        for box in boxes:
            brush.rectangle(box, fill=round(255 * style.tint))
        picture.paste(style.colour, mask=tinted)
    pen = ImageDraw.Draw(picture)
    font = _font(LABEL_POINTS * scale)
    for mark, box in zip(marks, boxes, strict=True):
        pen.rectangle(box, outline=style.colour, width=max(1, round(style.width * scale)))
        if mark.label:
            _write_label(pen, mark.label, box, font, style.colour)


def _write_label(
    pen: ImageDraw.ImageDraw,
    label: str,
    box: tuple[int, int, int, int],
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    colour: Colour,
) -> None:
    """White on the colour, left of the box where there is room, else above it; Latin, as the font has it."""
    text = _plain(label)
    left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
    width, height = round(right - left) + 4, round(bottom - top) + 4
    beside = box[0] >= width
    x, y = (box[0] - width, box[1]) if beside else (box[0], max(0, box[1] - height))
    pen.rectangle((x, y, x + width, y + height), fill=colour)
    pen.text((x + 2 - left, y + 2 - top), text, font=font, fill=(255, 255, 255))


def _with_legend(picture: Image.Image, marks: Sequence[Mark], page: Page, scale: float) -> Image.Image:
    counts = {name: sum(mark.style == name for mark in marks) for name in STYLES}
    lines = [
        f"page {page.number}: {page.text_origin}, confidence {page.confidence:.2f}. {page.reason}",
        *([f"blank: {page.blank_reason}"] if page.blank_reason else []),
        *(f"{doubt.code} ({doubt.share:.0%}): {doubt.message}" for doubt in page.doubts),
    ]
    font = _font(LEGEND_POINTS * scale)
    lines = [part for line in lines for part in wrap(_plain(line), int(picture.width / font.getlength("n")))]
    step = round(1.5 * LEGEND_POINTS * scale)
    margin = round(MARGIN * scale)
    rows = [name for name, count in counts.items() if count]
    height = 2 * margin + step * (len(lines) + len(rows))
    whole = Image.new("RGB", (picture.width, picture.height + height), (255, 255, 255))
    whole.paste(picture, (0, 0))
    pen = ImageDraw.Draw(whole)
    y = picture.height + margin
    for line in lines:
        pen.text((margin, y), line, font=font, fill=(0, 0, 0))
        y += step
    for name in rows:
        style = STYLES[name]
        pen.rectangle((margin, y, margin + step, y + step - 2), outline=style.colour, width=2, fill=_pale(style))
        pen.text((margin + 2 * step, y), f"{counts[name]} x {style.name}", font=font, fill=(0, 0, 0))
        y += step
    return whole


def _pale(style: Style) -> Colour:
    red, green, blue = (round(255 - style.tint * (255 - part)) for part in style.colour)
    return red, green, blue


def _plain(text: str) -> str:
    """In the letters that the font has; what has none is a question mark."""
    parts = (part for part in unicodedata.normalize("NFKD", to_latin(text)) if not unicodedata.combining(part))
    return "".join(parts).encode("ascii", "replace").decode("ascii")


def _to_pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = (round(edge * scale) for edge in box)
    return x0, top, max(x0, x1), max(top, bottom)


def _font(pixels: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that Pillow brings: the same picture on every machine; Latin letters only."""
    return ImageFont.load_default(size=max(8.0, pixels))


def _encode(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return buffer.getvalue()
