"""The XML parts of a document that is a ZIP archive: Word and OpenDocument files.

They are parsed without building a tree, and their bytes are counted while they are unpacked, since
an archive may declare a wrong size. Document type declarations, which no such document has, are
refused, and with them all attacks by XML entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from timeline.archives import DAMAGE
from timeline.documents.content import Content, refuse
from timeline.errors import InputError

LARGEST_PARTS: Final = 25_000_000
"""Maximum unpacked bytes of the XML parts that are read: ten times a long report."""

LEAST_PARTS: Final = 5_000_000
"""The unpacked bytes of XML that even a small document may have."""

MOST_UNFOLDED: Final = 50
"""How many times its size a larger document may unpack to; Word files unpack to 5 to 30 times."""

DEEPEST: Final = 200
"""Maximum levels of nested elements; Word nests tables to about thirty."""


class UnusualPartError(Exception):
    """XML that word processors do not write."""


class Parts:
    """The XML files of an archive; the *wanted* ones unpack to at most *most* bytes."""

    def __init__(self, archive: zipfile.ZipFile, wanted: frozenset[str], most: int) -> None:
        self._archive = archive
        self._most = most
        self._left = most
        self.names = frozenset(archive.namelist())
        self._take(sum(archive.getinfo(part).file_size for part in self.names & wanted))
        self._left = most

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnusualPartError(f"it unpacks to more than {self._most:,} bytes")

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a *part*, while it is unpacked.

        Raises:
            UnusualPartError: there are more than the limit, or the compression is not supported.
        """
        info = self._archive.getinfo(part)
        # Python unpacks other methods, BZ2 and LZMA, as a whole, even if less is requested.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnusualPartError(f"{part} is neither stored nor deflated")
        with self._archive.open(info) as file:
            while chunk := file.read(1 << 16):
                self._take(len(chunk))
                yield chunk


def read_parts(
    content: bytes, name: str, wanted: frozenset[str], hint: str, made: Callable[[Parts], Content]
) -> Content:
    """The result of *made* for the *wanted* parts of an archive.

    Raises:
        InputError: it is damaged or encrypted, or unpacks to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            most = min(LARGEST_PARTS, LEAST_PARTS + MOST_UNFOLDED * len(content))
            return made(Parts(archive, wanted, most))
    except InputError:
        raise
    except (*DAMAGE, UnusualPartError, expat.ExpatError) as error:
        refuse(name, f"the document is damaged: {error}", hint, "file-damaged")
    except RuntimeError:
        refuse_encrypted(name)


def refuse_encrypted(name: str) -> NoReturn:
    """Raises the problem of a document with a password."""
    refuse(name, "the document is encrypted", "save it without a password", "file-encrypted")


class PartReader:
    """Handles the events of the parser."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters between elements."""


def parse(parts: Parts, part: str, reader: PartReader, local: Callable[[str], str]) -> None:
    """Sends the events of a *part* to the *reader*, with names shortened by *local*.

    Raises:
        UnusualPartError: it is nested too deeply, or declares a document type.
        ExpatError: it is not XML.
    """
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnusualPartError(f"{part} is nested deeper than {DEEPEST} levels")
        reader.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(local(name))

    def refuse_declaration(*_: object) -> None:
        raise UnusualPartError(f"{part} declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse_declaration
    for chunk in parts.chunks(part):
        parser.Parse(chunk)
    parser.Parse(b"", True)
