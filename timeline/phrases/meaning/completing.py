"""A year for each date of a series: "29 December – 4 January 2026"."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace

from timeline.errors import DateError
from timeline.phrases import calendars
from timeline.phrases.expressions import SAME, NoDateError, NoYearError, Point, Series
from timeline.phrases.meaning.counting import counted_from, first_month
from timeline.phrases.meaning.side_by_side import in_one_calendar, of_era

LONGEST_TURN: Final = 6
"""Maximum months of a range that crosses New Year if only one of its ends has a year."""


def completed(series: Series, on: date | None) -> Series:
    """*series* with a year for each date, exactly once; relative dates are counted from *on*."""
    points = [counted_from(point, on) for point in series.points]
    missing = [point.year is None for point in points]
    if all(missing):
        raise NoYearError("there is no year", "write the year too", code="date-without-year")
    for index in reversed(range(len(points) - 1)):
        if points[index].year is None and points[index + 1].year is not None:
            points[index] = _with_year(points[index], points[index + 1], series.joins[index])
    for index in range(1, len(points)):
        if points[index].year is None:
            points[index] = _with_year(points[index], points[index - 1], series.joins[index - 1])
            if series.joins[index - 1] != "-":
                _turn_year(points, index - 1, False)
    for index, join in enumerate(series.joins):
        if join == "-" and missing[index] != missing[index + 1]:
            _turn_year(points, index, missing[index])
    return in_one_calendar(replace(series, points=tuple(map(of_era, points))), missing)


def _with_year(point: Point, other: Point, join: str) -> Point:
    return replace(
        point,
        year=other.year,
        blank=other.blank if _is_bare(point) else 0,
        calendar=point.calendar
        if join == SAME
        else calendars.shared(point.calendar, other.calendar, has_month=point.month is not None),
    )


def in_gregorian_year(point: Point, year: int) -> Point:
    """*point*, which lacks its year, in the Gregorian *year*.

    Raises:
        NoDateError: its calendar is not converted.
    """
    calendar = point.calendar if point.calendar != calendars.GREGORIAN else None
    if calendar is not None and point.month is not None:
        try:
            year = calendars.year_within(calendar, year, point.month, point.day)
        except DateError as error:
            raise NoDateError(error.fact, error.hint, code=error.code) from None
    return replace(point, year=year)


def _is_bare(point: Point) -> bool:
    return point.month is None and point.grouping is None and point.part is None


def _turn_year(points: list[Point], index: int, first_missing: bool) -> None:
    """Let dates, of which one has a year, cross New Year: 29 December – 4 January."""
    first, last = points[index], points[index + 1]
    months = first_month(first), first_month(last)
    if months[0] is None or months[1] is None or months[0] <= months[1]:
        return
    if first.year != last.year or 12 - months[0] + months[1] > LONGEST_TURN:
        return
    assert first.year is not None
    assert last.year is not None
    if first_missing:
        points[index] = replace(first, year=first.year - 1)
    else:
        points[index + 1] = replace(last, year=last.year + 1)
