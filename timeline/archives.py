"""What a damaged ZIP file makes the standard library raise, besides what it documents."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip
"""Offsets before the file are a `ValueError`, a version of the future is a `NotImplementedError`.

`RuntimeError`, of which the last is a kind, is left to the caller: it means a password.
"""
