"""Rules for the bytes of a calendar file: its encoding, lines and folds."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from timeline.content_lines import WIDTH, unfold
from timeline.linting.linted import Finding


def byte_order_mark(content: bytes) -> Iterator[Finding]:
    if content.startswith(b"\xef\xbb\xbf"):
        fact = "a byte order mark: Thunderbird, Nextcloud and Radicale find no calendar"
        yield 1, fact, "save as UTF-8 without BOM"


def encoding(content: bytes) -> Iterator[Finding]:
    for number, octets in unfold(content):
        try:
            octets.decode()
        except UnicodeDecodeError:
            fact = "not UTF-8: Thunderbird then shows the whole file in a wrong charset"
            yield number, fact, "save as UTF-8"


def line_ends(content: bytes) -> Iterator[Finding]:
    first = _BARE_END.search(content)
    if first:
        number = content.count(b"\n", 0, first.start()) + 1
        count = sum(1 for _ in _BARE_END.finditer(content, first.start()))
        fact = f"{count} lines end without CRLF: validators refuse the file"
        yield number, fact, "end every line with CR LF"


_BARE_END: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)")


def last_line_end(content: bytes) -> Iterator[Finding]:
    if not content.endswith((b"\n", b"\r")):
        number = content.count(b"\n") + 1
        yield number, "the last line has no end: validators refuse the file", "add CR LF"


def long_lines(content: bytes) -> Iterator[Finding]:
    for number, line in enumerate(_lines(content), 1):
        octets = len(line)
        if octets > WIDTH:
            fact = f"a line of {octets} octets: validators refuse more than {WIDTH}"
            yield number, fact, "fold it: CR LF and a space, between two letters"


def folds_in_letters(content: bytes) -> Iterator[Finding]:
    for number, line in islice(enumerate(_lines(content), 1), 1, None):
        if len(line) > 1 and line[:1] in (b" ", b"\t") and line[1] & 0xC0 == 0x80:
            fact = "a fold inside a letter: Thunderbird shows the whole file as mojibake"
            yield number, fact, "fold between two letters"


def folds_in_escapes(content: bytes) -> Iterator[Finding]:
    for number, (piece, following) in enumerate(pairwise(_lines(content)), 1):
        backslashes = len(piece) - len(piece.rstrip(b"\\"))
        if backslashes % 2 and following[:1] in (b" ", b"\t"):
            fact = (
                "a fold inside an escape: applications that unescape before they unfold show an n"
            )
            yield number, fact, "fold before the backslash"


def control_characters(content: bytes) -> Iterator[Finding]:
    for number, octets in unfold(content):
        found = _CONTROL.search(octets.decode(errors="replace"))
        if found:
            fact = f"the character U+{ord(found[0]):04X}: vdirsyncer cuts the text there"
            yield number, fact, "leave it out"


_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def _lines(content: bytes) -> Iterator[bytes]:
    """The lines of a file without their ends, one at a time to save memory."""
    for line in io.BytesIO(content):
        yield line.removesuffix(b"\n").removesuffix(b"\r")
