"""Makes the set: PDFs by four makers, and beside each a JSON file with its tables as they were declared.

    python -m benchmarks.tables.make OUT [--part development|held-back|later] [--only TEXT]

It needs weasyprint, python-docx and reportlab (versions in peers.txt), LibreOffice, Chromium, and the faces DejaVu,
Noto, Open Sans, PT and Liberation. Nothing of tarmaq is imported: the truth comes from what is set, never from what is
read.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.tables import later_texts, texts
from benchmarks.tables.none_pages import none_sheets
from benchmarks.tables.render_docx import save_docx
from benchmarks.tables.render_html import sheet_to_html
from benchmarks.tables.render_reportlab import save_reportlab
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
    sheet_truth,
)

# points that an upright page has for text with the usual margin
PAGE_ROOM = 841.9 - 2 * 57.0
PARTS = ("development", "held-back", "later")
TEXTS = {"development": texts, "held-back": texts, "later": later_texts}
LANGUAGES = ("kk", "ru", "en")
FACES = {
    "development": ("DejaVu Sans", "Open Sans", "PT Serif", "Noto Sans"),
    "held-back": ("PT Sans", "Noto Serif", "DejaVu Serif", "Open Sans"),
    "later": ("Roboto", "Charis SIL", "Gentium Plus", "DejaVu Sans Condensed"),
}
COLOURS = {
    "development": ("#1f4e79", "#2e7d32", "#444444"),
    "held-back": ("#7b1fa2", "#c62828", "#005b5b"),
    "later": ("#0b3954", "#5c4033", "#222222"),
}
PALE = {
    "development": ("#eef3fa", "#f2f2f2"),
    "held-back": ("#fff4e5", "#e8f5e9"),
    "later": ("#f6efe6", "#e9e9ef"),
}
# paddings (vertical, across), sizes and thicknesses, in points
MEASURES = {
    "development": ((2.0, 3.0, 4.5), (4.0, 5.4, 7.0), (8.5, 9.0, 10.0), (0.5, 0.75, 1.0)),
    "held-back": ((2.0, 3.0, 4.5), (4.0, 5.4, 7.0), (8.5, 9.0, 10.0), (0.5, 0.75, 1.0)),
    "later": ((1.7, 3.6, 6.0), (3.6, 6.0, 9.0), (8.0, 9.5, 11.0), (0.35, 0.6, 1.25)),
}


class Desk:
    """What a builder needs: the part, the language, chance by seed, texts of the part."""

    def __init__(self, part: str, kind: str, language: str, index: int) -> None:
        self.part = part
        self.language = language
        self.chance = Random(f"{part} {kind} {index}")  # noqa: S311
        self.texts = TEXTS[part]
        self.half = int(part == "held-back")

    def pool(self, pool: dict[str, tuple[Any, ...]]) -> list[Any]:
        """The entries that belong to this part: one half of them, or all of the later texts."""
        return list(pool[self.language] if self.part == "later" else pool[self.language][self.half :: 2])

    def some(self, pool: dict[str, tuple[Any, ...]], count: int) -> list[Any]:
        """So many entries of this part, in the pool's order, again from the start where there are fewer."""
        entries = self.pool(pool)
        if count <= len(entries):
            chosen = sorted(self.chance.sample(range(len(entries)), count))
            return [entries[index] for index in chosen]
        return [entries[index % len(entries)] for index in range(count)]

    def style(self, **changes: Any) -> Style:
        """A style of this part with random paddings, thickness and size."""
        chance = self.chance
        vertical, across, sizes, thicknesses = MEASURES[self.part]
        usual = Style(
            thickness=chance.choice(thicknesses),
            colour=chance.choice(("#000000", "#808080")),
            header_fill=chance.choice(("", "", PALE[self.part][0])),
            padding=(chance.choice(vertical), chance.choice(across)),
            size=chance.choice(sizes),
            valign=chance.choice(("top", "top", "middle", "bottom")),
            header_align=chance.choice(("left", "left", "center")),
        )
        return replace(usual, **changes)


# --- contents --------------------------------------------------------------------------------------------------------


def _row(*values: str) -> tuple[CellSpec, ...]:
    return tuple(CellSpec(paragraphs=(value,)) for value in values)


def tiers(desk: Desk, columns: int = 2) -> TableSpec:
    """Credit tiers: two or three columns of percents and durations."""
    rows = [_row(*entry[:columns]) for entry in desk.pool(desk.texts.TIERS)]
    header = _row(*desk.texts.TIER_HEADERS[desk.language][:columns])
    widths = ((0.62, 0.38), (0.46, 0.22, 0.32))[columns - 2]
    return TableSpec(
        rows=(header, *rows), widths=widths, style=desk.style(), width=desk.chance.choice((0.7, 0.85, 1.0))
    )


def plans(desk: Desk, count: int = 5) -> TableSpec:
    """What three plans hold: a name and three values a row."""
    rows = [_row(*entry) for entry in desk.some(desk.texts.PLANS, count)]
    return TableSpec(
        rows=(_row(*desk.texts.PLAN_HEADERS[desk.language]), *rows), widths=(0.4, 0.18, 0.2, 0.22), style=desk.style()
    )


def prices(desk: Desk, count: int = 6, start: int = 1) -> TableSpec:
    """A price list: number, name, unit, quantity (some empty), price. Amounts differ from row to row."""
    rows = []
    for index, entry in enumerate(desk.some(desk.texts.PRICES, count)):
        name, unit, quantity, price = entry
        if index >= 6:
            mark = "," if desk.language == "en" else " "
            price = f"{desk.chance.randint(1, 999)}{mark}{desk.chance.randint(100, 999)}{price[-3:]}"
        rows.append(_row(str(start + index), name, unit, quantity, price))
    return TableSpec(
        rows=(_row(*desk.texts.PRICE_HEADERS[desk.language]), *rows),
        widths=(0.07, 0.4, 0.17, 0.13, 0.23),
        style=desk.style(align=("center", "left", "left", "center", "right")),
    )


def requests(desk: Desk, groups: int = 2, members: tuple[int, int] = (2, 3)) -> TableSpec:
    """Request times: a group spans its tasks."""
    chance, language = desk.chance, desk.language
    rows: list[tuple[CellSpec, ...]] = [_row(*desk.texts.REQUEST_HEADERS[language])]
    tasks = desk.some(desk.texts.REQUEST_TASKS, 60)
    for index in range(groups):
        count = chance.randint(*members)
        name = desk.texts.REQUEST_GROUPS[language][(2 * index + desk.half) % 4]
        if index > 1:
            name = f"{name} ({index})"
        for member in range(count):
            cells = _row(
                tasks.pop(0),
                chance.choice(desk.pool(desk.texts.DURATIONS)),
                chance.choice(desk.pool(desk.texts.WINDOWS)),
            )
            group = (CellSpec(paragraphs=(name,), rows=count),) if member == 0 else ()
            rows.append(group + cells)
    return TableSpec(rows=tuple(rows), widths=(0.24, 0.42, 0.17, 0.17), style=desk.style())


def plain_requests(desk: Desk, count: int) -> TableSpec:
    """Request times without spans; every task has its number, so that no two rows are alike."""
    chance, language = desk.chance, desk.language
    tasks = desk.some(desk.texts.REQUEST_TASKS, count)
    rows = [
        _row(
            f"{desk.half + 3}.{index + 1}",
            task,
            chance.choice(desk.pool(desk.texts.DURATIONS)),
            chance.choice(desk.pool(desk.texts.WINDOWS)),
        )
        for index, task in enumerate(tasks)
    ]
    header = ("№", *desk.texts.REQUEST_HEADERS[language][1:])
    return TableSpec(rows=(_row(*header), *rows), widths=(0.09, 0.51, 0.2, 0.2), style=desk.style())


def duties(desk: Desk, *, bullets: bool, nested: bool = False) -> TableSpec:
    """Responsibilities: long lists in two cells."""
    items = desk.pool(desk.texts.DUTIES)
    extra = desk.pool(desk.texts.PROSE)
    mark = desk.chance.choice("•▪") + " " if bullets else ""
    inner = "◦ " if nested else mark
    left = (f"{mark}{items[0]};", f"{inner}{items[1]};", f"{mark}{extra[0]}")
    right = (f"{mark}{items[2]};", f"{inner}{items[3]};", f"{mark}{extra[1]}")
    second = ((f"{mark}{extra[2]}",), (f"1) {items[1]};", f"2) {items[3]}."))
    return TableSpec(
        rows=(
            _row(*desk.texts.DUTY_HEADERS[desk.language]),
            (CellSpec(paragraphs=left), CellSpec(paragraphs=right)),
            (CellSpec(paragraphs=second[0]), CellSpec(paragraphs=second[1])),
        ),
        widths=(0.5, 0.5),
        style=desk.style(),
    )


def requisites(desk: Desk) -> TableSpec:
    """Names and values with long numbers; the first column is narrow."""
    rows = [_row(*entry) for entry in desk.texts.REQUISITES[desk.language][: 5 + 3 * desk.half]]
    return TableSpec(
        rows=(_row(*desk.texts.REQUISITE_HEADERS[desk.language]), *rows),
        widths=(0.35, 0.65),
        style=desk.style(),
        width=0.9,
    )


def two_levels(desk: Desk, *, rotated: bool = False) -> TableSpec:
    """A header of two rows: groups over columns, the first column's title over both rows."""
    language, chance = desk.language, desk.chance
    groups = desk.texts.LEVEL_GROUPS[language]
    top = (
        CellSpec(paragraphs=(desk.texts.LEVEL_FIRST[language],), rows=2),
        *(CellSpec(paragraphs=(name,), columns=2) for name, _ in groups),
    )
    below = tuple(CellSpec(paragraphs=(title,), rotated=rotated) for _, titles in groups for title in titles)
    rows = [
        _row(
            level,
            *(chance.choice(desk.texts.SHORT_TIMES[desk.half :: 2]) for _ in range(2)),
            *chance.sample(desk.pool(desk.texts.DURATIONS), 2),
        )
        for level in desk.pool(desk.texts.LEVELS)
    ]
    return TableSpec(rows=(top, below, *rows), widths=(0.28, 0.16, 0.16, 0.2, 0.2), header_rows=2, style=desk.style())


def rotated_header(desk: Desk) -> TableSpec:
    """A header whose titles but the first run upwards."""
    table = plans(desk)
    first, *others = table.rows[0]
    header = (first, *(replace(cell, rotated=True) for cell in others))
    return replace(table, rows=(header, *table.rows[1:]))


def narrow(desk: Desk) -> TableSpec:
    """Cells so narrow that words and figures break: "24/7/3" and "65" on two lines."""
    language = desk.language
    rows = [
        _row(task, duration, "24/7/365" if index % 2 == 0 else "8/5/250")
        for index, (task, duration) in enumerate(
            zip(desk.some(desk.texts.REQUEST_TASKS, 4), desk.some(desk.texts.DURATIONS, 4), strict=True)
        )
    ]
    header = desk.texts.REQUEST_HEADERS[language][1:]
    size = desk.chance.choice((9.0, 10.0))
    # too narrow for "24/7/365" in any of the faces
    tight = 3.4 * size
    style = desk.style(size=size, padding=(3.0, 3.0))
    last = (tight + 6.0) / 480
    return TableSpec(rows=(_row(*header), *rows), widths=(1 - 2.4 * last, 1.4 * last, last), style=style)


def empty_cells(desk: Desk) -> TableSpec:
    """A matrix with many empty cells."""
    rows = []
    for index, entry in enumerate(desk.some(desk.texts.PLANS, 5)):
        values = list(entry)
        values[1 + index % 3] = ""
        if index == 3:
            values[1] = values[2] = values[3] = ""
        rows.append(_row(*values))
    header = ("", *desk.texts.PLAN_HEADERS[desk.language][1:])
    return TableSpec(rows=(_row(*header), *rows), widths=(0.4, 0.2, 0.2, 0.2), style=desk.style())


def with_note(table: TableSpec, desk: Desk) -> TableSpec:
    """The table with a note in a last row that spans all columns."""
    note = CellSpec(paragraphs=(desk.pool(desk.texts.NOTES)[0],), columns=len(table.widths))
    return replace(table, rows=(*table.rows, (note,)))


def sections(desk: Desk) -> TableSpec:
    """Rows that are one cell over all columns: a title over the rows below it."""
    table = plans(desk, 6)
    names = desk.texts.REQUEST_GROUPS[desk.language]
    first, second = (
        (CellSpec(paragraphs=(names[(desk.half + 2 * index) % 4],), columns=len(table.widths), bold=True),)
        for index in range(2)
    )
    header, *rows = table.rows
    return replace(table, rows=(header, first, *rows[:3], second, *rows[3:]))


def with_total(desk: Desk) -> TableSpec:
    """A price list whose last row is a sum below the last column, its title over all others."""
    table = prices(desk)
    title = CellSpec(paragraphs=(desk.texts.TOTALS[desk.language],), columns=4)
    amount = CellSpec(paragraphs=("1 234 567,89" if desk.language != "en" else "1,234,567.89",))
    return replace(table, rows=(*table.rows, (title, amount)))


def shared_values(desk: Desk) -> TableSpec:
    """What three plans hold, where one value is for two or three of them, or for two rows and two plans."""
    header, *rows = plans(desk, 6).rows
    first, second, third, fourth, fifth, sixth = (list(row) for row in rows)
    first[1:3] = [replace(first[1], columns=2)]
    second[1:] = [replace(second[1], columns=3)]
    third[2:] = [replace(third[2], rows=2, columns=2)]
    fourth[2:] = []
    fifth[1] = replace(fifth[1], rows=2)
    sixth.pop(1)
    cells = (header, *map(tuple, (first, second, third, fourth, fifth, sixth)))
    return TableSpec(rows=cells, widths=(0.37, 0.2, 0.2, 0.23), style=desk.style())


def paragraphs(desk: Desk) -> TableSpec:
    """Cells of several paragraphs."""
    prose = desk.texts.PROSE[desk.language]
    rows = [
        (
            CellSpec(paragraphs=(name,)),
            CellSpec(paragraphs=(prose[(index + desk.half) % 6], prose[(index + desk.half + 2) % 6])),
        )
        for index, name in enumerate(desk.pool(desk.texts.DUTIES))
    ]
    header = _row(*desk.texts.REQUISITE_HEADERS[desk.language])
    return TableSpec(rows=(header, *rows), widths=(0.3, 0.7), style=desk.style())


def nested(desk: Desk) -> TableSpec:
    """A cell that holds a small table."""
    inner = TableSpec(
        rows=tuple(_row(*entry[:2]) for entry in desk.pool(desk.texts.TIERS)[:3]),
        widths=(0.7, 0.3),
        header_rows=0,
        style=desk.style(size=8.5),
    )
    first, second = desk.pool(desk.texts.DUTIES)[:2]
    return TableSpec(
        rows=(
            _row(*desk.texts.REQUISITE_HEADERS[desk.language]),
            (CellSpec(paragraphs=(first,)), CellSpec(paragraphs=(desk.pool(desk.texts.NOTES)[0],), inner=inner)),
            _row(second, desk.pool(desk.texts.PROSE)[0]),
        ),
        widths=(0.35, 0.65),
        style=desk.style(),
    )


def long_cells(desk: Desk, count: int) -> TableSpec:
    """Rows of several sentences, to be cut by page ends."""
    prose = desk.texts.PROSE[desk.language]
    rows = [
        _row(
            f"{index + 1}. {desk.texts.DUTIES[desk.language][(2 * index + desk.half) % 8]}",
            f"{' '.join(prose[:4])} ({index + 1}) {' '.join(prose[2:])}",
        )
        for index in range(count)
    ]
    return TableSpec(
        rows=(_row(*desk.texts.REQUISITE_HEADERS[desk.language]), *rows),
        widths=(0.36, 0.64),
        style=desk.style(),
        breakable_rows=True,
    )


# --- documents -------------------------------------------------------------------------------------------------------

Builder = Callable[[Desk, str], tuple[Block, ...]]


def _around(desk: Desk, *blocks: Block, before: int = 2, after: int = 1) -> tuple[Block, ...]:
    """Blocks between a heading with clauses and closing prose."""
    prose = desk.texts.PROSE[desk.language]
    start = desk.chance.randint(2, 7)
    clauses = [
        Text(text=f"{start}.{index + 1}. {prose[(2 * index + desk.half) % 6]}", kind="clause")
        for index in range(before)
    ]
    closing = [
        Text(text=f"{start}.{before + index + 1}. {prose[(3 + 2 * index + desk.half) % 6]}", kind="clause")
        for index in range(after)
    ]
    heading = Text(text=f"{start}. {desk.texts.HEADINGS[desk.language][desk.half + 2 * (start % 2)]}", kind="heading")
    return (heading, *clauses, *blocks, *closing)


def _styled(table: TableSpec, **changes: Any) -> TableSpec:
    return replace(table, style=replace(table.style, **changes))


def build_full_grid(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, desk.chance.choice((tiers, plans, prices))(desk))


def build_tiers(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, tiers(desk, desk.chance.choice((2, 3))))


def build_double(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(plans(desk), stroke="double", thickness=3.0 if _maker != "reportlab" else 0.6))


def build_dotted(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(prices(desk), stroke="dotted", thickness=1.0))


def build_dashed(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(requests(desk), stroke="dashed", thickness=0.75))


def build_thick(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(tiers(desk), stroke="solid", thickness=3.5))


def build_coloured(desk: Desk, _maker: str) -> tuple[Block, ...]:
    dark = desk.chance.choice(COLOURS[desk.part])
    return _around(desk, _styled(plans(desk), header_fill=dark, header_colour="#ffffff", zebra=PALE[desk.part][1]))


def build_white_lines(desk: Desk, _maker: str) -> tuple[Block, ...]:
    dark = desk.chance.choice(COLOURS[desk.part])
    table = _styled(
        plans(desk), header_fill=dark, header_colour="#ffffff", body_fill="#d9e2ec", colour="#ffffff", thickness=1.5
    )
    return _around(desk, table)


def build_rectangles(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(prices(desk), lines="rectangles"))


def build_row_spans(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, requests(desk, groups=desk.chance.choice((2, 3))))


def build_two_levels(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, two_levels(desk))


def build_rotated(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, rotated_header(desk))


def build_rotated_levels(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, two_levels(desk, rotated=True))


def build_beside(desk: Desk, _maker: str) -> tuple[Block, ...]:
    table = replace(_styled(tiers(desk), size=9.0), width=0.5)
    return _around(desk, Beside(table=table, paragraphs=tuple(desk.texts.PROSE[desk.language][:2])))


def build_close(desk: Desk, _maker: str) -> tuple[Block, ...]:
    one, two = replace(tiers(desk), width=1.0), replace(plans(desk, 3), width=1.0)
    return _around(desk, one, two)


def build_caption_between(desk: Desk, _maker: str) -> tuple[Block, ...]:
    first, second = (Text(text=text, kind="caption") for text in desk.texts.CAPTIONS[desk.language])
    return _around(desk, first, requests(desk, 1), second, replace(requests(desk, 1), style=desk.style()))


def build_long_repeated(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, replace(plain_requests(desk, desk.chance.randint(48, 80)), repeat_header=True))


def build_long_plain(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, replace(prices(desk, desk.chance.randint(45, 70)), repeat_header=False))


def build_long_levels(desk: Desk, _maker: str) -> tuple[Block, ...]:
    table = two_levels(desk)
    body = [
        (CellSpec(paragraphs=(f"{cells[0].text} {index + 1}",)), *cells[1:])
        for index, cells in enumerate(table.rows[2:] * 20)
    ]
    return _around(desk, replace(table, rows=(*table.rows[:2], *body), repeat_header=True))


def build_continued(desk: Desk, _maker: str) -> tuple[Block, ...]:
    """A table set as two, with "continued" and the header again on the second page."""
    whole = plain_requests(desk, 18)
    return _around(
        desk,
        Text(text=desk.texts.CAPTIONS[desk.language][0], kind="caption"),
        replace(whole, repeat_header=True),
        before=1,
    )


def build_header_alone(desk: Desk, maker: str) -> tuple[Block, ...]:
    """So much white above that only the header fits on the page."""
    table = _styled(replace(tiers(desk), width=1.0, repeat_header=False), size=10.0, padding=(4.0, 5.0))
    line = {"weasyprint": 12.5, "docx": 13.6 if desk.part == "development" else 13.8, "reportlab": 12.5}[maker]
    header = 2 * 4.0 + line + 2 * table.style.thickness
    rest = 0.75 * header + 4.0
    return (Gap(height=PAGE_ROOM - header - rest), table, Text(text=desk.texts.PROSE[desk.language][desk.half]))


def build_row_cut(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, long_cells(desk, 6), before=3)


def build_row_cut_repeated(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, replace(long_cells(desk, 6), repeat_header=True), before=3)


def build_long_spans(desk: Desk, _maker: str) -> tuple[Block, ...]:
    """Groups of rows over page ends."""
    return _around(desk, replace(requests(desk, 9, (4, 6)), repeat_header=True))


def build_note(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, with_note(plans(desk), desk))


def build_small(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(requests(desk, 3), size=6.0, padding=(1.0, 2.5), thickness=0.25))


def build_wide(desk: Desk, _maker: str) -> tuple[Block, ...]:
    plan, price = desk.some(desk.texts.PLANS, 5), desk.some(desk.texts.PRICES, 5)
    rows = [
        _row(str(index + 1), *one, *two[1:], str(20000 + 137 * index))
        for index, (one, two) in enumerate(zip(plan, price, strict=True))
    ]
    header = _row("№", *desk.texts.PLAN_HEADERS[desk.language], *desk.texts.PRICE_HEADERS[desk.language][2:], "ID")
    widths = (0.05, 0.2, 0.11, 0.12, 0.14, 0.12, 0.09, 0.1, 0.07)
    return _around(desk, TableSpec(rows=(header, *rows), widths=widths, style=desk.style(size=9.0)))


def build_nested(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, nested(desk))


def build_in_columns(desk: Desk, _maker: str) -> tuple[Block, ...]:
    table = _styled(replace(tiers(desk), width=1.0), size=8.5)
    prose = [
        Text(text=f"{index + 1}.1. {text}", kind="clause")
        for index, text in enumerate(desk.texts.PROSE[desk.language] * 3)
    ]
    return (Columns(blocks=(*prose[:5], table, *prose[5:])),)


def build_narrow(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, narrow(desk))


def build_bullets(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, duties(desk, bullets=True))


def build_nested_lists(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, duties(desk, bullets=True, nested=True))


def build_empty_cells(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, empty_cells(desk))


def build_requisites(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, requisites(desk))


def build_inside(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(desk.chance.choice((plans, prices))(desk), lines="inside"))


def build_separate(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(plans(desk), lines="separate"))


def build_columns_only(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(prices(desk), lines="columns"))


def build_first_column(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(plans(desk), lines="first"))


def build_sections(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, sections(desk))


def build_total(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, with_total(desk))


def build_shared(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, shared_values(desk))


def build_paragraphs(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, paragraphs(desk))


# name of the kind, its builder, the makers it is made by (one document a maker), further traits
RULED: tuple[tuple[str, Builder, tuple[str, ...], dict[str, Any]], ...] = (
    ("full-grid", build_full_grid, ("weasyprint", "docx", "html", "reportlab", "chromium"), {}),
    ("tiers", build_tiers, ("docx", "reportlab"), {}),
    ("double-lines", build_double, ("weasyprint", "docx", "reportlab"), {}),
    ("dotted-lines", build_dotted, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("dashed-lines", build_dashed, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("thick-lines", build_thick, ("weasyprint", "docx"), {}),
    ("coloured-header", build_coloured, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("white-lines-on-fills", build_white_lines, ("weasyprint", "docx", "chromium"), {}),
    ("rectangles", build_rectangles, ("reportlab",), {}),
    ("row-spans", build_row_spans, ("weasyprint", "docx", "html", "reportlab", "chromium"), {}),
    ("two-level-header", build_two_levels, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("rotated-header", build_rotated, ("weasyprint", "docx", "reportlab"), {}),
    ("rotated-levels", build_rotated_levels, ("docx", "reportlab"), {}),
    ("beside-text", build_beside, ("weasyprint", "reportlab"), {}),
    ("two-close", build_close, ("weasyprint", "reportlab"), {}),
    ("caption-between", build_caption_between, ("docx", "weasyprint"), {}),
    ("long-repeated-header", build_long_repeated, ("weasyprint", "docx", "reportlab", "chromium"), {"running": True}),
    ("long-no-repeat", build_long_plain, ("weasyprint", "docx", "reportlab", "chromium"), {"running": True}),
    ("long-two-levels", build_long_levels, ("weasyprint", "docx"), {"running": True}),
    ("header-alone", build_header_alone, ("weasyprint", "docx", "reportlab"), {}),
    ("row-cut", build_row_cut, ("weasyprint", "docx", "reportlab", "chromium"), {"running": True}),
    ("row-cut-repeated", build_row_cut_repeated, ("weasyprint", "docx"), {}),
    ("span-cut", build_long_spans, ("weasyprint", "docx", "chromium"), {}),
    ("note-row", build_note, ("docx", "reportlab"), {}),
    ("small-print", build_small, ("weasyprint", "docx"), {}),
    ("wide-landscape", build_wide, ("weasyprint", "docx"), {"landscape": True}),
    ("nested", build_nested, ("weasyprint", "docx", "reportlab"), {}),
    ("in-two-columns", build_in_columns, ("weasyprint", "reportlab"), {"columns": True}),
    ("narrow-cells", build_narrow, ("weasyprint", "docx", "reportlab"), {}),
    ("bullets", build_bullets, ("docx", "html", "weasyprint"), {}),
    ("nested-lists", build_nested_lists, ("docx", "reportlab"), {}),
    ("empty-cells", build_empty_cells, ("html", "docx", "reportlab"), {}),
    ("requisites", build_requisites, ("docx", "weasyprint", "chromium"), {}),
    ("lines-inside", build_inside, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("separate-borders", build_separate, ("weasyprint", "chromium"), {}),
    ("columns-only", build_columns_only, ("weasyprint", "docx", "reportlab"), {}),
    ("first-column-line", build_first_column, ("weasyprint", "docx", "reportlab"), {}),
    ("section-rows", build_sections, ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("total-row", build_total, ("docx", "chromium", "reportlab"), {}),
    ("shared-values", build_shared, ("docx", "chromium", "weasyprint", "reportlab"), {}),
    ("paragraphs", build_paragraphs, ("docx", "chromium"), {}),
)


def _unruled(content: Callable[[Desk], TableSpec], **changes: Any) -> Builder:
    def build(desk: Desk, _maker: str) -> tuple[Block, ...]:
        given = {name: value(desk) if callable(value) else value for name, value in changes.items()}
        return _around(desk, _styled(content(desk), **{"header_fill": "", **given}))

    return build


def _pale(desk: Desk) -> str:
    return desk.chance.choice(PALE[desk.part])


def _dark(desk: Desk) -> str:
    return desk.chance.choice(COLOURS[desk.part])


def _unruled_long(desk: Desk, _maker: str) -> tuple[Block, ...]:
    table = replace(_styled(plain_requests(desk, 52), lines="rows", header_fill=""), repeat_header=True)
    return _around(desk, table)


def _long_zebra(desk: Desk, _maker: str) -> tuple[Block, ...]:
    table = _styled(plain_requests(desk, 60), lines="none", zebra=_pale(desk), header_fill=_dark(desk))
    return _around(desk, replace(_styled(table, header_colour="#ffffff"), repeat_header=True))


def _long_borderless(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, replace(_styled(prices(desk, 60), lines="none", header_fill=""), repeat_header=True))


def _long_ends(desk: Desk, _maker: str) -> tuple[Block, ...]:
    return _around(desk, _styled(plain_requests(desk, 60), lines="ends", header_fill=""))


def _unruled_close(desk: Desk, _maker: str) -> tuple[Block, ...]:
    first, second = (Text(text=text, kind="caption") for text in desk.texts.CAPTIONS[desk.language])
    one, two = (
        replace(_styled(table, lines="ends", header_fill=""), width=1.0) for table in (tiers(desk, 3), plans(desk, 4))
    )
    return _around(desk, first, one, second, two)


UNRULED: tuple[tuple[str, Builder, tuple[str, ...], dict[str, Any]], ...] = (
    ("horizontal-rules", _unruled(plans, lines="rows"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("horizontal-rules-prices", _unruled(prices, lines="rows"), ("weasyprint", "docx"), {}),
    (
        "horizontal-rules-text",
        _unruled(lambda desk: duties(desk, bullets=True), lines="rows"),
        ("weasyprint", "docx"),
        {},
    ),
    ("horizontal-rules-two", _unruled(tiers, lines="rows"), ("weasyprint", "reportlab", "chromium"), {}),
    ("zebra", _unruled(plans, lines="none", zebra=_pale), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    (
        "zebra-two",
        _unruled(tiers, lines="none", zebra=_pale, header_fill=_dark, header_colour="#ffffff"),
        ("weasyprint", "docx"),
        {},
    ),
    ("ends", _unruled(prices, lines="ends"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("header-line", _unruled(plans, lines="header"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("header-line-two", _unruled(tiers, lines="header"), ("weasyprint", "docx"), {}),
    ("borderless", _unruled(plans, lines="none"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("borderless-prices", _unruled(prices, lines="none"), ("weasyprint", "reportlab"), {}),
    ("borderless-two", _unruled(tiers, lines="none"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("borderless-two-text", _unruled(requisites, lines="none"), ("weasyprint", "docx"), {}),
    ("borderless-plain-header", _unruled(plans, lines="none", header_bold=False), ("weasyprint", "reportlab"), {}),
    ("frame", _unruled(plans, lines="frame"), ("weasyprint", "docx", "reportlab", "chromium"), {}),
    ("frame-two", _unruled(tiers, lines="frame"), ("weasyprint", "docx"), {}),
    ("long-horizontal", _unruled_long, ("weasyprint", "docx"), {"running": True}),
    ("two-close-ends", _unruled_close, ("weasyprint", "reportlab"), {}),
    ("long-zebra", _long_zebra, ("weasyprint", "docx", "reportlab"), {"running": True}),
    ("long-borderless", _long_borderless, ("weasyprint", "docx"), {"running": True}),
    ("long-ends", _long_ends, ("weasyprint", "reportlab", "chromium"), {"running": True}),
    ("paragraphs-rules", _unruled(paragraphs, lines="rows"), ("weasyprint", "docx", "chromium"), {}),
)


# spans and rows over all columns where no upright lines tell them
SPANS: tuple[tuple[str, Builder, tuple[str, ...], dict[str, Any]], ...] = (
    ("rows-row-spans", _unruled(requests, lines="rows"), ("weasyprint", "docx"), {}),
    ("rows-two-levels", _unruled(two_levels, lines="rows"), ("weasyprint", "reportlab"), {}),
    ("rows-note", _unruled(lambda desk: with_note(plans(desk), desk), lines="rows"), ("weasyprint", "docx"), {}),
    ("rows-sections", _unruled(sections, lines="rows"), ("weasyprint", "docx", "chromium"), {}),
    ("rows-total", _unruled(with_total, lines="rows"), ("docx", "chromium"), {}),
    ("zebra-sections", _unruled(sections, lines="none", zebra=_pale), ("weasyprint",), {}),
    ("header-line-two-levels", _unruled(two_levels, lines="header"), ("weasyprint", "docx"), {}),
    ("ends-note", _unruled(lambda desk: with_note(plans(desk), desk), lines="ends"), ("weasyprint", "docx"), {}),
    ("borderless-two-levels", _unruled(two_levels, lines="none"), ("weasyprint", "docx"), {}),
)


def make_sheets(part: str, again: int = 0) -> list[Sheet]:
    """All documents of a part; `again` counts further sets with other chances, languages and faces."""
    sheets = []
    for group, kinds in (("ruled", RULED), ("unruled", UNRULED), ("spans", SPANS)):
        for number, (kind, build, makers, traits) in enumerate(kinds):
            for index, maker in enumerate(makers):
                language = LANGUAGES[(number + index + PARTS.index(part) + again) % 3]
                desk = Desk(part, kind, language, index + 10 * again)
                blocks = build(desk, maker)
                options: frozenset[str] = frozenset()
                if traits.get("columns") and maker == "reportlab":
                    options = frozenset({"two-columns"})
                sheets.append(
                    Sheet(
                        name=f"{kind}-{maker}-{language}",
                        kind=kind,
                        group=group,
                        maker=maker,
                        part=part,
                        language=language,
                        blocks=blocks,
                        # reportlab takes no sign from another face, and not every face has all bullets
                        face="DejaVu Sans" if kind == "nested-lists" else FACES[part][(number + index + again) % 4],
                        landscape=bool(traits.get("landscape")),
                        running=desk.texts.RUNNING[language] if traits.get("running") else "",
                        options=options,
                    )
                )
    return sheets + none_sheets(part, TEXTS[part], again)


# --- setting ---------------------------------------------------------------------------------------------------------


def set_sheets(sheets: Iterable[Sheet], out: Path) -> None:
    """Write `NAME.pdf` and `NAME.json` for every sheet."""
    office: list[Path] = []
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sheet in sheets:
            truth = json.dumps(sheet_truth(sheet), ensure_ascii=False, indent=1)
            (out / f"{sheet.name}.json").write_text(truth + "\n", encoding="utf-8")
            if sheet.maker == "weasyprint":
                _set_weasyprint(sheet, out / f"{sheet.name}.pdf")
            elif sheet.maker == "chromium":
                _set_chromium(sheet, out / f"{sheet.name}.pdf", folder)
            elif sheet.maker == "reportlab":
                save_reportlab(sheet, out / f"{sheet.name}.pdf")
            elif sheet.maker == "docx":
                office.append(folder / f"{sheet.name}.docx")
                save_docx(sheet, office[-1])
            else:
                office.append(folder / f"{sheet.name}.html")
                office[-1].write_text(sheet_to_html(sheet, office=True), encoding="utf-8")
        _set_office(office, out, folder / "profile")


def _set_weasyprint(sheet: Sheet, path: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=sheet_to_html(sheet)).write_pdf(str(path))


def _set_chromium(sheet: Sheet, path: Path, folder: Path) -> None:
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("Chromium is not installed")
    page = folder / f"{sheet.name}.html"
    page.write_text(sheet_to_html(sheet), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'chromium'}"]
    command = [program, *options, "--no-pdf-header-footer", f"--print-to-pdf={path.resolve()}", page.as_uri()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _set_office(paths: list[Path], out: Path, profile: Path) -> None:
    program = shutil.which("soffice")
    if not paths or program is None:
        if paths:
            raise SystemExit("LibreOffice (soffice) is not installed")
        return
    for extension, options in ((".docx", []), (".html", ["--infilter=HTML (StarWriter)"])):
        chosen = [str(path) for path in paths if path.suffix == extension]
        if chosen:
            command = [program, f"-env:UserInstallation=file://{profile}", "--headless", *options]
            command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out), *chosen]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--only", default="", help="documents whose name holds this text")
    parser.add_argument("--again", type=int, default=0, help="another set of the same kinds, by its number")
    arguments = parser.parse_args()
    for part in arguments.part or PARTS:
        sheets = [sheet for sheet in make_sheets(part, arguments.again) if arguments.only in sheet.name]
        set_sheets(sheets, arguments.out / part)


if __name__ == "__main__":
    main()
