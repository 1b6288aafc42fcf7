"""The whole chronology as a document: a table of the events and a numbered list of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.events import Event, Source, Timeline
from timeline.papers.blocks import (
    Heading,
    Items,
    Paper,
    PaperBlock,
    PaperParagraph,
    Run,
    Runs,
    Table,
    line,
    on_one_line,
    paragraphs,
)
from timeline.papers.prose import Prose
from timeline.papers.works import Work, identity, works
from timeline.wording import imprint, message
from timeline.wording.imprint import ImprintLine as Sentence

WIDTHS = (3, 8, 3, 4)
"""Relative widths of the columns: date, event, place, sources."""


def paper(timeline: Timeline, language: str) -> Paper:
    """The chronology in *language*."""
    title = timeline.calendar.title
    name = timeline.text(title, language)[0] if title else timeline.calendar.id
    blocks = tuple(_blocks(Prose(timeline, language)))
    return Paper(title=on_one_line(name), language=language, blocks=blocks)


def _blocks(prose: Prose) -> Iterator[PaperBlock]:
    timeline, language = prose.timeline, prose.language
    if text := timeline.calendar.description:
        words, tag = timeline.text(text, language)
        foreign = "" if tag in ("und", language) else tag
        yield from (PaperParagraph(line(Run(each, foreign))) for each in paragraphs(words))
    if said := imprint(timeline, language):
        yield PaperParagraph(tuple(part for each in said for part in (Run(" "), _said(each)))[1:])
    if not timeline.events:
        yield PaperParagraph(line(message("page.empty", language)))
        return
    cited = works(timeline.events)
    numbers = {identity(work.source): work.number for work in cited}
    header = (
        prose.label("date"),
        message("paper.event", language),
        prose.label("place"),
        prose.label("sources"),
    )
    rows = tuple(_row(prose, event, numbers) for event in timeline.events)
    yield Table(header, rows, WIDTHS)
    if cited:
        yield Heading(prose.label("sources"))
        yield sources(prose, cited)


def _said(sentence: Sentence) -> Run:
    return Run(on_one_line(sentence.text), url=sentence.url or "")


def _row(
    prose: Prose, event: Event, numbers: Mapping[tuple[object, ...], int]
) -> tuple[tuple[Runs, ...], ...]:
    title = prose.title(event)
    strong = Run(title.text, title.language, is_strong=True)
    cited = tuple(
        # What a derived anniversary's sources state is about the event that it is derived from.
        (_number(numbers, source), *(() if event.origin else prose.citation(source, event)))
        for source in event.sources
    )
    return (
        tuple(prose.date(event)),
        ((strong,), *prose.facts(event)),
        (prose.place(event),),
        cited,
    )


def _number(numbers: Mapping[tuple[object, ...], int], source: Source) -> Run:
    return Run(f"[{numbers[identity(source)]}]")


def sources(prose: Prose, cited: tuple[Work, ...]) -> Items:
    """The cited documents, with their numbers."""
    return Items(tuple((prose.work(work.source),) for work in cited), is_numbered=True)
