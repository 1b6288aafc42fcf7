"""Drafts as YAML, in the style of a handwritten ``events.yaml``, and added to such a file.

New items go to the end of their section, with the indentation of the section; every other byte of
the file is kept: comments, quotes, blank lines, the order of keys, line ends. Before the result is
returned, it is parsed to check that the old content still has the same meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

import yaml

from timeline import nodes
from timeline.errors import JSON_ESCAPES, InputError, Place, Problem
from timeline.events import is_device
from timeline.nodes import MappingNode, Node, SequenceNode, column_of, line_of

SECTIONS: Final = ("places", "parties", "series", "kinds", "events")
"""The sections that can be added to, in the order of a new file."""


def document(root: Mapping[str, Node]) -> str:
    """The YAML of a whole chronology; parsing it returns *root*.

    >>> from timeline.nodes import parse
    >>> root, _ = parse("{events: [{id: a, title: 'Visit: first', when: 2024-11}]}", "")
    >>> print(document(root), end="")
    events:
      - id: a
        title: 'Visit: first'
        when: 2024-11
    """
    sections = [_section(name, node) for name, node in root.items() if node or name == "events"]
    return "\n".join(sections)


def _section(name: str, node: Node) -> str:
    if isinstance(node, SequenceNode) and node:
        return f"{name}:\n" + "\n".join(_indented(_dump([item]), 2) for item in node)
    return _dump({name: node})


def _dump(value: object) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 20, indent=2
    )
    # Texts with these characters are in double quotes, where PyYAML keeps them unchanged.
    return text.translate(_BEYOND_ASCII)


class _Dumper(yaml.SafeDumper):
    """Block style, lists of words in brackets, quotes only where our reader requires them."""

    # Only "nothing" (null) would be read as something other than its text.
    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_BEYOND_ASCII: Final = {code: escape for code, escape in JSON_ESCAPES.items() if code >= 0x7F}

_ESCAPED: Final = frozenset("\r" + "".join(map(chr, _BEYOND_ASCII)))
"""Characters that are written as escapes, in double quotes.

A YAML reader may replace one kind of line break with another, and characters that change the
direction of text mislead people.
"""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if not _ESCAPED.isdisjoint(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    is_short = all(isinstance(item, str) and len(item) < 20 for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


def _represent_mapping(dumper: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items())


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(SequenceNode, _represent_list)
_Dumper.add_representer(dict, _represent_mapping)
_Dumper.add_representer(MappingNode, _represent_mapping)


class _Inline(_Dumper):
    """Everything on one line."""


def _represent_line(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if "\n" in text or not _ESCAPED.isdisjoint(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _represent_row(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Inline.add_representer(str, _represent_line)
_Inline.add_representer(list, _represent_row)


def inline(value: str | tuple[str, ...] | Mapping[str, str]) -> str:
    """*value* as YAML on one line; a tuple becomes a list in brackets, a mapping one in braces.

    >>> inline("Visit: first"), inline(("KZ", "RS")), inline("2026-05-01"), inline("a, b")
    ("'Visit: first'", '[KZ, RS]', '2026-05-01', "'a, b'")
    """
    row: list[Any] = [value]
    if not isinstance(value, str):
        row = [dict(value) if isinstance(value, Mapping) else list(value)]
    text: str = yaml.dump(row, Dumper=_Inline, allow_unicode=True, width=1 << 20, sort_keys=False)
    return text.strip()[1:-1]


def _indented(text: str, width: int) -> str:
    margin = " " * width
    return "".join(margin + line if line.strip() else line for line in text.splitlines(True))


# -- ids -----------------------------------------------------------------------------------------


class Ids:
    """The ids in use, regardless of case; the names of Windows devices are always in use."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}
        self._counted: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._taken or is_device(name)

    def take(self, name: str) -> None:
        """Marks *name* as in use."""
        self._taken.add(name.casefold())

    def release(self, name: str) -> None:
        """Marks *name* as free."""
        self._taken.discard(name.casefold())

    def free(self, *wishes: str, stem: str = "event") -> str:
        """The first free one of *wishes*, now in use; if none is free, the last one with a number.

        Empty wishes are ignored; if all are empty, *stem* is numbered.

        >>> ids = Ids(["Visit"])
        >>> ids.free("visit"), ids.free("visit", "visit-2026"), ids.free(""), ids.free("nul")
        ('visit-2', 'visit-2026', 'event-1', 'nul-2')
        """
        name = next((wish for wish in wishes if wish and wish not in self), "")
        if not name:
            last = next((wish for wish in reversed(wishes) if wish), "")
            first = self._counted.get(last or stem, 2 if last else 1)
            # Counting continues from the last number: a long table may contain only visits.
            number = next(n for n in count(first) if f"{last or stem}-{n}" not in self)
            self._counted[last or stem] = number + 1
            name = f"{last or stem}-{number}"
        self.take(name)
        return name


# -- adding to a file ----------------------------------------------------------------------------


def added(content: bytes, name: str, root: Mapping[str, Node]) -> bytes:
    """*content*, a file in the format of ``events.yaml``, with the sections of *root* added.

    Raises:
        InputError: the file has another format, or a section is written in brackets.
    """
    text = nodes.decode(content, name)
    mark = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    before, _ = nodes.parse(text, name)
    if before is not None and not isinstance(before, MappingNode):
        raise _refusal(name, "the file has no sections", "it begins with 'events:'")
    for section in SECTIONS:
        if root.get(section):
            text = _with(text, name, section, root[section], end)
    after, problems = nodes.parse(text, name)
    if problems or not _grew(before or MappingNode(), after, root):
        hint = "add them by hand: 'timeline import' prints them without --into"
        raise _refusal(name, "they can't be added without changing what is there", hint)
    return (mark + text).encode()


def _with(text: str, name: str, section: str, node: Node, end: str) -> str:
    root, _ = nodes.parse(text, name)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    if not isinstance(root, MappingNode) or section not in root.keys_at:
        new = _section(section, node)
        gap = [end] if lines and lines[-1].strip() else []
        return "".join([*lines, *gap, new.replace("\n", end)])
    present = root.get(section)
    here = line_of(root.keys_at[section])
    if not present and (match := _EMPTY.fullmatch(lines[here])):
        lines[here] = f"{match['key']}{match['rest']}"
        present = None
    margin = _margin(lines, section, present)
    if margin is None:
        fact = f"{section!r} is written in brackets"
        where = nodes.place(name, root.keys_at[section])
        hint = "write each item on its own line"
        raise InputError([Problem(where, "", fact, hint, "file-layout")])
    following = [line for mark in root.keys_at.values() if (line := line_of(mark)) > here]
    position = min(following, default=len(lines))
    # Blank lines and comments without indentation belong to what follows.
    while position > here + 1 and _is_between(lines[position - 1], margin):
        position -= 1
    if isinstance(node, SequenceNode):
        items = [_dump([item]) for item in node]
        loose = len(present or ()) < 2 or any(not line.strip() for line in lines[here:position])
        gap_line = "\n" if loose else ""
        new = "".join(gap_line + _indented(item, margin) for item in items)
        new = new if present else new.removeprefix("\n")
    else:
        assert isinstance(node, MappingNode)
        new = _indented(_dump(dict(node)), margin)
    lines.insert(position, new.replace("\n", end))
    return "".join(lines)


_EMPTY: Final = re.compile(
    r"""(?P<key>["']?\w+["']?\s*:)\s*(?:\[\s*\]|\{\s*\})(?P<rest>\s*(?:#.*)?)""", re.DOTALL
)
"""An empty section in brackets."""


def _margin(lines: list[str], section: str, present: Node | None) -> int | None:
    """The indentation of the items of the section; None if they are in brackets."""
    if isinstance(present, SequenceNode) and present:
        number = line_of(present.item_at(0))
        line = lines[number]
        if line.lstrip(" ").startswith("- "):
            return len(line) - len(line.lstrip(" "))
        # There may be a comment between the dash and the item.
        if not line.strip().startswith(("[", "{")) and f"{section}:" not in line:
            for earlier in reversed(lines[:number]):
                if earlier.lstrip(" ").startswith("-"):
                    return len(earlier) - len(earlier.lstrip(" "))
    elif isinstance(present, MappingNode) and present:
        mark = min(present.keys_at.values())
        number, column = line_of(mark), column_of(mark)
        if not lines[number][:column].strip():
            return column
    elif present is None:
        return 2
    return None


def _is_between(line: str, margin: int) -> bool:
    words = line.lstrip(" ")
    if not words.strip():
        return True
    return words.startswith("#") and len(line) - len(words) < max(margin, 1)


def _grew(before: MappingNode, after: Node | None, root: Mapping[str, Node]) -> bool:
    """Whether *after* is *before* with all of *root* added at the ends of its sections."""
    if not isinstance(after, MappingNode):
        return False
    wanted: dict[str, Any] = dict(before)
    for section, node in root.items():
        if isinstance(node, SequenceNode):
            wanted[section] = [*wanted.get(section, ()), *node]
        elif isinstance(node, MappingNode) and node:
            wanted[section] = {**wanted.get(section, {}), **node}
    return wanted == after


def _refusal(name: str, fact: str, hint: str) -> InputError:
    return InputError([Problem(Place(name), "", fact, hint, "file-layout")])
