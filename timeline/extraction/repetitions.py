"""Repetitions in a document: the same full name, the same event, the same date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.edtf import Precision
from timeline.events import Text
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.matching import kind_words, stems
from timeline.extraction.reasons import COARSER
from timeline.extraction.sentence import Head, Sentence
from timeline.extraction.titles import series_name

_NUMBERED: Final = re.compile(r"(?P<number>[IVXLC]+|\d+(?:[-.][^\W\d_]*)?)\s+(?P<noun>\w+)")


class Repetitions(Struct, frozen=True):
    """The events in a document so far, paragraph by paragraph."""

    _mentioned: dict[tuple[str, str, str | None], Draft] = {}
    _places: dict[tuple[str, str], list[str | None]] = {}
    _numbered: dict[str, Draft] = {}

    def once(self, drafts: list[Draft], sentences: list[Sentence]) -> Iterator[Draft | Refused]:
        """The *drafts* of a paragraph with full names, and refusals of repeated ones."""
        better = _coarser(drafts)
        for number, draft in enumerate(self._named(drafts, sentences)):
            if number in better:
                yield _refused(draft, COARSER.text)
                continue
            named = draft.title.casefold(), str(draft.event.date)
            place = draft.event.place
            # If one has no place, there is no evidence that they are different.
            places = (place, None) if place else (None, *self._places.get(named, ()))
            mentioned = (self._mentioned.get((*named, each)) for each in places)
            earlier = next((one for one in mentioned if one is not None), None)
            if earlier is None:
                self._mentioned[*named, place] = draft
                self._places.setdefault(named, []).append(place)
                yield draft
            else:
                where = f" in paragraph {earlier.paragraph}" if earlier.paragraph else ""
                yield _refused(draft, f"already drafted{where}")

    def _named(self, drafts: list[Draft], sentences: list[Sentence]) -> Iterator[Draft]:
        """The drafts of a paragraph, each with the name that the document gives it in full.

        "IX Congress" is named as the VIII is, "the next summit" as the summit before it in the
        paragraph.
        """
        for draft in drafts:
            match = _NUMBERED.match(draft.title)
            if match and len(draft.title) > match.end():
                self._numbered.setdefault(match["noun"].casefold(), draft)
        nouns = _nouns(sentences) if drafts else {}
        for draft in drafts:
            match = _NUMBERED.fullmatch(draft.title)
            other = self._numbered.get(match["noun"].casefold()) if match else None
            if other:
                head = _NUMBERED.match(other.title)
                rest = other.title[head.end() :] if head else ""
                event = replace(draft.event, series=other.event.series)
                draft = _retitled(replace(draft, event=event), draft.title + rest)
            elif not match and (name := _named_before(draft, nouns)):
                draft = _retitled(draft, name)
            yield draft


def _retitled(draft: Draft, title: str) -> Draft:
    texts = dict.fromkeys(draft.event.title.by_language, title)
    return replace(draft, event=replace(draft.event, title=Text(texts)))


_Position = tuple[int, Sentence, Head]
"""A noun with its first character and its sentence."""


def _nouns(sentences: list[Sentence]) -> dict[str, list[_Position]]:
    """The nouns of a paragraph by their nominative, in order."""
    found: dict[str, list[_Position]] = defaultdict(list)
    for sentence in sentences:
        for head in sentence.heads:
            start, _ = sentence.offsets(head.index, head.end)
            found[head.noun.form.nominative.casefold()].append((start, sentence, head))
    return found


def _named_before(draft: Draft, nouns: Mapping[str, list[_Position]]) -> str | None:
    """The full name for a *draft* that is called by its noun alone, from the text before."""
    places = nouns.get(draft.title.casefold()) if draft.title_span else None
    if not places or draft.title_span is None:
        return None
    before = bisect_left(places, draft.title_span[0], key=lambda place: place[0])
    for _, sentence, head in reversed(places[max(before - _LOOKED_AT, 0) : before]):
        if name := series_name(sentence, head):
            return name
    return None


_LOOKED_AT: Final = 10
"""Maximum nouns before a draft among which its full name is searched for."""


def _coarser(drafts: list[Draft]) -> set[int]:
    """The positions of drafts whose noun another draft dates more precisely."""
    by_noun: dict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        if draft.rule == "dated" and draft.title_span:
            by_noun[draft.title_span[0]].append(number)
    return {
        number
        for numbers in by_noun.values()
        for number in numbers
        if any(_is_finer(drafts[other], drafts[number]) for other in numbers)
    }


def _is_finer(one: Draft, other: Draft) -> bool:
    """Whether the date of *one* lies inside that of *other* and is more precise."""
    if one.event.date.precision.rank >= other.event.date.precision.rank:
        return False
    first, last = other.event.date.iso_bounds
    start, end = one.event.date.iso_bounds
    return bool(first and start and last and end and first <= start and end <= last)


def _refused(draft: Draft, reason: str) -> Refused:
    return Refused(draft.start, draft.end, draft.wording, reason, "mentioned-elsewhere")


def with_known_days(drafts: Sequence[Draft]) -> Iterator[Draft | Refused]:
    """*drafts*, with the anniversaries of an event moved to the draft that has its day.

    "Relations, established on 10 December 1996" and "30 years of relations" are one event, of
    which 10 December 2026 is the thirtieth anniversary.
    """
    dated: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.rule == "dated":
            dated[draft.event.kind, draft.title].append(draft)
    rules = {}
    for draft in drafts:
        if draft.rule == "anniversary" and draft.event.anniversary:
            others = dated[draft.event.kind, draft.title]
            better = next((other for other in others if _is_finer(other, draft)), None)
            if better:
                rules[id(better)] = draft.event.anniversary
                yield _refused(draft, "an anniversary of an event whose date is drafted")
                continue
        if draft.rule != "dated":
            yield draft
    for draft in drafts:
        if draft.rule == "dated":
            rule = rules.get(id(draft), draft.event.anniversary)
            yield replace(draft, event=replace(draft.event, anniversary=rule))


# -- one event under two names ---------------------------------------------------------------------


def merged(drafts: Sequence[Draft]) -> Iterator[Draft | Refused]:
    """*drafts*, with those of one event combined into a draft with all sources.

    A document may name an event in a paragraph and again in a table, in fewer words or with a less
    precise date: "EXPO 2027", "International exhibition EXPO 2027 in Belgrade, 15 May to 15
    August".
    """
    events: list[Draft] = []
    by_year: dict[int, list[int]] = defaultdict(list)
    for draft in drafts:
        years = _years(draft) if draft.rule == "dated" and _may_recur(draft) else ()
        numbers = dict.fromkeys(number for year in years for number in by_year[year])
        near = list(numbers)[-_MOST_COMPARED:]
        same = next((number for number in near if _are_one(events[number], draft)), None)
        if same is None:
            for year in years:
                by_year[year].append(len(events))
            events.append(draft)
            continue
        first = events[same]
        events[same] = _joined(first, draft)
        is_first = events[same].start == draft.start
        number = (draft if is_first else first).paragraph
        where = f" in paragraph {number}" if number else ""
        fact = "drafted in full" if is_first else "already drafted"
        yield _refused(first if is_first else draft, fact + where)
    yield from events


_RECURRING: Final = frozenset({"summit", "congress", "conference", "exhibition", "culture"})
"""Kinds of events that are often named briefly; a day may have several visits, meetings or
signings."""

_MOST_COMPARED: Final = 30
"""Maximum events of a year with which a draft is compared."""


def _may_recur(draft: Draft) -> bool:
    return draft.event.kind in _RECURRING and not draft.event.date.is_timed


def _years(draft: Draft) -> tuple[int, ...]:
    first, last = draft.event.date.earliest, draft.event.date.latest
    return tuple(dict.fromkeys(day.year for day in (first, last) if day is not None))


def _are_one(one: Draft, other: Draft) -> bool:
    own, others = one.event, other.event
    if own.kind != others.kind or (own.place != others.place and own.place and others.place):
        return False
    if own.parties and others.parties and set(own.parties).isdisjoint(others.parties):
        return False
    is_same = own.date == others.date
    if not (is_same or _is_finer(one, other) or _is_finer(other, one)):
        return False
    words, wanted = _words(one), _words(other)
    shorter, longer = sorted((words, wanted), key=len)
    if shorter:
        is_named = own.date.precision is Precision.DAY or len(shorter) > 1
        return shorter <= longer and (is_named or any(map(str.isdecimal, shorter)))
    # "The summit": the only one of its kind on these days, at one place.
    return is_same and own.date.precision is Precision.DAY and own.place == others.place is not None


def _words(draft: Draft) -> frozenset[str]:
    """The words of the title, without those that name its kind and its place."""
    language = next(iter(draft.event.title.by_language))
    place = draft.place.name.by_language.values() if draft.place else ()
    common = kind_words(language) | {word for name in place for word in stems(name)}
    return frozenset(stems(draft.title) - common)


def _joined(first: Draft, second: Draft) -> Draft:
    """The draft with more facts about the event, with the sources of both."""
    is_better = _is_finer(second, first) or (
        not _is_finer(first, second) and len(_words(second)) > len(_words(first))
    )
    main, other = (second, first) if is_better else (first, second)
    title = max((main, other), key=lambda draft: len(_words(draft)))
    event = replace(
        main.event,
        title=title.event.title,
        place=main.event.place or other.event.place,
        parties=tuple(dict.fromkeys((*main.event.parties, *other.event.parties))),
        series=main.event.series or other.event.series,
        sources=(*first.event.sources, *second.event.sources),
    )
    place = main.place if main.event.place else other.place
    return replace(main, event=event, place=place, where=main.where or other.where)
