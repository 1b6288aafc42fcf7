"""Write a site: the exports of a chronology, with web pages that lead readers to them.

    objections      why a chronology cannot be published as it is
    templates       the site's own files, and messages in the language of a page
    landing         the home page: every calendar, and how to subscribe to it
    timelines       the timeline in one language, with its address and picture
    pages           a page for each event, for links in messages
    hosts           files for web servers and search engines
    assets/         templates, styles, and the files for servers

`publish` builds into the folder of the exports, which alone has the ledger, and copies from there.
A file on the site is rewritten only if its content changed, so that its modification time, which
servers send to subscribers, is the time of the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import building, garbage
from timeline.building import Built, Report
from timeline.changes import is_own as is_own_feed
from timeline.errors import InputError, OptionError, OutputError, OverwriteError, printable
from timeline.events import Timeline
from timeline.exporters.html import is_own as is_own_timeline
from timeline.exporters.html.bundle import BESIDE
from timeline.exporters.ics.components import is_own as is_own_calendar
from timeline.exporters.ics.options import with_options
from timeline.overwriting import Guard, beginning
from timeline.publishing import hosts, landing, pages, timelines
from timeline.publishing.objections import objections
from timeline.publishing.templates import SiteFile, copied
from timeline.publishing.templates import is_own as is_own_page
from timeline.writing import Written, locked, remove, write

FORMATS: Final = ("html", "ics", "json", "csv")
"""The export formats of a site."""


class Published(Struct, frozen=True):
    """The exports, the files of the site, and messages about them.

    ``removed`` are files of the site that are no longer part of it.
    """

    built: Report
    files: tuple[Written, ...]
    removed: tuple[Path, ...]
    notes: tuple[str, ...]


@garbage.uncollected()
def publish(
    chronology: Timeline | str | Path,
    out: str | Path = "site",
    *,
    exports: str | Path = "exports",
    with_pages: bool = False,
    now: Callable[[], datetime] = building.clock,
    options: Mapping[str, str] | None = None,
    force: bool = False,
) -> Published:
    """Builds *chronology* into the folder *exports*, and writes a site for it to the folder *out*.

    With *with_pages*, each event has its own page. The other arguments are those of `build`.

    Raises:
        InputError: the file has problems, or lacks data that a site requires.
        OptionError: an option has an invalid value, or both folders are the same.
        OverwriteError: a file of the site would overwrite an input, or a file of someone else.
        OutputError: a file could not be written.
    """
    loaded = building.read_chronology(chronology)
    if problems := objections(loaded):
        raise InputError(problems)
    folder = Path(out)
    if folder.resolve() == Path(exports).resolve():
        fact = f"{printable(str(folder))!r} is the folder of the exports"
        raise OptionError([("out", fact, "choose another folder for the site")])
    loaded = replace(loaded, timeline=with_options(loaded.timeline, options or {}))
    with (
        locked(folder),
        building.built(
            loaded, exports, formats=FORMATS, now=now, options=options, force=force, closes=True
        ) as built,
    ):
        made = list(_files(built, Path(exports), with_pages=with_pages))
        guard = Guard.of([loaded.path], force=force)
        objected = [guard.objection(folder / file.name, file.is_own) for file in made]
        if found := [each for each in objected if each]:
            raise OverwriteError(found)
        try:
            written = write(folder, ((file.name, file.pieces) for file in made), durably=False)
        except OutputError as error:
            error.hint = "the exports were built, and the site is as it was"
            raise
        removed = tuple(_removed(folder, built.timeline, {file.name for file in made}))
    return Published(built.report, written, removed, built.report.notes)


def _files(built: Built, exports: Path, *, with_pages: bool) -> Iterator[SiteFile]:
    """The files of the site."""
    timeline = built.timeline
    for export in built.exports:
        if name := _name_on_site(timeline, export.name):
            yield SiteFile(name, copied(exports / export.name), export.is_own)
    pictures = timelines.pictures(timeline, exports)
    yield from {file.name: file for file in pictures.values()}.values()
    yield from timelines.files(timeline, built.context, exports, pictures)
    if with_pages:
        yield from pages.files(timeline)
    yield from landing.files(timeline, built.context, pictures)
    yield from hosts.files(timeline, with_pages=with_pages)


def _name_on_site(timeline: Timeline, name: str) -> str | None:
    """The name of the export *name* on the site; None for the page, which has other names."""
    if name.endswith((".ics", ".atom")) or name == BESIDE:
        return name
    data = {f"{timeline.calendar.id}{suffix}": f"events{suffix}" for suffix in (".json", ".csv")}
    return data.get(name)


def _removed(folder: Path, timeline: Timeline, made: Iterable[str]) -> Iterator[Path]:
    """Removes files that an earlier run wrote for events, languages and feeds that are gone."""
    kept = {folder / name for name in made}
    for pattern, is_own in {
        f"{timeline.calendar.id}.*.ics": is_own_calendar,
        "events/*.ics": is_own_calendar,
        "changes.*.atom": is_own_feed,
        "index.*.html": is_own_page,
        "timeline.*.html": is_own_timeline,
        "events/*.html": is_own_page,
    }.items():
        for path in sorted(folder.glob(pattern)):
            if path not in kept and path.is_file() and is_own(beginning(path)):
                remove(path)
                yield path
