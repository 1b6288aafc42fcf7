"""The known kinds of event."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Kind(Struct, frozen=True):
    """A kind of event that has a name in every language of the interface.

    ``hue`` is the number of its colour on the page; similar kinds share one. ``is_paper`` means
    that it is a document, not an event that people attend. When a document is compared with the
    chronology, it counts as the kind ``counts_as``.
    """

    name: str
    hue: int
    is_paper: bool = False
    counts_as: str | None = None


HUES: Final = 8
"""Colours of the page, numbered from 1."""

KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("visit", 1),
        Kind("meeting", 1),
        Kind("summit", 2),
        Kind("congress", 2),
        Kind("conference", 2),
        Kind("exhibition", 3),
        Kind("signature", 4, counts_as="agreement"),
        Kind("agreement", 4, is_paper=True),
        Kind("statement", 5, is_paper=True),
        Kind("resolution", 5, is_paper=True),
        Kind("relations", 6),
        Kind("institution", 7, is_paper=True),
        Kind("initiative", 7),
        Kind("programme", 8, is_paper=True),
        Kind("transport", 8),
        Kind("culture", 3),
        Kind("election", 6),
        Kind("other", 8),
    )
}
"""The known kinds of event by name. To add one: a row here, and its name in the section ``kinds``
of each message file."""
