"""Label the amounts of corpus parts for the model that votes on them, as lines of `amounts.jsonl`.

`python -m training.label [--rules] PART... >> training/amounts.jsonl`: every amount that the model is asked about in
the documents and sentences of a part, with what the declared truth says of it. `--rules` adds what the rules say: only
for a part that they were not mended on yet.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from pipeline.facts import add_facts, commitments
from pipeline.facts.commitments import find_clause_facts
from pipeline.facts.votes import NOTHING, View, vote
from pipeline.model import Clause, Terms
from tests.corpus import score

Row = dict[str, Any]


class Asked:
    """Stands in for the model and keeps what it is asked: amounts, each with what the rules say."""

    def __init__(self) -> None:
        self.told: list[tuple[View, str]] = []

    def __call__(self, view: View, rule: str) -> tuple[str, float]:
        self.told.append((view, rule))
        return vote(view, rule)


def ask_document(terms: Terms) -> list[tuple[View, str]]:
    with patch.object(commitments, "vote", Asked()) as asked:
        add_facts(terms)
    return asked.told


def ask_sentence(clause: Clause) -> list[tuple[View, str]]:
    with patch.object(commitments, "vote", Asked()) as asked:
        tuple(find_clause_facts(clause))
    return asked.told


def label(told: Sequence[tuple[View, str]], declared: Sequence[Row], clauses: Sequence[Clause]) -> Iterator[Row]:
    """Each amount with the metric that is declared of it in a clause that holds its sentence."""
    left = [fact for fact in declared if "value" in fact]
    for view, rule in told:
        amount = view.amount
        holders = [clause.number for clause in clauses if view.text in clause.text] or [""]
        matches = (
            fact
            for fact in left
            if (Decimal(fact["value"]), fact.get("unit", amount.unit)) == (amount.value, amount.unit)
            and any(f"/{number}".endswith(f"/{fact.get('clause', number)}") for number in holders)
        )
        match = next(matches, None)
        if match is not None:
            left.remove(match)
        yield {
            "lang": view.language,
            "text": view.text,
            "start": amount.start,
            "stop": amount.stop,
            "above": view.above,
            "label": match["metric"] if match else NOTHING,
            "rule": rule,
        }


def label_part(part: str) -> Iterator[Row]:
    for path in score.documents(part):
        terms = score.extract(path)
        yield from label(ask_document(terms), score.load_truth(path)["facts"], terms.clauses)
    for row in score.sentences(part):
        clause = score.sentence_clause(row)
        yield from label(ask_sentence(clause), row["facts"], (clause,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+")
    parser.add_argument("--rules", action="store_true", help="tell what the rules say")
    options = parser.parse_args()
    for part in options.parts:
        for row in label_part(part):
            kept = {"group": part} | {name: said for name, said in row.items() if options.rules or name != "rule"}
            sys.stdout.write(json.dumps(kept, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
