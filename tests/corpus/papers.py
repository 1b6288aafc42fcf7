"""Papers by which the reading of lists, diaries, programmes, tables and chronologies is measured.

One file a paper, written for this purpose and marked before anything read it: ``language``, what
``kind`` of paper it is, ``on`` (the day that the reader is given, if any), ``day`` (the one that
the paper itself gives), ``text`` in the notation of the passages, and ``items``, one a line: the
EDTF of its date and a regular expression that its title must match.

Those of ``schedules`` have layouts that the reader used to read badly: calendars of weeks and
sessions, timetables with hours, lists of treaties and of key dates. Those of ``listings`` are in
the layouts of real pages: cards, several columns of dates, chronicles of relations, diaries of
agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from timeline import documents, edtf
from timeline.extraction import Extraction, from_document

from . import Passage, _passage, texts_of
from .measuring import expected
from .scoring import Passages, Span, bounds, score


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with all its dates and events."""

    name: str
    kind: str
    passage: Passage
    on: date | None
    day: date | None
    items: tuple[tuple[str, str], ...]


@cache
def papers(folder: str = "papers") -> tuple[Paper, ...]:
    """Every paper of a folder."""
    return tuple(map(_paper, sorted(Path(__file__).with_name(folder).glob("*.yaml"))))


def _paper(path: Path) -> Paper:
    data = texts_of(path)
    on = date.fromisoformat(data["on"]) if "on" in data else None
    day = date.fromisoformat(data["day"]) if "day" in data else None
    passage = _passage(data["language"], on or day or date.min, data["text"])
    items = tuple(
        tuple(item.split(" | ", 1)) if " | " in item else (item.rstrip(" |"), "")
        for item in data["items"]
    )
    return Paper(path.stem, data["kind"], passage, on, day, items)


@cache
def read(paper: Paper) -> Extraction:
    """The result of our reader for *paper*."""
    content = paper.passage.text.encode()
    document = documents.parse(content, "paper.txt", language=paper.passage.language, on=paper.on)
    return from_document(document)


def dates(paper: Paper) -> Passages:
    """Counts of the dates of *paper*."""
    found = [
        Span(mention.start, mention.end, bounds(mention.value), mention.is_item)
        for mention in read(paper).mentions
        if mention.value is not None
    ]
    return score(paper.passage.text, expected(paper.passage), found)


def missing(paper: Paper) -> Iterator[str]:
    """The items of *paper* that no draft has with the same days and a title that fits."""
    drafts = read(paper).drafts
    for written, title in paper.items:
        wanted = bounds(edtf.parse(written))
        fits = any(
            bounds(draft.event.date) == wanted and re.search(title, draft.title, re.IGNORECASE)
            for draft in drafts
        )
        if not fits:
            yield f"{paper.name}: no draft {written} /{title}/"


def failures() -> Iterator[str]:
    """Every miss, one line each, for people who improve the reader."""
    for paper in papers():
        text = paper.passage.text
        want = {(span.start, span.end, span.bounds) for span in expected(paper.passage)}
        got = {
            (mention.start, mention.end, bounds(mention.value))
            for mention in read(paper).mentions
            if mention.value is not None
        }
        for start, end, (first, last, precision) in sorted(want ^ got, key=str):
            sign = "missing" if (start, end, (first, last, precision)) in want else "found"
            yield f"{paper.name}: {sign} {text[start:end]!r} {first}/{last} {precision}"
        yield from missing(paper)
        if paper.on is None and read(paper).document.date != paper.day:
            yield f"{paper.name}: day {read(paper).document.date}, not {paper.day}"
