"""The value of one date, or of a part of it: a third, half, ten days or week."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Consecutive, OneOf, SubYear
from timeline.phrases import calendars
from timeline.phrases.expressions import (
    GROUPINGS,
    HALVES,
    QUARTERS,
    UNCOUNTED,
    Fraction,
    NoDateError,
    NthWeekday,
    Part,
    Point,
)
from timeline.phrases.meaning.hours import timed

YEAR_THIRDS: Final = ((1, 4), (5, 8), (9, 12))
"""Months of the beginning, middle and end of a year: TIMEX3's START, MID and END are thirds."""

MONTH_THIRDS: Final = ((1, 10), (11, 20), (21, 31))
"""Days of the beginning, middle and end of a month."""

DECADE_THIRDS: Final = ((0, 3), (4, 6), (7, 9))
CENTURY_THIRDS: Final = ((0, 33), (34, 66), (67, 99))


def months_of(found: SubYear) -> tuple[edtf.Date, edtf.Date]:
    """The first and the last month of *found*."""
    first, last = found.earliest, found.latest
    assert first is not None
    assert last is not None
    return edtf.Date(first.year, first.month), edtf.Date(last.year, last.month)


def _in_other_calendar(point: Point, calendar: str) -> edtf.Value:
    """The Gregorian day of *point*, or the days that its month, season or year may include."""
    assert point.year is not None
    if point.part is not None and point.day is None:
        _check_part(point, point.part)
        return _part(point, point.part)
    if point.blank:
        return _somewhere(point, (point.year,), (point.year + 10**point.blank - 1,))
    if point.grouping is not None:
        return _somewhere(point, *_months_in(point, calendar))
    if point.day is None:
        whole = (point.year,) if point.month is None else (point.year, point.month)
        return _somewhere(point, whole, whole)
    day, _ = calendars.span(calendar, point.year, point.month, point.day)
    return value_of(
        replace(
            point,
            year=day.year,
            month=day.month,
            day=day.day,
            approximate=point.approximate or calendars.is_approximate(calendar),
            calendar=None,
        )
    )


def _check_part(point: Point, part: Part | NthWeekday) -> None:
    """Refuses weeks and weekdays counted in another calendar, and parts of its decades."""
    is_counted = isinstance(part, NthWeekday) or part.kind is Fraction.ISO_WEEK
    if is_counted or point.grouping is not None or point.blank:
        raise NoDateError(
            "a part of a time in another calendar", "write the Gregorian date", code=calendars.CODE
        )


def _months_in(point: Point, calendar: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last month of a season, quarter or half of a year that begins in spring."""
    assert point.year is not None
    assert point.grouping is not None
    seasons = tuple(GROUPINGS.values())
    if point.grouping in seasons and calendar != calendars.PERSIAN:
        raise NoDateError(
            "a season of a year that begins with none",
            "write the Gregorian date",
            code=calendars.CODE,
        )
    for groupings in (seasons, QUARTERS, HALVES):
        if point.grouping in groupings:
            length = 12 // len(groupings)
            first = groupings.index(point.grouping) * length + 1
            return (point.year, first), (point.year, first + length - 1)
    raise AssertionError(point.grouping)


def value_of(point: Point) -> edtf.Value:
    """The value of *point*, which has its year."""
    assert point.year is not None
    year = point.year
    if not -9999 <= year <= 9999:
        raise NoDateError(f"the year {year}", "years of four digits", code="date-two-digit-year")
    if point.calendar is not None:
        return _in_other_calendar(point, point.calendar)
    if point.month is not None and not 1 <= point.month <= 12:
        raise NoDateError(
            f"there is no month {point.month}", "months run from 1 to 12", code="date-impossible"
        )
    if point.day is not None:
        length = edtf.month_length(year, point.month or 1)
        if not 1 <= point.day <= length:
            raise NoDateError(
                f"there is no day {point.day} in {year:04}-{point.month:02}",
                f"its days run from 1 to {length}",
                code="date-impossible",
            )
    if point.part is not None:
        return _part(point, point.part)
    if point.clock is not None and point.day is not None:
        if not (point.approximate or point.uncertain):
            return timed(point, point.clock)
    elif point.clock is not None:
        raise NoDateError("a time without its day", "write the day too", code="date-without-day")
    if point.grouping is not None:
        found = SubYear(year, point.grouping)
        if point.approximate or point.uncertain:
            first, last = (_qualified(month, point) for month in months_of(found))
            return OneOf((Consecutive(first, last),))
        return found
    return edtf.Date(year, point.month, point.day, point.approximate, point.uncertain, point.blank)


def _date(year: int, month: int | None = None, day: int | None = None) -> edtf.Date:
    return edtf.Date(year, month, day)


def _qualified(found: edtf.Date, point: Point) -> edtf.Date:
    return replace(found, approximate=point.approximate, uncertain=point.uncertain)


def _part(point: Point, part: Part | NthWeekday) -> edtf.Value:
    """A third, half, ten days or week of a month, year, decade or century."""
    if isinstance(part, NthWeekday):
        return _nth_weekday(point, part.weekday, part.number)
    kind, number = part.kind, part.number
    if kind is Fraction.ISO_WEEK:
        return _week(_monday(point, number))
    is_week_of_day = kind is Fraction.WEEK and number == UNCOUNTED
    approximate = kind in (Fraction.THIRD, Fraction.TENS, Fraction.WEEK) and not is_week_of_day
    whole = replace(point, approximate=point.approximate or approximate)
    if is_week_of_day and point.day:
        # "Week 0" of a month or a year is refused below.
        return _week(whole)
    if point.month is not None:
        return _part_of_month(whole, kind, number)
    if point.grouping is not None:
        return _part_of_months(whole, kind, number)
    if kind in (Fraction.TEN_DAYS, Fraction.WEEK, Fraction.TENS):
        raise NoDateError(f"{kind} of a year", "name the days", code="date-not-one")
    if point.blank:
        return _part_of_years(whole, kind, number)
    if kind is Fraction.HALF:
        return value_of(replace(point, part=None, grouping=HALVES[_counted(number, 2) - 1]))
    assert point.year is not None
    first, last = YEAR_THIRDS[_counted(number, 3) - 1]
    return _somewhere(whole, (point.year, first), (point.year, last))


def _somewhere(point: Point, first: tuple[int, ...], last: tuple[int, ...]) -> edtf.Value:
    """A time somewhere from *first* to *last*, in *point*'s calendar and with its qualifiers."""
    if point.calendar is not None:
        start, _ = calendars.span(point.calendar, *_three(first))
        _, end = calendars.span(point.calendar, *_three(last))
        first, last = ((day.year, day.month, day.day) for day in (start, end))
        if calendars.is_approximate(point.calendar):
            point = replace(point, approximate=True)
    ends = [_qualified(_date(*day), point) for day in (first, last)]
    return OneOf((Consecutive(ends[0], ends[1]),))


def _monday(point: Point, number: int) -> Point:
    """The Monday of week *number* of a year (ISO 8601-1, section 4.2.2)."""
    assert point.year is not None
    try:
        day = date.fromisocalendar(point.year, number, 1)
    except ValueError:
        raise NoDateError(
            f"there is no week {number} in {point.year}",
            "its last week has the number 52",
            code="date-impossible",
        ) from None
    return replace(point, year=day.year, month=day.month, day=day.day, part=None)


def _three(said: tuple[int, ...]) -> tuple[int, int | None, int | None]:
    """Year, month and day; the last ones may be missing."""
    year, month, day = (*said, None, None)[:3]
    assert year is not None
    return year, month, day


def _week(monday: Point) -> edtf.Value:
    """The week that begins on the day *monday*."""
    assert monday.year
    assert monday.month
    assert monday.day
    sunday = date(monday.year, monday.month, monday.day) + timedelta(days=6)
    return _somewhere(
        monday,
        (monday.year, monday.month, monday.day),
        (sunday.year, sunday.month, sunday.day),
    )


def _part_of_month(point: Point, kind: Fraction, number: int) -> edtf.Value:
    assert point.year is not None
    assert point.month is not None
    length = (
        calendars.month_length(point.calendar, point.year, point.month)
        if point.calendar is not None
        else edtf.month_length(point.year, point.month)
    )
    first, last = _days_of_part(kind, number, length)
    return _somewhere(point, (point.year, point.month, first), (point.year, point.month, last))


def _part_of_months(point: Point, kind: Fraction, number: int) -> edtf.Value:
    """A third of a quarter, season or half-year, or half of a half-year, in whole months."""
    assert point.year is not None
    assert point.grouping is not None
    months = _month_run(*months_of(SubYear(point.year, point.grouping)))
    if kind is Fraction.THIRD:
        size = len(months) // 3
        third = months[(_counted(number, 3) - 1) * size :][:size]
        if size == 1:
            return _qualified(_date(*third[0]), replace(point, approximate=True))
        return _somewhere(point, third[0], third[-1])
    if kind is Fraction.HALF and point.grouping in HALVES:
        quarter = months[(_counted(number, 2) - 1) * 3 :][:3]
        return _somewhere(point, quarter[0], quarter[-1])
    raise NoDateError(
        f"a {kind} of a {point.grouping.precision}", "name its months", code="date-not-one"
    )


def _part_of_years(point: Point, kind: Fraction, number: int) -> edtf.Value:
    """A half or third of a decade or century."""
    assert point.year is not None
    size, thirds = (10, DECADE_THIRDS) if point.blank == 1 else (100, CENTURY_THIRDS)
    if kind is Fraction.HALF:
        half = size // 2
        low = half * (_counted(number, 2) - 1)
        high = low + half - 1
    else:
        low, high = thirds[_counted(number, 3) - 1]
    return _somewhere(point, (point.year + low,), (point.year + high,))


def _nth_weekday(point: Point, weekday: int, number: int) -> edtf.Value:
    """The third Monday of a month, or its last (-1)."""
    assert point.year is not None
    if point.month is None or point.grouping is not None:
        raise NoDateError(
            "a numbered weekday without a month", "write the day", code="date-not-one"
        )
    if not MINYEAR <= point.year <= MAXYEAR:
        # The days of the week in such years are not computed.
        raise NoDateError(
            f"the year {point.year} is outside {MINYEAR} to {MAXYEAR}", code="date-out-of-range"
        )
    days = [
        day
        for day in range(1, edtf.month_length(point.year, point.month) + 1)
        if date(point.year, point.month, day).isoweekday() == weekday
    ]
    if number == 0 or not -1 <= number <= len(days):
        raise NoDateError(
            f"there is no such weekday in {point.year:04}-{point.month:02}",
            "write the day",
            code="date-impossible",
        )
    day = days[number - 1] if number > 0 else days[-1]
    return value_of(replace(point, part=None, day=day))


def _month_run(start: edtf.Date, end: edtf.Date) -> list[tuple[int, int]]:
    assert isinstance(start.month, int)
    assert isinstance(end.month, int)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = [divmod(start.year * 12 + start.month - 1 + step, 12) for step in range(count)]
    return [(year, month + 1) for year, month in whole]


def _counted(number: int, of: int) -> int:
    """*number* of *of* equal parts; -1 is the last."""
    counted = of if number == -1 else number
    if not 1 <= counted <= of:
        raise NoDateError(
            f"there is no part {number}", f"they run from 1 to {of}", code="date-impossible"
        )
    return counted


def _days_of_part(kind: Fraction, number: int, length: int) -> tuple[int, int]:
    if kind is Fraction.HALF:
        return (1, 15) if _counted(number, 2) == 1 else (16, length)
    if kind is Fraction.TENS:
        return number, min(number + 9, length)
    if kind is Fraction.WEEK:
        first = length - 6 if number == -1 else 7 * _counted(number, 5) - 6
        return first, min(first + 6, length)
    first, last = MONTH_THIRDS[_counted(number, 3) - 1]
    return first, min(last, length)
