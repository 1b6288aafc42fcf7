"""Our own JSON export, read back to the same chronology; `foreign` reads other JSON.

What the export adds is dropped again: derived fields, derived anniversaries, and the meaning of
dates beside their wording.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from timeline.errors import InputError, Place, Problem, is_legible, legible, printable
from timeline.events import Event
from timeline.exporters.json import VERSION
from timeline.importing import Found, foreign
from timeline.importing.declared_names import DeclaredNames
from timeline.nodes import DEEPEST, MappingNode, Node, SequenceNode, decode
from timeline.records import DERIVED_FIELDS


def read_export(
    content: bytes, file: str, names: DeclaredNames, timezone: str | None = None
) -> Found:
    """The whole document, including header and declarations.

    Raises:
        InputError: the file is not JSON, or not an export of a known version.
    """
    try:
        root = json.loads(decode(content, file))
    except json.JSONDecodeError as error:
        where = Place(file, error.lineno, error.colno)
        fact = f"the file is not JSON: {error.msg}"
        raise InputError([Problem(where, "", fact, "", "json-syntax")]) from None
    except (RecursionError, ValueError):
        fact = "the file is nested too deeply, or has a number that is too long"
        raise InputError([Problem(Place(file), "", fact, "", "json-syntax")]) from None
    if foreign.is_timelinejs(root):
        return foreign.read_foreign(root, file, names, timezone)
    is_own = isinstance(root, dict) and isinstance(root.get("events"), list) and "version" in root
    if not is_own:
        raise InputError([foreign.refusal(root, file)])
    if root.get("version") != VERSION:
        found = printable(repr(root.get("version")), 20)
        fact = f"version {found} of the export is not supported"
        hint = f"the supported version is {VERSION}"
        raise InputError([Problem(Place(file), "version", fact, hint, "export-version")])
    document = {name: value for name, value in root.items() if name != "version"}
    kept = [event for event in root["events"] if not _is_derived(event)]
    document["events"] = [_written(event) for event in kept]
    exported = {
        number: str(event["fingerprint"])
        for number, event in enumerate(kept)
        if isinstance(event, dict) and event.get("fingerprint")
    }
    node = _node(document, 0)
    assert isinstance(node, MappingNode)
    node.setdefault("events", SequenceNode())
    given = {str(event.get("id")) for event in document["events"] if isinstance(event, dict)}
    problems = list(_half_characters(document, file))
    return Found(node, problems, given=given, exported=exported)


def _half_characters(document: dict[str, Any], file: str) -> Iterator[Problem]:
    """A problem for each event or other section with a text that cannot be encoded in UTF-8."""
    parts = [(name, part) for name, part in document.items() if name != "events"]
    parts += [(f"events[{number}]", event) for number, event in enumerate(document["events"])]
    for path, part in parts:
        if not is_legible(json.dumps(part, ensure_ascii=False)):
            fact = "half of a character (a lone surrogate)"
            hint = "write the whole character in its place"
            yield Problem(Place(file), path, fact, hint, "text-surrogate")


def _is_derived(event: Any) -> bool:
    return isinstance(event, dict) and event.get("anniversary_of") is not None


_ADDED = frozenset(DERIVED_FIELDS) - frozenset(Event.__struct_fields__)


def _written(event: Any) -> Any:
    """*event* without the fields that the export derived."""
    if not isinstance(event, dict):
        return event
    return {name: value for name, value in event.items() if name not in _ADDED}


def _node(value: Any, depth: int) -> Node | None:
    """*value* as a node for the loader; None for null and empty values."""
    if depth > DEEPEST:
        return "…"
    match value:
        case None | False | []:
            return None
        case dict() if not value:
            return None
        case {"text": str(text), "edtf": str()}:
            return legible(text)
        case dict():
            mapping = MappingNode()
            for name, item in value.items():
                node = _node(item, depth + 1)
                if node is not None:
                    mapping.put(legible(name), node, 0)
            return mapping
        case list():
            sequence = SequenceNode()
            for item in value:
                node = _node(item, depth + 1)
                if node is not None:
                    sequence.put(node, 0)
            return sequence
        case True:
            return "true"
        case _:
            return legible(str(value))
