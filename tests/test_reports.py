"""Reports for terminals, Markdown and CI: right in form, whole in content, deaf to what a document's text asks for."""

import json
import re
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.report_samples as sample
from pipeline import reports
from pipeline.model import Diff
from pipeline.reports.escape import github_data, github_property, log_line, markdown_text, visible, visible_lines

ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
TEXTS = {
    "findings_to_text": lambda: reports.findings_to_text((sample.hostile_finding(),)),
    "findings_to_markdown": lambda: reports.findings_to_markdown((sample.hostile_finding(),)),
    "findings_to_github": lambda: reports.findings_to_github((sample.hostile_finding(),) * 12),
    "findings_to_junit": lambda: reports.findings_to_junit((sample.hostile_finding(),), documents=(sample.HOSTILE,)),
    "diff_to_text": lambda: reports.diff_to_text(sample.hostile_diff()),
    "diff_to_markdown": lambda: reports.diff_to_markdown(sample.hostile_diff()),
    "diff_to_github": lambda: reports.diff_to_github(sample.hostile_diff()),
    "comparison_to_text": lambda: reports.comparison_to_text(sample.hostile_comparison(), (sample.hostile_terms(),)),
    "comparison_to_markdown": lambda: reports.comparison_to_markdown(
        sample.hostile_comparison(), (sample.hostile_terms(),)
    ),
    "terms_to_text": lambda: reports.terms_to_text(sample.hostile_terms()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_acts_instead_of_showing(name: str) -> None:
    text = TEXTS[name]()
    found = ACTING.search(text)
    assert found is None, repr(text[max(0, found.start() - 60) : found.start() + 5]) if found else ""
    assert TEXTS[name]() == text


@pytest.mark.parametrize("name", [name for name in TEXTS if "markdown" in name])
def test_markdown_keeps_its_own_markup_only(name: str) -> None:
    text = TEXTS[name]()
    assert re.findall(r"<(?!/?(?:br|del|ins)>|!-- -->)", text) == []
    assert not re.search(r"(?<!\\)`", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "@everyone" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert len(widths) <= 2, "a cell's bar ended the cell"


@pytest.mark.parametrize("name", [name for name in TEXTS if "github" in name])
def test_github_log_holds_our_commands_only(name: str) -> None:
    lines = TEXTS[name]().splitlines()
    assert not [line for line in lines if "##[" in line and not line.startswith("::")]
    for line in lines:
        if line.lstrip().startswith("::"):
            assert re.match(r"::(error|warning|notice) (file=[^:,]*,)?title=[^:,]*::", line)
        else:
            assert re.match(r"(error|warning|notice): ", line)
            assert "::" not in line


def test_github_shows_ten_of_a_kind_the_gravest_and_counts_the_rest() -> None:
    many = [sample.finding(fingerprint=str(index)) for index in range(13)]
    many += [sample.finding(severity="low", fingerprint=f"low{index}") for index in range(12)]
    lines = reports.findings_to_github(tuple(reversed(many))).splitlines()
    commands = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert commands.count("::error") == 10
    assert commands.count("::notice") == 10
    assert len(lines) == len(many) + 1, "what is not annotated stands in the log"
    assert lines[-1] == "::notice title=tarmaq::25 findings: 13 errors, 12 notices; 6 of them in the log only"


def test_github_says_so_when_there_is_nothing() -> None:
    assert reports.findings_to_github(()) == "::notice title=tarmaq::no findings\n"


def test_findings_in_text_stand_by_severity_and_name_their_clauses() -> None:
    text = reports.findings_to_text(sample.findings())
    assert text.index("high tier-gap") < text.index("medium lost-reference") < text.index("low vague-word")
    assert "veeam.pdf 2.2, page 1: «99,9%-дан төмен»" in text
    assert text.endswith("4 findings: 2 high, 1 medium, 1 low\n")
    assert reports.findings_to_text(()) == "no findings\n"


def test_diff_reads_without_colour() -> None:
    text = reports.diff_to_text(sample.diff())
    assert "[-10-]{+15+} минутқа дейін" in text
    assert "[-Өтемақы беріледі.-]" in text
    assert "{+Жаңа тармақ.+}" in text
    assert "renumbered 3 → 4" in text
    assert "row 4, column 2: «15%» → «20%»" in text
    assert text.index("substantive") < text.index("wording") < text.index("editorial")
    markdown = reports.diff_to_markdown(sample.diff())
    assert "<del>10</del> <ins>15</ins> минутқа дейін" in markdown
    source = sample.diff().old
    assert "nothing changed" in reports.diff_to_text(Diff(old=source, new=source, language="kk", changes=()))


def test_clause_tree_shows_everything_at_any_width() -> None:
    terms = sample.samples()[2]
    for width in (40, 80, 200):
        text = reports.terms_to_text(terms, width=width)
        assert max(map(len, text.splitlines())) <= width
        words = " ".join(re.sub(r"[│├└─|+-]", " ", text).split())
        for clause in terms.clauses:
            assert all(word in words for word in clause.text.split("-")[0].split())
    wide = reports.terms_to_text(terms, width=200)
    assert "2? ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)" in wide
    assert "(62% sure)" in wide
    assert "• Деректер – customer" in wide
    assert "| 99,9%-дан жоғары | 0%      |" in wide


def test_colour_is_asked_for_and_adds_nothing_else() -> None:
    terms = sample.samples()[0]
    plain, coloured = (reports.terms_to_text(terms, color=flag) for flag in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == plain.splitlines()


def test_the_environment_does_not_change_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reports.terms_to_text(sample.samples()[0])
    for name, value in (("COLUMNS", "20"), ("FORCE_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    assert reports.terms_to_text(sample.samples()[0]) == before


def test_comparison_puts_services_side_by_side() -> None:
    text = reports.comparison_to_text(sample.comparison(), sample.samples())
    row = next(line for line in text.splitlines() if "тақырып 2.1" in line)
    assert "≠ 2.1" in row
    assert "= 2.1" in row
    assert "• 2.3" in text
    markdown = reports.comparison_to_markdown(sample.comparison(), sample.samples())
    assert "| тақырып 1.1 | = 1.1 | = 1.1 |" in markdown
    assert "| тақырып 2.3 | – | • 2.3 |" in markdown


def test_json_is_the_records() -> None:
    assert json.loads(reports.findings_to_json(sample.findings()))[0]["rule"] == "vague-word"
    assert json.loads(reports.diff_to_json(sample.diff()))["schema"] == "diff/1"
    assert json.loads(reports.comparison_to_json(sample.comparison()))["schema"] == "compare/1"


# --- SARIF -----------------------------------------------------------------------------------------------------------


def check_sarif(text: str) -> list[dict[str, Any]]:
    """What SARIF 2.1.0 and code-scanning services demand of a log; its results."""
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "tarmaq"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        related = [location["id"] for location in result.get("relatedLocations", ())]
        assert len(set(related)) == len(related)
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", location["physicalLocation"]["artifactLocation"]["uri"])
            assert location["physicalLocation"]["region"]["startLine"] >= 1
            assert location["logicalLocations"][0]["name"]
    results: list[dict[str, Any]] = run["results"]
    return results


def test_sarif_of_findings() -> None:
    results = check_sarif(
        reports.findings_to_sarif(sample.findings(), manuals={"unused-rule": "Finds\nnothing.\n\nNever."})
    )
    assert [result["level"] for result in results] == ["error", "error", "warning", "note"]
    first = results[0]
    assert first["partialFingerprints"]["tarmaqWords/v1"] == "f00d"
    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "veeam.pdf#2.2"
    assert first["locations"][0]["properties"] == {"page": 1}
    assert len(first["relatedLocations"]) == 1


def test_sarif_lists_rules_that_found_nothing_with_their_manuals() -> None:
    log = json.loads(reports.findings_to_sarif((), manuals={"unused-rule": "Finds\nnothing.\n\nNever."}))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Finds nothing."
    assert "Never." in rule["help"]["text"]
    assert log["runs"][0]["results"] == []


def test_sarif_of_a_diff() -> None:
    results = check_sarif(reports.diff_to_sarif(sample.diff()))
    assert {result["ruleId"] for result in results} == {
        "terms-modified",
        "terms-removed",
        "terms-added",
        "terms-renumbered",
    }
    assert "«10» → «15»" in results[0]["message"]["text"]
    prints = [result["partialFingerprints"]["tarmaqWords/v1"] for result in results]
    assert len(set(prints)) == len(prints)


def test_sarif_takes_no_link_from_a_document() -> None:
    for text in (reports.findings_to_sarif((sample.hostile_finding(),)), reports.diff_to_sarif(sample.hostile_diff())):
        for result in check_sarif(text):
            assert "](" not in result["message"]["text"]
            assert "{{{{" in result["message"]["text"]


# --- JUnit -----------------------------------------------------------------------------------------------------------


def test_junit_counts_what_it_holds() -> None:
    root = ET.fromstring(reports.findings_to_junit(sample.findings(), documents=("clean.pdf",)))  # noqa: S314
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["clean.pdf", "veeam.pdf", "vps.pdf"]
    assert root.get("tests") == "5"
    assert root.get("failures") == "4"
    for suite in suites:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert "99,9%-дан төмен" in (root.findtext(".//failure") or "")


@given(st.text())
def test_junit_is_xml_whatever_the_text(text: str) -> None:
    ET.fromstring(reports.findings_to_junit((sample.hostile_finding(text),)))  # noqa: S314


# --- escaping --------------------------------------------------------------------------------------------------------


@given(st.text())
def test_visible_is_idempotent_and_encodable(text: str) -> None:
    shown = visible_lines(text)
    assert visible_lines(shown) == shown
    assert ACTING.search(shown) is None
    shown.encode()
    assert "\n" not in visible(text)


@given(st.text(alphabet="абвқҚғүұңөһіə АБ09.,;–«»№%()/-"))
def test_the_letters_of_a_document_stay(text: str) -> None:
    assert visible_lines(text) == text


@given(st.text())
def test_github_escapes_can_be_undone(text: str) -> None:
    data = github_data(text)
    assert "\n" not in data
    assert "\r" not in data
    assert data.replace("%0A", "\n").replace("%25", "%") == visible_lines(text)
    assert not set(":,\n") & set(github_property(text))


@given(st.text())
def test_log_lines_and_markdown_never_raise(text: str) -> None:
    assert "::" not in log_line(text)
    assert "<s" not in markdown_text(text)


def test_importing_the_package_loads_no_library() -> None:
    code = "import pipeline.reports, sys; print([n for n in ('rich', 'jinja2', 'pandas', 'numpy') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_the_package_offers_is_there() -> None:
    for name in reports.HOMES:
        assert callable(getattr(reports, name))
    with pytest.raises(AttributeError, match="no attribute"):
        reports.findings_to_nothing  # noqa: B018
