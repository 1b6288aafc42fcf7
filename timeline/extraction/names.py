"""Names in running text: the chronology's places, parties and series, countries, organisations.

Countries are named by CLDR and by `timeline.extraction.parties`, which has their adjectives and the
organisations, too.

A name is recognised in the cases that the endings of its language allow, word by word, so that
«Республикой Сербия» and «в Астане» are found. A word in lower case is not a name if the script has
capitals, and a word of up to three letters counts only as spelled in CLDR; otherwise Chad and Того
would be found everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import takewhile
from typing import Final

from msgspec import Struct

from timeline import wording
from timeline.events import COUNTRIES, Text, Timeline
from timeline.extraction import parties
from timeline.extraction.parties import NOBODY, Parties
from timeline.extraction.vocabulary import Vocabulary, load, spellings
from timeline.phrases.folding import fold, is_small, is_syllabic
from timeline.phrases.tokens import Token, has_unspaced, is_hiragana, tokenise


class NameKind(Enum):
    """The kind of thing that a name names."""

    PLACE = auto()
    PARTY = auto()
    SERIES = auto()


class FoundName(Struct, frozen=True):
    """A name found: tokens *start* to *end* (half-open), and the id of what it names."""

    start: int
    end: int
    kind: NameKind
    id: str


_NamePattern = tuple[tuple[frozenset[str], ...], NameKind, str, bool]
"""The forms of each token, the thing that is named, and whether the name counts in capitals only.
"""

LONGEST_ABBREVIATION: Final = 6
"""Maximum letters of a name that is written in capitals only."""

SHORT: Final = 3
"""Maximum letters of a word that is not inflected."""

SHORT_IN_SYLLABLES: Final = 1
"""The same in syllables: 유엔 (UN) is inflected."""

_COMMON: Final = frozenset({"того", "мали"})
"""Folded names of countries that sentences begin with as other words («Того же мнения …»)."""


class Names:
    """The names that can be found in texts of one language."""

    def __init__(self, language: str, chronology: Timeline | None) -> None:
        self._entries: dict[str, list[_NamePattern]] = defaultdict(list)
        self._words = words = load(language)
        if chronology is not None:
            document = chronology.document
            for kind, declared in (
                (NameKind.PLACE, {key: place.name for key, place in document.places.items()}),
                (NameKind.PARTY, document.parties),
                (NameKind.SERIES, document.series),
            ):
                for key, text in declared.items():
                    self._add({*text.by_language.values()}, kind, key, words)
        self._known = _known(language)
        self._adjectives = _adjectives(language)
        self._signs = _signs(language)
        self._declared = _declared(language, chronology)

    def _add(self, names: set[str], kind: NameKind, key: str, words: Vocabulary) -> None:
        for first, entry in _entries(sorted(names), kind, key, words):
            self._entries[first].append(entry)

    def _beginning(self, word: str) -> Iterator[_NamePattern]:
        """The names that begin with *word*, those of the chronology first."""
        yield from self._entries.get(word, ())
        yield from self._known.get(word, ())

    def find(self, tokens: Sequence[Token], text: str) -> Iterator[FoundName]:
        """The names among *tokens* of *text*, the longest where several begin at one token."""
        index = 0
        while index < len(tokens):
            best: tuple[int, NameKind, str] | None = None
            first = text[tokens[index].start]
            if not is_small(first):
                for forms, kind, key, in_capitals in self._beginning(tokens[index].text):
                    size = len(forms)
                    if (best is None or size > best[0]) and all(
                        index + i < len(tokens) and tokens[index + i].text in allowed
                        for i, allowed in enumerate(forms)
                    ):
                        last = tokens[index + size - 1]
                        if not in_capitals or text[tokens[index].start : last.end].isupper():
                            best = size, kind, self._declared.get(key, key)
            for words, key in self._adjectives.get(tokens[index].text, ()):
                size = len(words)
                is_longest = best is None or size > best[0]
                if is_longest and all(
                    index + i < len(tokens) and tokens[index + i].text == word
                    for i, word in enumerate(words)
                ):
                    best = size, NameKind.PARTY, key
            if best is None and self._signs:
                size, ids = self._together(tokens, index)
                for key in ids:
                    yield FoundName(
                        index, index + size, NameKind.PARTY, self._declared.get(key, key)
                    )
                index += size
                if ids:
                    continue
            if best and best[2] != NOBODY:
                yield FoundName(index, index + best[0], best[1], best[2])
            index += best[0] if best else 1

    def _together(self, tokens: Sequence[Token], index: int) -> tuple[int, list[str]]:
        """The parties that the signs at *index* mean together, and their tokens: 日韓, 한·일."""
        if is_syllabic(tokens[index].text) and len(tokens[index].text) > 1:
            return self._in_a_word(tokens[index].text)
        ids: list[str] = []
        end = index
        while end < len(tokens) and (key := self._signs.get(tokens[end].text)):
            if ids and not tokens[end].glued:
                break
            if self._begins_name(tokens, end):
                break
            ids.append(key)
            end += 1
            if end < len(tokens) - 1 and tokens[end].text in _BETWEEN_SIGNS and tokens[end].glued:
                end += 1
        is_beside = (
            len(ids) == 1
            and tokens[end - 1].text in _BETWEEN_SIGNS
            and any(True for _ in self._beginning(tokens[end].text))
        )  # 日・チェコ
        if is_beside and self._may_be_signs(tokens, index, end):
            return end - index, ids
        if len(ids) < FEWEST_SIGNS or not self._may_be_signs(tokens, index, end):
            return 0, []
        return end - index, ids

    def _in_a_word(self, word: str) -> tuple[int, list[str]]:
        """The parties that the first syllables of *word* mean: 한일정상회담."""
        signs = list(takewhile(self._signs.__contains__, word))
        rest = word[len(signs) :]
        is_noun = not rest or any(not others for others, _, _ in self._words.nouns.get(rest, ()))
        if len(signs) < FEWEST_SIGNS or not is_noun:
            return 0, []
        return 1, [self._signs[sign] for sign in signs]

    def _begins_name(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the token begins the whole name of a country: 中国."""
        return any(
            len(forms) > 1
            and all(
                index + i < len(tokens) and tokens[index + i].text in allowed
                for i, allowed in enumerate(forms)
            )
            for forms, *_ in self._beginning(tokens[index].text)
        )

    def _may_be_signs(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the text around signs allows them to be names: 22日中 means "within the 22nd"."""
        if not has_unspaced(tokens[start].text):
            return True
        if start and tokens[start].glued and tokens[start - 1].kind == "number":
            return False
        return end < len(tokens) and tokens[end].glued and not is_hiragana(tokens[end].text)


FEWEST_SIGNS: Final = 2
"""Minimum signs that are names of countries: 日 alone is a day."""

_BETWEEN_SIGNS: Final = frozenset("・·-")


@lru_cache(maxsize=32)
def _signs(language: str) -> dict[str, str]:
    """The ids of parties by the sign for each."""
    known = parties.load(language).signs.items()
    return {fold(sign): key for key, listed in known for sign in listed}


@lru_cache(maxsize=32)
def _known(language: str) -> dict[str, list[_NamePattern]]:
    """Countries and organisations by the first token of their names."""
    found: dict[str, list[_NamePattern]] = defaultdict(list)
    words, others = load(language), parties.load(language)
    for known in (others.names, others.organisations):
        for key, names in known.items():
            for first, entry in _prefixed(list(names), key, words, others):
                found[first].append(entry)
    for code in sorted(COUNTRIES):
        name = wording.country(code, language)
        tokens = tokenise(name)
        is_noun = len(tokens) == 1 and words.noun(tokens, 0) is not None  # "Reunión del Consejo"
        if name != code and fold(name) not in _COMMON and not is_noun:
            for first, entry in _prefixed([name], code, words, others):
                found[first].append(entry)
    return found


def _prefixed(
    names: list[str], key: str, words: Vocabulary, others: Parties
) -> Iterator[tuple[str, _NamePattern]]:
    """Entries of *names*, also with the prefixes that may be joined to them."""
    every = [prefix + name for prefix in others.prefixes for name in names]
    return _entries(every, NameKind.PARTY, key, words)


@lru_cache(maxsize=32)
def _adjectives(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The adjectives of countries by their first token."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for form, key in parties.load(language).forms():
        words = (form,) if form.isalpha() else tuple(token.text for token in tokenise(form))
        found[fold(words[0])].append((tuple(map(fold, words)), key))
    return found


def _declared(language: str, chronology: Timeline | None) -> dict[str, str]:
    """The ids under which *chronology* has organisations that are known by others."""
    if chronology is None or not chronology.document.parties:
        return {}
    declared = {
        fold(name): key
        for key, text in chronology.document.parties.items()
        for name in text.by_language.values()
    }
    return {
        key: declared[fold(name)]
        for tag in dict.fromkeys((language, *chronology.languages, "en"))
        for key, names in parties.load(tag).organisations.items()
        for name in names
        if fold(name) in declared
    }


def organisation(key: str, language: str) -> Text | None:
    """The names of an organisation in *language* and English; None if it is unknown."""
    names = {
        tag: found[0]
        for tag in (language, "en")
        if (found := parties.load(tag).organisations.get(key))
    }
    return Text(names) if names else None


def _entries(
    names: list[str], kind: NameKind, key: str, words: Vocabulary
) -> Iterator[tuple[str, _NamePattern]]:
    for name, forms in spellings(names, words):
        short = SHORT_IN_SYLLABLES if is_syllabic(name) else SHORT
        if all(len(token.text) <= short for token in tokenise(name)) and not name.isupper():
            forms = tuple(frozenset({token.text}) for token in tokenise(name))
        in_capitals = (
            kind is NameKind.PARTY and name.isupper() and len(name) <= LONGEST_ABBREVIATION
        )
        for first in sorted(forms[0]):
            yield first, (forms, kind, key, in_capitals)
