"""What commands print and return: the one place that knows of terminals."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from timeline.errors import Problem, printable

DONE: Final = 0
PROBLEMS: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

MOST_PROBLEMS: Final = 200
"""Problems that are printed in one run; the rest are counted."""


def print_problems(problems: Sequence[Problem], stream: Any) -> None:
    """Prints *problems* with places and hints, and how many there are."""
    mark, end = ("\033[1m", "\033[0m") if _colours(stream) else ("", "")
    for problem in problems[:MOST_PROBLEMS]:
        where = f"{problem.place}: " + (f"{problem.path}: " if problem.path else "")
        print(f"{mark}{printable(where, 500)}{end}{problem.fact}", file=stream)
        if problem.hint:
            print(f"  hint: {problem.hint}", file=stream)
    if len(problems) > MOST_PROBLEMS:
        print(f"and {count(len(problems) - MOST_PROBLEMS, 'more problem')}", file=stream)
    if problems:
        print(count(len(problems), "problem"), file=stream)


def problem_record(problem: Problem) -> dict[str, object]:
    """*problem* as ``--json`` tells it."""
    return {
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "path": problem.path,
        "fact": problem.fact,
        "hint": problem.hint,
    }


def print_json(value: object) -> None:
    """Prints *value* as JSON that people can read too."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def complain(fact: str, hint: str) -> None:
    """Prints on standard error what went wrong, and what to do."""
    print(f"timeline: {printable(fact, 1000)}", file=sys.stderr)
    if hint:
        print(f"  hint: {printable(hint, 1000)}", file=sys.stderr)


def progress(done: int, total: int) -> None:
    """A bar on the terminal, for more files than one looks at."""
    if total < 3 or not sys.stderr.isatty():
        return
    width = 30
    filled = width * done // total
    bar = f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}"
    print(bar, end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    """Takes the bar away, for a line that is to stand in its place."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _colours(stream: Any) -> bool:
    """Whether to mark places in bold: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def count(number: int, noun: str) -> str:
    """``3 events``, ``1 event``, with the thousands parted."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def size(size: int) -> str:
    """A number of bytes in words: ``24.5 kB``."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
