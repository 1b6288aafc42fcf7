"""Headings: which lines date the lines below them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.errors import DateError
from timeline.extraction.structure.items import rest_of
from timeline.extraction.structure.line_hours import ends_with_hours
from timeline.extraction.structure.lines import LONGEST_HEADING, Line, years_named
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.programmes import is_next_hour, is_programme
from timeline.extraction.structure.table_cells import heads_columns
from timeline.extraction.structure.walk import MOST_OF_HEAD, Above, Walk
from timeline.extraction.structure.years import HEADING
from timeline.phrases import Mention
from timeline.phrases.dated_lines import Dated, value
from timeline.phrases.expressions import NoDateError
from timeline.phrases.finding import mentions

DAY, MONTH, YEAR, NOTHING = range(4)
"""The finest unit that a date gives."""


def rank(dated: Dated | None) -> int:
    """The finest unit that *dated* gives."""
    if dated is None:
        return NOTHING
    if dated.has_day or dated.lacks_month:
        return DAY
    return MONTH if dated.has_month else YEAR


def finest(line: Line) -> int:
    """The finest unit that the date of a line gives; hours are finer than a day.

    "10.15" can be read as hours or as a day, with or without its month. Here it counts as hours:
    both are finer than a month, and only hours can come below a day.
    """
    if line.is_of_hours:
        return DAY - 1
    return rank(line.lead or line.trail)


def _following(lines: Sequence[Line], index: int) -> Line | None:
    """The next line, or the one after a remark in brackets or the header of a table."""
    place = index + 1
    if place < len(lines) and lines[place].is_bracketed:
        place += 1
    if place < len(lines) and heads_columns(lines, place):
        place += 1
    return lines[place] if place < len(lines) else None


def dates_lines(lines: Sequence[Line], index: int) -> Dated | None:
    """The date of a line that is the heading of those below it; None for any other line."""
    line = lines[index]
    following = _following(lines, index)
    if following is None or not line.may_head:
        return None
    below = finest(following)
    if line.is_alone and line.lead is not None:
        # Dates below each other are a list; a month or day below a year belongs to that year.
        if following.is_alone and below >= rank(line.lead):
            return None
        if following.block.kind is BlockKind.HEADING and below is NOTHING:
            return None
        is_followed = following.is_entry or following.is_alone or following.hours is not None
        is_followed |= following.block.kind is BlockKind.ROW  # the weekdays: "Mo | Di"
        return line.lead if is_followed else None
    dated = _loose(line)
    if dated is None:
        return None
    if rank(dated) is DAY and below is not DAY and _counts_day(line, dated):
        return dated
    if dates_page(lines, line):
        return dated
    if line.block.kind is BlockKind.HEADING:
        return (
            dated if below < rank(dated) or following.block.kind is not BlockKind.HEADING else None
        )
    return dated if below < rank(dated) or _heads_days(lines, line, dated) else None


def _heads_days(lines: Sequence[Line], line: Line, dated: Dated) -> bool:
    """Whether the month of a title is that of the days below, after its number and notes."""
    if rank(dated) is not MONTH or line.index >= MOST_OF_HEAD:
        return False
    below = lines[line.index + 1 : line.index + 1 + _MOST_OF_PREFACE]
    leads = [other.lead for other in below if other.lead is not None][:_FEWEST_DAYS_BELOW]
    return len(leads) == _FEWEST_DAYS_BELOW and all(
        lead.lacks_month and bool(lead.series.weekdays or lead.apart) for lead in leads
    )


_FEWEST_DAYS_BELOW: Final = 2
"""Days without a month, the first dates below a title, which it dates."""


def dates_page(lines: Sequence[Line], line: Line) -> bool:
    """Whether the title of a diary has its day, and hours are the first times below it.

    Notes, and the names of countries and cities, may be between: "DIARY FOR MONDAY, 4 MAY".
    """
    dated = _loose(line)
    is_day = dated is not None and rank(dated) is DAY and len(dated.series.points) == 1
    if not is_day or line.index >= MOST_OF_HEAD or line.is_alone or line.is_aside(dated):
        return False
    below = lines[line.index + 1 : line.index + 1 + _MOST_OF_PREFACE]
    times = [one for one in below if finest(one) is not NOTHING or ends_with_hours(one)]
    times = times[:_FEWEST_HOURS]
    if not times or times[0] is below[0]:
        return False
    # A single sentence that begins with hours may be part of a text.
    are_several = len(times) == _FEWEST_HOURS
    if any(map(ends_with_hours, times)):
        return are_several and all(one.is_of_hours or ends_with_hours(one) for one in times)
    return all(one.is_of_hours and (are_several or not one.ends_sentence) for one in times)


_FEWEST_HOURS: Final = 2
"""Minimum times below the title of a diary that are hours, before any other date."""

_MOST_OF_PREFACE: Final = 12
"""Maximum lines between the title of a diary and its first hours."""


def _counts_day(line: Line, dated: Dated) -> bool:
    """Whether a line has only the number of the day besides its date: "First day"."""
    rest = [*range(line.start, dated.start), *range(dated.end, line.end)]
    words = [node for node in rest if line.passage.tokens[node].kind != "sign"]
    is_label = 0 < len(words) <= _MOST_OF_LABEL
    around = line.passage.around
    # "Independence Day" is an event.
    is_counted = any(
        around.names(node, name) for node in words for name in ("ordinal", "cardinal", "number")
    )
    return is_label and is_counted and any(around.names(node, "day_unit") for node in words)


_MOST_OF_LABEL: Final = 4


def _loose(line: Line) -> Dated | None:
    """The date at the edge of a heading of several words."""
    dated = line.trail or line.lead
    is_year = dated is not None and dated.is_year and dated.calendar is None
    return None if is_year and _years(line) != 1 else dated


def _years(line: Line) -> int:
    return len(years_named(line.text))


def year_in(lines: Sequence[Line], index: int) -> int | None:
    """The only year in a heading above dated lines: "Main events of 1992"."""
    line = lines[index]
    following = _following(lines, index)
    years = years_named(line.text)
    may_head = line.may_head or line.introduces or line.is_running_head
    if following is None or not may_head or len(years) != 1:
        return None
    is_heading = line.block.kind is BlockKind.HEADING or finest(following) < YEAR
    is_heading |= _is_above_months(lines, index)
    own = line.lead or line.trail
    is_whole_date = own is not None and (own.has_day or (own.has_month and bool(own.apart)))
    return years.pop() if is_heading and not is_whole_date else None


def _is_above_months(lines: Sequence[Line], index: int) -> bool:
    """Whether the first date below a title is a month alone; the source may be between."""
    if index >= MOST_OF_HEAD or _has_whole_day(lines[index]):
        return False
    for other in lines[index + 1 : index + 1 + _MOST_TITLES]:
        if finest(other) is not NOTHING:
            return other.is_alone and rank(other.lead) is MONTH
    return False


def _has_whole_day(line: Line) -> bool:
    """Whether a line has a complete day, whose year is only its own: "(as at 5 May 2026)"."""
    found = (one.value for one in mentions(line.passage, None))
    dates = (one for one in found if isinstance(one, edtf.Date | edtf.DateTime))
    return any(one.precision is edtf.Precision.DAY for one in dates)


def _read_weekday(walk: Walk, line: Line) -> bool:
    """Read "Monday:" below the days of a week; return whether it is the heading of the lines below.

    Each weekday must occur once in those days; otherwise it is ambiguous.
    """
    number = line.weekday_alone
    day = None if number is None else walk.weekday_of_week(number) or _coming(walk, number)
    if day is None or line.index + 1 >= len(walk.lines):
        return False
    end = line.end
    while end - 1 > line.start and line.passage.tokens[end - 1].kind == "sign":
        end -= 1
    mention = walk.weekday(line, (line.start, end), day, "heading")
    hold(walk, line, edtf.Date.of(day), mention)
    walk.note(line, mention)
    walk.outline.headings.add(line.index)
    return True


def _coming(walk: Walk, number: int) -> date | None:
    """The weekday of that *number* after the day of the last heading: "Monday 5", "Tuesday"."""
    before = walk.last_day if walk.above.date is not None else None
    if before is None or walk.days_above is not None:
        return None
    return before + timedelta((number - before.isoweekday() - 1) % 7 + 1)


def _note_days(walk: Walk, line: Line) -> None:
    """Note the week that a line gives, for the weekdays below it: "9 to 15 May"."""
    dated = line.lead or line.trail
    following = walk.lines[line.index + 1 : line.index + 1 + _MOST_TO_WEEKDAY]
    if not any(map(_needs_week, following)):
        return
    is_item = walk.above.date is not None and walk.days_above is not None
    is_title = line.index < MOST_OF_HEAD and not walk.outline.items
    if dated is None or not line.may_head or line.is_bullet:
        return
    if line.is_aside(dated) and not is_title:
        return
    with suppress(NoDateError, DateError):
        found, _ = walk.years.read(line, dated, walk.above.year, walk.above.month)
        first, last = found.earliest, found.latest
        if is_item and first in (walk.days_above or ()):
            return  # an event on some days of that week
        if first and last and 0 < (last - first).days < _MOST_DAYS:
            walk.days_above = tuple(
                first + timedelta(days) for days in range((last - first).days + 1)
            )
            walk.days_from = HEADING


def _needs_week(line: Line) -> bool:
    """Whether a line gives its day as a weekday: "Monday:", "Monday: visit", "Monday 9"."""
    is_weekday = line.weekday_alone is not None or line.weekday_before is not None
    return is_weekday or bool(line.lead and line.lead.lacks_month)


_MOST_TO_WEEKDAY: Final = 4
"""Maximum lines from the days of a week to the first of its weekdays."""

_MOST_DAYS: Final = 14
"""Maximum days in which a weekday is searched for: two weeks contain each weekday twice."""


def _read_period(walk: Walk, line: Line) -> bool:
    """Read the days that a chronicle covers, whose year is that of the dates below them.

    "Chronicle of events, 1 October to 31 December 2025" is above "OCTOBER" or "1 October – …".
    """
    dated = line.trail or line.lead
    # "31." may be a day at the end of a title, not the end of a sentence.
    ends_with_day = line.passage.around.words.ordinal_point and len(line.text) <= LONGEST_HEADING
    may_head = line.may_head or (ends_with_day and dated is line.trail and not line.is_bullet)
    if dated is None or not may_head or line.is_bullet:
        return False
    if (
        line.is_alone
        or line.is_aside(dated)
        or dated.lacks_year
        or not dated.has_day
        or dated.series.joins.count("-") != 1
    ):
        return False
    rest = rest_of(line, dated)
    if rest and (walk.places.city(line, rest) or walk.places.city_at_end(line, *rest)[0]):
        return False  # "Visit to Mali, Dakar, 21–22 May 2026"
    below = _below_period(walk.lines, line, dated)
    if below is None or not below.lacks_year or rank(below) > MONTH:
        return False
    try:
        found, _ = walk.years.read(line, dated, None, None)
        first, last = found.earliest, found.latest
    except (NoDateError, DateError):
        return False
    if first is None or last is None or first.year != last.year:
        return False
    # A few days are those of an event, unless the lines below are about some of them.
    if (last - first).days < _FEWEST_DAYS and not _lies_within(walk, below, first, last):
        return False
    walk.begin_year(first.year)
    walk.note(line, walk.mention(line, dated, found, "heading", ""))
    walk.outline.headings.add(line.index)
    return True


_FEWEST_DAYS: Final = 7
"""Minimum days that only a chronicle covers, regardless of the lines below it."""


def _lies_within(walk: Walk, dated: Dated, first: date, last: date) -> bool:
    """Whether *dated*, in the year of *first*, is within the days *first* to *last*."""
    with suppress(NoDateError, DateError):
        found = value(dated, walk.order, walk.on, first.year, first.month)
        if found.earliest is not None and found.latest is not None:
            return first <= found.earliest and found.latest <= last
    return False


def _below_period(lines: Sequence[Line], line: Line, dated: Dated) -> Dated | None:
    """The date of the next line, or of the one after a repetition of the same days."""
    for other in lines[line.index + 1 : line.index + 1 + _MOST_TITLES]:
        below = other.lead or other.trail
        if below is None or below.node != dated.node:
            return below
    return None


_MOST_TITLES: Final = 3
"""Maximum lines of a title that may repeat the days that it covers."""


def read_heading(walk: Walk, line: Line) -> bool:
    """Read a heading that dates the lines below it; return whether it is one."""
    if _read_weekday(walk, line):
        return True
    if is_next_hour(walk, line):
        return False
    _note_days(walk, line)
    if _read_day_at_place(walk, line):
        return True
    dated = dates_lines(walk.lines, line.index)
    is_aside = walk.above.date is not None and line.is_aside(dated)
    if dated is None or is_aside or _is_stamp(walk, line, dated):
        return _read_period(walk, line) or _note_year(walk, line)
    if dated.lacks_month and walk.above.month is None and walk.last_day is None:
        _note_month(walk, line)
    month = walk.above.month
    year = walk.above.year
    if dated.lacks_month and month is None:
        near = walk.day_of_week(dated) or walk.years.near(dated) or walk.day_after(line, dated)
        if near is None:
            return False
        year, month = near.year, near.month
    try:
        found, source = walk.years.of(line, dated, year, month)
    except NoDateError:
        return False
    first = first_day(found)
    if first is None:
        return False
    mention = walk.mention(line, dated, found, "heading", source)
    _date_below(walk, line, dated, found, mention)
    walk.note(line, mention)
    is_title = rank(dated) is MONTH and not line.is_bullet
    is_title &= not dated.apart or _has_only_remark(line, dated)
    is_title |= walk.above.is_of_page
    if line.is_alone or _counts_day(line, dated) or (is_title and not walk.names_event(line)):
        walk.outline.headings.add(line.index)
    return True


def _note_year(walk: Walk, line: Line) -> bool:
    """Note the year in a title; return False, because the title may also name an event."""
    year = year_in(walk.lines, line.index)
    if year is not None:
        walk.begin_year(year)
    return False


def _has_only_remark(line: Line, dated: Dated) -> bool:
    """Whether only a word or two in brackets follow the month of a heading: "March (cont'd)"."""
    aside = line.aside
    is_rest = aside is not None and aside[0] == dated.end + 1 and dated is line.lead
    return is_rest and aside is not None and aside[1] - aside[0] <= _MOST_OF_REMARK


_MOST_OF_REMARK: Final = 4
"""Maximum tokens in the brackets after the month of a heading: "(cont'd)" has three."""


def _note_month(walk: Walk, line: Line) -> None:
    """Note the month that the text above the first day of a list names: "In June I met:", "1st"."""
    for other in reversed(walk.lines[max(line.index - _MOST_TITLES, 0) : line.index]):
        found = [one for one in mentions(other.passage, walk.on, order=walk.order) if one.is_item]
        months = [one.value for one in found if isinstance(one.value, edtf.Date)]
        if len(found) == len(months) == 1 and months[0].precision is edtf.Precision.MONTH:
            walk.above = replace(walk.above, year=months[0].year, month=months[0].month)
            walk.outline.headings.add(other.index)
        if found:
            return


def _read_day_at_place(walk: Walk, line: Line) -> bool:
    """Read a day and a city above the events there: "5 May (Oslo)", above hours "5 May, Oslo"."""
    dated, following = line.lead, walk.lines[line.index + 1 :][:1]
    if dated is None or not dated.has_day or line.is_bullet or not following:
        return False
    is_of_hours = following[0].is_of_hours
    aside, rest = line.aside, rest_of(line, dated)
    if aside is not None and aside[0] == dated.end + 1 and aside[1] + 1 >= line.end:
        city = walk.places.city(line, aside)
        is_day = city is not None or line.has_day_sign(dated)
        is_above = is_of_hours or finest(following[0]) is NOTHING
    else:
        city = walk.places.city(line, rest) if rest is not None and not line.cells else None
        is_below = following[0].is_bullet and finest(following[0]) is NOTHING
        is_day, is_above = city is not None, is_of_hours or is_below
    if not (is_day and is_above):
        return False
    try:
        found, source = walk.date_of(line, dated)
    except NoDateError:
        return False
    mention = walk.mention(line, dated, found, "heading", source)
    hold(walk, line, found, mention)
    if city is not None:
        walk.stages.add(found, city)
    walk.note(line, mention)
    walk.outline.headings.add(line.index)
    return True


def _date_below(walk: Walk, line: Line, dated: Dated, found: edtf.Value, mention: Mention) -> None:
    """Note that *line* dates the lines below it, as precisely as *found*."""
    level, first = rank(dated), first_day(found)
    assert first is not None  # checked by the caller
    if level is not DAY:
        walk.months_of = dated.series.points[0] if dated.calendar else None
        walk.years.begins = first if dated.calendar else None
    if level is YEAR:
        walk.above = Above(year=first.year if dated.is_year else None)
        walk.years.begin_list()
    elif level is MONTH:
        # "Autumn 2026" is above days of several months.
        is_one = len(dated.series.points) == 1 and not dated.series.points[0].grouping
        month = first.month if is_one else None
        period = (found, mention) if month is not None else None
        walk.above = Above(year=first.year, month=month, period=period)
    if level is DAY or _dates_alone(walk, line, level):
        hold(walk, line, found, mention)
        rest = rest_of(line, dated) if level is DAY else None
        if rest is not None and (stage := walk.places.city(line, rest)):
            walk.stages.add(found, stage)


def hold(walk: Walk, line: Line, found: edtf.Value, mention: Mention) -> None:
    """Note that *found* dates the lines below *line* that have no date."""
    following = walk.lines[line.index + 1]
    walk.above = replace(
        walk.above,
        date=found,
        mention=mention,
        level=line.block.level if line.block.kind is BlockKind.HEADING else 0,
        is_close=not following.is_apart,
        is_of_page=dates_page(walk.lines, line),
    )
    walk.last_day = first_day(found)
    walk.is_hourly, walk.last_hours = False, None
    walk.has_programme = is_programme(walk.lines[line.index + 1 :])


def _dates_alone(walk: Walk, line: Line, level: int) -> bool:
    """Whether a month or year dates lines that have no date: it is one of several headings."""
    if not line.is_alone:
        return False
    below = walk.lines[line.index + 1 : line.index + 3]
    is_pair = finest(below[0]) is NOTHING and not below[0].is_apart
    if level is MONTH and is_pair and (len(below) == 1 or below[1].is_apart):
        return True  # a paragraph of two lines, the date and its event
    items = takewhile(lambda other: other.is_bullet, walk.lines[line.index + 1 :])
    if level is MONTH and any(finest(other) is NOTHING for other in items):
        return True
    return sum(other.is_alone and rank(other.lead) == level for other in walk.lines) > 1


def _is_stamp(walk: Walk, line: Line, dated: Dated) -> bool:
    """Whether a date alone on a line is the day of the document, as in a masthead."""
    following = walk.lines[line.index + 1]
    if not line.is_alone or following.hours is not None:
        return False
    is_head = walk.is_stamped or line.index < MOST_OF_HEAD
    if dated.lacks_year or walk.on is None or not is_head or _is_above_programme(walk, line):
        return False
    with suppress(NoDateError, DateError):
        found = value(dated, walk.order, walk.on)
        # No heading of several lines gives a time to the minute.
        return found.earliest == walk.on and (walk.days_alone == 1 or found.is_timed)
    return False


def _is_above_programme(walk: Walk, line: Line) -> bool:
    """Whether a title and then hours follow a day, and no other day is below: "5 May", "Programme".

    These are the hours of that day, whether the document is of the same day or not.
    """
    if line.lead is None or not line.lead.has_day:
        return False
    below = walk.lines[line.index + 1 :]
    first = next((one for one in below[:_MOST_TITLES] if finest(one) is not NOTHING), None)
    if first is None or not first.is_of_hours or any(one.names_day for one in below):
        return False
    return sum(one.is_of_hours for one in below) >= _FEWEST_HOURS


def end_heading(walk: Walk, line: Line) -> None:
    """Forget the date above at a heading without a date, and at text that is not a list.

    A line drawn in signs does the same, unless it underlines the heading itself.
    """
    above = walk.above
    if above.is_of_page:
        return
    if above.date is not None and line.is_drawn and _is_below_item(walk, line):
        walk.above = Above(year=above.year, month=above.month, period=above.period)
    if line.block.kind is BlockKind.HEADING:
        if above.date is not None and (not above.level or line.block.level <= above.level):
            walk.above = Above(year=above.year, month=above.month, period=above.period)
    elif above.date is not None and not line.is_short:
        walk.above = Above(year=above.year, month=above.month, period=above.period)
    if not line.is_short:
        walk.years.begin_list()


def note_day(walk: Walk, line: Line) -> None:
    """Note the day that a sentence begins with, for those below it: "4月19日…", then "22日…"."""
    dated = line.lead
    if dated is None or not dated.has_day or dated.lacks_month or dated.is_fraction:
        return
    with suppress(NoDateError, DateError):
        found, _ = walk.years.read(line, dated, walk.above.year, walk.above.month)
        walk.last_day = found.earliest


def _is_below_item(walk: Walk, line: Line) -> bool:
    """Whether the line before is an item of the heading above."""
    return line.index - 1 in walk.outline.items
