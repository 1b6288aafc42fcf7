"""What the commands that build have in common: arguments, their values, and JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import epoch, is_standard_input, load_events, moment, setting

if TYPE_CHECKING:
    from timeline.events import Timeline
    from timeline.exporters import Omission
    from timeline.writing import Written


def add_revision(parser: argparse.ArgumentParser) -> None:
    """Adds the time of the revision, and the options of exporters."""
    parser.add_argument(
        "--now", type=moment, metavar="MOMENT",
        help="time of this revision in UTC (default: SOURCE_DATE_EPOCH, or the clock)",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", type=setting, metavar="NAME=VALUE",
        help="an option of an exporter; repeatable",
    )  # fmt: skip


def revision(options: argparse.Namespace) -> datetime | None:
    """The given time of the revision; None if the clock gives it."""
    now: datetime | None = options.now or epoch()
    return now


def settings(options: argparse.Namespace) -> dict[str, str]:
    """The options of exporters, the last of each name."""
    return dict(options.set or ())


def chronology(path: Path) -> Path | Timeline:
    """*path*, or the timeline of standard input."""
    return load_events(path) if is_standard_input(path) else path


def file_records(files: Iterable[Written]) -> list[dict[str, object]]:
    """The files of a build as ``--json`` gives them."""
    return [{"path": str(file.path), "size": file.size, "changed": file.changed} for file in files]


def omission_records(omissions: Iterable[Omission]) -> list[dict[str, object]]:
    """The events that a build left out, as ``--json`` gives them."""
    return [{"event": omission.event, "reason": omission.reason} for omission in omissions]
