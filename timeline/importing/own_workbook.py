"""Our own workbook, read back: its sheets of sources and declared names, besides the events.

The sheet that explains the fields is skipped. The remaining sheets are read as tables of events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from timeline.columns import DECLARED, parted_cell
from timeline.errors import Place, Problem, printable
from timeline.importing import CellLabel, Found
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.grid import Cell, Sheet
from timeline.importing.headers import is_ours
from timeline.nodes import MappingNode, Mark, SequenceNode, place

_SOURCES: Final = ("event", "number", "document")
_NAMES: Final = ("section", "id", "name")
_FIELDS: Final = ("sheet", "column", "meaning")


class Beside(Struct):
    """The data of our own workbook besides the rows of events: sources, by the ids of events."""

    sources: dict[str, SequenceNode] = field(default_factory=dict)
    fingerprints: dict[str, list[str]] = field(default_factory=dict)
    """Those of the sources when they were exported."""
    cells: dict[str, Cell] = field(default_factory=dict)
    """The place of the id of each event with sources."""


def parted(
    sheets: list[Sheet], file: str, names: DeclaredNames, found: Found
) -> tuple[list[Sheet], Beside]:
    """The sheets of events, and the data of the others; declared names are added to *names*."""
    beside = Beside()
    if not any(is_ours(_header(sheet)) for sheet in sheets):
        return sheets, beside
    events = []
    for sheet in sheets:
        header = _header(sheet)
        first = tuple(header[:3])
        if first == _SOURCES:
            _read_sources(sheet, header, beside)
        elif first == _NAMES:
            found.problems.extend(_read_names(sheet, header, file, names))
        elif first != _FIELDS:
            events.append(sheet)
            continue
        _label(sheet, header, file, found)
    return events, beside


def _header(sheet: Sheet) -> list[str]:
    return [cell.text.strip() for cell in sheet.rows[0]] if sheet.rows else []


def _label(sheet: Sheet, header: list[str], file: str, found: Found) -> None:
    """Records the name of every cell in messages."""
    for row in sheet.rows[1:]:
        for name, cell in zip(header, row, strict=False):
            shown = f"'{sheet.name}'!{cell.name} {printable(name, 40)!r}"
            where = Place(file, cell.row, cell.column)
            found.labels[place(file, cell.mark)] = CellLabel(f"row {cell.row}", shown, where)


def _read_sources(sheet: Sheet, header: list[str], beside: Beside) -> None:
    rows = [_cells(header, row) for row in sheet.rows[1:]]
    for cells in sorted(rows, key=_number):
        event = cells.pop("event", None)
        cells.pop("number", None)
        fingerprint = cells.pop("fingerprint", None)
        if event is None or not cells:
            continue
        name = event.text.strip()
        beside.cells.setdefault(name, event)
        beside.fingerprints.setdefault(name, []).append(fingerprint.text if fingerprint else "")
        source = MappingNode()
        for column, cell in cells.items():
            put_nested(source, column.split("."), cell.text.strip(), cell.mark)
        beside.sources.setdefault(name, SequenceNode()).put(source, event.mark)


def _number(cells: dict[str, Cell]) -> int:
    """The position of a source among those of its event; a source without a number comes last."""
    text = cells["number"].text.strip() if "number" in cells else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 10**10


def _read_names(
    sheet: Sheet, header: list[str], file: str, names: DeclaredNames
) -> Iterator[Problem]:
    for row in sheet.rows[1:]:
        cells = _cells(header, row)
        section, name = cells.pop("section", None), cells.pop("id", None)
        if section is None or name is None or not cells:
            continue
        if section.text.strip() not in DECLARED:
            fact = f"there is no section {printable(section.text)!r} of names"
            where = place(file, section.mark)
            path = f"'{sheet.name}'!{section.name}"
            yield Problem(where, path, fact, f"known: {', '.join(DECLARED)}", "name-unknown")
            continue
        node = MappingNode()
        for column, cell in cells.items():
            if column == "coordinates":
                point = SequenceNode()
                for part in parted_cell(cell.text):
                    point.put(part, cell.mark)
                node.put(column, point, cell.mark)
            else:
                put_nested(node, column.split("."), cell.text.strip(), cell.mark)
        is_place = section.text.strip() == "places"
        declared = node if is_place else node.get("name", "")
        names.declare(section.text.strip(), name.text.strip(), declared, name.mark)


def _cells(header: list[str], row: list[Cell]) -> dict[str, Cell]:
    """The cells of a row that have a value, by their columns.

    Columns derived from others are skipped: a date in EDTF, a text in the default language.
    """
    cells = {
        name: cell
        for name, cell in zip(header, row, strict=False)
        if name and cell.text.strip() and not name.endswith(".edtf")
    }
    return {
        name: cell
        for name, cell in cells.items()
        if not any(other.startswith(f"{name}.") for other in cells)
    }


def without_event(beside: Beside, found: Found, file: str) -> Iterator[Problem]:
    """A problem for the sources of each event that has no row."""
    for name, cell in beside.cells.items():
        if name not in found.given:
            where = place(file, cell.mark)
            fact = f"no row of the events has the id {printable(name)!r}"
            hint = "correct the id, or add the event"
            yield Problem(where, found.labels[where].cell, fact, hint, "name-unknown")


def put_nested(node: MappingNode, path: list[str], text: str, mark: Mark) -> None:
    """Sets *text* at *path* in *node*; missing mappings are created."""
    for key in path[:-1]:
        inner = node.get(key)
        if not isinstance(inner, MappingNode):
            inner = MappingNode()
            node.put(key, inner, mark)
        node = inner
    node.put(path[-1], text, mark)
