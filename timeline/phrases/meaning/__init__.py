"""Convert a reading to a date.

`value` converts the expressions that the grammar builds to EDTF: it copies years between the dates
of a series, counts relative dates from a given day, and refuses dates that do not exist.

================  ================================================================
``counting``      relative dates, counted from a day
``completing``    a year for each date of a series
``side_by_side``  the same day in two calendars or styles
``hours``         times of day
``single``        one date, or part of one
``series``        several dates, ranges, open ends and windows
================  ================================================================
"""

from __future__ import annotations

from datetime import date

from timeline import edtf
from timeline.errors import DateError
from timeline.phrases.expressions import (
    SAME,
    Expression,
    Fault,
    NoDateError,
    Open,
    Series,
    Unknown,
    Window,
)
from timeline.phrases.meaning.series import open_value, series_value, window_value


def value(node: Expression, on: date | None = None) -> edtf.Value:
    """The date that *node* means; relative parts are counted from *on*.

    Raises:
        NoDateError: it does not exist, has no year, or is relative and *on* is None.
    """
    try:
        return _value(node, on)
    except DateError as error:
        raise NoDateError(error.fact, error.hint, code=error.code) from None
    except OverflowError:
        raise NoDateError(
            "outside the calendar", "its years run from 1 to 9999", code="date-out-of-range"
        ) from None


def _value(node: Expression, on: date | None) -> edtf.Value:
    match node:
        case Fault(fact, hint, code):
            raise NoDateError(fact, hint, code=code)
        case Unknown():
            return edtf.UNKNOWN
        case Open():
            return open_value(node, on)
        case Window(series):
            return window_value(series, on)
        case Series():
            return series_value(node, on)


def rule(node: Expression, found: edtf.Value) -> str:
    """The name of the pattern of *node*."""
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
                return point.part.rule
            return "time" if found.is_timed else str(found.precision)
        case Series(_, joins):
            said = next(join for join in joins if join != SAME)
            name = {"-": "range", "|": "choice"}.get(said, "list")
            return f"{found.precision}-{name}"
        case _:
            return "unknown"
