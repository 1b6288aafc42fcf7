"""VCALENDAR and VEVENT: a timeline in the properties of RFC 5545, 7986 and 9253.

The choices here were tested with two dozen calendar applications; comments name the ones that
required them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from typing import Final

from icalendar import Calendar as CalendarComponent
from icalendar.prop import vGeo, vInt, vText, vUri
from msgspec import Struct

from timeline.content_lines import clean_line, fold, normalised
from timeline.edtf import Precision
from timeline.events import Colour, Event, Retention, Status, Timeline, Zones
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.placement import Coverage
from timeline.exporters.ics.properties import address, day, line, link, local, text, texts, uri, utc
from timeline.exporters.ics.timezones import default_vtimezone, needs_utc, vtimezones
from timeline.fingerprints import of_lines
from timeline.subscribing import page_address

PRODID: Final = "-//diplomatic-timeline//timeline//EN"
"""Without a version: a new release must not change files in which nothing else changed."""

FORMAT: Final = 1
"""The version of the files as ledgers; increased if an older release could misread them."""

_PRODID_LINE: Final = re.compile(rb"^PRODID:" + re.escape(PRODID.encode()) + rb"\s*$", re.MULTILINE)
_FOLD: Final = re.compile(rb"\r?\n[ \t]")


def is_own(beginning: bytes) -> bool:
    """Whether a calendar file with this *beginning* was written here, even if folded again."""
    return _PRODID_LINE.search(_FOLD.sub(b"", normalised(beginning))) is not None


FIRST_SEQUENCE: Final = "X-TIMELINE-FIRST-SEQUENCE"
"""The calendar property with the first SEQUENCE of entries that the calendar does not hold."""

FINGERPRINT: Final = "X-TIMELINE-FINGERPRINT"
"""The property of an entry by which an import sees whether somebody has edited it since.

Like the stamps, it is not part of the content of an entry: the ledger ignores it, so adding it
raises no SEQUENCE.
"""

FINGERPRINTED: Final = (
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CATEGORIES",
    "STATUS",
)
"""The properties that have a fingerprint."""

LONGEST_UID: Final = 200

Lines = tuple[str, ...]
"""Content lines before folding."""

_STATUSES: Final = {
    Status.DRAFT: "TENTATIVE",
    Status.ANNOUNCED: "TENTATIVE",
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.SIGNED: "CONFIRMED",
    Status.IN_FORCE: "CONFIRMED",
    # RFC 5545 has no such status for a VEVENT, and Google hides cancelled entries.
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


class Stamps(Struct, frozen=True):
    """The history of a VEVENT in its properties. DTSTAMP is the last revision (no METHOD)."""

    sequence: int
    revised: datetime
    created: datetime


class Entry(Struct, frozen=True):
    """A VEVENT: its lines without the stamps, and the moments that need a VTIMEZONE."""

    uid: str
    lines: Lines
    moments: tuple[datetime, ...] = ()


# -- UID -------------------------------------------------------------------------------------

_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]")


def uid(timeline: Timeline, event_id: str, language: str, part: int = 1) -> str:
    """The UID of an event, or of its *part*-th entry, in the file of *language*.

    ``id@domain`` in the default language, ``id.language@domain`` in others, so that a calendar
    can hold both languages. UIDs of different ids and languages differ: an id that itself ends
    like a language ("visit.ru") gets its language in every file. "--", which no id contains,
    marks a part.
    """
    name, languages = event_id, timeline.languages
    if language != languages[0] or name.rpartition(".")[2] in languages:
        name += f".{language}"
    if part > 1:
        name += f"--{part}"
    domain = _domain(timeline.calendar.uid_domain)
    if len(name) + 1 + len(domain) > LONGEST_UID:
        # Two long ids may be equal up to the cut, so a digest represents the rest.
        name = f"{name[:80]}--{sha256(name.encode()).hexdigest()[:16]}"
    return f"{_UNFIT.sub('-', name)}@{domain}"


def event_of(timeline: Timeline, written: str, language: str) -> tuple[str, int]:
    """The id and the part of the event whose UID in the file of *language* is *written*.

    The inverse of `uid`, also for events that have left the chronology. Any other text, and a UID
    that was cut, is returned unchanged with part 0.
    """
    name, at, domain = written.rpartition("@")
    if not at or domain != _domain(timeline.calendar.uid_domain) or _CUT.search(name):
        return written, 0
    name, _, part = name.partition("--")
    languages = timeline.languages
    own = name.removesuffix(f".{language}")
    if language != languages[0] or own.rpartition(".")[2] in languages:
        name = own
    return name, int(part) if part.isdecimal() else 1


_CUT: Final = re.compile(r"--[0-9a-f]{16}$")

_UID: Final = re.compile(r"[A-Za-z0-9._-]{1,200}@[A-Za-z0-9._-]{1,200}")


def is_own_uid(timeline: Timeline, written: str) -> bool:
    """Whether *written* has the form of the UIDs of this calendar."""
    return _UID.fullmatch(written) is not None and written.rpartition("@")[2] == _domain(
        timeline.calendar.uid_domain
    )


@lru_cache(maxsize=16)
def _domain(name: str) -> str:
    return _UNFIT.sub("-", name[:100])


# -- VEVENT ----------------------------------------------------------------------------------


def vevent(entry: Entry, stamps: Stamps) -> bytes:
    """The lines of a VEVENT, folded."""
    return fold(
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        utc("DTSTAMP", stamps.revised),
        utc("CREATED", stamps.created),
        utc("LAST-MODIFIED", stamps.revised),
        f"SEQUENCE:{stamps.sequence}",
        f"{FINGERPRINT}:{_fingerprint_of(entry)}",
        *entry.lines,
        "END:VEVENT",
        "",
    )


def _fingerprint_of(entry: Entry) -> str:
    properties = []
    for each in entry.lines:
        head, _, value = each.partition(":")
        if head == "BEGIN":  # the alarm has a description of its own
            break
        name, _, parameter = head.partition(";")
        if name in FINGERPRINTED:
            zone = parameter.removeprefix("TZID=") if parameter.startswith("TZID=") else ""
            properties.append((name, zone, value))
    return fingerprint(properties)


def fingerprint(properties: Iterable[tuple[str, str, str]]) -> str:
    """The fingerprint of properties of an entry: name, time zone and value of each."""
    return of_lines(sorted([f"{name};{zone}:{value}" for name, zone, value in properties]))


def entries(
    timeline: Timeline, event: Event, spans: Mapping[str, Coverage], describer: Describer
) -> Iterator[Entry]:
    """The entries of *event*, one for each of its *spans* by UID."""
    calendar = timeline.calendar
    same = tuple(_same(timeline, event, describer)) if spans else ()
    for name, span in spans.items():
        title = describer.title(event, span)
        alarm = () if calendar.reminder is None else _alarm(title, calendar.reminder)
        yield entry(
            name,
            span.start,
            span.end,
            calendar.timezones,
            (
                text("SUMMARY", title),
                text("DESCRIPTION", describer.description(event, span)),
                *same,
                *alarm,
            ),
        )


def entry(uid: str, start: date, end: date | None, zones: Zones, lines: Lines) -> Entry:
    """The entry with these days or moments, the end exclusive, and these *lines*."""
    times, moments = [], []
    # The end of days is always written: nine applications do not infer it. A moment without an end
    # has neither DTEND nor DURATION, and ends when it begins (RFC 5545 section 3.6.1).
    for name, value in (("DTSTART", start), ("DTEND", end)):
        if value is None:
            continue
        if not isinstance(value, datetime):
            times.append(day(name, value))
        elif zones is Zones.UTC or needs_utc(value):
            times.append(utc(name, value))
        else:
            times.append(local(name, value))
            moments.append(value)
    return Entry(uid, (*times, *lines), tuple(moments))


FREE: Final[Lines] = (
    text("TRANSP", "TRANSPARENT"),
    # Without this, Outlook shows the day as busy.
    text("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
)
"""An event elsewhere does not make the subscriber busy."""

_STATUS_LINES: Final = {status: text("STATUS", value) for status, value in _STATUSES.items()}
_PRECISION_LINES: Final = {each: text("X-TIMELINE-PRECISION", each.value) for each in Precision}


def _same(timeline: Timeline, event: Event, describer: Describer) -> Iterator[str]:
    """What all entries of *event* have in common."""
    if location := describer.location(event):
        yield text("LOCATION", location)
    place = timeline.place(event)
    if place and place.coordinates:
        latitude, longitude = place.coordinates
        yield line("GEO", vGeo((round(latitude, 6), round(longitude, 6))))
    links = [(uri(source.url), source) for source in event.sources if source.url]
    if url := _page(timeline, event, describer.language) or (links[0][0] if links else None):
        yield address("URL", url)
    if contact := describer.contact():
        yield text("CONTACT", contact)
    yield texts("CATEGORIES", *describer.categories(event.kind, event.series))
    is_kept = event.status is Status.CANCELLED and timeline.calendar.removed is Retention.PREFIX
    yield _STATUS_LINES[Status.CONFIRMED if is_kept else event.status]
    yield from FREE
    for found, source in links:
        yield link(found, source.document, source.language or "und")
    yield text("X-TIMELINE-EDTF", str(event.date))
    yield _PRECISION_LINES[event.date.precision]
    claims = event.current_claims
    for wording in dict.fromkeys(c.reading.text for c in claims if c.reading.language):
        yield text("X-TIMELINE-WORDING", clean_line(wording))


def _page(timeline: Timeline, event: Event, language: str) -> str | None:
    """The address of the event on the page, if the page is published."""
    page = page_address(timeline.calendar)
    if page is None:
        return None
    chosen = "" if language == timeline.languages[0] else f"&lang={language}"
    return uri(f"{page}#event={event.id}{chosen}")


def _alarm(title: str, days: int) -> Lines:
    """A reminder; only on request, since few people want one for every event of a feed."""
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        text("DESCRIPTION", title),
        f"TRIGGER:-P{days}D",
        "END:VALARM",
    )


# -- VCALENDAR -------------------------------------------------------------------------------


class Label(Struct, frozen=True):
    """The name and description of a calendar for subscribers."""

    name: str
    description: str


def vcalendar(
    timeline: Timeline,
    label: Label | None,
    moments: Iterable[datetime],
    events: Iterable[bytes],
    first_sequence: int = 0,
) -> tuple[bytes, ...]:
    """A whole file: its head, its *events*, its end.

    Files of single events have no *label*: with one, Outlook opens a new calendar.
    """
    head = _head()
    if first_sequence:
        head[FIRST_SEQUENCE] = vInt(first_sequence)
    calendar = timeline.calendar
    if label:
        # icalendar does not know the type of these values; as vText they are escaped.
        head["NAME"] = head["X-WR-CALNAME"] = vText(label.name)
        if label.description:
            head["DESCRIPTION"] = head["X-WR-CALDESC"] = vText(label.description)
        if page := page_address(calendar):
            head["URL"] = vUri(uri(page))
        if calendar.colour:
            head["COLOR"] = vText(calendar.colour.value)
            head["X-APPLE-CALENDAR-COLOR"] = vText(_COLOURS[calendar.colour])
        hours = f"PT{calendar.refresh}H"
        # RFC 7986 section 5.7 requires the type. Outlook reads only the other property.
        head["REFRESH-INTERVAL"] = vText(hours, params={"VALUE": "DURATION"})
        head["X-PUBLISHED-TTL"] = vText(hours)
    blocks = tuple(events)
    for zone in vtimezones(moments):
        head.add_component(zone)
    if not blocks and not head.subcomponents:
        # RFC 5545 section 3.6 requires at least one component.
        head.add_component(default_vtimezone(calendar.timezone))
    return _beginning(head), *blocks, _END


_END: Final = b"END:VCALENDAR\r\n"


def _head() -> CalendarComponent:
    head = CalendarComponent()
    head["PRODID"] = vText(PRODID)
    head["VERSION"] = vText("2.0")
    head["CALSCALE"] = vText("GREGORIAN")
    head["X-TIMELINE-LEDGER"] = vInt(FORMAT)
    return head


def _beginning(head: CalendarComponent) -> bytes:
    written: bytes = head.to_ical(sorted=False)
    return written.removesuffix(_END)


@cache
def alone() -> str:
    """The beginning of a file with the entries of a single event, before any time zones."""
    return _beginning(_head()).decode()
