"""Codes of problems: each is in the table, is used, and is shown by its example."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import documents, loading
from timeline.codes import codes, explain, remark_codes
from timeline.errors import DateError, UnknownName
from timeline.extraction import extract
from timeline.review import remarks

PACKAGE = Path(timeline.__file__).parent
TAKING_A_CODE_LAST = {"Problem", "Mismatch", "_note", "_report", "_fail"}


def _used() -> Iterator[str]:
    """Every code that the package gives to a problem."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node)
            elif isinstance(node, ast.Dict):
                yield from (
                    value.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and key.value == "code"
                    if isinstance(value, ast.Constant)
                )


def _of_call(node: ast.Call) -> Iterator[str]:
    for keyword in node.keywords:
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
            yield keyword.value.value
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    last = node.args[-1] if node.args else None
    text = last.value if isinstance(last, ast.Constant) else None
    if name in TAKING_A_CODE_LAST and isinstance(text, str) and text.replace("-", "").isalpha():
        yield text


INTERNAL = {"text-form"}
"""Codes that are replaced before anybody sees them."""


def test_every_code_that_is_used_is_in_the_table() -> None:
    used = set(_used()) - INTERNAL
    assert len(used) > 40
    assert used - codes().keys() == set()


@pytest.mark.parametrize("name", codes())
def test_a_code_has_one_line_and_one_paragraph(name: str) -> None:
    code = codes()[name]
    assert code.summary[0].islower() or code.summary.startswith(("Windows", "YAML"))
    assert len(code.summary) <= 80
    assert not code.summary.endswith(".")
    assert code.explanation.endswith((".", "?"))
    assert (code.example is None) == (code.generated is not None)


PHRASES = [name for name, code in codes().items() if code.phrase]
FILES = [name for name, code in codes().items() if code.event or code.file]


@pytest.mark.parametrize("name", PHRASES)
def test_the_wrong_phrase_gives_the_code_and_the_right_one_a_date(name: str) -> None:
    example = codes()[name].phrase
    assert example is not None
    with pytest.raises(DateError) as caught:
        timeline.read(example.wrong)
    assert caught.value.code == name
    timeline.read(example.right)


@pytest.mark.parametrize("name", FILES)
def test_the_wrong_file_gives_the_code_and_the_right_one_no_problem(name: str) -> None:
    code = codes()[name]
    example = code.example
    assert example is not None
    wrong, right = example.wrong, example.right
    if code.event:
        wrong, right = _with_event(wrong), _with_event(right)
    assert name in {problem.code for problem in _problems(wrong)}
    assert _problems(right) == ()


DOCUMENTS = [name for name, code in codes().items() if code.document]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_wrong_document_is_refused_with_the_code_and_the_right_one_drafted(name: str) -> None:
    example = codes()[name].document
    assert example is not None
    assert name in {refused.code for refused in _extracted(example.wrong).refused}
    assert len(_extracted(example.right).drafts) == 1


REMARKS = [name for name, code in codes().items() if code.remark]


@pytest.mark.parametrize("name", REMARKS)
def test_the_wrong_file_gives_the_remark_and_the_right_one_does_not(name: str) -> None:
    example = codes()[name].remark
    assert example is not None
    assert name in _remarks(example.wrong)
    assert name not in _remarks(example.right)


def test_every_remark_is_in_the_table() -> None:
    source = (PACKAGE / "review.py").read_text("utf-8")
    assert set(re.findall(r'code="([\w-]+)"', source)) == set(remark_codes())


def _remarks(content: str) -> set[str]:
    return {remark.code for remark in remarks(timeline.loads(content), date(2025, 1, 1))}


def _extracted(text: str) -> timeline.Extraction:
    return extract(documents.parse(text.encode(), "example.txt", language="en"))


def _with_event(fields: str) -> str:
    """A file whose one event has those fields."""
    inner = fields.removeprefix("{").removesuffix("}") if fields.startswith("{") else fields
    title = "" if inner.startswith("title:") else "title: A, "
    return f"events: [{{id: a, {title}{inner}}}]"


def _problems(content: str) -> tuple[timeline.Problem, ...]:
    try:
        return loading.examine(content, "example.yaml").problems
    except timeline.InputError as error:
        return error.problems


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName) as caught:
        explain("date-ambigous")
    assert caught.value.hint == "did you mean 'date-ambiguous'?"
