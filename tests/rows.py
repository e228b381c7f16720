"""Rows of `tests/cases/*.jsonl` as pytest parameters; a row that is to fail runs as a strict xfail."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def load_rows(name: str) -> list[Any]:
    """All rows of a case file, each labelled by its own label."""
    rows = [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        pytest.param(
            row,
            id=row["label"],
            marks=[pytest.mark.xfail(strict=True, reason=row["reason"])] if row["expect"] == "fail" else [],
        )
        for row in rows
    ]
