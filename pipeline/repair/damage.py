"""What can be wrong with a text, told from the text alone: characters by patterns, lines by those around them."""

import re
from collections.abc import Sequence
from itertools import accumulate

from pipeline.languages.letters import LATIN_TO_CYRILLIC, NAMES_TYPED_IN_CYRILLIC, PRIVATE_BULLETS
from pipeline.languages.lexicon import load_words
from pipeline.model import Record


class Suspect(Record, frozen=True, kw_only=True):
    """A line that OCR in the wrong language seems to have left; `score` is 0..1, how sure we are."""

    line_index: int
    score: float


# --- characters ------------------------------------------------------------------------------------------------------

LATIN = "A-Za-zƏəƟɵ"
# Cyrillic with its Kazakh letters; beyond U+052F nothing is used in Kazakhstan.
CYRILLIC = "\u0400-\u052f"
WORD = re.compile(r"[^\W\d_]+")
LATIN_PAIR = re.compile(f"[{LATIN}]{{2}}")
CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]")
MIXED_WORD = re.compile(
    rf"[^\W\d_]*(?:[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}])[^\W\d_]*|[^\W\d_]*[ƏəƟɵӈӇӊӉӄӃӷӶѳѲӏ][^\W\d_]*"
)
PRIVATE_BULLET = re.compile(rf"[{''.join(sorted(PRIVATE_BULLETS))}]")
# A letter that is its own code point, written as base letter and accent; "˘" is the accent as a sign of its own.
DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+|[ИиУу]\u02d8")
# Characters that print nothing: zero-width blanks, byte order marks, C0 controls, directional marks. A joiner (U+200C,
# U+200D) counts only between letters of alphabets that have no use for it: emoji and Persian need theirs.
INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]"
    rf"|(?<=[{LATIN}{CYRILLIC}])[\u200c\u200d](?=[{LATIN}{CYRILLIC}])"
)
ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# At a line's end a soft hyphen is the printed one: joining lines is for those who know the next line.
SOFT_HYPHEN = re.compile("\u00ad(?=[^\\s])")

# A Cyrillic word typed in Latin look-alikes from end to end; shorter ones are too often English or a formula.
PURE_LOOKALIKE = re.compile(
    rf"(?<![{CYRILLIC}\w@./\\-])[{''.join(LATIN_TO_CYRILLIC)}]{{3,}}(?![{CYRILLIC}\w@/\\]|[.-]\w)"
)
TYPED_NAME = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(sorted(NAMES_TYPED_IN_CYRILLIC))})(?!\w)")
# A dash with a blank on one side only. Hyphens have none on either and are another character.
ONE_SIDED_DASH = re.compile(r"[^\W\d_][—–] | —[^\W\d_]")
# Words long enough to be two; addresses and names of accounts are not looked at.
LONG_WORD = re.compile(rf"(?:(?<![\w@./\\-])|(?<=[^\W\d_]-))[{CYRILLIC}]{{7,60}}(?![\w@])")


# --- OCR in the wrong language ---------------------------------------------------------------------------------------

# What English OCR makes of Cyrillic and English hardly has: a capital after a small letter, a digit inside a word, a
# currency sign beside a letter. 73 % of the words of a page read so; 2 % of Python source, none of an English licence.
STRANGE = re.compile(
    r"[a-zà-ÿ][A-Z]|[A-Za-z][0-9][A-Za-z]|\b[0-9][a-z]{2,}|[A-Z]{2,}[a-z]+[A-Z]"
    r"|[¥¢©][A-Za-z]|[A-Za-z][¥¢©]|[A-Za-z]/[a-z]+[A-Z]|b[lI][nprtmMHK]"
)
# What product names do not have either: "bl" and "b/" for ы, a capital that ends a word, capitals that come and go,
# a digit in a letter's place. 52 % of the words of a page read so, at least 44 % of any twenty of its lines.
PROOF = re.compile(
    r"b[lI][cdgnpqrstmMHKNTA3]|[A-Za-z]b/[A-Za-z]|[a-z][A-Z](?![A-Za-z])|[a-z][A-Z][a-z]+[A-Z]"
    r"|\b[3690](?!(?:rd|th|am|pm|px|pt|hr|nd|st)\b)[A-Za-z]{2,}|[A-Za-z][369][a-z]{2,}"
    r"|[¥¢©][A-Za-z]|[A-Za-z][¥¢©]|[b-df-hj-np-tv-z][HTKMX][b-df-hj-np-tv-z]"
)
# "getElementById" and "PowerShell" are made of these; in garble they are not English.
LATIN_RUN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LATIN_WORD = re.compile(rf"\S*[{LATIN}]\S*")
ADDRESS_OR_CODE = re.compile(r"[@_]|://|^\W*www\.|\.(?:com|org|net|kz|ru)\b|\w\(\w*\)|\w\.[a-z]\w+|\w=", re.IGNORECASE)
# Lines on each side that count as a line's surroundings: about a paragraph.
SURROUNDINGS = 8
# With this share of proof around it a line is certain to be misread.
CERTAIN_SHARE = 0.4
LEAST_PROOFS = 2


def is_strange(word: str) -> bool:
    """Whether a Latin word looks like Cyrillic read as English.

    >>> [is_strange(word) for word in ("KbI3MeTTepAi", "6epyLire", "Lwaptrapsl")]
    [True, True, False]
    >>> [is_strange(word) for word in ("PowerShell", "@PRO_DATA_Support_Bot", "IPv4", "x86-KVM")]
    [False, False, False, False]
    """
    if not STRANGE.search(word) or ADDRESS_OR_CODE.search(word):
        return False
    english = load_words("en")
    parts = LATIN_RUN.findall(word)
    return not (parts and all(len(part) > 1 and part in english for part in parts) and not re.search(r"\d", word))


def is_english(line: str) -> bool:
    """Whether a line is plain English, names aside: nothing strange, most words known, two of four letters or more.

    >>> is_english("more than cloud"), is_english("on OpbIHAayLUbI")
    (True, False)
    """
    if any(is_strange(word) for word in LATIN_WORD.findall(line)):
        return False
    english = load_words("en")
    words = WORD.findall(line)
    known = [word for word in words if word in english]
    return sum(1 for word in known if len(word) >= 4) >= 2 and len(known) >= 0.6 * len(words)


def find_wrong_language(lines: Sequence[str]) -> list[Suspect]:
    """Lines that OCR in the wrong language left.

    Such a line has Latin words and hardly a Cyrillic letter, and stands among words that are strange. Lines of
    English between them stay.

    >>> page = ["KbI3MeTTi XXeke KabuHeT apKbl/ibl 6epe anajbl.", "more than cloud", "24/7/365"]
    >>> [suspect.line_index for suspect in find_wrong_language(page)]
    [0]
    >>> find_wrong_language(["The Provider shall make the Service available 99.9% of the time."])
    []
    """
    latin = {index: words for index, line in enumerate(lines) if (words := _latin_words(line))}
    proofs = [sum(1 for word in words if PROOF.search(word) and is_strange(word)) for words in latin.values()]
    if sum(proofs) < LEAST_PROOFS:
        return []
    proofs_before = [0, *accumulate(proofs)]
    words_before = [0, *accumulate(len(words) for words in latin.values())]
    found = []
    for place, index in enumerate(latin):
        first, last = max(0, place - SURROUNDINGS), min(len(latin), place + SURROUNDINGS + 1)
        share = (proofs_before[last] - proofs_before[first]) / (words_before[last] - words_before[first])
        if share > 0 and not is_english(lines[index]):
            found.append(Suspect(line_index=index, score=min(1.0, share / CERTAIN_SHARE)))
    return found


def _latin_words(line: str) -> list[str]:
    """The Latin words of a line; none where Cyrillic letters show that the language was known."""
    if not LATIN_PAIR.search(line):
        return []
    if len(CYRILLIC_LETTER.findall(line)) * 4 > len(line.strip()):
        return []
    return LATIN_WORD.findall(line)
