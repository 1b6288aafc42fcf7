"""Names of IANA time zones, and the zones of offsets."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones


def is_zone(name: str) -> bool:
    """Whether *name* is a zone of the IANA database, or a link to one."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    # Of those without a slash, "Factory" is not a zone, and "localtime" is the machine's own.
    return "/" in name or (name[0].isupper() and name != "Factory")


@cache
def zone_names() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones())


_OFFSET: Final = re.compile(
    r"(?:Etc/)?(?:UTC|GMT)? ?([+-])0?(\d{1,2})(?::?00)?", re.IGNORECASE | re.ASCII
)


def zone_of_offset(name: str) -> str | None:
    """The zone for *name*, an offset such as "UTC-12"; None unless it is a number of whole hours.

    >>> [zone_of_offset(name) for name in ("UTC-12", "Etc/UTC-2", "+05:00", "UTC+5:30")]
    ['Etc/GMT+12', 'Etc/GMT+2', 'Etc/GMT-5', None]
    """
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    same = f"Etc/GMT{'-' if match[1] == '+' else '+'}{match[2]}" if int(match[2]) else "UTC"
    return same if is_zone(same) else None
