"""Reads calendar files with ical (PyPI, by allenporter), as Home Assistant does."""

from collections.abc import Iterator
from pathlib import Path

from ical.calendar_stream import CalendarStream
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    stream = CalendarStream.from_ics(path.read_bytes().decode())
    (calendar,) = stream.calendars
    for event in calendar.events:
        yield (
            event.uid, event.summary, event.dtstart, event.dtend,
            event.status.value, event.transparency,
        )  # fmt: skip


report(read)
