"""The documents that the sources of a chronology cite, each listed once.

Sources cite the same document if they agree in every field about the document. What they say
about their event, and in which paragraph, belongs to the citation.
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
"""Fields of a source that are about its event or a place in the document."""

_IDENTITY: Final = tuple(field for field in _SAID if field != "accessed")
"""Fields that are equal in sources of the same document; the access days may differ."""


class Citation(Struct, frozen=True):
    """An event and one of its sources that cites the document."""

    event: Event
    source: Source


class Work(Struct, frozen=True):
    """A document: its number in the list of sources, a key, and its citations.

    ``source`` has only the fields about the document; ``accessed`` is the last day on which it was
    read. The key depends on the document alone, so it does not change when others are added.
    """

    number: int
    key: str
    source: Source
    citations: tuple[Citation, ...]


def works(events: Iterable[Event]) -> tuple[Work, ...]:
    """The documents in the order in which *events* cite them; derived anniversaries are ignored."""
    cited: dict[tuple[object, ...], list[Citation]] = {}
    for event in events:
        for source in event.sources if event.origin is None else ():
            cited.setdefault(identity(source), []).append(Citation(event, source))
    return tuple(_work(number, citations) for number, citations in enumerate(cited.values(), 1))


def identity(source: Source) -> tuple[object, ...]:
    """A key that is equal for sources of the same document."""
    return tuple(str(getattr(source, field) or "") for field in _IDENTITY)


def _work(number: int, citations: list[Citation]) -> Work:
    first = citations[0].source
    days = [citation.source.accessed for citation in citations if citation.source.accessed]
    said = {field: getattr(first, field) for field in _SAID}
    said["accessed"] = max(days, default=None)
    return Work(number, _key(first), Source(**said), tuple(citations))


_DIGITS: Final = 6
"""Digits of the digest in a key: documents of one host and year collide once in millions."""


def _key(source: Source) -> str:
    """A key of ASCII characters: ``kt-kz-2026-3f09ac``."""
    host = (urlsplit(source.url).hostname or "") if source.url else ""
    host = host.removeprefix("www.").encode("ascii", "ignore").decode().replace(".", "-")
    years = source.published.years if source.published else ()
    text = "\n".join(map(str, identity(source)))
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
    return "-".join([host or "source", *(f"{year:04}" for year in list(years)[:1]), digest])
