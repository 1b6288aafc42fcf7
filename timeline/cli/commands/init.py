"""``timeline init``."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline.cli.terminal import DONE
from timeline.paths import quoted

TEXT = "write a small working example to start from"
EXAMPLES = ("timeline init chronology",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("directory", type=Path, help="folder, created if it does not exist")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.editing import initialise

    folder = options.directory
    for path in initialise(folder):
        print(quoted(path))
    events, exports = quoted(folder / "events.yaml"), quoted(folder / "exports")
    print(f"\nnow: timeline build {events} -o {exports}")
    return DONE
