"""A page for each event, so that messengers can show a preview of a link to it.

It has the title, date and place in every language, and schema.org data. Messengers read the Open
Graph title and description, which are in the first language of the chronology.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from timeline import wording
from timeline.events import Event, Feed, Status, Timeline
from timeline.exporters.html import embedding
from timeline.exporters.html.structured import Thing, event_node, iso_dates, place_nodes
from timeline.exporters.ics.descriptions import Describer
from timeline.publishing import timelines
from timeline.publishing.templates import PageWords, SiteFile, rendered
from timeline.subscribing import Site, calendar_title, file_name, site


class Said(Struct, frozen=True):
    """The texts about an event on its page, in one language."""

    language: str
    direction: str
    title: str
    title_language: str
    date: str
    place: str
    description: Markup
    calendar: str | None
    timeline: str


def name(event: Event) -> str:
    """The name of the page for *event*."""
    return f"events/{event.id}.html"


def events(timeline: Timeline) -> Iterator[Event]:
    """The events that have a page: no drafts; of names that differ only in case, the first."""
    seen = set()
    for event in timeline.events:
        folded = event.id.casefold()
        if event.status is not Status.DRAFT and folded not in seen:
            seen.add(folded)
            yield event


def files(timeline: Timeline) -> Iterator[SiteFile]:
    """The page of each event; its bytes are made on demand."""
    place = site(timeline.calendar)
    assert place is not None, "what is published has an address"
    writer = _Writer(timeline, place)
    for event in events(timeline):
        yield SiteFile(name(event), _SitePage(writer, event))


class _SitePage(Struct, frozen=True):
    writer: _Writer
    event: Event

    def __iter__(self) -> Iterator[bytes]:
        yield self.writer.page(self.event)


class _Writer:
    """Writes the pages; what they have in common is made once."""

    def __init__(self, timeline: Timeline, place: Site) -> None:
        self._timeline = timeline
        self._site = place
        first, *_ = languages = timeline.languages
        self._describers = {tag: Describer(timeline, tag) for tag in languages}
        self._words = {tag: PageWords(timeline, tag) for tag in languages}
        self._places: Mapping[str, Thing] = place_nodes(timeline, first)
        self._title = calendar_title(timeline, first)
        self._pages = timelines.names(timeline)

    def page(self, event: Event) -> bytes:
        timeline = self._timeline
        language = timeline.languages[0]
        said = [self._said(event, tag) for tag in timeline.languages]
        describer = self._describers[language]
        start, _ = iso_dates(event.date)
        node = event_node(timeline, event, language, self._places)
        data = {"@context": "https://schema.org", **node}
        return rendered(
            "event.html.jinja",
            say=self._words[language],
            first=said[0],
            others=said[1:],
            words=self._words,
            address=self._site.address(name(event)),
            chronology=self._title,
            kind=describer.kind(event.kind),
            status=wording.message(f"statuses.{event.status.value}", language),
            precision=wording.precision_words(event.date, language),
            start=start,
            sources=event.sources,
            summary=" · ".join(filter(None, (said[0].date, said[0].place))),
            data=Markup(embedding.json(data).decode()),
        )

    def _said(self, event: Event, language: str) -> Said:
        timeline, describer = self._timeline, self._describers[language]
        title, tag = wording.tagged_title(event, timeline, language)
        zone = timeline.zone(event) if event.date.is_timed else None
        say = self._words[language]
        feeds = timeline.calendar.feeds
        return Said(
            language=language,
            direction=say.direction,
            title=title,
            title_language=tag if tag != "und" else language,
            date=wording.date_words(event.date, language, zone=zone),
            place=describer.location(event),
            description=say.text(event.description) if event.description else Markup(),
            calendar=file_name(timeline.calendar, language, Feed.EVENT, event.id).partition("/")[2]
            if Feed.EVENT in feeds
            else None,
            timeline=f"../{self._pages[language]}#event={event.id}",
        )
