"""Plain data: JSON types for the page's scripts."""

from __future__ import annotations

from typing import Any

from timeline.events import Text

PageRecord = dict[str, Any]
"""A JSON object; keys without a value are left out."""

Texts = dict[str, str]
"""A text by language tag."""


def texts_of(text: Text | None) -> Texts | None:
    """The wordings of *text* by language tag; None without a text."""
    return dict(text.by_language) if text else None


def without_empty(record: PageRecord) -> PageRecord:
    """*record* without absent values; 0 is a value, and is kept."""
    return {
        key: value
        for key, value in record.items()
        if value is not None and value is not False and value not in ("", [], (), {})
    }
