"""``timeline lint``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from timeline.cli.terminal import DONE, PROBLEMS, count, print_json, print_problems, problem_record
from timeline.errors import InputError, Place, Problem

TEXT = "check calendar files of any origin for what applications trip over"
EXAMPLES = (
    "timeline lint exports                     all .ics files in a folder and below",
    "timeline lint 'feeds/*.ics'",
    "timeline lint --json downloaded.ics",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE.ics", help="calendar files, folders, or patterns"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON array")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline import nodes
    from timeline.linting import lint

    files = [path for named in options.files for path in _files(named)]
    problems = [problem for path in files for problem in lint(nodes.read(path), str(path))]
    if options.json:
        print_json([problem_record(problem) for problem in problems])
    else:
        print_problems(problems, sys.stdout)
        if not problems:
            print(f"{count(len(files), 'file')}, no problems")
    return PROBLEMS if problems else DONE


def _files(named: str) -> list[Path]:
    """The files that an argument names: itself, those of a folder, or those of a pattern.

    Not every shell fills in patterns.

    Raises:
        InputError: there are none.
    """
    path = Path(named)
    if path.is_dir():
        found = sorted(path.rglob("*.ics"))
    elif path.exists() or not _PATTERN.search(named):
        return [path]
    else:
        # A pattern may be absolute, which Path.glob refuses.
        found = sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor))))
    if not found:
        hint = "calendar files are called *.ics"
        raise InputError([Problem(Place(named), "", "there are no calendar files here", hint)])
    return found


_PATTERN: Final = re.compile(r"[*?\[]")
