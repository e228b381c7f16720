"""Two versions against each other: rows of before and after, mutations of a clean document, properties."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.check import diff_terms
from pipeline.check.align import align_words
from pipeline.check.changes import Context, compare_texts
from pipeline.model import Change, Terms
from pipeline.settings import CheckSettings
from tests.check_terms import make_definition, make_responsibility, make_table, make_terms
from tests.rows import load_rows

SETTINGS = CheckSettings()


def changes(old: Terms, new: Terms) -> tuple[Change, ...]:
    return diff_terms(old, new, SETTINGS).changes


@pytest.mark.parametrize("case", load_rows("diff.jsonl"))
def test_rows(case: dict[str, Any]) -> None:
    old, new = (make_terms(case[side], language=case["language"]) for side in ("before", "after"))
    found = [
        [
            change.kind,
            change.significance,
            list(change.facets),
            change.old.number if change.old else None,
            change.new.number if change.new else None,
        ]
        for change in changes(old, new)
    ]
    assert sorted(found, key=str) == sorted(case["changes"], key=str)


CLEAN = make_terms(
    [
        ("1", "МӘНІ"),
        ("1.1", "Орындаушы Тапсырыс берушіге Есептеу ортасына («Есептеу ортасы») қолжетімділік ұсынады."),
        ("3", "ҚЫЗМЕТТІ ҰСЫНУ ТӘРТІБІ"),
        ("3.1", "Тапсырыс беруші Қызметті Жеке кабинет арқылы рәсімдей алады."),
        ("3.2", "Қызмет көрсету 3.1-тармақта көрсетілген шарттар орындалғаннан кейін басталады."),
        ("3.3", "Орындаушы тестілеу кезеңін ұсынудан бас тартуға құқылы және себептерін түсіндіруге міндетті емес."),
        ("4", "ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ"),
        ("4.1", "Жауапкершілік Орындаушы мен Тапсырыс беруші арасында келесідей бөлінеді:"),
        ("5", "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)"),
        ("5.1", "Жауап беру уақыты 10 минутқа дейін жетеді, электрондық пошта арқылы 24 сағатқа дейін болуы мүмкін."),
        ("5.2", "Орындаушы есепті кезеңде Қызметтің қолжетімділігіне 99,9% кепілдік береді."),
        ("5.3", "SLA шеңберіндегі өтемақы бір ай ішінде төлеген сома көлемінен асып кетпеуі тиіс."),
        ("5.4", "Жоспарлы жөндеу жұмыстарына байланысты Қызметтің қолжетімсіздігі өтемақыға жатпайды."),
    ],
    title="ПАЙДАЛАНУ ШАРТТАРЫ",
    version_date="2025-09-10",
    effective_date="2025-09-10",
    preamble="Осы шарттар («Шарттар») Келісімнің ажырамас бөлігі болып табылады.",
    definitions=(make_definition("Бакет", "бірінші деңгейлі ресурс"), make_definition("Под", "негізгі бірлік")),
    tables=(
        make_table(
            "5.2",
            ["Қолжетімділік", "Өтемақы"],
            ["99,9%-дан жоғары", "0%"],
            ["99,9%-дан төмен, бірақ 99,0%-дан жоғары", "5%"],
            ["99,0%-дан төмен", "10%"],
        ),
    ),
    responsibilities=(
        make_responsibility("Деректер", "customer"),
        make_responsibility("Желілік инфрақұрылым", "provider"),
    ),
)
MUTATIONS = [
    ("5.1", "24 сағатқа", "25 сағатқа", "number"),
    ("5.1", "10 минутқа", "10 сағатқа", "unit"),
    ("5.1", "болуы мүмкін", "болуы тиіс", "modality"),
    ("5.1", "24 сағатқа дейін", "кемінде 24 сағатқа", "number"),
    ("5.2", "99,9%", "99,95%", "number"),
    ("5.3", "тиіс", "мүмкін", "modality"),
    ("5.3", "бір ай", "екі ай", "number"),
    ("5.3", "бір ай", "бір жыл", "unit"),
    ("5.4", "жатпайды", "жатады", "negation"),
    ("3.2", "3.1-тармақта", "3.3-тармақта", "reference"),
    ("3.3", "құқылы", "міндетті", "modality"),
    ("3.3", "міндетті емес", "міндетті", "negation"),
    ("3.1", "Тапсырыс беруші", "Орындаушы", "party"),
]


@pytest.mark.parametrize(("number", "old", "new", "facet"), MUTATIONS)
def test_one_changed_word_is_one_change_with_its_facet(number: str, old: str, new: str, facet: str) -> None:
    mutated = tuple(
        replace(clause, text=clause.text.replace(old, new, 1)) if clause.number == number else clause
        for clause in CLEAN.clauses
    )
    assert mutated != CLEAN.clauses
    (change,) = changes(CLEAN, replace(CLEAN, clauses=mutated))
    assert (change.kind, change.significance, change.facets) == ("modified", "substantive", (facet,))
    assert change.old is not None
    assert change.old.number == number


def test_every_figure_changed_alone_is_found() -> None:
    for index, clause in enumerate(CLEAN.clauses):
        for match in re.finditer(r"\d", clause.text):
            text = clause.text[: match.start()] + str((int(match.group()) + 1) % 10) + clause.text[match.end() :]
            clauses = (*CLEAN.clauses[:index], replace(clause, text=text), *CLEAN.clauses[index + 1 :])
            (change,) = changes(CLEAN, replace(CLEAN, clauses=clauses))
            assert change.significance == "substantive"
            assert {"number", "reference"} & set(change.facets)


def test_every_cell_changed_alone_is_found() -> None:
    (table,) = CLEAN.tables
    for row in range(len(table.rows)):
        for column in range(len(table.header)):
            rows = [list(cells) for cells in table.rows]
            rows[row][column] = "7%"
            mutated = replace(table, rows=tuple(tuple(cells) for cells in rows))
            (change,) = changes(CLEAN, replace(CLEAN, tables=(mutated,)))
            assert change.table == {
                "clause": "5.2",
                "kind": "compensation",
                "cells": [[row + 1, column, table.rows[row][column], "7%"]],
            }
            assert (change.kind, change.significance) == ("modified", "substantive")
            assert {"table", "number"} <= set(change.facets)


def test_a_row_and_a_column_that_came_or_went() -> None:
    (table,) = CLEAN.tables
    longer = replace(table, rows=(*table.rows[:2], ("98%-дан төмен", "12%"), table.rows[2]))
    (change,) = changes(CLEAN, replace(CLEAN, tables=(longer,)))
    assert change.table is not None
    assert change.table["cells"] == [[3, 0, None, "98%-дан төмен"], [3, 1, None, "12%"]]
    narrower = replace(table, header=table.header[:1], rows=tuple(row[:1] for row in table.rows))
    (change,) = changes(CLEAN, replace(CLEAN, tables=(narrower,)))
    assert change.table is not None
    assert change.table["cells"] == [
        [0, 1, "Өтемақы", None],
        [1, 1, "0%", None],
        [2, 1, "5%", None],
        [3, 1, "10%", None],
    ]
    (change,) = changes(CLEAN, replace(CLEAN, tables=()))
    assert (change.kind, change.significance) == ("removed", "substantive")


def test_what_is_not_a_clause_is_named_by_its_kind() -> None:
    mutated = replace(
        CLEAN,
        title="ҚЫЗМЕТ КӨРСЕТУ ШАРТТАРЫ",
        version_date="2025-10-10",
        effective_date=None,
        preamble="Осы шарттар («Шарттар») Келісімнің бөлігі болып табылмайды.",
        definitions=(replace(CLEAN.definitions[0], text="екінші деңгейлі ресурс"), CLEAN.definitions[1]),
        responsibilities=(replace(CLEAN.responsibilities[0], party="provider"), CLEAN.responsibilities[1]),
    )
    found = {
        (change.old or change.new).number: (change.kind, change.significance, change.facets)  # type: ignore[union-attr]
        for change in changes(CLEAN, mutated)
    }
    assert found == {
        "title": ("modified", "substantive", ()),
        "version date": ("modified", "substantive", ("date",)),
        "effective date": ("removed", "substantive", ("date",)),
        "preamble": ("modified", "substantive", ("negation",)),
        "definition Бакет": ("modified", "substantive", ("definition",)),
        "responsibility 4.1": ("modified", "substantive", ("party", "responsibility")),
    }


def test_definitions_and_responsibilities_come_and_go() -> None:
    fewer = replace(CLEAN, definitions=CLEAN.definitions[:1], responsibilities=CLEAN.responsibilities[1:])
    kinds = {(change.kind, change.facets, change.significance) for change in changes(CLEAN, fewer)}
    assert kinds == {
        ("removed", ("definition",), "substantive"),
        ("removed", ("responsibility",), "substantive"),
    }


def test_removed_and_added_mirror_each_other() -> None:
    for index, clause in enumerate(CLEAN.clauses):
        if clause.kind == "heading":
            continue
        shorter = replace(CLEAN, clauses=CLEAN.clauses[:index] + CLEAN.clauses[index + 1 :])
        (removed,), (added,) = changes(CLEAN, shorter), changes(shorter, CLEAN)
        assert (removed.kind, added.kind) == ("removed", "added")
        assert removed.old == added.new
        assert removed.significance == added.significance == "substantive"


def test_nothing_differs_from_itself() -> None:
    assert changes(CLEAN, CLEAN) == ()


TEXT = st.text("абғжеік 0123,.%-«»не3.1-тармақ", min_size=1, max_size=40)


@given(st.lists(TEXT, max_size=6))
def test_no_document_differs_from_itself(texts: list[str]) -> None:
    terms = make_terms([(f"1.{index}", text) for index, text in enumerate(texts, 1)])
    assert changes(terms, terms) == ()


@given(st.lists(TEXT, max_size=5), st.lists(TEXT, max_size=5))
def test_every_clause_is_told_of_or_unchanged(before: list[str], after: list[str]) -> None:
    old, new = (make_terms([(f"1.{i}", text) for i, text in enumerate(texts, 1)]) for texts in (before, after))
    found = changes(old, new)
    assert found == changes(old, new)
    gone = sum(change.kind == "removed" for change in found)
    come = sum(change.kind == "added" for change in found)
    joined = sum(change.old.number.count(",") for change in found if change.kind == "merged" and change.old)
    cut = sum(change.new.number.count(",") for change in found if change.kind == "split" and change.new)
    assert len(before) - gone - joined == len(after) - come - cut


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_rebuild_both_texts(old: str, new: str) -> None:
    words = align_words(old, new)
    assert "".join(word for _, word, _ in words) == old
    assert "".join(word for _, _, word in words) == new


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["kk", "ru", "en"]))
def test_two_texts_compare_the_same_both_ways(old: str, new: str, language: Any) -> None:
    there, back = compare_texts(old, new, Context(language)), compare_texts(new, old, Context(language))
    assert there == back
    assert (there.significance is None) == (old == new)
