"""Files written whole: all of a set or none, and never two writers at once.

Each file goes into a temporary one beside its place, and they are moved there when all of them
are whole. What fails on the way leaves the files that stood there; what is killed leaves each
file old or new, never in part, and the next writer sweeps away temporary files.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from timeline.errors import OutputError

if sys.platform != "win32":
    import fcntl


class Written(Struct, frozen=True):
    """A file of a build: where it is, its size in bytes, and whether it is another than before."""

    path: Path
    size: int
    changed: bool


def content_of(path: Path) -> bytes | None:
    """The bytes of a file, None if there is none.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error


def write(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> tuple[Written, ...]:
    """Writes all *files*, names and pieces of their contents, into *folder*, or none of them.

    They may be made while they are written; what is raised by that leaves the files that stood
    there as well. A file that is the same already is left alone.

    Raises:
        OutputError: a file could not be written; those that stood there are as they were.
    """
    pending: list[tuple[Path, Path]] = []
    written = []
    places: set[Path] = set()
    try:
        for name, pieces in files:
            path = folder / name
            if path in places:
                raise OutputError(f"{path} would be written twice")
            places.add(path)
            temporary, size = _temporary(path, pieces)
            written.append(Written(path, size, temporary is not None))
            if temporary is not None:
                pending.append((temporary, path))
        _move(pending)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(f"{error.filename or folder} cannot be written: {reason}") from error
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
    return tuple(written)


def _move(pending: Iterable[tuple[Path, Path]]) -> None:
    """Moves each file to its place, or none: what stood there is kept until all are moved."""
    moved: list[tuple[Path, Path | None]] = []
    try:
        try:
            for temporary, path in pending:
                kept = _kept(path)
                moved.append((path, kept))
                temporary.replace(path)
        except OSError:
            # On Windows, a file that is open in another program cannot be replaced.
            for path, kept in moved:
                if kept is not None:
                    kept.replace(path)
                elif path.is_file():
                    path.unlink()
            raise
    finally:
        for _, kept in moved:
            if kept is not None:
                kept.unlink(missing_ok=True)


def _kept(path: Path) -> Path | None:
    """Another name for the file at *path*, a copy where the drive has no second names."""
    if not path.is_file():
        return None
    kept = _new_file(path)
    try:
        kept.unlink()
        kept.hardlink_to(path)
    except OSError:
        try:
            shutil.copy2(path, kept)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
    return kept


LONGEST_WAIT: Final = 60.0
"""Seconds that a build waits for another one in the same folder: a large one takes half of it."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds *folder*, made if need be, against other builds, and sweeps up after killed ones.

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
        if _wait_for(descriptor, folder):
            _sweep(folder)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, folder: Path) -> bool:
    """Waits for the lock; False on a drive that has none."""
    if sys.platform == "win32":
        return False
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise OutputError(f"another build has been writing to {folder} for long") from None
            time.sleep(0.05)
        except OSError:
            return False
        else:
            return True


_LEFT_BEHIND: Final = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


def _sweep(folder: Path) -> None:
    """Removes the temporary files that a killed build left in *folder* and the folders in it."""
    for pattern in (".*.part", "*/.*.part"):
        for path in folder.glob(pattern):
            if _LEFT_BEHIND.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _temporary(path: Path, pieces: Iterable[bytes]) -> tuple[Path | None, int]:
    """A new file beside *path* that holds *pieces*, with its permissions, and their size.

    It is flushed to the disk. It is None if the file at *path* holds the same: nothing is written
    before the first difference.
    """
    pieces = iter(pieces)
    with _opened(path) as previous:
        same, different = _agreement(previous, pieces) if previous else (0, b"")
        if different is None:
            return None, same
        temporary = _new_file(path)
        try:
            with temporary.open("wb") as file:
                if previous:
                    previous.seek(0)
                    for start in range(0, same, _CHUNK):
                        file.write(previous.read(min(_CHUNK, same - start)))
                file.writelines(chain([different], pieces))
                size = file.tell()
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(path.stat().st_mode & 0o777 if previous else 0o644)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return temporary, size


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO | None]:
    """The file at *path*, None if there is none."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error
    with file:
        yield file


def _agreement(previous: BinaryIO, pieces: Iterator[bytes]) -> tuple[int, bytes | None]:
    """Octets up to the first piece that *previous* has not, and that piece; None if all agree."""
    same = 0
    for piece in pieces:
        if previous.read(len(piece)) != piece:
            return same, piece
        same += len(piece)
    return same, b"" if previous.read(1) else None


_CHUNK: Final = 1 << 20
"""Octets that are copied at a time: large enough to be quick, small beside any memory."""


def _new_file(path: Path) -> Path:
    """An empty file beside *path*, named for the sweep."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(descriptor)
    return Path(name)
