"""VCALENDAR and VEVENT: a timeline in the properties of RFC 5545, 7986 and 9253.

What stands here was measured with two dozen calendar applications; the comments name those
that decide. Lines are what icalendar makes of its types. The four kinds of value that nearly all
lines have (texts, days, moments in UTC, addresses) are written here, to the same letters, as a
test holds: with our own `fold`, that is what makes ten thousand events quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, ClassVar, Final
from urllib.parse import quote

from icalendar import Calendar as CalendarComponent
from icalendar.parser import Contentline
from icalendar.prop import vDatetime, vGeo, vInt, vText, vUri

from timeline.content_lines import clean_line, fold
from timeline.events import Colour, Event, Retention, Source, Status, Timeline, Zones
from timeline.exporters.ics import descriptions
from timeline.exporters.ics.placement import Span
from timeline.exporters.ics.timezones import default_vtimezone, needs_utc, vtimezones

PRODID: Final = "-//diplomatic-timeline//timeline//EN"
"""Without a version: a new release must not change files in which nothing else changed."""

FORMAT: Final = 1
"""Of the files as their own ledger; raised when an older release could misread them."""

LONGEST_UID: Final = 200

Lines = tuple[str, ...]
"""Content lines before folding."""

_STATUSES: Final = {
    Status.ANNOUNCED: "TENTATIVE",
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.SIGNED: "CONFIRMED",
    Status.IN_FORCE: "CONFIRMED",
    # RFC 5545 has no such status for a VEVENT; cancelled entries would be hidden by Google.
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}

_COLOURS: Final = {
    Colour.AQUA: "#00ffff", Colour.BLACK: "#000000", Colour.BLUE: "#0000ff",
    Colour.FUCHSIA: "#ff00ff", Colour.GRAY: "#808080", Colour.GREEN: "#008000",
    Colour.LIME: "#00ff00", Colour.MAROON: "#800000", Colour.NAVY: "#000080",
    Colour.OLIVE: "#808000", Colour.ORANGE: "#ffa500", Colour.PURPLE: "#800080",
    Colour.RED: "#ff0000", Colour.SILVER: "#c0c0c0", Colour.TEAL: "#008080",
    Colour.WHITE: "#ffffff", Colour.YELLOW: "#ffff00",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamps:
    """What a VEVENT tells of its own history. DTSTAMP is the last revision (no METHOD)."""

    sequence: int
    revised: datetime
    created: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A VEVENT: its lines without the stamps, and the moments that ask for a VTIMEZONE."""

    uid: str
    lines: Lines
    moments: tuple[datetime, ...] = ()


# -- UID -------------------------------------------------------------------------------------

_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]")


def uid(timeline: Timeline, event_id: str, language: str, part: int = 1) -> str:
    """The UID of an event, or of its *part*-th entry, in the file of *language*.

    ``id@domain`` in the default language, ``id.language@domain`` in others: who imports two
    languages into one calendar keeps both. No two ids and languages share one: an id that
    itself ends like a language ("visit.ru") has its language in every file. A part is told by
    "--", which no id contains.
    """
    name, languages = event_id, timeline.languages
    if language != languages[0] or name.rpartition(".")[2] in languages:
        name += f".{language}"
    if part > 1:
        name += f"--{part}"
    domain = _domain(timeline)
    if len(name) + 1 + len(domain) > LONGEST_UID:
        # Cut where two long ids may be alike, so the digest stands for the rest.
        name = f"{name[:80]}--{sha256(name.encode()).hexdigest()[:16]}"
    return f"{_UNFIT.sub('-', name)}@{domain}"


_UID: Final = re.compile(r"[A-Za-z0-9._-]{1,200}@[A-Za-z0-9._-]{1,200}")


def is_own_uid(timeline: Timeline, text: str) -> bool:
    """Whether *text* is written like the UIDs of this calendar."""
    return _UID.fullmatch(text) is not None and text.rpartition("@")[2] == _domain(timeline)


def _domain(timeline: Timeline) -> str:
    return _UNFIT.sub("-", timeline.calendar.uid_domain[:100])


# -- VEVENT ----------------------------------------------------------------------------------


class Written(str):
    """A value as it stands in a file, from the colon or the first parameter on."""

    __slots__ = ()
    params: ClassVar[Mapping[str, str]] = {}


def text(*values: str) -> Written:
    """A TEXT, or several in a list (RFC 5545 section 3.3.11); *values* are clean."""
    return Written(":" + ",".join(map(_escaped, values)))


def _escaped(value: str) -> str:
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def address(value: str) -> Written:
    """A URI, which has no escapes."""
    return Written(f":{value}")


@lru_cache(maxsize=4096)
def day(value: date) -> Written:
    """A DATE. Without VALUE=DATE, ical.js refuses the whole file."""
    return Written(f";VALUE=DATE:{value.isoformat().replace('-', '')}")


@lru_cache(maxsize=4096)
def utc(moment: datetime) -> Written:
    """A DATE-TIME in UTC."""
    written = moment.replace(microsecond=0, tzinfo=None).isoformat()
    return Written(f":{written.replace('-', '').replace(':', '')}Z")


def line(name: str, value: Any) -> str:
    """The content line of a *value*, one of icalendar's types or `Written`; not folded."""
    if isinstance(value, Written):
        return name + value
    return str(Contentline.from_parts(name, value.params, value))


def vevent(entry: Entry, stamps: Stamps) -> bytes:
    """The lines of a VEVENT, folded."""
    lines = (
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        line("DTSTAMP", utc(stamps.revised)),
        line("CREATED", utc(stamps.created)),
        line("LAST-MODIFIED", utc(stamps.revised)),
        f"SEQUENCE:{stamps.sequence}",
        *entry.lines,
        "END:VEVENT",
    )
    return b"".join(fold(text) + b"\r\n" for text in lines)


def entries(
    timeline: Timeline, event: Event, spans: Iterable[Span], language: str
) -> Iterator[Entry]:
    """The entries of *event*, one for each of its *spans*."""
    reminder = timeline.calendar.reminder
    for part, span in enumerate(spans, 1):
        title = descriptions.title(timeline, event, span, language)
        alarm = () if reminder is None else _alarm(title, reminder)
        yield entry(
            uid(timeline, event.id, language, part),
            (
                *times(span.start, span.end, timeline.calendar.timezones),
                ("SUMMARY", text(title)),
                *_properties(timeline, event, span, language),
            ),
            alarm,
        )


def entry(uid: str, properties: Iterable[Property], alarm: Lines = ()) -> Entry:
    """The entry with these *properties*."""
    properties = list(properties)
    return Entry(
        uid,
        (*(line(name, value) for name, value in properties), *alarm),
        tuple(value.dt for _, value in properties if "TZID" in value.params),
    )


Property = tuple[str, Any]
"""A name and one of icalendar's values; the library's types have no common class."""


def times(start: date, end: date, zones: Zones) -> tuple[Property, Property]:
    """DTSTART and DTEND, the end always written: nine applications do not work it out."""
    return ("DTSTART", _time(start, zones)), ("DTEND", _time(end, zones))


def _time(value: date, zones: Zones) -> Written | vDatetime:
    if not isinstance(value, datetime):
        return day(value)
    if zones is Zones.UTC or needs_utc(value):
        return utc(value.astimezone(UTC))
    return vDatetime(value)


FREE: Final[tuple[Property, ...]] = (
    ("TRANSP", text("TRANSPARENT")),
    # Outlook blocks the day without it.
    ("X-MICROSOFT-CDO-BUSYSTATUS", text("FREE")),
)
"""Nobody is busy because something happens somewhere: who attends, knows it."""


def _properties(timeline: Timeline, event: Event, span: Span, language: str) -> Iterator[Property]:
    yield "DESCRIPTION", text(descriptions.description(timeline, event, span.has_end, language))
    location = descriptions.location(timeline, event, language)
    if location:
        yield "LOCATION", text(location)
    place = timeline.place(event)
    if place and place.coordinates:
        latitude, longitude = place.coordinates
        yield "GEO", vGeo((round(latitude, 6), round(longitude, 6)))
    if url := _url(timeline, event, language):
        yield "URL", address(url)
    yield "CATEGORIES", text(*_categories(timeline, event, language))
    status = _STATUSES[event.status]
    if event.status is Status.CANCELLED and timeline.calendar.removed is Retention.PREFIX:
        status = "CONFIRMED"
    yield "STATUS", text(status)
    yield from FREE
    for source in event.sources:
        if source.url:
            yield "LINK", _link(source, uri(source.url))
    yield "X-TIMELINE-EDTF", text(str(event.date))
    yield "X-TIMELINE-PRECISION", text(event.date.precision.value)
    for wording in dict.fromkeys(c.reading.text for c in event.claims if c.reading.language):
        yield "X-TIMELINE-WORDING", text(clean_line(wording))


def _url(timeline: Timeline, event: Event, language: str) -> str | None:
    """The event on the page, where that is published; else its first source."""
    if timeline.calendar.url:
        page = timeline.calendar.url.partition("#")[0]
        chosen = "" if language == timeline.languages[0] else f"&lang={language}"
        return uri(f"{page}#event={event.id}{chosen}")
    return next((uri(source.url) for source in event.sources if source.url), None)


def _categories(timeline: Timeline, event: Event, language: str) -> list[str]:
    """Kind and series. Escaped commas are split by Evolution, KDE and others."""
    names = [descriptions.kind(timeline, event.kind, language)]
    if event.series and event.series in timeline.document.series:
        names.append(timeline.text(timeline.document.series[event.series], language)[0])
    return [clean_line(name.replace(",", " ").replace(";", " ")) for name in names]


def _link(source: Source, address: str) -> Written:
    """RFC 9253 section 8.2, whose grammar asks for all five parameters."""
    is_pdf = re.search(r"\.pdf(?:$|[?#])", address, re.IGNORECASE)
    label = clean_line(source.document).replace('"', "'").replace("^", "'")[:120]
    file_type = "application/pdf" if is_pdf else "text/html"
    return Written(_link_parameters(label, source.language or "und", file_type) + address)


@lru_cache(maxsize=4096)
def _link_parameters(label: str, language: str, file_type: str) -> str:
    """The parameters and the colon; many events have one document as their source."""
    parameters = {
        "VALUE": "URI",
        "LINKREL": "source",
        "FMTTYPE": file_type,
        "LABEL": label,
        "LANGUAGE": language,
    }
    return line("LINK", vUri("", params=parameters)).removeprefix("LINK")


_ADDRESS: Final = re.compile(r"(https?://)([^/?#]*)(.*)")


def uri(address: str) -> str:
    """*address* in the characters of RFC 3986; commas and semicolons too are percent-encoded.

    URI values have no escapes, and some readers split them at commas.
    """
    match = _ADDRESS.fullmatch(clean_line(address))
    if match is None:
        return quote(clean_line(address), safe="%/:@!$&'()*+=~?#")
    scheme, host, rest = match.groups()
    if not host.isascii():
        with suppress(UnicodeError):  # of no name in IDNA: percent-encoded like the rest
            host = host.encode("idna").decode()
    return scheme + quote(host, safe="%:@[]!$&'()*+=~") + quote(rest, safe="%/:@!$&'()*+=~?#")


def _alarm(title: str, days: int) -> Lines:
    """A reminder; only on request: feeds that ring are resented."""
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        line("DESCRIPTION", text(title)),
        f"TRIGGER:-P{days}D",
        "END:VALARM",
    )


# -- VCALENDAR -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Label:
    """Name and description of a calendar that is subscribed to."""

    name: str
    description: str


def vcalendar(
    timeline: Timeline, label: Label | None, moments: Iterable[datetime], events: Iterable[bytes]
) -> bytes:
    """A whole file. Single events have no *label*: with one, Outlook opens a new calendar."""
    head = CalendarComponent()
    head["PRODID"] = vText(PRODID)
    head["VERSION"] = vText("2.0")
    head["CALSCALE"] = vText("GREGORIAN")
    head["X-TIMELINE-LEDGER"] = vInt(FORMAT)
    calendar = timeline.calendar
    if label:
        # icalendar takes these for values of unknown type: as vText they are escaped.
        head["NAME"] = head["X-WR-CALNAME"] = vText(label.name)
        if label.description:
            head["DESCRIPTION"] = head["X-WR-CALDESC"] = vText(label.description)
        if calendar.url:
            head["URL"] = vUri(uri(calendar.url))
        if calendar.colour:
            head["COLOR"] = vText(calendar.colour.value)
            head["X-APPLE-CALENDAR-COLOR"] = vText(_COLOURS[calendar.colour])
        hours = f"PT{calendar.refresh}H"
        # RFC 7986 section 5.7: the type must be named. Outlook reads only the other.
        head["REFRESH-INTERVAL"] = vText(hours, params={"VALUE": "DURATION"})
        head["X-PUBLISHED-TTL"] = vText(hours)
    blocks = list(events)
    for zone in vtimezones(moments):
        head.add_component(zone)
    if not blocks and not head.subcomponents:
        # RFC 5545 section 3.6 wants one component at least.
        head.add_component(default_vtimezone(calendar.timezone))
    end = b"END:VCALENDAR\r\n"
    begin: bytes = head.to_ical(sorted=False)
    return begin.removesuffix(end) + b"".join(blocks) + end
