"""Convert ``events.yaml`` to a `Timeline`, or to all problems of the file with their places.

There are two passes. The first converts the whole file at once (msgspec); a valid file needs no
other. If it fails, the second converts field by field, keeps the valid fields and explains the
others, so that one run reports every problem; the valid fields are then checked as usual.

`conversion` has the first pass, `explaining` the second; `checks` looks at several values at once.
`mismatches` says why a value does not fit its field, `bounded` keeps the number of reported
problems within a limit, and `json_schema` has the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from timeline import garbage, logos, nodes
from timeline.errors import InputError, Problem
from timeline.events import Calendar, Chronology, Timeline, complete, excess
from timeline.loading.bounded import TooManyProblems, record
from timeline.loading.checks import Checks
from timeline.loading.conversion import convert
from timeline.loading.explaining import Explainer
from timeline.loading.mismatches import MIDNIGHT
from timeline.nodes import Locator, MappingNode, Node, SequenceNode


def load(path: str | Path) -> Timeline:
    """The timeline of a file.

    Raises:
        InputError: the file cannot be read, or has problems: all of them, in order.
    """
    path = Path(path)
    return loads(nodes.read_bytes(path, hint=BEGIN), str(path))


def loads(content: bytes | str, name: str = "<string>") -> Timeline:
    """The timeline of a text in the format of ``events.yaml``; *name* is used as the file name.

    Raises:
        InputError: the text has problems: all of them, in order.
    """
    examination = examine(content, name)
    if examination.timeline is None:
        raise InputError(examination.problems)
    return examination.timeline


def check(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of a file, in order; empty if it is valid."""
    path = Path(path)
    try:
        return examine(nodes.read_bytes(path, hint=BEGIN), str(path)).problems
    except InputError as error:
        return error.problems


BEGIN: Final = "give another file, or create an example: timeline init DIRECTORY"
"""The hint if there is no chronology."""


class Examination(Struct, frozen=True):
    """The result of reading a file: the timeline if the file is valid, otherwise its problems."""

    timeline: Timeline | None
    problems: tuple[Problem, ...]
    locate: Locator
    """Returns the place of a path: ``locate("events", 3, "when")``."""


@garbage.uncollected()
def examine(content: bytes | str, name: str) -> Examination:
    """Reads and checks a text in the format of ``events.yaml``."""
    try:
        root, problems = nodes.parse(content, name)
    except InputError as error:
        return Examination(None, error.problems, Locator(name))
    return examine_nodes(root, name, problems)


def examine_nodes(root: Node | None, name: str, problems: Iterable[Problem] = ()) -> Examination:
    """Checks nodes of that format from any origin; *problems* are already known."""
    problems = list(problems)
    locate = Locator(name, root)
    if not isinstance(root, MappingNode):
        problems.append(Problem(locate(), "", *_not_a_mapping(root), "chronology-format"))
        return Examination(None, tuple(problems), locate)
    _expand_shorthands(root)
    explainer = Explainer(locate, problems)
    explainer.empty_keys(root)
    document: Chronology | None = None
    logo = None
    try:
        try:
            document = convert(root, Chronology)
        except msgspec.ValidationError:
            document = explainer.struct(root, Chronology, ())
        if document is not None:
            Checks(document, locate, explainer.kept, problems).check()
            logo = _logo(document.calendar, name, locate, problems)
    except TooManyProblems:
        return Examination(
            None, (*sorted(problems, key=lambda p: p.place), nodes.more_problems(name)), locate
        )
    if problems or document is None:
        return Examination(None, tuple(sorted(problems, key=lambda p: p.place)), locate)
    timeline = complete(document, _counted, logo)
    if found := excess(timeline, timeline.languages):
        too_much = Problem(locate("calendar"), "calendar", *found, "exports-too-many")
        return Examination(None, (too_much,), locate)
    return Examination(timeline, (), locate)


def _logo(calendar: Calendar, name: str, locate: Locator, problems: list[Problem]) -> str | None:
    """The logo as a data URL; None if the header of the file *name* has no valid logo."""
    if not calendar.logo:
        return None
    try:
        return logos.data_address(calendar.logo, Path(name).parent)
    except logos.LogoError as error:
        place = locate("calendar", "logo")
        record(problems, Problem(place, "calendar.logo", str(error), error.hint, "logo-invalid"))
        return None


def _counted(title: str, years: int, language: str) -> str:
    # Imported here: only titles of anniversaries need words.
    from timeline.wording import anniversary_title

    return anniversary_title(title, years, language)


def _not_a_mapping(root: Node | None) -> tuple[str, str]:
    start = "begin with 'events:' and a list of events, or run 'timeline init'"
    if root is None:
        return "the file is empty", start
    if isinstance(root, SequenceNode):
        return "the file is a list", "write 'events:' above it and indent the list"
    return "the file has text but no events", start


def _expand_shorthands(root: MappingNode) -> None:
    """Expands the short forms of two fields: ``every 5 years``, and a day instead of a moment."""
    events = root.get("events")
    for event in events if isinstance(events, SequenceNode) else ():
        if not isinstance(event, MappingNode):
            continue
        revised = event.get("revised")
        if isinstance(revised, str) and ":" not in revised:
            # A day. A bare number is not one, although msgspec would read it as seconds.
            event["revised"] = revised + MIDNIGHT
        words = event.get("anniversary")
        if isinstance(words, str) and (match := _EVERY.fullmatch(words.strip())):
            rule = MappingNode()
            rule.put("every", match["years"] or "1", event.values_at["anniversary"])
            event["anniversary"] = rule


_EVERY: Final = re.compile(r"yearly|every (?:year|(?P<years>\d+) years)", re.ASCII)
