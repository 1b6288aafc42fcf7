"""Rules for each VCALENDAR: its header, and the time zones that its events use."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from timeline import vtimezone
from timeline.content_lines import duration
from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent, time_of, zone_named
from timeline.recurrence import Allowance


def product_and_version(calendar: LintedComponent) -> Iterator[Finding]:
    if not calendar.value("PRODID"):
        yield (
            calendar.line,
            "no PRODID: ics.py refuses the file",
            "add PRODID:-//owner//tool//EN",
        )
    if calendar.value("VERSION") != "2.0":
        yield (
            calendar.line,
            "no VERSION:2.0: validators refuse the file",
            "add VERSION:2.0",
        )


def calendar_uid(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("UID")
    if found:
        fact = "a UID of the calendar: vdirsyncer gives it to every event and keeps one"
        yield found.number, fact, "leave it out"


def method(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("METHOD")
    if found:
        fact = "a METHOD: it turns the calendar into a message; Apple imports one event"
        yield found.number, fact, "leave it out: this is a calendar, not a message"


def calendar_name(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("NAME")
    if found and not calendar.property("X-WR-CALNAME"):
        yield found.number, "NAME alone: Google reads only X-WR-CALNAME", "write both"


def refresh_interval(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("REFRESH-INTERVAL")
    if found and (found.parameter("VALUE") or "").upper() != "DURATION":
        fact = "REFRESH-INTERVAL without VALUE=DURATION: RFC 7986 section 5.7 requires it"
        yield found.number, fact, "write REFRESH-INTERVAL;VALUE=DURATION:PT12H"
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        found = calendar.property(name)
        if found and duration(found.value) is None:
            shown = f"{name}:{printable(found.value, 20)}"
            fact = f"{shown} is not a duration: Home Assistant refuses the file"
            yield found.number, fact, "hours follow a T: PT12H"


def zones_that_are_used(calendar: LintedComponent) -> Iterator[Finding]:
    known = {zone.value("TZID"): zone.line for zone in calendar.all("VTIMEZONE")}
    missing: set[str] = set()
    for event in calendar.all("VEVENT"):
        for one in event.properties:
            zone = one.parameter("TZID")
            if zone is None or zone in missing:
                continue
            if zone not in known:
                missing.add(zone)
                fact = f"no VTIMEZONE {printable(zone, 40)}: Nextcloud reads the time as floating"
                yield one.number, fact, "describe the zone before the events, or write times in UTC"
            elif known[zone] > one.number:
                missing.add(zone)
                fact = f"VTIMEZONE {printable(zone, 40)} comes later: Ruby's icalendar misses it"
                yield one.number, fact, "write the zones before the events"


def zone_offsets(calendar: LintedComponent) -> Iterator[Finding]:
    """Compares each VTIMEZONE that an event uses and that has an IANA name with tzdata."""
    readings = {}
    allowance = Allowance.of(0)
    for described in calendar.all("VTIMEZONE"):
        if allowance.looks <= 0:
            fact = (
                "this VTIMEZONE and those after it are not compared with tzdata: there are too many"
            )
            yield described.line, fact, "describe only the zones that the events use"
            break
        readings[described.value("TZID")] = _offsets(described, allowance)
    for event in calendar.all("VEVENT"):
        for one in event.properties:
            zone = one.parameter("TZID") or ""
            moment = time_of(one)
            offset, known = readings.get(zone), zone_named(zone)
            if offset is None or known is None or not isinstance(moment, datetime):
                continue
            written, right = offset(moment), moment.replace(tzinfo=known).utcoffset()
            if written is not None and right is not None and written != right:
                off = _hours(written - right)
                fact = f"its VTIMEZONE is off by {off}: applications that read it show a wrong hour"
                yield one.number, fact, f"write the offsets of {zone} as tzdata has them"


def _offsets(
    zone: LintedComponent, allowance: Allowance
) -> Callable[[datetime], timedelta | None] | None:
    """The clock rules of a VTIMEZONE; None if it is invalid, which another rule reports."""
    lines = (
        line
        for part in zone.components
        for line in (
            ("BEGIN", part.name),
            *((one.name, one.value) for one in part.properties),
            ("END", part.name),
        )
    )
    read = vtimezone.rules(lines, allowance)
    return None if read is None else lambda moment: vtimezone.offset(read, moment)


def _hours(off: timedelta) -> str:
    minutes = round(off.total_seconds() / 60)
    return f"{minutes / 60:+g} h" if minutes % 60 == 0 else f"{minutes:+d} min"
