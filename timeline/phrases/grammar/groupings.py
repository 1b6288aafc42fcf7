"""Quarters, halves and seasons, and the first months of a year."""

from __future__ import annotations

from typing import Any, Final

from timeline.phrases.expressions import (
    GROUPINGS,
    HALVES,
    QUARTERS,
    Fault,
    Offset,
    Point,
    Series,
    Unit,
)
from timeline.phrases.grammar.days import of_year
from timeline.phrases.grammar.joins import PLURAL, Numbers
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


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
    return of_year(found, Point(relative=Offset(Unit.YEAR, 0)))


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
