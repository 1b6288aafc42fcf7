"""Brackets at the end of a line: until when its event is, at what hours, and where."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.extraction.structure.line_hours import hours_in, without_hours
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day, lies_in_days
from timeline.extraction.structure.walk import Walk
from timeline.extraction.structure.years import HEADING
from timeline.phrases import Mention, YearOrigin
from timeline.phrases.dated_lines import Dated, at, leading, trailing, value, weekday_alone
from timeline.phrases.expressions import NoDateError, Open
from timeline.phrases.tokens import TextSpan


def without_aside(
    walk: Walk, line: Line, aside: TextSpan, found: edtf.Value, last: int, place: str | None
) -> tuple[edtf.Value, int, str | None]:
    """Date, last token and place of an item whose *aside* gives its end or its place."""
    # "(press conference at 5 p.m.)" is part of the event.
    is_part = any(walk.words.noun(line.passage.tokens, index) for index in range(*aside))
    hours = None if is_part else hours_in(line, aside)
    if hours is not None and isinstance(found, edtf.Interval):
        return found, aside[0] - 1, place  # when it is open
    ended = _with_end(walk, line, aside, found)
    if ended is not None:
        return ended, aside[0] - 1, place
    place = place or walk.places.in_aside(line, aside)
    if hours is not None and without_hours(line, line.start, aside[0] - 1)[1] is not None:
        return found, aside[0] - 1, place  # "11.30 (photo opportunity 11.25)"
    if hours is not None and isinstance(found, edtf.Date) and found.day is not None:
        with suppress(NoDateError):
            return at(found, hours), aside[0] - 1, place
    if any(line.passage.around.names(aside[0], mark) for mark in ("uncertain", "?")):
        return _uncertain(found), aside[0] - 1, place
    if line.is_name(*aside) and place is None:
        return found, aside[0] - 1, line.text_of(*aside)
    return found, last, place


def as_made_precise(
    walk: Walk, line: Line, mention: Mention, found: edtf.Value, first: int, last: int
) -> tuple[Mention, edtf.Value, int]:
    """An item of a year or month whose day is in the brackets: "1951 – Relations (12 January)".

    Its mention and date, and the token at which its other words end. The year or month is that of
    the line or of a heading.
    """
    aside, year = line.aside, _year_of(found)
    if aside is None or year is None or not first < aside[0] <= last:
        return mention, found, last
    if any(token.text == "(" for token in line.passage.tokens[first : aside[0] - 1]):
        return mention, found, last  # it may date only the words after the brackets before it
    month = found.month if isinstance(found, edtf.Date) and isinstance(found.month, int) else None
    tokens = line.passage.tokens
    end = next((index for index in range(*aside) if tokens[index].text == ";"), aside[1])
    dated = _date_in(line, aside[0], end)
    if dated is None or not dated.lacks_year or (dated.lacks_month and month is None):
        return mention, found, last
    with suppress(NoDateError, DateError):
        precise = value(dated, walk.order, walk.on, year, month)
        if lies_in_days(precise, found):
            finer = walk.mention(line, dated, precise, "event", mention.year_from or HEADING)
            walk.note(line, finer)
            return finer, precise, aside[0] - 1
    return mention, found, last


def _year_of(found: edtf.Value) -> int | None:
    """The only year in which a month, a quarter, a year or the like is; None for days."""
    with suppress(DateError):
        first, last = found.earliest, found.latest
        is_coarse = found.precision not in (Precision.DAY, Precision.WEEK)
        if is_coarse and first is not None and last is not None and first.year == last.year:
            return first.year
    return None


def _date_in(line: Line, first: int, end: int) -> Dated | None:
    """The date that ends the brackets from token *first* to *end*, alone or after words.

    "(12 January)", "(Oslo, second half)", "(planned for November)".
    """
    commas = [index for index in range(first, end) if line.passage.tokens[index].text == ","]
    for begin in (first, *(index + 1 for index in commas)):
        dated = leading(line.passage, begin, end)
        if dated is not None and dated.apart == "end":
            return dated
    return trailing(line.passage, first - 1, end)


def without_end(
    walk: Walk, line: Line, rest: TextSpan, found: edtf.Value
) -> tuple[edtf.Value, int] | None:
    """The days of an item with its end after its last comma: "Visit to Oslo, until 8 May".

    Also the token at which its other words end. None if it has no end.
    """
    first, last = rest
    tokens = line.passage.tokens
    for index in range(last - 2, max(last - _MOST_OF_END, first), -1):
        if tokens[index].text == ",":
            begin = index + 1
            is_end = _behind_until(line, begin, last) > begin and tokens[begin].kind == "word"
            is_end = is_end and not line.passage.around.names(begin, "from")
            ended = _with_end(walk, line, (begin, last), found) if is_end else None
            return (ended, index) if ended is not None else None
    return None


_MOST_OF_END: Final = 8
"""Maximum tokens of an end after a comma."""


def _with_end(walk: Walk, line: Line, aside: TextSpan, found: edtf.Value) -> edtf.Value | None:
    """*found* with the end given in brackets: "(to May 19)", "(final day)"."""
    start, end = aside
    tokens = line.passage.tokens
    end = next((index for index in range(start + 1, end) if tokens[index].text == ";"), end)
    begun = first_day(found)
    if begun is None:
        return None
    if any(walk.words.finals.size(tokens, index) for index in range(start, end)):
        return edtf.Interval(edtf.Side.UNKNOWN, edtf.Date.of(begun))
    whole = leading(line.passage, start, end)
    if whole is not None and whole.apart == "end" and len(whole.series.points) > 1:
        return _spanned(walk, line, whole, begun)
    if whole is not None and whole.apart == "end" and _ends_there(whole):
        return _until(walk, line, replace(whole, node=whole.series), begun)
    place = _behind_until(line, start, end)
    if place == start:
        return None
    if (number := weekday_alone(line.passage, place, end)) is not None:
        return _until_weekday(walk, line, aside, begun, number)
    dated = leading(line.passage, place, end)
    if dated is None or dated.apart != "end":
        return None
    return _until(walk, line, dated, begun)


def _behind_until(line: Line, start: int, end: int) -> int:
    """The token after the words before an end: "to", "until the", "jusqu'au"."""
    place, says_until = start, False
    while place < end:
        edges = line.passage.around.edges(place)
        places = [last for name in (*_UNTIL, "filler") for _, last in edges.get(name, ())]
        places = [last for last in places if last <= end]
        is_sign = line.passage.tokens[place].text in _UNTIL_SIGNS
        if not (places or is_sign):
            break
        says_until |= is_sign or not edges.keys().isdisjoint(_UNTIL)
        place = max(places, default=place + 1)
    return place if says_until else start  # "on the 28th" is not an end


_UNTIL: Final = ("to", "until")
_UNTIL_SIGNS: Final = "-~～"
"""Signs before an end: "(– 8 May)", 「(~6. 5.)」."""


def _until_weekday(
    walk: Walk, line: Line, aside: TextSpan, begun: date, number: int
) -> edtf.Value | None:
    """The days from *begun* to the next weekday of that *number*: "(until Wednesday)"."""
    days = (number - begun.isoweekday()) % 7
    if not days:
        return None
    until = edtf.Date.of(begun + timedelta(days))
    start, end = line.offsets(*aside)
    text = line.passage.whole[start:end]
    walk.note(
        line,
        Mention(
            start, end, text, until, "end", False,
            rule="weekday", inferred=True, year_from=HEADING,
        ),
    )  # fmt: skip
    return edtf.Interval(edtf.Date.of(begun), until)


def _until(walk: Walk, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
    """The days from the one on which something begins to that of *dated*."""
    years = (begun.year, begun.year + 1) if dated.lacks_year else (begun.year,)
    for year in years:
        with suppress(NoDateError, DateError):
            until = value(dated, walk.order, walk.on, year, begun.month)
            if until.latest is not None and until.latest >= begun:
                source: YearOrigin = HEADING if dated.lacks_year else ""
                mention = walk.mention(line, dated, until, "end", source)
                walk.note(line, mention)
                return edtf.Interval(edtf.Date.of(begun), edtf.Date.of(until.latest))
    return None


def _spanned(walk: Walk, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
    """The days in brackets, if that of the heading is one of them: "(25-26 June)"."""
    with suppress(NoDateError, DateError):
        found = value(dated, walk.order, walk.on, begun.year, begun.month)
        if found.earliest and found.latest and found.earliest <= begun <= found.latest:
            source: YearOrigin = HEADING if dated.lacks_year else ""
            mention = walk.mention(line, dated, found, "end", source)
            walk.note(line, mention)
            return found
    return None


def _ends_there(dated: Dated) -> bool:
    """Whether a date is marked as the last one: «7 Ekim'e kadar», "május 3-ig"."""
    return isinstance(dated.node, Open) and dated.node.kind == "until"


def _uncertain(found: edtf.Value) -> edtf.Value:
    return replace(found, uncertain=True) if isinstance(found, edtf.Date) else found
