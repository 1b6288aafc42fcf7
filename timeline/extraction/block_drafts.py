"""The drafts of each block of a document, and the reasons why its other dates have none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from timeline.documents import Document, Paragraph
from timeline.documents.content import BlockKind
from timeline.documents.text import printed_number
from timeline.events import objections
from timeline.extraction.anniversaries import anniversaries
from timeline.extraction.block_dates import BlockDates
from timeline.extraction.drafter import Drafter, kind_of_many
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.moves import with_moves
from timeline.extraction.names import Names
from timeline.extraction.no_events import is_heading, reason_against
from timeline.extraction.reasons import (
    ABOVE,
    BESIDE,
    COARSER,
    HEADING,
    NAMELESS,
    Reason,
    refusal,
    without_faults,
)
from timeline.extraction.repetitions import Repetitions
from timeline.extraction.sentence import Sentence
from timeline.extraction.sentence_ends import ENDS, sentences
from timeline.extraction.structure import Item
from timeline.extraction.structure.outlines import lies_in_days
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention
from timeline.phrases.folding import is_small
from timeline.phrases.tokens import TextSpan, tokenise


class BlockDrafter:
    """Drafts the events of a document, block by block."""

    def __init__(
        self,
        document: Document,
        dates: BlockDates,
        drafter: Drafter,
        words: Vocabulary,
        names: Names,
    ) -> None:
        self._document = document
        self._dates = dates
        self._drafter = drafter
        self._words = words
        self._names = names
        self._repetitions = Repetitions()
        self._kind_above: str | None = None
        """The kind of all events of a section, by its heading: "Visits of ministers"."""

    def results(self) -> Iterator[Draft | Refused]:
        """The drafts of all blocks, and the dates that did not become drafts."""
        for block, paragraph in enumerate(self._document.paragraphs):
            results = self._of_block(block, paragraph)
            yield from without_faults(results, self._document, paragraph)

    def _of_block(self, block: int, paragraph: Paragraph) -> Iterator[Draft | Refused]:
        dates, outline = self._dates.mentions[block], self._dates.outline
        if block in outline.headings:
            dated = self._blocks_dated
            for one in (one for one in dates if one.is_item):
                is_above = dated.get(one.start, block) < block
                yield refusal(one, ABOVE if is_above else HEADING)
            return
        if series := outline.series.get(block):
            yield from self._in_series(block, series)
            return
        document = self._document
        blocked = [(mention.start, mention.end) for mention in dates]
        spans = sentences(document.text, *_body(document, paragraph, blocked), blocked, self._words)
        parts = [self._sentence(block, span) for span in spans]
        _link(parts)
        item = outline.items.get(block)
        if item is None:
            self._kind_above = self._kind_of_section(paragraph, parts)
        if item and item.kind is None:
            item = replace(item, kind=self._kind_above)
        if item and not item.is_loose:
            item, more = self._first_sentence(block, item)
            behind = [self._sentence(block, span) for span in more]
            others = {one for part in behind for one in _inside(dates, part)}
            results = list(self._listed(block, item, [one for one in dates if one not in others]))
            above = _TextAbove("", None)
            results += [one for part in behind for one in self._safely(part, block, above)]
        else:
            is_dated = block > 0 and any(one.is_item for one in self._dates.mentions[block - 1])
            above = _text_above(document, block, item, self._words)
            # A line above with its own date names its own event.
            is_own = len(parts) > 1 or (above.stage is None and is_dated)
            above = _TextAbove("", above.stage) if is_own else above
            results = [one for part in parts for one in self._safely(part, block, above)]
            if item:
                results = list(self._named(block, item, results))
        yield from (one for one in results if isinstance(one, Refused))
        yield from self._repetitions.once([one for one in results if isinstance(one, Draft)], parts)

    def _kind_of_section(self, paragraph: Paragraph, parts: Sequence[Sentence]) -> str | None:
        """The kind of the events below a line, if it is a heading that names one.

        The heads of columns, brackets, lines without words, and words about the status ("Expected")
        leave it as it was.
        """
        text = self._document.text[paragraph.start : paragraph.end].strip()
        may_head = len(parts) == 1 and text[-1:] not in ENDS
        if may_head and (kind := kind_of_many(parts[0])):
            return kind
        is_between = (
            paragraph.kind is BlockKind.ROW or text[:1] == "(" or not any(map(str.isalpha, text))
        )
        is_status = len(parts) == 1 and bool(parts[0].cues) and not parts[0].heads
        return self._kind_above if is_between or is_status else None

    @property
    def _is_unspaced(self) -> bool:
        """Whether a date after a comma begins another clause, as in Chinese."""
        return self._document.language.partition("-")[0] in _OF_CLAUSES

    @cached_property
    def _blocks_dated(self) -> dict[int, int]:
        """The first block that each date of an item dates, by where the date begins."""
        items = self._dates.outline.items
        return {items[block].date.start: block for block in sorted(items, reverse=True)}

    def _sentence(self, block: int, span: TextSpan) -> Sentence:
        """The words of a part of a block."""
        blocked = [(mention.start, mention.end) for mention in self._dates.mentions[block]]
        passage = self._dates.passages[block]
        return Sentence(self._document.text, span, blocked, self._words, self._names, passage)

    def _listed(
        self, block: int, item: Item, dates: Sequence[Mention]
    ) -> Iterator[Draft | Refused]:
        """The draft of a line of a list, and the refusals of the other *dates* in it."""
        paragraph = self._document.paragraphs[block]
        line = self._sentence(block, item.title)
        place = block if item.verdict is None else item.verdict
        whole = self._document.paragraphs[place]
        row = self._sentence(place, (whole.start, whole.end))
        objection = next((Reason(fact, code) for fact, _, code in objections(item.value)), None)
        draft = None if objection else self._drafter.listed(line, item, paragraph.number, row)
        own = item.date if item.date in dates else None
        if draft is not None:
            yield draft
        elif own is not None:
            yield refusal(own, objection or NAMELESS)
        for other in dates:
            if other is not own and other.is_item:
                is_beside = line.start <= other.start < line.end
                reason = BESIDE if is_beside else NAMELESS
                is_coarser = other.value is not None and lies_in_days(item.value, other.value)
                yield refusal(other, COARSER if is_coarser else reason)

    def _first_sentence(self, block: int, item: Item) -> tuple[Item, list[TextSpan]]:
        """An item named by its first sentence, and the sentences after it that have dates.

        "5 May: Talks in Oslo. On 6 May the ministers signed a treaty." is about two events. A title
        above its date is kept whole: "Threads of silk. Textiles from Fergana".
        """
        if item.date.start >= self._document.paragraphs[block].end:
            return item, []
        blocked = [(mention.start, mention.end) for mention in self._dates.mentions[block]]
        spans = list(sentences(self._document.text, *item.title, blocked, self._words))
        spans = [part for span in spans for part in self._clauses(span, blocked)]
        name = self._document.text[slice(*spans[0])] if spans else ""
        is_name = len(name.split()) > 1 or (self._is_unspaced and len(name) > 1)
        if not is_name:
            return item, []
        dated = [one for one in spans[1:] if any(one[0] <= start < one[1] for start, _ in blocked)]
        return replace(item, title=spans[0]), dated

    def _clauses(self, span: TextSpan, dates: Sequence[TextSpan]) -> Iterator[TextSpan]:
        """The clauses of a sentence in Chinese, Japanese or Korean that begin with a date.

        「首相訪問、同年10月、大使館開設」 is about two events.
        """
        start, end = span
        if self._is_unspaced:
            for begin, last in dates:
                comma = self._document.text[start:begin].rstrip()
                if start < begin and last < end and comma[-1:] in "、，,":
                    yield start, start + len(comma)
                    start = begin
        yield start, end

    def _in_series(self, block: int, series: Sequence[Item]) -> Iterator[Draft | Refused]:
        """The drafts of a line that names an event once, with several dates and places."""
        for item in series:
            yield from self._listed(block, item, [item.date])
        own = [item.date for item in series]
        dates = self._dates.mentions[block]
        yield from (refusal(one, BESIDE) for one in dates if one.is_item and one not in own)

    def _named(
        self, block: int, item: Item, results: Sequence[Draft | Refused]
    ) -> Iterator[Draft | Refused]:
        """The drafts of the sentences of a line, which names the events that no sentence names."""
        line, number = self._sentence(block, item.title), self._document.paragraphs[block].number
        for one in results:
            is_own = (one.start, one.end) == (item.date.start, item.date.end)
            if isinstance(one, Refused) and is_own and one.reason == NAMELESS.text:
                yield self._drafter.listed(line, item, number) or one
            else:
                yield one

    def _safely(
        self, sentence: Sentence, block: int, above: _TextAbove
    ) -> Iterator[Draft | Refused]:
        """The drafts of a sentence; a bug affects only that sentence."""
        number = self._document.paragraphs[block].number
        dated = _inside(self._dates.mentions[block], sentence)
        results = self._of_sentence(sentence, dated, number, above)
        return without_faults(with_moves(sentence, results), self._document, sentence)

    def _of_sentence(
        self,
        sentence: Sentence,
        dated: tuple[Mention, ...],
        paragraph: str | None,
        above: _TextAbove,
    ) -> Iterator[Draft | Refused]:
        """The drafts of a sentence: of its dates, and of future events without one."""
        years = anniversaries(sentence, dated, self._document.date)
        spans = [(sentence.indices(item.start, item.end), item) for item in dated]
        named = [(span, item) for span, item in spans if sentence.names_an_event(span)]
        taken = []
        for item in dated:
            if not item.is_item:
                continue
            reason = reason_against(sentence, item, years, self._document)
            draft = None
            is_headed = above.stage is not None or is_heading(sentence, item)
            if reason is None and item.number is None and is_headed:
                draft = self._drafter.headed(sentence, item, *above)
            elif reason is None:
                draft = self._drafter.dated(sentence, item, paragraph, named, years)
            if draft is None:
                yield refusal(item, reason or NAMELESS)
            else:
                yield draft
                taken += [draft.title_span] if draft.title_span else []
        if all(item.code != "date-without-month" for item in dated):
            yield from self._drafter.undated(sentence, taken, paragraph)


def _link(parts: Sequence[Sentence]) -> None:
    """Links each sentence of a paragraph to the one before it."""
    for part, following in pairwise(parts):
        following.previous = part
        if part.text[part.end - 1] in _SEMICOLONS:
            following.before = part


_OF_CLAUSES: Final = frozenset(("ja", "ko", "zh"))
"""Languages in which a date after a comma begins another clause."""

_SEMICOLONS: Final = frozenset(";؛；·\u0387")


class _TextAbove(NamedTuple):
    """The text of the block above a sentence, and the city, if the sentence is only a city."""

    text: str
    stage: str | None


def _text_above(document: Document, block: int, item: Item | None, words: Vocabulary) -> _TextAbove:
    """The text above the sentences of a block that contains only a date and a city.

    It can have several lines: "PROGRAMME", "of the visit of the Speaker", "to the Republic".
    """
    stage = item.stage if item else None
    lines: list[str] = []
    if stage is None and block >= _MOST_OF_HEAD:
        return _TextAbove("", None)
    for above in reversed(document.paragraphs[max(block - _MOST_LINES, 0) : block]):
        text = document.text[above.start : above.end]
        if len(text) > _LONGEST_HEADING:
            break
        lines.insert(0, text)
        tokens = tokenise(text)
        if not (is_small(text[:1]) or (tokens and words.prepositions.size(tokens, 0))):
            break
    return _TextAbove(" ".join(lines), stage)


_MOST_OF_HEAD: Final = 12
"""Maximum blocks at the beginning of a document that can contain its title."""

_MOST_LINES: Final = 4
"""Maximum lines of a title above a line with the date and place."""

_LONGEST_HEADING: Final = 200
"""Maximum characters of a heading above a line with the date and place."""


def _inside(dates: Sequence[Mention], sentence: Sentence) -> tuple[Mention, ...]:
    """Those of *dates* that begin in the *sentence*."""
    return tuple(one for one in dates if sentence.start <= one.start < sentence.end)


def _body(document: Document, paragraph: Paragraph, dates: Sequence[TextSpan]) -> TextSpan:
    """The position of the words of a paragraph, after its number.

    A number that is part of one of its *dates* is not skipped: "1. Mai 2025", "21. yüzyıl".
    """
    number = printed_number(document.text, paragraph.start, paragraph.end)
    starts_with_it = number is not None and number[0] == paragraph.number
    is_date = number is not None and any(start < number[1] for start, _ in dates[:1])
    begin = number[1] if number and starts_with_it and not is_date else paragraph.start
    return begin, paragraph.end
