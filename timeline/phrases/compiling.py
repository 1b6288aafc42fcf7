"""Compile language files to the tables that the reader loads.

A language is one file, ``languages/<tag>.yaml``, with two YAML documents: the words, and the
examples that the tests check. A word list is a text of forms separated by commas::

    month:
      9: сентябр(ь|я|ю|ем|е), сент., сен.

``(a|b)`` is a list of endings, and ``，`` is a comma inside a form. A full stop after a word may be
missing in the text, as may diacritics; case and look-alike letters of the other script do not
matter. The names of the lists give their meaning, see `CATEGORIES`; the grammar uses the same
names. Any list may be missing. A file may also have these settings:

===================  ==========================================================================
``name``             of the language, in the language
``numeric``          order of 03/04/2025: day-first (the default), month-first, ambiguous
``regions``          another order by region, as US: month-first
``endings``          what may be attached to a noun or number: category, or ``ending`` for none;
                     "part_after 3" gives the value, "ending + until_after" is two behind each other
``proclitic``        a word that is written together with the next one: و
``base``             another language, all of whose words this one has, too
``transliteration``  letters of another script or alphabet in which all words are also read; a
                     list of them if there are several; ``=`` before a form excludes it
``capital_months``   true: months are capitalised, and "may" is not a month
``month_first``      true: figures after a month are its day; otherwise «в мае 17 делегаций»
``bare_weekdays``    true: "Tuesday" is a date without a word like "on" before it
``capital_weekdays`` true: weekdays are capitalised: «Τρίτη» is Tuesday, «τρίτη» third
``ordinal_point``    true: a full stop makes an ordinal, and need not end a sentence
``year_first``       true: figures go from the year to the day: 4.22 is 22 April
``other_years``      calendars by the years usually counted in them: persian: 1200-1499
``relative_stands``  both: "last" and "next" may come before or after
===================  ==========================================================================

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
from timeline.phrases.lexicon import SCRIPTS, SUFFIXES, TABLES, TELLING, script
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
    "month": "1 to 12",
    "other_month": "months of other calendars: persian 6, hebrew 7 (names: calendars.CALENDARS)",
    "calendar": "what names the calendar of the year beside it: persian, islamic, minguo, reiwa",
    "first_year": "the number of the first year of an era: 1 (元)",
    "style": "Old Style and New Style: julian, gregorian",
    "weekday": "1 (Monday) to 7",
    "weekday_sign": "the same in one letter, which counts only in brackets: （水）",
    "season": "spring, summer, autumn, winter",
    "ordinal": "first, second ... by number; -1 is the last",
    "ordinal_only": "the same, where no day has it for a number: «רביעי, 22 באפריל» is a Wednesday",
    "cardinal": "two, three ... by number",
    "year_word": "a year written out in one word: 2026 (duemilaventisei)",
    "thousands": "the first words of a year written out: 2000 (две тысячи девятнадцатого)",
    "part": "beginning, middle, end before what they are part of: 1, 2, 3",
    "part_after": "the same, after it",
    "year_part": "the same, of a year, in one word (Jahresende)",
    "relative": "last, this, next beside a unit: -1, 0, 1",
    "relative_after": "the same behind it; 'relative_stands: both' makes the list above this too",
    "relative_year": "'this year' in one word or abbreviation, after a date or alone: -1, 0, 1",
    "same_year": "'the same year', after a date: that of the date before it",
    "same_month": "'the same month': that of the date before it",
    "next_day": "the day after that of the date before it, or before it: 1, -1",
    "relative_month": "the same for months",
    "relative_week": "the same for weeks",
    "relative_day": "yesterday, today, tomorrow: -1, 0, 1",
    "era": "before Christ -1, after 1",
    "zone": "time zones by IANA name, 'local', or offset (+03:00)",
    "clock": "noon, midnight by HH:MM",
    "half_day": "am, pm",
    # units
    "year": "year; 2 its plural",
    "years": "years, when one round year before it means a decade (1990-жылдар)",
    "month_unit": "month; 2 its plural: 'last months' is no date",
    "numbered_month": "the sign after the number of a month (月)",
    "day_unit": "day, after its number",
    "week": "week",
    "calendar_week": "a week whose number counts those of the year, even without one: KW 38",
    "week_of": "what makes the day after it the first of a week: week of, w/c",
    "week_of_after": "the same, behind it",
    "quarter": "quarter of a year",
    "half_year": "half of a year, in one word (полугодие, semestre)",
    "half_named": "first or second half of a year, in one word: 1, 2 (上半年)",
    "half_of_month": "first or second half of a month, in one word: 1, 2 (上半月)",
    "half": "half, of anything",
    "third": "third, of anything",
    "ten_days": "ten days of a month (декада)",
    "ten_days_named": "first, second or third of them, in one word: 1, 2, 3 (上旬)",
    "decade": "ten years",
    "decade_named": "eightieth, which with 'years' is a decade: 80",
    "decade_noun": "the eighties, in full: 80",
    "decade_before": "what makes the year after it a decade (années 1990)",
    "decade_suffix": "what makes the year glued before it a decade (1990s)",
    "century": "century, after its number",
    "century_before": "the same, before it (siglo XX)",
    "hour": "hour, o'clock, or what comes before a time (сағат)",
    "minute": "minutes",
    "half_hour": "half past, behind the hour (半)",
    # relations; *_after comes after its date
    "and": "and", "or": "or",
    "to": "between the ends of a range",
    "from": "before a range, or before the beginning of what goes on",
    "from_after": "the same, behind",
    "turn": "before two dates, for the time about where they meet: на рубеже",
    "between": "before two ends between which something lies",
    "between_after": "the same, behind",
    "since": "going on from", "since_after": "the same, behind",
    "until": "not later than",
    "until_year": "the same, but only before a year alone (para)",
    "until_after": "the same, behind",
    "before": "earlier than", "before_after": "the same, behind",
    "after": "later than", "after_after": "the same, behind",
    "ago": "so long before today", "ago_before": "the same, in front",
    "ahead": "so long after today, in front", "ahead_after": "the same, behind",
    "at": "before a time of day",
    # marks
    "approximate": "about, before or after a date",
    "uncertain": "probably, to be confirmed: beside a date",
    "unknown": "alone: nothing is known (to be announced)",
    # the rest
    "ordinal_suffix": "glued to a number: 17th, 17-го",
    "ending": "case endings that change nothing, after a word or number",
    "locative": "those of them that say when, as a preposition does elsewhere: мамырда",
    "filler": "words without weight in a date: the, of, on",
    "anniversary": "anniversary, after its number",
    "anniversary_named": "the same in one word: 30 (тридцатилетие), 100 (centenary)",
    "school_year": "school year",
    "fiscal_year": "a year whose first month the country decides, and which is refused: 年度",
    # for dates in running text
    "future": "words that put their sentence into the future: will, scheduled",
    "past": "words that put it into the past: was, held",
    "past_endings": "how verbs of the past end, for those that the list does not name",
    "agree": "agreed, decided: what follows is to come, what comes before it is over",
    "bare_year": "words after which four figures are a year: in, since",
    "bare_year_after": "words before which four figures are a year (stieg 2025 um)",
    "counted": "what is counted: four figures before it are no year (km, people)",
    "season_time": "forms of seasons that say when by themselves: весной",
    "for_period": "words before a period that something was counted over: за",
    "in_force": "is valid, applies, starting: after which the same word is 'since'",
    "act": "documents named by their day, where 'of' is also the word for 'since'",
    "inside": "in, during: never between a day and its month, whose '12 in May' is a count",
    "event_name": "events that carry the year in their name: EXPO 2027",
    "amount": "million, percent: after a number, what was counted over the year beside it",
    "compared": "compared to: after which the word for 'since' says 'with' (по сравнению с)",
    "planned": "planned: after which the word for 'before' says 'for' (gepland voor)",
    "reaches": "goes back: after which the words for 'until' and 'since' give a time (sięga do)",
    "programme": "what carries a year as its name: agenda, vision, before or after it",
    "place_name": "names of places in which a month stands (Rio de Janeiro)",
    "closed": "what is said of the weekdays on which something is not open: closed, ruhetag",
    "moved": "moved, postponed: of two dates beside it, the first is given up",
    "stamp": "labels before the date of publication",
    "signed": "what says where and when a paper was signed: done at",
    "number_sign": "what says, with its point, that the number of a paper follows: no, nr",
    "on_day": "on: before days only, whose figures are then no number (am 21.10.)",
    "room": "rooms, whose number follows: room 5.12",
    "deadline": "labels before the last day for something",
    "name": "words that with a capital are names: Душанбе is a city, душанбе Monday",
    "other_word": "other words, whose first sign is a form above in a script without spaces: 中国",
    "street": "streets and squares, which are called after days: улица 8 Марта",
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
                    if category == "relative" and data.get("relative_stands") == "both":
                        yield "relative_after", value, spelled


def _scripts(listed: Mapping[str, str] | Iterable[Mapping[str, str]]) -> Iterator[dict[int, str]]:
    """The alphabets of a ``transliteration``, as tables for `str.translate`."""
    for letters in (listed,) if isinstance(listed, Mapping) else listed:
        yield {ord(letter): other for letter, other in letters.items()}


def scripts(tables: Mapping[str, str]) -> str:
    """What each table is written in, by language tag, as JSON for `lexicon.Spelling`."""
    found = {tag: _written(json.loads(text)) for tag, text in sorted(tables.items())}
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


def _written(compiled: Mapping[str, Any]) -> dict[str, list[str]]:
    """The scripts in which a language writes its months, and its words in other scripts."""
    telling = (
        word
        for word, listed in compiled["words"].items()
        if not TELLING.isdisjoint(entry.partition("\t")[0] for entry in listed.split("\n"))
    )
    main = {script(word[0]) for word in telling if is_letter(word[0])}
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
