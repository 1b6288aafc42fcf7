"""Rules for each VTIMEZONE."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent


def zone_dates(zone: LintedComponent) -> Iterator[Finding]:
    for observance in zone.components:
        found = observance.property("RDATE")
        if found:
            fact = "dates instead of a rule: Thunderbird and Outlook are an hour late in summer"
            yield found.number, fact, "write a rule such as RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"


def zone_rules(zone: LintedComponent) -> Iterator[Finding]:
    for observance in zone.components:
        found = observance.property("RRULE")
        if found and "BYDAY=" not in found.value.upper():
            fact = "a rule without BYDAY: Outlook does not follow it"
            yield found.number, fact, "write BYDAY=-1SU, or whichever Sunday it is"


def zone_names(zone: LintedComponent) -> Iterator[Finding]:
    found = zone.property("TZID")
    if found and _WINDOWS_ZONE.search(found.value):
        fact = f"{printable(found.value, 50)} is a Windows name: few besides Thunderbird know it"
        yield found.number, fact, "write the IANA name, such as Asia/Almaty"


_WINDOWS_ZONE: Final = re.compile(r"(Standard|Daylight) Time$|^\(?(UTC|GMT)[+-]\d")
