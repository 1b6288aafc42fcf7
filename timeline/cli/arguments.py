"""What commands read: the arguments that they share, standard input, and the environment."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline.errors import DateError, InputError, OptionError, Place, Problem, UnknownName

if TYPE_CHECKING:
    from timeline.events import Timeline


def add_events(
    parser: argparse.ArgumentParser,
    text: str = "chronology, or - for standard input (default: events.yaml)",
) -> None:
    """Adds the ``events`` argument that every command on a chronology has; *text* is its help."""
    parser.add_argument(
        "events", nargs="?", type=Path, default=Path("events.yaml"), help=text
    )  # fmt: skip


def add_json(parser: argparse._ActionsContainer, results: str) -> None:
    """Adds ``--json``; *results* describes what the printed object has besides the problems."""
    parser.add_argument(
        "--json", action="store_true", help=f"print one JSON object: problems, {results}"
    )


def add_force(parser: argparse.ArgumentParser) -> None:
    """Adds ``--force``, the option of every command that writes a new file."""
    parser.add_argument(
        "--force", action="store_true",
        help="overwrite files that this command reads, or did not write",
    )  # fmt: skip


def add_revision(parser: argparse.ArgumentParser) -> None:
    """Adds the options of every command that makes a revision of the exports."""
    parser.add_argument(
        "--now", type=moment, metavar="MOMENT",
        help="time of this revision in UTC (default: SOURCE_DATE_EPOCH, or the clock)",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", type=setting, metavar="NAME=VALUE",
        help="an option of an exporter; repeatable",
    )  # fmt: skip


def add_drafts(parser: argparse.ArgumentParser) -> None:
    """Adds the option of every command that exports a chronology."""
    parser.add_argument(
        "--drafts", action="store_true", help="include drafts that are not accepted yet"
    )


def day(text: str) -> date:
    """The day that *text* gives in the form 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-22") from None


def bound(last: bool) -> Callable[[str], date]:
    """Returns a reader of a bound of a period: a day, or an end of a month, quarter, year ..."""

    def bound(text: str) -> date:
        from timeline import edtf

        try:
            value = edtf.parse(text)
            day = value.latest if last else value.earliest
        except DateError as error:
            raise argparse.ArgumentTypeError(f"{error.fact} ({error.hint})") from None
        if day is None:
            raise argparse.ArgumentTypeError(f"{text!r} is open on that side; write a day")
        return day

    return bound


def moment(text: str) -> datetime:
    """The moment that *text* gives, in UTC; a time without an offset is in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a moment; write it as 2026-11-22T08:00:00Z"
        ) from None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise argparse.ArgumentTypeError(f"{text!r} is outside the supported years") from None


def number_of(what: str) -> Callable[[str], int]:
    """Returns a reader of numbers from 1; *what* names what the number counts, for the message."""

    def number(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
        if not number:
            raise argparse.ArgumentTypeError(f"expected a number of {what}, found {text!r}")
        return number

    return number


def setting(text: str) -> tuple[str, str]:
    """Name and value of ``name=value``."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not a setting; write name=value")
    return name, value


def language_of(timeline: Timeline, wanted: str | None) -> str:
    """The language *wanted*, or the first language of *timeline* by default.

    Raises:
        UnknownName: the header does not list it.
    """
    if wanted is not None and wanted not in timeline.languages:
        raise UnknownName("language", wanted, timeline.languages)
    return wanted or timeline.languages[0]


# -- files, and standard input in place of one ---------------------------------------------------

STANDARD_INPUT: Final = "<stdin>"
"""The name of standard input in messages."""


def is_standard_input(path: str | Path) -> bool:
    """Whether *path*, an argument, means standard input."""
    return str(path) == "-"


def content_and_name(path: Path, hint: str = "check the path") -> tuple[bytes, str]:
    """The content of a file, or of standard input for ``-``, and its name in messages.

    *hint* says what to do if there is no such file.

    Raises:
        InputError: it cannot be read.
    """
    from timeline import nodes

    if not is_standard_input(path):
        return nodes.read_bytes(path, hint=hint), str(path)
    content = sys.stdin.buffer.read(nodes.LARGEST_FILE + 1)
    if len(content) > nodes.LARGEST_FILE:
        hint = f"at most {nodes.LARGEST_FILE:,} bytes are read"
        where = Place(STANDARD_INPUT)
        raise InputError([Problem(where, "", "the input is too large", hint, "file-too-large")])
    return content, STANDARD_INPUT


def load_events(path: Path) -> Timeline:
    """The chronology in a file, or in standard input for ``-``.

    Raises:
        InputError: it cannot be read, or has problems.
    """
    from timeline.loading import load, loads

    return loads(*content_and_name(path)) if is_standard_input(path) else load(path)


def target(text: str) -> Path:
    """The file that drafts are added to."""
    if is_standard_input(text):
        raise argparse.ArgumentTypeError("expected a file, found - for standard input")
    return Path(text)


def refuse_second_input(*paths: str | Path | None) -> None:
    """Returns if at most one of *paths*, arguments of a command, is standard input.

    Raises:
        OptionError: standard input would be read twice.
    """
    if sum(path is not None and is_standard_input(path) for path in paths) > 1:
        fact, hint = "standard input can be read only once", "give files for the other inputs"
        raise OptionError([("-", fact, hint)])


def input_files(
    names: Sequence[str], suffixes: Collection[str], what: str
) -> tuple[tuple[str, ...], list[Problem]]:
    """The files that *names* match, sorted, each once, and a problem for each name without a match.

    Folders and patterns are expanded; *what* says in messages what the files are.

    Raises:
        InputError: no name matches a file.
    """
    from timeline.paths import filled_in

    meant = filled_in(names, suffixes)
    hint = f"a folder is searched for files that end in {', '.join(sorted(suffixes))}"
    problems = [
        Problem(Place(name), "", f"there are no {what} here", hint, "file-none")
        for name, found in meant.items()
        if not found
    ]
    files = tuple(sorted({file for found in meant.values() for file in found}))
    if not files:
        raise InputError(problems)
    return files, problems


def input_file(name: Path) -> Path:
    """The one file that *name* matches: itself, or the only match of a pattern.

    Raises:
        InputError: the pattern matches no file, or several.
    """
    from timeline.paths import filled_in

    if name.is_dir():
        return name  # the reader of the file reports that
    (found,) = filled_in([str(name)], ()).values()
    if len(found) == 1:
        return Path(found[0])
    fact = f"the pattern matches {len(found)} files, but only one is read at a time"
    raise InputError([Problem(Place(str(name)), "", fact, "name one file", "file-none")])


def standard_input() -> Iterator[str]:
    """The lines of standard input, even if some are not valid UTF-8."""
    # Read as bytes: an invalid byte may affect only its own line, in every locale.
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def epoch() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH gives (https://reproducible-builds.org/specs)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UnknownName("time in SOURCE_DATE_EPOCH", text, ["seconds since 1970"]) from None
