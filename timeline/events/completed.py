"""The timeline: a checked document with its anniversaries, sorted by time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.errors import UnknownName
from timeline.events.chronologies import Chronology, NamedPlace
from timeline.events.derived import anniversaries, chronological
from timeline.events.event import AnniversaryEvent, Event, Status
from timeline.events.fields import Text
from timeline.events.header import Calendar

Counted: TypeAlias = Callable[[str, int, str], str]
"""A function from an event's title, the years and a language tag to an anniversary's title."""


def with_number(title: str, years: int, language: str) -> str:
    """*title* with the bare number of *years*; `timeline.load` writes it out in the language."""
    return title.replace("{years}", str(years)) if "{years}" in title else f"{title} ({years})"


MOST_SHOWN: Final = 50
"""The maximum number of events in a notebook's table."""


class Timeline(Struct, frozen=True, dict=True):
    """A checked and completed document; ``events`` are sorted by time, with anniversaries."""

    document: Chronology
    events: tuple[Event, ...]
    counted: Counted = with_number
    """Writes out the years of an anniversary in its title."""
    logo: str | None = None
    """The header's logo as a data URL."""

    def __len__(self) -> int:
        """The number of events, derived anniversaries included."""
        return len(self.events)

    def __bool__(self) -> bool:
        """True, even without events."""
        return True

    def __iter__(self) -> Iterator[Event]:
        """The events in the order of time."""
        return iter(self.events)

    def __repr__(self) -> str:
        """One short line, such as ``<Timeline 'timeline': 26 events, 1996-12-10 to 2028>``."""
        dates = [event.date for event in self.events if event.date.earliest]
        years = f", {dates[0]} to {dates[-1]}" if dates else ""
        return f"<Timeline {self.calendar.id!r}: {len(self)} events{years}>"

    def _repr_html_(self) -> str:
        """A table of the first events, for notebooks."""
        from html import escape  # only notebooks need it

        language = self.languages[0]
        rows = [
            f"<tr><td>{event.date}</td><td>{escape(self.title(event, language))}</td>"
            f"<td>{event.status}</td><td>{event.id}</td></tr>"
            for event in self.events[:MOST_SHOWN]
        ]
        more = len(self) - MOST_SHOWN
        rest = f"<p>and {more:,} more</p>" if more > 0 else ""
        return (
            "<table><thead><tr><th>date</th><th>title</th><th>status</th><th>id</th></tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>{rest}"
        )

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        """Events by their id."""
        return {event.id: event for event in self.events}

    @cached_property
    def calendar(self) -> Calendar:
        """The header."""
        return self.document.calendar

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages to export; the first is the default."""
        return self.calendar.languages

    def event(self, event_id: str) -> Event:
        """The event with that id.

        Raises:
            UnknownName: there is no such event.
        """
        try:
            return self.by_id[event_id]
        except KeyError:
            raise UnknownName("event", event_id, self.by_id) from None

    def published(self, *, drafts: bool = False) -> Timeline:
        """The timeline that exports show: without dismissed events; drafts only on request.

        The anniversaries of an omitted event are omitted too, as are the places and other names
        that only such events use.
        """
        left_out = {Status.DISMISSED} if drafts else {Status.DISMISSED, Status.DRAFT}
        hidden = {event.id for event in self.document.events if event.status in left_out}
        if not hidden:
            return self

        def shown(events: Iterable[Event]) -> tuple[Event, ...]:
            return tuple(
                replace(event, part_of=None) if event.part_of in hidden else event
                for event in events
                if event.id not in hidden and event.origin not in hidden
            )

        events = shown(self.document.events)
        unused = {
            name for event in self.document.events if event.id in hidden for name in event.names
        }
        unused -= {name for event in events for name in event.names}
        declared = {
            section: {
                name: what
                for name, what in getattr(self.document, section).items()
                if (section, name) not in unused
            }
            for section in ("places", "parties", "series", "kinds")
        }
        document = replace(self.document, events=events, **declared)
        return replace(self, document=document, events=shown(self.events))

    def text(self, text: Text, language: str) -> tuple[str, str]:
        """*text* in *language* or by the header's fallback order, and the tag of the result."""
        return text.in_language(language, self._fallback)

    @cached_property
    def _fallback(self) -> tuple[str, ...]:
        return (*self.calendar.fallback, *self.languages)

    def title(self, event: Event, language: str) -> str:
        """Title of *event* in *language*, or by the fallback order; years are written out."""
        title, tag = self.text(event.title, language)
        if isinstance(event, AnniversaryEvent):
            return self.counted(title, event.years, language if tag == "und" else tag)
        return title

    def place(self, event: Event) -> NamedPlace | None:
        """The declared place of *event*."""
        return self.document.places[event.place] if event.place else None

    def zone(self, event: Event) -> str:
        """IANA time zone of *event*: its own, its wording's, its place's, or the header's."""
        place = self.place(event)
        return (
            event.timezone
            or event.claim.reading.zone
            or (place.timezone if place else None)
            or self.calendar.timezone
        )

    def moments(self, event: Event) -> tuple[datetime, datetime | None] | None:
        """Start and end of a timed *event* in its own zone; None if no time of day is known.

        The end is None if only the start is known. A local time that a clock change skips or
        repeats is interpreted as in PEP 495 with ``fold=0``, with the offset before the change.
        """
        value = event.date
        if isinstance(value, edtf.DateTime):
            return self._in_zone(value, event), None
        if isinstance(value, edtf.Interval) and isinstance(value.start, edtf.DateTime):
            end = value.end
            return (
                self._in_zone(value.start, event),
                self._in_zone(end, event) if isinstance(end, edtf.DateTime) else None,
            )
        return None

    def _in_zone(self, value: edtf.DateTime, event: Event) -> datetime:
        zone = ZoneInfo(self.zone(event))
        if value.moment.tzinfo is None:
            return value.moment.replace(tzinfo=zone)
        return value.moment.astimezone(zone)


def complete(
    document: Chronology, counted: Counted = with_number, logo: str | None = None
) -> Timeline:
    """The timeline of a checked *document*: with its anniversaries, sorted by time."""
    derived = [
        anniversary
        for event in document.events
        if event.anniversary
        for anniversary in anniversaries(event, document)
    ]
    events = tuple(sorted((*document.events, *derived), key=chronological))
    return Timeline(document, events, counted, logo)
