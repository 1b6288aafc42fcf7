"""The period that a document covers, according to its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.documents import Document, Paragraph
from timeline.edtf import Precision
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.reasons import DATELINE
from timeline.extraction.sentence_ends import ENDS
from timeline.phrases import Mention


def without_period(
    document: Document, drafts: Sequence[Draft], dates: Sequence[Mention]
) -> Iterator[Draft | Refused]:
    """*drafts*, without the one for the period in the title of a list: "Events of May 2026".

    The days of a title above its date are those of an event, unless all other events are in them:
    an exhibition may begin a programme.
    """
    first = [
        block
        for block in document.paragraphs[:_TITLES]
        if document.text[block.start : block.end].rstrip()[-1:] not in ENDS
        or _ENDS_WITH_YEAR.search(document.text, block.start, block.end)
    ]
    for draft in drafts:
        is_title = any(block.start <= draft.start < block.end for block in first)
        is_headline = is_title and draft.start < first[:_HEADLINES][-1].end
        inside = [one for one in drafts if is_title and one is not draft and _lies_in(one, draft)]
        is_coarse = draft.event.date.precision is not Precision.DAY
        introduces = any(
            _introduces(document, one) for one in first if one.start <= draft.start < one.end
        )
        if len(inside) < len(drafts) - 1 and _is_above_date(document, draft, dates):
            inside = []
        if inside and _is_listed(document, draft, dates):
            inside = []
        is_of_list = introduces or draft.event.kind == "other"
        fewest = _FEWEST_LISTED if is_of_list else _FEWEST_OF_KIND
        if is_headline and draft.event.kind == "statement" and not is_coarse:
            yield _of_title(draft)
        elif is_title and (is_coarse or draft.event.kind == "other") and len(inside) >= fewest:
            reason = "the period that the document is about, not an event"
            yield Refused(draft.start, draft.end, draft.wording, reason, code="period")
        else:
            yield draft


def _is_above_date(document: Document, draft: Draft, dates: Sequence[Mention]) -> bool:
    """Whether the date of *draft* begins the line below its title."""
    following = next((one for one in document.paragraphs if one.start >= draft.end), None)
    return following is not None and any(
        one.start == following.start and one.value == draft.event.date for one in dates
    )


def _is_listed(document: Document, draft: Draft, dates: Sequence[Mention]) -> bool:
    """Whether the line of *draft* and the one after it begin with their dates, and have words.

    "10 April – 14 June: Tapestries" may be above "18 April: Concert".
    """
    blocks = document.paragraphs
    index = next((i for i, one in enumerate(blocks) if one.start <= draft.start < one.end), None)
    if index is None or index + 1 >= len(blocks):
        return False
    ends = {one.start: one.end for one in dates if one.is_item}
    return all(
        block.start in ends and re.search(r"[^\W\d_]", document.text[ends[block.start] : block.end])
        for block in blocks[index : index + 2]
    )


def _introduces(document: Document, block: Paragraph) -> bool:
    """Whether a list follows: "The meetings in January and February are as follows:"."""
    return document.text[block.start : block.end].rstrip().endswith(":")


def _of_title(draft: Draft) -> Refused:
    """The day of a speech or statement, according to its title."""
    text, code = DATELINE
    return Refused(draft.start, draft.end, draft.wording, text, code)


_ENDS_WITH_YEAR: Final = re.compile(r"(?<!\d)\d{4}\.\s*$", re.ASCII)
"""The end of a title that is a year with a point, in languages that write one: "2026."."""

_TITLES: Final = 6
"""Blocks at the beginning of a document that may give its period."""

_HEADLINES: Final = 3
"""Those of them that may be its title."""

_FEWEST_LISTED: Final = 2
"""Minimum number of events in a period that make it the period of the document."""

_FEWEST_OF_KIND: Final = 4
"""The same if the title names a kind of event: "Visits in 2024"."""


def _lies_in(one: Draft, other: Draft) -> bool:
    """Whether the days of *one* are some of the days of *other*."""
    first, last = one.event.date.iso_bounds
    start, end = other.event.date.iso_bounds
    if not (first and last and start):
        return False
    return start <= first and (end is None or last <= end) and (first, last) != (start, end)
