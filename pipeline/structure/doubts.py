"""What the reading doubted, by clause: the places of doubts on pages, and whose words stand there."""

from collections.abc import Sequence

from pipeline.model import Box, Clause, Document, Origin, Page, ReadingDoubt, Table
from pipeline.pages import lines_of


def find_doubts(document: Document, clauses: Sequence[Clause], tables: Sequence[Table]) -> tuple[ReadingDoubt, ...]:
    """Every doubt of every page in reading order, a place each; a doubt without a place is the whole page's."""
    owners = [(place, item.number) for item in clauses for place in (item.origin, *item.continued)]
    owners += [(place, item.clause) for item in tables for place in (item.origin, *item.continued)]
    return tuple(
        ReadingDoubt(
            code=doubt.code,
            message=doubt.message,
            named=doubt.named,
            clause=_find_owner(page.number, box, owners) if doubt.boxes else "",
            quote=_quote(page, box) if doubt.boxes else "",
            origin=Origin(page=page.number, bbox=box),
        )
        for page in document.pages
        for doubt in page.doubts
        for box in doubt.boxes or ((0.0, 0.0, page.width, page.height),)
    )


def _find_owner(page: int, box: Box, owners: Sequence[tuple[Origin, str]]) -> str:
    """The number of the smallest clause or table around the middle of a box."""
    around = [(place, number) for place, number in owners if place.page == page and _holds(place.bbox, box)]
    return min(around, key=lambda owner: _area(owner[0].bbox))[1] if around else ""


def _quote(page: Page, box: Box) -> str:
    """The line in which a box stands."""
    return next((line.text for line in lines_of(page) if _holds(line.origin.bbox, box)), "")


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
