"""Replace or remove values of events in the text of ``events.yaml``.

Only the characters of the values change: comments, other quotes and the order of keys are kept.
The result is parsed again and must equal the old data with the new values.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml
from msgspec import Struct

from timeline import drafting, nodes
from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem, printable
from timeline.nodes import MappingNode

FieldValue = str | tuple[str, ...] | Mapping[str, str]
"""A text, a list, or a text in several languages."""


class Update(Struct, frozen=True):
    """A new value for a field of the event of that id, or inside of one.

    The latter has a path, as in ``title.en`` or ``sources.0.note``. A field whose value is None is
    removed.
    """

    event: str
    field: str
    value: FieldValue | None

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of the new value."""
        if isinstance(self.value, Mapping):
            return tuple(self.value.values())
        return (self.value,) if isinstance(self.value, str) else self.value or ()


def updated(content: bytes, name: str, changes: Sequence[Update]) -> bytes:
    """*content*, an ``events.yaml``, with *changes*; *name* is the file name for messages.

    Raises:
        InputError: the file has problems, or a value cannot be replaced in its place.
    """
    before, problems = nodes.parse(content, name)
    if problems:
        raise InputError(problems)
    text = content.decode("utf-8")
    places = dict(_events(text))
    edits: list[tuple[int, int, str]] = []
    seen: set[tuple[str, str]] = set()
    for change in changes:
        event = places.get(change.event)
        if (change.event, change.field) in seen:
            raise _refusal(name, change, "the files give it two different values", "file-changed")
        seen.add((change.event, change.field))
        if event is None:
            fact = f"there is no event {printable(change.event)!r} any more"
            raise _refusal(name, change, fact, "file-changed")
        parent, _, field = change.field.rpartition(".")
        inside = event.get(parent)
        if inside is None:
            raise _refusal(name, change, f"there is no mapping {parent!r} to edit", "file-layout")
        if change.value is None:
            edits.append(inside.removal(text, field))
        else:
            edits.append(inside.edit(text, field, change.value))
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
        value: Any = change.value
        if not isinstance(value, str | None):
            value = dict(value) if isinstance(value, Mapping) else list(value)
        *path, last = change.field.split(".")
        node = by_id[change.event]
        for part in path:
            node = node[part] if isinstance(node, dict) else node[int(part)]
        if value is None:
            node.pop(last, None)
        else:
            node[last] = value
    return after


class _MappingText(Struct):
    """The place of a mapping in the text: its values and keys, and where new ones are added."""

    column: int
    is_flow: bool
    after: int
    values: dict[str, tuple[int, int]]
    keys: dict[str, int]

    def edit(self, text: str, name: str, value: FieldValue) -> tuple[int, int, str]:
        """Start and end of the text to be replaced, and its replacement."""
        new = drafting.inline(value)
        if name in self.values:
            return *self.values[name], new
        if self.is_flow:
            return self.after, self.after, f", {name}: {new}"
        line_end = "\r\n" if "\r\n" in text else "\n"
        end = text.find("\n", self.after)
        end = len(text) if end < 0 else end - (text[end - 1] == "\r")
        return end, end, f"{line_end}{' ' * self.column}{name}: {new}"

    def removal(self, text: str, name: str) -> tuple[int, int, str]:
        """The edit that removes the field's line, except for a comment in it."""
        if name not in self.values:
            return self.after, self.after, ""
        start, end = self.keys[name], self.values[name][1]
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


def _events(text: str) -> Iterator[tuple[str, dict[str, _MappingText]]]:
    """The id of each event, and the mappings in it by their paths; its own has none."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for event in _values(_fields(root).get("events")):
        identity = _fields(event).get("id")
        if isinstance(identity, yaml.ScalarNode):
            found = dict(_mappings(event, "", text))
            found[""].after = found[""].values["id"][1]
            yield identity.value, found


def _mappings(node: Any, path: str, text: str) -> Iterator[tuple[str, _MappingText]]:
    """The mapping *node* at *path* and those inside of it, or those in a list."""
    fields = _fields(node)
    if fields:
        values = {name: _span(value, text) for name, value in fields.items()}
        keys = {
            key.value: key.start_mark.index
            for key, _ in node.value
            if isinstance(key, yaml.ScalarNode)
        }
        column = node.value[0][0].start_mark.column
        after = max(end for _, end in values.values())
        yield path, _MappingText(column, bool(node.flow_style), after, values, keys)
    inner = fields.items() if fields else ((str(n), item) for n, item in enumerate(_values(node)))
    for name, value in inner:
        if isinstance(value, yaml.CollectionNode):
            yield from _mappings(value, f"{path}.{name}" if path else name, text)


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
