"""What subscribers will see change: a published calendar file against the one to be published.

Only what an application shows is compared; SEQUENCE and stamps are how a change is carried,
not what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from timeline.content_lines import unescaped
from timeline.exporters.ics.ledger import Past, moment, read


class Fate(StrEnum):
    """What becomes of an entry, in the eyes of a subscriber."""

    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that will look different; ``details`` tell how, one line each."""

    uid: str
    title: str
    fate: Fate
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As printed: ``moved: Summit``, and the details below, indented."""
        return "\n  ".join((f"{self.fate}: {self.title}", *self.details))


_SHOWN: Final = {
    "SUMMARY": "title",
    "LOCATION": "place",
    "STATUS": "status",
    "TRANSP": "busy or free",
    "CATEGORIES": "category",
    "URL": "link",
    "GEO": "coordinates",
}
"""Properties that are told with their old and new value; of others, that they changed."""

_LONG: Final = {"DESCRIPTION": "description", "LINK": "sources", "BEGIN": "reminder"}


def differences(published: bytes, current: bytes) -> tuple[Change, ...]:
    """The changes from one calendar file to another, in the order of the current one.

    What is only in the published file comes last, in order of UID.
    """
    before, after = read(published, "").entries, read(current, "").entries
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, Past], after: Mapping[str, Past]) -> Iterator[Change]:
    for uid, new in after.items():
        old = before.get(uid)
        if old is None:
            yield Change(uid, _title(new), Fate.ADDED, (_when(new),))
        elif not new.says_the_same(old.lines):
            yield _change(uid, old, new)
    for uid in sorted(before.keys() - after.keys()):
        yield Change(uid, _title(before[uid]), Fate.GONE, (_when(before[uid]),))


def _change(uid: str, old: Past, new: Past) -> Change:
    details = []
    was, now = _when(old), _when(new)
    if was != now:
        details.append(f"{was} → {now}")
    for name, called in _SHOWN.items():
        one, other = _value(old, name), _value(new, name)
        if one != other:
            details.append(f"{called}: {one or 'none'} → {other or 'none'}")
    for name, called in _LONG.items():
        if _lines(old, name) != _lines(new, name):
            details.append(f"{called} changed")
    if not details:
        details.append("nothing that applications show")
    fate = Fate.MOVED if was != now else Fate.CHANGED
    if _value(new, "STATUS") == "CANCELLED" != _value(old, "STATUS"):
        fate = Fate.CANCELLED
    return Change(uid, _title(old), fate, tuple(details))


def _title(entry: Past) -> str:
    return _value(entry, "SUMMARY") or entry.uid


def _value(entry: Past, name: str) -> str:
    found = entry.property(name)
    return unescaped(found.value) if found else ""


def _lines(entry: Past, name: str) -> list[str]:
    """The lines of that property; those of a reminder for BEGIN."""
    start = next((n for n, text in enumerate(entry.lines) if text.startswith("BEGIN:")), None)
    if name == "BEGIN":
        return [] if start is None else list(entry.lines[start:])
    return [text for text in entry.lines[:start] if text.split(":")[0].split(";")[0] == name]


def _when(entry: Past) -> str:
    first, last = entry.property("DTSTART"), entry.property("DTEND")
    start, end = moment(first), moment(last)
    match start, end:
        case datetime(), datetime():
            is_one_day = start.date() == end.date()
            until = f"{end:%H:%M}" if is_one_day else _minute(end)
            return f"{_minute(start)} to {until} ({start.tzinfo})"
        case datetime(), None:
            return f"{_minute(start)} ({start.tzinfo})"
        case (date(), datetime()) | (datetime(), date()):  # only others mix them
            return " to ".join(found.value for found in (first, last) if found)
        case date(), date() if (end - start).days > 1:
            return f"{start} to {end - timedelta(days=1)}"
        case date(), _:
            return str(start)
    return first.value if first else "no date"


def _minute(at: datetime) -> str:
    """As strftime has it, but with four digits of the year on every system."""
    return at.replace(tzinfo=None).isoformat(" ", "minutes")
