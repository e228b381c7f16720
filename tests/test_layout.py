"""Reading order and what a line is: columns, side notes, footnotes, watermarks, turned text; what becomes of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Document, Line, Origin, Page, Source, Terms, Word
from pipeline.read.layout import words_to_lines
from pipeline.read.pdf import open_pdf
from pipeline.read.text_layer import look, read_sheet
from pipeline.settings import StructureSettings
from pipeline.structure import document_to_terms

PDFS = Path(__file__).parent / "pdfs"
SOURCE = Source(file="a.pdf", sha256="0" * 64, pages=1, text_origin="text-layer", repaired=False, confidence=1.0)


def read(name: str) -> Page:
    with open_pdf((PDFS / f"{name}.pdf").read_bytes(), max_pages=9) as pdf:
        return read_sheet(look(pdf, 0), reason="", trust=1.0)


def structure(*pages: Page) -> Terms:
    return document_to_terms(Document(source=SOURCE, pages=pages), StructureSettings())


def by_role(lines: tuple[Line, ...]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for line in lines:
        roles.setdefault(line.role, []).append(line.text)
    return roles


def set_words(text: str, left: float, top: float, size: float = 10.0, *, known: bool = True) -> list[Word]:
    """A line of words, half a size a letter; `known`: the reader tells sizes, as a text layer does."""
    words = []
    for word in text.split():
        right = left + 0.5 * size * len(word)
        words.append(Word(text=word, bbox=(left, top, right, top + size), size=size if known else 0.0))
        left = right + 0.3 * size
    return words


def set_column(name: str, left: float, top: float, count: int, *, letters: int = 32, pitch: float = 13.0) -> list[Word]:
    """Lines of prose that fill their column, each beginning with the column's name and its number."""
    words = []
    for number in range(count):
        line = f"{name}{number}"
        while len(line) < letters - 6:
            line += " слово"
        words += set_words(line + " " + "т" * max(1, letters - len(line) - 1), left, top + pitch * number)
    return words


def starts(lines: tuple[Line, ...]) -> list[str]:
    return [line.words[0].text for line in lines]


def names(name: str, count: int) -> list[str]:
    return [f"{name}{number}" for number in range(count)]


# --- columns ---------------------------------------------------------------------------------------------------------


def set_lines(lines: list[str], left: float, top: float, pitch: float = 13.0) -> list[Word]:
    return [word for number, line in enumerate(lines) for word in set_words(line, left, top + pitch * number)]


RAGGED = (
    ["ОБЩИЕ ПОЛОЖЕНИЯ", "Правила определяют условия, на которых", "страховщик заключает договоры.", "ПЕРИОД"],
    ["Период считается со дня поступления всех", "документов, кроме выписок.", "Случаем признаётся:", "пожар;"],
    ["Не является случаем:", "естественный износ;", "умысел.", "ВЫПЛАТА", "Страхователь обязан уведомить о нём в"],
    ["течение трёх рабочих дней после события и", "подать документы. Выплата следует."],
)


def test_columns_of_headings_items_and_short_sentences_are_read_one_after_the_other() -> None:
    left, right = [*RAGGED[0], *RAGGED[1]], [*RAGGED[2], *RAGGED[3]]
    lines = words_to_lines([*set_lines(left, 40, 50), *set_lines(right, 300, 50)], 1)
    assert [line.text for line in lines] == [*left, *right]


def test_columns_are_told_by_clause_numbers_that_count_on() -> None:
    left = ["1. Доступ по заявке", "за четыре часа.", "2. Правила:", "а) не курить;", "б) не вносить", "жидкости."]
    right = ["3. Поддержка с 8:00", "до 20:00.", "4. Штраф 2 000 тенге.", "Приложение", "1. Заявка", "2. Акт"]
    lines = words_to_lines([*set_lines(left, 40, 50), *set_lines(right, 300, 50)], 1)
    assert [line.text for line in lines] == [*left, *right]


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("5.1. Счёт оплачивается в срок", "5.2. Цена меняется один раз в год", True),
        ("(b) We pay no more than that", "(c) If data are lost you get all", True),
        ("5.1. Счёт оплачивается в срок", "5.4. Цена меняется один раз в год", False),
        ("Счёт оплачивается в срок", "Цена меняется один раз в год", False),
    ],
)
def test_few_lines_in_columns_of_one_width_whose_marks_count_on(left: str, right: str, apart: bool) -> None:
    beside = 70 + max(set_words(text, 0, 0)[-1].bbox[2] for text in (left, right))
    words = set_words(left, 50, 60) + set_words("и без задержки.", 50, 73)
    words += set_words(right, beside, 60) + set_words("с первого января.", beside, 73)
    lines = words_to_lines(words, 1)
    assert (len(lines) == 4) == apart
    assert [line.text for line in lines][:2] == (
        [left, "и без задержки."] if apart else [f"{left} {right}", lines[1].text]
    )


def test_names_and_values_side_by_side_stay_on_their_lines() -> None:
    names_ = ["Доступ", "Поддержка", "Резервные копии", "Хранение", "Перенос данных", "Удаление"]
    values = ["по заявке", "круглосуточно", "раз в сутки", "тридцать дней", "в день заявки", "через месяц"]
    lines = words_to_lines([*set_lines(names_, 40, 50), *set_lines(values, 300, 50)], 1)
    assert [line.text for line in lines] == [f"{name} {value}" for name, value in zip(names_, values, strict=True)]


def test_a_word_at_the_end_of_a_long_line_is_no_side_note_beside_a_small_foot() -> None:
    body = ["Выплата не производится, если о нём не сообщили"] * 24
    words = [*set_lines(body, 60, 50), *set_words("Выплата в период из договора по всем случаям и рискам не", 60, 362)]
    words += [*set_words("производится.", 60, 375), *set_words("1/1", 330, 800, 7.0)]
    lines = words_to_lines(words, 1)
    assert {line.role for line in lines if "1/1" not in line.text} == {"body"}
    assert "Выплата в период из договора по всем случаям и рискам не" in [line.text for line in lines]


def test_a_last_word_that_reaches_out_of_the_margin_stays_where_sizes_are_not_known() -> None:
    """Words of an OCR have no size: one without high letters is low, as small type is."""
    body = [
        word for number in range(24) for word in set_words("Құжаттарды қабылдау", 60, 50 + 13 * number, known=False)
    ]
    ends = []
    for top in (362, 375):
        ends += set_words("Құжаттарды қабылдау дүйсенбіден", 60, top, known=False)
        ends.append(Word(text="сон", bbox=(218.0, top + 3.0, 235.0, top + 8.0)))
    lines = words_to_lines([*body, *ends], 1)
    assert {line.role for line in lines} == {"body"}


@pytest.mark.parametrize("known", [True, False])
def test_three_columns_between_heads(known: bool) -> None:
    words = set_words("ДОГОВОР " + "ОФЕРТЫ " * 12, 40, 20)
    for index, name in enumerate("абв"):
        words += set_column(name, 40 + 180 * index, 50, 8)
    words += set_words("ГЛАВА " + "ВТОРАЯ " * 12, 40, 170)
    for index, name in enumerate("где"):
        words += set_column(name, 40 + 180 * index, 200, 7)
    words += set_words("5", 300, 780)
    if not known:
        words = [Word(text=word.text, bbox=word.bbox) for word in words]
    order = ["ДОГОВОР", *names("а", 8), *names("б", 8), *names("в", 8)]
    order += ["ГЛАВА", *names("г", 7), *names("д", 7), *names("е", 7), "5"]
    assert starts(words_to_lines(words, 1)) == order


def test_columns_whose_lines_stand_at_odds() -> None:
    words = set_column("а", 40, 50, 10) + set_column("б", 250, 56, 9, pitch=13.7)
    assert starts(words_to_lines(words, 1)) == [*names("а", 10), *names("б", 9)]


def test_columns_under_a_full_page_of_text() -> None:
    words = set_column("п", 40, 50, 12, letters=72) + set_column("а", 40, 220, 8) + set_column("б", 250, 220, 7)
    words += set_column("к", 40, 340, 6, letters=72)
    order = [*names("п", 12), *names("а", 8), *names("б", 7), *names("к", 6)]
    assert starts(words_to_lines(words, 1)) == order


def test_columns_end_at_a_table_across_them() -> None:
    words = set_column("а", 40, 50, 8) + set_column("б", 250, 50, 8)
    words += set_column("в", 40, 300, 8) + set_column("г", 250, 300, 8)
    lines = words_to_lines(words, 1, tables=[(40.0, 180.0, 410.0, 280.0)])
    assert starts(lines) == [*names("а", 8), *names("б", 8), *names("в", 8), *names("г", 8)]


def test_a_heading_below_the_columns_comes_after_both() -> None:
    words = set_column("а", 40, 50, 9) + set_column("б", 250, 50, 8) + set_words("Прочее", 40, 185, 14)
    words += set_column("в", 40, 215, 7) + set_column("г", 250, 215, 7)
    order = [*names("а", 9), *names("б", 8), "Прочее", *names("в", 7), *names("г", 7)]
    assert starts(words_to_lines(words, 1)) == order


@pytest.mark.parametrize(
    "left_column",
    [[f"2.{number}." for number in range(8)], ["Срок", "Цена", "Объём", "Место", "Налог", "Пеня", "Валюта", "Язык"]],
    ids=["clause numbers", "names of values"],
)
def test_what_stands_left_of_its_line_stays_on_it(left_column: list[str]) -> None:
    words = set_column("п", 150, 50, 8)
    for number, text in enumerate(left_column):
        words += set_words(text, 40, 50 + 13 * number)
    lines = words_to_lines(words, 1)
    assert [(line.words[0].text, line.words[1].text) for line in lines] == [
        (text, f"п{number}") for number, text in enumerate(left_column)
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 80), st.integers(1, 9), st.sampled_from([6.0, 10.0, 14.0])),
        max_size=60,
    ),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(1, 300)), max_size=3),
)
def test_no_word_is_lost_or_read_twice(
    places: list[tuple[int, int, int, float]], lines: list[tuple[int, int, int]]
) -> None:
    words = [
        Word(
            text=f"w{number}" + "x" * length, bbox=(9.0 * x, 10.0 * y, 9.0 * x + 5 * length, 10.0 * y + size), size=size
        )
        for number, (x, y, length, size) in enumerate(places)
    ]
    rules = [(float(x), float(y), float(x + width), float(y)) for x, y, width in lines]
    found = [word.text for line in words_to_lines(words, 1, rules) for word in line.words]
    assert sorted(found) == sorted(word.text for word in words)


@pytest.mark.parametrize(
    ("left", "right"), [("ИСПОЛНИТЕЛЬ:", "ЗАКАЗЧИК:"), ("Тапсырыс беруші", "Орындаушы"), ("The Customer", "Provider")]
)
def test_the_particulars_of_two_parties_are_read_one_after_the_other(left: str, right: str) -> None:
    rows = [(left, right), ("ТОО «Облако»", "АО «Банк»"), ("", "БИН 210987654321"), ("_______ А. Ким", "_______ Б. Ли")]
    words = set_words("7.1. Стороны подписали договор в двух экземплярах по одному для каждой", 50, 60)
    for number, (one, other) in enumerate(rows):
        words += set_words(one, 50, 90 + 13 * number) + set_words(other, 300, 90 + 13 * number)
    words += set_words("Договор составлен в двух экземплярах, имеющих равную юридическую силу, 1 страница", 50, 160)
    read_lines = [line.text for line in words_to_lines(words, 1)]
    sides = [text for column in zip(*rows, strict=True) for text in column if text]
    assert read_lines[1:-1] == sides


def test_a_sentence_about_the_parties_is_no_head_of_columns() -> None:
    words = set_words("Исполнитель", 50, 60) + set_words("Заказчик", 300, 60)
    words += set_words("и Стороны вместе заключили договор о том, что указано ниже в тексте", 50, 73)
    assert len(words_to_lines(words, 1)) == 2


# --- frames ----------------------------------------------------------------------------------------------------------

SIDES: list[Box] = [(300, 74, 520, 74), (300, 104, 520, 104), (300, 74, 300, 104), (520, 74, 520, 104)]
CLAUSES = [
    "1.1. Орындаушы Тапсырыс берушіге осы Шартта",
    "белгіленген тәртіппен виртуалды серверлерді",
    "және оларға қызмет көрсетуді ұсынады.",
    "1.2. Тапсырыс беруші ақысын төлейді.",
]
NOTE = ["Жылдық тиімді мөлшерлеме: 21,5 %", "есептеу күні: 01.09.2026"]


def set_beside(*, small: float = 9.0) -> list[Word]:
    words = [word for number, text in enumerate(CLAUSES) for word in set_words(text, 50, 60 + 13 * number)]
    return words + [word for number, text in enumerate(NOTE) for word in set_words(text, 306, 78 + 12 * number, small)]


def test_what_stands_in_a_frame_beside_the_text_is_read_whole_and_cuts_no_clause() -> None:
    read_lines = [line.text for line in words_to_lines(set_beside(), 1, SIDES)]
    assert read_lines == [*NOTE, *CLAUSES]


def test_a_frame_around_the_text_parts_nothing() -> None:
    words = [word for number, text in enumerate(CLAUSES) for word in set_words(text, 50, 60 + 13 * number)]
    sides: list[Box] = [(40, 50, 520, 50), (40, 120, 520, 120), (40, 50, 40, 120), (520, 50, 520, 120)]
    assert [line.text for line in words_to_lines(words, 1, sides)] == CLAUSES


@given(st.lists(st.integers(0, 3), max_size=4, unique=True))
def test_no_word_is_lost_to_a_frame(missing: list[int]) -> None:
    sides = [side for number, side in enumerate(SIDES) if number not in missing]
    words = set_beside()
    lines = words_to_lines(words, 1, sides)
    assert sorted(word.text for line in lines for word in line.words) == sorted(word.text for word in words)


# --- side notes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [40.0, 420.0])
@pytest.mark.parametrize("known", [True, False])
def test_small_type_beside_the_text_is_a_side_note(left: float, known: bool) -> None:
    words = set_column("п", 150, 50, 20, letters=50)
    words += set_words("Предмет", left, 53, 7) + set_words("договора 1", left, 62, 7) + set_words("Сроки", left, 170, 7)
    if not known:
        words = [Word(text=word.text, bbox=word.bbox) for word in words]
    lines = words_to_lines(words, 1)
    assert by_role(lines)["side-note"] == ["Предмет", "договора 1", "Сроки"]
    assert starts(tuple(line for line in lines if line.role == "body")) == names("п", 20)


def test_terms_in_the_size_of_the_text_are_no_side_notes() -> None:
    words = set_column("п", 150, 50, 20, letters=50) + set_words("Портал", 40, 50) + set_words("Провайдер", 40, 180)
    assert by_role(words_to_lines(words, 1)).keys() == {"body"}


def test_small_clause_numbers_are_no_side_notes() -> None:
    words = set_column("п", 150, 50, 20, letters=50)
    for number in range(4):
        words += set_words(f"2.{number + 1}.", 40, 52 + 65 * number, 8)
    lines = words_to_lines(words, 1)
    assert by_role(lines).keys() == {"body"}
    assert [line.text[:8] for line in lines if line.text.startswith("2.")] == [
        "2.1. п0 ",
        "2.2. п5 ",
        "2.3. п10",
        "2.4. п15",
    ]


# --- footnotes -------------------------------------------------------------------------------------------------------


def test_footnotes_are_told_from_the_text_and_its_foot() -> None:
    page = read("footnotes")
    roles = by_role(page.lines)
    assert roles["footnote"] == [
        "¹ Жоспарлы жұмыстарсыз, олар туралы кемінде",
        "3 күн бұрын хабарланады.",
        "2 Апаттық жұмыстар 4 сағаттан аспайды.",
    ]
    assert roles["body"][-3:] == ["3.6. Деңгей 99,9%¹ айына, жұмыстардан²", "басқа, 10⁶", "7"]


def test_footnotes_are_kept_with_their_clause() -> None:
    terms = structure(read("footnotes"))
    assert [(note.mark, note.clause, note.text) for note in terms.footnotes] == [
        ("1", "3.6", "Жоспарлы жұмыстарсыз, олар туралы кемінде 3 күн бұрын хабарланады."),
        ("2", "3.6", "Апаттық жұмыстар 4 сағаттан аспайды."),
    ]
    assert not any("Апаттық" in clause.text for clause in terms.clauses)


def make_page(number: int, *lines: tuple[str, str]) -> Page:
    """A page of lines, each a role and a text."""
    return Page(
        number=number,
        width=595,
        height=842,
        text_origin="text-layer",
        reason="",
        confidence=1.0,
        lines=tuple(
            Line(raw=text, text=text, role=role, origin=Origin(page=number, bbox=(50, 12 * row, 300, 12 * row + 10)))  # type: ignore[arg-type]
            for row, (role, text) in enumerate(lines, start=1)
        ),
    )


def test_a_clause_goes_on_over_a_footnote_and_a_footnote_over_the_page() -> None:
    terms = structure(
        make_page(
            1,
            ("body", "1.1. Исполнитель обязан вернуть* плату"),
            ("footnote", "* Кроме платы за лицензии"),
            ("side-note", "Возврат"),
            ("watermark", "ОБРАЗЕЦ"),
        ),
        make_page(
            2,
            ("body", "в течение 10 дней."),
            ("body", "1.2. Доступность 99,9%² в месяц."),
            ("footnote", "третьих лиц."),
            ("footnote", "² За месяц."),
        ),
    )
    assert [clause.text for clause in terms.clauses if clause.number == "1.1"] == [
        "Исполнитель обязан вернуть* плату в течение 10 дней."
    ]
    assert [(note.mark, note.clause, note.text) for note in terms.footnotes] == [
        ("*", "1.1", "Кроме платы за лицензии третьих лиц."),
        ("2", "1.2", "За месяц."),
    ]
    assert [origin.page for note in terms.footnotes for origin in (note.origin, *note.continued)] == [1, 2, 2]
    assert [(left.kind, left.text) for left in terms.furniture] == [("side-note", "Возврат"), ("watermark", "ОБРАЗЕЦ")]


@pytest.mark.parametrize(
    "foot",
    [
        # small print that nobody marked, in the text's words
        ["1. Мелкий шрифт о том же", "и ещё одна строка"],
        # a list in the text's size
        ["1 Первое условие", "2 Второе условие"],
    ],
)
def test_what_no_mark_asks_for_is_no_footnote(foot: list[str]) -> None:
    words = set_column("п", 50, 50, 20, letters=50)
    for number, text in enumerate(foot):
        words += set_words(text, 50, 700 + 12 * number, 7 if number or "Мелкий" in text else 10)
    assert by_role(words_to_lines(words, 1)).keys() == {"body"}


# --- watermarks and turned text --------------------------------------------------------------------------------------


def test_watermarks_are_told_from_the_text() -> None:
    roles = by_role(read("watermarks").lines)
    assert roles["watermark"] == ["ҮЛГІ", "КӨШІРМЕ ДҰРЫС"]
    assert len(roles["body"]) == 5
    assert roles["body"][0].startswith("3.1. Тапсырыс беруші Қызметке")


def test_a_note_that_runs_up_the_margin() -> None:
    (note,) = [line for line in read("margin-note").lines if line.role != "body"]
    assert (note.role, note.text) == ("side-note", "№ 12-А нысаны")
    left, top, right, bottom = note.origin.bbox
    assert left < right < 40
    assert bottom - top > 40


def test_a_page_laid_on_its_side_is_read_in_its_own_direction() -> None:
    page = read("sideways-table")
    assert [line.text[:4] for line in page.lines] == ["3.1.", "3.2.", "3.3.", "12"]
    (grid,) = page.grids
    assert (grid.row_count, grid.column_count) == (2, 3)
    assert [line.text for cell in grid.cells for line in cell.lines] == [
        f"ұяшық {row}{column}" for row in range(2) for column in range(3)
    ]
    # places are those of the page as it is shown: the table stands right of the text, and its first cell at the bottom
    assert grid.origin.bbox[0] > max(line.origin.bbox[2] for line in page.lines[:3])
    assert grid.cells[0].lines[0].origin.bbox[1] > grid.cells[2].lines[0].origin.bbox[1]
    assert (page.width, page.height) == (595, 842)
