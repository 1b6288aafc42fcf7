"""How dates are put together, in any language: rules over the categories of the lexicon.

The notation of rules is told in `timeline.phrases.parsing`. Their items are the word lists of
`compiling.CATEGORIES` and what the lattice says of figures and signs: ``dd`` (one or two digits),
``two``, ``yyyy``, ``number``, ``roman``, ``glue`` (a hyphen inside a word), ``dot`` (the point
of an ordinal).

Order differs between languages, and so rules for both orders stand side by side: what a
language never says costs nothing, because its lexicon has no word that could begin it.
All readings of a text are found, each with its end; choosing is left to the caller.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from msgspec.structs import replace

from timeline.phrases import calendars
from timeline.phrases.meaning import (
    DECADE,
    GROUPINGS,
    HALF,
    HALVES,
    ISO_WEEK,
    LAST,
    LAST_WEEK,
    QUARTERS,
    SAME,
    SAME_DAY,
    SAME_MONTH,
    SAME_YEAR,
    SHORT,
    TEN_DAYS,
    TENS,
    THIRD,
    WEEK,
    WEEKDAY,
    Clock,
    Fault,
    Node,
    Open,
    Point,
    Series,
    Unknown,
    Window,
    qualify,
)
from timeline.phrases.parsing import Grammar

PLURAL: Final = 2
"""Value of a unit that is a plural: "last year" is a date, "last years" is none."""

GRAMMAR: Final = Grammar()
_rule = GRAMMAR.rule


# -- joins and counts --------------------------------------------------------------------------


@_rule("join: '-'", "join: to", "join: '…'")
def _(to: None = None) -> str:
    return "-"


@_rule("join: and", "join: ',' and", "join: '&'")
def _and(**_: None) -> str:
    return "&"


@_rule("join: or", "join: ',' or")
def _or(**_: None) -> str:
    return "|"


@_rule("join: ','", "join: ';'")
def _comma() -> str:
    return ","


@_rule("join: '/'")
def _slash() -> str:
    return "/"


@_rule("range_join: '-'", "range_join: to", "range_join: '…'", "range_join: '/'")
def _range_join(to: None = None) -> str:
    return "-"


@_rule("count: number", "count: cardinal")
def _count(number: int | None = None, cardinal: int | None = None) -> int | None:
    return number if number is not None else cardinal


@_rule(
    "nth: ordinal ending*",
    "nth: dd ordinal_suffix? ending* '.'?",
    "nth: roman ordinal_suffix? ending* '.'?",
    "nth: cardinal",
)
def _nth(
    ordinal: int | None = None,
    dd: int | None = None,
    roman: int | None = None,
    cardinal: int | None = None,
    **_: Any,
) -> int | None:
    return next((n for n in (ordinal, dd, roman, cardinal) if n is not None), None)


Numbers: TypeAlias = tuple[tuple[int, ...], tuple[str, ...]]
Days: TypeAlias = tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]
"""Numbers or days, what joins them, and the weekdays said between them."""


@_rule("more_nth: join _ nth")
def _more_nth(join: str, nth: int) -> tuple[str, int]:
    return join, nth


@_rule("nths: nth more_nth*")
def _nths(nth: int, more_nth: tuple[tuple[str, int], ...]) -> Numbers:
    return (nth, *(n for _, n in more_nth)), tuple(join for join, _ in more_nth)


# -- days, months, years -----------------------------------------------------------------------


@_rule(
    "day: dd ordinal_suffix? ending* '.'? day_unit? ending*",
    "day: dd glue day_unit ending*",
    "day: '«' dd '»'",
    "day: '“' dd '”'",
    "day: '„' dd '“'",
)
def _day(dd: int, day_unit: int | None = None, **_: Any) -> int | None:
    return None if day_unit == PLURAL else dd


@_rule("day: dd '(' ordinal ending* ')'")
def _day_repeated(dd: int, ordinal: int, **_: Any) -> int | None:
    # «3 (третьего) февраля», as treaties have it
    return dd if dd == ordinal else None


@_rule("day: ordinal day_unit? ending*")
def _ordinal_day(ordinal: int, day_unit: int | None, **_: Any) -> int | None:
    return ordinal if ordinal > 0 and day_unit != PLURAL else None


@_rule(
    "more_day: join _ day",
    "more_day: join from day",
    "more_day: join _ day _ '(' weekday ')'",
)
def _more_day(
    join: str, day: int, weekday: int | None = None, **_: Any
) -> tuple[str, int, int | None]:
    return join, day, weekday


@_rule("more_day: '(' _ day style? ')'", "more_day: '[' _ day style? ']'")
def _day_of_other_style(day: int, **_: Any) -> tuple[str, int, int | None]:
    """«12 (24) апреля»: whether it is the same day in New Style is for `meaning` to say."""
    return SAME, day, None


@_rule("more_named_day: join _ weekday ending* _ day", "more_named_day: more_day")
def _more_named_day(
    join: str = "", day: int = 0, weekday: int | None = None, more_day: Any = None, **_: Any
) -> tuple[str, int, int | None]:
    found: tuple[str, int, int | None] = more_day or (join, day, weekday)
    return found


@_rule("days: day and weekday ending* _ b:day")
def _days_second_named(day: int, b: int, weekday: int, **_: Any) -> Days:
    # "1 - Monday, 18 May" is the number of a heading and a day.
    return (day, b), ("&",), (weekday,)


@_rule("days: weekday ending* _ day more_named_day*")
def _days_named(
    day: int, weekday: int, more_named_day: tuple[tuple[str, int, int | None], ...], **_: Any
) -> Days | None:
    return _days(day, more_named_day, weekday)


@_rule(
    "days: day more_day*",
    "days: day _ '(' weekday ')' more_day*",
)
def _days(
    day: int,
    more_day: tuple[tuple[str, int, int | None], ...],
    weekday: int | None = None,
    **_: Any,
) -> Days | None:
    if weekday is not None and not more_day:
        return None
    said = (weekday, *(name for _, _, name in more_day))
    return (
        (day, *(number for _, number, _ in more_day)),
        tuple(join for join, _, _ in more_day),
        tuple(name for name in said if name is not None),
    )


@_rule("days: a:day from_after _ b:day until_after?", "days: a:day from_after _ b:day ending*")
def _days_from(a: int, b: int, **_: Any) -> Days:
    return (a, b), ("-",), ()


@_rule(
    "month_name: month ending* month_unit? ending*",
    "month_name: month glue month_unit ending*",
    "month_name: month_unit ending* _ month ending*",
)
def _month(month: int, **_: Any) -> int:
    return month


@_rule("month_name: dd numbered_month", "month_name: cardinal numbered_month")
def _numbered_month(
    dd: int | None = None, cardinal: int | None = None, numbered_month: None = None
) -> int | None:
    return dd if dd is not None else cardinal


@_rule("month_name: a:month '/' b:month", "month_name: a:month '(' b:month ')'")
def _two_names(a: int, b: int) -> int | None:
    return a if a == b else None


@_rule("more_weekday: join _ weekday")
def _more_weekday(join: str, weekday: int) -> int:
    return weekday


@_rule("weekdays: weekday ending* more_weekday*", "weekdays: '(' weekday more_weekday* ')'")
def _weekdays(weekday: int, more_weekday: tuple[int, ...], **_: Any) -> tuple[int, ...]:
    return (weekday, *more_weekday)


@_rule("dated_plain: days __ ',' __ month_name")
def _dated_after_comma(days: Days, month_name: int) -> Series | None:
    # "Article 12 (3), March 2024" is no pair of days.
    return None if SAME in days[1] else _dated(days, month_name)


@_rule("dated_plain: days __ month_name", "dated_plain: month_name _ days")
def _dated(days: Days, month_name: int) -> Series:
    points = tuple(Point(month=month_name, day=day) for day in days[0])
    return Series(points, days[1], days[2])


@_rule("dated: weekdays _ dated", "dated: dated_plain _ weekdays")
def _with_weekdays(weekdays: tuple[int, ...], dated: Any = None, dated_plain: Any = None) -> Series:
    series: Series = dated or dated_plain
    return replace(series, weekdays=weekdays + series.weekdays)


@_rule("dated: dated_plain")
def _only_dated(dated_plain: Series) -> Series:
    return dated_plain


@_rule("monthly: month_name")
def _monthly(month_name: int) -> Series:
    return Series((Point(month=month_name),))


@_rule(
    "year_point: yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "year_point: yyyy _ school_year ending*",
    "year_point: school_year __ yyyy",
    "year_point: yyyy:year_words year? ending*",
)
def _year(yyyy: int, year: int | None = None, **_: Any) -> Point | None:
    # «1990 годы» is no year; where a plural makes it a decade, another rule reads it.
    return None if year == PLURAL and yyyy % 10 == 0 else Point(year=yyyy)


@_rule("year_point: year ending* __ yyyy ordinal_suffix? ending*")
def _year_behind(yyyy: int, year: int | None, **_: Any) -> Point | None:
    return None if year == PLURAL else Point(year=yyyy)


@_rule(
    "year_words: thousands __ ordinal",
    "year_words: thousands __ cardinal",
    "year_words: thousands and cardinal",
)
def _year_words(thousands: int, ordinal: int = 0, cardinal: int = 0, **_: None) -> int | None:
    """Две тысячи девятнадцатого, as treaties write it out."""
    number = ordinal or cardinal
    return thousands + number if 0 < number < 100 else None


@_rule("year_words: year_word")
def _year_in_a_word(year_word: int) -> int:
    return year_word


@_rule("dated_full: cardinal _ day_unit? _ month_name _ year_words")
def _all_in_words(cardinal: int, month_name: int, year_words: int, **_: Any) -> Series:
    """Le douze mars deux mille vingt-six, as treaties close."""
    return Series((Point(year_words, month_name, cardinal),))


@_rule("more_yyyy: join _ yyyy ordinal_suffix? ending* dot? glue?")
def _more_yyyy(join: str, yyyy: int, **_: Any) -> tuple[str, int]:
    return join, yyyy


@_rule("plural_year: year ending*", "plural_year: years ending*")
def _plural_year(year: int | None = PLURAL, **_: Any) -> bool | None:
    return True if year == PLURAL else None


@_rule(
    "full: yyyy ordinal_suffix? ending* dot? more_yyyy* plural_year",
    "full: plural_year _ yyyy ordinal_suffix? ending* dot? more_yyyy*",
)
def _years(yyyy: int, more_yyyy: tuple[tuple[str, int], ...], **_: Any) -> Series | None:
    years = (yyyy, *(year for _, year in more_yyyy))
    joins = tuple(join for join, _ in more_yyyy)
    return Series(tuple(Point(year=year) for year in years), joins) if joins else None


@_rule(
    "year_point: number:yyy ordinal_suffix? glue? year ending*",
    "year_point: number ordinal_suffix? glue? year? _ era",
    "year_point: year ending* __ number ordinal_suffix? _ era",
    "year_point: era _ number",
    "year_point: year ending* __ number:yyy",
)
def _old_year(number: int, year: None = None, era: int | None = None, **_: Any) -> Point | None:
    if number == 0 or (era is None and (number < 100 or year == PLURAL)):
        # «030 дней», «300 лет» are no years; those of four digits have a rule of their own.
        return None
    return Point(year=number if era is None or era > 0 else 1 - number)


@_rule("year_point: relative _ year ending*", "year_point: year ending* _ relative:relative_after")
def _relative_year(relative: int, year: int | None, **_: Any) -> Point | None:
    if year == PLURAL:
        return None
    return Point(relative=("year", relative))


@_rule("year_point: relative_year ending*")
def _this_year(relative_year: int, **_: Any) -> Point:
    return Point(relative=("year", relative_year))


@_rule("year_point: same_year ending*")
def _same_year(**_: Any) -> Point:
    return Point(relative=(SAME_YEAR, 0))


def _of_year(series: Series, year: Point) -> Series:
    return replace(
        series,
        points=tuple(
            replace(
                point,
                year=year.year,
                relative=year.relative,
                calendar=calendars.shared(
                    point.calendar, year.calendar, has_month=point.month is not None
                ),
            )
            for point in series.points
        ),
    )


# -- quarters, halves, seasons -----------------------------------------------------------------


def _groupings(numbers: Numbers, units: tuple[Any, ...]) -> Series | Fault:
    counts = [len(units) if n == -1 else n for n in numbers[0]]
    for n in counts:
        if not 1 <= n <= len(units):
            kind = "quarter" if len(units) == 4 else "half"
            return Fault(
                f"there is no {kind} {n}",
                f"they run from 1 to {len(units)}",
                code="date-impossible",
            )
    return Series(tuple(Point(grouping=units[n - 1]) for n in counts), numbers[1])


@_rule("sub: nths _ quarter ending*", "sub: quarter ending* _ nths")
def _quarters(nths: Numbers, **_: Any) -> Series | Fault:
    return _groupings(nths, QUARTERS)


@_rule("sub: nths _ half_year ending*", "sub: half_year ending* _ nths")
def _half_years(nths: Numbers, **_: Any) -> Series | Fault:
    return _groupings(nths, HALVES)


@_rule("full: nth _ half ending* __ year ending*", "full: year ending* __ nth _ half ending*")
def _half_of_the_year(nth: int, year: int | None, **_: Any) -> Series | Fault | None:
    found = _groupings(((nth,), ()), HALVES)
    if year == PLURAL or isinstance(found, Fault):
        return None if year == PLURAL else found
    return _of_year(found, Point(relative=("year", 0)))


@_rule("sub: half_named ending*")
def _named_half(half_named: int, **_: Any) -> Series:
    return Series((Point(grouping=HALVES[half_named - 1]),))


@_rule("sub: season ending*")
def _season(season: str, **_: Any) -> Series:
    return Series((Point(grouping=GROUPINGS[season]),))


@_rule("sub: ordinal _ count _ quarter ending*", "sub: ordinal _ count _ month_unit ending*")
@_rule("sub: count _ ordinal _ quarter ending*", "sub: count _ ordinal _ month_unit ending*")
@_rule("sub: count _ month_unit ending* _ ordinal ending*")
def _first_months(ordinal: int, count: int, quarter: Any = 0, **_: Any) -> Series | None:
    months = count * 3 if quarter != 0 else count
    if not 1 < months < 12 or ordinal not in (1, -1):
        return None
    first = 1 if ordinal == 1 else 13 - months
    return Series((Point(month=first), Point(month=first + months - 1)), ("-",))


@_rule("months_of: count month_unit ending*")
def _months_of(count: int, **_: Any) -> Series | None:
    return Series((Point(month=1), Point(month=count)), ("-",)) if 1 < count < 12 else None


# -- whole dates -------------------------------------------------------------------------------


@_rule(
    "dated_full: dated _ year_point",
    "dated_full: year_point _ dated",
    "full: monthly _ year_point",
    "full: year_point _ monthly",
    "full: sub _ year_point",
    "full: sub '/' year_point",
    "full: year_point _ sub",
    "full: months_of _ year_point",
    "full: year_point _ months_of",
    "full: year_point '(' monthly ')'",
)
def _full(
    year_point: Point,
    dated: Any = None,
    monthly: Any = None,
    sub: Any = None,
    months_of: Any = None,
) -> Series | Fault:
    series = dated or monthly or sub or months_of
    return series if isinstance(series, Fault) else _of_year(series, year_point)


@_rule("full: sub _ year ending*", "full: months_of _ year ending*")
@_rule("full: year ending* _ sub", "full: year ending* _ months_of")
def _of_the_year(
    year: int | None, sub: Any = None, months_of: Series | None = None, **_: Any
) -> Series | Fault | None:
    """The first half of the year: of this one."""
    found: Any = sub or months_of
    if year == PLURAL or isinstance(found, Fault):
        return None if year == PLURAL else found
    return _of_year(found, Point(relative=("year", 0)))


@_rule("dated_full: dated _ year_point _ weekdays", "dated_full: weekdays _ year_point _ dated")
def _full_weekdays(dated: Series, year_point: Point, weekdays: tuple[int, ...]) -> Series:
    return replace(_of_year(dated, year_point), weekdays=weekdays)


@_rule("dated_full: dated", "full: dated_full", "full: monthly", "full: sub")
def _whole_of(
    dated: Any = None, dated_full: Any = None, monthly: Any = None, sub: Any = None
) -> Series | Fault:
    found: Series | Fault = dated or dated_full or monthly or sub
    return found


@_rule("full: year_point")
def _year_alone(year_point: Point) -> Series:
    return Series((year_point,))


@_rule(
    "full: season _ a:yyyy '/' two ending* year?",
    "full: season _ a:yyyy '-' two ending* year?",
    "full: season _ a:yyyy '/' b:yyyy ending* year?",
    "full: season _ a:yyyy '-' b:yyyy ending* year?",
    "full: a:yyyy '-' b:yyyy _ season ending*",
    "full: a:yyyy '/' b:yyyy _ season ending*",
    "full: a:yyyy '/' two _ season ending*",
    "full: a:yyyy '-' two _ season ending*",
)
def _winter(season: str, a: int, two: int | None = None, b: int | None = None, **_: Any) -> Any:
    last = a // 100 * 100 + two if two is not None else b
    if season != "winter" or last != a + 1:
        return None
    return Series((Point(year=a, grouping=GROUPINGS[season]),))


@_rule(
    "full: yyyy ordinal_suffix? range_join two ordinal_suffix? ending* dot? glue? year? ending*",
    "full: yyyy ordinal_suffix? range_join two ordinal_suffix? ending* dot? _ school_year ending*",
    "full: year ending* _ yyyy range_join two ending*",
    "full: school_year ending* _ yyyy range_join two ending*",
)
def _short_range(yyyy: int, two: int, **_: Any) -> Series | Fault:
    last = yyyy // 100 * 100 + two
    if two == 0 and yyyy % 100 == 99:
        last += 100
    return Series((Point(year=yyyy), Point(year=last)), ("-",))


@_rule(
    "full: yyyy glue? decade_suffix ending* glue? year? ending*",
    "full: yyyy glue? decade_suffix ending* years ending*",
    "full: decade_before ending* _ yyyy ordinal_suffix? dot?",
    "full: yyyy ordinal_suffix? ending* dot? glue? years ending*",
    "full: yyyy _ decade ending*",
)
def _decade(yyyy: int, **_: Any) -> Series | None:
    return Series((Point(year=yyyy, blank=1),)) if yyyy % 10 == 0 else None


@_rule(
    "decade_name: decade_named ending* years? year? ending*",
    "decade_name: decade_named glue? years ending*",
    "decade_name: decade_before _ decade_named ending*",
    "decade_name: decade_noun ending*",
)
def _decade_name(decade_named: int = 0, decade_noun: int = 0, **_: Any) -> int:
    """The eighties, восьмидесятые годы."""
    return decade_named or decade_noun


@_rule(
    "decade_name: dd glue? decade_suffix ending* glue? years? year? ending*",
    "decade_name: dd ordinal_suffix? ending* glue? years ending*",
    "decade_name: decade_before _ dd ordinal_suffix? ending* '.'?",
    "decade_name: decade_before _ ''' dd",
    "decade_name: dd '.' decade_before",
)
def _decade_in_figures(dd: int, **_: Any) -> int | None:
    return dd if dd >= 20 and dd % 10 == 0 else None


@_rule("near: decade_name")
def _last_such_decade(decade_name: int) -> Series:
    return Series((Point(relative=(f"{DECADE} {decade_name}", LAST)),))


LAST_CENTURY: Final = 30
"""Above it a number beside "century" is no count of centuries."""


@_rule("full: nth more_nth* _ century ending*")
def _centuries(nth: int, more_nth: tuple[tuple[str, int], ...], **_: Any) -> Series | None:
    numbers = (nth, *(number for _, number in more_nth))
    if not more_nth or not all(1 <= number <= LAST_CENTURY for number in numbers):
        return None
    points = tuple(Point(year=number * 100 - 100, blank=2) for number in numbers)
    return Series(points, tuple(join for join, _ in more_nth))


@_rule("near: dd glue? decade_suffix ending* years? year? ending* _ relative _ century ending*")
@_rule("near: dd:decade_name _ relative _ century ending*")
@_rule("near: relative _ century ending* _ dd decade")
@_rule("near: dd:decade_name _ century ending* _ relative:relative_after")
def _decade_of_last_century(dd: int, relative: int, **_: Any) -> Series | None:
    if dd % 10:
        return None
    return Series((Point(relative=(f"{DECADE} {dd}", relative)),))


@_rule("century_point: nth _ century ending*", "century_point: century_before _ nth")
def _century(nth: int, **_: Any) -> Point | None:
    return Point(year=(nth - 1) * 100, blank=2) if 1 <= nth <= LAST_CENTURY else None


@_rule("full: century_point")
def _century_alone(century_point: Point) -> Series:
    return Series((century_point,))


@_rule(
    "full: dd glue? decade_suffix ending* years? year? ending* _ century_point",
    "full: century_point _ dd glue? decade_suffix ending* years? year?",
    "full: decade_before _ dd ordinal_suffix? ending* '.'? _ century_point",
    "full: century_point _ dd decade",
    "full: dd:decade_name _ century_point",
    "full: century_point _ dd:decade_name",
    "full: dd '.'? glue? years ending* _ century_point",
    "full: century_point _ dd '.'? glue? years ending*",
)
def _decade_of_century(dd: int, century_point: Point, **_: Any) -> Series | None:
    if dd % 10 or century_point.year is None:
        return None
    return Series((Point(year=century_point.year + dd, blank=1),))


# -- parts -------------------------------------------------------------------------------------


def _with_part(series: Series | Fault, part: tuple[str, int]) -> Series | None:
    if isinstance(series, Fault) or len(series.points) != 1:
        return None
    point = series.points[0]
    if point.day is not None or point.part is not None or point.clock is not None:
        return None
    return Series((replace(point, part=part),))


@_rule(
    "parted: part ending* _ full", "parted: part ending* _ unit_now", "parted: part ending* _ near"
)
def _beginning(
    part: int, full: Any = None, unit_now: Any = None, near: Any = None, **_: Any
) -> Any:
    return _with_part(full or unit_now or near, (THIRD, part))


@_rule(
    "parted: full _ part_after ending*",
    "parted: unit_now _ part_after ending*",
    "parted: near _ part_after ending*",
)
def _end(
    part_after: int, full: Any = None, unit_now: Any = None, near: Any = None, **_: Any
) -> Any:
    return _with_part(full or unit_now or near, (THIRD, part_after))


@_rule(
    "parted: a:part ending* range_join _ b:part ending* _ full",
    "parted: a:part ending* or _ b:part ending* _ full",
)
def _parts(a: int, b: int, full: Any, range_join: str | None = None, **_: Any) -> Series | None:
    """Mid to late 2026: of one year, month, decade or century."""
    first, last = _with_part(full, (THIRD, a)), _with_part(full, (THIRD, b))
    if first is None or last is None:
        return None
    return Series(first.points + last.points, (range_join or "|",))


@_rule("parted: a:part ending* _ n:nth join _ b:part ending* _ m:nth _ century ending*")
def _turn_of_century(a: int, n: int, b: int, m: int, join: str, **_: Any) -> Series | None:
    if not 1 <= n <= m <= LAST_CENTURY:
        return None
    first, last = Point(year=n * 100 - 100, blank=2), Point(year=m * 100 - 100, blank=2)
    return Series((replace(first, part=(THIRD, a)), replace(last, part=(THIRD, b))), (join,))


@_rule("parted: nth _ weekday ending* _ full")
def _nth_weekday(nth: int, weekday: int, full: Any, **_: Any) -> Series | None:
    return _with_part(full, (f"{WEEKDAY} {weekday}", nth))


@_rule("parted: year_part ending* _ year_point", "parted: year_part ending*")
def _year_part(year_part: int, year_point: Point | None = None, **_: Any) -> Series:
    """Jahresende, year-end: of the year that is said, or of this one."""
    year = year_point or Point(relative=("year", 0))
    return Series((replace(year, part=(THIRD, year_part)),))


@_rule("unit_now: year ending*")
def _year_now(**_: Any) -> Series:
    return Series((Point(relative=("year", 0)),))


@_rule("unit_now: month_unit ending*")
def _month_now(**_: Any) -> Series:
    return Series((Point(relative=("month", 0)),))


@_rule("unit_now: half_year ending*")
def _half_now(**_: Any) -> Series:
    return Series((Point(relative=("half", 0)),))


@_rule("unit_now: quarter ending*")
def _quarter_now(**_: Any) -> Series:
    return Series((Point(relative=("quarter", 0)),))


@_rule("piece: nth _ half ending*", "piece: half ending* _ nth")
def _half(nth: int, **_: Any) -> tuple[str, int]:
    return HALF, nth


@_rule("piece: nth _ third ending*")
def _third(nth: int, **_: Any) -> tuple[str, int]:
    return THIRD, nth


@_rule("piece: nth _ ten_days ending*", "piece: ten_days ending* _ nth")
def _ten_days(nth: int, **_: Any) -> tuple[str, int]:
    return TEN_DAYS, nth


@_rule("piece: dd glue? decade_suffix day_unit ending*")
def _tens(dd: int, day_unit: int | None, **_: Any) -> tuple[str, int] | None:
    """В двадцатых числах апреля."""
    return (TENS, dd) if dd in (10, 20) and day_unit == PLURAL else None


@_rule("parted: full _ ten_days_named ending*", "parted: near _ ten_days_named ending*")
def _named_ten_days(ten_days_named: int, full: Any = None, near: Any = None, **_: Any) -> Any:
    return _with_part(full or near, (TEN_DAYS, ten_days_named))


@_rule("parted: full _ half_of_month ending*", "parted: near _ half_of_month ending*")
def _half_of_month(half_of_month: int, full: Any = None, near: Any = None, **_: Any) -> Any:
    return _with_part(full or near, (HALF, half_of_month))


@_rule("parted: nth __ month_name half ending* _ year_point", "parted: nth __ month_name half")
def _half_in_one_word(
    nth: int, month_name: int, year_point: Point | None = None, **_: Any
) -> Series | None:
    """In der zweiten Märzhälfte 2026."""
    month = Series((Point(month=month_name),))
    return _with_part(_of_year(month, year_point) if year_point else month, (HALF, nth))


@_rule("piece: nth _ week ending*")
def _week(nth: int, **_: Any) -> tuple[str, int]:
    return WEEK, nth


@_rule(
    "parted: week_of _ dated_full",
    "parted: week_of _ figures",
    "parted: dated_full week_of_after ending*",
    "parted: figures week_of_after ending*",
)
def _week_of(dated_full: Any = None, figures: Any = None, **_: Any) -> Series | None:
    """The week of 14 September 2026, which begins on that day."""
    found = dated_full or figures
    if not isinstance(found, Series) or len(found.points) != 1:
        return None
    return replace(found, points=(replace(found.points[0], part=(WEEK, 0)),))


@_rule("opened: week_of series")
def _week_from_to(series: Series, **_: Any) -> Window | None:
    """In the week from 14 to 20 September."""
    is_range = series.joins == ("-",) and all(point.day for point in series.points)
    return Window(series) if is_range else None


@_rule(
    "parted: week ending* dd _ year_point",
    "parted: week ending* dd '/' year_point",
    "parted: dd ordinal_suffix? ending* '.'? week ending* _ year_point",
    "parted: dd ordinal_suffix? ending* '.'? week '/' year_point",
)
def _week_of_year(dd: int, year_point: Point, **_: Any) -> Series | None:
    """Week 38 of 2026, as ISO 8601 counts them."""
    if year_point.year is None or not 1 <= dd <= LAST_WEEK:
        return None
    return Series((replace(year_point, part=(ISO_WEEK, dd)),))


@_rule("parted: piece _ full", "parted: piece _ near")
def _piece(piece: tuple[str, int], full: Any = None, near: Any = None) -> Series | None:
    return _with_part(full or near, piece)


@_rule("parted: full _ piece", "parted: near _ piece")
def _piece_behind(piece: tuple[str, int], full: Any = None, near: Any = None) -> Series | None:
    found = full or near
    # "A fall in the first half of 2025" is no season.
    is_season = isinstance(found, Series) and found.points[0].grouping is not None
    return None if is_season else _with_part(found, piece)


# -- relative ----------------------------------------------------------------------------------


@_rule("near: relative_day ending*")
def _relative_day(relative_day: int, **_: Any) -> Series:
    return Series((Point(relative=("day", relative_day)),))


@_rule("near: relative_day ending* _ dated_full", "near: dated_full _ relative_day ending*")
def _day_said_twice(dated_full: Series, **_: Any) -> Series:
    return dated_full


@_rule("near: '(' relative_day ')' dated_full")
def _day_in_brackets(dated_full: Series, **_: Any) -> Series:
    return dated_full


@_rule(
    "near_month: relative _ month_unit ending*",
    "near_month: month_unit ending* _ relative:relative_after",
)
def _relative_month(relative: int, month_unit: int | None, **_: Any) -> Series | None:
    if month_unit == PLURAL:
        return None
    return Series((Point(relative=("month", relative)),))


@_rule("near_month: relative_month ending*")
def _this_month(relative_month: int, **_: Any) -> Series:
    return Series((Point(relative=("month", relative_month)),))


@_rule("near: relative _ quarter ending*", "near: quarter ending* _ relative:relative_after")
def _relative_quarter(relative: int, quarter: int | None, **_: Any) -> Series | None:
    if quarter == PLURAL:
        return None
    return Series((Point(relative=("quarter", relative)),))


@_rule("near: relative _ half_year ending*", "near: half_year ending* _ relative:relative_after")
def _relative_half(relative: int, half_year: int | None, **_: Any) -> Series | None:
    if half_year == PLURAL:
        return None
    return Series((Point(relative=("half", relative)),))


@_rule("near: relative _ week ending*", "near: week ending* _ relative:relative_after")
def _relative_week(relative: int, week: int | None, **_: Any) -> Series | None:
    if week == PLURAL:
        return None
    return Series((Point(relative=("week", relative)),))


@_rule("near: relative _ decade ending*", "near: decade ending* _ relative:relative_after")
def _relative_decade(relative: int, decade: int | None, **_: Any) -> Series | None:
    if decade == PLURAL:
        return None
    return Series((Point(relative=("decade", relative)),))


@_rule("near: relative _ century ending*", "near: century ending* _ relative:relative_after")
def _relative_century(relative: int, century: int | None, **_: Any) -> Series | None:
    if century == PLURAL:
        return None
    return Series((Point(relative=("century", relative)),))


@_rule("near_month: relative _ month_name", "near_month: month_name _ relative:relative_after")
def _named_month(relative: int, month_name: int) -> Series:
    return Series((Point(month=month_name, relative=("named", relative)),))


@_rule("near: relative _ season ending*", "near: season ending* _ relative:relative_after")
def _named_season(relative: int, season: str, **_: Any) -> Series:
    return Series((Point(grouping=GROUPINGS[season], relative=("named", relative)),))


@_rule("near: near_month")
def _near_month(near_month: Series) -> Series:
    return near_month


@_rule("near_month: same_month ending*")
def _same_month(**_: Any) -> Series:
    return Series((Point(relative=(SAME_MONTH, 0)),))


@_rule("near: next_day ending*")
def _next_day(next_day: int, **_: Any) -> Series:
    return Series((Point(relative=(SAME_DAY, next_day)),))


@_rule("near: days _ near_month", "near: near_month _ days")
def _day_of_near(days: Days, near_month: Series) -> Series:
    point = near_month.points[0]
    return Series(tuple(replace(point, day=day) for day in days[0]), days[1], days[2])


@_rule("near: relative _ weekday ending*", "near: weekday ending* _ relative:relative_after")
def _near_weekday(relative: int, weekday: int, **_: Any) -> Series:
    return Series((Point(relative=(f"{WEEKDAY} {weekday}", relative)),))


@_rule("unit: year ending*")
def _unit_year(**_: Any) -> str:
    return "year"


@_rule("unit: month_unit ending*")
def _unit_month(**_: Any) -> str:
    return "month"


@_rule("unit: week ending*")
def _unit_week(**_: Any) -> str:
    return "week"


@_rule("unit: day_unit ending*")
def _unit_day(**_: Any) -> str:
    return "day"


FARTHEST: Final = 500
"""Units of the farthest "ago": above it the number is a year."""


def _distance(unit: str, count: int | None) -> Series | None:
    number = 1 if count is None else count
    if abs(number) > FARTHEST:
        return None
    if unit == "week":
        return Series((Point(relative=("day", 7 * number), approximate=True),))
    return Series((Point(relative=(unit, number)),))


@_rule("near: count? _ unit _ ago", "near: ago_before _ count? _ unit")
def _ago(unit: str, count: int | None, **_: Any) -> Series | None:
    return _distance(unit, -(1 if count is None else count))


@_rule(
    "near: ahead _ count? _ unit",
    "near: count? _ unit _ ahead_after",
    "near: count? _ unit from_after ahead_after",
)
def _ahead(unit: str, count: int | None, **_: Any) -> Series | None:
    return _distance(unit, count)


# -- other calendars ---------------------------------------------------------------------------


LATEST_YEAR: Final = 2200
"""The last Gregorian year that a year of another calendar can reasonably be."""


@_rule(
    "era_year: calendar number ordinal_suffix? ending* glue? year? ending*",
    "era_year: number ordinal_suffix? ending* glue? year? ending* calendar",
    "era_year: number ordinal_suffix? year? ending* '(' calendar ')'",
    "era_year: number calendar year ending*",
    "era_year: year ending* __ number calendar",
    "era_year: year ending* __ number '(' calendar ')'",
    "era_year: year ending* __ calendar number",
    "era_year: calendar number:first_year year?",
)
def _era_year(calendar: str, number: int, year: int | None = None, **_: Any) -> Point | None:
    """令和7年, 1446 AH, พ.ศ. 2568: a year of the calendar that is named."""
    begun = calendars.gregorian_year(calendar, number)
    if year == PLURAL or (begun is not None and begun > LATEST_YEAR):
        # "Showa 1946" is no year of an era.
        return None
    return Point(year=number, calendar=calendar)


@_rule(
    "era_year: other_yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "era_year: year ending* __ other_yyyy ordinal_suffix? ending*",
)
def _usual_year(other_yyyy: str, year: int | None = None, **_: Any) -> Point | None:
    """A year of the calendar in which the language counts such years: ۱۴۰۴."""
    calendar, number = other_yyyy.split()
    return None if year == PLURAL else Point(year=int(number), calendar=calendar)


@_rule("more_other_yyyy: join _ other_yyyy")
def _more_other_yyyy(join: str, other_yyyy: str) -> tuple[str, str]:
    return join, other_yyyy


@_rule("full: plural_year __ other_yyyy more_other_yyyy*")
def _usual_years(other_yyyy: str, more_other_yyyy: tuple[tuple[str, str], ...], **_: Any) -> Any:
    years = [value.split() for value in (other_yyyy, *(value for _, value in more_other_yyyy))]
    points = tuple(Point(year=int(number), calendar=name) for name, number in years)
    joins = tuple(join for join, _ in more_other_yyyy)
    return Series(points, joins) if joins else None


@_rule("full: decade_before ending* _ other_yyyy")
def _usual_decade(other_yyyy: str, **_: Any) -> Series | None:
    calendar, number = other_yyyy.split()
    return Series((Point(int(number), blank=1, calendar=calendar),)) if number[-1] == "0" else None


@_rule(
    "year_point: era_year",
    "year_point: era_year '(' yyyy year? ')'",
    "year_point: yyyy year? '(' era_year ')'",
)
def _year_of_era(era_year: Point, yyyy: int | None = None, **_: Any) -> Point | None:
    """令和7年(2025年), whose month and day are ours."""
    if yyyy is None:
        return era_year
    assert era_year.year is not None
    is_same = calendars.gregorian_year(era_year.calendar, era_year.year) == yyyy
    return Point(yyyy) if is_same and calendars.is_era(era_year.calendar) else None


@_rule("year_point: calendar number '(' yyyy ')' year?")
def _year_of_era_in_the_middle(calendar: str, number: int, yyyy: int, **_: Any) -> Point | None:
    return _year_of_era(Point(number, calendar=calendar), yyyy)


@_rule("fault: century_point _ calendar", "fault: calendar _ century_point")
def _century_of_era(calendar: str, **_: Any) -> Fault:
    return Fault("a century of another calendar", calendars.WRITE, code=calendars.CODE)


OtherMonth: TypeAlias = tuple[str, int]
"""A month of another calendar: its name, and the number of the month."""


@_rule(
    "other_month_name: other_month ending* month_unit? ending*",
    "other_month_name: other_month glue month_unit ending*",
    "other_month_name: month_unit ending* _ other_month ending*",
)
def _other_month(other_month: str, **_: Any) -> OtherMonth:
    calendar, number = other_month.split()
    return calendar, int(number)


@_rule("other_dated: days _ other_month_name", "other_dated: other_month_name _ days")
def _other_dated(days: Days, other_month_name: OtherMonth) -> Series:
    calendar, month = other_month_name
    points = tuple(Point(month=month, day=day, calendar=calendar) for day in days[0])
    return Series(points, days[1], days[2])


@_rule("other_day: weekdays _ other_dated", "other_day: other_dated _ weekdays")
@_rule("other_day: other_dated")
def _other_day(other_dated: Series, weekdays: tuple[int, ...] = ()) -> Series:
    return replace(other_dated, weekdays=weekdays + other_dated.weekdays)


@_rule("other_monthly: other_month_name")
def _other_monthly(other_month_name: OtherMonth) -> Series:
    calendar, month = other_month_name
    return Series((Point(month=month, calendar=calendar),))


@_rule("other_year: yyyy ordinal_suffix? ending* dot? glue? year? ending*")
@_rule("other_year: number:yyy ordinal_suffix? ending* glue? year? ending*")
@_rule("other_year: year ending* __ yyyy ordinal_suffix? ending*")
def _other_year(yyyy: int = 0, number: int = 0, year: int | None = None, **_: Any) -> Point | None:
    return None if year == PLURAL else Point(yyyy or number)


@_rule(
    "other_year: other_yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "other_year: year ending* __ other_yyyy ordinal_suffix? ending*",
)
def _other_usual_year(other_yyyy: str, **_: Any) -> Point:
    """A year whose month tells the calendar: ۱۵ رمضان ۱۴۴۶."""
    return Point(int(other_yyyy.split()[1]))


@_rule("other_year: relative _ year ending*", "other_year: year ending* _ relative:relative_after")
@_rule("other_year: relative:relative_year ending*")
def _other_year_near(relative: int, **_: Any) -> Point:
    return Point(relative=("year", relative))


@_rule("other_year: number ordinal_suffix? ending* glue? year? ending* calendar")
@_rule("other_year: number ordinal_suffix? year? ending* '(' calendar ')'")
@_rule("other_year: number calendar year ending*")
@_rule("other_year: year ending* __ number calendar", "other_year: calendar number")
def _other_era_year(number: int, calendar: str, **_: Any) -> Point:
    return Point(number, calendar=calendar)


@_rule("other_full: other_day _ other_year", "other_full: other_year _ other_day")
@_rule("other_full: other_monthly _ other_year", "other_full: other_year _ other_monthly")
def _other_full(
    other_year: Point, other_day: Series | None = None, other_monthly: Series | None = None
) -> Series | None:
    series = other_day or other_monthly
    assert series is not None
    return _of_year(series, other_year)


@_rule("full: other_full", "full: other_day", "full: other_monthly")
def _other_whole(**said: Series) -> Series:
    return next(iter(said.values()))


@_rule(
    "other_figures: other_yyyy '/' m:dd '/' d:dd",
    "other_figures: other_yyyy '.' m:dd '.' d:dd",
    "other_figures: other_yyyy '-' m:dd '-' d:dd",
    "other_figures: d:dd '/' m:dd '/' other_yyyy",
    "other_figures: d:dd '.' m:dd '.' other_yyyy",
    "other_figures: d:dd '-' m:dd '-' other_yyyy",
)
def _other_figures(other_yyyy: str, m: int, d: int) -> Series:
    calendar, number = other_yyyy.split()
    return Series((Point(int(number), m, d, calendar=calendar),))


@_rule(
    "other_figures: number '/' m:dd '/' d:dd _ calendar",
    "other_figures: number '-' m:dd '-' d:dd _ calendar",
    "other_figures: d:dd '/' m:dd '/' number _ calendar",
    "other_figures: d:dd '.' m:dd '.' number _ calendar",
    "other_figures: d:dd '-' m:dd '-' number _ calendar",
)
def _figures_of_era(number: int, m: int, d: int, calendar: str) -> Series | None:
    """25/3/1447 هـ."""
    return Series((Point(number, m, d, calendar=calendar),)) if number > 31 else None


@_rule("figures: other_figures", "figures: weekdays _ other_figures")
def _weekdays_of_figures(other_figures: Series, weekdays: tuple[int, ...] = ()) -> Series:
    return replace(other_figures, weekdays=weekdays)


@_rule("in_other: other_full", "in_other: other_figures", "in_other: weekdays _ other_figures")
@_rule("in_other: era_year")
def _in_other(
    other_full: Series | None = None,
    other_figures: Series | None = None,
    era_year: Point | None = None,
    weekdays: tuple[int, ...] = (),
) -> Series | None:
    """A date that says its calendar, and may stand beside the same day in another one."""
    if era_year is not None:
        return Series((era_year,))
    return other_full or (other_figures and replace(other_figures, weekdays=weekdays))


@_rule("in_ours: full", "in_ours: figures")
def _in_ours(full: Any = None, figures: Any = None) -> Series | None:
    found = full or figures
    return found if isinstance(found, Series) else None


@_rule("beside: '(' _ in_ours _ ')'", "beside: '[' _ in_ours _ ']'", "beside: '/' _ in_ours")
@_rule("beside: _ '-' _ in_ours", "beside: _ in_ours", "beside: and _ in_ours")
def _beside_other(in_ours: Series, **_: Any) -> Series:
    return in_ours


@_rule("other_beside: '(' _ in_other _ ')'", "other_beside: '[' _ in_other _ ']'")
@_rule("other_beside: '/' _ in_other", "other_beside: _ '-' _ in_other", "other_beside: _ in_other")
def _other_beside(in_other: Series) -> Series:
    return in_other


def _lacks_year(series: Series) -> bool:
    return any(point.year is None for point in series.points)


def _names_day(series: Series) -> bool:
    return all(point.day is not None for point in series.points)


@_rule("whole: in_other beside b:beside?", "whole: in_ours other_beside")
def _in_both(
    in_other: Series | None = None,
    beside: Series | None = None,
    b: Series | None = None,
    in_ours: Series | None = None,
    other_beside: Series | None = None,
) -> Series | None:
    """One day, month or year in several calendars side by side."""
    said = [series for series in (in_ours, other_beside, in_other, beside, b) if series]
    names = {point.calendar for series in said for point in series.points}
    if not all(series.is_one for series in said) or len(names) < len(said):
        return None
    if any(_lacks_year(series) for series in said) and not all(_names_day(s) for s in said):
        return None
    points = tuple(point for series in said for point in series.points)
    weekdays = tuple(day for series in said for day in series.weekdays)
    return Series(points, (SAME,) * (len(points) - 1), weekdays)


@_rule("styling: style", "styling: '(' style ')'")
def _styling(style: str) -> str:
    return style


@_rule("styled: style", "styled: '(' style ')'", "styled: '[' style ']'", "styled: ',' style")
def _style(style: str) -> str:
    return style


def _in_style(series: Series, style: str) -> Series:
    return replace(series, points=tuple(replace(point, calendar=style) for point in series.points))


@_rule("dated: dated_plain _ styled", "dated: style:styling _ dated_plain")
def _styled_day(dated_plain: Series, styled: str = "", style: str = "") -> Series:
    """12 April O.S."""
    return _in_style(dated_plain, styled or style)


@_rule("styled_full: dated_full _ styled", "styled_full: style:styling _ dated_full")
@_rule(
    "styled_full: dated_full:figures _ styled", "styled_full: style:styling _ dated_full:figures"
)
@_rule("styled_full: dated_full:styled_month _ styled")
def _styled_full(dated_full: Any, styled: str = "", style: str = "") -> Series | None:
    if not isinstance(dated_full, Series) or any(map(_is_styled, dated_full.points)):
        return None
    return _in_style(dated_full, styled or style)


def _is_styled(point: Point) -> bool:
    return point.calendar is not None


@_rule("styled_month: monthly _ year_point")
def _styled_month(monthly: Series, year_point: Point) -> Series:
    return _of_year(monthly, year_point)


@_rule("full: styled_full")
def _whole_styled(styled_full: Series) -> Series:
    return styled_full


@_rule("styled_side: dated", "styled_side: dated_full", "styled_side: styled_full")
@_rule("styled_side: figures")
def _styled_side(
    dated: Series | None = None,
    dated_full: Series | None = None,
    styled_full: Series | None = None,
    figures: Any = None,
) -> Series | None:
    found = dated or dated_full or styled_full or figures
    return found if isinstance(found, Series) and len(found.points) == 1 else None


@_rule("styles: a:styled_side '(' _ b:styled_side _ ')'")
@_rule("styles: a:styled_side '[' _ b:styled_side _ ']'")
def _styles(a: Series, b: Series) -> Series | None:
    """19 февраля (3 марта): months and days as far apart as Old and New Style are."""
    first, second = a.points[0], b.points[0]
    if None in (first.month, first.day, second.month, second.day):
        return None
    assert first.month is not None
    assert first.day is not None
    assert second.month is not None
    assert second.day is not None
    is_marked = _is_styled(first) or _is_styled(second)
    days = (first.month, first.day), (second.month, second.day)
    if not is_marked and not calendars.may_be_pair(*days):
        return None
    return Series((first, second), (SAME,), a.weekdays + b.weekdays)


@_rule("full: styles", "full: styles _ year_point")
def _both_styles(styles: Series, year_point: Point | None = None) -> Series | None:
    if year_point is None:
        return styles
    if any(point.year is not None for point in styles.points):
        return None
    points = tuple(
        replace(point, year=year_point.year, relative=year_point.relative)
        for point in styles.points
    )
    return replace(styles, points=points)


# -- figures -----------------------------------------------------------------------------------


TWO_DIGITS: Final = Fault(
    "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
)


@_rule(
    "figures: days '.' m:dd '.' yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "figures: days '.' m:roman '.' yyyy dot? year? ending*",
    "figures: days m:roman '.'? yyyy dot? year? ending*",
    "figures: days '-' m:roman '-' yyyy dot? year? ending*",
    "figures: days '/' m:roman '/' yyyy dot? year? ending*",
)
def _day_first(days: Days, m: int, yyyy: int, **_: Any) -> Series:
    return Series(tuple(Point(yyyy, m, day) for day in days[0]), days[1], days[2])


@_rule("figures: yyyy '/' m:dd '/' d:dd")
def _year_first_slashed(yyyy: int, m: int, d: int) -> Series:
    calendar = calendars.UNSAID if yyyy in calendars.HIJRI_YEARS else None
    return Series((Point(yyyy, m, d, calendar=calendar),))


@_rule("figures: yyyy '.' m:dd '.' d:dd '.'?", "figures: yyyy '-' m:two '-' d:two")
def _year_first(yyyy: int, m: int, d: int) -> Series:
    return Series((Point(yyyy, m, d),))


@_rule("figures: m:dd '.' yyyy dot? year? ending*", "figures: m:roman '.' yyyy dot? year?")
@_rule("figures: m:dd '/' yyyy", "figures: yyyy '-' m:two")
@_rule("figures: m:roman yyyy dot? year? ending*", "figures: m:roman '/' yyyy year?")
def _month_first(m: int, yyyy: int, **_: Any) -> Series | None:
    return Series((Point(yyyy, m),)) if 1 <= m <= 12 else None


@_rule("figures: d:dd '.' m:dd '.'?")
def _no_year(d: int, m: int) -> Series:
    return Series((Point(None, m, d),))


@_rule(
    "figures: first:dd '/' second:dd '/' year:yyyy", "figures: first:dd '-' second:dd '-' year:yyyy"
)
@_rule("figures: first:dd '/' second:dd '/' year:yyyy era")
def _swappable(first: int, second: int, year: int, era: int = 1) -> Series | None:
    if era < 0:
        return None
    return Series((Point(year, figures=(first, second)),))


@_rule("figures: yyyy '-' m:two '-' a:two '/' b:two")
def _iso_days(yyyy: int, m: int, a: int, b: int) -> Series:
    """2026-06-15/17, ISO 8601-1, section 5.5.2.3: what both ends share is said once."""
    return Series((Point(yyyy, m, a), Point(yyyy, m, b)), ("-",))


@_rule("short_figures: first:dd '/' second:dd")
def _short_figures(first: int, second: int) -> Series:
    return Series((Point(figures=(first, second)),))


@_rule(
    "range: from short_figures range_join _ figures",
    "range: short_figures '-' figures",
)
def _figures_to_figures(short_figures: Series, figures: Any, **_: Any) -> Series | None:
    """Du 28/02 au 03/03/2026: the second date tells the order of the first, too."""
    if not isinstance(figures, Series) or len(figures.points) != 1:
        return None
    return Series(short_figures.points + figures.points, ("-",))


@_rule("figures: days '/' m:dd '/' yyyy")
def _days_first(days: Days, m: int, yyyy: int) -> Series | None:
    if not days[1]:
        return None
    return Series(tuple(Point(yyyy, m, day) for day in days[0]), days[1], days[2])


@_rule("figures: d:dd '.' m:dd '.' two dot? glue? year? ending*")
@_rule("figures: days '.' m:dd '.' two dot? glue? year? ending*")
def _short_year(m: int, two: int, d: int | None = None, days: Days | None = None, **_: Any) -> Any:
    """12.03.26, of the century that the day of the document tells."""
    if days is not None and not days[1]:
        return None
    numbers, joins, weekdays = days or ((d,), (), ())
    year = (f"{SHORT} {two}", 0)
    points = tuple(Point(month=m, day=number, relative=year) for number in numbers)
    return Series(points, joins, weekdays)


@_rule(
    "figures: yyyy '-' m:two '-' d:two iso_time clock_time iso_zone?",
    "figures: yyyy '-' m:two '-' d:two iso_time clock_time zone?",
)
def _iso_time(
    yyyy: int, m: int, d: int, clock_time: Clock, iso_zone: str | None = None, **words: Any
) -> Series:
    """2026-03-05T14:00:00+05:00, as programs write it."""
    zone = iso_zone or words.get("zone")
    return Series((Point(yyyy, m, d, clock=replace(clock_time, zone=zone)),))


@_rule("iso_zone: sign h:two ':' m:two")
def _iso_zone(sign: str, h: int, m: int) -> str:
    return f"{sign}{h:02}:{m:02}"


@_rule(
    "full: dd '/' m:dd '/' two",
    "full: dd '-' m:dd '-' two",
    "full: days _ month_name _ two year?",
    "full: days _ month_name _ ''' two year?",
    "full: month_name _ days ',' two",
    "full: month_name _ ''' two",
    "full: two glue? decade_suffix year? ending*",
    "full: decade_before _ two",
    "full: decade_before _ ''' two",
)
def _two_digits(**_: Any) -> Fault:
    return TWO_DIGITS


# -- times of day ------------------------------------------------------------------------------


@_rule(
    "clock_time: h:dd ':' m:two ending* hour?",
    "clock_time: h:dd ':' m:two ':' s:two",
    "clock_time: hour ending* h:dd ':' m:two ending*",
    "clock_time: h:dd hour ending* m:two? minute? ending*",
    "clock_time: h:dd hour m:two minute",
)
def _clock(h: int, m: int | None = None, s: int | None = None, **_: Any) -> Clock:
    return Clock(h, m or 0, s or 0)


@_rule("clock_time: at h:dd '.' m:two ending* hour?", "clock_time: hour ending* h:dd '.' m:two")
@_rule("clock_time: h:dd '.' m:two ending* hour", "clock_time: hour ending* h:dd ending*")
def _pointed(h: int, m: int = 0, **_: Any) -> Clock:
    return Clock(h, m)


def _in_one_half(start: Clock, end: Clock, zone: str | None) -> Clock:
    """From *start* to *end*, whose "p.m." is that of both: 5–7 p.m., but 10–3 p.m."""
    hour = start.hour
    if end.afternoon and start.afternoon is None and hour + 12 <= end.hour:
        hour += 12
    until = (end.hour, end.minute, end.second)
    return replace(start, hour=hour, zone=zone, until=until)


@_rule("clock_time: h:dd ',' m:two ending* hour ending*")
def _with_comma(h: int, m: int, **_: Any) -> Clock:
    return Clock(h, m)


@_rule("times: at? _ from? h:dd '.' m:two range_join _ h2:dd '.' m2:two hour? _ zoned?")
def _pointed_times(h: int, m: int, h2: int, m2: int, zoned: str | None = None, **_: Any) -> Clock:
    return Clock(h, m, until=(h2, m2, 0), zone=zoned)


@_rule("clock_time: h:dd '.' m:two")
def _pointed_alone(h: int, m: int) -> Clock | None:
    return Clock(h, m) if h < 24 and m < 60 else None


@_rule("clock_time: yyyy hour")
def _military(yyyy: int, **_: Any) -> Clock:
    return Clock(*divmod(yyyy, 100))


@_rule("times: at? _ yyyy zoned")
def _military_zoned(yyyy: int, zoned: str, **_: Any) -> Clock | None:
    """0930 GMT: four figures are a time where a zone stands behind them."""
    hour, minute = divmod(yyyy, 100)
    return Clock(hour, minute, zone=zoned) if hour < 24 and minute < 60 else None


@_rule(
    "clock_time: h:dd ':' m:two half_day",
    "clock_time: h:dd '.' m:two half_day",
    "clock_time: h:dd hour? half_day",
    "clock_time: half_day h:dd ':' m:two",
    "clock_time: half_day h:dd hour m:two? minute?",
)
def _twelve(h: int, half_day: str, m: int | None = None, **_: Any) -> Clock | None:
    afternoon = half_day == "pm"
    if h > 12:
        return Clock(h, m or 0, afternoon=True) if afternoon else None
    return Clock(h % 12 + (12 if afternoon else 0), m or 0, afternoon=afternoon)


@_rule("clock_time: clock ending*")
def _noon(clock: str, **_: Any) -> Clock:
    return Clock(int(clock[:2]), int(clock[3:]))


@_rule("zoned: zone")
@_rule("zoned: '(' zone ')'", "zoned: ',' zone")
def _zoned(zone: str) -> str:
    return zone


@_rule("zoned: zone sign h:dd", "zoned: zone sign h:dd ':' m:two", "zoned: '(' zone sign h:dd ')'")
@_rule("zoned: '(' zone sign h:dd ':' m:two ')'")
def _offset_zone(zone: str, sign: str, h: int, m: int = 0) -> str | None:
    return f"{sign}{h:02}:{m:02}" if zone == "UTC" else None


@_rule("sign: '+'")
def _plus() -> str:
    return "+"


@_rule("sign: '-'")
def _minus() -> str:
    return "-"


@_rule(
    "times: at? _ clock_time _ zoned?",
    "times: at? _ zoned _ clock_time",
    "times: from clock_time _ zoned?",
)
@_rule("times: '(' at? clock_time zoned? ')'")
def _time(clock_time: Clock, zoned: str | None = None, **_: Any) -> Clock:
    return replace(clock_time, zone=zoned)


@_rule(
    "times: at? _ from? clock_time range_join _ until:clock_time _ zoned?",
    "times: at? _ between? clock_time and _ until:clock_time _ zoned?",
    "times: at? _ clock_time from_after until:clock_time until_after? zoned?",
    "times: zoned _ from? clock_time range_join _ until:clock_time",
)
def _times(clock_time: Clock, until: Clock, zoned: str | None = None, **_: Any) -> Clock:
    return _in_one_half(clock_time, until, zoned)


@_rule("times: at? _ from? h:dd range_join _ clock_time _ zoned?")
def _short_times(h: int, clock_time: Clock, zoned: str | None = None, **_: Any) -> Clock:
    """10–11 a.m., с 10 до 12 часов."""
    return _in_one_half(Clock(h), clock_time, zoned)


@_rule(
    "timed: whole _ times",
    "timed: times _ whole",
    "timed: whole '-' times",
)
@_rule("timed: zone _ whole _ times")
def _timed(
    whole: Series, times: Clock, zone: str | None = None, *, is_row: bool = False
) -> Series | None:
    if zone is not None and times.zone is None:
        # 北京时间2025年12月4日15时
        times = replace(times, zone=zone)
    if is_row and len(whole.points) > 1 and times.until:
        # In a table the hours of every day stand beside the days.
        return None
    point = whole.points[-1]
    is_day = point.day or point.figures or (point.relative and point.relative[0] == "day")
    if not is_day:
        return None
    if len(whole.points) > 1:
        if times.until:
            points = (*whole.points[:-1], replace(point, clock=times))
        else:
            points = (replace(whole.points[0], clock=times), *whole.points[1:])
    else:
        points = (replace(point, clock=times),)
    return replace(whole, points=points)


@_rule("timed: whole '|' times")
def _timed_row(whole: Series, times: Clock) -> Series | None:
    return _timed(whole, times, is_row=True)


# -- series, open ends, windows ----------------------------------------------------------------


@_rule("whole: full", "whole: figures", "whole: near")
def _whole(full: Any = None, figures: Any = None, near: Any = None) -> Any:
    found = full or figures or near
    return found if isinstance(found, Series) else None


@_rule("whole: figures _ weekdays", "whole: weekdays _ figures")
def _whole_weekdays(figures: Series, weekdays: tuple[int, ...]) -> Series:
    return replace(figures, weekdays=weekdays)


@_rule("whole: weekdays _ d:dd '/' m:dd")
def _named_figures(weekdays: tuple[int, ...], d: int, m: int) -> Series | None:
    """Sáb. 29/11, Mon 8/6: day and month in an order that the language or the weekday tells."""
    if max(d, m) > 31 or min(d, m) > 12:
        return None
    return Series((Point(figures=(d, m)),), (), weekdays)


@_rule("whole: figures '(' dated_full ')'", "whole: dated_full '(' figures ')'")
def _given_twice(figures: Series, dated_full: Series) -> Series | None:
    return dated_full if figures.points == dated_full.points else None


@_rule("item: __ whole", "item: __ parted", "item: __ timed")
def _item_of(whole: Any = None, parted: Any = None, timed: Any = None) -> Any:
    return whole or parted or timed


@_rule("mark: approximate", "mark: '~'", "mark: '≈'")
def _approximate(**_: None) -> tuple[bool, bool]:
    return True, False


@_rule("mark: uncertain", "mark: '?'")
def _uncertain(**_: None) -> tuple[bool, bool]:
    return False, True


@_rule("mark: '(' mark ')'", "mark: ',' mark", "mark: '[' mark ']'", "mark: '-' mark")
def _in_brackets(mark: tuple[bool, bool]) -> tuple[bool, bool]:
    return mark


@_rule("more_item: join mark? item", "more_item: join to item", "more_item: join from item")
def _more_item(
    join: str, item: Series, mark: tuple[bool, bool] | None = None, **_: Any
) -> tuple[str, Any]:
    return join, qualify(item, *mark) if mark else item


@_rule("series: item more_item*")
def _series(item: Series, more_item: tuple[tuple[str, Series], ...]) -> Series | None:
    found = item
    for join, other in more_item:
        if not _may_join(found.points[-1], other.points[0], join):
            return None
        found = Series(
            found.points + other.points,
            (*found.joins, join, *other.joins),
            found.weekdays + other.weekdays,
        )
    return found


def _may_join(first: Point, second: Point, join: str) -> bool:
    """Whether two dates can stand in one series: no bare year beside a date without one."""
    if (_bare_year(first) and not _has_year(second)) or (
        _bare_year(second) and not _has_year(first)
    ):
        return False
    if first.blank != second.blank and _bare_year(first) and _bare_year(second):
        return False
    winter = GROUPINGS["winter"]
    if (first.grouping is winter and _bare_year(second)) or (
        second.grouping is winter and _bare_year(first)
    ):
        # One winter has two years: see the rule of "winter 2025/26".
        return False
    return join in "-/" or _kind(first) == _kind(second)


def _bare_year(point: Point) -> bool:
    return (
        _has_year(point) and point.month is None and point.grouping is None and point.part is None
    )


def _has_year(point: Point) -> bool:
    return point.year is not None or point.relative is not None


def _kind(point: Point) -> tuple[bool, ...]:
    day = point.day is not None or bool(point.relative and point.relative[0] == "day")
    return (day, day or point.month is not None, _bare_year(point), point.part is not None)


@_rule("range: a:item from_after _ b:item until_after?", "range: since a:item to b:item")
@_rule("range: from a:item until b:item", "range: a:item since_after _ b:item until_after")
@_rule("range: since a:item until b:item", "range: a:item from_after _ to _ b:item until_after?")
def _range(a: Series, b: Series, **_: Any) -> Series | None:
    if not (a.is_one and b.is_one) or not _may_join(a.points[0], b.points[0], "-"):
        return None
    return Series(a.points + b.points, (*a.joins, "-", *b.joins), a.weekdays + b.weekdays)


@_rule("expression: series", "expression: range")
def _plain(series: Series | None = None, range: Series | None = None) -> Series | None:
    return series or range


@_rule(
    "opened: from series until_after?",
    "opened: from mark series",
    "opened: from series between_after",
)
@_rule("expression: series between_after ending*", "expression: range between_after ending*")
def _from_to(
    series: Series | None = None, range: Series | None = None,
    mark: tuple[bool, bool] | None = None, **words: Any,
) -> Node | None:  # fmt: skip
    found = series or range
    assert found is not None
    if "-" not in found.joins and ("&" not in found.joins or "between_after" not in words):
        return None
    if "-" not in found.joins:
        found = replace(found, joins=tuple("-" if join == "&" else join for join in found.joins))
    return qualify(found, *mark) if mark else found


@_rule(
    "opened: from mark? item since_after",
    "opened: since mark? item since_after?",
    "opened: item since_after",
    "opened: item from_after since_after",
)
def _since(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Node | None:
    return _opened("since", item, mark)


@_rule("opened: item from_after")
def _since_ending(item: Series, **_: Any) -> Node | None:
    # «18. yüzyıldan fermanlar» are of that century: an ending alone does not say "since" it.
    return item if all(point.blank for point in item.points) else _opened("since", item, None)


@_rule("opened: until mark? item until_after?", "opened: item until_after ending*")
def _until(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Node | None:
    return _opened("until", item, mark)


@_rule(
    "opened: item from_after until_after ending*",  # «1 қаңтардан кешіктірмей»
)
def _not_later(item: Series, **_: Any) -> Node | None:
    return _opened("until", item, None)


@_rule(
    "bounded: before mark? item",
    "bounded: item before_after",
    "bounded: item from_after before_after",
)
def _before(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Node | None:
    return _opened("before", item, mark)


@_rule(
    "bounded: after mark? item",
    "bounded: item after_after",
    "bounded: item from_after after_after",
)
def _after(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Node | None:
    return _opened("after", item, mark)


def _opened(kind: str, item: Series, mark: tuple[bool, bool] | None) -> Node | None:
    if not item.is_one or any(point.clock and point.clock.until for point in item.points):
        return None
    return qualify(Open(kind, item), *(mark or (False, False)))


@_rule("opened: between series between_after?")
def _between(series: Series, **_: Any) -> Window | None:
    if len(series.joins) != 1 or series.joins[0] not in "&-":
        return None
    return Window(replace(series, joins=("-",)))


@_rule("opened: turn series between_after?")
def _turn(series: Series, **_: Any) -> Series | None:
    """At the turn of January and February: in one or the other."""
    if len(series.joins) != 1 or series.joins[0] not in "&-":
        return None
    return replace(series, joins=("|",))


@_rule("opened: unknown", "opened: '(' unknown ')'")
def _unknown(**_: Any) -> Unknown:
    return Unknown()


@_rule("opened: until_year __ year_point")
def _by_year(year_point: Point, **_: Any) -> Node | None:
    return _opened("until", Series((year_point,)), None)


@_rule("expression: until_year series")
def _scheduled_for(series: Series, **_: Any) -> Series | None:
    # «para 2030» is a deadline, «para marzo de 2026» is not.
    return None if any(map(_bare_year, series.points)) else series


@_rule("expression: opened", "expression: filler opened", "expression: filler filler opened")
def _opened_expression(opened: Node, **_: Any) -> Node:
    return opened


@_rule("expression: bounded")
def _bounded_expression(bounded: Node) -> Node:
    # No word without weight may stand before it: "not" in one language is "in the" in another.
    return bounded


@_rule("expression: fault", "fault: full", "fault: figures")
def _faulty(fault: Any = None, full: Any = None, figures: Any = None) -> Fault | None:
    found = fault or full or figures
    return found if isinstance(found, Fault) else None


@_rule("phrase: '(' phrase ')'")
def _bracketed(phrase: Any) -> Any:
    return phrase


@_rule("phrase: before_marks:mark* expression _ after_marks:mark*")
def _phrase(before_marks: Any, expression: Any, after_marks: Any) -> Any:
    marks = (*before_marks, *after_marks)
    if isinstance(expression, Unknown) and marks:
        return None
    return qualify(expression, any(a for a, _ in marks), any(u for _, u in marks))


@_rule("approximation: approximate", "approximation: '~'", "approximation: '≈'")
def _approximation(**_: Any) -> bool:
    return True


@_rule("mention: approximation? expression", "mention: approximation? expression '(' mark ')'")
def _mention(
    expression: Any, approximation: bool | None, mark: tuple[bool, bool] | None = None
) -> Any:
    """A date in running text, where words like "expected" beside it are no marks of it."""
    approximate, uncertain = mark or (False, False)
    return qualify(expression, bool(approximation) or approximate, uncertain)


@_rule("mention: whole _ times", "mention: whole ',' times")
def _daily(whole: Series, times: Clock) -> Series | None:
    """The days of 26–27 November from 09:00 to 18:00, whose hours are those of every day."""
    is_several = len(whole.points) > 1 and all(point.day for point in whole.points)
    return whole if is_several and times.until else None


@_rule(
    "jubilee: number ordinal_suffix? ending* '.'? '-'? anniversary ending*",
    "jubilee: ordinal ending* anniversary ending*",
    "jubilee: cardinal anniversary ending*",
    "jubilee: anniversary _ ordinal",
    "jubilee: anniversary _ number",
    "jubilee: anniversary_named ending*",
)
def _jubilee(**said: Any) -> int | None:
    numbers = (said.get(name) for name in ("number", "ordinal", "cardinal", "anniversary_named"))
    return next((n for n in numbers if n is not None and n > 0), None)


GRAMMAR.close()

BEGINNINGS: Final = GRAMMAR.beginnings("mention")
"""Categories with which a date in running text can begin."""
