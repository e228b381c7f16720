"""Findings, differences and comparisons for people and for CI: one pure function per record and format.

Every function returns text; the same records give the same bytes. Importing this package is cheap: a report's module,
and the library it is the home of, load when the report is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.reports.akoma_ntoso import terms_to_akoma_ntoso as terms_to_akoma_ntoso
    from pipeline.reports.docling import terms_to_docling as terms_to_docling
    from pipeline.reports.github import diff_to_github as diff_to_github
    from pipeline.reports.github import findings_to_github as findings_to_github
    from pipeline.reports.html import comparison_to_html as comparison_to_html
    from pipeline.reports.html import diff_to_html as diff_to_html
    from pipeline.reports.html import report_to_html as report_to_html
    from pipeline.reports.json import comparison_to_json as comparison_to_json
    from pipeline.reports.json import diff_to_json as diff_to_json
    from pipeline.reports.json import findings_to_json as findings_to_json
    from pipeline.reports.json import terms_to_json as terms_to_json
    from pipeline.reports.junit import findings_to_junit as findings_to_junit
    from pipeline.reports.markdown import comparison_to_markdown as comparison_to_markdown
    from pipeline.reports.markdown import diff_to_markdown as diff_to_markdown
    from pipeline.reports.markdown import findings_to_markdown as findings_to_markdown
    from pipeline.reports.sarif import diff_to_sarif as diff_to_sarif
    from pipeline.reports.sarif import findings_to_sarif as findings_to_sarif
    from pipeline.reports.terminal import comparison_to_text as comparison_to_text
    from pipeline.reports.terminal import diff_to_text as diff_to_text
    from pipeline.reports.terminal import findings_to_text as findings_to_text
    from pipeline.reports.terminal import terms_to_text as terms_to_text
    from pipeline.reports.terms_markdown import terms_to_markdown as terms_to_markdown

HOMES: dict[str, str] = {
    "comparison_to_html": "html",
    "comparison_to_json": "json",
    "comparison_to_markdown": "markdown",
    "comparison_to_text": "terminal",
    "diff_to_github": "github",
    "diff_to_html": "html",
    "diff_to_json": "json",
    "diff_to_markdown": "markdown",
    "diff_to_sarif": "sarif",
    "diff_to_text": "terminal",
    "findings_to_github": "github",
    "findings_to_json": "json",
    "findings_to_junit": "junit",
    "findings_to_markdown": "markdown",
    "findings_to_sarif": "sarif",
    "findings_to_text": "terminal",
    "report_to_html": "html",
    "terms_to_akoma_ntoso": "akoma_ntoso",
    "terms_to_docling": "docling",
    "terms_to_json": "json",
    "terms_to_markdown": "terms_markdown",
    "terms_to_text": "terminal",
}


def __getattr__(name: str) -> Any:
    home = HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
