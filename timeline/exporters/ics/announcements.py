"""What changed between two calendars, as entries of a change feed in the calendar's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Final

from timeline import edtf
from timeline.changes import EPOCH, Announcement, tag
from timeline.content_lines import unescaped
from timeline.errors import DateError
from timeline.events import Timeline
from timeline.exporters.ics.comparison import Change, Fate, differences
from timeline.exporters.ics.components import uid as uid_of
from timeline.exporters.ics.ledger import Past, read_ledger, utc
from timeline.exporters.ics.tombstones import MARK
from timeline.wording import date_words, event_title, message

_HEAD: Final = b"BEGIN:VEVENT"
_LAST_MODIFIED: Final = re.compile(rb"^LAST-MODIFIED:(\d{8}T\d{6}Z)", re.MULTILINE)


def latest(calendar: bytes) -> datetime:
    """The time of the last revision in *calendar*; 1970 if it has no entries."""
    times = _LAST_MODIFIED.findall(calendar)  # of equal length, so the greatest is the latest
    return (utc(max(times).decode()) if times else None) or EPOCH


def announcements(
    timeline: Timeline,
    language: str,
    published: bytes,
    current: bytes,
    now: Callable[[], datetime],
) -> Iterator[Announcement]:
    """The changes from the *published* calendar to the *current* one, in *language*.

    *now* gives the time of the removal of an entry without a tombstone. A change of an event on
    separate days, which has several entries, is announced once.
    """
    published, current = _without_common(published, current)
    changes = differences(published, current, language)
    if not changes:
        return
    before, after = read_ledger(published, "").entries, read_ledger(current, "").entries
    events = {uid_of(timeline, event.id, language): event.id for event in timeline.events}
    seen = set()
    for change in changes:
        old, new = before.get(change.uid), after.get(change.uid)
        kind = _kind(change, old, new)
        first = _first_part(change.uid)
        if kind is None or (first, kind) in seen:
            continue
        seen.add((first, kind))
        entry = new or old
        stamps = entry.stamps if entry else None
        revision = (stamps.sequence if stamps else 0) + (new is None)
        moment = stamps.revised if stamps and new else now()
        event = events.get(first)
        title = (
            event_title(timeline.event(event), timeline, language)
            if event
            else _value(old or new, "SUMMARY") or change.title
        )
        yield Announcement(
            tag(timeline.calendar, moment, f"{change.uid}/{revision}"),
            kind,
            message(f"changes.{kind}", language, title=title),
            tuple(_lines(old, new, language)),
            moment,
            event,
        )


def _without_common(published: bytes, current: bytes) -> tuple[bytes, bytes]:
    """Both calendars without the entries that have the same octets in both."""
    before, after = published.split(_HEAD), current.split(_HEAD)
    common = {*before[1:-1]} & {*after[1:-1]}

    def rest(pieces: list[bytes]) -> bytes:
        if len(pieces) < 2:
            return b"".join(pieces)
        kept = (piece for piece in pieces[1:-1] if piece not in common)
        return _HEAD.join([pieces[0], *kept, pieces[-1]])

    return rest(before), rest(after)


def _first_part(uid: str) -> str:
    """The UID of the first entry of an event that has several."""
    name, _, domain = uid.rpartition("@")
    stem, dashes, part = name.rpartition("--")
    return f"{stem}@{domain}" if dashes and part.isdecimal() and len(part) < 5 else uid


def _kind(change: Change, old: Past | None, new: Past | None) -> str | None:
    """The kind of *change*; None for an edit, and for a tombstone that appears or disappears."""
    was_gone = old is not None and old.property(MARK) is not None
    is_gone = new is None or new.property(MARK) is not None
    if is_gone:
        # A postponed event may have no days any more, but it is not removed.
        is_postponed = change.fate is Fate.POSTPONED
        return None if was_gone or old is None else "postponed" if is_postponed else "removed"
    if was_gone:
        return "reinstated"
    return None if change.fate in (Fate.CHANGED, Fate.GONE) else change.fate.value


def _lines(old: Past | None, new: Past | None, language: str) -> Iterator[str]:
    """The date and the place, with their old values if they changed."""
    was, now = _date(old, language), _date(new, language)
    if shown := _changed(was, now):
        yield f"{message('labels.date', language)}: {shown}"
    if shown := _changed(_value(old, "LOCATION"), _value(new, "LOCATION")):
        yield f"{message('labels.place', language)}: {shown}"


def _changed(old: str, new: str) -> str:
    return f"{old} → {new}" if old and new and old != new else new or old


def _date(entry: Past | None, language: str) -> str:
    if entry is not None:
        with suppress(DateError, OverflowError):
            return date_words(edtf.parse(_value(entry, "X-TIMELINE-EDTF")), language)
    return ""


def _value(entry: Past | None, name: str) -> str:
    found = entry.property(name) if entry else None
    return unescaped(found.value) if found else ""
