"""Expands calendar files with ical (PyPI, by allenporter), as Home Assistant does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    calendar = IcsCalendarStream.calendar_from_ics(path.read_bytes().decode())
    years = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
    for event in calendar.timeline_tz(UTC).overlapping(*years):
        yield (
            event.uid, event.summary, event.dtstart, event.dtend,
            event.status.value, event.transparency,
        )  # fmt: skip


report(read)
