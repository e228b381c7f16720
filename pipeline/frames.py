"""Records as pandas tables, for notebooks and Parquet (home of pandas and pyarrow).

Every column has an Arrow type, in memory as on disk (`pandas.ArrowDtype`), so that saving and loading gives the same
frame and a missing value is `<NA>` in every column. Three conventions:

- `document` is the source's name as given; it joins the frames. `position` and `table` count from 0 in reading order.
- A decimal is kept exactly, as its string in `value`; `value_float` is the nearest double, for sums and drawings.
- `attributes` and `evidence` are JSON objects with sorted keys. Boxes are PDF points from the top left of the page.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import UsageError
from pipeline.model import Comparison, Finding, Origin, Table, Terms

TEXT = pa.string()
COUNT = pa.int64()
REAL = pa.float64()
FLAG = pa.bool_()
PLACE: tuple[tuple[str, pa.DataType], ...] = (
    ("page", COUNT),
    ("x0", REAL),
    ("top", REAL),
    ("x1", REAL),
    ("bottom", REAL),
)

DOCUMENT_COLUMNS = pa.schema(
    [
        ("document", TEXT),
        ("service", TEXT),
        ("language", TEXT),
        ("title", TEXT),
        ("version_date", TEXT),
        ("effective_date", TEXT),
        ("text_origin", TEXT),
        ("pages", COUNT),
        ("repaired", FLAG),
        ("confidence", REAL),
        ("sha256", TEXT),
        ("clauses", COUNT),
        ("tables", COUNT),
        ("facts", COUNT),
        ("repairs", COUNT),
        ("unplaced", COUNT),
    ]
)
CLAUSE_COLUMNS = pa.schema(
    [
        ("document", TEXT),
        ("service", TEXT),
        ("language", TEXT),
        ("position", COUNT),
        ("number", TEXT),
        ("parent", TEXT),
        ("level", COUNT),
        ("kind", TEXT),
        ("text", TEXT),
        ("eid", TEXT),
        ("number_inferred", FLAG),
        ("confidence", REAL),
        ("references", pa.list_(TEXT)),
        *PLACE,
    ]
)
# one row a cell; row 0 is the header; a repeated cell names the cell it repeats in `span_row`, `span_column`
CELL_COLUMNS = pa.schema(
    [
        ("document", TEXT),
        ("service", TEXT),
        ("table", COUNT),
        ("clause", TEXT),
        ("kind", TEXT),
        ("row", COUNT),
        ("column", COUNT),
        ("header", TEXT),
        ("text", TEXT),
        ("span_row", COUNT),
        ("span_column", COUNT),
        ("confidence", REAL),
        *PLACE,
    ]
)
FACT_COLUMNS = pa.schema(
    [
        ("document", TEXT),
        ("service", TEXT),
        ("metric", TEXT),
        ("value", TEXT),
        ("value_float", REAL),
        ("unit", TEXT),
        ("bound", TEXT),
        ("clause", TEXT),
        ("quote", TEXT),
        ("attributes", TEXT),
        *PLACE,
    ]
)
RESPONSIBILITY_COLUMNS = pa.schema(
    [("document", TEXT), ("service", TEXT), ("item", TEXT), ("party", TEXT), ("clause", TEXT), *PLACE]
)
REPAIR_COLUMNS = pa.schema(
    [
        ("document", TEXT),
        ("service", TEXT),
        ("before", TEXT),
        ("after", TEXT),
        ("method", TEXT),
        ("confidence", REAL),
        *PLACE,
    ]
)
# one row a location; `location` counts from 0, and the first is the one the finding is filed under
FINDING_COLUMNS = pa.schema(
    [
        ("rule", TEXT),
        ("family", TEXT),
        ("severity", TEXT),
        ("message", TEXT),
        ("location", COUNT),
        ("document", TEXT),
        ("clause", TEXT),
        ("quote", TEXT),
        ("page", COUNT),
        ("fingerprint", TEXT),
        ("evidence", TEXT),
    ]
)

# one row a clause of a group; `group` counts from 0
GROUP_COLUMNS = pa.schema(
    [
        ("group", COUNT),
        ("topic", TEXT),
        ("relation", TEXT),
        ("facets", pa.list_(TEXT)),
        ("document", TEXT),
        ("clause", TEXT),
    ]
)

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Frames:
    """A run's folder as tables."""

    documents: pd.DataFrame
    clauses: pd.DataFrame
    tables: pd.DataFrame
    facts: pd.DataFrame
    responsibilities: pd.DataFrame
    repairs: pd.DataFrame
    findings: pd.DataFrame
    groups: pd.DataFrame


def documents_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a document, with what was found in it."""
    return _frame((_document_row(terms) for terms in documents), DOCUMENT_COLUMNS)


def clauses_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a clause, in reading order."""
    rows = (
        {
            **_owner(terms),
            "language": terms.language,
            "position": position,
            "number": clause.number,
            "parent": clause.parent,
            "level": clause.level,
            "kind": clause.kind,
            "text": clause.text,
            "eid": clause.eid,
            "number_inferred": clause.number_inferred,
            "confidence": clause.confidence,
            "references": list(clause.references),
            **_place(clause.origin),
        }
        for terms in documents
        for position, clause in enumerate(terms.clauses)
    )
    return _frame(rows, CLAUSE_COLUMNS)


def tables_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a cell of every table, the header as row 0."""
    rows = (
        {**_owner(terms), "table": index, **row}
        for terms in documents
        for index, table in enumerate(terms.tables)
        for row in _cell_rows(table)
    )
    return _frame(rows, CELL_COLUMNS)


def facts_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a commitment."""
    rows = (
        {
            **_owner(terms),
            "metric": fact.metric,
            "value": None if fact.value is None else f"{fact.value:f}",
            "value_float": None if fact.value is None else float(fact.value),
            "unit": fact.unit,
            "bound": fact.bound,
            "clause": fact.clause,
            "quote": fact.quote,
            "attributes": _json(fact.attributes),
            **_place(fact.origin),
        }
        for terms in documents
        for fact in terms.facts
    )
    return _frame(rows, FACT_COLUMNS)


def responsibilities_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row an item that somebody answers for."""
    rows = (
        {**_owner(terms), "item": duty.item, "party": duty.party, "clause": duty.clause, **_place(duty.origin)}
        for terms in documents
        for duty in terms.responsibilities
    )
    return _frame(rows, RESPONSIBILITY_COLUMNS)


def repairs_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a repair: what became what, by which method, where."""
    rows = (
        {
            **_owner(terms),
            "before": repair.before,
            "after": repair.after,
            "method": repair.method,
            "confidence": repair.confidence,
            **_place(repair.origin),
        }
        for terms in documents
        for repair in terms.repairs
    )
    return _frame(rows, REPAIR_COLUMNS)


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """One row a location of a finding."""
    rows = (
        {
            "rule": finding.rule,
            "family": finding.family,
            "severity": finding.severity,
            "message": finding.message,
            "location": index,
            "document": location.document,
            "clause": location.clause,
            "quote": location.quote,
            "page": location.page,
            "fingerprint": finding.fingerprint,
            "evidence": _json(finding.evidence),
        }
        for finding in findings
        for index, location in enumerate(finding.locations)
    )
    return _frame(rows, FINDING_COLUMNS)


def groups_frame(comparison: Comparison) -> pd.DataFrame:
    """One row a clause of a group: which clauses of which documents say the same thing."""
    rows = (
        {
            "group": index,
            "topic": group.topic,
            "relation": group.relation,
            "facets": list(group.facets),
            "document": member.document,
            "clause": clause,
        }
        for index, group in enumerate(comparison.groups)
        for member in group.members
        for clause in member.clauses
    )
    return _frame(rows, GROUP_COLUMNS)


def load_frames(folder: str | Path) -> Frames:
    """What `tarmaq run --out FOLDER` wrote, as tables. Raises UsageError where there is no such run.

    `findings` and `groups` are empty where the folder has no `findings.json`, no `compare.json`.
    """
    root = Path(folder)
    paths = sorted(root.glob("**/terms.json"))
    if not paths:
        raise UsageError(f"no terms.json below {root}", hint="give the folder that `tarmaq run --out` wrote")
    documents = [_load(path, Terms) for path in paths]
    findings_path, comparison_path = root / "findings.json", root / "compare.json"
    findings = _load(findings_path, tuple[Finding, ...]) if findings_path.exists() else ()
    nothing = Comparison(documents=(), groups=(), facts=())
    comparison = _load(comparison_path, Comparison) if comparison_path.exists() else nothing
    return Frames(
        documents=documents_frame(documents),
        clauses=clauses_frame(documents),
        tables=tables_frame(documents),
        facts=facts_frame(documents),
        responsibilities=responsibilities_frame(documents),
        repairs=repairs_frame(documents),
        findings=findings_frame(findings),
        groups=groups_frame(comparison),
    )


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as a Parquet file: the same frame gives the same bytes, since no writer's notes are kept in it.

    `pandas.read_parquet(file, dtype_backend="pyarrow")` gives the frame back.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", store_schema=False)
    return buffer.getvalue()


def _frame(rows: Iterable[Row], schema: pa.Schema) -> pd.DataFrame:
    frame: pd.DataFrame = pa.Table.from_pylist(list(rows), schema=schema).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _document_row(terms: Terms) -> Row:
    source = terms.source
    return {
        **_owner(terms),
        "language": terms.language,
        "title": terms.title,
        "version_date": terms.version_date,
        "effective_date": terms.effective_date,
        "text_origin": source.text_origin,
        "pages": source.pages,
        "repaired": source.repaired,
        "confidence": source.confidence,
        "sha256": source.sha256,
        "clauses": len(terms.clauses),
        "tables": len(terms.tables),
        "facts": len(terms.facts),
        "repairs": len(terms.repairs),
        "unplaced": len(terms.unplaced),
    }


def _owner(terms: Terms) -> Row:
    return {"document": terms.source.file, "service": terms.service}


def _place(origin: Origin | None) -> Row:
    if origin is None:
        return dict.fromkeys(("page", "x0", "top", "x1", "bottom"))
    x0, top, x1, bottom = origin.bbox
    return {"page": origin.page, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _cell_rows(table: Table) -> Iterable[Row]:
    repeats = {
        (row, column): (first_row, first_column)
        for first_row, first_column, rows, columns in table.spans
        for row in range(first_row, first_row + rows)
        for column in range(first_column, first_column + columns)
    }
    for row, cells in enumerate((table.header, *table.rows)):
        for column, text in enumerate(cells):
            span_row, span_column = repeats.get((row, column), (row, column))
            yield {
                "clause": table.clause,
                "kind": table.kind,
                "row": row,
                "column": column,
                "header": table.header[column] if column < len(table.header) else None,
                "text": text,
                "span_row": span_row,
                "span_column": span_column,
                "confidence": table.confidence,
                **_place(table.origin),
            }


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _load(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{path}: {error}", hint="run `tarmaq run` again into this folder") from error
