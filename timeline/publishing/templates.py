"""The files of a site, and the messages that templates show in the language of a page.

Jinja2 escapes every text; no text of a chronology becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Final, TypeAlias

from jinja2 import Environment, FunctionLoader, Template
from markupsafe import Markup, escape
from msgspec import Struct

from timeline import wording
from timeline.errors import OutputError
from timeline.events import Text, Timeline
from timeline.exporters.html.embedding import readable
from timeline.overwriting import IsOwn

GENERATOR: Final = "diplomatic-timeline publish"
"""The mark that every file written here contains, and no other file."""


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was written by an earlier run."""
    return GENERATOR.encode() in beginning


class SiteFile(Struct, frozen=True):
    """A file of the site; ``is_own`` is the same as in `timeline.exporters.Export`."""

    name: str
    pieces: Iterable[bytes]
    is_own: IsOwn = is_own


class _Copy(Struct, frozen=True):
    path: Path

    def __iter__(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        except OSError as error:
            fact = f"{self.path} cannot be read: {error.strerror}"
            raise OutputError(fact, code="output-unwritable") from error


_PIECE: Final = 1 << 18
"""Bytes that are copied at a time."""


def copied(path: Path) -> Iterable[bytes]:
    """The content of the file at *path*, read on iteration."""
    return _Copy(path)


def asset(name: str) -> str:
    """The text of one of the package's own files for sites."""
    return (files(__package__) / "assets" / name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(asset)
    )


def rendered(name: str, **values: object) -> bytes:
    """The template *name* filled in with *values*, without bidirectional control characters."""
    return readable(_template(name).render(generator=GENERATOR, **values).encode()) + b"\n"


MarkupPieces: TypeAlias = tuple[tuple[str, str | None], ...]
"""Pieces of markup, each with the name of the field that follows it, if any."""


def template(name: str) -> MarkupPieces:
    """An asset with ``{fields}``, for the many pages of events: Jinja2 would be too slow."""
    return tuple((text, field) for text, field, _, _ in Formatter().parse(asset(name)))


def filled(pieces: MarkupPieces, **values: str) -> MarkupPieces:
    """*pieces* with these fields filled in, which are escaped unless they are markup."""
    made: list[tuple[str, str | None]] = []
    text = ""
    for piece, field in pieces:
        text += piece
        if field in values:
            text += str(escape(values[field]))
        else:
            made.append((text, field))
            text = ""
    return (*made, (text, None))


def filled_page(pieces: MarkupPieces, **values: str) -> bytes:
    """The page of *pieces* with all *values* filled in, without bidirectional controls."""
    texts = {field: str(escape(value)) for field, value in values.items()}
    parts = [text + texts[field] if field else text for text, field in pieces]
    return readable("".join(parts).encode())


class PageWords:
    """Texts in the language of a page; each is marked with its own language if that differs."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self._timeline = timeline
        self.language = language
        self.direction = wording.direction(language)

    def __call__(self, key: str, **values: object) -> Markup:
        """The message for *key*."""
        return self.marked(wording.message(key, self.language, **values), self._spoken)

    def plain(self, key: str, **values: object) -> str:
        """The message for *key*, without markup."""
        return wording.message(key, self.language, **values)

    def text(self, text: Text) -> Markup:
        """A *text* from the chronology."""
        return self.marked(*self._timeline.text(text, self.language))

    def marked(self, text: str, tag: str) -> Markup:
        """*text*, in an element with its language unless it is that of the page."""
        if tag in ("und", self.language):
            return Markup("<bdi>{}</bdi>").format(text) if tag == "und" else Markup.escape(text)
        direction = wording.direction(tag)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(tag, direction, text)

    @property
    def _spoken(self) -> str:
        return wording.words_in(self.language)


def names_by_language(timeline: Timeline, stem: str, ending: str) -> Mapping[str, str]:
    """The file of each language: ``stem.ending`` for the first, ``stem.tag.ending`` for others."""
    first, *others = timeline.languages
    return {first: f"{stem}{ending}", **{tag: f"{stem}.{tag}{ending}" for tag in others}}


_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def legible(text: str) -> str:
    """*text* without the characters that XML forbids."""
    return _UNFIT.sub("", text)
