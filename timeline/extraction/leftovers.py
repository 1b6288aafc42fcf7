"""Text that looks like a date but was not read as one, so that no date is lost silently.

The patterns are those of figures and of months by name, independent of the grammar, so they find
what the grammar misses: 2026-05-12, 12.05.2026, 12/05/26, 12 May, May 12, and years from 1900 to
2099.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extraction.drafts import Refused
from timeline.phrases.passages import Passage

_FIGURES: Final = re.compile(
    r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\s?\d{1,2}[-./]\s?\d{4}|(?:19|20)\d\d)(?!\d)",
    re.ASCII,
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_SHORT: Final = re.compile(
    rf"(?<![\w./-])(?:{_DAY}/{_DAY}/\d\d|{_DAY}\.(?:0[1-9]|1[0-2])\.\d\d)(?![\w/-]|\.\d)", re.ASCII
)
"""12/05/26 and 12.05.26, but not the number 1.2.26 of a section, nor a part of a longer number."""

_APART: Final = 2
"""Tokens between the day and the month by name: "12. May", «12 de mayo»."""

YEAR: Final = "it may be a year, but nothing near it confirms that"
DATE: Final = "it looks like a date, but cannot be read as one"
SHORT_YEAR: Final = "a year of two digits"
SHORT_HINT: Final = "write all four digits of the year"


def leftovers(passage: Passage, taken: Sequence[tuple[int, int]]) -> Iterator[Refused]:
    """Refusals of what looks like a date in *passage*, outside of the spans *taken*.

    *taken* are in order and do not overlap.
    """
    last = 0
    for start, end in sorted((*_figures(passage), *_months(passage))):
        if start >= last and not _touches(taken, start, end):
            text = passage.whole[start:end]
            if text.isdigit():
                yield Refused(start, end, text, YEAR, "year-not-shown")
            elif _SHORT.fullmatch(text):
                yield Refused(start, end, text, SHORT_YEAR, "date-two-digit-year", SHORT_HINT)
            else:
                yield Refused(start, end, text, DATE, "date-not-read")
            last = end


def _figures(passage: Passage) -> Iterator[tuple[int, int]]:
    for pattern in (_FIGURES, _SHORT):
        for match in pattern.finditer(passage.whole, passage.start, passage.end):
            yield match.span()


def _months(passage: Passage) -> Iterator[tuple[int, int]]:
    """Days with a month by name on either side of them."""
    tokens = passage.tokens
    for index, token in enumerate(tokens):
        if token.kind != "word" or "month" not in passage.around.edges(index):
            continue
        for other in (
            *range(index - 1, max(index - 2 - _APART, -1), -1),
            *range(index + 1, min(index + 2 + _APART, len(tokens))),
        ):
            day = tokens[other]
            if day.kind == "number" and len(day.text) <= 2 and 1 <= int(day.text) <= 31:
                first, last = sorted((index, other))
                yield passage.offsets(first, last + 1)
                break


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_right(taken, (end,)) - 1
    return any(first < end and start < last for first, last in taken[max(place - 1, 0) : place + 2])
