"""The text of each event in the list, by years, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape
from msgspec import Struct

from timeline import facts, wording
from timeline.caching import cached_method
from timeline.events import Event, Timeline
from timeline.exporters.html.event_records import EventRecord, FactRecord, SourceRecord
from timeline.exporters.html.page_data import Data, Slice
from timeline.exporters.html.plain_data import Texts
from timeline.exporters.html.recording import said
from timeline.facts import Form, Where

Phrased = Sequence[tuple[str, ...]]
"""The rows of wordings, to which records refer by number."""

Named = tuple[str, Markup]
"""A text, and the attribute for its language if that is not the page's."""

_NONE = Markup("")

_OF_SOURCE: Final = facts.listed(facts.SOURCE, Where.PAGE)
_REMARKS: Final = tuple(fact for fact in _OF_SOURCE if fact.form is Form.TEXT)
_DETAILS: Final = tuple(
    (fact, fact.labels.get(Where.PAGE))
    for fact in _OF_SOURCE
    if fact.form in (Form.WORDS, Form.DATE) and fact.field != "document"
)
"""The facts of a source in the line after its document, each with the key of its label, if any."""


class SourceRow(Struct):
    """A source in the list, which leaves out empty fields."""

    document: str = ""
    lang: Markup = _NONE
    url: str = ""
    details: Markup = _NONE
    quote: str = ""
    note: str = ""


class Row(Struct):
    """An event in the list; ``origin`` is the id of the event whose anniversary it is.

    ``names`` is ``meta`` in one line.
    """

    id: str = ""
    hue: int | str = ""
    date: str = ""
    moved: str = ""
    title: str = ""
    lang: Markup = _NONE
    meta: tuple[Named, ...] = ()
    names: Markup = _NONE
    note: str = ""
    origin: str | None = None
    origin_title: Named = ("", _NONE)
    source_count: str = ""
    sources: tuple[SourceRow, ...] = ()


class Rows:
    """The rows of the events of *timeline*, in the first language of *data*."""

    def __init__(self, timeline: Timeline, data: Data) -> None:
        self._timeline = timeline
        self._data = data
        self.language = data.languages[0]
        self._line = cache(_line)  # cached, since many events share names
        self.words_lang = self.lang(wording.words_in(self.language))
        """The attribute for the language of the interface's words."""

    def sections(self, some: Slice) -> Iterator[tuple[Markup, Iterator[Row]]]:
        """The headings of years, each with its rows, which are made lazily."""
        pairs = zip(some.events, some.records, strict=True)
        for (year, heading), group in groupby(pairs, key=_section):
            title = self._year(year) if heading is None else _words_heading(some.rows[heading][0])
            yield title, (self._row(event, record, some.rows) for event, record in group)

    def _year(self, year: int | None) -> Markup:
        """The heading of the events of a *year*, or of those without a date."""
        if year is None:
            return _words_heading(self._word("undated"), self.words_lang)
        return Markup("<h3>{}</h3>").format(wording.locale(self.language).numeral(str(year)))

    @cached_method
    def lang(self, tag: str | None) -> Markup:
        """The attribute for the language of a text; empty for the page's language."""
        if tag in (None, "und", self.language):
            return _NONE
        return Markup(' lang="{}"').format(tag)

    @cached_method
    def _name(self, section: str, key: str) -> Named:
        """The name of a kind, status, place or party."""
        entry, rows = self._data.names[section][key], self._data.phrases.rows
        tag = rows[entry["in"]][0] if "in" in entry else None
        return rows[entry["name"]][0], self.lang(tag)

    def _row(self, event: Event, record: EventRecord, rows: Phrased) -> Row:
        """The row of an *event*: its *record* in the page's language."""
        names = [self._name("kinds", event.kind), self._name("statuses", event.status.value)]
        if event.place:
            names.append(self._name("places", event.place))
        names.extend(self._name("parties", party) for party in event.parties)
        title, tag = wording.tagged_title(event, self._timeline, self.language)
        row = Row(
            id=event.id,
            hue=self._data.names["kinds"][event.kind]["hue"],
            date=rows[record.date][0],
            title=title,
            lang=self.lang(tag),
        )
        if record.previously:
            row.moved = self._label("moved_from", date=rows[record.previously.date][0])
        if record.conflicts:
            dates = "; ".join(rows[claim.date][0] for claim in record.conflicts)
            row.note = self._word("disagree", dates=dates)
        if event.origin:
            names[1] = self._word("derived_mark"), self.words_lang
            title, tag = self._timeline.text(
                self._timeline.event(event.origin).title, self.language
            )
            row.origin, row.origin_title = event.origin, (title, self.lang(tag))
        if record.sources:
            row.sources = tuple(self._source(source, rows) for source in record.sources)
            row.source_count = self._sources_word(len(row.sources))
        row.meta = tuple(names)
        row.names = self._line(row.meta)
        return row

    def _source(self, source: SourceRecord, rows: Phrased) -> SourceRow:
        lang = self.lang(source.language)
        details: list[Markup] = []
        for fact, label in _DETAILS:
            words = self._words(said(source, fact), rows)
            if not words:
                continue
            if label:
                details.append(_piece(self._labelled(label, words), self.words_lang))
            else:
                details.append(_piece(words, _NONE if fact.form is Form.DATE else lang))
        return SourceRow(
            source.document,
            lang,
            source.url or "",
            _joined(details),
            source.quote or "",
            " ".join(filter(None, (self._words(said(source, fact), rows) for fact in _REMARKS))),
        )

    def _words(self, value: FactRecord | None, rows: Phrased) -> str:
        match value:
            case None:
                return ""
            case int():
                return rows[value][0]
            case dict():
                return self._pick(value)
            case list():
                return "; ".join(value)
            case _:
                return value

    @cached_method
    def _labelled(self, key: str, value: str) -> str:
        return self._label(key, value=value)

    def _pick(self, texts: Texts) -> str:
        chain = self._data.chain(self.language)
        return texts[next((tag for tag in chain if tag in texts), next(iter(texts)))]

    @cached_method
    def _sources_word(self, number: int) -> str:
        return self._word("source_count", n=number)

    def _label(self, key: str, **values: object) -> str:
        return wording.message(f"labels.{key}", self.language, **values)

    def _word(self, key: str, **values: object) -> str:
        return wording.message(f"page.{key}", self.language, **values)


def _line(texts: Iterable[Named]) -> Markup:
    """*texts* in one line, each marked with its language."""
    return _joined([_piece(text, lang) for text, lang in texts])


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup(" · ".join(pieces))


@lru_cache(maxsize=4096, typed=True)  # markup equals its text
def _piece(text: str, lang: Markup) -> Markup:
    """*text* marked with its language; cached, since names, days and numbers recur."""
    escaped = escape(text)
    return Markup(f'<span dir="auto"{lang}>{escaped}</span>') if lang else escaped


def _words_heading(words: str, lang: Markup = _NONE) -> Markup:
    return Markup('<h3 dir="auto"{}>{}</h3>').format(lang, words)


def _section(pair: tuple[Event, EventRecord]) -> tuple[int | None, int | None]:
    """The year of an event, None without a date, and the phrase under which it is listed."""
    event, record = pair
    return next(iter(event.date.years), None), record.heading
