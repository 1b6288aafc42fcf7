"""VTIMEZONE components: the zones of the timed events, in a form that every application reads.

RFC 5545 section 3.6.5 lets a zone list its changes (RDATE) or state their rule (RRULE). ical.js
reads only the first date of a list (so Thunderbird and Nextcloud are an hour late in summer), and
Outlook reads no lists, so only rules with a BYDAY are written, and single observances for changes
that followed no rule. A zone is described for the years of the file, not for all of history: it
is correct for every moment that an event uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset
from msgspec import Struct
from msgspec.structs import replace

from timeline.events import FIRST_CLOCKS, LAST_CLOCKS

_UTC_NAMES: Final = frozenset(
    "UTC Etc/UTC Etc/UCT Etc/Universal Etc/Zulu UCT Universal Zulu GMT Etc/GMT Etc/Greenwich "
    "Greenwich Etc/GMT0 Etc/GMT+0 Etc/GMT-0 GMT0 GMT+0 GMT-0".split()
)
_LONG_AGO: Final = 1970
"""The first year of a rule without exceptions; all 24 applications read such a zone."""

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = timedelta(days=1)
_STEP: Final = timedelta(days=3)
"""Less than the shortest time between two changes of a zone in any release of tzdata: nearly four
days, in Freetown in 1939."""

_LOOK_BACK: Final = 3
"""The years before the first event by which a rule must have begun to count as old."""

_LOOK_AHEAD: Final = 8
"""The number of years after the last event that are read to distinguish rules: a last Sunday is
often a fourth one."""


def needs_utc(moment: datetime) -> bool:
    """Whether *moment* must be in UTC, because applications read its local time differently.

    That is true of UTC itself, of an hour that clocks show twice (RFC 5545 section 3.3.5 chooses
    the first, but applications differ), and before standard time, when offsets had seconds.
    """
    if str(moment.tzinfo) in _UTC_NAMES:
        return True
    offset = moment.utcoffset()
    assert offset is not None
    other = moment.replace(fold=1 - moment.fold).utcoffset()
    return offset.total_seconds() % 60 != 0 or offset != other


def vtimezones(moments: Iterable[datetime]) -> Iterator[Timezone]:
    """One VTIMEZONE for each zone of *moments*, by name; none for moments written in UTC."""
    used: dict[str, list[datetime]] = {}
    for moment in moments:
        if not needs_utc(moment):
            used.setdefault(str(moment.tzinfo), []).append(moment.astimezone(UTC))
    for name in sorted(used):
        yield vtimezone(name, min(used[name]), max(used[name]))


class _ClockChange(Struct, frozen=True):
    """A change of the clocks: the last local time in the old offset, and both offsets."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def instant(self) -> datetime:
        return (self.onset - self.before).replace(tzinfo=UTC)

    @property
    def like(self) -> tuple[object, ...]:
        """What changes by the same rule share, besides the days on which they fall."""
        return (
            self.before, self.after, self.name, self.is_daylight,
            self.onset.month, self.onset.weekday(), self.onset.time(),
        )  # fmt: skip

    @property
    def weeks(self) -> frozenset[int]:
        """Each n for which its day is the n-th such weekday of the month; -1 is the last."""
        nth = {(self.onset.day - 1) // 7 + 1}
        is_last = (self.onset + 7 * _DAY).month != self.onset.month
        return frozenset(nth | {-1} if is_last else nth)


class _YearlyRule(Struct, frozen=True):
    """Changes of successive years, each on the ``week``-th such weekday of its month.

    ``is_lasting``: no later year is known to differ.
    """

    changes: tuple[_ClockChange, ...]
    week: int
    is_lasting: bool


def vtimezone(name: str, first: datetime, last: datetime) -> Timezone:
    """The VTIMEZONE of a zone of tzdata, correct from *first* to *last* (inclusive, in UTC)."""
    zone = ZoneInfo(name)
    # Outside those years, clocks are changed only by lasting rules.
    earliest = max(min(first.year, LAST_CLOCKS) - _LOOK_BACK, FIRST_CLOCKS)
    horizon = max(min(last.year, LAST_CLOCKS), earliest) + _LOOK_AHEAD
    rules = _rules(_changes(name, earliest, horizon), horizon)
    component = Timezone()
    component["TZID"] = vText(name)
    in_use = [
        rule
        for rule in rules
        if rule.changes[0].instant <= last and (rule.is_lasting or rule.changes[-1].instant > first)
    ]
    if _is_all(in_use, rules, first):
        observances = [_observance(rule, min(_LONG_AGO, first.year - 2)) for rule in in_use]
    else:
        later = (tuple(c for c in rule.changes if c.instant > first) for rule in in_use)
        observances = [
            _base(zone, first),
            *(_observance(replace(rule, changes=c)) for rule, c in zip(in_use, later, strict=True)),
        ]
    for observance in sorted(observances, key=lambda one: one["DTSTART"].to_ical()):
        component.add_component(observance)
    return component


def _is_all(in_use: list[_YearlyRule], rules: list[_YearlyRule], first: datetime) -> bool:
    """Whether two lasting rules, for summer and winter, were already in force before *first*."""
    return (
        len(in_use) == 2
        and all(rule.is_lasting for rule in in_use)
        and in_use[0].changes[0].before == in_use[1].changes[0].after
        and all(rule.changes[0].instant <= first for rule in in_use)
        and all(rule in in_use or rule.changes[-1].instant < first - 366 * _DAY for rule in rules)
    )


def _changes(name: str, first_year: int, last_year: int) -> Iterator[_ClockChange]:
    """Every change of the offset in those years, both inclusive."""
    for year in range(first_year, last_year + 1):
        yield from _changes_of(name, year)


@lru_cache(maxsize=1 << 14)
def _changes_of(name: str, year: int) -> tuple[_ClockChange, ...]:
    """Every change of the offset in a year, searched for in steps of `_STEP`."""
    zone = ZoneInfo(name)
    found = []
    early = datetime(year, 1, 2 if year == 1 else 1, tzinfo=UTC)
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    offset = early.astimezone(zone).utcoffset()
    while early < end:
        late = min(early + _STEP, end)
        later_offset = late.astimezone(zone).utcoffset()
        if later_offset != offset:
            found.append(_change(zone, early, late))
        early, offset = late, later_offset
    return tuple(found)


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> _ClockChange:
    """The only change between two moments, found to the second by bisection."""
    before = early.astimezone(zone)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before.utcoffset():
            early = middle
        else:
            late = middle
    after = late.astimezone(zone)
    old, new = before.utcoffset(), after.utcoffset()
    assert old is not None
    assert new is not None
    return _ClockChange(
        onset=late.replace(tzinfo=None) + old,
        before=old,
        after=new,
        name=after.tzname() or "",
        is_daylight=new > old and before.dst() != after.dst(),
    )


def _rules(changes: Iterable[_ClockChange], last_year: int) -> list[_YearlyRule]:
    """*changes* by rule, in the order of the first change; an irregular change is its own rule."""
    runs: list[_YearlyRun] = []
    latest: dict[tuple[object, ...], _YearlyRun] = {}
    for change in changes:
        run = latest.get(change.like)
        if run is None or not run.takes(change):
            latest[change.like] = run = _YearlyRun([change], change.weeks)
            runs.append(run)
    return [
        # If both fit in all years, take -1: laws say "the last".
        _YearlyRule(
            tuple(run.changes),
            min(run.weeks),
            len(run.changes) > 1 and run.changes[-1].onset.year == last_year,
        )
        for run in runs
    ]


class _YearlyRun(Struct):
    """Similar changes in successive years, and the weeks in which all of them fall."""

    changes: list[_ClockChange]
    weeks: frozenset[int]

    def takes(self, change: _ClockChange) -> bool:
        """Adds *change* and returns True, if it continues the run."""
        weeks = self.weeks & change.weeks
        if not weeks or self.changes[-1].onset.year + 1 != change.onset.year:
            return False
        self.changes.append(change)
        self.weeks = weeks
        return True


def _base(zone: ZoneInfo, first: datetime) -> Observance:
    """The offset that is in force at *first*, written as if it had always been."""
    local = first.astimezone(zone)
    offset = local.utcoffset()
    assert offset is not None
    onset = datetime(min(_LONG_AGO, max(first.year - 1, 1)), 1, 1)
    name = local.tzname() or ""
    return _component(_ClockChange(onset, offset, offset, name, is_daylight=False))


def _observance(rule: _YearlyRule, since: int | None = None) -> Observance:
    """The rule as STANDARD or DAYLIGHT, from its first change or from the year *since*."""
    change = rule.changes[0]
    if since is not None:
        change = replace(change, onset=_on_rule(change.onset, rule.week, since))
    component = _component(change)
    if rule.is_lasting or len(rule.changes) > 1:
        recurrence: dict[str, Any] = {"FREQ": "YEARLY"}
        if not rule.is_lasting:
            # UNTIL is in UTC; one day is added so that readers that treat it as local time
            # (dateutil 4.0) keep the last change too.
            recurrence["UNTIL"] = rule.changes[-1].onset.replace(tzinfo=UTC) + _DAY
        recurrence["BYMONTH"] = change.onset.month
        recurrence["BYDAY"] = f"{rule.week}{_WEEKDAYS[change.onset.weekday()]}"
        component["RRULE"] = vRecur(recurrence)
    return component


Observance: TypeAlias = TimezoneStandard | TimezoneDaylight


def _component(change: _ClockChange) -> Observance:
    component: Observance = TimezoneDaylight() if change.is_daylight else TimezoneStandard()
    component["DTSTART"] = vDatetime(change.onset)
    component["TZOFFSETFROM"] = vUTCOffset(change.before)
    component["TZOFFSETTO"] = vUTCOffset(change.after)
    component["TZNAME"] = vText(change.name)
    return component


def _on_rule(onset: datetime, week: int, year: int) -> datetime:
    """The change at *onset* moved to another *year*: the *week*-th same weekday of its month."""
    first = onset.replace(year=year, day=1)
    days = first + timedelta(days=(onset.weekday() - first.weekday()) % 7)
    if week > 0:
        return days + timedelta(weeks=week - 1)
    last = days + timedelta(weeks=4)
    return last if last.month == onset.month else days + timedelta(weeks=3)


def default_vtimezone(name: str) -> Timezone:
    """The VTIMEZONE for a calendar without events, which must contain a component."""
    then = datetime(_LONG_AGO + 31, 1, 1, tzinfo=UTC)
    return vtimezone(name, then, then)
