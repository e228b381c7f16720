"""Scans with a text layer that an OCR left: Tesseract's own PDFs, and its words set again, hidden or visible."""

import io
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

DPI = 150
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


class Scanned(NamedTuple):
    """A page read by Tesseract: its picture, the OCR's own PDF, its words with boxes in points."""

    image: Path
    pdf: Path
    words: tuple[tuple[str, float, float, float, float], ...]
    width: float
    height: float


def scan_page(source: Path, index: int, stem: Path, languages: str) -> Scanned:
    """The page rendered, and read in `languages` ("rus+eng"); files begin with `stem`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    page = document[index]
    width, height = page.get_size()
    image = stem.with_suffix(".jpg")
    page.render(scale=DPI / 72, grayscale=True).to_pil().save(image, quality=80, dpi=(DPI, DPI))
    document.close()
    command = ["tesseract", str(image), str(stem), "-l", languages, "--psm", "3", "--dpi", str(DPI), "pdf", "tsv"]
    subprocess.run(  # noqa: S603
        command,
        check=True,
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    factor = 72 / DPI
    words = []
    for row in stem.with_suffix(".tsv").read_text(encoding="utf-8").split("\n")[1:]:
        fields = row.split("\t", 11)
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            x, y, w, h = (int(field) * factor for field in fields[6:10])
            words.append((fields[11].strip(), x, y, x + w, y + h))
    stem.with_suffix(".tsv").unlink()
    return Scanned(image, stem.with_suffix(".pdf"), tuple(words), width, height)


def _canvas(width: float, height: float) -> tuple[Any, io.BytesIO]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Layer", FONT))
    buffer = io.BytesIO()
    return Canvas(buffer, pagesize=(width, height), invariant=True), buffer


def set_words(
    words: Sequence[tuple[str, float, float, float, float]],
    size: tuple[float, float],
    *,
    image: Path | None,
    hidden: bool,
) -> bytes:
    """A page of the words in their places, over the image where one is given."""
    width, height = size
    canvas, buffer = _canvas(width, height)
    if image is not None:
        canvas.drawImage(str(image), 0, 0, width, height)
    for text, x0, top, x1, bottom in words:
        line = canvas.beginText(x0, height - bottom + 2)
        line.setTextRenderMode(3 if hidden else 0)
        line.setFont("Layer", max(4.0, min(24.0, 0.8 * (bottom - top))))
        natural = canvas.stringWidth(text, "Layer", line._fontsize)
        line.setHorizScale(100 * (x1 - x0) / natural if natural else 100)
        line.textOut(text + " ")
        canvas.drawText(line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
