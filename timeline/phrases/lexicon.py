"""The words of a language, as its file lists them.

A language is one file, ``languages/<tag>.yaml``, of two YAML documents: the words, and the
examples by which the tests hold them. A word list is a text of forms separated by commas::

    month:
      9: сентябр(ь|я|ю|ем|е), сент., сен.

``(a|b)`` stands for each of the endings, a point after a word may be left out in the text,
upper and lower case and look-alike letters of the other script do not matter, and diacritics
may be left out. What the lists mean is told by their names, `CATEGORIES`; the grammar uses the
same names. A list may be missing. Beside the lists a file may say:

===================  ==========================================================================
``name``             of the language, in the language
``numeric``          order of 03/04/2025: day-first (the default), month-first, ambiguous
``regions``          another order by region, as US: month-first
``endings``          what may be glued to a noun or number: category, or ``ending`` for nothing
``transliteration``  letters of the other script in which all words are read too
``capital_months``   yes: months have a capital, and "may" is none
``month_first``      yes: figures after a month are its day; elsewhere «в мае 17 делегаций»
``bare_weekdays``    yes: "Tuesday" is a time without a word like "on" before it
``ordinal_point``    yes: a point makes an ordinal of a number, and need not end a sentence
``relative_stands``  both: last and next stand before or behind
===================  ==========================================================================

To add a language, write its file, with examples and counter-examples of every form that its
papers use, and run the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final, NamedTuple, TypeAlias

from timeline.errors import UnknownName
from timeline.phrases.folding import SKIP, fold, is_mixed, lookalikes
from timeline.phrases.tokens import HAN, tokenise

WordValue: TypeAlias = int | str | None

CATEGORIES: Final = {
    # names of times; each form has the value that stands before it
    "month": "1 to 12",
    "other_month": "months of other calendars, whose dates are passed over",
    "weekday": "1 (Monday) to 7",
    "season": "spring, summer, autumn, winter",
    "ordinal": "first, second ... by number; -1 is the last",
    "cardinal": "two, three ... by number",
    "thousands": "the first words of a year written out: 2000 (две тысячи девятнадцатого)",
    "part": "beginning, middle, end before what they are part of: 1, 2, 3",
    "part_after": "the same, after it",
    "year_part": "the same, of a year, in one word (Jahresende)",
    "relative": "last, this, next beside a unit: -1, 0, 1",
    "relative_after": "the same behind it; 'relative_stands: both' makes the list above this too",
    "relative_year": "'this year' in one word or abbreviation, after a date or alone: -1, 0, 1",
    "same_year": "'the same year', after a date: that of the date before it",
    "relative_month": "the same for months",
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
    "quarter": "quarter of a year",
    "half_year": "half of a year, in one word (полугодие, semestre)",
    "half_named": "first or second half of a year, in one word: 1, 2 (上半年)",
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
    "hour": "hour, o'clock, or what stands before a time (сағат)",
    "minute": "minutes",
    # relations; *_after stands behind its date
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
    # for dates in running text
    "future": "words that put their sentence into the future: will, scheduled",
    "past": "words that put it into the past: was, held",
    "bare_year": "words after which four figures are a year: in, since",
    "counted": "what is counted: four figures before it are no year (km, people)",
    "season_time": "forms of seasons that say when by themselves: весной",
    "for_period": "words before a period that something was counted over: за",
    "in_force": "is valid, applies, starting: after which the same word is 'since'",
    "act": "documents named by their day, where 'of' is also the word for 'since'",
    "inside": "in, during: never between a day and its month, whose '12 in May' is a count",
    "event_name": "events that carry the year in their name: EXPO 2027",
    "stamp": "labels before the date of publication",
    "name": "words that with a capital are names: Душанбе is a city, душанбе Monday",
    "street": "streets and squares, which are called after days: улица 8 Марта",
}  # fmt: skip
"""Every word list that a language file may have, and what its forms say."""

CONTEXT: Final = frozenset(
    "future past bare_year for_period inside act in_force event_name stamp street name counted season_time".split()
)
"""Lists of what is never part of a date, but tells something of one beside it."""

SUFFIXES: Final = frozenset({"ending", "locative", "ordinal_suffix", "decade_suffix"})
"""Lists of what is glued to a number or word; never words of their own."""

LONGEST_ENDING: Final = 12
"""Letters of the longest chain of case endings that is looked for."""

REMEMBERED: Final = 50_000
"""Words of which it is kept how they split: most words of a text stood in it before."""

GLUED: Final = frozenset({"ordinal_suffix", "decade_suffix"})
"""Those that only a number can have."""

_SPLITTABLE: Final = frozenset(
    "month other_month weekday season part_after year years month_unit day_unit week quarter"
    " half_year half third ten_days decade century century_before hour relative_day clock"
    " between_after anniversary anniversary_named decade_named same_year".split()
)


class Entry(NamedTuple):
    """One meaning of a form: the tokens that follow its first one, and what it says."""

    rest: tuple[str, ...]
    category: str
    value: WordValue
    marked: str = ""
    """The first word with its diacritics, if it has any."""


@dataclass(slots=True)
class Lexicon:
    """A language, ready to look words up."""

    tag: str
    name: str
    numeric: str
    regions: Mapping[str, str]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    capital_months: bool = False
    """Whether months are written with a capital: then "may" is no month."""
    month_first: bool = False
    bare_weekdays: bool = False
    bare_years: bool = False
    """Whether four figures can be a year without the word for it."""
    ordinal_point: bool = False
    endings: dict[str, list[str]] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    """Folded form of each month to its spelling, for "did you mean"."""

    def look_up(self, word: str, mixed: bool = False) -> Sequence[Entry]:
        """Meanings of forms that begin with the folded *word*.

        *mixed* tells that the text has letters of both scripts, and that one may stand for
        its look-alike of the other.
        """
        found = self.entries.get(word)
        if found is None and mixed:
            found = next(filter(None, map(self.entries.get, lookalikes(word))), None)
        return found or ()

    def split(self, word: str) -> Sequence[tuple[Entry, str, int]]:
        """Meanings of *word* as a known noun with an ending, what that says, where it begins."""
        known = self._split.get(word)
        if known is None:
            if len(self._split) >= REMEMBERED:
                self._split.clear()
            known = self._split[word] = tuple(self._cut(word))
        return known

    _split: dict[str, tuple[tuple[Entry, str, int], ...]] = field(default_factory=dict)

    def _cut(self, word: str) -> Iterator[tuple[Entry, str, int]]:
        if not self.endings:
            return
        for cut in range(len(word) - 1, max(1, len(word) - LONGEST_ENDING - 1), -1):
            endings = [ending for ending in self.endings.get(word[cut:], ()) if ending not in GLUED]
            stems = self.stems.get(word[:cut]) if endings else None
            if endings and stems:
                yield from product(stems, endings, [cut])

    def knows(self, word: str) -> bool:
        """Whether *word* is part of any form."""
        return (
            any(entry.category not in CONTEXT for entry in self.look_up(word))
            or word in self._parts
            or bool(self.split(word))
        )

    _parts: set[str] = field(default_factory=set)

    def add(self, category: str, value: WordValue, form: str) -> None:
        """Take in one *form* of a word list."""
        tokens = tokenise(form)
        if not tokens:
            return
        first, rest = tokens[0].text, tuple([token.text for token in tokens[1:]])
        entry = Entry(rest, category, value, tokens[0].marked)
        known = self.entries.setdefault(first, [])
        if entry not in known:
            known.append(entry)
        if category not in CONTEXT:
            self._parts.update(rest)
        if category in _SPLITTABLE and not rest:
            self.stems.setdefault(first, []).append(entry)
        if category == "month" and len(first) > 3:
            self.spellings.setdefault(first, form)


_ALTERNATIVES = re.compile(r"\(([^()]*)\)")


def forms(listed: str) -> Iterator[str]:
    """The forms that a word list stands for.

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


@cache
def _folder() -> dict[str, Any]:
    names = files("timeline.phrases") / "languages"
    return {
        file.name.removesuffix(".yaml"): file
        for file in sorted(names.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    }


_FIRST: Final = ("en", "ru", "kk", "sr")
"""Languages whose tag is named where several read a phrase alike; the others follow by tag."""


@cache
def tags() -> tuple[str, ...]:
    """Tags of all languages that have a file."""
    known = _folder()
    return tuple(tag for tag in _FIRST if tag in known) + tuple(
        tag for tag in known if tag not in _FIRST
    )


def nearest_tag(tag: str) -> str:
    """The language file that serves the BCP 47 *tag*: sr for sr-Latn-RS.

    Raises:
        UnknownName: no file serves it.
    """
    subtags = tag.replace("_", "-").split("-")
    known = {name.casefold(): name for name in _folder()}
    for length in range(len(subtags), 0, -1):
        name = known.get("-".join(subtags[:length]).casefold())
        if name:
            return name
    raise UnknownName("language", tag, tags())


def region(tag: str) -> str | None:
    """The region of a BCP 47 *tag*, if it has one: US for en-US."""
    for subtag in tag.replace("_", "-").split("-")[1:]:
        if (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdecimal()):
            return subtag.upper()
    return None


def documents(tag: str) -> Iterator[Any]:
    """The two documents of a language file: words, then examples; each parsed when asked for."""
    import yaml

    # The base loader keeps every scalar a text: examples hold dates and YAML would read them.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load_all(_source(tag), Loader=loader)


@cache
def _source(tag: str) -> str:
    text: str = _folder()[tag].read_text(encoding="utf-8")
    return text


@cache
def load(tag: str) -> Lexicon:
    """The language of the file *tag*."""
    data: Mapping[str, Any] = next(documents(tag))
    lexicon = Lexicon(
        tag=tag,
        name=data["name"],
        numeric=data.get("numeric", "day-first"),
        regions=data.get("regions", {}),
        capital_months=data.get("capital_months") == "yes",
        month_first=data.get("month_first") == "yes",
        bare_years="bare_year" in data,
        bare_weekdays=data.get("bare_weekdays") == "yes",
        ordinal_point=data.get("ordinal_point") == "yes",
    )
    script = _transliteration(data)
    for category, listed in data.items():
        if category not in CATEGORIES and category != "endings":
            continue
        groups = listed.items() if isinstance(listed, Mapping) else [(None, listed)]
        for value, text in groups:
            for form in forms(text):
                for spelled in dict.fromkeys((form, form.translate(script))):
                    if category == "endings":
                        lexicon.endings.setdefault(fold(spelled), []).append(str(value))
                    elif category in SUFFIXES:
                        lexicon.endings.setdefault(fold(spelled), []).append(category)
                    else:
                        lexicon.add(category, _number(value), spelled)
                        if category == "relative" and data.get("relative_stands") == "both":
                            lexicon.add("relative_after", _number(value), spelled)
    return lexicon


def _number(text: str | None) -> WordValue:
    return int(text) if text and text.lstrip("-").isdigit() else text


def _transliteration(data: Mapping[str, Any]) -> dict[int, str]:
    letters: Mapping[str, str] = data.get("transliteration", {})
    return {ord(letter): other for letter, other in letters.items()}


_WRITTEN: Final = re.compile(rf"[\w/]+:(?=\s)|([{HAN}]|[^\W\d_{HAN}]+)(\(?)")
"""A word of a folded file, and whether a bracket follows; names of lists are none."""
_COMMENT: Final = re.compile("#.*")


@cache
def _written(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words in the word lists of the file *tag*, and those of them before a bracket.

    The file is not parsed for it: that would take ten times as long.
    """
    words = _COMMENT.sub("", _source(tag).split("\n---", 1)[0])
    folded = fold(words)
    if "\ntransliteration:" in words:
        import yaml

        listed = re.search(r"(?ms)^transliteration:.*?^(?=\S)", words)
        assert listed is not None
        script = _transliteration(yaml.load(listed[0], Loader=yaml.BaseLoader))
        folded += fold(words.translate(script))
    found = _WRITTEN.findall(folded.replace(SKIP, ""))
    return (
        frozenset(word for word, _ in found),
        frozenset(word for word, bracket in found if bracket),
    )


def words_in(tag: str, words: Iterable[str]) -> int:
    """How many of *words*, folded, stand in the file *tag* as they are."""
    written, _ = _written(tag)
    return sum(map(written.__contains__, words))


def share(tag: str, words: Iterable[str]) -> float:
    """Which part of *words* may be of the language *tag*, judged by how its file is written.

    Never too low: a language that reads all words has 1.
    """
    known = set(words)
    mixed = is_mixed("".join(known))
    found = [any(_may_be(tag, form) for form in _spellings(word, mixed)) for word in known]
    return sum(found) / len(found) if found else 1.0


def _spellings(word: str, mixed: bool) -> tuple[str, ...]:
    return lookalikes(word) if mixed else (word,)


def _may_be(tag: str, word: str) -> bool:
    """Whether *word* stands in the file, or begins with what stands before a bracket or ending."""
    written, stems = _written(tag)
    return word in written or any(
        word[:cut] in stems or (word[:cut] in written and word[cut:] in written)
        for cut in range(1, len(word))
    )
