"""What commands read besides files: their arguments, standard input, the environment."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import DateError, UnknownName

if TYPE_CHECKING:
    from timeline.events import Timeline


def add_events(parser: argparse.ArgumentParser) -> None:
    """Adds the argument that every command on a chronology has."""
    parser.add_argument(
        "events", nargs="?", type=Path, default=Path("events.yaml"), help="the file (events.yaml)"
    )


def add_force(parser: argparse.ArgumentParser) -> None:
    """Adds the option of every command that writes a file of its own."""
    parser.add_argument(
        "--force", action="store_true",
        help="overwrite files that this command reads, or did not write",
    )  # fmt: skip


def day(text: str) -> date:
    """The day that is written so: 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-22") from None


def bound(last: bool) -> Callable[[str], date]:
    """Reads a bound of a period: a day, or the first or last one of a month, year, quarter ..."""

    def bound(text: str) -> date:
        from timeline import edtf

        try:
            value = edtf.parse(text)
            day = value.latest if last else value.earliest
        except DateError as error:
            raise argparse.ArgumentTypeError(f"{error.fact} ({error.hint})") from None
        if day is None:
            raise argparse.ArgumentTypeError(f"{text!r} has no such end")
        return day

    return bound


def moment(text: str) -> datetime:
    """The moment in UTC; without an offset it is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment; write it as 2026-11-22T08:00:00Z"
        ) from None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise argparse.ArgumentTypeError(f"{text!r} is out of all calendars") from None


def pixels(text: str) -> int:
    """A width of at least one pixel."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"expected a number of pixels, found {text!r}")
    return number


def setting(text: str) -> tuple[str, str]:
    """Name and value of ``name=value``."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is no setting; write name=value")
    return name, value


def language_of(timeline: Timeline, wanted: str | None) -> str:
    """The language *wanted*, by default the first of *timeline*.

    Raises:
        UnknownName: the header does not list it.
    """
    if wanted is not None and wanted not in timeline.languages:
        raise UnknownName("language", wanted, timeline.languages)
    return wanted or timeline.languages[0]


def standard_input() -> Iterator[str]:
    """The lines of standard input, whatever bytes they hold."""
    # Read as bytes: a byte that is no UTF-8 must spoil its own line only, whatever the locale.
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
