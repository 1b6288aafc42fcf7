"""Entries that repeat (RFC 5545 section 3.8.5): the days on which they do.

A chronology lists what takes place, one event a date; so a rule becomes its dates, up to a bound
that is told. They are counted as the clock on the wall shows them: a meeting at ten stays at ten
when summer time begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from msgspec import Struct

from timeline.content_lines import ContentLine, moment
from timeline.errors import DateError, printable

MOST: Final = 100
"""Dates of a series that are drafted."""

LONGEST: Final = 10
"""Years of a series without an end that are drafted."""

_LATEST: Final = date(9990, 1, 1)
_LONGEST_RULE: Final = 500
_TAKEN: Final = frozenset({"EXDATE", "RECURRENCE-ID"})
_FREQUENCIES: Final = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})
"""Nothing in a chronology happens hourly; and rules by the second can be made to count for ever."""


class Repeated(Struct, frozen=True):
    """When an entry takes place, first to last, and whether further dates were left out."""

    dates: tuple[datetime, ...]
    is_cut: bool


def repeated(lines: Iterable[ContentLine], start: date, zone: str | None) -> Repeated:
    """The dates of an entry with RRULE, RDATE and EXDATE among its *lines*; *start* is the first.

    RECURRENCE-ID among them is a date that has an entry of its own. Dates are without a zone, as
    *start* shows them, days their midnight.

    Raises:
        DateError: a rule cannot be read, or repeats by the hour.
    """
    first = _on_the_wall(start, zone)
    lines = list(lines)
    added = {at for line in lines if line.name == "RDATE" for at in _moments(line, zone)}
    taken = {at for line in lines if line.name in _TAKEN for at in _moments(line, zone)}
    is_cut = False
    dates = {first, *added}
    for line in lines:
        if line.name == "RRULE":
            counted, is_longer = _counted(line.value.strip(), first, zone)
            dates |= {*counted}
            is_cut = is_cut or is_longer
    kept = sorted(dates - taken)
    return Repeated(tuple(kept[:MOST]), is_cut or len(kept) > MOST)


def _counted(rule: str, first: datetime, zone: str | None) -> tuple[list[datetime], bool]:
    """The dates of a rule, and whether it has more of them than are given."""
    parts = dict(part.upper().partition("=")[::2] for part in rule.split(";") if part)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise DateError(
            rule, f"{printable(rule, 60)!r} repeats by no day", "FREQ=WEEKLY, or longer"
        )
    until = _until(parts.pop("UNTIL", None), zone)
    is_endless = until is None and "COUNT" not in parts
    horizon = first.replace(year=min(first.year + (LONGEST if is_endless else MOST), _LATEST.year),
                            day=min(first.day, 28))  # fmt: skip
    count = parts.pop("COUNT", str(MOST + 1))
    end = min(until or horizon, horizon)
    parts["UNTIL"] = f"{end:%Y}".zfill(4) + f"{end:%m%dT%H%M%S}"
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    if len(text) > _LONGEST_RULE or not count.isdecimal() or not _INTERVAL.search(f";{text};"):
        raise DateError(rule, f"{printable(rule, 60)!r} is no rule of RFC 5545")
    try:
        dates = list(islice(rrulestr(text, dtstart=first), min(int(count), MOST + 1)))
    except (ValueError, OverflowError) as error:
        fact = f"{printable(rule, 60)!r} is no rule of RFC 5545: {printable(str(error), 80)}"
        raise DateError(rule, fact) from None
    is_cut = len(dates) > MOST or (is_endless and bool(dates)) or bool(until and until > end)
    return dates[:MOST], is_cut


_INTERVAL: Final = re.compile(r"^(?!.*;INTERVAL=0*;)", re.ASCII)
"""Not every nothing: such a rule would be counted for ever."""


def _until(value: str | None, zone: str | None) -> datetime | None:
    """The last moment of a rule; of a day, its end."""
    if value is None:
        return None
    at = moment(value.strip())
    if at is None:
        raise DateError(value, f"{printable(value, 40)!r} is no date of RFC 5545", "20260422")
    if not isinstance(at, datetime):
        return datetime.combine(at, time(23, 59, 59))
    return _on_the_wall(at, zone)


def _moments(line: ContentLine, zone: str | None) -> Iterator[datetime]:
    for value in line.value.split(","):
        # A PERIOD begins with its first moment.
        at = moment(value.strip().partition("/")[0])
        if at is None:
            raise DateError(value, f"{printable(value, 40)!r} is no date of RFC 5545", "20260422")
        yield _on_the_wall(at, zone)


def _on_the_wall(at: date, zone: str | None) -> datetime:
    """*at* as the clock in *zone* shows it."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    if at.tzinfo is not None and zone is not None:
        at = at.astimezone(ZoneInfo(zone))
    return at.replace(tzinfo=None)


def moved(at: date, first: date, to: datetime) -> date:
    """*at*, a side of the entry that begins at *first*, for its repetition that begins at *to*.

    >>> moved(date(2026, 5, 3), date(2026, 5, 1), datetime(2027, 5, 1))
    datetime.date(2027, 5, 3)
    """
    start = first.replace(tzinfo=None) if isinstance(first, datetime) else first
    begin: date = to if isinstance(start, datetime) else to.date()
    shift: timedelta = begin - start
    return at + shift
