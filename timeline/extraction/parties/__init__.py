"""Names of parties that CLDR lacks: adjectives of countries, organisations.

Each language has a file, ``<tag>.yaml``; no language is named in the code. The sections:

``names``          other names of countries, in the nominative: "Turkey" besides "Türkiye"
``adjectives``     stems of adjectives by country ("serb" of "serbisch" and "serbisches"); those
                   under "-" are of no country ("Latin American")
``cities``         names of countries that mean a city of that name: Amman, not Oman
``endings``        possible endings of these adjectives
``signs``          abbreviations of a country or organisation next to another one: 日 in 日韓
``organisations``  names of organisations by id; the first is the one that a draft declares
``prefixes``       what may be written together with a name before it: "and", "to"
``latin``          letters of the other script: the file serves it too

A name in capitals counts only in capitals: WHO is not "who".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

from msgspec import Struct

from timeline import language_tags, nodes
from timeline.nodes import MappingNode

NOBODY = "-"
"""The key of adjectives that look like those of a country but are not."""


class Parties(Struct, frozen=True):
    """The file of a language: lists of names by the id of a party."""

    names: Mapping[str, tuple[str, ...]] = {}
    adjectives: Mapping[str, tuple[str, ...]] = {}
    organisations: Mapping[str, tuple[str, ...]] = {}
    endings: tuple[str, ...] = ("",)
    prefixes: tuple[str, ...] = ("",)
    cities: tuple[str, ...] = ()
    signs: Mapping[str, tuple[str, ...]] = {}

    def forms(self) -> Iterator[tuple[str, str]]:
        """Each adjective in all of its forms, and whose it is."""
        for party, stems in self.adjectives.items():
            for prefix, stem, ending in product(self.prefixes, stems, self.endings):
                yield prefix + stem + ending, party


@cache
def load(tag: str) -> Parties:
    """The file for the BCP 47 *tag*; an empty one if there is none."""
    name = language_tags.primary(tag)
    file = files(__name__) / f"{name}.yaml"
    if not name.isalnum() or not file.is_file():
        return Parties()
    text = file.read_text(encoding="utf-8")
    root, problems = nodes.parse(text, file.name)
    assert isinstance(root, MappingNode), file.name
    assert not problems, problems
    latin = root.get("latin")
    if isinstance(latin, MappingNode) and language_tags.is_latin(tag):
        table = {ord(letter): str(other) for letter, other in latin.items()}
        table |= {ord(letter.upper()): str(other).title() for letter, other in latin.items()}
        root, _ = nodes.parse(text.translate(table), file.name)
        assert isinstance(root, MappingNode)
    return Parties(
        names=_section(root, "names"),
        adjectives=_section(root, "adjectives"),
        organisations=_section(root, "organisations"),
        endings=("", *_list(root.get("endings"))),
        prefixes=("", *_list(root.get("prefixes"))),
        cities=_list(root.get("cities")),
        signs=_section(root, "signs"),
    )


def _section(root: MappingNode, name: str) -> dict[str, tuple[str, ...]]:
    section = root.get(name)
    items = section.items() if isinstance(section, MappingNode) else ()
    return {key: _list(value) for key, value in items}


def _list(text: object) -> tuple[str, ...]:
    return tuple(word.strip() for word in str(text or "").split(",") if word.strip())
