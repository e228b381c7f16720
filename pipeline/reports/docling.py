"""Terms as a DoclingDocument, the JSON that docling-core loads: for chunking, indexing and retrieval.

What the source does not have is in `text` only and not in `orig`: a number that was inferred, in square brackets as
editors write it, and the party that answers for an item.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any

from pipeline.model import Box, Definition, Document, Leftover, Origin, Responsibility, Table, Terms
from pipeline.reports.texts import say
from pipeline.reports.tree import Node, Part, own_number, table_to_rows, terms_to_tree
from pipeline.store import to_json

# The least version that has all that is used here (layers): docling-core refuses what is newer than itself
VERSION = "1.1.0"
MIMETYPES: dict[str, str] = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
MOST_HASH = 2**64 - 1
DEEPEST_HEADING = 100
# what a leftover is taken for -> docling's label; it has one for the head and one for the foot of a page
# label and layer of what is set aside; what has no label of its own is text
FURNITURE: dict[str, tuple[str, str]] = {
    "running-head": ("page_header", "furniture"),
    "running-foot": ("page_footer", "furniture"),
    "page-number": ("page_footer", "furniture"),
    "hidden": ("text", "invisible"),
}

Item = dict[str, Any]


def terms_to_docling(terms: Terms, pages: Document | None = None) -> str:
    """The document as JSON. `pages` gives the sizes of the pages, without which it has places but no pages."""
    tree = terms_to_tree(terms)
    builder = _Builder()
    if terms.title:
        builder.add_text(BODY, "title", terms.title, ())
    for left in tree.loose_front:
        builder.add_loose(left)
    if terms.preamble:
        builder.add_text(BODY, "text", terms.preamble, ())
    if tree.heading:
        builder.add_text(BODY, "section_header", tree.heading, (), level=1)
    builder.add_parts(BODY, tree.front)
    builder.add_parts(BODY, tree.nodes)
    for note, _ in tree.footnotes:
        builder.add_text(BODY, "footnote", f"{note.mark} {note.text}".strip(), (note.origin, *note.continued))
    for left in tree.loose:
        builder.add_loose(left)
    for left in terms.furniture:
        label, layer = FURNITURE.get(left.kind, ("text", "furniture"))
        builder.add_text(BODY, label, left.text, (left.origin,), content_layer=layer)
    return to_json(builder.document(terms, pages)).decode()


BODY = "#/body"


class _Builder:
    """The flat lists of a DoclingDocument: items name their parent, and parents their children, by place in a list."""

    def __init__(self) -> None:
        self.items: dict[str, list[Item]] = {"groups": [], "texts": [], "tables": []}
        self.children: dict[str, list[Item]] = {BODY: []}

    def document(self, terms: Terms, pages: Document | None) -> Item:
        source = terms.source
        roots = {"content_layer": "body", "name": "_root_", "label": "unspecified"}
        sizes = pages.pages if pages is not None else ()
        return {
            "schema_name": "DoclingDocument",
            "version": VERSION,
            "name": PurePath(source.file).stem,
            "origin": {
                "mimetype": MIMETYPES.get(PurePath(source.file).suffix.lower(), "application/octet-stream"),
                "binary_hash": _binary_hash(source.sha256),
                "filename": source.file,
            },
            "furniture": {"self_ref": "#/furniture", "children": [], **roots, "content_layer": "furniture"},
            "body": {"self_ref": BODY, "children": self.children[BODY], **roots},
            **self.items,
            "pictures": [],
            "key_value_items": [],
            "form_items": [],
            "pages": {
                str(page.number): {"size": {"width": page.width, "height": page.height}, "page_no": page.number}
                for page in sizes
            },
        }

    def add(self, kind: str, parent: str, item: Item) -> str:
        """Put an item into a list and below its parent; its reference."""
        reference = f"#/{kind}/{len(self.items[kind])}"
        below = self.children.setdefault(reference, [])
        self.items[kind].append(
            {"self_ref": reference, "parent": {"$ref": parent}, "children": below, "content_layer": "body", **item}
        )
        self.children[parent].append({"$ref": reference})
        return reference

    def add_text(
        self, parent: str, label: str, text: str, places: Iterable[Origin], *, orig: str | None = None, **more: Any
    ) -> str:
        prov = [_provenance(place, len(text)) for place in places]
        item = {"label": label, "prov": prov, "orig": text if orig is None else orig, "text": text, **more}
        return self.add("texts", parent, item)

    def add_loose(self, left: Leftover) -> None:
        self.add_text(BODY, "text", left.text, (left.origin,))

    def add_parts(self, parent: str, parts: Sequence[Part]) -> None:
        """Headings, clauses and tables one after another; neighbours that are items make a list."""
        for listed, run in groupby(parts, key=_is_listed):
            if listed:
                group = self.add("groups", parent, {"name": "list", "label": "list"})
                for part in run:
                    self.add_item(group, part)
            else:
                for part in run:
                    self.add_part(parent, part)

    def add_part(self, parent: str, part: Part) -> None:
        match part:
            case Node():
                clause = part.clause
                heading: Item = {"level": min(clause.level, DEEPEST_HEADING)} if clause.kind == "heading" else {}
                label = "section_header" if heading else "text"
                text = f"{_shown_number(part)} {clause.text}".rstrip()
                orig = clause.text if clause.number_inferred else text
                self.add_text(parent, label, text, (clause.origin, *clause.continued), orig=orig, **heading)
                self.add_parts(parent, part.parts)
            case Definition():
                self.add_text(parent, "text", f"{part.term} — {part.text}", (part.origin,))
            case Table():
                self.add_table(parent, part)

    def add_item(self, group: str, part: Part) -> None:
        if isinstance(part, Node):
            clause = part.clause
            marker: Item = {"enumerated": True, "marker": _shown_number(part)}
            places = (clause.origin, *clause.continued)
            own = self.add_text(group, "list_item", clause.text, places, **marker)
            self.add_parts(own, part.parts)
        elif isinstance(part, Responsibility):
            text = f"{part.item} — {say(f'party.{part.party}')}"
            places = (part.origin,)
            self.add_text(group, "list_item", text, places, orig=part.item, enumerated=False, marker="-")

    def add_table(self, parent: str, table: Table) -> None:
        rows = [cells for cells in table_to_rows(table) if cells]
        # a table without a header begins with its first row
        first = rows[0][0].row if rows else 0
        cells = [
            {
                "row_span": cell.rows,
                "col_span": cell.columns,
                "start_row_offset_idx": cell.row - first,
                "end_row_offset_idx": cell.row - first + cell.rows,
                "start_col_offset_idx": cell.column,
                "end_col_offset_idx": cell.column + cell.columns,
                "text": cell.text,
                "column_header": cell.row == 0,
                "row_header": False,
                "row_section": False,
            }
            for row in rows
            for cell in row
        ]
        data = {
            "table_cells": cells,
            "num_rows": max((cell.row - first + cell.rows for row in rows for cell in row), default=0),
            "num_cols": max((cell.column + cell.columns for row in rows for cell in row), default=0),
        }
        prov = [_provenance(place, 0) for place in (table.origin, *table.continued)]
        item = {"label": "table", "prov": prov, "captions": [], "references": [], "footnotes": [], "data": data}
        self.add("tables", parent, item)


def _is_listed(part: Part) -> bool:
    return isinstance(part, Responsibility) or (isinstance(part, Node) and part.clause.kind == "item")


def _shown_number(node: Node) -> str:
    number = own_number(node.clause)
    return f"[{number}]" if node.clause.number_inferred else number


def _provenance(place: Origin, length: int) -> Item:
    """A place; where a text goes on to the next page, both places stand for all of it."""
    return {"page_no": place.page, "bbox": _box(place.bbox), "charspan": [0, length]}


def _box(box: Box) -> Item:
    left, top, right, bottom = box
    return {"l": left, "t": top, "r": right, "b": bottom, "coord_origin": "TOPLEFT"}


def _binary_hash(sha256: str) -> int:
    """The last 64 bits of the hash, as docling keeps it; 0 where there is none."""
    try:
        return int(sha256, 16) & MOST_HASH
    except ValueError:
        return 0
