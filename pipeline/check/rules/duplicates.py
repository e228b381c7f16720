"""Said twice: clauses that repeat another clause of the same document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.check.align import Node, text_similarity
from pipeline.check.changes import Context, compare_texts
from pipeline.check.rules.subject import Draft, Subject, clause_location

# Shorter clauses ("2.1. Қызметтің сипаттамасы:") may well recur.
LEAST_WORDS = 6
# Candidates share this many of their rarest words.
RAREST = 3


def find_duplicate_clauses(subject: Subject) -> Iterator[Draft]:
    """Two clauses of one document say the same.

    Why: one of them was meant to say something else, or an edit was made twice; later edits reach one of the two only.

    Fires: "3.4. Орындаушы ... IP-мекенжайларды пайдалануға рұқсат ете алады." and 3.5 with the same words.
    Nearly: two clauses that are alike but for a figure, a party or a reference; headings and short phrases.
    """
    for terms, nodes in zip(subject.documents, subject.nodes, strict=True):
        for i, j in _alike_pairs(nodes):
            similarity = text_similarity(nodes[i], nodes[j], subject.rarity)
            if similarity < subject.settings.duplicate_similarity:
                continue
            difference = compare_texts(nodes[i].text, nodes[j].text, Context(terms.language))
            if difference.facets:
                continue
            first, second = terms.clauses[i], terms.clauses[j]
            yield Draft(
                locations=(clause_location(terms, first), clause_location(terms, second)),
                values={"first": first.number, "second": second.number},
                evidence={"similarity": round(similarity, 3)},
            )


def _alike_pairs(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """Pairs that are equal or share their rarest words, so that a long law is not compared all with all."""
    frequency = Counter(stem for node in nodes for stem in node.stems)
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for node in nodes:
        if node.heading or sum(node.stems.values()) < LEAST_WORDS:
            continue
        rarest = sorted(node.stems, key=lambda stem: (frequency[stem], stem))[:RAREST]
        groups[tuple(rarest)].append(node.index)
    return sorted(pair for indices in groups.values() for pair in combinations(indices, 2))
