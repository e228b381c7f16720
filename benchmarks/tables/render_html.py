"""Sheets as HTML: for WeasyPrint, and for LibreOffice in the plainer HTML that it understands."""

from html import escape

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

STROKES = {"solid": "solid", "dashed": "dashed", "dotted": "dotted", "double": "double"}


def sheet_to_html(sheet: Sheet, *, office: bool = False) -> str:
    """A whole page of HTML; `office`: with attributes in place of what LibreOffice does not know of CSS."""
    size = "A4 landscape" if sheet.landscape else "A4"
    running = (
        f'@top-right {{ content: "{sheet.running}"; font-size: 8pt }} '
        "@bottom-center { content: counter(page); font-size: 8pt }"
        if sheet.running
        else ""
    )
    styles = f"""
@page {{ size: {size}; margin: {sheet.margin}pt; {running} }}
body {{ font-family: "{sheet.face}", "DejaVu Sans"; font-size: {sheet.size}pt; line-height: 1.25; margin: 0 }}
p {{ margin: 0 0 6pt 0; text-align: justify }}
h2 {{ font-size: 1.15em; margin: 10pt 0 6pt 0 }}
p.caption {{ margin: 8pt 0 3pt 0; font-style: normal; text-align: left }}
p.small {{ font-size: 0.8em }}
table {{ margin: 4pt 0 10pt 0; border-collapse: collapse }}
td p, th p {{ margin: 0; text-align: inherit }}
.cols {{ columns: 2; column-gap: 22pt }}
"""
    body = "\n".join(_block(block, office) for block in sheet.blocks)
    return (
        f'<!DOCTYPE html><html lang="{sheet.language}"><head><meta charset="utf-8"><title>{escape(sheet.name)}</title>'
        f"<style>{styles}</style></head><body>{body}</body></html>"
    )


def _block(block: Block, office: bool) -> str:
    match block:
        case Text(text=text, kind="heading"):
            return f"<h2>{escape(text)}</h2>"
        case Text(text=text, kind=kind):
            return f'<p class="{kind}">{escape(text)}</p>'
        case Gap(height=height):
            return f'<div style="height: {height}pt"></div>'
        case TableSpec():
            return _table(block, office)
        case Beside(table=table, paragraphs=paragraphs):
            side = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
            share = table.width
            return (
                f'<div style="overflow: hidden"><div style="float: left; width: {100 * share:.1f}%">'
                f"{_table(table, office, width=1.0)}</div>"
                f'<div style="margin-left: {100 * share + 4:.1f}%">{side}</div></div>'
            )
        case Columns(blocks=blocks):
            return '<div class="cols">' + "".join(_block(inner, office) for inner in blocks) + "</div>"
    raise TypeError(block)


def _table(table: TableSpec, office: bool, width: float | None = None) -> str:
    share = table.width if width is None else width
    # LibreOffice goes by the attribute, and may leave out the text of a column that it made too narrow
    columns = "".join(
        f'<col width="{100 * part:.0f}%">' if office else f'<col style="width: {100 * part:.2f}%">'
        for part in table.widths
    )
    placed = place_cells(table)
    rows = [
        f'<tr style="{"" if table.breakable_rows else "break-inside: avoid"}">'
        + "".join(_cell(table, row, column, cell, office) for row, column, cell in placed if row == index)
        + "</tr>"
        for index in range(len(table.rows))
    ]
    head, body = "".join(rows[: table.header_rows]), "".join(rows[table.header_rows :])
    inner = f"<thead>{head}</thead><tbody>{body}</tbody>" if table.repeat_header else f"<tbody>{head}{body}</tbody>"
    style = table.style
    frame = f"border: {_stroke(style)};" if style.lines in ("frame", "columns", "separate") else ""
    frame += "border-collapse: separate; border-spacing: 3pt;" if style.lines == "separate" else ""
    layout = f"width: {100 * share:.1f}%; table-layout: fixed; font-size: {style.size}pt; {frame}"
    more = f' width="{100 * share:.0f}%" cellspacing="0"' if office else ""
    return f'<table{more} style="{layout}"><colgroup>{columns}</colgroup>{inner}</table>'


def _stroke(style: Style) -> str:
    return f"{style.thickness}pt {STROKES[style.stroke]} {style.colour}"


def _cell(table: TableSpec, row: int, column: int, cell: CellSpec, office: bool) -> str:
    style = table.style
    header = row < table.header_rows
    vertical, across = style.padding
    rules = [f"padding: {vertical}pt {across}pt", f"vertical-align: {style.valign}", "overflow-wrap: anywhere"]
    rules += _borders(style, row, column, cell, table)
    fill = style.header_fill if header else (style.zebra if style.zebra and row % 2 == 0 else style.body_fill)
    if fill:
        rules.append(f"background-color: {fill}")
    if header:
        rules += [f"color: {style.header_colour}", f"font-weight: {'bold' if style.header_bold else 'normal'}"]
    if cell.bold:
        rules.append("font-weight: bold")
    rules.append(f"text-align: {cell_align(table, row, column)}")
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in cell.paragraphs)
    if cell.rotated:
        height = max(len(paragraph) for paragraph in cell.paragraphs) * style.size * 0.68
        text = (
            f'<div style="height: {height:.0f}pt; position: relative">'
            '<div style="position: absolute; bottom: 0; left: 0; white-space: nowrap; transform-origin: 0 100%; '
            f'transform: translate(1.1em, 0) rotate(-90deg)">{text}</div></div>'
        )
    if cell.inner:
        text += _table(cell.inner, office, width=0.9)
    fill_attribute = f' bgcolor="{fill}"' if fill and office else ""
    return f'<td{spans}{fill_attribute} style="{"; ".join(rules)}">{text}</td>'


def _borders(style: Style, row: int, column: int, cell: CellSpec, table: TableSpec) -> list[str]:
    """The sides of a cell that are drawn."""
    last = row + cell.rows == len(table.rows)
    header_end = row + cell.rows == table.header_rows
    sides = {
        "grid": ("top", "left", "bottom", "right"),
        "separate": ("top", "left", "bottom", "right"),
        "columns": ("left", "right", *(("bottom",) if header_end else ())),
        "first": ("top", "bottom", *(() if column else ("right",))),
        "inside": ((("left",) if column else ()) + (() if last else ("bottom",))),
        "rows": ("top", "bottom"),
        "ends": ((("top",) if row == 0 else ()) + (("bottom",) if last or header_end else ())),
        "header": ("bottom",) if header_end else (),
    }
    return [f"border-{side}: {_stroke(style)}" for side in sides.get(style.lines, ())]
