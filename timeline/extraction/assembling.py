"""Assemble the event of a draft from the words around its date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import PurePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.documents import Document
from timeline.events import COUNTRIES, Event, Source, Status, Text, Timeline
from timeline.extraction.clauses import statement
from timeline.extraction.drafts import Draft, DraftRule
from timeline.extraction.names import NameKind
from timeline.extraction.sentence import Sentence
from timeline.extraction.titles import Title
from timeline.extraction.whereabouts import Whereabouts
from timeline.phrases import Mention, Reading
from timeline.phrases.tokens import TextSpan


class Characters(Struct, frozen=True):
    """Maximum characters quoted for an event without a date."""

    start: int
    end: int


class Assembler:
    """Assembles the events of one document, with their places, parties and sources."""

    def __init__(
        self,
        document: Document,
        chronology: Timeline | None,
        parties: Iterable[str],
        whereabouts: Whereabouts,
    ) -> None:
        self._document = document
        self._chronology = chronology
        self._parties = tuple(parties)
        self._whereabouts = whereabouts

    def draft(
        self,
        sentence: Sentence,
        mention: Mention | Characters,
        paragraph: str | None,
        title: Title | None,
        *,
        when: Reading | None,
        rule: DraftRule,
        intended: Status,
    ) -> Draft:
        """The draft of the event that *title* names, from the words around *mention*."""
        document = self._document
        kind = _kind(sentence, title, intended)
        span = sentence.indices(mention.start, mention.end)
        reach = _PLACE_REACH if when else _UNDATED_REACH
        place, parties = self._where_and_who(sentence, span, title, kind, reach)
        located = None
        if place is None and kind != "relations" and rule != "anniversary":
            located = self._whereabouts.of(sentence, span, title, kind)
        if place is None and located is None and kind in _MET:
            located = self._whereabouts.before(sentence)
        if kind == "visit" and located and located.country:
            parties = tuple(dict.fromkeys((*parties, located.country)))
        if kind == "transport" and title:
            parties = tuple(dict.fromkeys((*parties, *self._whereabouts.route(sentence, title))))
        quote = _quote(sentence, mention.start, mention.end)
        source = _source(document, paragraph, when if rule == "dated" else None, quote)
        event = Event(
            id="draft",
            title=Text({document.language: title.text if title else sentence.words(*span)}),
            when=when,
            kind=kind,
            status=Status.DRAFT,
            intended=intended,
            place=located.id if located else place,
            parties=parties,
            series=_series(sentence, title),
            sources=(source,),
        )
        title_span = sentence.offsets(title.start, title.end) if title else None
        return Draft(
            event=event, start=mention.start, end=mention.end, rule=rule,
            intended=intended, title_span=title_span, file=document.name,
            where=located.name if located else "", place=located.declaration if located else None,
            wording=" ".join(document.text[mention.start : mention.end].split()),
        )  # fmt: skip

    def _where_and_who(
        self, sentence: Sentence, span: tuple[int, int], title: Title | None, kind: str, reach: int
    ) -> tuple[str | None, tuple[str, ...]]:
        """The place, if the text around the date names only one, and the parties of the title."""
        first, last = (title.start, title.end) if title else span
        near = [
            name
            for name in sentence.names
            if first <= name.start < last
            or 0 <= name.start - span[1] <= reach
            or 0 <= span[0] - name.end <= _PLACE_BEFORE
        ]
        places = list(dict.fromkeys(name.id for name in near if name.kind is NameKind.PLACE))
        place = places[0] if len(places) == 1 else None
        spans = [(title.start, title.end)] if title else []
        if title and (kind in _INVOLVING or not title.head.noun.size):
            # "The President of Uzbekistan paid a state visit": its subject takes part.
            spans.append(statement(sentence, span))
        cities = {one.start for one in self._whereabouts.stated(sentence)}
        parties = [*_heading(sentence, span), *parties_in(sentence, spans, cities)]
        if kind == "visit" and len(parties) < 2 and len(sentence.blocked) == 1:
            # "The President of Serbia, who …, paid a visit": the visitor is named further away.
            parties = list(parties_in(sentence, [(0, len(sentence.tokens))], cities))
        if not parties:
            parties = list(self._whereabouts.acting(sentence))
        inside = [
            n.id for n in sentence.names if n.kind is NameKind.PLACE and first <= n.start < last
        ]
        if self._chronology and (kind == "visit" or len(set(inside)) > 1):
            # A visit to Belgrade, flights between Astana and Belgrade: their countries take part.
            known = self._chronology.document.places
            countries = (known[name].country for name in inside or places)
            parties += [country for country in countries if country]
        if not parties and kind in (*_INVOLVING, "relations"):
            # In a paper of two countries, "the sides" and "the commission" are theirs.
            parties = list(self._parties)
        if kind == "relations":
            place = None if parties == list(self._parties) else place
        return place, tuple(dict.fromkeys(parties))

    def at_place(self, draft: Draft, place: str) -> Draft:
        """*draft* at the place that a column or the head of a line names."""
        located = self._whereabouts.written(place)
        if located is None:
            return draft
        event = replace(draft.event, place=located.id)
        if event.kind == "visit" and located.country:
            parties = dict.fromkeys((*event.parties, located.country))
            event = replace(event, parties=tuple(parties))
        return replace(draft, event=event, place=located.declaration)

    def without_place(self, draft: Draft) -> Draft:
        """*draft*, with its title cut before the place: "Forum of Mayors, Oslo"."""
        match = _PLACE_BEHIND.search(draft.title)
        place = self._whereabouts.written(match["place"]) if match else None
        if match is None or place is None or place.id != draft.event.place:
            return draft
        name = draft.title[: match.start()]
        other = _PLACE_BEHIND.search(name)
        if other and self._whereabouts.written(other["place"]):
            return draft  # "Visit of the Minister, Oslo, Bergen"
        texts = dict.fromkeys(draft.event.title.by_language, name)
        return replace(draft, event=replace(draft.event, title=Text(texts)))


_PLACE_BEHIND: Final = re.compile(
    r"(?:,|\s[-–—]|\s(?P<bracket>\())\s*(?:[^\W\d_]{1,4}\.\s?)?"
    r"(?P<place>[^\W\d_][^,.;:()–—]{1,40})(?(bracket)\))$"
)
"""A comma, dash or bracket and what may be a city, at the end of a title."""


def _kind(sentence: Sentence, title: Title | None, intended: Status) -> str:
    """The kind of event: that of its title, or of the thing that was signed or came into force."""
    kind = title.kind if title else "other"
    if intended is Status.SIGNED and kind in ("agreement", "other"):
        return "signature"
    if intended is Status.IN_FORCE and kind == "other":
        # "Transport agreement. Signed at Bonn 4 May 1999; entered into force 1 June 1999."
        before = (sentence, *islice(_before(sentence), _FARTHEST_AGREEMENT))
        if any(head.noun.kind == "agreement" for each in before for head in each.heads):
            return "agreement"
    return kind


def _before(sentence: Sentence) -> Iterator[Sentence]:
    """The sentences before *sentence* in its paragraph, the nearest first."""
    while sentence.previous is not None:
        sentence = sentence.previous
        yield sentence


_FARTHEST_AGREEMENT: Final = 2
"""Maximum sentences from an agreement to the one with the date on which it came into force."""

_MET: Final = frozenset({"meeting", "signature", "agreement", "statement", "summit"})
"""Kinds of events whose place may be given by the sentence before."""

_INVOLVING: Final = frozenset({"visit", "meeting", "signature", "agreement", "statement"})
"""Kinds of events whose parties are those named in the clause."""

_PLACE_REACH: Final = 4
_PLACE_BEFORE: Final = 3
_UNDATED_REACH: Final = 8
"""Maximum tokens from a date to its place, after it and before it, and after a title without a
date."""


def parties_in(
    sentence: Sentence, spans: Sequence[TextSpan], cities: Collection[int] = ()
) -> tuple[str, ...]:
    """The parties named in the tokens of *spans*; the tokens in *cities* mean a city."""
    named = (
        name.id
        for name in sentence.names
        if name.kind is NameKind.PARTY
        and name.start not in cities
        and any(start <= name.start < end for start, end in spans)
    )
    return tuple(dict.fromkeys(named))


def _heading(sentence: Sentence, span: tuple[int, int]) -> Iterator[str]:
    """The country before the colon at the beginning, or after the date: "May 5. Peru: …"."""
    for name in sentence.names:
        is_first = name.kind is NameKind.PARTY and name.start in (0, span[1], span[1] + 1)
        if is_first and sentence.words(name.end, name.end + 1) == ":":
            yield name.id


def _series(sentence: Sentence, title: Title | None) -> str | None:
    for name in sentence.names:
        if title and name.kind is NameKind.SERIES and title.start <= name.start < title.end:
            return name.id
    return None


def two_countries(names: Iterable[str]) -> tuple[str, ...]:
    """The two countries among *names*, the parties of a document; none if there are more."""
    countries = tuple(dict.fromkeys(name for name in names if name in COUNTRIES))
    return countries if len(countries) == 2 else ()


LONGEST_QUOTE: Final = 400
"""Maximum characters of the wording quoted in a source."""


def _source(
    document: Document, paragraph: str | None, when: Reading | None, quote: str | None
) -> Source:
    return Source(
        document=document.title,
        publisher=document.publisher,
        paragraph=paragraph,
        file=_file(document),
        sha256=document.sha256 or None,
        url=document.url,
        language=document.language,
        published=_day(document.date),
        accessed=document.accessed,
        when=when,
        quote=quote,
    )


def _quote(sentence: Sentence, start: int, end: int) -> str:
    """The sentence; if it is long, the part around the characters *start* to *end*."""
    text = sentence.text
    first, last = sentence.start, sentence.end
    if last - first > LONGEST_QUOTE:
        margin = max((LONGEST_QUOTE - (end - start)) // 2, 40)
        if start - margin > first:
            first = text.find(" ", start - margin) + 1 or first
        if end + margin < last:
            last = max(text.rfind(" ", end, end + margin), end)
    quote = " ".join(text[first:last].split())
    return ("… " if first > sentence.start else "") + quote + (" …" if last < sentence.end else "")


def _file(document: Document) -> str | None:
    """The name of the document's file; None if it came through standard input."""
    name = PurePath(document.name).name
    return None if name.startswith("<") else name


def _day(day: date | None) -> edtf.Date | None:
    return edtf.Date.of(day) if day else None
