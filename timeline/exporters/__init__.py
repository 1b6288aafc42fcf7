"""Exports of a timeline as files; each format is one module.

The name of the module is the name of the format, with underscores for hyphens. The module is
imported only when its format is requested. It defines one function::

    def export(timeline: Timeline, context: Context) -> Iterator[Export]

which is pure: the same timeline and context give the same bytes. An `Export` holds its bytes in
pieces; one piece is enough: ``Export("dates.txt", [text.encode()], is_own)``. ``is_own``
recognises an earlier export by the beginning of the file, so that no other file is overwritten.

A module may also define ``OPTIONS``: the names of its options, each with the values that it takes.

`timeline.wording` has dates, titles and names in words; `timeline.papers` documents for people to
read; `timeline.columns` and `timeline.records` flat and plain data for programs.
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
"""The formats that are written by default."""


class Entries(Struct, frozen=True, kw_only=True):
    """The pieces of a calendar file, and the place of each event in it.

    The entries of the events follow one another from ``start``, in the order of the timeline;
    ``lengths`` are in octets, one for each event, 0 for an event that is not in the calendar.
    ``alone`` is the beginning of a file that holds the entries of a single event.
    """

    language: str
    calendar: Sequence[bytes]
    alone: str
    start: int
    lengths: tuple[int, ...]


class Context(Struct, frozen=True, kw_only=True):
    """The input of an exporter besides the timeline.

    ``languages`` are the languages to write, the default one first. ``previous`` returns the bytes
    of the last export with a given file name, or None without one. ``names`` lists the files in a
    folder below the export folder; "" is the export folder itself. ``now`` returns the time of this
    revision in UTC; it is None if there is no clock, and called only if an event changed and the
    data does not say when. ``entries`` returns the calendars with the place of each event in them.
    ``changes`` returns the change feed in a language, if the calendars are published. ``closes``
    says whether calendars that are no longer written cancel their events. ``options`` are the
    options of all exporters.
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

    ``is_own`` says whether a file of that name with a given beginning was written by this
    exporter, in this release or an earlier one; any other file is overwritten only with
    ``force``. ``pieces`` are its bytes in parts, and can be iterated again: a large file is made
    while it is written, and never held whole. ``entries`` gives the place of each event in a
    whole calendar.
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
    """What every module in this folder defines."""

    def export(self, timeline: Timeline, context: Context) -> Iterator[Export]: ...


@cache
def formats() -> tuple[str, ...]:
    """Names of the formats, in alphabetical order."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


def options() -> dict[str, str]:
    """The names of all exporters' options, each with the values that it takes."""
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
