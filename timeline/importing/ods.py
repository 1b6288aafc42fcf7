"""ODS, the workbooks of LibreOffice: the text that each cell shows (ODF 1.3, part 3, section 9).

A date keeps its value if the text shows its day; otherwise it is as precise as the text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from timeline.importing.raw_sheets import FilledCell, Merged, RawSheet, most_cells

MOST_REPEATED: Final = 1_000
"""Maximum repetitions of a cell that are read; LibreOffice fills sheets with repeated cells."""

DEEPEST: Final = 100

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LINK: Final = "http://www.w3.org/1999/xlink"


def sheets(content: bytes) -> Iterator[RawSheet]:
    """The sheets of a workbook.

    Raises:
        ValueError: it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            body = archive.read("content.xml")
        except (KeyError, RuntimeError) as error:
            raise ValueError(str(error)) from None
    reader = _OdsReader(most_cells(len(content)))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    yield from reader.sheets


class _OdsReader:
    """Handles the events of the parser."""

    def __init__(self, most: int) -> None:
        self.sheets: list[RawSheet] = []
        self._depth = 0
        self._row = self._column = 0
        self._rows = 1
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._link: str | None = None
        self._comments = 0
        self._count = 0
        self._most = most

    def refuse(self, *_: object) -> None:
        raise ValueError("it defines entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(f"it is nested deeper than {DEEPEST} levels")
        match name.split(" "):
            case [space, "table"] if space == _TABLE:
                self.sheets.append((attributes.get(f"{_TABLE} name", ""), [], []))
                self._row = 0
            case [space, "table-row"] if space == _TABLE:
                self._column = 0
                self._rows = _count(attributes.get(f"{_TABLE} number-rows-repeated"))
            case [space, "table-cell" | "covered-table-cell"] if space == _TABLE:
                self._cell, self._paragraphs, self._link = attributes, [], None
            case [space, "annotation"] if space == _OFFICE:
                self._comments += 1
            case [space, "p" | "h"] if space == _TEXT:
                self._paragraphs += [] if self._comments else [""]
            case [space, "a"] if space == _TEXT:
                self._link = attributes.get(f"{_LINK} href")
            case [space, "s"] if space == _TEXT:
                self.characters(" " * min(_count(attributes.get(f"{_TEXT} c")), MOST_REPEATED))
            case [space, "line-break"] if space == _TEXT:
                self.characters("\n")

    def characters(self, data: str) -> None:
        if self._cell is not None and self._paragraphs and not self._comments:
            self._paragraphs[-1] += data

    def end(self, name: str) -> None:
        self._depth -= 1
        match name.split(" "):
            case [space, "table-row"] if space == _TABLE:
                self._row += self._rows
            case [space, "table-cell" | "covered-table-cell"] if space == _TABLE:
                self._finish()
                self._cell = None
            case [space, "annotation"] if space == _OFFICE:
                self._comments -= 1

    def _finish(self) -> None:
        """Adds the cell that ends here."""
        cell = self._cell
        if cell is None or not self.sheets:
            return
        _, values, merged = self.sheets[-1]
        columns = _count(cell.get(f"{_TABLE} number-columns-repeated"))
        text = _shown("\n".join(self._paragraphs), cell)
        if text.strip():
            for row in range(self._row, self._row + min(self._rows, MOST_REPEATED)):
                for column in range(self._column, self._column + min(columns, MOST_REPEATED)):
                    values.append(FilledCell(row, column, text, self._link))
                    self._count += 1
                    if self._count > self._most:
                        raise ValueError(f"it has more than {self._most:,} cells")
        down = _count(cell.get(f"{_TABLE} number-rows-spanned"))
        right = _count(cell.get(f"{_TABLE} number-columns-spanned"))
        if down > 1 or right > 1:
            area = Merged(self._row, self._column, self._row + down - 1, self._column + right - 1)
            merged.append(area)
        self._column += columns


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


def _shown(text: str, cell: dict[str, str]) -> str:
    """The text of a cell; a date in ISO 8601, as precise as it is shown."""
    kind, value = cell.get(f"{_OFFICE} value-type"), cell.get(f"{_OFFICE} date-value", "")
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", value, re.ASCII)
    if kind != "date" or match is None:
        return text
    year, _, _, hours = match.groups()
    numbers = re.findall(r"\d+", re.sub(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?=\D*$)", "", text)
                         if hours and ":" in text else text)  # fmt: skip
    for shown_year in (year, year[2:]):
        if shown_year in numbers[::-1]:
            numbers.remove(shown_year)
            break
    has_month_name = re.search(r"[^\W\d_]{3,}", text) is not None
    if len(numbers) >= (1 if has_month_name else 2) or not text.strip():
        is_timed = hours and hours != "00:00" and ":" in text
        return f"{value[:10]} {hours}" if is_timed else value[:10]
    return value[:7] if has_month_name or numbers else value[:4]
