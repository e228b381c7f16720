"""Which reader for which page and for which part of it, and why: how far a PDF's text layer can be trusted.

A layer lies where its fonts carry no or a wrong table of characters, or where an earlier OCR read the page in the wrong
language. Every word is looked at once for signs of being broken; the words of the page and those of each font are
counted up, and each kind of damage is told by its counts. A kind has a reason code and a remedy: some damage repair
undoes exactly (look-alikes, text in a wrong but known code table), the rest is read again from the page's picture.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Literal, NamedTuple

from pipeline.languages.letters import KAZAKH_ALPHABET, LATIN_TO_CYRILLIC, MISREADINGS, PRIVATE_BULLETS, Misreading
from pipeline.languages.lexicon import load_words
from pipeline.languages.spelling import odd_share
from pipeline.model import Box, Doubt
from pipeline.read.pdf import Font, Sheet

Reader = Literal["text-layer", "ocr", "blank"]
Remedy = Literal["read-again", "repair"]

# Latin letters that stand for a Cyrillic one of the same shape in text typed or converted carelessly
LOOK_ALIKES = frozenset("aceopxyhijsABCEHKMOPTXYIJSəƏöÖøØëËïÏğĞ")
VOWELS = frozenset("aeiouyаеёиоуыэюяәөұүіıəäöüáéíóúâêîôûàèìòùãõåæøýœēīūğ")
# letters that Kazakh has and Russian has not; an OCR told Russian reads Russian ones for them
KAZAKH_MARKED = frozenset("әғқңөұүһі")
# Cyrillic letters that neither Kazakh nor Russian has
FOREIGN_CYRILLIC = frozenset("ўҳїєґјљњћђџѓќѕүҷӣӯ") - KAZAKH_MARKED

# The score falls by this much for each share of letters in broken words. Sound pages have up to 21 % (price lists read
# by OCR in the right languages), pages half in a broken font 26 %.
BROKEN_WEIGHT = 2.0
# fewer letters say nothing about a layer: a table of figures, a page number
LEAST_LETTERS = 40
LEAST_BROKEN_OF_FEW = 0.4
# an image of this share of the page is a scan of the page; text over it is an OCR's if hidden, else a stamp if short
PAGE_IMAGE_SHARE = 0.5
LEAST_WORDS_OVER_IMAGE = 30
HIDDEN_SHARE = 0.5
ASLANT_SHARE = 0.5
MOST_SLANT = 5  # degrees off a quarter of a circle
UNMAPPED_SHARE = 0.2
# Letters drawn as outlines: a page of them has thousands of paths, or a few with many parts, which are no rectangles;
# the rules and boxes of an empty form are dozens of paths, a logo has a few curved parts.
OUTLINE_PATHS = 150
OUTLINE_PARTS = 20
# A gap between glyphs that ends a word, in font sizes; this and more of a line's height is another line.
WORD_GAP = 0.2
LINE_STEP = 0.6
# pieces of one word in two fonts stand this near, in heights of the text
PIECE_GAP = 0.08
MIXED = -1
BLANKS_OF_TEXT = frozenset(char for char in map(chr, range(0x3001)) if char.isspace())

_TOKEN = re.compile(r"\S+")
_SET_ASIDE = re.compile(r"@|://|^www\.|[({\[].*[)}\]]|[=<>_]|\w\.\w|^[0-9A-Fa-f-]{6,}$")
_EDGES = "«»“”„\"'’‘()[]{}.,;:!?…—–-•·*/\\|"
_APOSTROPHES = frozenset("ʻʼ")  # letters to Python
_PARTS = re.compile(r"[-–—/,.:;()«»„“”\"'’‘ʻʼ+&|]+")
# a key, a checksum, a part number: long and a third of it digits
_IDENTIFIER = re.compile(r"(?=.{8})(?=(?:\D*\d){3})[A-Za-z0-9]+")
_CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІЂ-Џ"
_INNER_CAPITAL = re.compile(rf"[^\W\d_{_CAPITALS}][{_CAPITALS}]")
_HUMP = re.compile(rf"[{_CAPITALS}]+(?![^\W\d_{_CAPITALS}])|[{_CAPITALS}]?[^\W\d_{_CAPITALS}]+")
_PRODUCT = re.compile(r"(?:[a-z]{1,2}|Mc)(?:[A-Z]{2,}|[A-Z][a-z]{2,})|[A-Z]{1,4}[a-z]?[A-Z]{1,4}")
_INNER_DIGIT = re.compile(r"[^\W\d_]\d[^\W\d_]|^[3690][a-z]{3,}$")
_INNER_SIGN = re.compile(r"[^\W\d_][¢©®¥£§~^*%!{}<>#$¬¦°±¶º»«?¤□`\\\\\\[\\]|]+[^\W\d_]")
_LETTER = re.compile(r"[^\W\d_²³¹¼½¾]")
_STRANGE = re.compile(r"[^\x00-\x7fªº\u00c0-\u017f\u0400-\u052fəƏǵǴ]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[\x00-\x7fªº\u00c0-\u017fəƏǵǴ]")
_UNLIKE_LATIN = re.compile(f"(?![{''.join(sorted(LOOK_ALIKES))}])[A-Za-zªº\u00c0-\u017fəƏǵǴ]")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# letters of one script and nothing else, small after the first or capitals throughout: most signs cannot hold for them
_OF_ONE_SCRIPT = re.compile(r"[\u0400-\u052f]+|[A-Za-z]+")
_CONSONANT_RUN = 6


class Choice(NamedTuple):
    """The reader for a page, why in words, the layer's score (None: there is no layer), what speaks against it.

    `again` are the boxes of words that must be read again where the page as a whole is sound.
    """

    reader: Reader
    reason: str
    trust: float | None
    doubts: tuple[Doubt, ...] = ()
    again: tuple[Box, ...] = ()


class Trust(NamedTuple):
    """The score of a text, 0..1, and what speaks against it with an example each."""

    score: float
    evidence: tuple[str, ...]


class LayerWord(NamedTuple):
    """A word of a layer as painted: `font` is an index into the sheet's fonts, `unmapped` its share of such glyphs."""

    text: str
    font: int
    box: Box
    unmapped: float


class Paint(NamedTuple):
    """How a layer is painted: its words, the shares of its glyphs that nobody sees and that run aslant."""

    words: int
    hidden: float
    aslant: float


# --- words of a sheet ------------------------------------------------------------------------------------------------


def sheet_words(sheet: Sheet) -> list[LayerWord]:  # noqa: C901, PLR0912
    """The words in the order of painting: for judging and for places, not for reading."""
    words: list[LayerWord] = []
    texts: list[str] = []  # of the glyphs of the word that is being put together, and what is known of it
    left = top = right = bottom = pen = line = 0.0
    font = turned = lost = 0

    def finish() -> None:
        words.append(LayerWord("".join(texts), font, (left, top, right, bottom), lost / len(texts)))
        texts.clear()

    # unpacked in place, the usual case first: this loop is most of what the gate costs
    for text, x0, y0, x1, y1, size, own, angle, _, unmapped, _ in sheet.glyphs:
        if text in BLANKS_OF_TEXT:
            if texts:
                finish()
            continue
        if texts:
            gap = x0 - pen
            if y1 == line and own == font and not turned and -size <= gap <= WORD_GAP * size:
                texts.append(text)
                pen = x1
                if x1 > right:  # noqa: PLR1730 - a call of max() for each glyph is a tenth of the gate
                    right = x1
                if unmapped:
                    lost += 1
                continue
            if turned:
                ends = angle != turned
            else:
                step = LINE_STEP * (size or 1.0)
                ends = gap > WORD_GAP * size or gap < -size or y1 - line > step or line - y1 > step
            if ends:
                finish()
        if not texts:
            left, top, right, bottom, font, turned, lost = x0, y0, x1, y1, own, angle, 0
        else:
            right, bottom = max(right, x1), max(bottom, y1)
            if own != font:
                font = MIXED
        if unmapped:
            lost += 1
        pen, line = x1, y1
        texts.append(text)
    if texts:
        finish()
    return _join_pieces(words) if len({word.font for word in words}) > 1 else words


def _join_pieces(words: Sequence[LayerWord]) -> list[LayerWord]:
    """Words whole again whose letters come from several fonts and were painted font by font.

    Such a word belongs to no font (`MIXED`).
    """
    joined: list[LayerWord] = []
    for line in _to_lines(words):
        start = len(joined)
        for word in line:
            before = joined[-1] if len(joined) > start else None
            if before is None or before.font == word.font or not _touch(before.box, word.box):
                joined.append(word)
                continue
            x0, top, x1, bottom = before.box
            weight = len(before.text) / (len(before.text) + len(word.text))
            joined[-1] = LayerWord(
                text=before.text + word.text,
                font=MIXED,
                box=(x0, min(top, word.box[1]), max(x1, word.box[2]), max(bottom, word.box[3])),
                unmapped=before.unmapped * weight + word.unmapped * (1 - weight),
            )
    return joined


def _to_lines(words: Iterable[LayerWord]) -> list[list[LayerWord]]:
    """Words by line, left to right. Fonts differ in how far they reach below the line."""
    lines: list[list[LayerWord]] = []
    for word in sorted(words, key=lambda word: word.box[3]):
        if lines and word.box[3] - lines[-1][0].box[3] < LINE_STEP * (word.box[3] - word.box[1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.box[0])
    return lines


def _touch(before: Box, box: Box) -> bool:
    return abs(box[0] - before[2]) < PIECE_GAP * (before[3] - before[1])


# --- what a word tells -----------------------------------------------------------------------------------------------


class Evidence(NamedTuple):
    """What one token tells, in letters. `broken` by sign; the rest are counts of letters of words that are ..."""

    letters: int
    broken: tuple[tuple[str, float], ...] = ()
    vouched: int = 0  # ... in a word list
    cyrillic: int = 0
    known: int = 0  # ... Cyrillic and in a word list
    odd: float = 0.0  # ... of letters that do not follow each other, by their share
    twins: int = 0  # ... Cyrillic with Latin look-alikes
    doubled: int = 0  # ... of letters that each stand twice
    kazakh: int = 0  # ... Kazakh and not Russian
    russian: int = 0  # ... Russian and not Kazakh
    marked: int = 0  # letters that Kazakh has and Russian has not
    foreign: int = 0  # ... Cyrillic of another language, by a letter
    signs: int = 0  # characters without meaning


NOTHING = Evidence(0)


@lru_cache(maxsize=1 << 16)
def weigh_token(token: str) -> Evidence:
    """What a token tells, all its words together."""
    parts = _split_token(token)
    if not parts:
        return NOTHING
    found = [_weigh_word(part) for part in parts]
    if len(found) == 1:
        return found[0]
    return _add(found)


def _add(found: Sequence[Evidence]) -> Evidence:
    broken: defaultdict[str, float] = defaultdict(float)
    letters, signs, *rest = zip(*found, strict=True)
    for sign, weight in chain.from_iterable(signs):
        broken[sign] += weight
    return Evidence(sum(letters), tuple(broken.items()), *map(sum, rest))


def _weigh_word(word: str) -> Evidence:
    plain = word.isalpha()
    if plain and (listed := _weigh_known(word)) is not None:
        return listed
    signs = 0 if word.isprintable() and "\ufffd" not in word else sum(map(_has_no_meaning, word))
    letters = len(word) if plain else len(_LETTER.findall(word))
    weight = max(letters, signs, 1 if "(cid:" in word and _UNMAPPED.search(word) else 0)
    if not weight:
        return NOTHING
    broken: tuple[tuple[str, float], ...] = ()
    even = plain and (word[1:].islower() or word.isupper()) and _OF_ONE_SCRIPT.fullmatch(word) is not None
    for name, sign, degree in SIGNS_OF_EVEN if even else SIGNS:
        if sign(word):
            broken = ((name, degree * weight),)
            break
    lower = word.lower()
    cyrillic = len(_CYRILLIC.findall(lower))
    alike = lower.translate(_TO_CYRILLIC) if cyrillic and not lower.isascii() else lower
    twins = letters if alike != lower and cyrillic and _odd_share(alike) < 0.5 else 0
    is_cyrillic = cyrillic * 2 >= letters > 0
    known = kazakh = russian = marked = foreign = 0
    if is_cyrillic:
        in_kazakh, in_russian = _is_word(alike, "kk"), _is_word(alike, "ru")
        known = letters if in_kazakh or in_russian else 0
        marked = sum([char in KAZAKH_MARKED for char in alike])
        foreign = 0 if FOREIGN_CYRILLIC.isdisjoint(alike) else letters
        kazakh = letters if not foreign and (marked or (in_kazakh and not in_russian)) else 0
        russian = letters if in_russian and not in_kazakh else 0
    return Evidence(
        letters=weight,
        broken=broken,
        vouched=known,
        cyrillic=letters if is_cyrillic else 0,
        known=known,
        odd=_odd_share(alike) * letters if plain and letters >= 3 and not known else 0.0,
        twins=twins,
        doubled=letters if _is_doubled(lower) else 0,
        kazakh=kazakh,
        russian=russian,
        marked=marked,
        foreign=foreign,
        signs=signs,
    )


def _weigh_known(word: str) -> Evidence | None:
    """What a word tells that a word list has, written in small letters, in capitals or with one capital."""
    rest = word[1:]
    if not (rest.islower() or word.isupper()):
        return None
    lower, letters = word.lower(), len(word)
    if lower.isascii():
        return Evidence(letters, vouched=letters) if letters > 2 and lower in load_words("en") else None
    if not "\u0400" <= lower[0] <= "\u052f":
        return None
    in_kazakh, in_russian = lower in load_words("kk"), lower in load_words("ru")
    if not in_kazakh and not in_russian:
        return None
    marked = sum([char in KAZAKH_MARKED for char in lower])
    return Evidence(
        letters=letters,
        vouched=letters,
        cyrillic=letters,
        known=letters,
        kazakh=letters if marked or not in_russian else 0,
        russian=0 if in_kazakh else letters,
        marked=marked,
    )


_odd_share = lru_cache(maxsize=1 << 12)(odd_share)
_TO_CYRILLIC = str.maketrans({latin.lower(): cyrillic.lower() for latin, cyrillic in LATIN_TO_CYRILLIC.items()})


def _is_word(word: str, language: Literal["kk", "ru"]) -> bool:
    return word in load_words(language)


def _is_doubled(word: str) -> bool:
    return len(word) >= 4 and word[::2] == word[1::2]


@lru_cache(maxsize=1 << 12)
def _has_no_meaning(char: str) -> bool:
    return char == "\ufffd" or (unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"} and char not in PRIVATE_BULLETS)


def weigh(tokens: Iterable[str]) -> Evidence:
    """What many tokens tell together."""
    return _add([weigh_token(token) for token in tokens] or [NOTHING])


# --- kinds of damage: what the words of a page or of a font tell together --------------------------------------------


class Group(NamedTuple):
    """The words of a page, or those of one font on it."""

    tokens: tuple[str, ...]
    total: Evidence
    unmapped: float  # share of glyphs whose font does not tell what they are
    threshold: float  # the least score of a layer to be used

    @property
    def letters(self) -> int:
        return self.total.letters

    @property
    def broken(self) -> float:
        return sum(weight for _, weight in self.total.broken)


class Kind(NamedTuple):
    """A kind of damage: `share` of the letters (0 where there is none), what undoes it, words for people."""

    code: str
    remedy: Remedy
    share: Callable[[Group], float]
    message: str


def _unmapped_share(group: Group) -> float:
    # Tesseract's own font has a table that PDFium does not count as one, and reads all the same
    heard = group.total.vouched >= UNHEARD_SHARE * max(1, group.letters)
    return group.unmapped if group.unmapped >= UNMAPPED_SHARE and not heard else 0.0


def _meaningless_share(group: Group) -> float:
    share = group.total.signs / max(1, group.letters)
    return share if share >= LEAST_MEANINGLESS else 0.0


def _doubled_share(group: Group) -> float:
    share = group.total.doubled / max(1, group.letters)
    return share if share >= LEAST_DOUBLED else 0.0


def _misread_share(group: Group) -> float:
    return _share_of_others(group) if _name_misreading_of(group.tokens) else 0.0


def _lost_share(group: Group) -> float:
    return _share_of_others(group) if _name_misreading_of(group.tokens) in LOSING_MISREADINGS else 0.0


def _share_of_others(group: Group) -> float:
    return min(1.0, 1 - group.total.known / max(1, group.letters))


def _flattened_share(group: Group) -> float:
    total = group.total
    rest = total.cyrillic - total.russian
    is_kazakh = (
        rest >= LEAST_LETTERS
        and total.kazakh >= max(LEAST_KAZAKH, KAZAKH_SHARE * rest)
        and 2 * total.kazakh >= total.russian
        and total.foreign * 50 <= rest
    )
    if not is_kazakh or total.marked >= FLATTENED_MARKS * rest:
        return 0.0
    different = {token.strip(_EDGES).lower() for token in group.tokens if weigh_token(token).kazakh}
    return 1.0 if len(different) >= LEAST_KAZAKH_WORDS else 0.0


def _shuffled_share(group: Group) -> float:
    share = group.total.odd / max(1, group.letters)
    least = LEAST_ODD if group.letters >= LEAST_LETTERS else LEAST_ODD_OF_FEW
    return share if share >= least and group.letters >= LEAST_FONT_LETTERS else 0.0


def _garbled_share(group: Group) -> float:
    if group.letters < LEAST_LETTERS and group.broken < LEAST_BROKEN_OF_FEW * group.letters:
        return 0.0
    share = group.broken / max(1, group.letters)
    limit = (1 - group.threshold) / BROKEN_WEIGHT
    if group.total.vouched < UNHEARD_SHARE * group.letters:
        limit = next((least for letters, least in GARBLED_UNHEARD if group.letters >= letters), limit)
    return share if share > limit else 0.0


def _look_alike_share(group: Group) -> float:
    share = group.total.twins / max(1, group.total.cyrillic)
    return share if share >= LEAST_TWINS else 0.0


# A layer's characters without meaning, letters standing twice, and Cyrillic words with Latin twins: shares of letters.
LEAST_MEANINGLESS = 0.1
LEAST_DOUBLED = 0.3
# fewer words with such a character may each be a sign that only its font draws
LEAST_STRAYS = 2
LEAST_TWINS = 0.05
# What makes a text Kazakh: letters in words that only Kazakh has, different such words, their share of what is not
# Russian; and the share of its own letters that it then has at the least (running text: 13-21 %).
LEAST_KAZAKH = 20
LEAST_KAZAKH_WORDS = 3
KAZAKH_SHARE = 0.2
FLATTENED_MARKS = 0.006
# Letters that do not follow each other in any word, by their share: languages without a word list here have up to 8 %
# on a page and 22 % in a heading.
LEAST_ODD = 0.2
LEAST_ODD_OF_FEW = 0.35
# A text whose words hardly a list has (this share of the letters), and the letters in broken words that it may have,
# by its length. Lists of product names have up to 15 %.
UNHEARD_SHARE = 0.3
GARBLED_UNHEARD = ((200, 0.11), (50, 0.2))
LEAST_FONT_LETTERS = 12
LEAST_FLATTENED_LETTERS = 100
# A page whose words lists have, to this share; a font on it that they have not, to this; and then its broken letters.
HEARD_SHARE = 0.6
# Of few letters, more must be broken or odd.
CONTRAST_SHARE = 0.25
GARBLED_CONTRAST = ((12, 0.15), (8, 0.25))
ODD_CONTRAST = ((24, 0.08), (12, 0.2), (8, 0.4))

# in the order in which they are told: the first that holds names the damage
KINDS: tuple[Kind, ...] = (
    Kind("unmapped", "read-again", _unmapped_share, "the font does not tell what its characters are"),
    Kind("letters-lost", "read-again", _lost_share, "text in another code table, some letters shown as blanks"),
    Kind("code-table", "repair", _misread_share, "text in another code table"),
    Kind("no-meaning", "read-again", _meaningless_share, "characters without meaning"),
    Kind("doubled", "read-again", _doubled_share, "every letter stands twice"),
    Kind("garbled", "read-again", _garbled_share, "the text layer is garbled"),
    Kind("shuffled", "read-again", _shuffled_share, "letters that do not follow each other in any word"),
    Kind("flattened", "read-again", _flattened_share, "Kazakh without its own letters"),
    Kind("look-alikes", "repair", _look_alike_share, "Latin look-alikes in Cyrillic words"),
)


GARBLED_FONT, SHUFFLED_FONT, NO_MEANING = (
    next(kind for kind in KINDS if kind.code == code) for code in ("garbled", "shuffled", "no-meaning")
)


def make_group(words: Sequence[LayerWord], threshold: float) -> Group:
    tokens = tuple([word.text for word in words])
    lost = sum([word.unmapped * len(word.text) for word in words if word.unmapped])
    return Group(tokens, weigh(tokens), lost / max(1, sum(map(len, tokens))), threshold)


def join_groups(groups: Sequence[Group]) -> Group:
    """The words of some fonts as one group."""
    tokens = tuple(chain.from_iterable(group.tokens for group in groups))
    counts = [sum(map(len, group.tokens)) for group in groups]
    lost = sum(group.unmapped * count for group, count in zip(groups, counts, strict=True))
    total = _add([group.total for group in groups])
    return Group(tokens, total, lost / max(1, sum(counts)), groups[0].threshold)


def find_kind(group: Group) -> tuple[Kind, float] | None:
    """The damage that a group's words show, and the share of the letters that are broken."""
    for kind in KINDS:
        share = kind.share(group)
        if share > 0:
            return kind, min(1.0, share)
    return None


# --- text in a wrong but known code table ----------------------------------------------------------------------------

# tokens that no word list has and that are not plain Latin are tried in each pair of code tables
SAMPLE_TOKENS = 30
LEAST_STRANGE = 0.25
# short words are known by chance
LEAST_SAMPLE_TOKEN = 4
LEAST_SAMPLE_LETTERS = 10
LEAST_KNOWN = 0.5
BLANKS = "\u00a0\u00ad"


def name_misreading(tokens: Sequence[str]) -> str:
    """The code tables that a text's bytes were taken for each other in, "cp1252 for kz1048"; empty where in none.

    >>> name_misreading("Òàïñûðûñ áåðóø³ òåõíèêàëûê Êîìïàíèÿ ïðåäîñòàâëÿåò óñëóãè".split())
    'cp1252 for kz1048'
    >>> name_misreading("Исполнитель обязуется оказывать услуги Заказчику".split())
    ''
    """
    strange = [token for token in tokens if not token.isascii() and weigh_token(token).known == 0]
    if sum(map(len, strange)) < LEAST_STRANGE * sum(map(len, tokens)):
        return ""
    # decoding makes no token longer; after the long ones it is sooner clear that too few are known
    sample = tuple(
        sorted((token for token in strange[:SAMPLE_TOKENS] if len(token) >= LEAST_SAMPLE_TOKEN), key=len)[::-1]
    )
    return _name_misreading(sample) if sum(map(len, sample)) >= LEAST_SAMPLE_LETTERS else ""


# two kinds of damage ask it of the same words
_name_misreading_of = lru_cache(maxsize=8)(name_misreading)


@lru_cache(maxsize=64)
def _name_misreading(tokens: tuple[str, ...]) -> str:
    best, name = LEAST_KNOWN, ""
    text = "\n".join(tokens)
    shown = {read_as: _to_bytes(text, read_as) for read_as in dict.fromkeys(item.read_as for item in MISREADINGS)}
    for misreading in MISREADINGS:
        data = shown[misreading.read_as]
        if data.isascii():
            continue
        decoded = data.decode(misreading.really, errors="replace")
        if len(_CYRILLIC.findall(decoded)) < LEAST_SAMPLE_LETTERS:
            continue
        share = _share_known(decoded.split("\n"), best)
        if share > best:
            best, name = share, f"{misreading.read_as} for {misreading.really}"
    return name


def _share_known(tokens: Sequence[str], least: float) -> float:
    """The share of the letters that stand in Kazakh or Russian words; 0 as soon as it cannot exceed `least`."""
    count = known = 0
    rest = sum(map(len, tokens))
    for token in tokens:
        rest -= len(token)
        if len(token) < LEAST_SAMPLE_TOKEN:
            continue
        for word in (token,) if "\ufffd" in token else _split_token(token):
            letters = len(word) if word.isalpha() else len(_LETTER.findall(word))
            count += letters
            known += letters if _is_cyrillic_word(word.lower()) else 0
        if known + rest <= least * (count + rest):
            return 0.0
    return known / count if known >= LEAST_SAMPLE_LETTERS else 0.0


def _loses_letters(misreading: Misreading) -> bool:
    """Whether the table that is shown has a blank or a soft hyphen where the real one has a letter."""
    return any(
        bytes([byte]).decode(misreading.read_as, "replace") in BLANKS
        and bytes([byte]).decode(misreading.really, "replace") in KAZAKH_ALPHABET
        for byte in range(0x80, 0x100)
    )


LOSING_MISREADINGS = frozenset(f"{item.read_as} for {item.really}" for item in MISREADINGS if _loses_letters(item))


def _to_bytes(text: str, table: str) -> bytes:
    return text.translate(_shown_bytes(table)).encode("latin-1", errors="replace")


@cache
def _shown_bytes(table: str) -> dict[int, int]:
    """The byte of each character of a code table; bytes without a letter come out as control characters."""
    characters = {}
    for byte in range(0x80, 0x100):
        try:
            characters[ord(bytes([byte]).decode(table))] = byte
        except UnicodeDecodeError:
            continue
    # a character of Latin-1 that the table has not is no byte of it
    return dict.fromkeys(range(0xA0, 0x100), ord("?")) | characters


@lru_cache(maxsize=1 << 12)
def _is_cyrillic_word(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u052f" and (_is_word(word, "kk") or _is_word(word, "ru"))


# --- a page ----------------------------------------------------------------------------------------------------------


def choose_reader(sheet: Sheet, threshold: float) -> Choice:
    """Text layer or page image, for the page and its parts; `threshold` is the least score of a layer to be used."""
    words = sheet_words(sheet)
    if not words:
        return _choose_without_layer(sheet)
    by_font: defaultdict[int, list[LayerWord]] = defaultdict(list)
    for word in words:
        by_font[word.font].append(word)
    groups = {font: make_group(own, threshold) for font, own in by_font.items()}
    group = join_groups(list(groups.values()))._replace(tokens=tuple([word.text for word in words]))
    trust = score_group(group)
    found = find_kind(group)
    doubts: list[Doubt] = []
    if found is not None:
        kind, share = found
        doubts.append(Doubt(code=kind.code, message=f"{kind.message}{_describe(trust)}", share=round(share, 4)))
        if kind.remedy == "read-again":
            trust = trust._replace(score=min(trust.score, round(1 - share, 4), threshold / 2))
            return Choice("ocr", doubts[0].message, trust.score, tuple(doubts))
    count = len(sheet.glyphs)
    paint = Paint(
        words=len(words),
        hidden=sum(map(itemgetter(8), sheet.glyphs)) / count,
        aslant=sum(n for angle, n in Counter(map(itemgetter(7), sheet.glyphs)).items() if _is_aslant(angle)) / count,
    )
    for find_doubt in PAGE_DOUBTS:
        doubt = find_doubt(sheet, paint)
        if doubt is not None:
            reason = f"{doubt.message}{_describe(trust)}"
            return Choice("ocr", reason, trust.score, (*doubts, doubt))
    again: list[Box] = []
    for doubt, remedy in _doubt_fonts(sheet.fonts, by_font, groups, group):
        doubts.append(doubt)
        again += doubt.boxes if remedy == "read-again" else ()
    strays = _find_strays(words, again)
    if strays:
        boxes = tuple(word.box for word in strays)
        share = sum(len(word.text) for word in strays) / sum(len(word.text) for word in words)
        message = f"{NO_MEANING.message} here and there"
        doubts.append(Doubt(code=NO_MEANING.code, message=message, share=round(share, 4), boxes=boxes))
        again += boxes
    reason = (
        f"the text layer is sound{_describe(trust)}" if not doubts else "; ".join(doubt.message for doubt in doubts)
    )
    if again:
        reason += "; their words are read again from the page's picture"
    return Choice("text-layer", reason, trust.score, tuple(doubts), tuple(again))


def _doubt_fonts(
    fonts: Sequence[Font], by_font: dict[int, list[LayerWord]], groups: dict[int, Group], page: Group
) -> Iterator[tuple[Doubt, Remedy]]:
    """What is wrong with the words of single fonts, and what undoes it."""
    characters = sum(map(len, page.tokens))
    for font, (kind, share) in _find_damaged_fonts(groups, page):
        boxes = tuple(word.box for word in by_font[font])
        name = fonts[font].name or "without a name"
        message = f"{kind.message} (font {name})"
        share_of_page = share * sum(map(len, groups[font].tokens)) / characters
        doubt = Doubt(code=kind.code, message=message, named={"font": name}, share=round(share_of_page, 4), boxes=boxes)
        yield doubt, kind.remedy


def _find_damaged_fonts(groups: dict[int, Group], page: Group) -> Iterator[tuple[int, tuple[Kind, float]]]:
    """Fonts whose own words are damaged on a page that is sound."""
    if len(groups) < 2:
        return
    heard = page.total.vouched >= HEARD_SHARE * page.letters
    for font, group in sorted(groups.items()):
        if font == MIXED:
            continue
        part = find_kind(group)
        if part is None and heard:
            part = _find_contrast(group)
        # words with Kazakh letters may all be among those of several fonts, and a heading may have none
        few = MIXED in groups or group.letters < LEAST_FLATTENED_LETTERS
        if part is not None and not (few and part[0].code == "flattened"):
            yield font, part


def _find_contrast(group: Group) -> tuple[Kind, float] | None:
    """Damage to a few words that no list has, on a page whose other words are known."""
    letters = group.letters
    if not letters or group.total.vouched >= CONTRAST_SHARE * letters:
        return None
    for kind, weight, limits in (
        (GARBLED_FONT, group.broken, GARBLED_CONTRAST),
        (SHUFFLED_FONT, group.total.odd, ODD_CONTRAST),
    ):
        limit = next((limit for least, limit in limits if letters >= least), 1.0)
        if weight / letters > limit:
            return kind, weight / letters
    return None


def _find_strays(words: Sequence[LayerWord], known: Sequence[Box]) -> list[LayerWord]:
    """Words with a character without meaning, here and there on a page that is sound."""
    strays = [word for word in words if weigh_token(word.text).signs and word.box not in known]
    return strays if len(strays) >= LEAST_STRAYS else []


def _picture_share(sheet: Sheet) -> float:
    area = max(1.0, sheet.width * sheet.height)
    return min(1.0, sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in sheet.pictures) / area)


def _choose_without_layer(sheet: Sheet) -> Choice:
    if sheet.pictures:
        return Choice("ocr", "there is no text layer; the page is an image", None)
    if sheet.path_count >= OUTLINE_PATHS or sum(not fill.square for fill in sheet.fills) >= OUTLINE_PARTS:
        return Choice("ocr", "there is no text layer; the page is a drawing, perhaps of letters", None)
    return Choice("blank", "there is no text layer and no image", None)


# --- doubts about a whole layer, by how it is painted ----------------------------------------------------------------


def _doubt_hidden(sheet: Sheet, paint: Paint) -> Doubt | None:
    if paint.hidden < HIDDEN_SHARE:
        return None
    scanned = _picture_share(sheet) >= PAGE_IMAGE_SHARE
    where = "under an image of the page, as an OCR leaves them" if scanned else "that nobody can see"
    return Doubt(code="hidden", message=f"the text layer holds hidden words {where}", share=round(paint.hidden, 4))


def _doubt_stamped(sheet: Sheet, paint: Paint) -> Doubt | None:
    if _picture_share(sheet) < PAGE_IMAGE_SHARE or paint.words >= LEAST_WORDS_OVER_IMAGE:
        return None
    message = f"the page is an image with only {paint.words} words of text over it"
    return Doubt(code="stamped", message=message, named={"count": str(paint.words)}, share=1.0)


def _doubt_aslant(sheet: Sheet, paint: Paint) -> Doubt | None:  # noqa: ARG001
    """Text turned by quarters of a circle is read in its own direction; other text is a stamp's or a watermark's."""
    if paint.aslant < ASLANT_SHARE:
        return None
    return Doubt(code="aslant", message="the text layer runs aslant", share=round(paint.aslant, 4))


PAGE_DOUBTS = (_doubt_hidden, _doubt_stamped, _doubt_aslant)


def _is_aslant(angle: int) -> bool:
    return 45 - abs(angle % 90 - 45) > MOST_SLANT


def _describe(trust: Trust) -> str:
    return f" ({'; '.join(trust.evidence)})" if trust.evidence else ""


def score_text(text: str) -> Trust:
    """How far the text looks like Kazakh, Russian or English: 1 as good as print, 0 nonsense.

    >>> score_text("3.1. Тапсырыс беруші Қызметті Жеке кабинет арқылы рәсімдей алады.").score
    1.0
    >>> score_text("OpblHAayLWbI TancelpblC bepyLlire 6ackapy naHeni 6ap BupTyanbgbl").score
    0.0
    """
    tokens = tuple(_TOKEN.findall(text))
    return score_group(Group(tokens, weigh(tokens), 0.0, 0.0))


def judge_text(text: str, threshold: float) -> Kind | None:
    """The damage that a text shows by its words alone.

    >>> found = judge_text("Òàïñûðûñ áåðóø³ òåõíèêàëûê Êîìïàíèÿ ïðåäîñòàâëÿåò óñëóãè", 0.5)
    >>> found and (found.code, found.remedy)
    ('code-table', 'repair')
    """
    tokens = tuple(_TOKEN.findall(text))
    found = find_kind(Group(tokens, weigh(tokens), 0.0, threshold))
    return found[0] if found else None


def score_group(group: Group) -> Trust:
    """The score of a group's words, with the two strongest signs of damage and an example each."""
    letters, broken = group.letters, group.broken
    if not letters or (letters < LEAST_LETTERS and broken < LEAST_BROKEN_OF_FEW * letters):
        return Trust(1.0, ())
    worst = sorted(group.total.broken, key=lambda item: (-item[1], item[0]))[:2]
    notes = tuple(
        f"{name}: {_shown(_example(group.tokens, name))}" for name, weight in worst if weight > 0.02 * letters
    )
    return Trust(round(1 - min(1.0, BROKEN_WEIGHT * broken / letters), 4), notes)


def _example(tokens: Sequence[str], sign: str) -> str:
    return next((token for token in tokens if any(name == sign for name, _ in weigh_token(token).broken)), "")


def _split_token(token: str) -> list[str]:
    """The words of a token. Addresses, code and hexadecimal are set aside; so is a bullet from the private use area."""
    bare = token.strip(_EDGES)
    if bare.isalpha() and _APOSTROPHES.isdisjoint(bare):
        return [bare]
    if len(token) == 1 and unicodedata.category(token) == "Co":
        return []
    if _is_unprintable(token):
        return [token]
    if _SET_ASIDE.search(bare):
        return []
    return [part for part in _PARTS.split(bare) if part and not _IDENTIFIER.fullmatch(part)]


def _shown(example: str) -> str:
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in example[:24])


# --- signs of a broken word: one line of docstring each, which a page's reason quotes --------------------------------


def _is_unprintable(word: str) -> bool:
    """Characters without meaning."""
    if word.isprintable() and "\ufffd" not in word:
        return "(cid:" in word and _UNMAPPED.search(word) is not None
    return any(unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"} or char == "\ufffd" for char in word)


def _has_foreign_letters(word: str) -> bool:
    """Letters of other scripts."""
    strange = [char for char in _STRANGE.findall(word) if char.isalpha()]
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
    return _CYRILLIC.search(word) is not None and _UNLIKE_LATIN.search(word) is not None


def _has_inner_capitals(word: str) -> bool:
    """Capitals inside words."""
    if not _INNER_CAPITAL.search(word):
        return False
    if _PRODUCT.fullmatch(word) or _is_compound(word):
        return False
    humps = _HUMP.findall(word)
    if _script(word[0]) == "cyrillic" and word[1:].isupper():
        return True  # case turned around: "оПХБЕР"
    return any(len(hump) < 2 for hump in humps[1:]) or (len(humps) > 1 and any(len(hump) < 3 for hump in humps[:-1]))


def _has_humps(word: str) -> bool:
    """Capitals inside words."""
    return _INNER_CAPITAL.search(word) is not None and not _is_compound(word)


@lru_cache(maxsize=1 << 12)
def _is_compound(word: str) -> bool:
    """Whether a word is English words run together, as product names and program code have them."""
    english = load_words("en")
    return all(
        hump.lower() in english if len(hump) > 2 and not hump.isupper() else hump.isupper() or index == 0
        for index, hump in enumerate(_HUMP.findall(word))
    )


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
    return longest == len(word) or (longest >= _CONSONANT_RUN and _odd_share(word.lower()) > 0)


def _script(char: str) -> str:
    if char.isascii() or "\u00c0" <= char <= "\u017f" or char in "əƏǵǴªº":
        return "latin"
    return "cyrillic" if "\u0400" <= char <= "\u052f" else "other"


def _has_odd_letters(word: str) -> bool:
    """Letters that do not follow each other in any word."""
    return (
        len(word) > 3
        and word.isalpha()
        and _odd_share(word.lower().translate(_TO_CYRILLIC) if _is_mixed(word) else word.lower()) >= 0.4
    )


def _is_mixed(word: str) -> bool:
    return _CYRILLIC.search(word) is not None and _LATIN.search(word) is not None


# what a sign says -> the sign -> how much of the word's letters it spoils; the first that holds counts
SIGNS: tuple[tuple[str, Callable[[str], bool], float], ...] = tuple(
    ((sign.__doc__ or "").rstrip(".").lower(), sign, degree)
    for sign, degree in (
        (_is_unprintable, 1.0),
        (_has_foreign_letters, 1.0),
        (_is_accented_throughout, 1.0),
        (_mixes_scripts, 1.0),
        (_has_inner_capitals, 1.0),
        (_has_inner_digits, 1.0),
        (_has_inner_signs, 1.0),
        (_has_humps, 0.6),
        (_is_unpronounceable, 0.7),
        (_has_odd_letters, 0.7),
    )
)
# those that can hold for a word of letters of one script whose capitals stand where they do in print
SIGNS_OF_EVEN = SIGNS[-2:]
