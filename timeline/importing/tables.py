"""Tables: CSV as spreadsheets write it, and as our own export is.

Columns are known by their headers: the names of our fields, or words such as *Date*, *Название*,
*Место проведения*. Of our own export everything but the derived columns is read back. A row
that names no status is a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Final

from msgspec.structs import replace

from timeline.documents.text import decode
from timeline.errors import DateError, InputError, Place, Problem, legible, printable
from timeline.events import Event
from timeline.exporters.csv import LIST_SEPARATOR, fused
from timeline.importing import Found
from timeline.importing.dates import Dates, When
from timeline.importing.grid import Cell, rows
from timeline.importing.names import Names, slug
from timeline.nodes import MappingNode, Mark, SequenceNode, mapping, place

_HEADERS: Final[Mapping[str, str]] = {
    header: column
    for column, headers in {
        "id": "id; ид; идентификатор",
        "title": "title; event; name; subject; summary; событие; название; мероприятие; "
        "наименование; наименование мероприятия; название мероприятия; заголовок; тема",
        "when": "when; date; dates; event date; дата; даты; когда; срок; сроки; период; "
        "дата проведения; сроки проведения; дата события; edtf",
        "start": "start; start date; begin; from; date from; begins; дата начала; начало; с",
        "end": "end; end date; until; to; date to; ends; дата окончания; окончание; конец; по; "
        "дата завершения",
        "year": "year; год",
        "start_time": "start time; time; begin time; время; время начала",
        "end_time": "end time; время окончания; время завершения",
        "all_day": "all day event; all day; целый день; весь день",
        "place": "place; location; city; where; место; место проведения; город; расположение",
        "kind": "kind; type; category; categories; вид; тип; категория; категории",
        "status": "status; state; статус; состояние",
        "parties": "parties; party; countries; country; страны; страна; стороны; государства",
        "series": "series; серия; цикл",
        "description": "description; notes; note; comment; comments; details; описание; заметки; "
        "примечание; примечания; комментарий; содержание",
        "sources.document": "source; sources; document; источник; источники; документ",
        "sources.url": "url; link; web; address; ссылка; адрес; сайт",
        "sources.publisher": "publisher; издатель; опубликовал",
        "sources.quote": "quote; цитата",
    }.items()
    for header in headers.split("; ")
}
"""What columns are called in tables that are not ours."""

_MODEL: Final = re.compile(rf"(?:{'|'.join(Event.__struct_fields__)})(?:\.[A-Za-z0-9_-]+){{0,2}}")
"""Fields of an event, and theirs: ``title.en``, ``sources.url``, ``anniversary.title.ru``."""

_NOTHING: Final = frozenset({"", "-", "–", "—", "n/a", "н/д", "нет"})
_SEARCHED_ROWS: Final = 10
"""Rows in which the headers may stand; titles and blanks come before them."""


def read(
    content: bytes, file: str, names: Names, languages: tuple[str, ...] | None, on: date | None
) -> Found:
    """A draft for each row.

    Raises:
        InputError: the file is no table, or has no headers that we know.
    """
    text, note = _decoded(content, file)
    table = list(rows(text, file))
    number, columns = _header(table, file)
    reader = _Rows(file, names, Dates(languages, on), columns)
    events = SequenceNode()
    for row in table[number + 1 :]:
        event = reader.event(row, len(events))
        if event is not None:
            events.put(event, row[0].mark)
    found = Found(MappingNode(), reader.problems, [note] if note else [])
    for row in table[number + 1 :]:
        for header, cell in zip(table[number], row, strict=False):
            name = printable(header.text.strip(), 40)
            found.labels[place(file, cell.mark)] = (f"row {cell.row}", f", {name!r}")
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, table[number][0].mark)
    unread = [
        cell.text.strip() for cell, column in zip(table[number], columns, strict=True)
        if column is None and cell.text.strip()
    ]  # fmt: skip
    if unread:
        listed = ", ".join(printable(header, 40) for header in unread)
        found.notes.append(f"columns that were not read: {listed}")
    return found


def _decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text of a table, and what is to be said of its encoding.

    Excel writes Windows-1251 where Russian is spoken, and a table has too few words for the
    documents' way of telling encodings by sense; it is taken for that only if nearly all of
    what is beyond ASCII are Cyrillic letters, most of them small (KOI8-R would have capitals).
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if 0 in content:
            return decode(content, file), ""
        text = content.decode("cp1251", "replace")
        beyond = [character for character in text if character > "\x7f"]
        letters = [character for character in beyond if "А" <= character <= "я"]
        small = sum(character.islower() for character in letters)
        if 10 * len(letters) >= 9 * len(beyond) and 2 * small >= len(letters):
            return text, "the file is not UTF-8; it was read as Windows-1251"
    return decode(content, file), ""


def _header(table: list[list[Cell]], file: str) -> tuple[int, list[str | None]]:
    """The number of the row with the headers, and what each of its columns is."""
    for number, row in enumerate(table[:_SEARCHED_ROWS]):
        columns = _columns([fused(cell.text) for cell in row])
        if {"title", "id"} & {column and column.partition(".")[0] for column in columns}:
            return number, columns
    hint = "the first row names the columns; needed is 'title', wanted are 'date' or 'start', 'end'"
    shown = ", ".join(printable(cell.text, 30) for cell in table[0][:8]) if table else "nothing"
    raise InputError([Problem(Place(file), "", f"no column with titles among: {shown}", hint)])


def _columns(headers: list[str]) -> list[str | None]:
    """What each column is: a field or a part of one, a word of `_HEADERS`, or None."""
    is_own = {"edtf", "when", "anniversary_of"} <= {*headers}
    columns: list[str | None] = []
    for header in headers:
        words = re.sub(r"\([^()]*\)|[*:]", " ", header.casefold()).split()
        column = None if is_own else _HEADERS.get(" ".join(words))
        if column is None and _MODEL.fullmatch(header) and not header.endswith(".edtf"):
            column = header
        if is_own and header == "anniversary_of":
            column = header
        if is_own and header == "sources":
            column = None
        columns.append(None if column in columns else column)
    return columns


class _Rows:
    """Turns rows into events; ``problems`` collects what is wrong with their cells."""

    def __init__(self, file: str, names: Names, dates: Dates, columns: list[str | None]) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._names = names
        self._dates = dates
        self._columns = columns

    def event(self, row: list[Cell], number: int) -> MappingNode | None:
        """The draft of a row; None if it holds nothing, or an anniversary that we derived."""
        cells = {}
        for column, cell in zip(self._columns, row, strict=False):
            text = fused(cell.text)
            if column and text.strip().casefold() not in _NOTHING:
                is_aligned = column.startswith("sources.")
                cells[column] = replace(cell, text=text if is_aligned else text.strip())
        if not cells or "anniversary_of" in cells:
            return None
        event = MappingNode()
        when = self._when(cells, f"events[{number}].when")
        if "sources.document" not in cells and "sources.url" in cells:
            cells["sources.document"] = cells["sources.url"]
        for column, cell in cells.items():
            self._put(event, column, cell, cells)
        if when is not None:
            first = next(cells[name] for name in _DATES if name in cells)
            event.put("when", when.text, first.mark)
            if when.quote and "sources" not in event:
                name = legible(PurePath(self._file).name)
                table = mapping(first.mark, document=name, quote=when.quote)
                _sources(event, first.mark).put(table, first.mark)
        mark = row[0].mark
        if "id" not in event:
            event.put("id", self._id(cells, when), mark)
        if "status" not in event:
            event.put("status", "draft", mark)
        ordered = MappingNode()
        for name in sorted(event, key=_order):
            ordered.put(name, event[name], event.values_at[name])
        return ordered

    def _put(self, event: MappingNode, column: str, cell: Cell, cells: Mapping[str, Cell]) -> None:
        """Puts a cell where it belongs; dates have their own place."""
        text, mark = cell.text, cell.mark
        match column:
            case "when" | "start" | "end" | "year" | "start_time" | "end_time" | "all_day":
                return
            case "place":
                event.put(column, self._names.place(text, mark), mark)
            case "kind":
                event.put(column, self._names.kind(text, mark), mark)
            case "series":
                event.put(column, self._names.series(text, mark), mark)
            case "disputed" if text.casefold() == "false":
                return
            case "status":
                event.put(column, self._names.status(text), mark)
            case "parties":
                event.put(column, _items(_names_in(self._names.party, text, mark), mark), mark)
            case "aliases":
                event.put(column, _items(text.split(LIST_SEPARATOR), mark), mark)
            case _ if any(other.startswith(f"{column}.") for other in cells):
                return  # the same text stands in the column of its language
            case _ if column.startswith("sources."):
                _put_lines(event, column.split(".")[1:], cell)
            case _:
                _put_nested(event, column.split("."), text, mark)

    def _id(self, cells: Mapping[str, Cell], when: When | None) -> str:
        title = next((cell.text for name, cell in cells.items() if name.startswith("title")), "")
        stem = slug(title)
        start = when.value.iso_bounds[0] if when else None
        dated = f"{stem}-{start[:4]}" if stem and start and start[0] not in "+-" else ""
        return self._names.ids.free(stem, dated)

    def _when(self, cells: Mapping[str, Cell], path: str) -> When | None:
        try:
            return self._date(cells)
        except _BadCell as bad:
            where = place(self._file, bad.cell.mark)
            self.problems.append(Problem(where, path, bad.error.fact, bad.error.hint))
            return None

    def _date(self, cells: Mapping[str, Cell]) -> When | None:
        """The date that the cells of a row give together.

        Raises:
            _BadCell: one of them is no date, or they contradict each other.
        """
        year = cells["year"].text if "year" in cells else ""
        start = cells.get("when") or cells.get("start") or cells.get("year")
        if start is None:
            return None
        first = _read(start, lambda: self._dates.one(start.text, year))
        end = cells.get("end")
        last = _read(end, lambda: self._dates.one(end.text, year)) if end else None
        start_time = cells.get("start_time")
        if start_time is None or _is_yes(cells.get("all_day")):
            if end is None or last is None:
                return first
            if _ends_at_midnight(cells) and first.value != last.value:
                shown = last
                last = _read(end, lambda: self._dates.day_before(shown))
            return _read(end, lambda: self._dates.span(first, last))
        end_time = cells["end_time"].text if "end_time" in cells else ""
        return _read(
            start_time, lambda: self._dates.with_times(first, start_time.text, last, end_time)
        )


_DATES: Final = ("when", "start", "year")


class _BadCell(Exception):  # noqa: N818 - carries the cell
    """A date that cannot be read, with its cell."""

    def __init__(self, cell: Cell, error: DateError) -> None:
        super().__init__(error.fact)
        self.cell = cell
        self.error = error


def _read(cell: Cell, reading: Callable[[], When]) -> When:
    try:
        return reading()
    except DateError as error:
        raise _BadCell(cell, error) from None


def _is_yes(cell: Cell | None) -> bool:
    return cell is not None and cell.text.casefold() in ("true", "yes", "1", "да", "истина")


def _ends_at_midnight(cells: Mapping[str, Cell]) -> bool:
    """Whether the last day is over before it begins: so Outlook writes days without hours."""
    time = cells.get("end_time")
    return time is not None and re.match(r"(?:00?|12)[:.]00\b(?!.*[Pp])", time.text) is not None


def _order(name: str) -> int:
    known = Event.__struct_fields__
    return known.index(name) if name in known else len(known)


def _items(texts: Iterable[str], mark: Mark) -> SequenceNode:
    items = SequenceNode()
    for text in texts:
        items.put(text, mark)
    return items


def _names_in(name: Callable[[str, Mark], str], text: str, mark: Mark) -> Iterator[str]:
    """Each name of a list in one cell."""
    for part in re.split(r"[;,/\n]", text):
        if part.strip():
            yield name(part.strip(), mark)


def _put_nested(node: MappingNode, path: list[str], text: str, mark: Mark) -> None:
    for key in path[:-1]:
        inner = node.get(key)
        if not isinstance(inner, MappingNode):
            inner = MappingNode()
            node.put(key, inner, mark)
        node = inner
    node.put(path[-1], text, mark)


def _put_lines(event: MappingNode, path: list[str], cell: Cell) -> None:
    """Puts each line of *cell* into the source of the same number."""
    sources = _sources(event, cell.mark)
    for number, line in enumerate(cell.text.split("\n")):
        while len(sources) <= number:
            sources.put(MappingNode(), cell.mark)
        source = sources[number]
        assert isinstance(source, MappingNode)
        if line.strip():
            _put_nested(source, path, line.strip(), cell.mark)


def _sources(event: MappingNode, mark: Mark) -> SequenceNode:
    """The sources of *event*, which has them from now on."""
    sources = event.get("sources")
    if not isinstance(sources, SequenceNode):
        sources = SequenceNode()
        event.put("sources", sources, mark)
    return sources
