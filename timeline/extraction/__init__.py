"""Extract draft events from a document, and list the dates that were refused, with reasons.

Every dated expression of the document either becomes a draft or is listed with the reason why it
does not. Events that are announced without a date become drafts without one. All facts come from
the document; only the names of places and parties also come from the chronology.

The dates come first:

====================  =============================================================
``unread``            the parts that are not read: too much text, an unsupported language
``day_paragraphs``    diaries whose days are one paragraph each
``structure``         headings, lists and tables
``block_dates``       the dates of each block, by its structure and in its sentences
``same_days``         "on the same day", "at 11 a.m."
``leftovers``         text that looks like a date but was not read as one
====================  =============================================================

Then the words around them:

====================  =============================================================
``vocabulary``        the words that determine titles and kinds: one file a language
``names``             places, parties and countries in their inflected forms
``parties``           organisations that take part in events: their names and ids
``sentence_ends``     where a sentence ends
``sentence``          a sentence in tokens, with its dates, names, cues and nouns of events
``noun_phrases``      where the phrase around a noun begins and ends
``nominative``        the phrase in the nominative
``titles``            the noun phrase that names an event
``remarks``           where the name of an event ends on its line
``instruments``       treaties named once, with the dates of their signature and entry into force
``clauses``           the name of the event if there is no such phrase
``inversion``         sentences with the verb before its subject
``anniversaries``     the years of anniversaries, and of their original events
``whereabouts``       cities of the gazetteer where events take place
``document_parties``  the two parties of a bilateral document
====================  =============================================================

And the drafts:

====================  =============================================================
``block_drafts``      the drafts of each block
``no_events``         dates of papers that are cited, and of the document itself
``drafter``           which dates become drafts, and of which events
``nearest_nouns``     the event that a date belongs to
``cues``              the words near a date that show how certain the event is
``moves``             an event that was moved from one date to another
``assembling``        the event of a draft: title, place, parties, source
``repetitions``         events that a document mentions more than once
``document_period``   the period that the document is about
``stays``             the city of a visit, in which its hours are
``draft_ids``         ids of drafts
``drafts``            the results: drafts and refusals
``reasons``           why a date did not become a draft
====================  =============================================================

What others do with the results:

====================  =============================================================
``matching``          the event of a chronology that a draft is about
``merging``           add drafts and sources to the text of ``events.yaml``
``dialogue``          accept, edit or skip, one by one
``outcomes``          the result for one document
``archive``           many documents, on several processes
``cluster``           the same on the machines of a Dask cluster
``json_lines``        the result for a document as a JSON line
``view``              the document as a page with every date marked
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
from timeline.extraction import day_paragraphs, vocabulary
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
from timeline.extraction.repetitions import merged, with_known_days
from timeline.extraction.stays import with_stays
from timeline.extraction.unread import unread_language, unread_rest
from timeline.extraction.whereabouts import Whereabouts
from timeline.phrases import Mention

__all__ = ["Draft", "Extraction", "Refused", "extract", "from_document"]


class Extraction(Struct, frozen=True, kw_only=True):
    """The drafts and refusals of a document, each in the order of the text."""

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
    """The result of `from_document` for the document in a file.

    *language*, day (*on*) and *title* are detected where they are not given.

    Raises:
        InputError: the file cannot be read as any of the formats.
    """
    return from_document(
        documents.read_document(path, language=language, on=on, title=title), chronology
    )


def from_document(document: Document, chronology: Timeline | None = None) -> Extraction:
    """Drafts of the events in *document*, and the dates that were refused.

    The names of places, parties and series in *chronology* are recognised, and its ids are not
    used again. If the language is not supported, only dates in figures are read, and a refusal
    reports this. Text beyond `unread.MOST_NUMBERS` is refused. If a text may be in several
    languages, the dates on which they agree are kept.
    """
    whole, beyond = document, unread_rest(document)
    if beyond is not None:
        kept = tuple(block for block in whole.paragraphs if block.end <= beyond.start)
        document = replace(document, paragraphs=kept)
    words = vocabulary.load(document.language)
    unread = unread_language(document.language)
    tags = ("und",) if unread else (document.language, *document.alternatives)
    document = day_paragraphs.apart(document, words, tags[0])
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
    drafts = _sifted(BlockDrafter(document, dates, drafter, words, names).results(), refused)
    drafts = _sifted(with_known_days(drafts), refused)
    drafts = _sifted(without_period(document, drafts, dates.every), refused)
    drafts = list(with_stays(sorted(drafts, key=_position), document.language))
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


def _sifted(results: Iterable[Draft | Refused], refused: list[Refused]) -> list[Draft]:
    """The drafts in *results*; the refusals are added to *refused*."""
    items = list(results)
    refused += [item for item in items if isinstance(item, Refused)]
    return [item for item in items if isinstance(item, Draft)]


def _position(item: Draft | Refused) -> tuple[int, int]:
    return item.start, item.end


def _as_judged(mention: Mention, stamps: AbstractSet[tuple[int, int]]) -> Mention:
    """*mention*, which is not an item if the surrounding lines show that it dates the document."""
    is_stamp = (mention.start, mention.end) in stamps
    return replace(mention, kind="publication", is_item=False) if is_stamp else mention
