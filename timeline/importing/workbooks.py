"""Workbooks as sheets of cells, with the texts that Excel and LibreOffice show.

openpyxl reads XLSX, xlrd reads XLS, and `ods` reads ODS, which contains the text that it shows. A
date is as precise as its cell shows it: with the format "mmmm yyyy" it is a month, although its
value is the first day. Merged cells are filled down, as people read them.

The libraries build a whole workbook in memory, so they run in a separate process with limits
(`timeline.documents.confined`).
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from typing import Any, Final, NoReturn

from msgspec import Struct

from timeline import installing
from timeline.archives import DAMAGE
from timeline.code_names import CodeName
from timeline.documents import confined
from timeline.errors import InputError, Place, Problem
from timeline.importing.grid import MOST_COLUMNS, Cell, Sheet, refuse_columns
from timeline.importing.raw_sheets import FilledCell, Merged, RawSheet, most_cells
from timeline.nodes import mark_at

LARGEST: Final = 300_000_000
"""Maximum bytes of the unpacked parts of a workbook."""


BETWEEN_SHEETS: Final = 2_000_000
"""The distance of the marks of two sheets, in rows; Excel has at most 1,048,576."""


def read_workbook(content: bytes, file: str, form: str) -> list[Sheet]:
    """The sheets of a workbook; hidden sheets have no rows.

    Raises:
        InputError: it is damaged, encrypted or too large, or its library is not installed.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0") and form != "xls":
        fact = "the workbook is encrypted, or an old XLS"
        _refuse(file, fact, "save it without a password", "file-encrypted")
    if form != "xls":
        _examine(content, file)
    reader, library = _READERS[form]
    if find_spec(library) is None:
        hint = f"save the table as CSV, or run: {installing.command('office')}"
        _refuse(file, f"reading this needs {library}", hint, "library-missing")
    smaller, again = "save it as CSV, or split it", "open it and save it again"
    with confined.refusals(file, "the workbook", smaller, mend=again):
        book = confined.call(reader, content, _Book, library)
    if book.damage:
        _refuse_damaged(file, book.damage)
    count = _CellCount(most_cells(len(content)), file)
    return [
        _sheet(name, number, values, merged, count)
        for number, (name, values, merged) in enumerate(book.sheets)
    ]


class _Book(Struct):
    """What a library reads from a workbook; ``damage`` says why it stopped."""

    sheets: list[RawSheet] = []
    damage: str = ""


class _CellCount:
    """Counts cells, and refuses more than *most*."""

    def __init__(self, most: int, file: str) -> None:
        self._most = self._left = most
        self.file = file

    def take(self, count: int) -> None:
        """Counts *count* more cells."""
        self._left -= count
        if self._left < 0:
            fact = f"the workbook has more than {self._most:,} cells"
            _refuse(self.file, fact, "save it as CSV, or split it", "items-too-many")


def _refuse_damaged(file: str, damage: str) -> NoReturn:
    fact = f"the workbook is damaged: {damage}"
    _refuse(file, fact, "open it and save it again", "file-damaged")


def _refuse(file: str, fact: str, hint: str, code: CodeName) -> NoReturn:
    raise InputError([Problem(Place(file), "", fact, hint, code)])


def _examine(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except DAMAGE:
        _refuse(file, "the file is not a workbook", "save it as XLSX, ODS or CSV", "file-format")
    if size > LARGEST:
        fact = f"the workbook unpacks to more than {LARGEST:,} bytes"
        _refuse(file, fact, "save fewer sheets", "file-too-large")


def _read(read: Callable[[bytes], Iterator[RawSheet]], content: bytes) -> _Book:
    try:
        return _Book(list(read(content)))
    except (*DAMAGE, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError) as error:
        return _Book(damage=str(error))


def xlsx(content: bytes) -> _Book:
    """The workbook as openpyxl reads it."""
    return _read(_xlsx, content)


def xls(content: bytes) -> _Book:
    """The workbook as xlrd reads it."""
    return _read(_xls, content)


def ods(content: bytes) -> _Book:
    """The workbook as `timeline.importing.ods` reads it."""
    from timeline.importing.ods import sheets

    return _read(sheets, content)


_READERS: Final[Mapping[str, tuple[Callable[[bytes], _Book], str]]] = {
    "xlsx": (xlsx, "openpyxl"),
    "xls": (xls, "xlrd"),
    "ods": (ods, "zipfile"),
}
"""The reader of each format, and the library that it uses."""


# -- a sheet -----------------------------------------------------------------------------------


def _sheet(
    name: str,
    number: int,
    values: Iterable[FilledCell],
    merged: Iterable[Merged],
    count: _CellCount,
) -> Sheet:
    """The rows of a sheet, from its first cell to its last; merged cells are filled down."""
    first = number * BETWEEN_SHEETS
    table: dict[int, dict[int, FilledCell]] = {}
    for value in values:
        table.setdefault(value.row, {})[value.column] = value
    headings = set()
    filled = sorted(table)
    ends: dict[int, int] = {}
    """The last row that was filled down, by column; no program merges a cell twice."""
    for area in sorted(merged, key=lambda area: area.row):
        origin = table.get(area.row, {}).get(area.column)
        if origin is None:
            continue
        if area.last_column > area.column and len(table[area.row]) == 1:
            headings.add(area.row)
        first_below = max(area.row, ends.get(area.column, -1)) + 1
        ends[area.column] = max(area.last_row, ends.get(area.column, -1))
        for row in filled[bisect_left(filled, first_below) : bisect_right(filled, area.last_row)]:
            table[row].setdefault(area.column, FilledCell(row, area.column, origin.text))
    rows, left_out = [], []
    for row in sorted(table):
        cells = table[row]
        if not any(value.text.strip() for value in cells.values()):
            continue
        if max(cells) >= MOST_COLUMNS:
            refuse_columns(Place(count.file, row + 1, max(cells) + 1))
        count.take(max(cells) + 1)
        built = [
            Cell(
                cells[column].text if column in cells else "",
                mark_at(first + row, column),
                row + 1,
                column + 1,
                cells[column].link if column in cells else None,
            )
            for column in range(max(cells) + 1)
        ]
        rows.append(built)
        if row in headings:
            left_out.append(built[min(cells)])
    return Sheet(name, rows, left_out)


# -- XLSX --------------------------------------------------------------------------------------


def _xlsx(content: bytes) -> Iterator[RawSheet]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    # Read again with formulas only if the result of a formula is missing.
    formulas = openpyxl.load_workbook(io.BytesIO(content)) if _lacks_results(content) else None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            yield sheet.title, [], []
            continue
        values = []
        # Not `iter_rows`, which makes a cell for each position from the first to the last.
        for place, cell in sorted(sheet._cells.items()):
            if cell.value is None:
                formula = formulas and formulas[sheet.title]._cells[place]
                if formula is not None and formula.data_type == "f":
                    text = str(getattr(formula.value, "text", formula.value))
                    values.append(FilledCell(cell.row - 1, cell.column - 1, text))
                continue
            link = getattr(cell, "hyperlink", None)
            text = shown(cell.value, str(cell.number_format or ""))
            target = getattr(link, "target", None)
            values.append(FilledCell(cell.row - 1, cell.column - 1, text, target))
        merged = [
            Merged(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        ]
        yield sheet.title, values, merged


_WITHOUT_RESULT: Final = re.compile(rb"(?:</f>|<f(?:\s[^<>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def _lacks_results(content: bytes) -> bool:
    """Whether a formula has no stored result, as in files that no spreadsheet has saved.

    Such a cell shows the formula: its result is not known, and it is not empty.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            _WITHOUT_RESULT.search(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


# -- XLS ---------------------------------------------------------------------------------------


def _xls(content: bytes) -> Iterator[RawSheet]:
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        raise ValueError(str(error)) from None
    for sheet in book.sheets():
        if sheet.visibility != 0:
            yield sheet.name, [], []
            continue
        values = []
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                cell = sheet.cell(row, column)
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    continue
                form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                values.append(FilledCell(row, column, shown(_xls_value(xlrd, book, cell), form)))
        merged = [
            Merged(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ]
        yield sheet.name, values, merged


def _xls_value(xlrd: Any, book: Any, cell: Any) -> Any:
    match cell.ctype:
        case xlrd.XL_CELL_DATE if cell.value < 1:
            return (datetime.min + timedelta(days=cell.value, microseconds=500)).time()
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#N/A")
        case _:
            return cell.value


# -- what a cell shows -------------------------------------------------------------------------


def shown(value: Any, form: str) -> str:
    """The text of a cell; a date in ISO 8601, as precise as the number format *form* shows it.

    >>> shown(datetime(2027, 5, 1), "mmmm yyyy"), shown(datetime(2027, 5, 1), "dd.mm.yyyy")
    ('2027-05', '2027-05-01')
    >>> shown(datetime(2027, 5, 1, 9, 30), "dd.mm.yyyy hh:mm"), shown(3.0, "General")
    ('2027-05-01 09:30', '3')
    """
    match value:
        case bool():
            return str(value).upper()
        case datetime() | date():
            return _date(value, parts(form))
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _date(value: date, units: frozenset[str]) -> str:
    day = f"{value.year:04}-{value.month:02}-{value.day:02}"
    hours = ""
    if isinstance(value, datetime) and (value.time() != time()) and "h" in units:
        # Excel counts in fractions of a day: a second may be off by a millionth.
        rounded = value + timedelta(milliseconds=500)
        hours = f" {rounded:%H:%M}" if rounded.second == 0 else f" {rounded:%H:%M:%S}"
    if units & {"d"} or not units & {"y", "m"}:
        return day + hours
    return day[:7] if "m" in units else day[:4]


_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.')
_UNITS: Final = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p|г+|д+|ч+|j+|t+", re.IGNORECASE)
_LOCAL: Final = {"г": "y", "д": "d", "ч": "h", "j": "y", "t": "d"}
"""Letters of Russian and German formats, which some programs write untranslated."""


def parts(form: str) -> frozenset[str]:
    """The parts of a date that a number format shows: y, m (months), d, h.

    >>> sorted(parts("[$-419]d mmmm yyyy;@")), sorted(parts("h:mm")), sorted(parts("mm.yyyy"))
    (['d', 'm', 'y'], ['h'], ['m', 'y'])
    """
    plain = _QUOTED.sub("", form.split(";")[0].replace("General", ""))
    units = [match[0][0].casefold() for match in _UNITS.finditer(plain)]
    units = [_LOCAL.get(unit, unit) for unit in units if unit != "a"]
    found = set()
    for number, unit in enumerate(units):
        beside = {*units[max(number - 1, 0) : number], *units[number + 1 : number + 2]}
        is_minute = unit == "m" and (units[number - 1 : number] == ["h"] or "s" in beside)
        found.add("h" if is_minute or unit == "s" else unit)
    return frozenset(found & {"y", "m", "d", "h"})
