"""Dates as CLDR writes them are read back: independent forms of every month and range.

The forms are kept in ``cldr.tsv``, so that a new release of CLDR does not fail an installation;
``python tests/phrases/test_cldr.py`` writes them anew from the installed Babel.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date, format_interval, format_skeleton

from timeline import phrases

FORMS = Path(__file__).with_name("cldr.tsv")

LOCALES = {
    "bs": ("bs_Latn", "bs_Cyrl"),
    "sr": ("sr_Cyrl", "sr_Latn"),
    "uz": ("uz_Latn", "uz_Cyrl"),
    "zh": ("zh_Hans", "zh_Hant"),
}
"""Locales of languages with two scripts; any other language is its own."""

OTHER_CALENDARS = {"fa"}
"""Languages in which CLDR writes dates of another calendar, which is passed over."""

DAYS = tuple(date(2025, month, month + 2) for month in range(1, 13))


def _written(locale: str) -> Iterator[tuple[str, str]]:
    for day in DAYS:
        for style in ("full", "long", "medium"):
            yield format_date(day, style, locale=locale), str(day)
        for skeleton, days in (("yMMMd", 2), ("yMMMd", 40)):
            last = day + timedelta(days=days)
            yield format_interval(day, last, skeleton, locale=locale), f"{day}/{last}"
        yield format_skeleton("yMMM", day, locale=locale), f"{day:%Y-%m}"


def _kept() -> dict[str, list[tuple[str, str]]]:
    forms: dict[str, list[tuple[str, str]]] = {}
    for line in FORMS.read_text("utf-8").splitlines():
        tag, text, value = line.split("\t")
        forms.setdefault(tag, []).append((text, value))
    return forms


KEPT = _kept() if FORMS.exists() else {}


def test_every_language_has_forms() -> None:
    assert KEPT.keys() == set(phrases.languages()) - OTHER_CALENDARS, (
        "run: python tests/phrases/test_cldr.py"
    )


@pytest.mark.parametrize("tag", sorted(KEPT))
def test_cldr_reads_back(tag: str) -> None:
    rows = KEPT[tag]
    assert len(rows) >= 6 * len(DAYS)
    assert [(text, str(phrases.read(text, [tag]).value)) for text, _ in rows] == rows


if __name__ == "__main__":
    lines = [
        f"{tag}\t{text}\t{value}\n"
        for tag in phrases.languages()
        if tag not in OTHER_CALENDARS
        for locale in LOCALES.get(tag, (tag,))
        for text, value in _written(locale)
    ]
    FORMS.write_text("".join(lines), "utf-8", newline="\n")
    sys.stdout.write(f"{FORMS.name}\n")
