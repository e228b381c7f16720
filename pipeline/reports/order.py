"""The order in which findings and changes are shown: the gravest first, then by place."""

import re
from collections.abc import Sequence

from pipeline.model import Change, Finding
from pipeline.reports.labels import SEVERITY_ORDER, SIGNIFICANCE_ORDER

NUMBER_PART = re.compile(r"\d+|\D+")


def number_key(number: str) -> tuple[tuple[int, str], ...]:
    """A clause number as a sorting key: its figures count as numbers.

    >>> sorted(["5.10", "5.9", "5", "5.9/1)"], key=number_key)
    ['5', '5.9', '5.9/1)', '5.10']
    """
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in NUMBER_PART.findall(number))


def sort_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_finding_key))


def sort_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """By significance; the order in the document is kept inside."""
    return tuple(sorted(changes, key=lambda change: SIGNIFICANCE_ORDER.index(change.significance)))


def _finding_key(finding: Finding) -> tuple[int, str, tuple[tuple[int, str], ...], str, str]:
    place = finding.locations[0] if finding.locations else None
    return (
        SEVERITY_ORDER.index(finding.severity),
        place.document if place else "",
        number_key(place.clause) if place else (),
        finding.rule,
        finding.fingerprint,
    )
