"""Building: all exports or none, and the same bytes from the same input."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

import timeline
from timeline import templates, writing
from timeline.building import Report, compare
from timeline.cli import main
from timeline.errors import InputError, OptionError, OutputError, UnknownName
from timeline.events import Timeline

ROOT = Path(__file__).parent.parent
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SMALL = "events:\n  - {id: a, title: Visit, when: 2024-11-18, revised: 2026-01-01T00:00:00Z}\n"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(source: Path | str | Timeline, out: Path | str, **options: Any) -> Report:
    return timeline.build(source, out, now=lambda: MOMENT, **options)


def test_every_format_in_every_language_is_written(tmp_path: Path) -> None:
    report = build(ROOT / "events.yaml", tmp_path)
    written = {file.path.name for file in report.files}
    languages = timeline.load(ROOT / "events.yaml").languages
    assert {f"kazakhstan-serbia.{language}.ics" for language in languages} <= written
    assert "timeline.html" in written
    assert set(contents(tmp_path)) == written


def test_formats_and_languages_can_be_chosen(tmp_path: Path) -> None:
    report = build(ROOT / "events.yaml", tmp_path, formats=["ics"], languages=["ru"])
    assert [file.path.name for file in report.files] == ["kazakhstan-serbia.ru.ics"]


def test_what_is_chosen_must_exist(tmp_path: Path) -> None:
    for wrong in ({"formats": ["icz"]}, {"languages": ["de"]}):
        with pytest.raises(UnknownName) as caught:
            build(ROOT / "events.yaml", tmp_path, **wrong)
        assert caught.value.hint
    assert contents(tmp_path) == {}


def test_a_second_build_leaves_every_file_alone(tmp_path: Path) -> None:
    build(ROOT / "events.yaml", tmp_path)
    first = contents(tmp_path)
    report = timeline.build(ROOT / "events.yaml", tmp_path)  # with the real clock
    assert contents(tmp_path) == first
    assert not any(file.changed for file in report.files)


def test_a_failing_build_leaves_the_previous_exports(tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text(SMALL)
    out = tmp_path / "exports"
    build(source, out)
    before = contents(out)
    source.write_text("events:\n  - {id: a, title: Visit, when: 2024-13}\n")
    with pytest.raises(InputError):
        build(source, out)
    assert contents(out) == before


def test_a_file_that_cannot_be_written_leaves_all_others(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = [("a", [b"new"]), ("b", [b"a file where a folder is"])]
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError):
        writing.write(tmp_path, files)
    assert contents(tmp_path) == {"a": b"old"}


def test_an_output_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("")
    with pytest.raises(OutputError) as caught:
        build(ROOT / "events.yaml", tmp_path / "exports")
    assert "exports" in str(caught.value)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Almaty", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
    ],
    ids=["first", "second"],
)
def test_hash_seed_time_zone_and_locale_change_no_byte(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    build(ROOT / "events.yaml", tmp_path / "here")
    subprocess.run(
        [sys.executable, "-m", "timeline", "build", ROOT / "events.yaml", "-o", tmp_path / "there"],
        env=os.environ | environment | {"SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp()))},
        check=True,
        capture_output=True,
    )
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_month_is_a_month_in_every_export(tmp_path: Path) -> None:
    source = "events:\n  - {id: visit, title: Visit, when: November 2024}\n"
    chronology = timeline.loads(source)
    build(chronology, tmp_path)
    calendar = (tmp_path / "timeline.en.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20241101" in calendar
    assert "DTEND;VALUE=DATE:20241201" in calendar
    assert "SUMMARY:Visit (November 2024)" in calendar
    assert "X-TIMELINE-PRECISION:month" in calendar
    page = (tmp_path / "timeline.html").read_text("utf-8")
    assert "November 2024" in page
    assert "2024-11-01" not in page


def test_a_new_chronology_works_at_once_and_is_never_overwritten(tmp_path: Path) -> None:
    paths = templates.initialise(tmp_path / "new")
    assert {path.name for path in paths} == {"events.yaml", "events.schema.json"}
    assert timeline.check(tmp_path / "new" / "events.yaml") == ()
    assert build(tmp_path / "new" / "events.yaml", tmp_path / "out").files
    before = contents(tmp_path / "new")
    with pytest.raises(OutputError):
        templates.initialise(tmp_path / "new")
    assert contents(tmp_path / "new") == before


def test_the_committed_calendars_are_those_of_the_committed_chronology(tmp_path: Path) -> None:
    committed = {path.name: path.read_bytes() for path in (ROOT / "exports").glob("*.ics")}
    assert committed, "run: timeline build --format ics"
    for name, content in committed.items():
        (tmp_path / name).write_bytes(content)
    timeline.build(ROOT / "events.yaml", tmp_path, formats=["ics"])
    assert contents(tmp_path) == committed, "run: timeline build --format ics"


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
def test_files_that_are_replaced_already_come_back_when_the_next_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def no_links(source: Path, target: str) -> NoReturn:
        raise OSError(95, "not supported", str(source))

    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"old")
    replace = os.replace

    def refuse_b(source: str, target: Path) -> None:
        if target.name == "b":
            raise PermissionError(13, "open in another program", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse_b)
    with pytest.raises(OutputError):
        writing.write(tmp_path, [(name, [b"new"]) for name in "acb"])
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o600)
    writing.write(tmp_path, [("a", [b"new"])])
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_what_another_writer_is_about_to_move_is_not_swept(tmp_path: Path) -> None:
    (tmp_path / ".x.ics.abcd1234.part").write_bytes(b"being written")
    writing.write(tmp_path, [("a", [b"new"])])
    assert (tmp_path / ".x.ics.abcd1234.part").exists()


@pytest.mark.parametrize(
    ("before", "pieces"),
    [
        (b"", [b"new"]),
        (b"old", []),
        (b"one two", [b"one ", b"three", b" four"]),
        (b"one two", [b"one"]),
        (b"one", [b"one", b"", b" two"]),
        (b"one two", [b"", b"one", b" tw", b"o"]),
    ],
    ids=["from nothing", "to nothing", "other", "shorter", "longer", "same"],
)
def test_a_file_becomes_what_its_pieces_are_and_is_left_alone_if_it_is_that(
    tmp_path: Path, before: bytes, pieces: list[bytes]
) -> None:
    path, content = tmp_path / "a", b"".join(pieces)
    path.write_bytes(before)
    number = path.stat().st_ino
    (written,) = writing.write(tmp_path, [("a", iter(pieces))])
    assert contents(tmp_path) == {"a": content}
    assert written == writing.Written(path, len(content), content != before)
    assert (path.stat().st_ino == number) is (content == before)


def test_a_file_is_whole_if_the_system_writes_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_write = os.write
    monkeypatch.setattr(
        os, "write", lambda file, content: system_write(file, content[: 1 + len(content) // 3])
    )
    pieces = [b"a" * 700_000, b"", b"b" * 700_000, b"c" * 3_000_000, b"d"]
    (written,) = writing.write(tmp_path, [("a", iter(pieces))])
    assert contents(tmp_path) == {"a": b"".join(pieces)}
    assert written.size == 4_400_001


def test_what_fails_while_a_file_is_made_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise timeline.DateError("x", "this fails", code="date-format")

    with pytest.raises(timeline.DateError):
        writing.write(tmp_path, [("a", [b"new"]), ("b", pieces()), ("c", [b"new"])])
    assert contents(tmp_path) == {"b": b"old"}


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError):
        writing.write(tmp_path, [("a", [b"new"]), ("a", [b"old"])])
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize(
    "wrong",
    [{"languages": []}, {"languages": "ru"}, {"formats": ()}, {"formats": "ics"}],
    ids=str,
)
def test_an_empty_list_and_a_text_instead_of_a_list_are_reported(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(OptionError) as caught:
        build(ROOT / "events.yaml", tmp_path, **wrong)
    (problem,) = caught.value.problems
    assert problem.path in wrong
    assert "list" in problem.fact
    assert problem.hint
    assert contents(tmp_path) == {}
    if "languages" in wrong:
        with pytest.raises(OptionError):
            compare(ROOT / "events.yaml", ROOT / "exports", **wrong)


# -- build --check -------------------------------------------------------------------------------


@pytest.fixture
def chronology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a chronology and its exports."""
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(SMALL)
    build("events.yaml", "exports", formats=["ics", "html", "json", "csv"])
    return tmp_path


def state(folder: Path) -> dict[str, object]:
    """What is in *folder*, and when it was last written."""
    return {
        str(path): (path.stat().st_mtime_ns, path.is_file() and path.read_bytes())
        for path in [folder, *sorted(folder.rglob("*"))]
    }


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["build", "--check", *arguments])
    return code, capsys.readouterr().out


def test_exports_that_are_current_pass_the_check(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(chronology)
    assert check(capsys) == (0, "2 files, all current\n")
    assert check(capsys, "--format", "csv", "--format", "json")[0] == 0
    assert state(chronology) == before


def test_exports_that_are_not_current_fail_the_check_and_stay(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("events.yaml").write_text(SMALL.replace("Visit", "Journey"))
    before = state(chronology)
    code, out = check(capsys)
    assert code == 1
    for name in ("timeline.html", "timeline.en.ics"):
        assert f"exports/{name}: the export is out of date [export-outdated]" in out
    assert out.endswith("\n2 problems\n")
    assert state(chronology) == before


def test_missing_exports_fail_the_check_and_no_folder_is_made(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(chronology)
    code, out = check(capsys, "-o", "public", "--format", "ics")
    assert code == 1
    assert out.startswith("public/timeline.en.ics: the export is missing [export-missing]\n")
    Path("exports/timeline.en.ics").unlink()
    assert "timeline.en.ics: the export is missing" in check(capsys)[1]
    build("events.yaml", "exports")
    assert state(chronology).keys() == before.keys()


def test_the_check_has_json(chronology: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("events.yaml").write_text(SMALL.replace("Visit", "Journey"))
    code, out = check(capsys, "--json", "--format", "ics")
    report = json.loads(out)
    assert code == 1
    assert [problem["code"] for problem in report["problems"]] == ["export-outdated"]
    assert [(file["path"], file["changed"]) for file in report["files"]] == [
        ("exports/timeline.en.ics", True)
    ]
    written = timeline.build("events.yaml", "exports", formats=["ics"], now=lambda: MOMENT)
    assert [file.size for file in written.files] == [file["size"] for file in report["files"]]


def test_the_day_of_the_check_makes_no_difference(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The tombstone of a removed event leaves the calendar some day; a check must not fail then.
    Path("events.yaml").write_text("events: []\n")
    build("events.yaml", "exports")
    assert b"X-TIMELINE-REMOVED" in Path("exports/timeline.en.ics").read_bytes()
    assert check(capsys)[0] == 0
    later = timeline.build(
        "events.yaml", "exports", now=lambda: MOMENT.replace(year=2036), dry_run=True
    )
    assert [file.changed for file in later.files] == [True, True]


def test_what_stops_a_build_stops_the_check(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("exports/timeline.html").write_text("mine")
    assert main(["build", "--check"]) == 1
    assert "did not write it" in capsys.readouterr().err


def test_an_edited_export_fails_the_check(
    chronology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path("exports/timeline.en.ics")
    content = path.read_bytes()
    for changed in (content + b"X", content[:-1], content.replace(b"Visit", b"visit")):
        path.write_bytes(changed)
        assert check(capsys, "--format", "ics")[0] == 1
