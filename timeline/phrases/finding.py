"""Find dates in running text: position, value, and role.

The grammar is the same as for `timeline.phrases.read`, with additional checks. Text is full of
numbers that are not dates (paragraphs, resolutions, telephone numbers, shares, votes), so a number
counts only with a month, a year word or another sign of a date next to it, and never as part of a
longer number. The year of a date without one is inferred from the day of the document and the tense
of the sentence, and marked as inferred.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from timeline import edtf
from timeline.edtf import Precision
from timeline.phrases import calendars, expressions, meaning
from timeline.phrases.agreeing import agreed
from timeline.phrases.bare_days import BareDays
from timeline.phrases.bounds import YEAR, YEARS, Bounds
from timeline.phrases.earlier_dates import EarlierDates, Given
from timeline.phrases.expressions import (
    DateOrder,
    Expression,
    Fault,
    NoDateError,
    Offset,
    Open,
    Series,
    ShortYear,
    Unit,
    series_of,
)
from timeline.phrases.grammar import BEGINNINGS, GRAMMAR
from timeline.phrases.grounds import ANCHORS, Grounds
from timeline.phrases.jubilees import dated_jubilee, jubilee
from timeline.phrases.moved_dates import is_moved, moved_date
from timeline.phrases.parsing import Parser
from timeline.phrases.passages import Passage, languages_of, passages
from timeline.phrases.reading import QUOTES
from timeline.phrases.results import Mention, YearOrigin
from timeline.phrases.roles import Roles

NAMED: Final = "the year is part of a name"

_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n")


def find(text: str, language: str | None, on: date | None) -> tuple[Mention, ...]:
    """See `timeline.phrases.find`."""
    ends = [match.span() for match in _PARAGRAPH.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    spans = tuple(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))
    tags = (language,) if language else languages_of(text)
    return agreed(
        {
            tag: tuple(
                mention
                for passage in passages(text, spans, tag)
                for mention in mentions(passage, on)
            )
            for tag in tags
        }
    )


def mentions(
    passage: Passage,
    on: date | None,
    given: Given | None = None,
    order: DateOrder | None = None,
    read: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """The dates of a *passage*, in order, without overlaps.

    *on* is the day of the document. Dates without a year are in the *given* one. *order* is that
    of day and month in figures, by default the language's. The dates in *read* are not read
    again.
    """
    return tuple(_DateFinder(passage, on, given, order, read).mentions())


_SHORT_YEAR: Final = 2
"""Digits of a year without its century."""


_NEXT_TO_DAY: Final = 2
"""Maximum tokens between a day and a word that would be a day of the week: "in the city of"."""


class _DateFinder:
    """Finds the dates of one passage."""

    def __init__(
        self,
        passage: Passage,
        on: date | None,
        given: Given | None,
        order: DateOrder | None,
        read: Sequence[Mention] = (),
    ) -> None:
        self.passage = passage
        self.on = on
        self.around = passage.around
        self.order = order or passage.around.words.numeric
        self.read = frozenset(
            node
            for mention in read
            for node in range(passage.node(mention.start), passage.node(mention.end))
        )
        """Tokens of the dates in *read*."""
        self.unnoted = deque(sorted(read, key=lambda mention: mention.start))
        """The dates in *read* that are still ahead."""
        self.grounds = Grounds(self.around)
        self.bounds = Bounds(self.around)
        self.roles = Roles(passage, on, self.grounds)
        self.earlier = EarlierDates(passage, on, given)
        self.bare_days = BareDays(passage, on, self.earlier)

    def mentions(self) -> Iterator[Mention]:
        """The dates of the passage, in order, without overlaps."""
        found = list(self._found())
        for index, (mention, node) in enumerate(found):
            if mention.kind == "anniversary" and mention.value is not None:
                yield dated_jubilee(
                    self.passage, self.on, mention, node, found[:index], found[index + 1 :]
                )
            else:
                yield mention

    def _found(self) -> Iterator[tuple[Mention, int]]:
        """The dates of the paragraph, each with the node after it."""
        for start, end in self._runs():
            anchors = [
                node
                for node in range(start, end)
                if node not in self.read and self._is_anchor(node)
            ]
            if not anchors:
                continue
            parser = Parser(GRAMMAR, self.around.lattice, start, end)
            node = start
            for anchor in anchors:
                self._note_until(anchor)
                node = max(node, anchor - self.around.reach)
                while node <= anchor:
                    mention, node = self._mention(parser, node)
                    if mention is not None:
                        yield mention, node
                        self.earlier.note(mention, node)

    def _note_until(self, node: int) -> None:
        """Record the dates in *read* that end before *node*: later dates may take their year."""
        while self.unnoted and (end := self.passage.node(self.unnoted[0].end)) <= node:
            self.earlier.note(self.unnoted.popleft(), end)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Runs of consecutive words that may be in dates: first node, and the node after the last.

        No date extends beyond such a run, and most of a text is outside of them.
        """
        start = reach = 0
        for node in range(len(self.around.tokens)):
            edges = self.around.edges(node)
            if node >= reach and GRAMMAR.terminals.isdisjoint(edges):
                if start < node:
                    yield start, node
                start = reach = node + 1
                continue
            reach = max(reach, node + 1)
            for places in edges.values():
                for _, end in places:
                    if reach < end <= self.around.lattice.end:
                        reach = end
        if start < len(self.around.tokens):
            yield start, len(self.around.tokens)

    def _is_anchor(self, node: int) -> bool:
        token = self.around.tokens[node]
        if token.kind == "number":
            is_day = self.around.is_day_in_figures(node)
            is_year = len(token.text) == 4 or self._is_short_year_of(node)
            is_bare = self.bare_days.begins(node) or self.bare_days.may_be_day(node)
            return is_day or is_year or is_bare
        if token.kind == "sign":
            return False
        edges = self.around.edges(node)
        return not ANCHORS.isdisjoint(edges) or ("ahead" in edges and "filler" not in edges)

    def _is_short_year_of(self, node: int) -> bool:
        """Whether the number is the last of three pairs of figures, or their first: '92.1.28."""
        if len(self.around.tokens[node].text) != _SHORT_YEAR:
            return False
        signs = [self.around.tokens[other].text for other in (node - 1, node - 3) if other > 0]
        is_first = self.around.words.year_first and node > 0
        return signs == [".", "."] or (is_first and self.around.tokens[node - 1].text == "'")

    def _mention(self, parser: Parser, node: int) -> tuple[Mention | None, int]:
        """The date that begins at *node*, if any, and the node from which to continue."""
        following = node + 1
        if self.bounds.is_numeral(node) or self.bounds.is_named(node):
            return None, following
        parser.refresh()
        try:
            found = jubilee(self.passage, self.on, parser, node)
            if found is not None:
                return found
            if BEGINNINGS.isdisjoint(self.around.edges(node)) or not self.bounds.may_begin(node):
                return None, following
            by_end = self._readings(parser, node)
        except NoDateError:
            return None, following
        chosen = self._chosen(parser, node, by_end)
        if chosen is None and node not in self.read:
            chosen = self.bare_days.read(parser, node)
            if chosen is None and self.bare_days.may_be_day(node):
                self.earlier.forget()
        return chosen or (self._weekday(node) or self._name(node), following)

    def _readings(self, parser: Parser, node: int) -> dict[int, list[Any]]:
        """The readings from *node*, by the node at which they end.

        Raises:
            NoDateError: there are too many ways to read it.
        """
        by_end: dict[int, list[Any]] = {}
        for found, end in parser.readings("mention", node):
            if (
                end <= self.around.lattice.end
                and self.bounds.may_end(end)
                and self.bounds.is_one(node, end)
                and not self._leaves_year(found, end)
            ):
                by_end.setdefault(end, []).append(found)
        return by_end

    def _chosen(
        self, parser: Parser, node: int, by_end: dict[int, list[Any]]
    ) -> tuple[Mention | None, int] | None:
        """The longest reading that is a date, otherwise the first that is refused."""
        several = False
        refused: tuple[Mention, int] | None = None
        for end in sorted(by_end, reverse=True):
            if refused and not self.bounds.may_continue(end):
                continue
            for found in sorted(by_end[end], key=expressions.is_plain):
                settled = expressions.settle(found, self.order)
                if several and expressions.is_joined(settled):
                    continue
                if expressions.lists_dates(settled):
                    several = True
                    continue
                start = self.bounds.trimmed(parser, node, end, found)
                mention = self._judged(settled, start, self.bounds.stripped(by_end, end, found))
                if mention is None:
                    if self.grounds.names_street(series_of(settled), node, end):
                        return None, end
                    continue
                is_set = isinstance(mention.value, edtf.AllOf)
                if is_set and expressions.turns_back(settled):
                    continue
                if is_set and mention.inferred and expressions.has_months_apart(settled):
                    several = True
                    continue
                if mention.value is None:
                    refused = refused or (mention, end)
                elif not (refused and mention.inferred and self._has_year(node, refused[1])):
                    return mention, end
        return refused

    def _leaves_year(self, node: Expression, end: int) -> bool:
        """Whether a date counted from another one is before its own year: "… de diciembre de 2018".

        "The year after, on 1 December 2018" is not on 1 December of the year after this one.
        """
        series = series_of(node)
        if series is None or not any(point.relative for point in series.points):
            return False
        behind = self.around.content(end)
        if behind >= len(self.around.tokens) or behind - end > 1:
            return False
        token = self.around.tokens[behind]
        return token.kind == "number" and len(token.text) == YEAR and int(token.text) in YEARS

    def _has_year(self, start: int, end: int) -> bool:
        names = {"yyyy", "same_year", "same_month", "relative_year", "relative"}
        return any(not names.isdisjoint(self.around.edges(node)) for node in range(start, end))

    def _weekday(self, node: int) -> Mention | None:
        """A day given only by its name, the nearest that the tense allows: "met on Tuesday"."""
        places = self.around.edges(node).get("weekday", ())
        said = [(value, end) for value, end in places if end <= len(self.around.tokens)] or [
            (value, node + 1) for value, _ in places
        ]
        if self.on is None or not said or self.around.announces_hours:
            return None
        if not self._is_time(node) or self._is_behind_day(node):
            return None
        value, end = max(said, key=lambda place: place[1])
        after = range(end, min(end + 3, len(self.around.tokens)))
        if any(self.around.names(other, "weekday") for other in after):
            return None
        is_last = self._is_last(node, end)
        tense = 1 if is_last else self.around.tense(node, end)
        if not tense or not isinstance(value, int):
            return None
        days = (self.on.isoweekday() - value) % 7
        try:
            day = self.on - timedelta(days) if tense < 0 else self.on + timedelta(-days % 7)
        except OverflowError:
            return None
        found = edtf.Date.of(day)
        if is_last:
            until = edtf.Interval(edtf.Side.OPEN, found)
            return self.passage.mention(node, end, until, "deadline", rule="weekday", inferred=True)
        return self.passage.mention(node, end, found, "relative", rule="weekday", inferred=True)

    def _is_behind_day(self, node: int) -> bool:
        """Whether a day is close before the word, which is then the name of a city: در دوشنبه."""
        if self.earlier.last is None:
            return False
        mention, behind = self.earlier.last
        between = range(behind, node)
        is_close = mention.day is not None and 0 < len(between) <= _NEXT_TO_DAY
        return is_close and not any(
            self.around.names(other, "and")
            or self.around.tokens[other].text == ","
            or self.around.closes_sentence(other, 1)
            for other in between
        )

    def _is_last(self, node: int, end: int) -> bool:
        """Whether it is given as the last day: "until Friday", «fino a venerdì»."""
        if self.around.names(end, "until_after"):
            return True
        first = self.around.before(node)
        return any(self.around.follows("until", place) for place in range(first, node + 1))

    def _is_time(self, node: int) -> bool:
        """Whether "in" or "on" precedes the word, its case means that, or neither is needed."""
        return (
            (self.around.words.bare_weekdays and not self._is_no_weekday(node))
            or self._is_last(node, node + 1)
            or self.around.names(node - 1, "inside")
            or self.around.is_locative(node)
        )

    def _is_no_weekday(self, node: int) -> bool:
        """Whether the word is in lower case although weekdays are capitalised: «τρίτη», third."""
        return self.around.words.capital_weekdays and self.around.initial(node).islower()

    def _judged(self, node: Expression, start: int, end: int) -> Mention | None:
        """The mention for *node*, or None if the text gives too little evidence for a date."""
        if isinstance(node, Fault):
            return self._fault(node, start, end)
        node = self._as_new_date(node, start)
        series = series_of(node)
        if series is None or not self._has_grounds(node, series, start, end):
            return None
        if is_moved(self.around, series, start, end):
            return moved_date(self.passage, self.earlier, series, start, end)
        relative = [point.relative for point in series.points if point.relative]
        inferred = any(isinstance(said, ShortYear) for said in relative)
        units = {said.unit for said in relative if isinstance(said, Offset)}
        on = self.on
        if not expressions.ANAPHORIC.isdisjoint(units):
            on = self.earlier.day_before(Unit.SAME_DAY in units)
            if on is None and Unit.SAME_DAY in units:
                return self._uncounted(start, end)
            inferred = True
        elif (counted_from := self.earlier.counted_from(series, start, end)) is not None:
            on, inferred = counted_from, True
        try:
            value, source = self._value(node, series, start, end, on)
        except NoDateError as error:
            return self.passage.refusal(start, end, error.fact, error.code)
        inferred = inferred or bool(source)
        is_year = value.precision is Precision.YEAR and not series.joins
        if is_year and self.grounds.names_programme(start, end):
            return self.passage.mention(start, end, None, "name", reason=NAMED, code="name")
        kind = self.roles.kind(node, series, value, start, end, inferred)
        return self.passage.mention(
            start,
            end,
            value,
            kind,
            rule=meaning.rule(node, value),
            zone=expressions.zone(node),
            inferred=inferred,
            year_from=source,
        )

    def _value(
        self, node: Expression, series: Series, start: int, end: int, on: date | None
    ) -> tuple[edtf.Value, YearOrigin]:
        """The value of *node*, counted from the day *on*, and the origin of an inferred year.

        Raises:
            NoDateError: it has no value.
        """
        try:
            return meaning.value(node, on), ""
        except expressions.NoYearError:
            return self.earlier.year_of(node, series, start, end)

    def _as_new_date(self, node: Expression, start: int) -> Expression:
        """*node*; a date, if it is the one to which something is moved: 推迟至5月11日."""
        if isinstance(node, Open) and node.kind == "until" and self.around.follows("moved", start):
            return node.series
        return node

    def _uncounted(self, start: int, end: int) -> Mention | None:
        """The refusal of "the next day" after a day that could not be read, if there is one."""
        if not self.earlier.is_unknown:
            return None
        fact = "it counts from a day that could not be read"
        return self.passage.refusal(start, end, fact, "date-relative")

    def _has_grounds(self, node: Expression, series: Series, start: int, end: int) -> bool:
        grounds = self.grounds
        if not grounds.is_grounded(node, series, start, end):
            return False
        if grounds.only_begins(series, start, end):
            return False
        if grounds.counts_after_month(series, start, end):
            return False
        if grounds.is_counted_elsewhere(series, start, end):
            return False
        return not (isinstance(node, Open) and grounds.is_other_word(node, series, start))

    def _fault(self, fault: Fault, start: int, end: int) -> Mention | None:
        """A refused mention for a date that is ambiguous or in another calendar.

        Other faults are not dates.
        """
        if fault.code not in {expressions.AMBIGUOUS, *calendars.CODES}:
            return None
        return self.passage.refusal(start, end, fault.fact, fault.code)

    def _name(self, node: int) -> Mention | None:
        """An event or programme with a year in its name: EXPO 2027, Agenda 2030."""
        token = self.around.tokens[node]
        if token.kind != "number" or len(token.text) != 4 or int(token.text) not in YEARS:
            return None
        before = node - 1
        while before >= 0 and self.around.tokens[before].text in (*QUOTES, "-", "'", ")"):
            before -= 1
        if before < 0 or before < node - 2 or self.around.tokens[before].kind != "word":
            return None
        if "event_name" in self.around.edges(before):
            value = edtf.Date(int(token.text))
            return self.passage.mention(before, node + 1, value, "event", rule="event-name")
        if self.around.initial(before).isupper() and "filler" not in self.around.edges(before):
            return self.passage.mention(before, node + 1, None, "name", reason=NAMED, code="name")
        return None
