"""The same day in two calendars, or in Old and New Style."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Final

from msgspec.structs import replace

from timeline.errors import DateError
from timeline.phrases import calendars
from timeline.phrases.expressions import SAME, NoDateError, Point, Series
from timeline.phrases.meaning.single import value_of


def of_era(point: Point) -> Point:
    """*point*, a date in an era, with its year converted to the Gregorian one."""
    if point.calendar == calendars.GREGORIAN:
        return replace(point, calendar=None)
    if point.calendar is None or point.year is None or not calendars.is_era(point.calendar):
        return point
    year = calendars.of_era(point.calendar, point.year, point.month, point.day)
    return replace(point, year=year, calendar=None)


def in_one_calendar(series: Series, missing: Sequence[bool]) -> Series:
    """*series* with dates that are the same day in two calendars replaced by the Gregorian one.

    *missing* says which of them have no year.
    """
    points, lacks = [series.points[0]], missing[0]
    joins: list[str] = []
    for point, join, lacks_too in zip(series.points[1:], series.joins, missing[1:], strict=True):
        if join == SAME:
            points[-1] = _same_day(points[-1], point, lacks, lacks_too)
        elif join == "/" and _are_styles(points[-1], point):
            points[-1] = point
        elif join in "&,/" and (one := _one_day(points[-1], point)):
            points[-1] = one
        else:
            points.append(point)
            joins.append(join)
        lacks = lacks_too
    return replace(series, points=tuple(points), joins=tuple(joins))


def _one_day(first: Point, second: Point) -> Point | None:
    """The Gregorian one of two listed dates, if they are the same day in two calendars."""
    if (first.calendar is None) == (second.calendar is None):
        return None
    try:
        return _same_day(first, second, False, False)
    except (NoDateError, DateError):
        return None


def _are_styles(first: Point, second: Point) -> bool:
    """Whether *first* is the Old Style of *second*: 12/24 April 1877."""
    if first.calendar not in (None, *calendars.OLD_STYLE) or second.calendar is not None:
        return False
    days = _whole_day(first), _whole_day(second)
    return days[0] is not None and days[1] is not None and calendars.same_day(days[0], days[1])


def _whole_day(point: Point) -> tuple[int, int, int] | None:
    if point.year is None or point.month is None or point.day is None:
        return None
    return point.year, point.month, point.day


def _same_day(first: Point, second: Point, *lacking: bool) -> Point:
    """The Gregorian one of two dates of the same day; one *lacking* its year gets the other's.

    Raises:
        NoDateError: they are not the same day.
    """
    if (first.calendar, second.calendar) == (None, None) and _said(first) == _said(second):
        return first
    known = {None, *calendars.OLD_STYLE}
    if first.calendar in known and second.calendar in known:
        return _new_style(first, second, lacking)
    (found, lacks), (other, _) = sorted(
        zip((first, second), lacking, strict=True), key=lambda pair: is_far(pair[0])
    )
    if lacks and other.day is not None and calendars.is_converted(other.calendar):
        # Its year came from the other calendar and is converted to this one.
        day = value_of(other).earliest
        found = replace(found, year=day.year if day else found.year)
    if calendars.is_converted(other.calendar):
        _check_same(found, other)
        if other.day is not None and found.day is None:
            return other
    return found


def _said(point: Point) -> tuple[int | None, ...]:
    return point.year, point.month, point.day


def is_far(point: Point) -> tuple[bool, bool]:
    """Whether it is in another calendar, and whether its days are only approximately known."""
    calendar = point.calendar
    return calendar is not None, calendar is not None and calendars.is_approximate(calendar)


def _check_same(found: Point, other: Point) -> None:
    """Refuses a date that does not match the date in another calendar next to it."""
    is_loose = any(is_far(point)[1] for point in (found, other))
    slack = timedelta(days=calendars.SIGHTING if is_loose else 0)
    spans = [(value.earliest, value.latest) for value in map(value_of, (found, other))]
    (first, last), (start, end) = spans
    if first and last and start and end and (first > end + slack or start > last + slack):
        name = calendars.CALENDARS[other.calendar or ""].name
        raise NoDateError(
            f"the {name} date is {start}, not {first}",
            "correct one of the two dates",
            code=calendars.CODE,
        )


def _new_style(first: Point, second: Point, lacking: Sequence[bool]) -> Point:
    """The New Style one of two dates of the same day in Old and New Style, in either order.

    Raises:
        NoDateError: they are not the same day in any order, or the year is not a plain number.
    """
    found: dict[int, list[Point]] = {}
    for steps in product(*(_NEAR if lacks else (0,) for lacks in lacking)):
        one, two = (
            replace(point, year=(point.year or 0) + step)
            for point, step in zip((first, second), steps, strict=True)
        )
        for old, new in ((one, two), (two, one)):
            if _are_styles(old, new):
                found.setdefault(sum(map(abs, steps)), []).append(new)
    nearest = found[min(found)] if found else []
    if len(nearest) != 1:
        raise NoDateError(
            "two dates that are not one day in Old and New Style",
            "write the day of the Gregorian calendar, or correct one of the two",
            code=calendars.CODE,
        )
    return nearest[0]


_NEAR: Final = (0, -1, 1)
"""Years to try around the year that was copied to a date."""
