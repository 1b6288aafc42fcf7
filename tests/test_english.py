"""Turns of phrase that must not come back in the English that people read.

The list is not a style guide. It has phrases at which readers stopped, with replacements.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import timeline
from timeline.cli.parser import parsers
from timeline.codes import codes

ROOT = Path(__file__).parent.parent
PACKAGE = Path(timeline.__path__[0])

NOT_ENGLISH = {
    r"(?<!there )\b(is|are) none\b": "is not a",
    r"\bnone of a\b": "not allowed in a",
    r"\btells? (of|what|whether|by)\b": "report, show, list",
    r"\b(is|are|was|were) told\b": "reported, shown, given",
    r"\btold (already|more|by|how)\b": "reported, given",
    r"\bstands? (in|at|where|alone|beside|before|after)\b": "is in, is beside, comes before",
    r"\bmakes? of (it|them|this)\b": "turns it into",
    r"\bwhich of the two\b": "ambiguous",
    r"\bno point of\b": "out of range",
    r"\bworth (telling|no)\b": "measurable",
    r"\btrips? over\b": "known compatibility problems",
    r"\bwhatever (they|it) holds?\b": "any",
    r"\bthere is no period\b": "--from is later than --to",
    r"\bof its own kind\b": "of another kind",
    r"\bgo(es)? without\b": "has no",
    r"\bas of when\b": "the date of the data",
    r"\b[Ww]hoever\b": "people who, subscribers",
    r"\bto blame\b": "the cause",
    r"\bspeaks? of\b": "mentions, is about",
    r"\bwants an editor\b": "needs an editor",
}
"""Patterns, and what to write instead."""


@cache
def texts_for_people() -> tuple[tuple[str, str], ...]:
    """Each text that people read, with its place: documents, help, messages and problems."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    for path in pages:
        prose = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
        for paragraph in re.split(r"\n\s*\n", prose):
            yield path.name, " ".join(paragraph.split())
    for line in (PACKAGE / "messages" / "en.yaml").read_text("utf-8").splitlines():
        yield "messages/en.yaml", line
    for name, code in codes().items():
        yield f"codes.yaml: {name}", f"{code.summary} {code.explanation}"
    whole, commands = parsers()
    for parser in (whole, *commands.values()):
        for line in parser.format_help().splitlines():
            yield f"{parser.prog} --help", line
    for path in sorted(PACKAGE.rglob("*.py")):
        for number, text in strings(path):
            yield f"{path.relative_to(PACKAGE)}:{number}", text


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that may be printed: all but docstrings and those of one word."""
    tree = ast.parse(path.read_text("utf-8"))
    unread = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # docstrings, those of constants too
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in unread:
            continue
        if isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


@pytest.mark.parametrize("pattern", NOT_ENGLISH)
def test_what_people_read_has_no_turn_of_the_list(pattern: str) -> None:
    found = [
        f"{where}: {text[:160]}" for where, text in texts_for_people() if re.search(pattern, text)
    ]
    assert not found, f"write instead: {NOT_ENGLISH[pattern]}"


def test_there_is_much_to_read() -> None:
    assert len(texts_for_people()) > 3000
