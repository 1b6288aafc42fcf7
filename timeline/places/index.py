"""The index of places: two packed files, of which a lookup reads a block or two.

``names.packed`` has a line for each name, in the order of `key`. After the name come the numbers of
the cities that have it, with a letter for each language. The number of a city is that of its line
in ``cities.packed``. `timeline.places.making` writes both files. To print their lines::

    python -m timeline.places.index FILE
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_letters
from typing import Final, NamedTuple

from timeline.phrases.folding import SKIP, fold
from timeline.places.packing import PackedLines

CITIES: Final = PackedLines(Path(__file__).with_name("cities.packed"))
NAMES: Final = PackedLines(Path(__file__).with_name("names.packed"))

SHOWN: Final = ("en", "kk", "ru", "sr-Cyrl", "sr-Latn")
"""Languages in which ``cities.packed`` has the name of a city, unless it is the main name."""

LANGUAGES: Final = dict(
    zip(
        "ar az be bg bs cs de el en es fa fr he hr hu hy it ja ka kk ko ky mk mn nl pl pt ro ru sl "
        "sr-Cyrl sr-Latn tg th tr uk uz zh".split(),
        ascii_letters,
        strict=False,
    )
)
"""The letter for each language in ``names.packed``."""

MAIN: Final = "*"
"""Marks the name under which GeoNames lists a city."""

MEANT: Final = "!"
"""Marks the names of a city that is meant by them unless a text names another country."""

CAPITAL: Final = "^"
"""Marks the names of a capital."""

_MOST_KEYS: Final = 8192
"""Lines of names whose keys are cached: a search compares the same lines of a block again."""

_WIDTH: Final = 3
"""Digits of the number of a city, in base 36."""


class Bearer(NamedTuple):
    """A city that has a name: its number, and letters for the languages of the name."""

    number: int
    letters: str


def key(name: str) -> str:
    """*name* as names are compared: folded, with hyphens and full stops replaced by spaces.

    >>> key("Нур-Султан"), key("St. Moritz"), key("Łódź")
    ('нур султан', 'st moritz', 'lodz')
    """
    return " ".join(_SIGNS.sub(" ", fold(name).replace(SKIP, "")).split())


_SIGNS: Final = re.compile(r"[-.,·・]")


def numeral(number: int, width: int = _WIDTH) -> str:
    """*number* as written in the files.

    >>> numeral(0), numeral(1000), int(numeral(1000), 36)
    ('000', '0rs', 1000)
    """
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(width, "0")


def spellings(wanted: str) -> Iterator[tuple[str, tuple[Bearer, ...]]]:
    """The spellings of the names with that `key`, each with the cities that have it."""
    # The names of one key may begin in the block before the one that has it as its label.
    for block in range(max(bisect_left(NAMES.labels, wanted) - 1, 0), len(NAMES.labels)):
        lines = NAMES.block(block)
        for line in lines[bisect_left(lines, wanted, key=_key_of_line) :]:
            if _key_of_line(line) != wanted:
                return
            name, *bearers = line.split("\t")
            yield name, tuple(Bearer(int(item[:_WIDTH], 36), item[_WIDTH:]) for item in bearers)


@lru_cache(maxsize=_MOST_KEYS)
def _key_of_line(line: str) -> str:
    return key(line.partition("\t")[0])


class CityLine(NamedTuple):
    """A line of ``cities.packed``; *names* are in the languages `SHOWN`, "" for the main name."""

    country: str
    zone: str
    latitude: float
    longitude: float
    thousands: int
    name: str
    names: tuple[str, ...]


def record(number: int) -> CityLine:
    """The city with that *number*."""
    line = CITIES.line(number)
    country, zone, latitude, longitude, thousands, name, *names = line.split("\t")
    return CityLine(
        country, _zones()[int(zone, 36)], float(latitude), float(longitude), int(thousands), name,
        (*names, *[""] * (len(SHOWN) - len(names))),
    )  # fmt: skip


@cache
def _zones() -> list[str]:
    """The time zones, which are listed in the last line of the head."""
    return CITIES.head.splitlines()[-1].removeprefix("# ").split()


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in PackedLines(Path(sys.argv[1])))
