"""``timeline check``."""

from __future__ import annotations

import argparse
import sys

from timeline.cli.arguments import add_events, day, epoch
from timeline.cli.terminal import DONE, PROBLEMS, count, print_json, print_problems, problem_record
from timeline.errors import printable

TEXT = "tell every problem of the file, and what an editor should look at"
EXAMPLES = (
    "timeline check",
    "timeline check --json events.yaml",
    "timeline check --on 2026-12-31",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    add_events(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quiet", action="store_true", help="problems only, no remarks")
    parser.add_argument(
        "--on", type=day, metavar="DAY",
        help="day to look from: what has passed by then and is still pending? (today)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline import loading, nodes
    from timeline.building import clock
    from timeline.review import remarks

    name = str(options.events)
    examination = loading.examine(nodes.read(options.events), name)
    timeline = examination.timeline
    on = options.on or (epoch() or clock()).date()
    found = remarks(timeline, on) if timeline else ()
    if options.json:
        print_json(
            {
                "problems": [problem_record(problem) for problem in examination.problems],
                "remarks": [{"event": remark.event, "text": remark.text} for remark in found],
            }
        )
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
