"""``timeline show``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.cli.arguments import add_events, add_json, language_of, load_events
from timeline.cli.terminal import DONE, print_report
from timeline.errors import printable

if TYPE_CHECKING:
    from timeline.events import Event, Source, Timeline
    from timeline.facts import Fact

TEXT = "show an event with every claim and source"
EXAMPLES = (
    "timeline show tokayev-visit-2024",
    "timeline show expo-2027 --language ru",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument("id", help="id of the event")
    add_events(parser)
    parser.add_argument("--language", metavar="TAG", help="language of title and date")
    add_json(parser, "event")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.records import summary

    timeline = load_events(options.events)
    event = timeline.event(options.id)
    if options.json:
        print_report(event=summary(event, timeline))
        return DONE
    for line in _description(event, timeline, language_of(timeline, options.language)):
        print(printable(line, 2000))
    return DONE


def _description(event: Event, timeline: Timeline, language: str) -> Iterator[str]:
    from timeline import facts, wording
    from timeline.facts import Where

    yield f"{wording.event_title(event, timeline, language)}  [{event.id}]"
    yield f"{wording.date_words(event.date, language)}  ({event.date})"
    yield wording.precision_words(event.date, language)
    for fact in facts.listed(facts.EVENT, Where.SHOW):
        yield from _stated(fact, getattr(event, fact.field), timeline, language)
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
        yield from _source(source, timeline, language)


def _source(source: Source, timeline: Timeline, language: str) -> Iterator[str]:
    """The document, the place in it, its text, and when it was published and read."""
    from timeline import facts
    from timeline.facts import Form, Where

    names: list[str] = []
    words: list[str] = []
    days: list[str] = []
    for fact in facts.listed(facts.SOURCE, Where.SHOW):
        value = getattr(source, fact.field)
        if not value:
            continue
        match fact.form:
            case Form.WORDS:
                names.append(f"{fact.field} {value}" if fact.labels else str(value))
            case Form.DATE:
                days.append(f"{fact.field} {value}")
            case Form.QUOTE:
                words.insert(0, f"    wording: {value}")
            case Form.ADDRESS:
                words.append(f"    {value}")
            case _:
                words += (f"  {line}" for line in _stated(fact, value, timeline, language))
    yield f"  source: {', '.join(names)}"
    yield from words
    if days:
        yield f"    {', '.join(days)}"


def _stated(fact: Fact, value: object, timeline: Timeline, language: str) -> Iterator[str]:
    """The value of a field as it is in the file; the title in every language."""
    from timeline.events import Status, Text
    from timeline.facts import Form
    from timeline.phrases import Reading

    name = fact.field.replace("_", " ")
    match value:
        case None | () | False:
            return
        case True:
            yield f"  {name}: true"
        case Text() if fact.form is Form.TITLE:
            yield from (f"  {name} {tag}: {text}" for tag, text in value.by_language.items())
        case Text():
            yield f"  {name}: {timeline.text(value, language)[0]}"
        case Status():
            yield f"  {name}: {value} ({value.meaning})"
        case Reading():
            yield f"  {name}: {value.text} ({value.value})"
        case tuple():
            yield f"  {name}: {', '.join(value)}"
        case _:
            yield f"  {name}: {value}"
