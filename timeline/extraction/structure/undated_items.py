"""Items without a date, which a heading or the row above dates."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.extraction.structure.items import add_item
from timeline.extraction.structure.line_hours import ends_with_hours
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.walk import Walk
from timeline.phrases import Mention
from timeline.phrases.bounds import YEAR, YEARS
from timeline.phrases.dated_lines import at, clock
from timeline.phrases.expressions import NoDateError
from timeline.phrases.tokens import word_count

_FEWEST_OF_SENTENCE: Final = 6
"""Minimum words of a line with a full stop that make it a sentence, not an item that contains a
month."""


def read_row_continued(walk: Walk, line: Line) -> bool:
    """Read a row without a first cell, to which the date of the row above applies.

    Return whether it is one.
    """
    before = walk.lines[line.index - 1] if line.index else None
    item = walk.outline.items.get(line.index - 1)
    if before is None or item is None or item.block != before.index:
        return False
    if (
        line.block.kind is not BlockKind.ROW
        or before.block.kind is not BlockKind.ROW
        or not line.cells
    ):
        return False
    first = line.block.cells[0]
    is_short = first[0] == first[1] or len(line.block.cells) == len(before.block.cells) - 1
    if before.date_cell not in (0, None) or not is_short or item.is_timed_here:
        return False
    add_item(walk, line, item.date, item.date.value or item.value, (line.start, line.end))
    return line.index in walk.outline.items


def read_row_without_date(walk: Walk, line: Line) -> bool:
    """Read a row that says in the column of dates that its own is open: "TBC | Signing | Lima".

    Below a month, only the day is open. Return whether it is such a row.
    """
    cells = line.cells
    near = (line.index - 1, line.index + 1)
    beside = [walk.lines[index] for index in near if 0 <= index < len(walk.lines)]
    is_table = any(
        row.block.kind is BlockKind.ROW and row.date_cell == 0 and len(row.cells) == len(cells)
        for row in beside
    )
    if len(cells) < _FEWEST_CELLS or line.date_cell is not None or not is_table:
        return False
    edges = line.passage.around.edges(cells[0][0])
    if not any(end == cells[0][1] for name in _OPEN for _, end in edges.get(name, ())):
        return False
    rest = cells[1][0], line.end
    if walk.above.period is not None:
        month, mention = walk.above.period
        add_item(walk, line, mention, month, rest)
        return line.index in walk.outline.items
    start, end = line.offsets(*cells[0])
    text = line.passage.whole[start:end]
    mention = Mention(start, end, text, edtf.UNKNOWN, "event", True, rule="unknown")
    add_item(walk, line, mention, edtf.UNKNOWN, rest)
    if line.index in walk.outline.items:
        walk.note(line, mention)
    return line.index in walk.outline.items


_FEWEST_CELLS: Final = 2
_OPEN: Final = ("unknown", "uncertain")
"""Words for a date that is not set: "TBC"."""


def read_below_heading(walk: Walk, line: Line) -> bool:
    """Read a line that the heading above it dates; return whether it is one."""
    above = walk.above
    day, mention = above.date, above.mention
    first = max(_behind_doubt(line), _behind_month_word(line))
    if first > line.start and above.period is not None and line.is_entry:
        return _read_in_month(walk, line, first, *above.period)
    if day is None or mention is None or not line.is_entry or line.is_alone:
        return False
    return _read_on_weekday(walk, line, day) or _read_on(walk, line, mention, day)


def _read_on(walk: Walk, line: Line, mention: Mention, day: edtf.Value) -> bool:
    """Read a line as an event on the *day* above, given by *mention*; return whether it is one."""
    above = walk.above
    is_timed = above.is_of_page and line.aside is not None and ends_with_hours(line)
    if above.is_of_page and not (is_timed or line.is_bullet or walk.places.at_start(line)):
        if not _is_stage_alone(walk, line, day) and line.is_in_capitals:
            walk.stages.leave(day)  # "ABROAD", below the cities at home
        return False
    if walk.is_hourly and not above.is_of_page and not line.is_listed and not _ends_day(walk, line):
        return False  # between hours, a line without them is a note or another heading
    if walk.words.again.size(line.passage.tokens, line.start) == line.end - line.start:
        walk.outline.headings.add(line.index)  # only "the same day"
        return True
    if _is_city_of_item(walk, line):
        return True
    is_heading = _is_stage_alone(walk, line, day) or _heads_hours(walk, line)
    is_heading = is_heading or _is_rubric(walk, line)
    if is_heading or _is_note(walk, line, mention) or _names_other_day(walk, line):
        return False
    is_parted = line.is_apart and above.is_close and not above.is_of_page
    if is_parted and not (line.is_bullet or walk.places.at_start(line)):
        walk.above = replace(above, date=None, mention=None)
        return False
    if line.trail is not None and line.trail.apart == "sign":
        return False
    add_item(walk, line, mention, day, (line.start, line.end))
    return line.index in walk.outline.items


def _read_on_weekday(walk: Walk, line: Line, days: edtf.Value) -> bool:
    """Read "Wed 15:00 Talks" below several *days*, one of which it names."""
    if not isinstance(days, edtf.Interval) or not isinstance(days.start, edtf.Date):
        return False
    for number, last in line.passage.around.edges(line.start).get("weekday", ()):
        fits = [day for day in _days_of(days) if day.isoweekday() == number]
        if len(fits) != 1 or last >= line.end:
            continue
        day, first = edtf.Date.of(fits[0]), last
        value: edtf.Value = day
        while first < line.end and line.passage.tokens[first].text in ",:.-":
            first += 1
        if (hours := clock(line.passage, first, line.end)) is not None:
            with suppress(NoDateError):
                value, first = at(day, hours[0]), hours[1]
        mention = walk.weekday(line, (line.start, last), fits[0], "event")
        walk.note(line, mention)
        add_item(walk, line, mention, value, (first, line.end))
        return True
    return False


def _days_of(days: edtf.Interval) -> list[date]:
    """The days of a period of at most a week; none of a longer one."""
    first, last = days.earliest, days.latest
    if first is None or last is None or not 0 <= (last - first).days < _WEEK:
        return []
    return [first + timedelta(number) for number in range((last - first).days + 1)]


_WEEK: Final = 7


def _read_in_month(walk: Walk, line: Line, first: int, month: edtf.Value, mention: Mention) -> bool:
    """Read an event from token *first* that is dated only to the *month* above, perhaps with doubt.

    Lines with days may be between. Return whether it is an item.
    """
    is_open = "unknown" in line.passage.around.edges(line.start)  # only the day
    if first == _behind_doubt(line) and not is_open and isinstance(month, edtf.Date):
        month = replace(month, uncertain=True)
    add_item(walk, line, mention, month, (first, line.end))
    return line.index in walk.outline.items


def _behind_doubt(line: Line) -> int:
    """The token after words that the date is open, and a sign: "Date to be confirmed: visit"."""
    edges, tokens = line.passage.around.edges(line.start), line.passage.tokens
    ends = [end for name in ("uncertain", "unknown") for _, end in edges.get(name, ())]
    ends = [end for end in ends if end < line.end and tokens[end].text in ":-,"]
    return max(ends, default=line.start - 1) + 1


def _behind_month_word(line: Line) -> int:
    """The token after words for the whole month above, and a sign: "All month: exhibition"."""
    tokens = line.passage.tokens
    for index in range(line.start + 1, min(line.start + _MOST_OF_PERIOD, line.end - 1)):
        if tokens[index].kind == "number":
            break
        if tokens[index].text in ":-" and not tokens[index + 1].glued:
            words = range(line.start, index)
            named = [name for word in words for name in line.passage.around.edges(word)]
            is_month = "month_unit" in named and _PARTS.isdisjoint(named)
            return index + 1 if is_month else line.start
    return line.start


_PARTS: Final = frozenset({"part", "half", "third", "ten_days", "week"})
"""Words for a part of the month: "end of the month" is not the whole."""

_MOST_OF_PERIOD: Final = 7
"""Maximum tokens of words for the whole month, and the sign after them."""


def _is_rubric(walk: Walk, line: Line) -> bool:
    """Whether a line is only a heading for the items below it: "ABROAD", "Foreign news", "Home:".

    It is in capitals above items that are not, ends with a colon, or occurs again.
    """
    if line.is_bullet or line.block.number or not line.may_head or line.cells:
        return False
    if walk.places.at_start(line) is not None or line.index + 1 >= len(walk.lines):
        return False
    following = walk.lines[line.index + 1]
    is_above_items = following.is_listed or following.block.number is not None
    is_above_items |= walk.places.at_start(following) is not None
    is_in_capitals = line.is_in_capitals and not following.text.isupper()
    is_repeated = walk.texts[line.text.strip()] > 1
    is_title = is_in_capitals or is_repeated or line.text.rstrip().endswith(":")
    return is_above_items and is_title and not walk.names_event(line)


def _names_other_day(walk: Walk, line: Line) -> bool:
    """Whether a line is a sentence with its own date: a note below the day, or a vaguer one."""
    if _begins_with_period(line):
        return True
    last = line.aside[0] if line.aside else line.end
    is_sentence = line.ends_sentence and not line.is_bullet
    is_sentence &= walk.places.at_start(line) is None
    is_sentence &= word_count(line.passage.tokens) >= _FEWEST_OF_SENTENCE
    return is_sentence and line.passage.around.names_month(line.start, last)


def _begins_with_period(line: Line) -> bool:
    """Whether a line begins with a season or year: "In autumn 1994 …" below September."""
    around = line.passage.around
    first = around.content(line.start)
    if first >= line.end:
        return False
    token = line.passage.tokens[first]
    is_year = token.kind == "number" and len(token.text) == YEAR and int(token.text) in YEARS
    return (is_year and first > line.start) or not _PERIODS.isdisjoint(around.edges(first))


_PERIODS: Final = frozenset({"season", "quarter", "half_year", "half_named"})


def _is_note(walk: Walk, line: Line, mention: Mention) -> bool:
    """Whether a line is not an item of the day above: a remark, a question, the foot of a page."""
    if _is_remark(line) or line.is_note or _is_of_foot(walk, line, mention):
        return True
    is_question = line.text.rstrip().endswith("?")
    return is_question and not (line.is_bullet or walk.names_event(line))


def _is_remark(line: Line) -> bool:
    """Whether a line is all in brackets: the name of an agency, or a note on the lines above."""
    return line.aside is not None and line.aside[0] == line.start + 1


def _is_of_foot(walk: Walk, line: Line, mention: Mention) -> bool:
    """Whether a line at the foot of a page is separated from the items of the last day above it.

    "Print this page" and "Compiled by the press office" name no event, and no date follows them.
    """
    if not line.is_apart or line.is_bullet or walk.names_event(line):
        return False
    same = [index for index, item in walk.outline.items.items() if item.date == mention]
    # If blank lines separate all items, they are no evidence.
    is_parted = bool(same) and not any(walk.lines[index].is_apart for index in same[1:])
    is_last = not any(map(_is_dated, walk.lines[line.index :]))
    return is_parted and is_last and walk.places.at_start(line) is None


def _is_dated(line: Line) -> bool:
    return line.lead is not None or line.trail is not None or line.is_of_hours


def _heads_hours(walk: Walk, line: Line) -> bool:
    """Whether a row names the columns of the rows below, which begin with hours."""
    following = walk.lines[line.index + 1 : line.index + 2]
    return (
        line.block.kind is BlockKind.ROW
        and not (walk.is_hourly or walk.names_event(line))
        and any(other.block.kind is BlockKind.ROW and other.hours for other in following)
    )


def _is_stage_alone(walk: Walk, line: Line, day: edtf.Value) -> bool:
    """Whether a line is only the city in which the lines below take place."""
    last = line.aside[0] - 1 if line.aside else line.end
    stage = walk.places.city(line, (line.start, last)) if line.start < last else None
    if stage is None or line.is_bullet:
        return False
    walk.stages.add(day, stage)
    return True


def _is_city_of_item(walk: Walk, line: Line) -> bool:
    """Whether an item of a list is only the city of the one above, below a day; it is added."""
    above = walk.outline.items.get(line.index - 1)
    city = walk.places.city(line, (line.start, line.end)) if line.is_bullet else None
    if above is None or city is None or above.place is not None or above.date.kind != "heading":
        return False
    walk.outline.items[above.block] = replace(above, place=city)
    return True


def _ends_day(walk: Walk, line: Line) -> bool:
    """Whether a line that names an event, or begins with a place, follows the day's hours."""
    for other in walk.lines[line.index + 1 :]:
        if other.is_alone or other.block.kind is BlockKind.HEADING:
            break
        if other.is_of_hours:
            return False
    return walk.names_event(line) or walk.places.at_start(line) is not None
