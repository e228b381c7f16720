"""Said twice: clauses that repeat another clause of the same document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.align import Node, text_similarity
from pipeline.check.changes import Context, facet_values
from pipeline.check.rules.subject import Draft, Subject, clause_location
from pipeline.model import Language

# Shorter clauses ("2.1. Қызметтің сипаттамасы:") may well recur.
LEAST_WORDS = 6
# Candidates share this many of their rarest words.
RAREST = 3
# so many clauses besides the first are named in the message; the places have all
MOST_NAMED = 8


@dataclass
class _Cluster:
    """Clauses by index, and how alike the least alike of them is to the first."""

    members: list[int]
    similarity: float


def find_duplicate_clauses(subject: Subject) -> Iterator[Draft]:
    """Two or more clauses of one document say the same.

    Why: one of them was meant to say something else, or an edit was made twice; later edits reach one of the two only.

    Fires: "3.4. Орындаушы ... IP-мекенжайларды пайдалануға рұқсат ете алады." and 3.5 with the same words.
    Nearly: two clauses that are alike but for a figure, a party or a reference; headings and short phrases.
    """
    for terms, nodes in zip(subject.documents, subject.nodes, strict=True):
        for cluster in _find_clusters(nodes, terms.language, subject):
            clauses = [terms.clauses[index] for index in cluster.members]
            others = [clause.number for clause in clauses[1:]]
            more = f" +{len(others) - MOST_NAMED}" if len(others) > MOST_NAMED else ""
            yield Draft(
                locations=tuple(clause_location(terms, clause) for clause in clauses),
                values={"first": clauses[0].number, "second": ", ".join(others[:MOST_NAMED]) + more},
                evidence={"similarity": round(cluster.similarity, 3)},
            )


def _find_clusters(nodes: Sequence[Node], language: Language, subject: Subject) -> Iterator[_Cluster]:
    """Clauses that say what the first of them says, two at least, in the order of the first."""
    found = []
    for indices in _alike(nodes, Context(language)):
        clusters: list[_Cluster] = []
        by_form: dict[str, _Cluster] = {}
        for index in indices:
            cluster = by_form.get(nodes[index].form)
            if cluster is None:
                cluster = _join(index, clusters, nodes, subject)
                by_form[nodes[index].form] = cluster
            cluster.members.append(index)
        found += [cluster for cluster in clusters if len(cluster.members) > 1]
    yield from sorted(found, key=lambda cluster: cluster.members)


def _join(index: int, clusters: list[_Cluster], nodes: Sequence[Node], subject: Subject) -> _Cluster:
    """The cluster to which a clause belongs, a new one if to none."""
    for cluster in clusters:
        similarity = text_similarity(nodes[cluster.members[0]], nodes[index], subject.rarity)
        if similarity >= subject.settings.duplicate_similarity:
            cluster.similarity = min(cluster.similarity, similarity)
            return cluster
    clusters.append(_Cluster([], 1.0))
    return clusters[-1]


def _alike(nodes: Sequence[Node], context: Context) -> Iterator[list[int]]:
    """Clauses that share their rarest words and all that counts: a long law is not compared all with all."""
    frequency = Counter(stem for node in nodes for stem in node.stems)
    by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for node in nodes:
        if not node.heading and sum(node.stems.values()) >= LEAST_WORDS:
            rarest = sorted(node.stems, key=lambda stem: (frequency[stem], stem))[:RAREST]
            by_words[tuple(rarest)].append(node.index)
    for indices in by_words.values():
        by_facets: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for index in indices if len(indices) > 1 else ():
            by_facets[tuple(facet_values(nodes[index].text, context).items())].append(index)
        yield from (alike for alike in by_facets.values() if len(alike) > 1)
