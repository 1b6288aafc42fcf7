"""Our own calendars, read back: the fields of an event are parsed from the text of its entry.

Ids, dates, kinds, statuses, parties, descriptions and sources with addresses are restored. Sources
without one, quotations and remarks are only in the text of the entry; JSON restores them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Final

from timeline import edtf, wording
from timeline.content_lines import unescaped
from timeline.errors import DateError
from timeline.importing import spans
from timeline.importing.component_tree import Component
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.own_dates import date_in, date_of_parts, on_the_clock
from timeline.importing.zones import KnownZones
from timeline.nodes import MappingNode, SequenceNode, mapping

_FILE: Final = re.compile(r".*\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.ics", re.DOTALL)
_PART: Final = re.compile(r"(.+?)(?:--(\d+))?@.+")
_LABELS: Final = ("parties", "place", "part_of", "series", "status")


def language_of(file: str) -> str | None:
    """The language in the name of our calendar file; None if the name has none that we write."""
    match = _FILE.fullmatch(PurePath(file).name)
    return match[1] if match and match[1] in wording.interface_languages() else None


def identity(uid: str, language: str | None) -> tuple[str, int] | None:
    """The id of the event with a UID, and the number of its entry; None if the UID has no id."""
    match = _PART.fullmatch(uid)
    if match is None or "--" in match[1]:
        return None  # a long id, of which the UID has only a digest
    name = match[1]
    if language is not None:
        name = name.removesuffix(f".{language}")
    return name, int(match[2] or 1)


def event(
    component: Component,
    language: str,
    names: DeclaredNames,
    zones: KnownZones,
    parts: Mapping[int, Component] = {},
) -> MappingNode | None:
    """The event of an entry in *language*; None for a further entry of one, or an anniversary.

    *parts* are all entries of the event, by their numbers.
    """
    found = identity(component.text("UID"), language)
    if found is None or found[1] > 1:
        return None
    words = _EntryWords(component, language, zones)
    if words.is_derived:
        return None
    node, mark = MappingNode(), component.mark
    node.put("id", found[0], mark)
    date = words.current_date(names.date(found[0]), parts)
    node.put("title", mapping(mark, **{language: words.title}), mark)
    if date != edtf.UNKNOWN:
        node.put("when", spans.written(date), mark)
    kind, *series = words.categories
    if (known := names.known_kind(kind)) is not None or kind:
        node.put("kind", known or names.kind(kind, mark), mark)
    status = names.status(words.fact("status") or "draft")
    is_cancelled = component.text("STATUS") == "CANCELLED"  # perhaps by an application
    node.put("status", "cancelled" if is_cancelled else status, mark)
    if location := component.find("LOCATION"):
        node.put("venue", location.line, location.mark)
    start = component.find("DTSTART")
    zone = start.parameter("TZID") if start else None
    if zone and date.is_timed:
        node.put("timezone", zone, mark)
    if parties := words.fact("parties"):
        items = SequenceNode()
        for party in parties.split(", "):
            items.put(names.party(party, mark), mark)
        node.put("parties", items, mark)
    if series:
        node.put("series", names.series(series[0], mark), mark)
    if words.description:
        node.put("description", mapping(mark, **{language: words.description}), mark)
    if sources := _sources(component):
        node.put("sources", sources, mark)
    return node


def _sources(component: Component) -> SequenceNode:
    """A source for each link of an entry."""
    sources = SequenceNode()
    for link in component.every("LINK"):
        source = mapping(link.mark, document=link.parameter("LABEL") or link.value, url=link.value)
        tag = link.parameter("LANGUAGE")
        if tag and tag != "und":
            source.put("language", tag, link.mark)
        sources.put(source, link.mark)
    return sources


class _EntryWords:
    """The fields of an event in the text of an entry."""

    def __init__(self, component: Component, language: str, zones: KnownZones) -> None:
        self._language = language
        self._component = component
        self._zones = zones
        try:
            self.date = edtf.parse(component.text("X-TIMELINE-EDTF"))
        except DateError:
            self.date = edtf.UNKNOWN
        self._text = component.text("DESCRIPTION")
        facts = "|".join(re.escape(self._label(name)) for name in _LABELS)
        self._facts = re.compile(rf"^({facts}): (.*)$", re.MULTILINE)

    def _message(self, key: str, **values: object) -> str:
        return wording.message(f"calendar.{key}", self._language, **values)

    def _label(self, key: str, **values: object) -> str:
        return wording.message(f"labels.{key}", self._language, **values)

    @property
    def title(self) -> str:
        """Its title without the date and the status that the calendar added."""
        found = self._component.find("SUMMARY")
        text = found.line if found else ""
        for key in ("cancelled_title", "postponed_title"):
            text = _inner(text, self._message(key, title="\0"))
        pattern = self._message("dated_title", title="\0", date="\1")
        _, between, after = re.split("[\0\1]", pattern)
        date = wording.date_words(self.date, self._language)
        moved = self._label("moved_from", date="\0").partition("\0")[0]
        for words in (date, moved):
            at = text.rfind(between + words)
            if at > 0 and text.endswith(after):
                return text[:at]
        return text

    @property
    def categories(self) -> list[str]:
        found = self._component.find("CATEGORIES")
        return [unescaped(each) for each in re.split(r"(?<!\\),", found.value)] if found else [""]

    @property
    def is_derived(self) -> bool:
        """Whether it is a derived anniversary."""
        return "-anniversary-" in self._component.text("UID")

    def current_date(self, known: edtf.Value | None, parts: Mapping[int, Component]) -> edtf.Value:
        """Its date, even if an application has moved it; *known* is that of the chronology."""
        if isinstance(self.date, edtf.AllOf) and len(parts) > 1:
            return date_of_parts(parts, self.date, self._zones)[0]
        pattern = re.escape(self._message("end_assumed", minutes="\0")).replace("\0", r"(\d+)")
        match = re.search(rf"^{pattern}$", self._text, re.MULTILINE)
        assumed = timedelta(minutes=int(match[1][:9])) if match else None
        found = date_in(self._component, self.date, assumed, self._zones)
        # A time in UTC has lost the name of its zone; the chronology still has it.
        is_same = known == self.date and on_the_clock(found) == on_the_clock(self.date)
        return self.date if is_same else found

    def fact(self, name: str) -> str:
        """The text after the label of a fact; empty if there is none."""
        label = self._label(name)
        return next((text for found, text in self._facts.findall(self._text) if found == label), "")

    @property
    def description(self) -> str:
        """The text between the date and the facts."""
        _, blank, rest = self._text.partition("\n\n")
        match = self._facts.search(rest) if blank else None
        return rest[: match.start()].strip() if match else ""


def _inner(text: str, pattern: str) -> str:
    """The part of *text* at the place of NUL in *pattern*, if *text* matches *pattern*."""
    before, _, after = pattern.partition("\0")
    is_so = text.startswith(before) and text.endswith(after) and len(text) > len(before + after)
    return text[len(before) : len(text) - len(after)] if is_so and (before or after) else text
