"""Questions about a draft to a person who can read its source: accept, edit, dismiss or skip.

Input and output are arguments: *ask* returns the answer to a question, *show* prints a line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from msgspec.structs import replace

from timeline import phrases
from timeline.drafting import Ids
from timeline.errors import DateError, nearest, printable
from timeline.events import KINDS, Event, Status, Text, Timeline, objections

Ask = Callable[[str], str]
"""Asks a question and returns the answer; raises EOFError if there is no more input."""

Show = Callable[[str], None]

STOP: Final = "q (or Ctrl-C) stop and keep the decisions so far"
HELP: Final = f"a accept, e edit, d dismiss (it is not drafted again), s skip, {STOP}"


def answer(ask: Ask, show: Show, letters: Collection[str], help: str = HELP) -> str:
    """The first letter of the answer, one of *letters*; any other answer shows *help*."""
    while True:
        answer = ask(f"  [{'/'.join(letters)}] ").strip().casefold()[:1]
        if answer and answer in letters:
            return answer
        show("  " + help)


def title_of(event: Event) -> str:
    """The first title of *event*, as a single line."""
    return printable(next(iter(event.title.by_language.values())), 160)


def names_of(event: Event) -> str:
    """The place, parties and series of *event*; "" if none is known."""
    where = [f"place: {event.place}"] if event.place else []
    where += [f"parties: {', '.join(event.parties)}"] if event.parties else []
    where += [f"series: {event.series}"] if event.series else []
    return "; ".join(where)


def edited(event: Event, ask: Ask, show: Show, ids: Ids, chronology: Timeline | None) -> Event:
    """*event* with the answers for each field; an empty answer keeps the value."""
    language = next(iter(event.title.by_language))
    title = ask(f"  title [{title_of(event)}]: ").strip()
    if title:
        event = replace(event, title=Text({**event.title.by_language, language: title}))
    event = _with_date(event, ask, show)
    kinds = (*KINDS, *(chronology.document.kinds if chronology else ()))
    event = replace(event, kind=_one_of("kind", event.kind, kinds, ask, show) or event.kind)
    statuses = tuple(status.value for status in Status)
    status = _one_of("status", event.status.value, statuses, ask, show)
    event = replace(event, status=Status(status) if status else event.status)
    if chronology:
        places = tuple(chronology.document.places)
        event = replace(event, place=_one_of("place", event.place or "", places, ask, show))
    while True:
        name = ask(f"  id [{event.id}]: ").strip() or event.id
        if name in ids:
            show(f"  {printable(name, 60)!r} is already used")
        elif not _is_name(name):
            show("  ASCII letters and digits, separated by single '-', '.' or '_'")
        else:
            return replace(event, id=name)


def _with_date(event: Event, ask: Ask, show: Show) -> Event:
    shown = printable(event.when.text) if event.when else "none"
    while True:
        answer = ask(f"  when [{shown}]: ").strip()
        if not answer:
            return event
        if answer in ("-", "none"):
            return replace(event, when=None, anniversary=None)
        try:
            when = phrases.read(answer)
            for fact, hint, code in objections(when.value):
                raise DateError(answer, fact, hint, code=code)
        except DateError as error:
            show(f"  {error.fact}" + (f"; {error.hint}" if error.hint else ""))
        else:
            has_first = when.value.iso_bounds[0] is not None
            return replace(event, when=when, anniversary=event.anniversary if has_first else None)


def _one_of(field: str, shown: str, known: tuple[str, ...], ask: Ask, show: Show) -> str | None:
    """The answer, one of *known*; *shown* for an empty answer, None for "-"."""
    while True:
        answer = ask(f"  {field} [{shown or 'none'}]: ").strip()
        if not answer:
            return shown or None
        if answer == "-":
            return None
        if answer in known:
            return answer
        close = nearest(answer, known)
        hint = f"did you mean {close!r}?" if close else f"one of {', '.join(known[:20])}"
        show(f"  there is no {field} {printable(answer, 40)!r}; {hint}")


def _is_name(text: str) -> bool:
    words = text.replace("_", "-").replace(".", "-").split("-")
    return all(word.isascii() and word.isalnum() for word in words) and len(text) <= 100
