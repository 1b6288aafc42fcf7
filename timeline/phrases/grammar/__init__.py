"""The rules for dates in any language, over the categories of the lexicon.

`timeline.phrases.parsing` explains the notation of rules. Their items are the word lists of
`compiling.CATEGORIES` and the lattice's categories for figures and signs: ``dd`` (one or two
digits), ``two``, ``yyyy``, ``number``, ``roman``, ``glue`` (a hyphen inside a word), ``dot`` (the
full stop of an ordinal).

Word order differs between languages, so there are rules for both orders: a rule that a language
never uses costs nothing, because its lexicon has no word that could begin it. All readings of a
text are found, each with its end; the caller chooses.

Each module holds the rules of one topic. The later ones build on the symbols of the earlier
ones, and only `combinations` knows them all.
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
