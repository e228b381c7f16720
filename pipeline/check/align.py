"""Which clauses belong together: one to one by text, place and number, then several to one where a clause was cut."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from msgspec import structs
from rapidfuzz.distance import Indel, Levenshtein
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

from pipeline.languages.marks import editorial_form
from pipeline.model import Clause, Record, Terms

# How many letters of a word stand for it: Kazakh and Russian change the endings, Kazakh stems are short.
STEM_LENGTH = 6
# The share of the letters in a similarity, against the weighted words: with it the true pairs of the five documents
# that share least stand above the false ones that share most.
LETTERS_SHARE = 0.35
# Fewer clauses than this do not tell which words are common.
SMALLEST_SAMPLE = 30
# Candidates kept for each clause by shared words before the exact comparison; the right one is almost always first.
CANDIDATES = 12
# What the same number, the same section and the same neighbour each add to a similarity of 0..1: together less than
# the distance between a rewritten clause (0.5) and an unrelated one (0.3 in the five documents).
PLACE_BONUS = 0.06
# From here a pair is certain by its words alone and anchors its neighbours.
ANCHOR_SIMILARITY = 0.8
# A part must have this share of its words in the clause it was cut from, and at least so many words.
PART_CONTAINMENT = 0.75
PART_WORDS = 4
# Joining the parts must bring the texts nearer by this much.
JOIN_GAIN = 0.05
# The parts of a cut clause stand within so many clauses of each other.
JOIN_REACH = 4


class Node(Record, frozen=True, kw_only=True):
    """A clause as alignment sees it. `parent` is an index into the same sequence, None at the top."""

    index: int
    number: str
    parent: int | None
    heading: bool
    leaf: bool
    text: str
    form: str
    folded: str
    stems: Counter[str]


class Pair(NamedTuple):
    """Clauses that belong together, by index, in reading order; more than one where a clause was cut or joined."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    similarity: float


def clause_nodes(terms: Terms) -> tuple[Node, ...]:
    """The clauses of a document with what alignment needs to know of each."""
    last: dict[str, int] = {}
    parents = {clause.parent for clause in terms.clauses}
    nodes = []
    for index, clause in enumerate(terms.clauses):
        parent = None if clause.parent is None else last.get(clause.parent)
        nodes.append(_node(index, clause, parent, leaf=clause.number not in parents))
        last[clause.number] = index
    return tuple(nodes)


def _node(index: int, clause: Clause, parent: int | None, *, leaf: bool) -> Node:
    folded = " ".join(re.findall(r"\w+", clause.text.casefold()))
    return Node(
        index=index,
        number=clause.number,
        parent=parent,
        heading=clause.kind == "heading",
        leaf=leaf,
        text=clause.text,
        form=editorial_form(clause.text),
        folded=folded,
        stems=stem_words(folded),
    )


def stem_words(text: str) -> Counter[str]:
    """The beginnings of the words, counted.

    >>> stem_words("қызметтің қызметті")
    Counter({'қызмет': 2})
    """
    return Counter(word[:STEM_LENGTH] for word in re.findall(r"\w+", text.casefold()))


def word_rarity(*documents: Sequence[Node]) -> dict[str, float]:
    """What sharing each stem is worth: 0.2 for one that every clause has (the parties' names), 1.2 for a single use."""
    nodes = [node for nodes in documents for node in nodes]
    frequency = Counter(stem for node in nodes for stem in node.stems)
    size = max(len(nodes), SMALLEST_SAMPLE)
    return {stem: 0.2 + math.log(size / count) / math.log(size) for stem, count in frequency.items()}


def text_similarity(old: Node, new: Node, rarity: Mapping[str, float]) -> float:
    """0..1 by letters in order and by words in any order, rare words counting more; 1 if equal but for typography.

    Words weigh more than letters: two clauses that begin "Тапсырыс беруші Қызметті" share half their letters.
    """
    if old.form == new.form:
        return 1.0
    letters = Indel.normalized_similarity(old.folded, new.folded)
    total = _weight(old.stems, rarity) + _weight(new.stems, rarity)
    words = 2 * _weight(old.stems & new.stems, rarity) / total if total else 0.0
    return LETTERS_SHARE * letters + (1 - LETTERS_SHARE) * words


def _weight(stems: Counter[str], rarity: Mapping[str, float]) -> float:
    return sum(count * rarity.get(stem, 1.0) for stem, count in stems.items())


def joined(nodes: Sequence[Node]) -> Node:
    """Several clauses read as one."""
    text = " ".join(node.text for node in nodes)
    folded = " ".join(node.folded for node in nodes)
    return structs.replace(nodes[0], text=text, form=editorial_form(text), folded=folded, stems=stem_words(folded))


def containment(part: Node, whole: Node) -> float:
    """The share of the part's words that the whole has."""
    count = sum(part.stems.values())
    return sum((part.stems & whole.stems).values()) / count if count else 0.0


def align_nodes(old: Sequence[Node], new: Sequence[Node], *, threshold: float) -> tuple[Pair, ...]:
    """The clauses that belong together, in the reading order of `new`; a clause without a pair is in none.

    Equal texts first, then the best assignment of all that share words (scipy's Hungarian method on each connected
    part of the candidate graph), then parts of cut clauses.
    """
    rarity = word_rarity(old, new)
    matched = _match_equal(old, new)
    matched |= _assign(old, new, matched, rarity, threshold=ANCHOR_SIMILARITY)
    matched |= _assign(old, new, matched, rarity, threshold=threshold)
    pairs = [Pair((i,), (j,), text_similarity(old[i], new[j], rarity)) for j, i in matched.items()]
    pairs = _join_parts(old, new, pairs, rarity)
    flipped = [Pair(pair.new, pair.old, pair.similarity) for pair in pairs]
    flipped = _join_parts(new, old, flipped, rarity)
    result = [Pair(pair.new, pair.old, pair.similarity) for pair in flipped]
    return tuple(sorted(result, key=lambda pair: pair.new))


def _match_equal(old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
    """By index of `new`, the index in `old` of an equal text.

    In order where both sides have a text equally often; else the same number first, then section, then order.
    """
    here, there = _by_form(old), _by_form(new)
    matched: dict[int, int] = {}
    rounds: tuple[Callable[[int, int], bool], ...] = (
        lambda i, j: old[i].number == new[j].number,
        lambda i, j: _section(old, i) == _section(new, j),
        lambda _i, _j: True,
    )
    for key in here.keys() & there.keys():
        if len(here[key]) == len(there[key]):
            matched.update(zip(there[key], here[key], strict=True))
            continue
        rest = list(here[key])
        for agrees, j in ((agrees, j) for agrees in rounds for j in there[key]):
            found = next((i for i in rest if agrees(i, j)), None) if j not in matched else None
            if found is not None:
                rest.remove(found)
                matched[j] = found
    return matched


def _by_form(nodes: Sequence[Node]) -> dict[tuple[str, bool], list[int]]:
    grouped: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for node in nodes:
        if node.form:
            grouped[node.form, node.heading].append(node.index)
    return grouped


def _section(nodes: Sequence[Node], index: int) -> str:
    parent = nodes[index].parent
    return "" if parent is None else nodes[parent].form


def _assign(
    old: Sequence[Node], new: Sequence[Node], matched: dict[int, int], rarity: Mapping[str, float], *, threshold: float
) -> dict[int, int]:
    """By index of `new`, the index in `old`, for those left whose similarity and place reach the threshold."""
    taken = set(matched.values())
    rest_old = [node for node in old if node.index not in taken]
    rest_new = [node for node in new if node.index not in matched]
    scores: dict[tuple[int, int], float] = {}
    for i, j in _candidates(rest_old, rest_new):
        if old[i].heading != new[j].heading:
            continue
        score = text_similarity(old[i], new[j], rarity) + PLACE_BONUS * _place_agreement(old, new, i, j, matched)
        if score >= threshold:
            scores[i, j] = score
    return {j: i for component in _components(scores) for i, j in _best_assignment(component)}


def _place_agreement(old: Sequence[Node], new: Sequence[Node], i: int, j: int, matched: dict[int, int]) -> int:
    same_number = old[i].number == new[j].number
    old_parent, new_parent = old[i].parent, new[j].parent
    same_section = new_parent is not None and matched.get(new_parent) == old_parent and old_parent is not None
    after_same = j > 0 and i > 0 and matched.get(j - 1) == i - 1
    return same_number + same_section + after_same - (old[i].leaf != new[j].leaf)


def _candidates(old: Sequence[Node], new: Sequence[Node]) -> list[tuple[int, int]]:
    """Pairs worth an exact comparison: the nearest by shared words, weighted by rarity, and those with one number."""
    if not old or not new:
        return []
    if len(old) * len(new) <= 4_000:
        return [(a.index, b.index) for a in old for b in new]
    vocabulary: dict[str, int] = {}
    for node in (*old, *new):
        for stem in node.stems:
            vocabulary.setdefault(stem, len(vocabulary))
    frequency = np.zeros(len(vocabulary))
    for node in (*old, *new):
        for stem in node.stems:
            frequency[vocabulary[stem]] += 1
    weights = np.log((len(old) + len(new) + 1) / frequency)
    old_matrix, new_matrix = (_weighted(nodes, vocabulary, weights) for nodes in (old, new))
    pairs: set[tuple[int, int]] = set()
    by_number: defaultdict[str, list[int]] = defaultdict(list)
    for node in new:
        by_number[node.number].append(node.index)
    for start in range(0, len(old), 500):
        block = (old_matrix[start : start + 500] @ new_matrix.T).toarray()
        keep = min(CANDIDATES, block.shape[1])
        nearest = np.argsort(-block, axis=1, kind="stable")[:, :keep]
        for offset, columns in enumerate(nearest):
            i = old[start + offset].index
            pairs |= {(i, new[column].index) for column in columns if block[offset, column] > 0.05}
            pairs |= {(i, j) for j in by_number[old[start + offset].number]}
    return sorted(pairs)


def _weighted(nodes: Sequence[Node], vocabulary: dict[str, int], weights: np.ndarray) -> csr_matrix:
    values, columns, starts = [], [], [0]
    for node in nodes:
        row = {vocabulary[stem]: count * weights[vocabulary[stem]] for stem, count in node.stems.items()}
        length = sum(value * value for value in row.values()) ** 0.5 or 1.0
        columns += list(row)
        values += [value / length for value in row.values()]
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(nodes), len(vocabulary)))


def _components(scores: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The connected parts of the candidate graph, each to be assigned by itself."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for i, j in scores:
        root[find(("old", i))] = find(("new", j))
    parts: defaultdict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (i, j), score in scores.items():
        parts[find(("old", i))][i, j] = score
    return list(parts.values())


def _best_assignment(scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    rows = sorted({i for i, _ in scores})
    columns = sorted({j for _, j in scores})
    row_of = {i: position for position, i in enumerate(rows)}
    column_of = {j: position for position, j in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)))
    for (i, j), score in scores.items():
        matrix[row_of[i], column_of[j]] = score
    chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(rows[a], columns[b]) for a, b in chosen if (rows[a], columns[b]) in scores]


def _join_parts(
    whole_side: Sequence[Node], part_side: Sequence[Node], pairs: list[Pair], rarity: Mapping[str, float]
) -> list[Pair]:
    """Give clauses of `part_side` (a pair's `new`) that have no pair, or fit better, to the clause they were cut from.

    A part joins where most of its words are in the whole, it stands near the whole's other part, and the joined text
    is nearer to the whole than the other part alone.
    """
    at: dict[int, Pair] = {j: pair for pair in pairs if len(pair.old) == 1 for j in pair.new}
    for j in sorted(set(range(len(part_side))) - {j for pair in pairs for j in pair.new}):
        part = part_side[j]
        if part.heading or sum(part.stems.values()) < PART_WORDS:
            continue
        near = {at[place] for place in range(j - JOIN_REACH, j + JOIN_REACH + 1) if place in at}
        best: tuple[float, Pair] | None = None
        for pair in sorted(near):
            whole = whole_side[pair.old[0]]
            if whole.heading or containment(part, whole) < PART_CONTAINMENT:
                continue
            parts = tuple(sorted((*pair.new, j)))
            similarity = text_similarity(whole, joined([part_side[index] for index in parts]), rarity)
            gain = similarity - pair.similarity
            if gain >= JOIN_GAIN and (best is None or gain > best[0]):
                best = (gain, Pair(pair.old, parts, similarity))
        if best is not None:
            at.update(dict.fromkeys(best[1].new, best[1]))
    others = [pair for pair in pairs if len(pair.old) != 1]
    return [*others, *sorted(set(at.values()))]


def align_words(old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    """What became what, word by word; the old strings joined give the old text, the new ones the new text.

    >>> align_words("10 минутқа дейін", "15 минутқа дейін")
    (('replace', '10 ', '15 '), ('equal', 'минутқа дейін', 'минутқа дейін'))
    >>> align_words("2 500 000 теңге", "2 600 000 теңге")
    (('replace', '2 500 000 ', '2 600 000 '), ('equal', 'теңге', 'теңге'))
    """
    before, after = _split_words(old), _split_words(new)
    operations = Levenshtein.opcodes([word.strip() for word in before], [word.strip() for word in after])
    return tuple(
        (
            operation.tag,
            "".join(before[operation.src_start : operation.src_end]),
            "".join(after[operation.dest_start : operation.dest_end]),
        )
        for operation in operations
    )


@lru_cache(maxsize=256)
def _split_words(text: str) -> tuple[str, ...]:
    """Words with the white space around them; a figure whose thousands stand apart is one word."""
    words = re.findall(r"\s*(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)\S*|\S+)\s*", text)
    return tuple(words) or ((text,) if text else ())


def closest(text: str, candidates: Sequence[str]) -> tuple[int, float] | None:
    """The index of the most similar candidate and how similar it is; None where there is none."""
    best: tuple[int, float] | None = None
    folded = text.casefold()
    for index, candidate in enumerate(candidates):
        similarity = Indel.normalized_similarity(folded, candidate.casefold())
        if best is None or similarity > best[1]:
            best = (index, similarity)
    return best


def longest_increasing(values: Sequence[int]) -> frozenset[int]:
    """The positions of a longest increasing run of values: what kept its order.

    >>> sorted(longest_increasing([1, 4, 2, 3]))
    [0, 2, 3]
    """
    tails: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if values[tails[middle]] < value else (low, middle)
        before.append(tails[low - 1] if low else None)
        tails[low : low + 1] = [position]
    kept = set()
    position_or_none = tails[-1] if tails else None
    while position_or_none is not None:
        kept.add(position_or_none)
        position_or_none = before[position_or_none]
    return frozenset(kept)


def align_rows(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[tuple[int | None, int | None]]:
    """Which row became which: equal rows in order, the nearest of the rest, None for added and removed.

    >>> align_rows([("a", "1"), ("b", "2")], [("a", "1"), ("c", "9"), ("b", "3")])
    [(0, 0), (None, 1), (1, 2)]
    """
    paired: list[tuple[int | None, int | None]] = []
    before: list[int] = []
    after: list[int] = []
    for operation in Levenshtein.opcodes(list(old), list(new)):
        if operation.tag == "equal":
            paired += _nearest_rows(old, new, before, after)
            before, after = [], []
            paired += zip(
                range(operation.src_start, operation.src_end),
                range(operation.dest_start, operation.dest_end),
                strict=True,
            )
        else:
            before += range(operation.src_start, operation.src_end)
            after += range(operation.dest_start, operation.dest_end)
    paired += _nearest_rows(old, new, before, after)
    return paired


def _nearest_rows(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], before: list[int], after: list[int]
) -> list[tuple[int | None, int | None]]:
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    scores = {
        (i, j): Indel.normalized_similarity(" ".join(old[i]), " ".join(new[j])) + (old[i][:1] == new[j][:1]) + 0.01
        for i in before
        for j in after
    }
    chosen = dict(_best_assignment(scores)) if scores else {}
    result: list[tuple[int | None, int | None]] = [(i, chosen.get(i)) for i in before]
    result += [(None, j) for j in after if j not in chosen.values()]
    return sorted(
        result, key=lambda pair: (pair[1] if pair[1] is not None else -1, pair[0] if pair[0] is not None else -1)
    )
