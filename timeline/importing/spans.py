"""The start and the end of a calendar entry, as days or as moments in their zones.

An all-day end is exclusive in a calendar and inclusive here. Outlook writes whole days as
midnights, often in UTC, and marks them (MS-OXCICAL, X-MICROSOFT-CDO-ALLDAYEVENT): such an entry
covers the days of its own zone. A time without a zone is not a definite moment and is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.content_lines import duration, moment
from timeline.errors import DateError, printable
from timeline.importing.component_tree import Component, Property
from timeline.importing.zones import GREENWICH, KnownZones, Zone

NO_ZONE: Final = "the time has no zone, and the file does not name a default one"
NO_ZONE_HINT: Final = "set it: --timezone Europe/Belgrade"

_DAY: Final = timedelta(days=1)


class Span(Struct, frozen=True):
    """From *start* to *end*, both in local time; their zones are None for days.

    The end of days is the day after the last; an entry without an end ends at its start.
    """

    start: datetime
    end: datetime
    zone: Zone | None = None
    end_zone: Zone | None = None

    @property
    def is_days(self) -> bool:
        """Whether it is given in days."""
        return self.zone is None

    def at(self, start: datetime, length: timedelta | None = None) -> Span:
        """The same entry moved to *start*, with the same length in local time, or with *length*."""
        zone, end_zone = self.zone, self.end_zone
        if zone is None or end_zone is None:
            return Span(start, start + (self.end - self.start if length is None else length))
        if length is not None:
            return Span(start, zone.wall(zone.at(start) + length), zone, zone)
        if zone == end_zone:
            return Span(start, start + (self.end - self.start), zone, zone)
        lasting = end_zone.at(self.end) - zone.at(self.start)
        return Span(start, end_zone.wall(zone.at(start) + lasting), zone, end_zone)

    @property
    def value(self) -> edtf.Value:
        """Its date in EDTF.

        Times of one zone of the tz database are local; others have their offsets.
        """
        if self.zone is None or self.end_zone is None:
            # RFC 5545 section 3.6.1: the end is the day after. Some programs write the last day.
            last = max(self.start, self.end - _DAY)
            return _value(self.start.date().isoformat(), last.date().isoformat())
        sides = ((self.zone, self.start), (self.end_zone, self.end))
        is_plain = self.zone == self.end_zone and self.timezone is not None
        if is_plain and all(zone.shows_once(wall) for zone, wall in sides):
            return _value(*(wall.isoformat() for _, wall in sides))
        return _value(*(_with_offset(zone.at(wall)) for zone, wall in sides))

    @property
    def timezone(self) -> str | None:
        """The name of the zone of its start in the tz database; None for days and for UTC."""
        return self.zone.name if self.zone is not None and self.zone != GREENWICH else None


def _value(first: str, last: str) -> edtf.Value:
    return edtf.parse(first if first == last else f"{first}/{last}")


def _with_offset(at: datetime) -> str:
    ahead = at.utcoffset() or timedelta()
    if ahead % timedelta(minutes=1) or not ahead:
        at = at.astimezone(UTC)
    return at.isoformat().replace("+00:00", "Z")


def written(value: edtf.Value) -> str:
    """*value* in EDTF as people write it: times of day to the minute, unless they have seconds.

    >>> written(edtf.parse("2026-06-01T10:00:00+05:00/2026-06-01T11:30:15+05:00"))
    '2026-06-01T10:00+05:00/2026-06-01T11:30:15+05:00'
    """
    return _NO_SECONDS.sub("", str(value))


_NO_SECONDS: Final = re.compile(r"(?<=T\d\d:\d\d):00(?![\d.])")


def of(component: Component, zones: KnownZones) -> Span | None:
    """When *component* takes place; None if it has no date.

    Raises:
        DateError: its dates cannot be read, or a time has no zone.
    """
    names = ("DUE", "DTSTART") if component.name == "VTODO" else ("DTSTART",)
    start = next(filter(None, map(component.find, names)), None)
    if start is None:
        return None
    first, first_zone = _side(start, zones)
    ending, length = component.find("DTEND"), component.find("DURATION")
    last, last_zone = first, first_zone
    if ending is not None:
        last, last_zone = _side(ending, zones)
    elif length is not None and start.name == "DTSTART":
        last = _later(first, first_zone, _length(length))
    is_timed = isinstance(first, datetime)
    if is_timed != isinstance(last, datetime):
        begins, ends = ("a time", "a day") if is_timed else ("a day", "a time")
        fact = f"it begins with {begins} and ends with {ends}"
        raise DateError(start.value, fact, code="time-one-end")
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return Span(datetime.combine(first, time()), datetime.combine(max(first, last), time()))
    if is_marked_all_day(component):
        own = zones.default or zones.only() or _zone_of_midnight(first)
        days = [_midnight(at, zone, own) for at, zone in ((first, first_zone), (last, last_zone))]
        if days[0] is not None and days[1] is not None:
            return Span(days[0], max(days[0], days[1]))
    if first_zone is None or last_zone is None:
        raise DateError(start.value, NO_ZONE, NO_ZONE_HINT, code="time-without-zone")
    if last_zone.at(last) < first_zone.at(first):
        raise DateError(start.value, "it ends before it begins", code="date-reversed")
    return Span(first, last, first_zone, last_zone)


def is_marked_all_day(component: Component) -> bool:
    """Whether the program that wrote it marked its midnights as whole days."""
    marks = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
    return any(component.text(name).upper() in ("TRUE", "1") for name in marks)


def _side(found: Property, zones: KnownZones) -> tuple[date, Zone | None]:
    """A day, or a local time and its zone."""
    at = moment(found.value.strip())
    if at is None:
        text = printable(found.value.strip(), 40)
        is_shaped = text[:8].isdecimal() and len(text) in (8, 15, 16)
        if is_shaped:
            raise DateError(found.value, f"there is no date {text}", code="date-impossible")
        fact = f"{text!r} is not a date of RFC 5545"
        raise DateError(found.value, fact, "write it as 20260422", code="date-format")
    if not isinstance(at, datetime):
        return at, None
    if at.tzinfo is not None:
        return at.replace(tzinfo=None), GREENWICH
    return at, zones.of(found, at)


def _length(found: Property) -> timedelta:
    length = duration(found.value.strip())
    if length is None:
        fact = f"{printable(found.value, 40)!r} is not a duration of RFC 5545"
        raise DateError(found.value, fact, "write it as P2D", code="duration-format")
    return length


def _later(at: date, zone: Zone | None, length: timedelta) -> date:
    """*at* plus *length*: days in local time, hours in elapsed time (RFC 5545 section 3.3.6)."""
    days = timedelta(days=length.days)
    if zone is None or not isinstance(at, datetime):
        return at + length
    return zone.wall(zone.at(at + days) + (length - days))


def _midnight(at: datetime, zone: Zone | None, own: Zone | None) -> datetime | None:
    """The midnight of the day that begins at *at*; None if *at* is not a midnight.

    *own* is the zone of the calendar, for moments in UTC.
    """
    if zone == GREENWICH and own is not None:
        there = own.wall(at.replace(tzinfo=UTC))
        # Some programs write the day as a midnight in UTC.
        at = there if there.time() == time() else at
    return at if at.time() == time() else None


def _zone_of_midnight(at: datetime) -> Zone | None:
    """The zone in which it is midnight at *at* in UTC; None if there are two possible offsets.

    Offsets range from -12 to +14 hours, so only midnights between 10:00 and 12:00 UTC can belong
    to two days.
    """
    ahead = timedelta(hours=24) - (at - datetime.combine(at.date(), time()))
    if ahead < timedelta(hours=12):
        return Zone(timezone(ahead))
    if ahead > timedelta(hours=14):
        return Zone(timezone(ahead - timedelta(hours=24)))
    return None
