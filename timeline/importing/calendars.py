"""Calendars: the events of an ICS file (RFC 5545), with the days people see.

An all-day end is exclusive there and inclusive here. Times keep their zone: TZID if it is one of
the IANA database or one that Windows uses. Of a series that repeats, the first date is drafted,
and a note says so. Where we wrote the file ourselves, the date is the one we wrote beside the
entry, so that a month stays a month; everything else of our own is better imported from JSON.
The UID is kept as a remark on the calendar, which is the event's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from typing import Final

from timeline import edtf
from timeline.content_lines import ContentLine, parse, unescaped, unfold
from timeline.documents.text import decode
from timeline.errors import DateError, InputError, Place, Problem, printable
from timeline.importing import Found
from timeline.importing.names import Names, slug
from timeline.loading import is_zone
from timeline.nodes import MappingNode, Mark, SequenceNode, mapping, mark_at
from timeline.nodes import place as place_of
from timeline.wording import iana_zone

_STATUSES: Final = {"CANCELLED": "cancelled"}
"""CONFIRMED is what calendars write unasked; it says nothing of the event."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A VEVENT: its first line, and its properties by name, the first of each."""

    mark: Mark
    properties: dict[str, ContentLine] = field(default_factory=dict)


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
    for entry in entries:
        reader = _Reader(entry, file, len(events), names, found)
        events.put(reader.event(calendar), entry.mark)
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

    def event(self, calendar: str) -> MappingNode:
        event = MappingNode()
        start = self._find("DTSTART")
        title = self._find("SUMMARY")
        event.put("id", "", self._entry.mark)
        if title is not None and _plain(title.value):
            event.put("title", self._text(title, _plain(title.value)), _mark(title))
        if start is not None:
            self._date(event, start)
        self._put(event, "description", "DESCRIPTION")
        self._put(event, "venue", "LOCATION")
        status = self._find("STATUS")
        word = _STATUSES.get(status.value.strip().upper() if status else "", "draft")
        event.put("status", word, _mark(status) if status else self._entry.mark)
        sources = SequenceNode()
        sources.put(self._source(calendar), self._entry.mark)
        event.put("sources", sources, self._entry.mark)
        event["id"] = self._id(event)
        if rule := self._find("RRULE") or self._find("RDATE"):
            where = place_of(self._file, _mark(rule))
            self._found.notes.append(f"{where}: {event['id']} repeats; its first date is drafted")
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

    def _id(self, event: MappingNode) -> str:
        title = event.get("title", "")
        words = next(iter(title.values())) if isinstance(title, MappingNode) else title
        stem = slug(str(words))
        year = re.match(r"\d{4}", str(event.get("when", "")))
        return self._names.ids.free(stem, f"{stem}-{year[0]}" if stem and year else "")

    # -- dates -------------------------------------------------------------------------------

    def _date(self, event: MappingNode, start: ContentLine) -> None:
        own = self._find("X-TIMELINE-EDTF")
        line = own or start
        try:
            if own is not None:
                value, zone = edtf.parse(unescaped(own.value).strip()), _zone(start)
            else:
                value, zone = self._value(start), _zone(start)
        except OverflowError:
            where = place_of(self._file, _mark(line))
            fact = "it ends beyond the last year of any calendar"
            self._found.problems.append(Problem(where, f"{self._path}.when", fact))
            return
        except DateError as error:
            problem = Problem(
                place_of(self._file, _mark(line)), f"{self._path}.when", error.fact, error.hint
            )
            self._found.problems.append(problem)
            return
        event.put("when", str(value), _mark(line))
        if zone is not None and value.is_timed:
            event.put("timezone", zone, _mark(start))

    def _value(self, start: ContentLine) -> edtf.Value:
        first = _moment(start)
        ending = self._find("DTEND")
        duration = self._find("DURATION")
        last = first
        if ending is not None:
            last = _moment(ending)
            if _zone(ending) != _zone(start) and _is_local(first) and _is_local(last):
                raise DateError(ending.value, "it begins in one time zone and ends in another",
                                "import it by hand, with both in UTC")  # fmt: skip
        elif duration is not None:
            last = first + _duration(duration)
        if not isinstance(first, datetime):
            if isinstance(last, datetime):
                raise DateError(start.value, "it begins with a day and ends with a time")
            # RFC 5545 section 3.6.1: the end of days is the day after. Some write the last day.
            last = max(first, last - timedelta(days=1)) if last > first else first
        elif not isinstance(last, datetime):
            raise DateError(start.value, "it begins with a time and ends with a day")
        one, other = _text(first), _text(last)
        return edtf.parse(one if one == other else f"{one}/{other}")


def _mark(line: ContentLine) -> Mark:
    return mark_at(line.number - 1, 0)


_VALUE: Final = re.compile(
    r"(?P<day>\d{8})(?:T(?P<time>\d{6})(?P<utc>Z?))?", re.ASCII
)  # fmt: skip


def _moment(line: ContentLine) -> date | datetime:
    text = line.value.strip()
    match = _VALUE.fullmatch(text)
    if match is None:
        raise DateError(text, f"{printable(text)!r} is no date of RFC 5545", "20260422")
    try:
        if match["time"] is None:
            return datetime.strptime(match["day"], "%Y%m%d").date()
        moment = datetime.strptime(match["day"] + match["time"], "%Y%m%d%H%M%S")
    except ValueError:
        raise DateError(text, f"there is no date {text}") from None
    return moment.replace(tzinfo=UTC) if match["utc"] else moment


def _is_local(moment: date | datetime) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is None


def _text(moment: date | datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)",
    re.ASCII,
)


def _duration(line: ContentLine) -> timedelta:
    match = _DURATION.fullmatch(line.value.strip())
    if match is None:
        raise DateError(line.value, f"{printable(line.value)!r} is no duration of RFC 5545", "P2D")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


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
