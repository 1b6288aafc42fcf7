"""Verdicts: that an event was cancelled, postponed or moved to another date."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.errors import DateError
from timeline.events import Status
from timeline.extraction.structure.lines import CLOSING_SIGNS, Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.extraction.structure.years import HEADING
from timeline.extraction.vocabulary import OFF, Vocabulary
from timeline.phrases import Mention, YearOrigin
from timeline.phrases.dated_lines import Dated, leading, value
from timeline.phrases.expressions import NoDateError

_MOST_OF_VERDICT: Final = 4
"""Maximum tokens of a verdict: "did not take place"."""


def behind_verdict(line: Line, words: Vocabulary, start: int) -> int:
    """The token after the verdict at *start* that cancels an event: "CANCELLED: 17:00 …"."""
    tokens = line.passage.tokens
    for status in OFF:
        cues = words.cues.get(status)
        size = cues.size(tokens, start) if cues and start < line.end else 0
        end = start + size
        if size and end + 1 < line.end and tokens[end].text in ":-" and not tokens[end + 1].glued:
            return end + 1
    return start


def before_verdict(words: Vocabulary, line: Line, first: int, last: int) -> int:
    """The token before separate words that cancel an event: "Visit – cancelled"."""
    tokens = line.passage.tokens
    end = last
    while end > first and (tokens[end - 1].text in CLOSING_SIGNS or tokens[end - 1].text in "!)"):
        end -= 1
    for index in range(end - 1, max(end - 1 - _MOST_OF_VERDICT, first), -1):
        sign = tokens[index - 1]
        is_apart = sign.text == "(" or (sign.text == "-" and not tokens[index].glued)
        if is_apart and any(
            index + words.cues[status].size(tokens, index) >= end
            for status in OFF
            if status in words.cues and words.cues[status].size(tokens, index)
        ):
            place = index - 1
            while place > first and tokens[place - 1].text == "*":
                place -= 1
            return place
    return last


def as_moved(
    walk: Walk, line: Line, mention: Mention, found: edtf.Value, first: int, last: int
) -> tuple[Mention, edtf.Value, int]:
    """The date to which an event was moved, by the end of its line, and where that ends."""
    cues = walk.words.cues.get(Status.POSTPONED)
    begun = first_day(found)
    for index in range(first + 1, last) if cues and begun else ():
        size = cues.size(line.passage.tokens, index) if cues else 0
        place = index + size
        onto = walk.words.onto.size(line.passage.tokens, place) if size and place < last else 0
        dated = leading(line.passage, place + onto, last) if onto else None
        if dated is None or dated.apart != "end" or not dated.has_day or begun is None:
            continue
        with suppress(NoDateError, DateError):
            moved = value(dated, walk.order, walk.on, begun.year, begun.month)
            while index > first + 1 and line.passage.tokens[index - 1].text in ",-(":
                index -= 1
            return _moved_to(walk, line, mention, found, dated, moved), moved, index
    return mention, found, last


def _moved_to(
    walk: Walk, line: Line, mention: Mention, found: edtf.Value, dated: Dated, moved: edtf.Value
) -> Mention:
    """The mention of the new date, with the old one, which is then not an item."""
    source: YearOrigin = HEADING if dated.lacks_year else ""
    new = replace(walk.mention(line, dated, moved, "event", source), previously=found)
    reason, code = "the earlier date of an event that was moved", "mentioned-elsewhere"
    old = replace(mention, is_item=False, reason=reason, code=code)
    known = walk.outline.dates.setdefault(line.index, [])
    walk.outline.dates[line.index] = [*(one for one in known if one != mention), old, new]
    return new
