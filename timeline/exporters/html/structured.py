"""The events as schema.org data (JSON-LD), for search engines and other machines.

https://schema.org/Event takes ISO 8601 dates, which can be a day, a month or a year. Any other
date is given as the finest of these that is certainly true: a season as its year, "about 15
March" as the month that contains its tolerance; a decade has no such date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeline import edtf, wording
from timeline.events import Event, NamedPlace, Status, Timeline, reach
from timeline.subscribing import page_address

Thing = dict[str, Any]
"""A JSON object."""

_STATUSES = {Status.CANCELLED: "EventCancelled", Status.POSTPONED: "EventPostponed"}


def graph(timeline: Timeline, language: str) -> Thing:
    """The page and all events of *timeline* as one JSON-LD document in *language*; no drafts."""
    places = place_nodes(timeline, language)
    return {
        "@context": "https://schema.org",
        "@graph": [
            *_page(timeline, language),
            *(
                event_node(timeline, event, language, places)
                for event in timeline.events
                if event.status is not Status.DRAFT
            ),
        ],
    }


def _page(timeline: Timeline, language: str) -> Iterator[Thing]:
    """The page itself, if the header or the data gives its publisher or how current it is."""
    calendar = timeline.calendar
    node: Thing = {}
    if calendar.publisher or calendar.contact:
        node["publisher"] = {"@type": "Organization", **_publisher(timeline, language)}
    if licence := calendar.licence_url or (
        calendar.licence and timeline.text(calendar.licence, language)[0]
    ):
        node["license"] = licence
    if as_of := timeline.document.as_of:
        node["dateModified"] = as_of.isoformat()
    if node:
        title = timeline.text(calendar.title, language)[0] if calendar.title else calendar.id
        head = {"@type": "WebPage", "@id": page_address(calendar) or "", "name": title}
        yield {**head, "inLanguage": language, **node}


def _publisher(timeline: Timeline, language: str) -> Thing:
    calendar = timeline.calendar
    node: Thing = {}
    if calendar.publisher:
        node["name"] = timeline.text(calendar.publisher, language)[0]
    if calendar.contact:
        key = "email" if wording.contact_url(calendar.contact) != calendar.contact else "url"
        node["contactPoint"] = {"@type": "ContactPoint", key: calendar.contact}
    return node


def place_nodes(timeline: Timeline, language: str) -> dict[str, Thing]:
    """The places of *timeline* by name, for `event_node`."""
    return {
        name: _place(place, timeline.text(place.name, language)[0])
        for name, place in timeline.document.places.items()
    }


def _place(place: NamedPlace, name: str) -> Thing:
    node: Thing = {"@type": "Place", "name": name}
    if place.country:
        node["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.coordinates:
        latitude, longitude = place.coordinates
        node["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return node


def event_node(
    timeline: Timeline, event: Event, language: str, places: Mapping[str, Thing]
) -> Thing:
    """*event* with its name in *language*; *places* are `place_nodes` in that language."""
    node: Thing = {
        "@type": "Event",
        "@id": f"{page_address(timeline.calendar) or ''}#{event.id}",
        "name": wording.event_title(event, timeline, language),
    }
    start, end = iso_dates(event.date)
    if isinstance(event.date, edtf.AllOf):
        # An event on several separate days did not last from the first to the last.
        start = end = None
        node["subEvent"] = [
            {"@type": "Event", "name": node["name"], **_dated(member)}
            for member in event.date.members
        ]
    if moments := timeline.moments(event):
        start, end = (
            moment.isoformat(timespec="minutes") if moment else day
            for moment, day in zip(moments, (start, end), strict=True)
        )
    if start:
        node["startDate"] = start
    if end:
        node["endDate"] = end
    status = _STATUSES.get(event.status)
    if event.previously:
        if previous := iso_dates(event.previously.value)[0]:
            node["previousStartDate"] = previous
        if status is None or (event.status is Status.POSTPONED and event.date.years):
            status = "EventRescheduled"  # schema.org: what is postponed has no new date yet
    if status:
        node["eventStatus"] = f"https://schema.org/{status}"
    if event.place:
        node["location"] = places[event.place]
    if event.part_of:
        node["superEvent"] = {"@id": f"{page_address(timeline.calendar) or ''}#{event.part_of}"}
    return node


def _dated(member: edtf.Member) -> dict[str, str]:
    """Start and end of one date, or run of dates, of a set."""
    if isinstance(member, edtf.Consecutive):
        ends = [_iso(day) if day else None for day in (member.first, member.last)]
    else:
        ends = [_iso(member), None]
    return {key: day for key, day in zip(("startDate", "endDate"), ends, strict=True) if day}


def iso_dates(value: edtf.Value) -> tuple[str | None, str | None]:
    """First and last date of *value* as ISO 8601, no finer than it is known; the last may be None.

    >>> iso_dates(edtf.parse("2025-09-17/2025-09-18"))
    ('2025-09-17', '2025-09-18')
    >>> iso_dates(edtf.parse("2024-11")), iso_dates(edtf.parse("2026-03-15~"))
    (('2024-11', None), ('2026-03', None))
    """
    match value:
        case edtf.Interval():
            return _iso(value.start), _iso(value.end)
        case edtf.OneOf() | edtf.AllOf():
            return _common(value), None
        case _:
            return _iso(value), None


def _iso(value: edtf.Value | edtf.Side) -> str | None:
    if isinstance(value, edtf.Side):
        return None
    if value.approximate or value.uncertain:
        return _common(value)
    if isinstance(value, edtf.Date) and not value.year_unspecified:
        return str(value).partition("-XX")[0]  # the unspecified digits are at the end
    if isinstance(value, edtf.DateTime):
        return value.moment.date().isoformat()
    return _common(value)


def _common(value: edtf.Value) -> str | None:
    """The day, month or year that all possible days of *value* share."""
    first, last = reach(value)
    if first is None or last is None or first.year != last.year:
        return None
    if first == last:
        return first.isoformat()
    # Not with strftime, which writes the year 850 without its zero.
    return first.isoformat()[: len("2025-05" if first.month == last.month else "2025")]
