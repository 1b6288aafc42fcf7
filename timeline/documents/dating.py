"""When a document was published or adopted, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from timeline import edtf
from timeline.documents.content import Content
from timeline.errors import DateError, UnknownName
from timeline.events import FIRST_YEAR, LAST_YEAR
from timeline.phrases import find, read

HEAD: Final = 8
"""Lines at the beginning in which a document dates itself."""

FOOT: Final = 4
"""Lines at the end: place and day of the signature."""

LONGEST_LINE: Final = 120
"""Characters of a line that may be a dateline; longer ones are sentences about something else."""

_ISO: Final = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")
_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_BETWEEN: Final = re.compile(r"\s*[,|•·()\t/\n]\s*|\s+[-–—]\s+|:\s+")
_LONGEST_DATELINE: Final = 6
"""Parts, between commas, of a line in which a date is looked for."""


def day_of(content: Content, name: str, language: str) -> tuple[date, str] | None:
    """The day of a document and where it stands, None if it is not dated.

    In this order: declared as publication, in the first lines, in the last ones, in the name of
    the file, in the properties of the file.
    """
    if day := _held(content.published):
        return day, "metadata"
    lines = [line for line in content.text[:4000].splitlines() if line.strip()][:HEAD]
    last = [line for line in content.text[-2000:].splitlines() if line.strip()][-FOOT:]
    for where, group in (("first lines", lines), ("last lines", reversed(last))):
        for line in group:
            if len(line) <= LONGEST_LINE and (day := day_in(line, language)):
                return day, where
    match = _IN_NAME.search(name)
    if match and (day := _iso_day("-".join(match.groups()))):
        return day, "file name"
    day = _held(content.saved)
    return (day, "file properties") if day else None


def _held(day: date | None) -> date | None:
    """*day*, if a source of a chronology can have it; programs write 0001-01-01 for no day."""
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _iso_day(text: str) -> date | None:
    for match in _ISO.finditer(text):
        try:
            day = _held(date.fromisoformat(match[0]))
        except ValueError:
            continue
        if day:
            return day
    return None


def day_in(line: str, language: str) -> date | None:
    """The one day that *line*, or what stands between its commas, is."""
    if day := _iso_day(line):
        return day
    line = line.strip(" .\t")
    for piece in _pieces(line):
        if not any(map(str.isdigit, piece)) or _heads_entry(piece, line):
            continue
        try:
            value = read(piece, [language]).value
            is_day = isinstance(value, edtf.Date | edtf.DateTime)
            day = value.earliest if is_day and value.precision is edtf.Precision.DAY else None
        except (DateError, UnknownName):
            continue
        if _held(day):
            return day
    return _day_of_note(line, language)


_ENTRY: Final = re.compile(r"\W*[-–—:]\W*(?:\w+\W+){3}")


def _heads_entry(piece: str, line: str) -> bool:
    """Whether the line is an entry of a chronicle: "13 May 1992 – Establishment of relations"."""
    return line.startswith(piece) and _ENTRY.match(line, len(piece)) is not None


_LONGEST_NOTE: Final = 50
_MOST_WORDS: Final = 3


def _day_of_note(line: str, language: str) -> date | None:
    """The day of a short line that says no more than whose day it is: "Prepared on 3 May 2025"."""
    if len(line) > _LONGEST_NOTE or not re.search(r"\d{4}", line):
        return None
    try:
        (mention,) = (item for item in find(line, language) if item.value is not None)
    except (UnknownName, ValueError):
        return None
    others = re.findall(r"[^\W\d_]+", line[: mention.start] + " " + line[mention.end :])
    value = mention.value
    is_day = isinstance(value, edtf.Date) and value.precision is edtf.Precision.DAY
    is_last = mention.end == len(line) and line[: mention.start][-1:] in ("", " ", "\t", ":")
    is_note = is_day and is_last and len(others) <= _MOST_WORDS
    return _held(value.earliest) if is_note and value is not None else None


def _pieces(line: str) -> Iterator[str]:
    """*line*, and the parts between its separators, the longest first."""
    breaks = list(_BETWEEN.finditer(line))[:_LONGEST_DATELINE]
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(line)]
    spans = [(start, end) for i, start in enumerate(starts) for end in ends[i:]]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield line[start:end]
