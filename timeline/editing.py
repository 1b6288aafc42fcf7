"""Add to the file of a chronology, keeping every other byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from timeline import drafting, loading, nodes
from timeline.errors import InputError, Place, Problem
from timeline.nodes import Node
from timeline.writing import locked, write


def add(events: Path, drafts: Mapping[str, Node]) -> None:
    """Adds the sections of *drafts* to a chronology; its other bytes are kept.

    Raises:
        InputError: they cannot be added, or the result would have problems; nothing was changed.
        OutputError: the file could not be written.
    """
    name = str(events)
    for _, problems in amend(events, lambda text, _: drafting.added(text, name, drafts), [drafts]):
        raise InputError(problems)


_Addition = TypeVar("_Addition")

Edit = Callable[[bytes, Sequence[_Addition]], bytes]
"""Returns the bytes of a chronology with additions; raises InputError if they can't be added."""

LeftOut = tuple[_Addition, tuple[Problem, ...]]
"""An addition that cannot be made, and the reasons."""


def amend(
    events: Path, change: Edit[_Addition], additions: Sequence[_Addition]
) -> list[LeftOut[_Addition]]:
    """Writes *additions* into a chronology one by one; returns those that cannot be made.

    Raises:
        InputError: the chronology has problems, or nothing can be added to its layout.
        OutputError: the file could not be written, or was changed by another program meanwhile.
    """
    before, name = nodes.read_bytes(events), str(events)
    left_out: list[LeftOut[_Addition]] = []
    after, problems = _attempt(before, name, change, additions)
    if problems:
        loading.loads(before, name)
        after, left_out = fitting(before, name, change, additions)
        if _is_of_file(left_out, additions):
            raise InputError(left_out[0][1])
    if after != before:
        _replace(events, before, after)
    return left_out


def _is_of_file(left_out: Sequence[LeftOut[_Addition]], additions: Sequence[_Addition]) -> bool:
    """Whether every addition failed for the same reason, at a line of the file: its layout."""
    reasons = {problems for _, problems in left_out}
    is_placed = all(problem.place.line for problems in reasons for problem in problems)
    return len(left_out) == len(additions) and len(reasons) == 1 and is_placed


def fitting(
    content: bytes, name: str, change: Edit[_Addition], additions: Sequence[_Addition]
) -> tuple[bytes, list[LeftOut[_Addition]]]:
    """*content*, a chronology, with the *additions* that can be made, and the others.

    Problems that only the amended text has are reported without a line: the file *name*, which
    people see, does not have that line.
    """
    kept: list[_Addition] = []
    left_out: list[LeftOut[_Addition]] = []
    amended = content
    # Bisect the additions that fail: a few bad ones among many cost few attempts.
    groups = [list(additions)] if additions else []
    while groups:
        group = groups.pop()
        after, problems = _attempt(content, name, change, [*kept, *group])
        if not problems:
            kept += group
            amended = after
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
        else:
            left_out.append((group[0], problems))
    return amended, left_out


def _attempt(
    content: bytes, name: str, change: Edit[_Addition], additions: Sequence[_Addition]
) -> tuple[bytes, tuple[Problem, ...]]:
    """*content* with *additions*, and its problems."""
    if not additions:
        return content, ()
    try:
        after = change(content, additions)
    except InputError as error:
        return content, error.problems
    return after, _unplaced(loading.examine(after, name).problems, name)


def _unplaced(problems: Iterable[Problem], name: str) -> tuple[Problem, ...]:
    """*problems* without the lines of a text that nobody sees, and without its event numbers."""
    return tuple(
        problem._replace(place=Place(name), path=_EVENT.sub("", problem.path))
        for problem in problems
    )


_EVENT: Final = re.compile(r"^events\[\d+\]\.?")


def _replace(events: Path, before: bytes, after: bytes) -> None:
    # A symbolic link is kept: its target is written.
    path = events.resolve()
    with locked(path.parent):
        write(path.parent, [(path.name, [after])], before={path.name: before})
