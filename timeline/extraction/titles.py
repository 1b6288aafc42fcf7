"""Titles: the noun phrase that names an event, cut out of its sentence.

The noun is one of the lexicon's; its adjectives and numerals stand on one side of it, what it is
of on the other. In a language whose file says how, the phrase is put into the nominative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from timeline.extraction.lexicon import ANY, PLURAL, Lexicon, Noun
from timeline.extraction.names import Kind, Name, Names
from timeline.phrases.tokens import Token, tokenise

MOST_AFTER: Final = 20
"""Words of a title after its noun."""

LONGEST: Final = 140
"""Characters of a title."""

_ROMAN: Final = re.compile(r"[IVXLCІХ]{1,7}(?!\w)")
_OPENING: Final = '«“„"('
_CLOSING: Final = '»”“")'

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that names an event, and the index of its first token."""

    index: int
    noun: Noun

    @property
    def end(self) -> int:
        """Index after its last token."""
        return self.index + self.noun.size


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the tokens that it was cut from, and the kind of event that it names."""

    text: str
    start: int
    end: int
    kind: str
    head: Head


class Sentence:
    """A sentence in tokens; indices are of tokens, offsets of the whole text."""

    def __init__(
        self,
        text: str,
        span: Span,
        blocked: Sequence[Span],
        lexicon: Lexicon,
        names: Names,
    ) -> None:
        self.text = text
        self.start, self.end = span
        self.lexicon = lexicon
        self._names = names
        own = text[self.start : self.end]
        self.tokens: tuple[Token, ...] = tokenise(own)
        self.blocked = [
            self.indices(first, last)
            for first, last in blocked
            if first < self.end and last > self.start
        ]

    def indices(self, start: int, end: int) -> Span:
        """The tokens that the characters *start* to *end* of the text touch."""
        inside = [
            number
            for number, token in enumerate(self.tokens)
            if self.start + token.end > start and self.start + token.start < end
        ]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens *start* to *end*."""
        if start >= end:
            return ""
        first, last = self.tokens[start], self.tokens[end - 1]
        return self.text[self.start + first.start : self.start + last.end]

    def offsets(self, start: int, end: int) -> Span:
        """The characters of the text that the tokens *start* to *end* take."""
        return self.start + self.tokens[start].start, self.start + self.tokens[end - 1].end

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the sentence."""
        return tuple(self._names.find(self.tokens, self.text[self.start : self.end]))

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The nouns in the sentence that name events."""
        found = []
        index = 0
        while index < len(self.tokens):
            noun = self.lexicon.noun(self.tokens, index)
            if noun:
                found.append(Head(index, noun))
            index += noun.size if noun else 1
        return tuple(found)

    def is_blocked(self, index: int) -> bool:
        """Whether the token is part of a date."""
        return any(start <= index < end for start, end in self.blocked)

    def stops(self, index: int) -> bool:
        """Whether no title goes beyond the token: a stop word, a cue, a date."""
        words = self.lexicon
        if self.is_blocked(index):
            return True
        if index in self._nouns:
            # «открытие» begins as «открыт» does, and is none of it.
            return False
        return any(
            group.size(self.tokens, index)
            for group in (words.stops, words.upcoming, words.welcomed, *words.cues.values())
        )

    @cached_property
    def _nouns(self) -> frozenset[int]:
        return frozenset(index for head in self.heads for index in range(head.index, head.end))

    def is_noun(self, index: int) -> bool:
        """Whether the token is part of a noun that names an event."""
        return index in self._nouns

    # -- the phrase --------------------------------------------------------------------------

    def title(self, head: Head) -> Title:
        """The title with *head* as its noun, or with the noun that *head* belongs to."""
        head = self._outermost(head)
        start = self._first(head)
        end = self._last(head) if self.lexicon.head_first else head.end
        end = self._with_year(head, end)
        while start < head.index and not self._may_begin(start, head):
            start += 1
        kind = self._kind(head, start, end)
        return Title(self._phrase(start, head, end), start, end, kind, head)

    def _outermost(self, head: Head) -> Head:
        """The noun before *head* that *head* belongs to: the signing of an agreement."""
        if not self.lexicon.head_first:
            return head
        first = self._first(head)
        for other in reversed(self.heads):
            if other.end > first:
                continue
            gap = self.tokens[other.end : first]
            if len(gap) > _LONGEST_OF or self.is_blocked(other.index):
                break
            if all(token.text in _OF for token in gap):
                return self._outermost(other)
        return head

    def _kind(self, head: Head, start: int, end: int) -> str:
        """The kind of *head*; of what it is the opening or launch of, if that is all it says."""
        if head.noun.kind != "other":
            return head.noun.kind
        inner = (other.noun.kind for other in self.heads if start <= other.index < end)
        return next((kind for kind in inner if kind != "other"), "other")

    def _first(self, head: Head) -> int:
        """The token that the words before *head* begin with."""
        index = head.index
        while index > 0 and head.index - index < self.lexicon.most_before:
            before = index - 1
            token = self.tokens[before]
            is_joint = token.text in "-'" and token.glued and self.tokens[index].glued
            if is_joint and before and not self._parts(before - 1):
                index = before - 1
                continue
            if token.kind == "sign" or self.stops(before) or not self._may_stand(before, head):
                break
            index = before
        return index

    def _parts(self, index: int) -> bool:
        """Whether the token before a hyphen or apostrophe is no part of the word: l'accord."""
        return (
            self.tokens[index].kind == "sign"
            or self.stops(index)
            or bool(self.lexicon.prepositions.size(self.tokens, index))
        )

    def _may_stand(self, index: int, head: Head) -> bool:
        token = self.tokens[index]
        word = self.words(index, index + 1)
        if _ROMAN.fullmatch(word):
            return True
        if token.kind != "word":
            return False
        if index > 1 and self.tokens[index - 1].text == "-" and token.glued:
            is_ordinal = self.tokens[index - 2].kind == "number"  # «79-й»
            if is_ordinal:
                return True
        agreement = self.lexicon.agreement
        if agreement is not None:
            form = head.noun.form
            gender = PLURAL if form.is_plural else form.gender
            table = agreement.get(gender) or agreement.get(ANY, {})
            endings = table.get(form.ending) or table.get(ANY, ())
            return len(token.text) > 3 and token.text.endswith(endings)
        if self.lexicon.head_first:
            return not self.lexicon.prepositions.size(self.tokens, index)
        return not self._tells_where(index)

    def _tells_where(self, index: int) -> bool:
        return any(
            name.start <= index < name.end
            and self.tokens[index].text.endswith(self.lexicon.locative)
            for name in self.names
            if self.lexicon.locative
        )

    def _may_begin(self, index: int, head: Head) -> bool:
        if self.tokens[index].kind == "sign":
            return False
        return not (self.lexicon.prepositions.size(self.tokens, index) and index != head.index)

    def _last(self, head: Head) -> int:
        """The end of the words after *head*."""
        index = head.end
        quotes = 0
        while index < len(self.tokens) and index - head.end < MOST_AFTER:
            token = self.tokens[index]
            if token.kind == "sign":
                follows = index + 1 < len(self.tokens) and self.tokens[index + 1].glued
                if token.text in _OPENING and (not quotes or token.text not in _CLOSING):
                    quotes += 1
                elif token.text in _CLOSING and quotes:
                    quotes -= 1
                elif not (token.text in "-'’&" and token.glued and follows):
                    break
            elif not quotes and (self.stops(index) or self._opens(index)):
                break
            index += 1
        if quotes:
            opening = [i for i in range(head.end, index) if self.tokens[i].text in _OPENING]
            index = opening[-1]
        while index > head.end and (
            self.lexicon.prepositions.size(self.tokens, index - 1)
            or (
                self.tokens[index - 1].kind == "sign"
                and self.tokens[index - 1].text not in _CLOSING
            )
        ):
            index -= 1
        return index

    def _opens(self, index: int) -> bool:
        """Whether an article at *index* begins something new: it follows no preposition."""
        words = self.lexicon
        is_article = words.articles.size(self.tokens, index)
        return bool(is_article and not words.prepositions.size(self.tokens, index - 1))

    def _with_year(self, head: Head, end: int) -> int:
        """*end* moved behind a year that is part of the name: ЭКСПО-2027."""
        for start, last in self.blocked:
            is_name = start <= head.index < last
            gap = self.tokens[head.end : start]
            if is_name or (head.end <= start and all(token.text == "-" for token in gap)):
                figures = [t for t in self.tokens[start:last] if t.kind == "number"]
                if is_name or (len(figures) == last - start == 1 and len(figures[0].text) == 4):
                    return max(end, last)
        return end

    def _phrase(self, start: int, head: Head, end: int) -> str:
        after = self.words(head.end, end)
        gap = "" if head.end < end and self.tokens[head.end].glued else " "
        restored = self._nominative(start, head)
        text = (restored or self.words(start, head.end)) + (gap + after if after else "")
        text = re.sub(r"(?<=\w)\s*[-–—]\s*(?=\d{4}\b)", "-", " ".join(text.split()))
        if len(text) > LONGEST:
            text = text[:LONGEST].rpartition(" ")[0].rstrip(" ,;:-–—")
        return text[:1].upper() + text[1:]

    def _nominative(self, start: int, head: Head) -> str | None:
        """The words from *start* through *head* in the nominative; None if one cannot be."""
        form = head.noun.form
        if form.is_plural:
            return None
        noun = form.nominative
        shown = self.words(head.index, head.end)
        if shown[:1].isupper():
            noun = shown if shown.isupper() and len(shown) > 1 else shown[:1] + noun[1:]
        pieces: list[str] = []
        is_nominative = noun.casefold() == shown.casefold()
        for index in range(start, head.index):
            token, word = self.tokens[index], self.words(index, index + 1)
            is_part = index + 1 < head.index and self.tokens[index + 1].text == "-"
            is_fixed = token.kind != "word" or is_part or _ROMAN.fullmatch(word)
            if self.lexicon.agreement is not None and not is_nominative and not is_fixed:
                adjective = self.lexicon.restored(word, form.gender)
                if adjective is None:
                    return None
                word = adjective
            pieces.append(word if token.glued and pieces else f" {word}")
        gap = "" if self.tokens[head.index].glued or not pieces else " "
        return "".join(pieces).strip() + gap + noun


_OF: Final = frozenset(
    {"of", "the", "de", "du", "des", "la", "le", "der", "di", "del", "della", "do", "da"}
)
"""Words that may stand between a noun and the one that it belongs to."""

_LONGEST_OF: Final = 2


def places(names: Sequence[Name]) -> Iterator[Name]:
    """Those of *names* that are places."""
    return (name for name in names if name.kind is Kind.PLACE)
