"""Combine the readings of a text that may be in several languages.

7 listopada is in October in Croatian and in November in Polish. If nothing else distinguishes the
languages, such a date is refused with both readings; all other dates of the text are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from timeline.phrases.expressions import AMBIGUOUS
from timeline.phrases.results import Mention

_TRIM: Final = " \t\n.,;:()[]"
"""Characters that some languages include in a date, such as the point of an ordinal."""


class _TaggedMention(NamedTuple):
    """A mention, its language, and the positions of the characters in its words."""

    start: int
    end: int
    rank: int
    tag: str
    mention: Mention


def agreed(readings: Mapping[str, Sequence[Mention]]) -> tuple[Mention, ...]:
    """The combined mentions of a text, from those by language tag, the likeliest first.

    Of overlapping readings, those with the most words are used: the others miss part of the date.
    If these differ, they become one refusal.
    """
    if len(readings) == 1:
        return tuple(next(iter(readings.values())))
    found = sorted(
        _read(mention, rank, tag)
        for rank, (tag, mentions) in enumerate(readings.items())
        for mention in mentions
    )
    kept = [one for cluster in _clusters(found) for one in _settled(cluster)]
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _read(mention: Mention, rank: int, tag: str) -> _TaggedMention:
    text = mention.text
    start = mention.start + len(text) - len(text.lstrip(_TRIM))
    return _TaggedMention(
        start, mention.end - len(text) + len(text.rstrip(_TRIM)), rank, tag, mention
    )


def _clusters(found: Sequence[_TaggedMention]) -> Iterator[list[_TaggedMention]]:
    """Runs of readings, in which each overlaps an earlier one."""
    cluster: list[_TaggedMention] = []
    end = 0
    for one in found:
        if cluster and one.start >= end:
            yield cluster
            cluster = []
        cluster.append(one)
        end = max(end, one.end) if len(cluster) > 1 else one.end
    if cluster:
        yield cluster


def _settled(cluster: Sequence[_TaggedMention]) -> Iterator[Mention]:
    """The readings to keep of those that overlap, the longest first."""
    taken: list[_TaggedMention] = []
    for one in sorted(cluster, key=lambda one: (one.mention.value is None, one.start - one.end)):
        if any(one.start < other.end and other.start < one.end for other in taken):
            continue
        taken.append(one)
        same = [other for other in cluster if (other.start, other.end) == (one.start, one.end)]
        yield _judged([other for other in same if other.mention.value is not None] or [one])


def _judged(same: Sequence[_TaggedMention]) -> Mention:
    """A single mention for readings of the same words."""
    first = min(same, key=lambda one: one.rank).mention
    values = {one.tag: str(one.mention.value) for one in sorted(same, key=lambda one: one.rank)}
    if len(set(values.values())) == 1:
        return first
    read = "; ".join(f"{tag}: {value}" for tag, value in values.items())
    reason = f"it can be read in several ways: {read}"
    return replace(first, value=None, kind="refused", is_item=False, reason=reason, code=AMBIGUOUS)
