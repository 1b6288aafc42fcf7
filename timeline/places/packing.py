r"""Files of many lines in compressed blocks, so that a line is read without the rest of the file.

A packed file begins with its head: lines that begin with ``#``. The next line has two numbers: how
many lines a block has, and the size of the directory in bytes. Then come the directory and the
blocks, each of which is UTF-8 text compressed by zlib (RFC 1950). The directory has a line for each
block: its size in bytes, and a label.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     path = Path(folder, "letters")
...     _ = path.write_bytes(pack("# Letters\n", ["a", "b", "c"], ["A", "B", "C"], size=2))
...     letters = PackedLines(path)
...     letters.head, letters.labels, letters.block(1), letters.line(1), list(letters)
('# Letters\n', ('A', 'C'), ('c',), 'b', ['a', 'b', 'c'])
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

BEST: Final = 9
"""The level of compression: blocks are written once and read often."""

MOST_OPEN: Final = 256
"""Maximum blocks that are kept in memory."""


def pack(head: str, lines: Sequence[str], labels: Sequence[str], *, size: int) -> bytes:
    """A packed file of *lines*, with *size* lines a block.

    *labels* has one for each line; the label of a block is that of its first line.
    """
    starts = range(0, len(lines), size)
    blocks = [_compressed(lines[start : start + size]) for start in starts]
    directory = _compressed(
        [f"{len(block)} {labels[start]}" for block, start in zip(blocks, starts, strict=True)]
    )
    return b"".join((f"{head}{size} {len(directory)}\n".encode(), directory, *blocks))


def _compressed(lines: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode("utf-8"), BEST)


def _lines(compressed: bytes) -> tuple[str, ...]:
    return tuple(zlib.decompress(compressed).decode("utf-8").split("\n"))


class PackedLines:
    """The lines of the packed file at *path*, which is opened on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.block = lru_cache(MOST_OPEN)(self._block)

    @cached_property
    def _content(self) -> mmap.mmap:
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _start(self) -> tuple[str, int, tuple[str, ...], int]:
        """The head, the size of a block, the directory, and where the blocks begin."""
        head, sizes = [], b"#"
        position = 0
        while sizes.startswith(b"#"):
            head.append(sizes)
            end = self._content.find(b"\n", position) + 1
            sizes, position = self._content[position:end], end
        size, length = map(int, sizes.split())
        directory = _lines(self._content[position : position + length])
        return b"".join(head[1:]).decode("utf-8"), size, directory, position + length

    @property
    def head(self) -> str:
        return self._start[0]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of each block."""
        return tuple(line.partition(" ")[2] for line in self._start[2])

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        """Where each block begins, and where the last one ends."""
        sizes = (int(line.partition(" ")[0]) for line in self._start[2])
        return tuple(accumulate(sizes, initial=self._start[3]))

    def _block(self, number: int) -> tuple[str, ...]:
        begin, end = self._offsets[number : number + 2]
        return _lines(self._content[begin:end])

    def line(self, number: int) -> str:
        """The line with that *number*, from 0."""
        size = self._start[1]
        return self.block(number // size)[number % size]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.labels)):
            yield from self.block(number)
