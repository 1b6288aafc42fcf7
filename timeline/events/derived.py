"""The anniversaries of an event, and the order of events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dateutil.rrule import YEARLY, rrule
from msgspec.structs import replace

from timeline import edtf
from timeline.events.chronologies import Chronology
from timeline.events.event import AnniversaryEvent, Event, Status
from timeline.phrases import Reading


def chronological(event: Event) -> tuple[int, int, date, int, date, str]:
    """Sort key: by first day, exact before vague, short before long; undated events last.

    A decade or a century comes after everything in its first year, so that it does not split that
    year; one that is an end without a start comes after its last year.
    """
    value = event.date
    first = value.earliest or value.latest or date.max
    last = value.latest or date.max
    vague = value.vague_years
    unspecified = vague.year_unspecified if vague else 0
    return first.year, unspecified, first, value.precision.rank, last, event.id


def anniversaries(event: Event, document: Chronology) -> Iterator[AnniversaryEvent]:
    """The anniversaries of *event* by its own rule; none without a rule or a first day.

    The last year, included, is that of the rule, or else the header's, or else
    `Chronology.last_year`. Each anniversary is as precise as the event's first date: that of a
    month is the same month. The anniversary of 29 February is the last day of February.
    """
    rule, start = event.anniversary, _counted_from(event.date)
    first = start.earliest if start is not None else None
    if rule is None or start is None or first is None:
        return
    is_leap_day = (start.precision, first.month, first.day) == (edtf.Precision.DAY, 2, 29)
    until = rule.until or document.calendar.until or document.last_year
    days = rrule(
        YEARLY,
        interval=rule.every,
        dtstart=datetime(first.year, first.month, first.day),
        until=datetime(until, 12, 31),
        bymonth=2 if is_leap_day else None,
        bymonthday=-1 if is_leap_day else None,
    )
    for day in days:
        years = day.year - first.year
        if years < (rule.first or 1):
            continue
        value: edtf.Date | edtf.SubYear
        if isinstance(start, edtf.SubYear):
            value = edtf.SubYear(day.year, start.grouping)
        else:
            number = day.day if isinstance(start.day, int) else start.day
            value = replace(start, year=day.year, day=number)
        yield AnniversaryEvent(
            id=f"{event.id}-anniversary-{years}",
            title=rule.title or event.title,
            when=Reading(str(value), value, rule="anniversary"),
            kind=event.kind,
            status=Status.CONFIRMED,
            place=event.place,
            parties=event.parties,
            series=event.series,
            revised=event.revised,
            sources=tuple(replace(source, when=None) for source in event.sources),
            anniversary_of=event.id,
            years=years,
        )


def _counted_from(value: edtf.Value) -> edtf.Date | edtf.SubYear | None:
    """The first date of *value*, the base of anniversaries; None if its year is not known."""
    if isinstance(value, edtf.Interval):
        value = value.start if not isinstance(value.start, edtf.Side) else edtf.UNKNOWN
    if isinstance(value, edtf.DateTime):
        return edtf.Date(value.moment.year, value.moment.month, value.moment.day)
    if isinstance(value, edtf.Date):
        return None if value.year_unspecified else value
    return value if isinstance(value, edtf.SubYear) else None
