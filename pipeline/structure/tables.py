"""Grids, or the lines of a flattened table, -> tables."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise, takewhile

from pipeline.languages import VOCABULARIES
from pipeline.model import Cell, Grid, Origin, Record, Table, TableKind
from pipeline.structure.flow import Piece, is_bullet, join_texts, mean_confidence, strip_bullet, union_places

MOST_LOST_CAPITALS = 2  # titles of a header that may be told without a capital
LEAST_LIKENESS = 0.5  # of a damaged opening to one that other rows share
WIDTH_PLAY = 1.25  # how much wider than usual a line of a column may be
SAME_EDGE = 6.0  # points by which the edges of a table may move between pages
Rows = tuple[tuple[str, ...], ...]


class Layout(Record, frozen=True, kw_only=True):
    """A table before it has a clause: all rows with the header first, and where they stood."""

    rows: Rows
    spans: tuple[tuple[int, int, int, int], ...] = ()
    confidence: float
    found_by: str
    places: tuple[Origin, ...]


def layout_to_table(layout: Layout, clause: str) -> Table:
    header, *rows = layout.rows
    return Table(
        clause=clause,
        kind=table_kind(header),
        header=header,
        rows=tuple(rows),
        confidence=round(layout.confidence, 4),
        found_by=layout.found_by,
        spans=layout.spans,
        origin=layout.places[0],
        continued=layout.places[1:],
    )


def table_kind(header: Sequence[str]) -> TableKind:
    """What a table is about, by the cues in its header; the first cue of the vocabulary that is found decides.

    >>> table_kind(("Жалпы қолжетімділік уақыты", "Өтемақы мөлшері"))
    'compensation'
    >>> table_kind(("Өтемақы төленетін тоқтап қалуы", "Өтемақы төленбейтін тоқтап қалуы"))
    'downtime'
    """
    text = " | ".join(header).casefold()
    for vocabulary in VOCABULARIES.values():
        for cue, kind in vocabulary.table_cues.items():
            if cue in text:
                return kind
    return "other"


# --- ruled grids -----------------------------------------------------------------------------------------------------


def grids_to_layouts(pieces: Sequence[Piece]) -> tuple[tuple[int, Layout], ...]:
    """Tables from the grids of a stream, with the index of the first piece; what page ends cut is joined."""
    found: list[tuple[int, Layout, Grid]] = []
    for index, piece in enumerate(pieces):
        if piece.grid is None:
            continue
        layout = _grid_to_layout(piece.grid)
        if found and index and pieces[index - 1].grid is not None:
            first, above, grid_above = found[-1]
            if _continues(grid_above, piece.grid):
                found[-1] = (first, _join(above, layout), piece.grid)
                continue
        found.append((index, layout, piece.grid))
    return tuple((index, layout) for index, layout, _ in found if layout.rows)


def _grid_to_layout(grid: Grid) -> Layout:
    texts = [["" for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        text = cell_text(cell)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                texts[row][column] = text
    lines = [line for cell in grid.cells for line in cell.lines]
    confidence = min([line.confidence for line in lines], default=1.0) * grid.confidence
    return Layout(
        rows=tuple(tuple(row) for row in texts),
        spans=tuple(
            (cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells if cell.rows > 1 or cell.columns > 1
        ),
        confidence=confidence,
        found_by=grid.found_by,
        places=(grid.origin,),
    )


def cell_text(cell: Cell) -> str:
    """A cell as one string: lines joined by one space, bullets dropped."""
    return join_texts(strip_bullet(line.text) for line in cell.lines)


def _continues(above: Grid, below: Grid) -> bool:
    """Whether a grid goes on where the one above was cut by a page end: next page, same columns, same edges."""
    return (
        below.origin.page == above.origin.page + 1
        and above.column_count == below.column_count
        and abs(above.origin.bbox[0] - below.origin.bbox[0]) <= SAME_EDGE
        and abs(above.origin.bbox[2] - below.origin.bbox[2]) <= SAME_EDGE
    )


def _join(above: Layout, below: Layout) -> Layout:
    rows, more, spans = list(above.rows), list(below.rows), below.spans
    shift = len(rows)
    if more and more[0] == rows[0]:
        more, shift = more[1:], shift - 1
        spans = tuple(span for span in spans if span[0] > 0)
    if more and len(rows) > 1 and is_cut_row(rows[-1], more[0]):
        rows[-1] = tuple(join_texts(pair) for pair in zip(rows[-1], more[0], strict=True))
        more, shift = more[1:], shift - 1
    return Layout(
        rows=(*rows, *more),
        spans=above.spans + tuple((row + shift, column, tall, wide) for row, column, tall, wide in spans),
        confidence=min(above.confidence, below.confidence),
        found_by=above.found_by,
        places=above.places + below.places,
    )


def is_cut_row(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It is where what it holds goes on in small letters, or where it leaves cells empty that the row above filled.

    >>> is_cut_row(("Мүмкін болатын", "Тапсырыс берушінің", "60 мин"), ("ақауларды жою", "қызметтерінің", ""))
    True
    >>> is_cut_row(("Диск", "10 ГБ"), ("Желі", "100 Мбит/с"))
    False
    """
    filled = [(one, two) for one, two in zip(above, below, strict=True) if two]
    if not filled or any(not one for one, _ in filled):
        return False
    small = [two for _, two in filled if two[0].islower() or two[0] in ",;)–—"]
    return len(small) == len(filled) and (len(filled) < len(below) or len(above) == 1)


# --- flattened text --------------------------------------------------------------------------------------------------

PERCENT = r"(?:\d{1,3}(?:[.,]\d+)?\s?%)"
_UNITS = "|".join(
    sorted({re.escape(stem) for vocabulary in VOCABULARIES.values() for stem in vocabulary.units if stem != "%"})
)
AMOUNT = rf"(?:\d+(?:[.,]\d+)?\s*(?:{_UNITS})\w*\.?)"
CODE = r"(?:\d+(?:/\d+)+)"
VALUES = {"percent": PERCENT, "amount": AMOUNT, "code": CODE}
VALUE_LIKE = re.compile(r"^[\dSOОoоlI][\dSOОoоlI.,]*%?$")  # a figure that OCR may have misread: "S0" for "5%"


def lines_to_layout(pieces: Sequence[Piece]) -> Layout | None:
    """A table from lines that its extractor flattened; None where the lines are no table.

    The header is told by its capitals: every column's title begins with one, and a title that wraps goes on in small
    letters. Rows are told by the values that close them (percents, durations, codes), columns by the kind of value.
    """
    if len(pieces) < 2:
        return None
    for header_lines in range(1, min(4, len(pieces))):
        header = split_header([piece.text for piece in pieces[:header_lines]])
        if header is None:
            continue
        body = pieces[header_lines:]
        found = (
            _rows_by_values(body, len(header)) or _rows_across(body, len(header)) or _rows_of_lists(body, len(header))
        )
        fitted = fit_header(header, len(found[0][0])) if found else None
        if found and fitted:
            return Layout(
                rows=(fitted, *found[0]),
                confidence=mean_confidence(pieces) * found[1],
                found_by="flattened",
                places=union_places(piece.origin for piece in pieces),
            )
    return None


def split_header(lines: Sequence[str]) -> tuple[str, ...] | None:
    """Column titles of a flattened header; None unless there are at least two.

    >>> split_header(["Өтініштер тобы Тапсырма Уақыты Мерзімі"])
    ('Өтініштер тобы', 'Тапсырма', 'Уақыты', 'Мерзімі')
    >>> split_header(["Өтемақы төленетін тоқтап", "қалуы Өтемақы төленбейтін тоқтап қалуы"])
    ('Өтемақы төленетін тоқтап қалуы', 'Өтемақы төленбейтін тоқтап қалуы')
    >>> split_header(["Жалпы қолжетімділік уақыты өтемақы мөлшері"])
    ('Жалпы қолжетімділік уақыты', 'өтемақы мөлшері')
    """
    text = " ".join(lines)
    if re.search(r"[.;:!?]\s|[.;:!?]$|%", text) or len(text) > 160:
        return None
    words = text.split()
    if not words or not words[0][0].isupper():
        return None
    starts = [index for index, word in enumerate(words) if word[0].isupper()]
    if len(starts) < 2:  # text that lost its capitals
        starts = [0, *(index for index in range(1, len(words)) if _is_known_title(words[index:]))]
    if len(starts) < 2:
        return None
    return tuple(" ".join(words[start:stop]) for start, stop in pairwise([*starts, len(words)]))


def _is_known_title(words: Sequence[str]) -> bool:
    """Whether words begin like a column title that we know."""
    text = " ".join(words).casefold()
    cues = (cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.table_cues)
    return any(text.startswith(cue) for cue in cues)


def fit_header(header: tuple[str, ...], columns: int) -> tuple[str, ...] | None:
    """The header with one title per cell; a title that lost its capital is parted from the one before.

    >>> fit_header(("Өтініштер тобы", "Тапсырма уақ:ты", "Мерзімі"), 4)
    ('Өтініштер тобы', 'Тапсырма', 'уақ:ты', 'Мерзімі')
    >>> fit_header(("Тапсырма", "Мерзімі"), 4) is None
    True
    """
    titles = list(header)
    while len(titles) < columns:
        wide = [index for index, title in enumerate(titles) if " " in title]
        if not wide or columns - len(header) > MOST_LOST_CAPITALS:
            return None
        damaged = [index for index in wide if not titles[index].replace(" ", "").replace("-", "").isalpha()]
        at = (damaged or wide)[-1]
        first, _, last = titles[at].rpartition(" ")
        titles[at : at + 1] = [first, last]
    return tuple(titles) if len(titles) == columns else None


def _rows_by_values(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """Rows that a value of one kind closes; cells stand one after the other, blank lines between them.

    Returns the rows and the share of trust they deserve.
    """
    lines = [piece.text for piece in body]
    for kind in ("code", "percent", "amount"):
        chunks = _split_after_values(body, VALUES[kind])
        if chunks is None or len(chunks) < 2:
            continue
        rows = [_chunk_to_row(chunk, columns, VALUES[kind]) for chunk in chunks]
        if all(row is not None and all(row) for row in rows) and _same_openings(rows, lines):
            return tuple(row for row in rows if row is not None), 0.95
    return None


def _split_after_values(body: Sequence[Piece], value: str) -> list[list[Piece]] | None:
    """The lines in chunks that each end with a value; None where lines are left over or a line is a value's middle."""
    chunks: list[list[Piece]] = [[]]
    for piece in body:
        if is_bullet(piece.text):
            return None
        chunks[-1].append(piece)
        joined = " ".join(line.text for line in chunks[-1])
        if re.search(rf"(?:^|\s){value}$", joined, re.IGNORECASE):
            chunks.append([])
    return None if chunks[-1] else chunks[:-1]


def _chunk_to_row(chunk: Sequence[Piece], columns: int, value: str) -> tuple[str, ...] | None:
    """One row: the closing value, the typed cells before it, and up to two cells of text in front."""
    joined = join_texts(piece.text for piece in chunk)
    match = re.search(rf"(?:^|\s)({value})$", joined, re.IGNORECASE)
    if not match:
        return None
    cells, rest = [match[1]], joined[: match.start()].strip()
    while len(cells) < columns - 1:
        typed = re.search(rf"(?:^|\s)({AMOUNT}|{PERCENT}|{CODE})$", rest, re.IGNORECASE)
        if not typed:
            break
        cells.insert(0, typed[1])
        rest = rest[: typed.start()].strip()
    missing = columns - len(cells)
    if missing == 1:
        return (rest, *cells) if rest else None
    if missing != 2:
        return None
    first = _first_block(chunk)
    return (first, rest[len(first) :].strip(), *cells) if first and rest.startswith(first) else None


def _first_block(chunk: Sequence[Piece]) -> str:
    """The text of a chunk's first cell: its lines before the first blank line."""
    stop = next((index for index in range(1, len(chunk)) if chunk[index].after_gap), len(chunk))
    return join_texts(piece.text for piece in chunk[:stop])


def _same_openings(rows: Sequence[tuple[str, ...] | None], lines: Sequence[str]) -> bool:
    """Whether no row hides the beginning of another: if every row opens with a percent, no other line may."""
    opens = re.compile(rf"^{PERCENT}")
    if not all(row and opens.match(row[0]) for row in rows):
        return True
    return sum(1 for line in lines if opens.match(line)) == len(rows)


def _rows_across(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """Rows of a table that was read straight across its columns, so that the lines of its cells alternate."""
    return _anchored_rows(body) or (_tier_rows(body) if columns == 2 else None)


def _anchored_rows(body: Sequence[Piece]) -> tuple[Rows, float] | None:
    """Rows whose last cell is a code such as 24/7/365, with a text, a text and a duration before it.

    Each row has one line with the code at its end, the anchor. Lines without one belong to the row above where they
    go on in small letters, to the row below where they begin with a capital.
    """
    anchors = [index for index, piece in enumerate(body) if re.search(rf"\s{CODE}$", piece.text)]
    if len(anchors) < 2:
        return None
    groups: list[list[int]] = [[anchor] for anchor in anchors]
    for index in range(len(body)):
        if index in anchors:
            continue
        above = [position for position, anchor in enumerate(anchors) if anchor < index]
        below = [position for position, anchor in enumerate(anchors) if anchor > index]
        down = _opens_upper(body[index].text) and below
        groups[below[0] if down or not above else above[-1]].append(index)
    openings = _shared_openings([body[anchor].text for anchor in anchors])
    below_anchors = [body[anchor + 1].text for anchor in anchors if anchor + 1 < len(body)]
    seconds = _shared_openings(below_anchors, least_width=max(map(len, openings), default=0))
    rows = [
        _across_row(body, sorted(group), anchor, openings, seconds)
        for group, anchor in zip(groups, anchors, strict=True)
    ]
    if any(row is None for row in rows):
        return None
    return tuple(row for row in rows if row is not None), 0.5


def _opens_upper(text: str) -> bool:
    stripped = re.sub(r"^(?:[\W\d_]|\b\w\b\s)+", "", text)
    return stripped[:1].isupper()


def _clean_edges(text: str) -> str:
    """A line without the strokes and points that table rules leave in OCR."""
    return " ".join(word for word in re.sub(r"[|¦]+", " ", text).split() if word != ".")


def _shared_openings(lines: Sequence[str], *, least_width: int = 0) -> tuple[str, ...]:
    """Beginnings, in words, that at least two of the lines share: the cells that a column repeats, longest first.

    The beginning that most lines share tells how wide the column is; a longer one is cut to about that width, since
    two lines may go on alike in the next column.
    """
    words = [[word.strip(",;") for word in _clean_edges(line).split()] for line in lines]
    shared = Counter(" ".join(one[:count]) for one, two in combinations(words, 2) if (count := _count_shared(one, two)))
    if not shared:
        return ()
    usual = max(shared, key=lambda text: (shared[text], -len(text), text))
    width = max(WIDTH_PLAY * len(usual), least_width)
    fitted = {_cut_words(text, width) for text in shared}
    shortest = {text for text in fitted if not any(other != text and text.startswith(other + " ") for other in fitted)}
    return tuple(sorted(shortest, key=lambda text: (-len(text), text)))


def _count_shared(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words two lines begin with alike, figures aside."""
    alike = takewhile(
        lambda pair: pair[0] == pair[1] and not any(map(str.isdigit, pair[0])), zip(one, two, strict=False)
    )
    return sum(1 for _ in alike)


def _cut_words(text: str, width: float) -> str:
    """As many words of a text as fit, at least one."""
    first, *rest = text.split()
    for word in rest:
        if len(first) + 1 + len(word) > width:
            break
        first = f"{first} {word}"
    return first


def _split_opening(line: str, openings: Sequence[str]) -> tuple[str, str]:
    """A line's part in the first column, if it opens as that column does, and the rest.

    A line too damaged to open like any other is split where it is most like an opening; its words stay as they are.
    """
    for opening in openings:
        pattern = r"[,;]?\s+".join(re.escape(word) for word in opening.split())
        match = re.match(rf"{pattern}[,;]?(?:\s|$)", line)
        if match:
            return line[: match.end()].strip(), line[match.end() :].strip()
    words = line.split()
    likeness, count = max(
        (
            (SequenceMatcher(None, " ".join(words[:count]).casefold(), opening.casefold()).ratio(), -count)
            for opening in openings
            for count in range(1, len(words))
        ),
        default=(0.0, 0),
    )
    return (" ".join(words[:-count]), " ".join(words[-count:])) if likeness >= LEAST_LIKENESS else ("", line)


def _across_row(
    body: Sequence[Piece],
    group: Sequence[int],
    anchor: int,
    openings: Sequence[str],
    seconds: Sequence[str],
) -> tuple[str, ...] | None:
    first: list[str] = []
    second: list[str] = []
    value = ""
    closing = ""
    for index in group:
        line = re.sub(r"^(?:[^\w«\"(]+|\w\s)(?=\S)", "", _clean_edges(body[index].text))
        if index == anchor:
            match = re.search(rf"^(.*?)\s+(\d+(?:\s*[^\W\d]+)?)?\s*({CODE})$", line)
            if not match:
                return None
            line, value, closing = match[1], match[2] or "", match[3]
            head, line = _split_opening(line, openings)
        elif index == anchor + 1:
            unit = re.search(rf"(?:^|\s)((?:{_UNITS})\w*)$", line, re.IGNORECASE)
            if unit and value.isdigit():
                value, line = f"{value} {unit[1]}", line[: unit.start()].strip()
            head, line = _split_opening(line, seconds)
        else:
            head = ""
        if head:
            first.append(head)
        if line:
            second.append(line)
    cells = (join_texts(first), join_texts(second), value, closing)
    return cells if all(cells) else None


def _tier_rows(body: Sequence[Piece]) -> tuple[Rows, float] | None:
    """Rows that each open with a percent; the value stands at the end of the row's first or last line."""
    starts = [index for index, piece in enumerate(body) if re.match(PERCENT, piece.text)]
    if len(starts) < 2 or starts[0] != 0:
        return None
    rows = []
    for start, stop in pairwise([*starts, len(body)]):
        lines = [_clean_edges(piece.text) for piece in body[start:stop]]
        holder = next(
            (i for i in range(len(lines)) if VALUE_LIKE.match(lines[i].split()[-1]) and len(lines[i].split()) > 1), None
        )
        if holder is None:
            return None
        *words, value = lines[holder].split()
        lines[holder] = " ".join(words)
        rows.append((join_texts(lines), value))
    return tuple(rows), 0.6


def _rows_of_lists(body: Sequence[Piece], columns: int) -> tuple[Rows, float] | None:
    """A row of two cells: text, then a list with bullets; several such rows may follow each other."""
    coded = any(re.search(rf"\s{CODE}$", piece.text) for piece in body)
    if columns != 2 or coded or not any(is_bullet(piece.text) for piece in body):
        return None
    rows: list[tuple[list[str], list[str]]] = []
    for piece in body:
        if is_bullet(piece.text):
            if not rows:
                return None
            rows[-1][1].append(strip_bullet(piece.text))
        elif rows and rows[-1][1] and not (piece.after_gap and piece.text[:1].isupper()):
            rows[-1][1].append(piece.text)
        elif rows and not rows[-1][1]:
            rows[-1][0].append(piece.text)
        else:
            rows.append(([piece.text], []))
    if not all(left and right for left, right in rows):
        return None
    return tuple((join_texts(left), join_texts(right)) for left, right in rows), 0.9
