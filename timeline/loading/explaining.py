"""Every problem of a file that cannot be converted as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

import msgspec

from timeline import nodes
from timeline.errors import Problem, nearest, printable
from timeline.events import Base, Calendar, Chronology, Event, Name, NamedPlace, Source, Text
from timeline.loading.bounded import MOST_SUGGESTIONS, record
from timeline.loading.conversion import convert, special
from timeline.loading.mismatches import Mismatch, expected, mismatch
from timeline.nodes import Locator, MappingNode, Node, SequenceNode, Step

_OTHERS: Final[Mapping[str, str]] = {
    name: field
    for field, names in {
        "title": "summary name headline subject event",
        "when": "begin start end date dates day start_date end_date startdate enddate deadline "
        "abstract_deadline duration dtstart dtend until",
        "place": "location city where",
        "sources": "url link website source",
        "description": "note notes text details comment body",
        "kind": "type category categories tags",
        "timezone": "tz time_zone",
        "parties": "participants countries country",
        "series": "group repeat",
        "id": "uid key slug",
    }.items()
    for name in names.split()
}
"""Names of event fields in yaml2ics, ai-deadlines, TimelineJS and others."""

_OTHERS_HINT: Final = {
    "when": "'when' takes the whole date, from start to end: 2026-03-10/2026-03-12",
    "place": "'place' names one of 'places:'; a room or a building is the 'venue'",
    "sources": "write it below 'sources:', as '- {document: …, url: …}'",
    "series": "'series' names one of 'series:'; write an event for each of its dates",
}


class _Failed:
    """Replaces a value that could not be converted; its problem is recorded."""


_FAILED: Final = _Failed()


class Explainer:
    """Converts field by field, keeps valid values, and records a problem for each other one."""

    def __init__(self, locate: Locator, problems: list[Problem]) -> None:
        self._problems = problems
        self._reported = {problem.path for problem in problems}
        self.kept: dict[tuple[Step, ...], list[int]] = {}
        """For a list that lost items: the indices in the file of the remaining ones."""
        self._locate = locate

    def struct(self, node: Node, type_: type[_S], path: tuple[Step, ...]) -> _S | None:
        """The struct with the valid fields; None if a required field is missing or invalid."""
        if not isinstance(node, MappingNode):
            self._note(path, expected("a mapping", node))
            return None
        try:
            converted: _S = convert(node, type_)
            return converted
        except msgspec.ValidationError:
            pass
        fields = _fields(type_)
        for name in node:
            if name not in fields:
                self._unknown_key((*path, name), fields)
        sound: dict[str, object] = {}
        is_complete = True
        for name, field in fields.items():
            if name in node:
                value = self._value(node[name], field.type, (*path, name))
                if not isinstance(value, _Failed):
                    sound[name] = value
            elif field.required:
                self._missing(name, node, path)
            if field.required and name not in sound:
                # With a placeholder value, the rest of the struct is still checked.
                stand_in = _STAND_IN.get(_without_none(field.type))
                if stand_in is None:
                    is_complete = False
                else:
                    sound[name] = stand_in
        return type_(**sound) if is_complete else None

    def empty_keys(self, root: MappingNode) -> None:
        """Records the keys without a value that are not names of fields.

        "Announced, no dates yet" in braces produces such a key, and half of a title.
        """
        for path, node, type_ in _structs(root):
            if isinstance(node, MappingNode) and node.empty:
                fields = _fields(type_)
                for name in node.empty:
                    if name not in fields:
                        fact = f"there is no field {printable(name)!r}, and it has no value"
                        hint = "if it is part of a text with a comma, put the text in quotes"
                        found = Mismatch(fact, hint, "field-unknown")
                        self._note((*path, name), found, of_key=True)

    def _missing(self, name: str, node: MappingNode, path: tuple[Step, ...]) -> None:
        if name not in node.keys_at:
            hint = f"add the line '{name}: …'"
            self._note(path, Mismatch(f"{name!r} is missing", hint, "field-missing", (0, 1)))
        elif nodes.path_text((*path, name)) not in self._reported:
            missing = Mismatch(f"{name!r} is empty", f"write '{name}: …'", "field-empty")
            self._note((*path, name), missing)

    def _value(self, node: Node, type_: Any, path: tuple[Step, ...]) -> object:
        plain = _without_none(type_)
        match get_origin(plain), get_args(plain):
            case (origin, (item, end)) if origin is tuple and end is Ellipsis:
                return self._items(node, type_, item, path)
            case (origin, (_, item)) if origin is dict:
                return self._entries(node, item, path)
        if isinstance(plain, type) and issubclass(plain, Base):
            if not isinstance(node, MappingNode):
                self._note(path, expected("a mapping", node, _description(type_)))
                return _FAILED
            value = self.struct(node, plain, path)
            return _FAILED if value is None else value
        try:
            return convert(node, type_)
        except msgspec.ValidationError:
            return self._failed(path, mismatch(node, type_, special), type_)

    def _items(self, node: Node, type_: Any, item_type: Any, path: tuple[Step, ...]) -> object:
        try:
            return convert(node, type_)
        except msgspec.ValidationError:
            if not isinstance(node, SequenceNode) or not _has_length(node, type_):
                return self._failed(path, mismatch(node, type_, special), type_)
        values = [self._value(item, item_type, (*path, index)) for index, item in enumerate(node)]
        self.kept[path] = [i for i, value in enumerate(values) if not isinstance(value, _Failed)]
        return tuple(value for value in values if not isinstance(value, _Failed))

    def _entries(self, node: Node, type_: Any, path: tuple[Step, ...]) -> object:
        if not isinstance(node, MappingNode):
            self._note(path, expected("a mapping", node, "write 'name: …' lines"))
            return _FAILED
        values = {}
        for name, item in node.items():
            try:
                convert(name, Name)
            except msgspec.ValidationError:
                self._note((*path, name), mismatch(name, Name, special), of_key=True)
            value = self._value(item, type_, (*path, name))
            # An invalid declaration still counts as declared, so its uses are not reported too.
            values[name] = _STAND_IN.get(type_, value) if isinstance(value, _Failed) else value
        return values

    def _unknown_key(self, path: tuple[Step, ...], known: Iterable[str]) -> None:
        # As in `Checks`, only the first mistakes in a file get suggestions.
        known = tuple(known)
        name = str(path[-1])
        close = nearest(name, known) if len(self._problems) < MOST_SUGGESTIONS else None
        hint = f"did you mean {close!r}?" if close else f"known here: {', '.join(known)}"
        if len(path) == 1 and name in _fields(Calendar):
            hint = "write it below 'calendar:'"
        elif (own := _OTHERS.get(name.casefold())) is not None and own in known:
            hint = _OTHERS_HINT.get(own, f"it is called {own!r} here")
        fact = f"there is no field {printable(str(path[-1]))!r}"
        self._note(path, Mismatch(fact, hint, "field-unknown"), of_key=True)

    def _failed(self, path: tuple[Step, ...], found: Mismatch, type_: Any) -> _Failed:
        self._note(path, found if found.hint else found._replace(hint=_description(type_)))
        return _FAILED

    def _note(self, path: tuple[Step, ...], found: Mismatch, of_key: bool = False) -> None:
        where = self._locate.key(*path) if of_key else self._locate(*path)
        record(self._problems, Problem(where, nodes.path_text(path), *found))


_S = TypeVar("_S", bound=Base)

_STAND_IN: Final[Mapping[Any, object]] = {
    Text: Text({"und": "?"}),
    NamedPlace: NamedPlace(name=Text({"und": "?"})),
}


def _structs(root: MappingNode) -> Iterator[tuple[tuple[Step, ...], Node | None, type[Base]]]:
    """The path of each mapping with fixed fields, its node, and its type."""
    yield (), root, Chronology
    yield ("calendar",), root.get("calendar"), Calendar
    events = root.get("events")
    for number, event in enumerate(events if isinstance(events, SequenceNode) else ()):
        yield ("events", number), event, Event
        sources = event.get("sources") if isinstance(event, MappingNode) else None
        for index, source in enumerate(sources if isinstance(sources, SequenceNode) else ()):
            yield ("events", number, "sources", index), source, Source
    places = root.get("places")
    for name, place in places.items() if isinstance(places, MappingNode) else ():
        yield ("places", name), place, NamedPlace


@cache
def _fields(type_: type[Base]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """The fields by name; cached, because looking them up takes longer than reading an event."""
    return {field.name: field for field in msgspec.structs.fields(type_)}


def _without_none(type_: Any) -> Any:
    """*type_* without its constraints and without ``| None``."""
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (arm for arm in get_args(type_) if arm is not NoneType)
    return get_args(type_)[0] if get_origin(type_) is Annotated else type_


def _description(type_: Any) -> str:
    """The model's description of a field."""
    notes = get_args(type_)[1:] if get_origin(type_) is Annotated else ()
    return next((str(note.description) for note in reversed(notes) if note.description), "")


def _has_length(node: SequenceNode, type_: Any) -> bool:
    """Whether the list has as many items as its type allows."""
    metas = get_args(type_)[1:] if get_origin(type_) is Annotated else ()
    return all(
        (meta.min_length or 0) <= len(node) <= (meta.max_length or len(node)) for meta in metas
    )
