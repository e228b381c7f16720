"""What a PDF page holds: glyphs, rules and areas in place, and the words that they make."""

import io
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.model import Box, Line, LineRole, Origin, Page, Word
from pipeline.read import plumber
from pipeline.read.pdf import Font, Glyph, Rule, Sheet, open_pdf
from pipeline.read.shown import look_again, settle_cropped
from pipeline.read.text_layer import check_page_count, find_words, look, read_sheet, share_out

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
PDFS = HERE / "pdfs"
SANS = Font("Sans", bold=False, italic=False, embedded=True)


def look_at(path: Path) -> list[Sheet]:
    with open_pdf(path.read_bytes(), max_pages=99) as pdf:
        return [look(pdf, index) for index in range(pdf.page_count)]


def sheet_of(name: str) -> Sheet:
    return look_at(PDFS / f"{name}.pdf")[0]


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def read(name: str) -> list[str]:
    return texts(read_sheet(sheet_of(name), reason="", trust=None))


# --- glyphs ----------------------------------------------------------------------------------------------------------

# Points by which PDFium and pdfminer place a glyph apart: PDFium rounds the widths of glyphs to whole thousandths of a
# size, which adds up along a line. Sizes by which boxes differ across the line: pdfminer believes fonts that declare to
# have nothing below it.
ALONG, ACROSS = 0.6, 0.31


@pytest.mark.parametrize(
    "path",
    [RAW / "veeam.pdf", RAW / "kubernetes.pdf", *(PDFS / f"{name}.pdf" for name in ("letter-spaced", "rotated-page"))],
    ids=lambda path: path.stem,
)
def test_pdfium_and_pdfminer_see_the_same_glyphs_in_the_same_places(path: Path) -> None:
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as pdf:
        for page, sheet in zip(pdf.pages, look_at(path), strict=True):
            theirs = [char for char in page.chars if not char["text"].isspace()]
            ours = [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]
            assert Counter(glyph.text for glyph in ours) == Counter(char["text"] for char in theirs)
            by_place = {(round(char["x0"]), round(char["top"])): char for char in theirs}
            for glyph in ours:
                near = [
                    by_place.get((round(glyph.x0) + x, round(glyph.top) + y)) for x in (0, -1, 1) for y in range(-4, 2)
                ]
                assert any(
                    char is not None
                    and char["text"] == glyph.text
                    and abs(char["x0"] - glyph.x0) < ALONG
                    and abs(char["x1"] - glyph.x1) < ALONG
                    and abs(char["bottom"] - glyph.bottom) <= ACROSS * glyph.size
                    for char in near
                ), glyph


def test_hyphens_at_line_ends_stay_what_they_are() -> None:
    assert read("hyphens") == ["обслу\u00ad", "живание, мән-", "жайлар –", "соңы, тоқта\u00ad", "тылды."]


def test_what_is_painted_counts_where_the_file_says_other_words() -> None:
    assert read("other-text") == ["3.2. Орындаушы Қызметтің қолжетімділігіне 99,9%-дан кем емес кепілдік береді."]


def test_ligatures_are_letters() -> None:
    assert read("ligatures") == ["office file flow"]


def test_glyphs_out_of_sight_are_told() -> None:
    hidden, seen = "", ""
    for glyph in sheet_of("out-of-sight").glyphs:
        if glyph.hidden:
            hidden += glyph.text
        else:
            seen += glyph.text
    assert hidden == "ақ" + "қара астында" + "сурет астында"
    assert seen == "3.1. Тапсырыс беруші Қызметке тапсырысты Жеке кабинет арқылы бере алады." + "қарада ақ"
    assert all(glyph.hidden for glyph in sheet_of("hidden-layer").glyphs)


def test_what_the_page_does_not_show_is_set_aside_and_said() -> None:
    page = read_sheet(sheet_of("edited"), reason="", trust=None)
    assert [line.text for line in page.lines if line.role == "body"] == [
        "3.2. Исполнитель гарантирует не менее 99,5 % в месяц.",
        "3.3. Заказчик не вправе передавать доступ.",
        "3.4. Заказчик не вправе копировать данные.",
    ]
    hidden = [line.text for line in page.lines if line.role == "hidden"]
    assert hidden == ["99,9", "3.5. Исполнитель вправе отказаться от договора."]
    assert [(doubt.code, doubt.message.rpartition(": ")[2]) for doubt in page.doubts] == [
        *(("hidden-words", f"«{text}»") for text in hidden),
        ("struck-out", "«не вправе»"),
    ]
    assert page.doubts[-1].boxes[0][1] == page.lines[1].origin.bbox[1]


def test_a_layer_that_is_turned_off_is_not_the_text() -> None:
    page = read_sheet(sheet_of("layers"), reason="", trust=None)
    assert [line.role for line in page.lines] == ["body", "body", "hidden"]
    assert [line.text[:4] for line in page.lines] == ["3.1.", "3.2.", "3.3."]


def test_words_outside_of_what_a_page_shows_are_set_aside() -> None:
    *body, aside = read_sheet(sheet_of("cropped-page"), reason="", trust=None).lines
    assert {line.role for line in body} == {"body"}
    assert (aside.role, aside.text) == ("hidden", "CMYK")


def draw_page(number: int, body: str, outside: str) -> Page:
    """A page of 200 x 100 points with a line on it and another left of it."""
    sides: tuple[tuple[str, LineRole, float], ...] = ((body, "body", 10.0), (outside, "hidden", -110.0))
    lines = [
        Line(
            raw=text,
            text=text,
            words=tuple(Word(text=word, bbox=(x, 20.0, x + 90, 30.0)) for word in text.split()),
            role=role,
            origin=Origin(page=number, bbox=(x, 20.0, x + 90, 30.0)),
        )
        for text, role, x in sides
    ]
    return Page(
        number=number,
        width=200.0,
        height=100.0,
        text_origin="text-layer",
        reason="",
        confidence=1.0,
        lines=tuple(lines),
    )


@pytest.mark.parametrize(
    ("outside", "kept", "doubted"),
    [
        (("credit of 95.0 % only", "reply within 4 hours"), 2, 2),
        (("the fee is due", "credit of 5 %"), 2, 2),
        # two pages on one sheet: each has the other outside
        (("second page here", "first page here"), 0, 0),
        # printers' marks
        (("terms.indd 1 12.11.2024", "terms.indd 2 12.11.2024"), 2, 0),
        (("CMYK", "Cut here"), 2, 0),
    ],
)
def test_of_words_outside_of_pages_those_that_no_page_shows_are_doubted(
    outside: tuple[str, str], kept: int, doubted: int
) -> None:
    bodies = ("first page here", "second page here")
    pages = settle_cropped([draw_page(number, bodies[number - 1], outside[number - 1]) for number in (1, 2)])
    assert [page.lines[0].text for page in pages] == list(bodies)
    assert [line.text for page in pages for line in page.lines[1:]] == list(outside)[:kept]
    assert [doubt.named["words"] for page in pages for doubt in page.doubts] == list(outside)[:doubted]


def test_letters_on_a_ground_that_no_object_tells_are_seen() -> None:
    sheet = sheet_of("sound")
    unsure = sheet._replace(glyphs=tuple(glyph._replace(hidden=True) for glyph in sheet.glyphs))
    with open_pdf((PDFS / "sound.pdf").read_bytes(), max_pages=1) as pdf:
        assert not any(
            glyph.hidden for glyph in look_again(unsure, lambda dpi: pdf.render(0, dpi)).glyphs if glyph.text.strip()
        )


def test_strike_out_notes_are_lines_through_words() -> None:
    sheet = sheet_of("sound")
    words = read_sheet(sheet, reason="", trust=None).lines[1].words[1:3]
    top, bottom = words[0].bbox[1], words[0].bbox[3]

    def doubts(share: float, *, reach: float = 0.0) -> list[str]:
        level = top + share * (bottom - top)
        stroke = Rule(words[0].bbox[0] - reach, level, words[-1].bbox[2] + reach, level, 0.7)
        page = read_sheet(sheet._replace(rules=(stroke,)), reason="", trust=None)
        return [doubt.code for doubt in page.doubts]

    assert doubts(0.45) == ["struck-out"]
    assert doubts(0.9) == doubts(0.1) == []  # underlined, overlined
    assert doubts(0.45, reach=40) == []  # a table's rule behind the text


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "form.pdf"), pagesize=(595, 842))
    canvas.drawString(50, 800, "The name of the customer:")
    canvas.acroForm.textfield(name="name", value="Ospanov 12345", x=50, y=740, width=300, height=20)
    canvas.save()
    (sheet,) = look_at(tmp_path / "form.pdf")
    assert texts(read_sheet(sheet, reason="", trust=None)) == ["The name of the customer:", "Ospanov 12345"]
    with open_pdf((tmp_path / "form.pdf").read_bytes(), max_pages=1) as pdf:
        drawn = pdf.render(0, 72)[842 - 760 : 842 - 740, 52:150]
    assert (drawn < 100).sum() > 50


def test_a_form_is_walked_with_its_place_and_scale() -> None:
    sheet = sheet_of("in-a-form")
    first = sheet.glyphs[0]
    assert (first.text, round(first.x0, 1), round(first.bottom, 1), first.size) == ("3", 70.0, 842 - 350 + 2.4, 10.0)
    level = sorted((round(rule.x0), round(rule.top), round(rule.x1)) for rule in sheet.rules if rule.top == rule.bottom)
    assert level == [(65, 477, 215), (65, 497, 215), (65, 502, 215)]
    assert {rule.thickness for rule in sheet.rules} == {0.5}


def test_a_glyph_without_meaning_is_not_guessed() -> None:
    page = read_sheet(sheet_of("no-tounicode"), reason="", trust=None)
    assert sum(text.count("\ufffd") for text in texts(page)) > 200
    assert not any(char in text for text in texts(page) for char in map(chr, range(32)))


def test_turned_glyphs_know_their_direction() -> None:
    assert Counter(glyph.angle for glyph in sheet_of("sideways-text").glyphs).keys() == {-90}
    assert Counter(glyph.angle for glyph in sheet_of("rotated-page").glyphs).keys() == {0}


def test_shades_and_frames() -> None:
    sheet = sheet_of("framed-paragraph")
    assert len(sheet.rules) == 4
    assert [round(fill.luminance, 1) for fill in sheet.fills] == [0.9, 0.9, 0.9]


# --- pdfplumber instead ----------------------------------------------------------------------------------------------


def test_a_file_that_holds_more_pages_than_it_says_is_refused() -> None:
    with open_pdf((PDFS / "understated-count.pdf").read_bytes(), max_pages=9) as pdf:
        assert pdf.page_count == 1
        with pytest.raises(DocumentError) as caught:
            check_page_count(pdf)
    assert caught.value.code == "broken-pdf"


def test_an_old_page_left_in_the_file_is_no_page() -> None:
    data = (PDFS / "sound.pdf").read_bytes()
    with open_pdf(data.replace(b"%%EOF", b"%/Type /Page\n%%EOF"), max_pages=9) as pdf:
        check_page_count(pdf)


def test_a_page_that_pdfium_cannot_load_is_read_by_pdfplumber() -> None:
    class Unloadable:
        data = (PDFS / "sound.pdf").read_bytes()

        def look(self, _: int) -> Sheet:
            raise DocumentError("broken-pdf", "no", hint="no")

    sheet = look(Unloadable(), 0)  # type: ignore[arg-type]
    assert texts(read_sheet(sheet, reason="", trust=None)) == read("sound")
    with pytest.raises(DocumentError):
        look(Unloadable(), 1)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["spans", "cropped-page", "rotated-page", "sideways-text", "framed-paragraph"])
def test_both_readers_give_the_same_page(name: str) -> None:
    other = plumber.look((PDFS / f"{name}.pdf").read_bytes(), 0)
    assert other is not None
    pages = [read_sheet(sheet, reason="", trust=None) for sheet in (sheet_of(name), other)]
    cells = [[[line.text for line in cell.lines] for grid in page.grids for cell in grid.cells] for page in pages]
    assert cells[0] == cells[1]
    assert texts(pages[0]) == texts(pages[1])


# --- words -----------------------------------------------------------------------------------------------------------


def set_line(text: str, *, x: float = 50.0, size: float = 10.0, baseline: float = 100.0, font: int = 0) -> list[Glyph]:
    """A line of glyphs half a size wide; a `_` is a gap of a quarter size without any glyph."""
    glyphs = []
    for char in text:
        if char == "_":
            x += 0.25 * size
            continue
        box = (x, baseline - 0.8 * size, x + 0.5 * size, baseline + 0.2 * size)
        glyphs.append(Glyph(char, *box, size, font, 0, hidden=False, unmapped=False, luminance=0.0))
        x += 0.5 * size
    return glyphs


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3.11.3._Тест", ["3.11.3.", "Тест"]),
        ("бір екі", ["бір", "екі"]),
        ("бір  екі ", ["бір", "екі"]),
        ("Қ_Ы_З_М_Е_Т _Т_Ә_Р", ["ҚЫЗМЕТ", "ТӘР"]),
        ("99,9%-дан", ["99,9%-дан"]),
    ],
)
def test_where_words_end(line: str, words: list[str]) -> None:
    assert [word.text for word in find_words(set_line(line), [SANS])] == words


def test_a_letter_from_another_font_stays_in_its_word() -> None:
    glyphs = set_line("АНЫҚТАМА")
    glyphs[3] = glyphs[3]._replace(font=1, top=glyphs[3].top - 1.0, bottom=glyphs[3].bottom - 1.0)
    (word,) = find_words([*glyphs[:3], *glyphs[4:], glyphs[3]], [SANS, SANS])
    assert word.text == "АНЫҚТАМА"


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=8))
def test_no_glyph_is_lost(words: list[str]) -> None:
    glyphs = [
        glyph
        for number, word in enumerate(words)
        for glyph in set_line(word, x=50 + 60 * (number % 3), baseline=100 + 14 * (number // 3))
    ]
    assert [word.text for word in find_words(glyphs, [SANS])] == words


PLACES = st.integers(0, 400).map(lambda number: number / 4)
BOXES = st.tuples(PLACES, PLACES, PLACES, PLACES).map(
    lambda sides: (min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]), max(sides[1], sides[3]))
)


@given(st.lists(BOXES, max_size=6), st.lists(st.tuples(PLACES, PLACES), max_size=9))
def test_cells_get_the_glyphs_inside_them(boxes: list[Box], places: list[tuple[float, float]]) -> None:
    glyphs = [set_line("а", x=x, baseline=y)[0] for x, y in places]
    middles = [((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2) for glyph in glyphs]
    assert share_out(glyphs, boxes) == [
        [glyph for glyph, (x, y) in zip(glyphs, middles, strict=True) if left <= x <= right and top <= y <= bottom]
        for left, top, right, bottom in boxes
    ]


# --- nothing is lost ------------------------------------------------------------------------------------------------

TO_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
WHOLE = [
    path
    for path in (*sorted(PDFS.glob("*.pdf")), *sorted((HERE / "tables").glob("*.pdf"))[::4])
    # no text layer to read, or letters printed twice, of which one is kept
    if path.stem not in {"encrypted", "no-pages", "understated-count", "fake-bold"}
]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_every_character_painted_is_read_once(path: Path) -> None:
    for sheet in look_at(path):
        page = read_sheet(sheet, reason="", trust=None)
        lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
        painted = Counter(
            char
            for glyph in (*sheet.glyphs, *sheet.cropped)
            if not glyph.text.isspace()
            for char in ("\ufffd" if glyph.unmapped else glyph.text)
        )
        assert Counter("".join(word.text for line in lines for word in line.words).translate(TO_PLAIN)) == painted


def test_a_fallback_font_stays_in_its_word_beside_a_column_half_a_line_off() -> None:
    beside = set_line("услуги", x=300, baseline=95.2)
    word = [*set_line("қ", x=80, baseline=101, font=1), *set_line("ызмет", x=85, baseline=100)]
    words = find_words([*beside, *set_line("беруші", x=40, baseline=100), *word], [SANS, SANS])
    assert "қызмет" in [found.text for found in words]
