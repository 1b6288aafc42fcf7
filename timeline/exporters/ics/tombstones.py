"""Tombstones: the entries that replace removed entries of a calendar for a while.

Without them, an entry would vanish for subscribers without notice, and people who imported the file
would keep it for ever. A tombstone has the UID of the entry, a higher SEQUENCE, the status
cancelled, and a word before its title.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from timeline.content_lines import clean_line, unescaped
from timeline.events import Event, Retention, Status, Timeline
from timeline.exporters.ics.components import FREE, Entry, entry, is_own_uid
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.ledger import Ledger, Past, moment
from timeline.exporters.ics.properties import text
from timeline.wording import message

MARK: Final = "X-TIMELINE-REMOVED"
"""The property of an entry whose event is not in the chronology, or has no day any more."""


def tombstones(
    timeline: Timeline,
    past: Ledger,
    gone: Collection[str],
    hidden: Mapping[str, Event],
    describer: Describer,
    now: Callable[[], datetime],
    words: str = "calendar.removed",
    *,
    is_ours: Callable[[str], bool] | None = None,
) -> Iterator[Entry]:
    """The tombstones of entries in *past* that are *gone* (UIDs), in order of UID.

    *hidden* events, by UID, are still in the chronology, for example with a date that became too
    imprecise for a calendar: they keep their description. Others get the message *words*. A
    tombstone is removed when the header's ``removed_days`` have passed both since its last day
    and since it was made, so that subscribers had time to see it. *is_ours* says whether a UID
    belongs to the calendar; by default, UIDs with the domain of *timeline* do.
    """
    calendar = timeline.calendar
    if not past.is_ours or calendar.removed is Retention.DROP:
        return
    for uid in sorted(gone):
        if not (is_ours(uid) if is_ours else is_own_uid(timeline, uid)):
            continue  # The domain was changed: every entry has a new UID, and would appear twice.
        old = past.entries[uid]
        start, end = moment(old.property("DTSTART")), moment(old.property("DTEND"))
        if start is None or not _is_span(old, start, end):
            continue
        if old.property(MARK) and old.stamps:
            since = max(_day(end or start), _day(old.stamps.revised))
            if (now().date() - since).days > calendar.removed_days:
                continue
        event = hidden.get(uid)
        description = describer.description(event) if event else message(words, describer.language)
        yield _tombstone(timeline, old, (start, end), description, event, describer)


def _tombstone(
    timeline: Timeline,
    old: Past,
    days: tuple[date, date | None],
    description: str,
    event: Event | None,
    describer: Describer,
) -> Entry:
    def old_text(name: str) -> str:
        found = old.property(name)
        return clean_line(unescaped(found.value)) if found else ""

    title = old_text("SUMMARY") or old.uid
    if why := event and describer.hidden_title(event):
        title = why
    elif not old.property(MARK) and old_text("STATUS") != "CANCELLED":
        title = message("calendar.removed_title", describer.language, title=title)
    status = "CANCELLED" if timeline.calendar.removed is Retention.TOMBSTONE else "CONFIRMED"
    if event and event.status is Status.POSTPONED:
        status = "TENTATIVE"  # like every postponed event: Google hides cancelled ones
    location = old_text("LOCATION")
    return entry(
        old.uid,
        *days,
        timeline.calendar.timezones,
        (
            text("SUMMARY", title),
            text("DESCRIPTION", description),
            *((text("LOCATION", location),) if location else ()),
            text("STATUS", status),
            *FREE,
            text(MARK, "TRUE"),
        ),
    )


def _is_span(old: Past, start: date, end: date | None) -> bool:
    """Whether the entry ends after its start, or begins at a moment and has no end."""
    if end is None:
        return isinstance(start, datetime) and old.property("DTEND") is None
    return type(start) is type(end) and start < end


def _day(at: date) -> date:
    return at.astimezone(UTC).date() if isinstance(at, datetime) else at
