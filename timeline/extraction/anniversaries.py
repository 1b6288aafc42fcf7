"""The years of anniversaries: when each is celebrated, and the year that it counts from.

"The 30th anniversary of relations, which will be marked in 2027" refers to 1997, regardless of the
day of the document. An anniversary is assumed to be in the year of the document only if no year is
near it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from timeline.events import objections
from timeline.extraction.sentence import Sentence
from timeline.phrases import Mention

BEFORE: Final = 3
BEHIND: Final = 12
"""Maximum tokens between an anniversary and the date of its year, before it and after it."""

NEIGHBOURS: Final = 3
"""Number of dates that are examined on either side."""

KEPT_NEAR: Final = 5
"""Maximum years between a document and an anniversary in it."""


class CountedFrom(NamedTuple):
    """A date with the year of an anniversary, and the year that it counts from."""

    mention: Mention
    origin: int


def anniversaries(
    sentence: Sentence, mentions: Sequence[Mention], published: date | None
) -> dict[Mention, CountedFrom]:
    """For each anniversary in the *mentions* of a sentence: the nearby date with its year."""
    found: dict[Mention, CountedFrom] = {}
    for number, anniversary in enumerate(mentions):
        if anniversary.number is None or not anniversary.inferred or published is None:
            continue
        near = [
            (gap, CountedFrom(other, origin))
            for other in mentions[max(number - NEIGHBOURS, 0) : number + NEIGHBOURS + 1]
            if (gap := _gap(sentence, anniversary, other)) is not None
            and (origin := _origin(anniversary.number, other, published)) is not None
        ]
        if near:
            found[anniversary] = min(near, key=lambda item: item[0])[1]
    return found


def _gap(sentence: Sentence, anniversary: Mention, other: Mention) -> int | None:
    """Tokens between them; None if there are too many, or if *other* is not a date by itself."""
    if not other.is_item or other.number is not None or other.inferred:
        return None
    start, end = sentence.indices(anniversary.start, anniversary.end)
    first, last = sentence.indices(other.start, other.end)
    gap, reach = (start - last, BEFORE) if last <= start else (first - end, BEHIND)
    return gap if gap <= reach else None


def _origin(years: int, mention: Mention, published: date) -> int | None:
    """The year that an anniversary counts from, if *mention* is its date; otherwise None.

    *mention* may be the year of the anniversary, or the year that it counts from.
    """
    if mention.value is None or any(objections(mention.value)):
        return None
    day = mention.value.earliest
    if day is None:
        return None
    if abs(day.year + years - published.year) <= 1 < years:
        return day.year
    return day.year - years if abs(day.year - published.year) <= KEPT_NEAR else None
