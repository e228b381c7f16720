"""Who must, may or must not do what: rows, and every clause of five documents as it was read."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.norms import find_norms
from pipeline.languages.marks import editorial_form
from pipeline.languages.norms import MODALS
from pipeline.model import Clause, Origin, Terms
from tests.corpus.score import extract
from tests.rows import load_rows
from tests.test_structure import GOLDEN, RAW

DOCUMENTS = ("dedicated", "kubernetes", "object-storage", "veeam", "vps")


def to_clause(text: str) -> Clause:
    place = Origin(page=1, bbox=(0, 0, 0, 0))
    return Clause(number="1", parent=None, level=1, text=text, eid="x", kind="clause", origin=place)


@cache
def terms_of(document: str) -> Terms:
    return extract(RAW / f"{document}.txt")


@pytest.mark.parametrize("row", load_rows("norms.jsonl"))
def test_norms(row: dict[str, Any]) -> None:
    norms = list(find_norms(to_clause(row["text"])))
    assert len(norms) == len(row["norms"])
    for norm, wanted in zip(norms, row["norms"], strict=True):
        parts = {"action": norm.action, "condition": norm.condition, "exception": norm.exception}
        said = {name: quote.text if quote else None for name, quote in parts.items()}
        assert {"party": norm.party, "modality": norm.modality, **said} | wanted == {
            "party": norm.party,
            "modality": norm.modality,
            **said,
        }


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_clause_says_what_was_read_in_it(document: str) -> None:
    # read clause by clause beside the text on 2026-11-21; to change it, read the clause again
    rows = [json.loads(line) for line in (GOLDEN / "norms.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {row["clause"]: row["norms"] for row in rows if row["document"] == document}
    found: dict[str, list[dict[str, str | None]]] = {clause.number: [] for clause in terms_of(document).clauses}
    for norm in terms_of(document).norms:
        quotes = {"words": norm.words, "action": norm.action, "condition": norm.condition, "exception": norm.exception}
        said = {name: quote.text if quote else None for name, quote in quotes.items()}
        found[norm.clause].append({"party": norm.party, "modality": norm.modality, **said, "lead": norm.lead})
    if document == "vps":  # its words are read back from damage; who must or may is asked, not the letters
        assert _said_of_whom(found) == _said_of_whom(wanted)
    else:
        assert found == wanted


def _said_of_whom(norms: dict[str, list[dict[str, str | None]]]) -> dict[str, list[tuple[str | None, str | None]]]:
    return {clause: [(norm["party"], norm["modality"]) for norm in own] for clause, own in norms.items()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_part_of_a_norm_stands_in_its_clause(document: str) -> None:
    terms = terms_of(document)
    texts = {clause.number: clause.text for clause in terms.clauses}
    for norm in terms.norms:
        lead = norm.lead or norm.clause
        quotes = [(norm.action, norm.clause), (norm.words, lead), (norm.condition, lead), (norm.exception, lead)]
        for quote, clause in quotes:
            assert quote is None or texts[clause][quote.start : quote.stop] == quote.text


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    for norm in find_norms(to_clause(text)):
        assert text[norm.action.start : norm.action.stop] == norm.action.text


@given(st.sampled_from([modal.evidence for table in MODALS.values() for modal in table]), st.text(max_size=20))
def test_evidence_in_any_surroundings_raises_nothing(evidence: str, text: str) -> None:
    for norm in find_norms(to_clause(f"{text} {evidence} {text}")):
        assert editorial_form(norm.words.text) in editorial_form(f"{text} {evidence} {text}")


def test_every_pattern_is_found_in_its_evidence() -> None:
    for table in MODALS.values():
        for modal in table:
            found = [norm.modality for norm in find_norms(to_clause(modal.evidence))]
            assert modal.modality in found, modal
