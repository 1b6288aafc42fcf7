"""Accept, edit or skip: drafts one by one, with somebody who can read the source.

A function of its two ends: *ask* gives the answer to a question, *tell* shows a line. What a
person accepts is no draft any more: it gets the status that the text gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from timeline import phrases
from timeline.drafting import Ids
from timeline.errors import DateError, nearest, printable
from timeline.events import KINDS, Event, Status, Text, Timeline, objections
from timeline.extraction.drafts import Draft
from timeline.extraction.matching import Known, Match
from timeline.extraction.merging import Addition

Ask = Callable[[str], str]
"""Puts a question and gives the answer; EOFError if there is nobody to answer."""

Tell = Callable[[str], None]

_STOP: Final = "q (or Ctrl-C) stop here; what was accepted so far is kept"
_HELP: Final = f"a accept, s skip, e edit, {_STOP}"
_HELP_SOURCE: Final = (
    f"a add as a source of that event, n new event instead, e edit as a new event, s skip, {_STOP}"
)


def review(
    proposals: Iterable[tuple[Draft, Match | None]],
    ask: Ask,
    tell: Tell,
    chronology: Timeline | None = None,
) -> Iterator[Addition]:
    """What somebody accepts of *proposals*, in their order.

    What another document tells again is proposed as a source of the draft that was accepted. The
    end of the input ends it, and so does an interruption. The ids of drafts that are still
    to come are taken as those of *chronology* are.
    """
    proposals = list(proposals)
    ids = Ids(event.id for event in chronology.events) if chronology else Ids()
    for draft, _ in proposals:
        ids.take(draft.event.id)
    drafted = Known()
    for number, (draft, match) in enumerate(proposals, 1):
        match = match or drafted.match(draft)
        for line in _description(draft, match, f"{number}/{len(proposals)}"):
            tell(line)
        ids.release(draft.event.id)
        if match and match.is_known:
            tell("  already a source of that event; nothing to do")
            continue
        try:
            answer = _answer(ask, tell, is_matched=match is not None)
            if answer == "q":
                return
            if answer == "a" and match:
                yield Addition(draft, match.event, match.contradicts)
            elif answer != "s":
                draft = _accepted(draft)
                if answer == "e":
                    draft = _edited(draft, ask, tell, ids, chronology)
                ids.take(draft.event.id)
                drafted.add(draft.event, draft.file)
                yield Addition(draft)
        except (EOFError, KeyboardInterrupt):
            tell("")
            return


def _answer(ask: Ask, tell: Tell, *, is_matched: bool) -> str:
    letters = "anesq" if is_matched else "aesq"
    while True:
        answer = ask(f"  [{'/'.join(letters)}] ").strip().casefold()[:1]
        if answer and answer in letters:
            return answer
        tell("  " + (_HELP_SOURCE if is_matched else _HELP))


def _accepted(draft: Draft) -> Draft:
    return replace(draft, event=replace(draft.event, status=draft.intended))


def _description(draft: Draft, match: Match | None, position: str) -> Iterator[str]:
    event, source = draft.event, draft.event.sources[0]
    when = f"{event.date} (“{printable(draft.wording)}”)" if event.when else "no date yet"
    yield ""
    yield f"{position}  {_title(event)}"
    year = ", year inferred" if draft.inferred else ""
    yield f"  {when}, {event.kind}, {draft.intended.value}{year}"
    where = [f"place: {event.place}"] if event.place else []
    where += [f"parties: {', '.join(event.parties)}"] if event.parties else []
    where += [f"series: {event.series}"] if event.series else []
    if where:
        yield "  " + "; ".join(where)
    paragraph = f", paragraph {source.paragraph}" if source.paragraph else ""
    yield f"  {printable(source.document, 100)}{paragraph}: {printable(source.quote or '', 400)}"
    if match:
        against = "; their dates contradict each other" if match.contradicts else ""
        yield f"  = {match.event} (same {', '.join(match.reasons)}){against}"


def _title(event: Event) -> str:
    return printable(next(iter(event.title.by_language.values())), 160)


# -- editing -----------------------------------------------------------------------------------


def _edited(draft: Draft, ask: Ask, tell: Tell, ids: Ids, chronology: Timeline | None) -> Draft:
    """*draft* with the answers for each field; an empty answer keeps what stands there."""
    event = draft.event
    language = next(iter(event.title.by_language))
    title = ask(f"  title [{_title(event)}]: ").strip()
    if title:
        event = replace(event, title=Text({language: title}))
    event = _with_date(event, ask, tell)
    kinds = (*KINDS, *(chronology.document.kinds if chronology else ()))
    event = replace(event, kind=_one_of("kind", event.kind, kinds, ask, tell) or event.kind)
    statuses = tuple(status.value for status in Status)
    status = _one_of("status", event.status.value, statuses, ask, tell)
    event = replace(event, status=Status(status) if status else event.status)
    if chronology:
        places = tuple(chronology.document.places)
        event = replace(event, place=_one_of("place", event.place or "", places, ask, tell))
    while True:
        name = ask(f"  id [{event.id}]: ").strip() or event.id
        if name in ids:
            tell(f"  {printable(name, 60)!r} is taken")
        elif not _is_name(name):
            tell("  ASCII letters and digits, parted by single '-', '.' or '_'")
        else:
            return replace(draft, event=replace(event, id=name))


def _with_date(event: Event, ask: Ask, tell: Tell) -> Event:
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
            tell(f"  {error.fact}" + (f"; {error.hint}" if error.hint else ""))
        else:
            has_first = when.value.iso_bounds[0] is not None
            return replace(event, when=when, anniversary=event.anniversary if has_first else None)


def _one_of(field: str, shown: str, known: tuple[str, ...], ask: Ask, tell: Tell) -> str | None:
    """The answer, one of *known*; what is *shown* for an empty one, None for "-"."""
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
        tell(f"  there is no {field} {printable(answer, 40)!r}; {hint}")


def _is_name(text: str) -> bool:
    words = text.replace("_", "-").replace(".", "-").split("-")
    return all(word.isascii() and word.isalnum() for word in words) and len(text) <= 100
