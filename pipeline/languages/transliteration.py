"""Kazakh between its alphabets: Cyrillic, the Latin alphabet of 2021, and plain ASCII for names in paths and links."""

import re
import unicodedata

from transliterate.base import TranslitLanguagePack, registry

# The alphabet of 31 letters that the National Commission presented to the Government on 28 January 2021. What it has
# no letter for (Russian ones, in loan words) is written as its spelling rules for loans do: "я" is "ia", "ц" is "ts".
LATIN = "aäbvgğdejzikqlmnñoöprstuūühfşyı"
CYRILLIC = "аәбвгғдежзикқлмнңоөпрстуұүхфшыі"
# Cyrillic letters that share a Latin one, or fall away: one direction only.
FOLDED = ("йһэ", "ihe")
DIGRAPHS: dict[str, str] = {
    "я": "ia",  # "қиял" - "qiial"
    "ю": "iu",  # "аю" - "aiu"
    "ё": "io",
    "ц": "ts",
    "ч": "tş",
    "щ": "ştş",
    "ъ": "",
    "ь": "",  # "альбом" - "albom"
}
# i and I part ways in this alphabet as in Turkish: и is "i İ", і is "ı I".
UPPER = {"i": "İ", "ı": "I"}


def upper(latin: str) -> str:
    """Capitals of this alphabet."""
    return "".join(UPPER.get(letter, letter.upper()) for letter in latin)


class KazakhPack(TranslitLanguagePack):  # type: ignore[misc]  # the package has no types
    """Kazakh for the `transliterate` package: Latin to Cyrillic; `reversed`, Cyrillic to Latin."""

    language_code = "kk"
    language_name = "Kazakh"
    character_ranges = ((0x0400, 0x04FF),)
    mapping = (LATIN + upper(LATIN), CYRILLIC + CYRILLIC.upper())
    reversed_specific_mapping = (FOLDED[0] + FOLDED[0].upper(), FOLDED[1] + upper(FOLDED[1]))
    reversed_specific_pre_processor_mapping = {
        **DIGRAPHS,
        **{cyrillic.upper(): upper(latin[:1]) + latin[1:] for cyrillic, latin in DIGRAPHS.items()},
    }


# Registered by hand: the package's search for its own packs would import ten languages we have no use for.
registry.register(KazakhPack)
PACK = KazakhPack()

# A digraph is all capitals beside another capital: "ҚИЯЛ" is "QİİAL", "Яна" is "İana".
CAPITAL_DIGRAPH = re.compile("(?<=[А-ЯЁӘҒҚҢӨҰҮҺІ])[ЯЮЁЦЧЩ]|[ЯЮЁЦЧЩ](?=[А-ЯЁӘҒҚҢӨҰҮҺІ])")
# Read back: two letters that stand for one, and i after a vowel, which is й ("jai"); anywhere else it is и.
LATIN_PAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("ia"), "я"),
    (re.compile("İ[aA]"), "Я"),
    (re.compile("iu"), "ю"),
    (re.compile("İ[uU]"), "Ю"),
    (re.compile("(?<=[aäeoöuūüyıAÄEOÖUŪÜYI])i"), "й"),
    (re.compile("(?<=[AÄEOÖUŪÜYI])İ"), "Й"),
)
# For ASCII, letters next to each other in the alphabet stay apart, so that the items "а)" and "ә)" do.
ASCII_LETTERS = str.maketrans(
    {
        "ә": "ae",
        "ғ": "gh",
        "ё": "yo",
        "ж": "zh",
        "й": "j",
        "ң": "ng",
        "ө": "oe",
        "ү": "ue",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
    }
)


def to_latin(text: str) -> str:
    """Kazakh Cyrillic in the Latin alphabet of 2021; what is not Cyrillic stays.

    >>> to_latin("Тапсырыс беруші қызметті Жеке кабинет арқылы рәсімдей алады")
    'Tapsyrys beruşı qyzmettı Jeke kabinet arqyly räsımdei alady'
    >>> to_latin("ҚИЯЛ, Яна, SLA")
    'QİİAL, İana, SLA'
    """
    capital = CAPITAL_DIGRAPH.sub(lambda match: upper(DIGRAPHS[match[0].lower()]), text)
    latin: str = PACK.translit(capital, reversed=True)
    return latin


def to_cyrillic(text: str) -> str:
    """Kazakh of the Latin alphabet of 2021 in Cyrillic; of х and һ, ц and тс the common one.

    >>> to_cyrillic("Tapsyrys beruşı qyzmettı Jeke kabinet arqyly räsımdei alady")
    'Тапсырыс беруші қызметті Жеке кабинет арқылы рәсімдей алады'
    """
    for pattern, letter in LATIN_PAIRS:
        text = pattern.sub(letter, text)
    cyrillic: str = PACK.translit(text)
    return cyrillic


def slug(text: str) -> str:
    """The text in small ASCII letters, digits and hyphens: the same for the same words, "" where there are none.

    >>> slug("5.6. Өтемақы мөлшері («Шарттар»)"), slug("Служба поддержки – 24/7")
    ('5-6-oetemaqy-moelsheri-sharttar', 'sluzhba-podderzhki-24-7')
    """
    plain = unicodedata.normalize("NFKD", to_latin(text.lower().translate(ASCII_LETTERS)))
    ascii_letters = plain.replace("ı", "i").encode("ascii", errors="ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_letters))
