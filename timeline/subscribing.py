"""Calendars that people subscribe to: their files, their addresses, and how applications take them.

The links were tried or looked up in November 2026; docs/publishing.md says which. No application
is told more than the address: what it asks for later is between it and the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from ipaddress import ip_address
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from timeline.events import COUNTRIES, KINDS, Calendar, Feed, Timeline
from timeline.wording import country, kind_name

PAGE: Final = "timeline.html"
"""Name of the page, in the folder of the exports and on the site."""

LANDING: Final = "index.html"
"""Name of the page that the address of a site opens."""

FACETS: Final = (Feed.PARTY, Feed.PLACE, Feed.KIND, Feed.SERIES)
"""The feeds that are worth following, in the order in which they are offered."""


# -- addresses -----------------------------------------------------------------------------------


class Site(Struct, frozen=True):
    """Where a chronology is published: ``base`` is the address of the folder, with its slash."""

    base: str

    def address(self, name: str) -> str:
        """The address of the file *name* in the folder."""
        return self.base + quote(name)


def site(calendar: Calendar) -> Site | None:
    """The site that the header's ``url`` names: a folder, or a page in it. None without one.

    >>> site(Calendar(url="https://example.org/kz/timeline.html")).address("a b.ics")
    'https://example.org/kz/a%20b.ics'
    """
    if not calendar.url:
        return None
    parts = urlsplit(calendar.url)
    return Site(f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/")


def page_address(calendar: Calendar) -> str | None:
    """The address of the page: the header's ``url``, and in a folder that it names `PAGE`."""
    if not calendar.url:
        return None
    page = calendar.url.partition("#")[0]
    return page + PAGE if page.endswith("/") else page


_PLACEHOLDERS: Final = ("invalid", "example", "test", "localhost", "local")
_EXAMPLES: Final = ("example.com", "example.net", "example.org")


def is_placeholder(host: str) -> bool:
    """Whether nobody can own the *host*: RFC 2606 and RFC 6761 reserve it for examples.

    >>> is_placeholder("kazakhstan-serbia.invalid"), is_placeholder("chronology.example.org")
    (True, True)
    >>> is_placeholder("mfa.gov.example.rs")
    False
    """
    labels = host.lower().rstrip(".").split(".")
    return labels[-1] in _PLACEHOLDERS or ".".join(labels[-2:]) in _EXAMPLES


def is_loopback(host: str) -> bool:
    """Whether the *host* is this machine: nobody else reads what is served there."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


# -- what there is to subscribe to ---------------------------------------------------------------


class Offer(Struct, frozen=True):
    """A calendar file that people can subscribe to; ``facet`` is None for the whole calendar."""

    name: str
    title: str
    language: str
    facet: Feed | None = None


def file_name(calendar: Calendar, language: str, feed: Feed | None = None, group: str = "") -> str:
    """The name of a calendar file: of all events, or of the *group* of a *feed*."""
    match feed:
        case None:
            return f"{calendar.id}.{language}.ics"
        case Feed.EVENT:
            return f"events/{group}.{language}.ics"
        case _:
            return f"{calendar.id}.{feed}-{group}.{language}.ics"


def calendar_title(timeline: Timeline, language: str) -> str:
    """The title of the chronology; its id, if it has none."""
    title = timeline.calendar.title
    return (timeline.text(title, language)[0] if title else "") or timeline.calendar.id


def group_title(timeline: Timeline, feed: Feed, group: str, language: str) -> str:
    """The name of a kind, party, place or series; *group* itself if nothing declares it."""
    document = timeline.document
    declared: Mapping[Feed, Mapping[str, object]] = {
        Feed.KIND: document.kinds,
        Feed.PARTY: document.parties,
        Feed.SERIES: document.series,
        Feed.PLACE: {name: place.name for name, place in document.places.items()},
    }
    text = declared.get(feed, {}).get(group)
    if text is not None:
        return timeline.text(text, language)[0]  # type: ignore[arg-type]
    if feed is Feed.KIND and group in KINDS:
        return kind_name(group, language)[0]
    return country(group, language) if feed is Feed.PARTY and group in COUNTRIES else group


def offers(timeline: Timeline, language: str) -> Iterator[Offer]:
    """What there is to subscribe to in *language*: the whole calendar, then its feeds by name."""
    calendar = timeline.calendar
    yield Offer(file_name(calendar, language), calendar_title(timeline, language), language)
    for facet in FACETS:
        if facet not in calendar.feeds:
            continue
        groups = {group for event in timeline.events for group in event.groups(facet)}
        named = {group: group_title(timeline, facet, group, language) for group in groups}
        for group, title in sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])):
            yield Offer(file_name(calendar, language, facet, group), title, language, facet)


# -- how applications take them ------------------------------------------------------------------


class Application(Struct, frozen=True):
    """An application, or several that take the same link, and the hours between its looks.

    ``link`` has ``{webcal}``, ``{https}``, and the same quoted, as ``{webcal_q}``, ``{title_q}``;
    it is empty where the address must be pasted. ``hours`` are None where its user decides.
    """

    name: str
    link: str
    hours: tuple[float, float] | None = None


APPLICATIONS: Final = (
    Application("Apple, Thunderbird, Evolution", "{webcal}"),
    # With https in `cid`, Google answers that there is no such calendar.
    Application(
        "Google Calendar", "https://calendar.google.com/calendar/u/0/r?cid={webcal_q}", (4, 24)
    ),
    Application(
        "Outlook.com",
        "https://outlook.live.com/calendar/0/addfromweb/?url={webcal_q}&name={title_q}",
        (3, 24),
    ),
    Application(
        "Microsoft 365",
        "https://outlook.office.com/calendar/0/addfromweb/?url={webcal_q}&name={title_q}",
        (3, 24),
    ),
    # It strips the scheme, and needs another one behind it.
    Application("Outlook (Windows)", "webcal:{https}", (3, 24)),
)
"""The applications that have a link of their own, in the order in which they are offered."""

OTHERS: Final = (
    Application("Proton Calendar", "", (4, 16)),
    Application("Fastmail", "", (1, 1)),
    Application("Nextcloud", "", (24, 24)),
)
"""Applications into which the address is pasted."""


def link(application: Application, address: str, title: str) -> str:
    """The link by which *application* subscribes to the calendar at *address*."""
    webcal = f"webcal:{address.partition(':')[2]}"
    return application.link.format(
        webcal=webcal, https=address, webcal_q=quote(webcal, safe=""), title_q=quote(title, safe="")
    )


# -- for a phone ---------------------------------------------------------------------------------


class Code(Struct, frozen=True):
    """A QR code as a filled path of SVG, in a square of ``size`` modules with its quiet zone."""

    path: str
    size: int


_QUIET: Final = 4
"""Modules around the code that must be light (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def code(address: str) -> Code:
    """The QR code of *address*: that of a page, as cameras open no ``webcal``."""
    import segno  # only landing pages and pages that are published need it

    matrix = segno.make_qr(address, error="m").matrix
    runs = [
        f"M{start + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _dark(row)
    ]
    return Code("".join(runs), len(matrix) + 2 * _QUIET)


def _dark(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules in a *row*."""
    start = 0
    for is_dark, run in groupby(row):
        length = len(tuple(run))
        if is_dark:
            yield start, length
        start += length
