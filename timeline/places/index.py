"""The index of places: two sorted text files, searched by bisection and never read as a whole.

``names.txt`` has a line for each name, in the order of `key`. After the name come the numbers of
the cities that have it, with a letter for each language. The number of a city is the offset of its
line in ``cities.txt``. `timeline.places.making` writes both files.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_letters
from typing import Final, NamedTuple

from timeline.phrases.folding import SKIP, fold

CITIES: Final = Path(__file__).with_name("cities.txt")
NAMES: Final = Path(__file__).with_name("names.txt")

SHOWN: Final = ("en", "kk", "ru", "sr-Cyrl", "sr-Latn")
"""Languages in which ``cities.txt`` has the name of a city, unless it is the main name."""

LANGUAGES: Final = dict(
    zip(
        "ar az be bg bs cs de el en es fa fr hr hu hy it ka kk ky mk mn nl pl pt ro ru sl sr-Cyrl "
        "sr-Latn tg tr uk uz zh".split(),
        ascii_letters,
        strict=False,
    )
)
"""The letter that stands for each language in ``names.txt``."""

MAIN: Final = "*"
"""Marks the name under which GeoNames lists a city."""

_WIDTH: Final = 4
"""Digits of the number of a city, in base 36."""


class Bearer(NamedTuple):
    """A city that has a name: the offset of its line, and letters for the languages of the name."""

    offset: int
    letters: str


def key(name: str) -> str:
    """*name* as names are compared: folded, with hyphens and full stops replaced by spaces.

    >>> key("Нур-Султан"), key("St. Moritz"), key("Łódź")
    ('нур султан', 'st moritz', 'lodz')
    """
    return " ".join(_SIGNS.sub(" ", fold(name).replace(SKIP, "")).split())


_SIGNS: Final = re.compile(r"[-.,·]")


def numeral(number: int, width: int = _WIDTH) -> str:
    """*number* as written in the files.

    >>> numeral(0), numeral(1000), int(numeral(1000), 36)
    ('0000', '00rs', 1000)
    """
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(width, "0")


@cache
def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _line_at(text: mmap.mmap, offset: int) -> tuple[int, int, str]:
    """The offsets of the start and end of the line around *offset*, and the line."""
    begin = text.rfind(b"\n", 0, offset) + 1
    end = text.find(b"\n", offset)
    return begin, end, text[begin:end].decode("utf-8")


def spellings(wanted: str) -> Iterator[tuple[str, tuple[Bearer, ...]]]:
    """The spellings of the names with that `key`, each with the cities that have it."""
    text = _mapped(NAMES)
    low, high = 0, len(text)
    while low < high:
        begin, end, line = _line_at(text, (low + high) // 2)
        # Lines that begin with # are the header of the file.
        if line[0] == "#" or key(line.partition("\t")[0]) < wanted:
            low = end + 1
        else:
            high = begin
    while low < len(text):
        _, end, line = _line_at(text, low)
        name, *bearers = line.split("\t")
        if key(name) != wanted:
            return
        yield name, tuple(Bearer(int(item[:_WIDTH], 36), item[_WIDTH:]) for item in bearers)
        low = end + 1


class CityLine(NamedTuple):
    """A line of ``cities.txt``; *names* are in the languages `SHOWN`, "" if it is the main name."""

    country: str
    zone: str
    latitude: float
    longitude: float
    thousands: int
    name: str
    names: tuple[str, ...]


def record(offset: int) -> CityLine:
    """The city whose line begins at *offset*."""
    country, zone, latitude, longitude, thousands, name, *names = _line_at(_mapped(CITIES), offset)[
        2
    ].split("\t")
    return CityLine(
        country, _zones()[int(zone, 36)], float(latitude), float(longitude), int(thousands), name,
        (*names, *[""] * (len(SHOWN) - len(names))),
    )  # fmt: skip


@cache
def _zones() -> list[str]:
    """The time zones, which are listed in the last line of the header."""
    text = _mapped(CITIES)
    return _line_at(text, text.find(b"\n# Africa/") + 1)[2].removeprefix("# ").split()
