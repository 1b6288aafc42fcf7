"""Read the notation: text -> value, or what is wrong with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, NoReturn

from timeline.edtf.gregorian import month_length, written_year
from timeline.edtf.values import (
    GROUPINGS,
    QUALIFIERS,
    XX,
    AllOf,
    Consecutive,
    Date,
    DateTime,
    Endpoint,
    Interval,
    Member,
    MonthOrDay,
    OneOf,
    Side,
    SubYear,
    Value,
)
from timeline.errors import DateError

_DATE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX|XXXX|Y-?\d{5,})"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?P<zone>Z|[+-]\d\d(?::\d\d)?)?",
    re.ASCII,
)
_SHAPE = re.compile(r"[-+\d?~%XYTZu:./,\[\]{}]+", re.ASCII)

_OLD_SPELLINGS: Final = (
    (re.compile(r"(?i)unknown"), "leave an unknown side empty: 2024-11-18/"),
    (re.compile(r"(?i)open|now|present"), "write an open side as '..': 2024-11-18/.."),
    (re.compile(r"[\dxu]u", re.ASCII), "write an unspecified digit as X: 201X"),
    (re.compile(r"\?~|~\?", re.ASCII), "'%' means uncertain and approximate: 1984%"),
    (re.compile(r"^\d{8}$", re.ASCII), "write the hyphens: 2025-09-17"),
    (re.compile(r"^\d{4}-?W\d", re.ASCII), "week dates are not part of EDTF: name the days"),
    (re.compile(r"^\d{4}-\d{3}$", re.ASCII), "ordinal dates are not part of EDTF: name the day"),
    (re.compile(r"^Y-?\d{1,4}$", re.ASCII), "Y is for years of more than four digits"),
    (re.compile(r"^\d{1,3}X{3}$|^\dXXX$", re.ASCII), "at most two digits of a year may be X: 20XX"),
    (
        re.compile(r"^\d{4}-\d-|^\d{4}-\d$|^\d{4}-\d\d-\d$", re.ASCII),
        "write month and day with two digits: 2025-09-07",
    ),
    (re.compile(r"^\d{1,3}(-|$)", re.ASCII), "write a year with four digits: 0850"),
    (re.compile(r"\s"), "EDTF has no spaces"),
)
_LONGEST: Final = 10_000
"""Maximum length of a text in characters; real sets are far shorter."""


def has_shape(text: str) -> bool:
    """Whether *text* has only characters of EDTF: it is a date or a mistyped one."""
    return len(text) <= _LONGEST and _SHAPE.fullmatch(text) is not None


def parse(text: str) -> Value:
    """The value of an EDTF string: ``parse(str(value)) == value``.

    Raises:
        DateError: *text* is not EDTF of the levels above, or is an impossible date
            (2025-02-29) or a reversed interval (2008/2004).
    """
    if len(text) > _LONGEST:
        raise DateError(
            text,
            f"a date of {len(text)} characters",
            f"at most {_LONGEST} are read",
            code="date-too-long",
        )
    try:
        if text[:1] == "[":
            return OneOf(_members(text, "]"))
        if text[:1] == "{":
            return AllOf(_members(text, "}"))
        if "/" in text:
            start, *end = text.split("/")
            if len(end) != 1:
                _refuse(text)
            return Interval(_side(start), _end(text, end[0]))
        return _point(text)
    except DateError as error:
        if error.text == text:
            raise
        offset = text.find(error.text) if error.text else -1
        span = None if offset < 0 else (offset + error.span[0], offset + error.span[1])
        raise DateError(text, error.fact, error.hint, span, code=error.code) from None


def _side(text: str) -> Endpoint | Side:
    return Side(text) if text in ("", "..") else _point(text)


def _end(text: str, end: str) -> Endpoint | Side:
    """The second side of the interval *text*; errors give its own position in *text*."""
    try:
        return _side(end)
    except DateError as error:
        offset = len(text) - len(end) + end.find(error.text)
        span = (offset + error.span[0], offset + error.span[1])
        raise DateError(text, error.fact, error.hint, span, code=error.code) from None


def _point(text: str) -> Endpoint:
    match = _DATE.fullmatch(text)
    if match is None:
        return _datetime(text)
    year_text, month_text, day_text, mark = match.groups()
    if month_text is None:
        return _date(text, year_text, None, None, mark)
    if month_text == XX:
        if day_text not in (None, XX):
            raise DateError(
                text, "a day of an unspecified month", "write 1985-XX-XX", code="date-format"
            )
        return _date(text, year_text, XX, XX if day_text else None, mark)
    month = int(month_text)
    if month > 12 or month < 1:
        return _sub_year(text, year_text, month, day_text, mark)
    if day_text is None or day_text == XX:
        return _date(text, year_text, month, XX if day_text else None, mark)
    return _date(text, year_text, month, int(day_text), mark)


def _date(text: str, year_text: str, month: MonthOrDay, day: MonthOrDay, mark: str) -> Date:
    unspecified = year_text.count("X")
    if unspecified and month is not None:
        raise DateError(
            text, "a month of an unspecified year", "write the year alone: 201X", code="date-format"
        )
    digits = year_text.removeprefix("Y").replace("X", "0")
    if digits == "-0000":
        raise DateError(text, "the year 0 has no sign", "0000", (0, 5), code="date-format")
    if year_text[0] == "Y":
        if month is not None:
            raise DateError(
                text, "a year of more than four digits with a month", year_text, code="date-format"
            )
        size = digits.removeprefix("-")
        if size[0] == "0":
            _refuse(text)
        if len(size) > 18:
            raise DateError(text, "a year of more than 18 digits", code="date-out-of-range")
    year = int(digits)
    if isinstance(day, int) and isinstance(month, int):
        length = month_length(year, month)
        if not 1 <= day <= length:
            end = len(text) - len(mark)
            fact = f"there is no day {day:02} in {written_year(year)}-{month:02}"
            raise DateError(
                text,
                fact,
                f"its days run from 01 to {length}",
                (end - 2, end),
                code="date-impossible",
            )
    approximate, uncertain = QUALIFIERS[mark]
    return Date(year, month, day, approximate, uncertain, unspecified)


def _sub_year(text: str, year_text: str, code: int, day_text: str | None, mark: str) -> SubYear:
    span = (len(year_text) + 1, len(year_text) + 3)
    grouping = GROUPINGS.get(code)
    if grouping is None:
        hint = "months run from 01 to 12"
        if code > 20:
            hint += "; 21-24 are seasons, 33-36 quarters, 40 and 41 halves"
        raise DateError(text, f"there is no month {code:02}", hint, span, code="date-impossible")
    if day_text is not None:
        raise DateError(
            text, f"a {grouping.precision} has no days", text[: span[1]], span, code="date-format"
        )
    if "X" in year_text or year_text[0] == "Y" or year_text == "-0000":
        raise DateError(
            text,
            f"a {grouping.precision} needs a year of four digits",
            "2026-33",
            code="date-format",
        )
    if mark:
        raise DateError(
            text, f"a {grouping.precision} takes no qualifier in EDTF",
            f"write its months: [2026-03{mark}..2026-05{mark}]", (len(text) - 1, len(text)),
            code="date-format",
        )  # fmt: skip
    return SubYear(int(year_text), grouping)


def _datetime(text: str) -> DateTime:
    match = _TIME.fullmatch(text)
    if match is None:
        _refuse(text)
    day = _point(match["day"])
    assert isinstance(day, Date)
    assert isinstance(day.month, int)
    assert isinstance(day.day, int)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise DateError(
            text,
            f"there is no time {text[11:].rstrip('Z')}",
            "00:00:00 to 23:59:59",
            code="date-impossible",
        )
    if day.year == 0:
        raise DateError(text, "the year 0 has no times", "years 0001 to 9999", code="date-format")
    zone = offset(match["zone"]) if match["zone"] else None
    return DateTime(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone))


def offset(zone: str) -> timezone:
    """Parses the UTC offset *zone*: "Z", "+05" or "-03:30".

    Raises:
        DateError: it is not a possible offset.
    """
    if zone == "Z":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[4:6] or 0)
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    if minutes > 59 or not timedelta(hours=-12) <= ahead <= timedelta(hours=14):
        raise DateError(
            zone,
            f"there is no offset {zone}",
            "offsets run from -12:00 to +14:00",
            code="date-impossible",
        )
    return timezone(ahead)


def _members(text: str, bracket: str) -> tuple[Member, ...]:
    if text[-1] != bracket or len(text) < 3:
        raise DateError(
            text, f"a set that begins with {text[0]!r} ends with {bracket!r}", code="date-format"
        )
    return tuple(_member(part.strip(" ")) for part in text[1:-1].split(","))


def _member(text: str) -> Member:
    if ".." not in text:
        return _set_date(text)
    first, _, last = text.partition("..")
    return Consecutive(
        _set_date(first) if first else None,
        _set_date(last) if last else None,
    )


def _set_date(text: str) -> Date | SubYear:
    point = _point(text)
    if isinstance(point, DateTime):
        raise DateError(text, "a set cannot contain times", code="date-format")
    return point


def _refuse(text: str) -> NoReturn:
    for pattern, hint in _OLD_SPELLINGS:
        if pattern.search(text):
            raise DateError(text, "not a date in EDTF", hint, code="date-format")
    raise DateError(
        text,
        "not a date in EDTF",
        "for example 2024-11, 2025-09-17/2025-09-18, 2027",
        code="date-format",
    )
