"""Extractions as plain data: one JSON object a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from timeline import edtf
from timeline.extraction import Extraction
from timeline.extraction.drafts import Draft
from timeline.extraction.matching import Match
from timeline.extraction.outcomes import Outcome
from timeline.phrases import Mention
from timeline.records import Record, date_record, plain


def outcome_record(outcome: Outcome) -> Record:
    """The outcome for a file that could be read."""
    assert outcome.extraction is not None
    return extraction_record(outcome.extraction, outcome.matches)


def extraction_record(
    extraction: Extraction, matches: Sequence[Match | None] | None = None
) -> Record:
    """The extraction from a document; *matches* are those of its drafts, in their order."""
    document = extraction.document
    found = matches or [None] * len(extraction.drafts)
    return {
        "file": document.name,
        "sha256": document.sha256 or None,
        "title": document.title,
        "language": document.language,
        "alternatives": list(document.alternatives),
        "date": document.date.isoformat() if document.date else None,
        "dated_by": document.dated_by or None,
        "mentions": [mention_record(mention) for mention in extraction.mentions],
        "drafts": [
            draft_record(draft, match)
            for draft, match in zip(extraction.drafts, found, strict=True)
        ],
        "refused": [
            {
                "start_char": item.start,
                "end_char": item.end,
                "text": item.text,
                "reason": item.reason,
                "code": item.code,
                "hint": item.hint or None,
            }
            for item in extraction.refused
        ],
    }


def mention_record(mention: Mention) -> Record:
    """A dated expression: its position, its value, and the rule."""
    return {
        "start_char": mention.start,
        "end_char": mention.end,
        "text": mention.text,
        **date_record(mention.value or edtf.UNKNOWN, mention.zone),
        "kind": mention.kind,
        "is_item": mention.is_item,
        "inferred": mention.inferred,
        "year_from": mention.year_from or None,
        "anniversary": mention.number,
        "rule": mention.rule,
    }


def draft_record(draft: Draft, match: Match | None = None) -> Record:
    """A draft: the event, its wording and source, and the event that it matches."""
    event, source = draft.event, draft.event.sources[0]
    record: dict[str, Any] = {
        "start_char": draft.start,
        "end_char": draft.end,
        "id": event.id,
        "titles": plain(event.title),
        "when": event.when.text if event.when else None,
        **date_record(event.date, _zone(draft)),
        "kind": event.kind,
        "status": event.status.value,
        "intended_status": draft.intended.value,
        "place": (event.place if draft.place is None else None) or draft.where or None,
        "location": {"id": event.place, **plain(draft.place)} if draft.place else None,
        "venue": plain(event.venue),
        "parties": list(event.parties),
        "series": event.series,
        "anniversary": plain(event.anniversary),
        "previously": str(event.previously.value) if event.previously else None,
        "document": source.document,
        "paragraph": source.paragraph,
        "quote": source.quote,
        "rule": draft.rule,
        "inferred": draft.inferred,
        "match": None,
    }
    if match:
        record["match"] = {
            "event": match.event,
            "reasons": list(match.reasons),
            "contradicts": match.contradicts,
            "is_known": match.is_known,
            "is_dismissed": match.is_dismissed,
        }
    return record


def _zone(draft: Draft) -> str | None:
    """The zone of the hours of a draft: its wording's, or its place's."""
    own = draft.event.when.zone if draft.event.when else None
    return own or (draft.place.timezone if draft.place else None)
