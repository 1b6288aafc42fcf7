"""The texts of a calendar entry: title, place, and the description with the sources.

The description begins with the date and how well it is known, and ends with the addresses, since
Google shows no URL property. All words come from `timeline.wording`, in the language of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from timeline import edtf, facts
from timeline.caching import cached_method
from timeline.content_lines import clean, clean_line
from timeline.events import (
    AnniversaryEvent,
    Claim,
    Event,
    Source,
    Status,
    Text,
    Timeline,
)
from timeline.exporters.ics.placement import Coverage, as_shown
from timeline.facts import Fact, Form, Where
from timeline.phrases import Reading
from timeline.wording import (
    claimed_date,
    country,
    date_words,
    derivation,
    event_title,
    facet_name,
    message,
    precision_words,
    words_in,
)

LONGEST: Final = 7_500
"""Maximum octets of a description; Google cuts longer ones at about eight kilobytes."""

_LONGEST_LETTER: Final = 4
"""Maximum octets of a character in UTF-8."""

_LONGEST_TEXT: Final = 2_000
"""Maximum characters of one text in a description, so that there is room for the sources."""

_LONGEST_LINE: Final = 400
"""Maximum characters of one source."""


_IN_TITLE: Final = (Status.DRAFT, Status.CANCELLED, Status.POSTPONED)
"""The statuses that are included in the title of an entry."""

_OF_EVENT: Final = tuple(
    (fact, fact.label(Where.CALENDAR)) for fact in facts.listed(facts.EVENT, Where.CALENDAR)
)
"""The facts of an event that the description lists, each with the key of its label."""

_OF_SOURCE: Final = tuple(
    (fact, fact.labels.get(Where.CALENDAR)) for fact in facts.listed(facts.SOURCE, Where.CALENDAR)
)
"""Those of a source; a fact without a label is shown alone."""


class Describer:
    """The texts of the entries of *timeline* in *language*; shared names are made once."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.timeline = timeline
        self.language = language
        self._spoken = words_in(language)  # the language of the sentences around a date

    def title(self, event: Event, span: Coverage) -> str:
        """The title of the entry, with what the days do not show, and a status such as cancelled.

        That the event was moved is included as long as the data says so, on any day.
        """
        text, shown = self._name(event), as_shown(event)
        remarks = [] if span.is_exact else [self._date_words(shown.date, event)]
        if event.previously and shown is event:
            remarks.append(self._moved_from(event, event.previously))
        if remarks:
            text = self._message("dated_title", title=text, date=", ".join(remarks))
        return self._with_status(event, text)

    def hidden_title(self, event: Event) -> str | None:
        """The title of the tombstone of an *event* without a day, if its status explains that."""
        if event.status not in _IN_TITLE:
            return None
        return self._with_status(event, self._name(event))

    def location(self, event: Event) -> str:
        """The venue, place and country, if known."""
        return self._where(self._text(event.venue) if event.venue else None, event.place)

    def contact(self) -> str:
        """The publisher of the entry and a contact; "" if the header has neither."""
        calendar = self.timeline.calendar
        name = calendar.publisher and self._text(calendar.publisher)
        return ", ".join(clean_line(each) for each in (name, calendar.contact) if each)

    def description(self, event: Event, span: Coverage | None = None) -> str:
        """The text of the entry that covers *span*, at most `LONGEST` octets."""
        body = [*self._date(event, span), *self._facts(event)]
        sources = [self._source(event, source) for source in event.sources]
        addresses = [source.url for source in event.sources]

        def with_sources(count: int) -> str:
            """The text with the first *count* sources; sources are dropped with their address."""
            return "\n".join([*body, *self._sources(sources[:count], addresses[:count])])

        text = with_sources(len(sources))
        if len(text) * _LONGEST_LETTER <= LONGEST or len(text.encode()) <= LONGEST:
            return text
        fitting = bisect_right(
            range(len(sources)), LONGEST, key=lambda count: len(with_sources(count).encode())
        )
        text = with_sources(max(fitting - 1, 0))
        is_short = len(text.encode()) <= LONGEST
        return text if is_short else _shortened(text, LONGEST // _LONGEST_LETTER)

    # -- names, each made once ---------------------------------------------------------------

    def kind(self, name: str) -> str:
        """The name of a kind of events: a declared or a built-in one."""
        return self._facet_name("kind", name)

    @cached_method
    def categories(self, kind: str, series: str | None) -> tuple[str, ...]:
        """Kind and series, without commas: Evolution, KDE and others split even at escaped ones."""
        declared = self.timeline.document.series.get(series) if series else None
        names = [self.kind(kind), *([self._text(declared)] if declared else [])]
        return tuple(clean_line(name.replace(",", " ").replace(";", " ")) for name in names)

    @cached_method
    def _label(self, key: str) -> str:
        return message(f"labels.{key}", self.language)

    @cached_method
    def _labelled(self, key: str, value: str | edtf.Value) -> str:
        """A *value* of a source, a text or a day, in the sentence of its label."""
        words = value if isinstance(value, str) else date_words(value, self._spoken)
        return message(f"labels.{key}", self.language, value=words)

    @cached_method
    def _names(self, facet: str, names: str | tuple[str, ...]) -> str:
        listed = (names,) if isinstance(names, str) else names
        return ", ".join(self._facet_name(facet, name) for name in listed)

    @cached_method
    def _facet_name(self, facet: str, name: str) -> str:
        return clean_line(facet_name(facet, name, self.timeline, self.language))

    @cached_method
    def _where(self, venue: str | None, name: str | None) -> str:
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
        # Without a zone if none is shown, so that the page can reuse the cached words.
        zone = self.timeline.zone(event) if value.is_timed else None
        return date_words(value, self._spoken, zone=zone)

    def _moved_from(self, event: Event, earlier: Reading) -> str:
        date = self._date_words(earlier.value, event)
        return message("labels.moved_from", self.language, date=date)

    def _with_status(self, event: Event, text: str) -> str:
        if event.status in _IN_TITLE:
            return self._message(f"{event.status}_title", title=text)
        return text

    # -- parts of the text -------------------------------------------------------------------

    def _date(self, event: Event, span: Coverage | None) -> Iterator[str]:
        when = self._date_words(event.date, event)
        if event.previously:
            when = f"{when} ({self._moved_from(event, event.previously)})"
        yield f"{self._label('date')}: {when}"
        yield precision_words(event.date, self.language)
        if span and span.assumed is not None:
            yield self._message("end_assumed", minutes=span.assumed)
        elif span and not span.has_end:
            yield self._message("end_unstated")
        if event.conflicts:
            yield self._label("disputed")
            for claim in event.conflicts:
                given = self._message("also_given", date=self._date_words(claim.value, event))
                yield f"– {given}{_by(claim)}"
        if isinstance(event, AnniversaryEvent):
            origin = self.timeline.by_id.get(event.anniversary_of)
            if origin:
                title = clean_line(self._text(origin.title))
                date = self._date_words(origin.date, event)
                yield derivation(event, title, date, self.language)

    def _facts(self, event: Event) -> Iterator[str]:
        for fact, label in _OF_EVENT:
            words = self._words(fact, event)
            if fact.form is Form.PARAGRAPH and words is not None:
                yield from ("", words, "")
            elif words:
                yield f"{self._label(label)}: {words}"

    def _words(self, fact: Fact, event: Event) -> str | None:
        """The value of a fact as the description shows it; None if there is none."""
        if fact.form is Form.PLACE:
            return self.location(event)  # there may be only a venue
        value = getattr(event, fact.field)
        if value is None:
            return None
        match fact.form:
            case Form.NAMES:
                return self._names(fact.facet, value)
            case Form.EVENT:
                other = self.timeline.by_id.get(value)
                return self._name(other) if other else None
            case Form.PARAGRAPH:
                return _shortened(clean(self._text(value)).strip(), _LONGEST_TEXT)
            case Form.TEXT:
                return clean_line(self._text(value))
            case Form.DATE:
                return self._date_words(value.value, event)
            case _:
                return clean_line(value if isinstance(value, str) else "; ".join(value))

    def _source(self, event: Event, source: Source) -> str:
        parts: list[str] = []
        remarks: list[str] = []
        for fact, label in _OF_SOURCE:
            value = getattr(source, fact.field)
            if not value:
                continue
            if fact.form is Form.TEXT:
                remarks.append(self._text(value))
            elif label:
                parts.append(self._labelled(label, value))
            else:
                parts.append(value if isinstance(value, str) else date_words(value, self._spoken))
        if source.when and source.when.language:
            parts.append(self._message("as_written", text=f"“{source.when.text}”"))
        elif source.when and source.when.value != event.date:
            words = self._date_words(source.when.value, event)
            parts.append(claimed_date(Claim(source.when, source), event, words, self.language))
        text = ", ".join(parts)
        for remark in remarks:
            # «2026 г.» already ends with a full stop.
            text = f"{text.removesuffix('.')}. {remark}"
        return _shortened(clean_line(text), _LONGEST_LINE)

    def _sources(self, sources: list[str], addresses: list[str | None]) -> list[str]:
        if not sources:
            return []
        texts = [f"{number}. {text}" for number, text in enumerate(sources, 1)]
        found = [
            f"{number}. {clean_line(address)}"
            for number, address in enumerate(addresses, 1)
            if address
        ]
        return ["", f"{self._label('sources')}:", *texts, *([""] if found else []), *found]


def _by(claim: Claim) -> str:
    return f" ({clean_line(claim.source.document)})" if claim.source else ""


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
