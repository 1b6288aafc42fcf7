"""Title groups: lines that begin with a title, and say below it when and where it takes place.

"Round table on heritage", "Thursday 25 March, 4-6 p.m.", "National Library": lists of events and
calls for papers look like this. A blank line, a number or a bullet begins each group. Deadlines and
other dates further down in a group are read as lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline.documents.content import BlockKind
from timeline.extraction.structure.dates_below import may_be_title
from timeline.extraction.structure.items import add_item, rest_of
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.place_names import as_written
from timeline.extraction.structure.walk import MOST_OF_HEAD, Walk
from timeline.phrases.dated_lines import Dated
from timeline.phrases.expressions import NoDateError

_FEWEST: Final = 2
"""Minimum such groups in a paper that has them."""

_MOST_BESIDE: Final = 6
"""Maximum words beside the date of a title."""


def title_groups(walk: Walk) -> frozenset[int]:
    """The lines that are titles of such groups, by their number.

    None if the paper has fewer than two, more groups that begin with their day, or news, whose
    days are those on which they were published.
    """
    if walk.notices or walk.dates_below:
        return frozenset()
    groups = list(_groups(walk.lines))
    found = [group[0] for group in groups if _has_event(walk, group)]
    named = sum(walk.names_event(line) for line in found)
    headed = sum(
        group[0].is_alone and group[0].index >= MOST_OF_HEAD and len(group) > 1 for group in groups
    )
    is_list = len(found) >= _FEWEST and len(found) > headed and 2 * named >= len(found)
    return frozenset(line.index for line in found if is_list)


def read_title_group(walk: Walk, line: Line) -> bool:
    """Read the date of a group at its title; return whether *line* is its title or its date."""
    if line.index not in walk.title_groups:
        return line.index - 1 in walk.title_groups and line.index in walk.outline.headings
    below = walk.lines[line.index + 1]
    dated = _date_of(walk, below)
    assert dated is not None
    try:
        found, source = walk.date_of(below, dated)
    except NoDateError:
        return False
    mention = walk.mention(below, dated, found, "event", source)
    walk.note(below, mention)
    walk.outline.headings.add(below.index)
    walk.above = replace(walk.above, date=None, mention=None)
    add_item(walk, line, mention, found, (line.start, line.end))
    item = walk.outline.items.get(line.index)
    if item is not None and item.place is None:
        place = _place_beside(walk, below, dated)
        walk.outline.items[line.index] = replace(item, place=as_written(place))
    return True


def _groups(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines from each that follows a blank line, has a bullet or is a heading, to the next."""
    starts = [
        line.index
        for line in lines
        if line.index == 0
        or line.is_apart
        or line.is_bullet
        or line.block.kind is BlockKind.HEADING
    ]
    for first, last in pairwise((*starts, len(lines))):
        yield lines[first:last]


def _has_event(walk: Walk, group: Sequence[Line]) -> bool:
    """Whether a group has a title, its date below it, and no other event."""
    if len(group) < 2 or not may_be_title(group[0]) or _date_of(walk, group[1]) is None:
        return False
    return not any(
        line.hours is not None
        or (line.lead is not None and line.lead.has_day and line.lead.apart)
        or (line.trail is None and not line.is_bracketed and walk.names_event(line))
        for line in group[2:]
    )


def _date_of(walk: Walk, line: Line) -> Dated | None:
    """The date of a line that has nothing else, or besides it only a few words on the place."""
    for dated in (line.lead, line.trail):
        if dated is None or not dated.apart or line.cells:
            continue
        if dated.is_year or dated.lacks_month or not (dated.has_day or dated.has_month):
            continue
        rest = rest_of(line, dated)
        if rest is None:
            return dated
        is_named = any(walk.words.noun(line.passage.tokens, place) for place in range(*rest))
        is_place = walk.places.city(line, rest) is not None
        if is_place or (dated is line.lead and not is_named and rest[1] - rest[0] <= _MOST_BESIDE):
            return dated
    return None


def _place_beside(walk: Walk, line: Line, dated: Dated) -> str | None:
    """The city that a line names beside its date."""
    rest = rest_of(line, dated)
    return walk.places.city(line, rest) if rest is not None else None
