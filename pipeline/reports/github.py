"""Findings and differences as GitHub workflow commands: annotations beside the run."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Diff, Finding
from pipeline.reports.escape import github_data, github_property, log_line
from pipeline.reports.labels import LEVELS, plural
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import change_sentence

# GitHub shows ten annotations of a kind per step and drops the rest without a word
SHOWN_PER_KIND = 10
KINDS: dict[str, str] = {"error": "error", "warning": "warning", "note": "notice"}


class Annotation(NamedTuple):
    """One command before escaping; `kind` is "error", "warning" or "notice"."""

    kind: str
    file: str
    title: str
    message: str


def findings_to_github(findings: Sequence[Finding]) -> str:
    """The gravest findings as annotations, what GitHub would drop as plain log lines, and a summary as a notice."""
    return _commands([_finding_annotation(finding) for finding in sort_findings(findings)], "finding")


def diff_to_github(diff: Diff) -> str:
    """The gravest changes as annotations, what GitHub would drop as plain log lines, and a summary as a notice."""
    annotations = [
        Annotation(
            kind=KINDS[LEVELS[change.significance]],
            file=(diff.new if change.new is not None else diff.old).file,
            title=f"{change.significance} change",
            message=change_sentence(change),
        )
        for change in sort_changes(diff.changes)
    ]
    return _commands(annotations, "change")


def _finding_annotation(finding: Finding) -> Annotation:
    place = finding.locations[0] if finding.locations else None
    quote = f"\n«{place.quote}»" if place and place.quote else ""
    return Annotation(
        kind=KINDS[LEVELS[finding.severity]],
        file=place.document if place else "",
        title=f"{finding.rule}{f' {place.clause}' if place and place.clause else ''}",
        message=f"{finding.message}{quote}",
    )


def _commands(annotations: Sequence[Annotation], noun: str) -> str:
    lines: list[str] = []
    left_off: list[Annotation] = []
    shown = dict.fromkeys(KINDS.values(), 0)
    # the summary is a notice too
    room = {"error": SHOWN_PER_KIND, "warning": SHOWN_PER_KIND, "notice": SHOWN_PER_KIND - 1}
    for annotation in annotations:
        if shown[annotation.kind] >= room[annotation.kind]:
            left_off.append(annotation)
            continue
        shown[annotation.kind] += 1
        file = f"file={github_property(annotation.file)}," if annotation.file else ""
        title = github_property(annotation.title)
        lines.append(f"::{annotation.kind} {file}title={title}::{github_data(annotation.message)}")
    lines += [
        log_line(f"{annotation.kind}: {annotation.file}: {annotation.title}: {annotation.message}")
        for annotation in left_off
    ]
    counts = {kind: sum(annotation.kind == kind for annotation in annotations) for kind in KINDS.values()}
    summary = ", ".join(plural(count, kind) for kind, count in counts.items() if count)
    rest = f"; {len(left_off)} of them in the log only" if left_off else ""
    closing = f"{plural(len(annotations), noun)}: {summary}{rest}" if annotations else f"no {noun}s"
    return "\n".join([*lines, f"::notice title=tarmaq::{github_data(closing)}"]) + "\n"
