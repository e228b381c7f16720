"""Findings, differences, comparisons and clause trees for a terminal (home of rich for data).

All functions return plain text; with `color`, text with ANSI colours. Nothing is asked of the environment, so that the
same call gives the same bytes; the caller knows the width and whether this is a terminal.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from pipeline.languages.names import part_text
from pipeline.model import Change, Clause, Comparison, Diff, Finding, Language, Table, Terms
from pipeline.reports import labels
from pipeline.reports.escape import visible, visible_lines
from pipeline.reports.matrix import CellView, RowView, comparison_to_sections, find_primaries
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import cell_change_line, find_cell_changes, translate_change
from pipeline.reports.texts import say, say_count

WIDTH = 100
# below this a table's columns are narrower than its words
LEAST_WIDTH = 40
SHOWN_CONFIDENCE = 0.9

STYLES: dict[str, str] = {
    "high": "bold red",
    "medium": "yellow",
    "low": "cyan",
    "substantive": "bold red",
    "wording": "yellow",
    "editorial": "cyan",
    "identical": "green",
    "variant": "yellow",
    "single": "magenta",
}


def findings_to_text(
    findings: Sequence[Finding], *, language: Language = "en", width: int = WIDTH, color: bool = False
) -> str:
    """The gravest first, each with its places; a line of counts at the end."""
    if not findings:
        return f"{say('no-findings-line', language)}\n"
    parts: list[RenderableType] = []
    for finding in sort_findings(findings):
        head = Text.assemble(
            (say(f"severity.{finding.severity}", language), STYLES[finding.severity]),
            " ",
            (visible(finding.rule), "bold"),
            f" ({say(f'family.{finding.family}', language)})",
        )
        parts += [head, Padding(Text(visible(finding.message)), (0, 0, 0, 2))]
        for place in finding.locations:
            page = f", {say('page-number', language, number=place.page)}" if place.page is not None else ""
            quote = f": «{visible(place.quote)}»" if place.quote else ""
            where = Text(visible(f"{place.document} {part_text(place.clause, language)}".rstrip()) + page, "cyan")
            parts.append(Padding(where + Text(quote), (0, 0, 0, 2)))
    severities = [finding.severity for finding in findings]
    shares = labels.share_texts(severities, labels.SEVERITY_ORDER, "severity", language)
    parts += [Text(), Text(f"{say_count(len(findings), 'finding', language)}: {shares}")]
    return _print(Group(*parts), width=width, color=color)


def diff_to_text(diff: Diff, *, language: Language = "en", width: int = WIDTH, color: bool = False) -> str:
    """The changes by significance; what went in [-brackets-] and what came in {+braces+}: it reads without colour."""
    title = Text(f"{visible(diff.old.file)} → {visible(diff.new.file)}", "bold")
    if not diff.changes:
        return _print(Group(title, Text(say("nothing-changed-line", language))), width=width, color=color)
    parts: list[RenderableType] = [title, Text()]
    for change in (translate_change(change, language) for change in sort_changes(diff.changes)):
        facets = f" [{', '.join(say(f'facet.{facet}', language) for facet in change.facets)}]" if change.facets else ""
        number = " → ".join(
            dict.fromkeys(visible(side.number) for side in (change.old, change.new) if side is not None)
        )
        parts.append(
            Text.assemble(
                (say(f"significance.{change.significance}", language), STYLES[change.significance]),
                # words of ours that may be several, as "по существу изменено", are told apart
                f"{' ' if language == 'en' else ', '}{say(f'change.{change.kind}', language)} ",
                (number, "bold"),
                facets,
            )
        )
        parts.append(Padding(_change_words(change), (0, 0, 0, 2)))
        cells = find_cell_changes(change, language)
        parts += [Padding(Text(cell_change_line(cell, language)), (0, 0, 0, 2)) for cell in cells]
    significances = [change.significance for change in diff.changes]
    shares = labels.share_texts(significances, labels.SIGNIFICANCE_ORDER, "significance", language)
    parts += [Text(), Text(f"{say_count(len(diff.changes), 'change', language)}: {shares}")]
    return _print(Group(*parts), width=width, color=color)


def comparison_to_text(
    comparison: Comparison,
    documents: Sequence[Terms],
    *,
    language: Language = "en",
    width: int = WIDTH,
    color: bool = False,
) -> str:
    """One row a group, one column a service, one table a heading; other snapshots of a service are left to the HTML."""
    primaries = find_primaries(documents)
    services = {terms.source.file: terms.service for terms in documents}
    parts: list[RenderableType] = []
    counts: Counter[str] = Counter()
    for section in comparison_to_sections(comparison, documents):
        rows = [row for row in section.rows if row.primary]
        if not rows:
            continue
        counts.update(row.relation for row in rows)
        grid = Grid(box=box.SIMPLE_HEAD, expand=True, title=visible(section.title) or None, title_justify="left")
        _add_columns(grid, say("topic", language).lower(), [services[name] for name in primaries], width)
        for row in rows:
            grid.add_row(Text(visible(row.topic)), *(_matrix_cell(row, name) for name in primaries))
        parts.append(grid)
    if comparison.facts:
        parts.append(_fact_grid(comparison, primaries, services, width, language))
    shares = labels.share_texts(counts.elements(), tuple(counts), "relation", language)
    total = f"{say_count(sum(counts.values()), 'row', language)}: {shares}"
    parts += [Text(labels.legend_text(language)), Text(total if counts else say("nothing-to-compare", language))]
    return _print(Group(*parts), width=width, color=color)


def terms_to_text(terms: Terms, *, width: int = WIDTH, color: bool = False) -> str:
    """A document as its clause tree, each table and each responsibility under its clause."""
    tree = Tree(_head(terms), guide_style="dim")
    if terms.preamble:
        tree.add(Text(visible_lines(terms.preamble), "italic"))
    if terms.definitions:
        branch = tree.add(Text("definitions", "dim"))
        for definition in terms.definitions:
            told = f"in {definition.clause}" if definition.in_text else definition.text  # its words stand in the clause
            branch.add(Text.assemble((visible(definition.term), "bold"), " — ", visible(told)))
    _add_clauses(tree, terms)
    if terms.unplaced:
        branch = tree.add(Text("text that no clause owns", "yellow"))
        for leftover in terms.unplaced:
            branch.add(Text(f"{visible(leftover.kind)}, page {leftover.origin.page}: {visible(leftover.text)}"))
    return _print(tree, width=width, color=color)


def _print(renderable: RenderableType, *, width: int, color: bool) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, LEAST_WIDTH),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        # neither COLUMNS nor NO_COLOR nor TERM may change the bytes
        _environ={},
    )
    console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _head(terms: Terms) -> RenderableType:
    head = Text(visible(terms.source.file), "bold")
    head.append(f" · {visible(terms.service)} · {labels.source_text(terms)}", "dim")
    if terms.title:
        head.append(f"\n{visible(terms.title)}", "bold")
    dates = [
        f"{word} {visible(date)}"
        for word, date in (("version", terms.version_date), ("in force from", terms.effective_date))
        if date
    ]
    if dates:
        head.append("\n" + ", ".join(dates))
    return head


def _add_clauses(tree: Tree, terms: Terms) -> None:
    extras: defaultdict[str, list[RenderableType]] = defaultdict(list)
    for duty in (one for one in terms.responsibilities if not one.in_text):
        duty_label = Text.assemble(f"• {visible(duty.item)} – ", (say(f"party.{duty.party}"), "magenta"))
        extras[duty.clause].append(duty_label)
    for table in terms.tables:
        extras[table.clause].append(_table_grid(table))
    open_branches: list[tuple[int, Tree]] = []
    for clause in terms.clauses:
        while open_branches and open_branches[-1][0] >= clause.level:
            open_branches.pop()
        branch = (open_branches[-1][1] if open_branches else tree).add(_clause_label(clause))
        open_branches.append((clause.level, branch))
        for extra in extras.pop(clause.number, ()):
            branch.add(extra)
    # what names a clause that the document does not have is shown all the same
    for left in extras.values():
        for extra in left:
            tree.add(extra)


def _clause_label(clause: Clause) -> Text:
    label = Text.assemble(
        (visible(clause.number) + ("?" if clause.number_inferred else ""), "bold cyan"),
        " ",
        (visible_lines(clause.text), "bold" if clause.kind == "heading" else ""),
    )
    if clause.confidence < SHOWN_CONFIDENCE:
        label.append(f" ({clause.confidence:.0%} sure)", "yellow")
    return label


def _table_grid(table: Table) -> Grid:
    sure = f", {table.confidence:.0%} sure" if table.confidence < SHOWN_CONFIDENCE else ""
    grid = Grid(box=box.ASCII2, show_lines=True, title=f"{table.kind}{sure}", title_justify="left", title_style="dim")
    for cell in table.header:
        grid.add_column(Text(visible(cell)), overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    return grid


def _add_columns(grid: Grid, topic: str, services: Sequence[str], width: int) -> None:
    """A wide column and one for each service: as wide as the longest name while all of them take half the line."""
    longest = max(map(len, services), default=0)
    share = max(width // 2 // max(len(services), 1) - 2, 4)
    grid.add_column(topic, ratio=1, overflow="fold")
    for service in services:
        grid.add_column(visible(service), width=max(8, longest) if longest <= share else share, overflow="fold")


def _matrix_cell(row: RowView, document: str) -> Text:
    cell: CellView | None = next((cell for cell in row.cells if cell.document == document), None)
    if cell is None:
        return Text("–", "dim")
    relation = "single" if row.relation == "single" else cell.relation
    return Text(f"{labels.RELATION_MARKS[relation]} {visible(', '.join(cell.clauses))}", STYLES[relation])


def _fact_grid(
    comparison: Comparison, primaries: Iterable[str], services: dict[str, str], width: int, language: Language
) -> Grid:
    names = tuple(primaries)
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, title=say("facts-title", language), title_justify="left")
    _add_columns(grid, say("promise", language).lower(), [services[name] for name in names], width)
    for row in comparison.facts:
        detail = labels.attribute_text(row.attributes, language)
        values = [row.values.get(name) for name in names]
        style = "yellow" if len(set(values)) > 1 else ""
        topic = f"{say(f'metric.{row.metric}', language)}{f' ({visible(detail)})' if detail else ''}"
        grid.add_row(
            Text(topic, style),
            *(Text("–" if value is None else visible(labels.value_text(value, language))) for value in values),
        )
    return grid


def _change_words(change: Change) -> Text:
    text = Text()
    if not any(op != "equal" for op, _, _ in change.words):
        if change.old is not None and change.new is None:
            return text.append(f"[-{visible_lines(change.old.text)}-]", "red")
        if change.old is None and change.new is not None:
            return text.append(f"{{+{visible_lines(change.new.text)}+}}", "green")
        if change.old is not None and change.new is not None and change.old.text != change.new.text:
            text.append(f"[-{visible_lines(change.old.text)}-]", "red")
            return text.append(f" {{+{visible_lines(change.new.text)}+}}", "green")
        return text.append(visible_lines(change.new.text if change.new is not None else ""))
    for op, old, new in change.words:
        if op == "equal":
            text.append(visible_lines(new))
            continue
        if old.strip():
            text.append(f"[-{visible_lines(old.rstrip())}-]" + old[len(old.rstrip()) :] * (not new), "red")
        if new.strip():
            text.append(f"{{+{visible_lines(new.rstrip())}+}}" + visible_lines(new[len(new.rstrip()) :]), "green")
    return text
