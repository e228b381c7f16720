"""Findings and differences as SARIF 2.1.0, for code-scanning services."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from pipeline import __version__
from pipeline.model import Change, Diff, Finding, Location
from pipeline.reports.escape import visible
from pipeline.reports.labels import LEVELS
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import change_sentence
from pipeline.reports.texts import knows, say

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Json = dict[str, Any]

CHANGE_MANUALS: dict[str, str] = {
    "added": "A clause that the old version does not have.",
    "removed": "A clause that the new version does not have.",
    "modified": "The same clause in other words.",
    "moved": "The same clause at another place.",
    "renumbered": "The same clause under another number.",
    "split": "One clause became several.",
    "merged": "Several clauses became one.",
}


def findings_to_sarif(findings: Sequence[Finding], *, manuals: Mapping[str, str] | None = None) -> str:
    """A run with one result a finding. `manuals` holds each rule's manual page, its first paragraph the summary.

    A rule with a manual is listed even when it found nothing, so that a service can tell "fixed" from "not run". A
    terms document has clauses, not lines: the clause is a logical location, the page a property, and the region,
    which code-scanning services demand, is line 1. Results are matched from run to run by the clause's words.
    """
    families = {finding.rule: finding.family for finding in findings}
    levels = {finding.rule: LEVELS[finding.severity] for finding in reversed(sort_findings(findings))}
    pages = dict(manuals or {})
    rules = [
        _rule(name, pages.get(name, ""), level=levels.get(name, "warning"), family=families.get(name))
        for name in sorted(pages.keys() | families.keys())
    ]
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    results = [_finding_result(finding, index[finding.rule]) for finding in sort_findings(findings)]
    return _document(rules, results)


def diff_to_sarif(diff: Diff) -> str:
    """A run with one result a change, filed under the new document, or the old one for what is gone."""
    kinds = sorted({change.kind for change in diff.changes})
    rules = [_rule(f"terms-{kind}", CHANGE_MANUALS[kind], level="warning", family=None) for kind in kinds]
    results = [_change_result(diff, change, kinds.index(change.kind)) for change in sort_changes(diff.changes)]
    return _document(rules, results)


def _document(rules: Sequence[Json], results: Sequence[Json]) -> str:
    driver = {
        "name": "tarmaq",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    data = msgspec.json.encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
    return msgspec.json.format(data, indent=2).decode() + "\n"


def _rule(name: str, manual: str, *, level: str, family: str | None) -> Json:
    summary, _, rest = manual.strip().partition("\n\n")
    summary = " ".join(summary.split())
    rule: Json = {
        "id": name,
        "shortDescription": {"text": message_text(summary or name)},
        "fullDescription": {"text": message_text(summary or name)},
        "defaultConfiguration": {"level": level},
    }
    if rest.strip():
        rule["help"] = {"text": manual.strip()}
    if family is not None:
        rule["properties"] = {"tags": [family, say(f"family.{family}") if knows(f"family.{family}") else family]}
    return rule


def _finding_result(finding: Finding, rule_index: int) -> Json:
    places = finding.locations
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": message_text(finding.message)},
        "locations": [_location(places[0])] if places else [],
        "partialFingerprints": _fingerprints(finding.fingerprint),
        "properties": {"family": finding.family, "severity": finding.severity, "evidence": finding.evidence},
    }
    if places[1:]:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": message_text(place.quote)}}
            for number, place in enumerate(places[1:], start=1)
        ]
    return result


def _change_result(diff: Diff, change: Change, rule_index: int) -> Json:
    here, source = (change.new, diff.new) if change.new is not None else (change.old, diff.old)
    words = f"{change.old.text if change.old else ''}\0{change.new.text if change.new else ''}"
    digest = hashlib.sha256(f"{change.kind}\0{words}".encode()).hexdigest()[:32]
    place = Location(document=source.file, clause=here.number if here else "", quote=here.text if here else "")
    return {
        "ruleId": f"terms-{change.kind}",
        "ruleIndex": rule_index,
        "level": LEVELS[change.significance],
        "message": {"text": message_text(change_sentence(change))},
        "locations": [_location(place)],
        "partialFingerprints": _fingerprints(digest),
        "properties": {"significance": change.significance, "facets": list(change.facets)},
    }


def _location(place: Location) -> Json:
    name = place.clause or place.document
    physical: Json = {"artifactLocation": {"uri": quote(place.document)}, "region": {"startLine": 1}}
    if place.quote:
        physical["region"]["snippet"] = {"text": place.quote}
    location: Json = {
        "physicalLocation": physical,
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{place.document}#{name}", "kind": "clause"}],
    }
    if place.page is not None:
        location["properties"] = {"page": place.page}
    return location


def _fingerprints(fingerprint: str) -> dict[str, str]:
    # GitHub matches alerts by the first key only, and computes it from the line when it is absent
    return {"primaryLocationLineHash": f"{fingerprint}:1", "tarmaqWords/v1": fingerprint}


def message_text(text: str) -> str:
    """Text for a SARIF message, where `[text](target)` is a link and braces are places to fill in.

    >>> message_text("see [1](http://x) {0}")
    'see [1] (http://x) {{0}}'
    """
    return visible(text).replace("](", "] (").replace("{", "{{").replace("}", "}}")
