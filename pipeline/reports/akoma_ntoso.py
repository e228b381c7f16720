"""Terms as Akoma Ntoso 3.0, the OASIS standard for legal documents in XML.

The document is a `doc`: terms, offers and rules of a company are no acts of a parliament, and that a text calls itself
a law does not tell whether this copy is one. What the standard demands and the records do not know is marked as not
known. What is uncertain stays so: a number that was inferred has `status="editorial"` and a note, a clause that was
read with doubts has its confidence and a note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile
from typing import NamedTuple
from xml.etree import ElementTree as ET

from pipeline.languages.transliteration import slug
from pipeline.model import Clause, Definition, Language, Responsibility, Table, Terms
from pipeline.reports.escape import xml_text
from pipeline.reports.links import find_links, split_at
from pipeline.reports.texts import say
from pipeline.reports.tree import SURE, Node, Part, Tree, confidences, own_number, table_to_rows, terms_to_tree

AKOMA_NTOSO = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:tarmaq:export:1"

# ISO 3166 leaves "xx" to its users; ISO 639-2 as the naming convention wants it
UNKNOWN_COUNTRY = "xx"
LANGUAGE_CODES: dict[Language, str] = {"kk": "kaz", "ru": "rus", "en": "eng"}
# the schema demands a date everywhere; its name says what it is
UNKNOWN_DATE = ("0001-01-01", "not-known")

# ids that are not a clause's
RESERVED = ("front", "unplaced", "tarmaq", "author", "customer", "provider", "both", "note_inferred", "note_unsure")

NOT_IN_IDS = re.compile(r"[^\w.~-]+")

# a step of a clause's `eid` -> element and its abbreviation in the naming convention
ELEMENTS: dict[str, tuple[str, str]] = {
    "part": ("part", "part"),
    "chp": ("chapter", "chp"),
    "subchp": ("subchapter", "subchp"),
    "art": ("article", "art"),
    "item": ("point", "point"),
}
# numbers below these are paragraphs; elsewhere they are a contract's sections and clauses
NAMED_UNITS = ("article", "chapter", "subchapter", "part")

MIXED = frozenset({"p", "num", "heading", "docTitle"})
INFERRED, UNSURE = "note_inferred", "note_unsure"
NOTES: dict[str, tuple[str, str]] = {
    INFERRED: ("?", "The number is not legible in the source; it follows from the numbers beside it."),
    UNSURE: ("~", f"This was read with a confidence below {SURE}; compare it with the source."),
}


class _Given(NamedTuple):
    """What a clause is called in the document: its id, its element, and the id of the list that begins with it."""

    eid: str
    element: str
    list_eid: str | None


class _Mark(NamedTuple):
    """Characters of a clause's text that are an element of their own: `ref` to a clause, or `term` that it defines."""

    start: int
    stop: int
    element: str
    attributes: dict[str, str]


class _Context(NamedTuple):
    """What every element needs to know: how clauses are called, their marks, the terms defined, the ids given out."""

    given: dict[int, _Given]
    marks: dict[int, tuple[_Mark, ...]]
    concepts: Mapping[str, str]
    taken: set[str]


def terms_to_akoma_ntoso(terms: Terms) -> str:
    """The document as XML, valid against the schema of the standard."""
    tree = terms_to_tree(terms)
    taken = set(RESERVED)
    concepts = {term: _fresh(f"concept_{index}", taken) for index, term in enumerate(_defined(terms), start=1)}
    context = _Context({}, {}, concepts, taken)
    _name_clauses(tree.nodes, None, context)
    _mark_clauses(terms, context)
    root = ET.Element("akomaNtoso", {"xmlns": AKOMA_NTOSO, "xmlns:tarmaq": OURS})
    doc = ET.SubElement(root, "doc", {"name": "terms"})
    _add_meta(doc, terms, tree, context)
    _add_preface(doc, terms, tree)
    attached = _attachments(tree)
    body = ET.SubElement(doc, "mainBody")
    _add_front(body, tree, context)
    _add_body_parts(body, tree.nodes[: len(tree.nodes) - len(attached)], "body", context)
    _add_loose(body, tree)
    if not len(body):
        ET.SubElement(body, "p")
    if attached:
        attachments = ET.SubElement(doc, "attachments")
        for node in attached:
            _add_attachment(attachments, node, terms, context)
    _indent(root, 0)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


# --- ids -------------------------------------------------------------------------------------------------------------


def _name_clauses(parts: Sequence[Part], above: Node | None, context: _Context) -> None:
    """The id of every clause below another: the id above, two low lines, the abbreviation, the number."""
    own = context.given[above.index] if above else _Given("", "", None)
    prefix = f"{own.eid}__" if above else ""
    lists = 0
    for run in _runs(parts):
        list_eid = None
        if _is_list(run):
            lists += 1
            list_eid = _fresh(f"{prefix}list_{lists}", context.taken)
        for node in run:
            if isinstance(node, Node):
                element, name = _element(node.clause, own.element)
                eid = _fresh(f"{list_eid}__{name}" if list_eid else f"{prefix}{name}", context.taken)
                context.given[node.index] = _Given(eid, element, list_eid)
                _name_clauses(node.parts, node, context)


def _fresh(eid: str, taken: set[str]) -> str:
    """The id, with a counter where it is given out already."""
    unique, again = eid, 1
    while unique in taken:
        again += 1
        unique = f"{eid}~{again}"
    taken.add(unique)
    return unique


def _numbered(eid: str, taken: set[str]) -> str:
    """The id with the first number that is free: "sec_5__table_2"."""
    number = 1
    while f"{eid}_{number}" in taken:
        number += 1
    return _fresh(f"{eid}_{number}", taken)


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """Neighbours of one kind: items, which make a list, other clauses, blocks."""
    return [list(run) for _, run in groupby(parts, key=_kind_of_part)]


def _kind_of_part(part: Part) -> str:
    if isinstance(part, Node):
        return "item" if part.clause.kind == "item" else "clause"
    return "block"


def _is_list(run: Sequence[Part]) -> bool:
    return _kind_of_part(run[0]) == "item"


def _element(clause: Clause, above: str) -> tuple[str, str]:
    """The element of a clause below another element, and its own part of the id, from the last step of its `eid`.

    A step before it that is no clause of the document adds nothing: "5.1" may stand right below "Статья 5".
    """
    prefix, _, number = NOT_IN_IDS.sub("-", clause.eid).rpartition("__")[2].partition("_")
    element, short = _kind(prefix, above)
    return element, f"{short}_{number}" if number else short


def _kind(prefix: str, above: str) -> tuple[str, str]:
    """Element and abbreviation for a step of an `eid` below an element."""
    if prefix in ("sec", "cl") and above in NAMED_UNITS:
        return "paragraph", "para"
    if prefix in ("sec", "cl") and above in ("paragraph", "subparagraph"):
        return "subparagraph", "subpara"
    if prefix == "sec":
        return "section", "sec"
    if prefix == "cl":
        return ("subclause", "subcl") if above in ("clause", "subclause") else ("clause", "cl")
    return ELEMENTS.get(prefix, ("hcontainer", prefix or "unit"))


def _attachments(tree: Tree) -> tuple[Node, ...]:
    """The appendices that the document ends with."""
    count = sum(1 for _ in takewhile(lambda node: node.clause.eid.startswith("att_"), reversed(tree.nodes)))
    return tree.nodes[len(tree.nodes) - count :]


# --- marks in texts --------------------------------------------------------------------------------------------------


def _mark_clauses(terms: Terms, context: _Context) -> None:
    """What stands in the texts of clauses: references to others, and terms that are defined there."""
    marks: dict[int, list[_Mark]] = {}
    for index, links in find_links(terms).items():
        marks[index] = [
            _Mark(link.start, link.stop, "ref", {"href": f"#{context.given[link.target].eid}"}) for link in links
        ]
    clauses = {clause.number: index for index, clause in reversed([*enumerate(terms.clauses)])}
    for definition in terms.definitions:
        index = clauses.get(definition.clause, -1)
        start = terms.clauses[index].text.find(definition.term) if definition.in_text and index >= 0 else -1
        if start >= 0 and definition.term:
            refers = {"refersTo": f"#{context.concepts[definition.term]}"}
            marks.setdefault(index, []).append(_Mark(start, start + len(definition.term), "term", refers))
    for index, found in marks.items():
        context.marks[index] = _apart(found)


def _apart(marks: Sequence[_Mark]) -> tuple[_Mark, ...]:
    """In order; of two that overlap, the first."""
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.stop)):
        if not kept or mark.start >= kept[-1].stop:
            kept.append(mark)
    return tuple(kept)


# --- metadata --------------------------------------------------------------------------------------------------------


def _add_meta(doc: ET.Element, terms: Terms, tree: Tree, context: _Context) -> None:
    meta = ET.SubElement(doc, "meta")
    _add_identification(meta, terms, "main")
    references = ET.SubElement(meta, "references", {"source": "#tarmaq"})
    _add_reference(references, "TLCOrganization", "tarmaq", "/ontology/organization/tarmaq", "tarmaq")
    _add_reference(references, "TLCOrganization", "author", "/ontology/organization/not-known", "not known")
    for party in sorted({duty.party for duty in terms.responsibilities} - {"both"}):
        _add_reference(references, "TLCRole", party, f"/ontology/role/{party}", party)
    if any(duty.party == "both" for duty in terms.responsibilities):
        _add_reference(references, "TLCRole", "both", "/ontology/role/both", "both parties")
    for index, (term, eid) in enumerate(context.concepts.items(), start=1):
        _add_reference(references, "TLCConcept", eid, f"/ontology/concept/{slug(term) or index}", term)
    _add_footnotes(meta, tree, context)
    _add_notes(meta, terms)
    proprietary = ET.SubElement(meta, "proprietary", {"source": "#tarmaq"})
    source = terms.source
    ET.SubElement(
        proprietary,
        "tarmaq:source",
        {
            "file": xml_text(source.file),
            "sha256": xml_text(source.sha256),
            "pages": str(source.pages),
            "textOrigin": source.text_origin,
            "repaired": str(source.repaired).lower(),
            "confidence": _decimal(source.confidence),
        },
    )
    for doubt, owner in tree.doubts:
        attributes = {"code": xml_text(doubt.code), "page": str(doubt.origin.page), "quote": xml_text(doubt.quote)}
        if owner is not None:
            attributes["about"] = f"#{context.given[owner].eid}"
        ET.SubElement(proprietary, "tarmaq:doubt", attributes).text = xml_text(doubt.message)
    for left in terms.furniture:
        furniture = ET.SubElement(
            proprietary, "tarmaq:furniture", {"kind": xml_text(left.kind), "page": str(left.origin.page)}
        )
        furniture.text = xml_text(left.text)


def _add_identification(meta: ET.Element, terms: Terms, component: str) -> None:
    identification = ET.SubElement(meta, "identification", {"source": "#tarmaq"})
    dates = [
        (stated, name)
        for stated, name in ((terms.version_date, "version"), (terms.effective_date, "effective"))
        if stated is not None and _is_date(stated)
    ] or [UNKNOWN_DATE]
    name = slug(terms.service) or "terms"
    day = "" if dates == [UNKNOWN_DATE] else dates[0][0]
    language = LANGUAGE_CODES[terms.language]
    work = f"/akn/{UNKNOWN_COUNTRY}/doc/terms/{name}"
    expression = f"{work}/{language}@{day}"
    levels = (
        ("FRBRWork", work, f"{work}/!{component}", dates[:1], "#author"),
        ("FRBRExpression", expression, f"{expression}/!{component}", dates, "#author"),
        ("FRBRManifestation", f"{expression}.akn", f"{expression}/!{component}.akn", [UNKNOWN_DATE], "#tarmaq"),
    )
    for level, uri, this, level_dates, author in levels:
        element = ET.SubElement(identification, level)
        ET.SubElement(element, "FRBRthis", {"value": this})
        ET.SubElement(element, "FRBRuri", {"value": uri})
        for stated, date_name in level_dates:
            ET.SubElement(element, "FRBRdate", {"date": stated, "name": date_name})
        ET.SubElement(element, "FRBRauthor", {"href": author})
        if level == "FRBRWork":
            ET.SubElement(element, "FRBRcountry", {"value": UNKNOWN_COUNTRY})
            ET.SubElement(element, "FRBRsubtype", {"value": "terms"})
        elif level == "FRBRExpression":
            ET.SubElement(element, "FRBRlanguage", {"language": language})
        else:
            ET.SubElement(element, "FRBRformat", {"value": "application/akn+xml"})


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _add_reference(references: ET.Element, kind: str, eid: str, href: str, shown: str) -> None:
    ET.SubElement(references, kind, {"eId": eid, "href": href, "showAs": xml_text(shown)})


def _add_footnotes(meta: ET.Element, tree: Tree, context: _Context) -> None:
    """The document's own notes, tied to the clause whose text bears their mark; where in it is not known."""
    if not tree.footnotes:
        return
    notes = ET.SubElement(meta, "notes", {"source": "#author"})
    for note, owner in tree.footnotes:
        attributes = {"eId": _numbered("footnote", context.taken), "marker": xml_text(note.mark), "placement": "bottom"}
        if owner is not None:
            attributes["placementBase"] = f"#{context.given[owner].eid}"
        _add_paragraphs(ET.SubElement(notes, "note", attributes), note.text, {})


def _add_notes(meta: ET.Element, terms: Terms) -> None:
    used = {
        INFERRED: any(clause.number_inferred for clause in terms.clauses),
        UNSURE: any(one < SURE for one in confidences(terms)),
    }
    if any(used.values()):
        notes = ET.SubElement(meta, "notes", {"source": "#tarmaq"})
        for eid, (marker, text) in NOTES.items():
            if used[eid]:
                note = ET.SubElement(notes, "note", {"eId": eid, "marker": marker})
                ET.SubElement(note, "p").text = text


def _defined(terms: Terms) -> Iterator[str]:
    return iter(dict.fromkeys(definition.term for definition in terms.definitions))


# --- text ------------------------------------------------------------------------------------------------------------


def _add_preface(doc: ET.Element, terms: Terms, tree: Tree) -> None:
    if terms.title or tree.loose_front:
        preface = ET.SubElement(doc, "preface")
        if terms.title:
            title = ET.SubElement(ET.SubElement(ET.SubElement(preface, "longTitle"), "p"), "docTitle")
            _add_text(title, terms.title)
        for left in tree.loose_front:
            _add_paragraphs(preface, left.text, {"class": xml_text(left.kind)})
    if terms.preamble:
        _add_paragraphs(ET.SubElement(doc, "preamble"), terms.preamble, {})


def _add_front(body: ET.Element, tree: Tree, context: _Context) -> None:
    if tree.front or tree.heading:
        front = ET.SubElement(body, "hcontainer", {"eId": "front", "name": "front"})
        if tree.heading:
            _add_text(ET.SubElement(front, "heading"), tree.heading)
        content = ET.SubElement(front, "content")
        for block in tree.front:
            _add_block(content, block, "front", context)


def _add_loose(body: ET.Element, tree: Tree) -> None:
    if tree.loose:
        loose = ET.SubElement(body, "hcontainer", {"eId": "unplaced", "name": "unplaced", "status": "undefined"})
        content = ET.SubElement(loose, "content")
        for left in tree.loose:
            _add_paragraphs(content, left.text, {"class": xml_text(left.kind), "tarmaq:page": str(left.origin.page)})


def _add_body_parts(body: ET.Element, parts: Sequence[Part], above: str, context: _Context) -> None:
    """Clauses and blocks as they stand: a main body takes both."""
    for run in _runs(parts):
        _add_run(body, run, above, context)


def _add_run(parent: ET.Element, run: Sequence[Part], above: str, context: _Context) -> None:
    target = parent
    first = run[0]
    list_eid = context.given[first.index].list_eid if isinstance(first, Node) else None
    if list_eid is not None:
        target = ET.SubElement(parent, "list", {"eId": list_eid})
    for part in run:
        if isinstance(part, Node):
            _add_node(target, part, context)
        else:
            _add_block(target, part, above, context)


def _add_node(parent: ET.Element, node: Node, context: _Context) -> None:
    clause, given = node.clause, context.given[node.index]
    unit = NOT_IN_IDS.sub("-", clause.eid).rpartition("__")[2].partition("_")[0]
    named = {"name": unit or "unit"} if given.element == "hcontainer" else {}
    element = ET.SubElement(parent, given.element, {"eId": given.eid} | named | _doubts(clause))
    _add_number(element, clause)
    if clause.kind == "heading" and clause.text:
        _add_text(ET.SubElement(element, "heading"), clause.text, context.marks.get(node.index, ()))
    _add_parts(element, node, context)


def _doubts(clause: Clause) -> dict[str, str]:
    inferred = {"tarmaq:numberInferred": "true"} if clause.number_inferred else {}
    return inferred | ({"tarmaq:confidence": _decimal(clause.confidence)} if clause.confidence < 1 else {})


def _add_number(element: ET.Element, clause: Clause) -> None:
    number = ET.SubElement(element, "num", {"status": "editorial"} if clause.number_inferred else {})
    number.text = xml_text(own_number(clause))
    if clause.number_inferred:
        _add_note_mark(number, INFERRED)
    if clause.confidence < SURE:
        _add_note_mark(number, UNSURE)


def _add_note_mark(parent: ET.Element, note: str) -> None:
    ET.SubElement(parent, "noteRef", {"href": f"#{note}", "marker": NOTES[note][0]})


def _add_parts(element: ET.Element, node: Node, context: _Context) -> None:
    """Text and blocks before the clauses below go into `intro`, those behind them into `wrapUp`."""
    eid = context.given[node.index].eid
    runs = _runs(node.parts)
    opening = runs.pop(0) if runs and not isinstance(runs[0][0], Node) else []
    closing = runs.pop() if runs and not isinstance(runs[-1][0], Node) else []
    text = node.clause.text if node.clause.kind != "heading" else ""
    if text or opening:
        intro = ET.SubElement(element, "intro" if runs else "content")
        if text:
            _add_paragraphs(intro, text, {}, context.marks.get(node.index, ()))
        for part in opening:
            _add_block(intro, part, eid, context)
    for run in runs:
        target = element
        if not isinstance(run[0], Node):
            between = _fresh(f"{eid}__between", context.taken)
            target = ET.SubElement(ET.SubElement(element, "hcontainer", {"eId": between, "name": "between"}), "content")
        _add_run(target, run, eid, context)
    if closing:
        wrap = ET.SubElement(element, "wrapUp")
        for part in closing:
            _add_block(wrap, part, eid, context)


def _add_attachment(attachments: ET.Element, node: Node, terms: Terms, context: _Context) -> None:
    eid = context.given[node.index].eid
    attachment = ET.SubElement(attachments, "attachment", {"eId": eid} | _doubts(node.clause))
    _add_number(attachment, node.clause)
    if node.clause.text:
        _add_text(ET.SubElement(attachment, "heading"), node.clause.text, context.marks.get(node.index, ()))
    doc = ET.SubElement(attachment, "doc", {"name": "attachment"})
    _add_identification(ET.SubElement(doc, "meta"), terms, eid)
    body = ET.SubElement(doc, "mainBody")
    _add_body_parts(body, node.parts, eid, context)
    if not len(body):
        ET.SubElement(body, "p")


# --- blocks ----------------------------------------------------------------------------------------------------------


def _add_block(parent: ET.Element, block: Part, above: str, context: _Context) -> None:
    match block:
        case Definition():
            _add_definition(parent, block, context)
        case Responsibility():
            _add_responsibility(parent, block)
        case Table():
            _add_table(parent, block, _numbered(f"{above}__table", context.taken))
        case Node():
            _add_node(parent, block, context)


def _add_definition(parent: ET.Element, definition: Definition, context: _Context) -> None:
    whole = ET.SubElement(ET.SubElement(parent, "p"), "def")
    term = ET.SubElement(whole, "term", {"refersTo": f"#{context.concepts[definition.term]}"})
    term.text = xml_text(definition.term)
    _add_text(whole, f" — {definition.text}")


def _add_responsibility(parent: ET.Element, duty: Responsibility) -> None:
    """Who answers is a word of ours, in place of the party's name in the source: its status says so."""
    paragraph = ET.SubElement(parent, "p", {"class": "responsibility"})
    _add_text(paragraph, f"{duty.item} — ")
    role = ET.SubElement(paragraph, "role", {"refersTo": f"#{duty.party}", "status": "editorial"})
    role.text = say(f"party.{duty.party}")


def _add_table(parent: ET.Element, table: Table, eid: str) -> None:
    doubts = {"tarmaq:confidence": _decimal(table.confidence)} if table.confidence < 1 else {}
    element = ET.SubElement(parent, "table", {"eId": eid, "class": table.kind} | doubts)
    if table.confidence < SURE:
        _add_note_mark(ET.SubElement(element, "caption"), UNSURE)
    for cells in table_to_rows(table):
        if not cells:
            continue
        row = ET.SubElement(element, "tr")
        for cell in cells:
            spans = {"rowspan": str(cell.rows)} if cell.rows > 1 else {}
            spans |= {"colspan": str(cell.columns)} if cell.columns > 1 else {}
            _add_paragraphs(ET.SubElement(row, "th" if cell.row == 0 else "td", spans), cell.text, {})
    if element.find("tr") is None:
        ET.SubElement(ET.SubElement(element, "tr"), "td")


def _add_paragraphs(parent: ET.Element, text: str, attributes: dict[str, str], marks: Sequence[_Mark] = ()) -> None:
    """A `p` for every line of the text."""
    for line in _lines(text, marks):
        _add_line(ET.SubElement(parent, "p", attributes), line)


def _add_text(element: ET.Element, text: str, marks: Sequence[_Mark] = ()) -> None:
    """Text into an element that takes no paragraphs: lines parted by breaks."""
    for number, line in enumerate(_lines(text, marks)):
        if number:
            ET.SubElement(element, "eol")
        _add_line(element, line)


def _lines(text: str, marks: Sequence[_Mark]) -> list[list[tuple[str, _Mark | None]]]:
    lines: list[list[tuple[str, _Mark | None]]] = [[]]
    for piece, mark in split_at(text, marks):
        for number, part in enumerate(xml_text(piece).split("\n")):
            if number:
                lines.append([])
            lines[-1].append((part, mark))
    return lines


def _add_line(element: ET.Element, line: Sequence[tuple[str, _Mark | None]]) -> None:
    for text, mark in line:
        if mark is not None:
            ET.SubElement(element, mark.element, mark.attributes).text = text
        elif len(element):
            element[-1].tail = f"{element[-1].tail or ''}{text}"
        else:
            element.text = f"{element.text or ''}{text}"


def _indent(element: ET.Element, depth: int) -> None:
    """White space between elements, none where it would become part of a text."""
    if not len(element) or element.tag in MIXED:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth


def _decimal(value: float) -> str:
    return f"{value}".removesuffix(".0")
