"""Look up places by name: a city's country, time zone, coordinates and names, from GeoNames.

The index has all cities over 100,000, the capitals, and towns known for their conferences. The
data comes from GeoNames (geonames.org, CC BY 4.0) and CLDR.

==========  ====================================================================
``index``   cities and their names, searched without reading all of them
``packing`` files of lines in compressed blocks
``regions`` parts of countries that are written after a city
``cases``   grammatical cases of names, and the words before or after a place
``making``  the command that builds the files from packages with GeoNames' data
==========  ====================================================================

>>> found = city_named("Белграде", "ru")
>>> found.name, found.country, found.timezone, found.coordinates, found.spelled
('Belgrade', 'RS', 'Europe/Belgrade', (44.804, 20.465), 'Белград')
>>> [city.country for city in find("Valencia", "es")][:2]
['VE', 'ES']
>>> city_named("Valencia", "es") is None, city_named("Valencia", "es", ["ES"]).timezone
(True, 'Europe/Madrid')
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from timeline.events import COUNTRIES
from timeline.places import index
from timeline.places.cases import RELATED, chain, forms
from timeline.places.index import CAPITAL, LANGUAGES, MAIN, MEANT, SHOWN, key
from timeline.wording import country

__all__ = ["City", "city_named", "find"]

FAR_LARGER: Final = 10
"""A name without other clues means the largest city if it has this many times the inhabitants."""

SHORTEST_FOREIGN: Final = 4
"""Minimum length of an ASCII name to be looked up in all languages if its own lacks it."""


class City(Struct, frozen=True, kw_only=True):
    """A city; ``name`` is its main name in GeoNames.

    ``country`` is an ISO 3166-1 code; "" if there is none. ``spelled`` is the name under which the
    city was found, in the nominative; ``ending`` is the ending that the name had in the text, ""
    in the nominative. ``names`` are its other names by language, as far as the index has them.
    """

    name: str
    country: str
    timezone: str
    coordinates: tuple[float, float]
    thousands: int
    names: dict[str, str]
    spelled: str
    ending: str = ""
    number: int
    """Distinguishes cities of the same name."""
    is_meant: bool = False
    """Whether the name means this city unless a text names another's country."""
    is_capital: bool = False


def city_named(name: str, language: str = "und", countries: Collection[str] = ()) -> City | None:
    """The city that *name* means; None if there is none, or if the name is ambiguous.

    Of several cities, the only one in one of the *countries* (ISO 3166-1 codes) is returned, or
    else one that is ten times larger than the next, or that is known to be meant. A name that is
    also that of its country (Mexico, «Тунис») means the country, unless country and city nearly
    coincide (Singapore).
    """
    found = [city for city in find(name, language) if not _is_country(city, language)]
    named = [city for city in found if city.country in countries]
    if len(found) == 1 or len(named) == 1:
        return (named or found)[0]
    if not named and found and found[0].is_meant:
        return found[0]
    among = named or found
    if not among or among[0].thousands < FAR_LARGER * among[1].thousands:
        return None
    return among[0]


CITY_STATES: Final = frozenset({"GI", "HK", "LU", "MC", "MO", "SG", "SM", "VA"})
"""Countries that are one city, or in which any place is in the city with the country's name."""


def _is_country(city: City, language: str) -> bool:
    """Whether the name that the city was found under is also that of a country: קובה is Cuba.

    A capital is meant rather than another country, as «عمان» is in Jordan.
    """
    languages = SHOWN if language == "und" else (language, "en")
    name = key(city.spelled)
    if city.country in CITY_STATES or not any(name in _countries(tag) for tag in languages):
        return False
    own = {key(country(city.country, tag)) for tag in languages if city.country}
    return name in own or not city.is_capital


@cache
def _countries(language: str) -> frozenset[str]:
    """The keys of the names of all countries in a language."""
    return frozenset(key(country(code, language)) for code in COUNTRIES)


@lru_cache(maxsize=4096)
def find(name: str, language: str = "und") -> tuple[City, ...]:
    """The cities that *name* may mean in a text in *language* (BCP 47), the largest first.

    *name* may be in any grammatical case. Names in the language itself come before those in
    related languages, and those before all others; "und" matches any language.
    """
    own, own_forms = key(name), forms(language)
    if own in own_forms.words:
        return ()
    wanted = [(own, "")]
    wanted += [pair for pair in own_forms.nominatives(name) if pair[0] != own]
    wanted = [pair for pair in wanted if pair[0] not in own_forms.words]
    candidates = [(city, ending) for form, ending in wanted for city in index.spellings(form)]
    for allowed in _circles(language):
        exact, inflected = (
            {
                bearer.number: _city(bearer, spelled, ending)
                for (spelled, bearers), ending in candidates
                if is_inflected is bool(ending)
                for bearer in bearers
                if allowed is None or not allowed.isdisjoint(bearer.letters)
                if allowed or len(spelled) >= SHORTEST_FOREIGN or not spelled.isascii()
            }
            for is_inflected in (False, True)
        )
        found = exact or inflected
        if exact and allowed:
            # Czech "v Rize" is in Riga rather than in a smaller city called Rize.
            largest = max(city.thousands for city in exact.values())
            found |= {n: city for n, city in inflected.items() if city.thousands > largest} | exact
        if found:
            return tuple(sorted(found.values(), key=lambda city: -city.thousands))
    return ()


def _circles(language: str) -> Iterator[frozenset[str] | None]:
    """Sets of letters of the languages to search, the nearest first; None for every name."""
    tags = [tag for tag in chain(language) if tag in LANGUAGES or tag in RELATED]
    own = [LANGUAGES[tag] for tag in tags if tag in LANGUAGES]
    if own or tags:
        related = [LANGUAGES[tag] for one in tags for tag in RELATED.get(one, ())]
        yield frozenset([*own, MAIN])
        yield frozenset([*own, *related, MAIN])
    yield None


def _city(bearer: index.Bearer, spelled: str, ending: str) -> City:
    record = index.record(bearer.number)
    return City(
        name=record.name,
        country=record.country,
        timezone=record.zone,
        coordinates=(record.latitude, record.longitude),
        thousands=record.thousands,
        names={tag: name for tag, name in zip(SHOWN, record.names, strict=True) if name},
        spelled=spelled,
        ending=ending,
        number=bearer.number,
        is_meant=MEANT in bearer.letters,
        is_capital=CAPITAL in bearer.letters,
    )
