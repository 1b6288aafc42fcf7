"""What was last sent to a calendar: a file next to the exports per language and address."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from timeline import writing
from timeline.errors import OutputError
from timeline.events import Timeline

VERSION: Final = 1


class Sent(Struct, frozen=True):
    """An entry as it was sent: its path on the server, the ETag that it received, its content.

    ``etag`` is empty if the server has not sent one; ``is_gone`` if it was sent as cancelled.
    """

    address: str
    etag: str
    fingerprint: str
    title: str
    is_gone: bool = False


class PushState(Struct, frozen=True):
    """Everything that was sent to the calendar at that address, by UID."""

    calendar: str
    entries: Mapping[str, Sent] = {}
    version: int = VERSION


def file_name(timeline: Timeline, language: str, url: str) -> str:
    """The name of the file with the state of *url*."""
    digest = sha256(url.encode()).hexdigest()[:8]
    return f"{timeline.calendar.id}.{language}.{digest}.caldav.json"


def read_state(path: Path, url: str) -> PushState | None:
    """The state in a file; None if there is none, or if it belongs to another calendar.

    Raises:
        OutputError: the file is damaged, or was written by a later version of this program.
    """
    content = writing.content_of(path)
    if content is None:
        return None
    try:
        state = msgspec.json.decode(content, type=PushState)
    except (msgspec.DecodeError, UnicodeDecodeError):
        state = None
    if state is None or state.version > VERSION:
        fact = f"{path} is damaged, or was written by a later version"
        hint = "delete it: the next push finds the entries by their UID"
        raise OutputError(fact, hint, code="push-state")
    return state if state.calendar == url else None


def write_state(folder: Path, name: str, state: PushState) -> None:
    """Writes the whole *state*, with its entries in the order of their UIDs."""
    entries = {uid: state.entries[uid] for uid in sorted(state.entries)}
    content = msgspec.json.encode(PushState(state.calendar, entries))
    writing.write(folder, [(name, [msgspec.json.format(content, indent=1)])])
