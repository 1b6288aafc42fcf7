"""Where an event takes place: cities of the gazetteer, according to the sentence.

A name alone is not enough: Nice and Reading are words, "Brussels" may be an institution, and a
treaty is named after the city where it was signed. A city counts if the text says "in" (a
preposition, a case ending, «қаласында»), if it is alone next to a date, or if somebody visits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from timeline.events import COUNTRIES, KINDS, NamedPlace, Text, Timeline
from timeline.extraction import parties
from timeline.extraction.names import NameKind
from timeline.extraction.sentence import Sentence
from timeline.extraction.titles import Title
from timeline.phrases.folding import is_small
from timeline.phrases.tokens import TextSpan, has_unspaced
from timeline.places import City, city_named, find
from timeline.places.cases import Forms, forms
from timeline.places.index import key
from timeline.places.regions import LONGEST, country_of

MOST_OF_NAME: Final = 7
"""Maximum tokens of the name of a city; hyphens are tokens."""

MOST_OF_UNSPACED: Final = 20
"""Maximum characters of a name in Chinese, Japanese or Thai, each of which is a token."""

FARTHEST: Final = 24
"""Maximum tokens between a date and its place."""

UNDATED_REACH: Final = 8
"""Maximum tokens after a title without a date that are searched for its place."""

_HELD: Final = frozenset(
    {"visit", "meeting", "summit", "congress", "conference", "exhibition", "culture"}
)
"""Kinds of events that take place in the city before their noun, unlike the Treaty of Rome."""

_MOST_ADJECTIVES: Final = 3
"""Maximum words from the adjective of a city to its noun, including the adjective."""

_LARGE: Final = 150
"""Minimum population, in thousands, of a city other than a capital that an adjective may mean."""

_OF_THE_UNION: Final = "Brussels"
"""The capital whose name means the European Union more often than its country."""

_APART: Final = frozenset(",;:()-.")
"""Signs that set a name apart on both sides."""


class Sighting(Struct, frozen=True):
    """A city at the tokens *start* to *end*.

    ``is_toward`` means that only a visit leads there ("to Paris"); ``is_seat`` that only an
    institution is there ("the embassy in Paris").
    """

    start: int
    end: int
    city: City
    is_toward: bool = False
    is_seat: bool = False


class Located(Struct, frozen=True):
    """A place of an event: its id, its name in the document's language, and its declaration.

    ``declaration`` is None if the chronology has the place; ``country`` is where it is.
    """

    id: str
    name: str
    declaration: NamedPlace | None
    country: str = ""


class Whereabouts:
    """Finds the places of the events of one document.

    *countries* gives the ISO codes of the countries that the document names.
    """

    def __init__(
        self, language: str, chronology: Timeline | None, countries: Callable[[], Collection[str]]
    ) -> None:
        self._language = language
        self._places: Mapping[str, NamedPlace] = chronology.document.places if chronology else {}
        self._countries = countries
        self._last: tuple[Sentence, tuple[Sighting, ...]] | None = None

    @cached_property
    def _forms(self) -> Forms:
        return forms(self._language)

    # -- of an event -------------------------------------------------------------------------------

    def of(
        self, sentence: Sentence, span: TextSpan, title: Title | None, kind: str
    ) -> Located | None:
        """The place of the event with that *title* and the date at *span*, if it is given.

        For an event without a date, *span* is that of its title.
        """
        first, last = (title.start, title.end) if title else span
        seen = [one for one in self._sightings(sentence) if not one.is_toward or kind == "visit"]
        inside = [one.city for one in seen if first <= one.start < last]
        near = [
            one.city
            for one in seen
            if not one.is_seat and self._is_nearest_date(sentence, one, span)
        ]
        if not inside and title and title.kind in _HELD:
            inside = list(filter(None, [self._attributive(sentence, title)]))
        if not inside and not near and span[0] == 0:
            near = list(filter(None, [self._behind(sentence, span)]))
        for group in (inside, near):
            if len({city.number for city in group}) == 1:
                return self.located(group[0])
        return None

    def _behind(self, sentence: Sentence, span: TextSpan) -> City | None:
        """The city after a comma at the end of a line: "spring 2026 – concert, Graz"."""
        tokens, last = sentence.tokens, len(sentence.tokens)
        while last > span[1] and tokens[last - 1].kind == "sign":
            last -= 1
        if span[1] >= last or tokens[span[1]].text not in "-:":
            return None
        first = max(last - MOST_OF_NAME, span[1])
        comma = next((i for i in range(last - 1, first, -1) if tokens[i].text == ","), None)
        if comma is None or not _may_begin(sentence, comma + 1):
            return None
        if any(self._named(sentence, i, comma) for i in range(max(comma - 2, first), comma)):
            return None  # "the mayors of Oslo, Graz"
        city = self._named(sentence, comma + 1, last)
        if city is None or city.ending or self._is_country(sentence, comma + 1, city):
            return None
        return city

    def _attributive(self, sentence: Sentence, title: Title) -> City | None:
        """The city whose adjective is before the noun of *title*: «Московская встреча»."""
        head = title.head
        # The noun of "the third" may be in an earlier sentence.
        if not head.noun.size or not title.start <= head.index < title.end:
            return None
        agreeing = sentence.lexicon.adjectives(head.noun.form)
        for index in range(head.index - 1, max(head.index - 1 - _MOST_ADJECTIVES, -1), -1):
            word = sentence.tokens[index]
            is_named = any(name.start <= index < name.end for name in sentence.names)
            if word.kind != "word" or sentence.is_blocked(index) or is_named:
                return None
            for name in self._forms.named_by(word.text):
                city = self._one(name)
                if city and (city.is_capital or city.thousands >= _LARGE):
                    return city
            if sentence.lexicon.agreement is not None and not word.text.endswith(agreeing):
                return None
        return None

    def route(self, sentence: Sentence, title: Title) -> tuple[str, ...]:
        """The countries of the cities that a *title* joins: flights between Paris and Tashkent."""
        countries = []
        index = title.start
        while index < title.end:
            ends = _ends(sentence, index) if _may_begin(sentence, index) else ()
            found = ((end, self._named(sentence, index, end)) for end in ends if end <= title.end)
            end, city = next(((end, city) for end, city in found if city), (index + 1, None))
            countries += [city.country] if city else []
            index = end
        return tuple(dict.fromkeys(countries)) if len(countries) > 1 else ()

    def acting(self, sentence: Sentence) -> tuple[str, ...]:
        """The countries whose capitals act: "On 5 May, Moscow and Ankara agreed to hold talks"."""
        tokens = sentence.tokens
        starts = [0, *(stop for _, stop in sentence.blocked)]
        for begin in starts:
            start = begin + (begin < len(tokens) and tokens[begin].text == ",")
            first = self._capital(sentence, start)
            if first is None or first[0] >= len(tokens):
                continue
            size = sentence.size(sentence.lexicon.conjunctions, first[0])
            second = self._capital(sentence, first[0] + size) if size else None
            if second and self._is_verb(sentence, second[0]):
                return first[1], second[1]
        return ()

    def _capital(self, sentence: Sentence, start: int) -> tuple[int, str] | None:
        """Where the capital that is named at *start* ends, and its country."""
        if start >= len(sentence.tokens) or not _may_begin(sentence, start):
            return None
        for end in _ends(sentence, start):
            city = self._named(sentence, start, end)
            if city is not None:
                is_country = city.is_capital and not city.ending and city.name != _OF_THE_UNION
                return (end, city.country) if is_country else None
        return None

    def _is_verb(self, sentence: Sentence, index: int) -> bool:
        """Whether the word at *index* may be a verb: it is small and no preposition."""
        if index >= len(sentence.tokens) or sentence.is_blocked(index):
            return False
        is_word = sentence.tokens[index].kind == "word" and is_small(_letter(sentence, index))
        return is_word and not sentence.size(sentence.lexicon.prepositions, index)

    def stated(self, sentence: Sentence) -> tuple[Sighting, ...]:
        """The cities in which the sentence places something."""
        return tuple(one for one in self._sightings(sentence) if not one.is_toward)

    def before(self, sentence: Sentence) -> Located | None:
        """The one city in which the sentence before places something, if it has no date.

        "The Presidents met in Astana. On 5 May they signed the treaty."
        """
        previous = sentence.previous
        if previous is None or previous.blocked or self._sightings(sentence):
            return None
        cities = {one.city.number: one.city for one in self.stated(previous) if not one.is_seat}
        return self.located(*cities.values()) if len(cities) == 1 else None

    def _is_nearest_date(self, sentence: Sentence, seen: Sighting, span: TextSpan) -> bool:
        """Whether no other date of the sentence is nearer to the city than the one at *span*."""
        if span not in sentence.blocked:
            return 0 <= seen.start - span[1] <= UNDATED_REACH
        relatives = sentence.lexicon.relatives
        if any(
            begin <= seen.start < end and not begin <= span[0] < end
            # "The Commission, which has its seat in Brussels": not where the event is.
            for begin, end in sentence.asides
            if any(sentence.size(relatives, index) for index in range(begin + 1, begin + 3))
        ):
            return False
        distance = _gap(seen, span)
        return distance <= FARTHEST and all(
            distance < _gap(seen, other) or other == span for other in sentence.blocked
        )

    def written(self, text: str) -> Located | None:
        """The place that a column or the head of a line names: "Astana", "Astana, Kazakhstan"."""
        parts = [part.strip() for part in re.split(r"[,;/]", text) if part.strip()]
        found = {city.number: city for part in (text, *parts) if (city := self._one(part))}
        if not found:
            parts = [part.strip() for part in re.split(r"[,;()/]", text) if part.strip()]
            found = {city.number: city for part in parts if (city := self._one(part))}
        return self.located(next(iter(found.values()))) if len(found) == 1 else None

    def located(self, city: City) -> Located:
        """*city* as the chronology declares it, or with a new declaration."""
        names = {"en": city.name, self._language: city.spelled} | city.names
        if self._language == "en":
            names["en"] = city.names.get("en", city.name)
        called = {key(name) for name in (city.name, city.spelled, *names.values())}
        for name, place in self._places.items():
            is_there = place.country is None or place.country == city.country
            if is_there and not called.isdisjoint(map(key, place.name.by_language.values())):
                return Located(name, names[self._language], None, place.country or "")
        declaration = NamedPlace(
            name=Text(dict(sorted(names.items()))),
            country=city.country or None,
            timezone=city.timezone,
            coordinates=city.coordinates,
        )
        return Located(self._id(city), names[self._language], declaration, city.country)

    def _id(self, city: City) -> str:
        """An id derived from the name of the city, with the country or a number if it is taken."""
        stem = "-".join(re.findall(r"[a-z0-9]+", key(city.name))) or f"place-{city.number}"
        meant = city_named(city.name)
        others = [other for other in find(city.name) if key(other.name) == key(city.name)]
        if meant and meant.number == city.number:
            return stem if stem not in self._places else f"{stem}-{city.number}"
        if len(others) > 1:
            stem = f"{stem}-{city.country.lower()}"
        if sum(other.country == city.country for other in others) > 1:
            stem = f"{stem}-{city.number}"
        return stem if stem not in self._places else f"{stem}-{city.number}"

    # -- in a sentence -----------------------------------------------------------------------------

    def _one(self, name: str, near: Collection[str] = ()) -> City | None:
        """The city that *name* means, by the countries next to it, or by those of the document."""
        city = city_named(name, self._language, near)
        if city is None and len(find(name, self._language)) > 1:
            city = city_named(name, self._language, self._countries())
        return city

    def _sightings(self, sentence: Sentence) -> tuple[Sighting, ...]:
        if self._last is None or self._last[0] is not sentence:
            self._last = sentence, tuple(self._seen(sentence))
        return self._last[1]

    def _seen(self, sentence: Sentence) -> Iterator[Sighting]:
        index = 0
        while index < len(sentence.tokens):
            found = self._at(sentence, index) if _may_begin(sentence, index) else None
            if found:
                yield found
                yield from self._joined(sentence, found)
            index = found.end if found else index + 1

    def _joined(self, sentence: Sentence, seen: Sighting) -> Iterator[Sighting]:
        """The city that a conjunction joins to another: "visited Samarkand and Bukhara"."""
        index = seen.end + 1
        if index >= len(sentence.tokens) or not _may_begin(sentence, index):
            return
        if sentence.size(sentence.lexicon.conjunctions, seen.end):
            for end in _ends(sentence, index):
                if city := self._named(sentence, index, end):
                    yield Sighting(index, end, city, seen.is_toward, seen.is_seat)
                    return

    def _at(self, sentence: Sentence, index: int) -> Sighting | None:
        """The city at *index*, if the surrounding words place something there."""
        inside, toward = self._before(sentence, index)
        inside = inside and not self._is_left_for(sentence, index)
        has_endings = bool(self._forms.within_endings or self._forms.after)
        is_beside = _is_apart_before(sentence, index)
        is_goal = bool(self._forms.dative) and self._is_behind_visit(sentence, index)
        is_marked = inside or toward or is_beside or is_goal
        if not (is_marked or has_endings):
            return None
        for end in _ends(sentence, index):
            if not (is_marked or self._is_marked(sentence, index, end)):
                continue
            city = self._named(sentence, index, end)
            if city is None or self._is_country(sentence, index, city):
                continue
            if has_endings:
                inside = inside or city.ending in self._forms.within_endings
                toward = toward or city.ending in self._forms.toward_endings
                stop = _suffix_end(sentence, end)
                if stop > end:
                    ending = sentence.tokens[stop - 1].text
                    inside = inside or ending in self._forms.within_endings
                    toward = toward or ending in self._forms.toward_endings
                    end = stop
                inside = inside or self._forms.after.is_at(sentence.tokens, end)
                toward = toward or self._forms.past.is_at(sentence.tokens, end)
            toward = toward or (is_goal and city.ending in self._forms.dative)
            if has_endings and not city.ending and self._is_at_seat(sentence, end):
                return Sighting(index, end, city)
            is_case = has_endings and (inside or toward)  # "Bakü'de Azerbaycan Cumhurbaşkanı"
            is_part = not is_case and _is_part_of_name(sentence, end)
            if is_part and not self._forms.has_capital_nouns:
                return None
            is_alone = is_beside and self._is_alone(sentence, index, end)
            if not inside and is_alone and self._is_second(sentence, index, city):
                return None
            if inside or is_alone:
                return Sighting(index, end, city, is_seat=_is_seat(sentence, index))
            return Sighting(index, end, city, is_toward=True) if toward else None
        return None

    def _is_alone(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a name between signs is a place: next to a date, in an address, in brackets."""
        end += self._forms.mixed.size_at(sentence.tokens, end)
        return (
            _is_beside_date(sentence, start, end)
            or _is_behind_house(sentence, start, end)
            or _is_in_brackets(sentence, start, end)
        )

    def _is_second(self, sentence: Sentence, index: int, city: City) -> bool:
        """Whether another city is before the sign before *index*: "(Oslo – Bergen, 5 May)"."""
        sign = index - 1
        if sign < 1 or sentence.tokens[sign].text not in "-,/" or sentence.is_blocked(sign):
            return False
        others = (self._named(sentence, first, sign) for first in range(max(sign - 3, 0), sign))
        return any(other is not None and other.number != city.number for other in others)

    def _is_left_for(self, sentence: Sentence, index: int) -> bool:
        """Whether *index* is at the destination of a departure: «Отбытие делегации в Баку»."""
        first = max(index - UNDATED_REACH, 0)
        away = self._forms.away
        return bool(away) and any(away.is_at(sentence.tokens, i) for i in range(first, index))

    def _is_behind_visit(self, sentence: Sentence, index: int) -> bool:
        """Whether a visit is named before *index*: "poseta ministra Kipra Beogradu"."""
        heads = [head for head in sentence.heads if head.end <= index]
        return bool(heads) and heads[-1].noun.kind == "visit" and index - heads[-1].end <= FARTHEST

    def _is_at_seat(self, sentence: Sentence, index: int) -> bool:
        """Whether an institution is named at *index*, with an ending: "Büyükelçiliğinde"."""
        return any(
            head.index == index and head.noun.kind == "institution"
            for head in sentence.heads
            if sentence.tokens[head.end - 1].text.endswith(tuple(self._forms.within_endings))
        )

    def _is_marked(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a name from *start* to *end* would have an ending or a word for "in" or "to"."""
        word = sentence.tokens[start if self._forms.before else end - 1].text
        return (
            self._forms.is_marked(word)
            or _suffix_end(sentence, end) > end
            or self._forms.after.is_at(sentence.tokens, end)
            or self._forms.past.is_at(sentence.tokens, end)
        )

    def _named(self, sentence: Sentence, start: int, end: int) -> City | None:
        name = sentence.words(start, end)
        if country := _country_of_region(sentence, end):
            city = self._one(name, {country})
            return city if city and city.country == country else None
        near = {
            name.id
            for name in sentence.names
            if name.kind is NameKind.PARTY and end <= name.start <= end + 2
        }
        return self._one(name, near)

    def _is_country(self, sentence: Sentence, index: int, city: City) -> bool:
        """Whether the name of a *city* is that of another country: Bénin is not Benin City."""
        return any(
            name.start == index and name.id in COUNTRIES and name.id != city.country
            for name in sentence.names
            if key(city.spelled) not in self._cities
        )

    @cached_property
    def _cities(self) -> frozenset[str]:
        """Names that mean a city and not the country of that name."""
        return frozenset(map(key, parties.load(self._language).cities))

    def _before(self, sentence: Sentence, index: int) -> tuple[bool, bool]:
        """Whether the words before *index* mean "in", and whether they mean "to"."""
        is_in = self._forms.inside.is_before(sentence.tokens, index)
        size = self._forms.named.size_before(sentence.tokens, index)
        if size and any(
            head.end == index - size and KINDS[head.noun.kind].is_paper for head in sentence.heads
        ):
            is_in = False  # "Tratatul de la Lisabona": its name
        is_to = self._forms.toward.is_before(sentence.tokens, index)
        # "Visited Astana", "poseta Beogradu": there is nothing between.
        is_object = any(head.end == index and head.noun.kind == "visit" for head in sentence.heads)
        is_object |= any(
            length and start + length == index
            for start in range(max(index - 3, 0), index)
            for length, _ in [sentence.verb(start)]
        )
        return is_in, is_to or is_object


def _country_of_region(sentence: Sentence, end: int) -> str | None:
    """The country of the region after a comma: "Paris, Texas"; None if there is none."""
    if end + 1 >= len(sentence.tokens) or sentence.tokens[end].text != ",":
        return None
    names = (sentence.words(end + 1, end + 1 + size) for size in range(LONGEST, 0, -1))
    return next(filter(None, map(country_of, names)), None)


def _is_seat(sentence: Sentence, index: int) -> bool:
    """Whether an institution is directly before "in": "the embassy in Paris"."""
    return any(head.noun.kind == "institution" and head.end == index - 1 for head in sentence.heads)


def _gap(seen: Sighting, span: TextSpan) -> int:
    return span[0] - seen.end if seen.end <= span[0] else seen.start - span[1]


def _may_begin(sentence: Sentence, index: int) -> bool:
    """Whether a name may begin at *index*: with a capital, or an article before one."""
    token = sentence.tokens[index]
    if token.kind != "word" or sentence.is_blocked(index):
        return False
    letter = _letter(sentence, index)
    if not is_small(letter):
        return True
    following = sentence.words(index + 1, index + 2)
    return following[:1].isupper() and bool(sentence.size(sentence.lexicon.articles, index))


def _letter(sentence: Sentence, index: int) -> str:
    """The first letter of the token, as it is written."""
    return sentence.text[sentence.offsets(index, index + 1)[0]]


def _ends(sentence: Sentence, index: int) -> Iterator[int]:
    """The possible ends of a name that begins at *index*, the longest first."""
    is_unspaced = has_unspaced(sentence.tokens[index].text)
    last = min(index + (MOST_OF_UNSPACED if is_unspaced else MOST_OF_NAME), len(sentence.tokens))
    stops = []
    for end in range(index + 1, last + 1):
        token = sentence.tokens[end - 1]
        if sentence.is_blocked(end - 1) or token.kind == "number":
            break
        if token.kind == "sign" and token.text not in "-.'’":
            break
        if token.kind == "word":
            stops.append(end)
    yield from reversed(stops)


def _suffix_end(sentence: Sentence, end: int) -> int:
    """The end of the ending after an apostrophe in a name ("Ankara'da"), or *end*."""
    tokens = sentence.tokens[end : end + 2]
    is_glued = len(tokens) == 2 and tokens[0].text == "'" and tokens[0].glued and tokens[1].glued
    return end + 2 if is_glued else end


def _is_part_of_name(sentence: Sentence, end: int) -> bool:
    """Whether the name continues: "the Astana International Forum", "Paris-based"."""
    if end >= len(sentence.tokens) or sentence.is_blocked(end):
        return False
    token = sentence.tokens[end]
    if token.text == "-":
        return token.glued
    return token.kind == "word" and _letter(sentence, end).isupper()


def _is_apart_before(sentence: Sentence, index: int) -> bool:
    """Whether only a sign, a date or the beginning is before *index*."""
    if index == 0 or sentence.is_blocked(index - 1):
        return True
    token = sentence.tokens[index - 1]
    return token.text in _APART and not (token.text == "-" and token.glued)


def _is_behind_house(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name follows a street with its number: "Heldenplatz 1, Vienna"."""
    if start < _OF_ADDRESS or not _ends_apart(sentence, end):
        return False
    street, number, comma = sentence.tokens[start - _OF_ADDRESS : start]
    is_house = number.kind == "number" and not sentence.is_blocked(start - 2)
    return comma.text == "," and is_house and street.kind == "word"


_OF_ADDRESS: Final = 3
"""Maximum tokens of an address before its city: the street, the number and a comma."""


def _is_in_brackets(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is in brackets after the event: "The seminar (Geneva)".

    At the end of a sentence, the brackets may be further behind a noun, unless it is one of events
    whose speakers or artists come from cities.
    """
    closing = sentence.tokens[end : end + 1]
    if start == 0 or sentence.tokens[start - 1].text != "(" or not closing:
        return False
    if any(head.end == start - 1 for head in sentence.heads):
        return closing[0].text in (")", ",")
    is_last = closing[0].text == ")" and end + 1 == len(sentence.tokens)
    kinds = {head.noun.kind for head in sentence.heads}
    return is_last and bool(kinds) and kinds.isdisjoint(_OF_SPEAKERS)


_OF_SPEAKERS: Final = frozenset({"conference", "culture", "exhibition", "other"})
"""Kinds of events with people's places of origin in brackets."""


def _ends_apart(sentence: Sentence, end: int) -> bool:
    """Whether a sign, a date or nothing comes at *end*."""
    is_last = end == len(sentence.tokens) or sentence.is_blocked(end)
    return is_last or sentence.tokens[end].text in _APART


def _is_beside_date(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name that is alone has a date next to it, or after its country."""
    if not _ends_apart(sentence, end):
        return False
    for begin, stop in sentence.blocked:
        gap = sentence.tokens[end:begin] if begin >= end else sentence.tokens[stop:start]
        words = [token for token in gap if token.kind != "sign"]
        is_country = any(
            name.kind is NameKind.PARTY and begin >= name.start >= end for name in sentence.names
        )
        if len(gap) <= 2 and not words and gap:
            return True
        if is_country and len(words) <= 2 and len(gap) <= 4:
            return True
    return False
