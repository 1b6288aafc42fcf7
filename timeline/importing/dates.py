"""Cells to dates: what stands in a spreadsheet, and what it can be taken for.

A date stays in its own words where the loader reads them alike; else it is written in EDTF, and
the words are kept as a quotation.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.errors import DateError
from timeline.events import objections
from timeline.phrases import Reading, alone, read, with_offset

_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII)
_SHORT_MONTH: Final = re.compile(r"[^\W\d_]{3,4}[-. ]\d\d|\d\d[-. ][^\W\d_]{3,4}")
_MIDNIGHT: Final = re.compile(r"(.*\d)[T ]+0?0[:.]00(?:[:.]00(?:\.0+)?)?", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?\s*([AaPp])?\.?[Mm]?\.?", re.ASCII)


class When(Struct, frozen=True):
    """What belongs into ``when``, the wording if that is another, and the zone that it names."""

    value: edtf.Value
    text: str
    quote: str | None = None
    zone: str | None = None


class Dates(Struct, frozen=True):
    """Reads cells as *languages* and *on* say."""

    languages: tuple[str, ...] | None = None
    on: date | None = None

    def one(self, text: str, year: str = "") -> When:
        """The date of a cell; *year* is that of the row, for a cell that names none.

        Raises:
            DateError: it is not one definite date.
        """
        if match := _MIDNIGHT.fullmatch(text):
            # Programs write a day as its midnight; an event at midnight is not told apart.
            text = match[1]
        found = _read(text, self.languages, self.on)
        if isinstance(found, DateError):
            refused = found
            found = _read(f"{text} {year}", self.languages, self.on) if year else refused
            if isinstance(found, DateError):
                raise self._explained(text, refused)
        return _when(found)

    def span(self, start: When, end: When) -> When:
        """From one date to another, both included.

        Raises:
            DateError: a side is a span itself, or they stand in the wrong order.
        """
        if start.value == end.value:
            return start
        zone = start.zone if start.zone == end.zone else None
        sides = []
        for side in (start, end):
            value = with_offset(side.value, side.zone) if side.zone and not zone else side.value
            if not isinstance(value, edtf.Date | edtf.SubYear | edtf.DateTime):
                fact = f"{side.text!r} is no single date"
                raise DateError(side.text, fact, "a row has a first day and a last day")
            sides.append(value)
        interval = edtf.Interval(*sides)
        return _when(Reading(f"{start.text} – {end.text}", interval, zone=zone))

    def day_before(self, when: When) -> When:
        """The day before *when*; what is no day stays as it is.

        Raises:
            DateError: no chronology has that day.
        """
        for fact, hint, code in objections(when.value):
            raise DateError(when.text, fact, hint, code=code)
        last = when.value.latest
        if when.value.precision is not edtf.Precision.DAY or last is None:
            return when
        value = edtf.parse(str(last - timedelta(days=1)))
        return _when(Reading(str(value), value))

    def with_times(self, day: When, start: str, end_day: When | None, end: str) -> When:
        """The hours from *start* on *day* to *end* on *end_day*, the same day if None.

        Raises:
            DateError: a time is none, or belongs to what is no day.
        """
        first = _moment(day, start)
        if not end:
            if end_day is not None and end_day.value != day.value:
                return self.span(day, end_day)
            return _when(Reading(str(first), first))
        last = _moment(end_day or day, end)
        value = edtf.Interval(first, last)
        return _when(Reading(str(value), value))

    def _explained(self, text: str, error: DateError) -> DateError:
        """*error*, with the spreadsheet's share in it told."""
        if _SERIAL.fullmatch(text):
            day = date(1899, 12, 30) + timedelta(days=int(text[:5]))
            hint = f"the number of a day ({day} in Excel)? give the column a date format"
            return DateError(text, "a number of five digits is no date", hint)
        if _SHORT_MONTH.fullmatch(text):
            hint = "Excel shows months so; give the column the format yyyy-mm"
            return DateError(text, error.fact, hint)
        if "which of the two" in error.fact and self.languages is None:
            hint = f"{error.hint}; or say the order, with --language en-GB or en-US"
            return DateError(text, error.fact, hint)
        return error


@lru_cache(maxsize=4096)
def _read(text: str, languages: tuple[str, ...] | None, on: date | None) -> Reading | DateError:
    """The reading of a cell, or why there is none: in a table, both come again and again."""
    try:
        return read(text, languages, on)
    except DateError as error:
        return error.with_traceback(None)


def _when(reading: Reading) -> When:
    written = alone(reading)
    words = " ".join(reading.text.split())
    return When(written.value, written.text, None if written.text == words else words, written.zone)


def _moment(day: When, time: str) -> edtf.DateTime:
    match = _TIME.fullmatch(time)
    if match is None:
        raise DateError(time, f"{time!r} is no time of day", "as in 10:00")
    if day.value.precision is not edtf.Precision.DAY or not isinstance(day.value, edtf.Date):
        raise DateError(time, "a time of day without a day", "give the row its day")
    hour = int(match[1])
    if match[3] and hour <= 12:
        hour = hour % 12 + (12 if match[3] in "Pp" else 0)
    elif match[3] and match[3] in "Aa":
        raise DateError(time, f"there is no time {time!r}", "as in 1:00 AM or 13:00")
    value = edtf.parse(f"{day.value}T{hour:02}:{match[2]}")
    assert isinstance(value, edtf.DateTime)
    return value
