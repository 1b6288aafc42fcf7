"""Calendars: the events of an ICS file (RFC 5545), with the days people see.

An all-day end is exclusive there and inclusive here. Times keep their zone: TZID if it is one of
the IANA database or one that Windows uses. An entry that repeats is drafted once a date, as a
series; a note says how many there are, and what was left out. Where we wrote the file ourselves,
the date is the one we wrote beside the entry, so that a month stays a month; everything else of
our own is better imported from JSON. The UID is kept as a remark on the calendar, which is the
event's source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.content_lines import ContentLine, duration, moment, parse, unescaped, unfold
from timeline.documents.text import decode
from timeline.errors import DateError, InputError, Place, Problem, printable
from timeline.importing import Found
from timeline.importing.names import Names, slug
from timeline.importing.recurrence import moved, repeated
from timeline.loading import is_zone
from timeline.nodes import MappingNode, Mark, SequenceNode, mapping, mark_at
from timeline.nodes import place as place_of
from timeline.wording.cldr_data import iana_zone

_STATUSES: Final = {"CANCELLED": "cancelled"}
"""CONFIRMED is what calendars write unasked; it says nothing of the event."""


_RECURRENCE: Final = frozenset({"RRULE", "RDATE", "EXDATE"})


class _Entry(Struct, frozen=True):
    """A VEVENT: its first line, its properties by name, the first of each, and its recurrence."""

    mark: Mark
    properties: dict[str, ContentLine] = {}
    recurrence: list[ContentLine] = []

    @property
    def uid(self) -> str:
        """Its UID, which an exception of a series shares; empty if it has none."""
        line = self.properties.get("UID")
        return line.value.strip() if line else ""


def read(content: bytes, file: str, names: Names) -> Found:
    """A draft for each VEVENT.

    Raises:
        InputError: the file is no calendar.
    """
    text = decode(content, file)
    head: dict[str, ContentLine] = {}
    entries = list(_entries(text, head))
    if "BEGIN" not in head:
        hint = "an iCalendar file begins with BEGIN:VCALENDAR"
        raise InputError([Problem(Place(file), "", "this is no calendar", hint)])
    title = head.get("NAME") or head.get("X-WR-CALNAME")
    calendar = _plain(title.value) if title else PurePath(file).name
    found = Found(MappingNode())
    events = SequenceNode()
    series = {entry.uid: entry for entry in entries if entry.uid and entry.recurrence}
    exceptions: dict[str, list[ContentLine]] = defaultdict(list)
    for entry in entries:
        if line := entry.properties.get("RECURRENCE-ID"):
            exceptions[entry.uid].append(line)
    for entry in entries:
        reader = _Reader(entry, file, len(events), names, found)
        for event in reader.events(calendar, exceptions[entry.uid], series.get(entry.uid)):
            events.put(event, entry.mark)
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, 0)
    return found


def _entries(text: str, head: dict[str, ContentLine]) -> Iterator[_Entry]:
    """The events of the file in its order; *head* takes what stands before them."""
    entry: _Entry | None = None
    inside: list[str] = []
    for number, octets in unfold(text.encode("utf-8", "replace")):
        line = parse(number, octets.decode("utf-8", "replace"))
        if line is None:
            continue
        kind = line.value.strip().upper()
        if line.name == "BEGIN":
            inside.append(kind)
            if kind == "VEVENT":
                entry = _Entry(mark_at(number - 1, 0))
            elif kind == "VCALENDAR":
                head["BEGIN"] = line
        elif line.name == "END":
            if inside:
                inside.pop()
            if kind == "VEVENT" and entry is not None:
                yield entry
                entry = None
        elif entry is not None and inside[-1:] == ["VEVENT"]:
            entry.properties.setdefault(line.name, line)
            if line.name in _RECURRENCE:
                entry.recurrence.append(line)
        elif inside == ["VCALENDAR"]:
            head.setdefault(line.name, line)


def _plain(value: str) -> str:
    return " ".join(unescaped(value).split())


class _Reader:
    """Reads one entry."""

    def __init__(self, entry: _Entry, file: str, number: int, names: Names, found: Found) -> None:
        self._entry = entry
        self._file = file
        self._path = f"events[{number}]"
        self._names = names
        self._found = found

    def events(
        self, calendar: str, exceptions: list[ContentLine], series: _Entry | None
    ) -> list[MappingNode]:
        """The event of the entry, or one for each date on which it repeats.

        *exceptions* say which dates of it have entries of their own, *series* is the entry that
        this one is of.
        """
        try:
            dates = self._dates(exceptions)
        except DateError as error:
            self._refuse(self._entry.recurrence[0], error.fact, error.hint)
            dates = ()
        if not dates:
            return [self._event(calendar, None, series)]
        return [self._event(calendar, date, series) for date in dates]

    def _dates(self, exceptions: list[ContentLine]) -> tuple[datetime, ...]:
        """The dates on which the entry repeats; none if it does not."""
        start = self._find("DTSTART")
        rules = [line for line in self._entry.recurrence if line.name != "EXDATE"]
        if start is None or not rules or self._find("X-TIMELINE-EDTF"):
            return ()
        try:
            first, zone = _moment(start), _zone(start)
        except DateError:
            return ()  # told with the date itself
        found = repeated([*self._entry.recurrence, *exceptions], first, zone)
        where = place_of(self._file, _mark(rules[0]))
        if not found.dates:
            self._found.notes.append(f"{where}: it repeats on no date; its first one is drafted")
            return ()
        told = f"it repeats; {len(found.dates)} dates are drafted, to {found.dates[-1]:%Y-%m-%d}"
        told += ", and later ones left out" if found.is_cut else ""
        self._found.notes.append(f"{where}: {told}")
        return found.dates

    def _event(self, calendar: str, at: datetime | None, series: _Entry | None) -> MappingNode:
        event = MappingNode()
        start = self._find("DTSTART")
        title = self._find("SUMMARY")
        event.put("id", "", self._entry.mark)
        if title is not None and _plain(title.value):
            event.put("title", self._text(title, _plain(title.value)), _mark(title))
        if start is not None:
            self._date(event, start, at)
        self._put(event, "description", "DESCRIPTION")
        self._put(event, "venue", "LOCATION")
        status = self._find("STATUS")
        word = _STATUSES.get(status.value.strip().upper() if status else "", "draft")
        event.put("status", word, _mark(status) if status else self._entry.mark)
        name = series.properties.get("SUMMARY") if series else None
        if name is not None and (words := _plain(name.value)):
            event.put("series", self._names.series(words, _mark(name)), _mark(name))
        sources = SequenceNode()
        sources.put(self._source(calendar), self._entry.mark)
        event.put("sources", sources, self._entry.mark)
        event["id"] = self._id(event, at)
        return event

    def _find(self, name: str) -> ContentLine | None:
        return self._entry.properties.get(name)

    def _put(self, event: MappingNode, field_name: str, name: str) -> None:
        line = self._find(name)
        if line is not None and (text := unescaped(line.value).strip()):
            event.put(field_name, self._text(line, text), _mark(line))

    def _text(self, line: ContentLine, text: str) -> MappingNode | str:
        language = line.parameter("LANGUAGE")
        if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            return mapping(_mark(line), **{language: text})
        return text

    def _source(self, calendar: str) -> MappingNode:
        source = mapping(self._entry.mark, document=calendar)
        address = self._find("URL")
        if address is not None and re.match(r"https?://[^\s/]+", address.value.strip()):
            source.put("url", address.value.strip(), _mark(address))
        uid = self._find("UID")
        if uid is not None:
            source.put("note", f"UID: {_plain(uid.value)}", _mark(uid))
        return source

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

    # -- dates -------------------------------------------------------------------------------

    def _date(self, event: MappingNode, start: ContentLine, at: datetime | None) -> None:
        own = self._find("X-TIMELINE-EDTF")
        line = own or start
        try:
            if own is not None:
                value, zone = edtf.parse(unescaped(own.value).strip()), _zone(start)
            else:
                value, zone = self._value(start, at), _zone(start)
        except OverflowError:
            self._refuse(line, "it ends beyond the last year of any calendar")
        except DateError as error:
            self._refuse(line, error.fact, error.hint)
        else:
            event.put("when", str(value), _mark(line))
            if zone is not None and value.is_timed:
                event.put("timezone", zone, _mark(start))

    def _refuse(self, line: ContentLine, fact: str, hint: str = "") -> None:
        where = place_of(self._file, _mark(line))
        self._found.problems.append(Problem(where, f"{self._path}.when", fact, hint))

    def _value(self, start: ContentLine, at: datetime | None) -> edtf.Value:
        first = _moment(start)
        ending = self._find("DTEND")
        length = self._find("DURATION")
        last = first
        if ending is not None:
            last = _moment(ending)
            if _zone(ending) != _zone(start) and _is_local(first) and _is_local(last):
                raise DateError(ending.value, "it begins in one time zone and ends in another",
                                "import it by hand, with both in UTC")  # fmt: skip
        elif length is not None:
            last = first + _length(length)
        if not isinstance(first, datetime):
            if isinstance(last, datetime):
                raise DateError(start.value, "it begins with a day and ends with a time")
            # RFC 5545 section 3.6.1: the end of days is the day after. Some write the last day.
            last = max(first, last - timedelta(days=1)) if last > first else first
        elif not isinstance(last, datetime):
            raise DateError(start.value, "it begins with a time and ends with a day")
        if at is not None:
            first, last = moved(first, first, at), moved(last, first, at)
        one, other = _text(first), _text(last)
        return edtf.parse(one if one == other else f"{one}/{other}")


def _mark(line: ContentLine) -> Mark:
    return mark_at(line.number - 1, 0)


def _moment(line: ContentLine) -> date:
    text = line.value.strip()
    at = moment(text)
    if at is not None:
        return at
    if re.fullmatch(r"\d{8}(T\d{6}Z?)?", text, re.ASCII):
        raise DateError(text, f"there is no date {text}")
    raise DateError(text, f"{printable(text)!r} is no date of RFC 5545", "20260422")


def _is_local(at: date) -> bool:
    return isinstance(at, datetime) and at.tzinfo is None


def _text(at: date) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _length(line: ContentLine) -> timedelta:
    length = duration(line.value.strip())
    if length is None:
        raise DateError(line.value, f"{printable(line.value)!r} is no duration of RFC 5545", "P2D")
    return length


def _zone(line: ContentLine) -> str | None:
    """The IANA zone of a local time; None for a day, a time in UTC and one without a zone.

    Raises:
        DateError: the zone is one that only the file's author knows.
    """
    name = line.parameter("TZID")
    if name is None or line.value.strip().upper().endswith("Z"):
        return None
    for candidate in _candidates(name):
        if is_zone(candidate):
            return candidate
    raise DateError(name, f"there is no time zone {printable(name)!r}", "Asia/Almaty")


def _candidates(name: str) -> Iterable[str]:
    name = name.strip().strip('"')
    yield name
    # "/citadel.org/20260101_1/Europe/Belgrade": a registry before the name.
    parts = name.strip("/").split("/")
    for count in (2, 3):
        yield "/".join(parts[-count:])
    if windows := iana_zone(name):
        yield windows
