"""The calendar of a site of several chronologies, and the feed of its changes, in each language.

Both are made from the exports of the chronologies and are written to the folder of the exports,
because only that has the ledger of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from timeline.building import Built
from timeline.changes import (
    EPOCH,
    GatheredChange,
    GatheredFeed,
    gathered,
    gathered_atom,
    newest,
)
from timeline.changes import file_name as feed_name
from timeline.changes import is_own as is_own_feed
from timeline.events import Timeline
from timeline.exporters import Export
from timeline.exporters.ics.combined import combined
from timeline.exporters.ics.components import is_own as is_own_calendar
from timeline.publishing.overview import Listed
from timeline.publishing.templates import copied
from timeline.subscribing import calendar_title, file_name, page_address
from timeline.writing import content_of


class Changes:
    """The newest changes of the chronologies in each language of the site, as they are built."""

    def __init__(self, header: Timeline) -> None:
        self._header = header
        self._found: dict[str, tuple[GatheredChange, ...]] = {}
        self._latest: dict[str, datetime] = {}

    def add(self, listed: Listed, built: Built) -> None:
        """Adds those of a chronology that was built."""
        timeline = built.timeline
        page = page_address(timeline.calendar)
        for language in self._header.languages:
            tongue = listed.tongue(self._header, language)
            feed = built.context.changes and built.context.changes(tongue)
            if not feed:
                continue
            title = calendar_title(timeline, tongue)
            found = [
                GatheredChange(
                    each,
                    feed.id,
                    title,
                    tongue,
                    f"{page}#event={each.event}" if each.event in timeline.by_id else f"{page}",
                )
                for each in feed.entries
            ]
            self._found[language] = newest((*self._found.get(language, ()), *found))
            self._latest[language] = max(self._latest.get(language, EPOCH), feed.updated)

    def feed(self, language: str, previous: bytes | None) -> GatheredFeed:
        """The feed in *language*; *previous* is that of the previous run."""
        found, latest = self._found.get(language, ()), self._latest.get(language, EPOCH)
        return gathered(self._header, language, previous, found, latest)


class Combined(Struct, frozen=True):
    """The exports of the site itself, and the feeds by language."""

    exports: tuple[Export, ...]
    feeds: Mapping[str, GatheredFeed]


def made(
    header: Timeline,
    listed: Sequence[Listed],
    changes: Changes,
    exports: Path,
    now: Callable[[], datetime],
) -> Combined:
    """The calendar and the feed of the site in each language, from the folder *exports*.

    A calendar that is no longer written has all of its events cancelled until `removed_days` have
    passed.

    Raises:
        InputError: the previous calendar has conflicts of versions.
    """
    parts = [each for each in listed if each.is_combined]
    languages = header.languages if parts else ()
    found = [_calendar(header, language, parts, exports, now) for language in languages]
    found += [
        _calendar(header, language, (), exports, now)
        for language in _earlier(header, exports)
        if language not in languages
    ]
    feeds = {
        language: changes.feed(language, content_of(exports / feed_name(header.calendar, language)))
        for language in languages
    }
    for language, feed in feeds.items():
        content = b"".join(gathered_atom(header, feed))
        found.append(Export(feed_name(header.calendar, language), [content], is_own_feed))
    return Combined(tuple(filter(None, found)), feeds)


def _calendar(
    header: Timeline,
    language: str,
    parts: Sequence[Listed],
    exports: Path,
    now: Callable[[], datetime],
) -> Export | None:
    """The calendar in *language*; None if it has no entries and no *parts* to get entries from."""
    name = file_name(header.calendar, language)
    path = exports / name
    calendar = combined(
        header,
        language,
        [copied(exports / each.folder / _calendar_name(each, header, language)) for each in parts],
        copied(path) if path.is_file() else None,
        now,
        name=str(path),
        titles=[calendar_title(each.timeline, language) for each in parts],
    )
    notes = calendar.notes
    if not parts:
        if not calendar.size:
            return None
        notes += (f"{name} is closed: its subscribers see its events as cancelled",)
    return Export(name, calendar.pieces, is_own_calendar, notes=notes)


def _calendar_name(each: Listed, header: Timeline, language: str) -> str:
    return file_name(each.timeline.calendar, each.tongue(header, language))


def _earlier(header: Timeline, exports: Path) -> Iterator[str]:
    """The languages of the calendars of earlier runs."""
    named = re.compile(rf"{re.escape(header.calendar.id)}\.([A-Za-z0-9-]+)\.ics")
    for path in sorted(exports.glob(f"{header.calendar.id}.*.ics")):
        if found := named.fullmatch(path.name):
            yield found[1]
