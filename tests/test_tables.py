"""Tables against what their makers declared; narrow cells, cut rows, tables of text files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.tables.measure import judge, read_ours
from pipeline.model import CHARACTER_WIDTH, LINE_HEIGHT, Cell, Grid, Line, Origin, Word
from pipeline.read import read_document, ruled
from pipeline.read.pdf import Rule
from pipeline.read.plain import read_plain
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms
from pipeline.structure.cells import cell_to_text, is_one_token
from pipeline.structure.flow import Piece
from pipeline.structure.tables import grids_to_layouts
from tests.rows import load_rows

TABLES = Path(__file__).parent / "tables"


def nowhere(token: str) -> bool:  # noqa: ARG001
    return False


def line(text: str, top: float, *, left: float = 0.0, page: int = 1) -> Line:
    box = (left, top, left + 5.0 * len(text), top + 10)
    return Line(raw=text, text=text, origin=Origin(page=page, bbox=box), words=(Word(text=text, bbox=box),))


def grid(rows: Sequence[Sequence[str]], *, page: int, spans: Sequence[tuple[int, int, int, int]] = ()) -> Grid:
    """A grid whose first row and column begin at 0; what a span covers is left out."""
    covered = {(r + i, c + j) for r, c, tall, wide in spans for i in range(tall) for j in range(wide)}
    extents = {(r, c): (tall, wide) for r, c, tall, wide in spans}
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if (row, column) in covered and (row, column) not in extents:
                continue
            tall, wide = extents.get((row, column), (1, 1))
            lines = (line(text, 20.0 * row, left=200.0 * column, page=page),) if text else ()
            cells.append(Cell(row=row, column=column, rows=tall, columns=wide, lines=lines))
    return Grid(
        origin=Origin(page=page, bbox=(50, 50, 500, 700)),
        row_count=len(rows),
        column_count=len(rows[0]),
        cells=tuple(cells),
        found_by="ruled",
    )


def pieces(*parts: Grid | str) -> list[Piece]:
    """Grids on pages of their own, and lines between them."""
    found = []
    for part in parts:
        origin = part.origin if isinstance(part, Grid) else Origin(page=1, bbox=(0, 0, 10, 10))
        text = part if isinstance(part, str) else ""
        one = part if isinstance(part, Grid) else None
        found.append(Piece(text=text, origin=origin, confidence=1.0, after_gap=True, grid=one))
    return found


@pytest.mark.parametrize("row", load_rows("tables.jsonl"))
def test_tables_are_what_their_maker_declared(row: dict[str, Any]) -> None:
    truth = json.loads((TABLES / f"{row['file']}.json").read_text(encoding="utf-8"))
    found, _ = read_ours(TABLES / truth["file"])
    assert judge(truth, found).errors == ()


@pytest.mark.parametrize(
    ("file", "found_by", "pages"),
    [
        ("row-cut-weasyprint-en", "ruled", 2),
        ("long-zebra-reportlab-en", "shading", 3),
        ("long-borderless-weasyprint-ru", "aligned", 2),
        ("rows-sections-docx-ru", "row-rules", 1),
    ],
)
def test_a_table_tells_its_places_and_how_it_was_found(file: str, found_by: str, pages: int) -> None:
    document = read_document(TABLES / f"{file}.pdf", AllSettings().read, name=file)
    (table,) = document_to_terms(document, AllSettings().structure).tables
    places = (table.origin, *table.continued)
    assert (table.found_by, [place.page for place in places]) == (found_by, list(range(1, pages + 1)))
    assert 0.5 < table.confidence <= 1
    for place in places:
        page, (x0, top, x1, bottom) = document.pages[place.page - 1], place.bbox
        assert 0 < x0 < x1 < page.width
        assert 0 < top < bottom < page.height


# --- narrow cells ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("24/7/3", "65"), "24/7/365"),
        (("Мерзім", "і"), "Мерзімі"),
        (("Wi", "nd", "ow"), "Window"),
        (("1 234 567,", "89"), "1 234 567, 89"),  # the first piece does not stand alone on its line
        (("09:00–", "18:00"), "09:00–18:00"),
        (("95%-", "дан төмен"), "95%-дан төмен"),
        (("мән-", "жайлар"), "мән-жайлар"),
        (("24/7", "365 күн"), "24/7 365 күн"),
        (("100", "200"), "100 200"),
        (("Қызмет", "көрсету"), "Қызмет көрсету"),
        (("• бірінші", "• екінші"), "бірінші екінші"),
        (("* ескертпе", "екінші жол"), "* ескертпе екінші жол"),
        (("3 календ", "арных дня"), "3 календарных дня"),  # wider than the column, and no word in pieces
        (("3 рабочих", "дня"), "3 рабочих дня"),
        (("кластер/", "мес."), "кластер/мес."),
    ],
)
def test_lines_of_a_cell(lines: tuple[str, ...], text: str) -> None:
    cell = Cell(row=0, column=0, lines=tuple(line(one, 12.0 * index) for index, one in enumerate(lines)))
    assert cell_to_text(cell, max(5.0 * len(one) for one in lines), nowhere).text == text


def test_what_narrow_cells_broke_is_told() -> None:
    cell = Cell(row=0, column=0, lines=(line("24/7/3", 0), line("65", 12)))
    (note,) = cell_to_text(cell, 30.0, nowhere).notes
    assert (note.before, note.after, note.method) == ("24/7/3 65", "24/7/365", "join-wrapped-token")


def test_a_line_with_room_left_was_not_broken() -> None:
    cell = Cell(row=0, column=0, lines=(line("24/7/3", 0), line("65", 12)))
    assert cell_to_text(cell, 200.0, nowhere).text == "24/7/3 65"


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_two_whole_numbers_stay_two(one: int, two: int) -> None:
    assert not is_one_token(str(one), str(two), "", nowhere)


@given(st.lists(st.text("0123456789 абв,/-%", min_size=1, max_size=8), min_size=1, max_size=5))
def test_no_character_is_lost_or_changed(texts: list[str]) -> None:
    cell = Cell(row=0, column=0, lines=tuple(line(text, 12.0 * index) for index, text in enumerate(texts)))
    joined = cell_to_text(cell, 40.0, nowhere).text
    assert "".join(joined.split()) == "".join("".join(texts).split())


# --- page ends -------------------------------------------------------------------------------------------------------

HEADER = ("Өтініштер тобы", "Тапсырма", "Уақыты")


def rows_of(*parts: Grid | str) -> list[tuple[tuple[str, ...], ...]]:
    return [layout.rows for _, layout in grids_to_layouts(pieces(*parts))]


def test_a_span_that_a_page_end_cut_is_one() -> None:
    above = grid([HEADER, ("Ақаулар", "Диск", "1 сағат"), ("", "Желі", "2 сағат")], page=1, spans=[(1, 0, 2, 1)])
    below = grid([HEADER, ("", "Қуат", "3 сағат"), ("Кеңес", "Пошта", "4 сағат")], page=2)
    ((_, layout),) = grids_to_layouts(pieces(above, below))
    assert layout.rows[3] == ("Ақаулар", "Қуат", "3 сағат")
    assert layout.spans == ((1, 0, 3, 1),)


def test_a_page_number_or_a_note_may_stand_between() -> None:
    above, below = grid([HEADER, ("Ақаулар", "Диск", "1 сағат")], page=1), grid([("Кеңес", "Пошта", "4 сағат")], page=2)
    whole = [(HEADER, ("Ақаулар", "Диск", "1 сағат"), ("Кеңес", "Пошта", "4 сағат"))]
    assert rows_of(above, "- 2 -", "Продолжение таблицы 1", below) == whole
    assert len(rows_of(above, "2-кесте. Басқа кесте", below)) == 2


def test_an_empty_first_cell_is_not_always_a_rest() -> None:
    above = grid([HEADER, ("", "Диск", "1 сағат"), ("Кеңес", "Пошта", "4 сағат")], page=1)
    below = grid([("", "Қуат", "")], page=2)
    assert len(rows_of(above, below)[0]) == 4


# --- lines -----------------------------------------------------------------------------------------------------------


def level(y: float, x0: float = 0, x1: float = 200) -> Rule:
    return Rule(x0, y, x1, y, 0.5)


def upright(x: float, top: float = 0, bottom: float = 90) -> Rule:
    return Rule(x, top, x, bottom, 0.5)


@pytest.mark.parametrize(
    ("rules", "shape"),
    [
        ([level(0), level(30), level(60), level(90), upright(0), upright(100), upright(200)], (3, 2)),
        # no line at the bottom, where the page ends
        ([level(0), level(30), level(60), upright(0), upright(100), upright(200)], (3, 2)),
        # no lines at the sides
        ([level(0), level(30), level(60), level(90), upright(100)], (3, 2)),
        # lines between rows only
        ([level(0), level(30), level(60), level(90)], None),
        # a frame
        ([level(0), level(90), upright(0), upright(200)], None),
    ],
)
def test_lines_that_make_a_table(rules: list[Rule], shape: tuple[int, int] | None) -> None:
    tables = ruled.find_ruled_tables(rules)
    shapes = [(max(c.row + c.rows for c in t.cells), max(c.column + c.columns for c in t.cells)) for t in tables]
    assert shapes == ([shape] if shape else [])


def test_a_table_in_a_cell_is_read_by_its_cells() -> None:
    outer = [level(0, 0, 400), level(200, 0, 400), upright(0, 0, 200), upright(100, 0, 200), upright(400, 0, 200)]
    inner = [level(50, 150, 350), level(80, 150, 350), level(110, 150, 350)]
    inner += [upright(150, 50, 110), upright(250, 50, 110), upright(350, 50, 110)]
    (table,) = ruled.find_ruled_tables([*outer, *inner])
    parts = table.cells[1].parts
    assert [part for part in parts if part[2] - part[0] == 100 and part[3] - part[1] == 30] == [
        (150, 50, 250, 80),
        (250, 50, 350, 80),
        (150, 80, 250, 110),
        (250, 80, 350, 110),
    ]
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in parts)
    assert area == 300 * 200


# --- text files ------------------------------------------------------------------------------------------------------

PLAIN = """5.1. Қызметтің бағасы келесі кестеде көрсетілген.

№    Қызмет                           Бағасы
1    Виртуалды процессор            3 450,00
2    Лицензия Windows Server    1 234 567,89
     Standard
3    SSD                               98,25

+----------------+---------+
| Қолжетімділік  | Өтемақы |
+================+=========+
| 99,9%-дан      | 5%      |
| төмен          |         |
+----------------+---------+
| 95%-дан төмен  | 15%     |
+----------------+---------+

│ Priority │ Response │
├──────────┼──────────┤
│ Critical │ 15 min   │
│ High     │ 30 min   │
"""


def test_tables_of_a_text_file() -> None:
    (page,) = read_plain(PLAIN.encode())
    texts = [
        [
            [" ".join(line.text for line in cell.lines) for cell in table.cells if cell.row == row]
            for row in range(table.row_count)
        ]
        for table in page.grids
    ]
    assert texts == [
        [
            ["№", "Қызмет", "Бағасы"],
            ["1", "Виртуалды процессор", "3 450,00"],
            ["2", "Лицензия Windows Server Standard", "1 234 567,89"],
            ["3", "SSD", "98,25"],
        ],
        [["Қолжетімділік", "Өтемақы"], ["99,9%-дан төмен", "5%"], ["95%-дан төмен", "15%"]],
        [["Priority", "Response"], ["Critical", "15 min"], ["High", "30 min"]],
    ]
    assert [table.found_by for table in page.grids] == ["aligned", "drawn", "drawn"]
    assert [one.text for one in page.lines] == ["5.1. Қызметтің бағасы келесі кестеде көрсетілген."]
    cell = page.grids[0].cells[4]
    assert cell.lines[0].origin.bbox == (5 * CHARACTER_WIDTH, 3 * LINE_HEIGHT, 24 * CHARACTER_WIDTH, 4 * LINE_HEIGHT)


@given(st.text("|+- абв1\n", max_size=120))
def test_no_word_of_a_text_file_is_lost(text: str) -> None:
    signs = str.maketrans("", "", "|+-_")
    for page in read_plain(text.encode()):
        found = [word for line in page.lines for word in line.text.split()]
        found += [word for g in page.grids for c in g.cells for one in c.lines for word in one.text.split()]
        assert sorted("".join(found).translate(signs)) == sorted("".join(text.split()).translate(signs))
