"""``timeline diff``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline.cli.arguments import (
    add_drafts,
    add_events,
    add_json,
    content_and_name,
    is_standard_input,
    load_events,
    refuse_second_input,
)
from timeline.cli.terminal import DONE, PROBLEMS, count, print_report
from timeline.errors import printable

if TYPE_CHECKING:
    from timeline.building import Comparison
    from timeline.exporters.ics.merged_changes import SharedChange

TEXT = "show the changes that subscribers will see, before you publish"
EXAMPLES = (
    "timeline diff",
    "timeline diff --markdown --exit-code",
    "timeline diff --published downloaded.ics --language ru",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "--published", type=Path, default=Path("exports"), metavar="PATH",
        help="folder of the published exports, or one calendar file, or - (default: exports)",
    )  # fmt: skip
    parser.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")
    add_drafts(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if there are changes")
    shapes = parser.add_mutually_exclusive_group()
    add_json(shapes, "changes, calendars and notes")
    shapes.add_argument(
        "--markdown", action="store_true", help="print Markdown, for a comment or a summary"
    )


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import compare
    from timeline.exporters.ics.merged_changes import merged

    refuse_second_input(options.events, options.published)
    timeline, published = load_events(options.events), options.published
    compared = compare(
        timeline,
        content_and_name(published)[0] if is_standard_input(published) else published,
        languages=options.language,
        drafts=options.drafts,
    )
    changes = merged(timeline, {each.language: each.changes for each in compared.values()})
    notes = list(dict.fromkeys(note for each in compared.values() for note in each.notes))
    if options.json:
        calendars = [_calendar(name, each) for name, each in compared.items()]
        print_report(changes=[*map(_record, changes)], calendars=calendars, notes=notes)
    elif options.markdown:
        print("\n".join(_markdown(changes, compared, notes)))
    else:
        print(f"{_which(compared)}: {_how_many(changes)}")
        for change in changes:
            for number, line in enumerate(change.lines(is_alone=len(compared) == 1)):
                print(f"  {'  ' if number else ''}{printable(line, 500)}")
        for note in notes:
            print(f"note: {printable(note, 500)}")
    return PROBLEMS if changes and options.exit_code else DONE


def _which(compared: Collection[str]) -> str:
    return next(iter(compared)) if len(compared) == 1 else count(len(compared), "calendar")


def _how_many(changes: Sequence[SharedChange]) -> str:
    return count(len(changes), "change") if changes else "no change"


# -- JSON ------------------------------------------------------------------------------------------


def _calendar(name: str, compared: Comparison) -> dict[str, object]:
    return {"file": name, "language": compared.language, "changes": len(compared.changes)}


def _record(change: SharedChange) -> dict[str, object]:
    return {
        "event": change.event,
        "title": change.title,
        "fate": change.fate.value,
        "languages": change.languages,
        "details": [{"what": each.what, "texts": each.texts} for each in change.details],
        "uids": {language: each.uid for language, each in change.changes.items()},
    }


# -- Markdown --------------------------------------------------------------------------------------

LONGEST: Final = 60_000
"""Maximum characters of Markdown: a comment on GitHub holds 65,536."""


def _markdown(
    changes: Sequence[SharedChange], compared: Collection[str], notes: Sequence[str]
) -> Iterator[str]:
    yield f"### {_inert(_which(compared))}: {_how_many(changes)}\n"
    room = LONGEST
    for number, change in enumerate(changes):
        first, *details = (_inert(line) for line in change.lines(is_alone=len(compared) == 1))
        fate, _, rest = first.partition(": ")
        item = "\n  - ".join((f"- **{fate}**: {rest}", *details))
        room -= len(item)
        if room < 0:
            yield f"- and {count(len(changes) - number, 'more change')}"
            break
        yield item
    for note in notes[:10]:
        yield f"\n> {_inert(note)}"


def _inert(text: str) -> str:
    """*text* escaped for Markdown, so that the host notifies nobody whose name is in it (@name)."""
    from timeline.papers.markdown import escaped

    # An empty comment keeps GitHub and GitLab from turning @name, #12 and !12 into links.
    return _REFERENCE.sub(r"\1<!-- -->", escaped(printable(text, 500)))


_REFERENCE: Final = re.compile(r"\\?([@#!])")
