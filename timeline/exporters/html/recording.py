"""Recording: from events to their records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from msgspec import Struct

from timeline import edtf, facts, wording
from timeline.edtf import Precision
from timeline.events import AnniversaryEvent, Claim, Event, Importance, Source, Status, Timeline
from timeline.exporters.html import marks
from timeline.exporters.html.event_records import (
    ClaimRecord,
    EventRecord,
    FactRecord,
    Facts,
    SourceRecord,
    SpanRecord,
    TypedRecord,
)
from timeline.exporters.html.page_phrases import Phrases
from timeline.exporters.html.plain_data import PageRecord, Texts, texts_of
from timeline.facts import Fact, Form, Where
from timeline.phrases import Reading

_LISTED: Final = (Where.PAGE, Where.SEARCH)


def _unnamed(of: Iterable[Fact], record: type[TypedRecord]) -> tuple[Fact, ...]:
    """The facts that the page lists or searches, and for which *record* has no field."""
    listed = {fact.field: fact for where in _LISTED for fact in facts.listed(of, where)}
    return tuple(fact for name, fact in listed.items() if name not in record.__struct_fields__)


_OF_EVENTS: Final = _unnamed(facts.EVENT, EventRecord)

_OF_SOURCES: Final = _unnamed(facts.SOURCE, SourceRecord)

_IMPORTANCE: Final[Mapping[Importance | None, Literal["high", "low"]]] = {
    Importance.HIGH: "high",
    Importance.LOW: "low",
}
"""The importance values that records give; for others, it follows from the kind and the date."""


class Recorder(Struct, frozen=True):
    """Makes the records of events, and numbers the phrases that they need."""

    _timeline: Timeline
    phrases: Phrases
    _usual: PageRecord

    @property
    def languages(self) -> tuple[str, ...]:
        return self.phrases.languages

    def event(self, event: Event) -> EventRecord:
        """The record of *event*."""
        # Long: a table of the fields of the record.
        value = event.date
        precision = value.precision
        usual = self._usual[precision]
        moments = self._timeline.moments(event)
        drawn = [_span(span) for span in marks.spans(value, moments)]
        knowing = self.phrases.number(
            [wording.precision_words(value, language) for language in self.languages]
        )
        zone = self._timeline.zone(event) if moments else None
        instants = _instants(value, *moments) if moments else None
        return EventRecord(
            id=event.id,
            title=titles(self._timeline, event, self.languages),
            date=self.phrases.date(
                value, zone, has_no_end=instants is not None and len(instants) == 1
            ),
            heading=self._heading(value),
            knowing=knowing if knowing != usual else None,
            edtf=None if _is_days(value) else str(value),
            precision=precision.value if precision is not Precision.DAY else None,
            spans=drawn,
            one_of=isinstance(value, edtf.OneOf),
            about=value.approximate,
            unsure=value.uncertain,
            tolerance=marks.tolerance(value),
            zone=zone,
            instants=instants,
            kind=event.kind,
            status=event.status.value if event.status is not Status.HELD else None,
            importance=_IMPORTANCE.get(event.importance),
            place=event.place,
            venue=texts_of(event.venue),
            parties=event.parties,
            series=event.series,
            part_of=event.part_of,
            origin=event.origin,
            description=texts_of(event.description),
            aliases=event.aliases,
            disputed=bool(event.disputed or event.conflicts),
            conflicts=[self._conflict(event, claim) for claim in event.conflicts],
            previously=self._claim(event.previously.value) if event.previously else None,
            # The sources of an anniversary are in the record of its original event.
            sources=[] if event.origin else [self._source(each, event) for each in event.sources],
            facts=self._facts(event, _OF_EVENTS),
        )

    def _heading(self, value: edtf.Value) -> int | None:
        """The phrase under which it is listed, if a year alone would not do.

        That is a decade or a century, or a year with its era.
        """
        vague = value.vague_years
        if vague is None:
            first = next(iter(value.years), None)
            has_era = first is not None and wording.has_era(year := edtf.Date(first))
            return self.phrases.date(year) if has_era else None
        is_end = value.earliest is None
        return self.phrases.date(edtf.Interval(edtf.Side.OPEN, vague) if is_end else vague)

    def _facts(self, of: Event | Source, listed: Iterable[Fact]) -> Facts:
        return {
            fact.field: self._said(fact, value)
            for fact in listed
            if (value := getattr(of, fact.field))
        }

    def _said(self, fact: Fact, value: Any) -> FactRecord:
        match fact.form:
            case Form.TITLE | Form.TEXT | Form.PARAGRAPH:
                return dict(value.by_language)
            case Form.DATE:
                day = value.value if isinstance(value, Reading) else _edtf(value)
                return self.phrases.within_sentence(day)
            case _:
                return value if isinstance(value, str) else list(value)

    def _claim(self, value: edtf.Value) -> ClaimRecord:
        return ClaimRecord(
            date=self.phrases.within_sentence(value),
            edtf=str(value),
            spans=[_span(span) for span in marks.spans(value)],
        )

    def _conflict(self, event: Event, claim: Claim) -> ClaimRecord:
        record = self._claim(claim.value)
        record.wording = _wording(claim.reading)
        record.source = event.sources.index(claim.source) if claim.source else None
        return record

    def _source(self, source: Source, event: Event) -> SourceRecord:
        spelled, when, read = self.phrases.within_sentence, source.when, source.accessed
        words = _wording(when) if when else None
        return SourceRecord(
            document=source.document,
            publisher=source.publisher or None,
            paragraph=source.paragraph or None,
            url=source.url if is_web_address(source.url) else None,
            language=source.language,
            published=spelled(source.published) if source.published else None,
            accessed=spelled(_edtf(read)) if read else None,
            issued=str(source.published) if source.published else None,
            read=read.isoformat() if read else None,
            date=spelled(when.value) if when else None,
            earlier=bool(when and Claim(when, source) in event.earlier_claims),
            quote=_quote(words or "", source.quote or "") or None,
            note=texts_of(source.note),
            facts=self._facts(source, _OF_SOURCES),
        )


def titles(timeline: Timeline, event: Event, languages: tuple[str, ...]) -> Texts:
    """The titles of *event* by language tag; those of an anniversary include its years."""
    texts = dict(event.title.by_language)
    if not isinstance(event, AnniversaryEvent):
        return texts
    if list(texts) == ["und"]:
        return {tag: wording.event_title(event, timeline, tag) for tag in languages}
    return {
        tag: wording.anniversary_title(text, event.years, languages[0] if tag == "und" else tag)
        for tag, text in texts.items()
    }


def _wording(reading: Reading) -> str | None:
    """The words in which a date was given; None if they are just its notation."""
    return reading.text if reading.text != str(reading.value) else None


def said(record: EventRecord | SourceRecord, fact: Fact) -> FactRecord | None:
    """The value of *fact* in *record*; None if it has none."""
    found: FactRecord | None = getattr(record, fact.field, None)
    return record.facts.get(fact.field) if found is None else found


def _quote(when: str, quote: str) -> str:
    """What a source says: its words for the date, unless the quoted text includes them."""
    return quote if when in quote else " … ".join(filter(None, (when, quote)))


def _edtf(day: edtf.Value | date) -> edtf.Value:
    return day if isinstance(day, edtf.Value) else edtf.parse(day.isoformat())


def is_web_address(url: str | None) -> bool:
    """Whether *url* may become a link: http or https, so that no address can run code."""
    return url is not None and url[: len("https://")].lower().startswith(("https://", "http://"))


def _is_days(value: edtf.Value) -> bool:
    """Whether *value* is one day or an interval of days, which its span expresses in full."""
    if isinstance(value, edtf.Interval):
        return value.start != value.end and _is_day(value.start) and _is_day(value.end)
    return _is_day(value)


def _is_day(value: edtf.Value | edtf.Side) -> bool:
    return isinstance(value, edtf.Date) and not (
        value.is_window or value.approximate or value.uncertain
    )


def _span(span: marks.DaySpan) -> SpanRecord:
    if span.is_open or span.timed:
        window = span.window.value if span.window else ""
        return span.start, span.end, window, "on" if span.is_open else "timed"
    if span.window:
        return span.start, span.end, span.window.value
    return span.start, span.end


def _instants(value: edtf.Value, start: datetime, end: datetime | None) -> list[str] | None:
    """Start and end in UTC; the start alone where the end is not known.

    None if the event is given in days: an entry cannot mix hours with days, or leave the years 1
    to 9999.
    """
    if end is None and isinstance(value, edtf.Interval):
        return None
    try:
        first = start.astimezone(UTC)
        last = end.astimezone(UTC) if end else first
    except OverflowError:
        return None
    # Not with strftime, which writes the year 850 without its zero.
    moments = (first, last) if last > first else (first,)
    return [f"{moment.isoformat(timespec='seconds')[:19]}Z" for moment in moments]
