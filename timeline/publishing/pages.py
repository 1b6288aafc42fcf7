"""A page for each event, so that messengers can show a preview of a link to it.

It has the title, date and place in every language, and schema.org data. Messengers read the Open
Graph title and description, which are in the first language of the chronology.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup, escape
from msgspec import Struct

from timeline import wording
from timeline.events import Event, Feed, Source, Status, Timeline
from timeline.exporters.html import embedding
from timeline.exporters.html.structured import Thing, event_node, iso_dates, place_nodes
from timeline.exporters.ics.descriptions import Describer
from timeline.publishing import timelines
from timeline.publishing.templates import (
    GENERATOR,
    PageWords,
    SiteFile,
    filled,
    filled_page,
    template,
)
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
    """Writes the pages; their common parts are made once."""

    def __init__(self, timeline: Timeline, place: Site) -> None:
        self._timeline = timeline
        self._site = place
        first, *_ = languages = timeline.languages
        self._describers = {tag: Describer(timeline, tag) for tag in languages}
        self._words = {tag: PageWords(timeline, tag) for tag in languages}
        self._show = {tag: words("site.show") for tag, words in self._words.items()}
        self._download = {tag: words("site.download") for tag, words in self._words.items()}
        self._sources = self._words[first]("labels.sources")
        self._places: Mapping[str, Thing] = place_nodes(timeline, first)
        self._pages = timelines.names(timeline)
        self._template = filled(
            template("event.html"),
            generator=GENERATOR,
            language=first,
            direction=self._words[first].direction,
            chronology=calendar_title(timeline, first),
        )

    def page(self, event: Event) -> bytes:
        timeline = self._timeline
        language = timeline.languages[0]
        first, *others = (self._said(event, tag) for tag in timeline.languages)
        node = event_node(timeline, event, language, self._places)
        data = {"@context": "https://schema.org", **node}
        kind = self._describers[language].kind(event.kind)
        status = wording.message(f"statuses.{event.status.value}", language)
        return filled_page(
            self._template,
            title=first.title,
            title_language=first.title_language,
            summary=" · ".join(filter(None, (first.date, first.place))),
            address=self._site.address(name(event)),
            data=Markup(embedding.json(data).decode()),
            about=f"{kind} · {status}",
            date=_time(event, first.date),
            precision=wording.precision_words(event.date, language),
            text=self._text(first, first.description, "button strong", "button quiet"),
            others=Markup("".join(self._other(each, first) for each in others)),
            sources=self._list(event.sources),
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

    def _text(self, said: Said, description: Markup, strong: str = "", quiet: str = "") -> Markup:
        """Place and *description* of an event, and its links, with these classes."""
        parts = [f"<p>{escape(said.place)}</p>\n"] if said.place else []
        if description:
            parts.append(f"<p>{description}</p>\n")
        show = f'<a{_class(strong)} href="{escape(said.timeline)}">{self._show[said.language]}</a>'
        parts.append(f'<p class="links">{show}')
        if said.calendar:
            words = self._download[said.language]
            parts.append(f' <a{_class(quiet)} href="{escape(said.calendar)}" download>{words}</a>')
        return Markup("".join([*parts, "</p>\n"]))

    def _other(self, said: Said, first: Said) -> str:
        """The section of another language; a description equal to the *first* is left out."""
        description = said.description if said.description != first.description else Markup()
        return (
            f'<section class="card" lang="{said.language}" dir="{said.direction}">\n'
            f'<h2 lang="{said.title_language}">{escape(said.title)}</h2>\n'
            f"<p>{escape(said.date)}</p>\n{self._text(said, description)}</section>\n"
        )

    def _list(self, sources: Iterable[Source]) -> Markup:
        items = "".join(map(_source, sources))
        if not items:
            return Markup()
        heading = f"<h2>{self._sources}</h2>"
        return Markup(f'<section>\n{heading}\n<ul class="sources">\n{items}</ul>\n</section>\n')


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _time(event: Event, words: str) -> Markup:
    """*words* for the date of *event*, with the day in ISO 8601 if there is one."""
    start, _ = iso_dates(event.date)
    return Markup(f'<time datetime="{start}">{escape(words)}</time>') if start else escape(words)


def _source(source: Source) -> str:
    lang = f' lang="{escape(source.language)}"' if source.language else ""
    text = escape(source.document)
    if source.url:
        text = Markup(f'<a href="{escape(source.url)}">{text}</a>')
    publisher = f", {escape(source.publisher)}" if source.publisher else ""
    return f"<li{lang}>{text}{publisher}</li>\n"
