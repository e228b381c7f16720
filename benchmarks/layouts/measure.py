"""How much of what a text says is found in its PDFs and scans too, on files that `make.py` made.

    python -m benchmarks.layouts.measure OUT TEXT... [--errors]

For each style: documents, clause numbers found in order of those that the text has, clauses whose words are the same
(case, blanks, quotes and dashes aside), and letters and figures of the text that no page holds. Documents with tables
are left out: in a text they are drawn otherwise.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from pipeline.languages.marks import editorial_form
from pipeline.model import Document, Terms
from pipeline.pages import lines_of
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms

SETTINGS = AllSettings()


class Score(NamedTuple):
    documents: int = 0
    numbers: int = 0
    found: int = 0
    same: int = 0
    lost: int = 0

    def plus(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(self, other, strict=True)))


def read_terms(path: Path) -> tuple[Document, Terms]:
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    return document, document_to_terms(document, SETTINGS.structure)


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W_]+", "", text.replace("\u00ad", "").casefold()))


def compare(wanted: Terms, text: str, document: Document, terms: Terms) -> tuple[Score, list[str]]:
    """The score of a document, and what is wrong with it."""
    numbers, found = ([clause.number for clause in one.clauses] for one in (wanted, terms))
    blocks = SequenceMatcher(None, numbers, found, autojunk=False).get_matching_blocks()
    pairs = [
        (wanted.clauses[block.a + step], terms.clauses[block.b + step])
        for block in blocks
        for step in range(block.size)
    ]
    wrong = [
        f"{one.number}: {one.text} / {other.text}"
        for one, other in pairs
        if editorial_form(one.text) != editorial_form(other.text)
    ]
    missing = [f"{number}: not found" for number in numbers if number not in found]
    held = _letters("".join(line.text for page in document.pages for line in lines_of(page)))
    lost = sum((_letters(text) - held).values())
    return Score(1, len(numbers), len(pairs), len(pairs) - len(wrong), lost), [*missing, *wrong]


def measure(out: Path, texts: Iterable[Path]) -> Iterator[tuple[str, Path, Score, list[str]]]:
    for path in texts:
        text = path.read_text("utf-8")
        _, wanted = read_terms(path)
        if wanted.tables:
            continue
        for kind in ("pdf", "scans"):
            for pdf in sorted((out / kind).glob(f"{path.parent.name}-{path.stem}.*.pdf")):
                style = pdf.stem.rpartition(".")[2]
                yield f"{style}, {kind}", pdf, *compare(wanted, text, *read_terms(pdf))


def main(out: Path, texts: Iterable[Path], *, errors: bool) -> None:
    scores: defaultdict[str, Score] = defaultdict(Score)
    for kind, pdf, score, wrong in measure(out, texts):
        scores[kind] = scores[kind].plus(score)
        for line in wrong if errors else ():
            print(f"{pdf.name} {line}")
    print("| layout | documents | numbers found | clauses the same | letters lost |\n|---|---|---|---|---|")
    for kind, score in sorted(scores.items()):
        print(
            f"| {kind} | {score.documents} | {score.found} of {score.numbers} | {score.same} of {score.numbers} "
            f"| {score.lost} |"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    main(chosen.out, chosen.texts, errors=chosen.errors)
