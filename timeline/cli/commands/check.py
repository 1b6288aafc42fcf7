"""``timeline check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline.cli.arguments import (
    STANDARD_INPUT,
    content_and_name,
    day,
    epoch,
    refuse_second_input,
)
from timeline.cli.terminal import (
    DONE,
    PROBLEMS,
    count,
    print_problems,
    print_report,
    problem_record,
)
from timeline.errors import InputError, Problem, legible, printable
from timeline.paths import in_repository

if TYPE_CHECKING:
    from timeline.events import Timeline
    from timeline.reporting import Findings
    from timeline.review import Remark

TEXT = "report every problem of the file, and what an editor should review"
EXAMPLES = (
    "timeline check",
    "timeline check --strict --output-format github",
    "timeline check --json events.yaml",
    "timeline check --on 2026-12-31",
)

OUTPUT_FORMATS: Final = ("text", "github", "gitlab", "sarif", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument(
        "events", nargs="*", type=Path, default=[Path("events.yaml")],
        help="chronologies, or - for standard input (default: events.yaml)",
    )  # fmt: skip
    parser.add_argument(
        "--output-format", choices=OUTPUT_FORMATS, default="text",
        help="GitHub annotations, a GitLab Code Quality report, SARIF, or JSON (default: text)",
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_const", dest="output_format", const="json",
        help="the same as --output-format json: one object with problems and remarks",
    )  # fmt: skip
    parser.add_argument(
        "--strict", action="store_true",
        help="remarks fail the check: all of them, or those that the header lists as 'strict'",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="report problems, but no remarks")
    parser.add_argument(
        "--on", type=day, metavar="DAY",
        help="reference date for overdue events (default: today)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import clock

    refuse_second_input(*options.events)
    on = options.on or (epoch() or clock()).date()
    checked = [_Checked(path, on, is_strict=options.strict) for path in options.events]
    problems = [problem for one in checked for problem in one.problems]
    if options.quiet:
        for one in checked:
            one.remarks = []
    if options.output_format == "json":
        records = [_record(*each) for one in checked for each in one.located()]
        print_report(problems, remarks=records)
    elif options.output_format == "text":
        _print(checked, problems)
    else:
        from timeline.reporting import FORMATS

        sys.stdout.write(FORMATS[options.output_format](_findings(checked, problems)))
    return PROBLEMS if problems else DONE


class _Checked:
    """A file with its problems, including the remarks that count as problems."""

    def __init__(self, path: Path, on: date, *, is_strict: bool) -> None:
        from timeline.loading import BEGIN, examine
        from timeline.review import remarks

        self.timeline: Timeline | None = None
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.name, self.content = str(path), b""
        try:
            self.content, self.name = content_and_name(path, BEGIN)
        except InputError as error:
            self.problems += error.problems
            return
        examination = examine(self.content, self.name)
        self._locate = examination.locate
        self.timeline = examination.timeline
        self.problems += examination.problems
        if self.timeline is None:
            return
        for remark in _bounded(remarks(self.timeline, on)):
            if is_strict and remark.is_strict(self.timeline):
                self.problems.append(remark.problem(self._locate))
            else:
                self.remarks.append(remark)
        self.problems.sort(key=lambda problem: problem.place)

    def located(self) -> Iterator[tuple[Remark, Problem]]:
        """The remarks, each with its place."""
        for remark in self.remarks:
            yield remark, remark.problem(self._locate)


def _bounded(found: Sequence[Remark]) -> Iterator[Remark]:
    """At most as many remarks as the limit on problems per file, and one that counts the rest."""
    from timeline.nodes import MOST_PROBLEMS
    from timeline.review import Remark

    yield from found[:MOST_PROBLEMS]
    if len(found) > MOST_PROBLEMS:
        fact = f"there are {len(found):,} remarks; only {MOST_PROBLEMS:,} are reported"
        hint = "correct these first"
        yield Remark(None, ("calendar",), fact, hint, "problems-too-many")


def _print(checked: Iterable[_Checked], problems: list[Problem]) -> None:
    """Prints the problems of all files, the remarks on each, and a line on each good file."""
    print_problems(problems, sys.stdout, {one.name: one.content for one in checked})
    for one in checked:
        timeline = one.timeline
        if timeline is None:
            continue
        if one.remarks:
            width = max(len(_subject(remark)) for remark in one.remarks)
            for remark in one.remarks:
                print(
                    f"{_subject(remark):<{width}}  {printable(remark.fact, 2000)} [{remark.code}]"
                )
            print()
        if not one.problems:
            curated = count(len(timeline.document.events), "event")
            derived = count(
                len(timeline.events) - len(timeline.document.events), "derived anniversary"
            )
            print(f"{printable(one.name, 500)}: {curated} and {derived}, no problems")


def _subject(remark: Remark) -> str:
    return remark.event or "calendar"


def _record(remark: Remark, problem: Problem) -> dict[str, object]:
    """A remark as ``--json`` prints it: the event, and the fields of a problem."""
    return {"event": remark.event, **problem_record(problem)}


def _findings(checked: Iterable[_Checked], problems: list[Problem]) -> Findings:
    from timeline import __version__
    from timeline.reporting import Findings

    checked = tuple(checked)
    return Findings(
        tuple(problems),
        tuple(problem for one in checked for _, problem in one.located()),
        {one.name: one.content for one in checked},
        lambda name: None if name == STANDARD_INPUT else legible(in_repository(name)),
        __version__,
    )
