"""The header of a file whose events go into a chronology with its own header.

The chronology keeps its header. What the events take from the header of the file is written to
the events, and a note names the other fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeline.events import Calendar, Timeline
from timeline.nodes import MappingNode, Node

_SECTION: Final = "calendar"


def name_zones(events: Iterable[Node], of_file: Timeline, known: Timeline) -> None:
    """Adds the zone of a file to those of its *events* whose hours depend on it.

    *of_file* is the file as a chronology, with the same events in the same order.
    """
    zone = of_file.calendar.timezone
    if zone == known.calendar.timezone:
        return
    for node, event in zip(events, of_file.document.events, strict=True):
        assert isinstance(node, MappingNode)
        is_local = any(at.tzinfo is None for at in event.date.times)
        if is_local and "timezone" not in node and of_file.zone(event) == zone:
            node.put("timezone", zone, node.values_at["when"])


def without(root: MappingNode) -> MappingNode:
    """*root*, the sections of a file, without its header."""
    kept = MappingNode()
    for section, mark in root.values_at.items():
        if section != _SECTION:
            kept.put(section, root[section], mark)
    return kept


def remarks(root: MappingNode, of_file: Timeline | None, known: Timeline) -> list[str]:
    """A note on the fields of the header that the chronology has otherwise, or lacks."""
    header = root.get(_SECTION)
    if not isinstance(header, MappingNode):
        return []
    calendar = of_file.calendar if of_file else Calendar()
    others = [
        name for name in header if getattr(calendar, name, None) != getattr(known.calendar, name, 0)
    ]
    if not others:
        return []
    return [f"the header of the chronology is used, not that of the file: {', '.join(others)}"]
