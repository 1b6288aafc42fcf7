"""BibTeX: the documents that sources cite, for LaTeX with biblatex.

``date`` and ``urldate`` are in EDTF, which biblatex reads; styles of classic BibTeX have no such
fields. ``keywords`` are the events that cite a document, ``annotation`` says in which paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Context, Export
from timeline.papers.blocks import on_one_line
from timeline.papers.works import Work, works

_MARK: Final = "% Written by diplomatic-timeline; edit events.yaml instead.\n"


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The only file; it does not depend on *context*."""
    entries = (_entry(work) for work in works(timeline.events))
    text = "\n".join([_MARK, *entries])
    yield Export(f"{timeline.calendar.id}.bib", [text.encode()], is_own)


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was written by this exporter."""
    return beginning.startswith(_MARK.encode())


def _entry(work: Work) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in _fields(work) if value]
    return f"@{'online' if work.source.url else 'misc'}{{{work.key},\n{''.join(lines)}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    source = work.source
    # Braces keep the capitals of the title in every style.
    yield "title", f"{{{escaped(source.document)}}}"
    yield "organization", f"{{{escaped(source.publisher)}}}" if source.publisher else ""
    yield "date", str(source.published or "")
    yield "url", _address(source.url or "")
    yield "urldate", source.accessed.isoformat() if source.accessed else ""
    yield "langid", source.language or ""
    events = dict.fromkeys(citation.event.id for citation in work.citations)
    yield "keywords", ", ".join(events)
    yield (
        "annotation",
        "; ".join(
            f"{citation.event.id}: paragraph {escaped(citation.source.paragraph)}"
            for citation in work.citations
            if citation.source.paragraph
        ),
    )


COMMANDS: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts escaped braces too: an unbalanced one would end the field, or the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "$%&#_"},
}
"""How LaTeX prints the signs that are special in it; the page's scripts have them, too."""

_SPECIAL: Final = re.compile("[" + re.escape("".join(COMMANDS)) + "]")


def escaped(text: str) -> str:
    r"""*text* as LaTeX prints it.

    >>> print(escaped("50 % of } & B_1"))
    50 \% of \textbraceright{} \& B\_1
    """
    return _SPECIAL.sub(lambda match: COMMANDS[match[0]], on_one_line(text))


def _address(url: str) -> str:
    """*url*, verbatim except for what would end the field: biblatex reads no commands in it."""
    return re.sub(r"[{}\\]", lambda match: f"%{ord(match[0]):02X}", url)
