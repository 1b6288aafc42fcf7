"""Look up the words of a language.

`timeline.phrases.compiling` writes a table from the file of each language, and describes the
categories; tests check that the tables are up to date.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct

from timeline import language_tags
from timeline.errors import UnknownName
from timeline.phrases.expressions import DateOrder
from timeline.phrases.folding import is_letter, is_mixed, is_syllabic, lookalikes
from timeline.phrases.tokens import has_unspaced


class OfCalendar(NamedTuple):
    """The number of a year or month in another calendar than the Gregorian one."""

    calendar: str
    number: int


WordValue: TypeAlias = int | str | OfCalendar | None

TABLES: Final = Path(__file__).with_name("words")

SCRIPTS: Final = Path(__file__).with_name("scripts.json")

CONTEXT: Final = frozenset(
    "future past agree bare_year for_period inside act in_force event_name stamp street name"
    " counted season_time compared reaches deadline amount programme"
    " bare_year_after planned number_sign on_day room signed place_name moved".split()
)
"""Lists of words that are never part of a date, but are evidence about a date near them."""

SUFFIXES: Final = frozenset({"ending", "locative", "ordinal_suffix", "decade_suffix"})
"""Lists of endings of numbers and words, which are never separate words."""

LONGEST_ENDING: Final = 12
"""Maximum letters of a chain of case endings."""

REMEMBERED: Final = 50_000
"""Number of words whose split is cached: most words of a text occurred in it before."""

GLUED: Final = frozenset({"ordinal_suffix", "decade_suffix"})
"""Suffixes that only a number can have."""

_SPLITTABLE: Final = frozenset(
    "month numbered_month other_month calendar weekday season part_after year years month_unit"
    " day_unit week minute fiscal_year quarter half_year half third ten_days decade century"
    " century_before hour relative_day clock between_after anniversary anniversary_named"
    " decade_named same_year same_month next_day half_named half_of_month ten_days_named"
    " relative_week relative_month relative_year".split()
)


class Sense(NamedTuple):
    """One meaning of a form: the tokens that follow its first one, and its category and value."""

    rest: tuple[str, ...]
    category: str
    value: WordValue
    marked: str = ""
    """The first word with its diacritics, if it has any."""


class Lexicon(Struct):
    """The words of a language, prepared for lookup."""

    tag: str
    name: str
    base: str = ""
    """The language, if any, all of whose words this one also has."""
    numeric: DateOrder = "day-first"
    regions: Mapping[str, DateOrder] = {}
    capital_months: bool = False
    """Whether months are capitalised: then "may" is not a month."""
    month_first: bool = False
    bare_weekdays: bool = False
    capital_weekdays: bool = False
    """Whether weekdays are capitalised: then "τρίτη" means "third", not Tuesday."""
    bare_years: bool = False
    """Whether four digits can be a year without the word for it."""
    ordinal_point: bool = False
    year_first: bool = False
    """Whether figures go from the year to the day: 4.22 is 22 April."""
    other_years: Mapping[str, range] = {}
    """The years that the language usually counts in each other calendar."""
    proclitic: str = ""
    """Words that may be written together with the next one and mean only "and"."""
    words: Mapping[str, str] = {}
    """The forms by their first word, folded."""
    parts: frozenset[str] = frozenset()
    """The other words of forms."""
    endings: Mapping[str, Sequence[str]] = {}
    past_endings: tuple[str, ...] = ()
    """Endings of past verbs, for verbs that are in no list."""
    months: Mapping[str, str] = {}
    """The spelling of each month by its folded form, for "did you mean"."""
    _entries: dict[str, tuple[Sense, ...]] = {}
    _split: dict[str, tuple[tuple[Sense, str, int], ...]] = {}

    def calendar_of(self, year: int) -> str | None:
        """The calendar, if not the Gregorian one, in which the language usually counts *year*."""
        return next((name for name, years in self.other_years.items() if year in years), None)

    def entries(self, word: str) -> tuple[Sense, ...]:
        """Meanings of forms that begin with exactly *word*."""
        known = self._entries.get(word)
        if known is None:
            listed = self.words.get(word)
            if listed is None and self.proclitic and word.startswith(self.proclitic):
                listed = self.words.get(word.removeprefix(self.proclitic))
            if listed is None:
                return ()
            known = self._entries[word] = tuple(map(_entry, listed.split("\n")))
        return known

    def look_up(self, word: str, mixed: bool = False) -> tuple[Sense, ...]:
        """Meanings of forms that begin with the folded *word*.

        *mixed* means that the text has letters of both scripts, so that a letter may be replaced by
        its look-alike.
        """
        found = self.entries(word)
        if not found and mixed:
            found = next(filter(None, map(self.entries, lookalikes(word))), ())
        return found

    def split(self, word: str) -> Sequence[tuple[Sense, str, int]]:
        """Meanings of *word* as a noun with an ending; the ending's category, and its position."""
        if not self.endings:
            return ()
        known = self._split.get(word)
        if known is None:
            if len(self._split) >= REMEMBERED:
                self._split.clear()
            known = self._split[word] = tuple(self._cut(word))
        return known

    def _cut(self, word: str) -> Iterator[tuple[Sense, str, int]]:
        shortest = 1 if is_syllabic(word) else 2
        longest = max(shortest - 1, len(word) - LONGEST_ENDING - 1)
        for cut in range(len(word) - 1, longest, -1):
            endings = [ending for ending in self.endings.get(word[cut:], ()) if ending not in GLUED]
            stems = [
                entry
                for entry in (self.entries(word[:cut]) if endings else ())
                if entry.category in _SPLITTABLE and not entry.rest
            ]
            yield from product(stems, endings, [cut])

    def knows(self, word: str) -> bool:
        """Whether *word* is part of any form of a date."""
        return (
            any(entry.category not in CONTEXT for entry in self.look_up(word))
            or word in self.parts
            or bool(self.split(word))
        )

    def may_have(self, word: str, mixed: bool = False) -> bool:
        """Whether *word* can occur in a phrase in this language."""
        return any(
            self.entries(form) or form in self.parts or form in self.endings or self.split(form)
            for form in (lookalikes(word) if mixed else (word,))
        )


def _entry(listed: str) -> Sense:
    category, value, marked, *rest = listed.split("\t")
    return Sense(tuple(rest), category, _value(category, value), marked)


def _value(category: str, written: str) -> WordValue:
    """The value that a language file gives to a form."""
    if category == "other_month":
        calendar, number = written.split()
        return OfCalendar(calendar, int(number))
    is_number = written.lstrip("-").isdigit()
    return int(written) if is_number else written or None


_FIRST: Final = ("en", "ru", "kk", "sr")
"""Languages that are named first if several read a phrase alike; the others follow by tag."""


@cache
def tags() -> tuple[str, ...]:
    """Tags of all languages."""
    known = sorted(path.stem for path in TABLES.glob("*.json"))
    return tuple(tag for tag in _FIRST if tag in known) + tuple(
        tag for tag in known if tag not in _FIRST
    )


_SERVED: Final = {"prs": "fa", "pes": "fa", "ps": "fa"}
"""Languages whose dates are in the file of another one: Dari and Iranian Persian, and Pashto, whose
own month names are in it."""


def nearest_tag(tag: str) -> str:
    """The language file for the BCP 47 *tag*, such as sr for sr-Latn-RS; und for und.

    Raises:
        UnknownName: there is no file for it.
    """
    if tag == FIGURES.tag:
        return tag
    first, *rest = language_tags.subtags(tag)
    name = language_tags.nearest("-".join((_SERVED.get(first.casefold(), first), *rest)), tags())
    if name is None:
        raise UnknownName("language", tag, tags())
    return name


FIGURES: Final = Lexicon("und", "figures", numeric="ambiguous")
"""For a text in an unknown language: figures that all languages share, such as 12.03.2026."""


@cache
def load(tag: str) -> Lexicon:
    """The lexicon of the language *tag*; `FIGURES` for und."""
    if tag == FIGURES.tag:
        return FIGURES
    data: dict[str, Any] = msgspec.json.decode((TABLES / f"{tag}.json").read_bytes())
    data["parts"] = frozenset(data["parts"])
    data["past_endings"] = tuple(data["past_endings"])
    data["other_years"] = {
        calendar: _years(written) for calendar, written in data.get("other_years", {}).items()
    }
    return Lexicon(tag=tag, **data)


def _years(written: str) -> range:
    """The years in "1200-1499"."""
    first, last = map(int, written.split("-"))
    return range(first, last + 1)


MARKING: Final = frozenset({"month", "weekday", "season", "numbered_month"})
"""Lists of words by which a language, and the script that it is written in, is known."""

SHORTEST_MARKING: Final = 4
"""Minimum letters of an abbreviation that indicates a language: "do." is one, "do" is a word."""


LONGEST_MARKING: Final = 10
"""Maximum letters of the name of a month or weekday in a script without spaces."""


def marks_language(tag: str, word: str, marked: str, after: Sequence[str] = ()) -> bool:
    """Whether the folded *word* is a month, weekday or season in the language *tag*.

    *marked* is the word with its diacritics, which another language may not have. In a script
    without spaces it is a letter, and the rest of the name comes *after* it.
    """
    words = load(tag)
    whole = ((entry, marked) for entry in words.entries(word))
    inflected = ((entry, marked[:cut]) for entry, _, cut in words.split(word))
    return any(
        entry.category in MARKING
        and (
            not entry.rest
            or len(word) >= SHORTEST_MARKING
            or (has_unspaced(word) and tuple(after[: len(entry.rest)]) == entry.rest)
        )
        and (entry.marked == given or given.isascii())
        for entry, given in (*whole, *inflected)
    )


STEM: Final = range(4, 24)
"""Letters of a word that indicates a language even with an ending."""


def words_in(tag: str, words: Iterable[str]) -> float:
    """The number of folded *words* that begin a form of the language; with endings, half each."""
    known = load(tag).words
    return sum(
        1.0 if word in known else 0.5
        for word in words
        if word in known or any(word[:end] in known for end in STEM if end < len(word))
    )


def shares(words: Iterable[str]) -> dict[str, float]:
    """The share of *words* that may be in each language; 1 if there are no words."""
    known = set(words)
    mixed = is_mixed("".join(known))
    counts = Counter(chain.from_iterable(_with(word, mixed) for word in known))
    return {tag: counts[tag] / len(known) if known else 1.0 for tag in tags()}


@lru_cache(maxsize=4096)
def _with(word: str, mixed: bool) -> frozenset[str]:
    """The languages that may have *word*."""
    known = tags() if mixed else written_in([word])
    return frozenset(tag for tag in known if load(tag).may_have(word, mixed))


def script(letter: str) -> str:
    """The script of a *letter*, from its Unicode name: LATIN, CYRILLIC, CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]


class Spelling(Struct, frozen=True):
    """What a language is written in, to decide whether to load its table.

    ``scripts`` are those of its months and weekdays; ``others`` are its words in other scripts,
    such as GMT in Chinese.
    """

    scripts: frozenset[str]
    others: frozenset[str]


@cache
def _spellings() -> dict[str, Spelling]:
    return msgspec.json.decode(SCRIPTS.read_bytes(), type=dict[str, Spelling])


def written_in(words: Iterable[str]) -> tuple[str, ...]:
    """The languages written in a script of *words*, or with one of them, in the order of `tags`.

    Signs and figures, which may be words too, match every script.
    """
    asked = frozenset(words)
    first = {word[0] for word in asked}
    if not all(map(is_letter, first)):
        return tags()
    scripts = frozenset(map(script, first))
    spellings = ((tag, _spellings()[tag]) for tag in tags())
    return tuple(
        tag
        for tag, spelling in spellings
        if not (scripts.isdisjoint(spelling.scripts) and asked.isdisjoint(spelling.others))
    )
