"""The word lists: what they hold, blind to case, and how they split a glued word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.lexicon import load_words
from pipeline.model import Language


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "және тараптардың жауапкершілігі пайдалану шарттары форс-мажорлық мекенжай үшін ӨҢДЕУ ҚҰҚЫҒЫ"),
        ("ru", "Исполнитель заказчика доступность УСЛУГИ ёлка"),
        ("en", "service Availability it's cloud"),
    ],
)
def test_knows_words_in_any_case(language: Language, words: str) -> None:
    lexicon = load_words(language)
    assert [word for word in words.split() if word not in lexicon or word.swapcase() not in lexicon] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "форс-мажорлықжәне тараптардыңжауапкершілігі KbI3MeT рәә 24 -"),
        ("ru", "исполнительобязан зт $"),
        ("en", "услуга servicelevel"),
    ],
)
def test_does_not_know_what_is_no_word(language: Language, words: str) -> None:
    assert [word for word in words.split() if word in load_words(language)] == []


def test_frequent_words_weigh_more() -> None:
    words = load_words("kk")
    assert words.count("және") > 1000 > words.count("тараптардың") > 0
    assert words.count("жауапкершілігі") == words.count("нетсөз") == 0
    frequent, rare = words.log_probability("және"), words.log_probability("жауапкершілігі")
    assert frequent is not None
    assert rare is not None
    assert 0 > frequent > rare
    assert words.log_probability("нетсөз") is None


def test_prefixes_lead_to_the_split() -> None:
    words = load_words("kk")
    assert "форс-мажорлық" in words.prefixes("форс-мажорлықжәне")
    assert "тараптардың" in words.prefixes("ТАРАПТАРДЫҢЖАУАПКЕРШІЛІГІ")
    assert words.has_prefix("тарапт")
    assert not words.has_prefix("тарапттар")


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    words = load_words("kk")
    assert all(text.casefold().startswith(prefix) and prefix in words for prefix in words.prefixes(text))
    assert (words.log_probability(text) is None) == (text not in words)


def test_loads_quickly() -> None:
    load_words.cache_clear()
    start = time.perf_counter()
    load_words("kk")
    assert time.perf_counter() - start < 0.3
