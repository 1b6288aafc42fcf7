"""The dates of markwhen, in EDTF: those of events, and those of lengths after a day.

A date covers all of its year, month or day. In figures, the month is first unless the header of
the file says otherwise.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from timeline.errors import DateError, printable
from timeline.zone_names import is_zone

_TIME: Final = r"(?:\d{1,2}(?::\d\d){1,2}\s?(?:[ap]m\b)?|\d{1,2}\s?[ap]m\b)"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_UNIT: Final = (
    r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h"
    r"|(?:(?:week|work|business)\s?)?(?:days?|d)|weeks?|w|months?|years?|y)\b"
)
_AMOUNT: Final = rf"(?:-?\d{{1,6}}\s?{_UNIT}[,\s]{{0,2}}){{1,8}}"
DATE: Final = "|".join(
    (
        r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?",
        r"\d{4}-?W\d\d(?:-?[1-7])?",
        rf"\d{{4}}-\d\d(?:-\d\d(?:\s+{_TIME})?)?(?!\d)",
        rf"\d{{1,2}}/\d{{1,2}}/\d{{1,5}}(?:[,\s]\s?{_TIME})?",
        r"\d{1,2}/\d{1,5}",
        rf"\d{{1,2}}\s{{1,2}}{_MONTH},?(?:\s\d{{4}}\b(?!:\d),?)?(?:\s{_TIME})?",
        rf"{_MONTH}\s\d{{1,2}}\b(?!:\d),?(?:\s\d{{4}}\b(?!:\d),?)?(?:\s{_TIME})?",
        rf"{_MONTH}(?:\s\d{{1,4}})?",
        rf"(?:by|before|after)?\s?!\w{{1,80}}(?:\.(?:start|end))?\s?(?:\+|plus)?\s?(?:{_AMOUNT})?",
        rf"(?:by|before|after)?\s?{_AMOUNT}",
        r"\d{1,6}\s?BCE?\b",
        r"now\b",
        _TIME,
        r"\d{1,5}",
    )
)
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?([+-]?)(\d{1,2})(?::?(\d\d))?")

_ONLY: Final = "write the dates themselves"


class _RangeSide(Struct, frozen=True):
    """A side of a range: the first and the last day that it covers, or its moment, in EDTF."""

    first: str
    last: str
    is_timed: bool = False


class MarkwhenDate(Struct, frozen=True):
    """A date or a range in EDTF, and whether it begins at a time without an offset."""

    text: str
    needs_zone: bool


class MarkwhenDates:
    """Reads the dates of a file. ``swappable`` is the first with an ambiguous day and month."""

    def __init__(self) -> None:
        self.is_day_first = False
        self.swappable: str | None = None

    def read(self, start: str, end: str | None, zone: str | None) -> MarkwhenDate:
        """The date that `DATE` matched, alone or as two sides of a range; *zone* is for hours.

        Raises:
            DateError: it is not a date, or depends on another event or on the clock.
        """
        first = self._side(start)
        offset = (_offset(zone) if zone else None) or ""
        opening = _with_offset(first.first, first, offset)
        needs_zone = first.is_timed and not offset and not _has_offset(first.first)
        if end is None:
            is_week = first.last != first.first
            return MarkwhenDate(
                f"[{first.first}..{first.last}]" if is_week else opening, needs_zone
            )
        if end.casefold() == "now":
            return MarkwhenDate(f"{opening}/..", needs_zone)
        last = self._last(first, end)
        closing = _with_offset(last.last, last, offset)
        return MarkwhenDate(opening if opening == closing else f"{opening}/{closing}", needs_zone)

    def _last(self, start: _RangeSide, text: str) -> _RangeSide:
        """The end of a range that begins at *start*."""
        is_clock = re.fullmatch(_TIME, text, re.IGNORECASE) is not None
        if is_clock and start.is_timed and not _has_offset(start.first):
            first = datetime.fromisoformat(start.first)
            hour, minute = _clock(text)
            last = first.replace(hour=hour, minute=minute, second=0)
            last = last if last > first else last + timedelta(days=1)
            return _moment(last.isoformat(timespec="minutes"))
        if re.fullmatch(_AMOUNT, text, re.IGNORECASE):
            return _after(start, text)
        return self._side(text)

    def _side(self, text: str) -> _RangeSide:
        """A single date.

        Raises:
            DateError: it is not a date.
        """
        text = " ".join(text.replace(",", " ").split())
        if match := re.fullmatch(r"(\d{4}-\d\d-\d\dT[\d:]+)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?", text):
            zone = match[2] or ""
            return _moment(match[1] + re.sub(r"(\d\d):?(\d\d)", r"\1:\2", zone))
        if match := re.fullmatch(r"(\d{4})-?W(\d\d)(?:-?(\d))?", text):
            return _week(text, int(match[1]), int(match[2]), int(match[3] or 0))
        day, time = _parted(text)
        if not day:
            fact = "a time of day without a day: it depends on the event before it"
            raise DateError(text, fact, _ONLY, code="date-without-day")
        written = self._day(day)
        if not time:
            return _RangeSide(written, written)
        hour, minute = _clock(time)
        return _moment(f"{written}T{hour:02}:{minute:02}")

    def _day(self, text: str) -> str:
        if re.fullmatch(r"\d{4}(?:-\d\d){1,2}", text):
            return text
        if match := re.fullmatch(r"(\d{1,6})\s?BCE?", text, re.IGNORECASE):
            year = int(match[1]) - 1
            return f"-{year:04}" if year > 0 else "0000"
        if re.fullmatch(r"\d{1,4}", text):
            return f"{int(text):04}"
        if "/" in text:
            return self._in_figures(text.split("/"))
        if re.search(_MONTH, text, re.IGNORECASE):
            return _in_words(text)
        fact = f"{printable(text, 40)!r} depends on another event or on the clock"
        raise DateError(text, fact, _ONLY, code="date-format")

    def _in_figures(self, parts: list[str]) -> str:
        *others, year = parts
        if len(others) == 2:
            if self.is_day_first:
                others.reverse()
            if max(map(int, others)) <= 12 and others[0] != others[1]:
                self.swappable = self.swappable or "/".join(parts)
        return "-".join((f"{int(year):04}", *(f"{int(other):02}" for other in others)))


def _parted(text: str) -> tuple[str, str]:
    """The day, and the time of day that follows; either may be empty."""
    match = re.fullmatch(rf"(?:(?P<day>.*)\s)?(?P<time>{_TIME})", text, re.IGNORECASE)
    return (match["day"] or "", match["time"]) if match else (text, "")


def _has_offset(moment: str) -> bool:
    return re.search(r"T.*(?:Z|[+-]\d\d:\d\d)$", moment) is not None


def _with_offset(written: str, side: _RangeSide, offset: str) -> str:
    return f"{written}{offset}" if side.is_timed and not _has_offset(written) else written


def _clock(text: str) -> tuple[int, int]:
    """Hour and minute of "8am", "12:30pm" or "14:05".

    Raises:
        DateError: there is no such time.
    """
    hour, minute = (int(part) for part in (*re.findall(r"\d+", text), "0")[:2])
    half = text[-2:].casefold()
    if half in ("am", "pm"):
        is_right = 1 <= hour <= 12
        hour = hour % 12 + (12 if half == "pm" else 0)
    else:
        is_right = hour < 24
    if not is_right or minute > 59:
        raise DateError(text, f"there is no time {text!r}", "write it as 14:30", code="time-format")
    return hour, minute


_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _in_words(text: str) -> str:
    """A month or a day with the month as a word, such as "4 January 1996" or "Oct 8 2012".

    Raises:
        DateError: it has no year.
    """
    month = f"{_MONTHS.index(re.findall(_MONTH, text, re.IGNORECASE)[0][:3].casefold()) + 1:02}"
    numbers = re.findall(r"\d+", text)
    has_year = len(numbers) == 2 or (numbers and text[-1].isdigit() and len(numbers[0]) > 2)
    if not has_year:
        fact, hint = f"{text!r} has no year", "write the year too"
        raise DateError(text, fact, hint, code="date-without-year")
    day = f"-{int(numbers[0]):02}" if len(numbers) == 2 else ""
    return f"{int(numbers[-1]):04}-{month}{day}"


def _moment(text: str) -> _RangeSide:
    return _RangeSide(text, text, is_timed=True)


def _week(text: str, year: int, week: int, day: int) -> _RangeSide:
    try:
        first = date.fromisocalendar(year, week, day or 1)
    except ValueError:
        fact = f"there is no week {text}"
        raise DateError(text, fact, "weeks run from 01 to 53", code="date-impossible") from None
    last = first if day else first + timedelta(days=6)
    return _RangeSide(first.isoformat(), last.isoformat())


_LENGTHS: Final = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def _after(start: _RangeSide, text: str) -> _RangeSide:
    """The last day of a range that begins on the day *start* and has the length *text*.

    Raises:
        DateError: *start* is not a single day, or the length is not in whole days.
    """
    try:
        first = date.fromisoformat(start.first)
    except ValueError:
        fact = f"a length ({text.strip()}) after something that is not a day"
        raise DateError(text, fact, "write the last date", code="date-without-day") from None
    length = dict.fromkeys(_LENGTHS.values(), 0)
    for number, unit in re.findall(r"(-?\d+)\s?([a-z ]*[a-z])", text, re.IGNORECASE):
        name = _LENGTHS.get(unit[0].casefold()) if re.fullmatch(_WHOLE, unit.casefold()) else None
        if name is None or int(number) < 0:
            fact = f"{text.strip()!r} is not a length in days, weeks, months or years"
            raise DateError(text, fact, "write the last date", code="date-format")
        length[name] += int(number)
    try:
        last = first + _relative(**length) - timedelta(days=1)
    except (OverflowError, ValueError):
        fact = f"{text.strip()!r} ends outside the years 1 to 9999"
        raise DateError(text, fact, "write the last date", code="date-out-of-range") from None
    if last < first:
        raise DateError(text, "it ends before it begins", "", code="date-reversed")
    return _RangeSide(last.isoformat(), last.isoformat())


def _relative(*, days: int, weeks: int, months: int, years: int) -> relativedelta:
    return relativedelta(days=days, weeks=weeks, months=months, years=years)


_WHOLE: Final = r"days?|d|weeks?|w|months?|years?|y"


def _offset(zone: str) -> str | None:
    """The offset of a zone such as "+5" or "UTC-05:00"; None for a name."""
    match = None if is_zone(zone) else _OFFSET.fullmatch(zone.replace(" ", ""))
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    return f"{match[1] or '+'}{int(match[2]):02}:{match[3] or '00'}"
