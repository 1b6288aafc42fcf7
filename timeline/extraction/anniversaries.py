"""The years of anniversaries: when each is kept, and from which year it counts.

"The 30th anniversary of relations, which will be marked in 2027" tells of 1997, whatever the day
of the document; only an anniversary beside which no year stands is taken to be kept in the year
of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from timeline.events import objections
from timeline.extraction.titles import Sentence
from timeline.phrases import Mention

BEFORE: Final = 3
BEHIND: Final = 12
"""Tokens between an anniversary and the date that tells its year, before it and behind it."""

NEIGHBOURS: Final = 3
"""Dates on either side that are looked at."""

KEPT_NEAR: Final = 5
"""Years between a document and an anniversary that it speaks of."""


class Told(NamedTuple):
    """A date that tells the year of an anniversary, and the year that this counts from."""

    mention: Mention
    origin: int


def told_years(
    sentence: Sentence, mentions: Sequence[Mention], published: date | None
) -> dict[Mention, Told]:
    """By anniversary among the *mentions* of a sentence: the date beside it that tells its year."""
    found: dict[Mention, Told] = {}
    for number, anniversary in enumerate(mentions):
        if anniversary.number is None or not anniversary.inferred or published is None:
            continue
        near = [
            (gap, Told(other, origin))
            for other in mentions[max(number - NEIGHBOURS, 0) : number + NEIGHBOURS + 1]
            if (gap := _gap(sentence, anniversary, other)) is not None
            and (origin := _origin(anniversary.number, other, published)) is not None
        ]
        if near:
            found[anniversary] = min(near, key=lambda item: item[0])[1]
    return found


def _gap(sentence: Sentence, anniversary: Mention, other: Mention) -> int | None:
    """Tokens between them; None if too many, or if *other* is no date of its own."""
    if not other.is_item or other.number is not None or other.inferred:
        return None
    start, end = sentence.indices(anniversary.start, anniversary.end)
    first, last = sentence.indices(other.start, other.end)
    gap, reach = (start - last, BEFORE) if last <= start else (first - end, BEHIND)
    return gap if gap <= reach else None


def _origin(years: int, told: Mention, published: date) -> int | None:
    """The year that an anniversary counts from, if *told* is its date; None if it is not.

    What is told may be the year in which it is kept, or the one from which it counts.
    """
    if told.value is None or any(objections(told.value)):
        return None
    day = told.value.earliest
    if day is None:
        return None
    if abs(day.year + years - published.year) <= 1 < years:
        return day.year
    return day.year - years if abs(day.year - published.year) <= KEPT_NEAR else None
