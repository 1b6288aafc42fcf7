"""JSON: the whole chronology for programs, in one file.

The file has the shape of ``events.yaml`` with nothing left out (null where there is nothing, texts
always as objects by language tag), and `timeline import` reads it back to the same chronology.
Besides, every date as somebody wrote it has its meaning beside its ``text``, and every event tells
`timeline.records.DERIVED_FIELDS`, the date that is shown among them. Derived anniversaries are
events too; their ``anniversary_of`` is not null. Events stand in the order of time.

``version`` is the version of this shape. Within a version fields may come, none goes or changes
its meaning; `schema` describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from timeline import edtf
from timeline.events import Chronology, Notation, Text, Timeline
from timeline.exporters import Context, Export
from timeline.records import DATE_FIELDS, DERIVED_FIELDS, event_record, plain

VERSION: Final = 1

_OWN: Final = re.compile(rb'\{\s*"version": ?\d+,\s*"calendar": ?\{\s*"id": ?"[^"]*",\s*"domain":')
"""How the export begins, in every version of its shape."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The one file; *context* changes nothing in it, for it holds every language."""
    header = plain(msgspec.structs.replace(timeline.document, events=()))
    del header["events"]
    events = [event_record(event, timeline) for event in timeline.events]
    content = {"version": VERSION, **header, "events": events}
    encoded = msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
    yield Export(f"{timeline.calendar.id}.json", [encoded], _OWN.match)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the export, generated from the model."""
    (reference,), structs = msgspec.json.schema_components(
        (Chronology,), schema_hook=_special_schema
    )
    structs["Chronology"]["properties"]["version"] = {"const": VERSION}
    structs["Event"]["properties"] |= _derived_schema()
    for struct in structs.values():
        if "properties" in struct:
            struct["required"] = sorted(struct["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chronology of dated events, as exported",
        **reference,
        "$defs": structs,
    }


_TEXT: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_DATE_TYPES: Final[dict[str, dict[str, Any]]] = {
    **dict.fromkeys(DATE_FIELDS, _MAYBE),
    "edtf": _TEXT,
    "precision": {"enum": [precision.value for precision in edtf.Precision]},
    "approximate": {"type": "boolean"},
    "uncertain": {"type": "boolean"},
}
_TYPES: Final[dict[str, dict[str, Any]]] = {
    **_DATE_TYPES,
    "conflicts": {"type": "array", "items": _TEXT},
    "anniversary_of": _MAYBE,
    "years": {"type": ["integer", "null"]},
    "fingerprint": _MAYBE,
}


def _derived_schema() -> dict[str, Any]:
    return {
        name: {**_TYPES[name], "description": meaning} for name, meaning in DERIVED_FIELDS.items()
    }


def _special_schema(type_: type) -> dict[str, Any]:
    if type_ is Text:
        return {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}
    if type_ is Notation:
        return _TEXT
    required = ["text", "edtf", "start", "end", "precision", "approximate", "uncertain"]
    return {"type": "object", "properties": {"text": _TEXT, **_DATE_TYPES}, "required": required}
