"""Dates in words: CLDR's patterns, filled in and joined by the words of the message files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final, TypeAlias, TypeGuard

from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Consecutive, Date, DateTime, Interval, Precision, Side, SubYear
from timeline.wording import cldr
from timeline.wording.clock_words import time_text, zone_text
from timeline.wording.date_patterns import DatePatterns
from timeline.wording.date_shapes import (
    are_alike,
    bare,
    bare_member,
    differing,
    has_era,
    known,
    qualifiers,
)
from timeline.wording.locales import locale
from timeline.wording.messages import ENGLISH, entry, grammar, is_served


@lru_cache(maxsize=1 << 16)
def date_words(value: edtf.Value, language: str, *, zone: str | None = None) -> str:
    """*value* in words: "17–18 September 2025", «ноябрь 2024 г.», "about 15 March 2026 (?)".

    A time of day is shown as it was written, with its offset. *zone*, the IANA zone of the
    event, gives the offset of a time that was written without one, and the name of the city.
    """
    return _writer(language).words(value, zone)


@lru_cache(maxsize=4096)
def weekday_words(day: date, language: str) -> str:
    """*day* with the day of the week, for a heading: "Monday, 7 June 2027"."""
    return _writer(language).weekday(Date.of(day))


@lru_cache(maxsize=4096)
def short_words(value: edtf.Value, language: str, year: int) -> str:
    """*value* in words; a single day in *year* is written without the year: "22 April"."""
    if not _is_day_of(value, year):
        return date_words(value, language)
    return _writer(language).short(value)


@lru_cache(maxsize=4096)
def last_day_words(day: date, language: str, year: int) -> str:
    """The last *day* of a longer event: "to 9 June"; without the year if that is *year*."""
    return _writer(language).last_day(Date.of(day), year)


def time_words(start: datetime, end: datetime | None, language: str, zone: str) -> str:
    """The hours of one day in the IANA *zone*: "10:00–12:30 (Almaty, UTC+5)"."""
    return _writer(language).hours(start, end, zone)


def _is_day_of(value: edtf.Value, year: int) -> TypeGuard[Date]:
    is_day = isinstance(value, Date) and isinstance(value.day, int) and value.year == year
    return is_day and not (value.approximate or value.uncertain)


Render: TypeAlias = Callable[[str], str]
"""A function that returns a phrase in the given case; "" is the form that is used on its own."""


class _Phrase:
    """A phrase in a message: ``{date:genitive}`` uses that case, ``{date}`` uses *case*."""

    __slots__ = ("_case", "_render")

    def __init__(self, render: Render, case: str = "") -> None:
        self._render = render
        self._case = case

    def __format__(self, spec: str) -> str:
        return self._render(spec or self._case)


class _NoWordsError(Exception):
    """The language lacks words for the value, so the whole value is written in English."""


class _DateWriter:
    """Writes dates in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = locale(language)
        self.is_served = is_served(language)
        self.patterns = DatePatterns(language)
        self.sandhi = [
            (_beginning_with(before), str(after))
            for before, after in grammar(language).get("sandhi", {}).items()
        ]

    def words(self, value: edtf.Value, zone: str | None) -> str:
        try:
            return self._plain(self._value(value, zone))
        except _NoWordsError:
            return _writer(ENGLISH).words(value, zone)

    def _plain(self, text: str) -> str:
        text = cldr.plain_spaces(text)
        for before, after in self.sandhi:
            text = before.sub(after, text)
        return self.locale.numeral(text)

    def weekday(self, day: Date) -> str:
        return self._plain(
            self.patterns.fill(cldr.tokens(self.patterns.entry("date_formats", "full")), day)
        )

    def short(self, day: Date, case: str = "") -> str:
        return self._plain(
            self.patterns.fill(cldr.tokens(self.patterns.of_skeleton("MMMMd", case)), day, case)
        )

    def last_day(self, day: Date, year: int) -> str:
        def render(case: str) -> str:
            return self.short(day, case) if day.year == year else self._date(day, case)

        try:
            return self._plain(self._words("to_day", date=render))
        except _NoWordsError:
            return _writer(ENGLISH).last_day(day, year)

    def hours(self, start: datetime, end: datetime | None, zone: str) -> str:
        first, last = (
            zone_text(self.locale, start, zone),
            zone_text(self.locale, end or start, zone),
        )
        hours = time_text(self.patterns, start)
        if end is not None and end != start:
            hours += (first if first != last else "") + f"–{time_text(self.patterns, end)}"
        return self._plain(hours + last)

    def _value(self, value: edtf.Value, zone: str | None) -> str:
        match value:
            case Date() | SubYear() | DateTime():
                return self._point(value, zone)
            case Interval():
                return self._interval(value, zone)
            case edtf.OneOf() | edtf.AllOf():
                return self._set(value)
        raise TypeError(f"no words for {type(value).__name__}")

    def _point(self, point: edtf.Endpoint, zone: str | None, case: str = "") -> str:
        match point:
            case SubYear():
                return self._sub_year(point, case)
            case DateTime():
                return self._moment(point, case) + zone_text(self.locale, point.moment, zone)
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
        text = self.patterns.fill(self.patterns.pattern(date, case), date, case)
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
            return self.patterns.quarter(date, case)
        if not self.is_served:
            last_month = grouping.first_month + grouping.months
            years, month = divmod(last_month - 1, 12)
            return self._span(
                Date(date.year, grouping.first_month + 1), Date(date.year + years, month + 1)
            )
        year, following = Date(date.year), Date(date.year + 1)
        return self._words(
            grouping.name.lower(), case,
            year=lambda _: self.patterns.fill(self.patterns.pattern(year), year),
            years=lambda _: self._span(year, following),
        )  # fmt: skip

    def _moment(self, value: DateTime, case: str = "") -> str:
        moment = value.moment
        day = Date(moment.year, moment.month, moment.day)
        return self._at_time(self._date(day, case), time_text(self.patterns, moment))

    def _at_time(self, day: str, time: str) -> str:
        if self.is_served:
            return self._words("at_time", date=lambda _: day, time=lambda _: time)
        glue = self.patterns.entry("datetime_formats", "medium") or "{1}, {0}"
        return glue.replace("'", "").replace("{1}", day).replace("{0}", time)

    def _interval(self, value: Interval, zone: str | None) -> str:
        start, end = known(value.start), known(value.end)
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
        if isinstance(start, Date) and isinstance(end, Date) and are_alike(start, end):
            return self._qualified(
                lambda _: self._span(start, end), start.approximate, start.uncertain
            )
        return self.patterns.dash(self._point(start, zone), self._point(end, zone))

    def _moments(self, start: DateTime, end: DateTime, zone: str | None) -> str:
        first, last = start.moment, end.moment
        first_zone, last_zone = (
            zone_text(self.locale, first, zone),
            zone_text(self.locale, last, zone),
        )
        if first_zone != last_zone:
            return self.patterns.dash(
                self._moment(start) + first_zone, self._moment(end) + last_zone
            )
        if first.date() != last.date():
            return self.patterns.dash(self._moment(start), self._moment(end)) + last_zone
        if first == last:
            return self._moment(start) + first_zone
        day = Date(first.year, first.month, first.day)
        times = f"{time_text(self.patterns, first)}–{time_text(self.patterns, last)}"
        return self._at_time(self._date(day, ""), times) + last_zone

    def _span(self, first: Date, last: Date) -> str:
        """Two dates of the same precision as a range; parts that they share are written once."""
        if first == last:
            return self._date(first, "")
        if has_era(first):
            return self.patterns.dash(self._date(bare(first), ""), self._date(bare(last), ""))
        field = differing((first, last))
        halves = self.patterns.interval(first.precision, field)
        if halves is not None:
            return self.patterns.fill(halves[0], first) + self.patterns.fill(halves[1], last)
        if field == "y":
            return self.patterns.dash(self._date(bare(first), ""), self._date(bare(last), ""))
        block = self.patterns.blocks((first, last), field)
        dash = "–" if field == "d" else " – "
        return block.head + block.dotted[0] + dash + block.texts[1] + block.tail

    def _set(self, value: edtf.OneOf | edtf.AllOf) -> str:
        is_choice = isinstance(value, edtf.OneOf)
        dates = value.dates
        shared = {qualifiers(date) for date in dates}
        if len(shared) == 1 and shared != {(False, False)}:
            part = self._part_of_unit(value) if is_choice else None
            if part is not None:
                return self._qualified(lambda _: part, False, value.uncertain)
            unqualified = replace(value, members=tuple(map(bare_member, value.members)))
            return self._qualified(
                lambda _: self._set(unqualified), value.approximate, value.uncertain
            )
        if is_choice and len(value.members) == 1 and isinstance(value.members[0], Consecutive):
            run = value.members[0]
            if run.first is not None and run.last is not None:
                return self._between(run.first, run.last)
        joiner = "or" if is_choice else "standard"
        plain = [date for date in value.members if isinstance(date, Date)]
        if len(plain) == len(value.members) and are_alike(*plain) and not has_era(plain[0]):
            field = differing(plain)
            if len(plain) > 1 and (field != "y" or plain[0].precision is Precision.YEAR):
                block = self.patterns.blocks(plain, field, plural=not is_choice)
                texts = [*block.dotted[:-1], block.texts[-1]]
                return block.head + self.patterns.list_of(texts, joiner) + block.tail
        return self.patterns.list_of(
            [self._member(member, is_choice) for member in value.members], joiner
        )

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
            if isinstance(first, Date) and isinstance(last, Date) and are_alike(first, last):
                return self._span(first, last)
            return self.patterns.dash(self._point(first, None), self._point(last, None))
        return self._words(key, date=lambda case: self._point(end, None, case))

    def _between(self, first: Date | SubYear, last: Date | SubYear) -> str:
        """One unknown day, month or year between the two, both included."""
        if first == last:
            return self._point(first, None)
        if isinstance(first, Date) and isinstance(last, Date) and are_alike(first, last):
            return self._between_dates(first, last)
        return self._words(
            "between",
            first=lambda case: self._point(first, None, case),
            last=lambda case: self._point(last, None, case),
            range=lambda _: self.patterns.dash(self._point(first, None), self._point(last, None)),
        )

    def _between_dates(self, first: Date, last: Date) -> str:
        dates = first, last
        field = differing((first, last))
        shares_end = (
            self.is_served
            and not has_era(first)
            and (field != "y" or first.precision is Precision.YEAR)
            and not self.patterns.blocks(dates, field).head
        )

        def opening(case: str) -> str:
            if shares_end:
                return self.patterns.blocks(dates, field, case).dotted[0]
            return self._date(first, case)

        def closing(case: str) -> str:
            if shares_end:
                block = self.patterns.blocks(dates, field, case)
                return block.texts[1] + block.tail
            return self._date(last, case)

        return self._words(
            "between", first=opening, last=closing, range=lambda _: self._span(first, last)
        )

    def _part_of_unit(self, value: edtf.OneOf | edtf.AllOf) -> str | None:
        """Words such as "early 2026" for the approximate first third of a year or a month."""
        if len(value.members) != 1 or not isinstance(value.members[0], Consecutive):
            return None
        first, last = value.members[0].first, value.members[0].last
        if not (isinstance(first, Date) and isinstance(last, Date) and are_alike(first, last)):
            return None
        if not first.approximate or first.year != last.year:
            return None
        if first.precision is Precision.MONTH:
            number = _MONTH_THIRDS.get((first.month, last.month))
            unit = Date(first.year)
        elif first.precision is Precision.DAY and first.month == last.month:
            unit = Date(first.year, first.month)
            ends_month = bare(last).iso_bounds[1] == unit.iso_bounds[1]
            number = _DAY_THIRDS.get((first.day, "end" if ends_month else last.day))
        else:
            return None
        if number is None:
            return None
        return self._words(number, unit=lambda case: self._date(unit, case))

    def _words(self, key: str, case: str = "", ordinal: str = "", **phrases: Render) -> str:
        """The connecting words for *key*; of an entry with forms, the one for *case*."""
        if not self.is_served:
            raise _NoWordsError
        found = entry(f"dates.{key}", self.language)
        if not isinstance(found, str):
            whole = (f"{case}_{ordinal}", f"{case}_other")
            forms = (*whole, case, ordinal, "nominative", "other")
            found = next(str(found[form]) for form in forms if form in found)
        return found.format_map({name: _Phrase(render, case) for name, render in phrases.items()})


@lru_cache(maxsize=256)
def _writer(language: str) -> _DateWriter:
    return _DateWriter(language)


_MONTH_THIRDS: Final[Mapping[object, str]] = {(1, 4): "early", (5, 8): "middle", (9, 12): "late"}
_DAY_THIRDS: Final[Mapping[object, str]] = {
    (1, 10): "early",
    (11, 20): "middle",
    (21, "end"): "late",
}
"""The thirds that «начало года» or "late May" is read as."""


def _beginning_with(text: str) -> re.Pattern[str]:
    """A pattern that finds *text* at the start of a word: it matches "1 mai" but not "21 mai"."""
    edge = r"(?<!\w)" if text[:1].isalnum() else ""
    return re.compile(edge + re.escape(text))


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
"""Up to the hundredth century: years have at most four digits."""
