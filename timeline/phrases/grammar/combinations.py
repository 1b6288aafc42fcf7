"""Combinations of dates: series, ranges, open ends, windows and marks of doubt."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases.expressions import (
    GROUPINGS,
    Clock,
    Expression,
    Fault,
    Open,
    OpenKind,
    Point,
    Series,
    Unknown,
    Window,
    qualify,
)
from timeline.phrases.grammar.days import of_year
from timeline.phrases.grammar.joins import Days
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


@_rule("whole: full", "whole: figures", "whole: near")
def _whole(full: Any = None, figures: Any = None, near: Any = None) -> Any:
    found = full or figures or near
    return found if isinstance(found, Series) else None


@_rule("whole: figures _ weekdays", "whole: weekdays _ figures", "whole: weekdays '(' figures ')'")
@_rule("whole: weekdays '(' figures:dated_full ')'")
def _whole_weekdays(figures: Any, weekdays: tuple[int, ...]) -> Series | None:
    return replace(figures, weekdays=weekdays) if isinstance(figures, Series) else None


@_rule("whole: weekdays '(' days '/' m:dd ')'", "whole: weekdays '(' days '.' m:dd '.'? ')'")
def _named_days_in_brackets(weekdays: tuple[int, ...], days: Days, m: int) -> Series | None:
    """Thursday and Friday (11 and 12/6)."""
    if not days[1] or not 1 <= m <= 12:
        return None
    return Series(tuple(Point(month=m, day=day) for day in days[0]), days[1], weekdays)


@_rule("whole: weekdays _ d:dd '/' m:dd", "whole: d:dd '/' m:dd weekdays")
@_rule("whole: weekdays '(' d:dd '/' m:dd ')'")
def _named_figures(weekdays: tuple[int, ...], d: int, m: int) -> Series | None:
    """Sáb. 29/11, Mon 8/6: the language or the weekday decides the order of day and month."""
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
    """Whether two dates can be in one series: no bare year next to a date without one."""
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
        # A winter spans two years: see the rule of "winter 2025/26".
        return False
    return join in "-/" or _kind(first) == _kind(second)


def _bare_year(point: Point) -> bool:
    return (
        _has_year(point) and point.month is None and point.grouping is None and point.part is None
    )


def _has_year(point: Point) -> bool:
    return point.year is not None or point.relative is not None


def _kind(point: Point) -> tuple[bool, ...]:
    day = point.day is not None or point.counts_days
    return (day, day or point.month is not None, _bare_year(point), point.part is not None)


@_rule("range: a:item from_after _ b:item until_after?", "range: since a:item to b:item")
@_rule("range: from a:item until b:item", "range: a:item since_after _ b:item until_after")
@_rule("range: since a:item until b:item", "range: a:item from_after _ to _ b:item until_after?")
def _range(a: Series, b: Series, **_: Any) -> Series | None:
    if not (a.is_one and b.is_one) or not _may_join(a.points[0], b.points[0], "-"):
        return None
    return Series(a.points + b.points, (*a.joins, "-", *b.joins), a.weekdays + b.weekdays)


@_rule("dated_until: a:day from_after _ b:day _ month_name until_after")
def _dated_until(a: int, b: int, month_name: int, **_: Any) -> Series:
    """17-დან 20 სექტემბრამდე: the word for "until" is attached to the month."""
    return Series((Point(month=month_name, day=a), Point(month=month_name, day=b)), ("-",))


@_rule("range: dated_until", "range: year_point _ dated_until")
def _range_until(dated_until: Series, year_point: Point | None = None) -> Series:
    return of_year(dated_until, year_point) if year_point else dated_until


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
) -> Expression | None:  # fmt: skip
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
def _since(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Expression | None:
    return _opened("since", item, mark)


@_rule("opened: item from_after")
def _since_ending(item: Series, **_: Any) -> Expression | None:
    # «18. yüzyıldan fermanlar» are of that century: the ending alone does not mean "since".
    return item if all(point.blank for point in item.points) else _opened("since", item, None)


@_rule("opened: until mark? item until_after?", "opened: item until_after ending*")
def _until(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Expression | None:
    return _opened("until", replace(item, points=tuple(map(_to_its_end, item.points))), mark)


def _to_its_end(point: Point) -> Point:
    """*point* without "midnight": until midnight of 22 March is until the end of that day."""
    clock = point.clock
    is_midnight = clock is not None and clock.is_word and clock.hour == clock.minute == 0
    return replace(point, clock=None) if is_midnight else point


@_rule(
    "opened: item from_after until_after ending*",  # «1 қаңтардан кешіктірмей»
)
def _not_later(item: Series, **_: Any) -> Expression | None:
    return _opened("until", item, None)


@_rule(
    "bounded: before mark? item",
    "bounded: item before_after",
    "bounded: item from_after before_after",
)
def _before(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Expression | None:
    return _opened("before", item, mark)


@_rule(
    "bounded: after mark? item",
    "bounded: item after_after",
    "bounded: item from_after after_after",
)
def _after(item: Series, mark: tuple[bool, bool] | None = None, **_: Any) -> Expression | None:
    return _opened("after", item, mark)


def _opened(kind: OpenKind, item: Series, mark: tuple[bool, bool] | None) -> Expression | None:
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
def _by_year(year_point: Point, **_: Any) -> Expression | None:
    return _opened("until", Series((year_point,)), None)


@_rule("expression: until_year series")
def _scheduled_for(series: Series, **_: Any) -> Series | None:
    # «para 2030» is a deadline, «para marzo de 2026» is not.
    return None if any(map(_bare_year, series.points)) else series


@_rule("expression: opened", "expression: filler opened", "expression: filler filler opened")
def _opened_expression(opened: Expression, **_: Any) -> Expression:
    return opened


@_rule("expression: bounded")
def _bounded_expression(bounded: Expression) -> Expression:
    # No filler may come before it: "not" in one language is "in the" in another.
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
    """A date in running text, where words like "expected" next to it do not qualify it."""
    approximate, uncertain = mark or (False, False)
    return qualify(expression, bool(approximation) or approximate, uncertain)


@_rule("mention: whole _ times", "mention: whole ',' times")
def _daily(whole: Series, times: Clock) -> Series | None:
    """26–27 November from 09:00 to 18:00: the hours apply to each day."""
    is_several = len(whole.points) > 1 and all(point.day for point in whole.points)
    return whole if is_several and times.until else None


@_rule("tens: count:cardinal ten:cardinal unit:cardinal?", "tens: ten:cardinal unit:cardinal")
def _east_asian_tens(ten: int, count: int = 1, unit: int | None = None) -> int | None:
    """三十五, 十五: words for tens and units that are written together."""
    is_number = ten == _TEN and 0 < count < _TEN and 0 <= (unit or 0) < _TEN
    return count * ten + (unit or 0) if is_number else None


_TEN: Final = 10


@_rule(
    "jubilee: number ordinal_suffix? ending* '.'? '-'? anniversary ending*",
    "jubilee: ordinal ending* anniversary ending*",
    "jubilee: cardinal anniversary ending*",
    "jubilee: tens anniversary ending*",
    "jubilee: anniversary _ ordinal",
    "jubilee: anniversary _ number",
    "jubilee: anniversary_named ending*",
)
def _jubilee(**said: Any) -> int | None:
    names = ("number", "ordinal", "cardinal", "tens", "anniversary_named")
    numbers = (said.get(name) for name in names)
    return next((n for n in numbers if n is not None and n > 0), None)
