"""Columns of dates: rows of a table with several dates, which the heads of their columns explain.

"Start | End" are the days of one event; "Planned | Held" are the original day of an event and the
day to which it was moved. Any others, such as "Signed | In force", are separate events with the
same name.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.errors import DateError
from timeline.events import Status
from timeline.extraction.structure.items import add_item
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.phrases import Mention, YearOrigin
from timeline.phrases.dated_lines import Dated, leading, trailing
from timeline.phrases.expressions import NoDateError, Open
from timeline.phrases.tokens import TextSpan

BEGINS, ENDS, PLANNED, HELD = "begins", "ends", "planned", "held"
"""The role of the dates in a column."""

_FEWEST: Final = 2
"""Minimum dates of a row that are read by the heads of its columns."""


class DateCell(Struct, frozen=True):
    """A cell with a date: its role by the head of its column, and the words before the date."""

    cell: TextSpan
    role: str | None
    dated: Dated
    value: edtf.Value
    source: YearOrigin


def read_date_columns(walk: Walk, line: Line) -> bool:
    """Read a row with several dates into the outline; return whether it is one."""
    head = walk.heads_of_columns
    if head is None or head is line or line.block.kind is not BlockKind.ROW:
        return False
    if line.is_year_beside or line.is_month_beside:
        return False  # one date in two cells
    found = list(_date_cells(walk, line, head))
    by_role = {one.role: one for one in found}
    others = [cell for cell in line.cells if all(cell != one.cell for one in found)]
    if not others or not (len(found) >= _FEWEST or (found and _place(walk, line, found[0]))):
        return False
    rest = others[0][0], others[-1][1]
    if BEGINS in by_role and ENDS in by_role:
        return _read_span(walk, line, rest, by_role[BEGINS], by_role[ENDS])
    if PLANNED in by_role and HELD in by_role:
        return _read_moved(walk, line, rest, by_role[PLANNED], by_role[HELD])
    return _read_each(walk, line, rest, found) if set(by_role) == {None} else False


def _date_cells(walk: Walk, line: Line, head: Line) -> Sequence[DateCell]:
    """The cells of a row that are dates, without those of deadlines and publication."""
    missing = len(head.all_cells) - len(line.all_cells)
    if missing and not (abs(missing) == 1 and line.text.rstrip().endswith("|")):
        return ()
    found = []
    for cell, named in zip(line.all_cells, head.all_cells, strict=False):
        dated = _date_of(walk, line, cell) if cell[0] < cell[1] and named[0] < named[1] else None
        if dated is None or dated.lacks_month or _is_stamp(walk, head, named):
            continue
        if head.passage.around.follows("deadline", named[1]):
            continue
        with suppress(NoDateError, DateError):
            value, source = walk.date_of(line, dated)
            found.append(DateCell(cell, _role(walk, head, named), dated, value, source))
    # "12/16" beside whole dates is the number of a gazette.
    return [one for one in found if not one.dated.is_fraction] or found


def _is_stamp(walk: Walk, head: Line, named: TextSpan) -> bool:
    """Whether a column has the dates of publication of its rows: "Updated", but not "Date"."""
    when = walk.words.labels.get("when")
    if when is not None and named[0] + when.size(head.passage.tokens, named[0]) >= named[1]:
        return False
    stamps = head.passage.around.edges(named[0]).get("stamp", ())
    return any(end >= named[1] for _, end in stamps)


def _date_of(walk: Walk, line: Line, cell: TextSpan) -> Dated | None:
    """The date in a cell, alone or after a place or a word such as "planned"."""
    found = leading(line.passage, *cell)
    if found is not None and found.apart == "end":
        return found
    found = trailing(line.passage, *cell)
    if found is None or not found.has_month or isinstance(found.node, Open):
        return None
    tokens = line.passage.tokens
    first, last = _before(walk, line, cell, found)
    cues = walk.words.cues.get(Status.PLANNED)
    size = cues.size(tokens, first) if cues is not None else 0
    is_planned = size > 0 and first + size + 1 >= last
    return found if is_planned or line.is_name(first, last) else None


def _before(walk: Walk, line: Line, cell: TextSpan, dated: Dated) -> TextSpan:
    """The words before a date in its cell, behind "signed in"."""
    tokens, first, last = line.passage.tokens, cell[0], dated.start
    while last > first and tokens[last - 1].kind == "sign":
        last -= 1
    cues = walk.words.cues.get(Status.SIGNED)
    size = cues.size(tokens, first) if cues is not None else 0
    preposition = walk.words.prepositions.size(tokens, first + size) if size else 0
    return (first + size + preposition if preposition else first), last


def _role(walk: Walk, head: Line, named: TextSpan) -> str | None:
    """The role of the dates in a column, if its head gives only that."""
    start, end = named
    tokens = head.passage.tokens
    end = next((index for index in range(start + 1, end) if tokens[index].text == "("), end)
    for role, words in walk.words.columns.items():
        size = words.size(tokens, start)
        if size and start + size >= end:
            return role
    return None


def _read_span(walk: Walk, line: Line, rest: TextSpan, begin: DateCell, end: DateCell) -> bool:
    """Read the first and last day of an event."""
    first, last = first_day(begin.value), end.value.latest
    ends = isinstance(begin.value, edtf.Date) and isinstance(end.value, edtf.Date)
    if first is None or last is None or not ends or first > last:
        return False
    assert isinstance(begin.value, edtf.Date)
    assert isinstance(end.value, edtf.Date)
    is_one = begin.value == end.value
    found = begin.value if is_one else edtf.Interval(begin.value, end.value)
    mention = walk.mention(line, begin.dated, begin.value, "event", begin.source)
    walk.note(line, mention, walk.mention(line, end.dated, end.value, "end", end.source))
    add_item(walk, line, mention, found, rest)
    return True


def _read_moved(walk: Walk, line: Line, rest: TextSpan, planned: DateCell, held: DateCell) -> bool:
    """Read the day of an event, and the one for which it was planned."""
    reason, code = "the planned date of an event that has another actual one", "mentioned-elsewhere"
    old = walk.mention(line, planned.dated, planned.value, "event", planned.source)
    new = walk.mention(line, held.dated, held.value, "event", held.source)
    if planned.value != held.value:
        new = replace(new, previously=planned.value)
    walk.note(line, replace(old, is_item=False, reason=reason, code=code), new)
    add_item(walk, line, new, held.value, rest)
    return True


def _read_each(walk: Walk, line: Line, rest: TextSpan, found: Sequence[DateCell]) -> bool:
    """Read the dates of several events, which the row names once."""
    mentions = [walk.mention(line, one.dated, one.value, "event", one.source) for one in found]
    if len({str(one.value) for one in found}) == 1:
        mentions[1:] = [_again(mention) for mention in mentions[1:]]
        walk.note(line, *mentions)
        add_item(walk, line, mentions[0], found[0].value, rest)
        item, place = walk.outline.items.get(line.index), _place(walk, line, found[0])
        if item is not None and place:
            walk.outline.items[line.index] = replace(item, place=place)
        return True
    add_item(walk, line, mentions[0], found[0].value, rest)
    item = walk.outline.items.pop(line.index, None)
    if item is None:
        return False
    walk.note(line, *mentions)
    walk.outline.series[line.index] = [
        replace(item, date=mention, value=one.value, place=_place(walk, line, one) or item.place)
        for mention, one in zip(mentions, found, strict=True)
    ]
    return True


def _again(mention: Mention) -> Mention:
    reason, code = "the same date as in the previous cell", "mentioned-elsewhere"
    return replace(mention, is_item=False, reason=reason, code=code)


def _place(walk: Walk, line: Line, one: DateCell) -> str | None:
    """The city before a date in its cell."""
    first, last = _before(walk, line, one.cell, one.dated)
    return walk.places.city(line, (first, last)) if first < last else None
