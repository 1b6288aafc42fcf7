"""No command overwrites a file that it reads, or did not write, without ``--force``."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import timeline
from timeline.cli import main
from timeline.exporters.html import picture
from timeline.overwriting import BEGINNING, Guard

ROOT = Path(__file__).parent.parent
EVENTS = "calendar: {feeds: [kind, event]}\nevents:\n  - {id: a, title: Visit, when: 2024-11-18}\n"
DOCUMENT = "<!doctype html><title>T</title><p>The summit was held on 22 April 2026.</p>"
OUTPUTS = {
    "ics": ["timeline.en.ics", "timeline.kind-other.en.ics", "events/a.en.ics"],
    "html": ["timeline.html", "plotly.min.js"],
    "json": ["timeline.json"],
    "csv": ["timeline.csv"],
}
FOREIGN = b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(EVENTS)
    Path("statement.html").write_text(DOCUMENT)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_refused(
    capsys: pytest.CaptureFixture[str], *arguments: str, can_be_forced: bool = True
) -> bool:
    """Whether the command fails with one line and a hint, and changes nothing."""
    before = contents(Path.cwd())
    code = main(arguments)
    printed = capsys.readouterr().err
    assert contents(Path.cwd()) == before
    assert ("--force" in printed) is can_be_forced
    return code == 1 and "hint: choose another path" in printed and "Traceback" not in printed


def extract(page: Path | str, *more: str) -> tuple[str, ...]:
    return "extract", "statement.html", "--html", str(page), *more


def linked(name: str, target: str) -> str:
    Path(name).symlink_to(target)
    return name


def hard_linked(name: str, target: str) -> str:
    os.link(target, name)
    return name


@pytest.mark.parametrize(
    "spelling",
    [
        lambda: "statement.html",
        lambda: "./statement.html",
        lambda: Path("statement.html").absolute(),
        lambda: linked("link.html", "statement.html"),
        lambda: linked("link.html", linked("other.html", "statement.html")),
        lambda: hard_linked("twin.html", "statement.html"),
    ],
    ids=["name", "dotted", "absolute", "link", "link to a link", "hard link"],
)
def test_a_page_never_replaces_its_document_however_it_is_spelled(
    here: Path, capsys: pytest.CaptureFixture[str], spelling: Callable[[], Path | str]
) -> None:
    assert is_refused(capsys, *extract(spelling()))


def test_a_page_never_replaces_the_chronology_or_the_output_of_another_command(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_refused(capsys, *extract("events.yaml"))
    assert is_refused(capsys, *extract("events.yaml", "--into", "events.yaml"))
    assert is_refused(capsys, *extract("events.yaml", "--against", "events.yaml"))
    assert main(["build", "-o", ".", "--format", "html"]) == 0
    assert is_refused(capsys, *extract("timeline.html"))
    assert main(extract("page.html")) == 0
    shutil.copy("page.html", "timeline.html")
    assert is_refused(capsys, "build", "-o", ".", "--format", "html")


def test_a_page_replaces_an_earlier_one_and_any_file_if_it_is_forced_to(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(extract("page.html")) == 0
    first = Path("page.html").read_bytes()
    assert main(extract("page.html", "--title", "Another")) == 0
    assert Path("page.html").read_bytes() != first
    assert main(extract("statement.html", "--force")) == 0
    assert b'content="diplomatic-timeline extract"' in Path("statement.html").read_bytes()


def test_a_page_of_a_release_that_did_not_name_its_generator_is_replaced(here: Path) -> None:
    main(extract("page.html"))
    main(["build", "-o", ".", "--format", "html"])
    for name, command in (
        ("page.html", extract("page.html")),
        ("timeline.html", ["build", "-o", "."]),
    ):
        page = Path(name)
        marked = page.read_bytes()
        unmarked = b"\n".join(
            line for line in marked.split(b"\n") if b'name="generator"' not in line
        )
        assert len(unmarked) < len(marked)
        page.write_bytes(unmarked)
        assert main(command) == 0
        assert b'name="generator"' in page.read_bytes()


@pytest.mark.parametrize("command", ["extract", "import"])
def test_drafts_are_never_added_to_the_file_they_come_from(
    here: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    arguments = (command, "events.yaml", "--into", "./events.yaml")
    assert is_refused(capsys, *arguments, can_be_forced=False)


def test_saved_columns_replace_no_other_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("table.csv").write_text("title,when\nA,2024-11\n")
    for name in ("table.csv", "events.yaml", "statement.html"):
        arguments = ("import", "table.csv", "--save-map", name)
        assert is_refused(capsys, *arguments, can_be_forced=False)


@pytest.mark.parametrize("name", ["picture.svg", "picture.png"])
def test_a_picture_replaces_only_a_picture_of_ours(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    Path(name).write_bytes(b"<svg><!-- drawn for days --></svg>")
    assert is_refused(capsys, "picture", "-o", name)
    Path("events.yaml").replace(name)
    assert is_refused(capsys, "picture", name, "-o", name)


def test_pictures_are_recognised() -> None:
    png = (ROOT / "exports" / "timeline.png").read_bytes()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1"><rect/></svg>'
    for foreign in (png, svg):
        assert not picture.is_own(foreign)
        assert picture.is_own(picture.marked(foreign)[:BEGINNING])
    # As it was drawn before it named its generator.
    assert picture.is_own(b'<svg class="main-svg" width="1"><rect/><defs id="defs-chart"><g/>')


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in OUTPUTS.items() for name in names]
)
def test_a_build_replaces_its_own_exports_and_no_others(
    here: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    options = ["--set", "plotly=directory"] if kind == "html" else []
    build = ["build", "-o", "out", "--now", "2026-01-01T00:00:00Z", "--format", kind, *options]
    assert main(build) == 0
    path = Path("out", name)
    path.write_bytes(path.read_bytes() + b"\n")
    assert main(build) == 0, "an earlier export is replaced"
    exported = path.read_bytes()
    path.write_bytes(b"written by somebody else")
    assert is_refused(capsys, *build)
    assert main([*build, "--force"]) == 0
    if kind != "ics":  # of a calendar, the note on its ledger
        assert path.read_bytes() == exported
    path.write_bytes(b"")
    assert main(build) == 0, "an empty file is nobody's"


def test_every_file_that_prevents_a_build_is_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path("out")
    out.mkdir()
    (out / "timeline.en.ics").write_bytes(FOREIGN)
    (out / "timeline.html").write_bytes(b"<p>mine</p>")
    assert main(["build", "-o", "out"]) == 1
    printed = capsys.readouterr().err
    assert "timeline.en.ics: " in printed
    assert "timeline.html: " in printed
    assert "2 problems" in printed


@pytest.mark.parametrize("link", [linked, hard_linked, shutil.copy])
def test_a_build_never_replaces_the_chronology_it_reads(
    here: Path, capsys: pytest.CaptureFixture[str], link: Callable[..., object]
) -> None:
    """Not even if the chronology looks like an export: it is the same file."""
    Path("events.yaml").replace("chronology.yaml")
    if link is shutil.copy:
        shutil.copy("chronology.yaml", "timeline.json")
    else:
        link("timeline.json", "chronology.yaml")
    source = "timeline.json" if link is shutil.copy else "chronology.yaml"
    assert is_refused(capsys, "build", source, "-o", ".", "--format", "json")
    assert Path("chronology.yaml").read_text() == EVENTS


def test_a_bundle_that_a_page_carries_is_not_replaced_by_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "-o", ".", "--format", "html", "--set", "plotly=directory"])
    Path("plotly.min.js").replace("timeline.html")
    assert is_refused(
        capsys, "build", "-o", ".", "--format", "html", "--set", "plotly=timeline.html"
    )


def test_a_calendar_that_others_refolded_or_damaged_is_still_ours(here: Path) -> None:
    main(["build", "-o", ".", "--format", "ics"])
    path = Path("timeline.en.ics")
    changes: tuple[Callable[[bytes], bytes], ...] = (
        lambda content: content.replace(b"//timeline", b"//time\r\n line"),
        lambda content: content.replace(b"\r\n", b"\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content[:200],
    )
    for change in changes:
        path.write_bytes(change(path.read_bytes()))
        assert main(["build", "-o", ".", "--format", "ics"]) == 0


def test_the_committed_calendars_are_recognised(tmp_path: Path) -> None:
    for path in (ROOT / "exports").glob("*.ics"):
        shutil.copy(path, tmp_path)
    timeline.build(ROOT / "events.yaml", tmp_path, formats=["ics"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_what_is_no_regular_file_is_never_replaced(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo("page.html")
    for more in ([], ["--force"]):
        assert main(extract("page.html", *more)) == 1
    assert "not a regular file" in capsys.readouterr().err
    assert Path("page.html").is_fifo()
    with pytest.raises(timeline.OutputError):
        Guard().check(Path(os.devnull), lambda beginning: True)


def test_an_example_is_never_written_through_a_link(here: Path) -> None:
    (here / "new").mkdir()
    Path("new/events.yaml").symlink_to("nowhere.yaml")
    assert main(["init", "new"]) == 1
    assert Path("new/events.yaml").is_symlink()
