"""The changes that subscribers will see: a published calendar file against the new one.

Only what an application shows is compared; SEQUENCE and stamps only announce a change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.content_lines import unescaped
from timeline.errors import DateError
from timeline.events import Status, Timeline
from timeline.exporters.ics.components import uid as uid_of
from timeline.exporters.ics.ledger import Past, moment, read_ledger
from timeline.exporters.ics.tombstones import MARK
from timeline.wording import message


class Fate(StrEnum):
    """What happens to an entry from the view of a subscriber."""

    ADDED = "added"
    DATED = "dated"
    MOVED = "moved"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    CHANGED = "changed"
    GONE = "gone"


class Detail(Struct, frozen=True):
    """A change of one property of an entry: its name ("date", "place"), and a line on it."""

    what: str
    text: str

    def __str__(self) -> str:
        """The line."""
        return self.text


class Change(Struct, frozen=True):
    """An entry that will look different; ``details`` has one line for each changed property."""

    uid: str
    title: str
    fate: Fate
    details: tuple[Detail, ...] = ()

    def __str__(self) -> str:
        """The printed form: ``moved: Summit``, and below it the details, indented."""
        return "\n  ".join((f"{self.fate}: {self.title}", *map(str, self.details)))


_SHOWN: Final = {
    "SUMMARY": "title",
    "LOCATION": "place",
    "TRANSP": "busy or free",
    "CATEGORIES": "category",
    "URL": "link",
    "GEO": "coordinates",
}
"""Properties reported with their old and new value; others are only reported as changed."""

_LONG: Final = {"LINK": "sources", "BEGIN": "reminder"}

_LONGEST_LINE: Final = 160
"""Maximum characters that are shown of a line of a description."""


def differences(published: bytes, current: bytes, language: str = "en") -> tuple[Change, ...]:
    """The changes from one calendar file in *language* to another, in the order of the current one.

    Entries that are only in the published file come last, sorted by UID.
    """
    before, after = read_ledger(published, "").entries, read_ledger(current, "").entries
    return tuple(_changes(before, after, language))


def language_of(timeline: Timeline, calendar: bytes) -> str | None:
    """The language whose UIDs *calendar* has; None if it has no UIDs of this timeline."""
    present = read_ledger(calendar, "").entries.keys()
    found = Counter(
        language
        for language in timeline.languages
        for event in timeline.events
        if uid_of(timeline, event.id, language) in present
    )
    return found.most_common(1)[0][0] if found else None


def _changes(
    before: Mapping[str, Past], after: Mapping[str, Past], language: str
) -> Iterator[Change]:
    for uid, new in after.items():
        old = before.get(uid)
        if old is None:
            yield Change(uid, _title(new), Fate.ADDED, (Detail("date", _when(new)),))
        elif not old.means_the_same(new.lines):
            yield _change(uid, old, new, language)
    for uid in sorted(before.keys() - after.keys()):
        details = (Detail("date", _when(before[uid])),)
        yield Change(uid, _title(before[uid]), Fate.GONE, details)


def _change(uid: str, old: Past, new: Past, language: str) -> Change:
    details = []
    compared = []
    was, now = _when(old), _when(new)
    if was != now:
        details.append(Detail("date", f"{was} → {now}"))
        compared.append("date")
    for name, called in _SHOWN.items():
        one, other = _value(old, name), _value(new, name)
        if one != other:
            details.append(Detail(called, _difference(called, one, other)))
            compared.append(called)
    statuses = _status(old, language), _status(new, language)
    if statuses[0] != statuses[1]:
        details.append(Detail("status", _difference("status", *statuses)))
        compared.append("status")
    details += (Detail("description", text) for text in _description(old, new, compared, language))
    for name, called in _LONG.items():
        if _lines(old, name) != _lines(new, name):
            details.append(Detail(called, f"{called} changed"))
    if not details:
        details.append(Detail("nothing", "nothing that applications show"))
    fate = _fate(old, new, statuses)
    title = _title(new if fate is Fate.REINSTATED else old)
    return Change(uid, title, fate, tuple(details))


def _fate(old: Past, new: Past, statuses: tuple[str, str]) -> Fate:
    match statuses:
        case was, Status.CANCELLED if was != Status.CANCELLED:
            return Fate.CANCELLED
        case was, Status.POSTPONED if was != Status.POSTPONED:
            return Fate.POSTPONED
        case Status.CANCELLED, now if now != Status.CANCELLED:
            return Fate.REINSTATED
    if _is_narrowed(old, new):
        return Fate.DATED
    return Fate.CHANGED if _when(old) == _when(new) else Fate.MOVED


def _is_narrowed(old: Past, new: Past) -> bool:
    """Whether the new date is more precise than the old one, and consistent with it."""
    with suppress(DateError, OverflowError):
        vague, fine = (edtf.parse(_value(entry, "X-TIMELINE-EDTF")) for entry in (old, new))
        if fine.precision.rank >= vague.precision.rank:
            return False
        bounds = vague.earliest, fine.earliest, fine.latest, vague.latest
        days = [bound for bound in bounds if bound is not None]
        return len(days) == len(bounds) and days == sorted(days)
    return False


def _status(entry: Past, language: str) -> str:
    """Our status if the description has it, otherwise the STATUS of RFC 5545."""
    written = _value(entry, "STATUS")
    label = _label("status", language)
    names = {message(f"statuses.{status}", language): status.value for status in Status}
    statuses = [
        names[text.removeprefix(label)]
        for text in _value(entry, "DESCRIPTION").splitlines()
        if text.startswith(label) and text.removeprefix(label) in names
    ]
    status = statuses[-1] if statuses else written.lower()
    is_removed = entry.property(MARK) is not None and status != Status.POSTPONED
    return Status.CANCELLED.value if is_removed or written == "CANCELLED" else status


def _description(old: Past, new: Past, compared: Collection[str], language: str) -> Iterator[str]:
    """The first line that differs, except lines on properties that are already reported."""
    known = tuple(_label(key, language) for key in ("date", "place", "status") if key in compared)
    before, after = (
        [
            text
            for text in _value(entry, "DESCRIPTION").splitlines()
            if text and not text.startswith(known)
        ]
        for entry in (old, new)
    )
    for change, i, i_end, j, j_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        was, now = _first(before[i:i_end]), _first(after[j:j_end])
        match change:
            case "replace":
                yield f"description: {was} → {now}"
            case "delete":
                yield f"no longer in the description: {was}"
            case "insert":
                yield f"new in the description: {now}"
            case _:
                continue
        return


def _label(key: str, language: str) -> str:
    return f"{message(f'labels.{key}', language)}: "


def _first(texts: list[str]) -> str:
    """The first text that is not a heading, shortened."""
    text = next((text for text in texts if not text.endswith(":")), "".join(texts[:1]))
    return text if len(text) <= _LONGEST_LINE else text[: _LONGEST_LINE - 1].rstrip() + "…"


def _difference(called: str, old: str, new: str) -> str:
    if old and new:
        return f"{called}: {old} → {new}"
    return f"{called} added: {new}" if new else f"{called} removed"


def _title(entry: Past) -> str:
    return _value(entry, "SUMMARY") or entry.uid


def _value(entry: Past, name: str) -> str:
    found = entry.property(name)
    return unescaped(found.value) if found else ""


def _lines(entry: Past, name: str) -> list[str]:
    """The lines of the property *name*; for BEGIN, the lines of the reminder."""
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
        case (date(), datetime()) | (datetime(), date()):  # only in files of other programs
            return " to ".join(found.value for found in (first, last) if found)
        case date(), date() if (end - start).days > 1:
            return f"{start} to {end - timedelta(days=1)}"
        case date(), _:
            return str(start)
    return first.value if first else "no date"


def _minute(at: datetime) -> str:
    """The form of strftime, but with a four-digit year on every system."""
    return at.replace(tzinfo=None).isoformat(" ", "minutes")
