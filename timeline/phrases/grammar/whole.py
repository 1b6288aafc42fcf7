"""Whole dates: a day or month with its year, ranges of years, decades and centuries."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases.expressions import GROUPINGS, Fault, NamedDecade, Offset, Point, Series, Unit
from timeline.phrases.grammar.days import of_year
from timeline.phrases.grammar.joins import PLURAL
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


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
    "full: year_point '(' sub ')'",
)
def _full(
    year_point: Point,
    dated: Any = None,
    monthly: Any = None,
    sub: Any = None,
    months_of: Any = None,
) -> Series | Fault:
    series = dated or monthly or sub or months_of
    return series if isinstance(series, Fault) else of_year(series, year_point)


@_rule("full: sub _ year ending*", "full: months_of _ year ending*")
@_rule("full: year ending* _ sub", "full: year ending* _ months_of")
def _of_the_year(
    year: int | None, sub: Any = None, months_of: Series | None = None, **_: Any
) -> Series | Fault | None:
    """The first half of the year: of this year."""
    found: Any = sub or months_of
    if year == PLURAL or isinstance(found, Fault):
        return None if year == PLURAL else found
    return of_year(found, Point(relative=Offset(Unit.YEAR, 0)))


@_rule("dated_full: dated _ year_point _ weekdays", "dated_full: weekdays _ year_point _ dated")
def _full_weekdays(dated: Series, year_point: Point, weekdays: tuple[int, ...]) -> Series:
    return replace(of_year(dated, year_point), weekdays=weekdays)


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
    "decade_name: dd '.' years ending*",
)
def _decade_in_figures(dd: int, **_: Any) -> int | None:
    return dd if dd >= 20 and dd % 10 == 0 else None


@_rule("near: decade_name")
def _last_such_decade(decade_name: int) -> Series:
    return Series((Point(relative=NamedDecade(decade_name)),))


LAST_CENTURY: Final = 30
"""A larger number next to "century" does not count centuries."""


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
    return Series((Point(relative=NamedDecade(dd, relative)),))


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
