"""Titles: the noun phrase that names an event, cut out of its sentence.

The noun is one of the lexicon's; its adjectives and numerals are on one side of it, its
complements on the other. In a language whose file says how, the phrase is put into the nominative.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Final, TypeVar

from msgspec import Struct

from timeline.events import Status
from timeline.extraction.names import FoundName, Names
from timeline.extraction.vocabulary import Noun, Vocabulary, Words
from timeline.language_tags import primary
from timeline.phrases import lexicon as dates
from timeline.phrases.folding import fold
from timeline.phrases.passages import Passage
from timeline.phrases.tokens import Token, tokenise
from timeline.places.cases import forms

LONGEST_ENTRY: Final = 12
"""Maximum tokens of a word that is looked for backwards: in Thai, each letter is a token."""

LONGEST: Final = 140
"""Maximum characters of a title."""

WIDEST_NAME: Final = 10
"""Tokens from a noun to the year that belongs to its name."""

ORIGIN_REACH: Final = 3
"""Tokens between an anniversary and what it is counted from."""

SHORTEST_PLACE: Final = 6
"""Minimum letters of an unknown word that counts as a place by its capital and ending."""

_ROMAN: Final = re.compile(r"[IVXLCІХ]{1,7}(?!\w)")
_OPENING: Final = '«“„"'
_CLOSING: Final = '»”“"'

TextSpan = tuple[int, int]


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


class Title(Struct, frozen=True):
    """A title, the tokens that it was cut from, and the kind of event that it names."""

    text: str
    start: int
    end: int
    kind: str
    head: Head


class Sentence:
    """A sentence in tokens; indices are of tokens, offsets of the whole text.

    The tokens are those of the *passage* that it is a part of, if it is a part of one.
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
        # Places of tokens count from where the passage begins that they are tokens of.
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
        """The characters of the text that the tokens *start* to *end* take."""
        return self._base + self.tokens[start].start, self._base + self.tokens[end - 1].end

    def size(self, words: Words, index: int) -> int:
        """How many tokens the entry of *words* at *index* has; 0 if there is none."""
        return words.size(self.tokens, index) if words in self._lists[index] else 0

    def size_before(self, words: Words, end: int) -> int:
        """How many tokens the entry of *words* that ends at *end* has; 0 if there is none."""
        sizes = range(1, min(LONGEST_ENTRY, end) + 1)
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
        """How many tokens the verb at *index* has, 0 if there is none, and its noun."""
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
                noun = None  # "besuchen" is no visit in German
            if noun:
                found.append(Head(index, noun))
            index += noun.size if noun else 1
        return tuple(found)

    @cached_property
    def _has_capital_nouns(self) -> bool:
        return forms(self.lexicon.tag).has_capital_nouns

    def is_small(self, index: int) -> bool:
        """Whether the token begins with a small letter."""
        return self.text[self._base + self.tokens[index].start].islower()

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
        """Whether no title goes beyond the token: a stop word, a cue, a date."""
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
        """The tokens of words that no title goes beyond."""
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

    def is_noun(self, index: int) -> bool:
        """Whether the token is part of a noun that names an event."""
        return index in self._nouns

    def is_ordinal(self, index: int) -> bool:
        """Whether the token is an ordinal number in words: "the third"."""
        entries = _dates(self.lexicon.tag).entries(self.tokens[index].text)
        return any(entry.category == "ordinal" and not entry.rest for entry in entries)

    def is_unsure(self, index: int) -> bool:
        """Whether words begin at the token that leave a date open: "TBC", "to be announced"."""
        return any(
            sense.category in _UNSURE and self._says(sense.rest, index + 1)
            for sense in _dates(self.lexicon.tag).entries(self.tokens[index].text)
        )

    def _says(self, words: Sequence[str], index: int) -> bool:
        following = self.tokens[index : index + len(words)]
        return tuple(words) == tuple(token.text for token in following)

    def abbreviates(self, index: int) -> bool:
        """Whether the token is the point of an initial or abbreviation: "H.E.", "St. Helens"."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if token.text != "." or not token.glued or before.kind != "word":
            return False
        is_initial = len(before.text) == 1 and self.text[self._base + before.start].isupper()
        return is_initial or before.text in self.lexicon.abbreviations

    # -- the phrase --------------------------------------------------------------------------

    def origin(self, span: TextSpan) -> Head | None:
        """The noun beside the anniversary at *span* that only anniversaries are counted from."""
        reach = range(span[1], min(span[1] + ORIGIN_REACH, len(self.tokens)))
        if not self.lexicon.head_first:
            reach = range(max(span[0] - ORIGIN_REACH, 0), span[0])
        for index in reach:
            if noun := self.lexicon.origin(self.tokens, index):
                return Head(index, noun)
        return None

    def title(self, head: Head, *, is_alone: bool = False) -> Title:
        """The title with *head* as its noun, or with the noun that *head* belongs to.

        *is_alone* keeps the noun itself: what was signed is the agreement, not its entry into
        force.
        """
        head = head if is_alone else self._outermost(head)
        start = self._first(head)
        end = self._last(head, head.end) if self.lexicon.head_first else head.end
        end = self._with_year(head, end)
        hole = self._hole(head) if end == head.end else None
        if hole:
            end = self._last(head, hole[1])
        while start < head.index and not self._may_begin(start, head):
            start += 1
        kind = self._kind(head, start, end)
        return Title(self._phrase(start, head, end, hole), start, end, kind, head)

    def name(self, head: Head) -> str | None:
        """The name that *head* shares with another of its kind; None if it is only the noun.

        Words before the noun count if they are a proper name, unlike "the fifth".
        """
        start, end = self._first(head), self._last(head, head.end)
        noun = head.noun.form.nominative
        if self.lexicon.head_first and end > head.end:
            words = " ".join(f"{noun} {self.words(head.end, end)}".split())
            return capitalised(words, self.lexicon.tag)
        before = self.tokens[start : head.index]
        is_proper = all(
            token.kind == "word" and self.text[self._base + token.start].isupper()
            for token in before
        )
        return self._phrase(start, head, head.end) if before and is_proper else None

    def _outermost(self, head: Head) -> Head:
        """The noun that *head* belongs to: the signing of an agreement, a council's meeting."""
        if not self.lexicon.head_first:
            # «кеңесінің отырысы», "Konseyi toplantısı": the noun behind says what takes place.
            behind = next((other for other in self.heads if other.index == head.end), None)
            return self._outermost(behind) if behind else head
        first = self._first(head)
        for other in reversed(self.heads):
            if other.end > first:
                continue
            gap = self.tokens[other.end : first]
            if len(gap) > _LONGEST_OF or self.is_blocked(other.index):
                break
            if all(token.text in self.lexicon.of for token in gap):
                return self._outermost(other)
        return head

    def _kind(self, head: Head, start: int, end: int) -> str:
        """The kind of *head*; of what it is the opening or launch of, if that is all it says."""
        vague = ("other", "relations")  # «успостављање», "establishment": of relations, mostly
        if head.noun.kind not in vague:
            return head.noun.kind
        inner = (other.noun.kind for other in self.heads if start <= other.index < end)
        return next((kind for kind in inner if kind not in vague), head.noun.kind)

    def _first(self, head: Head) -> int:
        """The token that the words before *head* begin with."""
        index = head.index
        while index > 0 and head.index - index < self.lexicon.most_before:
            before = index - 1
            token = self.tokens[before]
            if self._is_joined(index) and not self._parts(before - 1):
                index = before - 1
                continue
            if self._is_ordinal_point(before):
                index = before - 1
                continue
            if token.text == "'" and token.glued and not self._is_tabbed(index):
                # "the Leaders' summit": the mark belongs to the word before it.
                index = before
                continue
            if self._is_dropped(before):
                index = before
                continue
            if token.kind == "sign" or self.stops(before) or not self._may_stand(before, head):
                break
            if self._is_tabbed(index):
                break
            index = before
        while index < head.index and self.tokens[index].text == "'":
            index += 1
        return index

    def _is_joined(self, index: int) -> bool:
        """Whether a hyphen or apostrophe joins the token to the one before."""
        mark = self.tokens[index - 1] if index > 1 else None
        is_mark = mark is not None and mark.text in "-'" and mark.glued
        return is_mark and self.tokens[index].glued

    def _is_ordinal_point(self, index: int) -> bool:
        """Whether the token is the point of "12." where that is an ordinal."""
        number = self.tokens[index - 1] if index else None
        return (
            self.lexicon.has_points
            and number is not None
            and number.kind == "number"
            and len(number.text) < 4
            and self.tokens[index].text == "."
            and self.tokens[index].glued
            and not self.is_blocked(index)
        )

    def _is_tabbed(self, index: int) -> bool:
        """Whether another cell of a table, or another line, begins with the token."""
        if self.tokens[index].glued:
            return False
        first, last = self.tokens[index - 1].end, self.tokens[index].start
        return "\t" in self.text[self._base + first : self._base + last]

    def _is_dropped(self, index: int) -> bool:
        """Whether the word is left out of the middle of a title: "next", an article.

        Only before a final noun; elsewhere the title begins after it.
        """
        words = self.lexicon
        return not words.head_first and bool(
            self.size(words.upcoming, index) or self.size(words.articles, index)
        )

    def _parts(self, index: int) -> bool:
        """Whether the token before a hyphen or apostrophe is no part of the word: l'accord."""
        return (
            self.tokens[index].kind == "sign"
            or self._tells_where(index + 2)
            or self.stops(index)
            or bool(self.size(self.lexicon.prepositions, index))
        )

    def _may_stand(self, index: int, head: Head) -> bool:
        token = self.tokens[index]
        word = self.words(index, index + 1)
        if _ROMAN.fullmatch(word):
            return True
        if token.kind == "number":
            if index + 1 < len(self.tokens) and self._is_suffix(index + 1):
                return True  # 1st, 23rd
            return token.glued and index > 0 and self.tokens[index - 1].kind == "word"  # G7
        if token.kind != "word":
            return False
        if index > 1 and self.tokens[index - 1].text == "-" and token.glued:
            is_ordinal = self.tokens[index - 2].kind == "number"  # «79-й»
            if is_ordinal:
                return True
        if self.lexicon.agreement is not None:
            if self.is_noun(index) or self.size(self.lexicon.articles, index):
                return False  # "in Wien eine Konferenz"
            is_whole = len(token.text) > 3 or self._is_joined(index)
            return is_whole and token.text.endswith(self.lexicon.adjectives(head.noun.form))
        if self.lexicon.head_first:
            return not self.size(self.lexicon.prepositions, index)
        return not self._tells_where(index, head)

    @cached_property
    def _toward(self) -> tuple[str, ...]:
        """The endings of destinations."""
        return tuple(forms(self.lexicon.tag).toward_endings)

    def _is_suffix(self, index: int) -> bool:
        """Whether a number is followed directly by the letters of an ordinal."""
        token = self.tokens[index]
        endings = _dates(self.lexicon.tag).endings.get(token.text, ())
        return token.glued and token.kind == "word" and "ordinal_suffix" in endings

    def _tells_where(self, index: int, head: Head | None = None) -> bool:
        """Whether the token is a place with the ending of "in", "to" or "from".

        Where a visit leads to is part of its name.
        """
        token, endings = self.tokens[index], self.lexicon.locative
        if not endings or not token.text.endswith(endings):
            return False
        if head is not None and head.noun.kind == "visit" and token.text.endswith(self._toward):
            return False
        if self._is_joined(index) and self.tokens[index - 1].text == "'":
            return token.text in endings  # «Ankara'ya»
        if any(name.start <= index < name.end for name in self.names):
            return True
        is_capital = self.text[self._base + token.start].isupper()
        return is_capital and len(token.text) >= SHORTEST_PLACE

    def _may_begin(self, index: int, head: Head) -> bool:
        if self.tokens[index].kind == "sign" or self._is_dropped(index):
            return False
        return not (self.size(self.lexicon.prepositions, index) and index != head.index)

    def _hole(self, head: Head) -> TextSpan | None:
        """The date between *head* and its complement: "launch, in May 2025, of flights".

        It includes its preposition and commas; None if the phrase does not continue after it.
        """
        words = self.lexicon
        index = head.end
        while index < len(self.tokens) and not self.is_blocked(index):
            if self.tokens[index].text != "," and not self.size(words.prepositions, index):
                return None
            index += 1
        while self.is_blocked(index):
            index += 1
        if index < len(self.tokens) and self.tokens[index].text == ",":
            index += 1
        goes_on = index < len(self.tokens) and (
            self.size(words.prepositions, index) or self._is_genitive(head, index)
        )
        if not words.head_first or not goes_on or self.size(words.conjunctions, index):
            return None
        return head.end, index

    def _is_genitive(self, head: Head, index: int) -> bool:
        """Whether the complement of an opening or launch is at *index* without a preposition.

        For example, «Открытие 1 октября консульства», in languages without articles.
        """
        is_word = self.tokens[index].kind == "word" and not self.stops(index)
        return head.noun.kind == "other" and self.lexicon.agreement is not None and is_word

    def _last(self, head: Head, begin: int) -> int:
        """The end of the words that follow *head*, from *begin* on."""
        index = begin
        quotes = 0
        while index < len(self.tokens) and index - begin < self.lexicon.most_after:
            token = self.tokens[index]
            if self._is_tabbed(index):
                break
            if name := self._dated_name(index):
                index = name
                continue
            if self._is_ordinal_point(index):
                index += 1
                continue
            if token.kind == "sign":
                follows = index + 1 < len(self.tokens) and self.tokens[index + 1].glued
                if token.text in _OPENING and (not quotes or token.text not in _CLOSING):
                    quotes += 1
                elif token.text in _CLOSING and quotes:
                    quotes -= 1
                elif not quotes and not (
                    (token.text in "-'’&" and token.glued and follows)
                    or self.abbreviates(index)
                    or (head.noun.kind == "transport" and self._joins_names(index))
                ):
                    break
            elif not quotes and (self.stops(index) or self.is_verb(index) or self._opens(index)):
                break
            index += 1
        if quotes:
            opening = [i for i in range(begin, index) if self.tokens[i].text in _OPENING]
            index = opening[-1]
        return self._without_end(begin, index)

    def _without_end(self, begin: int, end: int) -> int:
        """The end of the tokens *begin* to *end* without prepositions and signs behind them."""
        while end > begin:
            last = self.tokens[end - 1]
            size = self.size_before(self.lexicon.prepositions, end)
            if not size and (last.kind != "sign" or last.text in _CLOSING):
                break
            end = max(end - (size or 1), begin)
        return end

    def _dated_name(self, index: int) -> int | None:
        """Index after the name with a year that begins there: EXPO 2027."""
        if not self.is_blocked(index):
            return None
        number = bisect_left(self.blocked, (index,))
        start, end = self.blocked[number] if number < len(self.blocked) else (0, 0)
        has_noun = any(self.is_noun(other) for other in range(start, end))
        return end if start == index and has_noun else None

    def is_verb(self, index: int) -> bool:
        """Whether the token is a word in small letters that ends as verbs do."""
        token = self.tokens[index]
        is_small = self.text[self._base + token.start].islower()
        return is_small and bool(self.lexicon.verbals) and token.text.endswith(self.lexicon.verbals)

    def _joins_names(self, index: int) -> bool:
        """Whether the token is the dash of a route: "Almaty – Tashkent"."""
        sides = self.words(index - 1, index), self.words(index + 1, index + 2)
        return self.tokens[index].text == "-" and all(side[:1].isupper() for side in sides)

    def _opens(self, index: int) -> bool:
        """Whether an article at *index* begins something new: it follows no preposition."""
        words = self.lexicon
        is_article = self.size(words.articles, index)
        is_elided = index > 1 and self.tokens[index - 1].text == "'"  # "d'une"
        before = index - 2 if is_elided else index - 1
        follows = self.size(words.prepositions, before) or self.abbreviates(index - 1)
        return bool(is_article and not follows)

    def _with_year(self, head: Head, end: int) -> int:
        """*end* moved behind a year that is part of the name: ЭКСПО-2027."""
        for start, last in between(self.blocked, head.index - WIDEST_NAME, end + WIDEST_NAME):
            is_name = start <= head.index < last
            gap = self.tokens[head.end : start]
            if is_name or (head.end <= start and all(token.text == "-" for token in gap)):
                figures = [t for t in self.tokens[start:last] if t.kind == "number"]
                if is_name or (len(figures) == last - start == 1 and len(figures[0].text) == 4):
                    return max(end, last)
        return end

    def _phrase(self, start: int, head: Head, end: int, hole: TextSpan | None = None) -> str:
        begin = hole[1] if hole else head.end
        after = self.words(begin, end)
        gap = "" if begin < end and self.tokens[begin].glued else " "
        restored = self._nominative(start, head)
        text = (restored or self.words(start, head.end)) + (gap + after if after else "")
        text = re.sub(r"(?<=\w)\s*[-–—]\s*(?=\d{4}\b)", "-", " ".join(text.split()))
        if len(text) > LONGEST:
            text = text[:LONGEST].rpartition(" ")[0].rstrip(" ,;:-–—")
        return capitalised(text, self.lexicon.tag)

    def _nominative(self, start: int, head: Head) -> str | None:
        """The words from *start* through *head* in the nominative; None if one cannot be."""
        form = head.noun.form
        if form.is_plural:
            return None
        noun = form.nominative
        shown = self.words(head.index, head.end)
        if fold(shown) == fold(noun):
            noun = shown
        elif shown[:1].isupper():
            noun = shown if shown.isupper() and len(shown) > 1 else shown[:1] + noun[1:]
        pieces: list[str] = []
        is_nominative = noun.casefold() == shown.casefold()
        for index in range(start, head.index):
            token, word = self.tokens[index], self.words(index, index + 1)
            if self._is_dropped(index):
                continue
            is_part = index + 1 < head.index and self.tokens[index + 1].text == "-"
            is_fixed = token.kind != "word" or is_part or _ROMAN.fullmatch(word)
            if self.lexicon.agreement is not None and not is_fixed:
                is_ordinal = self._is_joined(index) and self.tokens[index - 2].kind == "number"
                own = self.lexicon.ordinals.get(form.gender) if is_ordinal else None
                adjective = own or self.lexicon.restored(word, form.gender)
                if adjective is None and not is_nominative:
                    return None
                word = adjective or word
            pieces.append(word if token.glued and pieces else f" {word}")
        gap = "" if self.tokens[head.index].glued or not pieces else " "
        return "".join(pieces).strip() + gap + noun


@cache
def _dates(language: str) -> dates.Lexicon:
    """The words that dates are read by."""
    return dates.load(dates.nearest_tag(language))


_UNSURE: Final = frozenset({"uncertain", "unknown"})
"""Categories of the words that leave the date of an event open."""

_LONGEST_OF: Final = 2
"""Words between a noun and the one that it belongs to."""

_RELATIVE_REACH: Final = 3
"""Tokens from a comma to the "which" behind it: "during the course of which"."""


def capitalised(text: str, language: str) -> str:
    """*text* with a capital at its beginning, the rest as it is; İ of i where it is written so."""
    is_dotted = text.startswith("i") and primary(language) in _DOTTED
    # Georgian has capitals for whole words only, and `str.title` makes none of its letters.
    return ("İ" if is_dotted else text[:1].title()) + text[1:]


_DOTTED: Final = frozenset({"az", "tr"})
"""Languages in which the capital of i keeps its dot."""
