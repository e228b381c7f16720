"""How well the extractor does on the corpus: what each document's declared truth says beside what was found.

`python -m tests.corpus.score developed heldback` prints the figures and what is missing or invented.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.facts import add_facts
from pipeline.facts.commitments import find_clause_facts
from pipeline.languages.marks import editorial_form
from pipeline.model import Clause, Fact, Origin, Terms
from pipeline.read import read_document
from pipeline.repair import mend_document
from pipeline.settings import AllSettings
from pipeline.structure import document_to_terms

HERE = Path(__file__).parent
PAGES = HERE / "pages"  # some of the documents as PDFs and scans; benchmarks/layouts/pages.py makes them
# of authors who did not see the extractor
ROUNDS = (
    "round-1",
    "round-2",
    "round-3",
    "round-4",
    "round-5",
    "round-6",
    "round-7",
    "round-8",
    "round-9",
    "round-10",
    "round-11",
)
PARTS = ("developed", "heldback", "later", "last", "fresh", "unseen", "final", "blind", *ROUNDS)
ASPECTS = ("clauses", "facts", "definitions", "references", "responsibilities", "bullets", "not_clauses", "head")
SETTINGS = AllSettings()
# a mark of two words: "Статья 3-1", "§ 2", "Приложение № 2"
TWO_WORDS = re.compile(
    r"(?:(?:статья|глава|раздел|приложение|article|schedule|chapter|section|part|annex|exhibit|параграф|пункт|шаг|бірінші|екінші|үшінші|§)"
    r"(?:\s+№)?\s+\S+|[IVX]+ бөлім)",
    re.IGNORECASE,
)


class Node(NamedTuple):
    """A clause of the declared outline: its mark as printed, how its text begins, its parent's index."""

    mark: str
    words: str
    parent: int | None
    inferred: bool


class Score(NamedTuple):
    """What is right, what is missing and what is invented of one aspect."""

    right: int
    missing: tuple[str, ...]
    invented: tuple[str, ...]


def parse_outline(text: str) -> tuple[Node, ...]:
    """The declared outline: one clause a line, two blanks deeper than its parent, `~` before an inferred number."""
    nodes: list[Node] = []
    path: list[int] = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        body = line.strip()
        inferred = body.startswith("~")
        body = body.removeprefix("~")
        match = TWO_WORDS.match(body)
        mark = match.group() if match else body.split()[0]
        del path[depth:]
        nodes.append(Node(mark, body[len(mark) :].strip(), path[-1] if path else None, inferred))
        path.append(len(nodes) - 1)
    return tuple(nodes)


def found_outline(clauses: Sequence[Clause]) -> tuple[Node, ...]:
    """The clauses that were found, as an outline of the same kind."""
    index: dict[str, int] = {}
    nodes = []
    for position, clause in enumerate(clauses):
        parent = None if clause.parent is None else index[clause.parent]
        nodes.append(Node(clause.number.rpartition("/")[2], clause.text, parent, clause.number_inferred))
        index[clause.number] = position
    return tuple(nodes)


def same_clause(declared: Node, found: Node) -> bool:
    return (
        editorial_form(declared.mark) == editorial_form(found.mark)
        and editorial_form(found.words).startswith(editorial_form(declared.words))
        and declared.inferred == found.inferred
    )


def score_clauses(truth: dict[str, Any], terms: Terms) -> Score:
    """Numbers in order and their parents; a clause under a wrong parent is both missing and invented."""
    declared, found = parse_outline(truth["clauses"]), found_outline(terms.clauses)
    pairs: dict[int, int] = {}
    start = 0
    for index, node in enumerate(declared):
        at = next((other for other in range(start, len(found)) if same_clause(node, found[other])), None)
        if at is not None:
            pairs[index] = at
            start = at + 1
    right = {
        index: at
        for index, at in pairs.items()
        if (None if declared[index].parent is None else pairs.get(declared[index].parent or 0, -1)) == found[at].parent
    }
    return Score(
        len(right),
        tuple(f"{node.mark} {node.words}" for index, node in enumerate(declared) if index not in right),
        tuple(
            f"{clauses.number} < {clauses.parent}: {clauses.text[:40]}"
            for at, clauses in enumerate(terms.clauses)
            if at not in right.values()
        ),
    )


FACT_FIELDS = ("metric", "value", "unit", "bound", "clause")


def same_fact(declared: dict[str, Any], fact: Fact) -> bool:
    """Whether a fact says what is declared; what the truth leaves out is not compared."""
    value = None if fact.value is None else fact.value.normalize()
    if declared["metric"] != fact.metric or ("value" in declared) != (value is not None):
        return False
    if value is not None and type(value)(declared["value"]).normalize() != value:
        return False
    if declared.get("unit", fact.unit) != fact.unit or declared.get("bound", fact.bound) != fact.bound:
        return False
    clause = declared.get("clause")
    if clause is not None and fact.clause != clause and not fact.clause.endswith("/" + clause):
        return False
    attributes = {name: wanted for name, wanted in declared.items() if name not in FACT_FIELDS}
    return all(fact.attributes.get(name) == wanted for name, wanted in attributes.items())


def score_facts(truth: dict[str, Any], terms: Terms) -> Score:
    left = list(terms.facts)
    missing = []
    for declared in truth["facts"]:
        match = next((fact for fact in left if same_fact(declared, fact)), None)
        if match is None:
            missing.append(" ".join(f"{name}={wanted}" for name, wanted in declared.items()))
        else:
            left.remove(match)
    texts: dict[str, list[str]] = {"": [terms.preamble, *(leftover.text for leftover in terms.unplaced)]}
    for clause in terms.clauses:
        texts.setdefault(clause.number, []).append(clause.text)
    for table in terms.tables:
        texts.setdefault(table.clause, []).extend(cell for row in (table.header, *table.rows) for cell in row)
    misquoted = [fact for fact in terms.facts if not any(fact.quote in text for text in texts.get(fact.clause, ()))]
    told = [
        f"{fact.metric} {fact.value} {fact.unit} {fact.bound} in {fact.clause!r} {fact.attributes} «{fact.quote[:60]}»"
        for fact in (*left, *misquoted)
    ]
    return Score(len(truth["facts"]) - len(missing), tuple(missing), tuple(told))


def score_lists(declared: Sequence[str], found: Sequence[str]) -> Score:
    left = list(found)
    missing = []
    for entry in declared:
        if entry in left:
            left.remove(entry)
        else:
            missing.append(entry)
    return Score(len(declared) - len(missing), tuple(missing), tuple(left))


def score_references(truth: dict[str, Any], terms: Terms) -> Score:
    """References of the clauses that the truth names; other clauses must have none but to named units."""
    declared = [f"{clause}: {number}" for clause, numbers in truth.get("references", {}).items() for number in numbers]
    named = tuple(truth.get("references", {}))
    found = []
    for clause in terms.clauses:
        name = next((name for name in named if clause.number == name or clause.number.endswith("/" + name)), None)
        if name is not None:
            found += [f"{name}: {number}" for number in clause.references]
    return score_lists(declared, found)


def score_bullets(truth: dict[str, Any], terms: Terms) -> Score:
    """How many bullets a clause's text has, one a line."""
    declared = [f"{clause}: {count}" for clause, count in truth.get("bullets", {}).items()]
    found = [
        f"{clause.number}: {count}"
        for clause in terms.clauses
        if (count := sum(1 for line in clause.text.split("\n") if re.match(r"[-–•*]\s", line)))
    ]
    return score_lists(declared, found if declared else [])


def score_not_clauses(truth: dict[str, Any], terms: Terms) -> Score:
    """Text that is no clause: it may stand in another clause's text, but not where a clause begins.

    What the truth writes without small letters, and signatures, must not be in any clause at all.
    """
    wrong = []
    for entry in truth.get("not_clauses", ()):
        form = editorial_form(entry)
        inside = entry.isupper() or "__" in entry
        wrong += [
            f"{entry} in {clause.number}"
            for clause in terms.clauses
            if (entry in clause.text if inside else editorial_form(clause.text).startswith(form))
        ]
    return Score(len(truth.get("not_clauses", ())) - len(wrong), (), tuple(wrong))


def score_head(truth: dict[str, Any], terms: Terms) -> Score:
    fields = ("language", "title", "version_date", "effective_date")
    declared = [f"{field}: {truth[field]}" for field in fields if field in truth]
    found = [f"{field}: {getattr(terms, field)}" for field in fields if field in truth]
    return score_lists(declared, found)


def score_document(truth: dict[str, Any], terms: Terms) -> dict[str, Score]:
    """Every aspect of one document."""
    parties = [f"{item} – {party} ({clause})" for item, party, clause in truth.get("responsibilities", ())]
    return {
        "clauses": score_clauses(truth, terms),
        "facts": score_facts(truth, terms),
        "definitions": score_lists(truth.get("definitions", ()), [entry.term for entry in terms.definitions]),
        "references": score_references(truth, terms),
        "responsibilities": score_lists(
            parties, [f"{entry.item} – {entry.party} ({entry.clause})" for entry in terms.responsibilities]
        ),
        "bullets": score_bullets(truth, terms),
        "not_clauses": score_not_clauses(truth, terms),
        "head": score_head(truth, terms),
    }


def sentences(part: str) -> tuple[dict[str, Any], ...]:
    """The single sentences of a part, each with the facts it states; parts may have none."""
    path = HERE / part / "sentences.jsonl"
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


def sentence_clause(row: dict[str, Any]) -> Clause:
    """A sentence as a clause of its own."""
    place = Origin(page=1, bbox=(0, 0, 0, 0))
    return Clause(number="1", parent=None, level=1, text=row["text"], eid="x", kind="clause", origin=place)


def score_sentence(row: dict[str, Any]) -> Score:
    """The facts of a sentence as a clause of its own."""
    left = list(find_clause_facts(sentence_clause(row)))
    missing = []
    for declared in row["facts"]:
        match = next((fact for fact in left if same_fact(declared, fact)), None)
        if match is None:
            missing.append(" ".join(f"{name}={wanted}" for name, wanted in declared.items()))
        else:
            left.remove(match)
    told = [f"{fact.metric} {fact.value} {fact.unit} {fact.bound} {fact.attributes}" for fact in left]
    return Score(len(row["facts"]) - len(missing), tuple(missing), tuple(told))


def load_truth(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return truth


def extract(path: Path) -> Terms:
    document = mend_document(read_document(path, SETTINGS.read, name=path.name), SETTINGS.repair)
    return add_facts(document_to_terms(document, SETTINGS.structure))


def documents(part: str) -> Iterator[Path]:
    yield from sorted((HERE / part).glob("*.txt"))


def page_text(pdf: Path) -> Path:
    """The text that a PDF of `pages` sets: PART-NAME.LAYOUT.pdf."""
    name = pdf.name.partition(".")[0]
    part = next(part for part in PARTS if name.startswith(f"{part}-"))
    return HERE / part / f"{name.removeprefix(f'{part}-')}.txt"


def report(part: str, *, details: bool) -> str:
    """The figures of a part: recall is right of declared, precision right of found."""
    totals = {aspect: [0, 0, 0] for aspect in (*ASPECTS, "sentences")}
    lines = []
    for path in documents(part):
        for aspect, score in score_document(load_truth(path), extract(path)).items():
            counts = (score.right, len(score.missing), len(score.invented))
            totals[aspect] = [total + count for total, count in zip(totals[aspect], counts, strict=True)]
            if details:
                lines += [f"{path.stem} {aspect}: missing {entry}" for entry in score.missing]
                lines += [f"{path.stem} {aspect}: invented {entry}" for entry in score.invented]
    for row in sentences(part):
        score = score_sentence(row)
        counts = (score.right, len(score.missing), len(score.invented))
        totals["sentences"] = [total + count for total, count in zip(totals["sentences"], counts, strict=True)]
        if details:
            lines += [f"«{row['text']}»: missing {entry}" for entry in score.missing]
            lines += [f"«{row['text']}»: invented {entry}" for entry in score.invented]
    lines.append(part)
    for aspect, (right, missing, invented) in totals.items():
        recall, precision = right / max(1, right + missing), right / max(1, right + invented)
        lines.append(
            f"  {aspect:17}{right:4} right {missing:4} missing {invented:4} invented"
            f"   recall {recall:7.2%}  precision {precision:7.2%}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        if name != "--figures":
            sys.stdout.write(report(name, details="--figures" not in sys.argv) + "\n")
