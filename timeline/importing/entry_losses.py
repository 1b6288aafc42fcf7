"""What drafts do not hold of the entries of a calendar, and what to check in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.errors import printable
from timeline.importing.calendar_entries import KINDS, CalendarEntry
from timeline.importing.calendar_notes import CountedNotes, counted
from timeline.importing.component_tree import Component, Property
from timeline.importing.entry_events import ADDRESS
from timeline.nodes import place as place_of

_READ: Final = frozenset(
    """
    UID SUMMARY DESCRIPTION LOCATION GEO DTSTART DTEND DUE DURATION STATUS URL ATTACH CATEGORIES
    RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE CLASS LINK
    """.split()
)

_SILENT: Final = frozenset("DTSTAMP CREATED LAST-MODIFIED TRANSP".split())
"""Properties for calendar programs: nothing is lost without them."""


def note_losses(entries: Sequence[CalendarEntry], report: CountedNotes) -> None:
    """Notes on entries that become another kind of draft, are private, or cannot be drafted."""
    disagreeing = {
        name: found for entry in entries for name, found in entry.calendar.zones.disagreeing.items()
    }
    for name, found in disagreeing.items():
        text = f"the file defines {name} differently from the tz database, whose rules are used"
        report.note(found, text)
    for name, kind in KINDS.items():
        others = [entry for entry in entries if entry.component.name == name]
        if others:
            text = f"{counted(others, name)} drafted as events of the kind {kind!r}"
            report.note(others[0].component.begin, text)
    classes = [entry.component.find("CLASS") for entry in entries]
    private = [found for found in classes if found and found.text.upper() != "PUBLIC"]
    if private:
        text = f"{counted(private, 'entry', 'entries')} marked {printable(private[0].text, 20)}"
        report.note(private[0], f"{text}: check before you publish")
    lost: dict[str, list[Property]] = defaultdict(list)
    for entry in entries:
        for name, one in _lost(entry.component):
            lost[name].append(one)
    if lost:
        named = ", ".join(
            f"{name} ({len(alike)}, first in line {place_of('', alike[0].mark).line})"
            for name, alike in sorted(lost.items())
        )
        report.found.notes.append(f"a chronology cannot store: {named}")


def _lost(component: Component) -> Iterator[tuple[str, Property]]:
    """The properties of an entry that its draft does not hold, except those for programs."""
    for found in component.properties:
        name = found.name
        if name in _READ or name in _SILENT or name.startswith("X-"):
            is_inline = name == "ATTACH" and not ADDRESS.fullmatch(found.value.strip())
            if is_inline or (name == "GEO" and not component.text("LOCATION")):
                yield name, found
        else:
            yield name, found
    for inner in component.components:
        yield inner.name, inner.begin
