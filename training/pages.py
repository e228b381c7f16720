"""Sets composed text in pages, reads them with Tesseract in the wrong language, and keeps what each line was read as.

    python training/pages.py TEXTS LISTS WEIGHTS OUT FIRST LAST

WEIGHTS holds `best/eng.traineddata`, `fast/eng.traineddata` and `fast/rus.traineddata`, and in `faces` the files of the
faces that no Debian package has (`Lora_400Regular.ttf`, `Lora_700Bold.ttf`). Pages FIRST..LAST-1 go to OUT as
`NNNNN.json`; those that exist are left, so that a run can be taken up again.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from compose import Composer, load_composer
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts")
ROBOTO = "truetype/roboto/unhinted/RobotoTTF/Roboto"
URW = "opentype/urw-base35"
DEJAVU = "truetype/dejavu/DejaVuSans"
# regular and bold; how often. Two more faces are for measuring only
FACES: dict[str, tuple[str, str, int]] = {
    "Open Sans": ("truetype/open-sans/OpenSans-Regular.ttf", "truetype/open-sans/OpenSans-Bold.ttf", 30),
    "Noto Sans": ("truetype/noto/NotoSans-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf", 9),
    "Noto Serif": ("truetype/noto/NotoSerif-Regular.ttf", "truetype/noto/NotoSerif-Bold.ttf", 6),
    "DejaVu Sans": ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf", 8),
    "DejaVu Serif": ("truetype/dejavu/DejaVuSerif.ttf", "truetype/dejavu/DejaVuSerif-Bold.ttf", 6),
    "PT Sans": ("truetype/paratype/PTS55F.ttf", "truetype/paratype/PTS75F.ttf", 9),
    "PT Serif": ("truetype/paratype/PTF55F.ttf", "truetype/paratype/PTF75F.ttf", 8),
    "Nimbus Roman": ("opentype/urw-base35/NimbusRoman-Regular.otf", "opentype/urw-base35/NimbusRoman-Bold.otf", 12),
    "Nimbus Sans": ("opentype/urw-base35/NimbusSans-Regular.otf", "opentype/urw-base35/NimbusSans-Bold.otf", 12),
    "C059": ("opentype/urw-base35/C059-Roman.otf", "opentype/urw-base35/C059-Bold.otf", 5),
    "Charis SIL": ("truetype/charis/CharisSIL-Regular.ttf", "truetype/charis/CharisSIL-Bold.ttf", 4),
    "Gentium Plus": ("truetype/gentiumplus/GentiumPlus-Regular.ttf", "truetype/gentiumplus/GentiumPlus-Bold.ttf", 4),
    "FreeSerif": ("opentype/freefont/FreeSerif.otf", "opentype/freefont/FreeSerifBold.otf", 5),
    "Roboto": (f"{ROBOTO}-Regular.ttf", f"{ROBOTO}-Bold.ttf", 6),
    "Open Sans Semibold": ("truetype/open-sans/OpenSans-Semibold.ttf", "truetype/open-sans/OpenSans-ExtraBold.ttf", 5),
    "Open Sans Light": ("truetype/open-sans/OpenSans-Light.ttf", "truetype/open-sans/OpenSans-Bold.ttf", 4),
    "Open Sans Italic": ("truetype/open-sans/OpenSans-Italic.ttf", "truetype/open-sans/OpenSans-BoldItalic.ttf", 3),
    "Nimbus Roman Italic": (f"{URW}/NimbusRoman-Italic.otf", f"{URW}/NimbusRoman-BoldItalic.otf", 3),
    "PT Serif Italic": ("truetype/paratype/PTF56F.ttf", "truetype/paratype/PTF76F.ttf", 2),
    "PT Sans Narrow": ("truetype/paratype/PTN57F.ttf", "truetype/paratype/PTN77F.ttf", 3),
    "Bookman": (f"{URW}/URWBookman-Light.otf", f"{URW}/URWBookman-Demi.otf", 4),
    "FreeSans": ("opentype/freefont/FreeSans.otf", "opentype/freefont/FreeSansBold.otf", 4),
    "DejaVu Sans Condensed": (f"{DEJAVU}Condensed.ttf", f"{DEJAVU}Condensed-Bold.ttf", 3),
}
HELD_OUT: dict[str, tuple[str, str]] = {
    "P052": ("opentype/urw-base35/P052-Roman.otf", "opentype/urw-base35/P052-Bold.otf"),
    "PT Sans Caption": ("truetype/paratype/PTC55F.ttf", "truetype/paratype/PTC75F.ttf"),
}
# which weights read the page, how often: `best` eng is what the known damaged text was read with
READERS = {"best/eng": 46, "fast/eng": 26, "fast/rus": 14, "fast/eng+rus": 14}
LANGUAGES = {"kk": 82, "ru": 13, "en": 5}
CHARACTERS = 3000
# Pages from this number on are of what was read worst: Russian weights, serif faces, 150 dpi
WEAK_FROM = 10_000
WEAK_READERS = {"best/eng": 36, "fast/eng": 4, "fast/rus": 32, "fast/eng+rus": 28}
# and from these on of what Russian weights read; their texts hold words and pairs of general Kazakh, and some of them
# paragraphs in Russian between
RUSSIAN_FROM = 20_000
RUSSIAN_READERS = {"fast/rus": 55, "fast/eng+rus": 45}
RUSSIAN_BETWEEN = 0.25
# and from these on of what English weights read, in faces of which the first pages have none as well
ENGLISH_FROM = 30_000
ENGLISH_READERS = {"best/eng": 68, "fast/eng": 32}
SERIF = (
    "Noto Serif", "DejaVu Serif", "PT Serif", "Nimbus Roman", "C059", "Charis SIL", "Gentium Plus", "FreeSerif",
    "Nimbus Roman Italic", "PT Serif Italic", "Bookman",
)  # fmt: skip
# By the names of their files (npm, `@expo-google-fonts`; SIL OFL)
SERIF_MORE = (
    "Lora", "Merriweather", "Literata", "SourceSerif4", "Spectral", "EBGaramond", "IBMPlexSerif", "Tinos", "Piazzolla",
    "Alegreya", "Brygada1918", "Vollkorn", "RobotoSerif", "NotoSerifDisplay", "PlayfairDisplay", "Bitter", "RobotoSlab",
    "OldStandardTT", "Cormorant",
)  # fmt: skip
SANS_MORE = (
    "Inter", "IBMPlexSans", "Montserrat", "FiraSans", "SourceSans3", "Arimo", "UbuntuSans", "Rubik", "GolosText",
    "Commissioner", "Carlito", "Mulish", "Nunito", "NotoSansDisplay",
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a page looks."""

    face: str
    regular: str
    bold: str
    dpi: int
    points: float
    justified: bool
    blur: float
    noise: float
    ink: int


def pick_style(rng: random.Random, *, worst: bool = False) -> Style:
    """How a page looks; `worst`: in a serif face or at 150 dpi."""
    serif = worst and rng.random() < 0.75
    names = [name for name in FACES if name in SERIF or not serif]
    face = rng.choices(names, [FACES[name][2] for name in names])[0]
    return Style(
        face=face,
        regular=FACES[face][0],
        bold=FACES[face][1],
        dpi=150 if worst and not serif else rng.choice((150, 200, 200, 200, 250, 300)),
        points=rng.choice((9.0, 10.0, 10.5, 11.0, 11.0, 12.0)),
        justified=rng.random() < 0.5,
        blur=rng.choice((0.0, 0.0, 0.3, 0.5, 0.7)),
        noise=rng.choice((0.0, 0.0, 4.0, 8.0, 12.0)),
        ink=rng.choice((0, 0, 0, 40, 80)),
    )


def pick_broad_style(rng: random.Random, faces: Path) -> Style:
    """How a page looks, in any of many faces."""
    if rng.random() < 0.55:
        names = [*SERIF, *SERIF_MORE]
    else:
        names = [*(name for name in FACES if name not in SERIF), *SANS_MORE]
    face = rng.choice(names)
    files = [f"{faces / face}_{weight}.ttf" for weight in ("400Regular", "700Bold")]
    regular, bold = FACES[face][:2] if face in FACES else files
    dpi = rng.choice((150, 150, 200, 200, 200, 250, 300))
    return replace(pick_style(rng), face=face, regular=regular, bold=bold, dpi=dpi)


def pick_kind(number: int, rng: random.Random, faces: Path) -> tuple[Style, str, str]:
    """How a page looks, its language, and who reads it."""
    if number < WEAK_FROM:
        style = pick_style(rng)
        language = rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        return style, language, rng.choices(list(READERS), list(READERS.values()))[0]
    readers = WEAK_READERS if number < RUSSIAN_FROM else RUSSIAN_READERS if number < ENGLISH_FROM else ENGLISH_READERS
    reader = rng.choices(list(readers), list(readers.values()))[0]
    style = pick_broad_style(rng, faces) if number >= ENGLISH_FROM else pick_style(rng, worst="rus" not in reader)
    return style, rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0], reader


def compose(composer: Composer, language: str, *, mixed: bool) -> list[str]:
    """A page's paragraphs; `mixed`: of Kazakh and of Russian ones, as they come."""
    if not (mixed and language == "kk"):
        return composer.document(language, CHARACTERS)
    paragraphs = composer.document("kk", CHARACTERS * 2 // 3) + composer.document("ru", CHARACTERS // 3)
    composer.rng.shuffle(paragraphs)
    return paragraphs


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split():
        wider = f"{current} {word}" if current else word
        if current and font.getlength(wider) > width:
            lines.append(current)
            current = word
        else:
            current = wider
    return [*lines, current] if current else lines


def set_page(
    paragraphs: list[str], style: Style, rng: random.Random
) -> tuple[Image.Image, list[tuple[str, float, float]]]:
    """The page image and its lines with their top and bottom."""
    scale = style.dpi / 72
    body = ImageFont.truetype(FONTS / style.regular, round(style.points * scale))
    bold = ImageFont.truetype(FONTS / style.bold, round(style.points * scale * rng.choice((1.0, 1.0, 1.2))))
    width, margin = round(595 * scale), round(rng.choice((50, 60, 72)) * scale)
    line_height = style.points * scale * rng.choice((1.25, 1.35, 1.5))
    gap = line_height * rng.choice((0.0, 0.3, 0.6))
    placed: list[tuple[str, float, float, ImageFont.FreeTypeFont, bool]] = []
    y = float(margin)
    for paragraph in paragraphs:
        font = bold if paragraph.upper() == paragraph or rng.random() < 0.03 else body
        lines = wrap(paragraph, font, width - 2 * margin)
        for index, line in enumerate(lines):
            height = line_height * (font.size / body.size)
            placed.append((line, y, y + height, font, style.justified and index + 1 < len(lines)))
            y += height
        y += gap
    page = Image.new("L", (width, round(y + margin)), 255)
    draw = ImageDraw.Draw(page)
    for line, top, _, font, justified in placed:
        if not justified:
            draw.text((margin, top), line, fill=style.ink, font=font)
            continue
        words = line.split()
        free = width - 2 * margin - sum(font.getlength(word) for word in words)
        x = float(margin)
        for word in words:
            draw.text((x, top), word, fill=style.ink, font=font)
            x += font.getlength(word) + free / max(1, len(words) - 1)
    if style.blur:
        page = page.filter(ImageFilter.GaussianBlur(style.blur * scale / 2.8))
    if style.noise:
        grain = np.random.default_rng(rng.randrange(2**32)).normal(0, style.noise, (page.height, page.width))
        page = Image.fromarray(np.clip(np.asarray(page, dtype=np.float32) + grain, 0, 255).astype(np.uint8))
    return page, [(line, top, bottom) for line, top, bottom, _, _ in placed]


def read_lines(
    page: Image.Image, dpi: int, weights: Path, reader: str, lines: list[tuple[str, float, float]]
) -> list[str]:
    """What each line was read as: words found at its height, from left to right."""
    folder, language = reader.split("/")
    with tempfile.TemporaryDirectory() as scratch:
        image = Path(scratch) / "page.png"
        page.save(image, compress_level=1, dpi=(dpi, dpi))
        command = ["tesseract", str(image), "-", "-l", language, "--tessdata-dir", str(weights / folder), "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, check=True, env=environment, text=True)
    found: list[list[tuple[int, str]]] = [[] for _ in lines]
    middles = np.array([(top + bottom) / 2 for _, top, bottom in lines])
    for row in done.stdout.splitlines()[1:]:
        fields = row.split("\t")
        if fields[0] == "5" and fields[11].strip():
            left, top, height = int(fields[6]), int(fields[7]), int(fields[9])
            index = int(np.argmin(np.abs(middles - (top + height / 2))))
            found[index].append((left, fields[11]))
    return [" ".join(word for _, word in sorted(words, key=lambda item: item[0])) for words in found]


def main(texts: Path, lists: Path, weights: Path, out: Path, first: int, last: int) -> None:
    out.mkdir(parents=True, exist_ok=True)
    plain, general = (load_composer(texts, lists, "pages", general=general) for general in (False, True))
    for number in range(first, last):
        path = out / f"{number:05d}.json"
        if path.exists():
            continue
        rng = random.Random(f"page {number}")
        composer = general if number >= RUSSIAN_FROM else plain
        composer.rng = rng
        style, language, reader = pick_kind(number, rng, weights.resolve() / "faces")
        mixed = number >= RUSSIAN_FROM and rng.random() < RUSSIAN_BETWEEN
        page, lines = set_page(compose(composer, language, mixed=mixed), style, rng)
        read = read_lines(page, style.dpi, weights, reader, lines)
        pairs = [[line, text] for (line, _, _), text in zip(lines, read, strict=True)]
        record = {"face": style.face, "dpi": style.dpi, "reader": reader, "language": language, "lines": pairs}
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
        partial.rename(path)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]), int(sys.argv[5]), int(sys.argv[6]))
