"""pdfplumber as the second reader of a PDF page: slower, for pages that PDFium cannot load."""

import io
import logging
import re
import struct
import zlib
from math import atan2, degrees
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.model import Box
from pipeline.read.pdf import Font, Glyph, Rule, Sheet

# what pdfminer skips in a damaged file it says to the log, line by line, without naming the file
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

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

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_UNMAPPED = re.compile(r"^\(cid:(\d+)\)$")


def count_pages(data: bytes) -> int:
    """How many pages the page tree leads to; 0 where pdfminer cannot parse it."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages)
    except PARSER_FAILURES:
        return 0


def look(data: bytes, page_index: int) -> Sheet | None:
    """A page as pdfminer has it; None where it cannot parse it. What it cannot tell: no glyph counts as hidden."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page_index + 1]) as pdf:
            page = pdf.pages[0]
            left, top, right, bottom = page.cropbox
            corner = (left, top)
            fonts: dict[str, int] = {}
            shown: list[Glyph] = []
            cropped: list[Glyph] = []
            for char in page.chars:
                inside = (
                    left <= (char["x0"] + char["x1"]) / 2 <= right
                    and top <= (char["top"] + char["bottom"]) / 2 <= bottom
                )
                glyph = _to_glyph(char, fonts.setdefault(char["fontname"], len(fonts)), corner)
                (shown if inside else cropped).append(glyph)
            return Sheet(
                number=page_index + 1,
                width=float(right - left),
                height=float(bottom - top),
                glyphs=tuple(shown),
                cropped=tuple(cropped),
                fonts=tuple(_to_font(name) for name in fonts),
                rules=tuple(_to_rule(edge, corner) for edge in page.edges if edge["orientation"]),
                fills=(),
                pictures=tuple(_to_box(image, corner) for image in page.images),
                path_count=len(page.rects) + len(page.lines) + len(page.curves),
                text=page.extract_text(),
            )
    except PARSER_FAILURES:
        return None


def _to_box(item: dict[str, Any], corner: tuple[float, float]) -> Box:
    x, y = corner
    return (item["x0"] - x, item["top"] - y, item["x1"] - x, item["bottom"] - y)


def _to_rule(edge: dict[str, Any], corner: tuple[float, float]) -> Rule:
    return Rule(*_to_box(edge, corner), thickness=float(edge.get("linewidth") or 0.0))


def _to_glyph(char: dict[str, Any], font: int, corner: tuple[float, float]) -> Glyph:
    x, y = corner
    unmapped = _UNMAPPED.match(char["text"])
    angle = -round(degrees(atan2(char["matrix"][1], char["matrix"][0])))
    return Glyph(
        text=chr(int(unmapped[1])) if unmapped and int(unmapped[1]) < 0x110000 else char["text"],
        x0=char["x0"] - x,
        top=char["top"] - y,
        x1=char["x1"] - x,
        bottom=char["bottom"] - y,
        size=char["size"] if angle in {0, 180} else char["width"],
        font=font,
        angle=180 if angle == -180 else angle,
        hidden=False,
        unmapped=unmapped is not None,
        luminance=0.0,
    )


def _to_font(name: str) -> Font:
    return Font(name.partition("+")[2] or name, _BOLD.search(name) is not None, _ITALIC.search(name) is not None, True)
