"""Text whose bytes were read with the wrong code page: finding which, and reading it again."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.languages.letters import KAZAKH_ALPHABET, MISREADINGS, Misreading
from pipeline.languages.lexicon import load_words

# raised figures and fractions count among \w, but make no words: "месяц¹" is a word with a footnote's mark
WORD = re.compile(r"[^\W\d_²³¹¼½¾⁰-₟]+")
# Letters of other alphabets, line drawing, signs: what misread bytes look like. Ukrainian, Macedonian and French have
# some of them too; whether rereading makes words decides.
UNUSUAL = re.compile(
    "[\u0080-\u009f\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00ffŠšŽžŒœŸƒЂ-ЅЇ-Џђ-ѕї-џҐґ\u2500-\u259f†‡‰™€Ѐѐѝ]"
)
# KOI8-R and Windows-1251 taken for each other: letters stay letters, and small ones become capitals.
SWAPPED_CASE = re.compile("(?<![^\\W\\d_])[а-я]?[А-Я]{3,}(?![^\\W\\d_])")
SAMPLE_LINES = 60
# The first bytes in UTF-8 of no-break blanks and French quotes, of Cyrillic, of dashes and quotes.
UTF8_LEADS = (0xC2, 0xD0, 0xD1, 0xD2, 0xD3, 0xE2)
# What Kazakh and Russian text has beyond ASCII.
WRITTEN = frozenset(KAZAKH_ALPHABET + KAZAKH_ALPHABET.upper() + "«»–—‘’“”„…•·№§©®°×₸€\u00a0\u00ad")
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
        return _utf8_pattern(misreading.read_as).sub(lambda match: _decode_utf8(match[0], misreading.read_as), text)
    return text.translate(_letters_table(misreading))


def _decode_utf8(shown: str, read_as: str) -> str:
    """One character of UTF-8 that shows as two or three; "ЛІ" in "ПАЛІТРА" would be "˲", which nobody writes."""
    bytes_of = _shown_bytes(read_as)
    character = bytes(bytes_of[one] for one in shown).decode("utf-8", errors="replace")
    return character if character in WRITTEN or character in _misread_twice() else shown


@cache
def _misread_twice() -> frozenset[str]:
    """What text shows as that was misread before: each code page's signs for UTF-8's bytes of what is written."""
    pages = {misreading.read_as for misreading in MISREADINGS if misreading.really == "utf-8"}
    return frozenset(
        character
        for page in pages
        for character, byte in _shown_bytes(page).items()
        if byte <= 0xBF or byte in UTF8_LEADS
    )


@cache
def _shown_bytes(code_page: str) -> dict[str, int]:
    """What the code page shows the bytes from 0x80 as; a byte that it leaves undefined shows as a control character."""
    shown = {}
    for byte in range(0x80, 0x100):
        try:
            shown[bytes((byte,)).decode(code_page)] = byte
        except UnicodeDecodeError:
            shown[chr(byte)] = byte
    return shown


@cache
def _letters_table(misreading: Misreading) -> dict[int, str]:
    """For each character as shown the one that it is; bytes that the right code page leaves undefined are left out."""
    table = {}
    for character, byte in _shown_bytes(misreading.read_as).items():
        try:
            table[ord(character)] = bytes((byte,)).decode(misreading.really)
        except UnicodeDecodeError:
            continue
    return table


@cache
def _utf8_pattern(read_as: str) -> re.Pattern[str]:
    """UTF-8 as the code page shows it: two bytes for a letter, three for a dash, a quote or the number sign."""
    shown = _shown_bytes(read_as)

    def among(low: int, high: int) -> str:
        return "[" + re.escape("".join(character for character, byte in shown.items() if low <= byte <= high)) + "]"

    later = among(0x80, 0xBF)
    return re.compile(f"{among(0xC2, 0xDF)}{later}|{among(0xE1, 0xEF)}{later}{later}")


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
            other = reread(line, misreading)
            if other != line:
                old, new = changed_parts(line, other)
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
    lines = [line for line in lines if not line.isascii() and is_unusual(line)]
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
    return inner != lines and find_misreading(inner) is not None


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
