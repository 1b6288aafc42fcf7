"""Which drafts a chronology already has, so that importing a file again adds nothing.

An entry of a calendar is recognised by its UID, and by its date if it repeats; a row by its id,
otherwise by a fingerprint of its content at the last import, which its source keeps; and any event
by its date, title and place together. An imported event that now differs was changed in the file,
in the chronology, or in both: the fingerprint shows which. Two tables are the same table under a
new name if they share half of the rows of each, most of which may have changed in one field;
`lookalikes` finds such rows in other tables.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.events import Event, Source, Status, Text
from timeline.fingerprints import fingerprint, of_export, of_source, plain_value
from timeline.importing.updating import FieldValue
from timeline.phrases.folding import fold

SIMILAR: Final = 0.6
"""The similarity from which two titles of a row count as titles of the same event."""

TEXTS: Final = ("title", "venue", "description")
"""The fields of an event that may be in several languages."""

KEPT: Final = 0.1
"""The part of its rows that a table under a new name must share unchanged with the old one."""

_UID: Final = re.compile(r"UID: (.+?)(?:, ([0-9a-f]{12}))?")
_ROW: Final = re.compile(r"row (.+), ([0-9a-f]{12})")


class Difference(Struct, frozen=True):
    """A field in which a draft and its event differ, such as ``place`` or ``title.en``."""

    field: str
    before: FieldValue
    """Empty if the event has no value."""
    after: FieldValue


class State(Enum):
    """How a draft relates to the event that it matches."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """The file has changed; the event has not been edited."""
    DISPUTED = "disputed"
    """The event was edited too."""
    UNRECORDED = "unrecorded"
    """There is no fingerprint, so it is not known which side has changed."""


class Pairing(Struct, frozen=True):
    """A draft, by its number, and the event that it matches."""

    draft: int
    event: str
    state: State
    differences: tuple[Difference, ...] = ()
    remark: tuple[int, str] | None = None
    """The number of the source that keeps the row, and its new note."""


# -- the content of a row ------------------------------------------------------------------------


def remark(row: str, event: Event) -> str:
    """The note of a source on the row that *event* was read from."""
    return f"row {row}, {fingerprint(event)}"


def uid_remark(event: Event) -> tuple[int, str] | None:
    """The number of the source that keeps the UID of the entry of *event*, and its note."""
    for number, source in enumerate(event.sources):
        if match := _UID.fullmatch(_note(source)):
            return number, f"UID: {match[1]}, {fingerprint(event)}"
    return None


class _Origin(Struct, frozen=True):
    """The origin of an imported event: a file, its row, and the fingerprint of that row."""

    file: str
    row: str
    fingerprint: str


def _origin(event: Event, earlier: Mapping[str, str] = {}) -> _Origin | None:
    """The row that *event* is from; *earlier* maps files to their former names."""
    for source in event.sources:
        if match := _ROW.fullmatch(_note(source)):
            file = earlier.get(source.document, source.document)
            return _Origin(file, *match.groups())
    return None


def _uid(event: Event) -> str | None:
    for source in event.sources:
        if match := _UID.fullmatch(_note(source)):
            return match[1]
    return None


def _note(source: Source) -> str:
    return next(iter(source.note.by_language.values())) if source.note else ""


# -- matching ------------------------------------------------------------------------------------


def matches(
    drafts: Iterable[Event],
    known: Iterable[Event],
    given: set[str],
    exported: Mapping[int, str],
) -> list[Pairing]:
    """The drafts that are events of a chronology; *given* are the ids in the file.

    *exported* are the fingerprints of events in our own exports, by the number of the draft. Each
    event matches at most one draft.
    """
    pending = dict(enumerate(drafts))
    files = Counter(origin.file for origin in map(_origin, pending.values()) if origin)
    events = {event.id: event for event in known}
    paired: dict[int, tuple[Event, Event]] = {}

    def pair(pairs: Pairs) -> None:
        for number, identity in pairs:
            if number in pending and identity in events:
                paired[number] = pending.pop(number), events.pop(identity)

    there = Counter(origin.file for origin in map(_origin, events.values()) if origin)
    for finder in (_by_uid, _by_id(given, exported), _by_fingerprint, _by_what_it_is):
        pair(finder(pending, events))
    alike = [(pending[number], events[one]) for number, one in _look_alikes(pending, events)]
    earlier = _earlier_names(files, there, paired.values(), alike)
    pair(_by_row(pending, events, earlier))
    found = (
        _compared(number, draft, event, exported.get(number), earlier)
        for number, (draft, event) in paired.items()
    )
    return sorted(found, key=lambda match: match.draft)


Pairs = Iterator[tuple[int, str]]
_PairFinder = Callable[[dict[int, Event], dict[str, Event]], Pairs]


def _by_uid(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
    """Entries with the same UID: first those with the same date, then the only one left."""
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


def _by_id(given: set[str], exported: Mapping[int, str]) -> _PairFinder:
    """Rows with an id in the file; rows of our own exports are also matched by fingerprints."""

    def pairs(drafts: dict[int, Event], known: dict[str, Event]) -> Pairs:
        folded = {identity.casefold(): identity for identity in known}
        for number, draft in tuple(drafts.items()):
            identity = folded.get(draft.id.casefold())
            if draft.id not in given or identity is None:
                continue
            event = known[identity]
            is_exported = number in exported and (
                exported[number] == of_export(event) or _is_revised(draft, event)
            )
            if is_exported or _are_one(draft, event):
                yield number, identity

    return pairs


def _are_one(draft: Event, event: Event) -> bool:
    """Whether two events with the same id have anything else in common."""
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
    """Events with the same date, title and place; a missing place matches any place."""
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


def _earlier_names(
    files: Mapping[str, int],
    known: Mapping[str, int],
    paired: Iterable[tuple[Event, Event]],
    alike: Iterable[tuple[Event, Event]],
) -> Mapping[str, str]:
    """The earlier names of *files*: those of imported files that share half of the rows of each.

    Some of these rows must be unchanged. *files* and *known* have the numbers of the rows by file;
    *paired* are the pairs of equal rows, *alike* the pairs of similar ones.
    """
    kept, shared = _by_files(paired), _by_files(alike)
    earlier = {name: name for name in files}
    for (name, other), count in kept.items():
        most = max(files[name], known[other])
        is_one = count >= KEPT * most and 2 * (count + shared[name, other]) >= most
        if is_one and not known.get(name):
            earlier[name] = other
    return earlier


def _by_files(pairs: Iterable[tuple[Event, Event]]) -> Counter[tuple[str, str]]:
    """How many *pairs* there are of rows of two files."""
    origins = ((_origin(draft), _origin(event)) for draft, event in pairs)
    return Counter((here.file, there.file) for here, there in origins if here and there)


def _look_alikes(drafts: Mapping[int, Event], known: Mapping[str, Event]) -> Pairs:
    """Rows that differ from rows of other tables in one of date, title and place."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    taken = set()
    for identity, event in known.items():
        if _origin(event) is not None:
            for key in _in_two_of_three(event):
                places[key].append(identity)
    for number, draft in drafts.items():
        origin = _origin(draft)
        for key in _in_two_of_three(draft) if origin else ():
            free = [one for one in places[key] if one not in taken] if key in places else []
            if free:
                taken.add(free[0])
                yield number, free[0]
                break


def _in_two_of_three(event: Event) -> Iterator[tuple[str, ...]]:
    """What two events have in common that differ in one of date, title and place."""
    date, place = str(event.date), event.place or ""
    for title in sorted(_titles(event)):
        if event.is_dated:
            yield "place", title, date
        yield "date", title, place
    if event.is_dated:
        yield "title", date, place


def lookalikes(
    drafts: Mapping[int, Event], known: Iterable[Event], paired: Iterable[Pairing]
) -> list[tuple[int, str]]:
    """Rows of new tables, each with a similar event that was imported from another table.

    The two differ in one of date, title and place. *paired* rows and events are excluded.
    """
    paired = tuple(paired)
    used, names = {match.event for match in paired}, {match.draft for match in paired}
    events = {event.id: event for event in known}
    there = {origin.file for origin in map(_origin, events.values()) if origin}
    fresh = {
        number: draft
        for number, draft in drafts.items()
        if number not in names and (origin := _origin(draft)) and origin.file not in there
    }
    others = {identity: event for identity, event in events.items() if identity not in used}
    return list(_look_alikes(fresh, others))


def _by_row(drafts: dict[int, Event], known: dict[str, Event], earlier: Mapping[str, str]) -> Pairs:
    """Changed rows of the same file: matched by their title, then by their number."""
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identity, event in known.items():
        if (origin := _origin(event)) is not None:
            rows[origin.file, origin.row].append(identity)
            for title in _titles(event):
                titles[origin.file, title].append(identity)
    for number, draft in tuple(drafts.items()):
        origin = _origin(draft, earlier)
        for title in sorted(_titles(draft)) if origin else ():
            assert origin is not None
            alike = [one for one in titles.get((origin.file, title), ()) if one in known]
            if len(alike) == 1:
                yield number, alike[0]
                break
    for number, draft in tuple(drafts.items()):
        origin = _origin(draft, earlier)
        for identity in rows.get((origin.file, origin.row), ()) if origin else ():
            if identity in known and _is_revised(draft, known[identity]):
                yield number, identity
                break


def _is_revised(draft: Event, event: Event) -> bool:
    if draft.is_dated and draft.date == event.date:
        return True
    return any(_are_similar(a, b) for a in _titles(draft) for b in _titles(event))


def _are_similar(one: str, other: str) -> bool:
    """Whether two titles are spelled similarly, or one has most of the words of the other."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    shared = len(shorter & longer) / max(len(shorter), 1)
    return shared >= SIMILAR or SequenceMatcher(None, one, other).ratio() >= SIMILAR


def _titles(event: Event) -> frozenset[str]:
    return frozenset(map(_folded, event.title.by_language.values()))


# -- comparing -----------------------------------------------------------------------------------


def _compared(
    number: int, draft: Event, event: Event, exported: str | None, earlier: Mapping[str, str]
) -> Pairing:
    """How *draft* relates to *event*; *exported* is the event's fingerprint in our own export."""
    before = exported or _earlier_fingerprint(draft, event, earlier)
    hashed = fingerprint if exported is None else of_export
    now = hashed(draft)
    if event.status is Status.DISMISSED or before == now:
        # The file is unchanged: if they differ, the event was edited since.
        return Pairing(number, event.id, State.UNCHANGED)
    is_untouched = before == hashed(event)
    differences = tuple(_differences(draft, event))
    if is_untouched:
        differences += tuple(_cleared(draft, event))
    if not differences:
        return Pairing(number, event.id, State.UNCHANGED)
    if before is None:
        return Pairing(number, event.id, State.UNRECORDED, differences)
    state = State.CHANGED if is_untouched else State.DISPUTED
    return Pairing(number, event.id, state, differences, _remark(draft, event, earlier))


def _earlier_fingerprint(draft: Event, event: Event, earlier: Mapping[str, str]) -> str | None:
    """The fingerprint that *event* keeps of its last import from the file or entry of *draft*."""
    origin = _origin(draft, earlier)
    for source in event.sources:
        note = _note(source)
        row = _ROW.fullmatch(note)
        if row and origin is not None and source.document == origin.file:
            return row[2]
        uid = _UID.fullmatch(note)
        if uid and uid[1] == _uid(draft):
            return uid[2]
    return None


def _remark(draft: Event, event: Event, earlier: Mapping[str, str]) -> tuple[int, str] | None:
    """The number of the source of *event* that keeps the fingerprint, and its new note."""
    kept = {
        (
            earlier.get(source.document, source.document)
            if _ROW.fullmatch(_note(source))
            else _uid(draft)
        ): _note(source)
        for source in draft.sources
        if _ROW.fullmatch(_note(source)) or _UID.fullmatch(_note(source))
    }
    for number, source in enumerate(event.sources):
        uid = _UID.fullmatch(_note(source))
        key = uid[1] if uid else source.document if _ROW.fullmatch(_note(source)) else None
        if key is not None and key in kept:
            return number, kept[key]
    return None


def _cleared(draft: Event, event: Event) -> Iterator[Difference]:
    """The fields that the event got from the file, and that the file no longer has."""
    if draft.when is None and event.when is not None:
        yield Difference("when", event.when.text, "")
    for name in ("place", "series", "timezone", "parties"):
        before = getattr(event, name)
        if before and not getattr(draft, name):
            yield Difference(name, before, "")
    if draft.kind == "other" != event.kind:
        yield Difference("kind", event.kind, "")
    for name in TEXTS:
        before, after = getattr(event, name), getattr(draft, name)
        if before is not None and after is None:
            yield Difference(name, plain_value(before), "")
        elif before is not None and "und" not in {*before.by_language, *after.by_language}:
            for tag, words in before.by_language.items():
                if tag not in after.by_language:
                    yield Difference(f"{name}.{tag}", words, "")


def _differences(draft: Event, event: Event) -> Iterator[Difference]:
    """The fields of the draft that differ in the event, or that the event lacks."""
    for name in TEXTS:
        if (text := getattr(draft, name)) is not None:
            yield from _text_differences(name, getattr(event, name), text)
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
    if draft.status not in (Status.DRAFT, event.status):
        yield Difference("status", event.status.value, draft.status.value)


def _is_same_date(draft: Event, event: Event) -> bool:
    return any(draft.date == claim.value for claim in event.claims)


def _has(text: Text, tag: str, words: str) -> bool:
    """Whether *text* has these words, ignoring case and white space."""
    given = text.by_language
    others = [given[tag]] if tag in given else given.values()
    return any(_folded(words) == _folded(other) for other in others)


def _folded(words: str) -> str:
    return " ".join(fold(words).replace("\0", "").split())


def with_sources(
    match: Pairing, draft: Event, event: Event, exported: Sequence[str] | None
) -> Pairing:
    """*match* with what was edited in the sources, if nobody has edited those of the event since.

    *exported* are the fingerprints of the sources in our own workbook.
    """
    is_open = match.state in (State.UNCHANGED, State.CHANGED)
    if not is_open or event.status is Status.DISMISSED or exported is None:
        return match
    are_same = exported == [*map(of_source, event.sources)]
    if not are_same or len(draft.sources) != len(event.sources):
        return match
    pairs = enumerate(zip(event.sources, draft.sources, strict=True))
    found = [one for at, (old, new) in pairs for one in _source_differences(at, old, new)]
    if not found:
        return match
    return replace(match, state=State.CHANGED, differences=(*match.differences, *found))


def _source_differences(number: int, before: Source, after: Source) -> Iterator[Difference]:
    for name in before.__struct_fields__:
        old, new = (plain_value(getattr(source, name)) for source in (before, after))
        if old != new:
            yield Difference(f"sources.{number}.{name}", old, new)


def _in_order_of(before: Text | None, after: str | Mapping[str, str]) -> str | Mapping[str, str]:
    """The texts of *after* by language, those first that the text had *before*."""
    if isinstance(after, str) or before is None:
        return after
    return {tag: after[tag] for tag in (*before.by_language, *after) if tag in after}


def _text_differences(name: str, before: Text | None, after: Text) -> Iterator[Difference]:
    """The languages in which *after* differs; a text without a language is a single value."""
    changed = [
        tag
        for tag, words in after.by_language.items()
        if before is None or not _has(before, tag, words)
    ]
    if not changed:
        return
    if before is None or "und" in before.by_language:
        yield Difference(
            name, plain_value(before) if before else "", _in_order_of(before, plain_value(after))
        )
        return
    for tag in changed:
        place = next(iter(before.by_language)) if tag == "und" else tag
        old = before.by_language.get(place, "")
        yield Difference(f"{name}.{place}", old, after.by_language[tag])
