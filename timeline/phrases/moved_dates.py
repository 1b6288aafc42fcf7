"""Moved dates: something that was moved from one date to another."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import Final

from msgspec.structs import replace

from timeline.phrases import expressions, meaning
from timeline.phrases.earlier_dates import EarlierDates
from timeline.phrases.expressions import NoDateError, Series
from timeline.phrases.passages import Passage
from timeline.phrases.results import Mention
from timeline.phrases.surroundings import Surroundings

MOVED: Final = 12
"""Maximum tokens between "postponed" and the dates from and to which something is moved."""


def is_moved(around: Surroundings, series: Series, start: int, end: int) -> bool:
    """Whether something was moved from one of the dates to the other."""
    if series.joins != ("-",) or any(point.relative for point in series.points):
        return False
    if any(around.tokens[node].text == "-" for node in range(start, end)):
        return False  # "was moved to 24–25 September": the days of the event
    before = islice(around.clause(start), MOVED)
    after = range(end, min(end + MOVED, len(around.tokens)))
    return any(around.names(node, "moved") for node in before) or any(
        around.names(node, "moved")
        for node in takewhile(lambda node: not around.closes_sentence(node, 1), after)
    )


def moved_date(
    passage: Passage, earlier: EarlierDates, series: Series, start: int, end: int
) -> Mention:
    """The date that something was moved to, with its previous date."""
    first, last = series.points
    try:
        try:
            value, source = meaning.value(Series((last,)), earlier.on), ""
        except expressions.NoYearError:
            value, source = earlier.year_of(Series((last,)), Series((last,)), start, end)
        year = value.earliest.year if value.earliest else 0
        if first.year is None:
            first = replace(first, year=year)
        previously = meaning.value(Series((first,)), earlier.on)
    except NoDateError as error:
        return passage.refusal(start, end, error.fact, error.code)
    return passage.mention(
        start,
        end,
        value,
        "event",
        rule="moved",
        inferred=bool(source),
        year_from=source,
        previously=previously,
    )
