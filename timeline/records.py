"""Events as plain data: every field of the model, and values derived from its dates.

Programs read the same names everywhere: in the JSON and CSV exports and in ``--json`` output on
the command line. New fields of the model appear here automatically.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter, methodcaller
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple, replace

from timeline import edtf
from timeline.events import AnniversaryEvent, Event, Text, Timeline
from timeline.fingerprints import of_export
from timeline.phrases import Reading

Record: TypeAlias = dict[str, Any]
"""A JSON object."""

DATE_FIELDS: Final[Mapping[str, str]] = {
    "edtf": "The date in EDTF.",
    "start": "First day that it may touch, ISO 8601; null if open or unknown.",
    "end": "Last day that it may touch, included, ISO 8601; null if open or unknown.",
    "precision": "Of its finest part: day, month, season, quarter, half, year, decade, century, "
    "unknown.",
    "approximate": "Whether a part is approximate (~ or % in EDTF).",
    "uncertain": "Whether a part is uncertain (? or % in EDTF).",
    "start_time": "Time of day at which it begins, HH:MM; null if not known.",
    "end_time": "Time of day at which it ends, HH:MM; null if not known.",
    "zone": "Time zone or offset of the times of day; null without them.",
}
"""The fields of every date."""

DERIVED_FIELDS: Final[Mapping[str, str]] = {
    **DATE_FIELDS,
    "conflicts": "The dates, in EDTF, that sources give and that contradict the one shown.",
    "anniversary_of": "Id of the event that this one is derived from; null if it is in the file.",
    "years": "Number of the anniversary in years; null if it is not one.",
    "fingerprint": "Short hash of the content, by which an import detects edits; null for "
    "derived anniversaries.",
}
"""What an event's record has besides its fields: the date shown, and related values."""


def date_record(value: edtf.Value, zone: str | None = None) -> Record:
    """`DATE_FIELDS` of *value*; those of a time of day only if one is known.

    *zone* is that of a local time; a time with an offset has its own.
    """
    start, end = value.iso_bounds
    record: Record = {
        "edtf": str(value),
        "start": start,
        "end": end,
        "precision": value.precision.value,
        "approximate": value.approximate,
        "uncertain": value.uncertain,
    }
    if value.is_timed:
        first, last = (value.start, value.end) if isinstance(value, edtf.Interval) else (value, "")
        record |= {
            "start_time": _time(first),
            "end_time": _time(last),
            "zone": value.times[0].tzname() or zone,
        }
    return record


def _time(point: object) -> str | None:
    return point.moment.strftime("%H:%M") if isinstance(point, edtf.DateTime) else None


def summary(event: Event, timeline: Timeline) -> Record:
    """The entry of *event* in a list: names, the date shown, and where it is known from."""
    return {
        "id": event.id,
        "titles": plain(event.title),
        **date_record(event.date, timeline.zone(event)),
        "when": event.claim.reading.text or None,
        "kind": event.kind,
        "status": event.status.value,
        "place": event.place,
        "parties": list(event.parties),
        "series": event.series,
        "previously": event.previously.text if event.previously else None,
        "derived_from": event.origin,
        "disputed": event.disputed,
        "conflicts": [str(claim.value) for claim in event.conflicts],
        "sources": plain(event.sources),
    }


def event_record(event: Event, timeline: Timeline) -> Record:
    """All fields of *event* and its `DERIVED_FIELDS`; null for missing values."""
    values = _FIELDS(titled(event, timeline))
    record: Record = dict(zip(Event.__struct_fields__, map(plain, values), strict=True))
    return record | derived_record(event, timeline)


_FIELDS: Final = attrgetter(*Event.__struct_fields__)


def titled(event: Event, timeline: Timeline) -> Event:
    """*event*; if it is an anniversary, with its generated title in every language."""
    if not isinstance(event, AnniversaryEvent):
        return event
    # Imported here: Babel takes longer than everything else, and only anniversaries need it.
    from timeline.wording import event_title

    titles = {tag: event_title(event, timeline, tag) for tag in timeline.languages}
    return replace(event, title=Text(titles))


def derived_record(event: Event, timeline: Timeline) -> Record:
    """The `DERIVED_FIELDS` of *event*, in their order."""
    zone = timeline.zone(event) if event.date.is_timed else None
    return {
        **_UNKNOWN_DATE,
        **date_record(event.date, zone),
        "conflicts": [str(claim.value) for claim in event.conflicts],
        "anniversary_of": event.origin,
        "years": getattr(event, "years", None),
        "fingerprint": of_export(event) if event.origin is None else None,
    }


_UNKNOWN_DATE: Final[Mapping[str, None]] = dict.fromkeys(DATE_FIELDS)


def plain(value: object) -> Any:
    """*value* of the model as JSON data.

    A text is an object by language tag. A date in words has its ``text`` besides its
    `DATE_FIELDS`; any other date is EDTF or ISO 8601.
    """
    if value is None or type(value) is str:  # nearly all values
        return value
    type_: type = type(value)
    return _conversion(type_)(value)


@cache
def _conversion(type_: type) -> Callable[[Any], Any]:
    """How `plain` converts a value of *type_*; found once for each type, as values are many."""
    if issubclass(type_, Struct) and not issubclass(type_, Reading | edtf.Value):
        names = type_.__struct_fields__
        return lambda struct: dict(zip(names, map(plain, astuple(struct)), strict=True))
    return next(
        (convert for base, convert in _CONVERSIONS.items() if issubclass(type_, base)),
        lambda value: value,
    )


_CONVERSIONS: Final[Mapping[type, Callable[[Any], Any]]] = {
    Text: lambda text: dict(text.by_language),
    Reading: lambda read: {"text": read.text, **date_record(read.value, read.zone)},
    edtf.Value: str,
    date: methodcaller("isoformat"),
    Enum: attrgetter("value"),
    tuple: lambda items: [plain(item) for item in items],
    dict: lambda items: {key: plain(item) for key, item in items.items()},
}
