"""Names of countries and cities, and date patterns split into their parts.

Patterns are those of Unicode TR 35 part 4, section 8; `timeline.wording.dates` fills them in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from timeline.wording.kept_locales import Locale, city_of
from timeline.wording.locales import locale


@lru_cache(maxsize=4096)
def country(code: str, language: str) -> str:
    """Name of the country with this ISO 3166-1 code; the code itself if CLDR has no name."""
    return plain_spaces(locale(language).entry("territories", code.upper()) or code)


def city(zone: str, spoken: Locale) -> str | None:
    """The city that the IANA *zone* is named after; None if it names no city, such as UTC."""
    return spoken.entry("cities", zone) or city_of(zone) or None


def plain_spaces(text: str) -> str:
    """*text* with plain spaces instead of CLDR's narrow no-break, thin and no-break spaces."""
    for space in _SPACES:
        text = text.replace(space, " ")
    return text


_SPACES: Final = "\u202f\u2009\u00a0"


class PatternPart(Struct, frozen=True):
    """A field of a pattern (``field`` is its letter, L read as M), or literal text."""

    text: str
    field: str = ""

    @property
    def is_stand_alone(self) -> bool:
        return self.text.startswith("L")


Pattern: TypeAlias = tuple[PatternPart, ...]

_PATTERN_PART: Final = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|([^A-Za-z']+)")


@lru_cache(maxsize=4096)
def tokens(pattern: str) -> Pattern:
    """Split a CLDR date pattern (TR 35 part 4, section 8) into its parts."""
    found = []
    for match in _PATTERN_PART.finditer(pattern):
        quoted, letters, letter, literal = match.groups()
        if letters:
            found.append(PatternPart(letters, "M" if letter == "L" else letter))
        else:
            found.append(PatternPart(literal or quoted.replace("''", "'") or "'"))
    return tuple(found)


def shape(pattern: str) -> tuple[str, ...]:
    """A key that is equal for patterns which differ only in the width of the month's name."""
    return tuple(token.field or token.text for token in tokens(pattern))


def names_months(pattern: str) -> bool:
    """Whether a pattern shows the month by its name, not as a number."""
    return any(token.field == "M" and len(token.text) > 2 for token in tokens(pattern))


def halves(pattern: str) -> tuple[Pattern, Pattern]:
    """The two parts of an interval pattern, split before the first field that is repeated."""
    parts = tokens(pattern)
    seen = set()
    for number, token in enumerate(parts):
        if token.field and token.field in seen:
            return parts[:number], parts[number:]
        seen.add(token.field)
    return parts, ()
