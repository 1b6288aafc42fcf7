"""Entries that repeat (RFC 5545 section 3.8.5): the dates on which they do.

A chronology lists what takes place, one event a date; so a rule becomes its dates, up to a bound
that is reported. dateutil counts them by the clock on the wall: a meeting at ten stays at ten
when summer time begins. A date whose hour the clocks skip is left out and not counted (section
3.3.10), which no library does. Exceptions and added dates are compared as moments, for they may
be written in other zones than the entry; of another type, day or time, they mean that day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from dateutil.rrule import rrulestr
from msgspec import Struct

from timeline.content_lines import duration, moment
from timeline.errors import DateError, printable
from timeline.importing.components import Property
from timeline.importing.zones import Zone

MOST: Final = 100
"""Dates of a series that are drafted."""

LONGEST: Final = 10
"""Years of a series without an end that are drafted."""

_LATEST: Final = date(9990, 1, 1)
_LONGEST_RULE: Final = 500
_MOST_LISTED: Final = 5_000
"""Dates that are read from all EXDATE and RDATE lines of an entry."""

_FREQUENCIES: Final = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})
"""Nothing in a chronology happens hourly; and rules by the second can be made to count for ever."""


class Given(Struct, frozen=True):
    """A date of EXDATE, RDATE or RECURRENCE-ID by the clock of the entry.

    A day stands for all of its hours; ``length`` is that of a PERIOD.
    """

    wall: datetime
    is_day: bool
    length: timedelta | None = None

    def means(self, at: datetime) -> bool:
        """Whether it is the date of the series that begins at *at*."""
        return self.wall.date() == at.date() if self.is_day else self.wall == at


class Series(Struct, frozen=True):
    """When an entry takes place, first to last.

    ``dates`` are by the clock of the entry, days their midnight; ``lengths`` are those of added
    periods; ``is_cut`` says whether further dates were left out; ``idle`` are the exceptions that
    no date matches.
    """

    dates: tuple[datetime, ...]
    lengths: dict[datetime, timedelta]
    is_cut: bool
    idle: tuple[Property, ...]


class Clock(Struct, frozen=True):
    """The clock by which an entry repeats.

    *zone* is None for days and for times without a zone; ``zone_of`` tells the zone of a property.
    """

    zone: Zone | None
    is_day: bool
    zone_of: Callable[[Property, datetime], Zone | None]

    def given(self, found: Property) -> Iterator[Given]:
        """The dates that *found* lists.

        Raises:
            DateError: one of them is no date, or its zone is not known.
        """
        for value in found.value.split(",")[:_MOST_LISTED]:
            if value.strip():
                yield self._given(found, value.strip())

    def _given(self, found: Property, value: str) -> Given:
        first, _, rest = value.partition("/")
        at = moment(first)
        if at is None:
            raise DateError(value, f"{printable(value, 40)!r} is no date of RFC 5545", "20260422")
        length = None
        if rest:
            end = moment(rest)
            length = duration(rest)
            if isinstance(end, datetime) and isinstance(at, datetime):
                length = end - at if (end.tzinfo is None) == (at.tzinfo is None) else None
            if length is None:
                raise DateError(value, f"{printable(value, 60)!r} is no period of RFC 5545")
        if not isinstance(at, datetime):
            return Given(datetime.combine(at, time()), is_day=True, length=length)
        return Given(self.wall(at, found), is_day=self.is_day, length=length)

    def shows(self, at: datetime) -> bool:
        """Whether the clock ever shows *at*; every day comes."""
        return self.is_day or self.zone is None or self.zone.shows(at)

    def wall(self, at: datetime, found: Property) -> datetime:
        """*at*, as *found* says it, by this clock."""
        if at.tzinfo is None:
            zone = self.zone_of(found, at)
            if zone is None or self.zone is None or zone == self.zone:
                return at
            at = zone.at(at)
        if self.zone is not None:
            return self.zone.wall(at)
        # Of an entry of days: the day as it is written.
        return at.replace(tzinfo=None)


def series(
    properties: Iterable[Property], replaced: Iterable[Property], start: datetime, clock: Clock
) -> Series:
    """The dates of the entry with RRULE, RDATE and EXDATE among its *properties*.

    *start* is the first by its *clock*, *replaced* are the RECURRENCE-IDs of entries that stand
    for one of its dates.

    Raises:
        DateError: a rule cannot be read, or repeats by the hour.
    """
    properties = list(properties)
    lengths: dict[datetime, timedelta] = {}
    dates = {start}
    is_cut = False
    for found in properties:
        if found.name == "RDATE":
            for given in clock.given(found):
                # A day that is added to an entry with hours has its hours.
                at = given.wall
                if given.is_day and not clock.is_day:
                    at = datetime.combine(at.date(), start.time())
                dates.add(at)
                if given.length is not None:
                    lengths[at] = given.length
        elif found.name == "RRULE":
            counted, is_longer = _counted(found, start, clock)
            dates |= set(counted)
            is_cut = is_cut or is_longer
    taken, idle = set(), []
    for found in (*(one for one in properties if one.name == "EXDATE"), *replaced):
        for given in clock.given(found):
            matched = {at for at in _near(dates, given) if given.means(at)}
            taken |= matched
            if not matched and found.name == "EXDATE" and not is_cut and found not in idle:
                idle.append(found)
    kept = sorted(dates - taken)
    return Series(tuple(kept[:MOST]), lengths, is_cut or len(kept) > MOST, tuple(idle))


def _near(dates: set[datetime], given: Given) -> Iterable[datetime]:
    if given.is_day:
        return dates
    return (given.wall,) if given.wall in dates else ()


def _counted(found: Property, first: datetime, clock: Clock) -> tuple[list[datetime], bool]:
    """The dates of a rule, and whether it has more of them than are given."""
    rule = found.value.strip()
    parts = dict(part.strip().upper().partition("=")[::2] for part in rule.split(";") if part)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise DateError(
            rule, f"{printable(rule, 60)!r} repeats by no day", "FREQ=WEEKLY, or longer"
        )
    until = _until(parts.pop("UNTIL", None), found, clock)
    count = parts.pop("COUNT", None)
    is_endless = until is None and count is None
    horizon = first.replace(year=min(first.year + (LONGEST if is_endless else MOST), _LATEST.year),
                            day=min(first.day, 28))  # fmt: skip
    end = min(until or horizon, horizon)
    parts["UNTIL"] = f"{end:%Y}".zfill(4) + f"{end:%m%dT%H%M%S}"
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    is_number = count is None or (count.isdecimal() and int(count) > 0)
    if len(text) > _LONGEST_RULE or not is_number or not _INTERVAL.search(f";{text};"):
        raise DateError(rule, f"{printable(rule, 60)!r} is no rule of RFC 5545")
    most = min(int(count or MOST + 1), MOST + 1)
    try:
        counted = rrulestr(text, dtstart=first)
        shown = (at for at in counted if clock.shows(at))
        dates = list(islice(shown, most))
    except (ValueError, OverflowError) as error:
        fact = f"{printable(rule, 60)!r} is no rule of RFC 5545: {printable(str(error), 80)}"
        raise DateError(rule, fact) from None
    is_cut = len(dates) > MOST or (is_endless and bool(dates)) or bool(until and until > end)
    return dates[:MOST], is_cut


_INTERVAL: Final = re.compile(r"^(?!.*;INTERVAL=0*;)", re.ASCII)
"""Not every nothing: such a rule would be counted for ever."""


def _until(value: str | None, found: Property, clock: Clock) -> datetime | None:
    """The last moment of a rule by the clock of the entry; of a day, its end."""
    if value is None:
        return None
    at = moment(value.strip())
    if at is None:
        raise DateError(value, f"{printable(value, 40)!r} is no date of RFC 5545", "20260422")
    if not isinstance(at, datetime):
        return datetime.combine(at, time(23, 59, 59))
    if clock.is_day:
        # The day is what counts: a moment late in the evening is that day still.
        return datetime.combine(at.date(), time(23, 59, 59))
    return clock.wall(at, found) if at.tzinfo else at
