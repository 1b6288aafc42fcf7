"""Codes of problems: each is in the table, is used, and has an example that causes it."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import documents, linting, loading
from timeline.cli import main
from timeline.codes import codes, explain, remark_codes
from timeline.errors import DateError, UnknownName
from timeline.extraction import from_document
from timeline.review import remarks

PACKAGE = Path(timeline.__file__).parent
GOOD_CALENDAR = Path(__file__).parent / "calendar" / "lint" / "good.ics"


CODE_NAMES = PACKAGE / "code_names.py"


def code_names() -> str:
    """The module with the type of a code, from the table."""
    lines = "".join(f'    "{name}",\n' for name in codes())
    return f'''"""The codes of problems, as a type that mypy checks: written from ``codes.yaml``.

`python -m tests.regenerate` writes this module.
"""

from typing import Literal, TypeAlias

CodeName: TypeAlias = Literal[
{lines}]
'''


def test_the_type_of_codes_is_that_of_the_table() -> None:
    assert CODE_NAMES.read_text("utf-8") == code_names()


def _constants() -> Iterator[str]:
    """Every string constant in the modules of the package that is a whole message."""
    for file in PACKAGE.rglob("*.py"):
        if file != CODE_NAMES:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


RULES = {f"ics-{rule}" for rule in linting.RULES}


def test_every_code_of_the_table_is_used() -> None:
    assert codes().keys() - set(_constants()) - RULES == set()


def test_every_rule_of_lint_is_in_the_table() -> None:
    assert {name for name in codes() if name.startswith("ics-")} == RULES


def test_every_code_in_a_description_of_a_field_is_in_the_table() -> None:
    """Those of the annotated types; mypy checks all others against `CodeName`."""
    described = set(
        re.findall(r'"code": "([a-z-]+)"', (PACKAGE / "events/fields.py").read_text("utf-8"))
    )
    assert len(described) > 3
    assert described <= codes().keys()


@pytest.mark.parametrize("name", codes())
def test_a_code_has_one_line_and_one_paragraph(name: str) -> None:
    code = codes()[name]
    assert code.summary[0].islower() or code.summary.startswith(("Windows", "YAML"))
    assert len(code.summary) <= 80
    assert not code.summary.endswith(".")
    assert code.explanation.endswith((".", "?"))
    assert (code.example is None) == (code.generated is not None)


def _named(*kinds: str) -> list[str]:
    """The codes with an example of one of those kinds."""
    return [name for name, code in codes().items() for kind in kinds if getattr(code, kind)]


def _example(name: str) -> tuple[str, str]:
    """The wrong and the right text of the example of a code."""
    example = codes()[name].example
    assert example is not None
    return example.wrong, example.right


@pytest.mark.parametrize("name", _named("phrase"))
def test_the_wrong_phrase_gives_the_code_and_the_right_one_a_date(name: str) -> None:
    wrong, right = _example(name)
    with pytest.raises(DateError) as caught:
        timeline.read(wrong)
    assert caught.value.code == name
    timeline.read(right)


@pytest.mark.parametrize("name", _named("event", "file"))
def test_the_wrong_file_gives_the_code_and_the_right_one_no_problem(name: str) -> None:
    wrong, right = _example(name)
    if codes()[name].event:
        wrong, right = _with_event(wrong), _with_event(right)
    assert name in _codes(_examined(wrong))
    assert _examined(right) == ()


@pytest.mark.parametrize("name", _named("document"))
def test_the_wrong_document_is_refused_with_the_code_and_the_right_one_is_not(name: str) -> None:
    wrong, right = map(_extracted, _example(name))
    assert name in {refused.code for refused in wrong.refused}
    assert name not in {refused.code for refused in right.refused}
    assert right.drafts


@pytest.mark.parametrize("name", _named("table", "export", "entry"))
def test_the_wrong_file_is_not_imported_and_the_right_one_is(name: str, tmp_path: Path) -> None:
    code, (wrong, right) = codes()[name], _example(name)
    suffix = ".csv" if code.table else ".json" if code.export else ".ics"
    if code.entry:
        wrong, right = _with_entry(wrong), _with_entry(right)
    assert name in _codes(_imported(wrong, tmp_path / f"wrong{suffix}"))
    assert _imported(right, tmp_path / f"right{suffix}") == ()


@pytest.mark.parametrize("name", _named("calendar"))
def test_the_wrong_lines_give_the_code_alone_in_a_calendar_with_the_right_ones(name: str) -> None:
    wrong, right = (text.replace("\n", "\r\n").encode() + b"\r\n" for text in _example(name))
    good = GOOD_CALENDAR.read_bytes()
    assert good.count(right) == 1, f"the right lines are lines of {GOOD_CALENDAR.name}"
    assert {problem.code for problem in linting.lint(good.replace(right, wrong), "")} == {name}


@pytest.mark.parametrize("name", _named("command"))
def test_the_wrong_command_gives_the_code_and_the_right_one_does_its_work(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["init", "."])
    main(["build", "--format", "ics"])
    capsys.readouterr()
    wrong, right = (shlex.split(text)[1:] for text in _example(name))
    assert main(wrong) in (1, 2)
    assert f"[{name}]\n" in "".join(capsys.readouterr())
    assert main(right) == 0


@pytest.mark.parametrize("name", _named("remark"))
def test_the_wrong_file_gives_the_remark_and_the_right_one_does_not(name: str) -> None:
    wrong, right = _example(name)
    assert name in _remarks(wrong)
    assert name not in _remarks(right)


def test_every_remark_is_in_the_table() -> None:
    source = (PACKAGE / "review.py").read_text("utf-8")
    assert set(re.findall(r'code="([\w-]+)"', source)) == set(remark_codes())


def _remarks(content: str) -> set[str]:
    return {remark.code for remark in remarks(timeline.loads(content), date(2025, 1, 1))}


def _extracted(text: str) -> timeline.Extraction:
    return from_document(documents.parse(text.encode(), "example.txt", language="en"))


def _with_event(fields: str) -> str:
    """A file whose one event has those fields."""
    inner = fields.removeprefix("{").removesuffix("}") if fields.startswith("{") else fields
    title = "" if inner.startswith("title:") else "title: A, "
    return f"events: [{{id: a, {title}{inner}}}]"


def _with_entry(lines: str) -> str:
    """A calendar whose one entry has those lines."""
    entry = f"BEGIN:VEVENT\nUID:a\nSUMMARY:A\n{lines}\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\n{entry}END:VCALENDAR\n"


def _examined(content: str) -> tuple[timeline.Problem, ...]:
    try:
        return loading.examine(content, "example.yaml").problems
    except timeline.InputError as error:
        return error.problems


def _imported(content: str, path: Path) -> tuple[timeline.Problem, ...]:
    path.write_text(content, "utf-8", newline="")
    try:
        return tuple(timeline.import_(path).problems)
    except timeline.InputError as error:
        return error.problems


def _codes(problems: Iterable[timeline.Problem]) -> set[str]:
    return {problem.code for problem in problems}


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName) as caught:
        explain("date-ambigous")
    assert caught.value.hint == "did you mean 'date-ambiguous'?"


if __name__ == "__main__":
    CODE_NAMES.write_text(code_names(), "utf-8")
