"""Comma-separated values (RFC 4180) as cells with their places.

The standard library's reader gives no columns, and people need places to correct a table. The
reader supports commas, semicolons, tabs and bars as separators, quoted cells with line breaks,
and the line ``sep=;`` that Excel writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn

from msgspec import Struct

from timeline.errors import InputError, Place, Problem
from timeline.nodes import Mark, mark_at, place

SEPARATORS: Final = (",", ";", "\t", "|")


MOST_COLUMNS: Final = 1_000
"""Maximum columns of a table; a spreadsheet may have 16,384, most of them empty."""

MOST_ROWS: Final = 10_000
CHARACTERS_PER_ROW: Final = 20
"""Maximum rows of a table: `MOST_ROWS`, and one more for every `CHARACTERS_PER_ROW` of its text,
since a draft takes far more work than a row of two letters."""


class Cell(Struct, frozen=True):
    """A cell: its text without quotes, where it begins, and its row and column, counted from 1.

    ``link`` is the address of its hyperlink.
    """

    text: str
    mark: Mark
    row: int
    column: int
    link: str | None = None

    @property
    def name(self) -> str:
        """Its name in spreadsheets.

        >>> Cell("", 0, 14, 2).name, Cell("", 0, 1, 28).name
        ('B14', 'AB1')
        """
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


class Sheet(Struct, frozen=True):
    """A table: its name, its rows, and the cells that are headings between them."""

    name: str
    rows: list[list[Cell]]
    headings: list[Cell] = []


# Possessive, so that a quotation mark that is never closed costs a single pass.
_QUOTED: Final = re.compile(r'"((?:[^"]++|"")*+)"')
_SEP: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def rows(text: str, file: str) -> Iterator[list[Cell]]:
    """The rows of a table in their order; rows without text are skipped.

    Raises:
        InputError: a quotation mark is never closed.
    """
    separator, start = _separator(text)
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    line, line_start, position = text.count("\n", 0, start), start, start
    row: list[Cell] = []
    number, left = 1, MOST_ROWS + len(text) // CHARACTERS_PER_ROW
    while position <= len(text):
        mark = mark_at(line, position - line_start)
        written = ""
        if text[position : position + 1] == '"':
            match = _QUOTED.match(text, position)
            if match is None:
                hint = "close it, or double it if it is a part of the text"
                where, fact = place(file, mark), "a quotation mark is not closed"
                raise InputError([Problem(where, "", fact, hint, "table-quotes")])
            written = match[1].replace('""', '"')
            breaks = match[0].count("\n")
            if breaks:
                line += breaks
                line_start = position + match[0].rindex("\n") + 1
            position = match.end()
        match = plain.match(text, position)
        assert match is not None  # it also matches the empty text
        text_of_cell = written + match[0]
        if len(row) < MOST_COLUMNS:
            row.append(Cell(text_of_cell, mark, number, len(row) + 1))
        elif text_of_cell.strip():
            refuse_columns(place(file, mark))
        position = match.end()
        if text[position : position + 1] == separator:
            position += 1
            continue
        if any(cell.text.strip() for cell in row):
            if not left:
                refuse_rows(place(file, row[0].mark), MOST_ROWS + len(text) // CHARACTERS_PER_ROW)
            left -= 1
            yield row
        row, number = [], number + 1
        position += 2 if text.startswith("\r\n", position) else 1
        line, line_start = line + 1, position


def refuse_rows(where: Place, most: int) -> NoReturn:
    """Raises the problem of the first row that is not read."""
    fact = f"a table of this size may have {most:,} rows"
    raise InputError([Problem(where, "", fact, "split the table", "items-too-many")])


def refuse_columns(where: Place) -> NoReturn:
    """Raises the problem of a cell beyond the last column that is read."""
    fact = f"the table has more than {MOST_COLUMNS:,} columns"
    hint = "leave out those that do not describe events"
    raise InputError([Problem(where, "", fact, hint, "items-too-many")])


def _separator(text: str) -> tuple[str, int]:
    """The character between cells, and where the first row begins.

    It is the one that splits the first ten lines into the most cells.
    """
    if match := _SEP.match(text):
        return match[1], match.end()
    head = _QUOTED.sub("", "\n".join(text.split("\n", 10)[:10]))
    return max(SEPARATORS, key=head.count), 0
