"""A folder of chronologies to publish as one site: its contents, or every problem of its files.

The site itself is described by ``site.yaml``: ``calendar``, a header like that of a chronology, and
``combined``, the ids of the chronologies whose events are in the calendar of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import loading, nodes
from timeline.building import Loaded
from timeline.errors import InputError, Place, Problem, nearest, printable
from timeline.events import Calendar, Timeline
from timeline.events.header import SITE_FIELDS
from timeline.nodes import Locator, MappingNode, SequenceNode, Step
from timeline.publishing.objections import locator, objections
from timeline.subscribing import LANDING, PAGE, site

SITE: Final = "site.yaml"
"""The name of the file that describes the site."""

_EXAMPLE: Final = (
    "write it: 'calendar: {id: …, domain: …, url: …, title: …, languages: […]}', the header of the "
    "site, and 'combined: […]', the ids of the chronologies in its calendar"
)


class Chapter(Struct, frozen=True):
    """A chronology of the site: its file when it was checked, its header, its folder there."""

    path: Path
    calendar: Calendar
    folder: str
    version: tuple[int, int] | None


class Collection(Struct, frozen=True):
    """The chronologies of a folder, in the order of their files.

    ``timeline`` has the header of the site, and no events; ``combined`` are the chapters whose
    events are in its calendar; ``notes`` name the files that are not chronologies.
    """

    path: Path
    timeline: Timeline
    chapters: tuple[Chapter, ...]
    combined: tuple[Chapter, ...]
    notes: tuple[str, ...]


class _Examined(Struct, frozen=True):
    """A valid chronology; ``events`` are those that will be published: id and index in the file.

    An anniversary has the index of its first event.
    """

    path: Path
    calendar: Calendar
    events: tuple[tuple[str, int], ...]
    version: tuple[int, int] | None

    def locate(self, *steps: Step) -> Place:
        """The place of a value, for which the file is read again."""
        return locator(self.path)(*steps)


def read(folder: Path) -> Collection:
    """The chronologies in *folder*: each is checked, and its events are not kept.

    Raises:
        InputError: the folder has no chronology or no ``site.yaml``, or files have problems: all
            problems of all files, in order.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    found: list[_Examined] = []
    header, wanted = _described(folder / SITE, problems)
    for path in _yaml_files(folder):
        examined = _examined(path, problems)
        if isinstance(examined, str):
            notes.append(examined)
        elif examined:
            found.append(examined)
    if not found and not problems:
        hint = f"write each chronology of the site in a file of its own, beside {SITE}"
        place = Place(str(folder))
        problems.append(Problem(place, "", "the folder has no chronologies", hint, "file-none"))
    folders = list(_folders(header, found, problems)) if header else []
    problems += _repeated_ids(found, header)
    combined = [each for each in found if wanted is None or each.calendar.id in wanted]
    problems += _unknown(folder / SITE, wanted or (), [each.calendar.id for each in found])
    problems += _repeated_events(combined)
    if problems or header is None:
        raise InputError(sorted(problems, key=lambda problem: problem.place))
    chapters = {
        each.path: Chapter(each.path, each.calendar, folder, each.version)
        for each, folder in zip(found, folders, strict=True)
    }
    return Collection(
        folder / SITE,
        header,
        tuple(chapters.values()),
        tuple(chapters[each.path] for each in combined),
        tuple(notes),
    )


def _yaml_files(folder: Path) -> Iterator[Path]:
    """The files that may be chronologies: not hidden ones, and none in folders below."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        fact, hint = error.strerror or str(error), "check the path and the permissions"
        raise InputError([Problem(Place(str(folder)), "", fact, hint, "file-unreadable")]) from None
    for path in paths:
        is_hidden = path.name.startswith(".")
        if path.suffix in (".yaml", ".yml") and not is_hidden and path.name != SITE:
            yield path


def _examined(path: Path, problems: list[Problem]) -> _Examined | str | None:
    """The chronology at *path*; a note if it is another file; None if it has *problems*."""
    version = nodes.version(path)
    try:
        root, found = nodes.parse(nodes.read_bytes(path), str(path))
    except InputError as error:
        problems += error.problems
        return None
    if not (isinstance(root, MappingNode) and {"events", "calendar"} & root.keys()):
        return f"{path.name} is not published: it has neither 'calendar' nor 'events'"
    examination = loading.examine_nodes(root, str(path), found)
    problems += examination.problems
    if examination.timeline is None:
        return None
    problems += objections(Loaded(examination.timeline, path))
    order = {event.id: index for index, event in enumerate(examination.timeline.document.events)}
    timeline = examination.timeline.published(drafts=False)
    events = tuple((event.id, order[event.origin or event.id]) for event in timeline.events)
    return _Examined(path, timeline.calendar, events, version)


# -- site.yaml -----------------------------------------------------------------------------------


def _described(
    path: Path, problems: list[Problem]
) -> tuple[Timeline | None, tuple[str, ...] | None]:
    """The header of the site without events, and the ids in ``combined``; None means all."""
    try:
        root, found = nodes.parse(nodes.read_bytes(path, hint=_EXAMPLE), str(path))
    except InputError as error:
        problems += error.problems
        return None, ()
    problems += found
    locate = Locator(str(path), root)
    if isinstance(root, MappingNode):
        for name in root.keys() - {"calendar", "combined"}:
            fact = f"the file of a site has no field {printable(name)!r}"
            hint = "it has 'calendar' and 'combined'; events belong in the file of a chronology"
            problems.append(Problem(locate.key(name), name, fact, hint, "field-unknown"))
    header = root.get("calendar") if isinstance(root, MappingNode) else None
    if not isinstance(root, MappingNode) or not isinstance(header, MappingNode):
        fact = "the file has no 'calendar', the header of the site"
        problems.append(Problem(locate("calendar"), "calendar", fact, _EXAMPLE, "field-missing"))
        return None, ()
    for name in header.keys() & (set(Calendar.__struct_fields__) - set(SITE_FIELDS)):
        fact, hint = f"{name!r} is about events", "write it in the headers of the chronologies"
        place = locate.key("calendar", name)
        problems.append(Problem(place, f"calendar.{name}", fact, hint, "field-unknown"))
    wanted = _wanted(root, locate, problems)
    alone = MappingNode()
    alone.put("calendar", header, root.values_at["calendar"])
    alone.put("events", SequenceNode(), 0)
    examination = loading.examine_nodes(alone, str(path))
    problems += examination.problems
    timeline = examination.timeline
    if timeline:
        problems += objections(Loaded(timeline, path))
    return timeline and _at_home(timeline), wanted


def _at_home(timeline: Timeline) -> Timeline:
    """*timeline* with the address of the home page: the site itself has no timeline to link to."""
    place = site(timeline.calendar)
    calendar = replace(timeline.calendar, url=place and place.address(LANDING))
    return replace(timeline, document=replace(timeline.document, calendar=calendar))


def _wanted(root: MappingNode, locate: Locator, problems: list[Problem]) -> tuple[str, ...] | None:
    node = root.get("combined")
    if node is None and "combined" not in root.keys_at:
        return None
    if isinstance(node, SequenceNode) and all(isinstance(each, str) for each in node):
        return tuple(map(str, node))
    fact = "the chronologies of the combined calendar are not a list of ids"
    hint = "write 'combined: [id, id]', 'combined: []' for no such calendar, or leave it out"
    problems.append(Problem(locate("combined"), "combined", fact, hint, "type-mismatch"))
    return ()


def _unknown(path: Path, wanted: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    """Problems of the ids in ``combined`` that are not those of chronologies."""
    for index, name in enumerate(wanted):
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean {close!r}?" if close else f"known: {', '.join(known)}"
            fact = f"there is no chronology {printable(name)!r} in the folder"
            place = locator(path)("combined", index)
            yield Problem(place, f"combined[{index}]", fact, hint, "name-unknown")


# -- chronologies beside each other --------------------------------------------------------------


def _folders(
    header: Timeline, found: Sequence[_Examined], problems: list[Problem]
) -> Iterator[str]:
    """The folder of each chronology on the site, which its address ends with."""
    place = site(header.calendar)
    if place is None:
        return  # already reported
    taken: dict[str, Path] = {}
    for each in found:
        address = each.calendar.url or ""
        name = address.removesuffix(PAGE).removeprefix(place.base).removesuffix("/")
        fact = ""
        if not address.startswith(place.base) or not _FOLDER.fullmatch(name):
            fact = f"the address is not that of a folder in {place.base}"
        elif other := taken.get(name.casefold()):
            fact = f"the address has the folder of {other.name}"
        taken.setdefault(name.casefold(), each.path)
        if fact and address:
            hint = f"write {place.base}{each.calendar.id}/ for example: letters, digits, - and _"
            where = each.locate("calendar", "url")
            problems.append(Problem(where, "calendar.url", fact, hint, "url-site"))
        yield name


_FOLDER: Final = re.compile(r"[A-Za-z0-9_-]+")
"""No dots, so that no folder has the name of a file of the site."""


def _repeated_ids(found: Sequence[_Examined], header: Timeline | None) -> Iterator[Problem]:
    """Problems of chronologies with the id of another one, or of the site."""
    first = {header.calendar.id.casefold(): SITE} if header else {}
    for each in found:
        other = first.setdefault(each.calendar.id.casefold(), each.path.name)
        if other != each.path.name:
            fact = f"{other} also has the id {printable(each.calendar.id)!r}"
            hint = "give the site and each of its chronologies a different id"
            where = each.locate("calendar", "id")
            yield Problem(where, "calendar.id", fact, hint, "id-duplicate")


def _repeated_events(combined: Sequence[_Examined]) -> Iterator[Problem]:
    """Problems of events of different chronologies that would have one UID in a calendar."""
    first: dict[tuple[str, str], Path] = {}
    for each in combined:
        places: Locator | None = None
        for name, index in each.events:
            other = first.setdefault((each.calendar.uid_domain, name.casefold()), each.path)
            if other == each.path:
                continue
            places = places or locator(each.path)
            fact = f"{other.name} has an event {printable(name)!r} with the same domain"
            hint = (
                "in the combined calendar, both would have one UID: rename the one that is not "
                f"published yet, or leave one of the chronologies out of 'combined' in {SITE}"
            )
            steps: tuple[Step, ...] = ("events", index, "id")
            yield Problem(places(*steps), nodes.path_text(steps), fact, hint, "id-duplicate")
