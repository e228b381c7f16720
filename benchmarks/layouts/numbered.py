"""Texts in many ways of numbering, made by lot of the corpus' sentences, with the outline that they have.

    python -m benchmarks.layouts.numbered OUT COUNT [--seed N]

OUT gets NUMBER-STYLE-LANGUAGE.txt and .yaml, for `make.py` and `measure.py`, to see what scans make of marks: chapters
in Roman numerals, articles that count through, letters and Roman numerals of items in every alphabet.
"""

import argparse
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

CORPUS = Path("tests/corpus")
WORDS = 3  # of a clause that its outline names
LENGTHS = (40, 230)  # characters of a sentence
KAZAKH, RUSSIAN = "аәбвгғдежзикқлмнңоөпрстуұүфхһцчшщ", "абвгдежзиклмнопрстуфхцчшщэюя"
TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


class Level(NamedTuple):
    """A kind of clause: how it is marked, what it says, how many stand in a row.

    In a mark, {n}, {roman}, {small}, {letter} count from 1; {path} is the number above, a point and this one.
    `through`: it counts on through the document. `outline` is the mark as the outline names it.
    """

    mark: str
    outline: str
    says: str  # "title", "heading", "sentence" or "item"
    least: int
    most: int
    through: bool = False


CHAPTER, ARTICLE = (3, 9), (2, 4)
ITEMS = Level("{n}) ", "{n})", "item", 2, 6)
SCHEMES: dict[str, tuple[Level, ...]] = {
    "law-ru": (
        Level("Глава {roman}. ", "Глава {roman}", "title", *CHAPTER),
        Level("Статья {n}. ", "Статья {n}", "heading", *ARTICLE, through=True),
        Level("{n}. ", "{n}", "sentence", 2, 4),
        ITEMS,
    ),
    "contract-ru": (
        Level("Статья {n}. ", "Статья {n}", "title", *CHAPTER),
        Level("{path}. ", "{path}", "sentence", 3, 6),
        Level("{letter}) ", "{letter})", "item", 2, 7),
    ),
    "parts-ru": (
        Level("{roman}. ", "{roman}", "title", *CHAPTER),
        Level("{n}. ", "{n}", "sentence", 3, 6, through=True),
        ITEMS,
    ),
    "offer-ru": (
        Level("{n}. ", "{n}", "title", 6, 12),
        Level("{path}. ", "{path}", "sentence", 2, 6),
        Level("{path}. ", "{path}", "sentence", 2, 4),
    ),
    "rules-kk": (
        Level("{n}-тарау. ", "{n}-тарау", "heading", *CHAPTER),
        Level("{n}-бап. ", "{n}-бап", "heading", *ARTICLE, through=True),
        Level("{n}. ", "{n}", "sentence", 2, 4),
        ITEMS,
    ),
    "parts-kk": (
        Level("{roman} бөлім. ", "{roman} бөлім", "heading", *CHAPTER),
        Level("{n}. ", "{n}", "sentence", 3, 6, through=True),
        Level("{letter}) ", "{letter})", "item", 2, 8),
    ),
    "offer-kk": (
        Level("{n}. ", "{n}", "title", 6, 12),
        Level("{path}. ", "{path}", "sentence", 2, 6),
        Level("{letter}) ", "{letter})", "item", 2, 6),
    ),
    "articles-en": (
        Level("ARTICLE {roman}. ", "ARTICLE {roman}", "title", *CHAPTER),
        Level("{n}. ", "{n}", "sentence", 2, 5, through=True),
        Level("({small}) ", "({small})", "item", 2, 7),
    ),
    "agreement-en": (
        Level("{n}. ", "{n}", "title", 6, 12),
        Level("{path} ", "{path}", "sentence", 2, 5),
        Level("({letter}) ", "({letter})", "item", 2, 6),
        Level("({small}) ", "({small})", "item", 2, 4),
    ),
    "terms-en": (
        Level("Part {capital}. ", "Part {capital}", "heading", 3, 6),
        Level("{n}. ", "{n}", "sentence", 3, 6, through=True),
        Level("{letter}) ", "{letter})", "item", 2, 6),
    ),
}
HEADINGS = {
    "ru": "Общие положения|Термины|Предмет договора|Права сторон|Порядок расчётов|Ответственность сторон|Срок действия|"
    "Заключительные положения|Порядок обращений|Персональные данные|Уровень обслуживания|Обязанности заказчика|"
    "Разрешение споров|Качество услуг|Порядок оплаты|Изменение условий|Форс-мажор|Уведомления",
    "kk": "Жалпы ережелер|Негізгі ұғымдар|Тараптардың құқықтары|Төлем тәртібі|Тараптардың жауапкершілігі|"
    "Шарттың мерзімі|Қорытынды ережелер|Өтініштерді қарау|Дербес деректер|Қызмет сапасы|Тапсырыс берушінің міндеттері|"
    "Дауларды шешу|Есеп айырысу|Шарттарды өзгерту|Еңсерілмейтін күш|Хабарламалар|Қызмет көрсету тәртібі|Бақылау",
    "en": "Definitions|Scope of Services|Fees and Payment|Customer Obligations|Service Levels|Support|Confidentiality|"
    "Limitation of Liability|Term and Termination|Notices|Governing Law|Data Protection|Changes to these Terms|"
    "Suspension|Force Majeure|Assignment|Warranties|General Provisions",
}
TITLES = {"ru": "ПРАВИЛА ОКАЗАНИЯ УСЛУГ", "kk": "ҚЫЗМЕТ КӨРСЕТУ ҚАҒИДАЛАРЫ", "en": "TERMS OF SERVICE"}


@cache
def _sentences(language: str) -> tuple[str, ...]:
    """Whole sentences of the corpus that stand on a line of their own, without their marks."""
    found = set()
    for path in sorted(CORPUS.glob(f"*/*-{language}*.txt")):
        for line in path.read_text("utf-8").splitlines():
            text = re.sub(r"^[\W\d]*(?:\d[\d.)]*)?\s*", "", line.strip())
            plain = re.match(r"[^\W\d_]+[ ,]", text) and text.endswith(".") and ":" not in text
            if plain and LENGTHS[0] <= len(text) <= LENGTHS[1] and text[0].isupper():
                found.add(text)
    return tuple(sorted(found))


def _marks(n: int, above: str, language: str) -> dict[str, str]:
    letters = {"ru": RUSSIAN, "kk": KAZAKH, "en": "abcdefghijklmnopqrstuvwxyz"}[language]
    roman = TENS[n // 10] + ONES[n % 10]
    return {
        "n": str(n),
        "path": f"{above}.{n}",
        "roman": roman,
        "small": roman.lower(),
        "letter": letters[min(n, len(letters)) - 1],
        "capital": chr(ord("A") + n - 1),
    }


class _Maker:
    """One document of a scheme, by lot."""

    def __init__(self, scheme: str, seed: int) -> None:
        self._levels, self._language = SCHEMES[scheme], scheme[-2:]
        self._random = random.Random(seed)  # noqa: S311 - the same texts on every machine
        self._counts = [0] * len(self._levels)

    def make(self) -> tuple[str, str]:
        lines = list(self._below(0, "", ""))
        outline = "\n".join(line for _, line in lines)
        return f"{TITLES[self._language]}\n\n" + "\n".join(line for line, _ in lines) + "\n", outline

    def _below(self, depth: int, above: str, indent: str) -> Iterator[tuple[str, str]]:
        level = self._levels[depth]
        members = self._random.randint(level.least, level.most)
        for place in range(1, members + 1):
            self._counts[depth] += 1
            number = self._counts[depth] if level.through else place
            marks = _marks(number, above, self._language)
            listed = self._levels[depth + 1] if depth + 1 < len(self._levels) else None
            has_below = listed is not None and (listed.says != "item" or self._random.random() < 0.25)
            if level.says == "sentence" and has_below and listed and listed.says == "sentence":
                has_below = self._random.random() < 0.25
            text = self._say(level.says, leads=has_below and listed is not None, last=place == members)
            words = " ".join(text.rstrip(".;:").split()[:WORDS])
            yield level.mark.format(**marks) + text, f"{indent}{level.outline.format(**marks)} {words}"
            if has_below:
                yield from self._below(depth + 1, marks["path"].lstrip("."), f"{indent}  ")

    def _say(self, says: str, *, leads: bool, last: bool) -> str:
        if says in ("title", "heading"):
            heading = self._random.choice(HEADINGS[self._language].split("|"))
            return heading.upper() if says == "title" else heading
        sentence = self._random.choice(_sentences(self._language))
        if says == "item":
            first = sentence[0] if sentence[1:2].isupper() else sentence[0].lower()
            return f"{first}{sentence[1:-1]}{':' if leads else '.' if last else ';'}"
        return f"{sentence[:-1]}:" if leads else sentence


def main(out: Path, count: int, seed: int) -> None:
    out.mkdir(parents=True, exist_ok=True)
    schemes = list(SCHEMES)
    for number in range(count):
        scheme = schemes[number % len(schemes)]
        text, outline = _Maker(scheme, seed + number).make()
        path = out / f"{number:02}-{scheme}.txt"
        path.write_text(text, "utf-8")
        clauses = "".join(f"  {line}\n" for line in outline.splitlines())
        path.with_suffix(".yaml").write_text(f"language: {scheme[-2:]}\nclauses: |\n{clauses}facts: []\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    main(chosen.out, chosen.count, chosen.seed)
