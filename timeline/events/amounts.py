"""Limits of what a chronology makes: anniversaries, and exports in proportion to its size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Final

from timeline.events.completed import Timeline
from timeline.events.event import Event
from timeline.events.header import Zones

MOST_ANNIVERSARIES: Final = 500
"""The maximum number of anniversaries of an event: yearly ones for five centuries."""

MOST_DERIVED: Final = 50_000
"""The maximum number of anniversaries in a file; a small file could otherwise make millions."""

MOST_ENTRIES: Final = 30_000
CHARACTERS_PER_ENTRY: Final = 12
"""The maximum number of entries in all calendars together, with a file counted as `_FILE`:
`MOST_ENTRIES`, one for each event, and one more for every `CHARACTERS_PER_ENTRY` characters in the
events. An event with its titles and sources has about 400 characters; in five languages, it makes
about thirty entries with most feeds."""

MOST_ZONE_YEARS: Final = 10_000
"""Maximum number of years of clock rules, over all time zones: about two seconds of work."""

_FILE: Final = 4
"""The cost of a file, in entries."""

_AROUND: Final = 11
"""Years before and after its times for which a zone's clock rules are examined."""

FIRST_CLOCKS: Final = 1840
LAST_CLOCKS: Final = 2100
"""Outside these years, tzdata has only lasting rules: other changes are from 1844 to 2087."""


def excess(timeline: Timeline, languages: Collection[str]) -> tuple[str, str] | None:
    """What a small file would produce too much of, with a hint; None if it does not."""
    calendar = timeline.calendar
    files = entries = 0
    for feed in calendar.feeds:
        groups = Counter(group for event in timeline.events for group in event.groups(feed))
        files += len(groups)
        entries += groups.total()
    total = len(languages) * (len(timeline.events) + entries + _FILE * (files + 1))
    allowed = MOST_ENTRIES + len(timeline.document.events)
    if total > allowed:  # only now: a large chronology has many texts
        allowed += sum(map(_characters, timeline.document.events)) // CHARACTERS_PER_ENTRY
    if total > allowed:
        fact = (
            f"{len(timeline.events):,} events with their anniversaries, in {len(languages)} "
            f"languages, would have {len(languages) * (len(timeline.events) + entries):,} entries "
            f"in {len(languages) * (files + 1):,} files"
        )
        return fact, "use fewer languages or feeds, or derive fewer anniversaries"
    years: dict[str, list[int]] = defaultdict(list)
    for event in timeline.events:
        if event.date.is_timed:
            years[timeline.zone(event)] += event.date.years
    clocks = sum(
        max(min(max(found), LAST_CLOCKS) - max(min(found), FIRST_CLOCKS), 0) + _AROUND
        for found in years.values()
    )
    if calendar.timezones is Zones.LOCAL and clocks > MOST_ZONE_YEARS:
        fact = f"the times of the events are in {len(years)} time zones over {clocks:,} years"
        return fact, "write 'timezones: utc' in the header, or times in fewer zones"
    return None


def _characters(event: Event) -> int:
    """Characters of an event and its sources; those of short fields are not counted."""
    texts = [event.title, event.venue, event.description]
    plain = [event.id, *event.aliases]
    for source in event.sources:
        texts.append(source.note)
        plain += (source.document, source.publisher or "", source.url or "", source.quote or "")
    plain += (part for text in texts if text for part in text.by_language.values())
    return sum(map(len, plain))
