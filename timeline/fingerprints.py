"""The content of an event at export or import, as a short hash that reveals later edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from timeline.events import Event, Source, Text
from timeline.phrases import Reading

DIGITS: Final = 12
"""Hex digits of a fingerprint: one of a million others equals it once in 280 million times.
"""


def fingerprint(event: Event) -> str:
    """A hash of `DIGITS` digits of the fields that a table can have, except the status."""
    return of_lines([f"{name}={value!r}" for name, value in _said(event)])


def of_export(event: Event) -> str:
    """The same with the status: an export of ours has it, and it can be edited there."""
    return of_lines([fingerprint(event), event.status.value])


def of_source(source: Source) -> str:
    """A hash of `DIGITS` digits of all fields of a source."""
    fields = ((name, getattr(source, name)) for name in source.__struct_fields__)
    return of_lines(f"{name}={plain_value(value)!r}" for name, value in fields)


def plain_value(value: object) -> str | Mapping[str, str]:
    """A field of a source as it is written; "" if there is none."""
    if isinstance(value, Text):
        tags = dict(sorted(value.by_language.items()))
        return tags["und"] if tags.keys() == {"und"} else tags
    if isinstance(value, Reading):
        return value.text
    return "" if value is None else str(value)


def of_lines(lines: Iterable[str]) -> str:
    """A hash of `DIGITS` digits of these lines in this order."""
    return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:DIGITS]


def _said(event: Event) -> tuple[tuple[str, object], ...]:
    return (
        ("title", sorted(event.title.by_language.items())),
        ("when", str(event.when.value) if event.when else ""),
        ("kind", event.kind),
        ("place", event.place or ""),
        ("venue", _texts(event.venue)),
        ("timezone", event.timezone or ""),
        ("parties", event.parties),
        ("series", event.series or ""),
        ("description", _texts(event.description)),
    )


def _texts(text: Text | None) -> list[tuple[str, str]]:
    return sorted(text.by_language.items()) if text else []
