"""Documents as Markdown: CommonMark with GitHub's tables and strikethrough.

Text never becomes markup: every character that has a meaning in Markdown is escaped. A document
in a right-to-left language is wrapped in a ``div`` with that direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from timeline.papers.blocks import (
    Heading,
    Items,
    Paper,
    PaperBlock,
    PaperParagraph,
    Run,
    Runs,
    Table,
)
from timeline.wording import direction

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~&$]")
_AT_START: Final = re.compile(r"(\d{1,9})?([-+=.)])")
"""What starts a list, a thematic break or a heading; it has no effect in a table cell."""
_BREAK: Final = "\\\n"


def render(paper: Paper) -> str:
    """The whole document as Markdown."""
    parts = [f"# {escaped(paper.title)}", *map(_block, paper.blocks)]
    text = "\n\n".join(filter(None, parts))
    if direction(paper.language) == "rtl":
        text = f'<div dir="rtl" lang="{paper.language}">\n\n{text}\n\n</div>'
    return text + "\n"


def escaped(text: str, *, is_first: bool = True) -> str:
    r"""*text*, escaped for Markdown; *is_first* if it starts a block or a line of one.

    >>> print(escaped("1. *A* | B"), escaped("- a_b"), escaped("- a", is_first=False))
    1\. \*A\* \| B \- a\_b - a
    """
    text = _SPECIAL.sub(r"\\\g<0>", text)
    if not is_first or (found := _AT_START.match(text)) is None:
        return text
    return f"{found[1] or ''}\\{text[found.start(2) :]}"


def _block(block: PaperBlock) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case PaperParagraph():
            return _line(block.line)
        case Items():
            return "\n".join(_items(block))
        case Table():
            return "\n".join(_table(block))


def _items(block: Items) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.is_numbered else "- "
        margin = " " * len(mark)
        yield mark + f"{_BREAK}{margin}".join(filter(None, map(_line, item)))


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escaped(text, is_first=False) for text in table.header)} |"
    yield "|" + "---|" * len(table.header)
    for row in table.rows:
        cells = ("<br>".join(_line(line, is_block=False) for line in cell if line) for cell in row)
        yield f"| {' | '.join(cells)} |"


def _line(line: Runs, *, is_block: bool = True) -> str:
    return "".join(_run(run, is_first=is_block and not number) for number, run in enumerate(line))


def _run(run: Run, *, is_first: bool) -> str:
    # Emphasis marks only work next to a non-space character, so blanks stay outside of them.
    inner = run.text.strip()
    if not inner:
        return run.text
    before, _, after = run.text.partition(inner)
    words = escaped(inner, is_first=is_first and not before)
    if run.url:
        address = _address(run.url)
        words = f"<{address}>" if run.url == run.text else f"[{words}](<{address}>)"
    if run.edit == "gone":
        words = f"~~{words}~~"
    if run.is_strong:
        words = f"**{words}**"
    return f"{before}{words}{after}"


_IN_ADDRESS: Final = "".join({*map(chr, range(33, 127))} - {*'<>|\\`"'})
"""Characters that are left as they are in an address; others would end it, or the cell."""


def _address(url: str) -> str:
    return quote(url, safe=_IN_ADDRESS)
