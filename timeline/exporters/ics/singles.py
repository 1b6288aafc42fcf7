"""Where in a calendar of ours each event stands, for somebody who takes one along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Entries
from timeline.exporters.ics.components import uid, vcalendar

_END: Final = b"END:VCALENDAR\r\n"
_ENTRY: Final = re.compile(rb"^BEGIN:VEVENT\r\nUID:((?:[^\r]|\r\n )+)\r\n", re.MULTILINE)
"""The beginning of an entry; inside a line, as at the end of a title, it is text."""


def entries(timeline: Timeline, language: str, calendar: bytes) -> Entries:
    """Where the events of *timeline* stand in their *calendar* of that *language*.

    An event of separate days has several entries, one after the other.
    """
    found = [
        (match[1].replace(b"\r\n ", b""), match.start()) for match in _ENTRY.finditer(calendar)
    ]
    # What follows the last event is a tombstone, or the end.
    found.append((b"", len(calendar) - len(_END)))
    return Entries(
        language=language,
        calendar=calendar,
        alone=vcalendar(timeline, None, (), [b""]).removesuffix(_END).decode(),
        start=found[0][1],
        lengths=tuple(_lengths(timeline, language, found)),
    )


def _lengths(timeline: Timeline, language: str, found: list[tuple[bytes, int]]) -> Iterator[int]:
    here = 0
    for event in timeline.events:
        first = here
        for part in count(1):
            if found[here][0] != uid(timeline, event.id, language, part).encode():
                break
            here += 1
        yield found[here][1] - found[first][1]
