"""Dates as values that represent exactly what is known.

The notation is EDTF, the profile of ISO 8601-2 that the Library of Congress published on
4 February 2019 (https://www.loc.gov/standards/datetime/): levels 0 and 1 completely, and of
level 2 the quarters (33-36), the halves (40, 41) and the sets ``[one of]`` and ``{all of}``.

=====================  ==========  ==============================================
what is known          written     type
=====================  ==========  ==============================================
a day, month, year     2024-11     `Date`, also 201X, 20XX, 2004-XX, 1985-04-XX
a season, quarter,     2026-33     `SubYear`
half of a year
a moment               see spec    `DateTime`, local or with its offset
first and last day     a/b         `Interval`; a side may be open ``..`` or unknown
one of several         [a,b..c]    `OneOf`
each of several        {a,b..c}    `AllOf`
nothing                XXXX        `UNKNOWN`
=====================  ==========  ==============================================

*The days of an event* and *a window that contains it* are different: an `Interval` lasts from
its first to its last day; a `Date` coarser than a day, a `SubYear` and a `OneOf` only state
that the event is somewhere inside (`Value.is_window`).

Two points that the specification leaves open are decided here. Seasons are the northern
meteorological ones, three whole months; winter 2026 runs from December 2026 to February
2027. A time may be written to the minute (``T10:00``) and is printed with its seconds.

`values` has the types, `notation` reads them, and `gregorian` has the days of any year.
"""

from __future__ import annotations

from timeline.edtf.gregorian import is_leap, month_length
from timeline.edtf.notation import has_shape, offset, parse
from timeline.edtf.values import (
    UNKNOWN,
    XX,
    AllOf,
    Consecutive,
    Date,
    DateTime,
    Endpoint,
    Grouping,
    Interval,
    Member,
    OneOf,
    Precision,
    Side,
    SubYear,
    Value,
    finest,
)

__all__ = [
    "UNKNOWN",
    "XX",
    "AllOf",
    "Consecutive",
    "Date",
    "DateTime",
    "Endpoint",
    "Grouping",
    "Interval",
    "Member",
    "OneOf",
    "Precision",
    "Side",
    "SubYear",
    "Value",
    "finest",
    "has_shape",
    "is_leap",
    "month_length",
    "offset",
    "parse",
]
