"""The lines of a clause that are a table or a list of names and values, told from running text."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.facts.sheets import is_value
from pipeline.model import Origin, Table

LEAST_ROWS = 2
BULLET = re.compile(r"^\s*(?:[-–—•●▪■◦·*]|\(?[\w]{1,3}[).])\s+")
LEADER = re.compile(r"^(?P<name>.*[^\s.…_·])\s*(?:\.{2,}|…+|_{3,}|·{3,})\s*(?P<value>\S.*)$")
# "P2 – 1 ч.", "Реакция: 15 мин.", "Uptime = 99.9%"
PAIR = re.compile(r"^(?P<name>[^:–—=→|]{1,80}?)\s*(?::|\s[–—=→-]|\s?=>|→)\s+(?P<value>(?:[^:]|:(?=\d))+)$")
HOURS_PAIR = re.compile(r"^(?P<name>[^:]{1,60}):\s+(?P<value>\d{1,2}[:.]\d\d\b.*)$")


class Block(NamedTuple):
    """Lines of a text that belong together: a table (`above` is the line that leads in), or running text."""

    text: str
    table: Table | None = None
    above: str = ""


def split_blocks(text: str, clause: str, origin: Origin) -> tuple[Block, ...]:
    """The blocks of a text, in order; a text of one line is one block."""
    lines = text.split("\n")
    if len(lines) < LEAST_ROWS:
        return (Block(text),)
    blocks: list[Block] = []
    prose: list[str] = []
    at = 0
    while at < len(lines):
        rows = next((found for split in SPLITS if len(found := _rows(lines[at:], split)) >= LEAST_ROWS), ())
        if not rows:
            prose.append(lines[at])
            at += 1
            continue
        above = prose[-1] if prose else ""
        blocks += [Block("\n".join(prose))] if prose else []
        prose = []
        table = Table(
            clause=clause, kind="other", header=rows[0], rows=tuple(rows[1:]), found_by="lines", origin=origin
        )
        blocks.append(Block("\n".join(lines[at : at + len(rows)]), table, above))
        at += len(rows)
    return (*blocks, Block("\n".join(prose))) if prose else tuple(blocks)


def _rows(lines: Sequence[str], split: Callable[[str], tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows that the first lines are, all of as many cells."""
    rows: list[tuple[str, ...]] = []
    for line in lines:
        cells = split(line)
        if not cells or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return tuple(rows)


def _by_bars(line: str) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in re.split(r"[|\t│]", line.strip().strip("|│")))
    return cells if len(cells) > 1 else ()


def _by_blanks(line: str) -> tuple[str, ...]:
    cells = tuple(re.split(r"\s{2,}", line.strip()))
    return cells if len(cells) > 1 else ()


def _by_leaders(line: str) -> tuple[str, ...]:
    match = LEADER.match(BULLET.sub("", line).strip())
    return (match["name"].strip(), match["value"].strip()) if match else ()


def _by_pairs(line: str) -> tuple[str, ...]:
    bare = BULLET.sub("", line).strip().rstrip(";,")
    match = HOURS_PAIR.match(bare) or PAIR.match(bare)
    return (match["name"].strip(), match["value"].strip()) if match and is_value(match["value"]) else ()


SPLITS = (_by_leaders, _by_bars, _by_blanks, _by_pairs)
