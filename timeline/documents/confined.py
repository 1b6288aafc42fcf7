"""A reader in a separate process with limits, for libraries that cannot be limited otherwise.

A hostile PDF of a few kilobytes keeps pypdf busy for minutes, or makes it fill the memory. So the
reader runs in a child process, which the system stops after `SECONDS` of processor time, plus
`SECONDS_PER_MB` for each megabyte of input, or at `MEMORY` bytes, plus `MEMORY_PER_BYTE` for each
byte. Windows has no such limits, and macOS has none on memory; there, and for a child that only
waits, the limit is `PATIENCE` times that time on the clock.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from timeline.documents.content import refuse

if sys.platform != "win32":
    import resource

SECONDS: Final = 5
SECONDS_PER_MB: Final = 2
MEMORY: Final = 100_000_000
MEMORY_PER_BYTE: Final = 15
PATIENCE: Final = 10

_OUT_OF_MEMORY: Final = 3
"""The exit code of a child that ran out of memory."""

_FAILED: Final = 4
"""The exit code after an exception of the reader, whose name is on standard output."""

_T = TypeVar("_T")


class TooSlow(Exception):  # noqa: N818 - named for what it reports
    """The reader was stopped at its time limit; the argument is that limit in seconds."""


class Damaged(Exception):  # noqa: N818 - named for what it reports
    """The reader failed; the argument is the name of its exception."""


@contextmanager
def refusals(
    name: str, what: str, hint: str, *, damage: str = "is damaged", mend: str = "save it again"
) -> Iterator[None]:
    """Turns the exceptions of `call` into a problem of the file *name*.

    The problem says that reading *what*, such as "the page", takes too much, with *hint*, or that
    *what* has *damage*, with the hint *mend*.
    """
    try:
        yield
    except TooSlow as error:
        refuse(name, f"reading {what} takes more than {error} s", hint, "file-too-costly")
    except MemoryError:
        refuse(name, f"reading {what} takes too much memory", hint, "file-too-costly")
    except Damaged as error:
        refuse(name, f"{what} {damage}: {error}", mend, "file-damaged")


def call(
    reader: Callable[[bytes], _T],
    content: bytes,
    type_: type[_T],
    library: str,
    *,
    small: int = 0,
) -> _T:
    """The result of *reader*, a function of a module that the child imports, for *content*.

    The result must be of a *type_* that msgspec can write and read. The *library* that the reader
    uses is imported before the limits are set. Up to *small* bytes are read in this process, since
    starting another one takes longer.

    Raises:
        TooSlow: it took too long.
        MemoryError: it took too much memory.
        Damaged: it raised an exception.
    """
    if len(content) <= small:
        try:
            return reader(content)
        except MemoryError:
            raise
        except Exception as error:
            raise Damaged(type(error).__name__) from error
    seconds = SECONDS + SECONDS_PER_MB * len(content) // 1_000_000
    # Isolated: modules in the working directory are not imported.
    code = f"import sys; sys.path[:] = {sys.path!r}; from timeline.documents import confined; "
    memory = MEMORY + MEMORY_PER_BYTE * len(content)
    given = (library, reader.__module__, reader.__name__, seconds, memory)
    code += f"confined.serve{given!r}"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code],
            input=content,
            capture_output=True,
            timeout=seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooSlow(seconds) from None
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=type_)
    if done.returncode == _OUT_OF_MEMORY:
        raise MemoryError
    if done.returncode == _FAILED:
        raise Damaged(done.stdout.decode())
    if done.returncode < 0:
        raise TooSlow(seconds)  # killed by the system, at the time limit
    raise Damaged(f"the reader ended with the code {done.returncode}")


def serve(library: str, module: str, name: str, seconds: int, memory: int) -> None:
    """Runs a reader on standard input, within its limits, and writes its result as JSON."""
    import_module(library)
    read = getattr(import_module(module), name)
    content = sys.stdin.buffer.read()
    _confine(seconds, memory)
    try:
        answer = msgspec.json.encode(read(content))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a reader of hostile files may raise anything
        sys.stdout.write(type(error).__name__)
        sys.exit(_FAILED)
    sys.stdout.buffer.write(answer)


def _confine(seconds: int, memory: int) -> None:
    """Limits this process to this much more than it has used already."""
    if sys.platform == "win32":
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _lower(resource.RLIMIT_CPU, round(used) + seconds)
    mapped = _mapped()
    if mapped is not None:
        _lower(resource.RLIMIT_AS, mapped + memory)


def _lower(limit: int, most: int) -> None:
    if sys.platform == "win32":
        return
    hard = resource.getrlimit(limit)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (most, most))


def _mapped() -> int | None:
    """The bytes of address space of this process; None if the system does not report it."""
    if sys.platform == "win32":
        return None
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()
