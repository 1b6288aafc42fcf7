"""In which language a text is written.

Every language of ``languages.yaml`` has its alphabet and some thirty words that no longer text
does without. A word of the list speaks for the language, a letter outside the alphabet against
it. That tells apart what shares a script and most words (Russian and Bulgarian, Kazakh and
Kyrgyz, Turkish and Azerbaijani) from a sentence on, and needs no model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from timeline import nodes

SAMPLE: Final = 20_000
"""Characters that are looked at: some 3,000 words, more than enough."""

FOREIGN: Final = 1.5
"""Weight of a word with a letter from outside the alphabet, against 1 for a listed word.

Above 1, so that the letters decide between neighbours that share their short words; not much
above it, for names and quotations are foreign in every language.
"""

DECLARED: Final = 0.02
"""Advantage of the language that the document itself declares, per word: it breaks ties only.

Many pages declare the language of their template.
"""

_WORD: Final = re.compile(r"[\u3400-\u9fff〇]|[^\W\d_\u3400-\u9fff]+(?:['’ʻʼ‘`][^\W\d_]+)*")


class _Profile(Struct, frozen=True):
    tag: str
    letters: re.Pattern[str]
    words: frozenset[str]


@cache
def _profiles() -> tuple[_Profile, ...]:
    file = files("timeline.documents").joinpath("languages.yaml")
    root, problems = nodes.parse(file.read_bytes(), file.name)
    assert isinstance(root, nodes.MappingNode), file.name
    assert not problems, problems
    return tuple(_profile(tag, node) for tag, node in root.items())


def _profile(tag: str, node: nodes.Node) -> _Profile:
    assert isinstance(node, nodes.MappingNode)
    words = (
        word.strip().casefold().replace("ʻ", "'").replace("ʼ", "'")
        for word in str(node["words"]).split(",")
    )
    # Combining accents and apostrophes belong to every alphabet.
    return _Profile(tag, re.compile(f"[{node['letters']}'\u0300-\u036f]+"), frozenset(words))


def languages() -> tuple[str, ...]:
    """Tags of the languages that are told apart."""
    return tuple(profile.tag for profile in _profiles())


def identify(text: str, declared: str | None = None) -> str:
    """BCP 47 tag of the language of *text*; "und" where nothing speaks for any.

    *declared* is the tag that the document gives itself, if it does; it decides only where the
    text does not. Serbian and Uzbek come with their script.
    """
    scores = dict(score(text, declared))
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    return declared or "und"


def score(text: str, declared: str | None = None) -> Iterable[tuple[str, float]]:
    """How much speaks for each language, per word of *text*: below 0 if more speaks against it."""
    counts = Counter(
        re.sub("[’ʻʼ‘`]", "'", word.casefold()) for word in _WORD.findall(text[:SAMPLE])
    )
    total = sum(counts.values()) or 1
    declared = (declared or "").casefold()
    letters = set().union(*counts)
    for profile in _profiles():
        points = float(sum(counts[word] for word in counts.keys() & profile.words))
        foreign = {letter for letter in letters if not profile.letters.fullmatch(letter)}
        if foreign:
            points -= FOREIGN * sum(
                count
                for word, count in counts.items()
                if not foreign.isdisjoint(word) and word not in profile.words
            )
        is_declared = declared and profile.tag.casefold().split("-")[0] == declared.split("-")[0]
        yield profile.tag, points / total + (DECLARED if is_declared else 0.0)
