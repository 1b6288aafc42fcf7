"""Sends the calendar of one language to a CalDAV server (RFC 4791) and keeps it up to date there.

    entries    a calendar file as objects of one entry each
    state      what was last sent, stored next to the exports
    planning   what must be done, without doing it
    server     the CalDAV server; the only module that imports the library caldav

An edit on the server is detected by its ETag, because a server may store an entry in a form
different from the one it was sent. New content is therefore compared with the content last sent,
and the server's copy is read only if its ETag is not the known one: after an edit on the server,
after a push that was interrupted, and if the state was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from timeline.building import build
from timeline.errors import InputError, Place, Problem, RemoteError
from timeline.events import Timeline
from timeline.pushing.entries import CalendarObject, cancelled, entries
from timeline.pushing.planning import Action, PushPlan, PushStep, edited, is_same, plan, suspects
from timeline.pushing.state import PushState, Sent, file_name, read_state, write_state
from timeline.subscribing import calendar_title
from timeline.subscribing import file_name as calendar_name
from timeline.writing import content_of, locked

__all__ = ["Action", "Copies", "Outcome", "Server", "Step", "push"]

Copies = Mapping[str, bytes]
"""Entries as the server has them, by address."""

SAVED_EVERY: Final = 10
"""Changes after which the state is saved; after a kill, only the copies since then are read."""


class Taken(Exception):  # noqa: N818 - named for what it reports
    """There is already an entry at this address, or one with this UID."""


class Stale(Exception):  # noqa: N818 - named for what it reports
    """The entry on the server is not the expected one: it was edited or deleted meanwhile."""


class NotTaken(Exception):  # noqa: N818 - named for what it reports
    """The server rejects this entry; it may accept others."""


class RemoteCalendar(Protocol):
    """A calendar on a server. Addresses are paths, as the server gives them.

    Every method raises `RemoteError` if the server fails or rejects the whole request.
    """

    url: str

    def listing(self) -> Mapping[str, str] | None:
        """The ETags of all entries by their addresses; None if there is no calendar."""

    def copies(self, addresses: Iterable[str]) -> Copies:
        """The entries at *addresses*."""

    def make(self, title: str) -> None:
        """Creates the calendar."""

    def put(self, name: str, body: bytes) -> tuple[str, str]:
        """Stores a new entry; returns its address, and its ETag ("" if the server sends none).

        Raises `Taken` or `NotTaken`.
        """

    def replace(self, address: str, etag: str, body: bytes) -> str:
        """Replaces the entry that has this *etag*; returns the new one.

        Raises `Stale` or `NotTaken`.
        """

    def delete(self, address: str, etag: str) -> None:
        """Deletes the entry that has this *etag*. Raises `Stale`, `NotTaken`."""


class Pushed(Struct, frozen=True):
    """What a push did or would do; ``problems`` are about the entries that it left unchanged."""

    actions: tuple[Action, ...]
    problems: tuple[Problem, ...]
    unchanged: int
    notes: tuple[str, ...]


def push(
    timeline: Timeline,
    server: RemoteCalendar,
    exports: str | Path = "exports",
    *,
    language: str | None = None,
    create: bool = False,
    force: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pushed:
    """Sends the exported calendar of *language*, by default the first one, to *server*.

    With *create*, a missing calendar is created. With *force*, entries that were edited on the
    server are overwritten, and the calendar may be emptied if the chronology has no events. With
    *dry_run*, nothing is sent.

    Raises:
        InputError: the exports are out of date, or the chronology no longer has events.
        RemoteError: the server failed; what was sent is recorded, and the next push continues.
        OutputError: the state could not be read or written.
    """
    folder = Path(exports)
    language = language or timeline.languages[0]
    calendar = _exported(timeline, folder, language)
    with locked(folder, for_writing=not dry_run):
        return _Push(
            timeline, server, folder, language, entries(calendar), force=force, is_dry=dry_run
        ).run(create=create, progress=progress)


def _exported(timeline: Timeline, folder: Path, language: str) -> bytes:
    """The calendar of the last build.

    Raises:
        InputError: a build would write different content.
    """
    report = build(timeline, folder, formats=["ics"], languages=[language], now=None, dry_run=True)
    path = folder / calendar_name(timeline.calendar, language)
    content = content_of(path)
    hint = "run 'timeline build' first: subscribers and servers must get the same"
    if content is None:
        raise InputError(
            [Problem(Place(str(path)), "", "the export is missing", hint, "export-missing")]
        )
    if any(file.changed for file in report.files if file.path == path):
        fact = "the calendar is out of date"
        raise InputError([Problem(Place(str(path)), "", fact, hint, "export-outdated")])
    return content


class _Push:
    """One push, with what it knows so far."""

    def __init__(
        self,
        timeline: Timeline,
        server: RemoteCalendar,
        folder: Path,
        language: str,
        wanted: Mapping[str, CalendarObject],
        *,
        force: bool,
        is_dry: bool,
    ) -> None:
        self._timeline, self._server, self._folder = timeline, server, folder
        self._language, self._wanted = language, wanted
        self._force, self._is_dry = force, is_dry
        self._name = file_name(timeline, language, server.url)
        self._notes: list[str] = []
        self._problems: list[Problem] = []
        self._sent: dict[str, Sent] = {}
        self._listing: Mapping[str, str] = {}
        self._unsaved = 0

    def run(self, *, create: bool, progress: Callable[[int, int], None]) -> Pushed:
        state = read_state(self._folder / self._name, self._server.url)
        listing = self._server.listing()
        if listing is None:
            self._make(create=create)
            listing, state = {}, PushState(self._server.url)
        self._listing = listing
        is_known = state is not None
        if state is None:
            state = PushState(self._server.url)
            if listing:
                self._notes.append(
                    "there is no record of an earlier push; entries are matched by UID"
                )
        planned = self._plan(state, is_known)
        kept = {uid: state.entries[uid] for uid in state.entries.keys() - planned.forgotten}
        self._sent = kept | dict(planned.adopted)
        self._problems += planned.problems
        self._refuse_emptied()
        if not is_known:
            self._note_foreign(planned)
        done = list(planned.actions)
        if not self._is_dry:
            try:
                done = list(self._carried_out(planned.actions, progress))
                self._verify()
            finally:
                self._save()
        return Pushed(tuple(done), tuple(self._problems), planned.unchanged, tuple(self._notes))

    def _note_foreign(self, planned: PushPlan) -> None:
        """Records how many entries of others the calendar has; those are never changed."""
        foreign = len(self._listing) - planned.found
        if foreign:
            words = "1 entry there is" if foreign == 1 else f"{foreign:,} entries there are"
            self._notes.append(f"{words} not of this calendar, and left alone")

    def _make(self, *, create: bool) -> None:
        if not create:
            fact, hint = (
                "there is no calendar at this address",
                "create it on the server, or add --create",
            )
            raise RemoteError(self._server.url, fact, hint, code="calendar-missing")
        if self._is_dry:
            self._notes.append("the calendar would be created")
        else:
            self._server.make(calendar_title(self._timeline, self._language))

    def _plan(self, state: PushState, is_known: bool) -> PushPlan:
        looked_at = suspects(self._wanted, state, self._listing, is_known)
        copies = self._server.copies(looked_at) if looked_at else {}
        return plan(self._wanted, state, self._listing, copies, force=self._force)

    def _refuse_emptied(self) -> None:
        """Raises `InputError` if every event that the server shows would be removed."""
        shown = sum(not sent.is_gone for sent in self._sent.values())
        if shown and not self._force and all(entry.is_gone for entry in self._wanted.values()):
            fact = f"the chronology has no events left, but the server shows {shown}"
            hint = "add --force to cancel all of them there"
            raise InputError([Problem(Place(self._name), "", fact, hint, "calendar-emptied")])

    # -- execution -----------------------------------------------------------------------------

    def _carried_out(
        self, actions: tuple[Action, ...], progress: Callable[[int, int], None]
    ) -> Iterator[Action]:
        """Carries out the *actions*; yields those that were done."""
        for number, action in enumerate(actions, 1):
            try:
                self._do(action)
            except RemoteError as error:
                raise error.after(f"{number - 1:,} of {len(actions):,} changes were sent") from None
            except (Stale, Taken):
                self._problems.append(edited(action.title, self._server.url))
            except NotTaken as refused:
                fact = f"the server refused {action.title!r}: {refused}"
                where = Place(self._server.url)
                self._problems.append(Problem(where, "", fact, "", "server-refused"))
            else:
                yield action
            progress(number, len(actions))
            self._unsaved += 1
            if self._unsaved >= SAVED_EVERY:
                self._save()

    def _do(self, action: Action) -> None:
        match action:
            case Action(step=PushStep.DELETE, address=str(address), etag=str(etag)):
                self._server.delete(address, etag)
                del self._sent[action.uid]
            case Action(step=PushStep.CANCEL, address=str(address), etag=str(etag)):
                copy = self._server.copies([address]).get(address)
                if copy is None:
                    raise Stale
                new = self._server.replace(address, etag, cancelled(copy))
                self._sent[action.uid] = Sent(address, new, "", action.title, is_gone=True)
            case Action(entry=CalendarObject() as entry, address=str(address), etag=str(etag)):
                new = self._server.replace(address, etag, entry.body)
                self._sent[action.uid] = _sent(address, new, entry)
            case Action(entry=CalendarObject() as entry):
                self._add(entry)

    def _add(self, entry: CalendarObject) -> None:
        """Stores a new entry, or finds the existing one with the same UID."""
        try:
            address, etag = self._server.put(entry.name, entry.body)
        except Taken:
            address, etag = self._found(entry)
        self._sent[entry.uid] = _sent(address, etag, entry)

    def _found(self, entry: CalendarObject) -> tuple[str, str]:
        """Address and ETag of the existing copy of *entry*; with force, it is overwritten."""
        known = {sent.address for sent in self._sent.values()}
        listing = self._server.listing() or {}
        copies = self._server.copies(sorted(listing.keys() - known))
        address = next((each for each, copy in copies.items() if entry.uid in entries(copy)), None)
        if address is None:
            raise NotTaken("another calendar there has an entry with its UID")
        etag = listing[address]
        if is_same(entry, copies[address]):
            return address, etag
        if self._force:
            return address, self._server.replace(address, etag, entry.body)
        raise Taken

    def _verify(self) -> None:
        """Requests the ETags that the server did not send when entries were stored."""
        without_etag = {sent.address: uid for uid, sent in self._sent.items() if not sent.etag}
        if not without_etag:
            return
        listing = self._server.listing() or {}
        for address, copy in self._server.copies(sorted(without_etag)).items():
            uid = without_etag.get(address, "")
            if uid in self._wanted and address in listing and is_same(self._wanted[uid], copy):
                self._sent[uid] = _sent(address, listing[address], self._wanted[uid])

    def _save(self) -> None:
        write_state(self._folder, self._name, PushState(self._server.url, self._sent))
        self._unsaved = 0


def _sent(address: str, etag: str, entry: CalendarObject) -> Sent:
    return Sent(address, etag, entry.fingerprint, entry.title, entry.is_gone)
