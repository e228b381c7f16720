"""Sheets as Word documents, which LibreOffice turns into PDFs."""

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

STROKES = {"solid": "single", "dashed": "dashed", "dotted": "dotted", "double": "double"}
POINTS_PER_A4 = (595.3, 841.9)


def save_docx(sheet: Sheet, path: Path) -> None:
    """Write the sheet as a .docx file."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    section = document.sections[0]
    width, height = POINTS_PER_A4[::-1] if sheet.landscape else POINTS_PER_A4
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(sheet.margin)
    normal = document.styles["Normal"]
    normal.font.size = Pt(sheet.size)
    _set_face(normal.element, sheet.face)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.space_before = Pt(0)
    if sheet.running:
        section.header.paragraphs[0].text = sheet.running
        _add_field(section.footer.paragraphs[0], "PAGE")
    for block in sheet.blocks:
        _add_block(document, block, sheet, width - 2 * sheet.margin)
    document.core_properties.author = document.core_properties.title = ""
    document.save(str(path))


def _set_face(element: Any, face: str) -> None:
    from docx.oxml.ns import qn

    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), face)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)


def _element(tag: str, **attributes: Any) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _add_field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        if kind is None:
            instruction = _element("instrText")
            instruction.text = code
            run._r.append(instruction)
        else:
            run._r.append(_element("fldChar", fldCharType=kind))


def _add_block(document: Any, block: Block, sheet: Sheet, room: float) -> None:
    from docx.shared import Pt

    match block:
        case Text(text=text, kind="heading"):
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = True
            paragraph.paragraph_format.space_before = Pt(8)
        case Text(text=text, kind=kind):
            paragraph = document.add_paragraph(text)
            if kind == "small":
                paragraph.runs[0].font.size = Pt(0.8 * sheet.size)
            if kind in ("text", "clause"):
                paragraph.paragraph_format.alignment = 3
        case Gap(height=height):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = Pt(height)
        case TableSpec():
            _add_table(document, block, sheet, room)
            document.add_paragraph().paragraph_format.space_after = Pt(2)
        case Beside() | Columns():
            raise TypeError(f"{sheet.name}: not made with Word")


def _add_table(parent: Any, table: TableSpec, sheet: Sheet, room: float) -> None:
    from docx.shared import Pt

    columns = len(table.widths)
    full = room * table.width
    made = parent.add_table(len(table.rows), columns)
    made.autofit = False
    properties = made._tbl.tblPr
    properties.append(_element("tblLayout", type="fixed"))
    properties.append(_table_borders(table.style))
    vertical, across = table.style.padding
    margins = _element("tblCellMar")
    for side, points in (("top", vertical), ("left", across), ("bottom", vertical), ("right", across)):
        margins.append(_element(side, w=round(20 * points), type="dxa"))
    properties.append(margins)
    for column, share in zip(made.columns, table.widths, strict=True):
        column.width = Pt(full * share)
    for index, row in enumerate(made.rows):
        row_properties = row._tr.get_or_add_trPr()
        if not table.breakable_rows:
            row_properties.append(_element("cantSplit"))
        if table.repeat_header and index < table.header_rows:
            row_properties.append(_element("tblHeader"))
        rotated = [len(cell.text) for cell in table.rows[index] if cell.rotated]
        if rotated:
            row.height = Pt(max(rotated) * 0.8 * table.style.size + 2 * vertical)
        for column, share in zip(row.cells, table.widths, strict=True):
            column.width = Pt(full * share)
    for row_index, column_index, cell in place_cells(table):
        first = made.cell(row_index, column_index)
        last = made.cell(row_index + cell.rows - 1, column_index + cell.columns - 1)
        target = first.merge(last) if cell.rows > 1 or cell.columns > 1 else first
        _fill_cell(target, cell, table, row_index, column_index, sheet, full)


def _table_borders(style: Style) -> Any:
    borders = _element("tblBorders")
    sides = {
        "grid": ("top", "left", "bottom", "right", "insideH", "insideV"),
        "columns": ("top", "left", "bottom", "right", "insideV"),
        "first": ("top", "bottom", "insideH"),
        "inside": ("insideH", "insideV"),
        "rows": ("top", "bottom", "insideH"),
        "ends": ("top", "bottom"),
        "frame": ("top", "left", "bottom", "right"),
    }.get(style.lines, ())
    for side in sides:
        borders.append(_element(side, **_stroke(style)))
    return borders


def _stroke(style: Style) -> dict[str, Any]:
    return {
        "val": STROKES[style.stroke],
        "sz": max(2, round(8 * style.thickness)),
        "space": 0,
        "color": style.colour.lstrip("#"),
    }


def _fill_cell(target: Any, cell: CellSpec, table: TableSpec, row: int, column: int, sheet: Sheet, full: float) -> None:
    from docx.shared import Pt, RGBColor

    style, header = table.style, row < table.header_rows
    properties = target._tc.get_or_add_tcPr()
    below = style.lines in ("ends", "header", "columns") and row + cell.rows == table.header_rows
    behind = style.lines == "first" and column == 0
    if below or behind:
        borders = _element("tcBorders")
        borders.append(_element("bottom" if below else "right", **_stroke(style)))
        properties.append(borders)
    fill = style.header_fill if header else (style.zebra if style.zebra and row % 2 == 0 else style.body_fill)
    if fill:
        properties.append(_element("shd", val="clear", color="auto", fill=fill.lstrip("#")))
    if cell.rotated:
        properties.append(_element("textDirection", val="btLr"))
    properties.append(_element("vAlign", val="center" if style.valign == "middle" else style.valign))
    for index, text in enumerate(cell.paragraphs):
        paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.font.size = Pt(style.size)
        run.bold = cell.bold
        if header:
            run.bold = style.header_bold
            run.font.color.rgb = RGBColor.from_string(style.header_colour.lstrip("#"))
        paragraph.paragraph_format.alignment = ("left", "center", "right").index(cell_align(table, row, column))
    for paragraph in target.paragraphs[max(1, len(cell.paragraphs)) :]:
        paragraph._p.getparent().remove(paragraph._p)
    if cell.inner:
        _add_table(target, cell.inner, sheet, 0.8 * full * table.widths[column])
        target.add_paragraph()
