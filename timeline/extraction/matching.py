"""Which event of a chronology a draft speaks of, so that it becomes a source and not a twin.

What speaks for one event is added up in points: dates that can both be true, one place, kind,
series, shared parties, and words in common between the titles. Two numbered events of a series
(the VIII and the IX congress) never match, nor does what is to come match what is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from timeline import edtf
from timeline.errors import DateError
from timeline.events import Event, Source, Timeline, agree
from timeline.extraction.drafts import Draft
from timeline.phrases.folding import fold

ENOUGH: Final = 3.5
"""Points from which a draft is taken to speak of an event.

The same month, kind and place make four; a title alone never reaches it.
"""

SAME_TITLE: Final = 0.8
"""Share of words in common from which contradicting dates are two claims of one event."""

ALIKE: Final = 0.3
"""Share of words in common from which titles speak for a match."""

SHORTEST_QUOTE: Final = 15
"""Characters of a quotation that hardly stands in two passages by chance."""

STEM: Final = 5
"""Letters by which words are compared; what follows is mostly case and number."""


@dataclass(frozen=True, slots=True)
class Match:
    """The event that a draft speaks of; ``reasons`` say what they have in common.

    ``contradicts`` tells that their dates cannot both be true; ``is_known`` that the event has
    this very passage as a source already.
    """

    event: str
    points: float
    reasons: tuple[str, ...]
    contradicts: bool = False
    is_known: bool = False


def match(draft: Draft, chronology: Timeline) -> Match | None:
    """The event that *draft* most probably speaks of; None if no event has `ENOUGH` points.

    Of equals it is the first in the order of time.
    """
    best: Match | None = None
    for event in chronology.document.events:
        found = _compare(draft, event)
        if found and found.points >= ENOUGH and (best is None or found.points > best.points):
            best = found
    return best


def _compare(draft: Draft, event: Event) -> Match | None:
    own = draft.event
    similarity = _similarity(own, event)
    if _numbers_differ(own, event):
        return None
    contradicts = False
    points = similarity * 3
    reasons = []
    if own.is_dated and event.is_dated:
        if _agree(own, event):
            points += 2
            reasons.append("date")
        elif similarity >= SAME_TITLE and own.kind == event.kind and _near(own, event):
            contradicts = True
        else:
            return None
    elif _is_out_of_time(draft, event):
        return None
    if own.place and event.place:
        if own.place != event.place and not own.series:
            return None
        points += 1 if own.place == event.place else 0
        reasons += ["place"] if own.place == event.place else []
    if _kind(own) == _kind(event):
        points += 1
        reasons.append("kind")
    if own.series and own.series == event.series:
        points += 1
        reasons.append("series")
    if shared := set(own.parties) & set(event.parties):
        points += len(shared) / max(len(own.parties), 1)
        reasons.append("parties")
    is_known = any(_is_same_passage(own.sources[0], source) for source in event.sources)
    if is_known:
        points += ENOUGH
        reasons.append("source")
    if similarity >= ALIKE:
        reasons.append("title")
    elif not is_known and ("date" not in reasons or len(reasons) < 3):
        return None
    return Match(event.id, points, tuple(reasons), contradicts, is_known)


def _is_same_passage(one: Source, other: Source) -> bool:
    """Whether both quote the same words, or name the same paragraph of one document."""
    if one.paragraph and one.paragraph == other.paragraph:
        is_same = one.document == other.document
        if is_same or (one.url is not None and one.url == other.url):
            return True
    own, others = (" ".join((source.quote or "").casefold().split()) for source in (one, other))
    shorter, longer = sorted((own, others), key=len)
    return len(shorter) >= SHORTEST_QUOTE and shorter.strip("…. ") in longer


def _agree(one: Event, other: Event) -> bool:
    try:
        return any(agree(one.date, claim.value) for claim in other.claims)
    except DateError:
        return False


def _near(one: Event, other: Event) -> bool:
    """Whether the dates are less than a year and a half apart: a move, not the next edition."""
    first, second = one.date.earliest, other.date.earliest
    return bool(first and second and abs((first - second).days) < 550)


def _is_out_of_time(draft: Draft, event: Event) -> bool:
    """Whether what is to come would be an event that was over when the document spoke of it."""
    published = draft.event.sources[0].published
    if not isinstance(published, edtf.Date) or not event.is_dated:
        return False
    day = published.earliest
    first, last = event.date.earliest, event.date.latest
    if draft.rule == "upcoming":
        return day is not None and last is not None and last < day
    return day is not None and first is not None and first > day


def _kind(event: Event) -> str:
    return "agreement" if event.kind == "signature" else event.kind


# -- titles --------------------------------------------------------------------------------------


def _similarity(one: Event, other: Event) -> float:
    """Share of the words of the shorter title that the other has too, in the best language."""
    own = [_stems(text) for text in one.title.by_language.values()]
    others = [_stems(text) for text in (*other.title.by_language.values(), *other.aliases)]
    return max((_overlap(a, b) for a in own for b in others), default=0.0)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    if not shared:
        return 0.0
    # One word in common is little, however short the title; of long titles half is much.
    return min(shared / min(len(one), len(other)), shared / 2 if shared < 2 else 1.0)


_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d{4}")
_NUMBER: Final = re.compile(r"\b[IVXLC]+\b|\b\d{1,3}(?=[-. ]|$|st|nd|rd|th)")


@lru_cache(maxsize=1 << 14)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(fold(text).replace("\0", "")))


def _numbers_differ(one: Event, other: Event) -> bool:
    """Whether both are numbered, and no number is the same."""
    own = _numbers(one.title.by_language.values())
    others = _numbers((*other.title.by_language.values(), *other.aliases))
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
