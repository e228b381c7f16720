"""A second part of what offices print, `office-2`: words of documents of `tests/corpus`, in other faces.

The looks, the makers and the damages are the office part's (`office.py`); no other part of the scans has the documents.
Faces (Debian): fonts-noto-core, fonts-dejavu, fonts-sil-gentiumplus, fonts-sil-charis, fonts-sil-andika, fonts-lato,
fonts-croscore, fonts-paratype.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.scans.office import GREY, PALE, Look, Page, Rows

CORPUS = Path("tests/corpus")
# cells of a row as the documents part them
_PARTINGS = (re.compile(r" \| "), re.compile(r"\t+"), re.compile(r" {2,}"))
LEAST_ROWS, LEAST_COLUMNS, LONG_PARAGRAPH = 4, 3, 60
# signs of a page of prose, and paragraphs beside tables
MOST_SIGNS, BESIDE = 1150, 2


class CorpusPage(NamedTuple):
    """A page: its name, its face and size, the documents whose words it has, the look of their tables."""

    page: Page
    documents: tuple[str, ...]


PAGES = (
    CorpusPage(Page("kk-water-web", "Noto Serif", 10.0), ("round-5/water-kk",)),
    CorpusPage(Page("ru-hosting-word", "Gentium Plus", 11.0), ("round-5/hosting-sla-ru",)),
    CorpusPage(
        Page("kk-desk-web", "Noto Serif", 9.0, Look((28, 24, 24, 24), 0.75, fill=PALE)),
        ("round-6/telemed-kk", "round-7/dormitory-kk"),
    ),
    CorpusPage(
        Page("kk-plans-word", "Lato", 9.5, Look((22, 18, 18, 22, 20), 0.5, GREY, right=(1,))),
        ("round-7/mobile-terms-kk", "round-7/vps-terms-kk"),
    ),
    CorpusPage(
        Page("kk-print-lab", "DejaVu Serif", 9.0, Look((28, 24, 24, 24), 0.75, right=(2,))),
        ("author-2/printshop-pricelist-kk-4", "author-1/egov-kk-2"),
    ),
    CorpusPage(
        Page("ru-books-lab", "PT Sans Caption", 9.0, Look((37, 21, 21, 21), 0.5, fill=PALE)), ("round-6/accounting-ru",)
    ),
    CorpusPage(
        Page("ru-parcel-word", "Gentium Plus", 11.0, Look((31, 24, 22, 23), 1.0, right=(2, 3))),
        ("round-5/courier-ru", "round-7/insurance-ru"),
    ),
    CorpusPage(
        Page("ru-cards-web", "Andika", 9.5, Look((50, 25, 25), 0.5, fill="#3c4b5a", ink="#ffffff", right=(1, 2))),
        ("round-7/bank-cards-ru",),
    ),
    CorpusPage(
        Page("en-ships-lab", "Charis SIL", 10.0, Look((31, 23, 23, 23), 0.75, GREY, PALE)),
        ("round-6/vsat-en", "round-7/s3-sla-en"),
    ),
    CorpusPage(
        Page("en-desk-word", "Cousine", 8.5, Look((17, 33, 30, 20), 0.5)),
        ("round-5/mobile-support-en", "round-7/courier-en"),
    ),
)


def pages() -> list[Page]:
    """The pages with the words of their documents."""
    return [each.page._replace(texts=_read(each)) for each in PAGES]


def samples(damages: Sequence[str]) -> list[tuple[str, str]]:
    """All pages clean; of the tables all but two with each damage, of prose a page each with two."""
    tables = [each.page.name for each in PAGES if each.page.look]
    prose = [each.page.name for each in PAGES if not each.page.look]
    return [
        *((each.page.name, "clean-200") for each in PAGES),
        *(
            (name, damage)
            for index, damage in enumerate(damages)
            for place, name in enumerate(tables)
            if (place - 2 * index) % len(tables) > 1
        ),
        *zip(prose, damages[-2:], strict=True),
    ]


def _read(each: CorpusPage) -> tuple[str | Rows, ...]:
    documents = [(CORPUS / f"{name}.txt").read_text(encoding="utf-8") for name in each.documents]
    if each.page.look is None:
        return tuple(_cut(_paragraphs(documents[0])))
    blocks: list[str | Rows] = []
    for text in documents:
        table = next(rows for rows in _tables(text) if len(rows[0]) == len(each.page.look.widths))
        blocks += [*_paragraphs(text)[1 : BESIDE + 1], table]
    return tuple(blocks)


def _paragraphs(text: str) -> list[str]:
    """The first line as a title, and the paragraphs that are long enough."""
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    rows = [any(parting.search(line) for parting in _PARTINGS) for line in lines]
    return [f"# {title}", *(x for x, row in zip(lines, rows, strict=True) if len(x) >= LONG_PARAGRAPH and not row)]


def _cut(paragraphs: Sequence[str]) -> list[str]:
    """As many paragraphs as a page holds."""
    count = next((n for n in range(len(paragraphs)) if sum(map(len, paragraphs[:n])) > MOST_SIGNS), len(paragraphs) + 1)
    return list(paragraphs[: count - 1])


def _tables(text: str) -> list[Rows]:
    found: list[Rows] = []
    for parting in _PARTINGS:
        rows: list[tuple[str, ...]] = []
        for line in [*text.splitlines(), ""]:
            cells = tuple(cell.strip() for cell in parting.split(line.strip(" |")))
            if len(cells) >= LEAST_COLUMNS and (not rows or len(cells) == len(rows[0])):
                rows.append(cells)
                continue
            if len(rows) >= LEAST_ROWS:
                found.append(tuple(rows))
            rows = [cells] if len(cells) >= LEAST_COLUMNS else []
    return found
