"""Calendars other than the Gregorian one, and the Gregorian days of their dates.

An era calendar counts different years over Gregorian months (Reiwa 7, 民國114年, พ.ศ. 2568). Every
other calendar has its own months, so its years and months are spans of Gregorian days. Calendars
that are recognised but not converted are refused by name; their figures are never read as
Gregorian.

The Solar Hijri calendar is converted by persiantools, the Islamic one by hijridate (Umm al-Qura,
the civil calendar of Saudi Arabia, from which a sighting of the moon may differ by a day), and the
Julian one by its leap year rule.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from msgspec import Struct

from timeline.errors import DateError

JULIAN: Final = "julian"
"""Old Style, with years that begin on 1 January."""

ENGLISH: Final = "julian english"
"""Old Style in English papers, with years that begin on 25 March until 1752."""

GREGORIAN: Final = "gregorian"
"""New Style, if a wording names it."""

PERSIAN: Final = "persian"
ISLAMIC: Final = "islamic"

HIJRI: Final = "hijri"
"""Years since the Hijra, solar or lunar."""

SINCE_HIJRA: Final = frozenset({PERSIAN, ISLAMIC})

HIJRI_YEARS: Final = range(1300, 1500)
"""Years in which 1404/06/26 is more likely a Hijri date than a Gregorian one."""

BUDDHIST_YEARS: Final = range(2400, 2700)
"""Years in which 17/9/2568 is more likely a Buddhist date than a Gregorian one."""

LAST_HIJRI_YEAR: Final = 1600
"""The last year taken for one since the Hijra, about 2170: "12 Farvardin 2025" mixes calendars."""

UNSAID: Final = "unsaid"
"""Years without a calendar in a language that counts them in more than one."""

MIXED: Final = "mixed"
"""A month of one calendar in a year of another."""

OLD_STYLE: Final = frozenset({JULIAN, ENGLISH})

GREGORIAN_MONTHS: Final = OLD_STYLE | {GREGORIAN}
"""Calendars with the names of the Gregorian months and their own years."""

SIGHTING: Final = 2
"""Days by which an Islamic date may differ from a Gregorian date printed next to it."""

_MONTHS: Final = 12


class CalendarSystem(Struct, frozen=True):
    """A calendar: ``day`` converts a year, month and day to the Gregorian day.

    ``day`` raises ValueError or OverflowError for days that do not exist, and is None for a
    calendar that is not converted. An era has ``before``, the Gregorian year before its first one,
    and ``begins``, its first day.
    """

    name: str
    day: Callable[[int, int, int], date] | None = None
    before: int | None = None
    begins: date = date.min
    is_approximate: bool = False


def _julian(year: int, month: int, day: int) -> date:
    if not 1 <= day <= _julian_length(year, month):
        raise ValueError(f"there is no day {day} in month {month} of {year}")
    return date.fromordinal(_julian_ordinal(year, month, day))


def _julian_length(year: int, month: int) -> int:
    following = (year, month + 1) if month < _MONTHS else (year + 1, 1)
    return _julian_ordinal(*following, 1) - _julian_ordinal(year, month, 1)


def _julian_ordinal(year: int, month: int, day: int) -> int:
    """Proleptic Gregorian ordinal of a Julian day: every fourth year is a leap year.

    Years are counted from March, so that the leap day is their last day. Months of 31 and 30
    days alternate except for two pairs; five months have 153 days, which explains the factor.
    """
    years, months = divmod((year * _MONTHS) + month - 3, _MONTHS)
    return 365 * years + years // 4 + (153 * months + 2) // 5 + day - 308


def _persian(year: int, month: int, day: int) -> date:
    from persiantools.jdatetime import JalaliDate

    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _islamic(year: int, month: int, day: int) -> date:
    from hijridate import Hijri

    found: date = Hijri(year, month, day).to_gregorian()
    return found


CALENDARS: Final = {
    JULIAN: CalendarSystem("Julian", _julian),
    ENGLISH: CalendarSystem("Julian", _julian),
    PERSIAN: CalendarSystem("Solar Hijri", _persian),
    ISLAMIC: CalendarSystem("Islamic", _islamic, is_approximate=True),
    "buddhist": CalendarSystem("Buddhist", before=-543, begins=date(1889, 4, 1)),
    "minguo": CalendarSystem("Minguo", before=1911, begins=date(1912, 1, 1)),
    "meiji": CalendarSystem("Meiji", before=1867, begins=date(1873, 1, 1)),
    "taisho": CalendarSystem("Taisho", before=1911, begins=date(1912, 7, 30)),
    "showa": CalendarSystem("Showa", before=1925, begins=date(1926, 12, 25)),
    "heisei": CalendarSystem("Heisei", before=1988, begins=date(1989, 1, 8)),
    "reiwa": CalendarSystem("Reiwa", before=2018, begins=date(2019, 5, 1)),
    "dangi": CalendarSystem("Dangi", before=-2333, begins=date(1948, 9, 25)),
    "hebrew": CalendarSystem("Hebrew"),
    "ethiopian": CalendarSystem("Ethiopian"),
    "coptic": CalendarSystem("Coptic"),
    "juche": CalendarSystem("Juche"),
    "indian": CalendarSystem("Indian national"),
    "bengali": CalendarSystem("Bengali"),
    "nepali": CalendarSystem("Nepali"),
    "chinese": CalendarSystem("Chinese"),
    "lunar": CalendarSystem("East Asian lunar"),
    "korean buddhist": CalendarSystem("Korean Buddhist"),
    "rattanakosin": CalendarSystem("Rattanakosin"),
    "chula": CalendarSystem("Chula Sakarat"),
    "republican": CalendarSystem("French Republican"),
}
"""Every calendar by its name in the language files.

Japan adopted the Gregorian calendar in 1873 and Thailand its months in 1889, so earlier days are
refused. Korea counted
the years of its laws from the founder Dangun from 1948 to 1961, with Gregorian months.
"""

THAI_NEW_YEAR: Final = 1941
"""From this year, the Buddhist year of Thailand begins on 1 January instead of in April."""

LADY_DAY: Final = (3, 25)
"""Month and day on which English years began until 1752."""

LAST_LADY_DAY: Final = 1752

WRITE: Final = "write the Gregorian date"

CODE: Final = "date-other-calendar"

MIXED_UP: Final = "date-mixed-calendars"

FISCAL: Final = "date-fiscal-year"

CODES: Final = frozenset({CODE, MIXED_UP, FISCAL})
"""Codes of wordings that are dates in a calendar that is not read."""


def _other(fact: str, hint: str = WRITE) -> DateError:
    return DateError("", fact, hint, code=CODE)


def is_era(calendar: str | None) -> bool:
    """Whether *calendar* only has different years."""
    return calendar in CALENDARS and CALENDARS[calendar].before is not None


def gregorian_year(calendar: str | None, year: int) -> int | None:
    """The Gregorian year in which *year* of *calendar* begins; None if it is not known."""
    if calendar is None or calendar in OLD_STYLE or calendar == GREGORIAN:
        return year
    known = CALENDARS.get(calendar)
    if known is None:
        return None
    if known.before is not None:
        return known.before + year
    try:
        return known.day(year, 1, 1).year if known.day else None
    except (ValueError, OverflowError):
        return None


def of_era(calendar: str, year: int, month: int | None, day: int | None) -> int:
    """The Gregorian year of *year* in an era.

    Raises:
        DateError: the era had not begun, or its years did not begin with Gregorian ones.
    """
    era = CALENDARS[calendar]
    assert era.before is not None
    found = era.before + year
    last = (found, month or _MONTHS, day or 31)
    if year < 1 or last < (era.begins.year, era.begins.month, era.begins.day):
        raise _other(f"the {era.name} era began on {era.begins}")
    if calendar == "buddhist" and found < THAI_NEW_YEAR and (month is None or month < 4):
        raise _other(f"until {THAI_NEW_YEAR - 1} the Thai year began in April")
    return found


def span(calendar: str, year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """First and last Gregorian day of a year, month or day of *calendar*.

    Raises:
        DateError: the calendar is not converted, or has no such date.
    """
    if calendar == MIXED or (calendar in SINCE_HIJRA and year > LAST_HIJRI_YEAR):
        fact = "a month of one calendar in a year of another"
        raise DateError("", fact, WRITE, code=MIXED_UP)
    if calendar in (HIJRI, UNSAID):
        raise _other(
            f"the calendar of the year {year} is not given", "name the calendar, or write EDTF"
        )
    known = CALENDARS[calendar]
    if known.day is None:
        raise _other(f"a date of the {known.name} calendar, which is not converted")
    if calendar == ENGLISH and year <= LAST_LADY_DAY and (month or 1, day or 1) < LADY_DAY:
        raise _other(f"Old Style years up to {LAST_LADY_DAY} may begin on 25 March")
    try:
        first = known.day(year, month or 1, day or 1)
        if day is not None:
            return first, first
        following = (year + 1, 1) if month in (None, _MONTHS) else (year, (month or 0) + 1)
        return first, known.day(*following, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        written = "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
        raise DateError(
            "",
            f"the {known.name} calendar, as it is converted here, has no {written}",
            "correct the date, or write the Gregorian one",
            code="date-impossible",
        ) from None


def shared(calendar: str | None, of_year: str | None, *, has_month: bool) -> str | None:
    """The calendar of a date with a month of *calendar* and a year counted in *of_year*.

    *has_month* says whether it names a month: if not, only the year counts.
    """
    if of_year is None or of_year == calendar:
        return calendar
    if calendar is None:
        has_same = is_era(of_year) or of_year in GREGORIAN_MONTHS
        return of_year if has_same or not has_month or not is_converted(of_year) else MIXED
    has_same = {calendar, of_year} <= GREGORIAN_MONTHS
    has_same = has_same or (of_year == HIJRI and calendar in SINCE_HIJRA)
    return calendar if has_same else MIXED


def is_converted(calendar: str | None) -> bool:
    """Whether days of *calendar* can be converted to Gregorian ones."""
    return calendar is None or (
        calendar in CALENDARS and (is_era(calendar) or CALENDARS[calendar].day is not None)
    )


def is_approximate(calendar: str) -> bool:
    """Whether days of *calendar* are only known to within about a day."""
    return calendar in CALENDARS and CALENDARS[calendar].is_approximate


def month_length(calendar: str, year: int, month: int) -> int:
    """Days in a month of *calendar*."""
    first, last = span(calendar, year, month, None)
    return (last - first).days + 1


def year_on(calendar: str, on: date) -> int:
    """The year of *calendar* on the day *on*.

    Raises:
        DateError: the calendar is not converted, or not for this day.
    """
    era = CALENDARS.get(calendar)
    if era is not None and era.before is not None:
        return on.year - era.before
    year = _guess(calendar, on)
    while span(calendar, year, None, None)[0] > on:
        year -= 1
    while span(calendar, year, None, None)[1] < on:
        year += 1
    return year


def _guess(calendar: str, on: date) -> int:
    """A year of *calendar* near *on*."""
    return {PERSIAN: on.year - 621, ISLAMIC: (on.year - 622) * 33 // 32}.get(calendar, on.year)


def year_within(calendar: str, year: int, month: int, day: int | None) -> int:
    """The year of *calendar* in which *month* and *day* are in the Gregorian *year*.

    Raises:
        DateError: there is none, or the calendar is not converted.
    """
    begun = year_on(calendar, date(year, 1, 1))
    for found in (begun, begun + 1):
        if span(calendar, found, month, day)[0].year == year:
            return found
    return begun


def same_day(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> bool:
    """Whether an Old Style and a New Style date are the same day.

    >>> same_day((1877, 4, 12), (1877, 4, 24)), same_day((1917, 10, 25), (1917, 11, 6))
    (True, False)
    """
    if not (MINYEAR <= julian[0] < MAXYEAR and MINYEAR <= gregorian[0] <= MAXYEAR):
        return False
    try:
        return _julian(*julian) == date(*gregorian)
    except (ValueError, OverflowError):
        return False


NEAR_OFFSETS: Final = range(9, 15)
"""Days between two dates without a year for which they may be Old and New Style."""


def may_be_pair(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether months and days are about as far apart as Old and New Style in some year."""
    ordinals = [_julian_ordinal(2000, *point) for point in (first, second)]
    apart = (ordinals[1] - ordinals[0]) % 366
    return apart in NEAR_OFFSETS or 366 - apart in NEAR_OFFSETS
