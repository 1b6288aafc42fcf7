"""Paths: expanding patterns and folders, and quoting names for a shell."""

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.paths import filled_in, quoted


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "a.ics",
        "b.ICS",
        "c.txt",
        "[d].ics",
        "below/e.ics",
        "below/deep/f.ics",
        "x.ics/g.ics",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    Path("empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (".", "[d].ics a.ics b.ICS below/deep/f.ics below/e.ics x.ics/g.ics"),
        ("below", "below/deep/f.ics below/e.ics"),
        ("bel*", "below/deep/f.ics below/e.ics"),
        ("*.ics", "[d].ics a.ics x.ics/g.ics"),
        ("**/*.ics", "[d].ics a.ics below/deep/f.ics below/e.ics x.ics/g.ics"),
        ("[d].ics", "[d].ics"),
        ("[ab].*", "a.ics b.ICS"),
        ("./a.ics", "a.ics"),
        ("c.txt", "c.txt"),
        ("nothing.ics", "nothing.ics"),
        ("-", "-"),
        ("no*.ics", ""),
        ("empty", ""),
    ],
)
def test_a_name_means_files(here: Path, name: str, found: str) -> None:
    assert filled_in([name], {".ics"}) == {name: tuple(found.split())}


def test_a_pattern_may_be_absolute(here: Path) -> None:
    pattern = str(here / "*a.ics")
    assert filled_in([pattern], {".ics"}) == {pattern: (str(here / "a.ics"),)}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_posix_shell_reads_back_what_is_quoted(path: str) -> None:
    assert shlex.split(quoted(path, on_windows=False)) == [path]


@pytest.mark.parametrize("path", ["a.ics", "C:\\Users\\a", "хроника/2026.ics", "exports/a-b_c.ics"])
def test_plain_paths_stay_as_they_are(path: str) -> None:
    assert quoted(path, on_windows=True) == path
    if "\\" not in path:
        assert quoted(path, on_windows=False) == path


@pytest.mark.parametrize("path", ["my folder/a.ics", "a&b.ics", "a;b.ics", "100%.ics"])
def test_windows_gets_double_quotes(path: str) -> None:
    assert quoted(path, on_windows=True) == f'"{path}"'


def test_the_shell_is_that_of_the_system() -> None:
    assert quoted("a b")[0] == ('"' if os.name == "nt" else "'")
