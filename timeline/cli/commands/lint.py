"""``timeline lint``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from timeline.cli.terminal import DONE, PROBLEMS, count, print_json, print_problems, problem_record

TEXT = "check calendar files of any origin for what applications trip over"
EXAMPLES = (
    "timeline lint exports/*.ics",
    "timeline lint --json downloaded.ics",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.ics", help="calendar files")
    parser.add_argument("--json", action="store_true", help="print a JSON array")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline import nodes
    from timeline.linting import lint

    problems = [problem for path in options.files for problem in lint(nodes.read(path), str(path))]
    if options.json:
        print_json([problem_record(problem) for problem in problems])
    else:
        print_problems(problems, sys.stdout)
        if not problems:
            print(f"{count(len(options.files), 'file')}, no problems")
    return PROBLEMS if problems else DONE
