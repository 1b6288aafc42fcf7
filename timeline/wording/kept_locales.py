"""The part of a CLDR locale that this package uses, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from msgspec import Struct

KEPT: Final = Path(__file__).with_name("locale_data")
"""The folder of the locales of this package, one JSON file each."""

ENGLISH: Final = "en_001"
"""English with the day before the month, as in diplomatic papers."""

Direction = Literal["ltr", "rtl"]


class Locale(Struct, frozen=True, kw_only=True, eq=False):
    """The part of a CLDR locale that this package uses, as plain text and mappings.

    ``data`` has the sections of Babel's data, with text as keys: ``months``, ``days``,
    ``quarters``, ``eras``, ``date_formats``, ``datetime_formats``, ``datetime_skeletons``,
    ``interval_formats``, ``list_patterns``, ``numbers``, ``territories``, and ``cities``: the city
    of each time zone whose name spells the city differently.
    """

    name: str
    release: str
    """The release of Babel that the data is from, such as "2.19.0"."""
    language: str
    script: str | None
    likely_script: str | None
    """The script of the language, unless a tag names another one."""
    direction: Direction
    display_name: str
    """The locale's name in its own language."""
    plurals: Mapping[str, str]
    """Rules of cardinal plurals by category, in CLDR's syntax (TR 35 part 3, section 5)."""
    ordinals: Mapping[str, str]
    digits: str
    """The ten digits that the language uses, from zero to nine."""
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name

    def entry(self, *path: str | int) -> Any:
        """The entry of ``data`` at *path*; None if it does not exist."""
        node: Any = self.data
        for step in path:
            if node is None:
                return None
            node = node.get(str(step))
        return node

    def plural_form(self, number: int) -> str:
        """The CLDR plural category of *number* as a count, such as "one" or "few"."""
        return _rule(tuple(self.plurals.items()))(number)

    def numeral(self, text: str) -> str:
        """*text* with the digits 0 to 9 replaced by the language's own."""
        return text if self.digits == ASCII else text.translate(_digits(self.digits))

    def ordinal_form(self, number: int) -> str:
        """The CLDR plural category of *number* as an ordinal."""
        return _rule(tuple(self.ordinals.items()))(number)


ASCII: Final = "0123456789"


@cache
def _digits(digits: str) -> Mapping[int, int]:
    return str.maketrans(ASCII, digits)


@lru_cache(maxsize=256)
def _rule(rules: tuple[tuple[str, str], ...]) -> Callable[[int], str]:
    from babel.plural import PluralRule

    return PluralRule(dict(rules))


def city_of(zone: str) -> str:
    """The city in the name of the IANA *zone*, in Latin letters; "" without one, as for UTC."""
    area, _, city = zone.rpartition("/")
    return city.replace("_", " ") if area and area != "Etc" else ""
