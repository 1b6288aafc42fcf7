"""The selection of tests: `conftest.py` leaves out slow ones."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """\
import pytest

def test_quick() -> None: ...

@pytest.mark.slow
def test_slow() -> None: ...
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {"quick"}),
        (["folder"], {"quick"}),
        (["folder/test_both.py"], {"quick", "slow"}),
        (["folder/test_both.py::test_slow"], {"slow"}),
        (["-m", "slow"], {"slow"}),
    ],
)
def test_slow_tests_run_if_they_are_asked_for(
    tmp_path: Path, arguments: list[str], expected: set[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "test_both.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(re.findall(r"::test_(\w+)$", run.stdout, re.MULTILINE)) == expected
