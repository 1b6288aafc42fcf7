"""What a wording says before it is a date, and the date it comes to.

The grammar builds these nodes; `value` turns them into EDTF: it hands years from one date of a
series to the next, counts relative dates from a given day, and refuses what no calendar has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone
from itertools import pairwise, product
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import AllOf, Consecutive, DateTime, Grouping, Interval, OneOf, Side, SubYear
from timeline.errors import DateError
from timeline.phrases import calendars


class NoDateError(Exception):
    """A wording that is understood and is not a date: fact, hint and code of a `DateError`."""

    def __init__(self, fact: str, hint: str = "", *, code: str) -> None:
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
    code: str


class Clock(Struct, frozen=True):
    """A time of day, perhaps to another one, in a named zone or at an offset."""

    hour: int
    minute: int = 0
    second: int = 0
    until: tuple[int, int, int] | None = None
    zone: str | None = None
    afternoon: bool | None = None
    """Whether am (False) or pm (True) was said."""


THIRD: Final = "third"
HALF: Final = "half"
TEN_DAYS: Final = "ten days"
TENS: Final = "tens"
WEEK: Final = "week"
ISO_WEEK: Final = "week of the year"
WEEKDAY: Final = "weekday"
DECADE: Final = "decade"
SHORT: Final = "short"
SAME_YEAR: Final = "same year"
SAME_MONTH: Final = "same month"
SAME_DAY: Final = "same day"
"""Kinds of part and units. A number may follow: "weekday 1" is Monday, "short 26" the year '26.

The same year, month and day are those of the date that was told before.
"""

ANAPHORIC: Final = frozenset({SAME_YEAR, SAME_MONTH, SAME_DAY})

LAST: Final = -9
"""Offset of the last decade of a name that is over: the eighties, which are no more."""

SHORT_FUTURE: Final = 30
"""Years after the document's own that a year of two digits may mean; the others are behind it."""


class Point(Struct, frozen=True):
    """One date of a wording; what is None was not said.

    ``blank`` counts the unspecified digits of the year; ``part`` is one of the kinds above
    with its number, -1 for the last; ``relative`` a unit and how many of them from now;
    ``figures`` are day and month in an order that only the language knows (`settle`);
    ``calendar`` is the name of a calendar in `calendars`, None for the Gregorian one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    grouping: Grouping | None = None
    blank: int = 0
    part: tuple[str, int] | None = None
    relative: tuple[str, int] | None = None
    figures: tuple[int, int] | None = None
    clock: Clock | None = None
    approximate: bool = False
    uncertain: bool = False
    calendar: str | None = None


SAME: Final = "="
"""Join of two dates that are one day, each in a calendar of its own."""


class Series(Struct, frozen=True):
    """Dates and their joins: ``-`` a range, ``&`` and ``,`` a list, ``|`` or, ``/``, `SAME`."""

    points: tuple[Point, ...]
    joins: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether it is one date, in however many calendars."""
        return all(join == SAME for join in self.joins)


class Open(Struct, frozen=True):
    """What goes on since a date, or until one; ``kind`` is since, until, before or after."""

    kind: str
    series: Series


class Window(Struct, frozen=True):
    """Somewhere between the two dates of *series*."""

    series: Series


class Unknown(Struct, frozen=True):
    """A date that is still to be announced."""


Node: TypeAlias = Series | Open | Window | Unknown | Fault

GROUPINGS: Final = {
    "spring": Grouping.SPRING,
    "summer": Grouping.SUMMER,
    "autumn": Grouping.AUTUMN,
    "winter": Grouping.WINTER,
}
QUARTERS: Final = (Grouping.QUARTER_1, Grouping.QUARTER_2, Grouping.QUARTER_3, Grouping.QUARTER_4)
HALVES: Final = (Grouping.HALF_1, Grouping.HALF_2)

YEAR_THIRDS: Final = ((1, 4), (5, 8), (9, 12))
"""Months of the beginning, middle and end of a year: TIMEX3's START, MID and END are thirds."""

MONTH_THIRDS: Final = ((1, 10), (11, 20), (21, 31))
"""Days of the beginning, middle and end of a month."""

DECADE_THIRDS: Final = ((0, 3), (4, 6), (7, 9))
CENTURY_THIRDS: Final = ((0, 33), (34, 66), (67, 99))

AMBIGUOUS: Final = "date-ambiguous"
"""Code of a date in figures of which either may be the day."""

MIDNIGHT: Final = 24
"""The hour that ends a day: 24:00 (ISO 8601-1, section 4.3.8)."""

LONGEST_TURN: Final = 6
"""Months of the longest range that may cross a New Year which only one of its ends names."""


def value(node: Node, on: date | None = None) -> edtf.Value:
    """The date that *node* says, relative parts counted from *on*.

    Raises:
        NoDateError: no calendar has it, it has no year, or it is relative and *on* is None.
    """
    try:
        return _value(node, on)
    except DateError as error:
        raise NoDateError(error.fact, error.hint, code=error.code) from None
    except OverflowError:
        raise NoDateError(
            "outside the calendar", "its years run from 1 to 9999", code="date-out-of-range"
        ) from None


def _value(node: Node, on: date | None) -> edtf.Value:
    match node:
        case Fault(fact, hint, code):
            raise NoDateError(fact, hint, code=code)
        case Unknown():
            return edtf.UNKNOWN
        case Open():
            return _open(node, on)
        case Window(series):
            return _window(series, on)
        case Series():
            return _series(node, on)


def settle(node: Node, order: str) -> Node:
    """*node*, its swappable figures told apart.

    *order* is that of the language: day-first, month-first, or ambiguous, which leaves
    25/04/2025 (there is no month 25) and refuses 03/04/2025.
    """
    series = node if isinstance(node, Series) else getattr(node, "series", None)
    if series is None or not any(point.figures for point in series.points):
        return node
    points = []
    pairs = [point.figures for point in series.points if point.figures]
    order = order_told(pairs, order) if len(pairs) > 1 else order
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


def order_told(pairs: Iterable[tuple[int, int]], usual: str) -> str:
    """In which order day and month stand in all of *pairs* of figures, as far as these say.

    A pair that can be read in one way only decides for all; if pairs contradict each other it is
    ambiguous, and if none decides it is the *usual* order of the language.
    """
    told = {
        "day-first" if first > 12 else "month-first"
        for first, second in pairs
        if (first > 12) != (second > 12)
    }
    return told.pop() if len(told) == 1 else "ambiguous" if told else usual


def series_of(node: Any) -> Series | None:
    """The dates that *node* is, or tells something of; None for what has none."""
    return node if isinstance(node, Series) else getattr(node, "series", None)


def turns_back(node: Node) -> bool:
    """Whether days that lend their year run over its end: "26 December and 1 January 2026"."""
    series = series_of(node)
    if series is None:
        return False
    shared = [point.month or 0 for point in series.points if point.year is None]
    return bool(shared) and max(shared) > (series.points[-1].month or 12)


def zone(node: Node) -> str | None:
    """The IANA time zone that *node* names."""
    series = node if isinstance(node, Series) else getattr(node, "series", None)
    for point in series.points if series else ():
        if point.clock and point.clock.zone and "/" in point.clock.zone:
            return point.clock.zone
    return None


def rule(node: Node, found: edtf.Value) -> str:
    """The name of the pattern that *node* follows."""
    match node:
        case Open(kind):
            return kind
        case Window():
            return "between"
        case Series(points) if node.is_one:
            point = points[0]
            if point.relative:
                return "relative"
            if point.part:
                return point.part[0].replace(" ", "-")
            return "time" if found.is_timed else str(found.precision)
        case Series(_, joins):
            said = next(join for join in joins if join != SAME)
            name = {"-": "range", "|": "choice"}.get(said, "list")
            return f"{found.precision}-{name}"
        case _:
            return "unknown"


# -- series ------------------------------------------------------------------------------------


def _series(series: Series, on: date | None) -> edtf.Value:
    series = _completed(series, on)
    points = series.points
    _check_weekdays(series.weekdays, points)
    choices = []
    for group, joins in _split(points, series.joins, "|"):
        items = [_range(run) for run, _ in _split(group, joins, "&,/")]
        choices.append((items, joins))
    if len(choices) == 1:
        items, joins = choices[0]
        return items[0] if len(items) == 1 else _list(items, joins)
    if any(len(items) > 1 for items, _ in choices):
        raise NoDateError(
            "both 'and' and 'or' in one date", "write one of the dates", code="date-not-one"
        )
    return OneOf(tuple(_member(items[0]) for items, _ in choices))


def _split(
    points: Sequence[Point], joins: Sequence[str], at: str
) -> list[tuple[tuple[Point, ...], tuple[str, ...]]]:
    """*points* and the joins between them, cut at every join that is in *at*."""
    groups = []
    start = 0
    for index, join in enumerate([*joins, at[0]]):
        if join in at:
            groups.append((tuple(points[start : index + 1]), tuple(joins[start:index])))
            start = index + 1
    return groups


def _list(items: Sequence[edtf.Value], joins: Sequence[str]) -> edtf.Value:
    kinds = [join for join in joins if join in "&,/"]
    if len(set(map(str, items))) == 1:
        # "thirty years ago, in 1996" says it twice.
        return items[0]
    # «17 и 18 сентября» lasts two days; two years side by side are only listed.
    days = all(
        isinstance(item, edtf.Date) and item.precision is edtf.Precision.DAY for item in items
    )
    if (days or "/" in kinds) and _follow(items):
        return Interval(_end(items[0], True), _end(items[-1], False))
    if "/" in kinds:
        raise NoDateError(
            "a slash between dates that do not follow each other",
            "say 'and' or 'or'",
            code="date-not-one",
        )
    return AllOf(tuple(_member(item) for item in items))


def _follow(items: Sequence[edtf.Value]) -> bool:
    return all(
        (last := before.latest) is not None and after.earliest == last + timedelta(days=1)
        for before, after in pairwise(items)
    )


def _member(item: edtf.Value) -> edtf.Date | SubYear | Consecutive:
    if isinstance(item, edtf.Date | SubYear):
        return item
    if isinstance(item, Interval):
        ends = (item.start, item.end)
        if isinstance(ends[0], edtf.Date | SubYear) and isinstance(ends[1], edtf.Date | SubYear):
            return Consecutive(ends[0], ends[1])
    if isinstance(item, OneOf) and len(item.members) == 1:
        return item.members[0]
    raise NoDateError("a list of times", "give each time an event of its own", code="date-not-one")


def _range(points: Sequence[Point]) -> edtf.Value:
    if len(points) == 1:
        return _point(points[0])
    if len(points) > 2:
        raise NoDateError(
            "a range with more than two ends", "write first and last day", code="date-not-one"
        )
    first, last = points
    # «с начала 2026 до конца 2027 года» is both years, whole.
    if (first.part, last.part) == ((THIRD, 1), (THIRD, 3)):
        first, last = replace(first, part=None), replace(last, part=None)
    if last.clock is not None and last.clock.until and first.clock is None and first.day:
        raise NoDateError(
            "one time for several days", "write the time of each day", code="date-not-one"
        )
    _check_zones(first.clock, last.clock)
    return _interval(_point(first), _point(last))


def _interval(first: edtf.Value, last: edtf.Value) -> edtf.Value:
    if first == last:
        return first
    start, end = _end(first, True), _end(last, False)
    try:
        return Interval(start, end)
    except DateError as error:
        raise NoDateError(error.fact, "the earlier date comes first", code=error.code) from None


def _end(found: edtf.Value, is_start: bool) -> edtf.Date | DateTime:
    """*found* as an end of an interval: seasons and windows become months or days."""
    match found:
        case edtf.Date() | DateTime():
            return found
        case SubYear():
            return _months(found)[0 if is_start else 1]
        case OneOf((Consecutive(edtf.Date() as first, edtf.Date() as last),)):
            return first if is_start else last
        case Interval(start, end):
            side = start if is_start else end
            if isinstance(side, edtf.Date | DateTime):
                return side
    raise NoDateError(
        "a range whose end is not a single date",
        "write first and last day",
        code="date-not-one",
    )


def _months(found: SubYear) -> tuple[edtf.Date, edtf.Date]:
    first, last = found.earliest, found.latest
    assert first is not None
    assert last is not None
    return edtf.Date(first.year, first.month), edtf.Date(last.year, last.month)


def _open(node: Open, on: date | None) -> edtf.Value:
    points = _completed(node.series, on).points
    if len(points) > 1:
        raise NoDateError("an open date with several ends", "write one date", code="date-not-one")
    point = points[0]
    _check_weekdays(node.series.weekdays, (point,))
    is_start = node.kind in ("since", "after")
    whole = (THIRD, 1 if node.kind == "since" else 3)
    # «до конца 2026 года» is all of 2026, not its last third; before 24:00 is all of the day.
    kind = node.kind
    if kind == "before" and point.clock is not None and point.clock.hour == MIDNIGHT:
        kind = "until"
    if kind == "before" and point.part == (THIRD, 3):
        kind = "until"
    if point.part in (whole, (THIRD, -1)) and kind in ("since", "until"):
        point = replace(point, part=None)
    end = _point(point)
    try:
        match kind:
            case "since":
                return Interval(_end(end, True), Side.OPEN)
            case "until":
                return Interval(Side.OPEN, _end(end, False))
            case _:
                beside = _beside(end, -1 if kind == "before" else 1)
                sides = (beside, Side.OPEN) if is_start else (Side.OPEN, beside)
                return Interval(*sides)
    except (DateError, OverflowError) as error:
        raise NoDateError(
            getattr(error, "fact", "outside the calendar"),
            code=getattr(error, "code", "date-out-of-range"),
        ) from None


def _beside(found: edtf.Value, step: int) -> edtf.Date | DateTime:
    """The unit after (1) or before (-1) *found*: "before 2026" ends with 2025."""
    if isinstance(found, DateTime):
        return found
    if isinstance(found, edtf.Date) and found.day is None and not found.year_unspecified:
        if not isinstance(found.month, int):
            return replace(found, year=found.year + step)
        years, month = divmod(found.month - 1 + step, 12)
        return replace(found, year=found.year + years, month=month + 1)
    edge = found.earliest if step < 0 else found.latest
    if edge is None:
        raise NoDateError("a date with no end", "write one date", code="date-not-one")
    day = edge + timedelta(days=step)
    return edtf.Date(day.year, day.month, day.day, found.approximate, found.uncertain)


def _window(series: Series, on: date | None) -> edtf.Value:
    points = _completed(series, on).points
    if len(points) != 2:
        raise NoDateError(
            "'between' without two dates", "between 5 and 10 May 2026", code="date-not-one"
        )
    first, last = map(_point, points)
    start, end = _end(first, True), _end(last, False)
    if isinstance(start, DateTime) or isinstance(end, DateTime):
        return _interval(start, end)
    try:
        return OneOf((Consecutive(start, end),))
    except DateError as error:
        raise NoDateError(error.fact, "the earlier date comes first", code=error.code) from None


# -- years -------------------------------------------------------------------------------------


def _completed(series: Series, on: date | None) -> Series:
    """*series*, each date with its year, once only; relative ones counted from *on*."""
    points = [_absolute(point, on) for point in series.points]
    missing = [point.year is None for point in points]
    if all(missing):
        raise NoYearError("there is no year", "write the year too", code="date-without-year")
    for index in reversed(range(len(points) - 1)):
        if points[index].year is None and points[index + 1].year is not None:
            points[index] = _with_year(points[index], points[index + 1], series.joins[index])
    for index in range(1, len(points)):
        if points[index].year is None:
            points[index] = _with_year(points[index], points[index - 1], series.joins[index - 1])
            if series.joins[index - 1] != "-":
                _turn_year(points, index - 1, False)
    for index, join in enumerate(series.joins):
        if join == "-" and missing[index] != missing[index + 1]:
            _turn_year(points, index, missing[index])
    return _in_one_calendar(replace(series, points=tuple(map(_of_era, points))), missing)


def _with_year(point: Point, other: Point, join: str) -> Point:
    return replace(
        point,
        year=other.year,
        blank=other.blank if _is_bare(point) else 0,
        calendar=point.calendar
        if join == SAME
        else calendars.shared(point.calendar, other.calendar, has_month=point.month is not None),
    )


def of_year(point: Point, year: int) -> Point:
    """*point*, which lacks its year, in the Gregorian *year*.

    Raises:
        NoDateError: its calendar is not converted.
    """
    if point.calendar is not None and point.month is not None:
        try:
            year = calendars.year_within(point.calendar, year, point.month, point.day)
        except DateError as error:
            raise NoDateError(error.fact, error.hint, code=error.code) from None
    return replace(point, year=year)


# -- other calendars ---------------------------------------------------------------------------


def _of_era(point: Point) -> Point:
    """*point*, whose era counts other years over our months, in the year that we count."""
    if point.calendar == calendars.GREGORIAN:
        return replace(point, calendar=None)
    if point.calendar is None or point.year is None or not calendars.is_era(point.calendar):
        return point
    year = calendars.of_era(point.calendar, point.year, point.month, point.day)
    return replace(point, year=year, calendar=None)


def _in_one_calendar(series: Series, missing: Sequence[bool]) -> Series:
    """*series*, of dates that are one day in two calendars the Gregorian one.

    *missing* tells which of them did not say their year.
    """
    points, lacks = [series.points[0]], missing[0]
    joins: list[str] = []
    for point, join, lacks_too in zip(series.points[1:], series.joins, missing[1:], strict=True):
        if join == SAME:
            points[-1] = _same_day(points[-1], point, lacks, lacks_too)
        elif join == "/" and _are_styles(points[-1], point):
            points[-1] = point
        elif join in "&,/" and (one := _one_day(points[-1], point)):
            points[-1] = one
        else:
            points.append(point)
            joins.append(join)
        lacks = lacks_too
    return replace(series, points=tuple(points), joins=tuple(joins))


def _one_day(first: Point, second: Point) -> Point | None:
    """The Gregorian one of two dates that are only listed, if they are one in two calendars."""
    if (first.calendar is None) == (second.calendar is None):
        return None
    try:
        return _same_day(first, second, False, False)
    except (NoDateError, DateError):
        return None


def _are_styles(first: Point, second: Point) -> bool:
    """Whether *first* is the Old Style of *second*: 12/24 April 1877."""
    if first.calendar not in (None, *calendars.OLD_STYLE) or second.calendar is not None:
        return False
    days = _whole_day(first), _whole_day(second)
    return days[0] is not None and days[1] is not None and calendars.same_day(days[0], days[1])


def _whole_day(point: Point) -> tuple[int, int, int] | None:
    if point.year is None or point.month is None or point.day is None:
        return None
    return point.year, point.month, point.day


def _same_day(first: Point, second: Point, *lacking: bool) -> Point:
    """The Gregorian one of two dates that are one day; *lacking* the year, each takes the other's.

    Raises:
        NoDateError: they are not one day.
    """
    if (first.calendar, second.calendar) == (None, None) and _said(first) == _said(second):
        return first
    known = {None, *calendars.OLD_STYLE}
    if first.calendar in known and second.calendar in known:
        return _new_style(first, second, lacking)
    (found, lacks), (other, _) = sorted(
        zip((first, second), lacking, strict=True), key=lambda pair: _is_far(pair[0])
    )
    if lacks and other.day is not None and calendars.is_converted(other.calendar):
        # It was lent a year of the other calendar, which has the year that it lacks.
        day = _point(other).earliest
        found = replace(found, year=day.year if day else found.year)
    if calendars.is_converted(other.calendar):
        _check_same(found, other)
        if other.day is not None and found.day is None:
            return other
    return found


def _said(point: Point) -> tuple[int | None, ...]:
    return point.year, point.month, point.day


def _is_far(point: Point) -> tuple[bool, bool]:
    """Whether it is in another calendar, and whether its days there are only about known."""
    calendar = point.calendar
    return calendar is not None, calendar is not None and calendars.is_approximate(calendar)


def _check_same(found: Point, other: Point) -> None:
    """Refuse a date that is not the one of another calendar printed beside it."""
    is_loose = any(_is_far(point)[1] for point in (found, other))
    slack = timedelta(days=calendars.SIGHTING if is_loose else 0)
    spans = [(value.earliest, value.latest) for value in map(_point, (found, other))]
    (first, last), (start, end) = spans
    if first and last and start and end and (first > end + slack or start > last + slack):
        name = calendars.CALENDARS[other.calendar or ""].name
        raise NoDateError(
            f"the {name} date is {start}, not {first}",
            "mend one of the two dates",
            code=calendars.CODE,
        )


def _new_style(first: Point, second: Point, lacking: Sequence[bool]) -> Point:
    """The New Style one of two days that are one in Old and New Style, in either order.

    Raises:
        NoDateError: no order makes them one day, or the year is not plain.
    """
    found: dict[int, list[Point]] = {}
    for steps in product(*(_NEAR if lacks else (0,) for lacks in lacking)):
        one, two = (
            replace(point, year=(point.year or 0) + step)
            for point, step in zip((first, second), steps, strict=True)
        )
        for old, new in ((one, two), (two, one)):
            if _are_styles(old, new):
                found.setdefault(sum(map(abs, steps)), []).append(new)
    nearest = found[min(found)] if found else []
    if len(nearest) != 1:
        raise NoDateError(
            "two dates that are not one day in Old and New Style",
            "write the day of the Gregorian calendar, or mend one of the two",
            code=calendars.CODE,
        )
    return nearest[0]


_NEAR: Final = (0, -1, 1)
"""Years from the one that a date was lent to the one that it may be of."""


def _in_other_calendar(point: Point, calendar: str) -> edtf.Value:
    """The Gregorian day of *point*, or the days among which its month, season or year lies."""
    assert point.year is not None
    if point.part is not None and point.day is None:
        _check_part(point, point.part[0])
        return _part(point, *point.part)
    if point.blank:
        return _somewhere(point, (point.year,), (point.year + 10**point.blank - 1,))
    if point.grouping is not None:
        return _somewhere(point, *_months_in(point, calendar))
    if point.day is None:
        whole = (point.year,) if point.month is None else (point.year, point.month)
        return _somewhere(point, whole, whole)
    day, _ = calendars.span(calendar, point.year, point.month, point.day)
    return _point(
        replace(
            point,
            year=day.year,
            month=day.month,
            day=day.day,
            approximate=point.approximate or calendars.is_approximate(calendar),
            calendar=None,
        )
    )


def _check_part(point: Point, kind: str) -> None:
    """Refuse weeks and weekdays counted in another calendar, and parts of its decades."""
    is_counted = kind == ISO_WEEK or kind.startswith(WEEKDAY)
    if is_counted or point.grouping is not None or point.blank:
        raise NoDateError(
            "a part of a time in another calendar", "write the Gregorian date", code=calendars.CODE
        )


def _months_in(point: Point, calendar: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last month of a season, quarter or half of a year that begins with spring."""
    assert point.year is not None
    assert point.grouping is not None
    seasons = tuple(GROUPINGS.values())
    if point.grouping in seasons and calendar != calendars.PERSIAN:
        raise NoDateError(
            "a season of a year that begins with none",
            "write the Gregorian date",
            code=calendars.CODE,
        )
    for groupings in (seasons, QUARTERS, HALVES):
        if point.grouping in groupings:
            length = 12 // len(groupings)
            first = groupings.index(point.grouping) * length + 1
            return (point.year, first), (point.year, first + length - 1)
    raise AssertionError(point.grouping)


def _is_bare(point: Point) -> bool:
    return point.month is None and point.grouping is None and point.part is None


def _turn_year(points: list[Point], index: int, first_missing: bool) -> None:
    """Let dates of which one names the year cross the New Year: 29 December – 4 January."""
    first, last = points[index], points[index + 1]
    months = _first_month(first), _first_month(last)
    if months[0] is None or months[1] is None or months[0] <= months[1]:
        return
    if first.year != last.year or 12 - months[0] + months[1] > LONGEST_TURN:
        return
    assert first.year is not None
    assert last.year is not None
    if first_missing:
        points[index] = replace(first, year=first.year - 1)
    else:
        points[index + 1] = replace(last, year=last.year + 1)


def _first_month(point: Point) -> int | None:
    if point.grouping is Grouping.WINTER:
        return 12
    return point.grouping.first_month + 1 if point.grouping else point.month


def _absolute(point: Point, on: date | None) -> Point:
    if point.relative is None:
        return point
    unit, offset = point.relative
    if unit.startswith(SHORT):
        return _of_short_year(point, int(unit.removeprefix(SHORT)), on)
    if on is None and unit.startswith(f"{DECADE} ") and offset == LAST:
        raise NoDateError(
            "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
        )
    if on is None:
        raise NoDateError(
            "it counts from a day that is not named",
            "write the date itself, or give the day it counts from (--on 2026-02-28)",
            code="date-relative",
        )
    plain = replace(point, relative=None)
    match unit:
        case "year" | "same year":
            begun = calendars.year_on(point.calendar, on) if point.calendar else on.year
            return replace(plain, year=begun + offset)
        case "month" | "same month":
            years, month = divmod(on.year * 12 + on.month - 1 + offset, 12)
            return replace(plain, year=years, month=month + 1)
        case "day" | "same day":
            day = _shift(on, offset)
            return replace(plain, year=day.year, month=day.month, day=day.day)
        case "week":
            monday = _shift(on, 7 * offset - on.weekday())
            return replace(
                plain, year=monday.year, month=monday.month, day=monday.day, part=(WEEK, 0)
            )
        case "quarter" | "half":
            length = 3 if unit == "quarter" else 6
            units = QUARTERS if unit == "quarter" else HALVES
            years, number = divmod(
                on.year * len(units) + (on.month - 1) // length + offset, len(units)
            )
            return replace(plain, year=years, grouping=units[number])
        case _ if unit.startswith(f"{DECADE} ") and offset == LAST:
            first = int(unit.removeprefix(DECADE))
            year = (on.year - 10 - first) // 100 * 100 + first
            return replace(plain, year=year, blank=1)
        case _ if unit.startswith(f"{DECADE} "):
            century = (on.year // 100 + offset) * 100
            return replace(plain, year=century + int(unit.removeprefix(DECADE)), blank=1)
        case "decade":
            return replace(plain, year=(on.year // 10 + offset) * 10, blank=1)
        case "century":
            return replace(plain, year=(on.year // 100 + offset) * 100, blank=2)
        case "named":
            return _named(plain, offset, on)
        case _ if unit.startswith(WEEKDAY):
            return _weekday(plain, int(unit.removeprefix(WEEKDAY)), offset, on)
    raise AssertionError(unit)


def _of_short_year(point: Point, digits: int, on: date | None) -> Point:
    if on is None:
        raise NoDateError(
            "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
        )
    latest = on.year + SHORT_FUTURE
    year = latest // 100 * 100 + digits
    return replace(point, relative=None, year=year if year <= latest else year - 100)


def _weekday(point: Point, weekday: int, offset: int, on: date) -> Point:
    """The last Thursday before *on*, or this week's; the next, if it is not still in this one."""
    if offset > 0:
        if weekday > on.isoweekday():
            raise NoDateError(
                "the next such weekday may be in this week or in the next",
                "write the day",
                code="date-ambiguous",
            )
        day = _shift(on, weekday - on.isoweekday() + 7)
    elif offset < 0:
        day = _shift(on, -((on.isoweekday() - weekday) % 7 or 7))
    else:
        day = _shift(on, weekday - on.isoweekday())
    return replace(point, year=day.year, month=day.month, day=day.day)


def _shift(on: date, days: int) -> date:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        raise NoDateError("outside the calendar", code="date-out-of-range") from None


def _named(point: Point, offset: int, on: date) -> Point:
    """Last, this or next August or summer, seen from *on*."""
    month = _first_month(point)
    assert month is not None
    year = on.year
    told, today = (month, point.day or on.day), (on.month, on.day)
    if offset < 0 and told >= today:
        year -= 1
    if offset > 0 and told <= today:
        year += 1
    return replace(point, year=year)


# -- one point ---------------------------------------------------------------------------------


def _point(point: Point) -> edtf.Value:
    assert point.year is not None
    year = point.year
    if not -9999 <= year <= 9999:
        raise NoDateError(f"the year {year}", "years of four digits", code="date-two-digit-year")
    if point.calendar is not None:
        return _in_other_calendar(point, point.calendar)
    if point.month is not None and not 1 <= point.month <= 12:
        raise NoDateError(
            f"there is no month {point.month}", "months run from 1 to 12", code="date-impossible"
        )
    if point.day is not None:
        length = edtf.month_length(year, point.month or 1)
        if not 1 <= point.day <= length:
            raise NoDateError(
                f"there is no day {point.day} in {year:04}-{point.month:02}",
                f"its days run from 1 to {length}",
                code="date-impossible",
            )
    if point.part is not None:
        return _part(point, *point.part)
    if point.clock is not None and point.day is not None:
        if not (point.approximate or point.uncertain):
            return _timed(point, point.clock)
    elif point.clock is not None:
        raise NoDateError("a time without its day", "write the day too", code="date-without-day")
    if point.grouping is not None:
        found = SubYear(year, point.grouping)
        if point.approximate or point.uncertain:
            first, last = (_qualified(month, point) for month in _months(found))
            return OneOf((Consecutive(first, last),))
        return found
    return edtf.Date(year, point.month, point.day, point.approximate, point.uncertain, point.blank)


def _date(year: int, month: int | None = None, day: int | None = None) -> edtf.Date:
    return edtf.Date(year, month, day)


def _qualified(found: edtf.Date, point: Point) -> edtf.Date:
    return replace(found, approximate=point.approximate, uncertain=point.uncertain)


def _part(point: Point, kind: str, number: int) -> edtf.Value:
    """A third, half, ten days or week of a month, year, decade or century."""
    approximate = point.approximate or kind in (THIRD, TENS) or (kind == WEEK and number != 0)
    whole = replace(point, approximate=approximate)
    if kind == WEEK and number == 0 and point.day:
        # The week of that day; "week 0" of a month or a year is refused below.
        return _week(whole)
    if kind == ISO_WEEK:
        return _week(_monday(point, number))
    if kind.startswith(WEEKDAY):
        return _nth_weekday(point, int(kind.removeprefix(WEEKDAY)), number)
    if point.month is not None:
        return _part_of_month(whole, kind, number)
    if point.grouping is not None:
        return _part_of_months(whole, kind, number)
    if kind in (TEN_DAYS, WEEK, TENS):
        raise NoDateError(f"{kind} of a year", "name the days", code="date-not-one")
    if point.blank:
        return _part_of_years(whole, kind, number)
    if kind == HALF:
        return _point(replace(point, part=None, grouping=HALVES[_counted(number, 2) - 1]))
    assert point.year is not None
    first, last = YEAR_THIRDS[_counted(number, 3) - 1]
    return _somewhere(whole, (point.year, first), (point.year, last))


def _somewhere(point: Point, first: tuple[int, ...], last: tuple[int, ...]) -> edtf.Value:
    """Some time from *first* to *last*, qualified as *point* is; in its calendar."""
    if point.calendar is not None:
        start, _ = calendars.span(point.calendar, *_three(first))
        _, end = calendars.span(point.calendar, *_three(last))
        first, last = ((day.year, day.month, day.day) for day in (start, end))
        if calendars.is_approximate(point.calendar):
            point = replace(point, approximate=True)
    ends = [_qualified(_date(*day), point) for day in (first, last)]
    return OneOf((Consecutive(ends[0], ends[1]),))


LAST_WEEK: Final = 53
"""The last week of the years that have so many."""


def _monday(point: Point, number: int) -> Point:
    """The first day of the week of that *number* of a year (ISO 8601-1, section 4.2.2)."""
    assert point.year is not None
    try:
        day = date.fromisocalendar(point.year, number, 1)
    except ValueError:
        raise NoDateError(
            f"there is no week {number} in {point.year}",
            "its last week has the number 52",
            code="date-impossible",
        ) from None
    return replace(point, year=day.year, month=day.month, day=day.day, part=None)


def _three(said: tuple[int, ...]) -> tuple[int, int | None, int | None]:
    """Year, month and day, of which the last may be missing."""
    year, month, day = (*said, None, None)[:3]
    assert year is not None
    return year, month, day


def _week(monday: Point) -> edtf.Value:
    """The week that begins with the day *monday*."""
    assert monday.year
    assert monday.month
    assert monday.day
    sunday = date(monday.year, monday.month, monday.day) + timedelta(days=6)
    return _somewhere(
        monday,
        (monday.year, monday.month, monday.day),
        (sunday.year, sunday.month, sunday.day),
    )


def _part_of_month(point: Point, kind: str, number: int) -> edtf.Value:
    assert point.year is not None
    assert point.month is not None
    length = (
        calendars.month_length(point.calendar, point.year, point.month)
        if point.calendar is not None
        else edtf.month_length(point.year, point.month)
    )
    first, last = _days_of_part(kind, number, length)
    return _somewhere(point, (point.year, point.month, first), (point.year, point.month, last))


def _part_of_months(point: Point, kind: str, number: int) -> edtf.Value:
    """A third of a quarter, season or half-year, or half of a half-year: whole months each."""
    assert point.year is not None
    assert point.grouping is not None
    months = _month_run(*_months(SubYear(point.year, point.grouping)))
    if kind == THIRD:
        size = len(months) // 3
        third = months[(_counted(number, 3) - 1) * size :][:size]
        if size == 1:
            return _qualified(_date(*third[0]), replace(point, approximate=True))
        return _somewhere(point, third[0], third[-1])
    if kind == HALF and point.grouping in HALVES:
        quarter = months[(_counted(number, 2) - 1) * 3 :][:3]
        return _somewhere(point, quarter[0], quarter[-1])
    raise NoDateError(
        f"a {kind} of a {point.grouping.precision}", "name its months", code="date-not-one"
    )


def _part_of_years(point: Point, kind: str, number: int) -> edtf.Value:
    """A half or third of a decade or century."""
    assert point.year is not None
    size, thirds = (10, DECADE_THIRDS) if point.blank == 1 else (100, CENTURY_THIRDS)
    if kind == HALF:
        half = size // 2
        low = half * (_counted(number, 2) - 1)
        high = low + half - 1
    else:
        low, high = thirds[_counted(number, 3) - 1]
    return _somewhere(point, (point.year + low,), (point.year + high,))


def _nth_weekday(point: Point, weekday: int, number: int) -> edtf.Value:
    """The third Monday of a month, or its last (-1)."""
    assert point.year is not None
    if point.month is None or point.grouping is not None:
        raise NoDateError("a weekday counted in no month", "write the day", code="date-not-one")
    if not MINYEAR <= point.year <= MAXYEAR:
        # What the days of the week were called then is not for us to say.
        raise NoDateError(
            f"the year {point.year} is outside {MINYEAR} to {MAXYEAR}", code="date-out-of-range"
        )
    days = [
        day
        for day in range(1, edtf.month_length(point.year, point.month) + 1)
        if date(point.year, point.month, day).isoweekday() == weekday
    ]
    if number == 0 or not -1 <= number <= len(days):
        raise NoDateError(
            f"there is no such weekday in {point.year:04}-{point.month:02}",
            "write the day",
            code="date-impossible",
        )
    day = days[number - 1] if number > 0 else days[-1]
    return _point(replace(point, part=None, day=day))


def _month_run(start: edtf.Date, end: edtf.Date) -> list[tuple[int, int]]:
    assert isinstance(start.month, int)
    assert isinstance(end.month, int)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = [divmod(start.year * 12 + start.month - 1 + step, 12) for step in range(count)]
    return [(year, month + 1) for year, month in whole]


def _counted(number: int, of: int) -> int:
    """*number* of *of* equal parts, -1 being the last."""
    counted = of if number == -1 else number
    if not 1 <= counted <= of:
        raise NoDateError(
            f"there is no part {number}", f"they run from 1 to {of}", code="date-impossible"
        )
    return counted


def _days_of_part(kind: str, number: int, length: int) -> tuple[int, int]:
    if kind == HALF:
        return (1, 15) if _counted(number, 2) == 1 else (16, length)
    if kind == TENS:
        return number, min(number + 9, length)
    if kind == WEEK:
        first = length - 6 if number == -1 else 7 * _counted(number, 5) - 6
        return first, min(first + 6, length)
    first, last = MONTH_THIRDS[_counted(number, 3) - 1]
    return first, min(last, length)


def _timed(point: Point, clock: Clock) -> edtf.Value:
    assert point.year
    assert point.month
    assert point.day
    if point.year < 1:
        raise NoDateError("a time before the year 1", code="date-out-of-range")
    day = date(point.year, point.month, point.day)
    if clock.hour == MIDNIGHT and clock.until is None:
        # The end of that day, and not the beginning of the next one.
        _moment(day, 0, clock.minute, clock.second, None)
        return edtf.Date(point.year, point.month, point.day)
    start = _moment(day, clock.hour, clock.minute, clock.second, clock.zone)
    if clock.until is None:
        return DateTime(start)
    hour, minute, second = clock.until
    if hour == MIDNIGHT and not (minute or second):
        # EDTF has no 24:00, and 00:00 is of the next day.
        hour, minute, second = 23, 59, 59
    end = _moment(day, hour, minute, second, clock.zone)
    if end <= start:
        # 22:00–02:00 ends on the next day.
        end += timedelta(days=1)
    return Interval(DateTime(start), DateTime(end))


def _moment(day: date, hour: int, minute: int, second: int, zone: str | None) -> datetime:
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise NoDateError(
            f"there is no time {hour:02}:{minute:02}",
            "times run from 00:00 to 23:59",
            code="date-impossible",
        )
    offset = _offset(zone)
    try:
        moment = datetime(day.year, day.month, day.day, hour % 24, minute, second, tzinfo=offset)
        return moment + timedelta(days=1) if hour == 24 else moment
    except OverflowError:
        raise NoDateError("outside the calendar", code="date-out-of-range") from None


def _offset(zone: str | None) -> timezone | None:
    if zone is None or "/" in zone or zone == "local":
        return None
    return UTC if zone == "UTC" else edtf.offset(zone)


def _check_zones(first: Clock | None, last: Clock | None) -> None:
    """Refuses two time zones, of which a reading could name but one."""
    zones = {clock.zone for clock in (first, last) if clock and clock.zone}
    if len(zones) > 1 and any("/" in zone for zone in zones):
        hint = "write the offset of each: 2026-05-05T10:00+03:00/2026-05-06T12:00+05:00"
        raise NoDateError("times in two time zones", hint, code="date-not-one")


def _check_weekdays(weekdays: Iterable[int], points: Sequence[Point]) -> None:
    if not weekdays:
        return
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    days = []
    for point in points:
        found = _point(point)
        if found.precision is edtf.Precision.DAY and (first := found.earliest):
            days.append(first)
            if _is_far(point)[1]:
                days += [first - timedelta(days=1), first + timedelta(days=1)]
    for weekday in weekdays:
        if not days:
            raise NoDateError(
                "a weekday without its day",
                "write the day of the month too",
                code="date-without-day",
            )
        if weekday not in [day.isoweekday() for day in days]:
            raise NoDateError(
                f"{days[0]} is a {names[days[0].isoweekday() - 1]}, not a {names[weekday - 1]}",
                "correct the day, or leave the day of the week out",
                code="date-weekday",
            )


def qualify(node: Node, approximate: bool, uncertain: bool) -> Node:
    """*node* with each of its dates qualified."""
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
