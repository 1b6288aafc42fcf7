"""Rules for calendar files, from known compatibility problems of applications.

A rule is a function that finds its faults in a part of a file; its name, with hyphens, is what
`timeline lint` prints, and the name of its test file. RFC 5545 is enforced only where an
application fails: each fault names that application.

The rules are in one module for each part of the file that they look at: `of_bytes`,
`of_structure`, `of_calendars`, `of_zones`, `of_events`, `of_series` and `of_properties`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

from timeline.code_names import CodeName
from timeline.errors import Place, Problem
from timeline.linting.linted import MOST_FAULTS, ByteRule, Finding, RuleFunction, read_components
from timeline.linting.of_bytes import OF_BYTES
from timeline.linting.of_calendars import OF_CALENDARS
from timeline.linting.of_events import OF_EVENTS
from timeline.linting.of_properties import OF_PROPERTIES
from timeline.linting.of_series import OF_SERIES
from timeline.linting.of_structure import OF_STRUCTURE
from timeline.linting.of_zones import OF_ZONES


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
        hint = "mend these, and run the command again"
        problems.append(Problem(Place(name), "", fact, hint, "problems-too-many"))
    return problems


def _findings(content: bytes) -> Iterator[tuple[str, Finding]]:
    for of_bytes in OF_BYTES:
        for finding in of_bytes(content):
            yield _name(of_bytes), finding
    root = read_components(content)
    for rules, parts in (
        (OF_STRUCTURE, (root,)),
        (OF_CALENDARS, root.all("VCALENDAR")),
        (OF_ZONES, root.all("VTIMEZONE")),
        (OF_EVENTS, root.all("VEVENT")),
        (OF_SERIES, root.all("VEVENT")),
        (OF_PROPERTIES, tuple(root.everything())),
    ):
        for rule in rules:
            for part in parts:
                for finding in rule(part):
                    yield _name(rule), finding


def _name(rule: ByteRule | RuleFunction) -> str:
    return rule.__name__.replace("_", "-")


RULES: Final = tuple(
    _name(rule)
    for rules in (
        OF_BYTES,
        OF_STRUCTURE,
        OF_CALENDARS,
        OF_ZONES,
        OF_EVENTS,
        OF_SERIES,
        OF_PROPERTIES,
    )
    for rule in rules
)
"""Names of all rules, in the order in which they are run."""
