"""Turns of phrase that must not come back in the English that people read.

The lists are not a style guide. They have phrases at which readers stopped, with replacements.
"""

import ast
import io
import re
import tokenize
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
    r"\bkeeps itself\b": "checks and publishes",
    r"\bfor want of\b": "because of missing",
    r"\bwhatever (their|its|they|the)\b": "ignoring, regardless of",
    r"\bwhich nothing\b": "but nothing",
    r"\bmakes nothing\b": "skips all work",
    r"\bare called here\b": "our names of",
    r"\bcan(no|')t take\b": "cannot use",
    r"\bcalled off\b": "cancelled",
}
"""Patterns, and what to write instead."""

NOT_PROSE = {
    r"(?<!there )\b(is|are) none\b(?! of)": "is not one",
    r"(?<!\*)\btells?\b(?!\*)": "give, show, report, mean",
    r"\b(is|are|was|were) told\b": "reported, shown, given",
    r"\bstands?\b(?!-alone| for\b)": "is, is written, means",
    r"\bdefects? of ours\b": "a bug",
    r"\bcosts nothing but\b": "affects only",
    r"\bspeaks? (of|for)\b": "is about, is evidence for",
    r"\bnothing but\b": "only",
    r"\b[Ww]hat (comes|came) of\b": "the outcome for",
    r"\bwhose document it is\b": "the parties of the document",
    r"\bbrackets hold\b": "in brackets",
    r"^The most [a-z]+ (of|that|in)\b": "Maximum",
    r"^The fewest [a-z]+ (of|that|in)\b": "Minimum",
    r"^[A-Z][a-z]+ of the (longest|shortest)\b": "Maximum ... of a",
    r"\bmakes? of\b": "the result of",
    r"\bmade of (it|them|these|what)\b": "derived from",
    r"\bgo(es)? on\b": "continues",
    r"\b(is|are) looked for\b": "is searched for",
    r"(?<!there )\b(is|are) no (event|date|day|hour|year|member|part)s?\b": "is not an event",
    r"\b[Ww]hoever\b": "people who, any reader",
    r"\bthat is all (of|that)\b": "alone, with nothing else",
    r"\bcalled off\b": "cancelled",
    r"\bparts (the|it|them|a)\b": "separates",
    r"\bin silence\b": "silently",
    r"\bmean no good\b": "are hostile",
}
"""Patterns in docstrings and comments, and what to write instead."""


@cache
def texts_for_people() -> tuple[tuple[str, str], ...]:
    """Each text that people read, with its place: documents, help, messages and problems."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    named = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md")
    pages = [*(ROOT / name for name in named), *sorted((ROOT / "docs").glob("*.md"))]
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


@cache
def prose_of_code() -> tuple[tuple[str, str], ...]:
    """The docstrings, comments and names of tests of all our code, with their places."""
    return (*_prose_of_python(), *_prose_of_scripts())


def _prose_of_python() -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{path.relative_to(ROOT)}:{number}", " ".join(text.split()))
        for folder in ("timeline", "tests", "benchmarks", ".ci")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__)
        for number, text in [*docstrings(path), *comments(path), *names_of_tests(path)]
    )


def _prose_of_scripts() -> Iterator[tuple[str, str]]:
    """The comments of the page's scripts and of their tests."""
    for folder in (PACKAGE / "exporters" / "html" / "assets", ROOT / "tests" / "page" / "units"):
        for path in sorted(folder.glob("*.*js")):
            text = path.read_text("utf-8")
            for match in _SCRIPT_COMMENT.finditer(text):
                words = re.sub(r"\n\s*(?:\*|//)?", " ", match[0].strip("/*"))
                yield (
                    f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}",
                    " ".join(words.split()),
                )


_SCRIPT_COMMENT = re.compile(
    r"/\*.*?\*/|(?:(?<=\s)|^)//[^\n]*(?:\n\s*//[^\n]*)*", re.DOTALL | re.MULTILINE
)


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """The docstrings of a module, including those of its constants, with their first lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text


def names_of_tests(path: Path) -> Iterator[tuple[int, str]]:
    """The names of the tests in a module, which state laws in words."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.lineno, node.name.removeprefix("test_").replace("_", " ")


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """The comments of a module, with their first lines; lines below each other are one comment."""
    block: list[str] = []
    first, last = 0, (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type != tokenize.COMMENT:
            continue
        if token.start != (last[0] + 1, last[1]):
            if block:
                yield first, " ".join(block)
            block, first = [], token.start[0]
        block.append(token.string.lstrip("#: "))
        last = token.start
    if block:
        yield first, " ".join(block)


@pytest.mark.parametrize("pattern", NOT_ENGLISH)
def test_what_people_read_has_no_turn_of_the_list(pattern: str) -> None:
    found = [
        f"{where}: {text[:160]}" for where, text in texts_for_people() if re.search(pattern, text)
    ]
    assert not found, f"write instead: {NOT_ENGLISH[pattern]}"


@pytest.mark.parametrize("pattern", NOT_PROSE)
def test_docstrings_and_comments_have_no_turn_of_the_list(pattern: str) -> None:
    found = [
        f"{where}: {text[:160]}" for where, text in prose_of_code() if re.search(pattern, text)
    ]
    assert not found, f"write instead: {NOT_PROSE[pattern]}"


def test_there_is_much_to_read() -> None:
    assert len(texts_for_people()) > 3000
    assert len(prose_of_code()) > 5000
