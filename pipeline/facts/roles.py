"""Who is the provider and who the customer by a document's own words: "Resident – a person who rents a desk"."""

import re
from collections.abc import Iterator

from pipeline.languages.detect import detect_language
from pipeline.languages.parties import NamedParties, find_parties
from pipeline.model import Language, Party, Terms

NAME = r"(?P<name>[^\W\d_a-zа-яәғқңөұүһі]\w+(?:[ -]\w+)?)"
QUOTED = rf"[«\"“„]{NAME}[»\"”“]"
BARE = NAME.replace("name", "bare")
# "Резидент – человек, ...", "«Ship» means the vessel ...": a name and what it stands for
EXPLAINED = re.compile(rf"(?:{QUOTED}|{BARE})\s+(?:[–—-]|means?|деп)\s+(?P<text>[^.;]{{3,300}})")
# "a company that orders parcels (hereinafter the Shipper)", "(далее – Резидент)", "(бұдан әрі – Науқас)"
HEREINAFTER = re.compile(
    r"(?P<text>[^.;()]{3,200})\(\s*(?:(?:далее|бұдан\s+әрі|hereinafter|hereafter)\W{1,4}"
    rf"(?:\w+\s+(?:to\s+)?as\s+|the\s+|именуем\w+\s+)?|the\s+)(?:{QUOTED}|{BARE})\s*\)",
    re.IGNORECASE,
)
PERSON: dict[Language, str] = {
    "ru": (
        r"лиц[оаыу]м?(?!\w)|челове|граждан|компани|организаци|предпринимател|владел|собственник|юридическ|учреждени"
        r"|предприяти|оператор|пользовател|клиент|заказчик|покупател|сторона"
    ),
    "en": (
        r"person|individual|company|entity|organi[sz]ation|customer|client|vessel|household|business|librar|school|firm"
        r"|party|user|owner|operator|provider"
    ),
    "kk": r"тұлға|адам|компания|ұйым|азамат|кәсіпкер|иесі|мекеме|клиент|пайдаланушы|сатып\s+алушы|кәсіпорын|тарап",
}
# what each of the parties does
DOES: dict[Language, dict[Party, str]] = {
    "ru": {
        "customer": (
            r"купи|покупа|приобре|заказ|пользу|пользовател|оплат|аренд|зарегистрир|получа|получи|обрати|обраща|заключи"
            r"|клиент|абонент|владел|собственник|застрах|подключ|размеща|взявш|сдающ|отправля|присоедини|на\s+чьё\s+имя"
        ),
        "provider": r"оказыва|предоставля|обеспечива|хранит|хранящ|обслужива|управля|организу|администрир|поставля",
    },
    "en": {
        "customer": (
            r"(?<!\w)(?:uses?|using|buys?|bought|purchas|order|pays|paying|subscrib|register|signed|signs|borrow|receiv|hires?"
            r"|books|appl(?:y|ies|ied)|customer|client|named\s+in|rents?|renting|holds?)"
        ),
        "provider": r"(?<!\w)(?:provid|operat|suppl|deliver|maintain|manag|runs|offers|hosts)",
    },
    "kk": {
        "customer": r"сатып\s+ал|пайдалан|төле|тапсырыс|жүгін|тіркел|алған|алатын|қосылған|клиент|абонент|жасасқан",
        "provider": r"көрсет(?:етін|уші|еді)|ұсын|басқар|қамтамасыз|сақтайтын|жеткізетін",
    },
}


HEAD = 3  # words of an explanation in which it is said that it is of a person


def find_roles(terms: Terms) -> NamedParties:
    """The names that a document gives to its parties, besides those that contracts use anyway."""
    found: dict[Party, set[str]] = {"customer": set(), "provider": set()}
    for name, text in _find_named(terms):
        role = _role_of(text)
        if role and len(name) > 2 and find_parties(name) != {role}:
            found[role].add(name)
    both = found["customer"] & found["provider"]
    return NamedParties(*(tuple(sorted(found[role] - both)) for role in ("customer", "provider")))


def _find_named(terms: Terms) -> Iterator[tuple[str, str]]:
    """Names with the words that explain them."""
    for definition in terms.definitions:
        yield definition.term.strip('«»"“”„'), definition.text
    for text in (terms.preamble, *(clause.text for clause in terms.clauses)):
        explained = EXPLAINED.match(text)
        for match in (*([explained] if explained else []), *(HEREINAFTER.finditer(text) if "(" in text else ())):
            name = match["name"] or match["bare"]
            if name[0].isupper() and not name.isupper():
                # "the Operator ..., and a person who rents a desk (hereinafter the Resident)"
                told = (
                    re.split(r"\s(?:и|and|және|мен)\s", match["text"]) if match.re is HEREINAFTER else [match["text"]]
                )
                yield name, told[-1]


def _role_of(text: str) -> Party | None:
    """Which party an explanation is of: a person or a firm, and what it does with the service."""
    language = detect_language(text)
    words = text.split(",", maxsplit=1)[0].split()
    head = " ".join(words[-HEAD:] if language == "kk" else words[:HEAD])  # Kazakh says last what it is
    if not re.search(PERSON[language], head, re.IGNORECASE):
        return None
    does = {role: len(re.findall(words, text, re.IGNORECASE)) for role, words in DOES[language].items()}
    ordered = sorted(does.items(), key=lambda one: -one[1])
    return ordered[0][0] if ordered[0][1] > ordered[1][1] else None
