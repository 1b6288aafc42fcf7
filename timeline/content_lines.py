"""Content lines, the text of iCalendar (RFC 5545 section 3.1): folded, escaped, and parsed.

The output is limited to what applications were found to accept: a fold never splits a letter or
an escape, and a text never contains a control character. Reading accepts any file: everything in
it becomes logical lines with the number of their first line.
"""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

WIDTH: Final = 75
"""Maximum bytes of a line, without its CRLF (RFC 5545 section 3.1)."""

_PIECE: Final = WIDTH - 1
"""Bytes of a piece of a folded line; the space before all but the first is the 75th."""


def fold(*lines: str) -> bytes:
    """*lines* in UTF-8, folded, with CRLF between them and none at the end.

    A fold inside a letter garbles the whole file in Thunderbird; a fold inside an escaped line
    break shows an "n" in older parsers.
    """
    encoded = map(str.encode, lines)
    # A line of exactly 75 bytes need not be folded; icalendar folds it, and so does this function.
    return b"\r\n".join([line if len(line) < WIDTH else _folded(line) for line in encoded])


def _folded(octets: bytes) -> bytes:
    pieces = []
    start = 0
    while len(octets) - start > _PIECE:
        end = start + _PIECE
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        if octets[end - 1] in b"\\^" and _parts_an_escape(octets, start, end):
            end -= 1
        pieces.append(octets[start:end])
        start = end
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)


def _parts_an_escape(octets: bytes, start: int, end: int) -> bool:
    """Whether a fold before *end* would split an escape.

    The byte before *end* starts one: a backslash in a text, a circumflex in a parameter (RFC 6868).
    """
    mark = octets[end - 1]
    run = end
    while run > start and octets[run - 1] == mark:
        run -= 1
    return (end - run) % 2 == 1


_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SPACES: Final = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    r"""*text* without characters that break calendars, with line feeds as line breaks.

    Control characters, Unicode line separators and what UTF-8 cannot encode are removed: U+2028
    truncates texts in vdirsyncer, NUL makes node-ical lose the title. A backslash becomes a slash:
    six parsers read the escaped backslash of ``C:\new`` as a line break.
    """
    if text.isprintable() and "\\" not in text:
        return text  # true for nearly every text, at a tenth of the cost
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\\", "/")


def clean_line(text: str) -> str:
    """*text* cleaned as by `clean`, on one line."""
    cleaned = clean(text)
    if cleaned.isprintable() and "  " not in cleaned:
        return cleaned.strip()
    return _SPACES.sub(" ", cleaned).strip()


_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


def unescaped(value: str) -> str:
    """The text that a TEXT *value* represents (RFC 5545 section 3.3.11)."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


class ContentLine(Struct, frozen=True, gc=False):
    """A property as written; ``number`` is its line in the file, from 1.

    Names are in upper case, parameter values without their quotes, the value is unchanged.
    ``rest`` is the line after the name. It is parsed on demand: for a file of short lines, the
    parsed ones would take fifty times the size.
    """

    number: int
    name: str
    rest: str

    @property
    def parameters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each parameter and its values, in the order of the line."""
        return tuple(
            (match[1].upper(), tuple(one[1] or one[2] or "" for one in _VALUE.finditer(match[2])))
            for match in _parameters(self.rest)
        )

    @property
    def value(self) -> str:
        """The text after the colon."""
        return self.rest[_end_of_parameters(self.rest) + 1 :]

    def parameter(self, name: str) -> str | None:
        """The first value of the parameter *name*."""
        if self.rest[0] == ":":
            return None
        return next((values[0] for key, values in self.parameters if key == name), None)

    @property
    def canonical(self) -> tuple[str, frozenset[tuple[str, tuple[str, ...]]], str]:
        """A key that is equal for all spellings of the same property."""
        return self.name, frozenset(self.parameters), self.value


def normalised(content: bytes) -> bytes:
    """*content* as UTF-8 without a byte order mark and without blanks added to every line."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        # PowerShell 5 writes UTF-16: `git show HEAD:exports/c.en.ics > exports/c.en.ics`
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(BOM_UTF8)
    if added := _ADDED_BLANKS.match(content):
        content = re.sub(re.escape(added[1]) + rb"(?=\r?$)", b"", content, flags=re.MULTILINE)
    return content


_ADDED_BLANKS: Final = re.compile(rb"\S*([ \t]+)\r?\n")
"""BEGIN:VCALENDAR, the first line, normally has no blanks after it."""


def unfold(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The non-empty logical lines of a file, each with the number of its first line."""
    number, pieces = 0, [b""]
    for here, line in enumerate(io.BytesIO(content), 1):
        line = line.removesuffix(b"\n").removesuffix(b"\r")
        if line[:1] in (b" ", b"\t") and number:
            pieces.append(line[1:])
            continue
        if number and any(pieces):
            yield number, b"".join(pieces)
        number, pieces = here, [line]
    if any(pieces):
        yield number, b"".join(pieces)


_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER: Final = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_VALUE: Final = re.compile(r'"([^"]*)"|([^",]+)|(?:^|(?<=,))(?=,|$)')


def parse(number: int, line: str) -> ContentLine | None:
    """The property in a logical line; None if the line is malformed."""
    match = _NAME.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    end = _end_of_parameters(rest)
    return ContentLine(number, _upper(match[0]), rest) if rest[end : end + 1] == ":" else None


def _parameters(rest: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := _PARAMETER.match(rest, position):
        yield match
        position = match.end()


def _end_of_parameters(rest: str) -> int:
    end = 0
    if rest[:1] == ";":
        for match in _parameters(rest):
            end = match.end()
    return end


@lru_cache(1000)
def _upper(name: str) -> str:
    """*name* in upper case; the same object for all lines with this name."""
    return name.upper()


# -- values ------------------------------------------------------------------------------------

_MOMENT: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?P<time>T(\d\d)(\d\d)(\d\d)(?P<utc>Z)?)?", re.ASCII
)
_DURATION: Final = re.compile(
    r"\+?P(?=[\dT])(?:(\d{1,4})W"
    r"|(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)",
    re.ASCII,
)


def moment(value: str) -> date | None:
    """The day of a DATE, or the moment of a DATE-TIME: in UTC if it ends with Z, else naive.

    None for anything else (RFC 5545 sections 3.3.4 and 3.3.5).

    >>> moment("20260422"), moment("20260422T100000"), moment("20260431")
    (datetime.date(2026, 4, 22), datetime.datetime(2026, 4, 22, 10, 0), None)
    """
    match = _MOMENT.fullmatch(value)
    if match is None:
        return None
    try:
        if match["time"] is None:
            return date(*map(int, match.group(1, 2, 3)))
        year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 5, 6, 7))
        zone = UTC if match["utc"] else None
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def duration(value: str) -> timedelta | None:
    """The length of a DURATION that is not negative; None for anything else.

    RFC 5545 section 3.3.6: hours follow a T, weeks are not combined with other units.

    >>> duration("P1DT12H"), duration("P90M")
    (datetime.timedelta(days=1, seconds=43200), None)
    """
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
