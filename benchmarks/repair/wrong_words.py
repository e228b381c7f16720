"""Every word that a mis-decoded document is restored to wrongly, as the page `docs/repair/vps-errors.md`.

    python -m benchmarks.repair.wrong_words data/raw/vps.txt tests/golden/vps.json > docs/repair/vps-errors.md

The whole pipeline reads the document; the truth is the careful reading of its scan.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.languages.lexicon import load_words
from pipeline.model import Terms
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms
from tests.measure import differences, error_rate

MARKS = ".,;:!?»«()\"'”“"
HEAD = """# Every wrong word of `vps.txt`

What `tarmaq run data/raw/vps.txt` makes of it, beside the careful reading of the scan (`tests/golden/vps.json`).
Made by `python -m benchmarks.repair.wrong_words data/raw/vps.txt tests/golden/vps.json`.
"""
CAUSES = """## What the causes would take

- *Capitals*: т and Т, ж and Ж, о and О are read alike; only terms that the document writes often are decided by all
  their places together.
- *Another word*: `кезені` and `кезеңі` are both words. The lists of common words and pairs tell some of them apart.
- *Letters lost* (`желер` for желілер): what no letter of the page tells, only a list of words and the words beside can.
  Where a candidate nearly as good is the word's negation, or the raw text has an "m" that only its negation would use
  (`6oMaraH` for болмаған), the confidence is capped at 0.45.
- *Figures*: `63` and `3` for өз: a figure is never changed silently. `S0` stands where the scan shows `5%`, and stays.
- *Cells*: OCR read some across their borders (`Tancup!;l(? 6epy.`). A broken first cell is read as the whole one of its
  column that it is like, with a note and a confidence of one half."""


def cause(restored: str, true: str) -> str:
    """What is likely to have made a word wrong."""
    if restored.casefold() == true.casefold():
        return "capital"
    if restored.strip(MARKS).casefold() == true.strip(MARKS).casefold():
        return "punctuation"
    if any(map(str.isdigit, restored + true)):
        return "read as a figure, stays"
    if not restored or not true:
        return "word lost or cut in two"
    if " " in restored or " " in true:
        return "several letters of two words"
    known = load_words("kk")
    return "another word of the list" if restored.strip(MARKS) in known else "letters lost or taken for others"


def rows(found: str, truth: str) -> Iterator[str]:
    yield "| restored | true | cause |"
    yield "|---|---|---|"
    for restored, true in differences(found, truth):
        shown = [word.replace("|", "\\\\|") or "–" for word in (restored, true)]
        yield f"| {shown[0]} | {shown[1]} | {cause(restored, true)} |"


def rates(found: str, truth: str) -> str:
    blind, cased = (100 * error_rate(found, truth, case_blind=one) for one in (True, False))
    return f"{blind:.2f} % of the letters wrong case aside, {cased:.2f} % with case"


def cells(tables: Sequence[Sequence[Sequence[str]]]) -> str:
    return " ".join(cell for rows in tables for row in rows for cell in row)


def page(terms: Terms, truth: dict[str, list[list[object]]]) -> Iterator[str]:
    """The lines of the page."""
    clauses = " ".join(clause.text for clause in terms.clauses)
    true_clauses = " ".join(str(text) for _, text, _ in truth["clauses"])
    tables = cells([[table.header, *table.rows] for table in terms.tables])
    true_tables = cells([rows for _, _, *rows in truth["tables"]])  # type: ignore[misc]
    numbers = [clause.number for clause in terms.clauses]
    right = sum(number in numbers for number, _, _ in truth["clauses"])
    yield HEAD
    together = rates(f"{clauses} {tables}", f"{true_clauses} {true_tables}")
    yield f"{right} of {len(truth['clauses'])} numbers right. Clauses and tables together: {together}."
    yield f"\n## Clauses\n\n{rates(clauses, true_clauses)}.\n"
    yield from rows(clauses, true_clauses)
    yield f"\n## Tables\n\n{rates(tables, true_tables)}.\n"
    yield from rows(tables, true_tables)
    yield f"\n{CAUSES}"


def main(document: Path, truth: Path) -> None:
    settings = AllSettings()
    mended = mend_document(read_document(document, settings.read, name=document.name), settings.repair)
    terms = document_to_terms(mended, settings.structure)
    print("\n".join(page(terms, json.loads(truth.read_text("utf-8")))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
