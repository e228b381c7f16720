"""A whole document as GitHub-flavoured Markdown: for reading, for reviewing in a pull request, for a language model.

Every clause has an anchor named by its `eid`; references are links to them. What is not in the source is set apart:
a number that was inferred has a `?`, doubts are in italics, and a line at the end says what the signs mean.
"""

import html
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from pipeline.model import Clause, Definition, Footnote, Leftover, ReadingDoubt, Responsibility, Table, Terms
from pipeline.reports.escape import markdown_lines, markdown_start, markdown_text, visible
from pipeline.reports.labels import leftover_text
from pipeline.reports.links import Link, find_links, split_at
from pipeline.reports.texts import say
from pipeline.reports.tree import SURE, Node, Part, confidences, own_number, table_to_rows, terms_to_tree

DEEPEST_HEADING = 6
INDENT = "  "
HIDDEN = "hidden"
# lists of different things that follow each other stay apart: another sign begins another list
ITEM, DUTY, TERM = "-", "*", "+"

Links = dict[int, tuple[Link, ...]]


def terms_to_markdown(terms: Terms) -> str:
    """Front matter, title, preamble, definitions, clauses with their items and tables; then what belongs nowhere."""
    tree = terms_to_tree(terms)
    links = find_links(terms)
    blocks = [_front_matter(terms)]
    if terms.title:
        blocks.append(f"# {markdown_text(terms.title)}")
    blocks += [_paragraph(left.text) for left in tree.loose_front]
    if terms.preamble:
        blocks.append(_paragraph(terms.preamble))
    if tree.heading:
        blocks.append(f"## {markdown_text(tree.heading)}")
    blocks += _parts(tree.front, terms, links)
    blocks += _parts(tree.nodes, terms, links)
    if tree.footnotes:
        blocks += ["## Footnotes", "\n".join(_footnote(note, owner, terms) for note, owner in tree.footnotes)]
    if tree.loose:
        blocks += ["## Text that no clause owns", *map(_paragraph_with_place, tree.loose)]
    if tree.doubts:
        blocks += ["## Doubts about the reading", "\n".join(_reading_doubt(*one, terms) for one in tree.doubts)]
    hidden = [left for left in terms.furniture if left.kind == HIDDEN]
    if hidden:
        blocks += ["## In the file but not shown on the page", "\n".join(_furniture(hidden))]
    furniture = [left for left in terms.furniture if left.kind != HIDDEN]
    if furniture:
        blocks += ["## Left out of the text", "\n".join(_furniture(furniture))]
    blocks += _legend(terms)
    return "\n\n".join(blocks) + "\n"


def _front_matter(terms: Terms) -> str:
    """YAML whose values are JSON, so that no text can end it."""
    source = terms.source
    values = {
        "file": visible(source.file),
        "sha256": visible(source.sha256),
        "service": visible(terms.service),
        "language": terms.language,
        "version_date": terms.version_date and visible(terms.version_date),
        "effective_date": terms.effective_date and visible(terms.effective_date),
        "pages": source.pages,
        "text_origin": source.text_origin,
        "repaired": source.repaired,
        "confidence": source.confidence,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def _paragraph(text: str) -> str:
    return markdown_start(markdown_lines(text))


def _paragraph_with_place(left: Leftover) -> str:
    return f"*{markdown_text(leftover_text(left.kind))}, page {left.origin.page}:* {markdown_lines(left.text)}"


def _footnote(note: Footnote, owner: int | None, terms: Terms) -> str:
    """Its mark, its words, and a link to the clause that bears the mark."""
    place = f"*page {note.origin.page}*" if owner is None else _link(terms.clauses[owner].number, owner, terms)
    return f"{ITEM} **{markdown_text(note.mark) or '–'}** {markdown_lines(note.text)} ({place})"


def _reading_doubt(doubt: ReadingDoubt, owner: int | None, terms: Terms) -> str:
    quoted = f": «{markdown_text(doubt.quote)}»" if doubt.quote else ""
    clause = "" if owner is None else f"{_link(terms.clauses[owner].number, owner, terms)}, "
    return f"{ITEM} *{clause}page {doubt.origin.page}:* {markdown_lines(doubt.message)}{quoted}"


def _furniture(furniture: Sequence[Leftover]) -> Iterator[str]:
    """The same words on several pages are one line."""
    pages: dict[tuple[str, str], list[int]] = {}
    for left in furniture:
        pages.setdefault((left.kind, left.text), []).append(left.origin.page)
    for (kind, text), numbers in pages.items():
        where = ", ".join(str(number) for number in sorted(set(numbers)))
        word = "page" if len(set(numbers)) == 1 else "pages"
        yield f"{ITEM} *{markdown_text(leftover_text(kind))}, {word} {where}:* {markdown_lines(text)}"


def _legend(terms: Terms) -> Iterator[str]:
    if any(clause.number_inferred for clause in terms.clauses):
        yield "*? after a number: it is not legible in the source and follows from the numbers beside it.*"
    if any(one < SURE for one in confidences(terms)):
        yield "*% sure: how far the reading of a clause or table can be trusted; nothing is said from 90 % on.*"


# --- clauses ---------------------------------------------------------------------------------------------------------


def _parts(parts: Sequence[Part], terms: Terms, links: Links) -> Iterator[str]:
    """The blocks of a clause's parts: neighbours of one kind make a list."""
    for kind, run in groupby(parts, key=_kind):
        if kind == ITEM:
            yield "\n".join(line for item in run for line in _item(item, terms, links, 0))
        elif kind in (DUTY, TERM):
            yield "\n".join(f"{kind} {_listed(block)}" for block in run)
        else:
            for part in run:
                if isinstance(part, Node):
                    yield _clause(part, terms, links)
                    yield from _parts(part.parts, terms, links)
                elif isinstance(part, Table):
                    yield _table(part)


def _kind(part: Part) -> str:
    match part:
        case Node() if part.clause.kind == "item":
            return ITEM
        case Responsibility():
            return DUTY
        case Definition():
            return TERM
        case _:
            return ""


def _listed(block: Part) -> str:
    match block:
        case Definition():
            return f"**{markdown_text(block.term)}** — {markdown_lines(block.text)}"
        case Responsibility():
            return f"{markdown_start(markdown_lines(block.item))} — *{say(f'party.{block.party}')}*"
        case _:
            raise TypeError(block)


def _clause(node: Node, terms: Terms, links: Links) -> str:
    clause = node.clause
    start = f"{'#' * min(clause.level + 1, DEEPEST_HEADING)} " if clause.kind == "heading" else ""
    return f"{start}{_numbered(node, terms, links, bold=not start)}"


def _item(part: Part, terms: Terms, links: Links, depth: int) -> Iterator[str]:
    """An item as lines, what stands below it indented."""
    if not isinstance(part, Node):
        return
    yield f"{INDENT * depth}{ITEM} {_numbered(part, terms, links, bold=True)}"
    for kind, run in groupby(part.parts, key=_kind):
        if kind == ITEM:
            for item in run:
                yield from _item(item, terms, links, depth + 1)
        else:
            for block in _parts(tuple(run), terms, links):
                yield ""
                yield from (f"{INDENT * (depth + 1)}{line}" if line else "" for line in block.split("\n"))
            yield ""


def _numbered(node: Node, terms: Terms, links: Links, *, bold: bool) -> str:
    """Anchor, number, text, doubts. A number in bold can begin neither a list nor a heading."""
    clause = node.clause
    mark = "**" if bold else ""
    number = markdown_text(own_number(clause))
    inferred = "<sup>?</sup>" if clause.number_inferred else ""
    pieces = split_at(clause.text, links.get(node.index, ()))
    text = "".join(_linked(piece, link, terms) for piece, link in pieces)
    words = [f'<a id="{html.escape(visible(clause.eid))}"></a>{mark}{number}{mark}{inferred}', text, _doubt(clause)]
    return " ".join(word for word in words if word)


def _linked(piece: str, link: Link | None, terms: Terms) -> str:
    if link is None:
        inner = markdown_lines(piece)
        return f"{' ' * piece[:1].isspace()}{inner}{' ' * (bool(inner) and piece[-1:].isspace())}"
    return _link(piece, link.target, terms)


def _link(text: str, target: int, terms: Terms) -> str:
    return f"[{markdown_text(text)}](#{quote(visible(terms.clauses[target].eid), safe='~')})"


def _doubt(one: Clause | Table) -> str:
    return f"*({one.confidence:.0%} sure)*" if one.confidence < SURE else ""


# --- tables ----------------------------------------------------------------------------------------------------------


def _table(table: Table) -> str:
    """Markdown cannot merge cells: a merged cell is repeated, and a line below says which cells are one."""
    width = max(1, *(len(line) for line in (table.header, *table.rows)))
    rule = f"| {' | '.join(['---'] * width)} |"
    lines = [_row(table.header, width), rule, *(_row(row, width) for row in table.rows)]
    merged = [cell for cells in table_to_rows(table) for cell in cells if cell.rows * cell.columns > 1]
    notes = [
        f"«{markdown_text(cell.text)}» is one cell: {_stretch('row', cell.row, cell.rows)}, "
        f"{_stretch('column', cell.column + 1, cell.columns)}"
        for cell in merged
    ]
    notes += [f"the table above {doubt}"] if (doubt := _doubt(table)) else []
    return "\n".join(lines) + "".join(f"\n\n{note}" for note in ["; ".join(notes)] if note)


def _row(cells: Sequence[str], width: int) -> str:
    shown = [markdown_lines(cell) for cell in cells] + [""] * (width - len(cells))
    return f"| {' | '.join(shown)} |"


def _stretch(word: str, first: int, count: int) -> str:
    return f"{word} {first}" if count == 1 else f"{word}s {first}–{first + count - 1}"
