"""Documents as Markdown: CommonMark, with the tables and the strikethrough of GitHub.

No text becomes markup: whatever Markdown gives a meaning to is escaped. A document that is
written from right to left stands in a ``div`` that says so.
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
"""What begins a list, a line across or a heading; in a cell of a table it does not."""
_BREAK: Final = "\\\n"


def render(paper: Paper) -> str:
    """The whole document."""
    parts = [f"# {escaped(paper.title)}", *map(_block, paper.blocks)]
    text = "\n\n".join(filter(None, parts))
    if direction(paper.language) == "rtl":
        text = f'<div dir="rtl" lang="{paper.language}">\n\n{text}\n\n</div>'
    return text + "\n"


def escaped(text: str, *, is_first: bool = True) -> str:
    r"""*text* as Markdown that shows it; *is_first* if it begins a block or a line of one.

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
    # Marks of emphasis hold only next to a letter: blanks stay outside of them.
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
"""Characters that stand in an address as they are: the others would end it, or a cell."""


def _address(url: str) -> str:
    return quote(url, safe=_IN_ADDRESS)
