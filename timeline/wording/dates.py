"""Dates in words: CLDR's patterns, filled in and joined by the words of the message files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeGuard
from unicodedata import category
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.caching import cached_method
from timeline.edtf import Consecutive, Date, DateTime, Grouping, Interval, Precision, Side, SubYear
from timeline.wording import cldr
from timeline.wording.cldr import Pattern, PatternPart
from timeline.wording.locales import locale
from timeline.wording.messages import ENGLISH, Messages, entry, grammar, is_served


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
    return _writer(language).weekday(_day(day))


@lru_cache(maxsize=4096)
def short_words(value: edtf.Value, language: str, year: int) -> str:
    """*value* in words; a single day in *year* is written without the year: "22 April"."""
    if not _is_day_of(value, year):
        return date_words(value, language)
    return _writer(language).short(value)


@lru_cache(maxsize=4096)
def last_day_words(day: date, language: str, year: int) -> str:
    """The last *day* of something that goes on: "to 9 June"; without the year if it is *year*."""
    return _writer(language).last_day(_day(day), year)


def time_words(start: datetime, end: datetime | None, language: str, zone: str) -> str:
    """The hours of one day in the IANA *zone*: "10:00–12:30 (Almaty, UTC+5)"."""
    return _writer(language).hours(start, end, zone)


def _day(day: date) -> Date:
    return Date(day.year, day.month, day.day)


def _is_day_of(value: edtf.Value, year: int) -> TypeGuard[Date]:
    is_day = isinstance(value, Date) and isinstance(value.day, int) and value.year == year
    return is_day and not (value.approximate or value.uncertain)


_SKELETONS: Final = {Precision.DAY: "yMMMMd", Precision.MONTH: "yMMMM", Precision.YEAR: "y"}

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
        own = grammar(language)
        self.patterns: Messages = own.get("patterns", {})
        self.cases: Messages = own.get("cases", {})
        self.lists: Messages = own.get("lists", {})
        self.sandhi = [
            (_beginning_with(before), str(after)) for before, after in own.get("sandhi", {}).items()
        ]
        self.month_follows_day = own.get("month_follows_day") == "true"

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

    # days of a diary

    def weekday(self, day: Date) -> str:
        return self._plain(self._fill(cldr.tokens(self._cldr("date_formats", "full")), day))

    def short(self, day: Date, case: str = "") -> str:
        return self._plain(self._fill(cldr.tokens(self._pattern_of("MMMMd", case)), day, case))

    def last_day(self, day: Date, year: int) -> str:
        def render(case: str) -> str:
            return self.short(day, case) if day.year == year else self._date(day, case)

        try:
            return self._plain(self._words("to_day", date=render))
        except _NoWordsError:
            return _writer(ENGLISH).last_day(day, year)

    def hours(self, start: datetime, end: datetime | None, zone: str) -> str:
        first, last = self._zone(start, zone), self._zone(end or start, zone)
        hours = self._time(start)
        if end is not None and end != start:
            hours += (first if first != last else "") + f"–{self._time(end)}"
        return self._plain(hours + last)

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

    def _point(self, point: edtf.Endpoint, zone: str | None, case: str = "") -> str:
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
            else self._field(token, year, case, True)
            for token in cldr.tokens(str(pattern))
        )

    # times

    def _moment(self, value: DateTime, case: str = "") -> str:
        moment = value.moment
        day = Date(moment.year, moment.month, moment.day)
        return self._at_time(self._date(day, case), self._time(moment))

    def _at_time(self, day: str, time: str) -> str:
        if self.is_served:
            return self._words("at_time", date=lambda _: day, time=lambda _: time)
        glue = self._cldr("datetime_formats", "medium") or "{1}, {0}"
        return glue.replace("'", "").replace("{1}", day).replace("{0}", time)

    def _time(self, moment: datetime) -> str:
        pattern = self._cldr("datetime_skeletons", "Hm") or "HH:mm"
        text = "".join(
            _TIME_FIELDS.get(token.field, _literal)(moment, token.text)
            for token in cldr.tokens(pattern)
        )
        return f"{text}:{moment.second:02}" if moment.second else text

    def _zone(self, moment: datetime, zone: str | None) -> str:
        """City and offset in brackets; nothing if neither the time nor the event has a zone."""
        offset = moment.utcoffset()
        there = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() if zone else None
        if offset is None:
            offset = there
        if offset is None:
            return ""
        city = cldr.city(zone, self.locale) if zone and offset == there else None
        named = _offset_text(offset)
        return f" ({city}, {named})" if city else f" ({named})"

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
        own = self.patterns.get("interval_format_fallback")
        glue = own or self._cldr("interval_formats", "fallback")
        return str(glue).replace(" - ", " – ").replace("{0}", first).replace("{1}", last)

    def _span(self, first: Date, last: Date) -> str:
        """Two dates of the same precision as a range; parts that they share are written once."""
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

    @cached_method
    def _interval_pattern(self, precision: Precision, field: str) -> tuple[Pattern, Pattern] | None:
        """CLDR's halves for this precision and first differing field; None if none fits.

        Some locales only have a pattern with abbreviated months, in another order (Czech
        "d.–d. M. y") or with month names where the date has numbers (Chinese "MMMd日"): such a
        pattern is not widened.
        """
        skeleton = _SKELETONS[precision]
        own = self.patterns.get(f"{skeleton}/{field}")
        if own is not None:
            return cldr.halves(own)
        for name in (skeleton, skeleton.replace("MMMM", "MMM")):
            parts = (self._cldr("interval_formats", name) or {}).get(field)
            single = self._cldr("datetime_skeletons", name)
            wide = self._pattern_of(skeleton)
            if parts and (name == skeleton or (single and cldr.shape(single) == cldr.shape(wide))):
                text = "".join(parts)
                first, last = cldr.halves(text)
                if last and cldr.names_months(text) == cldr.names_months(wide):
                    return _closed_up(first, last)
                return None
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
        """One unknown day, month or year between the two, both included."""
        if first == last:
            return self._point(first, None)
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
        """Words such as "early 2026" for the approximate first third of a year or a month."""
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
            unit = Date(first.year, first.month)
            ends_month = _bare(last).iso_bounds[1] == unit.iso_bounds[1]
            number = _DAY_THIRDS.get((first.day, "end" if ends_month else last.day))
        else:
            return None
        if number is None:
            return None
        return self._words(number, unit=lambda case: self._date(unit, case))

    def _list(self, texts: Sequence[str], kind: str) -> str:
        """*texts* joined by "or" or "and" with CLDR's list patterns (TR 35 part 2)."""
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
        """The parts in which *dates* differ, and the text around them that they share.

        With *plural*, the year has the plural form: «2024 и 2026 гг.», not «2024 или 2026 г.».
        """
        tokens = self._pattern(dates[0], case)
        years = self.patterns.get("y/y") if plural and dates[0].month is None else None
        if years is not None:
            tokens = cldr.halves(years)[1]
        fields = _FIELDS[_FIELDS.index(field) :]
        places = [number for number, token in enumerate(tokens) if token.field in fields]
        start, end = places[0], places[-1] + 1
        after = tokens[end].text if end < len(tokens) and not tokens[end].field else ""
        # "1. или 8. мај": the sign that marks a number as a day is repeated after each of them.
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

    def _pattern(self, date: Date, case: str = "") -> Pattern:
        if isinstance(date.day, int):
            skeleton = "yMMMMd"
        elif isinstance(date.month, int):
            skeleton = "yMMMM"
        else:
            skeleton = "y"
        return cldr.tokens(self._pattern_of(skeleton if date.year > 0 else f"G{skeleton}", case))

    @cached_method
    def _pattern_of(self, skeleton: str, case: str = "") -> str:
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
        return str(found or skeleton)

    def _fill(
        self,
        tokens: Iterable[PatternPart],
        date: Date,
        case: str = "",
        *,
        alone: bool | None = None,
    ) -> str:
        tokens = tuple(tokens)
        if alone is None:
            alone = "d" not in [token.field for token in tokens]
        return "".join([self._field(token, date, case, alone) for token in tokens])

    def _field(self, token: PatternPart, date: Date, case: str, alone: bool) -> str:
        match token.field:
            case "":
                return token.text
            case "y":
                return str(date.year if date.year > 0 else 1 - date.year)
            case "M" if isinstance(date.month, int):
                if len(token.text) < 3:
                    return f"{date.month:0{len(token.text)}}"
                return self._month(date.month, token.stands_alone, case, alone)
            case "d":
                return f"{date.day:0{len(token.text)}}"
            case "E" | "c":
                first = date.earliest
                assert first is not None  # a day has a weekday
                context = "stand-alone" if token.field == "c" else "format"
                return str(self._cldr("days", context, "wide", first.weekday()))
            case "G":
                return str(self._cldr("eras", "abbreviated", 1 if date.year > 0 else 0))
        return ""

    @cached_method
    def _month(self, month: int, stands_alone: bool, case: str, alone: bool) -> str:
        form = None
        if case and (alone or self.month_follows_day):
            form = _case_form(self.cases, case, "months", month)
        context = "stand-alone" if stands_alone else "format"
        return form or str(self._cldr("months", context, "wide", month))

    def _cldr(self, *path: Any) -> Any:
        return self.locale.entry(*path)

    def _words(self, key: str, case: str = "", ordinal: str = "", **phrases: Render) -> str:
        """The connecting words for *key*; of an entry with forms, the one for *case*."""
        if not self.is_served:
            raise _NoWordsError
        found = entry(f"dates.{key}", self.language)
        if not isinstance(found, str):
            forms = (case, ordinal, "nominative", "other")
            found = next(str(found[form]) for form in forms if form in found)
        return found.format_map({name: _Phrase(render, case) for name, render in phrases.items()})


class _Blocks(Struct, frozen=True):
    head: str
    texts: tuple[str, ...]
    dotted: tuple[str, ...]
    tail: str


@lru_cache(maxsize=256)
def _writer(language: str) -> _DateWriter:
    return _DateWriter(language)


_FIELDS: Final = ("y", "M", "d")
_MONTH_THIRDS: Final[Mapping[object, str]] = {(1, 4): "early", (5, 8): "middle", (9, 12): "late"}
_DAY_THIRDS: Final[Mapping[object, str]] = {
    (1, 10): "early",
    (11, 20): "middle",
    (21, "end"): "late",
}
"""The thirds that «начало года» or "late May" is read as."""


def _literal(_: datetime, text: str) -> str:
    return text


_TIME_FIELDS: Final[Mapping[str, Callable[[datetime, str], str]]] = {
    "H": lambda moment, letters: f"{moment.hour:0{len(letters)}}",
    "m": lambda moment, letters: f"{moment.minute:02}",
}


def _closed_up(first: Pattern, last: Pattern) -> tuple[Pattern, Pattern]:
    """The halves of a range, without spaces around a dash between two bare numbers.

    Different releases of CLDR have "d–d" and, with thin spaces, "d – d" for the same locale;
    the exports always use one form.
    """
    *fields, dash = first
    of_one_field = fields and fields[-1].field in ("d", "y") and fields[-1].field == last[0].field
    if of_one_field and dash.text.strip() in _DASHES:
        first = (*fields, PatternPart(dash.text.strip()))
    return first, last


_DASHES: Final = ("-", "–", "—")


def _known(side: edtf.Endpoint | Side) -> edtf.Endpoint | Side:
    """The side itself, or "unknown" for ``XXXX``, which means the same as an empty side."""
    return Side.UNKNOWN if isinstance(side, Date) and side.year_unspecified == 4 else side


def _beginning_with(text: str) -> re.Pattern[str]:
    """A pattern that finds *text* at the start of a word: it matches "1 mai" but not "21 mai"."""
    edge = r"(?<!\w)" if text[:1].isalnum() else ""
    return re.compile(edge + re.escape(text))


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
    """Whether the dates have the same precision, era and qualifiers, and no X."""
    first = dates[0]
    return all(
        not date.year_unspecified
        and edtf.XX not in (date.month, date.day)
        and date.precision is first.precision
        and (date.year > 0) is (first.year > 0)
        and _qualifiers(date) == _qualifiers(first)
        for date in dates
    )


def _differing(first: Date, last: Date) -> str:
    """The coarsest field in which the dates differ: "y", "M" or "d"."""
    return _differing_of((first, last))


def _differing_of(dates: Sequence[Date]) -> str:
    if len({date.year for date in dates}) > 1:
        return "y"
    if len({date.month for date in dates}) > 1:
        return "M"
    return "d" if dates[0].day else "M" if dates[0].month else "y"


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
"""Up to the hundredth century: years have at most four digits."""


def _offset_text(offset: timedelta) -> str:
    """The offset as "UTC+5", "UTC−3:30" or "UTC"."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
