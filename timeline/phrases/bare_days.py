"""Days without a month in sentences: "On the 22nd, they met", 「22日，双方会谈」.

They are in the month of the dates before them in their paragraph, if these are all in one month and
the last does not begin later. East Asian news give days alone without such dates: they are the
nearest that the tense of the sentence allows, like those of weekdays. All others are refused, and
"the next day" does not count from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.phrases import meaning
from timeline.phrases.dated_lines import at, clock
from timeline.phrases.earlier_dates import EarlierDates
from timeline.phrases.expressions import Clock, NoDateError, Point, Series
from timeline.phrases.inferring import SENTENCE, TENSE
from timeline.phrases.parsing import Parser
from timeline.phrases.passages import Passage
from timeline.phrases.results import BARE_DAY, Mention, YearOrigin

_DAY_SIGNS: Final = frozenset("日일")
"""The signs after the number of a day in Chinese, Japanese and Korean."""

_MONTH_SIGNS: Final = frozenset("月월달")
"""The signs at the end of a month, which the grammar could not read: 「每月22日」."""

_COUNTED: Final = frozenset("間间内內以前後后目来來余餘連连历歷곳간동이째전후만내짜连续")
"""What follows the sign if days are counted, or if something is before or after them: 「3日間」."""

_COUNTED_APART: Final = ("이내", "이상", "동안")
"""The same, as words of their own: "within", "more than", "for"."""

_NUMBERED: Final = frozenset("第前近约約達达共总總余약최총")
"""What precedes the number if days are counted: 「前3日」."""

_JOINING: Final = frozenset(",、・-~∼～至到")
_MOST_JOINED: Final = 6
"""Maximum days with one sign; a longer list of numbers is not of days."""

_CLOSING: Final = frozenset(",;:.)")
_MONTHS: Final = 12
_DAYS: Final = 31
_DAY_DIGITS: Final = 2


class BareDays:
    """Reads the days without a month of one passage."""

    def __init__(self, passage: Passage, on: date | None, earlier: EarlierDates) -> None:
        self.passage = passage
        self.around = passage.around
        self.on = on
        self.earlier = earlier

    def begins(self, node: int) -> bool:
        """Whether the number at *node* may be such a day."""
        if node + 1 >= len(self.around.tokens) or not self._is_number_of_day(node):
            return False
        return self._has_sign(node) or self._is_named(node) or self._is_ordinal(node)

    def read(self, parser: Parser, node: int) -> tuple[Mention, int] | None:
        """The mention of the days from *node*, and the node after it; None if it is something else.

        Days whose month is unknown are refused.
        """
        if not self.begins(node):
            return None
        is_east_asian = self._has_sign(node)
        found = [
            (days, end)
            for days, end in parser.readings("days", node)
            if end <= self.around.lattice.end
            and not (is_east_asian and self.around.tokens[end - 1].kind == "number")
        ]
        if not found:
            return None
        (numbers, joins, weekdays), end = max(found, key=lambda item: item[1])
        if is_east_asian and self._is_counted(end):
            return None
        if self.around.tokens[end - 1].text == "." and self.around.is_full_stop(end - 1):
            end -= 1
        bare = Series(tuple(Point(day=day) for day in numbers), joins, weekdays)
        try:
            value, source = self._in_month(bare, node, end, is_east_asian)
        except NoDateError as error:
            self.earlier.forget()
            return self.passage.refusal(node, end, error.fact, error.code), end
        if is_east_asian and (hours := clock(self.passage, end, len(self.around.tokens))):
            value, end = self._timed(value, hours, end)
        mention = self.passage.mention(
            node, end, value, "event", rule=BARE_DAY, inferred=True, year_from=source
        )
        return mention, end

    def may_be_day(self, node: int) -> bool:
        """Whether the number at *node* is perhaps a day, with too little evidence to read it.

        "On the 22nd he left" begins like "on the 22nd floor". "The next day" never counts past it.
        """
        if not self._is_number_of_day(node):
            return False
        first = self.around.before(node)
        opens = first == 0 or self.around.closes_sentence(first - 1, -1)
        is_ordinal = self.around.names(node + 1, "ordinal_suffix")
        is_on = any(self.around.names(other, "inside") for other in range(first, node))
        is_on_day = node > 0 and self.around.names(node - 1, "on_day")
        is_after_article = opens and first < node and self.around.tokens[first].kind == "word"
        return (
            (is_ordinal and (is_on or opens)) or is_on_day or (is_after_article and not is_ordinal)
        )

    def _in_month(
        self, bare: Series, start: int, end: int, is_east_asian: bool
    ) -> tuple[edtf.Value, YearOrigin]:
        """The *bare* days in their month, and the evidence for it.

        Raises:
            NoDateError: it is not known, or has no such days.
        """
        before = self.earlier.in_one_month()
        is_relative = is_east_asian and start > 0 and self.around.names(start - 1, "relative")
        if not is_relative and before is not None and before.day <= (bare.points[0].day or 0):
            return _within(bare, before.year, before.month), SENTENCE
        if is_relative or (is_east_asian and not self.earlier.has_months):
            near = self._nearest(bare, self.around.tense(start, end))
            if near is not None:
                return near, TENSE
        raise _no_month()

    def _nearest(self, bare: Series, tense: int) -> edtf.Value | None:
        """The *bare* days nearest to the day of the document in the *tense* of their sentence."""
        if self.on is None or not tense:
            return None
        near = list(_near(bare, self.on))
        if tense > 0:
            return next((value for value in near if (value.latest or date.max) >= self.on), None)
        past = [value for value in near if (value.earliest or date.min) <= self.on]
        return past[-1] if past else None

    def _timed(
        self, value: edtf.Value, hours: tuple[Clock, int], end: int
    ) -> tuple[edtf.Value, int]:
        """*value* with the *hours* after it, if it is a single day and they exist."""
        if not isinstance(value, edtf.Date):
            return value, end
        try:
            return at(value, hours[0]), hours[1]
        except NoDateError:
            return value, end

    def _is_number_of_day(self, node: int) -> bool:
        """Whether a number from 1 to 31 is at *node* that is not part of a longer one."""
        token = self.around.tokens[node]
        if token.kind != "number" or len(token.text) > _DAY_DIGITS:
            return False
        return 1 <= int(token.text) <= _DAYS and not (node and self._is_part(node))

    def _is_part(self, node: int) -> bool:
        """Whether the number belongs to the one or the month before it: 5.22, 「每月22日」."""
        before = self.around.tokens[node - 1]
        sign = self.around.initial(node - 1)
        is_joined = self.around.tokens[node].glued and (before.kind == "number" or sign in "./-")
        return is_joined or before.text[-1] in _MONTH_SIGNS | _NUMBERED

    def _has_sign(self, node: int) -> bool:
        """Whether the sign of a day follows, perhaps after other days: 「22日」, 「22、23日」."""
        tokens = self.around.tokens
        for last in range(node, min(node + 2 * _MOST_JOINED, len(tokens) - 1), 2):
            if tokens[last].kind != "number" or len(tokens[last].text) > _DAY_DIGITS:
                return False
            if tokens[last + 1].text not in _JOINING:
                return self._ends_with_sign(last + 2)
        return False

    def _ends_with_sign(self, end: int) -> bool:
        sign = self.around.tokens[end - 1]
        return (
            sign.glued and sign.text[0] in _DAY_SIGNS and self.around.initial(end - 1) in _DAY_SIGNS
        )

    def _is_counted(self, end: int) -> bool:
        """Whether days are counted rather than named: 「3日間」, 「22日前」."""
        if end >= len(self.around.tokens):
            return False
        token = self.around.tokens[end]
        is_glued = token.glued and self.around.initial(end) in _COUNTED
        return is_glued or token.text.startswith(_COUNTED_APART)

    def _is_named(self, node: int) -> bool:
        """Whether "day" precedes the number as in a date: «el día 22», «dnia 22»."""
        if not node or not self.around.names(node - 1, "day_unit"):
            return False
        is_before = self.around.names(node - 1, "filler") or self.around.names(node - 1, "on_day")
        return is_before and self._is_followed(node + 1)

    def _is_ordinal(self, node: int) -> bool:
        """Whether it is "on" an ordinal, and what follows cannot be counted: "on the 22nd,"."""
        first = self.around.before(node)
        if self.around.names(node + 1, "ordinal_suffix"):
            is_on = any(self.around.names(other, "inside") for other in range(first, node))
            return is_on and self._is_followed(node + 2)
        is_on_day = self.around.names(node - 1, "on_day") if node else False
        has_point = self.around.words.ordinal_point and self.around.names(node + 1, "day_point")
        return is_on_day and has_point and self._is_verb(node + 2)

    def _is_followed(self, node: int) -> bool:
        """Whether a sign or a verb follows, or nothing."""
        if node >= len(self.around.tokens) or self.around.tokens[node].text in _CLOSING:
            return True
        return self._is_verb(node)

    def _is_verb(self, node: int) -> bool:
        return node < len(self.around.tokens) and self.around.tense_at(node) != 0


def _no_month() -> NoDateError:
    return NoDateError("there is no month", "write the month too", code="date-without-month")


def _within(bare: Series, year: int, month: int) -> edtf.Value:
    """The *bare* days in a *month* of a *year*.

    Raises:
        NoDateError: the month has no such days, or a later day is in the next month.
    """
    points = tuple(replace(point, year=year, month=month) for point in bare.points)
    days = [point.day or 0 for point in points]
    if days != sorted(days):
        raise NoDateError(
            "the days are in two months", "write the month too", code="date-without-month"
        )
    return meaning.value(replace(bare, points=points))


def _near(bare: Series, on: date) -> Iterator[edtf.Value]:
    """The *bare* days in the month before that of *on*, in its own, and in the one after it."""
    for step in (-1, 0, 1):
        years, month = divmod(on.month - 1 + step, _MONTHS)
        with suppress(NoDateError):
            yield _within(bare, on.year + years, month + 1)
