"""Whole documents for other programs: valid by the standards, complete, harmless, the same each time."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

import tests.report_samples as sample
from pipeline import reports, store
from pipeline.errors import UsageError
from pipeline.model import (
    Box,
    Clause,
    Definition,
    Document,
    Footnote,
    Leftover,
    Origin,
    Page,
    ReadingDoubt,
    Responsibility,
    Table,
    Terms,
)
from pipeline.reports.escape import visible, xml_text
from pipeline.reports.links import find_links
from pipeline.reports.tree import Node, Part, own_number, table_to_rows, terms_to_tree
from tests.rows import load_rows

HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"
CLEAN = sorted((HERE.parent / "data" / "clean").glob("*/terms.json"))
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

HIERARCHY = ("chapter", "article", "section", "paragraph", "subparagraph", "list", "point", "hcontainer")
CONTAINERS = [f"{AKN}{name}" for name in (*HIERARCHY, "table", "attachment")]

XSD = etree.XMLSchema(etree.parse(SCHEMAS / "akoma_ntoso" / "akomantoso30.xsd"))
DOCLING = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "docling-document-1.10.0.schema.json").read_bytes()))


def law() -> Terms:
    """A law: chapters, articles whose paragraphs begin again, lists in lists, an appendix, tables between clauses."""

    def one(
        number: str, parent: str | None, level: int, kind: Any, eid: str, text: str, top: float, **more: Any
    ) -> Clause:
        place = sample.place(top)
        return Clause(number=number, parent=parent, level=level, kind=kind, eid=eid, text=text, origin=place, **more)

    return msgspec.structs.replace(
        sample.samples()[0],
        language="ru",
        definitions=(
            Definition(term="Абонент", text="лицо", clause="Статья 1", origin=sample.place(35)),
            Definition(term="Оператор", text="другое лицо", origin=sample.place(5)),
            Definition(
                term="Услуга", text="то, что оказывают", clause="Приложение 1/1", in_text=True, origin=sample.place(210)
            ),
        ),
        clauses=(
            one("Глава 1", None, 1, "heading", "chp_1", "ОБЩЕЕ", 20),
            one("Статья 1", "Глава 1", 2, "heading", "chp_1__art_1", "Понятия", 30),
            one("1", "Статья 1", 3, "clause", "chp_1__art_1__sec_1", "Орган:", 40),
            one("1/1)", "1", 4, "item", "chp_1__art_1__sec_1__item_1", "первое;", 50),
            one("1/1)/а)", "1/1)", 5, "item", "chp_1__art_1__sec_1__item_1__item_a", "вложенное;", 60),
            one(
                "1/2)",
                "1",
                4,
                "item",
                "chp_1__art_1__sec_1__item_2",
                "второе.",
                70,
                number_inferred=True,
                confidence=0.5,
            ),
            one(
                "1.1",
                "1",
                4,
                "clause",
                "chp_1__art_1__sec_1__cl_1-1",
                "После таблицы, см. п. 1.1.",
                90,
                references=("1.1",),
            ),
            one("Приложение 1", None, 1, "heading", "att_1", "Перечень", 200),
            one("Приложение 1/1", "Приложение 1", 2, "clause", "att_1__sec_1", "Услуга — то, что оказывают", 210),
        ),
        tables=(
            Table(
                clause="1",
                kind="other",
                header=("a", "b", "b"),
                rows=(("x", "1", "2"), ("x", "3", "3")),
                spans=((0, 1, 1, 2), (1, 0, 2, 1), (2, 1, 1, 2), (0, 0, 9, 9)),
                found_by="test",
                confidence=0.7,
                origin=sample.place(80),
            ),
        ),
        responsibilities=(),
        facts=(),
        footnotes=(
            Footnote(mark="1", text="Сноска к первому.", clause="1/1)", origin=sample.place(780)),
            Footnote(mark="*", text="Чья сноска?", origin=sample.place(790)),
        ),
        doubts=(
            ReadingDoubt(code="figure", message="5 or 6", clause="1.1", quote="п. 1.1", origin=sample.place(90)),
            ReadingDoubt(code="layer", message="two readings differ", origin=sample.place(700)),
        ),
        unplaced=(
            Leftover(kind="definitions-heading", text="ПОНЯТИЯ", origin=sample.place(3)),
            Leftover(kind="date-line", text="01.02.2025", origin=sample.place(1)),
            Leftover(kind="text", text="чьё это?", origin=sample.place(300)),
        ),
    )


def documents() -> list[Any]:
    made = [*sample.samples(), law(), sample.hostile_terms(), msgspec.structs.replace(law(), clauses=(), tables=())]
    read = [store.load(path, Terms) for path in CLEAN]
    return [
        pytest.param(terms, id=f"{index} {visible(terms.source.file)[:20]}")
        for index, terms in enumerate((*made, *read))
    ]


DOCUMENTS = pytest.mark.parametrize("terms", documents())


def all_texts(terms: Terms) -> list[str]:
    """Every text that an export has to show, furniture apart."""
    texts = [terms.title or "", terms.preamble]
    texts += [text for one in terms.definitions if not one.in_text for text in (one.term, one.text)]
    texts += [clause.text for clause in terms.clauses]
    texts += [cell for table in terms.tables for line in (table.header, *table.rows) for cell in line]
    texts += [duty.item for duty in terms.responsibilities] + [left.text for left in terms.unplaced]
    texts += [note.text for note in terms.footnotes]
    return [text for text in texts if text.strip()]


def squeezed(text: str) -> str:
    """Without white space: where an export breaks lines is its own affair."""
    return re.sub(r"\s+", "", text)


# --- Akoma Ntoso -----------------------------------------------------------------------------------------------------


def akoma_ntoso(terms: Terms) -> tuple[str, Any]:
    text = reports.terms_to_akoma_ntoso(terms)
    root = etree.fromstring(text.encode())
    XSD.assertValid(root)
    return text, root


def check_akoma_ntoso(terms: Terms) -> None:
    """Valid, complete, and no reference into nothing."""
    text, root = akoma_ntoso(terms)
    assert reports.terms_to_akoma_ntoso(terms) == text
    said = squeezed("".join(root.itertext()))
    for wanted in all_texts(terms):
        assert squeezed(xml_text(wanted)) in said
    ids = set(root.xpath("//@eId"))
    named = [
        name
        for value in root.xpath(
            "//@refersTo | //@placementBase | //*[local-name()='ref' or local-name()='noteRef']/@href"
        )
        for name in value.split()
    ]
    assert {name[1:] for name in named} <= ids
    body = root.iter(f"{AKN}num")
    assert [squeezed("".join(num.itertext())) for num in body] == [
        squeezed(xml_text(shown)) for shown in shown_numbers(terms_to_tree(terms).nodes)
    ]


def shown_numbers(parts: tuple[Part, ...]) -> list[str]:
    numbers = []
    for node in parts:
        if isinstance(node, Node):
            numbers += [own_number(node.clause), *shown_numbers(node.parts)]
    return numbers


@DOCUMENTS
def test_akoma_ntoso_is_valid_and_complete(terms: Terms) -> None:
    check_akoma_ntoso(terms)


def test_the_schema_refuses_what_the_standard_forbids() -> None:
    text, _ = akoma_ntoso(law())
    twice = text.replace('eId="chp_1__art_1"', 'eId="chp_1"')
    assert not XSD.validate(etree.fromstring(twice.encode()))


def test_ids_follow_the_naming_convention() -> None:
    _, root = akoma_ntoso(law())
    named = [(one.tag.removeprefix(AKN), one.get("eId")) for one in root.find(f"{AKN}doc").iter(*CONTAINERS)]
    assert named == [
        ("hcontainer", "front"),
        ("chapter", "chp_1"),
        ("article", "chp_1__art_1"),
        ("paragraph", "chp_1__art_1__para_1"),
        ("list", "chp_1__art_1__para_1__list_1"),
        ("point", "chp_1__art_1__para_1__list_1__point_1"),
        ("list", "chp_1__art_1__para_1__list_1__point_1__list_1"),
        ("point", "chp_1__art_1__para_1__list_1__point_1__list_1__point_a"),
        ("point", "chp_1__art_1__para_1__list_1__point_2"),
        ("hcontainer", "chp_1__art_1__para_1__between"),
        ("table", "chp_1__art_1__para_1__table_1"),
        ("subparagraph", "chp_1__art_1__para_1__subpara_1-1"),
        ("hcontainer", "unplaced"),
        ("attachment", "att_1"),
        ("section", "att_1__sec_1"),
    ]


def test_a_contract_is_sections_and_clauses() -> None:
    _, root = akoma_ntoso(store.load(CLEAN[0], Terms))
    body = root.find(f".//{AKN}mainBody")
    assert {one.tag for one in body if one.get("eId") not in ("front", "unplaced")} == {f"{AKN}section"}
    assert {one.tag for one in body.iterfind(f"{AKN}section/*[@eId]")} == {f"{AKN}clause"}


def test_spans_are_spans() -> None:
    _, root = akoma_ntoso(law())
    rows = [
        [(cell.get("rowspan"), cell.get("colspan"), "".join(cell.itertext()).strip()) for cell in row]
        for row in root.iter(f"{AKN}tr")
    ]
    assert rows == [
        [(None, None, "a"), (None, "2", "b")],
        [("2", None, "x"), (None, None, "1"), (None, None, "2")],
        [(None, "2", "3")],
    ]


def test_what_is_uncertain_is_marked() -> None:
    _, root = akoma_ntoso(law())
    point = next(root.iterfind(f".//{AKN}point[@eId='chp_1__art_1__para_1__list_1__point_2']"))
    number = point.find(f"{AKN}num")
    assert number.get("status") == "editorial"
    assert [mark.get("href") for mark in number] == ["#note_inferred", "#note_unsure"]
    assert point.get("{urn:tarmaq:export:1}confidence") == "0.5"
    assert len(root.findall(f".//{AKN}notes[@source='#tarmaq']/{AKN}note")) == 2
    certain = next(root.iterfind(f".//{AKN}chapter/{AKN}num"))
    assert certain.attrib == {}
    assert len(certain) == 0


def test_terms_and_references_are_elements() -> None:
    _, root = akoma_ntoso(law())
    terms = [(term.text, term.get("refersTo"), term.getparent().tag) for term in root.iter(f"{AKN}term")]
    assert terms == [
        ("Оператор", "#concept_2", f"{AKN}def"),
        ("Абонент", "#concept_1", f"{AKN}def"),
        ("Услуга", "#concept_3", f"{AKN}p"),
    ]
    assert root.find(f".//{AKN}TLCConcept[@eId='concept_3']").get("showAs") == "Услуга"
    reference = root.find(f".//{AKN}ref")
    assert (reference.text, reference.get("href"), reference.tail) == (
        "1.1",
        "#chp_1__art_1__para_1__subpara_1-1",
        ".",
    )


def test_footnotes_are_tied_to_their_clauses() -> None:
    _, root = akoma_ntoso(law())
    notes = [dict(note.attrib) for note in root.iterfind(f".//{AKN}notes[@source='#author']/{AKN}note")]
    assert notes == [
        {
            "eId": "footnote_1",
            "marker": "1",
            "placement": "bottom",
            "placementBase": "#chp_1__art_1__para_1__list_1__point_1",
        },
        {"eId": "footnote_2", "marker": "*", "placement": "bottom"},
    ]
    assert "(#chp_1__art_1__sec_1__item_1)" in reports.terms_to_markdown(law())
    labels = [item["label"] for item in json.loads(reports.terms_to_docling(law()))["texts"]]
    assert labels.count("footnote") == 2


def test_doubts_of_the_reader_are_told() -> None:
    _, root = akoma_ntoso(law())
    doubts = [(one.text, one.get("about")) for one in root.iter("{urn:tarmaq:export:1}doubt")]
    assert doubts == [("5 or 6", "#chp_1__art_1__para_1__subpara_1-1"), ("two readings differ", None)]
    told = reports.terms_to_markdown(law()).partition("## Doubts about the reading\n\n")[2].split("\n\n")[0]
    assert told.split("\n") == [
        "- *[1.1](#chp_1__art_1__sec_1__cl_1-1), page 1:* 5 or 6: «п. 1.1»",
        "- *page 1:* two readings differ",
    ]


def test_what_terms_hold_is_exported_or_left_to_json() -> None:
    left_to_json = {"schema", "facts", "repairs", "norms"}
    exported = {
        *("source", "service", "language", "title", "version_date", "effective_date", "preamble", "definitions"),
        *("clauses", "tables", "responsibilities", "footnotes", "doubts", "unplaced", "furniture"),
    }
    assert set(Terms.__struct_fields__) <= exported | left_to_json, "say in the exports what the new field holds"


def test_metadata_says_what_is_not_known() -> None:
    _, root = akoma_ntoso(sample.samples()[0])
    assert root.find(f".//{AKN}FRBRWork/{AKN}FRBRdate").attrib == {"date": "2025-09-10", "name": "version"}
    assert root.find(f".//{AKN}FRBRlanguage").get("language") == "kaz"
    unknown = msgspec.structs.replace(sample.samples()[0], version_date=None, effective_date="2025-02-30")
    _, root = akoma_ntoso(unknown)
    assert root.find(f".//{AKN}FRBRWork/{AKN}FRBRdate").get("name") == "not-known"
    assert root.find(f".//{AKN}TLCOrganization[@eId='author']").get("showAs") == "not known"


# --- Docling ---------------------------------------------------------------------------------------------------------


def pages_of(terms: Terms, height: float = 842.0) -> Document:
    page = Page(number=1, width=595.0, height=height, text_origin="ocr", reason="", confidence=1.0)
    return Document(source=terms.source, pages=(page,))


@DOCUMENTS
def test_docling_keeps_to_its_schema_and_is_a_tree(terms: Terms) -> None:
    text = reports.terms_to_docling(terms, pages_of(terms))
    assert reports.terms_to_docling(terms, pages_of(terms)) == text
    document = json.loads(text)
    DOCLING.validate(document)
    items = {item["self_ref"]: item for kind in ("groups", "texts", "tables") for item in document[kind]}
    items |= {"#/body": document["body"]}
    children = [(owner, child["$ref"]) for owner, item in items.items() for child in item["children"]]
    assert sorted(child for _, child in children) == sorted(set(items) - {"#/body"})
    assert all(items[child]["parent"] == {"$ref": owner} for owner, child in children)
    lists = {owner for owner, child in children if items[child]["label"] == "list_item"}
    assert lists == {name for name, item in items.items() if item["label"] == "list"}
    said = squeezed("".join(item["text"] for item in document["texts"]))
    said += squeezed("".join(cell["text"] for table in document["tables"] for cell in table["data"]["table_cells"]))
    for wanted in all_texts(terms):
        assert squeezed(wanted) in said


@DOCUMENTS
def test_docling_core_loads_it(terms: Terms) -> None:
    core = pytest.importorskip("docling_core.types.doc", reason="docling-core is not installed: docs/exports.md")
    for text in (reports.terms_to_docling(terms), reports.terms_to_docling(terms, pages_of(terms, height=2000.0))):
        document = core.DoclingDocument.model_validate_json(text)
        assert len(document.tables) == len(terms.tables)
        assert len(document.texts) >= len(terms.clauses)


def test_docling_has_places_layers_levels_and_spans() -> None:
    document = json.loads(reports.terms_to_docling(law(), pages_of(law())))
    assert document["pages"] == {"1": {"page_no": 1, "size": {"height": 842.0, "width": 595.0}}}
    texts = {item["text"]: item for item in document["texts"]}
    assert texts["Статья 1 Понятия"]["level"] == 2
    assert texts["Статья 1 Понятия"]["prov"] == [
        {
            "page_no": 1,
            "bbox": {"l": 60.0, "t": 30.0, "r": 540.0, "b": 54.0, "coord_origin": "TOPLEFT"},
            "charspan": [0, len("Статья 1 Понятия")],
        }
    ]
    assert (texts["more than cloud"]["label"], texts["more than cloud"]["content_layer"]) == (
        "page_header",
        "furniture",
    )
    assert (texts["второе."]["marker"], texts["первое;"]["marker"]) == ("[2)]", "1)")
    cells = document["tables"][0]["data"]["table_cells"]
    assert [(cell["text"], cell["row_span"], cell["col_span"], cell["column_header"]) for cell in cells] == [
        ("a", 1, 1, True),
        ("b", 1, 2, True),
        ("x", 2, 1, False),
        ("1", 1, 1, False),
        ("2", 1, 1, False),
        ("3", 1, 2, False),
    ]


def test_words_of_ours_are_not_given_as_the_source() -> None:
    document = json.loads(reports.terms_to_docling(sample.samples()[0]))
    by_text = {item["text"]: item["orig"] for item in document["texts"]}
    assert by_text["Деректер — customer"] == "Деректер"
    assert by_text["[2] ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)"] == "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)"


# --- Markdown --------------------------------------------------------------------------------------------------------

SHOWN_ELEMENTS = re.compile("html|h[1-6]|p|a|strong|em|sup|ul|li|table|thead|tbody|tr|th|td|br")
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def rendered(markdown: str) -> Any:
    """What a reader of the Markdown sees, as HTML."""
    body = markdown.split("\n---\n", 1)[1]
    html = re.sub(r"<!--.*?-->", "", RENDERER.render(body)).replace("<br>", "<br/>")
    return etree.fromstring(f"<html>{html}</html>")


@DOCUMENTS
def test_markdown_shows_every_text_and_only_text(terms: Terms) -> None:
    markdown = reports.terms_to_markdown(terms)
    assert reports.terms_to_markdown(terms) == markdown
    root = rendered(markdown)
    said = squeezed("".join(root.itertext()))
    for wanted in (*all_texts(terms), *(left.text for left in terms.furniture)):
        assert squeezed(visible(wanted)) in said
    assert all(SHOWN_ELEMENTS.fullmatch(element.tag) for element in root.iter())
    anchors = root.xpath("//a/@id")
    assert anchors == [visible(clause.eid) for clause in terms.clauses]
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(anchors)
    assert len(root.findall(".//table")) == len(terms.tables)


def test_markdown_nests_what_is_nested() -> None:
    root = rendered(reports.terms_to_markdown(law()))
    assert [heading.tag for heading in root.iter("h1", "h2", "h3")] == [
        *("h1", "h2", "h2", "h3"),  # title, definitions, chapter, article
        *("h2", "h2", "h2", "h2", "h2"),  # appendix, footnotes, unplaced, doubts, furniture
    ]
    outer = next(element for element in root.iter("ul") if "первое" in "".join(element.itertext()))
    assert [squeezed("".join(item.itertext())) for item in outer.iterfind("li/ul/li")] == ["а)вложенное;"]
    assert len(outer) == 2


def test_markdown_of_two_documents_tells_them_apart_by_its_front_matter() -> None:
    front = reports.terms_to_markdown(sample.samples()[2]).split("---\n")[1]
    assert 'file: "vps.pdf"' in front
    assert "repaired: true" in front
    hostile = msgspec.structs.replace(law().source, file='"\n---\n# gone')
    assert reports.terms_to_markdown(msgspec.structs.replace(law(), source=hostile)).count("\n---\n") == 1


# --- links, trees, tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", load_rows("links.jsonl"))
def test_links(row: dict[str, Any]) -> None:
    eids = row.get("eids", [f"sec_{index}" for index, _ in enumerate(row["numbers"])])
    at = row.get("at", len(row["numbers"]))
    clauses = [sample.clause(number, "", 10.0, eid=eid) for number, eid in zip(row["numbers"], eids, strict=True)]
    referring = sample.clause("9.9", row["text"], 10.0, references=tuple(re.findall(r"\d+(?:\.\d+)*", row["text"])))
    if at < len(clauses):
        referring = msgspec.structs.replace(clauses[at], text=row["text"], references=("1.2",))
        clauses[at] = referring
    else:
        clauses.append(msgspec.structs.replace(referring, eid="sec_99"))
    terms = msgspec.structs.replace(sample.samples()[0], clauses=tuple(clauses))
    links = find_links(terms).get(at, ())
    assert [clauses[link.target].number for link in links] == row["links"]
    assert all(clauses[link.target].number.endswith(row["text"][link.start : link.stop]) for link in links)


def counted(part: Part) -> int:
    return 1 + (sum(map(counted, part.parts)) if isinstance(part, Node) else 0)


BOXES: st.SearchStrategy[Box] = st.tuples(*[st.floats(0, 900, allow_nan=False)] * 4)
PLACES = st.builds(Origin, page=st.integers(1, 3), bbox=BOXES)
TEXTS = st.text(max_size=12)
NAMES = st.sampled_from(["1", "1.1", "2", "1/1)", "Статья 1", "x y", ""]) | TEXTS
EIDS = st.sampled_from(["sec_1", "sec_1__cl_1-1", "art_1", "att_1", "sec_1__item_a", "a b__c\n", ""]) | TEXTS
CLAUSES = st.builds(
    Clause,
    number=NAMES,
    parent=st.none() | NAMES,
    level=st.integers(1, 5),
    text=TEXTS,
    eid=EIDS,
    kind=st.sampled_from(["heading", "clause", "item"]),
    number_inferred=st.booleans(),
    confidence=st.floats(0, 1),
    references=st.just(("1.1",)),
    origin=PLACES,
)
SPANS = st.tuples(st.integers(-1, 3), st.integers(-1, 3), st.integers(-1, 4), st.integers(-1, 4))
CELLS = st.sampled_from(["", "a", "b"])
TABLES = st.builds(
    Table,
    clause=NAMES,
    kind=st.just("other"),
    header=st.lists(CELLS, max_size=3).map(tuple),
    rows=st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple),
    found_by=st.just("x"),
    spans=st.lists(SPANS, max_size=3).map(tuple),
    origin=PLACES,
)
ANY_TERMS = st.builds(
    Terms,
    source=st.just(sample.samples()[0].source),
    service=TEXTS,
    language=st.sampled_from(["kk", "ru", "en"]),
    title=st.none() | TEXTS,
    preamble=TEXTS,
    definitions=st.lists(
        st.builds(Definition, term=TEXTS, text=TEXTS, clause=NAMES, in_text=st.booleans(), origin=PLACES), max_size=2
    ).map(tuple),
    clauses=st.lists(CLAUSES, max_size=6).map(tuple),
    tables=st.lists(TABLES, max_size=2).map(tuple),
    footnotes=st.lists(st.builds(Footnote, mark=TEXTS, text=TEXTS, clause=NAMES, origin=PLACES), max_size=2).map(tuple),
    responsibilities=st.lists(
        st.builds(Responsibility, item=TEXTS, party=st.just("both"), clause=NAMES, origin=PLACES), max_size=2
    ).map(tuple),
    unplaced=st.lists(
        st.builds(Leftover, kind=st.sampled_from(["text", "definitions-heading"]), text=TEXTS, origin=PLACES),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(ANY_TERMS)
def test_any_terms_are_exported_whole(terms: Terms) -> None:
    tree = terms_to_tree(terms)
    parts = sum(map(counted, (*tree.front, *tree.nodes)))
    left = len(tree.loose_front) + len(tree.loose) + (tree.heading is not None)
    defined = sum(not definition.in_text for definition in terms.definitions)
    blocks = defined + len(terms.tables) + len(terms.responsibilities)
    assert (parts, left) == (len(terms.clauses) + blocks, len(terms.unplaced))
    check_akoma_ntoso(terms)
    DOCLING.validate(json.loads(reports.terms_to_docling(terms)))
    reports.terms_to_markdown(terms)


def test_a_bottomless_outline_is_exported() -> None:
    deep = [msgspec.structs.replace(sample.clause(str(level), "x", 10.0), level=level) for level in range(1, 2000)]
    terms = msgspec.structs.replace(law(), clauses=tuple(deep), tables=(), definitions=())
    check_akoma_ntoso(terms)
    assert len(json.loads(reports.terms_to_docling(terms))["texts"]) > 2000
    assert reports.terms_to_markdown(terms).count("<a id=") == 1999


@given(TABLES)
def test_every_cell_of_a_table_is_covered_once(table: Table) -> None:
    rows = table_to_rows(table)
    lines = (table.header, *table.rows)
    covered = [
        (row, column, cell.text)
        for cells in rows
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [
        (row, column, text) for row, line in enumerate(lines) for column, text in enumerate(line)
    ]
    assert [bool(cells) for cells in rows] == [bool(line) for line in lines]


# --- the command -----------------------------------------------------------------------------------------------------


def test_an_export_stays_in_its_folder() -> None:
    for name in ("../a.pdf", "/etc/a.pdf", "", "a/../../b"):
        with pytest.raises(UsageError, match="cannot name a folder"):
            store.export_path(Path("out"), name, "markdown")
