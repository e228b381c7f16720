"""A text file -> pages: its encoding, its page ends, its lines on a nominal grid.

A text file has no geometry. Every character stands on a grid of `CHARACTER_WIDTH` by `LINE_HEIGHT` points, so that a
blank line is a vertical gap and an indent is an `x0`, as on a page that has them.
"""

import re
import unicodedata
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from pipeline.errors import DocumentError
from pipeline.model import CHARACTER_WIDTH, LINE_HEIGHT, Line, Origin, Page
from pipeline.read.plain_tables import find_plain_grids

TAB_STOP = 8

# Extractors leave a run of blank lines where a page ended: the five documents have 3 (4 in vps.txt) there and at most 2
# anywhere else. A file that sets its paragraphs apart with such runs would fall to pieces: its "pages" would be short.
PAGE_END_BLANK_LINES = 3
# after the link targets of a page, which some extractors print at its end, one line less (veeam.txt, page 1)
PAGE_END_BLANK_LINES_AFTER_LINK = 2
LEAST_MEDIAN_PAGE_LINES = 15

# Tried where the bytes are not UTF-8; on equal score the earlier wins. KZ-1048 is Windows-1251 with the Kazakh letters.
LEGACY_ENCODINGS = ("cp1251", "kz1048", "ptcp154", "koi8-r", "cp866", "cp1252")
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a byte order mark",
    "utf-16-be": "UTF-16 without a byte order mark",
    "utf-32": "UTF-32",
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "ptcp154": "PT154",
    "koi8-r": "KOI8-R",
    "cp866": "CP866",
    "cp1252": "Windows-1252",
}
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
FREQUENT_LETTERS = frozenset("аеиноыртслкдмшіқ")
CYRILLIC_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
LEAST_GUESS_SCORE = 0.45
MOST_CONTROL_SHARE = 0.001

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINK = re.compile(r"(https?://|mailto:|www\.)\S+")
_WORD = re.compile(r"[^\W\d_]+")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")


class Decoded(NamedTuple):
    """A file's characters, the encoding they were read in, and how sure that is (1 where it is not a guess)."""

    text: str
    encoding: str
    confidence: float


def read_plain(data: bytes) -> tuple[Page, ...]:
    """The pages of a text file. Raises DocumentError where the bytes are no text."""
    decoded = decode_text(data)
    name = ENCODING_NAMES[decoded.encoding]
    reason = f"a text file in {name}"
    if decoded.confidence < 1:
        reason = f"a text file that is not valid UTF-8; read as {name}, the likeliest of the older encodings"
    pages = split_pages(decoded.text)
    return tuple(_lines_to_page(number, lines, reason, decoded.confidence) for number, lines in enumerate(pages, 1))


def decode_text(data: bytes) -> Decoded:
    """Bytes to characters: byte order mark, then UTF-8, then UTF-16 by its zero bytes, then the likeliest legacy table.

    >>> decode_text("Қызмет көрсету деңгейі".encode("kz1048"))[:2]
    ('Қызмет көрсету деңгейі', 'kz1048')
    >>> decode_text("Условия использования".encode("cp1251"))[:2]
    ('Условия использования', 'cp1251')
    >>> decode_text("Шарттар".encode("utf-16"))
    Decoded(text='Шарттар', encoding='utf-16', confidence=1.0)
    """
    decoded = _decode_unicode(data) or _guess_legacy(data)
    _refuse_binary(decoded.text)
    return decoded


def _decode_unicode(data: bytes) -> Decoded | None:
    """The text where the bytes say themselves how they are to be read."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    encoding = marked or "utf-8"
    if marked is None and b"\x00" in data[:4096]:
        # in UTF-16 the zero byte of a space or digit is its second byte (little-endian) or its first
        encoding = "utf-16-le" if data[:4096].find(b"\x00") % 2 else "utf-16-be"
    try:
        return Decoded(data.decode(encoding), encoding, 1.0)
    except UnicodeDecodeError as error:
        if marked is not None or (encoding == "utf-8" and _is_mostly_utf8(data)):
            raise DocumentError(
                "undecodable-text",
                f"the text is {ENCODING_NAMES[encoding]} but breaks off or is damaged at byte {error.start}",
                hint="get the file again, or save it as UTF-8 in an editor after mending that place",
            ) from error
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether nearly all bytes above ASCII form UTF-8 characters: a damaged UTF-8 file, not another encoding."""
    high = len(_HIGH_BYTES.findall(data))
    return high > 0 and sum(map(len, _MULTIBYTE.findall(data))) > 0.9 * high


def _guess_legacy(data: bytes) -> Decoded:
    best: Decoded | None = None
    for encoding in LEGACY_ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text[:200_000])
        if best is None or score > best.confidence:
            best = Decoded(text, encoding, score)
    if best is None or best.confidence < LEAST_GUESS_SCORE:
        raise DocumentError(
            "undecodable-text",
            "the bytes are neither UTF-8 nor UTF-16 nor readable in an older Cyrillic encoding",
            hint="save the file as UTF-8 text, or give the document's PDF",
        )
    return best._replace(confidence=min(1.35 * best.confidence, 0.99))


def _plausibility(text: str) -> float:
    """How well words hang together, 0..1 (good text: 0.8): one script a word, frequent letters, capitals in place.

    The letters of a wrong table are rare ones, stand in the wrong case (KOI8-R read as Windows-1251 turns case around),
    or are Cyrillic inside a Latin word.
    """
    total = score = 0.0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        lower = word.lower()
        cyrillic = sum(letter in CYRILLIC_LETTERS for letter in lower)
        frequent = sum(letter in FREQUENT_LETTERS for letter in lower)
        total += len(word)
        if cyrillic == len(word):
            case = 1.0 if word[1:].islower() or len(word) == 1 else 0.7 if word.isupper() else 0.2
            score += case * (cyrillic + frequent) / 2
        elif cyrillic == 0 and any(letter.isascii() for letter in word):
            score += 0.8 * len(word)
    strange = sum(ord(char) > 127 and unicodedata.category(char) in {"Cc", "So", "Sk"} for char in text)
    if total == 0:
        return 0.6 if strange == 0 else 0.0
    return score / (total + 3 * strange)


def _refuse_binary(text: str) -> None:
    controls = sum(char < " " and char not in "\t\n\v\f\r\x1a\x1b" for char in text)
    if controls > MOST_CONTROL_SHARE * len(text):
        raise DocumentError(
            "undecodable-text",
            f"the file is not text: {controls} of its {len(text)} characters are control characters",
            hint="give a PDF, a page image or a plain text file",
        )


def split_pages(text: str) -> list[list[str]]:
    r"""The lines of each page, without their line ends and trailing blanks; blank lines at page ends are left out.

    Form feeds end pages. Where a text has none, a run of blank lines does, if that makes pages and not paragraphs.

    >>> split_pages("1. Мәні\n  мәтін \n\f2. Тәртібі\n")
    [['1. Мәні', '  мәтін'], ['2. Тәртібі']]
    >>> split_pages("а\n\n\n\nб")
    [['а', '', '', '', 'б']]
    """
    if "\f" in text:
        chunks = [[line.rstrip() for line in _LINE_END.split(chunk)] for chunk in text.split("\f")]
        if not any(chunks[-1]):
            chunks.pop()
        return [_without_blank_end(lines) for lines in chunks]
    lines = _without_blank_end([line.rstrip() for line in _LINE_END.split(text)])
    pages = _split_at_blank_runs(lines)
    body = sorted(len(page) for page in pages[:-1])
    if body and body[len(body) // 2] < LEAST_MEDIAN_PAGE_LINES:
        return [lines]
    return pages


def _split_at_blank_runs(lines: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    blanks = 0
    for line in lines:
        if not line:
            blanks += 1
            continue
        if blanks >= _count_page_end(pages[-1]):
            pages.append([])
        else:
            pages[-1].extend([""] * blanks)
        pages[-1].append(line)
        blanks = 0
    return pages


def _count_page_end(page: Sequence[str]) -> int | float:
    """How many blank lines after these lines end the page: none do before the first text."""
    if not any(page):
        return inf
    if len(page) > 1 and not page[-2] and _LINK.fullmatch(page[-1]):
        return PAGE_END_BLANK_LINES_AFTER_LINK
    return PAGE_END_BLANK_LINES


def _without_blank_end(lines: list[str]) -> list[str]:
    stop = len(lines)
    while stop and not lines[stop - 1]:
        stop -= 1
    return lines[:stop]


def _lines_to_page(number: int, lines: Sequence[str], reason: str, confidence: float) -> Page:
    records = tuple(_text_to_line(number, index, text, confidence) for index, text in enumerate(lines) if text)
    grids, rest = find_plain_grids(records)
    return Page(
        number=number,
        width=max((line.origin.bbox[2] for line in records), default=0.0),
        height=len(lines) * LINE_HEIGHT,
        text_origin="plain-text",
        reason=reason,
        confidence=confidence,
        lines=rest,
        grids=grids,
        blank_reason=None if records else "the page has no text",
    )


def _text_to_line(page: int, line_index: int, text: str, confidence: float) -> Line:
    width = len(text.expandtabs(TAB_STOP))
    indent = width - len(text.expandtabs(TAB_STOP).lstrip())
    top = line_index * LINE_HEIGHT
    box = (indent * CHARACTER_WIDTH, top, width * CHARACTER_WIDTH, top + LINE_HEIGHT)
    return Line(raw=text, text=text, origin=Origin(page=page, bbox=box), confidence=confidence)
