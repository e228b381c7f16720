"""The decoder for text that OCR read in the wrong language: from `KbI3MeTTiH,` back to `қызметтің`.

Tesseract with the weights of one language reads the letters of another as what looks most like them. A small
convolutional network says for each character that was read which true characters it may stand for, none to three; a
search then chooses for each token the reading that network and word lists together like best. How the network was
trained and how well it does: docs/model-card.md; why it is built so: docs/decisions/0003-channel-decoder.md.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from pipeline.languages.lexicon import load_words
from pipeline.model import Confidence, Record
from pipeline.repair.network import Floats, Network, load_network
from pipeline.repair.ranking import (
    CYRILLIC,
    STEM_AND_ENDING,
    UNKNOWN_WORD,
    WORD,
    Candidate,
    Choice,
    candidate,
    choose,
    familiarity,
    familiarity_of_text,
    merit,
)
from pipeline.repair.readings import Options, Reading, align, edits, find_readings, fold

BLOCK = 2000  # characters tagged at once
CONTEXT = 64  # characters seen on both sides of a block: more than the network can reach

# A blank may be none where the network gives that at least this share; the words then decide.
JOIN_LOG = log(0.1)
# Letter case: what mixed case and mixed scripts cost, and how much a line in capitals speaks for capitals.
MIXED_CASE, MIXED_SCRIPT = -8.0, -6.0
LINE_CASE = 4.0
CANDIDATES_KEPT = 10
# What is so much worse by itself, no neighbour makes the best.
MERIT_MARGIN = 9.0
# Capitals inside sentences are decided for all places of a word together, with the word behind it where the two stand
# together often: a mean of the places' odds above the first figure is a capital, where they are few above the second;
# what one place says is bounded.
CAPITAL_MEAN, FEW_MEAN = 0.0, 2.5
CAPITAL_PLACES = 4
STEM_LETTERS = 6
ODDS_BOUND = 6.0
SENTENCE_END = re.compile(r"[.:;!?…][\"'»”)]*$|^[•–—*°§o-]$|^\d+(?:\.\d+)*[).]?$")
# Confidence: a logistic curve over `Signs`, fitted by `training/calibrate.py` to statutes, news and agreements that are
# neither training text nor those that the model card measures.
SIGN_WEIGHTS = (0.416, 0.959, -2.473, -1.109, 0.252, 1.674, -1.23)
LEAST_SCORE = -15.0
# A whole figure is never changed silently: another reading of it has at most this confidence.
FIGURE_CONFIDENCE = 0.4

# A word is doubted where it may as well be its own negation, so much likelihood (natural logarithm) apart.
NEGATION_CONFIDENCE = 0.45
NEGATION_MARGIN = 5.0
NEGATION = re.compile("[мбп][ае]")

ADDRESS = re.compile(
    r"[\"'(«]*(?:https?:|www\.|@\w*_|[\w.+-]+@[\w-]+\.)\S*|[\"'(«]*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|ru|org|net|io)\b\S*"
)
FIGURE = re.compile(r"[+(«\"№~<>=±-]*\d[\d.,:/()+*–-]*%?[)»\".,;:!?]*")
CODE = re.compile(r"[(«\"]*(?:[A-Z]{1,2}\d{1,4}|\d{1,4}[A-Z]{1,2})[)»\".,;:]*")
FIGURE_START = re.compile(r"[(«\"]*(?:\d+(?:[.,/]\d+)*%|(?:\d{1,3}\.)+(?=\D)|\d+(?:[.,/]\d+)*(?=[-–]))")
# "№" is read as letters
NUMBER_SIGN = re.compile(r"[(«\"]*N[e2oº°ęąsg]\.?")
OPENING = '(«"'
NUMBER_SIGN_CONFIDENCE = 0.95
# What a letter that was lost, put in or taken for another costs, where the network does not see it; in words so long.
NEAR_COST = 8.0
NEAR_LETTERS = 5
KAZAKH_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = re.compile(r"[A-Za-z]")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")


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


class _Line(Record, frozen=True, kw_only=True):
    """A line with its blanks squeezed; `places[i]` is where `text[i]` stands in the line as given."""

    text: str
    places: tuple[int, ...]


class _Token(NamedTuple):
    """A token of a line with what it may say; `is_read` tells whether the decoder read it, or a rule settled it."""

    line: int
    start: int
    stop: int
    raw: str
    candidates: tuple[Candidate, ...]
    odds: tuple[float, ...]
    sure: float  # the confidence where a rule settled it
    is_read: bool


class _Place(NamedTuple):
    """Where a token stands: its line, where that begins in the block, where the token does in it; what follows it."""

    line: int
    begin: int
    start: int
    stop: int
    text: str
    next: str


def decode_lines(lines: Sequence[str]) -> tuple[tuple[DecodedToken, ...], ...]:
    """What the lines of one document are taken to say: for each line all its tokens in order, changed or not.

    The lines are read together, since the words beside tell more; each line's tokens stay in it. Figures, addresses
    and handles stay as they are; where a figure may be a word, that is proposed with a confidence below one half.

    >>> [token.after for token in decode_lines(["COHbIH, iLiHAe ecenTey 99,9%"])[0]]
    ['соның', 'ішінде', 'есептеу', '99,9%']
    """
    network = load_network()
    squeezed = [_squeeze(line) for line in lines]
    tokens: list[_Token] = []
    for numbers, text, scores in _tag(network, squeezed):
        options = Options(network, text, scores)
        row = 0
        for number in numbers:
            size = len(squeezed[number].text)
            tokens += _line_tokens(options, number, row, row + size)
            row += size + 1
    choices, _ = choose([token.candidates for token in tokens])
    texts = _agree_on_capitals(tokens, choices)
    decoded: list[list[DecodedToken]] = [[] for _ in lines]
    for token, choice, after in zip(tokens, choices, texts, strict=True):
        decoded[token.line].append(_decoded(lines[token.line], squeezed[token.line], token, choice, after))
    return tuple(tuple(line) for line in decoded)


def _decoded(raw: str, line: _Line, token: _Token, choice: Choice, after: str) -> DecodedToken:
    first, last = line.places[token.start], line.places[token.stop - 1] + 1
    before = raw[first:last]
    is_single = len(token.candidates) == 1
    if token.is_read and WORD.search(after):
        score = token.candidates[choice.number].score
        confidence = certainty(signs_of(after, choice.share, score, is_single=is_single))
        if _may_be_negated(token, choice) or lacks_its_negation(token.raw, after):
            confidence = min(confidence, NEGATION_CONFIDENCE)
    else:
        confidence = token.sure
    # a blank of more than one character inside a token that stays is left as it is
    kept = before if after == token.raw else after
    return DecodedToken(start=first, stop=last, before=before, after=kept, confidence=confidence)


def _may_be_negated(token: _Token, choice: Choice) -> bool:
    """Whether a candidate nearly as good has a "not" more or less: "болған" for "болмаған" is the worst of errors."""
    chosen = token.candidates[choice.number]
    least = merit(chosen) - NEGATION_MARGIN
    return any(merit(other) > least and differ_by_negation(chosen.text, other.text) for other in token.candidates)


def lacks_its_negation(raw: str, after: str) -> bool:
    """Whether a word's negation is a word too, and an "m" of the raw text speaks for it: a reader drops letters.

    >>> lacks_its_negation("6oMaraH", "болаған"), lacks_its_negation("6oJFaH", "болған")
    (True, False)
    """
    word = after.lower().strip('.,;:!?»«()"')
    if raw.lower().count("m") <= word.count("м") or not word.isalpha():
        return False
    lexicon = load_words("kk")
    return any(
        word[:place] + letters + word[place:] in lexicon
        for place in range(2, len(word))
        for letters in (("м", "ма", "ме") if word[place] in "ае" else ("ма", "ме"))
    )


def differ_by_negation(one: str, other: str) -> bool:
    """Whether two words are the same but for a Kazakh "not".

    >>> differ_by_negation("болған", "болмаған"), differ_by_negation("болған", "болғанда")
    (True, False)
    """
    longer, shorter = sorted((one.lower(), other.lower()), key=len, reverse=True)
    return len(longer) - len(shorter) == 2 and any(
        longer[: match.start()] + longer[match.end() :] == shorter for match in NEGATION.finditer(longer)
    )


def _agree_on_capitals(tokens: Sequence[_Token], choices: Sequence[Choice]) -> list[str]:
    """The texts, with one decision on the capital of each word for all its places inside sentences.

    Many letters look alike small and capital, and terms defined in a document ("Орындаушы") have capitals throughout.
    """
    texts = [token.candidates[choice.number].text for token, choice in zip(tokens, choices, strict=True)]
    inside: list[bool] = []
    ended = True
    for token, choice, text in zip(tokens, choices, texts, strict=True):
        inside.append(not ended and token.odds[choice.number] != 0)
        ended = SENTENCE_END.search(text) is not None
    votes: defaultdict[str, list[float]] = defaultdict(list)
    for place, counts in enumerate(inside):
        if counts:
            odds = tokens[place].odds[choices[place].number]
            for key in _capital_keys(texts, place):
                votes[key].append(max(-ODDS_BOUND, min(ODDS_BOUND, odds)))
    return [
        _agreed_case(text, _capital_keys(texts, place), votes) if inside[place] else text
        for place, text in enumerate(texts)
    ]


def _agreed_case(text: str, keys: tuple[str, str], votes: dict[str, list[float]]) -> str:
    together = next((votes[key] for key in keys if len(votes[key]) >= CAPITAL_PLACES), votes[keys[-1]])
    least = CAPITAL_MEAN if len(together) >= CAPITAL_PLACES else FEW_MEAN
    return _capitalise(text) if sum(together) > least * len(together) else text.lower()


def _capital_keys(texts: Sequence[str], place: int) -> tuple[str, str]:
    """Under what a word's capital is voted on: with the word behind it, and by itself; endings aside."""
    stem = _bare(texts[place]).lower()[:STEM_LETTERS]
    after = _bare(texts[place + 1]).lower()[:STEM_LETTERS] if place + 1 < len(texts) else ""
    return f"{stem} {after}", stem


def _capitalise(text: str) -> str:
    place = next(place for place, letter in enumerate(text) if letter.isalpha())
    small = text.lower()
    return small[:place] + small[place].upper() + small[place + 1 :]


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


def _tag(network: Network, lines: Sequence[_Line]) -> Iterator[tuple[list[int], str, Floats]]:
    """The lines' numbers, their characters, line ends included, and the scores of these, some lines at a time."""
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
        yield numbers[:count], text[start : start + size], scores[start - before : start - before + size]
        numbers, start = numbers[count:], start + size


def _line_tokens(options: Options, line: int, begin: int, end: int) -> Iterator[_Token]:
    """The tokens of a line; `begin` and `end` are its places in the block of `options`."""
    text, labels = options.text[begin:end], options.network.labels
    best = options.scores[begin:end].argmax(axis=1)
    greedy = "".join(labels[label] for label in best.tolist())
    letters = sum(letter.isalpha() for letter in greedy)
    capitals = sum(letter.isupper() for letter in greedy) / letters if letters else 0.0
    for start, stop in _tokens(text, options.scores[begin:end], options.network):
        place = _Place(line, begin, start, stop, text[start:stop], text[stop + 1 : stop + 2])
        yield _read_token(options, place, capitals)


def _tokens(text: str, scores: Floats, network: Network) -> Iterator[tuple[int, int]]:
    """Tokens: what stands between blanks, but one where the network thinks that a blank may be none."""
    start = 0
    nothing = network.label_codes[""]
    for place, letter in enumerate(text):
        if letter != " ":
            continue
        figures = FIGURE.fullmatch(text[start:place]) or FIGURE.match(text, place + 1)
        if scores[place, nothing] > JOIN_LOG and not figures:
            continue
        if start < place:
            yield start, place
        start = place + 1
    if start < len(text):
        yield start, len(text)


def _read_token(options: Options, place: _Place, capitals: float) -> _Token:
    """A token and what it may say, at a line's start also a bullet."""
    text = place.text
    if ADDRESS.fullmatch(text):
        return _settled(place, text, 1.0)
    if NUMBER_SIGN.fullmatch(text) and place.next.isdigit():
        return _settled(place, text[: -len(text.lstrip(OPENING))] + "№", NUMBER_SIGN_CONFIDENCE)
    start, stop = place.begin + place.start, place.begin + place.stop
    if FIGURE.fullmatch(text) or CODE.fullmatch(text):
        return _settled(place, *_decode_figure(options.network, text, options.scores[start:stop]))
    found = FIGURE_START.match(text)
    fixed = found.end() if found else 0
    alone = place.start == 0 and len(text) == 1
    made: list[tuple[Candidate, float]] = []
    for reading in find_readings(
        options, start, stop, fixed=fixed, alone=alone, bonus=familiarity_of_text, most=CANDIDATES_KEPT + 4
    ):
        written, score, odds = _letter_case(reading, capitals)
        if written.strip() and _keeps_figures(text[fixed:], written[fixed:]):
            made.append((candidate(written.strip(), score), odds))
    if not made:
        return _settled(place, text, 0.0)
    made = sorted(made, key=lambda item: -merit(item[0]))[:CANDIDATES_KEPT]
    least = merit(made[0][0]) - MERIT_MARGIN
    made = [item for item in made if merit(item[0]) > least]
    if not fixed and _is_unknown(made[0][0]):
        made = sorted(made + list(_near_words(options, start, stop, made[:2])), key=lambda item: -merit(item[0]))
    candidates, odds_of = tuple(one for one, _ in made), tuple(odds for _, odds in made)
    return _Token(place.line, place.start, place.stop, text, candidates, odds_of, 0.9, is_read=True)


def _settled(place: _Place, after: str, sure: float) -> _Token:
    """A token with nothing to choose."""
    return _Token(
        place.line, place.start, place.stop, place.text, (candidate(after, 0.0),), (0.0,), sure, is_read=False
    )


def _is_unknown(one: Candidate) -> bool:
    return len(one.words) == 1 and len(one.words[0]) >= NEAR_LETTERS and familiarity(one.words[0]) <= STEM_AND_ENDING


def _near_words(
    options: Options, start: int, stop: int, made: Sequence[tuple[Candidate, float]]
) -> Iterator[tuple[Candidate, float]]:
    """Words of the lists one letter away from readings that no list has, as far as the network allows them."""
    words = load_words("kk")
    folded = fold(options.network, options.scores[start:stop])
    seen = set()
    for one, odds in made:
        if not _is_unknown(one) or not (found := WORD.search(one.text)):
            continue
        head, core, tail = one.text[: found.start()], found[0], one.text[found.end() :]
        for word in edits(core.lower(), KAZAKH_LETTERS):
            if word in seen or word not in words:
                continue
            seen.add(word)
            score = max(align(options.network, folded, (head + word + tail).lower()), one.score - NEAR_COST)
            cased = word.upper() if core.isupper() else word.capitalize() if core[0].isupper() else word
            yield candidate(head + cased + tail, score), odds


def _letter_case(reading: Reading, capitals: float) -> tuple[str, float, float]:
    """How a reading is written, its score, and how much better it is with one capital than small (0: no choice)."""
    text = reading.text
    if LATIN.search(text) or not CYRILLIC.search(text):
        mixed = MIXED_SCRIPT if MIXED.search(text) else 0.0
        return reading.best_text, reading.best + mixed, 0.0
    letters = sum(letter.isalpha() for letter in text)
    small, title = text, _capitalise(text)
    forms = [(reading.small, small), (reading.title, title)]
    upper = text.upper()
    if letters > 1:
        forms.append((reading.upper + LINE_CASE * (2 * capitals - 1), upper))
    if reading.best_text not in (small, title, upper):
        cost = 0.0 if _each_part_cased(reading.best_text) else MIXED_CASE
        forms.append((reading.best + cost, reading.best_text))
    score, written = max(forms)
    odds = reading.title - reading.small if written in (small, title) and letters > 1 else 0.0
    return written, score, odds


def _each_part_cased(text: str) -> bool:
    return all(
        part.islower() or part.isupper() or part == part.capitalize()
        for word in WORD.findall(text)
        for part in word.split("-")
    )


class Signs(NamedTuple):
    """What tells how sure a decoded word is: its share of the likelihood (log odds), its length (log), whether it is
    unknown, whether only its stem is known, the network's score, whether there was nothing to choose; and 1.
    """

    odds: float
    length: float
    is_unknown: float
    is_inflected: float
    score: float
    is_single: float
    one: float = 1.0


def signs_of(after: str, share: float, score: float, *, is_single: bool) -> Signs:
    least = min(familiarity(word) for word in WORD.findall(after))
    share = min(max(share, 0.001), 0.999)
    return Signs(
        odds=log(share / (1 - share)),
        length=log(len(after)),
        is_unknown=float(least <= UNKNOWN_WORD),
        is_inflected=float(UNKNOWN_WORD < least <= STEM_AND_ENDING),
        score=max(LEAST_SCORE, score),
        is_single=float(is_single),
    )


def certainty(signs: Signs) -> float:
    """How many such words are right, case aside."""
    total = sum(weight * sign for weight, sign in zip(SIGN_WEIGHTS, signs, strict=True))
    return 1 / (1 + exp(-total))


def _decode_figure(network: Network, text: str, scores: Floats) -> tuple[str, float]:
    """A figure stays; where the network and the words say it is a word, that is the doubtful proposal."""
    best = scores.argmax(axis=1)
    after = "".join(network.labels[label] for label in best.tolist())
    sure = float(np.exp(scores[np.arange(len(text)), best].sum()))
    if sure > 0.8 and WORD.fullmatch(_bare(after)) and _bare(after) in load_words("kk"):
        return after, FIGURE_CONFIDENCE * sure
    return text, sure if after == text else 0.9


def _keeps_figures(text: str, made: str) -> bool:
    """Whether digits stay what they are beside whole words, or turn into a word.

    >>> _keeps_figures("10MUHYT", "10минут"), _keeps_figures("S0", "0"), _keeps_figures("x86-KVM", "к86-KVM")
    (True, False, False)
    """
    if made == text or not any(sign.isdigit() for sign in text):
        return True
    words = [word for word in WORD.findall(made) if word not in text]
    if any(sign.isdigit() for sign in made):
        return bool(words) and all(len(word) > 1 and familiarity(word) > UNKNOWN_WORD for word in words)
    return any(len(word) > 1 for word in words)
