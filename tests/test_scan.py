"""Page images: made straight, even and upright, their tables and columns found; nothing here runs Tesseract."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.errors import DocumentError
from pipeline.read import scan
from pipeline.read.pdf import open_pdf

RAW = Path(__file__).parent.parent / "data" / "raw"


def draw_table(angle: float) -> scan.Image:
    """A ruled table of 3 rows and 3 columns, its first row one cell over the last two columns, at 200 dpi."""
    image = np.full((900, 1600), 255, np.uint8)
    xs, ys = (200, 600, 1000, 1400), (300, 400, 500, 600)
    for y in ys:
        cv2.line(image, (xs[0], y), (xs[-1], y), 0, 2)
    for x in xs:
        cv2.line(image, (x, ys[0] if x != xs[2] else ys[1]), (x, ys[-1]), 0, 2)
    for row in range(12):
        cv2.putText(image, "service level agreement terms", (200, 40 + 20 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0)
    return scan.straighten(image, angle)


@pytest.mark.parametrize("angle", [0.0, 0.7, -1.3, 3.0])
def test_skew_is_found_and_undone(angle: float) -> None:
    image = draw_table(angle)
    assert scan.find_skew(image) == pytest.approx(-angle, abs=0.1)
    (grid,) = scan.find_grids(scan.straighten(image, scan.find_skew(image)), 200)
    assert [cell[:4] for cell in grid.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 2),
        *((row, column, 1, 1) for row in (1, 2) for column in range(3)),
    ]


@pytest.mark.parametrize("drawn", ["hair-thin", "dashed", "dotted"])
@pytest.mark.parametrize("angle", [0.0, 0.7])
def test_thin_broken_and_pale_rules_are_rules_in_grain_too(drawn: str, angle: float) -> None:
    image = np.full((1200, 1600), 255, np.uint8)
    level, on, every = {"hair-thin": (170, 1, 1), "dashed": (110, 6, 11), "dotted": (90, 2, 5)}[drawn]
    for y in range(200, 1001, 160):
        for x in range(200, 1400):
            image[y, x] = level if (x - 200) % every < on else 255
    for x in range(200, 1401, 400):
        for y in range(200, 1001):
            image[y, x] = level if (y - 200) % every < on else image[y, x]
    for row in range(5):
        for column in range(3):
            cv2.putText(image, "fee 4.5", (240 + 400 * column, 290 + 160 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    grain = np.random.default_rng(7).normal(0, 8, image.shape)
    damaged = np.clip(scan.straighten(image, angle).astype(np.float64) + grain, 0, 255).astype(np.uint8)
    (grid,) = scan.find_grids(scan.straighten(damaged, -angle), 200)
    assert [cell[:4] for cell in grid.cells] == [(row, column, 1, 1) for row in range(5) for column in range(3)]


def test_letters_under_each_other_are_no_rules() -> None:
    image = np.full((900, 1600), 255, np.uint8)
    for row in range(16):
        cv2.putText(image, "Illinois 1 1 t li Il 11 il", (200, 60 + 20 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0)
    assert scan.find_grids(image, 200) == []


@pytest.mark.parametrize("angle", [0.0, 90.0])
def test_a_page_that_is_all_table_and_a_little_slanted_is_not_taken_for_one_on_its_side(angle: float) -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    for row in range(30):
        cv2.line(image, (40, 40 + 50 * row), (1160, 44 + 50 * row), 0, 2)
        for column in range(4):
            cv2.putText(image, "tariff 45", (50 + 280 * column, 75 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    for column in range(5):
        cv2.line(image, (40 + 280 * column, 40), (48 + 280 * column, 1550), 0, 2)
    assert scan.is_sideways(scan.turn(image, round(angle / 90))) is (angle == 90.0)


def test_a_line_of_print_below_a_gutter_is_not_cut() -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    print_lines(image, 40, 560, range(100, 900, 40))
    print_lines(image, 640, 1160, range(100, 900, 40))
    print_lines(image, 40, 1160, range(910, 1200, 40))
    inked = [bool(row.min() < 128) for row in image]
    for _, top, _, bottom in scan.find_columns(image, 200):
        assert not inked[top] or top == 0
        assert not inked[bottom - 1] or bottom == 1600


def test_shade_is_divided_out() -> None:
    image = draw_table(0.0)
    shade = np.linspace(0.5, 1.0, image.shape[1])[None, :]
    even = scan.even_out((image * shade).astype(np.uint8))
    assert int(even[700:].min()) > 240
    assert int(even[298:302, 300].min()) < 60


def test_sideways_print_is_noticed() -> None:
    with open_pdf((RAW / "kubernetes.pdf").read_bytes(), max_pages=9) as pdf:
        image = pdf.render(2, 100)
    assert not scan.is_sideways(image)
    assert scan.is_sideways(scan.turn(image, 1))


def test_images_of_several_pages() -> None:
    ok, buffer = cv2.imencodemulti(".tiff", [draw_table(0.0), draw_table(1.0)])
    assert ok
    assert len(list(scan.decode_images(buffer.tobytes(), max_pixels=10**7, max_pages=2))) == 2
    with pytest.raises(DocumentError):
        list(scan.decode_images(buffer.tobytes(), max_pixels=10**7, max_pages=1))


def print_lines(image: scan.Image, left: int, right: int, tops: range) -> None:
    """Bars as long as words, with blanks that do not stand under each other."""
    for row, top in enumerate(tops):
        x = left
        while x < right - 40:
            width = 40 + (x * 7 + row * 13) % 60
            cv2.rectangle(image, (x, top), (min(x + width, right), top + 14), (0,), -1)
            x += width + 9


def test_white_on_black_is_turned() -> None:
    assert np.array_equal(scan.even_out(255 - draw_table(0.0)) < 128, scan.even_out(draw_table(0.0)) < 128)


def test_a_dark_header_stays_dark_in_even_light_and_is_then_turned() -> None:
    image = draw_table(0.0)
    cv2.rectangle(image, (200, 300), (1400, 400), (60,), -1)
    cv2.putText(image, "Service", (230, 360), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255,), 2)
    even = scan.even_out(image)
    assert int(even[310, 800]) < 100
    light, (box,) = scan.lighten_fills(even, 200)
    assert box == pytest.approx((200, 300, 1400, 400), abs=4)
    assert int(light[310, 800]) > 240
    assert int(light[320:380, 230:340].min()) < 60
    (grid,) = scan.find_grids(light, 200, [box])
    assert [cell[:4] for cell in grid.cells][:3] == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]


def test_print_is_no_dark_area() -> None:
    image = draw_table(0.0)
    assert scan.lighten_fills(image, 200) == (image, [])


def test_the_lid_of_a_scanner_is_taken_away_and_the_table_is_not() -> None:
    page = draw_table(0.0)
    framed = cv2.copyMakeBorder(page, 0, 60, 60, 0, cv2.BORDER_CONSTANT, value=(15,))
    cleared = scan.clear_edges(np.asarray(framed, dtype=np.uint8), 200)
    assert np.array_equal(cleared[:900, 80:] < 128, page[:, 20:] < 128)
    assert int(cleared[920:].min()) == 255


def test_two_columns_are_read_apart_between_what_runs_across() -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    cv2.rectangle(image, (100, 90), (1100, 104), (0,), -1)
    print_lines(image, 100, 560, range(200, 1200, 30))
    print_lines(image, 640, 1100, range(200, 900, 30))
    title, left, right, rest = scan.find_columns(image, 200)
    assert title[3] == left[1]
    assert 104 < left[1] <= 200
    assert 560 < left[2] == right[0] < 640
    assert 1170 < left[3] == rest[1]


def test_columns_of_short_lines_are_read_apart_where_a_fifth_of_them_is_full() -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    print_lines(image, 100, 560, range(200, 900, 30))
    for number, top in enumerate(range(200, 900, 30)):
        print_lines(image, 640, 1100 if number % 3 == 0 else 840, range(top, top + 1))
    assert len(scan.find_columns(image, 200)) >= 2


def test_three_columns_are_read_apart() -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    for left, right in ((60, 380), (440, 760), (820, 1140)):
        print_lines(image, left, right, range(200, 900, 30))
    columns = [box for box in scan.find_columns(image, 200) if box[2] - box[0] < 600]
    assert [left <= inside < right for (left, _, right, _), inside in zip(columns, (60, 440, 820), strict=True)] == [
        True
    ] * 3


@pytest.mark.parametrize("sides", [((100, 1100),), ((100, 160), (200, 1100))], ids=["prose", "numbers beside prose"])
def test_one_column_is_read_whole(sides: tuple[tuple[int, int], ...]) -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    for left, right in sides:
        print_lines(image, left, right, range(60, 1200, 30))
    assert scan.find_columns(image, 200) == [(0, 0, 1200, 1600)]


def test_blanks_of_justified_lines_that_stand_under_each_other_are_no_gutter() -> None:
    image = np.full((1600, 1200), 255, np.uint8)
    print_lines(image, 100, 1100, range(60, 1200, 60))
    for row, top in enumerate(range(400, 700, 60)):
        # a word ends and one begins elsewhere on each line, but all leave these columns white
        cv2.rectangle(image, (560, top), (640 + 23 * row, top + 20), (255,), -1)
    assert scan.find_columns(image, 200) == [(0, 0, 1200, 1600)]


def test_a_double_rule_makes_no_row() -> None:
    image = draw_table(0.0)
    # a second edge within the header row, as the side of a filled area leaves it
    cv2.line(image, (200, 330), (1400, 330), 0, 2)
    cv2.rectangle(image, (600, 326), (604, 334), (255,), -1)
    (plain,) = scan.find_grids(draw_table(0.0), 200)
    (double,) = scan.find_grids(image, 200)
    assert {cell.row for cell in plain.cells} == {0, 1, 2}
    assert {cell.row for cell in double.cells} <= {0, 1, 2, 3}
    assert all(cell.box[3] > cell.box[1] for cell in double.cells)


def test_what_is_left_of_a_blurred_border_is_peeled_off_a_cell() -> None:
    image = np.full((80, 200), 255, np.uint8)
    image[:4], image[:, -3:] = 120, 90
    cv2.putText(image, "15%", (20, 55), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 2)
    cell = scan.cut_cell(image, (0, 0, 200, 80), 200)
    assert int(cell[:10].min()) == 255
    assert int(cell[:, -8:].min()) == 255
    assert int(cell.min()) == 0


def test_lines_set_below_each_other_hold_the_chosen_words_only() -> None:
    image = np.full((100, 400), 255, np.uint8)
    boxes = [(20, 20, 80, 40), (100, 20, 160, 40), (180, 20, 240, 40)]
    for x0, top, x1, bottom in boxes:
        cv2.rectangle(image, (x0, top), (x1, bottom), (0,), -1)
    line, top, columns = scan.cut_line(image, [(box, box is boxes[1]) for box in boxes], margin=2, gap=400)
    assert (top, columns[0], columns[-1]) == (18, 12, 247)
    assert np.flatnonzero((line < 128).any(axis=0)).tolist() == list(range(88, 149))
    page, tops = scan.stack([line, line[:, :100]], gap=10)
    assert tops == [10, 10 + 24 + 10]
    assert page.shape == (10 + 34 + 34, 236 + 20)
    assert np.array_equal(page[10:34, 10:246], line)


def test_white_between_the_chosen_words_of_a_line_is_cut_short() -> None:
    image = np.full((60, 400), 255, np.uint8)
    boxes = [(20, 20, 60, 40), (100, 20, 160, 40), (300, 20, 340, 40)]
    for x0, top, x1, bottom in boxes:
        cv2.rectangle(image, (x0, top), (x1, bottom), (0,), -1)
    line, _, columns = scan.cut_line(image, [(box, box is not boxes[1]) for box in boxes], margin=2, gap=30)
    assert line.shape[1] < 200
    inked = np.flatnonzero((line < 128).any(axis=0)).tolist()
    assert [columns[x] for x in inked] == [*range(20, 61), *range(300, 341)]


def test_faint_print_on_white_keeps_its_filled_areas_dark() -> None:
    image = draw_table(0.0)
    cv2.rectangle(image, (200, 300), (1400, 400), (60,), -1)
    faint = (255 - (255 - image.astype(np.float32)) * 0.28).astype(np.uint8)
    even = scan.even_out(faint)
    assert int(even[310:390, 220:1380].max()) - int(even[310:390, 220:1380].min()) < 40
    assert int(even[700:].min()) > 240


def test_a_ring_and_a_scribble_are_drawings_and_letters_are_not() -> None:
    image = draw_table(0.0)
    assert scan.find_drawings(scan.find_spots(scan.mask_grids(image, scan.find_grids(image, 200), 200)), 200) == []
    cv2.circle(image, (1000, 760), 90, (70,), 3)
    (box,) = scan.find_drawings(scan.find_spots(scan.mask_grids(image, scan.find_grids(image, 200), 200)), 200)
    assert box == pytest.approx((908, 668, 1093, 853), abs=3)


def png_head(width: int, height: int) -> bytes:
    """A one-bit PNG of that size whose pixels are not there."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# also of more pixels than Pillow opens of itself
@pytest.mark.parametrize(("width", "height"), [(1200, 1200), (12_000, 12_000), (30_000, 30_000)])
def test_an_image_over_the_limit_is_not_decoded(width: int, height: int) -> None:
    with pytest.raises(DocumentError, match=f"{width} x {height} pixels") as caught:
        list(scan.decode_images(png_head(width, height), max_pixels=1_000_000, max_pages=1))
    assert caught.value.code == "too-many-pixels"


def test_a_strip_holds_lines_of_print_and_no_rules() -> None:
    table = draw_table(0.0)
    strip = scan.cut_strip(table, scan.find_full_lines(table, 200)[:3], 200)
    assert 3 * 8 <= strip.shape[0] <= 3 * 60
    assert scan.find_full_lines(np.full((300, 300), 255, np.uint8), 200) == []


@pytest.mark.parametrize("upside_down", [False, True])
@pytest.mark.parametrize(("word", "rows"), [("90 days", 4), ("", 3)])
def test_a_row_that_the_page_end_cuts_is_in_the_table(word: str, rows: int, upside_down: bool) -> None:
    image = draw_table(0.0)
    image[603:] = 255
    for x in (200, 600, 1000, 1400):
        cv2.line(image, (x, 600), (x, 700), 0, 2)
    cv2.putText(image, word, (620, 660), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 2)
    image[:290] = 255
    (grid,) = scan.find_grids(scan.turn(image, 2 if upside_down else 0), 200)
    assert max(cell.row + cell.rows for cell in grid.cells) == rows
