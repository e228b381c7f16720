"""Kazakh between its alphabets, through the `transliterate` package and by hand."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.letters import KAZAKH_ALPHABET, RUSSIAN_ALPHABET
from pipeline.languages.transliteration import slug, to_cyrillic, to_latin

# the first article of the Universal Declaration of Human Rights
DECLARATION = (
    "Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең болып дүниеге келеді.",
    "Barlyq adamdar tumysynan azat jäne qadır-qasietı men qūqyqtary teñ bolyp düniege keledı.",
)
NATIVE = "аәбгғдежзикқлмнңоөпрстуұүхшыі"
CONSONANTS = "бгғджзкқлмнңпрстхш"
VOWELS = "аәеоөұүыі"


def test_both_ways() -> None:
    assert to_latin(DECLARATION[0]) == DECLARATION[1]
    assert to_cyrillic(DECLARATION[1]) == DECLARATION[0]


def test_every_letter_of_both_alphabets_becomes_latin() -> None:
    letters = KAZAKH_ALPHABET + RUSSIAN_ALPHABET
    for text in (letters, letters.upper()):
        assert not any("Ѐ" <= letter <= "ӿ" for letter in to_latin(text))


@given(st.lists(st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS)), min_size=1, max_size=8))
def test_native_syllables_come_back(syllables: list[tuple[str, str]]) -> None:
    word = "".join(consonant + vowel for consonant, vowel in syllables)
    assert to_cyrillic(to_latin(word)) == word
    assert to_cyrillic(to_latin(word.upper())) == word.upper()


@given(st.text())
def test_slug_is_plain_and_stable(text: str) -> None:
    made = slug(text)
    assert made.isascii()
    assert made == made.lower()
    assert slug(made) == made
    assert not made.startswith("-")
    assert not made.endswith("-")


@pytest.mark.parametrize(("one", "next_one"), list(zip("аәбвгғдеёжзийкқлмнң", "әбвгғдеёжзийкқлмнңо", strict=True)))
def test_neighbours_in_the_alphabet_have_slugs_of_their_own(one: str, next_one: str) -> None:
    assert slug(one) != slug(next_one)


def test_the_package_knows_kazakh_and_imports_no_other_language() -> None:
    program = (
        "import sys, transliterate, pipeline.languages.transliteration\n"
        "print(transliterate.translit('Қазақстан', 'kk', reversed=True))\n"
        "print([name for name in sys.modules if name.startswith('transliterate.contrib.languages.')])\n"
    )
    done = subprocess.run(  # our own interpreter and program
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["Qazaqstan", "[]"]
