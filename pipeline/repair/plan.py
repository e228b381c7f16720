"""Which remedy, in what order, with a log that can be replayed."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import partial

from pipeline.model import Record, Repair
from pipeline.repair import channel, fixes
from pipeline.repair.code_pages import find_misreadings, mend_misreading
from pipeline.repair.damage import (
    CYRILLIC_LETTER,
    DECOMPOSED,
    INVISIBLE,
    LONG_WORD,
    MIXED_WORD,
    ODD_BLANK,
    ONE_SIDED_DASH,
    PRIVATE_BULLET,
    PURE_LOOKALIKE,
    SOFT_HYPHEN,
    SPLIT_WORD,
    TYPED_NAME,
    WORD,
    find_wrong_reading,
    is_kazakh_form,
)
from pipeline.repair.font_letters import find_font_letters, write_font_letters
from pipeline.repair.glued import is_word, join_split_words, split_glued_words
from pipeline.settings import RepairSettings


class Remedy(Record, frozen=True, kw_only=True):
    """A fix by its name in the log. `pattern` finds what it may touch: a line without a match is not tried.

    `changes_letters` says whether it makes other words of the text (a document mended so counts as repaired), or only
    sets blanks and signs right.
    """

    name: str
    fix: Callable[[str], str]
    pattern: re.Pattern[str]
    confidence: float
    changes_letters: bool


# Tried on every line from the top; what mends characters comes before what looks at words.
REMEDIES: tuple[Remedy, ...] = (
    Remedy(
        name="remove-invisible",
        fix=fixes.remove_invisible,
        pattern=INVISIBLE,
        confidence=1.0,
        changes_letters=False,
    ),
    Remedy(
        name="drop-soft-hyphens",
        fix=fixes.drop_soft_hyphens,
        pattern=SOFT_HYPHEN,
        confidence=1.0,
        changes_letters=False,
    ),
    Remedy(
        name="plain-blanks",
        fix=fixes.plain_blanks,
        pattern=ODD_BLANK,
        confidence=1.0,
        changes_letters=False,
    ),
    Remedy(
        name="compose-letters",
        fix=fixes.compose_letters,
        pattern=DECOMPOSED,
        confidence=1.0,
        changes_letters=False,
    ),
    Remedy(
        name="name-bullets",
        fix=fixes.name_bullets,
        pattern=PRIVATE_BULLET,
        confidence=1.0,
        changes_letters=False,
    ),
    Remedy(
        name="unmix-scripts",
        fix=fixes.unmix_scripts,
        pattern=MIXED_WORD,
        confidence=0.98,
        changes_letters=True,
    ),
    Remedy(
        name="read-latin-as-cyrillic",
        fix=fixes.read_latin_as_cyrillic,
        pattern=PURE_LOOKALIKE,
        confidence=0.95,
        changes_letters=True,
    ),
    Remedy(
        name="write-names-in-latin",
        fix=fixes.write_names_in_latin,
        pattern=TYPED_NAME,
        confidence=0.95,
        changes_letters=True,
    ),
    Remedy(
        name="space-dashes",
        fix=fixes.space_dashes,
        pattern=ONE_SIDED_DASH,
        confidence=0.99,
        changes_letters=False,
    ),
    Remedy(
        name="split-glued-words",
        fix=split_glued_words,
        pattern=LONG_WORD,
        confidence=0.95,
        changes_letters=False,
    ),
    Remedy(
        name="join-split-words",
        fix=join_split_words,
        pattern=SPLIT_WORD,
        confidence=0.95,
        changes_letters=False,
    ),
)
# What the decoder of text that OCR read in the wrong language is called in the log.
DECODE = "decode-wrong-language"
DECODES = {
    "ocr-eng": DECODE,
    "ocr-rus": "decode-read-as-russian",
    "ocr-eng+rus": "decode-read-as-mixed",
    "flattened": "restore-kazakh-letters",
}
REREAD = "reread-{read_as}-as-{really}"
FONT_LETTERS = "write-font-letters"
FONT_CONFIDENCE = 0.95
# Rereading is chosen only where it makes words of what were none.
REREAD_CONFIDENCE = 0.99
# A remedy may uncover work for one above it; three rounds have always been enough to find nothing more.
ROUNDS = 3
# Beyond this many pairs of words a difference is logged as one span.
MOST_PAIRS = 1_000_000
PART = re.compile(r"\s+|\S+")
LETTER = re.compile(r"[^\W\d_]")
LETTER_METHODS = frozenset(
    {*DECODES.values(), FONT_LETTERS, *(remedy.name for remedy in REMEDIES if remedy.changes_letters)}
)


class MendedLine(Record, frozen=True, kw_only=True):
    """A line as found, as mended, and how one became the other."""

    raw: str
    text: str
    repairs: tuple[Repair, ...] = ()


def mend_lines(lines: Sequence[str], settings: RepairSettings) -> list[MendedLine]:
    r"""Mend the lines of one document: together, since what is wrong with one line its neighbours prove.

    >>> [line.text for line in mend_lines(["\ue12c Ќазаќстан", "таза жол"], RepairSettings())]
    ['• Қазақстан', 'таза жол']
    """
    mended = [MendedLine(raw=line, text=line) for line in lines]
    for number in range(ROUNDS):
        read = decode_lines(reread_lines(mended), settings)
        if number and all(new is old for new, old in zip(read, mended, strict=True)):
            break
        # a line that stayed since it was mended needs no mending again
        mended = [old if number and new is old else mend_line(new) for new, old in zip(read, mended, strict=True)]
    return mended


def reread_lines(lines: list[MendedLine]) -> list[MendedLine]:
    """Read the lines' bytes right, where the code page or the font was another."""
    for misreading in find_misreadings([line.text for line in lines]):
        name = REREAD.format(read_as=misreading.read_as, really=misreading.really)
        fix = partial(mend_misreading, misreading=misreading)
        lines = [apply_fix(line, fix, method=name, confidence=REREAD_CONFIDENCE) for line in lines]
    letters = find_font_letters([line.text for line in lines])
    if letters:
        fix = partial(write_font_letters, letters=letters)
        lines = [apply_fix(line, fix, method=FONT_LETTERS, confidence=FONT_CONFIDENCE) for line in lines]
    return lines


def decode_lines(lines: list[MendedLine], settings: RepairSettings) -> list[MendedLine]:
    """Decode the lines that OCR in the wrong language left, or that somebody typed without Kazakh letters."""
    texts = [line.text for line in lines]
    suspects = find_wrong_reading(texts)
    sure = [suspect for suspect in suspects if suspect.score >= settings.damage_threshold]
    decoded = list(lines)
    # the decoder's network is loaded where there is something to decode
    if sure:
        read = channel.decode_lines([texts[suspect.line_index] for suspect in sure], sure[0].kind)
        for suspect, tokens in zip(sure, read, strict=True):
            line = lines[suspect.line_index]
            decoded[suspect.line_index] = apply_tokens(line, _allowed(tokens, suspect.kind), DECODES[suspect.kind])
    return decoded


def _allowed(tokens: Iterable[channel.DecodedToken], kind: str) -> Iterable[channel.DecodedToken]:
    """The tokens that this kind of damage can have made: a word with Cyrillic letters was not read as English, and
    who lacks Kazakh letters types all others right.
    """
    for token in tokens:
        if kind == "ocr-eng" and CYRILLIC_LETTER.search(token.before):
            continue
        if kind == "flattened" and not (
            is_kazakh_form(token.before, token.after) and all(map(is_word, WORD.findall(token.after.casefold())))
        ):
            continue
        yield token


def apply_tokens(line: MendedLine, tokens: Iterable[channel.DecodedToken], method: str = DECODE) -> MendedLine:
    """Put what the decoder read in the place of what stood there, and log it.

    A figure stays where the decoder would sooner have a word but is not sure: nobody notices a wrong figure.
    """
    text, shift = line.text, 0
    repairs = []
    for token in tokens:
        is_doubtful_figure = token.confidence < 0.5 and not LETTER.search(token.before)
        if token.before == token.after or is_doubtful_figure:
            continue
        start, stop = token.start + shift, token.stop + shift
        text = text[:start] + token.after + text[stop:]
        shift += len(token.after) - (stop - start)
        repairs.append(
            Repair(
                method=method,
                start=start,
                before=token.before,
                after=token.after,
                confidence=round(token.confidence, 4),
            )
        )
    return MendedLine(raw=line.raw, text=text, repairs=(*line.repairs, *repairs)) if repairs else line


def mend_line(line: MendedLine) -> MendedLine:
    """Run the table of remedies over one line until nothing changes."""
    for _ in range(ROUNDS):
        before = line.text
        for remedy in REMEDIES:
            if remedy.pattern.search(line.text):
                line = apply_fix(line, remedy.fix, method=remedy.name, confidence=remedy.confidence)
        if line.text == before:
            break
    return line


def apply_fix(line: MendedLine, fix: Callable[[str], str], *, method: str, confidence: float) -> MendedLine:
    """Apply one fix and log what it changed."""
    text = fix(line.text)
    if text == line.text:
        return line
    repairs = find_repairs(line.text, text, method=method, confidence=confidence)
    return MendedLine(raw=line.raw, text=text, repairs=(*line.repairs, *repairs))


def find_repairs(before: str, after: str, *, method: str, confidence: float) -> tuple[Repair, ...]:
    """The difference of two strings as repairs of whole words and whole blanks, to be applied in order.

    >>> [(one.start, one.before, one.after) for one in find_repairs("жəне бағ", "және бағ", method="m", confidence=1)]
    [(0, 'жəне', 'және')]
    """
    old, new = PART.findall(before), PART.findall(after)
    repairs = []
    start = 0
    for old_parts, new_parts in _pair_parts(old, new):
        was, becomes = "".join(old_parts), "".join(new_parts)
        if was != becomes:
            repairs.append(Repair(method=method, start=start, before=was, after=becomes, confidence=confidence))
        start += len(becomes)
    return tuple(repairs)


def _pair_parts(old: list[str], new: list[str]) -> Iterable[tuple[list[str], list[str]]]:
    if len(old) == len(new):
        yield from (([a], [b]) for a, b in zip(old, new, strict=True))
        return
    if len(old) * len(new) > MOST_PAIRS:
        yield old, new
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, old_start, old_stop, new_start, new_stop in matcher.get_opcodes():
        yield old[old_start:old_stop], new[new_start:new_stop]


def replay(raw: str, repairs: Iterable[Repair]) -> str:
    """Apply a log to the text as found. Raises ValueError where the log is of another text.

    >>> replay("жəне бағ", [Repair(method="unmix-scripts", start=0, before="жəне", after="және")])
    'және бағ'
    """
    text = raw
    for repair in repairs:
        stop = repair.start + len(repair.before)
        if text[repair.start : stop] != repair.before:
            raise ValueError(f"the log has {repair.before!r} at {repair.start}, the text {text[repair.start : stop]!r}")
        text = text[: repair.start] + repair.after + text[stop:]
    return text


def confidence_of(text: str, repairs: Iterable[Repair]) -> float:
    """How sure we are of a mended text: doubts in repairs, weighed by their share of it; 0..1.

    >>> confidence_of("және бағ.", [Repair(method="m", start=0, before="жəне", after="және", confidence=0.55)])
    0.8
    """
    doubt = sum(len(repair.after) * (1 - repair.confidence) for repair in repairs)
    return round(max(0.0, 1 - doubt / max(1, len(text))), 4)


def changes_letters(repair: Repair) -> bool:
    """Whether a repair makes other words of the text, rather than setting blanks and signs right."""
    return repair.method in LETTER_METHODS or repair.method.startswith("reread-")
