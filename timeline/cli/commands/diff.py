"""``timeline diff``."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline.cli.arguments import add_events
from timeline.cli.terminal import DONE, count
from timeline.errors import printable

TEXT = "tell what subscribers will see change, before it is published"
EXAMPLES = (
    "timeline diff",
    "timeline diff --published downloaded.ics --language ru",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    add_events(parser)
    parser.add_argument(
        "--published", type=Path, default=Path("exports"), metavar="PATH",
        help="folder of the published exports, or one calendar file (exports)",
    )  # fmt: skip
    parser.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import compare

    compared = compare(options.events, options.published, languages=options.language)
    for name, comparison in compared.items():
        changes = comparison.changes
        print(f"{name}: {count(len(changes), 'change') if changes else 'no change'}")
        for change in changes:
            for line in str(change).splitlines():
                print(f"  {printable(line, 500)}")
    notes = dict.fromkeys(note for comparison in compared.values() for note in comparison.notes)
    for note in notes:
        print(f"note: {printable(note, 500)}")
    return DONE
