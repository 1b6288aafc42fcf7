"""Recognise that publishing again would change nothing, without making the site.

A run that changed no file and did not use the time of the revision depends only on what it read:
the program, the chronology and its logo, the options, and the folders of the exports and the site.
It leaves a record of their hashes in the user's cache. A later run that finds the same hashes
returns the recorded result. Times and sizes of files are not considered. Without a record, all
files are made, and those that differ are written: a lost or unwritable cache only costs time.
"""

from __future__ import annotations

import os
import re
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from timeline import logos
from timeline.errors import OutputError
from timeline.events import Timeline
from timeline.publishing.sites import Published
from timeline.writing import locked, write

DISTRIBUTION: Final = "diplomatic-timeline"

MOST: Final = 20
"""Maximum records that are kept; the oldest are removed."""

LogoFile: TypeAlias = tuple[str, str]
"""The folder of a chronology, and its logo there, as written in the header."""


class _PublicationRecord(Struct, frozen=True):
    """What a run read and wrote, as hashes, and its result; ``chapters`` as in `remember`."""

    read: str
    left: str
    logos: tuple[LogoFile, ...]
    chapters: tuple[str, ...]
    published: Published


class Repetition:
    """A publication with these arguments, which may repeat an earlier one.

    *chronology* is a file, or the folder of several. The files that a run reads are hashed as this
    is made, and again at the end of the run, so that a change in between is noticed.
    """

    def __init__(
        self,
        chronology: Path,
        out: Path,
        exports: Path,
        *,
        with_pages: bool,
        options: Mapping[str, str] | None,
    ) -> None:
        self._chronology = chronology
        self._folders = exports, out
        self._options = dict(options or {})
        self._arguments = repr((chronology, exports, out, with_pages, self._options))
        self._read = self._inputs()

    def recalled(self) -> Published | None:
        """The result of this publication, if it would change nothing; None if it is not known.

        Raises:
            OutputError: another process held the lock of a folder for too long.
        """
        try:
            record = msgspec.json.decode(
                self._path().read_bytes(),
                type=_PublicationRecord,
                dec_hook=lambda type_, text: type_(text),
            )
            shown = [logos.data_address(logo, Path(folder)) for folder, logo in record.logos]
            exist = all(folder.is_dir() for folder in self._folders)
            if not exist or record.read != _hash([self._read, *shown]):
                return None
            exports, out = self._folders
            with locked(out), locked(exports):
                is_same = record.left == self._left(record.chapters)
        except OutputError:
            raise
        except _UNKNOWN:
            return None
        return record.published if is_same else None

    def remember(
        self, published: Published, shown: Mapping[LogoFile, str], chapters: Sequence[str] = ("",)
    ) -> None:
        """Records a run that did not use the clock, if it changed nothing.

        *shown* are the logos that the run has read, and *chapters* the folders of chronologies. The
        folders of the exports and the site must still be locked.
        """
        files = (*published.built.files, *published.files)
        if not self._read or published.removed or any(file.changed for file in files):
            return
        try:
            left = self._left(chapters)
            if self._read == self._inputs():
                read = _hash([self._read, *shown.values()])
                self._save(_PublicationRecord(read, left, tuple(shown), tuple(chapters), published))
        except _UNKNOWN:
            return

    def _save(self, record: _PublicationRecord) -> None:
        path = self._path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent):
            write(path.parent, [(path.name, [msgspec.json.encode(record, enc_hook=str)])])
            records = sorted(path.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for old in records[:-MOST]:
                old.unlink(missing_ok=True)

    def _path(self) -> Path:
        """The file with the record of this publication, started in this folder."""
        home = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
        folder = Path(home) if home else Path.home() / ".cache"
        name = _hash([repr(Path.cwd()), self._arguments])[:32]
        return folder / DISTRIBUTION / "published" / f"{name}.json"

    def _inputs(self) -> str:
        """A hash of the program and of the files that the arguments name; "" if it is unknown.

        Logos are named by chronologies only, so they are not part of it. A pipe has no hash: it can
        be read only once.
        """
        files = [self._chronology]
        if self._chronology.is_dir():
            files = [path for end in ("yaml", "yml") for path in self._chronology.glob(f"*.{end}")]
        try:
            if not all(path.is_file() for path in files):
                return ""
            files += (Path(value) for value in self._options.values() if Path(value).is_file())
            contents = (f"{str(path)!r} {_of_file(path)}" for path in sorted(files))
            return _hash([*_program(), *_time_zones(), *contents])
        except _UNKNOWN:
            return ""

    def _left(self, chapters: Iterable[str]) -> str:
        """A hash of the exports and the site: the names of all files, and their contents.

        *chapters* are the folders of chronologies there, each with events in a folder of its own.
        """
        return _hash(
            part
            for root in self._folders
            for chapter in chapters
            for folder in (root / chapter, root / chapter / "events")
            for part in _of_folder(folder)
        )


_UNKNOWN: Final = (
    OSError,  # a file cannot be read or written: so is OutputError
    ValueError,  # the record or a logo is damaged
    RuntimeError,  # the user has no home
    metadata.PackageNotFoundError,  # the program is not installed
)
"""What makes it unknown whether anything would change; a run without a record reports it."""


def logo_of(chronology: Path, timeline: Timeline) -> dict[LogoFile, str]:
    """The logo of *timeline*, from the file *chronology*, as a data URL; empty without one."""
    named = timeline.calendar.logo
    return {(str(chronology.parent), named): timeline.logo} if named and timeline.logo else {}


class WatchedClock:
    """The clock of a run, which records whether the run used it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.was_used = False

    def __call__(self) -> datetime:
        """The time."""
        self.was_used = True
        return self._now()


# -- hashes ----------------------------------------------------------------------------------------


def _program() -> Iterator[str]:
    """The files of this package, and the versions of Python and of the packages that it needs."""
    package = Path(__file__).parent.parent
    for folder, inner, _ in os.walk(package):
        inner[:] = sorted(name for name in inner if name != _COMPILED)
        yield from _of_folder(Path(folder))
    yield sys.version
    for requirement in metadata.requires(DISTRIBUTION) or ():
        if "extra ==" not in requirement:
            name = re.match(r"[\w.-]+", requirement)
            yield f"{name and name[0]} {name and metadata.version(name[0])}"


def _time_zones() -> Iterator[str]:
    """The release of the time zones of the system; those of the package have its version.

    Raises:
        OSError: a folder of time zones does not say which release it has.
    """
    for folder in map(Path, zoneinfo.TZPATH):
        if folder.is_dir():
            marks = [folder / name for name in ("tzdata.zi", "+VERSION", "version")]
            yield f"{folder} {_of_file(next((mark for mark in marks if mark.is_file()), folder))}"


def _of_folder(folder: Path) -> Iterator[str]:
    """Each name in *folder*, with the hash of the content if it is a file; no compiled code."""
    if not folder.is_dir():
        yield "no folder"
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name != _COMPILED:
                yield f"{entry.name!r} {_of_file(entry.path) if entry.is_file() else 'no file'}"


def _of_file(path: str | Path) -> str:
    """The hash of the content of a file, which is read in pieces."""
    found = blake2b()
    # Not with `open`, which asks for the status and the position of each of 10,000 pages.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while piece := os.read(descriptor, _PIECE):
            found.update(piece)
    finally:
        os.close(descriptor)
    return found.hexdigest()


_PIECE: Final = 1 << 18

_COMPILED: Final = "__pycache__"
"""A folder that Python makes when the program runs for the first time."""


def _hash(parts: Iterable[str]) -> str:
    """One hash of all *parts*, none of which has a line break."""
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
