"""The data of the page: the events and their texts, for its scripts and its list, in JSON types.

A text that several events share, or that Babel spells, is stored once in ``phrases``: each row
holds one wording for each language of the page, in their order, and records refer to the row by
its number. Texts from the data itself stay mappings by language tag, because the panel shows all
of them; ``chain`` says which tags serve which language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from timeline import wording
from timeline.events import Event, Timeline
from timeline.exporters.html.event_records import EventRecord
from timeline.exporters.html.page_facts import facts_of_page
from timeline.exporters.html.page_languages import language_record, page_words
from timeline.exporters.html.page_phrases import Phrases
from timeline.exporters.html.plain_data import PageRecord, texts_of, without_empty
from timeline.exporters.html.recording import Recorder
from timeline.exporters.html.referred_names import ReferredNames
from timeline.language_tags import broadening
from timeline.subscribing import page_address


class Data:
    """Everything that the page's scripts need: the `header`, and the events in `slices`."""

    def __init__(self, timeline: Timeline, languages: tuple[str, ...]) -> None:
        self._timeline = timeline
        self.languages = languages
        self.phrases = Phrases(languages)
        """The phrases of the header; each slice brings the phrases of its events."""
        names = ReferredNames(timeline, self.phrases)
        self.names: dict[str, PageRecord] = {
            "kinds": names.kinds(),
            "statuses": names.statuses(),
            "places": names.places(),
            "parties": names.parties(),
            "series": names.series(),
            "precisions": names.precisions(),
        }
        """The names of what events refer to, by section and by the key that events use."""
        self.imprint = self._imprint()
        """The phrases for the publisher and the day of the data, with their addresses."""

    @property
    def tongues(self) -> list[PageRecord]:
        """The languages of the page, for a menu."""
        return [language_record(language) for language in self.languages]

    def header(self) -> PageRecord:
        """The data that all events share, with the phrases of the names that they refer to."""
        calendar = self._timeline.calendar
        interface = {wording.interface_language(language) for language in self.languages}
        header = {
            "calendar": calendar.id,
            "title": texts_of(calendar.title),
            "description": texts_of(calendar.description),
            "url": page_address(calendar),
            "imprint": self.imprint,
            "languages": self.tongues,
            "facts": facts_of_page(),
            "chain": {language: self.chain(language) for language in self.languages},
            "words": {tag: page_words(tag) for tag in sorted(interface)},
        }
        # Sections of names are written even if they are empty: a new chronology has no events yet.
        return {**without_empty(header), **self.names, "phrases": self.phrases.rows}

    def _imprint(self) -> list[PageRecord]:
        lines = zip(
            *(wording.imprint(self._timeline, language) for language in self.languages), strict=True
        )
        return [
            without_empty(
                {"words": self.phrases.number(line.words for line in row), "url": row[0].url}
            )
            for row in lines
        ]

    def chain(self, language: str) -> list[str]:
        """The tags to look up in a text when the page shows *language*, best first."""
        calendar = self._timeline.calendar
        return list(dict.fromkeys((*broadening(language), *calendar.fallback, *calendar.languages)))

    def slices(self, size: int) -> Iterator[Slice]:
        """The events in slices of *size*, one after the other; the same each time."""
        phrases = self.phrases.copy()
        recorder = Recorder(self._timeline, phrases, self.names["precisions"])
        events = iter(self._timeline.events)
        while some := tuple(islice(events, size)):
            start = len(phrases.rows)
            records = tuple(map(recorder.event, some))
            yield Slice(some, records, tuple(phrases.rows[start:]), phrases.rows)


class Slice(Struct, frozen=True):
    """Some events that follow one another, with their records.

    ``phrases`` are the rows that these records add; ``rows`` holds all rows so far, so that the
    numbers in the records are indexes into it.
    """

    events: tuple[Event, ...]
    records: tuple[EventRecord, ...]
    phrases: tuple[tuple[str, ...], ...]
    rows: Sequence[tuple[str, ...]]
