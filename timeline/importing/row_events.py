"""A row of a table as an event, with the problems of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final

from msgspec.structs import replace

from timeline import nodes
from timeline.columns import parted_cell
from timeline.errors import DateError, Problem, legible
from timeline.events import Event
from timeline.importing.date_cells import Dates, WhenField
from timeline.importing.declared_names import DeclaredNames, slug
from timeline.importing.grid import Cell
from timeline.importing.header_rows import (
    HeadedSheet,
)
from timeline.importing.headers import (
    DATES,
    LISTS,
    NOTHING,
    is_empty,
    is_yes,
)
from timeline.importing.own_workbook import put_nested
from timeline.importing.pairing import TEXTS
from timeline.importing.table_options import Options
from timeline.importing.zones import named
from timeline.nodes import MappingNode, Mark, SequenceNode, place
from timeline.zone_names import is_zone

_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")

_TOWN: Final = re.compile(r"(?:г\.|гор\.|город\s|м\.|қ\.)\s*(?=\w)", re.IGNORECASE)
"""«г. Белград» is Belgrade."""


class RowReader:
    """Turns rows into events; ``problems`` collects the problems of their cells."""

    def __init__(
        self, file: str, names: DeclaredNames, dates: Dates, table: HeadedSheet, options: Options
    ) -> None:
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.without_zone: list[Cell] = []
        self._file = file
        self._names = names
        self._dates = dates
        self._table = table
        self._columns = table.columns
        self._options = options
        self._is_own = "anniversary_of" in table.columns
        self.is_numbered = not self._is_own
        self.has_id = False
        self.fingerprint: str | None = None
        """Of the last event, if the row has one."""
        self.sources: Mapping[str, SequenceNode] = {}
        """Sources from another sheet, by the id of their event."""

    def event(self, row: list[Cell], number: int) -> MappingNode | None:
        """The draft of a row; None if it is empty, or a derived anniversary."""
        cells = self._cells(row)
        if not cells or "anniversary_of" in cells:
            return None
        event, quote = MappingNode(), None
        self.has_id = "id" in cells
        self.fingerprint = cells["fingerprint"].text if "fingerprint" in cells else None
        when = self._when(cells, f"events[{number}].when")
        if "sources.document" not in cells and "sources.url" in cells:
            cells["sources.document"] = cells["sources.url"]
        for column, cell in cells.items():
            self._put(event, column, cell, cells)
        if when is not None:
            first = next(cells[name] for name in DATES if name in cells)
            event.put("when", when.text, first.mark)
            quote = when.quote or self._wording(cells, when)
            if when.value.is_timed:
                self._zone(event, when, first)
        mark = row[0].mark
        if self.has_id and (cited := self.sources.get(str(event["id"]))):
            event.put("sources", cited, mark)
        if self.is_numbered:
            # A fingerprint of the row is noted, for comparison at its next import.
            source = nodes.mapping(mark, document=legible(PurePath(self._file).name))
            if quote:
                source.put("quote", quote, mark)
            source.put("note", "row", mark)
            _sources(event, mark).put(source, mark)
        if "id" not in event:
            event.put("id", self._id(cells, when), mark)
        if "status" not in event:
            event.put("status", self._options.status, mark)
        ordered = MappingNode()
        for name in sorted(event, key=_order_of):
            ordered.put(name, event[name], event.values_at[name])
        return ordered

    def _cells(self, row: list[Cell]) -> dict[str, Cell]:
        """The cells of a row that have a value, by their columns."""
        cells: dict[str, Cell] = {}
        for column, cell in zip(self._columns, row, strict=False):
            text = cell.text
            if not column or column == NOTHING or not text.strip():
                continue
            if column.partition(".")[0] != "title" and not self._is_own and is_empty(text):
                continue
            if column in LISTS and column in cells:
                first = cells[column]
                cells[column] = replace(first, text=f"{first.text}; {text.strip()}")
                continue
            is_aligned = column.startswith("sources.")
            cells[column] = replace(cell, text=text if is_aligned else text.strip())
            if cell.link and _ADDRESS.fullmatch(cell.link) and "sources.url" not in self._columns:
                cells.setdefault("sources.url", replace(cell, text=cell.link))
        return cells

    def _put(self, event: MappingNode, column: str, cell: Cell, cells: Mapping[str, Cell]) -> None:
        """Puts a cell into its field; dates are handled elsewhere."""
        text, mark = cell.text, cell.mark
        if self._is_put_elsewhere(column, text, cells):
            return
        match column:
            case "place":
                name = self._names.place(_TOWN.sub("", text), mark)
                event.put(column, name, mark)
                self._locate(name, cells)
            case "latitude":
                self.notes.append(f"{self._table.name(cell)}: coordinates without a place")
            case "timezone":
                zone = None if is_zone(text) else named(text)
                event.put(column, (zone and zone.name) or text, mark)
            case "kind":
                event.put(column, self._names.kind(text, mark), mark)
            case "series":
                event.put(column, self._names.series(text, mark), mark)
            case "status":
                event.put(column, self._names.status(text), mark)
            case "parties":
                event.put(column, _items(_names_in(self._names.party, text, mark), mark), mark)
            case "aliases":
                event.put(column, _items(parted_cell(text), mark), mark)
            case _ if alike := _in_languages(column, cells):
                _put_beside(event, column, cell, alike)
            case _ if column.startswith("sources."):
                _put_lines(event, column.split(".")[1:], cell)
            case _:
                put_nested(event, column.split("."), text, mark)

    def _is_put_elsewhere(self, column: str, text: str, cells: Mapping[str, Cell]) -> bool:
        """Whether a column is read with others, such as those of dates, or is skipped."""
        if column in DATES or column in ("when", "longitude", "fingerprint"):
            return True
        if column == "latitude":
            return "place" in cells
        return column == "disputed" and text.casefold() == "false"

    def _locate(self, name: str, cells: Mapping[str, Cell]) -> None:
        """Adds the coordinates of the row to a place that this table declares."""
        latitude, longitude = cells.get("latitude"), cells.get("longitude")
        declared = self._names.declared.get("places", MappingNode()).get(name)
        if latitude is None or longitude is None or not isinstance(declared, MappingNode):
            return
        if "coordinates" not in declared:
            point = [cell.text.replace(",", ".") for cell in (latitude, longitude)]
            declared.put("coordinates", _items(point, latitude.mark), latitude.mark)

    def _zone(self, event: MappingNode, when: WhenField, first: Cell) -> None:
        """Sets the zone of hours: that of the row, or of the place, or of the user."""
        is_known = when.zone is not None or all(at.tzinfo for at in when.value.times)
        if "timezone" in event or self._is_own or is_known:
            return
        place_name = str(event["place"]) if "place" in event else None
        if self._names.zone(place_name) is not None:
            return
        if self._options.timezone is not None:
            event.put("timezone", self._options.timezone, first.mark)
        else:
            self.without_zone.append(first)

    def _wording(self, cells: Mapping[str, Cell], when: WhenField) -> str | None:
        """The words for the date in the table, besides the date that is read."""
        cell = cells.get("wording")
        return cell.text if cell is not None and cell.text != when.text else None

    def _id(self, cells: Mapping[str, Cell], when: WhenField | None) -> str:
        title = next((cell.text for name, cell in cells.items() if name.startswith("title")), "")
        stem = slug(title)
        start = when.value.iso_bounds[0] if when else None
        dated = f"{stem}-{start[:4]}" if stem and start and start[0] not in "+-" else ""
        return self._names.ids.free(stem, dated)

    # -- dates -------------------------------------------------------------------------------

    def _when(self, cells: Mapping[str, Cell], path: str) -> WhenField | None:
        try:
            return self._date(cells)
        except _BadCell as bad:
            where = place(self._file, bad.cell.mark)
            error = bad.error
            found = Problem(where, path, error.fact, error.hint, error.code, error.span)
            self.problems.append(found)
            return None

    def _date(self, cells: Mapping[str, Cell]) -> WhenField | None:
        """The date that the cells of a row give together.

        Raises:
            _BadCell: one of them is not a date, or they contradict each other.
        """
        start, first = self._side(cells, ("when", "start"), ("year", "month", "day"))
        end, last = self._side(cells, ("end",), ("end_year", "end_month", "end_day"))
        if first is None and (cell := cells.get("wording")):
            start, first = cell, _read_cell(cell, lambda: self._dates.one(cell.text))
        if start is None or first is None:
            if end is not None:
                fact, hint = "an end without a start", "add the first day"
                raise _BadCell(end, DateError(end.text, fact, hint, code="date-without-start"))
            return None
        start_time = cells.get("start_time")
        all_day = cells.get("all_day")
        if start_time is None or (all_day is not None and is_yes(all_day.text)):
            if end is None or last is None:
                return first
            if _ends_at_midnight(cells) and first.value != last.value:
                shown = last
                last = _read_cell(end, lambda: self._dates.day_before(shown))
            closing = last
            return _read_cell(end, lambda: self._dates.span(first, closing))
        end_time = cells["end_time"].text if "end_time" in cells else ""
        return _read_cell(
            start_time, lambda: self._dates.with_times(first, start_time.text, last, end_time)
        )

    def _side(
        self, cells: Mapping[str, Cell], whole: tuple[str, ...], in_parts: tuple[str, str, str]
    ) -> tuple[Cell | None, WhenField | None]:
        """A date and the cell in which it begins: one column, or a year, a month and a day.

        Raises:
            _BadCell: they are not a date.
        """
        parts = [cells.get(name) for name in in_parts]
        year, month, day = (part.text if part else "" for part in parts)
        for name in whole:
            if (cell := cells.get(name)) is not None:
                return cell, _read_cell(cell, lambda: self._dates.one(cell.text, year))
        first = next(filter(None, parts), None)
        if first is None:
            return None, None
        # An invalid part is reported with its own cell.
        sharpest = parts[2] or parts[1] or first
        try:
            return first, self._dates.of_parts(year, month, day)
        except DateError as error:
            bad = next((part for part in parts if part and part.text == error.text), sharpest)
            raise _BadCell(bad, error) from None


class _BadCell(Exception):  # noqa: N818 - carries the cell
    """A date that cannot be read, with its cell."""

    def __init__(self, cell: Cell, error: DateError) -> None:
        super().__init__(error.fact)
        self.cell = cell
        self.error = error


def _read_cell(cell: Cell, reading: Callable[[], WhenField]) -> WhenField:
    try:
        return reading()
    except DateError as error:
        raise _BadCell(cell, error) from None


def _ends_at_midnight(cells: Mapping[str, Cell]) -> bool:
    """Whether the end time is midnight, as Outlook writes the end of whole days."""
    time = cells.get("end_time")
    return time is not None and re.match(r"(?:00?|12)[:.]00\b(?!.*[Pp])", time.text) is not None


def _order_of(name: str) -> int:
    known = Event.__struct_fields__
    return known.index(name) if name in known else len(known)


def _items(texts: Iterable[str], mark: Mark) -> SequenceNode:
    items = SequenceNode()
    for text in texts:
        items.put(text, mark)
    return items


def _names_in(name: Callable[[str, Mark], str], text: str, mark: Mark) -> Iterator[str]:
    """Each name in a cell with a list of names."""
    for part in re.split(r"[;,/\n]", text):
        if part.strip():
            yield name(part.strip(), mark)


def _in_languages(column: str, cells: Mapping[str, Cell]) -> set[str]:
    """The texts in the columns that belong to *column*, one for each language or form."""
    return {cell.text for other, cell in cells.items() if other.startswith(f"{column}.")}


def _put_beside(event: MappingNode, column: str, cell: Cell, alike: set[str]) -> None:
    """Adds the text of *column*, unless a column for one of its languages has the same text."""
    if column in TEXTS and cell.text not in alike:
        put_nested(event, [column, "und"], cell.text, cell.mark)


def _put_lines(event: MappingNode, path: list[str], cell: Cell) -> None:
    """Puts each line of *cell* into the source with the same number."""
    sources = _sources(event, cell.mark)
    for number, line in enumerate(cell.text.split("\n")):
        while len(sources) <= number:
            sources.put(MappingNode(), cell.mark)
        source = sources[number]
        assert isinstance(source, MappingNode)
        if line.strip():
            put_nested(source, path, line.strip(), cell.mark)


def _sources(event: MappingNode, mark: Mark) -> SequenceNode:
    """The sources of *event*, added to it if they are missing."""
    sources = event.get("sources")
    if not isinstance(sources, SequenceNode):
        sources = SequenceNode()
        event.put("sources", sources, mark)
    return sources
