"""Makes the labelled set for the trust gate: sound pages, and the same pages with text layers that lie.

    python -m benchmarks.trust.make OUT TEXTS --part tune|held|final|last [--seed N] [--ocr N]

TEXTS has a folder for each part with files `<language>-<name>.txt` (a line is a paragraph; `texts.py` makes them), so
that no text is in two parts; nor is a face, nor a document. OUT gets the PDFs and `labels.jsonl`, a row a page.
Needs what the tests need, and pikepdf, weasyprint, python-docx, LibreOffice, Chromium, Ghostscript, Tesseract (kaz,
rus, eng) and the fonts DejaVu, Noto, PT, Open Sans, Liberation, Roboto, Gentium Plus, Charis SIL.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.trust.content import Sheet, load_words, make_sheets
from benchmarks.trust.damage import damage, make_changes
from benchmarks.trust.layers import scan_page, set_words
from benchmarks.trust.makers import FACES, LAST_MAKERS, MAKERS, WITHOUT_KAZAKH, make_pdfs

# (languages that the OCR was told, language of the page, whether its words can be trusted)
OCR_RUNS = (
    ("eng", "kk", False),
    ("rus", "kk", False),
    ("rus+eng", "kk", False),
    ("kaz+rus+eng", "kk", True),
    ("eng", "ru", False),
    ("rus", "ru", True),
    ("kaz+rus+eng", "ru", True),
    ("rus", "en", False),
    ("eng", "en", True),
    ("kaz+rus+eng", "en", True),
)
PARTS_BROKEN = {"headings": r"[Bb]old|75F|-bold", "sentence": r"[Ii]talic|[Oo]blique|56F", "figures": r"[Mm]ono|55F"}
ONE_FONT_CHANGES = (
    "no-tounicode",
    "shuffled",
    "private-use",
    "shifted-29",
    "control",
    "mojibake-cp1251-as-cp1252",
    "look-alike-full",
)
# a page with fewer letters says nothing, whatever was done to them
LEAST_LETTERS = 20
NEEDS_KAZAKH = ("kazakh-", "mojibake-kz1048")


class Base(NamedTuple):
    """A sound document of the set."""

    path: Path
    sheet: Sheet
    face: str
    maker: str


def load_texts(folder: Path) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        texts.setdefault(path.stem.split("-")[0], []).extend(path.read_text(encoding="utf-8").splitlines())
    return texts


def pages_of(path: Path) -> list[str]:
    """Each page's text as PDFium reads it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def count_letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def changed_share(before: str, after: str) -> float:
    """Words that are not there any more, by their letters."""
    kept = set(after.split())
    words = [word for word in before.split() if any(char.isalnum() for char in word)]
    lost = sum(len(word) for word in words if word not in kept)
    return lost / max(1, sum(map(len, words)))


def make_bases(out: Path, texts: dict[str, list[str]], part: str, rng: random.Random, rounds: int) -> list[Base]:
    plan = []
    makers = LAST_MAKERS if part == "last" else MAKERS
    for number in range(rounds):
        for place, sheet in enumerate(make_sheets(texts, load_words(part), rng)):
            faces = FACES[part]
            face = faces[(place + number) % len(faces)]
            # a face without Kazakh letters makes Writer fall back on another in the middle of a word
            maker = makers[(place + number) % len(makers)]
            if maker.startswith("writer") and rng.random() < 0.25:
                face = WITHOUT_KAZAKH
            plan.append((sheet, face, maker))
    folder = out / "sound"
    folder.mkdir(parents=True)
    paths = make_pdfs(plan, folder)
    return [Base(path, sheet, face.name, maker) for path, (sheet, face, maker) in zip(paths, plan, strict=True)]


def label(path: Path, out: Path, base: Base, *, page: int, kind: str, sound: bool, **more: Any) -> dict[str, Any]:
    return {
        "file": str(path.relative_to(out)),
        "page": page,
        "kind": kind,
        "sound": sound,
        "content": base.sheet.kind,
        "language": base.sheet.language,
        "maker": base.maker,
        "face": base.face,
        "base": str(base.path.relative_to(out)),
        **more,
    }


def sound_labels(out: Path, bases: list[Base]) -> Iterator[dict[str, Any]]:
    for base in bases:
        for index, text in enumerate(pages_of(base.path)):
            # a maker that has no glyph for a letter sets nothing sound
            if text.strip() and not any(char in "\0\ufffd" for char in text):
                yield label(base.path, out, base, page=index, kind="sound", sound=True)


def damaged_labels(out: Path, bases: list[Base], rng: random.Random, each: int) -> Iterator[dict[str, Any]]:
    """Documents with every font's table changed, then such with one font's."""
    whole = [base for base in bases if base.sheet.kind in {"prose", "mixed", "price-list", "form"}]
    prose = [base for base in bases if base.sheet.kind == "prose"]
    folder = out / "damaged"
    folder.mkdir()
    changes = make_changes(rng)
    plan: list[tuple[str, str | None, list[Base]]] = []
    for kind in changes:
        fitting = [
            base
            for base in whole
            if base.sheet.language != "en"
            or kind in {"no-tounicode", "shifted-29", "shuffled", "private-use", "control"}
        ]
        if kind.startswith(NEEDS_KAZAKH):
            fitting = [base for base in prose if base.sheet.language == "kk"]
        plan.append((kind, None, fitting))
    plan += [(kind, part, prose) for part in PARTS_BROKEN for kind in ONE_FONT_CHANGES]
    for number, (kind, part, fitting) in enumerate(plan):
        for turn, base in enumerate(
            rng.sample(fitting, min(each if part is None else max(2, each // 3), len(fitting)))
        ):
            change = make_changes(rng)[kind]
            path = folder / f"{kind}-{part or 'all'}-{number:03}-{turn:02}.pdf"
            if not damage(base.path, path, change, only=PARTS_BROKEN[part] if part else None):
                continue
            for index, (before, after) in enumerate(zip(pages_of(base.path), pages_of(path), strict=True)):
                share = changed_share(before, after)
                if share > 0 and count_letters(before) >= LEAST_LETTERS:
                    name = kind if part is None else f"one-font-{part}"
                    yield label(path, out, base, page=index, kind=name, sound=False, change=kind, share=round(share, 4))


def ocr_labels(out: Path, bases: list[Base], rng: random.Random, each: int) -> Iterator[dict[str, Any]]:
    folder = out / "ocr"
    folder.mkdir()
    for languages, language, trusted in OCR_RUNS:
        fitting = [
            base
            for base in bases
            if base.sheet.language == language and base.sheet.kind in {"prose", "price-list", "form"}
        ]
        for number in range(each):
            base = fitting[number % len(fitting)]
            index = rng.randrange(len(pages_of(base.path)))
            stem = folder / f"{languages}-of-{language}-{number:02}"
            scanned = scan_page(base.path, index, stem, languages)
            if count_letters("".join(word for word, *_ in scanned.words)) < LEAST_LETTERS:
                scanned.pdf.unlink()
                continue
            size = (scanned.width, scanned.height)
            variants = {"engine": scanned.pdf.read_bytes()}
            variants["hidden"] = set_words(scanned.words, size, image=scanned.image, hidden=True)
            variants["visible"] = set_words(scanned.words, size, image=None, hidden=False)
            name = "ocr-good" if trusted else f"ocr-{languages}"
            for variant, data in variants.items():
                path = stem.with_name(f"{stem.name}-{variant}.pdf")
                path.write_bytes(data)
                yield label(path, out, base, page=0, kind=name, sound=trusted, variant=variant, base_page=index)
            if not trusted and number % 3 == 0:
                for variant, words in (("blanks", [(" ", *place[1:]) for place in scanned.words]), ("nothing", [])):
                    path = stem.with_name(f"{stem.name}-{variant}.pdf")
                    path.write_bytes(set_words(words, size, image=scanned.image, hidden=True))
                    yield label(
                        path, out, base, page=0, kind="empty-layer", sound=False, variant=variant, base_page=index
                    )
            scanned.pdf.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", choices=tuple(FACES), required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=4, help="documents of each kind")
    parser.add_argument("--each", type=int, default=12, help="documents for each kind of damage")
    parser.add_argument("--ocr", type=int, default=10, help="pages for each pair of OCR and page language")
    options = parser.parse_args()
    rng = random.Random(f"{options.part} {options.seed}")  # noqa: S311
    out = options.out
    bases = make_bases(out, load_texts(options.texts / options.part), options.part, rng, options.rounds)
    with (out / "labels.jsonl").open("w", encoding="utf-8") as stream:
        for rows in (
            sound_labels(out, bases),
            damaged_labels(out, bases, rng, options.each),
            ocr_labels(out, bases, rng, options.ocr),
        ):
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            stream.flush()


if __name__ == "__main__":
    main()
