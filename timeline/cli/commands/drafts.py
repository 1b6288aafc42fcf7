"""``timeline drafts``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.cli.arguments import add_events, add_json, language_of, load_events
from timeline.cli.terminal import DONE, print_report
from timeline.errors import printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.events import Event, Source, Timeline

TEXT = "list the drafts of a chronology with their evidence"
EXAMPLES = (
    "timeline drafts",
    "timeline drafts events.yaml > review.txt  then remove lines, and accept the rest",
    "timeline drafts --dismissed --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "--dismissed", action="store_true", help="list dismissed events instead of drafts"
    )
    parser.add_argument("--language", metavar="TAG", help="language of the titles")
    add_json(parser, "drafts")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.deciding import drafts
    from timeline.events import Status
    from timeline.records import summary

    timeline = load_events(options.events)
    found = drafts(timeline, Status.DISMISSED if options.dismissed else Status.DRAFT)
    if options.json:
        print_report(
            drafts=[
                summary(event, timeline) | {"intended": event.intended and event.intended.value}
                for event in found
            ]
        )
        return DONE
    language = language_of(timeline, options.language)
    for event in found:
        for line in _description(event, timeline, language):
            print(line)
    if not found:
        what = "dismissed drafts" if options.dismissed else "drafts"
        print(f"# {printable(quoted(options.events), 500)}: no {what}")
    return DONE


def _description(event: Event, timeline: Timeline, language: str) -> Iterator[str]:
    """The id, the date and the title, and below them, indented, the evidence."""
    from timeline.asking import names_of
    from timeline.wording import event_title

    when = str(event.date) if event.is_dated else "-"
    yield f"{event.id}  {when}  {printable(event_title(event, timeline, language), 200)}"
    status = f", {event.intended}" if event.intended else ""
    names = names_of(event)
    yield f"    {event.kind}{status}{f'; {names}' if names else ''}"
    for source in event.sources:
        yield f"    {printable(_evidence(source), 600)}"


def _evidence(source: Source) -> str:
    """The document, the paragraph, and its text."""
    named = [source.document]
    named += [f"paragraph {source.paragraph}"] if source.paragraph else []
    named += [source.file] if source.file and source.file != source.document else []
    said = source.quote or (source.when and source.when.text) or ""
    if not said and source.note:
        said = next(iter(source.note.by_language.values()))
    return f"{', '.join(named)}: {said}" if said else ", ".join(named)
