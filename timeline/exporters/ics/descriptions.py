"""What a calendar entry says in words: title, place, and the text with the sources.

The text begins with the date and how well it is known, and ends with the addresses: Google
shows no URL property. All words come from `timeline.wording`, in the language of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
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
    Text,
    Timeline,
)
from timeline.exporters.ics.placement import Span, as_shown
from timeline.phrases import Reading
from timeline.wording import country, date_words, event_title, message, precision_words

LONGEST: Final = 7_500
"""Octets of a description; Google cuts longer ones at about eight kilobytes."""

_LONGEST_LETTER: Final = 4
"""Octets of one in UTF-8."""

_LONGEST_TEXT: Final = 2_000
"""Characters of one text in a description: its sources must not be what is cut."""

_LONGEST_LINE: Final = 400
"""Characters of one source."""


_BAD_NEWS: Final = (Status.CANCELLED, Status.POSTPONED)


class Describer:
    """What the entries of *timeline* say in *language*; names that many share are made once."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.timeline = timeline
        self.language = language
        self.kind = cache(self._kind)
        self.party = cache(self._party)
        self.categories = cache(self._categories)
        self._label = cache(self._message)
        self._paragraph = cache(self._number_of_paragraph)
        self._published = cache(self._day_of_publication)
        self._parties = cache(self._names_of_parties)
        self._status = cache(self._name_of_status)
        self._where = cache(self._names_of_place)

    def title(self, event: Event, span: Span) -> str:
        """Title of the entry: what the days do not say is added in words, and the bad news.

        A calendar has no clock: that the event was moved is said as long as the data says so.
        """
        text, shown = self._name(event), as_shown(event)
        remarks = [] if span.is_exact else [self._date_words(shown.date, event)]
        if event.previously and shown is event:
            remarks.append(self._moved_from(event, event.previously))
        if remarks:
            text = self._message("dated_title", title=text, date=", ".join(remarks))
        return self._with_bad_news(event, text)

    def hidden_title(self, event: Event) -> str | None:
        """Title of the entry that stays of an *event* without a day, if its status tells why."""
        if event.status not in _BAD_NEWS:
            return None
        return self._with_bad_news(event, self._name(event))

    def location(self, event: Event) -> str:
        """Venue, place and country, as far as known."""
        return self._where(event.venue and self._text(event.venue), event.place)

    def description(self, event: Event, has_end: bool) -> str:
        """The text of the entry, at most `LONGEST` octets of it."""
        body = [*self._date(event, has_end), *self._facts(event)]
        sources = [self._source(event, source) for source in event.sources]
        addresses = [source.url for source in event.sources]

        def telling(count: int) -> str:
            """With the first *count* sources; one at the end is cut together with its address."""
            return "\n".join([*body, *self._sources(sources[:count], addresses[:count])])

        text = telling(len(sources))
        if len(text) * _LONGEST_LETTER <= LONGEST or len(text.encode()) <= LONGEST:
            return text
        fitting = bisect_right(
            range(len(sources)), LONGEST, key=lambda count: len(telling(count).encode())
        )
        text = telling(max(fitting - 1, 0))
        is_short = len(text.encode()) <= LONGEST
        return text if is_short else _shortened(text, LONGEST // _LONGEST_LETTER)

    # -- names, each made once ---------------------------------------------------------------

    def _kind(self, name: str) -> str:
        """Name of a kind of events: a declared one, or one that all languages know."""
        declared = self.timeline.document.kinds.get(name)
        if declared:
            return clean_line(self._text(declared))
        return message(f"kinds.{name}", self.language) if name in KINDS else name

    def _party(self, name: str) -> str:
        """Name of an organisation that the file declares, or of a country."""
        declared = self.timeline.document.parties.get(name)
        if declared:
            return clean_line(self._text(declared))
        return country(name, self.language) if name in COUNTRIES else name

    def _categories(self, kind: str, series: str | None) -> tuple[str, ...]:
        """Kind and series. Escaped commas are split by Evolution, KDE and others."""
        declared = self.timeline.document.series.get(series) if series else None
        names = [self.kind(kind), *([self._text(declared)] if declared else [])]
        return tuple(clean_line(name.replace(",", " ").replace(";", " ")) for name in names)

    def _number_of_paragraph(self, number: str) -> str:
        return self._message("paragraph", number=number)

    def _day_of_publication(self, day: edtf.Value) -> str:
        return self._message("published", date=date_words(day, self.language))

    def _names_of_parties(self, names: tuple[str, ...]) -> str:
        return ", ".join(map(self.party, names))

    def _name_of_status(self, status: Status) -> str:
        return message(f"statuses.{status}", self.language)

    def _names_of_place(self, venue: str | None, name: str | None) -> str:
        place = self.timeline.document.places[name] if name else None
        names = [
            venue or "",
            self._text(place.name) if place else "",
            country(place.country, self.language) if place and place.country else "",
        ]
        return ", ".join(dict.fromkeys(filter(None, map(clean_line, names))))

    def _name(self, event: Event) -> str:
        return clean_line(event_title(event, self.timeline, self.language)) or event.id

    def _text(self, text: Text) -> str:
        return self.timeline.text(text, self.language)[0]

    def _message(self, key: str, **values: object) -> str:
        return message(f"calendar.{key}", self.language, **values)

    def _date_words(self, value: edtf.Value, event: Event) -> str:
        # Without a zone where none is told, so that the page finds the same words made already.
        zone = self.timeline.zone(event) if value.is_timed else None
        return date_words(value, self.language, zone=zone)

    def _moved_from(self, event: Event, earlier: Reading) -> str:
        return self._message("moved_from", date=self._date_words(earlier.value, event))

    def _with_bad_news(self, event: Event, text: str) -> str:
        if event.status in _BAD_NEWS:
            return self._message(f"{event.status}_title", title=text)
        return text

    # -- parts of the text -------------------------------------------------------------------

    def _date(self, event: Event, has_end: bool) -> Iterator[str]:
        when = self._date_words(event.date, event)
        if event.previously:
            when = f"{when} ({self._moved_from(event, event.previously)})"
        yield f"{self._label('date')}: {when}"
        yield precision_words(event.date, self.language)
        if not has_end:
            yield self._label("end_unstated")
        if event.conflicts:
            yield self._label("disputed")
            for claim in event.conflicts:
                given = self._message("also_given", date=self._date_words(claim.value, event))
                yield f"– {given}{_by(claim)}"
        if isinstance(event, AnniversaryEvent):
            origin = self.timeline.by_id.get(event.anniversary_of)
            if origin:
                yield self._message(
                    "derived",
                    years=message("anniversary.years", self.language, n=event.years),
                    title=clean_line(self._text(origin.title)),
                    date=self._date_words(origin.date, event),
                )

    def _facts(self, event: Event) -> Iterator[str]:
        if event.description:
            text = clean(self._text(event.description)).strip()
            yield from ("", _shortened(text, _LONGEST_TEXT), "")
        timeline = self.timeline
        whole = timeline.by_id.get(event.part_of) if event.part_of else None
        series = timeline.document.series.get(event.series) if event.series else None
        for key, value in (
            ("parties", self._parties(event.parties)),
            ("place", self.location(event)),
            ("part_of", self._name(whole) if whole else ""),
            ("series", clean_line(self._text(series)) if series else ""),
            ("status", self._status(event.status)),
        ):
            if value:
                yield f"{self._label(key)}: {value}"

    def _source(self, event: Event, source: Source) -> str:
        told = [source.document]
        if source.paragraph:
            told.append(self._paragraph(source.paragraph))
        if source.publisher:
            told.append(source.publisher)
        if source.published:
            told.append(self._published(source.published))
        if source.when and source.when.language:
            told.append(self._message("as_written", text=f"“{source.when.text}”"))
        elif source.when and source.when.value != event.date:
            is_earlier = Claim(source.when, source) in event.earlier_claims
            words = self._date_words(source.when.value, event)
            told.append(self._message("earlier" if is_earlier else "also_given", date=words))
        text = ", ".join(told)
        if source.note:
            # «2026 г.» has its full stop already.
            text = f"{text.removesuffix('.')}. {self._text(source.note)}"
        return _shortened(clean_line(text), _LONGEST_LINE)

    def _sources(self, sources: list[str], addresses: list[str | None]) -> list[str]:
        if not sources:
            return []
        told = [f"{number}. {text}" for number, text in enumerate(sources, 1)]
        found = [
            f"{number}. {clean_line(address)}"
            for number, address in enumerate(addresses, 1)
            if address
        ]
        return ["", f"{self._label('sources')}:", *told, *([""] if found else []), *found]


def _by(claim: Claim) -> str:
    return f" ({clean_line(claim.source.document)})" if claim.source else ""


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
