"""What was wrong with a text and what became of it: each damaged place with its kind, for records and for eyes."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Confidence, Record, Repair
from pipeline.repair.plan import MendedLine

# What each method says was wrong.
KINDS: dict[str, str] = {
    "decode-wrong-language": "ocr-eng",
    "decode-read-as-russian": "ocr-rus",
    "decode-read-as-mixed": "ocr-eng+rus",
    "restore-kazakh-letters": "flattened",
    "write-font-letters": "font-encoding",
    "unmix-scripts": "look-alike",
    "read-latin-as-cyrillic": "look-alike",
    "write-names-in-latin": "look-alike",
    "compose-letters": "decomposed",
    "split-glued-words": "glued",
    "space-dashes": "glued",
    "join-split-words": "split",
    "drop-soft-hyphens": "split",
    "remove-invisible": "invisible",
    "plain-blanks": "blank",
    "name-bullets": "private-bullet",
}
CODE_PAGE = "code-page"
# Below it a change is shown as a doubt.
SURE = 0.8
CHANGED, DOUBTED, RESET = "\x1b[32m", "\x1b[1;33m", "\x1b[0m"


class Damage(Record, frozen=True, kw_only=True):
    """A damaged place: `start` and `stop` in line `line` (from 1) as found, what stood there and what stands there now.

    `kinds` tells what was wrong, the outermost first; `confidence` how sure the repair is, all its steps together.
    """

    line: int
    start: int
    stop: int
    before: str
    after: str
    kinds: tuple[str, ...]
    methods: tuple[str, ...]
    confidence: Confidence


class _Piece(Record, frozen=True, kw_only=True):
    """A stretch of a line that repairs made: where it stood in the raw text, where it stands now."""

    raw_start: int
    raw_stop: int
    start: int
    stop: int
    methods: tuple[str, ...]
    confidence: float


def kind_of(method: str) -> str:
    return KINDS.get(method, CODE_PAGE)


def find_damage(lines: Iterable[MendedLine]) -> tuple[Damage, ...]:
    """The damaged places of a mended text, in order.

    >>> line = MendedLine(raw="жəне бағ", text="және бағ", repairs=(
    ...     Repair(method="unmix-scripts", start=0, before="жəне", after="және", confidence=0.98),))
    >>> [(one.line, one.start, one.stop, one.kinds) for one in find_damage([line])]
    [(1, 0, 4, ('look-alike',))]
    """
    return tuple(damage for number, line in enumerate(lines, 1) for damage in _line_damage(number, line))


def _line_damage(number: int, line: MendedLine) -> Iterator[Damage]:
    for piece in _pieces(line.repairs):
        before, after = line.raw[piece.raw_start : piece.raw_stop], line.text[piece.start : piece.stop]
        if before == after:
            continue
        yield Damage(
            line=number,
            start=piece.raw_start,
            stop=piece.raw_stop,
            before=before,
            after=after,
            kinds=tuple(dict.fromkeys(kind_of(method) for method in piece.methods)),
            methods=piece.methods,
            confidence=round(piece.confidence, 4),
        )


def _pieces(repairs: Sequence[Repair]) -> list[_Piece]:
    """The stretches that a log of repairs changed, joined where one repair touches what another made."""
    pieces: list[_Piece] = []
    for repair in repairs:
        start, stop = repair.start, repair.start + len(repair.before)
        growth = len(repair.after) - len(repair.before)
        if not pieces or pieces[-1].stop < start:
            pieces.append(_piece_behind(pieces[-1] if pieces else None, repair))
            continue
        left = [piece for piece in pieces if piece.stop <= start and not (piece.stop == start == stop)]
        right = [piece for piece in pieces if piece.start >= stop and piece not in left]
        touched = [piece for piece in pieces if piece not in left and piece not in right]
        # how far the text before a place has moved since the line was found
        shift = left[-1].stop - left[-1].raw_stop if left else 0
        last = touched[-1] if touched else None
        after_shift = last.stop - last.raw_stop if last else shift
        first_start = min([start, *(piece.start for piece in touched)])
        last_stop = max([stop, *(piece.stop for piece in touched)])
        merged = _Piece(
            raw_start=touched[0].raw_start if touched and touched[0].start <= start else start - shift,
            raw_stop=last.raw_stop if last and last.stop >= stop else stop - after_shift,
            start=first_start,
            stop=last_stop + growth,
            methods=tuple(dict.fromkeys([*(method for piece in touched for method in piece.methods), repair.method])),
            confidence=min([repair.confidence, *(piece.confidence for piece in touched)]),
        )
        moved = [_moved(piece, growth) for piece in right]
        pieces = [*left, merged, *moved]
    return pieces


def _piece_behind(last: _Piece | None, repair: Repair) -> _Piece:
    """What a repair made behind all that was repaired before."""
    shift = last.stop - last.raw_stop if last else 0
    return _Piece(
        raw_start=repair.start - shift,
        raw_stop=repair.start + len(repair.before) - shift,
        start=repair.start,
        stop=repair.start + len(repair.after),
        methods=(repair.method,),
        confidence=repair.confidence,
    )


def _moved(piece: _Piece, growth: int) -> _Piece:
    return _Piece(
        raw_start=piece.raw_start,
        raw_stop=piece.raw_stop,
        start=piece.start + growth,
        stop=piece.stop + growth,
        methods=piece.methods,
        confidence=piece.confidence,
    )


def paint(lines: Iterable[MendedLine]) -> str:
    """The mended text with colours for a terminal: green what was changed, yellow what is doubted."""
    return "\n".join(_paint_line(line) for line in lines)


def _paint_line(line: MendedLine) -> str:
    painted, at = [], 0
    for piece in _pieces(line.repairs):
        color = CHANGED if piece.confidence >= SURE else DOUBTED
        painted += [line.text[at : piece.start], color, line.text[piece.start : piece.stop], RESET]
        at = piece.stop
    return "".join([*painted, line.text[at:]])


def explain(lines: Sequence[MendedLine], first: int = 1) -> str:
    """One line for each damaged place: its line and columns, kind, what stood there, what stands there, how sure.

    >>> line = MendedLine(raw="жəне бағ", text="және бағ", repairs=(
    ...     Repair(method="unmix-scripts", start=0, before="жəне", after="және", confidence=0.98),))
    >>> print(explain([line]), end="")
    1:1-4    look-alike     0.98  'жəне' -> 'және'  (unmix-scripts)
    """
    told = []
    for damage in find_damage(lines):
        place = f"{damage.line + first - 1}:{damage.start + 1}-{damage.stop}"
        kinds = ",".join(damage.kinds)
        told.append(
            f"{place:<8} {kinds:<14} {damage.confidence:.2f}  {damage.before!r} -> {damage.after!r}"
            f"  ({', '.join(damage.methods)})\n"
        )
    return "".join(told)
