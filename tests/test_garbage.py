"""The cyclic garbage collector is off where it should be, and on again afterwards."""

import gc
import re
from pathlib import Path

import pytest

import timeline
from timeline import garbage


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_is_afterwards_as_it_was(is_enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        with garbage.uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_one_module_switches_the_collector() -> None:
    package = Path(timeline.__file__).parent
    switching = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"^\s*(?:import gc\b|from gc\b)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert switching == {"garbage.py"}
