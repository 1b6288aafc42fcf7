"""Places, parties, series, kinds and statuses by the names that people use.

A name is found in any case, as the chronology declares it or as the interface and CLDR spell it in
any of our languages. An unknown name is declared, with an id derived from its letters, so that no
word of a table is dropped or replaced by a similar one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from typing import Final

from timeline import edtf, nodes, places, wording
from timeline.drafting import Ids
from timeline.events import COUNTRIES, KINDS, NamedPlace, Status, Text, Timeline
from timeline.nodes import MappingNode, Mark, Node, SequenceNode, mapping
from timeline.wording.cldr_data import alpha_3

LONGEST_ID: Final = 60

_TABLE_LANGUAGES: Final = ("de", "fr", "es", "it", "pl", "tr", "uk")
"""Languages for the names of countries, besides those of the interface."""

_LETTERS: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһіђјљњћџіїє",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo "
        "a gh q ng o u u h i dj j lj nj c dz i yi ye".split(),
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "ø": "o", "đ": "dj", "ł": "l", "ı": "i"}
"""For ids only, which people may change: this is not a standard romanisation."""


def slug(text: str) -> str:
    """An id derived from the letters of *text*; empty if none of them has a spelling in ASCII.

    >>> slug("Съезд лидеров религий"), slug("Poseta Nišu: 2. dan")
    ('sezd-liderov-religiy', 'poseta-nisu-2-dan')
    """
    letters = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    plain = unicodedata.normalize("NFKD", letters).replace("_", "")
    ascii_only = plain.encode("ascii", "ignore").decode()
    short = ""
    for word in re.finditer(r"[a-z0-9]+", ascii_only):
        longer = f"{short}-{word[0]}" if short else word[0][:LONGEST_ID]
        if len(longer) > LONGEST_ID:
            break
        short = longer
    return short


class DeclaredNames:
    """The names that drafts may use: those of *known*, built-in ones, and those declared here."""

    def __init__(self, known: Timeline | None) -> None:
        self._known = known
        self.ids = Ids(event.id for event in known.events) if known else Ids()
        """Of events."""
        self._cities: dict[int, str] = {}
        """The places that are cities, by their numbers in the gazetteer."""
        self.located: list[str] = []
        """The file's names for the places that are in the gazetteer but not in the chronology."""
        self._ids: dict[str, Ids] = {}
        """By section: the ids that are taken."""
        self.declared: dict[str, MappingNode] = {}
        """By section: what the drafts use and the chronology does not declare."""

    def place(self, text: str, mark: Mark) -> str:
        """The place with that name; all names of a city in the gazetteer mean the same place."""
        if self._has("places", text):
            return text
        known = self._places.get(_key(text))
        city = places.city_named(text) if known is None else None
        if city is not None:
            known = self._cities.setdefault(city.number, self._places.get(_key(city.name), ""))
        if known:
            self._places[_key(text)] = known
            return known
        name = self._name("places", text, mark, self._places)
        if city is not None:
            self._cities[city.number] = name
            self.located.append(text)
            self._locate(name, city, mark)
        return name

    def declare(self, section: str, name: str, node: Node, mark: Mark) -> None:
        """Declares *name*, from our own export, as *node*, unless the chronology declares it."""
        if self._known is not None and name in getattr(self._known.document, section):
            return
        self.declared.setdefault(section, MappingNode()).put(name, node, mark)
        indices = {
            "places": self._places,
            "parties": self._parties,
            "series": self._series,
            "kinds": self._kinds,
        }
        indices[section][_key(name)] = name

    def _has(self, section: str, name: str) -> bool:
        """Whether the id *name* is declared, by the chronology or by the file."""
        known = self._known is not None and name in getattr(self._known.document, section)
        return known or name in self.declared.get(section, ())

    def _locate(self, name: str, city: places.City, mark: Mark) -> None:
        """Adds the data of the gazetteer to a place that is declared here."""
        declared = self.declared["places"][name]
        assert isinstance(declared, MappingNode)
        if city.country in COUNTRIES:
            declared.put("country", city.country, mark)
        declared.put("timezone", city.timezone, mark)
        point = SequenceNode()
        for number in city.coordinates:
            point.put(str(number), mark)
        declared.put("coordinates", point, mark)

    def party(self, text: str, mark: Mark) -> str:
        return self._name("parties", text, mark, self._parties)

    def series(self, text: str, mark: Mark) -> str:
        return self._name("series", text, mark, self._series)

    def kind(self, text: str, mark: Mark) -> str:
        return self._name("kinds", text, mark, self._kinds)

    @property
    def known(self) -> Timeline | None:
        """The chronology that the drafts are for."""
        return self._known

    def date(self, event_id: str) -> edtf.Value | None:
        """The date of an event of the chronology; None if it has no such event."""
        event = self._known.by_id.get(event_id) if self._known else None
        return event.date if event else None

    def known_kind(self, text: str) -> str | None:
        """The kind with that name; None if there is none."""
        return self._kinds.get(_key(text))

    def known_place(self, text: str) -> str | None:
        """The place with that name; None if the chronology has none."""
        return self._places.get(_key(text))

    def zone(self, place: str | None) -> str | None:
        """The time zone of hours at *place*, in the chronology or None; None if none is set.

        UTC in the header counts as not set, since it is the default.
        """
        declared = self.declared.get("places", MappingNode()).get(place) if place else None
        if isinstance(declared, MappingNode) and "timezone" in declared:
            return str(declared["timezone"])
        if self._known is None:
            return None
        known = self._known.document.places.get(place) if place else None
        header = self._known.calendar.timezone
        return (known and known.timezone) or (None if header == "UTC" else header)

    def status(self, text: str) -> str:
        """The status with that name; otherwise *text* itself, which the loader will refuse."""
        return self._statuses.get(_key(text), text)

    def _name(self, section: str, text: str, mark: Mark, found: dict[str, str]) -> str:
        name = text if self._has(section, text) else found.get(_key(text))
        if name is None:
            declared = self.declared.setdefault(section, MappingNode())
            if section not in self._ids:
                self._ids[section] = Ids(found.values())
            name = self._ids[section].free(slug(text) or section.rstrip("s"))
            found[_key(text)] = name
            declared.put(name, mapping(mark, name=text) if section == "places" else text, mark)
        return name

    @cached_property
    def _places(self) -> dict[str, str]:
        return _index(_names_of(self._known.document.places) if self._known else ())

    @cached_property
    def _parties(self) -> dict[str, str]:
        tags = (*wording.interface_languages(), *_TABLE_LANGUAGES)
        countries = ((wording.country(code, tag), code) for tag in tags for code in COUNTRIES)
        codes = ((code, code) for code in COUNTRIES)
        own = _names_of(self._known.document.parties) if self._known else ()
        return _index([*alpha_3(COUNTRIES), *countries, *codes, *own])

    @cached_property
    def _series(self) -> dict[str, str]:
        return _index(_names_of(self._known.document.series) if self._known else ())

    @cached_property
    def _kinds(self) -> dict[str, str]:
        own = _names_of(self._known.document.kinds) if self._known else ()
        tags = wording.interface_languages()
        known = ((wording.kind_name(kind, tag)[0], kind) for kind in KINDS for tag in tags)
        return _index([*known, *((kind, kind) for kind in KINDS), *own])

    @cached_property
    def _statuses(self) -> dict[str, str]:
        return _index([*_listed(), *_interface("statuses", [status.value for status in Status])])


def _names_of(declared: Mapping[str, NamedPlace] | Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    for name, value in declared.items():
        yield name, name
        text = value.name if isinstance(value, NamedPlace) else value
        yield from ((spelled, name) for spelled in text.by_language.values())


def _listed() -> Iterator[tuple[str, str]]:
    """Each word of ``statuses.yaml`` and its status."""
    file = files("timeline.importing").joinpath("statuses.yaml")
    root, problems = nodes.parse(file.read_bytes(), file.name)
    assert isinstance(root, MappingNode), file.name
    assert not problems, problems
    for status, words in root.items():
        yield from ((str(word), status) for word in words or ())


def _interface(section: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        for tag in wording.interface_languages():
            yield wording.message(f"{section}.{name}", tag), name
        yield name, name


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {_key(spelled): name for spelled, name in pairs}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
