"""``timeline diff``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import (
    add_events,
    add_json,
    content_and_name,
    is_standard_input,
    load_events,
    refuse_second_input,
)
from timeline.cli.terminal import DONE, count, print_report
from timeline.errors import printable

if TYPE_CHECKING:
    from timeline.exporters.ics.comparison import Change

TEXT = "show what subscribers will see change, before it is published"
EXAMPLES = (
    "timeline diff",
    "timeline diff --published downloaded.ics --language ru",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    add_events(parser)
    parser.add_argument(
        "--published", type=Path, default=Path("exports"), metavar="PATH",
        help="folder of the published exports, or one calendar file, or - (exports)",
    )  # fmt: skip
    parser.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")
    add_json(parser, "calendars with their changes, and notes")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import compare

    refuse_second_input(options.events, options.published)
    events, published = options.events, options.published
    compared = compare(
        load_events(events) if is_standard_input(events) else events,
        content_and_name(published)[0] if is_standard_input(published) else published,
        languages=options.language,
    )
    notes = dict.fromkeys(note for comparison in compared.values() for note in comparison.notes)
    if options.json:
        calendars = [
            {"file": name, "changes": [_record(change) for change in comparison.changes]}
            for name, comparison in compared.items()
        ]
        print_report(calendars=calendars, notes=list(notes))
        return DONE
    for name, comparison in compared.items():
        changes = comparison.changes
        print(f"{name}: {count(len(changes), 'change') if changes else 'no change'}")
        for change in changes:
            for line in str(change).splitlines():
                print(f"  {printable(line, 500)}")
    for note in notes:
        print(f"note: {printable(note, 500)}")
    return DONE


def _record(change: Change) -> dict[str, object]:
    return {
        "uid": change.uid,
        "title": change.title,
        "fate": change.fate.value,
        "details": change.details,
    }
