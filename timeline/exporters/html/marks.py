"""What the chart draws for a date: spans of days, each as certain as the date.

Days are whole numbers, 0 being 1970-01-01, so that no time zone can move them; a span is
half-open, like a bar. A span either *lasts* (the event fills it) or is a *window* (the event
is somewhere inside). A side that is open or unknown is None. Times of day are fractions of
the day at the place of the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Precision

_EPOCH: Final = date(1970, 1, 1).toordinal()
_MINUTES_OF_A_DAY: Final = 1440
_DAY: Final = timedelta(days=1)


class DaySpan(Struct, frozen=True):
    """From *start* to *end*, exclusive, in days since 1970-01-01.

    ``window`` is the precision of a window, None for a span that lasts; ``is_open`` says that
    the open side is known to be open (``..``), not unknown.
    """

    start: float | None
    end: float | None
    window: Precision | None = None
    is_open: bool = False
    timed: bool = False


def day_number(day: date) -> int:
    """Days from 1970-01-01 to *day*."""
    return day.toordinal() - _EPOCH


def spans(
    value: edtf.Value, moments: tuple[datetime, datetime | None] | None = None
) -> tuple[DaySpan, ...]:
    """The spans of *value*, in order; no span if nothing is known.

    *moments* are the start and end of a timed event, as `Timeline.moments` gives them.
    """
    if moments is not None:
        return tuple(_timed(value, *moments))
    match value:
        case edtf.Interval():
            return tuple(_interval(value))
        case edtf.OneOf():
            return tuple(_members(value, one_of=True))
        case edtf.AllOf():
            return tuple(_members(value, one_of=False))
        case _ if value.precision is Precision.UNKNOWN:
            return ()
        case _:
            return (_point(value),)


_TOLERANCES: Final = {
    Precision.DAY: relativedelta(days=3),
    Precision.WEEK: relativedelta(weeks=1),
    Precision.MONTH: relativedelta(months=1),
    Precision.YEAR: relativedelta(years=1),
    Precision.DECADE: relativedelta(years=10),
    Precision.CENTURY: relativedelta(years=100),
}
"""How much earlier or later an approximate date may be; seasons and the like have no ``~``."""


def tolerance(value: edtf.Value) -> tuple[float, float] | None:
    """The days that an approximate *value* may mean, as a half-open span; None if it is exact.

    The span extends as far before the date as after it. An interval is extended only at the ends
    that are approximate.
    """
    earliest, latest = value.earliest, value.latest
    if not value.approximate or earliest is None or latest is None:
        return None
    begins = ends = value.dates or (value,)
    if isinstance(value, edtf.Interval):
        begins, ends = _dated(value.start), _dated(value.end)
    first = min([earliest, *(_moved(each.earliest, each, -1) for each in _approximate(begins))])
    last = max([latest, *(_moved(each.latest, each, 1) for each in _approximate(ends))])
    return day_number(first), day_number(last) + 1


def _dated(end: edtf.Endpoint | edtf.Side) -> tuple[edtf.Endpoint, ...]:
    return () if isinstance(end, edtf.Side) else (end,)


def _approximate(dates: Iterable[edtf.Value]) -> list[edtf.Value]:
    return [each for each in dates if each.approximate]


def _moved(day: date | None, approximate: edtf.Value, direction: int) -> date:
    """*day*, an end of an *approximate* date, moved as far as the date may be off."""
    if day is None:  # pragma: no cover - points have both ends
        raise ValueError(f"{approximate} has no bounds")
    try:
        if direction < 0:
            return day - _TOLERANCES[approximate.precision]
        # From the day after: a month after the end of February is the end of March.
        return day + _DAY + _TOLERANCES[approximate.precision] - _DAY
    except (OverflowError, ValueError):  # outside the years 1 to 9999
        return day


def _point(value: edtf.Value) -> DaySpan:
    first, last = _days(value)
    return DaySpan(first, last + 1, value.precision if value.is_window else None)


def _days(value: edtf.Value) -> tuple[int, int]:
    first, last = value.earliest, value.latest
    if first is None or last is None:  # pragma: no cover - points have both ends
        raise ValueError(f"{value} has no bounds")
    return day_number(first), day_number(last)


def _interval(value: edtf.Interval) -> Iterator[DaySpan]:
    """The window of an imprecise start, the certain days, the window of an imprecise end."""
    start, end = value.start, value.end
    if isinstance(start, edtf.Side) or isinstance(end, edtf.Side):
        yield from _half_open(value)
        return
    (first, begun), (ending, last) = _days(start), _days(end)
    if begun >= ending and (start.is_window or end.is_window):
        # "March 2025/March 2025": no day is certain.
        yield DaySpan(first, last + 1, edtf.finest((start.precision, end.precision)))
        return
    if start.is_window:
        yield DaySpan(first, begun + 1, start.precision)
        first = begun + 1
    sure_until = ending if end.is_window else ending + 1
    if first < sure_until:
        yield DaySpan(first, sure_until)
    if end.is_window:
        yield DaySpan(ending, last + 1, end.precision)


def _half_open(value: edtf.Interval) -> Iterator[DaySpan]:
    start, end = value.start, value.end
    if isinstance(end, edtf.Side) and not isinstance(start, edtf.Side):
        first, begun = _days(start)
        if start.is_window:
            yield DaySpan(first, begun + 1, start.precision)
            first = begun + 1
        yield DaySpan(first, None, is_open=end is edtf.Side.OPEN)
    elif isinstance(start, edtf.Side) and not isinstance(end, edtf.Side):
        ending, last = _days(end)
        if not end.is_window:
            ending += 1
        yield DaySpan(None, ending, is_open=start is edtf.Side.OPEN)
        if end.is_window:
            yield DaySpan(ending, last + 1, end.precision)


def _timed(value: edtf.Value, start: datetime, end: datetime | None) -> Iterator[DaySpan]:
    """The hours; if the end is not a moment, its spans of days with the hour of the start.

    No span ends before it begins: the end may be in another time zone than the start.
    """
    begun = _instant(start)
    if isinstance(value, edtf.Interval) and end is None:
        first, *rest = _interval(value)
        until = None if first.end is None else max(begun, first.end)
        yield replace(first, start=begun, end=until, timed=first.window is None)
        yield from rest
    else:
        yield DaySpan(begun, max(begun, _instant(end or start)), timed=True)


def _members(value: edtf.OneOf | edtf.AllOf, *, one_of: bool) -> Iterator[DaySpan]:
    for member in value.members:
        if isinstance(member, edtf.Consecutive):
            first = None if member.first is None else _days(member.first)[0]
            last = None if member.last is None else _days(member.last)[1] + 1
            vague = one_of or any(day.is_window for day in member.dates)
            yield DaySpan(first, last, value.precision if vague else None)
        else:
            first, last = _days(member)
            vague = one_of or member.is_window
            yield DaySpan(first, last + 1, member.precision if vague else None)


def _instant(moment: datetime) -> float:
    minutes = moment.hour * 60 + moment.minute
    return round(day_number(moment.date()) + minutes / _MINUTES_OF_A_DAY, 5)
