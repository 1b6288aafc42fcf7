"""The language of a text.

``languages.yaml`` has, for every language, its alphabet and about thirty words that occur in any
longer text. A word in the list counts for the language, a letter outside the alphabet against it.
From one sentence on, this distinguishes languages that share a script and many words (Russian and
Bulgarian, Kazakh and Kyrgyz, Turkish and Azerbaijani), without a model.

Two lines of a list hardly have such words. In a short text, names of months and weekdays count
too; if several languages have equally many, the text may be in any of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from timeline import nodes
from timeline.language_tags import primary
from timeline.phrases import lexicon
from timeline.phrases.tokens import UNSPACED, tokenise

SAMPLE: Final = 20_000
"""Maximum characters that are examined: about 3,000 words, more than enough."""

FOREIGN: Final = 1.5
"""The weight of a word with a letter outside the alphabet; a listed word has 1.

More than 1, so that the letters decide between related languages that share their short words; not
much more, since texts in every language contain foreign names and quotations.
"""

SHORT: Final = 60
"""Maximum words of a text in which months count, and which may be in several languages."""

_DECIMALS: Final = 9
"""The tolerance within which scores are equal, since sums of the same numbers may differ."""

DECLARED: Final = 0.02
"""The advantage, per word, of the language that the document declares: it only breaks ties.

Many pages declare the language of their template, not of the text.
"""

_WORD: Final = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+(?:['’ʻʼ‘`][^\W\d_]+)*")


_LETTERS: Final = re.compile("(.)-(.)|(.)")

_ALWAYS: Final = "'\u0300-\u036f"
"""Apostrophes and combining accents, which belong to every alphabet."""

_LONG: Final = 256
"""The number of letters from which a range is stored as a range, such as Chinese characters."""


class _Profile(Struct, frozen=True):
    tag: str
    letters: frozenset[str]
    ranges: tuple[tuple[str, str], ...]
    """Further ranges of letters: the first and the last of each."""
    words: frozenset[str]

    def foreign(self, letters: frozenset[str]) -> frozenset[str]:
        """Those of *letters* that are not in its alphabet."""
        others = letters - self.letters
        if not self.ranges:
            return others
        return frozenset(
            letter
            for letter in others
            if not any(first <= letter <= last for first, last in self.ranges)
        )


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
    letters: set[str] = set()
    ranges = []
    for first, last, letter in _LETTERS.findall(str(node["letters"]) + _ALWAYS):
        if letter:
            letters.add(letter)
        elif ord(last) - ord(first) < _LONG:
            letters.update(map(chr, range(ord(first), ord(last) + 1)))
        else:
            ranges.append((first, last))
    return _Profile(tag, frozenset(letters), tuple(ranges), frozenset(words))


def languages() -> tuple[str, ...]:
    """The tags of the languages that can be detected."""
    return tuple(profile.tag for profile in _profiles())


def identify(text: str, declared: str | None = None) -> str:
    """The BCP 47 tag of the likeliest language of *text*; "und" if none was detected.

    *declared* is the tag that the document declares, if any; it decides only if the text does
    not. Serbian, Uzbek and Kazakh are returned with their script.
    """
    return candidates(text, declared)[0]


def candidates(text: str, declared: str | None = None) -> tuple[str, ...]:
    """The languages with the best score in *text*, the likeliest first; at least one.

    There is more than one only if the text is too short to distinguish them. Of a language and its
    base, such as Bosnian and Serbian, the base represents both.
    """
    scores = dict(score(text, declared))
    words = _words(text)
    is_short = len(words) <= SHORT
    marks = dict(_marks(text, scores)) if is_short else {}
    if is_short:
        for tag, count in marks.items():
            scores[tag] = round(scores[tag] + count / max(len(words), 1), _DECIMALS)
        if max(scores.values()) <= 0 and any(marks.values()):
            # Names in another script do not outweigh a month.
            scores = {tag: points for tag, points in scores.items() if marks[tag]}
    best = max(scores.values())
    if best <= 0 and not any(marks.values()):
        return (declared or "und",)
    found = {tag: lexicon.nearest_tag(tag) for tag, points in scores.items() if points == best}
    if not is_short:
        return (next(iter(found)),)
    bases = set(found.values())
    return tuple(tag for tag, file in found.items() if lexicon.load(file).base not in bases)


def _marks(text: str, tags: Iterable[str]) -> Iterator[tuple[str, int]]:
    """For each of *tags*, the number of its names of months, weekdays and seasons in *text*."""
    tokens = tokenise(text[:SAMPLE])
    names = [
        (token, tuple(after.text for after in tokens[place : place + lexicon.LONGEST_MARKING]))
        for place, token in enumerate(tokens, start=1)
        if token.kind == "word"
    ]
    written = lexicon.written_in(name.text for name, _ in names)
    for tag in tags:
        file = lexicon.nearest_tag(tag)
        tried = names if file in written else ()
        yield (
            tag,
            sum(
                lexicon.marks_language(file, name.text, name.marked, after) for name, after in tried
            ),
        )


def in_script(text: str, language: str) -> str:
    """*language* with the script of *text*, if the language is written in several scripts."""
    scores = {
        tag: points
        for tag, points in score(text)
        if tag == language or tag.startswith(f"{language}-")
    }
    best = max(scores.values(), default=0.0)
    found = [tag for tag, points in scores.items() if points == best]
    return found[0] if len(found) == 1 else language


def _words(text: str) -> list[str]:
    """The words at the beginning of *text*, in small letters and with one kind of apostrophe."""
    found = _WORD.findall(text[:SAMPLE])
    return [re.sub("[’ʻʼ‘`]", "'", word.casefold()) for word in found]


def score(text: str, declared: str | None = None) -> Iterable[tuple[str, float]]:
    """The score of each language, per word of *text*; negative if more counts against it."""
    counts = Counter(_words(text))
    total = sum(counts.values()) or 1
    declared = (declared or "").casefold()
    letters = frozenset[str]().union(*counts)
    for profile in _profiles():
        points = float(sum(counts[word] for word in counts.keys() & profile.words))
        foreign = profile.foreign(letters)
        if foreign:
            points -= FOREIGN * sum(
                count
                for word, count in counts.items()
                if not foreign.isdisjoint(word) and word not in profile.words
            )
        is_declared = declared and primary(profile.tag.casefold()) == primary(declared)
        yield profile.tag, points / total + (DECLARED if is_declared else 0.0)
