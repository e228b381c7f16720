"""The rules: rows that fire and rows that nearly do, the table of rules, messages, baselines."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.check import RULES, check_terms, explain_rule, new_findings
from pipeline.check.rules import manual
from pipeline.check.rules.language import sentence_language
from pipeline.check.rules.messages import MESSAGES
from pipeline.check.rules.subject import pick_siblings
from pipeline.errors import UsageError
from pipeline.model import Fact, Language, ReadingDoubt, Terms
from pipeline.settings import CheckSettings
from tests.check_terms import make_clause, make_definition, make_responsibility, make_terms
from tests.rows import load_rows

SETTINGS = CheckSettings()


def row_to_terms(document: dict[str, Any], language: str) -> Terms:
    fields = {name: value for name, value in document.items() if name != "clauses"}
    convert: dict[str, Callable[[Any], Any]] = {
        "definitions": lambda items: tuple(make_definition(*item) for item in items),
        "responsibilities": lambda items: tuple(make_responsibility(*item) for item in items),
        "doubts": lambda items: tuple(msgspec.convert(item, ReadingDoubt) for item in items),
        "facts": lambda items: tuple(msgspec.convert(item, Fact, strict=False) for item in items),
    }
    return make_terms(
        document["clauses"],
        language=language,
        **{name: convert.get(name, lambda value: value)(value) for name, value in fields.items()},
    )


@pytest.mark.parametrize("case", load_rows("rules.jsonl"))
def test_rows(case: dict[str, Any]) -> None:
    documents = [row_to_terms(document, case["language"]) for document in case["documents"]]
    findings = [finding for finding in check_terms(documents, SETTINGS) if finding.rule == case["rule"]]
    ours = [finding for finding in findings if finding.locations[0].document == "a.txt" or not case["fires"]]
    places = sorted(location.clause for finding in ours for location in finding.locations)
    assert places == sorted(case["fires"])


def test_every_rule_has_rows_that_fire_and_rows_that_do_not() -> None:
    rows = [row.values[0] for row in load_rows("rules.jsonl")]
    fires = {row["rule"] for row in rows if row["fires"]}
    quiet = {row["rule"] for row in rows if not row["fires"]}
    by_hand = {"inferred-number", "unsure-clause"}
    assert {rule.id for rule in RULES} - by_hand == fires & quiet


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_manual_page_and_messages(rule: Any) -> None:
    page = explain_rule(rule.id)
    assert page.startswith(rule.id)
    for heading in ("Why: ", "Fires: ", "Nearly: "):
        assert heading in page
    assert set(MESSAGES[rule.id]) == {"en", "ru", "kk"}


def test_the_manual_in_the_docs_is_current() -> None:
    page = Path(__file__).parents[1] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == manual(), "write pipeline.check.rules.manual() to docs/rules.md"


def test_the_table_and_the_messages_name_the_same_rules() -> None:
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert {rule.id for rule in RULES} == MESSAGES.keys()


def test_an_unknown_rule_is_an_error_that_lists_the_rules() -> None:
    with pytest.raises(UsageError) as error:
        explain_rule("tier-gaps")
    assert "tier-gap," in error.value.hint
    with pytest.raises(UsageError):
        check_terms([], CheckSettings(disabled_rules=("no-such-rule",)))
    with pytest.raises(UsageError):
        check_terms([], SETTINGS, language="de")  # type: ignore[arg-type]


TWICE = "Орындаушы төлем алынғаннан кейін Тапсырыс берушіге мекенжайларды пайдалануға рұқсат ете алады."


def test_a_disabled_rule_is_silent() -> None:
    terms = make_terms([("3.4", TWICE), ("3.5", TWICE)], version_date="2025-09-10")
    assert [finding.rule for finding in check_terms([terms], SETTINGS)] == ["duplicate-clause"]
    assert check_terms([terms], CheckSettings(disabled_rules=("duplicate-clause",))) == ()


def test_lost_numbers_and_unsure_reading_are_told_once_a_document() -> None:
    clauses = [replace(make_clause(f"1.{i}", f"{i} бап"), number_inferred=True, confidence=0.4) for i in (1, 2)]
    terms = replace(make_terms([], version_date="2025-09-10"), clauses=tuple(clauses))
    found = {finding.rule: finding for finding in check_terms([terms], SETTINGS)}
    assert {"inferred-number", "unsure-clause"} <= found.keys()
    assert [place.clause for place in found["inferred-number"].locations] == ["1.1", "1.2"]
    sure = replace(terms, clauses=tuple(make_clause(clause.number, clause.text) for clause in clauses))
    assert not {"inferred-number", "unsure-clause"} & {finding.rule for finding in check_terms([sure], SETTINGS)}


def test_fingerprints_stay_when_clauses_are_renumbered_and_change_with_the_words() -> None:
    before = make_terms([("3.4", TWICE), ("3.5", TWICE)])
    after = make_terms([("3.1", "Жаңа тармақ қосылды."), ("3.2", TWICE), ("3.3", TWICE)])
    known = check_terms([before], SETTINGS)
    assert new_findings(check_terms([after], SETTINGS), known) == ()
    other = make_terms([("3.4", TWICE + " Ақысыз."), ("3.5", TWICE + " Ақысыз.")])
    assert [finding.rule for finding in new_findings(check_terms([other], SETTINGS), known)] == ["duplicate-clause"]


def test_two_snapshots_of_one_service_are_one_sibling_and_one_finding() -> None:
    text = make_terms([("3.4", TWICE), ("3.5", TWICE)], file="a.txt")
    scan = replace(text, source=replace(text.source, file="a.pdf", confidence=0.9))
    assert pick_siblings([scan, text]) == (text,)
    (duplicate,) = [finding for finding in check_terms([scan, text], SETTINGS) if finding.rule == "duplicate-clause"]
    assert {place.document for place in duplicate.locations} == {"a.txt", "a.pdf"}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_messages_are_whole_in_every_language(language: Language) -> None:
    for row in load_rows("rules.jsonl"):
        case = row.values[0]
        documents = [row_to_terms(document, case["language"]) for document in case["documents"]]
        for finding in check_terms(documents, SETTINGS, language=language):
            assert "{" not in finding.message
            assert finding.message


@given(st.lists(st.text("абвең ЖТ123.,%-()«»тармақне", max_size=60), max_size=5))
def test_no_text_makes_a_rule_raise_and_findings_are_deterministic(texts: list[str]) -> None:
    terms = make_terms([(f"1.{index}", text) for index, text in enumerate(texts, 1)])
    assert check_terms([terms], SETTINGS) == check_terms([terms], SETTINGS)


def test_clauses_counted_on_through_named_chapters_have_no_gap() -> None:
    units = [("Раздел I", None), ("1", "Раздел I"), ("Раздел II", None), ("2", "Раздел II"), ("3", "Раздел II")]
    clauses = tuple(replace(make_clause(number, f"{number} {TWICE}"), parent=parent) for number, parent in units)
    found = check_terms([replace(make_terms([]), clauses=clauses)], SETTINGS)
    assert [finding for finding in found if finding.rule == "number-gap"] == []
    without = tuple(clause for clause in clauses if clause.number != "2")
    found = check_terms([replace(make_terms([]), clauses=without)], SETTINGS)
    assert [finding.locations[0].clause for finding in found if finding.rule == "number-gap"] == ["3"]


def test_a_word_of_a_hundred_thousand_letters_does_not_hold_a_batch_up() -> None:
    # took time in the square of a word's length: minutes for this one
    began = time.process_time()
    assert sentence_language("слово" * 20_000 + " Мбит/с", "kk") is None
    assert time.process_time() - began < 5
