"""Changes in plain words, for reports that have no room or no markup for more."""

from typing import NamedTuple

import msgspec

from pipeline.check.align import align_words
from pipeline.languages.names import part_text
from pipeline.model import Change, ClauseText, Language
from pipeline.reports.escape import visible
from pipeline.reports.labels import date_text
from pipeline.reports.texts import knows, say

DATES = frozenset({"version date", "effective date"})
RESPONSIBILITY, DASH = "responsibility ", " – "


def translate_change(change: Change, language: Language) -> Change:
    """The change with what is ours in the reader's language: names of what is no clause, parties, dates.

    >>> side = ClauseText(number="responsibility 4.1", text="Деректер – customer")
    >>> translate_change(Change(kind="removed", significance="substantive", old=side), "kk").old
    ClauseText(number='4.1-тармақ бойынша жауапкершілік', text='Деректер – тапсырыс беруші')
    """
    if language == "en":
        return change
    old, new = (_translate_side(side, language) for side in (change.old, change.new))
    words = change.words
    if (
        words
        and old
        and new
        and change.old
        and change.new
        and (old.text, new.text) != (change.old.text, change.new.text)
    ):
        words = align_words(old.text, new.text)
    return msgspec.structs.replace(change, old=old, new=new, words=words)


def _translate_side(side: ClauseText | None, language: Language) -> ClauseText | None:
    if side is None:
        return None
    text = date_text(side.text, language) if side.number in DATES else side.text
    item, dash, party = text.rpartition(DASH)
    if side.number.startswith(RESPONSIBILITY) and knows(f"party.{party}"):
        text = f"{item}{dash}{say(f'party.{party}', language)}"
    return ClauseText(number=part_text(side.number, language), text=text)


class CellChange(NamedTuple):
    """One cell of a changed table; None where the table had, or has, no such cell."""

    place: str
    old: str | None
    new: str | None


def find_cell_changes(change: Change, language: Language = "en") -> tuple[CellChange, ...]:
    """The cells of a table that differ; rows count from 1 below the header, columns from 1.

    >>> table = {"clause": "5.6", "kind": "compensation", "cells": [[4, 1, "15%", "20%"], [0, 0, "a", None]]}
    >>> find_cell_changes(Change(kind="modified", significance="substantive", table=table))[0]
    CellChange(place='row 4, column 2', old='15%', new='20%')
    """
    cells = (change.table or {}).get("cells", ())
    return tuple(CellChange(_cell_place(row, column, language), old, new) for row, column, old, new in cells)


def _cell_place(row: int, column: int, language: Language) -> str:
    line = say("row-number", language, number=row) if row else say("header-row", language)
    return f"{line}, {say('column-number', language, number=column + 1)}"


def cell_change_line(cell: CellChange, language: Language = "en") -> str:
    """One cell's change in a line.

    >>> cell_change_line(CellChange("row 1, column 2", "15%", None))
    'row 1, column 2: «15%» → nothing'
    """
    old, new = (say("nothing", language) if text is None else f"«{visible(text)}»" for text in (cell.old, cell.new))
    return f"{cell.place}: {old} → {new}"


def change_sentence(change: Change) -> str:
    """What a change is, in one plain sentence with the words, or the cells, that differ."""
    number = " → ".join(dict.fromkeys(side.number for side in (change.old, change.new) if side is not None))
    facets = f" ({', '.join(change.facets)})" if change.facets else ""
    differing = [_piece(old, new) for op, old, new in change.words if op != "equal" and (old.strip() or new.strip())]
    differing = differing or [cell_change_line(cell) for cell in find_cell_changes(change)]
    side = change.new or change.old
    words = "; ".join(differing) if differing else f"«{visible(side.text)}»" if side is not None else ""
    return f"{visible(number)} {change.kind}, {change.significance}{facets}: {words}"


def _piece(old: str, new: str) -> str:
    if old.strip() and new.strip():
        return f"«{visible(old)}» → «{visible(new)}»"
    return f"{'+' if new.strip() else '−'} «{visible(new if new.strip() else old)}»"
