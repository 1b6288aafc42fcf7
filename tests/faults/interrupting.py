"""Builds again and again, and interrupts each build before another look at a folder.

    python interrupting.py KIND SOURCE OUT

KIND is the name of an exception, raised there, or ``SIGINT``, sent as Ctrl-C does. Every build
starts from the files that are in OUT. Prints one JSON list: for each interrupted build, the names
and contents (as Latin-1 text) of the files it left. Stops at the first build that ends by itself.
"""

import builtins
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import timeline

kind, source, folder = sys.argv[1:]
# A shell starts what runs in the background with SIGINT ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
out = Path(folder)
left: int | None = None
"""Looks at the folder until the interruption; None while nothing is interrupted."""


def hook(event: str, values: tuple[object, ...]) -> None:
    global left
    if left is None or not event.startswith(("open", "os.", "shutil.")):
        return
    if folder not in repr(values):
        return
    left -= 1
    if left == 0:
        left = None
        if kind == "SIGINT":
            os.kill(os.getpid(), signal.SIGINT)
        else:
            raise getattr(builtins, kind)("interrupted")


def is_pending() -> bool:
    """Whether the interruption is still to come."""
    return left is not None


def contents() -> dict[str, str]:
    return {
        str(path.relative_to(out)): path.read_bytes().decode("latin-1")
        for path in out.rglob("*")
        if path.is_file()
    }


def restore(before: dict[str, str]) -> None:
    for name in contents().keys() - before.keys():
        (out / name).unlink()
    for name, content in before.items():
        (out / name).write_bytes(content.encode("latin-1"))


def main() -> None:
    global left
    before = contents()
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    found: list[dict[str, str]] = []
    sys.addaudithook(hook)
    while True:
        left = len(found) + 1
        try:
            timeline.build(source, out, formats=["ics", "json"], now=lambda: moment)
        except BaseException:
            if is_pending():  # not ours
                raise
        if is_pending():
            break
        found.append(contents())
        restore(before)
    left = None
    print(json.dumps(found))


if __name__ == "__main__":
    main()
