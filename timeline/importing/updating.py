"""Replace or remove values of events in the text of ``events.yaml``.

Only the characters of the values change: comments, other quotes and the order of keys are kept.
The result is parsed again and must equal the old data with the new values.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml
from msgspec import Struct

from timeline import drafting, nodes
from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem, printable
from timeline.nodes import MappingNode

FieldValue = str | tuple[str, ...]


class Update(Struct, frozen=True):
    """A new value for a field of the event with that id, or for the note of one of its sources.

    The field of a note is written as ``sources.0.note``. A field whose value is None is removed.
    """

    event: str
    field: str
    value: FieldValue | None

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of the new value."""
        return (self.value,) if isinstance(self.value, str) else self.value or ()


def updated(content: bytes, name: str, changes: Sequence[Update]) -> bytes:
    """*content*, an ``events.yaml``, with *changes*; *name* stands for the file.

    Raises:
        InputError: the file has problems, or a value cannot be replaced in its place.
    """
    before, problems = nodes.parse(content, name)
    if problems:
        raise InputError(problems)
    text = content.decode("utf-8")
    places = dict(_events(text))
    edits: list[tuple[int, int, str]] = []
    for change in changes:
        event = places.get(change.event)
        if event is None:
            fact = f"there is no event {printable(change.event)!r} any more"
            raise _refusal(name, change, fact, "file-changed")
        edit = event.edit if change.value is not None else event.removal
        edits.append(edit(text, change))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    after, problems = nodes.parse(text, name)
    if problems or after != _expected(before, changes):
        raise _refusal(name, changes[0], "the layout of the file is not understood", "file-layout")
    return text.encode()


def _refusal(name: str, change: Update, fact: str, code: CodeName) -> InputError:
    hint = (
        f"remove the field {change.field!r} by hand"
        if change.value is None
        else f"write it by hand: {change.field}: {drafting.inline(change.value)}"
    )
    path = f"{change.event}.{change.field}"
    return InputError([Problem(Place(name), path, fact, hint, code)])


def _expected(before: Any, changes: Iterable[Update]) -> Any:
    after: dict[str, Any] = copy.deepcopy(dict(before)) if isinstance(before, MappingNode) else {}
    by_id = {str(event.get("id")): event for event in after.get("events", ())}
    for change in changes:
        value = list(change.value) if isinstance(change.value, tuple) else change.value
        path = change.field.split(".")
        node = by_id[change.event]
        if len(path) == 3:
            node = node[path[0]][int(path[1])]
        if value is None:
            node.pop(path[-1], None)
        else:
            node[path[-1]] = value
    return after


class _EventText(Struct):
    """The place of an event in the text: its fields, and where new ones are added."""

    column: int
    is_flow: bool
    after: int
    fields: dict[str, tuple[int, int]]
    keys: dict[str, int]

    def edit(self, text: str, change: Update) -> tuple[int, int, str]:
        """Start and end of the text to be replaced, and its replacement."""
        assert change.value is not None
        new = drafting.inline(change.value)
        if change.field in self.fields:
            return *self.fields[change.field], new
        if self.is_flow:
            return self.after, self.after, f", {change.field}: {new}"
        line_end = "\r\n" if "\r\n" in text else "\n"
        end = text.find("\n", self.after)
        end = len(text) if end < 0 else end - (text[end - 1] == "\r")
        return end, end, f"{line_end}{' ' * self.column}{change.field}: {new}"

    def removal(self, text: str, change: Update) -> tuple[int, int, str]:
        """The edit that removes the field's line, except for a comment in it."""
        if change.field not in self.fields:
            return self.after, self.after, ""
        start, end = self.keys[change.field], self.fields[change.field][1]
        if self.is_flow:
            before = text[:start].rstrip()
            if before.endswith(","):
                return len(before) - 1, end, ""
            gap = len(text[end:]) - len(text[end:].lstrip(", "))
            return start, end + gap, ""
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        rest = text[end : None if stop < 0 else stop].strip()
        if rest or text[line:start].strip():
            return start, end, ""
        return line, len(text) if stop < 0 else stop + 1, ""


def _events(text: str) -> Iterator[tuple[str, _EventText]]:
    """The id and the text of each event."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for event in _values(_fields(root).get("events")):
        fields = _fields(event)
        identity = fields.get("id")
        if isinstance(identity, yaml.ScalarNode):
            spans = {name: _span(value, text) for name, value in fields.items()}
            for number, source in enumerate(_values(fields.get("sources"))):
                if note := _fields(source).get("note"):
                    spans[f"sources.{number}.note"] = _span(note, text)
            first = event.value[0][0].start_mark
            keys = {
                key.value: key.start_mark.index
                for key, _ in event.value
                if isinstance(key, yaml.ScalarNode)
            }
            yield (
                identity.value,
                _EventText(first.column, bool(event.flow_style), spans["id"][1], spans, keys),
            )


def _fields(node: Any) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _values(node: Any) -> list[Any]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _span(node: Any, text: str) -> tuple[int, int]:
    """The half-open range of the characters of a value.

    A collection or a text of several lines ends with its last value or word; the YAML parser
    gives the beginning of the next token instead.
    """
    start, last = node.start_mark.index, node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        item = last.value[-1]
        last = item[1] if isinstance(item, tuple) else item
    end = last.end_mark.index
    return start, start + len(text[start:end].rstrip())
