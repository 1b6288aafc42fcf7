"""``timeline check``."""

from __future__ import annotations

import argparse
import sys

from timeline.cli.arguments import add_events, add_json, content_and_name, day, epoch
from timeline.cli.terminal import DONE, PROBLEMS, count, print_problems, print_report
from timeline.errors import printable

TEXT = "report every problem of the file, and what an editor should look at"
EXAMPLES = (
    "timeline check",
    "timeline check --json events.yaml",
    "timeline check --on 2026-12-31",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    add_events(parser)
    add_json(parser, "remarks")
    parser.add_argument("--quiet", action="store_true", help="report problems, but no remarks")
    parser.add_argument(
        "--on", type=day, metavar="DAY",
        help="reference date for overdue events (today)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline import loading
    from timeline.building import clock
    from timeline.review import remarks

    content, name = content_and_name(options.events)
    examination = loading.examine(content, name)
    timeline = examination.timeline
    on = options.on or (epoch() or clock()).date()
    found = remarks(timeline, on) if timeline else ()
    if options.json:
        remarks_ = [{"event": remark.event, "text": remark.text} for remark in found]
        print_report(examination.problems, remarks=remarks_)
        return PROBLEMS if examination.problems else DONE
    print_problems(examination.problems, sys.stdout)
    if timeline is None:
        return PROBLEMS
    if found and not options.quiet:
        width = max(len(remark.event) for remark in found)
        for remark in found:
            print(f"{remark.event:<{width}}  {remark.text}")
        print()
    curated = count(len(timeline.document.events), "event")
    derived = count(len(timeline.events) - len(timeline.document.events), "derived anniversary")
    print(f"{printable(name, 500)}: {curated} and {derived}, no problems")
    return DONE
