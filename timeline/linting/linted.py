"""A calendar file in parts, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct

from timeline.content_lines import ContentLine, moment, parse, unfold
from timeline.errors import printable

Finding: TypeAlias = tuple[int, str, str]
"""A line of the file, the fact, and how to fix it."""

MOST_FAULTS: Final = 10_000
"""The maximum number of reported faults: without it, they would take 100 times the file's size."""


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


def read_components(content: bytes) -> LintedComponent:
    """The file as a component without a name; its `faults` are the misplaced lines."""
    root = LintedComponent("", 1)
    here = root
    for number, octets in unfold(content.removeprefix(b"\xef\xbb\xbf")):
        found = parse(number, octets.decode(errors="replace"))
        if found is None:
            shown = printable(octets.decode(errors="replace"), 40)
            root.fault(number, f"{shown!r} is not a property", "write NAME:value")
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


def times_of(component: LintedComponent) -> Iterator[ContentLine]:
    """The properties of a component that hold a day or a time."""
    return (one for one in component.properties if one.name in _TIMES)


_TIMES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID"})


def time_of(one: ContentLine) -> date | None:
    """The day, or the time without its zone; None if it is invalid or not a property of time."""
    if one.name not in _TIMES:
        return None
    at = moment(one.value)
    return at.replace(tzinfo=None) if isinstance(at, datetime) else at


def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone with that name; None if there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None
