"""Parts of a date: "early 2026", "the second half of May", "week 38 of 2026"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases.expressions import (
    LAST_WEEK,
    UNCOUNTED,
    Fault,
    Fraction,
    NthWeekday,
    Offset,
    Part,
    Point,
    Series,
    Unit,
    Window,
)
from timeline.phrases.grammar.days import of_year
from timeline.phrases.grammar.joins import PLURAL
from timeline.phrases.grammar.whole import LAST_CENTURY
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


def _with_part(series: Series | Fault, part: Part | NthWeekday) -> Series | None:
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
    return _with_part(full or unit_now or near, Part(Fraction.THIRD, part))


@_rule(
    "parted: full _ part_after ending*",
    "parted: unit_now _ part_after ending*",
    "parted: near _ part_after ending*",
)
def _end(
    part_after: int, full: Any = None, unit_now: Any = None, near: Any = None, **_: Any
) -> Any:
    return _with_part(full or unit_now or near, Part(Fraction.THIRD, part_after))


@_rule(
    "parted: a:part ending* range_join _ b:part ending* _ full",
    "parted: a:part ending* or _ b:part ending* _ full",
)
def _parts(a: int, b: int, full: Any, range_join: str | None = None, **_: Any) -> Series | None:
    """Mid to late 2026: parts of the same year, month, decade or century."""
    first = _with_part(full, Part(Fraction.THIRD, a))
    last = _with_part(full, Part(Fraction.THIRD, b))
    if first is None or last is None:
        return None
    return Series(first.points + last.points, (range_join or "|",))


@_rule("parted: a:part ending* _ n:nth join _ b:part ending* _ m:nth _ century ending*")
def _turn_of_century(a: int, n: int, b: int, m: int, join: str, **_: Any) -> Series | None:
    if not 1 <= n <= m <= LAST_CENTURY:
        return None
    first = Point(year=n * 100 - 100, blank=2, part=Part(Fraction.THIRD, a))
    last = Point(year=m * 100 - 100, blank=2, part=Part(Fraction.THIRD, b))
    return Series((first, last), (join,))


@_rule("parted: nth _ weekday ending* _ full")
def _nth_weekday(nth: int, weekday: int, full: Any, **_: Any) -> Series | None:
    return _with_part(full, NthWeekday(weekday, nth))


@_rule("parted: year_part ending* _ year_point", "parted: year_part ending*")
def _year_part(year_part: int, year_point: Point | None = None, **_: Any) -> Series:
    """Jahresende, year-end: of the given year, or of this one."""
    year = year_point or Point(relative=Offset(Unit.YEAR, 0))
    return Series((replace(year, part=Part(Fraction.THIRD, year_part)),))


@_rule("unit_now: year ending*")
def _year_now(**_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.YEAR, 0)),))


@_rule("unit_now: month_unit ending*")
def _month_now(**_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.MONTH, 0)),))


@_rule("unit_now: half_year ending*")
def _half_now(**_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.HALF, 0)),))


@_rule("unit_now: quarter ending*")
def _quarter_now(**_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.QUARTER, 0)),))


@_rule("piece: nth _ half ending*", "piece: half ending* _ nth")
def _half(nth: int, **_: Any) -> Part:
    return Part(Fraction.HALF, nth)


@_rule("piece: nth _ third ending*")
def _third(nth: int, **_: Any) -> Part:
    return Part(Fraction.THIRD, nth)


@_rule("piece: nth _ ten_days ending*", "piece: ten_days ending* _ nth")
def _ten_days(nth: int, **_: Any) -> Part:
    return Part(Fraction.TEN_DAYS, nth)


@_rule("piece: dd glue? decade_suffix day_unit ending*")
def _tens(dd: int, day_unit: int | None, **_: Any) -> Part | None:
    """В двадцатых числах апреля."""
    return Part(Fraction.TENS, dd) if dd in (10, 20) and day_unit == PLURAL else None


@_rule("parted: full _ ten_days_named ending*", "parted: near _ ten_days_named ending*")
def _named_ten_days(ten_days_named: int, full: Any = None, near: Any = None, **_: Any) -> Any:
    return _with_part(full or near, Part(Fraction.TEN_DAYS, ten_days_named))


@_rule("parted: full _ half_of_month ending*", "parted: near _ half_of_month ending*")
def _half_of_month(half_of_month: int, full: Any = None, near: Any = None, **_: Any) -> Any:
    return _with_part(full or near, Part(Fraction.HALF, half_of_month))


@_rule("parted: nth __ month_name half ending* _ year_point", "parted: nth __ month_name half")
def _half_in_one_word(
    nth: int, month_name: int, year_point: Point | None = None, **_: Any
) -> Series | None:
    """In der zweiten Märzhälfte 2026."""
    month = Series((Point(month=month_name),))
    return _with_part(of_year(month, year_point) if year_point else month, Part(Fraction.HALF, nth))


@_rule("piece: nth _ week ending*")
def _week(nth: int, **_: Any) -> Part:
    return Part(Fraction.WEEK, nth)


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
    return replace(found, points=(replace(found.points[0], part=Part(Fraction.WEEK, UNCOUNTED)),))


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
    """Week 38 of 2026, counted as in ISO 8601."""
    if year_point.year is None or not 1 <= dd <= LAST_WEEK:
        return None
    return Series((replace(year_point, part=Part(Fraction.ISO_WEEK, dd)),))


@_rule("parted: yyyy '-' iso_week dd")
def _iso_week(yyyy: int, dd: int, **_: Any) -> Series | None:
    """2026-W38, ISO 8601-1, section 5.2.4.2."""
    return _week_of_year(dd, Point(yyyy))


@_rule("parted: calendar_week ending* dd", "parted: dd '.'? calendar_week ending*")
def _calendar_week(dd: int, **_: Any) -> Series | None:
    """KW 38, of the year that the text around it says."""
    is_week = 1 <= dd <= LAST_WEEK
    return Series((Point(part=Part(Fraction.ISO_WEEK, dd)),)) if is_week else None


@_rule("short_parts: piece", "short_parts: inside piece", "short_parts: piece _ month_unit ending*")
@_rule("short_parts: inside piece _ month_unit ending*")
def _piece_alone(piece: Part, **_: Any) -> Series:
    """2-я декада, in the second half of the month: the month is above."""
    return Series((Point(part=piece),))


@_rule("short_parts: ten_days_named ending*")
def _named_ten_days_alone(ten_days_named: int, **_: Any) -> Series:
    """下旬: the month is above."""
    return Series((Point(part=Part(Fraction.TEN_DAYS, ten_days_named)),))


@_rule("short_parts: part _ month_unit ending*", "short_parts: inside part _ month_unit ending*")
def _part_of_month(part: int, **_: Any) -> Series:
    """End of the month: the month is above."""
    return Series((Point(part=Part(Fraction.THIRD, part)),))


@_rule("parted: piece _ full", "parted: piece _ near")
def _piece(piece: Part, full: Any = None, near: Any = None) -> Series | None:
    return _with_part(full or near, piece)


@_rule("parted: full _ piece", "parted: near _ piece")
def _piece_behind(piece: Part, full: Any = None, near: Any = None) -> Series | None:
    found = full or near
    # "A fall in the first half of 2025" is not a season.
    is_season = isinstance(found, Series) and found.points[0].grouping is not None
    return None if is_season else _with_part(found, piece)
