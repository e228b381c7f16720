"""Lists of "item – party" below a clause, and of items below "the party answers for:" -> who answers for what."""

import re
from collections.abc import Iterator, Sequence

from pipeline.languages.parties import parse_party
from pipeline.model import Clause, Party, Record, Responsibility
from pipeline.structure.flow import Piece, is_bullet, join_texts, strip_bullet

ITEM_AND_PARTY = re.compile(r"^(?P<item>\S.*?)\s+[-–—]\s+(?P<party>[^–—]+?)[;.,]?$")
DASH = re.compile(r"^[-–—]\s+")
# "Провайдер отвечает за:", not "несёт ответственность", which tells of damages
ANSWERS = re.compile(
    r"^(?:(?:the|an?)\s+)?(?P<party>[^\n.;:]{2,60}?)\s+"
    r"(?:(?:отвечает|отвечают)\s+за(?:\s+следующее)?|(?:is|are|shall\s+be)\s+(?:solely\s+)?responsible\s+for(?:\s+the\s+following)?"
    r"|(?:мыналарға|келесілерге|мыналар\s+үшін|келесілер\s+үшін)\s+жауап\s+береді)\s*:$",
    re.IGNORECASE,
)
# OCR reads a bullet as one of these when it stands alone before an item
MISREAD_BULLET = re.compile(r"^[eoеооJ*°«©>\-–.]\s+(?=\S)")


class ResponsibilityList(Record, frozen=True, kw_only=True):
    """What a run of lines says of responsibilities, and how many lines it took."""

    items: tuple[Responsibility, ...]
    taken: int


def take_responsibilities(pieces: Sequence[Piece], clause: str) -> ResponsibilityList:
    """Responsibilities from the lines at the beginning of `pieces`; none unless at least two follow each other."""
    groups: list[tuple[list[Piece], str, str]] = []
    pending: list[Piece] = []
    taken = 0
    for position, piece in enumerate(pieces):
        if piece.is_grid:
            break
        if pending and is_bullet(piece.text):
            break
        pending.append(piece)
        text = DASH.sub("", join_texts(strip_bullet(line.text) for line in pending))
        match = ITEM_AND_PARTY.match(text)
        if match and parse_party(match["party"]) is not None:
            groups.append((pending, match["item"], match["party"]))
            pending, taken = [], position + 1
        elif len(pending) > 4:
            break
    if len(groups) < 2:
        return ResponsibilityList(items=(), taken=0)
    misread = sum(1 for _, item, _ in groups if MISREAD_BULLET.match(item)) * 2 > len(groups)
    return ResponsibilityList(
        items=tuple(
            Responsibility(
                item=MISREAD_BULLET.sub("", item) if misread else item,
                party=parse_party(party) or "both",
                clause=clause,
                origin=lines[0].origin,
            )
            for lines, item, party in groups
        ),
        taken=taken,
    )


def find_answers(clauses: Sequence[Clause]) -> Iterator[Responsibility]:
    """What a party answers for by a sentence that leads in: bullets of the same clause, or the clause's items."""
    leads: dict[str, Party] = {}
    for clause in clauses:
        first, *lines = clause.text.split("\n")
        if clause.parent in leads and clause.kind == "item":
            yield _answer(clause.text, leads[clause.parent], clause)
            continue
        match = ANSWERS.match(first.strip()) if first.rstrip().endswith(":") else None
        party = parse_party(match["party"]) if match else None
        if party is None:
            continue
        leads[clause.number] = party
        for line in lines:
            if DASH.match(line) or is_bullet(line):
                yield _answer(strip_bullet(DASH.sub("", line)), party, clause)


def _answer(text: str, party: Party, clause: Clause) -> Responsibility:
    item = " ".join(text.split()).rstrip(";.,")
    return Responsibility(item=item, party=party, clause=clause.number, in_text=True, origin=clause.origin)
