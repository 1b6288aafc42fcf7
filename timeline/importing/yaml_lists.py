"""YAML of other programs as tables: each item of a list is a row, under our names of columns.

This reads events of yaml2ics (https://github.com/scientific-python/yaml2ics) and conferences of
ai-deadlines (https://github.com/paperswithcode/ai-deadlines). The last day of an event is inclusive
in both. A note names what a chronology cannot hold, such as repetitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NoReturn

from timeline import nodes
from timeline.errors import InputError, Place, Problem, printable
from timeline.importing.grid import Cell, Sheet
from timeline.nodes import MappingNode, Mark, SequenceNode, mark_at

ListItem = dict[str, tuple[str, Mark]]
"""Texts and their places, by our names of columns."""

_OF_YAML2ICS: Final = {
    "summary": "title",
    "begin": "start",
    "end": "end",
    "location": "place",
    "description": "description",
    "url": "sources.url",
    "timezone": "timezone",
}
_OF_DEADLINES: Final = {
    "id": "id",
    "start": "start",
    "end": "end",
    "date": "when",
    "place": "place",
    "link": "sources.url",
    "note": "description",
}
_DEADLINES: Final = {"abstract_deadline": "abstract deadline", "deadline": "deadline"}
_UNSET: Final = ("", "TBA", "TBD")


def sheet(content: bytes, file: str, notes: list[str]) -> Sheet:
    """The list of a file as a table; unread fields are reported in *notes*.

    Raises:
        InputError: the file is not YAML, or not one of these lists.
    """
    root, problems = nodes.parse(content, file)
    if problems:
        raise InputError(problems)
    unread: dict[str, None] = {}
    items = root.get("events") if isinstance(root, MappingNode) else root
    if not isinstance(items, SequenceNode):
        _refuse(file, "the file has no list of events")
    if isinstance(root, MappingNode) and _have(items, "summary"):
        rows = list(_of_yaml2ics(root, items, unread))
    elif not isinstance(root, MappingNode) and _have(items, "deadline"):
        rows = list(_of_deadlines(items, unread))
    else:
        _refuse(file, "this is neither a list of yaml2ics nor of ai-deadlines")
    if unread:
        notes.append(f"fields that were not read: {', '.join(unread)}")
    return Sheet("", list(_table(rows)))


def _have(items: SequenceNode, field: str) -> bool:
    return any(isinstance(item, MappingNode) and field in item for item in items)


def _refuse(file: str, fact: str) -> NoReturn:
    hint = (
        "YAML of yaml2ics and ai-deadlines can be read; in other files, rename 'summary' or "
        "'name' to 'title', 'begin', 'start' or 'date' to 'when', and 'location' to 'place'"
    )
    raise InputError([Problem(Place(file), "", fact, hint, "file-format")])


def _of_yaml2ics(
    root: MappingNode, items: SequenceNode, unread: dict[str, None]
) -> Iterator[ListItem]:
    zone = root.get("timezone")
    unread.update(dict.fromkeys(set(root) - {"events", "timezone", "name"}))
    for item in _mappings(items):
        row = _renamed(item, _OF_YAML2ICS, unread)
        is_timed = "start" in row and ":" in row["start"][0]
        if isinstance(zone, str) and is_timed and "timezone" not in row:
            row["timezone"] = zone, root.values_at["timezone"]
        yield row


def _of_deadlines(items: SequenceNode, unread: dict[str, None]) -> Iterator[ListItem]:
    """The conferences and each of their deadlines, in the zone of the deadline."""
    for item in _mappings(items):
        row = _renamed(item, _OF_DEADLINES, unread, (*_DEADLINES, "title", "year", "timezone"))
        name = " ".join(str(item[key]) for key in ("title", "year") if key in item)
        mark = item.values_at.get("title", min(item.values_at.values(), default=mark_at(0, 0)))
        row["title"] = name, mark
        if "start" in row:
            row.pop("when", None)
        yield row
        for key, words in _DEADLINES.items():
            text = item.get(key)
            if isinstance(text, str) and text.strip() not in _UNSET:
                deadline = _at(text, item.values_at[key], item)
                deadline["title"] = f"{name}: {words}", mark
                if "id" in row:
                    deadline["id"] = f"{row['id'][0]}-{words.replace(' ', '-')}", mark
                if "sources.url" in row:
                    deadline["sources.url"] = row["sources.url"]
                yield deadline


_OFFSET: Final = re.compile(r"UTC([+-])(\d{1,2})(?::?(\d\d))?")
_ANYWHERE: Final = "AoE"
"""Anywhere on Earth: a day ends when it has ended in every zone."""


def _at(text: str, mark: Mark, item: MappingNode) -> ListItem:
    """The moment of a deadline, with the zone or the offset of the item."""
    zone = item.get("timezone")
    if not isinstance(zone, str):
        return {"start": (text, mark)}
    found = _OFFSET.fullmatch("UTC-12" if zone.strip() == _ANYWHERE else zone.strip())
    if found is None:
        return {"start": (text, mark), "timezone": (zone, item.values_at["timezone"])}
    offset = f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"
    return {"start": (f"{text.strip().replace(' ', 'T')}{offset}", mark)}


def _mappings(items: SequenceNode) -> Iterator[MappingNode]:
    return (item for item in items if isinstance(item, MappingNode))


def _renamed(
    item: MappingNode,
    names: Mapping[str, str],
    unread: dict[str, None],
    read_elsewhere: Iterable[str] = (),
) -> ListItem:
    row: ListItem = {}
    for field, value in item.items():
        if field in names and isinstance(value, str):
            if value.strip() not in _UNSET:
                row[names[field]] = value, item.values_at[field]
        elif field not in read_elsewhere:
            unread[printable(field, 40)] = None
    return row


def _table(rows: list[ListItem]) -> Iterator[list[Cell]]:
    """The header, and a row of cells for each of *rows*."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    top = mark_at(0, 0)
    yield [Cell(name, top, 0, number) for number, name in enumerate(columns, 1)]
    for place, row in enumerate(rows, 1):
        first = next(iter(row.values()), ("", top))[1]
        yield [
            Cell(*row.get(name, ("", first)), place, number)
            for number, name in enumerate(columns, 1)
        ]
