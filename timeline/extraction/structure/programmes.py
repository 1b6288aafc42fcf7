"""Programmes: lines of a day that begin with hours."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.extraction.structure.line_hours import names_hours
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Item, first_day
from timeline.extraction.structure.place_names import MOST_OF_PLACE
from timeline.extraction.structure.table_cells import event_and_place, heads_columns
from timeline.extraction.structure.verdicts import before_verdict, behind_verdict
from timeline.extraction.structure.walk import Walk
from timeline.phrases import Mention
from timeline.phrases.dated_lines import at, clock
from timeline.phrases.expressions import Clock, NoDateError
from timeline.phrases.finding import mentions
from timeline.phrases.tokens import word_count

_MOST_BETWEEN: Final = 3
"""Maximum lines back to the row whose day a row of hours continues."""


def read_timed(walk: Walk, line: Line) -> bool:
    """Read a line that begins with hours of the day above; return whether it is an event then."""
    day, mention = walk.above.date, walk.above.mention
    if line.hours is None or mention is None or not walk.has_programme:
        return False
    if not isinstance(day, edtf.Date | edtf.DateTime):
        return False
    time, last = line.hours
    first = first_day(day)
    if first is None or _is_later_day(walk, line, first):
        return False
    try:
        found = at(edtf.Date.of(first), time)
    except NoDateError:
        return False
    last = _behind_suffix(line, last)
    while last < line.end and line.passage.tokens[last].text in "-:.,;|)":
        last += 1
    walk.is_hourly = True
    walk.last_hours = _minutes(time), _sign_of_hours(line)
    if last >= line.end:
        walk.hours_alone = line, found
        return True
    _add_timed(walk, line, mention, found, last)
    return True


def _behind_suffix(line: Line, last: int) -> int:
    """The token after the case ending of hours: «14.30-kor», «14:30-да»."""
    first = last - (last > line.start and line.passage.tokens[last - 1].text in "-'")
    joined = line.passage.tokens[first : first + 2]
    is_joined = len(joined) > 1 and all(token.glued for token in joined)
    is_suffix = is_joined and joined[0].text in "-'" and joined[1].kind == "word"
    return first + 2 if is_suffix and len(joined[1].text) <= _LONGEST_SUFFIX else last


_LONGEST_SUFFIX: Final = 4
"""Maximum letters of a case ending after hours."""


def _is_later_day(walk: Walk, line: Line, day: date) -> bool:
    """Whether the figures at the beginning are a day after *day*, not hours of it.

    The evidence is a weekday ("02.10 (Friday)"), or a sign that differs from that of the later
    hours above: "9:30", then "02.10".
    """
    dated = line.lead
    if dated is None or dated.lacks_month or dated.is_fraction or not dated.has_day:
        return False
    hours = walk.last_hours
    is_apart = hours is not None and _sign_of_hours(line) != hours[1]
    is_earlier = hours is not None and line.hours is not None and _minutes(line.hours[0]) < hours[0]
    if not (dated.series.weekdays or (is_apart and is_earlier)):
        return False
    with suppress(NoDateError):
        found = first_day(walk.years.read(line, dated, walk.above.year, walk.above.month)[0])
        return found is not None and found > day
    return False


def is_next_hour(walk: Walk, line: Line) -> bool:
    """Whether figures that can also be a day continue the hours above: "11.15", "13.05"."""
    before = walk.last_hours
    if before is None or line.hours is None or not walk.has_programme or not walk.is_hourly:
        return False
    is_plain = line.lead is not None and not (line.lead.series.weekdays or line.is_alone)
    is_same_sign = _sign_of_hours(line) == before[1]
    return is_plain and is_same_sign and _minutes(line.hours[0]) >= before[0]


def _minutes(hours: Clock) -> int:
    return 60 * hours.hour + hours.minute


def _sign_of_hours(line: Line) -> str | None:
    """The sign between hours and minutes at the beginning of a line."""
    texts = (token.text for token in line.passage.tokens[line.start : line.start + _MOST_TO_SIGN])
    return next((text for text in texts if text in (":", ".", "h")), None)


_MOST_TO_SIGN: Final = 4


def read_below_text(walk: Walk, line: Line) -> bool:
    """Read the first of several lines with hours below a text with their day.

    "The minister arrives on 4 February at 9:40. In the afternoon:" and then "- 15:00: visit".
    """
    if line.hours is None or walk.above.date is not None or not line.is_bullet:
        return False
    found = _day_above(walk, line)
    if found is None:
        return False
    day, mention = found
    walk.above = replace(walk.above, date=day, mention=mention, is_close=True)
    walk.is_hourly, walk.last_hours = True, None
    walk.has_programme = is_programme(walk.lines[line.index :])
    return read_timed(walk, line)


def _day_above(walk: Walk, line: Line) -> tuple[edtf.Date, Mention] | None:
    """The last day in the text above a list, if none of its lines is an item."""
    above = walk.lines[max(line.index - _MOST_TO_TEXT, 0) : line.index]
    for other in reversed(above):
        if other.is_bullet or other.index in walk.outline.items:
            return None
        days = [one for one in mentions(other.passage, walk.on) if one.is_item and one.value]
        day = first_day(days[-1].value) if days and days[-1].value else None
        if day is not None and days[-1].value is not None:
            is_day = days[-1].value.is_timed or days[-1].value.precision is edtf.Precision.DAY
            return (edtf.Date.of(day), days[-1]) if is_day else None
    return None


_MOST_TO_TEXT: Final = 3
"""Maximum lines between a list of hours and the text with their day."""


def read_row_of_day(walk: Walk, line: Line) -> bool:
    """Read a row that begins with hours of the day above; return whether it is one."""
    if line.block.kind is not BlockKind.ROW or line.date_cell is not None:
        return False
    for other in reversed(walk.lines[max(line.index - _MOST_BETWEEN, 0) : line.index]):
        item = walk.outline.items.get(other.index)
        if item is None and other.names_day:
            return False
        if item is None:
            continue  # the venue of the event above
        day = first_day(item.value)
        is_day = item.value.precision is edtf.Precision.DAY or item.value.is_timed
        if other.block.kind is not BlockKind.ROW or day is None or not is_day:
            return False
        walk.above = replace(walk.above, date=edtf.Date.of(day), mention=item.date)
        has_programme, walk.has_programme = walk.has_programme, True
        is_item = read_timed(walk, line)
        walk.above = replace(walk.above, date=None, mention=None)
        walk.has_programme = has_programme
        return is_item
    return False


def read_below_hours(walk: Walk, line: Line) -> bool:
    """Read a line below one that is only its hours; return whether it is one."""
    hours, walk.hours_alone = walk.hours_alone, None
    mention = walk.above.mention
    venue, walk.venue_alone = walk.venue_alone, None
    if hours is None or mention is None or line.hours is not None or not line.is_entry:
        return False
    behind = hours[0].index + (1 if venue is None else 2)
    if line.index != behind or line.is_alone or heads_columns(walk.lines, line.index):
        return False
    if venue is None and walk.has_venues_first is None:
        walk.has_venues_first = _has_venues_first(walk)
    if venue is None and walk.has_venues_first:
        walk.hours_alone, walk.venue_alone = hours, line
        return True
    _add_timed(walk, line, mention, hours[1], line.start)
    if venue is not None and (item := walk.outline.items.get(line.index)) is not None:
        walk.outline.items[line.index] = replace(item, venue=venue.text.strip())
    return True


def _has_venues_first(walk: Walk) -> bool:
    """Whether the venue comes between the hours and the event: "10:00", "Room 4", "Talks".

    This requires at least two short lines after each line of hours, of which most first ones name a
    room.
    """
    groups = [
        walk.lines[line.index + 1 : line.index + 3]
        for line in walk.lines
        if line.hours is not None and line.hours[1] >= line.end
    ]
    is_pair = all(
        len(group) == _LINES_BELOW and all(_is_free(other) for other in group) for group in groups
    )
    rooms = sum(_names_room(walk, group[0]) for group in groups if group)
    return is_pair and len(groups) >= _FEWEST_GROUPS and 2 * rooms > len(groups)


_LINES_BELOW: Final = 2
"""Lines below hours: those of the venue and the event."""

_FEWEST_GROUPS: Final = 2


def _is_free(line: Line) -> bool:
    """Whether a line may be a venue or an event and has neither hours nor a day."""
    return line.is_entry and line.hours is None and not line.names_day


def _names_room(walk: Walk, line: Line) -> bool:
    places = range(line.start, line.end)
    is_short = word_count(line.passage.tokens) <= _MOST_OF_ROOM
    return is_short and any(walk.words.venues.size(line.passage.tokens, place) for place in places)


_MOST_OF_ROOM: Final = 7
"""Maximum words of the name of a room."""


def read_at_place_and_hours(walk: Walk, line: Line) -> bool:
    """Read a line below a day that begins with a city and hours: "Vienna, 4 p.m.: Opening".

    Return whether it does.
    """
    day, mention, tokens = walk.above.date, walk.above.mention, line.passage.tokens
    first = first_day(day) if day is not None else None
    if first is None or mention is None or not line.is_short:
        return False
    for index in range(line.start + 1, min(line.start + MOST_OF_PLACE, line.end - 2)):
        if tokens[index].text not in ",(.":
            continue
        city, begin = walk.places.city(line, (line.start, index)), index + 1
        begin += tokens[begin].text == "-" and tokens[begin].glued  # "MADRID.- 11:00"
        if begin < line.end and names_hours(line, begin):
            begin += 1
        hours = clock(line.passage, begin, line.end) or clock(line.passage, index + 1, line.end)
        if city is None or hours is None or hours[1] >= line.end:
            return False
        last = hours[1] + (tokens[hours[1]].text == ")")
        if last + 1 >= line.end or tokens[last].text not in ":-.":
            return False
        with suppress(NoDateError):
            found = at(edtf.Date.of(first), hours[0])
            _add_timed(walk, line, mention, found, last + 1, city)
            return True
    return False


def _add_timed(
    walk: Walk, line: Line, mention: Mention, found: edtf.Value, last: int, place: str | None = None
) -> None:
    """Add an item with hours to the outline; its name begins at the token *last*."""
    start, end = line.offsets(line.start, line.end)
    last = behind_verdict(line, walk.words, last)
    what = event_and_place(walk, line, last, line.end) if line.cells else (last, line.end, None)
    first, last, where = what if what[2] else walk.places.beside(line, *what[:2])
    last = before_verdict(walk.words, line, first, last)
    item = Item(
        line.index, mention, found, start, end, line.offsets(first, last),
        place=place or where, around=walk.stages.around(found, is_timed=True), is_timed_here=True,
    )  # fmt: skip
    walk.outline.items[line.index] = item


def is_programme(following: Sequence[Line]) -> bool:
    """Whether the hours of the lines below a day increase.

    Those that run backwards are the minutes at which the items of a page of news were published.
    """
    last = (0, 0)
    for line in following:
        if line.is_rubric:
            last = (0, 0)  # the hours at another place
        if line.is_alone or line.block.kind is BlockKind.HEADING or line.names_day:
            break
        if line.weekday_alone is not None:
            break
        if line.hours is not None:
            start = (line.hours[0].hour, line.hours[0].minute)
            if start < last:
                return False
            last = start
    return True
