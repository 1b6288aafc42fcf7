"""Write a site: the exports of a chronology, with web pages that lead readers to them.

    objections      why a chronology cannot be published as it is
    templates       the site's own files, and messages in the language of a page
    landing         the home page: every calendar, and how to subscribe to it
    timelines       the timeline in one language, with its address and picture
    pages           a page for each event, for links in messages
    hosts           files for web servers and search engines
    sites           all files of the site of one chronology
    repeating       recognise that publishing again would change nothing
    collection      a folder of chronologies: its contents, and every problem of its files
    overview        the home page of a site of several chronologies
    combining       the calendar and the feed of changes of such a site
    several         such a site, of one chronology after the other
    assets/         templates, styles, and the files for servers

`publish` builds into the folder of the exports, because only that has the ledger, and copies from
there. A file on the site is rewritten only if its content changed, so that its modification time,
which servers send to subscribers, is the time of the change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from timeline import building, garbage
from timeline.errors import InputError, OverwriteError
from timeline.events import Timeline
from timeline.exporters.ics.options import with_options
from timeline.overwriting import Guard
from timeline.publishing import sites
from timeline.publishing.objections import objections
from timeline.publishing.repeating import Repetition, WatchedClock, logo_of
from timeline.publishing.several import publish_folder
from timeline.publishing.sites import Published
from timeline.writing import locked

__all__ = ["Published", "publish", "publish_folder"]


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

    If *chronology* is a folder, all chronologies in it become one site, as `publish_folder` says.
    With *with_pages*, each event has its own page. The other arguments are those of `build`.

    Raises:
        InputError: the file has problems, or lacks data that a site requires.
        OptionError: an option has an invalid value, or both folders are the same.
        OverwriteError: a file of the site would overwrite an input, or a file of someone else.
        OutputError: a file could not be written.
    """
    if not isinstance(chronology, Timeline) and Path(chronology).is_dir():
        return publish_folder(
            chronology, out,
            exports=exports, with_pages=with_pages, now=now, options=options, force=force,
        )  # fmt: skip
    again = None
    if not (isinstance(chronology, Timeline) or force):
        again = Repetition(
            Path(chronology), Path(out), Path(exports), with_pages=with_pages, options=options
        )
        if known := again.recalled():
            return known
    clock = WatchedClock(now)
    loaded = building.read_chronology(chronology)
    if problems := objections(loaded):
        raise InputError(problems)
    folder = sites.checked_folder(out, exports)
    loaded = replace(loaded, timeline=with_options(loaded.timeline, options or {}))
    with (
        locked(folder),
        building.built(
            loaded, exports, formats=sites.FORMATS, now=clock, options=options, force=force,
            closes=True,
        ) as built,
    ):  # fmt: skip
        made = list(sites.files(built, Path(exports), with_pages=with_pages))
        if found := sites.objected(Guard.of([loaded.path], force=force), folder, made):
            raise OverwriteError(found)
        written = sites.written_to(folder, ((file.name, file.pieces) for file in made))
        names = {file.name for file in made}
        removed = tuple(sites.remove_stale(folder, built.timeline.calendar, names))
        published = Published(built.report, written, removed, built.report.notes)
        if again and loaded.path and not clock.was_used:
            again.remember(published, logo_of(loaded.path, loaded.timeline))
    return published
