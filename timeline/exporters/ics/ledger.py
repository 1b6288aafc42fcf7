"""The previous export as a ledger: what subscribers were told last, and what they are told now.

An entry that says the same keeps its stamps, and so its bytes; one that says anything else is
revised: SEQUENCE rises by one (KDE ignores a change without that), DTSTAMP and LAST-MODIFIED
are those of the revision. The ledger is a file that people edit, merge and lose, so nothing
in it is believed beyond what it must tell: a line of it never reaches the output, only values
that were read from it and are written anew.

===========  ==============================  ======================================
ledger       SEQUENCE                        entries that are only in the ledger
===========  ==============================  ======================================
missing      begins at 0                     there are none
damaged      of entries that cannot be       become tombstones, as far as readable
             read: above the highest in it
foreign      continues that of the same UID  are not ours: left out
newer        continues                       become tombstones, as far as readable
===========  ==============================  ======================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from timeline import content_lines
from timeline.content_lines import ContentLine, clean_line, parse, unescaped, unfold
from timeline.errors import printable
from timeline.exporters.ics.components import FORMAT, PRODID, Entry, Stamps

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a revision that nobody gave a time."""

_HIGHEST: Final = 2**31 - 1
"""RFC 5545 section 3.3.8."""

_STAMPS: Final = frozenset({"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE"})
_NUMBER: Final = re.compile(r"\d{1,10}", re.ASCII)
_END_OF_NAME: Final = re.compile("[;:]")


class Past(Struct, frozen=True):
    """A VEVENT of the ledger; ``stamps`` is None where one of them cannot be read."""

    uid: str
    lines: tuple[str, ...]
    stamps: Stamps | None

    def property(self, name: str) -> ContentLine | None:
        """Its first property of that name, those of a reminder aside."""
        for text in self.lines:
            if text.upper().startswith("BEGIN:"):
                return None
            found = parse(0, text)
            if found and found.name == name:
                return found
        return None

    def says_the_same(self, lines: Iterable[str]) -> bool:
        """Whether *lines* differ at most in spelling: their order, that of parameters, case."""
        lines = tuple(lines)
        return lines == self.lines or _canonical(lines) == _canonical(self.lines)


def _canonical(lines: Iterable[str]) -> list[str]:
    parsed = (parse(0, text) for text in lines)
    return sorted(repr(found.canonical) if found else "" for found in parsed)


class Ledger(Struct, frozen=True):
    """The entries of the previous export by their UID, and what there is to say of it."""

    entries: Mapping[str, Past]
    title: str = ""
    first_sequence: int = 0
    is_ours: bool = True
    notes: tuple[str, ...] = ()

    def stamps(self, entry: Entry, now: Callable[[], datetime]) -> Stamps:
        """The stamps of *entry*; *now*, the time of its revision, is asked only if it changed."""
        past = self.entries.get(entry.uid)
        if past is None or past.stamps is None:
            time = now()
            return Stamps(self.first_sequence, time, time)
        if past.says_the_same(entry.lines):
            return past.stamps
        return Stamps(
            min(past.stamps.sequence + 1, _HIGHEST),
            max(past.stamps.revised, now()),
            past.stamps.created,
        )


def read(content: bytes | None, name: str) -> Ledger:
    """The ledger that the previous export *name* is; an empty one if there is none."""
    if content is None:
        return Ledger({}, notes=(f"{name} is new: SEQUENCE begins at 0",))
    reader = _Reader()
    for _, octets in unfold(content):
        reader.take(octets)
    reader.close()
    past = {uid: _past(uid, lines) for uid, lines in reader.events.items()}
    is_damaged = reader.is_damaged or any(entry.stamps is None for entry in past.values())
    is_ours = reader.head.get("PRODID") == PRODID
    notes = []
    if not is_ours:
        maker = printable(reader.head.get("PRODID", "nobody known"), 60)
        notes.append(
            f"{name} was made by {maker}: entries of the same UID continue their SEQUENCE, "
            "others are left out without a tombstone"
        )
    version = reader.head.get("X-TIMELINE-LEDGER", "")
    if _NUMBER.fullmatch(version) and int(version) > FORMAT:
        notes.append(f"{name} was written by a newer release: SEQUENCE continues")
    first = 0
    if is_damaged:
        known = [entry.stamps.sequence for entry in past.values() if entry.stamps]
        first = min(max(known, default=0) + 1, _HIGHEST)
        notes.append(
            f"{name} is damaged: entries that cannot be read in it continue at SEQUENCE {first}"
        )
    title = clean_line(unescaped(reader.head.get("NAME", "")))
    return Ledger(past, title, first, is_ours, tuple(notes))


class _Reader:
    """Takes logical lines one by one and keeps the lines of each VEVENT that is whole."""

    def __init__(self) -> None:
        self.head: dict[str, str] = {}
        self.events: dict[str, list[str]] = {}
        self.is_damaged = False
        self._open: list[str] = []
        self._lines: list[str] = []
        self._seen_end = False

    def take(self, octets: bytes) -> None:
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = octets.decode(errors="replace")
            self.is_damaged = True
        name, _, value = text.partition(":")
        match name.upper():
            case "BEGIN":
                self._begin(text, value.upper())
            case "END":
                self._end(text, value.upper())
            case _ if self._open == ["VCALENDAR"]:
                self.head.setdefault(name.upper(), value)
            case _ if "VEVENT" in self._open:
                self._lines.append(text)

    def _begin(self, text: str, component: str) -> None:
        if component in ("VCALENDAR", "VEVENT"):
            # Whatever was open before has lost its end.
            parents = [] if component == "VCALENDAR" else ["VCALENDAR"]
            self.is_damaged |= self._open != parents
            self._open, self._lines = [*parents, component], []
            return
        self._open.append(component)
        if "VEVENT" in self._open:
            self._lines.append(text)

    def _end(self, text: str, component: str) -> None:
        if not self._open or self._open[-1] != component:
            self.is_damaged = True
            self._open, self._lines = ["VCALENDAR"], []
            return
        self._open.pop()
        if component == "VEVENT":
            self._keep()
        elif "VEVENT" in self._open:
            self._lines.append(text)
        self._seen_end = component == "VCALENDAR"

    def _keep(self) -> None:
        parsed = (parse(0, text) for text in self._lines)
        uid = next((found.value for found in parsed if found and found.name == "UID"), "")
        if not uid or uid in self.events:
            self.is_damaged = True
        self.events.setdefault(uid, self._lines)
        self._lines = []

    def close(self) -> None:
        self.is_damaged |= bool(self._open) or not self._seen_end
        self.events.pop("", None)


def _past(uid: str, lines: list[str]) -> Past:
    stamps: dict[str, str] = {}
    kept = []
    depth = 0
    for text in lines:
        name = _END_OF_NAME.split(text, maxsplit=1)[0].upper()
        depth += (name == "BEGIN") - (name == "END")
        if name in _STAMPS and depth == 0:
            stamps.setdefault(name, text.partition(":")[2])
        else:
            kept.append(text)
    return Past(uid, tuple(kept), _stamps(stamps))


def _stamps(values: Mapping[str, str]) -> Stamps | None:
    sequence = values.get("SEQUENCE", "0")
    revised = utc(values.get("LAST-MODIFIED") or values.get("DTSTAMP", ""))
    created = utc(values["CREATED"]) if "CREATED" in values else revised
    if revised is None or created is None or not _NUMBER.fullmatch(sequence):
        return None
    return Stamps(int(sequence), revised, created) if int(sequence) <= _HIGHEST else None


def utc(value: str) -> datetime | None:
    """The moment of a DATE-TIME in UTC; None if it is not written as one."""
    at = content_lines.moment(value)
    return at if isinstance(at, datetime) and at.tzinfo else None


def moment(found: ContentLine | None) -> date | None:
    """The day, or the moment with its zone, of a DTSTART or DTEND; None for anything else."""
    if found is None:
        return None
    at, zone = content_lines.moment(found.value), found.parameter("TZID")
    if found.parameter("VALUE") == "DATE":
        return None if isinstance(at, datetime) else at
    if not isinstance(at, datetime) or (at.tzinfo is None) is (zone is None):
        return None
    try:
        if zone is not None:
            at = at.replace(tzinfo=ZoneInfo(zone))
            at.astimezone(UTC)  # fails outside the years 1 to 9999 of UTC
    except (ValueError, LookupError, OSError, OverflowError):
        # ZoneInfo: a key that leaves its folder, that is unknown, that names a folder.
        return None
    return at
