"""Sets text documents in several layouts, as PDFs with a text layer and as scans; needs WeasyPrint and the fonts.

    python -m benchmarks.layouts.make OUT TEXT... [--scans N]

Every line of a text is a paragraph, the first one the title. OUT/pdf gets NAME.STYLE.pdf of every text and style,
OUT/scans so many of them, chosen by a fixed seed, as JPEG images of 200 dpi, grainy and aslant by up to a degree.
"""

import argparse
import html
import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

STYLES = {
    "serif": (
        "@page{size:A4;margin:25mm 20mm;@bottom-center{content:counter(page);font-size:8pt}}"
        'body{font:11pt/1.3 "PT Serif";text-align:justify;hyphens:auto}p{margin:0 0 4pt;text-indent:8mm}'
    ),
    "small": (
        '@page{size:A5;margin:15mm;@top-center{content:"ТОО «Пример» / Example LLP";font-size:8pt}'
        '@bottom-right{content:"стр. " counter(page) " / " counter(pages);font-size:8pt}}'
        'body{font:10pt "Noto Sans"}p{margin:0 0 5pt}'
    ),
    "columns": (
        '@page{size:A4;margin:18mm}body{font:9pt "Open Sans";column-count:2;column-gap:8mm;text-align:justify;'
        "hyphens:auto}p{margin:0 0 3pt}"
    ),
    "tight": (
        '@page{size:A4;margin:20mm;@bottom-left{content:"Редакция 3";font-size:7pt}'
        '@bottom-right{content:counter(page) "/" counter(pages);font-size:7pt}}'
        'body{font:9.5pt/1.15 "DejaVu Serif"}p{margin:0}'
    ),
}
TITLE = "font-weight:bold;font-size:130%;text-align:center;text-indent:0;hyphens:none"
DPI = 200
MOST_SKEW, GRAIN, QUALITY = 1.0, 5.0, 70


def text_to_html(text: str, style: str) -> str:
    """A page for WeasyPrint; empty lines leave white."""
    cyrillic = any("а" <= char.lower() <= "я" for char in text)
    lines = [line.strip() for line in text.split("\n")]
    first = next(index for index, line in enumerate(lines) if line)
    body = "".join(
        f'<p style="{TITLE if index == first else ""}">{html.escape(line)}</p>'
        if line
        else '<div style="height:6pt"></div>'
        for index, line in enumerate(lines)
    )
    return f'<html lang="{"ru" if cyrillic else "en"}"><style>{STYLES[style]}</style><body>{body}</body></html>'


def scan(pdf: Path, out: Path, seed: int) -> None:
    """The pages of a PDF as a scanner leaves them, in a PDF without a text layer."""
    noise = np.random.default_rng(seed)
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = np.asarray(page.render(scale=DPI / 72).to_pil().convert("L"))
        height, width = image.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(noise.uniform(-MOST_SKEW, MOST_SKEW)), 1)
        turned = cv2.warpAffine(image, turn, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)
        grained = np.clip(turned + noise.normal(0, GRAIN, turned.shape), 0, 255).astype(np.uint8)
        pages.append(Image.fromarray(grained))
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=DPI, quality=QUALITY)


def main(out: Path, texts: Sequence[Path], scans: int) -> None:
    import weasyprint

    for folder in ("pdf", "scans"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    made = []
    for path in texts:
        for style in STYLES:
            made.append(out / "pdf" / f"{path.parent.name}-{path.stem}.{style}.pdf")
            weasyprint.HTML(string=text_to_html(path.read_text("utf-8"), style)).write_pdf(made[-1])
    chosen = random.Random(1).sample(made, min(scans, len(made)))  # noqa: S311 - the same scans on every machine
    for seed, pdf in enumerate(chosen):
        scan(pdf, out / "scans" / pdf.name, seed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--scans", type=int, default=0)
    chosen = parser.parse_args()
    main(chosen.out, chosen.texts, chosen.scans)
