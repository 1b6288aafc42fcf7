"""Convert ``events.yaml`` to a `Timeline`, or to all problems of the file with their places.

There are two passes. The first converts the whole file at once (msgspec); a valid file needs no
other. If it fails, the second converts field by field, keeps the valid fields and explains the
others, so that one run reports every problem; the valid fields are then checked as usual.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from functools import cache, lru_cache
from inspect import cleandoc
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec import Struct

from timeline import contrast, edtf, garbage, logos, nodes, phrases
from timeline.code_names import CodeName
from timeline.codes import remark_codes
from timeline.errors import DateError, InputError, Problem, nearest, printable
from timeline.events import (
    COUNTRIES,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    Anniversary,
    Base,
    Calendar,
    Chronology,
    Event,
    Name,
    Notation,
    Source,
    Text,
    Timeline,
    When,
    anniversaries,
    complete,
    excess,
    is_device,
    objections,
)
from timeline.events import NamedPlace as MapPlace
from timeline.mismatches import MIDNIGHT, Mismatch, MismatchError, expected, mismatch
from timeline.nodes import Locator, MappingNode, Node, SequenceNode, Step
from timeline.phrases import Reading


def load(path: str | Path) -> Timeline:
    """The timeline of a file.

    Raises:
        InputError: the file cannot be read, or has problems: all of them, in order.
    """
    path = Path(path)
    return loads(nodes.read_bytes(path, hint=BEGIN), str(path))


def loads(content: bytes | str, name: str = "<string>") -> Timeline:
    """The timeline of a text in the format of ``events.yaml``; *name* is used as the file name.

    Raises:
        InputError: the text has problems: all of them, in order.
    """
    examination = examine(content, name)
    if examination.timeline is None:
        raise InputError(examination.problems)
    return examination.timeline


def check(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of a file, in order; empty if it is valid."""
    path = Path(path)
    try:
        return examine(nodes.read_bytes(path, hint=BEGIN), str(path)).problems
    except InputError as error:
        return error.problems


BEGIN: Final = "name another one, or let 'timeline init DIRECTORY' make an example"
"""The hint if there is no chronology."""


class Examination(Struct, frozen=True):
    """The result of reading a file: the timeline if the file is valid, otherwise its problems."""

    timeline: Timeline | None
    problems: tuple[Problem, ...]
    locate: Locator
    """Returns the place of a path: ``locate("events", 3, "when")``."""


@garbage.uncollected()
def examine(content: bytes | str, name: str) -> Examination:
    """Reads and checks a text in the format of ``events.yaml``."""
    try:
        root, problems = nodes.parse(content, name)
    except InputError as error:
        return Examination(None, error.problems, Locator(name))
    return examine_nodes(root, name, problems)


def examine_nodes(root: Node | None, name: str, problems: Iterable[Problem] = ()) -> Examination:
    """Checks nodes of that format from any origin; *problems* are already known."""
    problems = list(problems)
    locate = Locator(name, root)
    if not isinstance(root, MappingNode):
        problems.append(Problem(locate(), "", *_not_a_mapping(root), "chronology-format"))
        return Examination(None, tuple(problems), locate)
    _expand_shorthands(root)
    explainer = _Explainer(locate, problems)
    explainer.empty_keys(root)
    document: Chronology | None = None
    logo = None
    try:
        try:
            document = _convert(root, Chronology)
        except msgspec.ValidationError:
            document = explainer.struct(root, Chronology, ())
        if document is not None:
            _Checks(document, locate, explainer.kept, problems).check()
            logo = _logo(document.calendar, name, locate, problems)
    except _TooMany:
        return Examination(
            None, (*sorted(problems, key=lambda p: p.place), nodes.more_problems(name)), locate
        )
    if problems or document is None:
        return Examination(None, tuple(sorted(problems, key=lambda p: p.place)), locate)
    timeline = complete(document, _counted, logo)
    if found := excess(timeline, timeline.languages):
        too_much = Problem(locate("calendar"), "calendar", *found, "exports-too-many")
        return Examination(None, (too_much,), locate)
    return Examination(timeline, (), locate)


def _logo(calendar: Calendar, name: str, locate: Locator, problems: list[Problem]) -> str | None:
    """The logo as a data URL; None if the header of the file *name* has no valid logo."""
    if not calendar.logo:
        return None
    try:
        return logos.data_address(calendar.logo, Path(name).parent)
    except logos.LogoError as error:
        place = locate("calendar", "logo")
        _append(problems, Problem(place, "calendar.logo", str(error), error.hint, "logo-invalid"))
        return None


def _counted(title: str, years: int, language: str) -> str:
    # Imported here: only titles of anniversaries need words.
    from timeline.wording import anniversary_title

    return anniversary_title(title, years, language)


def _not_a_mapping(root: Node | None) -> tuple[str, str]:
    start = "begin with 'events:' and a list of events, or run 'timeline init'"
    if root is None:
        return "the file is empty", start
    if isinstance(root, SequenceNode):
        return "the file holds a list", "write 'events:' above it and indent the list"
    return "the file holds a text and no events", start


def _expand_shorthands(root: MappingNode) -> None:
    """Expands the short forms of two fields: ``every 5 years``, and a day instead of a moment."""
    events = root.get("events")
    for event in events if isinstance(events, SequenceNode) else ():
        if not isinstance(event, MappingNode):
            continue
        revised = event.get("revised")
        if isinstance(revised, str) and ":" not in revised:
            # A day. A bare number is not one, although msgspec would read it as seconds.
            event["revised"] = revised + MIDNIGHT
        words = event.get("anniversary")
        if isinstance(words, str) and (match := _EVERY.fullmatch(words.strip())):
            rule = MappingNode()
            rule.put("every", match["years"] or "1", event.values_at["anniversary"])
            event["anniversary"] = rule


_EVERY: Final = re.compile(r"yearly|every (?:year|(?P<years>\d+) years)", re.ASCII)


# -- one value ---------------------------------------------------------------------------------


def _convert(node: Any, type_: Any) -> Any:
    return msgspec.convert(node, type_, strict=False, dec_hook=_special)


def _special(type_: type, node: Any) -> Any:
    """Converts text (and for `Text`, a mapping) to the model's own types."""
    if type_ is Text:
        return _text(node)
    if not isinstance(node, str):
        raise MismatchError(expected("a text", node))
    if type_ is When:
        return _reading(node)
    if type_ is Notation:
        return _value(node)
    raise NotImplementedError(type_)  # pragma: no cover - a type of the model without a converter


def _reading(text: str) -> Reading:
    found = _reading_or_refusal(text)
    if isinstance(found, DateError):
        raise found.with_traceback(None)
    return found


@lru_cache(maxsize=4096)
def _reading_or_refusal(text: str) -> Reading | DateError:
    """What `phrases.read` returns or raises; cached, because a refusal is requested three times."""
    try:
        return phrases.read(text)
    except DateError as error:
        return error


@lru_cache(maxsize=4096)
def _value(text: str) -> edtf.Value:
    return edtf.parse(text)


def _text(node: Any) -> Text:
    if isinstance(node, str):
        node = {"und": node}
    elif not isinstance(node, dict):
        raise MismatchError(expected("a text, or one text per language", node))
    if not node:
        raise MismatchError(Mismatch("there is no text in any language", "", "text-empty"))
    for tag, value in node.items():
        if not isinstance(value, str):
            raise MismatchError(expected(f"the text in {tag!r}", value))
        if not value.strip():
            raise MismatchError(Mismatch("the text is empty", "", "text-empty"))
        if not _is_tag(tag):
            raise MismatchError(_not_a_tag(tag))
    return Text(dict(node))


@lru_cache(maxsize=1024)
def _is_tag(text: str) -> bool:
    """Whether *text* has the form of a BCP 47 tag with language, script, region and variants."""
    return _TAG.fullmatch(text) is not None


_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|und", re.ASCII)


def _not_a_tag(text: str) -> Mismatch:
    fact = f"{printable(text)!r} is not a language tag"
    return Mismatch(fact, "write BCP 47 tags: en, ru, kk, sr-Latn", "language-tag")


# -- every problem of a file that cannot be converted --------------------------------------------


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
    "when": "'when' holds the date, from start to end: 2026-03-10/2026-03-12",
    "place": "'place' names one of 'places:'; a room or a building is the 'venue'",
    "sources": "write it below 'sources:', as '- {document: …, url: …}'",
    "series": "'series' names one of 'series:'; write an event for each of its dates",
}


class _Failed:
    """Replaces a value that could not be converted; its problem is recorded."""


_FAILED: Final = _Failed()


class _TooMany(Exception):  # noqa: N818 - named for what it reports
    """There are more problems than the maximum that is reported."""


def _append(problems: list[Problem], problem: Problem) -> None:
    if len(problems) >= nodes.MOST_PROBLEMS:
        raise _TooMany
    problems.append(problem)


class _Explainer:
    """Converts field by field, keeps valid values, and records a problem for each other one."""

    def __init__(self, locate: Locator, problems: list[Problem]) -> None:
        self._problems = problems
        self._told = {problem.path for problem in problems}
        self.kept: dict[tuple[Step, ...], list[int]] = {}
        """For a list that lost items: the indices in the file of the remaining ones."""
        self._locate = locate

    def struct(self, node: Node, type_: type[_S], path: tuple[Step, ...]) -> _S | None:
        """The struct with the valid fields; None if a required field is missing or invalid."""
        if not isinstance(node, MappingNode):
            self._note(path, expected("a mapping", node))
            return None
        try:
            converted: _S = _convert(node, type_)
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
        parts: list[tuple[tuple[Step, ...], Node | None, type]] = [
            ((), root, Chronology), (("calendar",), root.get("calendar"), Calendar)
        ]  # fmt: skip
        events = root.get("events")
        for number, event in enumerate(events if isinstance(events, SequenceNode) else ()):
            parts.append((("events", number), event, Event))
            sources = event.get("sources") if isinstance(event, MappingNode) else None
            for index, source in enumerate(sources if isinstance(sources, SequenceNode) else ()):
                parts.append((("events", number, "sources", index), source, Source))
        places = root.get("places")
        for name, place in places.items() if isinstance(places, MappingNode) else ():
            parts.append((("places", name), place, MapPlace))
        for path, node, type_ in parts:
            if isinstance(node, MappingNode) and node.empty:
                fields = _fields(type_)
                for name in node.empty:
                    if name not in fields:
                        fact = f"there is no field {printable(name)!r}, and nothing behind it"
                        hint = "is it a part of a text with a comma? then write that in quotes"
                        found = Mismatch(fact, hint, "field-unknown")
                        self._note((*path, name), found, of_key=True)

    def _missing(self, name: str, node: MappingNode, path: tuple[Step, ...]) -> None:
        if name not in node.keys_at:
            hint = f"add the line '{name}: …'"
            self._note(path, Mismatch(f"{name!r} is missing", hint, "field-missing", (0, 1)))
        elif nodes.path_text((*path, name)) not in self._told:
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
            return _convert(node, type_)
        except msgspec.ValidationError:
            return self._failed(path, mismatch(node, type_, _special), type_)

    def _items(self, node: Node, type_: Any, item_type: Any, path: tuple[Step, ...]) -> object:
        try:
            return _convert(node, type_)
        except msgspec.ValidationError:
            if not isinstance(node, SequenceNode) or not _has_length(node, type_):
                return self._failed(path, mismatch(node, type_, _special), type_)
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
                _convert(name, Name)
            except msgspec.ValidationError:
                self._note((*path, name), mismatch(name, Name, _special), of_key=True)
            value = self._value(item, type_, (*path, name))
            # An invalid declaration still counts as declared, so its uses are not reported too.
            values[name] = _STAND_IN.get(type_, value) if isinstance(value, _Failed) else value
        return values

    def _unknown_key(self, path: tuple[Step, ...], known: Iterable[str]) -> None:
        # As in `_Checks`, only the first mistakes in a file get suggestions.
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
        _append(self._problems, Problem(where, nodes.path_text(path), *found))


_S = TypeVar("_S", bound=Base)

_STAND_IN: Final[Mapping[Any, object]] = {
    Text: Text({"und": "?"}),
    MapPlace: MapPlace(name=Text({"und": "?"})),
}


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


# -- checks that need several values ------------------------------------------------------------


class _Checks:
    """Checks the values of a document against each other."""

    def __init__(
        self,
        document: Chronology,
        locate: Locator,
        kept: Mapping[tuple[Step, ...], list[int]],
        problems: list[Problem],
    ) -> None:
        self._document = document
        self._locate = locate
        self._kept = kept
        self._found = problems
        self._good_zones: set[str] = set()
        self._taken: dict[str, int] = {}
        self._derived = 0
        self._part_of = {event.id: event.part_of for event in document.events}

    def check(self) -> None:
        """Adds every problem, in no particular order."""
        document = self._document
        calendar = document.calendar
        for field in ("languages", "fallback"):
            for index, tag in enumerate(getattr(calendar, field)):
                self._tag(tag, ("calendar", field, index))
        folded = [tag.casefold() for tag in calendar.languages]
        for index, tag in enumerate(calendar.languages):
            # Languages are part of file names, and some file systems ignore case.
            if folded[index] in folded[:index]:
                self._note(
                    ("calendar", "languages", index),
                    f"the language {tag!r} is listed twice",
                    "remove one",
                    code="language-duplicate",
                )
        for index, code in enumerate(calendar.strict):
            self._remark(code, ("calendar", "strict", index))
        self._zone(calendar.timezone, ("calendar", "timezone"))
        for name, place in document.places.items():
            self._map_place(place, ("places", name))
        self._ids()
        kinds = {*KINDS, *document.kinds}
        self._colours(calendar, kinds)
        ids = {event.id for event in document.events}
        for index, event in self._numbered(document.events, ("events",)):
            self._event(event, ("events", index), kinds, ids)

    def _colours(self, calendar: Calendar, kinds: set[str]) -> None:
        """A colour is also used for words, so it must have enough contrast."""
        for kind in calendar.palette.keys() - kinds:
            self._unknown("kind", kind, kinds, ("calendar", "palette", kind), "kinds")
        colours: list[tuple[tuple[str, ...], str]] = [
            (("palette", kind), colour) for kind, colour in calendar.palette.items()
        ]
        if calendar.accent:
            colours.append((("accent",), calendar.accent))
        for path, colour in colours:
            found = contrast.contrast(colour, contrast.LIGHT)
            if found < contrast.LEAST:
                # Rounded down: 4.48 must not be shown as 4.5.
                fact = (
                    f"the contrast of {colour} on the page is {int(found * 10) / 10}:1, "
                    f"less than the {contrast.LEAST}:1 that text needs"
                )
                hint = f"choose a darker one, such as '{contrast.on_light(colour)}'"
                self._note(("calendar", *path), fact, hint, "colour-contrast")

    def _numbered(self, items: Sequence[_T], path: tuple[Step, ...]) -> Iterator[tuple[int, _T]]:
        """The items with their indices in the file."""
        kept = self._kept.get(path) if self._kept else None
        return enumerate(items) if kept is None else zip(kept, items, strict=True)

    def _ids(self) -> None:
        # Ids are the names of files of single events, and some file systems ignore case.
        self._device(self._document.calendar.id, ("calendar", "id"))
        for index, event in self._numbered(self._document.events, ("events",)):
            self._device(event.id, ("events", index, "id"))
            other = self._taken.setdefault(event.id.casefold(), index)
            if other != index:
                line = self._locate("events", other, "id").line
                fact = f"the id {event.id!r} is taken by events[{other}], line {line}"
                self._note(
                    ("events", index, "id"),
                    fact,
                    "ids are unique, whatever their case",
                    code="id-duplicate",
                )

    def _device(self, name: str, path: tuple[Step, ...]) -> None:
        if is_device(name):
            fact = f"no file can be called {name!r} on Windows, where it is a device"
            self._note(
                path,
                fact,
                f"give it another id, as in '{name.partition('.')[0]}-1'",
                code="id-device",
            )

    def _event(self, event: Event, path: tuple[Step, ...], kinds: set[str], ids: set[str]) -> None:
        self._names(event, path, kinds)
        if event.part_of is not None:
            self._part(event, ids, (*path, "part_of"))
        if event.timezone is not None:
            self._zone(event.timezone, (*path, "timezone"))
        self._reading(event.when, (*path, "when"))
        self._reading(event.previously, (*path, "previously"))
        for index, source in self._numbered(event.sources, (*path, "sources")):
            self._source(source, (*path, "sources", index))
        if event.revised is not None and not FIRST_YEAR <= event.revised.year <= LAST_YEAR:
            fact = f"a revision in the year {event.revised.year}"
            self._note(
                (*path, "revised"),
                fact,
                "when did this entry last change?",
                code="value-out-of-range",
            )
        # A year outside the calendar is already reported; then the date is not checked further.
        with suppress(DateError):
            if event.date.is_timed:
                self._clock(event, (*path, "when"))
            if len(event.claims) > 1 and not event.disputed:
                self._claims(event, path)
            if event.anniversary is not None:
                self._anniversary(event, event.anniversary, (*path, "anniversary"))

    def _names(self, event: Event, path: tuple[Step, ...], kinds: set[str]) -> None:
        """Records the names in an event that the file does not declare."""
        document = self._document
        if event.kind not in kinds:
            self._unknown("kind", event.kind, kinds, (*path, "kind"), "kinds")
        if event.place is not None and event.place not in document.places:
            self._unknown("place", event.place, document.places, (*path, "place"), "places")
        if event.series is not None and event.series not in document.series:
            self._unknown("series", event.series, document.series, (*path, "series"), "series")
        for index, party in self._numbered(event.parties, (*path, "parties")):
            if party not in COUNTRIES and party not in document.parties:
                where = (*path, "parties", index)
                self._unknown("party", party, document.parties, where, "parties")

    def _part(self, event: Event, ids: set[str], path: tuple[Step, ...]) -> None:
        if event.id in self._wholes(event.part_of):
            self._note(
                path, "an event is no part of itself", "remove the line", code="part-of-cycle"
            )
        elif event.part_of not in ids:
            self._unknown("event", event.part_of or "", ids, path, "events")

    def _wholes(self, event_id: str | None) -> Iterator[str]:
        """*event_id*, the id of the event that it is part of, and so on, without repetitions."""
        seen = set()
        while event_id is not None and event_id not in seen:
            seen.add(event_id)
            yield event_id
            event_id = self._part_of.get(event_id)

    def _source(self, source: Source, path: tuple[Step, ...]) -> None:
        if source.language is not None:
            self._tag(source.language, (*path, "language"))
        self._reading(source.when, (*path, "when"))

    def _claims(self, event: Event, path: tuple[Step, ...]) -> None:
        for claim in event.conflicts:
            number = next(i for i, source in enumerate(event.sources) if source is claim.source)
            index = self._kept.get((*path, "sources"), range(len(event.sources)))[number]
            hint = (
                "correct the wrong date; if the event was moved, write the earlier date as "
                "'previously'; if its sources disagree, write 'disputed: true' to show both"
            )
            fact = f"{claim.value} contradicts {event.date}"
            if event.previously:
                fact += f" and differs from the earlier date ({event.previously.value})"
            self._note((*path, "sources", index, "when"), fact, hint, "sources-contradict")

    def _anniversary(self, event: Event, rule: Anniversary, path: tuple[Step, ...]) -> None:
        if self._derived > MOST_DERIVED:
            return
        derived = list(islice(anniversaries(event, self._document), MOST_ANNIVERSARIES + 1))
        is_dated = event.date.earliest is not None
        if not is_dated or (not derived and event.date.precision.rank > edtf.Precision.YEAR.rank):
            fact = "an anniversary of an event without a first year"
            hint = "give the event a date with a known beginning"
            self._note(path, fact, hint, "anniversary-undated")
        elif not derived and rule.until is not None:
            fact = f"no anniversary comes before {rule.until} ends"
            hint = "write a later 'until', or remove the line"
            self._note(path, fact, hint, "anniversary-none")
        self._derived += len(derived)
        hint = "write 'every', 'first' and 'until' so that fewer are derived"
        if len(derived) > MOST_ANNIVERSARIES:
            fact = f"more than {MOST_ANNIVERSARIES} anniversaries"
            self._note(path, fact, hint, "anniversary-too-many")
        elif self._derived > MOST_DERIVED:
            fact = f"more than {MOST_DERIVED:,} anniversaries in the whole file"
            self._note(path, fact, hint, "anniversary-too-many")
        for anniversary in derived:
            if anniversary.id.casefold() in self._taken:
                hint = "give the curated event another id"
                self._note(
                    path, f"the id {anniversary.id!r} is taken already", hint, code="id-duplicate"
                )

    def _reading(self, reading: Reading | None, path: tuple[Step, ...]) -> None:
        for fact, hint, code in objections(reading.value) if reading else ():
            self._note(path, fact, hint, code)

    def _clock(self, event: Event, path: tuple[Step, ...]) -> None:
        """Reports a local time that the clocks of the place skip when summer time begins."""
        timeline = Timeline(self._document, ())
        if not (event.place is None or event.place in self._document.places):
            return
        zone = timeline.zone(event)
        if not is_zone(zone):
            return
        for moment in event.date.times:
            local = moment.replace(tzinfo=ZoneInfo(zone))
            try:
                there = local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None)
            except OverflowError:
                continue  # at the limit of `datetime`: the year is already reported
            if moment.tzinfo is None and there != moment:
                fact = f"{moment:%H:%M} of that day is skipped by the clocks of {zone}"
                hint = f"they go forward then; is it {there:%H:%M}, or another zone?"
                self._note(path, fact, hint, "time-skipped")
            elif moment.tzinfo is None and local.utcoffset() != local.replace(fold=1).utcoffset():
                fact = f"the clocks of {zone} show {moment:%H:%M} twice on that day"
                precision = "seconds" if moment.second else "minutes"
                first, second = (
                    local.replace(fold=fold).isoformat(timespec=precision) for fold in (0, 1)
                )
                self._note(path, fact, f"write the offset: {first} or {second}", "time-repeated")

    def _map_place(self, place: MapPlace, path: tuple[Step, ...]) -> None:
        if place.country is not None and place.country not in COUNTRIES:
            hint = "ISO 3166-1 alpha-2: KZ, RS"
            self._note(
                (*path, "country"),
                f"there is no country {place.country!r}",
                hint,
                code="country-unknown",
            )
        if place.timezone is not None:
            self._zone(place.timezone, (*path, "timezone"))
        if place.coordinates is not None:
            latitude, longitude = place.coordinates
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                hint = "latitude (-90 to 90) first, then longitude (-180 to 180)"
                self._note(
                    (*path, "coordinates"),
                    "there is no such point on Earth",
                    hint,
                    code="coordinates-range",
                )

    def _remark(self, code: str, path: tuple[Step, ...]) -> None:
        known = remark_codes()
        if code not in known:
            close = self._nearest(code, known)
            hint = f"did you mean {close!r}?" if close else f"known: {', '.join(known)}"
            self._note(path, f"there is no remark {printable(code)!r}", hint, code="name-unknown")

    def _unknown(
        self, what: str, name: str, known: Collection[str], path: tuple[Step, ...], section: str
    ) -> None:
        close = self._nearest(name, known)
        hint = f"did you mean {close!r}?" if close else f"declare it under '{section}:'"
        self._note(path, f"there is no {what} {printable(name)!r}", hint, code="name-unknown")

    def _nearest(self, name: str, known: Collection[str]) -> str | None:
        # Each suggestion compares with all names, so only the first mistakes in a file get one.
        return nearest(name, known) if len(self._found) < MOST_SUGGESTIONS else None

    def _zone(self, name: str, path: tuple[Step, ...]) -> None:
        if name in self._good_zones:
            return
        if is_zone(name):
            self._good_zones.add(name)
            return
        if same := _of_offset(name):
            hint = f"write {same}: names of the tz database have the sign reversed"
        else:
            close = self._nearest(name, _zones())
            hint = (
                f"did you mean {close!r}?" if close else "IANA names: Asia/Almaty, Europe/Belgrade"
            )
        self._note(path, f"there is no time zone {printable(name)!r}", hint, "zone-unknown")

    def _tag(self, tag: str, path: tuple[Step, ...]) -> None:
        if not _is_tag(tag):
            found = _not_a_tag(tag)
            self._note(path, found.fact, found.hint, found.code)

    def _note(self, path: tuple[Step, ...], fact: str, hint: str, code: CodeName) -> None:
        where = self._locate(*path)
        _append(self._found, Problem(where, nodes.path_text(path), fact, hint, code))


_T = TypeVar("_T")

MOST_SUGGESTIONS: Final = 100
"""The number of problems of a file that get a suggestion."""

MOST_ANNIVERSARIES: Final = 500
"""The maximum number of anniversaries of an event: yearly ones for five centuries."""

MOST_DERIVED: Final = 50_000
"""The maximum number of anniversaries in a file; a small file could otherwise make millions."""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


_OFFSET: Final = re.compile(
    r"(?:Etc/)?(?:UTC|GMT)? ?([+-])0?(\d{1,2})(?::?00)?", re.IGNORECASE | re.ASCII
)


def _of_offset(name: str) -> str | None:
    """The zone for *name*, an offset such as "UTC-12"; None unless it is a number of whole hours.

    >>> _of_offset("UTC-12"), _of_offset("Etc/UTC-2"), _of_offset("+05:00"), _of_offset("UTC+5:30")
    ('Etc/GMT+12', 'Etc/GMT+2', 'Etc/GMT-5', None)
    """
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    same = f"Etc/GMT{'-' if match[1] == '+' else '+'}{match[2]}" if int(match[2]) else "UTC"
    return same if is_zone(same) else None


def is_zone(name: str) -> bool:
    """Whether *name* is a zone of the IANA database, or a link to one."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    # Of those without a slash, "Factory" is not a zone, and "localtime" is the machine's own.
    return "/" in name or (name[0].isupper() and name != "Factory")


# -- the schema ----------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``events.yaml``, for editors; generated from the model.

    It describes the names and types of fields; it does not cover what only `check` can detect,
    such as an impossible date.
    """
    generated = msgspec.json.schema(Chronology, schema_hook=_special_schema)
    rule = generated["$defs"]["Anniversary"]
    generated["$defs"]["Anniversary"] = {
        "title": "Anniversary",
        "anyOf": [{"type": "string", "pattern": f"^(?:{_SCHEMA_EVERY})$"}, rule],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chronology of dated events",
        **_as_written(generated),
    }


_SCHEMA_EVERY: Final = "yearly|every year|every [0-9]+ years"


def _special_schema(type_: type) -> dict[str, Any]:
    if type_ is Text:
        texts = {"type": "string", "minLength": 1}
        return {
            "anyOf": [texts, {"type": "object", "additionalProperties": texts, "minProperties": 1}]
        }
    # YAML editors treat a bare year as a number.
    return {"type": ["string", "integer"]}


def _as_written(schema: Any) -> Any:
    """*schema* as editors need it: YAML reads an unquoted day or paragraph as another type."""
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: _as_written(value) for key, value in schema.items() if key != "default"}
    if isinstance(description := changed.get("description"), str):
        # Releases of msgspec differ in the white space of docstrings: 0.22 indents, 0.23 does not.
        changed["description"] = cleandoc(description)
    if changed.get("type") == "string" and "enum" not in changed and "pattern" not in changed:
        changed["type"] = ["string", "integer", "number"]
    return changed
