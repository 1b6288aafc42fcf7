"""Which files a command may overwrite: its own earlier outputs, and nothing else unasked.

Each kind of output can be recognised by how it begins: a calendar by its PRODID, a page by its
generator, a table by its columns. A file is compared with the inputs by identity, not by name, so
that links, hard links and other spellings of a path make no difference.
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
"""Whether a file that begins so is an earlier output of the same kind: true or false."""

BEGINNING: Final = 1 << 16
"""Octets of a file that its kind is recognised by: the marks stand before texts of any length."""

_HINT: Final = "choose another path for the output"
_FORCE: Final = ", or overwrite the file with --force"


class Guard(Struct, frozen=True):
    """Refuses to overwrite the *inputs* of a command, and files that it did not write.

    ``force`` is whether it was told to overwrite them, None if it cannot be told.
    """

    inputs: frozenset[tuple[int, int]] = frozenset()
    force: bool | None = None

    @classmethod
    def of(cls, inputs: Iterable[str | Path | None], *, force: bool | None = None) -> Guard:
        """The guard of a command that reads the files *inputs*; *force* lets it overwrite any."""
        found = (_status(Path(path)) for path in inputs if path is not None)
        return cls(frozenset(_identity(status) for status in found if status), force)

    def objection(self, path: Path, is_own: IsOwn) -> Problem | None:
        """Why *path* must not be overwritten, None if it may be.

        Raises:
            OutputError: it cannot be read, or it is no regular file.
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
            OutputError: it cannot be read, or it is no regular file.
        """
        if objection := self.objection(path, is_own):
            raise OverwriteError([objection])


def _status(path: Path) -> os.stat_result | None:
    """That of the file behind all links, None if there is none."""
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
    """How the file begins, as far as its kind is recognised by it.

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
