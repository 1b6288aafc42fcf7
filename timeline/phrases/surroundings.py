"""The text around a date: categories of words, sentence, and tense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from timeline.phrases.folding import is_small
from timeline.phrases.grammar import GRAMMAR
from timeline.phrases.lattice import Edges, Lattice
from timeline.phrases.lexicon import Lexicon
from timeline.phrases.tokens import Token

REACH: Final = 24
"""Maximum tokens of a date: one with weekday, two ends, time and zone."""

THAI_REACH: Final = 72
"""The same in Thai, of which each letter is a token."""

_THAI: Final = re.compile("[\u0e00-\u0e7f]")

SENTENCE: Final = 40
"""Tokens on either side in which the tense of a sentence is searched for."""

LABEL: Final = 6
"""Maximum tokens of a label before a date: four Chinese characters and a colon."""

CLAUSE: Final = 6
"""Tokens that a comma counts for in the distance to the nearest verb."""

OPENING: Final = 2
"""Tokens of a sentence among which the word is that says what its date is."""

VERB: Final = 5
"""Minimum letters of a word that is recognised as a past verb by its ending."""

_FULL_STOPS: Final = "\u3002\u06d4"
"""Full stops of Chinese and Urdu, which only end sentences."""

_DAYS, _MONTHS = 31, 12

_MONTH_WORDS: Final = frozenset({"month", "numbered_month", "other_month"})

_CAPITALISED: Final = frozenset(
    "month other_month calendar style weekday season zone era roman quarter half_year half century"
    " decade week year ten_days".split()
)
"""Words that may be capitalised within a date."""


class Surroundings:
    """The tokens of a paragraph, as seen from the position of a date."""

    def __init__(self, text: str, tokens: tuple[Token, ...], words: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.words = words
        self.lattice = Lattice(text, tokens, words)

    @cached_property
    def reach(self) -> int:
        """Maximum tokens of a date in this text."""
        return THAI_REACH if _THAI.search(self.text) else REACH

    def edges(self, node: int) -> Edges:
        """The nodes that can be reached from *node*, by category."""
        return self.lattice.edges(node)

    def content(self, node: int) -> int:
        """The first node from *node* that is not a filler."""
        while node < len(self.tokens) and "filler" in self.edges(node):
            node += 1
        return node

    def names(self, node: int, category: str) -> bool:
        return 0 <= node < len(self.tokens) and category in self.edges(node)

    def opens_sentence(self, node: int) -> bool:
        before = self.tokens[node - 1]
        is_apart = before.text == "." and not self.tokens[node].glued
        return is_apart and _CAPITALISED.isdisjoint(self.edges(node))

    def line_before(self, node: int) -> str:
        """The text before the token on its line."""
        place = self.tokens[node].start
        return self.text[self.text.rfind("\n", 0, place) + 1 : place]

    def opens_line(self, node: int) -> bool:
        """Whether a line begins that does not continue the previous one."""
        before, token = self.tokens[node - 1], self.tokens[node]
        if "\n" not in self.text[before.end : token.start]:
            return False
        return not self.words.capital_months or (len(before.text) == 4 and before.kind == "number")

    def clause(self, start: int) -> Iterator[int]:
        """The nodes before *start*, backwards to the beginning of its sentence."""
        for node in range(start - 1, max(start - SENTENCE, -1), -1):
            gap = self.text[self.tokens[node].end : self.tokens[node + 1].start]
            if self.closes_sentence(node, -1) or ("\n" in gap and self.initial(node + 1).isupper()):
                return
            yield node

    def before(self, node: int) -> int:
        """*node*, or the first of the fillers directly before it."""
        while self.names(node - 1, "filler"):
            node -= 1
        return node

    def is_unknown_word(self, node: int) -> bool:
        """Whether a word follows that cannot be in a date: «до 2000 тонн»."""
        return (
            node < len(self.tokens)
            and self.tokens[node].kind == "word"
            and GRAMMAR.terminals.isdisjoint(self.edges(node))
        )

    def is_day_in_figures(self, node: int) -> bool:
        """Whether at *node* is the day of two figures with points, after "on": "am 21.10."."""
        figures = self.tokens[node : node + 4]
        return (
            node > 0
            and [token.kind for token in figures] == ["number", "sign", "number", "sign"]
            and figures[1].text == figures[3].text == "."
            and figures[1].glued
            and figures[3].glued
            and int(figures[0].text) <= _DAYS
            and int(figures[2].text) <= _MONTHS
            and self.names(node - 1, "on_day")
        )

    def names_month(self, start: int, end: int) -> bool:
        """Whether there is a month name, not a number: 12.10 may be anything."""
        return any(not _MONTH_WORDS.isdisjoint(self.edges(node)) for node in range(start, end))

    def is_locative(self, node: int) -> bool:
        """Whether the word's case means "in": «мамырда», Mayıs’ta; «Қазанда» is "in Kazan"."""
        if self.initial(node).isupper() and not self.words.capital_months:
            return False
        edges = self.edges(node)
        inner = (end for places in edges.values() for _, end in places if end > self.lattice.end)
        return "locative" in edges or any("locative" in self.edges(end) for end in inner)

    def has_year_word(self, start: int, end: int) -> bool:
        names = {"year", "years", "school_year", "era", "calendar", "century", "decade_suffix"}
        return any(not names.isdisjoint(self.edges(node)) for node in range(start, end))

    def follows(self, category: str, start: int) -> bool:
        """Whether a word of *category* ends at *start*; a colon may come between."""
        if start > 0 and self.tokens[start - 1].text == ":":
            start -= 1
        return any(
            end == start
            for node in range(max(start - LABEL, 0), start)
            for _, end in self.edges(node).get(category, ())
        )

    def is_of_deadline(self, start: int) -> bool:
        """Whether what *start* dates is a deadline: "Deadline: …", "The deadline for … is"."""
        if self.follows("deadline", start):
            return True
        if not self._deadlines:
            return False
        return not self._deadlines.isdisjoint(list(self.clause(start))[-OPENING:])

    @cached_property
    def _deadlines(self) -> frozenset[int]:
        """The nodes at which a word for a deadline begins."""
        return frozenset(node for node in range(len(self.tokens)) if "deadline" in self.edges(node))

    @cached_property
    def announces_hours(self) -> bool:
        """Whether it says on which weekdays something is open: "Mon–Fri 9–17", "closed Mondays"."""
        if any(
            self.names(node, "closed")
            and (self.names(node - 1, "weekday") or self.names(node + 1, "weekday"))
            for node in range(len(self.tokens))
        ):
            return True
        return any(
            token.text == "-"
            and self.names(node - 1, "weekday")
            and self.names(node + 1, "weekday")
            and any(other.kind == "number" for other in self.tokens[node + 2 : node + 5])
            for node, token in enumerate(self.tokens)
        )

    def tense(self, start: int, end: int) -> int:
        """1 if the sentence is about the future, -1 if about the past, 0 if it does not say."""
        nearest = (SENTENCE, 0)
        if self.tokens[end - 1].text == ".":
            end -= 1
        for step, nodes in (
            (-1, range(start - 1, max(start - SENTENCE, -1), -1)),
            (1, range(end, min(end + SENTENCE, len(self.tokens)))),
        ):
            farther = 0
            for node in nodes:
                if self.closes_sentence(node, step) or (node == end and self.is_full_stop(end)):
                    break
                if self.tokens[node].text in ",،、，":
                    farther += CLAUSE
                elif self.names(node, "and"):
                    farther += CLAUSE // 2
                tense = self._agreed(node, step) or self.tense_at(node)
                distance = abs(node - (start if step < 0 else end - 1)) + farther
                if tense and distance < nearest[0]:
                    nearest = (distance, tense)
        return nearest[1]

    def _agreed(self, node: int, step: int) -> int:
        """1 for what they agreed on; -1 for when they agreed, or for what was agreed."""
        if not self.names(node, "agree"):
            return 0
        is_passive = step < 0 and self.names(node - 1, "past")
        return -1 if is_passive else -step

    def tense_at(self, node: int) -> int:
        """The tense that the word gives: 1 for the future, -1 for the past, otherwise 0."""
        edges = self.edges(node)
        if "future" in edges:
            return 1
        if "past" not in edges and not (self._ends_as_past(node) and not edges):
            return 0
        # "will be held": the participle has the tense of its auxiliary, unlike "next year opened".
        before = (self.edges(other) for other in range(max(node - 3, 0), node))
        return 1 if any("future" in each and "relative" not in each for each in before) else -1

    def _ends_as_past(self, node: int) -> bool:
        """Whether the word, which is in no list, ends like a past verb: «посещал», objęła."""
        token = self.tokens[node]
        return (
            len(token.text) >= VERB
            and self.initial(node).islower()
            and token.text.endswith(self.words.past_endings)
        )

    def closes_sentence(self, node: int, step: int) -> bool:
        token = self.tokens[node]
        if token.text in ("!", "?", ";") or self.initial(node) in _FULL_STOPS:
            return True
        if token.text != "." or node + 1 >= len(self.tokens) or not node:
            return False
        after = self.tokens[node + 1]
        return (
            not after.glued
            and (after.kind == "number" or self.initial(node + 1).isupper())
            and self.may_close(node - 1)
        )

    def is_cut_short(self, start: int, end: int) -> bool:
        """Whether a month is an abbreviation in lower case without its full stop: "del mar".

        The full stop at the end of a sentence is not that of the abbreviation.
        """
        if end - start > 1 and self.tokens[end - 1].text == ".":
            end -= end == len(self.tokens) or self.is_full_stop(end - 1)
        if end - start > 1 or not is_small(self.initial(start)):
            return False
        senses = self.words.look_up(self.tokens[start].text)
        months = [sense for sense in senses if sense.category == "month"]
        return bool(months) and all(sense.rest == (".",) for sense in months)

    def is_full_stop(self, node: int) -> bool:
        """Whether the full stop after a date ends its sentence, not just an abbreviation."""
        if self.tokens[node].text != "." or node + 1 >= len(self.tokens):
            return False
        return not self.tokens[node + 1].glued and self.initial(node + 1).isupper()

    def may_close(self, node: int) -> bool:
        """Whether a full stop after the token ends a sentence, not just an abbreviation."""
        token = self.tokens[node]
        if token.kind == "number" and len(token.text) < 3:
            return not self.words.ordinal_point
        return len(token.text) > 3 or (
            self.names(node, "year") and len(self.tokens[node - 1].text) == 4
        )

    def initial(self, node: int) -> str:
        return self.text[self.tokens[node].start]
