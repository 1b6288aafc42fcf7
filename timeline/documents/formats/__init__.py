"""Formats of documents: one module each, whose name is that of the format.

A module offers what `Format` describes. The first bytes say which format a file has, and its name
only where these leave it open. What a module needs beside the core, an extra of the package, it
imports when it reads; without it, it refuses the file with the command that installs it.

To add a format, add a module.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from timeline.documents.content import Content

_LAST: Final = ("html", "txt")
"""Formats that take what no other one recognises: by the ending of the name, and all the rest."""


class Format(Protocol):
    """What a module of this folder offers; the first line of its docstring is what it reads."""

    SUFFIXES: tuple[str, ...]
    """Endings, in small letters, of the files in a folder that are documents of this format."""

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
    """The names of the formats, in alphabetical order; nothing is imported."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py")))


def listed() -> str:
    """The names of the formats, as people write them."""
    return ", ".join(map(str.upper, names()))


@cache
def named(name: str) -> Format:
    """The format of that name."""
    module: Format = import_module(f"{__name__}.{name}")
    return module


UNREAD: Final = frozenset(
    {".msg", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".epub", ".pages", ".wpd", ".xps"}
)
"""Endings of documents that no format reads: in a folder they are named, and not passed over."""


def suffixes() -> frozenset[str]:
    """The endings of files in a folder that are documents, of those that are not read too."""
    return UNREAD.union(*(named(name).SUFFIXES for name in names()))


def recognised(content: bytes, name: str) -> bool:
    """Whether the first bytes of a file say which format it has."""
    return any(named(one).recognises(content, name) for one in names() if one not in _LAST)


def read_content(content: bytes, name: str) -> Content:
    """The text of a file, read as what it is.

    Raises:
        InputError: it has none of the formats, or cannot be read as the one that it has.
    """
    for format_ in _in_order():
        if format_.recognises(content, name):
            return format_.read(content, name)
    raise AssertionError(_LAST)  # pragma: no cover - the last one takes every file


def _in_order() -> Iterator[Format]:
    """The formats in the order in which they are tried."""
    yield from (named(name) for name in names() if name not in _LAST)
    yield from map(named, _LAST)
