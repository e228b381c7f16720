"""Clause trees, tables and what surrounds them, from rows, goldens and any text at all."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.facts import add_facts
from pipeline.facts.quantity import find_quantities
from pipeline.languages.dates import find_dates
from pipeline.languages.detect import detect_language
from pipeline.languages.numerals import parse_numeral
from pipeline.languages.parties import parse_party
from pipeline.model import Document, Fact, Line, Origin, Page, Source, Terms, Word
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms
from pipeline.structure.front import heads_definitions, is_definitions_heading, parse_term
from pipeline.structure.numbering import (
    is_successor,
    item_readings,
    parse_misread_number,
    parse_named_number,
    parse_number,
    successors,
)
from pipeline.structure.outline import parse_unit
from pipeline.structure.references import find_reference_numbers
from tests.corpus.score import score_clauses
from tests.rows import load_rows

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
GOLDEN = HERE / "golden"
SETTINGS = AllSettings()
CLEAN = ("veeam", "dedicated", "object-storage", "kubernetes")
UNITS = {"veeam": 39, "dedicated": 34, "object-storage": 40, "kubernetes": 45}


def to_document(lines: list[str], confidence: float = 1.0, doubtful: Sequence[int] = ()) -> Document:
    """A plain-text page with the given lines; an empty one leaves a gap. What a scan shows is less sure than 1.

    `doubtful` are the lines that open with a word that could hardly be read.
    """
    placed = [
        Line(
            raw=text,
            text=text,
            origin=Origin(page=1, bbox=(0.0, 12.0 * row, 6.0 * len(text), 12.0 * row + 12.0)),
            confidence=confidence,
            words=(Word(text=text, bbox=(0.0, 0.0, 6.0, 12.0), confidence=0.3),) if row in doubtful else (),
        )
        for row, text in enumerate(lines)
        if text.strip()
    ]
    page = Page(
        number=1, width=595, height=842, text_origin="plain-text", reason="test", confidence=1.0, lines=tuple(placed)
    )
    source = Source(file="t.txt", sha256="0" * 64, pages=1, text_origin="plain-text", repaired=False, confidence=1.0)
    return Document(source=source, pages=(page,))


def read_terms(path: Path) -> Terms:
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    return add_facts(document_to_terms(document, SETTINGS.structure))


@pytest.mark.parametrize("row", load_rows("numbering.jsonl"))
def test_numbering(row: dict[str, Any]) -> None:
    terms = document_to_terms(
        to_document(row["lines"], row.get("confidence", 1.0), row.get("doubtful", ())), SETTINGS.structure
    )
    assert [clause.number for clause in terms.clauses] == row["numbers"]
    assert [clause.number for clause in terms.clauses if clause.number_inferred] == row.get("inferred", [])
    parents = {clause.number for clause in terms.clauses} | {None}
    assert all(clause.parent in parents for clause in terms.clauses)


def load_outlines() -> list[Any]:
    """Short documents and their outlines: "##### name", the text, "-----", the outline; behind a bar why it fails."""
    blocks = (HERE / "cases" / "outlines.txt").read_text(encoding="utf-8").split("##### ")[1:]
    rows = []
    for block in blocks:
        (name, bar, reason), rest = block.partition("\n")[0].partition(" | "), block.partition("\n")[2]
        text, _, outline = rest.partition("\n-----\n")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if bar else []
        rows.append(pytest.param(text, outline, id=name, marks=marks))
    return rows


@pytest.mark.parametrize(("text", "outline"), load_outlines())
def test_every_clause_of_a_short_document_is_found(text: str, outline: str, tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    score = score_clauses({"clauses": outline}, read_terms(path))
    assert (score.missing, score.invented) == ((), ())


def value_text(fact: Fact) -> str | None:
    return None if fact.value is None else str(fact.value)


def content(terms: Terms) -> dict[str, Any]:
    """What a document says, without its places and confidences, as its reviewed golden file holds it."""
    return {
        "title": terms.title,
        "version_date": terms.version_date,
        "effective_date": terms.effective_date,
        "preamble": terms.preamble,
        "definitions": [[definition.term, definition.text] for definition in terms.definitions],
        "clauses": [[clause.number, clause.text, list(clause.references)] for clause in terms.clauses],
        "responsibilities": [[entry.clause, entry.item, entry.party] for entry in terms.responsibilities],
        "tables": [[table.clause, table.kind, list(table.header), *map(list, table.rows)] for table in terms.tables],
        "facts": [
            [fact.metric, value_text(fact), fact.unit, fact.bound, fact.clause, fact.attributes, fact.quote]
            for fact in terms.facts
        ],
    }


def test_terms_explained_in_paragraphs_of_a_clause_are_definitions() -> None:
    lines = ["1. ТЕРМИНЫ", "1.1. В Договоре используются следующие термины:"]
    lines += [
        "Стойка – конструкция шириной 19 дюймов;",
        "Юнит (U) – единица высоты.",
        "1.2. Иные слова толкуются по закону.",
    ]
    terms = document_to_terms(to_document(lines), SETTINGS.structure)
    assert [(one.term, one.clause, one.in_text) for one in terms.definitions] == [
        ("Стойка", "1.1", True),
        ("Юнит (U)", "1.1", True),
    ]
    assert terms.clauses[1].text.endswith("Юнит (U) – единица высоты.")


def test_a_foot_that_was_read_differently_on_each_page_is_furniture() -> None:
    pages = []
    for number, foot in ((1, "стр. 1/3"), (2, "erp. 2/3"), (3, "crp.3/3")):
        lines = [f"{number}.1. {'Орындаушы қызмет көрсетеді. ' * number}", f"{number}.2. {'Клиент төлейді. ' * number}"]
        placed = [
            Line(
                raw=text,
                text=text,
                confidence=0.95,
                origin=Origin(page=number, bbox=(60.0, top, 60.0 + 6 * len(text), top + 12.0)),
            )
            for text, top in zip([*lines, foot], (60.0, 80.0 + number, 800.0), strict=True)
        ]
        pages.append(
            Page(
                number=number,
                width=595,
                height=842,
                text_origin="ocr",
                reason="test",
                confidence=0.95,
                lines=tuple(placed),
            )
        )
    source = Source(file="s.pdf", sha256="0" * 64, pages=3, text_origin="ocr", repaired=False, confidence=0.95)
    terms = document_to_terms(Document(source=source, pages=tuple(pages)), SETTINGS.structure)
    assert [left.text for left in terms.furniture] == ["стр. 1/3", "erp. 2/3", "crp.3/3"]
    assert all("/3" not in clause.text for clause in terms.clauses)


def test_paragraphs_of_one_line_are_parted_where_no_sentence_runs_across_their_gaps() -> None:
    """Most gaps of such a page are breaks; the few inside paragraphs tell."""
    texts = [
        ("САЯСАТ", 60.0),
        ("Жалпы ережелер", 84.0),
        ("Осы Саясат деректерді қалай өңдейтінін сипаттайды.", 101.0),
        ("Деректерді жинау", 118.0),
        ("Сервис тіркелу кезінде атын және нөмірін", 135.0),
        ("жинайды және сақтайды.", 146.0),
        ("Байланыс", 163.0),
        ("Сұрақтар бойынша dala@example.kz мекенжайына жазыңыз.", 180.0),
    ]
    lines = tuple(
        Line(raw=text, text=text, origin=Origin(page=1, bbox=(60.0, top, 60.0 + 5 * len(text), top + 9.5)))
        for text, top in texts
    )
    page = Page(number=1, width=595, height=842, text_origin="text-layer", reason="test", confidence=1.0, lines=lines)
    source = Source(file="a.pdf", sha256="0" * 64, pages=1, text_origin="text-layer", repaired=False, confidence=1.0)
    terms = document_to_terms(Document(source=source, pages=(page,)), SETTINGS.structure)
    assert [clause.number for clause in terms.clauses] == ["1", "1.1", "2", "2.1", "3", "3.1"]


def test_who_approved_the_document_is_not_its_title() -> None:
    lines = ["УТВЕРЖДЕНО", "приказом директора", "АО «Сервер»", "от 03.08.2026 № 41", "", "Договор-оферта на хостинг"]
    terms = document_to_terms(to_document([*lines, "", "1. ПРЕДМЕТ", "1.1. Исполнитель служит."]), SETTINGS.structure)
    assert (terms.title, terms.version_date) == ("Договор-оферта на хостинг", "2026-08-03")
    assert [left.text for left in terms.unplaced] == lines[:4]


def test_a_word_divided_at_a_line_end_is_joined_and_noted() -> None:
    lines = ["1. ДОСТУП", "1.1. Без письменного со-", "гласия Исполнителя кто-", "либо не входит."]
    terms = document_to_terms(to_document(lines), SETTINGS.structure)
    assert terms.clauses[1].text == "Без письменного согласия Исполнителя кто-либо не входит."
    assert [(note.before, note.after) for note in terms.repairs] == [("со-гласия", "согласия")]


def test_a_table_of_contents_is_furniture_and_a_price_list_with_leaders_is_not() -> None:
    contents = [
        "СОДЕРЖАНИЕ",
        "1. Предмет .......... 2",
        "2. Порядок расчётов",
        "и сроки ........ 3",
        "3. Споры ........ 3",
    ]
    prices = ["1. Предмет", "1.1. Цены в месяц:", "Диск ........ 500", "Сервер ........ 900", "Лента ........ 1200"]
    terms = document_to_terms(to_document([*contents, *prices, "1.2. Цены с НДС."]), SETTINGS.structure)
    assert [left.text for left in terms.furniture if left.kind == "contents"] == contents
    assert [clause.number for clause in terms.clauses] == ["1", "1.1", "1.2"]
    assert "Лента ........ 1200" in terms.clauses[1].text


@pytest.mark.parametrize("service", CLEAN)
@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_text_and_pdf_say_what_the_golden_file_says(service: str, kind: str) -> None:
    terms = read_terms(RAW / f"{service}.{kind}")
    assert len(terms.clauses) == UNITS[service]
    assert content(terms) == json.loads((GOLDEN / f"{service}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("service", CLEAN)
def test_every_quote_stands_in_its_clause(service: str) -> None:
    terms = read_terms(RAW / f"{service}.txt")
    for fact in terms.facts:
        clauses = [clause.text for clause in terms.clauses if clause.number == fact.clause]
        cells = [cell for table in terms.tables if table.clause == fact.clause for row in table.rows for cell in row]
        assert any(fact.quote in text for text in [*clauses, *cells]), fact


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def words_of(terms: Terms) -> Counter[str]:
    """Every word the result holds, wherever it holds it; the parties of responsibilities are names, not words."""
    texts = [terms.title or "", terms.preamble]
    texts += [f"{definition.term} {definition.text}" for definition in terms.definitions]
    texts += [clause.text for clause in terms.clauses]
    texts += [entry.item for entry in terms.responsibilities]
    texts += [leftover.text for leftover in (*terms.unplaced, *terms.furniture)]
    texts += [cell for table in terms.tables for row in (table.header, *table.rows) for cell in row]
    return words(" ".join(texts))


@pytest.mark.parametrize("service", CLEAN)
def test_nothing_is_lost_but_numbers_and_parties(service: str) -> None:
    path = RAW / f"{service}.txt"
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    terms = document_to_terms(document, SETTINGS.structure)
    source = words(" ".join(line.text for page in document.pages for line in page.lines))
    numbers = words(" ".join(clause.number for clause in terms.clauses))
    parties = {"Тапсырыс", "беруші", "Орындаушы"}
    lost = source - words_of(terms) - numbers
    assert {word for word in lost if word not in parties} == set()
    assert words_of(terms) - source == Counter()


LINE = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda number, text: f"{number} {text}",
        st.from_regex(r"\A\d{1,2}(\.\d{1,2}){0,2}\.?\Z"),
        st.text(alphabet="абвг АБВГ:;.-–%5", max_size=20),
    ),
    st.from_regex(r"\A[1-4абвi]\) [а-я ]{1,12};?\Z"),
    st.sampled_from(["", "• Деректер – Орындаушы", "Жалпы уақыт Өтемақы мөлшері", "99,9%-дан жоғары 0%", "5.1."]),
)


MIXED = st.one_of(
    LINE,
    st.sampled_from(
        [
            "Глава 1. ОБЩЕЕ",
            "Глава 2. ПРАВА",
            "1-тарау. ЕРЕЖЕ",
            "Статья 3-1. Доступ",
            "§ 1. Scope",
            "I. ПРЕДМЕТ",
            "II. СРОК",
            "A. GENERAL",
            "B. FEES",
            "Приложение",
            "ПРАВА СТОРОН",
            "РЕКВИЗИТЫ СТОРОН",
            "____ / Иванов",
            "- первое;",
            "- второе.",
            "Термины:",
            "1. Сервис – доступ.",
            "2. Срок.",
            '"Downtime" means any minute.',
            "Как мы работаем",
            "a. one",
            "b. two",
            "(1) first",
            "(2) second",
            "Section 1.1 Fees are due.",
            "1.2-тармақ. Клиент төлейді.",
            "PART A. HOME",
            "Part B. Car",
            "§ 2а. Качество",
            "1. 2. Вторая часть.",
            "З.1. Төлем",
            "2) второе",
            "ғ) алтыншы;",
            "10.09.2025 бастап күшіне енеді",
            "Услуга         Срок        Цена",
            "Хостинг        4 часа      99,9%",
            "| а | б |",
            "¹ Сноска о ценах",
            "²) мелко",
            "١. арабская",
        ]
    ),
)


PARSERS: tuple[Callable[[str], object], ...] = (
    parse_number,
    parse_named_number,
    parse_misread_number,
    item_readings,
    parse_unit,
    parse_term,
    is_definitions_heading,
    heads_definitions,
    find_reference_numbers,
    find_dates,
    find_quantities,
    parse_numeral,
    parse_party,
    detect_language,
)


def characters(texts: list[str]) -> Counter[str]:
    """Letters and digits; marks may be those of a number or a bullet, hyphens those of a line's end."""
    return Counter(character for text in texts for character in text.casefold() if character.isalnum())


def places_of(terms: Terms) -> list[str]:
    """Every text of the result where its words stand; a definition of a numbered clause stands in the clause."""
    misread = {(note.after, note.origin.bbox[1]): note.before for note in terms.repairs}
    texts = [terms.title or "", terms.preamble]
    texts += [f"{one.term} {one.text}" for one in terms.definitions if not one.in_text]
    for clause in terms.clauses:
        number = clause.number.rpartition("/")[2]
        texts += [clause.text, "" if clause.number_inferred else misread.get((number, clause.origin.bbox[1]), number)]
    texts += [entry.item for entry in terms.responsibilities]
    texts += [leftover.text for leftover in (*terms.unplaced, *terms.furniture)]
    return texts + [cell for table in terms.tables for row in (table.header, *table.rows) for cell in row]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MIXED, max_size=25))
def test_every_character_of_any_text_is_in_exactly_one_place(lines: list[str]) -> None:
    document = to_document([" ".join(line.split()) for line in lines])
    terms = add_facts(document_to_terms(document, SETTINGS.structure))
    source = characters([line.text for page in document.pages for line in page.lines])
    kept = characters(places_of(terms))
    assert kept - source == Counter()
    # the party of a responsibility is kept as who it is; "means" of a definition is what makes it one
    lost = Counter() if terms.responsibilities else source - kept
    assert lost - characters(["means"] * sum(not one.in_text for one in terms.definitions)) == Counter()
    numbers = [clause.number for clause in terms.clauses]
    assert len(set(numbers)) == len(numbers) or any("/" in number for number in numbers)
    assert all(clause.parent is None or clause.parent in numbers for clause in terms.clauses)
    assert msgspec.json.encode(terms) == msgspec.json.encode(add_facts(document_to_terms(document, SETTINGS.structure)))


@given(st.one_of(st.text(max_size=60), MIXED))
def test_no_parser_raises(text: str) -> None:
    for parse in PARSERS:
        assert parse(text) == parse(text)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_successors_are_successors(parts: list[int]) -> None:
    number = tuple(parts)
    assert all(is_successor(number, after) and after > number for after in successors(number))


def test_a_short_first_line_in_small_letters_is_the_title() -> None:
    terms = document_to_terms(
        to_document(["Интернет-дүкен ережелері", "1. Жалпы ережелер", "1.1. Мәтін."]), SETTINGS.structure
    )
    assert (terms.title, terms.preamble) == ("Интернет-дүкен ережелері", "")
    terms = document_to_terms(
        to_document(["Осы Ережелер барлығына қолданылады.", "1. Мәні", "1.1. Мәтін."]), SETTINGS.structure
    )
    assert (terms.title, terms.preamble) == (None, "Осы Ережелер барлығына қолданылады.")


def test_a_kazakh_date_of_application_is_found() -> None:
    lines = ["ТАРИФТЕР", "2025 жылғы 1 маусымнан бастап қолданылады", "1. ЖАЛПЫ ЕРЕЖЕЛЕР", "1.1. Мәтін."]
    assert document_to_terms(to_document(lines), SETTINGS.structure).effective_date == "2025-06-01"


def test_a_title_goes_on_in_its_own_print() -> None:
    document = to_document(
        ["ДОГОВОР", "ПРИСОЕДИНЕНИЯ на оказание услуг", "Стороны договорились:", "1. Мәні", "1.1. Мәтін."]
    )
    (page,) = document.pages
    lines = tuple(
        replace(line, size=15.0 if number < 2 else 10.0, bold=number < 2) for number, line in enumerate(page.lines)
    )
    terms = document_to_terms(replace(document, pages=(replace(page, lines=lines),)), SETTINGS.structure)
    assert (terms.title, terms.preamble) == ("ДОГОВОР ПРИСОЕДИНЕНИЯ на оказание услуг", "Стороны договорились:")


@pytest.mark.parametrize("bold", [True, False])
def test_what_a_kazakh_title_is_about_stands_above_its_capitals(bold: bool) -> None:
    document = to_document(["«Шипа» орталығында", "ақылы қызмет көрсету", "ҚАҒИДАЛАРЫ", "1. Мәні", "1.1. Мәтін."])
    (page,) = document.pages
    lines = tuple(replace(line, size=9.0 * bold, bold=bold and number < 3) for number, line in enumerate(page.lines))
    terms = document_to_terms(replace(document, pages=(replace(page, lines=lines),)), SETTINGS.structure)
    assert (terms.title, terms.unplaced) == ("«Шипа» орталығында ақылы қызмет көрсету ҚАҒИДАЛАРЫ", ())


def _read_lone_page(*lines: tuple[str, float, float]) -> Terms:
    """The terms of one A4 page with these lines: text, top and type size."""
    boxes = [(60.0, top, 300.0, top + size) for _, top, size in lines]
    made = tuple(
        Line(
            raw=text,
            text=text,
            origin=Origin(page=1, bbox=box),
            size=size,
        )
        for (text, _, size), box in zip(lines, boxes, strict=True)
    )
    page = Page(number=1, width=595, height=842, text_origin="text-layer", reason="", confidence=1, lines=made)
    return document_to_terms(replace(to_document([""]), pages=(page,)), SETTINGS.structure)


def test_a_lone_page_has_its_head_and_foot_in_the_margins() -> None:
    terms = _read_lone_page(
        ("Acme terms v3", 25, 12), ("TERMS OF USE", 80, 14), ("1. We do.", 110, 10), ("1 of 1", 800, 10)
    )
    assert terms.title == "TERMS OF USE"
    assert [(leftover.kind, leftover.text) for leftover in terms.furniture] == [
        ("running-head", "Acme terms v3"),
        ("page-number", "1 of 1"),
    ]


@pytest.mark.parametrize("top", [60.0, 25.0])
def test_what_stands_right_above_the_text_or_is_larger_is_no_running_head(top: float) -> None:
    terms = _read_lone_page(("TERMS OF USE", top, 16), ("1. We do.", top + 20, 10), ("2. You do.", top + 32, 10))
    assert (terms.title, terms.furniture) == ("TERMS OF USE", ())


def test_dates_of_approval_and_of_the_last_clause() -> None:
    lines = [
        "Бас директордың 2026 жылғы 5 қаңтардағы",
        "№ 3-Ө бұйрығымен бекітілген",
        "",
        "БАЙЛАНЫС ҚАҒИДАЛАРЫ",
        "",
        "1. Өзгерістер 2027 жылғы 1 мамырдан бастап күшіне енеді.",
        "2. Осы Қағидалар 2026 жылғы 1 ақпаннан бастап күшіне енеді.",
    ]
    terms = document_to_terms(to_document(lines), SETTINGS.structure)
    assert (terms.title, terms.version_date, terms.effective_date) == (
        "БАЙЛАНЫС ҚАҒИДАЛАРЫ",
        "2026-01-05",
        "2026-02-01",
    )


def test_the_place_of_a_contract_is_no_part_of_its_title() -> None:
    lines = ["ПУБЛИЧНАЯ ОФЕРТА", "о хранении ключей", "г. Алматы", "Стороны договорились:", "1. Мәні", "1.1. Мәтін."]
    terms = document_to_terms(to_document(lines), SETTINGS.structure)
    assert (terms.title, terms.preamble) == ("ПУБЛИЧНАЯ ОФЕРТА о хранении ключей", "г. Алматы Стороны договорились:")
