"""Word: the chronology as a table with a list of sources, one document for each language.

Dates are in words. Requires the extra ``office``.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline import opc
from timeline.events import Timeline
from timeline.exporters import Context, Export
from timeline.papers import chronology, word


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """A document for each language.

    Raises:
        OutputError: python-docx is not installed.
    """
    for language in context.languages:
        content = word.render(chronology.paper(timeline, language))
        yield Export(f"{timeline.calendar.id}.{language}.docx", [content], opc.is_own)
