"""The home page of a site of several chronologies: each of them, and the calendar of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from timeline.changes import GatheredFeed
from timeline.changes import file_name as feed_name
from timeline.events import Timeline
from timeline.publishing import timelines
from timeline.publishing.landing import (
    NEWEST,
    UpLink,
    common_values,
    shown,
    shown_in_others,
)
from timeline.publishing.templates import PageWords, SiteFile, names_by_language, rendered
from timeline.subscribing import calendar_title, offers, site


class Listed(Struct, frozen=True):
    """A chronology of the site: its folder and its header, without its events."""

    folder: str
    timeline: Timeline
    is_combined: bool

    @classmethod
    def of(cls, folder: str, timeline: Timeline, *, is_combined: bool) -> Listed:
        """The chronology of *timeline*, whose events are not kept."""
        document = replace(timeline.document, events=())
        return cls(folder, replace(timeline, document=document, events=()), is_combined)

    def tongue(self, header: Timeline, language: str) -> str:
        """Its language for readers of *language*: that one, else the first that it has.

        The languages that *header* falls back to are tried before its own default language.
        """
        known = self.timeline.languages
        tried = (language, *header.calendar.fallback)
        return next((tag for tag in tried if tag in known), known[0])


class Card(Struct, frozen=True):
    """A chronology as shown on the page; ``language`` is that of the pages after the links."""

    title: Markup
    plain: str
    description: Markup
    language: str
    home: str
    page: str


def names(header: Timeline) -> Mapping[str, str]:
    """The name of the page in each language."""
    return names_by_language(header, "index", ".html")


def above(header: Timeline, language: str) -> UpLink:
    """The link from the home page of a chronology in *language* to the home page of the site."""
    found = language if language in header.languages else header.languages[0]
    text = header.calendar.title
    title, tag = header.text(text, language) if text else (header.calendar.id, "und")
    return UpLink(f"../{names(header)[found]}", found, title, tag)


def files(
    header: Timeline, listed: Sequence[Listed], feeds: Mapping[str, GatheredFeed]
) -> Iterator[SiteFile]:
    """The page in each language; *feeds* are the changes by language, if there is a calendar."""
    for language, name in names(header).items():
        yield SiteFile(name, [_page(header, language, listed, feeds.get(language))])


def _page(
    header: Timeline, language: str, listed: Sequence[Listed], feed: GatheredFeed | None
) -> bytes:
    place = site(header.calendar)
    assert place is not None, "what is published has an address"
    common = common_values(header, language, place)
    here = str(common["here"])
    say = PageWords(header, language)
    return rendered(
        "overview.html.jinja",
        **common,
        listed=[_card(each, header, say) for each in listed],
        combined=[_card(each, header, say).title for each in listed if each.is_combined],
        whole=shown(next(offers(header, language)), place, here) if feed else None,
        others=shown_in_others(header, language, place, here),
        feed=feed_name(header.calendar, language) if feed else None,
        changes=feed.entries[:NEWEST] if feed else (),
    )


def _card(each: Listed, header: Timeline, say: PageWords) -> Card:
    timeline, calendar = each.timeline, each.timeline.calendar
    language = each.tongue(header, say.language)
    title = timeline.text(calendar.title, say.language) if calendar.title else (calendar.id, "und")
    text = timeline.text(calendar.description, say.language) if calendar.description else None
    home = names_by_language(timeline, "index", ".html")[language]
    return Card(
        title=say.marked(*title),
        plain=calendar_title(timeline, say.language),
        description=say.marked(*text) if text else Markup(),
        language=language,
        home=f"{each.folder}/{home}",
        page=f"{each.folder}/{timelines.names(timeline)[language]}",
    )
