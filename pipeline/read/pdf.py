"""An open PDF: what PDFium finds painted on a page, in one pass, and pictures of pages.

A `Sheet` is a page as painted: glyphs, rules, filled areas and pictures, in PDF points from the top left corner of the
visible page as a viewer shows it (crop box and page rotation are applied). Nothing is interpreted here: words are cut
in `text_layer`, tables found in `ruled`, trust judged in `triage`.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from math import atan2, degrees, hypot, sqrt
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DocumentError
from pipeline.model import Box

POINTS_PER_INCH = 72

# A filled area at most this thick (points) is a rule drawn as a rectangle; the thickest table borders are 2.25 points.
RULE_THICKNESS = 3.0
# Shorter strokes (points) are parts of drawings.
LEAST_RULE = 1.0
# Dots in a row draw a line as a browser does: squares so large at most, so many at least, each so near to the next.
LARGEST_DOT = 2.6
LEAST_DOTS = 5
DOT_GAPS = 2.5
# Viewers draw the line of a strike-out annotation about so thick (points).
STRIKE_THICKNESS = 1.0
# Sides that lean by at most this (points) are level or upright.
LEAN = 0.5
# What a text font reaches below its baseline, in sizes: Liberation 0.21, DejaVu 0.24, Open Sans 0.29. Subsets may claim
# 0 or the opposite sign; glyphs of two fonts on one baseline must still stand beside each other.
DESCENTS = (0.2, 0.3)
# A glyph whose luminance is this near to its ground's cannot be seen; the lightest grey print (watermarks) is 0.1 off.
LEAST_CONTRAST = 0.05
OPAQUE = 0.95
# Smaller letters (points) nobody reads; the smallest print of contracts and of packages is 4.
LEAST_SIZE = 1.0
# Paths beyond these are drawings (maps, letters as outlines), not tables; reading each of their points takes minutes.
MOST_SEGMENTS = 2_000
MOST_PATHS = 20_000
# Of a path too long to be read, so many segments count as a path: the outline of a letter has about as many.
SEGMENTS_OF_A_LETTER = 20
DEEPEST_FORM = 8
# A text that the file gives in place of painted glyphs (ActualText) counts up to this length: ligatures, soft hyphens.
# A longer one may say anything; there the painted glyphs count.
MOST_ACTUAL_TEXT = 4

AGAIN = "get the file again from its source"
REPRINT = "get the file again, or print it to a new PDF where it still opens"
END_MARK_REACH = 2048

_END_MARK = re.compile(rb"%%EOF|startxref")
_EMPTY_PAGE_TREE = re.compile(rb"/Kids\s*\[\s*\]")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ACTUAL_TEXT = b"ActualText"
_OPTIONAL = "OC"  # the mark of content in a layer that viewers can show or not
_SURROGATE = re.compile("[\ud800-\udfff]")
_PUT_ON = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP})
_FORCE_BOLD = 1 << 18
_LINE_END_HYPHENS = frozenset({0x2, 0xFFFE})
_HYPHEN, _SOFT_HYPHEN = 0x2D, 0xAD

# a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Font(NamedTuple):
    """A font as the page uses it; `bold` also where the letters are stroked to look bold."""

    name: str
    bold: bool
    italic: bool
    embedded: bool


class Glyph(NamedTuple):
    """One painted sign; `text` may be several characters (a ligature) or a blank.

    Upright text: `x0` and `x1` are where the pen comes and goes, `top` and `bottom` one `size` apart about the
    baseline. `angle` is the reading direction in whole degrees clockwise, -180 < angle <= 180. `hidden`: nobody sees it
    (an invisible text mode, the colour of its ground, covered) or may see it (in a layer that viewers can turn off:
    `shown` looks). `unmapped`: the font does not tell what it is, `text` is its code. `luminance`: 0 black .. 1 white,
    transparency counted as paper.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: int
    angle: int
    hidden: bool
    unmapped: bool
    luminance: float


class Rule(NamedTuple):
    """A level or upright straight line: a stroke, a stroked rectangle's side, or a filled rectangle as thin as a line.

    Level: `top == bottom` is its middle; upright: `x0 == x1` is.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float


class Fill(NamedTuple):
    """A filled area's box. `square`: it is a rectangle and fills the box."""

    x0: float
    top: float
    x1: float
    bottom: float
    luminance: float
    square: bool


class Sheet(NamedTuple):
    """A page as painted.

    `text` is PDFium's own reading, blanks and line ends guessed: for judging a layer, not for use. `cropped`: what the
    page has outside of the part that viewers show, words and printers' marks.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    fonts: tuple[Font, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    pictures: tuple[Box, ...]
    path_count: int
    text: str
    cropped: tuple[Glyph, ...] = ()


class PdfFile:
    """An open PDF: pages by index. Made by `open_pdf`."""

    def __init__(self, document: Any, data: bytes) -> None:
        self._document = document
        self.data = data
        self.page_count: int = len(document)

    def look(self, page_index: int) -> Sheet:
        """Everything painted on a page. Raises DocumentError."""
        with _broken_page(page_index):
            page = self._open_page(page_index)
            try:
                return _look(page, page_index + 1)
            finally:
                page.close()

    def _open_page(self, page_index: int) -> Any:
        """The page, what was filled in or written over it made part of it."""
        page = self._document[page_index]
        if not _is_filled_in(page) or pdfium.FPDFPage_Flatten(page.raw, 0) != pdfium.FLATTEN_SUCCESS:
            return page
        page.close()
        return self._document[page_index]

    def size(self, page_index: int) -> tuple[float, float]:
        """Width and height in points, as the page is shown."""
        with _broken_page(page_index):
            width, height = self._document.get_page_size(page_index)
        return float(width), float(height)

    def render(self, page_index: int, dpi: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The page as a grey image. Raises DocumentError."""
        with _broken_page(page_index):
            page = self._open_page(page_index)
            try:
                bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
                image = np.array(bitmap.to_numpy(), dtype=np.uint8, copy=True)
                bitmap.close()
            finally:
                page.close()
        return image.reshape(image.shape[0], image.shape[1])


def _annotations(page: Any) -> Iterator[tuple[Any, int]]:
    """The annotations of a page with their kinds; each is closed when the next is asked for."""
    for index in range(max(0, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        try:
            yield annotation, pdfium.FPDFAnnot_GetSubtype(annotation)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _is_filled_in(page: Any) -> bool:
    """Whether a page has fields of a form, or text or a stamp that were put on it as annotations."""
    return any(kind in _PUT_ON for _, kind in _annotations(page))


def fit_dpi(size: tuple[float, float], dpi: float, max_pixels: int) -> float:
    """A resolution, or a coarser one where a page of this size (points) would have too many pixels.

    >>> fit_dpi((595, 842), 200, 50_000_000)
    200
    >>> round(fit_dpi((59_500, 84_200), 200, 50_000_000))
    7
    """
    width, height = size
    return min(dpi, sqrt(max_pixels / max(1.0, width * height)) * POINTS_PER_INCH)


@contextmanager
def open_pdf(data: bytes, *, max_pages: int) -> Iterator[PdfFile]:
    """The PDF, closed again at the end. Raises DocumentError: encrypted, broken-pdf, no-pages, too-many-pages."""
    document = _open_pdfium(data)
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("no-pages", "the PDF has no pages", hint=AGAIN)
        if count > max_pages:
            raise DocumentError(
                "too-many-pages",
                f"{count} pages; the limit is {max_pages}",
                hint="raise read.max_pages in the settings, or split the file",
            )
        yield PdfFile(document, data)
    finally:
        document.close()


def _open_pdfium(data: bytes) -> Any:
    if _END_MARK.search(data.rstrip(b"\x00\r\n\t ")[-END_MARK_REACH:]) is None:
        raise DocumentError(
            "broken-pdf",
            "the PDF is cut off: its end is missing, and pages with it",
            hint=AGAIN,
        )
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentError(
                "encrypted",
                "the PDF needs a password",
                hint="save a copy without a password and give that",
            ) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise DocumentError(
                "encrypted",
                "the PDF is protected in a way that cannot be opened here",
                hint="save a copy without protection and give that",
            ) from error
        if _EMPTY_PAGE_TREE.search(data):
            raise DocumentError("no-pages", "the PDF has no pages", hint=AGAIN) from error
        raise DocumentError("broken-pdf", f"the PDF is damaged beyond reading ({error})", hint=REPRINT) from error


@contextmanager
def _broken_page(page_index: int) -> Iterator[None]:
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise DocumentError(
            "broken-pdf", f"page {page_index + 1} is damaged beyond reading ({error})", hint=REPRINT
        ) from error


# --- calls made once a glyph: pointers as plain integers and whole pages at a time cost a third of the usual ----------


def _bind(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_P, _I, _U = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_get_unicode = _bind(pdfium.FPDFText_GetUnicode, _U, _P, _I)
_get_text_object = _bind(pdfium.FPDFText_GetTextObject, _P, _P, _I)
_get_loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
_is_generated = _bind(pdfium.FPDFText_IsGenerated, _I, _P, _I)
_is_hyphen = _bind(pdfium.FPDFText_IsHyphen, _I, _P, _I)
_is_unmapped = _bind(pdfium.FPDFText_HasUnicodeMapError, _I, _P, _I)
_get_type = _bind(pdfium.FPDFPageObj_GetType, _I, _P)
_get_object = _bind(pdfium.FPDFPage_GetObject, _P, _P, _I)
_get_form_object = _bind(pdfium.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
_count_form_objects = _bind(pdfium.FPDFFormObj_CountObjects, _I, _P)
_get_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, _I, _P, _P)
_get_bounds = _bind(pdfium.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
_get_fill_color = _bind(pdfium.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)
_get_stroke_color = _bind(pdfium.FPDFPageObj_GetStrokeColor, _I, _P, _P, _P, _P, _P)
_has_transparency = _bind(pdfium.FPDFPageObj_HasTransparency, _I, _P)
_get_stroke_width = _bind(pdfium.FPDFPageObj_GetStrokeWidth, _I, _P, _P)
_get_draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, _I, _P, _P, _P)
_count_segments = _bind(pdfium.FPDFPath_CountSegments, _I, _P)
_get_segment = _bind(pdfium.FPDFPath_GetPathSegment, _P, _P, _I)
_get_segment_type = _bind(pdfium.FPDFPathSegment_GetType, _I, _P)
_get_segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
_get_segment_close = _bind(pdfium.FPDFPathSegment_GetClose, _I, _P)
_get_clip_path = _bind(pdfium.FPDFPageObj_GetClipPath, _P, _P)
_count_clip_paths = _bind(pdfium.FPDFClipPath_CountPaths, _I, _P)
_count_clip_segments = _bind(pdfium.FPDFClipPath_CountPathSegments, _I, _P, _I)
_get_clip_segment = _bind(pdfium.FPDFClipPath_GetPathSegment, _P, _P, _I, _I)
_get_font = _bind(pdfium.FPDFTextObj_GetFont, _P, _P)
_get_font_size = _bind(pdfium.FPDFTextObj_GetFontSize, _I, _P, _P)
_get_render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, _I, _P)
_get_glyph_matrix = _bind(pdfium.FPDFText_GetMatrix, _I, _P, _I, _P)
_get_glyph_origin = _bind(pdfium.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
_get_base_name = _bind(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _P, ctypes.c_char_p, ctypes.c_size_t)
_get_flags = _bind(pdfium.FPDFFont_GetFlags, _I, _P)
_get_embedded = _bind(pdfium.FPDFFont_GetIsEmbedded, _I, _P)
_get_ascent = _bind(pdfium.FPDFFont_GetAscent, _I, _P, ctypes.c_float, _P)
_get_descent = _bind(pdfium.FPDFFont_GetDescent, _I, _P, ctypes.c_float, _P)
_count_marks = _bind(pdfium.FPDFPageObj_CountMarks, _I, _P)
_get_mark = _bind(pdfium.FPDFPageObj_GetMark, _P, _P, ctypes.c_ulong)
_get_mark_type = _bind(pdfium.FPDFPageObjMark_GetParamValueType, _I, _P, ctypes.c_char_p)
_get_mark_string = _bind(pdfium.FPDFPageObjMark_GetParamStringValue, _I, _P, ctypes.c_char_p, _P, ctypes.c_ulong, _P)
_get_mark_name = _bind(pdfium.FPDFPageObjMark_GetName, _I, _P, _P, ctypes.c_ulong, _P)
_remove_mark = _bind(pdfium.FPDFPageObj_RemoveMark, _I, _P, _P)
_set_active = _bind(pdfium.FPDFPageObj_SetIsActive, _I, _P, _I)


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _view_of(page: Any) -> tuple[Matrix, float, float]:
    """From the page's own coordinates to points from the top left as shown, and the shown width and height."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    turn = page.get_rotation() // 90
    view: Matrix = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[turn]
    width, height = right - left, top - bottom
    return (view, height, width) if turn % 2 else (view, width, height)


def _transform_box(box: Sequence[float], matrix: Matrix) -> Box:
    """The box around a transformed box."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))


def _overlap(one: Box, other: Box) -> Box | None:
    box = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    return box if box[0] <= box[2] and box[1] <= box[3] else None


# --- one pass over a page ---------------------------------------------------------------------------------------------


def _look(page: Any, number: int) -> Sheet:
    view, width, height = _view_of(page)
    painting = _Painting(page, view, (0.0, 0.0, width, height))
    painting.layered.update(item for item in painting.order_of_text if _read_marks(item))
    textpage = page.get_textpage()
    try:
        glyphs, cropped, fonts, text = _find_glyphs(page, textpage, view, painting)
    finally:
        textpage.close()
    return Sheet(
        number=number,
        width=width,
        height=height,
        glyphs=glyphs,
        fonts=fonts,
        rules=(*painting.rules, *_find_strikes(page, view)),
        fills=tuple(fill for _, _, fill in painting.fills),
        pictures=tuple(box for _, _, box in painting.pictures),
        path_count=painting.path_count,
        text=text,
        cropped=cropped,
    )


def _find_strikes(page: Any, view: Matrix) -> Iterator[Rule]:
    """The lines through words that a reviewer put on the page as annotations, one per line of text."""
    points = pdfium.FS_QUADPOINTSF()
    for annotation, kind in _annotations(page):
        if kind != pdfium.FPDF_ANNOT_STRIKEOUT:
            continue
        for place in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
            if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, place, ctypes.byref(points)):
                xs, ys = (points.x1, points.x2, points.x3, points.x4), (points.y1, points.y2, points.y3, points.y4)
                x0, top, x1, bottom = _transform_box((min(xs), min(ys), max(xs), max(ys)), view)
                yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2, STRIKE_THICKNESS)


def _read_marks(item: int) -> bool:
    """Whether a text object is in a layer that may not be shown.

    Where the file gives a long text in place of the glyphs, PDFium is made to read the glyphs.
    """
    layered = False
    for index in reversed(range(max(0, _count_marks(item)))):
        mark = _get_mark(item, index)
        if not mark:
            continue
        layered = layered or _is_optional(mark)
        if _get_mark_type(mark, _ACTUAL_TEXT) != pdfium.FPDF_OBJECT_STRING:
            continue
        size = ctypes.c_ulong()
        _get_mark_string(mark, _ACTUAL_TEXT, None, 0, ctypes.addressof(size))
        # bytes of UTF-16 and its closing zero
        if size.value > 2 * (MOST_ACTUAL_TEXT + 1):
            _remove_mark(item, mark)
    return layered


def _is_optional(mark: int) -> bool:
    name, size = (ctypes.c_ushort * (len(_OPTIONAL) + 1))(), ctypes.c_ulong()
    _get_mark_name(mark, ctypes.addressof(name), ctypes.sizeof(name), ctypes.addressof(size))
    return size.value == ctypes.sizeof(name) and bytes(name).decode("utf-16-le").rstrip("\0") == _OPTIONAL


class _Painting:
    """What else is painted on a page, in the order of painting: found by walking its objects and forms once."""

    def __init__(self, page: Any, view: Matrix, sheet: Box) -> None:
        self.rules: list[Rule] = []
        # (order, opaque, what): order tells what lies on what
        self.fills: list[tuple[int, bool, Fill]] = []
        self.pictures: list[tuple[int, bool, Box]] = []
        self.path_count = 0
        self.order_of_text: dict[int, int] = {}
        self.layered: set[int] = set()
        self.sheet = sheet
        self._order = 0
        self._matrix = pdfium.FS_MATRIX()
        self._numbers = [ctypes.c_uint() for _ in range(4)]
        self._floats = [ctypes.c_float() for _ in range(4)]
        handle = _address(page.raw)
        count = pdfium.FPDFPage_CountObjects(page.raw)
        self._dots: list[Box] = []
        self._walk(list(map(_get_object, repeat(handle), range(count))), view, 0)
        if len(self._dots) >= LEAST_DOTS:
            self.rules += [*_join_dots(self._dots, upright=False), *_join_dots(self._dots, upright=True)]

    def _walk(self, items: Sequence[int], view: Matrix, depth: int) -> None:
        for item, kind in zip(items, map(_get_type, items), strict=True):
            self._order += 1
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.order_of_text[item] = self._order
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.path_count += 1
                if self.path_count <= MOST_PATHS:
                    self._add_path(item, view)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(item, view)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = list(map(_get_form_object, repeat(item), range(_count_form_objects(item))))
                self._walk(inner, _multiply(self._matrix_of(item), view), depth + 1)

    def _matrix_of(self, item: int) -> Matrix:
        matrix = self._matrix
        if not _get_matrix(item, ctypes.addressof(matrix)):
            return IDENTITY
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _add_picture(self, item: int, view: Matrix) -> None:
        places = [ctypes.addressof(number) for number in self._floats]
        if not _get_bounds(item, *places):
            return  # an image without an area
        left, bottom, right, top = (number.value for number in self._floats)
        box = _overlap(_transform_box((left, bottom, right, top), view), self._clip_of(item, view))
        if box is not None and box[0] < box[2] and box[1] < box[3]:
            self.pictures.append((self._order, not _has_transparency(item), box))

    def _clip_of(self, item: int, view: Matrix) -> Box:
        """The box of what an object may paint on."""
        box = self.sheet
        clip = _get_clip_path(item)
        for path in range(min(MOST_SEGMENTS, max(0, _count_clip_paths(clip) if clip else 0))):
            count = min(MOST_SEGMENTS, _count_clip_segments(clip, path))
            points = [self._point_of(_get_clip_segment(clip, path, index)) for index in range(count)]
            if points:
                xs, ys = zip(*points, strict=True)
                box = _overlap(box, _transform_box((min(xs), min(ys), max(xs), max(ys)), view)) or (-1, -1, -1, -1)
        return box

    def _point_of(self, segment: int) -> tuple[float, float]:
        x, y = self._floats[:2]
        _get_segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
        return (x.value, y.value)

    def _luminance_of(self, item: int, *, stroke: bool = False) -> tuple[float, float]:
        """Luminance (ITU-R BT.601) on white paper and opacity, 0..1; a pattern counts as mid grey."""
        places = [ctypes.addressof(number) for number in self._numbers]
        if not (_get_stroke_color if stroke else _get_fill_color)(item, *places):
            return 0.5, 1.0
        red, green, blue, alpha = (number.value / 255 for number in self._numbers)
        return 1 - alpha * (1 - (0.299 * red + 0.587 * green + 0.114 * blue)), alpha

    def _add_path(self, item: int, view: Matrix) -> None:
        fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
        _get_draw_mode(item, ctypes.addressof(fill_mode), ctypes.addressof(stroked))
        if not fill_mode.value and not stroked.value:
            return
        count = _count_segments(item)
        if not 0 < count <= MOST_SEGMENTS:
            self.path_count += max(0, count) // SEGMENTS_OF_A_LETTER
            return
        matrix = _multiply(self._matrix_of(item), view)
        clip = self._clip_of(item, view)
        if stroked.value:
            _get_stroke_width(item, ctypes.addressof(self._floats[0]))
            thickness = self._floats[0].value * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
        luminance, opacity = self._luminance_of(item)
        opaque = opacity >= OPAQUE and not _has_transparency(item)
        outlines = list(self._outlines_of(item, count, matrix))
        if stroked.value:
            for _, straight in outlines:
                for start, stop in straight:
                    self._add_rule(start, stop, thickness, clip)
        if fill_mode.value:
            even_odd = fill_mode.value == pdfium.FPDF_FILLMODE_ALTERNATE
            for points in _split_frames([points for points, _ in outlines], even_odd=even_odd):
                self._add_fill(points, luminance, opaque, clip)

    def _outlines_of(
        self, item: int, count: int, matrix: Matrix
    ) -> Iterator[tuple[list[tuple[float, float]], list[tuple[tuple[float, float], tuple[float, float]]]]]:
        """Each part of a path: its points, and its straight sides."""
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        sides: list[tuple[tuple[float, float], tuple[float, float]]] = []
        for segment in map(_get_segment, repeat(item), range(count)):
            kind = _get_segment_type(segment)
            x, y = self._point_of(segment)
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points, sides
                points, sides = [], []
            elif kind == pdfium.FPDF_SEGMENT_LINETO and points:
                sides.append((points[-1], point))
            points.append(point)
            if _get_segment_close(segment) and point != points[0]:
                sides.append((point, points[0]))
        if points:
            yield points, sides

    def _add_rule(self, start: tuple[float, float], stop: tuple[float, float], thickness: float, clip: Box) -> None:
        (x0, x1), (y0, y1) = sorted((start[0], stop[0])), sorted((start[1], stop[1]))
        if max(x1 - x0, y1 - y0) < LEAST_RULE or min(x1 - x0, y1 - y0) > LEAN:
            return
        if y1 - y0 <= x1 - x0:
            y0 = y1 = (y0 + y1) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        box = _overlap((x0, y0, x1, y1), clip)
        if box is not None:
            self.rules.append(Rule(*box, thickness))

    def _add_fill(self, points: Sequence[tuple[float, float]], luminance: float, opaque: bool, clip: Box) -> None:
        outer = _enclose_points(points)
        square = _is_square(points, outer)
        box = _overlap(outer, clip)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if square and min(width, height) <= RULE_THICKNESS and max(width, height) > 2 * min(width, height):
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if width >= height:
                self._add_rule((box[0], middle[1]), (box[2], middle[1]), height, clip)
            else:
                self._add_rule((middle[0], box[1]), (middle[0], box[3]), width, clip)
        elif square and max(width, height) <= LARGEST_DOT:
            self._dots.append(box)
        elif width > 0 and height > 0:
            self.fills.append((self._order, opaque, Fill(*box, luminance, square)))

    def may_hide(self, item: int, luminance: float) -> bool:
        """Whether anything could hide a text object of that luminance: its layer, its ground, something over it."""
        order = self.order_of_text.get(item, self._order)
        return (
            item in self.layered
            or abs(1.0 - luminance) < LEAST_CONTRAST
            or any(
                opaque if fill_order > order else abs(fill.luminance - luminance) < LEAST_CONTRAST
                for fill_order, opaque, fill in self.fills
            )
            or any(opaque and picture_order > order for picture_order, opaque, _ in self.pictures)
        )

    def paint_of(self, item: int, mode: int) -> float:
        """The luminance of a text object."""
        strokes = mode in {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
        return self._luminance_of(item, stroke=strokes)[0]

    def is_unseen(self, item: int, luminance: float, x: float, y: float) -> bool:
        """Whether the ink at a place is covered, has its ground's colour or, no picture about it, is in a layer."""
        order = self.order_of_text.get(item, self._order)
        ground, ground_order, ground_known = 1.0, -1, True
        for fill_order, opaque, fill in self.fills:
            if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
                if fill_order < order:
                    ground, ground_order, ground_known = fill.luminance, fill_order, True
                elif opaque and fill.square:
                    return True
        for picture_order, opaque, box in self.pictures:
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                if picture_order > order and opaque:
                    return True
                if picture_order > ground_order:
                    ground_known = False
        return ground_known and (item in self.layered or abs(ground - luminance) < LEAST_CONTRAST)


def _join_dots(dots: Sequence[Box], *, upright: bool) -> Iterator[Rule]:
    """The lines that dots in a row draw."""
    start, stop, low, high = (1, 3, 0, 2) if upright else (0, 2, 1, 3)
    row: list[Box] = []
    for dot in [*sorted(dots, key=lambda dot: (round(dot[low] + dot[high]), dot[start])), None]:
        if dot and row:
            size = max(row[-1][stop] - row[-1][start], dot[stop] - dot[start])
            level = round(dot[low] + dot[high]) == round(row[0][low] + row[0][high])
            if level and dot[start] - row[-1][stop] <= DOT_GAPS * size:
                row.append(dot)
                continue
        if len(row) >= LEAST_DOTS:
            middle = (row[0][low] + row[0][high]) / 2
            ends, thickness = (row[0][start], row[-1][stop]), row[0][high] - row[0][low]
            places = (middle, ends[0], middle, ends[1]) if upright else (ends[0], middle, ends[1], middle)
            yield Rule(*places, thickness)
        row = [dot] if dot else []


Outline = Sequence[tuple[float, float]]


def _enclose_points(points: Outline) -> Box:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _is_square(points: Outline, box: Box) -> bool:
    """Whether an outline is the rectangle of its box."""
    corners = [(min(abs(x - box[0]), abs(x - box[2])), min(abs(y - box[1]), abs(y - box[3]))) for x, y in points]
    return len(points) in {4, 5} and all(dx <= LEAN and dy <= LEAN for dx, dy in corners)


def _split_frames(outlines: Sequence[Outline], *, even_odd: bool) -> Iterator[Outline]:
    """The filled outlines of a path; a rectangle with a hole, as browsers draw a cell's border, is its four sides."""
    rest = list(outlines)
    while rest:
        outline = rest.pop(0)
        if rest and (_is_hole(rest[0], outline, even_odd=even_odd) or _is_hole(outline, rest[0], even_odd=even_odd)):
            one, two = _enclose_points(outline), _enclose_points(rest.pop(0))
            (x0, y0, x1, y1), (left, top, right, bottom) = (one, two) if one[0] < two[0] else (two, one)
            sides = ((x0, y0, x1, top), (x0, bottom, x1, y1), (x0, y0, left, y1), (right, y0, x1, y1))
            yield from (((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in sides)
        else:
            yield outline


def _is_hole(inner: Outline, outer: Outline, *, even_odd: bool) -> bool:
    """Whether a rectangle lies in another and is not filled: it runs the other way round, or parts are counted."""
    one, two = _enclose_points(inner), _enclose_points(outer)
    if not (_is_square(inner, one) and _is_square(outer, two)):
        return False
    inside = two[0] < one[0] and two[1] < one[1] and one[2] < two[2] and one[3] < two[3]
    return inside and (even_odd or _turns_left(inner) != _turns_left(outer))


def _turns_left(points: Outline) -> bool:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True)) > 0


class _Run(NamedTuple):
    """What the glyphs of one text object share. `across` is where they begin and end across their line.

    `inked`: their own boxes have to do, for they are drawings or run aslant. `invisible`: none is seen; `in_doubt`:
    each has to be looked for.
    """

    size: float
    font: int
    angle: int
    luminance: float
    invisible: bool
    in_doubt: bool
    across: tuple[float, float]
    inked: bool


class _Reading(NamedTuple):
    """What PDFium says of a page's text, a value per character."""

    codes: list[int]
    items: list[int | None]
    unmapped: list[int]
    boxes: list[list[float]]


def _find_glyphs(
    page: Any, textpage: Any, view: Matrix, painting: _Painting
) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...], tuple[Font, ...], str]:
    """The glyphs on the page and those outside of what is shown of it, the fonts, and PDFium's own text."""
    handle = _address(textpage.raw)
    count = max(0, textpage.count_chars())
    if not count:
        return (), (), (), ""
    indexes = range(count)
    reading = _Reading(
        codes=list(map(_get_unicode, repeat(handle), indexes)),
        items=list(map(_get_text_object, repeat(handle), indexes)),
        unmapped=list(map(_is_unmapped, repeat(handle), indexes)),
        boxes=_find_boxes(handle, count, view),
    )
    _restore_hyphens(page, handle, reading, painting)
    fonts: list[Font] = []
    glyphs, cropped = _gather_glyphs(handle, reading, view, painting, fonts)
    text = "".join(map(chr, reading.codes))
    if _SURROGATE.search(text):
        text = _join_surrogates(text)
        glyphs, cropped = (
            [glyph._replace(text=_join_surrogates(glyph.text)) for glyph in each] for each in (glyphs, cropped)
        )
    return tuple(glyphs), tuple(cropped), tuple(fonts), text


def _gather_glyphs(
    handle: int, reading: _Reading, view: Matrix, painting: _Painting, fonts: list[Font]
) -> tuple[list[Glyph], list[Glyph]]:
    known_fonts: dict[tuple[int, bool], int] = {}
    runs: dict[int, _Run] = {}
    shown: list[Glyph] = []
    cropped: list[Glyph] = []
    glyphs = shown
    last: tuple[int, list[float]] | None = None
    _, _, width, height = painting.sheet
    for index, (code, item, lost, box) in enumerate(zip(*reading, strict=True)):
        if item is None or (code in _BLANKS and _is_generated(handle, index) == 1):
            continue
        if last == (item, box):
            # the characters of one ligature
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + chr(code))
            continue
        run = runs.get(item)
        if run is None:
            run = runs[item] = _find_run(handle, index, item, view, painting, known_fonts, fonts)
        x0, top, x1, bottom = box if run.inked else _set_extents(box, run)
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        last = (item, box)
        glyphs = shown if 0 <= x <= width and 0 <= y <= height else cropped
        hidden = run.invisible or (run.in_doubt and painting.is_unseen(item, run.luminance, x, y))
        glyphs.append(
            Glyph(
                chr(code),
                x0,
                top,
                x1,
                bottom,
                run.size,
                run.font,
                run.angle,
                hidden,
                lost == 1 or code == 0,
                run.luminance,
            )
        )
    return shown, cropped


def _set_extents(box: Sequence[float], run: _Run) -> tuple[float, float, float, float]:
    """A glyph's box along its line, and across it from the font's descent to one size above."""
    x0, top, x1, bottom = box
    start, stop = run.across
    return (x0, start, x1, stop) if run.angle in {0, 180} else (start, top, stop, bottom)


def _find_across(angle: int, base: tuple[float, float], descent: float, size: float) -> tuple[float, float]:
    """Where the glyphs of a line begin and end across it: from above, or from the left where the line is turned."""
    x, y = base
    below, above = descent * size, (descent - 1) * size
    if angle == 0:
        return y + above, y + below
    if angle == 90:
        return x - below, x - above
    if angle == -90:
        return x + above, x + below
    return y - below, y - above


_UPRIGHT = frozenset({0, 90, -90, 180})
_BLANKS = frozenset({0x20, 0x0D, 0x0A})


def _join_surrogates(text: str) -> str:
    """Characters beyond U+FFFF, which PDFium may give in two halves; a lone half becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _find_boxes(handle: int, count: int, view: Matrix) -> list[list[float]]:
    """x0, top, x1, bottom of every glyph, in the page's view."""
    rects = (pdfium.FS_RECTF * count)()
    start, step = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
    found = map(_get_loose_box, repeat(handle), range(count), range(start, start + step * count, step))
    for _ in found:
        pass
    # left, top, right, bottom in the page's own coordinates, y upwards
    values = np.frombuffer(rects, dtype=np.float32).reshape(count, 4).astype(np.float64)
    a, b, c, d, e, f = view
    xs = a * values[:, (0, 2)] + c * values[:, (1, 3)] + e
    ys = b * values[:, (0, 2)] + d * values[:, (1, 3)] + f
    boxes = np.stack([xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1)], axis=1)
    result: list[list[float]] = boxes.tolist()
    return result


def _find_run(
    handle: int,
    index: int,
    item: int,
    view: Matrix,
    painting: _Painting,
    known_fonts: dict[tuple[int, bool], int],
    fonts: list[Font],
) -> _Run:
    matrix, number = pdfium.FS_MATRIX(), ctypes.c_float()
    x, y = ctypes.c_double(), ctypes.c_double()
    _get_glyph_matrix(handle, index, ctypes.addressof(matrix))
    _get_glyph_origin(handle, index, ctypes.addressof(x), ctypes.addressof(y))
    _get_font_size(item, ctypes.addressof(number))
    font = _get_font(item)
    mode = _get_render_mode(item)
    key = (font or 0, mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    if key not in known_fonts:
        known_fonts[key] = len(fonts)
        fonts.append(_find_font(font, stroked=key[1]))
    a, b, c, d, e, f = view
    along = (a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b)
    angle = round(degrees(atan2(along[1], along[0])))
    angle = 180 if angle == -180 else angle
    size = abs(number.value) * hypot(matrix.c, matrix.d)
    ascent, descent = _find_extents(font)
    luminance = painting.paint_of(item, mode)
    base = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
    return _Run(
        size=size,
        font=known_fonts[key],
        angle=angle,
        luminance=luminance,
        invisible=mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or size < LEAST_SIZE,
        in_doubt=painting.may_hide(item, luminance),
        across=_find_across(angle, base, min(max(-descent, DESCENTS[0]), DESCENTS[1]), size),
        inked=ascent == descent or angle not in _UPRIGHT,
    )


def _find_extents(font: int | None) -> tuple[float, float]:
    """How far a font reaches above and below its baseline, in sizes; the second is negative."""
    number = ctypes.c_float()
    if not font or not _get_ascent(font, 1000.0, ctypes.addressof(number)):
        return 0.0, 0.0
    ascent = number.value / 1000
    if not _get_descent(font, 1000.0, ctypes.addressof(number)):
        return 0.0, 0.0
    return ascent, number.value / 1000


def _find_font(font: int | None, *, stroked: bool) -> Font:
    if not font:
        return Font("", stroked, italic=False, embedded=False)
    length = _get_base_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    _get_base_name(font, buffer, length)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    bold = stroked or _BOLD.search(name) is not None or bool(max(0, _get_flags(font)) & _FORCE_BOLD)
    return Font(name, bold, _ITALIC.search(name) is not None, _get_embedded(font) == 1)


def _restore_hyphens(page: Any, handle: int, reading: _Reading, painting: _Painting) -> None:
    """What stands at line ends where PDFium only says that it is a hyphen.

    It puts U+0002 for a hyphen and for a soft hyphen alike where text goes on in a new line. Seen alone, without the
    other text objects of the page, each gives its own.
    """
    codes = reading.codes
    places = [index for index, code in enumerate(codes) if code in _LINE_END_HYPHENS and _is_hyphen(handle, index) == 1]
    if not places:
        return
    texts = list(painting.order_of_text)
    for item in texts:
        _set_active(item, 0)
    try:
        for index in places:
            owner = reading.items[index]
            codes[index] = _HYPHEN
            if owner is not None and _last_code_alone(page, owner) == _SOFT_HYPHEN:
                codes[index] = _SOFT_HYPHEN
    finally:
        for item in texts:
            _set_active(item, 1)


def _last_code_alone(page: Any, item: int) -> int:
    """The last character of a text object, read while all others are set aside."""
    _set_active(item, 1)
    alone = page.get_textpage()
    try:
        count = alone.count_chars()
        return int(_get_unicode(_address(alone.raw), count - 1)) if count > 0 else 0
    finally:
        alone.close()
        _set_active(item, 0)
