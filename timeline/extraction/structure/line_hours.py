"""Hours of a line: those at its end, and those in brackets or in a cell."""

from __future__ import annotations

from typing import Final

from timeline.extraction.structure.lines import CLOSING_SIGNS, Line
from timeline.phrases.dated_lines import clock
from timeline.phrases.expressions import Clock
from timeline.phrases.tokens import TextSpan

_MOST_OF_HOURS: Final = 5
"""Maximum tokens of hours at the end of a line."""

_DIGITS: Final = 4
"""Digits of a year."""


def without_hours(line: Line, first: int, last: int) -> tuple[int, Clock | None]:
    """The token before the hours at the end of a line, and those hours."""
    tokens = line.passage.tokens
    for index in range(max(first + 1, last - _MOST_OF_HOURS), last):
        is_number = tokens[index].kind == "number" and not tokens[index].glued
        is_begin = is_number or line.passage.around.names(index, "hour")  # "ore 10"
        if (
            is_begin
            and (found := clock(line.passage, index, last))
            and (found[1] == last or all(t.text in CLOSING_SIGNS for t in tokens[found[1] : last]))
        ):
            if line.passage.around.names(index - 1, "until") and tokens[index + 1].text == ".":
                continue  # «…, do 3.10» is a day
            while index > first + 1 and names_hours(line, index - 1):
                index -= 1
            return index, found[0]
    stop = next((i for i in range(last - 1, first + 1, -1) if tokens[i].text == ";"), None)
    # "Question time, 2 p.m.; votes thereafter"
    return (
        without_hours(line, first, stop) if stop and _has_hours(line, first, stop) else (last, None)
    )


def _has_hours(line: Line, first: int, last: int) -> bool:
    return without_hours(line, first, last)[1] is not None


def hours_in(line: Line, aside: TextSpan) -> Clock | None:
    """The first hours in brackets: "(room 5, 14h30)"."""
    for index in range(*aside):
        before = line.passage.tokens[index - 1].text
        after = line.passage.tokens[index + 1 : index + 3]
        if len(after) == 2 and after[0].text == "," and not after[1].glued:
            continue  # "room 5, 14h30"
        if before in "(,;:/" or not line.passage.tokens[index].glued:
            found = clock(line.passage, index, aside[1])
            if found is not None:
                return found[0]
    return None


def ends_with_hours(line: Line) -> bool:
    """Whether hours are the only time in a line, and at its end or in the brackets there."""
    is_dated = line.lead is not None or line.trail is not None or line.hours is not None
    if is_dated or not line.is_short or not any(map(str.isdigit, line.text)):
        return False
    tokens = line.passage.tokens
    has_year = any(token.kind == "number" and len(token.text) >= _DIGITS for token in tokens)
    if has_year or line.passage.around.names_month(line.start, line.end):
        return False
    if line.aside is not None:
        return hours_in(line, line.aside) is not None
    return without_hours(line, line.start, line.end)[1] is not None


def hours_in_cells(line: Line) -> Clock | None:
    """The hours in a cell of a row that has its date in another cell."""
    for number, (first, last) in enumerate(line.cells):
        if number in line.date_cells:  # 11.06 is a day there
            rest = line.lead.end if line.lead else last
            if first < rest < last and (hours := hours_in(line, (rest, last))):
                return hours
            continue
        if hours := hours_of_cell(line, (first, last)):
            return hours
    return None


def hours_of_cell(line: Line, cell: TextSpan) -> Clock | None:
    """The hours in a *cell* that has nothing else."""
    found = clock(line.passage, *cell)
    return found[0] if found and found[1] == cell[1] else None


def names_hours(line: Line, index: int) -> bool:
    """Whether the token is a word before hours: "at", «ore»."""
    around = line.passage.around
    return around.names(index, "hour") or around.names(index, "at")
