"""YAML as text with positions: every scalar is kept as written, and every node has its place.

Only the structure of YAML 1.1 is used, not its types: ``NO``, ``10:30``, ``2024-11`` and ``017``
remain these texts, and the model decides what a field means. An empty plain scalar, ``~`` and
``null`` are "nothing": the key is treated as absent.

These are refused, each with its place: duplicate keys, anchors and aliases (an alias can make a
small file huge, and hides from the reader where a value comes from), tags, merge keys, a second
document, and anything that exceeds the limits below.
"""

from __future__ import annotations

import codecs
import os
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from timeline import inputs
from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem, printable

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Maximum size of a file in bytes: about 250,000 events of 2 kB."""

LONGEST_TEXT: Final = 100_000
"""Maximum length of a single value in characters; descriptions of events are far shorter."""

DEEPEST: Final = 20
"""Maximum levels of nesting; the model has seven."""

MOST_PROBLEMS: Final = 10_000
"""The maximum number of reported problems: without it, they would take 100 times the size."""

MOST_ITEMS: Final = 100_000
BYTES_PER_ITEM: Final = 60
"""Maximum number of items of nested lists and mappings in a file: `MOST_ITEMS`, and one more for
every `BYTES_PER_ITEM` of its size. An item takes far more memory than "- a" in the file."""

_TOO_DEEP: Final = f"nested deeper than {DEEPEST} levels", "check for a bracket that is not closed"

_SHORT: Final = 12
"""Values up to this length in characters are stored only once: names, but not texts."""

_NOTHING: Final = frozenset(("", "~", "null", "Null", "NULL"))

Mark: TypeAlias = int
"""Line and column, both from 0, as ``line << 32 | column``: one integer per value."""


class MappingNode(dict[str, "Node"]):
    """A mapping; ``keys_at`` and ``values_at`` return the marks of its keys and values.

    They are computed on demand, which is rare: ``places`` has the line and the column of each
    key and of its value, four numbers in the order of the keys. ``empty`` has the marks of keys
    whose value is nothing, which are not keys of the mapping.
    """

    __slots__ = ("empty", "places")

    def __init__(self) -> None:
        super().__init__()
        self.places = array("I")
        self.empty: dict[str, Mark] | None = None

    @property
    def keys_at(self) -> dict[str, Mark]:
        """The marks of the keys, with the empty ones after the others."""
        return dict(zip(self, self._marks(0), strict=False)) | (self.empty or {})

    @property
    def values_at(self) -> dict[str, Mark]:
        """The marks of the values."""
        return dict(zip(self, self._marks(2), strict=False))

    def _marks(self, first: int) -> Iterable[Mark]:
        return map(mark_at, self.places[first::4], self.places[first + 1 :: 4])

    def put(self, key: str, value: Node, mark: Mark) -> None:
        """Adds a new *key* whose value is at *mark*."""
        assert key not in self
        self[key] = value
        self.places.extend((line_of(mark), column_of(mark)) * 2)


class SequenceNode(list["Node"]):
    """A sequence; ``places`` has the line and the column of each item."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places = array("I")

    def item_at(self, index: int) -> Mark:
        """The mark of the item at *index*; a negative index counts from the end."""
        return mark_at(self.places[2 * index], self.places[2 * index + 1])

    def put(self, item: Node, mark: Mark) -> None:
        """Adds an item at *mark*."""
        self.append(item)
        self.places.extend((line_of(mark), column_of(mark)))


Node: TypeAlias = "str | MappingNode | SequenceNode"


def mapping(mark: Mark, **values: Node) -> MappingNode:
    """A mapping of *values* that are all at *mark*."""
    node = MappingNode()
    for key, value in values.items():
        node.put(key, value, mark)
    return node


def mark_at(line: int, column: int) -> Mark:
    """The mark of a position; *line* and *column* count from 0."""
    return line << 32 | column


def line_of(mark: Mark) -> int:
    """The line of *mark*, from 0."""
    return mark >> 32


def column_of(mark: Mark) -> int:
    """The column of *mark*, from 0."""
    return mark & 0xFFFF_FFFF


Step: TypeAlias = str | int
"""A key of a mapping, or an index of a sequence."""


def path_text(path: Iterable[Step]) -> str:
    """A path as shown to users: ``events[3].when``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{printable(step, 40)}"
    return text.removeprefix(".").rstrip(".")


class Locator:
    """Finds the places of paths in a parsed file."""

    def __init__(self, file: str, root: Node | None = None) -> None:
        self._file = file
        self._root = root

    def __call__(self, *path: Step) -> Place:
        """The place of the value at *path*, or of its nearest part that the file has."""
        return self._find(path, of_key=False)

    def key(self, *path: Step) -> Place:
        """The place of the key that *path* ends with."""
        return self._find(path, of_key=True)

    def _find(self, path: tuple[Step, ...], of_key: bool) -> Place:
        if self._root is None:
            return Place(self._file)
        node: Node | None = self._root
        mark = 0
        for number, step in enumerate(path, 1):
            if isinstance(node, MappingNode) and step in (keys_at := node.keys_at):
                mark = keys_at[str(step)]
                if not (of_key and number == len(path)):
                    mark = node.values_at.get(str(step), mark)
                node = node.get(str(step))
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node):
                mark = node.item_at(step)
                node = node[step]
            else:
                break
        return place(self._file, mark)


def place(file: str, mark: Mark) -> Place:
    """The place of *mark* in *file*; places count from 1."""
    return Place(file, line_of(mark) + 1, column_of(mark) + 1)


def read_bytes(path: Path, most: int | None = None, hint: str = "check the path") -> bytes:
    """The bytes of the file; *hint* says what to do if it does not exist.

    Raises:
        InputError: it cannot be read, is larger than *most* (default: `LARGEST_FILE`), was changed
            meanwhile, is a device, or is a pipe without a writer.
    """
    name = str(path)
    if most is None:
        most = LARGEST_FILE
    try:
        content, *statuses = inputs.read_bounded(path, most + 1)
    except FileNotFoundError:
        _fail(Place(name), "there is no such file", hint, code="file-missing")
    except (OSError, ValueError) as error:
        fact = getattr(error, "strerror", None) or str(error)
        _fail(Place(name), fact, "check the path and the permissions", code="file-unreadable")
    if len(content) > most:
        _fail(
            Place(name),
            "the file is too large",
            f"at most {most:,} bytes are read",
            code="file-too-large",
        )
    # Half of an old text and half of a new one together may be valid YAML.
    before, after = map(_version, statuses)
    if before != after:
        _fail(
            Place(name),
            "the file was changed while it was read",
            "run the command again",
            code="file-changed",
        )
    return content


def version(path: Path) -> tuple[int, int] | None:
    """The file's size and time, which change when it is saved; None if it is not a file."""
    try:
        return _version(path.stat())
    except (OSError, ValueError):
        return None


def _version(status: os.stat_result) -> tuple[int, int] | None:
    return (status.st_size, status.st_mtime_ns) if S_ISREG(status.st_mode) else None


def parse(content: bytes | str, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node (None if there is none), and the problems that do not hide others.

    Raises:
        InputError: the text is not UTF-8 or not YAML, so that the rest cannot be checked. The part
            after the first document, or after nesting that is too deep, is not read, and its
            problems are not reported.
    """
    if isinstance(content, str):
        content = content.removeprefix("\ufeff")
    else:
        content = content.removeprefix(codecs.BOM_UTF8)
        _refuse_utf_16(content, file)
    try:
        return _Builder(content, file).document()
    except yaml.YAMLError as error:
        # The parser refuses text that is not UTF-8, too; decoding finds the position.
        text = content if isinstance(content, str) else decode(content, file)
        _fail_for(error, text, file)
    except UnicodeEncodeError:
        _fail(
            Place(file), "half of a surrogate pair is not a character", "remove it", "yaml-syntax"
        )


def _fail_for(error: yaml.YAMLError, text: str, file: str) -> NoReturn:
    """Raises an error that users can act on, for an *error* of the parser in *text*."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        where = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        found = text[mark.index : mark.index + 1] if mark else ""
        if mark and found in _OPENING and _open_brackets(text[: mark.index]) > DEEPEST:
            # libyaml has its own limit, which it reaches while it looks ahead.
            _fail(where, *_TOO_DEEP, code="yaml-too-deep")
        _fail(where, *_syntax(found), code="yaml-syntax")
    if isinstance(error, yaml.reader.ReaderError):
        character = error.character if isinstance(error.character, int) else ord(error.character)
        index = text.find(chr(character))
        where = _place_of_index(file, text, index) if index >= 0 else Place(file)
        _fail(
            where,
            f"the character U+{character:04X} is not allowed",
            "remove it",
            code="file-character",
        )
    _fail(Place(file), "the file is not YAML", "", code="yaml-syntax")


_OPENING: Final = ("[", "{")


def _open_brackets(text: str) -> int:
    """The number of brackets open at the end of *text*; those in quotation marks count too."""
    return sum(map(text.count, "[{")) - sum(map(text.count, "]}"))


def decode(content: bytes, file: str) -> str:
    """Decodes *content*, which must be UTF-8, without a byte order mark."""
    _refuse_utf_16(content, file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Neither the position nor the error's own text includes a byte order mark.
        before = error.object[: error.start].decode()
        where = _place_of_index(file, before, len(before))
        byte = error.object[error.start]
        _fail(
            where,
            f"the byte 0x{byte:02x} is not UTF-8",
            "save the file as UTF-8",
            code="file-encoding",
        )


def _refuse_utf_16(content: bytes, file: str) -> None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _fail(Place(file), "the text is UTF-16", "save it as UTF-8", code="file-encoding")


def _place_of_index(file: str, text: str, index: int) -> Place:
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - line_start + 1)


def _fail(where: Place, fact: str, hint: str, code: CodeName) -> NoReturn:
    raise InputError([Problem(where, "", fact, hint, code, (0, 1))])


_SYNTAX: Final = (
    ("", "the file ends before a value does",
     "close quotation marks and brackets, and end each key with ':'"),
    ("\t", "a tab is used for indentation", "indent with spaces"),
    (":", "a second ': ' in one line", "put text that contains ': ' in quotation marks"),
    ("\\", "an unknown escape in a text", "write two backslashes, or use single quotation marks"),
    ("]}", "a closing bracket without an opening one",
     "check the brackets, and put text that contains brackets in quotation marks"),
    ("@`%", "a value cannot begin with this character", "put the text in quotation marks"),
)  # fmt: skip
"""What is wrong where the parser stops, by the character there; the first row is the file's end.

The messages of the parsers change with their releases, and differ between libyaml and PyYAML.
"""


def _syntax(found: str) -> tuple[str, str]:
    """Fact and hint for a file in which the parser stops before the character *found*."""
    for characters, fact, hint in _SYNTAX:
        if found == characters or (found and found in characters):
            return fact, hint
    fact = "this line does not fit the lines above it"
    return fact, "check its indentation, and that its key ends with ':'"


class _Builder:
    """Builds nodes directly from the parser's events."""

    def __init__(self, content: bytes | str, file: str) -> None:
        # The C parser is about fifteen times as fast; both produce the same events and marks.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(content)
        self._next = loader.get_event
        self._file = file
        self._problems: list[Problem] = []
        self._path: list[Step] = []
        # The first of several equal texts: keys and names are repeated in every event.
        known: dict[str, str] = {}
        self._known: Callable[[str, str], str] = known.setdefault
        self._most = MOST_ITEMS + len(content) // BYTES_PER_ITEM
        self._left = self._most

    def document(self) -> tuple[Node | None, list[Problem]]:
        self._next()  # the start of the stream
        if isinstance(self._next(), StreamEndEvent):
            return None, self._problems
        root = self._node(self._next())
        self._next()  # the end of the document
        event = self._next()
        if not isinstance(event, StreamEndEvent):
            self._report(
                event,
                "a second document in the file",
                "remove the line '---'",
                code="yaml-documents",
            )
        return root, self._problems

    def _node(self, event: Event) -> Node | None:
        if isinstance(event, ScalarEvent):
            return self._text(event)
        if isinstance(event, AliasEvent):
            self._report(
                event,
                "an alias",
                "write the value in full; aliases are not supported",
                code="yaml-feature",
            )
            return None
        if len(self._path) >= DEEPEST:
            self._report(event, *_TOO_DEEP, code="yaml-too-deep")
            raise InputError(self._problems)
        assert isinstance(event, CollectionStartEvent)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        return self._sequence() if isinstance(event, SequenceStartEvent) else self._mapping()

    def _refuse_more(self, event: Event) -> NoReturn:
        fact = f"the file has more than {self._most:,} items of lists and mappings"
        self._report(event, fact, "split the file", code="items-too-many")
        raise InputError(self._problems)

    def _text(self, event: ScalarEvent) -> str | None:
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        if len(value) > LONGEST_TEXT:
            hint = f"at most {LONGEST_TEXT:,} are read"
            self._report(event, f"a text of {len(value):,} characters", hint, code="text-too-long")
            return None
        if len(value) > _SHORT:
            return value
        return None if value in _NOTHING and not event.style else self._known(value, value)

    def _sequence(self) -> SequenceNode:
        items = SequenceNode()
        path = self._path
        path.append(0)
        mark: Any  # the parser always sets it
        while type(event := self._next()) is not SequenceEndEvent:
            item = self._node(event)
            if len(items) >= self._left:
                self._refuse_more(event)
            # "Nothing" is left out of the list, so list indices differ from those in the file.
            if item is not None:
                items.append(item)
                mark = event.start_mark
                items.places.append(mark.line)
                items.places.append(mark.column)
                path[-1] = len(items)
        self._left -= len(items)
        path.pop()
        return items

    def _mapping(self) -> MappingNode:
        """Reads a mapping; nearly everything in a file is texts in mappings."""
        # Long: it runs for each text of a file, so it avoids function calls.
        mapping = MappingNode()
        keep = mapping.places.append
        empty: dict[str, Mark] = {}
        path = self._path
        path.append("")
        following = self._next
        known = self._known
        mark: Any  # the parser always sets it
        while type(key := following()) is not MappingEndEvent:
            if type(key) is not ScalarEvent:
                path[-1] = ""
                self._report(
                    key, "a key that is not text", "write keys as plain words", code="yaml-key"
                )
                self._node(key)
                self._node(following())
                continue
            name = path[-1] = known(key.value, key.value)
            if key.anchor is not None or key.tag is not None:
                self._refuse_extras(key)
            event = following()
            if type(event) is ScalarEvent:
                value: Node | None = self._text(event)
            else:
                self._left -= 1
                value = self._node(event)
            if name in mapping or name in empty:
                first = place(self._file, (mapping.keys_at | empty)[name])
                hint = f"it is also in line {first.line}; keep one"
                self._report(
                    key, f"the key {printable(name)!r} twice", hint, code="yaml-duplicate-key"
                )
            elif name == "<<":
                self._report(key, "a merge key", "write the values in full", code="yaml-feature")
            elif value is None:
                empty[name] = _mark(key)
            else:
                mapping[name] = value
                if len(mapping) > self._left:
                    self._refuse_more(key)
                mark = key.start_mark
                keep(mark.line)
                keep(mark.column)
                mark = event.start_mark
                keep(mark.line)
                keep(mark.column)
        mapping.empty = empty or None
        path.pop()
        return mapping

    def _refuse_extras(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._report(
                event, f"an anchor, &{printable(event.anchor)}", "remove it", code="yaml-feature"
            )
        if event.tag is not None:
            self._report(
                event,
                f"a tag, {printable(event.tag)}",
                "remove it; text needs no tag",
                code="yaml-feature",
            )

    def _report(self, event: Event, fact: str, hint: str, code: CodeName) -> None:
        where = place(self._file, _mark(event))
        self._problems.append(Problem(where, path_text(self._path), fact, hint, code))
        if len(self._problems) >= MOST_PROBLEMS:
            raise InputError([*self._problems, more_problems(self._file)])


def more_problems(file: str) -> Problem:
    """The problem that says there are more than `MOST_PROBLEMS`."""
    fact = f"there are {MOST_PROBLEMS:,} problems or more; the others are not reported"
    return Problem(Place(file), "", fact, "correct these first", "problems-too-many")


def _mark(event: Event) -> Mark:
    mark = event.start_mark
    assert mark is not None  # the parser always sets it
    return mark_at(mark.line, mark.column)
