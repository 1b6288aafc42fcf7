"""The drafts of small papers, as the tests of this folder compare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import pytest

from timeline import documents
from timeline.extraction import Extraction, from_document

ON: Final = date(2026, 4, 1)
"""The day of a paper, unless a test gives another one, or None: the day that its text states."""

Dated = tuple[str, str]
"""The date of a draft in EDTF, and its title."""

Placed = tuple[str, str, str | None]
"""The date of a draft, its title, and the id of its place."""


def extracted(language: str, text: str, on: date | None = ON) -> Extraction:
    """The drafts and refusals of a plain *text*."""
    return from_document(documents.parse(text.encode(), "paper.txt", language=language, on=on))


def days(language: str, text: str, on: date | None = ON) -> list[str]:
    """The dates of the drafts."""
    return [when for when, _, _ in placed(language, text, on)]


def dated(language: str, text: str, on: date | None = ON) -> list[Dated]:
    """The drafts with their dates."""
    return [(when, title) for when, title, _ in placed(language, text, on)]


def placed(language: str, text: str, on: date | None = ON) -> list[Placed]:
    """The drafts with their dates and places."""
    drafts = extracted(language, text, on).drafts
    return [(str(draft.event.date), draft.title, draft.event.place) for draft in drafts]


def by_law(laws: Mapping[str, Iterable[tuple[str, str, Any]]]) -> list[Any]:
    """The rows of all *laws*: language, text and what is expected, named after the law."""
    return [
        pytest.param(*row, id=f"{law}: {row[0]} {number}")
        for law, rows in laws.items()
        for number, row in enumerate(rows, 1)
    ]
