"""Days of news: the days on which the items of a page of news were published.

Such a page has a title, a day and a few sentences for each item, the latest first. The sentences
say when something takes place; the days between them are those of the news.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline.errors import DateError
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.walk import Above, Walk
from timeline.phrases.dated_lines import value
from timeline.phrases.expressions import DateOrder, NoDateError

_FEWEST: Final = 3
"""Days in a page of news."""

_MOST_BELOW: Final = 2
"""Lines below a day in which its sentences give a date of their own."""

_ENDS: Final = frozenset(".!?。։")
"""Signs at the end of a sentence."""


def days_of_news(lines: Sequence[Line], order: DateOrder, on: date | None) -> frozenset[int]:
    """The lines that are only the day of a piece of news, by their number; none in other papers."""
    found: list[tuple[int, date]] = []
    for line in lines:
        dated = line.lead
        if dated is None or not (line.is_alone and dated.has_day) or line.cells:
            continue
        if dated.lacks_year or len(dated.series.points) > 1:
            return frozenset()
        with suppress(NoDateError, DateError):
            day = value(dated, order, on).earliest
            if day is None or (on is not None and day > on):
                return frozenset()
            found.append((line.index, day))
    days = [day for _, day in found]
    is_falling = all(one >= other for one, other in pairwise(days)) and len(set(days)) > 1
    if len(found) < _FEWEST or not is_falling:
        return frozenset()
    dated_below = sum(_is_dated_below(lines, index) for index, _ in found)
    return frozenset(index for index, _ in found) if dated_below == len(found) else frozenset()


def _is_dated_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the sentences below a day name a month themselves."""
    below = [line for line in lines[index + 1 : index + 1 + _MOST_BELOW] if not line.is_alone]
    return any(
        line.text.rstrip()[-1:] in _ENDS and line.passage.around.names_month(line.start, line.end)
        for line in below
    )


def read_day_of_news(walk: Walk, line: Line) -> bool:
    """Read the day of a piece of news, which dates no event; return whether *line* is one."""
    if line.index not in walk.news_days or line.lead is None:
        return False
    try:
        found, source = walk.date_of(line, line.lead)
    except NoDateError:
        return False
    mention = walk.mention(line, line.lead, found, "publication", source)
    walk.note(line, replace(mention, is_item=False))
    walk.above = Above()
    walk.years.begin_list()
    return True
