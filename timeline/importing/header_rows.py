"""The header row of a sheet, the fields of its columns, and the columns that are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from timeline.errors import DateError, InputError, Place, Problem, printable
from timeline.importing import Found
from timeline.importing.date_cells import Dates, Order, order
from timeline.importing.grid import Cell, Sheet
from timeline.importing.headers import (
    NOTHING,
    ambiguous,
    is_empty,
    key,
    proposed,
    understood,
)
from timeline.importing.table_options import Options
from timeline.nodes import place

_SEARCHED_ROWS: Final = 20
"""The first rows, in which the headers are searched; titles and blanks may precede them."""

_SEARCHED_CELLS: Final = 50
"""Maximum cells of a column that are examined to decide whether it holds dates."""


class HeadedSheet(Struct, frozen=True):
    """A sheet from its header row on, and the fields of its columns."""

    sheet: Sheet
    headers: list[Cell]
    columns: list[str | None]
    rows: list[list[Cell]]
    is_one_of_several: bool = False

    def name(self, cell: Cell) -> str:
        """The name of *cell* in messages."""
        return f"'{self.sheet.name}'!{cell.name}" if self.is_one_of_several else cell.name


def headed_sheets(
    sheets: list[Sheet], file: str, options: Options, found: Found, *, are_several: bool
) -> Iterator[HeadedSheet]:
    """The sheets that have headers.

    Raises:
        InputError: no sheet has headers.
    """
    count = 0
    for sheet in sheets:
        number, columns = _header(sheet.rows, options.mapping)
        if number is not None:
            count += 1
            below = [row for row in sheet.rows[number + 1 :] if not _is_heading(row, sheet)]
            yield HeadedSheet(sheet, sheet.rows[number], columns, below, are_several)
            for cell in sheet.headings:
                if cell.row > sheet.rows[number][0].row:
                    shown = printable(cell.text, 40)
                    found.notes.append(f"{cell.name} is a heading and was left out: {shown}")
        elif are_several:
            name = printable(sheet.name, 40)
            found.notes.append(f"the sheet {name!r} was left out: it is hidden, or has no titles")
    if count:
        return
    hint = ("the first row names the columns; 'title' is required, 'date' or 'start' and 'end' are "
            "expected; map other names with --map \"Header=title\"")  # fmt: skip
    first = next((row for sheet in sheets for row in sheet.rows), [])
    shown = ", ".join(printable(cell.text, 30) for cell in first[:8]) or "nothing"
    fact = f"no column with titles among: {shown}"
    raise InputError([Problem(Place(file), "", fact, hint, "column-title")])


def _is_heading(row: list[Cell], sheet: Sheet) -> bool:
    return any(cell is heading for heading in sheet.headings for cell in row)


def _header(
    table: list[list[Cell]], mapping: Mapping[str, str]
) -> tuple[int | None, list[str | None]]:
    """The number of the header row, and the field of each column.

    Of several candidates, it is the row that names the most fields: a title above a table, such
    as "Events", may be the name of a field too.
    """
    best: tuple[int, int | None, list[str | None]] = (0, None, [])
    for number, row in enumerate(table[:_SEARCHED_ROWS]):
        columns = understood([cell.text for cell in row], mapping)
        if {"title", "id"} & {column and column.partition(".")[0] for column in columns}:
            count = sum(column is not None for column in columns)
            if count > best[0]:
                best = count, number, columns
    return best[1], best[2]


def order_in(tables: Iterable[HeadedSheet]) -> Order | None:
    """The order of day and month in the columns of dates."""
    return order(
        cell.text
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=False)
        if column in ("when", "start", "end", "wording")
    )


def preferences(table: HeadedSheet, mapping: Mapping[str, str]) -> Iterator[str]:
    """A note for each column whose name has several meanings: which was chosen, and the others."""
    for header, column in zip(table.headers, table.columns, strict=True):
        meanings = ambiguous().get(key(header.text), ())
        if column in meanings[:1] and key(header.text) not in mapping:
            shown = printable(header.text.strip(), 40)
            others = " or ".join(f'--map "{shown}={each}"' for each in meanings[1:])
            yield f"the column {shown!r} was read as {column!r}; if it is something else: {others}"


def note_unread(table: HeadedSheet, file: str, dates: Dates, found: Found) -> None:
    """Reports the unknown columns: those with dates as problems, others in a note."""
    listed = []
    for number, header in enumerate(table.headers):
        name = header.text.strip()
        if table.columns[number] is not None or not name:
            continue
        texts = [row[number].text.strip() for row in table.rows if number < len(row)]
        filled = [text for text in texts if not is_empty(text)][:_SEARCHED_CELLS]
        known = proposed(name)
        setting = f'--map "{printable(name, 40)}={known or "when"}"'
        if _hold_dates(filled, dates):
            where = place(file, header.mark)
            fact = f"the column {printable(name, 40)!r} contains dates but is not read"
            hint = f'map it: {setting}, or "{printable(name, 40)}={NOTHING}"'
            found.problems.append(Problem(where, table.name(header), fact, hint, "column-unread"))
        elif filled:
            shown = printable(name, 40)
            listed.append(f"{shown} (is it {known!r}? then {setting})" if known else shown)
    if listed:
        found.notes.append(f"columns that were not read: {', '.join(listed)}")


def _hold_dates(texts: list[str], dates: Dates) -> bool:
    """Whether most of *texts* are days or months; a number alone may be anything."""
    count = 0
    for text in texts:
        try:
            when = dates.one(text)
        except DateError:
            continue
        count += not text.isdecimal() and bool(when.value.earliest or when.value.latest)
    return bool(texts) and 2 * count >= len(texts)
