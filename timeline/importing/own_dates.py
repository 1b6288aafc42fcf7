"""The date of an entry of our own calendars: as exported, or as moved in an application since.

A calendar shows a date as days or hours, and has it in EDTF too. If the days no longer match the
EDTF, an application has moved the entry, and its days count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import msgspec

from timeline import edtf
from timeline.errors import DateError
from timeline.events import Chronology, Event, Imprecise, Showing, Text, Timeline, complete
from timeline.exporters.ics.placement import Coverage, placement
from timeline.importing import spans
from timeline.importing.component_tree import Component
from timeline.importing.spans import Span
from timeline.importing.zones import GREENWICH, KnownZones
from timeline.phrases import Reading

_POLICIES: Final = tuple(
    msgspec.convert(dict.fromkeys(Imprecise.__struct_fields__, showing), Imprecise)
    for showing in (Showing.SPAN, Showing.MARK)
)
_WIDEST_OFFSET: Final = timedelta(hours=14)
_OFFSETS: Final = timedelta(minutes=15)
_MINUTE: Final = timedelta(minutes=1)


def date_in(
    component: Component, shown: edtf.Value, assumed: timedelta | None, zones: KnownZones
) -> edtf.Value:
    """The date of an entry that was exported as *shown*.

    *assumed* is the assumed length that the entry states. A local time that the calendar has in
    UTC gets the offset between the two.
    """
    try:
        span = spans.of(component, zones)
    except DateError:
        return shown
    if span is None or shown == edtf.UNKNOWN:
        return shown  # a postponed event is shown on its earlier day
    if span.is_days:
        return shown if any(_covers(span, one) for one in _placed(shown)) else span.value
    if assumed is not None and span.end - span.start == assumed:
        span = Span(span.start, span.start, span.zone, span.zone)
    return _with_hours(span, shown)


def date_of_parts(
    parts: Mapping[int, Component], shown: edtf.AllOf, zones: KnownZones
) -> tuple[edtf.Value, Component | None]:
    """The separate days of an event, of which each of the *parts* is one entry, by its number.

    It was exported as *shown*. Also returns the part whose move cannot be written in EDTF.
    """
    placed = placement(*_alone(shown), _POLICIES[0]).spans
    members = list(map(str, shown.members))
    for number, component in sorted(parts.items()):
        try:
            span = spans.of(component, zones)
        except DateError:
            span = None
        if span is None or number > len(placed) or _covers(span, placed[number - 1]):
            continue
        first = placed[number - 1].start.isoformat()[:10]
        found = [at for at, member in enumerate(members) if member.startswith(first)]
        if not found or not span.is_days:
            return shown, component
        members[found[0]] = str(span.value).replace("/", "..")
    try:
        return edtf.parse(f"{{{','.join(sorted(members))}}}"), None
    except DateError:
        return shown, next(iter(parts.values()))


def _alone(shown: edtf.Value) -> tuple[Timeline, Event]:
    """A chronology of one event of that date, and the event."""
    event = Event(id="event", title=Text({"und": "?"}), when=Reading(str(shown), shown))
    return complete(Chronology(events=(event,))), event


def _placed(shown: edtf.Value) -> Iterator[Coverage]:
    """The first days that a calendar may show for the date, by any policy of its header."""
    timeline, event = _alone(shown)
    for policy in _POLICIES:
        yield from placement(timeline, event, policy).spans[:1]


def _covers(span: Span, one: Coverage) -> bool:
    return (one.start, one.last) == (span.start.date(), span.end.date())


def _with_hours(span: Span, shown: edtf.Value) -> edtf.Value:
    """*shown*, if it matches the hours of an entry; otherwise the date of those hours."""
    start, end = (shown.start, shown.end) if isinstance(shown, edtf.Interval) else (shown, None)
    if not isinstance(start, edtf.DateTime) or span.zone is None or span.end_zone is None:
        return span.value
    first, last = span.zone.at(span.start), span.end_zone.at(span.end)
    ahead = _ahead(start.moment, first, span)
    if ahead is None:
        return span.value
    if not isinstance(end, edtf.DateTime):
        return _in_offsets(shown, span, ahead) if first == last else span.value
    until = _ahead(end.moment, last, span)
    return span.value if until is None else _in_offsets(shown, span, ahead, until)


def _in_offsets(shown: edtf.Value, span: Span, *ahead: timedelta) -> edtf.Value:
    """*shown* with the offsets of its times, if the calendar has them in UTC, without a zone."""
    if span.zone != GREENWICH or not any(ahead) or any(at.tzinfo for at in shown.times):
        return shown
    if any(each % _MINUTE for each in ahead):
        return shown  # EDTF has no offsets with seconds
    offsets = iter(map(timezone, ahead))
    return _with_each(shown, lambda moment: moment.replace(tzinfo=next(offsets)))


def on_the_clock(value: edtf.Value) -> edtf.Value:
    """*value* in local time, without offsets."""
    return _with_each(value, lambda moment: moment.replace(tzinfo=None))


def _with_each(value: edtf.Value, change: Callable[[datetime], datetime]) -> edtf.Value:
    """*value* with each of its moments changed."""
    if isinstance(value, edtf.DateTime):
        return edtf.DateTime(change(value.moment))
    if not isinstance(value, edtf.Interval):
        return value
    start, end = (
        edtf.DateTime(change(side.moment)) if isinstance(side, edtf.DateTime) else side
        for side in (value.start, value.end)
    )
    return edtf.Interval(start, end)


def _ahead(moment: datetime, at: datetime, span: Span) -> timedelta | None:
    """How far the clock of *moment* is ahead of UTC if it is the moment *at*; None if it is not."""
    wall = moment.replace(tzinfo=None)
    if moment.tzinfo is not None:
        return moment.utcoffset() if moment == at else None
    if span.zone != GREENWICH:
        return at.utcoffset() if wall == at.replace(tzinfo=None) else None
    ahead = wall - at.astimezone(UTC).replace(tzinfo=None)
    # Local mean time, before clocks had zones, has seconds, which nobody moves an entry by.
    is_like_one = not ahead % _OFFSETS or ahead % _MINUTE
    is_offset = abs(ahead) <= _WIDEST_OFFSET and is_like_one
    return ahead if is_offset else None
