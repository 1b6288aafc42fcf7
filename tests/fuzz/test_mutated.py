"""Damaged files of every format: the first hundred of a seed; more by command, see mutated.py."""

from typing import NoReturn

import pytest

from . import mutated

pytestmark = pytest.mark.slow

CONFINED = ("pdf", "xlsx", "ods")
"""Formats whose readers run in a separate process with limits, which takes a while to start."""


@pytest.mark.parametrize("kind", mutated.READERS)
def test_a_damaged_file_is_read_or_refused(kind: str) -> None:
    count = 20 if kind in CONFINED else 100
    assert list(mutated.failures([kind], 1, count)) == []


def test_the_fuzzer_sees_what_is_not_for_users(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: bytes, name: str) -> NoReturn:
        raise IndexError

    monkeypatch.setitem(mutated.READERS, "txt", (broken,))
    assert len(list(mutated.failures(["txt"], 1, 3))) == 3
