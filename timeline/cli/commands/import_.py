"""``timeline import``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from timeline.cli.arguments import day
from timeline.cli.terminal import DONE, PROBLEMS, complain, count, print_problems
from timeline.errors import printable

TEXT = "draft events from a table, a calendar or a JSON export"
EXAMPLES = (
    "timeline import chronology.csv            print the drafts",
    "timeline import chronology.csv --into events.yaml",
    "timeline import --language en-GB visits.csv",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("file", type=Path, help="a .csv, .tsv, .ics or .json file")
    parser.add_argument(
        "--into", type=Path, metavar="EVENTS", help="add the drafts to this file, at its end"
    )
    parser.add_argument(
        "--skip", action="store_true", help="leave out events with problems and add the others"
    )
    parser.add_argument(
        "--language", action="append", metavar="TAG", help="language of the dates; repeatable"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="encoding of the file, as cp1251; detected otherwise"
    )
    parser.add_argument(
        "--timezone", metavar="ZONE", help="time zone of times for which the file names none"
    )
    parser.add_argument("--on", type=day, metavar="DAY", help="day that relative dates count from")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.importing import read
    from timeline.loading import load
    from timeline.overwriting import Guard

    target: Path | None = options.into
    if target:
        Guard.of([options.file]).check(target, lambda beginning: True)
    drafts = read(
        options.file,
        languages=options.language,
        on=options.on,
        known=load(target) if target else None,
        encoding=options.encoding,
        timezone=options.timezone,
    )
    print_problems(drafts.problems, sys.stderr)
    for note in drafts.notes:
        print(f"note: {printable(note, 500)}", file=sys.stderr)
    sound = len(drafts.root["events"])
    if target is None:
        print(drafts.yaml, end="")
    elif drafts.problems and not options.skip:
        hint = "mend the table, or take the others with --skip"
        complain(f"nothing was added to {target}: {drafts.count - sound} of "
                  f"{count(drafts.count, 'event')} have problems", hint)  # fmt: skip
    else:
        from timeline.editing import add

        add(target, drafts.root)
        print(f"{printable(str(target), 500)}: {count(sound, 'event')} added")
    return PROBLEMS if drafts.problems else DONE
