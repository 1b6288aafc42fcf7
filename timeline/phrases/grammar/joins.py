"""Joins, counts and ordinal numbers: "to", "and", "the third"."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from timeline.phrases.parsing import Rules

PLURAL: Final = 2
"""Value of a plural unit: "last year" is a date, "last years" is not."""

RULES: Final = Rules()
_rule = RULES.rule


@_rule("join: '-'", "join: to", "join: '…'", "join: '~'")
def _(to: None = None) -> str:
    return "-"


@_rule("join: and", "join: ',' and", "join: '&'")
def _and(**_: None) -> str:
    return "&"


@_rule("join: or", "join: ',' or")
def _or(**_: None) -> str:
    return "|"


@_rule("join: ','", "join: ';'")
def _comma() -> str:
    return ","


@_rule("join: '/'")
def _slash() -> str:
    return "/"


@_rule("range_join: '-'", "range_join: to", "range_join: '…'", "range_join: '/'", "range_join: '~'")
def _range_join(to: None = None) -> str:
    return "-"


@_rule("count: number", "count: cardinal")
def _count(number: int | None = None, cardinal: int | None = None) -> int | None:
    return number if number is not None else cardinal


@_rule(
    "nth: ordinal ending*",
    "nth: ordinal:ordinal_only",
    "nth: dd ordinal_suffix? ending* '.'?",
    "nth: roman ordinal_suffix? ending* '.'?",
    "nth: cardinal",
)
def _nth(
    ordinal: int | None = None,
    dd: int | None = None,
    roman: int | None = None,
    cardinal: int | None = None,
    **_: Any,
) -> int | None:
    return next((n for n in (ordinal, dd, roman, cardinal) if n is not None), None)


Numbers: TypeAlias = tuple[tuple[int, ...], tuple[str, ...]]
Days: TypeAlias = tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]
"""Numbers or days, their joins, and the weekdays between them."""


@_rule("more_nth: join _ nth")
def _more_nth(join: str, nth: int) -> tuple[str, int]:
    return join, nth


@_rule("nths: nth more_nth*")
def _nths(nth: int, more_nth: tuple[tuple[str, int], ...]) -> Numbers:
    return (nth, *(n for _, n in more_nth)), tuple(join for join, _ in more_nth)
