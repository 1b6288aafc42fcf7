"""The languages of the page: names, digits, patterns of dates, and words for its scripts."""

from __future__ import annotations

from typing import Final

from timeline import wording
from timeline.exporters.html.plain_data import PageRecord


def autonym(language: str) -> str:
    """The name of *language* in that language, from CLDR."""
    locale = wording.locale(language)
    name = locale.display_name or language
    # "English (world)", "srpski (latinica)": the parentheses distinguish scripts, but a region
    # that only sets the order of dates is of no interest to a reader.
    base, _, detail = name.partition(" (")
    shown = f"{base} ({detail.split(',')[0].rstrip(')')})" if locale.script and detail else base
    return shown[:1].upper() + shown[1:]


def language_record(language: str) -> PageRecord:
    """A language, as the page's scripts need it."""
    locale = wording.locale(language)
    return {
        "tag": language,
        "name": autonym(language),
        "direction": wording.direction(language),
        "words": wording.interface_language(language),
        "wordsIn": wording.words_in(language),
        "dates": _cldr(language),
        "group": locale.entry("numbers", "group"),
        "groupedFrom": int(locale.entry("numbers", "grouped_from")),
        **_digits(language),
    }


def _digits(language: str) -> PageRecord:
    """The digits of *language*, if they are not 0 to 9."""
    digits = wording.locale(language).digits
    return {} if digits.isascii() else {"digits": digits}


_SKELETONS: Final = {
    "dayMonth": "MMMd",
    "shortMonthYear": "yMMM",
    "monthYear": "yMMMM",
    "dayMonthYear": "yMMMd",
}

_THIN_SPACES: Final = str.maketrans({"\u202f": " ", "\u2009": " ", "\u200f": ""})


def _cldr(language: str) -> PageRecord:
    """CLDR's months and date patterns, for the dates that scripts spell: axis, ends of the view.

    Browsers lack some languages (Chromium has no Kazakh), so the page includes these.
    """
    locale = wording.locale(language)
    patterns = {
        name: pattern
        for name, skeleton in _SKELETONS.items()
        if (pattern := locale.entry("datetime_skeletons", skeleton))
    }
    patterns["long"] = locale.entry("date_formats", "long")
    months = {
        letter: [locale.entry("months", context, width, month) for month in range(1, 13)]
        for letter, context, width in (
            ("MMM", "format", "abbreviated"),
            ("MMMM", "format", "wide"),
            ("LLL", "stand-alone", "abbreviated"),
            ("LLLL", "stand-alone", "wide"),
        )
    }
    return {
        **months,
        **{name: pattern.translate(_THIN_SPACES) for name, pattern in patterns.items()},
    }


def page_words(language: str) -> PageRecord:
    """The words of the interface that scripts use, and the labels of facts."""
    messages = wording.messages(language)
    return {**messages["labels"], **messages["page"]}
