"""Findings, differences and comparisons as GitHub-flavoured Markdown, for summaries and comments."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.model import Change, Comparison, Diff, Finding, Terms
from pipeline.reports import labels
from pipeline.reports.escape import markdown_lines, markdown_text
from pipeline.reports.matrix import RowView, comparison_to_sections, find_primaries
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import cell_change_line, find_cell_changes

# GitHub takes a step summary of 1 MiB and a comment of 65,536 characters; a quote need not be whole to be found
LONGEST_QUOTE = 160


def findings_to_markdown(findings: Sequence[Finding]) -> str:
    """A table, the gravest first; fit for `$GITHUB_STEP_SUMMARY`."""
    if not findings:
        return "# Findings\n\nNo findings.\n"
    counts = Counter(finding.severity for finding in findings)
    shares = ", ".join(f"{counts[severity]} {severity}" for severity in labels.SEVERITY_ORDER if counts[severity])
    rows = [
        (
            finding.severity,
            f"**{markdown_text(finding.rule)}**<br>{labels.FAMILY_LABELS[finding.family]}",
            markdown_text(finding.message),
            "<br>".join(
                f"{markdown_text(place.document)} {markdown_text(place.clause)}"
                f"{f', page {place.page}' if place.page is not None else ''}"
                f"{f': «{_quote(place.quote)}»' if place.quote else ''}"
                for place in finding.locations
            ),
        )
        for finding in sort_findings(findings)
    ]
    table = _table(("severity", "rule", "what", "where"), rows)
    return f"# Findings\n\n{labels.plural(len(findings), 'finding')}: {shares}.\n\n{table}"


def diff_to_markdown(diff: Diff) -> str:
    """The changes by significance, as a list with the words that went and came."""
    title = f"# {markdown_text(diff.old.file)} → {markdown_text(diff.new.file)}\n\n"
    if not diff.changes:
        return f"{title}Nothing changed.\n"
    counts = Counter(change.significance for change in diff.changes)
    shares = ", ".join(f"{counts[name]} {name}" for name in labels.SIGNIFICANCE_ORDER if counts[name])
    parts = [f"{title}{labels.plural(len(diff.changes), 'change')}: {shares}.\n"]
    for significance in labels.SIGNIFICANCE_ORDER:
        changes = [change for change in sort_changes(diff.changes) if change.significance == significance]
        if changes:
            parts.append(
                f"\n## {significance.capitalize()}\n\n" + "\n".join(_change(change) for change in changes) + "\n"
            )
    return "".join(parts)


def comparison_to_markdown(comparison: Comparison, documents: Sequence[Terms]) -> str:
    """One table a heading, one column a service, then who promises what."""
    primaries = find_primaries(documents)
    services = {terms.source.file: terms.service for terms in documents}
    heads = tuple(markdown_text(services[name]) for name in primaries)
    legend = "; ".join(
        f"{sign} {word}: {meaning}"
        for sign, word, meaning in (
            labels.RELATION_LABELS[name] for name in ("identical", "editorial", "variant", "single")
        )
    )
    parts = [f"# Services side by side\n\n{legend}.\n"]
    for section in comparison_to_sections(comparison, documents):
        rows = [row for row in section.rows if row.primary]
        if not rows:
            continue
        lines = [(_quote(row.topic), *(_cell(row, name) for name in primaries)) for row in rows]
        title = markdown_text(section.title) or "Before the first heading"
        parts.append(f"\n## {title}\n\n" + _table(("topic", *heads), lines))
    if comparison.facts:
        facts = [
            (
                f"{labels.METRIC_LABELS[row.metric]}<br>{markdown_text(labels.attribute_text(row.attributes))}",
                *(
                    markdown_text(labels.value_text(row.values[name])) if name in row.values else "–"
                    for name in primaries
                ),
            )
            for row in comparison.facts
        ]
        parts.append("\n## What each service promises\n\n" + _table(("promise", *heads), facts))
    return "".join(parts)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _quote(text: str) -> str:
    return markdown_text(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "…")


def _cell(row: RowView, document: str) -> str:
    cell = next((cell for cell in row.cells if cell.document == document), None)
    if cell is None:
        return "–"
    relation = "single" if row.relation == "single" else cell.relation
    return f"{labels.RELATION_LABELS[relation][0]} {markdown_text(', '.join(cell.clauses))}"


def _change(change: Change) -> str:
    number = " → ".join(
        dict.fromkeys(markdown_text(side.number) for side in (change.old, change.new) if side is not None)
    )
    facets = f" ({', '.join(labels.FACET_LABELS[facet] for facet in change.facets)})" if change.facets else ""
    lines = [f"- **{number}** {change.kind}{facets}: {_words(change)}"]
    lines += [f"  - {markdown_text(cell_change_line(cell))}" for cell in find_cell_changes(change)]
    return "\n".join(lines)


def _words(change: Change) -> str:
    if any(op != "equal" for op, _, _ in change.words):
        return "".join(
            _spaced(new, "") if op == "equal" else f"{_spaced(old, 'del')}{_spaced(new, 'ins')}"
            for op, old, new in change.words
        ).strip()
    old, new = change.old, change.new
    if old is not None and new is not None and old.text == new.text:
        return markdown_lines(new.text)
    return " ".join(
        f"<{tag}>{markdown_lines(side.text)}</{tag}>" for tag, side in (("del", old), ("ins", new)) if side is not None
    )


def _spaced(text: str, tag: str) -> str:
    """Escaped text with the white space at its ends kept, marked with an HTML element that GitHub lets through."""
    inner = markdown_text(text)
    if not inner:
        return text and " "
    marked = f"<{tag}>{inner}</{tag}>" if tag else inner
    return f"{' ' * text[0].isspace()}{marked}{' ' * text[-1].isspace()}"
