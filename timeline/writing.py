"""Files written whole: all of a set or none, and never two writers at once.

Each file goes into a temporary one beside its place, and they are moved there when all of them
are whole. What fails on the way leaves the files that stood there; what is killed leaves each
file old or new, never in part, and the next writer sweeps away temporary files.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline.errors import OutputError

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True, slots=True)
class Written:
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


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[Written, ...]:
    """Writes all *files*, contents by name, into *folder*, or none of them.

    A file that is the same already is left alone.

    Raises:
        OutputError: a file could not be written; those that stood there are as they were.
    """
    pending: list[tuple[Path, Path]] = []
    before: dict[Path, bytes | None] = {}
    written = []
    try:
        for name, content in files.items():
            path = folder / name
            previous = content_of(path)
            written.append(Written(path, len(content), previous != content))
            if previous != content:
                pending.append((_temporary(path, content), path))
                before[path] = previous
        moved = []
        try:
            while pending:
                temporary, path = pending[0]
                temporary.replace(path)
                pending.pop(0)
                moved.append(path)
        except OSError:
            # On Windows, a file that is open in another program cannot be replaced.
            for path in moved:
                _restore(path, before[path])
            raise
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(f"{error.filename or folder} cannot be written: {reason}") from error
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
    return tuple(written)


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        _temporary(path, content).replace(path)


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


def _temporary(path: Path, content: bytes) -> Path:
    """A new file beside *path* that holds *content*, flushed to the disk, with its permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    permissions = path.stat().st_mode & 0o777 if path.exists() else None
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644 if permissions is None else permissions)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
