"""Months below: a day and its event on a line, and the month of that day alone on the next one.

Calendars of pages that show "09" above "MAR" in their margin come out like this: "09 Seminar in
Riga", "MAR".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.phrases.expressions import NoDateError

_FEWEST: Final = 2
"""Days with their month below them in a paper that is written like that."""


def months_below_days(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are the months of the days above them, by their number.

    Empty unless each line that begins with a day has such a month, and no month is elsewhere.
    """
    days = [line.index for line in lines if _is_day(line)]
    months = {line.index for line in lines if _is_month(line)}
    are_pairs = len(days) >= _FEWEST and {index + 1 for index in days} == months
    return frozenset(months if are_pairs else ())


def read_month_below(walk: Walk, line: Line) -> None:
    """Note the month on the line below *line*, before its own day is read."""
    if line.index + 1 not in walk.months_below:
        return
    below = walk.lines[line.index + 1]
    assert below.lead is not None  # it is a month
    try:
        found, source = walk.years.of(below, below.lead, walk.above.year, None)
    except NoDateError:
        return
    if (first := first_day(found)) is not None:
        walk.above = replace(walk.above, year=first.year, month=first.month, date=None)
        walk.note(below, walk.mention(below, below.lead, found, "heading", source))
        walk.outline.headings.add(below.index)


def _is_day(line: Line) -> bool:
    return line.lead is not None and line.lead.lacks_month and not line.is_alone


def _is_month(line: Line) -> bool:
    lead = line.lead
    return lead is not None and line.is_alone and lead.has_month and not lead.has_day
