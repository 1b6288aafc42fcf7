"""Single entries, cut out of a calendar of ours for somebody who takes one along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, pairwise, takewhile
from typing import Final

from timeline.events import Timeline
from timeline.exporters.ics.components import uid, vcalendar

_ENTRY: Final = re.compile(rb"^BEGIN:VEVENT\r\n", re.MULTILINE)
"""The beginning of an entry; inside a line, as at the end of a title, it is text."""
_END: Final = b"END:VCALENDAR\r\n"
_ZONE: Final = re.compile(rb"BEGIN:VTIMEZONE\r\nTZID:([^\r]+)\r\n.*?END:VTIMEZONE\r\n", re.DOTALL)
_USED: Final = re.compile(rb"^DT(?:START|END);TZID=([^:]+):", re.MULTILINE)
_UID: Final = re.compile(rb"BEGIN:VEVENT\r\nUID:((?:[^\r]|\r\n )+)\r\n")


def singles(timeline: Timeline, language: str, calendar: bytes) -> Iterator[tuple[str, str]]:
    """Id of each event in the *calendar* of *language*, and the text of a file with it alone.

    An event of separate days has all of its entries in one file.
    """
    # Where each entry stands: copies of all of them would be as large as the calendar, twice.
    bounds = [match.start() for match in _ENTRY.finditer(calendar)]
    bounds.append(len(calendar) - len(_END))
    places = {_uid(calendar, start): slice(start, end) for start, end in pairwise(bounds)}
    zones = {match[1]: match[0] for match in _ZONE.finditer(calendar, 0, bounds[0])}
    begin = vcalendar(timeline, None, (), [b""]).removesuffix(_END)
    for event in timeline.events:
        uids = (uid(timeline, event.id, language, part) for part in count(1))
        entries = b"".join(calendar[places[each]] for each in takewhile(places.__contains__, uids))
        if entries:
            used = sorted(set(_USED.findall(entries)))
            parts = (begin, *(zones[name] for name in used), entries, _END)
            yield event.id, b"".join(parts).decode()


def _uid(calendar: bytes, start: int) -> str:
    """UID of the entry that begins at *start*."""
    match = _UID.match(calendar, start)
    assert match is not None  # ours begin with it
    return match[1].replace(b"\r\n ", b"").decode()
