"""Ask a person who can read the source to accept, edit, dismiss or skip drafts one by one.

An accepted draft is no longer a draft: it gets the status that the text implies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from timeline.asking import HELP, STOP, Ask, Show, answer, edited, names_of, title_of
from timeline.drafting import Ids
from timeline.errors import printable
from timeline.events import Event, Status, Timeline
from timeline.extraction.drafts import Draft
from timeline.extraction.matching import Known, Match
from timeline.extraction.merging import Addition

_HELP_SOURCE: Final = (
    "a add as a source of that event, n new event instead, e edit as a new event, "
    f"d dismiss as a draft of its own, s skip, {STOP}"
)


def review(
    proposals: Iterable[tuple[Draft, Match | None]],
    ask: Ask,
    show: Show,
    chronology: Timeline | None = None,
) -> Iterator[Addition]:
    """The *proposals* that a person accepts or dismisses, in their order.

    An event that another document repeats is proposed as a source of the accepted draft. The
    dialogue ends at the end of the input or at an interrupt. The ids of later drafts count as
    used, like those of *chronology*.
    """
    proposals = list(proposals)
    ids = Ids(event.id for event in chronology.events) if chronology else Ids()
    for draft, _ in proposals:
        ids.take(draft.event.id)
    drafted = Known()
    for number, (draft, match) in enumerate(proposals, 1):
        match = match or drafted.match(draft)
        for line in _description(draft, match, f"{number}/{len(proposals)}"):
            show(line)
        ids.release(draft.event.id)
        if match and (match.is_known or match.is_dismissed):
            why = "dismissed before" if match.is_dismissed else "already a source of that event"
            show(f"  {why}; nothing to do")
            continue
        try:
            chosen = answer(ask, show, *(("anedsq", _HELP_SOURCE) if match else ("aedsq", HELP)))
            if chosen == "q":
                return
            if chosen == "a" and match:
                yield Addition(draft, match.event, match.contradicts)
            elif chosen != "s":
                event = _dismissed(draft.event) if chosen == "d" else draft.event.accepted()
                if chosen == "e":
                    event = edited(event, ask, show, ids, chronology)
                ids.take(event.id)
                drafted.add(event, draft.file)
                yield Addition(replace(draft, event=event))
        except (EOFError, KeyboardInterrupt):
            show("")
            return


def _dismissed(event: Event) -> Event:
    return replace(event, status=Status.DISMISSED)


def _description(draft: Draft, match: Match | None, position: str) -> Iterator[str]:
    event, source = draft.event, draft.event.sources[0]
    when = f"{event.date} (“{printable(draft.wording)}”)" if event.when else "no date yet"
    yield ""
    yield f"{position}  {title_of(event)}"
    year = f", {draft.inferred_parts} inferred" if draft.inferred else ""
    yield f"  {when}, {event.kind}, {draft.intended.value}{year}"
    if names := names_of(event):
        yield f"  {names}"
    paragraph = f", paragraph {source.paragraph}" if source.paragraph else ""
    yield f"  {printable(source.document, 100)}{paragraph}: {printable(source.quote or '', 400)}"
    if match:
        against = "; their dates contradict each other" if match.contradicts else ""
        yield f"  = {match.event} (same {', '.join(match.reasons)}){against}"
