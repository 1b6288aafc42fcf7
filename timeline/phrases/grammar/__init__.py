"""The rules for dates in any language, over the categories of the lexicon.

`timeline.phrases.parsing` explains the notation of rules. Their items are the word lists of
`compiling.CATEGORIES` and the lattice's categories for figures and signs: ``dd`` (one or two
digits), ``two``, ``yyyy``, ``number``, ``roman``, ``glue`` (a hyphen inside a word), ``dot`` (the
full stop of an ordinal).

Word order differs between languages, so there are rules for both orders: a rule that a language
never uses costs nothing, because its lexicon has no word that could begin it. All readings of a
text are found, each with its end; the caller chooses.

Each module holds the rules of one topic. The later ones build on the symbols of the earlier
ones, and only `combinations` knows them all::

    joins            "to", "and", "the third"
    days             "Monday, 17 and 18 September", "2026", "44 BC"
    groupings        quarters, halves and seasons
    parts            "early 2026", "week 38 of 2026"
    whole            a day or month with its year, ranges of years, decades, centuries
    figures          17.09.2025, 2025-09-17, 03/04/2025
    times            "5–7 p.m.", "14:00 MSK"
    relative         "tomorrow", "three weeks ago"
    other_calendars  "15 Ramadan 1446"
    styles           Old and New Style: "12 April O.S."
    combinations     series, ranges, open ends, windows and marks of doubt
"""

from __future__ import annotations

from typing import Final

from timeline.phrases.grammar import (
    combinations,
    days,
    figures,
    groupings,
    joins,
    other_calendars,
    parts,
    relative,
    styles,
    times,
    whole,
)
from timeline.phrases.parsing import Grammar

GRAMMAR: Final = Grammar(
    joins.RULES,
    days.RULES,
    groupings.RULES,
    whole.RULES,
    parts.RULES,
    relative.RULES,
    other_calendars.RULES,
    styles.RULES,
    figures.RULES,
    times.RULES,
    combinations.RULES,
)
"""All rules. Their order decides between equal readings."""

BEGINNINGS: Final = GRAMMAR.beginnings("mention")
"""Categories that can begin a date in running text."""
