"""The standard streams: safe to write to, and possibly closed, full, or left by their reader.

Whatever a document, a calendar or a file name holds, a terminal is sent no control character but
the line break and the tab: the others are written as escapes, as are those that turn the direction
of text around. Our own sequences go through `SafeStream.control`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

from timeline.errors import ESCAPES

_ESCAPES: Final = {code: escape for code, escape in ESCAPES.items() if chr(code) not in "\n\t"}


class SafeStream:
    """*stream* with control characters escaped; all else is as in *stream*.

    If its reader has left (``head``, a pager that was quit), what is written from then on goes
    nowhere, and ``has_reader`` is false: a command that has nothing else to do may stop.
    """

    def __init__(self, stream: TextIO, *, is_needed: bool) -> None:
        """If it *is_needed*, failing to write to it (a full disk) is an error."""
        self._stream = stream
        self._is_needed = is_needed
        self._failure: OSError | None = None
        self.has_reader = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        self._do(self._stream.write, text.translate(_ESCAPES))
        return len(text)

    def control(self, sequence: str) -> None:
        """Writes a sequence for the terminal as it is."""
        self._do(self._stream.write, sequence)

    def flush(self) -> None:
        self._do(self._stream.flush)
        if self._failure:  # argparse passes over what fails in `write`
            raise self._failure

    def _do(self, action: Any, *arguments: str) -> None:
        try:
            action(*arguments)
        except OSError as error:
            self.has_reader = False
            self._lead_nowhere()
            if self._is_needed and not isinstance(error, BrokenPipeError):
                self._failure = error
                raise

    def _lead_nowhere(self) -> None:
        """Lets what is still buffered vanish, or Python would complain of it at its end."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Makes standard output and error `SafeStream`s in UTF-8, whatever the locale, for a while."""
    _open_closed()
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            # What a terminal or the encoding lacks is shown as an escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout = SafeStream(before[0], is_needed=True)
    sys.stderr = SafeStream(before[1], is_needed=False)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # told of already, or nobody is left to be told
                stream.flush()
        sys.stdout, sys.stderr = before


def _open_closed() -> None:
    """Opens the null device for each of the streams that the process was started without (>&-).

    Their numbers would go to the next files that are opened, and a child process, a browser say,
    would write into those.
    """
    if sys.stdin and sys.stdout and sys.stderr:
        return
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def has_reader() -> bool:
    """Whether somebody may still read standard output."""
    return getattr(sys.stdout, "has_reader", True)


def control(stream: Any, sequence: str) -> None:
    """Sends a *sequence* for the terminal to *stream*."""
    getattr(stream, "control", stream.write)(sequence)
