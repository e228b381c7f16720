"""Documents set by six makers of PDFs.

reportlab, WeasyPrint, LibreOffice from HTML and from a Word document; Chromium, and Ghostscript, which writes what
WeasyPrint made again.
"""

import io
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from benchmarks.trust.content import Block, Sheet


class Face(NamedTuple):
    """A family by its name and its files; `mono` is the face that figures and code are set in."""

    name: str
    regular: str
    bold: str
    italic: str
    mono: str
    mono_name: str


_TRUETYPE = "/usr/share/fonts/truetype/"
_MONO = {
    "DejaVu Sans Mono": _TRUETYPE + "dejavu/DejaVuSansMono.ttf",
    "Noto Sans Mono": _TRUETYPE + "noto/NotoSansMono-Regular.ttf",
    "PT Mono": _TRUETYPE + "paratype/PTM55F.ttf",
    "Liberation Mono": _TRUETYPE + "liberation/LiberationMono-Regular.ttf",
}


def _face(name: str, folder: str, files: tuple[str, str, str], mono: str) -> Face:
    regular, bold, italic = (f"{_TRUETYPE}{folder}/{file}.ttf" for file in files)
    return Face(name, regular, bold, italic, _MONO[mono], mono)


FACES: dict[str, tuple[Face, ...]] = {
    "tune": (
        _face("DejaVu Sans", "dejavu", ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"), "DejaVu Sans Mono"),
        _face("Noto Sans", "noto", ("NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"), "Noto Sans Mono"),
        _face("PT Sans", "paratype", ("PTS55F", "PTS75F", "PTS56F"), "DejaVu Sans Mono"),
    ),
    "held": (
        _face("Open Sans", "open-sans", ("OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"), "Liberation Mono"),
        _face("PT Serif", "paratype", ("PTF55F", "PTF75F", "PTF56F"), "PT Mono"),
        _face("Noto Serif", "noto", ("NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic"), "Liberation Mono"),
        _face("DejaVu Serif", "dejavu", ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic"), "PT Mono"),
    ),
}
FACES["final"] = (
    _face("PT Sans Caption", "paratype", ("PTC55F", "PTC75F", "PTC55F"), "Noto Sans Mono"),
    _face(
        "Noto Sans Display",
        "noto",
        ("NotoSansDisplay-Regular", "NotoSansDisplay-Bold", "NotoSansDisplay-Italic"),
        "PT Mono",
    ),
    _face(
        "Noto Serif Display",
        "noto",
        ("NotoSerifDisplay-Regular", "NotoSerifDisplay-Bold", "NotoSerifDisplay-Italic"),
        "Liberation Mono",
    ),
    _face(
        "Open Sans Condensed",
        "open-sans",
        ("OpenSans-CondLight", "OpenSans-CondBold", "OpenSans-CondLightItalic"),
        "DejaVu Sans Mono",
    ),
    _face(
        "DejaVu Sans Condensed",
        "dejavu",
        ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique"),
        "Noto Sans Mono",
    ),
)
FACES["last"] = (
    _face(
        "Roboto",
        "roboto/unhinted/RobotoTTF",
        ("Roboto-Regular", "Roboto-Bold", "Roboto-Italic"),
        "DejaVu Sans Mono",
    ),
    _face(
        "Gentium Plus",
        "gentiumplus",
        ("GentiumPlus-Regular", "GentiumPlus-Bold", "GentiumPlus-Italic"),
        "Liberation Mono",
    ),
    _face("Charis SIL", "charis", ("CharisSIL-Regular", "CharisSIL-Bold", "CharisSIL-Italic"), "PT Mono"),
)
WITHOUT_KAZAKH = _face(
    "Liberation Serif",
    "liberation",
    ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"),
    "Liberation Mono",
)
MAKERS = ("reportlab", "weasyprint", "writer-html", "writer-docx")
LAST_MAKERS = ("chromium", "ghostscript", "writer-docx", "reportlab")


def make_pdfs(sheets: Sequence[tuple[Sheet, Face, str]], folder: Path) -> list[Path]:
    """A PDF for each document with its face and its maker, in order; pages break where the document's do."""
    paths = [
        folder / f"{index:04}-{sheet.kind}-{sheet.language}-{maker}.pdf"
        for index, (sheet, _, maker) in enumerate(sheets)
    ]
    sources: list[Path] = []
    for path, (sheet, face, maker) in zip(paths, sheets, strict=True):
        if maker == "reportlab" and not _lacks_letters(sheet, face):
            path.write_bytes(_set_with_reportlab(sheet, face))
        elif maker == "chromium":
            _print_with_chromium(_to_html(sheet, face), path)
        elif maker in {"reportlab", "weasyprint", "ghostscript"}:
            from weasyprint import HTML

            HTML(string=_to_html(sheet, face)).write_pdf(str(path))
            if maker == "ghostscript":
                _write_again(path)
        elif maker == "writer-html":
            sources.append(path.with_suffix(".html"))
            sources[-1].write_text(_to_html(sheet, face), encoding="utf-8")
        else:
            sources.append(path.with_suffix(".docx"))
            _write_docx(sheet, face, sources[-1])
    for kind, filter_name in ((".html", "writer_web_pdf_Export"), (".docx", "writer_pdf_Export")):
        chosen = [str(source) for source in sources if source.suffix == kind]
        if chosen:
            command = [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder.resolve()}/profile",
                "--convert-to",
                f"pdf:{filter_name}",
            ]
            subprocess.run([*command, "--outdir", str(folder), *chosen], check=True, capture_output=True)  # noqa: S603
    for source in sources:
        source.unlink()
    return paths


def _print_with_chromium(html: str, path: Path) -> None:
    source = path.with_suffix(".html")
    source.write_text(html, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(  # noqa: S603
        [*command, f"--print-to-pdf={path.resolve()}", source.resolve().as_uri()], check=True, capture_output=True
    )
    source.unlink()


def _write_again(path: Path) -> None:
    source = path.rename(path.with_suffix(".before"))
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(source)]
    subprocess.run(command, check=True)  # noqa: S603
    source.unlink()


def _lacks_letters(sheet: Sheet, face: Face) -> bool:
    """Whether the face has no glyph for a letter; reportlab takes none from another face."""
    from fontTools.ttLib import TTFont

    texts = [
        part for page in sheet.pages for block in page for part in (block.text, block.emphasis, *sum(block.rows, ()))
    ]
    letters = {ord(char) for text in texts for char in text}
    return any(not letters <= set(TTFont(path).getBestCmap()) for path in (face.regular, face.bold, face.italic))


def _to_html(sheet: Sheet, face: Face) -> str:
    style = (
        f"@page {{size: A4; margin: 2cm}} body {{font-family: '{face.name}'; font-size: 10pt}} h2 {{font-size: 13pt}}"
        f" .f, .f td {{font-family: '{face.mono_name}'; font-size: 9pt}} td {{border: 1px solid black; padding: 2pt}}"
        " table {border-collapse: collapse} .p {page-break-after: always}"
    )
    parts = []
    for number, page in enumerate(sheet.pages):
        body = "".join(_block_to_html(block) for block in page)
        parts.append(f"<div class='p'>{body}</div>" if number + 1 < len(sheet.pages) else f"<div>{body}</div>")
    return f"<html><head><meta charset='utf-8'><style>{style}</style></head><body>{''.join(parts)}</body></html>"


def _block_to_html(block: Block) -> str:
    name = " class='f'" if block.style == "figures" else ""
    if block.rows:
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
        return f"<table{name}>{rows}</table>"
    if block.style == "heading":
        return f"<h2>{escape(block.text)}</h2>"
    tail = f" <i>{escape(block.emphasis)}</i>" if block.emphasis else ""
    return f"<p{name}>{escape(block.text)}{tail}</p>"


def _write_docx(sheet: Sheet, face: Face, path: Path) -> None:
    from docx import Document
    from docx.enum.text import WD_BREAK
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()

    def put(paragraph: object, text: str, *, font: str, bold: bool = False, italic: bool = False) -> None:
        run = paragraph.add_run(text)  # type: ignore[attr-defined]
        run.font.name, run.font.size, run.bold, run.italic = font, Pt(10), bold, italic
        run._element.rPr.rFonts.set(qn("w:cs"), font)

    for number, page in enumerate(sheet.pages):
        for block in page:
            font = face.mono_name if block.style == "figures" else face.name
            if block.rows:
                table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
                table.style = "Table Grid"
                for cells, row in zip(table.rows, block.rows, strict=True):
                    for cell, text in zip(cells.cells, row, strict=True):
                        put(cell.paragraphs[0], text, font=font)
                continue
            paragraph = document.add_paragraph()
            put(paragraph, block.text, font=font, bold=block.style == "heading")
            if block.emphasis:
                put(paragraph, " " + block.emphasis, font=font, italic=True)
        if number + 1 < len(sheet.pages):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.save(str(path))


def _set_with_reportlab(sheet: Sheet, face: Face) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    names = {style: f"{face.name}-{style}".replace(" ", "") for style in ("regular", "bold", "italic", "mono")}
    for style, name in names.items():
        pdfmetrics.registerFont(TTFont(name, getattr(face, style)))
    styles = {
        "heading": ParagraphStyle("h", fontName=names["bold"], fontSize=13, leading=17),
        "body": ParagraphStyle("b", fontName=names["regular"], fontSize=10, leading=13),
        "figures": ParagraphStyle("f", fontName=names["mono"], fontSize=9, leading=12),
    }
    styles["emphasis"] = styles["body"]
    story: list[object] = []
    for number, page in enumerate(sheet.pages):
        for block in page:
            if block.rows:
                cells = [[Paragraph(escape(cell), styles[block.style]) for cell in row] for row in block.rows]
                story.append(Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            else:
                tail = f' <font name="{names["italic"]}">{escape(block.emphasis)}</font>' if block.emphasis else ""
                story.append(Paragraph(escape(block.text) + tail, styles[block.style]))
            story.append(Spacer(1, 5))
        if number + 1 < len(sheet.pages):
            story.append(PageBreak())
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, topMargin=50, bottomMargin=50, invariant=1).build(story)
    return buffer.getvalue()
