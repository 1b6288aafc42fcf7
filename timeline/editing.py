"""The file of a chronology: begun with an example, and added to without losing a byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

from timeline import drafting, loading, nodes
from timeline.errors import OutputError
from timeline.nodes import Node
from timeline.writing import locked, write


def initialise(directory: Path) -> tuple[Path, ...]:
    """Writes a small working chronology and its schema into *directory*; gives their paths.

    Raises:
        OutputError: one of them is there already, or cannot be written.
    """
    example = files("timeline").joinpath("example.yaml").read_bytes()
    schema = json.dumps(loading.schema(), ensure_ascii=False, indent=2) + "\n"
    contents = {"events.yaml": example, "events.schema.json": schema.encode()}
    for name in contents:
        if os.path.lexists(directory / name):  # a link that leads nowhere, too
            raise OutputError(f"{directory / name} is there already")
    parts = ((name, [content]) for name, content in contents.items())
    absent = dict.fromkeys(contents)
    return tuple(written.path for written in write(directory, parts, before=absent))


def add(events: Path, drafts: Mapping[str, Node]) -> None:
    """Adds the sections of *drafts* to a chronology, whose other bytes stay as they are.

    Raises:
        InputError: they cannot be added, or the whole would have problems; nothing was changed.
        OutputError: the file could not be written.
    """
    amend(events, lambda content: drafting.added(content, str(events), drafts))


def amend(events: Path, change: Callable[[bytes], bytes]) -> None:
    """Writes what *change* makes of the bytes of a chronology, if that is a chronology too.

    Raises:
        InputError: *change* refuses, or what it makes has problems; the file is as it was.
        OutputError: the file could not be written, or was saved by somebody else meanwhile.
    """
    before = nodes.read(events)
    after = change(before)
    loading.loads(after, str(events))
    # A link stays a link: what it points to is the file.
    path = events.resolve()
    with locked(path.parent):
        write(path.parent, [(path.name, [after])], before={path.name: before})
