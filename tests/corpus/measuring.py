"""Our reader, measured on the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from timeline import edtf, phrases
from timeline.errors import DateError

from . import Passage, Phrase
from . import passages as all_passages
from . import phrases as all_phrases
from .scoring import Passages, Phrases, Span, bounds, score, strict


def expected(passage: Passage) -> list[Span]:
    """The dates of *passage* as spans."""
    return [
        Span(date.start, date.end, bounds(edtf.parse(date.edtf)), date.is_item)
        for date in passage.expected
    ]


def found(passage: Passage) -> list[Span]:
    """The dates that our reader finds in it; names of programmes and refusals do not count."""
    return [
        Span(mention.start, mention.end, bounds(mention.value), mention.is_item)
        for mention in phrases.find(passage.text, passage.language, passage.on)
        if mention.value is not None
    ]


def answer(phrase: Phrase) -> tuple[object, ...] | None:
    """The value that our reader gives for *phrase*; None if it refuses it."""
    try:
        reading = phrases.read(phrase.text, [phrase.language], phrase.on)
    except DateError:
        return None
    return (*strict(reading.value), reading.zone if phrase.zone else None)


def wanted(phrase: Phrase) -> tuple[object, ...] | None:
    """The value that it should give."""
    return (*strict(edtf.parse(phrase.edtf)), phrase.zone) if phrase.edtf else None


@cache
def passages_by_language() -> Mapping[str, Passages]:
    """Counts of passages by language tag."""
    counts: dict[str, Passages] = defaultdict(Passages)
    for passage in all_passages():
        counts[passage.language] += score(passage.text, expected(passage), found(passage))
    return counts


@cache
def phrases_by_language() -> Mapping[str, Phrases]:
    """Counts of phrases by language tag."""
    counts: dict[str, Phrases] = defaultdict(Phrases)
    for phrase in all_phrases():
        counts[phrase.language].add(expected=wanted(phrase), found=answer(phrase))
    return counts


def without_dates() -> int:
    """Number of passages that contain only traps."""
    return sum(not passage.expected for passage in all_passages())


def failures() -> Iterable[str]:
    """Every miss, one line each, for people who improve the reader."""
    for passage in all_passages():
        want, got = expected(passage), found(passage)
        for span in set(want) ^ set(got):
            sign = "missing" if span in want else "found"
            words = passage.text[span.start : span.end]
            start, end, precision = span.bounds
            item = "" if span.is_item else ", no item"
            yield f"{passage.language} {sign}: {words!r} {start}/{end} {precision}{item}"
    for phrase in all_phrases():
        if (got_value := answer(phrase)) != wanted(phrase):
            yield f"{phrase.language} phrase: {phrase.text!r} should be {phrase.edtf}: {got_value}"
