"""From the tables and calendars that people have, to drafts in the form of ``events.yaml``.

    tables      CSV and workbooks: spreadsheets, and our own export
    columns     what columns are called, in any language
    calendars   ICS
    encodings   what is not Unicode
    exports     JSON: our own export, back to the same chronology
    names       places, parties, kinds and statuses under the names people give them
    dates       cells to dates, with the traps of spreadsheets told

Nothing is guessed and nothing is lost in silence: a cell that is no date, a name that is not
known and a column that is not read are told with their place. What comes out has been checked
by the loader; it is text until somebody accepts it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

from msgspec import Struct

from timeline import drafting, loading, nodes
from timeline.errors import Place, Problem, UnknownName
from timeline.events import Timeline
from timeline.importing.names import Names
from timeline.nodes import MappingNode, SequenceNode, mapping

FORMATS: Final = ("csv", "tsv", "xlsx", "xls", "ods", "ics", "json")
_SUFFIXES: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".ics": "ics",
    ".json": "json",
}


class Drafts(Struct, frozen=True):
    """What was found in a file.

    ``root`` holds the sections to add, sound events only; ``problems`` what is wrong with the
    others; ``notes`` what else there is to say; ``count`` how many events there were; ``columns``
    what each header of a table was taken for.
    """

    root: MappingNode
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    count: int
    columns: Mapping[str, str] = {}

    @property
    def yaml(self) -> str:
        """The drafts as they would stand in ``events.yaml``."""
        return drafting.document(self.root)


class Label(Struct, frozen=True):
    """What people call a cell: its row, its own name, and where they find it."""

    row: str
    cell: str
    place: Place


class Found(Struct, frozen=True):
    """What a reader of one format makes of a file; places of its nodes are places in that file.

    ``labels`` gives what people call a place, ``columns`` what each header was taken for.
    """

    root: MappingNode
    problems: list[Problem] = []
    notes: list[str] = []
    labels: dict[Place, Label] = {}
    columns: dict[str, str] = {}


def read(
    path: str | Path,
    *,
    languages: Iterable[str] | None = None,
    on: date | None = None,
    known: Timeline | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    content: bytes | None = None,
    mapping: Iterable[str] = (),
    status: str = "draft",
) -> Drafts:
    """The events of a table, a calendar or a JSON export.

    *languages* and *on* say how dates in words are read, as in `timeline.read`; *known* is the
    chronology that the drafts are for: its places, parties, series, kinds and ids. *encoding* is
    that of the file, which is detected otherwise; *timezone* that of times without one. *content*
    is read instead of the file, if it is given, and its format is detected. Of a table, *mapping*
    says what columns are ("Участники=parties", or a file with such lines), *status* is that of
    rows without one.

    Raises:
        InputError: nothing at all can be read from the file.
        UnknownName: its suffix is none of a format that is read, or a language or the time zone is
            not known.
    """
    path = Path(path)
    kind = _format_of_name(path) if content is None else _format_of(content)
    if timezone is not None and not loading.is_zone(timezone):
        raise UnknownName("time zone", timezone, available_timezones())
    content, name = nodes.read(path) if content is None else content, str(path)
    names = Names(known)
    chosen = None if languages is None else tuple(languages)
    match kind:
        case "csv" | "xlsx" | "xls" | "ods":
            from timeline.importing import columns, tables

            options = tables.Options(
                form=kind,
                languages=chosen,
                on=on,
                encoding=encoding,
                timezone=timezone,
                mapping=columns.mapped(mapping),
                status=status,
            )
            found = tables.read(content, name, names, options)
        case "ics":
            from timeline.importing import calendars

            found = calendars.read(content, name, names, encoding=encoding, timezone=timezone)
        case _:
            from timeline.importing import exports

            found = exports.read(content, name)
    return _checked(found, name, known)


def _format_of_name(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownName("format to import", suffix or path.name, FORMATS)
    return _SUFFIXES[suffix]


def _format_of(content: bytes) -> str:
    """The format of what comes without a name: a table, unless it begins as another does."""
    if content.startswith(b"PK"):
        return "ods" if b"application/vnd.oasis" in content[:200] else "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    start = content[:100].removeprefix(BOM_UTF8).lstrip()
    if start[:6].upper() == b"BEGIN:":
        return "ics"
    return "json" if start[:1] in (b"{", b"[") else "csv"


def _checked(found: Found, name: str, known: Timeline | None) -> Drafts:
    """The sound events of *found*, with the problems of the rest."""
    with_known = MappingNode()
    with_known.update(found.root)
    with_known.places, with_known.empty = found.root.places, found.root.empty
    if known is not None:
        for section in ("places", "parties", "series", "kinds"):
            with_known[section] = _declarations(section, found.root, known)
    problems = [*found.problems, *_taken(found.root, name, known)]
    problems += loading.examine_nodes(with_known, name).problems
    events = found.root.get("events")
    assert isinstance(events, SequenceNode)
    broken = {int(match[1]) for problem in problems if (match := _EVENT.match(problem.path))}
    root = MappingNode()
    root.update(found.root)
    root["events"] = sound = SequenceNode()
    for number, event in enumerate(events):
        if number not in broken:
            sound.put(event, events.item_at(number))
    in_order = sorted(problems, key=lambda problem: problem.place)
    labelled = tuple(_labelled(problem, found.labels) for problem in in_order)
    return Drafts(root, labelled, tuple(found.notes), len(events), found.columns)


def _labelled(problem: Problem, labels: Mapping[Place, Label]) -> Problem:
    """*problem* under the name that the people of a table have for its place."""
    label = labels.get(problem.place)
    if label is None:
        return problem
    path = problem.path
    if _EVENT.match(path):
        path = label.cell if "." in path else label.row
    return problem._replace(place=label.place, path=path)


_EVENT: Final = re.compile(r"events\[(\d+)\]")


def _declarations(section: str, root: MappingNode, known: Timeline) -> MappingNode:
    """What *root* declares, and the names that the chronology has already."""
    both = MappingNode()
    for name in getattr(known.document, section):
        both[name] = mapping(0, name="?") if section == "places" else "?"
    own = root.get(section)
    if isinstance(own, MappingNode):
        both.update(own)
    return both


def _taken(root: MappingNode, name: str, known: Timeline | None) -> Iterable[Problem]:
    """A problem for every id that the chronology has already."""
    taken = {event.id.casefold() for event in known.events} if known else set()
    locate = nodes.Locator(name, root)
    events = root["events"]
    assert isinstance(events, SequenceNode)
    for number, event in enumerate(events):
        if isinstance(event, MappingNode) and str(event.get("id")).casefold() in taken:
            yield Problem(
                locate("events", number, "id"),
                f"events[{number}].id",
                f"the chronology has an event {event['id']!r} already",
                "is it the same? then add what is new there by hand; else give it another id",
            )
