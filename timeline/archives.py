"""The undocumented exceptions that the standard library raises for a damaged ZIP file."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip
"""`ValueError`: offsets before the file; `NotImplementedError`: a version of the future.

`NotImplementedError` is a `RuntimeError`; other runtime errors mean a password, and are left to
the caller.
"""
