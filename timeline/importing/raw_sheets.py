"""Raw sheets of a workbook, as the readers of the formats return them, and how large it may be."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

MOST_CELLS: Final = 2_000_000
"""Maximum cells of a workbook, including empty ones before the last cell of their row."""

LEAST_CELLS: Final = 50_000
"""The number of cells that even a small workbook may have."""

CELLS_PER_BYTE: Final = 0.5
"""Maximum cells per byte of a larger workbook; real ones have a tenth of that."""


class FilledCell(Struct, frozen=True):
    """The text of a cell; row and column are counted from 0."""

    row: int
    column: int
    text: str
    link: str | None = None


class Merged(Struct, frozen=True):
    """A range of cells shown as one, all bounds inclusive."""

    row: int
    column: int
    last_row: int
    last_column: int


RawSheet = tuple[str, list[FilledCell], list[Merged]]
"""A sheet as a library returns it: its name, its values, and its merged ranges."""


def most_cells(size: int) -> int:
    """Maximum cells of a workbook of *size* bytes."""
    return min(MOST_CELLS, LEAST_CELLS + int(CELLS_PER_BYTE * size))
