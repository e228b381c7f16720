"""One file -> its pages, by what the file is; every way a file can be unreadable ends here as a DocumentError.

| code | what is wrong |
|---|---|
| not-found | there is no such file |
| not-a-file | a folder, a pipe or a device |
| no-permission | the file may not be read |
| read-failed | the system gave up while reading the file |
| empty-file | the file has no bytes |
| too-many-bytes, too-many-pages, too-many-pixels | more than the settings allow |
| unsupported-type | a file name extension that is not read |
| wrong-type | the content is not what the extension says |
| undecodable-text | a text file's bytes are no text in any known encoding |
| encrypted | a PDF that needs a password |
| broken-pdf, broken-image | cut off or damaged beyond reading |
| no-pages | a PDF without pages |
| no-text | not one word on any page |
| ocr-missing, ocr-language-missing | Tesseract or its data for a language is not installed |
| ocr-failed | Tesseract gave up |
"""

import hashlib
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.errors import DocumentError
from pipeline.model import Box, Document, DocumentTextOrigin, Doubt, Language, Page, Source
from pipeline.read.ocr_cache import open_cache
from pipeline.read.plain import read_plain
from pipeline.settings import ReadSettings

if TYPE_CHECKING:
    from pipeline.read import ocr
    from pipeline.read.pdf import PdfFile, Sheet
    from pipeline.read.scan import Image
    from pipeline.read.triage import Choice

Progress = Callable[[int, int], None]

KIND_OF_EXTENSION = {
    ".pdf": "pdf",
    ".txt": "text",
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".tif": "tiff",
    ".tiff": "tiff",
}
EXTENSION_OF_KIND = {"pdf": ".pdf", "text": ".txt", "png": ".png", "jpeg": ".jpg", "tiff": ".tif"}
# what a file begins with; the first match counts
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"%!PS", "postscript"),
    (b"\x1f\x8b", "gzip"),
)
KIND_NAMES = {
    "pdf": "a PDF",
    "text": "plain text",
    "html": "a web page (HTML)",
    "png": "a PNG image",
    "jpeg": "a JPEG image",
    "tiff": "a TIFF image",
    "zip": "a ZIP archive or an Office document",
    "ole": "an old Word or Excel document",
    "rtf": "an RTF document",
    "gif": "a GIF image",
    "postscript": "PostScript",
    "gzip": "a gzip archive",
    "unknown": "something else",
}
# damage that leaves nothing of the text, and damage that spoils figures too
MEANINGLESS = frozenset({"unmapped", "no-meaning"})
GARBLED = MEANINGLESS | {"garbled", "shuffled", "doubled"}
# a picture straightened by more degrees has its words in other places than the layer has
LEVEL = 0.3
POINTS_PER_INCH = 72
LEAST_DPI = 120
# page images that are read together: the engine is started for all of them at once
PAGES_TOGETHER = 8
# a PDF header may stand a little way into the file (readers look at the first 1,024 bytes)
PDF_HEADER_REACH = 1024


def read_document(path: Path, settings: ReadSettings, *, name: str, progress: Progress | None = None) -> Document:
    """All pages of a file, `name` being the file's name as it was given. Raises DocumentError."""
    data = _read_bytes(path, settings.max_bytes)
    kind = _check_kind(data, path.suffix.lower())
    pages = _read_pages(data, kind, settings, progress)
    if not any(page.lines or any(cell.lines for grid in page.grids for cell in grid.cells) for page in pages):
        raise DocumentError(
            "no-text",
            f"not one word could be read on {_count(len(pages), 'page')}",
            hint="check that the file is the document that was meant and that its pages are not blank",
        )
    source = Source(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(pages),
        text_origin=_document_origin(pages),
        repaired=False,
        confidence=_document_confidence(pages),
    )
    return Document(source=source, pages=pages)


def _read_pages(data: bytes, kind: str, settings: ReadSettings, progress: Progress | None) -> tuple[Page, ...]:
    if kind == "text":
        pages = read_plain(data)
        if len(pages) > settings.max_pages:
            raise DocumentError(
                "too-many-pages",
                f"{len(pages)} pages; the limit is {settings.max_pages}",
                hint="raise read.max_pages in the settings, or split the file",
            )
        if progress is not None:
            progress(len(pages), len(pages))
        return pages
    if kind == "pdf":
        return _read_pdf(data, settings, progress)
    return _read_images(data, settings, progress)


def _read_pdf(data: bytes, settings: ReadSettings, progress: Progress | None) -> tuple[Page, ...]:
    # imported here: a text file is read without them
    from pipeline.read.pdf import open_pdf  # noqa: PLC0415
    from pipeline.read.shown import settle_cropped  # noqa: PLC0415
    from pipeline.read.text_layer import check_page_count, look  # noqa: PLC0415
    from pipeline.read.triage import choose_reader  # noqa: PLC0415

    pages: dict[int, Page] = {}
    language: Language | None = None
    untrusted: list[tuple[Sheet, Choice]] = []
    with open_pdf(data, max_pages=settings.max_pages) as pdf:
        check_page_count(pdf)
        for index in range(pdf.page_count):
            sheet = look(pdf, index)
            choice = choose_reader(sheet, settings.trust_threshold)
            if choice.reader == "ocr":
                untrusted.append((sheet, choice))
            else:
                pages[index] = _read_trusted(pdf, sheet, choice, settings)
            if len(untrusted) == PAGES_TOGETHER or (untrusted and index + 1 == pdf.page_count):
                found, language = _read_untrusted(pdf, untrusted, settings, language)
                pages.update((page.number - 1, page) for page in found)
                untrusted = []
            if progress is not None:
                progress(len(pages), pdf.page_count)
    return settle_cropped([pages[index] for index in sorted(pages)])


def _read_trusted(pdf: "PdfFile", sheet: "Sheet", choice: "Choice", settings: ReadSettings) -> Page:
    """The page as its layer has it; a font's words that lie, and pictures with text, from the page's picture."""
    from pipeline.read import witness  # noqa: PLC0415
    from pipeline.read.text_layer import read_sheet  # noqa: PLC0415

    page = read_sheet(sheet, reason=choice.reason, trust=choice.trust)
    page = msgspec.structs.replace(page, doubts=(*choice.doubts, *page.doubts))
    pictures = witness.find_pictures(page, sheet.pictures)
    if not choice.again and not pictures:
        return page
    from pipeline.read import ocr  # noqa: PLC0415

    try:
        ocr.check_tesseract(settings.ocr_languages)
    except DocumentError as error:
        if choice.again:
            raise
        doubt = Doubt(
            code="picture-unread", message=f"pictures were not read: {error.message}", share=0, boxes=tuple(pictures)
        )
        return msgspec.structs.replace(page, doubts=(*page.doubts, doubt))
    image, dpi = _render(pdf, sheet.number - 1, settings)
    if choice.again:
        reread = witness.reread_words(
            page,
            choice.again,
            lambda boxes: ocr.read_regions(image, boxes, dpi, settings.ocr_languages, open_cache(settings)),
            heard=GARBLED.isdisjoint(doubt.code for doubt in choice.doubts),
        )
        share = min(1.0, sum(doubt.share for doubt in choice.doubts))
        confidence = round(page.confidence * (1 - share) + reread.confidence * share, 4)
        page = msgspec.structs.replace(reread.page, confidence=confidence)
    for box in pictures:
        found = _read_picture(image, box, dpi, sheet.number, settings)
        page = witness.place_picture(page, found, box)
    return page


def _read_picture(image: "Image", box: Box, dpi: float, number: int, settings: ReadSettings) -> Page:
    from pipeline.read import ocr  # noqa: PLC0415

    x0, top, x1, bottom = (round(side * dpi / POINTS_PER_INCH) for side in box)
    cut = image[max(0, top) : bottom, max(0, x0) : x1]
    return ocr.read_image(
        cut,
        dpi=dpi,
        number=number,
        languages=settings.ocr_languages,
        reason="a picture",
        cache=open_cache(settings),
    )


def _read_untrusted(
    pdf: "PdfFile", sheets: Sequence[tuple["Sheet", "Choice"]], settings: ReadSettings, expected: Language | None
) -> tuple[list[Page], Language | None]:
    """The pages as their pictures show them, beside their layers; the main language of the last one."""
    from pipeline.read import ocr  # noqa: PLC0415

    ocr.check_tesseract(settings.ocr_languages)
    scans = [
        ocr.Scan(*_render(pdf, sheet.number - 1, settings), sheet.number, choice.reason, choice.trust)
        for sheet, choice in sheets
    ]
    pages, language = ocr.read_scans(
        scans, languages=settings.ocr_languages, cache=open_cache(settings), expected=expected
    )
    return [_hear_layer(page, *both) for page, both in zip(pages, sheets, strict=True)], language


def _hear_layer(page: Page, sheet: "Sheet", choice: "Choice") -> Page:
    """The page as its picture shows it, beside its layer where there is one."""
    from pipeline.read import witness  # noqa: PLC0415
    from pipeline.read.text_layer import read_sheet  # noqa: PLC0415
    from pipeline.read.triage import sheet_words  # noqa: PLC0415

    page = msgspec.structs.replace(page, doubts=(*choice.doubts, *page.doubts))
    codes = {doubt.code for doubt in choice.doubts}
    if not codes:
        return page
    layer = read_sheet(sheet, reason=choice.reason, trust=choice.trust)
    layer = msgspec.structs.replace(layer, doubts=choice.doubts)
    if page.blank_reason is not None:
        if layer.blank_reason is not None or not sheet.pictures or codes & MEANINGLESS:
            return page
        reason = f"{choice.reason}; the page's picture could not be read, the layer's words stay"
        return msgspec.structs.replace(layer, reason=reason, confidence=witness.DISTRUSTED)
    if "hidden" not in codes and witness.is_printed(layer, page):
        return msgspec.structs.replace(layer, reason=f"{choice.reason}; the page shows the same")
    if page.turned or abs(page.skew) > LEVEL:
        return page
    words = [(word.text, word.box) for word in sheet_words(sheet)]
    return witness.hear_layer(page, words, garbled=not GARBLED.isdisjoint(codes))


def _render(pdf: "PdfFile", index: int, settings: ReadSettings) -> tuple["Image", float]:
    """The page's picture and its resolution (dots per inch)."""
    from pipeline.read import scan  # noqa: PLC0415
    from pipeline.read.pdf import fit_dpi  # noqa: PLC0415

    width, height = pdf.size(index)
    # a poster is rendered coarser; below the least resolution print could not be read
    dpi = fit_dpi((width, height), settings.dpi, settings.max_pixels)
    scan.check_pixels(width * LEAST_DPI / POINTS_PER_INCH, height * LEAST_DPI / POINTS_PER_INCH, settings.max_pixels)
    return pdf.render(index, dpi), dpi


def _read_images(data: bytes, settings: ReadSettings, progress: Progress | None) -> tuple[Page, ...]:
    from pipeline.read import ocr, scan  # noqa: PLC0415

    ocr.check_tesseract(settings.ocr_languages)
    pages: list[Page] = []
    language: Language | None = None
    images = scan.decode_images(data, max_pixels=settings.max_pixels, max_pages=settings.max_pages)
    while scans := [
        _fit_image(image, len(pages) + index, settings)
        for index, image in enumerate(itertools.islice(images, PAGES_TOGETHER), 1)
    ]:
        found, language = ocr.read_scans(
            scans, languages=settings.ocr_languages, cache=open_cache(settings), expected=language
        )
        pages += found
        if progress is not None:
            progress(len(pages), len(pages))
    return tuple(pages)


def _fit_image(image: "Image", number: int, settings: ReadSettings) -> "ocr.Scan":
    """The image of a page at a resolution at which print can be read."""
    from pipeline.read import ocr, scan  # noqa: PLC0415

    dpi = scan.guess_dpi(image)
    if LEAST_DPI < dpi < 1.5 * settings.dpi:
        return ocr.Scan(image, dpi, number, "an image of a page")
    return ocr.Scan(scan.scale(image, settings.dpi / dpi), float(settings.dpi), number, "an image of a page")


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if not path.exists():
            raise DocumentError("not-found", f"there is no file {path}", hint="check the path")
        if not path.is_file():
            raise DocumentError("not-a-file", f"{path} is not a regular file", hint="give a document's path")
        size = path.stat().st_size
        if size > max_bytes:
            raise DocumentError(
                "too-many-bytes",
                f"{size} bytes; the limit is {max_bytes}",
                hint="raise read.max_bytes in the settings, or make the file smaller",
            )
        data = path.read_bytes()
    except PermissionError as error:
        raise DocumentError("no-permission", f"{path} may not be read", hint="check the file's permissions") from error
    except (OSError, ValueError) as error:
        raise DocumentError(
            "read-failed", f"{path} could not be read: {error}", hint="check the disk or the path"
        ) from error
    if not data:
        raise DocumentError("empty-file", "the file has no bytes", hint="get the file again: the copy is empty")
    return data


def find_kind(data: bytes) -> str:
    """What the content is, by its first bytes.

    >>> find_kind(b"%PDF-1.7 ...")
    'pdf'
    >>> find_kind("Шарттар".encode())
    'text'
    """
    head = data[:PDF_HEADER_REACH]
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head:
        return "pdf"
    if head[:12].startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "unknown"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text"


def _check_kind(data: bytes, extension: str) -> str:
    """The kind of file, where content and extension agree. A file without extension is what its content is."""
    found = find_kind(data)
    if extension not in KIND_OF_EXTENSION and extension:
        supported = ", ".join(KIND_OF_EXTENSION)
        raise DocumentError(
            "unsupported-type", f"{extension} files are not read", hint=f"convert it to one of {supported}"
        )
    expected = KIND_OF_EXTENSION.get(extension, found)
    if found == expected and found in EXTENSION_OF_KIND:
        return found
    if expected in {"pdf", "png", "jpeg", "tiff"} and found == "text" and not _looks_like_text(data):
        code = "broken-pdf" if expected == "pdf" else "broken-image"
        raise DocumentError(
            code,
            f"the file is named {extension} but does not begin like {KIND_NAMES[expected]}: it is cut off or damaged",
            hint="get the file again from its source",
        )
    hint = "convert it to PDF or plain text"
    if found in EXTENSION_OF_KIND:
        hint = f"rename it to end in {EXTENSION_OF_KIND[found]}, or get the right file"
    named = f"is named {extension} but holds" if extension else "holds"
    raise DocumentError("wrong-type", f"the file {named} {KIND_NAMES[found]}", hint=hint)


def _looks_like_text(data: bytes) -> bool:
    try:
        read_plain(data[:4096].rsplit(b"\n", 1)[0])
    except DocumentError:
        return False
    return True


def _document_origin(pages: Sequence[Page]) -> DocumentTextOrigin:
    """The reader that all pages share; a blank page has no say where others have text."""
    origins = {page.text_origin for page in pages if page.blank_reason is None}
    return origins.pop() if len(origins) == 1 else "mixed"


def _document_confidence(pages: Sequence[Page]) -> float:
    """The pages' confidence, each page counted by its characters."""
    weights = [_count_characters(page) for page in pages]
    total = sum(weights)
    return round(sum(page.confidence * weight for page, weight in zip(pages, weights, strict=True)) / total, 4)


def _count_characters(page: Page) -> int:
    in_cells = sum(len(line.raw) for grid in page.grids for cell in grid.cells for line in cell.lines)
    return sum(len(line.raw) for line in page.lines) + in_cells


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
