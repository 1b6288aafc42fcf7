"""How a judge reports what it read: one JSON object per line, for each event of each file."""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

Verdict = tuple[str, str, date, date | None, str, Any]
"""Of an event: UID, summary, start, end if there is one, status, and transparency as read."""


def report(read: Callable[[Path], Iterable[Verdict]]) -> None:
    """Prints what *read* finds in the files of the command line.

    *read* gives the events of a file.
    """
    for name in sys.argv[1:]:
        for uid, summary, start, end, status, transparency in read(Path(name)):
            verdict = {
                "file": name,
                "uid": uid,
                "summary": summary,
                "start": moment(start),
                "end": moment(end),
                "all_day": not isinstance(start, datetime),
                "status": status,
                "transp": transparency,
            }
            print(json.dumps(verdict))


def moment(value: date | None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        return value.isoformat()
    assert value.tzinfo is not None, "a floating time"
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
