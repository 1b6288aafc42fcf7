"""The forms of vCalendar 1.0 that differ from RFC 5545, and that phones and web forms still write.

Texts in quoted-printable or base64, each with its own charset, and parameters without a name
(``SUMMARY;QUOTED-PRINTABLE:``). No library reads them any more.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from typing import Final

from timeline.importing import encodings

_HEAD: Final = re.compile(rb'(?:"[^"]*"|[^":]+)*+')
_QUOTED: Final = re.compile(
    rb';\s*(?:ENCODING\s*=\s*"?)?QUOTED-PRINTABLE"?(?=;|$)', re.IGNORECASE
)  # fmt: skip
_BASE64: Final = re.compile(
    rb';\s*(?:ENCODING\s*=\s*"?(?:BASE64|B)"?|BASE64)(?=;|$)', re.IGNORECASE
)
_CHARSET: Final = re.compile(rb';\s*CHARSET\s*=\s*"?([A-Za-z0-9._:-]+)"?(?=;|$)', re.IGNORECASE)
_TEXTS: Final = (b"SUMMARY", b"DESCRIPTION", b"LOCATION", b"COMMENT", b"CATEGORIES", b"CONTACT")

_LONGEST: Final = 10_000
"""Maximum lines of one quoted-printable text."""


def lines(unfolded: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Logical lines, converted to UTF-8 if they declare an encoding, otherwise unchanged."""
    pending = iter(unfolded)
    for number, octets in pending:
        match = _HEAD.match(octets)
        assert match is not None  # it also matches the empty text
        head, value = match[0], octets[match.end() + 1 :]
        if _QUOTED.search(head):
            # A "=" at the end continues the text on the next line, without the space of a fold.
            for _ in range(_LONGEST):
                if not value.endswith(b"="):
                    break
                value = value[:-1] + next(pending, (0, b""))[1]
            # If the line was folded after that "=", there are two; a literal "=" is written "=3D".
            value = quopri.decodestring(value.replace(b"==", b"="))
            yield number, _line(_QUOTED.sub(b"", head), value, is_text=True)
        elif head.split(b";")[0].strip().upper() in _TEXTS and _BASE64.search(head):
            try:
                decoded = binascii.a2b_base64(value, strict_mode=True)
            except binascii.Error:
                yield number, octets
            else:
                yield number, _line(_BASE64.sub(b"", head), decoded, is_text=True)
        elif _CHARSET.search(head):
            yield number, _line(head, value, is_text=False)
        else:
            yield number, octets


def _line(head: bytes, value: bytes, *, is_text: bool) -> bytes:
    """A line in UTF-8; line breaks in a decoded *value* are escaped, but not its commas."""
    match = _CHARSET.search(head)
    if match is not None:
        try:
            value = value.decode(encodings.lookup(match[1].decode())).encode()
        except (LookupError, UnicodeError):
            pass
        else:
            head = _CHARSET.sub(b"", head)
    if is_text:
        value = re.sub(rb"\r\n?|\n", rb"\\n", value).replace(b"\0", b"")
    return head + b":" + value
