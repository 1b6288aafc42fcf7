"""Runs the command line as somebody who owns nothing; root may write anywhere.

    python unprivileged.py ARGUMENTS...

Everything is imported first, by builds of its own, for the libraries may be closed to others.
"""

import os
import sys
import tempfile

import timeline
from timeline.cli import main

NOBODY = 65534

if __name__ == "__main__":
    chronology = timeline.loads("events: [{id: a, title: A, when: 2024-11}]")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            timeline.build(chronology, folder, formats=["ics", "json"])
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.exit(main(sys.argv[1:]))
