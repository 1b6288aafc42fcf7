"""Infer the year of a date without one from its sentence and the day of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.phrases import expressions, meaning
from timeline.phrases.expressions import Expression, NoDateError, Open, Series, Window
from timeline.phrases.meaning.completing import in_gregorian_year

SENTENCE: Final = "sentence"
TENSE: Final = "tense"
DOCUMENT: Final = "document"
"""The origin of an inferred year: a date in the same or the previous sentence, the tense of the
verb, or only the day of the document. Origins above a line have their own names."""

NEARER: Final = 315
"""From this distance in days, a date without year and tense is in the neighbouring year: below it,
the document's own year is meant; above it, New Year lies between the two."""

NEAR: Final = 45
"""Within this distance in days, the document's own year is meant, regardless of the tense of the
verb.
"""


def in_year_from(of: Callable[[int], edtf.Value], year: int, begins: date | None) -> edtf.Value:
    """The date in a *year* that *begins* during the Gregorian year, if not with it."""
    found = of(year)
    first = found.earliest if begins is not None else None
    return of(year + 1) if begins and first and first < begins else found


def in_its_year(
    node: Expression,
    series: Series,
    on: date,
    *,
    tense: int,
    earlier: date | None,
    is_counted: bool,
) -> edtf.Value:
    """The value of *node*, whose *series* lacks its year, in a document of the day *on*.

    *tense* is 1 for the future, -1 for the past, 0 if the sentence does not say; *earlier* is the
    day of an earlier date in the sentence; *is_counted* says whether something was counted over
    the period, which must then be over.

    Raises:
        NoDateError: the date exists in no year.
    """
    if earlier is not None and tense <= 0:
        after = _in_years(node, series, on, (earlier.year, earlier.year + 1)).values()
        found = next((value for value in after if (value.earliest or date.min) >= earlier), None)
        if found is not None:
            return found
    values = _in_years(node, series, on, range(on.year - 1, on.year + 2))
    if not values:
        return meaning.value(_with_year(node, series, on.year), on)
    if isinstance(node, Open) and node.kind in ("until", "before"):
        return _nearest_deadline(values.values(), on, tense)
    own = values.get(on.year)
    if own is not None and 0 < _distance(own, on) < NEAR:
        # Planned for last week, or postponed to the next one: the year does not change.
        others = [found for found in values.values() if found is not own]
        if all(_distance(found, on) > NEARER for found in others):
            tense = 0
    if is_counted and own is not None and (own.latest or date.max) < on:
        # "The figures for July will be released": July is over.
        tense = 0
    if tense > 0:
        coming = [found for found in values.values() if _last(found, on) >= on]
        return coming[0] if coming else list(values.values())[-1]
    if tense < 0:
        gone = [
            found
            for found in values.values()
            if ((found.latest if is_counted else found.earliest) or date.min) <= on
        ]
        return gone[-1] if gone else next(iter(values.values()))
    if own is None or _distance(own, on) > NEARER:
        return min(values.values(), key=lambda found: _distance(found, on))
    return own


def in_year(node: Expression, year: int) -> edtf.Value:
    """The value of *node*, which lacks its year, in *year*.

    Raises:
        NoDateError: the year has no such day.
    """
    series = expressions.series_of(node)
    return meaning.value(node if series is None else _with_year(node, series, year))


def _in_years(
    node: Expression, series: Series, on: date, years: Iterable[int]
) -> dict[int, edtf.Value]:
    """The value of *node* in each of *years* that has it: 29 February only exists in leap years."""
    values = {}
    for year in years:
        if MINYEAR <= year <= MAXYEAR:
            with suppress(NoDateError):
                values[year] = meaning.value(_with_year(node, series, year), on)
    return values


def _nearest_deadline(values: Iterable[edtf.Value], on: date, tense: int) -> edtf.Value:
    """The deadline nearest to *on*; one in the future tense is not over."""
    ends = [(found.latest or date.max, found) for found in values]
    coming = [found for found in ends if found[0] >= on]
    return min(coming if coming and tense > 0 else ends, key=lambda found: abs(found[0] - on))[1]


def _with_year(node: Expression, series: Series, year: int) -> Expression:
    """*node* with *year* for its last date; the others get their years from it."""
    points = (*series.points[:-1], in_gregorian_year(series.points[-1], year))
    dated = replace(series, points=points)
    if isinstance(node, Open | Window):
        return replace(node, series=dated)
    return dated


def _distance(found: edtf.Value, on: date) -> int:
    """Days between *found* and *on*; 0 if *found* includes *on*."""
    return max(((found.earliest or on) - on).days, (on - _last(found, on)).days, 0)


def _last(found: edtf.Value, on: date) -> date:
    """The last day of *found*, or its first day if it has an open end."""
    return found.latest or found.earliest or on
