"""Reads calendar files with vobject (PyPI)."""

from collections.abc import Iterator
from pathlib import Path

import vobject
from verdicts import Verdict, report


def read(path: Path) -> Iterator[Verdict]:
    (calendar,) = vobject.readComponents(path.read_bytes().decode())
    for event in calendar.contents.get("vevent", ()):
        end = event.dtend.value if "dtend" in event.contents else None
        yield (
            event.uid.value, event.summary.value, event.dtstart.value, end,
            event.status.value, event.transp.value,
        )  # fmt: skip


report(read)
