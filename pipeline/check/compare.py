"""Several documents against each other: which clauses say the same thing, and how they differ."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from pipeline.check.align import JOIN_REACH, Node, align_nodes, clause_nodes, joined, text_similarity, word_rarity
from pipeline.check.changes import FACETS, Context, compare_texts
from pipeline.check.defined import find_defined_terms
from pipeline.model import Comparison, Facet, Fact, FactRow, Group, Member, Record, Terms
from pipeline.settings import CheckSettings

TOPIC_WORDS = 8
# Two groups are one topic only if their members are on average no less alike than this: keeps chains A~B~C apart.
GROUP_SIMILARITY = 0.35

Place = tuple[int, int]
"""A clause: the index of its document and its index there."""


class Topic(Record, frozen=True, kw_only=True):
    """Clauses that belong together: for each document, by its index, the indices of its clauses."""

    members: dict[int, tuple[int, ...]]


def group_clauses(documents: Sequence[Sequence[Node]], settings: CheckSettings) -> tuple[Topic, ...]:
    """Every clause of every document in exactly one topic, in reading order.

    Pairs of documents are aligned one by one; their pairs join topics from the most similar down, and never put two
    clauses of one document together; only parts of a clause that another document cut do that, in a second step.
    """
    rarity = word_rarity(*documents)
    edges: list[tuple[float, Place, Place]] = []
    parts: Counter[tuple[Place, Place]] = Counter()
    for a, b in combinations(range(len(documents)), 2):
        for pair in align_nodes(documents[a], documents[b], threshold=settings.align_similarity):
            old = sorted(pair.old, key=lambda i: -text_similarity(documents[a][i], documents[b][pair.new[0]], rarity))
            new = sorted(pair.new, key=lambda j: -text_similarity(documents[a][old[0]], documents[b][j], rarity))
            first = ((a, old[0]), (b, new[0]))
            edges.append((text_similarity(documents[a][old[0]], documents[b][new[0]], rarity), *first))
            parts.update((first[0], (a, other)) for other in old[1:])
            parts.update((first[1], (b, other)) for other in new[1:])
    topic_of: dict[Place, set[Place]] = {
        (d, node.index): {(d, node.index)} for d, nodes in enumerate(documents) for node in nodes
    }
    for _, left, right in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        one, other = topic_of[left], topic_of[right]
        if one is not other and not _documents(one) & _documents(other) and _alike(documents, one, other, rarity):
            _unite(topic_of, one, other)
    for (left, right), _ in sorted(parts.items()):
        one, other = topic_of[left], topic_of[right]
        if one is not other and _are_parts(one, other):
            _unite(topic_of, one, other)
    return _in_reading_order(documents, topic_of)


def _documents(topic: set[Place]) -> set[int]:
    return {document for document, _ in topic}


def _unite(topic_of: dict[Place, set[Place]], one: set[Place], other: set[Place]) -> None:
    one |= other
    for place in other:
        topic_of[place] = one


def _alike(documents: Sequence[Sequence[Node]], one: set[Place], other: set[Place], rarity: dict[str, float]) -> bool:
    similarities = [
        text_similarity(documents[a][i], documents[b][j], rarity) for a, i in sorted(one) for b, j in sorted(other)
    ]
    return sum(similarities) / len(similarities) >= GROUP_SIMILARITY


def _are_parts(one: set[Place], other: set[Place]) -> bool:
    """Whether documents that have both topics as two clauses have them close together and join them for others."""
    left, right = _by_document(one), _by_document(other)
    near = all(min(abs(i - j) for i in left[d] for j in right[d]) <= JOIN_REACH for d in left.keys() & right.keys())
    return near and bool(left.keys() - right.keys() or right.keys() - left.keys())


def _by_document(topic: set[Place]) -> dict[int, tuple[int, ...]]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for document, index in sorted(topic):
        members[document].append(index)
    return {document: tuple(indices) for document, indices in members.items()}


def _in_reading_order(documents: Sequence[Sequence[Node]], topic_of: dict[Place, set[Place]]) -> tuple[Topic, ...]:
    """The first document's order; what it lacks stands after what precedes it in the first document that has it."""
    firsts = {place: min(topic) for place, topic in topic_of.items()}
    # each topic by its first place, and which topic follows it
    follower: dict[Place | None, Place | None] = {None: None}
    for d, nodes in enumerate(documents):
        before: Place | None = None
        met: set[Place] = set()
        for node in nodes:
            place = firsts[d, node.index]
            if place in met:
                continue
            met.add(place)
            if place not in follower:
                follower[place], follower[before] = follower[before], place
            before = place
    order: list[Topic] = []
    following = follower[None]
    while following is not None:
        order.append(Topic(members=_by_document(topic_of[following])))
        following = follower[following]
    return tuple(order)


def compare_terms(documents: Sequence[Terms], settings: CheckSettings) -> Comparison:
    """The clauses of all documents in groups, and their facts side by side."""
    nodes = [clause_nodes(terms) for terms in documents]
    topics = group_clauses(nodes, settings)
    follow = _followed(nodes, topics)
    names = tuple(sorted({term.name for terms in documents for term in find_defined_terms(terms)}))
    groups = []
    for topic in topics:
        relation, facets = topic_relation(documents, nodes, topic, names, follow)
        members = tuple(
            Member(document=documents[d].source.file, clauses=tuple(nodes[d][index].number for index in indices))
            for d, indices in topic.members.items()
        )
        groups.append(Group(topic=_topic_name(nodes, topic), members=members, relation=relation, facets=facets))
    return Comparison(
        documents=tuple(terms.source.file for terms in documents), groups=tuple(groups), facts=_fact_rows(documents)
    )


def _followed(nodes: Sequence[Sequence[Node]], topics: Sequence[Topic]) -> dict[tuple[int, int], dict[str, str]]:
    """For each pair of documents, which number in the first is which in the second."""
    follow: defaultdict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for topic in topics:
        for a, b in combinations(topic.members, 2):
            old, new = nodes[a][topic.members[a][0]].number, nodes[b][topic.members[b][0]].number
            if old != new:
                follow[a, b][old] = new
    return follow


def topic_relation(
    documents: Sequence[Terms],
    nodes: Sequence[Sequence[Node]],
    topic: Topic,
    names: tuple[str, ...],
    follow: dict[tuple[int, int], dict[str, str]],
) -> tuple[Literal["identical", "editorial", "variant"], tuple[Facet, ...]]:
    """How the members of a topic differ from the first one: "identical", "editorial" or "variant", and in what."""
    (first, indices), *others = topic.members.items()
    base = joined([nodes[first][index] for index in indices]).text
    relation: Literal["identical", "editorial", "variant"] = "identical"
    facets: set[Facet] = set()
    for document, members in others:
        text = joined([nodes[document][index] for index in members]).text
        context = Context(documents[document].language, names, follow.get((first, document), {}))
        difference = compare_texts(base, text, context)
        if difference.significance == "editorial" and relation == "identical":
            relation = "editorial"
        elif difference.significance in {"wording", "substantive"}:
            relation = "variant"
            facets |= set(difference.facets)
    return relation, tuple(facet for facet in FACETS if facet in facets)


def _topic_name(nodes: Sequence[Sequence[Node]], topic: Topic) -> str:
    """The headings above the first member, and its first words."""
    document, indices = next(iter(topic.members.items()))
    node = nodes[document][indices[0]]
    path: list[str] = []
    above = node.parent
    while above is not None:
        if nodes[document][above].heading:
            path.insert(0, nodes[document][above].text)
        above = nodes[document][above].parent
    words = node.text.split()
    own = " ".join(words[:TOPIC_WORDS]) + (" …" if len(words) > TOPIC_WORDS else "")
    return " › ".join([*path, node.text if node.heading else own or node.number])


def _fact_rows(documents: Sequence[Terms]) -> tuple[FactRow, ...]:
    """One row for each promise: metric and attributes, unit and bound among them where all documents agree on them."""
    rows: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, list[Fact]]] = {}
    for terms in documents:
        for fact in terms.facts:
            key = fact.metric, tuple(sorted((name, str(value)) for name, value in fact.attributes.items()))
            rows.setdefault(key, {}).setdefault(terms.source.file, []).append(fact)
    result = []
    for by_document in rows.values():
        facts = [fact for found in by_document.values() for fact in found]
        shared = {
            name: str(next(iter(values)))
            for name, values in (
                ("unit", {fact.unit for fact in facts}),
                ("bound", {fact.bound for fact in facts}),
            )
            if len(values) == 1 and None not in values
        }
        values = {
            document: "; ".join(dict.fromkeys(_value(fact, "unit" in shared) for fact in found))
            for document, found in by_document.items()
        }
        result.append(FactRow(metric=facts[0].metric, attributes={**facts[0].attributes, **shared}, values=values))
    return tuple(result)


def _value(fact: Fact, unit_is_shared: bool) -> str:
    """The figure, with its unit where the row has no one unit; the words of a promise without a figure."""
    if fact.value is None:
        return fact.quote
    figure = format(fact.value, "f")
    return figure if unit_is_shared or fact.unit is None else f"{figure} {fact.unit}"
