"""What an editor should look at: no mistakes, but things that grow stale or are thin.

Remarks never fail a build. Only one kind depends on the day: an event whose date has passed
and whose status still says that it is to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from timeline.events import AnniversaryEvent, Event, Timeline


class Remark(Struct, frozen=True):
    """Something to look at: the event, and what about it."""

    event: str
    text: str


def remarks(timeline: Timeline, on: date | None = None) -> tuple[Remark, ...]:
    """What there is to look at, in the order of the events; *on* is the day to look from.

    Without *on*, nothing is said of events that have passed.
    """
    found = []
    twins = _twins(timeline)
    for event in timeline.events:
        if not isinstance(event, AnniversaryEvent):
            found += [Remark(event.id, text) for text in _texts(event, timeline, on)]
            if event.id in twins:
                text = f"it has the title and the date of {twins[event.id]!r}: are they one event?"
                found.append(Remark(event.id, text))
    return tuple(found)


_COMPARED: Final = 20
"""Events of one title and date that another is compared with."""


def _twins(timeline: Timeline) -> dict[str, str]:
    """By id: the event before it with the same title and date, and no other place."""
    seen: dict[tuple[str, str], list[Event]] = {}
    twins: dict[str, str] = {}
    for event in timeline.events:
        if isinstance(event, AnniversaryEvent):
            continue
        for title in sorted({text.casefold() for text in event.title.by_language.values()}):
            others = seen.setdefault((title, str(event.date)), [])
            for other in others[-_COMPARED:]:
                if other is not event and len({event.place, other.place} - {None}) < 2:
                    twins.setdefault(event.id, other.id)
            others.append(event)
    return twins


def _texts(event: Event, timeline: Timeline, on: date | None) -> Iterator[str]:
    latest = event.date.latest
    if on is not None and latest is not None and latest < on and event.status.is_pending:
        yield f"its date ({event.date}) has passed, and its status is still '{event.status}'"
    if event.disputed:
        if event.conflicts:
            claims = ", ".join(str(claim.value) for claim in event.conflicts)
            yield f"its sources disagree: {event.date}, against {claims}"
        else:
            yield "it is marked as disputed, but all of its dates agree"
    if event.previously and event.previously.value == event.date:
        yield f"'previously' is the date that it still has ({event.date})"
    if not event.sources:
        yield "it has no source"
    texts = event.title.by_language
    if "und" not in texts:
        missing = [tag for tag in timeline.languages if tag not in texts]
        if missing:
            yield f"no title in {', '.join(missing)}"
    if not event.is_dated:
        yield "it has no date yet"
    if event.anniversary and not any(other.origin == event.id for other in timeline.events):
        yield f"no anniversary of it comes before {timeline.document.last_year} ends: write 'until'"
