"""Tables: CSV from spreadsheets, workbooks, and our own export.

Columns are recognised by their headers, see `headers`. From our own export, all columns except
derived ones are read back. A row without a status is a draft.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from timeline.errors import Place, Problem, printable
from timeline.exporters.csv import fused
from timeline.importing import CellLabel, Found, encodings
from timeline.importing.date_cells import Dates
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.grid import Sheet, rows
from timeline.importing.header_rows import (
    HeadedSheet,
    headed_sheets,
    note_unread,
    order_in,
    preferences,
)
from timeline.importing.own_workbook import Beside, parted, without_event
from timeline.importing.row_events import RowReader
from timeline.importing.table_options import Options
from timeline.nodes import MappingNode, SequenceNode, place

_NAMED: Final = 8
"""Maximum places that a note lists."""


def read_table(content: bytes, file: str, names: DeclaredNames, options: Options) -> Found:
    """A draft for each row.

    Raises:
        InputError: the file is not a table, or has no known headers.
    """
    found = Found(MappingNode())
    sheets, beside, are_several = _sheets(content, file, names, options, found)
    tables = list(headed_sheets(sheets, file, options, found, are_several=are_several))
    events = SequenceNode()
    dates = Dates(options.languages, options.on, order_in(tables))
    if dates.order is not None:
        first = {"en-GB": "day", "en-US": "month"}[dates.order.tag]
        found.notes.append(f"{dates.order.witness} shows that dates have the {first} first")
    for table in tables:
        _read(table, file, names, dates, options, events, found, beside)
    found.problems.extend(without_event(beside, found, file))
    located = [printable(name, 30) for name in names.located]
    if located:
        shown = ", ".join(located[:_NAMED])
        more = f" and {len(located) - _NAMED} more" if len(located) > _NAMED else ""
        found.notes.append(f"countries and time zones are from the gazetteer: {shown}{more}")
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, 0)
    return found


def _sheets(
    content: bytes, file: str, names: DeclaredNames, options: Options, found: Found
) -> tuple[list[Sheet], Beside, bool]:
    """The sheets of events, the data of other sheets on them, and whether the file has several."""
    match options.form:
        case "csv" | "markwhen":
            decoded = encodings.decode(content, file, options.encoding)
            found.notes.extend(filter(None, [decoded.note]))
            if options.form == "csv":
                return [_fused(Sheet("", list(rows(decoded.text, file))))], Beside(), False
            from timeline.importing import markwhen

            return [markwhen.sheet(decoded.text, file, found)], Beside(), False
        case "yaml":
            from timeline.importing import yaml_lists

            return [yaml_lists.sheet(content, file, found.notes)], Beside(), False
        case _:
            from timeline.importing import workbooks

            sheets = workbooks.read_workbook(content, file, options.form)
            return *parted(sheets, file, names, found), len(sheets) > 1


def _fused(sheet: Sheet) -> Sheet:
    """*sheet* of a CSV file, without the apostrophes that keep cells from being formulas."""
    cells = [[replace(cell, text=fused(cell.text)) for cell in row] for row in sheet.rows]
    return Sheet(sheet.name, cells, sheet.headings)


def _read(
    table: HeadedSheet,
    file: str,
    names: DeclaredNames,
    dates: Dates,
    options: Options,
    events: SequenceNode,
    found: Found,
    beside: Beside,
) -> None:
    """Adds the drafts of a table to *events*, and its problems and notes to *found*."""
    reader = RowReader(file, names, dates, table, options)
    reader.sources = beside.sources
    for row in table.rows:
        event = reader.event(row, len(events))
        if event is not None:
            if reader.is_numbered:
                sheet = f"'{table.sheet.name}'!" if table.is_one_of_several else ""
                found.rows[len(events)] = f"{sheet}{row[0].row}"
            if reader.has_id:
                found.given.add(str(event["id"]))
            if reader.fingerprint is not None:
                found.exported[len(events)] = reader.fingerprint
                found.sources[len(events)] = beside.fingerprints.get(str(event["id"]), [])
            events.put(event, row[0].mark)
        for header, cell in zip(table.headers, row, strict=False):
            text = printable(header.text.strip(), 40)
            where = place(file, cell.mark)
            shown = Place(file, cell.row, cell.column) if table.sheet.name else where
            label = CellLabel(f"row {cell.row}", f"{table.name(cell)} {text!r}", shown)
            # Missing cells of a list get the place of one that exists.
            found.labels.setdefault(where, label)
    found.problems.extend(reader.problems)
    found.notes.extend(reader.notes)
    if "anniversary_of" in table.columns:
        return  # the unread columns of our own export are derived
    found.columns.update(
        (header.text.strip(), column)
        for header, column in zip(table.headers, table.columns, strict=True)
        if column is not None and header.text.strip()
    )
    found.notes.extend(preferences(table, options.mapping))
    note_unread(table, file, dates, found)
    if reader.without_zone:
        first = reader.without_zone[0]
        count = len(reader.without_zone)
        what = "1 row has" if count == 1 else f"{count} rows have"
        fact = f"{what} times but no time zone, the first in {table.name(first)}"
        hint = "set it: --timezone Europe/Belgrade, or in a column 'timezone'"
        where = place(file, first.mark)
        found.problems.append(Problem(where, table.name(first), fact, hint, "time-without-zone"))
