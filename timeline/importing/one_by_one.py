"""Accept, edit, dismiss or skip: the events of a table or calendar, one by one.

An accepted event is no longer a draft: it has the status of its row, otherwise "announced".
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from timeline.asking import Ask, Show, answer, edited, names_of, title_of
from timeline.drafting import Ids
from timeline.errors import printable
from timeline.events import Event, Status, Text, Timeline
from timeline.nodes import MappingNode, Node, SequenceNode

_EDITED = ("title", "when", "kind", "status", "place", "id")
"""The fields that `timeline.asking` can change."""


def reviewed(
    root: MappingNode,
    events: tuple[Event, ...],
    ask: Ask,
    show: Show,
    chronology: Timeline | None = None,
) -> MappingNode:
    """*root* with the events that a person accepts or dismisses.

    *events* are the events of its nodes, in their order. The end of the input, or an interruption,
    ends the questions; earlier decisions are kept.
    """
    nodes = root["events"]
    assert isinstance(nodes, SequenceNode)
    ids = Ids(event.id for event in (*events, *(chronology.events if chronology else ())))
    some = MappingNode()
    some.update(root)
    some["events"] = kept = SequenceNode()
    try:
        for number, (node, event) in enumerate(zip(nodes, events, strict=True)):
            for line in _description(event, f"{number + 1}/{len(events)}"):
                show(line)
            chosen = answer(ask, show, "aedsq")
            if chosen == "q":
                break
            if chosen == "s":
                continue
            ids.release(event.id)
            decided = _decided(event, chosen)
            if chosen == "e":
                decided = edited(decided, ask, show, ids, chronology)
            ids.take(decided.id)
            assert isinstance(node, MappingNode)
            kept.put(_amended(node, event, decided), nodes.item_at(number))
    except (EOFError, KeyboardInterrupt):
        show("")
    return some


def _decided(event: Event, chosen: str) -> Event:
    if chosen == "d":
        return replace(event, status=Status.DISMISSED)
    return event.accepted() if event.status is Status.DRAFT else event


def _description(event: Event, position: str) -> Iterator[str]:
    when = str(event.date) if event.is_dated else "no date yet"
    yield ""
    yield f"{position}  {title_of(event)}"
    yield f"  {when}, {event.kind}, {event.status}"
    if names := names_of(event):
        yield f"  {names}"
    for source in event.sources:
        note = next(iter(source.note.by_language.values())) if source.note else ""
        said = f", {printable(note, 100)}" if note else ""
        yield f"  {printable(source.document, 100)}{said}"


def _title(text: Text) -> Node:
    """*text* as a node: a plain text or a mapping, as a person would write it."""
    if text.by_language.keys() == {"und"}:
        return text.by_language["und"]
    title = MappingNode()
    title.update(text.by_language)
    return title


def _amended(node: MappingNode, event: Event, decided: Event) -> MappingNode:
    """*node* with the fields in which *decided* differs from *event*."""
    amended = MappingNode()
    amended.update(node)
    for field in _EDITED:
        value = getattr(decided, field)
        if value == getattr(event, field):
            continue
        match field, value:
            case _, None:
                amended.pop(field, None)
            case "title", _:
                amended["title"] = _title(value)
            case "when", _:
                amended["when"] = value.text
            case _:
                amended[field] = str(value)
    if decided.anniversary is None:
        amended.pop("anniversary", None)
    return amended
