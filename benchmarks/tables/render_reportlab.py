"""Sheets as PDFs by reportlab, which draws every line and rectangle on its own."""

import subprocess
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.tables.spec import (
    Beside,
    Block,
    CellSpec,
    Columns,
    Gap,
    Sheet,
    Style,
    TableSpec,
    Text,
    cell_align,
    place_cells,
)

DASHES = {"solid": None, "double": None, "dashed": (4, 2), "dotted": (1, 1.5)}


@cache
def register_face(face: str, bold: bool) -> str:
    """The name under which reportlab knows a face; its file is found by fontconfig."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = face.replace(" ", "") + ("-Bold" if bold else "")
    pattern = f"{face}:style={'Bold' if bold else 'Regular'}:fontformat=TrueType"
    path = subprocess.run(  # noqa: S603
        ["fc-match", "-f", "%{file}", pattern],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pdfmetrics.registerFont(TTFont(name, path))
    return name


def save_reportlab(sheet: Sheet, path: Path) -> None:
    """Set the sheet and write its PDF."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = landscape(A4) if sheet.landscape else A4
    margin = sheet.margin
    room, tall = width - 2 * margin, height - 2 * margin
    if "two-columns" in sheet.options:
        half = (room - 22) / 2
        frames = [
            Frame(
                margin + index * (half + 22),
                margin,
                half,
                tall,
                leftPadding=0,
                rightPadding=0,
                topPadding=0,
                bottomPadding=0,
            )
            for index in range(2)
        ]
        room = half
    else:
        frames = [Frame(margin, margin, room, tall, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)]
    regular = register_face(sheet.face, False)

    def draw_furniture(canvas: Any, document: Any) -> None:
        if sheet.running:
            canvas.setFont(regular, 8)
            canvas.drawRightString(width - margin, height - margin / 2, sheet.running)
            canvas.drawCentredString(width / 2, margin / 2, str(document.page))

    template = BaseDocTemplate(str(path), pagesize=(width, height), invariant=1, title=sheet.name)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=draw_furniture)])
    template.build([flowable for block in sheet.blocks for flowable in _block(block, sheet, room)])


def _style(sheet: Sheet, size: float, *, bold: bool = False, colour: str = "#000000", align: str = "left") -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    places = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
    return ParagraphStyle(
        "s",
        fontName=register_face(sheet.face, bold),
        fontSize=size,
        leading=1.25 * size,
        textColor=HexColor(colour),
        alignment=places[align],
        splitLongWords=1,
    )


def _block(block: Block, sheet: Sheet, room: float) -> list[Any]:
    from reportlab.platypus import Paragraph, Spacer, Table

    match block:
        case Text(text=text, kind="heading"):
            heading = Paragraph(escape(text), _style(sheet, 1.15 * sheet.size, bold=True))
            return [Spacer(1, 8), heading, Spacer(1, 6)]
        case Text(text=text, kind=kind):
            size = 0.8 * sheet.size if kind == "small" else sheet.size
            align = "left" if kind == "caption" else "justify"
            return [Paragraph(escape(text), _style(sheet, size, align=align)), Spacer(1, 6)]
        case Gap(height=height):
            return [Spacer(1, height)]
        case TableSpec():
            return [Spacer(1, 4), _table(block, sheet, room * block.width), Spacer(1, 10)]
        case Beside(table=table, paragraphs=paragraphs):
            left = room * table.width
            texts = [Paragraph(escape(text), _style(sheet, sheet.size, align="justify")) for text in paragraphs]
            pair = Table([[_table(table, sheet, left), texts]], colWidths=[left + 16, room - left - 16])
            pair.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
            return [pair]
        case Columns(blocks=blocks):
            return [flowable for inner in blocks for flowable in _block(inner, sheet, room)]
    raise TypeError(block)


def _table(table: TableSpec, sheet: Sheet, width: float) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    style = table.style
    rows = [["" for _ in table.widths] for _ in table.rows]
    vertical, across = style.padding
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), style.valign.upper()),
        ("TOPPADDING", (0, 0), (-1, -1), vertical),
        ("BOTTOMPADDING", (0, 0), (-1, -1), vertical),
        ("LEFTPADDING", (0, 0), (-1, -1), across),
        ("RIGHTPADDING", (0, 0), (-1, -1), across),
        *_lines(style, table),
    ]
    if style.header_fill:
        commands.append(("BACKGROUND", (0, 0), (-1, table.header_rows - 1), HexColor(style.header_fill)))
    for row in range(table.header_rows, len(table.rows)):
        fill = style.zebra if style.zebra and row % 2 == 0 else style.body_fill
        if fill:
            commands.append(("BACKGROUND", (0, row), (-1, row), HexColor(fill)))
    for row, column, cell in place_cells(table):
        rows[row][column] = _cell(cell, table, row, column, sheet, width)
        if cell.rows > 1 or cell.columns > 1:
            commands.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
    return (_rectangle_table() if style.lines == "rectangles" else Table)(
        rows,
        colWidths=[width * share for share in table.widths],
        repeatRows=table.header_rows if table.repeat_header else 0,
        splitInRow=1 if table.breakable_rows else 0,
        style=commands,
        hAlign="LEFT",
    )


@cache
def _rectangle_table() -> Any:
    from reportlab.platypus import Table

    class RectangleTable(Table):  # type: ignore[misc]
        """Every cell is a rectangle of its own."""

        def _drawCell(self, value: Any, style: Any, pos: Any, size: Any) -> None:  # noqa: N802
            self.canv.setLineWidth(0.6)
            self.canv.rect(*pos, *size)
            super()._drawCell(value, style, pos, size)

    return RectangleTable


def _lines(style: Style, table: TableSpec) -> list[tuple[Any, ...]]:
    from reportlab.lib.colors import HexColor

    colour = HexColor(style.colour)
    count, space = (2, 1.2) if style.stroke == "double" else (1, 0)
    pen = (style.thickness, colour, 0, DASHES[style.stroke], 0, count, space)
    everywhere = ((0, 0), (-1, -1))
    head = ((0, table.header_rows - 1), (-1, table.header_rows - 1))
    drawn: dict[str, list[tuple[Any, ...]]] = {
        "grid": [("GRID", *everywhere, *pen)],
        "inside": [("INNERGRID", *everywhere, *pen)],
        "rows": [("LINEABOVE", *everywhere, *pen), ("LINEBELOW", *everywhere, *pen)],
        "ends": [
            ("LINEABOVE", (0, 0), (-1, 0), *pen),
            ("LINEBELOW", *head, *pen),
            ("LINEBELOW", (0, -1), (-1, -1), *pen),
        ],
        "header": [("LINEBELOW", *head, *pen)],
        "columns": [("LINEBEFORE", *everywhere, *pen), ("BOX", *everywhere, *pen), ("LINEBELOW", *head, *pen)],
        "first": [
            ("LINEABOVE", *everywhere, *pen),
            ("LINEBELOW", *everywhere, *pen),
            ("LINEAFTER", (0, 0), (0, -1), *pen),
        ],
        "frame": [("BOX", *everywhere, *pen)],
    }
    return drawn.get(style.lines, [])


def _cell(cell: CellSpec, table: TableSpec, row: int, column: int, sheet: Sheet, width: float) -> Any:
    from reportlab.platypus import Paragraph

    style, header = table.style, row < table.header_rows
    look = _style(
        sheet,
        style.size,
        bold=cell.bold or (header and style.header_bold),
        colour=style.header_colour if header else "#000000",
        align=cell_align(table, row, column),
    )
    content: list[Any] = [Paragraph(escape(text), look) for text in cell.paragraphs if text]
    if cell.rotated:
        return _rotated(cell.paragraphs[0], look)
    if cell.inner:
        inner_width = 0.8 * width * sum(table.widths[column : column + cell.columns])
        content.append(_table(cell.inner, sheet, inner_width))
    if table.breakable_rows and len(content) == 1:
        return content[0]
    return content


def _rotated(text: str, look: Any) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Flowable

    class Rotated(Flowable):  # type: ignore[misc]
        """A line of text that runs upwards."""

        def wrap(self, *_: float) -> tuple[float, float]:
            return look.leading, stringWidth(text, look.fontName, look.fontSize)

        def draw(self) -> None:
            self.canv.saveState()
            self.canv.rotate(90)
            self.canv.setFont(look.fontName, look.fontSize)
            self.canv.setFillColor(look.textColor)
            self.canv.drawString(0, -look.fontSize, text)
            self.canv.restoreState()

    return Rotated()
