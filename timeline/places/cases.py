"""Names of places in their cases: «Белграде» is «Белград», "Warszawie" is "Warszawa".

A language has a file, ``languages/<tag>.yaml``; nothing here knows any language. Words are parted
by commas, and an entry may be several:

``in``      what stands before the place that something is at: "in", "visited", «в городе»
``to``      what stands before the place that a visit is to
``after``   what stands behind a place that something is at: «қаласында»
``cases``   endings of a name in the nominative, "" for any, and the endings of its other cases
``within``  those of the other endings that say "in"; ``toward``: those that say "to"
``nouns``   "capital" where every noun begins with one: a name does not go on with the next
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

from msgspec import Struct

from timeline import nodes
from timeline.nodes import MappingNode
from timeline.phrases.folding import fold
from timeline.phrases.tokens import tokenise
from timeline.places.index import key

SHORTEST_STEM: Final = 2
"""Letters that are left of a name without its ending."""

MOST_FORMS: Final = 64
"""Nominatives that a name of several words is looked up in."""

RELATED: Final[Mapping[str, tuple[str, ...]]] = {
    "az": ("tr",),
    "be": ("ru",),
    "bs": ("sr-Latn", "hr"),
    "hr": ("sr-Latn", "bs"),
    "kk": ("ru",),
    "ky": ("ru", "kk"),
    "mk": ("sr-Cyrl", "bg"),
    "mn": ("ru",),
    "sl": ("hr", "sr-Latn"),
    "sr": ("sr-Cyrl", "sr-Latn"),
    "sr-Cyrl": ("sr-Latn",),
    "sr-Latn": ("sr-Cyrl", "hr", "bs"),
    "tg": ("ru",),
    "uz": ("ru", "tr"),
}
"""Languages whose names of foreign cities another one mostly shares: there the data has more."""


class Forms(Struct, frozen=True, kw_only=True):
    """The file of a language; lists of words are tuples of folded tokens."""

    inside: tuple[tuple[str, ...], ...] = ()
    toward: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    """An ending, and that of the nominative; the longest ones first."""
    within_endings: frozenset[str] = frozenset()
    toward_endings: frozenset[str] = frozenset()
    has_capital_nouns: bool = False

    def nominatives(self, name: str) -> Iterator[tuple[str, str]]:
        """What *name* may be a case of, each with the ending that it has here.

        >>> dict(forms("ru").nominatives("Белграде"))["белград"]
        'е'
        """
        words = key(name).split()
        # Where endings are glued on, only the last word has one.
        found = [list(self._of(word)) for word in words]
        if self.within_endings:
            found = [[(word, "")] for word in words[:-1]] + found[-1:]
        for parts in islice(product(*found), MOST_FORMS):
            if any(ending for _, ending in parts):
                yield " ".join(word for word, _ in parts), parts[-1][1]

    def _of(self, word: str) -> Iterator[tuple[str, str]]:
        yield word, ""
        for ending, nominative in self.cases:
            stem = word[: len(word) - len(ending)]
            if word.endswith(ending) and len(stem + nominative) >= SHORTEST_STEM and stem:
                yield stem + nominative, ending


def chain(language: str) -> tuple[str, ...]:
    """*language* in the forms in which it may have a file or names, the nearest first.

    >>> chain("sr-Latn-RS")
    ('sr-Latn-RS', 'sr-Latn', 'sr')
    """
    subtags = language.replace("_", "-").split("-")
    return tuple("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))


@cache
def forms(language: str) -> Forms:
    """The file that serves the BCP 47 tag *language*; an empty one if there is none."""
    folder = files("timeline.places") / "languages"
    named = [*chain(language), *(tag for tag in RELATED.get(language, ()) if tag.startswith("sr"))]
    for tag in dict.fromkeys(part for name in named for part in chain(name)):
        file = folder / f"{tag}.yaml"
        if tag.replace("-", "").isalnum() and file.is_file():
            root, problems = nodes.parse(file.read_text(encoding="utf-8"), file.name)
            assert isinstance(root, MappingNode), file.name
            assert not problems, problems
            return _read(root)
    return Forms()


def _read(root: MappingNode) -> Forms:
    cases = root.get("cases")
    pairs = {
        (fold(ending), fold(nominative))
        for nominative, endings in (cases.items() if isinstance(cases, MappingNode) else ())
        for ending in _list(endings)
    }
    return Forms(
        inside=_phrases(root.get("in")),
        toward=_phrases(root.get("to")),
        after=_phrases(root.get("after")),
        cases=tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), -len(pair[1]), pair))),
        within_endings=frozenset(map(fold, _list(root.get("within")))),
        toward_endings=frozenset(map(fold, _list(root.get("toward")))),
        has_capital_nouns=root.get("nouns") == "capital",
    )


def _list(text: object) -> list[str]:
    return [word.strip() for word in str(text or "").split(",") if word.strip()]


def _phrases(text: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(token.text for token in tokenise(entry)) for entry in _list(text))
