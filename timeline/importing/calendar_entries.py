"""The entries of a calendar: its components that become drafts, in their latest revisions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from timeline.errors import legible, printable
from timeline.importing.calendar_notes import CountedNotes, counted
from timeline.importing.component_tree import Component, Property
from timeline.importing.zones import KnownZones, Zone, named
from timeline.nodes import place as place_of
from timeline.recurrence import Allowance

KINDS: Final = {"VTODO": "deadline", "VJOURNAL": "note"}
"""The kind of the draft for a component that is not an event."""

_BESIDE: Final = frozenset({"VEVENT", "VTIMEZONE", *KINDS})

_NO_EVENTS: Final = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})


class _SharedByEntries(Struct, frozen=True):
    """What the entries of a calendar share."""

    title: str
    zones: KnownZones
    allowance: Allowance
    is_cancelled: bool
    is_own: bool


class CalendarEntry(Struct, frozen=True):
    """A component that becomes events, and the calendar that contains it."""

    component: Component
    calendar: _SharedByEntries

    @property
    def uid(self) -> str:
        """Its UID, which an exception of a series shares; empty if it has none."""
        return self.component.text("UID")

    @property
    def recurrence(self) -> Property | None:
        """The date of a series that it replaces."""
        return self.component.find("RECURRENCE-ID")

    @property
    def repeats(self) -> bool:
        """Whether it has more dates than the first."""
        return self.recurrence is None and any(
            found.name in ("RRULE", "RDATE") for found in self.component.properties
        )

    @property
    def identity(self) -> tuple[str, str, tuple[str, str | None] | None]:
        """The key that all of its revisions share."""
        of = self.recurrence
        which = (of.value.strip(), of.parameter("TZID")) if of else None
        return self.component.name, self.uid, which

    @property
    def revision(self) -> tuple[int, str]:
        """The sort key of its revision (RFC 5546 section 2.1.5)."""
        sequence = self.component.text("SEQUENCE")
        count = int(sequence) if re.fullmatch(r"\d{1,10}", sequence, re.ASCII) else 0
        return count, self.component.text("DTSTAMP")

    @property
    def content(self) -> tuple[str, ...]:
        """The key that entries with the same content share."""
        names = ("SUMMARY", "DTSTART", "DTEND", "DURATION", "DUE", "LOCATION", "STATUS")
        return tuple(self.component.text(name) for name in names)


def entries(
    calendar: Component,
    file: str,
    timezone: str | None,
    allowance: Allowance,
    report: CountedNotes,
) -> Iterator[CalendarEntry]:
    """The entries of a calendar in their order."""
    title = calendar.find("NAME") or calendar.find("X-WR-CALNAME")
    method = calendar.find("METHOD")
    word = method.text.upper() if method else ""
    if method is not None and word in _NO_EVENTS:
        fact = f"the calendar is an answer to an invitation (METHOD:{word}), not a plan"
        report.note(method, fact)
    shared = _SharedByEntries(
        (title.line if title else "") or legible(PurePath(file).name),
        KnownZones(calendar, _default_zone(calendar, timezone, report), allowance),
        allowance,
        word == "CANCEL",
        calendar.find("X-TIMELINE-LEDGER") is not None,
    )
    others: dict[str, list[Component]] = defaultdict(list)
    for component in calendar.components:
        if component.name == "VEVENT" or component.name in KINDS:
            yield CalendarEntry(component, shared)
        elif component.name not in _BESIDE:
            others[component.name].append(component)
    for name, found in others.items():
        left = counted([component.begin for component in found], printable(name, 30))
        report.note(found[0].begin, f"{left} left out: it contains no events")


def _default_zone(calendar: Component, timezone: str | None, report: CountedNotes) -> Zone | None:
    """The zone for times without one: that of the command, otherwise the calendar's."""
    if timezone is not None:
        return named(timezone)
    found = calendar.find("X-WR-TIMEZONE")
    if found is None or not found.text:
        return None
    zone = named(found.text)
    if zone is None:
        report.note(found, f"X-WR-TIMEZONE {printable(found.text, 40)!r} is not a time zone")
    return zone


def latest(entries: list[CalendarEntry], report: CountedNotes) -> list[CalendarEntry]:
    """*entries* without those that a later revision replaces, and without duplicates."""
    best: dict[object, CalendarEntry] = {}
    for entry in entries:
        if entry.uid:
            other = best.setdefault(entry.identity, entry)
            if entry.revision > other.revision:
                best[entry.identity] = entry
    kept: list[CalendarEntry] = []
    seen: set[object] = set()
    for entry in entries:
        last = best.get(entry.identity, entry) if entry.uid else entry
        line = place_of("", last.component.mark).line
        if entry.revision < last.revision:
            report.note(entry.component.begin,
                        f"left out: an earlier revision of the entry in line {line}")  # fmt: skip
        elif (key := (entry.identity, entry.content)) in seen and entry.uid:
            report.note(entry.component.begin, f"left out: the same entry as in line {line}")
        else:
            if last is not entry:
                fact = f"the entry in line {line} has the same UID and no later revision"
                report.note(entry.component.begin, f"{fact}; both are drafted")
            seen.add(key)
            kept.append(entry)
    return kept
