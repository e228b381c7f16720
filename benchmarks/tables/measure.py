"""How many tables of the set are read exactly, and what is wrong with the others.

    python -m benchmarks.tables.measure SET [--part development] [--only TEXT] [--errors] [--json FILE]

A table is exact where all its cells hold the declared text, its spans are the declared ones, and it is one table though
page ends cut it. A table that is read where none was declared is false. The share of cells counts those of the best
matching table, rows in order.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Rows = list[list[str]]


class Found(NamedTuple):
    """A table as a reader gives it: all rows, header first; `spans` None where the reader does not tell them."""

    rows: Rows
    spans: list[list[int]] | None


class Verdict(NamedTuple):
    """What a reader made of one document."""

    file: str
    group: str
    kind: str
    tables: int
    exact: int
    false: int
    cells: int
    right_cells: int
    seconds: float
    pages: int
    errors: tuple[str, ...]


def judge(truth: dict[str, Any], found: Sequence[Found], seconds: float = 0.0, pages: int = 0) -> Verdict:
    """Compare the declared tables of a document with those read."""
    free = list(found)
    exact = cells = right = 0
    errors: list[str] = []
    for declared in truth["tables"]:
        best = max(free, key=lambda one: count_right(declared["rows"], one.rows), default=None)
        total = sum(map(len, declared["rows"]))
        cells += total
        if best is None or count_right(declared["rows"], best.rows) == 0:
            errors.append("not found")
            continue
        free.remove(best)
        right += count_right(declared["rows"], best.rows)
        wrong = list(find_errors(declared, best))
        exact += not wrong
        errors += wrong
    for extra in free:
        errors.append(f"false table of {len(extra.rows)} rows: {extra.rows[:2]}")
    return Verdict(
        truth["file"],
        truth["group"],
        truth["kind"],
        len(truth["tables"]),
        exact,
        len(free),
        cells,
        right,
        seconds,
        pages,
        tuple(errors),
    )


def count_right(declared: Rows, found: Rows) -> int:
    """Cells that are right when rows are aligned in order so that most are."""
    best = [0] * (len(found) + 1)
    for row in declared:
        previous, best = best, [0]
        for index, other in enumerate(found):
            equal = sum(one == two for one, two in zip(row, other, strict=False)) if len(row) == len(other) else 0
            best.append(max(previous[index] + equal, previous[index + 1], best[index]))
    return best[-1]


def find_errors(declared: dict[str, Any], found: Found) -> Iterable[str]:
    """What tells the table apart from the declared one, in words."""
    rows = declared["rows"]
    shape, other = (len(rows), len(rows[0])), (len(found.rows), len(found.rows[0]) if found.rows else 0)
    if shape != other:
        yield f"shape {other} for {shape}"
    for row, (one, two) in enumerate(zip(rows, found.rows, strict=False)):
        for column, (text, given) in enumerate(zip(one, two, strict=False)):
            if text != given:
                yield f"cell {row},{column}: {given!r} for {text!r}"
    if found.spans is not None and sorted(map(list, found.spans)) != sorted(declared["spans"]):
        yield f"spans {sorted(map(list, found.spans))} for {sorted(declared['spans'])}"


def read_ours(path: Path) -> tuple[list[Found], int]:
    """The tables of a document as tarmaq gives them, and its pages."""
    from pipeline.read import read_document
    from pipeline.repair import mend_document
    from pipeline.settings import AllSettings
    from pipeline.structure import document_to_terms

    settings = AllSettings()
    document = mend_document(read_document(path, settings.read, name=path.name), settings.repair)
    terms = document_to_terms(document, settings.structure)
    found = [
        Found([list(table.header), *map(list, table.rows)], [list(s) for s in table.spans]) for table in terms.tables
    ]
    return found, document.source.pages


def load_truths(folder: Path, only: str = "") -> list[dict[str, Any]]:
    """The truth files of a part, by name."""
    paths = sorted(path for path in folder.glob("*.json") if only in path.name)
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def measure(folder: Path, only: str, read: Callable[[Path], tuple[list[Found], int]]) -> list[Verdict]:
    """One verdict a document; a reader that fails has read nothing."""
    verdicts = []
    for truth in load_truths(folder, only):
        start = time.perf_counter()
        found, pages = read(folder / truth["file"])
        verdicts.append(judge(truth, found, time.perf_counter() - start, pages))
    return verdicts


def summarise(verdicts: Sequence[Verdict]) -> dict[str, dict[str, int]]:
    """Sums by group."""
    summary = {}
    for group in ("ruled", "unruled", "spans", "none"):
        chosen = [verdict for verdict in verdicts if verdict.group == group]
        if not chosen:
            continue
        cells = sum(verdict.cells for verdict in chosen)
        summary[group] = {
            "documents": len(chosen),
            "tables": sum(verdict.tables for verdict in chosen),
            "exact": sum(verdict.exact for verdict in chosen),
            "false": sum(verdict.false for verdict in chosen),
            "cells": cells,
            "cells right": sum(verdict.right_cells for verdict in chosen),
        }
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("set", type=Path)
    parser.add_argument("--part", default="development")
    parser.add_argument("--only", default="")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    verdicts = measure(arguments.set / arguments.part, arguments.only, read_ours)
    for verdict in verdicts:
        if verdict.errors and arguments.errors:
            print(f"{verdict.file}: {verdict.exact}/{verdict.tables}", *verdict.errors[:6], sep="\n    ")
    json.dump(summarise(verdicts), sys.stdout, indent=1)
    pages, seconds = sum(verdict.pages for verdict in verdicts), sum(verdict.seconds for verdict in verdicts)
    print(f"\n{pages} pages, {pages / max(seconds, 1e-9):.1f} a second")


if __name__ == "__main__":
    main()
