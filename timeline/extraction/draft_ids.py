"""Ids of drafts: kind, place or parties, year and month."""

from __future__ import annotations

from msgspec.structs import replace

from timeline.drafting import Ids
from timeline.events import Event, Timeline
from timeline.extraction.drafts import Draft


def with_ids(drafts: list[Draft], chronology: Timeline | None) -> tuple[Draft, ...]:
    """The drafts with unique ids, derived from the kind, the place and the date."""
    ids = Ids(event.id for event in chronology.events) if chronology else Ids()
    return tuple(
        replace(draft, event=replace(draft.event, id=ids.free(_stem(draft.event))))
        for draft in drafts
    )


def _stem(event: Event) -> str:
    """Kind, place or parties, year and month: ``congress-astana-2025-09``."""
    where = [event.place] if event.place else [party.lower() for party in event.parties[:3]]
    first, last = event.date.iso_bounds if event.is_dated else (None, None)
    when = [day.lstrip("+")[:7] for day in (first or last,) if day and not day.startswith("-")]
    if when and first and last and first[:7] != last[:7]:
        when = [when[0][:4]]
    return "-".join([event.kind, *where, *(when or ["undated"])])
