"""A short run of the coverage-guided fuzzer; longer ones by command, see guided.py."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

GUIDED = Path(__file__).with_name("guided.py")
TARGETS = ("loader", "reader", "finder", "extractor", "edtf", "ledger", "calendar", "table")


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_is_found_in_a_short_run(target: str, tmp_path: Path) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    run = subprocess.run(
        [sys.executable, GUIDED, target, "-runs=500", "-max_total_time=20", "-seed=1"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    assert "DONE" in run.stderr
