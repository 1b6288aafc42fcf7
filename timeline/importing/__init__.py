"""Convert tables and calendars to drafts in the form of ``events.yaml``.

    tables            CSV and workbooks: spreadsheets, and our own export
    table_options     how a table is read
    header_rows       the header row of a sheet, and the columns that are not read
    row_events        a row of a table as an event
    grid              comma-separated values as cells
    workbooks         workbooks as sheets of cells
    ods               the same for the workbooks of LibreOffice
    raw_sheets        what their readers return, and how large a workbook may be
    own_workbook      the other sheets of our own workbook, besides the events
    headers           the names of columns, in any language
    date_cells        dates of cells, with explanations of what spreadsheets do to them
    encodings         files that are not in Unicode
    icalendar         ICS
    calendar_entries  the entries of a calendar, in their latest revisions
    entry_events      an entry as an event, or as one for each of its dates
    entry_losses      what drafts do not hold of the entries
    calendar_notes    notes on the lines of a calendar
    component_tree    a calendar file in its components and properties
    vcalendar         forms of vCalendar 1.0
    zones             the time zones of a calendar's times
    spans             the start and the end of an entry
    occurrences       the dates of entries that repeat
    own               our own calendars, read back
    own_dates         the date of one of their entries, as exported or as moved since
    own_edits         what was edited in them
    exports           JSON: our own export, read back to the same chronology
    foreign           JSON of TimelineJS, and other programs' names of our fields
    yaml_lists        YAML of yaml2ics and ai-deadlines, as tables
    markwhen          timelines of markwhen, as tables
    markwhen_dates    the dates of markwhen, in EDTF
    pairing           which drafts are already in the chronology
    other_header      the header of a file whose events go into another chronology
    one_by_one        accept, edit, dismiss or skip, one by one
    updating          new values for what changed in a table
    declared_names    places, parties, kinds and statuses by the names that people use

Nothing is guessed and nothing is dropped silently: a cell that is not a date, an unknown name and
a column that is not read are reported with their place. The loader checks all drafts; they are
text until a person accepts them.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from timeline import drafting, loading, nodes
from timeline.asking import Ask, Show
from timeline.drafting import Ids
from timeline.errors import Place, Problem, UnknownName
from timeline.events import Event, Text, Timeline
from timeline.fingerprints import of_source
from timeline.importing import pairing
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.pairing import Pairing, remark, uid_remark
from timeline.nodes import MappingNode, Node, SequenceNode
from timeline.zone_names import is_zone

FORMATS: Final = ("csv", "tsv", "xlsx", "xls", "ods", "ics", "json", "yaml", "mw")
_SUFFIXES: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".ics": "ics",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".mw": "markwhen",
}


class Drafts(Struct, frozen=True):
    """What was found in a file.

    ``root`` holds the sections to add, with valid events only; ``problems`` are those of the other
    events; ``notes`` are further remarks; ``count`` is the number of events in the file;
    ``columns`` is the field that each header of a table was read as; ``matches`` are the drafts
    that the chronology already has; ``rows`` are the names of the drafts' rows in messages.
    """

    root: MappingNode
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    count: int
    columns: Mapping[str, str] = {}
    matches: tuple[Pairing, ...] = ()
    rows: Mapping[int, str] = {}
    given: frozenset[str] = frozenset()
    declared: Mapping[str, MappingNode] = {}
    """By section, the names that the file uses and the chronology does not declare."""

    def declaring(self, names: Iterable[str]) -> MappingNode:
        """The sections that declare those of *names* that the chronology does not declare."""
        wanted, root = set(names), MappingNode()
        for section, declared in self.declared.items():
            needed = MappingNode()
            needed.update({name: node for name, node in declared.items() if name in wanted})
            if needed:
                root[section] = needed
        return root

    def reviewed(self, ask: Ask, show: Show, known: Timeline | None = None) -> Drafts:
        """The drafts that a person accepts or dismisses, one by one."""
        from timeline.importing.one_by_one import reviewed

        events = _structs(self.root, "drafts", known)
        return replace(self, root=_pruned(reviewed(self.root, events, ask, show, known)))

    @property
    def yaml(self) -> str:
        """The drafts as text for ``events.yaml``."""
        return drafting.document(self.root)


class CellLabel(Struct, frozen=True):
    """The name of a cell in messages: its row, its own name, and where to find it."""

    row: str
    cell: str
    place: Place


class Found(Struct, frozen=True):
    """The result of reading a file of one format; the places of nodes are places in that file.

    ``labels`` are the names of places in messages; ``columns`` is the field that each header was
    read as.
    """

    root: MappingNode
    problems: list[Problem] = []
    notes: list[str] = []
    labels: dict[Place, CellLabel] = {}
    columns: dict[str, str] = {}
    rows: dict[int, str] = {}
    """The name of the row that an event is from, in messages; its last source is that row."""
    given: set[str] = set()
    """The ids of events that are given in the file."""
    exported: dict[int, str] = {}
    """The fingerprints that our own exports have of the events."""
    sources: dict[int, list[str]] = {}
    """The fingerprints of the sources of events in our own workbook."""
    sourceless: set[int] = set()
    """The events of exports that do not keep all of the sources."""


def import_(
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

    *languages* and *on* control how dates in words are read, as in `timeline.read`; *known* is the
    chronology that the drafts are for: its places, parties, series, kinds and ids. *encoding* is
    the encoding of the file, detected by default; *timezone* is for times without a zone.
    *content*, if given, is read instead of the file, and its format is detected. For a table,
    *mapping* gives the fields of columns ("Участники=parties", or a file with such lines), and
    *status* is for rows without one.

    Raises:
        InputError: nothing can be read from the file.
        UnknownName: its suffix is not that of a known format, or a language or the time zone is
            not known.
    """
    path = Path(path)
    kind = _format_of_name(path) if content is None else _format_of(content)
    if timezone is not None and not is_zone(timezone):
        raise UnknownName("time zone", timezone, available_timezones())
    content, name = nodes.read_bytes(path) if content is None else content, str(path)
    names = DeclaredNames(known)
    chosen = None if languages is None else tuple(languages)
    match kind:
        case "csv" | "xlsx" | "xls" | "ods" | "yaml" | "markwhen":
            from timeline.importing import headers, tables
            from timeline.importing.table_options import Options

            options = Options(
                form=kind,
                languages=chosen,
                on=on,
                encoding=encoding,
                timezone=timezone,
                mapping=headers.mapped(mapping),
                status=status,
            )
            found = tables.read_table(content, name, names, options)
        case "ics":
            from timeline.importing import icalendar

            found = icalendar.read_calendar(
                content, name, names, encoding=encoding, timezone=timezone
            )
        case _:
            from timeline.importing import exports

            found = exports.read_export(content, name, names, timezone)
    return _checked(found, name, known)


def read_all(files: Iterable[tuple[str | Path, bytes | None]], **options: Any) -> Drafts:
    """The events of several *files*, given as names and contents, as `import_` returns them.

    An event in several of our own calendars, in different languages, becomes one event with all
    titles. Other events with the same id get different ids.

    Raises:
        InputError: nothing can be read from one of them.
        UnknownName: as `import_` does.
    """
    drafts = [import_(path, content=content, **options) for path, content in files]
    return drafts[0] if len(drafts) == 1 else _joined(drafts)


def _joined(drafts: Iterable[Drafts]) -> Drafts:
    root, ids, events = MappingNode(), Ids(), SequenceNode()
    by_id: dict[str, MappingNode] = {}
    joined = Drafts(root, (), (), 0)
    for one in drafts:
        for section, declared in one.root.items():
            if isinstance(declared, MappingNode):
                both = root.setdefault(section, MappingNode())
                assert isinstance(both, MappingNode)
                both.update({**declared, **both})
        for event in one.root["events"]:
            assert isinstance(event, MappingNode)
            name = str(event["id"])
            if name in one.given and name in by_id and _translates(event, by_id[name]):
                continue
            event["id"] = ids.free(name)
            by_id.setdefault(name, event)
            events.put(event, 0)
        shift = joined.count
        joined = Drafts(
            root,
            (*joined.problems, *one.problems),
            (*joined.notes, *one.notes),
            shift + one.count,
            {**joined.columns, **one.columns},
            (*joined.matches, *(replace(m, draft=m.draft + shift) for m in one.matches)),
            {**joined.rows, **{number + shift: row for number, row in one.rows.items()}},
            declared=_merged(joined.declared, one.declared),
        )
    root["events"] = events
    _pruned(root)
    return joined


def _merged(
    one: Mapping[str, MappingNode], other: Mapping[str, MappingNode]
) -> dict[str, MappingNode]:
    """The declarations of both; if both declare a name, that of *one*."""
    both = {section: MappingNode() for section in {**one, **other}}
    for declared in (other, one):
        for section, names in declared.items():
            both[section].update(names)
    return both


def _translates(event: MappingNode, same: MappingNode) -> bool:
    """Whether *event* is *same* in another language; if so, its texts are added to *same*."""
    one, other = event.get("title"), same.get("title")
    if not isinstance(one, MappingNode) or not isinstance(other, MappingNode):
        return False
    if set(one) & set(other) or event.get("when") != same.get("when"):
        return False
    other.update(one)
    words, others = event.get("description"), same.get("description")
    if isinstance(words, MappingNode) and isinstance(others, MappingNode):
        others.update(words)
    return True


def _format_of_name(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownName("format to import", suffix or path.name, FORMATS)
    return _SUFFIXES[suffix]


def _format_of(content: bytes) -> str:
    """The format of *content* without a name: a table, unless it begins like another format."""
    if content.startswith(b"PK"):
        return "ods" if b"application/vnd.oasis" in content[:200] else "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    start = content[:100].removeprefix(BOM_UTF8).lstrip()
    if start[:6].upper() == b"BEGIN:":
        return "ics"
    return "json" if start[:1] in (b"{", b"[") else "csv"


def _checked(found: Found, name: str, known: Timeline | None) -> Drafts:
    """The valid, new events of *found*, with the problems of the others."""
    problems = list(found.problems)
    problems += loading.examine_nodes(_with_known(found.root, known), name).problems
    events = found.root.get("events")
    assert isinstance(events, SequenceNode)
    broken = {int(match[1]) for problem in problems if (match := _EVENT.match(problem.path))}
    read = len(events)
    if any(problem.code == "problems-too-many" for problem in problems):
        read = max(broken, default=0)  # what follows was not checked
    sound = [number for number in range(read) if number not in broken]
    if known is not None and "calendar" in found.root:
        found = _under_header_of(known, found, sound, name)
    root = _only(found.root, sound)
    structs = _structs(root, name, known)
    stamped = _stamped(root, structs, sound, found)
    matches = _matches(stamped, sound, found, known)
    problems += _taken(root, sound, matches, name, known)
    drafts = dict(zip(sound, stamped, strict=False))
    notes = [*found.notes, *_twin_notes(drafts, matches, found, known)]
    notes += _other_sources(dict(zip(sound, structs, strict=False)), matches, found, known)
    matched = {match.draft for match in matches}
    taken = {int(match[1]) for problem in problems if (match := _EVENT.match(problem.path))}
    fresh = [number for number in sound if number not in matched | taken]
    in_order = sorted(problems, key=lambda problem: problem.place)
    return Drafts(
        _only(found.root, fresh)
        if len(fresh) == len(events)
        else _pruned(_only(found.root, fresh)),
        tuple(_labelled(problem, found.labels) for problem in in_order),
        tuple(notes),
        len(events),
        found.columns,
        tuple(matches),
        found.rows,
        frozenset(found.given),
        {
            section: names
            for section in _DECLARED
            if isinstance(names := found.root.get(section), MappingNode)
        },
    )


def _under_header_of(known: Timeline, found: Found, sound: list[int], name: str) -> Found:
    """*found* without its header, whose values are copied to its *sound* events."""
    from timeline.importing import other_header

    own = _only(found.root, sound)
    of_file = loading.examine_nodes(own, name).timeline
    if of_file is not None:
        other_header.name_zones(own["events"], of_file, known)
    notes = [*found.notes, *other_header.remarks(found.root, of_file, known)]
    return replace(found, root=other_header.without(found.root), notes=notes)


def _twin_notes(
    drafts: Mapping[int, Event], matches: Iterable[Pairing], found: Found, known: Timeline | None
) -> Iterator[str]:
    """A note on the new rows that differ in one thing from those of a table of another name."""
    alike = pairing.lookalikes(drafts, known.document.events, matches) if known else []
    for number, event in alike[:_SHOWN]:
        yield (
            f"row {found.rows[number]} differs from {event!r}, of another table, only in its date, "
            "title or place"
        )
    if len(alike) > _SHOWN:
        yield f"and {len(alike) - _SHOWN} more rows like that"
    if alike:
        yield "if the file is that table under a new name, import it under the old one"


def _other_sources(
    drafts: Mapping[int, Event], matches: Iterable[Pairing], found: Found, known: Timeline | None
) -> Iterator[str]:
    """A note on events whose sources were edited, in our own workbook or in the chronology."""
    names = [
        match.event
        for match in matches
        if known is not None
        and match.draft in found.exported
        and match.draft not in found.sourceless
        and not any(one.field.startswith("sources.") for one in match.differences)
        and found.sources.get(match.draft) != [*map(of_source, drafts[match.draft].sources)]
        and drafts[match.draft].sources != known.by_id[match.event].sources
    ]
    if names:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        yield f"sources differ from those of the chronology and are not updated: {shown}"


_SHOWN: Final = 8
"""Maximum events that a note lists."""


def _with_known(root: MappingNode, known: Timeline | None) -> MappingNode:
    """*root* with the names that the chronology declares."""
    with_known = MappingNode()
    with_known.update(root)
    with_known.places, with_known.empty = root.places, root.empty
    if known is not None:
        for section in _DECLARED:
            with_known[section] = _declarations(section, root, known)
    return with_known


_DECLARED: Final = ("places", "parties", "series", "kinds")


def _only(root: MappingNode, numbers: Iterable[int]) -> MappingNode:
    """*root* with only the events of these *numbers*."""
    some = MappingNode()
    some.update(root)
    events = root["events"]
    assert isinstance(events, SequenceNode)
    some["events"] = kept = SequenceNode()
    for number in numbers:
        kept.put(events[number], events.item_at(number))
    return some


def _pruned(root: MappingNode) -> MappingNode:
    """*root* without the names that its events do not use."""
    used = set()
    for event in root["events"]:
        if not isinstance(event, MappingNode):
            continue
        parties = event.get("parties", ())
        used |= {str(event.get(name)) for name in ("place", "series", "kind")} | {
            *map(str, parties)
        }
    for section in _DECLARED:
        declared = root.get(section)
        if isinstance(declared, MappingNode):
            root[section] = kept = MappingNode()
            kept.update({name: node for name, node in declared.items() if name in used})
    return root


def _structs(root: MappingNode, name: str, known: Timeline | None) -> tuple[Event, ...]:
    """The events of *root*, which are valid one by one; empty if they are not valid together."""
    timeline = loading.examine_nodes(_with_known(root, known), name).timeline
    return timeline.document.events if timeline else ()


def _stamped(
    root: MappingNode, structs: tuple[Event, ...], numbers: list[int], found: Found
) -> list[Event]:
    """*structs*, with fingerprints in their sources; *root* gets these, too."""
    stamped = list(structs)
    for index, (number, event) in enumerate(zip(numbers, structs, strict=False)):
        if number in found.rows:
            place, text = len(event.sources) - 1, remark(found.rows[number], event)
        elif (kept := uid_remark(event)) is not None:
            place, text = kept
        else:
            continue
        _source(root["events"], index, place)["note"] = text
        sources = list(event.sources)
        sources[place] = replace(sources[place], note=Text({"und": text}))
        stamped[index] = replace(event, sources=tuple(sources))
    return stamped


def _matches(
    drafts: list[Event], numbers: list[int], found: Found, known: Timeline | None
) -> list[Pairing]:
    """What the chronology has already of the *drafts*, which have these *numbers* in the file."""
    if known is None:
        return []
    exported = {
        index: found.exported[number]
        for index, number in enumerate(numbers)
        if number in found.exported
    }
    pairs = pairing.matches(drafts, known.document.events, found.given, exported)
    return [
        pairing.with_sources(
            replace(match, draft=numbers[match.draft]),
            drafts[match.draft],
            known.by_id[match.event],
            found.sources.get(numbers[match.draft]),
        )
        for match in pairs
    ]


def _source(events: Node, index: int, number: int) -> MappingNode:
    assert isinstance(events, SequenceNode)
    event = events[index]
    assert isinstance(event, MappingNode)
    sources = event["sources"]
    assert isinstance(sources, SequenceNode)
    source = sources[number]
    assert isinstance(source, MappingNode)
    return source


def _taken(
    root: MappingNode,
    numbers: list[int],
    matches: Iterable[Pairing],
    name: str,
    known: Timeline | None,
) -> Iterable[Problem]:
    """A problem for every id that a different event of the chronology has."""
    taken = {event.id.casefold() for event in known.events} if known else set()
    matched = {match.draft for match in matches}
    events = root["events"]
    assert isinstance(events, SequenceNode)
    for index, number in enumerate(numbers):
        event = events[index]
        if number in matched or not isinstance(event, MappingNode):
            continue
        if str(event.get("id")).casefold() in taken:
            yield Problem(
                nodes.place(name, event.values_at["id"]),
                f"events[{number}].id",
                f"the chronology has another event {event['id']!r}",
                "give this one another id",
                "id-duplicate",
            )


def _labelled(problem: Problem, labels: Mapping[Place, CellLabel]) -> Problem:
    """*problem* with the name of its place in the table."""
    label = labels.get(problem.place)
    if label is None:
        return problem
    path = problem.path
    if _EVENT.match(path):
        path = label.cell if "." in path else label.row
    return problem._replace(place=label.place, path=path)


_EVENT: Final = re.compile(r"events\[(\d+)\]")


def _declarations(section: str, root: MappingNode, known: Timeline) -> MappingNode:
    """What *root* declares, with the names that the chronology already declares."""
    both = MappingNode()
    for name in getattr(known.document, section):
        both[name] = nodes.mapping(0, name="?") if section == "places" else "?"
    own = root.get(section)
    if isinstance(own, MappingNode):
        both.update(own)
    return both
