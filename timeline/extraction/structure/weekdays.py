"""Weekdays in the sentences of a paper about one week: "On Tuesday, the parliament debates …".

The title names the week ("Agenda for week 43", "The week of 19–25 October"); in the sentences
below, each weekday is a day of it, and "Wednesday to Friday" or "Friday and Saturday" a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.errors import DateError
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.walk import MOST_OF_HEAD, Walk
from timeline.extraction.structure.years import HEADING
from timeline.phrases import Mention
from timeline.phrases.expressions import NoDateError

_FEWEST: Final = 3
"""Minimum sentences with a weekday in a paper about a week."""

_LONGEST_WEEK: Final = 8
"""Maximum days of a week, from Sunday to Sunday."""

_SHORTEST_WEEK: Final = 5

_SHORTEST_NAME: Final = 3
"""Minimum letters of a weekday in a sentence; "di" and "So" are also other words."""


def note_week(walk: Walk, line: Line) -> None:
    """Record the week in the title of a paper, if its sentences contain weekdays."""
    dated = line.lead or line.trail
    if dated is None or line.index >= MOST_OF_HEAD or not line.may_head or walk.outline.items:
        return
    with suppress(NoDateError, DateError):
        found, _ = walk.years.read(line, dated, walk.above.year, walk.above.month)
        first, last = found.earliest, found.latest
        if first is None or last is None:
            return
        days = (last - first).days + 1
        if _SHORTEST_WEEK <= days <= _LONGEST_WEEK and _has_sentences(walk):
            walk.week = tuple(first + timedelta(day) for day in range(days))
            walk.days_from = HEADING


def _has_sentences(walk: Walk) -> bool:
    """Whether several sentences of the document have a weekday without its date."""
    return sum(other.ends_sentence and bool(_weekdays(other)) for other in walk.lines) >= _FEWEST


def read_weekdays(walk: Walk, line: Line) -> None:
    """Record the weekdays in the sentences of a line as days of the week of the paper."""
    is_listed = line.index in walk.outline.items or line.index in walk.outline.dates
    if walk.week is None or is_listed or not line.ends_sentence:
        return
    walk.note(line, *_mentions(walk, line, walk.week))


def _mentions(walk: Walk, line: Line, week: tuple[date, ...]) -> Iterator[Mention]:
    before: tuple[int, int, Mention] | None = None
    """The weekday before, as its first token, the token after it, and its mention."""
    for number, start, end in _weekdays(line):
        fits = [day for day in week if day.isoweekday() == number]
        if len(fits) != 1:
            continue
        mention = walk.weekday(line, (start, end), fits[0], "event")
        if before is not None and (joined := _joined(walk, line, before, (start, end, mention))):
            yield joined
            before = None
            continue
        if before is not None:
            yield before[2]
        before = start, end, mention
    if before is not None:
        yield before[2]


def _joined(
    walk: Walk, line: Line, one: tuple[int, int, Mention], other: tuple[int, int, Mention]
) -> Mention | None:
    """The days from *one* weekday to the *other*, if a word for a range is between them."""
    start, behind, first = one
    begin, end, last = other
    if first.day is None or last.day is None or first.day >= last.day:
        return None
    edges = line.passage.around.edges(behind)
    is_range = any(place == begin for name in ("to", "-") for _, place in edges.get(name, ()))
    is_range |= begin == behind + 1 and line.passage.tokens[behind].text == "-"
    # "el jueves y el viernes"
    next_to = begin - (begin > behind + 1 and line.passage.around.names(begin - 1, "filler"))
    is_pair = next_to == behind + 1 and "and" in edges and (last.day - first.day).days == 1
    if not (is_range or is_pair):
        return None
    if is_range and line.passage.around.names(start - 1, "from"):
        start -= 1
    days = edtf.Interval(edtf.Date.of(first.day), edtf.Date.of(last.day))
    mention = walk.weekday(line, (start, end), first.day, "event")
    return replace(mention, value=days)


def _weekdays(line: Line) -> list[tuple[int, int, int]]:
    """The weekdays of a line without a date beside them: number, first token, and the one after."""
    around, tokens = line.passage.around, line.passage.tokens
    found = []
    for index in range(line.start, line.end):
        for number, last in around.edges(index).get("weekday", ()):
            if not isinstance(number, int) or len(tokens[index].text) < _SHORTEST_NAME:
                continue
            is_other = _is_of_date(line, last, 1) or _is_of_date(line, index - 1, -1)
            if not (is_other or _is_of_other_week(line, index, last)):
                found.append((number, index, last))
                break
    return found


def _is_of_other_week(line: Line, index: int, last: int) -> bool:
    """Whether a weekday is "last Monday", «lundi dernier» or "every Monday"."""
    around, before = line.passage.around, line.passage.tokens[index - 1] if index else None
    is_every = before is not None and before.text in _EVERY
    return is_every or around.names(index - 1, "relative") or around.names(last, "relative_after")


_EVERY: Final = frozenset(
    "every each jeden jede jedes elke iedere chaque cada ogni каждый каждую каждое каждые кожен "
    "кожну каждую свако сваке сваки svake svaki svako kazdy kazda kazde kazdou her vsako".split()
)
"""Words, without accents, before a weekday of every week."""


def _is_of_date(line: Line, index: int, step: int) -> bool:
    """Whether the token there, after a comma or point if any, is a figure or a month."""
    tokens = line.passage.tokens
    while line.start <= index < line.end and tokens[index].text in ",.(":
        index += step
    if not line.start <= index < line.end:
        return False
    return tokens[index].kind == "number" or line.passage.around.names(index, "month")


def days_ahead(found: Sequence[Line], on: date | None) -> tuple[date, ...] | None:
    """The seven days from the first weekday that heads lines, on or after *on*, the paper's day.

    "Monday:", "Tuesday:" … in a paper of Saturday are the days of the coming week. Nothing is
    assumed if they are in another order, or if the text below them is about the past.
    """
    alone = [line for line in found if line.weekday_alone is not None]
    numbers = [line.weekday_alone or 0 for line in alone]
    if on is None or len(set(numbers)) < _FEWEST:
        return None
    start = on + timedelta((numbers[0] - on.isoweekday()) % _WEEK)
    places = [(number - numbers[0]) % _WEEK for number in numbers]
    below = [found[line.index + 1] for line in alone if line.index + 1 < len(found)]
    is_past = any(line.end and line.passage.around.tense(0, 1) < 0 for line in below)
    if is_past or places != sorted(places):
        return None
    return tuple(start + timedelta(day) for day in range(_WEEK))


_WEEK: Final = 7
