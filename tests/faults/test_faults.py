"""Failures around a build, with real ones: kills, full disks, closed folders, two builds at once."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

import timeline
from timeline import editing, nodes, templates, writing
from timeline.errors import InputError, OutputError, Problem

from ..narrowing import present

Built = tuple[Path, Path, dict[str, bytes], dict[str, bytes]]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals, limits and users of POSIX"
)

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp())),
}

HEAD = "calendar: {id: c, feeds: [kind]}\nevents:\n"
OLD = HEAD + "  - {id: a, title: Old, kind: visit, when: 2024-11-18}\n"
NEW = (
    HEAD
    + "  - {id: a, title: New, kind: visit, when: 2024-11-19}\n  - {id: b, title: B, when: 2025}\n"
)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def command(*arguments: object, **options: Any) -> CompletedProcess[str]:
    done: CompletedProcess[str] = subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, **options,
    )  # fmt: skip
    return done


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A file, the folder with its exports, and what they are before and after it changes."""
    source, out = tmp_path / "events.yaml", tmp_path / "out"
    source.write_text(OLD)
    timeline.build(source, out, formats=["ics", "json"], now=lambda: MOMENT)
    before = contents(out)
    source.write_text(NEW)
    copy = tmp_path / "copy"
    for name, content in before.items():
        (copy / name).parent.mkdir(exist_ok=True, parents=True)
        (copy / name).write_bytes(content)
    timeline.build(source, copy, formats=["ics", "json"], now=lambda: MOMENT)
    after = contents(copy)
    assert after != before
    return source, out, before, after


FORMATS = ("--format", "ics", "--format", "json")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_whole_files(built: Built) -> None:
    source, out, before, after = built
    arguments = ("build", source, "-o", out, *FORMATS)
    moment, left_behind, mixed = 0, 0, 0
    while True:
        moment += 1
        run = command(HERE / "dying.py", moment, out, *arguments)
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL, run.stderr
        found = contents(out)
        parts = [name for name in found if name.endswith(".part")]
        whole = {name: content for name, content in found.items() if name not in parts}
        assert set(before) <= set(whole) <= set(before) | set(after)
        assert all(
            content in (before.get(name), after.get(name)) for name, content in whole.items()
        )
        left_behind += bool(parts)
        mixed += whole not in (before, after)
        # The next build completes the set, and sweeps.
        timeline.build(source, out, formats=["ics", "json"], now=lambda: MOMENT)
        assert contents(out) == after
        for name in set(after) - set(before):
            (out / name).unlink()
        for name, content in before.items():
            (out / name).write_bytes(content)
    # Else the hook saw nothing of what it should see.
    assert moment > 3 * len(after)
    assert left_behind
    assert mixed


@pytest.mark.slow
def test_a_kill_while_drafts_are_added_leaves_the_file_old_or_new(tmp_path: Path) -> None:
    source, document = tmp_path / "events.yaml", tmp_path / "note.txt"
    document.write_text("The summit takes place in Belgrade on 5 May 2026.\n")
    arguments = ("extract", "--language", "en", "--into", source, document)
    old = b"# Kept by hand.\nevents:\n  - id: own\n    title: Own\n"
    seen, moment, code = [], 0, -signal.SIGKILL
    while code:
        source.write_bytes(old)
        moment += 1
        run = command(HERE / "dying.py", moment, tmp_path, *arguments)
        code = run.returncode
        assert code in (0, -signal.SIGKILL), run.stderr
        seen.append(source.read_bytes())
    new = seen[-1]
    assert new.startswith(old)
    assert len(new) > len(old)
    assert set(seen) == {old, new}
    # Killed until the very last step, and each time the file stayed as it was.
    assert seen.count(old) > 2


def test_a_full_disk_leaves_the_previous_exports(built: Built) -> None:
    source, out, before, _ = built
    source.write_text(NEW + f"  - {{id: c, title: C, description: {'long ' * 1000}}}\n")

    def limited() -> None:
        # Writing beyond fails with EFBIG, as it fails with ENOSPC where a disk is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    run = command("-m", "timeline", "build", source, "-o", out, *FORMATS, preexec_fn=limited)
    assert run.returncode == 1
    assert "cannot be written: File too large" in run.stderr
    assert "nothing was changed" in run.stderr
    assert contents(out) == before


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB, nearly full."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root and the right to mount")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_really_full_disk_leaves_the_previous_exports(tiny_disk: Path, built: Built) -> None:
    source, _, _, _ = built
    timeline.build(source, tiny_disk, formats=["ics"], now=lambda: MOMENT)
    before = contents(tiny_disk)
    (tiny_disk / "filler").write_bytes(b"x" * (64 * 1024 - 4096 * (len(before) + 3)))
    before = contents(tiny_disk)
    with pytest.raises(OutputError) as caught:
        timeline.build(ROOT / "events.yaml", tiny_disk, now=lambda: MOMENT)
    assert "No space left on device" in str(caught.value)
    assert contents(tiny_disk) == before


def test_a_read_only_folder_is_reported_and_stays_as_it_is(built: Built) -> None:
    source, out, before, _ = built
    with tempfile.TemporaryDirectory() as name:
        # Not in tmp_path, whose parents are closed to the user who tries.
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(out, folder / "out")
        shutil.copy(source, folder)
        (folder / "out").chmod(0o555)
        run = command(
            HERE / "unprivileged.py", "build", folder / source.name, "-o", folder / "out", *FORMATS
        )
        (folder / "out").chmod(0o755)
        assert run.returncode == 1, run.stderr
        assert f"{folder / 'out'}" in run.stderr
        assert "cannot be written: Permission denied" in run.stderr
        assert "nothing was changed" in run.stderr
        assert contents(folder / "out") == before


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text(NEW)
    stop = threading.Event()

    def editor() -> None:
        while not stop.is_set():
            with source.open("w") as file:
                file.write(OLD)
                file.flush()
                file.write("  - {id: b, title: B}\n")

    refused: list[Problem] = []
    thread = threading.Thread(target=editor)
    thread.start()
    try:
        for _ in range(3000):
            try:
                nodes.read_bytes(source)
            except InputError as error:
                refused += error.problems
    finally:
        stop.set()
        thread.join()
    assert {problem.fact for problem in refused} == {"the file was changed while it was read"}


@pytest.mark.parametrize("edited", [OLD[:-40], NEW.replace("title: B", "title: C")])
def test_a_file_that_changes_before_its_exports_are_written_is_refused(
    built: Built, edited: str
) -> None:
    source, out, before, _ = built

    def editing() -> datetime:
        source.write_text(edited)
        return MOMENT

    with pytest.raises(InputError) as caught:
        timeline.build(source, out, formats=["ics", "json"], now=editing)
    assert "changed in the meantime" in str(caught.value)
    assert contents(out) == before


def test_a_pipe_is_read_once(built: Built) -> None:
    source, out, _, after = built
    pipe = source.with_name("pipe")
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(NEW))
    writer.start()
    timeline.build(pipe, out, formats=["ics", "json"], now=lambda: MOMENT)
    writer.join()
    assert contents(out) == after


def test_builds_at_once_leave_the_files_of_one_of_them(built: Built) -> None:
    source, out, _, _ = built
    other = source.with_name("other.yaml")
    other.write_text(NEW.replace("title: B", "title: Other"))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "timeline", "build", file, "-o", out, *FORMATS],
            env=ENVIRONMENT, stdout=subprocess.DEVNULL,
        )
        for file in (source, other) * 3
    ]  # fmt: skip
    assert [run.wait(timeout=120) for run in runs] == [0] * 6
    found = contents(out)
    assert {name for name in found if name.endswith(".part")} == set()
    of_other = {b"Other" in found[name] for name in ("c.en.ics", "c.json")}
    assert len(of_other) == 1, "files of two builds are mixed"


def test_a_build_waits_for_another_and_says_so_when_it_takes_too_long(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, before, _ = built
    monkeypatch.setattr(writing, "LONGEST_WAIT", 0.2)
    with writing.locked(out), pytest.raises(OutputError) as caught:
        timeline.build(source, out, formats=["json"], now=lambda: MOMENT)
    assert "another build" in str(caught.value)
    assert contents(out) == before
    assert timeline.build(source, out, formats=["json"], now=lambda: MOMENT).files


def test_only_our_own_leftovers_are_swept(built: Built) -> None:
    source, out, _, _ = built
    ours, theirs = out / ".c.en.ics.a1b2c3d4.part", out / "film.part"
    for path in (ours, theirs):
        path.write_bytes(b"")
    timeline.build(source, out, formats=["ics"], now=lambda: MOMENT)
    assert not ours.exists()
    assert theirs.exists()


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["schema"], ["check"]])
def test_a_full_standard_output_is_reported(arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "timeline", *arguments],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.startswith("timeline: standard output: No space left on device")


def test_a_reader_that_leaves_is_no_fault() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "timeline", "schema"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    present(writer.stdout).close()
    assert writer.wait(timeout=60) == 0
    with present(writer.stderr) as errors:
        assert errors.read() == b""


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("missing.yaml", "no such file"),
        (".", "directory"),
        ("/dev/null", "device"),
        ("a\0b", "null"),
    ],
)
def test_a_path_that_is_no_file_is_reported(tmp_path: Path, name: str, fact: str) -> None:
    with pytest.raises(timeline.TimelineError) as caught:
        timeline.load(tmp_path / name)
    assert fact in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["SIGINT", "KeyboardInterrupt", "SystemExit", "MemoryError"])
def test_an_interruption_at_any_moment_leaves_all_files_old_or_all_new(
    built: Built, kind: str
) -> None:
    source, out, before, after = built
    run = command(HERE / "interrupting.py", kind, source, out)
    assert run.returncode == 0, run.stderr
    found = [
        {name: content.encode("latin-1") for name, content in files.items()}
        for files in json.loads(run.stdout)
    ]
    whole = [
        {name: content for name, content in files.items() if not name.endswith(".part")}
        for files in found
    ]
    assert all(files in (before, after) for files in whole)
    # Else the hook saw nothing of what it should see.
    assert len(whole) > 3 * len(after)
    assert whole.count(before) > 2 * len(after)


SAVED = b"events:\n  - id: own\n    title: Saved by an editor\n"


def in_place(path: Path) -> None:
    path.write_bytes(SAVED)


def by_renaming(path: Path) -> None:
    new = path.with_name("saved~")
    new.write_bytes(SAVED)
    new.replace(path)


MOMENTS = [(step, moment) for step in ("_temporary", "_kept") for moment in ("before", "after")]


@pytest.mark.parametrize(
    ("save", "step", "moment"),
    [
        *((by_renaming, *found) for found in MOMENTS),
        # No system has a renaming that fails when the target was replaced just before it.
        *((in_place, *found) for found in (*MOMENTS, ("replace", "before"), ("replace", "after"))),
    ],
)
def test_what_an_editor_saves_while_drafts_are_added_is_not_lost(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[Path], None],
    step: str,
    moment: str,
) -> None:
    source = tmp_path / "events.yaml"
    source.write_bytes(b"events:\n  - id: own\n    title: Own\n")
    owner = os if step == "replace" else writing
    done = getattr(owner, step)

    def saving(*arguments: object, **options: object) -> object:
        monkeypatch.setattr(owner, step, done)
        if moment == "before":
            save(source)
        result = done(*arguments, **options)
        if moment == "after":
            save(source)
        return result

    monkeypatch.setattr(owner, step, saving)
    with suppress(OutputError):
        draft = b"  - id: draft\n    title: Draft\n"
        editing.amend(source, lambda content, drafts: content + b"".join(drafts), [draft])
    assert source.read_bytes() == SAVED
    assert [path.name for path in tmp_path.iterdir()] == ["events.yaml"]


def test_an_example_never_replaces_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = writing._temporary

    def saving(path: Path, pieces: list[bytes], **options: Any) -> tuple[str | None, int]:
        if path.name == "events.schema.json":
            (tmp_path / "events.yaml").write_bytes(SAVED)
        return done(path, pieces, **options)

    monkeypatch.setattr(writing, "_temporary", saving)
    with pytest.raises(OutputError) as caught:
        templates.initialise(tmp_path)
    assert "already exists" in str(caught.value)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [SAVED]
