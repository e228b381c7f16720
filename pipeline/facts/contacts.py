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


# a text without any of these has no contact
HINT = re.compile(r"[@]|://|www|\d[\d\s()–-]{5,}\d", re.IGNORECASE)


def find_contacts(text: str, clause: str, origin: Origin | None) -> Iterator[Fact]:
    """One fact per contact, as often as the text names it.

    >>> place = Origin(page=1, bbox=(0, 0, 0, 0))
    >>> found = find_contacts("бот: @PRO_DATA_Support_Bot немесе +7 (747) 507 3022.", "5.1", place)
    >>> [(fact.attributes["kind"], fact.attributes["address"]) for fact in found]
    [('telegram', '@PRO_DATA_Support_Bot'), ('phone', '+7 (747) 507 3022')]
    """
    if not HINT.search(text):
        return
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in CONTACTS.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= stop for start, stop, _ in taken):
                taken.append((match.start(), match.end(), kind))
    for start, stop, kind in sorted(taken):
        address = text[start:stop]
        yield Fact(
            metric="contact",
            clause=clause,
            quote=address,
            attributes={"kind": kind, "address": address},
            origin=origin,
        )
