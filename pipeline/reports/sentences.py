"""Changes in plain words, for reports that have no room or no markup for more."""

from typing import NamedTuple

from pipeline.model import Change
from pipeline.reports.escape import visible


class CellChange(NamedTuple):
    """One cell of a changed table; None where the table had, or has, no such cell."""

    place: str
    old: str | None
    new: str | None


def find_cell_changes(change: Change) -> tuple[CellChange, ...]:
    """The cells of a table that differ; rows count from 1 below the header, columns from 1.

    >>> table = {"clause": "5.6", "kind": "compensation", "cells": [[4, 1, "15%", "20%"], [0, 0, "a", None]]}
    >>> find_cell_changes(Change(kind="modified", significance="substantive", table=table))[0]
    CellChange(place='row 4, column 2', old='15%', new='20%')
    """
    cells = (change.table or {}).get("cells", ())
    return tuple(
        CellChange(f"{f'row {row}' if row else 'header'}, column {column + 1}", old, new)
        for row, column, old, new in cells
    )


def cell_change_line(cell: CellChange) -> str:
    """One cell's change in a line.

    >>> cell_change_line(CellChange("row 1, column 2", "15%", None))
    'row 1, column 2: «15%» → nothing'
    """
    old, new = ("nothing" if text is None else f"«{visible(text)}»" for text in (cell.old, cell.new))
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
