"""What the formats have in common: a text in paragraphs, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem

LARGEST_TEXT: Final = 20_000_000
"""Characters of the largest text that is read: some forty long novels."""

GAP: Final = "\n\n"
"""Stands between two paragraphs where the format itself has no characters for it."""


class BlockKind(StrEnum):
    """What a block of a document is, as far as its format says."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


class Paragraph(Struct, frozen=True):
    """A block: characters *start* to *end* (half-open) of the text.

    ``number`` is its printed number without a point; one that Word counts by itself is given
    too, though it is not among the characters. ``level`` is that of a heading or of an item of
    a list, from 1, and 0 of what has none; ``cells`` are those of a row of a table, the empty
    ones too.
    """

    start: int
    end: int
    number: str | None = None
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[tuple[int, int], ...] = ()


class Block(Struct, frozen=True):
    """A block before its place in the text is known; a row of a table has only ``cells``."""

    text: str
    number: str | None = None
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[str, ...] = ()


class UnreadPart(Struct, frozen=True):
    """A part of a file that is not read: what it is and why, the code of that, and a hint."""

    fact: str
    code: CodeName
    hint: str = ""


class Content(Struct, frozen=True, kw_only=True):
    """What a file holds, before anything is read out of its words."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    published: date | None = None
    """When it was published, as the file declares."""
    saved: date | None = None
    """When the file was written: any time after it was published."""
    language: str | None = None
    left_out: tuple[UnreadPart, ...] = ()


def row(cells: Iterable[str], level: int = 0) -> Block:
    """The row of a table that *cells* make."""
    return Block("", None, BlockKind.ROW, level, tuple(" ".join(cell.split()) for cell in cells))


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """One text of *blocks*, and where each stands in it.

    The cells of a row stand behind each other with a tab between; a break of the line inside of
    any other block begins another one of the same kind.
    """
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    position = 0

    def add(text: str, paragraph: Paragraph, gap: str) -> None:
        nonlocal position
        if texts:
            texts.append(gap)
            position += len(gap)
        start, end = position, position + len(text)
        cells = tuple((first + start, last + start) for first, last in paragraph.cells)
        paragraphs.append(replace(paragraph, start=start, end=end, cells=cells))
        texts.append(text)
        position = end

    for block in blocks:
        shape = Paragraph(0, 0, block.number, block.kind, block.level)
        if block.cells:
            text, cells = _joined(block.cells)
            if text:
                add(text, replace(shape, cells=cells), GAP)
            continue
        gap = GAP
        for line in filter(None, map(str.strip, block.text.split("\n"))):
            add(line, shape, gap)
            shape, gap = replace(shape, number=None), "\n"
    return "".join(texts), tuple(paragraphs)


def _joined(cells: Iterable[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a row, in which empty cells take no room, and where each cell is in it."""
    text = ""
    places = []
    for cell in cells:
        if text and cell:
            text += "\t"
        places.append((len(text), len(text) + len(cell)))
        text += cell
    return text, tuple(places)


def leading(content: bytes) -> bytes:
    """The first bytes of a file, without a byte order mark and white space before them."""
    return content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")


def refuse(name: str, fact: str, hint: str, code: CodeName) -> NoReturn:
    """Raises the problem that makes the whole file unreadable."""
    raise InputError([Problem(Place(name), "", fact, hint, code)])


def declared_day(text: str | None) -> date | None:
    """The day at the beginning of an ISO 8601 time stamp, as metadata have it."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
