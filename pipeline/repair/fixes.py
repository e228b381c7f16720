"""One function from str to str for each way a text gets broken: a line that was really seen, and one that must stay."""

import re
import unicodedata

from pipeline.languages.letters import (
    CYRILLIC_TO_LATIN,
    LATIN_NAMES,
    LATIN_TO_CYRILLIC,
    NAMES_TYPED_IN_CYRILLIC,
    NEIGHBOUR_TO_KAZAKH,
)
from pipeline.languages.lexicon import load_words
from pipeline.repair.damage import (
    CYRILLIC,
    CYRILLIC_LETTER,
    DECOMPOSED,
    INVISIBLE,
    LATIN,
    LATIN_LETTER,
    MIXED_WORD,
    ODD_BLANK,
    PRIVATE_BULLET,
    PURE_LOOKALIKE,
    SOFT_HYPHEN,
    TYPED_NAME,
)

# --- characters ------------------------------------------------------------------------------------------------------


def remove_invisible(text: str) -> str:
    r"""Drop characters that print nothing: zero-width blanks, byte order marks, control characters.

    >>> remove_invisible("Тапсы\u200bрыс беруші\ufeff")
    'Тапсырыс беруші'
    >>> remove_invisible("Қызмет\tқұны")    # a tab is layout
    'Қызмет\tқұны'
    """
    return INVISIBLE.sub("", text)


def drop_soft_hyphens(text: str) -> str:
    r"""Drop soft hyphens inside words; the one at a line's end is the printed one and stays.

    >>> drop_soft_hyphens("жауап\u00adкершілік")
    'жауапкершілік'
    >>> drop_soft_hyphens("мән-жайлар, жауап\u00ad")
    'мән-жайлар, жауап\xad'
    """
    return SOFT_HYPHEN.sub("", text)


def plain_blanks(text: str) -> str:
    r"""Write no-break and typographic blanks as the plain one.

    >>> plain_blanks("10\u00a0минутқа дейін")
    '10 минутқа дейін'
    >>> plain_blanks("24 сағат  бойы")
    '24 сағат  бойы'
    """
    return ODD_BLANK.sub(" ", text)


def compose_letters(text: str) -> str:
    r"""Write a letter and its accent as the one letter they are.

    >>> compose_letters("Пай\u0434аланушы\u043d\u044bң кели\u0306")
    'Пайдаланушының келй'
    >>> compose_letters("за\u0301мок")    # a stress mark has no letter of its own
    'за́мок'
    """
    return DECOMPOSED.sub(lambda match: _compose(match[0]), text)


def _compose(letter: str) -> str:
    return unicodedata.normalize("NFC", letter.replace("\u02d8", "\u0306"))


def name_bullets(text: str) -> str:
    r"""Write a bullet that only a symbol font can draw as the bullet that every font has.

    >>> name_bullets("\ue12c Деректер - Тапсырыс беруші")
    '• Деректер - Тапсырыс беруші'
    >>> name_bullets("- Деректер")
    '- Деректер'
    """
    return PRIVATE_BULLET.sub("•", text)


# --- look-alikes -----------------------------------------------------------------------------------------------------

KAZAKH_LETTER = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
RUNS = re.compile(f"[{LATIN}]+|[{CYRILLIC}]+")
# Numerals of chapters and centuries; beyond C nobody numbers chapters.
ROMAN = re.compile(r"(?=..)X{0,3}(?:IX|IV|V?I{0,3})")
LATIN_RUNS = re.compile(f"[{LATIN}]+")
SMALL_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3,}(?![^\W\d_])")
# Uses in the texts behind the lexicons: "бар" has 1,023, "тек" 557, "мен" 557.
FREQUENT = 200
TO_CYRILLIC = str.maketrans(LATIN_TO_CYRILLIC | NEIGHBOUR_TO_KAZAKH)
TO_LATIN = str.maketrans(CYRILLIC_TO_LATIN)


def unmix_scripts(text: str) -> str:
    """Give a word that mixes Cyrillic and Latin look-alikes the one alphabet it is written in.

    A foreign name with a Cyrillic ending stays, and so does whatever cannot be told.

    >>> unmix_scripts("жəне Kелісiм, Теlegram, IР-мекенжай, ХI тарау")
    'және Келісім, Telegram, IP-мекенжай, XI тарау'
    >>> unmix_scripts("SMSке, IPге, DNSі, VPN-ді, IV тарау, x86")
    'SMSке, IPге, DNSі, VPN-ді, IV тарау, x86'
    """
    return MIXED_WORD.sub(lambda match: _unmix_word(match[0], text), text)


def _unmix_word(word: str, text: str) -> str:
    mended = _choose_letters(word)
    # "IСвободно", "pБРВ": a sign and a word, glued; "Iнодов": і and its kind are no letters of Russian
    is_usual = mended.islower() or mended.isupper() or mended.istitle() or mended in load_words("en")
    is_kazakh = mended[0] not in "Іі" or word[0] in "Іі" or bool(KAZAKH_LETTER.search(text)) or _is_known(mended)
    return mended if is_usual and is_kazakh else word


def _choose_letters(word: str) -> str:
    cyrillic, latin = word.translate(TO_CYRILLIC), word.translate(TO_LATIN)
    only_cyrillic = bool(CYRILLIC_LETTER.search(latin))
    only_latin = bool(LATIN_LETTER.search(cyrillic))
    if only_cyrillic and only_latin:
        return word
    runs = RUNS.findall(word)
    if only_cyrillic:
        return word if _is_name_with_ending(runs, cyrillic) else cyrillic
    if only_latin:
        ends_in_cyrillic = bool(CYRILLIC_LETTER.match(runs[-1]))
        return word if ends_in_cyrillic and latin not in load_words("en") else latin
    return _choose_script(word, cyrillic, latin)


def _is_name_with_ending(runs: list[str], cyrillic: str) -> bool:
    """Whether the word is a Latin name, two letters or more, with something Cyrillic before or after it.

    "IPге" looks like "ірге", the foot of a wall, too: capitals before small letters are a name; "appта" is no word.
    """
    names = [run for run in runs if LATIN_LETTER.match(run)]
    if len(runs) != 2 or len(names[0]) == 1:
        return False
    return (names[0].isupper() and not "".join(runs).isupper()) or not _is_known(cyrillic)


def _choose_script(word: str, cyrillic: str, latin: str) -> str:
    """Choose for a word whose every letter is a look-alike: names and numerals first, then the language's use of it."""
    if latin in LATIN_NAMES or (ROMAN.fullmatch(latin) and not (len(word) == 2 and _is_known(cyrillic))):
        return latin
    if count_uses(cyrillic) > 0:
        return cyrillic
    return latin if latin in load_words("en") and not _is_known(cyrillic) else word


def count_uses(word: str) -> int:
    """How often Kazakh or Russian text uses the word."""
    return max(load_words("kk").count(word), load_words("ru").count(word))


def _is_known(word: str) -> bool:
    return word in load_words("kk") or word in load_words("ru")


def read_latin_as_cyrillic(text: str) -> str:
    """Write a Cyrillic word in Cyrillic that stands there in Latin look-alikes from end to end.

    Three letters are enough in a Cyrillic heading all in capitals, for the most frequent words.

    >>> read_latin_as_cyrillic("есептеу pecypc орталығы"), read_latin_as_cyrillic("ПАНЕЛІ BAP ВИРТУАЛДЫ")
    ('есептеу ресурс орталығы', 'ПАНЕЛІ БАР ВИРТУАЛДЫ')
    >>> read_latin_as_cyrillic("space және COPY командалары, TEM паспорты")
    'space және COPY командалары, TEM паспорты'
    """
    if not CYRILLIC_LETTER.search(text):
        return text
    is_heading = text.isupper() and sum(map(len, LATIN_RUNS.findall(text))) <= 3
    return PURE_LOOKALIKE.sub(lambda match: _read_word_as_cyrillic(match[0], is_heading=is_heading), text)


def _read_word_as_cyrillic(word: str, *, is_heading: bool) -> str:
    cyrillic = word.translate(TO_CYRILLIC)
    if len(word) == 3:
        # OCR takes Б for B, too
        choices = {cyrillic, word.replace("B", "Б").translate(TO_CYRILLIC)}
        best = max(sorted(choices), key=count_uses)
        return best if is_heading and word not in LATIN_NAMES and count_uses(best) >= FREQUENT else word
    return cyrillic if count_uses(cyrillic) > 0 and word not in load_words("en") else word


def write_names_in_latin(text: str) -> str:
    """Write a Latin name in Latin that stands there in Cyrillic look-alikes from end to end.

    >>> write_names_in_latin("Жария ІР-мекенжайларын беру, АРІ арқылы")
    'Жария IP-мекенжайларын беру, API арқылы'
    >>> write_names_in_latin("облыстық ІТ басқармасы"), write_names_in_latin("БІР АРІ БАР")    # short for anything
    ('облыстық ІТ басқармасы', 'БІР АРІ БАР')
    """
    return TYPED_NAME.sub(lambda match: NAMES_TYPED_IN_CYRILLIC[match[0]], text) if _has_small_letters(text) else text


def _has_small_letters(text: str) -> bool:
    """Whether capitals mean something here: more than one word in small letters."""
    return len(SMALL_WORD.findall(text)) > 1


# --- blanks ----------------------------------------------------------------------------------------------------------

# Words that may follow a hanging hyphen: "одно– и двухкомнатные".
HANGING = "и|или|да|және|мен|бен|пен|немесе|and|or"
DASH_AFTER_WORD = re.compile(rf"(?<=[^\W\d_])([—–])(?= (?!(?:{HANGING})\b)[^\W\d_])")
DASH_BEFORE_WORD = re.compile(r"(?<=[^\W\d_] )—(?=[^\W\d_])")


def space_dashes(text: str) -> str:
    """Put back the blank that a dash between two words lost on one side.

    >>> space_dashes("Мастер-нода— Kubernetes кластерін басқаратын сервер")
    'Мастер-нода — Kubernetes кластерін басқаратын сервер'
    >>> space_dashes("Алматы–Астана, бір-бірінен, одно– и двухкомнатные, 5— 10")
    'Алматы–Астана, бір-бірінен, одно– и двухкомнатные, 5— 10'
    """
    return DASH_BEFORE_WORD.sub("— ", DASH_AFTER_WORD.sub(r" \1", text))
