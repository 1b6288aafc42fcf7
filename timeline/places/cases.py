"""Names of places in grammatical cases: «Белграде» is «Белград», "Warszawie" is "Warszawa".

Each language has a file, ``languages/<tag>.yaml``; no language is named in the code. Words are
separated by commas, and an entry may have several:

``in``      words before a place where something is: "in", "visited", «в городе»
``to``      words before the destination of a visit
``after``   words after a place where something is: «қаласында»
``named``   of the words before a place, those with which it names an agreement: "tratatul de la"
``away``    where "in" and "to" are one word: nouns and verbs of leaving, before the destination
``mixed``   words after a place that say that others take part from elsewhere: "and online"
``arrive``  words for an arrival in a place, after which others take place there
``leave``   words for a departure, after which they no longer do
``unless``  words around the place of all events that name no other: "unless otherwise stated"
``dative``  in a language of other cases, endings of the destination of a visit: "poseta Beogradu"
``past``    words after the destination of a visit: "を訪問"
``before``  what may be written together with a name before it: "ב" in "בבלגרד"
``cases``   endings of a name in the nominative ("" for any), with the endings of its other cases
``within``  those of the other endings, and of what is ``before``, that mean "in"
``toward``  those that mean "to"
``adjectives`` endings of a name in the nominative, or whole names, with the endings of the
            adjectives formed from it: «московская», "budapesti", "Berliner"
``declined`` the endings of such an adjective after these
``words``   names of cities that are mostly other words of the language, which has no capitals: they
            mean no city
``nouns``   "capital" if every noun is capitalised: the next noun is then not part of the name
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice, product
from typing import Final

from msgspec import Struct

from timeline import nodes
from timeline.nodes import MappingNode
from timeline.phrases.folding import fold
from timeline.phrases.tokens import Token, tokenise
from timeline.places.index import key

SHORTEST_STEM: Final = 2
"""Minimum letters of a name without its ending."""

SHORTEST_NAMED: Final = 3
"""Minimum letters of a name from which an adjective is formed: "bečki"."""

MOST_FORMS: Final = 64
"""Maximum nominatives under which a name of several words is looked up."""

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
"""Languages that mostly share the names of foreign cities with another, better covered one."""


class PlaceWords:
    """Phrases, each a tuple of folded tokens, that come before or after a place."""

    def __init__(self, phrases: Iterable[tuple[str, ...]] = ()) -> None:
        self._by_first = _grouped(phrases, 0)
        self._by_last = _grouped(phrases, -1)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def is_before(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether one of the phrases ends right before the token at *index*."""
        return self.size_before(tokens, index) > 0

    def size_before(self, tokens: Sequence[Token], index: int) -> int:
        """Number of tokens in the longest phrase that ends just before *index*, or 0."""
        ending = self._by_last.get(tokens[index - 1].text, ()) if index else ()
        sizes = (len(phrase) for phrase in ending if _are(tokens, index - len(phrase), phrase))
        return max(sizes, default=0)

    def is_at(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether one of the phrases begins with the token at *index*."""
        return self.size_at(tokens, index) > 0

    def size_at(self, tokens: Sequence[Token], index: int) -> int:
        """Number of tokens in the longest phrase that begins at *index*, or 0."""
        beginning = self._by_first.get(tokens[index].text, ()) if index < len(tokens) else ()
        return max((len(phrase) for phrase in beginning if _are(tokens, index, phrase)), default=0)


def _grouped(phrases: Iterable[tuple[str, ...]], position: int) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        found[phrase[position]].append(phrase)
    return dict(found)


def _are(tokens: Sequence[Token], start: int, phrase: tuple[str, ...]) -> bool:
    found = tokens[max(start, 0) : max(start + len(phrase), 0)]
    return tuple(token.text for token in found) == phrase


class Forms(Struct, frozen=True, kw_only=True, dict=True):
    """The content of a language's file."""

    inside: PlaceWords = PlaceWords()
    toward: PlaceWords = PlaceWords()
    after: PlaceWords = PlaceWords()
    past: PlaceWords = PlaceWords()
    named: PlaceWords = PlaceWords()
    away: PlaceWords = PlaceWords()
    mixed: PlaceWords = PlaceWords()
    unless: PlaceWords = PlaceWords()
    arrive: PlaceWords = PlaceWords()
    leave: PlaceWords = PlaceWords()
    dative: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    """An ending, and the ending of the nominative; the longest ones first."""
    adjectives: tuple[tuple[str, str], ...] = ()
    """The ending of an adjective, and of the name from which it is formed; the longest first."""
    within_endings: frozenset[str] = frozenset()
    toward_endings: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Keys of names that mean no city."""
    has_capital_nouns: bool = False

    def nominatives(self, name: str) -> Iterator[tuple[str, str]]:
        """The nominatives that *name* may have, each with the ending that *name* has here.

        >>> dict(forms("ru").nominatives("Белграде"))["белград"]
        'е'
        """
        words = key(name).split()
        found = [list(self._of(word)) for word in words]
        if self.before:
            found = found[:1] + [[(word, "")] for word in words[1:]]
        elif self.within_endings:  # In agglutinative languages, only the last word has an ending.
            found = [[(word, "")] for word in words[:-1]] + found[-1:]
        for parts in islice(product(*found), MOST_FORMS):
            if any(ending for _, ending in parts):
                yield " ".join(word for word, _ in parts), parts[0 if self.before else -1][1]

    def named_by(self, adjective: str) -> Iterator[str]:
        """The names from which the folded *adjective* may be formed.

        >>> "warszawa" in forms("pl").named_by("warszawski")
        True
        """
        for ending, nominative in self.adjectives:
            stem = adjective[: len(adjective) - len(ending)]
            if adjective.endswith(ending) and len(stem + nominative) >= SHORTEST_NAMED:
                yield stem + nominative

    def is_marked(self, word: str) -> bool:
        """Whether the folded *word* has the form of a place where something is, or goes to.

        >>> forms("tr").is_marked("ankarada"), forms("tr").is_marked("istanbul")
        (True, False)
        """
        return word.endswith(self._marks[0]) or word.startswith(self._marks[1])

    @cached_property
    def _marks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The endings, and what is before a name, that mean "in" or "to"."""
        marks = self.within_endings | self.toward_endings
        return tuple(marks.difference(self.before)), tuple(marks.intersection(self.before))

    def _of(self, word: str) -> Iterator[tuple[str, str]]:
        yield word, ""
        for prefix in self.before:
            if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
                yield word[len(prefix) :], prefix
        for ending, nominative in self.cases:
            stem = word[: len(word) - len(ending)]
            if word.endswith(ending) and len(stem + nominative) >= SHORTEST_STEM and stem:
                yield stem + nominative, ending


def chain(language: str) -> tuple[str, ...]:
    """*language* and its shorter tags, under which there may be a file or names, longest first.

    >>> chain("sr-Latn-RS")
    ('sr-Latn-RS', 'sr-Latn', 'sr')
    """
    subtags = language.replace("_", "-").split("-")
    return tuple("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))


@cache
def forms(language: str) -> Forms:
    """The file for the BCP 47 tag *language*; an empty one if there is none."""
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
    declined = list(map(fold, _list(root.get("declined")))) or [""]
    made = {
        (ending + case, nominative)
        for ending, nominative in _pairs(root.get("adjectives"))
        for case in declined
    }
    return Forms(
        inside=_phrases(root.get("in")),
        toward=_phrases(root.get("to")),
        after=_phrases(root.get("after")),
        past=_phrases(root.get("past")),
        named=_phrases(root.get("named")),
        away=_phrases(root.get("away")),
        mixed=_phrases(root.get("mixed")),
        unless=_phrases(root.get("unless")),
        arrive=_phrases(root.get("arrive")),
        leave=_phrases(root.get("leave")),
        dative=frozenset(map(fold, _list(root.get("dative")))),
        before=tuple(map(fold, _list(root.get("before")))),
        cases=_longest_first(_pairs(root.get("cases"))),
        adjectives=_longest_first(made),
        within_endings=frozenset(map(fold, _list(root.get("within")))),
        toward_endings=frozenset(map(fold, _list(root.get("toward")))),
        words=frozenset(map(key, _list(root.get("words")))),
        has_capital_nouns=root.get("nouns") == "capital",
    )


def _pairs(section: object) -> set[tuple[str, str]]:
    """Each ending in a *section*, with the ending of the nominative that it is listed under."""
    return {
        (fold(ending), fold(nominative))
        for nominative, endings in (section.items() if isinstance(section, MappingNode) else ())
        for ending in _list(endings)
    }


def _longest_first(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), -len(pair[1]), pair)))


def _list(text: object) -> list[str]:
    return [word.strip() for word in str(text or "").split(",") if word.strip()]


def _phrases(text: object) -> PlaceWords:
    return PlaceWords([tuple(token.text for token in tokenise(entry)) for entry in _list(text)])
