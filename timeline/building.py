"""Write a timeline to files: every format in every language, all of them or none.

All exports are made in temporary files before the first is moved to its place. Builds into the
same folder wait for each other, from reading the previous exports, which serve as the ledger, to
writing the new ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from timeline import exporters, garbage, loading, nodes
from timeline.changes import EPOCH, ChangeFeed, merged
from timeline.changes import file_name as feed_name
from timeline.errors import (
    InputError,
    OptionError,
    OutputError,
    OverwriteError,
    Place,
    Problem,
    UnknownName,
    printable,
)
from timeline.events import Status, Timeline
from timeline.exporters import Context, Export, Omission
from timeline.overwriting import Guard
from timeline.subscribing import file_name
from timeline.writing import Written, compare_files, content_of, locked, write

if TYPE_CHECKING:
    from timeline.exporters.ics.comparison import Change

_T = TypeVar("_T")


class Report(Struct, frozen=True):
    """What a build wrote, what it left out, and its notes."""

    files: tuple[Written, ...]
    omissions: tuple[Omission, ...]
    notes: tuple[str, ...]


class Comparison(Struct, frozen=True):
    """What changes for subscribers of a calendar, and the notes of a build on its file."""

    language: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def read_chronology(chronology: Timeline | str | Path) -> Loaded:
    """*chronology*, loaded if it is a file.

    Raises:
        InputError: the file has problems.
    """
    if isinstance(chronology, Timeline):
        return Loaded(chronology)
    path = Path(chronology)
    before = nodes.version(path)
    # A pipe can be read only once, so it has no version; nor has a file that no longer exists.
    return Loaded(loading.load(path), path, lambda: nodes.version(path) in (before, None))


def clock() -> datetime:
    """The current time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Loaded(Struct, frozen=True):
    """A timeline, the file that it was read from, and a check that the file is unchanged since.

    ``path`` is None for a timeline that does not come from a file.
    """

    timeline: Timeline
    path: Path | None = None
    is_as_read: Callable[[], bool] = lambda: True


class Built(Struct, frozen=True):
    """What a build wrote, the timeline, its exports, and the context in which they were made."""

    report: Report
    timeline: Timeline
    exports: tuple[Export, ...]
    context: Context


@garbage.uncollected()
def build(
    chronology: Timeline | str | Path,
    out: str | Path = "exports",
    *,
    formats: Iterable[str] | None = None,
    languages: Iterable[str] | None = None,
    now: Callable[[], datetime] | None = clock,
    options: Mapping[str, str] | None = None,
    force: bool = False,
    dry_run: bool = False,
    drafts: bool = False,
) -> Report:
    """Writes the exports of a timeline, or of the file that contains it, to the folder *out*.

    Only earlier exports are overwritten; with *force*, other files too. *formats* and *languages*
    select what is written; the default is the calendars and the page, in all languages. *now*
    returns the time of the revision, in UTC; it is called only if a changed event does not state
    one. If *now* is None, no clock is read. With *dry_run*, nothing is written: the report lists
    the files that would change. Drafts are left out, unless *drafts* is true.

    Raises:
        InputError: the file has problems, or a previous export has conflicts of versions.
        UnknownName: no exporter has this format or option, or the header does not list the
            language.
        OptionError: an option has an invalid value, or the list of formats or languages is empty.
        OverwriteError: an export would overwrite an input, or a file that is not an export.
        OutputError: a file could not be written.
    """
    loaded = read_chronology(chronology)
    with built(
        loaded,
        out,
        formats=formats,
        languages=languages,
        now=now,
        options=options,
        force=force,
        dry_run=dry_run,
        drafts=drafts,
    ) as made:
        return made.report


@contextmanager
def built(
    loaded: Loaded,
    out: str | Path,
    *,
    formats: Iterable[str] | None = None,
    languages: Iterable[str] | None = None,
    now: Callable[[], datetime] | None = clock,
    options: Mapping[str, str] | None = None,
    force: bool = False,
    dry_run: bool = False,
    drafts: bool = False,
    closes: bool = False,
) -> Iterator[Built]:
    """Builds like `build`, and keeps the folder locked until the block ends.

    With *closes*, calendars of languages and feeds that are no longer written are closed.
    """
    # Long: making, checking and writing the exports is one transaction.
    timeline = loaded.timeline.published(drafts=drafts)
    folder = Path(out)
    chosen = _chosen("language", languages, timeline.languages)
    previous = _Previous(lambda name: folder / name)
    context = Context(
        languages=chosen,
        previous=previous,
        names=lambda inner: _names(folder / inner),
        now=cache(now)
        if now
        else None,  # called once: a calendar and its entries on the page have the same stamp
        options=_known_options(options),
        closes=closes,
    )
    # Made once, for the calendar files and for the page, which offers the entries one by one.
    calendars = cache(lambda: tuple(exporters.exporter("ics").export(timeline, context)))

    @cache
    def changes(language: str) -> ChangeFeed | None:
        return _changes(timeline, context, calendars(), language)

    with_entries = replace(
        context,
        entries=lambda: (each.entries for each in calendars() if each.entries),
        changes=changes if timeline.calendar.url else None,
    )

    def made(name: str) -> Iterable[Export]:
        return (
            calendars()
            if name == "ics"
            else exporters.exporter(name).export(timeline, with_entries)
        )

    formats = _formats(formats, timeline)
    exports: list[Export] = []
    guard = Guard.of([loaded.path, context.options.get("plotly")], force=force)

    def files() -> Iterator[tuple[str, Iterable[bytes]]]:
        objections = []
        for name in formats:
            for export in made(name):
                exports.append(export)
                objection = guard.objection(folder / export.name, export.is_own)
                if objection:
                    objections.append(objection)
                if not objections:
                    yield export.name, export.pieces
        if objections:
            raise OverwriteError(objections)
        previous.refuse_conflicts()
        if not loaded.is_as_read():
            # The file may have been read while it was being saved: half of it would remove events.
            place, hint = Place(str(loaded.path)), "build again; the exports were not changed"
            fact = "the file was changed in the meantime"
            raise InputError([Problem(place, "", fact, hint, "file-changed")])

    # Locked from reading the previous exports, the ledger, to writing the new ones.
    with locked(folder, for_writing=not dry_run):
        written = (compare_files if dry_run else write)(folder, files())
        left = list(_left_behind(timeline, folder, chosen, exports)) if "ics" in formats else []
        notes = [note for export in exports for note in export.notes]
        if not drafts:
            notes += _waiting(loaded.timeline)
        report = Report(
            written,
            _unique(omission for export in exports for omission in export.omissions),
            _unique((*notes, *left)),
        )
        yield Built(report, timeline, tuple(exports), with_entries)


def _formats(formats: Iterable[str] | None, timeline: Timeline) -> tuple[str, ...]:
    """The formats to write, in the order in which they are made."""
    chosen = _chosen(
        "format", exporters.BY_DEFAULT if formats is None else formats, exporters.formats()
    )
    if "ics" in chosen and timeline.calendar.url:
        # Before the calendars: if the build were killed between them, the next one would find the
        # same changes again, and recognise them by their ids.
        return tuple(dict.fromkeys(("atom", *chosen)))
    return chosen


def _changes(
    timeline: Timeline, context: Context, calendars: Iterable[Export], language: str
) -> ChangeFeed | None:
    """The change feed in *language*, with the changes from the previous to the new calendar."""
    from timeline.exporters.ics.announcements import announcements, latest

    name = file_name(timeline.calendar, language)
    made = next((each for each in calendars if each.name == name), None)
    if made is None:
        return None
    current, published = made.content, context.previous(name)
    now = context.now or (lambda: EPOCH)
    found = announcements(timeline, language, published, current, now) if published else ()
    previous = context.previous(feed_name(timeline.calendar, language))
    when = EPOCH if previous else latest(current)
    return merged(timeline, language, previous, found, when)


def compare(
    chronology: Timeline | str | Path,
    published: str | Path | bytes = "exports",
    *,
    languages: Iterable[str] | None = None,
    options: Mapping[str, str] | None = None,
    drafts: bool = False,
) -> dict[str, Comparison]:
    """What would change for subscribers if *chronology* was built now, by calendar file.

    *published* is the folder of the exports, or one downloaded calendar file, or its content. A
    single file is compared with the calendar of the one language in *languages*, by default of its
    own language. A calendar that was not yet published, next to others, has no changes.
    Drafts are left out, unless *drafts* is true.

    Raises:
        InputError: the file of events has problems; or there is no published calendar, it has
            version conflicts, or the single file is in another language.
        UnknownName: the header does not list the language, or no exporter has the option.
    """
    from timeline.exporters.ics.comparison import differences

    timeline = chronology if isinstance(chronology, Timeline) else loading.load(chronology)
    timeline = timeline.published(drafts=drafts)
    chosen = _chosen("language", languages, timeline.languages)
    read: Callable[[Path], bytes | None] = content_of
    if isinstance(published, bytes):
        place, content = Path("<calendar>"), published
        read = lambda path: content  # noqa: E731 - a single use
    else:
        place = Path(published)
    is_folder = place.is_dir()
    if not is_folder:
        wanted = chosen[0] if languages else None
        chosen = (_language_of(timeline, place, read(place) or b"", wanted),)
    previous = _Previous(lambda name: place / name if is_folder else place, read)
    context = Context(
        languages=chosen,
        previous=previous,
        now=clock,
        options=_known_options(options) | {"feeds": ""},
    )
    whole = _calendar_names(timeline)
    found = {}
    is_published = False
    for export in exporters.exporter("ics").export(timeline, context):
        before = context.previous(export.name)
        is_published |= before is not None
        language = whole[export.name]
        changes = () if before is None else differences(before, export.content, language)
        found[export.name] = Comparison(language, changes, _unique(export.notes))
    if not is_published:
        where = Place(str(place / next(iter(found)) if is_folder else place))
        hint = "run 'timeline build' once, or name the file with --published"
        fact = "there is no published calendar"
        raise InputError([Problem(where, "", fact, hint, "file-missing")])
    previous.refuse_conflicts()
    return found


class _Previous:
    """Returns the previous exports by name, and collects the version conflicts in them."""

    def __init__(
        self, path: Callable[[str], Path], read: Callable[[Path], bytes | None] = content_of
    ) -> None:
        self._path = path
        self._read = read
        self._conflicts: dict[Path, tuple[Problem, ...]] = {}

    def __call__(self, name: str) -> bytes | None:
        from timeline.exporters.ics.ledger import conflicts

        path = self._path(name)
        content = self._read(path)
        if content is not None:
            self._conflicts[path] = tuple(conflicts(content, str(path)))
        return content

    def refuse_conflicts(self) -> None:
        """Raises `InputError` with every conflict in the files that were read."""
        problems = [each for found in self._conflicts.values() for each in found]
        if problems:
            raise InputError(problems)


def _language_of(timeline: Timeline, published: Path, content: bytes, wanted: str | None) -> str:
    """The language of a *published* calendar: from its UIDs, else *wanted*, else from its name."""
    from timeline.exporters.ics.comparison import language_of

    is_in = language_of(timeline, content)
    if is_in and wanted and is_in != wanted:
        fact = f"the calendar is in {is_in}, not in the requested language {wanted}"
        hint = f"compare it with --language {is_in}, or name the file in {wanted}"
        raise InputError([Problem(Place(str(published)), "", fact, hint, "language-other")])
    named = published.name.removesuffix(".ics").rpartition(".")[2]
    known = timeline.languages
    return is_in or wanted or (named if named in known else known[0])


def _calendar_names(timeline: Timeline) -> dict[str, str]:
    """The language of each whole calendar, by file name."""
    return {file_name(timeline.calendar, tag): tag for tag in timeline.languages}


def _left_behind(
    timeline: Timeline, folder: Path, languages: Iterable[str], exports: Iterable[Export]
) -> Iterator[str]:
    """Notes on published calendars that builds no longer write.

    A calendar of a language that was merely not selected this time (*languages*) gets no note.
    """
    written = {export.name.casefold() for export in exports}
    waiting = tuple(f".{tag}.ics" for tag in timeline.languages if tag not in languages)
    for name in sorted(_names(folder)):
        is_ours = name.startswith(f"{timeline.calendar.id}.") and name.endswith(".ics")
        if is_ours and name.casefold() not in written and not name.endswith(waiting):
            yield f"{name} is no longer written; its subscribers keep the last version"
    of_one = [
        f"events/{name}"
        for name in sorted(_names(folder / "events"))
        if name.endswith(".ics") and name.rsplit(".", 2)[0] in timeline.by_id
    ]
    left = [name for name in of_one if name.casefold() not in written]
    if left := [name for name in left if not name.endswith(waiting)]:
        yield f"no longer written, files of single events: {len(left)}, first {left[0]}"


def _names(folder: Path) -> tuple[str, ...]:
    """The names of the files in *folder*; empty if the folder does not exist."""
    try:
        with os.scandir(folder) as entries:
            return tuple(entry.name for entry in entries if entry.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be read: {error.strerror}", code="output-unwritable"
        ) from error


def _known_options(options: Mapping[str, str] | None) -> dict[str, str]:
    if options:
        _chosen("option", options, tuple(exporters.options()))
    return dict(options or {})


def _chosen(kind: str, wanted: Iterable[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if wanted is None:
        return known
    if isinstance(wanted, str):
        fact = f"expected a list, found the text {printable(wanted)!r}"
        raise OptionError([(f"{kind}s", fact, "write a list, even for one item")])
    wanted = tuple(dict.fromkeys(wanted))
    if not wanted:
        hint = f"leave it out, or choose from: {', '.join(known)}"
        raise OptionError([(f"{kind}s", "the list is empty", hint)])
    for name in wanted:
        if name not in known:
            raise UnknownName(kind, name, known)
    return wanted


def _waiting(timeline: Timeline) -> Iterator[str]:
    """A note on the drafts that were left out."""
    waiting = sum(event.status is Status.DRAFT for event in timeline.document.events)
    if waiting:
        noun = "draft is" if waiting == 1 else "drafts are"
        yield f"{waiting:,} {noun} left out: accept or dismiss drafts, or build with --drafts"


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
