"""Days of the proleptic Gregorian calendar, in years of any size."""

from __future__ import annotations

from typing import Final, TypeAlias

Day: TypeAlias = tuple[int, int, int]
"""Year (astronomical, any size), month, day: may be outside the range of `datetime.date`."""


def is_leap(year: int) -> bool:
    """Whether *year* of the proleptic Gregorian calendar has a 29 February; accepts any year."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days of the month *month* (1 to 12) of *year* of the proleptic Gregorian calendar."""
    return _MONTH_LENGTHS[month - 1] + (month == 2 and is_leap(year))


# Python's `calendar` supports years 1 to 9999 only.
_MONTH_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def written_year(year: int) -> str:
    """*year* in EDTF: four digits, or with a Y if it has more."""
    if 0 <= year <= 9999:
        return f"{year:04}"
    return f"Y{year}" if abs(year) > 9999 else f"-{-year:04}"


def iso_day(day: Day | None) -> str | None:
    """*day* as ISO 8601 text, in expanded form for years beyond four digits."""
    if day is None:
        return None
    year, month, number = day
    sign = "+" if year > 9999 else ""
    return f"{sign}{written_year(year).removeprefix('Y')}-{month:02}-{number:02}"


def days_between(first: Day, last: Day) -> int:
    """Days from *first* to *last* in the same month or in adjacent months; otherwise -1."""
    if first[:2] == last[:2]:
        return last[2] - first[2]
    months = (last[0] - first[0]) * 12 + last[1] - first[1]
    return month_length(*first[:2]) - first[2] + last[2] if months == 1 else -1
