"""The word lists that ship with the package: Tesseract's, with how often Debian's localisation texts use each word.

    python training/lexicons.py LISTS TEXTS

LISTS holds `kaz.txt`, `rus.txt` and `eng.txt` as `dawg2wordlist` writes them, TEXTS holds `kk.txt` and `ru.txt` as
`texts.py` writes them.
"""

import re
import sys
from collections import Counter
from math import log2
from pathlib import Path

import marisa_trie
from texts import LOOK_ALIKES

from pipeline.languages.lexicon import COUNTS_FILE, STEPS, WORDS_FILE

DATA = Path(__file__).parent.parent / "pipeline" / "languages" / "data"
LISTS = {"kk": "kaz.txt", "ru": "rus.txt", "en": "eng.txt"}
KAZAKH = "а-яёәғқңөұүһі"
SHAPES = {
    "kk": re.compile(rf"[{KAZAKH}]+(?:-[{KAZAKH}]+)*"),
    "ru": re.compile(r"[а-яё]+(?:-[а-яё]+)*"),
    "en": re.compile(r"[a-z]+(?:[-'][a-z]+)*"),
}
# the lists hold most pairs of letters; only these are words
SHORT_WORDS = {
    "kk": "ай ақ ал ам ат аш аң ау ас ар аз ад ба бе бұ да де ек ем ен ер ет же жо за зі ие ит иә ия із ін іс қа қи қу "
    "ма ме мы не на ол он от ою оң ор оқ ой өз өн өт па пе се су те ту ұн үй үз үн үш ши шу шы шү әз әл ән әр ең ес ық",
    "ru": "а б бы в во да до же за и из им их к ко ли мы на не ни но ну о об он от по с со та те то ты у уж я её ей ею "
    "ещё юг яд ил ум ус",
    "en": "a am an as at be by do go he hi i if in is it me my no of ok on or so to up us we ip id os vs tv pc",
}
# a word that no list has must be seen this often
SEEN = 3


def corpus_counts(path: Path, shape: re.Pattern[str]) -> Counter[str]:
    words = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", path.read_text("utf-8").translate(LOOK_ALIKES).casefold())
    return Counter(word for word in words if shape.fullmatch(word))


def build(language: str, lists: Path, texts: Path) -> None:
    shape, short = SHAPES[language], set(SHORT_WORDS[language].split())
    text = texts / f"{language}.txt"
    counts = corpus_counts(text, shape) if text.exists() else Counter[str]()
    listed = {word.casefold() for word in (lists / LISTS[language]).read_text("utf-8").translate(LOOK_ALIKES).split()}
    words = {word for word in listed if shape.fullmatch(word)} | {word for word in counts if counts[word] >= SEEN}
    words = {word for word in words if len(word) > 2 or word in short}
    trie = marisa_trie.Trie(words)
    # a byte a word: the same size for every count, so that the file can be read as an array
    uses = bytearray(len(trie))
    for word in words:
        uses[trie[word]] = min(255, round(STEPS * log2(counts[word] + 1)))
    DATA.mkdir(exist_ok=True)
    (DATA / WORDS_FILE.format(language=language)).write_bytes(trie.tobytes())
    (DATA / COUNTS_FILE.format(language=language)).write_bytes(bytes(uses))
    print(language, len(words), "words,", sum(1 for word in words if counts[word]), "of them used")


if __name__ == "__main__":
    for name in LISTS:
        build(name, Path(sys.argv[1]), Path(sys.argv[2]))
