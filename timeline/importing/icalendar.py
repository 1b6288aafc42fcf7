"""Calendars: the entries of an ICS file (RFC 5545) as events, on the days that people see.

An entry that repeats becomes a draft for each date, as a series. Of several revisions of an entry,
the last counts. A VTODO becomes a deadline, a VJOURNAL a note. From our own files, the event is
restored; from one of them that was renamed, at least the date is the one that we wrote beside the
entry, so that a month stays a month. The UID is kept as a remark on the calendar, which is the
event's source. A note names what the model cannot hold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from timeline.errors import InputError, Place, Problem
from timeline.importing import Found, own
from timeline.importing.calendar_entries import CalendarEntry, entries, latest
from timeline.importing.calendar_notes import CountedNotes
from timeline.importing.component_tree import parse
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.entry_events import EntryReader
from timeline.importing.entry_losses import note_losses
from timeline.importing.own_edits import OwnEdits
from timeline.nodes import MappingNode, SequenceNode
from timeline.nodes import place as place_of
from timeline.recurrence import Allowance

MOST_DRAFTS: Final = 20_000
"""Maximum drafts from one file; a rule makes up to a hundred from one entry."""


def read_calendar(
    content: bytes,
    file: str,
    names: DeclaredNames,
    *,
    encoding: str | None = None,
    timezone: str | None = None,
) -> Found:
    """Drafts for each entry; *timezone* is for times for which the file names no zone.

    Raises:
        InputError: the file is not a calendar, or its encoding is not known.
    """
    parsed = parse(content, file, encoding)
    if not parsed.calendars:
        hint = "an iCalendar file begins with BEGIN:VCALENDAR"
        fact = "the file is not a calendar"
        raise InputError([Problem(Place(file), "", fact, hint, "file-format")])
    found = Found(MappingNode(), notes=list(parsed.notes))
    report = CountedNotes(file, found)
    report.some("{} is not a property of a calendar and was left out",
                [(number, repr(text)) for number, text in parsed.broken])  # fmt: skip
    allowance = Allowance.of(len(content))
    every = [
        entry
        for component in parsed.calendars
        for entry in entries(component, file, timezone, allowance, report)
    ]
    kept = latest(every, report)
    language = own.language_of(file)
    if language is not None and any(entry.calendar.is_own for entry in kept):
        found.notes.append(
            "this calendar was written by timeline; a JSON export keeps more about the sources"
        )
    events = _events(kept, language, file, names, found, report)
    others = [entry for entry in kept if not (entry.calendar.is_own and language)]
    note_losses(others, report)
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, 0)
    return found


def _events(
    kept: list[CalendarEntry],
    language: str | None,
    file: str,
    names: DeclaredNames,
    found: Found,
    report: CountedNotes,
) -> SequenceNode:
    """The events of the entries; if *language* is given, the entries may be our own."""
    events = SequenceNode()
    edits: OwnEdits | None = None
    if language is not None and any(entry.calendar.is_own for entry in kept):
        own_entries = [entry for entry in kept if entry.calendar.is_own]
        zones = own_entries[0].calendar.zones
        edits = OwnEdits(
            [entry.component for entry in own_entries], zones, language, names, report.note
        )
    by_uid: dict[str, list[CalendarEntry]] = defaultdict(list)
    for entry in kept:
        if entry.uid:
            by_uid[entry.uid].append(entry)
    for entry in kept:
        if entry.calendar.is_own and edits is not None:
            read = edits.read(entry.component)
            if read is not None:
                event, exported = read
                found.given.add(str(event["id"]))
                if exported is not None:
                    found.exported[len(events)] = exported
                    found.sourceless.add(len(events))
                events.put(event, entry.component.mark)
            continue
        reader = EntryReader(
            entry, by_uid.get(entry.uid, [entry]), file, len(events), names, report
        )
        for event in reader.events():
            events.put(event, entry.component.mark)
        if len(events) > MOST_DRAFTS:
            fact = f"more than {MOST_DRAFTS:,} events: what follows is left out"
            where = place_of(file, entry.component.mark)
            found.problems.append(Problem(where, "", fact, "split the file", "items-too-many"))
            break
    return events
