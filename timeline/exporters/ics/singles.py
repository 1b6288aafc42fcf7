"""Where in a calendar of ours each event stands, for somebody who takes one along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Entries
from timeline.exporters.ics.components import uid, vcalendar
from timeline.exporters.ics.properties import text
from timeline.exporters.ics.tombstones import MARK

_REMOVED: Final = f"\r\n{text(MARK, 'TRUE')}\r\n".encode()
_UID: Final = re.compile(rb"BEGIN:VEVENT\r\nUID:((?:[^\r]|\r\n )+)\r\n")


def entries(timeline: Timeline, language: str, calendar: Sequence[bytes]) -> Entries:
    """Where the events of *timeline* stand in the pieces of their *calendar* of that *language*.

    An event of separate days has several entries, one after the other. The tombstones behind
    them all are nobody's, not even those of events that have no day any more.
    """
    begin, *vevents, _ = calendar
    of_events = takewhile(lambda vevent: _REMOVED not in vevent, vevents)
    alone, *_ = vcalendar(timeline, None, (), [b""])
    return Entries(
        language=language,
        calendar=calendar,
        alone=alone.decode(),
        start=len(begin),
        lengths=tuple(_lengths(timeline, language, of_events)),
    )


def _lengths(timeline: Timeline, language: str, vevents: Iterator[bytes]) -> Iterator[int]:
    vevent = next(vevents, b"")
    for event in timeline.events:
        length, part = 0, 1
        while vevent and _uid(vevent) == uid(timeline, event.id, language, part):
            length, part = length + len(vevent), part + 1
            vevent = next(vevents, b"")
        yield length


def _uid(vevent: bytes) -> str:
    match = _UID.match(vevent)
    assert match is not None  # ours begin with it
    return match[1].replace(b"\r\n ", b"").decode()
