"""The cue words: each entry finds its own evidence, and what looks like a cue is none."""

import pytest

from pipeline.languages import cues
from pipeline.languages.cues import Cue
from pipeline.languages.marks import find_cues, find_marks

TABLES = {
    "modality": cues.MODALITY,
    "negation": cues.NEGATION,
    "bound": cues.BOUNDS,
    "unit": cues.UNITS,
    "both parties": cues.BOTH_PARTIES,
    "third parties": cues.THIRD_PARTIES,
    "other documents": cues.OTHER_DOCUMENTS,
    "own document": cues.OWN_DOCUMENT,
}
ENTRIES = [(name, cue) for name, table in TABLES.items() for entries in table.values() for cue in entries]


@pytest.mark.parametrize(("table", "cue"), ENTRIES)
def test_each_cue_is_in_its_evidence(table: str, cue: Cue) -> None:
    assert [means for means, _, _ in find_cues(cue.evidence, (cue,))] == [cue.means], table


@pytest.mark.parametrize("cue", cues.UNIT_SYMBOLS)
def test_each_symbol_is_in_its_evidence(cue: Cue) -> None:
    assert cue.means in [means for means, _, _ in find_cues(cue.evidence, (cue,), exact_case=True)]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("бағдарламалық жасақтама, қамтамасыз ету, тармағы, техникалық алаңында", "kk", "negation"),
        ("тиісті бөлімге жіберіледі", "kk", "modality"),
        ("қажет болған жағдайда", "kk", "modality"),
        ("in May 2025 and on 5 May, 2025", "en", "modality"),
        ("банковских реквизитов, банковский день", "ru", "party"),
        ("10.09.2025 ж. бастап", "kk", "number"),
        ("3.1. және 3.2. тармақтарында", "kk", "number"),
        ("IPv4, x86-KVM, S3", "kk", "number"),
        ("24 сағат, 99,9% қолжетімділік, 3 күн", "kk", "reference"),
        ("сәтке дейінгі уақыт аралығы", "kk", "bound"),
        ("No. 5, no later than", "en", "unit"),
    ],
)
def test_what_looks_like_a_cue_is_none(text: str, language: str, kind: str) -> None:
    assert [mark for mark in find_marks(text, language) if mark.kind == kind] == []  # type: ignore[arg-type]
