"""The corpus of terms documents of every kind: what each declares beside what is found in it."""

from pathlib import Path
from typing import Any

import pytest

from tests.corpus.score import (
    ASPECTS,
    PAGES,
    PARTS,
    documents,
    extract,
    load_truth,
    page_text,
    parse_outline,
    score_document,
    score_sentence,
    sentences,
)

DOCUMENTS = [path for part in PARTS for path in documents(part)]
SENTENCES = [pytest.param(row, id=f"{part}-{row['text'][:40]}") for part in PARTS for row in sentences(part)]


def test_the_corpus_is_varied() -> None:
    truths = [load_truth(path) for path in DOCUMENTS]
    assert len(DOCUMENTS) >= 40
    assert {truth["language"] for truth in truths} == {"kk", "ru", "en"}
    assert sum(len(parse_outline(truth["clauses"])) for truth in truths) > 500
    assert sum(len(truth["facts"]) for truth in truths) > 150


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_a_document_declares_is_found_and_nothing_else(path: Path) -> None:
    truth = load_truth(path)
    known = truth.get("fails", {})
    scores = score_document(truth, extract(path))
    wrong = {aspect: (scores[aspect].missing, scores[aspect].invented) for aspect in ASPECTS}
    # what cannot be done yet is named with its reason; the day it works, the reason must go
    assert {aspect for aspect, (missing, invented) in wrong.items() if missing or invented} == set(known), wrong
    assert all(reason.strip() for reason in known.values())


@pytest.mark.parametrize("row", SENTENCES)
def test_what_a_sentence_declares_is_found_and_nothing_else(row: dict[str, Any]) -> None:
    score = score_sentence(row)
    # like a document, a sentence that is not understood yet has its reason in `fails`
    assert bool(score.missing or score.invented) == bool(row.get("fails")), score


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=pytest.mark.engine if path.stem.endswith(".scan") else ())
        for path in sorted(PAGES.glob("*.pdf"))
    ],
)
def test_pages_say_what_their_text_declares(path: Path) -> None:
    truth = load_truth(page_text(path))
    known = truth.get("fails", {}) | load_truth(PAGES / "fails.txt").get(path.stem, {})
    scores = score_document(truth, extract(path))
    wrong = {aspect: (scores[aspect].missing, scores[aspect].invented) for aspect in ASPECTS}
    assert {aspect for aspect, (missing, invented) in wrong.items() if missing or invented} == set(known), wrong
