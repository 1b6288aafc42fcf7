"""Atom: what has changed since the chronology was first published, one feed for each language.

It is written with the calendars, where the header has a ``url``: each build keeps the entries of
the one before, whose calendars are what the new ones are compared with.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.changes import atom, file_name, is_own
from timeline.events import Timeline
from timeline.exporters import Context, Export


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The feed of each language of the context."""
    for language in context.languages:
        if feed := context.changes and context.changes(language):
            content = b"".join(atom(timeline, feed))
            yield Export(file_name(timeline.calendar, language), [content], is_own)
