"""Text whose bytes were read with the wrong code page: finding which, and reading it again."""

import re
from collections.abc import Iterable, Sequence

from pipeline.languages.letters import MISREADINGS, Misreading
from pipeline.languages.lexicon import load_words

WORD = re.compile(r"[^\W\d_]+")
# Letters of other alphabets, line drawing, signs: what misread bytes look like. Ukrainian, Macedonian and French have
# some of them too; whether rereading makes words decides.
UNUSUAL = re.compile(
    "[\u0080-\u009f\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00ffŠšŽžŒœŸƒЂ-ЅЇ-Џђ-ѕї-џҐґ\u2500-\u259f†‡‰™€Ѐѐѝ]"
)
# KOI8-R and Windows-1251 taken for each other: letters stay letters, and small ones become capitals.
SWAPPED_CASE = re.compile("(?<![^\\W\\d_])[а-я]?[А-Я]{3,}(?![^\\W\\d_])")
SAMPLE_LINES = 200
# Rereading must make words of this share of what it changes, and gain this much over what stood there.
KNOWN_SHARE = 0.5
KNOWN_GAIN = 0.3
LEAST_LETTERS = 5
LAYERS = 3


def reread(text: str, misreading: Misreading) -> str:
    """Take the text back to bytes and read them right; what is no such text stays as it is.

    >>> reread("Ќазаќстан Республикасы", Misreading(read_as="cp1251", really="kz1048"))
    'Қазақстан Республикасы'
    >>> reread("РљРµР»С–СЃС–Рј: Қазақстан", Misreading(read_as="cp1251", really="utf-8"))
    'Келісім: Қазақстан'
    """
    if misreading.really == "utf-8":
        return _reread_utf8(text, misreading.read_as)
    return "".join(_reread_character(character, misreading) for character in text)


def _byte(character: str, code_page: str) -> int | None:
    """The byte that the code page shows as this character; control characters stand for bytes it leaves undefined."""
    try:
        return character.encode(code_page)[0]
    except UnicodeEncodeError:
        return ord(character) if "\x80" <= character <= "\x9f" else None


def _reread_character(character: str, misreading: Misreading) -> str:
    if character.isascii():
        return character
    byte = _byte(character, misreading.read_as)
    if byte is None:
        return character
    try:
        return bytes((byte,)).decode(misreading.really)
    except UnicodeDecodeError:
        return character


def _reread_utf8(text: str, read_as: str) -> str:
    found: list[str] = []
    data = [None if character.isascii() else _byte(character, read_as) for character in text]
    index = 0
    while index < len(text):
        lead = data[index]
        length = _utf8_length(lead)
        group = [byte for byte in data[index : index + length] if byte is not None]
        character = text[index]
        if length > 1 and len(group) == length and all(0x80 <= byte <= 0xBF for byte in group[1:]):
            character = bytes(group).decode("utf-8", errors="replace")
        else:
            length = 1
        found.append(character)
        index += length
    return "".join(found)


def _utf8_length(lead: int | None) -> int:
    """How many bytes a character takes: two for Cyrillic and Latin letters, three for dashes and quotes."""
    if lead is None or lead < 0xC2:
        return 1
    return 2 if lead <= 0xDF else 3 if 0xE1 <= lead <= 0xEF else 1


def known_letters(words: Iterable[str]) -> int:
    """How many letters stand in words that are Kazakh or Russian."""
    kazakh, russian = load_words("kk"), load_words("ru")
    return sum(len(word) for word in words if len(word) > 2 and (word in kazakh or word in russian))


def find_misreading(lines: Sequence[str]) -> Misreading | None:
    """Which misreading turned Kazakh or Russian into this text, or None.

    >>> find_misreading(["Êàçàõñòàí Ðåñïóáëèêàñû"]).read_as
    'cp1252'
    >>> find_misreading(["Château d’Ürümqi", "Їжа для всіх", "Қазақстан"]) is None
    True
    """
    sample = [line for line in lines if not line.isascii() and is_unusual(line)][:SAMPLE_LINES]
    best: tuple[int, Misreading] | None = None
    for misreading in MISREADINGS:
        before: list[str] = []
        after: list[str] = []
        for line in sample:
            old, new = changed_parts(line, reread(line, misreading))
            before += old
            after += new
        known = known_letters(word for part in after for word in WORD.findall(part))
        if known < LEAST_LETTERS or count_unusual(after) > count_unusual(before):
            continue
        if known_share(after) >= max(KNOWN_SHARE, known_share(before) + KNOWN_GAIN) and (not best or known > best[0]):
            best = known, misreading
    return best[1] if best else None


def known_share(parts: Sequence[str]) -> float:
    """Which share of the letters and odd signs stands in known words; 0 for nothing."""
    whole = sum(1 for part in parts for character in part if character.isalpha() or not character.isascii())
    return known_letters(word for part in parts for word in WORD.findall(part)) / whole if whole else 0.0


def count_unusual(parts: Iterable[str]) -> int:
    """How many unusual characters there are."""
    return sum(len(UNUSUAL.findall(part)) for part in parts)


def is_unusual(line: str) -> bool:
    """Whether rereading is worth a try."""
    return bool(UNUSUAL.search(line) or SWAPPED_CASE.search(line))


def changed_parts(before: str, after: str) -> tuple[list[str], list[str]]:
    """What stands between the blanks of a line, before and after, where rereading changed it."""
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):
        return [before], [after]
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return [a for a, _ in pairs], [b for _, b in pairs]


def find_misreadings(lines: Sequence[str]) -> tuple[Misreading, ...]:
    """All misreadings of a text, outermost first: text can be misread twice.

    >>> twice = "Қазақстан".encode().decode("cp1251").encode().decode("cp1251")
    >>> [misreading.really for misreading in find_misreadings([twice])]
    ['utf-8', 'utf-8']
    """
    found: list[Misreading] = []
    for _ in range(LAYERS):
        misreading = find_misreading(lines)
        if misreading is None:
            # the outer of two layers shows no words yet: look one deeper
            misreading = next((one for one in MISREADINGS if found == [] and _is_outer_layer(lines, one)), None)
        if misreading is None:
            break
        found.append(misreading)
        lines = [mend_misreading(line, misreading) for line in lines]
    return tuple(found)


def _is_outer_layer(lines: Sequence[str], misreading: Misreading) -> bool:
    if misreading.really != "utf-8":
        return False
    inner = [reread(line, misreading) for line in lines if is_unusual(line)]
    return any(a != b for a, b in zip(inner, lines, strict=False)) and find_misreading(inner) is not None


def mend_misreading(line: str, misreading: Misreading) -> str:
    """One line of a text that was misread; a line that rereading makes worse stays.

    >>> mend_misreading("Қазақстан", Misreading(read_as="cp1251", really="kz1048"))
    'Қазақстан'
    """
    if line.isascii():
        return line
    mended = reread(line, misreading)
    if misreading.really == "utf-8":
        # right text is no valid UTF-8 and has stayed as it is
        return mended
    old, new = changed_parts(line, mended)
    share = known_share(old)
    return mended if share == 0 or known_share(new) > share else line
