"""What stands before the first clause: title, dates, preamble, definitions."""

import re
from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise, takewhile

from pipeline.languages import VOCABULARIES
from pipeline.languages.dates import (
    begins_approval,
    ends_approval,
    find_approval_date,
    find_date_role,
    find_dates,
    find_own_effective_date,
)
from pipeline.model import Definition, Leftover, Record
from pipeline.structure.flow import Piece, join_texts
from pipeline.structure.numbering import SENTENCE_END, is_heading_like, item_readings
from pipeline.structure.outline import ATTACHMENT, parse_unit

# A dash with a blank behind it parts a term from its meaning; the blank before it is often lost ("Мастер-нода— ...").
TERM = re.compile(r"^(?P<term>[^\s–—:;.][^–—:;]{0,118}?)\s*(?:\s[-–—]|[–—])\s+(?P<text>\S.*)$")
# "Downtime" means ...; «Сервис» означает ...; «Қызмет» – бұл ...
MEANS = re.compile(
    r"^(?:(?:in\s+th(?:is|ese)|в\s+настоящ\w+|осы)\s+\w+,?\s+)?(?:(?:термин|слово|the\s+term|the\s+word|an?)\s+)?"
    r"[«“\"](?P<term>[^«»“”\"]{2,80})[»”\"]\s*(?:термині\s*)?(?:[-–—]\s*)?"
    r"(?:means|shall mean|refers to|has the meaning"
    r"|is(?=\s(?:an?|the|any)\s)|is\s+(?:calculated|defined|determined|measured)|означает|понимается|это|бұл|дегеніміз)\b\s*[-–—:]?\s*"
    r"(?P<text>\S.*)$",
    re.IGNORECASE,
)
# "Простой – интервал времени, в течение которого ...", "Абонент – ... жасасқан тұлға."
EXPLAINED = re.compile(
    r"^(?P<term>[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\s–—:;.,]*(?:\s[^\s–—:;.,]+){0,3})\s[-–—]\s"
    r"(?P<text>(?:(?:это|is|are)\s+)?(?:(?:физическ|юридическ|люб|кажд|письменн|электронн|an?\s|the\s|any\s)\w*\s+){0,3}"
    r"(?:(?:лиц[оа]|интервал|период|промежуток|совокупность|комплекс|документ|сведения|информация|устройств[оа]|прибор|набор"
    r"|событие|состояние|невозможность|программа|обращение|сообщение|person|period|interval|set|document|device|software|event"
    r"|message|information)(?!\w).*"
    r"|[а-яёәғқңөұүһі].*\s(?:тұлға|кезең|аралық|құжат|жиынтығы|құрылғы|жүйе|хабарлама|уақыт\s+аралығы)\w{0,3})[.;]?)$"
)
QUOTED = re.compile(r"^[«“\"](?P<term>[^«»“”\"]+)[»”\"]$")
LONGEST_LEAD = 200
LONGEST_TITLE_LINE = 120
MOST_TITLE_LINES = 3
LONGEST_DATE_LINE = 80
LARGER = 1.15  # a title's type over that of every other line
SAME_MIDDLE = 40.0  # points by which two centred lines may be off, both sides together
# Who issues a document stands above its title by name and legal form: "«АЛТЫН КӨПІР БАНКІ» АҚ", "ТОО «СВЕТ»"
ISSUER = re.compile(
    r"^(?:(?:ТОО|АО|ООО|ОАО|ЗАО|ПАО|ИП|ГКП|РГП|ЖШС|АҚ|КЕАҚ|ШЖҚ)\s+[«“\"].+[»”\"]|[«“\"].+[»”\"]\s+(?:ЖШС|АҚ|КЕАҚ|ШЖҚ\s+\w+)"
    r"|.+\b(?:LLP|LLC|LTD|LIMITED|INC|PLC|JSC|GMBH|AG|B\.V|S\.A|OÜ)\.?)$",
    re.IGNORECASE,
)
# "О защите прав потребителей", "(жария шарт)": below a title in capitals
SUBJECT = re.compile(r"^(?:Об?о?\s[а-яё]|\([^()\d]{3,60}\)$)")
# "г. Алматы", "Астана қ.", "Алматы қаласы": where a contract is made, below its title
PLACE = re.compile(r"^(?:г\.|гор\.|город)\s*[^\W\d_]|^[^\W\d_-]+\s+қ(?:\.|аласы)$", re.IGNORECASE)
# "ҚАҒИДАЛАРЫ", "ЕРЕЖЕСІ": a word with the Kazakh ending of what belongs to somebody
POSSESSED = re.compile(r"^[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{4,}[ЫІ]$")
MOST_APPROVAL_LINES = 8
LONGEST_PLACE = 40


class Front(Record, frozen=True, kw_only=True):
    """What the pieces before the first clause say."""

    title: str | None = None
    version_date: str | None = None
    effective_date: str | None = None
    preamble: str = ""
    definitions: tuple[Definition, ...] = ()
    unplaced: tuple[Leftover, ...] = ()


def pieces_to_front(pieces: Sequence[Piece]) -> Front:
    """Title, dates, preamble and definitions; what is none of them goes to `unplaced`."""
    split = next((index for index, piece in enumerate(pieces) if is_definitions_heading(piece.text)), len(pieces))
    head, defining = pieces[:split], pieces[split:]
    version_date, effective_date, dated = _find_dated(head)
    unplaced = [_leftover("date-line", head[index]) for index in dated]
    rest = [piece for index, piece in enumerate(head) if index not in dated]
    approval = _approval_end(rest)
    before, title, after = _split_title(rest[approval:])
    before = [*rest[:approval], *before]
    unplaced += [_leftover("before-title", piece) for piece in before]
    unplaced += [_leftover("definitions-heading", piece) for piece in defining[:1]]
    definitions, loose = pieces_to_definitions(defining[1:])
    unplaced += [_leftover("between-definitions", piece) for piece in loose]
    preamble = join_texts(piece.text for piece in after)
    return Front(
        title=join_texts(piece.text for piece in title) or None,
        version_date=version_date
        or find_approval_date(" ".join(piece.text for piece in before))
        or _stamp_date(before)
        or next((date for piece in after[:2] if (date := _place_and_date(piece.text))), None),
        effective_date=effective_date or find_own_effective_date(preamble),
        preamble=preamble,
        definitions=definitions,
        unplaced=tuple(unplaced),
    )


@cache
def _definitions_headings() -> tuple[str, ...]:
    return tuple(heading for vocabulary in VOCABULARIES.values() for heading in vocabulary.definitions_headings)


def is_definitions_heading(text: str) -> bool:
    """Whether a line is the heading of the definitions.

    >>> is_definitions_heading("ТЕРМИНДЕР МЕН АНЫҚТАМАЛАР"), is_definitions_heading("Термины используются ниже.")
    (True, False)
    """
    lowered = text.casefold().strip(" .:")
    headings = _definitions_headings()
    return lowered.startswith(headings) and (lowered in headings or is_heading_like(text))


def heads_definitions(text: str) -> bool:
    """Whether a heading or the sentence above a list says that terms are explained below it.

    >>> heads_definitions("Основные понятия, используемые в настоящем Законе"), heads_definitions("Права сторон")
    (True, False)
    >>> heads_definitions("Осы Қағидаларда мынадай ұғымдар пайдаланылады:"), heads_definitions("In this Act:")
    (True, True)
    """
    if is_definitions_heading(text):
        return True
    lowered = text.casefold()
    if text.endswith(":"):
        cues = [cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.definitions_leads]
        return len(text) <= LONGEST_LEAD and any(re.search(rf"(?<!\w){cue}", lowered) for cue in cues)
    return (
        len(text) <= LONGEST_TITLE_LINE
        and not text.endswith(SENTENCE_END)
        and any(re.search(rf"(?<!\w){heading}", lowered) for heading in _definitions_headings())
    )


def parse_definition(text: str, *, listed: bool) -> tuple[str, str] | None:
    """A term and its explanation in a numbered clause or item; `listed`: it stands where terms are explained.

    Elsewhere only a term in quotes that is said to mean something is one, or one that a dash parts from what kind of
    thing it is.

    >>> parse_definition("оператор – тұлға;", listed=True), parse_definition("оператор – тұлға;", listed=False)
    (('оператор', 'тұлға;'), None)
    >>> parse_definition("Простой – интервал времени, в течение которого сервер недоступен.", listed=False)[0]
    'Простой'
    >>> parse_definition('"Downtime" means any minute.', listed=False)
    ('Downtime', 'any minute.')
    """
    match = MEANS.match(text)
    if match:
        return match["term"], match["text"]
    match = TERM.match(text) if listed else EXPLAINED.match(text)
    return (_unquoted(match["term"]), match["text"]) if match else None


def _unquoted(term: str) -> str:
    """A term without the quotes around the whole of it.

    >>> _unquoted("«Сервис»"), _unquoted("«электрондық үкімет» веб-порталы")
    ('Сервис', '«электрондық үкімет» веб-порталы')
    """
    match = QUOTED.match(term.strip())
    return match["term"].strip() if match else term.strip()


def _leftover(kind: str, piece: Piece) -> Leftover:
    return Leftover(kind=kind, text=piece.text, origin=piece.origin)


def _find_dated(head: Sequence[Piece]) -> tuple[str | None, str | None, frozenset[int]]:
    """The version date and the effective date, and the lines that say nothing else."""
    version: str | None = None
    effective: str | None = None
    lines: set[int] = set()
    for index, piece in enumerate(head):
        told = _dates_by_role(piece.text)
        version = version or told.get("version")
        effective = effective or told.get("effective")
        if told and len(piece.text) <= LONGEST_DATE_LINE:
            lines.add(index)
    return version, effective, frozenset(lines)


def _dates_by_role(text: str) -> dict[str, str]:
    """The first date of each role that a line tells, part by part where its parts tell two.

    >>> _dates_by_role("Редакция от 15 января 2026 года, действует с 1 февраля 2026 года")
    {'version': '2026-01-15', 'effective': '2026-02-01'}
    """
    told: dict[str, str] = {}
    for part in re.split(r"[,;]\s+|(?<=\d\d)\.\s+", text):
        if (role := find_date_role(part)) is not None:
            told.setdefault(role, find_dates(part)[0][2])
    whole = find_date_role(text)
    return told if len(told) > 1 or whole is None else {whole: find_dates(text)[0][2]}


def _split_title(rest: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece], Sequence[Piece]]:
    """What stands before the title, the title's lines, what follows.

    The title is what is set in the largest type; without one, the first run of lines in capitals; else the first short
    lines that no sentence end closes and that are set apart from what follows by type size, weight or white space.
    """
    if largest := _largest(rest):
        begin, end = largest
        lines = list(rest[begin:end])
        lines += takewhile(partial(_completes_title, lines[0]), rest[end:])
        lines += _subtitle(lines, rest[begin + len(lines) :])
        return rest[:begin], lines, rest[begin + len(lines) :]
    for index, piece in enumerate(rest):
        if is_heading_like(piece.text) and not ISSUER.match(piece.text):
            lines = list(takewhile(lambda other: is_heading_like(other.text), rest[index:]))
            lines += takewhile(partial(_completes_title, piece), rest[index + len(lines) :])
            lines += _subtitle(lines, rest[index + len(lines) :])
            begin = index - _led_in(rest[: index + 1])
            return rest[:begin], [*rest[begin:index], *lines], rest[index + len(lines) :]
    lines = []
    for index, piece in enumerate(rest):
        closed = piece.text.endswith(SENTENCE_END) or len(piece.text) > LONGEST_TITLE_LINE
        if closed:
            break
        lines.append(piece)
        following = rest[index + 1] if index + 1 < len(rest) else None
        if following and (following.after_gap or _set_smaller(piece, following) or ISSUER.match(following.text)):
            lines += takewhile(partial(_printed_alike, piece), rest[index + 1 :][:MOST_TITLE_LINES])
            return (), lines, rest[len(lines) :]
    if lines and len(lines) == len(rest) <= MOST_TITLE_LINES:  # nothing but a few lines that no sentence end closes
        return (), lines, ()
    return (), (), rest


def _approval_end(rest: Sequence[Piece]) -> int:
    """How many lines above the title say who approved the document, or what it is an attachment of.

    "УТВЕРЖДЕНО / приказом директора / № 41-П", "Приложение 1 / к приказу Министра".
    """
    unit = parse_unit(rest[0].text) if rest else None
    stop = next((index for index, piece in enumerate(rest) if index and piece.after_gap), len(rest))
    if stop == len(rest) or stop > MOST_APPROVAL_LINES:
        return 0
    begins = begins_approval(rest[0].text) or (unit and unit[2].rank == ATTACHMENT)
    return stop if begins or _closes_approval(rest[:stop], rest[stop]) else 0


def _closes_approval(stamp: Sequence[Piece], below: Piece) -> bool:
    """Whether lines say last that the document was approved, as Kazakh does, and its title may stand below them.

    "Министрдің / 2026 жылғы 14 қаңтардағы / № 21 бұйрығымен / бекітілген"
    """
    headed = any(is_heading_like(piece.text) for piece in stamp)
    closed = below.text.endswith(SENTENCE_END) or len(below.text) > LONGEST_TITLE_LINE
    return ends_approval(stamp[-1].text) and not headed and not closed


def _stamp_date(before: Sequence[Piece]) -> str | None:
    """The date of the act that a document is an attachment of: "Министрдің 2026 жылғы 14 қаңтардағы бұйрығына"."""
    unit = parse_unit(before[0].text) if before else None
    dates = find_dates(" ".join(piece.text for piece in before)) if unit and unit[2].rank == ATTACHMENT else ()
    return dates[-1][2] if dates else None


def _place_and_date(text: str) -> str | None:
    """The date of a line that says where and when a document was made, and nothing else.

    >>> _place_and_date("г. Шымкент «12» мая 2026 г."), _place_and_date("Астана қ. 2026 жылғы 5 қаңтар")
    ('2026-05-12', '2026-01-05')
    >>> _place_and_date("с 12 мая 2026 г. действует новый тариф") is None
    True
    """
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    start, stop, date = dates[0]
    place = f"{text[:start]} {text[stop:]}".strip(' ,«»"')
    place = re.sub(r"(?:^|\s+)(?:г|года|ж)\.?$", "", place).strip(" ,_")
    return date if not place or (len(place) <= LONGEST_PLACE and PLACE.match(place)) else None


def _largest(rest: Sequence[Piece]) -> tuple[int, int] | None:
    """The run of lines in type clearly larger than all other lines have but an issuer's name and a heading below."""
    sizes = [0.0 if ISSUER.match(piece.text) else piece.size for piece in rest]
    first = sizes.index(max(sizes)) if any(sizes) else 0
    run = list(takewhile(lambda size: size == sizes[first] > 0, sizes[first:]))
    stop = first + len(run)
    others = [size for index, size in enumerate(sizes) if not first <= index < stop]
    closed = rest[stop - 1].text.endswith(SENTENCE_END[1:]) if run else True
    if closed or not others or len(run) > MOST_TITLE_LINES or max(others) * LARGER > sizes[first]:
        return None
    return first, stop


def _completes_title(title: Piece, piece: Piece) -> bool:
    """A title in capitals may go on in small letters: "ПУБЛИЧНАЯ ОФЕРТА" / "на оказание услуг хостинга"."""
    small = (
        piece.text[:1].islower()
        and not piece.after_gap
        and not piece.text.endswith(SENTENCE_END)
        and not PLACE.match(piece.text)
        and not ISSUER.match(piece.text)
    )
    return small or _printed_alike(title, piece)


def _subtitle(title: Sequence[Piece], following: Sequence[Piece]) -> Sequence[Piece]:
    """The line right below a title that stands under its middle, as laws have it: "ЗАКОН" / "О цифровых платформах".

    Below capitals, what an act is about or what kind of paper it is, in brackets, is known by its words.

    The first line of a paragraph that goes on below is none.
    """
    if not following:
        return ()
    above, below = title[-1].origin.bbox, following[0]
    left, _, right, _ = below.origin.bbox
    centred = abs((above[0] + above[2]) - (left + right)) <= SAME_MIDDLE and left >= SAME_MIDDLE < above[0]
    closed = below.text.endswith(SENTENCE_END) or len(below.text) > LONGEST_TITLE_LINE
    if SUBJECT.match(below.text) and is_heading_like(title[-1].text):
        centred = True  # white space may part it, where it stands by itself: "ЗАКОН", "О рекламе"
        closed |= below.after_gap and len(following) > 1 and not following[1].after_gap
    else:
        closed |= below.after_gap
    goes_on = len(following) > 1 and not following[1].after_gap and following[1].text[:1].islower()
    return following[:1] if centred and not (closed or goes_on or find_date_role(below.text)) else ()


def _led_in(lines: Sequence[Piece]) -> int:
    """How many lines above the last one, which is in capitals, belong to the title with it.

    They are printed like it, or it is one Kazakh word that names what is theirs: "Ақылы қызмет көрсету" / "ҚАҒИДАЛАРЫ".
    """
    title, count = lines[-1], 0
    for below, above in pairwise(reversed(lines)):
        alike = _printed_alike(below, above) or (not title.size and POSSESSED.match(title.text))
        closed = above.text.endswith(SENTENCE_END) or len(above.text) > LONGEST_TITLE_LINE
        if not alike or closed or below.after_gap or ISSUER.match(above.text) or begins_approval(above.text):
            break
        count += 1
    return count if count < MOST_TITLE_LINES else 0


def _printed_alike(title: Piece, below: Piece) -> bool:
    """Whether a line goes on in the bold print of the title: "ДОГОВОР" / "ПРИСОЕДИНЕНИЯ на оказание услуг связи"."""
    alike = title.bold and below.bold and title.size == below.size > 0
    return alike and not below.text.endswith(SENTENCE_END) and not ISSUER.match(below.text)


def _set_smaller(above: Piece, below: Piece) -> bool:
    return above.size > below.size * 1.1 > 0 or (above.bold and not below.bold)


def pieces_to_definitions(pieces: Sequence[Piece]) -> tuple[tuple[Definition, ...], tuple[Piece, ...]]:
    """Definitions from lines, and the lines before the first one.

    A definition begins where a line starts with a capital, parts a term from its text by a dash, and the line above
    is a finished sentence, stands off by white space, or the term is set in bold. An enumerated item ends it.
    """
    groups: list[list[Piece]] = []
    loose: list[Piece] = []
    explained = False  # the line above explains a term
    for piece in pieces:
        above = groups[-1][-1] if groups else None
        if parse_term(piece.text) and (above is None or _begins_definition(above, piece)):
            groups.append([piece])
            explained = True
        elif groups and explained and not item_readings(piece.text):
            groups[-1].append(piece)
        else:
            loose.append(piece)
            explained = False
    return tuple(_to_definition(group) for group in groups), tuple(loose)


def _begins_definition(above: Piece, piece: Piece) -> bool:
    if above.text.endswith((".", ";")) or piece.after_gap:
        return True
    # a definition may lack its full stop: then its last line is short of the margin, and the next begins a new term
    short = above.origin.bbox[2] < piece.origin.bbox[2] * 0.9 or len(above.text) < 0.75 * len(piece.text)
    return short and above.page == piece.page


def parse_term(text: str) -> tuple[str, str] | None:
    """A term and the beginning of its explanation.

    >>> parse_term("Мастер-нода— Kubernetes кластерін басқаратын виртуалды сервер.")
    ('Мастер-нода', 'Kubernetes кластерін басқаратын виртуалды сервер.')
    >>> parse_term("жүйе – бұл") is None
    True
    """
    match = MEANS.match(text)
    if match:
        return match["term"], match["text"]
    match = TERM.match(text)
    if not match:
        return None
    term = match["term"].strip()
    first = term.lstrip("«\"“'(0123456789.) ")[:1]
    return (_unquoted(term), match["text"]) if first.isupper() else None


def _to_definition(group: Sequence[Piece]) -> Definition:
    joined = join_texts(piece.text for piece in group)
    parsed = parse_term(joined)
    if parsed is None:
        message = f"a definition group begins with a term, not with {joined[:40]!r}"
        raise AssertionError(message)
    return Definition(term=parsed[0], text=parsed[1], origin=group[0].origin)
