"""iCalendar (RFC 5545): one calendar for each language, and feeds of parts of it.

    options         settings from the command line that replace those of the header
    placement       the days or hours of an event in a calendar, or why it has none
    descriptions    the title and text of an entry
    properties      single properties as content lines
    components      VCALENDAR and VEVENT
    timezones       VTIMEZONE
    ledger          the previous export, and the stamps derived from it
    tombstones      the entries that replace removed entries for a while
    combined        one calendar with the entries of several
    announcements   the entries of a change feed
    comparison      the changes that subscribers will see
    merged_changes  the changes in all languages, each once

The whole calendar of a language is the ledger of its next export. Feeds and single events are cut
out of it, so that an entry is the same in every file, including its SEQUENCE. There is one
exception: if an event moves from one feed to another, the first feed gets a tombstone that is not
in the whole calendar. Its SEQUENCE is lower than that of the event, so feeds are read first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from msgspec import Struct

from timeline.content_lines import clean, clean_line
from timeline.errors import OptionError, printable
from timeline.events import COUNTRIES, KINDS, Event, Feed, Retention, Status, Timeline, excess
from timeline.exporters import Context, Entries, Export, Omission
from timeline.exporters.ics import ledger
from timeline.exporters.ics.components import (
    Entry,
    Label,
    Stamps,
    alone,
    entries,
    is_own,
    is_own_uid,
    uid,
    vcalendar,
    vevent,
)
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.ledger import Ledger
from timeline.exporters.ics.options import OPTIONS, with_options
from timeline.exporters.ics.placement import Coverage, Placement, placement
from timeline.exporters.ics.tombstones import MARK, tombstones
from timeline.subscribing import FACETS, calendar_title, file_name, group_title
from timeline.wording import date_words, event_title, imprint, message

__all__ = ["OPTIONS", "export"]

_LONGEST_LIST: Final = 3_000
"""Maximum characters of the list of omitted events in the description of a calendar."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The calendar files of *timeline*: the whole calendar of each language, then its feeds.

    Raises:
        OptionError: an option of the context has an invalid value.
    """
    timeline = with_options(timeline, context.options)
    if found := excess(timeline, context.languages):
        raise OptionError([("feeds", *found)])
    places = {event.id: _place(timeline, event) for event in timeline.events}
    now = _once(context.now)
    if context.closes:
        yield from _closed_languages(timeline, context, now)
    for language in context.languages:
        yield from _LanguageFiles(timeline, places, language, context, now).exports()


def _closed_languages(
    timeline: Timeline, context: Context, now: Callable[[], datetime]
) -> Iterator[Export]:
    """The calendars of languages that the header no longer lists, with all events cancelled.

    They are written for as long as they have tombstones.
    """
    start = re.escape(timeline.calendar.id)
    named = re.compile(
        rf"{start}(?:\.(?:{'|'.join(FACETS)})-[A-Za-z0-9._-]+)?\.([A-Za-z0-9-]+)\.ics"
    )
    for name in sorted(context.names("")):
        found = named.fullmatch(name)
        if not found or found[1] in timeline.languages:
            continue
        past = ledger.read_ledger(context.previous(name), name)
        describer = Describer(timeline, found[1])
        gone = tombstones(timeline, past, past.entries.keys(), {}, describer, now, "calendar.left")
        made = [_made(entry, past.stamps(entry, now)) for entry in gone]
        if made:
            label = Label(past.title or name, message("calendar.left", found[1]))
            note = f"{name} is closed: its subscribers see its events as cancelled"
            pieces = _file(timeline, label, made, past.first_sequence)
            yield Export(name, pieces, is_own, notes=(note,))


def _once(clock: Callable[[], datetime] | None) -> Callable[[], datetime]:
    """The time of this revision: one for all changes; the *clock* is read at the first change."""

    @cache
    def now() -> datetime:
        return clock().astimezone(UTC).replace(microsecond=0) if clock else ledger.EPOCH

    return now


@lru_cache(maxsize=4096)
def _in_utc(moment: datetime) -> datetime | None:
    """*moment* in UTC, which it is taken to be in if it has no zone, to the second.

    None if it is outside the years 1 to 9999 in UTC.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:  # "0001-01-01T00:00+05:00": a stamp is in UTC, and that is before it
        return None


def _place(timeline: Timeline, event: Event) -> Placement:
    if event.status is Status.CANCELLED and timeline.calendar.removed is Retention.DROP:
        return Placement((), ("it is cancelled, and the header says 'removed: drop'",))
    return placement(timeline, event, timeline.calendar.imprecise)


class _Made(Struct, frozen=True):
    """A VEVENT as written in every file; ``event`` is None if it is a tombstone."""

    uid: str
    content: bytes
    moments: tuple[datetime, ...]
    event: Event | None
    sequence: int


class _Roll(Struct, frozen=True):
    """Which entries are in the calendar of a language, and which are not.

    ``by_event`` has the days of each event, by event id and by UID; ``living`` are all these
    UIDs, ``present`` these and the UIDs of the same entries in other languages; ``hidden`` are the
    events without an entry, by the UID that it would have; ``gone`` are the tombstones by UID.
    """

    by_event: Mapping[str, Mapping[str, Coverage]]
    living: AbstractSet[str]
    present: AbstractSet[str]
    hidden: Mapping[str, Event]
    gone: Mapping[str, Entry]


class _Cut(Struct, frozen=True):
    """A file that is cut out of the whole calendar.

    ``is_there`` says whether the file exists already; ``stale`` are the UIDs in it that no longer
    belong there; ``lost`` is its previous content if its group has no events now.
    """

    feed: Feed
    group: str
    name: str
    events: Sequence[Event]
    is_there: bool
    stale: AbstractSet[str]
    lost: Ledger | None


class _LanguageFiles:
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
        followed = timeline.calendar.feeds
        self._closed = [each for each in FACETS if each not in followed] if context.closes else []
        """The feeds that the header no longer names; their files cancel their events."""
        self._now = now

    def exports(self) -> Iterator[Export]:
        name = file_name(self._timeline.calendar, self._language)
        past = ledger.read_ledger(self._previous(name), name)
        roll = self._roll(past)
        cuts, above = self._cuts(past, roll)
        renamed = {} if self._previous(name) else self._renamed()
        for copies in renamed.values():
            for each, number in copies.items():
                above[each] = max(above.get(each, -1), number)
        left = {cut.name: tuple(self._left(cut, past, roll, above)) for cut in cuts}
        for one in chain.from_iterable(left.values()):
            above[one.uid] = max(above.get(one.uid, -1), one.sequence)
        made = list(self._vevents(past, roll, above))
        written: dict[str, Export] = {}
        notes = [*([] if renamed else past.notes), *self._unannounced(name, past, roll)]
        notes += (
            f"{name} continues {old}; subscribers of {old} keep its last version" for old in renamed
        )
        for cut in cuts:
            notes += self._left_silently(cut, roll, left[cut.name])
        for export in self._feeds(cuts, made, left):
            twin = written.setdefault(export.name.casefold(), export)
            if twin is not export:
                # On Windows and macOS, these are the same file.
                notes.append(f"{export.name} is not written: {twin.name} differs only in case")
        label = Label(self._title(), self._description(self._timeline.events))
        pieces = _file(self._timeline, label, made, self._first_sequence(past, made, above))
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

    def _renamed(self) -> dict[str, dict[str, int]]:
        """Calendars of this language with our UIDs and other names: SEQUENCE by file and UID.

        They are earlier exports of this calendar, before the ``id`` in its header was changed.
        After importing one, an application would ignore a lower SEQUENCE in the other.
        """
        found = {}
        for name in sorted(self._names("")):
            content = self._previous(name) if name.endswith(f".{self._language}.ics") else None
            if content is None or not is_own(content):
                continue
            copies = {
                each: number
                for each, (number, _) in ledger.copies(content).items()
                if is_own_uid(self._timeline, each)
            }
            if copies:
                found[name] = copies
        return found

    def _roll(self, past: Ledger) -> _Roll:
        """What is in the calendar now, and what was removed since the *past* export."""
        timeline, language = self._timeline, self._language
        by_event: dict[str, Mapping[str, Coverage]] = {}
        living: set[str] = set()
        elsewhere: set[str] = set()
        hidden: dict[str, Event] = {}
        # These were the UIDs in this calendar if another language was the default before.
        others = [each for each in timeline.languages if each != language]
        if not past.entries and not timeline.calendar.feeds:
            others = []
        for event in timeline.events:
            spans = self._places[event.id].spans
            if not spans:
                hidden[uid(timeline, event.id, language)] = event
            uids = [uid(timeline, event.id, language, part) for part, _ in enumerate(spans, 1)]
            by_event[event.id] = dict(zip(uids, spans, strict=True))
            living.update(uids)
            for other in others:
                elsewhere.update(
                    uid(timeline, event.id, other, part) for part, _ in enumerate(spans, 1)
                )
        present = living | elsewhere
        gone = tombstones(
            timeline, past, past.entries.keys() - present, hidden, self._describer, self._now
        )
        return _Roll(by_event, living, present, hidden, {entry.uid: entry for entry in gone})

    def _vevents(self, past: Ledger, roll: _Roll, above: Mapping[str, int]) -> Iterator[_Made]:
        """Every VEVENT of the whole calendar: events in the order of time, then tombstones.

        Their SEQUENCE is greater than *above*, the SEQUENCE of their copies in feeds, by UID.
        """
        for event in self._timeline.events:
            spans = roll.by_event[event.id]
            for entry in entries(self._timeline, event, spans, self._describer):
                stamps = past.stamps(entry, self._time_of(event), above.get(entry.uid, -1))
                yield _made(entry, stamps, event)
        for entry in roll.gone.values():
            yield _made(entry, past.stamps(entry, self._now, above.get(entry.uid, -1)))

    def _first_sequence(self, past: Ledger, made: Iterable[_Made], above: Mapping[str, int]) -> int:
        """The first SEQUENCE of entries that are not *made*: higher than any that they ever had."""
        uids = {one.uid for one in made}
        known = [
            past.sequence(each)
            for each in past.entries.keys() - uids
            if past.is_ours or is_own_uid(self._timeline, each)
        ]
        known += [number for each, number in above.items() if each not in uids]
        return min(max([past.first_sequence, *(number + 1 for number in known)]), ledger.HIGHEST)

    def _unannounced(self, name: str, past: Ledger, roll: _Roll) -> Iterator[str]:
        """A note on entries that leave the calendar without a tombstone."""
        left = [
            entry
            for entry in past.entries.values()
            if entry.uid not in roll.living
            and entry.uid not in roll.gone
            and not entry.property(MARK)
        ]
        if left and past.is_ours:
            is_dropped = self._timeline.calendar.removed is Retention.DROP
            first = printable(min(entry.uid for entry in left))
            reason = (
                "the header says 'removed: drop'"
                if is_dropped
                else "the domain or the default language has changed, or their dates are damaged"
            )
            yield f"{name}: {len(left)} left without a tombstone (first: {first}): {reason}"

    def _time_of(self, event: Event) -> Callable[[], datetime]:
        moment = event.revised and _in_utc(event.revised)
        return self._now if moment is None else lambda: moment

    def _entries(self, pieces: tuple[bytes, ...], made: list[_Made]) -> Entries:
        """The place of each event in the *pieces* of the whole calendar, without tombstones.

        An event on separate days has several entries, one after the other.
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

    def _title(self) -> str:
        title = clean_line(calendar_title(self._timeline, self._language))
        return title or self._timeline.calendar.id

    def _description(self, events: Iterable[Event]) -> str:
        """The header's description, the omitted events (no drafts), and the publisher."""
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
        lines = imprint(self._timeline, language)
        words = "\n".join(clean_line(line.text) for line in lines)
        return "\n\n".join(filter(None, (*paragraphs, words)))

    def _name_and_date(self, event: Event) -> str:
        title = clean_line(event_title(event, self._timeline, self._language))
        return f"{title} ({date_words(event.date, self._language)})"

    # -- feeds -------------------------------------------------------------------------------

    def _cuts(self, past: Ledger, roll: _Roll) -> tuple[list[_Cut], dict[str, int]]:
        """The files of feeds, sorted by name, and what they contain already.

        Files of groups that have lost their last event come after the others. The numbers are, by
        UID, the SEQUENCE that newly written entries must exceed.
        """
        cuts = []
        above: dict[str, int] = {}
        for feed in (*self._timeline.calendar.feeds, *self._closed):
            groups: dict[str, list[Event]] = {}
            for event in self._timeline.events if feed not in self._closed else ():
                for group in event.groups(feed):
                    groups.setdefault(group, []).append(event)
            lost = dict(self._lost(feed, groups))
            for group in (*sorted(groups), *lost):
                name = self._file_name(feed, group)
                events = groups.get(group, [])
                content = self._previous(name)
                copies = {} if content is None else ledger.copies(content)
                for each, (sequence, is_tombstone) in copies.items():
                    known = past.sequence(each)
                    # A copy of a live entry, or of a tombstone of the whole calendar, has the same
                    # number as there, unless a build was killed between the two files.
                    is_copy = sequence == known and (each in roll.gone or not is_tombstone)
                    if sequence >= known and not is_copy:
                        above[each] = max(above.get(each, -1), sequence)
                stay = {each for event in events for each in roll.by_event[event.id]}
                stale = frozenset(copies.keys() - stay)
                cuts.append(
                    _Cut(feed, group, name, events, content is not None, stale, lost.get(group))
                )
        return cuts, above

    def _left(
        self, cut: _Cut, past: Ledger, roll: _Roll, above: Mapping[str, int]
    ) -> Iterator[_Made]:
        """The tombstones of a feed that are not in the whole calendar.

        They are for events that moved to another feed, or that left the whole calendar while the
        feed was not written. Their SEQUENCE is higher than in any file, and that of the events
        that still exist will be even higher.
        """
        if not cut.stale:
            return
        here = ledger.read_ledger(self._previous(cut.name), cut.name)
        stale = cut.stale & here.entries.keys()
        forgotten = stale - roll.present - roll.gone.keys()
        for gone, hidden, words in (
            (stale & roll.living, {}, "calendar.left"),
            (forgotten, roll.hidden, "calendar.removed"),
        ):
            for entry in tombstones(
                self._timeline, here, gone, hidden, self._describer, self._now, words
            ):
                old = here.entries[entry.uid]
                if old.stamps and old.means_the_same(entry.lines):
                    yield _made(entry, old.stamps)
                    continue
                known = past.sequence(entry.uid), past.first_sequence - 1
                number = max(above.get(entry.uid, -1), *known)
                yield _made(entry, here.stamps(entry, self._now, number))

    def _left_silently(self, cut: _Cut, roll: _Roll, left: Iterable[_Made]) -> Iterator[str]:
        """A note on events that still exist elsewhere, but left this feed without a tombstone."""
        silent = cut.stale & roll.living - {one.uid for one in left}
        content = self._previous(cut.name) if silent else None
        if content is None:
            return
        live = {
            each for each, (_, is_tombstone) in ledger.copies(content).items() if not is_tombstone
        }
        if silent := silent & live:
            yield (
                f"{cut.name}: {len(silent)} moved to other files without a tombstone "
                f"(first: {printable(min(silent))})"
            )

    def _feeds(
        self, cuts: Iterable[_Cut], made: list[_Made], left: Mapping[str, tuple[_Made, ...]]
    ) -> Iterator[Export]:
        """The files of *cuts*, with the tombstones in *left*, by file name."""
        by_event: dict[str, list[_Made]] = {}
        for one in made:
            if one.event:
                by_event.setdefault(one.event.id, []).append(one)
        gone = {one.uid: one for one in made if not one.event}
        for cut in cuts:
            members = [one for event in cut.events for one in by_event.get(event.id, ())]
            members += [gone[each] for each in sorted(cut.stale & gone.keys())]
            members += left[cut.name]
            if cut.feed in self._closed and not members:
                continue  # its tombstones were there for long enough
            if cut.feed is not Feed.EVENT:
                title = self._feed_title(cut.feed, cut.group, cut.lost)
                label = Label(title, self._description(cut.events))
                yield Export(cut.name, _file(self._timeline, label, members), is_own)
            elif members or cut.is_there:
                yield Export(cut.name, _file(self._timeline, None, members), is_own)

    def _file_name(self, feed: Feed, group: str) -> str:
        return file_name(self._timeline.calendar, self._language, feed, group)

    def _lost(self, feed: Feed, groups: Collection[str]) -> Iterator[tuple[str, Ledger]]:
        """Groups that are no longer among *groups*, by name, and their current files.

        Subscribers must see that the last event was removed. The group may be gone from the
        chronology too, so the former groups are found by their files.
        """
        folder, _, pattern = self._file_name(feed, "*").rpartition("/")
        start, end = map(re.escape, pattern.split("*"))
        named = re.compile(f"{start}([A-Za-z0-9._-]+){end}")
        for name in sorted(self._names(folder)):
            found = named.fullmatch(name)
            if found is None or found[1] in groups:
                continue
            path = self._file_name(feed, found[1])
            past = ledger.read_ledger(self._previous(path), path)
            # Another chronology may be exported to the same folder.
            is_of_this = any(is_own_uid(self._timeline, each) for each in past.entries)
            if past.is_ours and (is_of_this or not past.entries):
                yield found[1], past

    def _feed_title(self, feed: Feed, group: str, past: Ledger | None) -> str:
        """The name of the calendar of *group*; its old name if the group is no longer declared."""
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
        return clean_line(group_title(self._timeline, feed, group, self._language))


def _made(entry: Entry, stamps: Stamps, event: Event | None = None) -> _Made:
    return _Made(entry.uid, vevent(entry, stamps), entry.moments, event, stamps.sequence)


def _file(
    timeline: Timeline, label: Label | None, made: Collection[_Made], first_sequence: int = 0
) -> tuple[bytes, ...]:
    moments = [moment for one in made for moment in one.moments]
    return vcalendar(timeline, label, moments, (one.content for one in made), first_sequence)
