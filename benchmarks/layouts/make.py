"""Sets text documents in several layouts, as PDFs with a text layer and as scans; needs WeasyPrint and the fonts.

    python -m benchmarks.layouts.make OUT TEXT... [--scans N] [--dpi N] [--styles NAME...]

Every line of a text is a paragraph, the first one the title; lines that were broken at a width are joined, and rows of
cells are a table. OUT/pdf gets PART-NAME.STYLE.pdf of every text and style, OUT/scans so many of them, chosen by a
fixed seed, as JPEG images of 200 dpi or as told, grainy and aslant by up to a degree.
"""

import argparse
import html
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2
from PIL import Image

RULED = "table{border-collapse:collapse;margin:2mm 0}td{border:0.6pt solid;padding:1mm 2mm;text-indent:0}"
LEVEL_RULES = "table{border-collapse:collapse;margin:2mm 0}td{border-bottom:0.5pt solid;padding:1mm 4mm 1mm 0}"
NO_RULES = "table{margin:2mm 0}td{padding:0.5mm 7mm 0.5mm 0}"
WIDE = "table{width:100%}"
# headings as print has them: bold, and centred or spanning all columns
BOLD, CENTRED = ".head{font-weight:bold;margin-top:6pt}", ".head{text-align:center;text-indent:0}"
STYLES = {
    "serif": (
        "@page{size:A4;margin:25mm 20mm;@bottom-center{content:counter(page);font-size:8pt}}"
        'body{font:11pt/1.3 "PT Serif";text-align:justify;hyphens:auto}p{margin:0 0 4pt;text-indent:8mm}' + RULED
    ),
    "small": (
        '@page{size:A5;margin:15mm;@top-center{content:"ТОО «Пример» / Example LLP";font-size:8pt}'
        '@bottom-right{content:"стр. " counter(page) " / " counter(pages);font-size:8pt}}'
        'body{font:10pt "Noto Sans"}p{margin:0 0 5pt}' + LEVEL_RULES
    ),
    "columns": (
        '@page{size:A4;margin:18mm}body{font:9pt "Open Sans";column-count:2;column-gap:8mm;text-align:justify;'
        "hyphens:auto}p{margin:0 0 3pt}" + RULED
    ),
    "tight": (
        '@page{size:A4;margin:20mm;@bottom-left{content:"Редакция 3";font-size:7pt}'
        '@bottom-right{content:counter(page) "/" counter(pages);font-size:7pt}}'
        'body{font:9.5pt/1.15 "DejaVu Serif"}p{margin:0}' + NO_RULES
    ),
    # numbers hang left of their paragraphs, all lines of which begin at one place
    "hanging": (
        '@page{size:letter;margin:22mm 25mm}body{font:10.5pt/1.25 "Liberation Serif";text-align:justify}'
        "p{margin:0 0 3pt}"
        ".numbered{padding-left:13mm}.number{display:inline-block;width:13mm;margin-left:-13mm;text-align:left}"
        + BOLD
        + RULED
        + WIDE
    ),
    # numbers stand in the margin, in a column of their own
    "margin": (
        '@page{size:A4;margin:20mm 20mm 20mm 40mm;@bottom-center{content:"– " counter(page) " –"}}'
        'body{font:10pt/1.35 "PT Sans"}p{margin:0 0 4pt;position:relative}'
        ".number{position:absolute;left:-18mm;top:0}" + BOLD + LEVEL_RULES
    ),
    "centred": (
        '@page{size:176mm 250mm;margin:18mm;@top-right{content:"Appendix to Order 12 / Бұйрыққа қосымша";'
        "font-size:7.5pt}}"
        'body{font:11pt/1.2 "Liberation Sans";text-align:justify}p{margin:0;text-indent:10mm}'
        ".head{margin:8pt 0 4pt}" + BOLD + CENTRED + RULED + WIDE
    ),
    # headings and tables run across both columns
    "spanning": (
        '@page{size:A4;margin:18mm 15mm}body{font:9.5pt "Noto Serif";column-count:2;column-gap:7mm;text-align:justify;'
        "hyphens:auto}p{margin:0 0 3pt}.title,.head,.table{column-span:all}" + BOLD + CENTRED + RULED + WIDE
    ),
    "landscape": (
        "@page{size:A4 landscape;margin:15mm;@bottom-right{content:counter(page);font-size:8pt}}"
        'body{font:10pt "PT Sans";column-count:2;column-gap:12mm;column-rule:0.5pt solid}p{margin:0 0 4pt}'
        + BOLD
        + NO_RULES
    ),
    "three": (
        '@page{size:A4 landscape;margin:12mm}body{font:7.5pt "Open Sans";column-count:3;column-gap:7mm;'
        "text-align:justify;hyphens:auto}p{margin:0 0 2pt}" + BOLD + RULED
    ),
}
TITLE = ".title{font-weight:bold;font-size:130%;text-align:center;text-indent:0;hyphens:none}.gap{height:6pt}"
LONGEST_HEAD = 70  # characters
BULLETS = ("-", "–", "•")
LEAST_BROKEN = 50  # a line so long may have been broken at a width
NUMBER = re.compile(r"(\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[^\W\d_]\)|[ivx]+\)))\s+(?=\S)")
DPI = 200
MOST_SKEW, GRAIN, QUALITY = 1.0, 5.0, 70
BLACK = 150  # greys below are black in a scan of one bit


class Block(NamedTuple):
    """What stands on a line of a text, or on the lines of a table."""

    kind: str  # "title", "head", "text", "gap" or "table"
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def text_to_blocks(text: str) -> list[Block]:
    r"""The paragraphs, headings and tables of a text.

    >>> [b.text or b.rows for b in text_to_blocks("TERMS\n\nA fee of\n25 is due.\nCause | Fee\nA card | 12")]
    ['TERMS', (), 'A fee of', '25 is due.', (('Cause', 'Fee'), ('A card', '12'))]
    """
    blocks: list[Block] = []
    lines = text.strip().split("\n")
    numbered = any(line.strip()[:1].isdigit() or NUMBER.match(line.strip()) for line in lines)
    index = 0
    while index < len(lines):
        rows = tuple(_rows_of(lines[index:]))
        line = lines[index].strip()
        if len(rows) > 1:
            blocks.append(Block("table", rows=rows))
            index += len(rows)
            continue
        index += 1
        below = lines[index].strip() if index < len(lines) else ""
        above = blocks[-1] if blocks else Block("gap")
        if not line:
            blocks.append(Block("gap"))
        elif above.kind == "text" and _is_broken(above.text, lines[index - 2], line, numbered=numbered):
            blocks[-1] = above._replace(text=f"{above.text} {line}")
        else:
            kind = "title" if index == 1 else "head" if _is_head(line, below) else "text"
            blocks.append(Block(kind, line))
    return blocks


def _rows_of(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of the lines that a table may begin with: parted by bars, or by blanks."""
    count = 0
    for line in lines:
        cells = tuple(cell.strip() for cell in re.split(r"\s*\|\s*|\t|\s{2,}", line.strip().strip("|")))
        if len(cells) < 2 or count not in {0, len(cells)} or NUMBER.match(line):
            return
        count = len(cells)
        yield cells


def _is_broken(joined: str, above: str, line: str, *, numbered: bool) -> bool:
    """Whether a line goes on from the one above, which was broken at a width.

    Where nothing is numbered, blank lines part paragraphs: then a sentence may begin there too.
    """
    if len(above) < LEAST_BROKEN or line.startswith(BULLETS) or NUMBER.match(line):
        return False
    return not joined.endswith((".", ";", ":", ",")) if line[0].islower() else not numbered and joined.endswith(".")


def _is_head(line: str, below: str) -> bool:
    """Whether a line may be set as a heading: short, a capital first, no sentence end; no figure goes on with it."""
    number = NUMBER.match(line)
    first = line[number.end() if number else 0]
    goes_on = below[:1].islower() or (below[:1].isdigit() and not NUMBER.match(below))
    closed = ":" in line or line.endswith(tuple(".;,_"))
    return len(line) <= LONGEST_HEAD and first.isupper() and not (closed or goes_on)


def text_to_html(text: str, style: str) -> str:
    """A page for WeasyPrint; empty lines leave white."""
    cyrillic = any("а" <= char.lower() <= "я" for char in text)
    body = "".join(map(_block_to_html, text_to_blocks(text)))
    return f'<html lang="{"ru" if cyrillic else "en"}"><style>{TITLE}{STYLES[style]}</style><body>{body}</body></html>'


def _block_to_html(block: Block) -> str:
    if block.kind == "gap":
        return '<div class="gap"></div>'
    if block.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
        return '<div class="table"><table>' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></div>"
    number = NUMBER.match(block.text)
    rest = html.escape(block.text[number.end() :] if number else block.text)
    shown = f'<span class="number">{html.escape(number[1])}</span> {rest}' if number else rest
    return f'<p class="{block.kind}{" numbered" if number else ""}">{shown}</p>'


def scan(pdf: Path, out: Path, seed: int, *, dpi: int = DPI, one_bit: bool = False) -> None:
    """The pages of a PDF as a scanner leaves them, in a PDF without a text layer: in greys, or in black and white."""
    noise = np.random.default_rng(seed)
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = np.asarray(page.render(scale=dpi / 72).to_pil().convert("L"))
        height, width = image.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(noise.uniform(-MOST_SKEW, MOST_SKEW)), 1)
        turned = cv2.warpAffine(image, turn, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)
        grained = np.clip(turned + noise.normal(0, GRAIN, turned.shape), 0, 255).astype(np.uint8)
        greys = Image.fromarray(grained)
        pages.append(greys.point([0] * BLACK + [255] * (256 - BLACK), "1") if one_bit else greys)
    jpeg: dict[str, Any] = {} if one_bit else {"quality": QUALITY}
    when = time.gmtime(0)  # the same bytes whenever it is made
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=dpi, creationDate=when, modDate=when, **jpeg)


def main(out: Path, texts: Sequence[Path], scans: int, styles: Sequence[str], dpi: int) -> None:
    import weasyprint

    for folder in ("pdf", "scans"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    made = []
    for path in texts:
        for style in styles:
            made.append(out / "pdf" / f"{path.parent.name}-{path.stem}.{style}.pdf")
            weasyprint.HTML(string=text_to_html(path.read_text("utf-8"), style)).write_pdf(made[-1])
    chosen = random.Random(1).sample(made, min(scans, len(made)))  # noqa: S311 - the same scans on every machine
    for seed, pdf in enumerate(chosen):
        scan(pdf, out / "scans" / pdf.name, seed, dpi=dpi)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--styles", nargs="+", choices=STYLES, default=list(STYLES))
    parser.add_argument("--dpi", type=int, default=DPI)
    chosen = parser.parse_args()
    main(chosen.out, chosen.texts, chosen.scans, chosen.styles, chosen.dpi)
