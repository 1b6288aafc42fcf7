"""``timeline show``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.cli.arguments import add_events, language_of, load_events
from timeline.cli.terminal import DONE, print_json
from timeline.errors import printable

if TYPE_CHECKING:
    from timeline.events import Event, Timeline

TEXT = "show an event with every claim and source"
EXAMPLES = (
    "timeline show tokayev-visit-2024",
    "timeline show expo-2027 --language ru",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("id", help="id of the event")
    add_events(parser)
    parser.add_argument("--language", metavar="TAG", help="language of title and date")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.records import summary

    timeline = load_events(options.events)
    event = timeline.event(options.id)
    if options.json:
        print_json(summary(event, timeline))
        return DONE
    for line in _description(event, timeline, language_of(timeline, options.language)):
        print(printable(line, 2000))
    return DONE


def _description(event: Event, timeline: Timeline, language: str) -> Iterator[str]:
    from timeline import wording

    yield f"{wording.event_title(event, timeline, language)}  [{event.id}]"
    yield f"{wording.date_words(event.date, language)}  ({event.date})"
    yield wording.precision_words(event.date, language)
    for tag, title in event.title.by_language.items():
        yield f"  title {tag}: {title}"
    yield f"  kind: {event.kind}"
    yield f"  status: {event.status} ({event.status.meaning})"
    if event.place:
        yield f"  place: {event.place}"
    if event.parties:
        yield f"  parties: {', '.join(event.parties)}"
    if event.series:
        yield f"  series: {event.series}"
    if event.part_of:
        yield f"  part of: {event.part_of}"
    if event.previously:
        yield f"  previously: {event.previously.text} ({event.previously.value})"
    if event.origin:
        yield f"  derived from: {event.origin}"
    conflicts, earlier = event.conflicts, event.earlier_claims
    for claim in event.claims:
        verdict = "contradicts" if claim in conflicts else "agrees"
        if claim in earlier:
            verdict = "gives the earlier date"
        where = claim.source.document if claim.source else "this chronology"
        if claim == event.claim:
            verdict = "shown"
        yield f"  claim: {claim.reading.text!r} = {claim.value}, {where}: {verdict}"
    for source in event.sources:
        parts = [
            source.document,
            source.publisher,
            source.paragraph and f"paragraph {source.paragraph}",
        ]
        yield "  source: " + ", ".join(part for part in parts if part)
        if source.quote:
            yield f"    wording: {source.quote}"
        if source.url:
            yield f"    {source.url}"
        dates = []
        if source.published:
            dates.append(f"published {source.published}")
        if source.accessed:
            dates.append(f"accessed {source.accessed}")
        if dates:
            yield "    " + ", ".join(dates)
