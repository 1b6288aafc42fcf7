"""The change feed of a published chronology, as Atom (RFC 4287).

A feed is its own memory: it keeps the entries of the previous feed, so a rebuild adds nothing, and
an entry never changes. An entry's id (RFC 4151) is derived from the UID and SEQUENCE of the
calendar entry, so the same change always has the same id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from timeline import wording
from timeline.events import Calendar, Timeline
from timeline.subscribing import PAGE, Site, calendar_title, page_address, site

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CHANGES: Final = 500
"""The maximum number of entries in a feed; the oldest are dropped."""

KINDS: Final = ("added", "dated", "moved", "postponed", "cancelled", "reinstated", "removed")
"""The kinds of changes; edits of a text are not announced."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_LARGEST: Final = 1 << 24
"""Maximum size in bytes of a feed that is read back."""


class Announcement(Struct, frozen=True):
    """A change as shown to subscribers; ``event`` is None if the chronology no longer has it."""

    id: str
    kind: str
    title: str
    lines: tuple[str, ...]
    updated: datetime
    event: str | None = None


class ChangeFeed(Struct, frozen=True):
    """The changes in one language, newest first; ``id`` and ``updated`` are those of the feed."""

    language: str
    id: str
    updated: datetime
    entries: tuple[Announcement, ...] = ()


def file_name(calendar: Calendar, language: str) -> str:
    """The name of the feed in *language*."""
    return "changes.atom" if language == calendar.languages[0] else f"changes.{language}.atom"


def tag(calendar: Calendar, moment: datetime, what: str) -> str:
    """The id of *what*: a tag URI with the domain of the header and the year of *moment*."""
    return f"tag:{calendar.uid_domain},{moment.year:04}:{calendar.id}/{what}"


class GatheredChange(Struct, frozen=True):
    """A change from another feed, with that feed's id, title, language and link."""

    announcement: Announcement
    feed: str
    title: str
    language: str
    link: str


class GatheredFeed(Struct, frozen=True):
    """The changes of several chronologies in one language, newest first."""

    language: str
    id: str
    updated: datetime
    entries: tuple[GatheredChange, ...] = ()


def gathered(
    timeline: Timeline,
    language: str,
    previous: bytes | None,
    found: Iterable[GatheredChange],
    latest: datetime,
) -> GatheredFeed:
    """The feed of the chronologies that *timeline* is the header of, with the changes *found*.

    Only its id is kept from the *previous* feed: the changes are in the feeds of the chronologies.
    *latest* is the time of the last change of their feeds.
    """
    kept = _read(previous, language) if previous else None
    updated = max(kept.updated, latest) if kept else latest
    name = kept.id if kept else tag(timeline.calendar, updated, f"changes/{language}")
    return GatheredFeed(language, name, updated, newest(found))


def newest(found: Iterable[GatheredChange]) -> tuple[GatheredChange, ...]:
    """The newest of the changes *found*, as many as a feed has, newest first, each once."""
    by_id = {each.announcement.id: each for each in found}
    ordered = sorted(by_id.values(), key=lambda each: each.announcement.id)
    ordered.sort(key=lambda each: each.announcement.updated, reverse=True)
    return tuple(ordered[:MOST_CHANGES])


def merged(
    timeline: Timeline,
    language: str,
    previous: bytes | None,
    found: Iterable[Announcement],
    latest: datetime,
) -> ChangeFeed:
    """The feed of *language*: the entries of the *previous* feed and those *found* since.

    *latest* is the time of the last revision; it is the date of a feed without entries.
    """
    kept = _read(previous, language) if previous else None
    entries = {each.id: each for each in kept.entries} if kept else {}
    for each in found:
        entries.setdefault(each.id, each)
    newest = sorted(entries.values(), key=lambda each: each.id)
    newest.sort(key=lambda each: each.updated, reverse=True)
    times = [each.updated for each in newest[:1]] + [kept.updated if kept else latest]
    calendar = timeline.calendar
    name = kept.id if kept else tag(calendar, max(times), f"changes/{language}")
    return ChangeFeed(language, name, max(times), tuple(newest[:MOST_CHANGES]))


# -- Atom ------------------------------------------------------------------------------------------

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_GENERATOR: Final = "diplomatic-timeline"


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* is a feed written here."""
    return b"<feed " in beginning and f"<generator>{_GENERATOR}<".encode() in beginning


def atom(timeline: Timeline, feed: ChangeFeed) -> Iterator[bytes]:
    """The *feed* as Atom."""
    page = page_address(timeline.calendar) or PAGE
    entries = (
        _entry_element(
            entry, f"{page}#event={entry.event}" if entry.event in timeline.by_id else page
        )
        for entry in feed.entries
    )
    return _document(timeline, feed, entries)


def gathered_atom(timeline: Timeline, feed: GatheredFeed) -> Iterator[bytes]:
    """The *feed* as Atom; each entry names the feed that it is from (RFC 4287 section 4.2.11)."""
    entries = (
        _entry_element(
            each.announcement,
            each.link,
            f"<source><id>{_text(each.feed)}</id><title>{_text(each.title)}</title></source>",
            "" if each.language == feed.language else f" xml:lang={_quoted(each.language)}",
        )
        for each in feed.entries
    )
    return _document(timeline, feed, entries)


def _document(
    timeline: Timeline, feed: ChangeFeed | GatheredFeed, entries: Iterable[str]
) -> Iterator[bytes]:
    calendar, language = timeline.calendar, feed.language
    place = site(calendar)
    name = file_name(calendar, language)
    title = wording.message("changes.title", language, title=calendar_title(timeline, language))
    publisher = timeline.text(calendar.publisher, language)[0] if calendar.publisher else ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(language)}>',
        f"<generator>{_GENERATOR}</generator>",
        f"<id>{_text(feed.id)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(feed.updated)}</updated>",
        f"<author><name>{_text(publisher.strip() or calendar.id)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(_at(place, name))}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(place.base if place else "./")}/>',
    ]
    yield "\n".join(lines).encode() + b"\n"
    yield from map(str.encode, entries)
    yield b"</feed>\n"


def _entry_element(entry: Announcement, link: str, source: str = "", tongue: str = "") -> str:
    said = "\n".join(entry.lines)
    return (
        f"<entry{tongue}><id>{_text(entry.id)}</id><title>{_text(entry.title)}</title>"
        f"<updated>{_moment(entry.updated)}</updated><category term={_quoted(entry.kind)}/>"
        f'<link rel="alternate" type="text/html" href={_quoted(link)}/>{source}'
        f"<content>{_text(said)}</content></entry>\n"
    )


def _at(place: Site | None, name: str) -> str:
    return place.address(name) if place else name


# The parts of `xml` are imported where they are used: `saxutils` brings an HTTP client and OpenSSL
# along, and most builds write no feed.


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(_UNFIT.sub("", text))


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_UNFIT.sub("", text))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _read(content: bytes, language: str) -> ChangeFeed | None:
    """The feed in *content*; None if it is damaged or was not written here."""
    if len(content) > _LARGEST or b"<!DOCTYPE" in content or not is_own(content[:_LARGEST]):
        return None
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(content)
        entries = tuple(map(_entry, root.iterfind(f"{_ATOM}entry")))
        return ChangeFeed(language, _of(root, "id"), _time(_of(root, "updated")), entries)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def _entry(element: Element) -> Announcement:
    links: Mapping[str, str] = {
        each.get("rel", ""): each.get("href", "") for each in element.iterfind(f"{_ATOM}link")
    }
    _, _, event = links.get("alternate", "").partition("#event=")
    category = element.find(f"{_ATOM}category")
    kind = category.get("term", "") if category is not None else ""
    if kind not in KINDS:
        raise ValueError(kind)
    return Announcement(
        _of(element, "id"),
        kind,
        _of(element, "title"),
        tuple(_of(element, "content").split("\n")),
        _time(_of(element, "updated")),
        event or None,
    )


def _of(element: Element, name: str) -> str:
    found = element.find(f"{_ATOM}{name}")
    if found is None:
        raise LookupError(name)
    return found.text or ""


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
