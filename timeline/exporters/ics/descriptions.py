"""What a calendar entry says in words: title, place, and the text with the sources.

The text begins with the date and how well it is known, and ends with the addresses: Google
shows no URL property. All words come from `timeline.wording`, in the language of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from timeline import edtf
from timeline.content_lines import clean, clean_line
from timeline.events import (
    COUNTRIES,
    KINDS,
    AnniversaryEvent,
    Claim,
    Event,
    Source,
    Status,
    Timeline,
)
from timeline.exporters.ics.placement import Span, as_shown
from timeline.wording import country, date_words, event_title, message, precision_words

LONGEST: Final = 7_500
"""Octets of a description; Google cuts longer ones at about eight kilobytes."""

_LONGEST_TEXT: Final = 2_000
"""Characters of one text in a description: its sources must not be what is cut."""

_LONGEST_LINE: Final = 400
"""Characters of one source."""


def title(timeline: Timeline, event: Event, span: Span, language: str) -> str:
    """Title of the entry: what the days do not say is added in words, and the bad news."""
    text = _name(timeline, event, language)
    if not span.is_exact:
        words = date_words(as_shown(event).date, language, zone=timeline.zone(event))
        text = message("calendar.dated_title", language, title=text, date=words)
    return _with_bad_news(event, text, language)


def hidden_title(timeline: Timeline, event: Event, language: str) -> str | None:
    """Title of the entry that stays of an *event* without a day, if its status tells why."""
    if event.status not in _BAD_NEWS:
        return None
    return _with_bad_news(event, _name(timeline, event, language), language)


_BAD_NEWS: Final = (Status.CANCELLED, Status.POSTPONED)


def _with_bad_news(event: Event, text: str, language: str) -> str:
    if event.status in _BAD_NEWS:
        return message(f"calendar.{event.status}_title", language, title=text)
    return text


def _name(timeline: Timeline, event: Event, language: str) -> str:
    return clean_line(event_title(event, timeline, language)) or event.id


def location(timeline: Timeline, event: Event, language: str) -> str:
    """Venue, place and country, as far as known."""
    place = timeline.place(event)
    names = [timeline.text(event.venue, language)[0]] if event.venue else []
    if place:
        names.append(timeline.text(place.name, language)[0])
        if place.country:
            names.append(country(place.country, language))
    return ", ".join(dict.fromkeys(filter(None, map(clean_line, names))))


def kind(timeline: Timeline, name: str, language: str) -> str:
    """Name of a kind of events: a declared one, or one that all languages know."""
    declared = timeline.document.kinds.get(name)
    if declared:
        return clean_line(timeline.text(declared, language)[0])
    return message(f"kinds.{name}", language) if name in KINDS else name


def party(timeline: Timeline, name: str, language: str) -> str:
    """Name of an organisation that the file declares, or of a country."""
    declared = timeline.document.parties.get(name)
    if declared:
        return clean_line(timeline.text(declared, language)[0])
    return country(name, language) if name in COUNTRIES else name


def description(timeline: Timeline, event: Event, has_end: bool, language: str) -> str:
    """The text of the entry, at most `LONGEST` octets of it."""
    body = [*_date(timeline, event, has_end, language), *_facts(timeline, event, language)]
    sources = [_source(timeline, event, source, language) for source in event.sources]
    addresses = [source.url for source in event.sources]

    def telling(count: int) -> str:
        """With the first *count* sources; one at the end is cut together with its address."""
        return "\n".join([*body, *_sources(sources[:count], addresses[:count], language)])

    def octets(count: int) -> int:
        return len(telling(count).encode())

    fitting = len(sources)
    if octets(fitting) > LONGEST:
        fitting = max(bisect_right(range(fitting), LONGEST, key=octets) - 1, 0)
    text = telling(fitting)
    return _shortened(text, LONGEST // 4) if len(text.encode()) > LONGEST else text


def _date(timeline: Timeline, event: Event, has_end: bool, language: str) -> Iterator[str]:
    def words(value: edtf.Value) -> str:
        return date_words(value, language, zone=timeline.zone(event))

    when = words(event.date)
    if event.previously:
        moved = message("calendar.moved_from", language, date=words(event.previously.value))
        when = f"{when} ({moved})"
    yield f"{message('calendar.date', language)}: {when}"
    yield precision_words(event.date, language)
    if not has_end:
        yield message("calendar.end_unstated", language)
    if event.conflicts:
        yield message("calendar.disputed", language)
        for claim in event.conflicts:
            given = message("calendar.also_given", language, date=words(claim.value))
            yield f"– {given}{_by(claim)}"
    if isinstance(event, AnniversaryEvent):
        origin = timeline.by_id.get(event.anniversary_of)
        if origin:
            yield message(
                "calendar.derived",
                language,
                years=message("anniversary.years", language, n=event.years),
                title=clean_line(timeline.title(origin, language)),
                date=words(origin.date),
            )


def _by(claim: Claim) -> str:
    return f" ({clean_line(claim.source.document)})" if claim.source else ""


def _facts(timeline: Timeline, event: Event, language: str) -> Iterator[str]:
    if event.description:
        text = clean(timeline.text(event.description, language)[0]).strip()
        yield from ("", _shortened(text, _LONGEST_TEXT), "")
    whole = timeline.by_id.get(event.part_of) if event.part_of else None
    series = timeline.document.series.get(event.series) if event.series else None
    for key, value in (
        ("parties", ", ".join(party(timeline, name, language) for name in event.parties)),
        ("place", location(timeline, event, language)),
        ("part_of", clean_line(event_title(whole, timeline, language)) if whole else ""),
        ("series", clean_line(timeline.text(series, language)[0]) if series else ""),
        ("status", message(f"statuses.{event.status}", language)),
    ):
        if value:
            yield f"{message(f'calendar.{key}', language)}: {value}"


def _source(timeline: Timeline, event: Event, source: Source, language: str) -> str:
    def told() -> Iterator[str]:
        yield source.document
        if source.paragraph:
            yield message("calendar.paragraph", language, number=source.paragraph)
        if source.publisher:
            yield source.publisher
        if source.published:
            words = date_words(source.published, language)
            yield message("calendar.published", language, date=words)
        if source.when and source.when.language:
            quote = f"“{source.when.text}”"
            yield message("calendar.as_written", language, text=quote)
        elif source.when and source.when.value != event.date:
            given = date_words(source.when.value, language, zone=timeline.zone(event))
            yield message("calendar.also_given", language, date=given)

    text = ", ".join(told())
    if source.note:
        text += f". {timeline.text(source.note, language)[0]}"
    return _shortened(clean_line(text), _LONGEST_LINE)


def _sources(sources: list[str], addresses: list[str | None], language: str) -> Iterator[str]:
    if not sources:
        return
    yield ""
    yield f"{message('calendar.sources', language)}:"
    for number, text in enumerate(sources, 1):
        yield f"{number}. {text}"
    if any(addresses):
        yield ""
    for number, address in enumerate(addresses, 1):
        if address:
            yield f"{number}. {clean_line(address)}"


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
