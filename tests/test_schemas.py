"""The JSON Schemas are the records' own, and what is saved keeps to them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline import model, store

SCHEMAS = Path(__file__).parent.parent / "schemas"

ORIGIN = model.Origin(page=1, bbox=(0.0, 0.0, 10.0, 12.0))
SOURCE = model.Source(file="a.txt", sha256="0" * 64, pages=1, text_origin="plain-text", repaired=False, confidence=1.0)
SAMPLES: dict[str, Any] = {
    "pages": model.Document(
        source=SOURCE,
        pages=(
            model.Page(
                number=1,
                width=595.0,
                height=842.0,
                text_origin="plain-text",
                reason="a text file",
                confidence=1.0,
                lines=(model.Line(raw="1. МӘНI", text="1. МӘНІ", origin=ORIGIN),),
            ),
        ),
    ),
    "terms": model.Terms(
        source=SOURCE,
        service="a",
        language="kk",
        clauses=(model.Clause(number="1", parent=None, level=1, text="МӘНІ", eid="s1", kind="heading", origin=ORIGIN),),
        facts=(model.Fact(metric="availability", value=Decimal("99.9"), unit="percent", clause="1", quote="99,9%"),),
    ),
    "findings": (
        model.Finding(
            rule="tier-gap",
            family="tier",
            severity="high",
            message="a gap",
            locations=(model.Location(document="a.txt", clause="1", quote="МӘНІ"),),
            fingerprint="0",
        ),
    ),
    "diff": model.Diff(
        old=SOURCE,
        new=SOURCE,
        changes=(model.Change(kind="added", significance="substantive", words=(("insert", "", "а"),)),),
    ),
    "compare": model.Comparison(
        documents=("a.txt",),
        groups=(
            model.Group(topic="МӘНІ", members=(model.Member(document="a.txt", clauses=("1",)),), relation="identical"),
        ),
        facts=(model.FactRow(metric="availability", attributes={"period": None}, values={"a.txt": "99.9"}),),
    ),
    "errors": (model.ErrorRecord(source="a.pdf", code="encrypted", message="needs a password", hint="remove it"),),
}


def test_the_schemas_are_current() -> None:
    on_disk = {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    assert on_disk == store.schema_files(), "the records changed: run `make schemas`"


@pytest.mark.parametrize("name", store.SCHEMAS)
def test_what_is_saved_keeps_to_its_schema(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(store.to_json(SAMPLES[name])), schema)


@pytest.mark.parametrize("name", store.SCHEMAS)
def test_loading_what_was_saved_gives_the_same_record(name: str, tmp_path: Path) -> None:
    store.save(SAMPLES[name], tmp_path / "file.json")
    assert store.load(tmp_path / "file.json", store.SCHEMAS[name]) == SAMPLES[name]


def test_a_schema_refuses_what_the_contract_forbids() -> None:
    schema = json.loads((SCHEMAS / "terms.schema.json").read_bytes())
    terms = json.loads(store.to_json(SAMPLES["terms"]))
    terms["source"]["confidence"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(terms, schema)
