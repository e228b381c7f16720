"""The service whose terms came as page scans and as text read in the wrong language, against a careful reading."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from pipeline.model import Terms
from tests.measure import differences, error_rate
from tests.test_structure import GOLDEN, RAW, content, read_terms

TRUTH: dict[str, Any] = json.loads((GOLDEN / "vps.json").read_text(encoding="utf-8"))
NUMBERS = [number for number, _, _ in TRUTH["clauses"]]


def clause_texts(said: dict[str, Any]) -> str:
    return " ".join(text for _, text, _ in said["clauses"])


@pytest.fixture(scope="module")
def scan() -> Terms:
    return read_terms(RAW / "vps.pdf")


@pytest.fixture(scope="module")
def mended() -> Terms:
    return read_terms(RAW / "vps.txt")


@pytest.mark.engine
@pytest.mark.slow
def test_the_scan_is_read_with_its_tables_cell_by_cell(scan: Terms) -> None:
    said = content(scan)
    assert scan.source.text_origin == "ocr"
    assert [number for number, _, _ in said["clauses"]] == NUMBERS
    assert said["tables"] == TRUTH["tables"]
    assert said["responsibilities"] == TRUTH["responsibilities"]
    assert (said["title"], said["version_date"], said["preamble"]) == (
        TRUTH["title"],
        TRUTH["version_date"],
        TRUTH["preamble"],
    )


@pytest.mark.engine
@pytest.mark.slow
def test_the_scan_has_no_more_than_a_handful_of_wrong_letters(scan: Terms) -> None:
    wrong = differences(clause_texts(content(scan)), clause_texts(TRUTH))
    assert len(wrong) <= 3, wrong


def test_the_mis_decoded_text_gets_its_numbers_back(mended: Terms) -> None:
    assert [clause.number for clause in mended.clauses] == NUMBERS
    inferred = {clause.number for clause in mended.clauses if clause.number_inferred}
    assert {"1", "2.1.3", "3.12.5", "5.12", "5.15"} <= inferred
    assert not inferred & {"3.12.6", "4", "5.1", "5.11"}
    assert mended.source.repaired
    assert mended.language == "kk"


def test_the_mis_decoded_text_becomes_readable(mended: Terms) -> None:
    found, truth = clause_texts(content(mended)), clause_texts(TRUTH)
    assert error_rate(found, truth, case_blind=True) <= 0.0065
    assert error_rate(found, truth) <= 0.0095


def test_the_cells_of_the_mis_decoded_tables_are_in_their_columns(mended: Terms) -> None:
    requests = next(table for table in mended.tables if table.kind == "requests")
    truth = TRUTH["tables"][0][3:]
    assert [row[0].casefold() for row in requests.rows] == [row[0].casefold() for row in truth]
    assert [tuple(map(str.casefold, row[2:])) for row in requests.rows] == [
        tuple(map(str.casefold, row[2:])) for row in truth
    ]
    # what the cells beside told is noted, and doubted
    notes = [repair for repair in mended.repairs if repair.method == "read-as-cells-beside"]
    assert len(notes) == 3
    assert all(note.confidence <= 0.5 for note in notes)


def test_no_figure_of_the_mis_decoded_text_is_invented(mended: Terms) -> None:
    tiers = next(table for table in mended.tables if table.kind == "compensation")
    assert [row[1] for row in tiers.rows][0::2] == ["0%", "10%"]
    # "S0" stands where the scan shows "5%": left as it was found, never filled in from another document
    assert tiers.rows[1][1] == "S0"
    figures = [fact for fact in mended.facts if fact.metric == "availability"]
    assert [str(fact.value) for fact in figures] == ["99.9"]


def test_the_bytes_do_not_hang_on_the_number_of_threads() -> None:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "repair", "--json", str(RAW / "vps.txt")]
    settings = [{"OMP_NUM_THREADS": "1"}, {"OMP_NUM_THREADS": "4"}]
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    one, four = (subprocess.run(command, env=clean | more, capture_output=True, check=True).stdout for more in settings)
    assert one == four
