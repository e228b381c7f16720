"""Findings as JUnit XML, for CI servers that show test results."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from pipeline.model import Finding
from pipeline.reports.escape import visible
from pipeline.reports.labels import plural
from pipeline.reports.order import sort_findings


def findings_to_junit(findings: Sequence[Finding], *, documents: Sequence[str] = ()) -> str:
    """A suite for each document, a failed test for each finding.

    A document of `documents` without findings has one test that passes, since an empty suite reads as "not run".
    """
    ordered = sort_findings(findings)
    names = sorted({*documents, *(_document(finding) for finding in ordered)})
    root = ET.Element("testsuites", name="tarmaq", tests="0", failures=str(len(ordered)))
    tests = 0
    for name in names:
        own = [finding for finding in ordered if _document(finding) == name]
        count = max(len(own), 1)
        tests += count
        suite = ET.SubElement(
            root, "testsuite", name=visible(name), tests=str(count), failures=str(len(own)), errors="0", skipped="0"
        )
        if not own:
            ET.SubElement(suite, "testcase", classname=visible(name), name="no findings")
        for finding in own:
            _add_case(suite, name, finding)
    root.set("tests", str(tests))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _document(finding: Finding) -> str:
    return finding.locations[0].document if finding.locations else ""


def _add_case(suite: ET.Element, document: str, finding: Finding) -> None:
    clause = finding.locations[0].clause if finding.locations else ""
    case = ET.SubElement(
        suite,
        "testcase",
        classname=f"{visible(document)}.{finding.family}",
        name=visible(f"{finding.rule} {clause} {finding.fingerprint}"),
    )
    failure = ET.SubElement(case, "failure", type=finding.severity, message=visible(finding.message))
    places = [
        f"{place.document} {place.clause}{'' if place.page is None else f' (page {place.page})'}: {place.quote}"
        for place in finding.locations
    ]
    failure.text = "\n".join(visible(line) for line in (finding.message, *places, plural(len(places), "place")))
