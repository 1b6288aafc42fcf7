"""Programmes: a day in a line of its own, and below it the hours of that day.

Only where the document calls itself a programme: on a page of news the same lines are the
minutes at which its items were published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from timeline import edtf
from timeline.documents import Document, Paragraph
from timeline.errors import DateError
from timeline.extraction.lexicon import Lexicon
from timeline.phrases import Mention
from timeline.phrases.tokens import tokenise

HEAD: Final = 300
"""Characters at the beginning in which a programme says that it is one."""

_HOURS: Final = re.compile(
    r"(?P<first>\d{1,2}[:.]\d\d)(?:\s*[-–—]\s*(?P<last>\d{1,2}[:.]\d\d))?(?=\s)", re.ASCII
)


def is_programme(document: Document, words: Lexicon) -> bool:
    """Whether the document calls itself a programme."""
    tokens = tokenise(document.title + "\n" + document.text[:HEAD])
    return any(words.programmes.size(tokens, index) for index in range(len(tokens)))


def first_day(mentions: Sequence[Mention]) -> date | None:
    """The first day of the first mention that tells one with its year."""
    for mention in mentions:
        value = mention.value
        if value is not None and value.precision is edtf.Precision.DAY:
            return value.earliest
    return None


def day_alone(text: str, paragraph: Paragraph, mentions: Sequence[Mention]) -> edtf.Date | None:
    """The day that a paragraph is, if it is nothing else."""
    if len(mentions) != 1 or not isinstance(mentions[0].value, edtf.Date):
        return None
    around = text[paragraph.start : mentions[0].start] + text[mentions[0].end : paragraph.end]
    is_day = mentions[0].value.precision is edtf.Precision.DAY
    return mentions[0].value if is_day and not re.search(r"\w", around) else None


def hours(text: str, paragraph: Paragraph, day: edtf.Date) -> tuple[int, edtf.Value] | None:
    """Where the hours end that a paragraph begins with, and what they are on that *day*."""
    match = _HOURS.match(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    sides = [f"{day}T{time.replace('.', ':').zfill(5)}" for time in match.groups() if time]
    try:
        return match.end(), edtf.parse("/".join(sides))
    except DateError:
        return None
