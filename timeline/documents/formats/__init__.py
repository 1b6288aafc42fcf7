"""Formats of documents, one module each, named after the format.

A module defines what `Format` describes. The format of a file is detected by its first bytes, and
by its name only if these are not enough. A module imports the libraries of an extra only when it
reads a file; if they are missing, it refuses the file and prints the command that installs them.

To add a format, add a module. `timeline.documents.content` has what it needs: `Block` and
`assemble` for the paragraphs, `Content` for the result, `refuse` for a file that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from timeline.documents.content import Content

_LAST: Final = ("html", "txt")
"""Formats that are tried last: one detects files by the ending of the name, one accepts all."""


class Format(Protocol):
    """What a module in this folder defines; the first line of its docstring says what it reads."""

    SUFFIXES: tuple[str, ...]
    """Endings, in small letters, of the files of this format in a folder."""

    def recognises(self, content: bytes, name: str) -> bool:
        """Whether a file has this format."""
        ...

    def read(self, content: bytes, name: str) -> Content:
        """The text of a file, in paragraphs.

        Raises:
            InputError: the file is damaged, encrypted or too large, or a library is missing.
        """
        ...


def names() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order, without importing them."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py")))


def listed() -> str:
    """The names of the formats in a list, for messages."""
    return ", ".join(map(str.upper, names()))


@cache
def named(name: str) -> Format:
    """The format with that name."""
    module: Format = import_module(f"{__name__}.{name}")
    return module


UNREAD: Final = frozenset(
    {".msg", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".epub", ".pages", ".wpd", ".xps"}
)
"""Endings of documents that no format reads: in a folder they are reported, not skipped."""


def suffixes() -> frozenset[str]:
    """The endings of documents in a folder, including those that no format reads."""
    return UNREAD.union(*(named(name).SUFFIXES for name in names()))


def recognised(content: bytes, name: str) -> bool:
    """Whether the first bytes of a file say which format it has."""
    return any(named(one).recognises(content, name) for one in names() if one not in _LAST)


def read_content(content: bytes, name: str) -> Content:
    """The text of a file, read in the format that it has.

    Raises:
        InputError: it has none of the formats, or cannot be read in the one that it has.
    """
    for format_ in _in_order():
        if format_.recognises(content, name):
            return format_.read(content, name)
    raise AssertionError(_LAST)  # pragma: no cover - the last one takes every file


def _in_order() -> Iterator[Format]:
    """The formats in the order in which they are tried."""
    yield from (named(name) for name in names() if name not in _LAST)
    yield from map(named, _LAST)
