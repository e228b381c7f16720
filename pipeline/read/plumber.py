"""pdfplumber as the second reader of a PDF page: slower, for pages where PDFium does not give what the file says."""

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

from pipeline.read.pdf import Font, Glyph, Sheet

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


def look(data: bytes, page_index: int, like: Sheet) -> Sheet | None:
    """The page's glyphs as pdfminer has them, the rest as in `like`; None where it cannot parse the page.

    What pdfminer cannot tell is taken from `like` too: no glyph counts as hidden.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page_index + 1]) as pdf:
            page = pdf.pages[0]
            left, top, right, bottom = page.cropbox
            fonts: dict[str, int] = {}
            glyphs = [
                _to_glyph(char, fonts.setdefault(char["fontname"], len(fonts)), (left, top))
                for char in page.chars
                if left <= (char["x0"] + char["x1"]) / 2 <= right
                and top <= (char["top"] + char["bottom"]) / 2 <= bottom
            ]
    except PARSER_FAILURES:
        return None
    return like._replace(glyphs=tuple(glyphs), fonts=tuple(_to_font(name) for name in fonts), inexact="")


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
