"""Runs the command line as a user without permissions, since root may write anywhere.

    python unprivileged.py ARGUMENTS...

Everything is imported first, by separate builds, because that user may not read the libraries.
"""

import io
import os
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import timeline
import timeline.wording.cldr_data  # Babel, which plurals need
from timeline.cli import main

NOBODY = 65534

if __name__ == "__main__":
    chronology = timeline.loads("events: [{id: a, title: A, when: 2024-11}]")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            timeline.build(chronology, folder, formats=["ics", "json"])
        file = Path(folder, "events.yaml")
        file.write_text("events: [{id: a, title: A, when: 2024-11}]", "utf-8")
        with redirect_stdout(io.StringIO()):
            main(["build", str(file), "-o", folder])
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.exit(main(sys.argv[1:]))
