"""The XML parts of a document that is a ZIP archive: Word's and OpenDocument's.

They are parsed without building a tree, and counted while they unfold, for an archive may declare
a wrong size. Document type declarations, which no such document has, are refused, and with them
every trick that XML entities allow.
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
"""Bytes of XML that the parts which are read may unfold to: ten times a long report."""

LEAST_PARTS: Final = 5_000_000
"""Bytes of XML that any document may unfold to, however small it is."""

MOST_UNFOLDED: Final = 50
"""Times its size that a larger document may unfold to; those of Word unfold to five to thirty."""

DEEPEST: Final = 200
"""Levels of elements; Word nests tables to some thirty."""


class UnusualPartError(Exception):
    """XML that no word processor writes."""


class Parts:
    """The XML files of an archive; those that are *wanted* unfold to no more than *most* bytes."""

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
            raise UnusualPartError(f"it unfolds to more than {self._most:,} bytes")

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a *part*, as they unfold.

        Raises:
            UnusualPartError: there are more than are read, or they are packed in another way.
        """
        info = self._archive.getinfo(part)
        # Python unfolds the other ones, BZ2 and LZMA, whole, whatever is asked for.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnusualPartError(f"{part} is neither stored nor deflated")
        with self._archive.open(info) as file:
            while chunk := file.read(1 << 16):
                self._take(len(chunk))
                yield chunk


def read_parts(
    content: bytes, name: str, wanted: frozenset[str], hint: str, made: Callable[[Parts], Content]
) -> Content:
    """What is *made* of the *wanted* parts of an archive.

    Raises:
        InputError: it is damaged or encrypted, or unfolds to more than is read.
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
    """Takes the events of the parser."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters between them."""


def parse(parts: Parts, part: str, reader: PartReader, local: Callable[[str], str]) -> None:
    """Gives the events of a *part* to the *reader*, with names as *local* shortens them.

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
