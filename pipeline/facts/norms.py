"""Clauses -> norms: who must, may or must not do what, under which condition, with which exception.

The words are found by the declared patterns of `languages.norms`, sentence by sentence, each in its own language. A
list that such words lead in ("Заказчик обязан:") gives a norm for each of its items.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from pipeline.facts.matching import WORD, find_openings, may_begin
from pipeline.facts.tokens import split_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.cues import BOTH_PARTIES
from pipeline.languages.detect import detect_language
from pipeline.languages.norms import (
    AGENT,
    CONDITIONS,
    ENDINGS,
    EXCEPTIONS,
    MODALS,
    NEGATED,
    NOT_SUBJECT,
    PASSIVE,
    PRONOUN,
    STATED,
    Form,
    ModalPattern,
)
from pipeline.languages.parties import NamedParties, current_names, name_stem
from pipeline.model import Clause, Language, Modality, Norm, Party, Quote, Terms


class _Span(NamedTuple):
    start: int
    stop: int


class _Mention(NamedTuple):
    """A party's name in a sentence and the form it stands in."""

    party: Party
    form: Form
    start: int
    stop: int


def add_norms(terms: Terms) -> Terms:
    """The terms with their norms, in the order of the clauses."""
    norms: list[Norm] = []
    leads: dict[str, Norm] = {}
    closed = _find_closed_lists(terms.clauses)
    for clause in terms.clauses:
        own = list(find_norms(clause))
        if clause.number in closed:
            own = _list_norms(clause, own, *closed[clause.number])
        if clause.text.rstrip().endswith(":") and own and own[-1].action.stop >= _last_sentence(clause):
            leads[clause.number] = own[-1] if own[-1].action.text else own.pop()
        lead = leads.get(clause.parent or "")
        if lead and not own and clause.text:
            own.append(_item_norm(clause, lead))
        norms += own
    # a list in the lead's own text, one bullet a line, keeps the lead's norm; without any item it stands by itself
    used = {norm.lead for norm in norms}
    norms += [norm for number, norm in leads.items() if number not in used and not norm.action.text]
    order = {clause.number: place for place, clause in enumerate(terms.clauses)}
    return msgspec.structs.replace(terms, norms=tuple(sorted(norms, key=lambda norm: order[norm.clause])))


class _ClosedList(NamedTuple):
    """A Kazakh list whose last item has the predicate of all: who its lead names, and that item."""

    party: Party | None
    last: Clause


# "қызмет көрсетуге", "хабардар етуге", "бермеуге": what "міндетті" asks for
_KK_INFINITIVE = re.compile(r"\w+(?:уға|уге)[\s;,.]*$", re.IGNORECASE)
_KK_NEGATIVE_INFINITIVE = re.compile(r"\w{2,}[мбп][ае]у(?:ға|ге)[\s;,.]*$", re.IGNORECASE)
_NEGATED: dict[str, Modality] = {"must": "must_not", "must_not": "must_not"}


def _find_closed_lists(clauses: Sequence[Clause]) -> dict[str, _ClosedList]:
    """The items of lists like "Оператор: 1) ... көрсетуге; 2) ... хабарлауға; 3) ... бермеуге міндетті.", by number."""
    items: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.parent is not None:
            items.setdefault(clause.parent, []).append(clause)
    found: dict[str, _ClosedList] = {}
    for lead in clauses:
        own = items.get(lead.number, [])
        if len(own) < 2 or not lead.text.rstrip().endswith(":") or detect_language(own[-1].text) != "kk":
            continue
        if not list(find_norms(lead)) and all(_KK_INFINITIVE.search(item.text) for item in own[:-1]):
            named = {mention.party for mention in _find_mentions(lead.text, "kk") if mention.form == "subject"}
            party = named.pop() if len(named) == 1 else None
            if list(find_norms(own[-1])):
                found |= {item.number: _ClosedList(party, own[-1]) for item in own}
    return found


def _list_norms(clause: Clause, own: list[Norm], party: Party | None, last: Clause) -> list[Norm]:
    """The norm of an item of a closed list; the last one has its own, said of the party that the lead names."""
    if clause.number == last.number:
        return [msgspec.structs.replace(norm, party=norm.party or party) for norm in own]
    if own:
        return own
    said = next(find_norms(last))
    negative = _KK_NEGATIVE_INFINITIVE.search(clause.text)
    positive: Modality = (
        "must" if said.modality == "must_not" and said.words.text.endswith("міндетті") else said.modality
    )
    # of "бермеуге міндетті" the verb is the last item's alone
    ending = said.words.text.rpartition(" ")[2]
    words = Quote(text=ending, start=said.words.stop - len(ending), stop=said.words.stop)
    norm = _item_norm(clause, msgspec.structs.replace(said, party=said.party or party, words=words, condition=None))
    return [msgspec.structs.replace(norm, modality=_NEGATED.get(positive, positive) if negative else positive)]


def _last_sentence(clause: Clause) -> int:
    return split_sentences(clause.text, detect_language(clause.text))[-1][0]


def _item_norm(clause: Clause, lead: Norm) -> Norm:
    text = clause.text.rstrip(" ;,.")
    return msgspec.structs.replace(
        lead,
        clause=clause.number,
        lead=lead.clause,
        action=Quote(text=text, start=0, stop=len(text)),
        language=detect_language(clause.text),
    )


def find_norms(clause: Clause) -> Iterator[Norm]:
    """The norms that a clause's own sentences state.

    >>> from pipeline.model import Origin
    >>> text = "Если Клиент не заплатил, Банк вправе закрыть счёт, за исключением случаев, указанных в законе."
    >>> clause = Clause(number="5", parent=None, level=1, text=text, eid="x", kind="clause",
    ...     origin=Origin(page=1, bbox=(0, 0, 0, 0)))
    >>> [(norm.party, norm.modality, norm.action.text) for norm in find_norms(clause)]
    [('provider', 'may', 'закрыть счёт')]
    >>> [(norm.condition.text, norm.exception.text) for norm in find_norms(clause)]
    [('Если Клиент не заплатил', 'за исключением случаев, указанных в законе')]
    """
    words = WORD.findall(clause.text.lower())
    if not any(_modals_at(word, language) for word in words for language in MODALS):
        return
    for start, stop in split_sentences(clause.text, detect_language(clause.text)):
        sentence = clause.text[start:stop]
        yield from find_sentence_norms(clause.number, sentence, start, detect_language(sentence))


def find_sentence_norms(number: str, text: str, offset: int, language: Language) -> Iterator[Norm]:
    """The norms of one sentence that stands at `offset` in the text of the clause `number`."""
    modals = _find_modals(text, language)
    if not modals:
        return
    exceptions = _find_spans(text, EXCEPTIONS[language])
    conditions = [span for span in _find_spans(text, CONDITIONS[language]) if not _overlaps(span, exceptions)]
    mentions = _find_mentions(text, language)
    conditions = [_without_subject(span, mentions, conditions) for span in conditions]
    party: Party | None = None
    before = 0
    for index, (match, modal) in enumerate(modals):
        if any(span.start <= match.start() < span.stop for span in exceptions):
            continue
        after = modals[index + 1][0].start() if index + 1 < len(modals) else len(text)
        # a condition that the modal itself stands in ("егер ... тиіс болса") is not its own
        around = [span for span in conditions if not span.start <= match.start() < span.stop]
        nearest = _nearest(around, match.start(), before, after, language)
        near = [mention for mention in mentions if not any(s.start <= mention.start < s.stop for s in around)]
        if re.search(PASSIVE[language], text[before : match.start()]):
            agent = _agent_of(text, before, match.start(), language)
            party, near = (agent.party, [agent]) if agent else (None, near)
        else:
            said = _party_of(near, modal, before, match.span(), after, language)
            party = said or _meant_by_pronoun(text, around, mentions, match.start(), language) or party
            if not said and _is_denied(text[before : match.start()], language):
                party = None  # "... that no visitor may": another is meant
        action = _action_of(text, language, match, before, after, near, (*around, *exceptions))
        yield Norm(
            clause=number,
            party=party,
            modality=_turned(text, match, modal, before, language),
            words=_quote(text, _Span(*match.span()), offset),
            action=_quote(text, action, offset),
            condition=_quote(text, nearest, offset) if nearest else None,
            exception=_quote(text, exceptions[0], offset) if exceptions else None,
            language=language,
        )
        before = match.end()


def _nearest(spans: Sequence[_Span], start: int, before: int, after: int, language: Language) -> _Span | None:
    """The condition of a modal word: the last before it in Kazakh, else the first between its neighbours."""
    if language == "kk":
        return next((span for span in reversed(spans) if before <= span.start < start), None)
    return next((span for span in spans if before <= span.start < after), None) or next(iter(spans), None)


def _without_subject(span: _Span, mentions: Sequence[_Mention], spans: Sequence[_Span]) -> _Span:
    """A condition without the sentence's own subject: "Тапсырыс беруші / Бакетті жасаған кезде / ... анықтайды"."""
    subjects = [mention for mention in mentions if mention.form == "subject"]
    outside = [m for m in subjects if not any(other.start <= m.start < other.stop for other in spans)]
    first = next((mention for mention in subjects if mention.start == span.start), None)
    return _Span(first.stop, span.stop) if first and not outside else span


def _quote(text: str, span: _Span, offset: int) -> Quote:
    """The words of a span without blanks and marks at its ends."""
    start, stop = span
    while start < stop and text[start] in " \n,;:.–—-":
        start += 1
    while stop > start and text[stop - 1] in " \n,;:.–—-":
        stop -= 1
    return Quote(text=text[start:stop], start=offset + start, stop=offset + stop)


class _Modal(NamedTuple):
    """A modal pattern, compiled; `openings` and `first` tell which words it may begin with."""

    said: ModalPattern
    pattern: re.Pattern[str]
    openings: frozenset[str]
    first: re.Pattern[str] | None


@cache
def _modals(language: Language) -> tuple[_Modal, ...]:
    return tuple(
        _Modal(
            modal,
            re.compile(modal.pattern, re.IGNORECASE),
            find_openings(modal.pattern),
            # "\\w+[ғгқк][ае]\\s+болмайды": any word that ends so
            re.compile(modal.pattern.split(r"\s+")[0], re.IGNORECASE) if modal.pattern.startswith(r"\w") else None,
        )
        for modal in MODALS[language]
    )


@lru_cache(maxsize=200_000)
def _modals_at(word: str, language: Language) -> tuple[_Modal, ...]:
    """The patterns that may begin with a word, given in small letters, in their order."""
    return tuple(
        modal
        for modal in _modals(language)
        if may_begin(word, modal.openings) and (modal.first is None or modal.first.match(word))
    )


def _find_modals(text: str, language: Language) -> list[tuple[re.Match[str], ModalPattern]]:
    """The modal words of a sentence; where several patterns begin at one place, the first of them."""
    found: list[tuple[re.Match[str], ModalPattern]] = []
    stop = 0
    for word in WORD.finditer(text):
        if word.start() < stop:
            continue
        for modal in _modals_at(word.group().lower(), language):
            match = modal.pattern.match(text, word.start())
            if match:
                found.append((match, modal.said))
                stop = match.end()
                break
    return found


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _find_spans(text: str, patterns: tuple[str, ...]) -> list[_Span]:
    found: list[_Span] = []
    for pattern in _compiled(patterns):
        for match in pattern.finditer(text):
            span = _Span(*match.span())
            if span.stop > span.start and not _overlaps(span, found):
                found.append(span)
    return sorted(found)


def _overlaps(span: _Span, others: Sequence[_Span]) -> bool:
    return any(span.start < other.stop and other.start < span.stop for other in others)


@cache
def _mention_patterns(language: Language, named: NamedParties) -> tuple[tuple[Party, Form, re.Pattern[str]], ...]:
    vocabulary = VOCABULARIES[language]
    parties: tuple[tuple[Party, tuple[str, ...], tuple[str, ...]], ...] = (
        ("provider", _stems_of(vocabulary.provider, named.provider, named.customer), vocabulary.provider_pronouns),
        ("customer", _stems_of(vocabulary.customer, named.customer, named.provider), vocabulary.customer_pronouns),
    )
    found: list[tuple[Party, Form, re.Pattern[str]]] = []
    for party, stems, pronouns in parties:
        names = "|".join(re.escape(stem).replace(r"\ ", r"\s+") for stem in sorted(stems, key=len, reverse=True))
        for form, ending in ENDINGS[language].items():
            also = "|".join(pronouns[:1]) if form == "subject" else ""
            body = rf"(?:{names}){ending}" + (rf"|{also}" if also else "")
            found.append((party, form, re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)))
    both = BOTH_PARTIES[language][0].pattern
    third = r"(?:екі|әр|тараптардың\s+бір|either|each|neither|no|любая|каждая)\s+"
    each = {"kk": "тарап", "ru": "сторона", "en": "party"}[language]
    found.append(("both", "subject", re.compile(rf"(?<!\w)(?:{both}|{third}{each}\w*)", re.IGNORECASE)))
    return tuple(found)


def _stems_of(known: Sequence[str], ours: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """The stems of a party's names: of all contracts, but for those that the document gives the other, and its own."""
    kept = (stem for stem in known if not any(other.lower().startswith(stem) for other in others))
    return (*kept, *(name_stem(name).lower() for name in ours))


# "Никто из пользователей", "каждый из клиентов": the subject stands in another form
ONE_OF = re.compile(r"(?<!\w)(?:никто|никому|ни\s+од\w+|кажд\w+|люб\w+|один|одна)\s+из\s+$", re.IGNORECASE)


def _find_mentions(text: str, language: Language) -> list[_Mention]:
    return sorted(
        (
            _Mention(
                party,
                "subject" if form == "owner" and ONE_OF.search(text[: match.start()]) else form,
                match.start(),
                match.end(),
            )
            for party, form, pattern in _mention_patterns(language, current_names())
            for match in pattern.finditer(text)
            if form != "subject" or not re.match(NOT_SUBJECT[language], text[match.end() :], re.IGNORECASE)
        ),
        key=lambda mention: mention.start,
    )


def _party_of(
    mentions: Sequence[_Mention],
    modal: ModalPattern,
    before: int,
    words: tuple[int, int],
    after: int,
    language: Language,
) -> Party | None:
    """Who a modal word is said of: the party in the form it asks for, before it and behind the modal before.

    Kazakh puts the subject first, so that the first one counts; in Russian and English it is the nearest. Russian may
    put whom it is said to behind ("запрещается Пользователю").
    """
    start, stop = words
    for form in modal.party:
        behind = [mention for mention in mentions if mention.form == form and stop <= mention.start < after]
        if form == "object":
            return behind[0].party if behind and behind[0].start - stop < NEAR else None
        here = [mention for mention in mentions if mention.form == form and before <= mention.start < start]
        if here:
            return (here[0] if language == "kk" else here[-1]).party
        if form == "addressee" and language == "ru" and behind and behind[0].start - start < NEAR:
            return behind[0].party
        if language == "en" and behind and behind[0].start - stop <= ARTICLE:
            return behind[0].party  # "Under no circumstances may the Customer share"
    return None


def _agent_of(text: str, before: int, stop: int, language: Language) -> _Mention | None:
    """Who does what a passive says is allowed, if it is said right in its own statement."""
    stated = [match.end() for match in re.finditer(STATED[language], text[before:stop], re.IGNORECASE)]
    start = before + (stated[-1] if stated else 0)
    for party, form, pattern in _mention_patterns(language, current_names()):
        for mention in pattern.finditer(text, start, stop) if form == "subject" else ():
            if re.match(AGENT[language], text[mention.end() :], re.IGNORECASE):
                return _Mention(party, form, mention.start(), mention.end())
    return None


def _meant_by_pronoun(
    text: str, conditions: Sequence[_Span], mentions: Sequence[_Mention], start: int, language: Language
) -> Party | None:
    """The one party of the condition in front, where a pronoun right behind it stands for it."""
    for span in conditions:
        behind = re.match(r"\s*,\s*" + PRONOUN[language], text[span.stop :], re.IGNORECASE)
        if behind and span.stop < start:
            named = {mention.party for mention in mentions if span.start <= mention.start < span.stop}
            return named.pop() if len(named) == 1 else None
    return None


def _turned(text: str, match: re.Match[str], modal: ModalPattern, before: int, language: Language) -> Modality:
    """What a modal word says where what stands before it denies all of it: "Neither party shall disclose"."""
    if modal.modality not in {"must", "may"} or not _is_denied(text[before : match.start()], language):
        return modal.modality
    required = re.match(r"\s+be\s+(?:required|needed|necessary)", text[match.end() :])
    return "need_not" if required and modal.modality == "must" else "must_not"  # "No consent shall be required"


def _is_denied(ahead: str, language: Language) -> bool:
    return re.search(NEGATED[language], ahead, re.IGNORECASE) is not None


ARTICLE = 5  # characters of a blank and an article
NEAR = 30  # characters behind the modal word in which Russian may name whom it is said to


def _action_of(
    text: str,
    language: Language,
    match: re.Match[str],
    before: int,
    after: int,
    mentions: Sequence[_Mention],
    aside: Sequence[_Span],
) -> _Span:
    """What is to be done: in Kazakh what stands before the modal word, else what follows it; without what is aside."""
    if language == "kk":
        start, stop = before, match.start()
        subject = next((m for m in mentions if m.form != "owner" and before <= m.start < stop), None)
        start = subject.stop if subject else start
        agent = re.match(AGENT[language], text[start:], re.IGNORECASE) if subject else None
        start += agent.end() if agent else 0
        for span in aside:
            if span.start <= start < span.stop or (start <= span.start < stop and span.stop < stop):
                start = max(start, span.stop)
        stated = [found.end() for found in re.finditer(STATED[language], text[start:stop], re.IGNORECASE)]
        start += stated[-1] if stated else 0
        verb = re.match(r"\w+", match.group())
        with_verb = verb and not re.match(
            r"(?:міндет|тиіс|қажет|керек|құқ|т[ыо]йым|жол|рұқсат|мүмкін)", match.group(), re.IGNORECASE
        )
        return _Span(min(start, stop), match.start() + verb.end() if with_verb and verb else stop)
    stop = after
    following = next((m for m in mentions if m.form == "subject" and match.end() < m.start < after), None)
    if after < len(text) and following:
        stop = following.start
    for span in aside:
        if span.start >= match.end():
            stop = min(stop, span.start)
    return _Span(match.end(), max(stop, match.end()))
