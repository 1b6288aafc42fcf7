"""Relative dates, counted from a day: "tomorrow", "last May", "the eighties"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline.edtf import Grouping
from timeline.phrases import calendars
from timeline.phrases.expressions import (
    HALVES,
    QUARTERS,
    UNCOUNTED,
    Fraction,
    NamedDecade,
    NoDateError,
    Offset,
    Part,
    Point,
    Relative,
    ShortYear,
    Unit,
    WeekdayOffset,
)

SHORT_FUTURE: Final = 30
"""A two-digit year may be up to this many years after the document's; otherwise it is earlier."""


def first_month(point: Point) -> int | None:
    """The first month of *point*, if it has one; winter begins in December."""
    if point.grouping is Grouping.WINTER:
        return 12
    return point.grouping.first_month + 1 if point.grouping else point.month


def counted_from(point: Point, on: date | None) -> Point:
    """*point* with the year, and all other parts that count from *on*, filled in.

    Raises:
        NoDateError: it is relative and *on* is None, or is outside the range of years.
    """
    if point.relative is None:
        return point
    plain = replace(point, relative=None)
    if on is None:
        raise _lacking_day(point.relative)
    match point.relative:
        case ShortYear(digits):
            latest = on.year + SHORT_FUTURE
            year = latest // 100 * 100 + digits
            return replace(plain, year=year if year <= latest else year - 100)
        case NamedDecade(first, centuries):
            begun = on.year - 10 - first if centuries is None else on.year
            century = begun // 100 + (centuries or 0)
            return replace(plain, year=century * 100 + first, blank=1)
        case WeekdayOffset(weekday, count):
            return _weekday(plain, weekday, count, on)
        case Offset(unit, count):
            return _offset(plain, unit, count, on)


def _lacking_day(relative: Relative) -> NoDateError:
    is_last_decade = isinstance(relative, NamedDecade) and relative.centuries is None
    if is_last_decade or isinstance(relative, ShortYear):
        return NoDateError(
            "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
        )
    return NoDateError(
        "it counts from a day that is not given",
        "write the date itself, or give the reference day (--on 2026-02-28)",
        code="date-relative",
    )


def _offset(point: Point, unit: Unit, count: int, on: date) -> Point:
    """*point* as the unit that is *count* units from the unit of *on*."""
    match unit:
        case Unit.DAY | Unit.SAME_DAY:
            day = _shift(on, count)
            return replace(point, year=day.year, month=day.month, day=day.day)
        case Unit.WEEK:
            monday = _shift(on, 7 * count - on.weekday())
            part = Part(Fraction.WEEK, UNCOUNTED)
            return replace(point, year=monday.year, month=monday.month, day=monday.day, part=part)
        case Unit.MONTH | Unit.SAME_MONTH:
            years, month = divmod(on.year * 12 + on.month - 1 + count, 12)
            return replace(point, year=years, month=month + 1)
        case Unit.QUARTER | Unit.HALF:
            groupings = QUARTERS if unit is Unit.QUARTER else HALVES
            length = 12 // len(groupings)
            counted = on.year * len(groupings) + (on.month - 1) // length + count
            years, number = divmod(counted, len(groupings))
            return replace(point, year=years, grouping=groupings[number])
        case Unit.DECADE:
            return replace(point, year=(on.year // 10 + count) * 10, blank=1)
        case Unit.CENTURY:
            return replace(point, year=(on.year // 100 + count) * 100, blank=2)
        case Unit.YEAR | Unit.SAME_YEAR:
            begun = calendars.year_on(point.calendar, on) if point.calendar else on.year
            return replace(point, year=begun + count)
        case Unit.NAMED:
            return _named(point, count, on)


def _weekday(point: Point, weekday: int, offset: int, on: date) -> Point:
    """The last weekday before *on*, that of this week, or the next if it is not in this week."""
    if offset > 0:
        if weekday > on.isoweekday():
            raise NoDateError(
                "the next such weekday may be in this week or in the next",
                "write the day",
                code="date-ambiguous",
            )
        day = _shift(on, weekday - on.isoweekday() + 7)
    elif offset < 0:
        day = _shift(on, -((on.isoweekday() - weekday) % 7 or 7))
    else:
        day = _shift(on, weekday - on.isoweekday())
    return replace(point, year=day.year, month=day.month, day=day.day)


def _shift(on: date, days: int) -> date:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        raise NoDateError("outside the calendar", code="date-out-of-range") from None


def _named(point: Point, offset: int, on: date) -> Point:
    """The last, this or next August or summer, counted from *on*."""
    month = first_month(point)
    assert month is not None
    year = on.year
    named, today = (month, point.day or on.day), (on.month, on.day)
    if offset < 0 and named >= today:
        year -= 1
    if offset > 0 and named <= today:
        year += 1
    return replace(point, year=year)
