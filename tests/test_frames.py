"""Records as tables: exact, typed the same in memory and on disk, the same bytes every time."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import msgspec
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import tests.report_samples as sample
from pipeline import frames
from pipeline.errors import UsageError
from pipeline.frames import frame_schemas
from pipeline.model import Fact, Norm, Quote, Table

ToFrame = Callable[..., pd.DataFrame]
OF_DOCUMENTS: tuple[ToFrame, ...] = (
    frames.documents_frame,
    frames.clauses_frame,
    frames.definitions_frame,
    frames.tables_frame,
    frames.facts_frame,
    frames.norms_frame,
    frames.responsibilities_frame,
    frames.repairs_frame,
    frames.footnotes_frame,
    frames.doubts_frame,
)


@pytest.mark.parametrize("to_frame", OF_DOCUMENTS)
def test_saved_and_loaded_is_the_same(to_frame: ToFrame) -> None:
    for documents in (sample.samples(), (), (sample.hostile_terms(),)):
        frame = to_frame(documents)
        data = frames.parquet_bytes(frame)
        loaded = pd.read_parquet(io.BytesIO(data), dtype_backend="pyarrow")
        assert_frame_equal(frame, loaded)
        assert frames.parquet_bytes(loaded) == data


@pytest.mark.parametrize("to_frame", OF_DOCUMENTS)
def test_no_documents_have_the_same_columns(to_frame: ToFrame) -> None:
    assert to_frame(()).dtypes.equals(to_frame(sample.samples()).dtypes)


def test_findings_have_a_row_a_location() -> None:
    frame = frames.findings_frame(sample.findings())
    assert len(frame) == 8
    assert list(frame.loc[frame["location"] == 0, "rule"]) == ["vague-word", "tier-gap", "tier-gap", "lost-reference"]
    assert frames.findings_frame(()).dtypes.equals(frame.dtypes)


def test_clauses_keep_their_order_and_place() -> None:
    frame = frames.clauses_frame(sample.samples())
    vps = frame[frame["document"] == "vps.pdf"]
    assert list(vps["number"]) == ["1", "1.1", "2", "2.1", "2.2", "2.3"]
    assert list(vps["position"]) == list(range(6))
    assert pd.isna(vps["parent"].iloc[0])
    assert list(vps["references"].iloc[1]) == ["3.1"]
    assert (vps["top"].iloc[0], vps["page"].iloc[0]) == (40.0, 1)


def test_tables_have_a_row_a_cell_and_name_what_a_cell_repeats() -> None:
    frame = frames.tables_frame(sample.samples()[:1])
    assert len(frame) == 6
    cell = frame[(frame["row"] == 2) & (frame["column"] == 0)].iloc[0]
    assert (cell["header"], cell["text"]) == ("Қолжетімділік", "99,9%-дан төмен")
    assert (cell["span_row"], cell["span_column"]) == (1, 0)


def test_norms_keep_what_nobody_said_missing() -> None:
    words, action = Quote(text="міндетті", start=9, stop=17), Quote(text="төлеу", start=0, stop=5)
    norm = Norm(clause="2.1", party=None, modality="must", words=words, action=action, language="kk")
    bound = Norm(
        clause="2.2", party="customer", modality="may", words=words, action=action, condition=words, language="ru"
    )
    frame = frames.norms_frame((msgspec.structs.replace(sample.samples()[0], norms=(norm, bound)),))
    assert list(frame["party"].isna()) == [True, False]
    assert list(frame["condition"].isna()) == [True, False]
    assert list(frame["action"]) == ["төлеу", "төлеу"]
    frame_schemas()["norms"].validate(frame)


def test_a_ragged_table_loses_no_cell() -> None:
    table = Table(clause="1", kind="other", header=("a",), rows=(("1", "2"),), found_by="x", origin=sample.place(0))
    terms = msgspec.structs.replace(sample.samples()[0], tables=(table,))
    assert list(frames.tables_frame((terms,))["text"]) == ["a", "1", "2"]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_exact(value: Decimal) -> None:
    fact = Fact(metric="availability", value=value, clause="1", quote="")
    terms = msgspec.structs.replace(sample.samples()[0], facts=(fact,))
    assert Decimal(frames.facts_frame((terms,))["value"].iloc[0]) == value


def test_a_run_loads_in_one_line(tmp_path: Path) -> None:
    sample.save_run(tmp_path)
    run = frames.load_frames(tmp_path)
    assert list(run.documents["document"]) == ["veeam.pdf", "veeam.txt", "vps.pdf"]
    assert len(run.findings) == 8
    shared = run.groups[run.groups["relation"] == "variant"]
    assert list(shared["document"]) == ["veeam.txt", "veeam.pdf", "vps.pdf"]
    assert set(shared["clause"]) == {"2.1"}
    assert set(run.facts["metric"]) == {"availability", "credit_tier"}
    assert list(run.facts["value"])[:3] == ["99.90", "0", "5"]
    assert_frame_equal(run.clauses, frames.load_frames(str(tmp_path)).clauses)


def test_a_folder_without_a_run_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        frames.load_frames(tmp_path / "gone")
    with pytest.raises(UsageError, match=r"no terms\.json"):
        frames.load_frames(tmp_path)
    sample.save_run(tmp_path)
    (tmp_path / "vps.pdf" / "terms.json").write_text("{}")
    with pytest.raises(UsageError, match="vps"):
        frames.load_frames(tmp_path)


# --- schemas ---------------------------------------------------------------------------------------------------------


def run_frames() -> frames.Frames:
    documents = sample.samples()
    return frames.Frames(
        documents=frames.documents_frame(documents),
        clauses=frames.clauses_frame(documents),
        definitions=frames.definitions_frame(documents),
        tables=frames.tables_frame(documents),
        facts=frames.facts_frame(documents),
        norms=frames.norms_frame(documents),
        responsibilities=frames.responsibilities_frame(documents),
        repairs=frames.repairs_frame(documents),
        footnotes=frames.footnotes_frame(documents),
        doubts=frames.doubts_frame(documents),
        findings=frames.findings_frame(sample.findings()),
        groups=frames.groups_frame(sample.comparison()),
    )


def test_every_frame_has_a_schema_and_every_column_a_description() -> None:
    schemas = frame_schemas()
    assert list(schemas) == [field.name for field in fields(frames.Frames)]
    for schema in schemas.values():
        assert all(column.description for column in schema.columns.values())
        assert list(schema.columns) == list(dict.fromkeys(schema.columns))


def test_the_schemas_allow_what_is_written_and_nothing_at_all() -> None:
    frames.check_frames(run_frames())
    nothing = {name: frame.iloc[:0] for name, frame in vars(run_frames()).items()}
    frames.check_frames(frames.Frames(**nothing))


BROKEN: tuple[tuple[str, str, object, str], ...] = (
    ("clauses", "confidence", 1.5, r"clauses\.confidence .*1\.5"),
    ("clauses", "page", 0, r"clauses\.page .* 0"),
    ("clauses", "kind", "chapter", r"clauses\.kind .*chapter"),
    ("clauses", "number", None, r"clauses\.number does not keep to not_nullable"),
    ("clauses", "parent", "7", r"clauses\.parent names no clause of veeam\.txt: '7'"),
    ("documents", "version_date", "10.09.2025", r"documents\.version_date"),
    ("documents", "document", "other.txt", "names a document that is not loaded"),
    ("documents", "document", "vps.pdf", "documents: two rows have the same document: 'vps.pdf'"),
    ("tables", "row", 1, "tables: two rows have the same document, table, row, column"),
    ("facts", "metric", "price", r"facts\.metric .*price"),
    ("facts", "value", "99,9", r"facts\.value .*99,9"),
    ("facts", "clause", "9.9", r"facts\.clause names no clause of veeam\.txt: '9\.9'"),
    ("findings", "severity", "grave", r"findings\.severity .*grave"),
    ("findings", "document", "gone.pdf", r"findings\.document names a document that is not loaded: 'gone\.pdf'"),
    ("groups", "relation", "like", r"groups\.relation .*like"),
)


@pytest.mark.parametrize(("name", "column", "value", "message"), BROKEN)
def test_a_wrong_value_is_named(name: str, column: str, value: object, message: str) -> None:
    good = run_frames()
    frame = getattr(good, name).copy()
    frame.loc[0, column] = value
    with pytest.raises(UsageError, match=message):
        frames.check_frames(replace(good, **{name: frame}))


def test_a_wrong_type_and_a_column_more_or_less_are_named() -> None:
    good = run_frames()
    with pytest.raises(UsageError, match=r"clauses\.level does not keep to dtype"):
        frames.check_frames(replace(good, clauses=good.clauses.astype({"level": "float64"})))
    with pytest.raises(UsageError, match="repairs"):
        frames.check_frames(replace(good, repairs=good.repairs.drop(columns="method")))
    with pytest.raises(UsageError, match="repairs"):
        frames.check_frames(replace(good, repairs=good.repairs.assign(more=1)))


def test_two_runs_in_one_folder_are_wrong_use(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        sample.save_run(tmp_path / name)
    with pytest.raises(UsageError, match="two rows have the same document: 've"):
        frames.load_frames(tmp_path)


def test_no_command_waits_for_pandera() -> None:
    code = "import sys, pipeline.frames, pipeline.stages; sys.exit('pandera' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
