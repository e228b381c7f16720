"""Makes page images with known text, as scanners and cameras leave them; needs WeasyPrint, pypdfium2 and the fonts.

    python -m benchmarks.scans.make OUT [PART]

PART: development, held-back, later, last, final; broad-a and broad-b, whose pages are drawn by lot (`broad.py`); or
office and office-2, ordinary pages of three makers in the aim's range of damages (`office.py`, `office_corpus.py`).
OUT gets the images and `truth.json`: of every image its kind of page, its damage, its paragraphs in reading order and
its tables, row by row. Pages are A5, so that a run stays cheap; the print is of the usual size. The parts share neither
running text nor tables; some faces are the same.
"""

# every damage takes what any of them needs
# ruff: noqa: ARG001, ARG005

import io
import json
import random
import sys
import textwrap
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from benchmarks.scans import broad, final_texts, last_texts, office, office_corpus
from benchmarks.scans.texts import PROSE
from benchmarks.tables import later_texts
from benchmarks.tables import texts as table_texts

ROOT = Path(__file__).parents[2]
RAW = ROOT / "data" / "raw"
WIDTH, HEIGHT = 420, 595
Rows = Sequence[Sequence[str]]


class PageSpec(NamedTuple):
    """A page to be set: paragraphs and tables in order; `look` is the style of its tables, `columns` of its text."""

    name: str
    kind: str
    face: str
    blocks: tuple[str | tuple[tuple[str, ...], ...], ...]
    size: float = 10.0
    look: str = "grid"
    columns: int = 1


class Sample(NamedTuple):
    """A page with a damage."""

    page: str
    damage: str


# --- pages -----------------------------------------------------------------------------------------------------------


def raw_paragraphs(name: str) -> list[str]:
    """The paragraphs of a given text, each one line."""
    text = (RAW / name).read_text(encoding="utf-8").replace("\ue12c", "•").replace("\uf0b7", "•").replace("\f", "\n")
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    return [block for block in blocks if len(block) > 60]


def tiers(language: str, words: ModuleType = table_texts) -> tuple[tuple[str, ...], ...]:
    """The table of credits."""
    return (words.TIER_HEADERS[language], *words.TIERS[language])


def prices(language: str, words: ModuleType = table_texts) -> tuple[tuple[str, ...], ...]:
    """A price list with numbered rows."""
    rows = [(str(number), *row) for number, row in enumerate(words.PRICES[language][:9], 1)]
    return (words.PRICE_HEADERS[language], *rows)


def plans(language: str, words: ModuleType = table_texts) -> tuple[tuple[str, ...], ...]:
    """Plans beside each other."""
    return (words.PLAN_HEADERS[language], *words.PLANS[language])


def requests(language: str, words: ModuleType = table_texts) -> tuple[tuple[str, ...], ...]:
    """Who asks for what, and how long it takes."""
    groups, tasks = words.REQUEST_GROUPS[language], words.REQUEST_TASKS[language]
    times, windows = words.DURATIONS[language], words.WINDOWS[language]
    columns = (groups, tasks, times, windows)
    rows = [tuple(column[index % len(column)] for column in columns) for index in range(7)]
    return (words.REQUEST_HEADERS[language], *rows)


# the parts that `set_page` of `office.py` makes
_PARTS_OF_OFFICES: dict[str, Callable[[], Sequence[office.Page]]] = {
    "office": lambda: office.PAGES,
    "office-2": office_corpus.pages,
}


def pages_of(part: str) -> Sequence[PageSpec | office.Page]:
    """The pages of a part; as many paragraphs as fit are set."""
    if part == "development":
        mixed = [text for trio in zip(PROSE["kk"], PROSE["ru"], PROSE["en"], strict=False) for text in trio]
        return [
            PageSpec("kk-open", "text", "Open Sans", tuple(raw_paragraphs("kubernetes.txt"))),
            PageSpec("kk-serif", "text", "PT Serif", tuple(PROSE["kk"])),
            PageSpec("kk-times", "text", "Nimbus Roman", tuple(raw_paragraphs("veeam.txt")), 11.0),
            PageSpec("kk-small", "text", "DejaVu Sans", tuple(raw_paragraphs("veeam.txt")[6:]), 8.0),
            PageSpec("ru-times", "text", "Liberation Serif", tuple(PROSE["ru"]), 11.0),
            PageSpec("ru-sans", "text", "PT Sans", tuple(PROSE["ru"])),
            PageSpec("en-sans", "text", "Liberation Sans", tuple(PROSE["en"])),
            PageSpec("en-serif", "text", "DejaVu Serif", tuple(PROSE["en"]), 9.0),
            PageSpec("mixed-noto", "text", "Noto Sans", tuple(mixed[6:])),
            PageSpec("kk-tiers", "table", "Open Sans", (PROSE["kk"][7], tiers("kk"), PROSE["kk"][5]), 10.0),
            PageSpec("ru-prices", "table", "Liberation Serif", (PROSE["ru"][12], prices("ru")), 10.0, "dark"),
            PageSpec("en-plans", "table", "Liberation Sans", (PROSE["en"][4], plans("en")), 9.0),
            PageSpec("kk-requests", "table", "PT Sans", (PROSE["kk"][6], requests("kk")), 9.0, "dark"),
            PageSpec("ru-columns", "columns", "PT Serif", tuple(PROSE["ru"]), 8.0, columns=2),
            PageSpec("kk-columns", "columns", "Noto Sans", tuple(PROSE["kk"]), 7.5, columns=2),
        ]
    if part in _PARTS_OF_OFFICES or part in broad.FACES:
        return _PARTS_OF_OFFICES[part]() if part in _PARTS_OF_OFFICES else broad_pages(part)
    if part == "final":
        kk, ru, en = (tuple(final_texts.PROSE[language]) for language in ("kk", "ru", "en"))
        tables = final_texts.TABLES
        return [
            PageSpec("kk-rules", "text", "Linux Libertine O", kk * 3, 11.0),
            PageSpec("ru-rules", "text", "Old Standard TT", ru * 3, 10.5),
            PageSpec("en-rules", "text", "EB Garamond", en * 3, 11.0),
            PageSpec("kk-notice", "text", "Lato", kk[::-1] * 3, 9.5),
            PageSpec("kk-notary", "table", "Vollkorn", (kk[0], tables["kk-notary"]), 9.5, "dashed"),
            PageSpec("ru-terminal", "table", "Clear Sans", (ru[1], tables["ru-terminal"]), 9.0, "teal"),
            PageSpec("en-airport", "table", "Linux Biolinum O", (en[0], tables["en-airport"]), 9.5, "hair"),
            PageSpec("ru-hospital", "table", "EB Garamond", (ru[3], tables["ru-hospital"]), 10.5, "side"),
            PageSpec("kk-law", "table", "Linux Biolinum O", (kk[4], tables["kk-law"]), 10.0, "side"),
            PageSpec("en-clinic", "table", "Lato", (en[2], tables["en-clinic"]), 9.0, "teal"),
            PageSpec("ru-baggage", "table", "Manrope", (ru[4], tables["ru-baggage"]), 8.5, "hair"),
            PageSpec("kk-hospital", "table", "Lato", (kk[2], tables["kk-hospital"]), 9.0, "dashed"),
        ]
    if part == "later":
        kk, ru, en = (tuple(later_texts.PROSE[language]) for language in ("kk", "ru", "en"))
        return [
            PageSpec("kk-bank", "text", "FreeSerif", kk * 2),
            PageSpec("ru-bank", "text", "Nimbus Sans", ru * 2),
            PageSpec("kk-fees", "table", "Liberation Sans", (kk[2], prices("kk", later_texts)), 9.0),
            PageSpec("ru-requests", "table", "Noto Serif", (ru[1], requests("ru", later_texts)), 9.0, "dark"),
            PageSpec("en-turnover", "table", "Nimbus Roman", (en[2], tiers("en", later_texts)), 11.0),
            PageSpec("kk-plans", "table", "PT Serif", (kk[3], plans("kk", later_texts)), 9.0),
        ]
    if part == "last":
        kk, ru, en = (tuple(last_texts.PROSE[language]) for language in ("kk", "ru", "en"))
        tables = last_texts.TABLES
        return [
            PageSpec("kk-insurer", "text", "Gentium Plus", kk * 3, 11.0),
            PageSpec("ru-carrier", "text", "Roboto", ru * 3),
            PageSpec("en-university", "text", "P052", en * 3),
            PageSpec("kk-cover", "table", "Roboto", (kk[0], tables["kk-cover"]), 9.0, "light"),
            PageSpec("ru-parcels", "table", "Charis SIL", (ru[3], tables["ru-parcels"]), 10.0, "right"),
            PageSpec("en-courses", "table", "FreeSans", (en[2], tables["en-courses"]), 9.0, "thick"),
            PageSpec("ru-payouts", "table", "DejaVu Sans Condensed", (ru[1], tables["ru-payouts"]), 9.0, "dark"),
            PageSpec("kk-campus", "table", "PT Sans Caption", (kk[2], tables["kk-campus"]), 9.0, "light"),
            PageSpec("en-freight", "table", "Gentium Plus", (en[3], tables["en-freight"]), 10.5, "right"),
        ]
    mixed = [
        text
        for trio in zip(raw_paragraphs("dedicated.txt"), table_texts.PROSE["ru"], table_texts.PROSE["en"], strict=False)
        for text in trio
    ]
    return [
        PageSpec("kk-dedicated", "text", "Noto Serif", tuple(raw_paragraphs("dedicated.txt"))),
        PageSpec("kk-storage", "text", "Nimbus Sans", tuple(raw_paragraphs("object-storage.txt"))),
        PageSpec("kk-storage-serif", "text", "C059", tuple(raw_paragraphs("object-storage.txt")[5:])),
        PageSpec("ru-noto", "text", "Noto Serif", table_texts.PROSE["ru"] * 2),
        PageSpec("en-pt", "text", "PT Serif", table_texts.PROSE["en"] * 2),
        PageSpec("mixed-dejavu", "text", "DejaVu Serif", tuple(mixed), 9.0),
        PageSpec("kk-prices", "table", "Noto Sans", (table_texts.PROSE["kk"][0], prices("kk")), 9.0, "dark"),
        PageSpec("ru-plans", "table", "DejaVu Sans", (table_texts.PROSE["ru"][3], plans("ru")), 8.0),
        PageSpec("ru-tiers", "table", "Nimbus Roman", (table_texts.PROSE["ru"][4], tiers("ru")), 11.0),
        PageSpec("en-requests", "table", "Open Sans", (table_texts.PROSE["en"][5], requests("en")), 9.0, "dark"),
        PageSpec("en-columns", "columns", "Liberation Serif", tuple(PROSE["en"]), 8.5, columns=2),
    ]


def broad_pages(part: str) -> list[PageSpec]:
    """Pages drawn by lot: three of four with a table, each face in turn."""
    pages = []
    for index in range(3 * len(broad.FACES[part])):
        rng = random.Random(f"{part} {index}")  # noqa: S311
        face = broad.FACES[part][index % len(broad.FACES[part])]
        language = ("kk", "ru", "en")[index % 3]
        kind = "text" if index % 4 == 3 else "table"
        look = broad.LOOKS[index % len(broad.LOOKS)]
        size = rng.choice((8.5, 9.0, 10.0, 11.0))
        blocks = tuple(broad.blocks_of(rng, language, kind))
        pages.append(PageSpec(f"{language}-{index:02}", kind, face, blocks, size, look))
    return pages


STYLE = """
@page { size: %(width)spt %(height)spt; margin: 40pt 36pt }
body { font-family: "%(face)s", "DejaVu Sans"; font-size: %(size)spt; line-height: 1.3; margin: 0; hyphens: manual }
p { margin: 0 0 5pt 0; text-align: justify }
.columns { columns: 2; column-gap: 18pt }
table { border-collapse: collapse; width: 100%%; margin: 4pt 0 8pt 0 }
td, th { border: 0.6pt solid black; padding: 2.5pt 4pt; text-align: left; vertical-align: top; font-weight: normal }
th { font-weight: bold }
.dark th { background: #23395d; color: white }
.light th { background: #e4e8ee; text-align: center; vertical-align: middle }
.right td + td { text-align: right }
.plain th { font-weight: normal }
.dashed td, .dashed th { border: 0.7pt dashed black }
.dashed th { text-transform: none; font-style: italic; font-weight: normal }
.teal th { background: #0b6b6b; color: white; font-weight: normal; vertical-align: bottom }
.teal td + td { text-align: center }
.hair td, .hair th { border: 0.4pt solid #666666; padding: 4pt 3pt }
.side td:first-child { background: #f1f1f1; font-weight: bold }
.side th { border-bottom: 1.2pt solid black; text-align: right }
.double table { border: 3pt double black }
.dotted td, .dotted th { border: 0.8pt dotted black }
.zebra tr:nth-child(2n) td { background: #eeeeee }
.centre td, .centre th { text-align: center }
.thick table { border: 2pt solid black }
.thick th { border-bottom: 1.5pt solid black; font-style: italic; text-align: center }
"""


def set_page(spec: PageSpec | office.Page) -> tuple[bytes, list[dict[str, Any]]]:
    """The page as a PDF and its blocks, as many as fit on it."""
    if isinstance(spec, office.Page):
        return office.set_page(spec)
    from weasyprint import HTML

    for count in range(len(spec.blocks), 0, -1):
        blocks = spec.blocks[:count]
        body = "".join(_block_html(block) for block in blocks)
        style = STYLE % {"width": WIDTH, "height": HEIGHT, "face": spec.face, "size": spec.size}
        columns = ' class="columns"' if spec.columns == 2 else ""
        html = f'<html><head><style>{style}</style></head><body class="{spec.look}"><div{columns}>{body}</div></body>'
        document = HTML(string=html).render()
        if len(document.pages) == 1:
            data = document.write_pdf()
            return bytes(data), [
                {"text": block} if isinstance(block, str) else {"rows": [list(row) for row in block]}
                for block in blocks
            ]
    raise ValueError(f"{spec.name}: not one block fits")


def _block_html(block: str | Rows) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    head, *rows = block
    lines = ["".join(f"<th>{escape(cell)}</th>" for cell in head)]
    lines += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def render(data: bytes, dpi: float) -> Image.Image:
    """The first page in colour."""
    pdf = pypdfium2.PdfDocument(data)
    image: Image.Image = pdf[0].render(scale=dpi / 72).to_pil().convert("RGB")
    pdf.close()
    return image


# --- damages ---------------------------------------------------------------------------------------------------------

Damage = Callable[[Image.Image, float, np.random.Generator], Image.Image]


def rotate(angle: float) -> Damage:
    """Turned on the scanner's glass; positive: lines fall to the right."""
    return lambda image, dpi, rng: image.rotate(-angle, Image.Resampling.BICUBIC, fillcolor="white")


def turn(degrees: int) -> Damage:
    """Laid on the glass the wrong way: turned clockwise."""
    return lambda image, dpi, rng: image.rotate(-degrees, expand=True)


def noise(sigma: float) -> Damage:
    """A sensor's noise, in grey levels."""

    def apply(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
        grey = rng.normal(0, sigma, (image.height, image.width, 1))
        return Image.fromarray(np.clip(np.asarray(image, np.float32) + grey, 0, 255).astype(np.uint8))

    return apply


def speckle(share: float) -> Damage:
    """Dust and toner: dots of one to three pixels, dark on paper and white in print."""

    def apply(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
        draw = ImageDraw.Draw(image)
        for _ in range(round(share * image.width * image.height)):
            x, y, r = int(rng.integers(image.width)), int(rng.integers(image.height)), int(rng.integers(1, 3))
            draw.ellipse((x, y, x + r, y + r), fill="black" if rng.random() < 0.8 else "white")
        return image

    return apply


def shade(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """A photo's uneven light, darker towards one corner, with the shadow of a fold."""
    height, width = image.height, image.width
    y, x = np.mgrid[0:height, 0:width]
    light = 1.0 - 0.45 * (x / width * 0.6 + y / height * 0.4)
    light -= 0.18 * np.exp(-(((x - 0.55 * width) / (0.03 * width)) ** 2))
    return Image.fromarray(np.clip(np.asarray(image, np.float32) * light[..., None], 0, 255).astype(np.uint8))


def blur(radius_inches: float) -> Damage:
    """Out of focus."""
    return lambda image, dpi, rng: image.filter(ImageFilter.GaussianBlur(radius_inches * dpi))


def faint(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """Toner nearly out: print in light grey."""
    return Image.fromarray((255 - (255 - np.asarray(image, np.float32)) * 0.28).astype(np.uint8))


def invert(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """White on black."""
    return ImageChops.invert(image)


def jpeg(quality: int) -> Damage:
    """Saved small."""

    def apply(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")

    return apply


def bilevel(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """Black and white, as a fax."""
    return image.convert("L").point(lambda level: 255 if level > 140 else 0).convert("RGB")


def edges(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """The scanner's black lid beyond two sides of the paper, and punch holes."""
    margin = round(0.35 * dpi)
    framed = Image.new("RGB", (image.width + margin, image.height + margin), (18, 18, 18))
    framed.paste(image, (margin, 0))
    draw = ImageDraw.Draw(framed)
    for share in (0.35, 0.65):
        x, y, r = margin + 0.18 * dpi, share * image.height, 0.11 * dpi
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(25, 25, 25))
    return framed


def stamp(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """A round blue stamp over the last lines, a signature beside it, a round logo at the top right."""
    ink = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(ink)
    radius, thick = 0.62 * dpi, max(2, round(0.015 * dpi))
    centre = (image.width - 1.3 * dpi, image.height - 1.1 * dpi)
    for share in (1.0, 0.94, 0.62):
        box = [
            centre[0] - share * radius,
            centre[1] - share * radius,
            centre[0] + share * radius,
            centre[1] + share * radius,
        ]
        draw.ellipse(box, outline=(45, 70, 190), width=thick)
    font = ImageFont.truetype("DejaVuSans.ttf", round(0.1 * dpi))
    words = "ЖАУАПКЕРШІЛІГІ ШЕКТЕУЛІ СЕРІКТЕСТІГІ * АСТАНА *"
    for index, char in enumerate(words):
        tile = Image.new("L", (round(0.16 * dpi),) * 2, 0)
        ImageDraw.Draw(tile).text((2, 0), char, font=font, fill=255)
        angle = 360 * index / len(words)
        tile = tile.rotate(-angle, Image.Resampling.BICUBIC)
        at = (
            round(centre[0] + 0.78 * radius * np.sin(np.radians(angle)) - tile.width / 2),
            round(centre[1] - 0.78 * radius * np.cos(np.radians(angle)) - tile.height / 2),
        )
        ink.paste((45, 70, 190), at, tile)
    start = np.array([0.9 * dpi, image.height - 0.75 * dpi])
    steps = rng.normal(0, 0.13 * dpi, (14, 2)) + np.array([0.09 * dpi, 0.0])
    draw.line(
        [tuple(point) for point in start + np.cumsum(steps, axis=0)], fill=(30, 40, 120), width=thick, joint="curve"
    )
    logo = (image.width - 0.55 * dpi, 0.3 * dpi)
    draw.ellipse(
        [logo[0] - 0.2 * dpi, logo[1] - 0.2 * dpi, logo[0] + 0.2 * dpi, logo[1] + 0.2 * dpi], fill=(220, 90, 20)
    )
    draw.polygon(
        [
            (logo[0] - 0.1 * dpi, logo[1] + 0.1 * dpi),
            (logo[0], logo[1] - 0.12 * dpi),
            (logo[0] + 0.1 * dpi, logo[1] + 0.1 * dpi),
        ],
        fill="white",
    )
    return ImageChops.darker(image, ink)


def grey_stamp(image: Image.Image, dpi: float, rng: np.random.Generator) -> Image.Image:
    """The stamp as a scanner without colour leaves it."""
    return stamp(image, dpi, rng).convert("L").convert("RGB")


DAMAGES: dict[str, tuple[int, tuple[Damage, ...]]] = {
    "clean-200": (200, ()),
    "clean-150": (150, ()),
    "clean-300": (300, ()),
    "skew-0.7": (200, (rotate(0.7), noise(8), jpeg(60))),
    "skew-1.6": (150, (rotate(-1.6), noise(8), jpeg(70))),
    "skew-3": (300, (rotate(3.0), noise(12), jpeg(60))),
    "turned-90": (200, (turn(90), rotate(0.4))),
    "turned-180": (200, (rotate(0.4), turn(180))),
    "turned-270": (200, (turn(270), noise(6))),
    "shaded": (200, (shade, noise(5), jpeg(75))),
    "speckled": (200, (rotate(-0.5), speckle(0.0012))),
    "blurred": (200, (blur(0.006), noise(4))),
    "faint": (200, (faint, noise(5), jpeg(80))),
    "inverted": (200, (invert,)),
    "jpeg-25": (150, (jpeg(25),)),
    "fax": (200, (rotate(0.8), blur(0.003), bilevel)),
    "edges": (200, (rotate(0.9), edges, noise(4))),
    "stamped": (200, (stamp, rotate(0.6), jpeg(80))),
    "stamped-grey": (200, (grey_stamp, noise(4))),
}
# the pages that every damage but "clean-200" befalls; all pages are made clean
DAMAGED = {
    "development": ("kk-open", "ru-times", "kk-tiers", "ru-prices", "en-plans"),
    "final": ("ru-rules", "kk-notary", "ru-terminal", "en-airport", "kk-law", "en-clinic"),
    "later": ("ru-bank", "kk-fees", "ru-requests", "en-turnover", "kk-plans"),
    "last": ("ru-carrier", "kk-cover", "ru-parcels", "en-courses", "kk-campus", "en-freight"),
    "held-back": ("kk-dedicated", "en-pt", "kk-prices", "ru-plans", "ru-tiers", "en-requests"),
}
# damages that are about text, to save time
TEXT_ONLY = {"turned-90", "turned-180", "turned-270", "inverted"}


def samples_of(part: str) -> list[Sample]:
    """Every page clean, some with each damage."""
    if part in _PARTS_OF_OFFICES:
        choose = office.samples if part == "office" else office_corpus.samples
        return [Sample(*pair) for pair in choose(list(DAMAGES)[1:6])]
    samples = [Sample(spec.name, "clean-200") for spec in pages_of(part)]
    if part in broad.FACES:
        usual = list(DAMAGES)[1:6]
        return samples + [Sample(spec.name, usual[index % 5]) for index, spec in enumerate(pages_of(part))]
    for damage in list(DAMAGES)[1:]:
        names = DAMAGED[part]
        samples += [Sample(name, damage) for name in (names[1:3] if damage in TEXT_ONLY else names)]
    return samples


def main(out: Path, part: str) -> None:
    """Makes one part."""
    out.mkdir(parents=True, exist_ok=True)
    specs = {spec.name: spec for spec in pages_of(part)}
    made = {name: set_page(spec) for name, spec in specs.items()}
    truths = []
    for index, sample in enumerate(samples_of(part)):
        dpi, damages = DAMAGES[sample.damage]
        data, blocks = made[sample.page]
        image = render(data, dpi)
        rng = np.random.default_rng(index)
        for damage in damages:
            image = damage(image, dpi, rng)
        name = f"{sample.page}.{sample.damage}.png"
        image.save(out / name, dpi=(dpi, dpi))
        spec = specs[sample.page]
        truths.append(
            {
                "file": name,
                "kind": spec.kind,
                "language": sample.page.split("-")[0],
                "face": spec.face,
                "damage": sample.damage,
                "dpi": dpi,
                "blocks": blocks,
            }
        )
    (out / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stderr.write(textwrap.fill(f"{len(truths)} images of {len(made)} pages in {out}") + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "development")
