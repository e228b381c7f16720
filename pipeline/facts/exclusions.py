"""What is not counted or not compensated: in a sentence, in a list below one, in items of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.facts.refusals import subject_pattern
from pipeline.facts.tokens import find_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_parties
from pipeline.languages.promises import CUSTOMER_SIDE
from pipeline.model import Clause, Fact, Origin

# What is not counted, by the cue that names the cause; a sentence may name several.
KINDS: tuple[tuple[str, str], ...] = (
    ("planned_maintenance", "planned_maintenance"),
    ("planned", "planned_maintenance"),
    ("force_majeure", "force_majeure"),
    ("disaster", "force_majeure"),
    ("action", "customer_action"),
)
# who disclaims all downtime names no exclusion; who does so for a cause does
CAUSES = frozenset({"caused", "planned_maintenance", "planned", "force_majeure", "disaster", "action", "persons"})
BULLET = re.compile(r"^\s*(?:[-–—•●▪■◦·*]|\(?(?:\d{1,2}|[^\W\d_]|[ivx]{1,4})\))\s+")
MARKER = re.compile(r"^\(?[\w]{1,3}[).]\s+")  # "а) ", "(ii) "
# more than a share is not given back: a cap
OVER = re.compile(
    r"(?<!\w)(?:сверх|свыше|более|больше|max|beyond|above|over|more\s+than|in\s+excess)\s[^.;]{0,20}\d|\d\s?%\S*\s+(?:артық|асып|астам)",
    re.IGNORECASE,
)
# what is given back is not paid out
IN_CASH = re.compile(
    r"(?:не\s+(?:\w+\s+){0,2}(?:деньгами|наличными|в\s+денежной)|\bcash\b|exchangeable|redeem\w*"
    r"|деньгами\s+не\s|ақшалай\s+(?:\w+\s+)?\w+[мпб][ае]йді|қолма-қол)",
    re.IGNORECASE,
)
# examples of what was named follow: "acts of the Customer, including:"
SUCH_AS = re.compile(
    r"(?:including|such\s+as|for\s+example|в\s+том\s+числе|включая|например|ішінде|мысалы):?\s*$", re.IGNORECASE
)
# whose cause it is, whoever chose them: "third-party services that the Customer integrates"
THIRD = re.compile(
    r"\W*(?:\w+\s+){0,2}?(?:third[- ]part|сторонн|треть\w+\s+(?:лиц|сторон)|үшінші\s+(?:тұлға|тарап))", re.IGNORECASE
)
# whose money it is: what a customer paid is kept, no compensation is refused
FEE_KEPT = re.compile(
    r"(?:плат|оплат|взнос|стоимост|аванс|предоплат|комисси|сбор|преми)\w*\s+(?:\w+\s+){0,4}?(?:не\s+(?:возвращ|подлеж\w+\s+возврат)|возврату\s+не\s+подлеж)"
    r"|(?:ақы|төлем|жарна|аванс)\w*\s+(?:\w+\s+){0,3}?қайтарыл(?:ма|уға\s+жатпа)|non-?refundable"
    r"|(?:fee|charge|payment|price|deposit)s?\s+(?:\w+\s+){0,4}?not\s+(?:be\s+)?refund",
    re.IGNORECASE,
)
# who is told of a cause has no part in it: "works of which subscribers were told"
TOLD_OF = re.compile(r",?\s(?:о|об)\s+котор|\s(?:of|about)\s+which\s|\snotified\s+to\s", re.IGNORECASE)
# what says how long or how often something may be names no cause: "works take no more than 4 hours a month"
LIMIT = re.compile(
    r"(?:не\s+(?:превыша\w+|должн\w+\s+превышать)|составля\w+\s+не\s+более|(?:not|never)\s+exceed|(?:takes?|lasts?)\s+(?:no|not)\s+(?:more|longer)"
    r"|is\s+(?:at\s+most|limited\s+to))\s+(?:[^\W\d_]+\s+){0,3}\d|\d[^.;,]*\s(?:аспайды|аспауға\s+тиіс|аспауы\s+тиіс)[.;]?$",
    re.IGNORECASE,
)
# a duty that is not done is no downtime: "breach of contract", "неисполнение обязательств"
BREACH = re.compile(
    r"(?:breach|non-?performance|failure\s+to\s+perform|delay\w*\s+in\s+performing)(?:\s+(?:of|its|any|their|the)(?!\w))*(?:\s+(?:obligations?|contract))?"
    r"|(?:нарушени|неисполнени|невыполнени)\w*(?:\s+(?:или|либо|и)\s+\w+(?:\s+исполнени\w*)?)?\s+(?:\w+\s+){0,2}?(?:обязательств|обязанност|договор)\w*"
    r"|(?:міндеттеме|шарт)\w*\s+(?:\w+\s+)?(?:бұзыл|бұзу|орындама|орындалма)\w*",
    re.IGNORECASE,
)
REACH = 80  # characters behind "caused by" in which the customer is named


def is_exclusion(cues: frozenset[str]) -> bool:
    """Whether a sentence with these cues says that something is not compensated or not counted as downtime.

    What is not counted must be told of downtime or of money given back; of a figure, only with a cause. What somebody
    does not answer for must be downtime with a cause.
    """
    if "losses" in cues and not cues & {"downtime", "outage"}:
        return False
    down, cause = bool(cues & {"downtime", "outage"}), bool(cues & CAUSES)
    not_counted = bool(cues & {"excluded", "uncounted"}) and (
        ("excluded" in cues and bool(cues & {"compensation", "downtime", "maintenance"}))
        or (down and not cues & {"base", "fee", "pay", "losses"})
        or (bool(cues & {"outage", "owed"}) and cause and "late_payment" not in cues)
        or ("promise" in cues and (cause or "outage" in cues))
    )
    not_answered = bool(cues & {"no_liability", "answerable"}) and down
    return not_counted or (not_answered and (cause or bool(cues & {"condition", "persons", "others"})))


def find_exclusions(
    text: str, cues: frozenset[str], clause: str, origin: Origin | None, *, has_items: bool
) -> Iterator[Fact]:
    """The exclusions of one sentence; where it leads in a list (`has_items`: of its own clauses), the list has them."""
    if not is_exclusion(cues) or ((OVER.search(text) or IN_CASH.search(text)) and not cues & CAUSES):
        return
    if BREACH.search(text) and not is_exclusion(_cues(BREACH.sub(" ", text))):
        return
    if FEE_KEPT.search(text) and not cues & {"downtime", "outage"}:
        return
    lead, colon, rest = text.partition(":")
    if has_items and ((colon and not rest.strip()) or (not colon and is_unended(text))):
        return
    parts = [part.strip() for part in re.split(r";\s*", rest)] if colon else []
    if len([part for part in parts if part]) > 1 and _leads_in(lead):
        for part in parts:
            if part:
                yield item_fact(MARKER.sub("", part), clause, origin)
        return
    for kind in _sentence_kinds(text, cues):
        yield _fact(kind, text, clause, origin)


def _leads_in(lead: str) -> bool:
    """Whether the words before a colon say that what follows is not counted: "В эти 99 % не входят:"."""
    cues = _cues(lead)
    return is_exclusion(cues) or ("uncounted" in cues and "%" in lead)


def find_listed_exclusions(clause: str, origin: Origin | None, bullets: Sequence[str]) -> Iterator[Fact]:
    """The exclusions that the bullets of a clause are, one each."""
    for bullet in bullets:
        yield item_fact(BULLET.sub("", bullet).strip(), clause, origin)


def find_item_exclusions(items: Sequence[Clause], below: Mapping[str, Sequence[Clause]]) -> Iterator[Fact]:
    """The exclusions that items of a clause are; of an item over others (`below`, by number) those are, and it is not.

    What an item over others says goes for each of them that names no cause of its own. Examples are none of their own.
    """
    for item in items:
        if LIMIT.search(item.text) and not is_exclusion(_cues(item.text)):
            continue
        inner = tuple(find_item_exclusions(below.get(item.number, ()), below))
        bullets = split_bullets(item.text) if "\n" in item.text and not inner else ()
        inner += tuple(find_listed_exclusions(item.number, item.origin, bullets))
        if not inner or SUCH_AS.search(item.text):
            yield item_fact(item.text, item.number, item.origin)
            continue
        kind = str(item_fact(item.text.split("\n", 1)[0], item.number, item.origin).attributes["kind"])
        for fact in inner:
            yield _fact(kind, fact.quote, fact.clause, fact.origin) if fact.attributes["kind"] == "other" else fact


def is_unended(text: str) -> bool:
    """Whether a sentence goes on in what stands below it: "An outage is not counted if", "Не учитываются:"."""
    return not text.rstrip().endswith((".", ";", ",", "!", "?"))


def leads_exclusions(text: str, *, heading: bool = False) -> bool:
    """Whether the first line of a clause leads in a list of exclusions; a `heading` needs no colon.

    >>> leads_exclusions("Компенсация не предоставляется, если простой вызван:")
    True
    >>> leads_exclusions("Не является страховым случаем:"), leads_exclusions("Услуги не включают:")
    (False, False)
    """
    first = text.split("\n", 1)[0].rstrip()
    if not (first.endswith(":") or heading or "\n" in text):
        return False
    cues = _cues(first)
    counted = "uncounted" in cues and bool(cues & {"promise", "availability"}) and "losses" not in cues
    named = EXCLUSIONS.fullmatch(first) is not None
    return counted or named or is_exclusion(cues)


# a lead that is a name and no sentence
EXCLUSIONS = re.compile(
    r"(?:исключения(?:\s+из\s+\w+)?|exclusions?|exceptions?|excluded(?:\s+from\s+[\w ]{1,40})?"
    r"|not\s+counted(?:\s+[\w ]{1,30})?"
    r"|не\s+учитывается|не\s+в\s+сч[её]т|ескерілмейтін\s+жағдайлар|ерекшеліктер|есептен\s+(?:мыналар\s+)?шығарыл\w+"
    r"|есептен\s+мыналар\s+шығарылады):?",
    re.IGNORECASE,
)


def split_bullets(text: str) -> tuple[str, ...]:
    """The items of a clause's text, which stand one a line: bullets, or all lines below a lead where none is one.

    An item over deeper ones is no item of its own.
    """
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    bullets = [line for line in lines if BULLET.match(line)]
    if not bullets:
        short = lines and all(len(line.split()) <= LONGEST_ITEM for line in lines)
        return tuple(lines) if short and text.split("\n", 1)[0].rstrip().endswith(":") else ()
    depths = [len(line) - len(line.lstrip()) for line in lines]
    over = {line for line, depth, next_depth in zip(lines, depths, depths[1:], strict=False) if next_depth > depth}
    return tuple(line for line in bullets if line not in over)


LONGEST_ITEM = 14  # words of a line that is an item without a mark


def _cues(text: str) -> frozenset[str]:
    return frozenset().union(*(sentence.cues for sentence in find_sentences(text, detect_language(text))))


def _sentence_kinds(text: str, cues: frozenset[str]) -> tuple[str, ...]:
    found = [kind for cue, kind in KINDS if cue in cues and (kind != "customer_action" or names_customer(text))]
    caused = (cues & {"caused", "condition"} or detect_language(text) == "kk") and _customer_caused().search(text)
    if caused and TOLD_OF.search(caused.group()):
        caused = None
    if "customer_action" not in found and (caused or (not found and _customer_acts(text))):
        found.append("customer_action")
    return tuple(dict.fromkeys(found)) or ("other",)


def names_customer(text: str) -> bool:
    """Whether a text names the customer or somebody on the customer's side."""
    side = CUSTOMER_SIDE[detect_language(text)]
    return "customer" in find_parties(text) or re.search(rf"(?<!\w)(?:{side})", text, re.IGNORECASE) is not None


def _customer_acts(text: str) -> bool:
    """Whether the customer is named as who does something, and not as who is given or told something."""
    language = detect_language(text)
    return any(
        not re.search(r"(?<!\w)(?:to|for|with|of)\s+(?:the\s+)?$", text[: match.start()], re.IGNORECASE)
        for match in subject_pattern(language).finditer(text)
    ) or "persons" in _cues(text)


@cache
def _customer_caused() -> re.Pattern[str]:
    causes = [cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.commitment_cues["caused"]]
    causes += [r"причин", r"если\s", r"if\s", r"where\s", r"when\s", r"егер\s"]
    names = [re.escape(stem) for vocabulary in VOCABULARIES.values() for stem in vocabulary.customer]
    names += [rf"{word}(?!\w)" for vocabulary in VOCABULARIES.values() for word in vocabulary.customer_pronouns]
    # Kazakh names the cause by an ending behind the owner: "Клиенттің жабдығының ақауынан"
    owner = rf"(?:{'|'.join(map(re.escape, VOCABULARIES['kk'].customer))})(?:[лдт][ае]р)?(?:ның|нің|дың|дің|тың|тің)"
    behind = rf"(?<!\w){owner}\s+(?:\w+\s+){{0,3}}?\w+(?:нан|нен|дан|ден|тан|тен)(?!\w)"
    ahead = rf"(?:{'|'.join(causes)})\w*[^.;]{{0,{REACH}}}?(?<!\w)(?:{'|'.join(names)})"
    return re.compile(f"{ahead}|{behind}", re.IGNORECASE)


def item_fact(text: str, clause: str, origin: Origin | None, *, sure: bool = False) -> Fact:
    """An item of a list names one cause: what the customer does or has, where it names no other.

    `sure`: words that tell of planned work in some items only, as "update", tell nothing.
    """
    cues = _cues(text) - ({"planned"} if sure else set())
    kind = next((kind for cue, kind in KINDS[:-1] if cue in cues), None)
    if kind is None and THIRD.match(text):
        kind = "other"
    if kind is None:
        kind = "customer_action" if names_customer(text) or "persons" in cues else "other"
    return _fact(kind, text, clause, origin)


def _fact(kind: str, text: str, clause: str, origin: Origin | None) -> Fact:
    return Fact(metric="exclusion", clause=clause, quote=text, attributes={"kind": kind}, origin=origin)
