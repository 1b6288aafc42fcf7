"""Find dates in running text: position, value, and role.

The grammar is the same as for `timeline.phrases.read`, with additional checks. Text is full of
numbers that are not dates (paragraphs, resolutions, telephone numbers, shares, votes), so a number
counts only with a month, a year word or another sign of a date next to it, and never as part of a
longer number. The year of a date without one is inferred from the day of the document and the tense
of the sentence, and marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.phrases import Mention, calendars, expressions, meaning
from timeline.phrases.agreeing import agreed
from timeline.phrases.bounds import YEARS, Bounds
from timeline.phrases.expressions import (
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
from timeline.phrases.inferring import DOCUMENT, SENTENCE, TENSE, in_its_year, in_year
from timeline.phrases.parsing import Parser
from timeline.phrases.passages import Passage, languages_of, passages
from timeline.phrases.reading import QUOTES
from timeline.phrases.surroundings import CLAUSE
from timeline.phrases.tokens import SHORT_WORDS

HEAD: Final = 300
"""Characters at the start and end of a document in which a date alone on a line is its stamp."""

_LISTED: Final = re.compile(rf"[^\W\d_]{{4}}|[{SHORT_WORDS}]{{2}}|^\s*(?:\d+[.)]|[-–—•*])")
"""Makes a line with a date more than a stamp: another word, or the mark of a list."""

_PLACE: Final = re.compile(
    r"(?:[^\W\d_]+ ?[|·])?\W*(?:[^\W\d_]+\.?[ -]?){1,3}[,،、] ?\W{0,2}"
    r"(?:le |el |il |den |am |dnia |dne )?"
)
"""The place before a date at the start of a notice."""

_GOES_ON: Final = re.compile(r"\W{0,2}[.:)\u2013\u2014-]")

NAMED: Final = "the year is part of a name"

MOVED: Final = 12
"""Maximum tokens between "postponed" and the dates from and to which something is moved."""

_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n")


class Given(Struct, frozen=True):
    """The *year* that the text above a passage gives for its dates, and which text it is."""

    year: int
    source: str


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
    order: str | None = None,
    read: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """The dates of a *passage*, in order, without overlaps.

    *on* is the day of the document. Dates without a year are in the *given* one. *order* is that
    of day and month in figures, by default the language's. The dates in *read* are not read
    again.
    """
    return tuple(_DateFinder(passage, on, given, order, read).mentions())


class _DateFinder:
    """Finds the dates of one passage."""

    def __init__(
        self,
        passage: Passage,
        on: date | None,
        given: Given | None,
        order: str | None,
        read: Sequence[Mention] = (),
    ) -> None:
        self.whole = passage.whole
        self.offset = passage.start
        self.on = on
        self.given = given
        self.around = passage.around
        self.order = order or passage.around.words.numeric
        self.read = frozenset(
            node
            for mention in read
            for node in range(self._node(mention.start), self._node(mention.end))
        )
        """Tokens of the dates in *read*."""
        self.grounds = Grounds(self.around)
        self.bounds = Bounds(self.around)
        self.told: edtf.Value | None = None
        """The last date, with or without a year."""
        self.last: tuple[Mention, int] | None = None
        """The last date with a year, and the node after it."""

    def mentions(self) -> Iterator[Mention]:
        """The dates of the passage, in order, without overlaps."""
        found = list(self._found())
        for index, (mention, node) in enumerate(found):
            if mention.kind == "anniversary" and mention.value is not None:
                yield self._kept(mention, node, found[:index], found[index + 1 :])
            else:
                yield mention

    def _kept(
        self,
        jubilee: Mention,
        end: int,
        before: Sequence[tuple[Mention, int]],
        after: Sequence[tuple[Mention, int]],
    ) -> Mention:
        """*jubilee*, dated to the year in its sentence ("will be kept in 2027") or just before it.

        A year that is as far back as the jubilee counts is that of the founding.
        """
        start = self._node(jubilee.start)
        neighbours = [
            *((mention, range(end, self._node(mention.start))) for mention, _ in after[:1]),
            *((mention, range(node, start)) for mention, node in before[-1:]),
        ]
        for mention, between in neighbours:
            first, _ = _days(mention.value)
            if first is None or mention.kind not in ("event", "relative") or self.on is None:
                continue
            # A past date belongs to something else: "and returns the visit of October 2023".
            is_near = len(between) <= CLAUSE
            if not is_near and (between.stop == start or first.year < self.on.year):
                continue
            is_apart = any(self.around.closes_sentence(node, 1) for node in between)
            is_founding = 2 * (self.on.year - first.year) > (jubilee.number or 0)
            if not is_apart and not is_founding:
                return replace(jubilee, value=edtf.Date(first.year))
        return jubilee

    def _node(self, character: int) -> int:
        """The node of the first token at or after *character* of the whole text."""
        return bisect_left(
            self.around.tokens, character - self.offset, key=lambda token: token.start
        )

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
                node = max(node, anchor - self.around.reach)
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

    def _is_own_year(self, day: date) -> bool:
        return self.on is not None and day.year == self.on.year

    def _is_anchor(self, node: int) -> bool:
        token = self.around.tokens[node]
        if token.kind == "number":
            is_day = self.around.is_day_in_figures(node)
            return is_day or len(token.text) == 4 or self._is_short_year_of(node)
        if token.kind == "sign":
            return False
        edges = self.around.edges(node)
        return not ANCHORS.isdisjoint(edges) or ("ahead" in edges and "filler" not in edges)

    def _is_short_year_of(self, node: int) -> bool:
        """Whether the number is the last of three pairs of figures: 12.03.26."""
        signs = [self.around.tokens[other].text for other in (node - 1, node - 3) if other > 0]
        return len(self.around.tokens[node].text) == 2 and signs == [".", "."]

    # -- one place ---------------------------------------------------------------------------

    def _mention(self, parser: Parser, node: int) -> tuple[Mention | None, int]:
        """The date that begins at *node*, if any, and the node from which to continue."""
        following = node + 1
        if self.bounds.is_numeral(node) or self.bounds.is_named(node):
            return None, following
        parser.refresh()
        try:
            jubilee = self._jubilee(parser, node)
            if jubilee is not None:
                return jubilee
            if BEGINNINGS.isdisjoint(self.around.edges(node)) or not self.bounds.may_begin(node):
                return None, following
            by_end = self._readings(parser, node)
        except NoDateError:
            return None, following
        chosen = self._chosen(parser, node, by_end)
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
            if refused and not self.bounds.goes_on(end):
                continue
            for found in sorted(by_end[end], key=_is_plain):
                settled = expressions.settle(found, self.order)
                if several and _joined(settled):
                    continue
                if _are_several(settled):
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
                if is_set and mention.inferred and _are_apart(settled):
                    several = True
                    continue
                if mention.value is None:
                    refused = refused or (mention, end)
                elif not (refused and mention.inferred and self._has_year(node, refused[1])):
                    return mention, end
        return refused

    def _has_year(self, start: int, end: int) -> bool:
        names = {"yyyy", "same_year", "same_month", "relative_year", "relative"}
        return any(not names.isdisjoint(self.around.edges(node)) for node in range(start, end))

    def _weekday(self, node: int) -> Mention | None:
        """A day given only by its name, the nearest that the tense allows: "met on Tuesday"."""
        places = self.around.edges(node).get("weekday", ())
        said = [(value, end) for value, end in places if end <= len(self.around.tokens)] or [
            (value, node + 1) for value, _ in places
        ]
        if self.on is None or not said or self.around.tells_opening:
            return None
        if not self._is_told_as_time(node):
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
            return self._made(node, end, until, "deadline", rule="weekday", inferred=True)
        return self._made(node, end, found, "relative", rule="weekday", inferred=True)

    def _is_last(self, node: int, end: int) -> bool:
        """Whether it is given as the last day: "until Friday", «fino a venerdì»."""
        if self.around.names(end, "until_after"):
            return True
        first = self.around.before(node)
        return any(self.around.follows("until", place) for place in range(first, node + 1))

    def _is_told_as_time(self, node: int) -> bool:
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

    # -- what kind of mention it is ------------------------------------------------------------

    def _judged(self, node: Expression, start: int, end: int) -> Mention | None:
        """The mention for *node*, or None if the text gives too little evidence for a date."""
        if isinstance(node, Fault):
            return self._fault(node, start, end)
        series = series_of(node)
        if series is None or not self._has_grounds(node, series, start, end):
            return None
        if self._is_moved(series, start, end):
            return self._moved(series, start, end)
        relative = [point.relative for point in series.points if point.relative]
        inferred = any(isinstance(said, ShortYear) for said in relative)
        units = {said.unit for said in relative if isinstance(said, Offset)}
        on = self.on
        if not expressions.ANAPHORIC.isdisjoint(units):
            on = self._day_before(Unit.SAME_DAY in units)
            if on is None and Unit.SAME_DAY in units:
                return None
            inferred = True
        try:
            try:
                value, source = meaning.value(node, on), ""
            except expressions.NoYearError:
                value, source = self._in_its_year(node, series, start, end)
                inferred = True
        except NoDateError as error:
            return self._made(start, end, None, "refused", reason=error.fact, code=error.code)
        is_year = value.precision is Precision.YEAR and not series.joins
        if is_year and self.grounds.names_programme(start, end):
            return self._made(start, end, None, "name", reason=NAMED, code="name")
        kind = self._kind(node, series, value, start, end, inferred)
        return self._made(
            start,
            end,
            value,
            kind,
            rule=meaning.rule(node, value),
            zone=expressions.zone(node),
            inferred=inferred,
            year_from=source,
        )

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
        return not (isinstance(node, Open) and grounds.says_with(node, series, start))

    def _fault(self, fault: Fault, start: int, end: int) -> Mention | None:
        """A refused mention for a date that is ambiguous or in another calendar.

        Other faults are not dates.
        """
        if fault.code not in {expressions.AMBIGUOUS, *calendars.CODES}:
            return None
        return self._made(start, end, None, "refused", reason=fault.fact, code=fault.code)

    def _is_moved(self, series: Series, start: int, end: int) -> bool:
        """Whether something was moved from one of the dates to the other."""
        if series.joins != ("-",) or any(point.relative for point in series.points):
            return False
        if any(self.around.tokens[node].text == "-" for node in range(start, end)):
            return False  # "was moved to 24–25 September": the days of the event
        before = islice(self.around.clause(start), MOVED)
        after = range(end, min(end + MOVED, len(self.around.tokens)))
        return any(self.around.names(node, "moved") for node in before) or any(
            self.around.names(node, "moved")
            for node in takewhile(lambda node: not self.around.closes_sentence(node, 1), after)
        )

    def _moved(self, series: Series, start: int, end: int) -> Mention | None:
        """The date that something was moved to, with its previous date."""
        first, last = series.points
        try:
            try:
                value, source = meaning.value(Series((last,)), self.on), ""
            except expressions.NoYearError:
                value, source = self._in_its_year(Series((last,)), Series((last,)), start, end)
            year = value.earliest.year if value.earliest else 0
            if first.year is None:
                first = replace(first, year=year)
            previously = meaning.value(Series((first,)), self.on)
        except NoDateError as error:
            return self._made(start, end, None, "refused", reason=error.fact, code=error.code)
        return self._made(
            start,
            end,
            value,
            "event",
            rule="moved",
            inferred=bool(source),
            year_from=source,
            previously=previously,
        )

    def _in_its_year(
        self, node: Expression, series: Series, start: int, end: int
    ) -> tuple[edtf.Value, str]:
        """The value of a *node* without a year, and the origin of the inferred year.

        Raises:
            NoDateError: the year cannot be inferred, or has no such day.
        """
        if self.given is not None:
            return in_year(node, self.given.year), self.given.source
        told = self._year_told(start)
        if self.on is None:
            if told is None:
                raise expressions.NoYearError(
                    "there is no year", "write the year too", code="date-without-year"
                )
            return in_year(node, told.year), SENTENCE
        tense = self.around.tense(start, end)
        value = in_its_year(
            node,
            series,
            self.on,
            tense=tense,
            told=told,
            is_counted=self.around.follows("for_period", start),
        )
        is_told = told is not None and tense <= 0
        return value, SENTENCE if is_told else TENSE if tense else DOCUMENT

    def _day_before(self, exactly: bool) -> date | None:
        """The last day of the previous date; if *exactly*, only if that is an exact day."""
        if self.told is None or (exactly and self.told.precision is not Precision.DAY):
            return None
        first, last = _days(self.told)
        return last or first

    def _made(
        self, start: int, end: int, value: edtf.Value | None, kind: str, **more: Any
    ) -> Mention:
        first, last = self.around.tokens[start].start, self.around.tokens[end - 1].end
        return Mention(
            start=self.offset + first,
            end=self.offset + last,
            text=self.around.text[first:last],
            value=value,
            kind=kind,
            is_item=kind in ("event", "since", "relative", "anniversary"),
            **more,
        )

    def _kind(
        self,
        node: Expression,
        series: Series,
        value: edtf.Value,
        start: int,
        end: int,
        inferred: bool,
    ) -> str:
        is_relative = any(point.relative for point in series.points)
        if self.around.is_of_deadline(start):
            return "deadline"
        if self._is_stamp(value, start, end, inferred) or (
            not is_relative and self._is_clocked(value, start, end)
        ):
            return "publication"
        if isinstance(node, Open):
            if node.kind not in ("since", "after"):
                return "deadline"
            return "period" if self.grounds.counts_first(start) else "since"
        is_long = value.precision in (Precision.DECADE, Precision.CENTURY)
        if self.grounds.heads_line(start, end) and not is_long:
            return "event"
        if is_long or self._is_counted_over(series, value, start, end):
            return "period"
        if is_relative:
            return "duration" if "ahead" in self.around.edges(start) else "relative"
        is_coarse = value.precision is not Precision.DAY or _spans_months(value)
        if is_coarse and self.around.follows("for_period", start):
            return "period"
        return "event"

    def _is_counted_over(self, series: Series, value: edtf.Value, start: int, end: int) -> bool:
        """Whether something was counted over the years, months or quarter, such as trade."""
        first = series.points[0]
        is_run = "-" in series.joins
        if value.precision is Precision.YEAR and (is_run or self.grounds.is_measured(start, end)):
            return True
        if is_run and first.month == 1 and first.day is None:
            return True
        # Something past has a day; a quarter is named for what was counted over it.
        is_part = value.precision in (Precision.QUARTER, Precision.HALF)
        return is_part and self.on is not None and _is_over(value, self.on)

    def _is_clocked(self, value: edtf.Value, start: int, end: int) -> bool:
        """Whether it is figures with a time at the start: «19:18 08.10.2025 (updated ...)»."""
        first = self.offset + self.around.tokens[start].start
        is_own_day = self.on is None or _days(value) == (self.on, self.on)
        return (
            first < HEAD
            and is_own_day
            and isinstance(value, edtf.DateTime)
            and not self.around.names_month(start, end)
        )

    def _is_stamp(self, value: edtf.Value, start: int, end: int, inferred: bool) -> bool:
        """Whether the date is alone on a line at the start or end of the document."""
        first = self.offset + self.around.tokens[start].start
        last = self.offset + self.around.tokens[end - 1].end
        # Programs that download pages put the field's English name before it.
        if self.around.follows("stamp", start):
            return True
        if first < HEAD and self.whole[:first].strip().casefold() == "date":
            return True
        if HEAD < first < len(self.whole) - HEAD:
            return False
        days = _days(value)
        if self.on and days[0] and (days[0] > self.on or (inferred and days[0] < self.on)):
            # It is the heading of another day, as in programmes.
            return False
        line = self.whole.rfind("\n", 0, first) + 1
        stop = self.whole.find("\n", last)
        before, after = self.whole[line:first], self.whole[last : stop if stop >= 0 else None]
        if self.on and days == (self.on, self.on):
            # "Brussels, 7 November 2025", after which the text may continue.
            is_place = bool(_PLACE.fullmatch(before))
            goes_on = self.whole[last - 1] == "." or _GOES_ON.match(after)
            if is_place and (not after.strip() or (not line and goes_on)):
                return True
        if len(self.whole) - (last - first) == len(before) + len(after):
            return False
        return not _LISTED.search(before + after)

    # -- inferred years ------------------------------------------------------------------------

    def _year_told(self, start: int) -> date | None:
        """The day of an earlier date in the sentence: "on 5 March 2019 and on 7 June"."""
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
        if any(self.around.closes_sentence(other, 1) for other in between):
            is_told_on = self._opens_sentence(self._node(mention.start)) and self._opens_sentence(
                start
            )
            return first if is_told_on and self.around.tense(start, start + 1) <= 0 else None
        is_listed = any(self.around.names(other, "and") for other in between)
        if not is_listed and any(self.around.tokens[other].text in ",،、，" for other in between):
            # "in Vienna, on 7 June in Geneva", or "signed ..., ratified in ..."
            is_listed = not any(map(self.around.told, between)) or self.around.told(node + 1) < 0
        return first if is_listed else None

    def _opens_sentence(self, node: int) -> bool:
        """Whether the sentence begins with the date at *node*, apart from a word like "on"."""
        first = self.around.before(node)
        return first == 0 or self.around.closes_sentence(first - 1, -1)

    # -- names and anniversaries -----------------------------------------------------------------

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
            return self._made(before, node + 1, value, "event", rule="event-name")
        if self.around.initial(before).isupper() and "filler" not in self.around.edges(before):
            return self._made(before, node + 1, None, "name", reason=NAMED, code="name")
        return None

    def _jubilee(self, parser: Parser, node: int) -> tuple[Mention, int] | None:
        readings = [
            (number, end)
            for number, end in parser.readings("jubilee", node)
            if end <= self.around.lattice.end
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
            reason="" if value else "its year is not given",
            code="" if value else "date-without-year",
        )
        return mention, end


def _spans_months(value: edtf.Value) -> bool:
    """Whether it runs from the first day of a month to the last of one: a period of a report."""
    first, last = _days(value)
    is_long = first is not None and last is not None and first.day == 1 and last > first
    return is_long and last is not None and (last + timedelta(days=1)).day == 1


def _days(value: edtf.Value | None) -> tuple[date | None, date | None]:
    """First and last day of *value*; None for open sides and days outside `datetime.date`."""
    try:
        return (value.earliest, value.latest) if value else (None, None)
    except DateError:
        return None, None


def _are_apart(node: Any) -> bool:
    """Whether each of several days has its own month: "14 March, 20 June and 3 October"."""
    series = series_of(node)
    return (
        series is not None
        and all(
            point.month
            for point, join in zip(series.points, (*series.joins, "&"), strict=True)
            if join in "&,"
        )
        and len({point.month for point in series.points}) > 1
    )


def _is_over(value: edtf.Value, on: date) -> bool:
    last = value.iso_bounds[1]
    # Years before the first and after 9999, which `datetime.date` lacks, begin with a sign.
    return last is not None and (last[0] == "-" or (last[0] != "+" and last < on.isoformat()))


def _is_plain(node: Any) -> bool:
    """Whether it has no part and no decade; of two readings, the one with such a part is meant."""
    series = series_of(node)
    return series is None or not any(point.part or point.blank for point in series.points)


def _joined(node: Any) -> bool:
    series = series_of(node)
    return series is not None and not {"&", ","}.isdisjoint(series.joins)


def _are_several(node: Any) -> bool:
    """Whether whole dates are listed: a set shares its year, «31 мая и 1 июня 2026»."""
    series = series_of(node)
    if series is None or not _joined(series):
        return False
    joins = (*series.joins, "&")
    ends = [point for point, join in zip(series.points, joins, strict=True) if join in "&,"]
    return (
        len({(end.year, end.relative, end.month) for end in ends}) == len(ends)
        and all(end.year is not None or end.relative is not None for end in ends)
        and any(end.month or end.grouping or end.part or end.relative for end in ends)
    )
