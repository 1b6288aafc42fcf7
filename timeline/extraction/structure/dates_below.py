"""Dates below: a title on a line, and its date alone on the next one.

Notices and chronicles of headings are written like that. Where the dates of a paper close their
blocks, they date the lines above them, and no line further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from timeline.documents.content import BlockKind
from timeline.extraction.structure.items import add_item
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.walk import Walk
from timeline.phrases.expressions import NoDateError

_FEWEST: Final = 2
"""Minimum titles with a date below them in a paper that is written like that."""

_FARTHEST: Final = 6
"""Maximum lines to the date of the next title of the same list: a heading may be between."""


def below_titles(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are the dates of the titles above them, by their number.

    If any such date begins a block, the dates of the paper are headings: none is returned.
    """
    found = set()
    for title, line, following in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        if not line.is_alone or line.lead is None or line.lead.is_year or line.lead.lacks_month:
            continue
        is_title = title.block.kind is BlockKind.HEADING or not line.is_apart
        is_last = following is None or following.is_apart or _is_heading(following)
        if may_be_title(title) and is_title and is_last:
            found.add(line.index)
        elif not is_last:
            return frozenset()
    return frozenset(found if len(found) >= _FEWEST else ())


def read_date_below(walk: Walk, line: Line) -> bool:
    """Read the date of the title on the line above; return whether it is one."""
    if line.index not in walk.dates_below or line.lead is None:
        return False
    title = walk.lines[line.index - 1]
    try:
        found, source = walk.date_of(line, line.lead)
    except NoDateError:
        return False
    mention = walk.mention(line, line.lead, found, "event", source)
    walk.note(line, mention)
    walk.outline.headings.add(line.index)
    if not walk.dates_below.intersection(range(line.index + 1, line.index + _FARTHEST)):
        walk.years.begin_list()  # the dates of other lists do not continue those of titles
    walk.above = replace(walk.above, date=None, mention=None)
    add_item(walk, title, mention, found, (title.start, title.end))
    if (item := walk.outline.items.get(title.index)) is not None:
        walk.outline.items[title.index] = replace(item, kind=_kind_above(walk, title))
    return True


def _kind_above(walk: Walk, title: Line) -> str | None:
    """The kind of event that the heading of the titles names: "EXHIBITIONS"."""
    index = title.index - 1
    while index > 0 and index in walk.dates_below:
        index -= 2  # the title of that date, and then the line above
    if index < 0:
        return None
    line = walk.lines[index]
    noun = walk.words.noun(line.passage.tokens, line.start) if line.start < line.end else None
    return noun.kind if noun is not None and line.start + noun.size == line.end else None


def _is_heading(line: Line) -> bool:
    return line.block.kind is BlockKind.HEADING


def may_be_title(line: Line) -> bool:
    """Whether a line may be the title of an event: a short one, without a date or a full stop.

    It may be a question or a call, "Whose sea is it?", or begin with a month or season that dates
    nothing: "Summer school".
    """
    lead = line.lead
    is_dated = lead is not None and (lead.apart or lead.has_day or not lead.lacks_year)
    is_dated = is_dated or line.trail is not None or line.hours is not None
    may_head = line.may_head or (line.text.rstrip()[-1:] in "?!" and line.is_short)
    return may_head and line.is_entry and not (is_dated or line.cells)
