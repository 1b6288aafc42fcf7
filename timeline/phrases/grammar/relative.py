"""Dates relative to another one: "tomorrow", "last May", "three weeks ago"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases.expressions import GROUPINGS, Offset, Point, Series, Unit, WeekdayOffset
from timeline.phrases.grammar.joins import PLURAL, Days
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


@_rule("near: relative_day ending*")
def _relative_day(relative_day: int, **_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.DAY, relative_day)),))


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
    return Series((Point(relative=Offset(Unit.MONTH, relative)),))


@_rule("near_month: relative_month ending*")
def _this_month(relative_month: int, **_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.MONTH, relative_month)),))


@_rule("near: relative _ quarter ending*", "near: quarter ending* _ relative:relative_after")
def _relative_quarter(relative: int, quarter: int | None, **_: Any) -> Series | None:
    if quarter == PLURAL:
        return None
    return Series((Point(relative=Offset(Unit.QUARTER, relative)),))


@_rule("near: relative _ half_year ending*", "near: half_year ending* _ relative:relative_after")
def _relative_half(relative: int, half_year: int | None, **_: Any) -> Series | None:
    if half_year == PLURAL:
        return None
    return Series((Point(relative=Offset(Unit.HALF, relative)),))


@_rule("near: relative _ week ending*", "near: week ending* _ relative:relative_after")
def _relative_week(relative: int, week: int | None, **_: Any) -> Series | None:
    if week == PLURAL:
        return None
    return Series((Point(relative=Offset(Unit.WEEK, relative)),))


@_rule("near: relative_week ending*")
def _this_week(relative_week: int, **_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.WEEK, relative_week)),))


@_rule("near: relative _ decade ending*", "near: decade ending* _ relative:relative_after")
def _relative_decade(relative: int, decade: int | None, **_: Any) -> Series | None:
    if decade == PLURAL:
        return None
    return Series((Point(relative=Offset(Unit.DECADE, relative)),))


@_rule("near: relative _ century ending*", "near: century ending* _ relative:relative_after")
def _relative_century(relative: int, century: int | None, **_: Any) -> Series | None:
    if century == PLURAL:
        return None
    return Series((Point(relative=Offset(Unit.CENTURY, relative)),))


@_rule("near_month: relative _ month_name", "near_month: month_name _ relative:relative_after")
def _named_month(relative: int, month_name: int) -> Series:
    return Series((Point(month=month_name, relative=Offset(Unit.NAMED, relative)),))


@_rule("near: relative _ season ending*", "near: season ending* _ relative:relative_after")
def _named_season(relative: int, season: str, **_: Any) -> Series:
    return Series((Point(grouping=GROUPINGS[season], relative=Offset(Unit.NAMED, relative)),))


@_rule("near: near_month")
def _near_month(near_month: Series) -> Series:
    return near_month


@_rule("near_month: same_month ending*")
def _same_month(**_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.SAME_MONTH, 0)),))


@_rule("near: next_day ending*")
def _next_day(next_day: int, **_: Any) -> Series:
    return Series((Point(relative=Offset(Unit.SAME_DAY, next_day)),))


@_rule("near: days _ near_month", "near: near_month _ days")
def _day_of_near(days: Days, near_month: Series) -> Series:
    point = near_month.points[0]
    return Series(tuple(replace(point, day=day) for day in days[0]), days[1], days[2])


@_rule("near: relative _ weekday ending*", "near: weekday ending* _ relative:relative_after")
def _near_weekday(relative: int, weekday: int, **_: Any) -> Series:
    return Series((Point(relative=WeekdayOffset(weekday, relative)),))


@_rule("unit: year ending*")
def _unit_year(**_: Any) -> Unit:
    return Unit.YEAR


@_rule("unit: month_unit ending*")
def _unit_month(**_: Any) -> Unit:
    return Unit.MONTH


@_rule("unit: week ending*")
def _unit_week(**_: Any) -> Unit:
    return Unit.WEEK


@_rule("unit: day_unit ending*")
def _unit_day(**_: Any) -> Unit:
    return Unit.DAY


FARTHEST: Final = 500
"""The maximum number of units in "ago": a larger number is a year."""


def _distance(unit: Unit, count: int | None) -> Series | None:
    number = 1 if count is None else count
    if abs(number) > FARTHEST:
        return None
    if unit is Unit.WEEK:
        return Series((Point(relative=Offset(Unit.DAY, 7 * number), approximate=True),))
    return Series((Point(relative=Offset(unit, number)),))


@_rule("near: count? _ unit _ ago", "near: ago_before _ count? _ unit")
def _ago(unit: Unit, count: int | None, **_: Any) -> Series | None:
    return _distance(unit, -(1 if count is None else count))


@_rule(
    "near: ahead _ count? _ unit",
    "near: count? _ unit _ ahead_after",
    "near: count? _ unit from_after ahead_after",
)
def _ahead(unit: Unit, count: int | None, **_: Any) -> Series | None:
    return _distance(unit, count)
