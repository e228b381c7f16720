"""Two texts word by word: which words only one of them has."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# a word with what holds it together ("99,9%-дан", "24/7/365", "мән-жайлар"), or one mark
TOKEN = re.compile(r"\w+(?:[.,/:'’–-]\w+)*%?(?:-\w+)*|[^\w\s]|\s+")
NOT_WORDS = re.compile(r"[\W_]+")

Op = Literal["equal", "insert", "delete", "replace"]


class Piece(NamedTuple):
    """A run of words: what the old text has and what the new one has in its place."""

    op: Op
    old: str
    new: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order; the old sides join to `old`, the new sides to `new`.

    >>> [piece for piece in compare_words("10 минутқа дейін", "15 минутқа дейін") if piece.op != "equal"]
    [Piece(op='replace', old='10', new='15')]
    """
    old_tokens, new_tokens = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False)
    pieces: list[Piece] = []
    for op, old_start, old_stop, new_start, new_stop in matcher.get_opcodes():
        piece = Piece(op, "".join(old_tokens[old_start:old_stop]), "".join(new_tokens[new_start:new_stop]))
        if len(pieces) > 1 and op != "equal" and pieces[-1].op == "equal" and not pieces[-1].old.strip():
            # two changed words with a space between them read better as one change
            space, before = pieces.pop(), pieces.pop()
            piece = Piece("replace", before.old + space.old + piece.old, before.new + space.new + piece.new)
        pieces.append(piece)
    return tuple(pieces)


def same_words(old: str, new: str) -> bool:
    """Whether nothing but case, punctuation and white space differs.

    >>> same_words("Тәулігіне 24 сағат, үзіліссіз", "тәулігіне 24 сағат үзіліссіз")
    True
    >>> same_words("24 сағат", "2 сағат")
    False
    """
    return NOT_WORDS.sub("", old).casefold() == NOT_WORDS.sub("", new).casefold()
