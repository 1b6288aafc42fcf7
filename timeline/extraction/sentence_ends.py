"""Split a paragraph into sentences, as far as drafts need it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases.folding import fold, is_small

LONGEST: Final = 4000
"""Maximum characters of a sentence; longer text is a list without full stops, and is cut."""

# Possessive, and never begun inside a run: a line of dots would cost its length squared.
_STOP: Final = re.compile(
    r"(?<![.!?…])[.!?…]++[»”\")]*+(?=\s)|[。！？։；]|\n(?=\s*[-–—•*])"
    r"|[;؛\u0387](?=\s)|(?<=\w)·(?=\s)"
)
ENDS: Final = frozenset(".!?;؛；\u0387。։")
"""Signs that end a sentence, or a part of one."""

_LETTER: Final = re.compile(r"\s*+(\S)")
_WORD_BEFORE: Final = re.compile(r"(\w+)$")


def sentences(
    text: str, start: int, end: int, kept: Sequence[tuple[int, int]], lexicon: Vocabulary
) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between *start* and *end* of *text*; none ends inside *kept*.

    A full stop does not end a sentence after an abbreviation, an initial or a number (17.
    септембра), nor before a small letter, nor if the sentence is only a date ("May 2019. Visit
    of …"). *kept* are spans in the order of the text that do not overlap.
    """
    for first, last in _whole(text, start, end, kept, lexicon):
        while last - first > LONGEST:
            cut = text.rfind(" ", first, first + LONGEST) + 1 or first + LONGEST
            around = _around(kept, cut)
            cut = around[1] if around else cut
            yield _trimmed(text, first, cut)
            first = cut
        if text[first:last].strip():
            yield _trimmed(text, first, last)


def _whole(
    text: str, start: int, end: int, kept: Sequence[tuple[int, int]], lexicon: Vocabulary
) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if match[0].startswith(".") and not _ends(text, match.start(), stop, end, lexicon):
            continue
        if _around(kept, stop) or _is_date(text, begin, match.start(), kept):
            continue
        if text[begin:stop].strip():
            yield _trimmed(text, begin, stop)
        begin = stop
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _around(kept: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
    """The span of *kept* that *position* lies inside of."""
    index = bisect_left(kept, (position,)) - 1
    return kept[index] if index >= 0 and position < kept[index][1] else None


def _is_date(text: str, start: int, end: int, kept: Sequence[tuple[int, int]]) -> bool:
    """Whether the characters *start* to *end* are only a date."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    index = bisect_left(kept, (start,))
    return index < len(kept) and kept[index][0] == start and kept[index][1] >= end


def _ends(text: str, dot: int, after: int, end: int, lexicon: Vocabulary) -> bool:
    following = _LETTER.match(text, after, end)
    if following and is_small(following[1]):
        return False
    match = _WORD_BEFORE.search(text, max(0, dot - 30), dot)
    if match is None:
        return True
    word = match[1]
    if word.isdigit():
        # The number of a paragraph, or an ordinal; a year ends a sentence.
        return len(word) > 2
    is_initial = len(word) == 1 and word.isupper()
    return not is_initial and fold(word) not in lexicon.abbreviations


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
