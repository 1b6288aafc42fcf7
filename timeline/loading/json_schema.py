"""The JSON Schemas of ``events.yaml``, and of ``site.yaml`` for a site of several chronologies."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, Final

import msgspec

from timeline.events import Calendar, Chronology, Text
from timeline.events.header import SITE_FIELDS


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``events.yaml``, for editors; generated from the model.

    It describes the names and types of fields; it does not cover what only `check` can detect,
    such as an impossible date.
    """
    generated = msgspec.json.schema(Chronology, schema_hook=_special_schema)
    rule = generated["$defs"]["Anniversary"]
    generated["$defs"]["Anniversary"] = {
        "title": "Anniversary",
        "anyOf": [{"type": "string", "pattern": f"^(?:{_SCHEMA_EVERY})$"}, rule],
    }
    return {"$schema": _DRAFT, "title": "A chronology of dated events", **_as_written(generated)}


def site_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``site.yaml``: a header with fewer fields, and a list of ids."""
    generated = msgspec.json.schema(Calendar, schema_hook=_special_schema)
    header = generated["$defs"]["Calendar"]
    fields = {name: header["properties"][name] for name in SITE_FIELDS}
    header = {
        **header,
        "description": "The header of the site.",
        "properties": fields,
        "required": ["domain", "url"],
    }
    combined = {
        "type": "array",
        "items": {key: value for key, value in fields["id"].items() if key in ("type", "pattern")},
        "description": "Ids of the chronologies in the calendar of the site; all by default.",
    }
    names = {name: each for name, each in generated["$defs"].items() if _refers(fields, name)}
    return {
        "$schema": _DRAFT,
        "title": "A site of several chronologies",
        "type": "object",
        "properties": {"calendar": _as_written(header), "combined": _as_written(combined)},
        "required": ["calendar"],
        "additionalProperties": False,
        "$defs": _as_written(names),
    }


def _refers(schema: object, name: str) -> bool:
    """Whether *schema* refers to the definition *name*."""
    if isinstance(schema, dict):
        return schema.get("$ref") == f"#/$defs/{name}" or _refers(list(schema.values()), name)
    return isinstance(schema, list) and any(_refers(each, name) for each in schema)


_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


_SCHEMA_EVERY: Final = "yearly|every year|every [0-9]+ years"


def _special_schema(type_: type) -> dict[str, Any]:
    if type_ is Text:
        texts = {"type": "string", "minLength": 1}
        return {
            "anyOf": [texts, {"type": "object", "additionalProperties": texts, "minProperties": 1}]
        }
    # YAML editors treat a bare year as a number.
    return {"type": ["string", "integer"]}


def _as_written(schema: Any) -> Any:
    """*schema* as editors need it: YAML reads an unquoted day or paragraph as another type."""
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: _as_written(value) for key, value in schema.items() if key != "default"}
    if isinstance(description := changed.get("description"), str):
        # Releases of msgspec differ in the white space of docstrings: 0.22 indents, 0.23 does not.
        changed["description"] = cleandoc(description)
    if changed.get("type") == "string" and "enum" not in changed and "pattern" not in changed:
        changed["type"] = ["string", "integer", "number"]
    return changed
