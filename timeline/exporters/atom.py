"""Atom: what has changed since the chronology was first published, one feed for each language.

It is written with the calendars if the header has a ``url``. Each build keeps the entries of the
previous build, and adds the differences between its calendars and the new ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.changes import atom, file_name, is_own
from timeline.events import Timeline
from timeline.exporters import Context, Export


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """A feed for each language of the context."""
    for language in context.languages:
        if feed := context.changes and context.changes(language):
            content = b"".join(atom(timeline, feed))
            yield Export(file_name(timeline.calendar, language), [content], is_own)
