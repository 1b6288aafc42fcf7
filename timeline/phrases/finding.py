"""Dates in running text: where each stands, what it says, and what it is there for.

The grammar is that of `timeline.phrases.read`; what is added is restraint. A text is full of
numbers that are no dates (paragraphs, resolutions, telephones, shares, votes), so a number
counts only with a month, a year word or another sign of a date beside it, and never as part
of a longer number. A date without its year gets the one that the day of the document and the
tense of the sentence suggest, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import partial
from typing import Any, Final

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.phrases import Mention, lexicon, meaning
from timeline.phrases.grammar import BEGINNINGS, GRAMMAR
from timeline.phrases.lattice import Lattice
from timeline.phrases.lexicon import Lexicon
from timeline.phrases.meaning import Fault, NoDateError, Node, Open, Point, Series, Window
from timeline.phrases.parsing import Parser
from timeline.phrases.reading import QUOTES
from timeline.phrases.tokens import tokenise

REACH: Final = 24
"""Tokens of the longest date that is looked for: one with weekday, two ends, time and zone."""

SENTENCE: Final = 40
"""Tokens on either side within which the tense of a sentence is looked for."""

HEAD: Final = 300
"""Characters at the head and foot of a document where a line with a date alone is its stamp."""

NEARER: Final = 300
"""Days from which a date without year and tense is taken to be of the neighbouring year:
below it the document's own year is meant, above it New Year lies between the two."""

NEAR: Final = 45
"""Days within which the document's own year is meant, whatever the tense of the verb nearby."""

YEARS: Final = range(1700, 2101)
"""Years that four bare figures may mean in running text."""

_ANCHORS: Final = frozenset(
    "month season year years relative_year relative_month relative_day relative quarter half_year"
    " century century_before decade decade_before ago ago_before ahead_after anniversary yyyy"
    " numbered_month part_after school_year unknown week weekday era same_year same_month next_day"
    " anniversary_named decade_named decade_noun turn year_part half_named".split()
)
_OPENERS: Final = frozenset({"from", "between", "since", "until", "before", "after"})
"""What belongs to the date it opens, though elsewhere it may be without weight (du, del)."""

_CAPITALISED: Final = frozenset(
    "month other_month weekday season zone era roman quarter half_year half century decade week"
    " year ten_days".split()
)
"""Words that may have their capital in the middle of a date."""

_LISTED: Final = re.compile(r"[^\W\d_]{4}|[\u4e00-\u9fff]{2}|^\s*(?:\d+[.)]|[-–—•*])")
"""What makes a line with a date more than a stamp: another word, or the mark of a list."""

_PLACE: Final = re.compile(r"\W*(?:[^\W\d_]+[ -]?){1,3}, ?\W{0,2}(?:le |el |den )?")
"""The place before a date in the head of a notice."""

_GOES_ON: Final = re.compile(r"\W{0,2}[.:)\u2013\u2014-]")

_APART: Final = frozenset({"relative", "before", "after"})
"""What says nothing of the date that "in" begins after it."""

CLAUSE: Final = 6
"""Tokens that a comma counts for when the nearest verb is looked for."""

ACT: Final = 12
"""Tokens after a date within which it is told that something is in force since."""

_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n")


def find(text: str, language: str | None, on: date | None) -> tuple[Mention, ...]:
    """`timeline.phrases.find`."""
    words = lexicon.load(lexicon.nearest_tag(language) if language else _language(text))
    found: list[Mention] = []
    start = 0
    for match in _PARAGRAPH.finditer(text):
        found += _Paragraph(text, start, match.start(), words, on).mentions()
        start = match.end()
    found += _Paragraph(text, start, len(text), words, on).mentions()
    return tuple(found)


SAMPLE: Final = 3_000
"""Words at the beginning of a text by which its language is told."""


def _language(text: str) -> str:
    """The language whose file has most of the words of *text*: conjunctions, months, years."""
    tokens = tokenise(text[: SAMPLE * 8])[:SAMPLE]
    words = [token.text for token in tokens if token.kind == "word"]
    return max(lexicon.tags(), key=lambda tag: lexicon.words_in(tag, words))


class _Paragraph:
    """The part of *text* from *start* to *end*, whose dates never cross its bounds."""

    def __init__(self, text: str, start: int, end: int, words: Lexicon, on: date | None) -> None:
        self.whole = text
        self.offset = start
        self.text = text[start:end]
        self.words = words
        self.on = on
        self.tokens = tokenise(self.text)
        self.lattice = Lattice(self.text, self.tokens, words)
        self.told: edtf.Value | None = None
        """The last date, whether it said its year or not."""
        self.last: tuple[Mention, int] | None = None
        """The last date that said its year, and the node after it."""

    def mentions(self) -> Iterator[Mention]:
        """The dates of the paragraph, in order; none overlaps another."""
        found = [(mention, node) for mention, node in self._found()]
        for index, (mention, node) in enumerate(found):
            if mention.kind == "anniversary" and mention.value is not None:
                yield self._kept(mention, node, found[index + 1 : index + 2])
            else:
                yield mention

    def _kept(
        self, jubilee: Mention, end: int, following: Sequence[tuple[Mention, int]]
    ) -> Mention:
        """*jubilee* in the year that its sentence names next: "will be kept in 2027"."""
        for mention, _ in following:
            first, _ = _days(mention.value)
            if first is None or mention.kind not in ("event", "relative") or self.on is None:
                continue
            start = next(n for n in range(end, len(self.tokens)) if self._place(n) >= mention.start)
            is_apart = any(self._closes_sentence(node, 1) for node in range(end, start))
            is_founding = 2 * (self.on.year - first.year) > (jubilee.number or 0)
            if not is_apart and not is_founding:
                return replace(jubilee, value=edtf.Date(first.year))
        return jubilee

    def _place(self, node: int) -> int:
        return self.offset + self.tokens[node].start

    def _found(self) -> Iterator[tuple[Mention, int]]:
        """The dates of the paragraph, each with the node after it."""
        for start, end in self._runs():
            anchors = [node for node in range(start, end) if self._is_anchor(node)]
            if not anchors:
                continue
            parser = Parser(GRAMMAR, self.lattice, start, end)
            node = start
            for anchor in anchors:
                node = max(node, anchor - REACH)
                while node <= anchor:
                    mention, node = self._mention(parser, node)
                    if mention is not None:
                        yield mention, node
                        first, _ = _days(mention.value)
                        if first and mention.kind in ("event", "relative", "since"):
                            self.told = mention.value
                        if first and not (mention.inferred and self._is_own_year(first)):
                            self.last = mention, node

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Where words of dates stand one after the other: first node, and the node after the last.

        No date goes beyond such a run, and most of a text is in none.
        """
        start = reach = 0
        for node in range(len(self.tokens)):
            edges = self.lattice.edges(node)
            if node >= reach and GRAMMAR.terminals.isdisjoint(edges):
                if start < node:
                    yield start, node
                start = reach = node + 1
                continue
            reach = max(reach, node + 1)
            for places in edges.values():
                for _, end in places:
                    if reach < end <= self.lattice.end:
                        reach = end
        if start < len(self.tokens):
            yield start, len(self.tokens)

    def _is_own_year(self, day: date) -> bool:
        return self.on is not None and day.year == self.on.year

    def _is_anchor(self, node: int) -> bool:
        token = self.tokens[node]
        if token.kind == "number":
            return len(token.text) == 4 or self._is_short_year_of(node)
        if token.kind == "sign":
            return False
        edges = self.lattice.edges(node)
        return not _ANCHORS.isdisjoint(edges) or ("ahead" in edges and "filler" not in edges)

    def _is_short_year_of(self, node: int) -> bool:
        """Whether the number closes three pairs of figures: 12.03.26."""
        signs = [self.tokens[other].text for other in (node - 1, node - 3) if other > 0]
        return len(self.tokens[node].text) == 2 and signs == [".", "."]

    # -- one place ---------------------------------------------------------------------------

    def _mention(self, parser: Parser, node: int) -> tuple[Mention | None, int]:
        """The date that begins at *node*, if any, and the node to go on from."""
        following = node + 1
        edges = self.lattice.edges(node)
        if self._is_numeral(node):
            return None, following
        parser.refresh()
        try:
            jubilee = self._jubilee(parser, node)
            if jubilee is not None:
                return jubilee
            if BEGINNINGS.isdisjoint(edges) or not self._may_begin(node):
                return None, following
            readings = parser.readings("mention", node)
        except NoDateError:
            return None, following
        by_end: dict[int, list[Any]] = {}
        for found, end in readings:
            if end <= self.lattice.end and self._may_end(end) and self._is_one(node, end):
                by_end.setdefault(end, []).append(found)
        several = False
        refused: tuple[Mention, int] | None = None
        for end in sorted(by_end, reverse=True):
            if refused and not self._goes_on(end):
                continue
            for found in sorted(by_end[end], key=_is_plain):
                settled = meaning.settle(found, self.words.numeric)
                if several and _joined(settled):
                    continue
                if _are_several(settled):
                    several = True
                    continue
                start = self._trimmed(parser, node, end, found)
                mention = self._judged(settled, start, self._stripped(by_end, end, found))
                if mention is None:
                    if self._names_street(_series(settled), node, end):
                        return None, end
                    continue
                if mention.value is None:
                    refused = refused or (mention, end)
                elif not (refused and mention.inferred and self._has_year(node, refused[1])):
                    return mention, end
        return refused or (self._weekday(node) or self._name(node), following)

    def _goes_on(self, end: int) -> bool:
        """Whether something else may follow at *end*: «с 15 по 17 октября, на 18:30 ...»."""
        goes_on = ("and", "or", "to", "filler", "inside", ",")
        return end < len(self.tokens) and any(map(partial(self._names, end), goes_on))

    def _has_year(self, start: int, end: int) -> bool:
        names = {"yyyy", "same_year", "same_month", "relative_year", "relative"}
        return any(not names.isdisjoint(self.lattice.edges(node)) for node in range(start, end))

    def _weekday(self, node: int) -> Mention | None:
        """A day told by its name alone, the nearest that the tense allows: "met on Tuesday"."""
        places = self.lattice.edges(node).get("weekday", ())
        said = [(value, end) for value, end in places if end <= len(self.tokens)] or [
            (value, node + 1) for value, _ in places
        ]
        if self.on is None or not said or not self._is_told_as_time(node):
            return None
        value, end = max(said, key=lambda place: place[1])
        after = range(end, min(end + 3, len(self.tokens)))
        if any(self._names(other, "weekday") for other in after):
            return None
        tense = self._tense(node, end)
        if not tense or not isinstance(value, int):
            return None
        days = (self.on.isoweekday() - value) % 7
        try:
            day = self.on - timedelta(days) if tense < 0 else self.on + timedelta(-days % 7)
        except OverflowError:
            return None
        found = edtf.Date(day.year, day.month, day.day)
        return self._made(node, end, found, "relative", rule="weekday", inferred=True)

    def _is_told_as_time(self, node: int) -> bool:
        """Whether "in" or "on" stands before the word, its case says so, or nothing need."""
        return (
            self.words.bare_weekdays or self._names(node - 1, "inside") or self._is_locative(node)
        )

    def _trimmed(self, parser: Parser, node: int, end: int, found: Any) -> int:
        """Where the date really begins: words that add nothing to it are left out."""
        while "filler" in (edges := self.lattice.edges(node)):
            opens = not _OPENERS.isdisjoint(edges) and len(getattr(found, "points", "  ")) > 1
            if opens or (found, end) not in parser.readings("mention", node + 1):
                break
            node += 1
        return node

    def _stripped(self, by_end: dict[int, list[Any]], end: int, found: Any) -> int:
        """Where the date really ends: words and signs that add nothing are left out."""
        last = end
        for shorter in range(end - 1, 0, -1):
            if not self._adds_nothing(shorter):
                break
            if found in by_end.get(shorter, ()):
                last = shorter
        return last

    def _adds_nothing(self, node: int) -> bool:
        text = self.tokens[node].text
        if text == ".":
            return self._names(node - 1, "ordinal_suffix")
        return text == "," or self._names(node, "inside") or self._names(node, "filler")

    def _is_numeral(self, node: int) -> bool:
        """Whether the token is the number of a paragraph: «17. В сентябре»."""
        token = self.tokens[node]
        if token.kind != "number" or node + 2 >= len(self.tokens):
            return False
        line = self.text.rfind("\n", 0, token.start) + 1
        if self.text[line : token.start].strip():
            return False
        mark = self.tokens[node + 1]
        if mark.text == ")":
            return True
        after = self.tokens[node + 2]
        if after.kind == "number" or self._names(node + 2, "and"):
            # «17. 9. 2025», «17. и 18. септембра»
            return False
        if mark.text == "." and after.kind == "word" and self._initial(node + 2).islower():
            return False
        return (
            mark.text == "."
            and not after.glued
            and (after.kind != "word" or "month" not in self.lattice.edges(node + 2))
        )

    def _may_begin(self, node: int) -> bool:
        """Whether a number at *node* stands for itself and is no part of a longer one."""
        token = self.tokens[node]
        edges = self.lattice.edges(node)
        if "filler" in edges and BEGINNINGS.isdisjoint(edges.keys() - {"filler", "at", "and"}):
            return False
        if token.kind != "number" or not node:
            return True
        before = self.tokens[node - 1]
        if before.text in "№#$€£+%§":
            return False
        if token.glued and before.text in "/-.:," and node > 1:
            return not before.glued or self.tokens[node - 2].kind != "number"
        return not (
            token.glued and before.kind == "word" and before.text.isascii() and len(before.text) < 4
        )

    def _is_one(self, start: int, end: int) -> bool:
        """Whether no sentence or line begins inside: «до 2030 г. В мае» are two."""
        if any(map(self._parts, range(start + 1, end))):
            return False
        if any(self._opens_programme(node, end) for node in range(start + 1, end)):
            return False
        return not any(
            self._initial(node).isupper() and (self._opens_sentence(node) or self._opens_line(node))
            for node in range(start + 1, end)
        )

    def _opens_programme(self, node: int, end: int) -> bool:
        """Whether a line begins with a time and tells what is on then: "09:00 Registration"."""
        before, token = self.tokens[node - 1], self.tokens[node]
        if token.kind != "number" or before.text in (",", "-"):
            return False
        if "\n" not in self.text[before.end : token.start] or self._names(node - 1, "at"):
            return False
        rest = self.text[self.tokens[end - 1].end :].partition("\n")[0]
        return self._names(node + 1, ":") and any(map(str.isalpha, rest))

    def _parts(self, node: int) -> bool:
        """Whether the token at *node* keeps what stands on its two sides apart."""
        token, before = self.tokens[node], self.tokens[node - 1]
        if token.text == ";":
            return True
        edges = self.lattice.edges(node)
        if token.text != "," and "inside" not in edges:
            return False
        # "12 in May", «12, мамырда», "the previous, in November 2024", «ранее в этом году»
        if before.kind == "number" and len(before.text) < 3:
            month_first = self.words.month_first
            follows_month = month_first and node > 1 and self._names(node - 2, "month")
            return not follows_month and self._names(self._content(node + 1), "month")
        return token.text != "," and not _APART.isdisjoint(self.lattice.edges(node - 1).keys())

    def _content(self, node: int) -> int:
        """The first node from *node* on that is no word without weight."""
        while node < len(self.tokens) and "filler" in self.lattice.edges(node):
            node += 1
        return node

    def _names(self, node: int, category: str) -> bool:
        return 0 <= node < len(self.tokens) and category in self.lattice.edges(node)

    def _opens_sentence(self, node: int) -> bool:
        before = self.tokens[node - 1]
        is_apart = before.text == "." and not self.tokens[node].glued
        return is_apart and _CAPITALISED.isdisjoint(self.lattice.edges(node))

    def _opens_line(self, node: int) -> bool:
        """Whether a line begins that does not go on with what the last one said."""
        before, token = self.tokens[node - 1], self.tokens[node]
        if "\n" not in self.text[before.end : token.start]:
            return False
        return not self.words.capital_months or (len(before.text) == 4 and before.kind == "number")

    def _may_end(self, end: int) -> bool:
        """Whether a date may stop before the token at *end*."""
        last = self.tokens[end - 1]
        if end >= len(self.tokens) or not self.tokens[end].glued:
            return True
        sign = self.tokens[end]
        if sign.text == "%":
            return False
        if last.kind == "number" and sign.text in "/:-,." and end + 1 < len(self.tokens):
            after = self.tokens[end + 1]
            return not (after.glued and after.kind == "number")
        return not (last.kind == "number" and sign.kind == "word")

    # -- what it is --------------------------------------------------------------------------

    def _judged(self, node: Node, start: int, end: int) -> Mention | None:
        """The mention that *node* is, or None where the text gives too little ground for it."""
        if isinstance(node, Fault):
            return None
        series = _series(node)
        if series is None or not self._is_grounded(node, series, start, end):
            return None
        if self._only_begins(series, start, end):
            return None
        if self._counts_after_month(series, start, end) or self._is_counted_elsewhere(
            series, start, end
        ):
            return None
        if isinstance(node, Open) and node.kind == "since" and self._is_of_act(start):
            return None
        relative = [point.relative[0] for point in series.points if point.relative]
        inferred = any(unit.startswith(meaning.SHORT) for unit in relative)
        on = self.on
        if not meaning.ANAPHORIC.isdisjoint(relative):
            on = self._day_before(meaning.SAME_DAY in relative)
            if on is None and meaning.SAME_DAY in relative:
                return None
            inferred = True
        try:
            try:
                value = meaning.value(node, on)
            except meaning.NoYearError:
                if self.on is None:
                    raise
                value = self._inferred(node, series, start, end)
                inferred = True
        except NoDateError as error:
            return self._made(start, end, None, "refused", reason=error.fact)
        kind = self._kind(node, series, value, start, end)
        return self._made(
            start,
            end,
            value,
            kind,
            rule=meaning.rule(node, value),
            zone=meaning.zone(node),
            inferred=inferred,
        )

    def _day_before(self, exactly: bool) -> date | None:
        """The last day of the date that was told before this one, if need be a day itself."""
        if self.told is None or (exactly and self.told.precision is not Precision.DAY):
            return None
        return _days(self.told)[1]

    def _only_begins(self, series: Series, start: int, end: int) -> bool:
        """Whether something else has its beginning or end then: «начала в феврале»."""
        if not any(point.part and point.part[0] == meaning.THIRD for point in series.points):
            return False
        ends = [
            after
            for node in range(start, end)
            for _, after in self.lattice.edges(node).get("part", ())
        ]
        next_word = self.lattice.edges(ends[0]) if ends else {}
        return {"at", "filler"} <= next_word.keys() or "inside" in next_word

    def _is_counted_elsewhere(self, series: Series, start: int, end: int) -> bool:
        """Whether "in three days" is told of another day than that of the document."""
        said = "ahead" in self.lattice.edges(start) or self._names(end - 1, "ahead_after")
        if not said or not any(point.relative for point in series.points):
            return False
        return self._names(end, "after") or any(
            not _ANCHORS.isdisjoint(self.lattice.edges(node)) for node in self._clause(start)
        )

    def _clause(self, start: int) -> Iterator[int]:
        """The nodes before *start*, backwards to the beginning of its sentence."""
        for node in range(start - 1, max(start - SENTENCE, -1), -1):
            gap = self.text[self.tokens[node].end : self.tokens[node + 1].start]
            if self._closes_sentence(node, -1) or (
                "\n" in gap and self._initial(node + 1).isupper()
            ):
                return
            yield node

    def _is_of_act(self, start: int) -> bool:
        """Whether the date is that of a document named before it: «Sporazum od 7. oktobra»."""
        after = range(start + 1, min(start + ACT, len(self.tokens)))
        if any("in_force" in self.lattice.edges(node) for node in after):
            return False
        for node in self._clause(start):
            edges = self.lattice.edges(node)
            if "act" in edges or "in_force" in edges:
                return "in_force" not in edges
        return False

    def _counts_after_month(self, series: Series, start: int, end: int) -> bool:
        """Whether what looks like a day is a count of what follows: «в мае 17 делегаций»."""
        if self.words.month_first or any(point.year for point in series.points):
            return False
        if self.tokens[end - 1].text == ".":
            end -= 1
        before = end - 2
        while before > start and (
            self.tokens[before].text == "," or "inside" in self.lattice.edges(before)
        ):
            before -= 1
        return (
            before >= start
            and self.tokens[end - 1].kind == "number"
            and "month" in self.lattice.edges(before)
        )

    def _made(
        self, start: int, end: int, value: edtf.Value | None, kind: str, **more: Any
    ) -> Mention:
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        return Mention(
            start=self.offset + first,
            end=self.offset + last,
            text=self.text[first:last],
            value=value,
            kind=kind,
            is_item=kind in ("event", "since", "relative", "anniversary"),
            **more,
        )

    def _is_grounded(self, node: Node, series: Series, start: int, end: int) -> bool:
        points = series.points
        if any(point.relative and point.relative[0].startswith(meaning.SHORT) for point in points):
            return self._is_short_year(start, end)
        if any(point.day is not None or point.figures for point in points):
            if self._names_street(series, start, end):
                return False
            if all(point.year is None and point.relative is None for point in points):
                return self._names_month(start, end) and not self._lacks_of(start)
            return self._names_month(start, end) or all(
                point.year is None or point.year in YEARS for point in points
            )
        if any(point.relative is not None for point in points):
            # "in three days" is told of any day, «через три дня» of this one.
            edges = self.lattice.edges(start)
            return "ahead" not in edges or "filler" not in edges
        if all(point.year is None for point in points):
            return self._names_season(points, start, end)
        if any(point.month for point in points) and not self._names_month(start, end):
            if any(self._names(node, "month_unit") for node in range(start, end)):
                return True
            if any(self._names(node, "quarter") for node in range(start, end)):
                return True
            # A decree may be number 5/2025.
            return self._follows("filler", start) or self._follows("bare_year", start)
        if any(point.month or point.grouping or point.part or point.blank for point in points):
            return self._is_written_as_month(points, start, end)
        if any(point.year is not None and point.year not in YEARS for point in points):
            return self._has_year_word(start, end)
        if self._has_year_word(start, end):
            return not self._follows("street", start)
        if self._names(end, "counted"):
            return False
        if isinstance(node, Open | Window):
            return self.words.bare_years or not self._is_unknown_word(end)
        if not {"&", ","}.isdisjoint(series.joins) and end - start > 2 * len(points) - 1:
            # "the treaty of 1878 and the 1992 declaration" are two.
            return False
        return self._may_be_bare(points, series, start, end)

    def _is_short_year(self, start: int, end: int) -> bool:
        """Whether 12.03.26 is a day: all figures in pairs, and a word that says so beside it."""
        figures = [token.text for token in self.tokens[start:end] if token.kind == "number"]
        if any(len(digits) != 2 for digits in figures):
            return False
        return self._has_year_word(start, end) or self._follows("filler", start)

    def _names_street(self, series: Series | None, start: int, end: int) -> bool:
        """Whether a street or square is called after the day: улица 8 Марта, 26 October Street."""
        if series is None or any(
            point.day is None or point.month is None for point in series.points
        ):
            return False
        first = start
        while self._links_name(first - 1):
            first -= 1
        if first == start and any(point.year or point.relative for point in series.points):
            # «на площади 9 мая 2025 года» is told of that day; place du 8 Mai 1945 is not.
            return False
        return self._follows("street", first) or self._names(end, "street")

    def _links_name(self, node: int) -> bool:
        """Whether the token may stand between a street and the day it is called after."""
        if node >= 0 and self.tokens[node].text in QUOTES:
            return True
        return self._names(node, "filler") and not (
            self._names(node, "inside") or self._names(node, "at")
        )

    def _before(self, node: int) -> int:
        """*node*, or the first of the words without weight that lead to it."""
        while self._names(node - 1, "filler"):
            node -= 1
        return node

    def _is_unknown_word(self, node: int) -> bool:
        """Whether a word follows that has no part in a date: «до 2000 тонн»."""
        return (
            node < len(self.tokens)
            and self.tokens[node].kind == "word"
            and GRAMMAR.terminals.isdisjoint(self.lattice.edges(node))
        )

    def _lacks_of(self, start: int) -> bool:
        """Whether an ordinal stands before what is no month: "a second may follow"."""
        return (
            self.words.month_first
            and self.tokens[start].kind == "word"
            and "ordinal" in self.lattice.edges(start)
            and self._names(start + 1, "month")
        )

    def _names_month(self, start: int, end: int) -> bool:
        """Whether a month is named, not counted: 12.10 may be anything."""
        return any(
            "month" in self.lattice.edges(node) or "numbered_month" in self.lattice.edges(node)
            for node in range(start, end)
        )

    def _is_written_as_month(self, points: Sequence[Point], start: int, end: int) -> bool:
        """Whether the month has its capital where the language gives it one: May, not may."""
        if not self.words.capital_months or not any(point.month for point in points):
            return True
        return not any(
            "month" in self.lattice.edges(node) and self._initial(node).islower()
            for node in range(start, end)
        )

    def _names_season(self, points: Sequence[Point], start: int, end: int) -> bool:
        """Whether a month or season without its year is said as a time: «в ноябре», in May."""
        if any(point.part for point in points):
            return self._is_written_as_month(points, start, end)
        if any(point.grouping for point in points) and self._has_year_word(start, end):
            return True
        is_season = any(
            point.grouping and point.grouping not in meaning.QUARTERS + meaning.HALVES
            for point in points
        )
        if is_season and any(self._names(node, "season_time") for node in range(start, end)):
            return True
        if not self._is_written_as_month(points, start, end):
            return False
        said = [self.lattice.edges(node) for node in range(start, end)]
        if any("month_unit" in edges or "numbered_month" in edges for edges in said):
            return True
        if any(map(self._is_locative, range(start, end))):
            return True
        if is_season:
            return any(self._names(node, "inside") for node in range(self._before(start), start))
        return self._names(start - 1, "filler") or self._follows("for_period", start)

    def _is_locative(self, node: int) -> bool:
        """Whether the case of the word says "in": «мамырда», Mayıs’ta; «Қазанда» is in Kazan."""
        if self._initial(node).isupper() and not self.words.capital_months:
            return False
        edges = self.lattice.edges(node)
        inner = (end for places in edges.values() for _, end in places if end > self.lattice.end)
        return "locative" in edges or any("locative" in self.lattice.edges(end) for end in inner)

    def _has_year_word(self, start: int, end: int) -> bool:
        names = {"year", "years", "school_year", "era", "century", "decade_suffix"}
        return any(not names.isdisjoint(self.lattice.edges(node)) for node in range(start, end))

    def _may_be_bare(self, points: Sequence[Point], series: Series, start: int, end: int) -> bool:
        """Whether four figures without a year word are a year by what stands before them."""
        if self._follows("bare_year", start):
            return True
        if len(points) == 1 and self._is_bracketed(start, end):
            return True
        if len(points) == 1 and self.tokens[end - 1].kind == "word":
            # A case ending is as good as a preposition: 2027’de.
            return True
        if len(points) == 1 or "-" not in series.joins:
            return False
        if self._follows("filler", start) or self._follows("(", start):
            return True
        return self._names(end - 1, "between_after") or not {"from", "between"}.isdisjoint(
            self.lattice.edges(start)
        )

    def _is_bracketed(self, start: int, end: int) -> bool:
        """Whether it alone is in brackets behind a word: "the Convention (1993)"."""
        return (
            start > 1
            and self.tokens[start - 1].text == "("
            and not self.tokens[start - 1].glued
            and self.tokens[start - 2].kind == "word"
            and "roman" not in self.lattice.edges(start - 2)
            and self._names(end, ")")
        )

    def _follows(self, category: str, start: int) -> bool:
        """Whether a word of *category* ends at *start*; a colon may stand between."""
        if start and self.tokens[start - 1].text == ":":
            start -= 1
        return any(
            end == start
            for node in range(max(start - 3, 0), start)
            for _, end in self.lattice.edges(node).get(category, ())
        )

    def _kind(self, node: Node, series: Series, value: edtf.Value, start: int, end: int) -> str:
        is_relative = any(point.relative for point in series.points)
        if self._is_stamp(value, start, end) or (
            not is_relative and self._is_clocked(value, start, end)
        ):
            return "publication"
        if isinstance(node, Open):
            return "since" if node.kind in ("since", "after") else "deadline"
        points = series.points
        if "-" in series.joins and value.precision is Precision.YEAR:
            return "period"
        if "-" in series.joins and points[0].month == 1 and points[0].day is None:
            return "period"
        if value.precision in (Precision.DECADE, Precision.CENTURY):
            return "period"
        is_counted = value.precision in (Precision.QUARTER, Precision.HALF)
        if is_counted and self.on and _is_over(value, self.on):
            # What is over has its day; a quarter is named for what was counted over it.
            return "period"
        if any(point.relative for point in points):
            return "duration" if "ahead" in self.lattice.edges(start) else "relative"
        if value.precision is not Precision.DAY and self._follows("for_period", start):
            return "period"
        return "event"

    def _is_clocked(self, value: edtf.Value, start: int, end: int) -> bool:
        """Whether it is figures with a clock at the head: «19:18 08.10.2025 (updated ...)»."""
        first = self.offset + self.tokens[start].start
        return (
            first < HEAD and isinstance(value, edtf.DateTime) and not self._names_month(start, end)
        )

    def _is_stamp(self, value: edtf.Value, start: int, end: int) -> bool:
        """Whether the date stands alone on a line at the head or foot of the document."""
        first = self.offset + self.tokens[start].start
        last = self.offset + self.tokens[end - 1].end
        # Programs that fetch pages put the field's English name before it.
        if self._follows("stamp", start):
            return True
        if first < HEAD and self.whole[:first].strip().casefold() == "date":
            return True
        if HEAD < first < len(self.whole) - HEAD:
            return False
        days = _days(value)
        if self.on and days[0] and days[0] > self.on:
            # The heading of a day to come, as programmes have it.
            return False
        line = self.whole.rfind("\n", 0, first) + 1
        stop = self.whole.find("\n", last)
        before, after = self.whole[line:first], self.whole[last : stop if stop >= 0 else None]
        if self.on and days == (self.on, self.on):
            # "Brussels, 7 November 2025", of which the text may go on.
            is_place = bool(_PLACE.fullmatch(before))
            if is_place and (not after.strip() or (not line and _GOES_ON.match(after))):
                return True
        if len(self.whole) - (last - first) == len(before) + len(after):
            return False
        return not _LISTED.search(before + after)

    # -- years that are not said ---------------------------------------------------------------

    def _inferred(self, node: Node, series: Series, start: int, end: int) -> edtf.Value:
        """The value of *node* in the year that tense and document suggest."""
        on = self.on
        assert on is not None
        tense = self._tense(start, end)
        told = self._year_told(start)
        if told is not None and tense <= 0:
            for year in (told.year, told.year + 1):
                value = meaning.value(_with_year(node, series, year), on)
                if (value.earliest or date.min) >= told:
                    return value
        values = {}
        for year in range(max(on.year - 1, MINYEAR), min(on.year + 1, MAXYEAR) + 1):
            try:
                values[year] = meaning.value(_with_year(node, series, year), on)
            except NoDateError:
                # 29 February is in one of them only.
                continue
        if not values:
            return meaning.value(_with_year(node, series, on.year), on)
        if isinstance(node, Open) and node.kind in ("until", "before"):
            return _nearest_deadline(values.values(), on, tense)
        own = values.get(on.year)
        if own is not None and 0 < _distance(own, on) < NEAR:
            # Planned for last week, or put off to the next one: no year lies between.
            others = [found for found in values.values() if found is not own]
            if all(_distance(found, on) > NEARER for found in others):
                tense = 0
        if tense > 0:
            coming = [found for found in values.values() if (found.latest or date.max) >= on]
            return coming[0] if coming else list(values.values())[-1]
        if tense < 0:
            is_counted = self._follows("for_period", start)
            gone = [
                found
                for found in values.values()
                if ((found.latest if is_counted else found.earliest) or date.min) <= on
            ]
            return gone[-1] if gone else next(iter(values.values()))
        if own is None or _distance(own, on) > NEARER:
            return min(values.values(), key=lambda found: _distance(found, on))
        return own

    def _year_told(self, start: int) -> date | None:
        """The day of a date that the sentence told before: "on 5 March 2019 and on 7 June"."""
        if self.last is None or self.on is None:
            return None
        mention, node = self.last
        value = mention.value
        first, _ = _days(value)
        is_event = mention.kind == "event" or (mention.kind == "relative" and mention.inferred)
        if value is None or first is None or not is_event:
            return None
        if first.year == self.on.year or value.precision not in (Precision.DAY, Precision.MONTH):
            return None
        between = range(node, start)
        if any(self._closes_sentence(other, 1) for other in between):
            return None
        is_listed = any(self._names(other, "and") for other in between)
        if not is_listed and any(self.tokens[other].text in ",،、，" for other in between):
            # "in Vienna, on 7 June in Geneva", or "signed ..., ratified in ..."
            is_listed = not any(map(self._told, between)) or self._told(node + 1) < 0
        return first if is_listed else None

    def _tense(self, start: int, end: int) -> int:
        """1 if the sentence speaks of what will be, -1 of what was, 0 if it does not say."""
        nearest = (SENTENCE, 0)
        if self.tokens[end - 1].text == ".":
            end -= 1
        for step, nodes in (
            (-1, range(start - 1, max(start - SENTENCE, -1), -1)),
            (1, range(end, min(end + SENTENCE, len(self.tokens)))),
        ):
            farther = 0
            for node in nodes:
                if self._closes_sentence(node, step) or (node == end and self._is_full_stop(end)):
                    break
                if self.tokens[node].text in ",،、，":
                    farther += CLAUSE
                elif self._names(node, "and"):
                    farther += CLAUSE // 2
                told = self._told(node)
                distance = abs(node - (start if step < 0 else end - 1)) + farther
                if told and distance < nearest[0]:
                    nearest = (distance, told)
        return nearest[1]

    def _told(self, node: int) -> int:
        edges = self.lattice.edges(node)
        if "future" in edges:
            return 1
        if "past" not in edges:
            return 0
        # "will be held": the participle is as late as its auxiliary.
        before = range(max(node - 3, 0), node)
        return 1 if any("future" in self.lattice.edges(other) for other in before) else -1

    def _closes_sentence(self, node: int, step: int) -> bool:
        token = self.tokens[node]
        if token.text in ("!", "?", ";"):
            return True
        if token.text != "." or node + 1 >= len(self.tokens) or not node:
            return False
        after = self.tokens[node + 1]
        return (
            not after.glued
            and (after.kind == "number" or self._initial(node + 1).isupper())
            and self._may_close(node - 1)
        )

    def _is_full_stop(self, node: int) -> bool:
        """Whether the point behind a date ends its sentence: that of an abbreviation is in it."""
        if self.tokens[node].text != "." or node + 1 >= len(self.tokens):
            return False
        return not self.tokens[node + 1].glued and self._initial(node + 1).isupper()

    def _may_close(self, node: int) -> bool:
        """Whether a point behind the token ends a sentence, and not only an abbreviation."""
        token = self.tokens[node]
        if token.kind == "number" and len(token.text) < 3:
            return not self.words.ordinal_point
        return len(token.text) > 3 or (
            self._names(node, "year") and len(self.tokens[node - 1].text) == 4
        )

    def _initial(self, node: int) -> str:
        return self.text[self.tokens[node].start]

    # -- names and anniversaries -----------------------------------------------------------------

    def _name(self, node: int) -> Mention | None:
        """An event or programme that carries its year in its name: EXPO 2027, Agenda 2030."""
        token = self.tokens[node]
        if token.kind != "number" or len(token.text) != 4 or int(token.text) not in YEARS:
            return None
        before = node - 1
        while before >= 0 and self.tokens[before].text in (*QUOTES, "-", "'", ")"):
            before -= 1
        if before < 0 or before < node - 2 or self.tokens[before].kind != "word":
            return None
        if "event_name" in self.lattice.edges(before):
            value = edtf.Date(int(token.text))
            return self._made(before, node + 1, value, "event", rule="event-name")
        if self._initial(before).isupper() and "filler" not in self.lattice.edges(before):
            return self._made(
                before, node + 1, None, "name", reason="a name that carries a year is no date"
            )
        return None

    def _jubilee(self, parser: Parser, node: int) -> tuple[Mention, int] | None:
        readings = [
            (number, end)
            for number, end in parser.readings("jubilee", node)
            if end <= self.lattice.end
        ]
        if not readings:
            return None
        number, end = max(readings, key=lambda reading: reading[1])
        value = edtf.Date(self.on.year) if self.on else None
        mention = self._made(
            node,
            end,
            value,
            "anniversary",
            rule="anniversary",
            inferred=True,
            number=number,
            reason="" if value else "the year it falls in is not said",
        )
        return mention, end


def _days(value: edtf.Value | None) -> tuple[date | None, date | None]:
    """First and last day of *value*; None for open sides and what no calendar has."""
    try:
        return (value.earliest, value.latest) if value else (None, None)
    except DateError:
        return None, None


def _is_over(value: edtf.Value, on: date) -> bool:
    last = value.iso_bounds[1]
    # Years before the first and after 9999, which no calendar has, begin with a sign.
    return last is not None and (last[0] == "-" or (last[0] != "+" and last < on.isoformat()))


def _is_plain(node: Any) -> bool:
    """Whether no part and no decade is told: of two readings the one that tells it is meant."""
    series = _series(node)
    return series is None or not any(point.part or point.blank for point in series.points)


def _nearest_deadline(values: Iterable[edtf.Value], on: date, tense: int) -> edtf.Value:
    """The deadline nearest to *on*; one that is told to come is not over."""
    ends = [(found.latest or date.max, found) for found in values]
    coming = [found for found in ends if found[0] >= on]
    return min(coming if coming and tense > 0 else ends, key=lambda found: abs(found[0] - on))[1]


def _series(node: Any) -> Series | None:
    return node if isinstance(node, Series) else getattr(node, "series", None)


def _joined(node: Any) -> bool:
    series = _series(node)
    return series is not None and not {"&", ","}.isdisjoint(series.joins)


def _are_several(node: Any) -> bool:
    """Whether whole dates stand side by side: a set shares its year, «31 мая и 1 июня 2026»."""
    series = _series(node)
    if series is None or not _joined(series):
        return False
    joins = (*series.joins, "&")
    ends = [point for point, join in zip(series.points, joins, strict=True) if join in "&,"]
    return (
        len({(end.year, end.relative, end.month) for end in ends}) == len(ends)
        and all(end.year is not None or end.relative is not None for end in ends)
        and any(end.month or end.grouping or end.part or end.relative for end in ends)
    )


def _with_year(node: Node, series: Series, year: int) -> Node:
    """*node* with *year* for its last date; the others take theirs from it."""
    points = (*series.points[:-1], replace(series.points[-1], year=year))
    dated = replace(series, points=points)
    if isinstance(node, Open | Window):
        return replace(node, series=dated)
    return dated


def _distance(found: edtf.Value, on: date) -> int:
    """Days between *found* and *on*; 0 if *on* lies in it."""
    first, last = found.earliest or on, found.latest or on
    return max((first - on).days, (on - last).days, 0)
