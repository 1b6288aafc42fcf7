"""Runs the command line and kills it, as ``kill -9`` does, before its N-th look at a folder.

    python dying.py N FOLDER ARGUMENTS...

An audit hook (PEP 578) sees every opening, renaming and removing before it is done, so the
numbers 1, 2, 3 ... are all the moments at which files can be in different states. The last
line of standard output is how many there were, if the command came to its end.
"""

import os
import signal
import sys

last, folder, *arguments = sys.argv[1:]
seen = 0


def hook(event: str, values: tuple[object, ...]) -> None:
    global seen
    if not event.startswith(("open", "os.", "shutil.")) or folder not in repr(values):
        return
    seen += 1
    if seen == int(last):
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    from timeline.cli import main

    sys.addaudithook(hook)
    code = main(arguments)
    print(seen)
    sys.exit(code)
