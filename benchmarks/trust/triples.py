"""Writes the triples of letters that words are made of, which the gate tells shuffled letters by.

    python -m benchmarks.trust.triples TEXTS

From the product's own word lists, from Kazakh in Latin letters, and from texts in other languages that use the Latin or
the Cyrillic alphabet (files `<language>-<name>.txt` in TEXTS). A triple counts that stands in `LEAST_WORDS` different
words.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import marisa_trie

from benchmarks.trust.content import load_words, to_latin
from pipeline.languages.spelling import TRIPLES_FILE, fold

LEAST_WORDS = 3
OTHER_LATIN = ("de", "tr", "fr", "uz", "az")
OTHER_CYRILLIC = ("uk", "ky", "sr", "uzc")
_WORD = re.compile(r"[^\W\d_]+")


def list_words(language: str) -> list[str]:
    words = marisa_trie.Trie()
    words.frombytes((files("pipeline.languages") / "data" / f"words.{language}.marisa").read_bytes())
    return list(words.keys())


def text_words(folder: Path, languages: Iterable[str]) -> set[str]:
    paths = [path for language in languages for path in sorted(folder.glob(f"{language}-*.txt"))]
    return {word.casefold() for path in paths for word in _WORD.findall(path.read_text(encoding="utf-8"))}


def count_triples(words: Iterable[str]) -> set[str]:
    counts: Counter[str] = Counter()
    for word in {fold(word) for word in words}:
        edged = f" {word} "
        counts.update({edged[index : index + 3] for index in range(len(edged) - 2)})
    return {triple for triple, count in counts.items() if count >= LEAST_WORDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    folder = parser.parse_args().texts
    kazakh = list_words("kk")
    cyrillic = count_triples([*kazakh, *list_words("ru"), *text_words(folder, OTHER_CYRILLIC)])
    letters = load_words("tune")["kazakh_latin"]
    in_latin = (to_latin(word, letters) for word in kazakh[::4])
    latin = count_triples([*list_words("en"), *in_latin, *text_words(folder, OTHER_LATIN)])
    thirds: defaultdict[str, str] = defaultdict(str)
    for triple in sorted(cyrillic | latin):
        thirds[triple[:2]] += triple[2]
    target = Path(str(files("pipeline.languages"))) / "data" / TRIPLES_FILE
    target.write_text("".join(f"{pair}{third}\n" for pair, third in thirds.items()), encoding="utf-8")
    print(len(cyrillic), len(latin), target.stat().st_size)


if __name__ == "__main__":
    main()
