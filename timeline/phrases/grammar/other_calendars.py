"""Dates in other calendars, alone or next to the same Gregorian day: "15 Ramadan 1446"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases import calendars
from timeline.phrases.expressions import SAME, Fault, Offset, Point, Series, Unit
from timeline.phrases.grammar.days import of_year
from timeline.phrases.grammar.joins import PLURAL, Days
from timeline.phrases.lexicon import OfCalendar
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


LATEST_YEAR: Final = 2200
"""The last plausible Gregorian year of a year in another calendar."""


LETTERED_MILLENNIUM: Final = 5000
LETTERED_YEARS: Final = range(5500, 6000)
"""Hebrew years, from 1739, that letters without the thousands mean: shorter words are others."""


@_rule("era_year: calendar number ordinal_suffix? ending* glue? year? ending*")
def _year_behind_era(calendar: str, number: int, year: int | None = None, **_: Any) -> Point | None:
    """令和7年; in "H1 2026", H1 is half of a year, not the first year of the Hijra."""
    is_old = not calendars.is_era(calendar) and number < FIRST_BEHIND_NAME
    return None if is_old else _era_year(calendar, number, year)


FIRST_BEHIND_NAME: Final = 100
"""The first year that a calendar other than an era may have before it."""


@_rule(
    "era_year: number ordinal_suffix? ending* glue? year? ending* calendar",
    "era_year: number ordinal_suffix? year? ending* '(' calendar ')'",
    "era_year: number calendar year ending*",
    "era_year: year ending* __ number calendar",
    "era_year: year ending* __ number '(' calendar ')'",
    "era_year: year ending* __ calendar number",
    "era_year: calendar number:first_year year?",
)
def _era_year(calendar: str, number: int, year: int | None = None, **_: Any) -> Point | None:
    """令和7年, 1446 AH, พ.ศ. 2568: a year in a named calendar."""
    begun = calendars.gregorian_year(calendar, number)
    if year == PLURAL or (begun is not None and begun > LATEST_YEAR):
        # "Showa 1946" is not a year of an era.
        return None
    return Point(year=number, calendar=calendar)


@_rule(
    "era_year: other_yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "era_year: year ending* __ other_yyyy ordinal_suffix? ending*",
)
def _usual_year(other_yyyy: OfCalendar, year: int | None = None, **_: Any) -> Point | None:
    """A year in the calendar in which the language counts such years: ۱۴۰۴."""
    calendar, number = other_yyyy
    return None if year == PLURAL else Point(year=number, calendar=calendar)


@_rule("more_other_yyyy: join _ other_yyyy")
def _more_other_yyyy(join: str, other_yyyy: OfCalendar) -> tuple[str, OfCalendar]:
    return join, other_yyyy


@_rule("full: plural_year __ other_yyyy more_other_yyyy*")
def _usual_years(
    other_yyyy: OfCalendar, more_other_yyyy: tuple[tuple[str, OfCalendar], ...], **_: Any
) -> Series | None:
    years = (other_yyyy, *(year for _, year in more_other_yyyy))
    points = tuple(Point(year=number, calendar=calendar) for calendar, number in years)
    joins = tuple(join for join, _ in more_other_yyyy)
    return Series(points, joins) if joins else None


@_rule("full: decade_before ending* _ other_yyyy")
def _usual_decade(other_yyyy: OfCalendar, **_: Any) -> Series | None:
    calendar, number = other_yyyy
    return Series((Point(number, blank=1, calendar=calendar),)) if number % 10 == 0 else None


@_rule(
    "year_point: era_year",
    "year_point: era_year '(' yyyy year? ')'",
    "year_point: yyyy year? '(' era_year ')'",
    "year_point: yyyy '(' era_year ')' year",
)
def _year_of_era(era_year: Point, yyyy: int | None = None, **_: Any) -> Point | None:
    """令和7年(2025年) or 2025（令和7）年, with Gregorian month and day."""
    if yyyy is None:
        return era_year
    assert era_year.year is not None
    is_same = calendars.gregorian_year(era_year.calendar, era_year.year) == yyyy
    return Point(yyyy) if is_same and calendars.is_era(era_year.calendar) else None


@_rule("year_point: calendar number '(' yyyy ')' year?")
def _year_of_era_in_the_middle(calendar: str, number: int, yyyy: int, **_: Any) -> Point | None:
    return _year_of_era(Point(number, calendar=calendar), yyyy)


@_rule(
    "fiscal: yyyy ordinal_suffix? glue? fiscal_year ending*",
    "fiscal: fiscal_year ending* __ yyyy ordinal_suffix? ending*",
    "fiscal: yyyy range_join two glue? fiscal_year ending*",
    "fiscal: yyyy range_join b:yyyy glue? fiscal_year ending*",
    "fiscal: fiscal_year ending* __ two",
    "fiscal: fiscal_year ending* __ ''' two",
    "fiscal: fiscal_year ending* __ two range_join b:two",
    "fiscal: fiscal_year ending* __ yyyy range_join two",
    "fiscal: fiscal_year ending* __ yyyy range_join b:yyyy",
    "fiscal: calendar number fiscal_year ending*",
    "fiscal: calendar number:first_year fiscal_year ending*",
    "fiscal: fiscal_year ending* __ other_yyyy ordinal_suffix? ending*",
    "fiscal: fiscal_year ending* __ calendar other_yyyy",
    "fiscal: fiscal_year ending* __ calendar number",
)
def _fiscal(**_: Any) -> bool:
    return True


@_rule("fault: fiscal", "fault: fiscal _ sub", "fault: sub _ fiscal")
@_rule("fault: fiscal _ part_after ending*", "fault: part ending* _ fiscal")
def _fiscal_year(**_: Any) -> Fault:
    """A fiscal year begins in April in Japan, in October in Thailand, in January in Korea."""
    return Fault(
        "a fiscal year, whose first month depends on the country",
        "write its first and last month, such as 2026-04/2027-03",
        code=calendars.FISCAL,
    )


@_rule("fault: century_point _ calendar", "fault: calendar _ century_point")
def _century_of_era(calendar: str, **_: Any) -> Fault:
    return Fault("a century of another calendar", calendars.WRITE, code=calendars.CODE)


@_rule(
    "other_month_name: other_month ending* month_unit? ending*",
    "other_month_name: other_month glue month_unit ending*",
    "other_month_name: month_unit ending* _ other_month ending*",
)
def _other_month(other_month: OfCalendar, **_: Any) -> OfCalendar:
    return other_month


@_rule("other_dated: days _ other_month_name", "other_dated: other_month_name _ days")
def _other_dated(days: Days, other_month_name: OfCalendar) -> Series:
    calendar, month = other_month_name
    points = tuple(Point(month=month, day=day, calendar=calendar) for day in days[0])
    return Series(points, days[1], days[2])


@_rule("other_dated: gematria _ other_month_name")
def _lettered_day(gematria: int, other_month_name: OfCalendar) -> Series | None:
    """כ״ב בניסן."""
    calendar, month = other_month_name
    return Series((Point(month=month, day=gematria, calendar=calendar),)) if gematria < 31 else None


@_rule("other_day: weekdays _ other_dated", "other_day: other_dated _ weekdays")
@_rule("other_day: other_dated")
def _other_day(other_dated: Series, weekdays: tuple[int, ...] = ()) -> Series:
    return replace(other_dated, weekdays=weekdays + other_dated.weekdays)


@_rule("other_monthly: other_month_name")
def _other_monthly(other_month_name: OfCalendar) -> Series:
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
def _other_usual_year(other_yyyy: OfCalendar, **_: Any) -> Point:
    """A year whose month determines the calendar: ۱۵ رمضان ۱۴۴۶."""
    return Point(other_yyyy.number)


@_rule("lettered_year: gematria")
def _lettered_year(gematria: int) -> int | None:
    """תשפ״ו or ה׳תשפ״ו: the thousands of a year in Hebrew letters may be missing."""
    year = gematria if gematria > 1000 else gematria + LETTERED_MILLENNIUM
    return year if year in LETTERED_YEARS else None


@_rule("other_year: year? ending* __ number:lettered_year")
def _other_lettered_year(number: int, **_: Any) -> Point:
    return Point(number)


@_rule("era_year: year ending* __ number:lettered_year")
def _lettered_year_alone(number: int, **_: Any) -> Point:
    return Point(number, calendar="hebrew")


@_rule("other_year: relative _ year ending*", "other_year: year ending* _ relative:relative_after")
@_rule("other_year: relative:relative_year ending*")
def _other_year_near(relative: int, **_: Any) -> Point:
    return Point(relative=Offset(Unit.YEAR, relative))


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
    return of_year(series, other_year)


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
def _other_figures(other_yyyy: OfCalendar, m: int, d: int) -> Series:
    calendar, number = other_yyyy
    return Series((Point(number, m, d, calendar=calendar),))


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
    """A date that names its calendar, perhaps next to the same day in another one."""
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
    """The same day, month or year in several calendars, next to each other."""
    said = [series for series in (in_ours, other_beside, in_other, beside, b) if series]
    names = {point.calendar for series in said for point in series.points}
    if not all(series.is_one for series in said) or len(names) < len(said):
        return None
    if any(_lacks_year(series) for series in said) and not all(_names_day(s) for s in said):
        return None
    points = tuple(point for series in said for point in series.points)
    weekdays = tuple(day for series in said for day in series.weekdays)
    return Series(points, (SAME,) * (len(points) - 1), weekdays)
