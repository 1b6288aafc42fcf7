"""A calendar file in its components and properties, each with its line.

icalendar parses lines into name, parameters and value. It keeps no line numbers and stops at the
first invalid line; so files are unfolded here, and a line that is not a property is reported and
skipped. The forms of vCalendar 1.0, which programs still write, are first converted to those of
RFC 5545: see `vcalendar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from icalendar.parser import Contentline
from msgspec import Struct

from timeline.content_lines import unescaped, unfold
from timeline.errors import printable
from timeline.importing import encodings, vcalendar
from timeline.nodes import Mark, mark_at

DEEPEST: Final = 10
"""Maximum levels of nested components; RFC 5545 has three."""

LONGEST_HEAD: Final = 10_000
"""Maximum characters in the name and parameters of a line: icalendar needs 150 bytes for each."""

_HEAD: Final = re.compile(r'(?:"[^"]*"|\\.|[^":\\]+)*+:')
_NO_PARAMETERS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


class Property(Struct, frozen=True):
    """A property: name and parameters in upper case, the value as written."""

    name: str
    parameters: Mapping[str, Sequence[str]]
    value: str
    mark: Mark

    def parameter(self, name: str) -> str | None:
        """The first value of the parameter of that name."""
        return next(iter(self.parameters.get(name, ())), None)

    @property
    def text(self) -> str:
        """The unescaped TEXT of its value, without surrounding space."""
        return unescaped(self.value).strip()

    @property
    def line(self) -> str:
        """The `text` on one line."""
        return " ".join(unescaped(self.value).split())


class Component(Struct):
    """A component from BEGIN to END: its properties, and the components in it."""

    begin: Property
    properties: list[Property] = []
    components: list[Component] = []

    @property
    def name(self) -> str:
        """VCALENDAR, VEVENT and so on."""
        return self.begin.value.strip().upper()

    @property
    def mark(self) -> Mark:
        """The place of its BEGIN."""
        return self.begin.mark

    def find(self, name: str) -> Property | None:
        """Its first property with that name."""
        return next((found for found in self.properties if found.name == name), None)

    def every(self, name: str) -> list[Property]:
        """All its properties with that name."""
        return [found for found in self.properties if found.name == name]

    def text(self, name: str) -> str:
        """The text of its first property with that name; empty if it has none."""
        found = self.find(name)
        return found.text if found else ""

    def all(self, *names: str) -> list[Component]:
        """The components with these names directly in it, in the order of the file."""
        return [found for found in self.components if found.name in names]


class Parsed(Struct):
    """The calendars of a file, and what was found while reading it."""

    calendars: list[Component] = []
    notes: list[str] = []
    broken: list[tuple[int, str]] = []
    """Lines that are not properties: number and text."""


def parse(content: bytes, file: str, encoding: str | None = None) -> Parsed:
    """The calendars of a file.

    Raises:
        InputError: its encoding is not known.
    """
    parsed = Parsed()
    open_components: list[Component] = []
    for number, text in _lines(content, file, encoding, parsed):
        found = _property(number, text)
        if found is None:
            parsed.broken.append((number, printable(text, 40)))
        elif found.name == "BEGIN":
            component = Component(found)
            if len(open_components) < DEEPEST:
                if open_components:
                    open_components[-1].components.append(component)
                elif component.name == "VCALENDAR":
                    parsed.calendars.append(component)
            open_components.append(component)
        elif found.name == "END":
            _close(open_components, found.value.strip().upper())
        elif open_components:
            open_components[-1].properties.append(found)
    return parsed


def _close(open_components: list[Component], name: str) -> None:
    """Closes the innermost component with that name, and those in it whose END is missing."""
    names = [component.name for component in open_components]
    if name in names:
        del open_components[len(names) - 1 - names[::-1].index(name) :]


def _lines(
    content: bytes, file: str, encoding: str | None, parsed: Parsed
) -> Iterator[tuple[int, str]]:
    """The logical lines of a file as text, each with the number of its first line."""
    content, encoding, note = encodings.as_octets(content, file, encoding)
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    lines = list(vcalendar.lines(unfold(content)))
    if not lines:
        return
    # As one text: a single line has too few letters to detect its encoding.
    plain = b"\n".join(octets for _, octets in lines)
    decoded = encodings.decode(plain, file, encoding)
    parsed.notes += filter(None, [note or decoded.note])
    numbers = [number for number, _ in lines]
    del lines, plain  # free the memory: they are as large as the result
    yield from zip(numbers, decoded.text.split("\n"), strict=True)


def _property(number: int, text: str) -> Property | None:
    # Without its value, which may be megabytes: icalendar reads character by character.
    match = _HEAD.match(text)
    head, value = (match[0], text[match.end() :]) if match else (text, "")
    if len(head) > LONGEST_HEAD:
        return None
    try:
        name, parameters, _ = Contentline(head).raw_parts()
    except ValueError:
        return None
    every = {
        key.upper(): [given] if isinstance(given, str) else list(given)
        for key, given in parameters.items()
    }
    return Property(name.upper(), every or _NO_PARAMETERS, value, mark_at(number - 1, 0))
