"""Brackets at the end of a line: until when its event is, at what hours, and where."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from timeline import edtf
from timeline.errors import DateError
from timeline.extraction.structure.line_hours import hours_in
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.extraction.structure.years import HEADING
from timeline.extraction.titles import TextSpan
from timeline.phrases.dated_lines import Dated, at, leading, value
from timeline.phrases.expressions import NoDateError, Open


def without_aside(
    walk: Walk, line: Line, aside: TextSpan, found: edtf.Value, last: int, place: str | None
) -> tuple[edtf.Value, int, str | None]:
    """Date, last token and place of an item whose *aside* says when it ends, or where it is."""
    hours = hours_in(line, aside)
    if hours is not None and isinstance(found, edtf.Interval):
        return found, aside[0] - 1, place  # when it is open
    ended = _with_end(walk, line, aside, found)
    if ended is not None:
        return ended, aside[0] - 1, place
    place = place or walk.places.in_aside(line, aside)
    if hours is not None and isinstance(found, edtf.Date) and found.day is not None:
        with suppress(NoDateError):
            return at(found, hours), aside[0] - 1, place
    if any(line.passage.around.names(aside[0], mark) for mark in ("uncertain", "?")):
        return _uncertain(found), aside[0] - 1, place
    if line.is_name(*aside) and place is None:
        return found, aside[0] - 1, line.text_of(*aside)
    return found, last, place


def _with_end(walk: Walk, line: Line, aside: TextSpan, found: edtf.Value) -> edtf.Value | None:
    """*found* with the end that brackets tell: "(to May 19)", "(final day)"."""
    start, end = aside
    tokens = line.passage.tokens
    begun = first_day(found)
    if begun is None:
        return None
    if any(walk.words.finals.size(tokens, index) for index in range(start, end)):
        return edtf.Interval(edtf.Side.UNKNOWN, edtf.Date.of(begun))
    whole = leading(line.passage, start, end)
    if whole is not None and whole.apart == "end" and len(whole.series.points) > 1:
        return _spanned(walk, line, whole, begun)
    around = line.passage.around
    place = start
    while place < end and (
        not {"to", "until", "filler"}.isdisjoint(around.edges(place)) or tokens[place].text == "-"
    ):
        place += 1
    if place == start:
        if whole is not None and whole.apart == "end" and _ends_there(whole):
            return _until(walk, line, replace(whole, node=whole.series), begun)
        return None
    dated = leading(line.passage, place, end)
    if dated is None or dated.apart != "end":
        return None
    return _until(walk, line, dated, begun)


def _until(walk: Walk, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
    """The days from the one on which something begins to the one that *dated* says."""
    years = (begun.year, begun.year + 1) if dated.lacks_year else (begun.year,)
    for year in years:
        with suppress(NoDateError, DateError):
            until = value(dated, walk.order, walk.on, year, begun.month)
            if until.latest is not None and until.latest >= begun:
                source = HEADING if dated.lacks_year else ""
                mention = walk.mention(line, dated, until, "end", source)
                walk.note(line, mention)
                return edtf.Interval(edtf.Date.of(begun), edtf.Date.of(until.latest))
    return None


def _spanned(walk: Walk, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
    """The days in brackets, if they begin on the day of the heading: "(25-26 June)"."""
    with suppress(NoDateError, DateError):
        found = value(dated, walk.order, walk.on, begun.year, begun.month)
        if found.earliest == begun:
            source = HEADING if dated.lacks_year else ""
            mention = walk.mention(line, dated, found, "end", source)
            walk.note(line, mention)
            return found
    return None


def _ends_there(dated: Dated) -> bool:
    """Whether a date is said to be the last one: «7 Ekim'e kadar», "május 3-ig"."""
    return isinstance(dated.node, Open) and dated.node.kind == "until"


def _uncertain(found: edtf.Value) -> edtf.Value:
    return replace(found, uncertain=True) if isinstance(found, edtf.Date) else found
