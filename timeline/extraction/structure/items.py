"""Items: the event of a line and its place, apart from the date."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from timeline import edtf
from timeline.extraction.structure.asides import as_made_precise, without_aside, without_end
from timeline.extraction.structure.label_words import behind_label
from timeline.extraction.structure.line_hours import hours_in_cells, without_hours
from timeline.extraction.structure.lines import CLOSING_SIGNS, OPENING_SIGNS, Line
from timeline.extraction.structure.outlines import Item
from timeline.extraction.structure.place_names import as_written, bare_name
from timeline.extraction.structure.table_cells import event_and_place
from timeline.extraction.structure.verdicts import as_moved, before_verdict
from timeline.extraction.structure.walk import MOST_OF_HEAD, Walk
from timeline.phrases import Mention
from timeline.phrases.dated_lines import Dated, at, clock, is_gap
from timeline.phrases.expressions import NoDateError
from timeline.phrases.tokens import TextSpan

_AFTER_DATE: Final = frozenset("-:;,.|)]>*")
_BEFORE_DATE: Final = frozenset("-:;,(|[")
"""Signs that separate a date from the rest of its line."""


def add_item(
    walk: Walk,
    line: Line,
    mention: Mention,
    found: edtf.Value,
    rest: TextSpan,
    *,
    is_loose: bool = False,
) -> None:
    """Add an item to the outline, named by the words of *rest*."""
    first, last = rest
    tokens = line.passage.tokens
    while first < last and tokens[first].text in OPENING_SIGNS:
        first += 1
    if first == line.start and _is_numbered(walk, line):
        first = 0
    if first == line.start and (begin := behind_label(walk.words, line, "what")) and begin < last:
        first = begin
    first, found = _behind_hours(line, first, last, found)
    around = walk.stages.around(found)
    place = walk.places.behind_date(line, rest) or walk.places.in_head(line)
    mention, found, last = as_made_precise(walk, line, mention, found, first, last)
    if place is None and line.aside is not None and last == line.aside[0] - 1:
        place = walk.places.in_aside(line, line.aside)
    mention, found, last = as_moved(walk, line, mention, found, first, last)
    last = before_verdict(walk.words, line, first, last)
    if place is None and (name := walk.places.at_start(line, first, last)):
        first, place, around = name[1], line.text_of(*name[0]), None
    found, last, place = _with_its_end(walk, line, (first, last), found, place)
    last, time = without_hours(line, first, last)
    if time is None and line.date_cell is not None:
        time = hours_in_cells(line)
    if time is not None and isinstance(found, edtf.Date) and found.day is not None:
        with suppress(NoDateError):
            found = at(found, time)
    while last > first and tokens[last - 1].text in CLOSING_SIGNS:
        last -= 1
    if last <= first:
        return
    if place is None or line.cells:
        first, last, place = _placed(walk, line, first, last, place, is_loose=is_loose)
    is_long = isinstance(found, edtf.Interval) and found.precision is edtf.Precision.DAY
    if place is not None and is_long and line.index < MOST_OF_HEAD and not walk.outline.items:
        walk.stages.add_host(found, place)
    start, end = line.offsets(first, last)
    walk.outline.items[line.index] = Item(
        line.index, mention, found, line.block.start, line.block.end, (start, end),
        as_written(place), around, is_loose,
    )  # fmt: skip


def _behind_hours(line: Line, first: int, last: int, found: edtf.Value) -> tuple[int, edtf.Value]:
    """The token after the hours that begin an item, and the date at them: "3 Tue.  9:30  Talk"."""
    for _, behind in line.passage.around.edges(first).get("half_day", ()):
        if behind < last and is_gap(line.passage, behind):
            first = behind  # "4月18日　上午　开幕"
    is_free = first < last and line.date_cell is None
    hours = clock(line.passage, first, last) if is_free else None
    is_day = isinstance(found, edtf.Date) and found.day is not None
    if hours is None or not is_day or hours[1] - first < _FEWEST_OF_HOURS or hours[1] >= last:
        return first, found
    if not is_gap(line.passage, hours[1]):
        return first, found
    with suppress(NoDateError):
        assert isinstance(found, edtf.Date)
        return hours[1], at(found, hours[0])
    return first, found


_FEWEST_OF_HOURS: Final = 2
"""Minimum tokens of hours that cannot be another number: "14 h"."""


def _with_its_end(
    walk: Walk, line: Line, rest: TextSpan, found: edtf.Value, place: str | None
) -> tuple[edtf.Value, int, str | None]:
    """Date, last token and place of an item with its end in brackets or after a comma."""
    first, last = rest
    if line.aside and first < line.aside[0] <= last:
        return without_aside(walk, line, line.aside, found, last, place)
    ended = without_end(walk, line, rest, found)
    return (*ended, place) if ended is not None else (found, last, place)


def _placed(
    walk: Walk, line: Line, first: int, last: int, place: str | None, *, is_loose: bool
) -> tuple[int, int, str | None]:
    """The tokens of an item without its place, and the place that a cell or its end names."""
    if line.cells:
        first, last, column = event_and_place(walk, line, first, last)
        tail = walk.places.at_end(line, first, last)
        if place is None and (tail is None or not walk.places.city(line, tail)):
            place = column
    if place is None and not is_loose and (tail := walk.places.at_end(line, first, last)):
        place = bare_name(line.text_of(*tail))
    if place is None and (tail := walk.places.behind_stop(line, first, last)):
        place = line.text_of(*tail)
        last = tail[0] - 1
    return first, last, place


def _is_numbered(walk: Walk, line: Line) -> bool:
    """Whether the number before a line is the ordinal of its noun: "1. Sitzung"."""
    return (
        walk.words.has_points
        and 0 < line.start < line.end
        and line.passage.tokens[0].kind == "number"
        and walk.words.noun(line.passage.tokens, line.start) is not None
    )


def _behind_remark(line: Line, first: int) -> int:
    """The token after brackets with a sign after them: "19 March (morning): Meeting"."""
    tokens = line.passage.tokens
    if first >= line.end or tokens[first].text != "(":
        return first
    for index in range(first + 1, min(first + _MOST_OF_REMARK, line.end - 1)):
        if tokens[index].text == ")":
            return index + 1 if tokens[index + 1].text in ":-" else first
    return first


_MOST_OF_REMARK: Final = 6
"""Maximum tokens of a remark in brackets between a date and its event."""


def rest_of(line: Line, dated: Dated) -> TextSpan | None:
    """The tokens of a line besides its date."""
    if line.date_cell is not None and dated is line.lead:
        others = [cell for n, cell in enumerate(line.cells) if n not in line.date_cells]
        return (others[0][0], others[-1][1]) if others else None
    tokens = line.passage.tokens
    if dated is line.lead:
        first = dated.end
        first = _behind_remark(line, first)
        while first < line.end and tokens[first].text in _AFTER_DATE:
            first += 1
        return (first, line.end) if first < line.end else None
    last = dated.start
    around = line.passage.around
    while last > line.start and (
        tokens[last - 1].text in _BEFORE_DATE
        or around.names(last - 1, "uncertain")
        or around.names(last - 1, "approximate")
    ):
        last -= 1
    return (line.start, last) if last > line.start else None
