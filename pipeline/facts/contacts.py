"""How to reach the provider: handles, phones, addresses."""

import re
from collections.abc import Iterator

from pipeline.model import Fact, Origin

# kind -> how it is written; earlier entries win where two would match the same words
CONTACTS: dict[str, re.Pattern[str]] = {
    "url": re.compile(r"\b(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:)]"),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    "telegram": re.compile(r"(?<![\w.])@[A-Za-z]\w{3,31}\b"),  # names of 4-32 Latin letters, digits, underscores
    "phone": re.compile(
        r"(?<![\w.,-])0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}(?![\w-])"  # 020 7946 0555
        r"|(?<![\w.,])(?:\(\+\d{1,3}\)|\+\d)[\d\s–-]{0,4}(?:\(\d{2,5}\))?[\d\s–-]{5,16}\d(?!\d)|(?<![\w.,])8[\s(-]{1,2}\d{3}[\d\s()–-]{5,12}\d(?!\d)"
    ),
}


# short numbers, which only the words beside them tell: "по телефону 3322", "505 (желі ішінде тегін)", "call 1414"
_NAMED = (
    r"(?:по\s+)?(?:телефон\w*|тел\.)|(?:на|по|короткий)\s+(?:короткий\s+)?номер\w*|(?:phone|hotline|helpline)s?(?:\s+number)?"
    r"|(?:call|dial|phone)(?:\s+us)?(?:\s+(?:at|on))?|call\s+cent(?:er|re)|(?:call|колл|контакт|контактный)[\s-]*центр\w*"
    r"|(?:байланыс|анықтама|колл|call)[\s-]+орталы\w*|справочн\w+(?:\s+служб\w+)?|анықтама\w*(?:\s+қызмет\w*)?"
)
_COUNTS = r"\s*(?:тг|тенге|теңге|руб|₸|\$|€|мин|сағ|час|дн|күн|hour|day|min|жыл|год|г\.|ж\.)"
SHORT = re.compile(
    rf"(?<!\w)(?:{_NAMED})\s*[:–—-]?\s*(?P<before>\d{{3,4}})(?![\d%–-]|[.,:/]\d|\s\d{{2}}|{_COUNTS})"
    r"|(?<![\d.,:+-])(?<!\d\s)(?P<behind>\d{3,4})"
    r"(?=\s*\((?:бесплатн|желі\s+ішінде\s+тегін|тегін|free|toll-free|с\s+моб|ұялы)|\s+(?:с\s+моб|ұялыдан|from\s+(?:a\s+)?mobile|нөмірі(?:не|мен)))",
    re.IGNORECASE,
)
SHORT_HINT = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
# a text without any of these has no contact
HINT = re.compile(r"[@]|://|www|\d[\d\s()–-]{5,}\d", re.IGNORECASE)


def find_contacts(text: str, clause: str, origin: Origin | None) -> Iterator[Fact]:
    """One fact per contact, as often as the text names it.

    >>> place = Origin(page=1, bbox=(0, 0, 0, 0))
    >>> found = find_contacts("бот: @PRO_DATA_Support_Bot немесе +7 (747) 507 3022.", "5.1", place)
    >>> [(fact.attributes["kind"], fact.attributes["address"]) for fact in found]
    [('telegram', '@PRO_DATA_Support_Bot'), ('phone', '+7 (747) 507 3022')]
    """
    short = tuple(SHORT.finditer(text)) if SHORT_HINT.search(text) else ()
    if not short and not HINT.search(text):
        return
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in CONTACTS.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= stop for start, stop, _ in taken):
                taken.append((match.start(), match.end(), kind))
    for match in short:
        start, stop = match.span("before" if match["before"] else "behind")
        if all(stop <= other or start >= end for other, end, _ in taken):
            taken.append((start, stop, "phone"))
    for start, stop, kind in sorted(taken):
        address = text[start:stop]
        yield Fact(
            metric="contact",
            clause=clause,
            quote=address,
            attributes={"kind": kind, "address": address},
            origin=origin,
        )
