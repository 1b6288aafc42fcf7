"""The value of several dates: lists, choices, ranges, open ends and windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import AllOf, Consecutive, DateTime, Interval, OneOf, Side, SubYear
from timeline.errors import DateError
from timeline.phrases.expressions import Fraction, NoDateError, Open, Part, Point, Series
from timeline.phrases.meaning.completing import completed
from timeline.phrases.meaning.hours import MIDNIGHT, check_zones
from timeline.phrases.meaning.side_by_side import is_far
from timeline.phrases.meaning.single import months_of, value_of

_BEGINNING: Final = Part(Fraction.THIRD, 1)
_END: Final = Part(Fraction.THIRD, 3)


def series_value(series: Series, on: date | None) -> edtf.Value:
    """The value of *series*; relative dates are counted from *on*."""
    series = completed(series, on)
    points = series.points
    _check_weekdays(series.weekdays, points)
    choices = []
    for group, joins in _split(points, series.joins, "|"):
        items = [_range(run) for run, _ in _split(group, joins, "&,/")]
        choices.append((items, joins))
    if len(choices) == 1:
        items, joins = choices[0]
        return items[0] if len(items) == 1 else _list(items, joins)
    if any(len(items) > 1 for items, _ in choices):
        raise NoDateError(
            "both 'and' and 'or' in one date", "write one of the dates", code="date-not-one"
        )
    return OneOf(tuple(_member(items[0]) for items, _ in choices))


def _split(
    points: Sequence[Point], joins: Sequence[str], at: str
) -> list[tuple[tuple[Point, ...], tuple[str, ...]]]:
    """*points* and the joins between them, split at every join in *at*."""
    groups = []
    start = 0
    for index, join in enumerate([*joins, at[0]]):
        if join in at:
            groups.append((tuple(points[start : index + 1]), tuple(joins[start:index])))
            start = index + 1
    return groups


def _list(items: Sequence[edtf.Value], joins: Sequence[str]) -> edtf.Value:
    kinds = [join for join in joins if join in "&,/"]
    if len(set(map(str, items))) == 1:
        # "thirty years ago, in 1996" gives the same date twice.
        return items[0]
    # «17 и 18 сентября» lasts two days; two years are only listed.
    days = all(
        isinstance(item, edtf.Date) and item.precision is edtf.Precision.DAY for item in items
    )
    if (days or "/" in kinds) and _follow(items):
        return Interval(_end(items[0], True), _end(items[-1], False))
    if "/" in kinds:
        raise NoDateError(
            "a slash between dates that are not consecutive",
            "write 'and' or 'or'",
            code="date-not-one",
        )
    return AllOf(tuple(_member(item) for item in items))


def _follow(items: Sequence[edtf.Value]) -> bool:
    return all(
        (last := before.latest) is not None and after.earliest == last + timedelta(days=1)
        for before, after in pairwise(items)
    )


def _member(item: edtf.Value) -> edtf.Date | SubYear | Consecutive:
    if isinstance(item, edtf.Date | SubYear):
        return item
    if isinstance(item, Interval):
        ends = (item.start, item.end)
        if isinstance(ends[0], edtf.Date | SubYear) and isinstance(ends[1], edtf.Date | SubYear):
            return Consecutive(ends[0], ends[1])
    if isinstance(item, OneOf) and len(item.members) == 1:
        return item.members[0]
    raise NoDateError("a list of times", "write an event for each time", code="date-not-one")


def _range(points: Sequence[Point]) -> edtf.Value:
    if len(points) == 1:
        return value_of(points[0])
    if len(points) > 2:
        raise NoDateError(
            "a range with more than two ends", "write first and last day", code="date-not-one"
        )
    first, last = points
    # «с начала 2026 до конца 2027 года» means both years completely.
    if (first.part, last.part) == (_BEGINNING, _END):
        first, last = replace(first, part=None), replace(last, part=None)
    if last.clock is not None and last.clock.until and first.clock is None and first.day:
        raise NoDateError(
            "one time for several days", "write the time of each day", code="date-not-one"
        )
    check_zones(first.clock, last.clock)
    return _interval(value_of(first), value_of(last))


def _interval(first: edtf.Value, last: edtf.Value) -> edtf.Value:
    if first == last:
        return first
    start, end = _end(first, True), _end(last, False)
    try:
        return Interval(start, end)
    except DateError as error:
        raise NoDateError(error.fact, "the earlier date comes first", code=error.code) from None


def _end(found: edtf.Value, is_start: bool) -> edtf.Date | DateTime:
    """*found* as an end of an interval: seasons and windows become months or days."""
    match found:
        case edtf.Date() | DateTime():
            return found
        case SubYear():
            return months_of(found)[0 if is_start else 1]
        case OneOf((Consecutive(edtf.Date() as first, edtf.Date() as last),)):
            return first if is_start else last
        case Interval(start, end):
            side = start if is_start else end
            if isinstance(side, edtf.Date | DateTime):
                return side
    raise NoDateError(
        "a range whose end is not a single date",
        "write first and last day",
        code="date-not-one",
    )


def open_value(node: Open, on: date | None) -> edtf.Value:
    """The interval that begins or ends with the date of *node*."""
    points = completed(node.series, on).points
    if len(points) > 1:
        raise NoDateError("an open date with several ends", "write one date", code="date-not-one")
    point = points[0]
    _check_weekdays(node.series.weekdays, (point,))
    is_start = node.kind in ("since", "after")
    whole = _BEGINNING if node.kind == "since" else _END
    # «до конца 2026 года» is all of 2026, not its last third; "before 24:00" is the whole day.
    kind = node.kind
    if kind == "before" and point.clock is not None and point.clock.hour == MIDNIGHT:
        kind = "until"
    if kind == "before" and point.part == _END:
        kind = "until"
    if point.part in (whole, Part(Fraction.THIRD, -1)) and kind in ("since", "until"):
        point = replace(point, part=None)
    end = value_of(point)
    try:
        match kind:
            case "since":
                return Interval(_end(end, True), Side.OPEN)
            case "until":
                return Interval(Side.OPEN, _end(end, False))
            case _:
                beside = _beside(end, -1 if kind == "before" else 1)
                sides = (beside, Side.OPEN) if is_start else (Side.OPEN, beside)
                return Interval(*sides)
    except (DateError, OverflowError) as error:
        raise NoDateError(
            getattr(error, "fact", "outside the calendar"),
            code=getattr(error, "code", "date-out-of-range"),
        ) from None


def _beside(found: edtf.Value, step: int) -> edtf.Date | DateTime:
    """The unit after (1) or before (-1) *found*: "before 2026" ends with 2025."""
    if isinstance(found, DateTime):
        return found
    if isinstance(found, edtf.Date) and found.day is None and not found.year_unspecified:
        if not isinstance(found.month, int):
            return replace(found, year=found.year + step)
        years, month = divmod(found.month - 1 + step, 12)
        return replace(found, year=found.year + years, month=month + 1)
    edge = found.earliest if step < 0 else found.latest
    if edge is None:
        raise NoDateError("a date with no end", "write one date", code="date-not-one")
    day = edge + timedelta(days=step)
    return edtf.Date(day.year, day.month, day.day, found.approximate, found.uncertain)


def window_value(series: Series, on: date | None) -> edtf.Value:
    """A time somewhere between the two dates of *series*."""
    points = completed(series, on).points
    if len(points) != 2:
        raise NoDateError(
            "'between' without two dates", "between 5 and 10 May 2026", code="date-not-one"
        )
    first, last = map(value_of, points)
    start, end = _end(first, True), _end(last, False)
    if isinstance(start, DateTime) or isinstance(end, DateTime):
        return _interval(start, end)
    try:
        return OneOf((Consecutive(start, end),))
    except DateError as error:
        raise NoDateError(error.fact, "the earlier date comes first", code=error.code) from None


def _check_weekdays(weekdays: Iterable[int], points: Sequence[Point]) -> None:
    if not weekdays:
        return
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    days = []
    for point in points:
        found = value_of(point)
        if found.precision is edtf.Precision.DAY and (first := found.earliest):
            days.append(first)
            if is_far(point)[1]:
                days += [first - timedelta(days=1), first + timedelta(days=1)]
    for weekday in weekdays:
        if not days:
            raise NoDateError(
                "a weekday without a day",
                "write the day of the month too",
                code="date-without-day",
            )
        if weekday not in [day.isoweekday() for day in days]:
            raise NoDateError(
                f"{days[0]} is a {names[days[0].isoweekday() - 1]}, not a {names[weekday - 1]}",
                "correct the day, or leave the day of the week out",
                code="date-weekday",
            )
