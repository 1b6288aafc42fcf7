"""Every command and format on hostile inputs, in a separate process whose work is measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .oversized import CASES, KIB
from .test_bounds import USUAL_PACE, pace

pytestmark = pytest.mark.slow

SECONDS = 6
SECONDS_PER_MB = 2
MEMORY = 200_000_000
MEMORY_PER_BYTE = 20

METER = """
import json, os, resource, sys
seconds, *command = sys.argv[1:]
child = os.fork()
if child == 0:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    os.execv(command[0], command)
_, status, used = os.wait4(child, 0)
unit = 1 if sys.platform == "darwin" else 1024
sys.stderr.write("\\n" + json.dumps(
    [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * unit]
))
"""
"""Runs a command and prints its exit code, processor time and memory, those of its children too.

A small process between the two: a child is charged with the memory that its parent had.
"""


def metered(name: str, size: int, folder: Path) -> tuple[int, float, int, int]:
    """The exit code, seconds and bytes of a case, and the bytes of its input."""
    case = CASES[name]
    path = folder / f"file.{case.suffix}"
    path.write_bytes(case.content(size))
    arguments = [argument.replace("{}", str(path)) for argument in case.arguments]
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", METER, "60", sys.executable, "-m", "timeline", *arguments],
            stdin=file if case.on_standard_input else subprocess.DEVNULL,
            capture_output=True, check=True, cwd=folder,
        )  # fmt: skip
    messages, _, figures = done.stderr.decode().rpartition("\n")
    assert "Traceback" not in messages
    code, seconds, memory = json.loads(figures)
    return code, seconds, memory, path.stat().st_size


LARGER = (
    "check tiny events", "report tiny events", "check words that are none", "build tiny events",
    "build days in 50 languages", "lint ics parameters", "import ics empty properties",
    "import ics parameters", "import ics events", "import ics rules", "import csv rows",
    "import json events", "extract txt lines", "extract txt dates in lines",
    "extract html paragraphs", "extract html attributes", "extract pdf dates that unfold",
    "extract txt cells of a row", "extract rtf cells", "extract md emphasis", "extract eml parts",
)  # fmt: skip
"""Cases that came nearest to a bound, or went over it once, with an input of two megabytes."""


@pytest.mark.parametrize(
    ("name", "size"),
    [*((name, 64 * KIB) for name in CASES), *((name, 2048 * KIB) for name in LARGER)],
)
def test_work_and_memory_are_bounded_by_the_size_of_the_input(
    name: str, size: int, tmp_path: Path
) -> None:
    code, seconds, memory, given = metered(name, size, tmp_path)
    print(f"{name}: {seconds:.2f} s, {memory / 1e6:.0f} MB for {given / 1e6:.2f} MB")
    most = SECONDS + SECONDS_PER_MB * given / 1e6
    if seconds > most / 4:
        seconds /= max(pace() / USUAL_PACE, 1)
    assert code in (0, 1)
    assert seconds < most
    assert memory < MEMORY + MEMORY_PER_BYTE * given
