"""An event and its sources in the words of one language, for documents that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from timeline import edtf, facts
from timeline.caching import cached_method
from timeline.events import (
    AnniversaryEvent,
    Claim,
    Event,
    Source,
    Status,
    Text,
    Timeline,
)
from timeline.facts import Fact, Form, Where
from timeline.papers.blocks import Run, Runs, line, on_one_line, paragraphs
from timeline.wording import (
    claimed_date,
    country,
    date_words,
    derivation,
    facet_name,
    message,
    precision_words,
    tagged_title,
)

_OF_EVENT: Final = facts.listed(facts.EVENT, Where.PAPER)
OF_WORK: Final = facts.listed(facts.SOURCE, Where.PAPER)
"""Facts about a document that sources cite; all others are shown with each citation."""

_BAD_NEWS: Final = (Status.CANCELLED, Status.POSTPONED)


class Prose:
    """The wording of the events of *timeline* in documents in *language*."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.timeline = timeline
        self.language = language

    def run(self, text: Text) -> Run:
        """*text* with its language, unless it is the document's."""
        words, tag = self.timeline.text(text, self.language)
        return Run(on_one_line(words), self._foreign(tag))

    def _foreign(self, tag: str | None) -> str:
        return "" if tag in (None, "und", self.language) else str(tag)

    @cached_method
    def label(self, key: str) -> str:
        return message(f"labels.{key}", self.language)

    # -- the event -----------------------------------------------------------------------------

    def title(self, event: Event) -> Run:
        """The title of *event*; "cancelled" or "postponed" comes first."""
        words, tag = tagged_title(event, self.timeline, self.language)
        title = on_one_line(words) or event.id
        if event.status in _BAD_NEWS:
            title = message(f"calendar.{event.status}_title", self.language, title=title)
        return Run(title, self._foreign(tag))

    def words(self, value: edtf.Value, event: Event) -> str:
        """A date of *event* in words, with the zone of its time of day."""
        zone = self.timeline.zone(event) if value.is_timed else None
        return date_words(value, self.language, zone=zone)

    def date(self, event: Event) -> Iterator[Runs]:
        """The date shown, the date that it was moved from, and the dates that contradict it."""
        yield line(self.words(event.date, event))
        if event.previously:
            before = self.words(event.previously.value, event)
            yield line(f"({message('labels.moved_from', self.language, date=before)})")
        if event.date.approximate or event.date.uncertain:
            yield line(precision_words(event.date, self.language))
        if event.conflicts:
            yield line(self.label("disputed"))
        for claim in event.conflicts:
            words = self.words(claim.value, event)
            given = message("calendar.also_given", self.language, date=words)
            by = f" ({on_one_line(claim.source.document)})" if claim.source else ""
            yield line(f"– {given}{by}")

    def place(self, event: Event) -> Runs:
        """Venue, place and country, as far as they are known."""
        declared = self.timeline.place(event)
        names = [self.run(event.venue)] if event.venue else []
        if declared:
            names.append(self.run(declared.name))
            if declared.country:
                names.append(Run(country(declared.country, self.language)))
        named = list({name.text: name for name in names if name.text}.values())
        return _joined(named)

    def facts(self, event: Event) -> Iterator[Runs]:
        """Further facts of the event, one line each, then the lines of its description."""
        if isinstance(event, AnniversaryEvent) and (origin := self._event(event.anniversary_of)):
            title, date = self.title(origin).text, self.words(origin.date, origin)
            yield line(derivation(event, title, date, self.language))
        for fact in _OF_EVENT:
            value = getattr(event, fact.field)
            if not value:
                continue
            if fact.form is Form.PARAGRAPH:
                words, tag = self.timeline.text(value, self.language)
                yield from (line(Run(each, self._foreign(tag))) for each in paragraphs(words))
            elif runs := self._value(fact, value, event):
                yield line(f"{self.label(fact.label(Where.PAPER))}: ", *runs)

    def _value(self, fact: Fact, value: object, event: Event) -> tuple[Run, ...]:
        match fact.form, value:
            case Form.TEXT, Text():
                return (self.run(value),)
            case Form.NAMES, tuple():
                return (Run(", ".join(self.name(fact.facet, name) for name in value)),)
            case Form.NAMES, str():
                return (Run(self.name(fact.facet, value)),)
            case Form.EVENT, str():
                other = self._event(value)
                return (self.title(other),) if other else ()
            case Form.DATE, _:
                return (Run(self.words(getattr(value, "value", value), event)),)  # type: ignore[arg-type]
            case _, tuple():
                return (Run("; ".join(map(on_one_line, value))),)
            case _:
                return (Run(on_one_line(str(value))),)

    def _event(self, event_id: str) -> Event | None:
        return self.timeline.by_id.get(event_id)

    @cached_method
    def name(self, facet: str, name: str) -> str:
        """The display name of a kind, a party, a series or a status."""
        return on_one_line(facet_name(facet, name, self.timeline, self.language))

    # -- its sources ---------------------------------------------------------------------------

    def citation(self, source: Source, event: Event) -> Runs:
        """What *source* says about *event* and where in the document, to follow its number.

        A date that contradicts the one shown is left out: `date` shows it next to that one.
        """
        tag = self._foreign(source.language)
        runs: list[Run] = []
        if source.paragraph:
            words = message(
                "labels.paragraph_short", self.language, value=on_one_line(source.paragraph)
            )
            runs.append(Run(words))
        if source.when and source.when.language:
            runs.append(Run(f"“{on_one_line(source.when.text)}”", tag))
        elif source.when and source.when.value != event.date:
            claim = Claim(source.when, source)
            if claim not in event.conflicts:
                words = self.words(claim.value, event)
                runs.append(Run(claimed_date(claim, event, words, self.language)))
        if source.quote:
            runs.append(Run(f"“{on_one_line(source.quote)}”", tag))
        if source.note:
            runs.append(self.run(source.note))
        return tuple(part for run in runs for part in (Run(", "), run))

    def work(self, source: Source) -> Runs:
        """The document that *source* cites, formatted for a list of sources."""
        runs: list[Run] = []
        for fact in OF_WORK:
            value = getattr(source, fact.field)
            if not value:
                continue
            if fact.form is Form.ADDRESS:
                runs.append(Run(value, url=value))
                continue
            if isinstance(value, str):
                words, tag = on_one_line(value), self._foreign(source.language)
            else:
                day = value if isinstance(value, edtf.Value) else edtf.parse(str(value))
                words, tag = date_words(day, self.language), ""
            if label := fact.labels.get(Where.PAPER):
                words, tag = message(f"labels.{label}", self.language, value=words), ""
            runs.append(Run(words, tag))
        return _joined(runs)


def _joined(runs: Iterable[Run]) -> Runs:
    """*runs* joined by commas."""
    return tuple(part for run in runs for part in (Run(", "), run))[1:]
