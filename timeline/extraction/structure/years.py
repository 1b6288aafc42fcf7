"""The year of a date in a list, if the date does not give it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from timeline import edtf
from timeline.errors import DateError
from timeline.extraction.structure.lines import Line, years_named
from timeline.phrases import YearOrigin, expressions, inferring
from timeline.phrases.dated_lines import Dated, value
from timeline.phrases.expressions import DateOrder, NoDateError, NoYearError

HEADING: Final = "heading"
LIST: Final = "list"
WEEKDAY: Final = "weekday"
"""The origins of the year of a date in a list, in addition to those in a sentence."""

OVER: Final = 6
"""Minimum months by which a list goes back if New Year is between two of its dates."""

NEAR: Final = 45
"""Days before and after that of the document in which "Monday 9" is searched for."""

_TITLES: Final = 4
"""Maximum lines at the beginning of a document that may be its title."""

DatedBy = tuple[edtf.Value, YearOrigin]
"""A date, and the origin of its year if the date does not give it."""


class Years:
    """Gives the dates of a document their years, one after the other."""

    def __init__(self, lines: Sequence[Line], order: DateOrder, on: date | None) -> None:
        self._lines = lines
        self._order = order
        self.on = on
        """The day of the document, or of the notice."""
        self.begins: date | None = None
        """The first day of the year or month above, if it is of another calendar."""
        self._run: list[date] = []
        """First days of the dates of the list so far."""

    def begin_list(self) -> None:
        """Start a new list, whose years do not depend on the previous one."""
        self._run = []

    def of(self, line: Line, dated: Dated, year: int | None, month: int | None) -> DatedBy:
        """The date of a line below a heading with that *year* and *month*.

        Raises:
            NoDateError: its year is unknown, or the date does not exist.
        """
        found = self.read(line, dated.under(month), year, month)
        with suppress(DateError):
            first = found[0].earliest
            if first is not None and (dated.has_month or dated.lacks_month):
                self._run.append(first)
        return found

    def near(self, dated: Dated) -> date | None:
        """The day near that of the document that "Monday 9" means; None if there is none."""
        weekdays, point = dated.series.weekdays, dated.series.points[0]
        if self.on is None or not weekdays or point.day is None:
            return None
        found = [
            day
            for days in range(-NEAR, NEAR + 1)
            if (day := self.on + timedelta(days)).day == point.day
            and day.isoweekday() == weekdays[0]
        ]
        return found[0] if len(found) == 1 else None

    def read(self, line: Line, dated: Dated, year: int | None, month: int | None) -> DatedBy:
        """The same, of a date that is not one of the list."""

        def in_year(number: int | None) -> edtf.Value:
            return value(dated, self._order, self.on, number, month)

        if not dated.lacks_year:
            return in_year(None), ""
        if dated.series.weekdays and self._order == "ambiguous" and any(dated.figures):
            likely = year or (self._run[-1] if self._run else self.on or date.max).year
            found = self._by_weekday(dated, likely, month)
            if found is not None:
                return found, HEADING if year else WEEKDAY
        if year is not None:
            return inferring.in_year_from(in_year, year, self.begins), HEADING
        if self._run or self._later(line) is not None:
            return in_year(self._of_list(line, dated.without_weekdays, month)), LIST
        found = self._in_year_above(line, dated, month)
        if found is not None:
            return found, HEADING
        if self.on is None:
            raise NoYearError("there is no year", "write the year too", code="date-without-year")
        found = self._in_nearest_year(dated, month)
        if found is not None:
            return found, WEEKDAY
        tense = line.passage.around.tense(dated.start, dated.end)
        node = expressions.settle(dated.node, self._order)
        series = expressions.series_of(node)
        if series is None or dated.lacks_month:
            return in_year(self.on.year), inferring.DOCUMENT
        found = inferring.in_its_year(
            node, series, self.on, tense=tense, earlier=None, is_counted=False
        )
        return found, inferring.TENSE if tense else inferring.DOCUMENT

    def _in_year_above(self, line: Line, dated: Dated, month: int | None) -> edtf.Value | None:
        """The date in the only year that the lines above name.

        "Programme of the visit (12–15 May 2026)" gives the year of "Tuesday 12 May" below it, which
        must fall on its weekday there. A date without a weekday takes the year only from a title
        such as "Milestones of 2025", and not where it is the year in which the paper was written.
        """
        years = [(year, index) for year, index in self._first_lines.items() if index < line.index]
        if len(years) != 1:
            return None
        ((year, index),) = years
        if dated.series.weekdays:
            return self._by_weekday(dated, year, month)
        is_own = self.on is not None and self.on.year == year
        is_title = index < _TITLES and (
            self._lines[index].may_head or self._lines[index].introduces
        )
        with suppress(NoDateError):
            return (
                value(dated, self._order, self.on, year, month) if is_title and not is_own else None
            )
        return None

    def _in_nearest_year(self, dated: Dated, month: int | None) -> edtf.Value | None:
        """The date that falls on its weekday in a year near that of the document."""
        if not dated.series.weekdays or self.on is None:
            return None
        for number in sorted(range(self.on.year - 2, self.on.year + 3), key=self._away):
            found = self._by_weekday(dated, number, month)
            if found is not None:
                return found
        return None

    @cached_property
    def _first_lines(self) -> dict[int, int]:
        """The years that the document names first, two at most, and the number of their line."""
        found: dict[int, int] = {}
        for line in self._lines:
            for year in years_named(line.text):
                found.setdefault(year, line.index)
            if len(found) > 1:
                break
        return found

    def _by_weekday(self, dated: Dated, year: int, month: int | None) -> edtf.Value | None:
        """The only date of a year that falls on the weekday of *dated*."""
        orders: tuple[DateOrder, ...] = (self._order,)
        if any(dated.figures) and self._order == "ambiguous":
            orders = ("day-first", "month-first")
        found = []
        for order in orders:
            with suppress(NoDateError):
                found.append(value(dated, order, self.on, year, month))
        return found[0] if len(set(map(str, found))) == 1 else None

    def _away(self, year: int) -> int:
        assert self.on is not None
        return abs(year - self.on.year)

    def _of_list(self, line: Line, dated: Dated, month: int | None) -> int:
        """The year in which a date continues its list."""

        def of(number: int) -> edtf.Value:
            return value(dated, self._order, self.on, number, month)

        if not self._run:
            later = self._later(line)
            assert later is not None
            first = of(later.year).earliest
            over = first is not None and _months(later, first) <= -OVER
            return later.year - 1 if over else later.year
        last = self._run[-1]
        first = of(last.year).earliest
        if first is None:
            return last.year
        is_falling = len(self._run) > 1 and self._run[0] > last
        gap = _months(last, first)
        if not is_falling and gap <= -OVER:
            return last.year + 1
        if is_falling and gap >= OVER:
            return last.year - 1
        return last.year

    def _later(self, line: Line) -> date | None:
        """The first date further down the same list that has a year."""
        for other in self._lines[line.index + 1 :]:
            dated = other.lead or other.trail
            if dated is None or not dated.apart:
                return None
            if not dated.lacks_year and dated.has_month and dated.has_day:
                with suppress(NoDateError, DateError):
                    return value(dated, self._order, self.on).earliest
                return None
            if not dated.lacks_year:
                return None
        return None


def _months(one: date, other: date) -> int:
    """Months from *one* to *other*."""
    return (other.year - one.year) * 12 + other.month - one.month
