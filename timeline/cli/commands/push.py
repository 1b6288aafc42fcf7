"""``timeline push``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline.cli.arguments import add_events, add_json, content_and_name, language_of
from timeline.cli.credentials import credentials
from timeline.cli.terminal import (
    DONE,
    MOST_PRINTED,
    PROBLEMS,
    clear_progress,
    count,
    print_problems,
    print_report,
    progress,
)
from timeline.errors import InputError, printable

if TYPE_CHECKING:
    from timeline.events import Timeline
    from timeline.pushing import Action, Pushed

TEXT = "send the exported calendar of a language to a CalDAV server"
EXAMPLES = (
    "timeline push --dry-run https://keeper@dav.example.org/calendars/keeper/visits/",
    "timeline push --create --language ru https://keeper@dav.example.org/calendars/keeper/visits-ru/",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument(
        "url", metavar="URL", help="address of the calendar, with the user before @"
    )
    add_events(parser)
    parser.add_argument(
        "--exports", type=Path, default=Path("exports"), metavar="FOLDER",
        help="folder of the exports (default: exports)",
    )  # fmt: skip
    parser.add_argument(
        "--language", metavar="TAG", help="language of the calendar (default: the first)"
    )
    parser.add_argument(
        "--create", action="store_true", help="create the calendar if there is none at the address"
    )
    parser.add_argument(
        "--force", action="store_true",
        help="overwrite what was edited on the server, and allow a calendar without events",
    )  # fmt: skip
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be done, and send nothing"
    )
    add_json(parser, "actions, unchanged and notes")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.pushing import push
    from timeline.pushing.server import CalDAV, address

    where = address(options.url)
    timeline = _loaded(options.events)
    language = language_of(timeline, options.language)
    user, password = credentials(where.host, where.user)
    server = CalDAV(where.url, user, password)
    try:
        outcome = push(
            timeline,
            server,
            options.exports,
            language=language,
            create=options.create,
            force=options.force,
            dry_run=options.dry_run,
            progress=progress,
        )
    finally:
        clear_progress()
        server.close()
    if options.json:
        print_report(
            outcome.problems,
            actions=[_record(action) for action in outcome.actions],
            unchanged=outcome.unchanged,
            notes=outcome.notes,
        )
    else:
        _print(outcome, where.url, is_dry=options.dry_run)
    return PROBLEMS if outcome.problems else DONE


def _loaded(path: Path) -> Timeline:
    """The chronology in a file.

    Raises:
        InputError: it has problems, or its domain is a placeholder.
    """
    from timeline.loading import examine
    from timeline.review import remarks

    examination = examine(*content_and_name(path))
    problems = examination.problems
    if examination.timeline:
        problems = tuple(
            remark.problem(examination.locate)
            for remark in remarks(examination.timeline)
            if remark.code == "domain-placeholder"
        )
    if problems or examination.timeline is None:
        raise InputError(problems)
    return examination.timeline


def _record(action: Action) -> dict[str, object]:
    return {
        "action": action.step.value,
        "uid": action.uid,
        "title": action.title,
        "details": action.details,
    }


_DONE: Final = {"add": "added", "change": "changed", "cancel": "cancelled", "delete": "deleted"}


def _print(outcome: Pushed, url: str, *, is_dry: bool) -> None:
    for action in outcome.actions[:MOST_PRINTED]:
        word = f"would {action.step}" if is_dry else _DONE[action.step]
        print(f"{word}: {printable(action.title, 200)}")
        for detail in action.details:
            print(f"  {printable(detail, 500)}")
    if len(outcome.actions) > MOST_PRINTED:
        print(f"and {count(len(outcome.actions) - MOST_PRINTED, 'more entry')}")
    print_problems(outcome.problems, sys.stdout)
    for note in outcome.notes:
        print(f"note: {printable(note, 500)}")
    steps = Counter(action.step.value for action in outcome.actions)
    counts = [f"{steps[step]:,} {_DONE[step]}" for step in _DONE if steps[step]]
    would = "would be " if is_dry and counts else ""
    print(f"{url}: {would}{', '.join((*counts, f'{outcome.unchanged:,} unchanged'))}")
