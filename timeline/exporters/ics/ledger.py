"""The previous export as a ledger: what subscribers were last sent, and the stamps of the next.

An entry whose content is unchanged keeps its stamps, and so its bytes; any other entry is
revised: SEQUENCE is increased (KDE ignores a change without that), and DTSTAMP and LAST-MODIFIED
are the time of the revision. People edit, merge and lose the file, so as little as possible is
taken from it: its lines are never copied to the output, only values that were parsed and are
written again.

===========  ==============================  ======================================
ledger       SEQUENCE                        entries that are only in the ledger
===========  ==============================  ======================================
missing      begins at 0                     there are none
damaged      of entries that cannot be       become tombstones, as far as readable
             read: above the highest in it
foreign      continues that of the same UID  are not ours: left out
newer        continues                       become tombstones, as far as readable
merged       the highest of a UID continues  become tombstones
mixed up     of all: above the highest       become tombstones, as far as readable
in conflict  the build stops                 the build stops
===========  ==============================  ======================================

The SEQUENCE of an entry that has left the calendar must not be reused, so the head of the calendar
has the SEQUENCE at which entries that are not in it begin. One number for all of them keeps the
file short; it is written as soon as the first entry has left for good.

A byte order mark, UTF-16, other folding, and blanks that an editor added or removed at the ends of
lines make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from timeline import content_lines
from timeline.content_lines import ContentLine, clean_line, fold, parse, unescaped, unfold
from timeline.errors import Place, Problem, printable
from timeline.exporters.ics.components import (
    FINGERPRINT,
    FIRST_SEQUENCE,
    FORMAT,
    PRODID,
    Entry,
    Stamps,
)

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a revision whose time is not known."""

HIGHEST: Final = 2**31 - 1
"""RFC 5545 section 3.3.8."""

_STAMPS: Final = frozenset({"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", FINGERPRINT})
_NUMBER: Final = re.compile(r"\d{1,10}", re.ASCII)
_END_OF_NAME: Final = re.compile("[;:]")


class Past(Struct, frozen=True):
    """A VEVENT of the ledger; ``stamps`` is None if one of its stamps cannot be read.

    ``is_ambiguous``: the ledger has others with the same UID and SEQUENCE. ``is_stripped``: an
    editor may have removed the blanks at the ends of lines, folded ones included.
    """

    uid: str
    lines: tuple[str, ...]
    stamps: Stamps | None
    is_stripped: bool = False
    is_ambiguous: bool = False

    def property(self, name: str) -> ContentLine | None:
        """Its first property of that name, not counting those of a reminder."""
        for text in self.lines:
            if text.upper().startswith("BEGIN:"):
                return None
            found = parse(0, text)
            if found and found.name == name:
                return found
        return None

    def means_the_same(self, lines: Iterable[str]) -> bool:
        """Whether *lines* mean the same: case and the order of lines and parameters may differ."""
        lines = tuple(lines)
        if self.is_ambiguous:
            return False
        return (
            lines == self.lines
            or _canonical(lines) == _canonical(self.lines)
            or (self.is_stripped and _stripped(lines) == self.lines)
        )


def _stripped(lines: Iterable[str]) -> tuple[str, ...]:
    """*lines* as they are read after blanks were removed at the ends of the folded lines."""
    pieces = (fold(text).split(b"\r\n ") for text in lines)
    return tuple(b"".join(piece.rstrip(b" \t") for piece in each).decode() for each in pieces)


def _canonical(lines: Iterable[str]) -> list[str]:
    parsed = (parse(0, text) for text in lines)
    return sorted(repr(found.canonical) if found else "" for found in parsed)


class Ledger(Struct, frozen=True):
    """The entries of the previous export by UID, and notes on it.

    Entries that it does not have begin at ``first_sequence``: they may have been removed, with
    their tombstones, and added again.
    """

    entries: Mapping[str, Past]
    title: str = ""
    first_sequence: int = 0
    is_ours: bool = True
    notes: tuple[str, ...] = ()

    def sequence(self, uid: str) -> int:
        """The SEQUENCE of an entry; -1 if it is not known."""
        past = self.entries.get(uid)
        return past.stamps.sequence if past and past.stamps else -1

    def stamps(self, entry: Entry, now: Callable[[], datetime], above: int = -1) -> Stamps:
        """The stamps of *entry*; *now*, the time of a revision, is called only for a revision.

        The entry is revised if it changed, or if its SEQUENCE is not greater than *above*.
        """
        past = self.entries.get(entry.uid)
        if past is None or past.stamps is None:
            time = now()
            return Stamps(min(max(self.first_sequence, above + 1), HIGHEST), time, time)
        if past.stamps.sequence > above and past.means_the_same(entry.lines):
            return past.stamps
        return Stamps(
            min(max(past.stamps.sequence, above) + 1, HIGHEST),
            max(past.stamps.revised, now()),
            past.stamps.created,
        )


def read_ledger(content: bytes | None, name: str) -> Ledger:
    """The ledger in the previous export *name*; an empty one if there is no export."""
    if content is None:
        return Ledger({}, notes=(f"{name} is new: SEQUENCE begins at 0",))
    content = content_lines.normalised(content)
    reader = _LedgerReader()
    for _, octets in unfold(content):
        reader.take(octets)
    reader.close()
    is_stripped = b" \r\n" not in content and b" \n" not in content
    found = [_past(uid, lines, is_stripped) for uid, lines in reader.events]
    past: dict[str, Past] = {}
    for entry in found:
        earlier = past.get(entry.uid)
        past[entry.uid] = _later(earlier, entry) if earlier else entry
    is_damaged = reader.is_damaged or any(entry.stamps is None for entry in found)
    known = [entry.stamps.sequence for entry in past.values() if entry.stamps]
    highest = max((*known, *reader.stray_numbers), default=0)
    is_ours = reader.head.get("PRODID") == PRODID
    notes = list(_notes(name, reader, found, past, is_ours=is_ours))
    mark = reader.head.get(FIRST_SEQUENCE, "")
    first = min(int(mark), HIGHEST) if _NUMBER.fullmatch(mark) else 0
    highest = max(highest, first - 1)
    if is_ours and (reader.has_stray_lines or _is_mixed_up(found, past, content)):
        first = min(highest + 1, HIGHEST)
        past = {uid: _above(entry, highest) for uid, entry in past.items()}
        notes.append(
            f"{name} has lines of one entry in another one, as after a wrong merge: "
            f"all entries continue at SEQUENCE {first}"
        )
    elif is_damaged:
        first = min(highest + 1, HIGHEST)
        notes.append(
            f"{name} is damaged: entries that cannot be read in it continue at SEQUENCE {first}"
        )
    title = clean_line(unescaped(reader.head.get("NAME", "")))
    return Ledger(past, title, first, is_ours, tuple(notes))


def _notes(
    name: str,
    reader: _LedgerReader,
    found: Sequence[Past],
    past: Mapping[str, Past],
    *,
    is_ours: bool,
) -> Iterator[str]:
    """Notes on what is unusual about a previous export that is not damaged."""
    if not is_ours:
        maker = printable(reader.head.get("PRODID", "an unknown program"), 60)
        yield (
            f"{name} was made by {maker}: entries of the same UID continue their SEQUENCE, "
            "others are left out without a tombstone"
        )
    version = reader.head.get("X-TIMELINE-LEDGER", "")
    if _NUMBER.fullmatch(version) and int(version) > FORMAT:
        yield f"{name} was written by a newer release: SEQUENCE continues"
    if len(found) > len(past):
        [(uid, _)] = Counter(entry.uid for entry in found).most_common(1)
        yield (
            f"{name} has entries with the same UID, {printable(uid)} for example: "
            "the highest SEQUENCE of each UID continues"
        )


_MARKER: Final = re.compile(rb"^([<|=>])\1{6,}(?:[ \t][^\r\n]*)?\r?$", re.MULTILINE)
"""A conflict marker, which is never a content line, or the rest of a folded one."""

_HINT: Final = (
    "delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>, keep the lines of both "
    "versions, and build again: the higher SEQUENCE of each entry continues"
)


def conflicts(content: bytes, name: str) -> Iterator[Problem]:
    """The conflicts that git or another version control system left in the ledger *name*."""
    content = content_lines.normalised(content)
    if not any(sign * 7 in content for sign in (b"<", b"|", b"=", b">")):
        return
    line, counted, is_open = 1, 0, False
    for marker in _MARKER.finditer(content):
        line += content.count(b"\n", counted, marker.start())
        counted = marker.start()
        if marker[1] == b"<" or not is_open:
            fact = "a conflict between two versions of the file was not resolved"
            yield Problem(Place(name, line, 1), "", fact, _HINT, "merge-conflict")
        is_open = marker[1] != b">"


_COPY: Final = re.compile(
    rb"^(?:(UID)|(SEQUENCE)|X-TIMELINE-REMOVED)(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE
)


def copies(content: bytes) -> dict[str, tuple[int, bool]]:
    """The SEQUENCE of each UID in a calendar file of ours, and whether the entry is a tombstone.

    Faster than parsing the whole file.
    """
    found: dict[str, tuple[int, bool]] = {}
    uid = ""
    unfolded = re.sub(rb"\r?\n[ \t]", b"", content_lines.normalised(content))
    for is_uid, is_sequence, octets in _COPY.findall(unfolded):
        if is_uid:
            uid = octets.decode(errors="replace").strip()
            found.setdefault(uid, (-1, False))
            continue
        sequence, is_tombstone = found.get(uid, (-1, False))
        if not is_sequence:
            found[uid] = sequence, True
        elif _DIGITS.fullmatch(octets):
            found[uid] = min(max(sequence, int(octets)), HIGHEST), is_tombstone
    found.pop("", None)
    return found


_DIGITS: Final = re.compile(rb"\d{1,10}\s*")


class _LedgerReader:
    """Takes logical lines one by one and keeps the lines of each complete VEVENT."""

    def __init__(self) -> None:
        self.head: dict[str, str] = {}
        self.events: list[tuple[str, list[str]]] = []
        """UID and lines."""
        self.has_stray_lines = False
        self.stray_numbers: list[int] = []
        """The SEQUENCE of each event whose beginning is missing."""
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
                self._begin(text, value.strip().upper())
            case "END":
                self._end(text, value.strip().upper())
            case _ if self._open == ["VCALENDAR"]:
                self._take_head(name.upper(), value.strip())
            case _ if "VEVENT" in self._open:
                self._lines.append(text)

    def _take_head(self, name: str, value: str) -> None:
        if not self.events:
            self.head.setdefault(name, value)
            return
        self.has_stray_lines |= name in _STAMPS
        if name == "SEQUENCE" and _NUMBER.fullmatch(value) and int(value) <= HIGHEST:
            self.stray_numbers.append(int(value))

    def _begin(self, text: str, component: str) -> None:
        if component in ("VCALENDAR", "VEVENT"):
            # A component that is still open has lost its end.
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
        uid = next((found.value for found in parsed if found and found.name == "UID"), "").strip()
        if not uid:
            self.is_damaged = True
        else:
            self.events.append((uid, self._lines))
        self._lines = []

    def close(self) -> None:
        self.is_damaged |= bool(self._open) or not self._seen_end


def _past(uid: str, lines: list[str], is_stripped: bool) -> Past:
    stamps: dict[str, str] = {}
    kept = []
    depth = 0
    for text in lines:
        name = _END_OF_NAME.split(text, maxsplit=1)[0].upper()
        depth += (name == "BEGIN") - (name == "END")
        if name in _STAMPS and depth == 0:
            value = _value(text, name)
            # A merge may have left two values: take the later time, the higher number.
            stamps[name] = max(stamps.get(name, ""), value, key=lambda each: (len(each), each))
        else:
            kept.append(text)
    return Past(uid, tuple(kept), _stamps(stamps), is_stripped)


def _is_mixed_up(found: Collection[Past], past: Mapping[str, Past], content: bytes) -> bool:
    """Whether one of the entries *found* may contain lines of another entry.

    Then it has two titles, or a title that differs from that of the same UID in *past*.
    """
    if len(found) == len(past) and content.count(b"\nSUMMARY") <= len(found):
        return False  # true of nearly every ledger
    return any(
        sum(text.startswith(("SUMMARY:", "SUMMARY;")) for text in entry.lines) > 1
        or entry.property("SUMMARY") != past[entry.uid].property("SUMMARY")
        for entry in found
    )


def _above(entry: Past, highest: int) -> Past:
    """*entry* with stamps that cause a revision, with a number above *highest*: it is uncertain."""
    stamps = entry.stamps and replace(entry.stamps, sequence=highest)
    return replace(entry, stamps=stamps, is_ambiguous=True)


def _value(text: str, name: str) -> str:
    if text.startswith(":", len(name)):
        return text[len(name) + 1 :].strip()
    found = parse(0, text)
    return found.value.strip() if found else ""


def _later(one: Past, other: Past) -> Past:
    """Of two entries with the same UID, the one with the higher SEQUENCE."""
    if one.stamps is None or other.stamps is None:
        return one if other.stamps is None else other
    if one.stamps.sequence != other.stamps.sequence:
        return max(one, other, key=lambda each: each.stamps.sequence if each.stamps else -1)
    is_ambiguous = one.is_ambiguous or not one.means_the_same(other.lines)
    return replace(other, is_ambiguous=is_ambiguous)


def _stamps(values: Mapping[str, str]) -> Stamps | None:
    sequence = values.get("SEQUENCE", "0")
    revised = utc(values.get("LAST-MODIFIED") or values.get("DTSTAMP", ""))
    created = utc(values["CREATED"]) if "CREATED" in values else revised
    if revised is None or created is None or not _NUMBER.fullmatch(sequence):
        return None
    return Stamps(int(sequence), revised, created) if int(sequence) <= HIGHEST else None


def utc(value: str) -> datetime | None:
    """The moment that a DATE-TIME in UTC gives; None if *value* does not have that form."""
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
        # ZoneInfo's errors for a key outside its folder, an unknown key, and a folder.
        return None
    return at
