"""Files for web servers and search engines: how files are served, and the addresses of pages.

Only the files for nginx and Apache can be tested here; docs/publishing.md gives the sources for the
others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

import msgspec

from timeline.events import Timeline
from timeline.exporters import json
from timeline.exporters.html.embedding import asset as shared
from timeline.publishing import pages, timelines
from timeline.publishing.templates import (
    GENERATOR,
    SiteFile,
    asset,
    names_by_language,
)
from timeline.subscribing import LANDING, PAGE, Site, site

SERVERS: Final = {
    "_headers": "headers.txt",
    ".htaccess": "htaccess",
    "web.config": "web.config",
    "nginx.conf": "nginx.conf",
}
"""Names of the files for servers on the site, and their names among the assets."""

LONGEST_SITEMAP: Final = 50_000
"""The maximum number of addresses in a sitemap (https://www.sitemaps.org/protocol.html)."""


def files(timeline: Timeline, *, with_pages: bool) -> Iterator[SiteFile]:
    """The files that are equal for every chronology, and those that list its pages."""
    place = site(timeline.calendar)
    assert place is not None, "what is published has an address"
    yield from common(place)
    schema = msgspec.json.format(msgspec.json.encode(json.schema()), indent=2) + b"\n"
    yield SiteFile(
        "events.schema.json", [schema], lambda beginning: b'"A chronology of' in beginning
    )
    yield from _sitemap(timeline, place, with_pages=with_pages)


def common(place: Site) -> Iterator[SiteFile]:
    """The files that every site has; the one for search engines contains the address of *place*."""
    for name, kept in SERVERS.items():
        yield SiteFile(name, [asset(kept).encode()])
    # Without this file, GitHub leaves out files that begin with "_".
    yield SiteFile(".nojekyll", [])
    yield SiteFile("site.css", [f"/* {GENERATOR} */\n".encode(), *map(str.encode, _STYLES)])
    yield SiteFile("icon.svg", [shared("icon.svg").encode()], _ICON.match)
    robots = f"# {GENERATOR}\nUser-agent: *\nAllow: /\nSitemap: {place.address('sitemap.xml')}\n"
    yield SiteFile("robots.txt", [robots.encode()])


def sitemaps(place: Site, names: Sequence[str], others: Sequence[str]) -> Iterator[SiteFile]:
    """The sitemap of the pages with these *names*, and of *others*, sitemaps in folders below."""
    addresses = [place.base if name == LANDING else place.address(name) for name in names]
    part = SiteFile("sitemap-pages.xml", [_addresses("urlset", "url", addresses)])
    parts = [place.address(name) for name in (part.name, *others)]
    yield part
    yield SiteFile("sitemap.xml", [_addresses("sitemapindex", "sitemap", parts)])


_ICON: Final = re.compile(rb'<svg [^>]*viewBox="0 0 32 32"><path d="M2 16h28"')
"""How the icon begins, to recognise it."""

_STYLES: Final = (shared("base.css"), asset("site.css"))


def _sitemap(timeline: Timeline, place: Site, *, with_pages: bool) -> Iterator[SiteFile]:
    """The sitemap of all pages; a large chronology has several files."""
    names = [*names_by_language(timeline, "index", ".html").values(), PAGE]
    names += (name for name in timelines.names(timeline).values() if name != PAGE)
    if with_pages:
        names += map(pages.name, pages.events(timeline))
    addresses = [place.base if name == LANDING else place.address(name) for name in names]
    if len(addresses) <= LONGEST_SITEMAP:
        yield SiteFile("sitemap.xml", [_addresses("urlset", "url", addresses)])
        return
    parts = []
    for number, some in enumerate(_batches(addresses, LONGEST_SITEMAP), 1):
        part = SiteFile(f"sitemap-{number}.xml", [_addresses("urlset", "url", some)])
        parts.append(place.address(part.name))
        yield part
    yield SiteFile("sitemap.xml", [_addresses("sitemapindex", "sitemap", parts)])


def _batches(addresses: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), size):
        yield addresses[start : start + size]


def _addresses(root: str, each: str, addresses: Sequence[str]) -> bytes:
    lines = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {GENERATOR} -->\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'
    ).encode()
