"""Dates that are printed on several lines: "03", "MAR", or "3.", "März", "2027".

Calendars of pages show the day of each event like this, beside its title. Where several days of a
text are followed by their month, the lines of each are one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from timeline.documents.content import BlockKind, Paragraph
from timeline.errors import UnknownName
from timeline.phrases.dated_lines import leading
from timeline.phrases.passages import passages

_FEWEST: Final = 2
"""Minimum dates of a text that are printed like this."""

_DAY: Final = re.compile(r"[0-9]{1,2}\.?(?:\s?[-–—]\s?[0-9]{1,2}\.?)?")
_MONTH: Final = re.compile(r"[^\W\d_]{3,12}\.?(?:\s+[0-9]{4})?")
_YEAR: Final = re.compile(r"[12][0-9]{3}")


def with_dates_joined(
    text: str, paragraphs: Sequence[Paragraph], language: str
) -> Iterator[Paragraph]:
    """*paragraphs*, with the lines of each date that is printed on several joined."""
    days = [
        index
        for index, paragraph in enumerate(paragraphs)
        if _is_whole(_DAY, text, paragraph)
        # In the grid of a calendar, days follow each other.
        and not (index and _is_whole(_DAY, text, paragraphs[index - 1]))
    ]
    sizes = {index: _size(text, paragraphs, index, language) for index in days}
    dates = {index: size for index, size in sizes.items() if size > 1}
    if len(dates) < _FEWEST or 2 * len(dates) < len(days):
        dates = {}
    index = 0
    while index < len(paragraphs):
        size = dates.get(index, 1)
        yield replace(paragraphs[index], end=paragraphs[index + size - 1].end)
        index += size


def _size(text: str, paragraphs: Sequence[Paragraph], index: int, language: str) -> int:
    """The number of *paragraphs* from *index* that are one date: 1 if only the day is there."""
    following = [*paragraphs[index + 1 : index + 3], None, None]
    month, year = following[0], following[1]
    if month is None or not _is_whole(_MONTH, text, month):
        return 1
    try:
        (passage,) = passages(text, ((paragraphs[index].start, month.end),), language)
    except UnknownName:
        return 1
    dated = leading(passage, 0, len(passage.tokens))
    if dated is None or not dated.has_day or dated.lacks_month or dated.apart != "end":
        return 1
    return 3 if year is not None and _is_whole(_YEAR, text, year) else 2


def _is_whole(pattern: re.Pattern[str], text: str, paragraph: Paragraph) -> bool:
    """Whether *pattern* matches all of a paragraph of text."""
    is_text = paragraph.kind in (BlockKind.TEXT, BlockKind.HEADING)
    return is_text and pattern.fullmatch(text, paragraph.start, paragraph.end) is not None
