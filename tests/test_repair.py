"""Repair: rows from real life, and what must hold for any text."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import stages
from pipeline.languages.letters import MISREADINGS, Misreading
from pipeline.model import Cell, Document, Grid, Line, Origin, Page, Source
from pipeline.repair import explain, mend_document, mend_text, paint, replay
from pipeline.repair.capitals import Word, agree_on_capitals
from pipeline.repair.channel import decode_lines
from pipeline.repair.network import OF_TAPS, SEEN, Block, add_convolution
from pipeline.settings import AllSettings, RepairSettings

CASES = Path(__file__).parent / "cases"
RAW = Path(__file__).parent.parent / "data" / "raw"
SETTINGS = RepairSettings()
CLEAN_DOCUMENTS = ("dedicated.txt", "kubernetes.txt", "object-storage.txt", "veeam.txt")


def load_rows(name: str) -> Iterator[object]:
    for text in (CASES / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        marks = [pytest.mark.xfail(reason=row["reason"])] if row["expect"] == "fail" else []
        yield pytest.param(row, id=row["label"], marks=marks)


@pytest.mark.parametrize("row", list(load_rows("repair.jsonl")))
def test_mends(row: dict[str, str]) -> None:
    mended = mend_text(row["raw"], SETTINGS)
    assert mended.text == row["text"]
    assert mend_text(mended.text, SETTINGS).text == row["text"]


@pytest.mark.parametrize("row", list(load_rows("clean.jsonl")))
def test_clean_text_stays(row: dict[str, str]) -> None:
    mended = mend_text(row["text"], SETTINGS)
    assert mended.text == row["text"]
    assert not any(line.repairs for line in mended.lines)


# --- any text --------------------------------------------------------------------------------------------------------

# letters of all alphabets that repair knows of, and what goes wrong with them, so that the remedies really run
ALPHABET = (
    "аәбвгғеіқоөруүхһцяАЕІНРСТҮabceghiopxyABEHIKMOPTXəƏ"
    "ÐÑÒĀ±°§РСТУЂѓќѕїґњ№«»—– -./@\t\n0369\u00a0\u00ad\u200b\u0306\ue12c¥"
)
BROKEN = st.one_of(st.text(max_size=60), st.text(alphabet=ALPHABET, max_size=80))
SENTENCES = st.sampled_from(
    [
        "Тапсырыс беруші Қызметті қабылдап, Орындаушыға төлем жүргізеді.",
        "Исполнитель не несёт ответственности за убытки.",
        "Қазақстан Республикасының заңнамасына сәйкес",
        "Стороны договорились о нижеследующем: 99,9% – не менее.",
    ]
)


def misread(text: str, misreading: Misreading) -> str | None:
    """The text's bytes shown with the wrong code page, or None where a code page lacks a letter."""
    try:
        data = text.encode(misreading.really)
    except UnicodeEncodeError:
        return None
    shown = []
    for byte in data:
        try:
            shown.append(bytes((byte,)).decode(misreading.read_as))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


@given(BROKEN)
def test_log_replays(text: str) -> None:
    mended = mend_text(text, SETTINGS)
    for line in mended.lines:
        assert replay(line.raw, line.repairs) == line.text
    assert "\n".join(line.raw for line in mended.lines) == text
    assert mended.text.count("\n") == text.count("\n")


@given(BROKEN)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend_text(text, SETTINGS).text
    assert mend_text(once, SETTINGS).text == once


@given(BROKEN)
def test_figures_stay(text: str) -> None:
    def figures(line: str) -> list[str]:
        return [character for character in line if character in "0123456789"]

    assert figures(mend_text(text, SETTINGS).text) == figures(text)


@given(SENTENCES, st.sampled_from(MISREADINGS))
def test_misread_text_comes_back(sentence: str, misreading: Misreading) -> None:
    shown = misread(sentence, misreading)
    if shown is None or shown == sentence:
        return
    assert mend_text(shown, SETTINGS).text == sentence


def test_replay_refuses_another_text() -> None:
    (line,) = mend_text("жəне", SETTINGS).lines
    with pytest.raises(ValueError, match="the log has"):
        replay("және", line.repairs)


# --- documents -------------------------------------------------------------------------------------------------------


def make_line(text: str, top: float = 0.0, confidence: float = 1.0) -> Line:
    return Line(raw=text, text=text, origin=Origin(page=1, bbox=(0, top, 100, top + 10)), confidence=confidence)


def make_document(*texts: str, cells: tuple[str, ...] = ()) -> Document:
    origin = Origin(page=1, bbox=(0, 0, 100, 100))
    grid = Grid(
        origin=origin,
        row_count=len(cells),
        column_count=1,
        cells=tuple(Cell(row=row, column=0, lines=(make_line(text),)) for row, text in enumerate(cells)),
        found_by="ruled",
    )
    page = Page(
        number=1,
        width=100,
        height=100,
        text_origin="text-layer",
        reason="made for a test",
        confidence=1.0,
        lines=tuple(make_line(text, top=12.0 * index) for index, text in enumerate(texts)),
        grids=(grid,) if cells else (),
    )
    source = Source(file="a.pdf", sha256="0" * 64, pages=1, text_origin="text-layer", repaired=False, confidence=1.0)
    return Document(source=source, pages=(page,))


def test_lines_and_cells_are_mended_together() -> None:
    document = mend_document(make_document("Ќызмет ќолжетімді", cells=("ќ. 5", "99,9%")), SETTINGS)
    (page,) = document.pages
    assert page.lines[0].text == "Қызмет қолжетімді"
    assert page.lines[0].raw == "Ќызмет ќолжетімді"
    # alone the cell proves nothing; the page does
    assert [cell.lines[0].text for cell in page.grids[0].cells] == ["қ. 5", "99,9%"]
    assert document.source.repaired
    assert document.source.confidence < 1
    assert page.lines[0].confidence < 1
    assert page.grids[0].cells[1].lines[0].confidence == 1


def test_blanks_and_bullets_set_right_do_not_count_as_repaired() -> None:
    document = mend_document(make_document("\ue12c Деректер\u00a0– Тапсырыс беруші"), SETTINGS)
    assert document.pages[0].lines[0].text == "• Деректер – Тапсырыс беруші"
    assert not document.source.repaired
    assert document.source.confidence == 1


def test_a_clean_document_stays_as_it_is() -> None:
    document = make_document("5.1. Орындаушы өтініштерді өңдейді", cells=("Уақыты", "20 минут"))
    assert mend_document(document, SETTINGS) == document


def test_mending_a_mended_document_changes_nothing() -> None:
    once = mend_document(make_document("жəне", "Ќызмет ќолжетімді"), SETTINGS)
    assert mend_document(once, SETTINGS) == once


@pytest.mark.parametrize("name", CLEAN_DOCUMENTS)
def test_only_real_damage_of_the_clean_documents_is_touched(name: str) -> None:
    text = (RAW / name).read_text(encoding="utf-8")
    expected = (
        text.replace("\ue12c", "•")
        .replace("ТАРАПТАРДЫҢЖАУАПКЕРШІЛІГІ", "ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ")
        .replace("ПАЙДАЛАНУШАРТТАРЫ", "ПАЙДАЛАНУ ШАРТТАРЫ")
        .replace("мажорлықжәне", "мажорлық және")
        .replace("тобы—", "тобы —")
        .replace("нода—", "нода —")
    )
    assert mend_text(text, SETTINGS).text == expected


# --- OCR in the wrong language ---------------------------------------------------------------------------------------

MISREAD_PAGE = (
    "more than cloud",
    "TexHuKanblk Kongay TayniriHe 24 caFaT, y3inicci3 kepceTinegi.",
    "Tanceipbic 6epyLi Kbi3MeTTi XXeke kabuHeT apKbinbl 6epe anagbl.",
    "https://www.example.kz/SLA, @PRO_DATA_Support_Bot, +7 (747) 507 3022",
    "24/7/365",
)


def test_misread_page_is_decoded_and_its_clean_lines_stay() -> None:
    document = mend_document(make_document(*MISREAD_PAGE), SETTINGS)
    lines = document.pages[0].lines
    assert "24 сағат, " in lines[1].text
    assert "беруші" in lines[2].text.lower()
    assert [lines[index].text for index in (0, 4)] == [MISREAD_PAGE[index] for index in (0, 4)]
    for kept in ("https://www.example.kz/SLA", "@PRO_DATA_Support_Bot", "+7 (747) 507 3022"):
        assert kept in lines[3].text
    assert document.source.repaired
    assert lines[1].confidence < 1
    assert replay(lines[1].raw, lines[1].repairs) == lines[1].text


def test_threshold_above_all_suspicion_leaves_the_page() -> None:
    mended = mend_text("\n".join(MISREAD_PAGE), RepairSettings(damage_threshold=1.01))
    assert mended.text == "\n".join(MISREAD_PAGE)


def test_mis_decoded_document_becomes_kazakh_and_stays_so() -> None:
    raw = (RAW / "vps.txt").read_text(encoding="utf-8")
    mended = mend_text(raw, SETTINGS)
    letters = [letter for letter in mended.text if letter.isalpha()]
    assert sum(1 for letter in letters if "Ѐ" <= letter <= "ӿ") > 0.95 * len(letters)
    assert mended.text.count("\n") == raw.count("\n")
    assert "+7 (747) 507 3022" in mended.text
    for line in mended.lines:
        assert replay(line.raw, line.repairs) == line.text
    assert mend_text(mended.text, SETTINGS).text == mended.text


# --- what was wrong --------------------------------------------------------------------------------------------------

KINDS_OF_ROWS = {
    "Azerbaijani ə": "look-alike",
    "KZ-1048 read as Windows-1251": "code-page",
    "glued before a conjunction": "glued",
    "words cut in two": "split",
    "old Kazakh font": "font-encoding",
    "Kazakh letters typed as Russian ones": "flattened",
    "zero-width blanks": "invisible",
}


@pytest.mark.parametrize("label", KINDS_OF_ROWS)
def test_damage_has_its_kind_and_place(label: str) -> None:
    rows = [json.loads(line) for line in (CASES / "repair.jsonl").read_text(encoding="utf-8").splitlines()]
    raw = next(row["raw"] for row in rows if row["label"] == label)
    mended = mend_text(raw, SETTINGS)
    assert {kind for damage in mended.damage for kind in damage.kinds} == {KINDS_OF_ROWS[label]}
    lines = raw.split("\n")
    for damage in mended.damage:
        assert lines[damage.line - 1][damage.start : damage.stop] == damage.before
        assert 0 < damage.confidence <= 1


@given(BROKEN)
def test_damage_covers_all_that_changed(text: str) -> None:
    mended = mend_text(text, SETTINGS)
    lines = text.split("\n")
    for number, line in enumerate(mended.lines, 1):
        out, at = [], 0
        for damage in mended.damage:
            if damage.line == number:
                out += [lines[number - 1][at : damage.start], damage.after]
                at = damage.stop
        assert "".join([*out, lines[number - 1][at:]]) == line.text


def test_colours_and_explanations_hold_the_text() -> None:
    mended = mend_text("жəне басқа\nтаза жол", SETTINGS)
    assert paint(mended.lines) == "\x1b[32mжәне\x1b[0m басқа\nтаза жол"
    assert explain(mended.lines).split()[:3] == ["1:1-4", "look-alike", "0.98"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048", "utf-16"])
def test_long_input_is_mended_in_parts_and_keeps_its_lines(encoding: str) -> None:
    text = "Тапсырыс беруші Қызметті қабылдап, Орындаушыға төлем жүргізеді.\r\nтаза жол\n" * 5000
    parts = list(stages.mend_stream(BytesIO(text.encode(encoding)), AllSettings()))
    assert "".join(part.text for part in parts) == text
    assert (len(parts) > 1) == (encoding != "utf-16")


def test_a_last_line_without_an_end_is_kept() -> None:
    (part,) = stages.mend_stream(BytesIO("бір\nжəне".encode()), AllSettings())
    assert part.text == "бір\nжəне".replace("ə", "ә")


def test_a_line_longer_than_a_part_is_not_cut() -> None:
    text = "қызмет " * 50_000
    (part,) = stages.mend_stream(BytesIO(text.encode()), AllSettings())
    assert part.text == text


@given(size=st.integers(1, 70), dilation=st.sampled_from([1, 2, 4, 8]), seed=st.integers(0, 2**16))
def test_convolutions_are_what_their_taps_say(size: int, dilation: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(size, 6)).astype(np.float32)
    taps = rng.normal(size=(3, 6, 2)).astype(np.float32)
    bias, end = rng.normal(size=2).astype(np.float32), rng.normal(size=6).astype(np.float32)
    kept = np.array([1, 4])
    edge = np.repeat(end[None], dilation, axis=0)
    padded = np.concatenate([edge, x, edge])
    plain = sum(padded[tap * dilation : tap * dilation + size] @ taps[tap] for tap in range(3))
    wanted = x.copy()
    wanted[:, kept] += np.maximum(plain + bias, 0)
    add_convolution(x, Block((OF_TAPS @ taps.reshape(3, -1)).reshape(SEEN, 6, 2), bias, end, kept, dilation))
    np.testing.assert_allclose(x, wanted, atol=1e-4)


def test_a_number_inside_a_sentence_begins_none() -> None:
    words = [Word("3.1.", 0.0), Word("және", -2.0), Word("3.2.", 0.0), Word("Тармақтарында", 1.0)]
    assert agree_on_capitals(words)[-1] == "тармақтарында"
    assert agree_on_capitals([Word("алады.", -2.0), *words[2:]])[-1] == "Тармақтарында"


def test_a_term_is_written_as_the_document_names_it() -> None:
    words = [Word("осы", -2.0), Word("(бұдан", -2.0), Word("әрі", -2.0), Word("–", 0.0), Word("«қызмет»)", -1.5)]
    assert agree_on_capitals(words)[-1] == "«Қызмет»)"
    assert agree_on_capitals([words[0], *words[3:]])[-1] == "«қызмет»)"


def test_names_have_capitals() -> None:
    words = [Word(text, -1.0) for text in ("кеше", "назарбаевтың", "шарттың")]
    assert agree_on_capitals([Word("бұл", -1.0), *words])[2:] == ["Назарбаевтың", "шарттың"]


def test_accounts_cut_in_two_are_one_and_brackets_say_the_figure_again() -> None:
    (line,) = decode_lines(["6oT (@PRO_DATA _Support_Bot) y3akTbIFbl 3 (yW) KyHTi36enik KyH"])
    assert [token.after for token in line[1:5]] == ["(@PRO_DATA_Support_Bot)", "ұзақтығы", "3", "(үш)"]


def test_signs_in_short_words_alone_prove_nothing() -> None:
    line = "да! ну вот! и да! но нет! ах"
    assert mend_text(line, SETTINGS).text == line
