"""How much of what a text declares is found in its PDFs and scans too, on files that `make.py` made.

    python -m benchmarks.layouts.measure OUT TEXT... [--errors] [--styles NAME...] [--kinds pdf scans]

Each is held to the truth that stands beside its text (`tests/corpus`): clauses by number, first words and parent, facts
with clause and quote. Letters and figures of the text that no line of any page holds are lost.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.facts import add_facts
from pipeline.model import Document, Terms
from pipeline.pages import lines_of
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms
from tests.corpus.score import load_truth, score_clauses, score_facts

SETTINGS = AllSettings()


class Tally(NamedTuple):
    """What is right, missing and invented, of clauses and of facts, and letters lost, in so many documents."""

    documents: int = 0
    clauses: tuple[int, int, int] = (0, 0, 0)
    facts: tuple[int, int, int] = (0, 0, 0)
    lost: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(
            self.documents + other.documents,
            _add(self.clauses, other.clauses),
            _add(self.facts, other.facts),
            self.lost + other.lost,
        )


def _add(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def read_terms(path: Path) -> tuple[Document, Terms]:
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    return document, add_facts(document_to_terms(document, SETTINGS.structure))


def compare(text: Path, pdf: Path) -> tuple[Tally, list[str]]:
    """The tally of a PDF, and what is wrong with it."""
    truth, (document, terms) = load_truth(text), read_terms(pdf)
    clauses, facts = score_clauses(truth, terms), score_facts(truth, terms)
    held = _letters("".join(line.text for page in document.pages for line in lines_of(page)))
    lost = _letters(re.sub(r"[|]", "", text.read_text("utf-8"))) - held
    wrong = [
        f"{aspect} {said}: {entry}"
        for aspect, score in (("clause", clauses), ("fact", facts))
        for said, entries in (("missing", score.missing), ("invented", score.invented))
        for entry in entries
    ]
    wrong += [f"letters lost: {''.join(sorted(lost.elements()))}"] if lost else []
    counts = [(score.right, len(score.missing), len(score.invented)) for score in (clauses, facts)]
    return Tally(1, counts[0], counts[1], sum(lost.values())), wrong


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W_]+", "", text.replace("\u00ad", "").casefold()))


def measure(
    out: Path, texts: Iterable[Path], kinds: Iterable[str], styles: Iterable[str]
) -> Iterator[tuple[str, Path, Tally, list[str]]]:
    for path in texts:
        for kind in kinds:
            for pdf in sorted((out / kind).glob(f"{path.parent.name}-{path.stem}.*.pdf")):
                style = pdf.stem.rpartition(".")[2]
                if not styles or style in styles:
                    yield f"{style}, PDF" if kind == "pdf" else "scans", pdf, *compare(path, pdf)


def to_row(kind: str, tally: Tally) -> str:
    """A row of the table: recall is right of declared, precision right of found."""
    right, missing, invented = tally.facts
    clauses = f"{tally.clauses[0]} of {sum(tally.clauses[:2])} | {tally.clauses[2]}"
    facts = f"{right} of {right + missing} | {invented}"
    recall, precision = right / max(1, right + missing), right / max(1, right + invented)
    return f"| {kind} | {tally.documents} | {clauses} | {facts} | {recall:.1%} / {precision:.1%} | {tally.lost} |"


def main(out: Path, texts: Iterable[Path], kinds: Iterable[str], styles: Iterable[str], *, errors: bool) -> None:
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for kind, pdf, tally, wrong in measure(out, texts, kinds, styles):
        tallies[kind] = tallies[kind].plus(tally)
        for line in wrong if errors else ():
            print(f"{pdf.stem} {line}", flush=True)
    print("| layout | documents | clauses right | invented | facts right | invented | facts R / P | letters lost |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, tally in sorted(tallies.items()):
        print(to_row(kind, tally))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--styles", nargs="+", default=[])
    parser.add_argument("--kinds", nargs="+", choices=("pdf", "scans"), default=["pdf", "scans"])
    chosen = parser.parse_args()
    main(chosen.out, chosen.texts, chosen.kinds, chosen.styles, errors=chosen.errors)
