"""Several readings of one image -> one: which reader is believed for which word, and how sure that makes us.

Tesseract's models of one script each read the same page. The Kazakh and the Russian model know no Latin letters and
take figures for each other in some faces ("3" for "5" in PT Serif, at 96 %); the English model reads Latin words and
figures well and Cyrillic ones not at all. So words are chosen by script, figures by the English model, and a figure on
which two models disagree is never sure.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from pipeline.languages.letters import (
    CYRILLIC_TO_LATIN,
    KAZAKH_ALPHABET,
    LATIN_NAMES,
    LATIN_TO_CYRILLIC,
    RUSSIAN_ALPHABET,
)
from pipeline.languages.lexicon import load_words
from pipeline.model import Language

PixelBox = tuple[int, int, int, int]

# pixels: words are looked for by the bands that they touch
BAND = 32
# what a figure is worth on which two readers disagree
DISPUTED = 0.6
# the least confidence at which the English model's reading of a figure counts
LEAST_FIGURE = 0.5
# the least at which its reading of a word that no word list knows counts, and by how much it may be less sure
LEAST_LATIN = 0.8
LATIN_PLAY = 0.06
# where the Cyrillic model is that unsure of a word that no list knows, the English one need not be very sure
GARBLED = 0.3
SHAKY, SHAKY_LATIN, SURER_LATIN = 0.75, 0.6, 0.1
# by how much "RAM" may be less sure than "ВАМ"
CAPITALS_PLAY = 0.03
# a word in capitals of so many letters is an acronym: what word lists know of its letters says nothing
MOST_CAPITALS = 5
# below this a reader did not read the word at all; another one so much surer did
UNREAD = 0.5
MUCH_SURER = 0.35
# a word is surely read from here on; a word that no list knows from there
SURE = 0.85
VERY_SURE = 0.95
# a line's mean: its own model gives 0.90-0.96; Kazakh by the Russian model 0.6-0.8, Cyrillic by the English 0.2-0.6
SURE_LINE = 0.87
KNOWN_WEIGHT = 0.3
# a line of which so many words are known is in their language, however badly it was read
MOSTLY_KNOWN = 0.75
KAZAKH_ONLY = frozenset(KAZAKH_ALPHABET) - frozenset(RUSSIAN_ALPHABET)
# the least at which a word counts that only one of the readers saw
LEAST_LONE = 0.8
STROKE = 2  # pixels
# by how much better the ink must bear out the reading that was not chosen: mean logarithm for each sign
CLEARER = 0.7
# words of so few letters may be of either script: "not" and "пос", "per" and "рег"
MOST_SHORT = 3
# an English word of so many letters is not read by chance, nor is one of the page's language; a part of a word is not
# with so many
LONG_ENGLISH, LONG_KNOWN, LEAST_ENGLISH = 5, 5, 4
# so many words more than the other reader saw are no chance
GLUED = 2
# from here on "SSD" is no "500"; where a sign stands in that figure, from there; and "Wi-Fi" is a word, known or not
VERY_SURE_ACRONYM, SURE_ACRONYM = 0.9, 0.7
VERY_SURE_LATIN = 0.92
# the letters that are words
ENGLISH_LETTERS = frozenset("aAI")
# by how much an acronym may be less sure whose letters only its own script has
SHAPE_PLAY, LEAST_SHAPE = 0.3, 0.6

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_AND_UNIT = re.compile(r"\d{1,4}[A-Z]{1,2}")  # "1U", which a Cyrillic model reads as "10"
_FIGURE_AND_CYRILLIC = re.compile(r"\d+ ?([А-Я]{2})[.,]?")  # "5 ГБ", which the English model reads as "STB"
_SHORT_CYRILLIC = re.compile(r"[а-яәғқңөұүһі]{2,3}[.,;:)]*")  # "тг", which the English model reads as "tr"
_LONG_ACRONYM = re.compile(r"[A-Z]{3,5}")  # "SSD", which a Cyrillic model reads as "550"
_LONE_LETTER = re.compile(r"(?<![\w-])[^\W\d_]-[^\W\d_]{2,}")
_INNER_ODDITY = re.compile(r"[^\W\d_][\d$!@|©®°*]|\d[^\W\d_]")
_FIGURES = re.compile(r"\d+")
_LEADING_FIGURE = re.compile(r"([\W\d_]*\d[\W\d_]*)([^\W\d_].*)")
_ACRONYM = re.compile(
    r"[(«]?(?:[A-Z]{2,6}[a-z]?[A-Z]{0,2}|[A-Z](?:aa|o)[ST]|[a-z][A-Z]{2,})"
)  # "DDoS", "SaaS", "QoS", "vCPU"
# how the number sign is read: PT Serif "N2" and "Х%", Liberation Serif "Ne" and "Хо"
_NUMERO = re.compile(r"N[eEo2°º9s]|Ne?[?©]|№")
_NUMERO_IN_CYRILLIC = re.compile(r"[ХКМҲҚЛЖ№][%оое2°?]{0,2}|\W")
# "S3", "IPv4", "Tier3", "5G": capitals before a figure, or one behind it that is no digit's look-alike
_CODE = re.compile(r"\W*(?:[A-Z][A-Za-z]*\d+|\d+[GKMT])\W*")
_EDGES = "().,:;«»\"'"
# "таЙ" for "mail"
# "IPV6", "IPvV6"
_IP_VERSION = re.compile(r"\bIPv?V([46])\b")
_ODD_SIGN = re.compile(r"[$@!\[\]{}|\\]|^[^(]*\)")
_ODD_CASE = re.compile(r"[а-яәғқңөұүһі][А-ЯӘҒҚҢӨҰҮҺІ]")
_CAPITALS_IN_WORD = re.compile(r"\W*[А-ЯӘҒҚҢӨҰҮҺІ]{1,6}-\w")
_IP = re.compile(r"\W*IPv[46]\W*")
# between the words of "OpenStack"
_CAMEL_PIECES = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_CAPITALS = re.compile(r"\W*[A-Z]{4,}\W*")
_USUAL_CASE = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]{2,}[.,:;)»]*")
_CLAUSE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.")
_PARTINGS = (re.compile(r"([-/])"), re.compile(r"(-)"))
_SOFT_FOR_HARD = re.compile(r"(?:(?<=\bоб)|(?<=\bсуб))ь(?=[еёя])", re.IGNORECASE)
_CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿ]")
# "3А", "3Б,": the number of a house
_HOUSE = re.compile(r"З[АБВГД][,;]?")
_KAZAKH_CAPITAL_I = re.compile(r"[А-Я]*І[А-Я]*")
_FOLD = str.maketrans(CYRILLIC_TO_LATIN)


class FoundWord(NamedTuple):
    """A word in an image: its text, its box in pixels (x0, top, x1, bottom), its confidence 0..1."""

    text: str
    box: PixelBox
    confidence: float


# how well the picture bears out words: the higher, the better
Support = Callable[[Sequence[FoundWord]], float]


class Weighable(Protocol):
    """Anything with a text and a confidence."""

    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


def is_known(text: str, language: Language) -> bool:
    """Whether every word in the text, of two letters at least, is in the language's word list.

    >>> is_known("«Қызметтер»,", "kk"), is_known("Уееат", "kk"), is_known("ОВо5", "kk"), is_known("15%", "kk")
    (True, False, False, False)
    >>> is_known("е-тай", "kk")  # "e-mail": a letter before a hyphen is hardly ever Cyrillic
    False
    """
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    if _INNER_ODDITY.search(text) or _LONE_LETTER.search(text):
        return False
    lexicon = load_words(language)
    return bool(words) and all(word in lexicon for word in words)


def mend_hard_sign(text: str) -> str:
    """The Kazakh model's "ь" for "ъ" mended where no word of Russian or Kazakh has the soft one.

    >>> mend_hard_sign("обьектісі"), mend_hard_sign("СУБЬЕКТ"), mend_hard_sign("Обью")
    ('объектісі', 'СУБЪЕКТ', 'Обью')
    """
    return _SOFT_FOR_HARD.sub(lambda found: "Ъ" if found[0].isupper() else "ъ", text)


def pair_words(
    first: Sequence[FoundWord], second: Sequence[FoundWord]
) -> list[tuple[list[FoundWord], list[FoundWord]]]:
    """What the two readings have in each place: words that share more than a third of the narrower one's width.

    A place where one of them split a word in two holds three words. The order is that of `first`; what only `second`
    has comes at the end.
    """
    near: dict[int, list[int]] = {}
    for index, word in enumerate(second):
        for band in range(word.box[1] // BAND, word.box[3] // BAND + 1):
            near.setdefault(band, []).append(index)
    place_of_second: dict[int, int] = {}
    places: list[tuple[list[int], set[int]]] = []
    for index, word in enumerate(first):
        bands = range(word.box[1] // BAND, word.box[3] // BAND + 1)
        mine = {i for band in bands for i in near.get(band, ()) if _share_place(word.box, second[i].box)}
        taken = sorted({place_of_second[i] for i in mine if i in place_of_second})
        where = taken[0] if taken else len(places)
        if not taken:
            places.append(([], set()))
        for other in taken[1:]:
            places[where][0].extend(places[other][0])
            places[where][1].update(places[other][1])
            places[other] = ([], set())
        places[where][0].append(index)
        places[where][1].update(mine)
        place_of_second.update(dict.fromkeys(places[where][1], where))
    pairs = [
        (_in_order([first[i] for i in ours]), _in_order([second[i] for i in theirs])) for ours, theirs in places if ours
    ]
    return pairs + [([], [word]) for i, word in enumerate(second) if i not in place_of_second]


def _in_order(words: Sequence[FoundWord]) -> list[FoundWord]:
    return sorted(words, key=lambda word: word.box[0])


def _share_place(a: PixelBox, b: PixelBox) -> bool:
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return 3 * across > min(a[2] - a[0], b[2] - b[0]) and 2 * down > min(a[3] - a[1], b[3] - b[1])


def merge_latin(
    cyrillic: Sequence[FoundWord], latin: Sequence[FoundWord], language: Language, support: Support | None = None
) -> list[FoundWord]:
    """A Cyrillic and a Latin reading of the same lines as one reading, in the order of the Cyrillic one."""
    places: list[tuple[Sequence[FoundWord], Sequence[FoundWord]]] = [
        (_ask_picture(choose_words(ours, theirs, language), ours, theirs, language, support), theirs)
        if ours and theirs
        else (ours or [word for word in theirs if _is_read_alone(word, cyrillic)], theirs)
        for ours, theirs in pair_words(cyrillic, latin)
    ]
    latin_places = [_is_latin(chosen) for chosen, _ in places]
    merged: list[FoundWord] = []
    for index, (chosen, theirs) in enumerate(places):
        neighbours = [*reversed(latin_places[:index])], latin_places[index + 1 :]
        beside = [next((known for known in side if known is not None), None) for side in neighbours]
        among_latin = True in beside and False not in beside
        merged += theirs if among_latin and _may_be_english(chosen, theirs) else chosen
    return mend_threes(merged)


def mend_threes(line: Sequence[FoundWord]) -> list[FoundWord]:
    """The words of a line, a "З" that no word can be made a 3, which is how it looks; it stays in doubt.

    >>> def mend(line):
    ...     words = mend_threes([FoundWord(text, (0, 0, 0, 0), 1.0) for text in line.split()])
    ...     return " ".join(word.text for word in words)
    >>> mend("З часа"), mend("Абая, ЗА, 5"), mend("ПЛАТА ЗА УСЛУГИ"), mend("З. Ахметов")
    ('3 часа', 'Абая, 3А, 5', 'ПЛАТА ЗА УСЛУГИ', 'З. Ахметов')
    """
    mended = list(line)
    for index, word in enumerate(line):
        before = line[index - 1].text if index else ""
        after = line[index + 1].text if index + 1 < len(line) else ""
        small = any(char.islower() for other in line for char in other.text)
        alone = word.text == "З" and after[:1].islower()
        # no preposition stands before a comma, nor in capitals among small letters behind one
        house = _HOUSE.fullmatch(word.text) is not None and small and (word.text[-1] in ",;" or before[-1:] == ",")
        if alone or house:
            mended[index] = word._replace(text="3" + word.text[1:], confidence=min(word.confidence, DISPUTED))
    return mended


def _ask_picture(
    chosen: Sequence[FoundWord],
    ours: Sequence[FoundWord],
    theirs: Sequence[FoundWord],
    language: Language,
    support: Support | None,
) -> Sequence[FoundWord]:
    """The reading that was chosen, or the other one where the ink bears that out far better.

    A word that the language knows stays where its reader is sure of it and the other reader could read nothing, and a
    longer one where its reader is very sure.
    """
    if support is None or look_alike(_join(ours), _join(theirs)):
        return chosen
    sure, text = least_confidence(chosen), _join(chosen)
    unread = min(least_confidence(ours), least_confidence(theirs)) < UNREAD
    if sure >= (SURE if unread else VERY_SURE) and (unread or len(text) > MOST_SHORT) and is_known(text, language):
        return chosen
    best = max((ours, theirs), key=support)
    if _join(best) == _join(chosen) or support(best) < support(chosen) + CLEARER:
        return chosen
    return [_doubt_figure(word) for word in best]


def _is_read_alone(word: FoundWord, others: Sequence[FoundWord]) -> bool:
    """Whether a word that only the English model saw is one: a figure, or a word it knows, where no other was read."""
    sure = word.confidence >= LEAST_LONE and (_FIGURES.search(word.text) is not None or is_known(word.text, "en"))
    return sure and not any(_touch(word.box, other.box) for other in others)


def _touch(a: PixelBox, b: PixelBox) -> bool:
    """Whether two boxes lie over each other by more than a stroke."""
    return min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])) > STROKE


def _is_latin(words: Sequence[FoundWord]) -> bool | None:
    """The script of words of more than three letters; None: shorter ones, which look alike in both, and figures."""
    text = _join(words)
    if not any(len(word) > MOST_SHORT for word in _WORD.findall(text)):
        return None
    return _CYRILLIC_LETTER.search(text) is None


def _may_be_english(ours: Sequence[FoundWord], theirs: Sequence[FoundWord]) -> bool:
    """Whether a short word, or one in letters that both scripts have, is English if its neighbours are."""
    text = _join(ours)
    if not theirs or _CYRILLIC_LETTER.search(text) is None or _FIGURES.search(text):
        return False
    short = all(len(word) <= MOST_SHORT for word in _WORD.findall(text))
    known = all(word.text in ENGLISH_LETTERS or is_known(word.text, "en") for word in theirs)
    return known and least_confidence(theirs) >= SURE and (short or look_alike(text, _join(theirs)))


def choose_words(ours: Sequence[FoundWord], theirs: Sequence[FoundWord], language: Language) -> list[FoundWord]:
    """The words at one place: `ours` by a Cyrillic model, `theirs` by the English one."""
    theirs = [word._replace(text=_IP_VERSION.sub(r"IPv\1", word.text)) for word in theirs]
    our_text, their_text = _join(ours), _join(theirs)
    our_sure, their_sure = least_confidence(ours), least_confidence(theirs)
    if our_text.isupper() and their_text.islower():
        # alone on white, capitals and small letters are alike
        theirs = [word._replace(text=word.text.upper()) for word in theirs]
        their_text = their_text.upper()
    if _NUMERO_IN_CYRILLIC.fullmatch(ours[0].text) and _is_numero(their_text, ours[1:]):
        return [ours[0]._replace(text="№", confidence=max(our_sure, their_sure)), *ours[1:]]
    if not _WORD.search(our_text) or not _WORD.search(their_text):
        return _choose_figures(ours, theirs, our_text, their_text)
    # "РН" for "pH": alone on its line a name loses its letter case
    name = their_sure >= SURE and their_text in LATIN_NAMES and look_alike(our_text.upper(), their_text.upper())
    if name or look_alike(our_text, their_text) or are_small_capitals(our_text, their_text):
        # the same shapes, seen twice
        best = theirs if name or _is_latin_name(our_text, their_text) else ours
        return [word._replace(confidence=max(word.confidence, our_sure, their_sure)) for word in best]
    glued = len(ours) >= len(theirs) + GLUED and _INNER_ODDITY.search(their_text) and not _INNER_ODDITY.search(our_text)
    # "1 и 7, а" and "1u7,a": blanks are seen, not invented
    mixed = [_doubt_figure(word) for word in ours] if glued else _mend_parts(ours, theirs, language)
    if mixed is not None:
        return mixed
    if _is_theirs(our_text, our_sure, their_text, their_sure, language):
        return list(theirs)
    return list(ours)


def _is_numero(text: str, number: Sequence[FoundWord]) -> bool:
    """Whether a text is the number sign, as the English model sees it, and the number after it: "N22" for "№ 2"."""
    figures = _join(number)
    return text.endswith(figures) and _NUMERO.fullmatch(text.removesuffix(figures)) is not None


def _mend_parts(ours: Sequence[FoundWord], theirs: Sequence[FoundWord], language: Language) -> list[FoundWord] | None:
    """One word made of both readings, where each read a part of it; None where neither did."""
    our_sure = least_confidence(ours)
    if len(ours) == 1 and len(theirs) == 2 and _CLAUSE_NUMBER.fullmatch(theirs[0].text):
        word = next(reversed(_find_known(ours[0].text, language)), None)
        if word is not None and ours[0].text.endswith(word):
            # "З3.ТАРАПТАРДЫҢ" and "3. TAPANTAPAbIH"
            return [theirs[0], FoundWord(word, theirs[1].box, max(our_sure, DISPUTED))]
    if len(theirs) == 1 and (len(ours) == 1 or our_sure < UNREAD or not _has_known(ours[:-1], language)):
        one = FoundWord("".join(word.text for word in ours), enclose_words(ours), our_sure)
        leading = _mend_leading_figure(one, theirs[0], language) if len(ours) == 1 or our_sure < UNREAD else None
        mixed = leading or _mend_halves(one, theirs[0], language)
        return None if mixed is None else [mixed]
    return None


def _has_known(words: Sequence[FoundWord], language: Language) -> bool:
    return any(is_known(word.text, language) for word in words)


def _find_known(text: str, language: Language) -> list[str]:
    """The long words in a text that the language knows: none of them was read by chance."""
    return [word for word in _WORD.findall(text) if len(word) >= LONG_KNOWN and is_known(word, language)]


def _is_theirs(our_text: str, our_sure: float, their_text: str, their_sure: float, language: Language) -> bool:
    """Whether the word is Latin: the English model is about as sure, and the page's language does not know it."""
    garbled = our_sure < GARBLED and not _CYRILLIC.fullmatch(our_text)
    odd = _INNER_ODDITY.search(our_text) is not None
    surer_by = their_sure - our_sure
    unit = _FIGURE_AND_CYRILLIC.fullmatch(our_text)
    own = (unit is not None and _has_own_shapes(unit[1])) or (
        our_sure >= UNREAD and _SHORT_CYRILLIC.fullmatch(our_text) is not None
    )
    if _find_known(our_text, language) or own or len(our_text.strip("().,:;«»")) == 1:
        return False
    if (garbled and surer_by >= SURER_LATIN) or (
        our_sure < UNREAD and surer_by >= MUCH_SURER and (odd or _is_english(their_text))
    ):
        return True
    words = _WORD.findall(their_text)
    sure_shape = their_sure >= VERY_SURE_LATIN and all(_has_usual_case(word) for word in words)
    if not sure_shape and not all(_is_plausible(word) for word in words):
        return False
    capitals = our_text.strip("().,:;«»")
    if 1 < len(capitals) <= MOST_CAPITALS and capitals.isupper():
        return _is_latin_acronym(capitals, our_sure, their_text, their_sure)
    if is_known(our_text, language) and our_sure >= their_sure - 0.3:
        return False
    return _is_surer_latin(our_text, our_sure, their_text, their_sure)


def _is_surer_latin(our_text: str, our_sure: float, their_text: str, their_sure: float) -> bool:
    """Whether a word that the page's language does not know is Latin: by its kind, and by how sure the readers are."""
    words = _WORD.findall(their_text)
    if is_known(their_text, "en") and all(len(word) >= LONG_ENGLISH for word in words):
        return their_sure >= UNREAD and our_sure < VERY_SURE
    if their_sure >= VERY_SURE_LATIN and our_sure < SURE:
        return True
    odd = _INNER_ODDITY.search(our_text) is not None
    if odd and _CAPITALS.fullmatch(their_text) and their_sure >= UNREAD:
        return True
    if odd and _IP.fullmatch(their_text):
        return True
    code = odd and _CODE.fullmatch(their_text) is not None
    shaky = our_sure < SHAKY and their_sure >= our_sure + SURER_LATIN and not _CYRILLIC.fullmatch(our_text)
    if their_sure >= SHAKY_LATIN and (code or shaky):
        return True
    bonus = 0.15 if is_known(their_text, "en") else 0.0
    return their_sure + bonus >= max(LEAST_LATIN, our_sure - LATIN_PLAY)


def _is_latin_acronym(our_text: str, our_sure: float, their_text: str, their_sure: float) -> bool:
    """Whether a few capitals are Latin: by letters that only one script has ("БИК" and "BAK"), or the surer reading."""
    own_shapes = _has_own_shapes(our_text), _has_own_shapes(their_text)
    if own_shapes == (True, False):
        return False
    if own_shapes == (False, True):
        return their_sure >= max(LEAST_SHAPE, our_sure - SHAPE_PLAY)
    play = CAPITALS_PLAY if len(our_text) > 2 and is_known(their_text, "en") else 0.0
    return their_sure > our_sure - play


def _mend_halves(ours: FoundWord, theirs: FoundWord, language: Language) -> FoundWord | None:
    """A word of two languages: "ОВо5-атаками" and "DDoS-atakamu" are "DDoS-атаками"."""
    mine, other = next(
        (
            (mine, other)
            for parting in _PARTINGS
            for mine, other in [(parting.split(ours.text), parting.split(theirs.text))]
            if len(mine) == len(other) > 1 and mine[1::2] == other[1::2]
        ),
        ([], []),
    )
    if not mine:
        return None
    pairs = list(zip(mine[::2], other[::2], strict=True))
    scripts = [_is_latin_half(part, their_part, ours.confidence, language) for part, their_part in pairs]
    if True not in scripts:
        known = any(is_known(part, language) for part, _ in pairs)
        return ours if known and None not in scripts and ours.confidence >= UNREAD else None
    if False not in scripts:
        # what both scripts have goes with the rest: "x86-KVM"
        return FoundWord(theirs.text, ours.box, max(ours.confidence, theirs.confidence))
    if not all(_CYRILLIC.fullmatch(part) for (part, _), latin in zip(pairs, scripts, strict=True) if not latin):
        return None
    mine[::2] = [their_part if latin else part for (part, their_part), latin in zip(pairs, scripts, strict=True)]
    mended = FoundWord("".join(mine), ours.box, max(ours.confidence, theirs.confidence))
    return mended if _FIGURES.findall(ours.text) == _FIGURES.findall(mended.text) else _doubt_figure(mended)


def _is_latin_half(part: str, their_part: str, our_sure: float, language: Language) -> bool | None:
    """The script of a part of a word with hyphens; None: its letters are in both.

    The English model reads such a part well and the rest badly, so that how sure it was of the whole word says little.
    """
    if look_alike(part, their_part):
        return True if part != their_part and _is_latin_name(part, their_part) else None
    core = part.strip(_EDGES)
    few_capitals = 1 <= len(core) <= MOST_CAPITALS and core.isupper()
    known = is_known(part, language) and not few_capitals and not _ODD_CASE.search(part)
    if _CODE.fullmatch(their_part):
        return _INNER_ODDITY.search(part) is not None or _WORD.search(part) is None
    if known or (our_sure >= VERY_SURE and their_part not in LATIN_NAMES):
        return False
    if _ACRONYM.fullmatch(their_part):
        return their_part in LATIN_NAMES or _is_acronym_half(part, their_part, our_sure)
    odd = _ODD_CASE.search(part) is not None or _CYRILLIC.fullmatch(part) is None
    pieces = _CAMEL_PIECES.split(their_part.strip(_EDGES)) if odd else [their_part.strip(_EDGES)]
    least = LEAST_ENGLISH if odd else LONG_ENGLISH
    return len(part) > 1 and all(
        len(piece) >= least and _USUAL_CASE.fullmatch(piece) is not None and is_known(piece, "en") for piece in pieces
    )


def _is_acronym_half(part: str, their_part: str, our_sure: float) -> bool:
    own_shapes = _has_own_shapes(part), _has_own_shapes(their_part)
    odd = _WORD.search(part) is None or _INNER_ODDITY.search(part) is not None
    unsure = own_shapes[0] == own_shapes[1] and not part.islower() and our_sure < LEAST_LATIN
    return odd or unsure or own_shapes == (False, True)


def _has_own_shapes(text: str) -> bool:
    """Whether some capital in the text is drawn in no letter of the other script: "R", "Д"."""
    return any(char.isupper() and char not in CYRILLIC_TO_LATIN and char not in LATIN_TO_CYRILLIC for char in text)


def _is_plausible(word: str) -> bool:
    """Whether letters may be a Latin word: known, an acronym, or long and in usual letter case ("mec" is "мес")."""
    return _has_usual_case(word) and (
        len(word) >= 4 or _ACRONYM.fullmatch(word) is not None or is_known(word, "en") or len(word) == 1
    )


def _has_usual_case(word: str) -> bool:
    return _USUAL_CASE.fullmatch(word) is not None or _ACRONYM.fullmatch(word) is not None


def _is_english(text: str) -> bool:
    """Whether the text is English by its words or its shape: acronyms, addresses; letter case as people use it."""
    words = _WORD.findall(text)
    return all(_has_usual_case(word) for word in words) and (
        is_known(text, "en") or any(_ACRONYM.fullmatch(word) for word in words) or "@" in text
    )


def _choose_figures(
    ours: Sequence[FoundWord], theirs: Sequence[FoundWord], our_text: str, their_text: str
) -> list[FoundWord]:
    """Where one reader saw no letters at all: figures and signs."""
    our_sure, their_sure = least_confidence(ours), least_confidence(theirs)
    our_letters, their_letters = bool(_WORD.search(our_text)), bool(_WORD.search(their_text))
    same = "".join(our_text.split()) == "".join(their_text.split())
    if same:
        # agreement; the one that parts the words knows better, if it is not guessing
        parted = len(theirs) > len(ours) and their_sure >= DISPUTED
        words = theirs if parted or their_sure >= our_sure + MUCH_SURER else ours
        return [word._replace(confidence=max(word.confidence, min(our_sure, their_sure))) for word in words]
    if _FIGURES.findall(our_text) == _FIGURES.findall(their_text) and not our_letters and not their_letters:
        return list(ours if our_sure >= their_sure else theirs)
    if our_letters != their_letters and abs(len(our_text) - len(their_text)) > 1:
        # one of them lost a part
        return max(list(ours), list(theirs), key=lambda words: len(_join(words)))
    if our_letters != their_letters:
        # "S3" or "53", "Т" or "7": a code, or the surer one; "4." is no "A."; and a figure is not sure
        named = their_letters and not _is_number_with_letter(our_text, their_text)
        latin = named and (
            (_CODE.fullmatch(their_text) is not None and their_sure >= SHAKY_LATIN)
            or (
                _ACRONYM.fullmatch(their_text.strip(f"{_EDGES}-")) is not None
                and their_sure >= (SURE_ACRONYM if _ODD_SIGN.search(our_text) else VERY_SURE_ACRONYM)
            )
            or (_FIGURE_AND_UNIT.fullmatch(their_text.strip(_EDGES)) is not None and their_sure >= SURE_ACRONYM)
            or (_LONG_ACRONYM.fullmatch(their_text.strip(_EDGES)) is not None and our_sure < SHAKY <= their_sure)
        )
        best = theirs if latin or (our_letters and their_sure > our_sure) else ours
        return [_doubt_figure(word) for word in best]
    lost = next((sign for sign in ".," if our_text.replace(sign, "") == their_text.replace(sign, "")), None)
    if lost is not None:
        # "11." and "1.1.", "415" and "4,15": points and commas are lost, not invented; on a comma hangs the figure
        best = list(ours if our_text.count(lost) >= their_text.count(lost) else theirs)
        return best if lost == "." else [_doubt_figure(word) for word in best]
    return [_doubt_figure(word) for word in (theirs if their_sure >= LEAST_FIGURE else ours)]


def _is_number_with_letter(our_text: str, their_text: str) -> bool:
    """Whether the English model saw a letter in a clause number: "4A." for "4."."""
    number = _CLAUSE_NUMBER.fullmatch(our_text)
    return number is not None and re.fullmatch(rf"{re.escape(our_text[:-1])}[A-Za-z]\.", their_text) is not None


def _doubt_figure(word: FoundWord) -> FoundWord:
    if not _FIGURES.search(word.text):
        return word
    return word._replace(confidence=min(DISPUTED, word.confidence))


def _mend_leading_figure(ours: FoundWord, theirs: FoundWord, language: Language) -> FoundWord | None:
    """The Cyrillic word with the English model's figure before it: "50%-ға," and "30%-Fa," are "30%-ға,"."""
    mine, other = _LEADING_FIGURE.fullmatch(ours.text), _LEADING_FIGURE.fullmatch(theirs.text)
    if mine is None or other is None or len(mine[1]) != len(other[1]):
        return None
    if mine[1] == other[1]:
        ending = mine[1].endswith("-") or is_known(mine[2], language)
        return ours if ending or ours.confidence >= theirs.confidence else None
    if theirs.confidence < 0.4:
        return _doubt_figure(ours)
    return FoundWord(other[1] + mine[2], ours.box, min(DISPUTED, ours.confidence))


# --- lines: which Cyrillic model a line needs, and whether it needs the English one -----------------------------------


def has_kazakh_word(words: Sequence[FoundWord]) -> bool:
    """Whether a word was surely read that only Kazakh can have: small letters of its own ("ІР" may be Latin)."""
    return any(word.confidence >= SURE and KAZAKH_ONLY & set(word.text) for word in words)


def has_sure_words(words: Sequence[FoundWord], language: Language) -> bool:
    """Whether a long word, or two that are not short, were read surely and are known in the language."""
    known = [
        word
        for word in words
        if word.confidence >= SURE and len(word.text) > MOST_SHORT and is_known(word.text, language)
    ]
    return len(known) >= 2 or any(len(word.text) >= LONG_KNOWN for word in known)


def is_english_line(words: Sequence[FoundWord]) -> bool:
    """Whether a line may be English by its words: one that is not short, or none with letters at all."""
    parts = [part for word in words for part in _WORD.findall(word.text)]
    return not parts or any(len(part) > MOST_SHORT for part in parts)


def count_kazakh(words: Sequence[FoundWord]) -> tuple[int, int]:
    """Letters that only Kazakh has and all letters, in words that the reader was sure of."""
    letters = "".join(word.text for word in words if word.confidence >= SURE).casefold()
    return sum(char in KAZAKH_ONLY for char in letters), sum(char.isalpha() for char in letters)


def words_for_english(line: Sequence[FoundWord], language: Language) -> list[FoundWord]:
    """The words of a line read by a Cyrillic model that it may have misread: figures, Latin words; and short ones
    beside them, which may go with them.
    """
    wanted = [
        _FIGURES.search(word.text) is not None
        or word.confidence < (UNREAD if _find_known(word.text, language) else SURE)
        or (len(word.text) <= 6 and word.text.isupper())
        or _CAPITALS_IN_WORD.match(word.text) is not None
        or (word.confidence < VERY_SURE and not is_known(word.text, language))
        for word in line
    ]
    if sum(wanted) > len(wanted) / 2:
        return list(line)
    beside = [any(wanted[max(0, index - 1) : index + 2]) for index in range(len(wanted))]
    return [
        word
        for word, mine, near in zip(line, wanted, beside, strict=True)
        if mine or (near and len(word.text) <= MOST_SHORT)
    ]


def needs_other_cyrillic(line: Sequence[FoundWord], language: Language) -> bool:
    """Whether a line may be in the other Cyrillic language: Kazakh without its letters, Russian unsure or unknown."""
    words = [word for word in line if _WORD.search(word.text)]
    if not words:
        return False
    known = sum(is_known(word.text, language) for word in words if len(word.text) > 2)
    unknown = known <= len(words) / 2
    if language == "kk":
        return count_kazakh(words)[0] == 0 and unknown
    # the Russian model is sure of the plain letters that it takes for Kazakh ones
    return unknown or (mean_confidence(words) < SURE_LINE and known < MOSTLY_KNOWN * len(words))


def needs_cyrillic(line: Sequence[FoundWord]) -> bool:
    """Whether a line read by the English model is something else."""
    words = [word for word in line if _WORD.search(word.text)]
    return bool(words) and mean_confidence(words) < SURE_LINE


def judge_line(line: Sequence[FoundWord], language: Language) -> float:
    """How well a line was read: the reader's confidence, and how many of its longer words the language knows."""
    words = [word for word in line if len(word.text) > 2 and _WORD.search(word.text)]
    known = sum(is_known(word.text, language) for word in words)
    return mean_confidence(line) + (KNOWN_WEIGHT * known / len(words) if words else 0.0)


def mean_confidence(words: Sequence[Weighable]) -> float:
    """The words' confidence, each counted by its characters; 0 where there are none."""
    weight = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / weight, 4) if weight else 0.0


def _is_latin_name(our_text: str, their_text: str) -> bool:
    """Whether a word in letters that both scripts have is the Latin one: "ІР" has a Kazakh letter out of place."""
    latin = their_text.strip("().,:;«»\"'")
    if any(part in LATIN_NAMES for part in re.split(r"[-/]", latin)):
        return True
    core = our_text.strip("().,:;«»\"'")
    return len(core) <= 5 and _KAZAKH_CAPITAL_I.fullmatch(core) is not None and not is_known(core, "kk")


def look_alike(first: str, second: str) -> bool:
    """Whether two words differ in the script of their letters only: "ІР" and "IP"."""
    return first.translate(_FOLD) == second.translate(_FOLD)


def are_small_capitals(cyrillic: str, latin: str) -> bool:
    """Whether a Latin word in capitals is a Cyrillic one in small letters, which look the same: "KOHT.", "конт."."""
    return cyrillic.islower() and latin.isupper() and look_alike(cyrillic.upper(), latin)


def enclose_words(words: Sequence[FoundWord]) -> PixelBox:
    """The smallest box around the words."""
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _join(words: Sequence[FoundWord]) -> str:
    return " ".join(word.text for word in words)


def least_confidence(words: Sequence[FoundWord]) -> float:
    """The confidence of the least sure word; 0 where there is none."""
    return min((word.confidence for word in words), default=0.0)
