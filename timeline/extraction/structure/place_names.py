"""Place names: the place in a line, at its beginning or end or in brackets."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from timeline.events import COUNTRIES
from timeline.extraction.structure.lines import OPENING_SIGNS, Line
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases.folding import is_small
from timeline.phrases.tokens import TextSpan
from timeline.places import city_named, find
from timeline.places.cases import forms
from timeline.places.index import key
from timeline.places.regions import country_of
from timeline.wording import country


class PlaceNames:
    """Finds the names of places in lines, with the words of their language."""

    def __init__(self, words: Vocabulary, language: str) -> None:
        self._words = words
        self._language = language

    def city(self, line: Line, rest: TextSpan) -> str | None:
        """The city, if *rest* has nothing else: "Dakar", «г. Астана», "Osh, Kyrgyzstan"."""
        first, last = rest
        tokens = line.passage.tokens
        joined = next((i for i in range(first + 1, last - 1) if self.joins(line, i)), None)
        if joined is not None and last - joined == 2 and tokens[joined].text != ",":
            last = joined  # the word after it is about remote participants
        text = line.text_of(first, last).strip(" ,.;:")
        text = _POSTCODE.sub("", text)
        city, comma, region = text.partition(",")
        name = bare_name(city.strip())
        if not _is_place(name):
            return None
        if comma:
            return name if self._is_in_country(name, region.strip()) else None
        return name if city_named(name, self._language) is not None else None

    def for_all(self, line: Line) -> str | None:
        """The city of all events that name no other: "Unless otherwise stated, … in Geneva"."""
        tokens, words = line.passage.tokens, forms(self._language)
        if not words.unless or not any(words.unless.is_at(tokens, i) for i in range(line.end)):
            return None
        for first in range(line.start + 1, line.end):
            if words.inside.is_before(tokens, first):
                for last in range(min(first + MOST_OF_PLACE, line.end), first, -1):
                    if city := self.city(line, (first, last)):
                        return city
        return None

    def in_head(self, line: Line) -> str | None:
        """The city in the head of a line; Armenia, also a city in Colombia, means the country."""
        city = self.city(line, line.head) if line.head is not None else None
        is_country = city is not None and key(city) in _countries(self._language)
        return None if is_country else city

    def joins(self, line: Line, index: int) -> bool:
        """Whether the token is a conjunction or the first of one."""
        return bool(self._words.conjunctions.size(line.passage.tokens, index))

    def _is_in_country(self, name: str, region: str) -> bool:
        """Whether a city of that name is in the country or region after it: "Osh, Kyrgyzstan"."""
        within = country_of(region)
        return any(
            city.country == within or key(country(city.country, self._language)) == key(region)
            for city in find(name, self._language)
            if city.country
        )

    def at_start(
        self, line: Line, first: int | None = None, last: int | None = None
    ) -> tuple[TextSpan, int] | None:
        """The place at the beginning of a line, as in diaries, and the text after it.

        Before a dash, it is any text written like a place; before a colon or a full stop, it is a
        city.
        """
        tokens, text = line.passage.tokens, line.passage.around.text
        first = line.start if first is None else first
        while first < line.end and tokens[first].text in OPENING_SIGNS:
            first += 1
        last = line.end if last is None else last
        for index in range(first + 1, min(first + MOST_OF_PLACE + 1, last - 1)):
            token = tokens[index]
            if token.text in _QUOTES:
                return None  # «Саміт «Україна – Європа»»
            is_double = token.text == tokens[index + 1].text == "-" and tokens[index + 1].glued
            dash = index + is_double  # "Oslo -- Talks"
            is_free = dash + 1 < last and not tokens[dash + 1].glued and not token.glued
            if token.text == "-" and is_free:
                name = text[tokens[first].start : tokens[index - 1].end]
                is_route = self.city(line, (first, index)) and self.city(line, (dash + 1, last))
                is_place = self._may_be_place(bare_name(name)) and not is_route
                return ((first, index), dash + 1) if is_place else None
            if token.text == "." and token.glued and _abbreviates(line, index - 1):
                continue
            is_glued = token.glued or token.text == ":"  # «PARIS : …»
            behind = index + 1
            if token.text == "." and token.glued and tokens[behind].text == "-":
                behind += 1  # "MADRID.- …"
            if token.text in ".:" and is_glued and not tokens[behind].glued:
                name = text[tokens[first].start : tokens[index - 1].end]
                is_known = _is_place(name) and (
                    city_named(name, self._language) is not None
                    or key(name) in _countries(self._language)
                )
                return ((first, index), behind) if is_known else None
            if token.text == "," and self._words.noun(tokens, index + 1) is not None:
                tail = first, index  # "Lisboa, Sessão de verão"
                return (tail, index + 1) if self.city(line, tail) else None
            if token.kind == "number":
                return None
        return None

    def _may_be_place(self, name: str) -> bool:
        """Whether a name before a dash is written like a place: known, if it has no capitals."""
        if name.lower() != name.upper():
            return _is_place(name)
        return city_named(name, self._language) is not None or key(name) in _countries(
            self._language
        )

    def beside(self, line: Line, first: int, last: int) -> tuple[int, int, str | None]:
        """The tokens of an item after the city at its beginning, and that city or its last one."""
        if name := self.at_start(line, first, last):
            return name[1], last, line.text_of(*name[0])
        return first, last, self.city_at_end(line, first, last)[0]

    def behind_date(self, line: Line, rest: TextSpan) -> str | None:
        """The city after the date at the end of a line: "…, 12 March 2026, Vienna"."""
        name = line.name_behind if line.trail is not None else None
        return self.city(line, name) if name and rest[1] < name[0] else None

    def in_aside(self, line: Line, aside: TextSpan) -> str | None:
        """The city inside brackets: "(Ankara/14.00)", "(Vienna, at expert level)"."""
        signs = [i for i in range(*aside) if line.passage.tokens[i].text in "/,;"]
        starts, ends = [aside[0], *(i + 1 for i in signs)], [*signs, aside[1]]
        for part in zip(starts, ends, strict=True):
            if signs and part[0] < part[1] and (city := self.city(line, part)):
                return city
        return None

    def at_end(self, line: Line, first: int, last: int) -> TextSpan | None:
        """The words after the last comma: a name, or a city if there are several commas."""
        tokens = line.passage.tokens
        commas = [index for index in range(first, last) if tokens[index].text == ","]
        if not commas or commas[-1] <= first:
            return None
        tail = commas[-1] + 1, last
        if not tail[0] < tail[1] <= tail[0] + _MOST_AT_END:
            return None
        is_one = len(commas) == 1 and line.is_name(*tail)
        return tail if is_one or self.city(line, tail) else None

    def city_at_end(self, line: Line, first: int, last: int) -> tuple[str | None, int]:
        """The city after the last comma, and the token at which the text before it ends."""
        tail = self.at_end(line, first, last)
        city = self.city(line, tail) if tail else None
        return (city, tail[0] - 1) if tail and city else (None, last)

    def behind_stop(self, line: Line, first: int, last: int) -> TextSpan | None:
        """The city after the last full stop or colon: «Підписання угоди. Любляна»."""
        tokens = line.passage.tokens
        for index in range(last - 2, max(last - MOST_OF_PLACE, first), -1):
            if tokens[index].text in ".:":
                tail = index + 1, last
                is_apart = tokens[index].glued and not tokens[index + 1].glued
                is_abbreviation = len(tokens[index - 1].text) < _SHORTEST_WORD
                is_end = is_apart and not is_abbreviation
                return tail if is_end and self.city(line, tail) else None
        return None


_CITY: Final = re.compile(r"^[^\W\d_]{1,4}\.\s*(?=[^\W\d_])")
"""An abbreviation of "city" before its name."""


@cache
def _countries(language: str) -> frozenset[str]:
    """The names of the countries in a language."""
    return frozenset(key(country(code, language)) for code in COUNTRIES)


_QUOTES: Final = frozenset('«„“"')

_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,2}-)?\d{3} ?\d{1,3}\s+(?=[^\W\d_])", re.ASCII)
"""The number of a district before its city: "1010 Wien", "SI-1000 Ljubljana", "110 00 Praha"."""

_MOST_AT_END: Final = 3
"""Maximum tokens of a place after a comma; «г. Астана» has three."""

_SHORTEST_WORD: Final = 3
"""Minimum letters of a word before a full stop that is not an abbreviation: «м. Київ»."""

MOST_OF_PLACE: Final = 5
"""Maximum tokens of a place at the beginning of a line of a diary."""

_MOST_OF_SHORT: Final = 3
"""Maximum letters of a place that may be an abbreviation: UAE."""


def _is_place(name: str) -> bool:
    """Whether words are written as places are in diaries: in capitals, or all capitalised."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or is_small(letters[0]):
        return False
    is_caps = len(letters) > 2 and all(not is_small(letter) for letter in letters)
    return is_caps or all(not is_small(word[0]) for word in re.split(r"[\s/-]+", name) if word)


def bare_name(place: str) -> str:
    """A place without the abbreviation of "city" before its name."""
    return _CITY.sub("", place)


def as_written(place: str | None) -> str | None:
    """A place that is written in capitals, in lower case: ULAN BATOR is Ulan Bator."""
    if place is None:
        return None
    place = bare_name(" ".join(place.split()))
    if len(place) <= _MOST_OF_SHORT or not place.isupper():
        return place
    return place.title().replace("i\u0307", "i")


def _abbreviates(line: Line, index: int) -> bool:
    """Whether the token is a short word in small letters: that of «г. Бишкек»."""
    token = line.passage.tokens[index]
    is_short = token.kind == "word" and len(token.text) <= _MOST_OF_SHORT
    return is_short and is_small(line.passage.around.text[token.start])
