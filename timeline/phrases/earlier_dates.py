"""Earlier dates: the evidence of the previous dates, and the year of a date without one."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.phrases import expressions
from timeline.phrases.bounds import YEAR, YEARS
from timeline.phrases.expressions import Expression, Offset, Series, Unit
from timeline.phrases.inferring import DOCUMENT, SENTENCE, TENSE, in_its_year, in_year, in_year_from
from timeline.phrases.passages import Passage
from timeline.phrases.results import Mention, YearOrigin

_LIST: Final = 30
"""Maximum tokens after a date within which the last date of its list is searched for."""

_TO_DAY: Final = 2
_TO_YEAR: Final = 3
"""Maximum tokens from the name of a month to its day and to its year."""


class Given(Struct, frozen=True):
    """The *year* that the text above a passage gives for its dates, and the kind of that text."""

    year: int
    source: YearOrigin
    begins: date | None = None
    """The first day of a year of another calendar, which begins in that *year*."""


class EarlierDates:
    """The evidence for a date from the previous dates in its passage and from the text above."""

    def __init__(self, passage: Passage, on: date | None, given: Given | None) -> None:
        self.around = passage.around
        self.passage = passage
        self.on = on
        self.given = given
        self.previous: edtf.Value | None = None
        """The last date, with or without a year."""
        self.is_unknown = False
        """Whether the last day could not be read, so that there is no *previous* one."""
        self.last: tuple[Mention, int] | None = None
        """The last date with a year, and the node after it."""
        self._months: set[tuple[int, int]] = set()
        """Years and months of the dates of events."""
        self._first: date | None = None
        """The first day of the last of these dates."""

    def note(self, mention: Mention, node: int) -> None:
        """Record a date and the *node* after it."""
        first, _ = days_of(mention.value)
        if first and mention.kind in ("event", "relative", "since"):
            self.previous = mention.value
            self.is_unknown = False
            self._note_days(mention.value)
        if first and not (mention.inferred and self._is_own_year(first)):
            self.last = mention, node

    def _note_days(self, value: edtf.Value | None) -> None:
        first, last = days_of(value)
        if value is None or first is None or last is None:
            return
        if value.precision in (Precision.DAY, Precision.MONTH):
            self._months |= {(first.year, first.month), (last.year, last.month)}
            self._first = first

    @property
    def has_months(self) -> bool:
        """Whether any of the dates so far is in a known month."""
        return bool(self._months)

    def in_one_month(self) -> date | None:
        """The first day of the last date, if the dates so far are all in one month."""
        return self._first if len(self._months) == 1 else None

    def forget(self) -> None:
        """Record a day that could not be read: nothing counts from the dates before it."""
        self.previous = None
        self.is_unknown = True

    def day_before(self, exactly: bool) -> date | None:
        """The last day of the previous date; if *exactly*, only if that is an exact day."""
        if self.previous is None or (exactly and self.previous.precision is not Precision.DAY):
            return None
        first, last = days_of(self.previous)
        return last or first

    def counted_from(self, series: Series, start: int, end: int) -> date | None:
        """The date from which "the following year" counts; None if that is the next year from now.

        "On 3 May 1991 …, and on 20 January of the following year …": the sentence is about years
        that are long over, and does not say what will be.
        """
        said = [point.relative for point in series.points if point.relative]
        is_following = bool(said) and all(
            isinstance(one, Offset) and one.unit is Unit.YEAR and one.count == 1 for one in said
        )
        if not is_following or self.last is None:
            return None
        mention, node = self.last
        first, _ = days_of(mention.value)
        tense = self.around.tense(start, end)
        has_month = any(point.month is not None for point in series.points)
        if first is None or tense > 0 or not (has_month or tense < 0):
            return None
        if any(self.around.closes_sentence(other, 1) for other in range(node, start)):
            return None
        return None if self.on is not None and first.year >= self.on.year - 1 else first

    def year_of(
        self, node: Expression, series: Series, start: int, end: int
    ) -> tuple[edtf.Value, YearOrigin]:
        """The value of a *node* without a year, and the origin of the inferred year.

        Raises:
            NoDateError: the year cannot be inferred, or has no such day.
        """
        if self.given is not None:
            year, begins = self.given.year, self.given.begins
            found = in_year_from(lambda number: in_year(node, number), year, begins)
            return found, self.given.source
        named = self._year_of_sentence(start)
        is_named = named is not None and self.last is not None and not self.last[0].inferred
        coming = None if is_named else self._year_coming(series, end)
        if coming is not None:
            return in_year(node, coming), SENTENCE
        if self.on is None:
            if named is None:
                raise expressions.NoYearError(
                    "there is no year", "write the year too", code="date-without-year"
                )
            return in_year(node, named.year), SENTENCE
        tense = self.around.tense(start, end)
        value = in_its_year(
            node,
            series,
            self.on,
            tense=tense,
            earlier=named,
            is_counted=self.around.follows("for_period", start),
        )
        is_named = named is not None and tense <= 0
        return value, SENTENCE if is_named else TENSE if tense else DOCUMENT

    def _year_coming(self, series: Series, end: int) -> int | None:
        """The year that ends a list: "on 3 March in Vienna, on 9 April and on 22 May 2026"."""
        month = series.points[-1].month
        if not isinstance(month, int):
            return None
        is_listed = False
        for node in range(end, min(end + _LIST, len(self.around.tokens))):
            if self.around.closes_sentence(node, 1) or self.around.tense_at(node):
                return None
            is_listed |= self.around.names(node, "and")
            last = next((value for value, _ in self.around.edges(node).get("month", ())), None)
            year = self._year_behind(node) if is_listed and isinstance(last, int) else None
            if isinstance(last, int) and year is not None:
                return year if last >= month else year - 1
        return None

    def _year_behind(self, node: int) -> int | None:
        """The year after the month at *node* and its day: "22 May 2026", "22 de mayo de 2026"."""
        tokens = self.around.tokens
        near = tokens[max(node - _TO_DAY, 0) : node] + tokens[node + 1 : node + 1 + _TO_DAY]
        has_day = any(token.kind == "number" and len(token.text) < YEAR for token in near)
        for token in tokens[node + 1 : node + 1 + _TO_YEAR]:
            if token.kind == "number" and len(token.text) == YEAR and int(token.text) in YEARS:
                return int(token.text) if has_day else None
        return None

    def _year_of_sentence(self, start: int) -> date | None:
        """The day of an earlier date in the sentence: "on 5 March 2019 and on 7 June"."""
        if self.last is None:
            return None
        mention, node = self.last
        value = mention.value
        first, _ = days_of(value)
        is_event = mention.kind == "event" or (mention.kind == "relative" and mention.inferred)
        if value is None or first is None or not is_event:
            return None
        if self._is_own_year(first) or value.precision not in (Precision.DAY, Precision.MONTH):
            return None
        between = range(node, start)
        if any(self.around.closes_sentence(other, 1) for other in between):
            openings = self.passage.node(mention.start), start
            is_narrated = all(map(self._opens_sentence, openings))
            return first if is_narrated and self.around.tense(start, start + 1) <= 0 else None
        is_listed = any(self.around.names(other, "and") for other in between)
        if not is_listed and any(self.around.tokens[other].text in ",،、，" for other in between):
            # "in Vienna, on 7 June in Geneva", or "signed ..., ratified in ..."
            is_listed = (
                not any(map(self.around.tense_at, between)) or self.around.tense_at(node + 1) < 0
            )
        return first if is_listed else None

    def _opens_sentence(self, node: int) -> bool:
        """Whether the sentence begins with the date at *node*, apart from a word like "on"."""
        first = self.around.before(node)
        return first == 0 or self.around.closes_sentence(first - 1, -1)

    def _is_own_year(self, day: date) -> bool:
        return self.on is not None and day.year == self.on.year


def days_of(value: edtf.Value | None) -> tuple[date | None, date | None]:
    """First and last day of *value*; None for open sides and days outside `datetime.date`."""
    try:
        return (value.earliest, value.latest) if value else (None, None)
    except DateError:
        return None, None
