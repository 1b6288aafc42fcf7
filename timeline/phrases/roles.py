"""Roles: whether a date is that of an event, a deadline, a period, or the document itself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from timeline import edtf
from timeline.edtf import Precision
from timeline.phrases.earlier_dates import days_of
from timeline.phrases.expressions import Expression, Open, Series
from timeline.phrases.grounds import Grounds
from timeline.phrases.passages import Passage
from timeline.phrases.results import MentionKind
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


class Roles:
    """Finds the roles of the dates of a passage: of an event, a deadline, the document."""

    def __init__(self, passage: Passage, on: date | None, grounds: Grounds) -> None:
        self.whole = passage.whole
        self.offset = passage.start
        self.around = passage.around
        self.on = on
        self.grounds = grounds

    def kind(
        self,
        node: Expression,
        series: Series,
        value: edtf.Value,
        start: int,
        end: int,
        inferred: bool,
    ) -> MentionKind:
        """The kind of the mention of a date, as `Mention.kind` has it."""
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
        is_own_day = self.on is None or days_of(value) == (self.on, self.on)
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
        days = days_of(value)
        if self.on and days[0] and (days[0] > self.on or (inferred and days[0] < self.on)):
            # It is the heading of another day, as in programmes.
            return False
        line = self.whole.rfind("\n", 0, first) + 1
        stop = self.whole.find("\n", last)
        before, after = self.whole[line:first], self.whole[last : stop if stop >= 0 else None]
        if self.on and days == (self.on, self.on):
            # "Brussels, 7 November 2025", after which the text may continue.
            is_place = bool(_PLACE.fullmatch(before))
            may_continue = self.whole[last - 1] == "." or _GOES_ON.match(after)
            if is_place and (not after.strip() or (not line and may_continue)):
                return True
        if len(self.whole) - (last - first) == len(before) + len(after):
            return False
        return not _LISTED.search(before + after)


def _spans_months(value: edtf.Value) -> bool:
    """Whether it runs from the first day of a month to the last of one: a period of a report."""
    first, last = days_of(value)
    is_long = first is not None and last is not None and first.day == 1 and last > first
    return is_long and last is not None and (last + timedelta(days=1)).day == 1


def _is_over(value: edtf.Value, on: date) -> bool:
    last = value.iso_bounds[1]
    # Years before the first and after 9999, which `datetime.date` lacks, begin with a sign.
    return last is not None and (last[0] == "-" or (last[0] != "+" and last < on.isoformat()))
