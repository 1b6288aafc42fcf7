"""An entry of a calendar as an event, or as one for each date on which it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from timeline import edtf
from timeline.content_lines import unescaped
from timeline.errors import DateError, Problem, printable
from timeline.importing import spans
from timeline.importing.calendar_entries import KINDS, CalendarEntry
from timeline.importing.calendar_notes import CountedNotes
from timeline.importing.component_tree import Component, Property
from timeline.importing.declared_names import DeclaredNames, slug
from timeline.importing.occurrences import ListedDate, WallClock, series
from timeline.importing.spans import Span
from timeline.nodes import MappingNode, SequenceNode, mapping
from timeline.nodes import place as place_of
from timeline.recurrence import MOST_DATES

_STATUSES: Final = {"CANCELLED": "cancelled"}
"""Calendars write CONFIRMED by default, so it says nothing about the event."""

ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")


class EntryReader:
    """Reads one entry; *family* are all entries with its UID."""

    def __init__(
        self,
        entry: CalendarEntry,
        family: list[CalendarEntry],
        file: str,
        number: int,
        names: DeclaredNames,
        report: CountedNotes,
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
        text = f"it repeats; {len(found.dates)} dates are drafted, to {found.dates[-1]:%Y-%m-%d}"
        text += ", and later ones left out" if found.is_cut else ""
        if found.is_cut and len(found.dates) == 1:
            text = f"it repeats; only its first date is drafted: {MOST_DATES:,} a file at most"
        self._report.note(first, text)
        following = self._following(exceptions, clock)
        for at in found.dates:
            component, place = self._component, span.at(at, found.lengths.get(at))
            for entry, given in following:
                if given.wall <= at:
                    component, place = entry.component, self._shifted(entry, given, span, at)
            yield self._event(component, place, at)

    def _following(
        self, exceptions: Iterable[tuple[CalendarEntry, Property]], clock: WallClock
    ) -> list[tuple[CalendarEntry, ListedDate]]:
        """The exceptions that also apply to all later dates, in the order of time."""
        found = [
            (entry, given) for entry, of in exceptions
            if (of.parameter("RANGE") or "").upper() == "THISANDFUTURE"
            for given in clock.given(of)
        ]  # fmt: skip
        return sorted(found, key=lambda pair: pair[1].wall)

    def _shifted(self, entry: CalendarEntry, given: ListedDate, span: Span, at: datetime) -> Span:
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
        kind = KINDS.get(component.name) or self._kind(component)
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
        if address is not None and ADDRESS.fullmatch(address.value.strip()):
            source.put("url", address.value.strip(), address.mark)
        if self._entry.uid:
            uid = component.find("UID") or component.begin
            source.put("note", f"UID: {' '.join(self._entry.uid.split())}", uid.mark)
        sources.put(source, component.mark)
        for found in component.every("ATTACH"):
            if ADDRESS.fullmatch(found.value.strip()):
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
