"""Times of day, with their zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from timeline import edtf
from timeline.edtf import DateTime, Interval
from timeline.phrases.expressions import Clock, NoDateError, Point

MIDNIGHT: Final = 24
"""The hour that ends a day: 24:00 (ISO 8601-1, section 4.3.8)."""


def timed(point: Point, clock: Clock) -> edtf.Value:
    """The time *clock* on the day *point*."""
    assert point.year
    assert point.month
    assert point.day
    if point.year < 1:
        raise NoDateError("a time before the year 1", code="date-out-of-range")
    day = date(point.year, point.month, point.day)
    if clock.hour == MIDNIGHT and clock.until is None:
        # The end of that day, not the beginning of the next one.
        _moment(day, 0, clock.minute, clock.second, None)
        return edtf.Date(point.year, point.month, point.day)
    start = _moment(day, clock.hour, clock.minute, clock.second, clock.zone)
    if clock.until is None:
        return DateTime(start)
    hour, minute, second = clock.until
    if hour == MIDNIGHT and not (minute or second):
        # EDTF has no 24:00, and 00:00 is on the next day.
        hour, minute, second = 23, 59, 59
    end = _moment(day, hour, minute, second, clock.zone)
    if end <= start:
        # 22:00–02:00 ends on the next day.
        end += timedelta(days=1)
    return Interval(DateTime(start), DateTime(end))


def _moment(day: date, hour: int, minute: int, second: int, zone: str | None) -> datetime:
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise NoDateError(
            f"there is no time {hour:02}:{minute:02}",
            "times run from 00:00 to 23:59",
            code="date-impossible",
        )
    offset = _offset(zone)
    try:
        moment = datetime(day.year, day.month, day.day, hour % 24, minute, second, tzinfo=offset)
        return moment + timedelta(days=1) if hour == 24 else moment
    except OverflowError:
        raise NoDateError("outside the calendar", code="date-out-of-range") from None


def _offset(zone: str | None) -> timezone | None:
    if zone is None or "/" in zone or zone == "local":
        return None
    return UTC if zone == "UTC" else edtf.offset(zone)


def check_zones(first: Clock | None, last: Clock | None) -> None:
    """Refuses two time zones, because a reading can have only one."""
    zones = {clock.zone for clock in (first, last) if clock and clock.zone}
    if len(zones) > 1 and any("/" in zone for zone in zones):
        hint = "write the offset of each: 2026-05-05T10:00+03:00/2026-05-06T12:00+05:00"
        raise NoDateError("times in two time zones", hint, code="date-not-one")
