"""Recurrence rules (RFC 5545 section 3.3.10): parsed strictly, and expanded within bounds.

dateutil expands them. It accepts values that make it fail, and for a rule that never matches it
searches for seconds, until the year 9999. Here, every part and every value is checked first, and a
rule is expanded at the end of Python's calendar, where little is left to search. An `Allowance`
limits the total work for all rules of a file. One part is accepted that RFC 5545 does not have:
dateutil's ``BYEASTER``, days from Easter Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, datetime
from typing import Final

from dateutil.rrule import rrulestr
from msgspec import Struct

from timeline.errors import DateError, printable

LONGEST_RULE: Final = 500
"""Maximum length of a rule in characters; calendar applications write fewer than 100."""

MOST_TIMES: Final = 100
"""Maximum times of day in one rule (BYHOUR x BYMINUTE x BYSECOND)."""

MOST_DATES: Final = 5_000
"""Maximum dates of all rules of a file; more than a chronology imports from one calendar."""

_CYCLE: Final = 400
"""Years after which the calendar repeats, weekdays included: 146,097 days are 20,871 weeks."""

_DAYS: Final[Mapping[str, int]] = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7, "DAILY": 1}
"""Days that one step of a rule examines, by frequency.

Nothing in a chronology takes place hourly, and a rule by the second has 31 million dates a year.
"""

_STEP: Final = 15
"""Further cost of a step, in examined days: 0.07 microseconds each, with dateutil."""

_LARGEST: Final = 20_000_000
"""Maximum days examined for a single rule. Rules of applications need 3 million at most."""

_LOOKS: Final = 20_000_000
"""Days that the rules of any file may examine: between one and two seconds."""

_LOOKS_PER_BYTE: Final = 25
"""Additional days for each byte of a file; a weekly rule takes 11,000 for ten years."""

_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "INTERVAL": (1, 99_999),
    "COUNT": (1, 10**9),
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
    "BYEASTER": (-80, 249),
}
"""Minimum and maximum of each numeric part.

Easter Sunday is the 81st to the 115th day of a year, so BYEASTER dates stay in the year.
"""

_NEVER_ZERO: Final = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
"""Parts that count from 1, or backwards from -1."""

_WORDS: Final[Mapping[str, str]] = {
    "FREQ": "[A-Z]+",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    "UNTIL": ".*",
    "BYDAY": r"(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)",
}
"""Pattern for each value of the other parts."""

_LISTS: Final = re.compile("BY.*")


class Allowance(Struct):
    """What the rules of a file may still use: days to examine, and dates."""

    looks: int
    dates: int = MOST_DATES

    @classmethod
    def of(cls, size: int) -> Allowance:
        """The allowance of a file of *size* bytes."""
        return cls(_LOOKS + _LOOKS_PER_BYTE * size)


def parse(rule: str) -> dict[str, str]:
    """The parts of a rule by name; names and values are in upper case.

    Raises:
        DateError: it is not a rule of RFC 5545, repeats more often than daily, or is too long.
    """
    if len(rule) > LONGEST_RULE:
        fact = f"a rule of {len(rule):,} characters"
        hint = f"rules of at most {LONGEST_RULE} characters are read"
        raise DateError(rule, fact, hint, code="recurrence-too-large")
    parts: dict[str, str] = {}
    for part in rule.upper().split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not name and not equals:
            continue  # a semicolon at the end
        if name in parts:
            raise _no_rule(rule, f"{printable(name, 20)} is given twice")
        if name not in _RANGES and name not in _WORDS:
            raise _no_rule(rule, f"it has no part {printable(name, 20)!r}")
        values = value.split(",") if _LISTS.fullmatch(name) else [value]
        for one in values:
            if not _is_value(name, one.strip()):
                raise _no_rule(rule, f"{name} cannot be {printable(one, 20)!r}")
        parts[name] = ",".join(dict.fromkeys(one.strip() for one in values))
    if parts.get("FREQ") not in _DAYS:
        fact = f"{printable(rule, 60)!r} does not repeat by the day"
        hint = "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY"
        raise DateError(rule, fact, hint, code="recurrence-format")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _no_rule(rule, "it has COUNT and UNTIL")
    if _times(parts) > MOST_TIMES:
        fact = f"{printable(rule, 60)!r} has more than {MOST_TIMES} times a day"
        raise DateError(rule, fact, code="recurrence-too-large")
    return parts


def _no_rule(rule: str, reason: str) -> DateError:
    fact = f"{printable(rule, 60)!r} is not a rule of RFC 5545: {reason}"
    return DateError(rule, fact, code="recurrence-format")


def _is_value(name: str, value: str) -> bool:
    if name in _WORDS:
        return re.fullmatch(_WORDS[name], value) is not None
    if not re.fullmatch(r"[+-]?\d{1,10}", value, re.ASCII):
        return False
    least, greatest = _RANGES[name]
    return least <= int(value) <= greatest and not (name in _NEVER_ZERO and int(value) == 0)


def _times(parts: Mapping[str, str]) -> int:
    """Times on each day of a rule."""
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(parts[name].split(",")) if name in parts else 1
    return times


def expand(
    parts: Mapping[str, str], first: datetime, last: datetime, allowance: Allowance
) -> Iterator[datetime]:
    """The dates of a rule from *first* to *last*, both included and without a time zone.

    *parts* are the result of `parse`; UNTIL is left to the caller, who knows its zone. The cost
    of the search is deducted from *allowance*.

    Raises:
        DateError: dateutil refuses the rule, or the allowance is used up.
    """
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    # The dates of Easter repeat only after 5,700,000 years.
    cycles = 0 if "BYEASTER" in parts else (MAXYEAR - last.year) // _CYCLE
    start = first.replace(year=first.year + _CYCLE * cycles)
    if cost(parts, start, datetime.max) > _LARGEST:
        fact = f"{printable(rule, 60)!r} takes too long to expand"
        raise DateError(rule, fact, "simplify it", code="recurrence-too-large")
    if allowance.looks <= 0:
        fact = "the rules of this file take too long; this one was not expanded"
        raise DateError(rule, fact, "split the file", code="recurrence-too-large")
    searched, number = start, 0
    try:
        for searched in rrulestr(rule, dtstart=start):
            date = searched.replace(year=searched.year - _CYCLE * cycles)
            if date > last:
                return
            number += 1
            yield date
        if number != int(parts.get("COUNT", "-1")):
            searched = datetime.max  # the search ended at the calendar's end
    except (ValueError, OverflowError) as error:
        raise _no_rule(rule, printable(str(error), 80)) from None
    finally:
        allowance.looks -= cost(parts, start, searched)


def cost(parts: Mapping[str, str], start: datetime, end: datetime) -> int:
    """Days that the search for the dates of a rule examines, from *start* to *end*."""
    days = _DAYS[parts["FREQ"]]
    steps = (end - start).days // (days * int(parts.get("INTERVAL", "1"))) + 1
    positions = parts["BYSETPOS"].count(",") + 1 if "BYSETPOS" in parts else 0
    return steps * (_STEP + days + positions * (_STEP + days) // 4)
