"""Passages of a text: parts that no date extends beyond, each tokenised once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from timeline import edtf
from timeline.code_names import CodeName
from timeline.phrases import lexicon
from timeline.phrases.lexicon import Lexicon
from timeline.phrases.results import Mention, MentionKind
from timeline.phrases.surroundings import Surroundings
from timeline.phrases.tokens import Token, tokenise

SAMPLE: Final = 3_000
"""Words at the beginning of a text from which its language is detected."""


class Passage:
    """Characters *start* to *end* of *whole*; positions of its tokens count from *start*."""

    def __init__(self, whole: str, start: int, end: int, words: Lexicon) -> None:
        self.whole = whole
        self.start = start
        self.end = end
        self.around = Surroundings(whole[start:end], tokenise(whole[start:end]), words)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        return self.around.tokens

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin within the characters *start* to *end* of the whole text."""
        first = bisect_left(self._starts, start - self.start)
        return self.tokens[first : bisect_left(self._starts, end - self.start)]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the whole text for the tokens *first* to *last* (half-open)."""
        tokens = self.around.tokens
        return self.start + tokens[first].start, self.start + tokens[last - 1].end

    def node(self, character: int) -> int:
        """The node of the first token at or after *character* of the whole text."""
        return bisect_left(self._starts, character - self.start)

    def mention(
        self, first: int, last: int, value: edtf.Value | None, kind: MentionKind, **more: Any
    ) -> Mention:
        """A mention of a date at the tokens *first* to *last*; *more* are other fields of it."""
        start, end = self.offsets(first, last)
        return Mention(
            start=start,
            end=end,
            text=self.whole[start:end],
            value=value,
            kind=kind,
            is_item=kind in ("event", "since", "relative", "anniversary"),
            **more,
        )

    def refusal(self, first: int, last: int, fact: str, code: CodeName) -> Mention:
        """A mention of what looks like a date there and can't be read as one."""
        return self.mention(first, last, None, "refused", reason=fact, code=code)


def passages(
    text: str, spans: Iterable[tuple[int, int]], language: str | None = None
) -> Iterator[Passage]:
    """The passages of *text* at *spans*; if None, *language* is detected from the words.

    Raises:
        UnknownName: there is no file for *language*.
    """
    words = lexicon.load(lexicon.nearest_tag(language or languages_of(text)[0]))
    return (Passage(text, start, end, words) for start, end in spans)


def languages_of(text: str) -> tuple[str, ...]:
    """The languages whose files have most of the words of *text*: conjunctions, months, years.

    There are several if they have equally many; English if no language has any.
    """
    tokens = tokenise(text[: SAMPLE * 8])[:SAMPLE]
    words = [token.text for token in tokens if token.kind == "word"]
    counts = {tag: lexicon.words_in(tag, words) for tag in lexicon.written_in(words)}
    if not any(counts.values()):
        return lexicon.tags()[:1]
    most = max(counts.values())
    found = [tag for tag, count in counts.items() if count == most]
    # A language that extends another one (its base) adds nothing unless it has more matches.
    return tuple(tag for tag in found if lexicon.load(tag).base not in found)
