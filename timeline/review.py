"""Remarks for an editor: not mistakes, but entries that grow stale or lack detail.

Remarks never fail a build. With ``check --strict``, those that the header lists as ``strict`` fail
the check, by default all of them. Only one kind depends on the day: an event whose date has passed
but whose status still says that it is to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from timeline.code_names import CodeName
from timeline.errors import Problem
from timeline.events import AnniversaryEvent, Event, Status, Timeline
from timeline.nodes import Locator, Step, path_text


class Remark(Struct, frozen=True):
    """A remark: the event, or None for the header, and what to review.

    ``path`` is the path in the file; `timeline explain` describes ``code``.
    """

    event: str | None
    path: tuple[Step, ...]
    fact: str
    hint: str
    code: CodeName

    def problem(self, locate: Locator) -> Problem:
        """The remark as a problem, with its place in the file according to *locate*."""
        return Problem(locate(*self.path), path_text(self.path), self.fact, self.hint, self.code)

    def is_strict(self, timeline: Timeline) -> bool:
        """Whether it fails a strict check of *timeline*."""
        strict = timeline.calendar.strict
        return not strict or self.code in strict


def remarks(timeline: Timeline, on: date | None = None) -> tuple[Remark, ...]:
    """All remarks, in the order of the events, as of the day *on*.

    Without *on*, there are no remarks on events that have passed.
    """
    found = list(_of_header(timeline))
    twins = _twins(timeline)
    indices = {event.id: index for index, event in enumerate(timeline.document.events)}
    for event in timeline.events:
        if not isinstance(event, AnniversaryEvent) and event.status is not Status.DISMISSED:
            path = ("events", indices[event.id])
            found += _of_event(event, path, timeline, on)
            if event.id in twins:
                fact = f"it has the same title and date as {twins[event.id]!r}"
                hint = (
                    "if they are the same event, remove one; otherwise give them different titles"
                )
                found.append(Remark(event.id, (*path, "title"), fact, hint, code="event-twin"))
    return tuple(found)


_COMPARED: Final = 20
"""Maximum number of events with the same title and date that an event is compared with."""


def _twins(timeline: Timeline) -> dict[str, str]:
    """By id: an earlier event with the same title and date that is not in another place."""
    seen: dict[tuple[str, str], list[Event]] = {}
    twins: dict[str, str] = {}
    for event in timeline.events:
        if isinstance(event, AnniversaryEvent) or event.status is Status.DISMISSED:
            continue
        for title in sorted({text.casefold() for text in event.title.by_language.values()}):
            others = seen.setdefault((title, str(event.date)), [])
            for other in others[-_COMPARED:]:
                if other is not event and len({event.place, other.place} - {None}) < 2:
                    twins.setdefault(event.id, other.id)
            others.append(event)
    return twins


def _of_header(timeline: Timeline) -> Iterator[Remark]:
    calendar = timeline.calendar
    if calendar.has_placeholder_domain:
        fact = f"its domain ({calendar.uid_domain}) is a placeholder"
        hint = "write a domain that you control before you first publish, and keep it"
        yield Remark(None, ("calendar", "domain"), fact, hint, code="domain-placeholder")


def _of_event(
    event: Event, path: tuple[Step, ...], timeline: Timeline, on: date | None
) -> Iterator[Remark]:
    def remark(field: str, fact: str, hint: str, *, code: CodeName) -> Remark:
        return Remark(event.id, (*path, field) if field else path, fact, hint, code)

    latest = event.date.latest
    if on is not None and latest is not None and latest < on and event.status.is_pending:
        fact = f"its date ({event.date}) has passed, and its status is still '{event.status}'"
        hint = "if it took place, write 'status: held'; otherwise 'postponed' or 'cancelled'"
        yield remark("status", fact, hint, code="status-overdue")
    if event.disputed:
        if event.conflicts:
            claims = ", ".join(str(claim.value) for claim in event.conflicts)
            fact = f"its sources disagree: {event.date}, against {claims}"
            yield remark(
                "disputed", fact, "check whether a better source exists", code="sources-disagree"
            )
        else:
            fact = "it is marked as disputed, but all its dates agree"
            yield remark("disputed", fact, "remove 'disputed'", code="dispute-settled")
    if event.previously and event.previously.value == event.date:
        fact = f"'previously' is the same as its present date ({event.date})"
        hint = "write the new date as 'when', or remove 'previously'"
        yield remark("previously", fact, hint, code="previously-equal")
    if not event.sources:
        hint = "add a document under 'sources:'"
        yield remark("", "it has no source", hint, code="source-missing")
    texts = event.title.by_language
    if "und" not in texts:
        missing = [tag for tag in timeline.languages if tag not in texts]
        if missing:
            hint = "add the title in these languages"
            yield remark("title", f"no title in {', '.join(missing)}", hint, code="title-missing")
    if not event.is_dated:
        hint = "write 'when' as soon as a date is announced"
        yield remark("", "it has no date yet", hint, code="date-open")
    if event.anniversary and not any(other.origin == event.id for other in timeline.events):
        fact = f"no anniversary of it comes before {timeline.document.last_year} ends"
        hint = "write 'until' in the rule or in the header"
        yield remark("anniversary", fact, hint, code="anniversary-later")
