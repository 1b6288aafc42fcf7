"""Extraction: from a document to draft events, and to what was refused, with the reason.

Every dated expression of the document becomes a draft or is listed with the reason why not;
besides, what is announced without a date is drafted without one. Nothing is taken from outside
the document and, for names of places and parties, the chronology.

The dates come first:

====================  =============================================================
``unread``            what is not read: too much text, a language without a file
``run_on_lines``      paragraphs that hold several items of a list
``structure``         headings, lists and tables
``block_dates``       the dates of each block, by its structure and in its sentences
``same_days``         "on the same day", "at 11 a.m."
``leftovers``         what looks like a date and was not read as one
====================  =============================================================

Then the words around them:

====================  =============================================================
``vocabulary``        the words that drafts are cut with: one file a language
``names``             places, parties and countries in their inflected forms
``parties``           organisations that take part in events: their names and ids
``sentences``         where a sentence ends
``titles``            the noun phrase that names an event
``remarks``           where the name of an event ends on its line
``instruments``       treaties whose entry names them once, and dates what happened to them
``clauses``           what names the event where there is no such phrase
``inversion``         sentences in which the verb stands before its subject
``anniversaries``     the years that anniversaries are kept in, and count from
``whereabouts``       cities of the gazetteer that something is in
``document_parties``  the two parties whose document it is
====================  =============================================================

And the drafts:

====================  =============================================================
``block_drafts``      the drafts of each block
``no_events``         dates of papers that are cited, and of the document itself
``drafter``           which dates become drafts, and of which event
``nearest_nouns``     the event that a date belongs to
``cues``              the words beside a date that say how sure the event is
``moves``             an event that was moved from one date to another
``assembling``        the event of a draft: title, place, parties, source
``retelling``         what a document tells more than once
``document_period``   the period that the document is about
``draft_ids``         ids of drafts
``drafts``            the results: drafts and refusals
``reasons``           why a date became no draft
====================  =============================================================

What others do with the results:

====================  =============================================================
``matching``          the event of a chronology that a draft speaks of
``merging``           drafts and sources into the text of ``events.yaml``
``dialogue``          accept, edit or skip, one by one
``outcomes``          what comes of one document
``archive``           many documents, on several processes
``cluster``           the same on the machines of a Dask cluster
``json_lines``        what came of a document as a JSON line
``view``              the document as a page with everything marked
====================  =============================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from timeline import documents
from timeline.documents import Document
from timeline.events import Timeline
from timeline.extraction import run_on_lines, vocabulary
from timeline.extraction.assembling import Assembler
from timeline.extraction.block_dates import dates_in, overlooked
from timeline.extraction.block_drafts import BlockDrafter
from timeline.extraction.document_parties import both_parties, countries_in, full_title
from timeline.extraction.document_period import without_period
from timeline.extraction.draft_ids import with_ids
from timeline.extraction.drafter import Drafter
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.names import Names
from timeline.extraction.reasons import DATELINE, no_item
from timeline.extraction.retelling import merged, with_known_days
from timeline.extraction.unread import unread_language, unread_rest
from timeline.extraction.whereabouts import Whereabouts
from timeline.phrases import Mention

__all__ = ["Draft", "Extraction", "Refused", "extract", "from_document"]


class Extraction(Struct, frozen=True, kw_only=True):
    """What was read out of a document, each in the order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]


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
    is beyond `unread.MOST_NUMBERS` is refused. Of dates in a text that may be in several languages,
    those are kept on which the languages agree.
    """
    whole, beyond = document, unread_rest(document)
    if beyond is not None:
        kept = tuple(block for block in whole.paragraphs if block.end <= beyond.start)
        document = replace(document, paragraphs=kept)
    words = vocabulary.load(document.language)
    unread = unread_language(document.language)
    tags = ("und",) if unread else (document.language, *document.alternatives)
    document = run_on_lines.apart(document, words, tags[0])
    dates = dates_in(document, tags, words)
    names = Names(document.language, chronology)
    parties = both_parties(document, names, words)
    full = full_title(document, parties, words)
    document, whole = replace(document, title=full), replace(whole, title=full)
    whereabouts = Whereabouts(
        document.language, chronology, cache(lambda: countries_in(document.text, names))
    )
    drafter = Drafter(document, words, Assembler(document, chronology, parties, whereabouts))
    refused = [*dates.faults, *(no_item(one) for one in dates.every if not one.is_item)]
    drafts = _sifted(BlockDrafter(document, dates, drafter, words, names).told(), refused)
    drafts = _sifted(with_known_days(drafts), refused)
    drafts = _sifted(without_period(document, drafts), refused)
    drafts = _sifted(merged(drafts), refused)
    refused += [*overlooked(dates), *filter(None, (beyond, unread))]
    refused += [Refused(0, 0, "", one.fact, one.code, one.hint) for one in document.left_out]
    stamps = {_position(item) for item in refused if item.reason == DATELINE.text}
    return Extraction(
        document=whole,
        mentions=tuple(_as_judged(one, stamps) for one in dates.every if one.value is not None),
        drafts=with_ids(sorted(drafts, key=_position), chronology),
        refused=tuple(sorted(refused, key=_position)),
    )


def _sifted(told: Iterable[Draft | Refused], refused: list[Refused]) -> list[Draft]:
    """The drafts among what was *told*; the rest goes to what was *refused*."""
    items = list(told)
    refused += [item for item in items if isinstance(item, Refused)]
    return [item for item in items if isinstance(item, Draft)]


def _position(item: Draft | Refused) -> tuple[int, int]:
    return item.start, item.end


def _as_judged(mention: Mention, stamps: AbstractSet[tuple[int, int]]) -> Mention:
    """*mention*, no item if what stands around it showed that it dates the document."""
    is_stamp = (mention.start, mention.end) in stamps
    return replace(mention, kind="publication", is_item=False) if is_stamp else mention
