"""Series: a line that gives several dates and places of one event, or several dated events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Item
from timeline.extraction.structure.place_names import MOST_OF_PLACE
from timeline.extraction.structure.walk import Walk
from timeline.phrases.dated_lines import Dated, leading
from timeline.phrases.expressions import NoDateError
from timeline.phrases.tokens import TextSpan

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


def read_bracketed(walk: Walk, line: Line) -> bool:
    """Read events with their days in brackets: "February: Forum (13–15 Feb.), visit (20 Feb.)".

    Return whether there are several on the line.
    """
    if line.aside is None or not line.is_short or line.ends_sentence or line.cells:
        return False
    first, month = _behind_month(walk, line)
    year = walk.above.year
    found = []
    for title, aside in _bracketed(line, first):
        dated = leading(line.passage, *aside)
        if dated is None or dated.apart != "end" or not dated.has_day or not dated.lacks_year:
            return False
        if not any(walk.words.noun(line.passage.tokens, place) for place in range(*title)):
            return False  # "Talks with Peru (1 May) and Chile (2 May)"
        try:
            value_of, source = walk.years.of(line, dated, year, month)
        except NoDateError:
            return False
        found.append((walk.mention(line, dated, value_of, "event", source), value_of, title))
    if len(found) < _FEWEST_OF_SERIES:
        return False
    walk.note(line, *(mention for mention, *_ in found))
    walk.outline.series[line.index] = [
        Item(line.index, mention, value, line.block.start, line.block.end, line.offsets(*title))
        for mention, value, title in found
    ]
    return True


def _behind_month(walk: Walk, line: Line) -> tuple[int, int | None]:
    """The token after the month and the sign that begin a line, if they do, and the month."""
    lead = line.lead
    if lead is None or lead.has_day or not lead.lacks_year or lead.apart != "sign":
        return line.start, walk.above.month
    month = lead.series.points[0].month if len(lead.series.points) == 1 else None
    return lead.end + 1, month if isinstance(month, int) else None


def _bracketed(line: Line, first: int) -> Iterator[tuple[TextSpan, TextSpan]]:
    """The words before each bracket of a line from token *first*, and what is in the bracket."""
    tokens, begin = line.passage.tokens, first
    for index in range(first, line.end):
        if tokens[index].text != "(":
            continue
        close = next((i for i in range(index + 1, line.end) if tokens[i].text == ")"), None)
        while begin < index and (
            tokens[begin].text in _BETWEEN or line.passage.around.names(begin, "and")
        ):
            begin += 1
        if close is None or begin >= index:
            return
        yield (begin, index), (index + 1, close)
        begin = close + 1


_BETWEEN: Final = ",;•·"
"""Signs between two events of a line."""
