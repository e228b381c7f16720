"""Makes the PDFs of this folder, each with the one trait its name tells; needs reportlab, pikepdf and the DejaVu fonts.

    python tests/pdfs/make.py [NAME...]

The files are in the repository, so that the tests need neither.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
WIDTH, HEIGHT = 595, 842

KAZAKH = (
    "3.1. Тапсырыс беруші Қызметке тапсырысты Жеке кабинет арқылы бере алады.",
    "3.2. Орындаушы Қызметтің қолжетімділігіне 99,9%-дан кем емес кепілдік береді.",
    "3.3. Техникалық қолдау тәулігіне 24 сағат, 24/7/365 режимінде көрсетіледі.",
    "3.4. Тестілеу кезеңінің ұзақтығы 3 (үш) күнтізбелік күннен аспайды.",
    "3.5. Өтемақы Мастер-нодалардың тоқтап қалуы үшін төленбейді.",
)
GARBLED = (
    "3.1. TancelpbIC 6epywi KbI3meTke TancelpbICTbI >Keke Ka6uHeT apKblnbl 6epe anagbl.",
    "3.2. OpblHgaywbl KbI3meTTiH KonXkeTimginiriHe 99,9%-gaH KeM eMec Keningik 6epegi.",
    "3.3. TexHukanblK Kongay Taynirine 24 caFaT, 24/7/365 peXximiHge KepceTinegi.",
    "3.4. TecTiney Ke3eHiHiH y3aKTbIFbl 3 (yw) KyHTi36enik KyHHeH acnangbl.",
)
RUSSIAN = "Исполнитель обязуется оказывать услуги Заказчику в порядке и на условиях, которые установлены договором"


def _canvas(compress: bool = True) -> tuple[Canvas, io.BytesIO]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=int(compress), invariant=True)
    canvas.setFont("DejaVu", 10)
    return canvas, buffer


def _finish(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write(canvas: Canvas, lines: tuple[str, ...], *, x: float = 60, y: float = 760, step: float = 16) -> None:
    for index, line in enumerate(lines):
        canvas.drawString(x, y - index * step, line)


def sound() -> bytes:
    """A page as it should be."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def no_tounicode() -> bytes:
    """Subset fonts without the table that tells what their codes mean."""
    canvas, buffer = _canvas(compress=False)
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer).replace(b"/ToUnicode", b"/NoUnicode")


def lying_tounicode() -> bytes:
    """The table is there and every code in it is off by a constant: phonetic letters for Cyrillic ones."""
    rl_config.useA85 = 0
    canvas, buffer = _canvas(compress=False)
    _write(canvas, KAZAKH)
    data = _finish(canvas, buffer)
    return re.sub(rb"<(04[0-9A-F]{2})>", lambda match: b"<%04X>" % (int(match[1], 16) - 0x1D0), data)


def hidden_layer() -> bytes:
    """A scan with the hidden words that an OCR in the wrong language left."""
    canvas, buffer = _canvas()
    canvas.drawImage(_grey_page(), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(60, 760)
    text.setTextRenderMode(3)
    text.setFont("DejaVu", 10)
    for line in GARBLED:
        text.textLine(line)
    canvas.drawText(text)
    return _finish(canvas, buffer)


def stamped_scan() -> bytes:
    """A scan with a few visible words on top."""
    canvas, buffer = _canvas()
    canvas.drawImage(_grey_page(), 0, 0, WIDTH, HEIGHT)
    canvas.drawString(60, 800, "Scanned copy 12.03.2025")
    return _finish(canvas, buffer)


def background_picture() -> bytes:
    """Sound text over a picture that fills the page."""
    canvas, buffer = _canvas()
    canvas.drawImage(_grey_page(), 0, 0, WIDTH, HEIGHT)
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def _grey_page() -> ImageReader:
    return ImageReader(Image.new("L", (60, 84), 235))


def blank_page() -> bytes:
    """A sound page and a page with nothing on it."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH)
    canvas.showPage()
    return _finish(canvas, buffer)


def sideways_text() -> bytes:
    """Text that runs up an upright page."""
    canvas, buffer = _canvas()
    canvas.rotate(90)
    for index, line in enumerate(KAZAKH):
        canvas.drawString(60, -100 - 16 * index, line)
    return _finish(canvas, buffer)


def rotated_page() -> bytes:
    """A page that is stored sideways and shown upright."""
    canvas, buffer = _canvas()
    canvas.setPageSize((HEIGHT, WIDTH))
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -HEIGHT)
    canvas.setFont("DejaVu", 10)
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def cropped_page() -> bytes:
    """A page whose visible part begins away from the corner; words outside are printer's marks."""
    canvas, buffer = _canvas()
    canvas.setCropBox((40, 40, 555, 802))
    _write(canvas, KAZAKH)
    canvas.drawString(5, 5, "CMYK")
    return _finish(canvas, buffer)


def letter_spaced() -> bytes:
    """A heading set with space between its letters."""
    canvas, buffer = _canvas()
    canvas.drawString(60, 780, "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ", charSpace=3)
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def no_space_characters() -> bytes:
    """Words set apart by their places only."""
    canvas, buffer = _canvas()
    for index, line in enumerate(KAZAKH):
        x = 60.0
        for word in line.split():
            canvas.drawString(x, 760 - 16 * index, word)
            x += stringWidth(word, "DejaVu", 10) + 2.6
    return _finish(canvas, buffer)


def fake_bold() -> bytes:
    """A heading printed twice, a third of a point apart, to look bold."""
    canvas, buffer = _canvas()
    canvas.drawString(60, 780, "4. ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ")
    canvas.drawString(60.3, 780, "4. ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ")
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def two_columns() -> bytes:
    """A heading across the page, then two columns of prose."""
    canvas, buffer = _canvas()
    canvas.drawString(60, 790, "ДОГОВОР ОКАЗАНИЯ УСЛУГ, КОТОРЫЙ СТОРОНЫ ЗАКЛЮЧИЛИ В ГОРОДЕ АСТАНЕ")
    words = (RUSSIAN + ". ").split() * 12
    for column in range(2):
        line = ""
        row = 0
        for number, word in enumerate(words):
            longer = f"{line} {word}".strip()
            if stringWidth(longer, "DejaVu", 10) > 225 or number == len(words) - 1:
                canvas.drawString(60 + 250 * column, 760 - 14 * row, f"{line}")
                line, row = word, row + 1
            else:
                line = longer
            if row >= 20:
                break
        canvas.drawString(60 + 250 * column, 760 - 14 * 20, f"конец столбца {column + 1}")
    return _finish(canvas, buffer)


def spans() -> bytes:
    """A ruled table with a cell over two columns, one over two rows, and an empty one."""
    canvas, buffer = _canvas()
    xs, ys = (60, 200, 340, 480), (700, 670, 640, 610)
    canvas.setLineWidth(0.5)
    for y in ys:
        canvas.line(xs[0] if y != ys[2] else xs[1], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0] if x != xs[2] else ys[1], x, ys[-1])
    for x, y, text in (
        (65, 682, "Қызмет"),
        (205, 682, "Өтемақы мөлшері"),
        (65, 652, "Резервтік"),
        (65, 638, "көшіру"),
        (205, 652, "99,9%-дан төмен"),
        (345, 652, "5%"),
        (205, 622, "95,0%-дан төмен"),
    ):
        canvas.drawString(x, y, text)
    _write(canvas, KAZAKH, y=790)
    return _finish(canvas, buffer)


def framed_paragraph() -> bytes:
    """A paragraph in a box and a shaded one: no tables."""
    canvas, buffer = _canvas()
    canvas.rect(50, 690, 500, 90)
    canvas.setFillGray(0.9)
    for index in range(3):
        canvas.rect(50, 600 - 16 * index, 500, 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    _write(canvas, KAZAKH)
    _write(canvas, KAZAKH[:3], y=604)
    return _finish(canvas, buffer)


def encrypted() -> bytes:
    """A page that opens with a password only."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True, encrypt="secret")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 760, "for your eyes only")
    return _finish(canvas, buffer)


def no_pages() -> bytes:
    """A catalogue with an empty list of pages."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \n"
        b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n107\n%%EOF\n"
    )


def huge_page() -> bytes:
    """A scan on a page of 200 by 200 inches."""
    canvas, buffer = _canvas()
    canvas.setPageSize((14400, 14400))
    canvas.drawImage(_grey_page(), 0, 0, 14400, 14400)
    return _finish(canvas, buffer)


def hyphens() -> bytes:
    """Line ends: a soft hyphen in the font, one given as the text of a painted hyphen, a hyphen, a dash."""
    canvas, buffer = _canvas()
    _write(canvas, ("обслу\u00ad", "живание, мән-", "жайлар –", "соңы, тоқта"))
    with _actual_text(canvas, "\u00ad"):
        canvas.drawString(60 + stringWidth("соңы, тоқта", "DejaVu", 10), 760 - 3 * 16, "-")
    _write(canvas, ("тылды.",), y=760 - 4 * 16)
    return _finish(canvas, buffer)


@contextmanager
def _actual_text(canvas: Canvas, text: str) -> Iterator[None]:
    canvas._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC")
    yield
    canvas._code.append("EMC")


def other_text() -> bytes:
    """A painted clause whose file says that it reads otherwise."""
    canvas, buffer = _canvas()
    with _actual_text(canvas, "Орындаушы ешнәрсеге кепілдік бермейді."):
        _write(canvas, KAZAKH[1:2])
    return _finish(canvas, buffer)


def ligatures() -> bytes:
    """Letters in one glyph."""
    canvas, buffer = _canvas()
    _write(canvas, ("oﬃce ﬁle ﬂow",))
    return _finish(canvas, buffer)


def out_of_sight() -> bytes:
    """White on white, under a black bar, under a picture, beside a sound clause and white letters on black."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH[:1])
    canvas.setFillGray(1)
    _write(canvas, ("ақ",), y=740)
    canvas.setFillGray(0)
    _write(canvas, ("қара астында",), y=720)
    canvas.rect(55, 715, 100, 18, stroke=0, fill=1)
    _write(canvas, ("сурет астында",), y=700)
    canvas.drawImage(_grey_page(), 55, 695, 100, 18)
    canvas.rect(55, 675, 200, 18, stroke=0, fill=1)
    canvas.setFillGray(1)
    _write(canvas, ("қарада ақ",), y=680)
    return _finish(canvas, buffer)


def edited() -> bytes:
    """A figure under a white patch with another over it, words struck out and words underlined, a line of no size."""
    canvas, buffer = _canvas()
    clause = "3.2. Исполнитель гарантирует не менее 99,9 % в месяц."
    before = stringWidth("3.2. Исполнитель гарантирует не менее ", "DejaVu", 10)
    width = stringWidth("99,9", "DejaVu", 10)
    _write(canvas, (clause,))
    canvas.setFillGray(1)
    canvas.rect(60 + before - 1, 757, width + 2, 11, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(60 + before, 760, "99,5")
    canvas.setLineWidth(0.6)
    for line, words, y, rise in (
        ("3.3. Заказчик не вправе передавать доступ.", "не вправе", 740, 3.2),
        ("3.4. Заказчик не вправе копировать данные.", "не вправе", 720, -1.5),
    ):
        _write(canvas, (line,), y=y)
        left = 60 + stringWidth(line[: line.index(words)], "DejaVu", 10)
        canvas.line(left, y + rise, left + stringWidth(words, "DejaVu", 10), y + rise)
    canvas.setFont("DejaVu", 0.5)
    _write(canvas, ("3.5. Исполнитель вправе отказаться от договора.",), y=700)
    return _finish(canvas, buffer)


def layers() -> bytes:
    """A line of text, then one in a layer that is shown, one in a layer that is turned off."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH[:3])
    pdf = pikepdf.open(io.BytesIO(_finish(canvas, buffer)))
    layer = [pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in ("On", "Off")]
    shown = pikepdf.Dictionary(ON=layer[:1], OFF=layer[1:], Order=layer)
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=layer, D=shown)
    page = pdf.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(On=layer[0], Off=layer[1])
    names = iter([None, None, pikepdf.Name.On, pikepdf.Name.Off])  # the first sets the font
    content, marked = [], None
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "BT":
            marked = next(names)
        if str(step.operator) == "BT" and marked:
            content.append(pikepdf.ContentStreamInstruction([pikepdf.Name.OC, marked], pikepdf.Operator("BDC")))
        content.append(step)
        if str(step.operator) == "ET" and marked:
            content.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC")))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
    result = io.BytesIO()
    pdf.save(result, deterministic_id=True)
    return result.getvalue()


def in_a_form() -> bytes:
    """Text, a rule and a frame in a form that is painted smaller and lower."""
    canvas, buffer = _canvas()
    canvas.beginForm("clause")
    canvas.setFont("DejaVu", 20)
    canvas.drawString(100, 100, "3.1. Тапсырыс беруші")
    canvas.rect(90, 90, 300, 40)
    canvas.line(90, 80, 390, 80)
    canvas.endForm()
    canvas.translate(20, 300)
    canvas.scale(0.5, 0.5)
    canvas.doForm("clause")
    return _finish(canvas, buffer)


def understated_count() -> bytes:
    """Three pages, and a page tree that speaks of one."""
    canvas, buffer = _canvas(compress=False)
    for number in range(3):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 760, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue().replace(b"/Count 3", b"/Count 1")


def footnotes() -> bytes:
    """A clause with raised marks; its notes in small type under a short rule; a page number under them."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH)
    text = canvas.beginText(60, 760 - 5 * 16)
    for part, raised in (("3.6. Деңгей 99,9%", False), ("1", True), (" айына, жұмыстардан", False), ("2", True)):
        text.setFont("DejaVu", 6 if raised else 10)
        text.setRise(4 if raised else 0)
        text.textOut(part)
    text.setRise(0)
    canvas.drawText(text)
    canvas.setFont("DejaVu", 10)
    _write(canvas, ("басқа, 10",), y=760 - 6 * 16)
    text = canvas.beginText(60 + stringWidth("басқа, 10", "DejaVu", 10), 760 - 6 * 16)
    text.setFont("DejaVu", 6)
    text.setRise(4)
    text.textOut("6")
    text.setRise(0)
    canvas.drawText(text)
    canvas.line(60, 120, 200, 120)
    canvas.setFont("DejaVu", 5)
    canvas.drawString(60, 108, "1")
    canvas.setFont("DejaVu", 8)
    canvas.drawString(65, 105, "Жоспарлы жұмыстарсыз, олар туралы кемінде")
    canvas.drawString(60, 95, "3 күн бұрын хабарланады.")
    canvas.drawString(60, 82, "2 Апаттық жұмыстар 4 сағаттан аспайды.")
    canvas.setFont("DejaVu", 9)
    canvas.drawString(300, 40, "7")
    return _finish(canvas, buffer)


def watermarks() -> bytes:
    """Big grey letters under the text, and others across it."""
    canvas, buffer = _canvas()
    canvas.setFillGray(0.85)
    canvas.setFont("DejaVu", 60)
    canvas.drawString(60, 720, "ҮЛГІ")
    canvas.saveState()
    canvas.translate(120, 300)
    canvas.rotate(50)
    canvas.drawString(0, 0, "КӨШІРМЕ ДҰРЫС")
    canvas.restoreState()
    canvas.setFillGray(0)
    canvas.setFont("DejaVu", 10)
    _write(canvas, KAZAKH)
    return _finish(canvas, buffer)


def margin_note() -> bytes:
    """A form's name that runs up the margin."""
    canvas, buffer = _canvas()
    _write(canvas, KAZAKH)
    canvas.translate(30, 500)
    canvas.rotate(90)
    canvas.setFont("DejaVu", 7)
    canvas.drawString(0, 0, "№ 12-А нысаны")
    return _finish(canvas, buffer)


def sideways_table() -> bytes:
    """A landscape page stored upright: text and a ruled table run up, the page number stands upright."""
    canvas, buffer = _canvas()
    canvas.drawString(300, 20, "12")
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    _write(canvas, KAZAKH[:3], y=500)
    canvas.grid([60, 260, 460, 660], [340, 370, 400])
    for row in range(2):
        for column in range(3):
            canvas.drawString(65 + 200 * column, 380 - 30 * row, f"ұяшық {row}{column}")
    return _finish(canvas, buffer)


MAKERS: tuple[Callable[[], bytes], ...] = (
    sound,
    no_tounicode,
    lying_tounicode,
    hidden_layer,
    stamped_scan,
    background_picture,
    blank_page,
    sideways_text,
    rotated_page,
    cropped_page,
    letter_spaced,
    no_space_characters,
    fake_bold,
    two_columns,
    spans,
    framed_paragraph,
    encrypted,
    no_pages,
    huge_page,
    hyphens,
    other_text,
    ligatures,
    out_of_sight,
    edited,
    layers,
    in_a_form,
    understated_count,
    footnotes,
    watermarks,
    margin_note,
    sideways_table,
)


def main() -> None:
    chosen = sys.argv[1:]
    pdfmetrics.registerFont(TTFont("DejaVu", FONTS / "DejaVuSans.ttf"))
    for make in MAKERS:
        if chosen and make.__name__ not in chosen:
            continue
        path = FOLDER / f"{make.__name__.replace('_', '-')}.pdf"
        path.write_bytes(make())


if __name__ == "__main__":
    main()
