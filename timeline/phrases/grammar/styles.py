"""Old and New Style: "12 April O.S.", «19 февраля (3 марта)»."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases import calendars
from timeline.phrases.expressions import SAME, Point, Series
from timeline.phrases.grammar.days import of_year
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


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
    return of_year(monthly, year_point)


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
