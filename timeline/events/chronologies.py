"""The file as a whole: its header, declared names and events."""

# ruff: noqa: RUF012 - msgspec copies the defaults of structs
from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from timeline.events.event import Event
from timeline.events.fields import LAST_YEAR, Base, Country, Name, Text
from timeline.events.header import Calendar


class NamedPlace(Base, frozen=True, kw_only=True):
    """A place where events take place."""

    name: Annotated[Text, Meta(description="Name, in as many languages as known.")]
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2 code.")] = None
    timezone: Annotated[str | None, Meta(description="IANA time zone: Asia/Almaty.")] = None
    coordinates: Annotated[
        tuple[float, float] | None, Meta(description="[latitude, longitude], degrees, WGS 84.")
    ] = None


class Chronology(Base, frozen=True, kw_only=True, dict=True):
    """The file: header, declared names, events."""

    events: Annotated[tuple[Event, ...], Meta(description="The chronology, in any order.")]
    calendar: Annotated[Calendar, Meta(description="Settings for all events.")] = Calendar()
    places: Annotated[dict[Name, NamedPlace], Meta(description="Places by name.")] = {}
    parties: Annotated[dict[Name, Text], Meta(description="Organisations by name.")] = {}
    series: Annotated[dict[Name, Text], Meta(description="Series of events by name.")] = {}
    kinds: Annotated[
        dict[Name, Text], Meta(description="Kinds in addition to the built-in ones.")
    ] = {}

    @cached_property
    def last_year(self) -> int:
        """The last year of the events in the document, or of the reading of their sources.

        Drafts and dismissed events do not count. It is 1 if there is none.
        """
        years = [1]
        for event in self.events:
            if not event.status.is_accepted:
                continue
            # Years beyond those of calendars do not count.
            years += (year for year in event.date.years if year <= LAST_YEAR)
            years += (source.accessed.year for source in event.sources if source.accessed)
            years += [event.revised.year] if event.revised else []
        return max(years)

    @cached_property
    def as_of(self) -> date | None:
        """The last day on which an event was revised or a source was read; None if unknown."""
        days = [event.revised.date() for event in self.events if event.revised]
        days += [
            source.accessed for event in self.events for source in event.sources if source.accessed
        ]
        return max(days, default=None)
