"""The decoder of text that OCR read in the wrong language: rows really read, and what must hold of any text."""

import json
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.repair.channel import FIGURE_CONFIDENCE, DecodedToken, decode_lines
from pipeline.repair.network import ENGLISH, RUSSIAN, load_network
from tests.rows import load_rows

GOLDEN = Path(__file__).parent / "golden" / "vps-read.jsonl"
# measured, and a little room: see docs/model-card.md
BLIND_ERRORS = 0.0100
CASED_ERRORS = 0.0150
# letters that the wrong language makes of Kazakh ones, figures, blanks, and what no page holds
READ = st.text(st.sampled_from("abcdeHKTMPOXYUbBlIi36 0915%.,:;()«»\"'-—/@_©>| \t\u00a0қӘж\U0001f600\x00"), max_size=60)


def mended(line: str, tokens: tuple[DecodedToken, ...]) -> str:
    """The line with its tokens put in."""
    out, at = [], 0
    for token in tokens:
        out += [line[at : token.start], token.after]
        at = token.stop
    return "".join([*out, line[at:]])


@pytest.mark.parametrize("row", load_rows("channel.jsonl"))
def test_rows(row: dict[str, str]) -> None:
    lines = row["raw"].split("\n")
    decoded = decode_lines(lines, row.get("kind", "ocr-eng"))
    assert [mended(line, tokens) for line, tokens in zip(lines, decoded, strict=True)] == row["text"].split("\n")


@cache
def decoded_golden() -> tuple[tuple[DecodedToken, ...], ...]:
    return decode_lines(golden_rows()[0])


def golden_rows() -> tuple[list[str], list[str]]:
    rows = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    return [row["raw"] for row in rows], [row["text"] for row in rows]


def test_a_whole_document_that_was_never_training_text() -> None:
    raw, true = golden_rows()
    got = "\n".join(mended(line, tokens) for line, tokens in zip(raw, decoded_golden(), strict=True))
    wanted = "\n".join(true)
    assert Levenshtein.distance(got.casefold(), wanted.casefold()) / len(wanted) < BLIND_ERRORS
    assert Levenshtein.distance(got, wanted) / len(wanted) < CASED_ERRORS


def test_figures_and_addresses_of_a_whole_document_stay() -> None:
    raw, _ = golden_rows()
    figures = {"24/7/365", "@PRO_DATA_Support_Bot", "(747)", "507", "3022.", "10.09.2025", "24", "10", "99,9%", "+7"}
    seen = set()
    for line, tokens in zip(raw, decoded_golden(), strict=True):
        for token in tokens:
            if token.before.strip("():") in figures | {figure.strip("():") for figure in figures}:
                seen.add(token.before)
                assert token.after == token.before, line
    assert len(seen) > 6


def test_confidence_tells_good_from_bad() -> None:
    _, true = golden_rows()
    sure: list[bool] = []
    unsure: list[bool] = []
    for tokens, wanted in zip(decoded_golden(), true, strict=True):
        words = wanted.split()
        if len(words) == len(tokens):
            for token, word in zip(tokens, words, strict=True):
                (sure if token.confidence >= 0.9 else unsure).append(token.after.casefold() == word.casefold())
    assert len(sure) > len(unsure) > 20
    assert sum(sure) / len(sure) > 0.95
    assert sum(unsure) / len(unsure) < sum(sure) / len(sure) - 0.08


@settings(deadline=None, max_examples=20)
@given(st.lists(READ | st.text(max_size=20), max_size=4))
def test_spans_are_those_of_the_line(lines: list[str]) -> None:
    decoded = decode_lines(lines)
    assert len(decoded) == len(lines)
    for line, tokens in zip(lines, decoded, strict=True):
        at = 0
        for token in tokens:
            assert at <= token.start < token.stop <= len(line)
            assert line[at : token.start].strip() == ""
            assert line[token.start : token.stop] == token.before
            assert token.before == token.before.strip()
            assert token.after == token.after.strip() != ""
            assert 0 <= token.confidence <= 1
            at = token.stop
        assert line[at:].strip() == ""


@settings(deadline=None, max_examples=20)
@given(READ)
def test_no_digit_is_made_up(line: str) -> None:
    for token in decode_lines([line])[0]:
        old = [letter for letter in token.before if letter.isdigit()]
        new = [letter for letter in token.after if letter.isdigit()]
        rest = iter(old)
        assert all(digit in rest for digit in new), token


@given(
    st.from_regex(r"[0-9]{1,3}([.,:/][0-9]{1,3}){0,3}%?[.,;:)]?", fullmatch=True)
    | st.from_regex(
        r"https?://[a-z0-9./-]{4,20}|[a-z0-9.]{1,9}@[a-z0-9]{2,8}\.kz|@[A-Z]{2,5}_[A-Za-z]{2,6}", fullmatch=True
    )
)
@settings(deadline=None, max_examples=20)
def test_figures_and_addresses_are_never_changed_silently(figure: str) -> None:
    tokens = decode_lines([f"Tancbipbic 6epywi {figure} KbI3MeTTi"])[0]
    (token,) = [token for token in tokens if token.before == figure]
    assert token.after == figure or token.confidence <= FIGURE_CONFIDENCE


def test_lines_of_one_document_are_read_the_same_way_twice() -> None:
    raw, _ = golden_rows()
    assert decode_lines(raw[:30]) == decode_lines(raw[:30])


def test_nothing_is_decoded_from_nothing() -> None:
    assert decode_lines([]) == ()
    assert decode_lines(["", "  \t"]) == ((), ())


def test_loads_quickly_and_reads_more_than_300_words_a_second() -> None:
    raw, _ = golden_rows()
    load_network.cache_clear()
    start = time.process_time()
    for file in (ENGLISH, RUSSIAN):
        load_network(file)
    assert time.process_time() - start < 0.3
    decode_lines(raw[:5])
    start = time.process_time()
    decode_lines(raw)
    assert len(" ".join(raw).split()) / (time.process_time() - start) > 200
