"""Records as pandas tables, for notebooks and Parquet (home of pandas, pandera and pyarrow).

Every column has an Arrow type, in memory as on disk (`pandas.ArrowDtype`), so that saving and loading gives the same
frame and a missing value is `<NA>` in every column. What a column holds, and what it may hold, stands with it below;
`frame_schemas()` gives the same as pandera schemas, and `load_frames` checks what it loads by them. Three conventions:

- `document` is the source's name as given; it joins the frames. `position` and `table` count from 0 in reading order.
- A decimal is kept exactly, as its string in `value`; `value_float` is the nearest double, for sums and drawings.
- `attributes` and `evidence` are JSON objects with sorted keys. Boxes are PDF points from the top left of the page.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import model
from pipeline.errors import UsageError
from pipeline.model import Comparison, Finding, Origin, Table, Terms

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

TEXT = pa.string()
COUNT = pa.int64()
REAL = pa.float64()
FLAG = pa.bool_()
TEXTS = pa.list_(TEXT)

# what a clause's kind may be; the other vocabularies have names in the model
CLAUSE_KINDS = ("heading", "clause", "item")
RELATIONS = ("identical", "editorial", "variant")
DATE = r"\d{4}-\d{2}-\d{2}"
DECIMAL = r"-?\d+(?:\.\d+)?"


class Column(NamedTuple):
    """A column: what it holds, whether a value may be missing, and what every value keeps to."""

    name: str
    type: pa.DataType
    about: str
    missing: bool = False
    least: float | None = None
    most: float | None = None
    among: tuple[str, ...] = ()
    pattern: str | None = None


Columns = tuple[Column, ...]

DOCUMENT = Column("document", TEXT, "the source's name as given; joins the frames")
SERVICE = Column("service", TEXT, "the service the document is about")
LANGUAGE = Column("language", TEXT, "the language of the document", among=get_args(model.Language))
CONFIDENCE = Column("confidence", REAL, "how sure the reading is, 1 where nothing speaks against it", least=0, most=1)
CLAUSE = Column("clause", TEXT, "the number of the clause it stands in; empty before the first clause")
OWNER: Columns = (DOCUMENT, SERVICE)
PLACE: Columns = (
    Column("page", COUNT, "the page it begins on, from 1", least=1),
    Column("x0", REAL, "left edge in PDF points from the left of the page"),
    Column("top", REAL, "upper edge in PDF points from the top of the page"),
    Column("x1", REAL, "right edge in PDF points from the left of the page"),
    Column("bottom", REAL, "lower edge in PDF points from the top of the page"),
)
UNKNOWN_PLACE: Columns = tuple(column._replace(missing=True) for column in PLACE)

DOCUMENT_COLUMNS: Columns = (
    *OWNER,
    LANGUAGE,
    Column("title", TEXT, "the title", missing=True),
    Column("version_date", TEXT, "the date of this version", missing=True, pattern=DATE),
    Column("effective_date", TEXT, "the date it comes into force", missing=True, pattern=DATE),
    Column("text_origin", TEXT, "which reader its text comes from", among=get_args(model.DocumentTextOrigin)),
    Column("pages", COUNT, "how many pages it has", least=0),
    Column("repaired", FLAG, "whether text was mended"),
    CONFIDENCE,
    Column("sha256", TEXT, "the hash of the file as received"),
    Column("clauses", COUNT, "how many clauses were found", least=0),
    Column("tables", COUNT, "how many tables were found", least=0),
    Column("facts", COUNT, "how many facts were found", least=0),
    Column("repairs", COUNT, "how many repairs were made", least=0),
    Column("unplaced", COUNT, "how many pieces of text no clause owns", least=0),
)
CLAUSE_COLUMNS: Columns = (
    *OWNER,
    LANGUAGE,
    Column("position", COUNT, "its place in the document, from 0 in reading order", least=0),
    Column("number", TEXT, "its number as printed, with those it stands under: 5.1/1)"),
    Column("parent", TEXT, "the number of the clause it stands under", missing=True),
    Column("level", COUNT, "how deep it stands, from 1", least=1),
    Column("kind", TEXT, "a heading, a numbered clause or an enumerated item", among=CLAUSE_KINDS),
    Column("text", TEXT, "what follows its number, without its tables and responsibilities"),
    Column("eid", TEXT, "its stable id, different for every clause of a document"),
    Column("number_inferred", FLAG, "whether the number was lost in the source and follows from its neighbours"),
    CONFIDENCE,
    Column("references", TEXTS, "the numbers of clauses its text refers to"),
    *PLACE,
)
DEFINITION_COLUMNS: Columns = (
    *OWNER,
    Column("term", TEXT, "the term"),
    Column("text", TEXT, "what it means"),
    CLAUSE,
    *PLACE,
)
CELL_COLUMNS: Columns = (
    *OWNER,
    Column("table", COUNT, "which table of the document, from 0", least=0),
    CLAUSE,
    Column("kind", TEXT, "what the table is about", among=get_args(model.TableKind)),
    Column("row", COUNT, "the row; 0 is the header", least=0),
    Column("column", COUNT, "the column, from 0", least=0),
    Column("header", TEXT, "the header of the column", missing=True),
    Column("text", TEXT, "what the cell says; a merged cell says it in every place it covers"),
    Column("span_row", COUNT, "the row where the cell begins, its own unless merged", least=0),
    Column("span_column", COUNT, "the column where the cell begins, its own unless merged", least=0),
    CONFIDENCE,
    *PLACE,
)
FACT_COLUMNS: Columns = (
    *OWNER,
    Column("metric", TEXT, "what is promised", among=get_args(model.Metric)),
    Column("value", TEXT, "the decimal as a string, exactly", missing=True, pattern=DECIMAL),
    Column("value_float", REAL, "the nearest double to `value`", missing=True),
    Column("unit", TEXT, "the unit of the value", missing=True),
    Column("bound", TEXT, "whether the value is a least, a most or exact", missing=True, among=get_args(model.Bound)),
    CLAUSE,
    Column("quote", TEXT, "the words of the document that say it"),
    Column("attributes", TEXT, "what else belongs to it, a JSON object"),
    *UNKNOWN_PLACE,
)
NORM_COLUMNS: Columns = (
    *OWNER,
    CLAUSE._replace(about="the number of the clause that says it"),
    Column("party", TEXT, "who; missing where nobody is named", missing=True, among=get_args(model.Party)),
    Column("modality", TEXT, "must, may, must not or need not", among=get_args(model.Modality)),
    Column("words", TEXT, "the words that say so"),
    Column("action", TEXT, "what is to be done or not"),
    Column("condition", TEXT, "on which condition", missing=True),
    Column("exception", TEXT, "with which exception", missing=True),
    Column("lead", TEXT, "the clause above a list that says the words, where this one is an item of it", missing=True),
    Column("language", TEXT, "the language of the words", among=get_args(model.Language)),
)
RESPONSIBILITY_COLUMNS: Columns = (
    *OWNER,
    Column("item", TEXT, "what somebody answers for"),
    Column("party", TEXT, "who", among=get_args(model.Party)),
    CLAUSE,
    *PLACE,
)
REPAIR_COLUMNS: Columns = (
    *OWNER,
    Column("before", TEXT, "the text as found"),
    Column("after", TEXT, "the text as mended"),
    Column("method", TEXT, "the fix that did it"),
    CONFIDENCE._replace(about="how sure the repair is"),
    *PLACE,
)
FOOTNOTE_COLUMNS: Columns = (
    *OWNER,
    Column("mark", TEXT, "its mark as a plain character"),
    Column("text", TEXT, "what it says"),
    CLAUSE._replace(about="the number of the clause whose text bears the mark; empty where that is not known"),
    *PLACE,
)
DOUBT_COLUMNS: Columns = (
    *OWNER,
    Column("code", TEXT, "what kind of doubt it is"),
    Column("message", TEXT, "what speaks against the reading"),
    CLAUSE._replace(about="the number of the clause it is about; empty where it is none"),
    Column("quote", TEXT, "the words as they were taken"),
    *PLACE,
)
FINDING_COLUMNS: Columns = (
    Column("rule", TEXT, "the rule; `tarmaq explain` prints its manual page"),
    Column("family", TEXT, "the rule's family", among=get_args(model.Family)),
    Column("severity", TEXT, "how grave it is", among=get_args(model.Severity)),
    Column("message", TEXT, "what was found"),
    Column("location", COUNT, "one row a location, from 0; the first is where the finding is filed", least=0),
    DOCUMENT,
    Column("clause", TEXT, "the clause's number, or what is not a clause by its kind: table 5.6; may be empty"),
    Column("quote", TEXT, "the words it is about"),
    Column("page", COUNT, "the page, from 1", missing=True, least=1),
    Column("fingerprint", TEXT, "the same for the same rule and words, wherever they stand"),
    Column("evidence", TEXT, "what the rule went by, a JSON object"),
)
GROUP_COLUMNS: Columns = (
    Column("group", COUNT, "one row a clause of a group, groups from 0", least=0),
    Column("topic", TEXT, "what the clauses are about"),
    Column("relation", TEXT, "how alike they are", among=RELATIONS),
    Column("facets", TEXTS, "in what they differ"),
    DOCUMENT,
    Column("clause", TEXT, "the clause's number"),
)

COLUMNS: dict[str, Columns] = {
    "documents": DOCUMENT_COLUMNS,
    "clauses": CLAUSE_COLUMNS,
    "definitions": DEFINITION_COLUMNS,
    "tables": CELL_COLUMNS,
    "facts": FACT_COLUMNS,
    "norms": NORM_COLUMNS,
    "responsibilities": RESPONSIBILITY_COLUMNS,
    "repairs": REPAIR_COLUMNS,
    "footnotes": FOOTNOTE_COLUMNS,
    "doubts": DOUBT_COLUMNS,
    "findings": FINDING_COLUMNS,
    "groups": GROUP_COLUMNS,
}
# the columns that tell the rows of a frame apart
KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document",),
    "clauses": ("document", "eid"),
    "tables": ("document", "table", "row", "column"),
}
# frames whose `clause` is a number of their document, and columns beside it that are
CLAUSE_NUMBERS: tuple[tuple[str, str], ...] = (
    ("clauses", "parent"),
    ("definitions", "clause"),
    ("tables", "clause"),
    ("facts", "clause"),
    ("norms", "clause"),
    ("norms", "lead"),
    ("responsibilities", "clause"),
    ("footnotes", "clause"),
    ("doubts", "clause"),
    ("groups", "clause"),
)

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Frames:
    """A run's folder as tables."""

    documents: pd.DataFrame
    clauses: pd.DataFrame
    definitions: pd.DataFrame
    tables: pd.DataFrame
    facts: pd.DataFrame
    norms: pd.DataFrame
    responsibilities: pd.DataFrame
    repairs: pd.DataFrame
    footnotes: pd.DataFrame
    doubts: pd.DataFrame
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


def definitions_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a term explained."""
    rows = (
        {**_owner(terms), "term": one.term, "text": one.text, "clause": one.clause, **_place(one.origin)}
        for terms in documents
        for one in terms.definitions
    )
    return _frame(rows, DEFINITION_COLUMNS)


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


def norms_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a modal expression: who must, may, must not or need not do what."""
    rows = (
        {
            **_owner(terms),
            "clause": norm.clause,
            "party": norm.party,
            "modality": norm.modality,
            "words": norm.words.text,
            "action": norm.action.text,
            "condition": norm.condition.text if norm.condition else None,
            "exception": norm.exception.text if norm.exception else None,
            "lead": norm.lead,
            "language": norm.language,
        }
        for terms in documents
        for norm in terms.norms
    )
    return _frame(rows, NORM_COLUMNS)


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


def footnotes_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a footnote."""
    rows = (
        {**_owner(terms), "mark": note.mark, "text": note.text, "clause": note.clause, **_place(note.origin)}
        for terms in documents
        for note in terms.footnotes
    )
    return _frame(rows, FOOTNOTE_COLUMNS)


def doubts_frame(documents: Sequence[Terms]) -> pd.DataFrame:
    """One row a doubt about what was read."""
    rows = (
        {
            **_owner(terms),
            "code": doubt.code,
            "message": doubt.message,
            "clause": doubt.clause,
            "quote": doubt.quote,
            **_place(doubt.origin),
        }
        for terms in documents
        for doubt in terms.doubts
    )
    return _frame(rows, DOUBT_COLUMNS)


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
    """What `tarmaq run --out FOLDER` wrote, as tables, checked. Raises UsageError where there is no such run.

    `findings` and `groups` are empty where the folder has no `findings.json`, no `compare.json`.
    """
    root = Path(folder)
    paths = sorted(root.glob("**/terms.json"))
    if not paths:
        what = "no terms.json below" if root.is_dir() else "there is no folder"
        raise UsageError(f"{what} {root}", hint="give the folder that `tarmaq run --out` wrote")
    documents = [_load(path, Terms) for path in paths]
    findings_path, comparison_path = root / "findings.json", root / "compare.json"
    findings = _load(findings_path, tuple[Finding, ...]) if findings_path.exists() else ()
    nothing = Comparison(documents=(), groups=(), facts=())
    comparison = _load(comparison_path, Comparison) if comparison_path.exists() else nothing
    frames = Frames(
        documents=documents_frame(documents),
        clauses=clauses_frame(documents),
        definitions=definitions_frame(documents),
        tables=tables_frame(documents),
        facts=facts_frame(documents),
        norms=norms_frame(documents),
        responsibilities=responsibilities_frame(documents),
        repairs=repairs_frame(documents),
        footnotes=footnotes_frame(documents),
        doubts=doubts_frame(documents),
        findings=findings_frame(findings),
        groups=groups_frame(comparison),
    )
    check_frames(frames)
    return frames


# --- checks ----------------------------------------------------------------------------------------------------------


def frame_schemas() -> "dict[str, DataFrameSchema]":
    """The pandera schema of every frame, by its name in `Frames`: types, ranges, vocabularies, keys, descriptions."""
    # half a second, for checks and notebooks only: no command of `tarmaq` needs it
    from pandera.pandas import DataFrameSchema

    return {
        name: DataFrameSchema(
            {column.name: _pandera_column(column) for column in columns},
            name=name,
            strict=True,
            ordered=True,
            unique=list(KEYS[name]) if name in KEYS else None,
        )
        for name, columns in COLUMNS.items()
    }


def _pandera_column(column: Column) -> Any:
    from pandera.pandas import Check
    from pandera.pandas import Column as PanderaColumn

    checks = []
    if column.least is not None:
        checks.append(Check.ge(column.least))
    if column.most is not None:
        checks.append(Check.le(column.most))
    if column.among:
        checks.append(Check.isin(column.among))
    if column.pattern:
        checks.append(Check.str_matches(rf"^(?:{column.pattern})$"))
    return PanderaColumn(
        pd.ArrowDtype(column.type), checks=checks, nullable=column.missing, description=column.about, title=column.name
    )


def check_frames(frames: Frames) -> None:
    """Whether every frame keeps to its schema, and what names a document or a clause names one. Raises UsageError."""
    from pandera.errors import SchemaErrors

    for name, schema in frame_schemas().items():
        try:
            schema.validate(getattr(frames, name), lazy=True)
        except SchemaErrors as error:
            raise UsageError(_schema_complaint(name, error), hint=RUN_AGAIN) from error
    documents = set(frames.documents["document"])
    for field in fields(Frames):
        frame = getattr(frames, field.name)
        _check_known(field.name, "document", frame, frame["document"].isin(documents))
    known = pd.MultiIndex.from_frame(frames.clauses[["document", "number"]])
    for name, column in CLAUSE_NUMBERS:
        frame = getattr(frames, name)
        named = pd.MultiIndex.from_frame(frame[["document", column]])
        nothing = frame[column].isna() | (frame[column] == "")
        _check_known(name, column, frame, named.isin(known) | nothing.to_numpy(dtype=bool))


RUN_AGAIN = "run `tarmaq run` again into an empty folder, and load that folder"


def _schema_complaint(name: str, error: Any) -> str:
    """The first cases of a pandera error in one line."""
    cases = error.failure_cases
    first = cases.iloc[0]
    more = f" (and {len(cases) - 1} more)" if len(cases) > 1 else ""
    if first["check"] == "multiple_fields_uniqueness":
        return f"{name}: two rows have the same {', '.join(KEYS[name])}: {first['failure_case']!r}{more}"
    column = "" if first["column"] is None else f".{first['column']}"
    return f"{name}{column} does not keep to {first['check']}: {first['failure_case']!r}{more}"


def _check_known(name: str, column: str, frame: pd.DataFrame, known: Any) -> None:
    unknown = frame.loc[~pd.Series(known, index=frame.index).astype(bool)]
    if len(unknown):
        first = unknown.iloc[0]
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        what = "a document that is not loaded" if column == "document" else f"no clause of {first['document']}"
        raise UsageError(f"{name}.{column} names {what}: {first[column]!r}{more}", hint=RUN_AGAIN)


# --- saving ----------------------------------------------------------------------------------------------------------


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as a Parquet file: the same frame gives the same bytes, since no writer's notes are kept in it.

    `pandas.read_parquet(file, dtype_backend="pyarrow")` gives the frame back.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", store_schema=False)
    return buffer.getvalue()


def _frame(rows: Iterable[Row], columns: Columns) -> pd.DataFrame:
    schema = pa.schema([(column.name, column.type) for column in columns])
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
