"""Rules for the recurrence of each VEVENT."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from timeline.content_lines import ContentLine, moment
from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent


def recurrence_rules(event: LintedComponent) -> Iterator[Finding]:
    from dateutil.rrule import rrulestr

    for one in _named(event, "RRULE"):
        parts = _parts(one)
        shown = f"RRULE:{printable(one.value, 50)}"
        if "FREQ" not in parts:
            fact = f"{shown} has no FREQ: Python's icalendar and Home Assistant refuse the file"
            yield one.number, fact, "write FREQ=WEEKLY, or another frequency"
            continue
        parts.pop("UNTIL", None)
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        try:
            rrulestr(text, dtstart=datetime(2026, 1, 1))
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
            fact = f"{shown} is not a valid rule: Home Assistant refuses the file"
            yield one.number, fact, "days are MO TU WE TH FR SA SU; see RFC 5545 section 3.3.10"


def ends_of_rules(event: LintedComponent) -> Iterator[Finding]:
    begin = event.property("DTSTART")
    for one in _named(event, "RRULE"):
        until = _parts(one).get("UNTIL")
        if until is None or begin is None:
            continue
        is_day = re.fullmatch(r"\d{8}", begin.value) is not None
        shown = f"UNTIL={printable(until, 20)}"
        if moment(until) is None:
            fact = f"{shown} is neither a day nor a time: Home Assistant refuses the file"
            yield one.number, fact, "write 20260622, or 20260622T080000Z"
        elif is_day != (re.fullmatch(r"\d{8}", until) is not None):
            fact = f"{shown} is of another type than DTSTART: Home Assistant refuses the file"
            yield one.number, fact, "write both as days, or both as times"
        elif until[-1:] != "Z" and not is_day and _has_zone(begin):
            fact = f"{shown} is a local time, DTSTART has a zone: Home Assistant refuses the file"
            yield one.number, fact, "write UNTIL in UTC, with a Z"


def counts_of_rules(event: LintedComponent) -> Iterator[Finding]:
    for one in _named(event, "RRULE"):
        if {"COUNT", "UNTIL"} <= _parts(one).keys():
            fact = "COUNT and UNTIL in one rule: RFC 5545 section 3.3.10 allows one of them"
            yield one.number, fact, "write the one that is meant"


def end_and_duration(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("DURATION")
    if found and event.property("DTEND"):
        fact = "DURATION beside DTEND: Home Assistant refuses the file"
        yield found.number, fact, "write DTEND only"


def exceptions(event: LintedComponent) -> Iterator[Finding]:
    begin = event.property("DTSTART")
    for one in _named(event, "EXDATE"):
        days = {re.fullmatch(r"\d{8}", value.strip()) is not None for value in one.value.split(",")}
        if begin and days != {re.fullmatch(r"\d{8}", begin.value) is not None}:
            fact = "EXDATE is of another type than DTSTART: Google and Nextcloud show the date"
            yield one.number, fact, "write both as days, or both as times"


def _named(event: LintedComponent, name: str) -> Iterator[ContentLine]:
    return (one for one in event.properties if one.name == name)


def _parts(rule: ContentLine) -> dict[str, str]:
    """The parts of a rule by name."""
    pairs = (part.strip().upper().partition("=") for part in rule.value.split(";"))
    return {name: value for name, equals, value in pairs if equals}


def _has_zone(begin: ContentLine) -> bool:
    return begin.parameter("TZID") is not None or begin.value.endswith("Z")
