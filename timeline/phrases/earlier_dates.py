"""Earlier dates: what those before a date say of it, and which year one without a year has."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from timeline import edtf
from timeline.edtf import Precision
from timeline.errors import DateError
from timeline.phrases import Mention, expressions
from timeline.phrases.expressions import Expression, Series
from timeline.phrases.inferring import DOCUMENT, SENTENCE, TENSE, in_its_year, in_year
from timeline.phrases.passages import Passage


class Given(Struct, frozen=True):
    """The *year* that the text above a passage gives for its dates, and which text it is."""

    year: int
    source: str


class EarlierDates:
    """What the dates before one in its passage say of it, and the text above the passage."""

    def __init__(self, passage: Passage, on: date | None, given: Given | None) -> None:
        self.around = passage.around
        self.passage = passage
        self.on = on
        self.given = given
        self.told: edtf.Value | None = None
        """The last date, with or without a year."""
        self.last: tuple[Mention, int] | None = None
        """The last date with a year, and the node after it."""

    def note(self, mention: Mention, node: int) -> None:
        """Note a date and the *node* after it."""
        first, _ = days_of(mention.value)
        if first and mention.kind in ("event", "relative", "since"):
            self.told = mention.value
        if first and not (mention.inferred and self._is_own_year(first)):
            self.last = mention, node

    def day_before(self, exactly: bool) -> date | None:
        """The last day of the previous date; if *exactly*, only if that is an exact day."""
        if self.told is None or (exactly and self.told.precision is not Precision.DAY):
            return None
        first, last = days_of(self.told)
        return last or first

    def year_of(
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

    def _year_told(self, start: int) -> date | None:
        """The day of an earlier date in the sentence: "on 5 March 2019 and on 7 June"."""
        if self.last is None or self.on is None:
            return None
        mention, node = self.last
        value = mention.value
        first, _ = days_of(value)
        is_event = mention.kind == "event" or (mention.kind == "relative" and mention.inferred)
        if value is None or first is None or not is_event:
            return None
        if first.year == self.on.year or value.precision not in (Precision.DAY, Precision.MONTH):
            return None
        between = range(node, start)
        if any(self.around.closes_sentence(other, 1) for other in between):
            openings = self.passage.node(mention.start), start
            is_told_on = all(map(self._opens_sentence, openings))
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

    def _is_own_year(self, day: date) -> bool:
        return self.on is not None and day.year == self.on.year


def days_of(value: edtf.Value | None) -> tuple[date | None, date | None]:
    """First and last day of *value*; None for open sides and days outside `datetime.date`."""
    try:
        return (value.earliest, value.latest) if value else (None, None)
    except DateError:
        return None, None
