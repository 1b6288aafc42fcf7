"""iCalendar (RFC 5545): one calendar for each language, and feeds of parts of it.

    options         what the command line may say instead of the header
    placement       which days or hours an event has in a calendar, or why it has none
    descriptions    its title and text in words
    properties      single properties as content lines
    components      VCALENDAR and VEVENT
    timezones       VTIMEZONE
    ledger          the previous export, and the stamps that follow from it
    tombstones      what stays of entries that are gone
    comparison      what subscribers will see change

The whole calendar of a language is made first, and is the ledger of its next export. Feeds
and single events are cut out of it, so that an entry is the same, SEQUENCE and all, wherever
somebody finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from timeline.content_lines import clean, clean_line
from timeline.events import COUNTRIES, KINDS, Event, Feed, Retention, Status, Timeline
from timeline.exporters import Context, Entries, Export, Omission
from timeline.exporters.ics import ledger
from timeline.exporters.ics.components import (
    Label,
    alone,
    entries,
    is_own,
    is_own_uid,
    uid,
    vcalendar,
    vevent,
)
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.options import OPTIONS, with_options
from timeline.exporters.ics.placement import Placement, placement
from timeline.exporters.ics.tombstones import tombstones
from timeline.wording import date_words, event_title, message

__all__ = ["OPTIONS", "export"]

_LONGEST_LIST: Final = 3_000
"""Characters of the list of events that a calendar lacks, in the calendar's own description."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The calendar files of *timeline*: the whole calendar of each language, then its feeds.

    Raises:
        OptionError: an option of the context has no meaning.
    """
    timeline = with_options(timeline, context.options)
    places = {event.id: _place(timeline, event) for event in timeline.events}
    now = _once(context.now)
    for language in context.languages:
        yield from _Language(timeline, places, language, context, now).exports()


def _once(clock: Callable[[], datetime] | None) -> Callable[[], datetime]:
    """The time of this revision: one for all that changes, asked for by the first that does."""

    @cache
    def now() -> datetime:
        return clock().astimezone(UTC).replace(microsecond=0) if clock else ledger.EPOCH

    return now


@lru_cache(maxsize=4096)
def _in_utc(moment: datetime) -> datetime | None:
    """*moment*, in UTC if it has no zone, to the second; None if UTC cannot tell it."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:  # "0001-01-01T00:00+05:00": a stamp is in UTC, and that is before it
        return None


def _place(timeline: Timeline, event: Event) -> Placement:
    if event.status is Status.DRAFT:
        return Placement((), ("it is a draft that nobody has accepted yet",))
    if event.status is Status.CANCELLED and timeline.calendar.removed is Retention.DROP:
        return Placement((), ("it is cancelled, and the header drops what is cancelled",))
    return placement(timeline, event, timeline.calendar.imprecise)


class _Made(Struct, frozen=True):
    """A VEVENT as it stands in every file; ``event`` is None if it is one's tombstone."""

    uid: str
    content: bytes
    moments: tuple[datetime, ...]
    event: Event | None


class _Language:
    """The files of one language."""

    def __init__(
        self,
        timeline: Timeline,
        places: dict[str, Placement],
        language: str,
        context: Context,
        now: Callable[[], datetime],
    ) -> None:
        self._timeline = timeline
        self._places = places
        self._language = language
        self._describer = Describer(timeline, language)
        self._previous = context.previous
        self._names = context.names
        self._now = now

    def exports(self) -> Iterator[Export]:
        calendar = self._timeline.calendar
        name = f"{calendar.id}.{self._language}.ics"
        past = ledger.read(self._previous(name), name)
        made = list(self._vevents(past))
        written: dict[str, Export] = {}
        notes = list(past.notes)
        for feed in calendar.feeds:
            for cut in self._feeds(feed, made):
                twin = written.setdefault(cut.name.casefold(), cut)
                if twin is not cut:
                    # Windows and macOS would take one for the other.
                    notes.append(f"{cut.name} is not written: {twin.name} differs only in case")
        pieces = self._calendar(self._title(), made, self._timeline.events)
        yield Export(
            name,
            pieces,
            is_own,
            tuple(
                Omission(event.id, reason)
                for event in self._timeline.events
                for reason in self._places[event.id].omissions
            ),
            tuple(notes),
            self._entries(pieces, made),
        )
        yield from written.values()

    def _vevents(self, past: ledger.Ledger) -> Iterator[_Made]:
        """Every VEVENT of the whole calendar: events in the order of time, then tombstones."""
        timeline, language = self._timeline, self._language
        present: set[str] = set()
        hidden: dict[str, Event] = {}
        for event in timeline.events:
            spans = self._places[event.id].spans
            if not spans:
                hidden[uid(timeline, event.id, language)] = event
            # Had another language been the default one before, these were the UIDs here.
            if past.entries:
                present.update(
                    uid(timeline, event.id, other, part)
                    for part in range(1, len(spans) + 1)
                    for other in timeline.languages
                )
            for entry in entries(timeline, event, spans, self._describer):
                stamps = past.stamps(entry, self._time_of(event))
                yield _Made(entry.uid, vevent(entry, stamps), entry.moments, event)
        for entry in tombstones(timeline, past, present, hidden, self._describer, self._now):
            stamps = past.stamps(entry, self._now)
            yield _Made(entry.uid, vevent(entry, stamps), entry.moments, None)

    def _time_of(self, event: Event) -> Callable[[], datetime]:
        moment = event.revised and _in_utc(event.revised)
        return self._now if moment is None else lambda: moment

    def _entries(self, pieces: tuple[bytes, ...], made: list[_Made]) -> Entries:
        """Where in the *pieces* of the whole calendar each event stands; tombstones are nobody's.

        An event of separate days has several entries, one after the other.
        """
        lengths = dict.fromkeys((event.id for event in self._timeline.events), 0)
        for one in made:
            if one.event:
                lengths[one.event.id] += len(one.content)
        return Entries(
            language=self._language,
            calendar=pieces,
            alone=alone(),
            start=len(pieces[0]),
            lengths=tuple(lengths.values()),
        )

    # -- files -------------------------------------------------------------------------------

    def _calendar(
        self, title: str, made: list[_Made], events: Iterable[Event]
    ) -> tuple[bytes, ...]:
        return _file(self._timeline, Label(title, self._description(events)), made)

    def _title(self) -> str:
        calendar = self._timeline.calendar
        text = self._timeline.text(calendar.title, self._language)[0] if calendar.title else ""
        return clean_line(text) or calendar.id

    def _description(self, events: Iterable[Event]) -> str:
        """The header's, and what is not in the calendar; nobody's drafts."""
        calendar, language = self._timeline.calendar, self._language
        paragraphs = []
        if calendar.description:
            paragraphs.append(clean(self._timeline.text(calendar.description, language)[0]).strip())
        missing = [
            event
            for event in events
            if self._places[event.id].omissions
            and event.status not in (Status.DRAFT, Status.CANCELLED)
        ]
        if missing:
            names = "; ".join(self._name_and_date(event) for event in missing)
            if len(names) > _LONGEST_LIST:
                names = names[:_LONGEST_LIST].rpartition(";")[0] + "; …"
            paragraphs.append(f"{message('calendar.omitted', language, n=len(missing))}: {names}")
        return "\n\n".join(paragraphs)

    def _name_and_date(self, event: Event) -> str:
        title = clean_line(event_title(event, self._timeline, self._language))
        return f"{title} ({date_words(event.date, self._language)})"

    # -- feeds -------------------------------------------------------------------------------

    def _feeds(self, feed: Feed, made: list[_Made]) -> Iterator[Export]:
        """The files of the groups that *feed* makes, in the order of their names.

        Those of groups that have lost their last event come after the others.
        """
        groups: dict[str, list[Event]] = {}
        for event in self._timeline.events:
            for group in _groups(event, feed):
                groups.setdefault(group, []).append(event)
        by_event: dict[str, list[_Made]] = {}
        for one in made:
            if one.event:
                by_event.setdefault(one.event.id, []).append(one)
        lost = dict(self._lost(feed, groups))
        for group in (*sorted(groups), *lost):
            name = self._file_name(feed, group)
            events = groups.get(group, [])
            members = [one for event in events for one in by_event.get(event.id, ())]
            members += self._left(name, made, members)
            if feed is not Feed.EVENT:
                title = self._feed_title(feed, group, lost.get(group))
                yield Export(name, self._calendar(title, members, events), is_own)
            elif members or group in lost:
                yield Export(name, _file(self._timeline, None, members), is_own)

    def _left(self, name: str, made: list[_Made], members: list[_Made]) -> list[_Made]:
        """The tombstones in the feed *name*: of events that are gone, or that left it for another.

        Of the latter there is none in the whole calendar, where they are still *made*.
        """
        content = self._previous(name)
        stay = {one.uid for one in members}
        if content is None or stay.issuperset(_uids(content)):
            return []
        past = ledger.read(content, name)
        moved = {one.uid for one in made if one.event} - stay
        others = past.entries.keys() - moved
        entries = tombstones(
            self._timeline, past, others, {}, self._describer, self._now, "calendar.left"
        )
        return [one for one in made if not one.event and one.uid in past.entries] + [
            _Made(entry.uid, vevent(entry, past.stamps(entry, self._now)), entry.moments, None)
            for entry in entries
        ]

    def _file_name(self, feed: Feed, group: str) -> str:
        if feed is Feed.EVENT:
            return f"events/{group}.{self._language}.ics"
        return f"{self._timeline.calendar.id}.{feed}-{group}.{self._language}.ics"

    def _lost(self, feed: Feed, groups: Collection[str]) -> Iterator[tuple[str, ledger.Ledger]]:
        """Groups that are not among *groups* any more, by name, and their files as they are.

        Who subscribed must see the last event go. The chronology may have forgotten the group
        with it, so that only the files tell which ones there were.
        """
        folder, _, pattern = self._file_name(feed, "*").rpartition("/")
        start, end = map(re.escape, pattern.split("*"))
        named = re.compile(f"{start}([A-Za-z0-9._-]+){end}")
        for name in sorted(self._names(folder)):
            found = named.fullmatch(name)
            if found is None or found[1] in groups:
                continue
            path = self._file_name(feed, found[1])
            past = ledger.read(self._previous(path), path)
            # Another chronology may be exported to the same folder.
            is_own = any(is_own_uid(self._timeline, each) for each in past.entries)
            if past.is_ours and (is_own or not past.entries):
                yield found[1], past

    def _feed_title(self, feed: Feed, group: str, past: ledger.Ledger | None) -> str:
        """Name of the calendar of *group*; the one it had if nothing declares it any more."""
        if past and past.title and group not in self._declared(feed):
            return past.title
        return f"{self._title()} – {self._group_title(feed, group)}"

    def _declared(self, feed: Feed) -> Collection[str]:
        document = self._timeline.document
        match feed:
            case Feed.KIND:
                return {*KINDS, *document.kinds}
            case Feed.PARTY:
                return {*COUNTRIES, *document.parties}
            case Feed.PLACE:
                return document.places
            case _:
                return document.series

    def _group_title(self, feed: Feed, group: str) -> str:
        timeline, language = self._timeline, self._language
        match feed:
            case Feed.KIND:
                return self._describer.kind(group)
            case Feed.PARTY:
                return self._describer.party(group)
            case Feed.PLACE:
                place = timeline.document.places.get(group)
                text = place and place.name
            case _:
                text = timeline.document.series.get(group)
        return clean_line(timeline.text(text, language)[0]) if text else group


def _uids(content: bytes) -> set[str]:
    """All UIDs in a calendar file, found faster than by reading the whole of it."""
    unfolded = re.sub(rb"\r?\n[ \t]", b"", content)
    return {found.decode(errors="replace") for found in re.findall(rb"(?mi)^UID:(\S+)", unfolded)}


def _file(timeline: Timeline, label: Label | None, made: list[_Made]) -> tuple[bytes, ...]:
    moments = [moment for one in made for moment in one.moments]
    return vcalendar(timeline, label, moments, (one.content for one in made))


def _groups(event: Event, feed: Feed) -> tuple[str, ...]:
    match feed:
        case Feed.KIND:
            return (event.kind,)
        case Feed.PARTY:
            return event.parties
        case Feed.PLACE:
            return (event.place,) if event.place else ()
        case Feed.SERIES:
            return (event.series,) if event.series else ()
        case Feed.EVENT:
            return (event.id,)
