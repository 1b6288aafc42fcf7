"""Reads calendar files with vobject (PyPI)."""

import vobject
from verdicts import tell


def read(path):
    (calendar,) = vobject.readComponents(path.read_bytes().decode())
    for event in calendar.contents.get("vevent", ()):
        yield (
            event.uid.value, event.summary.value, event.dtstart.value, event.dtend.value,
            event.status.value, event.transp.value,
        )  # fmt: skip


tell(read)
