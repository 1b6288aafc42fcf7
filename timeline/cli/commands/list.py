"""``timeline list``."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from timeline.cli.arguments import add_events, add_json, bound, language_of, load_events
from timeline.cli.terminal import DONE, print_report
from timeline.errors import OptionError, UnknownName, printable

if TYPE_CHECKING:
    from timeline.events import Event, Timeline

TEXT = "list the events in chronological order"
EXAMPLES = (
    "timeline list --from 2026 --kind summit",
    "timeline list --party RS --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "--from",
        dest="start",
        type=bound(last=False),
        metavar="DATE",
        help="first date, EDTF, inclusive",
    )
    parser.add_argument(
        "--to", dest="end", type=bound(last=True), metavar="DATE", help="last date, EDTF, inclusive"
    )
    parser.add_argument("--kind", action="append", help="only this kind; repeatable")
    parser.add_argument("--party", action="append", help="only with this party; repeatable")
    parser.add_argument("--language", metavar="TAG", help="language of the titles")
    add_json(parser, "events")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.records import summary
    from timeline.wording import event_title

    timeline = load_events(options.events)
    events = list(_selected(timeline, options))
    if options.json:
        print_report(events=[summary(event, timeline) for event in events])
        return DONE
    language = language_of(timeline, options.language)
    width = max((len(str(event.date)) for event in events), default=0)
    for event in events:
        when = str(event.date) if event.is_dated else "-"
        print(
            f"{when:<{width}}  {event.id}  {printable(event_title(event, timeline, language), 120)}"
        )
    return DONE


def _selected(timeline: Timeline, options: argparse.Namespace) -> Iterator[Event]:
    """The events that the options select, without dismissed ones.

    A period selects the events that may overlap it, and no event without a date.

    Raises:
        UnknownName: the chronology has no such kind or party.
    """
    from timeline.events import COUNTRIES, KINDS, Status

    document = timeline.document
    _refuse_unknown("kind", options.kind, (*KINDS, *document.kinds))
    _refuse_unknown("party", options.party, (*document.parties, *sorted(COUNTRIES)))
    if options.start and options.end and options.end < options.start:
        raise OptionError([("", "--from is later than --to", "swap the two dates")])
    for event in timeline.events:
        if event.status is Status.DISMISSED:
            continue
        if options.kind and event.kind not in options.kind:
            continue
        if options.party and not set(options.party) & set(event.parties):
            continue
        if options.start or options.end:
            first, last = event.date.earliest, event.date.latest
            if not event.is_dated:
                continue
            if options.start and last is not None and last < options.start:
                continue
            if options.end and first is not None and first > options.end:
                continue
        yield event


def _refuse_unknown(what: str, names: Iterable[str] | None, known: Collection[str]) -> None:
    for name in names or ():
        if name not in known:
            raise UnknownName(what, name, known)
