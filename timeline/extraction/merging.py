"""Add drafts and sources to the text of ``events.yaml``; no other byte changes.

New events are added by `timeline.drafting`. A source is inserted after the existing sources of its
event, whose end is found by the indentation. The result is parsed again; if it differs from the
old content plus the additions, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import drafting, nodes
from timeline.errors import InputError, Place, Problem, printable
from timeline.events import COUNTRIES, Event, NamedPlace, Source, Timeline
from timeline.extraction.drafts import Draft
from timeline.extraction.matching import Known, Match
from timeline.extraction.names import organisation
from timeline.nodes import MappingNode, Mark, Node, SequenceNode, column_of, line_of
from timeline.phrases import Reading


class Addition(Struct, frozen=True):
    """A draft that was accepted: as a new event, or as a source of the *event* of that id."""

    draft: Draft
    event: str | None = None
    contradicts: bool = False


def accepted(proposals: Iterable[tuple[Draft, Match | None]]) -> list[Addition]:
    """Every proposal: a source if an event matches, otherwise a draft; known sources are skipped.

    Dismissed drafts are skipped, too. If a document repeats an event of another document, it
    becomes a source of that draft.
    """
    drafted = Known()
    additions = []
    for draft, match in proposals:
        match = match or drafted.match(draft)
        if match is None:
            drafted.add(draft.event, draft.file)
            additions.append(Addition(draft))
        elif not match.is_known and not match.is_dismissed:
            additions.append(Addition(draft, match.event, match.contradicts))
    return additions


def combined(additions: Iterable[Addition]) -> list[Addition]:
    """*additions* with the sources of new events as part of those events."""
    by_id: dict[str | None, Addition] = {}
    rest = []
    for addition in additions:
        new = by_id.get(addition.event)
        if addition.event is None:
            by_id[addition.draft.event.id] = addition
        elif new is None:
            rest.append(addition)
        else:
            event = new.draft.event
            event = replace(
                event,
                sources=(*event.sources, *addition.draft.event.sources),
                disputed=event.disputed or addition.contradicts,
            )
            by_id[event.id] = Addition(replace(new.draft, event=event))
    return [*rest, *by_id.values()]


def yaml(drafts: Iterable[Draft]) -> str:
    """The drafts as a file in the format of ``events.yaml``; repeated events are combined."""
    return document(combined(accepted((draft, None) for draft in drafts)))


def document(additions: Iterable[Addition]) -> str:
    """The new events among *additions* as a file of the format of ``events.yaml``."""
    drafts = [addition.draft for addition in additions]
    if not drafts:
        return "events: []\n"
    text = drafting.document(_new(drafts, MappingNode()))
    root, _ = nodes.parse(text, "")
    assert isinstance(root, MappingNode)
    return _commented(text, root, drafts)


def _new(drafts: Sequence[Draft], root: MappingNode) -> dict[str, Node]:
    """The sections that *drafts* add to the chronology of *root*."""
    declared = _names(root, "places")
    places = {
        draft.event.place: _place(draft.place)
        for draft in drafts
        if draft.place and draft.event.place and draft.event.place not in declared
    }
    organisations = {
        party: _mapping(**found.by_language)
        for draft in drafts
        for party in draft.event.parties
        if party not in COUNTRIES and party not in _names(root, "parties")
        if (found := organisation(party, draft.event.sources[0].language or "en"))
    }
    events = _sequence(_event(draft.event) for draft in drafts)
    return {
        "places": _mapping(**dict(sorted(places.items()))),
        "parties": _mapping(**dict(sorted(organisations.items()))),
        "events": events,
    }


def _names(root: MappingNode, section: str) -> Container[str]:
    """What a chronology declares in a section."""
    declared = root.get(section)
    return declared if isinstance(declared, MappingNode) else ()


def skeleton(chronology: Timeline | None) -> bytes:
    """A chronology without events that declares the names that drafts for *chronology* use."""
    root = MappingNode()
    if chronology:
        root["places"] = _mapping(
            **{name: _mapping(name="?") for name in chronology.document.places}
        )
        for section in ("parties", "series", "kinds"):
            root[section] = _mapping(**dict.fromkeys(getattr(chronology.document, section), "?"))
    return f"{drafting.document(root)}events:\n".encode()


def merge(content: bytes, name: str, additions: Sequence[Addition]) -> bytes:
    """*content*, an ``events.yaml``, with *additions*; *name* is the file name for messages.

    Raises:
        InputError: the file has problems, or its layout does not allow additions.
    """
    root, problems = nodes.parse(content, name)
    if problems:
        raise InputError(problems)
    if not isinstance(root, MappingNode):
        root = MappingNode()
    additions = combined(additions)
    known = [addition for addition in additions if addition.event is not None]
    new = [addition.draft for addition in additions if addition.event is None]
    if known:
        file = _File(content.decode("utf-8"), name, root)
        for addition in known:
            file.add_source(addition.event or "", _lines(addition.draft), addition.contradicts)
        content = file.text().encode()
        after, problems = nodes.parse(content, name)
        if problems or after != _with_sources(root, known):
            raise _refusal(name, problems)
    if new:
        content = drafting.added(content, name, _new(new, root))
        before, _ = nodes.parse(content, name)
        assert isinstance(before, MappingNode)
        content = _commented(content.decode("utf-8"), before, new).encode()
        after, problems = nodes.parse(content, name)
        if problems or after != before:
            raise _refusal(name, problems)
    return content


def _refusal(name: str, problems: Iterable[Problem]) -> InputError:
    fact = "nothing was added: the layout of the file is not understood"
    hint = "add the drafts by hand; timeline extract --yaml prints them"
    # The text was generated, so its lines mean nothing to users.
    unplaced = (problem._replace(place=Place(name)) for problem in problems)
    return InputError([*unplaced, Problem(Place(name), "", fact, hint, "file-layout")])


def _commented(text: str, root: MappingNode, drafts: Iterable[Draft]) -> str:
    """*text*, the YAML of *root*, with remarks from the documents after status and dates."""
    by_id = {draft.event.id: draft for draft in drafts}
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _lines_of(text.removeprefix("\ufeff"))
    for event in _mappings(root["events"]):
        if draft := by_id.get(str(event.get("id"))):
            _comment(lines, event, "when", _beside(draft, draft.event.when))
            source = _mappings(event["sources"])[0]
            _comment(lines, source, "when", _wording(draft, draft.event.sources[0].when))
    return mark + "".join(lines)


def _mappings(node: Node) -> list[MappingNode]:
    return [item for item in node if isinstance(item, MappingNode)]


def _comment(lines: list[str], node: MappingNode, key: str, remark: str) -> None:
    """Adds *remark* after the value of *key*, which is on one line."""
    if remark and key in node:
        number = line_of(node.values_at[key])
        body = lines[number].rstrip("\r\n")
        lines[number] = f"{body}  # {remark}{lines[number][len(body) :]}"


def _beside(draft: Draft, when: Reading | None) -> str:
    """The remark on the date of a draft: its wording, and what it does not have in the text."""
    parts = draft.inferred_parts if when else ""
    inferred = f"the text does not say the {parts}" if parts else ""
    return "; ".join(filter(None, (_wording(draft, when), inferred)))


def _wording(draft: Draft, when: Reading | None) -> str:
    """The words of the document, if *when* is written in other words."""
    if when is None or when.text == draft.wording:
        return ""
    return f"the text says: {printable(draft.wording)}"


_BREAK: Final = re.compile(r"(\r\n|[\n\r\x85\u2028\u2029])")


def _lines_of(text: str) -> list[str]:
    """The lines of *text* as YAML counts them, with their ends."""
    pieces = _BREAK.split(text)
    return [a + b for a, b in zip(pieces[::2], [*pieces[1::2], ""], strict=True)]


# -- where lines go --------------------------------------------------------------------------------


class _File:
    """The lines of a file, and what is to be inserted after each."""

    def __init__(self, text: str, name: str, root: MappingNode) -> None:
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._lines = _lines_of(text.removeprefix("\ufeff"))
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._name = name
        self._inserted: dict[int, list[str]] = {}
        self._root = root
        events = root.get("events")
        self._events = events if isinstance(events, SequenceNode) else SequenceNode()
        self._numbers = {
            event.get("id"): number
            for number, event in enumerate(self._events)
            if isinstance(event, MappingNode)
        }
        self._begun: set[str] = set()
        """Events that had no sources, and now have some."""
        self._disputed: set[str] = set()
        """Events that are now disputed."""

    def text(self) -> str:
        """The text with everything inserted."""
        lines: list[str] = []
        for number, line in enumerate(self._lines):
            inserted = self._inserted.get(number)
            if inserted and not line.endswith(("\n", "\r")):
                line += self._break if line else ""
            lines.append(line)
            lines += [text + self._break for text in inserted or ()]
        return self._mark + "".join(lines)

    def add_source(self, event_id: str, lines: list[str], is_disputed: bool) -> None:
        """Adds a source at the end of those of an event, and marks the event as disputed."""
        number = self._numbers.get(event_id)
        if number is None:
            fact = f"there is no event {printable(event_id)!r} any more"
            hint = "the file was changed meanwhile; run the command again"
            raise InputError([Problem(Place(self._name), "", fact, hint, "file-changed")])
        event, mark = self._events[number], self._events.item_at(number)
        assert isinstance(event, MappingNode)
        dash = self._dash(mark)
        indent = column_of(mark)
        sources = event.get("sources")
        if isinstance(sources, SequenceNode) and sources:
            last_at = sources.item_at(-1)
            own = self._dash(last_at)
            last = self._last_line(line_of(last_at), own)
            self._insert(last, _item(lines, own))
        elif "sources" in event.keys_at:
            self._refuse(event.keys_at["sources"], "sources in brackets")
        else:
            last = self._last_line(line_of(mark), dash)
            head = [] if event_id in self._begun else [" " * indent + "sources:"]
            self._begun.add(event_id)
            self._insert(last, [*head, *_item(lines, indent + 2)])
        if is_disputed and "disputed" not in event.keys_at and event_id not in self._disputed:
            self._disputed.add(event_id)
            self._insert(line_of(event.keys_at["id"]), [" " * indent + "disputed: true"])

    def _insert(self, line: int, lines: list[str]) -> None:
        self._inserted.setdefault(line, []).extend(lines)

    def _dash(self, mark: Mark) -> int:
        """Column of the dash of the item that begins at *mark*."""
        line, column = self._lines[line_of(mark)], column_of(mark)
        before = line[:column]
        if not re.fullmatch(r"\s*-\s+", before) or line[column : column + 1] in ("{", "["):
            self._refuse(mark, "an entry in brackets, to which no line can be added")
        return len(before) - len(before.lstrip())

    def _last_line(self, first: int, dash: int) -> int:
        """The last line of the item whose dash is in that column of line *first*.

        Comments that are indented deeper than the dash belong to the item, others to what follows.
        """
        last = first
        for number in range(first + 1, len(self._lines)):
            line = self._lines[number]
            if not line.strip():
                continue
            if len(line) - len(line.lstrip(" ")) <= dash:
                if line.lstrip().startswith("#"):
                    continue
                break
            last = number
        return last

    def _refuse(self, mark: Mark, fact: str) -> None:
        hint = "write it in lines, each item of a list behind '- '"
        where = nodes.place(self._name, mark)
        raise InputError([Problem(where, "", fact, hint, "file-layout")])


def _with_sources(root: MappingNode, additions: Sequence[Addition]) -> dict[str, Any]:
    """The content that the file must have with the sources of *additions*."""
    listed = root.get("events")
    events: list[Any] = list(listed) if isinstance(listed, list) else []
    numbers = {event.get("id"): number for number, event in enumerate(events)}
    for addition in additions:
        number = numbers[addition.event]
        source = _source(addition.draft.event.sources[0])
        amended = dict(events[number])
        amended["sources"] = [*amended.get("sources", ()), source]
        if addition.contradicts:
            amended.setdefault("disputed", "true")
        events[number] = amended
    return dict(root) | {"events": events}


# -- events as nodes ---------------------------------------------------------------------------


def _event(event: Event) -> MappingNode:
    """*event* as a person would write it."""
    rule = event.anniversary
    return _mapping(
        id=event.id,
        title=_mapping(**event.title.by_language),
        when=event.when.text if event.when else None,
        kind=event.kind,
        status=event.status.value,
        intended=event.intended and event.intended.value,
        place=event.place,
        venue=_mapping(**event.venue.by_language) if event.venue else None,
        parties=_sequence(event.parties),
        series=event.series,
        previously=event.previously.text if event.previously else None,
        disputed="true" if event.disputed else None,
        anniversary=_mapping(every=rule.every, until=rule.until) if rule else None,
        sources=_sequence(_source(source) for source in event.sources),
    )


def _place(place: NamedPlace) -> MappingNode:
    """*place* as a person would declare it."""
    return _mapping(
        name=_mapping(**place.name.by_language),
        country=place.country,
        timezone=place.timezone,
        coordinates=_sequence(map(str, place.coordinates or ())),
    )


def _source(source: Source) -> MappingNode:
    return _mapping(
        document=source.document,
        publisher=source.publisher,
        paragraph=source.paragraph,
        file=source.file,
        sha256=source.sha256,
        url=source.url,
        language=source.language,
        published=source.published,
        accessed=source.accessed,
        when=source.when.text if source.when else None,
        quote=source.quote,
    )


def _mapping(**fields: object) -> MappingNode:
    """The fields that have a value, with numbers and dates as text."""
    node = MappingNode()
    for name, value in fields.items():
        if isinstance(value, MappingNode | SequenceNode):
            if value:
                node[name] = value
        elif value is not None:
            node[name] = str(value)
    return node


def _sequence(items: Iterable[Node]) -> SequenceNode:
    node = SequenceNode()
    node.extend(items)
    return node


def _lines(draft: Draft) -> list[str]:
    """The lines of the source of *draft*, as written after its dash."""
    source = draft.event.sources[0]
    text = drafting.document({"sources": _sequence([_source(source)])})
    root, _ = nodes.parse(text, "")
    lines = _lines_of(text)
    assert isinstance(root, MappingNode)
    _comment(lines, _mappings(root["sources"])[0], "when", _wording(draft, source.when))
    return [line.rstrip("\n")[4:] for line in lines[1:] if line]


def _item(lines: list[str], dash: int) -> list[str]:
    """*lines* as an item of a list with its dash in that column."""
    first, *rest = lines
    return [" " * dash + "- " + first, *(" " * (dash + 2) + line for line in rest)]


def unique(drafts: Iterable[Draft], taken: Iterable[Event] = ()) -> tuple[Draft, ...]:
    """*drafts* of several documents, with ids that are unique and not among *taken*."""
    ids = drafting.Ids(event.id for event in taken)
    return tuple(
        replace(draft, event=replace(draft.event, id=ids.free(draft.event.id))) for draft in drafts
    )
