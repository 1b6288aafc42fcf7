"""``timeline diary``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from timeline.cli.arguments import (
    add_events,
    add_force,
    bound,
    day,
    epoch,
    is_standard_input,
    language_of,
    load_events,
)
from timeline.cli.terminal import DONE
from timeline.errors import OptionError

if TYPE_CHECKING:
    from timeline.events import Timeline
    from timeline.overwriting import IsOwn
    from timeline.papers.blocks import Paper
    from timeline.papers.diary import Period

TEXT = "write the diary of a week: its days with their events, and what has changed"
EXAMPLES = (
    "timeline diary --from 2027-06-07 --since 2027-05-31",
    "timeline diary --since exports --language ru --format html -o diary.html",
    "timeline diary --from 2027-06 --to 2027-06 --since HEAD~1 --format docx -o diary.docx",
)

FORMATS: Final = ("text", "html", "docx", "md")

_DAYS: Final = 7
"""The number of days in a diary if no end is given."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "--from", dest="start", type=bound(last=False), metavar="DATE",
        help="first day, EDTF (default: the day of --on)",
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="end", type=bound(last=True), metavar="DATE",
        help="last day, EDTF, included (default: six days after the first)",
    )  # fmt: skip
    parser.add_argument(
        "--since", metavar="REFERENCE",
        help="mark what is new or has changed since a day, a revision of git, a previous export, "
        "a folder of exports, or a copy of the file",
    )  # fmt: skip
    parser.add_argument("--language", metavar="TAG", help="language of the diary")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="output format (default: text)"
    )
    parser.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help="file to write (default: standard output)"
    )
    parser.add_argument(
        "--on", type=day, metavar="DAY",
        help="day on which the diary is written (default: SOURCE_DATE_EPOCH, or today in the zone "
        "of the header)",
    )  # fmt: skip
    add_force(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.papers import diary

    if options.format == "docx" and options.out is None:
        raise OptionError(
            [("--format", "DOCX cannot be written to a terminal", "name a file with -o")]
        )
    timeline = load_events(options.events)
    language = language_of(timeline, options.language)
    on = options.on or _today(timeline)
    period = _period(options, on)
    earlier = None
    if options.since is not None:
        from timeline.revisions import earlier as said_earlier

        events = Path("events.yaml") if is_standard_input(options.events) else options.events
        earlier = said_earlier(options.since, events, timeline, language)
    paper = diary.paper(timeline, language, period, on=on, earlier=earlier)
    render, is_own = _form(options.format)
    content = render(paper)
    if options.out is None:
        sys.stdout.write(content.decode())
        return DONE
    from timeline.overwriting import Guard
    from timeline.writing import write

    inputs = [None if is_standard_input(options.events) else options.events, options.since]
    Guard.of(inputs, force=options.force).check(options.out, is_own)
    write(options.out.parent, [(options.out.name, [content])])
    return DONE


def _today(timeline: Timeline) -> date:
    from timeline.building import clock

    return (epoch() or clock()).astimezone(ZoneInfo(timeline.calendar.timezone)).date()


def _period(options: argparse.Namespace, on: date) -> Period:
    from timeline.papers import diary

    first = options.start or on
    try:
        last = options.end or first + timedelta(_DAYS - 1)
    except OverflowError:
        last = first
    if last < first:
        hint = "swap the two dates"
        raise OptionError([("--to", f"the period ends on {last}, before {first}", hint)])
    if (last - first).days >= diary.MOST_DAYS:
        fact = f"the period has {(last - first).days + 1:,} days"
        raise OptionError([("--to", fact, f"ask for at most {diary.MOST_DAYS:,} days")])
    return diary.Period(first, last)


def _form(name: str) -> tuple[Callable[[Paper], bytes], IsOwn]:
    """The function that writes a document in that form, and the one that recognises such a file."""
    from timeline import opc
    from timeline.papers import markdown, plain, web, word

    match name:
        case "docx":
            return word.render, opc.is_own
        case "html":
            return lambda paper: web.render(paper).encode(), web.is_own
        case "md":
            return lambda paper: markdown.render(paper).encode(), lambda beginning: False
        case _:
            return lambda paper: plain.render(paper).encode(), lambda beginning: False
