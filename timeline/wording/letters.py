"""How much a word looks like one of a language, by the pairs of its letters.

The pairs are counted in what CLDR names in every language: countries, languages, currencies,
cities, months and days, some thousand words. That tells "Zvanična" from "Zvanièna", which have
the same bytes in two encodings, without a model of our own.
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
"""What counts for a pair that no name has."""

_LETTERS: Final = 60
"""Letters that may follow another, for the share that is kept for unseen pairs."""


def likelihood(word: str, language: str) -> float:
    """The natural logarithm of how likely the letters of *word* are in *language*, a CLDR locale.

    Comparable for words of one length only; the space before and after counts too.
    """
    pairs, firsts = _counted(language)
    return sum(
        log((pairs[first + second] + _UNSEEN) / (firsts[first] + _UNSEEN * _LETTERS))
        for first, second in pairwise(f" {word.casefold()} ")
    )


@cache
def _counted(language: str) -> tuple[Counter[str], Counter[str]]:
    """How often the pairs occur, and their first letters."""
    words = {word.casefold() for name in cldr_data.names(language) for word in _WORD.findall(name)}
    pairs = Counter(a + b for word in words for a, b in pairwise(f" {word} "))
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
    return pairs, firsts
