"""The clock rules of a VTIMEZONE (RFC 5545 section 3.6.5).

dateutil reads the rules. It gets only rules with a date in a year: for others, it would search
for ever.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo
from typing import Final

from dateutil.tz import tzical

from timeline import recurrence
from timeline.content_lines import moment
from timeline.errors import DateError
from timeline.recurrence import Allowance, cost, expand

VtimezoneLine = tuple[str, str]
"""Name and value of a property, including ``BEGIN`` and ``END``."""

_READ: Final = frozenset(
    {"BEGIN", "END", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
)

MOST_LINES: Final = 1_000
"""Maximum lines of one definition; a zone with every change since 1880 has fewer."""

_LAST_USED: Final = 2100
"""The year up to which the dates of a rule are deducted from the allowance."""

_LONGEST_GAP: Final = 40
"""Maximum years between two dates of a rule: a fifth Sunday in February comes every 28 or 40."""


def rules(lines: Iterable[VtimezoneLine], allowance: Allowance) -> tzinfo | None:
    """The clock rules that *lines* inside a VTIMEZONE describe; None if they cannot be read.

    The cost of finding their dates is deducted from the *allowance* of the file.
    """
    written = [(name, value.strip()) for name, value in lines if name in _READ]
    if len(written) > MOST_LINES or not _are_countable(written, allowance):
        return None
    text = "\n".join(["BEGIN:VTIMEZONE", "TZID:zone", *map(":".join, written), "END:VTIMEZONE"])
    try:
        found = tzical(io.StringIO(text)).get()
        datetime(2026, 1, 1, tzinfo=found).utcoffset()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None
    return found


def _are_countable(lines: Iterable[VtimezoneLine], allowance: Allowance) -> bool:
    """Whether each rule has a date soon after its start, and the allowance suffices for all."""
    start: date | None = None
    pending: list[str] = []
    for name, value in lines:
        if name == "DTSTART":
            start = moment(value)
        elif name == "RRULE":
            pending.append(value)
        elif name == "END":
            if not all(_is_countable(rule, start, allowance) for rule in pending):
                return False
            start, pending = None, []
    return True


def _is_countable(rule: str, start: date | None, allowance: Allowance) -> bool:
    if not isinstance(start, datetime):
        return False
    first = start.replace(tzinfo=None)
    last = first.replace(year=min(first.year + _LONGEST_GAP, MAXYEAR), day=min(first.day, 28))
    try:
        parts = recurrence.parse(rule)
        if parts["FREQ"] != "YEARLY" or next(expand(parts, first, last, allowance), None) is None:
            return False
    except DateError:
        return False
    allowance.looks -= cost(parts, first, datetime(max(_LAST_USED, first.year), 12, 31))
    return True


def offset(zone: tzinfo, wall: datetime) -> timedelta | None:
    """The offset from UTC of the clocks of *zone* at *wall*; None if its rules do not say.

    RFC 5545 section 3.3.5: a time that the clocks skip has the offset before the change, and one
    that they show twice is the first of the two. dateutil differs for skipped times, so the
    offsets on both sides of the change are compared.
    """
    try:
        here = wall.replace(tzinfo=zone, fold=0).utcoffset()
        before = (wall - _CHANGE).replace(tzinfo=zone, fold=0).utcoffset()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None
    if here is None or before is None or here <= before:
        return here
    # The clocks went forward within the last hours: a skipped time is one that they do not show at
    # the moment that it would mean with the offset after the change.
    return here if _shown(zone, wall - here) == wall else before


_CHANGE: Final = timedelta(hours=3)
"""Longer than any single change of clocks, except across the date line."""


def _shown(zone: tzinfo, utc: datetime) -> datetime:
    """The time that the clocks of *zone* show at *utc*, which is naive."""
    return utc.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
