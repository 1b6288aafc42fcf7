"""How closely a word resembles those of a language, measured by pairs of letters.

The pairs are counted in CLDR's names in each language: countries, languages, currencies,
cities, months and days, some thousand words. This is enough to distinguish "Zvanična" from
"Zvanièna", which have the same bytes in two encodings, without training a model.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log
from typing import Final

from timeline.wording import cldr_data

_WORD: Final = re.compile(r"[^\W\d_]+")

_UNSEEN: Final = 0.05
"""The count that is assumed for a pair that occurs in no name."""

_LETTERS: Final = 60
"""The number of letters that may follow another, which sets the share reserved for unseen pairs."""


def likelihood(word: str, language: str) -> float:
    """The natural logarithm of the probability of *word* in *language*, a CLDR locale.

    Only words of the same length are comparable. The word boundaries count as letters.
    """
    pairs, firsts = _counted(language)
    return sum(
        log((pairs[first + second] + _UNSEEN) / (firsts[first] + _UNSEEN * _LETTERS))
        for first, second in pairwise(f" {word.casefold()} ")
    )


@cache
def _counted(language: str) -> tuple[Counter[str], Counter[str]]:
    """The counts of the pairs, and of their first letters."""
    words = {word.casefold() for name in cldr_data.names(language) for word in _WORD.findall(name)}
    pairs = Counter(a + b for word in words for a, b in pairwise(f" {word} "))
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
    return pairs, firsts
