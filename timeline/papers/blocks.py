"""The blocks of a document, and the runs of text in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from timeline.opc import writable


class Run(Struct, frozen=True):
    """A piece of text in one language and style; ``language`` is empty if it is the document's.

    ``edit`` marks text as new or as no longer valid.
    """

    text: str
    language: str = ""
    url: str = ""
    is_strong: bool = False
    edit: Literal["", "new", "gone"] = ""


Runs: TypeAlias = tuple[Run, ...]


class Heading(Struct, frozen=True):
    """A heading; the title of the document has level 1, so these start at level 2."""

    text: str
    level: int = 2


class PaperParagraph(Struct, frozen=True):
    """A paragraph."""

    line: Runs


class Items(Struct, frozen=True):
    """A list: each item has one or more lines; numbered items count from 1."""

    items: tuple[tuple[Runs, ...], ...]
    is_numbered: bool = False


class Table(Struct, frozen=True):
    """A table whose header is repeated on each page.

    A cell has one or more lines. ``widths`` are relative widths of the columns.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Runs, ...], ...], ...]
    widths: tuple[int, ...]


PaperBlock: TypeAlias = Heading | PaperParagraph | Items | Table


class Paper(Struct, frozen=True, kw_only=True):
    """A document; ``language`` is the BCP 47 tag of its text."""

    title: str
    language: str
    blocks: tuple[PaperBlock, ...]


def line(*runs: str | Run) -> Runs:
    """A line of *runs*, without the empty ones."""
    made = (Run(run) if isinstance(run, str) else run for run in runs)
    return tuple(run for run in made if run.text)


_SPACE: Final = re.compile(r"\s+")


def on_one_line(text: str) -> str:
    """*text* without line breaks and without characters that XML forbids (XML 1.0, 2.2)."""
    return _SPACE.sub(" ", writable(text)).strip()


def paragraphs(text: str) -> Iterable[str]:
    """The lines of *text* that are not blank."""
    return filter(None, map(on_one_line, text.splitlines()))
