"""MD: the text of a Markdown file, with its headings, lists and tables.

markdown-it-py reads it as CommonMark with GitHub's tables. Links and emphasis are replaced by
their words; raw HTML and front matter are left out, except the title and the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from timeline.documents import confined
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
from timeline.documents.formats import txt

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES: Final = (".md", ".markdown")

_FRONT: Final = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"^(title|date|lang)[ \t]*:[ \t]*(.{1,1000})$", re.MULTILINE)


class _Markdown(Struct):
    """The blocks of a file."""

    blocks: list[Block]


def recognises(content: bytes, name: str) -> bool:
    """Whether the name says so: Markdown is plain text, which may contain no markup."""
    return name.lower().endswith(SUFFIXES)


def read(content: bytes, name: str) -> Content:
    """The content of a Markdown file.

    Raises:
        InputError: it is not text, or takes too much time or memory.
    """
    source = txt.decode(content, name).replace("\r\n", "\n")
    if len(source) > LARGEST_TEXT:
        hint = f"at most {LARGEST_TEXT:,} characters are read"
        refuse(name, "the text is too long", hint, "file-too-large")
    front = _FRONT.match(source)
    about = (
        {key: value.strip().strip("\"'") for key, value in _FIELD.findall(front[1])}
        if front
        else {}
    )
    body = source[front.end() :] if front else source
    octets, as_text = body.encode("utf-8", "replace"), "save it as plain text (.txt)"
    with confined.refusals(name, "the file", as_text, damage="cannot be read", mend=as_text):
        found = confined.call(parsed, octets, _Markdown, "markdown_it")
    text, paragraphs = assemble(found.blocks)
    heading = next((block for block in found.blocks if block.kind is BlockKind.HEADING), None)
    is_title = heading is not None and heading.level == 1
    return Content(
        text=text,
        paragraphs=paragraphs,
        title=about.get("title") or (heading.text if heading and is_title else None),
        published=declared_day(about.get("date")),
        language=about.get("lang"),
    )


def parsed(content: bytes) -> _Markdown:
    """The blocks of Markdown in UTF-8."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode())
    return _Markdown(list(_blocks(tokens)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:  # noqa: C901 - one case a token
    """The blocks of a stream of tokens, in which one opens each element and another closes it."""
    # Long: one case for each token.
    lists: list[int | None] = []
    """For each enclosing list: the number of its next item, None for bullets."""
    number: str | None = None
    heading = 0
    cells: list[str] = []
    in_cell = False
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_close" | "bullet_list_close":
                lists.pop()
            case "list_item_open":
                count = lists[-1]
                number = None if count is None else str(count)
                lists[-1] = None if count is None else count + 1
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "tr_open":
                cells = []
            case "tr_close":
                yield row(cells, len(lists))
            case "th_open" | "td_open":
                in_cell = True
                cells.append("")
            case "th_close" | "td_close":
                in_cell = False
            case "inline" if in_cell:
                cells[-1] += _words(token.children or ())
            case "inline":
                words = _words(token.children or ())
                if heading:
                    yield Block(words, None, BlockKind.HEADING, heading)
                else:
                    kind = BlockKind.ITEM if lists else BlockKind.TEXT
                    yield Block(words, number, kind, len(lists))
                number = None
            case "fence" | "code_block":
                yield Block(token.content)
            case _:
                pass


def _words(children: Sequence[Any]) -> str:
    """The text of inline elements, with hard line breaks."""
    pieces = []
    for child in children:
        match child.type:
            case "text" | "code_inline" | "text_special":
                pieces.append(child.content)
            case "image":
                pieces.append(child.content)
            case "softbreak":
                pieces.append(" ")
            case "hardbreak":
                pieces.append("\n")
            case _:
                pass
    return "".join(pieces)
