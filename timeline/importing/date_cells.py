"""The dates of spreadsheet cells.

A date keeps its own words if the loader reads them as the same date; otherwise it is written in
EDTF, and the words are kept as a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.errors import DateError, printable
from timeline.events import objections
from timeline.phrases import Reading, alone, read, with_offset
from timeline.phrases.expressions import order_shown

_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII)
_SHORT_MONTH: Final = re.compile(r"[^\W\d_]{3,4}[-.]\d\d|\d\d[-.][^\W\d_]{3,4}")
_MIDNIGHT: Final = re.compile(r"(.*\d)[T ]+0?0[:.]00(?:[:.]00(?:\.0+)?)?", re.ASCII)
_TIME: Final = re.compile(
    r"(\d{1,2})(?:\s?[:.hHч]\s?(\d\d)(?:[:.]\d\d(?:\.0+)?)?|(?=\s*[AaPp]\.?[Mm]))"
    r"\s*([AaPp])?\.?[Mm]?\.?",
    re.ASCII,
)
_DASH: Final = re.compile(r"(?<=[\dMm.])\s*[-–—]\s*(?=\d)")
_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)", re.ASCII)
"""A day and a month in figures that could be swapped; with points, the day is first."""

DAY_FIRST: Final = "en-GB"
MONTH_FIRST: Final = "en-US"


class Order(Struct, frozen=True):
    """The order of day and month that one date of a table shows; ``tag`` is a language with it."""

    tag: str
    witness: str


def order(texts: Iterable[str]) -> Order | None:
    """The order in *texts*, the dates of a table; None if they show no order, or different ones.

    >>> order(["03/04/2025", "13/04/2025"]).tag, order(["03/04/2025"])
    ('en-GB', None)
    """
    witnesses: dict[tuple[int, int], str] = {}
    for text in texts:
        for match in _FIGURES.finditer(text):
            witnesses.setdefault((int(match[1]), int(match[3])), match[0])
    tag = _TAGS.get(order_shown(witnesses, "ambiguous"))
    if tag is None:
        return None
    return Order(tag, next(text for pair, text in witnesses.items() if max(pair) > 12))


_TAGS: Final = {"day-first": DAY_FIRST, "month-first": MONTH_FIRST}


class WhenField(Struct, frozen=True):
    """The value of ``when``, the wording if it differs, and the zone that it names."""

    value: edtf.Value
    text: str
    quote: str | None = None
    zone: str | None = None


class Dates(Struct, frozen=True):
    """Reads cells with *languages* and *on* as in `timeline.read`; *order* is as in `order`."""

    languages: tuple[str, ...] | None = None
    on: date | None = None
    order: Order | None = None

    def one(self, text: str, year: str = "") -> WhenField:
        """The date of a cell; *year* is the year of the row, for a cell without one.

        Raises:
            DateError: it is not a definite date.
        """
        if match := _MIDNIGHT.fullmatch(text):
            # Programs write a day as its midnight; an event at midnight looks the same.
            text = match[1]
        found = self._found(text)
        if isinstance(found, DateError):
            refused = found
            found = self._found(f"{text} {year}") if year else refused
            if isinstance(found, DateError):
                raise self._explained(text, refused)
        return _when(found)

    def _found(self, text: str) -> Reading | DateError:
        """The reading of *text* in the given languages, otherwise in any."""
        found = _read(text, self.languages, self.on)
        if isinstance(found, DateError) and self.languages is not None:
            # The language decides the order of figures; words may be in another language.
            other = _read(text, None, self.on)
            found = found if isinstance(other, DateError) else other
        if isinstance(found, DateError) and self.order is not None and _FIGURES.search(text):
            found = _read(text, (self.order.tag,), self.on)
        return found

    def of_parts(self, year: str, month: str, day: str) -> WhenField:
        """The date of a year, a month and a day in separate cells, some of which may be empty.

        Raises:
            DateError: they are not a date, or a part is missing.
        """
        if not year:
            fact, hint = "the year is missing", "give the row its year"
            raise DateError(month or day, fact, hint, code="date-without-year")
        if not month and not day:
            return self.one(year)
        if not re.fullmatch(r"-?\d{1,4}(?:\.0)?", year, re.ASCII):
            fact, hint = f"{printable(year, 40)!r} is not a year", "write four digits, as in 2026"
            raise DateError(year, fact, hint, code="date-format")
        if not month:
            fact, hint = "a day without its month", "give the row its month"
            raise DateError(day, fact, hint, code="date-without-month")
        number = int(year.partition(".")[0])
        written = f"{'-' if number < 0 else ''}{abs(number):04}"
        try:
            named = self._month(month, written)
        except DateError as error:
            raise DateError(month, error.fact, error.hint, code=error.code) from None
        if named.precision is not edtf.Precision.MONTH:
            fact = f"{printable(month, 40)!r} is not a month"
            raise DateError(month, fact, "write 1 to 12, or a name", code="date-format")
        written = str(named)
        if day:
            match = re.fullmatch(r"(\d{1,2})(?:\.0?|st|nd|rd|th|-?го)?", day, re.ASCII)
            if match is None:
                fact = f"{printable(day, 40)!r} is not a day of a month"
                raise DateError(day, fact, "write 1 to 31", code="date-format")
            written += f"-{int(match[1]):02}"
        try:
            value = edtf.parse(written)
        except DateError as error:
            raise DateError(day, error.fact, error.hint, code=error.code) from None
        if day and number > 999:
            # In the form that people write: the cells contain a day, not EDTF.
            return WhenField(value, f"{written[8:]}.{written[5:7]}.{written[:4]}")
        return WhenField(value, written)

    def _month(self, month: str, year: str) -> edtf.Value:
        """A month, given as a number or a name, in a *year* of four digits."""
        if re.fullmatch(r"\d{1,2}(?:\.0)?", month, re.ASCII):
            return edtf.parse(f"{year}-{int(month.partition('.')[0]):02}")
        return self.one(f"{month} {year}").value

    def span(self, start: WhenField, end: WhenField) -> WhenField:
        """From one date to another, inclusive.

        Raises:
            DateError: a side is itself a span, or *end* is before *start*.
        """
        if start.value == end.value:
            return start
        zone = start.zone if start.zone == end.zone else None
        sides = []
        for side in (start, end):
            value = with_offset(side.value, side.zone) if side.zone and not zone else side.value
            if not isinstance(value, edtf.Date | edtf.SubYear | edtf.DateTime):
                fact = f"{side.text!r} is not a single date"
                hint = "give the row a first day and a last day"
                raise DateError(side.text, fact, hint, code="date-not-one")
            sides.append(value)
        interval = edtf.Interval(*sides)
        return _when(Reading(f"{start.text} – {end.text}", interval, zone=zone))

    def day_before(self, when: WhenField) -> WhenField:
        """The day before *when*; a date that is not a day is returned unchanged.

        Raises:
            DateError: a chronology cannot contain that day.
        """
        for fact, hint, code in objections(when.value):
            raise DateError(when.text, fact, hint, code=code)
        last = when.value.latest
        if when.value.precision is not edtf.Precision.DAY or last is None:
            return when
        value = edtf.parse(str(last - timedelta(days=1)))
        return _when(Reading(str(value), value))

    def with_times(
        self, day: WhenField, start: str, end_day: WhenField | None, end: str
    ) -> WhenField:
        """The hours from *start* on *day* to *end* on *end_day*, the same day if None.

        Raises:
            DateError: a time is invalid, or its date is not a day.
        """
        if not end and (end_day is None or end_day.value == day.value):
            # "14:00–16:00" in one cell; over several days, these may be the hours of each day.
            start, _, end = (
                part.strip() for part in _DASH.sub("\0", start, count=1).partition("\0")
            )
        first = _moment(day, start)
        if not end:
            if end_day is not None and end_day.value != day.value:
                return self.span(day, end_day)
            return _when(Reading(str(first), first))
        last = _moment(end_day or day, end)
        value = edtf.Interval(first, last)
        return _when(Reading(str(value), value))

    def _explained(self, text: str, error: DateError) -> DateError:
        """*error*, with an explanation if the spreadsheet may have caused it."""
        if _SERIAL.fullmatch(text):
            day = date(1899, 12, 30) + timedelta(days=int(text[:5]))
            hint = f"if it is the number of a day ({day} in Excel), give the column a date format"
            fact = "a number of five digits is not a date"
            return DateError(text, fact, hint, code="date-format")
        if _SHORT_MONTH.fullmatch(text):
            hint = "Excel shows months like this; give the column the format yyyy-mm"
            return DateError(text, error.fact, hint, code=error.code)
        if _FIGURES.search(text) and error.code == "date-ambiguous":
            order = f"--language {DAY_FIRST}, or ru, for the day first, {MONTH_FIRST} for the month"
            hint = f"{error.hint}; or name the language of the figures: {order}"
            return DateError(text, error.fact, hint, code=error.code)
        return error


@lru_cache(maxsize=4096)
def _read(text: str, languages: tuple[str, ...] | None, on: date | None) -> Reading | DateError:
    """The reading of a cell, or the error; cached, since cells of a table recur."""
    try:
        return read(text, languages, on)
    except DateError as error:
        return error.with_traceback(None)


def _when(reading: Reading) -> WhenField:
    written = alone(reading)
    words = " ".join(reading.text.split())
    return WhenField(
        written.value, written.text, None if written.text == words else words, written.zone
    )


def _moment(day: WhenField, time: str) -> edtf.DateTime:
    match = _TIME.fullmatch(time.strip())
    if match is None:
        fact = f"{time!r} is not a time of day"
        raise DateError(time, fact, "write it as 10:00", code="time-format")
    if day.value.precision is not edtf.Precision.DAY or not isinstance(day.value, edtf.Date):
        fact = "a time of day without a day"
        raise DateError(time, fact, "give the row its day", code="date-without-day")
    hour = int(match[1])
    if match[3] and hour <= 12:
        hour = hour % 12 + (12 if match[3] in "Pp" else 0)
    elif match[3] and match[3] in "Aa":
        fact, hint = f"there is no time {time!r}", "write it as 1:00 AM or 13:00"
        raise DateError(time, fact, hint, code="date-impossible")
    value = edtf.parse(f"{day.value}T{hour:02}:{match[2] or '00'}")
    assert isinstance(value, edtf.DateTime)
    return value
