"""Titles: the noun phrase that names an event, cut out of its sentence."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from timeline.extraction.nominative import nominative
from timeline.extraction.noun_phrases import (
    date_within,
    end_of,
    joined_start,
    outermost,
    start_of,
    trimmed,
    with_year,
)
from timeline.extraction.sentence import Head, Sentence
from timeline.language_tags import primary
from timeline.phrases.tokens import TextSpan

LONGEST: Final = 140
"""Maximum characters of a title."""


class Title(Struct, frozen=True):
    """A title, the tokens that it was cut from, and the kind of event that it names."""

    text: str
    start: int
    end: int
    kind: str
    head: Head


def title_around(sentence: Sentence, head: Head, *, is_alone: bool = False) -> Title:
    """The title with *head* as its noun, or with the noun that *head* belongs to.

    *is_alone* keeps the noun itself: the agreement was signed, not its entry into force.
    """
    head = head if is_alone else outermost(sentence, head)
    start = start_of(sentence, head)
    end = end_of(sentence, head, head.end) if sentence.lexicon.head_first else head.end
    end = with_year(sentence, head, end)
    hole = date_within(sentence, head) if end == head.end else None
    if hole:
        end = end_of(sentence, head, hole[1])
    start = joined_start(sentence, trimmed(sentence, start, head))
    kind = _kind(sentence, head, start, end)
    return Title(_phrase(sentence, start, head, end, hole), start, end, kind, head)


def series_name(sentence: Sentence, head: Head) -> str | None:
    """The name that *head* shares with another of its kind; None if it is only the noun.

    Words before the noun count if they are a proper name, unlike "the fifth".
    """
    start, end = start_of(sentence, head), end_of(sentence, head, head.end)
    noun = head.noun.form.nominative
    if sentence.lexicon.head_first and end > head.end:
        words = " ".join(f"{noun} {sentence.words(head.end, end)}".split())
        return capitalised(words, sentence.lexicon.tag)
    is_proper = all(
        sentence.tokens[index].kind == "word" and sentence.is_capital(index)
        for index in range(start, head.index)
    )
    return _phrase(sentence, start, head, head.end) if start < head.index and is_proper else None


def _kind(sentence: Sentence, head: Head, start: int, end: int) -> str:
    """The kind of *head*, or of its object if *head* is only an opening or a launch."""
    vague = ("other", "relations")  # «успостављање», "establishment": of relations, mostly
    if head.noun.kind not in vague:
        return head.noun.kind
    inner = (other.noun.kind for other in sentence.heads if start <= other.index < end)
    return next((kind for kind in inner if kind not in vague), head.noun.kind)


def _phrase(
    sentence: Sentence, start: int, head: Head, end: int, hole: TextSpan | None = None
) -> str:
    begin = hole[1] if hole else head.end
    after = sentence.words(begin, end)
    gap = "" if begin < end and sentence.tokens[begin].glued else " "
    restored = nominative(sentence, start, head)
    text = (restored or sentence.words(start, head.end)) + (gap + after if after else "")
    text = re.sub(r"(?<=\w)\s*[-–—]\s*(?=\d{4}\b)", "-", " ".join(text.split()))
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0].rstrip(" ,;:-–—")
    return capitalised(text, sentence.lexicon.tag)


def capitalised(text: str, language: str) -> str:
    """*text* with its first letter as a capital: İ for i in languages that write it so."""
    is_dotted = text.startswith("i") and primary(language) in _DOTTED
    # Georgian has capitals for whole words only, and `str.title` leaves its letters unchanged.
    return ("İ" if is_dotted else text[:1].title()) + text[1:]


_DOTTED: Final = frozenset({"az", "tr"})
"""Languages in which the capital of i keeps its dot."""
