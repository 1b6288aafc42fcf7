"""Reads calendar files with recurring-ical-events (PyPI), as Home Assistant's helpers do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import recurring_ical_events
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    for event in recurring_ical_events.of(calendar).between(date(900, 1, 1), date(2100, 1, 1)):
        yield (
            str(event["UID"]), str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt,
            str(event["STATUS"]), str(event["TRANSP"]),
        )  # fmt: skip


report(read)
