"""ODT: the text of an OpenDocument text, as LibreOffice writes it.

OpenDocument (ISO/IEC 26300) is XML in a ZIP archive, and read like DOCX: the library odfpy builds
a tree without a size limit. Deleted text, comments, tables of contents, headers and footers are
left out; notes come last. A row of a table is one paragraph. Numbers of lists are read only if they
are in figures.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from timeline.documents import archived
from timeline.documents.archived import PartReader, Parts, UnusualPartError, parse
from timeline.documents.content import (
    LARGEST_TEXT,
    Block,
    BlockKind,
    Content,
    assemble,
    declared_day,
    refuse,
    row,
)

SUFFIXES: Final = (".odt", ".ott")

_MIMETYPE: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_KINDS: Final = {
    b"spreadsheet": "an OpenDocument spreadsheet",
    b"presentation": "an OpenDocument presentation",
}

_PARTS: Final = frozenset({"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"})

_NAMESPACES: Final = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "http://purl.org/dc/elements/1.1/": "dc",
}

_LEFT_OUT: Final = frozenset(
    {
        "text:tracked-changes",
        "text:note-citation",
        "text:table-of-content",
        "text:ruby-text",
        "office:annotation",
        "office:forms",
    }
)
"""Elements whose text is not printed."""

_TITLE: Final = "Title"
"""The style of the title of a document."""


def recognises(content: bytes, name: str) -> bool:
    """Whether it is an archive that declares an OpenDocument type."""
    return content.startswith(b"PK\x03\x04") and content[30:].startswith(_MIMETYPE)


def read(content: bytes, name: str) -> Content:
    """The content of an OpenDocument text.

    Raises:
        InputError: it is damaged, encrypted, too large, or another kind of document.
    """
    kind = content[30 + len(_MIMETYPE) :]
    for beginning, other in _KINDS.items():
        if kind.startswith(beginning):
            refuse(name, f"this is {other}", "save the text as ODT, DOCX or PDF", "file-format")
    hint = "save it again from LibreOffice"
    return archived.read_parts(content, name, _PARTS, hint, lambda archive: _content(archive, name))


def _content(archive: Parts, name: str) -> Content:
    if "META-INF/manifest.xml" in archive.names:
        manifest = _ManifestReader()
        parse(archive, "META-INF/manifest.xml", manifest, _local)
        if manifest.is_encrypted:
            archived.refuse_encrypted(name)
    body = _OdtReader()
    parse(archive, "content.xml", body, _local)
    about = _OdtPropertiesReader()
    for part in ("styles.xml", "meta.xml"):
        if part in archive.names:
            parse(archive, part, about, _local)
    text, paragraphs = assemble((*body.blocks, *body.notes))
    return Content(
        text=text,
        paragraphs=paragraphs,
        title=body.title or " ".join(about.found.get("dc:title", "").split()) or None,
        saved=declared_day(about.found.get("meta:creation-date")),
        language=about.found.get("dc:language") or about.language,
    )


def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    prefix = _NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else local


class _ManifestReader(PartReader):
    """Whether the parts of a document are encrypted."""

    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.is_encrypted = self.is_encrypted or name == "manifest:encryption-data"


class _OdtPropertiesReader(PartReader):
    """The metadata of a document, and the language of its default style."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.language: str | None = None
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._name = name
        language = attributes.get("fo:language", "none")
        if name == "style:text-properties" and self.language is None and language != "none":
            self.language = language

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, data: str) -> None:
        if self._name in ("dc:title", "dc:language", "meta:creation-date"):
            self.found[self._name] = self.found.get(self._name, "") + data


class _OdtList(Struct):
    """A list that is being read: its style, and the number of items so far at each level."""

    style: str
    counts: list[int] = field(default_factory=list)


class _OdtParagraph(Struct):
    """A paragraph that is being read; boxes and notes are inside others."""

    kind: BlockKind
    level: int
    number: str | None
    is_title: bool
    text: io.StringIO = field(default_factory=io.StringIO)


class _OdtReader(PartReader):
    """Makes blocks of ``content.xml``."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.title: str | None = None
        self._parents: dict[str, str] = {}
        """The style from which each automatic one is derived."""
        self._numbered: dict[tuple[str, int], int] = {}
        """The number of levels that the number of an item shows, by list style and level."""
        self._list_style = ""
        self._open: list[_OdtParagraph] = []
        self._depth = 0
        """The depth of elements inside one that is left out."""
        self._lists: list[_OdtList] = []
        self._counted: dict[str, list[int]] = {}
        self._number: str | None = None
        self._cells: list[list[str]] = []
        """The cells of the rows that are being read; cells may contain tables."""
        self._in_notes = 0
        self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: C901 - a case each
        if self._depth or name in _LEFT_OUT:
            self._depth += 1
            return
        match name:
            case "style:style":
                parent = attributes.get("style:parent-style-name", "")
                self._parents[attributes.get("style:name", "")] = parent
            case "text:list-style":
                self._list_style = attributes.get("style:name", "")
            case "text:list-level-style-number" if attributes.get("style:num-format") == "1":
                level = _positive(attributes.get("text:level"))
                shown = _positive(attributes.get("text:display-levels"))
                self._numbered[self._list_style, level] = min(shown, level)
            case "text:list":
                self._begin_list(attributes)
            case "text:list-item":
                self._count_item(attributes)
            case "text:note-body":
                self._in_notes += 1
            case "table:table-row":
                self._cells.append([])
            case "table:table-cell" | "table:covered-table-cell" if self._cells:
                self._cells[-1].append("")
            case "text:h" | "text:p":
                self._open.append(self._paragraph(name, attributes))
            case "text:s":
                self.text(" ")
            case "text:tab":
                self.text("\t")
            case "text:line-break":
                self.text("\n")
            case _:
                pass

    def end(self, name: str) -> None:
        if self._depth:
            self._depth -= 1
            return
        match name:
            case "text:h" | "text:p" if self._open:
                self._close(self._open.pop())
            case "text:list" if self._lists:
                self._lists.pop()
            case "text:note-body":
                self._in_notes -= 1
            case "table:table-row" if self._cells:
                cells = self._cells.pop()
                if self._cells and self._cells[-1]:
                    self._cells[-1][-1] += "".join(f" {cell}" for cell in cells)
                elif any(map(str.strip, cells)):
                    self._add(row(cells))
            case _:
                pass

    def text(self, data: str) -> None:
        if self._open and not self._depth:
            self._size += len(data)
            if self._size > LARGEST_TEXT:
                raise UnusualPartError(f"more than {LARGEST_TEXT:,} characters of text")
            self._open[-1].text.write(data)

    def _paragraph(self, name: str, attributes: Mapping[str, str]) -> _OdtParagraph:
        style = attributes.get("text:style-name", "")
        is_title = _TITLE in (style, self._parents.get(style))
        number, self._number = self._number, None
        if name == "text:h":
            level = _positive(attributes.get("text:outline-level"))
            return _OdtParagraph(BlockKind.HEADING, level, number, is_title)
        if is_title:
            return _OdtParagraph(BlockKind.HEADING, 1, number, is_title)
        kind = BlockKind.ITEM if self._lists else BlockKind.TEXT
        return _OdtParagraph(kind, len(self._lists), number, is_title)

    def _close(self, paragraph: _OdtParagraph) -> None:
        text = paragraph.text.getvalue()
        if self._cells and self._cells[-1] and not self._in_notes:
            self._cells[-1][-1] += f" {text}"
            return
        if paragraph.is_title and self.title is None:
            self.title = " ".join(text.split()) or None
        self._add(Block(text, paragraph.number, paragraph.kind, paragraph.level))

    def _add(self, block: Block) -> None:
        (self.notes if self._in_notes else self.blocks).append(block)

    # -- numbers of lists ----------------------------------------------------------------------

    def _begin_list(self, attributes: Mapping[str, str]) -> None:
        outer = self._lists[-1] if self._lists else None
        style = attributes.get("text:style-name") or (outer.style if outer else "")
        is_continued = attributes.get("text:continue-numbering") == "true" or (
            "text:continue-list" in attributes
        )
        counts = [*outer.counts, 0] if outer else [0]
        if is_continued and outer is None:
            counts = self._counted.get(style, counts)[:1]
        self._lists.append(_OdtList(style, counts))

    def _count_item(self, attributes: Mapping[str, str]) -> None:
        if not self._lists:
            return
        found = self._lists[-1]
        start = attributes.get("text:start-value")
        found.counts[-1] = _positive(start) if start else found.counts[-1] + 1
        self._counted[found.style] = list(found.counts)
        level = len(found.counts)
        shown = self._numbered.get((found.style, level), 0)
        self._number = ".".join(map(str, found.counts[level - shown :])) if shown else None


def _positive(written: str | None) -> int:
    """The small positive number in an attribute; 1 if it is something else."""
    digits = written or ""
    return max(int(digits), 1) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else 1
