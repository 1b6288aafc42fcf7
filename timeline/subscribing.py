"""Calendars to subscribe to: their files and addresses, and how applications subscribe to them.

The links were tried or looked up in November 2026; docs/publishing.md says which. An application
gets only the address; its later requests are between it and the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from ipaddress import ip_address
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from timeline.events import COUNTRIES, KINDS, Calendar, Feed, Timeline
from timeline.wording import country, kind_name

PAGE: Final = "timeline.html"
"""Name of the page in the folder of the exports and on the site."""

LANDING: Final = "index.html"
"""Name of the home page of a site."""

FACETS: Final = (Feed.PARTY, Feed.PLACE, Feed.KIND, Feed.SERIES)
"""The feeds that are offered for subscription, in this order."""


# -- addresses -----------------------------------------------------------------------------------


class Site(Struct, frozen=True):
    """Where a chronology is published: ``base`` is the address of the folder, ending in a slash."""

    base: str

    def address(self, name: str) -> str:
        """The address of the file *name* in the folder."""
        return self.base + quote(name)


def site(calendar: Calendar) -> Site | None:
    """The site at the header's ``url``, which is a folder or a page in it; None without a ``url``.

    >>> site(Calendar(url="https://example.org/kz/timeline.html")).address("a b.ics")
    'https://example.org/kz/a%20b.ics'
    """
    if not calendar.url:
        return None
    parts = urlsplit(calendar.url)
    return Site(f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/")


def page_address(calendar: Calendar) -> str | None:
    """The address of the page: the header's ``url``, with `PAGE` added if it is a folder."""
    return _page_at(calendar.url) if calendar.url else None


@lru_cache(maxsize=16)
def _page_at(url: str) -> str:
    parts = urlsplit(url)._replace(fragment="")
    if not parts.path or parts.path.endswith("/"):
        parts = parts._replace(path=f"{parts.path or '/'}{PAGE}")
    return urlunsplit(parts)


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine, so that nobody else can reach what it serves."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


# -- calendars -----------------------------------------------------------------------------------


class Offer(Struct, frozen=True):
    """A calendar file to subscribe to; ``facet`` is None for the whole calendar."""

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
    """The title of the chronology; its id if it has no title."""
    title = timeline.calendar.title
    return (timeline.text(title, language)[0] if title else "") or timeline.calendar.id


def group_title(timeline: Timeline, feed: Feed, group: str, language: str) -> str:
    """The name of a kind, party, place or series; *group* itself if it is not declared."""
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
    """The calendars to subscribe to in *language*: the whole calendar, then its feeds by name."""
    calendar = timeline.calendar
    yield Offer(file_name(calendar, language), calendar_title(timeline, language), language)
    for facet in FACETS:
        if facet not in calendar.feeds:
            continue
        groups = {group for event in timeline.events for group in event.groups(facet)}
        named = {group: group_title(timeline, facet, group, language) for group in groups}
        for group, title in sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])):
            yield Offer(file_name(calendar, language, facet, group), title, language, facet)


# -- applications --------------------------------------------------------------------------------


class Application(Struct, frozen=True):
    """An application, or several with the same link, and its refresh interval in hours.

    ``link`` has ``{webcal}``, ``{https}``, and the same URL-quoted, as ``{webcal_q}``,
    ``{title_q}``; it is empty if the address must be pasted. ``hours`` is None if users choose.
    """

    name: str
    link: str
    hours: tuple[int, int] | None = None

    @property
    def figures(self) -> str:
        """The hours, such as "4–24"; "" if users choose."""
        return "–".join(map(str, dict.fromkeys(self.hours or ())))


APPLICATIONS: Final = (
    Application("Apple, Thunderbird, Evolution", "{webcal}"),
    # With https in `cid`, Google reports that the calendar does not exist.
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
    # It removes the scheme, and requires another one after it.
    Application("Outlook (Windows)", "webcal:{https}", (3, 24)),
)
"""Applications with a subscription link, in the order in which they are offered."""

OTHERS: Final = (
    Application("Proton Calendar", "", (4, 16)),
    Application("Fastmail", "", (1, 1)),
    Application("Nextcloud", "", (24, 24)),
)
"""Applications into which the address must be pasted."""


def link(application: Application, address: str, title: str) -> str:
    """The link that subscribes *application* to the calendar at *address*."""
    webcal = f"webcal:{address.partition(':')[2]}"
    return application.link.format(
        webcal=webcal, https=address, webcal_q=quote(webcal, safe=""), title_q=quote(title, safe="")
    )


# -- QR codes ------------------------------------------------------------------------------------


class QRCode(Struct, frozen=True):
    """A QR code as an SVG path to be stroked, in a square of ``size`` modules.

    The size includes the margin, which must be light.
    """

    path: str
    size: int


_QUIET: Final = 4
"""Modules in the margin (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def code(address: str) -> QRCode:
    """The QR code of *address*, which must be that of a page: cameras do not open ``webcal``."""
    import segno  # only landing pages and published pages need it

    matrix = segno.make_qr(address, error="m").matrix
    rows = (f"M{_QUIET} {y + _QUIET}.5{_strokes(row)}" for y, row in enumerate(matrix))
    return QRCode("".join(rows), len(matrix) + 2 * _QUIET)


def _strokes(row: Iterable[int]) -> str:
    """A path along the middle of a *row* of modules, drawn where the modules are dark."""
    runs = ((is_dark, sum(1 for _ in run)) for is_dark, run in groupby(row))
    return "".join(f"h{length}" if is_dark else f"m{length} 0" for is_dark, length in runs)
