"""Tables in a page that is laid out in characters, in which aligned text is a column.

Between two columns, every line has only spaces. A line continues a cell of the row above if its
first word would not have fitted there, or if it begins with a small letter; otherwise it begins a
new row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

LEAST_LINES: Final = 3
"""Minimum lines of a table, including the one with the names of its columns."""

LEAST_ROWS: Final = 2
"""Minimum of these lines with text in more than one column."""

SHORT: Final = 25
"""Maximum characters of the shortest cell in most lines of a table, unlike prose in columns."""

GAP: Final = 2
"""Minimum spaces between two columns."""

WIDEST: Final = 1_000
"""Maximum characters of a line in a table."""

_DAY: Final = re.compile(r"\d{1,2}(?!\d)")
_OPEN: Final = re.compile(r"[-–—,/&]$")


class _TextColumn(NamedTuple):
    """Characters *start* to *end* of each line of a table."""

    start: int
    end: int


DATED: Final = 0.6
"""The share of cells with figures from which a column counts as a column of dates."""


def lines_and_rows(page: str, *, are_dated: bool = False) -> Iterator[str]:
    """The lines of a *page*; a row of a table is one line, with tabs between its cells.

    With *are_dated*, a table must have a column of dates.
    """
    lines = page.splitlines()
    place = 0
    while place < len(lines):
        last, columns = _table(lines, place)
        if columns and are_dated and not _has_dates(lines[place:last], columns):
            columns = []
            last = place + 1
        if columns:
            yield from ("\t".join(row) for row in _rows(lines[place:last], columns))
        elif words := " ".join(lines[place].split()):
            yield words
        place = max(last, place + 1)


def _table(lines: Sequence[str], first: int) -> tuple[int, list[_TextColumn]]:
    """The line after the table that begins in line *first*, and its columns; empty if no table."""
    filled = 0
    last = first
    found: list[_TextColumn] = []
    for place in range(first, len(lines)):
        line = lines[place]
        if not line.strip() and place == last and found:
            continue  # between two rows, if a line with several cells follows
        if not line.strip() or len(line) > WIDEST:
            break
        more = filled | sum(1 << index for index, sign in enumerate(line) if sign != " ")
        columns = _columns(more)
        is_apart = place > last and len(list(filter(None, _cells(line, columns)))) < 2
        if len(columns) < 2 or len(columns) < len(found) or is_apart:
            break
        filled, found, last = more, columns, place + 1
    rows = [list(filter(None, _cells(line, found))) for line in lines[first:last]]
    several = [cells for cells in rows if len(cells) > 1]
    short = sum(min(map(len, cells)) <= SHORT for cells in several)
    if last - first < LEAST_LINES or len(several) < LEAST_ROWS or 2 * short < len(several):
        return first, []
    return last, found


def _has_dates(lines: Sequence[str], columns: Sequence[_TextColumn]) -> bool:
    """Whether most of the cells of a column are short and have figures."""
    rows = [_cells(line, columns) for line in lines]
    for column in zip(*rows, strict=True):
        filled = [cell for cell in column if cell]
        dated = sum(len(cell) <= SHORT and bool(_FIGURE.search(cell)) for cell in filled)
        if dated > LEAST_ROWS and dated >= DATED * len(filled):
            return True
    return False


_FIGURE: Final = re.compile(r"\d")


def _columns(filled: int) -> list[_TextColumn]:
    """The runs of characters that are *filled* in any line, separated by at least `GAP` spaces."""
    signs = bin(filled)[:1:-1]
    runs = re.finditer(rf"1(?:0{{0,{GAP - 1}}}1)*", signs)
    return [_TextColumn(*run.span()) for run in runs]


def _cells(line: str, columns: Sequence[_TextColumn]) -> list[str]:
    return [" ".join(line[column.start : column.end].split()) for column in columns]


def _rows(lines: Sequence[str], columns: Sequence[_TextColumn]) -> Iterator[list[str]]:
    """The rows of a table, with the lines of a cell joined."""
    row: list[str] = []
    ends: list[str] = []
    """The last line of each cell of the row."""
    is_apart = False
    for line in lines:
        if not line.strip():
            is_apart = True
            continue
        cells = _cells(line, columns)
        if row and not is_apart and _continues(cells, ends, columns):
            row = [" ".join(filter(None, pair)) for pair in zip(row, cells, strict=True)]
            ends = [cell or end for cell, end in zip(cells, ends, strict=True)]
            continue
        if row:
            yield row
        row, ends, is_apart = cells, cells, False
    yield row


def _continues(cells: Sequence[str], ends: Sequence[str], columns: Sequence[_TextColumn]) -> bool:
    """Whether every cell of a line continues a cell of the line before."""
    if _DAY.match(cells[0]) and not _OPEN.search(ends[0]):
        return False
    if not cells[0] and all(cell[:1].islower() for cell in cells if cell):
        return True
    return all(
        end and len(end) + 1 + len(cell.split()[0]) > column.end - column.start
        for cell, end, column in zip(cells, ends, columns, strict=True)
        if cell
    )
