"""Notices: announcements below each other, each with a title and the day it was published.

"Visit of the Foreign Minister", below it "9 November 2026" alone, then sentences that date the
visit themselves. Such a day dates no event: it is the day of the notice, from which the years of
its sentences are inferred. In a chronicle with this layout, the sentences repeat the day, or have
none. A page of news may have the days without titles, the latest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from timeline.documents.content import BlockKind
from timeline.errors import DateError
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import MOST_OF_HEAD, Walk
from timeline.phrases.dated_lines import Dated, value
from timeline.phrases.expressions import NoDateError
from timeline.phrases.finding import mentions

_FEWEST: Final = 2
"""Minimum notices with other days in their sentences, in a paper of several notices."""

_MOST_READ: Final = 3
"""Maximum lines of a notice in which its first date is searched for."""


_ENDS: Final = tuple(".!?。")
"""Signs at the end of a line that is a sentence."""


class _Notice(NamedTuple):
    """The line with the title, that of the *day* below it, and the line after the notice."""

    title: int
    line: Line
    day: date
    end: int


def note_notices(walk: Walk) -> None:
    """Note the days of the notices of a document, by their lines and by those of their titles."""
    if days := _days_of_news(walk):
        walk.notices, walk.days_of_notices = days, frozenset(days)
    every = list(_candidates(walk))
    others_day = {notice: _has_other_day(walk, notice) for notice in every}
    others = sum(one is True for one in others_day.values())
    known = sum(one is not None for one in others_day.values())
    if len(every) == 1:
        is_written_so = every[0].day == walk.on and (
            others > 0 or _is_above_earlier_days(walk, every[0])
        )
    else:
        is_written_so = others >= _FEWEST and 2 * others > known
    if is_written_so:
        walk.notices = {notice.title: notice.day for notice in every}
        walk.days_of_notices = frozenset(notice.line.index for notice in every)


def read_day_of_notice(walk: Walk, line: Line) -> bool:
    """Read the day of a notice; return whether *line* contains only that."""
    if line.index not in walk.days_of_notices or line.lead is None:
        return False
    found = value(line.lead, walk.order, walk.on)
    mention = walk.mention(line, line.lead, found, "publication", "")
    walk.note(line, replace(mention, is_item=False))
    return True


def _candidates(walk: Walk) -> Iterator[_Notice]:
    """The days below a title that other text follows, in the order of the document."""
    found = [
        (title, line, day)
        for title, line in zip(walk.lines, walk.lines[1:], strict=False)
        if line.lead is not None and line.is_alone and _may_be_title(title)
        if (day := _whole_day(walk, line.lead)) is not None
    ]
    begins = [title.index for title, *_ in found]
    for (title, line, day), end in zip(found, [*begins, len(walk.lines)][1:], strict=True):
        if line.index + 1 < end and line.block.kind is not BlockKind.ROW:
            yield _Notice(title.index, line, day, end)


def _may_be_title(line: Line) -> bool:
    is_plain = line.block.kind is not BlockKind.ROW and not line.is_bullet
    return is_plain and line.may_head and line.hours is None and not line.is_alone


def _whole_day(walk: Walk, dated: Dated) -> date | None:
    """The day of *dated*, if it has its month and year."""
    is_one = len(dated.series.points) == 1 and dated.has_day and not dated.lacks_month
    if not is_one or dated.lacks_year:
        return None
    try:
        return first_day(value(dated, walk.order, walk.on))
    except (NoDateError, DateError):
        return None


def _has_other_day(walk: Walk, notice: _Notice) -> bool | None:
    """Whether the first sentence with a date has another date; None if no sentence has a date."""
    body = walk.lines[notice.line.index + 1 : notice.end]
    if not _begins_with_sentence(body):
        return None
    for line in body[:_MOST_READ]:
        if line.is_alone:
            return None
        for mention in mentions(line.passage, notice.day, order=walk.order):
            if mention.value is None or not mention.is_item or mention.kind == "relative":
                continue
            return not _contains(mention.value.iso_bounds, notice.day)
    return None


def _begins_with_sentence(body: Sequence[Line]) -> bool:
    return body[0].text.rstrip().endswith(_ENDS)


def _contains(bounds: tuple[str | None, str | None], day: date) -> bool:
    first, last = bounds
    return (first or "") <= f"{day}" <= (last or f"{day}")


def _is_above_earlier_days(walk: Walk, notice: _Notice) -> bool:
    """Whether days alone begin below, before the day in the first lines: "24.6.2026", then "1"."""
    if notice.line.index >= MOST_OF_HEAD:
        return False
    for line in walk.lines[notice.line.index + 1 : notice.end]:
        if line.lead is not None and line.is_alone and line.lead.has_day:
            first = line.lead.series.points[0]
            return line.lead.lacks_month and (first.day or 0) < notice.day.day
    return False


def _days_of_news(walk: Walk) -> dict[int, date]:
    """The days of pieces of news without titles by their lines, the latest first; else none."""
    found: dict[int, date] = {}
    for line in walk.lines:
        dated = line.lead
        if dated is None or not (line.is_alone and dated.has_day) or line.cells:
            continue
        if dated.lacks_year or len(dated.series.points) > 1:
            return {}
        with suppress(NoDateError, DateError):
            day = value(dated, walk.order, walk.on).earliest
            if day is None or (walk.on is not None and day > walk.on):
                return {}
            found[line.index] = day
    days = list(found.values())
    is_falling = all(one >= other for one, other in pairwise(days)) and len(set(days)) > 1
    if len(found) < _FEWEST_OF_NEWS or not is_falling:
        return {}
    return found if all(_is_dated_below(walk.lines, index) for index in found) else {}


_FEWEST_OF_NEWS: Final = 3
"""Minimum days in a page of news."""

_MOST_BELOW: Final = 2
"""Maximum lines below such a day in which its sentences give a date of their own."""


def _is_dated_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the sentences below a day name a month themselves."""
    below = [line for line in lines[index + 1 : index + 1 + _MOST_BELOW] if not line.is_alone]
    return any(
        line.text.rstrip().endswith(_ENDS) and line.passage.around.names_month(line.start, line.end)
        for line in below
    )
