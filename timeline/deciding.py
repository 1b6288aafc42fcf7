"""Accept or dismiss drafts in the file of a chronology.

Only statuses change, each in its place; every other byte of the file is kept. Dismissed drafts stay
in the file, so that their documents are not drafted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from timeline.editing import LeftOut, amend
from timeline.errors import InputError, Place, Problem, nearest, printable
from timeline.events import Event, Status, Timeline
from timeline.importing.updating import Update, updated
from timeline.paths import quoted


def drafts(timeline: Timeline, status: Status = Status.DRAFT) -> tuple[Event, ...]:
    """The drafts of *timeline* in chronological order, or the events with another *status*."""
    return tuple(
        event for event in timeline.events if event.status is status and event.origin is None
    )


def named(timeline: Timeline, ids: Iterable[str], file: str = "") -> tuple[Event, ...]:
    """The drafts and dismissed events with these *ids*, each once; *file* is for messages.

    Raises:
        InputError: an id is not an event, or not a draft any more; every such id is reported.
    """
    found: dict[str, Event] = {}
    problems = []
    command = f"timeline drafts {quoted(file)}" if file else "timeline drafts"
    open_ = {event.id for event in timeline.document.events if not event.status.is_accepted}
    for name in dict.fromkeys(ids):
        event = timeline.by_id.get(name)
        if event is not None and name in open_:
            found[name] = event
        elif event is not None:
            fact = f"{printable(name)!r} is not a draft: its status is '{event.status}'"
            hint = f"list the drafts: {command}"
            problems.append(Problem(Place(file), "", fact, hint, "draft-decided"))
        else:
            close = nearest(name, open_ or timeline.by_id)
            hint = f"did you mean {close!r}?" if close else f"list the drafts: {command}"
            fact = f"there is no event {printable(name)!r}"
            problems.append(Problem(Place(file), "", fact, hint, "argument-unknown"))
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def read_from(timeline: Timeline, path: Path, content: bytes) -> tuple[str, ...] | None:
    """The ids of the drafts that were read from a file; None if there are none.

    The file is recognised by the digest of its bytes if the sources have one, else by its name.
    """
    digest = sha256(content).hexdigest()

    def is_of(event: Event) -> bool:
        return any(
            source.sha256 == digest
            or (source.sha256 is None and path.name in (source.file, source.document))
            for source in event.sources
        )

    of_file = [event for event in timeline.document.events if is_of(event)]
    if not of_file:
        return None
    return tuple(event.id for event in of_file if event.status is Status.DRAFT)


def listed(text: str) -> tuple[str, ...]:
    r"""The ids of a list: the first word of each line.

    Lines that begin with white space or "#" are remarks about the line above, as printed by
    ``timeline drafts``.

    >>> listed("visit-2026  2026-05\n    “a visit in May”\n# later\nsummit-2027\n")
    ('visit-2026', 'summit-2027')
    """
    lines = [line for line in text.splitlines() if line[:1].strip() and line[:1] != "#"]
    return tuple(dict.fromkeys(line.split()[0] for line in lines))


def accept(
    events: Path, chosen: Sequence[Event], status: Status | None = None
) -> tuple[dict[str, Status], list[LeftOut[Update]]]:
    """Writes the status of each *chosen* draft; returns it by id, and the updates that failed.

    The status is *status*, or the one that the draft's text implies.

    Raises:
        InputError: the chronology has problems.
        OutputError: the file could not be written.
    """
    wanted = {event.id: event.accepted(status).status for event in chosen}
    intended = {event.id for event in chosen if event.intended is not None}
    return _write(events, wanted, intended)


def dismiss(
    events: Path, chosen: Sequence[Event]
) -> tuple[dict[str, Status], list[LeftOut[Update]]]:
    """Writes each *chosen* draft as dismissed; otherwise like `accept`."""
    return _write(events, {event.id: Status.DISMISSED for event in chosen}, set())


def _write(
    events: Path, statuses: dict[str, Status], intended: set[str]
) -> tuple[dict[str, Status], list[LeftOut[Update]]]:
    changes = []
    for name, status in statuses.items():
        changes.append(Update(name, "status", status.value))
        if name in intended:
            changes.append(Update(name, "intended", None))
    left_out = amend(events, lambda text, some: updated(text, str(events), some), changes)
    undone = {change.event for change, _ in left_out if change.field == "status"}
    return {name: status for name, status in statuses.items() if name not in undone}, left_out
