"""Write files atomically: all files of a set or none, with one writer at a time.

Each file is written to a temporary file next to its destination; all are moved when all are
complete. An error or interrupt before that leaves the existing files unchanged. If the process is
killed, each file is either old or new, never partial, and the next writer removes temporary files.

What is done for each file uses `os` and text, not `pathlib`: a site has a page for each of 10,000
events, and objects for their paths would take as long as writing them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import chain, count
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Final

from msgspec import Struct

from timeline import inputs
from timeline.errors import OutputError

if sys.platform != "win32":
    import fcntl


class Written(Struct, frozen=True):
    """A file of a build: its path, its size in bytes, and whether it has changed."""

    path: Path
    size: int
    changed: bool


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; None if it does not exist.

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
"""Maximum bytes of an export that is read back: those of 250,000 events have half of it."""


def write(
    folder: Path,
    files: Iterable[tuple[str, Iterable[bytes]]],
    before: Mapping[str, bytes | None] | None = None,
    *,
    durably: bool = True,
) -> tuple[Written, ...]:
    """Writes all *files*, as names and pieces of content, into *folder*, or none of them.

    The pieces may be generated during writing; an exception in that also leaves the existing
    files unchanged. A file with equal content is not touched. *before* has the contents that
    files must still have when they are replaced; None for one that must not exist. With
    *durably*, the files are synced to disk, so that they survive a power failure.

    Raises:
        OutputError: a file could not be written, or differs from *before*; all files are
            unchanged.
    """
    pending: deque[tuple[str, Path]] = deque()
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
            _discard(temporary)
    return tuple(written)


def compare_files(
    folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]
) -> tuple[Written, ...]:
    """The result that `write` would have, without writing anything.

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
    """Removes the file at *path* if it exists.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        fact = f"{path} cannot be removed: {error.strerror}"
        raise OutputError(fact, "remove it yourself", code="output-unwritable") from error


def _move(pending: deque[tuple[str, Path]], before: Mapping[Path, bytes | None]) -> None:
    """Moves all files to their destinations, or none: replaced files are kept until the end."""
    kept: dict[Path, str | None] = {}
    moved: list[Path] = []
    with _signals_held() as let_through:
        try:
            while pending:
                temporary, path = pending[0]
                kept[path] = _kept(path)
                _expect(before, path, path)
                os.replace(temporary, path)
                pending.popleft()
                moved.append(path)
                let_through()
            for path in moved:
                # An editor that had the previous file open may have been writing to it.
                _expect(before, path, kept[path])
        except BaseException:  # Ctrl-C and MemoryError must not leave a mixture of files either
            _put_back({path: kept.pop(path) for path in moved})
            raise
        finally:
            for previous in kept.values():
                if previous is not None:
                    _discard(previous)


def _expect(before: Mapping[Path, bytes | None], path: Path, previous: str | Path | None) -> None:
    """Raises `OutputError` if *previous*, the file at *path*, differs from *before*."""
    if path in before and (content_of(Path(previous)) if previous else None) != before[path]:
        fact = "already exists" if before[path] is None else "was changed by another program"
        raise OutputError(f"{path} {fact}", code="output-changed")


def _put_back(replaced: Mapping[Path, str | None]) -> None:
    """Moves the previous files back to their paths, even if one of them fails."""
    failures = []
    for path, previous in replaced.items():
        try:
            if previous is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(previous, path)
        except OSError as error:
            # On Windows, a file that is open in another program cannot be replaced.
            failures.append(error)
    if failures:
        raise failures[0]


@contextmanager
def _signals_held() -> Iterator[Callable[[], None]]:
    """Delays signals such as Ctrl-C; yields a function that handles those received so far.

    Python handles a signal between any two steps, and the handler of Ctrl-C raises there. Threads
    other than the main one handle no signals, so nothing is delayed in them.
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


def _kept(path: Path) -> str | None:
    """A second link to the file at *path*, or a copy on drives without hard links."""
    if not os.path.isfile(path):
        return None
    descriptor, kept = _new_file(path, 0o600)
    os.close(descriptor)
    try:
        os.unlink(kept)
        try:
            os.link(path, kept)
        except OSError:
            shutil.copy2(path, kept)
    except BaseException:
        _discard(kept)
        raise
    return kept


def _discard(file: str) -> None:
    """Removes a temporary file if it exists."""
    with suppress(FileNotFoundError):
        os.unlink(file)


LONGEST_WAIT: Final = 60.0
"""Seconds that a build waits for another one in the same folder; a large one takes half."""


@contextmanager
def locked(folder: Path, *, for_writing: bool = True) -> Iterator[None]:
    """Locks *folder*, which is created if needed, and removes what killed builds left behind.

    Without *for_writing*, the folder is only locked: it is neither created nor cleaned up.

    The folder itself is locked, so no lock file is left behind, and a killed process holds no
    lock. Windows and some network drives have no such lock; there, two builds at the same time
    still write complete files, each from one of them.

    Raises:
        OutputError: another build held the lock for longer than `LONGEST_WAIT`.
    """
    if for_writing:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            fact = f"{folder} cannot be created: {reason}"
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
    """Waits for the lock; False on a drive that does not support locks."""
    if sys.platform == "win32":
        return False
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise OutputError(
                    f"another build has been writing to {folder} for too long",
                    code="output-unwritable",
                ) from None
            time.sleep(0.05)
        except OSError:
            return False
        else:
            return True


_LEFT_BEHIND: Final = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


def _sweep(folder: Path) -> None:
    """Removes temporary files that a killed build left in *folder* and its direct subfolders."""
    for pattern in (".*.part", "*/.*.part"):
        for path in folder.glob(pattern):
            if _LEFT_BEHIND.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _temporary(path: Path, pieces: Iterable[bytes], *, durably: bool) -> tuple[str | None, int]:
    """Writes *pieces* to a new file next to *path*, with its permissions; returns path and size.

    The path is None if the file at *path* has the same content, in which case nothing is written.
    """
    pieces = iter(pieces)
    with _opened(path) as previous:
        same, different = _agreement(previous, pieces) if previous else (0, b"")
        if different is None:
            return None, same
        mode = os.fstat(previous.fileno()).st_mode & 0o777 if previous else 0o644
        agreed = _beginning(previous, same) if previous else ()
        descriptor, temporary = _new_file(path, mode)
        try:
            try:
                size = _write_all(descriptor, chain(agreed, [different], pieces))
                if os.fstat(descriptor).st_mode & 0o777 != mode:
                    os.chmod(temporary, mode)  # the umask withheld some permissions
                if durably:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except BaseException:
            _discard(temporary)
            raise
    return temporary, size


def _beginning(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The first *size* bytes of *file*, in chunks."""
    file.seek(0)
    for start in range(0, size, _CHUNK):
        yield file.read(min(_CHUNK, size - start))


def _write_all(descriptor: int, pieces: Iterable[bytes]) -> int:
    """Writes *pieces* to a file and returns their size.

    Python's own buffered files ask the system for their position and their size, which is
    noticeable with a page for each of 10,000 events.
    """
    waiting: list[bytes] = []
    size = written = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size - written >= _CHUNK:
            _write(descriptor, b"".join(waiting))
            waiting.clear()
            written = size
    _write(descriptor, b"".join(waiting))
    return size


def _write(descriptor: int, content: bytes) -> None:
    """Writes all of *content*: the system may take only a part at a time."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _opened(path: Path) -> AbstractContextManager[BinaryIO | None]:
    """The file at *path*, opened for reading; None if it does not exist."""
    try:
        return open(path, "rb")
    except FileNotFoundError:
        return nullcontext()
    except OSError as error:
        raise OutputError(
            f"{path} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error


def _agreement(previous: BinaryIO, pieces: Iterator[bytes]) -> tuple[int, bytes | None]:
    """Bytes up to the first piece that differs from *previous*, and that piece (None if equal)."""
    same = 0
    for piece in pieces:
        if previous.read(len(piece)) != piece:
            return same, piece
        same += len(piece)
    return same, b"" if previous.read(1) else None


_CHUNK: Final = 1 << 20
"""Bytes that are copied at a time: large enough for speed, small enough for memory."""


def _new_file(path: Path, mode: int) -> tuple[int, str]:
    """A new empty file next to *path*, open for writing, with a name that `_sweep` recognises.

    Its permissions are those of *mode* that the umask allows. `tempfile` makes twice as many
    system calls for a file.
    """
    try:
        return _created(path, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _created(path, mode)


def _created(path: Path, mode: int) -> tuple[int, str]:
    folder, name = os.path.split(path)
    while True:
        temporary = os.path.join(folder, f".{name}.{next(_MARKS) % (1 << 32):08x}.part")
        with suppress(FileExistsError):
            return os.open(temporary, _NEW, mode), temporary


_MARKS: Final = count(int.from_bytes(os.urandom(4), "big"))
"""Marks of temporary files: one after the other, so that the system is asked for random once."""


_NEW: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
