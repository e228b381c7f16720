"""The JSON Schemas are the records' own, what is saved keeps to them, and what was saved before can still be read."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline import model, store
from pipeline.errors import DocumentError

SCHEMAS = Path(__file__).parent.parent / "schemas"
COMPAT = Path(__file__).parent / "compat"
EARLIER = sorted(path.name for path in COMPAT.iterdir() if path.is_dir())

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
        language="kk",
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


# --- versions --------------------------------------------------------------------------------------------------------

Schema = dict[str, Any]
Problems = list[str]


def load_schema(path: Path) -> Schema:
    schema: Schema = json.loads(path.read_bytes())
    return schema


def number(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def last_before(name: str) -> tuple[str, Schema]:
    """The last version of a schema that was given out."""
    version = max((version for version in EARLIER if (COMPAT / version / f"{name}.schema.json").exists()), key=number)
    return version, load_schema(COMPAT / version / f"{name}.schema.json")


def without_words(schema: Any) -> Any:
    """What a schema demands, without its id and descriptions."""
    if isinstance(schema, dict):
        return {key: without_words(value) for key, value in schema.items() if key not in ("$id", "description")}
    return [without_words(value) for value in schema] if isinstance(schema, list) else schema


def resolved(node: Any, root: Schema) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def kinds(node: Any, root: Schema) -> dict[str, Any]:
    """The alternatives a node allows, by JSON type; several names of one value are one alternative."""
    node = resolved(node, root)
    if not isinstance(node, dict):
        return {str(node): node}
    if "anyOf" in node:
        return {name: one for part in node["anyOf"] for name, one in kinds(part, root).items()}
    return {str(node.get("type", "value")): node}


LIMITS = (("minimum", max), ("minItems", max), ("maximum", min), ("maxItems", min))


def problems(
    old: Any, new: Any, roots: tuple[Schema, Schema], place: str = "", seen: frozenset[str] = frozenset()
) -> Problems:
    """What a reader of one schema would miss or not understand in data of the other."""
    before, after = kinds(old, roots[0]), kinds(new, roots[1])
    if set(before) != set(after):
        return [f"{place}: was {' or '.join(sorted(before))}, is {' or '.join(sorted(after))}"]
    found: Problems = []
    for name, was in before.items():
        if isinstance(was, dict) and was.get("title", "") not in seen:
            found += [*value_problems(was, after[name], place), *field_problems(was, after[name], place)]
            inside = seen | ({was["title"]} if "title" in was else set())
            for step, one, other in shared_parts(was, after[name]):
                found += problems(one, other, roots, f"{place}/{step}", inside)
    return found


def value_problems(was: Schema, now: Schema, place: str) -> Problems:
    """Values that were allowed and are no longer."""
    lost = [value for value in was.get("enum", ()) if value not in now.get("enum", ())]
    stricter = [
        limit
        for limit, choose in LIMITS
        if limit in now and (limit not in was or choose(was[limit], now[limit]) != was[limit])
    ]
    return [
        *(f"{place}: no longer allows {value!r}" for value in lost),
        *(f"{place}: {limit} is stricter" for limit in stricter),
    ]


def field_problems(was: Schema, now: Schema, place: str) -> Problems:
    """Fields that are gone, and fields that data of before cannot have."""
    gone = [field for field in was.get("properties", {}) if field not in now.get("properties", {})]
    demanded = [field for field in now.get("required", ()) if field not in was.get("required", ())]
    return [
        *(f"{place}/{field}: is gone" for field in gone),
        *(f"{place}/{field}: must be there now" for field in demanded),
    ]


def shared_parts(was: Schema, now: Schema) -> Iterator[tuple[str, Any, Any]]:
    """The schemas inside a schema, side by side."""
    for field, one in was.get("properties", {}).items():
        if field in now.get("properties", {}):
            yield field, one, now["properties"][field]
    for part in ("items", "additionalProperties"):
        if isinstance(was.get(part), dict):
            yield part, was[part], now.get(part, {})
    places = zip(was.get("prefixItems", ()), now.get("prefixItems", ()), strict=True)
    yield from ((str(index), one, other) for index, (one, other) in enumerate(places))


def test_every_schema_names_its_version() -> None:
    assert set(store.SCHEMA_VERSIONS) == set(store.SCHEMAS)
    for name, version in store.SCHEMA_VERSIONS.items():
        schema = load_schema(SCHEMAS / f"{name}.schema.json")
        assert schema["$id"] == f"urn:tarmaq:schema:{name}:{version}"
        said = resolved(schema, schema).get("properties", {}).get("schema")
        assert said is None or said["enum"] == [f"{name}/{number(version)[0]}"]


@pytest.mark.parametrize("name", store.SCHEMAS)
def test_a_schema_moves_with_its_version(name: str) -> None:
    version, before = last_before(name)
    now = load_schema(SCHEMAS / f"{name}.schema.json")
    same = without_words(before) == without_words(now)
    today = number(store.SCHEMA_VERSIONS[name])
    assert today == number(version) if same else today > number(version), "raise SCHEMA_VERSIONS in pipeline/store.py"


@pytest.mark.parametrize("version", EARLIER)
@pytest.mark.parametrize("name", store.SCHEMAS)
def test_what_an_earlier_version_wrote_is_still_understood(version: str, name: str) -> None:
    path = COMPAT / version / f"{name}.json"
    schema = load_schema(SCHEMAS / f"{name}.schema.json")
    before = load_schema(COMPAT / version / f"{name}.schema.json")
    data = json.loads(path.read_bytes())
    jsonschema.validate(data, before)
    if number(version)[0] == number(store.SCHEMA_VERSIONS[name])[0]:
        jsonschema.validate(data, schema)
        assert problems(before, schema, (before, schema)) == []
    loaded = json.loads(store.to_json(store.load(path, store.SCHEMAS[name])))
    assert lost_in(data, loaded) == []


def lost_in(before: Any, after: Any, place: str = "") -> Problems:
    """What of the data is no longer there, or is something else."""
    if isinstance(before, dict) and isinstance(after, dict):
        gone = [f"{place}/{key}: is gone" for key in before if key not in after]
        return gone + [
            one for key in before if key in after for one in lost_in(before[key], after[key], f"{place}/{key}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [one for index, (old, new) in pairs for one in lost_in(old, new, f"{place}/{index}")]
    return [] if before == after else [f"{place}: was {before!r}, is {after!r}"]


def test_a_field_that_a_later_version_adds_is_passed_over(tmp_path: Path) -> None:
    data = json.loads(store.to_json(SAMPLES["terms"]))
    data["added_later"] = 1
    data["clauses"][0]["added_later"] = {"deep": []}
    (tmp_path / "terms.json").write_text(json.dumps(data), encoding="utf-8")
    assert store.load(tmp_path / "terms.json", model.Terms) == SAMPLES["terms"]
    jsonschema.validate(data, load_schema(SCHEMAS / "terms.schema.json"))


def test_another_major_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "terms.json").write_bytes(store.to_json(SAMPLES["terms"]).replace(b"terms/1", b"terms/2"))
    with pytest.raises(DocumentError, match="terms/2"):
        store.load(tmp_path / "terms.json", model.Terms)


CLAUSE = ("$defs", "Clause")
BREAKING: tuple[tuple[str, tuple[str, ...], Any, str], ...] = (
    ("a field dropped", (*CLAUSE, "properties", "eid"), None, "/clauses/items/eid: is gone"),
    (
        "a field retyped",
        (*CLAUSE, "properties", "level", "type"),
        "string",
        "/clauses/items/level: was integer, is string",
    ),
    ("a value dropped", (*CLAUSE, "properties", "kind", "enum"), ["item"], "no longer allows 'clause'"),
    ("a limit drawn in", ("$defs", "Origin", "properties", "page", "minimum"), 2, "page: minimum is stricter"),
    ("null no longer allowed", (*CLAUSE, "properties", "parent"), {"type": "string"}, "was null or string, is string"),
    (
        "a new field that must be there",
        (*CLAUSE, "required"),
        ["number", "new"],
        "/clauses/items/new: must be there now",
    ),
)


@pytest.mark.parametrize(("label", "path", "value", "message"), BREAKING, ids=[row[0] for row in BREAKING])
def test_the_comparison_of_schemas_sees_what_breaks(
    label: str, path: tuple[str, ...], value: Any, message: str
) -> None:
    before, after = (load_schema(SCHEMAS / "terms.schema.json") for _ in range(2))
    assert problems(before, after, (before, after)) == []
    node = after
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    assert any(message in problem for problem in problems(before, after, (before, after))), label
