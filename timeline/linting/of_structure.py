"""Rules for the structure of a calendar file: its components, and the UIDs of its events."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

from collections.abc import Iterator

from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent


def structure(root: LintedComponent) -> Iterator[Finding]:
    for line, fact, hint in root.faults:
        yield line, f"{fact}: most applications refuse the file", hint


def one_calendar(root: LintedComponent) -> Iterator[Finding]:
    calendars = [one for one in root.components if one.name == "VCALENDAR"]
    if not calendars:
        yield 1, "no calendar: nothing can be imported", "begin with BEGIN:VCALENDAR"
    for extra in calendars[1:]:
        fact = "a second calendar: Thunderbird and Nextcloud fail, others read one of the two"
        yield extra.line, fact, "write one file for each"


def a_component(root: LintedComponent) -> Iterator[Finding]:
    for calendar in root.components:
        if calendar.name == "VCALENDAR" and not calendar.components:
            fact = "a calendar without a component: RFC 5545 section 3.6 requires one"
            yield calendar.line, fact, "add at least a VTIMEZONE"


def uids_once(root: LintedComponent) -> Iterator[Finding]:
    lines: dict[tuple[str, str | None], int] = {}
    for event in root.all("VEVENT"):
        uid = event.value("UID")
        if uid is None:
            continue
        first = lines.setdefault((uid, event.value("RECURRENCE-ID")), event.line)
        if first != event.line:
            shown = printable(uid, 60)
            fact = f"the UID {shown} again (line {first}): seven applications lose one of them"
            yield event.line, fact, "give every event its own UID"
