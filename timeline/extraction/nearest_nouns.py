"""Nearest nouns: the event that a date belongs to, among those that its sentence names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline import edtf
from timeline.errors import DateError
from timeline.events import Status, agree
from timeline.extraction.cues import WIDEST
from timeline.extraction.sentence import Head, Sentence, between
from timeline.extraction.titles import title_around
from timeline.phrases import Mention
from timeline.phrases.tokens import TextSpan

OTHER_DATE: Final = 14.0
"""Points for another date between a date and a noun, which usually belongs to the other date."""

SHARED_DATE: Final = 7.0
"""The same if there is no other noun between the two dates."""

FARTHEST: Final = 20
"""Maximum points of a noun that belongs to a date: see `distance`."""

TOKEN: Final = 0.5
"""Points for each word between a date and a noun."""

COMMA_BEFORE: Final = 2.0
COMMA_BEHIND: Final = 8.0
"""Points for a comma between them: before the date it starts a participle («съезда, состоявшегося
…»), after the date it starts something else."""

UNUSUAL_SIDE: Final = 3.0
"""Points for a noun on the unusual side of the date, in languages that put the head first."""

PARTICIPLE: Final = 4.0
"""Points for a participle between a date and a noun, in languages that put nouns last."""

NEXT_DATE: Final = 2
"""Maximum tokens between a noun and its own date after it."""

ACTS_OF_LAW: Final = frozenset({"agreement", "resolution"})
"""Kinds whose names may include a year, unless the text says what happened to them."""

ACTOR: Final = "institution"
"""The kind of nouns that are mostly actors: an embassy gives a reception; only its opening is an
event.
"""

MOST_OF_VERB: Final = 4
"""Maximum tokens of "was signed" in any language."""

_MOST_OF_ARTICLE: Final = 2
"""Maximum tokens before an agreement after a comma: "l'"."""

_ACTOR_BESIDE: Final = 6.0
"""Points for such a noun beside a date."""


def nearest_noun(
    sentence: Sentence, span: TextSpan, apart: Sequence[TextSpan] = (), *, after: bool = False
) -> tuple[float, Head] | None:
    """The noun that the date at *span* belongs to, and its distance.

    Nouns inside the spans *apart* are skipped; with *after*, the text after the date is searched
    first.
    """
    best: tuple[float, Head] | None = None
    first, last = span[0] - WIDEST, span[1] + WIDEST
    near = sentence.heads_between(first, last)
    acts = _titles_of_acts(sentence, near)
    if not after and (signed := _signed_behind(sentence, span, near)):
        return 0, signed
    for head in near:
        if any(start <= head.index < end for start, end in apart):
            continue
        if any(start < head.index < end for start, end in acts):
            continue  # "the Agreement on the exchange of visits"
        if _is_of_next(sentence, head, span):
            continue
        distance = distance_of(sentence, head, span, after=after)
        distance += _ACTOR_BESIDE if head.noun.kind == ACTOR else 0
        if distance <= FARTHEST and (best is None or distance < best[0]):
            best = distance, head
    return best


def _signed_behind(sentence: Sentence, span: TextSpan, near: Sequence[Head]) -> Head | None:
    """The agreement after the date at *span* that a verb before it signs: "signed, in May, the"."""
    words, tokens = sentence.lexicon, sentence.tokens
    first, last = span
    while first > 0 and (
        tokens[first - 1].text == ","
        or sentence.size(words.prepositions, first - 1)
        or sentence.size(words.articles, first - 1)
    ):
        first -= 1
    verbs = between(sentence.cues, first - MOST_OF_VERB, first - 1)
    is_signed = any(
        index + size == first and status is Status.SIGNED for index, size, status in verbs
    )
    if not (words.head_first and is_signed) or last >= len(tokens) or tokens[last].text != ",":
        return None
    return next(
        (
            head
            for head in near
            if head.noun.kind in ACTS_OF_LAW and last < head.index <= last + _MOST_OF_ARTICLE + 1
        ),
        None,
    )


def spans_of_other_years(
    mention: Mention, names: Iterable[tuple[TextSpan, Mention]]
) -> list[TextSpan]:
    """Those of *names* that include a year other than that of *mention*."""
    return [
        span
        for span, name in names
        if name is not mention and not _agree(mention.value, name.value)
    ]


def _agree(one: edtf.Value | None, other: edtf.Value | None) -> bool:
    try:
        return one is not None and other is not None and agree(one, other)
    except DateError:
        return False


def _titles_of_acts(sentence: Sentence, heads: Sequence[Head]) -> list[TextSpan]:
    """The spans of the agreements' names among *heads*, with their subjects."""
    if len(heads) < 2 or not sentence.lexicon.head_first:
        return []
    acts = [head for head in heads if head.noun.kind in ACTS_OF_LAW]
    titles = (title_around(sentence, head, is_alone=True) for head in acts)
    return [(title.head.index, title.end) for title in titles]


def _is_of_next(sentence: Sentence, head: Head, span: TextSpan) -> bool:
    """Whether *head* has a date of its own: "… on 3 May and signed the treaty in June"."""
    if head.index < span[1] or not any(
        sentence.size(sentence.lexicon.conjunctions, index) for index in range(span[1], head.index)
    ):
        return False
    return bool(between(sentence.blocked, head.end, head.end + NEXT_DATE))


def distance_of(sentence: Sentence, head: Head, span: TextSpan, *, after: bool = False) -> float:
    """The distance of a noun from a date in tokens; commas and other dates count more."""
    start, end = span
    if start <= head.index < end:
        # "30th anniversary", "the beginning of June": the event itself is named outside.
        return float("inf") if after or head.noun.kind == "other" else 0
    is_before = head.index < start
    gap = range(head.end, start) if is_before else range(end, head.index)
    comma = COMMA_BEFORE if is_before else COMMA_BEHIND
    # "The forum, which was planned for May, was moved to June": the clause does not count.
    asides = [aside for aside in between(sentence.asides, head.end, start - 1) if aside[1] <= start]
    if not is_before and sentence.closes_bracket(gap):
        return float("inf")  # "the summit (Lima, 3 June) and the session": not of the session
    points = 0.0
    for index in gap:
        token = sentence.tokens[index]
        if any(first <= index < last for first, last in asides):
            continue
        if token.text == ";":
            return float("inf")
        points += comma if token.text == "," else TOKEN
    for first, last in between(sentence.blocked, gap.start, gap.stop - 1):
        if any(begin <= first < stop for begin, stop in asides):
            continue
        # "The fair ran from 20 March, and on 23 March the guests left": the second date is not the
        # fair's.
        away = range(last, start) if is_before else range(end, first)
        if any(sentence.tokens[index].text == "," for index in away):
            return float("inf")
        # "Signed on 24 October and in force since 1 April": with no noun between, one has both.
        is_shared = is_before and not any(map(sentence.is_noun, range(last, start)))
        points += SHARED_DATE if is_shared else OTHER_DATE
    if sentence.lexicon.head_first:
        return points + UNUSUAL_SIDE if is_before is after else points
    tying = between(sentence.cues, gap.start, gap.stop - 1)
    if not is_before and any(index + size <= head.index for index, size, _ in tying):
        # «5 маусымда Ташкентте өтетін форум»: the participle ties the noun after to the date.
        return max(points - PARTICIPLE, -1.0)
    return points


def is_parted(sentence: Sentence, one: int, other: int) -> bool:
    """Whether there is a comma, a semicolon or a colon between two tokens."""
    first, last = sorted((one, other))
    return any(sentence.tokens[index].text in {",", ";", ":"} for index in range(first, last))
