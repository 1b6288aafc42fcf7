"""Reads calendar files with vobject (PyPI)."""

import vobject
from verdicts import tell


def read(path):
    (calendar,) = vobject.readComponents(path.read_bytes().decode())
    for event in calendar.contents.get("vevent", ()):
        end = event.dtend.value if "dtend" in event.contents else None
        yield (
            event.uid.value, event.summary.value, event.dtstart.value, end,
            event.status.value, event.transp.value,
        )  # fmt: skip


tell(read)
