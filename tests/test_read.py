"""Reading: every kind of file, every kind of trouble; one run of the real engine."""

import re
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.model import LINE_HEIGHT, Document, Grid, Page, Word
from pipeline.read import ocr, read_document, scan
from pipeline.read.aligned import find_aligned_grids
from pipeline.read.layout import group_rows
from pipeline.read.pdf import open_pdf
from pipeline.read.plain import decode_text, read_plain
from pipeline.read.text_layer import look, read_sheet
from pipeline.settings import ReadSettings

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
PDFS = HERE / "pdfs"
SETTINGS = ReadSettings(cache=False)
LISTING = (
    "3.1. Тапсырыс беруші Қызметке тапсырысты Жеке кабинет арқылы бере алады.",
    "3.2. Орындаушы Қызметтің қолжетімділігіне 99,9%-дан кем емес кепілдік береді.",
    "3.3. Техникалық қолдау тәулігіне 24 сағат, 24/7/365 режимінде көрсетіледі.",
    "3.4. Тестілеу кезеңінің ұзақтығы 3 (үш) күнтізбелік күннен аспайды.",
    "3.5. Өтемақы Мастер-нодалардың тоқтап қалуы үшін төленбейді.",
)


def read(path: Path) -> Document:
    return read_document(path, SETTINGS, name=path.name)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def rows(grid: Grid) -> list[list[str]]:
    return [
        [" ".join(line.text for line in cell.lines) for cell in grid.cells if cell.row == row]
        for row in range(grid.row_count)
    ]


def read_layer(name: str) -> Page:
    with open_pdf((PDFS / f"{name}.pdf").read_bytes(), max_pages=9) as pdf:
        return read_sheet(look(pdf, 0), reason="", trust=1.0)


# --- plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("dedicated.txt", ["ЖЕКЕЛЕГЕН", "3.7. Тапсырыс", "5.8. Жоғарыда"]),
        ("veeam.txt", [" Осы", "2.1.2. Бұлттық", "4. ТАРАПТАРДЫҢ", "99,0%-дан төмен"]),
        ("object-storage.txt", [" Осы", "2. ҚЫЗМЕТТІҢ", "мүмкін.", "ұлғайтылуы", "талабы"]),
        ("vps.txt", [" more than cloud", "3.12.6.", "5.2.", "5.12."]),
    ],
)
def test_page_ends_of_the_given_texts(name: str, starts: list[str]) -> None:
    pages = read(RAW / name).pages
    assert len(pages) == len(starts)
    for page, start in zip(pages, starts, strict=True):
        assert page.lines[0].text.startswith(start)


def test_blank_lines_and_indents_are_geometry() -> None:
    (page,) = read_plain("а\n\n\tб\n".encode())
    assert [line.text for line in page.lines] == ["а", "\tб"]
    assert [line.origin.bbox[:2] for line in page.lines] == [(0.0, 0.0), (48.0, 2 * LINE_HEIGHT)]


def test_form_feeds_end_pages_and_nothing_else_does() -> None:
    pages = read_plain(b"one\n\n\n\n\ntwo\n\fthree\n\f")
    assert [texts(page) for page in pages] == [["one", "two"], ["three"]]
    assert read_plain(b"a\n\f\fb")[1].blank_reason is not None


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" \t")), max_size=40))
def test_plain_reading_keeps_every_character(lines: list[str]) -> None:
    pages = read_plain("\n".join(lines).encode())
    grids = [grid for page in pages for grid in page.grids]
    found = [line.raw for page in pages for line in page.lines]
    if not grids:
        assert found == [line.rstrip() for line in lines if line.strip()]
    inside = [line.raw for grid in grids for cell in grid.cells for line in cell.lines]
    drawn = (
        set(" \t|│┃║¦+┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬╪╫╞╡╤╧╟╢╥╨┏┓┗┛┣┫┳┻╋-=─━═:_") if grids else set(" \t")
    )  # the signs that draw a table's lines are in no cell
    # in a cell, a blank stands for a tab between words
    kept, given = (Counter("".join(texts).replace("\t", " ")) for texts in (found + inside, lines))
    assert {sign: count for sign, count in (given - kept).items() if sign not in drawn} == {}
    assert not kept - given


@given(st.binary(max_size=400))
def test_no_bytes_surprise_the_text_reader(data: bytes) -> None:
    try:
        pages = read_plain(data)
    except DocumentError:
        return
    assert all(page.text_origin == "plain-text" for page in pages)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"])
def test_kazakh_in_every_encoding(encoding: str) -> None:
    text = (RAW / "veeam.txt").read_text(encoding="utf-8").replace("\ue12c", "-")
    assert decode_text(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_russian_in_every_encoding(encoding: str) -> None:
    text = "Исполнитель обязуется оказать услуги. НДС 12 %, ТОО, Linux.\n" * 3
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.confidence < 1


# --- trouble ---------------------------------------------------------------------------------------------------------


def png_bytes(image: scan.Image) -> bytes:
    return bytes(cv2.imencode(".png", image)[1].tobytes())


TROUBLES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty-file"),
    "blank": ("a.txt", b"\n \n", "no-text"),
    "binary": ("a.txt", bytes(range(256)) * 9, "undecodable-text"),
    "utf-8 cut off": ("a.txt", "Шарттар мен талаптар".encode()[:-1], "undecodable-text"),
    "a Word file": ("a.docx", b"PK\x03\x04...", "unsupported-type"),
    "a Word file named as text": ("a.txt", b"PK\x03\x04...", "wrong-type"),
    "a web page named as text": ("a.txt", b"<!DOCTYPE html><p>", "wrong-type"),
    "text named as PDF": ("a.pdf", "Шарттар".encode(), "wrong-type"),
    "an image named as PDF": ("a.pdf", b"\x89PNG\r\n\x1a\n...", "wrong-type"),
    "a PDF named as an image": ("a.png", b"%PDF-1.4 ...", "wrong-type"),
    "PDF cut off": ("a.pdf", (RAW / "veeam.pdf").read_bytes()[:30_000], "broken-pdf"),
    "PDF header only": ("a.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF", "broken-pdf"),
    "noise named as PDF": ("a.pdf", bytes(range(255, -1, -1)) * 9, "broken-pdf"),
    "image cut off": ("a.png", png_bytes(np.full((300, 300), 255, np.uint8))[:80], "broken-image"),
    "noise named as an image": ("a.jpg", bytes(range(255, -1, -1)) * 9, "broken-image"),
}


@pytest.mark.parametrize(("name", "data", "code"), TROUBLES.values(), ids=TROUBLES.keys())
def test_trouble_has_a_name(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "code"), [("encrypted", "encrypted"), ("no-pages", "no-pages"), ("huge-page", "too-many-pixels")]
)
def test_trouble_in_a_pdf_has_a_name(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "check_tesseract", lambda _: None)
    with pytest.raises(DocumentError) as caught:
        read(PDFS / f"{name}.pdf")
    assert caught.value.code == code


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.pdf", "not-found"), (tmp_path, "not-a-file")):
        with pytest.raises(DocumentError) as caught:
            read(path)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("settings", "code"),
    [(ReadSettings(max_pages=2), "too-many-pages"), (ReadSettings(max_bytes=1000), "too-many-bytes")],
)
def test_limits(settings: ReadSettings, code: str) -> None:
    for name in ("veeam.pdf", "veeam.txt"):
        with pytest.raises(DocumentError) as caught:
            read_document(RAW / name, settings, name=name)
        assert caught.value.code == code


# --- the text layer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["veeam", "dedicated", "object-storage", "kubernetes"])
def test_a_typeset_pdf_has_the_words_of_its_text(name: str) -> None:
    def count_words(document: Document) -> Counter[str]:
        lines = [line for page in document.pages for line in page.lines]
        cells = [cell for page in document.pages for grid in page.grids for cell in grid.cells]
        text = " ".join(line.text for line in [*lines, *(line for cell in cells for line in cell.lines)])
        # the typesetter set dashes apart and broke lines at other hyphens; the text has link targets, the PDF a head
        text = re.sub(r"[–—-]\s*", " ", text).replace("\uf0b7", "•").replace("\ue12c", "•")
        text = text.replace("more than cloud", "").replace("https://www.veeam.com/", "")
        return Counter(re.sub(r"(4\.1\.)(?=\w)", r"\1 ", text).split())

    pdf, text = read(RAW / f"{name}.pdf"), read(RAW / f"{name}.txt")
    assert pdf.source.text_origin == "text-layer"
    assert count_words(pdf) == count_words(text)


def test_clause_numbers_stay_with_their_text_and_tables_apart() -> None:
    page = read(RAW / "kubernetes.pdf").pages[3]
    assert "5.5. Орындаушы есепті кезеңде осы Келісім (SLA) бойынша Қызметтің қолжетімділігіне" in texts(page)
    assert rows(page.grids[1]) == [
        ["Жалпы қолжетімділік уақыты", "Өтемақы мөлшері"],
        ["99,9%-дан жоғары", "0%"],
        ["99,9%-дан төмен, бірақ 99,0%-дан жоғары", "5%"],
        ["99,0%-дан төмен, бірақ 95%-дан жоғары", "10%"],
        ["95,0%-дан төмен", "15%"],
    ]
    assert not any("0%" in line for line in texts(page))
    heading = next(line for line in read(RAW / "kubernetes.pdf").pages[0].lines if line.text == "1. МӘНІ")
    assert (heading.bold, heading.size) == (True, 10.5)


@pytest.mark.parametrize("name", ["sound", "rotated-page", "cropped-page", "no-space-characters", "background-picture"])
def test_lines_of_a_sound_layer(name: str) -> None:
    assert [line.text for line in read_layer(name).lines if line.role == "body"] == list(LISTING)
    assert read(PDFS / f"{name}.pdf").source.text_origin == "text-layer"


@pytest.mark.parametrize(
    ("name", "heading"),
    [("letter-spaced", "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ"), ("fake-bold", "4. ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ")],
)
def test_headings_set_with_a_trick(name: str, heading: str) -> None:
    assert texts(read_layer(name)) == [heading, *LISTING]


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = texts(read_layer("two-columns"))
    assert lines[0].startswith("ДОГОВОР")
    assert lines.index("конец столбца 1") == 21
    assert lines[-1] == "конец столбца 2"


def test_a_title_beside_two_lines_of_the_next_column_keeps_them_apart() -> None:
    def words(text: str, left: float, top: float, size: float) -> list[Word]:
        boxes = [(left + index * 60, top, left + index * 60 + 55, top + size) for index in range(len(text.split()))]
        return [Word(text=word, bbox=box, size=size) for word, box in zip(text.split(), boxes, strict=True)]

    page = words("ДОГОВОР ПРИСОЕДИНЕНИЯ", 50, 115.5, 15)
    page += words("Оператор уменьшает плату", 310, 112.3, 10) + words("соразмерно времени перерыва.", 310, 125.3, 10)
    lines = [" ".join(word.text for word in row if word.bbox[0] > 300) for row in group_rows(page)]
    assert lines == ["Оператор уменьшает плату", "соразмерно времени перерыва."]


def place(*rows: tuple[float, dict[float, str]]) -> list[Word]:
    """Words of 10 points, each row at a height, each cell at its left edge."""
    words = []
    for top, cells in rows:
        for left, text in cells.items():
            at = left
            for word in text.split():
                words.append(Word(text=word, bbox=(at, top, at + 5 * len(word), top + 10)))
                at += 5 * len(word) + 3
    return words


def test_a_table_without_lines_is_told_by_its_columns() -> None:
    prose = {60.0: "2. Прочие условия этого прейскуранта"}
    page = place(
        (100, {60.0: "1. Цены"}),
        (120, {60.0: "№", 90.0: "Услуга", 250.0: "Цена, тенге"}),
        (137, {60.0: "1", 90.0: "RAM", 250.0: "950"}),
        (154, {60.0: "2", 90.0: "Лицензия Windows", 250.0: "1 000 000"}),
        (165, {90.0: "Server"}),
        (182, {60.0: "3", 90.0: "SSD", 250.0: "45,50"}),
        (205, prose),
    )
    (grid,), rest = find_aligned_grids(page, 1)
    assert rows(grid) == [
        ["№", "Услуга", "Цена, тенге"],
        ["1", "RAM", "950"],
        ["2", "Лицензия Windows Server", "1 000 000"],
        ["3", "SSD", "45,50"],
    ]
    assert " ".join(word.text for word in rest) == "1. Цены 2. Прочие условия этого прейскуранта"


@pytest.mark.parametrize(
    "rows_on_page",
    [
        # three columns of prose
        [(100 + 13 * row, dict.fromkeys((50.0, 220.0, 390.0), "столбец прозы во всю свою ширину")) for row in range(8)],
        # names and values, clause numbers left of their clauses
        [(100 + 13 * row, {50.0: f"2.{row}", 90.0: "Заказчик обязан"}) for row in range(8)],
        # justified lines, whose wide blanks do not stand under each other
        [(100 + 13 * row, {50.0: "слово", 100.0 + 7 * row: "слово", 200.0 + 11 * row: "слово"}) for row in range(8)],
        # two rows are too few
        [(100 + 13 * row, {50.0: "Имя", 150.0: "Дата", 250.0: "Подпись"}) for row in range(2)],
    ],
)
def test_columns_that_are_no_table(rows_on_page: list[tuple[float, dict[float, str]]]) -> None:
    page = place(*rows_on_page)
    assert find_aligned_grids(page, 1) == ((), [word for row in group_rows(page) for word in row])


@given(
    st.lists(st.dictionaries(st.sampled_from([50.0, 150.0, 250.0, 350.0]), st.just("1 000"), min_size=1), min_size=1)
)
def test_no_word_is_lost_to_a_table(cells: list[dict[float, str]]) -> None:
    page = place(*[(12.0 * row, dict(sorted(line.items()))) for row, line in enumerate(cells)])
    grids, rest = find_aligned_grids(page, 1)
    inside = [word for grid in grids for cell in grid.cells for line in cell.lines for word in line.words]
    assert sorted(word.bbox for word in [*inside, *rest]) == sorted(word.bbox for word in page)


def test_cells_that_span() -> None:
    (grid,) = read_layer("spans").grids
    assert (grid.row_count, grid.column_count) == (3, 3)
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in grid.cells}
    assert spans == {(0, 0): (1, 1), (0, 1): (1, 2), (1, 0): (2, 1), (1, 1): (1, 1), (1, 2): (1, 1)} | {
        (2, 1): (1, 1),
        (2, 2): (1, 1),
    }
    assert grid.cells[-1].lines == ()


def test_a_frame_is_no_table() -> None:
    page = read_layer("framed-paragraph")
    assert page.grids == ()
    assert texts(page) == [*LISTING, *LISTING[:3]]


# --- blank pages ------------------------------------------------------------------------------------------------------


def test_a_blank_page_says_so() -> None:
    document = read(PDFS / "blank-page.pdf")
    assert [page.blank_reason is None for page in document.pages] == [True, False]
    assert document.source.text_origin == "text-layer"


@pytest.mark.engine
def test_a_garbled_layer_is_read_from_its_picture() -> None:
    (page,) = read(PDFS / "no-tounicode.pdf").pages
    assert texts(page) == list(LISTING)
    assert page.trust is not None
    assert page.trust < SETTINGS.trust_threshold
