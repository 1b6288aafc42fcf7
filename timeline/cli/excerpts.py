"""The line of a file that a problem is about, with carets under the cause.

Terminals show a character in zero, one or two cells, and some of them reverse right-to-left text.
The carets are under the right cells in both cases: a span that ends within right-to-left text is
widened to all of that text, which takes the same cells in either direction.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Final

from timeline.errors import ESCAPES, Problem

_TAB: Final = 4
"""Cells between tab stops."""

_LEAD: Final = 12
"""Cells that a cropped line shows before the span."""

_LARGEST: Final = 1 << 24
"""Maximum bytes of a file that are read to find the line of a problem."""

_YAML_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BREAK: Final = re.compile("\r\n|[\n\r]")


class Sources:
    """The lines of files, each read once; *contents* holds files that cannot be read again."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._lines: dict[str, list[str]] = {}

    def excerpt(self, problem: Problem, width: int) -> str:
        """The line of *problem* and the carets, each with a line break, at most *width* cells wide.

        Empty if the problem has no line, or the file is not text in UTF-8.
        """
        file, line, column = problem.place
        if not line or not column:
            return ""
        if file not in self._lines:
            self._lines[file] = self._read(file)
        lines = self._lines[file]
        if line > len(lines) or column > len(lines[line - 1]):
            return ""
        text = lines[line - 1]
        start, end = blamed(text, column - 1, problem.span, file)
        shown, carets = underlined(text, start, end, width - len(f"{line} | "))
        margin = " " * len(str(line))
        return f"{line} | {shown}\n{margin} | {carets}\n"

    def _read(self, file: str) -> list[str]:
        content = self._contents.get(file)
        try:
            if content is None:
                # What is not a regular file, for example a pipe, can be read only once.
                status = os.stat(file)  # noqa: PTH116 - the name is the one in the message
                if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                    return []
                with open(file, "rb") as opened:  # noqa: PTH123
                    content = opened.read(_LARGEST)
            text = content.decode("utf-8-sig")
        except (OSError, ValueError):
            return []
        return (_YAML_BREAK if _is_yaml(file) else _BREAK).split(text)


def _is_yaml(file: str) -> bool:
    return not file.lower().endswith((".csv", ".tsv", ".txt", ".json", ".ics"))


# -- what to underline ----------------------------------------------------------------------------

_SINGLE: Final = re.compile(r"'(?:[^']|'')*'?")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*"?')
_PLAIN: Final = re.compile(r"(?:(?!\s#|:(?:\s|$)).)*")
_PLAIN_IN_BRACKETS: Final = re.compile(r"(?:(?!\s#|:(?:\s|$)|[,\[\]{}]).)*")
_CELL: Final = re.compile(r"[^,;\t]*")


def blamed(line: str, column: int, span: tuple[int, int] | None, file: str = "") -> tuple[int, int]:
    """The half-open range of characters to underline; *column* counts from 0.

    *span* counts from the start of the value at *column*. If *span* is None, or the file writes
    the value with escapes, the whole value is underlined.

    >>> blamed("when: '2025-13'", 6, (5, 7))
    (12, 14)
    >>> blamed("{when: 2025, kid: visit}", 13, None)
    (13, 16)
    """
    written = _written(line, column, file)
    is_quoted = written[:1] in ("'", '"')
    if span is None or (is_quoted and re.search(r"\\|''", written[1:-1])):
        return column, column + max(len(written.rstrip()), 1)
    start, end = (column + is_quoted + offset for offset in span)
    if not start < len(line):
        return column, column + max(len(written.rstrip()), 1)
    return start, max(min(end, len(line)), start + 1)


def _written(line: str, column: int, file: str) -> str:
    """The value that begins at *column*, as the file writes it."""
    if file.lower().endswith(".ics"):
        return line[column:]
    if line[column] == '"':
        pattern = _DOUBLE
    elif not _is_yaml(file):
        pattern = _CELL
    elif line[column] == "'":
        pattern = _SINGLE
    else:
        before = line[:column]
        is_in_brackets = any(before.count(a) > before.count(b) for a, b in ("[]", "{}"))
        pattern = _PLAIN_IN_BRACKETS if is_in_brackets else _PLAIN
    match = pattern.match(line, column)
    return match[0] if match else ""


# -- cells of a terminal -------------------------------------------------------------------------


def underlined(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    r"""*line* in at most *width* cells, and carets below its characters *start* to *end*.

    >>> print(*underlined("當 = 2025-13", 9, 11, 80), sep="\n")
    當 = 2025-13
              ^^
    """
    width = max(width, 1)
    start, end = _widened(line, start, end)
    shown = list(_shown(line))
    edges = [0, *accumulate(map(cells, shown))]
    first, last = edges[start], max(edges[end], edges[start] + 1)
    left = 0
    if edges[-1] > width:
        # Crop the line so that the span and a little text before it are visible.
        lead = min(_LEAD, width // 2)
        wanted = max(0, min(first - lead, edges[-1] - width))
        left = next(number for number, edge in enumerate(edges) if edge >= wanted)
    offset = edges[left]
    right = next((n for n, edge in enumerate(edges) if edge - offset > width), len(edges)) - 1
    text = "".join(shown[left:right])
    carets = " " * (first - offset) + "^" * (min(last, edges[right]) - first)
    return text.rstrip(), carets


def _shown(line: str) -> Iterator[str]:
    """Each character as it is printed: tabs as spaces, and control characters as escapes."""
    column = 0
    for character in line:
        shown = character.translate(ESCAPES)
        if character == "\t":
            shown = " " * (_TAB - column % _TAB)
        column += cells(shown)
        yield shown


def cells(text: str) -> int:
    """The number of cells in which a terminal shows *text*.

    >>> cells("дата"), cells("日付"), cells("e\N{COMBINING ACUTE ACCENT}")
    (4, 4, 1)
    """
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def _widened(line: str, start: int, end: int) -> tuple[int, int]:
    """The range *start* to *end*, widened to all right-to-left text that it touches."""
    for first, last in _runs(line):
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return start, end


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """The right-to-left ranges of *line*, including the numbers in and after them.

    By Unicode Standard Annex 9, for a line whose base direction is left to right.
    """
    first = last = None
    for number, character in enumerate(line):
        direction = unicodedata.bidirectional(character)
        if direction in _RIGHT_TO_LEFT:
            first = number if first is None else first
            last = number + 1
        elif direction in ("EN", "AN", "NSM") and first is not None:
            last = number + 1
        elif direction == "L" and first is not None and last is not None:
            yield first, last
            first = last = None
    if first is not None and last is not None:
        yield first, last
