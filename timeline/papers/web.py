"""Documents as HTML: a self-contained file that suits mail and screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

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

GENERATOR: Final = '<meta name="generator" content="diplomatic-timeline paper">'

_STYLE: Final = (
    "body{max-width:50em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif}"
    "h2{font-size:1.1em;margin:1.5em 0 .5em}li{margin:.3em 0;overflow-wrap:anywhere}"
    "table{border-collapse:collapse}th,td{border:1px solid;padding:.3em;vertical-align:top;"
    "text-align:start}"
)


def render(paper: Paper) -> str:
    """The whole document as HTML."""
    title = escape(paper.title)
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(paper.language)}"'
        f' dir="{direction(paper.language)}">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
    body = "".join(f"{piece}\n" for block in paper.blocks for piece in _pieces(block))
    return f"{head}{body}</body>\n</html>\n"


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was written by this module."""
    return GENERATOR.encode() in beginning


def _pieces(block: PaperBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case PaperParagraph():
            yield f"<p>{_line(block.line)}</p>"
        case Items():
            tag = "ol" if block.is_numbered else "ul"
            yield f"<{tag}>"
            for item in block.items:
                yield f"<li>{'<br>'.join(map(_line, item))}</li>"
            yield f"</{tag}>"
        case Table():
            yield "<table>\n<thead><tr>"
            yield from (f'<th scope="col">{escape(text)}</th>' for text in block.header)
            yield "</tr></thead>\n<tbody>"
            for row in block.rows:
                cells = (f"<td>{'<br>'.join(map(_line, cell))}</td>" for cell in row)
                yield f"<tr>{''.join(cells)}</tr>"
            yield "</tbody>\n</table>"


def _line(line: Runs) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.language:
        text = f'<span lang="{escape(run.language)}" dir="auto">{text}</span>'
    if run.url:
        text = f'<a href="{escape(run.url)}">{text}</a>'
    if run.edit:
        tag = "ins" if run.edit == "new" else "del"
        text = f"<{tag}>{text}</{tag}>"
    return f"<strong>{text}</strong>" if run.is_strong else text
