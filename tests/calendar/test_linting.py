"""Each file of the folder ``lint`` breaks the one rule that it is named after.

To accept a new report: ``python tests/calendar/test_linting.py`` writes it; read the difference.
"""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import linting

FOLDER = Path(__file__).with_name("lint")
FILES = sorted(path for path in FOLDER.glob("*.ics") if path.stem != "good")
REPORT = FOLDER / "report.txt"


def report() -> str:
    problems = (p for path in FILES for p in linting.lint(path.read_bytes(), path.name))
    return "".join(f"{problem}\n" for problem in problems)


def test_a_good_file_has_no_faults() -> None:
    assert linting.lint((FOLDER / "good.ics").read_bytes(), "good.ics") == []


def test_a_time_needs_no_end_but_days_do() -> None:
    good = (FOLDER / "good.ics").read_bytes()
    for end, found in (("TZID=", set()), ("VALUE=DATE", {"ics-end"})):
        without = re.sub(rf"DTEND;{end}[^\r]*\r\n".encode(), b"", good)
        assert without != good
        assert {problem.code for problem in linting.lint(without, "")} == found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_breaks_only_the_rule_of_its_name(path: Path) -> None:
    assert {problem.code for problem in linting.lint(path.read_bytes(), "")} == {f"ics-{path.stem}"}


def test_every_rule_has_a_file() -> None:
    assert sorted(linting.RULES) == sorted(path.stem for path in FILES)


def test_every_fault_is_reported_as_documented() -> None:
    assert report() == REPORT.read_text("utf-8")


@given(st.binary(max_size=400))
def test_any_file_can_be_examined(content: bytes) -> None:
    for problem in linting.lint(content, "x.ics"):
        assert 1 <= problem.place.line <= content.count(b"\n") + 1


@given(st.data())
def test_a_broken_good_file_can_be_examined(data: st.DataObject) -> None:
    content = bytearray((FOLDER / "good.ics").read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        position = data.draw(st.integers(0, len(content) - 1))
        content[position : position + data.draw(st.integers(0, 30))] = data.draw(
            st.binary(max_size=9)
        )
    linting.lint(bytes(content), "x.ics")


if __name__ == "__main__":
    REPORT.write_text(report(), "utf-8")


def test_short_lines_are_not_kept_parsed() -> None:
    content = b"BEGIN:VCALENDAR\r\n" + b"A:\r\n" * 20_000 + b"END:VCALENDAR\r\n"
    tracemalloc.start()
    linting.lint(content, "a.ics")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30 * len(content)
