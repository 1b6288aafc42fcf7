"""Which files a command may overwrite: without --force, only its own earlier outputs.

Each kind of output can be recognised by its beginning: a calendar by its PRODID, a page by its
generator, a table by its columns. A file is compared with the inputs by identity, not by name, so
links, hard links and other spellings of a path are detected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from stat import S_ISREG
from typing import Final, TypeAlias

from msgspec import Struct

from timeline.code_names import CodeName
from timeline.errors import OutputError, OverwriteError, Place, Problem

IsOwn: TypeAlias = Callable[[bytes], object]
"""Whether a file with this beginning is an earlier output of the same kind: true or false."""

BEGINNING: Final = 1 << 16
"""Bytes that are read to recognise a file: the marks come before texts of any length."""

_HINT: Final = "choose another path for the output"
_FORCE: Final = ", or overwrite the file with --force"


class Guard(Struct, frozen=True):
    """Refuses to overwrite the *inputs* of a command, and files that it did not write.

    ``force`` says whether overwriting them was requested; None if the command has no such option.
    """

    inputs: frozenset[tuple[int, int]] = frozenset()
    force: bool | None = None

    @classmethod
    def of(cls, inputs: Iterable[str | Path | None], *, force: bool | None = None) -> Guard:
        """The guard of a command that reads *inputs*; with *force*, it may overwrite any file."""
        found = (_status(Path(path)) for path in inputs if path is not None)
        return cls(frozenset(_identity(status) for status in found if status), force)

    def objection(self, path: Path, is_own: IsOwn) -> Problem | None:
        """Why *path* must not be overwritten; None if it may be.

        Raises:
            OutputError: it cannot be read, or is not a regular file.
        """
        status = _status(path)
        if status is None:
            return None
        if not S_ISREG(status.st_mode):
            raise OutputError(
                f"{path} cannot be written: it is not a regular file", code="output-unwritable"
            )
        if self.force:
            return None
        if _identity(status) in self.inputs:
            return self._problem(path, "this command reads the file", "output-input")
        if status.st_size and not is_own(beginning(path)):
            fact = "the file exists, and this command did not write it"
            return self._problem(path, fact, "output-foreign")
        return None

    def _problem(self, path: Path, fact: str, code: CodeName) -> Problem:
        hint = _HINT if self.force is None else _HINT + _FORCE
        return Problem(Place(str(path)), "", fact, hint, code)

    def check(self, path: Path, is_own: IsOwn) -> None:
        """Returns if *path* may be written.

        Raises:
            OverwriteError: it may not.
            OutputError: it cannot be read, or is not a regular file.
        """
        if objection := self.objection(path, is_own):
            raise OverwriteError([objection])


def _status(path: Path) -> os.stat_result | None:
    """The status of the file after all links; None if there is none."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{path} cannot be read: {reason}", code="output-unwritable") from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def beginning(path: Path) -> bytes:
    """The beginning of the file, as far as it is needed to recognise its kind.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(BEGINNING)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error
