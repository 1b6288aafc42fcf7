"""Headings: which lines date what stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.extraction.structure.lines import Line, years_named
from timeline.phrases import Mention
from timeline.phrases.dated_lines import Dated

DAY, MONTH, YEAR, NOTHING = range(4)
"""What a date names at its finest."""


class Above(Struct, frozen=True):
    """What the headings above a line say: the last ones of each level that still hold.

    ``date`` is the one that dates lines which have none; ``level`` is that of its heading, 0
    where the format has none; ``is_close`` tells that no blank line parts it from what it dates.
    """

    year: int | None = None
    month: int | None = None
    date: edtf.Value | None = None
    mention: Mention | None = None
    level: int = 0
    is_close: bool = False


def rank(dated: Dated | None) -> int:
    """What *dated* names at its finest."""
    if dated is None:
        return NOTHING
    return DAY if dated.has_day else MONTH if dated.has_month else YEAR


def finest(line: Line) -> int:
    """What the date of a line names at its finest; hours are of a day, so finer than that.

    "10.15" can be read as hours or as a day, with or without its month. Here it counts as hours:
    either is finer than a month, and only hours can come below the heading of a day.
    """
    lead = line.lead
    if line.hours is not None and (lead is None or lead.is_fraction or lead.lacks_month):
        return DAY - 1
    return rank(line.lead or line.trail)


def heads_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether a row without a date is the first of a table whose next row has one."""
    line = lines[index]
    if (
        line.block.kind is not BlockKind.ROW
        or index + 1 >= len(lines)
        or line.date_cell is not None
    ):
        return False
    before = lines[index - 1] if index else None
    place = index + 1
    if lines[place].is_drawn and place + 1 < len(lines):
        place += 1  # the rule below the names of the columns
    following = lines[place]
    is_first = before is None or before.block.kind is not BlockKind.ROW
    has_columns = 0 <= len(line.block.cells) - len(following.block.cells) <= 1
    return is_first and following.date_cell is not None and has_columns


def _following(lines: Sequence[Line], index: int) -> Line | None:
    """The line below, or the one behind the names of the columns of a table."""
    place = index + 1
    if place < len(lines) and heads_columns(lines, place):
        place += 1
    return lines[place] if place < len(lines) else None


def dates_lines(lines: Sequence[Line], index: int) -> Dated | None:
    """The date of a line that is the heading of those below it; None if it is none."""
    line = lines[index]
    following = _following(lines, index)
    if following is None or not line.may_head:
        return None
    below = finest(following)
    if line.is_alone and line.lead is not None:
        # Dates below each other are a list of them; a month or day below a year is its part.
        if following.is_alone and below >= rank(line.lead):
            return None
        if following.block.kind is BlockKind.HEADING and below is NOTHING:
            return None
        tells = following.is_entry or following.is_alone or following.hours is not None
        return line.lead if tells else None
    dated = _loose(line)
    if dated is None:
        return None
    if rank(dated) is DAY and below is not DAY and _counts_day(line, dated):
        return dated
    if line.block.kind is BlockKind.HEADING:
        return (
            dated if below < rank(dated) or following.block.kind is not BlockKind.HEADING else None
        )
    return dated if below < rank(dated) else None


def _counts_day(line: Line, dated: Dated) -> bool:
    """Whether all that a line says besides its date is which day it is: "First day"."""
    rest = [*range(line.start, dated.start), *range(dated.end, line.end)]
    words = [node for node in rest if line.passage.tokens[node].kind != "sign"]
    is_label = 0 < len(words) <= _MOST_OF_LABEL
    around = line.passage.around
    # "Independence Day" is an event.
    is_counted = any(
        around.names(node, name) for node in words for name in ("ordinal", "cardinal", "number")
    )
    return is_label and is_counted and any(around.names(node, "day_unit") for node in words)


_MOST_OF_LABEL: Final = 3


def _loose(line: Line) -> Dated | None:
    """The date at the edge of a heading of several words."""
    dated = line.trail or line.lead
    return dated if dated is not None and not (dated.is_year and _years(line) != 1) else None


def _years(line: Line) -> int:
    return len(years_named(line.text))


def year_in(lines: Sequence[Line], index: int) -> int | None:
    """The one year that a heading above dated lines names: "Main events of 1992"."""
    line = lines[index]
    following = _following(lines, index)
    years = years_named(line.text)
    if following is None or not line.may_head or len(years) != 1:
        return None
    is_heading = line.block.kind is BlockKind.HEADING or finest(following) < YEAR
    own = line.lead or line.trail
    is_whole_date = own is not None and (own.has_day or (own.has_month and bool(own.apart)))
    return years.pop() if is_heading and not is_whole_date else None
