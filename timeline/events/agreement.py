"""Which dates can be true of the same event, and which a chronology can contain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product, starmap

from dateutil.relativedelta import relativedelta

from timeline import edtf
from timeline.code_names import CodeName
from timeline.events.fields import FIRST_YEAR, LAST_YEAR


def agree(one: edtf.Value, other: edtf.Value) -> bool:
    """Whether both dates can be true of the same event.

    Exact days must be equal, as must each run of days and the moments of times. A window agrees
    with any date that overlaps it; a date qualified with ``~`` or ``?`` with any that overlaps
    the same month (for a day), year (months to halves) or decade (a year). An open or unknown
    end agrees with any end.
    """
    if one == other:
        return True
    times = list(zip(one.times, other.times, strict=False))
    if times and all((a.tzinfo is None) == (b.tzinfo is None) for a, b in times):
        # The same moment may be two days, such as 23:00 in one zone and 01:00 in another.
        return all(a == b for a, b in times)
    if one.is_window or other.is_window or _is_qualified(one) or _is_qualified(other):
        return any(starmap(_touch, product(_reaches(one), _reaches(other))))
    runs, other_runs = _runs(one), _runs(other)
    return len(runs) == len(other_runs) and all(
        _touch(a, b) for run, other_run in zip(runs, other_runs, strict=True)
        for a, b in zip(run, other_run, strict=True)
    )  # fmt: skip


def _is_qualified(value: edtf.Value) -> bool:
    return value.approximate or value.uncertain


_Extent = tuple[date | None, date | None]
"""First and last day, both included; None is open or unknown."""


def _runs(value: edtf.Value) -> list[tuple[_Extent, _Extent]]:
    """The runs of days of *value*: the days on which each may begin, and on which it may end."""
    if isinstance(value, edtf.Interval):
        sides = value.start, value.end
        start, end = (
            (None, None) if isinstance(side, edtf.Side) else (side.earliest, side.latest)
            for side in sides
        )
        return [(start, end)]
    if not isinstance(value, edtf.AllOf):
        days = value.earliest, value.latest
        return [(days, days)]
    runs: list[list[date | None]] = []
    for first, last in sorted(map(_days, value.members), key=lambda run: run[0] or date.min):
        before = runs[-1][1] if runs else None
        if before and first and first - before <= timedelta(days=1):
            runs[-1][1] = last and max(last, before)
        else:
            runs.append([first, last])
    return [((first, first), (last, last)) for first, last in runs]


def _days(member: edtf.Member) -> _Extent:
    if isinstance(member, edtf.Consecutive):
        first, last = member.first, member.last
        return first.earliest if first else None, last.latest if last else None
    return member.earliest, member.latest


def _reaches(value: edtf.Value) -> list[_Extent]:
    """The days that *value* may mean: those of each member of a set, otherwise its `reach`."""
    if isinstance(value, edtf.OneOf | edtf.AllOf) and not _is_qualified(value):
        return [_days(member) for member in value.members]
    return [reach(value)]


def reach(value: edtf.Value) -> _Extent:
    """The days that *value* may mean, including a tolerance if it is qualified."""
    first, last = value.earliest, value.latest
    if not _is_qualified(value):
        return first, last
    match value.precision:
        case edtf.Precision.DAY:
            month_end = relativedelta(day=31)
            return first and first.replace(day=1), last and last + month_end
        case edtf.Precision.YEAR | edtf.Precision.DECADE | edtf.Precision.CENTURY:
            return (
                first and date(max(first.year // 10 * 10, 1), 1, 1),
                last and date(last.year // 10 * 10 + 9, 12, 31),
            )
        case _:
            return first and date(first.year, 1, 1), last and date(last.year, 12, 31)


def _touch(one: _Extent, other: _Extent) -> bool:
    (first, last), (other_first, other_last) = one, other
    begins_in_time = first is None or other_last is None or first <= other_last
    return begins_in_time and (other_first is None or last is None or other_first <= last)


def _overlap(one: edtf.Value, other: edtf.Value) -> bool:
    """Whether they have a day in common, without tolerance."""
    return _touch((one.earliest, one.latest), (other.earliest, other.latest))


def sharpness(value: edtf.Value) -> tuple[int, bool, bool]:
    """Sort key: precise before vague, certain before qualified, timed before untimed."""
    return value.precision.rank, value.approximate or value.uncertain, not value.is_timed


def is_earlier(given: edtf.Value, before: edtf.Value, now: edtf.Value | None) -> bool:
    """Whether the date *given* for a moved event supports the date *before*, not the date *now*.

    If *before* is several separate dates, the event was moved more than once.
    """
    dates = (before, *before.parts) if isinstance(before, edtf.AllOf) else (before,)
    if not any(agree(given, date) for date in dates):
        return False
    if now is None or not agree(given, now):
        return True
    if _overlap(given, before) != _overlap(given, now):
        # It agrees with one of them only by the tolerance of an approximate or uncertain date.
        return _overlap(given, before)
    known = sharpness(now)
    return sharpness(given) < known and sharpness(before) <= known


def objections(value: edtf.Value) -> Iterator[tuple[str, str, CodeName]]:
    """Why a chronology cannot contain the date *value*: facts, hints and codes; empty if it can."""
    dates = value.dates
    years = [year for part in dates or (value,) for year in part.years]
    if beyond := [year for year in years if not FIRST_YEAR <= year <= LAST_YEAR]:
        fact = f"the year {beyond[0]} is outside {FIRST_YEAR} to {LAST_YEAR}"
        yield fact, "describe earlier or later events in the description", "date-out-of-range"
    if any(part.precision is edtf.Precision.UNKNOWN for part in dates):
        yield "a part of the date is unknown", _without_unknown(value), "date-part-unknown"
    if isinstance(value, edtf.Interval) and value.is_timed:
        sides = [side for side in (value.start, value.end) if isinstance(side, edtf.DateTime)]
        if len(sides) == 1 and not isinstance(value.end, edtf.Side):
            yield (
                "a time of day at one end only",
                "give both ends a time, or neither",
                "time-one-end",
            )
        elif len({side.moment.tzinfo is None for side in sides}) == 2:
            yield (
                "an offset at one end only",
                "give both ends an offset, or neither",
                "time-one-end",
            )


def _without_unknown(value: edtf.Value) -> str:
    """How to write an interval or a set without its unknown part."""
    if not isinstance(value, edtf.Interval):
        return "list the dates that are known"
    known = [
        "" if isinstance(side, edtf.Date) and side.precision is edtf.Precision.UNKNOWN else side
        for side in (value.start, value.end)
    ]
    shown = "/".join(map(str, known))
    return "remove it: there is no date yet" if shown in ("/", "../", "/..") else f"write {shown}"
