"""Documents as plain text for mail: one line per item; the title and headings are underlined."""

from __future__ import annotations

from collections.abc import Iterator

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


def render(paper: Paper) -> str:
    """The whole document as plain text."""
    parts = [_underlined(paper.title, "="), *("\n".join(_lines(block)) for block in paper.blocks)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _underlined(text: str, mark: str) -> str:
    return f"{text}\n{mark * len(text)}"


def _lines(block: PaperBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield _underlined(block.text, "-")
        case PaperParagraph():
            yield _line(block.line)
        case Items():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.is_numbered else "- "
                yield mark + f"\n{' ' * len(mark)}".join(filter(None, map(_line, item)))
        case Table():
            header = tuple(((Run(text),),) for text in block.header)
            for row in (header, *block.rows):
                yield "\n".join("; ".join(map(_line, cell)) for cell in row)


def _line(line: Runs) -> str:
    return "".join(run.text for run in line)
