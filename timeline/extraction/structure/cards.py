"""Cards: events of a page with their day above them, and once more, with the hour, below them.

"9 September", "Picture", "Estonia v. Malta", "Public hearing", "9 September at 9 a.m.": calendars
of courts and ministries look like this when their pages are saved as text. Lines that are repeated
in each card are not titles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline.extraction.structure.items import add_item
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.extraction.vocabulary import OFF
from timeline.phrases.expressions import NoDateError

_FEWEST: Final = 2
"""Minimum cards in a page of them."""

_MOST_BETWEEN: Final = 6
"""Maximum lines between the two dates of a card."""


def cards(lines: Sequence[Line]) -> Mapping[int, range]:
    """The lines of the cards of a document, by the number of each of their lines."""
    days = [line for line in lines if line.is_alone and line.lead and line.lead.has_day]
    found = [
        range(one.index, other.index + 1)
        for one, other in pairwise(days)
        if 1 < other.index - one.index <= _MOST_BETWEEN + 1 and _is_same_day(one, other)
    ]
    if len(found) < _FEWEST:
        return {}
    return {index: card for card in found for index in card}


def _is_same_day(one: Line, other: Line) -> bool:
    """Whether two dates are of the same day, and only the second one has its hour."""
    assert one.lead is not None
    assert other.lead is not None
    above, below = one.lead.series.points, other.lead.series.points
    if len(above) != 1 or len(below) != 1 or above[0].clock or not below[0].clock:
        return False
    (day,), (timed,) = above, below
    is_day = (day.day, day.month, day.figures) == (timed.day, timed.month, timed.figures)
    return is_day and (day.year == timed.year or timed.year is None)


def read_card(walk: Walk, line: Line) -> bool:
    """Read a line of a card; return whether it is one."""
    card = walk.cards.get(line.index)
    if card is None or (line.index == card[0] and not _read(walk, card)):
        return False
    return card[-1] in walk.outline.headings


def _read(walk: Walk, card: range) -> bool:
    """Read a whole card: its title is an event at the hour below; return whether it has one."""
    first, *others, last = (walk.lines[index] for index in card)
    between = [line for line in others if line.is_entry]
    own = [line for line in between if walk.texts[line.text.strip()] == 1]
    title = next(iter(own or between), None)
    if title is None or first.lead is None or last.lead is None:
        return False
    try:
        above, source = walk.date_of(first, first.lead)
        day = first_day(above)
        found, _ = walk.years.of(last, last.lead, day.year if day else None, None)
    except NoDateError:
        return False
    walk.note(first, walk.mention(first, first.lead, above, "heading", source))
    mention = walk.mention(last, last.lead, found, "event", source)
    walk.note(last, mention)
    walk.outline.headings.update((first.index, last.index))
    walk.above = replace(walk.above, date=None, mention=None)
    add_item(walk, title, mention, found, (title.start, title.end))
    item = walk.outline.items.get(title.index)
    verdict = next((line.index for line in between if _is_off(walk, line)), None)
    if item is not None and verdict is not None:
        walk.outline.items[title.index] = replace(item, verdict=verdict)
    return True


def _is_off(walk: Walk, line: Line) -> bool:
    """Whether a line says that the event does not take place as planned."""
    cues = [walk.words.cues[status] for status in OFF if status in walk.words.cues]
    tokens = line.passage.tokens
    return any(cue.size(tokens, index) for cue in cues for index in range(line.start, line.end))
