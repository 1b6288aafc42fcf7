"""What CLDR knows of a language, through Babel: this module is Babel's only home.

Locales, patterns, names, lists. Patterns are those of Unicode TR 35 part 4, section 8; they are
taken apart here and filled in by `timeline.wording.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global, parse_locale
from msgspec import Struct

_DAY_FIRST_ENGLISH: Final = "en_001"


@lru_cache(maxsize=1024)
def locale(language: str) -> Locale:
    """CLDR's locale of a BCP 47 tag: the nearest one it has; day-first English if there is none.

    Subtags that CLDR does not know are dropped from the right ("ru-KZ-x-mfa" is "ru-KZ").
    """
    tag = language.replace("_", "-")
    while tag:
        if tag.lower() in ("en", "und"):
            break
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
    return Locale.parse(_DAY_FIRST_ENGLISH)


def likely_script(spoken: Locale) -> str | None:
    """The script that the locale's language is written in unless a tag says otherwise."""
    likely = get_global("likely_subtags").get(spoken.language, spoken.language)
    return parse_locale(likely)[2]


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Whether *language* is written from left to right or from right to left."""
    return "rtl" if locale(language).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=4096)
def country(code: str, language: str) -> str:
    """Name of the country with that ISO 3166-1 code; the code itself if CLDR has no name."""
    names: Mapping[str, str] = entry(locale(language), "territories")
    return plain_spaces(names.get(code.upper(), code))


def city(zone: str, spoken: Locale) -> str | None:
    """The city that the IANA *zone* is named after; None for zones that are none, as UTC."""
    zone = get_global("zone_aliases").get(zone, zone)
    area, _, name = zone.rpartition("/")
    if not area or area == "Etc":
        return None
    named: str | None = (entry(spoken, "time_zones", zone) or {}).get("city")
    return named or name.replace("_", " ")


def entry(spoken: Locale, *path: str | int) -> Any:
    """The entry of CLDR's data at *path*, aliases followed; None if there is none.

    Babel's own attributes write a followed alias back into data that locales share, so that
    after one look at the stand-alone months of Azerbaijani those of French are Azerbaijani
    (python-babel/babel#1234, still so in 2.19). This reads without writing.
    """
    root = localedata.load(str(spoken))
    node: Any = root
    for step in path:
        if node is None:
            return None
        node = _followed(node, root).get(step)
    return _followed(node, root)


def _followed(node: Any, root: Mapping[Any, Any]) -> Any:
    if isinstance(node, localedata.Alias):
        target: Any = root
        for step in node.keys:
            target = _followed(target, root)[step]
        return _followed(target, root)
    if isinstance(node, tuple) and node and isinstance(node[0], localedata.Alias):
        merged = dict(_followed(node[0], root))
        localedata.merge(merged, node[1])
        return merged
    return node


def pattern_text(entry: Any) -> str | None:
    """The letters of a CLDR pattern, which Babel keeps as text or as an object."""
    return entry if entry is None or isinstance(entry, str) else str(entry.pattern)


def plain_spaces(text: str) -> str:
    """*text* with plain spaces for CLDR's narrow no-break, thin and no-break ones."""
    for space in _SPACES:
        text = text.replace(space, " ")
    return text


_SPACES: Final = "\u202f\u2009\u00a0"


class Token(Struct, frozen=True):
    """A field of a pattern (``field`` is its letter, L read as M), or literal text."""

    text: str
    field: str = ""

    @property
    def stands_alone(self) -> bool:
        return self.text.startswith("L")


Pattern: TypeAlias = tuple[Token, ...]

_PATTERN_PART: Final = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|([^A-Za-z']+)")


@lru_cache(maxsize=4096)
def tokens(pattern: str) -> Pattern:
    """A CLDR date pattern (TR 35 part 4, section 8) in its parts."""
    found = []
    for match in _PATTERN_PART.finditer(pattern):
        quoted, letters, letter, literal = match.groups()
        if letters:
            found.append(Token(letters, "M" if letter == "L" else letter))
        else:
            found.append(Token(literal or quoted.replace("''", "'") or "'"))
    return tuple(found)


def shape(pattern: str) -> tuple[str, ...]:
    """What two patterns have in common if they differ only in the width of the month's name."""
    return tuple(token.field or token.text for token in tokens(pattern))


def names_months(pattern: str) -> bool:
    """Whether a pattern has the month by its name, not as a number."""
    return any(token.field == "M" and len(token.text) > 2 for token in tokens(pattern))


def halves(pattern: str) -> tuple[Pattern, Pattern]:
    """The parts of an interval pattern: it is cut before the first field that comes again."""
    parts = tokens(pattern)
    seen = set()
    for number, token in enumerate(parts):
        if token.field and token.field in seen:
            return parts[:number], parts[number:]
        seen.add(token.field)
    return parts, ()


def iana_zone(windows: str) -> str | None:
    """The IANA zone that CLDR maps a name of Windows to: "Central Europe Standard Time"."""
    zone: str | None = get_global("windows_zone_mapping").get(windows)
    return zone
