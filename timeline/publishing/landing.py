"""The home page of the site: every calendar, and how to subscribe to it.

It has no script: an application only needs a link. There is one page for each language of the
chronology; ``index.html`` is in the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from msgspec import Struct

from timeline import edtf, wording
from timeline.changes import ChangeFeed
from timeline.changes import file_name as feed_name
from timeline.events import Timeline
from timeline.exporters import Context
from timeline.exporters.html.page_languages import autonym
from timeline.publishing import timelines
from timeline.publishing.templates import PageWords, SiteFile, names_by_language, rendered
from timeline.subscribing import (
    APPLICATIONS,
    OTHERS,
    Offer,
    QRCode,
    Site,
    calendar_title,
    code,
    link,
    offers,
    site,
)

NEWEST: Final = 10
"""The number of changes on the page; the feed has the others."""


class Shown(Struct, frozen=True):
    """A calendar as shown on the page; ``anchor`` is its position there."""

    offer: Offer
    anchor: str
    address: str
    links: tuple[tuple[str, str], ...]
    code: QRCode


class UpLink(Struct, frozen=True):
    """The link to the home page of several chronologies; the languages of it and of its title."""

    href: str
    language: str
    title: str
    title_language: str


def files(
    timeline: Timeline,
    context: Context,
    pictures: Mapping[str, SiteFile],
    above: Callable[[str], UpLink] | None = None,
) -> Iterator[SiteFile]:
    """The page in each language; *above* gives its link to the page with all chronologies."""
    place = site(timeline.calendar)
    assert place is not None, "what is published has an address"
    names = names_by_language(timeline, "index", ".html")
    for language, name in names.items():
        picture = pictures.get(language)
        feed = context.changes(language) if context.changes else None
        page = _page(timeline, language, place, picture, feed, above and above(language))
        yield SiteFile(name, [page])


def _page(
    timeline: Timeline,
    language: str,
    place: Site,
    picture: SiteFile | None,
    feed: ChangeFeed | None,
    above: UpLink | None,
) -> bytes:
    calendar = timeline.calendar
    common = common_values(timeline, language, place)
    here = str(common["here"])
    whole, *parts = offers(timeline, language)
    return rendered(
        "index.html.jinja",
        **common,
        above=above,
        page=timelines.names(timeline)[language],
        picture=picture and place.address(picture.name),
        whole=shown(whole, place, here),
        parts=[
            (facet, [shown(each, place, here, _anchor(each)) for each in some])
            for facet, some in groupby(parts, key=lambda each: each.facet)
        ],
        others=shown_in_others(timeline, language, place, here),
        feed=feed_name(calendar, language),
        changes=feed.entries[:NEWEST] if feed else (),
    )


def common_values(timeline: Timeline, language: str, place: Site) -> dict[str, object]:
    """The values that every home page needs: the header, the languages and the publisher."""
    calendar = timeline.calendar
    names = names_by_language(timeline, "index", ".html")
    title = calendar_title(timeline, language)
    description = timeline.text(calendar.description, language)[0] if calendar.description else ""
    return {
        "say": PageWords(timeline, language),
        "calendar": calendar,
        "title": title,
        "description": description or title,
        "here": _address(place, names[language]),
        "languages": {
            tag: (name, _address(place, name), autonym(tag)) for tag, name in names.items()
        },
        "first": timeline.languages[0],
        "autonym": autonym,
        "applications": (*APPLICATIONS, *OTHERS),
        "day": lambda moment: wording.date_words(edtf.parse(moment.date().isoformat()), language),
        "imprint": wording.imprint(timeline, language),
    }


def shown_in_others(timeline: Timeline, language: str, place: Site, here: str) -> list[Shown]:
    """The whole calendar in the languages other than *language*."""
    found = [next(offers(timeline, tag)) for tag in timeline.languages if tag != language]
    return [shown(each, place, here, _anchor(each)) for each in found]


def _address(place: Site, name: str) -> str:
    """The address of a landing page; for the first language, it is the address of the site."""
    return place.base if name == "index.html" else place.address(name)


def _anchor(offer: Offer) -> str:
    return offer.name.removesuffix(".ics")


def shown(offer: Offer, place: Site, here: str, anchor: str = "") -> Shown:
    """*offer* with its links; its QR code leads to *anchor* on the page, or to the page."""
    address = place.address(offer.name)
    links = tuple((each.name, link(each, address, offer.title)) for each in APPLICATIONS)
    target = f"{here}#{anchor}" if anchor else here
    return Shown(offer, anchor or _anchor(offer), address, links, code(target))
