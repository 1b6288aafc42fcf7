"""Names in running text: the chronology's places, parties and series, and CLDR's countries.

A name is recognised in the cases that the endings of its language allow, word by word, so that
«Республикой Сербия» and «в Астане» are found. What begins without a capital where the script
has capitals is no name, and a word of up to three letters counts only as it stands in CLDR:
Chad and Того must not be found in every second sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from msgspec import Struct

from timeline import wording
from timeline.events import COUNTRIES, Timeline
from timeline.extraction.lexicon import Vocabulary, load, spellings
from timeline.phrases.folding import fold
from timeline.phrases.tokens import Token, tokenise


class NameKind(Enum):
    """What a name is the name of."""

    PLACE = auto()
    PARTY = auto()
    SERIES = auto()


class FoundName(Struct, frozen=True):
    """A name found: tokens *start* to *end* (half-open), and the id of what it names."""

    start: int
    end: int
    kind: NameKind
    id: str


_NamePattern = tuple[tuple[frozenset[str], ...], NameKind, str]

SHORT: Final = 3
"""Letters of the longest word that is not inflected."""

_COMMON: Final = frozenset({"того", "мали"})
"""Folded names of countries that sentences begin with as other words («Того же мнения …»)."""


class Names:
    """The names that can be found in texts of one language."""

    def __init__(self, language: str, chronology: Timeline | None) -> None:
        self._entries: dict[str, list[_NamePattern]] = defaultdict(list)
        words = load(language)
        if chronology is not None:
            document = chronology.document
            for kind, declared in (
                (NameKind.PLACE, {key: place.name for key, place in document.places.items()}),
                (NameKind.PARTY, document.parties),
                (NameKind.SERIES, document.series),
            ):
                for key, text in declared.items():
                    self._add({*text.by_language.values()}, kind, key, words)
        self._countries = _countries(language)

    def _add(self, names: set[str], kind: NameKind, key: str, words: Vocabulary) -> None:
        for first, entry in _entries(sorted(names), kind, key, words):
            self._entries[first].append(entry)

    def _beginning(self, word: str) -> Iterator[_NamePattern]:
        """What begins with *word*: names of the chronology first."""
        yield from self._entries.get(word, ())
        yield from self._countries.get(word, ())

    def find(self, tokens: Sequence[Token], text: str) -> Iterator[FoundName]:
        """The names among *tokens* of *text*, the longest where several begin at one token."""
        index = 0
        while index < len(tokens):
            best: tuple[int, NameKind, str] | None = None
            first = text[tokens[index].start]
            if first.isupper() or not first.islower():
                for forms, kind, key in self._beginning(tokens[index].text):
                    size = len(forms)
                    if (best is None or size > best[0]) and all(
                        index + i < len(tokens) and tokens[index + i].text in allowed
                        for i, allowed in enumerate(forms)
                    ):
                        best = size, kind, key
            if best:
                yield FoundName(index, index + best[0], best[1], best[2])
            index += best[0] if best else 1


@lru_cache(maxsize=32)
def _countries(language: str) -> dict[str, list[_NamePattern]]:
    found: dict[str, list[_NamePattern]] = defaultdict(list)
    words = load(language)
    for code in sorted(COUNTRIES):
        name = wording.country(code, language)
        if name != code and fold(name) not in _COMMON:
            for first, entry in _entries([name], NameKind.PARTY, code, words):
                found[first].append(entry)
    return found


def _entries(
    names: list[str], kind: NameKind, key: str, words: Vocabulary
) -> Iterator[tuple[str, _NamePattern]]:
    for name, forms in spellings(names, words):
        if all(len(token.text) <= SHORT for token in tokenise(name)) and not name.isupper():
            forms = tuple(frozenset({token.text}) for token in tokenise(name))
        for first in sorted(forms[0]):
            yield first, (forms, kind, key)
