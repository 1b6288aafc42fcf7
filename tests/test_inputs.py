"""Pipes and devices in place of files: no command waits for ever or reads without end."""

import os
import threading
from pathlib import Path

import pytest

from timeline import inputs
from timeline.cli import main


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(inputs, "LONGEST_WAIT", 0.1)
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("events:\n  - {id: a, title: A, when: 2024-11-18}\n", "utf-8")


COMMANDS = [
    "check {}",
    "list {}",
    "show a {}",
    "build {}",
    "lint {}",
    "extract {}",
    "extract --against {} events.yaml",
    "import {}.ics",
    "import {}.csv",
    "import {}.json",
    "diff --published {} events.yaml",
]


def place(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_waits_for_a_pipe_or_reads_a_device(
    capsys: pytest.CaptureFixture[str], command: str, kind: str
) -> None:
    arguments = command.format("odd").split()
    odd = next(argument for argument in arguments if argument.startswith("odd"))
    place(kind, Path(odd))
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert f"this is a {kind}" in printed.err + printed.out


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_build_does_not_read_what_is_no_file_at_the_name_of_an_export(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert main(["build", "--format", "ics"]) == 0
    export = next(Path("exports").glob("*.ics"))
    export.unlink()
    place(kind, export)
    assert main(["build", "--format", "ics"]) == 1
    assert f"{export} cannot be" in capsys.readouterr().err


def test_a_pipe_with_a_writer_is_read_whole(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = b"a" * 1_000_000
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()
    assert inputs.read_bounded(pipe, 2_000_000)[0] == content
    writer.join()
