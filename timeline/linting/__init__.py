"""Rules for calendar files, from known compatibility problems of applications.

A rule is a function that finds its faults in a part of a file; its name, with hyphens, is what
`timeline lint` prints, and the name of its test file. RFC 5545 is enforced only where an
application fails: each fault names that application.

There is a module of rules for each part of the file that they look at. Each of its public
functions is a rule; they run in the order in which they are defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import FunctionType, ModuleType
from typing import Final, cast

from timeline.code_names import CodeName
from timeline.errors import Place, Problem
from timeline.linting import (
    of_bytes,
    of_calendars,
    of_events,
    of_properties,
    of_series,
    of_structure,
    of_zones,
)
from timeline.linting.linted import MOST_FAULTS, Finding, read_components


def lint(content: bytes, name: str) -> list[Problem]:
    """The faults of a calendar file, in the order of the file; *name* is the file's name.

    After `MOST_FAULTS` faults, the last problem says that there are more.
    """
    problems = [
        Problem(Place(name, max(line, 1), 1), "", fact, hint, cast("CodeName", f"ics-{rule}"))
        for rule, (line, fact, hint) in islice(_findings(content), MOST_FAULTS + 1)
    ]
    is_cut = len(problems) > MOST_FAULTS
    problems = sorted(problems[:MOST_FAULTS], key=lambda problem: problem.place)
    if is_cut:
        fact = f"there are more than {MOST_FAULTS:,} faults; the others are not reported"
        hint = "correct these, and run the command again"
        problems.append(Problem(Place(name), "", fact, hint, "problems-too-many"))
    return problems


def _findings(content: bytes) -> Iterator[tuple[str, Finding]]:
    for rule in _rules(of_bytes):
        for finding in rule(content):
            yield _name(rule), finding
    root = read_components(content)
    for module, parts in (
        (of_structure, (root,)),
        (of_calendars, root.all("VCALENDAR")),
        (of_zones, root.all("VTIMEZONE")),
        (of_events, root.all("VEVENT")),
        (of_series, root.all("VEVENT")),
        (of_properties, tuple(root.everything())),
    ):
        for rule in _rules(module):
            for part in parts:
                for finding in rule(part):
                    yield _name(rule), finding


def _rules(module: ModuleType) -> tuple[FunctionType, ...]:
    """The rules of a module: the public functions that it defines, in order."""
    return tuple(
        one
        for name, one in vars(module).items()
        if isinstance(one, FunctionType)
        and one.__module__ == module.__name__
        and not name.startswith("_")
    )


def _name(rule: FunctionType) -> str:
    return rule.__name__.replace("_", "-")


RULES: Final = tuple(
    _name(rule)
    for module in (
        of_bytes,
        of_structure,
        of_calendars,
        of_zones,
        of_events,
        of_series,
        of_properties,
    )
    for rule in _rules(module)
)
"""Names of all rules, in the order in which they are run."""
