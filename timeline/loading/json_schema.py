"""The JSON Schema of ``events.yaml``."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, Final

import msgspec

from timeline.events import Chronology, Text


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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chronology of dated events",
        **_as_written(generated),
    }


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
