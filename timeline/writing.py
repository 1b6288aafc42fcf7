"""Files written whole: all of a set or none, and never two writers at once.

Each file goes into a temporary one beside its place, and they are moved there when all of them
are whole. What fails or is interrupted on the way leaves the files that stood there; what is killed
leaves each file old or new, never in part, and the next writer sweeps away temporary files.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Final

from msgspec import Struct

from timeline import inputs
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
        content, *_ = inputs.read_bounded(path, LARGEST_PREVIOUS + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(
            f"{path} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error
    if len(content) > LARGEST_PREVIOUS:
        raise OutputError(
            f"{path} is too large: at most {LARGEST_PREVIOUS:,} bytes are read",
            code="output-unwritable",
        )
    return content


LARGEST_PREVIOUS: Final = 1 << 30
"""Bytes of the largest export that is read back: those of 250,000 events are half of it."""


def write(
    folder: Path,
    files: Iterable[tuple[str, Iterable[bytes]]],
    before: Mapping[str, bytes | None] | None = None,
    *,
    durably: bool = True,
) -> tuple[Written, ...]:
    """Writes all *files*, names and pieces of their contents, into *folder*, or none of them.

    They may be made while they are written; what is raised by that leaves the files that stood
    there as well. A file that is the same already is left alone. *before* are the contents that
    files must still have when they are replaced, None for one that must not exist. *durably*
    waits for the disk, so that they outlast a power failure; what can be made again need not.

    Raises:
        OutputError: a file could not be written, or is not as it was *before*; all files are as
            they were.
    """
    pending: deque[tuple[Path, Path]] = deque()
    written = []
    places: set[Path] = set()
    try:
        for name, pieces in files:
            path = folder / name
            if path in places:
                raise OutputError(f"{path} would be written twice", code="output-unwritable")
            places.add(path)
            temporary, size = _temporary(path, pieces, durably=durably)
            written.append(Written(path, size, temporary is not None))
            if temporary is not None:
                pending.append((temporary, path))
        _move(pending, {folder / name: content for name, content in (before or {}).items()})
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(
            f"{error.filename or folder} cannot be written: {reason}", code="output-unwritable"
        ) from error
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
    return tuple(written)


def compare_files(
    folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]
) -> tuple[Written, ...]:
    """What `write` would write into *folder*: nothing is written.

    Raises:
        OutputError: a file cannot be read.
    """
    return tuple(_compared(folder / name, pieces) for name, pieces in files)


def _compared(path: Path, pieces: Iterable[bytes]) -> Written:
    pieces = iter(pieces)
    with _opened(path) as previous:
        same, different = _agreement(previous, pieces) if previous else (0, b"")
    rest = sum(map(len, pieces))
    return Written(path, same + len(different or b"") + rest, different is not None)


def remove(path: Path) -> None:
    """Removes the file at *path*, if there is one.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        fact = f"{path} cannot be removed: {error.strerror}"
        raise OutputError(fact, "remove it yourself", code="output-unwritable") from error


def _move(pending: deque[tuple[Path, Path]], before: Mapping[Path, bytes | None]) -> None:
    """Moves each file to its place, or none: the previous files are kept until all are moved."""
    kept: dict[Path, Path | None] = {}
    moved: list[Path] = []
    with _signals_held() as let_through:
        try:
            while pending:
                temporary, path = pending[0]
                kept[path] = _kept(path)
                _expect(before, path, path)
                temporary.replace(path)
                pending.popleft()
                moved.append(path)
                let_through()
            for path in moved:
                # An editor that had opened the previous file may have been writing into it.
                _expect(before, path, kept[path])
        except BaseException:  # Ctrl-C and MemoryError leave no mixture of files either
            _put_back({path: kept.pop(path) for path in moved})
            raise
        finally:
            for previous in kept.values():
                if previous is not None:
                    previous.unlink(missing_ok=True)


def _expect(before: Mapping[Path, bytes | None], path: Path, previous: Path | None) -> None:
    """Raises `OutputError` if *previous*, the file of *path*, is not as it was *before*."""
    if path in before and (content_of(previous) if previous else None) != before[path]:
        fact = "is there already" if before[path] is None else "was changed by another program"
        raise OutputError(f"{path} {fact}", code="output-changed")


def _put_back(replaced: Mapping[Path, Path | None]) -> None:
    """Moves the previous files back to their places, each even if another one fails."""
    failures = []
    for path, previous in replaced.items():
        try:
            if previous is None:
                path.unlink(missing_ok=True)
            else:
                previous.replace(path)
        except OSError as error:
            # On Windows, a file that is open in another program cannot be replaced.
            failures.append(error)
    if failures:
        raise failures[0]


@contextmanager
def _signals_held() -> Iterator[Callable[[], None]]:
    """Holds back signals such as Ctrl-C; gives a function that handles those received so far.

    Python handles a signal between any two steps, and the handler of Ctrl-C raises there. Threads
    other than the main one handle no signals, so that nothing need be held back in them.
    """
    handlers: dict[int, Callable[[int, FrameType | None], object]] = {}
    received: list[tuple[int, FrameType | None]] = []

    def hold(number: int, frame: FrameType | None) -> None:
        received.append((number, frame))

    def let_through() -> None:
        while received:
            number, frame = received.pop(0)
            handlers[number](number, frame)

    if threading.current_thread() is threading.main_thread():
        for valid in signal.valid_signals():
            handler = signal.getsignal(valid)
            if callable(handler):
                handlers[valid] = handler
                signal.signal(valid, hold)
    try:
        yield let_through
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        let_through()


def _kept(path: Path) -> Path | None:
    """Another name for the file at *path*, a copy where the drive has no second names."""
    if not path.is_file():
        return None
    descriptor, kept = _new_file(path)
    os.close(descriptor)
    try:
        kept.unlink()
        try:
            kept.hardlink_to(path)
        except OSError:
            shutil.copy2(path, kept)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept


LONGEST_WAIT: Final = 60.0
"""Seconds that a build waits for another one in the same folder: a large one takes half of it."""


@contextmanager
def locked(folder: Path, *, for_writing: bool = True) -> Iterator[None]:
    """Holds *folder*, made if need be, against other builds, and sweeps up after killed ones.

    If it is not held *for_writing*, it is only held: a folder that is missing stays so.

    The folder itself is locked, so that no file is left behind, and a killed process holds
    nothing. Windows has no such lock, nor have some network drives; there, two builds at once
    still leave whole files, each of one of them.

    Raises:
        OutputError: another build kept the folder for longer than `LONGEST_WAIT`.
    """
    if for_writing:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            fact = f"{folder} cannot be made: {reason}"
            raise OutputError(fact, code="output-unwritable") from error
    if sys.platform == "win32" or not (for_writing or folder.is_dir()):
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error
    try:
        if _wait_for(descriptor, folder) and for_writing:
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
                raise OutputError(
                    f"another build has been writing to {folder} for long", code="output-unwritable"
                ) from None
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


def _temporary(path: Path, pieces: Iterable[bytes], *, durably: bool) -> tuple[Path | None, int]:
    """A new file beside *path* that holds *pieces*, with its permissions, and their size.

    It is None if the file at *path* holds the same: nothing is written before the first difference.
    """
    pieces = iter(pieces)
    with _opened(path) as previous:
        same, different = _agreement(previous, pieces) if previous else (0, b"")
        if different is None:
            return None, same
        descriptor, temporary = _new_file(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                if previous:
                    previous.seek(0)
                    for start in range(0, same, _CHUNK):
                        file.write(previous.read(min(_CHUNK, same - start)))
                file.writelines(chain([different], pieces))
                size = file.tell()
                file.flush()
                if durably:
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
        raise OutputError(
            f"{path} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error
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


def _new_file(path: Path) -> tuple[int, Path]:
    """An empty file beside *path*, open for writing and named for the sweep."""
    folder, prefix = path.parent, f".{path.name}."
    try:
        descriptor, name = tempfile.mkstemp(".part", prefix, folder)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(".part", prefix, folder)
    return descriptor, Path(name)
