"""One service against the others: the clause that is different in one of them, the topic that one of them lacks."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.check.align import Node, joined, text_similarity
from pipeline.check.changes import Context, compare_texts
from pipeline.check.compare import Topic
from pipeline.check.rules.subject import Draft, Subject, clause_location, document_location
from pipeline.languages.marks import editorial_form
from pipeline.model import Facet, Location

# Facets that are a different promise; a different term or reference is what a different service needs.
TELLING: frozenset[Facet] = frozenset({"number", "modality", "party", "negation", "unit", "date"})
# Of clauses that share less than this only figures, units and modality are compared: the parties and the negations of
# two rather different sentences differ without meaning anything ("ешқандай жағдайда ... кетпеуі", 0.56, is one clause).
SAME_WORDS = 0.8
ALWAYS_TELLING: frozenset[Facet] = frozenset({"number", "modality", "unit", "date"})
# In a document whose letters were mended, a difference in a clause read with less than this may be the reader's.
SURE = 0.97
# With fewer documents nobody is the odd one out.
LEAST_SIBLINGS = 3


def find_variant_clauses(subject: Subject) -> Iterator[Draft]:
    """One service's clause differs from what its siblings agree on, in a figure, modality, party or negation.

    Why: either a special term that should be told to the customer, or an edit that was not made everywhere.

    Fires: "аспауы мүмкін" in one service, "асып кетпеуі тиіс" in all others.
    Nearly: clauses that differ in each service; a different name of the service.
    """
    for topic in subject.topics:
        texts = _texts(subject, topic)
        if len(texts) < LEAST_SIBLINGS:
            continue
        forms = Counter(editorial_form(text) for text in texts.values())
        form, count = max(forms.items(), key=lambda item: item[1])
        if count < 2 or count * 2 < len(texts):
            continue
        base = next(index for index, text in texts.items() if editorial_form(text) == form)
        for index, text in texts.items():
            terms = subject.siblings[index]
            difference = compare_texts(texts[base], text, Context(terms.language))
            similarity = text_similarity(
                _one_node(subject, topic, base), _one_node(subject, topic, index), subject.rarity
            )
            telling = TELLING if similarity >= SAME_WORDS else ALWAYS_TELLING
            facets = [facet for facet in difference.facets if facet in telling]
            confidence = min(terms.clauses[place].confidence for place in topic.members[index])
            if facets:
                yield Draft(
                    locations=(*_locations(subject, topic, index), *_locations(subject, topic, base)),
                    values={
                        "service": terms.service,
                        "count": str(count),
                        "facets": ", ".join(facets),
                        "other": subject.siblings[base].service,
                    },
                    evidence={"facets": facets, "agreeing": count, "confidence": confidence},
                    severity="low" if terms.source.repaired and confidence < SURE else None,
                )


def _one_node(subject: Subject, topic: Topic, index: int) -> Node:
    return joined([subject.sibling_nodes[index][place] for place in topic.members[index]])


def _texts(subject: Subject, topic: Topic) -> dict[int, str]:
    return {
        index: _one_node(subject, topic, index).text
        for index, places in topic.members.items()
        if not subject.sibling_nodes[index][places[0]].heading
    }


def _locations(subject: Subject, topic: Topic, index: int) -> tuple[Location, ...]:
    terms = subject.siblings[index]
    return tuple(clause_location(terms, terms.clauses[place]) for place in topic.members[index])


def find_missing_topics(subject: Subject) -> Iterator[Draft]:
    """All siblings but one have a clause, and say the same in it.

    Why: it was forgotten, or the service has no such term, which a customer of the others will not expect.

    Fires: no clause on planned maintenance in one of five services.
    Nearly: a clause that half of the services have; one that each service words differently.
    """
    everyone = set(range(len(subject.siblings)))
    if len(everyone) <= LEAST_SIBLINGS:
        return
    for topic in subject.topics:
        absent = everyone - topic.members.keys()
        texts = _texts(subject, topic)
        if len(absent) != 1 or len({editorial_form(text) for text in texts.values()}) != 1:
            continue
        (index,) = absent
        present = min(texts)
        yield Draft(
            locations=(document_location(subject.siblings[index]), *_locations(subject, topic, present)),
            values={"service": subject.siblings[index].service, "other": subject.siblings[present].service},
        )


def find_responsibility_clashes(subject: Subject) -> Iterator[Draft]:
    """One document gives the same thing to two sides.

    Why: when it fails, each side will name the other.

    Fires: "Операциялық жүйе – Орындаушы" and "Операциялық жүйе – Тапсырыс беруші".
    Nearly: the same thing given to one side twice; different things.
    """
    for terms in subject.documents:
        parties: defaultdict[str, dict[str, Location]] = defaultdict(dict)
        for item in terms.responsibilities:
            location = Location(
                document=terms.source.file,
                clause=item.clause,
                quote=f"{item.item} – {item.party}",
                page=item.origin.page,
            )
            parties[editorial_form(item.item)].setdefault(item.party, location)
        for sides in parties.values():
            if len(sides) > 1:
                yield Draft(
                    locations=tuple(sides.values()),
                    values={"item": next(iter(sides.values())).quote.rpartition(" – ")[0], "parties": ", ".join(sides)},
                )
