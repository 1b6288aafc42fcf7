"""``timeline init``."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline.cli.terminal import DONE

TEXT = "make a small working example to begin with"
EXAMPLES = ("timeline init chronology",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("directory", type=Path, help="a folder, made if need be")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.editing import initialise

    folder = options.directory
    for path in initialise(folder):
        print(path)
    print(f"\nnow: timeline build {folder / 'events.yaml'} -o {folder / 'exports'}")
    return DONE
