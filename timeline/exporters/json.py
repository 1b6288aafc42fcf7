"""JSON: the whole chronology in one file, for programs.

The file has the structure of ``events.yaml`` with every field present (null if it has no value,
texts always as objects by language tag), and `timeline import` reads it back as the same
chronology. In addition, every date has its meaning beside its ``text``, and every event has the
`timeline.records.DERIVED_FIELDS`, which include the date that is shown. Derived anniversaries are
events too; their ``anniversary_of`` is not null. Events are in the order of time.

``version`` is the version of this structure, which `schema` describes. Within a version, fields
may be added, but no field is removed or changes its meaning.
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
"""The beginning of an export, in every version of the structure."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The only file; it holds every language, and does not depend on *context*."""
    yield Export(f"{timeline.calendar.id}.json", _JsonPieces(timeline), _OWN.match)


class _JsonPieces(msgspec.Struct, frozen=True):
    """The file in pieces, since the records of all events take several times its memory."""

    timeline: Timeline

    def __iter__(self) -> Iterator[bytes]:
        timeline = self.timeline
        header = plain(msgspec.structs.replace(timeline.document, events=()))
        del header["events"]
        yield _indented({"version": VERSION, **header}).removesuffix(b"\n}")
        yield b',\n "events": ['
        between = b""
        for event in timeline.events:
            # No text in JSON contains a line break.
            record = _indented(event_record(event, timeline)).replace(b"\n", b"\n  ")
            yield between + b"\n  " + record
            between = b","
        yield b"\n ]\n}\n" if timeline.events else b"]\n}\n"


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


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
