"""Days, months and years: "Monday, 17 and 18 September", "2026", "44 BC"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases import calendars
from timeline.phrases.expressions import SAME, Offset, Point, Series, Unit
from timeline.phrases.grammar.joins import PLURAL, Days
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


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
    # «3 (третьего) февраля», as in treaties
    return dd if dd == ordinal else None


@_rule("day: ordinal day_unit? ending*")
def _ordinal_day(ordinal: int, day_unit: int | None, **_: Any) -> int | None:
    return ordinal if ordinal > 0 and day_unit != PLURAL else None


@_rule("weekday_in_brackets: '(' weekday ')'", "weekday_in_brackets: '(' weekday:weekday_sign ')'")
def _weekday_in_brackets(weekday: int) -> int:
    return weekday


@_rule(
    "more_day: join _ day",
    "more_day: join from day",
    "more_day: join _ day _ weekday:weekday_in_brackets",
)
def _more_day(
    join: str, day: int, weekday: int | None = None, **_: Any
) -> tuple[str, int, int | None]:
    return join, day, weekday


@_rule("more_day: '(' _ day style? ')'", "more_day: '[' _ day style? ']'")
def _day_of_other_style(day: int, **_: Any) -> tuple[str, int, int | None]:
    """«12 (24) апреля»: `meaning` decides whether it is the same day in New Style."""
    return SAME, day, None


@_rule("more_named_day: join _ weekday ending* _ day", "more_named_day: more_day")
@_rule("more_named_day: join _ weekday:weekday_short _ day")
def _more_named_day(
    join: str = "", day: int = 0, weekday: int | None = None, more_day: Any = None, **_: Any
) -> tuple[str, int, int | None]:
    found: tuple[str, int, int | None] = more_day or (join, day, weekday)
    return found


@_rule("days: day and weekday ending* _ b:day")
def _days_second_named(day: int, b: int, weekday: int, **_: Any) -> Days:
    # "1 - Monday, 18 May" is a heading number and a day.
    return (day, b), ("&",), (weekday,)


@_rule("days: weekday ending* _ day more_named_day*")
@_rule("days: weekday:weekday_short _ day more_named_day*")
def _days_named(
    day: int, weekday: int, more_named_day: tuple[tuple[str, int, int | None], ...], **_: Any
) -> Days | None:
    return _days(day, more_named_day, weekday)


@_rule(
    "days: day more_day*",
    "days: day _ weekday:weekday_in_brackets more_day*",
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


@_rule(
    "month_name: dd ordinal_suffix? _ numbered_month ending*",
    "month_name: dd glue ordinal_suffix _ numbered_month ending*",
    "month_name: cardinal numbered_month ending*",
    "month_name: ordinal _ numbered_month ending*",
)
def _numbered_month(**said: Any) -> int | None:
    """9月, есдүгээр сар, 9-р сар."""
    numbers = (said.get(name) for name in ("dd", "cardinal", "ordinal"))
    return next((n for n in numbers if n is not None and n > 0), None)


@_rule("monthly: a:dd join _ b:dd ordinal_suffix? _ numbered_month ending*")
def _numbered_months(a: int, b: int, join: str, **_: Any) -> Series | None:
    """3~4月, 3-4 дүгээр сар."""
    if not (1 <= a <= 12 and 1 <= b <= 12):
        return None
    return Series((Point(month=a), Point(month=b)), (join,))


@_rule("month_name: a:month '/' b:month", "month_name: a:month '(' b:month ')'")
def _two_names(a: int, b: int) -> int | None:
    return a if a == b else None


@_rule("more_weekday: join _ weekday")
def _more_weekday(join: str, weekday: int) -> int:
    return weekday


@_rule("weekdays: weekday ending* more_weekday*", "weekdays: '(' weekday more_weekday* ')'")
@_rule("weekdays: '(' weekday:weekday_sign ')'")
def _weekdays(weekday: int, more_weekday: tuple[int, ...] = (), **_: Any) -> tuple[int, ...]:
    return (weekday, *more_weekday)


@_rule("dated_plain: days __ ',' __ month_name")
def _dated_after_comma(days: Days, month_name: int) -> Series | None:
    # "Article 12 (3), March 2024" is not a pair of days.
    return None if SAME in days[1] else _dated(days, month_name)


@_rule("dated_plain: month_name:roman '/' days")  # IX/17, as Mongolian papers have it
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
    "year_point: yyyy ordinal_suffix? ending* _ school_year ending*",
    "year_point: school_year __ yyyy dot?",
    "year_point: yyyy:year_words year? ending*",
)
def _year(yyyy: int, year: int | None = None, **_: Any) -> Point | None:
    # «1990 годы» is not a year; if a plural makes it a decade, another rule reads it.
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
    """Две тысячи девятнадцатого, as written out in treaties."""
    number = ordinal or cardinal
    return thousands + number if 0 < number < 100 else None


@_rule("year_words: year_word")
def _year_in_a_word(year_word: int) -> int:
    return year_word


@_rule("dated_full: cardinal _ day_unit? _ month_name _ year_words")
def _all_in_words(cardinal: int, month_name: int, year_words: int, **_: Any) -> Series:
    """Le douze mars deux mille vingt-six, as at the end of treaties."""
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
        # «030 дней», «300 лет» are not years; another rule reads those of four digits.
        return None
    return Point(year=number if era is None or era > 0 else 1 - number)


@_rule("year_point: relative _ year ending*", "year_point: year ending* _ relative:relative_after")
def _relative_year(relative: int, year: int | None, **_: Any) -> Point | None:
    if year == PLURAL:
        return None
    return Point(relative=Offset(Unit.YEAR, relative))


@_rule("year_point: relative_year ending*")
def _this_year(relative_year: int, **_: Any) -> Point:
    return Point(relative=Offset(Unit.YEAR, relative_year))


@_rule("year_point: same_year ending*")
def _same_year(**_: Any) -> Point:
    return Point(relative=Offset(Unit.SAME_YEAR, 0))


def of_year(series: Series, year: Point) -> Series:
    """*series* with each of its dates in *year*, in the calendar that both share."""
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
