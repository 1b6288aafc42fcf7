"""The structure of a wording, before it is a date: the nodes that the grammar builds."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline.code_names import CodeName
from timeline.edtf import Grouping


class NoDateError(Exception):
    """A wording that is understood but is not a date: fact, hint and code of a `DateError`."""

    def __init__(self, fact: str, hint: str = "", *, code: CodeName) -> None:
        super().__init__(fact)
        self.code = code
        self.fact = fact
        self.hint = hint


class NoYearError(NoDateError):
    """A date that only lacks its year."""


class Fault(Struct, frozen=True):
    """A wording that is understood and must be refused."""

    fact: str
    hint: str
    code: CodeName


class Clock(Struct, frozen=True):
    """A time of day, or a range of them, in a named zone or at an offset."""

    hour: int
    minute: int = 0
    second: int = 0
    until: tuple[int, int, int] | None = None
    zone: str | None = None
    afternoon: bool | None = None
    """False for am, True for pm, None for neither."""
    is_word: bool = False
    """Whether it is a word: until midnight of a day is until its end, until 00:00 is not."""


class Unit(StrEnum):
    """The unit in which a relative date counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    NAMED = "named"
    """The month or season that the date names: "last May"."""
    SAME_DAY = "same day"
    SAME_MONTH = "same month"
    SAME_YEAR = "same year"
    """Units of the previous date in the text, not of the reference day."""


ANAPHORIC: Final = frozenset({Unit.SAME_YEAR, Unit.SAME_MONTH, Unit.SAME_DAY})


class Offset(Struct, frozen=True):
    """A number of units from now: 0 is this one, -1 the last, 1 the next."""

    unit: Unit
    count: int


class WeekdayOffset(Struct, frozen=True):
    """Last, this or next Monday (1) to Sunday (7)."""

    weekday: int
    count: int


class NamedDecade(Struct, frozen=True):
    """The eighties (80) of the century that is a number of centuries from this one.

    Without a century, it is the most recent such decade that is over.
    """

    first: int
    centuries: int | None = None


class ShortYear(Struct, frozen=True):
    """A year of two digits; the day of the document determines the century."""

    digits: int


Relative: TypeAlias = Offset | WeekdayOffset | NamedDecade | ShortYear
"""A date that is counted from another day."""


class Fraction(StrEnum):
    """The kind of a part of a date."""

    THIRD = "third"
    HALF = "half"
    TEN_DAYS = "ten days"
    TENS = "tens"
    """The days whose numbers have the same tens digit: from the 20th to the 29th."""
    WEEK = "week"
    ISO_WEEK = "week of the year"


UNCOUNTED: Final = 0
"""The number of a week that is not counted: "the week of 14 September"."""


class Part(Struct, frozen=True):
    """A third, half or week of a date, by number; -1 is the last."""

    kind: Fraction
    number: int

    @property
    def rule(self) -> str:
        """The name of the pattern in results."""
        return self.kind.replace(" ", "-")


class NthWeekday(Struct, frozen=True):
    """An nth weekday of a month, such as the third Monday; -1 is the last."""

    weekday: int
    number: int

    @property
    def rule(self) -> str:
        """The name of the pattern in results."""
        return f"weekday-{self.weekday}"


class Point(Struct, frozen=True):
    """One date in a wording; fields that are not given are None.

    ``blank`` counts the unspecified digits of the year; ``figures`` are day and month in an order
    that depends on the language (`settle`); ``calendar`` is the name of a calendar in
    `calendars`, None for the Gregorian one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    grouping: Grouping | None = None
    blank: int = 0
    part: Part | NthWeekday | None = None
    relative: Relative | None = None
    figures: tuple[int, int] | None = None
    clock: Clock | None = None
    approximate: bool = False
    uncertain: bool = False
    calendar: str | None = None

    @property
    def counts_days(self) -> bool:
        """Whether it is a number of days from another day."""
        return isinstance(self.relative, Offset) and self.relative.unit is Unit.DAY


SAME: Final = "="
"""Joins two dates that are the same day in different calendars."""


class Series(Struct, frozen=True):
    """Dates and their joins: ``-`` a range, ``&`` and ``,`` a list, ``|`` or, ``/``, `SAME`."""

    points: tuple[Point, ...]
    joins: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether it is a single date, in any number of calendars."""
        return all(join == SAME for join in self.joins)


OpenKind: TypeAlias = Literal["since", "until", "before", "after"]


class Open(Struct, frozen=True):
    """A time since or until a date."""

    kind: OpenKind
    series: Series


class Window(Struct, frozen=True):
    """A time somewhere between the two dates of *series*."""

    series: Series


class Unknown(Struct, frozen=True):
    """A date that has not been announced yet."""


Expression: TypeAlias = Series | Open | Window | Unknown | Fault


GROUPINGS: Final = {
    "spring": Grouping.SPRING,
    "summer": Grouping.SUMMER,
    "autumn": Grouping.AUTUMN,
    "winter": Grouping.WINTER,
}

QUARTERS: Final = (Grouping.QUARTER_1, Grouping.QUARTER_2, Grouping.QUARTER_3, Grouping.QUARTER_4)
HALVES: Final = (Grouping.HALF_1, Grouping.HALF_2)
AMBIGUOUS: Final = "date-ambiguous"
"""Code of a date in figures in which the order of day and month is ambiguous."""


DateOrder: TypeAlias = Literal["day-first", "month-first", "ambiguous"]
"""The order of day and month in figures: 03/04/2025."""


def settle(node: Expression, order: DateOrder) -> Expression:
    """*node* with the order of ambiguous figures decided.

    *order* is that of the language: day-first, month-first, or ambiguous, which accepts
    25/04/2025 (there is no month 25) and refuses 03/04/2025.
    """
    series = node if isinstance(node, Series) else getattr(node, "series", None)
    if series is None or not any(point.figures for point in series.points):
        return node
    points = []
    pairs = [point.figures for point in series.points if point.figures]
    order = order_shown(pairs, order) if len(pairs) > 1 else order
    for point in series.points:
        if point.figures is None:
            points.append(point)
            continue
        first, second = point.figures
        said = order
        if order == "ambiguous":
            if first <= 12 and second <= 12 and first != second:
                year = point.year or series.points[-1].year
                shown = f"/{year}" if year else ""
                return Fault(
                    f"{first:02}/{second:02}{shown}: the day and the month could be swapped",
                    f"write the month's name, or {year or 'YYYY'}-{second:02}-{first:02} in EDTF",
                    code=AMBIGUOUS,
                )
            said = "day-first" if second <= 12 else "month-first"
        day, month = (first, second) if said == "day-first" else (second, first)
        points.append(replace(point, day=day, month=month, figures=None))
    settled = replace(series, points=tuple(points))
    return replace(node, series=settled) if isinstance(node, Open | Window) else settled


def order_shown(pairs: Iterable[tuple[int, int]], usual: DateOrder) -> DateOrder:
    """The order of day and month in all *pairs* of figures, as far as they determine it.

    A pair that can be read in only one way decides for all; contradicting pairs make it
    "ambiguous", and without a deciding pair it is the *usual* order of the language.
    """
    shown: set[DateOrder] = {
        "day-first" if first > 12 else "month-first"
        for first, second in pairs
        if (first > 12) != (second > 12)
    }
    return shown.pop() if len(shown) == 1 else "ambiguous" if shown else usual


def series_of(node: Any) -> Series | None:
    """The dates in *node*; None if it has none."""
    return node if isinstance(node, Series) else getattr(node, "series", None)


def turns_back(node: Expression) -> bool:
    """Whether days that share a year cross its end: "26 December and 1 January 2026"."""
    series = series_of(node)
    if series is None:
        return False
    shared = [point.month or 0 for point in series.points if point.year is None]
    return bool(shared) and max(shared) > (series.points[-1].month or 12)


def is_plain(node: Expression) -> bool:
    """Whether it has no part and no decade; of two readings, the one with such a part is meant."""
    series = series_of(node)
    return series is None or not any(point.part or point.blank for point in series.points)


def is_joined(node: Expression) -> bool:
    """Whether it is a list of dates, not a run of days."""
    series = series_of(node)
    return series is not None and not {"&", ","}.isdisjoint(series.joins)


def lists_dates(node: Expression) -> bool:
    """Whether whole dates are listed: a set shares its year, «31 мая и 1 июня 2026»."""
    series = series_of(node)
    if series is None or not is_joined(series):
        return False
    joins = (*series.joins, "&")
    ends = [point for point, join in zip(series.points, joins, strict=True) if join in "&,"]
    return (
        len({(end.year, end.relative, end.month) for end in ends}) == len(ends)
        and all(end.year is not None or end.relative is not None for end in ends)
        and any(end.month or end.grouping or end.part or end.relative for end in ends)
    )


def has_months_apart(node: Expression) -> bool:
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


def zone(node: Expression) -> str | None:
    """The IANA time zone in *node*."""
    series = node if isinstance(node, Series) else getattr(node, "series", None)
    for point in series.points if series else ():
        if point.clock and point.clock.zone and "/" in point.clock.zone:
            return point.clock.zone
    return None


LAST_WEEK: Final = 53
"""The last week of long years (ISO 8601)."""


def qualify(node: Expression, approximate: bool, uncertain: bool) -> Expression:
    """*node* with a qualifier on each of its dates."""
    if not (approximate or uncertain):
        return node
    match node:
        case Series(points):
            return replace(
                node,
                points=tuple(
                    replace(
                        point,
                        approximate=point.approximate or approximate,
                        uncertain=point.uncertain or uncertain,
                    )
                    for point in points
                ),
            )
        case Open() | Window():
            series = qualify(node.series, approximate, uncertain)
            assert isinstance(series, Series)
            return replace(node, series=series)
        case _:
            return node
