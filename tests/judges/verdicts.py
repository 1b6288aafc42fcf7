"""How a judge tells what it read: one JSON object a line, for each event of each file."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path


def tell(read):
    """Prints what *read* finds in the files of the command line.

    *read* gives, for each event of a path, uid, summary, start, end, status, transparency; the end
    is None where the reader has none.
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


def moment(value):
    if value is None:
        return None
    if not isinstance(value, datetime):
        return value.isoformat()
    assert value.tzinfo is not None, "a floating time"
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
