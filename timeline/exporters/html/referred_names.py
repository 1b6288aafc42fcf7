"""The names of what events refer to: kinds, statuses, places, parties, series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from timeline import wording
from timeline.edtf import Precision
from timeline.events import HUES, KINDS, Status, Text, Timeline
from timeline.exporters.html import branding
from timeline.exporters.html.page_phrases import Phrases
from timeline.exporters.html.plain_data import PageRecord, without_empty


class ReferredNames(Struct):
    """The names of what events refer to; names that no event uses are left out.

    ``name`` is the number of a row of names, ``in`` the number of a row with the tags of their
    languages; ``in`` is absent if every name is in the language of its column.
    """

    timeline: Timeline
    phrases: Phrases

    def _text(self, text: Text) -> PageRecord:
        return self._named(self.timeline.text(text, tag) for tag in self.phrases.languages)

    def _message(self, key: str) -> PageRecord:
        return self._named(
            (wording.message(key, tag), wording.words_in(tag)) for tag in self.phrases.languages
        )

    def _named(self, names: Iterable[tuple[str, str]]) -> PageRecord:
        row, tags = zip(*names, strict=True)
        record: PageRecord = {"name": self.phrases.number(row)}
        if any(
            tag not in ("und", own) for tag, own in zip(tags, self.phrases.languages, strict=True)
        ):
            record["in"] = self.phrases.number(tags)
        return record

    def kinds(self) -> PageRecord:
        used = {event.kind for event in self.timeline.events}
        declared = self.timeline.document.kinds
        # Declared kinds take the colours in turn; those that share one differ in name.
        hues = {kind: number % HUES + 1 for number, kind in enumerate(declared)}
        hues |= {name: kind.hue for name, kind in KINDS.items()}
        hues |= branding.own_hues(self.timeline.document)
        return {
            kind: {
                **(
                    self._text(declared[kind])
                    if kind in declared
                    else self._named(wording.kind_name(kind, tag) for tag in self.phrases.languages)
                ),
                "hue": hues[kind],
            }
            for kind in dict.fromkeys((*KINDS, *declared))
            if kind in used
        }

    def statuses(self) -> PageRecord:
        used = {event.status for event in self.timeline.events}
        return {
            status.value: without_empty(
                {
                    **self._message(f"statuses.{status.value}"),
                    "look": _LOOKS.get(status),
                    "pending": status.is_pending,
                }
            )
            for status in Status
            if status in used
        }

    def places(self) -> PageRecord:
        used = {event.place for event in self.timeline.events}
        return {
            name: without_empty(
                {
                    **self._text(place.name),
                    "country": self._country(place.country) if place.country else None,
                    "coordinates": place.coordinates,
                }
            )
            for name, place in self.timeline.document.places.items()
            if name in used
        }

    def parties(self) -> PageRecord:
        declared = self.timeline.document.parties
        used = {party: None for event in self.timeline.events for party in event.parties}
        return {
            party: self._text(declared[party])
            if party in declared
            else {"name": self._country(party)}
            for party in used
        }

    def series(self) -> PageRecord:
        used = {event.series for event in self.timeline.events}
        return {
            name: self._text(text)
            for name, text in self.timeline.document.series.items()
            if name in used
        }

    def precisions(self) -> PageRecord:
        return {
            precision.value: self.phrases.number(
                wording.message(f"precision.{precision.value}", tag)
                for tag in self.phrases.languages
            )
            for precision in Precision
        }

    def _country(self, code: str) -> int:
        return self.phrases.number(
            wording.country(code, language) for language in self.phrases.languages
        )


_LOOKS: Final = {
    Status.DRAFT: "hollow",
    Status.ANNOUNCED: "hollow",
    Status.PLANNED: "hollow",
    Status.CONFIRMED: "hollow",
    Status.POSTPONED: "moved",
    Status.CANCELLED: "struck",
}
"""How the mark of a status is filled; the marks of other statuses are solid."""
