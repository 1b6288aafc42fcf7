"""What commands print and return; only this module depends on terminals."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from timeline.cli.excerpts import Sources, underlined
from timeline.cli.streams import control
from timeline.code_names import CodeName
from timeline.errors import (
    JSON_ESCAPES,
    DateError,
    InputError,
    OptionError,
    OverwriteError,
    Place,
    Problem,
    RemoteError,
    TimelineError,
    legible,
    printable,
)

DONE: Final = 0
PROBLEMS: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

MOST_PRINTED: Final = 200
"""Maximum problems that are printed in one run; the rest are counted."""


def print_problems(
    problems: Sequence[Problem], stream: Any, contents: Mapping[str, bytes] = MappingProxyType({})
) -> None:
    """Prints *problems* with their places and hints, and their number.

    On a terminal, their lines are shown too; *contents* are those of files that cannot be read
    again.
    """
    bold, end = ("\033[1m", "\033[0m") if _has_colours(stream) else ("", "")
    sources = Sources(contents) if _is_terminal(stream) else None
    for problem in problems[:MOST_PRINTED]:
        control(stream, bold)
        print(problem.where, end="", file=stream)
        control(stream, end)
        print(problem.finding, file=stream)
        if sources:
            print(sources.excerpt(problem, _width()), end="", file=stream)
        print(problem.advice, end="", file=stream)
    if len(problems) > MOST_PRINTED:
        print(f"and {count(len(problems) - MOST_PRINTED, 'more problem')}", file=stream)
    if problems:
        print(count(len(problems), "problem"), file=stream)


def print_report(problems: Sequence[Problem] = (), **results: object) -> None:
    """Prints the object of ``--json``: *problems*, and the *results* of the command."""
    print_json({"problems": [problem_record(problem) for problem in problems], **results})


def problem_record(problem: Problem) -> dict[str, object]:
    """*problem* as every ``--json`` prints it."""
    return {
        "file": legible(problem.place.file) or None,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "path": problem.path,
        "fact": problem.fact,
        "hint": problem.hint,
        "code": problem.code,
    }


def print_json(value: object) -> None:
    """Prints *value* as indented JSON."""
    print(_json(value, indent=2))


def print_json_line(value: object) -> None:
    """Prints *value* as JSON on one line, at once, for a program that reads line by line."""
    print(_json(value), flush=True)


def _json(value: object, indent: int | None = None) -> str:
    """*value* as JSON, with control characters as escapes and all other characters as they are."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.translate(_JSON_ESCAPES)


_JSON_ESCAPES: Final = {code: escape for code, escape in JSON_ESCAPES.items() if code >= 0x7F}
"""The control characters that `json` does not escape, except the line breaks between values."""


def complain(fact: str, hint: str, code: CodeName) -> None:
    """Prints on standard error what went wrong, and what to do."""
    print(f"timeline: {printable(fact, 1000)} [{code}]", file=sys.stderr)
    _print_hint(hint)


def complain_of_date(error: DateError) -> None:
    """Prints on standard error why a text is not a date; on a terminal, the cause is underlined."""
    fact = f"{printable(error.text)!r}: {error.fact}"
    print(f"timeline: {printable(fact, 1000)} [{error.code}]", file=sys.stderr)
    start, end = error.span
    # A cause is marked only if it is a part of the text.
    if _is_terminal(sys.stderr) and (start, end) != (0, len(error.text)):
        text, carets = underlined(error.text, start, end, _width() - 2)
        print(f"  {text}\n  {carets}", file=sys.stderr)
    _print_hint(error.hint)


def _print_hint(hint: str) -> None:
    if hint:
        print(f"  hint: {printable(hint, 1000)}", file=sys.stderr)


def complain_of(error: TimelineError) -> None:
    """Prints on standard error what *error* says."""
    if isinstance(error, (InputError, OverwriteError, RemoteError)):
        print_problems(error.problems, sys.stderr)
    else:
        (problem,) = error.problems
        complain(problem.fact, problem.hint, problem.code)


def problems_of(error: TimelineError) -> tuple[Problem, ...]:
    """What *error* says, as problems; they have no place if the error is not about one file."""
    if isinstance(error, OptionError):
        return tuple(problem._replace(place=Place("")) for problem in error.problems)
    return error.problems


def progress(done: int, total: int) -> None:
    """Shows a progress bar on the terminal if there are three files or more."""
    if total < 3 or not sys.stderr.isatty():
        return
    width = 30
    filled = width * done // total
    bar = f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}"
    control(sys.stderr, bar)
    sys.stderr.flush()


def clear_progress() -> None:
    """Removes the progress bar, so that a line can be printed in its place."""
    if sys.stderr.isatty():
        control(sys.stderr, "\r\033[K")
        sys.stderr.flush()


def _is_terminal(stream: Any) -> bool:
    """Whether to print as for a terminal: on a terminal, and if FORCE_COLOR is set.

    Continuous integration shows colours without a terminal (https://force-color.org).
    """
    return bool(stream.isatty() or os.environ.get("FORCE_COLOR"))


def _has_colours(stream: Any) -> bool:
    """Whether to mark places in bold: unless NO_COLOR is set (https://no-color.org)."""
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def _width() -> int:
    """Cells in a line of the terminal: the value of COLUMNS if it is set."""
    return shutil.get_terminal_size().columns


def count(number: int, noun: str) -> str:
    """``3 events``, ``1 event``, with a separator between thousands."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def size(size: int) -> str:
    """A number of bytes in words: ``24.5 kB``."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
