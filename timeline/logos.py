"""A logo for the page: an SVG or PNG file next to the chronology, as a data URL."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path
from typing import Final

from timeline import inputs

LARGEST: Final = 200_000
"""Maximum size of a logo in bytes: every page contains it."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{,200}\?>\s*)?(?:<!--.{,2000}?-->\s*)?"
    rb"(?:<!DOCTYPE[^>\[]{,500}>\s*)?<svg[\s>]",
    re.DOTALL,
)


class LogoError(ValueError):
    """The file cannot be the logo; the message says why, and ``hint`` how to fix it."""

    def __init__(self, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.hint = hint


def data_address(path: str, folder: Path) -> str:
    """The file at *path*, which must be in *folder* or below it, as a data URL.

    Raises:
        LogoError: it is outside, cannot be read, is too large, or has another format.
    """
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        raise LogoError(f"{path!r} is not in the folder of the chronology", "copy the logo there")
    try:
        content, *_ = inputs.read_bounded(file, LARGEST + 1)
    except (OSError, ValueError) as error:
        fact = getattr(error, "strerror", None) or str(error)
        raise LogoError(f"{path!r} cannot be read: {fact}", "check the path") from None
    if len(content) > LARGEST:
        raise LogoError(f"{path!r} is too large", f"use a file of at most {LARGEST:,} bytes")
    if content.startswith(_PNG):
        kind = "image/png"
    elif _SVG.match(content):
        kind = "image/svg+xml"
    else:
        raise LogoError(f"{path!r} is neither an SVG nor a PNG file", "convert it to one of them")
    return f"data:{kind};base64,{b64encode(content).decode()}"
