"""The decoder for text that OCR read in the wrong language: from `KbI3MeTTiH,` back to `қызметтің`.

Tesseract with the weights of one language reads the letters of another as what looks most like them. A small
convolutional network says for each character that was read which true characters it may stand for, none to three; a
search then chooses for each token the reading that network and word lists together like best. How the network was
trained and how well it does: docs/model-card.md; why it is built so: docs/decisions/0003-channel-decoder.md.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from math import exp, log

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.languages.lexicon import load_words
from pipeline.model import Confidence, Record

Floats = npt.NDArray[np.float32]

MODEL_FILE = "channel.npz"
UNKNOWN = 1  # the code of a character that training never saw; 0 pads
BLOCK = 3000  # characters tagged at once
CONTEXT = 64  # characters seen on both sides of a block: more than the network can reach

# Search: labels kept a character, how much worse than the best they may be (natural logarithm), readings kept a token.
LABELS_KEPT = 8
LABEL_MARGIN = 8.0
CASE_MARGIN = 25.0
READINGS_KEPT = 24
# A space that was read stays a space unless the network is this sure of it.
JOIN_LOG = log(0.8)
# What a word costs by what is known of it, times LEXICON_WEIGHT, against the network's own scores.
LEXICON_WEIGHT = 0.7
RAREST, COMMONEST = -14.0, -5.0
RUSSIAN_WORD, ENGLISH_WORD, UNKNOWN_WORD, STEM_AND_ENDING = -1.0, -14.0, -22.0, -17.0
MIXED_CASE, MIXED_SCRIPT = -8.0, -6.0
LINE_CASE = 1.0
# Capitals inside sentences are decided for all places of a word together: a word stays small where the places say so on
# average, and takes a capital where it has many places that do not; what one place says is bounded.
CAPITAL_MEAN = -1.0
CAPITAL_PLACES = 4
ODDS_BOUND = 6.0
SENTENCE_END = re.compile(r"[.:;!?…][\"'»”)]*$|^[•–—*°§o-]$|^\d+[).]?$")
# Confidence: a logistic curve fitted to 5,500 tokens of statutes and news, none of them training text.
SHARE_SLOPE, LENGTH_SLOPE, CERTAINTY = 0.54, 1.0, -1.17
UNKNOWN_DOUBT, STEM_DOUBT = -3.1, -2.0
# A whole figure is never changed silently: another reading of it has at most this confidence.
FIGURE_CONFIDENCE = 0.4

ADDRESS = re.compile(
    r"[\"'(«]*(?:https?:|www\.|@\w*_|[\w.+-]+@[\w-]+\.)\S*|[\"'(«]*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|ru|org|net|io)\b\S*"
)
FIGURE = re.compile(r"[+(«\"№~<>=±-]*\d[\d.,:/()+*–-]*%?[)»\".,;:!?]*")
CODE = re.compile(r"[(«\"]*(?:[A-Z]{1,2}\d{1,4}|\d{1,4}[A-Z]{1,2})[)»\".,;:]*")
FIGURE_START = re.compile(r"[(«\"]*(?:\d+(?:[.,/]\d+)*%|(?:\d{1,3}\.)+(?=\D)|\d+(?:[.,/]\d+)*(?=[-–]))")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PAIRED = "«»()@+№"  # never read where nothing stands
PUNCTUATION = " ,.;:!?-–—()«»\"'/%"
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
# Kazakh endings a loan word takes: plural, possessive, case, copula, one after another
ENDING = re.compile(
    r"(?:[лдт][ае]р)?(?:ы|і|сы|сі|ымыз|іміз|ымыз|іңіз|ыңыз)?"
    r"(?:[нд]ы[ңқ]|[нд]і[ңк]|т[ыі]ң|[ғгқк][ае]|[нд][ае]|[нд][ые]н|[дт][ае]н|нан|нен|[дтн][ыі]|т[ае]|[дт][ае]ғы|[дт][ае]гі|[мбп]ен|н)?"
)


class DecodedToken(Record, frozen=True, kw_only=True):
    """A token of a line and what it is taken to say; `start` and `stop` are places in the line as given.

    `before` is what stands there; with a blank in it, two tokens are one word, and with a blank in `after` one token
    is two. `confidence` is about the share of such tokens that are right.
    """

    start: int
    stop: int
    before: str
    after: str
    confidence: Confidence


class Network:
    """The weights as they were trained, and the meaning of codes and labels."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.codes = {letter: code for code, letter in enumerate(str(arrays["alphabet"][()]).split("\0")) if letter}
        self.labels = str(arrays["labels"][()]).split("\0")
        self.label_codes = {label: code for code, label in enumerate(self.labels)}
        self.weights = {
            name: array.astype(np.float32) for name, array in arrays.items() if name not in ("alphabet", "labels")
        }
        self.dilations = [int(dilation) for dilation in self.weights.pop("dilations")]

    def score(self, text: str) -> Floats:
        """Natural logarithms of the labels' probabilities: (characters, labels)."""
        weights = self.weights
        x = weights["embed"][[self.codes.get(letter, UNKNOWN) for letter in text]]
        x = np.maximum(_convolve(x, weights["first.w"], 1) + weights["first.b"], 0)
        for number, dilation in enumerate(self.dilations):
            normal = x * weights[f"{number}.scale"] + weights[f"{number}.shift"]
            x = x + np.maximum(_convolve(normal, weights[f"{number}.w"], dilation) + weights[f"{number}.b"], 0)
        scores = (x * weights["scale"] + weights["shift"]) @ weights["last.w"] + weights["last.b"]
        scores -= scores.max(axis=1, keepdims=True)
        result: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return result


def _convolve(x: Floats, weights: Floats, dilation: int) -> Floats:
    """One-dimensional convolution; `weights` is (taps, channels in, channels out), the ends see zeros."""
    taps, reach = len(weights), len(weights) // 2 * dilation
    padded = np.pad(x, ((reach, reach), (0, 0)))
    out: Floats = padded[: len(x)] @ weights[0]
    for tap in range(1, taps):
        out += padded[tap * dilation : tap * dilation + len(x)] @ weights[tap]
    return out


@cache
def load_network() -> Network:
    """The shipped network, loaded once: about 30 ms."""
    packed = (files("pipeline.repair") / "model" / MODEL_FILE).read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Network(dict(arrays))


class _Line(Record, frozen=True, kw_only=True):
    """A line with its blanks squeezed; `places[i]` is where `text[i]` stands in the line as given."""

    text: str
    places: tuple[int, ...]


class _Choice(Record, frozen=True, kw_only=True):
    """A token decoded by itself: `small` and `capital` are its text with a small and a capital first letter.

    `odds` is how much better the capital one is (natural logarithm), 0 where there is nothing to choose.
    """

    token: DecodedToken
    odds: float = 0.0
    small: str = ""
    capital: str = ""


class _Reading(Record, frozen=True, kw_only=True):
    """One way to read a token: its labels, the text they make, the network's score of it."""

    labels: tuple[int, ...]
    text: str
    score: float


def decode_lines(lines: Sequence[str]) -> tuple[tuple[DecodedToken, ...], ...]:
    """What the lines of one document are taken to say: for each line all its tokens in order, changed or not.

    The lines are read together, since the words beside tell more; each line's tokens stay in it. Figures, addresses
    and handles stay as they are; where a figure may be a word, that is proposed with a confidence below one half.

    >>> [token.after for token in decode_lines(["COHbIH, iLiHAe ecenTey 99,9%"])[0]]
    ['соның', 'ішінде', 'есептеу', '99,9%']
    """
    network = load_network()
    squeezed = [_squeeze(line) for line in lines]
    decoded: list[list[_Choice]] = [[] for _ in lines]
    for numbers, scores in _tag(network, squeezed):
        row = 0
        for number in numbers:
            line = squeezed[number]
            decoded[number] = list(_decode_line(network, lines[number], line, scores[row : row + len(line.text)]))
            row += len(line.text) + 1
    return tuple(tuple(line) for line in _agree_on_capitals(decoded))


def _agree_on_capitals(lines: Sequence[Sequence[_Choice]]) -> Iterator[list[DecodedToken]]:
    """The tokens, with one decision on the capital of each word for all its places inside sentences.

    Many letters look alike small and capital, and terms defined in a document ("Орындаушы") have capitals throughout.
    """
    inside: list[list[bool]] = []
    ended = True
    for line in lines:
        inside.append([])
        for choice in line:
            inside[-1].append(not ended and choice.odds != 0)
            ended = SENTENCE_END.search(choice.token.after) is not None
    votes: dict[str, list[float]] = {}
    for line, places in zip(lines, inside, strict=True):
        for choice, counts in zip(line, places, strict=True):
            if counts:
                odds = max(-ODDS_BOUND, min(ODDS_BOUND, choice.odds))
                votes.setdefault(_bare(choice.small), []).append(odds)
    for line, places in zip(lines, inside, strict=True):
        tokens = []
        for choice, counts in zip(line, places, strict=True):
            together = votes.get(_bare(choice.small), ()) if counts else ()
            capital = sum(together) > CAPITAL_MEAN * len(together)
            if len(together) < 2 or (capital and len(together) < CAPITAL_PLACES):
                tokens.append(choice.token)
            else:
                after = choice.capital if capital else choice.small
                tokens.append(msgspec.structs.replace(choice.token, after=after))
        yield tokens


def _bare(text: str) -> str:
    return text.strip("«»()\"'.,;:!?")


def _squeeze(line: str) -> _Line:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(line):
        blank = letter.isspace()
        if blank and (not letters or letters[-1] == " "):
            continue
        letters.append(" " if blank else letter)
        places.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return _Line(text="".join(letters), places=tuple(places))


def _tag(network: Network, lines: Sequence[_Line]) -> Iterator[tuple[list[int], Floats]]:
    """The lines' numbers and the scores of their characters, line ends included, some lines at a time."""
    numbers = [number for number, line in enumerate(lines) if line.text]
    text = "".join(lines[number].text + "\n" for number in numbers)
    start = 0
    while numbers:
        size, count = 0, 0
        while count < len(numbers) and (count == 0 or size + len(lines[numbers[count]].text) < BLOCK):
            size += len(lines[numbers[count]].text) + 1
            count += 1
        before = max(0, start - CONTEXT)
        scores = network.score(text[before : start + size + CONTEXT])
        yield numbers[:count], scores[start - before : start - before + size]
        numbers, start = numbers[count:], start + size


def _decode_line(network: Network, raw: str, line: _Line, scores: Floats) -> Iterator[_Choice]:
    best = scores.argmax(axis=1)
    greedy = "".join(network.labels[label] for label in best)
    letters = sum(letter.isalpha() for letter in greedy)
    capitals = sum(letter.isupper() for letter in greedy) / letters if letters else 0.0
    for start, stop in _tokens(network, line.text, scores, best):
        text = line.text[start:stop]
        ranked = _decode_token(network, text, scores[start:stop], capitals, first=start == 0)
        after, share = ranked[0]
        is_word = len(ranked) > 1 and WORD.search(after)
        confidence = _certainty(after, share) if is_word else share
        first, last = line.places[start], line.places[stop - 1] + 1
        before = raw[first:last]
        # a blank of more than one character inside a token that stays is left as it is
        kept = before if after == text else after
        token = DecodedToken(start=first, stop=last, before=before, after=kept, confidence=confidence)
        yield _with_capital(token, dict(ranked)) if kept == after else _Choice(token=token)


def _certainty(after: str, share: float) -> float:
    """How many such tokens were right, case aside: by share of the likelihood, familiarity of the words, length."""
    least = min(_familiarity(word) for word in WORD.findall(after))
    share = min(max(share, 0.001), 0.999)
    doubt = UNKNOWN_DOUBT if least <= UNKNOWN_WORD else STEM_DOUBT if least <= STEM_AND_ENDING else 0.0
    return 1 / (1 + exp(-(SHARE_SLOPE * log(share / (1 - share)) + LENGTH_SLOPE * log(len(after)) + CERTAINTY + doubt)))


def _with_capital(token: DecodedToken, shares: dict[str, float]) -> _Choice:
    """The token with its two letter cases, where it has them and is not in capitals or mixed."""
    place = next((place for place, letter in enumerate(token.after) if letter.isalpha()), None)
    if place is None or not token.after[place + 1 :].islower() or not CYRILLIC.search(token.after):
        return _Choice(token=token)
    small = token.after.lower()
    capital = small[:place] + small[place].upper() + small[place + 1 :]
    odds = log(shares.get(capital, 0.0) + 1e-4) - log(shares.get(small, 0.0) + 1e-4)
    return _Choice(token=token, odds=odds, small=small, capital=capital)


def _tokens(network: Network, text: str, scores: Floats, best: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Tokens: what stands between blanks, but one where the network is sure that a blank is none."""
    start = 0
    for place, letter in enumerate(text):
        if letter != " ":
            continue
        label = network.labels[best[place]]
        figures = FIGURE.fullmatch(text[start:place]) or FIGURE.match(text, place + 1)
        if " " not in label and scores[place, best[place]] > JOIN_LOG and not figures:
            continue
        if start < place:
            yield start, place
        start = place + 1
    if start < len(text):
        yield start, len(text)


def _decode_token(
    network: Network, text: str, scores: Floats, capitals: float, *, first: bool
) -> list[tuple[str, float]]:
    """What the token may say, each with its share of the likelihood, best first; at a line's start also a bullet."""
    if ADDRESS.fullmatch(text):
        return [(text, 1.0)]
    if FIGURE.fullmatch(text) or CODE.fullmatch(text):
        return [_decode_figure(network, text, scores)]
    start = FIGURE_START.match(text)
    fixed = start.end() if start else 0
    readings = [
        reading
        for reading in _readings(network, text, scores, fixed, alone=first and len(text) == 1)
        if _keeps_figures(text[fixed:], reading.text[fixed:])
    ]
    merits = [(reading.score + _word_score(reading.text, capitals), reading.text.strip()) for reading in readings]
    merits = sorted(((merit, made) for merit, made in merits if made), key=lambda item: (-item[0], item[1]))
    if not merits:
        return [(text, 0.0)]
    shares = [exp(merit - merits[0][0]) for merit, _ in merits]
    return [(made, share / sum(shares)) for (_, made), share in zip(merits, shares, strict=True)]


def _decode_figure(network: Network, text: str, scores: Floats) -> tuple[str, float]:
    """A figure stays; where the network and the words say it is a word, that is the doubtful proposal."""
    best = scores.argmax(axis=1)
    after = "".join(network.labels[label] for label in best)
    sure = float(np.exp(scores[np.arange(len(text)), best].sum()))
    if sure > 0.8 and WORD.fullmatch(_bare(after)) and _bare(after) in load_words("kk"):
        return after, FIGURE_CONFIDENCE * sure
    return text, sure if after == text else 0.9


def _readings(network: Network, text: str, scores: Floats, fixed: int, *, alone: bool) -> list[_Reading]:
    """The readings the network thinks best, with their other letter cases; the first `fixed` characters stay."""
    beam: dict[str, tuple[float, tuple[int, ...]]] = {"": (0.0, ())}
    for place, letter in enumerate(text):
        options = _options(network, letter, scores[place], keep=place < fixed, alone=alone)
        if not options:
            return []
        wider: dict[str, tuple[float, tuple[int, ...]]] = {}
        for so_far, (score, labels) in beam.items():
            for label, label_score in options:
                longer = so_far + (network.labels[label] if label >= 0 else letter)
                total = score + label_score
                if longer not in wider or wider[longer][0] < total:
                    wider[longer] = (total, (*labels, label))
        beam = dict(sorted(wider.items(), key=lambda item: -item[1][0])[:READINGS_KEPT])
    readings = {made: _Reading(labels=labels, text=made, score=score) for made, (score, labels) in beam.items()}
    for reading in list(readings.values())[:4]:
        for variant in _case_variants(network, reading, scores):
            known = readings.get(variant.text)
            if known is None or known.score < variant.score:
                readings[variant.text] = variant
    return list(readings.values())


def _keeps_figures(text: str, made: str) -> bool:
    """Whether digits stay what they are beside whole words, or turn into a word.

    >>> _keeps_figures("10MUHYT", "10минут"), _keeps_figures("S0", "0"), _keeps_figures("x86-KVM", "к86-KVM")
    (True, False, False)
    """
    if made == text or not any(sign.isdigit() for sign in text):
        return True
    words = [word for word in WORD.findall(made) if word not in text]
    if any(sign.isdigit() for sign in made):
        return bool(words) and all(len(word) > 1 and _familiarity(word) > UNKNOWN_WORD for word in words)
    return any(len(word) > 1 for word in words)


def _options(network: Network, letter: str, scores: Floats, *, keep: bool, alone: bool) -> list[tuple[int, float]]:
    """Labels that a character may have, with their scores; -1 is the character itself where no label is."""
    same = network.label_codes.get(letter, -1)
    own = float(scores[same]) if same >= 0 else -8.0
    if keep:
        return [(same, own)]
    order = np.argpartition(scores, -LABELS_KEPT)[-LABELS_KEPT:]
    least = float(scores.max()) - LABEL_MARGIN
    options = []
    for label in order.tolist():
        made = network.labels[label]
        if scores[label] >= least and label != same and _may_be(letter, made, alone=alone):
            options.append((label, float(scores[label])))
    if own >= least - 2 or not options:
        options.append((same, own))
    return options


def _may_be(letter: str, made: str, *, alone: bool) -> bool:
    """A digit may be a misread letter; no letter is a digit, no digit another one, and bullets are read alone."""
    if any(sign.isdigit() for sign in made) or (letter in PAIRED and not made.strip()):
        return False
    return alone or not letter.isalnum() or all(sign.isalpha() or sign in PUNCTUATION for sign in made)


def _case_variants(network: Network, reading: _Reading, scores: Floats) -> Iterator[_Reading]:
    """The reading in small letters, in capitals, and with one capital at its beginning."""
    texts = [network.labels[label] if label >= 0 else "" for label in reading.labels]
    first = next((place for place, text in enumerate(texts) if any(sign.isalpha() for sign in text)), None)
    if first is None:
        return
    small = [text.lower() for text in texts]
    for variant in (
        small,
        [text.upper() for text in texts],
        [text.capitalize() if place == first else text for place, text in enumerate(small)],
    ):
        labels = [
            label if label < 0 else network.label_codes.get(text, -2)
            for label, text in zip(reading.labels, variant, strict=True)
        ]
        if variant == texts or -2 in labels:
            continue
        change = sum(
            float(scores[place, label] - scores[place, old])
            for place, (label, old) in enumerate(zip(labels, reading.labels, strict=True))
            if label != old
        )
        if change > -CASE_MARGIN:
            made = "".join(variant)
            yield _Reading(labels=tuple(labels), text=made, score=reading.score + change)


def _word_score(text: str, capitals: float) -> float:
    """What words and letter case say for a reading; `capitals` is the share of capitals in its line."""
    total = 0.0
    for word in WORD.findall(text):
        total += LEXICON_WEIGHT * _familiarity(word)
        if MIXED.search(word):
            total += MIXED_SCRIPT
        if len(word) > 1 and CYRILLIC.search(word):
            if word.isupper():
                total += LINE_CASE * (2 * capitals - 1)
            elif not (word.islower() or word == word.capitalize() or _each_part_cased(word)):
                total += MIXED_CASE
    return total


def _each_part_cased(word: str) -> bool:
    return "-" in word and all(
        part.islower() or part.isupper() or part == part.capitalize() for part in word.split("-")
    )


@lru_cache(maxsize=50_000)
def _familiarity(word: str) -> float:
    """The logarithm of how likely the word is, by the lists: known, a known stem with an ending, or neither."""
    kazakh = load_words("kk").log_probability(word)
    if kazakh is not None:
        return min(COMMONEST, max(RAREST, kazakh))
    if not CYRILLIC.search(word):
        return ENGLISH_WORD if word in load_words("en") else UNKNOWN_WORD
    russian = load_words("ru").log_probability(word)
    if russian is not None:
        return min(COMMONEST, max(RAREST, russian)) + RUSSIAN_WORD
    if "-" in word:
        parts = [_familiarity(part) for part in word.split("-") if part]
        return min(parts) - 0.5
    return STEM_AND_ENDING if _stem_and_ending(word.casefold()) else UNKNOWN_WORD


def _stem_and_ending(word: str) -> bool:
    """Whether a known word of four letters or more is followed by Kazakh endings.

    >>> _stem_and_ending("платформасындағы"), _stem_and_ending("платформжщ")
    (True, False)
    """
    for language in ("kk", "ru"):
        for stem in load_words(language).prefixes(word):
            if len(stem) >= 4 and len(stem) < len(word) and ENDING.fullmatch(word, len(stem)):
                return True
    return False
