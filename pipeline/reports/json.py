"""Findings, differences and comparisons as JSON: the records themselves, indented, one line end at the end."""

from collections.abc import Sequence

import msgspec

from pipeline.model import Comparison, Diff, Finding, Terms
from pipeline.store import to_json


def findings_to_json(findings: Sequence[Finding]) -> str:
    return _text(msgspec.json.encode(findings))


def diff_to_json(diff: Diff) -> str:
    return _text(msgspec.json.encode(diff))


def comparison_to_json(comparison: Comparison, _documents: Sequence[Terms] = ()) -> str:
    """The comparison alone; the documents are taken so that all formats of a comparison are called alike."""
    return _text(msgspec.json.encode(comparison))


def terms_to_json(terms: Terms) -> str:
    """What `terms.json` holds, byte for byte as `run` writes it."""
    return to_json(terms).decode()


def _text(data: bytes) -> str:
    return msgspec.json.format(data, indent=2).decode() + "\n"
