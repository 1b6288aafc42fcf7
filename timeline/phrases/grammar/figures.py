"""Dates in figures: 17.09.2025, 2025-09-17, 03/04/2025."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases import calendars
from timeline.phrases.expressions import Clock, Fault, Point, Series, ShortYear
from timeline.phrases.grammar.joins import Days
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


TWO_DIGITS: Final = Fault(
    "a year of two digits", "write all four digits of the year", code="date-two-digit-year"
)


@_rule(
    "figures: days '.' m:dd '.' yyyy ordinal_suffix? ending* dot? glue? year? ending*",
    "figures: days '.' m:roman '.' yyyy dot? year? ending*",
    "figures: days m:roman '.'? yyyy dot? year? ending*",
    "figures: days '-' m:roman '-' yyyy dot? year? ending*",
    "figures: days '/' m:roman '/' yyyy dot? year? ending*",
)
def _day_first(days: Days, m: int, yyyy: int, **_: Any) -> Series | None:
    if days[1] and days[1][-1] == ",":
        return None  # "version 4, 13/03/2026"
    return Series(tuple(Point(yyyy, m, day) for day in days[0]), days[1], days[2])


@_rule("short_roman: days '.' m:roman '.'?", "short_roman: days m:roman")
def _short_roman(days: Days, m: int, **_: Any) -> Series | None:
    """29.IX., the beginning of a range whose end has the year."""
    if not 1 <= m <= 12 or (days[1] and days[1][-1] == ","):
        return None
    return Series(tuple(Point(month=m, day=day) for day in days[0]), days[1], days[2])


@_rule("short_dates: days '.' m:roman '.'")
def _roman_without_year(days: Days, m: int) -> Series | None:
    """12.IV.: elsewhere than at the beginning of a line it may be a section, as "2. VII" is."""
    return _short_roman(days, m)


@_rule("short_dates: a:short_roman range_join _ b:short_roman")
def _romans_without_year(a: Series, b: Series, **_: Any) -> Series | None:
    """29.IX–2.X."""
    return Series(a.points + b.points, ("-",)) if a.is_one and b.is_one else None


@_rule("roman_dates: short_roman", "roman_dates: short_roman weekday_in_brackets")
@_rule("roman_dates: short_roman weekday_in_brackets times", "roman_dates: short_roman _ times")
def _roman_alone(
    short_roman: Series,
    weekday_in_brackets: int | None = None,
    times: Clock | None = None,
    **_: Any,
) -> Series | None:
    """1 IX (wt.), godz. 12.00."""
    points = short_roman.points
    if times is not None:
        points = (replace(points[0], clock=times),) if len(points) == 1 else ()
    weekdays = short_roman.weekdays if weekday_in_brackets is None else (weekday_in_brackets,)
    return replace(short_roman, points=points, weekdays=weekdays) if points else None


@_rule("roman_dates: a:short_roman range_join _ b:short_roman")
def _roman_to_roman(a: Series, b: Series, **_: Any) -> Series | None:
    """25 IX–2 X."""
    return _romans_without_year(a, b)


@_rule(
    "short_dates: day weekday_in_brackets", "short_dates: day _ weekday_in_brackets:weekday '.'?"
)
def _day_of_weekday(day: int, weekday_in_brackets: int) -> Series:
    """20 (Tue.): the month is above."""
    return Series((Point(day=day),), (), (weekday_in_brackets,))


@_rule("range: short_roman range_join _ figures", "range: from short_roman range_join _ figures")
def _roman_to_figures(short_roman: Series, figures: Any, **_: Any) -> Series | None:
    """29.IX–2.X.2011."""
    if not isinstance(figures, Series) or not (figures.is_one and short_roman.is_one):
        return None
    return Series(short_roman.points + figures.points, ("-",))


@_rule("figures: yyyy '/' m:dd '/' d:dd")
def _year_first_slashed(yyyy: int, m: int, d: int) -> Series:
    calendar = calendars.UNSAID if yyyy in calendars.HIJRI_YEARS else None
    return Series((Point(yyyy, m, d, calendar=calendar),))


@_rule("figures: yyyy '.' m:dd '.' d:dd '.'? ending*", "figures: yyyy '-' m:two '-' d:two")
def _year_first(yyyy: int, m: int, d: int, **_: Any) -> Series:
    return Series((Point(yyyy, m, d),))


@_rule("figures: yyyy '.' m:dd '.' d:dd '.'? range_join d2:dd '.'?")
@_rule("figures: yyyy '.' m:dd '.' d:dd '.'? range_join m2:dd '.' d2:dd '.'?")
@_rule(
    "figures: yyyy '.' m:dd '.' d:dd '.'? a:weekday_in_brackets range_join"
    " d2:dd '.'? b:weekday_in_brackets"
)
@_rule(
    "figures: yyyy '.' m:dd '.' d:dd '.'? a:weekday_in_brackets range_join"
    " m2:dd '.' d2:dd '.'? b:weekday_in_brackets"
)
@_rule(
    "figures: m:dd month_point d:dd '.'? a:weekday_in_brackets range_join"
    " d2:dd '.'? b:weekday_in_brackets"
)
@_rule("figures: m:dd month_point d:dd '.' range_join d2:dd '.'")
@_rule(
    "figures: m:dd month_point d:dd '.'? a:weekday_in_brackets range_join"
    " m2:dd month_point d2:dd '.'? b:weekday_in_brackets"
)
def _year_first_range(
    m: int, d: int, d2: int, yyyy: int | None = None, m2: int | None = None, **named: Any
) -> Series:
    """2026. 4. 22.~24., as Korean papers have it."""
    points = (Point(yyyy, m, d), Point(yyyy, m2 or m, d2))
    return Series(points, ("-",), tuple(named[side] for side in "ab" if side in named))


@_rule("figures: yyyy '.' m:dd numbered_month ending*")
@_rule("figures: yyyy month_point m:dd month_point")
@_rule("figures: m:dd '.' yyyy dot? year? ending*", "figures: m:roman '.' yyyy dot? year?")
@_rule("figures: m:dd '/' yyyy", "figures: yyyy '-' m:two")
@_rule("figures: m:roman yyyy dot? year? ending*", "figures: m:roman '/' yyyy year?")
def _month_first(m: int, yyyy: int, **_: Any) -> Series | None:
    return Series((Point(yyyy, m),)) if 1 <= m <= 12 else None


@_rule("figures: d:dd day_point m:dd '.'?", "figures: m:dd month_point d:dd '.'?")
def _no_year(d: int, m: int, **_: Any) -> Series:
    return Series((Point(None, m, d),))


@_rule("short_dates: days '.' m:dd '.'?")
def _days_without_year(days: Days, m: int) -> Series | None:
    """28–29.10: elsewhere than at the beginning of a line these may be other numbers."""
    if not days[1] or not 1 <= m <= 12:
        return None
    return Series(tuple(Point(month=m, day=day) for day in days[0]), days[1], days[2])


@_rule(
    "figures: first:dd '/' second:dd '/' year:yyyy", "figures: first:dd '-' second:dd '-' year:yyyy"
)
@_rule("figures: first:dd '/' second:dd '/' year:yyyy era")
def _swappable(first: int, second: int, year: int, era: int = 1) -> Series | None:
    if era < 0:
        return None
    return Series((Point(year, figures=(first, second)),))


@_rule("figures: yyyy '-' m:two '-' a:two '/' b:two")
def _iso_days(yyyy: int, m: int, a: int, b: int) -> Series:
    """2026-06-15/17, ISO 8601-1, section 5.5.2.3: parts that both ends share are written once."""
    return Series((Point(yyyy, m, a), Point(yyyy, m, b)), ("-",))


@_rule("short_figures: first:dd '/' second:dd")
def _short_figures(first: int, second: int) -> Series:
    return Series((Point(figures=(first, second)),))


@_rule(
    "range: from short_figures range_join _ figures",
    "range: short_figures '-' figures",
)
def _figures_to_figures(short_figures: Series, figures: Any, **_: Any) -> Series | None:
    """Du 28/02 au 03/03/2026: the second date also decides the order of the first."""
    if not isinstance(figures, Series) or len(figures.points) != 1:
        return None
    return Series(short_figures.points + figures.points, ("-",))


@_rule("short_dates: short_figures", "short_dates: a:short_figures range_join _ b:short_figures")
def _short_dates(
    short_figures: Series | None = None, a: Series | None = None, b: Series | None = None, **_: Any
) -> Series | None:
    """25/07, 30/07-02/08: only a line of a list begins so, elsewhere it may be a fraction."""
    ends = [found for found in (short_figures, a, b) if found is not None]
    points = tuple(point for found in ends for point in found.points)
    if not all(_has_month(*point.figures) for point in points if point.figures):
        return None
    return Series(points, ("-",) * (len(points) - 1))


def _has_month(first: int, second: int) -> bool:
    """Whether one of two figures may be a month, and the other a day."""
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


@_rule("short_dates: weekdays _ days", "short_dates: weekdays ',' days")
def _named_day(weekdays: tuple[int, ...], days: Days) -> Series:
    """Monday 9: the heading of a day whose month is above, or is that of the document."""
    return Series(tuple(Point(day=day) for day in days[0]), days[1], weekdays + days[2])


@_rule("short_dates: weekday:weekday_short _ dated:dated_plain")
@_rule("short_dates: weekday:weekday_short _ dated:dated_full")
def _shortly_named_date(weekday: int, dated: Any) -> Series | None:
    """Lu 9 novembre: in a sentence, these words may mean something else."""
    if not isinstance(dated, Series):
        return None
    return replace(dated, weekdays=(weekday, *dated.weekdays))


@_rule(
    "short_dates: weekday:weekday_short '.'? _ day", "short_dates: weekday:weekday_short ',' day"
)
def _shortly_named_day(weekday: int, day: int, **_: Any) -> Series:
    """Lu 9: only before a day are these words days of the week."""
    return Series((Point(day=day),), (), (weekday,))


@_rule("short_dates: from days")
def _from_day_to_day(days: Days, **_: Any) -> Series | None:
    """Dal 9 all'11: the month is above."""
    if days[1] != ("-",):
        return None
    return Series(tuple(Point(day=day) for day in days[0]), days[1], days[2])


@_rule("short_dates: m:dd month_point d:dd range_join d2:dd '.'?")
def _short_range(m: int, d: int, d2: int, **_: Any) -> Series | None:
    """10. 15–17., where the month comes first."""
    if not (1 <= m <= 12 and d < d2):
        return None
    return Series((Point(month=m, day=d), Point(month=m, day=d2)), ("-",))


@_rule("short_dates: days '/' m:dd")
def _short_days(days: Days, m: int) -> Series | None:
    """25-26/07: with several days before the month, their order is not in doubt."""
    if not days[1] or "/" in days[1] or not 1 <= m <= 12:
        return None
    return Series(tuple(Point(month=m, day=day) for day in days[0]), days[1], days[2])


@_rule("figures: days '/' m:dd '/' yyyy")
def _days_first(days: Days, m: int, yyyy: int) -> Series | None:
    if not days[1] or days[1][-1] == ",":
        return None
    return Series(tuple(Point(yyyy, m, day) for day in days[0]), days[1], days[2])


@_rule("figures: d:dd '.' m:dd '.' two dot? glue? year? ending*")
@_rule("figures: days '.' m:dd '.' two dot? glue? year? ending*")
def _short_year(m: int, two: int, d: int | None = None, days: Days | None = None, **_: Any) -> Any:
    """12.03.26, in the century that the day of the document determines."""
    if days is not None and not days[1]:
        return None
    numbers, joins, weekdays = days or ((d,), (), ())
    year = ShortYear(two)
    points = tuple(Point(month=m, day=number, relative=year) for number in numbers)
    return Series(points, joins, weekdays)


@_rule("figures: ''' two month_point m:dd '.' d:dd '.'?")
@_rule("figures: ''' two month_point m:dd '.' d:dd '.'? range_join d2:dd '.'?")
@_rule("figures: ''' two month_point m:dd '.' d:dd '.'? range_join m2:dd '.' d2:dd '.'?")
@_rule("figures: ''' two month_point m:dd")
def _short_year_first(
    two: int, m: int, d: int | None = None, m2: int | None = None, d2: int | None = None, **_: Any
) -> Series | None:
    """'92.1.28, as Korean papers have it."""
    if not 1 <= m <= 12:
        return None
    year = ShortYear(two)
    begin = Point(month=m, day=d, relative=year)
    if d2 is None:
        return Series((begin,))
    return Series((begin, Point(month=m2 or m, day=d2, relative=year)), ("-",))


@_rule(
    "figures: yyyy '-' m:two '-' d:two iso_time clock_time iso_zone?",
    "figures: yyyy '-' m:two '-' d:two iso_time clock_time zone?",
)
def _iso_time(
    yyyy: int, m: int, d: int, clock_time: Clock, iso_zone: str | None = None, **words: Any
) -> Series:
    """2026-03-05T14:00:00+05:00, as written by programs."""
    zone = iso_zone or words.get("zone")
    return Series((Point(yyyy, m, d, clock=replace(clock_time, zone=zone)),))


@_rule("iso_zone: sign h:two ':' m:two")
def _iso_zone(sign: str, h: int, m: int) -> str:
    return f"{sign}{h:02}:{m:02}"


@_rule(
    "full: dd '/' m:dd '/' two",
    "full: dd '-' m:dd '-' two",
    "full: days _ month_name _ two year?",
    "full: days _ month_name _ ''' two year?",
    "full: month_name _ days ',' two",
    "full: month_name _ ''' two",
    "full: two glue? decade_suffix year? ending*",
    "full: decade_before _ two",
    "full: decade_before _ ''' two",
    "full: ''' two month_point m:dd month_point d:dd '.'? ending*",
)
def _two_digits(**_: Any) -> Fault:
    return TWO_DIGITS
