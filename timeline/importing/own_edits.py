"""Edits that somebody has made in one of our calendars.

An entry has less than its event, and has it in words. So it is compared with the entry that the
event has in a calendar of the present chronology: fields that are equal are taken from the event; a
field that differs was edited, in the calendar or in the chronology. The fingerprint of the entry
shows in which of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from timeline import edtf
from timeline.events import Event, Text, Timeline
from timeline.exporters import Context, exporter
from timeline.exporters.ics.components import FINGERPRINT, FINGERPRINTED, fingerprint
from timeline.fingerprints import of_export
from timeline.importing import own, spans
from timeline.importing.component_tree import Component, Property, parse
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.own_dates import date_of_parts
from timeline.importing.zones import KnownZones
from timeline.nodes import MappingNode, Mark, Node, SequenceNode, mapping
from timeline.recurrence import Allowance

_DESCRIBED: Final = ("description", "parties", "series", "status")
"""The fields that are read from DESCRIPTION."""

_UNREAD: Final = ("LINK", "URL", "GEO", "ATTACH", "CONTACT", "COMMENT")
"""The properties of an entry that are not read, since they contain less than a source."""

_EntryParts = Mapping[int, Component]
"""The entries of an event by their numbers."""


class OwnEdits:
    """The entries of a calendar of ours, and those that the known chronology has now."""

    def __init__(
        self,
        components: Iterable[Component],
        zones: KnownZones,
        language: str,
        names: DeclaredNames,
        note: Callable[[Property, str], None],
    ) -> None:
        self._zones = zones
        self._language = language
        self._names = names
        self._note = note
        self._parts = _by_event(components, language)
        now, self._zones_now = _entries_now(names.known, language)
        self._now = _by_event(now, language)

    def read(self, component: Component) -> tuple[MappingNode, str | None] | None:
        """The event of an entry, and the fingerprint of the event that was exported, if known.

        None for a further entry of an event, and for an anniversary.
        """
        found = own.identity(component.text("UID"), self._language)
        parts = self._parts[found[0]] if found else {}
        node = own.event(component, self._language, self._names, self._zones, parts)
        if node is None or found is None:
            return None
        self._name_unread_parts(component, node, parts)
        known = self._names.known
        event = known.by_id.get(found[0]) if known else None
        parts_now = self._now.get(found[0], {})
        now = parts_now.get(1)
        if event is None or now is None:
            return node, None
        before = own.event(now, self._language, self._names, self._zones_now, parts_now)
        if before is None:
            return node, None
        edited = _Edited(event, node, before, self._language, self._names)
        edited.take()
        self._name_unread_properties(component, now, edited)
        exported = self._exported(event, edited, parts, parts_now)
        return edited.node, exported

    def _name_unread_properties(
        self, component: Component, now: Component, edited: _Edited
    ) -> None:
        """Notes each edit that cannot be imported, because no field is read from its place."""
        described = component.find("DESCRIPTION")
        is_edited = _fingerprint(component) != component.text(FINGERPRINT) and component.text(
            "DESCRIPTION"
        ) != now.text("DESCRIPTION")
        if described and is_edited and not edited.has_any(*_DESCRIBED):
            self._note(
                described,
                "DESCRIPTION: some edited lines are not imported; only the description, parties, "
                "series and status are",
            )
        for name in _UNREAD:
            values = {found.value for found in now.every(name)}
            for found in component.every(name):
                if found.value not in values:
                    self._note(
                        found,
                        f"{name}: this value differs from that of the event, and is not imported",
                    )

    def _exported(
        self, event: Event, edited: _Edited, parts: _EntryParts, parts_now: _EntryParts
    ) -> str | None:
        stored = [component.text(FINGERPRINT) for component in parts.values()]
        if not edited.is_edited or [_fingerprint(each) for each in parts.values()] == stored:
            # Nobody has edited the entry: it is as it was exported, even if the event has changed.
            edited.undo()
            return of_export(event)
        if not all(stored):
            return None
        is_untouched = stored == [
            _fingerprint(parts_now[each]) for each in parts if each in parts_now
        ]
        return of_export(event) if is_untouched else stored[0]

    def _name_unread_parts(
        self, component: Component, node: MappingNode, parts: _EntryParts
    ) -> None:
        """A note on a part whose date was moved to one that EDTF cannot express."""
        shown = component.text("X-TIMELINE-EDTF")
        value = edtf.parse(shown) if shown else None
        if value is None or node.get("when") != spans.written(value):
            return
        if isinstance(value, edtf.AllOf) and len(parts) > 1:
            unread = date_of_parts(parts, value, self._zones)[1]
            if unread is not None:
                where = unread.find("DTSTART") or unread.begin
                self._note(where, "the new time of one of several days is not read")


def _by_event(components: Iterable[Component], language: str) -> dict[str, dict[int, Component]]:
    """Entries by the id of their event and their number."""
    found: dict[str, dict[int, Component]] = defaultdict(dict)
    for component in components:
        identity = own.identity(component.text("UID"), language)
        if identity is not None:
            found[identity[0]][identity[1]] = component
    return found


def _entries_now(known: Timeline | None, language: str) -> tuple[list[Component], KnownZones]:
    """The entries that the calendar of *language* has now, and its zones."""
    content = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    if known is not None and language in known.languages:
        context = Context(languages=(language,))
        content = next(iter(exporter("ics").export(known.published(), context))).content
    (calendar,) = parse(content, "").calendars
    return calendar.components, KnownZones(calendar, None, Allowance.of(len(content)))


def _fingerprint(component: Component) -> str:
    """The fingerprint of the present content of an entry."""
    return fingerprint(
        (found.name, found.parameter("TZID") or "", found.value)
        for found in component.properties
        if found.name in FINGERPRINTED
    )


class _Edited:
    """The event of the chronology, with the fields that differ between two entries of it.

    *node* is the event as read from the entry of the file, *before* as read from that of the
    chronology.
    """

    def __init__(
        self,
        event: Event,
        node: MappingNode,
        before: MappingNode,
        language: str,
        names: DeclaredNames,
    ) -> None:
        self._event = event
        self._read = node
        self._before = before
        self._language = language
        self._names = names
        self._mark: Mark = node.values_at["id"]
        self.is_edited = False
        self.node = MappingNode()
        self.undo()

    def undo(self) -> None:
        """Resets the node to the event of the chronology."""
        event, self.is_edited = self._event, False
        self.node = MappingNode()
        self._put("id", event.id)
        self._put("title", _written(event.title, self._mark))
        self._put("when", spans.written(event.when.value) if event.when else None)
        for name in ("kind", "place", "timezone", "series"):
            self._put(name, getattr(event, name))
        self._put("status", event.status.value)
        self._put("parties", _list(event.parties, self._mark))
        for name in ("venue", "description"):
            text: Text | None = getattr(event, name)
            self._put(name, _written(text, self._mark) if text else None)

    def take(self) -> None:
        """Takes over the fields that differ."""
        for name in ("when", "kind", "status", "parties", "series"):
            if self._differs(name):
                self.put(name, self._read.get(name))
        for name in ("title", "description"):
            if self._differs(name):
                text = self._read.get(name)
                words = str(text[self._language]) if isinstance(text, MappingNode) else ""
                self.put(name, self._in_language(getattr(self._event, name), words))
        if self._differs("venue"):
            self._take_location(str(self._read.get("venue", "")))
        if self._differs("timezone") and self._differs("when"):
            self.put("timezone", self._read.get("timezone") or self.node.get("timezone"))

    def has_any(self, *names: str) -> bool:
        """Whether any of these fields differs."""
        return any(map(self._differs, names))

    def put(self, name: str, value: Node | None) -> None:
        """Puts an edited value; None removes it."""
        self.is_edited = True
        self._put(name, value)

    def _put(self, name: str, value: Node | None) -> None:
        self.node.pop(name, None)
        if value is not None:
            self.node.put(name, value, self._mark)

    def _differs(self, name: str) -> bool:
        return self._read.get(name) != self._before.get(name)

    def _in_language(self, text: Text | None, words: str) -> Node | None:
        """*text* with *words* in the calendar's language, or without it if they are empty."""
        tags = dict(text.by_language) if text else {}
        tag = "und" if tags.keys() == {"und"} else self._language
        tags.pop(tag, None)
        if words:
            tags[tag] = words
        return _written(Text(tags), self._mark) if tags else None

    def _take_location(self, location: str) -> None:
        """Sets a known place, and the text before it as the venue."""
        parts = location.split(", ")
        for number in range(len(parts)):
            names = (", ".join(parts[number:]), parts[number])
            known = next(filter(None, map(self._names.known_place, names)), None)
            if known is not None:
                self.put("place", known)
                self.put("venue", self._in_language(self._event.venue, ", ".join(parts[:number])))
                return
        self.put("place", None)
        self.put("venue", self._in_language(self._event.venue, location))


def _written(text: Text, mark: Mark) -> Node:
    tags = text.by_language
    return tags["und"] if tags.keys() == {"und"} else mapping(mark, **tags)


def _list(items: Iterable[str], mark: Mark) -> SequenceNode | None:
    found = SequenceNode()
    for item in items:
        found.put(item, mark)
    return found or None
