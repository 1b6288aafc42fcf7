"""The dates of entries that repeat (RFC 5545 section 3.8.5).

A chronology has one event per date, so a rule becomes its dates, up to a limit that is reported.
dateutil counts them in local time: a meeting at ten stays at ten when summer time begins. A date
whose time the clocks skip is left out and not counted (section 3.3.10), which no library does.
Exceptions and added dates are compared as moments, since their zones may differ from that of the
entry; if one is a day and the other a time, they are compared as days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from msgspec import Struct

from timeline import recurrence
from timeline.content_lines import duration, moment
from timeline.errors import DateError, printable
from timeline.importing.component_tree import Property
from timeline.importing.zones import Zone
from timeline.recurrence import Allowance

MOST: Final = 100
"""Maximum dates of a series that are drafted."""

LONGEST: Final = 10
"""Maximum years of a series without an end that are drafted."""

_LATEST: Final = date(9990, 1, 1)
_MOST_LISTED: Final = 5_000
"""Maximum dates that are read from all EXDATE and RDATE lines of an entry."""

_EXCEPTION: Final = 30
"""The cost of comparing an exception with the dates of a series, in days examined."""


class ListedDate(Struct, frozen=True):
    """A date of EXDATE, RDATE or RECURRENCE-ID in the entry's local time.

    A day means all of its hours; ``length`` is the length of a PERIOD.
    """

    wall: datetime
    is_day: bool
    length: timedelta | None = None

    def means(self, at: datetime) -> bool:
        """Whether it is the date of the series at *at*."""
        return self.wall.date() == at.date() if self.is_day else self.wall == at


class Occurrences(Struct, frozen=True):
    """The dates of an entry, first to last.

    ``dates`` are in the entry's local time, days as their midnight; ``lengths`` are the lengths of
    added periods; ``is_cut`` says whether further dates were left out; ``idle`` are the exceptions
    that match no date.
    """

    dates: tuple[datetime, ...]
    lengths: dict[datetime, timedelta]
    is_cut: bool
    idle: tuple[Property, ...]


class WallClock(Struct, frozen=True):
    """The local time in which an entry repeats.

    *zone* is None for days and for times without a zone; ``zone_of`` returns a property's zone.
    """

    zone: Zone | None
    is_day: bool
    zone_of: Callable[[Property, datetime], Zone | None]

    def given(self, found: Property) -> Iterator[ListedDate]:
        """The dates that *found* lists.

        Raises:
            DateError: one of them is not a date, or its zone is not known.
        """
        for value in found.value.split(",")[:_MOST_LISTED]:
            if value.strip():
                yield self._given(found, value.strip())

    def _given(self, found: Property, value: str) -> ListedDate:
        first, _, rest = value.partition("/")
        at = moment(first)
        if at is None:
            raise _no_date(value)
        length = None
        if rest:
            end = moment(rest)
            length = duration(rest)
            if isinstance(end, datetime) and isinstance(at, datetime):
                length = end - at if (end.tzinfo is None) == (at.tzinfo is None) else None
            if length is None:
                fact = f"{printable(value, 60)!r} is not a period of RFC 5545"
                raise DateError(value, fact, code="duration-format")
        if not isinstance(at, datetime):
            return ListedDate(datetime.combine(at, time()), is_day=True, length=length)
        return ListedDate(self.wall(at, found), is_day=self.is_day, length=length)

    def shows(self, at: datetime) -> bool:
        """Whether the clock ever shows *at*; always true of days."""
        return self.is_day or self.zone is None or self.zone.shows(at)

    def wall(self, at: datetime, found: Property) -> datetime:
        """*at*, a time of *found*, in this local time."""
        if at.tzinfo is None:
            zone = self.zone_of(found, at)
            if zone is None or self.zone is None or zone == self.zone:
                return at
            at = zone.at(at)
        if self.zone is not None:
            return self.zone.wall(at)
        # For an entry of days: the day as written.
        return at.replace(tzinfo=None)


def series(
    properties: Iterable[Property],
    replaced: Iterable[Property],
    start: datetime,
    clock: WallClock,
    allowance: Allowance,
) -> Occurrences:
    """The dates of the entry with RRULE, RDATE and EXDATE among its *properties*.

    *start* is the first in the local time of *clock*; *replaced* are the RECURRENCE-IDs of entries
    that replace one of its dates. The work is deducted from the *allowance* of the file; the first
    date is free.

    Raises:
        DateError: a rule cannot be read or repeats by the hour, or the rules take too long.
    """
    properties = list(properties)
    lengths: dict[datetime, timedelta] = {}
    dates = {start}
    is_cut = False
    for found in properties:
        if found.name == "RDATE":
            for given in clock.given(found):
                # A day that is added to an entry with hours gets the hours of the entry.
                at = given.wall
                if given.is_day and not clock.is_day:
                    at = datetime.combine(at.date(), start.time())
                dates.add(at)
                if given.length is not None:
                    lengths[at] = given.length
        elif found.name == "RRULE":
            counted, is_longer = _counted(found, start, clock, allowance)
            dates |= set(counted)
            is_cut = is_cut or is_longer
    of_days: dict[date, set[datetime]] = defaultdict(set)
    for at in dates:
        of_days[at.date()].add(at)
    taken: set[datetime] = set()
    idle: list[Property] = []
    for found in (*(one for one in properties if one.name == "EXDATE"), *replaced):
        allowance.looks -= _EXCEPTION
        for given in clock.given(found):
            matched = {at for at in of_days.get(given.wall.date(), ()) if given.means(at)}
            taken |= matched
            is_idle = not matched and found.name == "EXDATE" and not is_cut
            if is_idle and found not in idle[-1:]:
                idle.append(found)
    kept = sorted(dates - taken)
    most = min(MOST, allowance.dates + 1)
    allowance.dates -= len(kept[1:most])
    return Occurrences(tuple(kept[:most]), lengths, is_cut or len(kept) > most, tuple(idle))


def _counted(
    found: Property, first: datetime, clock: WallClock, allowance: Allowance
) -> tuple[list[datetime], bool]:
    """The dates of a rule, and whether it has more than are returned."""
    parts = recurrence.parse(found.value.strip())
    until = _until(parts.get("UNTIL"), found, clock)
    # Counted here, because a date whose time the clocks skip does not count.
    count = int(parts.pop("COUNT", 0)) or None
    is_endless = until is None and count is None
    horizon = first.replace(year=min(first.year + (LONGEST if is_endless else MOST), _LATEST.year),
                            day=min(first.day, 28))  # fmt: skip
    end = min(until or horizon, horizon)
    shown = (at for at in recurrence.expand(parts, first, end, allowance) if clock.shows(at))
    dates = list(islice(shown, min(count or MOST + 1, MOST + 1)))
    is_cut = len(dates) > MOST or (is_endless and bool(dates)) or bool(until and until > end)
    return dates[:MOST], is_cut


def _no_date(value: str) -> DateError:
    fact = f"{printable(value, 40)!r} is not a date of RFC 5545"
    return DateError(value, fact, "write it as 20260422", code="date-format")


def _until(value: str | None, found: Property, clock: WallClock) -> datetime | None:
    """The last moment of a rule in the entry's local time; for a day, its end."""
    if value is None:
        return None
    at = moment(value.strip())
    if at is None:
        raise _no_date(value)
    if not isinstance(at, datetime):
        return datetime.combine(at, time(23, 59, 59))
    if clock.is_day:
        # Compare days: a moment late in the evening is still on that day.
        return datetime.combine(at.date(), time(23, 59, 59))
    return clock.wall(at, found) if at.tzinfo else at
