"""Calendars of a month: tables of weeks, with a day and its events in each cell.

The days count up from cell to cell. Those with events become a day alone on its line and the lines
of its events; the month is in a heading above. Days of the months before and after, in the first
and last weeks, are not those of the heading: their numbers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from timeline.documents.content import BlockKind, Paragraph

_COLUMNS: Final = range(5, 9)
"""Columns of a week: its working days or all of them, perhaps with its number."""

_FEWEST: Final = 10
"""Minimum days of a table that is a calendar."""

_LONGEST_STEP: Final = 3
"""Days from the last cell of a row to the first of the next one: from Friday to Monday."""

_SHORTEST_MONTH: Final = 28

_LATE: Final = 20
"""A day with which a calendar begins only if it is of the month before."""

_DAY: Final = re.compile(r"\s*(?P<day>[0-9]{1,2})(?![0-9:,/–-]|\.[0-9])")
_SEPARATOR: Final = re.compile(r"\s*(?:\n|;|•)\s*")


class _GridDay(NamedTuple):
    """A day of a calendar, and the characters of its number and of its events."""

    day: int
    number: tuple[int, int]
    rest: tuple[int, int]


def with_days_of_grids(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """*paragraphs*, with the rows of calendars replaced by their days with events."""
    place = 0
    while place < len(paragraphs):
        weeks = list(_weeks(text, paragraphs, place)) if _may_be(paragraphs[place]) else []
        cells = [cell for week in weeks for cell in week]
        if len(weeks) > 1 and len(cells) >= _FEWEST:
            yield from _days(text, cells)
            place += len(weeks)
        else:
            yield paragraphs[place]
            place += 1


def _may_be(paragraph: Paragraph) -> bool:
    return paragraph.kind is BlockKind.ROW and len(paragraph.cells) in _COLUMNS


def _weeks(text: str, paragraphs: Sequence[Paragraph], place: int) -> Iterator[list[_GridDay]]:
    """The rows of *paragraphs*, from *place* on, whose cells count the days up."""
    last = 0
    for index in range(place, len(paragraphs)):
        paragraph = paragraphs[index]
        if not _may_be(paragraph):
            return
        week: list[_GridDay] = []
        for start, end in paragraph.cells:
            if start == end:
                continue
            match = _DAY.match(text, start, end)
            day = int(match["day"]) if match else 0
            # Between two rows may be a weekend.
            most = 1 if week else _LONGEST_STEP
            is_next = not last or 1 <= day - last <= most
            if match is None or not (is_next or (last >= _SHORTEST_MONTH and day <= most)):
                return
            week.append(_GridDay(day, match.span("day"), (match.end("day"), end)))
            last = day
        yield week


def _days(text: str, cells: Sequence[_GridDay]) -> Iterator[Paragraph]:
    """The days with events, each followed by a line for each event."""
    begins = [after.day < before.day for before, after in pairwise(cells)]
    month = -1 if cells[0].day > _LATE and any(begins) else 0
    for cell, is_first in zip(cells, [False, *begins], strict=True):
        month += is_first
        events = list(_events(text, *cell.rest))
        if events and month == 0:
            yield Paragraph(*cell.number)
        yield from events


def _events(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """The lines of a cell besides its day."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" .\t\n\u00a0"))
    for separator in [*_SEPARATOR.finditer(text, start, end), None]:
        last = separator.start() if separator else end
        if text[start:last].strip():
            yield Paragraph(start, last, kind=BlockKind.ITEM, level=1)
        start = separator.end() if separator else end
