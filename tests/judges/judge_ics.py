"""Reads calendar files with ics (PyPI)."""

from collections.abc import Iterator
from pathlib import Path

import ics
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    calendar = ics.Calendar(path.read_bytes().decode())
    for event in calendar.events:
        start, end = event.begin.datetime, event.end.datetime
        if event.all_day:
            start, end = start.date(), end.date()
        yield (
            event.uid, event.name, start, end,
            event.status, "TRANSPARENT" if event.transparent else "OPAQUE",
        )  # fmt: skip


report(read)
