"""What the formats have in common: a text in paragraphs, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NoReturn

from msgspec import Struct

from timeline.errors import InputError, Place, Problem

LARGEST_TEXT: Final = 20_000_000
"""Characters of the largest text that is read: some forty long novels."""

GAP: Final = "\n\n"
"""Stands between two paragraphs where the format itself has no characters for it."""


class Paragraph(Struct, frozen=True):
    """Characters *start* to *end* (half-open) of the text, and its printed number without a point.

    A number that Word counts by itself is given too; it is not among the characters.
    """

    start: int
    end: int
    number: str | None = None


class Content(Struct, frozen=True, kw_only=True):
    """What a file holds, before anything is read out of its words."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    published: date | None = None
    """When it was published, as the file declares."""
    saved: date | None = None
    """When the file was written: any time after it was published."""
    language: str | None = None


def assemble(blocks: Iterable[tuple[str, str | None]]) -> tuple[str, tuple[Paragraph, ...]]:
    """One text of *blocks*, each a paragraph and its number, and where each stands in it."""
    texts: list[str] = []
    paragraphs = []
    position = 0
    for text, number in blocks:
        text = text.strip()
        if not text:
            continue
        paragraphs.append(Paragraph(position, position + len(text), number))
        texts.append(text)
        position += len(text) + len(GAP)
    return GAP.join(texts), tuple(paragraphs)


def refuse(name: str, fact: str, hint: str = "") -> NoReturn:
    """Raises the problem that makes the whole file unreadable."""
    raise InputError([Problem(Place(name), "", fact, hint)])


def declared_day(text: str | None) -> date | None:
    """The day at the beginning of an ISO 8601 time stamp, as metadata have it."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
