"""A calendar file as objects of one entry each, as CalDAV requires (RFC 4791 section 4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from msgspec import Struct

from timeline import content_lines
from timeline.content_lines import fold, normalised, unescaped
from timeline.exporters.ics.components import PRODID
from timeline.exporters.ics.tombstones import MARK


class CalendarObject(Struct, frozen=True):
    """A VEVENT with the time zones that it needs.

    ``body`` is the whole object. ``fingerprint`` depends on the entry's content, not on its time
    stamps. ``is_gone`` means that subscribers see the entry as cancelled or removed;
    ``is_removed`` that the chronology no longer has it.
    """

    uid: str
    title: str
    body: bytes
    fingerprint: str
    is_gone: bool
    is_removed: bool

    @property
    def name(self) -> str:
        """The name of the object on a server, of characters that need no escaping in a URL."""
        return self.uid.replace("@", "_") + ".ics"


_PART: Final = r"BEGIN:{0}\r?\n.*?\nEND:{0}\r?\n"
_VEVENT: Final = re.compile(_PART.format("VEVENT").encode(), re.DOTALL)
_VTIMEZONE: Final = re.compile(_PART.format("VTIMEZONE").encode(), re.DOTALL)
_FOLD: Final = re.compile(rb"\r?\n[ \t]")
_STAMP: Final = re.compile(r"(?:DTSTAMP|LAST-MODIFIED|SEQUENCE|CREATED)[:;]")
_ZONE: Final = re.compile(r';TZID="?([^":;]+)')


def entries(calendar: bytes) -> dict[str, CalendarObject]:
    """The entries of *calendar* by UID; it was written here or returned by a server."""
    calendar = normalised(calendar)
    zones = {}
    for found in _VTIMEZONE.findall(calendar):
        zones[_value(_lines(found), "TZID")] = found
    made = (_entry(found, zones) for found in _VEVENT.findall(calendar))
    return {entry.uid: entry for entry in made}


def _entry(content: bytes, zones: dict[str, bytes]) -> CalendarObject:
    lines = _lines(content)
    needed = sorted({zone for line in lines for zone in _ZONE.findall(line)} & zones.keys())
    parts = [zones[zone] for zone in needed]
    says = [line for line in lines if not _STAMP.match(line)]
    text = "\n".join((*says, *("\n".join(_lines(part)) for part in parts)))
    is_removed = any(line.startswith(MARK) for line in lines)
    head = fold("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}") + b"\r\n"
    return CalendarObject(
        _value(lines, "UID"),
        unescaped(_value(lines, "SUMMARY")),
        b"".join((head, *parts, content, b"END:VCALENDAR\r\n")),
        sha256(text.encode()).hexdigest(),
        is_removed or _value(lines, "STATUS") == "CANCELLED",
        is_removed,
    )


def _lines(content: bytes) -> list[str]:
    """The unfolded lines."""
    return _FOLD.sub(b"", content).decode(errors="replace").splitlines()


def _value(lines: list[str], name: str) -> str:
    for line in lines:
        if line.startswith((f"{name}:", f"{name};")):
            found = content_lines.parse(0, line)
            return found.value.strip() if found else ""
    return ""


def cancelled(copy: bytes) -> bytes:
    """*copy*, an object from a server, as cancelled and with a higher SEQUENCE."""
    return b"\r\n".join(fold(line) for line in _cancelled(_lines(normalised(copy)))) + b"\r\n"


def _cancelled(lines: list[str]) -> Iterator[str]:
    sequence = _value(lines, "SEQUENCE")
    number = int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0
    depth: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            depth.append(value)
        elif name == "END" and depth:
            if depth[-1] == "VEVENT":
                yield f"SEQUENCE:{number + 1}"
                yield "STATUS:CANCELLED"
            depth.pop()
        elif name == "METHOD" or (depth[-1:] == ["VEVENT"] and name in ("SEQUENCE", "STATUS")):
            continue
        yield line
