"""Extraction: from a document to draft events, and to what was refused, with the reason.

Every dated expression of the document becomes a draft or is listed with the reason why not;
besides, what is announced without a date is drafted without one. Nothing is taken from outside
the document and, for names of places and parties, the chronology.

==============  ================================================================
``lexicon``     the words that drafts are cut with: one file a language
``names``       places, parties and countries in their inflected forms
``sentences``   where a sentence ends
``titles``      the noun phrase that names an event
``drafts``      drafts
``matching``    the event of a chronology that a draft speaks of
``merging``     drafts and sources into the text of ``events.yaml``
``dialogue``    accept, edit or skip, one by one
``archive``     many documents, on several processes
``cluster``     the same on the machines of a Dask cluster
``records``     what came of a document as a JSON line
``view``        the document as a page with everything marked
==============  ================================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace as changed

from timeline.documents import Document, Paragraph
from timeline.edtf import Precision
from timeline.errors import UnknownName
from timeline.events import Event, Text, Timeline, objections
from timeline.extraction import lexicon
from timeline.extraction.drafts import Draft, Drafter, two_countries
from timeline.extraction.names import Kind, Names
from timeline.extraction.sentences import sentences
from timeline.extraction.titles import Sentence
from timeline.phrases import Mention, find

__all__ = ["Draft", "Extraction", "Refused", "extract"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Characters *start* to *end* that look like a date and became no draft, and why."""

    start: int
    end: int
    text: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read out of a document, each in the order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]


_REASONS: Final = {
    "deadline": "a deadline, not an event",
    "duration": "a length of time, not a date",
    "publication": "the day of publication, not of an event",
    "name": "part of the name of a plan or programme, not the date of an event",
    "period": "the period that a statement or a figure is about, not an event",
}
"""Why a date of that kind is no item of a chronology."""


def extract(document: Document, chronology: Timeline | None = None) -> Extraction:
    """Drafts of the events that *document* tells of, and what was refused.

    *chronology* lends the names of its places, parties and series, and its ids are not taken
    again. Languages that cannot be read give no drafts, and one refusal that says so.
    """
    try:
        found = find(document.text, document.language, document.date)
    except UnknownName as error:
        reason = f"dates in the language {document.language!r} are not read"
        unread = Refused(0, 0, "", reason, error.hint)
        return Extraction(document=document, mentions=(), drafts=(), refused=(unread,))
    read = list(_drafts(document, found, chronology))
    refused = [_not_an_item(mention) for mention in found if not mention.is_item]
    refused += [item for item in read if isinstance(item, Refused)]
    drafts = [item for item in read if isinstance(item, Draft)]
    return Extraction(
        document=document,
        mentions=tuple(_as_judged(item, refused) for item in found if item.value is not None),
        drafts=_with_ids(sorted(drafts, key=_position), chronology),
        refused=tuple(sorted(refused, key=_position)),
    )


def _position(item: Draft | Refused) -> tuple[int, int]:
    return item.start, item.end


def _as_judged(mention: Mention, refused: list[Refused]) -> Mention:
    """*mention*, no item if what stands around it showed that it dates the document."""
    is_stamp = any(
        item.reason == DATELINE and (item.start, item.end) == (mention.start, mention.end)
        for item in refused
    )
    return replace(mention, kind="publication", is_item=False) if is_stamp else mention


DATELINE: Final = "the day of the document itself, not of an event"


def _not_an_item(mention: Mention) -> Refused:
    reason = mention.reason or _REASONS.get(mention.kind, f"{mention.kind}, not an event")
    return Refused(mention.start, mention.end, mention.text, reason)


def _drafts(
    document: Document, mentions: tuple[Mention, ...], chronology: Timeline | None
) -> Iterator[Draft | Refused]:
    words = lexicon.load(document.language)
    names = Names(document.language, chronology)
    spans = [(mention.start, mention.end) for mention in mentions]
    starts = [start for start, _ in spans]
    drafter = Drafter(document, words, chronology, _parties(document, names))
    told: dict[tuple[str, str], Draft] = {}
    for paragraph in document.paragraphs:
        first = bisect_left(starts, paragraph.start)
        last = bisect_left(starts, paragraph.end)
        own = mentions[first:last]
        blocked = spans[first:last]
        drafts: list[Draft] = []
        parts = [
            Sentence(document.text, span, blocked, words, names)
            for span in sentences(document.text, *_body(document, paragraph), blocked, words)
        ]
        for sentence in parts:
            inside = [item for item in own if sentence.start <= item.start < sentence.end]
            for item, following in zip_longest(inside, inside[1:]):
                if not item.is_item:
                    continue
                if reason := _reason_against(sentence, item, following, document):
                    yield Refused(item.start, item.end, item.text, reason)
                elif draft := drafter.dated(sentence, item, paragraph.number):
                    drafts.append(draft)
                else:
                    reason = "a time of figures: nothing beside it names an event"
                    yield Refused(item.start, item.end, item.text, reason)
        taken = [draft.title_span for draft in drafts if draft.title_span]
        for sentence in parts:
            drafts += drafter.undated(sentence, taken, paragraph.number)
        for draft in _with_whole_titles(drafts):
            if _is_told_better(draft, drafts):
                text = document.text[draft.start : draft.end]
                yield Refused(draft.start, draft.end, text, "told more precisely beside it")
                continue
            yield from _unless_told(draft, told)


_DATELINE: Final = 4
"""Words, besides the date, of a line that only dates the document."""


def _reason_against(
    sentence: Sentence, mention: Mention, following: Mention | None, document: Document
) -> str | None:
    """Why an item is no event of a chronology after all; None if it is one."""
    for fact, _ in objections(mention.value) if mention.value else ():
        return fact
    if _is_dateline(sentence, mention, document):
        return DATELINE
    is_year = mention.value is not None and mention.value.precision is Precision.YEAR
    if is_year and following is not None and following.number is not None:
        gap = document.text[mention.end : following.start]
        if len(gap.split()) <= _YEAR_OF:
            return "the year of the anniversary behind it"
    return None


_YEAR_OF: Final = 3
"""Words between a year and the anniversary that it is said to be the year of."""


def _is_dateline(sentence: Sentence, mention: Mention, document: Document) -> bool:
    """Whether the sentence is nothing but place and day of the document."""
    start, end = sentence.indices(mention.start, mention.end)
    others = [t for t in (*sentence.tokens[:start], *sentence.tokens[end:]) if t.kind == "word"]
    is_own = document.date is not None and _day_of(mention) == document.date
    return is_own and len(others) <= _DATELINE and not sentence.heads


def _day_of(mention: Mention) -> date | None:
    value = mention.value
    return value.earliest if value is not None and value.precision is Precision.DAY else None


_NUMBERED: Final = re.compile(r"(?P<number>[IVXLC]+|\d+(?:[-.][^\W\d_]*)?)\s+(?P<noun>\w+)")


def _with_whole_titles(drafts: list[Draft]) -> Iterator[Draft]:
    """The drafts of a paragraph; "IX Congress" named in full as the VIII beside it is."""
    whole: dict[str, Draft] = {}
    for draft in drafts:
        match = _NUMBERED.match(_title(draft))
        if match and len(_title(draft)) > match.end():
            whole.setdefault(match["noun"].casefold(), draft)
    for draft in drafts:
        match = _NUMBERED.fullmatch(_title(draft))
        other = whole.get(match["noun"].casefold()) if match else None
        if other:
            head = _NUMBERED.match(_title(other))
            rest = _title(other)[head.end() :] if head else ""
            title = Text(dict.fromkeys(draft.event.title.by_language, _title(draft) + rest))
            event = changed(draft.event, title=title, series=other.event.series)
            draft = replace(draft, event=event)
        yield draft


def _title(draft: Draft) -> str:
    return next(iter(draft.event.title.by_language.values()))


def _is_told_better(draft: Draft, others: list[Draft]) -> bool:
    """Whether another draft dates the same noun inside the same time, but more precisely."""
    if draft.rule != "dated":
        return False
    rank, (first, last) = draft.event.date.precision.rank, draft.event.date.iso_bounds
    for other in others:
        if other.rule != "dated" or not (other.title_span and draft.title_span):
            continue
        start, end = other.event.date.iso_bounds
        is_finer = other.event.date.precision.rank < rank
        if other.title_span[0] != draft.title_span[0] or not is_finer:
            continue
        if first and start and last and end and first <= start and end <= last:
            return True
    return False


def _unless_told(draft: Draft, told: dict[tuple[str, str], Draft]) -> Iterator[Draft | Refused]:
    """The draft, unless an earlier paragraph has the same title and date."""
    earlier = told.setdefault((_title(draft).casefold(), str(draft.event.date)), draft)
    if earlier is draft:
        yield draft
    else:
        where = f" in paragraph {earlier.paragraph}" if earlier.paragraph else ""
        text = " ".join((draft.event.sources[0].quote or "").split())
        yield Refused(draft.start, draft.end, text[:80], f"told already{where}")


def _body(document: Document, paragraph: Paragraph) -> tuple[int, int]:
    """Where the words of a paragraph are, behind its number."""
    from timeline.documents.text import NUMBER

    match = NUMBER.match(document.text, paragraph.start, paragraph.end)
    starts_with_it = match is not None and match["number"].strip(".()") == paragraph.number
    return (match.end() if match and starts_with_it else paragraph.start), paragraph.end


_PREAMBLE: Final = 1500
"""Characters at the beginning in which a bilateral document names its parties."""


def _parties(document: Document, names: Names) -> tuple[str, ...]:
    from timeline.phrases.tokens import tokenise

    head = document.title + "\n" + document.text[:_PREAMBLE]
    found = names.find(tokenise(head), head)
    return two_countries(name.id for name in found if name.kind is Kind.PARTY)


def _with_ids(drafts: list[Draft], chronology: Timeline | None) -> tuple[Draft, ...]:
    """The drafts with ids that tell what, where and when, and that nobody else has."""
    taken = {event.id.casefold() for event in chronology.events} if chronology else set()
    named = []
    for draft in drafts:
        stem = _stem(draft.event)
        number = 1
        while (name := stem if number == 1 else f"{stem}-{number}").casefold() in taken:
            number += 1
        taken.add(name.casefold())
        named.append(replace(draft, event=changed(draft.event, id=name)))
    return tuple(named)


def _stem(event: Event) -> str:
    """Kind, place or parties, year and month: ``congress-astana-2025-09``."""
    where = [event.place] if event.place else [party.lower() for party in event.parties[:3]]
    first, last = event.date.iso_bounds if event.is_dated else (None, None)
    when = [day.lstrip("+")[:7] for day in (first or last,) if day and not day.startswith("-")]
    if when and first and last and first[:7] != last[:7]:
        when = [when[0][:4]]
    return "-".join([event.kind, *where, *(when or ["undated"])])
