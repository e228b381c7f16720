"""Two languages side by side: one text after the other, and only where it is one text."""

import pytest

from pipeline.check.rules.language import find_leftover_language
from pipeline.check.rules.subject import documents_to_subject
from pipeline.model import Cell, Document, Grid, Line, Origin, Page, Source, Terms
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms

SETTINGS = AllSettings()
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
