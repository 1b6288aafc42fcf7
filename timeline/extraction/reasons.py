"""Reasons why a date did not become a draft, and refusals with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from timeline.code_names import CodeName
from timeline.documents import Document, Paragraph
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.sentence import Sentence
from timeline.phrases import Mention


class Reason(NamedTuple):
    """Why a date did not become a draft, in words and for programs."""

    text: str
    code: CodeName


DATELINE: Final = Reason("the day of the document itself, not of an event", "publication")
HEADING: Final = Reason("the day of the lines below it", "heading")
ABOVE: Final = Reason("the day of the line above it", "heading")
BESIDE: Final = Reason("a date in the title of the item beside it", "of-title")
COARSER: Final = Reason("less precise than another date of the same event", "mentioned-elsewhere")
NAMELESS: Final = Reason("a time without an event beside it", "nameless")

_REASONS: Final[Mapping[str, Reason]] = {
    reason.code: reason
    for reason in (
        DATELINE,
        Reason("a deadline, not an event", "deadline"),
        Reason("the last day of the item beside it", "end"),
        Reason("a length of time, not a date", "duration"),
        Reason("part of the name of a plan or programme, not the date of an event", "name"),
        Reason("the beginning of something that continues, not an event", "since"),
        Reason("a time relative to another one, not an event", "relative"),
        Reason("the period of a statement or a figure, not an event", "period"),
    )
}
"""Why a date of that kind is not an item of a chronology."""


def refusal(mention: Mention, reason: Reason) -> Refused:
    """The refusal of a date for a *reason*."""
    return Refused(mention.start, mention.end, mention.text, reason.text, reason.code)


def no_item(mention: Mention) -> Refused:
    """The refusal of a date whose own words show that it is not that of an event."""
    if mention.code is not None:
        return refusal(mention, Reason(mention.reason, mention.code))
    return refusal(mention, _REASONS[mention.kind])


def without_faults(
    items: Iterator[Draft | Refused], document: Document, where: Paragraph | Sentence
) -> Iterator[Draft | Refused]:
    """*items*, up to the first that fails because of a bug, which is refused.

    A bug affects only its sentence, not the rest of the document.
    """
    try:
        yield from items
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - for any error, the other sentences are read
        yield fault(error, document, where)


def fault(error: Exception, document: Document, where: Paragraph | Sentence) -> Refused:
    """The refusal of a part of *document* that cannot be read because of a bug."""
    reason = f"internal error: {type(error).__name__}: {error}"
    text = document.text[where.start : where.end]
    return Refused(where.start, where.end, text, reason, "internal-error", REPORT)


REPORT: Final = "please report it with this sentence; everything else was read"
