"""PDF: the lines of its text layer, joined into paragraphs, and the rows of ruled tables.

On a page with ruled lines, or with lines that begin with figures, pypdf lays out the text in
columns, from which the rows are read; without ruled lines, only tables with a column of dates are
read so. Other pages, and pages that pypdf does not lay out completely, are read line by line.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from datetime import date
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from timeline.documents import confined
from timeline.documents.content import LARGEST_TEXT, Block, Content, assemble, leading, refuse, row
from timeline.documents.tabulated import lines_and_rows
from timeline.documents.text import NUMBER, opens_entry

if TYPE_CHECKING:
    from pypdf import PageObject

SUFFIXES: Final = (".pdf",)

MOST_PAGES: Final = 2000
"""Maximum pages of a document that is read; a longer one is refused, not cut."""

_REPEATED: Final = 0.5
"""The share of pages on which a line at the edge must occur to be a header or footer."""

_MOST_HEAD: Final = 4
"""Maximum lines of headline and dateline above the first numbered paragraph."""

_USUAL: Final = 0.75
"""The share of lines that are not longer than the usual width."""

_EDGE: Final = 3
"""The lines at the top and at the bottom of a page that may be header and footer."""

_YEAR: Final = re.compile(r"\b\d{4}\b[^\d.,;:]{0,8}$")
"""The year at the end of a dateline."""

_LATEST_DATELINE: Final = 8
"""The lines, from the first line or the first number, in which a dateline is searched."""

_SHORT: Final = 0.85
"""The share of the width below which a line that ends a sentence also ends its paragraph."""


class _Read(Struct):
    """What pypdf reads; ``size`` counts characters; pages beyond the limit are left out."""

    is_locked: bool = False
    count: int = 0
    size: int = 0
    pages: list[list[str]] = []
    title: str | None = None
    created: date | None = None


def recognises(content: bytes, name: str) -> bool:
    """Whether it begins like a PDF."""
    return leading(content).startswith(b"%PDF-")


def read(content: bytes, name: str) -> Content:
    """The content of a PDF.

    Raises:
        InputError: it is damaged, encrypted, too long, without text, takes too much time or
            memory, or pypdf is not installed.
    """
    if find_spec("pypdf") is None:
        from timeline import installing

        hint = installing.command("documents")
        refuse(name, "reading PDF needs pypdf", hint, "library-missing")
    smaller, again = "split it, or save it as text", "save it again, or as text"
    with confined.refusals(name, "the PDF", smaller, mend=again):
        found = confined.call(extracted, content, _Read, "pypdf")
    return _content(found, name)


def extracted(content: bytes) -> _Read:
    """The lines of a PDF by page, and its metadata; raises any exception of pypdf."""
    import pypdf

    # pypdf logs what it repairs; without a handler, that would go to standard error.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    found = _Read()
    document = pypdf.PdfReader(io.BytesIO(content))
    found.is_locked = document.is_encrypted and not document.decrypt("")
    found.count = 0 if found.is_locked else len(document.pages)
    for page in document.pages if 0 < found.count <= MOST_PAGES else ():
        lines = _lines(page)
        found.size += sum(map(len, lines))
        if found.size > LARGEST_TEXT:
            break
        found.pages.append([line.strip(" ") for line in lines if line.strip()])
    about = document.metadata
    found.title = str(about.title) if about and about.title else None
    created = about.creation_date if about else None
    found.created = created.date() if created else None
    return found


def _lines(page: PageObject) -> list[str]:
    """The lines of a page; a row of a table has tabs between its cells."""
    plain = page.extract_text().replace("\0", "").replace("\t", " ")
    is_ruled = _is_ruled(page)
    if not is_ruled and len(_DATED.findall(plain)) < FEWEST_DATED:
        return plain.splitlines()
    laid_out = page.extract_text(extraction_mode="layout").replace("\0", "").replace("\t", " ")
    is_whole = Counter("".join(laid_out.split())) == Counter("".join(plain.split()))
    found = list(lines_and_rows(laid_out, are_dated=not is_ruled)) if is_whole else []
    # Two columns of text are read one after the other, unless they are columns of a table.
    is_table = is_ruled or any("\t" in line for line in found)
    return found if found and is_table else plain.splitlines()


_DATED: Final = re.compile(r"^\D{0,12}\d", re.MULTILINE)

FEWEST_DATED: Final = 3
"""Minimum lines with figures near their beginning in a table without ruled lines."""


def _is_ruled(page: PageObject) -> bool:
    """Whether the page has as many drawn lines or boxes as a table."""
    contents = page.get_contents()
    drawn = _DRAWN.finditer(contents.get_data()) if contents is not None else iter(())
    return sum(1 for _ in islice(drawn, FEWEST_RULES)) == FEWEST_RULES


_DRAWN: Final = re.compile(rb"(?<=[\d.]\s)(?:re|l)\b")
"""The operators that draw a box or a line (ISO 32000, section 8.5.2), after their last number."""

FEWEST_RULES: Final = 6
"""Minimum lines and boxes of a table."""


def _content(found: _Read, name: str) -> Content:
    if found.is_locked:
        refuse(name, "the PDF is encrypted", "save it without a password", "file-encrypted")
    if found.count > MOST_PAGES:
        fact = f"the PDF has more than {MOST_PAGES:,} pages"
        refuse(name, fact, "split it, or save it as text", "file-too-large")
    if found.size > LARGEST_TEXT:
        hint = f"at most {LARGEST_TEXT:,} characters are read"
        refuse(name, "the text is too long", hint, "file-too-large")
    if not any(found.pages):
        fact, hint = "the PDF has no text, only pictures", "recognise its text (OCR) first"
        refuse(name, fact, hint, "file-without-text")
    text, paragraphs = assemble(map(_block, _blocks(_bodies(found.pages))))
    return Content(
        text=text,
        paragraphs=paragraphs,
        title=" ".join((found.title or "").split()) or None,
        saved=found.created,
    )


def _block(line: str) -> Block:
    return row(line.split("\t")) if "\t" in line else Block(line)


def _bodies(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the headers and footers of most pages."""
    edges = Counter(
        shape
        for page in pages
        for shape in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])}
        if len(pages) > 2
    )
    repeated = {shape for shape, count in edges.items() if count > len(pages) * _REPEATED}

    def is_edge(line: str) -> bool:
        return bool(re.fullmatch(r"[\W_]*\d{1,4}[\W_]*", line)) or _shape(line) in repeated

    bodies = []
    for page in pages:
        while page and is_edge(page[0]):
            page = page[1:]
        while page and is_edge(page[-1]):
            page = page[:-1]
        bodies.append(page)
    return bodies


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _blocks(pages: list[list[str]]) -> list[str]:
    lines = [line for page in pages for line in page]
    lengths = sorted(len(line) for line in lines if "\t" not in line)
    # Not the longest line, which on a page in columns is the headline above them.
    width = lengths[int(len(lengths) * _USUAL)] if lengths else 0
    head = next((i for i, line in enumerate(lines[: _MOST_HEAD + 1]) if NUMBER.match(line)), 0)
    if any(line.endswith((".", ",", ";", ":")) for line in lines[:head]):
        head = 0
    # Headline and dateline, above the first number.
    blocks = lines[:head]
    for index, (before, line) in enumerate(zip(["", *lines[head:]], lines[head:], strict=False)):
        has_ended = before.endswith((".", "!", "?", "…", ":", ";", "»", "”"))
        begins = before[:1].isupper() or _YEAR.search(before)  # «г. Ташкент, 14 мая 2026 года»
        is_heading = begins and blocks[-1:] == [before] and not line[:1].islower()
        is_short = len(before) < width * _SHORT
        is_head = index < _LATEST_DATELINE and len(line) < width * _SHORT
        if re.search(r"[^\W\d_]-$", before) and line[:1].islower() and "\t" not in before + line:
            # A word that was split at the margin; the hyphen may belong to the word: «тор-гово».
            blocks[-1] = blocks[-1][:-1] + line
        elif (
            not blocks
            or "\t" in before + line
            or NUMBER.match(line)
            or opens_entry(blocks[-1], line)
            or (is_short and (_is_lonely(line, width) or _is_lonely(before, width)))
            or (is_short and (has_ended or is_heading))
            or (is_head and _YEAR.search(line))
        ):
            blocks.append(line)
        else:
            blocks[-1] += " " + line
    return blocks


_LONELY: Final = 0.5
_MOST_LONELY: Final = 5
"""Maximum share of the width, and maximum words, of a line that contains only a date."""


def _is_lonely(line: str, width: int) -> bool:
    """Whether a line is short enough to be a date alone: the heading of the lines below it."""
    has_figures = any(map(str.isdigit, line))
    return has_figures and len(line) < width * _LONELY and len(line.split()) <= _MOST_LONELY
