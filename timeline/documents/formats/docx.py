"""DOCX: the text of a Word document, with the numbers that Word prints.

Word documents (ECMA-376) are XML files in a ZIP archive, read by a parser that builds no tree.
Deleted text, field codes, headers and footers are left out; footnotes and endnotes come last. A
row of a table is one paragraph. Document type declarations, which no Word document has, are
refused, and with them all attacks by XML entities.
"""

from __future__ import annotations

import io
from collections import defaultdict
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
    cell_text,
    declared_day,
    refuse,
    row,
)

LONGEST_NUMBER: Final = 200
"""Maximum characters of a printed number: a hundred letters, and the text around them."""

DEEPEST_LEVEL: Final = 8
"""The deepest level of a list; Word counts them from 0."""

_PARTS: Final = frozenset(
    {
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "docProps/core.xml",
    }
)

SUFFIXES: Final = (".docx", ".docm", ".dotx")

_KINDS: Final = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
}
"""Archives of other programs, by a part that only those have."""

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"


def recognises(content: bytes, name: str) -> bool:
    """Whether it is an archive that does not declare another format.

    OpenDocument and EPUB files declare it in their first part, "mimetype".
    """
    return content.startswith(b"PK\x03\x04") and content[30:38] != b"mimetype"


def read(content: bytes, name: str) -> Content:
    """The content of a Word document.

    Raises:
        InputError: it is damaged, encrypted, too large, or another kind of archive.
    """
    hint = "save it again from Word"
    return archived.read_parts(content, name, _PARTS, hint, lambda archive: _content(archive, name))


def _content(archive: Parts, name: str) -> Content:
    names = archive.names
    if "word/document.xml" not in names:
        kind = next((kind for part, kind in _KINDS.items() if part in names), "not a Word document")
        hint = "save the text as DOCX, PDF, HTML or txt"
        refuse(name, f"this archive is {kind}", hint, "file-format")
    numbering = _Numbering()
    if "word/numbering.xml" in names:
        parse(archive, "word/numbering.xml", _NumberingReader(numbering), _local)
    styles = _Styles()
    if "word/styles.xml" in names:
        parse(archive, "word/styles.xml", _StylesReader(styles), _local)
    body = _BodyReader(numbering, styles)
    parse(archive, "word/document.xml", body, _local)
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            parse(archive, part, body, _local)
    properties = _PropertiesReader()
    if "docProps/core.xml" in names:
        parse(archive, "docProps/core.xml", properties, _local)
    text, paragraphs = assemble(body.blocks)
    return Content(
        text=text,
        paragraphs=paragraphs,
        title=body.title or properties.found.get("title") or None,
        saved=declared_day(properties.found.get("created")),
        language=styles.language,
    )


# -- XML ---------------------------------------------------------------------------------------


def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if namespace in (_W, _STRICT, "") else name


# -- numbers -------------------------------------------------------------------------------------


class _Level(Struct):
    """How a level of a list is numbered; ``text`` is the pattern, %1 the first level's number."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."


class _Numbering(Struct):
    """The lists of a document (ECMA-376 part 1, section 17.9), with the current number of each."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=lambda: defaultdict(dict))
    """Levels by abstract list."""
    lists: dict[str, str] = {}
    """Abstract list by the list's number."""
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, number: str, level: int) -> str | None:
        """The printed number of the next paragraph of that list and level; None for bullets."""
        abstract = self.lists.get(number)
        if abstract is None or level > DEEPEST_LEVEL or level not in self.levels[abstract]:
            return None
        counts = self.counts[abstract]
        own = self.levels[abstract][level]
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if own.format in ("bullet", "none"):
            return None
        printed = own.text
        for other in range(level + 1):
            shape = self.levels[abstract].get(other, _Level())
            count = counts.get(other, shape.start)
            printed = printed.replace(f"%{other + 1}", _written(count, shape.format))
            if len(printed) > LONGEST_NUMBER:
                raise UnusualPartError(
                    f"a paragraph has a number of more than {LONGEST_NUMBER} characters"
                )
        return printed.strip().rstrip(".)").lstrip("(") or None


def _written(number: int, shape: str) -> str:
    match shape:
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperLetter":
            return _letter(number, "A", 26)
        case "lowerLetter":
            return _letter(number, "a", 26)
        case "russianLower":
            return _letter(number, "а", 28)
        case "russianUpper":
            return _letter(number, "А", 28)
    return str(number)


def _letter(number: int, first: str, alphabet: int) -> str:
    repeats, letter = divmod(max(number, 1) - 1, alphabet)
    # After the end of the alphabet, Word repeats the letter: z, aa, bb.
    return chr(ord(first) + letter) * min(repeats + 1, 100)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(min(number, 9999), value)
        text += letters * count
    return text


class _NumberingReader(PartReader):
    def __init__(self, numbering: _Numbering) -> None:
        self._numbering = numbering
        self._abstract = ""
        self._list = ""
        self._level: _Level | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "abstractNum":
                self._abstract = attributes.get("abstractNumId", "")
            case "lvl" if self._abstract:
                self._level = _Level()
                self._numbering.levels[self._abstract][_number(attributes.get("ilvl"))] = (
                    self._level
                )
            case "start" if self._level:
                self._level.start = _number(value, 1)
            case "numFmt" if self._level:
                self._level.format = value
            case "lvlText" if self._level:
                if len(value) > LONGEST_NUMBER:
                    raise UnusualPartError(f"a number has a pattern of {len(value):,} characters")
                self._level.text = value
            case "num":
                self._list = attributes.get("numId", "")
            case "abstractNumId" if self._list:
                self._numbering.lists[self._list] = value

    def end(self, name: str) -> None:
        if name == "lvl":
            self._level = None
        elif name == "abstractNum":
            self._abstract = ""


def _number(text: str | None, otherwise: int = 0) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


# -- styles, properties ----------------------------------------------------------------------------


class _Styles(Struct):
    """The properties that paragraphs get from their style."""

    lists: dict[str, tuple[str, int]] = {}
    based_on: dict[str, str] = {}
    names: dict[str, str] = {}
    language: str | None = None

    def list_of(self, style: str) -> tuple[str, int] | None:
        """List and level of a style, its own or inherited."""
        for _ in range(20):
            if style in self.lists:
                return self.lists[style]
            style = self.based_on.get(style, "")
            if not style:
                break
        return None

    def heading(self, style: str) -> int:
        """The heading level of a style, its own or inherited; 0 if it is not a heading."""
        for _ in range(20):
            # The names of Word's own styles are English in every language.
            words = self.names.get(style, style).casefold().split()
            if len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
                return int(words[1][:2])
            style = self.based_on.get(style, "")
            if not style:
                break
        return 0


_ON: Final = ("1", "true", "on")


class _StylesReader(PartReader):
    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._style = ""
        self._is_default = False
        """Whether it is the style of paragraphs without one."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        styles, style = self._styles, self._style
        match name:
            case "style":
                self._style = attributes.get("styleId", "")
                is_of_paragraphs = attributes.get("type") == "paragraph"
                self._is_default = is_of_paragraphs and attributes.get("default") in _ON
            case "name" if style:
                styles.names[style] = value
                # LibreOffice marks no style as the default.
                self._is_default |= value == "Normal"
            case "basedOn" if style:
                styles.based_on[style] = value
            case "numId" if style:
                styles.lists[style] = (value, styles.lists.get(style, ("", 0))[1])
            case "ilvl" if style:
                styles.lists[style] = (styles.lists.get(style, ("", 0))[0], _number(value))
            case "lang" if value and (self._is_default or not style):
                # The language of the default style comes later, and overrides that of the program.
                styles.language = value

    def end(self, name: str) -> None:
        if name == "style":
            self._style = ""


class _PropertiesReader(PartReader):
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._name = {f"{_DC} title": "title", f"{_TERMS} created": "created"}.get(name, "")

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, data: str) -> None:
        if self._name:
            self.found[self._name] = (self.found.get(self._name, "") + data)[:500]


# -- the text ------------------------------------------------------------------------------------


class _BodyReader(PartReader):
    """Collects paragraphs, and rows of tables as one paragraph each."""

    SKIPPED: Final = frozenset(
        {"del", "moveFrom", "instrText", "delText", "pPrChange", "rPrChange"}
    )
    SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
    FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

    def __init__(self, numbering: _Numbering, styles: _Styles) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self._numbering = numbering
        self._styles = styles
        self._open: list[_OpenParagraph] = []
        self._rows: list[list[list[str]]] = []
        """The open rows, their cells, and the paragraphs of each cell."""
        self._skipping = 0
        self._is_text = False
        self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in self.SKIPPED or name == self.FALLBACK:
            self._skipping += 1
        if self._skipping:
            return
        paragraph = self._open[-1] if self._open else None
        match name:
            case "p":
                self._open.append(_OpenParagraph())
            case "tr":
                self._rows.append([])
            case "tc" if self._rows:
                self._rows[-1].append([])
            case "t":
                self._is_text = True
            case _ if paragraph and name in self.SIGNS:
                paragraph.text.write(self.SIGNS[name])
            case "pStyle" if paragraph:
                paragraph.style = attributes.get("val", "")
            case "numId" if paragraph:
                paragraph.list = attributes.get("val", "")
            case "ilvl" if paragraph:
                paragraph.level = _number(attributes.get("val"))

    def end(self, name: str) -> None:
        if name in self.SKIPPED or name == self.FALLBACK:
            self._skipping -= 1
            return
        if self._skipping:
            return
        match name:
            case "t":
                self._is_text = False
            case "p" if self._open:
                self._close(self._open.pop())
            case "tr" if self._rows:
                cells = map(cell_text, self._rows.pop())
                self._add(row(cells, len(self._rows)))

    def text(self, data: str) -> None:
        if self._is_text and self._open and not self._skipping:
            self._size += len(data)
            if self._size > LARGEST_TEXT:
                raise UnusualPartError(f"more than {LARGEST_TEXT:,} characters of text")
            self._open[-1].text.write(data)

    def _close(self, paragraph: _OpenParagraph) -> None:
        text = paragraph.text.getvalue()
        inherited = self._styles.list_of(paragraph.style)
        number, level = None, 0
        kind = BlockKind.TEXT
        # The list 0 removes a paragraph from the list of its style.
        if paragraph.list or (inherited and paragraph.list is None):
            list_, level = inherited or ("", 0)
            level = level if paragraph.level is None else paragraph.level
            kind = BlockKind.TEXT if (paragraph.list or list_) == "0" else BlockKind.ITEM
            if text.strip():
                number = self._numbering.next(paragraph.list or list_, level)
        heading = self._styles.heading(paragraph.style)
        is_title = self._styles.names.get(paragraph.style, paragraph.style).casefold() == "title"
        if is_title and self.title is None and text.strip():
            self.title = " ".join(text.split())
        if heading:
            self._add(Block(text, number, BlockKind.HEADING, heading))
        else:
            self._add(Block(text, number, kind, level + 1 if kind is BlockKind.ITEM else 0))

    def _add(self, block: Block) -> None:
        if self._rows and self._rows[-1]:
            # A table in a cell of another table is part of that cell.
            self._rows[-1][-1].append(block.text or " ".join(filter(None, block.cells)))
        else:
            self.blocks.append(block)


class _OpenParagraph(Struct):
    """A paragraph that is being read; boxes and footnotes are inside others."""

    text: io.StringIO = field(default_factory=io.StringIO)
    style: str = ""
    list: str | None = None
    level: int | None = None
