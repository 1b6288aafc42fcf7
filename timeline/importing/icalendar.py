"""Calendars: the entries of an ICS file (RFC 5545) as events, on the days that people see.

    components  the file in components and properties, each with its line
    vcalendar   the forms of vCalendar 1.0
    zones       the time zones of times
    spans       when an entry begins and ends
    recurrence  the dates of an entry that repeats
    own         calendars that we wrote
    own_edits   what somebody edited in them

An entry that repeats becomes a draft for each date, as a series. Of several revisions of an entry,
the last counts. A VTODO becomes a deadline, a VJOURNAL a note. From our own files, the event is
restored; from one of them that was renamed, at least the date is the one that we wrote beside the
entry, so that a month stays a month. The UID is kept as a remark on the calendar, which is the
event's source. A note names what the model cannot hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePath, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from timeline import edtf
from timeline.content_lines import unescaped
from timeline.errors import DateError, InputError, Place, Problem, legible, printable
from timeline.importing import Found, own, spans
from timeline.importing.component_tree import Component, Property, parse
from timeline.importing.declared_names import DeclaredNames, slug
from timeline.importing.occurrences import ListedDate, WallClock, series
from timeline.importing.own_edits import OwnEdits
from timeline.importing.spans import Span
from timeline.importing.zones import KnownZones, Zone, named
from timeline.nodes import MappingNode, SequenceNode, mapping
from timeline.nodes import place as place_of
from timeline.recurrence import MOST_DATES, Allowance

MOST_DRAFTS: Final = 20_000
"""Maximum drafts from one file; a rule makes up to a hundred from one entry."""

_MOST_NAMED: Final = 5
"""Maximum faults of one kind that are listed one by one."""

_STATUSES: Final = {"CANCELLED": "cancelled"}
"""Calendars write CONFIRMED by default, so it says nothing about the event."""

_KINDS: Final = {"VTODO": "deadline", "VJOURNAL": "note"}
"""The kind of the draft for a component that is not an event."""

_READ: Final = frozenset(
    """
    UID SUMMARY DESCRIPTION LOCATION GEO DTSTART DTEND DUE DURATION STATUS URL ATTACH CATEGORIES
    RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE CLASS LINK
    """.split()
)
_SILENT: Final = frozenset("DTSTAMP CREATED LAST-MODIFIED TRANSP".split())
"""Properties for calendar programs: nothing is lost without them."""

_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")


class _Container(Struct, frozen=True):
    """What the entries of a calendar share."""

    title: str
    zones: KnownZones
    allowance: Allowance
    is_cancelled: bool
    is_own: bool


class _CalendarEntry(Struct, frozen=True):
    """A component that becomes events, and the calendar that contains it."""

    component: Component
    calendar: _Container

    @property
    def uid(self) -> str:
        """Its UID, which an exception of a series shares; empty if it has none."""
        return self.component.text("UID")

    @property
    def recurrence(self) -> Property | None:
        """The date of a series that it replaces."""
        return self.component.find("RECURRENCE-ID")

    @property
    def repeats(self) -> bool:
        """Whether it has more dates than the first."""
        return self.recurrence is None and any(
            found.name in ("RRULE", "RDATE") for found in self.component.properties
        )

    @property
    def identity(self) -> tuple[str, str, tuple[str, str | None] | None]:
        """The key that all of its revisions share."""
        of = self.recurrence
        which = (of.value.strip(), of.parameter("TZID")) if of else None
        return self.component.name, self.uid, which

    @property
    def revision(self) -> tuple[int, str]:
        """The sort key of its revision (RFC 5546 section 2.1.5)."""
        sequence = self.component.text("SEQUENCE")
        count = int(sequence) if re.fullmatch(r"\d{1,10}", sequence, re.ASCII) else 0
        return count, self.component.text("DTSTAMP")

    @property
    def content(self) -> tuple[str, ...]:
        """The key that entries with the same content share."""
        names = ("SUMMARY", "DTSTART", "DTEND", "DURATION", "DUE", "LOCATION", "STATUS")
        return tuple(self.component.text(name) for name in names)


def read_calendar(
    content: bytes,
    file: str,
    names: DeclaredNames,
    *,
    encoding: str | None = None,
    timezone: str | None = None,
) -> Found:
    """Drafts for each entry; *timezone* is for times for which the file names no zone.

    Raises:
        InputError: the file is not a calendar, or its encoding is not known.
    """
    parsed = parse(content, file, encoding)
    if not parsed.calendars:
        hint = "an iCalendar file begins with BEGIN:VCALENDAR"
        fact = "the file is not a calendar"
        raise InputError([Problem(Place(file), "", fact, hint, "file-format")])
    found = Found(MappingNode(), notes=list(parsed.notes))
    report = _CountedNotes(file, found)
    report.some("{} is not a property of a calendar and was left out",
                [(number, repr(text)) for number, text in parsed.broken])  # fmt: skip
    allowance = Allowance.of(len(content))
    entries = [
        entry
        for component in parsed.calendars
        for entry in _entries(component, file, timezone, allowance, report)
    ]
    kept = _latest(entries, report)
    language = own.language_of(file)
    if language is not None and any(entry.calendar.is_own for entry in kept):
        found.notes.append(
            "this calendar was written by timeline; a JSON export keeps more about the sources"
        )
    events = _events(kept, language, file, names, found, report)
    report.of_entries([entry for entry in kept if not (entry.calendar.is_own and language)])
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, 0)
    return found


def _events(
    kept: list[_CalendarEntry],
    language: str | None,
    file: str,
    names: DeclaredNames,
    found: Found,
    report: _CountedNotes,
) -> SequenceNode:
    """The events of the entries; if *language* is given, the entries may be our own."""
    events = SequenceNode()
    edits: OwnEdits | None = None
    if language is not None and any(entry.calendar.is_own for entry in kept):
        own_entries = [entry for entry in kept if entry.calendar.is_own]
        zones = own_entries[0].calendar.zones
        edits = OwnEdits(
            [entry.component for entry in own_entries], zones, language, names, report.note
        )
    by_uid: dict[str, list[_CalendarEntry]] = defaultdict(list)
    for entry in kept:
        if entry.uid:
            by_uid[entry.uid].append(entry)
    for entry in kept:
        if entry.calendar.is_own and edits is not None:
            read = edits.read(entry.component)
            if read is not None:
                event, exported = read
                found.given.add(str(event["id"]))
                if exported is not None:
                    found.exported[len(events)] = exported
                    found.sourceless.add(len(events))
                events.put(event, entry.component.mark)
            continue
        reader = _EntryReader(
            entry, by_uid.get(entry.uid, [entry]), file, len(events), names, report
        )
        for event in reader.events():
            events.put(event, entry.component.mark)
        if len(events) > MOST_DRAFTS:
            fact = f"more than {MOST_DRAFTS:,} events: what follows is left out"
            where = place_of(file, entry.component.mark)
            found.problems.append(Problem(where, "", fact, "split the file", "items-too-many"))
            break
    return events


class _CountedNotes:
    """Notes with their lines; of many similar ones, the first are listed and the rest counted."""

    def __init__(self, file: str, found: Found) -> None:
        self._file = file
        self.found = found

    def note(self, found: Property, text: str) -> None:
        self.found.notes.append(f"{place_of(self._file, found.mark)}: {text}")

    def some(self, text: str, faults: list[tuple[int, str]]) -> None:
        """A note for each of the first *faults*: lines, and what is inserted into *text*."""
        for number, fault in faults[:_MOST_NAMED]:
            self.found.notes.append(f"{Place(self._file, number, 1)}: {text.format(fault)}")
        if len(faults) > _MOST_NAMED:
            self.found.notes.append(f"and {len(faults) - _MOST_NAMED} more lines like that")

    def of_entries(self, entries: list[_CalendarEntry]) -> None:
        """Notes on entries that become another kind of draft, are private, or cannot be drafted."""
        disagreeing = {
            name: found
            for entry in entries
            for name, found in entry.calendar.zones.disagreeing.items()
        }
        for name, found in disagreeing.items():
            text = f"the file defines {name} differently from the tz database, whose rules are used"
            self.note(found, text)
        for name, kind in _KINDS.items():
            others = [entry for entry in entries if entry.component.name == name]
            if others:
                text = f"{_count(others, name)} drafted as events of the kind {kind!r}"
                self.note(others[0].component.begin, text)
        classes = [entry.component.find("CLASS") for entry in entries]
        private = [found for found in classes if found and found.text.upper() != "PUBLIC"]
        if private:
            text = f"{_count(private, 'entry', 'entries')} marked {printable(private[0].text, 20)}"
            self.note(private[0], f"{text}: check before you publish")
        lost: dict[str, list[Property]] = defaultdict(list)
        for entry in entries:
            for name, one in _lost(entry.component):
                lost[name].append(one)
        if lost:
            told = ", ".join(
                f"{name} ({len(alike)}, first in line {place_of('', alike[0].mark).line})"
                for name, alike in sorted(lost.items())
            )
            self.found.notes.append(f"a chronology cannot store: {told}")


def _count(items: list[_CalendarEntry] | list[Property], one: str, many: str = "") -> str:
    name = one if len(items) == 1 else many or f"{one}s"
    return f"{len(items)} {name} {'is' if len(items) == 1 else 'are'}"


def _lost(component: Component) -> Iterator[tuple[str, Property]]:
    """The properties of an entry that its draft does not hold, except those for programs."""
    for found in component.properties:
        name = found.name
        if name in _READ or name in _SILENT or name.startswith("X-"):
            is_inline = name == "ATTACH" and not _ADDRESS.fullmatch(found.value.strip())
            if is_inline or (name == "GEO" and not component.text("LOCATION")):
                yield name, found
        else:
            yield name, found
    for inner in component.components:
        yield inner.name, inner.begin


# -- calendars and their entries -------------------------------------------------------------

_BESIDE: Final = frozenset({"VEVENT", "VTIMEZONE", *_KINDS})
_NO_EVENTS: Final = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})


def _entries(
    calendar: Component,
    file: str,
    timezone: str | None,
    allowance: Allowance,
    report: _CountedNotes,
) -> Iterator[_CalendarEntry]:
    """The entries of a calendar in their order."""
    title = calendar.find("NAME") or calendar.find("X-WR-CALNAME")
    method = calendar.find("METHOD")
    word = method.text.upper() if method else ""
    if method is not None and word in _NO_EVENTS:
        fact = f"the calendar is an answer to an invitation (METHOD:{word}), not a plan"
        report.note(method, fact)
    shared = _Container(
        (title.line if title else "") or legible(PurePath(file).name),
        KnownZones(calendar, _default_zone(calendar, timezone, report), allowance),
        allowance,
        word == "CANCEL",
        calendar.find("X-TIMELINE-LEDGER") is not None,
    )
    others: dict[str, list[Component]] = defaultdict(list)
    for component in calendar.components:
        if component.name == "VEVENT" or component.name in _KINDS:
            yield _CalendarEntry(component, shared)
        elif component.name not in _BESIDE:
            others[component.name].append(component)
    for name, found in others.items():
        left = _count([component.begin for component in found], printable(name, 30))
        report.note(found[0].begin, f"{left} left out: it contains no events")


def _default_zone(calendar: Component, timezone: str | None, report: _CountedNotes) -> Zone | None:
    """The zone for times without one: that of the command, otherwise the calendar's."""
    if timezone is not None:
        return named(timezone)
    found = calendar.find("X-WR-TIMEZONE")
    if found is None or not found.text:
        return None
    zone = named(found.text)
    if zone is None:
        report.note(found, f"X-WR-TIMEZONE {printable(found.text, 40)!r} is not a time zone")
    return zone


def _latest(entries: list[_CalendarEntry], report: _CountedNotes) -> list[_CalendarEntry]:
    """*entries* without those that a later revision replaces, and without duplicates."""
    best: dict[object, _CalendarEntry] = {}
    for entry in entries:
        if entry.uid:
            other = best.setdefault(entry.identity, entry)
            if entry.revision > other.revision:
                best[entry.identity] = entry
    kept: list[_CalendarEntry] = []
    seen: set[object] = set()
    for entry in entries:
        last = best.get(entry.identity, entry) if entry.uid else entry
        line = place_of("", last.component.mark).line
        if entry.revision < last.revision:
            report.note(entry.component.begin,
                        f"left out: an earlier revision of the entry in line {line}")  # fmt: skip
        elif (key := (entry.identity, entry.content)) in seen and entry.uid:
            report.note(entry.component.begin, f"left out: the same entry as in line {line}")
        else:
            if last is not entry:
                fact = f"the entry in line {line} has the same UID and no later revision"
                report.note(entry.component.begin, f"{fact}; both are drafted")
            seen.add(key)
            kept.append(entry)
    return kept


# -- events ----------------------------------------------------------------------------------


class _EntryReader:
    """Reads one entry; *family* are all entries with its UID."""

    def __init__(
        self,
        entry: _CalendarEntry,
        family: list[_CalendarEntry],
        file: str,
        number: int,
        names: DeclaredNames,
        report: _CountedNotes,
    ) -> None:
        self._entry = entry
        self._component = entry.component
        self._family = family
        self._file = file
        self._path = f"events[{number}]"
        self._names = names
        self._report = report

    def events(self) -> list[MappingNode]:
        """The event of the entry, or one for each date on which it repeats."""
        try:
            span = spans.of(self._component, self._entry.calendar.zones)
        except DateError as error:
            return [self._refused(error)]
        except OverflowError:
            fact = "it ends beyond the last year of any calendar"
            return [self._refused(DateError("", fact, code="date-out-of-range"))]
        if span is not None and spans.is_marked_all_day(self._component) and not span.is_days:
            text = "it is marked as all-day, but begins or ends within a day"
            self._report.note(self._component.begin, text)
        if span is None or not self._entry.repeats or self._find("X-TIMELINE-EDTF"):
            return [self._event(self._component, span)]
        try:
            return list(self._series(span))
        except DateError as error:
            return [self._refused(error, self._find("RRULE") or self._find("RDATE"))]

    def _series(self, span: Span) -> Iterator[MappingNode]:
        """The events of an entry that repeats."""
        clock = WallClock(span.zone, span.is_days, self._entry.calendar.zones.of)
        exceptions = [
            (entry, entry.recurrence) for entry in self._family if entry.recurrence is not None
        ]
        found = series(
            self._component.properties,
            (of for _, of in exceptions),
            span.start,
            clock,
            self._entry.calendar.allowance,
        )
        first = self._find("RRULE") or self._find("RDATE")
        assert first is not None
        for idle in found.idle:
            self._report.note(idle, "the exception matches no date of the entry")
        if not found.dates:
            drafted = "its exceptions are" if exceptions else "its first date is"
            self._report.note(first, f"it repeats on no date; {drafted} drafted")
            if not exceptions:
                yield self._event(self._component, span)
            return
        told = f"it repeats; {len(found.dates)} dates are drafted, to {found.dates[-1]:%Y-%m-%d}"
        told += ", and later ones left out" if found.is_cut else ""
        if found.is_cut and len(found.dates) == 1:
            told = f"it repeats; only its first date is drafted: {MOST_DATES:,} a file at most"
        self._report.note(first, told)
        following = self._following(exceptions, clock)
        for at in found.dates:
            component, place = self._component, span.at(at, found.lengths.get(at))
            for entry, given in following:
                if given.wall <= at:
                    component, place = entry.component, self._shifted(entry, given, span, at)
            yield self._event(component, place, at)

    def _following(
        self, exceptions: Iterable[tuple[_CalendarEntry, Property]], clock: WallClock
    ) -> list[tuple[_CalendarEntry, ListedDate]]:
        """The exceptions that also apply to all later dates, in the order of time."""
        found = [
            (entry, given) for entry, of in exceptions
            if (of.parameter("RANGE") or "").upper() == "THISANDFUTURE"
            for given in clock.given(of)
        ]  # fmt: skip
        return sorted(found, key=lambda pair: pair[1].wall)

    def _shifted(self, entry: _CalendarEntry, given: ListedDate, span: Span, at: datetime) -> Span:
        """The new time of the date *at*, after *entry* moved *given* and all later dates."""
        try:
            moved = spans.of(entry.component, entry.calendar.zones)
        except DateError:
            return span.at(at)  # reported with the entry itself
        if moved is None:
            return span.at(at)
        start = given.wall
        if given.is_day:
            start = datetime.combine(start.date(), span.start.time())
        if moved.zone is None or span.zone is None or moved.zone == span.zone:
            return moved.at(at + (moved.start - start))
        there = moved.zone.wall(span.zone.at(start))
        return moved.at(moved.zone.wall(span.zone.at(at)) + (moved.start - there))

    def _refused(self, error: DateError, found: Property | None = None) -> MappingNode:
        """The event without its date; records the problem of the date."""
        found = found or self._find("DTSTART") or self._find("DUE") or self._component.begin
        self._report.found.problems.append(self._problem(error, found))
        return self._event(self._component, None)

    def _problem(self, error: DateError, found: Property) -> Problem:
        where = place_of(self._file, found.mark)
        return Problem(where, f"{self._path}.when", error.fact, error.hint, error.code)

    def _event(
        self, component: Component, span: Span | None, at: datetime | None = None
    ) -> MappingNode:
        """The event of *component* at *span*; *at* is the date in its series."""
        event = MappingNode()
        mark = component.mark
        event.put("id", "", mark)
        if (title := component.find("SUMMARY")) and title.line:
            event.put("title", _in_language(title, title.line), title.mark)
        self._date(event, span)
        kind = _KINDS.get(component.name) or self._kind(component)
        if kind:
            event.put("kind", self._names.kind(kind, mark), mark)
        if (text := component.find("DESCRIPTION")) and text.text:
            event.put("description", _in_language(text, text.text), text.mark)
        self._place(event, component)
        status = component.find("STATUS")
        word = _STATUSES.get(status.text.upper() if status else "", "draft")
        if self._entry.calendar.is_cancelled:
            word = "cancelled"
        event.put("status", word, status.mark if status else mark)
        if (series_name := self._series_name()) is not None:
            name = self._names.series(series_name.line, series_name.mark)
            event.put("series", name, series_name.mark)
        event.put("sources", self._sources(component), mark)
        event["id"] = self._id(event, at)
        return event

    def _find(self, name: str) -> Property | None:
        return self._component.find(name)

    def _series_name(self) -> Property | None:
        """The title of the repeating entry, if this entry repeats or belongs to one that does."""
        for entry in self._family:
            title = entry.component.find("SUMMARY")
            if entry.repeats and title is not None and title.line:
                return title
        return None

    def _date(self, event: MappingNode, span: Span | None) -> None:
        written = self._find("X-TIMELINE-EDTF")
        start = self._find("DTSTART") or self._find("DUE") or self._component.begin
        if written is not None:
            try:
                value = edtf.parse(written.text)
            except DateError as error:
                self._report.found.problems.append(self._problem(error, written))
                return
        elif span is not None:
            value = span.value
        else:
            return
        event.put("when", spans.written(value), (written or start).mark)
        if span is not None and span.timezone is not None and value.is_timed:
            event.put("timezone", span.timezone, start.mark)

    def _kind(self, component: Component) -> str | None:
        """The first of its categories that is a kind; the others are reported."""
        found: str | None = None
        for line in component.every("CATEGORIES"):
            for category in re.split(r"(?<!\\),", line.value):
                name = " ".join(unescaped(category).split())
                kind = self._names.known_kind(name) if name else None
                found = found or kind
                if name and kind is None and not self._entry.calendar.is_own:
                    self._report.note(line, f"{printable(name, 40)!r} is not a kind of event")
        return found

    def _place(self, event: MappingNode, component: Component) -> None:
        """Sets the place if it is known or the entry has coordinates, otherwise the venue."""
        found, point = component.find("LOCATION"), component.find("GEO")
        if found is None or not found.line:
            return
        known = self._names.known_place(found.line)
        coordinates = _coordinates(point) if point and known is None else None
        if known is None and coordinates is None:
            event.put("venue", _in_language(found, found.text), found.mark)
            return
        name = self._names.place(found.line, found.mark)
        event.put("place", name, found.mark)
        if coordinates is not None:
            declared = self._names.declared["places"][name]
            assert isinstance(declared, MappingNode)
            declared.put("coordinates", coordinates, found.mark)

    def _sources(self, component: Component) -> SequenceNode:
        """The calendar, and the addresses in the entry."""
        sources = SequenceNode()
        source = mapping(component.mark, document=self._entry.calendar.title)
        address = component.find("URL")
        if address is not None and _ADDRESS.fullmatch(address.value.strip()):
            source.put("url", address.value.strip(), address.mark)
        if self._entry.uid:
            uid = component.find("UID") or component.begin
            source.put("note", f"UID: {' '.join(self._entry.uid.split())}", uid.mark)
        sources.put(source, component.mark)
        for found in component.every("ATTACH"):
            if _ADDRESS.fullmatch(found.value.strip()):
                url = found.value.strip()
                label = found.parameter("FILENAME") or _file_name(url)
                sources.put(mapping(found.mark, document=label, url=url), found.mark)
        return sources

    def _id(self, event: MappingNode, at: datetime | None) -> str:
        title = event.get("title", "")
        words = next(iter(title.values())) if isinstance(title, MappingNode) else title
        stem = slug(str(words))
        year = re.match(r"\d{4}", str(event.get("when", "")))
        wishes = [f"{stem}-{year[0]}"] if stem and year else []
        if at is not None and stem:
            wishes += [f"{stem}-{at:%Y-%m}", f"{stem}-{at:%Y-%m-%d}"]
        else:
            wishes.insert(0, stem)
        return self._names.ids.free(*wishes)


def _in_language(found: Property, text: str) -> MappingNode | str:
    language = found.parameter("LANGUAGE")
    if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        return mapping(found.mark, **{language: text})
    return text


def _coordinates(found: Property) -> SequenceNode | None:
    """Latitude and longitude of a GEO; None if they are out of range."""
    match = re.fullmatch(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[;,]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*",
                         unescaped(found.value), re.ASCII)  # fmt: skip
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return None
    point = SequenceNode()
    for number in match.groups():
        point.put(number.lstrip("+"), found.mark)
    return point


def _file_name(url: str) -> str:
    """The last part of an address, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return unquote(PurePosixPath(parts.path).name) or parts.netloc
