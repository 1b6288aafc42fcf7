"""Markdown: the chronology as a table with a list of sources, one document for each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Context, Export
from timeline.papers import chronology, markdown

_MARK: Final = "<!-- Written by diplomatic-timeline; edit events.yaml instead. -->\n\n"


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """A document for each language."""
    for language in context.languages:
        text = _MARK + markdown.render(chronology.paper(timeline, language))
        yield Export(f"{timeline.calendar.id}.{language}.md", [text.encode()], is_own)


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was written by this exporter."""
    return beginning.startswith(_MARK.encode())
