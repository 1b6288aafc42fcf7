"""The documents that the sources of a chronology cite, each of them once.

Sources cite one document if they agree in everything that is said of a document; what they say
of their event, and in which paragraph, belongs to the citation.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from timeline import facts
from timeline.events import Event, Source
from timeline.facts import Where

_SAID: Final = tuple(
    fact.field
    for fact in facts.SOURCE
    if fact.field == "language" or Where.PAPER not in fact.elsewhere
)
OF_CITATION: Final = tuple(fact.field for fact in facts.SOURCE if fact.field not in _SAID)
"""Fields of a source that are about its event, or a place in the document."""

_IDENTITY: Final = tuple(field for field in _SAID if field != "accessed")
"""Fields in which sources of one document agree; it may have been read on several days."""


class Citation(Struct, frozen=True):
    """An event and its source that cites the document."""

    event: Event
    source: Source


class Work(Struct, frozen=True):
    """A document: its number in the list of sources, a key, and what cites it.

    ``source`` has what is said of the document and nothing else, ``accessed`` being the last day on
    which it was read. The key depends on the document alone: it stays when others are added.
    """

    number: int
    key: str
    source: Source
    citations: tuple[Citation, ...]


def works(events: Iterable[Event]) -> tuple[Work, ...]:
    """The documents in the order in which *events* cite them; derived anniversaries do not."""
    cited: dict[tuple[object, ...], list[Citation]] = {}
    for event in events:
        for source in event.sources if event.origin is None else ():
            cited.setdefault(identity(source), []).append(Citation(event, source))
    return tuple(_work(number, citations) for number, citations in enumerate(cited.values(), 1))


def identity(source: Source) -> tuple[object, ...]:
    """What sources have in common if they cite one document."""
    return tuple(str(getattr(source, field) or "") for field in _IDENTITY)


def _work(number: int, citations: list[Citation]) -> Work:
    first = citations[0].source
    days = [citation.source.accessed for citation in citations if citation.source.accessed]
    said = {field: getattr(first, field) for field in _SAID}
    said["accessed"] = max(days, default=None)
    return Work(number, _key(first), Source(**said), tuple(citations))


_DIGITS: Final = 6
"""Of the digest in a key: documents of one host and year share a key once in millions."""


def _key(source: Source) -> str:
    """A key of ASCII letters: ``kt-kz-2026-3f09ac``."""
    host = (urlsplit(source.url).hostname or "") if source.url else ""
    host = host.removeprefix("www.").encode("ascii", "ignore").decode().replace(".", "-")
    years = source.published.years if source.published else ()
    text = "\n".join(map(str, identity(source)))
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
    return "-".join([host or "source", *(f"{year:04}" for year in list(years)[:1]), digest])
