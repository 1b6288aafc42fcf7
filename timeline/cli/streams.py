"""The standard streams: safe to write to, even if closed, full, or left by their reader.

A terminal is sent no control character of a document, a calendar or a file name except the line
break and the tab. The others are written as escapes, as are those that change the direction of
text. Our own control sequences go through `SafeStream.control`.
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
    """*stream* with control characters escaped; everything else is as in *stream*.

    After its reader has left (``head``, a pager that was quit), all output is discarded and
    ``has_reader`` is false: a command that has nothing else to do may stop.
    """

    def __init__(self, stream: TextIO, *, is_needed: bool) -> None:
        """If it *is_needed*, a failure to write to it (a full disk) is an error."""
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
        """Writes a control sequence for the terminal, unescaped."""
        self._do(self._stream.write, sequence)

    def flush(self) -> None:
        self._do(self._stream.flush)
        if self._failure:  # argparse ignores errors of `write`
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
        """Discards what is still buffered; otherwise Python would report an error when it exits."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


@contextmanager
def standard_streams() -> Iterator[None]:
    """A context in which standard output and error are `SafeStream`s in UTF-8, in every locale."""
    _open_closed()
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            # Characters that cannot be encoded are written as escapes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout = SafeStream(before[0], is_needed=True)
    sys.stderr = SafeStream(before[1], is_needed=False)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # already reported, or nobody is left to read it
                stream.flush()
        sys.stdout, sys.stderr = before


def _open_closed() -> None:
    """Opens the null device for each standard stream that was closed at the start (>&-).

    Otherwise the next files to be opened would get their numbers, and a child process, such as a
    browser, would write into those files.
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
    """Whether standard output may still have a reader."""
    return getattr(sys.stdout, "has_reader", True)


def control(stream: Any, sequence: str) -> None:
    """Sends a *sequence* for the terminal to *stream*."""
    getattr(stream, "control", stream.write)(sequence)
