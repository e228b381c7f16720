"""Kazakh, Russian and English running text from Debian's localisation packages, one message a line.

    python training/texts.py DEBS OUT

DEBS holds the `.deb` files named in `training/README.md`, OUT gets `kk.txt`, `ru.txt` and `en.txt`. A place where the
program puts a value of its own (`%s`, `{ $name }`) becomes `SLOT`, for the page composer to fill.
"""

import gettext
import html
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

SLOT = "□"

LETTERS = {
    "kk": re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE),
    "ru": re.compile(r"[а-яё]", re.IGNORECASE),
    "en": re.compile(r"[a-z]", re.IGNORECASE),
}
# letters that Kazakh texts hold in place of the right ones
LOOK_ALIKES = str.maketrans({"ə": "ә", "Ə": "Ә", "ӛ": "ө", "Ӛ": "Ө"})

WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
WIKI_SIGNS = re.compile(r"'{2,}|={2,}|\{\{[^{}]*\}\}")
PLACEHOLDERS = re.compile(
    r"\$\d|%\d*\$?[-+0-9.]*(?:l|ll|h)?[sdiufxgc@S]|%\d+|\$\(?[A-Za-z_0-9.]+\)?|\{[^{}]*\}|\[?%[A-Z_]+\]?|#\d|%\{[^}]*\}"
)
TAGS = re.compile(r"<[^<>]*>")
MNEMONICS = re.compile(r"\(_\w\)|\(&\w\)|\(~\w\)|[_&~](?=\w)")


def clean_message(message: str) -> Iterator[str]:
    """The readable lines of one message: mark-up, mnemonics and entities taken out, values as SLOT."""
    text = PLACEHOLDERS.sub(SLOT, MNEMONICS.sub("", html.unescape(TAGS.sub(" ", message)))).translate(LOOK_ALIKES)
    for line in text.replace("\\n", "\n").splitlines():
        cleaned = " ".join(line.replace("\\", "").split())
        if cleaned:
            yield cleaned


def mo_messages(path: Path, *, originals: bool = False) -> Iterator[str]:
    with path.open("rb") as stream:
        try:
            catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
        except (ValueError, OSError):
            return
    for key, value in catalogue.items():
        if key and isinstance(value, str):
            yield key.split("\x04")[-1] if originals and isinstance(key, str) else value


def fluent_messages(text: str) -> Iterator[str]:
    """Values of a Fluent file: what follows `name =` and the indented lines below it."""
    message: list[str] = []
    for line in text.splitlines():
        found = re.match(r"\s*\.?[\w-]+\s*=\s*(.*)", line)
        if found:
            yield "\n".join(message)
            message = [found[1]]
        elif line.startswith((" ", "\t")):
            message.append(re.sub(r"^\s*\*?\[[\w-]+\]\s*", "", line))
        else:
            yield "\n".join(message)
            message = []
    yield "\n".join(message)


def archive_messages(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".ftl"):
                yield from fluent_messages(archive.read(name).decode("utf-8", "replace"))
            elif name.endswith(".properties"):
                for line in archive.read(name).decode("utf-8", "replace").splitlines():
                    if "=" in line and not line.startswith("#"):
                        yield line.split("=", 1)[1]


def page_messages(path: Path) -> Iterator[str]:
    """Paragraphs of a help page."""
    for paragraph in re.findall(r"<(?:p|h\d)\b[^>]*>(.*?)</(?:p|h\d)>", path.read_text("utf-8", "replace"), re.DOTALL):
        yield " ".join(TAGS.sub(" ", paragraph).split())


def json_messages(path: Path) -> Iterator[str]:
    """Values of a MediaWiki catalogue."""
    for key, value in json.loads(path.read_text("utf-8")).items():
        if not key.startswith("@") and isinstance(value, str):
            yield WIKI_SIGNS.sub("", WIKI_LINK.sub(r"\1", value))


def guide_messages(path: Path) -> Iterator[str]:
    """Paragraphs of a DocBook or Mallard guide."""
    for paragraph in re.findall(r"<(p|para|title)\b[^>]*>(.*?)</\1>", path.read_text("utf-8", "replace"), re.DOTALL):
        yield " ".join(TAGS.sub(" ", paragraph[1]).split())


def package_messages(root: Path, language: str) -> Iterator[str]:
    for path in sorted(root.rglob(f"{'kk' if language == 'en' else language}/LC_MESSAGES/*.mo")):
        yield from mo_messages(path, originals=language == "en")
    for path in sorted(root.rglob(f"langpack-{language}@*.xpi")):
        yield from archive_messages(path)
    for path in sorted(root.rglob(f"help/{language}/**/*.html")):
        yield from page_messages(path)
    for path in sorted(root.rglob("kk-cyrl.json") if language == "kk" else ()):
        yield from json_messages(path)
    for path in sorted(root.rglob(f"help/{language}/**/*.xml") if language == "kk" else ()):
        yield from guide_messages(path)


def language_lines(messages: Iterable[str], language: str) -> list[str]:
    """Lines written mostly in the language's letters, each once."""
    lines: dict[str, None] = {}
    for message in messages:
        for line in clean_message(message):
            letters = sum(character.isalpha() for character in line)
            if letters >= 4 and len(LETTERS[language].findall(line)) >= 0.7 * letters:
                lines.setdefault(line)
    return list(lines)


def main(packages: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package in sorted(packages.glob("*.deb")):
            subprocess.run(["dpkg", "-x", str(package), scratch], check=True)
        for language in ("kk", "ru", "en"):
            lines = language_lines(package_messages(Path(scratch), language), language)
            (out / f"{language}.txt").write_text("\n".join(lines) + "\n", "utf-8")
            print(language, len(lines), "lines", sum(len(line.split()) for line in lines), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
