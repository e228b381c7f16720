"""The decoder for text that OCR read in the wrong language: from `KbI3MeTTiH,` back to `қызметтің`.

Tesseract with the weights of one language reads the letters of another as what looks most like them. A small
convolutional network says for each character that was read which true characters it may stand for, none to three; a
search then chooses for each token the reading that network and word lists together like best. How the network was
trained and how well it does: docs/model-card.md; why it is built so: docs/decisions/0003-channel-decoder.md.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import exp, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.languages.lexicon import FIGURE as ANY_FIGURE
from pipeline.languages.lexicon import load_words
from pipeline.languages.numerals import parse_numeral
from pipeline.model import Confidence, Record
from pipeline.repair.capitals import AROUND, Word, agree_on_capitals, letter_case
from pipeline.repair.certainty import (
    NEGATION_CONFIDENCE,
    certainty,
    lacks_its_negation,
    may_be_negated,
    signs_of,
)
from pipeline.repair.network import ENGLISH, RUSSIAN, Network, load_network
from pipeline.repair.ranking import (
    COMMONEST,
    STEM_AND_ENDING,
    UNKNOWN_WORD,
    WORD,
    Candidate,
    Choice,
    candidate,
    choose,
    familiarity,
    merit,
)
from pipeline.repair.readings import SHORT, Options, align, find_readings, fold, near_words

BLOCK = 1500  # characters tagged at once
CONTEXT = 48  # characters seen on both sides of a block: more than the network can reach

# A blank may be none where the network gives that at least this share; the words then decide.
JOIN_LOG = log(0.1)
# A token whose words are known is not searched where the network doubts it less than this (natural logarithm), and less
# the rarer its words are; of short ones it must be surer (tried: -2.5, -3, -6).
LEAST_DOUBT, SHORT_LEAST_DOUBT, RARENESS = -1.0, -4.0, 0.5
MOST_DOUBT = 0.35
CANDIDATES_KEPT = 10
# What is so much worse by itself, no neighbour makes the best.
MERIT_MARGIN = 7.0
# Letter case may cost a reading more than the best one.
CASE_ROOM = 1.0
# A whole figure is never changed silently: another reading of it has at most this confidence.
FIGURE_CONFIDENCE = 0.4

SIGN_OR_BLANKS = re.compile(r"\S|\s+")
BLANK = re.compile(" ")
# Letters with punctuation around them: neither a figure nor an address.
PLAIN = re.compile(r"[\"'(«]*[^\W\d_]+[)»\"',;:!?.]*")
ADDRESS = re.compile(
    r"[\"'(«]*(?:https?:|www\.|@\w*_|[\w.+-]+@[\w-]+\.)\S*|[\"'(«]*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|ru|org|net|io)\b\S*"
)
FIGURE = re.compile(r"[+(«\"№~<>=±-]*\d[\d.,:/()+*–-]*%?[)»\".,;:!?]*")
# no code begins with nought: "0N" is ол
CODE = re.compile(r"[(«\"]*(?:[A-Z]{1,2}\d{1,4}|[1-9]\d{0,3}[A-Z]{1,2})[)»\".,;:]*")
# An English word in capitals stays where the network gives it more than a quarter (natural logarithm).
ACRONYM = re.compile(r"[A-Z]{2,6}")
LIKELIER = log(0.25)
# Tesseract parts the name of an account before "_" now and then; no word begins so.
HANDLE = re.compile(r"[\"'(«]*@\w+")
# What a figure is followed by says it again: "3 (үш)". How much (natural logarithm) better such a reading is.
SAID_AGAIN = 5.0
FIGURE_START = re.compile(r"[(«\"]*(?:\d+(?:[.,/]\d+)*%|(?:\d{1,3}\.)+(?=\D)|\d+(?:[.,/]\d+)*(?=[-–]))")
# Who types without Kazakh letters writes one for the other. A reader seldom takes it for it, one time in ten, so that
# it costs him more than the network thinks (natural logarithm; tried: 1.5 and 4.5, а for ә and о for ө beside it).
SELDOM_READ = ("и", "і")
READ_COST = 3.0
# Russian weights take an en dash for a hyphen five times in six, and print has few hyphens between blanks: so much
# (natural logarithm) less is one likely than the network thinks. English weights see the difference.
LONE_HYPHEN = re.compile(r"(?<=\S )-(?= [«(]?[Ѐ-ӿ])")
HYPHEN_COST = 2.0
# No sign that closes stands behind a blank.
LOOSE_SIGN = re.compile(r"\s[,.;:!?»)]")
# What may be a bullet as well as a full stop parts what stands in the columns of a table.
LONE_SIGN = re.compile(r"\W(?!\S)")
# "№" is read as letters
NUMBER_SIGN = re.compile(r"[(«\"]*N[e2oº°ęąsg]\.?")
OPENING = '(«"'
NUMBER_SIGN_CONFIDENCE = 0.95
SETTLED_CONFIDENCE = 0.9
# What a letter that was lost, put in or taken for another costs, where the network does not see it; in words so long.
NEAR_COST = 8.0
NEAR_LETTERS = 5
# Readings from which such words are looked for (tried: 2, 14).
NEAR_READINGS = 6


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


class _Line(NamedTuple):
    """A line with its blanks squeezed; `places[i]` is where `text[i]` stands in the line as given."""

    text: str
    places: Sequence[int]


class _Place(NamedTuple):
    """Where a token stands: its line, its places in the line and in the block of `options`; the text behind it."""

    line: int
    start: int
    stop: int
    begin: int
    end: int
    text: str
    next: str
    last: str  # what stands before it


# What a token may say: the merit of a candidate, the candidate, the odds of its capital.
_Made = tuple[float, Candidate, float]


class _Token(NamedTuple):
    """A token of a line with what it may say; `is_read` tells whether the decoder read it, or a rule settled it."""

    place: _Place
    candidates: tuple[Candidate, ...]
    odds: tuple[float, ...]
    sure: float  # the confidence where a rule settled it
    is_read: bool


def decode_lines(lines: Sequence[str], kind: str = "ocr-eng") -> tuple[tuple[DecodedToken, ...], ...]:
    """What the lines of one document are taken to say: for each line all its tokens in order, changed or not.

    The lines are read together, since the words beside tell more; each line's tokens stay in it. Figures, addresses
    and handles stay as they are; where a figure may be a word, that is proposed with a confidence below one half.
    `kind` is that of the damage (`damage.Suspect.kind`).

    >>> [token.after for token in decode_lines(["COHbIH, iLiHAe ecenTey 99,9%"])[0]]
    ['соның', 'ішінде', 'есептеу', '99,9%']
    """
    squeezed = [_squeeze(line) for line in lines]
    network = load_network(ENGLISH if kind == "ocr-eng" else RUSSIAN)
    blocks = _tag(network, squeezed, is_typed=kind == "flattened")
    tokens = [token for block in blocks for token in _read_block(block)]
    choices, _ = choose([token.candidates for token in tokens])
    texts = agree_on_capitals(
        [
            Word(token.candidates[choice.number].text, token.odds[choice.number])
            for token, choice in zip(tokens, choices, strict=True)
        ]
    )
    decoded: list[list[DecodedToken]] = [[] for _ in lines]
    for token, choice, after in zip(tokens, choices, texts, strict=True):
        line = token.place.line
        decoded[line].append(_decoded(lines[line], squeezed[line], token, choice, after))
    return tuple(map(tuple, decoded))


def _decoded(raw: str, line: _Line, token: _Token, choice: Choice, after: str) -> DecodedToken:
    place, candidates = token.place, token.candidates
    first, last = line.places[place.start], line.places[place.stop - 1] + 1
    before = raw[first:last]
    confidence = token.sure
    chosen = candidates[choice.number]
    if token.is_read and chosen.words not in ((), (ANY_FIGURE,)):
        confidence = certainty(signs_of(chosen, choice.share, is_single=len(candidates) == 1))
        if may_be_negated(chosen, candidates) or lacks_its_negation(place.text, after):
            confidence = min(confidence, NEGATION_CONFIDENCE)
    # a blank of more than one character inside a token that stays is left as it is
    kept = before if after == place.text else after
    return DecodedToken(start=first, stop=last, before=before, after=kept, confidence=confidence)


def _squeeze(line: str) -> _Line:
    text = " ".join(line.split())
    start = line.find(text)
    if start >= 0:
        return _Line(text, range(start, start + len(text)))
    bare = line.strip()
    start = line.index(bare)
    return _Line(text, [start + found.start() for found in SIGN_OR_BLANKS.finditer(bare)])


class _Block(NamedTuple):
    """Some lines, tagged: what their characters may say, each line's number, and where it begins and ends there."""

    options: Options
    lines: tuple[tuple[int, int, int], ...]


def _tag(network: Network, lines: Sequence[_Line], *, is_typed: bool) -> Iterator[_Block]:
    """The lines tagged, some at a time; the network sees line ends, and what stands before and behind."""
    text = "".join(line.text + "\n" for line in lines if line.text)
    places: list[tuple[int, int, int]] = []
    begin = start = 0
    for number, line in enumerate(lines):
        if not line.text:
            continue
        end = start + len(line.text)
        if places and end - begin > BLOCK:
            yield _Block(_tag_block(network, text, begin, start, is_typed=is_typed), tuple(places))
            places, begin = [], start
        places.append((number, start - begin, end - begin))
        start = end + 1
    if places:
        yield _Block(_tag_block(network, text, begin, start, is_typed=is_typed), tuple(places))


def _tag_block(network: Network, text: str, begin: int, end: int, *, is_typed: bool) -> Options:
    """`is_typed`: whether somebody typed Russian letters for Kazakh ones."""
    before = max(0, begin - CONTEXT)
    scores = network.score(text[before : end + CONTEXT])[begin - before : end - before]
    if not is_typed:
        seen, true = SELDOM_READ
        places = [place for place, letter in enumerate(text[begin:end]) if letter.lower() == seen]
        labels = [code for label, code in network.label_codes.items() if label[:1].lower() == true]
        scores[np.ix_(places, labels)] -= READ_COST
        hyphens = [found.start() for found in LONE_HYPHEN.finditer(text[begin:end])]
        scores[hyphens, network.label_codes["-"]] -= HYPHEN_COST
    return Options(network, text[begin:end], scores)


def _read_block(block: _Block) -> Iterator[_Token]:
    """The tokens of a block, line by line."""
    options = block.options
    nothing = options.network.label_codes[""]
    may_join = options.scores[:, nothing] > JOIN_LOG
    for number, begin, end in block.lines:
        text = options.text[begin:end]
        letters = [letter for letter in options.best_written(begin, end) if letter.isalpha()]
        capitals = sum(map(str.isupper, letters)) / len(letters) if letters else 0.0
        last = ""
        for start, stop in _tokens(text, may_join[begin:end]):
            said, following = text[start:stop], text[stop + 1 : stop + 2]
            yield _read_token(
                options, _Place(number, start, stop, begin + start, begin + stop, said, following, last), capitals
            )
            last = said


def _tokens(text: str, may_join: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Tokens: what stands between blanks, but one where the network thinks that a blank may be none."""
    start = 0
    for found in BLANK.finditer(text):
        place = found.start()
        if text.startswith("_", place + 1) and HANDLE.fullmatch(text, start, place):
            continue
        if (
            may_join[place]
            and not FIGURE.fullmatch(text, start, place)
            and not FIGURE.match(text, place + 1)
            and not LONE_SIGN.match(text, place + 1)
        ):
            continue
        yield start, place
        start = place + 1
    if text:
        yield start, len(text)


def _read_token(options: Options, place: _Place, capitals: float) -> _Token:
    """A token and what it may say."""
    text = place.text
    if NUMBER_SIGN.fullmatch(text) and place.next.isdigit():
        return _settled(place, text[: -len(text.lstrip(OPENING))] + "№", NUMBER_SIGN_CONFIDENCE)
    fixed = ""
    if not PLAIN.fullmatch(text):
        whole = text.replace(" _", "_")
        if ADDRESS.fullmatch(whole):
            return _settled(place, whole, 1.0 if whole == text else SETTLED_CONFIDENCE)
        if FIGURE.fullmatch(text) or CODE.fullmatch(text):
            return _settled(place, *_decode_figure(options, place))
        found = FIGURE_START.match(text)
        fixed = found[0] if found else ""
    if ACRONYM.fullmatch(text) and text in load_words("en"):
        own = sum(options.own[place.begin : place.end])
        if own > LIKELIER:
            return _settled(place, text, exp(own))
    doubt = options.doubt(place.begin, place.end)
    if not fixed and doubt < MOST_DOUBT:
        written = letter_case(options.surest(place.begin, place.end), capitals)
        one = candidate(written.text.strip(), written.score)
        if _is_sure(one, doubt) and _keeps_figures(text, written.text):
            return _Token(place, (one,), (written.odds,), 1.0, is_read=True)
    return _search_token(options, place, capitals, fixed)


def _is_sure(one: Candidate, doubt: float) -> bool:
    """Whether no other word can take a candidate's place: the rarer it is, the surer the network must be."""
    if not one.words:
        return False
    least = min(map(familiarity, one.words))
    enough = SHORT_LEAST_DOUBT if max(map(len, one.words)) <= SHORT else LEAST_DOUBT
    return least > STEM_AND_ENDING and log(doubt) < enough - RARENESS * (COMMONEST - least)


def _search_token(options: Options, place: _Place, capitals: float, fixed: str) -> _Token:
    """A token and what it may say where that is not plain; the figures at its beginning stay."""
    text = place.text
    start = place.begin + len(fixed)
    made: list[_Made] = []
    figures = sum(options.own[place.begin : start])
    rest = text[len(fixed) :]
    has_figures = any(map(str.isdigit, rest))
    says_again = Decimal(place.last) if text[0] == "(" and place.last.isdecimal() else None
    if start < place.end:
        for reading in find_readings(
            options, start, place.end, margin=MERIT_MARGIN + CASE_ROOM, most=CANDIDATES_KEPT + 4
        ):
            written = letter_case(reading, capitals)
            said = (fixed + written.text).strip()
            if (
                said
                and not (" " in said and LOOSE_SIGN.search(said))
                and (not has_figures or _keeps_figures(rest, written.text))
            ):
                one = candidate(said, figures + written.score)
                if says_again and parse_numeral(" ".join(one.words)) == says_again:
                    one = one._replace(score=one.score + SAID_AGAIN)
                made.append((merit(one), one, written.odds))
    else:
        made.append((0.0, candidate(text, figures), 0.0))
    if not made:
        return _settled(place, text, 0.0)
    made.sort(key=_by_merit)
    if not fixed and _is_unknown(made[0][1]):
        made += _near_words(options, place, made[:NEAR_READINGS])
        made.sort(key=_by_merit)
    least = made[0][0] - MERIT_MARGIN
    kept = [item for item in made[:CANDIDATES_KEPT] if item[0] > least]
    return _Token(
        place, tuple(one for _, one, _ in kept), tuple(odds for _, _, odds in kept), SETTLED_CONFIDENCE, is_read=True
    )


def _by_merit(item: _Made) -> float:
    return -item[0]


def _settled(place: _Place, after: str, sure: float) -> _Token:
    """A token with nothing to choose."""
    return _Token(place, (candidate(after, 0.0),), (0.0,), sure, is_read=False)


def _is_unknown(one: Candidate) -> bool:
    return len(one.words) == 1 and len(one.words[0]) >= NEAR_LETTERS and familiarity(one.words[0]) <= STEM_AND_ENDING


def _near_words(options: Options, place: _Place, made: Sequence[_Made]) -> list[_Made]:
    """Words of the lists one letter away from readings that no list has, as far as the network allows them."""
    folded = fold(options.network, options.scores[place.begin : place.end])
    found_near: list[_Made] = []
    seen = {word for _, one, _ in made for word in one.words}
    for _, one, odds in made:
        if not _is_unknown(one) or not (found := WORD.search(one.text)):
            continue
        head, core, tail = one.text[: found.start()], found[0], one.text[found.end() :]
        for word in near_words(core.lower()):
            if word in seen:
                continue
            seen.add(word)
            score = max(align(options.network, folded, (head + word + tail).lower()), one.score - NEAR_COST)
            cased = word.upper() if core.isupper() else word.capitalize() if core[0].isupper() else word
            near = candidate(head + cased + tail, score)
            found_near.append((merit(near), near, odds))
    return found_near


def _decode_figure(options: Options, place: _Place) -> tuple[str, float]:
    """A figure stays; where the network and the words say it is a word, that is the doubtful proposal."""
    text = place.text
    scores = options.scores[place.begin : place.end]
    best = scores.argmax(axis=1)
    after = "".join(options.network.labels[label] for label in best.tolist())
    sure = float(np.exp(scores[np.arange(len(text)), best].sum()))
    bare = after.strip(AROUND)
    if sure > 0.8 and WORD.fullmatch(bare) and bare in load_words("kk"):
        return after, FIGURE_CONFIDENCE * sure
    return text, sure if after == text else SETTLED_CONFIDENCE


def _keeps_figures(text: str, made: str) -> bool:
    """Whether digits stay what they are beside whole words, or turn into a word.

    >>> _keeps_figures("10MUHYT", "10минут"), _keeps_figures("S0", "0"), _keeps_figures("x86-KVM", "к86-KVM")
    (True, False, False)
    """
    if made == text or not any(map(str.isdigit, text)):
        return True
    words = [word for word in WORD.findall(made) if word not in text]
    if any(map(str.isdigit, made)):
        return bool(words) and all(len(word) > 1 and familiarity(word) > UNKNOWN_WORD for word in words)
    return any(len(word) > 1 for word in words)
