"""Lines with several days of a month: "3, Concert • 9 and 10, Seminar • 15, Visit".

The month is in a heading above or begins the line: "May 2027: 3 concert; 9-10 seminar". A bullet, a
middle dot, a semicolon or the end of a line separates the items, and the days increase. Each item
becomes a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline.documents.content import BlockKind, Paragraph
from timeline.errors import UnknownName
from timeline.phrases.dated_lines import leading
from timeline.phrases.passages import passages

_FEWEST: Final = 3
"""Minimum items in all such lines of a document."""

_FEWEST_OF_LINE: Final = 2
"""Minimum items in each line."""

_LONGEST: Final = 2_000
"""Maximum characters of such a line."""

_DAY: Final = r"(?=[0-9]{1,2}(?![0-9%]|[.,:][0-9]))"
_SEPARATOR: Final = re.compile(rf"\s*(?:[•·▪●;]\s*|\n\s*){_DAY}")
_MONTH: Final = re.compile(rf"[^\n:;•·]{{3,40}}:\s+{_DAY}")
"""The month before a colon, at the beginning of a line."""

_BEGINNING: Final = re.compile(_DAY)

_SEPARATORS: Final = " \t\r\n•·▪●;"


def with_days_apart(
    text: str, paragraphs: Sequence[Paragraph], language: str
) -> Iterator[Paragraph]:
    """*paragraphs*, with the items of lines that have several days split."""
    found = {
        paragraph.start: items
        for paragraph in paragraphs
        if (items := _items(text, paragraph, language))
    }
    if sum(map(len, found.values())) < _FEWEST:
        found = {}
    for paragraph in paragraphs:
        yield from found.get(paragraph.start, (paragraph,))


def _items(text: str, paragraph: Paragraph, language: str) -> list[Paragraph]:
    """The month of a line, if it begins with it, and its items; empty if it is another line."""
    start, end = paragraph.start, paragraph.end
    if paragraph.kind not in (BlockKind.TEXT, BlockKind.ITEM) or end - start > _LONGEST:
        return []
    month = _MONTH.match(text, start, end)
    first = month.end() if month else start
    if month is None and not _BEGINNING.match(text, start, end):
        return []
    begins = [first, *(one.end() for one in _SEPARATOR.finditer(text, first + 1, end))]
    if len(begins) < _FEWEST_OF_LINE or "\n" in text[begins[-1] : end]:
        return []
    spans = [
        (begin, begin + len(text[begin:last].rstrip(_SEPARATORS)))
        for begin, last in pairwise([*begins, end])
    ]
    try:
        if not _are_days(text, spans, language):
            return []
        heading = () if month is None else _month(text, paragraph, first, language)
    except UnknownName:
        return []
    if heading is None:
        return []
    return [*heading, *(Paragraph(*span, kind=BlockKind.ITEM, level=1) for span in spans)]


def _are_days(text: str, spans: Sequence[tuple[int, int]], language: str) -> bool:
    """Whether every one of *spans* begins with days without a month, each after the ones before."""
    last = 0
    for passage in passages(text, spans, language):
        dated = leading(passage, 0, len(passage.tokens))
        if dated is None or not dated.lacks_month or dated.apart == "end":
            return False
        days = [point.day for point in dated.series.points if point.day is not None]
        if not days or days[0] <= last:
            return False
        last = days[-1]
    return True


def _month(
    text: str, paragraph: Paragraph, first: int, language: str
) -> tuple[Paragraph, ...] | None:
    """The month that begins a line whose items begin at *first*; None if it is something else."""
    end = paragraph.start + len(text[paragraph.start : first].rstrip(": \t\r\n"))
    (passage,) = passages(text, ((paragraph.start, end),), language)
    dated = leading(passage, 0, len(passage.tokens))
    is_month = dated is not None and dated.has_month and not dated.has_day
    if dated is None or not is_month or dated.apart != "end":
        return None
    return (replace(paragraph, end=end, kind=BlockKind.TEXT, level=0),)
