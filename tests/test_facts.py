"""Commitments in sentences and tables, amounts in any text."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.commitments import find_clause_facts
from pipeline.facts.quantity import find_quantities
from pipeline.facts.table_facts import find_table_facts, parse_interval
from pipeline.facts.tokens import find_sentences
from pipeline.model import Clause, Origin, Table
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


@given(st.text(alphabet="абв АБВ.,1%\n«»!", max_size=80))
def test_sentences_cover_the_text(text: str) -> None:
    sentences = find_sentences(text, "kk")
    covered = "".join(text[sentence.start : sentence.stop] for sentence in sentences)
    assert covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())
