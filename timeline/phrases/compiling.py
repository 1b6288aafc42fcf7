"""Compile language files to the tables that the reader loads.

A language is one file, ``languages/<tag>.yaml``, with two YAML documents: the words and settings,
then the examples. A word list is a text of forms separated by commas, or one such text for each
value::

    month:
      9: сентябр(ь|я|ю|ем|е), сент., сен.

``(a|b)`` is a list of endings, and ``，`` is a comma inside a form. A full stop after a word may be
missing in the text, as may diacritics; case and look-alike letters of the other script do not
matter. The names of the lists give their meaning: see `CATEGORIES`; the grammar uses the same
names. Any list may be missing. The settings, all optional except ``name``:

=====================  ========================================================================
``name``               of the language, in the language
``numeric``            order of 03/04/2025: day-first (the default), month-first, ambiguous
``regions``            another order in a region, such as US: month-first
``endings``            endings of nouns and numbers: the category of each, or ``ending`` for one
                       without a meaning; "part_after 3" includes the value, and
                       "ending + until_after" is one ending after another
``proclitic``          a word that is written together with the next one: و
``base``               another language, all of whose words this one has, too
``transliteration``    letters of another script or alphabet, in which all words are read, too;
                       a list of them if there are several; ``=`` before a form excludes it
``capital_months``     true: months are capitalised, so "may" is not a month
``month_first``        true: figures after a month are its day; otherwise a count: «в мае 17
                       делегаций»
``bare_weekdays``      true: "Tuesday" is a date without a word such as "on" before it
``capital_weekdays``   true: weekdays are capitalised: «Τρίτη» is Tuesday, «τρίτη» third
``ordinal_point``      true: a full stop makes a number an ordinal, and need not end a sentence
``year_first``         true: figures go from the year to the day: 4.22 is 22 April
``other_years``        the range of years that are usual in another calendar: persian: 1200-1499
``relative_position``  both: "last" and "next" may come before or after the unit
=====================  ========================================================================

The second document has at least twelve ``examples``, with the date in EDTF and, for relative
dates, the day from which they are counted; and at least six texts that are ``refused``, each with a
part of the message::

    examples: [[17 September 2025, 2025-09-17], [last October, 2025-10, 2026-02-28]]
    refused: [[17 September, no year]]

To add a language or a form, write it into the file, with examples and counter-examples of every
form in use, run ``python -m timeline.phrases.compiling``, and run the tests.

Parsing the files takes half a second for all languages, so the reader loads compiled tables, in
which each form is listed under its first word, folded as texts are folded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from pathlib import Path
from typing import Any, Final

import yaml

from timeline.phrases.folding import fold, is_letter
from timeline.phrases.lexicon import MARKING, SCRIPTS, SUFFIXES, TABLES, script
from timeline.phrases.tokens import tokenise

LANGUAGES: Final = Path(__file__).with_name("languages")

SETTINGS: Final = "name base numeric regions other_years proclitic".split()
"""Settings of a file, besides its lists, that the reader needs."""

SWITCHES: Final = (
    "capital_months", "month_first", "bare_weekdays", "capital_weekdays", "ordinal_point",
    "year_first",
)  # fmt: skip
"""Such settings that are true or false."""

CATEGORIES: Final = {
    # names of times; each form has the value before it
    "month": "months: 1 to 12",
    "other_month": "months of other calendars, named as in `calendars`: persian 6, hebrew 7",
    "calendar": "names of calendars, next to a year: persian, islamic, minguo, reiwa",
    "first_year": "the word for the first year of an era: 1 (元)",
    "style": "words for Old Style and New Style: julian, gregorian",
    "weekday": "days of the week: 1 (Monday) to 7",
    "weekday_short": "their abbreviations that are also other words, read only in lists (lu 5)",
    "weekday_sign": "days of the week in one letter, read only in brackets: （水）",
    "season": "seasons: spring, summer, autumn, winter",
    "ordinal": "ordinals: 1 (first), 2 (second) ...; -1 (last)",
    "ordinal_only": "ordinals that are not read as a day: «רביעי, 22 באפריל» is a Wednesday",
    "cardinal": "numbers as words: 2 (two), 3 (three) ...",
    "year_word": "a year written out as one word: 2026 (duemilaventisei)",
    "thousands": "the first words of a year that is written out: 2000 (две тысячи девятнадцатого)",
    "part": "1 (beginning of), 2 (middle of), 3 (end of): before a year, month or other unit",
    "part_after": "the same, after the unit",
    "year_part": "the same for a year, in one word (Jahresende)",
    "relative": "-1 (last), 0 (this), 1 (next): before a unit",
    "relative_after": "the same, after the unit (with 'relative_position: both', 'relative' too)",
    "relative_year": "'this year' in one word or abbreviation, after a date or alone: -1, 0, 1",
    "same_year": "'the same year', after a date: the year of the previous date",
    "same_month": "'the same month': the month of the previous date",
    "next_day": "1 (the next day), -1 (the day before): counted from the previous date",
    "relative_month": "'this month' in one word: -1, 0, 1",
    "relative_week": "'this week' in one word: -1, 0, 1",
    "relative_day": "-1 (yesterday), 0 (today), 1 (tomorrow)",
    "era": "-1 (BC), 1 (AD)",
    "zone": "time zones: an IANA name, 'local', or an offset (+03:00)",
    "clock": "times as words: 12:00 (noon), 00:00 (midnight)",
    "half_day": "am, pm",
    # units
    "year": "1 (year), 2 (years)",
    "years": "'years' after a single round year, which means a decade (1990-жылдар)",
    "month_unit": "1 (month), 2 (months): 'last months' is not a date",
    "numbered_month": "the sign after the number of a month (月)",
    "day_unit": "day: after its number",
    "week": "week",
    "calendar_week": "a week with its number in the year, even without the year: KW 38",
    "week_of": "words before the first day of a week: week of, w/c",
    "week_of_after": "the same, after the day",
    "quarter": "quarter of a year",
    "half_year": "half of a year, in one word (полугодие, semestre)",
    "half_named": "1 (first half of a year), 2 (second half), in one word (上半年)",
    "half_of_month": "1 (first half of a month), 2 (second half), in one word (上半月)",
    "half": "half, of any unit",
    "third": "third, of any unit",
    "ten_days": "ten days of a month (декада)",
    "ten_days_named": "1, 2, 3: the first, second or third ten days, in one word (上旬)",
    "decade": "decade",
    "decade_named": "ordinals that with 'years' are a decade: 80 (eightieth)",
    "decade_noun": "decades in one word: 80 (the eighties)",
    "decade_before": "words before the year of a decade (années 1990)",
    "decade_suffix": "an ending of the year of a decade (1990s)",
    "century": "century: after its number",
    "century_before": "century: before its number (siglo XX)",
    "hour": "hour, o'clock, or a word before a time (сағат)",
    "minute": "minutes",
    "half_hour": "half past: after the hour (半)",
    # relations; *_after comes after its date
    "and": "and", "or": "or",
    "to": "between the ends of a range",
    "from": "before a range, or before the start of an open range",
    "from_after": "the same, after it",
    "turn": "before two dates, for the time around the change between them: на рубеже",
    "between": "before two dates, for a time between them",
    "between_after": "the same, after them",
    "since": "before the start of an open range", "since_after": "the same, after it",
    "until": "before the last day (not later than)",
    "until_year": "the same, but only before a year alone (para)",
    "until_after": "the same, after it",
    "before": "before a date that is excluded (earlier than)", "before_after": "the same, after it",
    "after": "before a date that is excluded (later than)", "after_after": "the same, after it",
    "ago": "after a length of time: ago", "ago_before": "the same, before it",
    "ahead": "before a length of time: in (from today)", "ahead_after": "the same, after it",
    "at": "before a time of day",
    # marks
    "approximate": "about: before or after a date",
    "uncertain": "probably, to be confirmed: next to a date",
    "unknown": "in place of a date that is not known: to be announced",
    # the rest
    "ordinal_suffix": "endings of numbers: 17th, 17-го",
    "ending": "case endings without a meaning, after a word or number",
    "locative": "the case endings that mean 'in' or 'on': мамырда",
    "filler": "words without a meaning in a date: the, of, on",
    "anniversary": "anniversary: after its number",
    "anniversary_named": "anniversaries in one word: 30 (тридцатилетие), 100 (centenary)",
    "school_year": "school year",
    "fiscal_year": "a year that starts in a month depending on the country, and is refused: 年度",
    # for dates in running text
    "future": "words of a sentence about the future: will, scheduled",
    "past": "words of a sentence about the past: was, held",
    "past_endings": "endings of verbs in the past tense that 'past' does not list",
    "agree": "agreed, decided: before it, the text is about the past, after it about the future",
    "bare_year": "words after which a number of four digits is a year: in, since",
    "bare_year_after": "words before which a number of four digits is a year (stieg 2025 um)",
    "counted": "units: a number of four digits before one is not a year (km, people)",
    "season_time": "forms of seasons that mean 'in': весной",
    "for_period": "words before the period of a figure: за",
    "in_force": "is valid, applies, starting: after it, a word for 'of' and 'since' means 'since'",
    "act": "documents named by their day: after them, a word for 'of' and 'since' means 'of'",
    "inside": "in, during: not part of a date in '12 in May', where 12 is a count",
    "event_name": "events with a year in their name: EXPO 2027",
    "amount": "million, percent: after a number, a figure for the year next to it",
    "compared": "compared to: after it, the word for 'since' means 'with' (по сравнению с)",
    "planned": "planned: after it, the word for 'before' means 'for' (gepland voor)",
    "reaches": "dates back: after it, the words for 'until' and 'since' mean 'in' (sięga do)",
    "programme": "plans with a year in their name: agenda, vision, before or after the year",
    "place_name": "names of places that contain a month (Rio de Janeiro)",
    "closed": "words for weekdays on which something is not open: closed, Ruhetag",
    "moved": "moved, postponed: of two dates next to it, the first is no longer valid",
    "stamp": "labels before the date of publication",
    "signed": "words before the place and day of a signature: done at",
    "number_sign": "words that, with a point, come before the number of a document: no, nr",
    "on_day": "on: only before days, so the figures after it are not a number (am 21.10.)",
    "room": "words before the number of a room: room 5.12",
    "deadline": "labels before a deadline",
    "name": "words that are names if capitalised: Душанбе is a city, душанбе Monday",
    "other_word": "words that begin with a form above, in a script without spaces: 中国",
    "street": "words for streets and squares, which are named after days: улица 8 Марта",
}  # fmt: skip
"""Every word list that a language file may have, with the meaning of its forms."""

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")


def forms(listed: str) -> Iterator[str]:
    """The forms in a word list.

    >>> list(forms("ма(й|я), Sept."))
    ['май', 'мая', 'Sept.']
    """
    for item in listed.split(","):
        if "(" not in item:
            yield item.strip()
            continue
        pieces = _ALTERNATIVES.split(item.strip())
        choices = [piece.split("|") if odd % 2 else [piece] for odd, piece in enumerate(pieces)]
        for chosen in product(*choices):
            yield "".join(chosen).strip()


def documents(tag: str) -> Iterator[Any]:
    """The two documents of a language file: words, then examples; each parsed on demand."""
    # The base loader keeps every scalar as text: examples contain dates, which YAML would convert.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    source = (LANGUAGES / f"{tag}.yaml").read_text(encoding="utf-8")
    return yaml.load_all(source, Loader=loader)


def table(tag: str) -> str:
    """The language in the file *tag* as JSON for `lexicon.load`, one word per line."""
    own: Mapping[str, Any] = next(documents(tag))
    base: Mapping[str, Any] = next(documents(own["base"])) if "base" in own else {}
    data = {**base, **own}
    words: dict[str, list[str]] = {}
    endings: dict[str, list[str]] = {}
    months: dict[str, str] = {}
    parts: set[str] = set()
    past: set[str] = set()
    for category, value, form in chain(_listed(own, data), _listed(base, data)):
        if category == "past_endings":
            past.add(fold(form))
        elif category == "endings":
            endings.setdefault(fold(form), []).append(value)
        elif category in SUFFIXES:
            endings.setdefault(fold(form), []).append(category)
        elif tokens := tokenise(form):
            first, *rest = (token.text for token in tokens)
            entry = "\t".join((category, value, tokens[0].marked, *rest))
            known = words.setdefault(first, [])
            if entry not in known:
                known.append(entry)
            parts.update(rest)
            if category == "month" and len(first) > 3:
                months.setdefault(first, form)
    settings: dict[str, Any] = {name: data[name] for name in SETTINGS if name in data}
    settings |= {name: data[name] == "true" for name in SWITCHES if name in data}
    if "bare_year" in data:
        settings["bare_years"] = True
    return json.dumps(
        {
            **settings,
            "endings": endings,
            "past_endings": sorted(past),
            "months": months,
            "parts": sorted(parts),
            "words": {word: "\n".join(words[word]) for word in sorted(words)},
        },
        ensure_ascii=False,
        indent=0,
    )


def _listed(lists: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Category, value and form of every entry in *lists*, according to the settings in *data*."""
    scripts = tuple(_scripts(data.get("transliteration", ())))
    for category, listed in lists.items():
        if category not in CATEGORIES and category != "endings":
            continue
        groups = listed.items() if isinstance(listed, Mapping) else [("", listed)]
        for value, text in groups:
            for form in forms(text):
                kept = form.removeprefix("=")
                others = () if kept != form else map(form.translate, scripts)
                for spelled in dict.fromkeys((kept, *others)):
                    yield category, value, spelled
                    if category == "relative" and data.get("relative_position") == "both":
                        yield "relative_after", value, spelled


def _scripts(listed: Mapping[str, str] | Iterable[Mapping[str, str]]) -> Iterator[dict[int, str]]:
    """The alphabets of a ``transliteration``, as tables for `str.translate`."""
    for letters in (listed,) if isinstance(listed, Mapping) else listed:
        yield {ord(letter): other for letter, other in letters.items()}


def scripts(tables: Mapping[str, str]) -> str:
    """The scripts of each table, by language tag, as JSON for `lexicon.Spelling`."""
    found = {tag: _written(json.loads(text)) for tag, text in sorted(tables.items())}
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


def _written(compiled: Mapping[str, Any]) -> dict[str, list[str]]:
    """The scripts in which a language writes its months, and its words in other scripts."""
    distinctive = (
        word
        for word, listed in compiled["words"].items()
        if not MARKING.isdisjoint(entry.partition("\t")[0] for entry in listed.split("\n"))
    )
    main = {script(word[0]) for word in distinctive if is_letter(word[0])}
    others = {
        word for word in _spelled(compiled) if is_letter(word[0]) and script(word[0]) not in main
    }
    return {"scripts": sorted(main), "others": sorted(others)}


def _spelled(compiled: Mapping[str, Any]) -> Iterator[str]:
    """The words of a table, and the endings attached to them."""
    yield from (*compiled["words"], *compiled["parts"], *compiled["endings"])


def main() -> None:
    """Writes the table of every language, and the scripts of the languages."""
    tags = sorted(path.stem for path in LANGUAGES.glob("*.yaml"))
    tables = {tag: table(tag) for tag in tags}
    for tag, text in tables.items():
        (TABLES / f"{tag}.json").write_text(text, encoding="utf-8")
    SCRIPTS.write_text(scripts(tables), encoding="utf-8")
    print(*tags)


if __name__ == "__main__":
    main()
