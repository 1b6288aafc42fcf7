"""Read files completely, up to a size, and without blocking forever.

A pipe is read while another process writes to it; without a writer, reading fails after a while. A
device, which may never end, is refused.
"""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from stat import S_ISBLK, S_ISCHR, S_ISFIFO
from typing import Final

LONGEST_WAIT: Final = 2.0
"""Maximum seconds to wait for another process to open the other end of a pipe."""

_CHUNK: Final = 1 << 20


def read_bounded(path: Path, most: int) -> tuple[bytes, os.stat_result, os.stat_result]:
    """At most *most* bytes of a file, and its status before and after reading.

    Raises:
        OSError: it cannot be read, is a device, or is a pipe without a writer.
    """
    # Without the flag, opening a pipe without a writer blocks.
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE | getattr(os, "O_BINARY", 0))
    try:
        before = os.fstat(descriptor)
        is_terminal = S_ISCHR(before.st_mode) and os.isatty(descriptor)
        if S_ISBLK(before.st_mode) or (S_ISCHR(before.st_mode) and not is_terminal):
            raise OSError(errno.EINVAL, "this is a device, not a file", str(path))
        first = _first_of_pipe(descriptor, path) if S_ISFIFO(before.st_mode) else b""
        if _AT_ONCE:
            os.set_blocking(descriptor, True)
        pieces = [first]
        left = most - len(first)
        while left > 0 and (piece := os.read(descriptor, min(left, _CHUNK))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces), before, os.fstat(descriptor)
    finally:
        os.close(descriptor)


_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)


def _first_of_pipe(descriptor: int, path: Path) -> bytes:
    """The first byte of a pipe; empty as soon as there is a writer that has not written yet."""
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            first = os.read(descriptor, 1)
        except BlockingIOError:
            return b""
        if first:
            return first
        if time.monotonic() > end:
            raise OSError(errno.EPIPE, "this is a pipe, and no program writes to it", str(path))
        time.sleep(0.05)
