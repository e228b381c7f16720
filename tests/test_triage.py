"""Trust in text layers: by words in rows, by page, by font; what each kind of damage is called and who undoes it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.pdf import Font, Glyph, Sheet, open_pdf
from pipeline.read.text_layer import look
from pipeline.read.triage import KINDS, MIXED, choose_reader, judge_text, name_misreading, sheet_words, weigh_token
from pipeline.settings import ReadSettings
from tests import hostile
from tests.rows import load_rows

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
PDFS = HERE / "pdfs"
THRESHOLD = ReadSettings().trust_threshold
KAZAKH = (
    "3.1. Тапсырыс беруші Қызметке тапсырысты Жеке кабинет арқылы бере алады.",
    "3.2. Орындаушы Қызметтің қолжетімділігіне 99,9%-дан кем емес кепілдік береді.",
    "3.3. Техникалық қолдау тәулігіне 24 сағат, 24/7/365 режимінде көрсетіледі.",
)


@pytest.mark.parametrize("row", load_rows("trust.jsonl"))
def test_what_a_text_shows(row: dict[str, Any]) -> None:
    found = judge_text(row["text"], THRESHOLD)
    assert (found.code if found else None) == row["damage"]
    assert (found is None or found.remedy == "repair") == row["sound"]


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        (RAW / "vps.pdf", "ocr"),
        (PDFS / "sound.pdf", "text-layer"),
        (PDFS / "background-picture.pdf", "text-layer"),
        (PDFS / "hidden-layer.pdf", "ocr"),
        (PDFS / "stamped-scan.pdf", "ocr"),
        (PDFS / "no-tounicode.pdf", "ocr"),
        (PDFS / "lying-tounicode.pdf", "ocr"),
        (PDFS / "sideways-text.pdf", "text-layer"),
        (PDFS / "rotated-page.pdf", "text-layer"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_reader_of_a_page(path: Path, reader: str) -> None:
    with open_pdf(path.read_bytes(), max_pages=9) as pdf:
        assert choose_reader(look(pdf, 0), THRESHOLD).reader == reader


# --- pages drawn in memory --------------------------------------------------------------------------------------------

Piece = tuple[str, int]  # text and the font that it is set in


def draw(lines: Sequence[Sequence[Piece]], *, fonts: int = 2, unmapped: frozenset[int] = frozenset()) -> Sheet:
    """A page of text: 10 points high, 6 a letter, a line every 14."""
    glyphs = []
    for number, line in enumerate(lines):
        x, top = 50.0, 50.0 + 14 * number
        for text, font in line:
            for char in text:
                glyphs.append(
                    Glyph(
                        char,
                        x,
                        top,
                        x + 6,
                        top + 10,
                        10.0,
                        font,
                        0,
                        hidden=False,
                        unmapped=font in unmapped,
                        luminance=0.0,
                    )
                )
                x += 6
    names = tuple(Font(f"Face{index}", bold=False, italic=False, embedded=True) for index in range(fonts))
    return Sheet(1, 595, 842, tuple(glyphs), names, (), (), (), 0, "")


def sound_lines() -> list[list[Piece]]:
    return [[(line, 0)] for line in KAZAKH * 3]


def test_a_sound_page_has_no_doubts() -> None:
    choice = choose_reader(draw(sound_lines()), THRESHOLD)
    assert (choice.reader, choice.trust, choice.doubts, choice.again) == ("text-layer", 1.0, (), ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\ue041\ue042\ue043 \ue044\ue045 \ue046", "no-meaning"),
        ("\x14\x11\x03 \x12\x0f", "no-meaning"),
        ("Щфжхячяф цпячтг фяёгхг ёёфгмтщц", "garbled"),
        ("6ecHoJe3eM 6e3 KoJIuyecTBa", "garbled"),
        ("ссттааттььяя ооппллааттаа", "doubled"),
    ],
)
def test_one_font_that_lies_is_found_with_its_words(text: str, code: str) -> None:
    choice = choose_reader(draw([*sound_lines(), [(text, 1)]]), THRESHOLD)
    assert choice.reader == "text-layer"
    assert [doubt.code for doubt in choice.doubts] == [code]
    assert len(choice.again) == len(text.split())
    assert all(box[1] == 50 + 14 * 9 for box in choice.again)
    assert 0 < choice.doubts[0].share < 0.2


def test_figures_of_a_font_without_a_table_are_read_again() -> None:
    sheet = draw([*sound_lines(), [("1234 5678", 1)]], unmapped=frozenset({1}))
    choice = choose_reader(sheet, THRESHOLD)
    assert [doubt.code for doubt in choice.doubts] == ["unmapped"]
    assert len(choice.again) == 2


def test_words_whose_letters_are_of_two_fonts_are_whole_and_of_neither() -> None:
    # as Writer paints them: what the face has first, then the letters that another face lends
    base = draw([[("тапсырыс бер", 0)]])
    lent = draw([[("            ", 0), ("у", 1)]])
    words = sheet_words(base._replace(glyphs=base.glyphs + lent.glyphs))
    assert [(word.text, word.font) for word in words] == [("тапсырыс", 0), ("беру", MIXED)]


def test_a_page_of_nothing_is_blank_or_read_from_its_picture() -> None:
    empty = draw([])
    assert choose_reader(empty, THRESHOLD).reader == "blank"
    assert choose_reader(empty._replace(pictures=((0, 0, 595, 842),)), THRESHOLD).reader == "ocr"
    assert choose_reader(empty._replace(path_count=5_000), THRESHOLD).reader == "ocr"


def test_letters_drawn_as_one_path_are_read_from_the_picture(tmp_path: Path) -> None:
    curve = b"%d 700 m %d 720 %d 720 %d 700 c h "
    parts = b"".join(curve % tuple(50 + 8 * number + step for step in (0, 2, 4, 6)) for number in range(60))
    boxes = b"".join(b"50 %d 400 20 re S " % (100 + 25 * number) for number in range(20))
    for name, content, reader in (
        ("letters", parts + b"f", "ocr"),
        ("many-letters", parts * 40 + b"f", "ocr"),  # too long a path to be looked at
        ("form", boxes, "blank"),
    ):
        path = tmp_path / name
        path.write_bytes(hostile.page_with(hostile.stream(content)))
        with open_pdf(path.read_bytes(), max_pages=1) as pdf:
            assert choose_reader(look(pdf, 0), THRESHOLD).reader == reader, name


def test_every_kind_of_damage_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@given(st.text())
def test_no_text_is_too_odd_to_judge(text: str) -> None:
    judge_text(text, THRESHOLD)
    for token in text.split():
        evidence = weigh_token(token)
        assert 0 <= evidence.known <= evidence.letters
        assert 0 <= evidence.odd <= evidence.letters
    name_misreading(text.split())
