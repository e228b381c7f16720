"""Running text out of message catalogues and plain files, for the pages that `make.py` sets.

    python -m benchmarks.trust.texts OUT.txt SOURCE...

A source is a `.mo` catalogue (its translations; for English its originals), a manual page (`.gz`, troff) or a text
file. Lines are kept that read as sentences: four words or more, no markup, no placeholders.
"""

import argparse
import gettext
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

LEAST_WORDS = 4
MOST_CHARACTERS = 400
_MARKUP = re.compile(r"[<>{}\\|]|%[-\d.]*[a-zA-Z(]|%\d|\$[A-Z(]|^\s*[-*#.\"']|_\(|&\w+;")
_TROFF_FONT = re.compile(r"\\f[BIRP]|\\f\(..|\\&|\\-")


def read_lines(path: Path, *, originals: bool) -> Iterator[str]:
    """The lines of a source, placeholders and all."""
    if path.suffix == ".mo":
        with path.open("rb") as stream:
            catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
        for original, translation in catalogue.items():
            text = original if originals else translation
            if isinstance(text, str) and (originals or text != original):
                yield from text.replace("_", "").splitlines()
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as stream:
            yield from (_TROFF_FONT.sub("", line).strip() for line in stream if not line.startswith((".", "'")))
    else:
        yield from path.read_text(encoding="utf-8").splitlines()


def is_sentence(line: str) -> bool:
    return (
        len(line.split()) >= LEAST_WORDS
        and len(line) <= MOST_CHARACTERS
        and line.isprintable()
        and _MARKUP.search(line) is None
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--originals", action="store_true", help="a catalogue's English side")
    options = parser.parse_args()
    kept: dict[str, None] = {}
    for source in options.sources:
        for line in read_lines(source, originals=options.originals):
            sentence = " ".join(line.split())
            if is_sentence(sentence):
                kept[sentence] = None
    options.out.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(options.out, len(kept))


if __name__ == "__main__":
    main()
