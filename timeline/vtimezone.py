"""What a VTIMEZONE says of the clocks (RFC 5545 section 3.6.5).

dateutil reads the rules. Only rules of a year are handed to it: one that repeats by the second
would be counted for ever.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from dateutil.tz import tzical

Line = tuple[str, str]
"""Name and value of a property, ``BEGIN`` and ``END`` among them."""

_READ: Final = frozenset(
    {"BEGIN", "END", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
)

MOST_LINES: Final = 1_000
"""Lines of one definition; a zone with every change since 1880 has fewer."""

_YEARLY: Final = re.compile(r"(?:.*;)?FREQ=YEARLY(?:;.*)?", re.IGNORECASE)
_RULE_LENGTH: Final = 200


def rules(lines: Iterable[Line]) -> tzinfo | None:
    """The clocks that the *lines* inside a VTIMEZONE describe; None if they cannot be read."""
    written = [f"{name}:{value.strip()}" for name, value in lines if name in _READ]
    if len(written) > MOST_LINES or not all(map(_is_countable, written)):
        return None
    text = "\n".join(["BEGIN:VTIMEZONE", "TZID:zone", *written, "END:VTIMEZONE"])
    try:
        found = tzical(io.StringIO(text)).get()
        datetime(2026, 1, 1, tzinfo=found).utcoffset()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None
    return found


def _is_countable(line: str) -> bool:
    name, _, value = line.partition(":")
    return name != "RRULE" or (len(value) < _RULE_LENGTH and _YEARLY.fullmatch(value) is not None)


def offset(zone: tzinfo, wall: datetime) -> timedelta | None:
    """How far ahead of UTC the clocks of *zone* are at *wall*, None if its rules do not say.

    RFC 5545 section 3.3.5: a time that the clocks skip has the offset before, one that they show
    twice is the first of the two. dateutil answers otherwise where the clocks skip; so both
    sides of the change are asked.
    """
    try:
        here = wall.replace(tzinfo=zone, fold=0).utcoffset()
        before = (wall - _CHANGE).replace(tzinfo=zone, fold=0).utcoffset()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None
    if here is None or before is None or here <= before:
        return here
    # The clocks went forward within the last hours: a skipped time is one that they do not show
    # at the moment it would stand for by the offset after.
    return here if _shown(zone, wall - here) == wall else before


_CHANGE: Final = timedelta(hours=3)
"""Longer than any clock is put forward at once, days of a date line aside."""


def _shown(zone: tzinfo, utc: datetime) -> datetime:
    """What the clocks of *zone* show at *utc*, which has no zone."""
    return utc.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
