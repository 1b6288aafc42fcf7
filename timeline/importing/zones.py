"""The time zones of a calendar's times.

A name in the tz database means that zone. Any other name that the file defines in a VTIMEZONE means
what the VTIMEZONE says (RFC 5545 section 3.2.19). Without a definition, only Windows names
("Central Europe Standard Time"), the names that Outlook displays ("(UTC+01:00) Belgrade,
Budapest") and offsets ("GMT+02:00") are understood.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct

from timeline import edtf, vtimezone
from timeline.errors import DateError, printable
from timeline.importing.component_tree import Component, Property
from timeline.recurrence import Allowance
from timeline.wording.cldr_data import iana_zone
from timeline.zone_names import is_zone


class Zone(Struct, frozen=True):
    """A zone; ``name`` is its name in the tz database, None if it has none."""

    clocks: tzinfo
    name: str | None = None

    def at(self, wall: datetime) -> datetime:
        """The moment at which its clocks show *wall*, with its offset.

        If they show it twice, the first moment; if they skip it, the offset before the change is
        used (RFC 5545 section 3.3.5).
        """
        ahead = vtimezone.offset(self.clocks, wall) or timedelta()
        return wall.replace(tzinfo=timezone(ahead))

    def wall(self, moment: datetime) -> datetime:
        """The local time at *moment*, without a zone."""
        return moment.astimezone(self.clocks).replace(tzinfo=None)

    def shows(self, wall: datetime) -> bool:
        """Whether its clocks ever show *wall*: some hours are skipped."""
        return self.wall(self.at(wall)) == wall

    def shows_once(self, wall: datetime) -> bool:
        """Whether its clocks show *wall* exactly once."""
        ahead = wall.replace(tzinfo=self.clocks, fold=0).utcoffset()
        return ahead == wall.replace(tzinfo=self.clocks, fold=1).utcoffset() and self.shows(wall)


GREENWICH: Final = Zone(UTC, "UTC")


class KnownZones:
    """The zones of a calendar: those that it defines, and well-known ones.

    ``default`` is the zone of times without one, as given by the calendar or by the user; None if
    neither gives one.
    """

    def __init__(self, calendar: Component, default: Zone | None, allowance: Allowance) -> None:
        self.default = default
        self._defined: dict[str, _Definition] = {}
        self.disagreeing: dict[str, Property] = {}
        """By name: the contradictions between a definition in the file and the tz database."""
        for component in calendar.all("VTIMEZONE"):
            name = component.text("TZID").strip()
            lines = [
                (found.name, found.value)
                for part in component.components
                for found in (
                    part.begin,
                    *part.properties,
                    Property("END", {}, part.name, part.begin.mark),
                )
            ]
            clocks = vtimezone.rules(lines, allowance)
            if name and clocks is not None:
                location = component.text("X-LIC-LOCATION").strip()
                self._defined.setdefault(name, _Definition(Zone(clocks), location))

    def only(self) -> Zone | None:
        """The zone of the calendar's single VTIMEZONE; None if it has none or several."""
        if len(self._defined) != 1:
            return None
        ((name, definition),) = self._defined.items()
        return named(name) or named(definition.location) or definition.zone

    def of(self, found: Property, wall: datetime) -> Zone | None:
        """The zone of the time *wall* of *found*; None for a time without a zone.

        Raises:
            DateError: the zone is neither defined in the file nor well-known.
        """
        name = found.parameter("TZID")
        if name is None or not name.strip():
            return self.default
        name = name.strip().strip('"')
        definition = self._defined.get(name)
        if definition is None:
            zone = named(name)
            if zone is None:
                fact = f"the file does not define the time zone {printable(name)!r}"
                hint = "use a name of the tz database: Asia/Almaty"
                raise DateError(name, fact, hint, code="zone-unknown")
            return zone
        known = named(name) or named(definition.location)
        if known is None:
            return definition.zone
        if known.at(wall) == definition.zone.at(wall):
            return known
        if known.name != name.strip("/"):
            return definition.zone
        self.disagreeing.setdefault(name, found)
        return known


class _Definition(Struct, frozen=True):
    zone: Zone
    location: str
    """X-LIC-LOCATION: the name that libical and programs based on it write."""


@cache
def named(name: str) -> Zone | None:
    """The well-known zone called *name*; None if there is none."""
    name = name.strip().strip('"').removeprefix("tzone://Microsoft/")
    for candidate in _candidates(name):
        if is_zone(candidate):
            return Zone(ZoneInfo(candidate), candidate)
    match = _OFFSET.fullmatch(name)
    if match is None or not (match["prefix"] or match["sign"]):
        return None
    try:
        ahead = edtf.offset(f"{match['sign'] or '+'}{int(match['hours'] or 0):02}:"
                            f"{match['minutes'] or '00'}")  # fmt: skip
    except DateError:
        return None
    for candidate in _cities(match["rest"] or ""):
        if _standard_offset(candidate) == ahead.utcoffset(None):
            return Zone(ZoneInfo(candidate), candidate)
    return None if match["rest"] else Zone(ahead)


_OFFSET: Final = re.compile(
    r"\(?(?P<prefix>UTC|GMT|Z)?\s*(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d\d))?)?\)?"
    r"(?:\s+(?P<rest>\S.*))?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)


def _candidates(name: str) -> Iterator[str]:
    if not name:
        return
    yield "UTC" if name.casefold() in ("utc", "gmt", "z", "zulu") else name
    # "/citadel.org/20260101_1/Europe/Belgrade": a registry precedes the name.
    parts = name.strip("/").split("/")
    for count in (2, 3):
        yield "/".join(parts[-count:])
    # "Mountain Time (US & Canada)", "W. Europe", "Romance Standard Time 1"
    plain = re.sub(r"\s*\([^()]*\)|\s+\d$", "", name).strip()
    for spelled in (name, plain, f"{plain} Standard Time",
                    re.sub(r" Time$", " Standard Time", plain)):  # fmt: skip
        if windows := iana_zone(spelled):
            yield windows


def _cities(text: str) -> Iterator[str]:
    """The zones named after the cities that *text* lists."""
    if plain := re.sub(r"\s*\([^()]*\)", "", text).strip():
        for spelled in (text.strip(), re.sub(r" Time$", " Standard Time", plain)):
            if windows := iana_zone(spelled):
                yield windows
    for city in re.split(r"[,/;]|\band\b", text):
        yield from _by_city().get(" ".join(city.casefold().split()), ())


@cache
def _by_city() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for zone in sorted(available_timezones()):
        if "/" in zone:
            found[zone.rpartition("/")[2].replace("_", " ").casefold()].append(zone)
    return {city: tuple(zones) for city, zones in found.items()}


_REFERENCE: Final = (datetime(2026, 1, 15), datetime(2026, 7, 15))


def _standard_offset(zone: str) -> timedelta | None:
    """The offset from UTC without summer time."""
    found = [day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in _REFERENCE]
    return min((ahead for ahead in found if ahead is not None), default=None)


def only(zones: Iterable[Zone | None]) -> Zone | None:
    """The zone if all of *zones* are the same; None if there are several, or none."""
    found = set(zones)
    return found.pop() if len(found) == 1 else None
