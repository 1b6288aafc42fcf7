"""From the tables and calendars that people have, to drafts in the form of ``events.yaml``.

    tables          CSV and workbooks: spreadsheets, and our own export
    workbook        the sheets of our own workbook beside that of the events
    headers         what columns are called, in any language
    icalendar       ICS
    encodings       what is not Unicode
    exports         JSON: our own export, back to the same chronology
    foreign         JSON of TimelineJS, and what others call our fields
    yaml_lists      YAML of yaml2ics and ai-deadlines, as tables
    markwhen        timelines of markwhen, as tables
    markwhen_dates  their dates, in EDTF
    pairing         which drafts the chronology has already
    other_header    the header of a file whose events go into another chronology
    one_by_one      accept, edit, dismiss or skip, one by one
    updating        new values for what changed in a table
    declared_names  places, parties, kinds and statuses under the names people give them
    date_cells      cells to dates, with the traps of spreadsheets told

Nothing is guessed and nothing is lost in silence: a cell that is no date, a name that is not
known and a column that is not read are told with their place. What comes out has been checked
by the loader; it is text until somebody accepts it.
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
from timeline.asking import Ask, Tell
from timeline.drafting import Ids
from timeline.errors import Place, Problem, UnknownName
from timeline.events import Event, Text, Timeline
from timeline.importing import pairing
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.pairing import Pairing, remark, uid_remark
from timeline.loading.zone_names import is_zone
from timeline.nodes import MappingNode, Node, SequenceNode

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

    ``root`` holds the sections to add, sound events only; ``problems`` what is wrong with the
    others; ``notes`` what else there is to say; ``count`` how many events there were; ``columns``
    what each header of a table was taken for; ``matches`` what the chronology has already, and
    ``rows`` what people call the row of a draft.
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
    """By section, the names that the file needs and the chronology lacks."""

    def declaring(self, names: Iterable[str]) -> MappingNode:
        """The sections that declare those of *names* that the chronology lacks."""
        wanted, root = set(names), MappingNode()
        for section, declared in self.declared.items():
            needed = MappingNode()
            needed.update({name: node for name, node in declared.items() if name in wanted})
            if needed:
                root[section] = needed
        return root

    def reviewed(self, ask: Ask, tell: Tell, known: Timeline | None = None) -> Drafts:
        """Those that somebody accepts or dismisses, asked for one by one."""
        from timeline.importing.one_by_one import reviewed

        events = _structs(self.root, "drafts", known)
        return replace(self, root=_pruned(reviewed(self.root, events, ask, tell, known)))

    @property
    def yaml(self) -> str:
        """The drafts as they would stand in ``events.yaml``."""
        return drafting.document(self.root)


class CellLabel(Struct, frozen=True):
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
    labels: dict[Place, CellLabel] = {}
    columns: dict[str, str] = {}
    rows: dict[int, str] = {}
    """What people call the row that an event is from; its last source is that row."""
    given: set[str] = set()
    """The ids that the file itself gives to events."""
    exported: dict[int, str] = {}
    """The fingerprints that our own workbook has of the events."""


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
    if timezone is not None and not is_zone(timezone):
        raise UnknownName("time zone", timezone, available_timezones())
    content, name = nodes.read_bytes(path) if content is None else content, str(path)
    names = DeclaredNames(known)
    chosen = None if languages is None else tuple(languages)
    match kind:
        case "csv" | "xlsx" | "xls" | "ods" | "yaml" | "markwhen":
            from timeline.importing import headers, tables

            options = tables.Options(
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
    """The events of several *files*, names and contents, as `import_` gives them.

    Of our own calendars in several languages, an event is one event with all of its titles. Other
    events that have an id in common get different ones.

    Raises:
        InputError: nothing at all can be read from one of them.
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
    """The declarations of both; where they declare one name, those of *one*."""
    both = {section: MappingNode() for section in {**one, **other}}
    for declared in (other, one):
        for section, names in declared.items():
            both[section].update(names)
    return both


def _translates(event: MappingNode, same: MappingNode) -> bool:
    """Whether *event* is *same* in another language; then its texts are added to that."""
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
    """The sound events of *found* that are new, with the problems of the rest."""
    problems = list(found.problems)
    problems += loading.examine_nodes(_with_known(found.root, known), name).problems
    events = found.root.get("events")
    assert isinstance(events, SequenceNode)
    broken = {int(match[1]) for problem in problems if (match := _EVENT.match(problem.path))}
    read = len(events)
    if any(problem.code == "problems-too-many" for problem in problems):
        read = max(broken, default=0)  # what follows was not looked at
    sound = [number for number in range(read) if number not in broken]
    if known is not None and "calendar" in found.root:
        found = _under_header_of(known, found, sound, name)
    root = _only(found.root, sound)
    structs = _structs(root, name, known)
    matches = _matches(root, structs, sound, found, known)
    problems += _taken(root, sound, matches, name, known)
    notes = [
        *found.notes,
        *_other_sources(dict(zip(sound, structs, strict=False)), matches, found, known),
    ]
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
    """*found* without its header; what its *sound* events have from there is theirs."""
    from timeline.importing import other_header

    own = _only(found.root, sound)
    of_file = loading.examine_nodes(own, name).timeline
    if of_file is not None:
        other_header.name_zones(own["events"], of_file, known)
    notes = [*found.notes, *other_header.remarks(found.root, of_file, known)]
    return replace(found, root=other_header.without(found.root), notes=notes)


def _other_sources(
    drafts: Mapping[int, Event], matches: Iterable[Pairing], found: Found, known: Timeline | None
) -> Iterator[str]:
    """A note on the events whose sources were edited in a workbook of ours, or since then."""
    names = [
        match.event
        for match in matches
        if known is not None
        and match.draft in found.exported
        and drafts[match.draft].sources != known.by_id[match.event].sources
    ]
    if names:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        yield f"sources differ from those of the chronology and are not updated: {shown}"


_SHOWN: Final = 8
"""Events that a note names."""


def _with_known(root: MappingNode, known: Timeline | None) -> MappingNode:
    """*root* and the names that the chronology declares."""
    with_known = MappingNode()
    with_known.update(root)
    with_known.places, with_known.empty = root.places, root.empty
    if known is not None:
        for section in _DECLARED:
            with_known[section] = _declarations(section, root, known)
    return with_known


_DECLARED: Final = ("places", "parties", "series", "kinds")


def _only(root: MappingNode, numbers: Iterable[int]) -> MappingNode:
    """*root* with the events of these *numbers*."""
    some = MappingNode()
    some.update(root)
    events = root["events"]
    assert isinstance(events, SequenceNode)
    some["events"] = kept = SequenceNode()
    for number in numbers:
        kept.put(events[number], events.item_at(number))
    return some


def _pruned(root: MappingNode) -> MappingNode:
    """*root* without the names that none of its events uses."""
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
    """The events of *root*, all of them sound; none if they are not, taken together."""
    timeline = loading.examine_nodes(_with_known(root, known), name).timeline
    return timeline.document.events if timeline else ()


def _matches(
    root: MappingNode,
    structs: tuple[Event, ...],
    numbers: list[int],
    found: Found,
    known: Timeline | None,
) -> list[Pairing]:
    """What the chronology has already; sources of rows get the fingerprints of what these say."""
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
    if known is None:
        return []
    exported = {
        index: found.exported[number]
        for index, number in enumerate(numbers)
        if number in found.exported
    }
    pairs = pairing.matches(stamped, known.document.events, found.given, exported)
    return [replace(match, draft=numbers[match.draft]) for match in pairs]


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
    """A problem for every id that an event of the chronology has that is another one."""
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
        both[name] = nodes.mapping(0, name="?") if section == "places" else "?"
    own = root.get(section)
    if isinstance(own, MappingNode):
        both.update(own)
    return both
