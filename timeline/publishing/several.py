"""A site of several chronologies, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from timeline import building, garbage, nodes
from timeline.building import Loaded, Report
from timeline.errors import InputError, OverwriteError, Place, Problem
from timeline.events import Calendar
from timeline.exporters import Omission
from timeline.exporters.html import is_own as is_own_timeline
from timeline.exporters.ics.options import with_options
from timeline.overwriting import Guard, beginning
from timeline.publishing import collection, combining, hosts, overview, sites
from timeline.publishing.collection import Chapter, Collection
from timeline.publishing.landing import UpLink
from timeline.publishing.overview import Listed
from timeline.publishing.repeating import Repetition, WatchedClock, logo_of
from timeline.publishing.sites import FORMATS, Published, checked_folder, objected, written_to
from timeline.publishing.templates import SiteFile, copied
from timeline.subscribing import PAGE, file_name, site
from timeline.writing import Written, locked, write


@garbage.uncollected()
def publish_folder(
    folder: str | Path,
    out: str | Path = "site",
    *,
    exports: str | Path = "exports",
    with_pages: bool = False,
    now: Callable[[], datetime] = building.clock,
    options: Mapping[str, str] | None = None,
    force: bool = False,
) -> Published:
    """Publishes the chronologies in *folder* as one site, each in a folder of its own.

    They are built one after the other, each into a folder of *exports*, so only one is in memory.
    The site is written when all of them are built, or not at all. The file ``site.yaml`` in
    *folder* describes the site; `collection` says what is in it. The arguments are those of
    `publish`.

    Raises:
        InputError: files have problems: all problems of all files.
        OptionError: an option has an invalid value, or both folders are the same.
        OverwriteError: a file of the site would overwrite an input, or a file of someone else.
        OutputError: a file could not be written.
    """
    place = checked_folder(out, exports)
    again = Repetition(Path(folder), place, Path(exports), with_pages=with_pages, options=options)
    if not force and (known := again.recalled()):
        return known
    found = collection.read(Path(folder))
    clock = WatchedClock(now)
    run = _Publication(
        found, place, Path(exports),
        with_pages=with_pages, now=cache(clock), options=options or {}, force=force,
    )  # fmt: skip
    with ExitStack() as stack:
        for each in ("", *(chapter.folder for chapter in found.chapters)):
            stack.enter_context(locked(place / each))
        stack.enter_context(locked(Path(exports)))
        written = written_to(place, run.files(), "the site was not changed; publish again")
        removed = tuple(run.removed())
        report = Report(tuple(run.built), tuple(run.omissions), tuple(run.notes))
        published = Published(report, written, removed, (*found.notes, *run.notes))
        if not clock.was_used:
            chapters = ("", *(chapter.folder for chapter in found.chapters))
            again.remember(published, run.logos, chapters)
    return published


class _Publication:
    """The publication of a folder: it collects the results of its chronologies one by one."""

    def __init__(
        self,
        found: Collection,
        out: Path,
        exports: Path,
        *,
        with_pages: bool,
        now: Callable[[], datetime],
        options: Mapping[str, str],
        force: bool,
    ) -> None:
        self._collection = found
        self._out = out
        self._exports = exports
        self._with_pages = with_pages
        self._now = now
        self._options = options
        self._force = force
        inputs = [found.path, *(chapter.path for chapter in found.chapters)]
        self._guard = Guard.of(inputs, force=force)
        self._names: dict[str, tuple[Calendar, set[str]]] = {}
        self._problems: list[Problem] = []
        self.logos = logo_of(found.path, found.timeline)
        self.built: list[Written] = []
        self.omissions: list[Omission] = []
        self.notes: list[str] = []

    def files(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of the site; those that cannot be built or overwritten are reported last."""
        header = self._collection.timeline
        changes = combining.Changes(header)
        listed: list[Listed] = []
        sitemaps: list[str] = []
        for chapter in self._collection.chapters:
            for file in self._of_chronology(chapter, listed, changes):
                name = f"{chapter.folder}/{file.name}"
                if file.name.startswith("sitemap"):
                    sitemaps.append(name)
                if not self._problems:
                    yield name, file.pieces
        if not self._problems:
            made = list(self._of_site(listed, changes, _parts_of(sitemaps)))
            self._problems += objected(self._guard, self._out, made)
            yield from ((file.name, file.pieces) for file in made if not self._problems)
        if self._problems:
            raise InputError(self._problems)
        self.notes += self._left_behind()

    def _of_chronology(
        self, chapter: Chapter, listed: list[Listed], changes: combining.Changes
    ) -> Iterator[SiteFile]:
        """Builds a chronology and yields the files of its folder; its problems are collected."""
        if misplaced := self._misplaced_ledger(chapter):
            self._problems.append(misplaced)
            return
        exports = self._exports / chapter.folder
        try:
            with building.built(
                self._loaded(chapter), exports, formats=FORMATS, now=self._now,
                options=self._options, force=self._force, closes=True,
            ) as built:  # fmt: skip
                is_combined = chapter in self._collection.combined
                self.logos |= logo_of(chapter.path, built.timeline)
                each = Listed.of(chapter.folder, built.timeline, is_combined=is_combined)
                listed.append(each)
                if is_combined:
                    changes.add(each, built)
                made = list(
                    sites.files(built, exports, with_pages=self._with_pages, above=self._above)
                )
                self._report(chapter, built.report, made)
                yield from made
        except (InputError, OverwriteError) as error:
            self._problems += error.problems

    def _above(self, language: str) -> UpLink:
        return overview.above(self._collection.timeline, language)

    def _loaded(self, chapter: Chapter) -> Loaded:
        """The chronology, read again; the file must not have changed since it was checked."""
        loaded = building.read_chronology(chapter.path)
        if nodes.version(chapter.path) != chapter.version:
            fact, hint = "the file was changed in the meantime", "publish again"
            raise InputError([Problem(Place(str(chapter.path)), "", fact, hint, "file-changed")])
        return replace(loaded, timeline=with_options(loaded.timeline, self._options))

    def _misplaced_ledger(self, chapter: Chapter) -> Problem | None:
        """The problem that an earlier build is in another folder: SEQUENCE would restart."""
        for language in chapter.calendar.languages:
            name = file_name(chapter.calendar, language)
            here, there = self._exports / name, self._exports / chapter.folder / name
            if here.is_file() and not there.exists():
                fact = (
                    f"the calendar was built here; in {there.parent} its numbers would start again"
                )
                hint = f"move it there, with the other exports of {chapter.path.name}"
                return Problem(Place(str(here)), "", fact, hint, "ledger-elsewhere")
        return None

    def _report(self, chapter: Chapter, report: Report, made: Iterable[SiteFile]) -> None:
        """Collects the messages about a chronology, with the name of its folder."""
        made = tuple(made)
        self.built += report.files
        self.omissions += (
            Omission(f"{chapter.folder}/{each.event}", each.reason) for each in report.omissions
        )
        self.notes += (f"{chapter.folder}: {note}" for note in report.notes)
        self._names[chapter.folder] = chapter.calendar, {file.name for file in made}
        self._problems += objected(self._guard, self._out / chapter.folder, made)

    def _of_site(
        self, listed: Sequence[Listed], changes: combining.Changes, sitemaps: Sequence[str]
    ) -> Iterator[SiteFile]:
        """The files in the folder of the site itself."""
        header = self._collection.timeline
        place = site(header.calendar)
        assert place is not None, "what is published has an address"
        combined = combining.made(header, listed, changes, self._exports, self._now)
        objections = objected(self._guard, self._exports, combined.exports)
        if objections:
            raise OverwriteError(objections)
        self.built += write(
            self._exports, ((export.name, export.pieces) for export in combined.exports)
        )
        self.notes += (note for export in combined.exports for note in export.notes)
        for export in combined.exports:
            yield SiteFile(export.name, copied(self._exports / export.name), export.is_own)
        yield from overview.files(header, listed, combined.feeds)
        yield from hosts.common(place)
        yield from hosts.sitemaps(place, tuple(overview.names(header).values()), sitemaps)
        self._names[""] = (
            header.calendar,
            {export.name for export in combined.exports} | {*overview.names(header).values()},
        )

    def removed(self) -> Iterator[Path]:
        """Removes what is no longer part of the site, in each folder of it."""
        for folder, (calendar, names) in self._names.items():
            yield from sites.remove_stale(self._out / folder, calendar, names)

    def _left_behind(self) -> Iterator[str]:
        """Notes on chronologies that an earlier run published and that are gone."""
        folders = {chapter.folder for chapter in self._collection.chapters}
        for page in sorted(self._out.glob(f"*/{PAGE}")):
            if page.parent.name not in folders and is_own_timeline(beginning(page)):
                yield (
                    f"{page.parent} is no longer written; its subscribers keep the last version; "
                    "to cancel its events, publish the chronology once more, without events"
                )


def _parts_of(names: Sequence[str]) -> list[str]:
    """The sitemaps *names* without indexes: a folder with several sitemaps has one."""
    folders = {name.rpartition("/")[0] for name in names if not name.endswith("/sitemap.xml")}
    return [
        name
        for name in names
        if not (name.endswith("/sitemap.xml") and name.rpartition("/")[0] in folders)
    ]
