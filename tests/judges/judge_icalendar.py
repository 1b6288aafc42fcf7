"""Reads calendar files with icalendar (PyPI)."""

from collections.abc import Iterator
from pathlib import Path

import icalendar
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    for event in calendar.events:
        assert not event.errors, event.errors
        yield (
            str(event["UID"]), str(event["SUMMARY"]), event.start, event.end,
            str(event["STATUS"]), str(event["TRANSP"]),
        )  # fmt: skip


report(read)
