"""From a timeline to files: every format in every language, all of them or none.

All exports are made before the first is written; each goes into a temporary file beside its
place, and they are moved there when all of them are whole. What fails on the way leaves the
previous exports; what is killed leaves each file old or new, never in part, and the next build
completes the set and sweeps away temporary files. Builds into one folder wait for each other.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from timeline import drafting, exporters, loading, nodes
from timeline.errors import InputError, OutputError, Place, Problem, UnknownName
from timeline.events import Timeline
from timeline.exporters import Context, Export, Omission
from timeline.nodes import Node

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from timeline.exporters.ics.comparison import Change

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a build: where it is, its size in bytes, and whether it is another than before."""

    path: Path
    size: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a build wrote, what it left out, and what else there is to say."""

    files: tuple[Written, ...]
    omissions: tuple[Omission, ...]
    notes: tuple[str, ...]


def clock() -> datetime:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def build(
    events: Timeline | str | Path,
    out: str | Path = "exports",
    *,
    formats: Iterable[str] | None = None,
    languages: Iterable[str] | None = None,
    now: Callable[[], datetime] = clock,
    options: Mapping[str, str] | None = None,
) -> Report:
    """Writes the exports of a timeline, or of the file it is in, to the folder *out*.

    *formats* and *languages* are those to write; by default the calendars and the page, in all
    languages. *now* tells the time of the revision, in UTC, and is asked only when an event changed
    and does not say when.

    Raises:
        InputError: the file has problems.
        UnknownName: a format or an option that no exporter has, or a language that the header
            does not list.
        OptionError: a value that an option cannot have.
        OutputError: a file could not be written.
    """
    source = None if isinstance(events, Timeline) else Path(events)
    content = nodes.read(source) if source else b""
    timeline = events if isinstance(events, Timeline) else loading.loads(content, str(source))
    folder = Path(out)
    chosen = _chosen("language", languages, timeline.languages)
    context = Context(
        languages=chosen,
        previous=lambda name: _bytes_of(folder / name),
        now=cache(now),  # asked once: a calendar and the page's entries of it have one stamp
        options=_known_options(options),
    )
    context = replace(context, entries=lambda: _entries(timeline, context))
    if formats is None:
        formats = exporters.default_formats()
    formats = _chosen("format", formats, exporters.formats())
    # From reading the previous exports, the ledger, to writing the new ones nobody else may.
    with _locked(folder):
        exports = [
            export
            for name in formats
            for export in exporters.exporter(name).export(timeline, context)
        ]
        if source and source.is_file() and nodes.read(source) != content:
            # It may have been read while somebody saved it: half of it would remove events.
            place, hint = Place(str(source)), "build again; the exports are as they were"
            raise InputError([Problem(place, "", "the file was changed meanwhile", hint)])
        written = write(folder, exports)
    return Report(
        written,
        _unique(omission for export in exports for omission in export.omissions),
        _unique(note for export in exports for note in export.notes),
    )


def compare(
    events: Timeline | str | Path,
    published: str | Path = "exports",
    *,
    languages: Iterable[str] | None = None,
    options: Mapping[str, str] | None = None,
) -> dict[str, tuple[Change, ...]]:
    """What subscribers would see change if *events* were built now, by name of the calendar file.

    *published* is the folder of the exports, or one calendar file that somebody downloaded; it
    stands for the calendar of the one language chosen, or of the default language.

    Raises:
        InputError: the file of events has problems, or there is no published calendar.
        UnknownName: a language that the header does not list.
    """
    from timeline.exporters.ics.comparison import differences

    timeline = events if isinstance(events, Timeline) else loading.load(events)
    place = Path(published)
    chosen = _chosen("language", languages, timeline.languages)
    if not place.is_dir():
        chosen = chosen[:1]
    context = Context(
        languages=chosen,
        previous=lambda name: _bytes_of(place / name if place.is_dir() else place),
        now=clock,
        options=dict(options or {}) | {"feeds": ""},
    )
    found = {}
    for export in exporters.exporter("ics").export(timeline, context):
        before = context.previous(export.name)
        if before is None:
            where = Place(str(place / export.name if place.is_dir() else place))
            hint = "run 'timeline build' once, or name the file with --published"
            raise InputError([Problem(where, "", "there is no published calendar", hint)])
        found[export.name] = differences(before, export.content)
    return found


def _entries(timeline: Timeline, context: Context) -> exporters.Entries:
    """The calendar file of every single event, as the calendar exporter makes them."""
    single = replace(context, options={**context.options, "feeds": "event"}, entries=None)
    found = {}
    for export in exporters.exporter("ics").export(timeline, single):
        name = export.name.removeprefix("events/").removesuffix(".ics")
        if name != export.name.removesuffix(".ics"):
            event_id, language = name.rsplit(".", 1)
            found[language, event_id] = export.content.decode()
    return found


def _known_options(options: Mapping[str, str] | None) -> dict[str, str]:
    if options:
        _chosen("option", options, tuple(exporters.options()))
    return dict(options or {})


def _chosen(kind: str, wanted: Iterable[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if wanted is None:
        return known
    wanted = tuple(dict.fromkeys(wanted))
    for name in wanted:
        if name not in known:
            raise UnknownName(kind, name, known)
    return wanted


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error


def initialise(directory: Path) -> tuple[Path, ...]:
    """Writes a small working chronology and its schema into *directory*; gives their paths.

    Raises:
        OutputError: one of them is there already, or cannot be written.
    """
    example = files("timeline").joinpath("example.yaml").read_bytes()
    schema = json.dumps(loading.schema(), ensure_ascii=False, indent=2) + "\n"
    exports = (Export("events.yaml", example), Export("events.schema.json", schema.encode()))
    for export in exports:
        if (directory / export.name).exists():
            raise OutputError(f"{directory / export.name} is there already")
    return tuple(written.path for written in write(directory, exports))


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
        OutputError: the file could not be written.
    """
    before = nodes.read(events)
    after = change(before)
    loading.loads(after, str(events))
    # A link stays a link: what it points to is the file.
    path = events.resolve()
    with _locked(path.parent):
        if nodes.read(path) != before:
            raise OutputError(f"{events} was changed by somebody else meanwhile; nothing was added")
        write(path.parent, [Export(path.name, after)])


def write(folder: Path, exports: Collection[Export]) -> tuple[Written, ...]:
    """Writes all *exports* into *folder*, or none of them; a file that is the same is left alone.

    Raises:
        OutputError: a file could not be written; those that stood there are as they were.
    """
    pending: list[tuple[Path, Path]] = []
    written = []
    try:
        _sweep({(folder / export.name).parent for export in exports})
        for export in exports:
            path = folder / export.name
            changed = _bytes_of(path) != export.content
            written.append(Written(path, len(export.content), changed))
            if changed:
                pending.append((_temporary(path, export.content), path))
        while pending:
            temporary, path = pending[0]
            temporary.replace(path)
            pending.pop(0)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(f"{error.filename or folder} cannot be written: {reason}") from error
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
    return tuple(written)


LONGEST_WAIT: Final = 60.0
"""Seconds that a build waits for another one in the same folder: a large one takes half of it."""


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds *folder*, made if need be, against other builds.

    The folder itself is locked, so that no file is left behind, and a killed process holds
    nothing. Windows has no such lock, nor have some network drives; there, two builds at once
    still leave whole files, each of one of them.

    Raises:
        OutputError: another build kept the folder for longer than `LONGEST_WAIT`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{folder} cannot be made: {reason}") from error
    if sys.platform == "win32":
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OutputError(f"{folder} cannot be read: {error.strerror}") from error
    try:
        _wait_for(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, folder: Path) -> None:
    if sys.platform == "win32":
        return
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise OutputError(f"another build has been writing to {folder} for long") from None
            time.sleep(0.05)
        except OSError:
            return  # a drive without locks
        else:
            return


_LEFT_BEHIND: Final = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


def _sweep(folders: Iterable[Path]) -> None:
    """Removes temporary files that a killed build left in *folders*."""
    for folder in folders:
        if folder.is_dir():
            for path in folder.glob(".*.part"):
                if _LEFT_BEHIND.fullmatch(path.name):
                    path.unlink(missing_ok=True)


def _temporary(path: Path, content: bytes) -> Path:
    """A new file beside *path* that holds *content*, flushed to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
