"""Findings, differences and comparisons as GitHub-flavoured Markdown, for summaries and comments."""

from collections.abc import Iterable, Sequence

from pipeline.languages.names import part_text
from pipeline.model import Change, Comparison, Diff, FactRow, Finding, Language, Terms
from pipeline.reports import labels
from pipeline.reports.escape import markdown_lines, markdown_text
from pipeline.reports.matrix import RowView, comparison_to_sections, find_primaries
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import cell_change_line, find_cell_changes, translate_change
from pipeline.reports.texts import say, say_count

# GitHub takes a step summary of 1 MiB and a comment of 65,536 characters; a quote need not be whole to be found
LONGEST_QUOTE = 160


def findings_to_markdown(findings: Sequence[Finding], *, language: Language = "en") -> str:
    """A table, the gravest first; fit for `$GITHUB_STEP_SUMMARY`."""
    title = f"# {say('nav-findings', language)}\n\n"
    if not findings:
        return f"{title}{say('no-findings', language)}\n"
    severities = [finding.severity for finding in findings]
    shares = labels.share_texts(severities, labels.SEVERITY_ORDER, "severity", language)
    rows = [
        (
            say(f"severity.{finding.severity}", language),
            f"**{markdown_text(finding.rule)}**<br>{say(f'family.{finding.family}', language)}",
            markdown_text(finding.message),
            "<br>".join(
                f"{markdown_text(place.document)} {markdown_text(part_text(place.clause, language))}"
                f"{_page(place.page, language)}"
                f"{f': «{_quote(place.quote)}»' if place.quote else ''}"
                for place in finding.locations
            ),
        )
        for finding in sort_findings(findings)
    ]
    heads = (say("severity", language).lower(), *(say(name, language) for name in ("rule", "what", "where")))
    return f"{title}{say_count(len(findings), 'finding', language)}: {shares}.\n\n{_table(heads, rows)}"


def diff_to_markdown(diff: Diff, *, language: Language = "en") -> str:
    """The changes by significance, as a list with the words that went and came."""
    title = f"# {markdown_text(diff.old.file)} → {markdown_text(diff.new.file)}\n\n"
    if not diff.changes:
        return f"{title}{say('nothing-changed', language)}\n"
    significances = [change.significance for change in diff.changes]
    shares = labels.share_texts(significances, labels.SIGNIFICANCE_ORDER, "significance", language)
    parts = [f"{title}{say_count(len(diff.changes), 'change', language)}: {shares}.\n"]
    for significance in labels.SIGNIFICANCE_ORDER:
        changes = [change for change in sort_changes(diff.changes) if change.significance == significance]
        if changes:
            lines = [_change(translate_change(change, language), language) for change in changes]
            head = say(f"significance.{significance}", language).capitalize()
            parts.append(f"\n## {head}\n\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def comparison_to_markdown(comparison: Comparison, documents: Sequence[Terms], *, language: Language = "en") -> str:
    """One table a heading, one column a service, then who promises what."""
    primaries = find_primaries(documents)
    services = {terms.source.file: terms.service for terms in documents}
    heads = tuple(markdown_text(services[name]) for name in primaries)
    parts = [f"# {say('side-by-side', language)}\n\n{labels.legend_text(language)}.\n"]
    for section in comparison_to_sections(comparison, documents):
        rows = [row for row in section.rows if row.primary]
        if not rows:
            continue
        lines = [(_quote(row.topic), *(_cell(row, name) for name in primaries)) for row in rows]
        title = markdown_text(section.title) or say("before-first-heading", language)
        parts.append(f"\n## {title}\n\n" + _table((say("topic", language).lower(), *heads), lines))
    if comparison.facts:
        facts = [
            (
                _promise(row, language),
                *(
                    markdown_text(labels.value_text(row.values[name], language)) if name in row.values else "–"
                    for name in primaries
                ),
            )
            for row in comparison.facts
        ]
        title, head = say("facts-title", language), say("promise", language).lower()
        parts.append(f"\n## {title}\n\n" + _table((head, *heads), facts))
    return "".join(parts)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _promise(row: FactRow, language: Language) -> str:
    metric = say(f"metric.{row.metric}", language)
    return f"{metric}<br>{markdown_text(labels.attribute_text(row.attributes, language))}"


def _page(number: int | None, language: Language) -> str:
    return "" if number is None else f", {say('page-number', language, number=number)}"


def _quote(text: str) -> str:
    return markdown_text(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "…")


def _cell(row: RowView, document: str) -> str:
    cell = next((cell for cell in row.cells if cell.document == document), None)
    if cell is None:
        return "–"
    relation = "single" if row.relation == "single" else cell.relation
    return f"{labels.RELATION_MARKS[relation]} {markdown_text(', '.join(cell.clauses))}"


def _change(change: Change, language: Language) -> str:
    number = " → ".join(
        dict.fromkeys(markdown_text(side.number) for side in (change.old, change.new) if side is not None)
    )
    facets = f" ({', '.join(say(f'facet.{facet}', language) for facet in change.facets)})" if change.facets else ""
    lines = [f"- **{number}** {say(f'change.{change.kind}', language)}{facets}: {_words(change)}"]
    cells = find_cell_changes(change, language)
    lines += [f"  - {markdown_text(cell_change_line(cell, language))}" for cell in cells]
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
