"""The values of dates: their bounds, precision and canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from timeline.edtf.gregorian import Day, days_between, iso_day, month_length, written_year
from timeline.errors import DateError

XX: Final = "XX"
"""An unspecified month or day."""

MonthOrDay: TypeAlias = int | Literal["XX"] | None


class Precision(StrEnum):
    """How precisely a date is known, finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for a day, higher for coarser precisions."""
        return _RANKS[self]


_RANKS: Final = {precision: rank for rank, precision in enumerate(Precision)}


def finest(precisions: Iterable[Precision]) -> Precision:
    """The finest of *precisions*; "unknown" if there are none."""
    return min(precisions, key=_RANKS.__getitem__, default=Precision.UNKNOWN)


class Side(Enum):
    """An end of an interval that is not a date."""

    OPEN = ".."
    UNKNOWN = ""

    def __str__(self) -> str:
        return self.value


class Value(Struct, frozen=True):
    """The base of all dates. Bounds are days, both included; None is open or unknown.

    Subclasses implement `_first`, `_last` and `precision`.
    """

    @property
    def _first(self) -> Day | None:
        raise NotImplementedError

    @property
    def _last(self) -> Day | None:
        raise NotImplementedError

    @property
    def precision(self) -> Precision:
        """Precision of the finest known part."""
        raise NotImplementedError

    @property
    def start_precision(self) -> Precision:
        """Precision of the first end; unknown if that end is open or unknown."""
        return self.precision

    @property
    def end_precision(self) -> Precision:
        """Precision of the last end; unknown if that end is open or unknown."""
        return self.precision

    @property
    def approximate(self) -> bool:
        """Whether any part is qualified with ``~`` or ``%``."""
        return False

    @property
    def uncertain(self) -> bool:
        """Whether any part is qualified with ``?`` or ``%``."""
        return False

    @property
    def is_window(self) -> bool:
        """Whether the event lies somewhere between the bounds instead of filling them."""
        return False

    @property
    def is_timed(self) -> bool:
        """Whether a time of day is known."""
        return False

    @property
    def times(self) -> tuple[datetime, ...]:
        """The known moments, first to last; empty unless `is_timed`."""
        return ()

    @property
    def dates(self) -> tuple[Endpoint, ...]:
        """The dates that an interval or a set consists of, as written; empty for a single date."""
        return ()

    @property
    def earliest(self) -> date | None:
        """First day that the date may include.

        Raises:
            DateError: the year is outside 1 to 9999, the range of `datetime.date`.
        """
        return _calendar_day(self, self._first)

    @property
    def latest(self) -> date | None:
        """Last day that the date may include.

        Raises:
            DateError: the year is outside 1 to 9999, the range of `datetime.date`.
        """
        return _calendar_day(self, self._last)

    @property
    def years(self) -> tuple[int, ...]:
        """First and last year that the date may include, of any size; empty for an open side."""
        return tuple([day[0] for day in (self._first, self._last) if day])

    @property
    def vague_years(self) -> Date | None:
        """The decade or century in which it begins, unqualified; None if its first year is known.

        If it has no start, this is the decade or century in which it ends.
        """
        place = slice(1) if self._first else slice(-1, None)
        nearest = (each for each in self.dates or (self,) if each.years[place] == self.years[:1])
        known = next(nearest, None)
        if not isinstance(known, Date) or known.year_unspecified not in (1, 2):
            return None
        return Date(known.year, year_unspecified=known.year_unspecified)

    @property
    def iso_bounds(self) -> tuple[str | None, str | None]:
        """Both bounds as ISO 8601 text, in expanded form for years beyond four digits."""
        return iso_day(self._first), iso_day(self._last)


class Date(Value, frozen=True):
    """A year, month or day; digits may be unspecified from the right.

    ``year_unspecified`` counts the X's of the year: 1 for a decade (201X), 2 for a century
    (20XX), 4 if nothing is known; in ``year``, these digits are 0.
    """

    year: int
    month: MonthOrDay = None
    day: MonthOrDay = None
    approximate: bool = False
    uncertain: bool = False
    year_unspecified: int = 0

    @classmethod
    def of(cls, day: date) -> Date:
        """The date that is exactly that *day*."""
        return cls(day.year, day.month, day.day)

    @property
    def _first(self) -> Day | None:
        if self.year_unspecified == 4:
            return None
        month = self.month if isinstance(self.month, int) else 1
        return self.year, month, self.day if isinstance(self.day, int) else 1

    @property
    def _last(self) -> Day | None:
        if self.year_unspecified == 4:
            return None
        if not isinstance(self.month, int):
            return self.year + 10**self.year_unspecified - 1, 12, 31
        last = self.day if isinstance(self.day, int) else month_length(self.year, self.month)
        return self.year, self.month, last

    @property
    def precision(self) -> Precision:
        if isinstance(self.day, int):
            return Precision.DAY
        if isinstance(self.month, int):
            return Precision.MONTH
        return _YEAR_PRECISION[self.year_unspecified]

    @property
    def is_window(self) -> bool:
        return not isinstance(self.day, int)

    def __str__(self) -> str:
        text = written_year(self.year)
        if self.year_unspecified:
            text = text[: -self.year_unspecified] + "X" * self.year_unspecified
        mark = _QUALIFIER_MARK[self.approximate, self.uncertain]
        if self.month is None:
            return text + mark
        text += _PARTS.get(self.month) or f"-{self.month}"
        if self.day is None:
            return text + mark
        return text + (_PARTS.get(self.day) or f"-{self.day}") + mark


_PARTS: Final[Mapping[int | str, str]] = {number: f"-{number:02}" for number in range(100)}
"""Months and days as written after the year; a table is faster than formatting."""

_YEAR_PRECISION: Final = {
    0: Precision.YEAR,
    1: Precision.DECADE,
    2: Precision.CENTURY,
    4: Precision.UNKNOWN,
}
_QUALIFIER_MARK: Final = {
    (False, False): "",
    (False, True): "?",
    (True, False): "~",
    (True, True): "%",
}
QUALIFIERS: Final = {mark: flags for flags, mark in _QUALIFIER_MARK.items()}

UNKNOWN: Final = Date(0, year_unspecified=4)
"""Nothing is known about the date: ``XXXX``."""


class Grouping(Enum):
    """The sub-year groupings of ISO 8601-2: code, precision, first month (0 = January), months."""

    SPRING = (21, Precision.SEASON, 2, 3)
    SUMMER = (22, Precision.SEASON, 5, 3)
    AUTUMN = (23, Precision.SEASON, 8, 3)
    WINTER = (24, Precision.SEASON, 11, 3)
    QUARTER_1 = (33, Precision.QUARTER, 0, 3)
    QUARTER_2 = (34, Precision.QUARTER, 3, 3)
    QUARTER_3 = (35, Precision.QUARTER, 6, 3)
    QUARTER_4 = (36, Precision.QUARTER, 9, 3)
    HALF_1 = (40, Precision.HALF, 0, 6)
    HALF_2 = (41, Precision.HALF, 6, 6)

    def __init__(self, code: int, precision: Precision, first_month: int, months: int) -> None:
        self.code = code
        self.precision = precision
        self.first_month = first_month
        self.months = months


GROUPINGS: Final = {grouping.code: grouping for grouping in Grouping}


class SubYear(Value, frozen=True):
    """A season, quarter or half of a year; the specification allows no qualifiers on it."""

    year: int
    grouping: Grouping

    @property
    def _first(self) -> Day:
        return self.year, self.grouping.first_month + 1, 1

    @property
    def _last(self) -> Day:
        years, month = divmod(self.grouping.first_month + self.grouping.months - 1, 12)
        year = self.year + years
        return year, month + 1, month_length(year, month + 1)

    @property
    def precision(self) -> Precision:
        return self.grouping.precision

    @property
    def is_window(self) -> bool:
        return True

    def __str__(self) -> str:
        return f"{written_year(self.year)}-{self.grouping.code}"


class DateTime(Value, frozen=True, eq=False):
    """A time of a day: local to the place (naive), or with the offset that was written.

    The bounds are the day as written, regardless of the offset. The same moment with two offsets
    is two different values, because a time is shown as it was written.
    """

    moment: datetime

    @property
    def _written(self) -> tuple[datetime, timedelta | None]:
        return self.moment.replace(tzinfo=None), self.moment.utcoffset()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and self._written == other._written

    def __ne__(self, other: object) -> bool:
        return not self == other  # otherwise the struct's own, which compares identities

    def __hash__(self) -> int:
        return hash(self._written)

    @property
    def _first(self) -> Day:
        return self.moment.year, self.moment.month, self.moment.day

    _last = _first

    @property
    def precision(self) -> Precision:
        return Precision.DAY

    @property
    def is_timed(self) -> bool:
        return True

    @property
    def times(self) -> tuple[datetime, ...]:
        return (self.moment,)

    def __str__(self) -> str:
        text = self.moment.isoformat(timespec="seconds")
        return text.removesuffix("+00:00") + "Z" if self.moment.tzinfo is UTC else text


Endpoint: TypeAlias = Date | SubYear | DateTime
"""A date that can be an end of an interval."""


class Interval(Value, frozen=True):
    """From *start* to *end*, both included: the event lasts the whole time.

    Raises:
        DateError: neither side is a date, or the end lies before the start.
    """

    start: Endpoint | Side
    end: Endpoint | Side

    def __post_init__(self) -> None:
        if isinstance(self.start, Side) and isinstance(self.end, Side):
            raise DateError(
                str(self),
                "an interval needs a date on at least one side",
                "2025-01-01/..",
                code="date-without-ends",
            )
        if not isinstance(self.start, Side) and not isinstance(self.end, Side):
            _refuse_reversed(self.start, self.end, str(self))

    @property
    def _first(self) -> Day | None:
        return None if isinstance(self.start, Side) else self.start._first

    @property
    def _last(self) -> Day | None:
        return None if isinstance(self.end, Side) else self.end._last

    @property
    def dates(self) -> tuple[Endpoint, ...]:
        return tuple(side for side in (self.start, self.end) if not isinstance(side, Side))

    @property
    def precision(self) -> Precision:
        return finest((self.start_precision, self.end_precision))

    @property
    def start_precision(self) -> Precision:
        return Precision.UNKNOWN if isinstance(self.start, Side) else self.start.precision

    @property
    def end_precision(self) -> Precision:
        return Precision.UNKNOWN if isinstance(self.end, Side) else self.end.precision

    @property
    def approximate(self) -> bool:
        return any(side.approximate for side in self.dates)

    @property
    def uncertain(self) -> bool:
        return any(side.uncertain for side in self.dates)

    @property
    def is_timed(self) -> bool:
        return any(side.is_timed for side in self.dates)

    @property
    def times(self) -> tuple[datetime, ...]:
        return tuple(side.moment for side in self.dates if isinstance(side, DateTime))

    @property
    def is_open(self) -> bool:
        """Whether a side is open (``2025-01-01/..``), that is, the event is known to continue."""
        return Side.OPEN in (self.start, self.end)

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


Member: TypeAlias = "Date | SubYear | Consecutive"


class Consecutive(Struct, frozen=True):
    """All dates of a set from *first* to *last*, both included; None is an open end.

    Raises:
        DateError: neither end is a date, or *last* lies before *first*.
    """

    first: Date | SubYear | None
    last: Date | SubYear | None

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise DateError(
                str(self), "'..' needs a date on one side", "[1760-12..]", code="date-without-ends"
            )
        if self.first is not None and self.last is not None:
            _refuse_reversed(self.first, self.last, str(self))

    @property
    def dates(self) -> tuple[Date | SubYear, ...]:
        """The ends that are dates."""
        return tuple(end for end in (self.first, self.last) if end is not None)

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last or ''}"


class _Set(Value, frozen=True):
    members: tuple[Member, ...]

    @property
    def dates(self) -> tuple[Date | SubYear, ...]:
        """The members, including the ends of ``..``."""
        found: list[Date | SubYear] = []
        for member in self.members:
            found.extend(member.dates if isinstance(member, Consecutive) else (member,))
        return tuple(found)

    def _bounds(self) -> Iterator[tuple[Day | None, Day | None]]:
        for member in self.members:
            if isinstance(member, Consecutive):
                yield (
                    member.first._first if member.first else None,
                    member.last._last if member.last else None,
                )
            else:
                yield member._first, member._last

    @property
    def _first(self) -> Day | None:
        firsts = [first for first, _ in self._bounds()]
        return None if None in firsts else min(day for day in firsts if day)

    @property
    def _last(self) -> Day | None:
        lasts = [last for _, last in self._bounds()]
        return None if None in lasts else max(day for day in lasts if day)

    @property
    def approximate(self) -> bool:
        return any(member.approximate for member in self.dates)

    @property
    def uncertain(self) -> bool:
        return any(member.uncertain for member in self.dates)

    def __str__(self) -> str:
        return ",".join(map(str, self.members))


class OneOf(_Set, frozen=True):
    """One of the members, but it is not known which: ``[1667,1668,1670..1672]``."""

    @property
    def precision(self) -> Precision:
        """The finest of listed dates; for a run of days or months the smallest unit around it.

        ``[2026-03-01..2026-03-10]`` is known to the month, because it may be any of several days.
        The same holds for a run across the end of a month, if it is no longer than a month. A run
        of years or of coarser units, ``[2026..2028]``, is as precise as its ends.
        """
        if not any(isinstance(member, Consecutive) for member in self.members):
            return finest(member.precision for member in self.dates)
        first, last = self._first, self._last
        ends = finest(member.precision for member in self.dates)
        if first is None or last is None or ends.rank >= Precision.YEAR.rank:
            return ends
        return _smallest_unit(first, last)

    @property
    def is_window(self) -> bool:
        return True

    def __str__(self) -> str:
        return f"[{_Set.__str__(self)}]"


class AllOf(_Set, frozen=True):
    """Each of the members: ``{2025-05-31,2025-06-01}``."""

    @property
    def precision(self) -> Precision:
        return finest(member.precision for member in self.dates)

    @property
    def is_window(self) -> bool:
        return any(member.is_window for member in self.dates)

    @property
    def parts(self) -> tuple[Endpoint | Interval, ...]:
        """The members as values; consecutive days are an interval."""
        return tuple(
            Interval(member.first or Side.OPEN, member.last or Side.OPEN)
            if isinstance(member, Consecutive)
            else member
            for member in self.members
        )

    def __str__(self) -> str:
        return f"{{{_Set.__str__(self)}}}"


def _calendar_day(value: Value, day: Day | None) -> date | None:
    if day is None:
        return None
    if not 1 <= day[0] <= 9999:
        raise DateError(
            str(value), f"the year {day[0]} is outside 1 to 9999", code="date-out-of-range"
        )
    return date(*day)


_WEEK: Final = 6
"""Days from the first to the last day of a week."""


def _smallest_unit(first: Day, last: Day) -> Precision:
    """Precision of a run of days: of the grouping it fills, else of the unit that contains it.

    A run that crosses the end of a unit has the precision of the unit of the same length: a month
    or a year of another calendar is known as precisely as a Gregorian one.
    """
    if first == last:
        return Precision.DAY
    year, last_year = first[0], last[0]
    if days_between(first, last) == _WEEK:
        return Precision.WEEK
    if first[:2] == last[:2]:
        return Precision.MONTH
    for grouping in Grouping:
        unit = SubYear(year, grouping)
        if (unit._first, unit._last) == (first, last):
            return unit.precision
    years, month = divmod(first[1], 12)
    if last < (year + years, month + 1, first[2]):
        return Precision.MONTH
    if last < (year + 1, *first[1:]):
        return Precision.YEAR
    for precision, length in (
        (Precision.YEAR, 1),
        (Precision.DECADE, 10),
        (Precision.CENTURY, 100),
    ):
        if year // length == last_year // length:
            return precision
    return Precision.UNKNOWN


def _refuse_reversed(start: Endpoint, end: Endpoint, text: str) -> None:
    if isinstance(start, DateTime) and isinstance(end, DateTime):
        same_kind = (start.moment.tzinfo is None) == (end.moment.tzinfo is None)
        backwards = same_kind and end.moment < start.moment
    else:
        first, last = start._first, end._last
        backwards = first is not None and last is not None and last < first
    if backwards:
        raise DateError(text, f"{end} lies before {start}", f"{end}/{start}", code="date-reversed")
