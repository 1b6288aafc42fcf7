"""Exports: a timeline goes in, files come out. One module a format.

A format is a module of this folder, and its name is the format's name, with hyphens for
underscores; it is imported only when it is asked for. It offers one function::

    def export(timeline: Timeline, context: Context) -> Iterator[Export]

which is pure: the same timeline and context give the same bytes. An `Export` has its bytes in
pieces, and a list of one will do: ``Export("dates.txt", [text.encode()], is_own)``. ``is_own``
recognises an earlier export by how its file begins, so that no other file is overwritten.

A module may also have ``OPTIONS``, the names of its options with what belongs there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, Protocol

from msgspec import Struct

from timeline.changes import ChangeFeed
from timeline.errors import UnknownName
from timeline.events import Timeline
from timeline.overwriting import IsOwn

BY_DEFAULT: Final = ("html", "ics")
"""The formats that are made when none is named."""


class Entries(Struct, frozen=True, kw_only=True):
    """The pieces of a calendar file, and where in it each event stands.

    The entries of the events follow one another from ``start``, in the order of the timeline;
    ``lengths`` are octets, one number for each event, 0 where it is not in the calendar.
    ``alone`` is how a file begins that holds the entries of one event only.
    """

    language: str
    calendar: Sequence[bytes]
    alone: str
    start: int
    lengths: tuple[int, ...]


class Context(Struct, frozen=True, kw_only=True):
    """What an exporter may know besides the timeline.

    ``languages`` are those to write, the default one first; ``previous`` gives the bytes of
    the file of that name as it was exported last, None if there is none; ``names`` lists the
    files in a folder of the export folder, which is itself called ""; ``now`` is the time of
    this revision in UTC, None until somebody gives one; it is asked for only when an event
    changed and the data does not tell when. ``entries`` gives the calendars with the place of each
    event in them; ``changes`` gives the change feed in a language, if the calendars are published;
    ``closes`` says that calendars which are no longer written take leave of their subscribers;
    ``options`` are the exporters' own.
    """

    languages: tuple[str, ...]
    previous: Callable[[str], bytes | None] = lambda name: None
    names: Callable[[str], Iterable[str]] = lambda folder: ()
    now: Callable[[], datetime] | None = None
    entries: Callable[[], Iterable[Entries]] | None = None
    changes: Callable[[str], ChangeFeed | None] | None = None
    closes: bool = False
    options: Mapping[str, str] = {}


class Omission(Struct, frozen=True):
    """An event that an export leaves out, and why."""

    event: str
    reason: str


class Export(Struct, frozen=True):
    """A file to be written: its name in the export folder, its bytes, what it leaves out.

    ``is_own`` says whether a file at that name, which begins so, was written by this exporter, in
    this release or an earlier one; any other file is overwritten only with ``force``. ``pieces``
    are its bytes one part after the other, and can be gone through again: a large file is made
    while it is written, and never held whole. ``entries``, of a whole calendar, tell where in it
    each event stands.
    """

    name: str
    pieces: Iterable[bytes]
    is_own: IsOwn
    omissions: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()
    entries: Entries | None = None

    @property
    def content(self) -> bytes:
        """All of its bytes."""
        return b"".join(self.pieces)


class Exporter(Protocol):
    """What every module of this folder offers."""

    def export(self, timeline: Timeline, context: Context) -> Iterator[Export]: ...


@cache
def formats() -> tuple[str, ...]:
    """Names of the formats, in alphabetical order."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


def options() -> dict[str, str]:
    """The names of all exporters' options, and what belongs there."""
    return {
        name: values
        for format_name in formats()
        for name, values in getattr(exporter(format_name), "OPTIONS", {}).items()
    }


def exporter(name: str) -> Exporter:
    """The exporter of that format.

    Raises:
        UnknownName: there is no such format.
    """
    if name not in formats():
        raise UnknownName("format", name, formats())
    module: Exporter = import_module(f"{__name__}.{name.replace('-', '_')}")
    return module
