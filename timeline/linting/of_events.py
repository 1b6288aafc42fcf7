"""Rules for each VEVENT, other than those for its recurrence."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent, time_of


def start(event: LintedComponent) -> Iterator[Finding]:
    if not event.property("DTSTART"):
        fact = "no DTSTART: khal and Radicale refuse the whole file"
        yield event.line, fact, "leave undated events out of the calendar"


def end(event: LintedComponent) -> Iterator[Finding]:
    begin, length = event.property("DTSTART"), event.property("DURATION")
    if begin is None or event.property("DTEND"):
        return
    first = time_of(begin)
    if length is not None:
        fact = "DURATION, no DTEND: nine applications do not work out the end"
        yield length.number, fact, "write DTEND"
    elif first and not isinstance(first, datetime):
        fact = "days without DTEND: nine applications do not work out the end"
        yield begin.number, fact, "write DTEND: the day after the last"


def length(event: LintedComponent) -> Iterator[Finding]:
    begin, found = event.property("DTSTART"), event.property("DTEND")
    if not begin or not found:
        return
    first, last = time_of(begin), time_of(found)
    if first is None or last is None:
        return
    if isinstance(first, datetime) != isinstance(last, datetime):
        fact = "a day and a time of day in one event: Python's icalendar refuses it"
        yield found.number, fact, "write both as days, or both as times"
    elif begin.parameter("TZID") == found.parameter("TZID") and last <= first:
        fact = "it ends when it begins: calcurse leaves it out, others show no length"
        yield found.number, fact, "DTEND is the day after the last, or the moment it is over"


def whole_days(event: LintedComponent) -> Iterator[Finding]:
    begin, found = event.property("DTSTART"), event.property("DTEND")
    if begin and found and begin.value.endswith("T000000") and found.value.endswith("T000000"):
        fact = "days from midnight to midnight: Outlook shows them at 00:00, with times"
        yield begin.number, fact, "write DTSTART;VALUE=DATE and DTEND;VALUE=DATE"


def free_time(event: LintedComponent) -> Iterator[Finding]:
    begin = event.property("DTSTART")
    is_all_day = begin and len(begin.value) == 8
    if is_all_day and not (event.value("TRANSP") and event.value("X-MICROSOFT-CDO-BUSYSTATUS")):
        fact = "a whole day that is neither busy nor free: Outlook blocks it"
        yield event.line, fact, "add TRANSP:TRANSPARENT and X-MICROSOFT-CDO-BUSYSTATUS:FREE"


def uid(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("UID")
    if not found or not found.value:
        fact = "no UID: every refresh adds the event again"
        yield event.line, fact, "write a UID that never changes"
    elif not _GOOD_UID.fullmatch(found.value):
        fact = "a UID with other characters than A-Z a-z 0-9 . _ @ -: CalDAV servers refuse it"
        yield found.number, fact, "derive it from an id in these characters"
    elif len(found.value) > _LONGEST_UID:
        fact = f"a UID of {len(found.value)} characters: file systems of servers refuse it"
        yield found.number, fact, f"at most {_LONGEST_UID}"


_GOOD_UID: Final = re.compile(r"[A-Za-z0-9._@-]+")

_LONGEST_UID: Final = 200


def stamp(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("DTSTAMP")
    if not found:
        yield event.line, "no DTSTAMP: validators refuse the file", "add it, in UTC"
    elif not re.fullmatch(r"\d{8}T\d{6}Z", found.value):
        fact = "DTSTAMP is not in UTC: validators refuse the file"
        yield found.number, fact, "write it as 20261122T090000Z"


def sequence(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("SEQUENCE")
    if found and not re.fullmatch(r"\d{1,10}", found.value):
        fact = (
            f"SEQUENCE:{printable(found.value, 9)} is not a number: Home Assistant refuses the file"
        )
        yield found.number, fact, "count revisions from 0"


def summary(event: LintedComponent) -> Iterator[Finding]:
    if not event.value("SUMMARY"):
        fact = "no SUMMARY: calcurse 4.7 crashes, Fossify leaves the event out"
        yield event.line, fact, "give it a title"


def status(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("STATUS")
    if found and found.value.upper() not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        shown = f"STATUS:{printable(found.value, 20)}"
        fact = f"{shown} is not allowed in a VEVENT: Home Assistant refuses the file"
        yield found.number, fact, "TENTATIVE, CONFIRMED or CANCELLED"


def organizer(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("ORGANIZER")
    if found:
        fact = "an ORGANIZER: several applications show a meeting that cannot be edited"
        yield found.number, fact, "name the organiser in the description"


def categories(event: LintedComponent) -> Iterator[Finding]:
    lines = [one for one in event.properties if one.name == "CATEGORIES"]
    for extra in lines[1:]:
        fact = "CATEGORIES in a second line: ics.py refuses the file, others read the first"
        yield extra.number, fact, "write all in one line, separated by commas"
    for one in lines:
        if r"\," in one.value:
            fact = "a comma in a category: Evolution and KDE split it in two"
            yield one.number, fact, "leave the comma out"


def alarm(event: LintedComponent) -> Iterator[Finding]:
    for one in event.components:
        if one.name == "VALARM":
            fact = "an alarm: Thunderbird and phones will ring for every subscriber"
            yield one.line, fact, "let subscribers set reminders themselves"


def subcomponents(event: LintedComponent) -> Iterator[Finding]:
    for one in event.components:
        if one.name != "VALARM":
            fact = f"{one.name} in an event: Horde refuses the file, calcurse leaves the event out"
            yield one.line, fact, "use LOCATION and DESCRIPTION instead"


def description_length(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("DESCRIPTION")
    if found and len(found.value.encode()) > _LONGEST_DESCRIPTION:
        octets = len(found.value.encode())
        fact = f"a description of {octets} octets: Google cuts it at about {_LONGEST_DESCRIPTION}"
        yield found.number, fact, "shorten it, and link to the rest"


_LONGEST_DESCRIPTION: Final = 8192


def styled_description(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("STYLED-DESCRIPTION")
    if found:
        fact = "STYLED-DESCRIPTION: Evolution and other users of libical 3.0 drop it"
        yield found.number, fact, "write plain text in DESCRIPTION"


def link(event: LintedComponent) -> Iterator[Finding]:
    for one in event.properties:
        if one.name == "LINK" and not (one.parameter("VALUE") and one.parameter("LINKREL")):
            fact = "a LINK without VALUE or LINKREL: RFC 9253 readers do not know what it is"
            yield one.number, fact, 'write LINK;VALUE=URI;LINKREL="source":https://…'
