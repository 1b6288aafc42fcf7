"""Venues: the building or room that an item, or the line below it, names."""

from __future__ import annotations

from collections.abc import Iterator
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
    for event, venue_line in _pairs_below_days(walk):
        del walk.outline.items[venue_line.index]
        item = walk.outline.items[event.index]
        hall, city = _without_city(walk, venue_line)
        place = item.place or city
        walk.outline.items[event.index] = replace(item, venue=hall or item.venue, place=place)
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


def add_city_of_head(walk: Walk) -> None:
    """Place the items of a paper in the city that its first lines give for all of them.

    These lines say so, or contain the address of the institution whose programme it is. The city
    applies to items that name none, in their line, another cell, or the line below.
    """
    head = walk.lines[:_MOST_OF_HEAD]
    cities = {city for line in head if (city := walk.places.for_all(line))}
    if not cities and any(_names_programme(walk, line) for line in head):
        cities = {city for line in head for city in _cities_of_addresses(walk, line)}
    if len(cities) != 1:
        return
    (city,) = cities
    for index, item in walk.outline.items.items():
        if item.place is None and item.around is None and item.stage is None:
            own = _city_in_cells(walk, walk.lines[index]) or _city_below(walk, index)
            walk.outline.items[index] = replace(item, around=own or city)


def _city_in_cells(walk: Walk, line: Line) -> str | None:
    """The city at the beginning of a cell: "Paris, 55 avenue Kléber"."""
    for first, last in line.cells:
        commas = [i for i in range(first + 1, last) if line.passage.tokens[i].text == ","]
        if commas and (city := walk.places.city(line, (first, commas[0]))):
            return city
    return None


def _cities_of_addresses(walk: Walk, line: Line) -> Iterator[str]:
    """The cities behind the number of their district: "Ringgasse 3, 1010 Wien"."""
    tokens = line.passage.tokens
    for index in range(line.start + 1, line.end - 1):
        first = index + 1
        while first < line.end and tokens[first].kind == "number":
            first += 1
        if tokens[index].text != "," or first == index + 1:
            continue
        for last in range(min(first + _MOST_OF_CITY, line.end), first, -1):
            if city := walk.places.city(line, (first, last)):
                yield city
                break


def _names_programme(walk: Walk, line: Line) -> bool:
    nouns = (walk.words.noun(line.passage.tokens, place) for place in range(line.start, line.end))
    return any(noun is not None and noun.kind == "programme" for noun in nouns)


def _city_below(walk: Walk, index: int) -> str | None:
    """The city at the beginning or end of the line below an item, which may name its venue."""
    if index + 1 >= len(walk.lines) or walk.lines[index + 1].names_day:
        return None
    line = walk.lines[index + 1]
    if line.is_apart or line.ends_sentence or walk.names_event(line):
        return None
    tokens = line.passage.tokens
    comma = next((i for i in range(line.start, line.end) if tokens[i].text == ","), line.end)
    first = walk.places.city(line, (line.start, comma)) if line.start < comma else None
    return first or walk.places.city_at_end(line, line.start, line.end)[0]


_MOST_OF_HEAD: Final = 8
"""Lines at the beginning of a programme that contain its title and the address of its house."""

_MOST_OF_CITY: Final = 5
"""Maximum tokens of a city in an address."""


def _pairs_below_days(walk: Walk) -> list[tuple[Line, Line]]:
    """The event and the venue below each day, if one line or two are below every one of them.

    Pages of events show them like this: "3 March", "Concert", "Opera House".
    """
    days: dict[int, list[int]] = {}
    for index, item in walk.outline.items.items():
        if item.date.kind == "heading":
            days.setdefault(item.date.start, []).append(index)
    pairs = [tuple(walk.lines[index] for index in sorted(below)) for below in days.values()]
    found = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and _may_pair(walk, *pair)]
    alone = sum(len(pair) == 1 for pair in pairs)
    if len(found) < max(_FEWEST_PAIRS, alone) or len(found) + alone < len(days):
        return []
    named = sum(
        _has_venue(walk.words, line)
        or walk.places.city_at_end(line, line.start, line.end)[0] is not None
        for _, line in found
    )
    return found if 2 * named > len(found) else []


def _may_pair(walk: Walk, event: Line, venue: Line) -> bool:
    """Whether the line below an event may be its venue: it names no event itself."""
    is_below = venue.index == event.index + 1 and len(venue.text) <= _LONGEST_VENUE
    is_plain = not (venue.is_listed or venue.ends_sentence) and venue.may_head
    # «Дворец приёмов» is a building, though a reception is an event.
    is_building = walk.words.venues.size(venue.passage.tokens, venue.start) > 0
    return is_below and is_plain and (is_building or not walk.names_event(venue))


def _has_venue(words: Vocabulary, line: Line) -> bool:
    tokens = line.passage.tokens
    return any(words.venues.size(tokens, place) for place in range(line.start, line.end))


_FEWEST_PAIRS: Final = 2
"""Days of a paper with an event and a venue each."""


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
