"""Timelines of markwhen as tables: each event is a row, under our names of columns.

This reads the text format that https://docs.markwhen.com/syntax describes: a header, events with a
date or a range before a colon, sections and groups, tags, ids, properties and descriptions. A date
covers all of its year, month or day, as in a chronology, and the last one of a range is included.

``now`` as an end is an open end. A length after a day ("2026-03-02 - 2 weeks") gives the last day
that it covers. A date that depends on another event or on the clock is a problem, and a note names
what a chronology cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from timeline.errors import DateError, InputError, Place, Problem, printable
from timeline.importing import Found
from timeline.importing.grid import Cell, Sheet
from timeline.importing.markwhen_dates import DATE, MarkwhenDates
from timeline.nodes import Mark, line_of, mapping, mark_at, place

# -- what a line is ----------------------------------------------------------------------------

_EVENT: Final = re.compile(
    rf"\s*(?P<range>(?P<start>{DATE})"
    rf"(?:(?:\s{{0,3}}[/–—-]\s{{0,3}}|\s{{1,3}}to\s{{1,3}})(?P<end>{DATE}))?)"
    r"(?P<every>\s{1,3}every\b[^:]*)?\s{0,3}:(?!\d\d(?:\D|$))(?P<text>.*)",
    re.IGNORECASE | re.ASCII,
)
_OPENING: Final = re.compile(r"\s*(?:section|group)(?:\s+(?P<title>.*))?", re.IGNORECASE)
_CLOSING: Final = re.compile(r"\s*end\s?(?:section|group)\s*", re.IGNORECASE)
_HEADING: Final = re.compile(r"(?P<hashes>#{1,6})\s+(?P<title>.*)")
_COMMENT: Final = re.compile(r"\s*//")
_PROPERTY: Final = re.compile(r"\s*(?P<name>[\w.-]+):(?:\s+(?P<value>.*)|\s*)")

# -- the content of a line ---------------------------------------------------------------------

_TAG: Final = re.compile(r"(?:^|(?<=\s))#(?!\d+(?:\s|$))(\w+)")
_ID: Final = re.compile(r"(?:^|(?<=\s))!(\w+)\b")
_CHECKBOX: Final = re.compile(r"^\s*(?:- )?\[[xX ]?\]\s*")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")
_LOCATION: Final = frozenset({"location", "map"})
_DAY_FIRST: Final = re.compile(r"d+/M+/y+")
_COLUMNS: Final = {"id": "id", "location": "place"}
"""Our columns for markwhen's properties of events."""
_SILENT: Final = frozenset({"title", "description", "timezone", "tz", "dateFormat"})


class _OpenSection(Struct, frozen=True):
    """An open section: its level, 0 if a word closes it, and the time zone of its hours."""

    level: int
    title: str
    mark: Mark
    zone: tuple[str, Mark] | None = None


def sheet(text: str, file: str, found: Found) -> Sheet:
    """The table of the events of a file; problems and notes on the rest go to *found*.

    Raises:
        InputError: the file has no event.
    """
    reader = _Reader(file, found)
    reader.read(re.split(r"\r\n|\r|\n", text))
    if not reader.rows and not found.problems:
        _refuse(file)
    return Sheet("", list(_table(reader.rows)))


def _refuse(file: str) -> NoReturn:
    fact = "the file has no markwhen events"
    hint = "an event is a line such as '2026-04-22 / 2026-04-24: Summit'"
    raise InputError([Problem(Place(file), "", fact, hint, "file-format")])


_ListedEvent = dict[str, tuple[str, Mark]]
"""Texts and their places, by our names of columns."""


class _Reader:
    """Reads the lines of a file one after the other; ``rows`` are its events."""

    def __init__(self, file: str, found: Found) -> None:
        self.rows: list[_ListedEvent] = []
        self._file = file
        self._found = found
        self._dates = MarkwhenDates()
        self._open: list[_OpenSection] = [_OpenSection(0, "", 0)]
        """The file itself, and its open sections."""
        self._unread: dict[str, None] = {}
        self._tags: list[str] = []

    def read(self, lines: list[str]) -> None:
        number = self._header(lines)
        while number < len(lines):
            line = lines[number]
            if event := _EVENT.fullmatch(line):
                number = self._event(event, number, lines)
                continue
            if self._is_section(line, number):
                number = self._section_properties(lines, number + 1)
                continue
            number += 1
        self._remark()

    # -- header and sections -----------------------------------------------------------------

    def _header(self, lines: list[str]) -> int:
        """Reads what comes before the first event; returns the number of the next line."""
        header = mapping(0)
        number = 0
        is_fenced = bool(lines) and lines[0].startswith("---")
        for number, line in enumerate(lines):
            if is_fenced and number and line.startswith("---"):
                number += 1
                break
            if not is_fenced and (_EVENT.fullmatch(line) or _opens(line)):
                break
            match = _PROPERTY.fullmatch(line)
            if match is None or line[:1].isspace() or _COMMENT.match(line):
                continue
            name, value = match["name"], _unquoted(match["value"] or "")
            mark = mark_at(number, match.start("value") if match["value"] else 0)
            if name in ("title", "description") and value:
                header.put(name, value, mark)
            elif name in ("timezone", "tz") and value:
                self._open[0] = replace(self._open[0], zone=(value, mark))
            elif name == "dateFormat":
                self._dates.is_day_first = _DAY_FIRST.fullmatch(value) is not None
            if name not in _SILENT:
                self._unread[name] = None
        else:
            number = len(lines)
        if header:
            self._found.root.put("calendar", header, 0)
        return number

    def _is_section(self, line: str, number: int) -> bool:
        """Whether *line* opens a section, or closes the last one."""
        if _CLOSING.fullmatch(line):
            while len(self._open) > 1 and self._open.pop().level:
                pass
            return False
        heading, opening = _HEADING.fullmatch(line), _OPENING.fullmatch(line)
        match = heading or opening
        if match is None:
            return False
        level = len(heading["hashes"]) if heading else 0
        while level and self._open[-1].level >= level:
            self._open.pop()
        words = self._words(match["title"] or "", self._tags)
        mark = mark_at(number, max(match.start("title"), 0))
        self._open.append(_OpenSection(level, words, mark, self._open[-1].zone))
        return True

    def _section_properties(self, lines: list[str], number: int) -> int:
        properties, number = _properties(lines, number)
        for name, (value, mark) in properties.items():
            if name in ("timezone", "tz"):
                self._open[-1] = replace(self._open[-1], zone=(value, mark))
            else:
                self._unread[name] = None
        return number

    # -- events ------------------------------------------------------------------------------

    def _event(self, event: re.Match[str], number: int, lines: list[str]) -> int:
        """Reads an event that begins in line *number*; returns the number of the next line."""
        mark = mark_at(number, event.start("range"))
        properties, after = _properties(lines, number + 1)
        end = after
        while end < len(lines) and not (_EVENT.fullmatch(lines[end]) or _opens(lines[end])):
            end += 1
        zone = self._open[-1].zone
        for name in ("timezone", "tz"):
            zone = properties.pop(name, zone)
        row: _ListedEvent = {}
        try:
            self._put_date(row, event, mark, zone)
        except DateError as error:
            where = place(self._file, mark)
            path = f"line {line_of(mark) + 1}"
            self._found.problems.append(Problem(where, path, error.fact, error.hint, error.code))
            return end
        if repetition := event["every"]:
            said = printable(repetition.strip(), 40)
            self._found.notes.append(
                f"line {number + 1}: {said!r} is not read, only the first date is"
            )
        self._put_words(row, event, properties, lines[after:end], mark)
        self.rows.append(row)
        return end

    def _put_date(
        self, row: _ListedEvent, event: re.Match[str], mark: Mark, zone: tuple[str, Mark] | None
    ) -> None:
        """Sets the date in EDTF, the words if they differ, and the zone of hours.

        Raises:
            DateError: it is not a date, or depends on another event or on the clock.
        """
        written = self._dates.read(event["start"], event["end"], zone and zone[0])
        if written.needs_zone and zone:
            row["timezone"] = zone
        row["when"] = written.text, mark
        said = " ".join(event["range"].split())
        if said.replace(" ", "") != written.text:
            row["date as written"] = said, mark

    # -- words -------------------------------------------------------------------------------

    def _put_words(
        self,
        row: _ListedEvent,
        event: re.Match[str],
        properties: dict[str, tuple[str, Mark]],
        below: Iterable[str],
        mark: Mark,
    ) -> None:
        tags: list[str] = []
        links: list[str] = []
        places: list[str] = []
        first = mark_at(line_of(mark), event.start("text"))
        title = _CHECKBOX.sub("", event["text"])
        if name := _ID.search(title):
            row["id"] = name[1], first
        title = self._words(_ID.sub("", title), tags, links, places)
        texts = (line.strip() for line in below if not _COMMENT.match(line))
        words = [self._words(line, tags, links, places) for line in texts]
        row["title"] = title, first
        if description := "\n".join(words).strip():
            row["description"] = description, first
        if (section := self._open[-1]).title:
            row["series"] = section.title, section.mark
        for key, (value, where) in properties.items():
            if key in _COLUMNS:
                row[_COLUMNS[key]] = value, where
            elif key == "tags":
                tags += re.findall(r"\w+", value)
            else:
                self._unread[key] = None
        if places:
            row.setdefault("place", (places[0], first))
        if links:
            row["sources.url"] = "\n".join(links), first
        if tags:
            row["kind"] = tags[0], first
            self._tags += tags[1:]

    def _words(
        self,
        text: str,
        tags: list[str],
        links: list[str] | None = None,
        places: list[str] | None = None,
    ) -> str:
        """*text* without tags, with links replaced by their words."""
        tags += _TAG.findall(text)

        def shown(match: re.Match[str]) -> str:
            if match[2] in _LOCATION and places is not None:
                places.append(match[1])
            elif _ADDRESS.fullmatch(match[2]) and links is not None:
                links.append(match[2])
            elif match[2]:
                return f"{match[1]} ({match[2]})".strip()
            return "" if match[0].startswith("!") else match[1]

        return " ".join(_TAG.sub("", _LINK.sub(shown, text)).split())

    def _remark(self) -> None:
        """Adds notes on what was not read, and on what may be read in another way."""
        notes = self._found.notes
        if self._dates.swappable:
            order, setting = ("day", "is") if self._dates.is_day_first else ("month", "is not")
            said = f"{printable(self._dates.swappable)} has the {order} first"
            notes.append(f"{said}: 'dateFormat: d/M/y' {setting} in the header of the file")
        if self._unread:
            notes.append(f"fields that were not read: {', '.join(self._unread)}")
        if self._tags:
            shown = ", ".join(f"#{tag}" for tag in dict.fromkeys(self._tags))
            notes.append(f"tags other than the first of an event were not read: {shown}")


def _opens(line: str) -> bool:
    """Whether *line* opens or closes a section."""
    return any(shape.fullmatch(line) for shape in (_CLOSING, _HEADING, _OPENING))


def _properties(lines: list[str], number: int) -> tuple[dict[str, tuple[str, Mark]], int]:
    """The properties from line *number* on, and the number of the first line after them."""
    found: dict[str, tuple[str, Mark]] = {}
    while number < len(lines):
        line = lines[number]
        match = _PROPERTY.fullmatch(line)
        if match is None or _EVENT.fullmatch(line) or _COMMENT.match(line):
            break
        value = _unquoted(match["value"] or "")
        found[match["name"]] = value, mark_at(number, max(match.start("value"), 0))
        number += 1
    return found, number


def _unquoted(value: str) -> str:
    value = value.strip()
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _table(rows: list[_ListedEvent]) -> Iterator[list[Cell]]:
    """The header, and a row of cells for each of *rows*, numbered by its line."""
    columns = list(dict.fromkeys(("title", "when", *(name for row in rows for name in row))))
    top = mark_at(0, 0)
    yield [Cell(name, top, 0, number) for number, name in enumerate(columns, 1)]
    for row in rows:
        first = row["when"][1]
        yield [
            Cell(*row.get(name, ("", first)), line_of(first) + 1, number)
            for number, name in enumerate(columns, 1)
        ]
