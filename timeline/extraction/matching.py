"""Which event of a chronology a draft is about, so that it becomes a source and not a duplicate.

The evidence for the same event is added up in points: compatible dates, the same place, kind and
series, shared parties, and common words in the titles. Two numbered events of a series (the VIII
and the IX congress) never match, and a future event never matches a past one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from timeline import edtf
from timeline.errors import DateError
from timeline.events import KINDS, Event, Source, Status, Timeline, agree
from timeline.extraction import vocabulary
from timeline.extraction.drafts import Draft
from timeline.phrases.folding import fold

ENOUGH: Final = 3.5
"""Minimum points for a draft to match an event.

The same month, kind and place give four; a title alone is never enough.
"""

TITLE_POINTS: Final = 3
"""Points for equal titles: less than `ENOUGH`, because editions of a series share a title."""

DATE_POINTS: Final = 2
"""Points for compatible dates; anything else in common gives one point."""

VAGUE_DATE_POINTS: Final = 1
"""The same if one of them is a window of several months, in which many events take place."""

DAYS_POINTS: Final = 1
"""Additional points for the same first and last day of several days."""

ENOUGH_REASONS: Final = 3
"""Number of things in common, including the date, for a match without similar titles."""

VAGUE: Final = 31
"""Days beyond which a window hardly identifies an event."""

SAME_TITLE: Final = 0.8
"""Minimum share of common words for contradicting dates to be two claims on one event."""

FARTHEST_MOVE: Final = 200
"""Maximum days by which an event is moved; an event a year later is the next edition."""

SAME_EVENT: Final = 0.6
"""Minimum share of common words for the drafts of two documents to be one event."""

ALIKE: Final = 0.3
"""Minimum share of common words for titles to count as evidence."""

SHORTEST_QUOTE: Final = 15
"""Minimum characters of a quotation that is unlikely to occur twice by chance."""

STEM: Final = 5
"""Maximum letters of a word that are compared; the rest is mostly endings."""


class Match(Struct, frozen=True):
    """The event that a draft matches; ``reasons`` are what they have in common.

    ``contradicts`` means that their dates cannot both be true; ``is_known`` that the event already
    has this passage as a source; ``is_dismissed`` that a person has dismissed it.
    """

    event: str
    points: float
    reasons: tuple[str, ...]
    contradicts: bool = False
    is_known: bool = False
    is_dismissed: bool = False


_Common: TypeAlias = tuple[str, float]
"""What two events have in common, and the points for it; "" for a difference."""

Key: TypeAlias = int | str | tuple[int | None, str] | None


class Known:
    """Events by their years, their words and their documents, for comparison with drafts.

    Only events that share one of these with a draft are compared; of other drafts, only those that
    share a word and a year.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events: list[tuple[Event, str]] = []
        self._by: dict[Key, list[int]] = defaultdict(list)
        for event in events:
            self.add(event)

    def add(self, event: Event, file: str = "") -> None:
        """Adds *event*; *file* is the document that a draft was read from."""
        number = len(self._events)
        self._events.append((event, file))
        stems, years = _stems_of(event), _years(event)
        keys: set[Key] = {source.document for source in event.sources}
        keys |= {(year, stem) for year in years for stem in stems} if file else stems | years
        for key in keys:
            self._by[key].append(number)

    def match(self, draft: Draft) -> Match | None:
        """The event that *draft* is most probably about; None if no event has `ENOUGH` points.

        If several have the same points, it is the first that was added. A draft of the same
        document never matches, and one of another document must have a similar title.
        """
        best: Match | None = None
        for number in sorted(self.near(draft.event)):
            event, file = self._events[number]
            if file and (file == draft.file or not _is_same(draft.event, event)):
                continue
            found = _compare(draft, event)
            if found is None or found.points < ENOUGH or (file and found.contradicts):
                continue
            if found.is_dismissed and not (found.is_known or _is_same(draft.event, event)):
                continue  # events that are only similar may deserve a draft
            if best is None or found.points > best.points:
                best = found
        return best

    def near(self, event: Event) -> set[int]:
        """The events that are compared with *event*, by the order in which they were added."""
        stems, years = _stems_of(event), _years(event)
        keys: set[Key] = {event.sources[0].document, ANY_YEAR, *years}
        keys |= {(year, stem) for year in (*years, ANY_YEAR) for stem in stems}
        keys |= stems if ANY_YEAR in years else set()
        return {number for key in keys for number in self._by.get(key, ())}


ANY_YEAR: Final = None
"""Key of events without a date, and of those with an open end."""

MOST_YEARS: Final = 12
"""Maximum years of an event that are listed one by one."""


def _years(event: Event) -> set[int | None]:
    """The years of the event, and those of claims that may contradict it."""
    values = [event.date, *_given(event)]
    sides = [(value.earliest, value.latest) for value in values]
    years: set[int | None] = set()
    for first, last in sides:
        known = [day.year for day in (first, last) if day is not None]
        if len(known) < 2 or known[1] - known[0] > MOST_YEARS:
            years.add(ANY_YEAR)
            known = known[:1]
        if known:
            years |= set(range(known[0] - 1, known[-1] + 2))
    return years


def _is_same(own: Event, other: Event) -> bool:
    if _similarity(own, other) >= SAME_EVENT:
        return True
    return any(_is_same_passage(own.sources[0], source) for source in other.sources)


def match(draft: Draft, chronology: Timeline) -> Match | None:
    """The event of *chronology* that *draft* is most probably about, as `Known` finds it."""
    return Known(chronology.document.events).match(draft)


def _compare(draft: Draft, event: Event) -> Match | None:
    """The evidence for *event*; None if there is evidence against it."""
    own = draft.event
    is_elsewhen = _is_elsewhen(own, event)
    if is_elsewhen and own.kind != event.kind:
        return None
    similarity = _similarity(own, event)
    if is_elsewhen and similarity < SAME_TITLE:
        return None
    if _numbers_differ(own, event) or _is_elsewhere(own, event):
        return None
    dated = _compare_dates(draft, event, similarity)
    if dated is None:
        return None
    found = [*dated, *_in_common(own, event)]
    points = similarity * TITLE_POINTS
    for _, worth in found:
        points += worth
    reasons = [reason for reason, _ in found if reason]
    if similarity >= ALIKE:
        reasons.append("title")
    elif "source" not in reasons and ("date" not in reasons or len(reasons) < ENOUGH_REASONS):
        return None
    is_dismissed = event.status is Status.DISMISSED
    is_known = "source" in reasons and (is_dismissed or _has_passage(event, own))
    contradicts = own.is_dated and event.is_dated and not dated
    return Match(event.id, points, tuple(reasons), contradicts, is_known, is_dismissed)


def _compare_dates(draft: Draft, event: Event, similarity: float) -> list[_Common] | None:
    """What the dates have in common; None if they are of two events.

    The dates of an event that may have been moved have nothing in common.
    """
    own = draft.event
    if not (own.is_dated and event.is_dated):
        return None if _is_out_of_time(draft, event) else []
    if _agree(own, event):
        is_vague = _is_vague(own) or _is_vague(event)
        found: list[_Common] = [("date", VAGUE_DATE_POINTS if is_vague else DATE_POINTS)]
        return found + ([("days", DAYS_POINTS)] if _are_same_days(own, event) else [])
    return [] if similarity >= SAME_TITLE and _may_have_moved(draft, event) else None


def _is_elsewhere(own: Event, event: Event) -> bool:
    """Whether the places differ; the meetings of a series go from place to place."""
    places = own.place, event.place
    return all(places) and places[0] != places[1] and not own.series


def _in_common(own: Event, event: Event) -> Iterator[_Common]:
    """What two events have in common besides titles and dates, with the points for it."""
    if own.place and own.place == event.place:
        yield "place", 1
    if _kind(own) == _kind(event):
        yield "kind", 1
    elif "other" not in (own.kind, event.kind):
        yield "", -1
    if own.series and own.series == event.series:
        yield "series", 1
    if shared := set(own.parties) & set(event.parties):
        yield "parties", len(shared) / max(len(own.parties), 1)
    if any(_is_same_passage(own.sources[0], source) for source in event.sources):
        yield "source", ENOUGH


def _has_passage(event: Event, own: Event) -> bool:
    """Whether *event* has the passage of *own*, and not that of an earlier version of its document.

    In a newer version, the words of a paragraph and the date in them may differ.
    """
    (one, *_) = own.sources
    return any(
        _is_same_wording(one, source)
        or (_is_same_paragraph(one, source) and _gives_date(source, event, own))
        for source in event.sources
    )


def _gives_date(source: Source, event: Event, own: Event) -> bool:
    """Whether *source* of *event* gives the date of *own*, or that has none."""
    if not own.is_dated:
        return True
    if source.when is not None:
        return source.when.value == own.date
    return event.is_dated and event.date == own.date


def _is_same_passage(one: Source, other: Source) -> bool:
    """Whether both quote the same words, or name the same paragraph of one document."""
    return _is_same_paragraph(one, other) or _is_same_wording(one, other)


def _is_same_paragraph(one: Source, other: Source) -> bool:
    if not one.paragraph or one.paragraph != other.paragraph:
        return False
    return one.document == other.document or (one.url is not None and one.url == other.url)


def _is_same_wording(one: Source, other: Source) -> bool:
    own, others = (" ".join((source.quote or "").casefold().split()) for source in (one, other))
    if own == others and one.document == other.document:
        return bool(own)
    shorter, longer = sorted((own, others), key=len)
    return len(shorter) >= SHORTEST_QUOTE and shorter.strip("…. ") in longer


def _is_elsewhen(one: Event, other: Event) -> bool:
    """Whether a quick comparison of days shows that no date of *other* can be that of *one*."""
    if not one.is_dated or not other.is_dated:
        return False
    days = _days(one.date)
    claims = [_days(value) for value in _given(other)]
    if days is None or None in claims:
        return False
    return all(span and (span[1] < days[0] or days[1] < span[0]) for span in claims)


def _given(event: Event) -> tuple[edtf.Value, ...]:
    """Every date given for *event*, that from which it was moved included."""
    earlier = (event.previously.value,) if event.previously else ()
    return (*(claim.value for claim in event.claims), *earlier)


@lru_cache(maxsize=1 << 16)
def _days(value: edtf.Value) -> tuple[date, date] | None:
    """First and last day of a value; None if it is open, or only about right."""
    first, last = value.earliest, value.latest
    is_exact = not (value.approximate or value.uncertain)
    return (first, last) if is_exact and first is not None and last is not None else None


def _is_vague(event: Event) -> bool:
    """Whether the event lies somewhere in a window of several months, or never ends."""
    days = _days(event.date)
    return days is None or (event.date.is_window and (days[1] - days[0]).days >= VAGUE)


def _are_same_days(one: Event, other: Event) -> bool:
    """Whether both last the same several days: few events do by chance."""
    days = None if one.date.is_window else _days(one.date)
    return days is not None and days[0] < days[1] and days == _days(other.date)


def _agree(one: Event, other: Event) -> bool:
    try:
        return any(agree(one.date, value) for value in _given(other))
    except DateError:
        return False


def _may_have_moved(draft: Draft, event: Event) -> bool:
    """Whether two dates of one title are of one event that was moved, and not of two editions.

    They are close together, one of them is or was in the future, and something besides the title
    is the same. A numbered edition stays the same event whenever it takes place.
    """
    own = draft.event
    first, second = own.date.earliest, event.date.earliest
    if own.kind != event.kind or first is None or second is None:
        return False
    if _numbers(_titles(own)) & _numbers(_titles(event)):
        return True
    is_near = abs((first - second).days) <= FARTHEST_MOVE
    is_pending = draft.intended.is_pending or event.status.is_pending
    is_one = own.place == event.place is not None or bool({*own.parties} & {*event.parties})
    return is_near and is_pending and is_one


def _is_out_of_time(draft: Draft, event: Event) -> bool:
    """Whether a future event would match one that was over on the day of the document."""
    published = draft.event.sources[0].published
    if not isinstance(published, edtf.Date) or not event.is_dated:
        return False
    day = published.earliest
    first, last = event.date.earliest, event.date.latest
    if draft.rule == "upcoming":
        return day is not None and last is not None and last < day
    return day is not None and first is not None and first > day


def _kind(event: Event) -> str:
    """The kind by which it is compared: the signing of an agreement is the agreement."""
    known = KINDS.get(event.kind)
    return (known and known.counts_as) or event.kind


# -- titles --------------------------------------------------------------------------------------


def _similarity(one: Event, other: Event) -> float:
    """Share of the words of the shorter title that the other also has, in the best language.

    Words for the kind, such as "exhibition", do not count, because the kind is compared
    separately.
    """
    own = [(stems(text), kind_words(tag)) for tag, text in one.title.by_language.items()]
    others = [stems(text) for text in _titles(other)]
    return max(
        (_overlap(a, b) for a, kinds in own for b in others if a == b or not a & b <= kinds),
        default=0.0,
    )


@cache
def kind_words(language: str) -> frozenset[str]:
    """The nouns of *language* that name kinds of events, as they are compared."""
    return frozenset(word[:STEM] for word in vocabulary.load(language).nouns)


def _titles(event: Event) -> tuple[str, ...]:
    return (*event.title.by_language.values(), *event.aliases)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    if not shared:
        return 0.0
    # One common word is weak evidence even for a short title; half of a long title is strong.
    return min(shared / min(len(one), len(other)), shared / 2 if shared < 2 else 1.0)


_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d{4}")
_NUMBER: Final = re.compile(r"\b[IVXLC]+\b|\b\d{1,3}(?=[-. ]|$|st|nd|rd|th)")


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """The words of *text* as they are compared: their first letters, and years."""
    return frozenset(word[:STEM] for word in _WORD.findall(fold(text).replace("\0", "")))


def _stems_of(event: Event) -> set[str]:
    return {stem for title in _titles(event) for stem in stems(title)}


def _numbers_differ(one: Event, other: Event) -> bool:
    """Whether both are numbered, and no number is the same."""
    own = _numbers(_titles(one))
    others = _numbers(_titles(other))
    return bool(own and others and not own & others)


def _numbers(titles: Iterable[str]) -> set[int]:
    found = set()
    for title in titles:
        for number in _NUMBER.findall(title):
            found.add(int(number) if number.isdigit() else _arabic(number))
    return found


def _arabic(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
