"""Rules for calendar files, from known compatibility problems of applications.

A rule is a function that finds its faults in a part of a file; its name, with hyphens, is what
`timeline lint` prints, and the name of its test file. RFC 5545 is enforced only where an
application fails: each fault names that application.
"""

# ruff: noqa: D103 - the fact that a rule reports is its description
from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from itertools import islice, pairwise
from typing import Final, TypeAlias, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from timeline import vtimezone
from timeline.code_names import CodeName
from timeline.content_lines import WIDTH, ContentLine, duration, moment, parse, unfold
from timeline.errors import Place, Problem, printable
from timeline.recurrence import Allowance

Finding: TypeAlias = tuple[int, str, str]
"""A line of the file, the fact, and how to fix it."""


ByteRule: TypeAlias = Callable[[bytes], Iterator[Finding]]
RuleFunction: TypeAlias = "Callable[[LintedComponent], Iterator[Finding]]"


def lint(content: bytes, name: str) -> list[Problem]:
    """The faults of a calendar file, in the order of the file; *name* is the file's name.

    After `MOST_FAULTS` faults, the last problem says that there are more.
    """
    problems = [
        Problem(Place(name, max(line, 1), 1), "", fact, hint, cast("CodeName", f"ics-{rule}"))
        for rule, (line, fact, hint) in islice(_findings(content), MOST_FAULTS + 1)
    ]
    is_cut = len(problems) > MOST_FAULTS
    problems = sorted(problems[:MOST_FAULTS], key=lambda problem: problem.place)
    if is_cut:
        fact = f"there are more than {MOST_FAULTS:,} faults; the others are not reported"
        hint = "mend these, and run the command again"
        problems.append(Problem(Place(name), "", fact, hint, "problems-too-many"))
    return problems


MOST_FAULTS: Final = 10_000
"""The maximum number of reported faults: without it, they would take 100 times the file's size."""


def _findings(content: bytes) -> Iterator[tuple[str, Finding]]:
    for of_bytes in OF_BYTES:
        for finding in of_bytes(content):
            yield _name(of_bytes), finding
    root = _read(content)
    for rules, parts in (
        (OF_STRUCTURE, (root,)),
        (OF_CALENDARS, root.all("VCALENDAR")),
        (OF_ZONES, root.all("VTIMEZONE")),
        (OF_EVENTS, root.all("VEVENT")),
        (OF_PROPERTIES, tuple(root.everything())),
    ):
        for rule in rules:
            for part in parts:
                for finding in rule(part):
                    yield _name(rule), finding


def _name(rule: ByteRule | RuleFunction) -> str:
    return rule.__name__.replace("_", "-")


# -- the file in parts -----------------------------------------------------------------------


class LintedComponent(Struct):
    """A component from BEGIN to END, with nested components; ``line`` is that of BEGIN."""

    name: str
    line: int
    properties: list[ContentLine] = []
    components: list[LintedComponent] = []
    parent: LintedComponent | None = None
    faults: list[Finding] = []
    """For the whole file: lines in places where they have no meaning."""

    def fault(self, line: int, fact: str, hint: str) -> None:
        """Records a line that has no meaning in its place, up to one more than are reported."""
        if len(self.faults) <= MOST_FAULTS:
            self.faults.append((line, fact, hint))

    def property(self, name: str) -> ContentLine | None:
        """The first property with that name."""
        return next((one for one in self.properties if one.name == name), None)

    def value(self, name: str) -> str | None:
        """The unchanged value of the first property with that name."""
        found = self.property(name)
        return found.value if found else None

    def everything(self) -> Iterator[LintedComponent]:
        """The component and all components in it, in the order of the file."""
        pending = [self]
        while pending:
            one = pending.pop()
            yield one
            pending.extend(reversed(one.components))

    def all(self, name: str) -> tuple[LintedComponent, ...]:
        """All components with that name in this one."""
        return tuple(one for one in self.everything() if one.name == name)


def _read(content: bytes) -> LintedComponent:
    """The file as a component without a name; its `faults` are the misplaced lines."""
    root = LintedComponent("", 1)
    here = root
    for number, octets in unfold(content.removeprefix(b"\xef\xbb\xbf")):
        found = parse(number, octets.decode(errors="replace"))
        if found is None:
            shown = printable(octets.decode(errors="replace"), 40)
            root.fault(number, f"{shown!r} is no property", "write NAME:value")
        elif found.name == "BEGIN":
            opened = LintedComponent(found.value.upper(), number, parent=here)
            here.components.append(opened)
            here = opened
        elif found.name == "END":
            if here.parent is None or here.name != found.value.upper():
                fact = f"END:{printable(found.value, 40)} without its BEGIN"
                root.fault(number, fact, "each component ends where it began")
            else:
                here = here.parent
        elif here is root:
            root.fault(number, f"{found.name} outside of a calendar", "move it inside")
        else:
            here.properties.append(found)
    while here.parent:
        root.fault(here.line, f"BEGIN:{here.name} without its END", "add the END")
        here = here.parent
    return root


# -- bytes -----------------------------------------------------------------------------------


def _lines(content: bytes) -> Iterator[bytes]:
    """The lines of a file without their ends, one at a time to save memory."""
    for line in io.BytesIO(content):
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def byte_order_mark(content: bytes) -> Iterator[Finding]:
    if content.startswith(b"\xef\xbb\xbf"):
        fact = "a byte order mark: Thunderbird, Nextcloud and Radicale find no calendar"
        yield 1, fact, "save as UTF-8 without BOM"


def encoding(content: bytes) -> Iterator[Finding]:
    for number, octets in unfold(content):
        try:
            octets.decode()
        except UnicodeDecodeError:
            fact = "not UTF-8: Thunderbird then shows the whole file in a wrong charset"
            yield number, fact, "save as UTF-8"


def line_ends(content: bytes) -> Iterator[Finding]:
    first = _BARE_END.search(content)
    if first:
        number = content.count(b"\n", 0, first.start()) + 1
        count = sum(1 for _ in _BARE_END.finditer(content, first.start()))
        fact = f"{count} lines end without CRLF: validators refuse the file"
        yield number, fact, "end every line with CR LF"


_BARE_END: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)")


def last_line_end(content: bytes) -> Iterator[Finding]:
    if not content.endswith((b"\n", b"\r")):
        number = content.count(b"\n") + 1
        yield number, "the last line has no end: validators refuse the file", "add CR LF"


def long_lines(content: bytes) -> Iterator[Finding]:
    for number, line in enumerate(_lines(content), 1):
        octets = len(line)
        if octets > WIDTH:
            fact = f"a line of {octets} octets: validators refuse more than {WIDTH}"
            yield number, fact, "fold it: CR LF and a space, between two letters"


def folds_in_letters(content: bytes) -> Iterator[Finding]:
    for number, line in islice(enumerate(_lines(content), 1), 1, None):
        if len(line) > 1 and line[:1] in (b" ", b"\t") and line[1] & 0xC0 == 0x80:
            fact = "a fold inside a letter: Thunderbird shows the whole file as mojibake"
            yield number, fact, "fold between two letters"


def folds_in_escapes(content: bytes) -> Iterator[Finding]:
    for number, (piece, following) in enumerate(pairwise(_lines(content)), 1):
        backslashes = len(piece) - len(piece.rstrip(b"\\"))
        if backslashes % 2 and following[:1] in (b" ", b"\t"):
            fact = "a fold inside an escape: what unescapes before it unfolds shows an n"
            yield number, fact, "fold before the backslash"


def control_characters(content: bytes) -> Iterator[Finding]:
    for number, octets in unfold(content):
        found = _CONTROL.search(octets.decode(errors="replace"))
        if found:
            fact = f"the character U+{ord(found[0]):04X}: vdirsyncer cuts the text there"
            yield number, fact, "leave it out"


_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


# -- structure -------------------------------------------------------------------------------


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
            fact = "a calendar without a component: RFC 5545 section 3.6 wants one"
            yield calendar.line, fact, "write a VTIMEZONE at least"


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
            yield event.line, fact, "give every event a UID of its own"


# -- VCALENDAR -------------------------------------------------------------------------------


def product_and_version(calendar: LintedComponent) -> Iterator[Finding]:
    if not calendar.value("PRODID"):
        yield (
            calendar.line,
            "no PRODID: ics.py refuses the file",
            "add PRODID:-//owner//tool//EN",
        )
    if calendar.value("VERSION") != "2.0":
        yield (
            calendar.line,
            "no VERSION:2.0: validators refuse the file",
            "add VERSION:2.0",
        )


def calendar_uid(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("UID")
    if found:
        fact = "a UID of the calendar: vdirsyncer gives it to every event and keeps one"
        yield found.number, fact, "leave it out"


def method(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("METHOD")
    if found:
        fact = "a METHOD: it makes a message of the calendar; Apple then imports one event"
        yield found.number, fact, "leave it out: this is a calendar, not a message"


def calendar_name(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("NAME")
    if found and not calendar.property("X-WR-CALNAME"):
        yield found.number, "NAME alone: Google reads only X-WR-CALNAME", "write both"


def refresh_interval(calendar: LintedComponent) -> Iterator[Finding]:
    found = calendar.property("REFRESH-INTERVAL")
    if found and (found.parameter("VALUE") or "").upper() != "DURATION":
        fact = "REFRESH-INTERVAL without VALUE=DURATION: RFC 7986 section 5.7 requires it"
        yield found.number, fact, "write REFRESH-INTERVAL;VALUE=DURATION:PT12H"
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        found = calendar.property(name)
        if found and duration(found.value) is None:
            shown = f"{name}:{printable(found.value, 20)}"
            fact = f"{shown} is no duration: Home Assistant refuses the file"
            yield found.number, fact, "hours follow a T: PT12H"


def zones_that_are_used(calendar: LintedComponent) -> Iterator[Finding]:
    known = {zone.value("TZID"): zone.line for zone in calendar.all("VTIMEZONE")}
    missing: set[str] = set()
    for event in calendar.all("VEVENT"):
        for one in event.properties:
            zone = one.parameter("TZID")
            if zone is None or zone in missing:
                continue
            if zone not in known:
                missing.add(zone)
                fact = f"no VTIMEZONE {printable(zone, 40)}: Nextcloud takes the time for floating"
                yield one.number, fact, "describe the zone before the events, or write times in UTC"
            elif known[zone] > one.number:
                missing.add(zone)
                fact = f"VTIMEZONE {printable(zone, 40)} comes later: Ruby's icalendar misses it"
                yield one.number, fact, "write the zones before the events"


def zone_offsets(calendar: LintedComponent) -> Iterator[Finding]:
    """Compares each VTIMEZONE that an event uses and that has an IANA name with tzdata."""
    readings = {}
    allowance = Allowance.of(0)
    for described in calendar.all("VTIMEZONE"):
        if allowance.looks <= 0:
            fact = (
                "this VTIMEZONE and those after it are not compared with tzdata: they are too many"
            )
            yield described.line, fact, "describe only the zones that the events use"
            break
        readings[described.value("TZID")] = _offsets(described, allowance)
    for event in calendar.all("VEVENT"):
        for one in event.properties:
            zone = one.parameter("TZID") or ""
            moment = _time(one)
            offset, known = readings.get(zone), _zone(zone)
            if offset is None or known is None or not isinstance(moment, datetime):
                continue
            written, right = offset(moment), moment.replace(tzinfo=known).utcoffset()
            if written is not None and right is not None and written != right:
                off = _hours(written - right)
                fact = f"its VTIMEZONE is off by {off}: applications that read it show a wrong hour"
                yield one.number, fact, f"write the offsets of {zone} as tzdata has them"


def _offsets(
    zone: LintedComponent, allowance: Allowance
) -> Callable[[datetime], timedelta | None] | None:
    """The clock rules of a VTIMEZONE; None if it is invalid, which another rule reports."""
    lines = (
        line
        for part in zone.components
        for line in (
            ("BEGIN", part.name),
            *((one.name, one.value) for one in part.properties),
            ("END", part.name),
        )
    )
    read = vtimezone.rules(lines, allowance)
    return None if read is None else lambda moment: vtimezone.offset(read, moment)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None


def _hours(off: timedelta) -> str:
    minutes = round(off.total_seconds() / 60)
    return f"{minutes / 60:+g} h" if minutes % 60 == 0 else f"{minutes:+d} min"


# -- VTIMEZONE -------------------------------------------------------------------------------


def zone_dates(zone: LintedComponent) -> Iterator[Finding]:
    for observance in zone.components:
        found = observance.property("RDATE")
        if found:
            fact = "dates instead of a rule: Thunderbird and Outlook are an hour late in summer"
            yield found.number, fact, "write RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU and the like"


def zone_rules(zone: LintedComponent) -> Iterator[Finding]:
    for observance in zone.components:
        found = observance.property("RRULE")
        if found and "BYDAY=" not in found.value.upper():
            fact = "a rule without BYDAY: Outlook does not follow it"
            yield found.number, fact, "write BYDAY=-1SU, or whichever Sunday it is"


def zone_names(zone: LintedComponent) -> Iterator[Finding]:
    found = zone.property("TZID")
    if found and _WINDOWS_ZONE.search(found.value):
        fact = f"{printable(found.value, 50)} is a name of Windows: few besides Thunderbird know it"
        yield found.number, fact, "write the IANA name, as Asia/Almaty"


_WINDOWS_ZONE: Final = re.compile(r"(Standard|Daylight) Time$|^\(?(UTC|GMT)[+-]\d")


# -- VEVENT ----------------------------------------------------------------------------------


def start(event: LintedComponent) -> Iterator[Finding]:
    if not event.property("DTSTART"):
        fact = "no DTSTART: khal and Radicale refuse the whole file"
        yield event.line, fact, "leave undated events out of the calendar"


def end(event: LintedComponent) -> Iterator[Finding]:
    found = event.property("DTSTART")
    if found and not event.property("DTEND"):
        fact = "no DTEND: nine applications do not work out the end"
        yield found.number, fact, "write DTEND; of whole days it is the day after the last"


def length(event: LintedComponent) -> Iterator[Finding]:
    begin, found = event.property("DTSTART"), event.property("DTEND")
    if not begin or not found:
        return
    first, last = _time(begin), _time(found)
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
            f"SEQUENCE:{printable(found.value, 20)} is no number: Home Assistant refuses the file"
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
        yield extra.number, fact, "write all in one line, parted by commas"
    for one in lines:
        if r"\," in one.value:
            fact = "a comma in a category: Evolution and KDE make two of it"
            yield one.number, fact, "leave the comma out"


def alarm(event: LintedComponent) -> Iterator[Finding]:
    for one in event.components:
        if one.name == "VALARM":
            fact = "an alarm: Thunderbird and phones will ring for every subscriber"
            yield one.line, fact, "leave reminders to the reader"


def subcomponents(event: LintedComponent) -> Iterator[Finding]:
    for one in event.components:
        if one.name != "VALARM":
            fact = f"{one.name} in an event: Horde refuses the file, calcurse leaves the event out"
            yield one.line, fact, "say it in properties: LOCATION, DESCRIPTION"


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


# -- recurrence ------------------------------------------------------------------------------


def recurrence_rules(event: LintedComponent) -> Iterator[Finding]:
    from dateutil.rrule import rrulestr

    for one in _named(event, "RRULE"):
        parts = _parts(one)
        shown = f"RRULE:{printable(one.value, 50)}"
        if "FREQ" not in parts:
            fact = f"{shown} has no FREQ: Python's icalendar and Home Assistant refuse the file"
            yield one.number, fact, "write FREQ=WEEKLY, or how often it is"
            continue
        parts.pop("UNTIL", None)
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        try:
            rrulestr(text, dtstart=datetime(2026, 1, 1))
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
            fact = f"{shown} is no rule: Home Assistant refuses the file"
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
            fact = f"{shown} is no day and no time: Home Assistant refuses the file"
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


# -- properties of any component -------------------------------------------------------------

_TEXTS: Final = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME",
                           "X-WR-CALNAME", "X-WR-CALDESC"})  # fmt: skip
_URIS: Final = frozenset({"URL", "ATTACH", "LINK", "SOURCE", "IMAGE", "CONFERENCE", "TZURL"})
_TIMES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID"})
_ONCE: Final = frozenset({"UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "CLASS",
                          "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "SEQUENCE", "URL", "GEO",
                          "CREATED", "LAST-MODIFIED", "PRIORITY", "ORGANIZER"})  # fmt: skip


def once(component: LintedComponent) -> Iterator[Finding]:
    seen = Counter(one.name for one in component.properties)
    for one in component.properties:
        if one.name in _ONCE and seen.pop(one.name, 1) > 1:
            fact = f"{one.name} more than once: Radicale refuses the file, others take the last"
            yield one.number, fact, "write it once; languages go into files of their own"


def bare_dates(component: LintedComponent) -> Iterator[Finding]:
    for one in _times(component):
        if re.fullmatch(r"\d{8}", one.value) and one.parameter("VALUE") != "DATE":
            fact = f"{one.name} is a day without VALUE=DATE: ical.js refuses the whole file"
            yield one.number, fact, f"write {one.name};VALUE=DATE:{one.value}"


def zones_of_days(component: LintedComponent) -> Iterator[Finding]:
    for one in _times(component):
        if re.fullmatch(r"\d{8}", one.value) and one.parameter("TZID"):
            fact = f"{one.name} is a day with a time zone: Radicale takes it for a time"
            yield one.number, fact, "a day has no zone: leave TZID out"


def floating(component: LintedComponent) -> Iterator[Finding]:
    if component.name in ("STANDARD", "DAYLIGHT"):
        return
    for one in _times(component):
        if re.fullmatch(r"\d{8}T\d{6}", one.value) and not one.parameter("TZID"):
            fact = f"{one.name} has no zone: every reader sees the same hour at another moment"
            yield one.number, fact, "add TZID and a VTIMEZONE, or write it in UTC"


def times(component: LintedComponent) -> Iterator[Finding]:
    for one in _times(component):
        if _time(one) is None:
            shown = f"{one.name}:{printable(one.value, 30)}"
            fact = f"{shown} is no day and no time: Radicale refuses the file"
            yield one.number, fact, "write 20250917 or 20250917T100000"


def skipped_hours(component: LintedComponent) -> Iterator[Finding]:
    """Times that the clocks of an IANA zone skip when summer time begins."""
    for one in _times(component):
        zone, at = _zone(one.parameter("TZID") or ""), _time(one)
        if zone is None or not isinstance(at, datetime) or not 1 < at.year < MAXYEAR:
            continue
        there = at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if there != at:
            fact = f"{one.name}: {at:%H:%M} of that day is skipped by the clocks: Google moves it"
            yield one.number, fact, f"they go forward then; write {there:%H:%M}"


def _times(component: LintedComponent) -> Iterator[ContentLine]:
    return (one for one in component.properties if one.name in _TIMES)


def _time(one: ContentLine) -> date | None:
    """The day, or the time without its zone; None if it is invalid or not a property of time."""
    if one.name not in _TIMES:
        return None
    at = moment(one.value)
    return at.replace(tzinfo=None) if isinstance(at, datetime) else at


def _texts(component: LintedComponent) -> Iterator[ContentLine]:
    return (one for one in component.properties if one.name in _TEXTS)


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
            fact = f"{one.name} has a backslash before an n: six parsers make it a line break"
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


def addresses(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if one.name not in _URIS or one.parameter("ENCODING"):
            continue
        bad = re.search(r'[\\,;\s<>"]|[^\x00-\x7f]', one.value)
        if bad:
            fact = f"{one.name} has {printable(bad[0])!r}: Ruby's icalendar splits it there"
            yield one.number, fact, "percent-encode it; addresses have no backslash escapes"
        elif not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", one.value):
            yield one.number, f"{one.name} is no address: nothing can open it", "write https://…"


def inline_attachments(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if one.name in ("ATTACH", "IMAGE") and one.parameter("ENCODING"):
            fact = f"{one.name} holds a file: every refresh loads it again"
            yield one.number, fact, "give its address"


def quoted_printable(component: LintedComponent) -> Iterator[Finding]:
    for one in component.properties:
        if (one.parameter("ENCODING") or "").upper() == "QUOTED-PRINTABLE":
            fact = f"{one.name} in QUOTED-PRINTABLE, of vCalendar 1.0: Nextcloud refuses the file"
            yield one.number, fact, "write the text itself, in UTF-8"


OF_BYTES: Final[tuple[ByteRule, ...]] = (
    byte_order_mark, encoding, line_ends, last_line_end, long_lines, folds_in_letters,
    folds_in_escapes, control_characters,
)  # fmt: skip
OF_STRUCTURE: Final[tuple[RuleFunction, ...]] = (structure, one_calendar, a_component, uids_once)
OF_CALENDARS: Final[tuple[RuleFunction, ...]] = (
    product_and_version, calendar_uid, method, calendar_name, refresh_interval,
    zones_that_are_used, zone_offsets,
)  # fmt: skip
OF_ZONES: Final[tuple[RuleFunction, ...]] = (zone_dates, zone_rules, zone_names)
OF_EVENTS: Final[tuple[RuleFunction, ...]] = (
    start, end, length, whole_days, free_time, uid, stamp, sequence, summary, status, organizer,
    categories, alarm, subcomponents, description_length, styled_description, link,
    recurrence_rules, ends_of_rules, counts_of_rules, end_and_duration, exceptions,
)  # fmt: skip
OF_PROPERTIES: Final[tuple[RuleFunction, ...]] = (
    once, bare_dates, zones_of_days, floating, times, unescaped, odd_escapes, escaped_backslashes,
    empty_texts, language_parameters, addresses, inline_attachments, quoted_printable,
    skipped_hours,
)  # fmt: skip

RULES: Final = tuple(
    _name(rule)
    for rules in (OF_BYTES, OF_STRUCTURE, OF_CALENDARS, OF_ZONES, OF_EVENTS, OF_PROPERTIES)
    for rule in rules
)
"""Names of all rules, in the order in which they are run."""
