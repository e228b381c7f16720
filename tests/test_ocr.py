"""OCR: several readings made one, from recordings and plain values; a marked few run the real engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.model import Grid, Page
from pipeline.read import ocr, scan
from pipeline.read.document import read_document
from pipeline.read.ocr_cache import OcrCache, cache_key, open_cache
from pipeline.read.pdf import open_pdf
from pipeline.read.readings import (
    FoundWord,
    choose_words,
    merge_latin,
    needs_cyrillic,
    needs_other_cyrillic,
    pair_words,
    words_for_english,
)
from pipeline.settings import ReadSettings
from tests.rows import load_rows

HERE = Path(__file__).parent
PDFS = HERE / "pdfs"
SETTINGS = ReadSettings(cache=False)
LANGUAGES = SETTINGS.ocr_languages


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def rows(grid: Grid) -> list[list[str]]:
    return [
        [" ".join(line.text for line in cell.lines) for cell in grid.cells if cell.row == row]
        for row in range(grid.row_count)
    ]


def word(text: str, confidence: float) -> FoundWord:
    return FoundWord(text, (0, 0, 10, 10), confidence)


# --- what Tesseract said ---------------------------------------------------------------------------------------------

DOTS = [(173, top, 184, top + 11) for top in (184, 230, 275, 321, 367, 412, 458)]


def test_a_recorded_page_gets_its_bullets_and_dashes_back() -> None:
    table = (HERE / "recorded" / "vps-page-3-list.tsv").read_text(encoding="utf-8")
    (lines,) = ocr.parse_lines(table, 1)
    words = [word for line in lines for word in line]
    assert sum(word.text == "–" for word in words) == 0
    restored = ocr.restore_marks(words, DOTS)
    assert [word.text for word in restored].count("•") == 7
    assert [word.text for word in restored].count("–") == 7
    kept = [word.text for word in words if len(word.text) > 1]
    assert sorted(kept) == sorted(word.text for word in restored if len(word.text) > 1)


# --- which reader is believed ----------------------------------------------------------------------------------------


def place(words: list[list[Any]], width: int) -> list[FoundWord]:
    """Words with their confidence beside each other over a width."""
    step = width // len(words)
    return [FoundWord(text, (step * at, 0, step * (at + 1) - 4, 10), sure) for at, (text, sure) in enumerate(words)]


@pytest.mark.parametrize("row", load_rows("readings.jsonl"))
def test_which_reader_is_believed(row: dict[str, Any]) -> None:
    """As read on pages in seven faces: by the Cyrillic model, by the English one. A disputed figure is never sure."""
    chosen = choose_words(place(row["ours"], 200), place(row["theirs"], 200), row["language"])
    assert " ".join(word.text for word in chosen) == row["text"]
    assert max(word.confidence for word in chosen) <= row.get("most_sure", 1.0)


def test_a_figure_on_which_readers_agree_stays_sure() -> None:
    (chosen,) = choose_words([word("24/7/365", 0.91)], [word("24/7/365", 0.96)], "kk")
    assert chosen == word("24/7/365", 0.91)


def test_the_reader_that_parts_two_words_is_right() -> None:
    ours = FoundWord("1.ПРЕДМЕТ", (0, 0, 90, 10), 0.93)
    theirs = [FoundWord("1.", (0, 0, 10, 10), 0.97), FoundWord("250", (20, 0, 50, 10), 0.97)]
    assert [word.text for word in choose_words([ours], theirs[:1], "ru")] == ["1.ПРЕДМЕТ"]
    joined = FoundWord("1.250", (0, 0, 50, 10), 0.93)
    assert [word.text for word in choose_words([joined], theirs, "ru")] == ["1.", "250"]


BOXES = st.tuples(st.integers(0, 300), st.integers(0, 3)).map(
    lambda at: (at[0], at[1] * 40, at[0] + 30, at[1] * 40 + 20)
)
READINGS = st.lists(
    st.builds(
        FoundWord, st.sampled_from(["сөз", "word", "15%", "–", "5.1."]), BOXES, st.sampled_from([0.2, 0.7, 0.95])
    ),
    unique_by=lambda word: word.box,
    max_size=12,
)


@given(READINGS, READINGS)
def test_every_word_is_in_one_place(first: list[FoundWord], second: list[FoundWord]) -> None:
    pairs = pair_words(first, second)
    assert sorted(word for ours, _ in pairs for word in ours) == sorted(first)
    assert sorted(word for _, theirs in pairs for word in theirs) == sorted(second)


@given(READINGS)
def test_a_reading_that_found_nothing_changes_nothing(words: list[FoundWord]) -> None:
    assert sorted(merge_latin(words, [], "kk")) == sorted(words)
    merged = merge_latin(words, words, "kk")
    assert sorted(word.text for word in merged) == sorted(word.text for word in words)


# --- which model reads a line ----------------------------------------------------------------------------------------


def line(text: str, confidence: float) -> list[FoundWord]:
    return [
        FoundWord(part, (60 * index, 0, 60 * index + 50, 10), confidence) for index, part in enumerate(text.split())
    ]


def test_which_model_reads_a_line_again() -> None:
    kazakh = line("Орындаушы кепілдік береді", 0.96)
    assert not words_for_english(kazakh, "kk")
    assert not needs_other_cyrillic(kazakh, "kk")
    for odd in ("15%", "СЕМ", "Уееат"):
        (word,) = words_for_english(line(f"Орындаушы {odd} кепілдік береді", 0.94), "kk")
        assert word.text == odd
    assert needs_other_cyrillic(line("Исполнитель обязуется оказывать услуги", 0.93), "kk")
    assert needs_other_cyrillic(line("Орындаушы кепідік бередд", 0.70), "ru")
    assert needs_other_cyrillic(line("беруші кызмет акысын ай сайын телеуге", 0.95), "ru")
    assert not needs_other_cyrillic(line("Исполнитель обязуется оказывать услуги", 0.95), "ru")
    assert needs_cyrillic(line("OpbiHgayuibl KeningiK 6epegi", 0.40))
    assert not needs_cyrillic(line("The Provider shall pay", 0.95))
    assert not needs_cyrillic(line("15% 24/7", 0.60))


# --- second readings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (word("ҚР", 0.70), [word("КР", 0.97)], "ҚР"),
        (word("Т", 0.77), [word("1.", 0.95)], "1."),
        (word("SLA", 0.96), [word("SlA", 0.97)], "SLA"),
        (word("Қызмет", 0.30), [word("Қыз", 0.95), word("мет", 0.95)], "Қызмет"),
        (word("есептк", 0.75), [word("есептік", 0.55)], "есептік"),
        (word("панелл,", 0.36), [word("панелі”", 0.66)], "панелі,"),
        (word("Қызмет", 0.78), [word("Қыз", 0.55)], "Қызмет"),
        (word("15", 0.50), [word("75", 0.80)], "15"),
        (word("(Орындаушы", 0.70), [word("Орындаушы", 0.97)], "(Орындаушы"),
    ],
)
def test_second_readings(first: FoundWord, second: list[FoundWord], text: str) -> None:
    assert ocr.choose_reading(first, second, "kk").text == text


def test_a_word_read_twice_is_surer() -> None:
    assert ocr.choose_reading(word("есептік", 0.41), [word("есептік,", 0.96)], "kk") == word("есептік", 0.96)


def test_numbers_are_not_read_again() -> None:
    assert not ocr.is_doubtful(word("3.12.1.", 0.5), first_of_line=True)
    assert ocr.is_doubtful(word("2;", 0.95), first_of_line=True)
    assert not ocr.is_doubtful(word("2;", 0.95), first_of_line=False)
    assert not ocr.is_doubtful(word("–", 0.3), first_of_line=False)


# --- signs by their shape --------------------------------------------------------------------------------------------


def draw_words(words: Sequence[tuple[int, int]], height: int = 20) -> scan.Image:
    """Words of upright strokes from column to column, as high as capitals."""
    image = np.full((60, 500), 255, np.uint8)
    for start, stop in words:
        for x in range(start, stop, 6):
            cv2.rectangle(image, (x, 30 - height // 2), (x + 2, 29 + (height + 1) // 2), (0,), -1)
    return image


def test_pieces_of_an_address_are_joined() -> None:
    image = draw_words([(20, 140), (154, 200)])
    cv2.rectangle(image, (143, 42), (152, 43), (0,), -1)
    handle = [FoundWord("@cloudbot", (20, 20, 140, 40), 0.9), FoundWord("help", (154, 20, 200, 40), 0.8)]
    (joined,) = ocr.join_addresses(handle, image)
    assert joined == FoundWord("@cloudbot_help", (20, 20, 200, 40), 0.8)
    assert len(ocr.join_addresses(handle, draw_words([(20, 140), (154, 200)]))) == 2
    mail = [FoundWord("support", (20, 20, 140, 40), 0.9), FoundWord("@cloud.kz,", (150, 20, 200, 40), 0.9)]
    assert [word.text for word in ocr.join_addresses(mail, image)] == ["support@cloud.kz,"]
    prose = [FoundWord("at", (20, 20, 140, 40), 0.9), FoundWord("@cloud", (150, 20, 200, 40), 0.9)]
    assert len(ocr.join_addresses(prose, draw_words([(20, 140), (160, 200)]))) == 2


@pytest.mark.parametrize(
    ("text", "height", "restored"),
    [
        ("ндс", 20, "НДС"),
        ("НДС", 20, "НДС"),
        ("СИЛЫ", 14, "силы"),
        ("силы", 14, "силы"),
        ("или", 17, "или"),
        ("сағат", 20, "сағат"),
        ("5-го", 20, "5-го"),
    ],
)
def test_a_lone_word_has_the_case_of_its_size(text: str, height: int, restored: str) -> None:
    box = (20, 30 - height // 2, 80, 30 + (height + 1) // 2)
    found = ocr.restore_case(FoundWord(text, box, 0.9), 20.0, draw_words([(20, 80)], height))
    assert found.text == restored


# --- what is no text -------------------------------------------------------------------------------------------------


def test_what_stands_in_a_drawing_is_set_aside_with_a_note_and_print_under_it_is_not() -> None:
    prose = [
        FoundWord(text, (20 + 120 * (at % 5), 40 * (at // 5), 120 + 120 * (at % 5), 40 * (at // 5) + 20), 0.95)
        for at, text in enumerate(["Орындаушы", "Қызметтердің", "қолжетімділігіне", "кепілдік", "береді"] * 4)
    ]
    stamp = [FoundWord("МАЙ", (700, 40, 760, 60), 0.7), FoundWord("7", (700, 120, 730, 140), 0.9)]
    number = FoundWord("4.", (700, 200, 720, 220), 0.95)
    hole = FoundWord("@", (900, 300, 960, 360), 0.8)
    kept, (doubt,) = ocr.set_aside([*prose, *stamp, number, hole], [(650, 20, 800, 240)], 200)
    assert kept == [*prose, number]
    assert doubt.code == "set-aside"
    assert all(word in doubt.message for word in ("МАЙ", "7", "@"))
    assert ocr.set_aside(prose, [(0, 0, 700, 300)], 200) == (prose, ())


def test_a_badly_read_line_of_a_paragraph_and_a_long_figure_stay() -> None:
    """An address on a line of its own, and a telephone number beside white, were set aside as marks."""
    prose = [
        FoundWord(text, (20 + 120 * (at % 5), 40 * (at // 5), 120 + 120 * (at % 5), 40 * (at // 5) + 20), 0.95)
        for at, text in enumerate(["Орындаушы", "Қызметтердің", "қолжетімділігіне", "кепілдік", "береді"] * 4)
    ]
    address = FoundWord("noмoщь@едо.ех/е.", (20, 160, 240, 180), 0.26)
    phone = FoundWord("8-800-700-10-20.", (900, 400, 1100, 420), 0.04)
    mark = FoundWord("~Zо", (900, 700, 960, 720), 0.2)
    kept, (doubt,) = ocr.set_aside([*prose, address, phone, mark], [], 200)
    assert kept == [*prose, address, phone]
    assert "~Zо" in doubt.message


def test_a_figure_on_a_line_whose_box_is_far_too_high_is_no_punch_hole() -> None:
    line = [
        FoundWord(text, (100 * at, 100, 100 * at + 80, 114), 0.96)
        for at, text in enumerate(["указана", "в", "Таблице"])
    ]
    disputed = FoundWord("2", (290, 90, 300, 130), 0.6)
    assert ocr.set_aside([*line, disputed], [], 150) == ([*line, disputed], ())


@pytest.mark.parametrize(("read", "text"), [("O,I", "0,1"), ("о,5", "0,5"), ("I,o5", "1,05"), ("Іо,5%", "10,5%")])
def test_figures_in_old_style_are_figures_in_doubt(read: str, text: str) -> None:
    assert ocr.mend_old_figure(FoundWord(read, (0, 0, 40, 20), 0.97)) == FoundWord(text, (0, 0, 40, 20), 0.6)


@pytest.mark.parametrize("text", ["1,05", "I", "о", "l", "Io", "или,", "о,и"])
def test_words_and_plain_figures_are_no_figures_in_old_style(text: str) -> None:
    word = FoundWord(text, (0, 0, 40, 20), 0.97)
    assert ocr.mend_old_figure(word) == word


def test_readers_that_agree_are_not_parted_by_a_guess() -> None:
    ours = [FoundWord("8-800-700-10-20.", (0, 0, 240, 20), 0.9)]
    theirs = [FoundWord("8-800-700-", (0, 0, 150, 20), 0.04), FoundWord("10-20.", (156, 0, 240, 20), 0.04)]
    assert choose_words(ours, theirs, "ru") == ours


def test_a_figure_that_the_second_reader_saw_beside_its_place_is_not_read_twice() -> None:
    ours = [FoundWord("течение", (0, 0, 100, 20), 0.97), FoundWord("3", (110, 0, 122, 20), 0.97)]
    theirs = [FoundWord("3", (101, 0, 114, 24), 0.89)]
    assert merge_latin(ours, theirs, "ru") == ours


@given(st.lists(st.sampled_from(["сөз", "15%", "@", "тм", "Қызмет"]), min_size=1, max_size=8), st.floats(0, 1))
def test_a_word_is_print_or_noted(texts_of_line: list[str], sure: float) -> None:
    words = [
        FoundWord(text, (90 * at, 0, 90 * at + 40, 20), sure if at % 2 else 0.9)
        for at, text in enumerate(texts_of_line)
    ]
    kept, doubts = ocr.set_aside(words, [], 200)
    noted = " ".join(doubt.message for doubt in doubts)
    assert all(word in kept or word.text in noted for word in words)


# --- what is remembered ----------------------------------------------------------------------------------------------


def test_an_answer_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "ocr", 1_000_000)
    key = cache_key("5.3.0", ["kaz"], [b"image"])
    assert cache.load(key) is None
    cache.save(key, "Шарттар\t0.95\n")
    assert cache.load(key) == "Шарттар\t0.95\n"
    (entry,) = (tmp_path / "ocr").rglob("*.gz")
    entry.write_bytes(entry.read_bytes()[:20])
    assert cache.load(key) is None
    assert not list((tmp_path / "ocr").rglob("*.part"))


@pytest.mark.parametrize("damage", [b"", b"no gzip", b"\x1f\x8b\x08\x00broken"])
def test_a_damaged_entry_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    table = (HERE / "recorded" / "vps-page-3-list.tsv").read_text(encoding="utf-8")
    calls: list[Any] = []

    def answer(*_: Any, **__: Any) -> str:
        calls.append(1)
        return table

    monkeypatch.setattr("pytesseract.image_to_data", answer)
    monkeypatch.setattr(ocr, "_engine_version", lambda _: "5.3.0")
    reader = ocr.Reader(LANGUAGES, 200, OcrCache(tmp_path, 1_000_000))
    image = np.full((40, 40), 255, np.uint8)
    first = ocr.read_lines([image], reader, "kaz", 6)
    (entry,) = tmp_path.rglob("*.gz")
    whole = entry.read_bytes()
    entry.write_bytes(damage)
    assert ocr.read_lines([image], reader, "kaz", 6) == first
    assert len(calls) == 2
    assert entry.read_bytes() == whole


def test_the_longest_unused_answers_go(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path, 2_000)
    keys = [cache_key("5.3.0", [str(number)], []) for number in range(200)]
    for key in keys:
        cache.save(key, key * 3)
        cache.load(keys[0])
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.gz"))
    assert size <= 2_000 + 65 * 200
    assert cache.load(keys[-1]) is not None
    assert cache.load(keys[1]) is None


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = OcrCache(tmp_path / "file", 1_000)
    cache.save("ab", "text")
    assert cache.load("ab") is None


def test_the_settings_choose_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_cache(ReadSettings(cache=False)) is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    for settings, folder in (
        (ReadSettings(), tmp_path / "xdg" / "tarmaq" / "ocr"),
        (ReadSettings(cache_folder=str(tmp_path / "own")), tmp_path / "own"),
    ):
        cache = open_cache(settings)
        assert cache is not None
        cache.save("ab", "text")
        assert list(folder.rglob("*.gz"))


def test_the_same_words_come_out_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = (HERE / "recorded" / "vps-page-3-list.tsv").read_text(encoding="utf-8")
    calls: list[Any] = []

    def answer(*_: Any, **__: Any) -> str:
        calls.append(1)
        return table

    monkeypatch.setattr("pytesseract.image_to_data", answer)
    monkeypatch.setattr(ocr, "_engine_version", lambda _: "5.3.0")
    image = np.full((40, 40), 255, np.uint8)
    reader = ocr.Reader(LANGUAGES, 200, OcrCache(tmp_path, 1_000_000))
    plain = ocr.read_lines([image], ocr.Reader(LANGUAGES, 200), "kaz", 6)
    assert plain == ocr.read_lines([image], reader, "kaz", 6) == ocr.read_lines([image], reader, "kaz", 6)
    assert len(calls) == 2
    ocr.read_lines([image], reader, "rus", 6)
    ocr.read_lines([image], reader, "kaz", 8)
    ocr.read_lines([image], reader._replace(dpi=300), "kaz", 6)
    ocr.read_lines([255 - image], reader, "kaz", 6)
    assert len(calls) == 6


def test_a_language_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.get_languages", lambda: ["eng"])
    with pytest.raises(DocumentError) as caught:
        ocr.check_tesseract(["kaz", "eng"])
    assert caught.value.code == "ocr-language-missing"
    assert "tesseract-ocr-kaz" in caught.value.hint


# --- the engine ------------------------------------------------------------------------------------------------------


@pytest.mark.engine
def test_a_page_upside_down_is_turned_and_its_cache_gives_the_same(tmp_path: Path) -> None:
    with open_pdf((PDFS / "sound.pdf").read_bytes(), max_pages=9) as pdf:
        image = scan.turn(pdf.render(0, 200), 2)
    cache = OcrCache(tmp_path, 10_000_000)
    pages = [
        ocr.read_image(image, dpi=200, number=1, languages=LANGUAGES, reason="a scan", cache=used)
        for used in (None, cache, cache)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert pages[0].turned == 180
    assert texts(pages[0])[1] == "3.2. Орындаушы Қызметтің қолжетімділігіне 99,9%-дан кем емес кепілдік береді."


@pytest.mark.engine
def test_a_page_without_words_says_why() -> None:
    blank = ocr.read_image(np.full((900, 700), 255, np.uint8), dpi=100, number=1, languages=LANGUAGES, reason="")
    assert blank.blank_reason == "the page image is blank: nothing is printed on it"


@pytest.mark.engine
def test_a_photographed_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    with open_pdf((PDFS / "spans.pdf").read_bytes(), max_pages=9) as pdf:
        upright = pdf.render(0, 200)
    shaded = (scan.straighten(upright, 1.1) * np.linspace(0.6, 1.0, upright.shape[1])[None, :]).astype(np.uint8)
    path = tmp_path / "photo.jpg"
    cv2.imwrite(str(path), shaded)
    (page,) = read_document(path, SETTINGS, name=path.name).pages
    (grid,) = page.grids
    assert rows(grid) == [
        ["Қызмет", "Өтемақы мөлшері"],
        ["Резервтік көшіру", "99,9%-дан төмен", "5%"],
        ["95,0%-дан төмен", ""],
    ]
    assert read_document(path, SETTINGS, name=path.name) == read_document(path, SETTINGS, name=path.name)


def test_requests_of_several_pages_are_answered_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def answer(listing: str, **_: Any) -> str:
        paths = Path(listing).read_text(encoding="utf-8").split()
        runs.append(len(paths))
        rows = ["level\tpage_num"]
        for number, path in enumerate(paths, 1):
            shade = Path(path).read_bytes()[-1]
            rows.append(f"5\t{number}\t1\t1\t1\t1\t0\t0\t9\t9\t90\tword{shade}")
        return "\n".join(rows)

    monkeypatch.setattr("pytesseract.image_to_data", answer)
    monkeypatch.setattr(ocr, "_engine_version", lambda _: "5.3.0")
    reader = ocr.Reader(LANGUAGES, 200, OcrCache(tmp_path, 1_000_000))
    images = [np.full((20, 20), shade, np.uint8) for shade in (10, 20, 30)]
    requests = [ocr.Request(images[:1], reader, "kaz", 6), ocr.Request(images[1:], reader, "kaz", 6)]
    together = ocr.read_together(requests)
    assert [[line[0].text for lines in page for line in lines] for page in together] == [
        ["word10"],
        ["word20", "word30"],
    ]
    assert runs == [3]
    # each answer is kept for its own images
    assert [ocr.read_lines(request.images, reader, "kaz", 6) for request in requests] == together
    assert runs == [3]
