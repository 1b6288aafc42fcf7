"""Extraction: from a document to draft events, and to what was refused, with the reason.

Every dated expression of the document becomes a draft or is listed with the reason why not;
besides, what is announced without a date is drafted without one. Nothing is taken from outside
the document and, for names of places and parties, the chronology.

=================  =============================================================
``vocabulary``     the words that drafts are cut with: one file a language
``names``          places, parties and countries in their inflected forms
``sentences``      where a sentence ends
``titles``         the noun phrase that names an event
``remarks``        where the name of an event ends on its line
``clauses``        what stands for it where there is none
``anniversaries``  the years that anniversaries are kept in, and count from
``whereabouts``    cities of the gazetteer that something is in
``drafter``        which dates become drafts, and of which event
``nearest_nouns``  the event that a date belongs to
``cues``           the words beside a date that say how sure the event is
``moves``          an event that was moved from one date to another
``assembling``     the event of a draft: title, place, parties, source
``drafts``         what comes of it: drafts and refusals
``structure``      headings, lists and tables, before any sentence
``leftovers``      what looks like a date and was read as none
``retelling``      what a document tells more than once
``matching``       the event of a chronology that a draft speaks of
``merging``        drafts and sources into the text of ``events.yaml``
``dialogue``       accept, edit or skip, one by one
``outcomes``       what comes of one document
``archive``        many documents, on several processes
``cluster``        the same on the machines of a Dask cluster
``json_lines``     what came of a document as a JSON line
``view``           the document as a page with everything marked
=================  =============================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline import documents, edtf
from timeline.code_names import CodeName
from timeline.documents import Document, Paragraph
from timeline.drafting import Ids
from timeline.edtf import Precision
from timeline.errors import UnknownName
from timeline.events import COUNTRIES, KINDS, Event, Timeline, objections
from timeline.extraction import structure, vocabulary
from timeline.extraction.anniversaries import Told, told_years
from timeline.extraction.assembling import Assembler, two_countries
from timeline.extraction.drafter import Drafter
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.leftovers import leftovers
from timeline.extraction.moves import with_moves
from timeline.extraction.names import NameKind, Names
from timeline.extraction.retelling import Retelling, merged, with_known_days
from timeline.extraction.sentences import sentences
from timeline.extraction.structure import Item, Outline
from timeline.extraction.titles import Sentence, TextSpan
from timeline.extraction.vocabulary import Vocabulary
from timeline.extraction.whereabouts import Whereabouts
from timeline.phrases import Mention
from timeline.phrases.agreeing import agreed
from timeline.phrases.dated_lines import at, clock
from timeline.phrases.expressions import Clock, NoDateError
from timeline.phrases.finding import mentions
from timeline.phrases.lexicon import nearest_tag
from timeline.phrases.passages import Passage, passages
from timeline.phrases.tokens import tokenise
from timeline.wording import country

__all__ = ["Draft", "Extraction", "Refused", "extract", "from_document"]


class Extraction(Struct, frozen=True, kw_only=True):
    """What was read out of a document, each in the order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]


class _Reason(NamedTuple):
    """Why a date became no draft, in words and for programs."""

    text: str
    code: CodeName


DATELINE: Final = _Reason("the day of the document itself, not of an event", "publication")
HEADING: Final = _Reason("the day of the lines below it", "heading")
BESIDE: Final = _Reason("another date that the title of the item beside it names", "of-title")
NAMELESS: Final = _Reason("a time alone: nothing beside it names an event", "nameless")

_REASONS: Final[Mapping[str, _Reason]] = {
    reason.code: reason
    for reason in (
        DATELINE,
        _Reason("a deadline, not an event", "deadline"),
        _Reason("the last day of the item beside it", "end"),
        _Reason("a length of time, not a date", "duration"),
        _Reason("part of the name of a plan or programme, not the date of an event", "name"),
        _Reason("a time since which something lasts, not an event", "since"),
        _Reason("a time that counts from another one, not an event", "relative"),
        _Reason("the period that a statement or a figure is about, not an event", "period"),
    )
}
"""Why a date of that kind is no item of a chronology."""


def extract(
    path: str | Path,
    *,
    language: str | None = None,
    on: date | None = None,
    title: str | None = None,
    chronology: Timeline | None = None,
) -> Extraction:
    """What `from_document` finds in the document of a file.

    *language*, day (*on*) and *title* are detected where they are not given.

    Raises:
        InputError: the file cannot be read as any of the formats.
    """
    return from_document(
        documents.read_document(path, language=language, on=on, title=title), chronology
    )


def from_document(document: Document, chronology: Timeline | None = None) -> Extraction:
    """Drafts of the events that *document* tells of, and what was refused.

    *chronology* lends the names of its places, parties and series, and its ids are not taken
    again. In a language that cannot be read, dates in figures are, and one refusal says so; what
    stands beyond `MOST_NUMBERS` is refused. Of dates in a text that may be in several languages,
    those are kept on which the languages agree.
    """
    whole, beyond = document, _beyond(document)
    if beyond is not None:
        kept = tuple(block for block in whole.paragraphs if block.end <= beyond.start)
        document = replace(document, paragraphs=kept)
    words = vocabulary.load(document.language)
    unread = _unread(document.language)
    tags = ("und",) if unread else (document.language, *document.alternatives)
    read, outline, found, faults = _in_languages(document, tags, words)
    found = list(_with_same_days(read, found, words, outline.items))
    names = Names(document.language, chronology)
    parties = _both(document, names, words)
    full = _full_title(document, parties, words)
    document, whole = replace(document, title=full), replace(whole, title=full)
    told = list(_drafts(document, read, found, outline, words, chronology, names, parties))
    every = [mention for group in found for mention in group]
    refused = [*faults, *(_not_an_item(mention) for mention in every if not mention.is_item)]
    refused += [item for item in told if isinstance(item, Refused)]
    told = list(with_known_days([item for item in told if isinstance(item, Draft)]))
    refused += [item for item in told if isinstance(item, Refused)]
    told = list(_without_period(document, [item for item in told if isinstance(item, Draft)]))
    refused += [item for item in told if isinstance(item, Refused)]
    told = list(merged([item for item in told if isinstance(item, Draft)]))
    refused += [item for item in told if isinstance(item, Refused)]
    refused += [*_overlooked(read, found, faults), *filter(None, (beyond, unread))]
    refused += [Refused(0, 0, "", one.fact, one.code, one.hint) for one in document.left_out]
    drafts = [item for item in told if isinstance(item, Draft)]
    stamps = {_position(item) for item in refused if item.reason == DATELINE.text}
    return Extraction(
        document=whole,
        mentions=tuple(_as_judged(item, stamps) for item in every if item.value is not None),
        drafts=_with_ids(sorted(drafts, key=_position), chronology),
        refused=tuple(sorted(refused, key=_position)),
    )


def _without_period(document: Document, drafts: Sequence[Draft]) -> Iterator[Draft | Refused]:
    """*drafts*, without that of the period that the title of a list says: "Events of May 2026"."""
    first = [
        block
        for block in document.paragraphs[:_TITLES]
        if document.text[block.start : block.end].rstrip()[-1:] not in _STOPS
        or _ENDS_WITH_YEAR.search(document.text, block.start, block.end)
    ]
    for draft in drafts:
        is_title = any(block.start <= draft.start < block.end for block in first)
        is_headline = is_title and draft.start < first[:_HEADLINES][-1].end
        inside = [one for one in drafts if is_title and one is not draft and _lies_in(one, draft)]
        is_coarse = draft.event.date.precision is not Precision.DAY
        fewest = _FEWEST_LISTED if draft.event.kind == "other" else _FEWEST_OF_KIND
        if is_headline and draft.event.kind == "statement" and not is_coarse:
            yield _of_title(draft)
        elif is_title and (is_coarse or draft.event.kind == "other") and len(inside) >= fewest:
            reason = "the period that the document is about, not an event"
            yield Refused(draft.start, draft.end, draft.wording, reason, code="period")
        else:
            yield draft


def _of_title(draft: Draft) -> Refused:
    """The day of a speech or statement, which its title says."""
    text, code = DATELINE
    return Refused(draft.start, draft.end, draft.wording, text, code)


_ENDS_WITH_YEAR: Final = re.compile(r"(?<!\d)\d{4}\.\s*$", re.ASCII)
"""The end of a title that is a year with a point, in languages that write one: "2026."."""

_TITLES: Final = 6
"""Blocks at the beginning of a document that may say of which time it is."""

_HEADLINES: Final = 3
"""Those of them that may be its title."""

_FEWEST_LISTED: Final = 2
"""Events in a period that make it that of the document."""

_FEWEST_OF_KIND: Final = 4
"""The same where the title names a kind of event: "Visits in 2024"."""


def _lies_in(one: Draft, other: Draft) -> bool:
    """Whether the days of *one* are some of the days of *other*."""
    first, last = one.event.date.iso_bounds
    start, end = other.event.date.iso_bounds
    if not (first and last and start):
        return False
    return start <= first and (end is None or last <= end) and (first, last) != (start, end)


def _unread(language: str) -> Refused | None:
    """The refusal that says that only figures are read, if *language* is not known."""
    if language == "und":
        reason = "the language was not detected; only dates in figures are read"
        return Refused(0, 0, "", reason, "language-not-read", "name it with --language")
    try:
        nearest_tag(language)
    except UnknownName as error:
        reason = f"in the language {language!r} only dates in figures are read"
        return Refused(0, 0, "", reason, "language-not-read", error.hint)
    return None


_DocumentDates: TypeAlias = tuple[list[Passage], Outline, list[tuple[Mention, ...]], list[Refused]]
"""The passages of a document, its outline, the dates of each block, and the blocks not read."""


def _in_languages(document: Document, tags: Sequence[str], words: Vocabulary) -> _DocumentDates:
    """What is found in *document* in the first of *tags*, and what the others agree with.

    Its outline is that of the first language, without the items of which another has another date.
    """
    spans = tuple((block.start, block.end) for block in document.paragraphs)

    def found_in(tag: str) -> _DocumentDates:
        read = list(passages(document.text, spans, tag))
        outline = structure.outline(document, read, words)
        return read, outline, *_found(document, read, outline)

    every = {tag: found_in(tag) for tag in tags}
    read, outline, _, faults = every[tags[0]]
    outline.items = {
        block: item
        for block, item in outline.items.items()
        if all(other.items.get(block, item).value == item.value for _, other, *_ in every.values())
    }
    outline.series = {
        block: items
        for block, items in outline.series.items()
        if all(
            [item.value for item in other.series.get(block, items)]
            == [item.value for item in items]
            for _, other, *_ in every.values()
        )
    }
    found = [
        agreed({tag: one[2][block] for tag, one in every.items()})
        for block in range(len(document.paragraphs))
    ]
    return read, outline, found, faults


def _beyond(document: Document) -> Refused | None:
    """The blocks from which on a document is not read; None if it is read to its end."""
    left: float = MOST_NUMBERS
    for block in document.paragraphs:
        words = len(_BLANK.findall(document.text, block.start, block.end))
        size = max(block.end - block.start, CHARACTERS_PER_WORD * words)
        left -= NUMBERS_PER_BLOCK + size / CHARACTERS_PER_NUMBER
        left -= len(_NUMBER.findall(document.text, block.start, block.end))
        if left < 0:
            end = document.paragraphs[-1].end
            text = document.text[block.start : min(block.end, block.start + _SHOWN)]
            reason = (
                f"not read, and neither are the {end - block.start:,} characters from here to the "
                "end: there are too many numbers, paragraphs and characters before them"
            )
            start, end = block.start, block.start + len(text)
            return Refused(start, end, text, reason, "beyond-limit", "split the document")
    return None


MOST_NUMBERS: Final = 15_000
"""Numbers of a document that is read to its end: those of about 7,500 dates."""

NUMBERS_PER_BLOCK: Final = 0.4
"""The same for a block, a paragraph or line, without any number: the work that it is."""

CHARACTERS_PER_NUMBER: Final = 100
"""The same for a text without numbers, which may be full of announcements."""

CHARACTERS_PER_WORD: Final = 7
"""A word counts as so many at least: a letter between two tabs takes the memory of a word."""

_NUMBER: Final = re.compile(r"\d+")
_BLANK: Final = re.compile(r"\s")

_SHOWN: Final = 80
"""Characters that show where the part begins that is not read."""


def _found(
    document: Document, read: Sequence[Passage], outline: Outline
) -> tuple[list[tuple[Mention, ...]], list[Refused]]:
    """The dates of each block, and the blocks in which a defect of ours hides them."""
    found: list[tuple[Mention, ...]] = []
    faults = []
    for block, (paragraph, passage) in enumerate(zip(document.paragraphs, read, strict=True)):
        if (error := outline.faults.get(block)) is not None:
            faults.append(_fault(error, document, paragraph))
            found.append(())
            continue
        try:
            dates = _mentions(passage, document, outline, block)
        except MemoryError:
            raise
        except Exception as defect:  # noqa: BLE001 - the other blocks are read
            faults.append(_fault(defect, document, paragraph))
            dates = ()
        found.append(dates)
    return found, faults


def _with_same_days(
    read: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    words: Vocabulary,
    items: Collection[int],
) -> Iterator[tuple[Mention, ...]]:
    """The dates of each block, with "on the same day" and "at 11 a.m." where a sentence begins so.

    Hours alone are those of an event that the sentence names, in none of the *items*.
    """
    last: Mention | None = None
    for block, (passage, dates) in enumerate(zip(read, found, strict=True)):
        known = list(dates)
        for index, token in enumerate(passage.tokens):
            is_first = index == 0 or passage.tokens[index - 1].text in _STOPS
            size = words.again.size(passage.tokens, index) if is_first and token.text else 0
            hours = _hours_at(passage, index, size) if is_first and block not in items else None
            if not size and (hours is None or not _names_event(passage, index, dates, words)):
                continue
            start, end = passage.offsets(index, hours[1] if hours else index + size)
            before = [one for one in dates if one.end <= start and _is_day(one)]
            same = before[-1] if before else last
            if same is not None and not any(
                one.is_item and one.start < end and start < one.end for one in dates
            ):
                try:
                    when = _at_hours(same, hours)
                except NoDateError:
                    continue
                known = [one for one in known if one.end <= start or end <= one.start]
                again = replace(
                    same, start=start, end=end, text=passage.whole[start:end], value=when,
                    inferred=True, year_from="sentence", rule="again",
                )  # fmt: skip
                known.append(again)
        last = next((one for one in reversed(dates) if _is_day(one)), last)
        yield tuple(sorted(known, key=lambda one: one.start))


def _hours_at(passage: Passage, index: int, size: int) -> tuple[Clock, int] | None:
    """The hours at the beginning of a sentence, behind the *size* tokens of "the same day"."""
    first, last = index + size, len(passage.tokens)
    while size and first < last and passage.tokens[first].text == ",":
        first += 1
    found = clock(passage, first, last)
    if found is None and size and first + 1 < last and passage.around.names(first, "at"):
        found = clock(passage, first + 1, last)
    # "11" alone is no time.
    return found if found is not None and found[1] - first > 1 else None


def _names_event(passage: Passage, index: int, dates: Sequence[Mention], words: Vocabulary) -> bool:
    """Whether the sentence that begins at *index* names an event, and tells no date."""
    stop = index
    while stop < len(passage.tokens) and not (
        stop > index and passage.around.closes_sentence(stop, 1)
    ):
        stop += 1
    start, end = passage.offsets(index, stop)
    is_closed = passage.whole[start : end + 1].rstrip()[-1:] in _STOPS
    if not is_closed or any(start <= one.start < end for one in dates):
        return False
    return any(words.noun(passage.tokens, place) for place in range(index, stop))


def _at_hours(same: Mention, hours: tuple[Clock, int] | None) -> edtf.Value | None:
    """The day of a mention, at the *hours* that are told."""
    day = same.value.earliest if same.value is not None else None
    is_timed = same.value is not None and same.value.is_timed
    if day is None or (hours is None and not is_timed):
        return same.value
    found = edtf.Date.of(day)
    return at(found, hours[0]) if hours else found


_STOPS: Final = frozenset(".!?;。։")


def _is_day(mention: Mention) -> bool:
    """Whether a date is one day, or hours of it, of an event."""
    value = mention.value
    if value is None or not mention.is_item:
        return False
    if value.is_timed:
        return value.earliest is not None and value.earliest == value.latest
    return isinstance(value, edtf.Date) and _day_of(mention) is not None


def _mentions(
    passage: Passage, document: Document, outline: Outline, block: int
) -> tuple[Mention, ...]:
    """The dates of a block: those that its structure tells, and those of its sentences."""
    dates = outline.dates.get(block, [])
    inside = mentions(passage, document.date, outline.given.get(block), outline.order, dates)
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
            is_same = _day_of(weekday) == _day_of(mention) and len(gap) <= _PREPOSITION
            is_next = (not gap or is_same) and mention.kind == "event"
            if is_next and _day_of(mention) is not None:
                start = weekday.start
                mention = replace(mention, start=start, text=text[start : mention.end])
            else:
                yield weekday
        is_weekday = mention.kind == "relative" and _day_of(mention) is not None
        weekday = mention if is_weekday else None
        if weekday is None:
            yield mention
    if weekday is not None:
        yield weekday


_PREPOSITION: Final = 3
"""Letters of the longest preposition before a date in apposition: "the day after, on 21 May"."""


def _is_headline(mention: Mention, passage: Passage) -> bool:
    """Whether a time told from the day of the document is all that a line says: "Week ahead"."""
    is_whole = (mention.start, mention.end) == passage.offsets(0, len(passage.tokens))
    return is_whole and mention.kind in ("relative", "duration")


def _overlooked(
    read: Sequence[Passage], found: Sequence[Sequence[Mention]], faults: Sequence[Refused]
) -> Iterator[Refused]:
    """What looks like a date in no mention, nor in a block that was not read."""
    unread = {fault.start for fault in faults}
    for passage, dates in zip(read, found, strict=True):
        if passage.start not in unread:
            yield from leftovers(passage, [(one.start, one.end) for one in dates])


def _position(item: Draft | Refused) -> tuple[int, int]:
    return item.start, item.end


def _as_judged(mention: Mention, stamps: AbstractSet[tuple[int, int]]) -> Mention:
    """*mention*, no item if what stands around it showed that it dates the document."""
    is_stamp = (mention.start, mention.end) in stamps
    return replace(mention, kind="publication", is_item=False) if is_stamp else mention


def _refused(mention: Mention, reason: _Reason) -> Refused:
    return Refused(mention.start, mention.end, mention.text, reason.text, reason.code)


def _not_an_item(mention: Mention) -> Refused:
    if mention.code is not None:
        return _refused(mention, _Reason(mention.reason, mention.code))
    return _refused(mention, _REASONS[mention.kind])


def _drafts(
    document: Document,
    read: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    outline: Outline,
    words: Vocabulary,
    chronology: Timeline | None,
    names: Names,
    parties: Sequence[str],
) -> Iterator[Draft | Refused]:
    whereabouts = Whereabouts(
        document.language, chronology, cache(lambda: _countries(document.text, names))
    )
    # Long: the blocks of a document share its names, and what they tell of is kept apart here.
    assembler = Assembler(document, chronology, parties, whereabouts)
    drafter = Drafter(document, words, assembler)
    retelling = Retelling()

    def told_in(block: int, paragraph: Paragraph) -> Iterator[Draft | Refused]:
        dates = found[block]
        blocked = [(mention.start, mention.end) for mention in dates]
        if block in outline.headings:
            yield from (_refused(one, HEADING) for one in dates if one.is_item)
            return

        def sentence_at(span: TextSpan) -> Sentence:
            return Sentence(document.text, span, blocked, words, names, read[block])

        if series := outline.series.get(block):
            whole = sentence_at((paragraph.start, paragraph.end))
            yield from _in_series(series, sentence_at, dates, drafter, paragraph.number, whole)
            return
        body = _body(document, paragraph, blocked)
        parts = [*map(sentence_at, sentences(document.text, *body, blocked, words))]
        _link(parts)
        item = outline.items.get(block)
        line = item and sentence_at(item.title)
        if item and line and not item.is_loose:
            row = sentence_at((paragraph.start, paragraph.end))
            told = list(_listed(item, line, dates, drafter, paragraph.number, row))
        else:
            heading = _heading(document, block, item)
            number = paragraph.number
            told = [
                one
                for part in parts
                for one in _told_safely(part, dates, document, drafter, number, heading)
            ]
            if item and line:
                told = list(_named(told, item, line, drafter, paragraph.number))
        yield from (one for one in told if isinstance(one, Refused))
        yield from retelling.once([one for one in told if isinstance(one, Draft)], parts)

    for block, paragraph in enumerate(document.paragraphs):
        yield from _without_faults(told_in(block, paragraph), document, paragraph)


def _link(parts: Sequence[Sentence]) -> None:
    """Makes each of the sentences of a paragraph know the one before it."""
    for part, following in pairwise(parts):
        following.previous = part
        if part.text[part.end - 1] == ";":
            following.before = part


def _without_faults(
    items: Iterator[Draft | Refused], document: Document, where: Paragraph | Sentence
) -> Iterator[Draft | Refused]:
    """*items*, up to the first that a defect of ours keeps from being made; that one is refused.

    One sentence costs a document nothing but itself.
    """
    try:
        yield from items
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other sentences are read
        yield _fault(error, document, where)


def _fault(error: Exception, document: Document, where: Paragraph | Sentence) -> Refused:
    reason = f"internal error: {type(error).__name__}: {error}"
    text = document.text[where.start : where.end]
    return Refused(where.start, where.end, text, reason, "internal-error", REPORT)


REPORT: Final = "please report it with this sentence; everything else was read"


def _inside(dates: Sequence[Mention], sentence: Sentence) -> tuple[Mention, ...]:
    """Those of *dates* that begin in the *sentence*."""
    return tuple(one for one in dates if sentence.start <= one.start < sentence.end)


def _listed(
    item: Item,
    line: Sentence,
    dates: Sequence[Mention],
    drafter: Drafter,
    number: str | None,
    row: Sentence,
) -> Iterator[Draft | Refused]:
    """The draft of a line of a list, and what becomes of the other dates in it."""
    objection = next((_Reason(fact, code) for fact, _, code in objections(item.value)), None)
    draft = None if objection else drafter.listed(line, item, number, row)
    own = item.date if item.date in dates else None
    if draft is not None:
        yield draft
    elif own is not None:
        yield _refused(own, objection or NAMELESS)
    for other in dates:
        if other is not own and other.is_item:
            is_beside = line.start <= other.start < line.end
            yield _refused(other, BESIDE if is_beside else NAMELESS)


def _in_series(
    series: Sequence[Item],
    sentence_at: Callable[[TextSpan], Sentence],
    dates: Sequence[Mention],
    drafter: Drafter,
    number: str | None,
    row: Sentence,
) -> Iterator[Draft | Refused]:
    """The drafts of a line that names an event once, with several dates and places."""
    for item in series:
        yield from _listed(item, sentence_at(item.title), [item.date], drafter, number, row)
    own = [item.date for item in series]
    yield from (_refused(one, BESIDE) for one in dates if one.is_item and one not in own)


def _named(
    told: Sequence[Draft | Refused],
    item: Item,
    line: Sentence,
    drafter: Drafter,
    number: str | None,
) -> Iterator[Draft | Refused]:
    """What the sentences of a line tell; the line itself names what none of them names."""
    for one in told:
        is_own = (one.start, one.end) == (item.date.start, item.date.end)
        if isinstance(one, Refused) and is_own and one.reason == NAMELESS.text:
            yield drafter.listed(line, item, number) or one
        else:
            yield one


class _TextAbove(NamedTuple):
    """The text of the block above a sentence, and the city that the sentence is nothing but."""

    text: str
    stage: str | None


def _heading(document: Document, block: int, item: Item | None) -> _TextAbove:
    """What is above the sentences of a block that is nothing but a date and a city."""
    stage = item.stage if item else None
    above = document.paragraphs[block - 1] if stage and block else None
    if above is None or above.end - above.start > _LONGEST_HEADING:
        return _TextAbove("", stage)
    return _TextAbove(document.text[above.start : above.end], stage)


_LONGEST_HEADING: Final = 200
"""Characters of a heading above the line that says when and where it takes place."""


def _told_safely(
    sentence: Sentence,
    dates: Sequence[Mention],
    document: Document,
    drafter: Drafter,
    paragraph: str | None,
    heading: _TextAbove,
) -> Iterator[Draft | Refused]:
    """What a sentence tells of; a defect of ours costs nothing but the sentence."""
    inside = _inside(dates, sentence)
    told = _told(sentence, inside, document, drafter, paragraph, heading)
    return _without_faults(with_moves(sentence, told), document, sentence)


def _told(
    sentence: Sentence,
    dated: tuple[Mention, ...],
    document: Document,
    drafter: Drafter,
    paragraph: str | None,
    heading: _TextAbove,
) -> Iterator[Draft | Refused]:
    """What a sentence tells of: the dates in it, and what is to come without one."""
    years = told_years(sentence, dated, document.date)
    spans = [(sentence.indices(item.start, item.end), item) for item in dated]
    named = [(span, item) for span, item in spans if sentence.names_an_event(span)]
    taken = []
    for item in dated:
        if not item.is_item:
            continue
        reason = _reason_against(sentence, item, years, document)
        draft = None
        is_heading = heading.stage is not None or _is_heading(sentence, item)
        if reason is None and item.number is None and is_heading:
            draft = drafter.headed(sentence, item, *heading)
        elif reason is None:
            draft = drafter.dated(sentence, item, paragraph, named, years)
        if draft is None:
            yield _refused(item, reason or NAMELESS)
        else:
            yield draft
            taken += [draft.title_span] if draft.title_span else []
    yield from drafter.undated(sentence, taken, paragraph)


_DATELINE: Final = 4
"""Words, besides the date, of a line that only dates the document."""


def _reason_against(
    sentence: Sentence, mention: Mention, years: Mapping[Mention, Told], document: Document
) -> _Reason | None:
    """Why an item is no event of a chronology after all; None if it is one."""
    for fact, _, code in objections(mention.value) if mention.value else ():
        return _Reason(fact, code)
    if _is_dateline(sentence, mention, document):
        return DATELINE
    if _is_cited(sentence.text, mention) or _is_of_paper(sentence, mention):
        return _Reason("the date by which a document is cited, not an event", "name")
    is_year = mention.value is not None and mention.value.precision is Precision.YEAR
    if is_year and any(mention is told.mention for told in years.values()):
        return _Reason("the year of the anniversary beside it", "anniversary-year")
    return None


def _is_cited(text: str, mention: Mention) -> bool:
    """Whether it is that of a document with a number: "Law of 4 December 2015 No. 434-V"."""
    line = text[max(mention.start - _CITED, 0) : mention.start].rpartition("\n")[2]
    return bool(_NUMBER_BEHIND.match(text, mention.end) or _NUMBER_BEFORE.search(line))


def _is_of_paper(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is that of a paper, of which nothing is told: "the letter of 12 March"."""
    words = sentence.lexicon.cited
    start, end = sentence.indices(mention.start, mention.end)
    count = len(sentence.tokens)
    if sentence.cues or sentence.act(0, count):
        return False
    if end < count and sentence.size(words, end):
        return True  # «4 Mayıs 2026 tarihli …»
    lexicon = sentence.lexicon
    # "of the minister of 3 June", but not "passed on 3 June"
    left = int(start > 0 and sentence.tokens[start - 1].text in _OF_DAYS)
    for index in range(start - 1, max(start - 1 - _PAPER, -1), -1):
        if size := sentence.size(words, index):
            return index + size <= start
        word = sentence.words(index, index + 1)
        is_between = word[:1].isupper() or sentence.tokens[index].text in lexicon.of
        if not (is_between or sentence.size(lexicon.prepositions, index)):
            if not left or sentence.tokens[index].kind != "word":
                return False
            left -= 1
    return False


_OF_DAYS: Final = frozenset("of vom du de del do van от від ад od z ze din fra frá".split())
"""Words between a paper, or who wrote it, and its day."""


_PAPER: Final = 5
"""Tokens between a paper and the day that it is of: "the order of the Bureau of 5 May"."""

_CITED: Final = 40
_SIGN: Final = (
    r"(?:№|[Nn][°º]|[Nn]\.\s?[°º]|\bNo\.|\b[Nn]r\.?|\b[Bb]r\.|\b[Бб]р\.|\bnúm\.|\bpoz\.|\bsz\.)"
)
_NUMBER_BEHIND: Final = re.compile(rf",?\s{{0,2}}{_SIGN}\s?\d")
_NUMBER_BEFORE: Final = re.compile(
    rf"{_SIGN}\s?[\w()/.-]*\d[\w()/.-]*,?\s+(?:[^\W\d]{{1,6}}\s+){{0,2}}$"
)
"""The number of a document beside its date, and how far before it is looked for."""


def _is_dateline(sentence: Sentence, mention: Mention, document: Document) -> bool:
    """Whether the sentence is nothing but place and day of the document."""
    is_own = document.date is not None and _day_of(mention) == document.date
    return is_own and not sentence.heads and len(_beside(sentence, mention)) <= _DATELINE


def _is_heading(sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence is nothing but a date and names, of places or weekdays."""
    words = _beside(sentence, mention)
    is_alone = not sentence.heads and len(sentence.blocked) == 1 and len(words) <= _DATELINE
    tokens = range(len(sentence.tokens))
    if any(sentence.verb(index)[0] for index in tokens) or sentence.act(0, len(tokens)):
        return False  # "The minister visited Belgrade on 5 May"
    return is_alone and sum(not word[:1].isupper() for word in words) <= 1


def _beside(sentence: Sentence, mention: Mention) -> list[str]:
    """The words of the sentence besides the date."""
    start, end = sentence.indices(mention.start, mention.end)
    return [
        sentence.words(index, index + 1)
        for index in (*range(start), *range(end, len(sentence.tokens)))
        if sentence.tokens[index].kind == "word"
    ]


def _day_of(mention: Mention) -> date | None:
    value = mention.value
    return value.earliest if value is not None and value.precision is Precision.DAY else None


def _body(document: Document, paragraph: Paragraph, dates: Sequence[TextSpan]) -> TextSpan:
    """Where the words of a paragraph are, behind its number.

    What is part of one of its *dates* is not left out as its number: "1. Mai 2025", "21. yüzyıl".
    """
    from timeline.documents.text import printed_number

    number = printed_number(document.text, paragraph.start, paragraph.end)
    starts_with_it = number is not None and number[0] == paragraph.number
    is_date = number is not None and any(start < number[1] for start, _ in dates[:1])
    begin = number[1] if number and starts_with_it and not is_date else paragraph.start
    return begin, paragraph.end


def _both(document: Document, names: Names, words: Vocabulary) -> tuple[str, ...]:
    """The two parties whose document it is; none if it is not of two.

    Its title names both, or it calls itself a statement and names two countries as it begins.
    """
    of_title = _countries(document.title, names)
    tokens = tokenise(document.title)
    heads = [words.noun(tokens, index) for index in range(len(tokens))]
    is_paper = any(head is not None and KINDS[head.kind].is_paper for head in heads)
    is_journey = any(head is not None and head.kind == "visit" for head in heads) and not is_paper
    if len(of_title) == 2 and not is_journey:
        return of_title
    return two_countries(_countries(_head(document), names)) if is_paper else ()


def _full_title(document: Document, parties: Sequence[str], words: Vocabulary) -> str:
    """The title of a document; one that says only what kind it is, with its parties and day."""
    tokens = tokenise(document.title)
    heads = [words.noun(tokens, index) for index in range(len(tokens))]
    is_bare = len(tokens) <= _LONGEST_KIND and any(
        head and KINDS[head.kind].is_paper for head in heads
    )
    if document.is_titled or not is_bare or not (parties or document.date):
        return document.title
    named = [country(party, document.language) for party in parties if party in COUNTRIES]
    day = [document.date.isoformat()] if document.date else []
    return ", ".join([document.title, *([" – ".join(named)] if named else []), *day])


_LONGEST_KIND: Final = 3
"""Tokens of a title that says only what kind of paper it is: "Joint communiqué"."""

_PREAMBLE: Final = 1500
"""Characters at the beginning in which a bilateral document names its parties."""


def _head(document: Document) -> str:
    """Where a document names those whose document it is."""
    return document.title + "\n" + document.text[:_PREAMBLE]


def _countries(text: str, names: Names) -> tuple[str, ...]:
    """The countries and parties that *text* names, each once."""
    found = names.find(tokenise(text), text)
    return tuple(dict.fromkeys(name.id for name in found if name.kind is NameKind.PARTY))


def _with_ids(drafts: list[Draft], chronology: Timeline | None) -> tuple[Draft, ...]:
    """The drafts with ids that tell what, where and when, and that nobody else has."""
    ids = Ids(event.id for event in chronology.events) if chronology else Ids()
    return tuple(
        replace(draft, event=replace(draft.event, id=ids.free(_stem(draft.event))))
        for draft in drafts
    )


def _stem(event: Event) -> str:
    """Kind, place or parties, year and month: ``congress-astana-2025-09``."""
    where = [event.place] if event.place else [party.lower() for party in event.parties[:3]]
    first, last = event.date.iso_bounds if event.is_dated else (None, None)
    when = [day.lstrip("+")[:7] for day in (first or last,) if day and not day.startswith("-")]
    if when and first and last and first[:7] != last[:7]:
        when = [when[0][:4]]
    return "-".join([event.kind, *where, *(when or ["undated"])])
