"""Content in a form that HTML can hold: assets, JSON in a script element, packed bytes."""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Final

import msgspec
from markupsafe import Markup

_ESCAPES: Final = tuple(
    (character.encode(), f"\\u{ord(character):04x}".encode()) for character in "<>&"
)

# A pattern that begins with a literal is several times as fast as `bytes.replace`.
_TURNING: Final = re.compile("\u202d|\u202e".encode())
_SEPARATORS: Final = re.compile("\u2028|\u2029".encode())


@cache
def asset(name: str) -> str:
    """The text of an asset of the page."""
    return (files(__package__) / "assets" / name).read_text("utf-8")


@cache
def template(name: str) -> tuple[tuple[Markup, str | None], ...]:
    """An asset with ``{fields}``: pieces of markup, each with the field that follows it, if any."""
    return tuple((Markup(text), field) for text, field, _, _ in Formatter().parse(asset(name)))


def json(value: object) -> bytes:
    """*value* as JSON that is safe in a script element: no markup can begin or end in it."""
    return embeddable(msgspec.json.encode(value))


def embeddable(json: bytes) -> bytes:
    """The same *json*, safe in a script element."""
    text = readable(json)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return _SEPARATORS.sub(lambda found: rf"\u{ord(found[0].decode()):04x}".encode(), text)


def readable(text: bytes) -> bytes:
    """*text* without the controls that override the direction of text; no language needs them."""
    return _TURNING.sub(b"", text)


SMALL: Final = 5
"""Compression level for what every page has: a higher one saves 1 % and takes twice as long."""

QUICK: Final = 4
"""Compression level for what grows with the events: 10 % larger than with `SMALL`, in two thirds
of the time."""


def packed(contents: Iterable[bytes], level: int) -> bytes:
    """*contents* as one gzip file in base64, without a time: equal content gives equal bytes."""
    packer = zlib.compressobj(level, wbits=31)
    return b64encode(b"".join((*map(packer.compress, contents), packer.flush())))
