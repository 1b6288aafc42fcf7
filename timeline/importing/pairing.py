"""Which drafts a chronology has already, so that importing a file again adds nothing.

An entry of a calendar is known by its UID, and by its date where it repeats; a row by its id, else
by what it said when it was imported, which its source keeps as a fingerprint; and anything by date,
title and place together. What was imported and differs now has changed in the file, or in the
chronology, or in both: the fingerprint tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import Enum
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.events import Event, Source, Status, Text
from timeline.phrases.folding import fold

SIMILAR: Final = 0.6
"""From which the titles of one row of a file are those of one event."""

_UID: Final = re.compile(r"UID: (.+)")
_ROW: Final = re.compile(r"row (.+), ([0-9a-f]{12})")


class Difference(Struct, frozen=True):
    """A field in which a draft differs from the event that it is."""

    field: str
    before: str | tuple[str, ...]
    """Empty where the event has none."""
    after: str | tuple[str, ...]


class State(Enum):
    """What a draft is to the chronology."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """The file says something else now; nobody has changed the event."""
    DISPUTED = "disputed"
    """The event was changed, too, or nobody can tell."""


class Pairing(Struct, frozen=True):
    """A draft, by its number, and the event that it is."""

    draft: int
    event: str
    state: State
    differences: tuple[Difference, ...] = ()
    remark: tuple[int, str] | None = None
    """The source of the event that keeps the row, by its number, and what it is to say now."""


# -- what a row said -----------------------------------------------------------------------------


def fingerprint(event: Event) -> str:
    """Twelve digits for what an event says that a table can say, its status aside."""
    said = [f"{name}={value!r}" for name, value in _said(event)]
    return sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:12]


def _said(event: Event) -> Iterator[tuple[str, object]]:
    yield "title", sorted(event.title.by_language.items())
    yield "when", str(event.when.value) if event.when else ""
    yield "kind", event.kind
    yield "place", event.place or ""
    yield "venue", _texts(event.venue)
    yield "timezone", event.timezone or ""
    yield "parties", event.parties
    yield "series", event.series or ""
    yield "description", _texts(event.description)


def _texts(text: Text | None) -> list[tuple[str, str]]:
    return sorted(text.by_language.items()) if text else []


def remark(row: str, event: Event) -> str:
    """What a source says of the row that *event* was read from."""
    return f"row {row}, {fingerprint(event)}"


class _Origin(Struct, frozen=True):
    """Where an event was imported from: a file, its row, and what that said."""

    file: str
    row: str
    fingerprint: str


def _origin(event: Event) -> _Origin | None:
    for source in event.sources:
        if match := _ROW.fullmatch(_note(source)):
            return _Origin(source.document, *match.groups())
    return None


def _uid(event: Event) -> str | None:
    for source in event.sources:
        if match := _UID.fullmatch(_note(source)):
            return match[1]
    return None


def _note(source: Source) -> str:
    return next(iter(source.note.by_language.values())) if source.note else ""


# -- matching ------------------------------------------------------------------------------------


def matches(drafts: Iterable[Event], known: Iterable[Event], given: set[str]) -> list[Pairing]:
    """The drafts that are events of a chronology; *given* are the ids that the file itself gives.

    Each event is one draft at most.
    """
    pending = dict(enumerate(drafts))
    events = {event.id: event for event in known}
    found: list[Pairing] = []
    for pairs in (_by_uid, _by_id(given), _by_fingerprint, _by_what_it_is, _by_row):
        for number, identity in pairs(pending, events):
            if number in pending and identity in events:
                found.append(_compared(number, pending.pop(number), events.pop(identity)))
    return sorted(found, key=lambda match: match.draft)


Pairs = Iterator[tuple[int, str]]
_PairFinder = Callable[[dict[int, Event], dict[str, Event]], Pairs]


def _by_uid(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
    """Entries of one UID: first those of the same date, then the one that is left."""
    mine: dict[str, list[int]] = defaultdict(list)
    theirs: dict[str, list[str]] = defaultdict(list)
    for number, draft in drafts.items():
        if (uid := _uid(draft)) is not None:
            mine[uid].append(number)
    for identity, event in known.items():
        if (uid := _uid(event)) is not None and uid in mine:
            theirs[uid].append(identity)
    for uid, identities in theirs.items():
        numbers = list(mine[uid])
        for is_one in (_is_same, lambda draft, event: draft.date == event.date):
            for number in tuple(numbers):
                alike = [one for one in identities if is_one(drafts[number], known[one])]
                if alike:
                    numbers.remove(number)
                    identities.remove(alike[0])
                    yield number, alike[0]
        if len(numbers) == len(identities) == 1:
            yield numbers[0], identities[0]


def _is_same(draft: Event, event: Event) -> bool:
    return draft.date == event.date and bool(_titles(draft) & _titles(event))


def _by_id(given: set[str]) -> _PairFinder:
    def pairs(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
        folded = {identity.casefold(): identity for identity in known}
        for number, draft in tuple(drafts.items()):
            identity = folded.get(draft.id.casefold())
            if draft.id in given and identity is not None and _are_one(draft, known[identity]):
                yield number, identity

    return pairs


def _are_one(draft: Event, event: Event) -> bool:
    """Whether two events of one id have anything else in common."""
    return bool(_titles(draft) & _titles(event)) or draft.date == event.date


def _by_fingerprint(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
    by_print: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identity, event in known.items():
        if (origin := _origin(event)) is not None:
            by_print[origin.file, origin.fingerprint].append(identity)
    for number, draft in tuple(drafts.items()):
        if (origin := _origin(draft)) is not None:
            alike = by_print.get((origin.file, origin.fingerprint))
            if alike:
                yield number, alike.pop(0)


def _by_what_it_is(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
    """The same date, title and place; a place that one of them does not say is no difference."""
    by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identity, event in known.items():
        for title in _titles(event):
            by_title[title, str(event.date)].append(identity)
    for number, draft in tuple(drafts.items()):
        for title in sorted(_titles(draft)):
            alike = by_title.get((title, str(draft.date)), [])
            same = [one for one in alike if one in known and _may_be_at(draft, known[one])]
            if same:
                alike.remove(same[0])
                yield number, same[0]
                break


def _may_be_at(draft: Event, event: Event) -> bool:
    return None in (draft.place, event.place) or draft.place == event.place


def _by_row(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
    """Rows of the same file that say something else now: by their title, then by their number."""
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identity, event in known.items():
        if (origin := _origin(event)) is not None:
            rows[origin.file, origin.row].append(identity)
            for title in _titles(event):
                titles[origin.file, title].append(identity)
    for number, draft in tuple(drafts.items()):
        origin = _origin(draft)
        for title in sorted(_titles(draft)) if origin else ():
            assert origin is not None
            alike = [one for one in titles.get((origin.file, title), ()) if one in known]
            if len(alike) == 1:
                yield number, alike[0]
                break
    for number, draft in tuple(drafts.items()):
        origin = _origin(draft)
        for identity in rows.get((origin.file, origin.row), ()) if origin else ():
            if identity in known and _is_revised(draft, known[identity]):
                yield number, identity
                break


def _is_revised(draft: Event, event: Event) -> bool:
    if draft.is_dated and draft.date == event.date:
        return True
    return any(_are_similar(a, b) for a in _titles(draft) for b in _titles(event))


def _are_similar(one: str, other: str) -> bool:
    """Whether two titles are spelled nearly alike, or one has most words of the other."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    shared = len(shorter & longer) / max(len(shorter), 1)
    return shared >= SIMILAR or SequenceMatcher(None, one, other).ratio() >= SIMILAR


def _titles(event: Event) -> frozenset[str]:
    return frozenset(map(_folded, event.title.by_language.values()))


# -- comparing -----------------------------------------------------------------------------------


def _compared(number: int, draft: Event, event: Event) -> Pairing:
    differences = tuple(_differences(draft, event))
    if not differences or event.status is Status.DISMISSED:
        return Pairing(number, event.id, State.UNCHANGED)
    now, then = _origin(draft), _origin(event)
    if now is not None and then is not None and now.fingerprint == then.fingerprint:
        # The row says what it said: somebody has edited the event since.
        return Pairing(number, event.id, State.UNCHANGED)
    is_untouched = then is not None and fingerprint(_without_status(event)) == then.fingerprint
    state = State.CHANGED if is_untouched or then is None else State.DISPUTED
    return Pairing(number, event.id, state, differences, _remark(draft, event))


def _remark(draft: Event, event: Event) -> tuple[int, str] | None:
    said = next((_note(source) for source in draft.sources if _ROW.fullmatch(_note(source))), None)
    for number, source in enumerate(event.sources):
        if said is not None and _ROW.fullmatch(_note(source)):
            return number, said
    return None


def _without_status(event: Event) -> Event:
    return replace(event, status=Status.DRAFT)


def _differences(draft: Event, event: Event) -> Iterator[Difference]:
    """The fields that the draft gives and the event has otherwise, or lacks."""
    for tag, text in draft.title.by_language.items():
        if not _has(event.title, tag, text):
            yield Difference("title", _one(event.title, tag), text)
    if draft.when is not None and (event.when is None or not _is_same_date(draft, event)):
        yield Difference("when", event.when.text if event.when else "", draft.when.text)
    for name in ("place", "series", "timezone"):
        before, after = getattr(event, name), getattr(draft, name)
        if after is not None and after != before:
            yield Difference(name, before or "", after)
    if draft.kind not in ("other", event.kind):
        yield Difference("kind", event.kind, draft.kind)
    if draft.parties and set(draft.parties) != set(event.parties):
        yield Difference("parties", event.parties, draft.parties)
    for name in ("venue", "description"):
        text_before, text_after = getattr(event, name), getattr(draft, name)
        for tag, text in text_after.by_language.items() if text_after else ():
            if text_before is None or not _has(text_before, tag, text):
                yield Difference(name, _one(text_before, tag), text)
    if draft.status not in (Status.DRAFT, event.status):
        yield Difference("status", event.status.value, draft.status.value)


def _is_same_date(draft: Event, event: Event) -> bool:
    return any(draft.date == claim.value for claim in event.claims)


def _has(text: Text, tag: str, words: str) -> bool:
    """Whether *text* has these words, capitals and white space aside."""
    given = text.by_language
    others = [given[tag]] if tag in given else given.values()
    return any(_folded(words) == _folded(other) for other in others)


def _folded(words: str) -> str:
    return " ".join(fold(words).replace("\0", "").split())


def _one(text: Text | None, tag: str) -> str:
    if text is None:
        return ""
    return text.by_language.get(tag) or next(iter(text.by_language.values()))
