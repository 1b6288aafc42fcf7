"""Tables that are printed with one cell a line: "Date |", then "Place |", then "Event |".

Some web pages and reports have their tables in this form when they are converted to text. Each line
has one bar, at its end or at its beginning; an empty cell is a bar alone. The number of columns is
not printed: it is the number that divides the lengths of all runs of such lines and puts the dates
in one column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.documents.content import BlockKind, Paragraph

_CELL: Final = re.compile(r"[ \t]*(?:\|[ \t]*)?(?P<cell>[^|\n]*?)[ \t]*\|?[ \t]*(?:\n|\Z)")
"""A line without the bar at either end."""

_FEWEST_ROWS: Final = 3
_MOST_COLUMNS: Final = 8

_DATED: Final = re.compile(r"\d{1,4}(?!\d)")
"""The beginning of a cell with a date, or with hours."""

_LONGEST_DATE: Final = 30
_LEAST_BELOW: Final = 0.8
"""Minimum share of rows with a date in the column of dates, and of dates that are in it."""

CellSpan = tuple[int, int]
"""Its first character and the one after its last."""


def rows_of_cell_lines(text: str) -> list[Paragraph]:
    """The rows of tables that are printed with one cell a line, in the order of *text*."""
    if text.count("|") < 2 * _FEWEST_ROWS:
        return []
    runs = list(_runs(text))
    columns = _columns(text, runs)
    if columns is None:
        return []
    return [
        row
        for run in runs
        for first in range(0, len(run), columns)
        if (row := _row(run[first : first + columns])) is not None
    ]


def _runs(text: str) -> Iterator[list[CellSpan]]:
    """Runs of lines with one cell each, without the blank lines between them."""
    run: list[CellSpan] = []
    place = 0
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = text[place:end].strip()
        match = _CELL.fullmatch(text, place, min(end + 1, len(text)))
        is_cell = "|" in line and match is not None
        if is_cell and match is not None:
            run.append(match.span("cell"))
        elif line and run:
            yield run
            run = []
        place = end + 1
    if run:
        yield run


def _columns(text: str, runs: Sequence[Sequence[CellSpan]]) -> int | None:
    """The number of columns of the table in these *runs*; None if they are not a table."""
    if sum(map(len, runs)) < 2 * _FEWEST_ROWS:
        return None
    for columns in range(2, _MOST_COLUMNS + 1):
        if any(len(run) % columns for run in runs):
            continue
        rows = [run[i : i + columns] for run in runs for i in range(0, len(run), columns)]
        if _has_dates_below_each_other(text, rows):
            return columns
    return None


def _has_dates_below_each_other(text: str, rows: Sequence[Sequence[CellSpan]]) -> bool:
    """Whether most of the *rows* of several cells have a date, all in one column."""
    head = [text[slice(*cell)] for cell in rows[0]]
    below = [row for row in rows[1:] if [text[slice(*cell)] for cell in row] != head]
    several = [row for row in below if sum(first < last for first, last in row) > 1]
    dates = Counter(i for row in several for i, cell in enumerate(row) if _is_date(text, cell))
    most = max(dates.values(), default=0)
    return most >= _FEWEST_ROWS and most >= _LEAST_BELOW * max(len(several), dates.total())


def _is_date(text: str, cell: CellSpan) -> bool:
    return cell[1] - cell[0] <= _LONGEST_DATE and _DATED.match(text, *cell) is not None


def _row(cells: Sequence[CellSpan]) -> Paragraph | None:
    """The row of *cells*; None if all of them are empty."""
    filled = [cell for cell in cells if cell[0] < cell[1]]
    if not filled:
        return None
    start, end = filled[0][0], filled[-1][1]
    return Paragraph(
        start, end, kind=BlockKind.ROW, cells=tuple(_within(one, start, end) for one in cells)
    )


def _within(cell: CellSpan, start: int, end: int) -> CellSpan:
    """*cell* between *start* and *end*: an empty one may be outside."""
    return min(max(cell[0], start), end), min(max(cell[1], start), end)
