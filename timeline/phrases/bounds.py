"""Where a date begins and ends in running text, and what separates two dates."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from timeline.phrases.folding import is_small
from timeline.phrases.grammar import BEGINNINGS
from timeline.phrases.parsing import Parser
from timeline.phrases.surroundings import Surroundings

YEAR: Final = 4
"""Digits of a year, which cannot be a paragraph number or an hour."""

YEARS: Final = range(1700, 2101)
"""Years that a bare number of four digits may mean in running text."""

_OPENERS: Final = frozenset({"from", "between", "since", "until", "before", "after"})
"""Belongs to the date that follows, even if it is a filler elsewhere (du, del)."""

_WEIGHTLESS: Final = frozenset({"filler", "at", "and"})
_UNITS: Final = frozenset({"year", "month_unit", "week", "day_unit"})

_APART: Final = frozenset({"relative", "before", "after"})
"""Words that say nothing about a date that follows them after "in"."""


class Bounds:
    """The bounds of dates among the surrounding words."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def may_continue(self, end: int) -> bool:
        """Whether the sentence may continue at *end*: «с 15 по 17 октября, на 18:30 ...»."""
        continuing = ("and", "or", "to", "filler", "inside", ",")
        return end < len(self.around.tokens) and any(
            map(partial(self.around.names, end), continuing)
        )

    def trimmed(self, parser: Parser, node: int, end: int, found: Any) -> int:
        """The actual start of the date, without leading words that add nothing."""
        while "filler" in (edges := self.around.edges(node)):
            opens = not _OPENERS.isdisjoint(edges) and len(getattr(found, "points", "  ")) > 1
            after = next(
                (
                    place
                    for _, place in edges["filler"]
                    if (found, end) in parser.readings("mention", place)
                ),
                None,
            )
            if opens or after is None:
                break
            node = after
        return node

    def stripped(self, by_end: dict[int, list[Any]], end: int, found: Any) -> int:
        """The actual end of the date, without trailing words and signs that add nothing."""
        last = end
        for shorter in range(end - 1, 0, -1):
            if not self._adds_nothing(shorter):
                break
            if found in by_end.get(shorter, ()):
                last = shorter
        return last

    def _adds_nothing(self, node: int) -> bool:
        text = self.around.tokens[node].text
        if text == ".":
            is_number = self.around.tokens[node - 1].kind == "number"
            return self.around.names(node - 1, "ordinal_suffix") or (
                is_number and not self.around.words.ordinal_point
            )
        return text == "," or self.around.names(node, "inside") or self.around.names(node, "filler")

    def is_numeral(self, node: int) -> bool:
        """Whether the token is a paragraph number: «17. В сентябре»."""
        token = self.around.tokens[node]
        if token.kind != "number" or node + 2 >= len(self.around.tokens):
            return False
        mark = self.around.tokens[node + 1]
        if self.around.names(node - 1, "day_unit") and not mark.glued and mark.text in "-:":
            # "Day 1 - 18 May"
            return not self.around.line_before(node - 1).strip()
        if self.around.line_before(node).strip() or len(token.text) == YEAR:
            return False
        if mark.text == ")":
            return True
        if (
            mark.kind == "number"
            and not mark.glued
            and self.around.names(node + 2, "numbered_month")
        ):
            return True  # 「2 11月25日、…」
        after = self.around.tokens[node + 2]
        if after.kind == "number" or self.around.names(node + 2, "and"):
            # «17. 9. 2025», «17. и 18. септембра»
            return False
        if mark.text == "." and after.kind == "word" and is_small(self.around.initial(node + 2)):
            return False
        return (
            mark.text == "."
            and not after.glued
            and (after.kind != "word" or "month" not in self.around.edges(node + 2))
        )

    def is_named(self, node: int) -> bool:
        """Whether an ordinal names an item whose date follows a dash: «второй — 27–28 октября»."""
        if node + 1 >= len(self.around.tokens) or self.around.tokens[node].kind != "word":
            return False
        dash = self.around.tokens[node + 1]
        return dash.text == "-" and not dash.glued and self.around.names(node, "ordinal")

    def may_begin(self, node: int) -> bool:
        """Whether a number at *node* is alone and not part of a longer one."""
        token = self.around.tokens[node]
        edges = self.around.edges(node)
        if "filler" in edges and BEGINNINGS.isdisjoint(edges.keys() - self._weightless(node)):
            return False
        if token.kind == "number" and self._is_number_of_paragraph(node):
            return False
        if token.kind != "number" or not node:
            return True
        before = self.around.tokens[node - 1]
        if before.text in "$€£+%§" or self.is_numbered(node):
            return False
        if before.text == "_" and token.glued:
            return False  # the name of a file
        is_closed = before.text in ")]" and token.glued and node > 1
        if is_closed and self.around.tokens[node - 2].kind == "number":
            return False  # the number of a document: "CM/Cal(2026)11"
        if token.glued and before.text in "/-.:," and node > 1:
            return not before.glued or self.around.tokens[node - 2].kind != "number"
        return not (
            token.glued and before.kind == "word" and before.text.isascii() and len(before.text) < 4
        )

    def _is_number_of_paragraph(self, node: int) -> bool:
        """Whether the number only counts its paragraph: "2 11月25日", where months come first."""
        tokens = self.around.tokens[node : node + 2]
        is_first = not node and self.around.words.year_first and len(tokens) == 2
        is_short = is_first and len(tokens[0].text) <= 2
        return is_short and tokens[1].kind == "number" and not tokens[1].glued

    def is_numbered(self, node: int) -> bool:
        """Whether "no." comes before the number: «AVISO N.º 3 — 4 de fevereiro»."""
        before = node - 1
        if before >= 0 and self.around.tokens[before].text in "№#":
            return True
        if self._is_of_room(node):
            return True
        # Folding turns the raised letter of «N.º» into a plain one.
        while (
            before > 0
            and self.around.tokens[before].glued
            and (self.around.tokens[before].text in (".", "°", "o", "a"))
        ):
            before -= 1
        return before < node - 1 and self.around.names(before, "number_sign")

    def _is_of_room(self, node: int) -> bool:
        """Whether two figures with a sign between are the number of a room: "room 5.12"."""
        before = node - 1
        if before > 0 and self.around.tokens[before].text == ".":
            before -= 1  # «каб. 5.12»
        figures = self.around.tokens[node : node + 3]
        return (
            len(figures) == 3
            and figures[1].text in "./-"
            and figures[1].glued
            and figures[2].glued
            and self.around.names(before, "room")
        )

    def _weightless(self, node: int) -> frozenset[str]:
        """Categories that cannot start a date at *node*; "in" can before "three days"."""
        units = (edges.keys() & _UNITS for edges in map(self.around.edges, range(node, node + 5)))
        return _WEIGHTLESS if any(units) else _WEIGHTLESS | {"ahead"}

    def is_one(self, start: int, end: int) -> bool:
        """Whether no sentence or line begins inside: «до 2030 г. В мае» is two dates."""
        if any(map(self._parts, range(start + 1, end))):
            return False
        if any(map(self._closes_row, range(start + 1, end))):
            return False
        if any(self._opens_programme(start, node, end) for node in range(start + 1, end)):
            return False
        return not any(
            self.around.initial(node).isupper()
            and (self.around.opens_sentence(node) or self.around.opens_line(node))
            for node in range(start + 1, end)
        )

    def _opens_programme(self, start: int, node: int, end: int) -> bool:
        """Whether a line begins with a time and names the programme item: "09:00 Registration"."""
        before, token = self.around.tokens[node - 1], self.around.tokens[node]
        if before.text in (",", "-") or self.around.names(node - 1, "at"):
            return False
        if "\n" not in self.around.text[before.end : token.start]:
            return False
        if token.kind != "number":
            # "ore 9.00 – registrazione" below a line with only the day
            if not self.around.names(node, "hour") or self.around.line_before(start).strip():
                return False
            node += 2 if self.around.names(node + 1, ".") else 1
        rest = self.around.text[self.around.tokens[end - 1].end :].partition("\n")[0]
        return self._is_clock(node) and any(map(str.isalpha, rest))

    def _closes_row(self, node: int) -> bool:
        """Whether a row ends with a number and the next begins with a day: "10:30⏎16 Sep"."""
        before, token = self.around.tokens[node - 1], self.around.tokens[node]
        if node < 3 or "\n" not in self.around.text[before.end : token.start]:
            return False
        if before.kind == token.kind == "number":
            return True
        is_clock = self.around.names(node - 1, "two") and self.around.tokens[node - 2].text in ":."
        is_clock = is_clock and self.around.tokens[node - 3].kind == "number"
        return is_clock and self.around.names(node, "weekday")

    def _is_clock(self, node: int) -> bool:
        if node >= len(self.around.tokens) or self.around.tokens[node].kind != "number":
            return False
        digits = self.around.tokens[node].text
        if len(digits) == YEAR:
            return int(digits) not in YEARS
        if self.around.names(node + 1, ":") or self.around.names(node + 1, "hour"):
            return True
        return self.around.names(node + 1, ".") and self.around.names(node + 2, "two")

    def _parts(self, node: int) -> bool:
        """Whether the token at *node* separates what is before it from what is after it."""
        token, before = self.around.tokens[node], self.around.tokens[node - 1]
        if token.text == ";":
            return True
        edges = self.around.edges(node)
        if before.kind == "number" and len(before.text) == 4 and "filler" in edges:
            # The year comes before a day without a word between: "note 1877 of 31 March".
            day = self.around.content(node + 1)
            month = self.around.content(day + 1)
            is_day = self.around.names(day, "dd") and self.around.names(month, "month")
            # «dal 10 ottobre 2026 al 31 gennaio 2027»
            is_range = "to" in edges
            return is_day and not is_range and not self.around.names(node - 2, ".")
        if token.text != "," and "inside" not in edges:
            return False
        # "12 in May", «12, мамырда», "the previous, in November 2024", «ранее в этом году»
        if before.kind == "number" and len(before.text) < 3:
            month_first = self.around.words.month_first
            follows_month = month_first and node > 1 and self.around.names(node - 2, "month")
            return not follows_month and self.around.names(self.around.content(node + 1), "month")
        return token.text != "," and not _APART.isdisjoint(self.around.edges(node - 1).keys())

    def may_end(self, end: int) -> bool:
        """Whether a date may end before the token at *end*."""
        last = self.around.tokens[end - 1]
        if end >= len(self.around.tokens) or not self.around.tokens[end].glued:
            return True
        sign = self.around.tokens[end]
        if sign.text in "%_" or last.text == "-":
            return False
        if last.kind == "number" and sign.text in "/:-,." and end + 1 < len(self.around.tokens):
            after = self.around.tokens[end + 1]
            return not (after.glued and after.kind == "number")
        return not (last.kind == "number" and sign.kind == "word")
