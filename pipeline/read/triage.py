"""Which reader for which page, and why: how far a PDF's text layer can be trusted.

A layer lies where its fonts carry no or a wrong table of characters, or where an earlier OCR read the page in the wrong
language. Such text is Latin with capitals, digits and signs inside words, letters of scripts that the page does not
have, or control characters. Look-alikes (Latin `a` in a Cyrillic word) and text in a wrong but known code table are no
reason to doubt the layer: repair mends them without guessing.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

Reader = Literal["text-layer", "ocr", "blank"]

# Latin letters that stand for a Cyrillic one of the same shape in text typed or converted carelessly
LOOK_ALIKES = frozenset("aceopxyhijsABCEHKMOPTXYIJSəƏöÖøØëËïÏğĞ")
VOWELS = frozenset("aeiouyаеёиоуыэюяәөұүіəıäöüáéíóúâêîôûàèìòùãõåæøýœēīūğ")

# The layer's score falls by this much for each share of letters in broken words. A good page has at most 3 % of them
# (product names), pages read in the wrong language 45-75 %.
BROKEN_WEIGHT = 1.5
# fewer letters say nothing about a layer: a table of figures, a page number
LEAST_LETTERS = 40
# an image of this share of the page is a scan of the page; text over it is an OCR's if hidden, else a stamp if short
PAGE_IMAGE_SHARE = 0.5
LEAST_WORDS_OVER_IMAGE = 30
HIDDEN_SHARE = 0.5
SIDEWAYS_SHARE = 0.5
UNMAPPED_SHARE = 0.2
# letters drawn as outlines: a page of them has thousands of paths; the rules and boxes of an empty form, dozens
OUTLINE_PATHS = 150
NOTABLE_IMAGE_SHARE = 0.1

_TOKEN = re.compile(r"\S+")
_SET_ASIDE = re.compile(r"@|://|^www\.|[({\[].*[)}\]]|[=<>_]|\w\.\w|^[0-9A-Fa-f-]{6,}$")
_EDGES = "«»“”„\"'’‘()[]{}.,;:!?…—–-•·*/\\"
_PARTS = re.compile(r"[-–—/,.:;()«»„“”\"'’‘+&]+")
_CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІЂ-Џ"
_INNER_CAPITAL = re.compile(rf"[^\W\d_{_CAPITALS}][{_CAPITALS}]")
_HUMP = re.compile(rf"[{_CAPITALS}]+(?![^\W\d_{_CAPITALS}])|[{_CAPITALS}]?[^\W\d_{_CAPITALS}]+")
_INNER_DIGIT = re.compile(r"[^\W\d_]\d[^\W\d_]|^[3690][a-z]{3,}$")
_INNER_SIGN = re.compile(r"[^\W\d_][¢©®¥£§~^*%!{}<>#$¬¦°±¶º»«?]+[^\W\d_]")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_CONSONANT_RUN = 6


class Looks(Protocol):
    """What triage wants to know of a page; `text_layer.Probe` has it."""

    @property
    def text(self) -> str: ...
    @property
    def hidden_share(self) -> float: ...
    @property
    def unmapped_share(self) -> float: ...
    @property
    def image_share(self) -> float: ...
    @property
    def image_count(self) -> int: ...
    @property
    def path_count(self) -> int: ...
    @property
    def sideways_share(self) -> float: ...


class Choice(NamedTuple):
    """The reader for a page, why in words, and the layer's score (None: there is no layer)."""

    reader: Reader
    reason: str
    trust: float | None


class Trust(NamedTuple):
    """The score of a layer's text, 0..1, and what speaks against it with an example each."""

    score: float
    evidence: tuple[str, ...]


def choose_reader(page: Looks, threshold: float) -> Choice:
    """Text layer or page image, by what a quick look tells; `threshold` is the least score of a layer to be used."""
    if not page.text.strip():
        return _choose_without_layer(page)
    trust = score_text(page.text)
    if page.unmapped_share >= UNMAPPED_SHARE:
        trust = trust._replace(score=round(trust.score * (1 - page.unmapped_share), 4))
    for find_doubt in DOUBTS:
        doubt = find_doubt(page, trust, threshold)
        if doubt is not None:
            return Choice("ocr", doubt, trust.score)
    note = ""
    if page.image_share >= NOTABLE_IMAGE_SHARE:
        note = f"; images on {round(100 * page.image_share)} % of the page are not read"
    return Choice("text-layer", f"the text layer is sound{_describe(trust)}{note}", trust.score)


def _choose_without_layer(page: Looks) -> Choice:
    if page.image_count:
        return Choice("ocr", "there is no text layer; the page is an image", None)
    if page.path_count >= OUTLINE_PATHS:
        return Choice("ocr", "there is no text layer; the page is a drawing, perhaps of letters", None)
    return Choice("blank", "there is no text layer and no image", None)


# --- doubts about a layer: what speaks for the page image, in words --------------------------------------------------


def _doubt_hidden(page: Looks, trust: Trust, threshold: float) -> str | None:  # noqa: ARG001
    if page.hidden_share < HIDDEN_SHARE:
        return None
    scanned = page.image_share >= PAGE_IMAGE_SHARE
    where = "under an image of the page, as an OCR leaves them" if scanned else "that nobody can see"
    return f"the text layer holds hidden words {where}{_describe(trust)}"


def _doubt_stamped(page: Looks, trust: Trust, threshold: float) -> str | None:  # noqa: ARG001
    count = len(page.text.split())
    if page.image_share < PAGE_IMAGE_SHARE or count >= LEAST_WORDS_OVER_IMAGE:
        return None
    return f"the page is an image with only {count} words of text over it"


def _doubt_sideways(page: Looks, trust: Trust, threshold: float) -> str | None:  # noqa: ARG001
    return "the text layer runs sideways" if page.sideways_share >= SIDEWAYS_SHARE else None


def _doubt_unmapped(page: Looks, trust: Trust, threshold: float) -> str | None:  # noqa: ARG001
    if page.unmapped_share < UNMAPPED_SHARE:
        return None
    return f"the fonts do not tell what {round(100 * page.unmapped_share)} % of the text layer's characters are"


def _doubt_garbled(page: Looks, trust: Trust, threshold: float) -> str | None:  # noqa: ARG001
    return f"the text layer is garbled{_describe(trust)}" if trust.score < threshold else None


DOUBTS = (_doubt_hidden, _doubt_stamped, _doubt_sideways, _doubt_unmapped, _doubt_garbled)


def _describe(trust: Trust) -> str:
    return f" ({'; '.join(trust.evidence)})" if trust.evidence else ""


def score_text(text: str) -> Trust:
    """How far the text looks like Kazakh, Russian or English: 1 as good as print, 0 nonsense.

    >>> score_text("3.1. Тапсырыс беруші Қызметті Жеке кабинет арқылы рәсімдей алады.").score
    1.0
    >>> score_text("OpblHAayLWbI TancelpblC bepyLlire 6ackapy naHeni 6ap BupTyanbgbl").score
    0.0
    """
    letters = broken = 0.0
    evidence: dict[str, tuple[float, str]] = {}
    for token in _TOKEN.findall(text):
        for part in _split_token(token):
            weight = max(sum(char.isalpha() for char in part), 1 if _is_unprintable(part) else 0)
            letters += weight
            for sign, degree in SIGNS:
                if sign(part):
                    broken += degree * weight
                    name = (sign.__doc__ or "").strip().rstrip(".").lower()
                    total, example = evidence.get(name, (0.0, part))
                    evidence[name] = (total + degree * weight, example)
                    break
    if not letters or (letters < LEAST_LETTERS and broken < letters / 2):
        return Trust(1.0, ())
    worst = sorted(evidence.items(), key=lambda item: (-item[1][0], item[0]))
    notes = tuple(f"{name}: {_shown(example)}" for name, (total, example) in worst[:2] if total > 0.02 * letters)
    return Trust(round(1 - min(1.0, BROKEN_WEIGHT * broken / letters), 4), notes)


def _split_token(token: str) -> list[str]:
    """The words of a token. Addresses, code and hexadecimal are set aside; so is a bullet from the private use area."""
    if len(token) == 1 and unicodedata.category(token) == "Co":
        return []
    if _UNMAPPED.search(token) or _is_unprintable(token):
        return [token]
    if _SET_ASIDE.search(token.strip(_EDGES)):
        return []
    return [part for part in _PARTS.split(token.strip(_EDGES)) if part]


def _shown(example: str) -> str:
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in example[:24])


# --- signs of a broken word: one line of docstring each, which a page's reason quotes --------------------------------


def _is_unprintable(word: str) -> bool:
    """Characters without meaning."""
    if _UNMAPPED.search(word):
        return True
    return any(unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"} or char == "\ufffd" for char in word)


def _has_foreign_letters(word: str) -> bool:
    """Letters of other scripts."""
    strange = [char for char in word if char.isalpha() and _script(char) == "other"]
    if not strange:
        return False
    # a word wholly in Greek or Chinese is a word; phonetic letters (from a table that is off) are none
    blocks = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()}
    return len(blocks) > 1 or any("\u0180" <= char <= "\u02ff" for char in strange)


def _is_accented_throughout(word: str) -> bool:
    """Accented letters throughout words."""
    accented = sum("\u00a1" <= char <= "\u00ff" for char in word)
    return len(word) >= 3 and accented > len(word) / 2


def _mixes_scripts(word: str) -> bool:
    """Latin letters inside Cyrillic words."""
    scripts = {_script(char) for char in word if char.isalpha() and char not in LOOK_ALIKES}
    return {"latin", "cyrillic"} <= scripts


def _has_inner_capitals(word: str) -> bool:
    """Capitals inside words."""
    if not _INNER_CAPITAL.search(word):
        return False
    humps = _HUMP.findall(word)
    if _script(word[0]) == "cyrillic" and word[1:].isupper():
        return True  # case turned around: "оПХБЕР"
    return any(len(hump) < 2 for hump in humps[1:]) or (len(humps) > 1 and any(len(hump) < 3 for hump in humps[:-1]))


def _has_humps(word: str) -> bool:
    """Capitals inside words."""
    return _INNER_CAPITAL.search(word) is not None


def _has_inner_digits(word: str) -> bool:
    """Digits inside words."""
    return len(word) > 3 and _INNER_DIGIT.search(word) is not None


def _has_inner_signs(word: str) -> bool:
    """Signs inside words."""
    return _INNER_SIGN.search(word) is not None


def _is_unpronounceable(word: str) -> bool:
    """Words that nobody can speak."""
    if len(word) < 5 or not word.isalpha() or word.isupper() or _script(word[0]) == "other":
        return False
    run = longest = 0
    for char in word.lower():
        run = 0 if char in VOWELS else run + 1
        longest = max(longest, run)
    return longest >= _CONSONANT_RUN or longest == len(word)


def _script(char: str) -> str:
    if char.isascii() or "\u00c0" <= char <= "\u017f" or char in "əƏªº":
        return "latin"
    return "cyrillic" if "\u0400" <= char <= "\u052f" else "other"


# sign -> how much of the word's letters it spoils; the first that holds counts
SIGNS: tuple[tuple[Callable[[str], bool], float], ...] = (
    (_is_unprintable, 1.0),
    (_has_foreign_letters, 1.0),
    (_is_accented_throughout, 1.0),
    (_mixes_scripts, 1.0),
    (_has_inner_capitals, 1.0),
    (_has_inner_digits, 1.0),
    (_has_inner_signs, 1.0),
    (_has_humps, 0.4),
    (_is_unpronounceable, 0.7),
)
