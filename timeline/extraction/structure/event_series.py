"""Series: a line that gives several dates and places of one event."""

from __future__ import annotations

import re
from typing import Final

from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Item
from timeline.extraction.structure.place_names import MOST_OF_PLACE
from timeline.extraction.structure.walk import Walk
from timeline.phrases.dated_lines import Dated, leading
from timeline.phrases.expressions import NoDateError

_FEWEST_OF_SERIES: Final = 2
"""Minimum dates with cities after a colon that are separate events."""

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def read_series(walk: Walk, line: Line) -> bool:
    """Read a line with several dates and cities of an event: "Meetings: Rome, 5 May; Oslo, 9 June".

    Return whether it is one.
    """
    tokens = line.passage.tokens
    colon = next((i for i in range(line.start, line.end) if tokens[i].text == ":"), None)
    if colon is None or colon == line.start or not line.is_short:
        return False
    if not any(walk.words.noun(tokens, place) for place in range(line.start, colon)):
        return False
    parts = _parts_of_series(walk, line, colon + 1)
    if len(parts) < _FEWEST_OF_SERIES:
        return False
    begin, end = line.offsets(line.start, colon)
    years = {int(year) for year in _YEAR.findall(line.passage.whole[begin:end])}
    year = years.pop() if len(years) == 1 else walk.above.year
    found = []
    for dated, place in parts:
        try:
            value_of, source = walk.years.of(line, dated, year, walk.above.month)
        except NoDateError:
            return False
        found.append((walk.mention(line, dated, value_of, "event", source), value_of, place))
    walk.note(line, *(mention for mention, *_ in found))
    walk.outline.series[line.index] = [
        Item(line.index, mention, value, line.block.start, line.block.end, (begin, end), place)
        for mention, value, place in found
    ]
    return True


def _parts_of_series(walk: Walk, line: Line, first: int) -> list[tuple[Dated, str]]:
    """The dates and cities after a colon; none if there is anything else among them."""
    tokens = line.passage.tokens
    last = line.end - (tokens[line.end - 1].text == ";")
    signs = ";" if any(token.text == ";" for token in tokens[first:last]) else ","
    found, begin = [], first
    for index in range(first, last + 1):
        is_joint = index < last and signs == "," and walk.places.joins(line, index)
        if index < last and tokens[index].text not in signs and not is_joint:
            continue
        if begin < index:
            part = _dated_city(walk, line, begin, index)
            if part is None:
                return []
            found.append(part)
        begin = index + 1
    return found


def _dated_city(walk: Walk, line: Line, first: int, last: int) -> tuple[Dated, str] | None:
    """The date and the city in tokens that contain nothing else: "Rome, 5 May", "5 May in Rome"."""
    tokens = line.passage.tokens
    dated = leading(line.passage, first, last)
    if dated is not None and dated.has_day and not dated.lacks_month:
        begin = dated.end
        while begin < last and (
            tokens[begin].text in ",(-" or walk.words.prepositions.size(tokens, begin)
        ):
            begin += 1
        end = last - (tokens[last - 1].text == ")")
        city = walk.places.city(line, (begin, end)) if begin < end else None
        return (dated, city) if city else None
    for index in range(first + 1, min(first + MOST_OF_PLACE, last)):
        if tokens[index].text in ",(-":
            city = walk.places.city(line, (first, index))
            dated = leading(line.passage, index + 1, last)
            is_whole = dated is not None and dated.apart == "end" and dated.has_day
            return (dated, city) if city and dated is not None and is_whole else None
    return None
