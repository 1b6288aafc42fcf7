"""One calendar with the entries of several others, which may belong to different chronologies.

Entries are copied unchanged, so that an entry is the same here and in the calendar of its
chronology, including its SEQUENCE. The calendar serves as its own ledger only for other entries:
those that are in no calendar any more become tombstones, and an entry that comes back gets a
higher SEQUENCE than before.

The calendars are read twice, entry by entry, so that only the UIDs are held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from timeline.content_lines import clean, clean_line, parse
from timeline.errors import InputError, Place
from timeline.events import Timeline
from timeline.exporters.ics import ledger
from timeline.exporters.ics.components import Entry, Label, vcalendar, vevent
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.ledger import HIGHEST, Ledger
from timeline.exporters.ics.tombstones import tombstones
from timeline.subscribing import calendar_title
from timeline.wording import imprint


class CombinedCalendar(Struct, frozen=True):
    """The calendar in pieces, made during iteration; ``size`` is the number of its entries."""

    pieces: Iterable[bytes]
    size: int
    notes: tuple[str, ...] = ()


def combined(
    timeline: Timeline,
    language: str,
    parts: Sequence[Iterable[bytes]],
    previous: Iterable[bytes] | None,
    now: Callable[[], datetime],
    *,
    name: str,
    titles: Iterable[str] = (),
) -> CombinedCalendar:
    """The calendar of *timeline* in *language* with the entries of *parts*, calendar files.

    *timeline* supplies the header. *previous* is the calendar as last published, called *name* in
    messages; the *titles* of the parts are listed in the description.

    Raises:
        InputError: *previous* has unresolved merge conflicts.
    """
    origins, bounds = _origins(parts)
    past, known = _exceptions(previous, origins, name)
    gone = tuple(
        tombstones(
            timeline,
            past,
            past.entries.keys() - origins.keys(),
            {},
            Describer(timeline, language),
            now,
            "calendar.left",
            is_ours=lambda uid: True,  # chronologies may have different domains
        )
    )
    left = {entry.uid: vevent(entry, past.stamps(entry, now)) for entry in gone}
    first = max(
        (past.sequence(uid) + 1 for uid in past.entries.keys() - origins.keys() - left.keys()),
        default=0,
    )
    first = min(max(first, past.first_sequence), HIGHEST)
    label = Label(calendar_title(timeline, language), _description(timeline, language, titles))
    moments = [moment for pair in bounds.values() for moment in pair]
    moments += [moment for entry in gone for moment in entry.moments]
    head, _, end = vcalendar(timeline, label, moments, [b""], first)
    revised = {uid for uid in past.entries if uid in origins}
    low = {uid for uid, origin in origins.items() if origin.sequence < past.first_sequence}
    revised |= low - known
    pieces = _Pieces(head, parts, origins, past, revised, tuple(left.values()), end, now)
    return CombinedCalendar(pieces, len(origins) + len(left), past.notes)


class _Provenance(Struct, frozen=True):
    """The index of the calendar that an entry is taken from, its SEQUENCE, and its hash."""

    index: int
    sequence: int
    digest: int


_Provenances = Mapping[str, _Provenance]
"""The entries of the calendar by UID."""


class _Pieces(Struct, frozen=True):
    head: bytes
    parts: Sequence[Iterable[bytes]]
    origins: _Provenances
    past: Ledger
    revised: set[str]
    left: tuple[bytes, ...]
    end: bytes
    now: Callable[[], datetime]

    def __iter__(self) -> Iterator[bytes]:
        yield self.head
        for index, part in enumerate(self.parts):
            for uid, number, _, entry in _entries(part):
                if self.origins[uid].index == index:
                    yield self._revision(uid, number, entry) if uid in self.revised else entry
        yield from self.left
        yield self.end

    def _revision(self, uid: str, number: int, entry: bytes) -> bytes:
        """The *entry* with a SEQUENCE above its last one here, or unchanged if it says the same."""
        lines = ledger.read_ledger(_FILE % entry, "").entries[uid].lines
        made = Entry(uid, lines)
        return vevent(made, self.past.stamps(made, self.now, number - 1))


_FILE: Final = b"BEGIN:VCALENDAR\r\n%bEND:VCALENDAR\r\n"


def _origins(parts: Sequence[Iterable[bytes]]) -> tuple[_Provenances, Mapping[str, list[datetime]]]:
    """The calendar that each entry is taken from, and the first and last moment in each time zone.

    An event that was moved to another chronology is a tombstone in the old one.
    """
    found: dict[str, _Provenance] = {}
    dead: set[str] = set()
    bounds: dict[str, list[datetime]] = {}
    for index, part in enumerate(parts):
        for uid, number, is_tombstone, entry in _entries(part):
            for moment in _moments(entry):
                pair = bounds.setdefault(str(moment.tzinfo), [moment, moment])
                pair[:] = min(pair[0], moment), max(pair[1], moment)
            if uid not in found or (uid in dead and not is_tombstone):
                found[uid] = _Provenance(index, number, hash(entry))
                (dead.add if is_tombstone else dead.discard)(uid)
    return found, bounds


_LOCAL: Final = re.compile(rb"^(DT(?:START|END);TZID=[^\r\n]+)", re.MULTILINE)


def _moments(entry: bytes) -> Iterator[datetime]:
    """The times of *entry* that need a VTIMEZONE; their lines are too short to be folded."""
    for match in _LOCAL.finditer(entry):
        moment = ledger.moment(parse(0, match[1].decode(errors="replace")))
        if isinstance(moment, datetime):
            yield moment


def _exceptions(
    previous: Iterable[bytes] | None, origins: _Provenances, name: str
) -> tuple[Ledger, set[str]]:
    """The entries of the *previous* calendar that differ from *origins*, and the UIDs of all.

    They are in no calendar any more, or their SEQUENCE is not lower than there.
    """
    if previous is None:
        return Ledger({}), set()
    problems = []
    kept: list[bytes] = []
    known: set[str] = set()
    line = 0
    for number, block in enumerate(_blocks(previous)):
        for problem in ledger.conflicts(block, name):
            problems.append(problem._replace(place=Place(name, line + problem.place.line, 1)))
        line += block.count(b"\n")
        found = ledger.copies(block)
        known.update(found)
        if not number or any(
            _is_exception(origins.get(uid), found[uid][0], block) for uid in found
        ):
            kept.append(block)
    if problems:
        raise InputError(problems)
    return ledger.read_ledger(b"".join([*kept, _END]), name), known


def _is_exception(origin: _Provenance | None, sequence: int, entry: bytes) -> bool:
    """Whether the published *entry* differs from that at *origin* and is not an older revision."""
    return origin is None or (sequence >= origin.sequence and hash(entry) != origin.digest)


_END: Final = b"END:VCALENDAR\r\n"
_END_OF_ENTRY: Final = b"END:VEVENT"


def _entries(pieces: Iterable[bytes]) -> Iterator[tuple[str, int, bool, bytes]]:
    """The UID, the SEQUENCE, whether it is a tombstone, and the octets of each entry."""
    blocks = _blocks(pieces)
    next(blocks)
    for block in blocks:
        for uid, (number, is_tombstone) in ledger.copies(block).items():
            yield uid, number, is_tombstone, block


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The head of a calendar file, then each of its entries, without what follows them."""
    mark = b"\nBEGIN:VEVENT"
    rest = b""
    start = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(mark)
        for block in whole:
            yield start + block + b"\n"
            start = mark[1:]
    end = rest.rfind(_END_OF_ENTRY) if start else rest.rfind(_END[:-2])
    if end < 0:
        yield start + rest  # the file is damaged
    elif start:
        yield start + rest[: end + len(_END_OF_ENTRY)] + b"\r\n"
    else:
        yield rest[:end]


def _description(timeline: Timeline, language: str, titles: Iterable[str]) -> str:
    """The header's description, the calendars that are combined, and the publisher."""
    text = timeline.calendar.description
    words = clean(timeline.text(text, language)[0]).strip() if text else ""
    names = "; ".join(filter(None, map(clean_line, titles)))
    lines = "\n".join(clean_line(line.text) for line in imprint(timeline, language))
    return "\n\n".join(filter(None, (words, names, lines)))
