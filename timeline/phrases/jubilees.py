"""Jubilees: "the 30th anniversary", and the year in which it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.phrases.earlier_dates import days_of
from timeline.phrases.parsing import Parser
from timeline.phrases.passages import Passage
from timeline.phrases.results import Mention
from timeline.phrases.surroundings import CLAUSE


def jubilee(
    passage: Passage, on: date | None, parser: Parser, node: int
) -> tuple[Mention, int] | None:
    """The jubilee that begins at *node*, and the node after it."""
    if node and passage.tokens[node].glued and _is_numeral(passage, node - 1):
        return None  # 一百二十周年 is the 120th, not the 20th
    readings = [
        (number, end)
        for number, end in parser.readings("jubilee", node)
        if end <= passage.around.lattice.end
    ]
    if not readings:
        return None
    number, end = max(readings, key=lambda reading: reading[1])
    value = edtf.Date(on.year) if on else None
    mention = passage.mention(
        node,
        end,
        value,
        "anniversary",
        rule="anniversary",
        inferred=True,
        number=number,
        reason="" if value else "its year is not given",
        code=None if value else "date-without-year",
    )
    return mention, end


def _is_numeral(passage: Passage, node: int) -> bool:
    """Whether a word is part of a number that is written together with the word after it."""
    return passage.tokens[node].text in _HUNDREDS or passage.around.names(node, "cardinal")


_HUNDREDS: Final = frozenset("百千")
"""Words before the tens and units of a greater number."""


def dated_jubilee(
    passage: Passage,
    on: date | None,
    jubilee: Mention,
    end: int,
    before: Sequence[tuple[Mention, int]],
    after: Sequence[tuple[Mention, int]],
) -> Mention:
    """*jubilee*, dated to the year in its sentence ("will be kept in 2027") or just before it.

    A year that is as far back as the jubilee counts is that of the founding.
    """
    start = passage.node(jubilee.start)
    neighbours = [
        *((mention, range(end, passage.node(mention.start))) for mention, _ in after[:1]),
        *((mention, range(node, start)) for mention, node in before[-1:]),
    ]
    for mention, between in neighbours:
        first, _ = days_of(mention.value)
        if first is None or mention.kind not in ("event", "relative") or on is None:
            continue
        # A past date belongs to something else: "and returns the visit of October 2023".
        is_near = len(between) <= CLAUSE
        if not is_near and (between.stop == start or first.year < on.year):
            continue
        is_apart = any(passage.around.closes_sentence(node, 1) for node in between)
        is_founding = 2 * (on.year - first.year) > (jubilee.number or 0)
        if not is_apart and not is_founding:
            return replace(jubilee, value=edtf.Date(first.year))
    return jubilee
