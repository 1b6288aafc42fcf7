"""Venues: the building or room that an item, or the line below it, names."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Item
from timeline.extraction.structure.walk import Walk
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases.folding import is_small

_LONGEST_VENUE: Final = 60
"""Maximum characters of a line that names only a venue."""

_MOST_OF_VENUE: Final = 9
"""Maximum tokens of the name of a venue."""


def add_venues(walk: Walk) -> None:
    """Add the venues that the lines of items name, or the lines below them."""
    for index, item in list(walk.outline.items.items()):
        line = walk.lines[index]
        venue = item.venue or _venue_in(walk, line, item)
        following = walk.lines[index + 1] if index + 1 < len(walk.lines) else None
        if venue is None and following is not None and item.value.is_timed:
            is_free = following.index not in walk.outline.items and not following.is_apart
            is_short = len(following.text) <= _LONGEST_VENUE and following.may_head
            rest = following.start, following.end
            is_free = is_free and is_short and not following.is_listed
            if is_free and _is_venue(walk.words, following, *rest):
                venue, city = _without_city(walk, following)
                item = replace(item, place=item.place or city)
        if venue:
            walk.outline.items[index] = replace(item, venue=venue)


def _without_city(walk: Walk, line: Line) -> tuple[str, str | None]:
    """The venue that a line names, and the city after its last comma."""
    city, last = walk.places.city_at_end(line, line.start, line.end)
    venue = line.text if city is None else line.text_of(line.start, last)
    return venue.strip(), city


def _venue_in(walk: Walk, line: Line, item: Item) -> str | None:
    """The text after the last sign of an item, or in its brackets, if it is a venue."""
    if line.aside and _is_venue(walk.words, line, *line.aside):
        return line.text_of(*line.aside).strip()
    tokens = line.passage.tokens
    start, end = (place - line.passage.start for place in item.title)
    inside = [i for i, token in enumerate(tokens) if start <= token.start < end]
    signs = [i for i in inside[1:-1] if tokens[i].text in ".,-" and not tokens[i + 1].glued]
    if not signs or not _is_venue(walk.words, line, signs[-1] + 1, inside[-1] + 1):
        return None
    return line.text_of(signs[-1] + 1, inside[-1] + 1).strip()


def _is_venue(words: Vocabulary, line: Line, first: int, last: int) -> bool:
    """Whether a few words with a capital name a building or a room."""
    tokens = line.passage.tokens[first:last]
    if (
        not tokens
        or len(tokens) > _MOST_OF_VENUE
        or is_small(line.passage.around.text[tokens[0].start])
    ):
        return False
    places = range(first, last)
    is_event = any(words.noun(line.passage.tokens, place) for place in places)
    return not is_event and any(words.venues.size(line.passage.tokens, place) for place in places)
