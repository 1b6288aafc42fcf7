"""``timeline lint``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from timeline.cli.arguments import add_json, content_and_name, input_files, refuse_second_input
from timeline.cli.terminal import DONE, PROBLEMS, count, print_problems, print_report
from timeline.errors import InputError, legible

TEXT = "check calendar files of any origin for known compatibility problems"
EXAMPLES = (
    "timeline lint exports                     all .ics files in a folder and below",
    "timeline lint 'feeds/*.ics'",
    "timeline lint --json downloaded.ics",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE.ics",
        help="calendar files, folders, patterns, or - for standard input",
    )
    add_json(parser, "files")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.linting import lint

    refuse_second_input(*options.files)
    files, problems = input_files(options.files, (".ics",), "calendar files")
    for path in files:
        try:
            content, name = content_and_name(Path(path))
        except InputError as error:
            problems += error.problems
        else:
            problems += lint(content, name)
    if options.json:
        print_report(problems, files=[legible(str(path)) for path in files])
    else:
        print_problems(problems, sys.stdout)
        if not problems:
            print(f"{count(len(files), 'file')}, no problems")
    return PROBLEMS if problems else DONE
