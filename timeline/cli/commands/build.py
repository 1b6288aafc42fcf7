"""``timeline build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import (
    add_drafts,
    add_events,
    add_force,
    add_json,
    add_revision,
    epoch,
    is_standard_input,
    load_events,
)
from timeline.cli.terminal import DONE, PROBLEMS, count, print_problems, print_report, size
from timeline.errors import Place, Problem, printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.building import Report
    from timeline.writing import Written

TEXT = "write the calendars and the page"
EXAMPLES = (
    "timeline build",
    "timeline build events.yaml -o public --format ics --language en --language ru",
    "timeline build --check            in continuous integration",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "-o", "--out", type=Path, default=Path("exports"), help="output folder (default: exports)"
    )
    parser.add_argument(
        "--format",
        action="append",
        metavar="FORMAT",
        help=f"{', '.join(_formats())}; repeatable (default: html and ics)",
    )
    parser.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")
    add_revision(parser)
    parser.add_argument(
        "--check", action="store_true",
        help="write nothing, and exit with 1 unless the exports are current",
    )  # fmt: skip
    add_drafts(parser)
    add_force(parser)
    add_json(parser, "files, omissions and notes")


def _formats() -> list[str]:
    """The names of the formats, listed without importing the exporters, which is slow."""
    folder = Path(__file__).parents[2] / "exporters"
    modules = (*folder.glob("[a-z]*.py"), *(path.parent for path in folder.glob("*/__init__.py")))
    return sorted(path.stem.replace("_", "-") for path in modules)


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import build, clock

    now = options.now or epoch()
    # --check ignores the clock: the exports of an unchanged chronology stay current.
    passing = None if options.check else clock
    report = build(
        load_events(options.events) if is_standard_input(options.events) else options.events,
        options.out,
        formats=options.format,
        languages=options.language,
        now=(lambda: now) if now else passing,
        options=dict(options.set or ()),
        force=options.force,
        dry_run=options.check,
        drafts=options.drafts,
    )
    problems = [_problem(file) for file in report.files if file.changed] if options.check else []
    if options.json:
        print_report(
            problems,
            files=[
                {"path": str(file.path), "size": file.size, "changed": file.changed}
                for file in report.files
            ],
            omissions=[
                {"event": omission.event, "reason": omission.reason}
                for omission in report.omissions
            ],
            notes=report.notes,
        )
    elif options.check:
        print_problems(problems, sys.stdout)
        _print_notes(report)
        if not problems:
            print(f"{count(len(report.files), 'file')}, all current")
    else:
        _print(report)
    return PROBLEMS if problems else DONE


def _problem(file: Written) -> Problem:
    """The problem of a file that differs from what a build would write."""
    hint = "run 'timeline build' with the same options"
    if not file.path.exists():
        return Problem(Place(str(file.path)), "", "the export is missing", hint, "export-missing")
    fact = "the export is out of date"
    return Problem(Place(str(file.path)), "", fact, hint, "export-outdated")


def _print(report: Report) -> None:
    names = [printable(quoted(file.path), 500) for file in report.files]
    width = max(map(len, names), default=0)
    for name, file in zip(names, report.files, strict=True):
        state = "" if file.changed else "  unchanged"
        print(f"{name:<{width}}  {size(file.size):>8}{state}")
    if report.omissions:
        print("\nnot in the calendar:")
        width = max(len(omission.event) for omission in report.omissions)
        for omission in report.omissions:
            print(f"  {omission.event:<{width}}  {printable(omission.reason, 200)}")
    _print_notes(report)


def _print_notes(report: Report) -> None:
    for note in report.notes:
        print(f"note: {printable(note, 500)}")
