"""Commitments in sentences and tables, amounts in any text."""

import re
from decimal import Decimal
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts import add_facts
from pipeline.facts.commitments import find_clause_facts
from pipeline.facts.intervals import parse_interval
from pipeline.facts.matching import find_cues
from pipeline.facts.quantity import find_quantities
from pipeline.facts.table_facts import find_table_facts
from pipeline.facts.times import SENSES
from pipeline.facts.tokens import find_sentences, find_tokens, split_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.families import FAMILIES
from pipeline.languages.promises import PROMISES
from pipeline.model import Clause, Language, Origin, Source, Table, Terms
from tests.rows import load_rows

PLACE = Origin(page=1, bbox=(0, 0, 0, 0))


def to_clause(text: str) -> Clause:
    return Clause(number="5.1", parent="5", level=2, text=text, eid="x", kind="clause", origin=PLACE)


@pytest.mark.parametrize("row", load_rows("facts.jsonl"))
def test_facts_of_a_clause(row: dict[str, Any]) -> None:
    facts = list(find_clause_facts(to_clause(row["text"])))
    found = [[fact.metric, str(fact.value) if fact.value else None, fact.unit, fact.bound] for fact in facts]
    assert found == row["facts"]
    assert all(fact.quote in row["text"] for fact in facts)
    if "conditions" in row:
        assert [fact.attributes["condition"] for fact in facts] == row["conditions"]


def test_a_second_row_of_titles_says_what_the_times_are_of() -> None:
    table = Table(
        clause="3.3",
        kind="other",
        header=("Приоритет", "Описание", "Время, не более", "Время, не более"),
        rows=(
            ("Приоритет", "Описание", "реакции", "устранения"),
            ("P1", "Полная недоступность", "15 минут", "4 часа"),
            ("P2", "Частичная недоступность", "не более 30 минут", "8 часов"),
        ),
        found_by="ruled",
        origin=PLACE,
    )
    facts = [(fact.metric, str(fact.value), fact.unit) for fact in find_table_facts(table)]
    assert facts == [
        ("reply_time", "15", "minute"),
        ("recovery_time", "4", "hour"),
        ("reply_time", "30", "minute"),
        ("recovery_time", "8", "hour"),
    ]


def test_columns_of_requests_are_told_by_content_not_by_place() -> None:
    table = Table(
        clause="5.1",
        kind="requests",
        header=("Уақыты", "Мерзімі", "Тапсырма"),
        rows=(("20 минут", "24/7/365", "Квота"), ("4 сағат", "8/5", "Ақау")),
        found_by="ruled",
        origin=PLACE,
    )
    facts = list(find_table_facts(table))
    assert [(fact.value, fact.unit, fact.attributes["task"], fact.attributes["window"]) for fact in facts] == [
        (Decimal(20), "minute", "Квота", "24/7/365"),
        (Decimal(4), "hour", "Ақау", "8/5"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99,9%-дан жоғары", ("99.9", False, None, False)),
        ("99,9%-дан төмен, бірақ 99,0%-дан жоғары", ("99.0", False, "99.9", False)),
        ("95,0%-дан төмен", (None, False, "95.0", False)),
        ("от 99,0% до 99,9%", ("99.0", True, "99.9", False)),
        ("от 99,0% до 99,9% включительно", ("99.0", True, "99.9", True)),
        ("ниже 95,0%", (None, False, "95.0", False)),
        ("below 95%", (None, False, "95", False)),
        ("99.0% – 99.9%", ("99.0", True, "99.9", True)),
        ("Less than 99.9% but equal to or greater than 99.0%", ("99.0", True, "99.9", False)),
        ("99.0% or more, but less than 99.9%", ("99.0", True, "99.9", False)),
        ("< 99.9% but >= 99.0%", ("99.0", True, "99.9", False)),
        ("≤ 95%", (None, False, "95", True)),
        ("no more than 95%", (None, False, "95", True)),
        ("99,9% и выше", ("99.9", True, None, False)),
        ("не выше 95%", (None, False, "95", True)),
        ("не менее 99,0%, но менее 99,9%", ("99.0", True, "99.9", False)),
        ("от 99,95% до 99,5%", ("99.5", False, "99.95", True)),
        ("99,0%-дан кем емес, бірақ 99,9%-дан төмен", ("99.0", True, "99.9", False)),
        ("95%-дан артық емес", (None, False, "95", True)),
    ],
)
def test_intervals(text: str, expected: tuple[str | None, bool, str | None, bool]) -> None:
    interval = parse_interval(text)
    assert interval is not None
    lower = str(interval.lower) if interval.lower is not None else None
    upper = str(interval.upper) if interval.upper is not None else None
    assert (lower, interval.lower_closed, upper, interval.upper_closed) == expected


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.value >= 0
        assert text[quantity.start : quantity.stop]
    parse_interval(text)
    list(find_clause_facts(to_clause(text)))


@pytest.mark.parametrize("row", load_rows("sentences.jsonl"))
def test_sentences_and_their_languages(row: dict[str, Any]) -> None:
    text, language = row["text"], row["language"]
    found = [text[sentence.start : sentence.stop] for sentence in find_sentences(text, language)]
    assert found == row["sentences"]
    assert [text[start:stop] for start, stop in split_sentences(text, language)] == row["sentences"]
    if "languages" in row:
        assert [detect_language(sentence) for sentence in found] == row["languages"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("3.1-тармақта 99,9%-дан төмен.", ["3.1-тармақта", "99,9%-дан", "төмен", "."]),
        ("тел. 8 (727) 250", ["тел.", "8", "(", "727", ")", "250"]),
        ("@PRO_DATA_Support_Bot, help@example.kz;", ["@PRO_DATA_Support_Bot", ",", "help@example.kz", ";"]),
        ("https://example.kz/x.", ["https://example.kz/x", "."]),
        ("24/7/365 және/немесе IP-мекенжай", ["24/7/365", "және/немесе", "IP-мекенжай"]),
        ("10.09.2025 ж. т.б. Т.Б.", ["10.09.2025", "ж.", "т.б.", "Т.Б."]),
    ],
)
def test_kazakh_is_a_language_of_spacy(text: str, tokens: list[str]) -> None:
    assert spacy.util.get_lang_class("kk").lang == "kk"
    assert [token.text for token in find_tokens(text, "kk")] == tokens


@given(st.text(alphabet="абв АБВ.,1%\n«»!", max_size=80))
def test_sentences_cover_the_text(text: str) -> None:
    sentences = find_sentences(text, "kk")
    covered = "".join(text[sentence.start : sentence.stop] for sentence in sentences)
    assert covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("Provider will respond within 30 minutes by phone and within 8 hours by e-mail.", ["phone", "email"]),
        ("Время реакции: по телефону – 15 минут, по электронной почте – до 4 часов.", ["phone", "email"]),
        ("Время ответа по электронной почте до 4 часов.", ["email"]),
    ],
)
def test_every_reply_time_has_its_channel(text: str, channels: list[str]) -> None:
    facts = [fact for fact in find_clause_facts(to_clause(text)) if fact.metric == "reply_time"]
    assert [fact.attributes["channel"] for fact in facts] == channels


def test_tiers_in_a_list_keep_their_ends() -> None:
    text = "Service Credits: 99.9% - 99.0%: 10% 99.0% - 95.0%: 25% below 95.0%: 100%"
    ends = [(fact.attributes["lower"], fact.attributes["upper"]) for fact in find_clause_facts(to_clause(text))]
    assert ends == [("99.0", "99.9"), ("95.0", "99.0"), (None, "95.0")]
    kazakh = "Өтемақы мөлшері: 99,9%-дан төмен, бірақ 99,0%-дан жоғары: 5%; 99,0%-дан төмен: 10%."
    ends = [(fact.attributes["lower"], fact.attributes["upper"]) for fact in find_clause_facts(to_clause(kazakh))]
    assert ends == [("99.0", "99.9"), (None, "99.0")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("up to 1,500 Mbps", "1500"),
        ("within 1,000 hours", "1000"),
        ("10,000.50 days", "10000.50"),
        ("1,000,000 minutes", "1000000"),
        ("1 500,5 часов", "1500.5"),
        ("1,5 часа", "1.5"),
        ("99,950%", "99.950"),
    ],
)
def test_thousands_are_told_from_decimals(text: str, value: str) -> None:
    assert [str(quantity.value) for quantity in find_quantities(text)] == [value]


@pytest.mark.parametrize("headed", [True, False])
def test_a_scale_for_each_plan(headed: bool) -> None:
    names = ("Доступность", "Базовый", "Премиум")
    rows = (("от 99,0 % до 99,9 %", "5 %", "10 %"), ("менее 99,0 %", "25 %", "50 %"))
    table = Table(
        clause="4",
        kind="compensation",
        header=names if headed else ("Доступность", "Компенсация", "Компенсация"),
        rows=rows if headed else (names, *rows),
        found_by="ruled",
        origin=Origin(page=1, bbox=(0, 0, 1, 1)),
    )
    told = [(str(fact.value), fact.attributes["plan"], fact.attributes["upper"]) for fact in find_table_facts(table)]
    assert told == [
        ("5", "Базовый", "99.9"),
        ("25", "Базовый", "99.0"),
        ("10", "Премиум", "99.9"),
        ("50", "Премиум", "99.0"),
    ]


def test_columns_of_plans_are_told_apart() -> None:
    table = Table(
        clause="4.2",
        kind="other",
        header=("Приоритет", "Базовый", "Премиум"),
        rows=(("Критический", "8 часов", "15 минут"), ("Обычный", "24 часа", "4 часа")),
        found_by="ruled",
        origin=Origin(page=1, bbox=(0, 0, 1, 1)),
    )
    lead = "Время первого ответа зависит от тарифа поддержки:"
    facts = find_table_facts(table, frozenset({"reply"}), lead)
    told = [(fact.metric, fact.attributes["condition"], fact.attributes["plan"], str(fact.value)) for fact in facts]
    assert told == [
        ("reply_time", "Критический", "Базовый", "8"),
        ("reply_time", "Критический", "Премиум", "15"),
        ("reply_time", "Обычный", "Базовый", "24"),
        ("reply_time", "Обычный", "Премиум", "4"),
    ]


def test_every_wording_is_found_in_its_evidence() -> None:
    for language, table in PROMISES.items():
        for cue in table:
            found = {name for sentence in find_sentences(cue.evidence, language) for name in sentence.cues}
            assert cue.means in found, cue
            assert re.search(rf"(?<!\w)(?:{cue.pattern})", cue.evidence, re.IGNORECASE), cue


def test_every_time_of_a_row_has_its_case() -> None:
    text = "Response times: critical issues – 15 minutes; high – 1 hour; normal – 8 business hours."
    told = [(str(fact.value), fact.attributes["condition"]) for fact in find_clause_facts(to_clause(text))]
    assert told == [("15", "critical issues"), ("1", "high"), ("8", "normal")]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (
            ("Приоритет", "Время реакции", "Срок устранения"),
            (("Высокий", "15 минут", "4 часа"), ("Обычный", "2 часа", "24 часа")),
            [
                ("reply_time", 15, "Высокий"),
                ("recovery_time", 4, "Высокий"),
                ("reply_time", 2, "Обычный"),
                ("recovery_time", 24, "Обычный"),
            ],
        ),
        (
            ("Severity", "First response", "Plan"),
            (("1", "30 minutes", "Gold"), ("2", "4 hours", "Gold")),
            [("reply_time", 30, "1"), ("reply_time", 4, "2")],
        ),
        (("Мерзімі", "Төлем күні"), (("5 күн", "10 күн"), ("6 күн", "11 күн")), []),
    ],
)
def test_columns_of_times_are_told_by_their_titles(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], expected: list[tuple[str, int, str]]
) -> None:
    table = Table(clause="4", kind="other", header=header, rows=rows, found_by="ruled", origin=PLACE)
    facts = list(find_table_facts(table))
    told = [(f.metric, str(f.value), f.attributes.get("condition") or f.attributes.get("method")) for f in facts]
    assert told == [(metric, str(value), case) for metric, value, case in expected]


def to_terms(*clauses: Clause) -> Terms:
    source = Source(file="a.txt", sha256="0", pages=1, text_origin="plain-text", repaired=False, confidence=1.0)
    return Terms(source=source, service="x", language="kk", clauses=clauses)


def to_list(lead: str, *items: str) -> Terms:
    first = Clause(number="3", parent=None, level=1, text=lead, eid="x", kind="clause", origin=PLACE)
    others = (
        Clause(number=f"3/{index})", parent="3", level=2, text=text, eid=f"x{index}", kind="item", origin=PLACE)
        for index, text in enumerate(items, 1)
    )
    return to_terms(first, *others)


@pytest.mark.parametrize(
    ("lead", "items", "expected"),
    [
        ("Ақауларды жою мерзімдері:", ("шұғыл – 4 сағат;", "қалғандары – 24 сағат."), ["recovery_time"] * 2),
        ("Response times:", ("critical: 15 minutes;", "others: 4 hours."), ["reply_time"] * 2),
        ("Восстановление из копии:", ("начинается через 30 минут;", "завершается за 12 часов."), ["recovery_time"]),
        ("Заказчик обязан:", ("оплатить счёт в течение 5 дней;", "сообщить о сбое за 1 час."), []),
        ("Заявка рассматривается, если она:", ("подана в течение 10 дней;", "подписана."), []),
    ],
)
def test_items_go_on_in_what_their_lead_speaks_of(lead: str, items: tuple[str, ...], expected: list[str]) -> None:
    assert [fact.metric for fact in add_facts(to_list(lead, *items)).facts] == expected


def test_the_last_item_of_a_kazakh_list_says_the_predicate_of_all() -> None:
    terms = to_list("Оператор:", "қызмет көрсетуге;", "хабардар етуге;", "деректерді бермеуге міндетті.")
    norms = add_facts(terms).norms
    assert [(norm.clause, norm.party, norm.modality, norm.words.text, norm.lead) for norm in norms] == [
        ("3/1)", "provider", "must", "міндетті", "3/3)"),
        ("3/2)", "provider", "must", "міндетті", "3/3)"),
        ("3/3)", "provider", "must_not", "бермеуге міндетті", None),
    ]


def test_looking_words_up_misses_nothing_that_a_search_finds() -> None:
    texts = [param.values[0]["text"] for param in load_rows("facts.jsonl")[::7]]
    texts += [cue.evidence for table in PROMISES.values() for cue in table]
    for text in texts:
        language = detect_language(text)
        found = {(span.name, span.start) for span in find_cues(text, 0, len(text), language)}
        for cue in PROMISES[language]:
            hits = re.finditer(rf"(?<!\w)(?:{cue.pattern})", text, re.IGNORECASE)
            assert {(cue.means, match.start()) for match in hits if match.group()} <= found, (cue, text)


@pytest.mark.parametrize("language", FAMILIES)
def test_families_are_the_same_in_every_language_and_say_nothing_twice(language: Language) -> None:
    assert set(FAMILIES[language]) == set(FAMILIES["en"])
    for name, family in FAMILIES[language].items():
        entries = [" ".join(entry.split()) for entry in family.split(",")]
        assert all(entries), name
        assert len(entries) == len(set(entries)), name


def test_every_sense_is_said_by_words_that_exist() -> None:
    known = {name for table in FAMILIES.values() for name in table}
    known |= {cue.means for table in PROMISES.values() for cue in table} | {"carried", "reissued", ""}
    known |= {name for vocabulary in VOCABULARIES.values() for name in vocabulary.commitment_cues}
    for sense in SENSES:
        assert {sense.action, *sense.about} <= known, sense
