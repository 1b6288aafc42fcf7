"""The command that installs a missing extra, for every way in which the program was installed."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from timeline import installing
from timeline.installing import Installation, command

REQUIRED = (
    "babel>=2.18",
    "pypdf>=6; extra == 'documents'",
    'trafilatura>=2.1 ; python_version > "3" and extra == "documents"',
    "kaleido>=1.2; extra == 'picture'",
)
WHEEL = "https://example.org/diplomatic_timeline-0.1.0-py3-none-any.whl"
GIT = {
    "url": "https://example.org/timeline.git",
    "vcs_info": {"vcs": "git", "commit_id": "0123abcd", "requested_revision": "main"},
}


def installed(
    prefix: Path, origin: dict[str, object] | None = None, *, has_pip: bool = True
) -> Installation:
    return Installation(
        prefix=prefix,
        executable=str(prefix / "bin" / "python"),
        has_pip=has_pip,
        origin=origin or {},
        requirements=REQUIRED,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "the source"
    path.mkdir()
    return path


def from_folder(path: Path, **info: bool) -> dict[str, object]:
    return {"url": path.as_uri(), "dir_info": info}


def test_pip_adds_to_its_own_environment_from_where_the_package_came(
    tmp_path: Path, source: Path
) -> None:
    suggested = command("documents", installed(tmp_path, from_folder(source)), on_windows=False)
    assert shlex.split(suggested) == [
        str(tmp_path / "bin" / "python"), "-m", "pip", "install", f"{source}[documents]",
    ]  # fmt: skip


def test_uv_adds_where_there_is_no_pip(tmp_path: Path, source: Path) -> None:
    suggested = command("picture", installed(tmp_path, from_folder(source), has_pip=False))
    python = str(tmp_path / "bin" / "python")
    expected = ["uv", "pip", "install", "--python", python, f"{source}[picture]"]
    assert shlex.split(suggested, posix=True) == expected


def test_what_pipx_installed_is_injected(tmp_path: Path, source: Path) -> None:
    (tmp_path / "pipx_metadata.json").write_text("{}")
    suggested = command("documents", installed(tmp_path, from_folder(source)))
    assert shlex.split(suggested) == ["pipx", "inject", tmp_path.name, f"{source}[documents]"]


def test_a_tool_of_uv_keeps_the_extras_that_it_has(tmp_path: Path, source: Path) -> None:
    (tmp_path / "uv-receipt.toml").write_text(
        "[tool]\nrequirements = [{ name = 'other', extras = ['x'] },\n"
        "  { name = 'diplomatic-timeline', extras = ['picture'], directory = '/x' }]\n"
    )
    suggested = command("documents", installed(tmp_path, from_folder(source)))
    assert shlex.split(suggested) == ["uv", "tool", "install", f"{source}[documents,picture]"]


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        ({}, "diplomatic-timeline[documents]"),
        ({"url": WHEEL, "archive_info": {}}, f"diplomatic-timeline[documents] @ {WHEEL}"),
        (GIT, f"diplomatic-timeline[documents] @ git+{GIT['url']}@0123abcd"),
        (GIT | {"subdirectory": "x"},
         f"diplomatic-timeline[documents] @ git+{GIT['url']}@0123abcd#subdirectory=x"),
    ],
    ids=["index", "wheel", "git", "folder of a repository"],
)  # fmt: skip
def test_the_package_is_named_with_its_origin(
    tmp_path: Path, origin: dict[str, object], requirement: str
) -> None:
    assert shlex.split(command("documents", installed(tmp_path, origin)))[-1] == requirement


def test_an_editable_installation_stays_one(tmp_path: Path, source: Path) -> None:
    suggested = command("documents", installed(tmp_path, from_folder(source, editable=True)))
    assert shlex.split(suggested)[-2:] == ["-e", f"{source}[documents]"]


def test_if_the_source_is_gone_its_requirements_are_named(tmp_path: Path) -> None:
    gone = from_folder(tmp_path / "gone")
    suggested = command("documents", installed(tmp_path, gone))
    assert shlex.split(suggested)[-2:] == ["pypdf>=6", "trafilatura>=2.1"]


def test_cmd_exe_gets_double_quotes_only(tmp_path: Path, source: Path) -> None:
    suggested = command(
        "documents", installed(tmp_path / "a b", from_folder(source)), on_windows=True
    )
    assert "'" not in suggested
    assert suggested.startswith('"')
    assert suggested.endswith(f'"{source}[documents]"')


def test_a_posix_shell_expands_nothing(tmp_path: Path) -> None:
    odd = tmp_path / 'a $HOME `id` \\ " !'
    odd.mkdir()
    suggested = command("documents", installed(odd, from_folder(odd)), on_windows=False)
    assert shlex.split(suggested)[-1] == f"{odd}[documents]"


def test_this_installation_is_known() -> None:
    here = installing.installation()
    assert here.prefix == Path(sys.prefix)
    assert any("documents" in each for each in here.requirements)
    if here.origin:
        assert here.origin["url"].startswith(("file:", "https:", "http:"))


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_a_shell_runs_the_command_to_the_installer(tmp_path: Path, source: Path) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    suggested = command("documents", installed(tmp_path, from_folder(source)))
    done = subprocess.run(["sh", "-c", suggested], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["-m", "pip", "install", f"{source}[documents]"]
