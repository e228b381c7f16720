"""The image of a page that has been read, upright and straight: what the places in its records belong to."""

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import UsageError
from pipeline.model import Document, Page
from pipeline.read import scan
from pipeline.read.document import find_kind
from pipeline.read.pdf import fit_dpi, open_pdf
from pipeline.settings import ReadSettings

DPI = 150
QUARTER = 90

Image = np.ndarray[Any, np.dtype[np.uint8]]


def picture_page(path: Path, document: Document, number: int, settings: ReadSettings) -> tuple[Page, Image]:
    """A page of a document and its image in grey: rows by columns over `Page.height` by `Page.width` points.

    Raises UsageError where the document has no such page or is plain text, which has no image.
    """
    if not 1 <= number <= len(document.pages):
        raise UsageError(
            f"{document.source.file} has no page {number}", hint=f"its pages are 1 to {len(document.pages)}"
        )
    page = document.pages[number - 1]
    data = path.read_bytes()
    if page.text_origin == "plain-text":
        raise UsageError(f"{document.source.file} is plain text: it has no page image", hint="give a PDF or an image")
    if find_kind(data) == "pdf":
        with open_pdf(data, max_pages=settings.max_pages) as pdf:
            image = pdf.render(number - 1, fit_dpi((page.width, page.height), DPI, settings.max_pixels))
    else:
        images = scan.decode_images(data, max_pixels=settings.max_pixels, max_pages=settings.max_pages)
        image = next(islice(images, number - 1, None))
    if page.text_origin == "ocr":
        image = scan.straighten(scan.turn(image, page.turned // QUARTER), page.skew)
    return page, image
