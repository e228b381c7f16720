"""What an office prints: prose and ruled tables of ordinary looks by WeasyPrint, LibreOffice and reportlab.

A page's name ends in its maker: `web` is WeasyPrint, `word` a Word document that LibreOffice prints, `lab` reportlab.
Needs soffice, python-docx and the faces (Debian: fonts-croscore, fonts-crosextra-carlito, fonts-crosextra-caladea and
the usual ones); a face that is not installed or lacks a sign of its page is an error. A merged cell's text is
the truth of every place that it covers.
"""

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.scans.office_texts import ABOVE, AFTER, BEFORE, LEFT, PROSE, TABLES

WIDTH, HEIGHT, MARGIN = 420.0, 595.0, 36.0
ROOM = WIDTH - 2 * MARGIN
GREY = "#808080"
PALE = "#e7e7e7"
Rows = Sequence[Sequence[str]]


class Look(NamedTuple):
    """A table: its rules in points, its header, the columns set to the right, the share of each column."""

    widths: tuple[float, ...]
    rule: float = 0.5
    colour: str = "#000000"
    fill: str = "#ffffff"
    ink: str = "#000000"
    right: tuple[int, ...] = ()
    head: int = 1


class Page(NamedTuple):
    """A page to be set."""

    name: str
    face: str
    size: float
    look: Look | None = None
    texts: tuple[str | Rows, ...] = ()

    @property
    def kind(self) -> str:
        """As `measure.py` groups pages."""
        return "text" if self.look is None else "table"

    @property
    def blocks(self) -> tuple[str | Rows, ...]:
        """Paragraphs and the tables in order."""
        if self.texts:
            return self.texts
        if self.look is None:
            return PROSE[self.name]
        found = (BEFORE.get(self.name), TABLES[self.name], AFTER.get(self.name))
        return tuple(block for block in found if block)


class Cell(NamedTuple):
    """A cell where it begins, and how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


PAGES = (
    Page("kk-canteen-web", "Tinos", 11.0),
    Page("ru-workshop-word", "Liberation Serif", 11.0),
    Page("en-club-lab", "Liberation Sans", 10.0),
    Page("kk-energy-word", "Carlito", 11.0),
    Page("kk-bank-web", "Noto Sans", 9.5, Look((7, 47, 23, 23), 0.75, fill=PALE, right=(2, 3))),
    Page("kk-menu-lab", "DejaVu Sans", 9.0, Look((7, 37, 14, 14, 14, 14), 0.5, right=(2, 3, 4, 5), head=2)),
    Page("kk-centre-word", "Arimo", 10.0, Look((29, 36, 18, 17), 1.0)),
    Page("kk-water-word", "PT Serif", 10.0, Look((32, 19, 15, 17, 17), 0.75, GREY, PALE, right=(2, 3, 4))),
    Page("ru-customs-word", "Carlito", 10.5, Look((29, 36, 18, 17), 0.5, right=(2,))),
    Page("ru-repairs-lab", "PT Sans", 9.5, Look((11, 33, 10, 11, 13, 22), 0.75, GREY, right=(3, 4))),
    Page("ru-outages-web", "Liberation Sans", 9.5, Look((10, 28, 17, 19, 26), 0.75, fill=PALE)),
    Page("en-gym-web", "Open Sans", 9.0, Look((28, 19, 19, 20, 14), 0.5, fill="#1f3a5f", ink="#ffffff", right=(2, 3))),
    Page("en-cloud-lab", "Roboto", 9.5, Look((34, 14, 22, 18, 12), 1.0)),
    Page("en-lease-word", "Caladea", 10.0, Look((31, 24, 15, 15, 15), 0.5, fill=PALE, right=(2, 3, 4))),
)


def samples(damages: Sequence[str]) -> list[tuple[str, str]]:
    """All pages clean; the tables with each damage; of prose one page with each."""
    prose = [page.name for page in PAGES if page.look is None]
    return [
        *((page.name, "clean-200") for page in PAGES),
        *((page.name, damage) for damage in damages for page in PAGES if page.look),
        *((prose[index % len(prose)], damage) for index, damage in enumerate(damages)),
    ]


def set_page(page: Page) -> tuple[bytes, list[dict[str, Any]]]:
    """The page as a PDF, and its blocks as they are to be read."""
    import pypdfium2

    signs = {sign for block in page.blocks for row in block for sign in "".join(row)} - {"\n"}
    for bold in (False, True):
        _check_face(page.face, bold=bold, signs=signs)
    maker: Callable[[Page], bytes] = {"web": _by_weasyprint, "word": _by_libreoffice, "lab": _by_reportlab}[
        page.name.rsplit("-", 1)[1]
    ]
    data = maker(page)
    if len(pypdfium2.PdfDocument(data)) != 1:
        raise ValueError(f"{page.name}: more than a page")
    return data, [
        {"text": block.removeprefix("# ")} if isinstance(block, str) else {"rows": true_rows(block)}
        for block in page.blocks
    ]


def true_rows(rows: Rows) -> list[list[str]]:
    """The table with a merged cell's text in every place that it covers."""
    made: list[list[str]] = []
    for row in rows:
        made.append([])
        for column, text in enumerate(row):
            source = made[-1][-1] if text == LEFT else made[-2][column] if text == ABOVE else text.replace("\n", " ")
            made[-1].append(source)
    return made


def cells_of(rows: Rows) -> Iterator[Cell]:
    """The cells; merged ones once."""
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text in (LEFT, ABOVE):
                continue
            wide = tall = 1
            while column + wide < len(line) and line[column + wide] == LEFT:
                wide += 1
            while row + tall < len(rows) and rows[row + tall][column] == ABOVE:
                tall += 1
            yield Cell(row, column, tall, wide, text)


def _glue(text: str) -> str:
    """Figures and number signs kept on one line, as one types them."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)|(?<=№) (?=\d)", "\u00a0", text)


@cache
def _face_file(face: str, bold: bool) -> str:
    pattern = f"{face}:weight={200 if bold else 80}:slant=0:width=100:fontformat=TrueType"
    command = ["fc-match", "-f", "%{family[0]}\t%{file}", pattern]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    family, path = found.split("\t")
    if family != face:
        raise ValueError(f"{face} is not installed")
    return path


def _check_face(face: str, *, bold: bool, signs: set[str]) -> None:
    from fontTools.ttLib import TTFont

    known = TTFont(_face_file(face, bold)).getBestCmap()
    missing = "".join(sorted(sign for sign in signs if ord(sign) not in known))
    if missing:
        raise ValueError(f"{face} has no {missing}")


# --- WeasyPrint ------------------------------------------------------------------------------------------------------

STYLE = """
@page { size: %(width)spt %(height)spt; margin: %(margin)spt }
body { font-family: "%(face)s"; font-size: %(size)spt; line-height: 1.3; margin: 0; hyphens: manual }
p { margin: 0 0 5pt 0; text-align: justify }
h1 { font-size: 1.1em; text-align: center; margin: 0 0 8pt 0 }
table { border-collapse: collapse; width: 100%%; margin: 5pt 0 9pt 0; table-layout: fixed }
td, th { padding: 2.5pt 4pt; text-align: left; vertical-align: middle; font-weight: normal }
th { font-weight: bold; text-align: center }
"""


def _by_weasyprint(page: Page) -> bytes:
    from weasyprint import HTML

    style = STYLE % {"width": WIDTH, "height": HEIGHT, "margin": MARGIN, "face": page.face, "size": page.size}
    parts = []
    for block in page.blocks:
        if isinstance(block, str):
            tag = "h1" if block.startswith("# ") else "p"
            parts.append(f"<{tag}>{escape(_glue(block.removeprefix('# ')))}</{tag}>")
        elif page.look:
            parts.append(_html_table(block, page.look))
    return bytes(HTML(string=f"<style>{style}</style>{''.join(parts)}").write_pdf())


def _html_table(rows: Rows, look: Look) -> str:
    lines = ["" for _ in rows]
    for cell in cells_of(rows):
        style = f"border: {look.rule}pt solid {look.colour}"
        if cell.row < look.head:
            style += f"; background: {look.fill}; color: {look.ink}"
        elif cell.column in look.right:
            style += "; text-align: right"
        tag = "th" if cell.row < look.head else "td"
        text = escape(_glue(cell.text)).replace("\n", "<br>")
        lines[cell.row] += f'<{tag} rowspan="{cell.rows}" colspan="{cell.columns}" style="{style}">{text}</{tag}>'
    columns = "".join(f'<col style="width: {width}%">' for width in look.widths)
    return f"<table>{columns}{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


# --- LibreOffice -----------------------------------------------------------------------------------------------------


def _by_libreoffice(page: Page) -> bytes:
    import docx
    from docx.shared import Pt

    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("LibreOffice (soffice) is not installed")
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(WIDTH), Pt(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    normal = document.styles["Normal"]
    normal.font.size = Pt(page.size)
    normal.font.name = page.face
    _set(normal.element.rPr.rFonts, cs=page.face, eastAsia=page.face)
    normal.paragraph_format.space_before, normal.paragraph_format.space_after = Pt(0), Pt(5)
    for index, block in enumerate(page.blocks):
        if isinstance(block, str):
            title = block.startswith("# ")
            paragraph = document.add_paragraph()
            paragraph.add_run(_glue(block.removeprefix("# "))).bold = title
            paragraph.alignment = 1 if title else 3
            if index > 0 and page.look:
                paragraph.paragraph_format.space_before = Pt(8)
        elif page.look:
            _word_table(document, block, page.look)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.docx")
        document.save(str(path))
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        return path.with_suffix(".pdf").read_bytes()


def _set(element: Any, **attributes: object) -> Any:
    from docx.oxml.ns import qn

    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _new(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement

    return _set(OxmlElement(f"w:{tag}"), **attributes)


def _word_table(document: Any, rows: Rows, look: Look) -> None:
    from docx.shared import Pt, RGBColor

    table = document.add_table(len(rows), len(look.widths))
    table.autofit = False
    borders = _new("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_new(side, val="single", sz=round(8 * look.rule), space=0, color=look.colour.lstrip("#")))
    table._tbl.tblPr.append(borders)
    for column, width in zip(table.columns, look.widths, strict=True):
        # of the grid, which LibreOffice goes by, and of the cells
        column.width = Pt(ROOM * width / sum(look.widths))
        for place in column.cells:
            place.width = column.width
    for cell in cells_of(rows):
        place = table.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(1), Pt(1)
        run = paragraph.add_run(_glue(cell.text))
        if cell.row < look.head:
            run.bold = True
            run.font.color.rgb = RGBColor.from_string(look.ink.lstrip("#"))
            place._tc.get_or_add_tcPr().append(_new("shd", val="clear", color="auto", fill=look.fill.lstrip("#")))
        elif cell.column in look.right:
            paragraph.alignment = 2


# --- reportlab -------------------------------------------------------------------------------------------------------


def _by_reportlab(page: Page) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    for bold in (False, True):
        pdfmetrics.registerFont(TTFont(_font(page, bold=bold), _face_file(page.face, bold)))
    parts: list[Any] = []
    for block in page.blocks:
        if isinstance(block, str):
            title = block.startswith("# ")
            style = _paragraph_style(page, bold=title, place=1 if title else 0)
            parts += [Paragraph(escape(_glue(block.removeprefix("# "))), style), Spacer(1, 5)]
        elif page.look:
            parts += [Spacer(1, 5), _drawn_table(block, page, page.look), Spacer(1, 9)]
    buffer = io.BytesIO()
    # reportlab's frames have a padding of 6 points
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN - 6)
    SimpleDocTemplate(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, **margins).build(parts)
    return buffer.getvalue()


def _font(page: Page, *, bold: bool) -> str:
    return page.face.replace(" ", "") + ("-Bold" if bold else "")


def _paragraph_style(page: Page, *, bold: bool = False, place: int = 0, ink: str = "#000000") -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "s",
        fontName=_font(page, bold=bold),
        fontSize=page.size,
        leading=1.25 * page.size,
        alignment=place,
        textColor=HexColor(ink),
        splitLongWords=0,
    )


def _drawn_table(rows: Rows, page: Page, look: Look) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph, Table

    places: list[list[Any]] = [["" for _ in row] for row in rows]
    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), look.rule, HexColor(look.colour)),
        ("BACKGROUND", (0, 0), (-1, look.head - 1), HexColor(look.fill)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 4) for side in ("LEFT", "RIGHT")),
        *((f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("TOP", "BOTTOM")),
    ]
    for cell in cells_of(rows):
        head = cell.row < look.head
        place = 1 if head else 2 if cell.column in look.right else 0
        style = _paragraph_style(page, bold=head, place=place, ink=look.ink if head else "#000000")
        text = escape(_glue(cell.text)).replace("\n", "<br/>")
        places[cell.row][cell.column] = Paragraph(text, style)
        end = (cell.column + cell.columns - 1, cell.row + cell.rows - 1)
        commands.append(("SPAN", (cell.column, cell.row), end))
    widths = [ROOM * width / sum(look.widths) for width in look.widths]
    return Table(places, colWidths=widths, style=commands)
