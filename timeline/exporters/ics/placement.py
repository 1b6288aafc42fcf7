"""The place of an event in a calendar: the days or the hours that its VEVENTs cover.

A VEVENT has a start and an end, to the day or to the second; RFC 5545 has nothing less precise. A
VEVENT that starts at a time of day may have no end, and then ends when it begins (section 3.6.1).
The header's policy says, per precision, how inexact dates are shown: on all of their days, on the
first day, or not at all. `Coverage.is_exact` distinguishes them, so that the title can add in
words what the days do not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.events import Event, Imprecise, Showing, Status, Timeline

_DAY: Final = timedelta(days=1)

_EXTENTS: Final = (
    (31, Precision.MONTH),
    (92, Precision.QUARTER),
    (184, Precision.HALF),
    (366, Precision.YEAR),
    (3653, Precision.DECADE),
)
"""Maximum days that a choice among several dates may span to be treated as that precision."""


class Coverage(Struct, frozen=True):
    """What one VEVENT covers: days or moments from ``start`` to ``end``, the end exclusive.

    Moments have their zone; ``end`` is None if the event ends at ``start`` or its end is unknown.
    ``is_exact`` is False if the event need not fill the span. ``assumed`` is the length in minutes
    that the header's ``default_duration`` gives an event without a known end; ``has_end`` is False
    for every such event.
    """

    start: date
    end: date | None
    is_exact: bool = True
    has_end: bool = True
    assumed: int | None = None

    @property
    def last(self) -> date:
        """The end, or the start if there is no end."""
        return self.start if self.end is None else self.end


class Placement(Struct, frozen=True):
    """The spans of an event in order of time, and the reasons why all or a part of it has none."""

    spans: tuple[Coverage, ...]
    omissions: tuple[str, ...] = ()


def as_shown(event: Event) -> Event:
    """*event* with the date on which calendars show it.

    That is its date, unless it is postponed without a new date: then subscribers must be informed
    on the day that they know.
    """
    if event.status is not Status.POSTPONED or event.is_dated or event.previously is None:
        return event
    return replace(event, when=event.previously, sources=())


def placement(timeline: Timeline, event: Event, imprecise: Imprecise) -> Placement:
    """The place of *event* by the policy *imprecise*."""
    event = as_shown(event)
    value = event.date
    if not event.is_dated:
        return Placement((), ("it has no date yet",))
    try:
        if _has_hours(value) and (moments := timeline.moments(event)):
            return Placement((_hours(value, *moments, timeline.calendar.default_duration),))
        if not isinstance(value, edtf.AllOf):
            alone = _of(value, imprecise)
            return Placement((alone,)) if isinstance(alone, Coverage) else Placement((), (alone,))
        found = [_of(part, imprecise) for part in value.parts]
    except (DateError, OverflowError):
        return Placement((), (f"{value} is outside the years 1 to 9999 of a calendar",))
    return Placement(
        tuple(_joined(span for span in found if isinstance(span, Coverage))),
        tuple(dict.fromkeys(reason for reason in found if isinstance(reason, str))),
    )


def _has_hours(value: edtf.Value) -> bool:
    """Whether the start is a moment, and the end not a day: a VEVENT cannot mix them."""
    return not isinstance(value, edtf.Interval) or not isinstance(
        value.end, edtf.Date | edtf.SubYear
    )


def _hours(
    value: edtf.Value, start: datetime, end: datetime | None, assumed: int | None
) -> Coverage:
    """The span of moments, or of days if they are midnights, for which Outlook would show 00:00.

    Python compares and adds local times without their offsets, so this converts to UTC first.
    """
    zone, first = start.tzinfo, start.astimezone(UTC)
    start = first.astimezone(zone)
    is_exact = not (isinstance(value, edtf.Interval) and value.is_open)
    if end is None:
        if assumed is None:
            return Coverage(start, None, is_exact, has_end=False)
        last = (first + timedelta(minutes=assumed)).astimezone(zone)
        return Coverage(start, last, is_exact, has_end=False, assumed=assumed)
    last = end.astimezone(UTC).astimezone(zone)
    if last.astimezone(UTC) <= first:
        # RFC 5545 section 3.8.2.2: DTEND must be later than DTSTART.
        return Coverage(start, None, is_exact)
    if start.time() == last.time() == time.min:
        return Coverage(start.date(), last.date())
    return Coverage(start, last, is_exact)


def _of(value: edtf.Value, imprecise: Imprecise) -> Coverage | str:
    """The span of a date that is not a set, or the reason why it has none."""
    if isinstance(value, edtf.Interval):
        return _lasting(value, imprecise)
    first, last = value.earliest, value.latest
    if first is None or last is None:
        edge = first or last
        return Coverage(edge, edge + _DAY, is_exact=False) if edge else "its date is not known"
    showing = _showing(value, imprecise)
    if showing is Showing.OMIT:
        return _too_vague(value)
    is_exact = value.precision is Precision.DAY and not (
        value.is_window or value.approximate or value.uncertain
    )
    return Coverage(first, (first if showing is Showing.MARK else last) + _DAY, is_exact)


def _lasting(value: edtf.Interval, imprecise: Imprecise) -> Coverage | str:
    """The span of an interval. A side that is too imprecise to be shown counts as open."""
    start, end = (
        None if isinstance(side, edtf.Side) or _showing(side, imprecise) is Showing.OMIT else side
        for side in (value.start, value.end)
    )
    if start is not None and end is not None:
        first, last = _bounds(start)[0], _bounds(end)[1]
        if Showing.MARK in (_showing(start, imprecise), _showing(end, imprecise)):
            return Coverage(first, first + _DAY, is_exact=False)
        is_exact = not (value.approximate or value.uncertain) and (
            start.precision is end.precision is Precision.DAY
        )
        return Coverage(first, last + _DAY, is_exact)
    edge = start or end
    if edge is None:
        return _too_vague(value)
    first, last = _bounds(edge)
    if _showing(edge, imprecise) is Showing.MARK:
        first = last = first if edge is start else last
    return Coverage(first, last + _DAY, is_exact=False)


def _showing(value: edtf.Value, imprecise: Imprecise) -> Showing:
    precision = value.precision
    if isinstance(value, edtf.OneOf):
        first, last = _bounds(value)
        days = (last - first).days + 1
        precision = next((p for most, p in _EXTENTS if days <= most), Precision.CENTURY)
    if precision is Precision.DAY:
        return Showing.SPAN
    if precision is Precision.UNKNOWN:
        return Showing.OMIT
    showing: Showing = getattr(imprecise, precision.value)
    return showing


def _bounds(value: edtf.Value) -> tuple[date, date]:
    """First and last day of a date that has both."""
    first, last = value.earliest, value.latest
    assert first is not None
    assert last is not None
    return first, last


def _too_vague(value: edtf.Value) -> str:
    if isinstance(value, edtf.OneOf):
        return f"its possible dates are too far apart ({value})"
    known = "half of a year" if value.precision is Precision.HALF else value.precision
    return f"only the {known} is known ({value})"


def _joined(spans: Iterable[Coverage]) -> Iterator[Coverage]:
    """*spans* in order of time, with adjacent days joined."""
    ahead: Coverage | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.last)):
        if ahead and ahead.is_exact and span.is_exact and span.start <= ahead.last:
            ahead = replace(ahead, end=max(ahead.last, span.last))
            continue
        if ahead:
            yield ahead
        ahead = span
    if ahead:
        yield ahead
