"""How long a law of many pages takes from text to clauses, facts and norms, and what memory it needs.

    python benchmarks/law.py [PAGES...]        (250 500 1000 unless told)

The law is made by a generator: chapters, paragraphs, articles with parts and items in three languages' ways to number,
references, amounts, dates, wrapped lines that begin with figures. Every length is a process of its own. Seconds are
of the processor; memory is the most the process held (peak RSS), with all libraries. `numbers`: how many of the
generated units, parts and items were found under the right parent, of how many.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

LINES_PER_PAGE = 45
WIDTH = 92  # characters of a line
SENTENCES = (
    "Оператор обязан уведомить пользователя не позднее 10 рабочих дней до начала работ",
    "Пользователь вправе отказаться от услуг в порядке, предусмотренном статьёй 12 настоящего Закона",
    "Доступность реестра составляет не менее 99,5 % в календарный месяц",
    "Сведения хранятся в течение 5 лет с 01.07.2025 и предоставляются по запросу за плату в размере",
    "1 000 000 теңгеден асатын сома бойынша шешім уәкілетті орган айқындаған тәртіппен қабылданады",
    "Уәкілетті орган өтінішті 15 жұмыс күні ішінде қарайды және дәлелді жауап береді",
    "Запрещается передавать сведения третьим лицам, за исключением случаев, указанных в законе",
    "Положения пункта 3 части первой применяются к правоотношениям, возникшим после 1 января 2026 года",
)


class Row(NamedTuple):
    pages: int
    structure: float
    facts: float
    peak: float
    right: int
    declared: int
    found: int


class Law(NamedTuple):
    """The text in lines and the numbers that it has, each with its parent's."""

    lines: tuple[str, ...]
    parents: tuple[tuple[str, str | None], ...]


def make_law(pages: int) -> Law:
    """A law of so many pages; the same for the same number."""
    chance = random.Random(pages)  # noqa: S311
    lines: list[str] = ["ЗАКОН", "О государственных реестрах", ""]
    parents: list[tuple[str, str | None]] = []
    article, chapter = 0, 0
    while len(lines) < pages * LINES_PER_PAGE:
        chapter += 1
        named = f"Глава {chapter}"
        lines += ["", f"{named}. ОБЩИЕ ТРЕБОВАНИЯ {chapter}", ""]
        parents.append((named, None))
        for _ in range(12):
            article += 1
            label = f"Статья {article}"
            lines += ["", f"{label}. Порядок ведения реестра", ""]
            parents.append((label, named))
            for part in range(1, chance.randint(2, 5)):
                number = f"{part}" if article == 1 else f"{label}/{part}"
                parents.append((number, label))
                lines += _wrap(f"{part}. {_sentences(chance)}:")
                for item in range(1, chance.randint(3, 6)):
                    parents.append((f"{number}/{item})", number))
                    lines += _wrap(f"{item}) {_varied(chance.choice(SENTENCES), chance).lower()};")
    return Law(tuple(lines), tuple(parents))


def _sentences(chance: random.Random) -> str:
    return ". ".join(_varied(sentence, chance) for sentence in chance.sample(SENTENCES, chance.randint(1, 3)))


def _varied(sentence: str, chance: random.Random) -> str:
    """A sentence with other amounts each time, so that nothing kept from one helps with the next."""
    return re.sub(r"(?<![\d.,])(?:5|10|12|15)(?= |$)", lambda _: str(chance.randint(2, 90)), sentence)


def _wrap(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if len(line) + len(word) >= WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def measure(pages: int) -> Row:
    """In this process: the law from a text file to terms with facts."""
    from pipeline.facts import add_facts
    from pipeline.read import read_document
    from pipeline.settings import AllSettings
    from pipeline.structure import document_to_terms

    settings, law = AllSettings(), make_law(pages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "law.txt"
        path.write_text("\n".join(law.lines), encoding="utf-8")
        document = read_document(path, settings.read, name=path.name)
    start = time.process_time()
    terms = document_to_terms(document, settings.structure)
    between = time.process_time()
    found = {(clause.number, clause.parent) for clause in add_facts(terms).clauses}
    return Row(
        pages=pages,
        structure=between - start,
        facts=time.process_time() - between,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        right=len(found & set(law.parents)),
        declared=len(law.parents),
        found=len(terms.clauses),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every length in a process of its own and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[250, 500, 1000])
    options = parser.parse_args(arguments)
    table = Table("pages", "structure s", "facts, norms s", "ms a page", "peak MiB", "numbers", "found in all")
    for pages in options.pages:
        with get_context("spawn").Pool(1) as pool:
            row = pool.apply(measure, (pages,))
        each = (row.structure + row.facts) / row.pages * 1000
        table.add_row(
            str(row.pages),
            f"{row.structure:.2f}",
            f"{row.facts:.2f}",
            f"{each:.1f}",
            f"{row.peak:.0f}",
            f"{row.right} of {row.declared}",
            str(row.found),
        )
    Console(width=110).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
