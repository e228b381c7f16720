"""Layer and OCR as two witnesses: what is read again, what agrees, what is flagged; OCR played by a list of words."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Box, Page, Word
from pipeline.pages import enclose
from pipeline.read import read_document
from pipeline.read.layout import words_to_lines
from pipeline.read.pdf import open_pdf
from pipeline.read.witness import (
    DISAGREEMENT,
    UNREAD,
    find_pictures,
    hear_layer,
    is_printed,
    place_picture,
    reread_words,
)
from pipeline.settings import ReadSettings
from tests.rows import load_rows

PDFS = Path(__file__).parent / "pdfs"
SETTINGS = ReadSettings()


def set_words(*lines: str, left: float = 50, top: float = 50, confidence: float = 1.0) -> list[Word]:
    """Words of 6 points a letter, 10 high, a line every 14."""
    words = []
    for number, line in enumerate(lines):
        x = left
        for text in line.split():
            y = top + 14 * number
            words.append(Word(text=text, bbox=(x, y, x + 6 * len(text), y + 10), confidence=confidence))
            x += 6 * len(text) + 4
    return words


def make_page(words: Sequence[Word]) -> Page:
    return Page(
        number=1,
        width=595,
        height=842,
        text_origin="text-layer",
        reason="",
        confidence=1.0,
        lines=words_to_lines(words, 1),
    )


def places(words: Sequence[Word]) -> list[tuple[str, Box]]:
    return [(word.text, word.bbox) for word in words]


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def reader(*readings: str) -> Callable[[Sequence[Box]], list[list[Word]]]:
    """An OCR that finds these words in the boxes that it is given, in order."""

    def read(boxes: Sequence[Box]) -> list[list[Word]]:
        assert len(boxes) == len(readings)
        return [
            set_words(text, left=box[0], top=box[1], confidence=0.9) if text else []
            for box, text in zip(boxes, readings, strict=True)
        ]

    return read


# --- words read again ------------------------------------------------------------------------------------------------


def test_only_the_words_in_doubt_are_read_again() -> None:
    words = set_words("5.1. Xjshq bcde 99,9% шарт", "5.2. Тапсырыс беруші")
    doubted = [word.bbox for word in words if word.text in {"Xjshq", "bcde"}]
    reread = reread_words(make_page(words), doubted, reader("Қызмет деңгейі"), heard=False)
    assert texts(reread.page) == ["5.1. Қызмет деңгейі 99,9% шарт", "5.2. Тапсырыс беруші"]
    by = {word.text: word.read_by for line in reread.page.lines for word in line.words}
    assert {text for text, who in by.items() if who == "ocr"} == {"Қызмет", "деңгейі"}
    assert reread.confidence == 0.9
    assert reread.page.doubts == ()


def test_a_figure_that_both_have_and_that_differs_is_flagged() -> None:
    words = set_words("Availability 99,5% a month")
    reread = reread_words(make_page(words), [words[1].bbox], reader("99,9%"), heard=True)
    (doubt,) = reread.page.doubts
    assert doubt.code == DISAGREEMENT
    assert "99.5%" in doubt.message
    assert "99.9%" in doubt.message
    assert doubt.boxes == (words[1].bbox,)
    (figure,) = [word for word in reread.page.lines[0].words if word.text == "99,9%"]
    assert figure.confidence <= 0.3


def test_a_layer_without_meaning_is_no_witness() -> None:
    words = set_words("Availability 45,2% a month")
    reread = reread_words(make_page(words), [words[1].bbox], reader("99,9%"), heard=False)
    assert reread.page.doubts == ()


def test_what_the_picture_does_not_show_stays_and_is_said() -> None:
    words = set_words("Availability qwrtp a month")
    page = reread_words(make_page(words), [words[1].bbox], reader(""), heard=False).page
    assert texts(page) == ["Availability qwrtp a month"]
    assert [doubt.code for doubt in page.doubts] == [UNREAD]
    assert page.lines[0].words[1].confidence < 0.5


@given(st.sets(st.integers(0, 7)))
def test_no_trusted_word_changes(chosen: set[int]) -> None:
    words = set_words("нөл бір екі үш", "төрт бес алты жеті")
    boxes = [words[index].bbox for index in sorted(chosen)]
    page = reread_words(
        make_page(words),
        boxes,
        lambda places: [set_words("жаңа", left=box[0], top=box[1]) for box in places],
        heard=True,
    ).page
    kept = [word for line in page.lines for word in line.words if word.read_by is None]
    assert kept == [word for index, word in enumerate(words) if index not in chosen]


# --- two readings of a page ------------------------------------------------------------------------------------------


def test_agreement_makes_sure_and_a_figure_that_differs_is_flagged() -> None:
    layer = set_words("12 ай 30 күн", "99,5% қолжетімді", "24 сағат 5 минут")
    ocr = set_words("12 ай 30 күн", "99,9% қолжетімді", "24 сағат 5 минут", confidence=0.8)
    page = hear_layer(make_page(ocr), places(layer), garbled=False)
    (doubt,) = page.doubts
    assert doubt.code == DISAGREEMENT
    assert doubt.boxes == (ocr[4].bbox,)
    confidence = {word.text: word.confidence for line in page.lines for word in line.words}
    assert confidence["99,9%"] <= 0.3
    assert confidence["қолжетімді"] >= 0.98
    assert texts(page)[1] == "99,9% қолжетімді"


def test_a_layer_whose_figures_are_mostly_others_is_not_heard() -> None:
    layer = set_words("17 ай 38 күн", "91,5% қолжетімді", "74 сағат 6 минут")
    ocr = set_words("12 ай 30 күн", "99,9% қолжетімді", "24 сағат 5 минут")
    assert hear_layer(make_page(ocr), places(layer), garbled=False).doubts == ()


def test_a_figure_that_one_of_them_splits_is_the_same_figure() -> None:
    ocr = set_words("1 000 теңге", "12 ай 30 күн 5 минут")
    layer = [("1000", enclose([ocr[0].bbox, ocr[1].bbox])), *places(ocr[2:])]
    assert hear_layer(make_page(ocr), layer, garbled=False).doubts == ()


@pytest.mark.parametrize("row", load_rows("witness.jsonl"))
def test_what_a_layer_says_of_figures(row: dict[str, Any]) -> None:
    sure = row.get("confidence", 0.95)
    agreeing = "12 ай 30 күн 24/7 5 минут 99,9% 10 000"
    ocr = [*set_words(agreeing), *set_words(row["ocr"], top=100, confidence=sure)]
    layer = [*set_words(agreeing), *set_words(row["layer"], top=100)]
    page = hear_layer(make_page(ocr), places(layer), garbled=row["garbled"])
    assert bool(page.doubts) is row["doubt"]
    assert texts(page)[1] == row["ocr"]
    assert (page.lines[1].words[0].confidence < 0.5) is row["doubt"]


def test_a_page_that_shows_what_its_layer_says_is_told() -> None:
    odd = set_words("KbI3meT kepceTy wapTTapbI TancbIpbIc 6epywi opbIHdaywbI")
    assert is_printed(make_page(odd), make_page(odd))
    right = set_words("Қызмет көрсету шарттары Тапсырыс беруші Орындаушы")
    assert not is_printed(make_page(odd), make_page(right))
    assert not is_printed(make_page([]), make_page(right))


# --- pictures --------------------------------------------------------------------------------------------------------


def test_a_picture_with_words_is_read_at_its_place() -> None:
    page = make_page([*set_words("above the picture"), *set_words("below the picture", top=400)])
    box = (50.0, 100.0, 350.0, 300.0)
    assert find_pictures(page, [box, (0, 0, 30, 30), box]) == [box]
    picture = make_page(set_words("scanned table of prices", left=5, top=5, confidence=0.95))
    merged = place_picture(page, picture, box)
    assert texts(merged) == ["above the picture", "scanned table of prices", "below the picture"]
    assert merged.lines[1].origin.bbox[:2] == (55, 105)
    assert {word.read_by for word in merged.lines[1].words} == {"ocr"}


def test_a_logo_and_a_background_are_no_text() -> None:
    page = make_page(set_words("three words here", "and three more"))
    assert find_pictures(page, [(0, 0, 595, 842)]) == []
    logo = make_page(set_words("xq", confidence=0.4))
    assert place_picture(page, replace(logo, confidence=0.4), (50, 100, 350, 300)) == page


# --- the real engine -------------------------------------------------------------------------------------------------


@pytest.mark.engine
def test_a_pasted_scan_in_a_page_of_text(tmp_path: Path) -> None:
    reportlab = pytest.importorskip("reportlab.pdfgen.canvas")
    with open_pdf((PDFS / "sound.pdf").read_bytes(), max_pages=9) as pdf:
        image = pdf.render(0, 200)
    rows = np.flatnonzero((image < 128).any(axis=1))
    cut = image[rows[0] - 20 : rows[-1] + 20]
    cv2.imwrite(str(tmp_path / "cut.png"), cut)
    path = tmp_path / "pasted.pdf"
    canvas = reportlab.Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(60, 780, "The table below was pasted as an image.")
    height = cut.shape[0] * 72 / 200
    canvas.drawImage(str(tmp_path / "cut.png"), 0, 700 - height, 595, height)
    canvas.drawString(60, 500, "The text goes on after the image.")
    canvas.save()
    (page,) = read_document(path, SETTINGS, name="pasted.pdf").pages
    found = texts(page)
    assert found[0] == "The table below was pasted as an image."
    assert found[-1] == "The text goes on after the image."
    assert any("Тапсырыс беруші" in text for text in found[1:-1])
    assert {word.read_by for line in page.lines[1:-1] for word in line.words} == {"ocr"}
