"""Papers by which drafts are measured: not only their days, but all of their fields.

One file a paper, written for this purpose and marked before anything read it: ``language``, the
``kind`` of paper, ``on``, the day that the reader is given, ``text``, and ``events``, one a line
of six parts:

    2026-04-20 | Title / another that is as good | place | RS;HU? | meeting | held

the EDTF of its date (";" between two that are as good), accepted titles, the id of its place ("-":
none), its parties ("?": may be missing), its kind and its status ("/" between those accepted).

The papers of ``unseen``, ``layouts``, ``pages`` and ``later`` are by authors who did not know the
reader: of more kinds, and in the layouts of real pages. They are not read as well. Half of those of
``later`` were measured before anybody looked at what is read from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from timeline import documents, edtf
from timeline.extraction import Draft, from_document

from . import texts_of
from .scoring import ratio, strict


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a paper, with what is accepted for each of its fields."""

    dates: frozenset[tuple[object, ...]]
    titles: tuple[str, ...]
    places: tuple[str, ...]
    parties: frozenset[str]
    others: frozenset[str]
    kinds: frozenset[str]
    statuses: frozenset[str]

    @property
    def has_place(self) -> bool:
        """Whether the paper names its place."""
        return self.places[0] != "-"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its events."""

    name: str
    language: str
    kind: str
    on: date
    text: str
    events: tuple[Event, ...]


@dataclass(slots=True)
class Drafts:
    """Counts over papers; they add up."""

    events: int = 0
    drafts: int = 0
    days: int = 0
    """Events with a draft of the right days."""
    titles: int = 0
    places: int = 0
    """Events whose named place was found; `named` counts all events with one."""
    named: int = 0
    places_wrong: int = 0
    kinds: int = 0
    kinds_wrong: int = 0
    statuses: int = 0
    parties: int = 0
    acceptable: int = 0
    """Drafts that need no change."""

    def __add__(self, other: Drafts) -> Drafts:
        return Drafts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def rejected(self) -> float:
        """Share of the drafts that are not an event of the paper."""
        return ratio(self.drafts - self.days, self.drafts)


@cache
def papers(folder: str = "drafts") -> tuple[Paper, ...]:
    """Every paper of a folder."""
    return tuple(map(read, sorted(Path(__file__).with_name(folder).glob("*.yaml"))))


def read(path: Path) -> Paper:
    """The paper of a file."""
    data = texts_of(path)
    events = tuple(map(_event, data["events"]))
    on = date.fromisoformat(data["on"])
    return Paper(path.stem, data["language"], data["kind"], on, data["text"], events)


def _event(row: str) -> Event:
    when, titles, place, parties, kinds, statuses = (
        part.strip() for part in re.split(r"\s\|(?=\s|$)", row)
    )
    named = [party.strip() for party in parties.split(";") if party.strip()]
    return Event(
        dates=frozenset(strict(edtf.parse(text)) for text in when.split(";")),
        titles=tuple(map(normalised, titles.split(" / "))),
        places=tuple(place.split(",")[0].split("/")),
        parties=frozenset(party for party in named if not party.endswith("?")),
        others=frozenset(party.rstrip("?") for party in named),
        kinds=frozenset(kinds.split("/")),
        statuses=frozenset(statuses.split("/")),
    )


def normalised(title: str) -> str:
    """*title* without its signs and capitals."""
    return " ".join(re.sub(r"[^\w]+", " ", title.casefold()).split())


def drafted(paper: Paper) -> tuple[Draft, ...]:
    """What our reader drafts from *paper*."""
    document = documents.parse(
        paper.text.encode(), "paper.txt", language=paper.language, on=paper.on
    )
    found = from_document(document)
    assert not any(one.is_fault for one in found.refused)
    return found.drafts


def pairs(events: Sequence[Event], drafts: Sequence[Draft]) -> dict[int, int]:
    """Each event, by number, with the draft of its days whose title is most like it."""
    candidates = sorted(
        (-_likeness(event, draft), i, j)
        for i, event in enumerate(events)
        for j, draft in enumerate(drafts)
        if strict(draft.event.date) in event.dates
    )
    found: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _likeness(event: Event, draft: Draft) -> float:
    words = set(normalised(draft.title).split())
    wanted = [set(title.split()) for title in event.titles]
    return max(len(words & each) / max(len(words | each), 1) for each in wanted)


def objections(event: Event, draft: Draft) -> Iterator[str]:
    """The fields in which *draft* differs from *event*."""
    own = draft.event
    if normalised(draft.title) not in event.titles:
        yield "title"
    if (own.place or "-") not in event.places:
        yield "place"
    if own.kind not in event.kinds:
        yield "kind"
    if draft.intended.value not in event.statuses:
        yield "status"
    if not event.parties <= set(own.parties) <= event.others:
        yield "parties"


def score(paper: Paper) -> Drafts:
    """Counts of one paper."""
    drafts = drafted(paper)
    counts = Drafts(events=len(paper.events), drafts=len(drafts))
    for i, j in pairs(paper.events, drafts).items():
        event, draft = paper.events[i], drafts[j]
        wrong = set(objections(event, draft))
        counts.days += 1
        counts.titles += "title" not in wrong
        counts.named += event.has_place
        counts.places += event.has_place and "place" not in wrong
        counts.places_wrong += "place" in wrong and draft.event.place is not None
        counts.kinds += "kind" not in wrong
        counts.kinds_wrong += "kind" in wrong and draft.event.kind != "other"
        counts.statuses += "status" not in wrong
        counts.parties += "parties" not in wrong
        counts.acceptable += not wrong
    return counts


def failures(paper: Paper) -> Iterator[str]:
    """Every miss, one line each, for people who improve the reader."""
    drafts = drafted(paper)
    found = pairs(paper.events, drafts)
    for i, event in enumerate(paper.events):
        if i not in found:
            yield f"{paper.name}: missing {event.titles[0]!r}"
            continue
        draft = drafts[found[i]]
        for field in objections(event, draft):
            value = draft.title if field == "title" else getattr(draft.event, field, None)
            value = draft.intended.value if field == "status" else value
            yield f"{paper.name}: {field} of {event.titles[0]!r}: {value!r}"
    for j, draft in enumerate(drafts):
        if j not in found.values():
            yield f"{paper.name}: extra {draft.event.date} {draft.title!r}"
