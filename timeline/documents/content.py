"""What all formats return: a text in paragraphs, and the metadata of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem

LARGEST_TEXT: Final = 20_000_000
"""Maximum characters of a text that is read: about forty long novels."""

GAP: Final = "\n\n"
"""The separator of paragraphs, if the format itself has no characters for it."""


class BlockKind(StrEnum):
    """The kind of a block of a document, if its format says it."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


class Paragraph(Struct, frozen=True):
    """A block: characters *start* to *end* (half-open) of the text.

    ``number`` is its printed number without a point, including one that Word generates and that
    is not among the characters. ``level`` is the level of a heading or of an item of a list, from
    1, and 0 for other blocks; ``cells`` are those of a row of a table, including empty ones.
    """

    start: int
    end: int
    number: str | None = None
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[tuple[int, int], ...] = ()


class Block(Struct, frozen=True):
    """A block without its place in the text; a row of a table has only ``cells``."""

    text: str
    number: str | None = None
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[str, ...] = ()


class UnreadPart(Struct, frozen=True):
    """A part of a file that is not read: what it is, the reason, its code, and a hint."""

    fact: str
    code: CodeName
    hint: str = ""


class Content(Struct, frozen=True, kw_only=True):
    """The content of a file, before its text is interpreted."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    published: date | None = None
    """When it was published, according to the file."""
    saved: date | None = None
    """When the file was written: any time after it was published."""
    language: str | None = None
    left_out: tuple[UnreadPart, ...] = ()


def row(cells: Iterable[str], level: int = 0) -> Block:
    """The row of a table with these *cells*."""
    return Block("", None, BlockKind.ROW, level, tuple(" ".join(cell.split()) for cell in cells))


def cell_text(parts: Sequence[str]) -> str:
    """The paragraphs of a cell as one text; the events of a day in a calendar stay apart."""
    filled = [line for part in parts for line in part.splitlines() if line.strip()]
    if len(filled) > 1 and _DAY.fullmatch(filled[0].strip()):
        return f"{filled[0]} {'; '.join(filled[1:])}"
    return " ".join(parts)


_DAY: Final = re.compile(r"[0-9]{1,2}\.?")


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """*blocks* as one text, and the place of each in it.

    The cells of a row are separated by tabs; a line break inside any other block begins another
    block of the same kind.
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
    """The text of a row, without its empty cells, and the place of each cell in it."""
    text = ""
    places = []
    for cell in cells:
        if text and cell:
            text += "\t"
        places.append((len(text), len(text) + len(cell)))
        text += cell
    return text, tuple(places)


def leading(content: bytes) -> bytes:
    """The first bytes of a file, without a leading byte order mark and white space."""
    return content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")


def refuse(name: str, fact: str, hint: str, code: CodeName) -> NoReturn:
    """Raises the problem that makes the whole file unreadable."""
    raise InputError([Problem(Place(name), "", fact, hint, code)])


def declared_day(text: str | None) -> date | None:
    """The day at the beginning of an ISO 8601 time stamp, the form in metadata."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
