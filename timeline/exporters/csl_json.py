"""CSL-JSON: the documents that sources cite, for Zotero, pandoc and citation processors.

The items follow the schema of CSL 1.0.2. The events that cite a document, and in which paragraph,
are in ``custom``, since a place in a document belongs to a citation. A date is in ``date-parts``
if these can express all of it, otherwise in EDTF, as ``raw``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from timeline import edtf
from timeline.events import Timeline
from timeline.exporters import Context, Export
from timeline.papers.works import OF_CITATION, Citation, Work, works
from timeline.records import plain

_OWN: Final = re.compile(
    rb'\[\s*(?:\]|\{\s*"id": ?"[^"]*",\s*"citation-key": ?"[^"]*",\s*"type": ?"[^"]*")'
)
"""How the export begins: an empty list, or the first keys of an item."""

CslItem = dict[str, Any]


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The only file; it does not depend on *context*."""
    items = [_item(work) for work in works(timeline.events)]
    content = msgspec.json.format(msgspec.json.encode(items), indent=1) + b"\n"
    yield Export(f"{timeline.calendar.id}.csl.json", [content], _OWN.match)


def _item(work: Work) -> CslItem:
    source = work.source
    item: CslItem = {
        "id": work.key,
        "citation-key": work.key,
        "type": "webpage" if source.url else "document",
        "title": source.document,
        "publisher": source.publisher,
        "issued": _date(source.published) if source.published else None,
        "accessed": _date(edtf.parse(source.accessed.isoformat())) if source.accessed else None,
        "URL": source.url,
        "language": source.language,
        "custom": {"cited-by": [_citation(citation) for citation in work.citations]},
    }
    return {name: value for name, value in item.items() if value is not None}


def _citation(citation: Citation) -> CslItem:
    said = {field: plain(getattr(citation.source, field)) for field in OF_CITATION}
    return {
        "event": citation.event.id,
        **{field: value for field, value in said.items() if value is not None},
    }


_SEASONS: Final = {
    edtf.Grouping.SPRING: 1,
    edtf.Grouping.SUMMER: 2,
    edtf.Grouping.AUTUMN: 3,
    edtf.Grouping.WINTER: 4,
}


def _date(value: edtf.Value) -> CslItem:
    """*value* as a date of CSL-JSON."""
    parts = _parts(value)
    if parts is None:
        return {"raw": str(value)}
    date: CslItem = {"date-parts": parts}
    if isinstance(value, edtf.SubYear):
        date["season"] = _SEASONS[value.grouping]
    if value.approximate:
        date["circa"] = True
    return date


def _parts(value: edtf.Value) -> list[list[int]] | None:
    """Year, month and day of the date, or of both ends; None if they cannot express it exactly."""
    if value.uncertain:
        return None
    match value:
        case edtf.Date(year_unspecified=0) if edtf.XX not in (value.month, value.day):
            return [
                [part for part in (value.year, value.month, value.day) if isinstance(part, int)]
            ]
        case edtf.SubYear() if value.grouping in _SEASONS:
            return [[value.year]]
        case edtf.Interval(start=edtf.Date() as start, end=edtf.Date() as end):
            if start.approximate or end.approximate:
                return None
            first, last = _parts(start), _parts(end)
            return [*first, *last] if first and last else None
    return None
