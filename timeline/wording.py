"""Dates and the interface in words, in the reader's language.

Month names, patterns, lists, eras, cities and countries are CLDR's, through Babel; what CLDR
lacks stands in ``messages/<language>.yaml``: the interface, the connecting words ("from",
"about", "early"), seasons and halves, and under ``grammar`` the cases that those words ask for.

What comes out follows CLDR (Unicode TR 35) with these exceptions, each for a reason:

- "en" is day-first (en-001). Months are always in full; widened from CLDR's abbreviated
  patterns where it has no wide ones.
- CLDR's narrow no-break and thin spaces (U+202F, U+2009) become plain spaces: calendars show
  them as boxes, and nobody can type them into a search field.
- Hours run from 0 to 23, and a time names city and offset ("Almaty, UTC+5"): zone names are
  long, missing in many languages, and changed their offset under the reader's hands in 2024.
- A language without a message file gets CLDR's dates between English words; its seasons and
  halves are written as months, its decades and centuries as years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias
from unicodedata import category
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global, parse_locale

from timeline import edtf, nodes
from timeline.edtf import Consecutive, Date, DateTime, Grouping, Interval, Precision, Side, SubYear
from timeline.errors import UnknownName
from timeline.events import AnniversaryEvent, Event, Timeline

ENGLISH: Final = "en"
_DAY_FIRST_ENGLISH: Final = "en_001"

# -- languages -------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def locale(language: str) -> Locale:
    """CLDR's locale of a BCP 47 tag: the nearest one it has; day-first English if there is none.

    Subtags that CLDR does not know are dropped from the right ("ru-KZ-x-mfa" is "ru-KZ").
    """
    tag = language.replace("_", "-")
    while tag:
        if tag.lower() in (ENGLISH, "und"):
            break
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
    return Locale.parse(_DAY_FIRST_ENGLISH)


@lru_cache(maxsize=1024)
def interface_language(language: str) -> str:
    """The message file that serves *language* ("sr" is served by "sr-Cyrl"); "en" if none does."""
    spoken = locale(language)
    likely = parse_locale(get_global("likely_subtags").get(spoken.language, spoken.language))[2]
    script = spoken.script or likely
    candidates = [f"{spoken.language}-{script}"]
    if script == likely:
        candidates.append(spoken.language)
    return next((tag for tag in candidates if tag in _files()), ENGLISH)


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Whether *language* is written from left to right or from right to left."""
    return "rtl" if locale(language).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=4096)
def country(code: str, language: str) -> str:
    """Name of the country with that ISO 3166-1 code; the code itself if CLDR has no name."""
    names: Mapping[str, str] = _cldr(locale(language), "territories")
    return _plain_spaces(names.get(code.upper(), code))


# -- messages --------------------------------------------------------------------------------

Messages: TypeAlias = Mapping[str, Any]

_GRAMMAR: Final = "grammar"
"""The section of a message file that serves this module alone."""


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Any]:
    folder = files("timeline") / "messages"
    found = {file.name.removesuffix(".yaml"): file for file in folder.iterdir()}
    return {tag: found[tag] for tag in sorted(found) if found[tag].name.endswith(".yaml")}


def interface_languages() -> tuple[str, ...]:
    """Tags of the languages that have a message file, in alphabetical order."""
    return tuple(_files())


@lru_cache(maxsize=64)
def _file(interface: str) -> Messages:
    file = _files()[interface]
    root, problems = nodes.parse(file.read_text(encoding="utf-8"), file.name)
    assert isinstance(root, Mapping), file.name
    assert not problems, problems
    return root


@lru_cache(maxsize=64)
def messages(language: str) -> Messages:
    """All messages of the interface in *language*, nested as in the file."""
    return {key: section for key, section in _served(language).items() if key != _GRAMMAR}


def _served(language: str) -> Messages:
    return _file(interface_language(language))


@lru_cache(maxsize=8192)
def _entry(key: str, language: str) -> str | Messages:
    entry: Any = _served(language)
    for step in key.split("."):
        if not isinstance(entry, Mapping) or step not in entry:
            raise UnknownName("message", key, sorted(_keys(_served(language))))
        entry = entry[step]
    found: str | Messages = entry
    return found


def _keys(section: Messages, prefix: str = "") -> Iterator[str]:
    for key, entry in section.items():
        yield prefix + key
        if isinstance(entry, Mapping):
            yield from _keys(entry, f"{prefix}{key}.")


def message(key: str, language: str, **values: object) -> str:
    """The message of that dotted *key*, its placeholders replaced by *values*.

    An entry with plural forms (``one``, ``few``, ``many``, ``other``) takes the one that CLDR
    gives to the number *n*.

    Raises:
        UnknownName: no message has that key.
    """
    entry = _entry(key, language)
    if not isinstance(entry, str):
        number = values.get("n")
        if not isinstance(number, int) or "other" not in entry:
            raise UnknownName("message", key, sorted(_keys(_served(language))))
        plural = _interface_locale(language).plural_form(number)
        entry = str(entry.get(plural, entry["other"]))
    return entry.format_map(values) if "{" in entry else entry


def _interface_locale(language: str) -> Locale:
    return locale(interface_language(language))


def anniversary_title(title: str, years: int, language: str) -> str:
    """Title of the anniversary after *years* of the event, or of the rule, called *title*.

    ``{years}`` in it becomes "30 years", «30 лет», "30 жыл"; without it the words are added.
    """
    spelled = message("anniversary.years", language, n=years)
    if "{years}" in title:
        return title.replace("{years}", spelled)
    return message("anniversary.title", language, title=title, years=spelled)


def event_title(event: Event, timeline: Timeline, language: str) -> str:
    """Title of *event* in *language*, or by the fallback order.

    The title of an anniversary tells its years, in the language that its words are in.
    """
    title, tag = timeline.text(event.title, language)
    if isinstance(event, AnniversaryEvent):
        return anniversary_title(title, event.years, language if tag == "und" else tag)
    return title


# -- dates -----------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def date_words(value: edtf.Value, language: str, *, zone: str | None = None) -> str:
    """*value* in words: "17–18 September 2025", «ноябрь 2024 г.», "about 15 March 2026 (?)".

    A time of day is shown as it was written, with its offset; *zone*, the IANA zone of the
    event, tells the offset of a time that was written without one, and names the city.
    """
    return _writer(language).words(value, zone)


@lru_cache(maxsize=1 << 14)
def precision_words(value: edtf.Value, language: str) -> str:
    """How well the date is known, in full sentences: "Only the month is known. Approximate."."""
    return " ".join(_precision_sentences(value, language))


def _precision_sentences(value: edtf.Value, language: str) -> Iterator[str]:
    def words(key: str, **values: str) -> str:
        return message(f"precision.{key}", language, **values)

    def known(end: edtf.Point | Side, number: int) -> str:
        if isinstance(end, Side):
            return words(f"short.{_SIDES[end][number]}")
        return ", ".join(words(f"short.{key}") for key in _precision_keys(end))

    match value:
        case Interval():
            first, last = (known(_known(end), i) for i, end in enumerate((value.start, value.end)))
            if first == last == words("short.day"):
                yield words("exact_ends")
            elif first == last:
                yield words("both_ends", known=first)
            else:
                yield words("ends", first=first, last=last)
            return
        case edtf.OneOf():
            is_run = len(value.members) == 1 and isinstance(value.members[0], Consecutive)
            yield words("within" if is_run else "one_of")
        case edtf.AllOf():
            yield words("all_of")
        case _:
            yield words(next(_precision_keys(value)))
    if value.approximate:
        yield words("approximate")
    if value.uncertain:
        yield words("uncertain")


def _precision_keys(value: edtf.Value) -> Iterator[str]:
    is_qualified = value.approximate or value.uncertain
    if value.is_timed:
        yield "time"
    else:
        yield "given_day" if is_qualified and value.precision is Precision.DAY else value.precision
    if value.approximate:
        yield "approximate"
    if value.uncertain:
        yield "uncertain"


_SIDES: Final = {
    Side.OPEN: ("open_start", "open_end"),
    Side.UNKNOWN: ("unknown_start", "unknown_end"),
}


# -- CLDR ------------------------------------------------------------------------------------


def _cldr(spoken: Locale, *path: str | int) -> Any:
    """The entry of CLDR's data at *path*, aliases followed; None if there is none.

    Babel's own attributes write a followed alias back into data that locales share, so that
    after one look at the stand-alone months of Azerbaijani those of French are Azerbaijani
    (python-babel/babel#1234, still so in 2.18). This reads without writing.
    """
    root = localedata.load(str(spoken))
    node: Any = root
    for step in path:
        if node is None:
            return None
        node = _followed(node, root).get(step)
    return _followed(node, root)


def _followed(node: Any, root: Mapping[Any, Any]) -> Any:
    if isinstance(node, localedata.Alias):
        target: Any = root
        for step in node.keys:
            target = _followed(target, root)[step]
        return _followed(target, root)
    if isinstance(node, tuple) and node and isinstance(node[0], localedata.Alias):
        merged = dict(_followed(node[0], root))
        localedata.merge(merged, node[1])
        return merged
    return node


def _pattern_text(entry: Any) -> str | None:
    """The letters of a CLDR pattern, which Babel keeps as text or as an object."""
    return entry if entry is None or isinstance(entry, str) else str(entry.pattern)


def _plain_spaces(text: str) -> str:
    return text.translate(_SPACES)


_SPACES: Final = {0x202F: " ", 0x2009: " ", 0x00A0: " "}

# -- patterns --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """A field of a pattern (``field`` is its letter, L read as M), or literal text."""

    text: str
    field: str = ""

    @property
    def stands_alone(self) -> bool:
        return self.text.startswith("L")


_Pattern: TypeAlias = tuple[_Token, ...]

_PATTERN_PART: Final = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|([^A-Za-z']+)")


@lru_cache(maxsize=4096)
def _tokens(pattern: str) -> _Pattern:
    """A CLDR date pattern (TR 35 part 4, section 8) in its parts."""
    found = []
    for match in _PATTERN_PART.finditer(pattern):
        quoted, letters, letter, literal = match.groups()
        if letters:
            found.append(_Token(letters, "M" if letter == "L" else letter))
        else:
            found.append(_Token(literal or quoted.replace("''", "'") or "'"))
    return tuple(found)


def _shape(pattern: str) -> tuple[str, ...]:
    """What two patterns have in common if they differ only in the width of the month's name."""
    return tuple(token.field or token.text for token in _tokens(pattern))


def _halves(pattern: str) -> tuple[_Pattern, _Pattern]:
    """The parts of an interval pattern: it is cut before the first field that comes again."""
    tokens = _tokens(pattern)
    seen = set()
    for number, token in enumerate(tokens):
        if token.field and token.field in seen:
            return tokens[:number], tokens[number:]
        seen.add(token.field)
    return tokens, ()


_SKELETONS: Final = {Precision.DAY: "yMMMMd", Precision.MONTH: "yMMMM", Precision.YEAR: "y"}

Render: TypeAlias = Callable[[str], str]
"""Gives a phrase in the case of that name; "" is the form that stands alone."""


class _Phrase:
    """A phrase in a message: ``{date:genitive}`` asks for it in that case, ``{date}`` in *case*."""

    __slots__ = ("_case", "_render")

    def __init__(self, render: Render, case: str = "") -> None:
        self._render = render
        self._case = case

    def __format__(self, spec: str) -> str:
        return self._render(spec or self._case)


class _Writer:
    """Writes dates in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = locale(language)
        self.is_served = self.locale.language == _interface_locale(language).language
        grammar: Messages = _served(language).get(_GRAMMAR, {}) if self.is_served else {}
        self.patterns: Messages = grammar.get("patterns", {})
        self.cases: Messages = grammar.get("cases", {})
        self.lists: Messages = grammar.get("lists", {})
        self.sandhi: Mapping[str, str] = grammar.get("sandhi", {})
        self.month_follows_day = grammar.get("month_follows_day") == "true"

    def words(self, value: edtf.Value, zone: str | None) -> str:
        text = _plain_spaces(self._value(value, zone))
        for before, after in self.sandhi.items():
            text = text.replace(before, after)
        return text

    # the values

    def _value(self, value: edtf.Value, zone: str | None) -> str:
        match value:
            case Date() | SubYear() | DateTime():
                return self._point(value, zone)
            case Interval():
                return self._interval(value, zone)
            case edtf.OneOf() | edtf.AllOf():
                return self._set(value)
        raise TypeError(f"no words for {type(value).__name__}")

    def _point(self, point: edtf.Point, zone: str | None, case: str = "") -> str:
        match point:
            case SubYear():
                return self._sub_year(point, case)
            case DateTime():
                return self._moment(point, case) + self._zone(point.moment, zone)
        return self._qualified(
            lambda case: self._date(point, case), point.approximate, point.uncertain, case
        )

    def _qualified(self, render: Render, approximate: bool, uncertain: bool, case: str = "") -> str:
        if approximate:
            plain = render
            render = lambda case: self._words("about", case, date=plain)  # noqa: E731
        if uncertain:
            return self._words("uncertain", case, date=render)
        return render(case)

    def _date(self, date: Date, case: str) -> str:
        if date.precision is Precision.UNKNOWN:
            return self._words("unknown")
        if date.year_unspecified:
            return self._years(date, case)
        text = self._fill(self._pattern(date, case), date, case)
        if date.month == edtf.XX:
            return self._words("month_unspecified", date=lambda _: text)
        if date.day == edtf.XX:
            return self._words("day_unspecified", date=lambda _: text)
        return text

    def _years(self, date: Date, case: str) -> str:
        """A decade or a century."""
        first = Date(date.year)
        last = Date(date.year + 10**date.year_unspecified - 1)
        years = self._span(first, last)
        if not self.is_served:
            return years
        if date.precision is Precision.DECADE:
            return self._words("decade", case, decade=lambda _: str(date.year))
        number = date.year // 100 + 1
        return self._words(
            "century", case, self.locale.ordinal_form(number),
            n=lambda _: str(number), roman=lambda _: _roman(number), years=lambda _: years,
        )  # fmt: skip

    def _sub_year(self, date: SubYear, case: str) -> str:
        grouping = date.grouping
        if date.precision is Precision.QUARTER:
            return self._quarter(date, case)
        if not self.is_served:
            last_month = grouping.first_month + grouping.months
            years, month = divmod(last_month - 1, 12)
            return self._span(
                Date(date.year, grouping.first_month + 1), Date(date.year + years, month + 1)
            )
        year, following = Date(date.year), Date(date.year + 1)
        return self._words(
            grouping.name.lower(), case,
            year=lambda _: self._fill(self._pattern(year), year),
            years=lambda _: self._span(year, following),
        )  # fmt: skip

    def _quarter(self, date: SubYear, case: str) -> str:
        number = (date.grouping.code - Grouping.QUARTER_1.code) + 1
        pattern = self._cldr("datetime_skeletons", "yQQQQ") or "QQQQ y"
        name = _case_form(self.cases, case, "quarters", number) or self._cldr(
            "quarters", "format", "wide", number
        )
        year = Date(date.year)
        return "".join(
            (str(number) if len(token.text) < 3 else str(name))
            if token.field == "Q"
            else self._field(token, year, case, alone=True)
            for token in _tokens(str(_pattern_text(pattern)))
        )

    # times

    def _moment(self, value: DateTime, case: str = "") -> str:
        moment = value.moment
        day = Date(moment.year, moment.month, moment.day)
        return self._at_time(self._date(day, case), self._time(moment))

    def _at_time(self, day: str, time: str) -> str:
        if self.is_served:
            return self._words("at_time", date=lambda _: day, time=lambda _: time)
        glue = _pattern_text(self._cldr("datetime_formats", "medium")) or "{1}, {0}"
        return glue.replace("'", "").replace("{1}", day).replace("{0}", time)

    def _time(self, moment: datetime) -> str:
        pattern = _pattern_text(self._cldr("datetime_skeletons", "Hm")) or "HH:mm"
        text = "".join(
            _TIME_FIELDS.get(token.field, _literal)(moment, token.text)
            for token in _tokens(pattern)
        )
        return f"{text}:{moment.second:02}" if moment.second else text

    def _zone(self, moment: datetime, zone: str | None) -> str:
        """City and offset in brackets; nothing if neither time nor event tells a zone."""
        offset = moment.utcoffset()
        there = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() if zone else None
        if offset is None:
            offset = there
        if offset is None:
            return ""
        city = self._city(zone) if zone and offset == there else None
        named = _offset_text(offset)
        return f" ({city}, {named})" if city else f" ({named})"

    def _city(self, zone: str) -> str | None:
        zone = get_global("zone_aliases").get(zone, zone)
        area, _, city = zone.rpartition("/")
        if not area or area == "Etc":
            return None
        named: str | None = (self._cldr("time_zones", zone) or {}).get("city")
        return named or city.rpartition("/")[2].replace("_", " ")

    # intervals

    def _interval(self, value: Interval, zone: str | None) -> str:
        start, end = _known(value.start), _known(value.end)
        if isinstance(start, Side):
            if isinstance(end, Side):
                return self._words("unknown")
            key = "until" if start is Side.OPEN else "until_unknown"
            return self._words(key, date=lambda case: self._point(end, zone, case))
        if isinstance(end, Side):
            key = "from" if end is Side.OPEN else "from_unknown"
            return self._words(key, date=lambda case: self._point(start, zone, case))
        if isinstance(start, DateTime) and isinstance(end, DateTime):
            return self._moments(start, end, zone)
        if isinstance(start, Date) and isinstance(end, Date) and _are_alike(start, end):
            return self._qualified(
                lambda _: self._span(start, end), start.approximate, start.uncertain
            )
        return self._dash(self._point(start, zone), self._point(end, zone))

    def _moments(self, start: DateTime, end: DateTime, zone: str | None) -> str:
        first, last = start.moment, end.moment
        first_zone, last_zone = self._zone(first, zone), self._zone(last, zone)
        if first_zone != last_zone:
            return self._dash(self._moment(start) + first_zone, self._moment(end) + last_zone)
        if first.date() != last.date():
            return self._dash(self._moment(start), self._moment(end)) + last_zone
        if first == last:
            return self._moment(start) + first_zone
        day = Date(first.year, first.month, first.day)
        times = f"{self._time(first)}–{self._time(last)}"
        return self._at_time(self._date(day, ""), times) + last_zone

    def _dash(self, first: str, last: str) -> str:
        glue = self._cldr("interval_formats", None) or "{0} – {1}"
        return str(glue).replace(" - ", " – ").replace("{0}", first).replace("{1}", last)

    def _span(self, first: Date, last: Date) -> str:
        """Two dates of the same precision as a range, shared parts written once."""
        if first == last:
            return self._date(first, "")
        if first.year <= 0:
            return self._dash(self._date(_bare(first), ""), self._date(_bare(last), ""))
        field = _differing(first, last)
        halves = self._interval_pattern(first.precision, field)
        if halves is not None:
            return self._fill(halves[0], first) + self._fill(halves[1], last)
        if field == "y":
            return self._dash(self._date(_bare(first), ""), self._date(_bare(last), ""))
        block = self._blocks((first, last), field)
        dash = "–" if field == "d" else " – "
        return block.head + block.dotted[0] + dash + block.texts[1] + block.tail

    def _interval_pattern(
        self, precision: Precision, field: str
    ) -> tuple[_Pattern, _Pattern] | None:
        """CLDR's halves for that precision and first differing field; None if none fits.

        Some locales have a pattern of abbreviated months only, in an order of its own (Czech
        "d.–d. M. y"): it is not widened.
        """
        skeleton = _SKELETONS[precision]
        own = self.patterns.get(f"{skeleton}/{field}")
        if own is not None:
            return _halves(own)
        for name in (skeleton, skeleton.replace("MMMM", "MMM")):
            parts = (self._cldr("interval_formats", name) or {}).get(field)
            single = _pattern_text(self._cldr("datetime_skeletons", name))
            wide = self._pattern_of(skeleton)
            if parts and (name == skeleton or (single and _shape(single) == _shape(wide))):
                first, last = _halves("".join(parts))
                return (first, last) if last else None
        return None

    # sets

    def _set(self, value: edtf.OneOf | edtf.AllOf) -> str:
        is_choice = isinstance(value, edtf.OneOf)
        dates = value.dates
        shared = {_qualifiers(date) for date in dates}
        if len(shared) == 1 and shared != {(False, False)}:
            part = self._part_of_unit(value) if is_choice else None
            if part is not None:
                return self._qualified(lambda _: part, False, value.uncertain)
            bare = replace(value, members=tuple(map(_bare_member, value.members)))
            return self._qualified(lambda _: self._set(bare), value.approximate, value.uncertain)
        if is_choice and len(value.members) == 1 and isinstance(value.members[0], Consecutive):
            run = value.members[0]
            if run.first is not None and run.last is not None:
                return self._between(run.first, run.last)
        joiner = "or" if is_choice else "standard"
        plain = [date for date in value.members if isinstance(date, Date)]
        if len(plain) == len(value.members) and _are_alike(*plain) and plain[0].year > 0:
            field = _differing_of(plain)
            if len(plain) > 1 and (field != "y" or plain[0].precision is Precision.YEAR):
                block = self._blocks(plain, field, plural=not is_choice)
                texts = [*block.dotted[:-1], block.texts[-1]]
                return block.head + self._list(texts, joiner) + block.tail
        return self._list([self._member(member, is_choice) for member in value.members], joiner)

    def _member(self, member: edtf.Member, is_choice: bool) -> str:
        if not isinstance(member, Consecutive):
            return self._point(member, None)
        first, last = member.first, member.last
        if first is None and last is not None:
            key, end = ("or_earlier" if is_choice else "and_earlier"), last
        elif last is None and first is not None:
            key, end = ("or_later" if is_choice else "and_later"), first
        else:
            assert first is not None
            assert last is not None
            if isinstance(first, Date) and isinstance(last, Date) and _are_alike(first, last):
                return self._span(first, last)
            return self._dash(self._point(first, None), self._point(last, None))
        return self._words(key, date=lambda case: self._point(end, None, case))

    def _between(self, first: Date | SubYear, last: Date | SubYear) -> str:
        """The one day, month or year that lies somewhere between the two, both included."""
        if isinstance(first, Date) and isinstance(last, Date) and _are_alike(first, last):
            return self._between_dates(first, last)
        return self._words(
            "between",
            first=lambda case: self._point(first, None, case),
            last=lambda case: self._point(last, None, case),
            range=lambda _: self._dash(self._point(first, None), self._point(last, None)),
        )

    def _between_dates(self, first: Date, last: Date) -> str:
        dates = first, last
        field = _differing(first, last)
        shares_end = (
            self.is_served
            and first.year > 0
            and (field != "y" or first.precision is Precision.YEAR)
            and not self._blocks(dates, field).head
        )

        def opening(case: str) -> str:
            if shares_end:
                return self._blocks(dates, field, case).dotted[0]
            return self._date(first, case)

        def closing(case: str) -> str:
            if shares_end:
                block = self._blocks(dates, field, case)
                return block.texts[1] + block.tail
            return self._date(last, case)

        return self._words(
            "between", first=opening, last=closing, range=lambda _: self._span(first, last)
        )

    def _part_of_unit(self, value: edtf.OneOf | edtf.AllOf) -> str | None:
        """The words "early 2026" for the approximate first third of a year, or of a month."""
        if len(value.members) != 1 or not isinstance(value.members[0], Consecutive):
            return None
        first, last = value.members[0].first, value.members[0].last
        if not (isinstance(first, Date) and isinstance(last, Date) and _are_alike(first, last)):
            return None
        if not first.approximate or first.year != last.year:
            return None
        if first.precision is Precision.MONTH:
            number = _MONTH_THIRDS.get((first.month, last.month))
            unit = Date(first.year)
        elif first.precision is Precision.DAY and first.month == last.month:
            ends_month = last.latest is not None and _next_day_is_first(last)
            number = _DAY_THIRDS.get((first.day, "end" if ends_month else last.day))
            unit = Date(first.year, first.month)
        else:
            return None
        if number is None:
            return None
        return self._words(number, unit=lambda case: self._date(unit, case))

    def _list(self, texts: Sequence[str], kind: str) -> str:
        """*texts* joined by "or" or "and", as CLDR does (TR 35 part 2, list patterns)."""
        if len(texts) == 1:
            return texts[0]
        own = self.lists.get(kind)
        if own is not None:
            return str(own).replace("{0}", ", ".join(texts[:-1])).replace("{1}", texts[-1])
        patterns = self._cldr("list_patterns", kind)
        if len(texts) == 2:
            return _paired(patterns["2"], *texts)
        joined = texts[-1]
        for number in range(len(texts) - 2, -1, -1):
            key = "end" if number == len(texts) - 2 else "middle" if number else "start"
            joined = _paired(patterns[key], texts[number], joined)
        return joined

    def _blocks(
        self, dates: Sequence[Date], field: str, case: str = "", *, plural: bool = True
    ) -> _Blocks:
        """The parts of *dates* that differ, and the text around them that they share.

        *plural* asks for «2024 и 2026 гг.» instead of «2024 или 2026 г.».
        """
        tokens = self._pattern(dates[0], case)
        years = self.patterns.get("y/y") if plural and dates[0].month is None else None
        if years is not None:
            tokens = _halves(years)[1]
        fields = _FIELDS[_FIELDS.index(field) :]
        places = [number for number, token in enumerate(tokens) if token.field in fields]
        start, end = places[0], places[-1] + 1
        after = tokens[end].text if end < len(tokens) and not tokens[end].field else ""
        # "1. или 8. мај": what marks a number as a day goes with each of them.
        mark = after[:1] if after and (after[0] == "." or category(after[0]) == "Lo") else ""
        alone = all(token.field != "d" for token in tokens)
        texts = tuple(self._fill(tokens[start:end], date, case, alone=alone) for date in dates)
        return _Blocks(
            self._fill(tokens[:start], dates[0], case, alone=alone),
            texts,
            tuple(text + mark for text in texts),
            self._fill(tokens[end:], dates[-1], case, alone=alone),
        )

    # fields and patterns

    def _pattern(self, date: Date, case: str = "") -> _Pattern:
        if isinstance(date.day, int):
            skeleton = "yMMMMd"
        elif isinstance(date.month, int):
            skeleton = "yMMMM"
        else:
            skeleton = "y"
        return _tokens(self._pattern_of(skeleton if date.year > 0 else f"G{skeleton}", case))

    def _pattern_of(self, skeleton: str, case: str = "") -> str:
        cached = self._patterns.get((skeleton, case))
        if cached is None:
            cached = self._patterns[skeleton, case] = self._find_pattern(skeleton, case)
        return cached

    @cached_property
    def _patterns(self) -> dict[tuple[str, str], str]:
        return {}

    def _find_pattern(self, skeleton: str, case: str) -> str:
        own = (case and self.cases.get(case, {}).get(skeleton)) or self.patterns.get(skeleton)
        if own:
            return str(own)
        skeletons = self._cldr("datetime_skeletons")
        found = skeletons.get(skeleton)
        if found is None and skeleton == "yMMMMd":
            found = self._cldr("date_formats", "long")
        if found is None:
            # A month of any width is written in full: see _field.
            found = skeletons.get(skeleton.replace("MMMM", "MMM"))
        return _pattern_text(found) or skeleton

    def _fill(
        self, tokens: Iterable[_Token], date: Date, case: str = "", *, alone: bool | None = None
    ) -> str:
        tokens = tuple(tokens)
        if alone is None:
            alone = all(token.field != "d" for token in tokens)
        return "".join(self._field(token, date, case, alone=alone) for token in tokens)

    def _field(self, token: _Token, date: Date, case: str, *, alone: bool) -> str:
        match token.field:
            case "":
                return token.text
            case "y":
                return str(date.year if date.year > 0 else 1 - date.year)
            case "M" if isinstance(date.month, int):
                if len(token.text) < 3:
                    return f"{date.month:0{len(token.text)}}"
                return self._month(date.month, token, case, alone=alone)
            case "d":
                return f"{date.day:0{len(token.text)}}"
            case "G":
                return str(self._cldr("eras", "abbreviated", 1 if date.year > 0 else 0))
        return ""

    def _month(self, month: int, token: _Token, case: str, *, alone: bool) -> str:
        key = month, token.stands_alone, case, alone
        name = self._months.get(key)
        if name is None:
            form = None
            if case and (alone or self.month_follows_day):
                form = _case_form(self.cases, case, "months", month)
            context = "stand-alone" if token.stands_alone else "format"
            name = self._months[key] = form or str(self._cldr("months", context, "wide", month))
        return name

    @cached_property
    def _months(self) -> dict[tuple[int, bool, str, bool], str]:
        return {}

    def _cldr(self, *path: Any) -> Any:
        return _cldr(self.locale, *path)

    def _words(self, key: str, case: str = "", ordinal: str = "", **phrases: Render) -> str:
        """The connecting words of that key; an entry with forms gives the one of that *case*."""
        entry = _entry(f"dates.{key}", self.language)
        if not isinstance(entry, str):
            forms = (case, ordinal, "nominative", "other")
            entry = next(str(entry[form]) for form in forms if form in entry)
        return entry.format_map({name: _Phrase(render, case) for name, render in phrases.items()})


@dataclass(frozen=True, slots=True)
class _Blocks:
    head: str
    texts: tuple[str, ...]
    dotted: tuple[str, ...]
    tail: str


@lru_cache(maxsize=256)
def _writer(language: str) -> _Writer:
    return _Writer(language)


_FIELDS: Final = ("y", "M", "d")
_MONTH_THIRDS: Final[Mapping[object, str]] = {(1, 4): "early", (5, 8): "middle", (9, 12): "late"}
_DAY_THIRDS: Final[Mapping[object, str]] = {
    (1, 10): "early",
    (11, 20): "middle",
    (21, "end"): "late",
}
"""The thirds that the reading of «начало года» or "late May" gives."""


def _literal(_: datetime, text: str) -> str:
    return text


_TIME_FIELDS: Final[Mapping[str, Callable[[datetime, str], str]]] = {
    "H": lambda moment, letters: f"{moment.hour:0{len(letters)}}",
    "m": lambda moment, letters: f"{moment.minute:02}",
}


def _known(side: edtf.Point | Side) -> edtf.Point | Side:
    """The side, where ``XXXX`` is what an empty side is: unknown."""
    return Side.UNKNOWN if isinstance(side, Date) and side.year_unspecified == 4 else side


def _qualifiers(date: Date | SubYear | DateTime) -> tuple[bool, bool]:
    return date.approximate, date.uncertain


def _bare(date: Date) -> Date:
    return replace(date, approximate=False, uncertain=False)


def _bare_member(member: edtf.Member) -> edtf.Member:
    match member:
        case Date():
            return _bare(member)
        case Consecutive():
            first, last = member.first, member.last
            return Consecutive(
                _bare(first) if isinstance(first, Date) else first,
                _bare(last) if isinstance(last, Date) else last,
            )
    return member


def _are_alike(*dates: Date) -> bool:
    """Whether the dates have one precision, no X in them, and the same qualifiers."""
    first = dates[0]
    return all(
        not date.year_unspecified
        and edtf.XX not in (date.month, date.day)
        and date.precision is first.precision
        and _qualifiers(date) == _qualifiers(first)
        for date in dates
    )


def _differing(first: Date, last: Date) -> str:
    """The coarsest field in which the dates differ: y, M or d."""
    return _differing_of((first, last))


def _differing_of(dates: Sequence[Date]) -> str:
    if len({date.year for date in dates}) > 1:
        return "y"
    if len({date.month for date in dates}) > 1:
        return "M"
    return "d" if dates[0].day else "M" if dates[0].month else "y"


def _next_day_is_first(date: Date) -> bool:
    last = date.latest
    return last is not None and (last + timedelta(days=1)).day == 1


def _case_form(cases: Messages, case: str, table: str, number: int) -> str | None:
    forms = cases.get(case, {}).get(table) if case else None
    return str(forms[number - 1]) if forms else None


def _paired(pattern: str, first: str, last: str) -> str:
    return pattern.replace("{0}", first).replace("{1}", last)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


_ROMAN: Final = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
"""Up to the hundredth century, which is the last of four digits."""


def _offset_text(offset: timedelta) -> str:
    """The offset as "UTC+5", "UTC−3:30" or "UTC"."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
