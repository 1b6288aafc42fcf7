"""Shapes of dates: what several dates share, and in what they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.edtf import Consecutive, Date, DateTime, Side, SubYear


def known(side: edtf.Endpoint | Side) -> edtf.Endpoint | Side:
    """The side itself, or "unknown" for ``XXXX``, which means the same as an empty side."""
    return Side.UNKNOWN if isinstance(side, Date) and side.year_unspecified == 4 else side


def qualifiers(date: Date | SubYear | DateTime) -> tuple[bool, bool]:
    """Whether it is approximate, and whether it is uncertain."""
    return date.approximate, date.uncertain


def bare(date: Date) -> Date:
    """*date* without its qualifiers."""
    return replace(date, approximate=False, uncertain=False)


def bare_member(member: edtf.Member) -> edtf.Member:
    """A member of a set without its qualifiers."""
    match member:
        case Date():
            return bare(member)
        case Consecutive():
            first, last = member.first, member.last
            return Consecutive(
                bare(first) if isinstance(first, Date) else first,
                bare(last) if isinstance(last, Date) else last,
            )
    return member


def are_alike(*dates: Date) -> bool:
    """Whether the dates have the same precision, era and qualifiers, and no X."""
    first = dates[0]
    return all(
        not date.year_unspecified
        and edtf.XX not in (date.month, date.day)
        and date.precision is first.precision
        and has_era(date) is has_era(first)
        and (date.year > 0) is (first.year > 0)
        and qualifiers(date) == qualifiers(first)
        for date in dates
    )


def has_era(date: Date) -> bool:
    """Whether the era of a date is written: BC, and AD where the year looks like a day."""
    return date.year < _FIRST_WITHOUT_ERA


_FIRST_WITHOUT_ERA: Final = 100


def differing(dates: Sequence[Date]) -> str:
    """The coarsest field in which the dates differ: "y", "M" or "d"."""
    if len({date.year for date in dates}) > 1:
        return "y"
    if len({date.month for date in dates}) > 1:
        return "M"
    return "d" if dates[0].day else "M" if dates[0].month else "y"
