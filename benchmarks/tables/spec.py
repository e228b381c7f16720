"""A document as its maker declares it: text and tables, how they are drawn, and the truth that follows from that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

BULLETS = "•▪◦●"


@dataclass(frozen=True, kw_only=True)
class CellSpec:
    """A cell: its paragraphs (a bullet is part of the paragraph), how many rows and columns it covers."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    rotated: bool = False
    bold: bool = False
    inner: "TableSpec | None" = None

    @property
    def text(self) -> str:
        """What the truth says of the cell: paragraphs joined by one space, bullets dropped, an inner table by rows."""
        inner = [cell.text for row in self.inner.rows for cell in row] if self.inner else []
        parts = [re.sub(rf"^[{BULLETS}]\s*", "", paragraph) for paragraph in (*self.paragraphs, *inner)]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a table is drawn. Lengths in points; colours as "#rrggbb".

    `lines`: "grid" every cell has four sides; "inside" those between cells only; "separate" every cell and the table
    have their own four; "columns" lines between columns, below the header and around the table; "first" lines between
    rows and one behind the first column; "rows" lines between rows only; "ends" lines above and below the header and at
    the end; "header" one line below the header; "frame" one around the table; "none". `valign`: "top", "middle" or
    "bottom"; `header_align` and `align`: "left", "center", "right".
    """

    lines: str = "grid"
    stroke: str = "solid"
    thickness: float = 0.5
    colour: str = "#000000"
    header_fill: str = ""
    header_colour: str = "#000000"
    header_bold: bool = True
    zebra: str = ""
    body_fill: str = ""
    padding: tuple[float, float] = (3.0, 5.0)
    size: float = 10.0
    align: tuple[str, ...] = ()
    valign: str = "top"
    header_align: str = "left"


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """A table: rows of the cells that begin there (a covered position has none); `widths` are shares of its width."""

    rows: tuple[tuple[CellSpec, ...], ...]
    widths: tuple[float, ...]
    header_rows: int = 1
    style: Style = Style()
    width: float = 1.0
    repeat_header: bool = False
    breakable_rows: bool = False


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph; `kind`: "heading", "clause" (a number of its own before it), "text", "caption", "small"."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """White space of so many points."""

    height: float


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A table with text at its side."""

    table: TableSpec
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Blocks set in two columns."""

    blocks: "tuple[Block, ...]"


Block = Text | Gap | TableSpec | Beside | Columns


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A document to be made. `kind` names what is special about it, `part` is "development" or "held-back"."""

    name: str
    kind: str
    group: str  # "ruled", "unruled", "spans" (unruled with spans) or "none"
    maker: str  # "weasyprint", "chromium", "docx", "html" (both by LibreOffice) or "reportlab"
    part: str
    language: str
    blocks: tuple[Block, ...]
    face: str = "DejaVu Sans"
    landscape: bool = False
    margin: float = 57.0
    size: float = 10.0
    running: str = ""
    options: frozenset[str] = field(default_factory=frozenset)


def sheet_tables(blocks: Sequence[Block]) -> list[TableSpec]:
    """The tables of a document in reading order, without those inside a cell."""
    tables: list[TableSpec] = []
    for block in blocks:
        if isinstance(block, TableSpec):
            tables.append(block)
        elif isinstance(block, Beside):
            tables.append(block.table)
        elif isinstance(block, Columns):
            tables += sheet_tables(block.blocks)
    return tables


def cell_align(table: TableSpec, row: int, column: int) -> str:
    """How the text of a cell is aligned: a header and a cell over several columns have no column's way."""
    style = table.style
    if row < table.header_rows:
        return style.header_align
    return style.align[column] if column < len(style.align) and len(table.rows[row]) == len(table.widths) else "left"


def place_cells(table: TableSpec) -> list[tuple[int, int, CellSpec]]:
    """Row and column of every cell, after those that spans cover."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append((row, column, cell))
            taken |= {(row + i, column + j) for i in range(cell.rows) for j in range(cell.columns)}
            column += cell.columns
    if len(taken) != len(table.rows) * len(table.widths):
        raise ValueError(f"the cells of {table.rows[0]} do not fill its rows")
    return placed


def table_truth(table: TableSpec) -> dict[str, Any]:
    """The declared table: all rows, the header's first, rectangular; spans as `[row, column, rows, columns]`.

    Every table of the set begins on the first page of its document.
    """
    rows = [["" for _ in table.widths] for _ in table.rows]
    spans = []
    for row, column, cell in place_cells(table):
        for i in range(cell.rows):
            for j in range(cell.columns):
                rows[row + i][column + j] = cell.text
        if cell.rows > 1 or cell.columns > 1:
            spans.append([row, column, cell.rows, cell.columns])
    return {"page": 1, "header_rows": table.header_rows, "rows": rows, "spans": spans}


def sheet_truth(sheet: Sheet) -> dict[str, Any]:
    """What the truth file of a document holds. Pages are added once it is set."""
    return {
        "file": f"{sheet.name}.pdf",
        "kind": sheet.kind,
        "group": sheet.group,
        "maker": sheet.maker,
        "part": sheet.part,
        "language": sheet.language,
        "tables": [] if sheet.group == "none" else [table_truth(table) for table in sheet_tables(sheet.blocks)],
    }
