"""Dates as CLDR writes them read back: another hand's forms of every month and range."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date, format_interval, format_skeleton

from timeline import phrases

LOCALES = {"sr": ("sr_Cyrl", "sr_Latn"), "uz": ("uz_Latn", "uz_Cyrl"), "zh": ("zh_Hans", "zh_Hant")}
"""Locales of languages with two scripts; any other language is its own."""

DAYS = tuple(date(2025, month, month + 2) for month in range(1, 13))


def _written(locale: str) -> Iterator[tuple[str, str]]:
    for day in DAYS:
        for style in ("full", "long", "medium"):
            yield format_date(day, style, locale=locale), str(day)
        for skeleton, days in (("yMMMd", 2), ("yMMMd", 40)):
            last = day + timedelta(days=days)
            yield format_interval(day, last, skeleton, locale=locale), f"{day}/{last}"
        yield format_skeleton("yMMM", day, locale=locale), f"{day:%Y-%m}"


@pytest.mark.parametrize("tag", [tag for tag in phrases.languages() if tag != "fa"])
def test_cldr_reads_back(tag: str) -> None:
    # CLDR's Persian is in the Persian calendar, which is passed over.
    for locale in LOCALES.get(tag, (tag,)):
        rows = list(_written(locale))
        assert rows
        assert [(text, str(phrases.read(text, [tag]).value)) for text, _ in rows] == rows
