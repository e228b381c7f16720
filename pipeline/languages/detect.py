"""Which language a text is in: by its letters first, then by its function words."""

import re
from functools import lru_cache

from pipeline.languages import VOCABULARIES
from pipeline.model import Language

KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
# Running Kazakh text has 14-18 % of these among its Cyrillic letters (statutes, news, agreements); Russian has none.
KAZAKH_SHARE = 0.03
LETTERS = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
KAZAKH = re.compile(f"[{''.join(sorted(KAZAKH_LETTERS))}]+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=256)  # a clause and its sentences are asked several times in a row
def detect_language(text: str) -> Language:
    """The language of a text; Kazakh for a text without letters, since that is what the readers expect.

    >>> detect_language("Орындаушы Тапсырыс берушіге қызмет көрсетеді")
    'kk'
    >>> detect_language("Техническая поддержка осуществляется круглосуточно")
    'ru'
    >>> detect_language("The Provider shall make the Service available")
    'en'
    """
    letters = _count(LETTERS, text)
    cyrillic = _count(CYRILLIC, text)
    if not letters:
        return "kk"
    if cyrillic * 2 < letters:
        return "en"
    kazakh = _count(KAZAKH, text)
    if kazakh >= KAZAKH_SHARE * cyrillic:
        return "kk"
    words = [word.casefold() for word in WORD.findall(text)]
    hits = {
        language: sum(1 for word in words if word in VOCABULARIES[language].function_words) for language in ("kk", "ru")
    }
    # a short sentence may have a single Kazakh letter and no function word: "Тапсырыс беруші шарттан бас тарта алады"
    return "kk" if hits["kk"] > hits["ru"] or (kazakh and not hits["ru"]) else "ru"


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
