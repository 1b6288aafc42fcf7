"""The data of the page: what its scripts and its list have on each event, in JSON types.

A text that several events share, or that Babel spells, is stored once in ``phrases``: each row
holds one wording for each language of the page, in their order, and records refer to the row by
its number. Texts from the data itself stay mappings by language tag, because the panel shows all
of them; ``chain`` says which tags serve which language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final, Literal

from msgspec import Struct

from timeline import edtf, facts, wording
from timeline.edtf import Precision
from timeline.events import (
    HUES,
    KINDS,
    AnniversaryEvent,
    Claim,
    Event,
    Importance,
    Source,
    Status,
    Text,
    Timeline,
)
from timeline.exporters.html import branding, marks
from timeline.facts import Fact, Form, Where
from timeline.language_tags import broadening
from timeline.phrases import Reading
from timeline.subscribing import page_address

PageRecord = dict[str, Any]
"""A JSON object; keys without a value are left out."""

Texts = dict[str, str]
"""A text by language tag."""

SpanRecord = (
    tuple[float | None, float | None]
    | tuple[float | None, float | None, str]
    | tuple[float | None, float | None, str, Literal["", "on", "timed"]]
)
"""A span: its start and end and, if needed, the precision of a window, and whether it goes on or
has hours."""

FactRecord = str | list[str] | int | Texts
"""A fact: words, names or an id, the number of a phrase, or a text by language."""

Facts = dict[str, FactRecord]
"""Facts by field."""


class _Typed(Struct, omit_defaults=True, rename="camel", gc=False):
    """A JSON object without its default values, which events.js fills in.

    Dates are the numbers of their phrases.
    """


class ClaimRecord(_Typed, kw_only=True):
    """A date that contradicts the one shown; ``source`` is the number of the source with it."""

    date: int
    edtf: str
    spans: list[SpanRecord] = []
    wording: str | None = None
    source: int | None = None


class SourceRecord(_Typed, kw_only=True):
    """A source: ``quote`` is what it says, including its words for the date.

    ``earlier`` says that the event was moved away from the date of this source. ``facts`` are the
    other facts of `timeline.facts`, by field.
    """

    document: str
    publisher: str | None = None
    paragraph: str | None = None
    url: str | None = None
    language: str | None = None
    published: int | None = None
    accessed: int | None = None
    issued: str | None = None
    read: str | None = None
    date: int | None = None
    earlier: bool = False
    quote: str | None = None
    note: Texts | None = None
    facts: Facts = {}


class EventRecord(_Typed, kw_only=True):
    """An event. ``knowing`` is the number of the phrase for how well its date is known.

    An anniversary has no sources: they are with its original event. ``facts`` are the other facts
    of `timeline.facts`, by field.
    """

    id: str
    title: Texts
    date: int
    knowing: int | None = None
    edtf: str | None = None
    precision: str | None = None
    spans: list[SpanRecord] = []
    one_of: bool = False
    about: bool = False
    unsure: bool = False
    tolerance: tuple[float, float] | None = None
    zone: str | None = None
    instants: list[str] | None = None  # only the start if the end is not known
    kind: str
    status: str | None = None
    importance: Literal["high", "low"] | None = None
    place: str | None = None
    venue: Texts | None = None
    parties: tuple[str, ...] = ()
    series: str | None = None
    part_of: str | None = None
    origin: str | None = None
    description: Texts | None = None
    aliases: tuple[str, ...] = ()
    disputed: bool = False
    conflicts: list[ClaimRecord] = []
    previously: ClaimRecord | None = None
    sources: list[SourceRecord] = []
    facts: Facts = {}


_LISTED: Final = (Where.PAGE, Where.SEARCH)


def _unnamed(of: Iterable[Fact], record: type[_Typed]) -> tuple[Fact, ...]:
    """The facts that the page lists or searches, and for which *record* has no field."""
    listed = {fact.field: fact for where in _LISTED for fact in facts.listed(of, where)}
    return tuple(fact for name, fact in listed.items() if name not in record.__struct_fields__)


_OF_EVENTS: Final = _unnamed(facts.EVENT, EventRecord)
_OF_SOURCES: Final = _unnamed(facts.SOURCE, SourceRecord)


_LOOKS: Final = {
    Status.DRAFT: "hollow",
    Status.ANNOUNCED: "hollow",
    Status.PLANNED: "hollow",
    Status.CONFIRMED: "hollow",
    Status.POSTPONED: "moved",
    Status.CANCELLED: "struck",
}
"""How the mark of a status is filled; the marks of other statuses are solid."""


_IMPORTANCE: Final[Mapping[Importance | None, Literal["high", "low"]]] = {
    Importance.HIGH: "high",
    Importance.LOW: "low",
}
"""The importance values that records give; for others, it follows from the kind and the date."""


class Phrases(Struct):
    """Rows of wordings, one wording for each of *languages*; equal rows are kept once."""

    languages: tuple[str, ...]
    rows: list[tuple[str, ...]] = []
    _numbers: dict[tuple[str, ...], int] = {}
    _dates: dict[tuple[edtf.Value, str | None, Callable[..., str]], int] = {}

    def copy(self) -> Phrases:
        """A copy, to which rows can be added."""
        return Phrases(self.languages, self.rows.copy(), self._numbers.copy(), self._dates.copy())

    def number(self, wordings: Iterable[str]) -> int:
        """The number of the row with these *wordings*, added if it is new."""
        row = tuple(wordings)
        number = self._numbers.setdefault(row, len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number

    def date(self, value: edtf.Value, zone: str | None = None, *, has_no_end: bool = False) -> int:
        """The number of the row that spells *value*, and says if it is a start without an end."""
        spell = _endless if has_no_end else wording.date_words
        return self._spelled(value, zone, spell)

    def told(self, value: edtf.Value) -> int:
        """The number of the row that spells *value* for use within a sentence of the interface."""
        return self._spelled(value, None, _told)

    def _spelled(self, value: edtf.Value, zone: str | None, spell: Callable[..., str]) -> int:
        key = (value, zone, spell)
        number = self._dates.get(key)
        if number is None:
            number = self._dates[key] = self.number(
                spell(value, language, zone=zone) for language in self.languages
            )
        return number


def _endless(value: edtf.Value, language: str, *, zone: str | None) -> str:
    words = wording.date_words(value, wording.words_in(language), zone=zone)
    return wording.message("page.end_unknown", language, date=words)


def _told(value: edtf.Value, language: str, *, zone: str | None) -> str:
    return wording.date_words(value, wording.words_in(language), zone=zone)


class Slice(Struct, frozen=True):
    """Some events that follow one another, with their records.

    ``phrases`` are the rows that these records add; ``rows`` holds all rows so far, so that the
    numbers in the records are indexes into it.
    """

    events: tuple[Event, ...]
    records: tuple[EventRecord, ...]
    phrases: tuple[tuple[str, ...], ...]
    rows: Sequence[tuple[str, ...]]


class Data:
    """Everything that the page's scripts need: the `header`, and the events in `slices`."""

    def __init__(self, timeline: Timeline, languages: tuple[str, ...]) -> None:
        self._timeline = timeline
        self.languages = languages
        self.phrases = Phrases(languages)
        """The phrases of the header; each slice brings the phrases of its events."""
        names = _ReferredNames(timeline, self.phrases)
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
        return [
            {
                "tag": language,
                "name": autonym(language),
                "direction": wording.direction(language),
                "words": wording.interface_language(language),
                "wordsIn": wording.words_in(language),
                "dates": _cldr(language),
                **_digits(language),
            }
            for language in self.languages
        ]

    def header(self) -> PageRecord:
        """The data that all events share, with the phrases of the names that they refer to."""
        calendar = self._timeline.calendar
        interface = {wording.interface_language(language) for language in self.languages}
        header = {
            "calendar": calendar.id,
            "title": _texts(calendar.title),
            "description": _texts(calendar.description),
            "url": page_address(calendar),
            "imprint": self.imprint,
            "languages": self.tongues,
            "facts": facts_of_page(),
            "chain": {language: self.chain(language) for language in self.languages},
            "words": {tag: page_words(tag) for tag in sorted(interface)},
        }
        # Sections of names are written even if they are empty: a new chronology has no events yet.
        return {**_without_empty(header), **self.names, "phrases": self.phrases.rows}

    def _imprint(self) -> list[PageRecord]:
        lines = zip(
            *(wording.imprint(self._timeline, language) for language in self.languages), strict=True
        )
        return [
            _without_empty(
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
        recorder = _Recorder(self._timeline, phrases, self.names["precisions"])
        events = iter(self._timeline.events)
        while some := tuple(islice(events, size)):
            start = len(phrases.rows)
            records = tuple(map(recorder.event, some))
            yield Slice(some, records, tuple(phrases.rows[start:]), phrases.rows)


class _Recorder(Struct, frozen=True):
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
            venue=_texts(event.venue),
            parties=event.parties,
            series=event.series,
            part_of=event.part_of,
            origin=event.origin,
            description=_texts(event.description),
            aliases=event.aliases,
            disputed=bool(event.disputed or event.conflicts),
            conflicts=[self._conflict(event, claim) for claim in event.conflicts],
            previously=self._claim(event.previously.value) if event.previously else None,
            # The sources of an anniversary are in the record of its original event.
            sources=[] if event.origin else [self._source(each, event) for each in event.sources],
            facts=self._facts(event, _OF_EVENTS),
        )

    def _facts(self, of: Event | Source, listed: Iterable[Fact]) -> Facts:
        values = ((fact, getattr(of, fact.field)) for fact in listed)
        return {fact.field: self._said(fact, value) for fact, value in values if value}

    def _said(self, fact: Fact, value: Any) -> FactRecord:
        match fact.form:
            case Form.TITLE | Form.TEXT | Form.PARAGRAPH:
                return dict(value.by_language)
            case Form.DATE:
                day = value.value if isinstance(value, Reading) else _edtf(value)
                return self.phrases.told(day)
            case _:
                return value if isinstance(value, str) else list(value)

    def _claim(self, value: edtf.Value) -> ClaimRecord:
        return ClaimRecord(
            date=self.phrases.told(value),
            edtf=str(value),
            spans=[_span(span) for span in marks.spans(value)],
        )

    def _conflict(self, event: Event, claim: Claim) -> ClaimRecord:
        record = self._claim(claim.value)
        record.wording = _wording(claim.reading)
        record.source = event.sources.index(claim.source) if claim.source else None
        return record

    def _source(self, source: Source, event: Event) -> SourceRecord:
        told, when, read = self.phrases.told, source.when, source.accessed
        words = _wording(when) if when else None
        return SourceRecord(
            document=source.document,
            publisher=source.publisher or None,
            paragraph=source.paragraph or None,
            url=source.url if is_web_address(source.url) else None,
            language=source.language,
            published=told(source.published) if source.published else None,
            accessed=told(_edtf(read)) if read else None,
            issued=str(source.published) if source.published else None,
            read=read.isoformat() if read else None,
            date=told(when.value) if when else None,
            earlier=bool(when and Claim(when, source) in event.earlier_claims),
            quote=_quote(words or "", source.quote or "") or None,
            note=_texts(source.note),
            facts=self._facts(source, _OF_SOURCES),
        )


def autonym(language: str) -> str:
    """The name of *language* in that language, from CLDR."""
    locale = wording.locale(language)
    name = locale.display_name or language
    # "English (world)", "srpski (latinica)": the parentheses distinguish scripts, but a region
    # that only sets the order of dates is of no interest to a reader.
    base, _, detail = name.partition(" (")
    shown = f"{base} ({detail.split(',')[0].rstrip(')')})" if locale.script and detail else base
    return shown[:1].upper() + shown[1:]


def _digits(language: str) -> PageRecord:
    """The digits of *language*, if they are not 0 to 9."""
    digits = wording.locale(language).digits
    return {} if digits.isascii() else {"digits": digits}


_SKELETONS: Final = {
    "dayMonth": "MMMd",
    "shortMonthYear": "yMMM",
    "monthYear": "yMMMM",
    "dayMonthYear": "yMMMd",
}
_THIN_SPACES: Final = str.maketrans({"\u202f": " ", "\u2009": " ", "\u200f": ""})


def _cldr(language: str) -> PageRecord:
    """CLDR's months and date patterns, for the dates that scripts spell: axis, ends of the view.

    Browsers lack some languages (Chromium has no Kazakh), so the page includes these.
    """
    locale = wording.locale(language)
    patterns = {
        name: pattern
        for name, skeleton in _SKELETONS.items()
        if (pattern := locale.entry("datetime_skeletons", skeleton))
    }
    patterns["long"] = locale.entry("date_formats", "long")
    months = {
        letter: [locale.entry("months", context, width, month) for month in range(1, 13)]
        for letter, context, width in (
            ("MMM", "format", "abbreviated"),
            ("MMMM", "format", "wide"),
            ("LLL", "stand-alone", "abbreviated"),
            ("LLLL", "stand-alone", "wide"),
        )
    }
    return {
        **months,
        **{name: pattern.translate(_THIN_SPACES) for name, pattern in patterns.items()},
    }


def page_words(language: str) -> PageRecord:
    """The words of the interface that scripts use, and the labels of facts."""
    messages = wording.messages(language)
    return {**messages["labels"], **messages["page"]}


def facts_of_page() -> PageRecord:
    """The facts for scripts: those of events and of sources, and the fields that are searched."""
    return {
        "event": [
            _for_scripts(fact, fact.label(Where.PAGE))
            for fact in facts.listed(facts.EVENT, Where.PAGE)
        ],
        "source": [
            _for_scripts(fact, fact.labels.get(Where.PAGE))
            for fact in facts.listed(facts.SOURCE, Where.PAGE)
        ],
        "search": {
            "event": [_key(fact) for fact in facts.listed(facts.EVENT, Where.SEARCH)],
            "source": [_key(fact) for fact in facts.listed(facts.SOURCE, Where.SEARCH)],
        },
    }


def _for_scripts(fact: Fact, label: str | None) -> PageRecord:
    record = {"key": _key(fact), "form": fact.form.value, "facet": fact.facet, "label": label}
    return _without_empty(record)


def _key(fact: Fact) -> str:
    """The fact's key in a record."""
    first, *others = fact.field.split("_")
    return first + "".join(map(str.capitalize, others))


class _ReferredNames(Struct):
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
            status.value: _without_empty(
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
            name: _without_empty(
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
    found: FactRecord | None = getattr(record, fact.field, record.facts.get(fact.field))
    return found


def _quote(when: str, quote: str) -> str:
    """What a source says: its words for the date, unless the quoted text includes them."""
    return quote if when in quote else " … ".join(filter(None, (when, quote)))


def _edtf(day: edtf.Value | date) -> edtf.Value:
    return day if isinstance(day, edtf.Value) else edtf.parse(day.isoformat())


def is_web_address(url: str | None) -> bool:
    """Whether *url* may become a link: http or https, so that no address can run code."""
    return url is not None and url.lower().startswith(("https://", "http://"))


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
    if span.goes_on or span.timed:
        window = span.window.value if span.window else ""
        return span.start, span.end, window, "on" if span.goes_on else "timed"
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


def _texts(text: Text | None) -> Texts | None:
    return dict(text.by_language) if text else None


def _without_empty(record: PageRecord) -> PageRecord:
    """*record* without absent values; 0 is a value, and is kept."""
    return {
        key: value
        for key, value in record.items()
        if value is not None and value is not False and value not in ("", [], (), {})
    }
