"""A page for the reviewer: the document with all dates marked that were read or refused.

It is one file without scripts or external addresses: it opens from a mail attachment, can be
printed, and shows the same by keyboard as by mouse. The text is escaped by Jinja2; nothing of a
document becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Final

from jinja2 import Environment
from msgspec import Struct

from timeline import wording
from timeline.documents import Paragraph
from timeline.events import Event
from timeline.extraction import Extraction
from timeline.extraction.drafts import Draft
from timeline.extraction.matching import Match

_OWN: Final = re.compile(
    rb'<meta name="generator" content="diplomatic-timeline extract">'
    # Until the page named its generator:
    rb'|\A<!DOCTYPE html>\n<html lang="[^"]*">\n<head>\n<meta charset="utf-8">\n'
    rb'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    rb'<meta http-equiv="Content-Security-Policy" '
    rb"""content="default-src 'none'; style-src 'unsafe-inline'">"""
)


def is_own(beginning: bytes) -> bool:
    """Whether a file with this beginning is a page of this kind."""
    return _OWN.search(beginning) is not None


class Piece(Struct, frozen=True):
    """A run of the text; ``outcome`` and the other fields are set only if it is marked.

    Outcomes: "draft", "undated" (a draft without a date), "source" (of an event that is known),
    "refused".
    """

    text: str
    outcome: str = ""
    number: int = 0
    value: str = ""
    says: str = ""


class OutcomeRow(Struct, frozen=True):
    """A line of the table below the text."""

    number: int
    outcome: str
    text: str
    value: str
    title: str
    detail: str


class Section(Struct, frozen=True):
    """A document in the form for the template."""

    extraction: Extraction
    direction: str
    paragraphs: tuple[tuple[str | None, tuple[Piece, ...]], ...]
    rows: tuple[OutcomeRow, ...]


class _Highlight(Struct, frozen=True):
    start: int
    end: int
    outcome: str
    value: str
    title: str
    detail: str


def page(read: Iterable[tuple[Extraction, Sequence[Match | None]]], language: str) -> str:
    """The page of the documents that were *read*; *language* is that of the interface."""
    sections = [_section(extraction, matches, language) for extraction, matches in read]
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = files("timeline.extraction").joinpath("view.html.jinja").read_text(encoding="utf-8")

    def say(key: str, **values: object) -> str:
        return wording.message(f"extraction.{key}", language, **values)

    return environment.from_string(template).render(
        sections=sections,
        say=say,
        language=wording.interface_language(language),
        date_words=lambda value: wording.date_words(value, language),
        outcomes=("draft", "undated", "source", "refused"),
    )


def _section(extraction: Extraction, matches: Sequence[Match | None], language: str) -> Section:
    document = extraction.document
    marks = sorted(_marks(extraction, matches, language), key=lambda mark: (mark.start, -mark.end))
    shown: list[_Highlight] = []
    for mark in marks:
        if not shown or mark.start >= shown[-1].end:
            shown.append(mark)
    numbers = {id(mark): number for number, mark in enumerate(marks, 1)}
    paragraphs = tuple(
        (
            _number_of_word(document.text, paragraph),
            tuple(_pieces(document.text, paragraph.start, paragraph.end, shown, numbers)),
        )
        for paragraph in document.paragraphs
    )
    rows = tuple(
        OutcomeRow(
            numbers[id(mark)],
            mark.outcome,
            " ".join(document.text[mark.start : mark.end].split()),
            mark.value,
            mark.title,
            mark.detail,
        )
        for mark in marks
    )
    return Section(extraction, wording.direction(document.language), paragraphs, rows)


def _number_of_word(text: str, paragraph: Paragraph) -> str | None:
    """The number of a paragraph, if it is not among its characters because Word counts it."""
    number = paragraph.number
    start = text[paragraph.start : paragraph.start + 20].lstrip(" §№(\t")
    return number if number and not start.startswith(number) else None


def _marks(
    extraction: Extraction, matches: Sequence[Match | None], language: str
) -> Iterator[_Highlight]:
    found = matches or [None] * len(extraction.drafts)
    for draft, match in zip(extraction.drafts, found, strict=True):
        outcome = "source" if match else "draft" if draft.event.when else "undated"
        yield _Highlight(
            draft.start,
            draft.end,
            outcome,
            _value(draft),
            _title(draft.event),
            _detail(draft, match, language),
        )
    for item in extraction.refused:
        if item.end > item.start:
            reason = item.reason + (f" ({item.hint})" if item.hint else "")
            yield _Highlight(item.start, item.end, "refused", "", "", reason)


def _value(draft: Draft) -> str:
    return str(draft.event.date) if draft.event.when else ""


def _title(event: Event) -> str:
    return next(iter(event.title.by_language.values()))


def _detail(draft: Draft, match: Match | None, language: str) -> str:
    event = draft.event
    kind = wording.kind_name(event.kind, language)[0]
    status = wording.message(f"statuses.{draft.intended}", language)
    rule = event.when.rule if event.when and draft.rule == "dated" else draft.rule
    parts = [kind, status, event.place or "", ", ".join(event.parties), rule]
    parts += [wording.message("extraction.inferred", language)] if draft.inferred else []
    parts += [f"= {match.event}"] if match else []
    return " · ".join(part for part in parts if part)


def _pieces(
    text: str, start: int, end: int, marks: Sequence[_Highlight], numbers: dict[int, int]
) -> Iterator[Piece]:
    position = start
    for mark in marks:
        if mark.start < position or mark.end > end:
            continue
        if mark.start > position:
            yield Piece(text[position : mark.start])
        says = " · ".join(part for part in (mark.title, mark.detail) if part)
        yield Piece(text[mark.start : mark.end], mark.outcome, numbers[id(mark)], mark.value, says)
        position = mark.end
    if position < end:
        yield Piece(text[position:end])
