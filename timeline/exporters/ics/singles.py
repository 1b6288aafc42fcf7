"""Single entries, cut out of a calendar of ours for somebody who takes one along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile
from typing import Final

from timeline.events import Timeline
from timeline.exporters.ics.components import uid, vcalendar

_BEGIN: Final = b"BEGIN:VEVENT\r\n"
_ENTRY: Final = re.compile(rb"^BEGIN:VEVENT\r\n", re.MULTILINE)
"""The beginning of an entry; inside a line, as at the end of a title, it is text."""
_END: Final = b"END:VCALENDAR\r\n"
_ZONE: Final = re.compile(rb"BEGIN:VTIMEZONE\r\nTZID:([^\r]+)\r\n.*?END:VTIMEZONE\r\n", re.DOTALL)
_USED: Final = re.compile(rb"^DT(?:START|END);TZID=([^:]+):", re.MULTILINE)
_UID: Final = re.compile(rb"UID:((?:[^\r]|\r\n )+)\r\n")


def singles(timeline: Timeline, language: str, calendar: bytes) -> Iterator[tuple[str, str]]:
    """Id of each event in the *calendar* of *language*, and the text of a file with it alone.

    An event of separate days has all of its entries in one file.
    """
    head, *blocks = _ENTRY.split(calendar.removesuffix(_END))
    zones = {match[1]: match[0] for match in _ZONE.finditer(head)}
    by_uid = {}
    for block in blocks:
        match = _UID.match(block)
        assert match is not None  # ours begin with it
        by_uid[match[1].replace(b"\r\n ", b"").decode()] = _BEGIN + block
    begin = vcalendar(timeline, None, (), [b""]).removesuffix(_END)
    for event in timeline.events:
        uids = (uid(timeline, event.id, language, part) for part in count(1))
        entries = b"".join(by_uid[each] for each in takewhile(by_uid.__contains__, uids))
        if entries:
            used = sorted(set(_USED.findall(entries)))
            parts = (begin, *(zones[name] for name in used), entries, _END)
            yield event.id, b"".join(parts).decode()
