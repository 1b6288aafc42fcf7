"""Reads calendar files with icalendar (PyPI)."""

import icalendar
from verdicts import tell


def read(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        yield (
            str(event["UID"]), str(event["SUMMARY"]), event.start, event.end,
            str(event["STATUS"]), str(event["TRANSP"]),
        )  # fmt: skip


tell(read)
