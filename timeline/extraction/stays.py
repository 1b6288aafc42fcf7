"""Stays: the city in which the hours of a visit are, from the arrival or the days of the visit.

In "Working visit to Berlin", "15:00 talks", and after "13:55 arrival in Almaty", the events are in
that city until somebody leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from timeline.errors import DateError
from timeline.extraction.drafts import Draft
from timeline.phrases.tokens import tokenise
from timeline.places.cases import PlaceWords, forms


class _Stay(Struct, frozen=True):
    """The days of a stay, and the draft whose place it is."""

    first: date
    last: date
    draft: Draft


def with_stays(drafts: Iterable[Draft], language: str) -> Iterator[Draft]:
    """*drafts* in the order of the text, with the places of the stays that they are part of.

    Only the hours of a day get one, in languages whose words for leaving are known.
    """
    words = forms(language)
    if not (words.arrive and words.leave):
        yield from drafts
        return
    stay: _Stay | None = None
    for draft in drafts:
        days = _days(draft)
        if days is None:
            yield draft
        elif not draft.event.date.is_timed:
            stay = _of_visit(draft, days, stay)
            yield draft
        else:
            stay = stay if stay and stay.first <= days[0] <= stay.last else None
            placed = draft if draft.event.place or stay is None else _at(draft, stay.draft)
            yield placed
            if draft.event.place and _names(words.arrive, draft):
                stay = _Stay(days[0], days[0], draft)
            elif _names(words.leave, draft) or (stay and placed.event.place != _place(stay)):
                stay = None


def _of_visit(draft: Draft, days: tuple[date, date], stay: _Stay | None) -> _Stay | None:
    """The stay after a *draft* without hours: that of a visit to one city."""
    if draft.event.kind != "visit" or draft.event.place is None:
        return stay if stay and not stay.first <= days[0] <= stay.last else None
    is_other = stay is not None and stay.first <= days[1] and days[0] <= stay.last
    return None if is_other and draft.event.place != _place(stay) else _Stay(*days, draft)


def _place(stay: _Stay | None) -> str | None:
    return stay.draft.event.place if stay else None


def _at(draft: Draft, other: Draft) -> Draft:
    """*draft* at the place of the *other*."""
    event = replace(draft.event, place=other.event.place)
    return replace(draft, event=event, where=other.where, place=other.place)


def _days(draft: Draft) -> tuple[date, date] | None:
    """The first and the last day of a *draft*; None if it has no such days."""
    try:
        first, last = draft.event.date.earliest, draft.event.date.latest
    except DateError:
        return None
    return (first, last) if first and last else None


def _names(words: PlaceWords, draft: Draft) -> bool:
    tokens = tokenise(draft.title)
    return any(words.is_at(tokens, index) for index in range(len(tokens)))
