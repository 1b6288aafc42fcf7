"""Relative dates, counted from a day: "tomorrow", "last May", "the eighties"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline.edtf import Grouping
from timeline.phrases import calendars
from timeline.phrases.expressions import (
    DECADE,
    HALVES,
    LAST,
    QUARTERS,
    SHORT,
    WEEK,
    WEEKDAY,
    NoDateError,
    Point,
)

SHORT_FUTURE: Final = 30
"""Years after the document's own that a year of two digits may mean; the others are behind it."""


def first_month(point: Point) -> int | None:
    """The month with which *point* begins, as far as it names one; winter begins in December."""
    if point.grouping is Grouping.WINTER:
        return 12
    return point.grouping.first_month + 1 if point.grouping else point.month


def counted_from(point: Point, on: date | None) -> Point:
    """*point* with the year, and whatever else it counts from *on*, filled in."""
    if point.relative is None:
        return point
    unit, offset = point.relative
    if unit.startswith(SHORT):
        return _of_short_year(point, int(unit.removeprefix(SHORT)), on)
    if on is None and unit.startswith(f"{DECADE} ") and offset == LAST:
        raise NoDateError(
            "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
        )
    if on is None:
        raise NoDateError(
            "it counts from a day that is not named",
            "write the date itself, or give the day it counts from (--on 2026-02-28)",
            code="date-relative",
        )
    plain = replace(point, relative=None)
    match unit:
        case "year" | "same year":
            begun = calendars.year_on(point.calendar, on) if point.calendar else on.year
            return replace(plain, year=begun + offset)
        case "month" | "same month":
            years, month = divmod(on.year * 12 + on.month - 1 + offset, 12)
            return replace(plain, year=years, month=month + 1)
        case "day" | "same day":
            day = _shift(on, offset)
            return replace(plain, year=day.year, month=day.month, day=day.day)
        case "week":
            monday = _shift(on, 7 * offset - on.weekday())
            return replace(
                plain, year=monday.year, month=monday.month, day=monday.day, part=(WEEK, 0)
            )
        case "quarter" | "half":
            length = 3 if unit == "quarter" else 6
            units = QUARTERS if unit == "quarter" else HALVES
            years, number = divmod(
                on.year * len(units) + (on.month - 1) // length + offset, len(units)
            )
            return replace(plain, year=years, grouping=units[number])
        case _ if unit.startswith(f"{DECADE} ") and offset == LAST:
            first = int(unit.removeprefix(DECADE))
            year = (on.year - 10 - first) // 100 * 100 + first
            return replace(plain, year=year, blank=1)
        case _ if unit.startswith(f"{DECADE} "):
            century = (on.year // 100 + offset) * 100
            return replace(plain, year=century + int(unit.removeprefix(DECADE)), blank=1)
        case "decade":
            return replace(plain, year=(on.year // 10 + offset) * 10, blank=1)
        case "century":
            return replace(plain, year=(on.year // 100 + offset) * 100, blank=2)
        case "named":
            return _named(plain, offset, on)
        case _ if unit.startswith(WEEKDAY):
            return _weekday(plain, int(unit.removeprefix(WEEKDAY)), offset, on)
    raise AssertionError(unit)


def _of_short_year(point: Point, digits: int, on: date | None) -> Point:
    if on is None:
        raise NoDateError(
            "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
        )
    latest = on.year + SHORT_FUTURE
    year = latest // 100 * 100 + digits
    return replace(point, relative=None, year=year if year <= latest else year - 100)


def _weekday(point: Point, weekday: int, offset: int, on: date) -> Point:
    """The last Thursday before *on*, or this week's; the next, if it is not still in this one."""
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
    """Last, this or next August or summer, seen from *on*."""
    month = first_month(point)
    assert month is not None
    year = on.year
    told, today = (month, point.day or on.day), (on.month, on.day)
    if offset < 0 and told >= today:
        year -= 1
    if offset > 0 and told <= today:
        year += 1
    return replace(point, year=year)
