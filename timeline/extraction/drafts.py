"""Drafts: from a sentence with a date, or with something to come, to an event for a person to see.

A draft is an ordinary event with the status "draft". Its date is the source's wording if that
reads the same on its own, else EDTF; nothing is added to it. What the text says of the outcome
("took place", "is planned") stands beside the draft as its intended status, for a person to
confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec.structs import replace as changed

from timeline import edtf, phrases
from timeline.documents import Document
from timeline.errors import DateError, UnknownName
from timeline.events import (
    COUNTRIES,
    MOST_YEARS,
    Anniversary,
    Event,
    Source,
    Status,
    Text,
    Timeline,
    objections,
)
from timeline.extraction.lexicon import Lexicon
from timeline.extraction.names import Kind
from timeline.extraction.titles import Head, Sentence, Title
from timeline.phrases import Mention, Reading

LONGEST_QUOTE: Final = 400
"""Characters of the wording that a source quotes."""

OTHER_DATE: Final = 14.0
"""Points for another date between a date and a noun: then the noun is mostly the other's."""

FARTHEST: Final = 20
"""Points beyond which a noun has nothing to do with a date: see `_distance`."""

WIDEST: Final = 60
"""Tokens on either side of a date in which its noun and its cue are looked for."""

NEAREST_CUE: Final = 14
"""Tokens between a date and a word that tells how sure it is."""

UPCOMING_REACH: Final = 6
"""Tokens between "upcoming" and its noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event read out of a document, and the characters that tell of it.

    ``rule`` is "dated", "anniversary", "upcoming" (to come, without a date) or "milestone"
    (happened, without a date); ``intended`` the status that the text gives it; ``inferred`` that
    the year is not in the text, but follows from the day of the document and the tense.
    """

    event: Event
    start: int
    end: int
    rule: str
    intended: Status
    title_span: tuple[int, int] | None = None
    inferred: bool = False

    @property
    def paragraph(self) -> str | None:
        """Number of the paragraph, as printed."""
        return self.event.sources[0].paragraph


class Drafter:
    """Drafts the events of one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        chronology: Timeline | None,
        parties: Iterable[str],
    ) -> None:
        self._document = document
        self._lexicon = lexicon
        self._chronology = chronology
        self._parties = tuple(parties)

    # -- dated ---------------------------------------------------------------------------------

    def dated(self, sentence: Sentence, mention: Mention, paragraph: str | None) -> Draft | None:
        """The draft of an item; None for a quarter or year of figures, beside no event's name."""
        span = sentence.indices(mention.start, mention.end)
        head = _nearest(sentence, span, after=mention.number is not None)
        title = sentence.title(head) if head else None
        if mention.number is not None:
            return self._anniversary(sentence, mention, paragraph, title)
        value = mention.value or edtf.UNKNOWN
        is_coarse = value.precision.rank >= edtf.Precision.QUARTER.rank
        if title is None and is_coarse and not self._is_to_come(value):
            return None
        intended = self._intended(sentence, span, value)
        draft = self._draft(
            sentence, mention, paragraph, title,
            when=self._when(mention), rule="dated", intended=intended,
        )  # fmt: skip
        return replace(draft, inferred=mention.inferred)

    def _anniversary(
        self, sentence: Sentence, mention: Mention, paragraph: str | None, title: Title | None
    ) -> Draft:
        """The event that a document counts years from: a year, never a day."""
        years = mention.number or 0
        value = mention.value or edtf.UNKNOWN
        year = value.earliest.year if value.earliest else None
        document_year = self._document.date.year if self._document.date else None
        if year is None and document_year:
            year = document_year - years
        elif year is not None and year == document_year:
            # The reading is the year of the anniversary; the event was so many years before.
            year -= years
        origin = edtf.UNKNOWN if year is None else edtf.Date(year)
        is_known = year is not None and not any(objections(origin))
        when = Reading(str(origin), origin, rule="anniversary") if is_known else None
        draft = self._draft(
            sentence, mention, paragraph, title,
            when=when, rule="anniversary", intended=Status.HELD,
        )  # fmt: skip
        is_derived = is_known and 0 < years <= MOST_YEARS
        rule = Anniversary(every=years, until=origin.year + years) if is_derived else None
        return replace(draft, event=changed(draft.event, anniversary=rule))

    def _when(self, mention: Mention) -> Reading:
        """The date as the source words it, if those words mean the same without the document."""
        value = mention.value or edtf.UNKNOWN
        reading = Reading(
            str(value), value, self._document.language, mention.zone, mention.rule or mention.kind
        )
        text = " ".join(mention.text.split())
        is_own = not mention.inferred and _alone(text, self._document.language) == value
        return replace(reading, text=text) if is_own else reading

    def _intended(self, sentence: Sentence, span: tuple[int, int], value: edtf.Value) -> Status:
        cued = _cue(sentence, span)
        published = self._document.date
        try:
            last = value.latest
        except DateError:
            return cued or Status.ANNOUNCED
        is_future = self._is_to_come(value)
        is_past = published is not None and last is not None and last < published
        if cued in (Status.HELD, Status.SIGNED) and is_future:
            cued = None
        return cued or (
            Status.PLANNED if is_future else Status.HELD if is_past else Status.ANNOUNCED
        )

    def _is_to_come(self, value: edtf.Value) -> bool:
        """Whether *value* begins after the day of the document."""
        published = self._document.date
        try:
            first = value.earliest
        except DateError:
            return False
        return published is not None and first is not None and first > published

    # -- undated ---------------------------------------------------------------------------------

    def undated(
        self, sentence: Sentence, taken: list[tuple[int, int]], paragraph: str | None
    ) -> Iterator[Draft]:
        """Drafts of what is to come, or happened, without a date; *taken* is drafted already."""
        for head, rule, intended in self._undated_heads(sentence):
            title = sentence.title(head)
            start, end = sentence.offsets(title.start, title.end)
            if any(start < last and end > first for first, last in taken):
                continue
            taken.append((start, end))
            mention = _Wording(start, end)
            yield self._draft(
                sentence, mention, paragraph, title, when=None, rule=rule, intended=intended
            )

    def _undated_heads(self, sentence: Sentence) -> Iterator[tuple[Head, str, Status]]:
        words, tokens = self._lexicon, sentence.tokens
        for index in range(len(tokens)):
            if words.upcoming.size(tokens, index):
                for head in sentence.heads:
                    if 0 < head.index - index <= UPCOMING_REACH and not _parted(
                        sentence, index, head.index
                    ):
                        yield head, "upcoming", Status.ANNOUNCED
                        break
            elif words.undated.size(tokens, index):
                before = [head for head in sentence.heads if head.index < index]
                if before and index - before[-1].end <= UPCOMING_REACH:
                    yield before[-1], "upcoming", Status.ANNOUNCED
            elif words.welcomed.size(tokens, index):
                for head in sentence.heads:
                    near = abs(head.index - index) <= UPCOMING_REACH
                    is_milestone = head.noun.form.nominative in words.milestones
                    if near and is_milestone and not _parted(sentence, index, head.index):
                        yield head, "milestone", Status.HELD
                        break

    # -- the event ---------------------------------------------------------------------------------

    def _draft(
        self,
        sentence: Sentence,
        mention: Mention | _Wording,
        paragraph: str | None,
        title: Title | None,
        *,
        when: Reading | None,
        rule: str,
        intended: Status,
    ) -> Draft:
        document = self._document
        kind = title.kind if title else "other"
        if intended in (Status.SIGNED, Status.IN_FORCE) and kind == "agreement":
            kind = "signature" if intended is Status.SIGNED else kind
        language = document.language
        span = sentence.indices(mention.start, mention.end)
        reach = _PLACE_REACH if when else _UNDATED_REACH
        place, parties = self._where_and_who(sentence, span, title, kind, reach)
        source_when = when if rule == "dated" else None
        event = Event(
            id="draft",
            title=Text({language: title.text if title else _clause(sentence, span)}),
            when=when,
            kind=kind,
            status=Status.DRAFT,
            place=place,
            parties=parties,
            series=_series(sentence, title),
            sources=(
                Source(
                    document=document.title,
                    paragraph=paragraph,
                    language=language,
                    published=_day(document.date),
                    when=source_when,
                    quote=_quote(sentence, mention.start, mention.end),
                ),
            ),
        )
        title_span = sentence.offsets(title.start, title.end) if title else None
        return Draft(
            event=event, start=mention.start, end=mention.end, rule=rule,
            intended=intended, title_span=title_span,
        )  # fmt: skip

    def _where_and_who(
        self, sentence: Sentence, span: tuple[int, int], title: Title | None, kind: str, reach: int
    ) -> tuple[str | None, tuple[str, ...]]:
        """The place, if the text around the date names just one, and the parties of the title."""
        first, last = (title.start, title.end) if title else span
        near = [
            name
            for name in sentence.names
            if first <= name.start < last
            or 0 <= name.start - span[1] <= reach
            or 0 <= span[0] - name.end <= _PLACE_BEFORE
        ]
        places = list(dict.fromkeys(name.id for name in near if name.kind is Kind.PLACE))
        place = places[0] if len(places) == 1 else None
        parties = [
            name.id
            for name in sentence.names
            if name.kind is Kind.PARTY and first <= name.start < last
        ]
        inside = [n.id for n in sentence.names if n.kind is Kind.PLACE and first <= n.start < last]
        if self._chronology and (kind == "visit" or len(set(inside)) > 1):
            # A visit to Belgrade, flights between Astana and Belgrade: their countries take part.
            known = self._chronology.document.places
            countries = (known[name].country for name in inside or places)
            parties += [country for country in countries if country]
        if kind == "relations" and not parties:
            parties = list(self._parties)
            place = None
        return place, tuple(dict.fromkeys(parties))


_PLACE_REACH: Final = 4
_PLACE_BEFORE: Final = 3
_UNDATED_REACH: Final = 8
"""Tokens between a date and the place that goes with it, behind it and before it; and behind a
title without a date."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """Characters of a text that tell of something without a date."""

    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def _alone(text: str, language: str) -> edtf.Value | None:
    """What *text* says without a document around it; None if it says no date."""
    try:
        return phrases.read(text, [language]).value
    except (DateError, UnknownName):
        return None


def _day(day: date | None) -> edtf.Date | None:
    return edtf.Date(day.year, day.month, day.day) if day else None


def _nearest(sentence: Sentence, span: tuple[int, int], *, after: bool) -> Head | None:
    """The noun that the date at *span* belongs to; *after* looks behind the date first."""
    best: tuple[float, Head] | None = None
    first, last = span[0] - WIDEST, span[1] + WIDEST
    for head in sentence.heads:
        if not first <= head.index <= last:
            continue
        distance = _distance(sentence, head, span, after=after)
        if distance <= FARTHEST and (best is None or distance < best[0]):
            best = distance, head
    return best[1] if best else None


def _distance(sentence: Sentence, head: Head, span: tuple[int, int], *, after: bool) -> float:
    """How far a noun is from a date: tokens between them, commas and other dates counting more."""
    start, end = span
    if start <= head.index < end:
        # "30th anniversary", "the beginning of June": what they are of, stands outside.
        return float("inf") if after or head.noun.kind == "other" else 0
    is_before = head.index < start
    between = range(head.end, start) if is_before else range(end, head.index)
    # Before the date a comma opens a participle («съезда, состоявшегося …»); behind, it leads away.
    comma = 2.0 if is_before else 8.0
    points = 0.0
    for index in between:
        token = sentence.tokens[index]
        if token.text == ";":
            return float("inf")
        points += comma if token.text == "," else 0.5
    for first, last in sentence.blocked:
        if (first, last) == span or not (head.end <= first < start or end <= first < head.index):
            continue
        # "The fair ran from 20 March, and on 23 March the guests left": the fair is not theirs.
        gap = range(last, start) if is_before else range(end, first)
        if any(sentence.tokens[index].text == "," for index in gap):
            return float("inf")
        points += OTHER_DATE
    if sentence.lexicon.head_first and is_before is after:
        points += 3.0
    return points


def _parted(sentence: Sentence, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return any(sentence.tokens[index].text in {",", ";", ":"} for index in range(first, last))


def _cue(sentence: Sentence, span: tuple[int, int]) -> Status | None:
    """The status that the word nearest to the date tells; of two as near, the one before it."""
    best: tuple[float, Status] | None = None
    first, last = max(span[0] - WIDEST, 0), min(span[1] + WIDEST, len(sentence.tokens))
    for index in range(first, last):
        if sentence.is_noun(index):
            continue
        for status, words in sentence.lexicon.cues.items():
            size = words.size(sentence.tokens, index)
            if not size:
                continue
            is_before = index < span[0]
            distance = span[0] - index - size + 1 if is_before else index - span[1] + 1.5
            # A longer phrase says more: "will be held" is not "held".
            distance -= (size - 1) * 0.5
            between = range(index, span[0]) if is_before else range(span[1], index)
            commas = sum(sentence.tokens[i].text == "," for i in between)
            distance += commas * (1.0 if is_before else 4.0)
            if distance <= NEAREST_CUE and (best is None or distance < best[0]):
                best = distance, status
    return best[1] if best else None


def _series(sentence: Sentence, title: Title | None) -> str | None:
    for name in sentence.names:
        if title and name.kind is Kind.SERIES and title.start <= name.start < title.end:
            return name.id
    return None


def _clause(sentence: Sentence, span: tuple[int, int]) -> str:
    """What stands around a date that belongs to no known noun, without the date.

    Of "In July 2024, the sides opened a crossing" it is what follows the comma.
    """
    start, end = span
    while start > 0 and sentence.tokens[start - 1].text not in _CLAUSE_ENDS:
        start -= 1
    while end < len(sentence.tokens) and sentence.tokens[end].text not in _CLAUSE_ENDS:
        end += 1
    words = _trimmed(sentence, start, span[0])
    if len(words) < _FEWEST_WORDS:
        words += _trimmed(sentence, span[1], end)
    if not words and end + 1 < len(sentence.tokens):
        start = end = end + 1
        while end < len(sentence.tokens) and sentence.tokens[end].text not in _CLAUSE_ENDS:
            end += 1
        words = _trimmed(sentence, start, end)
    text = " ".join(words)
    if len(text) > _LONGEST_CLAUSE:
        text = text[:_LONGEST_CLAUSE].rpartition(" ")[0] + " …"
    text = text.strip(" -–—.,;:")
    return text[:1].upper() + text[1:] if text else " ".join(sentence.words(*span).split())


_CLAUSE_ENDS: Final = frozenset({",", ";", ":", "(", ")", "."})
_FEWEST_WORDS: Final = 2


def _trimmed(sentence: Sentence, start: int, end: int) -> list[str]:
    """The words of the tokens *start* to *end*, without a preposition at either side."""
    prepositions = sentence.lexicon.prepositions
    while start < end and prepositions.size(sentence.tokens, end - 1):
        end -= 1
    while start < end and prepositions.size(sentence.tokens, start):
        start += 1
    return sentence.words(start, end).split()


_LONGEST_CLAUSE: Final = 90


def _quote(sentence: Sentence, start: int, end: int) -> str:
    """The sentence; of a long one, what stands around the characters *start* to *end*."""
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


def two_countries(names: Iterable[str]) -> tuple[str, ...]:
    """The two countries among *names*, the parties of a document; none if there are more."""
    countries = tuple(dict.fromkeys(name for name in names if name in COUNTRIES))
    return countries if len(countries) == 2 else ()
