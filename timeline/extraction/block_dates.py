"""The dates of each block of a document, by its structure and in its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.documents import Document
from timeline.extraction import structure
from timeline.extraction.drafts import Refused
from timeline.extraction.leftovers import leftovers
from timeline.extraction.reasons import fault
from timeline.extraction.same_days import with_same_days
from timeline.extraction.structure import Item, Outline
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention
from timeline.phrases.agreeing import agreed
from timeline.phrases.finding import mentions
from timeline.phrases.passages import Passage, passages


class BlockDates(Struct):
    """The dates of a document, in lists with a place for each of its blocks."""

    passages: list[Passage]
    outline: Outline
    mentions: list[tuple[Mention, ...]]
    faults: list[Refused]
    """Blocks that could not be read because of a bug."""

    @property
    def every(self) -> list[Mention]:
        """The dates of all blocks, in the order of the text."""
        return [mention for block in self.mentions for mention in block]


def dates_in(document: Document, tags: Sequence[str], words: Vocabulary) -> BlockDates:
    """The dates of *document* in the first language of *tags* that the others agree with.

    The outline is that of the first language, without items whose date differs in another
    language.
    """
    spans = tuple((block.start, block.end) for block in document.paragraphs)

    def found_in(tag: str) -> BlockDates:
        read = list(passages(document.text, spans, tag))
        outline = structure.outline(document, read, words)
        return BlockDates(read, outline, *_dates_of_blocks(document, read, outline))

    every = {tag: found_in(tag) for tag in tags}
    first, outlines = every[tags[0]], [one.outline for one in every.values()]
    first.outline.items = {
        block: item
        for block, item in first.outline.items.items()
        if all(other.items.get(block, item).value == item.value for other in outlines)
    }
    first.outline.series = {
        block: items
        for block, items in first.outline.series.items()
        if all(_values(other.series.get(block, items)) == _values(items) for other in outlines)
    }
    found = [
        agreed({tag: one.mentions[block] for tag, one in every.items()})
        for block in range(len(document.paragraphs))
    ]
    first.mentions = list(with_same_days(first.passages, found, words, first.outline.items))
    return first


def _values(items: Sequence[Item]) -> list[edtf.Value]:
    return [item.value for item in items]


def _dates_of_blocks(
    document: Document, read: Sequence[Passage], outline: Outline
) -> tuple[list[tuple[Mention, ...]], list[Refused]]:
    """The dates of each block, and the blocks that could not be read because of a bug."""
    found: list[tuple[Mention, ...]] = []
    faults = []
    for block, (paragraph, passage) in enumerate(zip(document.paragraphs, read, strict=True)):
        if (error := outline.faults.get(block)) is not None:
            faults.append(fault(error, document, paragraph))
            found.append(())
            continue
        try:
            dates = _mentions(passage, document, outline, block)
        except MemoryError:
            raise
        except Exception as defect:  # noqa: BLE001 - the other blocks are read
            faults.append(fault(defect, document, paragraph))
            dates = ()
        found.append(dates)
    return found, faults


def _mentions(
    passage: Passage, document: Document, outline: Outline, block: int
) -> tuple[Mention, ...]:
    """The dates of a block: those from its structure, and those in its sentences."""
    dates = outline.dates.get(block, [])
    on = outline.days.get(block, document.date)
    inside = mentions(passage, on, outline.given.get(block), outline.order, dates)
    rest = [
        mention
        for mention in inside
        if all(mention.end <= one.start or one.end <= mention.start for one in dates)
        and not _is_headline(mention, passage)
    ]
    found = sorted([*dates, *rest], key=lambda mention: mention.start)
    return tuple(_with_weekdays(found, document.text))


def _with_weekdays(found: Sequence[Mention], text: str) -> Iterator[Mention]:
    """*found*, "this Monday, 25 July" and "tomorrow, 25 July" as one date each."""
    weekday: Mention | None = None
    for mention in found:
        if weekday is not None:
            gap = text[weekday.end : mention.start].strip(" ,")
            is_same = weekday.day == mention.day and len(gap) <= _PREPOSITION
            is_next = (not gap or is_same) and mention.kind == "event"
            if is_next and mention.day is not None:
                start = weekday.start
                mention = replace(mention, start=start, text=text[start : mention.end])
            else:
                yield weekday
        is_weekday = mention.kind == "relative" and mention.day is not None
        weekday = mention if is_weekday else None
        if weekday is None:
            yield mention
    if weekday is not None:
        yield weekday


_PREPOSITION: Final = 3
"""Maximum letters of a preposition before a date in apposition: "the day after, on 21 May"."""


def _is_headline(mention: Mention, passage: Passage) -> bool:
    """Whether a line contains only a date relative to the day of the document: "Week ahead"."""
    is_whole = (mention.start, mention.end) == passage.offsets(0, len(passage.tokens))
    return is_whole and mention.kind in ("relative", "duration")


def overlooked(dates: BlockDates) -> Iterator[Refused]:
    """Text that looks like a date but is in no mention, and not in a block that was not read."""
    unread = {block.start for block in dates.faults}
    for passage, found in zip(dates.passages, dates.mentions, strict=True):
        if passage.start not in unread:
            yield from leftovers(passage, [(one.start, one.end) for one in found])
