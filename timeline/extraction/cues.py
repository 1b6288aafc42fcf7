"""Cues: the words that show how certain an event is, and which of them belongs to a date."""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline.events import Status
from timeline.extraction.clauses import statement
from timeline.extraction.sentence import Sentence, between
from timeline.extraction.vocabulary import OFF
from timeline.phrases.tokens import TextSpan

WIDEST: Final = 60
"""Tokens on either side of a date that are searched for its noun and its cue."""

NEAREST_CUE: Final = 14
"""Maximum tokens between a date and a cue."""

NEXT_TO: Final = 4
"""The same for a cue that refers to a future event in the past tense ("was planned for 2024"), and
for a cue that alone shows that a bare year dates an event ("its seat was opened in 2017")."""

CUE_COMMA_BEFORE: Final = 1.0
CUE_COMMA_BEHIND: Final = 4.0
"""Number of tokens that a comma between a cue and a date counts as. After the date, a conjunction
counts the same: in "signed on 24 October and in force since April", another date follows."""

CUE_BEHIND: Final = 1.5
"""Added distance of a cue after the date: at equal distance, the cue before it wins."""

CUE_WORD: Final = 0.5
"""Tokens by which each further word of a cue reduces its distance: "will be held" is stronger than
"held"."""


class Cue(NamedTuple):
    """A word that shows how certain an event is, and its distance from the date."""

    status: Status
    distance: float


def nearest_cue(sentence: Sentence, span: TextSpan) -> Cue | None:
    """The status of the cue nearest to the date; at equal distance, the one before it."""
    best: Cue | None = None
    first, last = max(span[0] - WIDEST, 0), min(span[1] + WIDEST, len(sentence.tokens))
    clause = statement(sentence, span)
    for index, size, status in sentence.cues:
        if not first <= index < last:
            continue
        is_before = index < span[0]
        distance = span[0] - index - size + 1 if is_before else index - span[1] + CUE_BEHIND
        distance -= (size - 1) * CUE_WORD
        gap = range(index, span[0]) if is_before else range(span[1], index)
        if clause[0] > span[1] and clause[0] <= index < clause[1]:
            gap = range(0)  # "On 5 May, France and Chad signed": no other date is there
        commas = sum(sentence.tokens[i].text == "," for i in gap)
        distance += commas * (CUE_COMMA_BEFORE if is_before else CUE_COMMA_BEHIND)
        if not is_before:
            conjunctions = sentence.lexicon.conjunctions
            joined = sum(bool(sentence.size(conjunctions, i)) for i in gap)
            distance += CUE_COMMA_BEHIND * joined
        if distance <= NEAREST_CUE and (best is None or distance < best.distance):
            best = Cue(status, distance)
    return best


def verdict(line: Sentence, row: Sentence | None) -> Cue | None:
    """The status of the event in a line, or in the *row* that the line is part of."""
    off = next((status for _, _, status in (row or line).cues if status in OFF), None)
    return Cue(off, 0) if off else nearest_cue(line, (0, 0))


def called_off(sentence: Sentence, span: TextSpan, cue: Cue | None) -> Cue | None:
    """*cue*, unless the announced event was cancelled.

    For example, "planned for 18 March, was cancelled", without another date between. An event that
    took place is not affected by a cue after a comma: "held on 18 March, but the visit was
    cancelled".
    """
    is_settled = cue is not None and not cue.status.is_pending
    for index, size, status in sentence.cues:
        if status not in OFF:
            continue
        first, last = (index + size, span[0]) if index < span[0] else (span[1], index)
        if last - first > WIDEST or between(sentence.blocked, first, last - 1):
            continue
        if not (is_settled and any(map(sentence.parts, range(first, last)))):
            return Cue(status, 0)
    return cue


def is_postponed_to(sentence: Sentence, span: TextSpan, *, is_second: bool = False) -> bool:
    """Whether the date at *span* is the new one: "was postponed to 2 July".

    In a language without a word for "to", the verb follows the new date («11 Mayıs'a ertelendi»),
    which must be the second one of the sentence: a single date may be that of the postponed event.
    """
    onto = sentence.lexicon.onto
    near = range(max(span[0] - 2, 0), span[0] + 1)  # the date may begin with it: 至5月11日
    is_behind = is_second and not (onto.exact or onto.stems)
    if not is_behind and not any(sentence.size(onto, index) for index in near):
        return False
    return any(
        status is Status.POSTPONED
        and (
            (not is_behind and 0 <= span[0] - index - size <= NEXT_TO)
            or 0 <= index - span[1] <= 1 + is_behind
        )
        # "planned for 10 May, was postponed to 24 May": the comma separates the first from the
        # verb.
        and not (index > span[1] and sentence.tokens[span[1]].text == ",")
        for index, size, status in sentence.cues
    )
