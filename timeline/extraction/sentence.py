"""A sentence in tokens: the dates, names, cues and nouns of events that it contains."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Final, TypeVar

from msgspec import Struct

from timeline.events import Status
from timeline.extraction.names import FoundName, Names
from timeline.extraction.vocabulary import Noun, Vocabulary, Words
from timeline.phrases import lexicon as dates
from timeline.phrases.passages import Passage
from timeline.phrases.tokens import TextSpan, Token, tokenise
from timeline.places.cases import forms

_LONGEST_ENTRY: Final = 12
"""Maximum tokens of a word that is searched for backwards: in Thai, each letter is a token."""

_ORIGIN_REACH: Final = 3
"""Maximum tokens between an anniversary and its original event."""

_RELATIVE_REACH: Final = 3
"""Maximum tokens from a comma to the "which" after it: "during the course of which"."""

_UNSURE: Final = frozenset({"uncertain", "unknown"})
"""Categories of words for a date that is still open."""

_Placed = TypeVar("_Placed", bound=tuple[Any, ...])


def between(spans: Sequence[_Placed], first: int, last: int) -> Sequence[_Placed]:
    """Those of *spans*, which are in order, that begin at the tokens *first* to *last*."""
    return spans[bisect_left(spans, (first,)) : bisect_left(spans, (last + 1,))]


class Head(Struct, frozen=True):
    """A noun that names an event, and the index of its first token."""

    index: int
    noun: Noun

    @property
    def end(self) -> int:
        """Index after its last token."""
        return self.index + self.noun.size


class Sentence:
    """A sentence in tokens; indices are of tokens, offsets of the whole text.

    If it is part of a *passage*, it shares the tokens of that.
    """

    def __init__(
        self,
        text: str,
        span: TextSpan,
        blocked: Sequence[TextSpan],
        lexicon: Vocabulary,
        names: Names,
        passage: Passage | None = None,
    ) -> None:
        self.text = text
        self.start, self.end = span
        self.lexicon = lexicon
        self.before: Sentence | None = None
        """The part of the same sentence before it, which a semicolon ends."""
        self.previous: Sentence | None = None
        """The sentence before it in the same paragraph."""
        self._names = names
        # Positions of tokens count from the beginning of their passage.
        self._base = self.start if passage is None else passage.start
        self._own = text[self.start : self.end] if passage is None else passage.around.text
        self.tokens: tuple[Token, ...] = (
            tokenise(self._own) if passage is None else passage.between(*span)
        )
        self._starts = [token.start for token in self.tokens]
        self._ends = [token.end for token in self.tokens]
        # Spans in order; the first may begin before the sentence, if a line without stops was cut.
        begin = max(bisect_left(blocked, (self.start,)) - 1, 0)
        self.blocked = [
            self.indices(first, last)
            for first, last in blocked[begin : bisect_left(blocked, (self.end,))]
            if last > self.start
        ]

    def of(self, text: str) -> Sentence:
        """*text* as a sentence of the same language."""
        return Sentence(text, (0, len(text)), (), self.lexicon, self._names)

    def indices(self, start: int, end: int) -> TextSpan:
        """The tokens that the characters *start* to *end* of the text touch."""
        first = bisect_right(self._ends, start - self._base)
        last = bisect_left(self._starts, end - self._base)
        return (first, last) if first < last else (0, 0)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens *start* to *end*; those outside the sentence have none."""
        tokens = self.tokens[max(start, 0) : max(end, 0)]
        if not tokens:
            return ""
        return self.text[self._base + tokens[0].start : self._base + tokens[-1].end]

    def offsets(self, start: int, end: int) -> TextSpan:
        """The characters of the text that the tokens *start* to *end* span."""
        return self._base + self.tokens[start].start, self._base + self.tokens[end - 1].end

    def size(self, words: Words, index: int) -> int:
        """The number of tokens in the entry of *words* at *index*, or 0."""
        return words.size(self.tokens, index) if words in self._lists[index] else 0

    def size_before(self, words: Words, end: int) -> int:
        """The number of tokens in the entry of *words* that ends at *end*, or 0."""
        sizes = range(1, min(_LONGEST_ENTRY, end) + 1)
        fitting = (size for size in reversed(sizes) if self.size(words, end - size) == size)
        return next(fitting, 0)

    @cached_property
    def _lists(self) -> tuple[tuple[Words, ...], ...]:
        return tuple(self.lexicon.lists(token.text) for token in self.tokens)

    @cached_property
    def cues(self) -> tuple[tuple[int, int, Status], ...]:
        """The cues of the sentence: index, number of tokens, status.

        Parts of a longer cue are left out: "did not take place" is not "take place".
        """
        nouns, cues = self._nouns, self.lexicon.cues.items()
        found = [
            (index, size, status)
            for index, lists in enumerate(self._lists)
            if lists and index not in nouns
            for status, words in cues
            if words in lists and (size := words.size(self.tokens, index))
        ]
        wide = [(index, index + size) for index, size, _ in found if size > 1]
        return tuple(
            cue
            for cue in found
            if not any(
                start <= cue[0] and cue[0] + cue[1] <= end and cue[1] < end - start
                for start, end in wide
            )
        )

    def verb(self, index: int) -> tuple[int, str]:
        """The number of tokens in the verb at *index* (0 if there is none), and its noun."""
        best = 0, ""
        for noun, words in self.lexicon.verbs.items() if self._lists[index] else ():
            size = self.size(words, index)
            best = (size, noun) if size > best[0] else best
        return best

    def act(self, first: int, last: int) -> str | None:
        """The kind of event of the first verb from token *first* to *last*."""
        acts = self.lexicon.acts.items()
        for index in range(first, last):
            for kind, words in acts if self._lists[index] else ():
                if self.size(words, index):
                    return kind
        return None

    def parts(self, index: int) -> bool:
        """Whether a comma or a conjunction separates the words on both sides of the token."""
        return self.tokens[index].text == "," or bool(self.size(self.lexicon.conjunctions, index))

    def listed(self) -> Iterator[int]:
        """The tokens that begin an entry of some list of the lexicon."""
        return (index for index, lists in enumerate(self._lists) if lists)

    @cached_property
    def has_shares(self) -> bool:
        """Whether the sentence contains percentages."""
        return any(token.text == "%" for token in self.tokens)

    @cached_property
    def names(self) -> tuple[FoundName, ...]:
        """The names in the sentence."""
        return tuple(self._names.find(self.tokens, self._own))

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The nouns in the sentence that name events."""
        found = []
        index = 0
        while index < len(self.tokens):
            noun = self.lexicon.noun(self.tokens, index)
            if noun and self._has_capital_nouns and self.is_small(index):
                noun = None  # "besuchen" is not a visit in German
            if noun and index and self._is_in_act(index):
                noun = None  # "a visité" is not a "visite"
            if noun:
                found.append(Head(index, noun))
            index += noun.size if noun else 1
        return tuple(found)

    def _is_in_act(self, index: int) -> bool:
        """Whether the token is after the first one of a verb of several words."""
        lists = self._lists[index - 1]
        return bool(lists) and any(
            self.size(words, index - 1) > 1 for words in self.lexicon.acts.values()
        )

    @cached_property
    def _has_capital_nouns(self) -> bool:
        return forms(self.lexicon.tag).has_capital_nouns

    def is_small(self, index: int) -> bool:
        """Whether the token begins with a small letter."""
        return self.text[self._base + self.tokens[index].start].islower()

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[self._base + self.tokens[index].start].isupper()

    @cached_property
    def asides(self) -> tuple[TextSpan, ...]:
        """Clauses between two commas that begin with "which" or "signed", with the commas."""
        commas = [index for index, token in enumerate(self.tokens) if token.text == ","]
        relatives = self.lexicon.relatives
        cued = {index for index, _, status in self.cues if not status.is_pending}
        return tuple(
            (first, last + 1)
            for first, last in pairwise(commas)
            if first + 1 in cued
            or any(
                self.size(relatives, index)
                for index in range(first + 1, min(first + 1 + _RELATIVE_REACH, last))
            )
        )

    def is_blocked(self, index: int) -> bool:
        """Whether the token is part of a date."""
        return index in self._dates

    @cached_property
    def _dates(self) -> frozenset[int]:
        return frozenset(index for start, end in self.blocked for index in range(start, end))

    def heads_between(self, first: int, last: int) -> Sequence[Head]:
        """The nouns that begin from token *first* to *last*."""
        places = [head.index for head in self.heads]
        return self.heads[bisect_left(places, first) : bisect_right(places, last)]

    def names_an_event(self, span: TextSpan) -> bool:
        """Whether the date at the tokens *span* contains a noun that names an event: EXPO 2027."""
        return any(self.is_noun(index) for index in range(*span))

    def stops(self, index: int) -> bool:
        """Whether no title includes the token: a stop word, a cue, a date."""
        if self.is_blocked(index):
            return True
        if index in self._nouns:
            # «открытие» begins like «открыт», but is a different word.
            return False
        return index in self._cued or index in self._stopped

    @cached_property
    def _cued(self) -> frozenset[int]:
        return frozenset(i for index, size, _ in self.cues for i in range(index, index + size))

    @cached_property
    def _stopped(self) -> frozenset[int]:
        """The tokens of words that no title includes."""
        words = self.lexicon
        groups = (words.stops, words.upcoming, words.welcomed, *words.cues.values())
        return frozenset(
            place
            for index in self.listed()
            for group in groups
            for place in range(index, index + self.size(group, index))
        )

    @cached_property
    def _nouns(self) -> frozenset[int]:
        return frozenset(index for head in self.heads for index in range(head.index, head.end))

    def closes_bracket(self, span: range) -> bool:
        """Whether a bracket that was opened before the tokens of *span* is closed in them."""
        depth = 0
        for index in span:
            depth += {"(": 1, ")": -1}.get(self.tokens[index].text, 0)
            if depth < 0:
                return True
        return False

    def is_noun(self, index: int) -> bool:
        """Whether the token is part of a noun that names an event."""
        return index in self._nouns

    def is_ordinal(self, index: int) -> bool:
        """Whether the token is an ordinal number in words: "the third"."""
        entries = _date_words(self.lexicon.tag).entries(self.tokens[index].text)
        return any(entry.category == "ordinal" and not entry.rest for entry in entries)

    def is_ordinal_suffix(self, index: int) -> bool:
        """Whether the token is the letters of an ordinal, directly after a number: "23rd"."""
        token = self.tokens[index]
        endings = _date_words(self.lexicon.tag).endings.get(token.text, ())
        return token.glued and token.kind == "word" and "ordinal_suffix" in endings

    def is_unsure(self, index: int) -> bool:
        """Whether words begin at the token that leave a date open: "TBC", "to be announced"."""
        return any(
            sense.category in _UNSURE and self._says(sense.rest, index + 1)
            for sense in _date_words(self.lexicon.tag).entries(self.tokens[index].text)
        )

    def _says(self, words: Sequence[str], index: int) -> bool:
        following = self.tokens[index : index + len(words)]
        return tuple(words) == tuple(token.text for token in following)

    def abbreviates(self, index: int) -> bool:
        """Whether the token is the point of an initial or abbreviation: "H.E.", "St. Helens"."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if token.text != "." or not token.glued or before.kind != "word":
            return False
        is_initial = len(before.text) == 1 and self.is_capital(index - 1)
        return is_initial or before.text in self.lexicon.abbreviations

    def origin(self, span: TextSpan) -> Head | None:
        """The noun next to the anniversary at *span* that names an event only as its origin."""
        reach = range(span[1], min(span[1] + _ORIGIN_REACH, len(self.tokens)))
        if not self.lexicon.head_first:
            reach = range(max(span[0] - _ORIGIN_REACH, 0), span[0])
        for index in reach:
            if noun := self.lexicon.origin(self.tokens, index):
                return Head(index, noun)
        return None

    def is_joined(self, index: int) -> bool:
        """Whether a hyphen, an apostrophe or a point joins the token to the one before: 日・印."""
        mark = self.tokens[index - 1] if index > 1 else None
        is_mark = mark is not None and mark.text in "-'・·" and mark.glued
        return is_mark and self.tokens[index].glued

    def is_tabbed(self, index: int) -> bool:
        """Whether another cell of a table, or another line, begins with the token."""
        if self.tokens[index].glued:
            return False
        first, last = self.tokens[index - 1].end, self.tokens[index].start
        return "\t" in self.text[self._base + first : self._base + last]

    def is_verb(self, index: int) -> bool:
        """Whether the token is a word in small letters that ends as verbs do."""
        endings = self.lexicon.verbals
        return bool(endings) and self.tokens[index].text.endswith(endings) and self.is_small(index)


@cache
def _date_words(language: str) -> dates.Lexicon:
    """The words that dates are read by."""
    return dates.load(dates.nearest_tag(language))
