"""Two languages side by side: one text after the other, and only where it is one text."""

import re
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from pipeline.check.rules.language import find_leftover_language
from pipeline.check.rules.subject import documents_to_subject
from pipeline.model import Cell, Document, Grid, Line, Origin, Page, Source, Terms, Word
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms

SETTINGS = AllSettings()
LANGUAGES = Path(__file__).parent / "corpus" / "languages"
KAZAKH = (
    "ШАРТ",
    "1. ШАРТТЫҢ МӘНІ",
    "1.1. Орындаушы Тапсырыс берушіге серверді жалға береді.",
    "1.2. Тапсырыс беруші ақысын төлейді.",
)
RUSSIAN = (
    "ДОГОВОР",
    "1. ПРЕДМЕТ ДОГОВОРА",
    "1.1. Исполнитель предоставляет Заказчику сервер в аренду.",
    "1.2. Заказчик оплачивает услуги.",
)


def make_line(text: str, page: int, x0: float, top: float) -> Line:
    origin = Origin(page=page, bbox=(x0, top, x0 + 230, top + 10))
    return Line(raw=text, text=text, origin=origin, confidence=1.0)


def make_document(*pages: Page) -> Document:
    source = Source(
        file="t.pdf", sha256="0" * 64, pages=len(pages), text_origin="text-layer", repaired=False, confidence=1.0
    )
    return Document(source=source, pages=pages)


def make_page(number: int, lines: tuple[Line, ...] = (), grids: tuple[Grid, ...] = ()) -> Page:
    return Page(
        number=number,
        width=595,
        height=842,
        text_origin="text-layer",
        reason="",
        confidence=1.0,
        lines=lines,
        grids=grids,
    )


def in_columns(left: tuple[str, ...], right: tuple[str, ...], page: int = 1) -> Page:
    columns = ((left, 50.0), (right, 315.0))
    lines = tuple(make_line(text, page, x0, 100 + 30 * row) for texts, x0 in columns for row, text in enumerate(texts))
    return make_page(page, lines)


def in_a_table(left: tuple[str, ...], right: tuple[str, ...], page: int = 1) -> Page:
    cells = tuple(
        Cell(row=row, column=column, lines=(make_line(text, page, 50 + 265 * column, 100 + 30 * row),))
        for row, pair in enumerate(zip(left, right, strict=True))
        for column, text in enumerate(pair)
    )
    origin = Origin(page=page, bbox=(45, 95, 550, 100 + 30 * len(left)))
    grid = Grid(origin=origin, row_count=len(left), column_count=2, cells=cells, found_by="ruled")
    return make_page(page, grids=(grid,))


def read(document: Document) -> Terms:
    return document_to_terms(document, SETTINGS.structure)


@pytest.mark.parametrize("lay", [in_columns, in_a_table])
def test_the_second_language_is_a_text_of_its_own(lay: type) -> None:
    terms = read(make_document(lay(KAZAKH, RUSSIAN)))
    assert terms.title == "ШАРТ"
    assert [clause.number for clause in terms.clauses] == ["1", "1.1", "1.2", "ru", "ru/1", "ru/1.1", "ru/1.2"]
    assert terms.clauses[2].text == "Тапсырыс беруші ақысын төлейді."
    assert terms.clauses[5].text == "Исполнитель предоставляет Заказчику сервер в аренду."
    assert not terms.tables


@pytest.mark.parametrize("lay", [in_columns, in_a_table])
def test_texts_go_on_over_pages_each_in_its_language(lay: type) -> None:
    more = ("2. ТӨЛЕМ", "2.1. Ақы ай сайын төленеді.", "2.2. Шот қызмет көрсетілген айдан кейін беріледі.")
    also = ("2. ОПЛАТА", "2.1. Плата вносится ежемесячно.", "2.2. Счёт выставляется за истекший месяц.")
    terms = read(make_document(lay(KAZAKH, RUSSIAN), lay(more, also, 2)))
    numbers = ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert [clause.number for clause in terms.clauses] == [*numbers, "ru", *(f"ru/{number}" for number in numbers)]


ENGLISH = (
    "AGREEMENT",
    "1. SUBJECT",
    "1.1. The Contractor lets the Customer use a server.",
    "1.2. The Customer pays for it.",
)
NUMBERS = ("1", "1.1", "1.2")


def test_three_texts_in_a_table_are_read_one_after_the_other() -> None:
    texts = (KAZAKH, RUSSIAN, ENGLISH)
    terms = read(make_document(make_table(*texts)))
    languages = (f"{language}/{number}" for language in ("ru", "en") for number in ("", *NUMBERS))
    assert [clause.number for clause in terms.clauses] == [*NUMBERS, *(name.rstrip("/") for name in languages)]


def make_table(*columns: tuple[str, ...]) -> Page:
    cells = tuple(
        Cell(row=row, column=column, lines=(make_line(text, 1, 50 + 170 * column, 100 + 30 * row),))
        for column, texts in enumerate(columns)
        for row, text in enumerate(texts)
    )
    origin = Origin(page=1, bbox=(45, 95, 550, 300))
    grid = Grid(origin=origin, row_count=len(columns[0]), column_count=len(columns), cells=cells, found_by="ruled")
    return make_page(1, grids=(grid,))


@pytest.mark.parametrize("own", [True, False])
def test_numbers_in_a_column_of_a_table_belong_to_the_texts_right_of_it(own: bool) -> None:
    numbers = tuple(text.split()[0] for text in KAZAKH[1:])
    first, second = (tuple(text.partition(" ")[2] for text in texts[1:]) for texts in (KAZAKH, RUSSIAN))
    terms = read(make_document(make_table(numbers, first, *((numbers,) if own else ()), second)))
    assert [clause.number for clause in terms.clauses] == [*NUMBERS, "ru", *(f"ru/{number}" for number in NUMBERS)]
    assert terms.clauses[-1].text == "Заказчик оплачивает услуги."


def test_lines_that_run_over_a_narrow_gutter_are_taken_apart() -> None:
    """The last page has too few lines to show the gutter; what stands across below is in neither text."""
    more = ("2. ТӨЛЕМ", "2.1. Ақы ай сайын төленеді."), ("2. ОПЛАТА", "2.1. Плата вносится ежемесячно.")
    above = make_straddling(1, KAZAKH, RUSSIAN, *more)
    last = make_straddling(2, ("2.2. Шот кейін беріледі.",), ("2.2. Счёт выставляется позже.",))
    across = make_words("Алматы қаласы, тараптардың деректемелері туралы мәлімет", 2, 50, 200)
    terms = read(make_document(above, replace(last, lines=(*last.lines, across))))
    numbers = [*NUMBERS, "2", "2.1", "2.2"]
    assert [clause.number for clause in terms.clauses] == [*numbers, "ru", *(f"ru/{number}" for number in numbers)]
    assert terms.clauses[2].text == "Тапсырыс беруші ақысын төлейді."
    assert terms.clauses[5].text == "Шот кейін беріледі."


def make_words(text: str, page: int, x0: float, top: float) -> Line:
    """A line in type of four points a letter, its words as they stand; two blanks and more are as wide as they are."""
    words = tuple(
        Word(text=found[0], bbox=(x0 + 4.0 * found.start(), top, x0 + 4.0 * found.end(), top + 10))
        for found in re.finditer(r"\S+", text)
    )
    origin = Origin(page=page, bbox=(words[0].bbox[0], top, words[-1].bbox[2], top + 10))
    joined = " ".join(text.split())
    return Line(raw=joined, text=joined, origin=origin, words=words)


def make_straddling(page: int, *pairs: tuple[str, ...]) -> Page:
    """Two texts as lines of a reader that did not see the gutter between them."""
    left, right = ([text for texts in pairs[side::2] for text in texts] for side in (0, 1))
    rows = [f"{one:<58}  {other}" for one, other in zip(left, right, strict=True)]
    return make_page(page, tuple(make_words(row, page, 50, 60 + 20 * at) for at, row in enumerate(rows)))


def test_no_clause_of_the_second_text_is_left_over_from_a_translation() -> None:
    subject = documents_to_subject([read(make_document(in_a_table(KAZAKH, RUSSIAN)))], SETTINGS.check)
    assert not list(find_leftover_language(subject))


@pytest.mark.parametrize(
    "right",
    [
        ("ҚОСЫМША", "1. ТАРИФТЕР", "1.1. Сервердің бағасы.", "1.2. Төлем мерзімі."),  # one language
        ("ДОГОВОР", "4. ПРАВА", "4.1. Исполнитель вправе.", "4.2. Заказчик вправе."),  # goes on in the other
    ],
)
def test_a_table_that_is_no_translation_stays_one(right: tuple[str, ...]) -> None:
    assert len(read(make_document(in_a_table(KAZAKH, right))).tables) == 1


def test_a_frame_and_headings_beside_the_clauses_are_no_table() -> None:
    clauses = ("1. Terms have their meaning.", "2. We provide the service.", "3. You pay for it in 5 days.")
    framed = read(make_document(make_table(clauses)))
    beside = read(make_document(make_table(("Definitions", "Service", "Payment"), clauses)))
    for terms in (framed, beside):
        assert [clause.number for clause in terms.clauses] == ["1", "2", "3"]
        assert not terms.tables
    assert len(read(make_document(make_table(clauses, ("5 000", "3 000", "200")))).tables) == 1


def test_a_table_of_contents_without_lines_is_furniture() -> None:
    page = make_table(("1. Subject", "2. Payment", "3. Term"), ("2", "2", "3"))
    head = make_line("Contents", 1, 50, 60)
    body = tuple(
        make_line(text, 2, 50, 60 + 30 * row) for row, text in enumerate(("1. Subject", "1.1. We serve.", "2. Payment"))
    )
    terms = read(make_document(replace(page, lines=(head,)), make_page(2, body)))
    assert [clause.number for clause in terms.clauses] == ["1", "1.1", "2"]
    assert [leftover.kind for leftover in terms.furniture] == ["contents", "contents"]
    assert not terms.tables


def contract() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = yaml.safe_load((LANGUAGES / "contract.yaml").read_text(encoding="utf-8"))
    return texts


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_clause_of_a_contract_in_several_languages_is_found(path: Path) -> None:
    """The paragraphs are what each text says, title aside; the particulars below are in none of them."""
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    terms = read(document)
    first, *others = path.stem.partition(".")[0].split("-")
    wanted = [paragraph.split(" ", 1) for paragraph in contract()[first][1:]]
    for language in others:
        wanted += [[language, ""], *(paragraph.split(" ", 1) for paragraph in contract()[language][1:])]
    found = [[clause.number.rpartition("/")[2], clause.text] for clause in terms.clauses]
    assert [number for number, _ in found] == [number.rstrip(".") for number, _ in wanted]
    texts = [text for number, text in wanted if number.endswith((".", ")"))]
    assert [text for number, text in found if number not in others] == texts
