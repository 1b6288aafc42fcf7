"""The timeline in one language and in all of them: each page with its address and picture.

The page in all languages is the exported one. The pages in one language are smaller and always open
in that language, regardless of the browser's preference; search engines and messengers show these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.events import Timeline
from timeline.exporters import Context, Entries
from timeline.exporters.html import is_own
from timeline.exporters.html.bundle import bundle
from timeline.exporters.html.page import Page, PageContext, addresses
from timeline.overwriting import BEGINNING
from timeline.publishing.templates import SiteFile, copied
from timeline.subscribing import PAGE, Site, page_address, site

_PNG: Final = b"\x89PNG\r\n"


def names(timeline: Timeline) -> Mapping[str, str]:
    """The page of each language; with one language, that is the page in all languages."""
    if len(timeline.languages) == 1:
        return {timeline.languages[0]: PAGE}
    return {language: f"timeline.{language}.html" for language in timeline.languages}


def pictures(timeline: Timeline, exports: Path) -> Mapping[str, SiteFile]:
    """The pictures by language, as drawn by `timeline picture`.

    A picture without a language in its name, ``timeline.png``, is used for all other languages.
    """
    found = {}
    for language in timeline.languages:
        for file in (f"timeline.{language}.png", "timeline.png"):
            if (exports / file).is_file():
                found[language] = SiteFile(file, copied(exports / file), _is_picture)
                break
    return found


def _is_picture(beginning: bytes) -> bool:
    return beginning.startswith(_PNG)


def files(
    timeline: Timeline, context: Context, exports: Path, pictures: Mapping[str, SiteFile]
) -> Iterator[SiteFile]:
    """The page in all languages, then one in each language if there are several."""
    place = site(timeline.calendar)
    assert place is not None, "what is published has an address"
    languages = timeline.languages
    alone = names(timeline) if len(languages) > 1 else {}
    every = {tag: place.address(file) for tag, file in alone.items()}
    if every:
        every["x-default"] = place.address(PAGE)

    def around(address: str | None, language: str) -> PageContext:
        return PageContext(address, _address(place, pictures.get(language)), alone, every)

    first = languages[0]
    before = addresses(timeline, languages)
    after = addresses(timeline, languages, around(page_address(timeline.calendar), first))
    yield SiteFile(PAGE, _Exchanged(exports / PAGE, before.encode(), after.encode()), is_own)
    plotly = bundle(context.options.get("plotly"))
    for language, file in alone.items():
        its = replace(context, languages=(language,), entries=_of(context, language))
        page = Page(timeline, its, plotly, around(every[language], language))
        yield SiteFile(file, page, is_own)


def _address(place: Site, picture: SiteFile | None) -> str | None:
    return place.address(picture.name) if picture else None


def _of(context: Context, language: str) -> Callable[[], Iterator[Entries]] | None:
    """A function that returns the calendar in *language* alone."""
    entries = context.entries
    return entries and (lambda: (each for each in entries() if each.language == language))


class _Exchanged(Struct, frozen=True):
    """The file at ``path``, with the first ``before``, near its start, replaced by ``after``."""

    path: Path
    before: bytes
    after: bytes

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(copied(self.path))
        start = b""
        while len(start) < BEGINNING and self.before not in start and (piece := next(pieces, b"")):
            start += piece
        assert self.before in start, "the page that was built says where it is"
        yield start.replace(self.before, self.after, 1)
        yield from pieces
