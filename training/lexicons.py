"""The word lists that ship with the package: Tesseract's, with how often Debian's localisation texts use each word.

    python training/lexicons.py LISTS TEXTS

LISTS holds `kaz.txt`, `rus.txt` and `eng.txt` as `dawg2wordlist` writes them, and `kaz-common.txt` and `kaz-pairs.txt`,
the shorter list of words and the list of pairs that Tesseract 3 had: what general Kazakh uses often, without counts.
TEXTS holds `kk.txt` and `ru.txt` as `texts.py` writes them.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from math import log2
from pathlib import Path

import marisa_trie
from texts import LOOK_ALIKES

from pipeline.languages.lexicon import (
    ACRONYMS_FILE,
    COUNTS_FILE,
    ENDING_LETTERS,
    ENDING_USES_FILE,
    ENDINGS_FILE,
    FIGURE,
    GENERAL_FILE,
    NAMES_FILE,
    PAIRS_FILE,
    SLIPS_FILE,
    STEPS,
    USES_FILE,
    WORDS_FILE,
)

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
    "ма ме мы не на ол он от ою оң ор оқ ой өз өн өт па пе се су те ту ұн үй үз үн үш ши шу шы шү әз әл ән әр ең ес ық "
    "қр см мм км кг жк ғб ж м",
    "ru": "а б бы в во да до же за и из им их к ко ли мы на не ни но ну о об он от по с со та те то ты у уж я её ей ею "
    "ещё юг яд ил ум ус",
    "en": "a am an as at be by do go he hi i if in is it me my no of ok on or so to up us we ip id os vs tv pc",
}
# a word that no list has must be seen this often
SEEN = 3
# what stands behind figures in documents, which localisation texts hardly show
UNITS = (
    "мин минут минутқа сағат сағатқа сағаттан күн күннен күнтізбелік жұмыс ай айдан жыл жылғы ж теңге тг пайыз рет м "
    "см мм км"
)
UNIT_USES = 30
# Numbers in words, which law and news have and messages have not: what follows what, and what they count
TENS = "он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан".split()
ONES = "бір екі үш төрт бес алты жеті сегіз тоғыз".split()
ORDINALS = "бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы".split()
LARGE = "жүз мың миллион миллиард".split()
NUMBERS = (
    (TENS, [*ONES, *ORDINALS, *LARGE]), (ONES, LARGE), (LARGE, [*TENS, *ONES, *LARGE]),
    ([*TENS, *ONES, *LARGE], [*UNITS.split(), "адам", "миллион"]), (["күнтізбелік"], [*TENS, *ONES]),
)  # fmt: skip
NUMBER_USES = 3
# The common words and pairs of general Kazakh, for which there is no count, count as uses: a word of the shorter list,
# each pair that a word stands in, a pair (tried: 1-4, 1-4, 1-10).
COMMON_WORDS, COMMON_PAIRS = "kaz-common.txt", "kaz-pairs.txt"
COMMONEST_WORDS = 300  # so many stand for themselves, others for their endings (tried: 100, 300, 1000)
COMMON_USES, BESIDE_USES, PAIR_USES = 1, 2, 3
ACRONYM_LETTERS, ACRONYM_USES = 5, 3
# A word that pairs have small as well is written with a capital where they have it so that often, and so many times
# as often as small.
NAME_USES, NAME_SHARE = 3, 3
EDGES = "\"'«»“”„()[].,;:!?…-–—*"


FLATTEN = str.maketrans("әғқңөұүһіъ", "агкноуухиь")  # and ъ, for which some write ь
BACK, FRONT = frozenset("аоұы"), frozenset("әөүіе")
LEAST_LETTERS = 5
# A word that no text uses is taken for a slip of one that is used so often (tried: 4, 10)
SLIP_USES = 4
# and that writes ь for ъ, where so many letters from there on are the same
SOFT_SIGN_LETTERS = 4


def alike(words: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Longer words, each with those that are the same but for Kazakh letters."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= LEAST_LETTERS:
            groups[word.translate(FLATTEN)].append(word)
    for group in groups.values():
        for word in group:
            yield word, group


def flattened_words(words: set[str], counts: Counter[str]) -> set[str]:
    """Words that stand in the list only because somebody typed them without Kazakh letters: never used here, back and
    front vowels side by side, and the list has a form with more Kazakh letters that keeps to one kind.

    >>> sorted(flattened_words({"аскери", "әскери", "әскері", "алатын"}, Counter()))
    ['аскери']
    """
    return {
        word
        for word, group in alike(words)
        if not counts[word]
        and not _harmonic(word)
        and any(_kazakh_letters(one) > _kazakh_letters(word) and _harmonic(one) for one in group)
    }


def slips(words: set[str], counts: Counter[str], common: Counter[str], russian: set[str]) -> set[str]:
    """Words that read well but are slips of others: no text uses them, Russian has them not, and a form with Kazakh
    letters in the place of theirs is used.

    >>> words = {"аркылы", "арқылы", "карта", "қарта", "кезени", "кезені"}
    >>> sorted(slips(words, Counter(арқылы=663, қарта=9), Counter(аркылы=1), {"карта"}))
    ['аркылы']
    """
    return {
        word
        for word, group in alike(words)
        if not counts[word]
        and common[word] <= COMMON_USES
        and word not in russian
        and any(counts[one] + common[one] >= SLIP_USES and _is_better(one, word) for one in group)
    }


def soft_sign_slips(words: set[str], counts: Counter[str]) -> set[str]:
    """Words that begin like a used one with ъ, but with ь for it.

    >>> words = {"обьектілерге", "объект", "компьютерге"}
    >>> soft_sign_slips(words, Counter(объект=60, обьект=1, компьютер=90))
    {'обьектілерге'}
    """
    return {
        word
        for word in words
        if "ь" in word
        and any(
            counts[word[:end].replace("ь", "ъ")] >= SLIP_USES * max(1, counts[word[:end]])
            for end in range(word.index("ь") + SOFT_SIGN_LETTERS, len(word) + 1)
        )
    }


def _is_better(one: str, word: str) -> bool:
    return one != word and all(a == b or a in "әғқңөұүһіъ" for a, b in zip(one, word, strict=True))


def _kazakh_letters(word: str) -> int:
    return sum(letter in "әғқңөұүһі" for letter in word)


def _harmonic(word: str) -> bool:
    return not (BACK & set(word) and FRONT & set(word))


def acronyms(lists: Path, texts: Path) -> set[str]:
    """Short words that lists and texts have in capitals and hardly otherwise, in small letters."""
    capitals: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for path in (lists / LISTS["kk"], lists / COMMON_WORDS, lists / COMMON_PAIRS, texts / "kk.txt"):
        for word in re.findall(r"[^\W\d_]+", path.read_text("utf-8")):
            (capitals if word.isupper() and len(word) > 1 else others)[word.casefold()] += 1
    return {
        word
        for word, uses in capitals.items()
        if len(word) <= ACRONYM_LETTERS
        and SHAPES["kk"].fullmatch(word)
        and uses >= ACRONYM_USES
        and uses >= 4 * others[word]
    }


def cased(parts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often words begin with a capital, and how often they are small; what is in capitals throughout is neither.

    >>> cased(["Астана,", "қала", "ҚР"])
    (Counter({'астана': 1}), Counter({'қала': 1}))
    """
    capital, small = Counter[str](), Counter[str]()
    for part in parts:
        word = part.strip(EDGES)
        folded = word.casefold()
        if SHAPES["kk"].fullmatch(folded) and (word == folded or not word.isupper()):
            (small if word == folded else capital)[folded] += 1
    return capital, small


def inside_sentences(lines: Iterable[str]) -> Iterator[str]:
    """What stands behind what ends nothing."""
    for line in lines:
        parts = line.translate(LOOK_ALIKES).split()
        yield from (second for first, second in pairwise(parts) if first[-1] not in ".!?:;•")


def names(lists: Path, texts: Path) -> set[str]:
    """Words that lists have with a capital and neither they nor texts have small, and those that pairs have with one as
    a rule (Жарлығымен), in small letters.
    """
    listed, common = (
        cased((lists / file).read_text("utf-8").translate(LOOK_ALIKES).split()) for file in (LISTS["kk"], COMMON_WORDS)
    )
    pairs = (lists / COMMON_PAIRS).read_text("utf-8").splitlines()
    capital, small = cased(inside_sentences(pairs))
    small += cased(line.translate(LOOK_ALIKES).split()[0] for line in pairs if line.strip())[1]
    small += cased(inside_sentences((texts / "kk.txt").read_text("utf-8").splitlines()))[1]
    never_small = {word for word in listed[0] | capital if not (listed[1][word] or common[1][word] or small[word])}
    return never_small | {
        word for word, uses in capital.items() if uses >= NAME_USES and uses >= NAME_SHARE * small[word]
    }


def corpus_counts(path: Path, shape: re.Pattern[str]) -> Counter[str]:
    words = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", path.read_text("utf-8").translate(LOOK_ALIKES).casefold())
    return Counter(word for word in words if shape.fullmatch(word))


def common_pairs(lists: Path) -> list[tuple[str, str]]:
    """Pairs of words that general Kazakh has often, in small letters; `first` keeps the marks that end it."""
    lines = (lists / COMMON_PAIRS).read_text("utf-8").translate(LOOK_ALIKES).casefold().splitlines()
    pairs = [line.split() for line in lines]
    return [(first.lstrip(EDGES), second.strip(EDGES)) for first, second in (one for one in pairs if len(one) == 2)]


def common_counts(lists: Path, shape: re.Pattern[str]) -> Counter[str]:
    """What the lists of common words and pairs are worth as uses."""
    words = (lists / COMMON_WORDS).read_text("utf-8").translate(LOOK_ALIKES).casefold().split()
    counts = Counter(dict.fromkeys({word.strip(EDGES) for word in words}, COMMON_USES))
    for pair in common_pairs(lists):
        for word in pair:
            counts[word.strip(EDGES)] += BESIDE_USES
    return Counter({word: count for word, count in counts.items() if shape.fullmatch(word)})


def uses_of(trie: marisa_trie.Trie, counts: Counter[str]) -> bytes:
    """A byte a key: the same size for every count, so that the file can be read as an array."""
    uses = bytearray(len(trie))
    for key in trie:
        uses[trie[key]] = min(255, round(STEPS * log2(counts[key] + 1)))
    return bytes(uses)


def build(language: str, lists: Path, texts: Path) -> None:
    DATA.mkdir(exist_ok=True)
    shape, short = SHAPES[language], set(SHORT_WORDS[language].split())
    text = texts / f"{language}.txt"
    counts = corpus_counts(text, shape) if text.exists() else Counter[str]()
    common = common_counts(lists, shape) if language == "kk" else Counter[str]()
    listed = {word.casefold() for word in (lists / LISTS[language]).read_text("utf-8").translate(LOOK_ALIKES).split()}
    words = {word for word in listed if shape.fullmatch(word)} | {word for word in counts if counts[word] >= SEEN}
    words |= {word for word in common if common[word] >= SEEN}
    words = {word for word in words if len(word) > 2 or word in short}
    if language == "kk":
        words -= flattened_words(words, counts)
        russian = set((lists / LISTS["ru"]).read_text("utf-8").casefold().split())
        slipped = marisa_trie.Trie(slips(words, counts, common, russian) | soft_sign_slips(words, counts + common))
        (DATA / SLIPS_FILE.format(language=language)).write_bytes(slipped.tobytes())
    trie = marisa_trie.Trie(words)
    (DATA / WORDS_FILE.format(language=language)).write_bytes(trie.tobytes())
    (DATA / COUNTS_FILE.format(language=language)).write_bytes(uses_of(trie, counts))
    if common:
        (DATA / GENERAL_FILE.format(language=language)).write_bytes(uses_of(trie, counts + common))
    print(language, len(words), "words,", sum(1 for word in words if counts[word]), "of them used")


def pairs_of(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What stands side by side with nothing but a blank in between; `FIGURE` for any figure."""
    for line in lines:
        last = ""
        for part in line.translate(LOOK_ALIKES).casefold().split():
            word = part.strip("\"'«»“”„()[]")
            bare = word.rstrip(".,;:!?…")
            said = FIGURE if re.fullmatch(r"\d+(?:[.,]\d+)*", bare) else bare
            if last and said:
                yield last, said
            last = said if bare == word else ""


def pair_counts(path: Path, known: marisa_trie.Trie) -> Counter[str]:
    """How often one known word follows another, or a figure."""
    beside = pairs_of(path.read_text("utf-8").splitlines())
    return Counter(
        f"{first} {second}" for first, second in beside if all(one == FIGURE or one in known for one in (first, second))
    )


def build_pairs(language: str, lists: Path, texts: Path) -> None:
    known = marisa_trie.Trie()
    known.load(str(DATA / WORDS_FILE.format(language=language)))
    counts = pair_counts(texts / f"{language}.txt", known)
    for first, second in common_pairs(lists):
        if first in known and second in known:
            counts[f"{first} {second}"] += PAIR_USES
    for unit in UNITS.split():
        counts[f"{FIGURE} {unit}"] += UNIT_USES
    for firsts, seconds in NUMBERS:
        for first, second in product(firsts, seconds):
            counts[f"{first} {second}"] += NUMBER_USES
    trie = marisa_trie.Trie(counts)
    (DATA / PAIRS_FILE.format(language=language)).write_bytes(trie.tobytes())
    (DATA / USES_FILE.format(language=language)).write_bytes(uses_of(trie, counts))
    print(language, len(counts), "pairs,", sum(1 for count in counts.values() if count > 1), "of them more than once")


def build_endings(language: str, lists: Path, texts: Path) -> None:
    shape = SHAPES[language]
    lines = (texts / f"{language}.txt").read_text("utf-8").splitlines()
    words = corpus_counts(texts / f"{language}.txt", shape)
    uses = Counter(pairs_of(lines))
    for first, second in common_pairs(lists):
        uses[first.rstrip(EDGES), second] += PAIR_USES
        words.update((first.rstrip(EDGES), second))
    common = {word for word, _ in words.most_common(COMMONEST_WORDS)} | {FIGURE}
    counts: Counter[str] = Counter({f"{word} ": 0 for word in common})
    for pair, number in uses.items():
        if all(one == FIGURE or shape.fullmatch(one) for one in pair):
            first, second = (
                one if one in common or len(one) <= ENDING_LETTERS else f"-{one[-ENDING_LETTERS:]}" for one in pair
            )
            counts.update({f"{first} {second}": number, f"{first} ": number, f" {second}": number})
    trie = marisa_trie.Trie(counts)
    (DATA / ENDINGS_FILE.format(language=language)).write_bytes(trie.tobytes())
    (DATA / ENDING_USES_FILE.format(language=language)).write_bytes(uses_of(trie, counts))
    print(language, len(counts), "pairs of endings")


if __name__ == "__main__":
    for name in LISTS:
        build(name, Path(sys.argv[1]), Path(sys.argv[2]))
    build_pairs("kk", Path(sys.argv[1]), Path(sys.argv[2]))
    capitals = marisa_trie.Trie(acronyms(Path(sys.argv[1]), Path(sys.argv[2])))
    (DATA / ACRONYMS_FILE.format(language="kk")).write_bytes(capitals.tobytes())
    named = marisa_trie.Trie(names(Path(sys.argv[1]), Path(sys.argv[2])))
    (DATA / NAMES_FILE.format(language="kk")).write_bytes(named.tobytes())
    build_endings("kk", Path(sys.argv[1]), Path(sys.argv[2]))
