"""Rules for the properties of any component: days and times, texts, addresses."""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import MAXYEAR, UTC, datetime
from typing import Final

from timeline.content_lines import ContentLine
from timeline.errors import printable
from timeline.linting.linted import Finding, LintedComponent, time_of, times_of, zone_named


def once(component: LintedComponent) -> Iterator[Finding]:
    seen = Counter(one.name for one in component.properties)
    for one in component.properties:
        if one.name in _ONCE and seen.pop(one.name, 1) > 1:
            fact = f"{one.name} more than once: Radicale refuses the file, others take the last"
            yield one.number, fact, "write it once, and a separate file for each language"


_ONCE: Final = frozenset({"UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "CLASS",
                          "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "SEQUENCE", "URL", "GEO",
                          "CREATED", "LAST-MODIFIED", "PRIORITY", "ORGANIZER"})  # fmt: skip


def bare_dates(component: LintedComponent) -> Iterator[Finding]:
    for one in times_of(component):
        if re.fullmatch(r"\d{8}", one.value) and one.parameter("VALUE") != "DATE":
            fact = f"{one.name} is a day without VALUE=DATE: ical.js refuses the whole file"
            yield one.number, fact, f"write {one.name};VALUE=DATE:{one.value}"


def zones_of_days(component: LintedComponent) -> Iterator[Finding]:
    for one in times_of(component):
        if re.fullmatch(r"\d{8}", one.value) and one.parameter("TZID"):
            fact = f"{one.name} is a day with a time zone: Radicale reads it as a time"
            yield one.number, fact, "a day has no zone: leave TZID out"


def floating(component: LintedComponent) -> Iterator[Finding]:
    if component.name in ("STANDARD", "DAYLIGHT"):
        return
    for one in times_of(component):
        if re.fullmatch(r"\d{8}T\d{6}", one.value) and not one.parameter("TZID"):
            fact = f"{one.name} has no zone: it means a different moment in each country"
            yield one.number, fact, "add TZID and a VTIMEZONE, or write it in UTC"


def times(component: LintedComponent) -> Iterator[Finding]:
    for one in times_of(component):
        if time_of(one) is None:
            shown = f"{one.name}:{printable(one.value, 30)}"
            fact = f"{shown} is neither a day nor a time: Radicale refuses the file"
            yield one.number, fact, "write 20250917 or 20250917T100000"


def unescaped(component: LintedComponent) -> Iterator[Finding]:
    for one in _texts(component):
        found = re.search(r"(?:^|[^\\])(?:\\\\)*([;,])", one.value)
        if found:
            fact = f"{one.name} has a bare {found[1]!r}: Radicale cuts the text there"
            yield one.number, fact, f"write \\{found[1]}"


def odd_escapes(component: LintedComponent) -> Iterator[Finding]:
    for one in _texts(component):
        found = re.search(r"(?:^|[^\\])(?:\\\\)*\\([^\\;,nN]|$)", one.value)
        if found:
            fact = f"{one.name} has \\{printable(found[1])}: some applications show the backslash"
            yield one.number, fact, r"only \\ \; \, and \n are escapes"


def escaped_backslashes(component: LintedComponent) -> Iterator[Finding]:
    for one in _texts(component):
        if re.search(r"(?:^|[^\\])(?:\\\\)+[nN]", one.value):
            fact = f"{one.name} has a backslash before an n: six parsers read it as a line break"
            yield one.number, fact, "write a slash instead"


def empty_texts(component: LintedComponent) -> Iterator[Finding]:
    for one in _texts(component):
        if not one.value.strip() and one.name != "SUMMARY":
            fact = f"{one.name} is empty: applications show an empty field"
            yield one.number, fact, "leave the line out"


def language_parameters(component: LintedComponent) -> Iterator[Finding]:
    for one in _texts(component):
        if one.parameter("LANGUAGE"):
            fact = f"{one.name} with LANGUAGE: MagicMirror loses the text"
            yield one.number, fact, "one file for each language, without the parameter"


def _texts(component: LintedComponent) -> Iterator[ContentLine]:
    return (one for one in component.properties if one.name in _TEXTS)


_TEXTS: Final = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME",
                           "X-WR-CALNAME", "X-WR-CALDESC"})  # fmt: skip


def addresses(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if one.name not in _URIS or one.parameter("ENCODING"):
            continue
        bad = re.search(r'[\\,;\s<>"]|[^\x00-\x7f]', one.value)
        if bad:
            fact = f"{one.name} has {printable(bad[0])!r}: Ruby's icalendar splits it there"
            yield one.number, fact, "percent-encode it; addresses have no backslash escapes"
        elif not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", one.value):
            yield (
                one.number,
                f"{one.name} is not an address: nothing can open it",
                "write https://…",
            )


_URIS: Final = frozenset({"URL", "ATTACH", "LINK", "SOURCE", "IMAGE", "CONFERENCE", "TZURL"})


def inline_attachments(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if one.name in ("ATTACH", "IMAGE") and one.parameter("ENCODING"):
            fact = f"{one.name} contains a file: every refresh downloads it again"
            yield one.number, fact, "give its address"


def quoted_printable(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if (one.parameter("ENCODING") or "").upper() == "QUOTED-PRINTABLE":
            fact = f"{one.name} in QUOTED-PRINTABLE, of vCalendar 1.0: Nextcloud refuses the file"
            yield one.number, fact, "write the text itself, in UTF-8"


def skipped_hours(component: LintedComponent) -> Iterator[Finding]:
    """Times that the clocks of an IANA zone skip when summer time begins."""
    for one in times_of(component):
        zone, at = zone_named(one.parameter("TZID") or ""), time_of(one)
        if zone is None or not isinstance(at, datetime) or not 1 < at.year < MAXYEAR:
            continue
        there = at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if there != at:
            fact = f"{one.name}: {at:%H:%M} of that day is skipped by the clocks: Google moves it"
            yield one.number, fact, f"the clocks go forward then; write {there:%H:%M}"
