"""The site of one chronology: its files, and those of earlier runs that are not part of it now."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from timeline.building import Built, Report
from timeline.changes import is_own as is_own_feed
from timeline.errors import OptionError, OutputError, Problem, printable
from timeline.events import Calendar
from timeline.exporters import Export
from timeline.exporters.html import is_own as is_own_timeline
from timeline.exporters.html.bundle import BESIDE
from timeline.exporters.ics.components import is_own as is_own_calendar
from timeline.overwriting import Guard, beginning
from timeline.publishing import hosts, landing, pages, timelines
from timeline.publishing.landing import UpLink
from timeline.publishing.templates import SiteFile, copied
from timeline.publishing.templates import is_own as is_own_page
from timeline.writing import Written, remove, write


class Published(Struct, frozen=True):
    """The exports, the files of the site, and messages about them.

    ``removed`` are files of the site that are no longer part of it.
    """

    built: Report
    files: tuple[Written, ...]
    removed: tuple[Path, ...]
    notes: tuple[str, ...]


FORMATS: Final = ("html", "ics", "json", "csv")
"""The export formats of a site."""


def files(
    built: Built,
    exports: Path,
    *,
    with_pages: bool,
    above: Callable[[str], UpLink] | None = None,
) -> Iterator[SiteFile]:
    """The files of the site of a chronology whose exports are in the folder *exports*.

    *above* gives the link of its home page to one with other chronologies, by language.
    """
    timeline = built.timeline
    for export in built.exports:
        if name := _name_on_site(timeline.calendar, export.name):
            yield SiteFile(name, copied(exports / export.name), export.is_own)
    pictures = timelines.pictures(timeline, exports)
    yield from {file.name: file for file in pictures.values()}.values()
    yield from timelines.files(timeline, built.context, exports, pictures)
    if with_pages:
        yield from pages.files(timeline)
    yield from landing.files(timeline, built.context, pictures, above)
    yield from hosts.files(timeline, with_pages=with_pages)


def _name_on_site(calendar: Calendar, name: str) -> str | None:
    """The name of the export *name* on the site; None for the page, which has other names."""
    if name.endswith((".ics", ".atom")) or name == BESIDE:
        return name
    data = {f"{calendar.id}{suffix}": f"events{suffix}" for suffix in (".json", ".csv")}
    return data.get(name)


def remove_stale(folder: Path, calendar: Calendar, made: Iterable[str]) -> Iterator[Path]:
    """Removes files that an earlier run wrote for events, languages and feeds that are gone.

    *made* are the names of the files that the site has now.
    """
    kept = set(made)
    for pattern, is_own in {
        f"{calendar.id}.*.ics": is_own_calendar,
        "events/*.ics": is_own_calendar,
        "changes.*.atom": is_own_feed,
        "index.*.html": is_own_page,
        "timeline.*.html": is_own_timeline,
        "events/*.html": is_own_page,
    }.items():
        inner, _, ending = pattern.rpartition("/")
        names = (f"{inner}/{name}".lstrip("/") for name in _names(folder / inner, ending))
        for path in (folder / name for name in names if name not in kept):
            if path.is_file() and is_own(beginning(path)):
                remove(path)
                yield path


def _names(folder: Path, pattern: str) -> list[str]:
    """The names in *folder* that match *pattern*, sorted."""
    if not folder.is_dir():
        return []
    # As text: making a path of each name takes longer than finding it.
    return sorted(fnmatch.filter(os.listdir(folder), pattern))  # noqa: PTH208


# -- folders -------------------------------------------------------------------------------------


def checked_folder(out: str | Path, exports: str | Path) -> Path:
    """The folder *out* of a site, which is not that of the *exports*.

    Raises:
        OptionError: it is.
    """
    folder = Path(out)
    if folder.resolve() == Path(exports).resolve():
        fact = f"{printable(str(folder))!r} is the folder of the exports"
        raise OptionError([("out", fact, "choose another folder for the site")])
    return folder


def objected(guard: Guard, folder: Path, made: Iterable[SiteFile | Export]) -> list[Problem]:
    """Why some of the files to write into *folder* must not be overwritten."""
    found = (guard.objection(folder / file.name, file.is_own) for file in made)
    return [each for each in found if each]


def written_to(
    folder: Path,
    made: Iterable[tuple[str, Iterable[bytes]]],
    hint: str = "the exports were built, but the site was not changed",
) -> tuple[Written, ...]:
    """Writes the files of the site, names and contents, as `write` does.

    Raises:
        OutputError: a file could not be written; *hint* says what was.
    """
    try:
        return write(folder, made, durably=False)
    except OutputError as error:
        error.hint = hint
        raise
