"""RTF: the text of a Rich Text Format file, with the rows of its tables.

striprtf reads it. Paragraphs and the cells of tables are kept; the metadata are the title and the
time of creation.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from timeline.documents import confined
from timeline.documents.content import (
    LARGEST_TEXT,
    Block,
    Content,
    assemble,
    leading,
    refuse,
    row,
)

SUFFIXES: Final = (".rtf",)

_BEGINNING: Final = b"{\\rtf"
_HEAD: Final = 20_000
"""The first bytes, in which the metadata of a file is searched."""

_CODE_PAGE: Final = re.compile(r"\\ansicpg(\d{3,5})")
_TITLE: Final = re.compile(r"\{\\title\s+([^{}]{1,1000})\}")
_CREATED: Final = re.compile(r"\{\\creatim\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")


def recognises(content: bytes, name: str) -> bool:
    """Whether it begins like RTF."""
    return leading(content).startswith(_BEGINNING)


def read(content: bytes, name: str) -> Content:
    """The content of an RTF file.

    Raises:
        InputError: it cannot be read, or takes too much time or memory.
    """
    with confined.refusals(name, "the RTF", "save it as DOCX or plain text"):
        text = confined.call(stripped, content, str, "striprtf.striprtf")
    if len(text) > LARGEST_TEXT:
        hint = f"at most {LARGEST_TEXT:,} characters are read"
        refuse(name, "the text is too long", hint, "file-too-large")
    head = _decoded(content[:_HEAD])
    joined, paragraphs = assemble(_blocks(text))
    return Content(
        text=joined,
        paragraphs=paragraphs,
        title=_title(head),
        saved=_created(head),
    )


def stripped(content: bytes) -> str:
    """The text of an RTF file: one line per paragraph, with a mark after each cell of a table."""
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(_decoded(content), errors="replace")  # type: ignore[no-untyped-call]
    return text


def _decoded(content: bytes) -> str:
    """The file as text; most files are ASCII, others are in the code page that they declare."""
    declared = _CODE_PAGE.search(content[:_HEAD].decode("latin-1"))
    page = f"cp{declared[1]}" if declared else "cp1252"
    with suppress(LookupError):
        codecs.lookup(page)
        return content.decode(page, "replace")
    return content.decode("cp1252", "replace")


def _title(head: str) -> str | None:
    match = _TITLE.search(head)
    if match is None:
        return None
    page = _CODE_PAGE.search(head)
    source = f"{{\\rtf1{page[0] if page else ''} {match[1]}}}"
    return " ".join(stripped(source.encode("ascii", "ignore")).split()) or None


def _blocks(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if line.endswith("|"):
            yield row(line[:-1].split("|"))
        else:
            yield Block(line)


def _created(head: str) -> date | None:
    match = _CREATED.search(head)
    with suppress(ValueError):
        return date(*map(int, match.groups())) if match else None
    return None
