"""What a push must do: compares the wanted entries with the last state and the server's list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from timeline.errors import Place, Problem
from timeline.exporters.ics.comparison import differences
from timeline.exporters.ics.ledger import read_ledger
from timeline.pushing.entries import CalendarObject, entries
from timeline.pushing.state import PushState, Sent


class PushStep(StrEnum):
    """What is done with an entry."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    DELETE = "delete"


class Action(Struct, frozen=True):
    """A step, the entry, and its address on the server; a new entry has no address yet.

    ``details`` are the differences from the server's copy, if that was read.
    """

    step: PushStep
    uid: str
    title: str
    entry: CalendarObject | None = None
    address: str | None = None
    etag: str | None = None
    details: tuple[str, ...] = ()


class PushPlan(Struct, frozen=True):
    """The actions in order: additions, changes and cancellations first, deletions last.

    ``adopted`` are entries that are already correct on the server, ``forgotten`` the UIDs that are
    gone from both sides, ``problems`` the edits on the server.
    """

    actions: tuple[Action, ...]
    adopted: Mapping[str, Sent]
    forgotten: frozenset[str]
    problems: tuple[Problem, ...]
    unchanged: int
    found: int


def suspects(
    wanted: Mapping[str, CalendarObject],
    state: PushState,
    listing: Mapping[str, str],
    is_known: bool,
) -> list[str]:
    """Addresses whose copies must be read, because they will change or seem to have been edited.

    These are all addresses unless *is_known*, that is, unless the state of an earlier push exists.
    """
    if not is_known:
        return sorted(listing) if wanted else []
    return sorted(
        sent.address
        for uid, sent in state.entries.items()
        if sent.address in listing
        and (
            listing[sent.address] != sent.etag
            or (uid in wanted and wanted[uid].fingerprint != sent.fingerprint)
        )
    )


def plan(
    wanted: Mapping[str, CalendarObject],
    state: PushState,
    listing: Mapping[str, str],
    copies: Mapping[str, bytes],
    *,
    force: bool,
) -> PushPlan:
    """The actions that make the server's calendar equal to the *wanted* entries.

    *listing* has the ETags by address, *copies* the server's entries as far as they were read.
    """
    return _Planner(wanted, state, listing, copies, force=force).plan()


class _Planner:
    def __init__(
        self,
        wanted: Mapping[str, CalendarObject],
        state: PushState,
        listing: Mapping[str, str],
        copies: Mapping[str, bytes],
        *,
        force: bool,
    ) -> None:
        self._wanted, self._state, self._listing = wanted, state, listing
        self._copies, self._force = copies, force
        self._found = {
            uid: address for address, copy in copies.items() for uid in entries(copy)
        }  # fmt: skip
        self._ours = {self._found[uid] for uid in wanted.keys() & self._found.keys()}
        self._adopted: dict[str, Sent] = {}
        self._forgotten: set[str] = set()
        self._problems: list[Problem] = []
        self._unchanged = 0

    def plan(self) -> PushPlan:
        actions = [action for entry in self._wanted.values() for action in self._of_wanted(entry)]
        for uid in self._state.entries.keys() - self._wanted.keys():
            actions += self._of_left(uid, self._state.entries[uid])
        actions.sort(key=lambda action: (action.step is PushStep.DELETE, action.uid))
        return PushPlan(
            tuple(actions),
            self._adopted,
            frozenset(self._forgotten),
            tuple(self._problems),
            self._unchanged,
            len({sent.address for sent in self._state.entries.values()} | self._ours),
        )

    def _of_wanted(self, entry: CalendarObject) -> Iterator[Action]:
        sent = self._state.entries.get(entry.uid)
        address = sent.address if sent else self._found.get(entry.uid)
        etag = None if address is None else self._listing.get(address)
        if address is None or etag is None:
            yield from self._of_absent(entry, is_new=address is None)
        elif sent and sent.etag == etag:
            if sent.fingerprint == entry.fingerprint:
                self._unchanged += 1
            else:
                yield self._change(entry, address, etag)
        elif (copy := self._copies.get(address)) is not None and is_same(entry, copy):
            self._adopted[entry.uid] = Sent(
                address, etag, entry.fingerprint, entry.title, entry.is_gone
            )
            self._unchanged += 1
        elif self._force:
            yield self._change(entry, address, etag)
        else:
            details = differing(copy, entry) if copy is not None else ()
            self._problems.append(edited(entry.title, self._state.calendar, details))

    def _of_absent(self, entry: CalendarObject, *, is_new: bool) -> Iterator[Action]:
        """An entry that the server lacks: it is new (*is_new*), or it was deleted on the server."""
        if entry.is_removed:
            self._forgotten.add(entry.uid)  # not on the server: nothing to cancel there
        elif is_new or self._force:
            yield Action(PushStep.ADD, entry.uid, entry.title, entry)
        else:
            self._problems.append(_deleted(entry.title, self._state.calendar))

    def _change(self, entry: CalendarObject, address: str, etag: str) -> Action:
        copy = self._copies.get(address)
        details = differing(copy, entry) if copy is not None else ()
        return Action(PushStep.CHANGE, entry.uid, entry.title, entry, address, etag, details)

    def _of_left(self, uid: str, sent: Sent) -> Iterator[Action]:
        """An entry that left the calendar: this push cancels it, and the next one deletes it."""
        etag = self._listing.get(sent.address)
        if etag is None:
            self._forgotten.add(uid)
        elif etag != sent.etag and self._is_cancelled(uid, sent.address):
            self._adopted[uid] = Sent(sent.address, etag, "", sent.title, is_gone=True)
        elif etag != sent.etag and not self._force:
            self._problems.append(edited(sent.title, self._state.calendar))
        else:
            step = PushStep.DELETE if sent.is_gone else PushStep.CANCEL
            yield Action(step, uid, sent.title, None, sent.address, etag)

    def _is_cancelled(self, uid: str, address: str) -> bool:
        """Whether the server shows the entry as cancelled, as after an interrupted push."""
        found = entries(self._copies.get(address, b"")).get(uid)
        return found is not None and found.is_gone


_CORE: Final = frozenset({"date", "title", "place", "status", "description"})
"""Fields that every server returns as they were sent."""


def is_same(entry: CalendarObject, copy: bytes) -> bool:
    """Whether *copy*, from a server, is the present *entry* and has not been edited."""
    ours = read_ledger(entry.body, "").entries.get(entry.uid)
    theirs = read_ledger(copy, "").entries.get(entry.uid)
    if ours is None or theirs is None or ours.stamps is None or theirs.stamps is None:
        return False
    stamps = (ours.stamps, theirs.stamps)
    numbers = {(each.sequence, each.revised) for each in stamps}
    return len(numbers) == 1 and not differing(copy, entry)


def differing(copy: bytes, entry: CalendarObject) -> tuple[str, ...]:
    """The fields that an application would show differently for *entry* and the server's *copy*."""
    return tuple(
        detail.text
        for change in differences(copy, entry.body)
        if change.uid == entry.uid
        for detail in change.details
        if detail.what in _CORE
    )


# -- problems ------------------------------------------------------------------------------------

_HINT: Final = "make the change in the chronology too, or overwrite it there with --force"


def edited(title: str, url: str, details: tuple[str, ...] = ()) -> Problem:
    """The problem that an entry was edited on the server; the entry is left as it is."""
    listed = f" ({'; '.join(details)})" if details else ""
    fact = f"{title!r} was edited there, and was left unchanged{listed}"
    return Problem(Place(url), "", fact, _HINT, "entry-edited")


def _deleted(title: str, url: str) -> Problem:
    fact, hint = f"{title!r} was deleted there", "add it again with --force"
    return Problem(Place(url), "", fact, hint, "entry-edited")
